//! Rows that are sums of rows above them: blocks, subtotals, sums of sums; and rows whose parts stand below them.

use rust_decimal::Decimal;

use super::relation::{Ground, Relation, Shape, Sort, Term, Values, borne, values};
use crate::amount::{Kind, Quantity};
use crate::document::grid::{Column, Grid, Grids, Kin, Line, LineKind, Role, stem};

/// How many rows above a sum are tried as the first of it, and how many rows above those where a block begins.
const REACH: (usize, usize) = (40, 20);

/// The most rows that are added up, unless all of them stand in one block.
const TERMS: usize = 2_000;

/// A row that no sum has taken yet.
#[derive(Debug, Clone, Copy)]
struct Entry {
    line: usize,
    is_sum: bool,
    /// Whether the title of a block stands just above it.
    is_first: bool,
}

/// One way to add up a row: from which entry, and whether costs are taken away.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
struct Way {
    from: usize,
    costs_off: bool,
}

/// A sum of a line, whether it holds or not.
struct Found {
    line: usize,
    kin: Kin,
    relation: Relation,
}

/// What a way comes to in a column.
struct Tried {
    relation: Relation,
    holds: bool,
    chance: Decimal,
}

/// All sums of all grids, whether they hold or not.
pub(super) fn relations(grids: &Grids) -> Vec<Relation> {
    let values = values(grids);
    let mut all = Vec::new();
    for grid in &grids.grids {
        let mut found = of_grid(grid, &values);
        // What is left so far may rest on what is not in the table, unless the table shows elsewhere that it is whole.
        let holds = |it: &Found| it.relation.holds(&values) == Some(true);
        let shown: Vec<(usize, Kin, bool)> = found.iter().map(|it| (it.line, it.kin, holds(it))).collect();
        for it in found.iter_mut().filter(|it| it.kin == Kin::Running) {
            let others = || shown.iter().filter(|(line, ..)| *line != it.line);
            let in_all =
                |line: usize| others().filter(|(other, ..)| *other == line).all(|(.., holds)| *holds);
            let is_whole = others().any(|(line, kin, holds)| *kin != Kin::Running && *holds || in_all(*line));
            if !is_whole && it.relation.holds(&values) != Some(true) {
                it.relation.ground = Ground::Guess;
            }
        }
        all.extend(found.into_iter().map(|it| it.relation));
        all.extend(parts(grid, &values));
    }
    all
}

fn of_grid(grid: &Grid, values: &Values) -> Vec<Found> {
    let mut told = Vec::new();
    let mut open: Vec<Entry> = Vec::new();
    let mut is_first = true;
    for (line, it) in grid.lines.iter().enumerate() {
        match it.kind {
            LineKind::Title => is_first = true,
            LineKind::Of => (),
            LineKind::Item => {
                open.push(Entry { line, is_sum: false, is_first });
                is_first = false;
            }
            LineKind::Sum(kin) => {
                let from = added_up(grid, values, &open, (line, kin), &mut told);
                let mut entry = Entry { line, is_sum: true, is_first };
                if let Some(from) = from {
                    entry.is_first = open.get(from).is_some_and(|it| it.is_first);
                    open.truncate(from);
                }
                open.push(entry);
                is_first = false;
            }
        }
    }
    told
}

/// Finds the way in which a sum comes out in most columns; from which entry, where there is one.
fn added_up(
    grid: &Grid,
    values: &Values,
    open: &[Entry],
    (line, kin): (usize, Kin),
    told: &mut Vec<Found>,
) -> Option<usize> {
    let natural = natural(open, kin)?;
    let mut tries = 0_usize;
    let mut best: Option<(Way, Vec<Tried>)> = None;
    let score = |it: &[Tried], way: Way| {
        let holds = it.iter().filter(|it| it.holds && it.chance < Decimal::ONE).count();
        (holds, way.from == natural && !way.costs_off, way.from)
    };
    for from in starts(open, natural) {
        for costs_off in [false, true] {
            let way = Way { from, costs_off };
            if costs_off && (kin != Kin::Running || !has_positive_costs(grid, values, open, from)) {
                continue;
            }
            tries = tries.saturating_add(1);
            let tried = tried(grid, values, open, (line, natural), way);
            if best.as_ref().is_none_or(|(known, it)| score(it, *known) < score(&tried, way)) {
                best = Some((way, tried));
            }
        }
    }
    let (way, tried) = best?;
    if let Some(with) = carried_on(grid, open, way).filter(|_| kin == Kin::Running) {
        let whole = self::tried(grid, values, open, (line, natural), with);
        told.extend(whole.into_iter().map(|it| Found { line, kin, relation: it.relation }));
        return Some(with.from);
    }
    let holds = tried.iter().filter(|it| it.holds && it.chance < Decimal::ONE).count();
    let chances = tried.iter().filter(|it| it.holds).map(|it| it.chance);
    let odds = borne(chances, tries);
    let is_block = way.from == natural && open.last().is_some_and(|it| !it.is_sum);
    let is_said = kin == Kin::Sum && is_block;
    let is_only = is_block && tried.len() == 1 && has_one_reading(grid, values, open, kin);
    // A hundred per cent may be of more than what stands there.
    let is_part = |it: &Tried| values.get(it.relation.target).is_some_and(|it| it.kind == Kind::Percent);
    let is_only = is_only && !tried.iter().any(|it| is_part(it) || may_overlap(grid, values, &it.relation));
    let fails = tried.iter().filter(|it| !it.holds).count();
    for it in tried {
        let ground = match (odds, holds) {
            _ if is_said && (it.holds || holds > 0) || is_only => Ground::Said,
            (Some(odds), holds) if it.holds || holds >= fails => Ground::Borne(odds),
            _ => Ground::Guess,
        };
        let asks = holds > 0 && holds >= fails || kin == Kin::Sum && is_block || is_only;
        if it.holds && ground != Ground::Guess || !it.holds && asks && may_be_sum(values, &it.relation, kin) {
            told.push(Found { line, kin, relation: Relation { ground, ..it.relation } });
        }
    }
    (holds > 0 || kin == Kin::Sum).then_some(way.from)
}

/// Whether a row that says it is a sum can be one of all rows above it alone: no other sum, no costs to take away, no
/// rows that are parts of others.
fn has_one_reading(grid: &Grid, values: &Values, open: &[Entry], kin: Kin) -> bool {
    let is_part = |it: &Entry| {
        let label = grid.lines.get(it.line).map_or("", |it| it.label.trim_start());
        label.starts_with(['-', '–', '−', '•', '·'])
    };
    let is_plain = |(at, it): (usize, &Entry)| !it.is_sum && (at == 0 || !it.is_first);
    kin != Kin::Running
        && open.iter().enumerate().all(is_plain)
        && open.first().is_some_and(|first| open.iter().all(|it| is_part(it) == is_part(first)))
        && !has_positive_costs(grid, values, open, 0)
}

/// Whether a sum is less than its rows, of people: one may stand in several of them.
fn may_overlap(grid: &Grid, values: &Values, relation: &Relation) -> bool {
    let of_people = |it: &Column| {
        let title = stem(&it.title);
        ["deltagar", "person", "individ", "besökar"].iter().any(|word| title.contains(word))
    };
    let printed = values.get(relation.target).map(|it| it.value);
    let less = printed.zip(relation.comes_to(values)).is_some_and(|(printed, sum)| printed < sum.value);
    less && grid.columns.iter().any(of_people)
}

/// From where a sum is reckoned, unless the numbers show otherwise: the rows since the last sum or title; from the
/// last sum on, where it tells what is left so far; all there are, where sums stand just above it.
fn natural(open: &[Entry], kin: Kin) -> Option<usize> {
    let mut from = open.len().checked_sub(1)?;
    if open.last().is_some_and(|it| it.is_sum) {
        return Some(if kin == Kin::Running { from.saturating_sub(1) } else { 0 });
    }
    while let Some(before) = from.checked_sub(1) {
        let begins = open.get(from).is_some_and(|it| it.is_first);
        if begins || open.get(before).is_some_and(|it| it.is_sum) {
            return Some(if kin == Kin::Running && !begins { before } else { from });
        }
        from = before;
    }
    Some(from)
}

/// From where a sum may be reckoned: each of the nearest rows, the nearest where a block begins, and the likely one.
fn starts(open: &[Entry], natural: usize) -> Vec<usize> {
    let near = open.len().saturating_sub(REACH.0);
    let blocks = (0..near).rev().filter(|at| {
        let begins = |it: &Entry| it.is_first || it.is_sum;
        *at == 0
            || open.get(*at).is_some_and(begins)
            || open.get(at.saturating_sub(1)).is_some_and(|it| it.is_sum)
    });
    let mut starts: Vec<usize> = (near..open.len()).rev().chain(blocks.take(REACH.1)).collect();
    starts.retain(|at| open.len().saturating_sub(*at) <= TERMS);
    if !starts.contains(&natural) {
        starts.push(natural);
    }
    starts
}

/// The way with what is left so far before it, where a sum comes out only without: "… före …" is to be carried on.
fn carried_on(grid: &Grid, open: &[Entry], way: Way) -> Option<Way> {
    let before = way.from.checked_sub(1)?;
    let (skipped, first) = (open.get(before)?, open.get(way.from)?);
    let label = stem(&grid.lines.get(skipped.line)?.label);
    (skipped.is_sum && !first.is_first && label.contains(" före ")).then_some(Way { from: before, ..way })
}

fn is_cost(grid: &Grid, entry: &Entry) -> bool {
    grid.lines.get(entry.line).is_some_and(Line::is_cost)
}

fn has_positive_costs(grid: &Grid, values: &Values, open: &[Entry], from: usize) -> bool {
    let positive = |entry: &Entry| {
        let figures = grid.lines.get(entry.line).into_iter().flat_map(|it| it.figures.iter().flatten());
        figures.filter_map(|it| values.get(*it)).any(|it| it.value > Decimal::ZERO)
    };
    open.iter().skip(from).any(|it| is_cost(grid, it) && positive(it))
}

/// What one way comes to in each column where all cells of it, and of the likely block, could be read.
fn tried(
    grid: &Grid,
    values: &Values,
    open: &[Entry],
    (line, natural): (usize, usize),
    way: Way,
) -> Vec<Tried> {
    let own = grid.lines.get(line).map(|it| it.figures.as_slice()).unwrap_or_default();
    let mut all = Vec::new();
    for (at, target) in own.iter().enumerate().filter_map(|(at, it)| Some((at, (*it)?))) {
        let block = || open.iter().skip(way.from.min(natural)).filter_map(|it| grid.lines.get(it.line));
        if !grid.columns.get(at).is_some_and(Column::adds_up) || block().any(|it| it.unread.contains(&at)) {
            continue;
        }
        let sum = |costs_off: bool| {
            let term = |entry: &Entry| {
                let figure = grid.lines.get(entry.line)?.figures.get(at).copied().flatten()?;
                Some(Term { figure, minus: costs_off && is_cost(grid, entry) })
            };
            let terms = open.iter().skip(way.from).filter_map(term).collect();
            Relation { sort: Sort::Sum, shape: Shape::Sum, target, terms, ground: Ground::Guess }
        };
        // What costs differ by may be told as better or worse, and not as more or less.
        let is_difference = grid.columns.get(at).is_some_and(|it| it.role == Role::Difference);
        let turned = Some(sum(false)).filter(|it| is_difference && it.holds(values) == Some(true));
        let relation = turned.unwrap_or_else(|| sum(way.costs_off));
        if relation.terms.is_empty() {
            continue;
        }
        let Some(holds) = relation.holds(values) else { continue };
        let chance = if relation.is_telling(values) { relation.chance(values) } else { Decimal::ONE };
        all.push(Tried { relation, holds, chance });
    }
    all
}

/// Whether a row that does not come out may be a sum all the same: an average is none, nor is a per cent that is not
/// the whole.
fn may_be_sum(values: &Values, relation: &Relation, kin: Kin) -> bool {
    let terms: Vec<&Quantity> = relation.terms.iter().filter_map(|it| values.get(it.figure)).collect();
    let Some(target) = values.get(relation.target) else { return false };
    if terms.len() < 2 {
        return false;
    }
    if target.kind == Kind::Percent {
        return target.value == Decimal::ONE;
    }
    let between = terms.iter().all(|it| !it.value.is_sign_negative())
        && terms.iter().map(|it| it.value).max().is_some_and(|most| target.value <= most);
    !(kin == Kin::Total && between)
}

/// A row with its parts below it: those that say so ("varav …"), or, where a block begins with its whole, the rest of the
/// block. Told only where they come to it in some columns: not all that is a part stands below its whole.
fn parts(grid: &Grid, values: &Values) -> Vec<Relation> {
    let mut found = Vec::new();
    let mut begins = true;
    for (at, whole) in grid.lines.iter().enumerate() {
        let below = |kind: LineKind| -> Vec<&Line> {
            grid.lines.iter().skip(at.saturating_add(1)).take_while(|it| it.kind == kind).collect()
        };
        let named = below(LineKind::Of);
        match whole.kind {
            LineKind::Of | LineKind::Title => (),
            _ if named.len() > 1 => found.extend(whole_of(grid, values, whole, &named, 1)),
            LineKind::Item if begins => {
                let rest = below(LineKind::Item);
                if rest.len() > 2 {
                    found.extend(whole_of(grid, values, whole, &rest, 2));
                }
            }
            LineKind::Item | LineKind::Sum(_) => (),
        }
        begins = matches!(whole.kind, LineKind::Title | LineKind::Sum(_));
    }
    found
}

/// A row and its parts in each column, where they come to it in so many and in most.
fn whole_of(grid: &Grid, values: &Values, whole: &Line, parts: &[&Line], least: usize) -> Vec<Relation> {
    let in_column = |column: usize| {
        let figure = |it: &Line| it.figures.get(column).copied().flatten();
        let adds_up = grid.columns.get(column).is_some_and(Column::adds_up);
        if !adds_up || parts.iter().any(|it| it.unread.contains(&column)) {
            return None;
        }
        let terms: Vec<Term> = parts.iter().filter_map(|it| figure(it)).map(Term::plus).collect();
        let (sort, shape, ground) = (Sort::Parts, Shape::Sum, Ground::Guess);
        let relation = Relation { sort, shape, target: figure(whole)?, terms, ground };
        let is_part = values.get(relation.target).is_some_and(|it| it.kind == Kind::Percent);
        (relation.is_telling(values) && !is_part).then_some((relation.holds(values)?, relation))
    };
    let all: Vec<(bool, Relation)> = (0..grid.columns.len()).filter_map(in_column).collect();
    let (held, failed): (Vec<_>, Vec<_>) = all.into_iter().partition(|(holds, _)| *holds);
    if held.len() <= failed.len() || held.len() < least {
        return Vec::new();
    }
    let Some(odds) = borne(held.iter().map(|(_, it)| it.chance(values)), 1) else { return Vec::new() };
    let all = held.into_iter().chain(failed).map(|(_, it)| it);
    all.map(|it| Relation { ground: Ground::Borne(odds), ..it }).collect()
}
