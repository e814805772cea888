//! How an item stands on the day of the question, and what it is that cannot be told when that is why it is unknown.

use chrono::NaiveDate;

use super::{Due, Item};
use crate::calendar::{Question, leeway};

names! {
    /// How an item stands, worst first.
    #[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
    pub enum State {
        /// Its day has passed, it is not done, and the register would show it.
        Overdue = "overdue",
        /// Its day has passed and the register says nothing; its period has, the register would show it, and
        /// no day is set; or it is done and whether in time cannot be told.
        Unknown = "unknown",
        /// Its day is still to come.
        Upcoming = "upcoming",
        /// Done after its day.
        Late = "late",
        /// Done by its day.
        InTime = "in-time",
        /// Not done in time, or still to come, and a waiver in force covers it. The rules never see it:
        /// they say what is breached, and the waiver is weighed after that.
        Waived = "waived",
    }
}

/// Why it cannot be told how a thing stands, though the register does not lack it.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Doubt {
    /// From which day it holds is not known.
    FirstDay,
    /// It is done, but on which day is not known.
    Day,
    /// It is done, but not when what its day is reckoned from was done.
    Anchor,
    /// It was announced, but on whose notice boards is not known.
    Boards,
    /// Of which of the meetings on its day it tells is not known.
    Meeting,
    /// It was decided with a reservation.
    Reservation,
    /// It stands in the same minutes as what it was to come before, and not before it.
    Order,
    /// Its last day fell on a day when nobody works, and it was done by the next working day.
    NonWorkingDay,
}

/// How an item stands, how many days late it is or was, and what is in doubt.
#[derive(Debug, Clone, Copy)]
pub(super) struct Standing {
    pub(super) state: State,
    pub(super) days_late: Option<i64>,
    pub(super) doubt: Option<Doubt>,
}

impl Standing {
    const fn of(state: State) -> Self {
        let days_late = if matches!(state, State::InTime) { Some(0) } else { None };
        Self { state, days_late, doubt: None }
    }

    const fn in_doubt(doubt: Doubt) -> Self {
        Self { state: State::Unknown, days_late: None, doubt: Some(doubt) }
    }

    /// Late, or overdue: counted from the day that is set, whatever the next working day.
    fn after(state: State, day: NaiveDate, due: NaiveDate) -> Self {
        let days_late = Some(day.signed_duration_since(due).num_days());
        Self { state, days_late, doubt: None }
    }
}

/// The last day that an item can be done, with the leeway of a day on which nobody works.
fn limit(item: &Item<'_>, due: NaiveDate) -> NaiveDate {
    leeway(item.occurrence.duty, due).map_or(due, |step| step.day)
}

pub(super) fn of(question: Question, item: &Item<'_>) -> Standing {
    if item.is_done() { done(item) } else { open(question, item) }
}

/// Of what is done: late only when it must be, in time only when it must be.
fn done(item: &Item<'_>) -> Standing {
    let Some(fulfilled) = item.fulfilled() else { return Standing::in_doubt(Doubt::Day) };
    let standing = item.shown.iter().skip(item.needed().saturating_sub(1)).map(|shown| {
        let timed = timed(item, fulfilled.earliest, shown.day);
        match (timed.state, shown.doubt) {
            (State::InTime, Some(doubt)) => Standing::in_doubt(doubt),
            _ => timed,
        }
    });
    // What was done first counts; but a doubt about it is settled by what came after it in time.
    let standing: Vec<Standing> = standing.collect();
    let first = standing.first().copied().unwrap_or(Standing::in_doubt(Doubt::Day));
    let settled = standing.into_iter().find(|it| it.state == State::InTime);
    let standing = if first.doubt.is_some() { settled.unwrap_or(first) } else { first };
    match standing.state {
        State::Late if !item.occurrence.holds => Standing::in_doubt(Doubt::FirstDay),
        _ => standing,
    }
}

fn timed(item: &Item<'_>, earliest: Option<NaiveDate>, latest: NaiveDate) -> Standing {
    let (duty, Due { from, .. }) = (item.occurrence.duty, &item.due);
    let last = item.due.latest();
    if !duty.has_last_day() || (last.is_none() && duty.anchor().is_none()) {
        return Standing::of(State::InTime);
    }
    let sure = last.zip(earliest).filter(|(last, earliest)| limit(item, *last) < *earliest);
    match (sure, from) {
        (Some((last, earliest)), _) => Standing::after(State::Late, earliest, last),
        (None, Some(from)) if latest <= *from => Standing::of(State::InTime),
        (None, Some(from)) if earliest == Some(latest) && last == Some(*from) => {
            Standing::in_doubt(Doubt::NonWorkingDay)
        }
        (None, _) if earliest == Some(latest) => Standing::in_doubt(Doubt::Anchor),
        (None, _) => Standing::in_doubt(Doubt::Day),
    }
}

/// Of what is not done: nothing is overdue by a day that can still move, nor by a register that may lack it.
fn open(question: Question, item: &Item<'_>) -> Standing {
    let duty = item.occurrence.duty;
    let passed = match item.due.expected() {
        _ if item.too_late.is_some() => true,
        // Of a day that is not known, this is the last it can be: until then it is still to come.
        Some(day) => day < question.as_of,
        // What its day is reckoned from is not there: its own period is all there is.
        None => duty.anchor().is_some() && item.occurrence.ends.is_some_and(|ends| ends < question.as_of),
    };
    if !passed {
        return Standing::of(State::Upcoming);
    }
    let last = item.due.latest().filter(|_| duty.has_last_day() && item.occurrence.holds);
    let last = last.filter(|last| {
        let limit = limit(item, *last);
        // A register that has it for a day after the last says of itself that it is not done in time.
        let told = item.not_before.is_some_and(|day| limit < day);
        told || (item.covered && limit < question.as_of)
    });
    match last {
        Some(last) => Standing::after(State::Overdue, question.as_of, last),
        None if !item.occurrence.holds => Standing::in_doubt(Doubt::FirstDay),
        None => Standing::of(State::Unknown),
    }
}
