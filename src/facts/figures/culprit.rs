//! Which number is wrong, by what all that is stated together says: other numbers put in the place of printed ones,
//! and what then comes out.

use std::cell::RefCell;
use std::collections::{BTreeMap, BTreeSet};

use rust_decimal::Decimal;

use super::cause::{TELLING, are_near};
use super::relations::{Instead, Reading, Sides, other_than};
use super::{Figures, Gap, of_kind, place_of, place_words};
use crate::amount::slip::digits_of;
use crate::amount::{Kind, Language, Origin, Quantity, Text};
use crate::model::Model;
use crate::model::figure::{Formula, Relation, Table, Term};

/// A number that would mend what it stands in, in the place of a printed one.
pub(in crate::facts) type Candidate = (Origin, Quantity);

/// What figures of years are with other numbers in the place of printed ones.
type Reckoned = BTreeMap<(String, i32), Result<Quantity, Gap>>;

/// How many numbers a sum may have for the one that is wrong to be looked for among them.
const MANY: usize = 48;

/// How many whole numbers may fit a share for one of them to be tried.
const FEW: usize = 3;

/// Two amounts that should be one.
#[derive(Debug)]
pub(in crate::facts) struct Check<'m> {
    of: Of<'m>,
    /// The subject that is judged on it.
    pub(in crate::facts) subject: String,
    /// The printed numbers it rests on.
    pub(in crate::facts) cells: BTreeSet<Origin>,
    /// Whether they are one.
    pub(in crate::facts) holds: bool,
    /// What is stated there, when that is one printed number.
    pub(in crate::facts) total: Option<Origin>,
}

impl Check<'_> {
    /// The statement that is another than what its figure is, where it is one.
    pub(in crate::facts) fn claim(&self) -> Option<Origin> {
        match self.of {
            Of::Claim(_, _, origin) => Some(origin),
            Of::Relation(..) => None,
        }
    }
}

#[derive(Debug)]
enum Of<'m> {
    /// Both sides of a relation, in one table or between the best claims.
    Relation(&'m Relation, i32, Option<&'m Table>, Blanks),
    /// One statement of a figure, and what the figure is.
    Claim(String, i32, Origin),
}

/// Whether blank cells are read as nothing.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Blanks {
    /// There are none.
    None,
    /// They are: with that it comes out.
    Nothing,
}

impl Figures {
    /// The value of a figure with other numbers in the place of printed ones.
    pub(in crate::facts) fn value_with(
        &self,
        model: &Model,
        name: &str,
        year: i32,
        instead: &Instead,
    ) -> Result<Quantity, Gap> {
        self.reckoned_with(model, name, year, instead, &RefCell::default())
    }

    /// The same, with what was reckoned on the way kept: where two sums share a term, and theirs do too, there are as
    /// many ways down to a number as a number doubled at each step.
    fn reckoned_with(
        &self,
        model: &Model,
        name: &str,
        year: i32,
        instead: &Instead,
        kept: &RefCell<Reckoned>,
    ) -> Result<Quantity, Gap> {
        let value = self.value(model, name, year)?;
        if !value.origins.iter().any(|it| instead.contains_key(it)) {
            return Ok(value);
        }
        let figure = model.catalogue().get(name).filter(|_| self.is_computed(name, year));
        let formula = figure.and_then(|it| Some((it.formula.as_ref()?, it.kind)));
        let Some((formula, kind)) = formula else { return Ok(other_than(&value, instead)) };
        let key = (name.to_owned(), year);
        if let Some(before) = kept.borrow().get(&key) {
            return before.clone();
        }
        let known = |name: &str, year| self.reckoned_with(model, name, year, instead, kept);
        let reckoned = self.compute(model, formula, year, &known).map(|it| of_kind(it, formula, Some(kind)));
        kept.borrow_mut().insert(key, reckoned.clone());
        reckoned
    }

    /// The same, and no wider than a claim that agrees with it.
    pub(in crate::facts) fn settled_with(
        &self,
        model: &Model,
        name: &str,
        year: i32,
        instead: &Instead,
    ) -> Result<Quantity, Gap> {
        let value = self.value_with(model, name, year, instead)?;
        let claims = self.slot(name, year).into_iter().flat_map(|slot| &slot.claims);
        let claims = claims.filter_map(|it| self.quantity(*it));
        Ok(claims.fold(value, |value, claim| value.narrowed_by(&other_than(claim, instead))))
    }

    /// Everything that is stated twice, or stated and worked out.
    pub(in crate::facts) fn checks<'m>(&self, model: &'m Model) -> Vec<Check<'m>> {
        let mut found = Vec::new();
        for (relation, year, asked) in self.all_asked(model) {
            let asked = asked.iter().enumerate();
            found.extend(asked.filter_map(|(at, sides)| self.of_relation(model, relation, year, at, sides)));
        }
        for (year, slots) in &self.slots {
            for (name, slot) in slots {
                let claims = slot.claims.iter();
                found.extend(claims.filter_map(|origin| self.of_claim(model, name, *year, *origin)));
            }
        }
        found
    }

    fn of_relation<'m>(
        &self,
        model: &'m Model,
        relation: &'m Relation,
        year: i32,
        at: usize,
        sides: &Sides,
    ) -> Option<Check<'m>> {
        let id = sides.table.as_ref().map(|(id, _)| id.value.as_str());
        let table = id.and_then(|id| model.tables.iter().find(|it| it.id.value == id && it.year == year));
        let by_table = id.filter(|_| at > 0).map(|id| format!("/{id}")).unwrap_or_default();
        let subject = format!("relation/{}/{year}{by_table}", relation.id.value);
        let stated = sides.stated.as_ref().ok()?;
        if let Ok(computed) = &sides.computed {
            return Self::check(Of::Relation(relation, year, table, Blanks::None), subject, stated, computed);
        }
        // A sum with blanks in it tells something when it comes out without them: it was reckoned so.
        let reading = Reading { instead: None, blanks_are_zero: true };
        let computed = self.sides_as(model, relation, year, table, reading).computed.ok()?;
        let of = Of::Relation(relation, year, table, Blanks::Nothing);
        Self::check(of, subject, stated, &computed).filter(|it| it.holds)
    }

    /// What a statement of a figure is held against: what the figure is worked out to be, or its best statement.
    fn of_claim<'m>(&self, model: &Model, name: &str, year: i32, origin: Origin) -> Option<Check<'m>> {
        if self.is_of_the_printed(model, name, year, origin) {
            return None;
        }
        let (stated, is) = (self.quantity(origin)?, self.value(model, name, year).ok()?);
        if is.origins.as_slice() == [origin] {
            return None;
        }
        Self::check(Of::Claim(name.to_owned(), year, origin), format!("{name}/{year}"), stated, &is)
    }

    fn check<'m>(of: Of<'m>, subject: String, stated: &Quantity, is: &Quantity) -> Option<Check<'m>> {
        let cells: BTreeSet<Origin> = stated.origins.iter().chain(&is.origins).copied().collect();
        let holds = stated.meets(is).ok()?;
        let total = stated.origins.first().copied().filter(|_| stated.origins.len() == 1);
        (cells.len() > 1 && cells.len() <= MANY).then_some(Check { of, subject, cells, holds, total })
    }

    /// Whether two amounts are one with other numbers in the place of printed ones.
    pub(in crate::facts) fn comes_out(
        &self,
        model: &Model,
        check: &Check<'_>,
        instead: &Instead,
    ) -> Option<bool> {
        let (stated, is) = self.both(model, check, instead)?;
        stated.meets(&is).ok()
    }

    fn both(&self, model: &Model, check: &Check<'_>, instead: &Instead) -> Option<(Quantity, Quantity)> {
        match &check.of {
            Of::Relation(relation, year, table, blanks) => {
                let reading = Reading { instead: Some(instead), blanks_are_zero: *blanks == Blanks::Nothing };
                let sides = self.sides_as(model, relation, *year, *table, reading);
                sides.stated.ok().zip(sides.computed.ok())
            }
            Of::Claim(name, year, origin) => {
                let stated = self.quantity(*origin).map(|it| other_than(it, instead))?;
                Some((stated, self.value_with(model, name, *year, instead).ok()?))
            }
        }
    }

    /// The numbers that would each make two amounts one, in the place of one that is printed.
    pub(in crate::facts) fn candidates(&self, model: &Model, check: &Check<'_>) -> Vec<Candidate> {
        let Some((stated, is)) = self.both(model, check, &Instead::new()) else { return Vec::new() };
        let mut moves = self.moves_of_a_share(model, check);
        if moves.is_empty() {
            moves.extend(stated.value.checked_sub(is.value).into_iter().flat_map(|by| [by, -by]));
        }
        let cells = check.cells.iter();
        let all = cells.flat_map(|origin| moves.iter().filter_map(|by| self.moved(model, *origin, *by)));
        let mut all: Vec<Candidate> = all.collect();
        // A printed share that is wrong is the one that the counts give.
        all.extend(self.share_that_is(model, check, &is));
        all.retain(|(origin, other)| {
            self.comes_out(model, check, &Instead::from([(*origin, other.clone())])) == Some(true)
        });
        all
    }

    fn share_that_is(&self, model: &Model, check: &Check<'_>, is: &Quantity) -> Option<Candidate> {
        let Of::Claim(_, _, origin) = check.of else { return None };
        let by = is.value.checked_sub(self.quantity(origin)?.value)?;
        self.moved(model, origin, by)
    }

    /// By how much a count must change for the share of it to be the one that is printed.
    fn moves_of_a_share(&self, model: &Model, check: &Check<'_>) -> Vec<Decimal> {
        let Of::Claim(name, year, origin) = &check.of else { return Vec::new() };
        let formula = model.catalogue().get(name).and_then(|it| it.formula.as_ref());
        let (Some(Formula::Ratio(pair)), Some(share)) = (formula, self.quantity(*origin)) else {
            return Vec::new();
        };
        let side = |term: &Term| self.value(model, &term.name.value, year.saturating_add(term.year)).ok();
        let Some((over, under)) = side(&pair.0).zip(side(&pair.1)) else { return Vec::new() };
        if !over.is_exact() || !under.is_exact() {
            return Vec::new();
        }
        let product = |it: Decimal| it.checked_mul(under.value);
        let quotient = |it: Decimal| over.value.checked_div(it);
        let parts = wholes(product(share.low), product(share.high), over.value);
        let all = wholes(quotient(share.high), quotient(share.low), under.value);
        parts.into_iter().chain(all).collect()
    }

    /// A printed number moved by an amount, with the digits it is printed with.
    fn moved(&self, model: &Model, origin: Origin, by: Decimal) -> Option<Candidate> {
        let printed = self.quantity(origin)?;
        let (table, cell) = place_of(model, &self.claims, origin)?;
        let number = cell.number?;
        let one = Quantity::printed(Decimal::ONE, table.unit, origin).ok()?.value;
        let moved = printed.value.checked_add(by)?.checked_div(one)?.round_dp(number.scale());
        let below = moved.is_sign_negative() && !moved.is_zero() && !number.is_sign_negative();
        let is_count = printed.is_exact() && !matches!(printed.kind, Kind::Money);
        if moved == number || (below && is_count) {
            return None;
        }
        let mut moved = moved;
        moved.rescale(number.scale());
        let other = Quantity::printed(moved, table.unit, origin).ok()?;
        let other = table.step.map_or(Some(other.clone()), |step| other.rounded_to(step).ok())?;
        Some((origin, other))
    }

    /// The other numbers that are printed of the same figure and year as a claim, where they differ.
    pub(in crate::facts) fn others(&self, model: &Model, origin: Origin) -> Vec<Quantity> {
        let Some((table, cell)) = place_of(model, &self.claims, origin) else { return Vec::new() };
        let claims = self.slot(&cell.figure.value, table.year).into_iter().flat_map(|slot| &slot.claims);
        let claims = claims.filter_map(|it| self.quantity(*it));
        let own = self.quantity(origin);
        claims.filter(|it| own.is_some_and(|own| !own.meets(it).unwrap_or(true))).cloned().collect()
    }

    /// What else bears witness to other numbers: what is worked out from them comes to a number that is printed of a
    /// figure of its sort, and did not before.
    pub(in crate::facts) fn echo(&self, model: &Model, origin: Origin, instead: &Instead) -> Option<Text> {
        let (table, _) = place_of(model, &self.claims, origin)?;
        let (computed, slots) = (self.computed.get(&table.year)?, self.slots.get(&table.year)?);
        let resting = computed.iter().filter_map(|(name, value)| Some((name, value.as_ref().ok()?)));
        let mut resting = resting.filter(|(_, value)| value.origins.contains(&origin));
        resting.find_map(|(name, before)| {
            let after = self.value_with(model, name, table.year, instead).ok()?;
            let mut claims =
                slots.iter().flat_map(|(other, slot)| slot.claims.iter().map(move |it| (other, *it)));
            let (_, printed) = claims.find(|(other, it)| {
                // Fewer have the number than a name like it.
                self.quantity(*it).is_some_and(|it| {
                    let is = |value: &Quantity| it.meets(value).unwrap_or(false);
                    is(&after) && !is(before) && digits_of(it.digits_printed()) >= TELLING.0
                }) && are_near(name, other)
            })?;
            let place = place_words(model, &self.claim(model, printed)?);
            let printed = self.quantity(printed)?;
            let title = model.catalogue().get(name.as_str())?.title.clone();
            Some(title.map(|language, title| {
                let (after, printed) = (after.written(language), printed.written(language));
                let place = place.get(language);
                match language {
                    Language::Sv => format!("{title} blir då {after}, och {printed} står i {place}"),
                    Language::En => format!("{title} is then {after}, and {printed} stands in {place}"),
                }
            }))
        })
    }

    /// What bears witness to another number: a share that is printed, and is just that with it.
    pub(in crate::facts) fn witness(
        &self,
        model: &Model,
        check: &Check<'_>,
        instead: &Instead,
    ) -> Option<Text> {
        let Of::Claim(name, year, origin) = &check.of else { return None };
        if instead.contains_key(origin) {
            return None;
        }
        let formula = model.catalogue().get(name).and_then(|it| it.formula.as_ref());
        let Some(Formula::Ratio(pair)) = formula else { return None };
        let side = |term: &Term| {
            self.value_with(model, &term.name.value, year.saturating_add(term.year), instead).ok()
        };
        let (over, under) = side(&pair.0).zip(side(&pair.1))?;
        let share = self.quantity(*origin)?;
        let number = |it: &Quantity| it.shown().normalize();
        let (over, under) = (number(&over), number(&under));
        Some(Text::same("").map(|language, _| {
            let share = share.written(language);
            match language {
                Language::Sv => format!("{over} av {under} är {share}"),
                Language::En => format!("{over} of {under} is {share}"),
            }
        }))
    }
}

/// How far the whole numbers between two bounds are from a number, when they are few.
fn wholes(low: Option<Decimal>, high: Option<Decimal>, from: Decimal) -> Vec<Decimal> {
    let (Some(low), Some(high)) = (low, high) else { return Vec::new() };
    let numbers = std::iter::successors(Some(low.ceil()), |it| it.checked_add(Decimal::ONE));
    let few: Vec<Decimal> = numbers.take_while(|it| *it <= high).take(FEW + 1).collect();
    if few.len() > FEW { Vec::new() } else { few.into_iter().filter_map(|it| it.checked_sub(from)).collect() }
}
