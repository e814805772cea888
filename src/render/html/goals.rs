//! Goals against their outcomes, and the indices the förbund keeps: a bar in each row, beside its numbers.

use std::collections::{BTreeMap, BTreeSet};

use rust_decimal::Decimal;

use super::drawing::{Drawing, Px, px, share};
use super::pictures::{Figure, Picture};
use super::table::{Cell, Table};
use super::{Told, words};
use crate::amount::{Kind, Quantity};
use crate::facts::Facts;
use crate::model::figure::{FigureName, Formula};
use crate::model::follow_up::{Aim, Goal};
use crate::model::rule::{Class, SubjectKind};
use crate::verdict::{Outcome, Verdict};

/// How wide and high the bar of a row is.
const BAR: [Px; 2] = [px(120), px(14)];

/// A goal in a year, and what the rules say of it.
struct Row<'b> {
    year: i32,
    number: usize,
    goal: &'b Goal,
    verdict: &'b Verdict,
}

pub(super) fn picture(told: Told<'_>) -> Picture {
    let language = told.language;
    let rows = rows(told);
    let indices = indices(told);
    let mut picture =
        Picture { id: "mal", title: words::GOALS.get(language).to_owned(), ..Picture::default() };
    if rows.is_empty() {
        picture.says.push(words::NO_GOALS.get(language).to_owned());
    }
    let mut years: BTreeMap<i32, Vec<Row<'_>>> = BTreeMap::new();
    for row in rows {
        years.entry(row.year).or_default().push(row);
    }
    for (year, mut rows) in years.into_iter().rev() {
        rows.sort_by_key(|it| (it.verdict.outcome, it.number));
        let count = |of| rows.iter().filter(|it| it.verdict.outcome == of).count();
        let counts = [Outcome::Met, Outcome::Breached, Outcome::Undecided, Outcome::Waived].map(count);
        picture.says.push(told.get(&words::goals(year, counts)));
        let title = Some(told.get(&words::goals_of(year)));
        picture.figures.push(Figure { title, table: Some(table(told, year, &rows)), ..Figure::default() });
    }
    match indices {
        Some(table) => {
            let title = Some(words::INDICES.get(language).to_owned());
            picture.figures.push(Figure { title, table: Some(table), ..Figure::default() });
        }
        None => picture.says.push(words::NO_INDICES.get(language).to_owned()),
    }
    picture
}

/// Every goal that a rule judges whether it is reached, year by year.
fn rows<'b>(told: Told<'b>) -> Vec<Row<'b>> {
    let goals = &told.board.facts.model().goals;
    let judged = |it: &&'b Verdict| {
        it.subject.kind == SubjectKind::Goal
            && it.class == Class::Result
            && it.outcome != Outcome::NotApplicable
    };
    let verdicts = told.board.report.verdicts.iter().filter(judged);
    let row = |verdict: &'b Verdict| {
        let Verdict { subject, .. } = verdict;
        let id = subject.id.strip_prefix("goal/")?.rsplit_once('/')?.0;
        let number = goals.iter().position(|it| it.id.value == id)?;
        Some(Row { year: subject.years?.0, number, goal: goals.get(number)?, verdict })
    };
    verdicts.filter_map(row).collect()
}

fn table(told: Told<'_>, year: i32, rows: &[Row<'_>]) -> Table {
    let language = told.language;
    let heads = [words::GOAL, words::OUTCOME, words::TARGET, words::STANDS];
    let caption = told.get(&words::goals_of(year));
    let mut table = Table::new(caption, heads.map(|it| it.get(language).to_owned()));
    for row in rows {
        let outcome = outcome(told, row);
        let target = target(told.board.facts, row);
        let cell = match &outcome {
            Some(outcome) => {
                let bar = target.as_ref().and_then(|(number, _)| bar(row, outcome, number));
                Cell { bar, ..Cell::number(outcome.written(language)) }
            }
            None => Cell::number(words::NOT_KNOWN.get(language)),
        };
        let aimed = target.map_or_else(
            || words::NOT_KNOWN.get(language).to_owned(),
            |(number, at)| {
                let at = words::aimed(at, language);
                format!("{at}{}", number.written(language))
            },
        );
        let aimed = match &row.goal.aim {
            Aim::Band(low, high) => {
                let (low, high) = told.board.facts.band(row.goal, (low, high));
                told.get(&words::between(&low, &high))
            }
            Aim::Figure(..) | Aim::Number(..) => aimed,
        };
        let (sign, reached) = words::reached(row.verdict.outcome);
        // Of an outcome that nobody has printed, the document alone says whether it was enough.
        let judged = matches!(row.verdict.outcome, Outcome::Met | Outcome::Breached | Outcome::Waived);
        let by = if outcome.is_none() && judged { words::BY_ITS_WORD.get(language) } else { "" };
        let reached = format!("{}{by}", reached.get(language));
        let cells = vec![cell, Cell::words(aimed), Cell::signed(sign, reached)];
        table.row(row.goal.title.get(language), cells);
    }
    table
}

fn outcome(told: Told<'_>, row: &Row<'_>) -> Option<Quantity> {
    told.board.facts.goal_outcome(row.goal, row.year).ok()
}

/// What is aimed at, and on which side of it; of a band its lower end.
fn target(facts: &Facts, row: &Row<'_>) -> Option<(Quantity, Option<crate::model::follow_up::Bound>)> {
    match &row.goal.aim {
        Aim::Figure(term, bound) => {
            let value = facts.figure(&term.name.value, row.year.saturating_add(term.year)).ok()?;
            Some((facts.spoken(&term.name.value, value), Some(*bound)))
        }
        Aim::Number(number, bound) => Some((facts.aimed(row.goal, number), Some(*bound))),
        Aim::Band(low, high) => Some((facts.band(row.goal, (low, high)).0, None)),
    }
}

/// The outcome as a bar, and a line across it where the target is.
fn bar(row: &Row<'_>, outcome: &Quantity, target: &Quantity) -> Option<Drawing> {
    // A change has no length of its own to be measured along.
    if outcome.kind != target.kind || outcome.value.is_sign_negative() || target.value <= Decimal::ZERO {
        return None;
    }
    // A share is of a whole; of anything else the greater of the two is all there is room for.
    let greater = outcome.value.max(target.value);
    let most = match outcome.kind {
        Kind::Percent | Kind::Share if greater <= Decimal::ONE => Decimal::ONE,
        _ => greater,
    };
    let [wide, high] = BAR;
    let mut drawing = Drawing::default();
    (drawing.width, drawing.height) = (wide, high);
    let class = if row.verdict.outcome == Outcome::Met { "bar" } else { "bar short" };
    drawing.rect([px(0), px(3), share(wide, outcome.value, most), high - px(6)], class);
    let at = share(wide - px(2), target.value, most) + px(1);
    drawing.line([at, px(0), at, high], "target");
    Some(drawing)
}

/// The indices of the catalogue that stand for themselves: no changes of others, no targets, no parts of a whole.
fn own_indices(facts: &Facts) -> Vec<(&str, &FigureName)> {
    let model = facts.model();
    let targets = model.goals.iter().filter_map(|it| match &it.aim {
        Aim::Figure(term, _) => Some(term.name.value.as_str()),
        Aim::Number(..) | Aim::Band(..) => None,
    });
    let parts = model.relations.iter().filter_map(|it| match &it.formula {
        Formula::Sum(terms) if it.total.figure().is_some() => Some(terms),
        _ => None,
    });
    let formulas = model.catalogue().values().filter_map(|it| match &it.formula {
        Some(Formula::Sum(terms) | Formula::Between(terms)) => Some(terms),
        _ => None,
    });
    let parts = parts.chain(formulas).flatten().map(|it| it.name.value.as_str());
    let others: BTreeSet<&str> = targets.chain(parts).collect();
    let own = |(name, figure): &(&str, &FigureName)| {
        figure.kind == Kind::Index && figure.group.value != "difference" && !others.contains(name)
    };
    model.catalogue().iter().map(|(name, figure)| (name.as_str(), figure)).filter(own).collect()
}

/// The indices over the years they are known in.
fn indices(told: Told<'_>) -> Option<Table> {
    let (facts, language) = (told.board.facts, told.language);
    let names = own_indices(facts).into_iter();
    let years = facts.figure_years();
    let known = |name: &str| -> BTreeMap<i32, Quantity> {
        years.iter().filter_map(|year| Some((*year, facts.figure(name, *year).ok()?))).collect()
    };
    let rows: Vec<(&str, BTreeMap<i32, Quantity>)> =
        names.map(|(name, figure)| (figure.title.get(language), known(name))).collect();
    let shown: Vec<i32> =
        years.iter().copied().filter(|year| rows.iter().any(|(_, known)| known.contains_key(year))).collect();
    if shown.is_empty() {
        return None;
    }
    let heads = std::iter::once(words::INDEX.get(language).to_owned());
    let heads = heads.chain(shown.iter().map(ToString::to_string));
    let mut table = Table::new(words::INDICES.get(language), heads);
    for (title, known) in rows.iter().filter(|(_, known)| !known.is_empty()) {
        let cell = |year: &i32| match known.get(year) {
            Some(value) => Cell::number(value.written(language)),
            None => Cell::number(words::NOT_KNOWN.get(language)),
        };
        table.row(*title, shown.iter().map(cell).collect());
    }
    Some(table)
}
