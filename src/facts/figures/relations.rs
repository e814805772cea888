//! Relations: what each is asked of, both its sides, and sums worked out by whatever gives the values.

use std::borrow::Cow;
use std::cell::Cell;
use std::collections::{BTreeMap, BTreeSet};

use chrono::NaiveDate;
use rayon::iter::{IndexedParallelIterator, IntoParallelRefIterator, ParallelIterator};
use rust_decimal::Decimal;

use super::{
    Figures, Gap, LikelyCause, Slot, Together, adopted, amount_gap, blank_cell, has_its_cells, no_stairs,
    not_known, not_there, place_of,
};
use crate::amount::{Language, Origin, Quantity, Text, Unit, apart};
use crate::model::Model;
use crate::model::family::ending;
use crate::model::figure::{Formula, Prints, Relation, Stated, Table, Term};
use crate::model::organisation::Organisation;
use crate::source::Span;
use crate::source::Spanned;

/// Both sides of a relation in a year.
#[derive(Debug, Clone)]
pub(in crate::facts) struct Sides {
    pub(in crate::facts) stated: Result<Quantity, Gap>,
    pub(in crate::facts) computed: Result<Quantity, Gap>,
    /// The cell of the stated side.
    pub(in crate::facts) cell: Option<Origin>,
    /// Whether its terms, as shares of one whole, can be so together; none where no one whole is named.
    pub(in crate::facts) together: Option<Result<Together, Gap>>,
    /// Why they may differ, where they do: a guess.
    pub(in crate::facts) cause: Option<LikelyCause>,
    /// The least and the greatest of its terms, where what is stated is to lie between them.
    pub(in crate::facts) ends: Option<Result<(Quantity, Quantity), Gap>>,
    /// When its document became known.
    pub(in crate::facts) adopted: Option<NaiveDate>,
    /// The table it is asked of and the place that prints it; none between the best claims.
    pub(in crate::facts) table: Option<(Spanned<String>, String)>,
}

/// What a relation, by its number in the workspace, is asked of in a year.
pub(super) type AskedOf = (usize, i32, Vec<Sides>);

impl Sides {
    const fn is_known(&self) -> bool {
        self.stated.is_ok() && self.computed.is_ok()
    }
}

/// Other numbers in the place of printed ones.
pub(in crate::facts) type Instead = BTreeMap<Origin, Quantity>;

/// A number, or the one that stands in its place.
pub(super) fn other_than(printed: &Quantity, instead: &Instead) -> Quantity {
    match printed.origins.as_slice() {
        [origin] => instead.get(origin).unwrap_or(printed).clone(),
        _ => printed.clone(),
    }
}

/// How both sides of a relation are read, where not as they are printed.
#[derive(Debug, Clone, Copy, Default)]
pub(super) struct Reading<'r> {
    /// Other numbers in the place of printed ones.
    pub(super) instead: Option<&'r Instead>,
    /// A blank cell is nothing.
    pub(super) blanks_are_zero: bool,
}

/// How much of what a relation ties a table must print to be asked.
#[derive(Debug, Clone, Copy)]
enum Terms {
    /// The total and every term it may not lack.
    All,
    /// Anything.
    Some,
}

impl Figures {
    /// What every relation is asked of in every year, worked out once: it is judged, and searched for what is wrong.
    pub(in crate::facts) fn all_asked<'m>(
        &self,
        model: &'m Model,
    ) -> impl Iterator<Item = (&'m Relation, i32, &[Sides])> {
        let all = self.asked.get_or_init(|| {
            let relations = model.relations.iter().enumerate();
            relations.flat_map(|(number, relation)| self.asked_each_year(model, number, relation)).collect()
        });
        all.iter().filter_map(|(number, year, sides)| {
            Some((model.relations.get(*number)?, *year, sides.as_slice()))
        })
    }

    /// The same worked out on all processors, while no lock is held that anybody could wait for.
    pub(in crate::facts) fn look_ahead(&self, model: &Model) {
        if self.asked.get().is_some() {
            return;
        }
        let relations = model.relations.par_iter().enumerate();
        let each = relations.flat_map_iter(|(number, it)| self.asked_each_year(model, number, it));
        let all: Vec<AskedOf> = each.collect();
        self.asked.get_or_init(|| all);
    }

    fn asked_each_year(&self, model: &Model, number: usize, relation: &Relation) -> Vec<AskedOf> {
        let each = self.years().map(|year| (number, year, self.asked(model, relation, year)));
        each.filter(|(.., sides)| !sides.is_empty()).collect()
    }

    /// What a relation is asked of in a year, weightiest first: between the best claims, and in each table
    /// that prints what it ties; a relation of a kind of statement only in tables of that kind.
    fn asked(&self, model: &Model, relation: &Relation, year: i32) -> Vec<Sides> {
        if relation.years.is_some_and(|(from, to)| !(from..=to).contains(&year))
            || relation.carried.as_ref().is_some_and(|term| !self.carries(model, term, year))
        {
            return Vec::new();
        }
        let is_printed = self.is_printed(relation, year);
        let rarest = self.rarest(relation, year);
        // Most tables lack what few have, which is sooner found than all that a table has.
        let may = |table: &Table| rarest.is_none_or(|slot| slot.by_table.contains_key(&table.id.value));
        let fits = |table: &Table| match relation.prints.as_slice() {
            // What no table of the year prints need not be looked for in each.
            [] => is_printed && may(table) && self.prints(model, relation, table, Terms::All),
            // The rows of a statement belong together: one that is not there is missing, and that is said.
            [kind] if kind.is_statement() => {
                table.prints == Some(*kind)
                    && self.prints(model, relation, table, Terms::Some)
                    && !self.is_of_another_form(model, relation, table)
            }
            // Of notes and overviews there are many, and each prints what it is about.
            kinds => {
                is_printed
                    && may(table)
                    && table.prints.is_some_and(|it| kinds.contains(&it))
                    && self.prints(model, relation, table, Terms::All)
            }
        };
        let mut tables: Vec<(usize, &Table)> =
            self.tables(model, year).filter(|(_, table)| fits(table)).collect();
        let mut found = Vec::new();
        if relation.prints.is_empty() && self.is_claimed(model, relation, year) {
            let best = self.sides(model, relation, year, None);
            // Where one table has all the best claims, that is asked once.
            let one = self.one_table(&best).filter(|one| tables.iter().any(|(index, _)| index == one));
            tables.retain(|(index, _)| Some(*index) != one);
            if best.is_known() || tables.is_empty() {
                found.push(best);
            }
        }
        let sides = |(_, table): (usize, &Table)| {
            let sides = self.sides(model, relation, year, Some(table));
            (!self.has_other_terms(model, relation, table, &sides)).then_some(sides)
        };
        found.extend(tables.into_iter().filter_map(sides));
        found
    }

    /// Of the figures that a relation may not lack, the one that the fewest tables print.
    fn rarest(&self, relation: &Relation, year: i32) -> Option<&Slot> {
        let ties = relation.total_term().into_iter().chain(relation.formula.terms());
        let needed = ties.filter(|term| !term.optional && !term.name.value.contains('{'));
        let slots = needed.filter_map(|term| self.slot(&term.name.value, year.saturating_add(term.year)));
        slots.min_by_key(|slot| slot.by_table.len())
    }

    /// Whether each figure of its own that a relation may not lack is printed in some table.
    fn is_printed(&self, relation: &Relation, year: i32) -> bool {
        let mut ties = relation.total_term().into_iter().chain(relation.formula.terms());
        ties.all(|term| {
            let slot = || self.slot(&term.name.value, year.saturating_add(term.year));
            term.optional
                || term.name.value.contains('{')
                || slot().is_some_and(|slot| !slot.by_table.is_empty())
        })
    }

    /// Whether any figure that a term of another year stands for is known of that year: before the first year that
    /// has been entered, nothing is carried over.
    fn carries(&self, model: &Model, term: &Term, year: i32) -> bool {
        let patterns = model.spread(&term.name.value);
        let known = self.slots.get(&year.saturating_add(term.year)).into_iter().flat_map(BTreeMap::keys);
        known.into_iter().any(|name| patterns.iter().any(|pattern| ending(pattern, name).is_some()))
    }

    /// Whether a table that is known to be whole goes another way to the same sum: a row that is not in it is not
    /// missing when another relation has all it needs, nor a sum on the way that it may lack.
    fn is_of_another_form(&self, model: &Model, relation: &Relation, table: &Table) -> bool {
        if !has_its_cells(table) || self.prints(model, relation, table, Terms::All) {
            return false;
        }
        let Some(total) = relation.total_term() else { return false };
        let lacks = |term: &Term| self.cell(&term.name.value, table.year, Some(&table.id.value)).is_none();
        let same = |other: &&Relation| {
            other.id.value != relation.id.value
                && other
                    .total_term()
                    .is_some_and(|it| it.name.value == total.name.value && it.year == total.year)
                && table.prints.is_some_and(|it| other.prints.contains(&it))
        };
        let goes = |other: &Relation| self.prints(model, other, table, Terms::All);
        (total.optional && lacks(total)) || model.relations.iter().filter(same).any(goes)
    }

    /// Whether a note or an overview comes to its sum with every row that it has and the relation does not count: it
    /// prints the same sum of other parts, which is no fault.
    fn has_other_terms(&self, model: &Model, relation: &Relation, table: &Table, sides: &Sides) -> bool {
        let (Formula::Sum(terms), Ok(stated), Ok(computed)) =
            (&relation.formula, &sides.stated, &sides.computed)
        else {
            return false;
        };
        let is_statement = table.prints.is_some_and(Prints::is_statement);
        if is_statement || stated.meets(computed).unwrap_or(true) {
            return false;
        }
        let tied = || relation.total_term().into_iter().chain(terms);
        let is_of = |pattern: &str, name: &str| pattern == name || ending(pattern, name).is_some();
        let is_own = |name: &str| tied().any(|term| is_of(&term.name.value, name));
        let names = table.cells.iter().map(|it| it.figure.value.as_str()).filter(|name| !is_own(name));
        let others: Vec<Quantity> =
            names.filter_map(|it| self.printed(model, it, table.year, table).ok()).collect();
        let whole = others.iter().try_fold(computed.clone(), |sum, other| sum.add(other));
        !others.is_empty() && whole.is_ok_and(|it| stated.meets(&it).unwrap_or(false))
    }

    fn tables<'m>(&self, model: &'m Model, year: i32) -> impl Iterator<Item = (usize, &'m Table)> {
        let tables = self.counted.iter().filter_map(|index| Some((*index, model.tables.get(*index)?)));
        tables.filter(move |(_, table)| table.year == year)
    }

    /// Whether a table prints what a relation ties: its total and every term that it may not lack, or anything of it.
    fn prints(&self, model: &Model, relation: &Relation, table: &Table, terms: Terms) -> bool {
        let id = table.id.value.as_str();
        let has = |term: &Term| {
            let year = table.year.saturating_add(term.year);
            let printed = |name: &str| self.cell(name, year, Some(id)).is_some();
            if !term.name.value.contains('{') {
                return printed(&term.name.value);
            }
            // Who was a member for a part of the year may have no row in it.
            let needed = |name: &str| printed(name) || for_a_part(model, &term.name.value, name, year);
            let mut any = false;
            let mut names = printable(model, &term.name.value, year, printed);
            let all = names.all(|name| {
                any = any || printed(&name);
                needed(&name)
            });
            any && all
        };
        let mut ties = relation.total_term().into_iter().chain(relation.formula.terms());
        match terms {
            Terms::All => ties.filter(|term| !term.optional).all(|term| {
                has(term) || is_of_nobody(model, relation, term, table.year.saturating_add(term.year))
            }),
            Terms::Some => ties.any(|term| term.year == 0 && has(term)),
        }
    }

    /// Whether everything of a year that a relation ties is claimed or computed for it, and something claimed:
    /// what is worked out only, nobody has stated.
    fn is_claimed(&self, model: &Model, relation: &Relation, year: i32) -> bool {
        let mut ties = relation.total_term().into_iter().chain(relation.formula.terms()).peekable();
        let stated = Cell::new(false);
        let is_known = |name: &str| {
            let claimed = self.slot(name, year).is_some();
            stated.set(stated.get() || claimed);
            claimed || self.is_computed(name, year)
        };
        let has = |term: &Term| {
            let claimed = |name: &str| self.slot(name, year).is_some();
            let mut names = printable(model, &term.name.value, year, claimed).peekable();
            let is_known = names.peek().is_some() && names.all(|name| is_known(&name));
            is_known || is_of_nobody(model, relation, term, year)
        };
        ties.peek().is_some() && ties.filter(|it| it.year == 0 && !it.optional).all(has) && stated.get()
    }

    /// The one table that everything on both sides stands in.
    fn one_table(&self, sides: &Sides) -> Option<usize> {
        let (Ok(stated), Ok(computed)) = (&sides.stated, &sides.computed) else { return None };
        let mut tables = stated.origins.iter().chain(&computed.origins).map(|origin| self.table_of(*origin));
        let first = tables.next()??;
        tables.all(|table| table == Some(first)).then_some(first)
    }

    pub(super) fn table_of(&self, origin: Origin) -> Option<usize> {
        self.claims.get(origin.0 as usize).map(|claim| claim.table)
    }

    /// Both sides of a relation in a year, in one table or between the best claims.
    pub(super) fn sides(
        &self,
        model: &Model,
        relation: &Relation,
        year: i32,
        table: Option<&Table>,
    ) -> Sides {
        self.sides_as(model, relation, year, table, Reading::default())
    }

    /// The same, read otherwise than it is printed; then no cause is looked for.
    pub(super) fn sides_as(
        &self,
        model: &Model,
        relation: &Relation,
        year: i32,
        table: Option<&Table>,
        reading: Reading<'_>,
    ) -> Sides {
        let Reading { instead, blanks_are_zero } = reading;
        let id = table.map(|table| table.id.value.as_str());
        let otherwise = |it: Quantity| instead.map_or_else(|| it.clone(), |instead| other_than(&it, instead));
        let known = |name: &str, year: i32| match instead {
            None => self.value(model, name, year),
            Some(instead) => self.value_with(model, name, year, instead),
        };
        let value = |name: &str, year: i32| match table {
            None => {
                let best = self.best_claim(name, year).cloned();
                best.map_or_else(|| known(name, year), |it| Ok(otherwise(it)))
            }
            Some(table) => self.printed(model, name, year, table).map(otherwise),
        };
        let value = |name: &str, year: i32| {
            let zero = || self.zero(name, year, id).filter(|_| blanks_are_zero);
            value(name, year).or_else(|gap| zero().ok_or(gap))
        };
        let total = relation.total_term();
        let cell = total.and_then(|total| self.cell(&total.name.value, year, id));
        let stated = match &relation.total {
            Stated::Figure(total) => value(&total.name.value, year.saturating_add(total.year)),
            Stated::Number(number) => Ok(number.clone()),
        };
        // A row that a table may lack, and does, is not there: when the table is known to be whole.
        let whole = table.is_some_and(has_its_cells);
        let printed = |name: &str, year: i32| self.cell(name, year, id).is_some();
        let lacks = |term: &Term, name: &str| {
            let year = year.saturating_add(term.year);
            let may = term.optional || for_a_part(model, &term.name.value, name, year);
            whole && may && !printed(name, year)
        };
        let sum = Spread { model, year, value: &value, printed: &printed, lacks: &lacks };
        let computed = sum
            .evaluate(&relation.formula)
            .map(|it| match &stated {
                Ok(stated) if matches!(relation.formula, Formula::Ratio(_)) => it.as_quotient(stated.unit),
                Ok(stated) => it.as_part(stated.unit),
                Err(_) => it.as_part(Unit::Percent),
            })
            .map_err(|gap| sum.partial(&relation.formula, &stated, gap));
        let from_cell = cell.and_then(|origin| place_of(model, &self.claims, origin).map(|(table, _)| table));
        let adopted = table.or(from_cell).and_then(|table| adopted(model, table));
        let together = self.together(model, &sum, &relation.formula);
        let ends = match &relation.formula {
            Formula::Between(terms) => Some(sum.ends(terms)),
            Formula::Sum(_) | Formula::Ratio(_) | Formula::Stairs { .. } => None,
        };
        let computed = match (&ends, &stated) {
            (Some(Ok(ends)), Ok(stated)) => Ok(nearest(stated, ends)),
            _ => computed,
        };
        let differ = |(one, other): &(&Quantity, &Quantity)| !one.meets(other).unwrap_or(true);
        let both = stated.as_ref().ok().zip(computed.as_ref().ok()).filter(differ);
        let guess = |(stated, computed): (&Quantity, &Quantity)| {
            self.cause_of_sum(model, (total, year), &sum, &relation.formula, stated, computed)
        };
        let cause = both.filter(|_| instead.is_none() && !blanks_are_zero).and_then(guess);
        Sides {
            stated,
            computed,
            cell,
            together,
            cause,
            ends,
            adopted,
            table: table.map(|it| (it.id.clone(), it.part.clone())),
        }
    }

    /// How many relations and computed figures look at each table, by its number in the workspace; and where the
    /// relations stand that some year asks something of.
    pub(in crate::facts) fn looked_at(&self, model: &Model) -> (BTreeMap<usize, usize>, BTreeSet<Span>) {
        let mut asked = BTreeSet::new();
        let mut looks: BTreeMap<usize, usize> = self.counted.iter().map(|index| (*index, 0)).collect();
        let mut look = |origins: BTreeSet<usize>| {
            for table in origins {
                if let Some(count) = looks.get_mut(&table) {
                    *count = count.saturating_add(1);
                }
            }
        };
        let years: Vec<i32> = self.slots.keys().copied().collect();
        for year in years {
            for relation in &model.relations {
                for sides in self.asked(model, relation, year) {
                    asked.insert(relation.span);
                    let known =
                        [&sides.stated, &sides.computed].into_iter().filter_map(|it| it.as_ref().ok());
                    let origins = known.flat_map(|it| &it.origins).chain(&sides.cell).copied();
                    look(origins.filter_map(|origin| self.table_of(origin)).collect());
                }
            }
            for (_, sides) in self.reported(model, year) {
                let known = [&sides.stated, &sides.computed].into_iter().filter_map(|it| it.as_ref().ok());
                look(known.flat_map(|it| &it.origins).filter_map(|origin| self.table_of(*origin)).collect());
            }
            // The key is what the municipalities' contributions are held against.
            let keys = model.catalogue().values().filter(|figure| figure.is_key);
            let slots = keys.filter_map(|figure| self.slot(&figure.name.value, year));
            let origins = slots.flat_map(|slot| slot.claims.iter().copied());
            look(origins.filter_map(|origin| self.table_of(origin)).collect());
            for (name, value) in self.computed.get(&year).into_iter().flatten() {
                let Ok(value) = value else { continue };
                let claimed = self.slot(name, year).map(|slot| slot.claims.as_slice()).unwrap_or_default();
                // A formula that nobody states the outcome of compares nothing.
                if !claimed.is_empty() {
                    let origins = value.origins.iter().chain(claimed).copied();
                    look(origins.filter_map(|origin| self.table_of(origin)).collect());
                }
            }
        }
        (looks, asked)
    }

    /// What a figure is made up of in its own year, in each way there is.
    pub(in crate::facts) fn parts(model: &Model, whole: &str) -> Vec<Vec<String>> {
        let of_whole = model.relations.iter().filter_map(|relation| {
            relation.total_term().filter(|it| it.year == 0 && it.name.value == whole)?;
            let Formula::Sum(terms) = &relation.formula else { return None };
            terms.iter().all(|term| term.year == 0 && !term.minus).then_some(terms)
        });
        let spread = |terms: &Vec<Term>| {
            terms.iter().flat_map(|term| model.spread(&term.name.value)).collect::<Vec<String>>()
        };
        let mut ways: Vec<Vec<String>> = of_whole.map(spread).filter(|parts| parts.len() > 1).collect();
        ways.sort();
        ways.dedup();
        ways
    }

    fn printed(&self, model: &Model, name: &str, year: i32, table: &Table) -> Result<Quantity, Gap> {
        let title = || model.figure_title(name);
        let Some(origin) = self.cell(name, year, Some(&table.id.value)) else {
            // What another table has is known, and yet not of this one.
            let words = match self.best_claim(name, year) {
                Some(_) => not_there(&title(), year, table),
                None => not_known(&title(), year),
            };
            return Err(Gap::of_figure(name, year, words));
        };
        let part = || self.claim(model, origin).map_or("", |claim| claim.part);
        self.quantity(origin).cloned().ok_or_else(|| Gap::figure(blank_cell(&title(), year, part())))
    }

    /// Nothing, for a cell that is printed blank.
    fn zero(&self, name: &str, year: i32, table: Option<&str>) -> Option<Quantity> {
        let claim = self.claims.get(self.cell(name, year, table)?.0 as usize)?;
        (claim.quantity.is_none()).then(|| Quantity::exact(Decimal::ZERO, claim.unit))
    }

    /// The weightiest cell of a figure, blank ones last; of one table when it is named.
    pub(super) fn cell(&self, name: &str, year: i32, table: Option<&str>) -> Option<Origin> {
        let slot = self.slot(name, year)?;
        match table {
            Some(id) => slot.by_table.get(id).copied(),
            None => slot.claims.iter().chain(&slot.blanks).next().copied(),
        }
    }
}

/// Formulas in a year, by whatever gives the values.
pub(super) struct Spread<'s> {
    pub(super) model: &'s Model,
    pub(super) year: i32,
    pub(super) value: &'s dyn Fn(&str, i32) -> Result<Quantity, Gap>,
    /// Whether a figure of a year stands where they are looked for.
    pub(super) printed: &'s dyn Fn(&str, i32) -> bool,
    /// Whether a term is a row that is known not to be there.
    pub(super) lacks: &'s dyn Fn(&Term, &str) -> bool,
}

impl Spread<'_> {
    /// A sum or a ratio.
    pub(super) fn evaluate(&self, formula: &Formula) -> Result<Quantity, Gap> {
        match formula {
            Formula::Sum(terms) => {
                let mut sum: Option<Quantity> = None;
                for (term, name) in self.terms(terms) {
                    let next = (self.value)(&name, self.year.saturating_add(term.year))?;
                    sum = Some(match sum {
                        None => signed(term, next),
                        Some(sum) if term.minus => sum.sub(&next).map_err(amount_gap)?,
                        Some(sum) => sum.add(&next).map_err(amount_gap)?,
                    });
                }
                sum.ok_or_else(|| Gap::figure(Text::new("Summan har inga poster.", "The sum has no terms.")))
            }
            Formula::Ratio(pair) => {
                let side = |term: &Term| (self.value)(&term.name.value, self.year.saturating_add(term.year));
                let (over, under) = (side(&pair.0)?, side(&pair.1)?);
                over.div(&under).map_err(amount_gap)
            }
            Formula::Between(terms) => self.ends(terms).map(|(least, _)| least),
            Formula::Stairs { .. } => Err(no_stairs()),
        }
    }

    /// The least and the greatest of some terms; every one of them must be known.
    fn ends(&self, terms: &[Term]) -> Result<(Quantity, Quantity), Gap> {
        let mut ends: Option<(Quantity, Quantity)> = None;
        for (term, name) in self.terms(terms) {
            let next = signed(term, (self.value)(&name, self.year.saturating_add(term.year))?);
            ends = Some(match ends {
                None => (next.clone(), next),
                Some((least, greatest)) => (
                    if next.value < least.value { next.clone() } else { least },
                    if next.value > greatest.value { next } else { greatest },
                ),
            });
        }
        ends.ok_or_else(|| Gap::figure(Text::new("Helheten har inga delar.", "The whole has no parts.")))
    }

    /// The gap of a sum that lacks terms, with what the known ones say.
    fn partial(&self, formula: &Formula, stated: &Result<Quantity, Gap>, gap: Gap) -> Gap {
        let (Formula::Sum(terms), Ok(stated)) = (formula, stated) else { return gap };
        let known = self.terms(terms).into_iter().filter_map(|(term, name)| {
            let value = (self.value)(&name, self.year.saturating_add(term.year)).ok()?;
            Some(signed(term, value))
        });
        let known = known.reduce(|sum, next| sum.add(&next).unwrap_or(sum));
        let Some(known) = known else { return gap };
        let holds = stated.meets(&known).unwrap_or(false);
        let (known, stated) = apart(&known, stated);
        let text = gap.text.map(|language, text| {
            let (known, stated) = (known.written(language), stated.written(language));
            match (language, holds) {
                (Language::Sv, true) => {
                    format!("{text} Om det som saknas är noll stämmer summan ({known} mot {stated}).")
                }
                (Language::Sv, false) => format!("{text} Det som är känt ger {known}, angivet är {stated}."),
                (Language::En, true) => {
                    format!("{text} If what is missing is zero, the sum holds ({known} against {stated}).")
                }
                (Language::En, false) => format!("{text} What is known gives {known}, stated is {stated}."),
            }
        });
        Gap { text, ..gap }
    }

    pub(super) fn terms<'f>(&'f self, terms: &'f [Term]) -> Vec<(&'f Term, Cow<'f, str>)> {
        let spread = |term: &'f Term| {
            let year = self.year.saturating_add(term.year);
            let printed = move |name: &str| (self.printed)(name, year);
            let names = printable(self.model, &term.name.value, year, printed);
            names.filter(|name| !(self.lacks)(term, name)).map(move |name| (term, name))
        };
        terms.iter().flat_map(spread).collect()
    }
}

/// What lies nearest a value between two others: the value itself, when it does.
fn nearest(value: &Quantity, (least, greatest): &(Quantity, Quantity)) -> Quantity {
    let is_above = |one: &Quantity, other: &Quantity| one.surely_above(other).unwrap_or(false);
    match (is_above(least, value), is_above(value, greatest)) {
        (true, _) => least.clone(),
        (_, true) => greatest.clone(),
        (false, false) => value.clone(),
    }
}

fn signed(term: &Term, value: Quantity) -> Quantity {
    if term.minus { value.negated() } else { value }
}

/// The names a pattern stands for in a year: those of the organisations that were members in it.
pub(super) fn members(model: &Model, name: &str, year: i32) -> Vec<String> {
    printable(model, name, year, |_| false).map(Cow::into_owned).collect()
}

/// The names a pattern stands for where some are printed: those of the year's members, and those of others that
/// are there all the same: a sum that is printed has them in it.
fn printable<'n>(
    model: &'n Model,
    name: &'n str,
    year: i32,
    printed: impl Fn(&str) -> bool + 'n,
) -> impl Iterator<Item = Cow<'n, str>> {
    let is_pattern = name.contains('{');
    let stands = move |one: &Cow<'_, str>| {
        let member = || named_in(model, one).is_some_and(|it| it.is_member_in(year));
        !is_pattern || member() || printed(one)
    };
    model.names(name).filter(stands)
}

/// Whether a term is a pattern that no member fills, in a relation with another that some do: where no region is a
/// member, what the municipalities pay is still to come to the sum.
fn is_of_nobody(model: &Model, relation: &Relation, term: &Term, year: i32) -> bool {
    let is_filled = |name: &str| printable(model, name, year, |_| false).next().is_some();
    let is_pattern = |term: &&Term| term.name.value.contains('{');
    let mut patterns = relation.formula.terms().filter(is_pattern);
    is_pattern(&term) && !is_filled(&term.name.value) && patterns.any(|it| is_filled(&it.name.value))
}

/// Whether a pattern's name is that of an organisation that was a member for a part of the year only.
fn for_a_part(model: &Model, pattern: &str, name: &str, year: i32) -> bool {
    let own = named_in(model, name).filter(|_| pattern.contains('{'));
    own.is_some_and(|it| it.is_member_in(year) && !it.is_member_throughout(year))
}

/// The organisation that a figure's name ends in.
pub(super) fn named_in<'m>(model: &'m Model, name: &str) -> Option<&'m Organisation> {
    model.organisation(name.rsplit('.').next().unwrap_or(name))
}
