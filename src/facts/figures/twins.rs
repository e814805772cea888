//! The same set of numbers twice: two things whose figures are each other's, or a table that is another year's.
//!
//! One number is a chance. Several that tell apart, figure by figure, are not.

use std::collections::{BTreeMap, BTreeSet};

use rust_decimal::Decimal;

use super::columns::Columns;
use super::{Figures, Gap, may_lack, place_words};
use crate::amount::slip::digits_of;
use crate::amount::{Kind, Language, Origin, Text, Unit};
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

/// The figures of a thing in a year, by what they are called without it.
type Things<'n> = BTreeMap<&'n str, BTreeMap<String, &'n str>>;

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
        let twins = self.twins.get_or_init(|| self.find_twins(model));
        let own = twins.iter().filter(|it| it.document == document && it.year.is_some() == of_years);
        let found: Vec<(Span, Text)> = own.map(|it| (it.span, it.words.clone())).collect();
        match self.of_document(model, document).find_map(may_lack) {
            Some(gap) if found.is_empty() => Err(gap),
            _ => Ok(found),
        }
    }

    /// What is said of a number that is told of two things: one of them has it by mistake.
    pub(in crate::facts) fn told_of_two(&self, model: &Model, origin: Origin) -> Option<&Text> {
        let twins = self.twins.get_or_init(|| self.find_twins(model));
        twins.iter().find(|it| it.year.is_none() && it.origins.contains(&origin)).map(|it| &it.words)
    }

    fn find_twins(&self, model: &Model) -> Vec<Twins> {
        let decided = Decided::of(model);
        let years: Vec<i32> = self.slots.keys().copied().collect();
        let things = years.iter().flat_map(|year| self.things_alike(model, &decided, *year));
        let tables = self.counted.iter().filter_map(|index| model.tables.get(*index));
        let tables = tables.filter_map(|table| self.as_the_year_before(model, &decided, table));
        things.chain(tables).collect()
    }

    /// Two things of a year that have the same numbers in whatever is told of both.
    fn things_alike(&self, model: &Model, decided: &Decided<'_>, year: i32) -> Vec<Twins> {
        let Some(slots) = self.slots.get(&year) else { return Vec::new() };
        let came_out = |name: &&String| {
            let kind = model.catalogue().get(*name).map(|it| it.kind);
            kind.is_some_and(|kind| kind != Kind::Money)
                && decided.leaves(name)
                && !self.is_computed(name, year)
        };
        let mut things = Things::new();
        let mut called: BTreeMap<String, BTreeMap<&str, &str>> = BTreeMap::new();
        for name in slots.keys().filter(came_out) {
            for (thing, without) in things_in(name) {
                things.entry(thing).or_default().insert(without.clone(), name);
                called.entry(without).or_default().insert(thing, name);
            }
        }
        let pairs: BTreeSet<(&str, &str)> =
            called.values().flat_map(|named| self.pairs_in(named, year)).collect();
        pairs.into_iter().filter_map(|pair| self.alike(model, decided, &things, pair, year)).collect()
    }

    /// The things that have a telling number in common, of those that are called alike but for the thing.
    fn pairs_in<'n>(&self, named: &BTreeMap<&'n str, &'n str>, year: i32) -> Vec<(&'n str, &'n str)> {
        let mut with: BTreeMap<Number, BTreeSet<&str>> = BTreeMap::new();
        for (thing, name) in named {
            for (number, _) in self.numbers(name, year).into_iter().filter(|(number, _)| tells(number)) {
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

    fn alike(
        &self,
        model: &Model,
        decided: &Decided<'_>,
        things: &Things<'_>,
        (one, other): (&str, &str),
        year: i32,
    ) -> Option<Twins> {
        let (one, other) = (things.get(one)?, things.get(other)?);
        let both = one.iter().filter_map(|(without, name)| Some((*name, *other.get(without)?)));
        let both: Vec<(&str, &str)> = both.filter(|pair| !decided.are_tied(*pair)).collect();
        let shared = self.shared(decided, both.iter().map(|(a, b)| ((*a, year), (*b, year))))?;
        let (_, a, b) = *shared.first()?;
        // The one that weighs least is taken for the copy.
        let (own, copy) = if a < b { (a, b) } else { (b, a) };
        let (own, copy) = (self.claim(model, own)?, self.claim(model, copy)?);
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
    fn as_the_year_before(&self, model: &Model, decided: &Decided<'_>, table: &Table) -> Option<Twins> {
        let year = table.year.checked_sub(1)?;
        let came_out = |name: &str| {
            let kind = model.catalogue().get(name).map(|it| it.kind);
            // What is counted is as a rule the same until somebody decides otherwise: ages, members, weights.
            kind.is_some_and(|kind| kind != Kind::Count)
                && decided.leaves(name)
                && !self.is_computed(name, table.year)
        };
        if table.kind == TableKind::Budget {
            return None;
        }
        let names = table.cells.iter().map(|cell| cell.figure.value.as_str()).filter(|name| came_out(name));
        let both = names.filter(|name| self.slot(name, year).is_some_and(|it| !it.claims.is_empty()));
        let own = |name: &str| self.cell(name, table.year, Some(&table.id.value));
        let shared = self.shared(decided, both.map(|name| ((name, table.year), (name, year))))?;
        let (_, first, _) = *shared.first()?;
        let first = self.claim(model, own(self.claim(model, first)?.figure)?)?;
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
    fn shared<'n>(
        &self,
        decided: &Decided<'_>,
        pairs: impl Iterator<Item = ((&'n str, i32), (&'n str, i32))>,
    ) -> Option<Shared> {
        let (mut shared, mut all, mut same) = (Shared::new(), 0_usize, 0_usize);
        let mut outcomes: BTreeSet<Number> = BTreeSet::new();
        for ((one, year), (other, of)) in pairs {
            let theirs = self.numbers(other, of);
            let own = self.numbers(one, year);
            if own.is_empty() || theirs.is_empty() {
                continue;
            }
            all = all.saturating_add(1);
            let both = own.into_iter().find_map(|(number, origin)| {
                let (_, their) = theirs.iter().find(|(it, _)| *it == number)?;
                Some((number, origin, *their))
            });
            same = same.saturating_add(usize::from(both.is_some()));
            let both = both.filter(|(number, ..)| tells(number));
            outcomes.extend(both.filter(|_| !decided.bases.contains(one)).map(|(number, ..)| number));
            shared.extend(both);
        }
        let different: BTreeSet<Number> = shared.iter().map(|(number, ..)| *number).collect();
        let odd = all.saturating_sub(same);
        let enough = different.len() >= SEVERAL && outcomes.len() >= OF_OUTCOMES;
        (enough && odd.saturating_mul(ONE_IN) <= all).then_some(shared)
    }

    /// The numbers that are printed of a figure in a year.
    fn numbers(&self, name: &str, year: i32) -> Vec<(Number, Origin)> {
        let claims = self.slot(name, year).into_iter().flat_map(|slot| &slot.claims);
        let number = |origin: &Origin| {
            self.quantity(*origin).map(|it| ((it.unit, it.digits_printed().normalize()), *origin))
        };
        claims.filter_map(number).collect()
    }

    /// The numbers, each once, as they are written.
    fn listed(&self, shared: &Shared) -> Text {
        let mut told: BTreeSet<Number> = BTreeSet::new();
        let first = shared.iter().filter(|(number, ..)| told.insert(*number));
        let quantities: Vec<_> =
            first.filter_map(|(_, origin, _)| self.quantity(*origin)).take(TOLD).collect();
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
fn things_in(name: &str) -> Vec<(&str, String)> {
    let words: Vec<&str> = name.split('.').collect();
    let without = |at: usize| {
        let kept = words.iter().enumerate().map(|(it, word)| if it == at { "*" } else { *word });
        kept.collect::<Vec<_>>().join(".")
    };
    words.iter().enumerate().skip(1).map(|(at, word)| (*word, without(at))).collect()
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
    /// A total and what is in it.
    tied: BTreeSet<(String, String)>,
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
        let sums = model.relations.iter().filter_map(|it| Some((&it.total_term()?.name.value, &it.formula)));
        let formulas = catalogue.iter().filter_map(|(name, it)| Some((name, it.formula.as_ref()?)));
        let sums = sums.chain(formulas).flat_map(|(total, formula)| {
            let terms = formula.terms().flat_map(|term| model.spread(&term.name.value));
            terms.map(move |term| (total.clone(), term))
        });
        Self {
            columns: Columns::of(model),
            aims: aims.collect(),
            keys: keys.collect(),
            bases: bases.map(|term| term.name.value.as_str()).collect(),
            tied: sums.collect(),
        }
    }

    /// Whether a figure came out: it is no budget, target or key.
    fn leaves(&self, name: &str) -> bool {
        self.columns.of_name(name).0.is_empty() && !self.aims.contains(name) && !self.keys.contains(name)
    }

    fn are_tied(&self, (one, other): (&str, &str)) -> bool {
        let is = |total: &str, term: &str| self.tied.contains(&(total.to_owned(), term.to_owned()));
        is(one, other) || is(other, one)
    }
}
