//! A förbund drawn by lot: agreements, duties in every form the docs allow, and what the register says of them.

use std::collections::BTreeMap;

use super::days::{self, Day, number, written};
use super::reckon::{
    Anchor, Asked, By, Case, Cover, Decision, Delivery, Done, Due, Duty, Every, Key, Meeting, Minutes, Moves,
    Proof, Reckoning, Span, periods_of,
};
use crate::sweep::Chance;

/// How many agreements a förbund has, each with as many duties.
pub(super) const AGREEMENTS: usize = 3;
pub(super) const DUTIES: usize = 10;

const EVERY: [Every; 8] = [
    Every::Parts(1, ""),
    Every::Parts(1, ""),
    Every::Parts(2, "H"),
    Every::Parts(3, "T"),
    Every::Parts(4, "Q"),
    Every::Parts(12, ""),
    Every::Meeting,
    Every::Once,
];

/// Who holds the role, one after the other.
const GROUPS: [&str; 3] = ["grupp-a", "grupp-b", "grupp-c"];

impl Chance {
    fn one<T: Copy>(&mut self, of: &[T]) -> T {
        of[self.below(of.len())]
    }

    pub(super) fn between(&mut self, first: i64, last: i64) -> i64 {
        first + i64::try_from(self.below(usize::try_from(last - first + 1).unwrap())).unwrap()
    }

    pub(super) fn in_ten(&mut self, of: usize) -> bool {
        self.below(10) < of
    }

    /// A day to ask about: some are shortly before a meeting.
    pub(super) fn asks(&mut self, case: &Case) -> Day {
        match case.meetings.len() {
            0 => self.between(number(2019, 6, 1), number(2026, 12, 31)),
            all if self.in_ten(4) => case.meetings[self.below(all)].day - self.between(0, 60),
            _ => self.between(number(2019, 6, 1), number(2026, 12, 31)),
        }
    }

    pub(super) fn case(&mut self) -> Case {
        let mut case = Case::default();
        let open: Vec<bool> = (0..AGREEMENTS).map(|_| self.in_ten(1)).collect();
        if self.in_ten(5) || open.contains(&true) {
            case.since = Some(self.between(number(2019, 1, 1), number(2022, 6, 30)));
        }
        self.people(&mut case);
        for open in open {
            let from = self.between(number(2019, 1, 1), number(2021, 12, 31));
            let to = (open || self.in_ten(6)).then(|| self.end(from));
            case.agreements.push((((!open).then_some(from), to), None));
        }
        self.succeed(&mut case);
        for at in 0..AGREEMENTS {
            let agreement = held(&case.agreements, at);
            // Where some duties come before those they are reckoned from, none needs another: what waits for itself is
            // refused as it is read.
            let backwards = self.in_ten(5);
            let first = case.duties.len();
            for _ in 0..DUTIES {
                let duty = self.duty(agreement, &case.duties, (first, backwards));
                case.duties.push(duty);
            }
        }
        for _ in 0..self.between(0, 20) {
            let day = self.between(number(2019, 1, 1), number(2026, 6, 30));
            if case.meetings.iter().all(|it| it.day != day) {
                let meeting = self.meeting(&case, day);
                case.meetings.push(meeting);
            }
        }
        self.decide(&mut case);
        for _ in 0..self.between(1, 4) {
            let first = self.between(number(2018, 1, 1), number(2023, 12, 31));
            let days = (first, first + self.between(100, 2500));
            let deliverable = self.one(&["other", "event", "report"]);
            case.covers.push(Cover { deliverable, days, recorded: first + self.between(200, 2800) });
        }
        self.deliver(&mut case);
        case
    }

    /// Who holds the role, one after the other, and who the members are.
    fn people(&mut self, case: &mut Case) {
        let ends = [
            self.between(number(2019, 6, 1), number(2021, 12, 31)),
            self.between(number(2022, 1, 1), number(2024, 12, 31)),
        ];
        let days = [(None, Some(ends[0])), (Some(ends[0] + 1), Some(ends[1])), (Some(ends[1] + 1), None)];
        case.holders = GROUPS.into_iter().zip(days).collect();
        let always = (Some(number(2005, 1, 1)), None);
        case.members = ["kassan", "regionen", "norrby", "soderby"].map(|id| (id, always)).to_vec();
        let from = self.between(number(2018, 1, 1), number(2023, 12, 31));
        case.members.push(("osterby", (Some(from), self.in_ten(5).then(|| from + self.between(200, 1500)))));
    }

    /// Some agreements take the place of another that began before.
    fn succeed(&mut self, case: &mut Case) {
        for at in 0..AGREEMENTS {
            let next = (at + 1) % AGREEMENTS;
            let (one, other) = (case.agreements[at].0, case.agreements[next].0);
            let follows = one.0.zip(other.0).is_some_and(|(one, other)| one < other);
            if follows && one.1.is_none_or(|to| other.0.is_some_and(|from| to < from)) && self.in_ten(5) {
                case.agreements[at].1 = Some(next);
            }
        }
    }

    fn meeting(&mut self, case: &Case, day: Day) -> Meeting {
        let body = if self.in_ten(7) { "styrelsen" } else { case.holder(day) };
        let planned = self.in_ten(2);
        let presidium = (!planned && self.in_ten(5)).then(|| {
            let before = day - self.between(0, 30);
            (self.in_ten(8).then_some(before), before)
        });
        let minutes = (!planned && self.in_ten(6)).then(|| {
            let approved = day + self.between(0, 60);
            let announced = approved + self.between(0, 20);
            let all: Vec<&str> =
                case.members.iter().map(|(id, _)| *id).filter(|id| *id != "kassan").collect();
            let some = all.iter().copied().filter(|_| !self.in_ten(1)).collect();
            let known = |chance: &mut Self, day| (chance.in_ten(8).then_some(day), day);
            Minutes {
                approved: self.in_ten(8).then(|| known(self, approved)),
                announced: self.in_ten(8).then(|| known(self, announced)),
                boards: self.in_ten(8).then_some(some),
            }
        });
        let told = minutes.as_ref().map_or(day, |it: &Minutes| {
            let days = [&it.approved, &it.announced].into_iter().flatten().map(|done: &Done| done.1);
            days.max().unwrap_or(day)
        });
        let recorded = told + self.between(0, 40);
        Meeting { body, day, recorded, planned, paragraphs: !planned && self.in_ten(5), presidium, minutes }
    }

    /// Decisions on some of what is asked for, at meetings of who may take them.
    fn decide(&mut self, case: &mut Case) {
        let all = Asked { as_of: number(2026, 12, 31), known_at: None };
        let keys = Reckoning::new(case, all).keys();
        let mut given = Vec::new();
        for (key, year) in keys {
            let duty = &case.duties[key.0];
            let Some(Proof::Decision(adopts, years)) = duty.proof else { continue };
            let (every, year) = (duty.every, year + years);
            let by = (duty.by == By::EachMember).then_some(key.1);
            let may = |it: &Meeting| match (duty.by, every) {
                (_, Every::Meeting) => written(it.day) == key.2,
                (By::Role, _) => it.body != "styrelsen",
                _ => it.body == "styrelsen",
            };
            let fits = |it: &Meeting| {
                let met = days::date(it.day).0;
                // A plan is for years to come, and what has been controlled has been.
                let ahead = if adopts == "internal-control" { met - 1..=met } else { met..=met + 1 };
                may(it) && (every == Every::Meeting || ahead.contains(&year))
            };
            let at: Vec<usize> = (0..case.meetings.len()).filter(|at| fits(&case.meetings[*at])).collect();
            for at in at {
                let (day, planned, recorded) = {
                    let it = &case.meetings[at];
                    (it.day, it.planned, it.recorded)
                };
                let first = if every == Every::Meeting { days::date(day).0 } else { year };
                // One meeting takes one decision on each thing.
                if !self.in_ten(4) || given.contains(&(at, adopts, first, by)) {
                    continue;
                }
                given.push((at, adopts, first, by));
                let state = match planned {
                    true => "proposed",
                    false => self.one(&["adopted", "adopted", "adopted", "noted", "proposed"]),
                };
                let reserved = state == "adopted" && self.in_ten(2);
                let recorded = recorded + self.between(0, 30);
                let years = (first, if adopts == "plan" { self.between(0, 2) } else { 0 });
                case.decisions.push(Decision { at, adopts, state, years, by, reserved, recorded });
            }
        }
    }

    /// A last day: most agreements end with a month.
    fn end(&mut self, from: Day) -> Day {
        let day = from + self.between(200, 2000);
        if self.in_ten(7) { days::month_ends_on(day, 0) } else { day }
    }

    fn duty(&mut self, agreement: Span, earlier: &[Duty], (first, backwards): (usize, bool)) -> Duty {
        let every = self.one(&EVERY);
        let by = match every {
            Every::Meeting => self.one(&[By::One("styrelsen"), By::One("styrelsen"), By::Role]),
            Every::Once => self.one(&[By::One("styrelsen"), By::EachParty, By::Role]),
            Every::Parts(..) => self.one(&[
                By::One("styrelsen"),
                By::One("styrelsen"),
                By::EachParty,
                By::EachMember,
                By::Role,
            ]),
        };
        // What comes back alike, or is decided, is drawn more often: of the rest many belong with one.
        let often = |it: usize| {
            let (other, decided) = (&earlier[it], matches!(earlier[it].proof, Some(Proof::Decision(..))));
            1 + if other.every == every && other.by == by { 4 } else { 0 } + if decided { 4 } else { 0 }
        };
        let fits: Vec<usize> =
            (first..earlier.len()).flat_map(|it| std::iter::repeat_n(it, often(it))).collect();
        let due = self.due(every, &fits, backwards);
        let proof = match (every, by) {
            (_, By::EachParty) | (Every::Parts(2.., _), _) => None,
            _ if self.in_ten(5) => None,
            (_, By::EachMember) => Some(Proof::Decision("consultation", self.between(-1, 1))),
            (Every::Meeting, _) if self.in_ten(7) => Some(self.one(&[
                Proof::Meeting("presidium"),
                Proof::Meeting("held"),
                Proof::Meeting("approved"),
                Proof::Meeting("announced"),
                Proof::Boards,
            ])),
            _ => {
                let adopts = self.one(&["plan", "plan", "internal-control", "social-budget"]);
                Some(Proof::Decision(adopts, if every == Every::Meeting { 0 } else { self.between(-1, 1) }))
            }
        };
        let mut needs = Vec::new();
        for other in first..earlier.len() {
            let years = self.between(-1, 0);
            if self.in_ten(1) && !backwards {
                needs.push((other, years));
            }
        }
        let moves = match due {
            Due::Within(_) => Moves::AsIs,
            _ => self.one(&[Moves::AsIs, Moves::Next, Moves::Previous, Moves::Judged]),
        };
        let only = match every {
            Every::Parts(parts, _) if parts > 1 && self.in_ten(3) => vec![self.between(1, parts)],
            _ => Vec::new(),
        };
        let times = if proof.is_none() && self.in_ten(2) { self.between(2, 3) } else { 1 };
        let from = agreement.0.unwrap_or(number(2020, 1, 1));
        let in_force = match self.below(10) {
            0 => (Some(from + self.between(0, 300)), None),
            1 => (None, Some(from + self.between(400, 900))),
            2 => {
                let first = from + self.between(0, 300);
                (Some(first), Some(first + self.between(0, 900)))
            }
            _ => (None, None),
        };
        // A duty that never holds while its agreement does is refused as it is read.
        let meets = in_force.0.max(Some(from)) <= in_force.1.or(agreement.1).or(Some(Day::MAX))
            && agreement.1.is_none_or(|to| in_force.0.is_none_or(|first| first <= to));
        let in_force = if meets { in_force } else { (None, None) };
        let deliverable = self.one(&["other", "event", "report"]);
        let times = usize::try_from(times).unwrap();
        Duty { every, due, moves, only, times, deliverable, in_force, agreement, by, proof, needs }
    }

    fn due(&mut self, every: Every, fits: &[usize], backwards: bool) -> Due {
        let years = self.between(-1, 1);
        match self.below(if fits.is_empty() { 4 } else { 7 }) {
            0 => Due::Within(years),
            1 if every == Every::Once => Due::OnDate(self.between(number(2019, 6, 1), number(2025, 12, 31))),
            1 if every != Every::Meeting => {
                let month = self.between(1, 12);
                let day = if self.in_ten(2) { days::length(2024, month) } else { self.between(1, 28) };
                Due::On { month, day, years }
            }
            1..=3 => {
                let anchor = match every {
                    Every::Meeting if self.in_ten(6) => Anchor::Meeting,
                    _ => Anchor::PeriodEnd,
                };
                self.from(anchor, true)
            }
            _ => {
                let back = self.in_ten(3);
                let anchor = Anchor::Duty(self.one(fits), if back { self.between(-1, 1) } else { 0 });
                self.from(anchor, backwards)
            }
        }
    }

    fn from(&mut self, anchor: Anchor, backwards: bool) -> Due {
        let before = backwards && self.in_ten(5);
        let months = if self.in_ten(3) { self.between(1, 14) } else { 0 };
        let days = if self.in_ten(5) { self.between(1, 60) } else { 0 };
        let working_days = if self.in_ten(3) { self.between(1, 30) } else { 0 };
        Due::From { anchor, before, months, days, working_days }
    }

    /// Deliveries of some of the occurrences that there are.
    fn deliver(&mut self, case: &mut Case) {
        let all = Asked { as_of: number(2026, 12, 31), known_at: None };
        let keys: Vec<_> =
            Reckoning::new(case, all).keys().into_iter().filter(|(_, year)| *year < 2026).collect();
        let starts: BTreeMap<String, Day> = (2015..2027)
            .flat_map(|year| EVERY.iter().flat_map(move |every| periods_of(*every, year)))
            .map(|(_, name, start, _)| (name, start))
            .collect();
        for (key, _) in keys {
            let duty = &case.duties[key.0];
            let base = match duty.every {
                Every::Once => duty.agreement.0.max(duty.in_force.0).unwrap_or(number(2021, 1, 1)),
                Every::Meeting => case.meetings.iter().find(|it| written(it.day) == key.2).unwrap().day,
                Every::Parts(..) => starts[&key.2],
            };
            let (first, times) = (if duty.deliverable == "report" { 0 } else { -200 }, duty.times);
            let count = if self.in_ten(5) { 0 } else { self.below(times + 2) };
            let mut days: Vec<Day> = Vec::new();
            for _ in 0..count {
                let day = base + self.between(first, 700);
                if days.contains(&day) {
                    continue;
                }
                days.push(day);
                let recorded = day + self.between(0, 60);
                let done = if self.in_ten(8) { (Some(day), day) } else { (None, day) };
                let of = (key.0, self.delivers(case, &key, day), key.2.clone());
                case.deliveries.push(Delivery { of, done, recorded });
            }
        }
    }

    /// Who delivers: who is to, or whoever holds the role that day.
    fn delivers(&mut self, case: &Case, key: &Key, day: Day) -> &'static str {
        let role = case.duties[key.0].by == By::Role;
        if role && self.in_ten(5) { case.holder(day) } else { key.1 }
    }
}

/// The days an agreement holds: to the day before what takes its place begins, unless it has a last day of its own.
fn held(agreements: &[(Span, Option<usize>)], at: usize) -> Span {
    let ((from, to), next) = agreements[at];
    (from, to.or_else(|| Some(agreements[next?].0.0? - 1)))
}
