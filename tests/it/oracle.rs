//! Due days and states worked out a second time, from docs/format.md alone and with a calendar of its own, and held
//! against the program's for thousands of duties drawn by lot. Where the two differ the docs decide.

mod days;
mod reckon;

use std::collections::BTreeMap;
use std::fmt::Write as _;

use samkoll::calendar::Question;
use samkoll::cycle::{Cycle, Item};
use samkoll::model::period::Every as ModelEvery;

use crate::common::{Texts, lawless, seed, synthetic};
use crate::sweep::Chance;
use days::{Day, number, written};
use reckon::{
    Anchor, Asked, Case, Cover, Delivery, Due, Duty, Every, Moves, Reckoning, Span, Told, periods_of,
};

/// How many workspaces are drawn, each with as many duties, and how many days each is asked about.
const WORKSPACES: usize = 120;
const AGREEMENTS: usize = 3;
const DUTIES: usize = 9;
const DAYS: usize = 3;

const EVERY: [Every; 7] = [
    Every::Parts(1, ""),
    Every::Parts(2, "H"),
    Every::Parts(3, "T"),
    Every::Parts(4, "Q"),
    Every::Parts(12, ""),
    Every::Meeting,
    Every::Once,
];

#[test]
fn due_days_and_states_are_what_the_docs_say() {
    let asked = std::env::var("SAMKOLL_SWEEP").is_ok();
    let (mut chance, mut differ, mut compared) = (Chance(seed()), Vec::new(), 0);
    let workspaces = if asked { 20 * WORKSPACES } else { WORKSPACES };
    for _ in 0..workspaces {
        compared += chance.workspace(&mut differ);
    }
    println!("oracle: {} duties, {compared} states", workspaces * AGREEMENTS * DUTIES);
    assert!(compared > 10_000, "only {compared}");
    let shown: Vec<&str> = differ.iter().take(12).map(String::as_str).collect();
    assert!(differ.is_empty(), "{} differ; the first:\n{}", differ.len(), shown.join("\n\n"));
}

impl Chance {
    fn one<T: Copy>(&mut self, of: &[T]) -> T {
        of[self.below(of.len())]
    }

    fn between(&mut self, first: i64, last: i64) -> i64 {
        first + i64::try_from(self.below(usize::try_from(last - first + 1).unwrap())).unwrap()
    }

    fn in_ten(&mut self, of: usize) -> bool {
        self.below(10) < of
    }

    /// A workspace drawn by lot, asked about on some days; how many states were compared.
    fn workspace(&mut self, differ: &mut Vec<String>) -> usize {
        let case = self.case();
        let texts = texts(&case);
        let workspace = lawless(&texts);
        let mut compared = 0;
        for _ in 0..DAYS {
            let as_of = self.between(number(2019, 6, 1), number(2026, 12, 31));
            let known_at = self.in_ten(3).then(|| as_of + self.between(-300, 300));
            let asked = Asked { as_of, known_at };
            let reckoning = Reckoning::new(&case, asked);
            let question = Question {
                as_of: written(as_of).parse().unwrap(),
                known_at: known_at.map(|day| written(day).parse().unwrap()),
            };
            let cycle = Cycle::new(&workspace.model, question);
            let found: BTreeMap<&str, &Item<'_>> =
                cycle.items().iter().map(|it| (it.id.as_str(), it)).collect();
            let keys = reckoning.keys();
            let next_year = days::date(as_of).0 + 1;
            let mut known = Vec::new();
            for (key, year) in &keys {
                let id = format!("{}/d{}/{}/{}", agreement_of(key.0), key.0, key.1, key.2);
                let Some(item) = found.get(id.as_str()) else {
                    if *year <= next_year {
                        differ.push(format!(
                            "{id} on {} is not there\n{}",
                            written(as_of),
                            duty(&case, key.0)
                        ));
                    }
                    continue;
                };
                compared += 1;
                let (told, says) = (reckoning.told(key), says(item));
                if told != says {
                    let shown: Vec<_> =
                        case.deliveries.iter().filter(|it| it.of.0 == key.0 && it.of.2 == key.2).collect();
                    differ.push(format!(
                        "{id} on {} known {:?}\n  docs {}\n  program {}\n{shown:?}\n{}",
                        written(as_of),
                        known_at.map(written),
                        of(&told),
                        of(&says),
                        duty(&case, key.0)
                    ));
                }
                known.push(id);
            }
            for id in found.keys().filter(|id| !known.iter().any(|it| it == *id)) {
                differ.push(format!("{id} on {} is not in the docs", written(as_of)));
            }
        }
        compared
    }

    fn case(&mut self) -> Case {
        let mut case = Case::default();
        let open: Vec<bool> = (0..AGREEMENTS).map(|_| self.in_ten(1)).collect();
        if self.in_ten(5) || open.contains(&true) {
            case.since = Some(self.between(number(2019, 1, 1), number(2022, 6, 30)));
        }
        for open in open {
            let from = self.between(number(2019, 1, 1), number(2021, 12, 31));
            let to = (open || self.in_ten(6)).then(|| self.end(from));
            let agreement = ((!open).then_some(from), to);
            let own: Vec<usize> = (case.duties.len()..case.duties.len() + DUTIES).collect();
            for _ in &own {
                let duty = self.duty(agreement, &case.duties, own[0]);
                case.duties.push(duty);
            }
        }
        for _ in 0..self.between(0, 6) {
            let day = self.between(number(2019, 1, 1), number(2026, 6, 30));
            if case.meetings.iter().all(|(other, _)| *other != day) {
                case.meetings.push((day, day + self.between(0, 40)));
            }
        }
        for _ in 0..self.between(1, 4) {
            let first = self.between(number(2018, 1, 1), number(2023, 12, 31));
            let days = (first, first + self.between(100, 2500));
            let deliverable = self.one(&["other", "event", "report"]);
            case.covers.push(Cover { deliverable, days, recorded: first + self.between(200, 2800) });
        }
        self.deliver(&mut case);
        case
    }

    /// A last day: most agreements end with a month.
    fn end(&mut self, from: Day) -> Day {
        let day = from + self.between(200, 2000);
        if self.in_ten(7) { days::month_ends_on(day, 0) } else { day }
    }

    fn duty(&mut self, agreement: Span, earlier: &[Duty], first: usize) -> Duty {
        let every = self.one(&EVERY);
        let by: &[&str] = match every {
            Every::Meeting => &["styrelsen"],
            _ if self.in_ten(7) => &["styrelsen"],
            _ => &["kassan", "norrby"],
        };
        let fits: Vec<usize> = (first..earlier.len())
            .filter(|it| earlier[*it].every == every && earlier[*it].by == by)
            .collect();
        let due = self.due(every, &fits);
        let moves = match due {
            Due::Within(_) => Moves::AsIs,
            _ => self.one(&[Moves::AsIs, Moves::Next, Moves::Previous, Moves::Judged]),
        };
        let only = match every {
            Every::Parts(parts, _) if parts > 1 && self.in_ten(3) => vec![self.between(1, parts)],
            _ => Vec::new(),
        };
        let times = if self.in_ten(2) { self.between(2, 3) } else { 1 };
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
        Duty { every, due, moves, only, times, deliverable, in_force, agreement, by }
    }

    fn due(&mut self, every: Every, fits: &[usize]) -> Due {
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
                self.from(anchor)
            }
            _ => {
                let back = matches!(every, Every::Parts(1, _)) && self.in_ten(3);
                let anchor = Anchor::Duty(self.one(fits), if back { self.between(-1, 1) } else { 0 });
                self.from(anchor)
            }
        }
    }

    fn from(&mut self, anchor: Anchor) -> Due {
        let before = self.in_ten(5);
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
                Every::Meeting => case.meetings.iter().find(|(day, _)| written(*day) == key.2).unwrap().0,
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
                case.deliveries.push(Delivery { of: key.clone(), done, recorded });
            }
        }
    }
}

/// What the program says of an item.
fn says(item: &Item<'_>) -> Told {
    let day = item.due.expected().map(|day| {
        let parts: Vec<i64> = day.to_string().split('-').map(|part| part.parse().unwrap()).collect();
        number(parts[0], parts[1], parts[2])
    });
    let (state, days_late) = (item.state.name(), item.days_late);
    assert!(item.occurrence.period.every != ModelEvery::Meeting || item.occurrence.ends.is_some());
    Told { day, provisional: item.due.provisional && day.is_some(), state, days_late }
}

fn of(told: &Told) -> String {
    let moves = if told.provisional { " (provisional)" } else { "" };
    format!("{}{moves} {} {:?}", told.day.map_or("-".to_owned(), written), told.state, told.days_late)
}

fn agreement_of(duty: usize) -> String {
    format!("a{}", duty / DUTIES)
}

fn texts(case: &Case) -> Texts {
    let mut texts = synthetic();
    if let Some(since) = case.since {
        *texts.get_mut("samkoll.toml").unwrap() += &format!("since = {}\n", written(since));
    }
    for (at, duties) in case.duties.chunks(DUTIES).enumerate() {
        let mut text = format!(
            "id = \"a{at}\"\ntitle = \"a{at}\"\nkind = \"platform\"\n{}",
            days_of(duties[0].agreement)
        );
        for party in ["kassan", "norrby"] {
            let _ = write!(text, "[[party]]\norganisation = \"{party}\"\nclause = \"1\"\n");
        }
        for index in 0..duties.len() {
            text += &duty(case, at * DUTIES + index);
        }
        texts.insert(format!("agreements/a{at}.toml"), text);
    }
    texts.insert("register/own.toml".to_owned(), register(case));
    texts
}

fn days_of(days: Span) -> String {
    let first = days.0.map(|day| format!("from = {}", written(day)));
    let last = days.1.map(|day| format!("to = {}", written(day)));
    let both: Vec<String> = first.into_iter().chain(last).collect();
    if both.is_empty() { String::new() } else { format!("in_force = {{ {} }}\n", both.join(", ")) }
}

fn duty(case: &Case, index: usize) -> String {
    let duty = &case.duties[index];
    let every = match duty.every {
        Every::Parts(1, _) => "year",
        Every::Parts(2, _) => "half-year",
        Every::Parts(3, _) => "tertial",
        Every::Parts(4, _) => "quarter",
        Every::Parts(..) => "month",
        Every::Meeting => "meeting",
        Every::Once => "once",
    };
    let by = if duty.by.len() > 1 { "each-party" } else { "styrelsen" };
    let due = match duty.due {
        Due::Within(years) => format!("within = \"period\", year = {years}"),
        Due::On { month, day, years } => format!("on = \"{month:02}-{day:02}\", year = {years}"),
        Due::OnDate(day) => format!("on = {}", written(day)),
        Due::From { anchor, before, months, days, working_days } => {
            let anchor = match anchor {
                Anchor::PeriodEnd => "period-end".to_owned(),
                Anchor::Meeting => "meeting".to_owned(),
                Anchor::Duty(other, 0) => format!("d{other}"),
                Anchor::Duty(other, years) => format!("d{other}@{years:+}"),
            };
            let way = if before { "before" } else { "after" };
            format!("{way} = \"{anchor}\", months = {months}, days = {days}, working_days = {working_days}")
        }
    };
    let moves = match (duty.moves, duty.due) {
        (_, Due::Within(_)) => "",
        (Moves::AsIs, _) => "non_working_day = \"as-is\"\n",
        (Moves::Next, _) => "non_working_day = \"next\"\n",
        (Moves::Previous, _) => "non_working_day = \"previous\"\n",
        (Moves::Judged, _) => "non_working_day = \"judged\"\n",
    };
    let only = if duty.only.is_empty() { String::new() } else { format!("only = {:?}\n", duty.only) };
    format!(
        "[[duty]]\nid = \"d{index}\"\ndeliverable = \"{}\"\nby = \"{by}\"\nevery = \"{every}\"\ntimes = {}\n{only}\
         due = {{ {due} }}\n{moves}{}clause = \"1\"\n",
        duty.deliverable,
        duty.times,
        days_of(duty.in_force)
    )
}

fn register(case: &Case) -> String {
    let mut text = String::new();
    for cover in &case.covers {
        let (from, to) = (written(cover.days.0), written(cover.days.1));
        let (sort, recorded) = (cover.deliverable, written(cover.recorded));
        let _ = write!(
            text,
            "[[complete]]\ndeliverables = [\"{sort}\"]\nfrom = {from}\nto = {to}\nrecorded = {recorded}\n"
        );
    }
    for (number, (day, recorded)) in case.meetings.iter().enumerate() {
        let (day, recorded) = (written(*day), written(*recorded));
        let _ = write!(
            text,
            "[[meeting]]\nid = \"m{number}\"\nbody = \"styrelsen\"\ndate = {day}\nrecorded = {recorded}\n"
        );
    }
    for Delivery { of: (duty, by, period), done, recorded } in &case.deliveries {
        let day = match done {
            (Some(_), day) => written(*day),
            (None, day) if day == recorded => "true".to_owned(),
            (None, day) => format!("{{ no_later_than = {} }}", written(*day)),
        };
        let (agreement, recorded) = (agreement_of(*duty), written(*recorded));
        let _ = write!(
            text,
            "[[delivery]]\nagreement = \"{agreement}\"\nduty = \"d{duty}\"\nby = \"{by}\"\nperiod = \"{period}\"\n\
             delivered = {day}\nrecorded = {recorded}\n"
        );
    }
    text
}
