//! The probable cause of a number that is not what it should be: a guess, looked for among the numbers that are known.
//!
//! A guess is told only where one thing of its sort explains the difference; of two, neither is probable.

use std::borrow::Cow;

use rust_decimal::Decimal;

use super::relations::Spread;
use super::shares::{can_be, whole_of};
use super::{Figures, Slot, climb, place_of, place_words, stairs_on, year_end};
use crate::amount::slip::{self, Addend, comes_out, digits_of, only};
use crate::amount::{Origin, Quantity, Text};
use crate::model::Model;
use crate::model::figure::{Formula, Term};

/// Why a number may not be what it should be: a guess.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct LikelyCause {
    /// The guess.
    pub words: Text,
    /// The other year whose number it is, when it is.
    pub year: Option<i32>,
    /// The statement elsewhere that it comes out with, when there is one.
    pub statement: Option<Origin>,
}

impl From<Text> for LikelyCause {
    fn from(words: Text) -> Self {
        Self { words, year: None, statement: None }
    }
}

/// Digits that a number must have for its like elsewhere to be no chance: in the same row, and in another.
pub(super) const TELLING: (usize, usize) = (slip::TELLING, 3);

/// How many numbers of a table must be another year's for a short one to be no chance.
const SEVERAL: usize = 2;

/// The figure that each term of a sum is: its name in the catalogue, and its year.
type Named = (String, i32);

impl Figures {
    /// Why a figure may be stated as something else than it is: it is that of another year or row, reckoned on
    /// another base, or written with a slip.
    pub(super) fn cause_of_claim(
        &self,
        model: &Model,
        (name, year): (&str, i32),
        wrong: &Quantity,
        right: &Quantity,
    ) -> Option<LikelyCause> {
        let guess = || {
            let guess = self.on_another_base(model, name, year, wrong);
            let guess = guess.or_else(|| slip::of(wrong, right));
            guess.or_else(|| self.of_another_row(model, name, year, wrong))
        };
        match self.of_another_year(model, name, year, wrong) {
            // What others beside it bear out is likelier than what only fits.
            Some((others, cause)) if others > 0 => Some(cause),
            Some((_, cause)) => Some(match guess() {
                Some(other) => LikelyCause { words: words::either(&cause.words, &other), ..cause },
                None => cause,
            }),
            None => guess().map(LikelyCause::from),
        }
    }

    /// Why a sum may not come out: what is stated, another statement of a term, a term left out, counted twice or
    /// with the wrong sign, or written with a slip.
    pub(super) fn cause_of_sum(
        &self,
        model: &Model,
        (total, year): (Option<&Term>, i32),
        sum: &Spread<'_>,
        formula: &Formula,
        stated: &Quantity,
        computed: &Quantity,
    ) -> Option<LikelyCause> {
        let (names, addends) = self.addends(model, sum, formula)?;
        let named = total.map(|total| (total.name.value.as_str(), year.saturating_add(total.year)));
        let is_stated = || self.cause_of_claim(model, named?, stated, computed);
        let another = self.with_another_statement(model, &names, &addends, stated);
        let otherwise = || slip::in_a_term(&addends, stated).map(LikelyCause::from);
        another
            .or_else(is_stated)
            .or_else(otherwise)
            .or_else(|| self.with_another_years_term(model, &names, &addends))
    }

    fn addends(
        &self,
        model: &Model,
        sum: &Spread<'_>,
        formula: &Formula,
    ) -> Option<(Vec<Named>, Vec<Addend>)> {
        let Formula::Sum(terms) = formula else { return None };
        let addend = |(term, name): (&Term, Cow<'_, str>)| {
            let year = sum.year.saturating_add(term.year);
            let value = (sum.value)(&name, year).ok()?;
            let title = model.figure_title(&name);
            Some(((name.into_owned(), year), Addend { title: Text::clone(&title), minus: term.minus, value }))
        };
        sum.terms(terms).into_iter().map(addend).collect()
    }

    /// What is stated is the same figure's number in the year before or after; a short number only where several
    /// others in its table are too.
    fn of_another_year(
        &self,
        model: &Model,
        name: &str,
        year: i32,
        wrong: &Quantity,
    ) -> Option<(usize, LikelyCause)> {
        let [origin] = wrong.origins.as_slice() else { return None };
        [year.saturating_sub(1), year.saturating_add(1)].into_iter().find_map(|other| {
            if !self.is_of_year(name, other, wrong, 1) {
                return None;
            }
            let others = self.taken_from(*origin, other);
            (others >= SEVERAL || self.is_of_year(name, other, wrong, TELLING.0)).then(|| {
                let place = place_of(model, &self.claims, *origin).map(|(table, _)| table);
                let words = Text::same("").map(|language, _| {
                    words::of_year(&wrong.written(language), other, others, place).get(language).to_owned()
                });
                (others, LikelyCause { words, year: Some(other), statement: None })
            })
        })
    }

    /// Whether a figure's statement for a year is a number of so many digits.
    fn is_of_year(&self, name: &str, year: i32, number: &Quantity, digits: usize) -> bool {
        let claims = self.slot(name, year).into_iter().flat_map(|slot| &slot.claims);
        let worked_out = self.computed.get(&year).and_then(|all| all.get(name)?.as_ref().ok());
        let mut all = claims.filter_map(|it| self.quantity(*it)).chain(worked_out);
        all.any(|it| is_the_number(it, number, digits) || rounds_to(it, number, digits))
    }

    /// The years next to a claim's own whose number is known, and is another.
    pub(in crate::facts) fn not_of(&self, model: &Model, origin: Origin) -> Vec<i32> {
        let Some((table, cell)) = place_of(model, &self.claims, origin) else { return Vec::new() };
        let Some(number) = self.quantity(origin) else { return Vec::new() };
        let name = &cell.figure.value;
        let years = [table.year.saturating_sub(1), table.year.saturating_add(1)].into_iter();
        let known = |year: &i32| self.slot(name, *year).is_some_and(|slot| !slot.claims.is_empty());
        years.filter(|year| known(year) && !self.is_of_year(name, *year, number, 0)).collect()
    }

    /// The statements, in the same document, that a wrong one was reckoned from: with such a one in the place of
    /// what it differs from, more than half of the difference is gone.
    pub(in crate::facts) fn reckoned_from(&self, model: &Model, wrong: Origin) -> Vec<Origin> {
        let Some((table, cell)) = place_of(model, &self.claims, wrong) else { return Vec::new() };
        let (name, year) = (&cell.figure.value, table.year);
        let formula = model.catalogue().get(name).and_then(|it| it.formula.as_ref());
        let (Some(formula @ (Formula::Sum(_) | Formula::Ratio(_))), Some(printed)) =
            (formula, self.quantity(wrong))
        else {
            return Vec::new();
        };
        let Ok(right) = self.value(model, name, year) else { return Vec::new() };
        let off = |it: &Quantity| it.value.checked_sub(printed.value).map(|it| it.abs());
        let explains = |term: &str, of: i32, claim: &Quantity| {
            let value = |name: &str, year: i32| {
                if name == term && year == of { Ok(claim.clone()) } else { self.value(model, name, year) }
            };
            let given = self.compute(model, formula, year, &value).ok();
            let left = given.and_then(|it| off(&it)?.checked_mul(Decimal::TWO));
            left.zip(off(&right)).is_some_and(|(left, all)| left < all)
        };
        let mut found = Vec::new();
        for term in formula.terms() {
            let (term, of) = (term.name.value.as_str(), year.saturating_add(term.year));
            let Ok(value) = self.value(model, term, of) else { continue };
            for origin in self.slot(term, of).into_iter().flat_map(|slot| &slot.claims) {
                let Some(claim) = self.quantity(*origin) else { continue };
                let beside = place_of(model, &self.claims, *origin)
                    .is_some_and(|(it, _)| it.source.value == table.source.value);
                if beside && !claim.meets(&value).unwrap_or(true) && explains(term, of, claim) {
                    found.push(*origin);
                }
            }
        }
        found
    }

    /// How many other numbers of a claim's table are those of another year, and not those stated elsewhere for
    /// their own.
    fn taken_from(&self, origin: Origin, other: i32) -> usize {
        let Some(table) = self.claims.get(origin.0 as usize).map(|claim| claim.table) else { return 0 };
        let is_taken = |name: &str, slot: &Slot| {
            let own = slot.claims.iter().find(|it| self.table_of(**it) == Some(table) && **it != origin);
            own.and_then(|it| self.quantity(*it)).is_some_and(|own| {
                let mut all = slot.claims.iter().filter_map(|it| self.quantity(*it));
                all.any(|it| !it.meets(own).unwrap_or(true)) && self.is_of_year(name, other, own, 1)
            })
        };
        let slots = self.slots.values().flatten();
        slots.filter(|(name, slot)| is_taken(name, slot)).count()
    }

    /// What is stated is another figure's number: of another place, sex or row.
    fn of_another_row(&self, model: &Model, name: &str, year: i32, wrong: &Quantity) -> Option<Text> {
        let slots = self.slots.get(&year)?;
        // Fewer have the number than a name like it.
        let is_it = |(other, slot): &(&String, &Slot)| {
            let mut claims = slot.claims.iter().filter_map(|it| self.quantity(*it));
            claims.any(|it| is_the_number(it, wrong, TELLING.1)) && are_near(name, other)
        };
        let (other, _) = only(slots.iter().filter(is_it))?;
        let title = model.figure_title(other);
        Some(title.map(|language, title| {
            let words = Text::new("är talet för", "is the number for");
            format!("{} {} {title}.", wrong.written(language), words.get(language))
        }))
    }

    /// What is stated comes out when it is reckoned on another figure.
    fn on_another_base(&self, model: &Model, name: &str, year: i32, wrong: &Quantity) -> Option<Text> {
        match model.catalogue().get(name)?.formula.as_ref()? {
            Formula::Stairs { base, parameter } => {
                let steps = stairs_on(model, &parameter.value, year_end(year))?;
                let gives = |base: &Quantity| climb(base, steps).ok();
                self.base_that_gives(model, (&base.name.value, year), wrong, &gives, |_, _| true)
            }
            Formula::Ratio(pair) => {
                let (over, under) = (&pair.0, &pair.1);
                let counted = self.value(model, &over.name.value, year.saturating_add(over.year)).ok()?;
                let gives = |whole: &Quantity| {
                    let fits = self.fits_beside(model, wrong, under, (year, whole));
                    fits.then(|| counted.div(whole).ok()).flatten().map(|it| it.as_part(wrong.unit))
                };
                self.base_that_gives(model, (&under.name.value, year), wrong, &gives, are_near)
            }
            Formula::Sum(_) | Formula::Between(_) => None,
        }
    }

    /// Whether the shares beside a number, of the same whole, may be of another too: one that is right of its own and
    /// wrong of the other tells that it was not the other they were reckoned on.
    fn fits_beside(
        &self,
        model: &Model,
        wrong: &Quantity,
        under: &Term,
        (year, other): (i32, &Quantity),
    ) -> bool {
        let [origin] = wrong.origins.as_slice() else { return true };
        let Some((table, own)) = place_of(model, &self.claims, *origin) else { return true };
        let Ok(whole) = self.value(model, &under.name.value, year.saturating_add(under.year)) else {
            return true;
        };
        let beside = table.cells.iter().filter(|cell| cell.figure.value != own.figure.value);
        let mut beside = beside.filter(|cell| {
            whole_of(model, &cell.figure.value)
                .is_some_and(|it| it.name.value == under.name.value && it.year == under.year)
        });
        let share = |name: &str, of: &Quantity, printed: &Quantity| match model
            .catalogue()
            .get(name)
            .and_then(|it| it.formula.as_ref())
        {
            Some(Formula::Ratio(pair)) if self.is_computed(name, year) => {
                let over = self.value(model, &pair.0.name.value, year.saturating_add(pair.0.year)).ok();
                let share = over.and_then(|over| over.div(of).ok()).map(|it| it.as_part(printed.unit));
                share.is_some_and(|it| it.meets(printed).unwrap_or(true))
            }
            _ => can_be(printed, of),
        };
        beside.all(|cell| {
            let printed = self.slot(&cell.figure.value, year);
            let printed = printed.and_then(|slot| slot.by_table.get(&table.id.value));
            let Some(printed) = printed.and_then(|it| self.quantity(*it)) else { return true };
            let name = cell.figure.value.as_str();
            !share(name, &whole, printed) || share(name, other, printed)
        })
    }

    /// The one figure of the year, of the same kind, that gives a number in the place of another.
    fn base_that_gives(
        &self,
        model: &Model,
        (base, year): (&str, i32),
        wrong: &Quantity,
        gives: &dyn Fn(&Quantity) -> Option<Quantity>,
        fits: impl Fn(&str, &str) -> bool,
    ) -> Option<Text> {
        let own = self.value(model, base, year).ok()?;
        let slots = self.slots.get(&year)?;
        let near = slots.keys().filter(|name| *name != base && fits(base, name));
        let found = near.filter_map(|name| {
            // A statement is reckoned on as it is printed, whatever is known more closely elsewhere.
            let stated = slots.get(name)?.claims.iter().filter_map(|it| self.quantity(*it).cloned());
            let mut all = self.value(model, name, year).into_iter().chain(stated);
            let differs = |it: &Quantity| it.kind == own.kind && !it.meets(&own).unwrap_or(true);
            let value =
                all.find(|it| differs(it) && gives(it).is_some_and(|it| it.meets(wrong).unwrap_or(false)))?;
            Some((name, value))
        });
        let mut found: Vec<(&String, Quantity)> = found.collect();
        // The same number under several names is one base.
        found.dedup_by(|one, other| one.1.is_same(&other.1));
        let (name, value) = only(found.into_iter())?;
        let title = model.figure_title(name);
        Some(title.map(|language, title| {
            let words = Text::new("kommer ut om man räknar på", "comes out when reckoned on");
            let (wrong, value) = (wrong.written(language), value.written(language));
            format!("{wrong} {} {title}, {value}.", words.get(language))
        }))
    }

    /// The sum comes out with another statement of one of its terms.
    fn with_another_statement(
        &self,
        model: &Model,
        names: &[Named],
        addends: &[Addend],
        stated: &Quantity,
    ) -> Option<LikelyCause> {
        let found = names.iter().zip(addends).enumerate().flat_map(|(index, ((name, year), addend))| {
            let claims = self.slot(name, *year).into_iter().flat_map(|slot| &slot.claims);
            claims.filter_map(move |origin| {
                let claim = self.quantity(*origin)?;
                let differs = !claim.meets(&addend.value).unwrap_or(true);
                (differs && comes_out(addends, index, Some(claim), stated))
                    .then_some((addend, claim, *origin))
            })
        });
        let (addend, claim, origin) = only(found)?;
        let place = place_words(model, &self.claim(model, origin)?);
        let words = addend.title.map(|language, title| {
            let (claim, place) = (claim.written(language), place.get(language));
            let words = Text::new(
                format!("Det går ihop med {claim} för {title}, som står i {place}."),
                format!("It adds up with {claim} for {title}, which stands in {place}."),
            );
            words.get(language).to_owned()
        });
        Some(LikelyCause { words, year: None, statement: Some(origin) })
    }

    /// One of the terms is the number of the year before or after.
    fn with_another_years_term(
        &self,
        model: &Model,
        names: &[Named],
        addends: &[Addend],
    ) -> Option<LikelyCause> {
        let found = names.iter().zip(addends).filter_map(|((name, year), addend)| {
            let (_, cause) = self.of_another_year(model, name, *year, &addend.value)?;
            Some((addend, cause))
        });
        let (addend, cause) = only(found)?;
        let words = addend.title.map(|language, title| format!("{title}: {}", cause.words.get(language)));
        Some(LikelyCause { words, ..cause })
    }
}

/// Whether a claim prints just that number, with so many digits that it is no chance.
fn is_the_number(claim: &Quantity, number: &Quantity, digits: usize) -> bool {
    // Most are far apart, which is told without their digits.
    let off = claim.value.checked_sub(number.value);
    number.origins.len() == 1
        && claim.unit == number.unit
        && off.is_some_and(|it| it.abs() <= claim.unit.factor())
        && claim.digits_printed() == number.digits_printed()
        && digits_of(number.digits_printed()) >= digits
}

/// Whether something known more closely is a printed number at its digits.
fn rounds_to(known: &Quantity, number: &Quantity, digits: usize) -> bool {
    let width = |it: &Quantity| it.high.checked_sub(it.low);
    number.origins.len() == 1
        && known.kind == number.kind
        && width(known) < width(number)
        && (number.low..=number.high).contains(&known.value)
        && digits_of(number.digits_printed()) >= digits
}

/// Whether two figures are of one sort: their names differ in one segment, or one has a segment more.
pub(super) fn are_near(one: &str, other: &str) -> bool {
    let dots = |it: &str| it.bytes().filter(|it| *it == b'.').count();
    let (ones, others) = (dots(one), dots(other));
    if ones.abs_diff(others) > 1 || one == other {
        return false;
    }
    let from_the_start = shared_segments(one.bytes(), other.bytes());
    let from_the_end = || shared_segments(one.bytes().rev(), other.bytes().rev());
    let but_one = ones.max(others);
    from_the_start >= but_one || from_the_start.saturating_add(from_the_end()) >= but_one
}

/// How many segments two names have in common from where they are read. It is asked of every name of a year, for
/// each number that may be wrong.
fn shared_segments(mut one: impl Iterator<Item = u8>, mut other: impl Iterator<Item = u8>) -> usize {
    let ends = |next: Option<u8>| next.is_none_or(|it| it == b'.');
    let mut shared: usize = 0;
    loop {
        let next = (one.next(), other.next());
        if ends(next.0) && ends(next.1) {
            shared = shared.saturating_add(1);
        }
        if next.0 != next.1 || next.0.is_none() {
            return shared;
        }
    }
}

/// What a guess says.
mod words {
    use crate::amount::Text;
    use crate::model::figure::{Table, TableKind};

    /// Of two that fit as well, both.
    pub(super) fn either(one: &Text, other: &Text) -> Text {
        Text::new(
            format!("{} Lika möjligt: {}", one.sv, other.sv),
            format!("{} As possible: {}", one.en, other.en),
        )
    }

    /// Where numbers stand: in a table, or in the running text of a part.
    fn place(table: Option<&Table>) -> Text {
        match table {
            Some(Table { kind: TableKind::Text, part, .. }) if part.is_empty() => {
                Text::new("i texten", "in the text")
            }
            Some(Table { kind: TableKind::Text, part, .. }) => {
                Text::new(format!("i texten i {part}"), format!("in the text in {part}"))
            }
            _ => Text::new("i tabellen", "in the table"),
        }
    }

    pub(super) fn of_year(number: &str, year: i32, others: usize, table: Option<&Table>) -> Text {
        let place = place(table);
        let (sv, en) = match others {
            0 => (String::new(), String::new()),
            1 => (format!(", liksom ett tal till {}", place.sv), format!(", as is one more {}", place.en)),
            many => (
                format!(", liksom {many} tal till {}", place.sv),
                format!(", as are {many} more {}", place.en),
            ),
        };
        Text::new(
            format!("{number} är talet för {year}{sv}."),
            format!("{number} is the number for {year}{en}."),
        )
    }
}
