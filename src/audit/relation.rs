//! What should hold between numbers of tables: what it comes to, whether it does, and how likely that is by chance.

use rust_decimal::Decimal;

use crate::amount::{Quantity, Unit};
use crate::document::grid::Grids;
use crate::limits;

/// What holds by chance less often than once in so many times is no chance.
pub const ODDS: u32 = 1_000;

/// What is told of the odds, at most.
const MOST: u32 = 1_000_000_000;

/// What a relation says.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Sort {
    /// A row is the sum of rows above it.
    Sum,
    /// A row is the sum of its parts below it.
    Parts,
    /// A column is the sum of others.
    Total,
    /// A column is the difference of two others.
    Difference,
    /// A column is the change between two others, in per cent.
    Change,
    /// A per cent is a part of a whole.
    Share,
    /// The same row of the same year stands in two tables.
    Same,
    /// A row refers to a note.
    Note,
    /// Assets are equity and liabilities.
    Balance,
    /// What a year opens with is what the year before closed with.
    Opening,
    /// What a year closes with is what it opened with and what came.
    Flow,
}

/// How what it comes to is worked out.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Shape {
    /// The terms added up.
    Sum,
    /// The one term, whatever its sign.
    Same,
    /// The first term as a part of the second.
    Share,
    /// The first term less the second, as a part of the second.
    Change,
}

/// Why a relation is one.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Ground {
    /// The document says so.
    Said,
    /// It holds elsewhere; by chance it would once in so many times.
    Borne(u32),
    /// It looks like one.
    Guess,
}

/// A number that a relation reckons with.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub struct Term {
    /// The number, by its place among the figures.
    pub figure: usize,
    /// Whether it is taken away.
    pub minus: bool,
}

/// What should hold between a number and others.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
pub struct Relation {
    /// What it says.
    pub sort: Sort,
    /// How it is worked out.
    pub shape: Shape,
    /// The number that should be what the others come to.
    pub target: usize,
    /// The others.
    pub terms: Vec<Term>,
    /// Why it is one.
    pub ground: Ground,
}

/// All numbers by their place, without what they rest on.
pub(super) type Values = Vec<Quantity>;

pub(super) fn values(grids: &Grids) -> Values {
    grids.figures.iter().map(|it| bare(&it.quantity)).collect()
}

/// A number alone: what it rests on is known by its place.
pub(super) fn bare(quantity: &Quantity) -> Quantity {
    let mut alone = quantity.clone();
    alone.origins.clear();
    alone
}

impl Term {
    pub(super) const fn plus(figure: usize) -> Self {
        Self { figure, minus: false }
    }

    pub(super) const fn minus(figure: usize) -> Self {
        Self { figure, minus: true }
    }
}

impl Relation {
    /// What its terms come to.
    pub(super) fn comes_to(&self, values: &Values) -> Option<Quantity> {
        let target = values.get(self.target)?;
        let value = |at: usize| self.terms.get(at).and_then(|it| values.get(it.figure));
        match self.shape {
            Shape::Sum => sum(self.terms.iter(), values),
            Shape::Same => {
                let other = value(0)?.magnitude();
                Some(if target.value.is_sign_negative() { other.negated() } else { other })
            }
            Shape::Share => Some(value(0)?.div(value(1)?).ok()?.as_part(target.unit)),
            Shape::Change => {
                let base = value(1)?;
                let change = bare(&value(0)?.sub(base).ok()?.div(base).ok()?);
                Some(change.as_part(target.unit))
            }
        }
    }

    /// Whether it holds; none where it cannot be worked out.
    pub(super) fn holds(&self, values: &Values) -> Option<bool> {
        values.get(self.target)?.meets(&self.comes_to(values)?).ok()
    }

    /// How likely it is that it holds by chance: the numbers that would do, of those there could be.
    pub(super) fn chance(&self, values: &Values) -> Decimal {
        let all = || {
            let (target, comes_to) = (values.get(self.target)?, self.comes_to(values)?);
            let terms = self.terms.iter().filter_map(|it| values.get(it.figure));
            let largest = match self.shape {
                // A per cent is one of a hundred.
                Shape::Share | Shape::Change => Decimal::ONE,
                Shape::Sum | Shape::Same => {
                    let sizes = terms.map(|it| it.value.abs()).chain([target.value.abs()]);
                    sizes.max()?.checked_mul(Decimal::TWO)?
                }
            };
            let width = |it: &Quantity| it.high.checked_sub(it.low);
            let own = width(target).map(|it| if it.is_zero() { Decimal::ONE } else { it })?;
            width(&comes_to)?.checked_add(own)?.checked_div(largest.checked_add(own)?)
        };
        all().unwrap_or(Decimal::ONE).min(Decimal::ONE)
    }

    /// Whether it says something: it has two numbers that are not nought, or more.
    pub(super) fn is_telling(&self, values: &Values) -> bool {
        let all = self.terms.iter().filter_map(|it| values.get(it.figure));
        let least = if self.shape == Shape::Same { 1 } else { 2 };
        all.filter(|it| !it.value.is_zero()).count() >= least
    }

    /// Whether it has more numbers than the wrong one is looked for among.
    pub(super) const fn is_too_long(&self) -> bool {
        self.terms.len() > limits::BLAMED
    }

    /// What each of its numbers would be, if it alone were wrong; of one that is too long, what it comes to.
    pub(super) fn corrections(&self, values: &Values) -> Vec<(usize, Quantity)> {
        let mut found: Vec<(usize, Quantity)> =
            self.comes_to(values).map(|it| (self.target, it)).into_iter().collect();
        let Some(target) = values.get(self.target) else { return found };
        match self.shape {
            Shape::Sum if self.is_too_long() => (),
            Shape::Sum => {
                for (at, term) in self.terms.iter().enumerate() {
                    let others = self.terms.iter().enumerate().filter(|(it, _)| *it != at).map(|(_, it)| it);
                    let rest = sum(others, values);
                    let right = rest.map_or_else(|| Some(target.clone()), |it| target.sub(&it).ok());
                    let right = right.map(|it| if term.minus { it.negated() } else { it });
                    found.extend(right.map(|it| (term.figure, it)));
                }
            }
            Shape::Same => {
                let other = self.terms.first().and_then(|it| Some((it.figure, values.get(it.figure)?)));
                let right = other.map(|(figure, it)| {
                    let size = target.magnitude();
                    (figure, if it.value.is_sign_negative() { size.negated() } else { size })
                });
                found.extend(right);
            }
            Shape::Share | Shape::Change => (),
        }
        found
    }
}

fn sum<'t>(terms: impl Iterator<Item = &'t Term>, values: &Values) -> Option<Quantity> {
    let signed = |term: &Term| {
        let value = values.get(term.figure)?;
        Some(if term.minus { value.negated() } else { value.clone() })
    };
    // The distance between two percentages adds up as they do.
    let same = |it: Quantity| if it.unit == Unit::Points { it.shown_in(Unit::Percent) } else { it };
    terms.map(signed).reduce(|sum, next| Some(same(sum?.add(&next?).ok()?))).flatten()
}

/// The ground that so many chances together give, out of so many tries: none where chance is not out.
pub(super) fn borne(chances: impl Iterator<Item = Decimal>, tries: usize) -> Option<u32> {
    let least = Decimal::ONE.checked_div(Decimal::from(MOST))?;
    let together = chances.fold(Decimal::from(tries), |all, it| {
        all.checked_mul(it).map_or(Decimal::ONE, |it| it.round_dp(15).max(least))
    });
    let odds = Decimal::ONE.checked_div(together).map(|it| it.floor().min(Decimal::from(MOST)))?;
    u32::try_from(odds).ok().filter(|it| *it >= ODDS)
}
