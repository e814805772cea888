//! Families of relations: what must hold between figures with the same endings, whatever places, sexes and kinds
//! they are of, asked wherever the catalogue has the names.

use std::collections::{BTreeMap, BTreeSet};
use std::ops::Bound;

use rayon::iter::{IntoParallelRefIterator, ParallelIterator};

use super::figure::{Formula, Prints, Relation, Stated, Term, group, stated, term};
use super::read::{Problems, Reader};
use super::{Model, problems};
use crate::amount::{Kind, Text};
use crate::diagnostic::Code;
use crate::source::{Span, Spanned};

/// One question over many figures. A `*` in its names stands for one ending, the same in all of them, or for none.
#[derive(Debug, Clone)]
pub struct Family {
    /// Its id.
    pub id: Spanned<String>,
    /// What it is called; `{figure}` stands for what the figure it is asked of is called.
    pub title: Text,
    /// Which rules judge its relations.
    pub group: Spanned<String>,
    /// The kinds of tables it is asked of.
    pub prints: Vec<Prints>,
    /// What must hold.
    pub shape: Shape,
    /// Whether it takes the place of one of the standard's with the same id.
    pub replaces: bool,
    /// Where it stands.
    pub span: Span,
}

/// What must hold in a family.
#[derive(Debug, Clone)]
pub enum Shape {
    /// The parts make up the whole, or shares of one whole make up a number.
    Partition {
        /// The whole, or the number.
        total: Stated,
        /// Its parts.
        parts: Vec<Term>,
        /// What shares are shares of: it tells them apart from others in the title.
        of: Option<Term>,
    },
    /// The whole is a mean of its parts, whatever their weights: it lies between the least and the greatest of them.
    Mean {
        /// The whole.
        total: Term,
        /// Its parts.
        parts: Vec<Term>,
    },
    /// What there was and what came is what there was to handle; what is left of it when some have left is what
    /// there is at the end.
    Flow {
        /// What there was: as a rule, what was left of the year before.
        opening: Term,
        /// What came.
        came: Vec<Term>,
        /// What there was during the year, where that is stated.
        during: Option<Term>,
        /// What left.
        left: Vec<Term>,
        /// What there is at the end.
        closing: Term,
    },
}

/// Reads one `[[partition]]`.
pub(crate) fn read_partition(mut reader: Reader<'_>) -> Option<Family> {
    let total = stated(&mut reader);
    let parts = terms(&mut reader, "parts");
    if parts.as_ref().is_some_and(|parts| !are_several(parts)) {
        reader.problem(problems::parts_are_two(reader.span()));
    }
    let of = optional_term(&mut reader, "of");
    let shape = match (total, parts.filter(|parts| are_several(parts)), of) {
        (Some(total), Some(parts), Some(of)) => Some(Shape::Partition { total, parts, of }),
        _ => None,
    };
    read(reader, shape, "statement")
}

/// Reads one `[[mean]]`.
pub(crate) fn read_mean(mut reader: Reader<'_>) -> Option<Family> {
    let total = need_term(&mut reader, "total");
    let parts = terms(&mut reader, "parts");
    if parts.as_ref().is_some_and(|parts| !are_several(parts)) {
        reader.problem(problems::parts_are_two(reader.span()));
    }
    let shape = total.zip(parts.filter(|parts| are_several(parts)));
    let shape = shape.map(|(total, parts)| Shape::Mean { total, parts });
    read(reader, shape, "mean")
}

/// Reads one `[[flow]]`.
pub(crate) fn read_flow(mut reader: Reader<'_>) -> Option<Family> {
    let opening = need_term(&mut reader, "opening");
    let came = terms(&mut reader, "in");
    let during = optional_term(&mut reader, "during");
    let left = terms(&mut reader, "out");
    let closing = need_term(&mut reader, "closing");
    let shape = match (opening, came, during, left, closing) {
        (Some(opening), Some(came), Some(during), Some(left), Some(closing)) => {
            Some(Shape::Flow { opening, came, during, left, closing })
        }
        _ => None,
    };
    read(reader, shape, "statement")
}

fn read(mut reader: Reader<'_>, shape: Option<Shape>, by_kind: &str) -> Option<Family> {
    let id = reader.need_id("id");
    let title = reader.need_both("title");
    let group = group(&mut reader, by_kind);
    let prints = reader.choices("prints", Prints::NAMES);
    let replaces = reader.bool("replaces").unwrap_or(false);
    reader.remarks();
    let span = reader.span();
    let starless = shape.iter().flat_map(Shape::names).filter(|term| !has_one_star(term));
    let starless: Vec<Span> = starless.map(|term| term.name.span).collect();
    for span in &starless {
        reader.problem(problems::one_star(*span));
    }
    let shape = shape.filter(|_| starless.is_empty());
    reader.finish();
    Some(Family { id: id?, title: title?.value, group, prints, shape: shape?, replaces, span })
}

/// Whether something stands for the ending.
fn has_one_star(term: &Term) -> bool {
    term.name.value.matches(ENDING).count() == 1
}

fn need_term(reader: &mut Reader<'_>, key: &'static str) -> Option<Term> {
    let text = reader.need_text(key)?;
    term(reader, &text)
}

/// One that may be left out; none at all when it cannot be read, which is not to have left it out.
fn optional_term(reader: &mut Reader<'_>, key: &'static str) -> Option<Option<Term>> {
    match reader.text(key) {
        None if reader.has(key) => None,
        None => Some(None),
        Some(text) => term(reader, &text).map(Some),
    }
}

fn terms(reader: &mut Reader<'_>, key: &'static str) -> Option<Vec<Term>> {
    reader.some_of(key);
    let written = reader.as_printed(key);
    let written = reader.require(key, (!written.is_empty()).then_some(written))?;
    let terms: Vec<Term> = written.iter().filter_map(|text| term(reader, text)).collect();
    // A sum that has lost a term is another sum.
    (terms.len() == written.len()).then_some(terms)
}

/// What stands for the ending of a name.
const ENDING: char = '*';

/// The relations of every family, asked of every ending that the catalogue has all its names with. A relation
/// that says the same in its own words stays as it is, and is not asked twice.
pub(super) fn spread(model: &mut Model, problems: &Problems) {
    let mut spread = Vec::new();
    let of_families: Vec<Vec<Relation>> = model.families.par_iter().map(|it| it.relations(model)).collect();
    for (family, relations) in model.families.iter().zip(of_families) {
        if !model.is_standard(family.span) {
            match relations.is_empty() {
                true => family.ties_nothing(model, problems),
                // A part that may be lacking, and the whole that only tells the title, are there all the same.
                false => drop(is_any_unknown(family.shape.names(), model, problems)),
            }
        }
        spread.extend(relations);
    }
    let mut own: BTreeMap<Option<&str>, Vec<&Relation>> = BTreeMap::new();
    for relation in &model.relations {
        own.entry(total_name(relation)).or_default().push(relation);
    }
    let is_said = |it: &Relation| own.get(&total_name(it)).into_iter().flatten().any(|own| own.says(it));
    spread.retain(|it| !is_said(it));
    model.relations.extend(spread);
}

/// The figure that a relation has as its total; none where that is a number.
fn total_name(relation: &Relation) -> Option<&str> {
    relation.total.figure().map(|term| term.name.value.as_str())
}

impl Shape {
    /// Every name it has, with its `*`.
    pub fn names(&self) -> Box<dyn Iterator<Item = &Term> + '_> {
        match self {
            Self::Partition { total, parts, of } => {
                Box::new(total.figure().into_iter().chain(parts).chain(of))
            }
            Self::Mean { total, parts } => Box::new(std::iter::once(total).chain(parts)),
            Self::Flow { opening, came, during, left, closing } => {
                Box::new([opening, closing].into_iter().chain(during).chain(came).chain(left))
            }
        }
    }

    const fn of(&self) -> Option<&Term> {
        match self {
            Self::Partition { of, .. } => of.as_ref(),
            Self::Mean { .. } | Self::Flow { .. } => None,
        }
    }

    /// Whether parts of such a figure can make up such a whole.
    const fn suits(&self, kind: Kind) -> bool {
        match self {
            Self::Mean { .. } => !adds_up(kind),
            Self::Partition { .. } | Self::Flow { .. } => adds_up(kind),
        }
    }

    /// What its terms come to.
    const fn formula(&self, terms: Vec<Term>) -> Formula {
        match self {
            Self::Mean { .. } => Formula::Between(terms),
            Self::Partition { .. } | Self::Flow { .. } => Formula::Sum(terms),
        }
    }

    /// What is stated, and the terms, of each relation it is made of.
    fn sums(&self) -> Vec<(Stated, Vec<Term>)> {
        match self {
            Self::Partition { total, parts, .. } => vec![(total.clone(), parts.clone())],
            Self::Mean { total, parts } => vec![(Stated::Figure(total.clone()), parts.clone())],
            Self::Flow { opening, came, during, left, closing } => {
                let entered: Vec<Term> = std::iter::once(opening).chain(came).cloned().collect();
                let left = left.iter().map(|term| Term { minus: !term.minus, ..term.clone() });
                match during {
                    None => {
                        vec![(Stated::Figure(closing.clone()), entered.into_iter().chain(left).collect())]
                    }
                    Some(during) => vec![
                        (Stated::Figure(during.clone()), entered),
                        (
                            Stated::Figure(closing.clone()),
                            std::iter::once(during.clone()).chain(left).collect(),
                        ),
                    ],
                }
            }
        }
    }
}

impl Family {
    fn relations(&self, model: &Model) -> Vec<Relation> {
        self.shape.sums().iter().flat_map(|(stated, terms)| self.sum(model, stated, terms)).collect()
    }

    /// One sum, for each ending with which the catalogue has the names.
    fn sum(&self, model: &Model, stated: &Stated, terms: &[Term]) -> Vec<Relation> {
        let Some(lead) = stated.figure().or(terms.first()) else { return Vec::new() };
        let endings = endings(model, lead, terms);
        endings.into_iter().filter_map(|ending| self.relation(model, stated, terms, ending)).collect()
    }

    fn relation(&self, model: &Model, stated: &Stated, terms: &[Term], ending: &str) -> Option<Relation> {
        let bound = |term: &Term| term.bound("*", ending);
        let kind = |name: &str| kind_of(model, name);
        let total = match stated {
            Stated::Figure(total) => Stated::Figure(bound(total)),
            Stated::Number(number) => Stated::Number(number.clone()),
        };
        let wanted = match &total {
            Stated::Figure(total) => kind(&total.name.value).filter(|kind| self.shape.suits(*kind))?,
            Stated::Number(number) => number.kind,
        };
        let carried = terms.iter().find(|term| term.year != 0).cloned();
        let terms: Vec<Term> = terms
            .iter()
            .map(bound)
            .filter(|term| !term.optional || kind(&term.name.value).is_some())
            .collect();
        let all = terms.iter().all(|term| kind(&term.name.value) == Some(wanted));
        let lead = total.figure().or(terms.first()).filter(|_| all && are_several(&terms))?;
        let name = &lead.name.value;
        let of = self.shape.of().map(|of| of.bound("*", ending).name.value);
        let called = of.and_then(|of| model.catalogue().get(&of)).or_else(|| model.catalogue().get(name));
        let called = &called?.title;
        let title = self.title.map(|language, title| title.replace("{figure}", called.get(language)));
        Some(Relation {
            id: Spanned::new(format!("{}.{name}", self.id.value), self.id.span),
            title,
            total,
            formula: self.shape.formula(terms),
            years: None,
            group: self.group.clone(),
            prints: self.prints.clone(),
            replaces: false,
            carried,
            span: self.span,
        })
    }

    /// Says which of its names no figure has; or that they have no ending in common.
    fn ties_nothing(&self, model: &Model, problems: &Problems) {
        if !is_any_unknown(self.shape.names(), model, problems) {
            problems.push(problems::family_ties_nothing(self.span, &self.id.value));
        }
    }
}

/// Says of each name that no figure has it.
fn is_any_unknown<'t>(terms: impl Iterator<Item = &'t Term>, model: &Model, problems: &Problems) -> bool {
    let is_known = |term: &&Term| {
        let mut patterns = model.names(&term.name.value);
        patterns.any(|pattern| fitting(model, &pattern).any(|name| ending(&pattern, name).is_some()))
    };
    let unknown: Vec<&Term> = terms.filter(|term| !is_known(term)).collect();
    for Term { name, .. } in &unknown {
        let names = model.catalogue().keys();
        let known: BTreeSet<String> = names.flat_map(|it| patterns_like(&name.value, it)).collect();
        let (what, known) = (Text::new("siffran", "figure"), known.iter().map(String::as_str));
        let code = Code::UnknownFigure;
        problems.push(problems::unknown(&problems.guesses, code, name.span, &name.value, &what, known));
    }
    !unknown.is_empty()
}

/// The endings of the lead with which the catalogue may have every name that must be there, in the order of the
/// lead's names. They are looked for by the name that says most, which the fewest can fit.
fn endings<'m>(model: &'m Model, lead: &Term, terms: &[Term]) -> Vec<&'m str> {
    let one = |term: &&Term| !term.optional && !term.name.value.contains('{');
    let rarest = terms.iter().filter(one).chain([lead]).max_by_key(|term| term.name.value.len());
    let pattern = &rarest.unwrap_or(lead).name.value;
    let endings = fitting(model, pattern).filter_map(|name| {
        let found = between(pattern, name)?;
        let lead_name = lead.name.value.replace(ENDING, found);
        let fits =
            model.catalogue().contains_key(&lead_name) && ending(&lead.name.value, &lead_name).is_some();
        fits.then_some((lead_name, found))
    });
    endings.collect::<BTreeMap<_, _>>().into_values().collect()
}

/// The names of the catalogue that begin as a pattern does.
fn fitting<'m>(model: &'m Model, pattern: &str) -> impl Iterator<Item = &'m str> {
    let before = pattern.split_once(ENDING).map_or(pattern, |(before, _)| before).to_owned();
    let from = model.catalogue().range::<str, _>((Bound::Included(before.as_str()), Bound::Unbounded));
    from.map(|(name, _)| name.as_str()).take_while(move |name| name.starts_with(&before))
}

/// The patterns as long as the one written that a name fits: one with another beginning, one with another end.
fn patterns_like(written: &str, name: &str) -> impl Iterator<Item = String> {
    let both = written.split_once(ENDING).map(|(before, after)| {
        let segments: Vec<&str> = name.split('.').collect();
        let whole = before.strip_suffix('.');
        let length = whole.unwrap_or(before).split('.').count();
        let beginning = segments.get(..length).filter(|_| name.ends_with(after)).map(|it| it.join("."));
        let stop = if whole.is_some() { "." } else { "" };
        let beginning = beginning.map(|it| format!("{it}{stop}{ENDING}{after}"));
        let tail = after.strip_prefix('.').unwrap_or(after);
        let length = tail.split('.').count();
        let end = segments.len().checked_sub(length).and_then(|from| segments.get(from..));
        let end = end.filter(|_| !tail.is_empty() && name.starts_with(before));
        let stop = if after.starts_with('.') { "." } else { "" };
        let end = end.map(|it| format!("{before}{ENDING}{stop}{}", it.join(".")));
        [beginning, end]
    });
    let patterns = both.into_iter().flatten().flatten();
    let written = written.to_owned();
    patterns.filter(move |it| *it != written)
}

/// What the `*` of a pattern stands for in a name: whole segments, or nothing.
pub(crate) fn ending<'n>(pattern: &str, name: &'n str) -> Option<&'n str> {
    let (before, after) = pattern.split_once(ENDING)?;
    let ending = between(pattern, name)?;
    let begins = before.is_empty() || before.ends_with('.') || ending.starts_with('.');
    let ends = after.is_empty() || after.starts_with('.') || ending.ends_with('.');
    (ending.is_empty() || begins && ends).then_some(ending)
}

/// What stands in a name where a pattern has its `*`, whatever it is.
fn between<'n>(pattern: &str, name: &'n str) -> Option<&'n str> {
    let (before, after) = pattern.split_once(ENDING)?;
    name.strip_prefix(before)?.strip_suffix(after)
}

/// Whether there are several: one pattern stands for several organisations.
fn are_several(terms: &[Term]) -> bool {
    terms.len() > 1 || terms.iter().any(|term| term.name.value.contains('{'))
}

/// What a name measures, or all the names that a pattern for organisations stands for.
fn kind_of(model: &Model, name: &str) -> Option<Kind> {
    let kind = |name: &str| model.catalogue().get(name).map(|figure| figure.kind);
    let mut kinds = model.names(name).map(|name| kind(&name));
    let first = kinds.next()??;
    kinds.all(|kind| kind == Some(first)).then_some(first)
}

/// Whether parts of such a figure come to the whole.
const fn adds_up(kind: Kind) -> bool {
    matches!(kind, Kind::Money | Kind::Persons | Kind::Count)
}
