//! Occurrences of duties, as subjects.

use chrono::{Datelike, NaiveDate};

use super::{Names, clause, number, record, truth};
use crate::amount::Text;
use crate::calendar::{self, Occurrence};
use crate::facts::{Fact, Facts, Gap, Known, Subject};
use crate::model::agreement::Agreement;
use crate::model::register::Delivery;
use crate::model::rule::SubjectKind;

pub(in crate::facts) const OCCURRENCE: Names = &[
    ("state", "`upcoming`, `in-time`, `late`, `overdue` or `unknown`"),
    ("due", "the day it falls due"),
    ("due_set", "whether the agreement sets that day"),
    ("delivered", "the day of the delivery that fulfilled it"),
    ("days_late", "how many days late it is or was"),
    ("deliveries", "how many deliveries there are"),
    ("times", "how many it takes"),
    ("period", "the period"),
    ("by", "who is responsible"),
    ("duty", "what is to be delivered"),
];

impl Facts {
    pub(super) fn occurrences(&self) -> Vec<Subject> {
        let last = self.question.as_of.year().saturating_add(1);
        let occurrences = calendar::occurrences(&self.model, last);
        occurrences.iter().map(|occurrence| self.occurrence(occurrence)).collect()
    }

    fn occurrence(&self, occurrence: &Occurrence<'_>) -> Subject {
        let (agreement, duty) = (occurrence.agreement, occurrence.duty);
        let deliveries = self.deliveries(occurrence);
        let needed = usize::try_from(duty.times).unwrap_or(1).max(1);
        let fulfilled = deliveries.get(needed.saturating_sub(1)).copied();
        let (state, days_late) = self.state(occurrence, fulfilled);
        let name = duty.title.clone().unwrap_or_else(|| Text::same(&duty.id.value));
        let by = self.actor_name(&occurrence.by, agreement);
        let period = occurrence.period.to_string();
        let due = record(Fact::Day(occurrence.due), duty.span, agreement.source.as_ref());
        let properties = vec![
            ("state", Ok(Fact::Word(state).into())),
            ("due", Ok(due)),
            // So many in each period have the period's last day by themselves.
            ("due_set", truth(duty.due.is_some() || duty.times > 1)),
            ("delivered", fulfilled.map(delivered).ok_or_else(|| no_delivery(&period))),
            (
                "days_late",
                days_late.map(|days| Fact::Number(days).into()).ok_or_else(|| no_delivery(&period)),
            ),
            ("deliveries", number(deliveries.len())),
            ("times", number(needed)),
            ("period", Ok(Fact::Words(Text::same(&period)).into())),
            ("by", Ok(Fact::Words(by.clone()).into())),
            ("duty", Ok(Fact::Words(name.clone()).into())),
        ];
        let title = Text::new(
            format!("{} {period}, {} – {}", name.sv, by.sv, agreement.title),
            format!("{} {period}, {} – {}", name.en, by.en, agreement.title),
        );
        let mut subject = self.subject(SubjectKind::Occurrence, occurrence.id(), title, properties);
        let year = occurrence.period.year;
        (subject.years, subject.governing) = (Some((year, year)), occurrence.due);
        (subject.due, subject.days_late) = (Some(occurrence.due), days_late.filter(|days| *days > 0));
        subject.place = Some(duty.span);
        subject.clause = clause(agreement, duty.clause.as_ref(), duty.span);
        if self.model.organisation(&occurrence.by).is_some() {
            subject.responsible = vec![occurrence.by.clone()];
        }
        subject.deliverable = Some(duty.deliverable);
        subject
    }

    /// The deliveries of an occurrence by the day of the question, first to last.
    fn deliveries(&self, occurrence: &Occurrence<'_>) -> Vec<&Delivery> {
        let mut found: Vec<&Delivery> = self
            .model
            .deliveries
            .iter()
            .filter(|it| it.agreement.value == occurrence.agreement.id.value)
            .filter(|it| it.duty.value == occurrence.duty.id.value && it.by.value == occurrence.by)
            .filter(|it| it.period == occurrence.period && it.delivered.value <= self.question.as_of)
            .filter(|it| self.counts(it.recorded))
            .collect();
        found.sort_by_key(|delivery| delivery.delivered.value);
        found
    }

    fn state(&self, occurrence: &Occurrence<'_>, done: Option<&Delivery>) -> (&'static str, Option<i64>) {
        let days_after = |day: NaiveDate| day.signed_duration_since(occurrence.due).num_days();
        if let Some(done) = done {
            let late = days_after(done.delivered.value);
            let is_late = late > 0 && occurrence.duty.due.is_some();
            return if is_late { ("late", Some(late)) } else { ("in-time", Some(0)) };
        }
        if self.question.as_of <= occurrence.due {
            return ("upcoming", None);
        }
        let covered = self.model.covers.iter().any(|cover| {
            cover.deliverables.contains(&occurrence.duty.deliverable)
                && cover.days.holds(occurrence.due)
                && self.counts(cover.recorded)
        });
        if covered { ("overdue", Some(days_after(self.question.as_of))) } else { ("unknown", None) }
    }

    fn actor_name(&self, id: &str, agreement: &Agreement) -> Text {
        match self.model.organisation(id) {
            Some(organisation) => Text::same(&organisation.name),
            None if id == "platform" => Text::new("verksamheten", "the activity"),
            None => Text::same(&agreement.title),
        }
    }
}

fn delivered(delivery: &Delivery) -> Known {
    record(Fact::Day(delivery.delivered.value), delivery.delivered.span, delivery.source.as_ref())
}

fn no_delivery(period: &str) -> Gap {
    Gap::record(Text::new(
        format!("Registret har ingen leverans för {period}."),
        format!("The register has no delivery for {period}."),
    ))
}
