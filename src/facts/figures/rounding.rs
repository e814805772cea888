//! How printed numbers are rounded: a difference taken between the printed ones.

use super::relations::Spread;
use super::{Figures, Gap, not_known, place_of};
use crate::amount::{Origin, Text};
use crate::model::Model;
use crate::model::figure::Formula;

impl Figures {
    /// Whether a claim is what its document's own printed numbers give, as they are printed: 2 095 less 2 036
    /// thousand is 59, though the exact amounts give 60.
    pub(super) fn is_of_the_printed(&self, model: &Model, name: &str, year: i32, origin: Origin) -> bool {
        let Some(formula @ Formula::Sum(_)) = model.catalogue().get(name).and_then(|it| it.formula.as_ref())
        else {
            return false;
        };
        let Some((table, _)) = place_of(model, &self.claims, origin) else { return false };
        let beside = |other: &&Origin| {
            place_of(model, &self.claims, **other)
                .is_some_and(|(it, _)| it.source.value == table.source.value && it.unit == table.unit)
        };
        let value = |name: &str, year: i32| {
            let own = self.slot(name, year).and_then(|slot| slot.claims.iter().find(beside));
            let printed = own.and_then(|origin| self.quantity(*origin)).cloned();
            printed.map(|it| it.as_set()).ok_or_else(|| Gap::figure(not_known(&Text::same(name), year)))
        };
        let printed = |name: &str, year: i32| self.slot(name, year).is_some();
        let sum = Spread { model, year, value: &value, printed: &printed, lacks: &|_, _| false };
        let given = sum.evaluate(formula).ok();
        given.zip(self.quantity(origin)).is_some_and(|(given, claim)| given.meets(claim).unwrap_or(false))
    }
}
