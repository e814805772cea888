//! The meeting that is to take a decision not taken yet: what must be ready before the decision counts from it.

use std::collections::BTreeMap;

use chrono::{Datelike, Months, NaiveDate};

use crate::calendar::{Occurrence, Question};
use crate::model::Model;
use crate::model::duty::Evidence;
use crate::model::register::{Decision, Meeting};

/// Meetings further apart may have others between, which the register lacks.
const APART: Months = Months::new(4);

/// After a meeting so close to the day there is hardly another before it.
const CLOSE: Months = Months::new(1);

/// The meetings to come, and what is proposed to them.
pub(super) struct Planned<'m> {
    model: &'m Model,
    meetings: Vec<&'m Meeting>,
    proposals: BTreeMap<&'m str, Vec<&'m Decision>>,
}

impl<'m> Planned<'m> {
    pub(super) fn new(model: &'m Model, question: Question) -> Self {
        let to_come = |it: &&Meeting| question.counts(it.recorded) && question.as_of <= it.date.value;
        let mut meetings: Vec<&Meeting> = model.meetings.iter().filter(to_come).collect();
        meetings.sort_by_key(|it| it.date.value);
        let mut proposals: BTreeMap<_, Vec<_>> = BTreeMap::new();
        for it in model.decisions.iter().filter(|it| it.proposed && question.counts(it.recorded)) {
            proposals.entry(it.meeting.value.as_str()).or_default().push(it);
        }
        Self { model, meetings, proposals }
    }

    /// The day of the meeting that is to decide what an occurrence asks for, when that is before its last day:
    /// the first that has it on its agenda, or else the last before the day, when it is near or the next is known.
    pub(super) fn day(&self, occurrence: &Occurrence<'m>, due: NaiveDate) -> Option<NaiveDate> {
        let Some(Evidence::Decision { .. }) = occurrence.duty.evidence else { return None };
        let by = |it: &&&Meeting| {
            it.body.value == occurrence.by
                || self.model.is_actor(&occurrence.duty.by.value, &it.body.value, it.date.value)
        };
        let own = || self.meetings.iter().filter(by);
        let has_it = own().find(|it| self.has(it, occurrence, due)).map(|it| it.date.value);
        let last = own().map(|it| it.date.value).filter(|day| *day <= due).max();
        // A plan of meetings that ends long before the day, or has a hole, may lack the one that will decide.
        let within = |months: Months, day: NaiveDate| {
            let end = last.and_then(|last| last.checked_add_months(months));
            end.is_some_and(|end| day <= end)
        };
        let next = own().map(|it| it.date.value).find(|day| due < *day);
        let is_last = within(CLOSE, due) || next.is_some_and(|next| within(APART, next));
        has_it.or(last.filter(|_| is_last)).filter(|day| *day <= due)
    }

    /// Whether a meeting has it on its agenda, or a proposal for it; one that prints no year is for the day's.
    fn has(&self, meeting: &Meeting, occurrence: &Occurrence<'_>, due: NaiveDate) -> bool {
        let Some(Evidence::Decision { adopts, year }) = occurrence.duty.evidence else { return false };
        let year = occurrence.year().saturating_add(year);
        let mut proposals = self.proposals.get(meeting.id.value.as_str()).into_iter().flatten();
        let proposed = proposals.any(|it| {
            let for_it = match it.periods {
                Some(_) => it.is_for(year),
                None => meeting.date.value.year() == due.year(),
            };
            it.adopts == adopts && for_it
        });
        let mut about = meeting.items.iter().flat_map(|item| &item.about);
        proposed || about.any(|reference| occurrence.is_named(reference, meeting.date.value.year()))
    }
}
