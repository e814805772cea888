//! Shares of a whole that is counted: whether a printed percentage is so many of them, and several of one whole
//! can be so together.

use rust_decimal::Decimal;

use super::relations::Spread;
use super::{Figures, Gap, not_known, place_words};
use crate::amount::{Kind, Language, Quantity, Text, Unit};
use crate::model::Model;
use crate::model::figure::{Formula, Term};

/// A printed share of a whole whose parts nobody has counted.
#[derive(Debug)]
pub(in crate::facts) struct Share {
    /// How many there are in all.
    pub(in crate::facts) whole: Quantity,
    /// The first statement that is no part of them, else the weightiest.
    pub(in crate::facts) printed: Quantity,
    /// Where it stands.
    pub(in crate::facts) place: Text,
    /// Whether every statement is some number of them.
    pub(in crate::facts) possible: bool,
    /// The parts nearest below and above.
    pub(in crate::facts) nearest: Text,
}

/// Several shares of one whole.
#[derive(Debug, Clone)]
pub(in crate::facts) struct Together {
    /// How many there are in all.
    pub(in crate::facts) whole: Quantity,
    /// Whether each of them is some number of the whole.
    pub(in crate::facts) each: bool,
    /// The fewest and the most that they can be together.
    pub(in crate::facts) between: (Decimal, Decimal),
}

impl Together {
    /// Whether whole numbers that are printed so can make the whole.
    pub(in crate::facts) fn reachable(&self) -> bool {
        self.between.0 <= self.whole.value && self.whole.value <= self.between.1
    }

    /// How many they can be, for a reader.
    pub(in crate::facts) fn range(&self) -> Text {
        let (fewest, most) = self.between;
        if fewest == most {
            return Text::same(most.to_string());
        }
        Text::new(format!("{fewest} till {most}"), format!("{fewest} to {most}"))
    }
}

impl Figures {
    /// The shares that are printed of a figure, held against the whole; none where the catalogue names no whole
    /// that is counted, or where the part is counted too and the share is worked out.
    pub(in crate::facts) fn share(&self, model: &Model, name: &str, year: i32) -> Option<Result<Share, Gap>> {
        let whole = whole_of(model, name)?;
        if self.is_computed(name, year) {
            return None;
        }
        let wholes = self.counts(model, &whole.name.value, year.saturating_add(whole.year));
        if wholes.is_err() && !names_its_whole(model, name) {
            return None;
        }
        Some(wholes.and_then(|wholes| self.held(model, name, year, &wholes)))
    }

    fn held(&self, model: &Model, name: &str, year: i32, wholes: &[Quantity]) -> Result<Share, Gap> {
        let unknown = || Gap::of_figure(name, year, not_known(&Text::same(name), year));
        let claims = self.slot(name, year).map(|slot| slot.claims.as_slice()).unwrap_or_default();
        let printed = |origin| Some((self.quantity(origin)?, self.claim(model, origin)?));
        let claims: Vec<_> = claims.iter().filter_map(|origin| printed(*origin)).collect();
        let possible = |share: &Quantity| wholes.iter().any(|whole| is_some(between(share, whole)));
        let impossible = claims.iter().find(|(share, _)| !possible(share));
        let (share, claim) = impossible.or(claims.first()).ok_or_else(unknown)?;
        let whole = wholes.first().ok_or_else(unknown)?;
        Ok(Share {
            whole: whole.clone(),
            printed: (*share).clone(),
            place: place_words(model, claim),
            possible: impossible.is_none(),
            nearest: nearest(share, whole),
        })
    }

    /// The shares that a sum adds up, as parts of the one whole that all of them are of.
    pub(super) fn together(
        &self,
        model: &Model,
        sum: &Spread<'_>,
        formula: &Formula,
    ) -> Option<Result<Together, Gap>> {
        let Formula::Sum(terms) = formula else { return None };
        let terms = sum.terms(terms);
        let mut wholes = terms.iter().map(|(term, name)| {
            let alone = !term.minus && term.year == 0;
            whole_of(model, name).filter(|_| alone).map(|it| (it.name.value.as_str(), it.year))
        });
        let (whole, offset) = wholes.next()??;
        // With every part counted each share is held against its own count.
        let counted = terms.iter().all(|(_, name)| self.is_computed(name, sum.year));
        if counted || !wholes.all(|it| it == Some((whole, offset))) {
            return None;
        }
        let shares: Result<Vec<Quantity>, Gap> =
            terms.iter().map(|(_, name)| (sum.value)(name, sum.year)).collect();
        let wholes = self.counts(model, whole, sum.year.saturating_add(offset));
        if wholes.is_err() && !terms.iter().any(|(_, name)| names_its_whole(model, name)) {
            return None;
        }
        Some(shares.and_then(|shares| {
            let all: Vec<Together> = wholes?.into_iter().map(|whole| of_one(&shares, whole)).collect();
            let fits = all.iter().position(|it| it.each && it.reachable()).unwrap_or(0);
            all.into_iter().nth(fits).ok_or_else(none_counted)
        }))
    }

    /// How many there are of something, weightiest first: a count that documents print differently is each of them.
    fn counts(&self, model: &Model, name: &str, year: i32) -> Result<Vec<Quantity>, Gap> {
        let best = self.value(model, name, year)?;
        let claims = self.slot(name, year).map(|slot| slot.claims.as_slice()).unwrap_or_default();
        let printed = claims.iter().filter_map(|origin| self.quantity(*origin)).cloned();
        let mut all = vec![best];
        all.extend(printed);
        all.retain(|it| it.is_exact() && it.value > Decimal::ZERO && it.value.fract().is_zero());
        all.dedup_by(|a, b| a.value == b.value);
        if all.is_empty() { Err(none_counted()) } else { Ok(all) }
    }
}

/// What the catalogue says a share is of, when that is counted: what it names, or what its formula divides by.
pub(super) fn whole_of<'m>(model: &'m Model, name: &str) -> Option<&'m Term> {
    let figure = model.catalogue().get(name)?;
    let divided = match &figure.formula {
        Some(Formula::Ratio(pair)) if !pair.0.minus && !pair.1.minus => Some(&pair.1),
        _ => None,
    };
    let whole = figure.of.as_ref().or(divided)?;
    let counted = |name: &str| {
        let kind = model.catalogue().get(name).map(|it| it.kind);
        matches!(kind, Some(Kind::Persons | Kind::Count))
    };
    // A ratio of two years, or of participants to meetings, is no share.
    let part = match (&figure.of, &figure.formula) {
        (None, Some(Formula::Ratio(pair))) => pair.0.year == pair.1.year && counted(&pair.0.name.value),
        _ => true,
    };
    let is_share = matches!(figure.kind, Kind::Percent | Kind::Share);
    (is_share && part && counted(&whole.name.value)).then_some(whole)
}

/// Whether the catalogue says outright what a share is of. What only a formula divides by is asked for by the rule
/// that works the share out, and not once more.
fn names_its_whole(model: &Model, name: &str) -> bool {
    model.catalogue().get(name).is_some_and(|it| it.of.is_some())
}

/// The fewest and the most of a whole that a share can be, when it can be any.
fn between(share: &Quantity, whole: &Quantity) -> (Decimal, Decimal) {
    let of = |bound: Decimal| bound.saturating_mul(whole.value);
    (of(share.low).ceil().max(Decimal::ZERO), of(share.high).floor().min(whole.value))
}

/// Whether a share can be some number of a whole.
pub(super) fn can_be(share: &Quantity, whole: &Quantity) -> bool {
    is_some(between(share, whole))
}

fn is_some((fewest, most): (Decimal, Decimal)) -> bool {
    fewest <= most
}

fn of_one(shares: &[Quantity], whole: Quantity) -> Together {
    let parts: Vec<_> = shares.iter().map(|share| between(share, &whole)).collect();
    let sum = |side: fn(&(Decimal, Decimal)) -> Decimal| {
        parts.iter().map(side).fold(Decimal::ZERO, Decimal::saturating_add)
    };
    let (fewest, most) = (sum(|it| it.0), sum(|it| it.1));
    Together { whole, each: parts.iter().all(|it| is_some(*it)), between: (fewest, most) }
}

/// The parts that a share lies between, with what each is of the whole.
fn nearest(share: &Quantity, whole: &Quantity) -> Text {
    let below = share.value.saturating_mul(whole.value).floor().clamp(Decimal::ZERO, whole.value);
    let above = below.saturating_add(Decimal::ONE).min(whole.value);
    let one = |part: Decimal, language: Language| {
        let share = part.checked_div(whole.value).unwrap_or_default();
        let rounded = share.round_dp(4);
        let written = Quantity::exact(rounded, Unit::Percent).written(language);
        let all = whole.value.normalize();
        match language {
            Language::Sv => format!("{part} av {all} är {written}"),
            Language::En => format!("{part} of {all} is {written}"),
        }
    };
    let both = |language| format!("{}, {}", one(below, language), one(above, language));
    Text::new(both(Language::Sv), both(Language::En))
}

fn none_counted() -> Gap {
    Gap::figure(Text::new(
        "Hur många det är i allt är inte känt som ett helt antal.",
        "How many there are in all is not known as a whole number.",
    ))
}
