//! One occurrence on the day of the question: when it falls due, how it stands, what shows it.

use chrono::NaiveDate;

use super::{Doubt, Proof, Shown, State, fulfilled};
use crate::amount::Text;
use crate::calendar::{DateStep, Occurrence};
use crate::model::waiver::Waiver;

/// One occurrence on the day of the question.
#[derive(Debug)]
pub struct Item<'m> {
    /// `agreement/duty/responsible/period`
    pub id: String,
    /// The occurrence.
    pub occurrence: Occurrence<'m>,
    /// When it falls due.
    pub due: Due,
    /// How it stands.
    pub state: State,
    /// How many days late it is, or was.
    pub days_late: Option<i64>,
    /// The register is said to hold everything of the sort for its day.
    pub covered: bool,
    /// What cannot be told of it, when that is why it is unknown.
    pub doubt: Option<Doubt>,
    /// What shows that it was done, first to last.
    pub shown: Vec<Shown<'m>>,
    /// The register shows that it is not done before this day.
    pub not_before: Option<NaiveDate>,
    /// The day that is set for it, which is not the day it is due.
    pub planned: Option<NaiveDate>,
    /// What it was to come before is done, and it is not: it can no longer serve.
    pub too_late: Option<TooLate>,
    /// The waiver that covers it, once the rules have been asked.
    pub waiver: Option<&'m Waiver>,
}

/// What a thing was to come before, and was done without it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct TooLate {
    /// What it is called, in short.
    pub what: Text,
    /// The day it was done, or the last it can have been.
    pub done: NaiveDate,
}

/// When an item falls due, and how that is derived.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Due {
    /// The steps, the last of which is the day; none when nothing gives a day.
    pub steps: Vec<DateStep>,
    /// The day is reckoned on from something that is not done, and can still move.
    pub provisional: bool,
    /// The earliest it can be: the day itself, but for one reckoned from what was done on a day not known.
    pub from: Option<NaiveDate>,
}

impl Due {
    /// The day, or the day it would be if what it is reckoned from were done on its own last day.
    #[must_use]
    pub fn expected(&self) -> Option<NaiveDate> {
        self.steps.last().map(|step| step.day)
    }

    /// The day, when it is fixed.
    #[must_use]
    pub fn day(&self) -> Option<NaiveDate> {
        self.latest().filter(|day| self.from == Some(*day))
    }

    /// The latest it can be, once what it is reckoned from is done.
    #[must_use]
    pub fn latest(&self) -> Option<NaiveDate> {
        self.expected().filter(|_| !self.provisional)
    }

    pub(super) fn fixed(steps: Vec<DateStep>) -> Self {
        let from = steps.last().map(|step| step.day);
        Self { steps, provisional: false, from }
    }
}

impl<'m> Item<'m> {
    /// What is to be done.
    #[must_use]
    pub fn title(&self) -> Text {
        self.occurrence.duty.name()
    }

    /// The clause and the document, as they were when it falls due.
    #[must_use]
    pub fn clause(&self) -> String {
        let clause = self.occurrence.duty.clause.as_ref();
        self.occurrence.agreement.cited(clause.map(|clause| clause.on(self.falls())))
    }

    /// The day whose provisions it is held against: the one it falls due, or the last of its year where none is set.
    fn falls(&self) -> NaiveDate {
        let year_end = || NaiveDate::from_ymd_opt(self.occurrence.year(), 12, 31).unwrap_or_default();
        self.due.expected().unwrap_or_else(year_end)
    }

    /// The day it stands on for a reader: the one it is due, whatever day is planned for it. Where no source sets one,
    /// the day it was done, if that is known, or the one that is planned: the last of its period is no day that anybody
    /// has chosen.
    #[must_use]
    pub fn stands_on(&self) -> Option<NaiveDate> {
        let sets_day = self.occurrence.duty.sets_day();
        let planned = || self.planned.filter(|_| !self.is_done());
        self.due_day().or_else(planned).or_else(|| self.done_on().filter(|_| !sets_day))
    }

    /// The day it comes, seen from a day: the one it stands on, unless that was only planned and has passed.
    #[must_use]
    pub fn comes_on(&self, as_of: NaiveDate) -> Option<NaiveDate> {
        self.stands_on().filter(|_| !self.has_passed(as_of) || self.due_day().is_some())
    }

    /// Whether a day was planned for it that has passed, and it is not shown done.
    #[must_use]
    pub fn has_passed(&self, as_of: NaiveDate) -> bool {
        !self.is_done() && self.planned.is_some_and(|day| day < as_of)
    }

    /// Whether its day or its period has passed, and the register says nothing of it.
    #[must_use]
    pub fn is_unclear(&self) -> bool {
        self.state == State::Unknown && !self.is_done()
    }

    /// The day it was done, or else the one it stands on.
    #[must_use]
    pub fn happens_on(&self) -> Option<NaiveDate> {
        self.done_on().or_else(|| self.stands_on())
    }

    /// The day it was done, where that day itself is known: the last it can have been is only when it was told.
    #[must_use]
    pub fn done_on(&self) -> Option<NaiveDate> {
        self.fulfilled().filter(|shown| shown.earliest == Some(shown.day)).map(|shown| shown.day)
    }

    /// The day it falls due as a reader is told it, or would if what it hangs on were done on its own last day:
    /// none where no source sets one.
    #[must_use]
    pub fn due_day(&self) -> Option<NaiveDate> {
        self.due.expected().filter(|_| self.occurrence.duty.sets_day())
    }

    /// How many times it is to be done.
    #[must_use]
    pub fn needed(&self) -> usize {
        self.occurrence.duty.needed()
    }

    /// What fulfilled it, with the first day that so many as it takes can have been there.
    #[must_use]
    pub fn fulfilled(&self) -> Option<Shown<'m>> {
        fulfilled(self.occurrence.duty, &self.shown)
    }

    /// Whether the register would show it by now and does not: overdue, or without a day to be late by.
    #[must_use]
    pub fn is_missing(&self) -> bool {
        self.state == State::Overdue || self.is_missing_without_day()
    }

    /// Whether its period has passed and the register would show it and does not, but no day is set.
    #[must_use]
    pub fn is_missing_without_day(&self) -> bool {
        self.state == State::Unknown
            && self.covered
            && !self.is_done()
            && !self.occurrence.duty.has_last_day()
    }

    /// Whether what was offered was answered with a no.
    #[must_use]
    pub fn is_declined(&self) -> bool {
        self.fulfilled().is_some_and(|shown| matches!(shown.proof, Proof::Decision(it) if it.declined))
    }

    /// A name of it, with what it was answered where that is a no.
    #[must_use]
    pub fn answered(&self, name: Text) -> Text {
        match self.is_declined() {
            true => name.map(|language, name| format!("{name} ({})", language.pick("avböjt", "declined"))),
            false => name,
        }
    }

    /// Whether it is done, in time or not or without our knowing which.
    #[must_use]
    pub fn is_done(&self) -> bool {
        self.fulfilled().is_some()
    }
}

impl Item<'_> {
    /// By day, those without one last, then by id.
    pub(super) fn order(&self) -> (bool, Option<NaiveDate>, &str) {
        let day = self.due.expected();
        (day.is_none(), day, &self.id)
    }
}
