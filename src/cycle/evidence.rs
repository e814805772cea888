//! What shows that something was done: deliveries, decisions, what became of a meeting.

use std::collections::BTreeMap;

use chrono::NaiveDate;

use crate::calendar::{Occurrence, Question};
use crate::model::Model;
use crate::model::duty::{Evidence, MeetingStep};
use crate::model::organisation::Citation;
use crate::model::period::Every;
use crate::model::register::{Adopts, Decision, Delivery, Meeting};
use crate::source::Span;

/// Something that shows that an occurrence was done.
#[derive(Debug, Clone, Copy)]
pub struct Shown<'m> {
    /// The day it was done.
    pub day: NaiveDate,
    /// What shows it.
    pub proof: Proof<'m>,
    /// Where that stands in the register.
    pub span: Span,
    /// The document behind it.
    pub source: Option<&'m Citation>,
}

/// An entry of the register.
#[derive(Debug, Clone, Copy)]
pub enum Proof<'m> {
    /// A delivery.
    Delivery(&'m Delivery),
    /// A decision.
    Decision(&'m Decision),
    /// A day in the record of a meeting.
    Meeting(&'m Meeting),
}

/// The records that count on the day of the question, each where it can be found.
pub(super) struct Records<'m> {
    /// By agreement, duty and responsible.
    deliveries: BTreeMap<(&'m str, &'m str, &'m str), Vec<&'m Delivery>>,
    /// By what they adopt, with their day.
    decisions: BTreeMap<Adopts, Vec<(&'m Decision, NaiveDate)>>,
    /// By body and day; of two on one day the first.
    meetings: BTreeMap<(&'m str, NaiveDate), &'m Meeting>,
    as_of: NaiveDate,
}

impl<'m> Records<'m> {
    pub(super) fn new(model: &'m Model, question: Question) -> Self {
        let as_of = question.as_of;
        let mut deliveries: BTreeMap<_, Vec<&Delivery>> = BTreeMap::new();
        let counted = model.deliveries.iter().filter(|it| question.counts(it.recorded));
        for it in counted.filter(|it| it.delivered.value <= as_of) {
            let key = (it.agreement.value.as_str(), it.duty.value.as_str(), it.by.value.as_str());
            deliveries.entry(key).or_default().push(it);
        }
        let days: BTreeMap<&str, NaiveDate> =
            model.meetings.iter().map(|it| (it.id.value.as_str(), it.date.value)).collect();
        let mut decisions: BTreeMap<Adopts, Vec<(&Decision, NaiveDate)>> = BTreeMap::new();
        let counted = model.decisions.iter().filter(|it| it.adopted && question.counts(it.recorded));
        for it in counted {
            let day = days.get(it.meeting.value.as_str()).filter(|day| **day <= as_of);
            decisions.entry(it.adopts).or_default().extend(day.map(|day| (it, *day)));
        }
        let mut meetings = BTreeMap::new();
        for it in model.meetings.iter().filter(|it| question.counts(it.recorded)) {
            meetings.entry((it.body.value.as_str(), it.date.value)).or_insert(it);
        }
        Self { deliveries, decisions, meetings, as_of }
    }

    /// What shows that an occurrence was done by the day of the question, first to last.
    pub(super) fn of(&self, occurrence: &Occurrence<'m>) -> Vec<Shown<'m>> {
        let (agreement, duty) = (&occurrence.agreement.id.value, &occurrence.duty.id.value);
        let delivered = self.deliveries.get(&(agreement.as_str(), duty.as_str(), occurrence.by));
        let delivered = delivered.into_iter().flatten().filter(|it| it.period == occurrence.period);
        let mut shown: Vec<Shown<'m>> = delivered.map(|it| delivery(it)).collect();
        match occurrence.duty.evidence {
            None => (),
            Some(Evidence::Decision { adopts, year }) => {
                shown.extend(self.decisions(occurrence, adopts, year));
            }
            Some(Evidence::Meeting(step)) => shown.extend(self.meeting(occurrence, step)),
        }
        shown.sort_by_key(|it| (it.day, it.span));
        shown
    }

    fn decisions(&self, occurrence: &Occurrence<'m>, adopts: Adopts, years: i32) -> Vec<Shown<'m>> {
        let year = occurrence.year().saturating_add(years);
        let decided = self.decisions.get(&adopts).into_iter().flatten();
        let decided = decided.filter(|(it, day)| match occurrence.period.every {
            Every::Meeting => *day == occurrence.starts,
            _ => is_of_year(it, year),
        });
        let decided = decided.filter(|(it, _)| concerns(it, occurrence));
        decided
            .map(|(it, day)| Shown {
                day: *day,
                proof: Proof::Decision(it),
                span: it.span,
                source: it.source.as_ref(),
            })
            .collect()
    }

    fn meeting(&self, occurrence: &Occurrence<'m>, step: MeetingStep) -> Option<Shown<'m>> {
        let meeting = self.meetings.get(&(occurrence.duty.meeting_body(), occurrence.starts))?;
        let minutes = meeting.minutes.as_ref();
        let day = match step {
            MeetingStep::Presidium => meeting.presidium.as_ref(),
            MeetingStep::Held => Some(&meeting.date).filter(|_| !meeting.planned),
            MeetingStep::Approved => minutes.and_then(|it| it.approved.as_ref()),
            MeetingStep::Announced => minutes.and_then(|it| it.announced.as_ref()),
        }?;
        (day.value <= self.as_of).then_some(Shown {
            day: day.value,
            proof: Proof::Meeting(meeting),
            span: day.span,
            source: meeting.source.as_ref(),
        })
    }
}

/// Whether a decision is the board's own, or that of the member whose duty it is.
fn concerns(decision: &Decision, occurrence: &Occurrence<'_>) -> bool {
    let by = decision.by.as_ref().map(|by| by.value.as_str());
    by.is_none_or(|by| by == occurrence.by) && (by.is_some() || occurrence.duty.by.value != "each-member")
}

/// A decision belongs to its first year; those that follow are a plan (KL 11:6).
fn is_of_year(decision: &Decision, year: i32) -> bool {
    decision.periods.is_some_and(|(from, _)| from == year)
}

fn delivery(it: &Delivery) -> Shown<'_> {
    let (day, span) = (it.delivered.value, it.delivered.span);
    Shown { day, proof: Proof::Delivery(it), span, source: it.source.as_ref() }
}
