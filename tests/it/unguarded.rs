//! The map of what is not checked yet: every financial figure of the bundled workspace is moved by the smallest unit its
//! document prints, up and down, and what nothing notices stands in `docs/unguarded.md`. An ordinary run moves a sample
//! and holds it against the page; `SAMKOLL_SWEEP=all` moves them all, and with `SAMKOLL_WRITE=1` writes the page.

use std::collections::{BTreeMap, BTreeSet};
use std::fmt::Write as _;
use std::fs;
use std::sync::Arc;

use rust_decimal::Decimal;
use samkoll::amount::Kind;
use samkoll::evaluate::Selection;
use samkoll::model::Model;
use samkoll::source::Span;
use samkoll::verdict::{Outcome, Verdict};
use samkoll::{Workspace, assess};

use crate::common::{bundled, load_whole, question, root};
use crate::docs::check;
use crate::sweep::chosen;

const PAGE: &str = "docs/unguarded.md";

/// A day on which every figure of the workspace has been printed.
const DAY: &str = "2024-03-22";

/// How many figures an ordinary run moves.
const SAMPLE: usize = 8;

/// Where a figure stands: which table, which of its cells.
type Place = (usize, usize);

/// How well a figure is guarded.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
enum Guard {
    /// Not by anything: even twice as much goes unnoticed.
    None,
    /// By something that leaves room for rounding, or asks for no more than so much: only a larger slip is noticed.
    Loose,
    /// One way only.
    OneWay,
    /// To its last digit.
    Exact,
}

#[test]
fn every_financial_figure_is_guarded_or_stands_on_the_map() {
    let whole = std::env::var("SAMKOLL_SWEEP").is_ok();
    let mut workspace = load_whole(&bundled());
    let all = financial(&workspace.model);
    println!("{} amounts of money", all.len());
    let moved = guards(&mut workspace, &chosen(all.clone(), SAMPLE));
    if whole {
        let mut stale = Vec::new();
        check(PAGE, &page(&workspace.model, &moved), &mut stale);
        assert!(
            stale.is_empty(),
            "{stale:?}: SAMKOLL_SWEEP=all SAMKOLL_WRITE=1 cargo test unguarded writes it anew"
        );
    }
    let text = fs::read_to_string(root().join(PAGE)).unwrap();
    let listed: BTreeSet<&str> = text.lines().filter(|line| line.starts_with("| `")).collect();
    let wrong: Vec<String> = moved
        .iter()
        .filter_map(|(place, guard)| {
            let line = line(&workspace.model, *place, *guard);
            (listed.contains(line.as_str()) == (*guard == Guard::Exact)).then_some(line)
        })
        .collect();
    assert!(wrong.is_empty(), "the map says otherwise: {wrong:#?}");
    let known: BTreeSet<String> = all.iter().map(|place| name(&workspace.model, *place)).collect();
    let gone: Vec<&&str> =
        listed.iter().filter(|line| !known.iter().any(|name| line.starts_with(name))).collect();
    assert!(gone.is_empty(), "on the map and nowhere else: {gone:#?}");
}

/// Every printed amount of money.
fn financial(model: &Model) -> Vec<Place> {
    let mut found = Vec::new();
    for (at, table) in model.tables.iter().enumerate() {
        for (cell, it) in table.cells.iter().enumerate() {
            let kind = model.catalogue().get(&it.figure.value).map(|figure| figure.kind);
            if it.number.is_some() && kind == Some(Kind::Money) {
                found.push((at, cell));
            }
        }
    }
    found
}

/// How each figure is guarded. Many are moved at once: of those that no verdict rests on two of, a verdict that
/// changes tells which it was.
fn guards(workspace: &mut Workspace, places: &[Place]) -> BTreeMap<Place, Guard> {
    let before = Before::of(workspace);
    let up = before.noticed(workspace, places, by_one);
    let down = before.noticed(workspace, places, by_minus_one);
    let silent: Vec<Place> =
        places.iter().copied().filter(|place| !up.contains(place) && !down.contains(place)).collect();
    let far = before.noticed(workspace, &silent, by_far);
    workspace.model = before.model;
    let guard = |place: &Place| match (up.contains(place), down.contains(place)) {
        (true, true) => Guard::Exact,
        (false, false) if far.contains(place) => Guard::Loose,
        (false, false) => Guard::None,
        _ => Guard::OneWay,
    };
    places.iter().map(|place| (*place, guard(place))).collect()
}

/// The workspace as it is, and what is found in it by the rules that rest on figures.
struct Before {
    model: Arc<Model>,
    rules: Vec<String>,
    findings: Findings,
}

impl Before {
    fn of(workspace: &Workspace) -> Self {
        let model = Arc::clone(&workspace.model);
        let printed: BTreeSet<Span> =
            financial(&model).into_iter().map(|place| span(&model, place)).collect();
        let mut findings = findings(workspace, &[]);
        let resting = findings.iter().filter(|(_, it)| !it.rests_on.is_disjoint(&printed));
        let rules: BTreeSet<String> = resting.map(|((rule, _), _)| rule.clone()).collect();
        findings.retain(|(rule, _), _| rules.contains(rule));
        Self { model, rules: rules.into_iter().collect(), findings }
    }

    /// Of which figures it is noticed that they are moved.
    fn noticed(&self, workspace: &mut Workspace, places: &[Place], by: Move) -> BTreeSet<Place> {
        let mut noticed = BTreeSet::new();
        for lot in apart(&self.model, &self.findings, places) {
            let mut seen = self.moved(workspace, &lot, by);
            // What changes and rests on none of them, or on two, is asked of each by itself.
            if seen.remove(&None) {
                for place in lot.iter().filter(|place| !seen.contains(&Some(**place))) {
                    let alone = self.moved(workspace, &[*place], by);
                    noticed.extend((!alone.is_empty()).then_some(*place));
                }
            }
            noticed.extend(seen.into_iter().flatten());
        }
        noticed
    }

    /// Which figures of a lot a change is noticed of; none in particular, where that cannot be told.
    fn moved(&self, workspace: &mut Workspace, lot: &[Place], by: Move) -> BTreeSet<Option<Place>> {
        // A copy, which has worked nothing out yet.
        let mut model = Model::clone(&self.model);
        for (table, cell) in lot {
            let number = &mut model.tables[*table].cells[*cell].number;
            let printed = number.unwrap();
            *number = Some(by(printed, Decimal::new(1, printed.scale())));
        }
        workspace.model = Arc::new(model);
        let (before, after) = (&self.findings, findings(workspace, &self.rules));
        let keys: BTreeSet<_> = before.keys().chain(after.keys()).collect();
        let differ = keys.into_iter().filter(|key| {
            let says = |of: &Findings| of.get(*key).map(|it| (it.outcome, it.words.clone()));
            says(before) != says(&after)
        });
        differ
            .map(|key| {
                let rests = |of: &Findings| of.get(key).map(|it| it.rests_on.clone()).unwrap_or_default();
                let on: BTreeSet<Span> = rests(before).union(&rests(&after)).copied().collect();
                let found: Vec<Place> =
                    lot.iter().copied().filter(|place| on.contains(&span(&self.model, *place))).collect();
                match (found.as_slice(), lot) {
                    ([one], _) | ([], [one]) => Some(*one),
                    _ => None,
                }
            })
            .collect()
    }
}

/// A number moved by the smallest unit it is printed with, up or down, or by as much as itself and more.
type Move = fn(Decimal, Decimal) -> Decimal;

fn by_one(number: Decimal, unit: Decimal) -> Decimal {
    number + unit
}

fn by_minus_one(number: Decimal, unit: Decimal) -> Decimal {
    number - unit
}

fn by_far(number: Decimal, unit: Decimal) -> Decimal {
    number * Decimal::TWO + unit * Decimal::ONE_HUNDRED
}

/// The figures in lots, no two of a lot in one verdict.
fn apart(model: &Model, findings: &Findings, places: &[Place]) -> Vec<Vec<Place>> {
    let mut beside: BTreeMap<Place, BTreeSet<Place>> = BTreeMap::new();
    let at: BTreeMap<Span, Place> = places.iter().map(|place| (span(model, *place), *place)).collect();
    for Finding { rests_on, .. } in findings.values() {
        let on: BTreeSet<Place> = rests_on.iter().filter_map(|span| at.get(span).copied()).collect();
        for place in &on {
            beside.entry(*place).or_default().extend(on.iter().copied());
        }
    }
    let mut lots: Vec<Vec<Place>> = Vec::new();
    for place in places {
        let fits = |lot: &&mut Vec<Place>| {
            lot.iter().all(|other| !beside.get(place).is_some_and(|beside| beside.contains(other)))
        };
        match lots.iter_mut().find(fits) {
            Some(lot) => lot.push(*place),
            None => lots.push(vec![*place]),
        }
    }
    lots
}

fn span(model: &Model, (table, cell): Place) -> Span {
    model.tables[table].cells[cell].span
}

/// How a question is answered, in which words where it is broken (the amounts stand in them), and what it rests on.
#[derive(Debug)]
struct Finding {
    outcome: Outcome,
    words: String,
    rests_on: BTreeSet<Span>,
}

type Findings = BTreeMap<(String, String), Finding>;

/// By these rules, or by all.
fn findings(workspace: &Workspace, rules: &[String]) -> Findings {
    let selection = Selection { rules: rules.to_vec(), ..Selection::default() };
    let report = assess(workspace, question(DAY), &selection);
    let finding = |it: Verdict| {
        let words = if it.outcome == Outcome::Breached { it.message.sv } else { String::new() };
        let rests_on = it.values.iter().filter_map(|value| value.span).collect();
        ((it.rule.to_string(), it.subject.id.clone()), Finding { outcome: it.outcome, words, rests_on })
    };
    report.verdicts.into_iter().map(finding).collect()
}

/// How a line of the map begins.
fn name(model: &Model, (table, cell): Place) -> String {
    let table = &model.tables[table];
    format!("| `{}` | {} | `{}` |", table.id.value, table.year, table.cells[cell].figure.value)
}

fn line(model: &Model, place: Place, guard: Guard) -> String {
    let says = match guard {
        Guard::None => "nothing",
        Guard::Loose => "a larger slip alone",
        Guard::OneWay => "a slip one way alone",
        Guard::Exact => "every slip",
    };
    format!("{} {says} |", name(model, place))
}

fn page(model: &Model, guards: &BTreeMap<Place, Guard>) -> String {
    let count = |guard: Guard| guards.values().filter(|it| **it == guard).count();
    let mut text = format!(
        "# What is not checked yet\n\n\
         <!-- Generated; `SAMKOLL_SWEEP=all SAMKOLL_WRITE=1 cargo test --profile sweep --test it -- unguarded` writes it \
         anew. -->\n\n\
         Each of the {} amounts of money that the bundled workspace carries was moved by the smallest unit its document \
         prints, up and down. {} are guarded to their last digit: a verdict changes. The rest stand here, with what is \
         noticed of them.\n\n\
         - {} are noticed by **a larger slip alone** (twice as much): what they are held against leaves room for rounding, \
         or asks for no more than so much.\n\
         - {} are noticed by **a slip one way alone**.\n\
         - Of {} **nothing** is noticed.\n\n\
         | table | year | figure | noticed |\n|---|---|---|---|\n",
        guards.len(),
        count(Guard::Exact),
        count(Guard::Loose),
        count(Guard::OneWay),
        count(Guard::None),
    );
    for (place, guard) in guards.iter().filter(|(_, guard)| **guard != Guard::Exact) {
        let _ = writeln!(text, "{}", line(model, *place, *guard));
    }
    text
}
