//! Numbers that documents of equal weight state differently, or that a document states otherwise than its own terms
//! come to: nothing says which of them holds.

use super::{Figures, place_of, place_words};
use crate::amount::{Language, Quantity, Text, apart};
use crate::model::Model;
use crate::model::figure::{Formula, TableKind};

/// A figure of a year that is stated in two ways of the same weight.
#[derive(Debug)]
pub(in crate::facts) struct Dispute {
    pub(in crate::facts) name: String,
    pub(in crate::facts) year: i32,
    /// What it is taken to be.
    pub(in crate::facts) taken: Quantity,
    /// What it may as well be.
    pub(in crate::facts) other: Quantity,
    /// Both, with their places.
    pub(in crate::facts) words: Text,
}

impl Figures {
    /// Every figure that is stated in two ways of the same weight: of the other numbers the least and the greatest.
    pub(in crate::facts) fn disputes(&self, model: &Model) -> Vec<Dispute> {
        let slots = self.slots.iter().flat_map(|(year, slots)| slots.keys().map(move |name| (*year, name)));
        slots.flat_map(|(year, name)| self.disputes_of(model, name, year)).collect()
    }

    fn disputes_of(&self, model: &Model, name: &str, year: i32) -> Vec<Dispute> {
        let (Some(slot), Ok(taken)) = (self.slot(name, year), self.value(model, name, year)) else {
            return Vec::new();
        };
        let kind = |origin| place_of(model, &self.claims, origin).map(|(table, _)| table.kind);
        let formula = model.catalogue().get(name).and_then(|it| it.formula.as_ref());
        let is_computed = self.is_computed(name, year);
        // A quotient is printed by whoever divided: what it is divided from is the source. A sum may be right and a
        // term of it wrong.
        if is_computed && !matches!(formula, Some(Formula::Sum(_))) {
            return Vec::new();
        }
        // A sum weighs what the lightest of its terms does; a number of less digits may come from a lighter table.
        let weight = match is_computed {
            true => taken.origins.iter().filter_map(|it| kind(*it)).max(),
            false => slot.claims.first().and_then(|it| kind(*it)),
        };
        let weighs_as_much = |other: TableKind| weight.is_some_and(|weight| other <= weight);
        let claims = slot.claims.iter().filter(|it| kind(**it).is_some_and(weighs_as_much));
        let claims = claims.filter_map(|it| Some((*it, self.quantity(*it)?)));
        let agrees = |origin, it: &Quantity| {
            it.meets(&taken).unwrap_or(true)
                || is_computed && self.is_of_the_printed(model, name, year, origin)
        };
        let differing = claims.filter(|(origin, it)| !agrees(*origin, it));
        let mut others: Vec<&Quantity> = differing.map(|(_, it)| it).collect();
        others.sort_by_key(|it| it.value);
        let (least, greatest) = (others.first(), others.last());
        let greatest = greatest.filter(|it| least.is_some_and(|least| !least.is_same(it)));
        let ends = least.into_iter().chain(greatest);
        ends.map(|other| Dispute {
            name: name.to_owned(),
            year,
            words: self.both_words(model, (name, year), &taken, other),
            taken: taken.clone(),
            other: (*other).clone(),
        })
        .collect()
    }

    /// `eget kapital 2024 är 1 500 000 kr enligt …, men 2 500 000 kr enligt …, och de väger lika; …`
    fn both_words(
        &self,
        model: &Model,
        (name, year): (&str, i32),
        taken: &Quantity,
        other: &Quantity,
    ) -> Text {
        let place = |number: &Quantity| match number.origins.as_slice() {
            [origin] => self.claim(model, *origin).map(|it| place_words(model, &it)),
            _ => None,
        };
        let place = |number| place(number).unwrap_or_else(|| Text::new("beräkning", "computation"));
        let places = (place(taken), place(other));
        let (taken, other) = apart(taken, other);
        model.figure_title(name).map(|language, title| {
            let (taken, other) = (taken.written(language), other.written(language));
            let (one, another) = (places.0.get(language), places.1.get(language));
            match language {
                Language::Sv => format!(
                    "{title} {year} är {taken} enligt {one}, men {other} enligt {another}, och de väger lika; med det andra talet blir svaret inte detsamma"
                ),
                Language::En => format!(
                    "{title} {year} is {taken} according to {one}, but {other} according to {another}, and they weigh the same; with the other number the answer is not the same"
                ),
            }
        })
    }
}
