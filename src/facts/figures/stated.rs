//! What is stated of a figure, and whether it agrees; what is reported of it, held against that.

use std::collections::BTreeSet;

use super::{
    Figures, Gap, LikelyCause, Sides, Text, adopted, blank_cell, not_known_elsewhere, place_of, place_words,
};
use crate::amount::{Origin, Quantity};
use crate::model::Model;
use crate::model::figure::TableKind;

/// The claims of one figure in one year.
#[derive(Debug)]
pub(in crate::facts) struct Claims {
    /// How many, a computed value counted.
    pub(in crate::facts) count: usize,
    /// The weightiest, or the computed.
    pub(in crate::facts) best: (Quantity, Text),
    /// The first that disagrees with another.
    pub(in crate::facts) other: Option<(Quantity, Text)>,
    /// Whether they differ, though rounding reconciles them all.
    pub(in crate::facts) within_rounding: bool,
    /// Why agreement cannot be told, when it cannot.
    pub(in crate::facts) open: Option<Gap>,
    /// Why the other may differ: a guess.
    pub(in crate::facts) cause: Option<LikelyCause>,
}

/// What several places state, the computed value first and then the weightiest, each with its place.
struct Statements {
    all: Vec<(Quantity, Text)>,
    /// How many differ from the computed value only because they are reckoned from the printed numbers beside them.
    rounded: usize,
}

impl Figures {
    /// What is stated of a figure, and whether it agrees. What is reported of it is held against that by itself, and
    /// counts here only where nothing else is stated.
    pub(in crate::facts) fn claims(&self, model: &Model, name: &str, year: i32) -> Option<Claims> {
        let claims = self.slot(name, year)?.claims.as_slice();
        let own: Vec<Origin> =
            claims.iter().copied().filter(|origin| !self.is_reported(model, *origin)).collect();
        let origins = if own.is_empty() { claims } else { &own };
        let Statements { all, rounded } = self.statements(model, name, year, origins)?;
        let other = first_disagreement(&all);
        let differ = rounded > 0
            || all.windows(2).any(|pair| matches!(pair, [(one, _), (other, _)] if !one.is_same(other)));
        let within_rounding = other.is_none() && differ;
        let open = self.open(model, &all, name, year);
        let count = all.len().saturating_add(rounded);
        let best = all.into_iter().next()?;
        let guess = |(other, _): &(Quantity, Text)| self.cause_of_claim(model, (name, year), other, &best.0);
        let cause = other.as_ref().and_then(guess);
        Some(Claims { count, best, other, within_rounding, open, cause })
    }

    fn statements(&self, model: &Model, name: &str, year: i32, origins: &[Origin]) -> Option<Statements> {
        let mut all: Vec<(Quantity, Text)> = Vec::new();
        let computed = self.computed.get(&year).and_then(|year| year.get(name));
        if let Some(Ok(quantity)) = computed {
            all.push((quantity.clone(), Text::new("beräkning", "computation")));
        }
        let mut rounded: usize = 0;
        for origin in origins {
            let quantity = self.quantity(*origin)?;
            let exact = computed.and_then(|it| it.as_ref().ok());
            let differs = exact.is_some_and(|exact| !quantity.agrees(exact).unwrap_or(true));
            if differs && self.is_of_the_printed(model, name, year, *origin) {
                rounded = rounded.saturating_add(1);
                continue;
            }
            let place = self.claim(model, *origin).map(|claim| place_words(model, &claim));
            all.push((quantity.clone(), place?));
        }
        Some(Statements { all, rounded })
    }

    /// Why it cannot be told that all agree: one that does not may be missing.
    fn open(&self, model: &Model, all: &[(Quantity, Text)], name: &str, year: i32) -> Option<Gap> {
        let open = match self.computed.get(&year).and_then(|year| year.get(name)) {
            // What two documents agree on needs no third way to it.
            Some(Err(gap)) if all.len() < 2 => Some(gap.clone()),
            _ => {
                let mut years = self.years_behind(model, all, year).into_iter();
                years.find_map(|it| self.incomplete.get(&it).cloned())
            }
        };
        open.or_else(|| self.unproven(model, name, year))
    }

    /// The year itself, and those whose figures a computed value rests on.
    fn years_behind(&self, model: &Model, all: &[(Quantity, Text)], year: i32) -> BTreeSet<i32> {
        let origins = all.iter().flat_map(|(quantity, _)| &quantity.origins);
        let years = origins.filter_map(|origin| Some(self.claim(model, *origin)?.year));
        years.chain([year]).collect()
    }

    /// Each number that is reported of a year, with its figure: held against the first that it differs from, in the
    /// order of their weight, or else against the weightiest.
    pub(in crate::facts) fn reported(&self, model: &Model, year: i32) -> Vec<(&str, Sides)> {
        let slots = self.slots.get(&year).into_iter().flatten();
        let origins = slots.flat_map(|(name, slot)| {
            slot.claims.iter().chain(&slot.blanks).map(move |origin| (name.as_str(), *origin))
        });
        let reported = origins.filter(|(_, origin)| self.is_reported(model, *origin));
        reported
            .filter_map(|(name, origin)| Some((name, self.report_of(model, name, year, origin)?)))
            .collect()
    }

    fn report_of(&self, model: &Model, name: &str, year: i32, origin: Origin) -> Option<Sides> {
        let (table, _) = place_of(model, &self.claims, origin)?;
        let title = model.figure_title(name);
        let blank = || Gap::figure(blank_cell(&title, year, &table.part));
        let stated = self.quantity(origin).cloned().ok_or_else(blank);
        let claims = self.slot(name, year)?.claims.iter();
        let own: Vec<Origin> = claims.copied().filter(|it| !self.is_reported(model, *it)).collect();
        let mut all = self.statements(model, name, year, &own)?.all;
        // What is worked out from reported numbers is no word of anybody else's.
        all.retain(|(number, _)| !number.origins.iter().any(|it| self.is_reported(model, *it)));
        let differs = |(number, _): &&(Quantity, Text)| {
            stated.as_ref().is_ok_and(|stated| !stated.agrees(number).unwrap_or(true))
        };
        let other = all.iter().find(differs);
        let computed = match (other, all.first(), self.open(model, &all, name, year)) {
            (Some((number, _)), ..) | (None, Some((number, _)), None) => Ok(number.clone()),
            (None, None, _) => Err(Gap::of_figure(name, year, not_known_elsewhere(&title, year))),
            (None, Some(_), Some(open)) => Err(open),
        };
        let guess = |(number, _): &(Quantity, Text)| {
            self.cause_of_claim(model, (name, year), stated.as_ref().ok()?, number)
        };
        let cause = other.and_then(guess);
        Some(Sides {
            stated,
            computed,
            cell: Some(origin),
            together: None,
            cause,
            ends: None,
            adopted: adopted(model, table),
            table: Some((table.id.clone(), table.part.clone())),
        })
    }

    fn is_reported(&self, model: &Model, origin: Origin) -> bool {
        place_of(model, &self.claims, origin).is_some_and(|(table, _)| table.kind == TableKind::Reported)
    }
}

/// The first statement that no reading of rounding reconciles with another.
fn first_disagreement(all: &[(Quantity, Text)]) -> Option<(Quantity, Text)> {
    let apart = |a: &Quantity, b: &Quantity| !a.agrees(b).unwrap_or(false);
    let (best, _) = all.first()?;
    let against_best = all.iter().find(|(quantity, _)| apart(best, quantity));
    // What is apart from any is so from the one that begins last, or from the one that ends first.
    let last = all.iter().max_by_key(|(it, _)| it.low);
    let first = all.iter().min_by_key(|(it, _)| it.high);
    let any = || all.iter().find(|(a, _)| [last, first].into_iter().flatten().any(|(b, _)| apart(a, b)));
    against_best.or_else(any).cloned()
}
