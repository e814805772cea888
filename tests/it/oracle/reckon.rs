//! Due days and states as docs/format.md tells them ("Due days", "Register"), worked out a second time.

use std::collections::BTreeMap;

use super::days::{Day, date, length, month_ends_on, months_on, number, worked, working_days_on};

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
    pub(super) by: &'static [&'static str],
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

/// A förbund as far as due days and states are concerned.
#[derive(Debug, Clone, Default)]
pub(super) struct Case {
    pub(super) duties: Vec<Duty>,
    pub(super) since: Option<Day>,
    /// The board's meetings, each with the day it was recorded.
    pub(super) meetings: Vec<(Day, Day)>,
    pub(super) deliveries: Vec<Delivery>,
    pub(super) covers: Vec<Cover>,
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
    let within = |day: Day| first <= day && last.is_none_or(|last| day <= last);
    match duty.every {
        // What begins later than the year after the question's is not asked about yet.
        Every::Once if date(asked.as_of).0 + 1 < date(first).0 => (),
        Every::Once => {
            found.insert("once".to_owned(), (Period { start: first, end: last }, known));
        }
        Every::Meeting => {
            for (day, _) in
                case.meetings.iter().filter(|(day, recorded)| within(*day) && asked.counts(*recorded))
            {
                found.insert(super::days::written(*day), (Period { start: *day, end: Some(*day) }, known));
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

/// Everything worked out for a question.
pub(super) struct Reckoning<'c> {
    case: &'c Case,
    asked: Asked,
    periods: Vec<BTreeMap<String, (Period, bool)>>,
}

impl<'c> Reckoning<'c> {
    pub(super) fn new(case: &'c Case, asked: Asked) -> Self {
        let periods = (0..case.duties.len()).map(|index| occurrences(case, index, asked)).collect();
        Self { case, asked, periods }
    }

    /// Every occurrence, with the year it begins in.
    pub(super) fn keys(&self) -> Vec<(Key, i64)> {
        let mut keys = Vec::new();
        for (index, periods) in self.periods.iter().enumerate() {
            for (name, (period, _)) in periods {
                let year = date(period.start).0;
                let by = self.case.duties[index].by.iter();
                keys.extend(by.map(|by| ((index, *by, name.clone()), year)));
            }
        }
        keys
    }

    pub(super) fn told(&self, key: &Key) -> Told {
        let falls = self.falls(key);
        let (state, days_late) = self.state(key, falls);
        Told { day: falls.last, provisional: falls.provisional && falls.last.is_some(), state, days_late }
    }

    /// What shows it done, by the last day each can have been.
    fn shown(&self, key: &Key) -> Vec<Done> {
        let counted =
            self.case.deliveries.iter().filter(|it| it.of == *key && self.asked.counts(it.recorded));
        let mut shown: Vec<Done> =
            counted.map(|it| it.done).filter(|done| done.1 <= self.asked.last()).collect();
        shown.sort_by_key(|done| done.1);
        shown
    }

    /// When it was done, if it was: so many times as it takes.
    fn done(&self, key: &Key) -> Option<Done> {
        let times = self.case.duties[key.0].times;
        let shown = self.shown(key);
        let last = shown.get(times - 1)?.1;
        // The first day that so many can have been there.
        let mut first: Vec<Option<Day>> = shown.iter().map(|done| done.0).collect();
        first.sort_unstable();
        Some((first[times - 1], last))
    }

    fn falls(&self, key: &Key) -> Falls {
        let duty = &self.case.duties[key.0];
        let (period, _) = self.periods[key.0][&key.2];
        let fixed = |day: Option<Day>| Falls { first: day, last: day, provisional: false };
        let moved = |day: Day| match duty.moves {
            Moves::AsIs | Moves::Judged => day,
            Moves::Next => worked(day, 1),
            Moves::Previous => worked(day, -1),
        };
        let ends_month =
            !matches!(duty.every, Every::Meeting) && period.end.is_some_and(|end| date(end + 1).2 == 1);
        let from_end = |end: Day, months: i64| match ends_month {
            true => month_ends_on(end, months),
            false => months_on(end, months),
        };
        match duty.due {
            Due::Within(years) => {
                fixed(period.end.map(|end| if years == 0 { end } else { from_end(end, 12 * years) }))
            }
            Due::On { month, day, years } => {
                let year = date(period.start).0 + years;
                fixed(Some(moved(number(year, month, day.min(length(year, month))))))
            }
            Due::OnDate(day) => fixed(Some(moved(day))),
            Due::From { anchor, before, months, days, working_days } => {
                let way = if before { -1 } else { 1 };
                let on = |start: Day, is_end: bool| {
                    let day = match months {
                        0 => start,
                        _ if is_end => from_end(start, way * months),
                        _ => months_on(start, way * months),
                    };
                    moved(working_days_on(day + way * days, working_days, way))
                };
                match anchor {
                    Anchor::PeriodEnd => fixed(period.end.map(|end| on(end, true))),
                    Anchor::Meeting => fixed(Some(on(period.start, false))),
                    Anchor::Duty(other, years) => {
                        let order_alone = (months, days, working_days) == (0, 0, 0);
                        let from = self.anchored(key, (other, years), before, order_alone);
                        Falls {
                            first: from.first.map(|day| on(day, false)),
                            last: from.last.map(|day| on(day, false)),
                            provisional: from.provisional,
                        }
                    }
                }
            }
        }
    }

    /// The occurrence of another duty that belongs with this: of the same period, so many years off.
    fn other(&self, key: &Key, (other, years): (usize, i64)) -> Option<Key> {
        let name = match years {
            0 => key.2.clone(),
            _ => format!("{}", date(self.periods[key.0][&key.2].0.start).0 + years),
        };
        self.periods[other].contains_key(&name).then_some((other, key.1, name))
    }

    /// The day another is reckoned from: when the other was done, else when it is due.
    fn anchored(&self, key: &Key, on: (usize, i64), before: bool, order_alone: bool) -> Falls {
        let none = Falls { first: None, last: None, provisional: false };
        let Some(other) = self.other(key, on) else { return none };
        let (falls, done) = (self.falls(&other), self.done(&other));
        match (before, done) {
            // Fixed when the other is done; until then provisional.
            (false, Some((first, last))) => Falls { first, last: Some(last), provisional: false },
            (false, None) => Falls { first: None, provisional: true, ..falls },
            // Of two that are both done, the order is all that was asked.
            (true, Some((first, last))) if order_alone && self.done(key).is_some() => {
                Falls { first, last: Some(last), provisional: false }
            }
            // Fixed by the other's own day, or by the day it was done if that came first.
            (true, Some((first, last))) => {
                let own = falls.last.filter(|_| !falls.provisional);
                let earliest = match (first, own.and(falls.first)) {
                    _ if own.is_some() && falls.first.is_none() => None,
                    (first, None) => first,
                    (first, Some(own)) => first.map(|first| first.min(own)),
                };
                Falls {
                    first: earliest,
                    last: Some(own.map_or(last, |own| own.min(last))),
                    provisional: false,
                }
            }
            // Whether the order was kept cannot be told while the other should be done and is not shown to be.
            (true, None) => {
                let open = order_alone && self.done(key).is_some();
                let passed = falls.last.is_some_and(|day| day < self.asked.as_of);
                let provisional = falls.provisional || (open && passed);
                Falls { first: falls.first.filter(|_| !provisional), provisional, ..falls }
            }
        }
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

    fn state(&self, key: &Key, falls: Falls) -> (&'static str, Option<i64>) {
        let duty = &self.case.duties[key.0];
        let (period, known) = self.periods[key.0][&key.2];
        let anchor = match duty.due {
            Due::From { anchor: Anchor::Duty(other, years), before, .. } => Some(((other, years), before)),
            _ => None,
        };
        let fixed = falls.last.filter(|_| !falls.provisional);
        if let Some((first, last)) = self.done(key) {
            if !self.has_last_day(key) || (fixed.is_none() && anchor.is_none()) {
                return ("in-time", Some(0));
            }
            return match (first, fixed) {
                (Some(first), Some(due)) if self.limit(key, due) < first && known => {
                    ("late", Some(first - due))
                }
                _ if fixed.is_some() && falls.first.is_some_and(|due| last <= due) => ("in-time", Some(0)),
                _ => ("unknown", None),
            };
        }
        // What it was to come before is done, and it is not.
        let served = anchor.is_some_and(|(on, before)| {
            before && self.other(key, on).is_some_and(|other| self.done(&other).is_some())
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
        match fixed {
            Some(day)
                if known
                    && self.has_last_day(key)
                    && self.limit(key, day) < self.asked.as_of
                    && covered(day) =>
            {
                ("overdue", Some(self.asked.as_of - day))
            }
            _ => ("unknown", None),
        }
    }
}
