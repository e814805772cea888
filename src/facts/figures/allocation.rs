//! What the members contribute to the allocation, by the outcome or by the budget, how the municipalities share their
//! part, and what equity may be beside it: one reckoning, for every rule and every page.

use std::collections::BTreeMap;

use chrono::NaiveDate;
use rust_decimal::Decimal;

use super::relations::{members, named_in};
use super::{Figures, Gap, amount_gap, year_end};
use crate::amount::{Language, Quantity, Text, Unit, apart};
use crate::model::Model;
use crate::model::figure::{Basis, FigureName, Formula, Payer};
use crate::model::own::rounded_off;
use crate::model::rule::{ParameterValue, StairStep, Undecided};

/// The catalogue's name of what equity may be.
const CAP: &str = "equity.cap";

/// Its name of what the members contribute together.
const ALLOCATION: &str = "allocation.total";

/// What each group of members, or all, contribute to a year.
pub(super) type Contributed = BTreeMap<(i32, Option<Payer>), Result<Quantity, Gap>>;

/// The rows that members pay in, with whose they are, as the catalogue has them: a member may have several.
type Rows = Vec<(String, Vec<String>)>;

/// How the municipalities' contributions follow their key, by the one furthest off.
#[derive(Debug, Clone)]
pub struct Split {
    /// Whether every contribution follows the key within rounding.
    pub fits: bool,
    /// Whether some contribution does so only thanks to the rounding.
    pub within_rounding: bool,
    /// The municipality furthest off.
    pub name: Text,
    /// What it contributes.
    pub stated: Quantity,
    /// What the key gives.
    pub expected: Quantity,
    /// Its key.
    pub share: Quantity,
}

impl Figures {
    /// The year's allocation: as it is known or printed, else what all members contribute by the budget.
    pub(in crate::facts) fn allocation(&self, model: &Model, year: i32) -> Result<Quantity, Gap> {
        let by_budget = |unknown: Gap| match self.contributed(model, None, year) {
            // The budget is known, and tells nothing.
            Err(gap)
                if self.sum_of_all(model, &rows(model, Basis::Budget, None, year), None, year).is_ok() =>
            {
                Err(gap)
            }
            other => other.map_err(|_| unknown),
        };
        self.value(model, ALLOCATION, year).or_else(by_budget)
    }

    /// What a group of members, or all of them, contribute: by the outcome if it is known, else by the budget.
    pub(in crate::facts) fn contributed(
        &self,
        model: &Model,
        payer: Option<Payer>,
        year: i32,
    ) -> Result<Quantity, Gap> {
        if let Some(known) = self.contributed.lock().ok().and_then(|kept| kept.get(&(year, payer)).cloned()) {
            return known;
        }
        let basis = self.basis(model, None, year);
        let sum = basis.and_then(|it| self.sum_of_all(model, &rows(model, it, payer, year), payer, year));
        if let Ok(mut kept) = self.contributed.lock() {
            kept.insert((year, payer), sum.clone());
        }
        sum
    }

    /// What the catalogue's stairs allow equity to be at the end of a year, over the allocation; with `least` what
    /// they allow at the least, where the base lies above their last step.
    pub(in crate::facts) fn cap(&self, model: &Model, year: i32, least: bool) -> Result<Quantity, Gap> {
        let parameter = cap_parameter(model).ok_or_else(no_stairs)?;
        let base = self.allocation(model, year)?;
        let steps = stairs_on(model, parameter, year_end(year)).ok_or_else(no_stairs)?;
        if least { climb_at_least(&base, steps) } else { climb(&base, steps) }
    }

    /// What is named as the contribution of someone who was no member in the year; nothing, where nobody is.
    pub(in crate::facts) fn contributed_by_others(&self, model: &Model, year: i32) -> Result<Quantity, Gap> {
        let wanted = |figure: &&FigureName| figure.contribution.is_some_and(|it| it.basis == Basis::Outcome);
        let named = model.figures.iter().filter(wanted).map(|figure| figure.name.value.as_str());
        let patterns = named.filter(|name| name.contains('{'));
        let other = |name: &String| named_in(model, name).is_some_and(|it| !it.is_member_in(year));
        let names = patterns.flat_map(|name| model.spread(name)).filter(other);
        let mut stated = names.filter_map(|name| self.best_claim(&name, year));
        stated
            .try_fold(Quantity::exact(Decimal::ZERO, Unit::Kr), |sum, next| sum.add(next).map_err(amount_gap))
    }

    /// How the municipalities' contributions follow their key: the year's own, or else the shares given.
    pub(in crate::facts) fn municipal_split(
        &self,
        model: &Model,
        shares: &BTreeMap<String, Decimal>,
        year: i32,
    ) -> Result<Split, Gap> {
        let basis = self.basis(model, Some(Payer::Municipality), year)?;
        let all = rows(model, basis, Some(Payer::Municipality), year);
        let total = self.sum_of_all(model, &all, Some(Payer::Municipality), year)?;
        let mut worst: Option<(bool, Decimal, Split)> = None;
        for (id, own) in &all {
            let stated = self.sum_of(model, own, year)?;
            // One municipality alone pays all of it, whatever the key.
            let share = match all.len() {
                1 => Quantity::exact(Decimal::ONE, Unit::Percent),
                _ => self.key_of(model, id, shares, year)?,
            };
            let expected = total.mul(&share).map_err(amount_gap)?;
            let fits = stated.meets(&expected).map_err(amount_gap)?;
            let off = stated.value.saturating_sub(expected.value).abs();
            let title = model.organisation(id).map_or(id.as_str(), |it| it.name.as_str());
            let split =
                Split { fits, within_rounding: false, name: Text::same(title), stated, expected, share };
            if worst.as_ref().is_none_or(|(ok, most, _)| (!fits, off) > (!ok, *most)) {
                worst = Some((fits, off, split));
            }
        }
        // Where all of them fit, the worst is the one furthest off.
        let told = |(_, _, split): (bool, Decimal, Split)| Split {
            within_rounding: split.fits && !split.stated.is_same(&split.expected),
            ..split
        };
        worst.map(told).ok_or_else(|| nobody(Some(Payer::Municipality), year))
    }

    /// A municipality's share of what they contribute together: as the documents print the year's key, or else as the
    /// förbund has set it. Where a document prints a share of any of them the key is the year's own, and what it lacks
    /// is not filled in from another.
    fn key_of(
        &self,
        model: &Model,
        id: &str,
        shares: &BTreeMap<String, Decimal>,
        year: i32,
    ) -> Result<Quantity, Gap> {
        let keys = || model.catalogue().iter().filter(|(_, figure)| figure.is_key).map(|(name, _)| name);
        let stands = |name: &String| self.slot(name, year).is_some() || self.is_computed(name, year);
        if let Some(share) = shares.get(id).filter(|_| !keys().any(stands)) {
            let off = rounded_off(shares, *share);
            let (low, high) = (share.saturating_sub(off), share.saturating_add(off));
            return Ok(Quantity::exact(*share, Unit::Percent).moved(*share, low, high));
        }
        let unknown = || {
            Gap::figure(Text::new(
                "Kommunernas fördelningsnyckel är inte känd.",
                "How the municipalities share is not known.",
            ))
        };
        let own = keys().find(|name| name.ends_with(&format!(".{id}"))).ok_or_else(unknown)?;
        self.value(model, own, year)
    }

    /// The outcome when it is known for everyone in a group, else the budget. What is known of the outcome is not
    /// dropped for it: where that is another than the budget has, the budget tells nothing.
    fn basis(&self, model: &Model, payer: Option<Payer>, year: i32) -> Result<Basis, Gap> {
        let sum = |basis| self.sum_of_all(model, &rows(model, basis, payer, year), payer, year);
        let Err(gap) = sum(Basis::Outcome) else { return Ok(Basis::Outcome) };
        match sum(Basis::Budget) {
            Ok(_) => self.against_budget(model, payer, year, &gap).map_or(Ok(Basis::Budget), Err),
            Err(_) => Err(gap),
        }
    }

    /// The gap where some of the outcome is known, and it is another than the budget has for the same member, or for
    /// all of them.
    fn against_budget(&self, model: &Model, payer: Option<Payer>, year: i32, missing: &Gap) -> Option<Gap> {
        let (outcome, budget) =
            (rows(model, Basis::Outcome, payer, year), rows(model, Basis::Budget, payer, year));
        let of_member = outcome.iter().find_map(|(whose, names)| {
            let known: Vec<&String> = names.iter().filter(|it| self.value(model, it, year).is_ok()).collect();
            let name = *known.first()?;
            let paid = self.sum_of(model, known.iter().copied(), year).ok()?;
            let (_, due) = budget.iter().find(|(it, _)| it == whose)?;
            let due = self.sum_of(model, due, year).ok()?;
            // Of one that has rows that are not known, only too much is another number.
            let differs = match known.len() == names.len() {
                true => !paid.meets(&due).unwrap_or(true),
                false => paid.surely_above(&due).unwrap_or(false),
            };
            differs.then_some((name.as_str(), paid, due))
        });
        let of_all = || {
            let due = self.sum_of_all(model, &rows(model, Basis::Budget, None, year), None, year).ok()?;
            let paid = self.best_claim(ALLOCATION, year)?.clone();
            (!paid.meets(&due).unwrap_or(true)).then_some((ALLOCATION, paid, due))
        };
        let (name, paid, due) = of_member.or_else(of_all)?;
        let (paid, due) = apart(&paid, &due);
        let title = model.figure_title(name);
        let text = missing.text.map(|language, missing| {
            let (title, paid, due) = (title.get(language), paid.written(language), due.written(language));
            match language {
                Language::Sv => format!(
                    "Utfallet för {year} är känt bara till en del, och där är det inte som i budgeten: {title} är {paid}, men {due} i budgeten. {missing}"
                ),
                Language::En => format!(
                    "Only a part of the outcome of {year} is known, and there it is not as in the budget: {title} is {paid}, but {due} in the budget. {missing}"
                ),
            }
        });
        Some(Gap { text, ..missing.clone() })
    }

    /// What a group of members contribute in some rows.
    fn sum_of_all(
        &self,
        model: &Model,
        rows: &Rows,
        payer: Option<Payer>,
        year: i32,
    ) -> Result<Quantity, Gap> {
        if rows.is_empty() {
            return Err(nobody(payer, year));
        }
        self.sum_of(model, rows.iter().flat_map(|(_, own)| own), year)
    }

    fn sum_of<'n>(
        &self,
        model: &Model,
        names: impl IntoIterator<Item = &'n String>,
        year: i32,
    ) -> Result<Quantity, Gap> {
        let nobody =
            || Gap::figure(Text::new("Ingen medlem betalar bidrag.", "No member pays a contribution."));
        let mut sum: Option<Quantity> = None;
        for name in names {
            let next = self.value(model, name, year)?;
            sum = Some(match sum {
                None => next,
                Some(sum) => sum.add(&next).map_err(amount_gap)?,
            });
        }
        sum.ok_or_else(nobody)
    }
}

/// Why nothing is contributed by a group that nobody is in.
fn nobody(payer: Option<Payer>, year: i32) -> Gap {
    let (sv, en) = match payer {
        Some(Payer::State) => ("statlig myndighet", "state authority"),
        Some(Payer::Region) => ("region", "region"),
        Some(Payer::Municipality) => ("kommun", "municipality"),
        None => ("organisation", "organisation"),
    };
    Gap::figure(Text::new(
        format!("Ingen {sv} sägs vara medlem {year}."),
        format!("No {en} is said to be a member in {year}."),
    ))
}

/// The rows that are a group's contributions, by the catalogue, as far as the payers are members: by the organisation
/// that each is named after, and the state's by its group.
fn rows(model: &Model, basis: Basis, payer: Option<Payer>, year: i32) -> Rows {
    let mut rows = Rows::new();
    for figure in &model.figures {
        let own =
            figure.contribution.filter(|own| own.basis == basis && payer.is_none_or(|it| own.payer == it));
        let Some(own) = own else { continue };
        for name in members(model, &figure.name.value, year) {
            let whose = match own.payer {
                Payer::State => Payer::State.name(),
                Payer::Region | Payer::Municipality => name.rsplit('.').next().unwrap_or(&name),
            };
            match rows.iter_mut().find(|(it, _)| it == whose) {
                Some((_, own)) => own.push(name),
                None => rows.push((whose.to_owned(), vec![name])),
            }
        }
    }
    rows
}

/// The stairs that the cap climbs, as `rule/parameter`.
pub(in crate::facts) fn cap_parameter(model: &Model) -> Option<&str> {
    match model.catalogue().get(CAP)?.formula.as_ref()? {
        Formula::Stairs { parameter, .. } => Some(&parameter.value),
        _ => None,
    }
}

/// Their steps, as they are at the end of a year; none where nobody knows.
pub(in crate::facts) fn cap_stairs(model: &Model, year: i32) -> &[StairStep] {
    cap_parameter(model).and_then(|it| stairs_on(model, it, year_end(year))).unwrap_or_default()
}

/// The stairs of `rule/parameter` on a day.
pub(super) fn stairs_on<'m>(model: &'m Model, parameter: &str, day: NaiveDate) -> Option<&'m [StairStep]> {
    let (rule, name) = parameter.split_once('/')?;
    let rule = model.rules.iter().find(|it| it.id.value == rule)?;
    match &rule.parameter(name, day)?.value {
        ParameterValue::Stairs(steps) => Some(steps),
        _ => None,
    }
}

/// The stairs over an amount of money: each step's rate on the part of the base within the step. What the rounding of a
/// base leaves above the last step is reckoned at the last rate.
///
/// # Errors
/// A gap when the base lies above the last step.
pub fn climb(base: &Quantity, steps: &[StairStep]) -> Result<Quantity, Gap> {
    let top = steps.last().and_then(|step| step.to);
    if steps.is_empty() || top.is_some_and(|top| top < base.value) {
        return Err(above_stairs(base, steps));
    }
    let at = |value: Decimal| -> Option<Decimal> {
        let (mut from, mut sum) = (Decimal::ZERO, Decimal::ZERO);
        for (number, step) in steps.iter().enumerate() {
            let is_last = number.saturating_add(1) == steps.len();
            let end = step.to.filter(|_| !is_last).unwrap_or(value);
            let part = end.min(value).checked_sub(from)?.max(Decimal::ZERO);
            sum = sum.checked_add(part.checked_mul(step.rate)?)?;
            from = from.max(end);
        }
        Some(sum)
    };
    match (at(base.value), at(base.low), at(base.high)) {
        (Some(value), Some(low), Some(high)) => Ok(base.changed(value, low, high)),
        _ => Err(above_stairs(base, steps)),
    }
}

/// The least that the stairs give: above the last step, what they give there, since no step takes away.
///
/// # Errors
/// A gap when the base may lie above the last step and some rate is negative.
pub fn climb_at_least(base: &Quantity, steps: &[StairStep]) -> Result<Quantity, Gap> {
    let top =
        steps.last().and_then(|step| step.to).filter(|_| steps.iter().all(|it| !it.rate.is_sign_negative()));
    let Some(top) = top.filter(|top| *top < base.high) else { return climb(base, steps) };
    let clip = |value: Decimal| value.min(top);
    climb(&base.changed(clip(base.value), clip(base.low), clip(base.high)), steps)
}

fn above_stairs(base: &Quantity, steps: &[StairStep]) -> Gap {
    let top = steps.last().and_then(|step| step.to).unwrap_or_default();
    let top = Quantity::exact(top, Unit::Kr);
    let (base, top) = apart(base, &top);
    let words = |language| (base.written(language), top.written(language));
    let ((base_sv, top_sv), (base_en, top_en)) = (words(Language::Sv), words(Language::En));
    Gap::new(
        Undecided::RuleSilent,
        Text::new(
            format!(
                "Underlaget {base_sv} ligger över trappans sista steg, {top_sv}; vad som gäller där är inte känt."
            ),
            format!(
                "The base {base_en} is above the last step of the stairs, {top_en}; what holds there is not known."
            ),
        ),
    )
}

pub(super) fn no_stairs() -> Gap {
    Gap::new(
        Undecided::RuleSilent,
        Text::new("Ingen trappa gäller den dagen.".to_owned(), "No stairs hold on that day.".to_owned()),
    )
}
