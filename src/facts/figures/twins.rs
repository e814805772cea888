//! The same set of numbers twice: two things whose figures are each other's, or a table that is another year's.
//!
//! One number is a chance. Several that tell apart, figure by figure, are not.

use std::cell::OnceCell;
use std::collections::{BTreeMap, BTreeSet};

use rust_decimal::Decimal;

use super::columns::Columns;
use super::{Figures, Gap, may_lack, place_words};
use crate::amount::slip::digits_of;
use crate::amount::{Kind, Language, Origin, Quantity, Text, Unit};
use crate::model::Model;
use crate::model::figure::{Formula, Table, TableKind};
use crate::model::follow_up::Aim;
use crate::source::Span;

/// What has the numbers of something else.
#[derive(Debug)]
pub(super) struct Twins {
    document: String,
    /// The other year, where it is the same figures of another year.
    year: Option<i32>,
    span: Span,
    words: Text,
    /// The numbers they share, of both.
    origins: BTreeSet<Origin>,
}

/// How many different numbers must be the same, and the digits of each.
const SEVERAL: usize = 3;
const TELLING: usize = 2;

/// How many of them must be more than what shares are shares of: how many were asked is the same for every question.
const OF_OUTCOMES: usize = 2;

/// How many figures may have one number before it says nothing of any of them.
const FEW: usize = 6;

/// One of so many figures of a set may be another: it may be misprinted.
const ONE_IN: usize = 5;

/// How many of the numbers are told.
const TOLD: usize = 8;

/// A number as it is printed.
type Number = (Unit, Decimal);

/// What a figure is called without the thing it is of: what stands before it, and after.
type Called<'n> = (&'n str, &'n str);

/// The figures of a thing in a year, by what they are called without it.
type Things<'n> = BTreeMap<&'n str, BTreeMap<Called<'n>, &'n str>>;

/// Numbers of one figure that are the other's too, each with where it stands in both.
type Shared = Vec<(Number, Origin, Origin)>;

impl Figures {
    /// The things of a document, or the other years, whose numbers it has.
    ///
    /// # Errors
    /// A gap when there are none among tables that may have lost cells.
    pub(in crate::facts) fn twins(
        &self,
        model: &Model,
        document: &str,
        of_years: bool,
    ) -> Result<Vec<(Span, Text)>, Gap> {
        let own = self
            .all_twins(model)
            .iter()
            .filter(|it| it.document == document && it.year.is_some() == of_years);
        let found: Vec<(Span, Text)> = own.map(|it| (it.span, it.words.clone())).collect();
        match self.of_document(model, document).find_map(may_lack) {
            Some(gap) if found.is_empty() => Err(gap),
            _ => Ok(found),
        }
    }

    /// What is said of a number that is told of two things: one of them has it by mistake.
    pub(in crate::facts) fn told_of_two(&self, model: &Model, origin: Origin) -> Option<&Text> {
        self.all_twins(model)
            .iter()
            .find(|it| it.year.is_none() && it.origins.contains(&origin))
            .map(|it| &it.words)
    }

    pub(super) fn all_twins(&self, model: &Model) -> &[Twins] {
        self.twins.get_or_init(|| self.find_twins(model))
    }

    fn find_twins(&self, model: &Model) -> Vec<Twins> {
        let search = Search { figures: self, model, decided: Decided::of(model), numbers: self.numbers() };
        let things = self.slots.keys().flat_map(|year| search.things_alike(*year));
        let tables = self.counted.iter().filter_map(|index| model.tables.get(*index));
        things.chain(tables.filter_map(|table| search.as_the_year_before(table))).collect()
    }

    /// What each claim prints, if it is not blank.
    fn numbers(&self) -> Vec<Option<Number>> {
        let printed = |it: &Quantity| (it.unit, it.digits_printed().normalize());
        self.claims.iter().map(|claim| claim.quantity.as_ref().map(printed)).collect()
    }
}

struct Search<'f> {
    figures: &'f Figures,
    model: &'f Model,
    decided: Decided<'f>,
    /// What each claim prints.
    numbers: Vec<Option<Number>>,
}

impl<'f> Search<'f> {
    /// Two things of a year that have the same numbers in whatever is told of both.
    fn things_alike(&self, year: i32) -> Vec<Twins> {
        let Some(slots) = self.figures.slots.get(&year) else { return Vec::new() };
        let came_out = |name: &&String| {
            let kind = self.model.catalogue().get(*name).map(|it| it.kind);
            kind.is_some_and(|kind| kind != Kind::Money)
                && self.decided.leaves(name)
                && !self.figures.is_computed(name, year)
        };
        let mut things = Things::new();
        let mut called: BTreeMap<Called<'_>, BTreeMap<&str, &str>> = BTreeMap::new();
        for name in slots.keys().filter(came_out) {
            for (thing, without) in things_in(name) {
                things.entry(thing).or_default().insert(without, name);
                called.entry(without).or_default().insert(thing, name);
            }
        }
        let pairs: BTreeSet<(&str, &str)> =
            called.values().flat_map(|named| self.pairs_in(named, year)).collect();
        pairs.into_iter().filter_map(|pair| self.alike(&things, pair, year)).collect()
    }

    /// The things that have a telling number in common, of those that are called alike but for the thing.
    fn pairs_in<'n>(&self, named: &BTreeMap<&'n str, &'n str>, year: i32) -> Vec<(&'n str, &'n str)> {
        let mut with: BTreeMap<Number, BTreeSet<&str>> = BTreeMap::new();
        for (thing, name) in named {
            for (number, _) in self.printed(name, year).filter(|(number, _)| tells(number)) {
                with.entry(number).or_default().insert(thing);
            }
        }
        let few = with.into_values().filter(|it| it.len() <= FEW);
        let pairs = |all: BTreeSet<&'n str>| {
            let all: Vec<&str> = all.into_iter().collect();
            let after = |(at, one): (usize, &&'n str)| {
                let one = *one;
                all.iter().skip(at.saturating_add(1)).map(move |other| (one, *other)).collect::<Vec<_>>()
            };
            all.iter().enumerate().flat_map(after).collect::<Vec<_>>()
        };
        few.flat_map(pairs).collect()
    }

    fn alike(&self, things: &Things<'_>, (one, other): (&str, &str), year: i32) -> Option<Twins> {
        let model = self.model;
        let (one, other) = (things.get(one)?, things.get(other)?);
        let both = one.iter().filter_map(|(without, name)| Some((*name, *other.get(without)?)));
        let both: Vec<(&str, &str)> = both.filter(|pair| !self.decided.are_tied(model, *pair)).collect();
        let shared = self.shared(both.iter().map(|(a, b)| ((*a, year), (*b, year))))?;
        let (_, a, b) = *shared.first()?;
        // The one that weighs least is taken for the copy.
        let (own, copy) = if a < b { (a, b) } else { (b, a) };
        let (own, copy) = (self.figures.claim(model, own)?, self.figures.claim(model, copy)?);
        let title = |name: &str| model.figure_title(name);
        let (of_copy, of_own) = (title(copy.figure), title(own.figure));
        let (at_copy, at_own) = (place_words(model, &copy), place_words(model, &own));
        let words = self.listed(&shared).map(|language, numbers| {
            let (copy, own) = (of_copy.get(language), of_own.get(language));
            let (there, here) = (at_own.get(language), at_copy.get(language));
            match language {
                Language::Sv => format!(
                    "{copy} ({here}) och det som hör till har samma tal som {own} ({there}): {numbers}"
                ),
                Language::En => format!(
                    "{copy} ({here}) and what belongs to it have the numbers of {own} ({there}): {numbers}"
                ),
            }
        });
        let origins = both_sides(&shared);
        Some(Twins { document: copy.document.to_owned(), year: None, span: copy.span, words, origins })
    }

    /// A table that has the numbers of the year before.
    fn as_the_year_before(&self, table: &Table) -> Option<Twins> {
        let (figures, model) = (self.figures, self.model);
        let year = table.year.checked_sub(1)?;
        let came_out = |name: &str| {
            let kind = model.catalogue().get(name).map(|it| it.kind);
            // What is counted is as a rule the same until somebody decides otherwise: ages, members, weights.
            kind.is_some_and(|kind| kind != Kind::Count)
                && self.decided.leaves(name)
                && !figures.is_computed(name, table.year)
        };
        if table.kind == TableKind::Budget {
            return None;
        }
        let names = table.cells.iter().map(|cell| cell.figure.value.as_str()).filter(|name| came_out(name));
        let both = names.filter(|name| figures.slot(name, year).is_some_and(|it| !it.claims.is_empty()));
        let own = |name: &str| figures.cell(name, table.year, Some(&table.id.value));
        let shared = self.shared(both.map(|name| ((name, table.year), (name, year))))?;
        let (_, first, _) = *shared.first()?;
        let first = figures.claim(model, own(figures.claim(model, first)?.figure)?)?;
        let place = place_words(model, &first);
        let words = self.listed(&shared).map(|language, numbers| {
            let place = place.get(language);
            match language {
                Language::Sv => {
                    format!("{place}: talen för {} är desamma som för {year}: {numbers}", table.year)
                }
                Language::En => {
                    format!("{place}: the numbers of {} are those of {year}: {numbers}", table.year)
                }
            }
        });
        let (document, origins) = (table.source.value.clone(), both_sides(&shared));
        Some(Twins { document, year: Some(year), span: first.span, words, origins })
    }

    /// The telling numbers that pairs of figures share, when there are several and nearly all of them share theirs.
    fn shared<'n>(&self, pairs: impl Iterator<Item = ((&'n str, i32), (&'n str, i32))>) -> Option<Shared> {
        let (mut shared, mut all, mut same) = (Shared::new(), 0_usize, 0_usize);
        let mut outcomes: BTreeSet<Number> = BTreeSet::new();
        for ((one, year), (other, of)) in pairs {
            let mut own = self.printed(one, year).peekable();
            let theirs = || self.printed(other, of);
            if own.peek().is_none() || theirs().next().is_none() {
                continue;
            }
            all = all.saturating_add(1);
            let both = own.find_map(|(number, origin)| {
                let (_, their) = theirs().find(|(it, _)| *it == number)?;
                Some((number, origin, their))
            });
            same = same.saturating_add(usize::from(both.is_some()));
            let both = both.filter(|(number, ..)| tells(number));
            outcomes.extend(both.filter(|_| !self.decided.bases.contains(one)).map(|(number, ..)| number));
            shared.extend(both);
        }
        let different: BTreeSet<Number> = shared.iter().map(|(number, ..)| *number).collect();
        let odd = all.saturating_sub(same);
        let enough = different.len() >= SEVERAL && outcomes.len() >= OF_OUTCOMES;
        (enough && odd.saturating_mul(ONE_IN) <= all).then_some(shared)
    }

    /// The numbers that are printed of a figure in a year.
    fn printed(&self, name: &str, year: i32) -> impl Iterator<Item = (Number, Origin)> {
        let claims = self.figures.slot(name, year).into_iter().flat_map(|slot| &slot.claims);
        claims.filter_map(|origin| Some(((*self.numbers.get(origin.0 as usize)?)?, *origin)))
    }

    /// The numbers, each once, as they are written.
    fn listed(&self, shared: &Shared) -> Text {
        let mut told: BTreeSet<Number> = BTreeSet::new();
        let first = shared.iter().filter(|(number, ..)| told.insert(*number));
        let quantities: Vec<_> =
            first.filter_map(|(_, origin, _)| self.figures.quantity(*origin)).take(TOLD).collect();
        Text::same("").map(|language, _| {
            let written: Vec<String> = quantities.iter().map(|it| it.written(language)).collect();
            written.join(", ")
        })
    }
}

fn both_sides(shared: &Shared) -> BTreeSet<Origin> {
    shared.iter().flat_map(|(_, one, other)| [*one, *other]).collect()
}

/// What a figure may be of, each with what it is called without that: the first word says what is measured.
fn things_in(name: &str) -> impl Iterator<Item = (&str, Called<'_>)> {
    name.match_indices('.').filter_map(|(stop, _)| {
        let (before, rest) = name.split_at_checked(stop.saturating_add(1))?;
        let (thing, after) = rest.split_at_checked(rest.find('.').unwrap_or(rest.len()))?;
        Some((thing, (before, after)))
    })
}

fn tells((_, number): &Number) -> bool {
    digits_of(*number) >= TELLING
}

/// What is decided, and so may well be the same for several, and what is each other's part.
struct Decided<'m> {
    columns: Columns<'m>,
    aims: BTreeSet<&'m str>,
    keys: BTreeSet<&'m str>,
    /// What shares are shares of.
    bases: BTreeSet<&'m str>,
    /// Totals, each with what is in it.
    tied: OnceCell<BTreeMap<String, BTreeSet<String>>>,
}

impl<'m> Decided<'m> {
    fn of(model: &'m Model) -> Self {
        let aims = model.goals.iter().filter_map(|goal| match &goal.aim {
            Aim::Figure(term, _) => Some(term.name.value.as_str()),
            Aim::Number(..) | Aim::Band(..) => None,
        });
        let catalogue = model.catalogue();
        let keys = catalogue.values().filter(|it| it.is_key).map(|it| it.name.value.as_str());
        let whole = |formula: &'m Formula| match formula {
            Formula::Ratio(pair) => Some(&pair.1),
            Formula::Sum(_) | Formula::Between(_) | Formula::Stairs { .. } => None,
        };
        let formulas = catalogue.values().filter_map(|it| it.formula.as_ref());
        let bases = catalogue.values().filter_map(|it| it.of.as_ref()).chain(formulas.filter_map(whole));
        Self {
            columns: Columns::of(model),
            aims: aims.collect(),
            keys: keys.collect(),
            bases: bases.map(|term| term.name.value.as_str()).collect(),
            tied: OnceCell::new(),
        }
    }

    /// Whether a figure came out: it is no budget, target or key.
    fn leaves(&self, name: &str) -> bool {
        self.columns.of_name(name).0.is_empty() && !self.aims.contains(name) && !self.keys.contains(name)
    }

    fn are_tied(&self, model: &Model, (one, other): (&str, &str)) -> bool {
        let tied = self.tied.get_or_init(|| sums(model));
        let is = |total: &str, term: &str| tied.get(total).is_some_and(|it| it.contains(term));
        is(one, other) || is(other, one)
    }
}

/// The terms of each total.
fn sums(model: &Model) -> BTreeMap<String, BTreeSet<String>> {
    let sums = model.relations.iter().filter_map(|it| Some((&it.total_term()?.name.value, &it.formula)));
    let formulas = model.catalogue().iter().filter_map(|(name, it)| Some((name, it.formula.as_ref()?)));
    let mut all: BTreeMap<String, BTreeSet<String>> = BTreeMap::new();
    for (total, formula) in sums.chain(formulas) {
        let terms = formula.terms().flat_map(|term| model.spread(&term.name.value));
        all.entry(total.clone()).or_default().extend(terms);
    }
    all
}
