//! Figures: which claims there are, which one weighs most, what is derived from them.

mod allocation;
mod cause;
mod columns;
mod culprit;
mod disputed;
mod relations;
mod rounding;
mod rows;
mod shares;
mod stated;
mod twins;

use std::cmp::Reverse;
use std::collections::{BTreeMap, BTreeSet};
use std::sync::{Mutex, OnceLock};

use chrono::NaiveDate;
use rust_decimal::Decimal;

use allocation::{Contributed, no_stairs, stairs_on};
pub use allocation::{Split, climb, climb_at_least};
pub(super) use allocation::{cap_parameter, cap_stairs};
pub use cause::LikelyCause;
pub(super) use culprit::{Candidate, Check};
pub(super) use disputed::Dispute;
use relations::{AskedOf, Spread};
pub(super) use relations::{Instead, Sides};
pub(super) use rows::{LeftOut, Row};
pub(super) use shares::{Share, Together};
pub(super) use stated::Claims;
use twins::Twins;

use super::{Gap, Question};
use crate::amount::{AmountError, Kind, Origin, Quantity, Text, Unit};
use crate::graph;
use crate::model::Model;
use crate::model::figure::{Cell, Formula, Table};
use crate::source::Span;

/// All claims and everything computed from them.
#[derive(Debug)]
pub(super) struct Figures {
    claims: Vec<Claim>,
    /// The tables whose document was known, by their number in the workspace, weightiest first.
    counted: Vec<usize>,
    /// A figure of a year that is taken to be another number than its weightiest.
    instead: Option<(String, i32, Quantity)>,
    slots: BTreeMap<i32, BTreeMap<String, Slot>>,
    computed: BTreeMap<i32, BTreeMap<String, Result<Quantity, Gap>>>,
    /// What groups of members contribute, once somebody has asked: many rules do, of the same year.
    contributed: Mutex<Contributed>,
    /// The gap of each year that has a table which has lost cells, or never said how many it has.
    incomplete: BTreeMap<i32, Gap>,
    /// Those of them whose table says how many cells it has, and has another number.
    lost: BTreeMap<i32, Gap>,
    /// The rows that tables beside theirs have, or leave out.
    rows: OnceLock<BTreeMap<(i32, String), Row>>,
    /// The things and years that have the numbers of others.
    twins: OnceLock<Vec<Twins>>,
    /// What the relations are asked of, in their order.
    asked: OnceLock<Vec<AskedOf>>,
}

#[derive(Debug)]
struct Claim {
    table: usize,
    cell: usize,
    unit: Unit,
    quantity: Option<Quantity>,
}

/// The claims of one figure in one year, weightiest first, and its blank cells.
#[derive(Debug, Default)]
struct Slot {
    claims: Vec<Origin>,
    blanks: Vec<Origin>,
    /// The weightiest of each table, blank ones last, by the table's id.
    by_table: BTreeMap<String, Origin>,
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
    /// The row and the column there, where the file tells.
    pub at: Option<&'f str>,
    /// The number as printed, in the sign convention of the figures files.
    pub number: Option<Decimal>,
    /// The unit it is printed in.
    pub unit: Unit,
    /// Where it stands in the workspace.
    pub span: Span,
}

impl Figures {
    pub(super) fn new(model: &Model, question: Question) -> Self {
        Self::with(model, question, None)
    }

    /// The same, where a figure of a year is another number than its weightiest.
    pub(super) fn with(model: &Model, question: Question, instead: Option<(String, i32, Quantity)>) -> Self {
        let mut figures = Self {
            claims: Vec::new(),
            counted: Vec::new(),
            instead,
            slots: BTreeMap::new(),
            computed: BTreeMap::new(),
            contributed: Mutex::default(),
            incomplete: BTreeMap::new(),
            lost: BTreeMap::new(),
            rows: OnceLock::new(),
            twins: OnceLock::new(),
            asked: OnceLock::new(),
        };
        let mut tables: Vec<(usize, &Table)> = model.tables.iter().enumerate().collect();
        tables.sort_by_cached_key(|(_, table)| weight(model, table));
        for (index, table) in tables {
            if question.counts(model.known_from(&table.source.value)) {
                figures.counted.push(index);
                figures.take_in(index, table);
                if let Some(gap) = may_lack(table) {
                    figures.incomplete.entry(table.year).or_insert(gap);
                }
                if table.count.is_some() && !has_its_cells(table) {
                    figures.lost.entry(table.year).or_insert_with(|| lost_cells(table));
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
            let printed = |number| Quantity::printed(number, table.unit, origin);
            let rounded = |it: Quantity| table.step.map_or(Ok(it.clone()), |step| it.rounded_to(step));
            let quantity = cell.number.and_then(|number| printed(number).and_then(rounded).ok());
            let slot = self.slots.entry(table.year).or_default();
            let slot = slot.entry(cell.figure.value.clone()).or_default();
            let list = if quantity.is_some() { &mut slot.claims } else { &mut slot.blanks };
            list.push(origin);
            self.claims.push(Claim { table: index, cell: cell_index, unit: table.unit, quantity });
        }
    }

    /// Statements and notes before overviews before running text, more precise before less; of those that weigh
    /// the same, as their tables do.
    fn rank(&mut self, model: &Model) {
        let claims = &self.claims;
        let weight = |origin: &Origin| {
            let (table, _) = place_of(model, claims, *origin)?;
            let claim = claims.get(origin.0 as usize)?;
            let spread = claim.quantity.as_ref().map(|q| q.high.saturating_sub(q.low));
            Some((table.kind, spread, *origin))
        };
        for slot in self.slots.values_mut().flat_map(BTreeMap::values_mut) {
            slot.claims.sort_by_cached_key(weight);
            for origin in slot.claims.iter().chain(&slot.blanks) {
                if let Some((table, _)) = place_of(model, claims, *origin) {
                    slot.by_table.entry(table.id.value.clone()).or_insert(*origin);
                }
            }
        }
    }

    fn derive(&mut self, model: &Model) {
        let order = graph::derivation_order(model);
        let years: Vec<i32> = self.slots.keys().copied().collect();
        for year in years {
            for name in &order {
                let formula = model.catalogue().get(name).and_then(|figure| figure.formula.as_ref());
                let Some(formula) = formula else { continue };
                let kind = model.catalogue().get(name).map(|figure| figure.kind);
                let known = |name: &str, year| self.value(model, name, year);
                let value = self.compute(model, formula, year, &known).map(|it| of_kind(it, formula, kind));
                self.computed.entry(year).or_default().insert(name.clone(), value);
            }
        }
    }

    /// A formula in a year, by whatever gives the values.
    fn compute(
        &self,
        model: &Model,
        formula: &Formula,
        year: i32,
        value: &dyn Fn(&str, i32) -> Result<Quantity, Gap>,
    ) -> Result<Quantity, Gap> {
        match formula {
            Formula::Stairs { base, parameter } => {
                let base = value(&base.name.value, year.saturating_add(base.year))?;
                let steps = stairs_on(model, &parameter.value, year_end(year));
                climb(&base, steps.ok_or_else(no_stairs)?)
            }
            Formula::Sum(_) | Formula::Ratio(_) | Formula::Between(_) => {
                let printed = |name: &str, year: i32| self.is_a_term(model, name, year);
                Spread { model, year, value, printed: &printed, lacks: &|_, _| false }.evaluate(formula)
            }
        }
    }

    /// Whether a formula counts what is printed of somebody who was no member: not as a contribution of the members. A
    /// printed sum may have it in it all the same (`is_of_the_printed`).
    fn is_a_term(&self, model: &Model, name: &str, year: i32) -> bool {
        let is_contribution = model.catalogue().get(name).is_some_and(|it| it.contribution.is_some());
        !is_contribution && self.slot(name, year).is_some()
    }

    /// The computed value, else the weightiest claim, else the gap. What no document prints as it is written says
    /// that it is computed.
    pub(super) fn value(&self, model: &Model, name: &str, year: i32) -> Result<Quantity, Gap> {
        if let Some(other) = self.taken_instead(name, year) {
            return Ok(other.clone());
        }
        let computed = self.computed.get(&year).and_then(|year| year.get(name));
        let slot = self.slot(name, year);
        if let Some(Ok(quantity)) = computed {
            let mut claims = slot.into_iter().flat_map(|slot| &slot.claims);
            let is_printed =
                claims.any(|it| self.quantity(*it).is_some_and(|claim| claim.looks_like(quantity)));
            let own = quantity.clone();
            return Ok(if is_printed { own } else { own.as_worked_out() });
        }
        if let Some(best) = slot.and_then(|slot| self.best_of(slot)) {
            return Ok(best.clone());
        }
        if let Some(Err(gap)) = computed {
            return Err(gap.clone());
        }
        let title = model.figure_title(name);
        let blank = slot.and_then(|slot| slot.blanks.first());
        Err(match blank.and_then(|origin| self.claim(model, *origin)) {
            Some(claim) => Gap::figure(blank_cell(&title, year, claim.part)),
            None => Gap::of_figure(name, year, not_known(&title, year)),
        })
    }

    /// The weightiest claim; where that is rounded more, the first that says the same with more digits.
    fn best_of(&self, slot: &Slot) -> Option<&Quantity> {
        let mut claims = slot.claims.iter().filter_map(|it| self.quantity(*it));
        let best = claims.next()?;
        let is_within = |it: &&Quantity| {
            best.low <= it.low && it.high <= best.high && (best.low, best.high) != (it.low, it.high)
        };
        Some(claims.find(is_within).unwrap_or(best))
    }

    /// The same, and no wider than a claim that agrees with it: numbers rounded to 12.4 and 12.5 may be as good as
    /// equal, but not where the rise between them is printed as well.
    pub(super) fn settled(&self, model: &Model, name: &str, year: i32) -> Result<Quantity, Gap> {
        let value = self.value(model, name, year)?;
        let claims = self.slot(name, year).into_iter().flat_map(|slot| &slot.claims);
        let claims = claims.filter_map(|it| self.quantity(*it));
        Ok(claims.fold(value, |value, claim| value.narrowed_by(claim)))
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
            at: cell.at.as_deref(),
            number: cell.number,
            unit: table.unit,
            span: cell.span,
        })
    }

    /// The gap when a table of the year behind a claim has lost cells: the weightiest claim may be among them; or
    /// when the document behind it does not prove that nothing of it is missing.
    pub(super) fn lost(&self, model: &Model, origin: Origin) -> Option<Gap> {
        let (table, _) = place_of(model, &self.claims, origin)?;
        let lost = self.lost.get(&table.year).cloned();
        lost.or_else(|| (!table.proven).then(|| unproven(model, table)))
    }

    /// The gap when one of a figure's claims is of a document that does not prove itself whole.
    fn unproven(&self, model: &Model, name: &str, year: i32) -> Option<Gap> {
        let claims = self.slot(name, year)?.claims.iter();
        let mut tables = claims.filter_map(|origin| Some(place_of(model, &self.claims, *origin)?.0));
        tables.find(|table| !table.proven).map(|table| unproven(model, table))
    }

    /// Looks for what several tables have in common, each of it on one processor.
    pub(super) fn look_beside(&self, model: &Model) {
        self.all_twins(model);
        self.rows.get_or_init(|| self.rows_beside(model));
    }

    /// A row of a year, as other tables of its kind have it or leave it out.
    pub(super) fn row(&self, model: &Model, name: &str, year: i32) -> Option<&Row> {
        self.rows.get_or_init(|| self.rows_beside(model)).get(&(year, name.to_owned()))
    }

    /// Where a number that one document prints stands; none of what is worked out.
    pub(super) fn place(&self, model: &Model, number: &Quantity) -> Option<Text> {
        let [origin] = number.origins.as_slice() else { return None };
        self.claim(model, *origin).map(|claim| place_words(model, &claim))
    }

    /// When the document behind a claim became known.
    pub(super) fn adopted(&self, model: &Model, origin: Origin) -> Option<NaiveDate> {
        place_of(model, &self.claims, origin).and_then(|(table, _)| adopted(model, table))
    }

    /// What a document states of a figure.
    pub(super) fn in_document(&self, model: &Model, name: &str, document: &str) -> Vec<Origin> {
        let slots = self.slots.values().filter_map(|slots| slots.get(name));
        let claims = slots.flat_map(|slot| slot.claims.iter().copied());
        let there = |it: &Origin| self.claim(model, *it).is_some_and(|it| it.document == document);
        claims.filter(there).collect()
    }

    /// The number that a claim prints.
    pub(super) fn value_of(&self, origin: Origin) -> Option<&Quantity> {
        self.quantity(origin)
    }

    /// Years with at least one claim.
    pub(super) fn years(&self) -> impl Iterator<Item = i32> {
        self.slots.keys().copied()
    }

    /// Whether a figure is printed for a year, in a number or a blank cell.
    ///
    /// # Errors
    /// The gap when it is not, and a table of the year may have lost the row.
    pub(super) fn is_stated(&self, name: &str, year: i32) -> Result<bool, Gap> {
        match (self.slot(name, year), self.incomplete.get(&year)) {
            (None, Some(gap)) => Err(gap.clone()),
            (slot, _) => Ok(slot.is_some()),
        }
    }

    /// Every figure that is claimed in any year, with its weightiest claim.
    pub(super) fn claimed(&self) -> impl Iterator<Item = (i32, &str, Origin)> {
        self.slots.keys().flat_map(|year| self.claimed_in(*year).map(|(name, origin)| (*year, name, origin)))
    }

    /// Every figure that is claimed in a year, with its weightiest claim.
    pub(super) fn claimed_in(&self, year: i32) -> impl Iterator<Item = (&str, Origin)> {
        let slots = self.slots.get(&year).into_iter().flatten();
        slots.filter_map(|(name, slot)| Some((name.as_str(), *slot.claims.first()?)))
    }

    fn slot(&self, name: &str, year: i32) -> Option<&Slot> {
        self.slots.get(&year)?.get(name)
    }

    /// The weightiest claim ([`Self::best_of`]), whatever can be computed.
    fn best_claim(&self, name: &str, year: i32) -> Option<&Quantity> {
        let best = || self.slot(name, year).and_then(|slot| self.best_of(slot));
        self.taken_instead(name, year).or_else(best)
    }

    fn taken_instead(&self, name: &str, year: i32) -> Option<&Quantity> {
        let (of, on, other) = self.instead.as_ref()?;
        (of == name && *on == year).then_some(other)
    }

    fn quantity(&self, origin: Origin) -> Option<&Quantity> {
        self.claims.get(origin.0 as usize)?.quantity.as_ref()
    }
}

/// What a table weighs against others: by what it is and prints, then by when its document became known, how much
/// it prints and where in the document it stands. Never by where it stands in the workspace's files.
fn weight<'m>(model: &'m Model, table: &'m Table) -> impl Ord + use<'m> {
    let day = adopted(model, table).unwrap_or(NaiveDate::MAX);
    let prints = (table.prints.is_none(), table.prints);
    let fullest = Reverse(table.cells.len());
    (table.kind, prints, day, fullest, table.part.as_str(), table.id.value.as_str(), table.year)
}

/// Whether a table has as many cells as it says.
fn has_its_cells(table: &Table) -> bool {
    let count = table.count.as_ref().and_then(|count| usize::try_from(count.value).ok());
    count == Some(table.cells.len())
}

/// Why a figure may have fallen out of a table, or out of the file beside it.
fn may_lack(table: &Table) -> Option<Gap> {
    match (has_its_cells(table), table.among_all) {
        (false, _) => Some(lost_cells(table)),
        (true, false) => Some(lost_tables(table)),
        (true, true) => None,
    }
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

/// What a figure rests on that may lack something.
fn unproven(model: &Model, table: &Table) -> Gap {
    let place = model.cited_at(&table.source.value, Some(&table.part));
    Gap::figure(Text::new(
        format!(
            "{place}: det är inte visat att bokföringen är hel, så en uppgift ur den räcker inte för att säga att något är rätt."
        ),
        format!(
            "{place}: it is not shown that the ledger is whole, so a figure of it is not enough to say that something is right."
        ),
    ))
}

fn lost_tables(table: &Table) -> Gap {
    let id = &table.id.value;
    Gap::figure(Text::new(
        format!(
            "Filen med tabellen `{id}` säger inte hur många tabeller den har, så en avvikande uppgift kan saknas."
        ),
        format!(
            "The file with the table `{id}` does not say how many tables it has, so a differing statement may be missing."
        ),
    ))
    .written("count = { table = … }")
}

/// When a table's document became known.
pub(super) fn adopted(model: &Model, table: &Table) -> Option<NaiveDate> {
    model.adopted(&table.source.value)
}

fn place_of<'m>(model: &'m Model, claims: &[Claim], origin: Origin) -> Option<(&'m Table, &'m Cell)> {
    let claim = claims.get(origin.0 as usize)?;
    let table = model.tables.get(claim.table)?;
    Some((table, table.cells.get(claim.cell)?))
}

/// What a formula gives as what its figure measures.
fn of_kind(value: Quantity, formula: &Formula, kind: Option<Kind>) -> Quantity {
    let unit = match kind {
        Some(Kind::Percent) => Unit::Percent,
        Some(Kind::Share) => Unit::Share,
        Some(Kind::Index) => Unit::Index,
        Some(Kind::Number) => Unit::Number,
        Some(Kind::Persons) => Unit::Persons,
        Some(Kind::Count) => Unit::Count,
        Some(Kind::Money | Kind::Days | Kind::Months) | None => return value,
    };
    match formula {
        Formula::Ratio(_) => value.as_quotient(unit),
        Formula::Sum(_) | Formula::Between(_) | Formula::Stairs { .. } => value.as_part(unit),
    }
}

fn place_words(model: &Model, claim: &ClaimView<'_>) -> Text {
    let place = model.cited_at(claim.document, Some(claim.part));
    Text::same(claim.at.map_or_else(|| place.clone(), |at| format!("{place}, {at}")))
}

fn not_known(title: &Text, year: i32) -> Text {
    Text::new(
        format!("Siffran {} för {year} är inte känd.", title.sv),
        format!("The figure {} for {year} is not known.", title.en),
    )
}

/// A figure that another table has, where what stands in one is asked about.
fn not_there(title: &Text, year: i32, table: &Table) -> Text {
    Text::new(
        format!("Siffran {} för {year} står inte i {}, och här prövas talen där.", title.sv, table.part),
        format!(
            "The figure {} for {year} is not in {}, whose numbers are tested here.",
            title.en, table.part
        ),
    )
}

fn not_known_elsewhere(title: &Text, year: i32) -> Text {
    Text::new(
        format!("Vad årsredovisningen eller bokföringen säger om {} för {year} är inte känt.", title.sv),
        format!("What the annual report or the ledger says of {} for {year} is not known.", title.en),
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

/// The years in a set, from claims and elsewhere.
pub(super) fn all_years(figures: &Figures, more: impl Iterator<Item = i32>) -> BTreeSet<i32> {
    figures.years().chain(more).collect()
}
