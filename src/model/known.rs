//! When what a document says became known: its own day, that of what it is bound into, or else the first day
//! it can have been there.

use std::collections::BTreeMap;

use chrono::NaiveDate;

use super::Model;
use super::citation::Citation;
use super::document::Structure;
use super::figure::TableKind;
use super::organisation::DocumentKind;
use super::period::{year_begins, year_ends};
use crate::source::Span;

/// The last day that each document without a day of its own tells of, by the document.
pub(super) type Told = BTreeMap<String, NaiveDate>;

/// An entry, as far as when and where from it became known.
pub(super) struct Recorded<'m> {
    pub(super) source: Option<&'m Citation>,
    pub(super) day: Option<NaiveDate>,
    pub(super) span: Span,
}

impl<'m> Recorded<'m> {
    const fn new(source: &'m Option<Citation>, day: Option<NaiveDate>, span: Span) -> Self {
        Self { source: source.as_ref(), day, span }
    }
}

impl Model {
    /// The day a document became known: its own, or that of what it is bound into.
    #[must_use]
    pub fn adopted(&self, document: &str) -> Option<NaiveDate> {
        let document = self.document(document)?;
        let whole = || self.document(&document.part_of.as_ref()?.value)?.adopted;
        document.adopted.or_else(whole)
    }

    /// The first day a document can have been known: the day it became so, or else the last day it tells of.
    /// None when nothing says.
    #[must_use]
    pub fn known_from(&self, document: &str) -> Option<NaiveDate> {
        let told = |id: &str| self.told.get(|| self.told_of()).get(id).copied();
        let whole = || self.document(document)?.part_of.as_ref().and_then(|whole| told(&whole.value));
        self.adopted(document).or_else(|| told(document).max(whole()))
    }

    /// The first day that what is taken from a document can have been known.
    #[must_use]
    pub fn cited_from(&self, source: Option<&Citation>) -> Option<NaiveDate> {
        self.known_from(&source?.document.value)
    }

    /// The first day that what is known of a document's structure can have been known.
    #[must_use]
    pub fn structured_from(&self, structure: &Structure) -> Option<NaiveDate> {
        self.known_from(&structure.document.value)
    }

    fn told_of(&self) -> Told {
        let mut told = Told::new();
        let mut tells = |document: &str, day: Option<NaiveDate>| {
            if let Some(day) = day {
                let last = told.entry(document.to_owned()).or_insert(day);
                *last = day.max(*last);
            }
        };
        for it in &self.tables {
            tells(&it.source.value, self.year_told(&it.source.value, it.year, it.kind));
        }
        let mut cites = |source: &Option<Citation>, day: Option<NaiveDate>| {
            source.iter().for_each(|it| tells(&it.document.value, day));
        };
        let begins = |year: i32| year_begins(year);
        let ends = |year: i32| year_ends(year);
        self.meetings.iter().for_each(|it| cites(&it.source, Some(it.date.value)));
        self.decisions.iter().for_each(|it| cites(&it.source, self.meeting_day(it)));
        // A day something was done no later than is when it was seen, not what the document tells.
        self.deliveries.iter().for_each(|it| cites(&it.source, it.delivered.earliest));
        self.actions.iter().for_each(|it| cites(&it.source, it.done.and_then(|done| done.earliest)));
        self.remarks.iter().for_each(|it| cites(&it.source, ends(it.year)));
        for it in &self.assignments {
            cites(&it.source, self.given_on(it));
            it.reported.iter().for_each(|told| cites(&told.source, told.on.earliest));
        }
        // What judges an outcome has seen the year; what plans, compares or lists may have been there as it began.
        self.goals.iter().flat_map(|it| &it.says).for_each(|it| cites(&it.source, ends(it.year)));
        self.statements.iter().for_each(|it| cites(&it.source, begins(it.year)));
        self.initiatives.iter().for_each(|it| cites(&it.source, begins(it.year)));
        for list in &self.checklists {
            let day = list.year.and_then(begins);
            list.items.iter().for_each(|it| cites(&it.source, day));
        }
        // What was already taken from a document that tells of a later day, a diary or a book of minutes, shows
        // that it grows and is of no one day.
        let recorded = self.recorded();
        told.retain(|document, last| recorded.get(document.as_str()).is_none_or(|first| *last <= *first));
        told
    }

    /// Everything that says when it became known, and where from.
    pub(super) fn recorded_entries(&self) -> impl Iterator<Item = Recorded<'_>> {
        let meetings = self.meetings.iter().map(|it| Recorded::new(&it.source, it.recorded, it.span));
        let decisions =
            self.decisions.iter().map(|it| Recorded::new(&it.source, it.recorded, it.recorded_at));
        let deliveries = self.deliveries.iter().map(|it| Recorded::new(&it.source, it.recorded, it.span));
        let actions = self.actions.iter().map(|it| Recorded::new(&it.source, it.recorded, it.id.span));
        let remarks = self.remarks.iter().map(|it| Recorded::new(&it.source, it.recorded, it.span));
        let planned = self.planned.iter().map(|it| Recorded::new(&it.source, it.recorded, it.span));
        let assignments = self.assignments.iter().map(|it| Recorded::new(&it.source, it.recorded, it.span));
        let reported = self.assignments.iter().filter_map(|it| it.reported.as_ref());
        let reported = reported.map(|it| Recorded::new(&it.source, it.recorded, it.span));
        let what_is_told = remarks.chain(assignments).chain(reported);
        meetings.chain(decisions).chain(deliveries).chain(actions).chain(what_is_told).chain(planned)
    }

    /// The first day that something was recorded from each document.
    fn recorded(&self) -> BTreeMap<&str, NaiveDate> {
        let mut first: BTreeMap<&str, NaiveDate> = BTreeMap::new();
        for Recorded { source, day, .. } in self.recorded_entries() {
            if let (Some(source), Some(day)) = (source, day) {
                let known = first.entry(source.document.value.as_str()).or_insert(day);
                *known = day.min(*known);
            }
        }
        first
    }

    /// A year of outcomes has passed when they are told; a budget, a forecast or a plan tells of no day.
    fn year_told(&self, document: &str, year: i32, kind: TableKind) -> Option<NaiveDate> {
        let reports = matches!(
            self.document(document)?.kind,
            DocumentKind::AnnualReport | DocumentKind::SocialAccounts
        );
        let outcomes = match kind {
            TableKind::Ledger | TableKind::Statement | TableKind::Note => true,
            TableKind::Overview | TableKind::Text | TableKind::Reported => reports,
            TableKind::Budget => false,
        };
        year_ends(year).filter(|_| outcomes)
    }
}
