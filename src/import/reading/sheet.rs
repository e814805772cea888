//! What each table of a document is: which statement, of which year, under which headings; and what its columns hold.

use std::collections::{BTreeMap, BTreeSet};

use super::bars::Bars;
use super::basis::Basis;
use super::blank::Empty;
use super::lexicon::{Lexicon, key};
use super::{Place, Why};
use crate::amount::Unit;
use crate::document::grid::{Grid, Grids, LineKind, Role, generic};
use crate::document::number::{self, Named, Said};
use crate::document::{Document, Table};
use crate::import::title;
use crate::model::Model;
use crate::model::figure::Prints;
use crate::model::label::Answer;
use crate::source::plain;

/// Words that say what a table prints, the surest first.
const STATEMENTS: &[(&str, Prints)] = &[
    ("resultaträkning", Prints::IncomeStatement),
    ("balansräkning", Prints::BalanceSheet),
    ("kassaflöde", Prints::CashFlow),
    ("finansieringsanalys", Prints::CashFlow),
    ("driftredovisning", Prints::OperatingStatement),
    ("driftsredovisning", Prints::OperatingStatement),
    ("investeringsredovisning", Prints::InvestmentStatement),
    ("flerårsöversikt", Prints::MultiYear),
    ("flerårsjämförelse", Prints::MultiYear),
    ("översikt över verksamhetens utveckling", Prints::MultiYear),
    ("fem år i sammandrag", Prints::MultiYear),
    ("budgetuppföljning", Prints::BudgetFollowUp),
    ("uppföljning av budget", Prints::BudgetFollowUp),
    ("utfall och budget", Prints::BudgetFollowUp),
    ("budget och utfall", Prints::BudgetFollowUp),
    ("utfall mot budget", Prints::BudgetFollowUp),
];

/// A table, as it is looked at.
#[derive(Debug, Clone, Default)]
pub(super) struct Sheet {
    /// What it prints.
    pub(super) prints: Option<Prints>,
    /// What a note comes to, where its title is a figure.
    pub(super) note: Option<String>,
    /// Where it stands: the heading and its title.
    pub(super) part: String,
    /// The year it is of, where its title or heading says one.
    pub(super) year: Option<i32>,
    /// The unit that most of its numbers have.
    pub(super) unit: Option<Unit>,
    /// What each line stands under.
    under: Vec<Under>,
    /// What its lines without a number are.
    empty: BTreeMap<usize, Empty>,
    /// All words that are above it, the nearest last.
    above: Vec<String>,
    /// What it is about, without the number of a note.
    core: String,
    /// Whether it holds what came out against what was budgeted.
    pub(super) follows_up: bool,
    /// Whether all of it is budgeted.
    is_budget: bool,
    /// What keeps it from being the förbund's own of a whole year.
    bars: Bars,
}

/// What a line stands under.
#[derive(Debug, Clone)]
enum Under {
    /// It is itself the title of a block.
    Title(String),
    /// The title of its block.
    Block(String),
    /// Nothing but the head.
    Nothing,
}

/// A cell, as it is looked up.
pub(super) struct Cell<'s> {
    sheet: &'s Sheet,
    under: Option<&'s str>,
    column: &'s str,
    /// The label of its row.
    pub(super) label: String,
    /// The keys it is looked up by, the surest first.
    pub(super) keys: Vec<String>,
    /// Whether the label means another thing in each table.
    pub(super) is_generic: bool,
    /// What the row is.
    pub(super) kind: LineKind,
    /// What the column makes of it.
    pub(super) basis: Basis,
    /// Whether a unit is told of it that is not known.
    pub(super) unit_unknown: bool,
    /// Why it is not taken by its label alone, and whether that is because of the table as a whole.
    pub(super) bar: Option<(Why, bool)>,
}

impl Sheet {
    pub(super) fn all(model: &Model, document: &Document, grids: &Grids, lexicon: &Lexicon<'_>) -> Vec<Self> {
        let tables: Vec<&Table> = document.tables().collect();
        let lines = grids.grids.iter().flat_map(|it| &it.lines);
        let rows =
            lines.filter(|it| it.figures.iter().any(Option::is_some)).map(|it| key(&it.label)).collect();
        let of = |grid: &Grid| {
            let table = tables.get(grid.table).copied();
            let mut sheet = Self::of(document, table, (grid, &rows), grids, lexicon);
            let nearest = sheet.above.last().map_or("", String::as_str);
            let of_document = title::title(document);
            let planned = [nearest, of_document].into_iter().find(|it| title::is_plan(it));
            let first = planned.filter(|_| sheet.is_budget).map(|it| first_year(it).unwrap_or(i32::MIN));
            sheet.bars = Bars::of(model, document, grid, &sheet.above, first);
            sheet
        };
        grids.grids.iter().map(of).collect()
    }

    fn of(
        document: &Document,
        table: Option<&Table>,
        (grid, rows): (&Grid, &BTreeSet<String>),
        grids: &Grids,
        lexicon: &Lexicon<'_>,
    ) -> Self {
        let path = document.path(table.and_then(|it| it.under));
        let mut above: Vec<String> = path.iter().map(|it| (*it).to_owned()).collect();
        // A caption that tells the unit alone tells nothing else.
        // What stands above a table may be the last line of another thing: the head's own first cell is surer.
        let head = grid.columns.first().map_or("", |it| it.title.as_str());
        let mut captions = [grid.title.as_str(), head].into_iter().filter(|it| is_caption(it));
        let caption = captions.next_back().map(str::to_owned);
        above.extend(caption.filter(|it| above.last() != Some(it)));
        let nearest = above.last().cloned().unwrap_or_default();
        let note = above.iter().rev().take(2).find_map(|it| after_note(it));
        let has = |role| grid.columns.iter().any(|it| it.role == role);
        let stated = above.iter().rev().find_map(|it| {
            let it = plain(it);
            STATEMENTS.iter().find(|(words, _)| it.contains(words)).map(|(_, prints)| *prints)
        });
        let follows_up = has(Role::Budget) && has(Role::Difference);
        let compared = follows_up.then_some(Prints::BudgetFollowUp);
        let prints = if note.is_some() { Some(Prints::Note) } else { stated.or(compared) };
        let core = note.unwrap_or_else(|| key(without_number(&nearest)));
        let total = lexicon.under(&core, &Basis::Outcome);
        let note = match (prints, total.as_slice()) {
            (Some(Prints::Note), [one]) => Some((*one).to_owned()),
            _ => None,
        };
        let says_budget = |it: &String| plain(it).contains("budget") && !plain(it).contains("utfall");
        let is_planned = above.last().is_some_and(says_budget) || title::is_plan(title::title(document));
        let is_budget = !has(Role::Budget) && !has(Role::Difference) && is_planned;
        let mut block = None;
        let under = grid.lines.iter().map(|line| {
            // What has numbers elsewhere is a row that has lost them here.
            if line.kind == LineKind::Title && !rows.contains(&key(&line.label)) {
                block = Some(line.label.clone());
                return Under::Title(line.label.clone());
            }
            block.clone().map_or(Under::Nothing, Under::Block)
        });
        let under: Vec<Under> = under.collect();
        let empty = grid.lines.iter().zip(&under).enumerate().filter(|(_, (line, _))| !line.is_numbered());
        let empty = empty.map(|(row, (_, under))| match under {
            Under::Title(_) => (row, Empty::Title),
            Under::Block(_) | Under::Nothing => (row, Empty::Nothing),
        });
        let empty = empty.collect();
        let units = grid.lines.iter().flat_map(|it| it.figures.iter().flatten());
        let unit = units.filter_map(|it| grids.quantity(*it)).map(|it| it.unit).next();
        let is_own = |it: &&str| **it != *nearest && prints != Some(Prints::Note);
        let parted: Vec<&str> =
            path.last().copied().into_iter().filter(is_own).chain([nearest.as_str()]).collect();
        Self {
            prints,
            note,
            part: parted.join(": "),
            year: parted.iter().rev().find_map(|it| number::year_named(it)),
            unit,
            under,
            empty,
            above,
            core,
            follows_up,
            is_budget,
            bars: Bars::default(),
        }
    }

    /// What a line is, where it has no number.
    pub(super) fn empty(&self, row: usize) -> Option<Empty> {
        self.empty.get(&row).copied()
    }

    /// Says what a line without a number is. What was taken for the title of a block and is none begins none.
    pub(super) fn set_empty(&mut self, row: usize, is: Empty) {
        self.empty.insert(row, is);
        if is != Empty::Figure || !matches!(self.under.get(row), Some(Under::Title(_))) {
            return;
        }
        let before = match row.checked_sub(1).and_then(|it| self.under.get(it)) {
            Some(Under::Title(title) | Under::Block(title)) => Under::Block(title.clone()),
            Some(Under::Nothing) | None => Under::Nothing,
        };
        for (at, it) in self.under.iter_mut().enumerate().skip(row) {
            if at > row && matches!(it, Under::Title(_)) {
                break;
            }
            *it = before.clone();
        }
    }

    /// The title of the block that a line stands in.
    pub(super) fn under(&self, row: usize) -> Option<&str> {
        match self.under.get(row)? {
            Under::Block(title) => Some(title),
            Under::Title(_) | Under::Nothing => None,
        }
    }

    /// What the table is called: what stands nearest above it.
    pub(super) fn called(&self) -> &str {
        self.above.last().map_or("", String::as_str)
    }

    /// A cell as it is looked up.
    pub(super) fn cell<'s>(&'s self, grids: &'s Grids, (at, row, column): Place) -> Option<Cell<'s>> {
        let grid = grids.grids.get(at)?;
        let (line, head) = (grid.lines.get(row)?, grid.columns.get(column)?);
        let figure = line.figures.get(column).copied().flatten().and_then(|it| grids.figures.get(it));
        let under = self.under(row);
        let label = key(&line.label);
        let keys = self.keys(&label, under);
        Some(Cell {
            sheet: self,
            under,
            column: &head.title,
            is_generic: generic(&line.label),
            keys,
            label: line.label.clone(),
            kind: line.kind,
            unit_unknown: figure.is_some_and(|it| it.unit_unknown),
            basis: Basis::of_column(grid, head, self.is_budget && !title::is_outcome(&head.title)),
            bar: self.bars.of_column(column).map(|why| (why, self.bars.is_of_table(column))),
        })
    }

    /// What a row is looked up by. One that says only that it is a sum is that of its block, or of its table.
    fn keys(&self, label: &str, under: Option<&str>) -> Vec<String> {
        if !is_sum_alone(label) {
            return vec![label.to_owned()];
        }
        let of = |it: &str| [format!("summa {it}"), it.to_owned()];
        match (under.map(key), self.core.as_str()) {
            (Some(block), _) if self.prints != Some(Prints::Note) => of(&block).to_vec(),
            (_, "") => vec![label.to_owned()],
            (_, core) => of(core).into_iter().chain([label.to_owned()]).collect(),
        }
    }

    /// Whether the table prints a unit for a cell: beside it, in its row, in a head or above.
    pub(super) fn prints_unit(&self, document: &Document, grids: &Grids, place: Place, unit: Unit) -> bool {
        let (at, row, column) = place;
        let Some(grid) = grids.grids.get(at) else { return false };
        let Some(table) = document.tables().nth(grid.table) else { return false };
        let line = grid.lines.get(row);
        let cell = line.and_then(|it| table.rows.get(it.row)?.cells.get(column));
        let beside = cell.is_some_and(|it| match number::read(&it.text) {
            Said::Number(printed) => printed.unit == Some(unit),
            _ => false,
        });
        let above = document.path(table.under);
        let heads = [0, column].into_iter().filter_map(|it| grid.columns.get(it)).map(|it| it.title.as_str());
        let words = above.last().copied().into_iter().chain([table.title.as_str()]).chain(heads);
        let words = words.chain(line.map(|it| it.label.as_str()));
        let counted = matches!(unit, Unit::Persons | Unit::Count);
        let mut words = words.map(plain);
        let said = Named::Unit(unit);
        let is_said = beside || grid.captioned.contains(&said);
        is_said || words.any(|it| number::unit_named(&it) == Some(said) || counted && it.contains("antal"))
    }
}

impl Cell<'_> {
    /// Whether it stands where an answer is about, and then whether that is its own table and not one around it.
    pub(super) fn is_in(&self, answer: &Answer) -> Option<bool> {
        let has = |title: &String, words: &str| key(title).contains(words);
        let under = |it: &String| self.under.is_some_and(|under| key(under) == key(it));
        if answer.under.as_ref().is_some_and(|it| !under(it))
            || answer.column.as_ref().is_some_and(|it| key(self.column) != key(it))
        {
            return None;
        }
        let Some(words) = answer.table.as_deref().map(key) else { return Some(false) };
        let above = &self.sheet.above;
        above.iter().any(|it| has(it, &words)).then(|| above.last().is_some_and(|it| has(it, &words)))
    }

    /// Whether an answer is about the very column that bars it, or about a table barred as a whole. Of columns that say
    /// no year, whoever has answered about the row has seen which are there.
    pub(super) fn lifts(&self, answer: &Answer) -> bool {
        let is_seen = self.sheet.bars.says_no_year && self.bar.is_some_and(|(why, _)| why == Why::Column);
        let own = || self.sheet.above.last().map(|it| key(it));
        let of_table = || answer.table.as_ref().is_some_and(|it| Some(key(it)) == own());
        is_seen
            || self.bar.is_none_or(|(_, is_of_table)| answer.column.is_some() || is_of_table && of_table())
    }

    /// Whether its row is called so.
    pub(super) fn is_called(&self, label: &str) -> bool {
        key(&self.label) == key(label)
    }
}

/// Whether a label says that it is a sum, and not of what.
pub(super) fn is_sum_alone(label: &str) -> bool {
    matches!(label, "summa" | "totalt" | "total" | "delsumma" | "summa totalt" | "totalsumma" | "s:a")
}

/// The title of a note, without "Not" and its number.
fn after_note(text: &str) -> Option<String> {
    let text = plain(text);
    let rest = text.strip_prefix("not ")?.trim_start();
    let number = rest.find(|c: char| !c.is_ascii_digit()).unwrap_or(rest.len());
    (number > 0)
        .then(|| key(rest.get(number..).unwrap_or_default().trim_start_matches(['.', ':', ' ', '-', '–'])))
}

/// A heading without its number.
fn without_number(text: &str) -> &str {
    text.trim_start_matches(|c: char| c.is_ascii_digit() || matches!(c, '.' | ' '))
}

/// The first year that a text names.
fn first_year(text: &str) -> Option<i32> {
    let years = text.split(|c: char| !c.is_ascii_digit()).filter(|it| it.len() == 4);
    years.filter_map(|it| it.parse().ok()).filter(|it| (1990..=2099).contains(it)).min()
}

/// Whether a text can be the title of a table: what tells the unit and nothing more cannot.
fn is_caption(text: &str) -> bool {
    let is_year = text.parse::<u16>().is_ok();
    let tells_unit = number::unit_named(text).is_some()
        && (text.split(' ').count() < 5 && plain(text).starts_with("belopp") || number::is_unit_alone(text));
    !text.is_empty() && !is_year && !text.ends_with('.') && !text.contains(" / ") && !tells_unit
}
