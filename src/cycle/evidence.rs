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

/// The deliveries that count, by agreement, duty and responsible.
pub(super) struct Records<'m> {
    model: &'m Model,
    question: Question,
    deliveries: BTreeMap<(&'m str, &'m str, &'m str), Vec<&'m Delivery>>,
}

impl<'m> Records<'m> {
    pub(super) fn new(model: &'m Model, question: Question) -> Self {
        let mut deliveries: BTreeMap<_, Vec<&Delivery>> = BTreeMap::new();
        let counted = model.deliveries.iter().filter(|it| question.counts(it.recorded));
        for it in counted.filter(|it| it.delivered.value <= question.as_of) {
            let key = (it.agreement.value.as_str(), it.duty.value.as_str(), it.by.value.as_str());
            deliveries.entry(key).or_default().push(it);
        }
        Self { model, question, deliveries }
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
        let decided = self.model.decisions.iter().filter(|it| {
            it.adopts == adopts && it.adopted && self.question.counts(it.recorded) && concerns(it, occurrence)
        });
        let decided = decided.filter_map(|it| Some((it, self.model.meeting_day(it)?)));
        let decided = decided.filter(|(it, day)| match occurrence.period.every {
            Every::Meeting => *day == occurrence.starts,
            _ => *day <= self.question.as_of && is_of_year(it, year),
        });
        let shown = decided.filter(|(_, day)| *day <= self.question.as_of);
        shown
            .map(|(it, day)| Shown {
                day,
                proof: Proof::Decision(it),
                span: it.span,
                source: it.source.as_ref(),
            })
            .collect()
    }

    fn meeting(&self, occurrence: &Occurrence<'m>, step: MeetingStep) -> Option<Shown<'m>> {
        let mut meetings = self.model.meetings.iter().filter(|it| self.question.counts(it.recorded));
        let meeting = meetings.find(|it| {
            it.body.value == occurrence.duty.meeting_body() && it.date.value == occurrence.starts
        })?;
        let minutes = meeting.minutes.as_ref();
        let day = match step {
            MeetingStep::Presidium => meeting.presidium.as_ref(),
            MeetingStep::Held => Some(&meeting.date).filter(|_| !meeting.planned),
            MeetingStep::Approved => minutes.and_then(|it| it.approved.as_ref()),
            MeetingStep::Announced => minutes.and_then(|it| it.announced.as_ref()),
        }?;
        (day.value <= self.question.as_of).then_some(Shown {
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
