//! Pure dates: which occurrences a duty has, when each falls due, and working days in Sweden.

mod due;
mod holidays;

use std::collections::BTreeMap;

use chrono::{Datelike, NaiveDate};

use crate::amount::Text;
use crate::model::actor::Actor;
use crate::model::agreement::Agreement;
use crate::model::duty::{Deliverable, Duty};
use crate::model::life::Life;
use crate::model::period::{Every, Period};
use crate::model::reference::DutyReference;
use crate::model::register::{Cover, Meeting};
use crate::model::waiver::Waiver;
use crate::model::{Model, Terms};

pub use due::{
    DateStep, Event, StepKind, add_days, add_working_days, day_of, derive, leeway, next_working_day,
};
pub use holidays::{holiday, is_working_day};

/// The two dates of a question.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Question {
    /// The day the question is asked for.
    pub as_of: NaiveDate,
    /// Only what was recorded on or before this day counts; unset, everything does.
    pub known_at: Option<NaiveDate>,
}

impl Question {
    /// Whether a record counts: it was known at `known_at`.
    #[must_use]
    pub fn counts(self, recorded: Option<NaiveDate>) -> bool {
        match self.known_at {
            None => true,
            Some(known_at) => recorded.is_some_and(|recorded| recorded <= known_at),
        }
    }

    /// Whether what became known on a day counts; what nothing gives a day for has always been there.
    #[must_use]
    pub fn is_known(self, from: Option<NaiveDate>) -> bool {
        from.is_none() || self.counts(from)
    }

    /// Whether an agreement was known: the document its text is taken from was.
    #[must_use]
    pub fn knows(self, model: &Model, agreement: &Agreement) -> bool {
        self.is_known(model.cited_from(agreement.source.as_ref()))
    }

    /// What an agreement says, with the terms it shares as far as those were known.
    #[must_use]
    pub fn terms<'m>(self, model: &'m Model, agreement: &'m Agreement) -> Terms<'m> {
        match self.known_at {
            None => model.terms(agreement),
            Some(_) => model.terms_of(agreement, |it| self.knows(model, it)),
        }
    }

    /// The agreement that takes an agreement's place, once that is known.
    #[must_use]
    pub fn successor<'m>(self, model: &'m Model, agreement: &Agreement) -> Option<&'m Agreement> {
        model.successor(agreement).filter(|it| self.knows(model, it))
    }

    /// The last day an agreement holds, as far as it was known: its own, or the day before its successor begins.
    #[must_use]
    pub fn last_day(self, model: &Model, agreement: &Agreement) -> Option<NaiveDate> {
        agreement.last_day(self.successor(model, agreement))
    }

    /// The days of the förbund, as far as they were known.
    #[must_use]
    pub fn life(self, model: &Model) -> Life {
        model.life(|it| self.knows(model, it), |it| self.counts(it.recorded))
    }

    /// The waivers that were known, each with its number in the workspace.
    pub fn waivers(self, model: &Model) -> impl Iterator<Item = (usize, &Waiver)> {
        model.waivers.iter().enumerate().filter(move |(_, it)| self.counts(it.recorded))
    }

    /// Whether the register is said to hold everything of a sort from one day to another: all at once, or for one
    /// stretch after the other.
    #[must_use]
    pub fn is_covered(self, model: &Model, what: Deliverable, from: NaiveDate, to: NaiveDate) -> bool {
        let of = |it: &&Cover| it.deliverables.contains(&what) && self.counts(it.recorded);
        let covers: Vec<&Cover> = model.covers.iter().filter(of).collect();
        let (mut day, to) = (from.min(to), from.max(to));
        loop {
            let reach = covers.iter().filter(|it| it.holds(day)).filter_map(|it| it.last_day()).max();
            match reach {
                None => return false,
                Some(reach) if to <= reach => return true,
                Some(reach) => match reach.succ_opt() {
                    Some(next) => day = next,
                    None => return true,
                },
            }
        }
    }
}

/// One duty, one responsible, one period.
#[derive(Debug, Clone)]
pub struct Occurrence<'m> {
    /// The agreement that imposes it.
    pub agreement: &'m Agreement,
    /// The duty.
    pub duty: &'m Duty,
    /// Who delivers.
    pub by: &'m str,
    /// For which period.
    pub period: Period,
    /// The period's first day; of what comes once, the first day it holds.
    pub starts: NaiveDate,
    /// The period's last day; of what comes once, the last day it holds, if there is one.
    pub ends: Option<NaiveDate>,
    /// The day whose holder of a role is the one responsible.
    pub owed: NaiveDate,
    /// Whether the duty is known to hold: its first day, or its agreement's, is known.
    pub holds: bool,
    /// The meeting it comes with, if it comes with one, and how many meetings its body had that day.
    pub meeting: Option<(&'m Meeting, usize)>,
}

impl<'m> Occurrence<'m> {
    /// The meeting it comes with, if it comes with one.
    #[must_use]
    pub fn of_meeting(&self) -> Option<&'m Meeting> {
        self.meeting.map(|(meeting, _)| meeting)
    }

    /// `agreement/duty/responsible/period`
    #[must_use]
    pub fn id(&self) -> String {
        let (agreement, duty) = (&self.agreement.id.value, &self.duty.id.value);
        let apart = self.apart().map(|meeting| format!("/{meeting}")).unwrap_or_default();
        format!("{agreement}/{duty}/{}/{}{apart}", self.by, self.period)
    }

    /// The id of the meeting it comes with, where its body had another on that day.
    #[must_use]
    pub fn apart(&self) -> Option<&'m str> {
        self.meeting.filter(|(_, met)| *met > 1).map(|(meeting, _)| meeting.id.value.as_str())
    }

    /// What tells it from the others of its duty: its period, and of two meetings on a day which.
    #[must_use]
    pub fn when(&self) -> String {
        let apart = self.apart().map(|meeting| format!(", {meeting}")).unwrap_or_default();
        format!("{}{apart}", self.period)
    }

    /// Whether something comes with another meeting of the same body on the same day.
    #[must_use]
    pub fn is_of_another_meeting(&self, other: &Self) -> bool {
        self.meeting.zip(other.meeting).is_some_and(|((one, _), (other, _))| {
            one.body.value == other.body.value
                && one.date.value == other.date.value
                && one.id.value != other.id.value
        })
    }

    /// Whether something of a year that refers to a duty is about this: the period it names, or the year it counts to.
    #[must_use]
    pub fn is_named(&self, reference: &DutyReference, year: i32) -> bool {
        let when = match reference.period {
            Some(period) => period == self.period,
            None => self.year() == year.saturating_add(reference.year),
        };
        let agreement = reference.agreement.as_ref() == Some(&self.agreement.id.value);
        when && agreement && reference.duty == self.duty.id.value
    }

    /// What is to be done, and for which period.
    #[must_use]
    pub fn title(&self) -> Text {
        let name = self.duty.name();
        if self.period.every == Every::Once {
            return name;
        }
        let period = format!(" {}", self.when());
        Text { sv: name.sv + period.as_str(), en: name.en + period.as_str() }
    }

    /// The year it belongs to.
    #[must_use]
    pub fn year(&self) -> i32 {
        self.starts.year()
    }
}

/// Every occurrence that begins while its duty holds and not after a year,
/// but for those of periods that ended before what the workspace knows of.
#[must_use]
pub fn occurrences(model: &Model, question: Question, last_year: i32) -> Vec<Occurrence<'_>> {
    let since = model.since();
    let mut all = Vec::new();
    for agreement in model.proper_agreements().filter(|it| question.knows(model, it)) {
        for duty in question.terms(model, agreement).duties {
            all.extend(of_duty(model, agreement, duty, question, last_year));
        }
    }
    all.retain(|it: &Occurrence<'_>| since.is_none_or(|since| it.ends.is_none_or(|ends| since <= ends)));
    in_life(model, question, &mut all);
    all
}

/// The duty with which the occurrences come to more than so many, if they do.
#[must_use]
pub fn too_many(model: &Model, question: Question, last_year: i32, most: usize) -> Option<&Duty> {
    let mut sum = 0_usize;
    for agreement in model.proper_agreements() {
        for duty in model.terms(agreement).duties {
            for occurrence in of_periods(model, agreement, duty, question, last_year) {
                sum = sum.saturating_add(responsible(model, question, &occurrence).len());
                if sum > most {
                    return Some(duty);
                }
            }
        }
    }
    None
}

/// Leaves out what is of a time when there is no förbund, what falls due before it was formed, and what was to come
/// before that.
fn in_life(model: &Model, question: Question, all: &mut Vec<Occurrence<'_>>) {
    let life = question.life(model);
    if life == Life::default() {
        return;
    }
    let is_there = |it: &Occurrence<'_>| {
        // What was held was held, and its minutes are to be approved.
        let is_met = it.duty.every == Every::Meeting;
        let sets_day = it.duty.anchor().is_none() && it.duty.sets_day();
        is_met
            || life.meets(it.starts, it.ends) && !(sets_day && life.from.is_some_and(|from| it.owed < from))
    };
    let gone: Vec<Occurrence<'_>> = all.iter().filter(|it| !is_there(it)).cloned().collect();
    let waits = |it: &Occurrence<'_>| {
        let own =
            |before: &DutyReference| before.agreement.clone().or_else(|| Some(it.agreement.id.value.clone()));
        let before =
            it.duty.precedes().map(|before| DutyReference { agreement: own(before), ..before.clone() });
        before.is_some_and(|before| gone.iter().any(|gone| gone.is_named(&before, it.year())))
    };
    all.retain(|it| is_there(it) && !waits(it));
}

fn of_duty<'m>(
    model: &'m Model,
    agreement: &'m Agreement,
    duty: &'m Duty,
    question: Question,
    last_year: i32,
) -> Vec<Occurrence<'m>> {
    let mut found = Vec::new();
    for occurrence in of_periods(model, agreement, duty, question, last_year) {
        let by = responsible(model, question, &occurrence).into_iter();
        found.extend(by.map(|by| Occurrence { by, ..occurrence.clone() }));
    }
    found
}

/// What a duty asks for in each period, whoever is responsible.
fn of_periods<'m>(
    model: &'m Model,
    agreement: &'m Agreement,
    duty: &'m Duty,
    question: Question,
    last_year: i32,
) -> impl Iterator<Item = Occurrence<'m>> {
    let days = validity(model, question, agreement, duty).map(|(known, last)| {
        (known, known.unwrap_or_else(|| asked_from(model, agreement, last, question)), last)
    });
    let periods = days.map(|(known, first, last)| {
        let periods = periods(model, duty, (first, last), question, last_year);
        periods.into_iter().map(move |dated| (known.is_some(), dated))
    });
    periods.into_iter().flatten().map(move |(holds, (period, starts, ends, meeting))| {
        let mut occurrence =
            Occurrence { agreement, duty, by: "", period, starts, ends, owed: starts, holds, meeting };
        occurrence.owed = owed(&occurrence);
        occurrence
    })
}

/// The day a thing is owed: its due day, or else its period's last. Who holds a role by then is to do it,
/// whoever held it when the period began: a new board adopts the annual report of the year it came in.
/// What comes with a meeting is done by those who met.
fn owed(occurrence: &Occurrence<'_>) -> NaiveDate {
    if occurrence.period.every == Every::Meeting {
        return occurrence.starts;
    }
    let due = match occurrence.duty.anchor() {
        None => derive(occurrence, None).last().map(|step| step.day),
        Some(_) => None,
    };
    due.or(occurrence.ends).unwrap_or(occurrence.starts)
}

/// A first and a last day, each when it is known.
type Days = (Option<NaiveDate>, Option<NaiveDate>);

/// The first and last day a duty holds, as far as they are known: its own, within its agreement's.
#[must_use]
pub fn validity(model: &Model, question: Question, agreement: &Agreement, duty: &Duty) -> Option<Days> {
    let own = duty.in_force;
    let firsts = [agreement.in_force.and_then(|days| days.from), own.and_then(|days| days.from)];
    let lasts = [question.last_day(model, agreement), own.and_then(|days| days.to)];
    let (first, last) = (firsts.into_iter().flatten().max(), lasts.into_iter().flatten().min());
    let some_day = first.zip(last).is_none_or(|(first, last)| first <= last);
    some_day.then_some((first, last))
}

/// From when a duty is asked about whose first day is not known: from the year the workspace begins, or else
/// that of the document that tells of its agreement, or else that of the question, and at the latest its last.
fn asked_from(
    model: &Model,
    agreement: &Agreement,
    last: Option<NaiveDate>,
    question: Question,
) -> NaiveDate {
    let told = || model.document(&agreement.source.as_ref()?.document.value)?.adopted;
    let day = model.since().or_else(told).unwrap_or(question.as_of);
    let day = last.map_or(day, |last| last.min(day));
    NaiveDate::from_ymd_opt(day.year(), 1, 1).unwrap_or(day)
}

/// A period with its first day and its last, if it has one, and the meeting that it is the day of.
type Dated<'m> = (Period, NaiveDate, Option<NaiveDate>, Option<(&'m Meeting, usize)>);

/// The periods that begin while a duty holds.
fn periods<'m>(
    model: &'m Model,
    duty: &Duty,
    (first, last): (NaiveDate, Option<NaiveDate>),
    question: Question,
    last_year: i32,
) -> Vec<Dated<'m>> {
    let holds = |day: NaiveDate| first <= day && last.is_none_or(|last| day <= last);
    match duty.every {
        Every::Once if first.year() <= last_year => vec![(Period::ONCE, first, last, None)],
        Every::Once => Vec::new(),
        Every::Meeting => {
            let body = duty.meeting_body();
            let meetings = model.meetings.iter();
            let meetings = meetings.filter(|it| model.is_actor(body, &it.body.value, it.date.value));
            let meetings = meetings.filter(|it| question.counts(it.recorded) && holds(it.date.value));
            let mut met: BTreeMap<(NaiveDate, &str), Vec<&Meeting>> = BTreeMap::new();
            meetings.for_each(|it| met.entry((it.date.value, &it.body.value)).or_default().push(it));
            let of_day = |((day, _), mut all): (_, Vec<&'m Meeting>)| {
                all.sort_by_key(|it| &it.id.value);
                let count = all.len();
                all.into_iter()
                    .map(move |it| (Period::meeting(day), day, Some(day), Some((it, count))))
                    .collect::<Vec<Dated<'m>>>()
            };
            met.into_iter().flat_map(of_day).collect()
        }
        every => {
            // A duty that falls due years before its period is asked for as far ahead.
            let last_year = last_year.saturating_add(duty.years_ahead().saturating_sub(1).max(0));
            let wanted =
                |period: &Period| duty.only.is_empty() || duty.only.contains(&i64::from(period.number));
            // What ended before the workspace begins is not asked about.
            let begins = model.since().map_or(first.year(), |since| since.year().max(first.year()));
            let years = begins..=last_year.min(last.map_or(last_year, |last| last.year()));
            let periods = years.flat_map(|year| Period::of_year(year, every));
            let periods = periods.filter(|period| holds(period.start()) && wanted(period));
            periods.map(|period| (period, period.start(), Some(period.end()), None)).collect()
        }
    }
}

/// Who delivers: one, whoever holds a role when it is owed, each party that has joined, or each member as the period
/// closes (what is done once has none: on the day it is owed); who joins in it owes what is due for it, and who has
/// left does not.
fn responsible<'m>(model: &'m Model, question: Question, occurrence: &Occurrence<'m>) -> Vec<&'m str> {
    match &occurrence.duty.by.value {
        Actor::EachParty => {
            let joined = occurrence.agreement.parties.iter().filter(|party| !party.expected);
            joined.map(|party| party.organisation.value.as_str()).collect()
        }
        Actor::EachMember => {
            let closes = occurrence.ends.filter(|_| occurrence.duty.every != Every::Once);
            let day = question.life(model).by(closes.unwrap_or(occurrence.owed));
            let members = model.organisations.iter().filter(|it| it.is_member(day));
            members.map(|member| member.id.value.as_str()).collect()
        }
        Actor::Role(role) => model.who(*role, occurrence.owed),
        Actor::Organisation(id) => vec![id],
        Actor::Platform => vec![Actor::PLATFORM],
    }
}
