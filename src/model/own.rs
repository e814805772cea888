//! What a förbund says of the standard: what it replaces, which parameters it sets, what it sets aside.

use std::collections::BTreeMap;
use std::sync::Arc;

use chrono::NaiveDate;
use rust_decimal::Decimal;

use super::figure::{Basis, Contribution, Formula, Payer, Term};
use super::manifest::{AsideOf, OwnParameter, SetAside};
use super::naming::KEY;
use super::organisation::Organisation;
use super::read::{Problems, Validity};
use super::rule::{Parameter, ParameterValue, RuleText, is_a_part};
use super::{Manifest, Model, problems};
use crate::amount::{Language, Text, leeway};
use crate::diagnostic::Code;
use crate::source::{Span, Spanned};

/// Puts the förbund's own in the place of the standard's where it says so, and says where it does not.
pub(super) fn settle(model: &mut Model, problems: &Problems) {
    let standard_files = model.standard_files;
    let mut settled = Settled { standard_files, problems, replaced: Vec::new() };
    settled.replace(&mut model.rules, |it| (&it.id, it.replaces));
    settled.replace(&mut model.figures, |it| (&it.name, it.replaces));
    settled.replace(&mut model.relations, |it| (&it.id, it.replaces));
    settled.replace(&mut model.families, |it| (&it.id, it.replaces));
    model.replaced = settled.replaced;
    add_rows_that_pay(model);
    add_needs(model);
    if let Some(manifest) = model.manifest.take() {
        let mut earlier: BTreeMap<(&str, &str), Vec<Validity>> = BTreeMap::new();
        for own in &manifest.parameters {
            let earlier = earlier.entry((&own.rule.value, &own.name.value)).or_default();
            if let Some(other) = earlier.iter().find(|it| it.overlaps(&own.days)) {
                problems.push(problems::validity_overlap(own.days.span, &own.name.value, other.span));
            }
            earlier.push(own.days);
            check_shares(model, &own.value, problems);
            let known_from = model.cited_from(Some(&own.source));
            set(&mut model.rules, own, known_from, problems);
        }
        set_aside_exists(&manifest, &model.rules, problems);
        model.manifest = Some(manifest);
    }
}

/// Where the standard adds up what all members contribute, the rows that the förbund has beside the standard's for what
/// they pay are added up too: the allocation has all of it.
fn add_rows_that_pay(model: &mut Model) {
    let rows: BTreeMap<String, Contribution> =
        model.figures.iter().filter_map(|it| Some((it.name.value.clone(), it.contribution?))).collect();
    let own: Vec<(Spanned<String>, Basis)> = model
        .figures
        .iter()
        .filter(|it| it.name.span.file.index() >= model.standard_files)
        .filter_map(|it| Some((it.name.clone(), it.contribution?.basis)))
        .collect();
    let add = |formula: &mut Formula| {
        let Formula::Sum(terms) = formula else { return };
        let paid: Vec<Contribution> =
            terms.iter().filter_map(|it| rows.get(&it.name.value)).copied().collect();
        for (name, basis) in &own {
            let is_of = |payer| paid.iter().any(|it| it.payer == payer && it.basis == *basis);
            let is_there = terms.iter().any(|it| it.name.value == name.value);
            if !is_there && [Payer::State, Payer::Region, Payer::Municipality].into_iter().all(is_of) {
                terms.push(Term { name: name.clone(), minus: false, year: 0, optional: true });
            }
        }
    };
    let standard = model.standard_files;
    let is_standard = |span: Span| span.file.index() < standard;
    let figures = model.figures.iter_mut().filter(|it| is_standard(it.name.span));
    figures.filter_map(|it| it.formula.as_mut()).for_each(add);
    let relations = model.relations.iter_mut().filter(|it| is_standard(it.span));
    relations.map(|it| &mut it.formula).for_each(add);
}

/// What the förbund's own year must have before a duty is added to what that duty needs; whether the duty
/// is there is checked with all other references.
fn add_needs(model: &mut Model) {
    for need in &model.needs {
        let agreements = model.agreements.iter_mut();
        let own = agreements.filter(|it| Some(&it.id.value) == need.duty.agreement.as_ref());
        for duty in own.flat_map(|it| &mut it.duties).filter(|it| it.id.value == need.duty.duty) {
            duty.needs.extend(need.needs.iter().cloned());
        }
    }
}

struct Settled<'p> {
    standard_files: u32,
    problems: &'p Problems,
    replaced: Vec<Spanned<String>>,
}

impl Settled<'_> {
    /// Of two things with one name, the förbund's own counts when it says that it replaces; else the standard's.
    fn replace<T>(&mut self, things: &mut Vec<T>, name: impl Fn(&T) -> (&Spanned<String>, bool)) {
        let is_standard = |span: Span| span.file.index() < self.standard_files;
        let standard: BTreeMap<String, Span> = things
            .iter()
            .map(|it| name(it).0)
            .filter(|id| is_standard(id.span))
            .map(|id| (id.value.clone(), id.span))
            .collect();
        let mut replaced: Vec<Spanned<String>> = Vec::new();
        things.retain(|it| {
            let (id, replaces) = name(it);
            if is_standard(id.span) {
                return true;
            }
            match (standard.get(&id.value), replaces) {
                (None, false) => true,
                (None, true) => {
                    let known = standard.keys().map(String::as_str);
                    self.problems.push(problems::replaces_nothing(
                        &self.problems.guesses,
                        id.span,
                        &id.value,
                        known,
                    ));
                    true
                }
                (Some(_), true) => {
                    replaced.push(id.clone());
                    true
                }
                (Some(first), false) => {
                    self.problems.push(problems::name_of_the_standard(id.span, &id.value, *first));
                    false
                }
            }
        });
        things.retain(|it| {
            let id = name(it).0;
            !is_standard(id.span) || replaced.iter().all(|own| own.value != id.value)
        });
        self.replaced.extend(replaced);
    }
}

/// The förbund's value takes the place of the standard's for the days it holds.
fn set(rules: &mut [Arc<RuleText>], own: &OwnParameter, known_from: Option<NaiveDate>, problems: &Problems) {
    let ids: Vec<String> = rules.iter().map(|rule| rule.id.value.clone()).collect();
    let Some(rule) = rules.iter_mut().find(|rule| rule.id.value == own.rule.value) else {
        let known = ids.iter().map(String::as_str);
        return problems.push(problems::unknown_rule(&problems.guesses, &own.rule, known));
    };
    let Some(first) = rule.parameters.iter().find(|it| it.name.value == own.name.value) else {
        let known = rule.parameters.iter().map(|it| it.name.value.as_str());
        return problems.push(problems::unknown_parameter(&problems.guesses, &own.name, known));
    };
    if let Some(expected) = mismatch(&first.value, &own.value.value) {
        return problems.push(problems::wrong_type(own.value.span, "value", &expected));
    }
    let takes = rule.parameters.iter().filter(|it| it.name.value == own.name.value);
    let takes = takes.filter_map(|it| it.takes.clone()).next();
    match (&takes, &first.value, &own.value.value) {
        (Some(takes), ..) => takes.value.check(&own.value, problems),
        (None, ParameterValue::Number(standard), ParameterValue::Number(number)) => {
            check_number(*standard, *number, own.value.span, problems);
        }
        _ => {}
    }
    let rule = Arc::make_mut(rule);
    let (mut parameters, mut before): (Vec<Parameter>, Vec<Parameter>) = (Vec::new(), Vec::new());
    for it in rule.parameters.drain(..) {
        if it.name.value == own.name.value {
            parameters.extend(outside(&it, own.days));
            before.extend(it.source.is_none().then_some(it));
        } else {
            parameters.push(it);
        }
    }
    parameters.push(Parameter {
        name: own.name.clone(),
        days: own.days,
        value: own.value.value.clone(),
        takes,
        source: Some(own.source.clone()),
        known_from,
        before,
    });
    rule.parameters = parameters;
}

/// Where the standard has a part of a whole, so has the förbund; else it is a number of days, months or years.
fn check_number(standard: Decimal, own: Decimal, span: Span, problems: &Problems) {
    if standard < Decimal::ONE {
        if !is_a_part(own) {
            problems.push(problems::no_rate(span));
        }
    } else if !own.fract().is_zero() || !(Decimal::ZERO..=Decimal::from(MOST_DAYS)).contains(&own) {
        problems.push(problems::no_whole_number(span, MOST_DAYS));
    }
}

/// More days than any rule waits.
const MOST_DAYS: i64 = 9_999;

/// Shares are of municipalities that are there, and make a whole, but for their last digits.
fn check_shares(model: &Model, value: &Spanned<ParameterValue>, problems: &Problems) {
    let ParameterValue::Shares(shares) = &value.value else { return };
    let may = |it: &&Organisation| KEY.takes(it.kind);
    let known = || model.organisations.iter().filter(may).map(|it| it.id.value.as_str());
    for id in shares.keys() {
        match model.organisation(id) {
            Some(it) if KEY.takes(it.kind) => (),
            Some(it) => {
                let id = Spanned::new(id.clone(), value.span);
                problems.push(KEY.wrong_sort(&id, it.kind, known()));
            }
            None => {
                let (span, what) = (value.span, Text::new("kommunen", "municipality"));
                let code = Code::UnknownOrganisation;
                problems.push(problems::unknown(&problems.guesses, code, span, id, &what, known()));
            }
        }
    }
    if shares.values().any(|it| !is_a_part(*it)) {
        problems.push(problems::no_rate(value.span));
    }
    let sum = sum_of(shares);
    let left =
        shares.values().map(|it| rounded_off(shares, *it)).fold(Decimal::ZERO, Decimal::saturating_add);
    if sum.saturating_sub(Decimal::ONE).abs() > left {
        problems.push(problems::no_whole(value.span, sum));
    }
}

fn sum_of(shares: &BTreeMap<String, Decimal>) -> Decimal {
    shares.values().fold(Decimal::ZERO, |sum, it| sum.saturating_add(*it))
}

/// How far from what is written a share may be. Shares that make a whole are what they are written as; others are
/// rounded, each to its last digit and none to less than a whole per cent: thirds are 0.33 or 0.3333, and 0.3 is 0.30.
#[must_use]
pub fn rounded_off(shares: &BTreeMap<String, Decimal>, share: Decimal) -> Decimal {
    if sum_of(shares) == Decimal::ONE || share.fract().is_zero() {
        return Decimal::ZERO;
    }
    leeway([Decimal::new(0, share.normalize().scale().max(2))].into_iter())
}

/// What a value of another kind should have been.
fn mismatch(standard: &ParameterValue, own: &ParameterValue) -> Option<Text> {
    match (standard, own) {
        (ParameterValue::Number(_), ParameterValue::Number(_))
        | (ParameterValue::Word(_), ParameterValue::Word(_))
        | (ParameterValue::Words(_), ParameterValue::Words(_))
        | (ParameterValue::Stairs(_), ParameterValue::Stairs(_))
        | (ParameterValue::Shares(_), ParameterValue::Shares(_)) => None,
        (ParameterValue::Number(_), _) => Some(Text::new("ett tal", "a number")),
        (ParameterValue::Word(_), _) => Some(Text::new("ett ord inom citattecken", "a word in quotes")),
        (ParameterValue::Words(_), _) => Some(Text::new("ord, [\"…\", …]", "words, [\"…\", …]")),
        (ParameterValue::Stairs(_), _) => {
            Some(Text::new("en trappa, [{ to = …, rate = … }]", "stairs, [{ to = …, rate = … }]"))
        }
        (ParameterValue::Shares(_), _) => {
            Some(Text::new("andelar, { kommunens-id = 0.60 }", "shares, { municipality-id = 0.60 }"))
        }
    }
}

/// The parts of a value's time that lie outside some days.
fn outside(parameter: &Parameter, days: Validity) -> Vec<Parameter> {
    if !parameter.days.overlaps(&days) {
        return vec![parameter.clone()];
    }
    let mut parts = Vec::new();
    let mut part = |from, to| {
        parts.push(Parameter { days: Validity { from, to, ..parameter.days }, ..parameter.clone() });
    };
    let before = days.from.and_then(|from| from.pred_opt());
    if before.is_some() && (parameter.days.from.is_none() || parameter.days.from < days.from) {
        part(parameter.days.from, before);
    }
    let after = days.to.and_then(|to| to.succ_opt());
    if after.is_some() && parameter.days.to.is_none_or(|to| Some(to) >= after) {
        part(after, parameter.days.to);
    }
    parts
}

/// What is set aside must be there, and once.
fn set_aside_exists(manifest: &Manifest, rules: &[Arc<RuleText>], problems: &Problems) {
    let mut seen: BTreeMap<&AsideOf, Span> = BTreeMap::new();
    for aside in &manifest.set_aside {
        let span = aside.what.span;
        match seen.get(&aside.what.value) {
            Some(first) => problems.push(problems::set_aside_twice(span, *first)),
            None => drop(seen.insert(&aside.what.value, span)),
        }
        match &aside.what.value {
            AsideOf::Rule(id) if rules.iter().all(|rule| rule.id.value != *id) => {
                let known = rules.iter().map(|rule| rule.id.value.as_str());
                problems.push(problems::unknown_rule(
                    &problems.guesses,
                    &Spanned::new(id.clone(), span),
                    known,
                ));
            }
            AsideOf::Family(family) if rules.iter().all(|rule| rule.family != *family) => {
                let mut known: Vec<&str> = rules.iter().map(|rule| rule.family.as_str()).collect();
                known.sort_unstable();
                known.dedup();
                problems.push(problems::unknown_family(&problems.guesses, span, family, known));
            }
            _ => (),
        }
    }
}

impl SetAside {
    /// Why, and who decided it.
    #[must_use]
    pub fn told(&self, language: Language) -> String {
        format!("{} ({})", self.reason.get(language), self.decided_by)
    }
}

impl Manifest {
    /// Why a rule is set aside, if it is.
    #[must_use]
    pub fn set_aside(&self, rule: &RuleText) -> Option<&SetAside> {
        self.set_aside.iter().find(|aside| match &aside.what.value {
            AsideOf::Rule(id) => *id == rule.id.value,
            AsideOf::Family(family) => *family == rule.family,
        })
    }
}
