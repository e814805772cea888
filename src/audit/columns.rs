//! Columns that are worked out from others: differences, totals, shares and changes.

use std::cmp::Reverse;

use super::relation::{Ground, Relation, Shape, Sort, Term, Values, borne, values};
use super::{Gap, GapKind};
use crate::document::grid::{Grid, Grids, Line, LineKind, Role};
use crate::document::number::Said;

/// How many rows are tried as the whole that shares are of.
const WHOLES: usize = 100;

/// By how many of the first rows it is chosen how a column is worked out.
const SHOWN: usize = 300;

/// How far to either side columns are looked for that a column may be worked out from.
const REACH: usize = 60;

/// How many columns of numbers a column may be worked out from.
const NEAREST: usize = 12;

/// How the numbers of a column may be worked out.
#[derive(Debug, Clone, PartialEq, Eq)]
enum Way {
    /// One column less another.
    Difference(usize, usize),
    /// Columns added up.
    Total(Vec<usize>),
    /// The change between two columns, in per cent.
    Change(usize, usize),
    /// One column as a part of another.
    Of(usize, usize),
    /// A column as a part of what stands in one row of it; the parts of a row, of that row.
    OfRow(usize, usize),
}

/// What columns say, whether it holds or not, and rows with something odd in them.
pub(super) fn relations(grids: &Grids) -> (Vec<Relation>, Vec<Gap>) {
    let values = values(grids);
    let (mut found, mut gaps) = (Vec::new(), Vec::new());
    for (number, grid) in grids.grids.iter().enumerate() {
        for (at, column) in grid.columns.iter().enumerate() {
            let ways = ways(grid, at, column.role);
            let tries = ways.len();
            let tried = ways.into_iter().map(|way| {
                let rows = rows(grid, &values, at, &way, SHOWN);
                let failed = rows.iter().filter(|(holds, _)| !holds).count();
                ((telling(&rows, &values), Reverse(failed)), way)
            });
            // Of those that come out as often, the one that fails least, and the first.
            let best = tried.reduce(|best, next| if next.0 > best.0 { next } else { best });
            let Some((_, way)) = best.filter(|((holds, _), _)| *holds > 0) else { continue };
            let rows = rows(grid, &values, at, &way, usize::MAX);
            let holds = telling(&rows, &values);
            if let Way::Difference(one, other) = way {
                gaps.extend(odd(number, grid, &values, (at, one, other)));
            }
            let is_cost = |figure: usize| grids.place(figure).is_some_and(|(_, line, _)| line.is_cost());
            found.extend(grounded(rows, (&values, &is_cost), (holds, tries), column.role, &way));
        }
    }
    (found, gaps)
}

/// How a column with such a head may be worked out from the others.
fn ways(grid: &Grid, at: usize, role: Role) -> Vec<Way> {
    let is = |roles: &[Role]| -> Vec<usize> {
        let all =
            grid.columns.iter().enumerate().skip(at.saturating_sub(REACH)).take(REACH.saturating_mul(2));
        all.filter(|(it, column)| *it != at && roles.contains(&column.role)).map(|(it, _)| it).collect()
    };
    let mut numbers = is(&[Role::Value, Role::Budget, Role::Forecast, Role::Total, Role::Part]);
    numbers.sort_by_key(|it| it.abs_diff(at));
    numbers.truncate(NEAREST);
    numbers.sort_unstable();
    let pairs =
        || numbers.iter().flat_map(|a| numbers.iter().filter(move |b| *b != a).map(move |b| (*a, *b)));
    match role {
        Role::Difference => {
            // Shares too differ by so much.
            let mut ways: Vec<Way> = pairs().map(|(a, b)| Way::Difference(a, b)).collect();
            let shares = is(&[Role::Share]);
            if let [a, b] = shares.as_slice() {
                ways.extend([Way::Difference(*a, *b), Way::Difference(*b, *a)]);
            }
            ways
        }
        Role::Change => {
            // What differs, in per cent of what it differs from, is told with its own sign.
            let differences = is(&[Role::Difference]);
            let parts = differences.iter().flat_map(|a| numbers.iter().map(move |b| Way::Of(*a, *b)));
            pairs().map(|(a, b)| Way::Change(a, b)).chain(parts).collect()
        }
        Role::Total => {
            let parts = is(&[Role::Part]);
            let before: Vec<usize> = numbers.iter().copied().filter(|it| *it < at).collect();
            let mut ways = Vec::new();
            if parts.len() > 1 {
                ways.push(Way::Total(parts));
            }
            let runs =
                (0..before.len().saturating_sub(1)).map(|from| before.iter().skip(from).copied().collect());
            ways.extend(runs.map(Way::Total).filter(|it| !ways.contains(it)).collect::<Vec<_>>());
            ways
        }
        Role::Share => {
            let rows = |column: usize| {
                let own = grid.lines.iter().enumerate().take(WHOLES);
                own.filter(move |(_, it)| it.figures.get(column).copied().flatten().is_some())
                    .map(move |(row, _)| Way::OfRow(column, row))
            };
            // Of several columns that give the same, the total is what a reader reckons on.
            let of_rows = is(&[Role::Total]).into_iter().chain(numbers.iter().copied()).flat_map(rows);
            of_rows.chain(pairs().map(|(a, b)| Way::Of(a, b))).collect()
        }
        Role::Words | Role::Note | Role::Value | Role::Budget | Role::Forecast | Role::Part => Vec::new(),
    }
}

/// In how many rows a way holds and says something.
fn telling(rows: &[(bool, Relation)], values: &Values) -> usize {
    rows.iter().filter(|(holds, it)| *holds && it.is_telling(values)).count()
}

/// What a way says of each of so many rows, and whether it holds.
fn rows(grid: &Grid, values: &Values, at: usize, way: &Way, most: usize) -> Vec<(bool, Relation)> {
    let relation = |(row, line): (usize, &Line)| {
        let of = |column: usize| line.figures.get(column).copied().flatten();
        let target = of(at)?;
        let (sort, shape, terms) = match way {
            Way::Difference(a, b) => {
                (Sort::Difference, Shape::Sum, vec![Term::plus(of(*a)?), Term::minus(of(*b)?)])
            }
            // The total of averages is one itself.
            Way::Total(_) if line.is_average() => return None,
            Way::Total(all) => {
                let terms: Vec<Term> = all.iter().filter_map(|it| of(*it)).map(Term::plus).collect();
                (Sort::Total, Shape::Sum, (terms.len() == all.len()).then_some(terms)?)
            }
            Way::Change(a, b) => {
                (Sort::Change, Shape::Change, vec![Term::plus(of(*a)?), Term::plus(of(*b)?)])
            }
            Way::Of(a, b) => (Sort::Share, Shape::Share, vec![Term::plus(of(*a)?), Term::plus(of(*b)?)]),
            Way::OfRow(column, whole) => {
                let whole = if line.kind == LineKind::Of { parent(grid, row)? } else { *whole };
                let whole = grid.lines.get(whole)?.figures.get(*column).copied().flatten()?;
                let own = of(*column)?;
                // A whole is the whole of itself, whatever the way.
                let terms = (own != whole).then(|| vec![Term::plus(own), Term::plus(whole)])?;
                (Sort::Share, Shape::Share, terms)
            }
        };
        let relation = Relation { sort, shape, target, terms, ground: Ground::Guess };
        Some((relation.holds(values)?, relation))
    };
    grid.lines.iter().enumerate().take(most).filter_map(relation).collect()
}

/// The row that a "varav" is a part of.
fn parent(grid: &Grid, row: usize) -> Option<usize> {
    let before = grid.lines.iter().enumerate().take(row);
    before
        .rev()
        .find(|(_, it)| it.kind != LineKind::Of)
        .filter(|(_, it)| it.kind != LineKind::Title)
        .map(|(at, _)| at)
}

/// The relations of a column with their ground: that its head says so and it holds in most rows, or that chance is out.
fn grounded(
    rows: Vec<(bool, Relation)>,
    (values, is_cost): (&Values, &dyn Fn(usize) -> bool),
    (holds, tries): (usize, usize),
    role: Role,
    way: &Way,
) -> Vec<Relation> {
    let (held, failed): (Vec<_>, Vec<_>) = rows.into_iter().partition(|(holds, _)| *holds);
    let telling = held.iter().filter(|(_, it)| it.is_telling(values));
    let odds = borne(telling.map(|(_, it)| it.chance(values)), tries);
    let in_most = holds > failed.len().saturating_mul(2);
    let by_head = role == Role::Difference && tries == 2 || role == Role::Total && tries == 1;
    let is_said = by_head && holds > failed.len() && (holds > 1 || failed.is_empty());
    let ground = match odds {
        Some(odds) if in_most => Ground::Borne(odds),
        _ if is_said => Ground::Said,
        _ => Ground::Guess,
    };
    // A difference the other way round may be told so of purpose: of costs, say.
    let turned = |it: &Relation| {
        matches!(way, Way::Difference(..))
            && it
                .comes_to(values)
                .zip(values.get(it.target))
                .is_some_and(|(is, printed)| printed.meets(&is.negated()).unwrap_or(false))
    };
    let many = failed.iter().filter(|(_, it)| turned(it)).count();
    let asks = in_most || is_said || (holds > 1 || by_head) && holds >= failed.len();
    let of_purpose = |it: &Relation| turned(it) && (many > 1 || is_cost(it.target));
    let failed = failed.into_iter().filter(|(_, it)| !of_purpose(it)).map(|(_, it)| {
        let ground = if turned(&it) { Ground::Guess } else { ground };
        Relation { ground, ..it }
    });
    let held = held.into_iter().map(|(_, it)| Relation { ground, ..it }).filter(|_| ground != Ground::Guess);
    held.chain(failed.filter(|_| asks)).collect()
}

/// Rows with a difference of nothing, or with none where two numbers differ.
fn odd(number: usize, grid: &Grid, values: &Values, (at, one, other): (usize, usize, usize)) -> Vec<Gap> {
    let gap = |kind: GapKind| {
        let is_odd = |line: &Line| {
            let of =
                |column: usize| line.figures.get(column).copied().flatten().and_then(|it| values.get(it));
            let blank = |column: usize| line.said.get(column) == Some(&Said::Blank);
            match kind {
                // That is told of every column.
                GapKind::Unread => false,
                GapKind::NothingToSubtract => of(at).is_some() && blank(one) && blank(other),
                GapKind::NoDifference => {
                    let both = of(one).zip(of(other));
                    blank(at) && both.is_some_and(|(a, b)| !a.meets(b).unwrap_or(true))
                }
            }
        };
        let lines: Vec<usize> =
            grid.lines.iter().enumerate().filter(|(_, it)| is_odd(it)).map(|(at, _)| at).collect();
        (!lines.is_empty()).then_some(Gap { grid: number, column: at, lines, kind })
    };
    [GapKind::NothingToSubtract, GapKind::NoDifference].into_iter().filter_map(gap).collect()
}
