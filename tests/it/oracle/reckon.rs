//! Due days and states as docs/format.md tells them ("Due days", "Register"), worked out a second time.

use std::cell::RefCell;
use std::collections::BTreeMap;

use super::days::{Day, date, length, month_ends_on, months_on, number, worked, working_days_on, written};

/// How often a duty comes back.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub(super) enum Every {
    /// So many periods to a year, each with the letter it is written with.
    Parts(i64, &'static str),
    Meeting,
    Once,
}

/// What a day is reckoned from.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Anchor {
    PeriodEnd,
    Meeting,
    /// Another duty, so many years off.
    Duty(usize, i64),
}

/// How a due day is set.
#[derive(Debug, Clone, Copy)]
pub(super) enum Due {
    Within(i64),
    On { month: i64, day: i64, years: i64 },
    OnDate(Day),
    From { anchor: Anchor, before: bool, months: i64, days: i64, working_days: i64 },
}

/// What a due day does when nobody works on it.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Moves {
    AsIs,
    Next,
    Previous,
    Judged,
}

/// First and last day, each where it is known.
pub(super) type Span = (Option<Day>, Option<Day>);

/// Whether a day is within others.
pub(super) fn within(days: Span, day: Day) -> bool {
    days.0.is_none_or(|first| first <= day) && days.1.is_none_or(|last| day <= last)
}

/// Who is to do something.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum By {
    /// One.
    One(&'static str),
    /// Each party of the agreement.
    EachParty,
    /// Each who is a member as the period closes.
    EachMember,
    /// Whoever holds the role when it is due.
    Role,
}

/// The parties of every agreement.
pub(super) const PARTIES: [&str; 2] = ["kassan", "norrby"];

/// What shows a duty done, beside its deliveries.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Proof {
    /// A decision of a sort for so many years on.
    Decision(&'static str, i64),
    /// A day of the record of a meeting.
    Meeting(&'static str),
    /// Its notice on the boards of every region and municipality.
    Boards,
}

#[derive(Debug, Clone)]
pub(super) struct Duty {
    pub(super) every: Every,
    pub(super) due: Due,
    pub(super) moves: Moves,
    pub(super) only: Vec<i64>,
    pub(super) times: usize,
    pub(super) deliverable: &'static str,
    pub(super) in_force: Span,
    /// Of its agreement.
    pub(super) agreement: Span,
    pub(super) by: By,
    pub(super) proof: Option<Proof>,
    /// The duties it waits for, each so many years off.
    pub(super) needs: Vec<(usize, i64)>,
}

impl Duty {
    /// The duty that its day is reckoned from, so many years off, and whether back from it.
    const fn anchor(&self) -> Option<((usize, i64), bool)> {
        match self.due {
            Due::From { anchor: Anchor::Duty(other, years), before, .. } => Some(((other, years), before)),
            _ => None,
        }
    }
}

/// When something was done: the first day it can have been, where that is known, and the last.
pub(super) type Done = (Option<Day>, Day);

#[derive(Debug, Clone)]
pub(super) struct Delivery {
    pub(super) of: Key,
    pub(super) done: Done,
    pub(super) recorded: Day,
}

/// Which occurrence: the duty's number, who, and the period as it is written.
pub(super) type Key = (usize, &'static str, String);

#[derive(Debug, Clone)]
pub(super) struct Cover {
    pub(super) deliverable: &'static str,
    pub(super) days: (Day, Day),
    pub(super) recorded: Day,
}

/// A meeting, and what its record says.
#[derive(Debug, Clone)]
pub(super) struct Meeting {
    pub(super) body: &'static str,
    pub(super) day: Day,
    pub(super) recorded: Day,
    /// It was only planned.
    pub(super) planned: bool,
    /// Its paragraphs are told.
    pub(super) paragraphs: bool,
    pub(super) presidium: Option<Done>,
    pub(super) minutes: Option<Minutes>,
}

/// When minutes were approved and announced, and on whose boards.
#[derive(Debug, Clone)]
pub(super) struct Minutes {
    pub(super) approved: Option<Done>,
    pub(super) announced: Option<Done>,
    pub(super) boards: Option<Vec<&'static str>>,
}

#[derive(Debug, Clone)]
pub(super) struct Decision {
    /// At which meeting, by its number.
    pub(super) at: usize,
    pub(super) adopts: &'static str,
    pub(super) state: &'static str,
    /// The first year it is for, and how many more.
    pub(super) years: (i64, i64),
    /// Whose it is, where it is not that of the body that met.
    pub(super) by: Option<&'static str>,
    pub(super) reserved: bool,
    pub(super) recorded: Day,
}

/// A förbund as far as due days and states are concerned.
#[derive(Debug, Clone, Default)]
pub(super) struct Case {
    /// The days of each agreement, and that another takes its place.
    pub(super) agreements: Vec<(Span, Option<usize>)>,
    pub(super) duties: Vec<Duty>,
    pub(super) since: Option<Day>,
    pub(super) meetings: Vec<Meeting>,
    pub(super) decisions: Vec<Decision>,
    pub(super) deliveries: Vec<Delivery>,
    pub(super) covers: Vec<Cover>,
    /// Who has held the role, one after the other.
    pub(super) holders: Vec<(&'static str, Span)>,
    /// The members, and when they were.
    pub(super) members: Vec<(&'static str, Span)>,
}

impl Case {
    /// Who holds the role on a day: always somebody.
    pub(super) fn holder(&self, day: Day) -> &'static str {
        self.holders.iter().find(|(_, days)| within(*days, day)).unwrap().0
    }

    /// The meetings that a duty comes with.
    fn meetings_of(&self, by: By) -> impl Iterator<Item = &Meeting> {
        self.meetings.iter().filter(move |it| self.is(by, it.body, it.day))
    }

    /// Whether a body is who is to do something, on a day.
    fn is(&self, by: By, body: &str, day: Day) -> bool {
        match by {
            By::One(one) => one == body,
            By::Role => self.holder(day) == body,
            By::EachParty | By::EachMember => false,
        }
    }
}

/// The dates of a question.
#[derive(Debug, Clone, Copy)]
pub(super) struct Asked {
    pub(super) as_of: Day,
    pub(super) known_at: Option<Day>,
}

impl Asked {
    fn counts(self, recorded: Day) -> bool {
        self.known_at.is_none_or(|known| recorded <= known)
    }

    /// Nothing is done on a day still to come.
    fn last(self) -> Day {
        self.known_at.map_or(self.as_of, |known| known.min(self.as_of))
    }
}

/// What is told of an occurrence.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Told {
    /// The day it is due, or would be.
    pub(super) day: Option<Day>,
    /// Nothing is called late by the day yet.
    pub(super) provisional: bool,
    pub(super) state: &'static str,
    pub(super) days_late: Option<i64>,
}

/// An occurrence: from when to when its period is.
#[derive(Debug, Clone, Copy)]
struct Period {
    start: Day,
    end: Option<Day>,
}

/// A due day: the first it can be where that is known, the last, and whether it can still move.
#[derive(Debug, Clone, Copy)]
struct Falls {
    first: Option<Day>,
    last: Option<Day>,
    provisional: bool,
}

/// A duty has an occurrence for each period that begins while it holds.
fn holds(case: &Case, duty: &Duty, asked: Asked) -> Option<(Day, Option<Day>, bool)> {
    let first = duty.agreement.0.max(duty.in_force.0);
    let last = [duty.agreement.1, duty.in_force.1].into_iter().flatten().min();
    if first.zip(last).is_some_and(|(first, last)| last < first) {
        return None;
    }
    let begins = |day: Day| number(date(day).0, 1, 1);
    let from = case.since.unwrap_or(asked.as_of);
    let from = last.map_or(from, |last| last.min(from));
    Some((first.unwrap_or_else(|| begins(from)), last, first.is_some()))
}

/// The periods of a duty that begin in a year, as they are written.
pub(super) fn periods_of(every: Every, year: i64) -> Vec<(i64, String, Day, Day)> {
    let Every::Parts(parts, letter) = every else { return Vec::new() };
    let months = 12 / parts;
    let one = |part: i64| {
        let last = part * months;
        let name = match letter {
            "" if parts == 1 => format!("{year}"),
            "" => format!("{year}-{part:02}"),
            _ => format!("{year}-{letter}{part}"),
        };
        (part, name, number(year, last - months + 1, 1), number(year, last, length(year, last)))
    };
    (1..=parts).map(one).collect()
}

fn occurrences(case: &Case, index: usize, asked: Asked) -> BTreeMap<String, (Period, bool)> {
    let duty = &case.duties[index];
    let mut found = BTreeMap::new();
    let Some((first, last, known)) = holds(case, duty, asked) else { return found };
    let within = |day: Day| within((Some(first), last), day);
    match duty.every {
        // What begins later than the year after the question's is not asked about yet.
        Every::Once if date(asked.as_of).0 + 1 < date(first).0 => (),
        Every::Once => {
            found.insert("once".to_owned(), (Period { start: first, end: last }, known));
        }
        Every::Meeting => {
            for it in case.meetings_of(duty.by).filter(|it| within(it.day) && asked.counts(it.recorded)) {
                let period = Period { start: it.day, end: Some(it.day) };
                found.insert(written(it.day), (period, known));
            }
        }
        every => {
            for year in date(first).0..=date(asked.as_of).0 + 1 {
                for (part, name, start, end) in periods_of(every, year) {
                    if within(start) && (duty.only.is_empty() || duty.only.contains(&part)) {
                        found.insert(name, (Period { start, end: Some(end) }, known));
                    }
                }
            }
        }
    }
    found.retain(|_, (period, _)| case.since.is_none_or(|since| period.end.is_none_or(|end| since <= end)));
    found
}

/// So many months from a period's end: from month's end to month's end, but for a meeting, which ends none.
fn from_end(duty: &Duty, period: Period, end: Day, months: i64) -> Day {
    let ends_month = duty.every != Every::Meeting && period.end.is_some_and(|end| date(end + 1).2 == 1);
    if ends_month { month_ends_on(end, months) } else { months_on(end, months) }
}

fn moved(duty: &Duty, day: Day) -> Day {
    match duty.moves {
        Moves::AsIs | Moves::Judged => day,
        Moves::Next => worked(day, 1),
        Moves::Previous => worked(day, -1),
    }
}

/// What is done on a day that is not known is not done before what it follows.
fn after((first, last): Done, earlier: Option<Day>) -> Done {
    (first.or(earlier), last)
}

/// A day reckoned on, or back, from another: months, then days, then working days.
fn reckoned(duty: &Duty, period: Period, start: Day, is_end: bool) -> Day {
    let Due::From { before, months, days, working_days, .. } = duty.due else { unreachable!() };
    let way = if before { -1 } else { 1 };
    let day = match months {
        0 => start,
        _ if is_end => from_end(duty, period, start, way * months),
        _ => months_on(start, way * months),
    };
    moved(duty, working_days_on(day + way * days, working_days, way))
}

/// Everything worked out for a question.
pub(super) struct Reckoning<'c> {
    case: &'c Case,
    asked: Asked,
    periods: Vec<BTreeMap<String, (Period, bool)>>,
    /// What has been worked out: a day may hang on many others.
    worked_out: RefCell<BTreeMap<Key, Falls>>,
    done: RefCell<BTreeMap<Key, Option<Done>>>,
}

impl<'c> Reckoning<'c> {
    pub(super) fn new(case: &'c Case, asked: Asked) -> Self {
        let periods = (0..case.duties.len()).map(|index| occurrences(case, index, asked)).collect();
        Self { case, asked, periods, worked_out: RefCell::default(), done: RefCell::default() }
    }

    /// Every occurrence, with the year it begins in.
    pub(super) fn keys(&self) -> Vec<(Key, i64)> {
        (0..self.periods.len()).flat_map(|index| self.of(index)).collect()
    }

    /// Those of a duty.
    fn of(&self, index: usize) -> Vec<(Key, i64)> {
        let mut keys = Vec::new();
        for (name, (period, _)) in &self.periods[index] {
            let by = self.responsible(index, *period).into_iter();
            keys.extend(by.map(|by| ((index, by, name.clone()), date(period.start).0)));
        }
        keys
    }

    /// Who is to do it for a period.
    fn responsible(&self, index: usize, period: Period) -> Vec<&'static str> {
        match self.case.duties[index].by {
            By::One(one) => vec![one],
            By::EachParty => PARTIES.to_vec(),
            By::EachMember => {
                let closes = period.end.unwrap();
                let members = self.case.members.iter().filter(|(_, days)| within(*days, closes));
                members.map(|(id, _)| *id).collect()
            }
            By::Role => vec![self.case.holder(self.owed(index, period))],
        }
    }

    /// The day whose holder of the role is to do it: the due day, or the period's last where that is not known ahead;
    /// what comes with a meeting is owed that day.
    fn owed(&self, index: usize, period: Period) -> Day {
        let duty = &self.case.duties[index];
        let day = match duty.every {
            Every::Meeting => None,
            _ => self.own_day(duty, period),
        };
        day.or(period.end).unwrap_or(period.start)
    }

    pub(super) fn told(&self, key: &Key) -> Told {
        let falls = self.falls(key);
        let (state, days_late) = self.state(key, falls);
        Told { day: falls.last, provisional: falls.provisional && falls.last.is_some(), state, days_late }
    }

    /// Whether somebody did something on a day as the one responsible: or as who held the role then, before that one
    /// came or after it had left.
    fn is_by(&self, key: &Key, by: &str, day: Day) -> bool {
        let (period, _) = self.periods[key.0][&key.2];
        let role = self.case.duties[key.0].by == By::Role;
        let stood_in = || self.case.holder(day) == by && self.case.holder(self.owed(key.0, period)) != by;
        by == key.1 || (role && stood_in())
    }

    /// What shows it done, by the last day each can have been, and what leaves a doubt.
    fn shown(&self, key: &Key) -> Vec<(Done, bool)> {
        let (case, last) = (self.case, self.asked.last());
        let delivered =
            case.deliveries.iter().filter(|it| self.asked.counts(it.recorded) && it.done.1 <= last);
        let delivered = delivered.filter(|it| it.of.0 == key.0 && it.of.2 == key.2);
        let delivered = delivered.filter(|it| self.is_by(key, it.of.1, it.done.1));
        let mut shown: Vec<(Done, bool)> = delivered.map(|it| (it.done, false)).collect();
        match case.duties[key.0].proof {
            Some(Proof::Decision(adopts, years)) => {
                let decided = self.made().filter(|it| it.adopts == adopts);
                shown.extend(decided.filter_map(|it| self.decided(key, it, years)));
            }
            Some(Proof::Meeting(_) | Proof::Boards) => shown.extend(self.recorded(key).0),
            None => (),
        }
        shown.sort_by_key(|(done, _)| done.1);
        shown
    }

    /// The decisions that are taken by now, at meetings that were held.
    fn made(&self) -> impl Iterator<Item = &Decision> {
        self.case.decisions.iter().filter(|it| {
            let meeting = &self.case.meetings[it.at];
            let noted = it.state == "noted" && ["consultation", "internal-control"].contains(&it.adopts);
            self.asked.counts(it.recorded)
                && meeting.day <= self.asked.last()
                && !meeting.planned
                && (it.state == "adopted" || noted)
        })
    }

    /// How a decision shows an occurrence done: one for the period's year, by who is responsible.
    fn decided(&self, key: &Key, decision: &Decision, years: i64) -> Option<(Done, bool)> {
        let duty = &self.case.duties[key.0];
        let (period, _) = self.periods[key.0][&key.2];
        let meeting = &self.case.meetings[decision.at];
        let fits = match duty.every {
            Every::Meeting => meeting.day == period.start,
            _ => decision.years.0 == date(period.start).0 + years,
        };
        let own = match (decision.by, duty.by) {
            (Some(by), _) => by == key.1,
            (None, By::EachMember | By::EachParty) => false,
            (None, _) => self.is_by(key, meeting.body, meeting.day),
        };
        // What is another's was decided no later than that day.
        let first = decision.by.is_none().then_some(meeting.day);
        (fits && own).then_some(((first, meeting.day), decision.reserved))
    }

    /// What the record of its meeting shows done; or from which day at the earliest it can be, by that same record.
    fn recorded(&self, key: &Key) -> (Option<(Done, bool)>, Option<Day>) {
        let duty = &self.case.duties[key.0];
        let day = self.periods[key.0][&key.2].0.start;
        let mut meetings = self.case.meetings_of(duty.by);
        let meeting = meetings.find(|it| it.day == day && self.asked.counts(it.recorded)).unwrap();
        let minutes = meeting.minutes.as_ref();
        let told = match duty.proof {
            Some(Proof::Meeting("presidium")) => meeting.presidium,
            Some(Proof::Meeting("held")) => self.was_held(meeting).then_some((Some(day), day)),
            Some(Proof::Meeting("approved")) => {
                minutes.and_then(|it| it.approved).map(|it| after(it, Some(day)))
            }
            _ => minutes.and_then(|it| {
                let approved = it.approved.map_or(Some(day), |it| after(it, Some(day)).0);
                Some(after(it.announced?, approved))
            }),
        };
        let Some(done) = told else { return (None, None) };
        let boards = minutes.and_then(|it| it.boards.as_ref());
        let with_boards = duty.proof == Some(Proof::Boards);
        let lacks = |boards: &Vec<&str>| {
            let mut members =
                self.case.members.iter().filter(|(id, days)| *id != "kassan" && within(*days, day));
            members.any(|(id, _)| !boards.contains(id))
        };
        // On some of the boards alone it is not done.
        if with_boards && boards.is_some_and(lacks) {
            return (None, Some(self.asked.last()));
        }
        match done {
            (Some(first), _) if self.asked.last() < first => (None, Some(first)),
            _ if self.asked.last() < done.1 => (None, None),
            _ => (Some((done, with_boards && boards.is_none())), None),
        }
    }

    /// A summons does not show that a meeting was held.
    fn was_held(&self, meeting: &Meeting) -> bool {
        let decided = || self.made().any(|it| std::ptr::eq(&raw const self.case.meetings[it.at], meeting));
        !meeting.planned && (meeting.minutes.is_some() || meeting.paragraphs || decided())
    }

    /// When it was done, if it was: so many times as it takes.
    fn done(&self, key: &Key) -> Option<Done> {
        let known = self.done.borrow().get(key).copied();
        known.unwrap_or_else(|| {
            let done = self.was_done(key);
            self.done.borrow_mut().insert(key.clone(), done);
            done
        })
    }

    fn was_done(&self, key: &Key) -> Option<Done> {
        let times = self.case.duties[key.0].times;
        let shown = self.shown(key);
        let last = shown.get(times - 1)?.0.1;
        // The first day that so many can have been there.
        let mut first: Vec<Option<Day>> = shown.iter().map(|(done, _)| done.0).collect();
        first.sort_unstable();
        Some((first[times - 1], last))
    }

    /// The day of a period that hangs on no other duty.
    fn own_day(&self, duty: &Duty, period: Period) -> Option<Day> {
        match duty.due {
            Due::Within(0) => period.end,
            Due::Within(years) => period.end.map(|end| from_end(duty, period, end, 12 * years)),
            Due::On { month, day, years } => {
                let year = date(period.start).0 + years;
                Some(moved(duty, number(year, month, day.min(length(year, month)))))
            }
            Due::OnDate(day) => Some(moved(duty, day)),
            Due::From { anchor: Anchor::PeriodEnd, .. } => {
                period.end.map(|end| reckoned(duty, period, end, true))
            }
            Due::From { anchor: Anchor::Meeting, .. } => Some(reckoned(duty, period, period.start, false)),
            Due::From { anchor: Anchor::Duty(..), .. } => None,
        }
    }

    fn falls(&self, key: &Key) -> Falls {
        let known = self.worked_out.borrow().get(key).copied();
        known.unwrap_or_else(|| {
            let falls = self.work_out(key);
            self.worked_out.borrow_mut().insert(key.clone(), falls);
            falls
        })
    }

    fn work_out(&self, key: &Key) -> Falls {
        let duty = &self.case.duties[key.0];
        let (period, _) = self.periods[key.0][&key.2];
        let Due::From { anchor: Anchor::Duty(other, years), before, months, days, working_days } = duty.due
        else {
            let day = self.own_day(duty, period);
            return Falls { first: day, last: day, provisional: false };
        };
        let order_alone = (months, days, working_days) == (0, 0, 0);
        let from = self.anchored(key, (other, years), before, order_alone);
        let on = |day: Day| reckoned(duty, period, day, false);
        Falls { first: from.first.map(on), last: from.last.map(on), provisional: from.provisional }
    }

    /// The day of the meeting that is to take a decision not taken yet, when that is before its day: the first that has
    /// a proposal for it, or else the last before the day, when it is near or the next is known.
    fn to_decide(&self, other: &Key, due: Day) -> Option<Day> {
        let duty = &self.case.duties[other.0];
        let Some(Proof::Decision(adopts, years)) = duty.proof else { return None };
        let year = date(self.periods[other.0][&other.2].0.start).0 + years;
        let case = self.case;
        let to_come = |at: &usize| {
            let it = &case.meetings[*at];
            let own = it.body == other.1 || case.is(duty.by, it.body, it.day);
            own && self.asked.counts(it.recorded) && self.asked.as_of <= it.day
        };
        let mut meetings: Vec<usize> = (0..case.meetings.len()).filter(to_come).collect();
        meetings.sort_by_key(|at| case.meetings[*at].day);
        let days = || meetings.iter().map(|at| case.meetings[*at].day);
        let proposed = meetings.iter().find(|at| {
            case.decisions.iter().any(|it| {
                (it.at, it.adopts, it.state, it.years.0) == (**at, adopts, "proposed", year)
                    && self.asked.counts(it.recorded)
            })
        });
        let last = days().filter(|day| *day <= due).max();
        let near = |last: Day| {
            let next = days().find(|day| due < *day);
            due <= months_on(last, 1) || next.is_some_and(|next| next <= months_on(last, 4))
        };
        let found = proposed.map(|at| case.meetings[*at].day).or(last.filter(|last| near(*last)));
        found.filter(|day| *day < due)
    }

    /// What comes just before an occurrence: what it needs, what its day is reckoned on from, and what is to be ready
    /// before it.
    pub(super) fn before(&self, key: &Key) -> Vec<Key> {
        let duty = &self.case.duties[key.0];
        let mut found: Vec<Key> = duty.needs.iter().flat_map(|on| self.with(key, *on)).collect();
        if let Some((on, false)) = duty.anchor() {
            found.extend(self.with(key, on));
        }
        for (index, duty) in self.case.duties.iter().enumerate() {
            let Some((on, true)) = duty.anchor().filter(|(on, _)| on.0 == key.0) else { continue };
            found.extend(
                self.of(index).into_iter().map(|(it, _)| it).filter(|it| self.with(it, on).contains(key)),
            );
        }
        // What comes once belongs with every year, but nothing waits for what falls due after it.
        let once = |key: &Key| self.case.duties[key.0].every == Every::Once;
        let own = self.falls(key).last;
        found.retain(|it| {
            let days = self.falls(it).last.zip(own);
            (!once(it) && !once(key)) || days.is_none_or(|(first, then)| first <= then)
        });
        found.sort();
        found.dedup();
        found
    }

    /// The occurrences of another duty that belong with one: whose periods meet, or begin so many years off; of the
    /// same responsible where each has its own.
    fn with(&self, key: &Key, (other, years): (usize, i64)) -> Vec<Key> {
        let (period, _) = self.periods[key.0][&key.2];
        let (own, others) = (self.case.duties[key.0].by, self.case.duties[other].by);
        let each = |by: By| matches!(by, By::EachParty | By::EachMember);
        let mut found = Vec::new();
        for (name, (of, _)) in &self.periods[other] {
            let once = [key.0, other].iter().any(|it| self.case.duties[*it].every == Every::Once);
            let meets =
                period.end.is_none_or(|end| of.start <= end) && of.end.is_none_or(|end| period.start <= end);
            let fits = once
                || match years {
                    0 => meets,
                    _ => date(of.start).0 == date(period.start).0 + years,
                };
            let by = self.responsible(other, *of).into_iter().filter(|_| fits);
            let by = by.filter(|by| !(each(own) && each(others)) || *by == key.1);
            found.extend(by.map(|by| (other, by, name.clone())));
        }
        found
    }

    /// The day another is reckoned from: of several the last, or the first of those it is to come before.
    fn anchored(&self, key: &Key, on: (usize, i64), before: bool, order_alone: bool) -> Falls {
        // Of two that are both done, the order is all that was asked.
        let in_order = before && order_alone && self.done(key).is_some();
        let others = self.with(key, on);
        let from: Vec<(Falls, bool)> = others.iter().map(|it| self.from(it, before, in_order)).collect();
        let known = from.iter().all(|(falls, _)| falls.last.is_some());
        let one = match before {
            true => from.iter().min_by_key(|(falls, _)| falls.last),
            false => from.iter().max_by_key(|(falls, done)| (!done, falls.last)),
        };
        let Some((one, done)) = one.filter(|_| known) else {
            return Falls { first: None, last: None, provisional: false };
        };
        // Whether the order was kept cannot be told while the other should be done and is not shown to be.
        let open = in_order && !done && one.last.is_some_and(|day| day < self.asked.as_of);
        let provisional = open || from.iter().any(|(falls, _)| falls.provisional);
        let firsts = || from.iter().map(|(falls, _)| falls.first);
        let first = match before {
            // One of several whose first day is not known can be before all others.
            true => firsts().min().flatten(),
            false => firsts().max().flatten(),
        };
        Falls { first: first.filter(|_| !provisional), last: one.last, provisional }
    }

    /// The day that one is reckoned from, and whether it is done: when it was, else when it is due.
    fn from(&self, other: &Key, before: bool, in_order: bool) -> (Falls, bool) {
        let (falls, done) = (self.falls(other), self.done(other));
        let fixed = |first: Option<Day>, last: Day| Falls { first, last: Some(last), provisional: false };
        let from = match (before, done) {
            // Fixed when the other is done; until then provisional.
            (false, Some((first, last))) => fixed(first, last),
            (false, None) => Falls { first: None, provisional: true, ..falls },
            (true, Some((first, last))) if in_order => fixed(first, last),
            // Fixed by the other's own day, or by the day it was done if that came first.
            (true, Some((first, last))) => {
                let own = falls.last.filter(|_| !falls.provisional);
                let earliest = match (first, own.and(falls.first)) {
                    _ if own.is_some() && falls.first.is_none() => None,
                    (first, None) => first,
                    (first, Some(own)) => first.map(|first| first.min(own)),
                };
                fixed(earliest, own.map_or(last, |own| own.min(last)))
            }
            // What must be ready before a decision must be so for the meeting that is to take it, which can move.
            (true, None) => match falls.last.and_then(|due| self.to_decide(other, due)) {
                Some(day) => Falls { first: None, last: Some(day), provisional: true },
                None => falls,
            },
        };
        (from, done.is_some())
    }

    /// The last day a thing can be done: what is done by the next working day may be for people to judge.
    fn limit(&self, key: &Key, day: Day) -> Day {
        if self.case.duties[key.0].moves == Moves::Judged { worked(day, 1) } else { day }
    }

    /// Whether a day is set, or else what is asked for belongs in its period.
    fn has_last_day(&self, key: &Key) -> bool {
        let duty = &self.case.duties[key.0];
        let sets = !matches!(duty.due, Due::Within(_));
        sets || duty.times > 1 || ["event", "meeting", "registration"].contains(&duty.deliverable)
    }

    /// What is done in time: but with a doubt about it, unless something else shows it done in time.
    fn in_time(&self, key: &Key, falls: Falls) -> (&'static str, Option<i64>) {
        let shown = self.shown(key).into_iter().skip(self.case.duties[key.0].times - 1);
        let mut in_time = shown.filter(|(done, _)| falls.first.is_some_and(|due| done.1 <= due));
        if in_time.any(|(_, doubted)| !doubted) { ("in-time", Some(0)) } else { ("unknown", None) }
    }

    fn state(&self, key: &Key, falls: Falls) -> (&'static str, Option<i64>) {
        let duty = &self.case.duties[key.0];
        let (period, known) = self.periods[key.0][&key.2];
        let anchor = duty.anchor();
        let fixed = falls.last.filter(|_| !falls.provisional);
        if let Some((first, last)) = self.done(key) {
            if !self.has_last_day(key) || (fixed.is_none() && anchor.is_none()) {
                return self.in_time(key, Falls { first: Some(Day::MAX), ..falls });
            }
            return match (first, fixed) {
                (Some(first), Some(due)) if self.limit(key, due) < first && known => {
                    ("late", Some(first - due))
                }
                _ if fixed.is_some() && falls.first.is_some_and(|due| last <= due) => {
                    self.in_time(key, falls)
                }
                _ => ("unknown", None),
            };
        }
        // What it was to come before is done, and it is not.
        let served = anchor.is_some_and(|(on, before)| {
            let others = if before { self.with(key, on) } else { Vec::new() };
            !others.is_empty() && others.iter().all(|other| self.done(other).is_some())
        });
        let passed = match falls.last {
            Some(day) => day < self.asked.as_of,
            None => anchor.is_some() && period.end.is_some_and(|end| end < self.asked.as_of),
        };
        if !passed && !served {
            return ("upcoming", None);
        }
        // Inside a cover an absent delivery is missing, outside it unknown.
        let covered = |day: Day| {
            self.case.covers.iter().any(|cover| {
                cover.deliverable == duty.deliverable
                    && cover.days.0 <= day
                    && day <= cover.days.1.min(cover.recorded)
                    && self.asked.counts(cover.recorded)
            })
        };
        // The record of a meeting that has it for a day after the last says itself that it is late.
        let told = |day: Day| {
            let of_meeting = matches!(duty.proof, Some(Proof::Meeting(_) | Proof::Boards));
            of_meeting && self.recorded(key).1.is_some_and(|from| day < from)
        };
        match fixed {
            Some(day)
                if known
                    && self.has_last_day(key)
                    && (told(self.limit(key, day))
                        || (self.limit(key, day) < self.asked.as_of && covered(day))) =>
            {
                ("overdue", Some(self.asked.as_of - day))
            }
            _ => ("unknown", None),
        }
    }
}
