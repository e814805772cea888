//! Two assessments beside each other, version 1: `samkoll.diff/1`.

use serde::Serialize;

use crate::amount::{Language, Text};
use crate::comparison::{Cause, Change, Comparison, Saved};
use crate::render::json::pretty::pretty;
use crate::verdict::Outcome;

const SCHEMA: &str = "samkoll.diff/1";

#[derive(Serialize)]
struct JsonDiff<'s> {
    schema: &'static str,
    workspace: &'s str,
    before: Side<'s>,
    now: Side<'s>,
    causes: Vec<JsonCause>,
    findings: Vec<JsonFinding<'s>>,
}

#[derive(Serialize)]
struct Side<'s> {
    as_of: String,
    known_at: Option<String>,
    inputs: &'s str,
    rules: &'s str,
    standard: &'s str,
    breached: usize,
    /// How many of them follow from no other.
    breached_causes: usize,
    undecided: usize,
    met: usize,
}

#[derive(Serialize)]
struct JsonCause {
    cause: &'static str,
    #[serde(skip_serializing_if = "Vec::is_empty")]
    what: Vec<String>,
}

#[derive(Serialize)]
struct JsonFinding<'s> {
    change: &'static str,
    rule: &'s str,
    subject: &'s str,
    before: Option<&'s str>,
    now: Option<&'s str>,
    moved: Option<String>,
    unit: Option<&'s str>,
    message: String,
}

/// What differs, for a program. `language` is that of the messages.
///
/// # Errors
/// When the serialiser fails, which it does not for these types.
pub fn diff(comparison: &Comparison<'_>, language: Language) -> Result<String, serde_json::Error> {
    let findings = comparison.findings.iter().filter_map(|it| {
        let latest = it.latest()?;
        let moved = it.moved();
        Some(JsonFinding {
            change: change(it.change),
            rule: &latest.rule,
            subject: &latest.subject.id,
            before: it.before.map(|it| it.outcome.name()),
            now: it.now.map(|it| it.outcome.name()),
            moved: moved.map(|(by, _)| by.to_string()),
            unit: moved.map(|(_, unit)| unit),
            message: Text::from(&latest.message).get(language).to_owned(),
        })
    });
    let diff = JsonDiff {
        schema: SCHEMA,
        workspace: &comparison.now.workspace.name,
        before: side(comparison.before),
        now: side(comparison.now),
        causes: comparison.causes.iter().map(|it| json_cause(it, language)).collect(),
        findings: findings.collect(),
    };
    pretty(&diff)
}

fn side(saved: &Saved) -> Side<'_> {
    Side {
        as_of: saved.as_of.to_string(),
        known_at: saved.known_at.map(|day| day.to_string()),
        inputs: &saved.workspace.inputs,
        rules: &saved.workspace.rules,
        standard: &saved.workspace.standard.digest,
        breached: saved.count(Outcome::Breached),
        breached_causes: saved.causes(),
        undecided: saved.count(Outcome::Undecided),
        met: saved.count(Outcome::Met),
    }
}

const fn change(change: Change) -> &'static str {
    match change {
        Change::New => "new",
        Change::Worse => "worse",
        Change::Lost => "lost",
        Change::Opened => "opened",
        Change::Resolved => "resolved",
        Change::Gone => "gone",
        Change::Accepted => "accepted",
        Change::Better => "better",
        Change::Unchanged => "unchanged",
    }
}

fn json_cause(cause: &Cause, language: Language) -> JsonCause {
    let (cause, what) = match cause {
        Cause::Data => ("data", Vec::new()),
        Cause::Rules => ("rules", Vec::new()),
        Cause::Parameters(what) => {
            ("parameters", what.iter().map(|it| it.get(language).to_owned()).collect())
        }
        Cause::Standard => ("standard", Vec::new()),
        Cause::Knowledge => ("known-at", Vec::new()),
        Cause::Materiality => ("materiality", Vec::new()),
        Cause::Time => ("time", Vec::new()),
    };
    JsonCause { cause, what }
}
