//! Due days, states and what waits for what worked out a second time, from docs/format.md alone and with a calendar of
//! its own, and held against the program's for thousands of duties drawn by lot. Where the two differ the docs decide.

mod days;
mod draw;
mod reckon;
mod text;

use std::collections::{BTreeMap, BTreeSet};

use samkoll::calendar::{Question, is_working_day};
use samkoll::cycle::{Cycle, Item};

use crate::common::{lawless, seed};
use crate::sweep::Chance;
use days::{number, written};
use draw::{AGREEMENTS, DUTIES};
use reckon::{Asked, Case, Key, Reckoning, Told};

/// How many workspaces are drawn, and how many days each is asked about.
const WORKSPACES: usize = 120;
const DAYS: usize = 3;

#[test]
fn due_days_and_states_are_what_the_docs_say() {
    let asked = std::env::var("SAMKOLL_SWEEP").is_ok();
    let (mut chance, mut differ, mut compared) = (Chance(seed()), Vec::new(), 0);
    let workspaces = if asked { 20 * WORKSPACES } else { WORKSPACES };
    for _ in 0..workspaces {
        compared += of_workspace(&mut chance, &mut differ);
    }
    println!("oracle: {} duties, {compared} states", workspaces * AGREEMENTS * DUTIES);
    assert!(compared > 10_000, "only {compared}");
    let shown: Vec<&str> = differ.iter().take(12).map(String::as_str).collect();
    assert!(differ.is_empty(), "{} differ; the first:\n{}", differ.len(), shown.join("\n\n"));
}

#[test]
fn working_days_are_those_of_the_second_calendar() {
    for day in number(1990, 1, 1)..number(2100, 1, 1) {
        let date = written(day).parse().unwrap();
        assert_eq!(is_working_day(date), days::is_worked(day), "{date}");
    }
}

/// A workspace drawn by lot, asked about on some days; how many states were compared.
fn of_workspace(chance: &mut Chance, differ: &mut Vec<String>) -> usize {
    let case = chance.case();
    let workspace = lawless(&text::texts(&case));
    let mut compared = 0;
    for _ in 0..DAYS {
        let as_of = chance.asks(&case);
        let known_at = chance.in_ten(3).then(|| as_of + chance.between(-300, 300));
        let asked = Asked { as_of, known_at };
        let question = Question {
            as_of: written(as_of).parse().unwrap(),
            known_at: known_at.map(|day| written(day).parse().unwrap()),
        };
        let cycle = Cycle::new(&workspace.model, question);
        compared += compare(&case, asked, &cycle, differ);
    }
    compared
}

fn compare(case: &Case, asked: Asked, cycle: &Cycle<'_>, differ: &mut Vec<String>) -> usize {
    let reckoning = Reckoning::new(case, asked);
    let found: BTreeMap<&str, &Item<'_>> = cycle.items().iter().map(|it| (it.id.as_str(), it)).collect();
    let next_year = days::date(asked.as_of).0 + 1;
    let on = format!("on {} known {:?}", written(asked.as_of), asked.known_at.map(written));
    let (mut known, mut compared) = (BTreeSet::new(), 0);
    for (key, year) in &reckoning.keys() {
        let id = id(key);
        let Some(item) = found.get(id.as_str()) else {
            if *year <= next_year {
                differ.push(format!("{id} {on} is not there\n{}", text::duty(case, key.0)));
            }
            continue;
        };
        compared += 1;
        let (told, says) = (reckoning.told(key), says(item));
        if told != says {
            let (docs, program) = (of(&told), of(&says));
            let shown = shown(case, key);
            let duty = text::duty(case, key.0);
            differ.push(format!("{id} {on}\n  docs {docs}\n  program {program}\n{shown}\n{duty}"));
        }
        let before: BTreeSet<String> = reckoning.before(key).iter().map(self::id).collect();
        let before: BTreeSet<&str> =
            before.iter().map(String::as_str).filter(|it| found.contains_key(it)).collect();
        let waits: BTreeSet<&str> = cycle.before(item).iter().map(|it| it.id.as_str()).collect();
        if before != waits {
            let duty = text::duty(case, key.0);
            differ.push(format!("{id} {on} waits\n  docs {before:?}\n  program {waits:?}\n{duty}"));
        }
        known.insert(id);
    }
    let unknown = found.keys().filter(|id| !known.contains(**id));
    differ.extend(unknown.map(|id| format!("{id} {on} is not in the docs")));
    compared
}

/// What was drawn that may show an occurrence done, for who reads of a difference.
fn shown(case: &Case, key: &Key) -> String {
    let delivered = case.deliveries.iter().filter(|it| it.of.0 == key.0 && it.of.2 == key.2);
    let delivered: Vec<String> = delivered.map(|it| format!("{it:?}")).collect();
    let recorded = case.duties[key.0].proof.map(|_| {
        let decided = case.decisions.iter().map(|it| format!("{it:?} {}", written(case.meetings[it.at].day)));
        let met = case.meetings.iter().filter(|it| written(it.day) == key.2).map(|it| format!("{it:?}"));
        decided.chain(met).collect::<Vec<_>>()
    });
    [delivered, recorded.unwrap_or_default()].concat().join("\n")
}

/// What the program says of an item.
fn says(item: &Item<'_>) -> Told {
    let day = item.due.expected().map(|day| {
        let parts: Vec<i64> = day.to_string().split('-').map(|part| part.parse().unwrap()).collect();
        number(parts[0], parts[1], parts[2])
    });
    let (state, days_late) = (item.state.name(), item.days_late);
    Told { day, provisional: item.due.provisional && day.is_some(), state, days_late }
}

fn of(told: &Told) -> String {
    let moves = if told.provisional { " (provisional)" } else { "" };
    format!("{}{moves} {} {:?}", told.day.map_or("-".to_owned(), written), told.state, told.days_late)
}

fn id((duty, by, period): &Key) -> String {
    format!("{}/d{duty}/{by}/{period}", text::agreement_of(*duty))
}
