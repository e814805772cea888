//! Years, as subjects.

use chrono::{Datelike, NaiveDate};

use super::{Names, record, truth};
use crate::amount::Text;
use crate::facts::figures::{all_years, year_end};
use crate::facts::{Fact, Facts, Gap, Property, Subject};
use crate::model::register::{Adopts, Decision};
use crate::model::rule::SubjectKind;

pub(in crate::facts) const YEAR: Names = &[
    ("year", "the year, a whole number"),
    ("start", "1 January of the year"),
    ("end", "31 December of the year"),
    ("due", "the day the rule's `due` gives for the year"),
    ("budget_decided", "whether the register has a decision on the year's budget"),
    ("budget_adopted", "the day the board first adopted a budget for the year"),
    ("report_decided", "whether the register has a decision on the year's annual report"),
    ("report_adopted", "the day the board adopted the annual report for the year"),
];

impl Facts {
    pub(super) fn years(&self) -> Vec<Subject> {
        let this = self.question.as_of.year();
        let decided = self.decisions().filter_map(|it| it.periods).map(|(from, _)| from);
        let near = [this, this.saturating_add(1)];
        all_years(&self.figures, decided.chain(near)).into_iter().map(|year| self.year(year)).collect()
    }

    fn year(&self, year: i32) -> Subject {
        let budget = self.adoption(Adopts::Budget, year);
        let report = self.adoption(Adopts::AnnualReport, year);
        let properties = vec![
            ("year", Ok(Fact::Number(i64::from(year)).into())),
            ("start", Ok(Fact::Day(year_start(year)).into())),
            ("end", Ok(Fact::Day(year_end(year)).into())),
            ("budget_decided", truth(budget.is_ok())),
            ("budget_adopted", budget),
            ("report_decided", truth(report.is_ok())),
            ("report_adopted", report),
        ];
        let title = Text::same(year.to_string());
        let mut subject = self.subject(SubjectKind::Year, year.to_string(), title, properties);
        (subject.years, subject.governing) = (Some((year, year)), year_end(year));
        subject
    }

    pub(super) fn decisions(&self) -> impl Iterator<Item = &Decision> {
        self.model.decisions.iter().filter(|decision| self.counts(decision.recorded))
    }

    /// The first day something was adopted for a year, by the day of the question.
    fn adoption(&self, what: Adopts, year: i32) -> Property {
        let covers = |it: &&Decision| {
            // A budget is adopted for its first year; the two that follow are a plan (KL 11:6).
            it.adopts == what && it.periods.is_some_and(|(from, _)| from == year)
        };
        let dated = |it: &'_ Decision| Some((self.meeting_day(it)?, it.span, it.source.clone()));
        let adopted = self.decisions().filter(covers).filter(|it| it.adopted).filter_map(dated);
        let adopted = adopted.filter(|(day, ..)| *day <= self.question.as_of);
        if let Some((day, span, source)) = adopted.min_by_key(|(day, ..)| *day) {
            return Ok(record(Fact::Day(day), span, source.as_ref()));
        }
        let proposed = self.decisions().filter(covers).find(|it| !it.adopted);
        Err(Gap::record(no_decision(what, year, proposed)))
    }

    pub(super) fn meeting_day(&self, decision: &Decision) -> Option<NaiveDate> {
        let id = &decision.meeting.value;
        self.model.meetings.iter().find(|it| it.id.value == *id).map(|it| it.date.value)
    }
}

fn year_start(year: i32) -> NaiveDate {
    NaiveDate::from_ymd_opt(year, 1, 1).unwrap_or_default()
}

fn no_decision(what: Adopts, year: i32, proposed: Option<&Decision>) -> Text {
    let (sv, en) = match what {
        Adopts::Budget => ("budget", "budget"),
        _ => ("årsredovisning", "annual report"),
    };
    let tail = match proposed {
        Some(_) => (
            " Det finns ett förslag, men inget protokoll som visar beslutet.",
            " There is a proposal, but no minutes that show the decision.",
        ),
        None => ("", ""),
    };
    Text::new(
        format!("Registret har inget beslut om {sv} för {year}.{}", tail.0),
        format!("The register has no decision on the {en} for {year}.{}", tail.1),
    )
}
