//! A test of values nobody knows yet, tried with every value that could make a difference.

use std::cell::Cell;
use std::cmp::Ordering;
use std::collections::{BTreeMap, BTreeSet};

use rust_decimal::Decimal;

/// How many ways the values of one test may be together; past that nothing is said of it.
const WAYS: usize = 4_096;

/// What is asked.
#[derive(Debug, Clone, PartialEq)]
pub(super) enum Test {
    Known(bool),
    /// How a value is to what is written out.
    Is {
        of: String,
        how: Compares,
        against: Against,
    },
    Not(Box<Self>),
    All(Vec<Self>),
    Any(Vec<Self>),
}

impl Test {
    /// The one when it holds, else the other.
    pub(super) fn chosen(when: Self, yes: Self, no: Self) -> Self {
        let otherwise = Self::Not(Box::new(when.clone()));
        Self::Any(vec![Self::All(vec![when, yes]), Self::All(vec![otherwise, no])])
    }

    /// Both hold, or neither.
    pub(super) fn same(one: Self, other: Self) -> Self {
        let otherwise = Self::Not(Box::new(other.clone()));
        Self::chosen(one, other, otherwise)
    }

    /// How it comes out wherever all that is given holds, when that is so whatever is the case.
    pub(super) fn always(
        &self,
        given: &[Self],
        sorts: &BTreeMap<String, Sort>,
        looks: &Cell<u32>,
    ) -> Option<bool> {
        let mut against = BTreeMap::new();
        for test in given.iter().chain([self]) {
            test.gather(&mut against);
        }
        let scales: BTreeMap<String, Scale> = against
            .into_iter()
            .map(|(of, written)| (of.clone(), Scale::of(written, sorts.get(&of))))
            .collect();
        let ways = scales.values().try_fold(1_usize, |ways, it| ways.checked_mul(it.places.len()));
        let ways = ways.filter(|ways| *ways <= WAYS)?;
        let mut outcome = None;
        for way in 0..ways {
            let at = Way { scales: &scales, way, looks };
            if !given.iter().all(|it| at.holds(it)) {
                continue;
            }
            let holds = at.holds(self);
            if looks.get() == 0 || outcome.is_some_and(|before| before != holds) {
                return None;
            }
            outcome = Some(holds);
        }
        // Where nothing can come to, something before it is told of: it is judged by itself.
        if outcome.is_none() && !given.is_empty() { self.always(&[], sorts, looks) } else { outcome }
    }

    /// How many tests it is made of.
    pub(super) fn size(&self) -> usize {
        match self {
            Self::Known(_) | Self::Is { .. } => 1,
            Self::Not(of) => of.size(),
            Self::All(parts) | Self::Any(parts) => {
                parts.iter().fold(1, |size: usize, it| size.saturating_add(it.size()))
            }
        }
    }

    fn gather(&self, against: &mut BTreeMap<String, BTreeSet<Against>>) {
        match self {
            Self::Known(_) => {}
            Self::Is { of, against: written, .. } => {
                against.entry(of.clone()).or_default().insert(written.clone());
            }
            Self::Not(of) => of.gather(against),
            Self::All(parts) | Self::Any(parts) => parts.iter().for_each(|it| it.gather(against)),
        }
    }
}

/// What is written out.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
pub(super) enum Against {
    Truth(bool),
    Number(Decimal),
    Word(String),
}

/// What is known of a value before anything is known.
#[derive(Debug, Clone)]
pub(super) enum Sort {
    /// Never less than none, and whole.
    Count,
    /// Never less than none.
    Magnitude,
    /// One of these.
    OneOf(Vec<Against>),
}

/// What a value is held against, in order, and where it can be: at each of them (odd), below, between and above
/// them (even).
struct Scale {
    written: Vec<Against>,
    places: Vec<usize>,
}

impl Scale {
    fn of(mut written: BTreeSet<Against>, sort: Option<&Sort>) -> Self {
        match sort {
            Some(Sort::OneOf(words)) => written.extend(words.iter().cloned()),
            Some(Sort::Count | Sort::Magnitude) => {
                written.insert(Against::Number(Decimal::ZERO));
            }
            None => {}
        }
        let written: Vec<Against> = written.into_iter().collect();
        let all = 0..=written.len().saturating_mul(2);
        let places = all.filter(|place| can_be(*place, &written, sort)).collect();
        Self { written, places }
    }
}

/// Whether a value of a sort can be at a place of its scale.
fn can_be(place: usize, written: &[Against], sort: Option<&Sort>) -> bool {
    let before = place.checked_sub(1).and_then(|it| written.get(it / 2));
    let at = before.filter(|_| place % 2 == 1);
    match sort {
        None => true,
        Some(Sort::OneOf(words)) => at.is_some_and(|at| words.contains(at)),
        Some(Sort::Magnitude) => before.is_some_and(not_below_none),
        Some(Sort::Count) => match (before, at, written.get(place / 2)) {
            (_, Some(Against::Number(at)), _) => at.is_integer() && !at.is_sign_negative(),
            (Some(Against::Number(below)), None, Some(Against::Number(above))) => {
                !below.is_sign_negative()
                    && below.floor().checked_add(Decimal::ONE).is_some_and(|it| it < *above)
            }
            (before, ..) => before.is_some_and(not_below_none),
        },
    }
}

fn not_below_none(written: &Against) -> bool {
    !matches!(written, Against::Number(number) if number.is_sign_negative())
}

/// One way that all the values can be together.
struct Way<'a> {
    scales: &'a BTreeMap<String, Scale>,
    way: usize,
    looks: &'a Cell<u32>,
}

impl Way<'_> {
    fn holds(&self, test: &Test) -> bool {
        self.looks.set(self.looks.get().saturating_sub(1));
        if self.looks.get() == 0 {
            return false;
        }
        match test {
            Test::Known(truth) => *truth,
            Test::Is { of, how, against } => self.place(of, against).is_some_and(|order| how.of(order)),
            Test::Not(of) => !self.holds(of),
            Test::All(parts) => parts.iter().all(|it| self.holds(it)),
            Test::Any(parts) => parts.iter().any(|it| self.holds(it)),
        }
    }

    /// Where a value is, seen from what it is held against.
    fn place(&self, of: &str, against: &Against) -> Option<Ordering> {
        let mut way = self.way;
        for (name, scale) in self.scales {
            let ways = scale.places.len().max(1);
            if name == of {
                let at = scale.written.binary_search(against).ok()?.saturating_mul(2).saturating_add(1);
                return Some(scale.places.get(way.checked_rem(ways)?)?.cmp(&at));
            }
            way = way.checked_div(ways)?;
        }
        None
    }
}

/// How two values are compared.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Compares {
    less: bool,
    same: bool,
    more: bool,
}

impl Compares {
    pub(super) const EQUAL: Self = Self { less: false, same: true, more: false };

    pub(super) fn named(operator: &str) -> Option<Self> {
        let (less, same, more) = match operator {
            "<" => (true, false, false),
            "<=" => (true, true, false),
            "==" => (false, true, false),
            "!=" => (true, false, true),
            ">=" => (false, true, true),
            ">" => (false, false, true),
            _ => return None,
        };
        Some(Self { less, same, more })
    }

    pub(super) const fn of(self, order: Ordering) -> bool {
        match order {
            Ordering::Less => self.less,
            Ordering::Equal => self.same,
            Ordering::Greater => self.more,
        }
    }

    /// The same the other way.
    pub(super) const fn turned(self) -> Self {
        Self { less: self.more, same: self.same, more: self.less }
    }

    pub(super) const fn negated(self) -> Self {
        Self { less: !self.less, same: !self.same, more: !self.more }
    }
}
