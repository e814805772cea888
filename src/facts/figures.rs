//! Figures: which claims there are, which one weighs most, what is derived from them.

use std::collections::{BTreeMap, BTreeSet};

use chrono::NaiveDate;
use rust_decimal::Decimal;

use super::{Gap, Question};
use crate::amount::{AmountError, Language, Origin, Quantity, Text, Unit};
use crate::graph;
use crate::model::Model;
use crate::model::figure::{Cell, Formula, Relation, Stated, Table, Term};
use crate::model::organisation::OrganisationKind;
use crate::model::rule::{ParameterValue, Step, Undecided};
use crate::source::Span;

/// All claims and everything computed from them.
#[derive(Debug)]
pub(super) struct Figures {
    claims: Vec<Claim>,
    slots: BTreeMap<i32, BTreeMap<String, Slot>>,
    computed: BTreeMap<i32, BTreeMap<String, Result<Quantity, Gap>>>,
    /// The gap of each year that has a table which has lost cells, or never said how many it has.
    incomplete: BTreeMap<i32, Gap>,
    /// Those of them whose table says how many cells it has, and has another number.
    lost: BTreeMap<i32, Gap>,
}

#[derive(Debug)]
struct Claim {
    table: usize,
    cell: usize,
    quantity: Option<Quantity>,
}

/// The claims of one figure in one year, weightiest first, and its blank cells.
#[derive(Debug, Default)]
struct Slot {
    claims: Vec<Origin>,
    blanks: Vec<Origin>,
}

/// A claim as a reader wants it.
#[derive(Debug, Clone, Copy)]
pub struct ClaimView<'f> {
    /// The figure.
    pub figure: &'f str,
    /// The year it is for.
    pub year: i32,
    /// The document's id.
    pub document: &'f str,
    /// The place in the document.
    pub part: &'f str,
    /// The number as printed, in the sign convention of the figures files.
    pub number: Option<Decimal>,
    /// The unit it is printed in.
    pub unit: Unit,
    /// Where it stands in the workspace.
    pub span: Span,
}

/// How the municipalities' contributions follow their key, by the one furthest off.
#[derive(Debug, Clone)]
pub struct Split {
    /// Whether every contribution follows the key within rounding.
    pub fits: bool,
    /// The municipality furthest off.
    pub name: Text,
    /// What it contributes.
    pub stated: Quantity,
    /// What the key gives.
    pub expected: Quantity,
    /// Its key.
    pub share: Quantity,
}

/// The statements of one figure in one year.
#[derive(Debug)]
pub(super) struct Statements {
    /// How many, a computed value counted.
    pub count: usize,
    /// The weightiest, or the computed.
    pub best: (Quantity, Text),
    /// The first that disagrees with another.
    pub other: Option<(Quantity, Text)>,
    /// Why agreement cannot be told, when it cannot.
    pub open: Option<Gap>,
}

impl Figures {
    pub(super) fn new(model: &Model, question: Question) -> Self {
        let mut figures = Self {
            claims: Vec::new(),
            slots: BTreeMap::new(),
            computed: BTreeMap::new(),
            incomplete: BTreeMap::new(),
            lost: BTreeMap::new(),
        };
        for (index, table) in model.tables.iter().enumerate() {
            if question.counts(adopted(model, table)) {
                figures.take_in(index, table);
                if !is_whole(table) {
                    figures.incomplete.entry(table.year).or_insert_with(|| lost_cells(table));
                    if table.count.is_some() {
                        figures.lost.entry(table.year).or_insert_with(|| lost_cells(table));
                    }
                }
            }
        }
        figures.rank(model);
        figures.derive(model);
        figures
    }

    fn take_in(&mut self, index: usize, table: &Table) {
        for (cell_index, cell) in table.cells.iter().enumerate() {
            let origin = Origin(u32::try_from(self.claims.len()).unwrap_or(u32::MAX));
            let quantity = cell.number.and_then(|number| Quantity::printed(number, table.unit, origin).ok());
            let slot = self.slots.entry(table.year).or_default();
            let slot = slot.entry(cell.figure.value.clone()).or_default();
            let list = if quantity.is_some() { &mut slot.claims } else { &mut slot.blanks };
            list.push(origin);
            self.claims.push(Claim { table: index, cell: cell_index, quantity });
        }
    }

    /// Statements and notes before overviews before running text, more precise before less.
    fn rank(&mut self, model: &Model) {
        let claims = &self.claims;
        let weight = |origin: &Origin| {
            let (table, _) = place_of(model, claims, *origin)?;
            let claim = claims.get(origin.0 as usize)?;
            let spread = claim.quantity.as_ref().map(|q| q.high.saturating_sub(q.low));
            Some((table.kind, spread, table.id.value.as_str(), *origin))
        };
        for slot in self.slots.values_mut().flat_map(BTreeMap::values_mut) {
            slot.claims.sort_by_cached_key(weight);
        }
    }

    fn derive(&mut self, model: &Model) {
        let order = graph::derivation_order(model);
        let years: Vec<i32> = self.slots.keys().copied().collect();
        for year in years {
            for name in &order {
                let formula = model.catalogue().get(name).and_then(|figure| figure.formula.as_ref());
                let Some(formula) = formula else { continue };
                let value = self.compute(model, formula, year);
                self.computed.entry(year).or_default().insert(name.clone(), value);
            }
        }
    }

    fn compute(&self, model: &Model, formula: &Formula, year: i32) -> Result<Quantity, Gap> {
        let value = |name: &str, year| self.value(model, name, year);
        match formula {
            Formula::Stairs { base, parameter } => {
                let base = value(&base.name.value, year.saturating_add(base.year))?;
                let steps = stairs_on(model, &parameter.value, year_end(year));
                climb(&base, steps.ok_or_else(no_stairs)?)
            }
            Formula::Sum(_) | Formula::Ratio(_) => evaluate(model, formula, year, &value),
        }
    }

    /// The computed value, else the weightiest claim, else the gap.
    pub(super) fn value(&self, model: &Model, name: &str, year: i32) -> Result<Quantity, Gap> {
        let computed = self.computed.get(&year).and_then(|year| year.get(name));
        if let Some(Ok(quantity)) = computed {
            return Ok(quantity.clone());
        }
        let slot = self.slot(name, year);
        let claim = slot.and_then(|slot| slot.claims.first()).and_then(|it| self.quantity(*it));
        if let Some(quantity) = claim {
            return Ok(quantity.clone());
        }
        if let Some(Err(gap)) = computed {
            return Err(gap.clone());
        }
        let title = model.catalogue().get(name).map_or_else(|| Text::same(name), |it| it.title.clone());
        let blank = slot.and_then(|slot| slot.blanks.first());
        Err(Gap::figure(match blank.and_then(|origin| self.claim(model, *origin)) {
            Some(claim) => blank_cell(&title, year, claim.part),
            None => not_known(&title, year),
        }))
    }

    /// Whether a figure of a year was computed by its formula.
    pub(super) fn is_computed(&self, name: &str, year: i32) -> bool {
        self.computed.get(&year).and_then(|year| year.get(name)).is_some_and(Result::is_ok)
    }

    pub(super) fn claim<'f>(&self, model: &'f Model, origin: Origin) -> Option<ClaimView<'f>> {
        let (table, cell) = place_of(model, &self.claims, origin)?;
        Some(ClaimView {
            figure: &cell.figure.value,
            year: table.year,
            document: &table.source.value,
            part: &table.part,
            number: cell.number,
            unit: table.unit,
            span: cell.span,
        })
    }

    /// The gap when a table of the year behind a claim has lost cells: the weightiest claim may be among them.
    pub(super) fn lost(&self, model: &Model, origin: Origin) -> Option<&Gap> {
        self.lost.get(&place_of(model, &self.claims, origin)?.0.year)
    }

    /// When the document behind a claim became known.
    pub(super) fn adopted(&self, model: &Model, origin: Origin) -> Option<NaiveDate> {
        place_of(model, &self.claims, origin).and_then(|(table, _)| adopted(model, table))
    }

    /// Years with at least one claim.
    pub(super) fn years(&self) -> impl Iterator<Item = i32> {
        self.slots.keys().copied()
    }

    /// Every figure that is claimed in a year, with its weightiest claim.
    pub(super) fn claimed(&self) -> impl Iterator<Item = (i32, &str, Origin)> {
        self.slots.iter().flat_map(|(year, slots)| {
            let claimed = slots.iter();
            claimed.filter_map(|(name, slot)| Some((*year, name.as_str(), *slot.claims.first()?)))
        })
    }

    /// What is stated of a figure, and whether it agrees.
    pub(super) fn statements(&self, model: &Model, name: &str, year: i32) -> Option<Statements> {
        let mut all: Vec<(Quantity, Text)> = Vec::new();
        let computed = self.computed.get(&year).and_then(|year| year.get(name));
        if let Some(Ok(quantity)) = computed {
            all.push((quantity.clone(), Text::new("beräkning", "computation")));
        }
        for origin in &self.slot(name, year)?.claims {
            let place = self.claim(model, *origin).map(|claim| place_words(model, &claim));
            all.push((self.quantity(*origin)?.clone(), place?));
        }
        let other = first_disagreement(&all);
        let open = match computed {
            Some(Err(gap)) => Some(gap.clone()),
            _ => self
                .years_behind(model, &all, year)
                .into_iter()
                .find_map(|it| self.incomplete.get(&it).cloned()),
        };
        let count = all.len();
        Some(Statements { count, best: all.into_iter().next()?, other, open })
    }

    /// The year itself, and those whose figures a computed value rests on.
    fn years_behind(&self, model: &Model, all: &[(Quantity, Text)], year: i32) -> BTreeSet<i32> {
        let origins = all.iter().flat_map(|(quantity, _)| &quantity.origins);
        let years = origins.filter_map(|origin| Some(self.claim(model, *origin)?.year));
        years.chain([year]).collect()
    }

    /// Both sides of a relation, and where its stated side stands; none when the year has nothing of it.
    pub(super) fn relation(&self, model: &Model, relation: &Relation, year: i32) -> Option<Sides> {
        if relation.years.is_some_and(|(from, to)| !(from..=to).contains(&year)) {
            return None;
        }
        let table = relation.table.as_ref().map(|table| table.value.as_str());
        let total = match &relation.total {
            Stated::Figure(total) => Some(total),
            Stated::Number(_) => None,
        };
        let names = total.into_iter().chain(relation.formula.terms());
        let mut asked = names.filter(|term| term.year == 0);
        let has_cell = |name: &str| self.cell(model, name, year, table).is_some();
        if !asked.any(|term| members(model, &term.name.value, year).iter().any(|n| has_cell(n))) {
            return None;
        }
        let value = |name: &str, year: i32| match table {
            None => self.value(model, name, year),
            Some(table) => self.printed(model, name, year, table),
        };
        let cell = total.and_then(|total| self.cell(model, &total.name.value, year, table));
        let stated = match &relation.total {
            Stated::Figure(total) => value(&total.name.value, year.saturating_add(total.year)),
            Stated::Number(number) => Ok(number.clone()),
        };
        let computed = evaluate(model, &relation.formula, year, &value)
            .map_err(|gap| partial(model, &relation.formula, year, &value, &stated, gap));
        let adopted = cell.and_then(|origin| {
            let (table, _) = place_of(model, &self.claims, origin)?;
            adopted(model, table)
        });
        Some(Sides { stated, computed, cell, adopted })
    }

    fn printed(&self, model: &Model, name: &str, year: i32, table: &str) -> Result<Quantity, Gap> {
        let title = model.catalogue().get(name).map_or_else(|| Text::same(name), |it| it.title.clone());
        let origin = self.cell(model, name, year, Some(table));
        let Some(origin) = origin else { return Err(Gap::figure(not_known(&title, year))) };
        let part = self.claim(model, origin).map_or("", |claim| claim.part);
        self.quantity(origin).cloned().ok_or_else(|| Gap::figure(blank_cell(&title, year, part)))
    }

    /// The weightiest cell of a figure, blank ones last; of one table when it is named.
    fn cell(&self, model: &Model, name: &str, year: i32, table: Option<&str>) -> Option<Origin> {
        let slot = self.slot(name, year)?;
        let fits = |origin: &&Origin| {
            let place = place_of(model, &self.claims, **origin);
            table.is_none_or(|id| place.is_some_and(|(table, _)| table.id.value == id))
        };
        slot.claims.iter().chain(&slot.blanks).find(fits).copied()
    }

    pub(super) fn contributed(&self, model: &Model, group: &str, year: i32) -> Result<Quantity, Gap> {
        let basis = self.contribution_basis(model, "all", year)?;
        self.sum_of(model, &group_names(model, basis, group, year), year)
    }

    pub(super) fn municipal_split(&self, model: &Model, year: i32) -> Result<Split, Gap> {
        let basis = self.contribution_basis(model, "municipality", year)?;
        let names = group_names(model, basis, "municipality", year);
        let total = self.sum_of(model, &names, year)?;
        let mut worst: Option<(bool, Decimal, Split)> = None;
        for name in &names {
            let id = name.rsplit('.').next().unwrap_or(name);
            let stated = self.value(model, name, year)?;
            let share = self.value(model, &format!("key.{id}"), year)?;
            let expected = total.mul(&share).map_err(amount_gap)?;
            let fits = stated.meets(&expected).map_err(amount_gap)?;
            let off = stated.value.saturating_sub(expected.value).abs();
            let title = model.organisation(id).map_or(id, |it| it.name.as_str());
            let split = Split { fits, name: Text::same(title), stated, expected, share };
            if worst.as_ref().is_none_or(|(ok, most, _)| (!fits, off) > (!ok, *most)) {
                worst = Some((fits, off, split));
            }
        }
        let nobody = || Gap::figure(Text::new("Ingen kommun är medlem.", "No municipality is a member."));
        worst.map(|(_, _, split)| split).ok_or_else(nobody)
    }

    /// `contribution` when the outcome is known for everyone in a group, else `budget.contribution`.
    fn contribution_basis(&self, model: &Model, group: &str, year: i32) -> Result<&'static str, Gap> {
        let mut first = None;
        for basis in ["contribution", "budget.contribution"] {
            match self.sum_of(model, &group_names(model, basis, group, year), year) {
                Ok(_) => return Ok(basis),
                Err(gap) => drop(first.get_or_insert(gap)),
            }
        }
        Err(first.unwrap_or_else(|| Gap::figure(Text::default())))
    }

    fn sum_of(&self, model: &Model, names: &[String], year: i32) -> Result<Quantity, Gap> {
        let mut sum = Quantity::exact(Decimal::ZERO, Unit::Kr);
        for name in names {
            let next = self.value(model, name, year)?;
            sum = sum.add(&next).map_err(amount_gap)?;
        }
        Ok(sum)
    }

    fn slot(&self, name: &str, year: i32) -> Option<&Slot> {
        self.slots.get(&year)?.get(name)
    }

    fn quantity(&self, origin: Origin) -> Option<&Quantity> {
        self.claims.get(origin.0 as usize)?.quantity.as_ref()
    }
}

/// Whether a table has as many cells as it says.
fn is_whole(table: &Table) -> bool {
    let count = table.count.as_ref().and_then(|count| usize::try_from(count.value).ok());
    count == Some(table.cells.len())
}

fn lost_cells(table: &Table) -> Gap {
    let (id, part) = (&table.id.value, &table.part);
    Gap::figure(Text::new(
        format!(
            "Tabellen `{id}` ({part}) har inte det antal siffror som den ska ha, så en avvikande uppgift kan saknas."
        ),
        format!(
            "The table `{id}` ({part}) does not hold the number of figures it should, so a differing statement may be missing."
        ),
    ))
}

/// Both sides of a relation in a year.
#[derive(Debug)]
pub(super) struct Sides {
    pub(super) stated: Result<Quantity, Gap>,
    pub(super) computed: Result<Quantity, Gap>,
    /// The cell of the stated side.
    pub(super) cell: Option<Origin>,
    /// When its document became known.
    pub(super) adopted: Option<NaiveDate>,
}

/// When a table's document became known; what it is bound into counts when it has no day of its own.
pub(super) fn adopted(model: &Model, table: &Table) -> Option<NaiveDate> {
    let document = model.document(&table.source.value)?;
    let whole = || model.document(&document.part_of.as_ref()?.value)?.adopted;
    document.adopted.or_else(whole)
}

fn place_of<'m>(model: &'m Model, claims: &[Claim], origin: Origin) -> Option<(&'m Table, &'m Cell)> {
    let claim = claims.get(origin.0 as usize)?;
    let table = model.tables.get(claim.table)?;
    Some((table, table.cells.get(claim.cell)?))
}

/// A sum or a ratio, by whatever gives the values.
fn evaluate(
    model: &Model,
    formula: &Formula,
    year: i32,
    value: &dyn Fn(&str, i32) -> Result<Quantity, Gap>,
) -> Result<Quantity, Gap> {
    match formula {
        Formula::Sum(terms) => {
            let mut sum: Option<Quantity> = None;
            for (term, name) in spread_terms(model, terms, year) {
                let next = value(&name, year.saturating_add(term.year))?;
                sum = Some(match sum {
                    None => signed(term, next),
                    Some(sum) if term.minus => sum.sub(&next).map_err(amount_gap)?,
                    Some(sum) => sum.add(&next).map_err(amount_gap)?,
                });
            }
            sum.ok_or_else(|| Gap::figure(Text::new("Summan har inga poster.", "The sum has no terms.")))
        }
        Formula::Ratio(pair) => {
            let side = |term: &Term| value(&term.name.value, year.saturating_add(term.year));
            let (over, under) = (side(&pair.0)?, side(&pair.1)?);
            let ratio = over.div(&under).map_err(amount_gap)?;
            Ok(ratio.shown_in(Unit::Percent))
        }
        Formula::Stairs { .. } => Err(no_stairs()),
    }
}

/// The gap of a sum that lacks terms, with what the known ones say.
fn partial(
    model: &Model,
    formula: &Formula,
    year: i32,
    value: &dyn Fn(&str, i32) -> Result<Quantity, Gap>,
    stated: &Result<Quantity, Gap>,
    gap: Gap,
) -> Gap {
    let (Formula::Sum(terms), Ok(stated)) = (formula, stated) else { return gap };
    let known = spread_terms(model, terms, year).into_iter().filter_map(|(term, name)| {
        value(&name, year.saturating_add(term.year)).ok().map(|value| signed(term, value))
    });
    let known = known.reduce(|sum, next| sum.add(&next).unwrap_or(sum));
    let Some(known) = known else { return gap };
    let holds = stated.meets(&known).unwrap_or(false);
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
    Gap { reason: gap.reason, text }
}

fn spread_terms<'f>(model: &Model, terms: &'f [Term], year: i32) -> Vec<(&'f Term, String)> {
    let spread = |term: &'f Term| {
        let names = members(model, &term.name.value, year).into_iter();
        names.map(move |name| (term, name))
    };
    terms.iter().flat_map(spread).collect()
}

fn signed(term: &Term, value: Quantity) -> Quantity {
    if term.minus { value.negated() } else { value }
}

/// The names a pattern stands for in a year: those of the organisations that are members at its end.
fn members(model: &Model, name: &str, year: i32) -> Vec<String> {
    if !name.contains('{') {
        return vec![name.to_owned()];
    }
    let member = |name: &String| {
        let id = name.rsplit('.').next().unwrap_or(name);
        model.organisation(id).is_some_and(|it| it.is_member(year_end(year)))
    };
    model.spread(name).into_iter().filter(member).collect()
}

/// The names of a group's contributions.
fn group_names(model: &Model, basis: &str, group: &str, year: i32) -> Vec<String> {
    let state = || vec![format!("{basis}.staten")];
    let of = |pattern: &str| members(model, &format!("{basis}.{pattern}"), year);
    match group {
        "state" => state(),
        "region" => of("{region}"),
        "municipality" => of("{municipality}"),
        _ => [state(), of("{region}"), of("{municipality}")].concat(),
    }
}

/// The stairs of `rule/parameter` on a day.
fn stairs_on<'m>(model: &'m Model, parameter: &str, day: NaiveDate) -> Option<&'m [Step]> {
    let (rule, name) = parameter.split_once('/')?;
    let rule = model.rules.iter().find(|it| it.id.value == rule)?;
    match &rule.parameter(name, day)?.value {
        ParameterValue::Stairs(steps) => Some(steps),
        _ => None,
    }
}

/// The stairs over an amount of money: each step's rate on the part of the base within the step.
///
/// # Errors
/// A gap when the base may lie above the last step.
pub fn climb(base: &Quantity, steps: &[Step]) -> Result<Quantity, Gap> {
    let at = |value: Decimal| -> Option<Decimal> {
        let (mut from, mut sum) = (Decimal::ZERO, Decimal::ZERO);
        for step in steps {
            let to = step.to.unwrap_or(value).min(value);
            let part = to.checked_sub(from)?.max(Decimal::ZERO);
            sum = sum.checked_add(part.checked_mul(step.rate)?)?;
            from = step.to.unwrap_or(value);
            if value <= from {
                return Some(sum);
            }
        }
        None
    };
    match (at(base.value), at(base.low), at(base.high)) {
        (Some(value), Some(low), Some(high)) => Ok(Quantity { value, low, high, ..base.clone() }),
        _ => Err(above_stairs(base, steps)),
    }
}

fn above_stairs(base: &Quantity, steps: &[Step]) -> Gap {
    let top = steps.last().and_then(|step| step.to).unwrap_or_default();
    let top = Quantity::exact(top, Unit::Kr);
    let words = |language| (base.written(language), top.written(language));
    let ((base_sv, top_sv), (base_en, top_en)) = (words(Language::Sv), words(Language::En));
    Gap {
        reason: Undecided::RuleSilent,
        text: Text::new(
            format!(
                "Underlaget {base_sv} ligger över trappans sista steg, {top_sv}; vad som gäller där är inte känt."
            ),
            format!(
                "The base {base_en} is above the last step of the stairs, {top_en}; what holds there is not known."
            ),
        ),
    }
}

fn no_stairs() -> Gap {
    Gap {
        reason: Undecided::RuleSilent,
        text: Text::new(
            "Ingen trappa gäller den dagen.".to_owned(),
            "No stairs hold on that day.".to_owned(),
        ),
    }
}

/// The first statement that no reading of rounding reconciles with another.
fn first_disagreement(all: &[(Quantity, Text)]) -> Option<(Quantity, Text)> {
    let apart = |a: &Quantity, b: &Quantity| !a.meets(b).unwrap_or(false);
    let (best, _) = all.first()?;
    let against_best = all.iter().find(|(quantity, _)| apart(best, quantity));
    let any = || all.iter().find(|(a, _)| all.iter().any(|(b, _)| apart(a, b)));
    against_best.or_else(any).cloned()
}

fn place_words(model: &Model, claim: &ClaimView<'_>) -> Text {
    let title = model.document(claim.document).map_or(claim.document, |it| it.title.as_str());
    Text::same(format!("{title}, {}", claim.part))
}

fn not_known(title: &Text, year: i32) -> Text {
    Text::new(
        format!("Siffran {} för {year} är inte känd.", title.sv),
        format!("The figure {} for {year} is not known.", title.en),
    )
}

fn blank_cell(title: &Text, year: i32, part: &str) -> Text {
    Text::new(
        format!("Siffran {} för {year} är tom i källan ({part}).", title.sv),
        format!("The figure {} for {year} is blank in the source ({part}).", title.en),
    )
}

pub(super) fn amount_gap(error: AmountError) -> Gap {
    Gap::figure(match error {
        AmountError::DifferentKinds(..) => Text::new(
            "Siffror av olika slag går inte att räkna ihop.",
            "Figures of different kinds cannot be combined.",
        ),
        AmountError::DivisionByZero => Text::new(
            "Nämnaren är noll, eller kan vara noll inom avrundningen.",
            "The divisor is zero, or may be zero within rounding.",
        ),
        AmountError::Overflow => Text::new(
            "Talet är för stort för att hållas exakt.",
            "The number is too large to be held exactly.",
        ),
    })
}

/// The first day of a year.
pub(super) fn year_start(year: i32) -> NaiveDate {
    NaiveDate::from_ymd_opt(year, 1, 1).unwrap_or_default()
}

/// The last day of a year.
pub(super) fn year_end(year: i32) -> NaiveDate {
    NaiveDate::from_ymd_opt(year, 12, 31).unwrap_or_default()
}

/// Kinds of members whose notice boards minutes must be announced on.
pub(super) fn has_notice_board(kind: OrganisationKind) -> bool {
    matches!(kind, OrganisationKind::Municipality | OrganisationKind::Region)
}

/// The years in a set, from claims and elsewhere.
pub(super) fn all_years(figures: &Figures, more: impl Iterator<Item = i32>) -> BTreeSet<i32> {
    figures.years().chain(more).collect()
}
