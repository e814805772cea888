//! What stands in several places: the same row in two tables, a row and its note, assets and their cover, the
//! opening of a year and the closing of the one before.

use std::collections::BTreeMap;

use super::relation::{Ground, Relation, Shape, Sort, Term, Values, borne, values};
use crate::amount::Kind;
use crate::document::Document;
use crate::document::grid::{Column, Grid, Grids, Kin, Line, LineKind, Role, generic, stem};

/// How many years a stock and its flow go together in, before it is told where they do not.
const SEVERAL: usize = 3;

/// All of them, whether they hold or not.
pub(super) fn relations(grids: &Grids, document: &Document) -> Vec<Relation> {
    let values = values(grids);
    let mut all = same(grids, &values);
    all.extend(notes(grids, document, &values));
    all.extend(opened(grids));
    for grid in &grids.grids {
        all.extend(balanced(grid));
        all.extend(flows(grid));
        all.extend(over_the_years(grid, &values));
    }
    all
}

const fn related(sort: Sort, shape: Shape, target: usize, terms: Vec<Term>, ground: Ground) -> Relation {
    Relation { sort, shape, target, terms, ground }
}

/// Whether a column holds what was, was budgeted or was expected in a year.
const fn is_of_year(column: &Column) -> bool {
    matches!(column.role, Role::Value | Role::Budget | Role::Forecast) && column.year.is_some()
}

/// The columns of outcomes by year, where each year has one.
fn by_year(grid: &Grid) -> BTreeMap<i32, usize> {
    let mut found = BTreeMap::new();
    let mut several = Vec::new();
    for (at, column) in grid.columns.iter().enumerate() {
        if let (Role::Value, Some(year)) = (column.role, column.year)
            && found.insert(year, at).is_some()
        {
            several.push(year);
        }
    }
    found.retain(|year, _| !several.contains(year));
    found
}

fn figure(line: &Line, column: usize) -> Option<usize> {
    line.figures.get(column).copied().flatten()
}

/// The same row of the same year in two tables: one number, whatever its sign. Of two, the one known more closely is
/// what the other should be.
fn same(grids: &Grids, values: &Values) -> Vec<Relation> {
    let mut found: BTreeMap<(String, i32, Role), BTreeMap<usize, Vec<usize>>> = BTreeMap::new();
    for (number, grid) in grids.grids.iter().enumerate() {
        for line in grid.lines.iter().filter(|it| it.kind != LineKind::Of && !generic(&it.label)) {
            for (at, column) in grid.columns.iter().enumerate().filter(|(_, it)| is_of_year(it)) {
                let Some((figure, year)) = figure(line, at).zip(column.year) else { continue };
                if values.get(figure).is_some_and(|it| it.kind == Kind::Money) {
                    let key = (stem(&line.label), year, column.role);
                    found.entry(key).or_default().entry(number).or_default().push(figure);
                }
            }
        }
    }
    let mut pairs: BTreeMap<(usize, usize), Vec<Relation>> = BTreeMap::new();
    for places in found.values() {
        // A label that stands twice in a table is two things there.
        let single = places.iter().filter_map(|(grid, all)| match all.as_slice() {
            [one] => Some((*grid, *one)),
            _ => None,
        });
        let single: Vec<(usize, usize)> = single.collect();
        let width = |figure: usize| values.get(figure).and_then(|it| it.high.checked_sub(it.low));
        let Some((source, closest)) = single.iter().min_by_key(|(grid, it)| (width(*it), *grid)).copied()
        else {
            continue;
        };
        for (grid, target) in single.into_iter().filter(|(grid, _)| *grid != source) {
            let relation = related(Sort::Same, Shape::Same, target, vec![Term::plus(closest)], Ground::Guess);
            pairs.entry((source, grid)).or_default().push(relation);
        }
    }
    pairs.into_values().flat_map(|all| by_what_holds(all, values, 1)).collect()
}

/// Relations of one sort, on the ground that most of them hold.
fn by_what_holds(all: Vec<Relation>, values: &Values, least: usize) -> Vec<Relation> {
    let (held, failed): (Vec<_>, Vec<_>) = all.into_iter().partition(|it| it.holds(values) == Some(true));
    let telling: Vec<&Relation> = held.iter().filter(|it| it.is_telling(values)).collect();
    let odds = borne(telling.iter().map(|it| it.chance(values)), 1);
    let is_borne = telling.len() >= least && telling.len() > failed.len();
    let ground = odds.filter(|_| is_borne).map_or(Ground::Guess, Ground::Borne);
    let failed = failed.into_iter().filter(|it| it.holds(values) == Some(false));
    held.into_iter().chain(failed).map(|it| Relation { ground, ..it }).collect()
}

/// A row that refers to a note, and what the note comes to. Of several notes, each tells a part.
fn notes(grids: &Grids, document: &Document, values: &Values) -> Vec<Relation> {
    let notes = grids.notes(document);
    let mut found = Vec::new();
    for (grid, line) in grids.grids.iter().flat_map(|grid| grid.lines.iter().map(move |it| (grid, it))) {
        let refers = Grids::refers(document, grid, line);
        for note in refers.iter().filter_map(|it| grids.grids.get(*notes.get(it)?)) {
            let all = by_what_holds(noted(grid, line, note, values), values, 1);
            // The row names the note: where they agree in some year, they are of one thing.
            let holds = all.iter().any(|it| it.holds(values) == Some(true) && it.is_telling(values));
            if holds {
                found.extend(all.into_iter().map(|it| Relation { ground: Ground::Said, ..it }));
            } else if refers.len() == 1 {
                found.extend(all);
            }
        }
    }
    found
}

/// What a note comes to in each year: its sum, or all its rows where it has none.
fn noted(grid: &Grid, line: &Line, note: &Grid, values: &Values) -> Vec<Relation> {
    let (own, others) = (by_year(grid), by_year(note));
    let sum = note.lines.iter().rev().find(|it| it.kind == LineKind::Sum(Kin::Sum));
    let in_year = |(year, column): (&i32, &usize)| {
        let (target, other) = (figure(line, *column)?, *others.get(year)?);
        if let Some(sum) = sum {
            let term = Term::plus(figure(sum, other)?);
            return Some(related(Sort::Note, Shape::Same, target, vec![term], Ground::Guess));
        }
        let items = note.lines.iter().filter(|it| it.kind == LineKind::Item);
        if items.clone().any(|it| it.unread.contains(&other)) {
            return None;
        }
        let terms: Vec<usize> = items.filter_map(|it| figure(it, other)).collect();
        let negative = |it: usize| values.get(it).is_some_and(|it| it.value.is_sign_negative());
        let most = terms.iter().filter(|it| negative(**it)).count().saturating_mul(2) > terms.len();
        let minus = most != negative(target);
        let terms = terms.into_iter().map(|figure| Term { figure, minus }).collect();
        Some(related(Sort::Note, Shape::Sum, target, terms, Ground::Guess))
    };
    own.iter().filter_map(in_year).collect()
}

/// Assets, and equity and liabilities.
fn balanced(grid: &Grid) -> Vec<Relation> {
    let find = |is: &dyn Fn(&str) -> bool| grid.lines.iter().find(|it| is(&stem(&it.label)));
    let assets = find(&|it| it == "summa tillgångar");
    let cover = find(&|it| it.starts_with("summa eget kapital") && it.contains("skulder"));
    let Some((assets, cover)) = assets.zip(cover) else { return Vec::new() };
    let pairs = assets.figures.iter().zip(&cover.figures).filter_map(|(a, b)| Some(((*a)?, (*b)?)));
    let relation = |(a, b)| related(Sort::Balance, Shape::Same, b, vec![Term::plus(a)], Ground::Said);
    pairs.map(relation).collect()
}

/// What a label tells the beginning or the end of: whether it is the beginning, and of what.
fn edge(label: &str) -> Option<(bool, String)> {
    const OPENS: &[&str] =
        &["ingående", "vid årets början", "vid årets ingång", "vid periodens början", "ib"];
    const CLOSES: &[&str] = &["utgående", "vid årets slut", "vid årets utgång", "vid periodens slut", "ub"];
    let label = format!(" {} ", stem(label));
    let without = |words: &[&str]| {
        words.iter().find_map(|it| {
            let word = format!(" {it} ");
            label.contains(&word).then(|| label.replacen(&word, " ", 1).trim().to_owned())
        })
    };
    let opens = without(OPENS).map(|rest| (true, rest));
    opens.or_else(|| without(CLOSES).map(|rest| (false, rest))).filter(|(_, rest)| !rest.is_empty())
}

/// What a year opens with is what the one before closed with, in whichever table.
fn opened(grids: &Grids) -> Vec<Relation> {
    let (mut opens, mut closes) = (Vec::new(), BTreeMap::new());
    for grid in &grids.grids {
        for line in &grid.lines {
            let Some((is_opening, of)) = edge(&line.label) else { continue };
            for (year, column) in by_year(grid) {
                let Some(figure) = figure(line, column) else { continue };
                if is_opening {
                    opens.push((of.clone(), year, figure));
                } else {
                    closes.entry((of.clone(), year)).or_insert(figure);
                }
            }
        }
    }
    let relation = |(of, year, figure): (String, i32, usize)| {
        let closed = closes.get(&(of, year.saturating_sub(1)))?;
        Some(related(Sort::Opening, Shape::Same, figure, vec![Term::plus(*closed)], Ground::Said))
    };
    opens.into_iter().filter_map(relation).collect()
}

/// What a year closes with: what it opened with and every row between them, or what came where it stands elsewhere.
fn flows(grid: &Grid) -> Vec<Relation> {
    let mut found = Vec::new();
    let edges = grid.lines.iter().enumerate().filter_map(|(at, it)| Some((at, it, edge(&it.label)?)));
    let edges: Vec<_> = edges.collect();
    for (at, opening, (is_opening, of)) in &edges {
        let closing = edges.iter().find(|(other, _, it)| !it.0 && it.1 == *of && other > at);
        let Some((end, closing, _)) = closing.filter(|_| *is_opening) else { continue };
        let is_flow = |it: &Line| {
            let label = stem(&it.label);
            label.starts_with("årets kassaflöde") || of.contains("kapital") && label == "årets resultat"
        };
        let between = grid.lines.iter().take(*end).skip(at.saturating_add(1));
        let between: Vec<&Line> =
            between.filter(|it| !matches!(it.kind, LineKind::Of | LineKind::Title)).collect();
        // A sum among them has taken some of them already, and it is not known which.
        if between.iter().any(|it| matches!(it.kind, LineKind::Sum(_)) && !is_flow(it)) {
            continue;
        }
        let outside = grid.lines.iter().enumerate().filter(|(line, _)| line < at || line > end);
        let outside = outside.map(|(_, it)| it).find(|it| it.kind != LineKind::Title && is_flow(it));
        let said = between.iter().copied().find(|it| is_flow(it)).or(outside);
        let before = grid.lines.iter().take(*at).rev().find(|it| it.kind == LineKind::Sum(Kin::Running));
        let rows: Vec<&Line> = match (said, before.filter(|_| between.is_empty())) {
            (Some(said), _) if !between.contains(&said) => std::iter::once(said).chain(between).collect(),
            (Some(_), _) => between,
            (None, Some(before)) => vec![before],
            (None, None) => continue,
        };
        let ground = if said.is_some() { Ground::Said } else { Ground::Guess };
        for column in 0..grid.columns.len() {
            let is_unread = rows.iter().any(|it| it.unread.contains(&column));
            let terms: Vec<Term> = rows.iter().filter_map(|it| figure(it, column)).map(Term::plus).collect();
            let ends = figure(opening, column).zip(figure(closing, column));
            if let (Some((opening, closing)), false, false) = (ends, terms.is_empty(), is_unread) {
                let terms = std::iter::once(Term::plus(opening)).chain(terms).collect();
                found.push(related(Sort::Flow, Shape::Sum, closing, terms, ground));
            }
        }
    }
    found
}

/// Equity from year to year, where a table has it and the year's result for several.
fn over_the_years(grid: &Grid, values: &Values) -> Vec<Relation> {
    let find = |labels: &[&str]| grid.lines.iter().find(|it| labels.contains(&stem(&it.label).as_str()));
    let stock =
        find(&["eget kapital", "utgående eget kapital", "summa eget kapital", "eget kapital vid årets slut"]);
    let Some((stock, flow)) = stock.zip(find(&["årets resultat"])) else { return Vec::new() };
    // What else moves equity is left out of the sum.
    let moves = |it: &Line| {
        let label = stem(&it.label);
        ["återbetal", "tillskott", "justering", "utdelning"].iter().any(|word| label.contains(word))
    };
    if grid.lines.iter().any(moves) {
        return Vec::new();
    }
    let columns = by_year(grid);
    let in_year = |(year, column): (&i32, &usize)| {
        let before = figure(stock, *columns.get(&year.saturating_sub(1))?)?;
        let terms = vec![Term::plus(before), Term::plus(figure(flow, *column)?)];
        Some(related(Sort::Flow, Shape::Sum, figure(stock, *column)?, terms, Ground::Guess))
    };
    let all: Vec<Relation> = columns.iter().filter_map(in_year).collect();
    if all.len() < SEVERAL { Vec::new() } else { by_what_holds(all, values, SEVERAL) }
}
