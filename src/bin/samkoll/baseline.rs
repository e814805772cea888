//! A saved assessment that a run is held against: what was found then is known.

use std::collections::BTreeSet;
use std::path::Path;

use chrono::NaiveDate;
use samkoll::amount::{Language, Text};
use samkoll::comparison::{Saved, SavedVerdict};
use samkoll::report::{Baseline, Gone, Report};

use crate::output::Trouble;
use crate::world;

/// Reads a baseline for the förbund with a name, on a day or before.
pub(crate) fn read(file: &Path, forbund: &str, day: NaiveDate, language: Language) -> Result<Saved, Trouble> {
    let trouble = |why: &Text, mark: &str| {
        let message = why.clone().map(|_, why| format!("--baseline {}{mark} {why}", file.display()));
        Trouble::new(message, language)
    };
    let text = world::text(file).map_err(|why| trouble(&why, ":"))?;
    let saved = Saved::read(&text).map_err(|why| trouble(&why.0, ""))?;
    saved.is_of(forbund).and_then(|()| saved.is_whole()).map_err(|why| trouble(&why, ":"))?;
    // What is found by then would pass for known before.
    if day < saved.as_of {
        return Err(trouble(&later(saved.as_of, day), ":"));
    }
    Ok(saved)
}

/// What a report is held against. Where not all was asked (`whole`), only what was asked again can be gone.
pub(crate) fn of(saved: &Saved, report: &Report<'_>, whole: bool) -> Baseline {
    let found = report.verdicts.iter().filter(|it| it.is_told());
    let found: BTreeSet<&str> = found.map(|it| it.fingerprint.as_str()).collect();
    let asked: BTreeSet<(&str, &str)> =
        report.verdicts.iter().map(|it| (it.rule.as_ref(), it.subject.id.as_str())).collect();
    let is_gone = |it: &&SavedVerdict| {
        let again = whole || asked.contains(&(it.rule.as_ref(), it.subject.id.as_str()));
        again && !found.contains(it.fingerprint.as_str())
    };
    Baseline {
        as_of: saved.as_of,
        known: saved.findings().map(|it| it.fingerprint.clone()).collect(),
        gone: saved.findings().filter(is_gone).map(gone).collect(),
    }
}

fn later(of: NaiveDate, day: NaiveDate) -> Text {
    Text::new(
        format!("den är en bedömning för {of}, efter den dag som prövas ({day})"),
        format!("it is an assessment for {of}, after the day that is asked about ({day})"),
    )
}

fn gone(verdict: &SavedVerdict) -> Gone {
    Gone {
        rule: verdict.rule.clone(),
        subject: verdict.subject.id.clone(),
        severity: verdict.severity,
        outcome: verdict.outcome,
        message: Text::from(&verdict.message),
        fingerprint: verdict.fingerprint.clone(),
    }
}
