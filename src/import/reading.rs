//! From the tables of a document to figures of the workspace: each row by the labels that figures are printed under,
//! the table it stands in, its unit, sign and year.
//!
//! Only what can be one thing alone is taken. The rest is asked about, with the nearest figures, and answered once in
//! `labels.toml`; nothing is assigned in silence.

mod bars;
mod basis;
mod blank;
mod file;
mod held;
mod kin;
mod lexicon;
mod sheet;

use std::collections::{BTreeMap, BTreeSet};

use rust_decimal::Decimal;

pub use file::{Papers, Source, Untouched, answer_of, emptied, files_of, is_untouched, place};

use crate::amount::{Kind, Text, Unit};
use crate::document::grid::{Grids, LineKind, Role};
use crate::document::number::{self, Said};
use crate::document::{Document, UnreadKind};
use crate::import::title;
use crate::model::Model;
use crate::model::figure::{Prints, Sign};
use crate::model::label::{Answer, Says};
use basis::Basis;
use blank::Empty;
use lexicon::Lexicon;
use sheet::Sheet;

/// A number of the document that is a figure of the workspace.
#[derive(Debug, Clone)]
pub struct Claim {
    /// The number of its grid.
    pub grid: usize,
    /// The number of its line in the grid.
    pub line: usize,
    /// The number of its column.
    pub column: usize,
    /// The figure.
    pub figure: String,
    /// The year.
    pub year: i32,
    /// The number as it is printed; none where the cell is blank.
    pub number: Option<Decimal>,
    /// The unit.
    pub unit: Unit,
    /// Whether the table prints that unit.
    pub unit_printed: bool,
    /// Whether the förbund has answered what the row is.
    pub is_answered: bool,
}

/// Why a row is no figure yet.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Why {
    /// No figure is printed under such a label.
    Unknown,
    /// Several are.
    Several,
    /// One is, but not in such a table, or the label says too little in one.
    Unsure,
    /// Two rows of the table come to the same figure.
    Twice,
    /// The document does not say whether it is kronor or thousands.
    NoUnit,
    /// It has no minus where other costs of its column have one.
    Sign,
    /// The table or the row says two units.
    Units,
    /// The table is of another organisation than the förbund.
    Others,
    /// The table or the column is of a part of a year.
    PartOfYear,
    /// The column is a forecast, an application or of several years.
    NoOutcome,
    /// The head of the column says more of its numbers than is known.
    Column,
    /// Two answers say different things.
    Answers,
    /// The workspace has another number, entered by hand.
    ByHand,
    /// What stands in its cell could not be read as a number.
    Unread,
    /// It is blank, and may be the title of what follows or a figure that is missing.
    Blank,
}

/// A row that is no figure yet.
#[derive(Debug, Clone)]
pub struct Question {
    /// The number of its grid.
    pub grid: usize,
    /// The number of its line in the grid.
    pub line: usize,
    /// Why.
    pub why: Why,
    /// The figures that are nearest.
    pub near: Vec<String>,
    /// The column and the text of the one cell it is about, where that could not be read.
    pub cell: Option<(usize, String)>,
    /// The column, where it is about all of that and not about the row.
    pub column: Option<usize>,
}

/// A row that is left out, as answered, and why.
#[derive(Debug, Clone)]
pub struct Ignored {
    /// The number of its grid.
    pub grid: usize,
    /// The number of its line in the grid.
    pub line: usize,
    /// Why.
    pub why: String,
}

/// What a document comes to.
#[derive(Debug, Clone, Default)]
pub struct Reading {
    /// What is taken, in the order of the document.
    pub claims: Vec<Claim>,
    /// What is asked about, in that order.
    pub questions: Vec<Question>,
    /// What is left out, in that order.
    pub ignored: Vec<Ignored>,
    /// How many numbers of rows that are taken stand in columns of no figure.
    pub beside: usize,
    /// The grids and years of which something is known not to be taken, beside those with a question.
    partial: BTreeSet<(usize, i32)>,
    /// What each grid is.
    sheets: Vec<Sheet>,
    /// Whether something of the document is hidden from who reads it, so that no table of it is known to be whole.
    pub is_cut: bool,
}

/// What a cell is.
#[derive(Debug, Clone)]
enum Is {
    Figure { name: String, unit: Unit, is_answered: bool },
    Ignored(String),
    Asked(Why, Vec<String>),
}

/// A cell that is asked about: its column, why, and the figures that are nearest.
type Asked<'t> = (usize, Why, &'t Vec<String>);

/// A cost: its cell, its figure and its number as printed.
type Cost<'t> = (Place, &'t str, Decimal);

/// A cell by its grid, line and column.
type Place = (usize, usize, usize);

/// Takes what is surely a figure of the workspace. `year` is that of the document.
#[must_use]
pub fn take(model: &Model, document: &Document, grids: &Grids, year: i32) -> Reading {
    let lexicon = Lexicon::of(model);
    let sheets = Sheet::all(model, document, grids, &lexicon);
    let mut taking = Taking { model, document, grids, year, lexicon, sheets, is: BTreeMap::new() };
    blank::settle(&mut taking);
    for at in 0..grids.grids.len() {
        taking.grid(at);
    }
    kin::settle(&mut taking);
    taking.done()
}

struct Taking<'t> {
    model: &'t Model,
    document: &'t Document,
    grids: &'t Grids,
    year: i32,
    lexicon: Lexicon<'t>,
    sheets: Vec<Sheet>,
    is: BTreeMap<Place, Is>,
}

impl Taking<'_> {
    fn grid(&mut self, at: usize) {
        let (Some(grid), Some(sheet)) = (self.grids.grids.get(at), self.sheets.get(at)) else { return };
        let mut found = Vec::new();
        // A row "varav" is of the row above it.
        let mut of: Option<String> = None;
        for (row, line) in grid.lines.iter().enumerate() {
            let mut own = None;
            for column in 0..grid.columns.len() {
                let Some(is) = self.cell(sheet, (at, row, column), of.as_deref()) else { continue };
                if let Is::Figure { name, .. } = &is {
                    own = own.or_else(|| Some(name.clone()));
                }
                found.push(((at, row, column), is));
            }
            if line.kind != LineKind::Of && (line.kind != LineKind::Title || own.is_some()) {
                of = own;
            }
        }
        self.is.extend(found);
    }

    /// What a cell is; none where it has no number and none is missing.
    fn cell(&self, sheet: &Sheet, place: Place, of: Option<&str>) -> Option<Is> {
        let (at, row, column) = place;
        let grid = self.grids.grids.get(at)?;
        let (line, head) = (grid.lines.get(row)?, grid.columns.get(column)?);
        // A row that ends before its columns do is blank in the rest.
        let said = line.said.get(column).unwrap_or(&Said::Blank);
        let is_unread = line.unread.contains(&column);
        if matches!(head.role, Role::Words | Role::Note) || *said == Said::Text && !is_unread {
            return None;
        }
        let empty = sheet.empty(row);
        if empty == Some(Empty::Title) || column == 0 {
            return None;
        }
        let printed = self.unit(sheet, place).or(is_unread.then_some(Unit::Number))?;
        let answer = self.answer(sheet, place, printed);
        let is = match (answer, empty) {
            (Some(is), _) => is,
            (None, Some(Empty::Title | Empty::Nothing)) => return None,
            (None, Some(Empty::Figure) | None) => self.by_label_unless_barred(sheet, place, printed, of),
            (None, Some(Empty::Unsure)) => match self.by_label_unless_barred(sheet, place, printed, of) {
                Is::Figure { name, .. } => Is::Asked(Why::Blank, vec![name]),
                other => other,
            },
        };
        Some(match is {
            Is::Figure { name, .. } if is_unread => Is::Asked(Why::Unread, vec![name]),
            Is::Asked(Why::NoUnit, names) if is_unread => Is::Asked(Why::Unread, names),
            is => is,
        })
    }

    fn by_label_unless_barred(&self, sheet: &Sheet, place: Place, printed: Unit, of: Option<&str>) -> Is {
        self.unless_barred(sheet, place, printed, self.by_label(sheet, place, printed, of))
    }

    /// What a cell is by its label, unless its table, its column or its row says that it is something else.
    fn unless_barred(&self, sheet: &Sheet, place: Place, printed: Unit, is: Is) -> Is {
        let Some(cell) = sheet.cell(self.grids, place) else { return is };
        let names = match &is {
            Is::Figure { name, .. } => vec![name.clone()],
            Is::Asked(Why::Unsure | Why::Several | Why::NoUnit, names) => names.clone(),
            _ => return is,
        };
        let other = |it: Option<&str>| {
            let said = it.and_then(number::unit_named).filter(|_| printed.kind() == Kind::Money);
            said.is_some_and(|it| it.known().is_none_or(|it| it.kind() == Kind::Money && it != printed))
        };
        // "Eget kapital, mkr" in a table of tkr: which of them holds cannot be told.
        let row = Some(cell.label.as_str()).filter(|it| !it.contains('('));
        let units = other(row) || other(sheet.under(place.1));
        let of_block = sheet.under(place.1).is_some_and(|it| title::names_another(self.model, it));
        match (cell.bar, of_block, units) {
            (Some((why, _)), ..) => Is::Asked(why, names),
            (None, true, _) => Is::Asked(Why::Others, names),
            (None, false, true) => Is::Asked(Why::Units, names),
            (None, false, false) => is,
        }
    }

    /// The unit of a cell; of a blank one that of its column, else that of its row.
    fn unit(&self, sheet: &Sheet, (at, row, column): Place) -> Option<Unit> {
        let grid = self.grids.grids.get(at)?;
        let line = grid.lines.get(row)?;
        let of = |figure: Option<&Option<usize>>| {
            self.grids.quantity(figure.copied().flatten()?).map(|it| it.unit)
        };
        let of_column = || grid.lines.iter().find_map(|it| of(it.figures.get(column)));
        let of_row = || line.figures.iter().find_map(|it| of(Some(it)));
        let head = grid.columns.get(column)?;
        let named = || number::unit_named(&head.title).and_then(number::Named::known);
        let blank = || match (head.role, named()) {
            (Role::Share, _) => of_column(),
            (_, Some(unit)) => Some(unit),
            (_, None) => of_row().or_else(of_column),
        };
        of(line.figures.get(column)).or_else(blank).or(sheet.unit)
    }

    /// What the förbund has answered, the narrowest answer first.
    fn answer(&self, sheet: &Sheet, place: Place, printed: Unit) -> Option<Is> {
        let cell = sheet.cell(self.grids, place)?;
        let mut found: Vec<((usize, bool), Is)> = Vec::new();
        for answer in &self.model.answers {
            let Some(is_nearest) = cell.is_in(answer) else { continue };
            for is in self.answered(answer, &cell, printed) {
                found.push(((answer.narrowness(), is_nearest), is));
            }
        }
        // A number without a unit is per cent only where nothing else is said of it.
        let is_part = |is: &Is| matches!(is, Is::Figure { unit: Unit::Percent, .. });
        if printed == Unit::Number && found.iter().any(|(_, is)| !is_part(is)) {
            found.retain(|(_, is)| !is_part(is));
        }
        let most = found.iter().map(|(narrow, _)| *narrow).max()?;
        let mut best: Vec<Is> = Vec::new();
        for (_, is) in found.into_iter().filter(|(narrow, _)| *narrow == most) {
            let same = |it: &Is| match (it, &is) {
                (Is::Figure { name: one, .. }, Is::Figure { name: other, .. }) => one == other,
                (Is::Ignored(_), Is::Ignored(_)) | (Is::Asked(..), Is::Asked(..)) => true,
                _ => false,
            };
            if !best.iter().any(same) {
                best.push(is);
            }
        }
        if best.len() == 1 {
            return best.pop();
        }
        let names = best.into_iter().filter_map(|it| match it {
            Is::Figure { name, .. } => Some(name),
            _ => None,
        });
        Some(Is::Asked(Why::Answers, names.collect()))
    }

    fn answered(&self, answer: &Answer, cell: &sheet::Cell<'_>, printed: Unit) -> Vec<Is> {
        let row = answer.row.as_deref();
        if matches!(answer.says, Says::Figure(..)) && !cell.lifts(answer) {
            return Vec::new();
        }
        match &answer.says {
            Says::Ignore(why) if row.is_none_or(|it| self.lexicon.is_row(self.model, it, &cell.label)) => {
                vec![Is::Ignored(why.clone())]
            }
            Says::Ignore(_) => Vec::new(),
            Says::Figure(figure, unit) => {
                let bound = self.lexicon.bound(self.model, &figure.value, row.unwrap_or_default());
                let fits = bound.into_iter().filter(|(_, row)| row.iter().any(|it| cell.is_called(it)));
                let basis = if answer.column.is_some() { Basis::Outcome } else { cell.basis };
                let figures = fits.filter_map(|(figure, _)| basis.of(&figure, |it| self.knows(it)));
                figures.filter_map(|name| self.figure(name, cell, (printed, *unit))).collect()
            }
        }
    }

    /// A figure, where the unit that is printed can be its own.
    fn figure(
        &self,
        name: String,
        cell: &sheet::Cell<'_>,
        (printed, given): (Unit, Option<Unit>),
    ) -> Option<Is> {
        let kind = self.model.catalogue().get(&name)?.kind;
        match unit_of(kind, printed, given) {
            Ok(_) if cell.unit_unknown && given.is_none() => Some(Is::Asked(Why::NoUnit, vec![name])),
            Ok(unit) => Some(Is::Figure { name, unit, is_answered: true }),
            Err(true) => Some(Is::Asked(Why::NoUnit, vec![name])),
            Err(false) => None,
        }
    }

    fn knows(&self, name: &str) -> bool {
        self.model.catalogue().contains_key(name)
    }

    /// What the labels of the catalogue say.
    fn by_label(&self, sheet: &Sheet, place: Place, printed: Unit, of: Option<&str>) -> Is {
        let Some(cell) = sheet.cell(self.grids, place) else { return Is::Asked(Why::Unknown, Vec::new()) };
        let near = || self.lexicon.near(&cell.label, printed, &cell.basis);
        let mut unsure: Option<(Why, Vec<String>)> = None;
        for key in &cell.keys {
            let all = self.lexicon.under(key, &cell.basis);
            let fits: Vec<&str> = all.iter().copied().filter(|it| self.measures(it, printed)).collect();
            let sure: Vec<&str> =
                fits.iter().copied().filter(|it| self.stands_in(it, sheet, &cell, of)).collect();
            let named = |it: &[&str]| it.iter().map(|it| (*it).to_owned()).collect::<Vec<_>>();
            match (sure.as_slice(), fits.is_empty()) {
                ([one], _) => match self.taken(one, &cell, printed) {
                    Some(is) => return is,
                    None => unsure = unsure.or_else(|| Some((Why::Unknown, Vec::new()))),
                },
                ([], true) => (),
                ([], false) => unsure = unsure.or_else(|| Some((Why::Unsure, named(&fits)))),
                (several, _) => unsure = unsure.or_else(|| Some((Why::Several, named(several)))),
            }
        }
        let (why, names) = unsure.unwrap_or((Why::Unknown, Vec::new()));
        Is::Asked(why, if names.is_empty() { near() } else { names })
    }

    fn taken(&self, figure: &str, cell: &sheet::Cell<'_>, printed: Unit) -> Option<Is> {
        let name = cell.basis.of(figure, |it| self.knows(it))?;
        let kind = self.model.catalogue().get(&name)?.kind;
        match unit_of(kind, printed, None) {
            Ok(_) if cell.unit_unknown => Some(Is::Asked(Why::NoUnit, vec![name])),
            Ok(unit) => Some(Is::Figure { name, unit, is_answered: false }),
            Err(true) => Some(Is::Asked(Why::NoUnit, vec![name])),
            Err(false) => None,
        }
    }

    /// Whether a figure may be printed in such a unit, or in one that is not told.
    fn measures(&self, figure: &str, printed: Unit) -> bool {
        let kind = self.model.catalogue().get(figure).map(|it| it.kind);
        kind.is_some_and(|kind| unit_of(kind, printed, None) != Err(false))
    }

    /// Whether a figure is surely what stands in such a row of such a table.
    fn stands_in(&self, figure: &str, sheet: &Sheet, cell: &sheet::Cell<'_>, of: Option<&str>) -> bool {
        let Some(known) = self.model.catalogue().get(figure) else { return false };
        if cell.kind == LineKind::Of && of.is_none_or(|it| first(it) != first(figure)) {
            return false;
        }
        if let Some(total) = sheet.note.as_deref() {
            let is_of_notes = known.statements.contains(&Prints::Note);
            return total == figure
                || is_of_notes && first(total) == first(figure)
                || (is_of_notes || known.statements.is_empty()) && self.lexicon.is_term(total, figure);
        }
        match sheet.prints {
            Some(Prints::Note) if cell.is_generic => false,
            Some(prints) if known.statements.contains(&prints) => true,
            // An operating statement beside its budget follows that up.
            Some(_) if sheet.follows_up && known.statements.contains(&Prints::BudgetFollowUp) => true,
            Some(Prints::Note) => false,
            Some(prints) => known.statements.is_empty() && !cell.is_generic && cell.basis.is_asked_in(prints),
            None => known.statements.is_empty() && !cell.is_generic,
        }
    }

    fn done(mut self) -> Reading {
        self.apart();
        let mut reading = Reading::default();
        for (at, grid) in self.grids.grids.iter().enumerate() {
            for row in 0..grid.lines.len() {
                self.row(at, row, &mut reading);
            }
            self.columns(at, grid.columns.len(), &mut reading);
        }
        reading.is_cut = self.document.unread.iter().any(|it| it.kind == UnreadKind::Hidden);
        reading.sheets = self.sheets;
        reading
    }

    /// Two rows of a table that come to one figure of a year are none of them it.
    fn apart(&mut self) {
        let mut by: BTreeMap<(usize, &str, i32, Unit), Vec<Place>> = BTreeMap::new();
        for (place, is) in &self.is {
            if let (Is::Figure { name, unit, .. }, Some(year)) = (is, self.year_of(*place)) {
                by.entry((place.0, name.as_str(), year, *unit)).or_default().push(*place);
            }
        }
        let twice: Vec<(Place, String)> = by
            .into_iter()
            .filter(|(_, places)| places.len() > 1)
            .flat_map(|((_, name, ..), places)| places.into_iter().map(move |it| (it, name.to_owned())))
            .collect();
        self.is.extend(twice.into_iter().map(|(place, name)| (place, Is::Asked(Why::Twice, vec![name]))));
        let turned = self.unlike_signs();
        self.is.extend(turned.into_iter().map(|(place, name)| (place, Is::Asked(Why::Sign, vec![name]))));
    }

    /// The costs of a column without a minus, where others of it have one: which are turned cannot be told.
    fn unlike_signs(&self) -> Vec<(Place, String)> {
        let mut costs: BTreeMap<(usize, usize), Vec<Cost<'_>>> = BTreeMap::new();
        for (place, is) in &self.is {
            let Is::Figure { name, .. } = is else { continue };
            let line = self.grids.grids.get(place.0).and_then(|it| it.lines.get(place.1));
            let number = line.and_then(|it| self.grids.quantity(it.figures.get(place.2).copied().flatten()?));
            let is_cost = self.model.catalogue().get(name).is_some_and(|it| it.sign == Sign::Negative);
            let number =
                number.map(crate::amount::Quantity::digits_printed).filter(|it| is_cost && !it.is_zero());
            let of_column = costs.entry((place.0, place.2)).or_default();
            of_column.extend(number.map(|it| (*place, name.as_str(), it)));
        }
        costs.retain(|_, it| it.iter().any(|it| it.2.is_sign_negative()));
        let plain = costs.into_values().flatten().filter(|it| it.2.is_sign_positive());
        plain.map(|(place, name, _)| (place, name.to_owned())).collect()
    }

    /// The year of a cell: that of its column, else that of the table, else that of the document.
    fn year_of(&self, (at, _, column): Place) -> Option<i32> {
        let columns = &self.grids.grids.get(at)?.columns;
        let own = columns.get(column)?;
        // What is told apart is told of the last of the years that are held together.
        let last = || columns.iter().filter_map(|it| it.year).max().filter(|_| own.role == Role::Difference);
        Some(own.year.or_else(last).or(self.sheets.get(at)?.year).unwrap_or(self.year))
    }

    fn row(&self, at: usize, row: usize, reading: &mut Reading) {
        let Some(line) = self.grids.grids.get(at).and_then(|it| it.lines.get(row)) else { return };
        let Some(sheet) = self.sheets.get(at) else { return };
        let cells = self.is.range((at, row, 0)..=(at, row, usize::MAX));
        let (mut asked, mut ignored) = (Vec::new(), None);
        let before = reading.claims.len();
        for (place, is) in cells {
            let (_, _, column) = *place;
            let figure = line.figures.get(column).copied().flatten();
            match is {
                Is::Figure { name, unit, is_answered } => {
                    let Some(year) = self.year_of(*place) else { continue };
                    let quantity = figure.and_then(|it| self.grids.quantity(it));
                    reading.claims.push(Claim {
                        grid: at,
                        line: row,
                        column,
                        figure: name.clone(),
                        year,
                        number: quantity.map(crate::amount::Quantity::digits_printed),
                        unit: *unit,
                        unit_printed: sheet.prints_unit(self.document, self.grids, *place, *unit),
                        is_answered: *is_answered,
                    });
                }
                Is::Ignored(why) => {
                    ignored = Some(why);
                    // What it says is not known, whatever it is left out for.
                    if line.unread.contains(&column) {
                        reading.partial.extend(self.year_of(*place).map(|year| (at, year)));
                    }
                }
                Is::Asked(why, near)
                    if figure.is_some() || line.unread.contains(&column) || *why == Why::Blank =>
                {
                    asked.push((column, *why, near));
                }
                Is::Asked(..) => (),
            }
        }
        let is_taken = reading.claims.len() > before;
        if is_taken {
            let beside = asked.iter().filter(|(column, ..)| !line.unread.contains(column)).count();
            reading.beside = reading.beside.saturating_add(beside);
        }
        self.ask((at, row), &asked, is_taken, reading);
        if let Some(why) = ignored.filter(|_| asked.is_empty() && !is_taken) {
            reading.ignored.push(Ignored { grid: at, line: row, why: why.clone() });
        }
    }

    /// Asks, once, about each column whose numbers would be taken but for what is not known of the column itself.
    fn columns(&self, at: usize, columns: usize, reading: &mut Reading) {
        let taken: BTreeSet<usize> =
            reading.claims.iter().filter(|it| it.grid == at).map(|it| it.line).collect();
        for column in 0..columns {
            let cells = self.is.range((at, 0, 0)..=(at, usize::MAX, usize::MAX));
            let first = cells.filter(|(place, _)| place.2 == column).find_map(|(place, is)| match is {
                // Of a row of which nothing is taken it is asked anyway what unit it has.
                Is::Asked(why @ Why::NoUnit, near) if taken.contains(&place.1) => {
                    Some((place.1, *why, near.clone()))
                }
                Is::Asked(why @ Why::Column, near) => Some((place.1, *why, near.clone())),
                _ => None,
            });
            reading.questions.extend(first.map(|(line, why, near)| Question {
                grid: at,
                line,
                why,
                near,
                cell: None,
                column: Some(column),
            }));
        }
    }

    /// Asks about each cell of a row that could not be read, else about the row, once.
    fn ask(&self, (grid, line): (usize, usize), asked: &[Asked<'_>], is_taken: bool, reading: &mut Reading) {
        let mut ask = |(column, why, near): &Asked<'_>| {
            let text = || self.grids.text(self.document, (grid, line, *column)).to_owned();
            let cell = (*why == Why::Unread).then(|| (*column, text()));
            reading.questions.push(Question {
                grid,
                line,
                why: *why,
                near: (*near).clone(),
                cell,
                column: None,
            });
        };
        let (unread, others): (Vec<&Asked<'_>>, Vec<&Asked<'_>>) =
            asked.iter().partition(|(_, why, _)| *why == Why::Unread);
        let is_row = !is_taken && unread.is_empty();
        // A column is asked about once, and not with each of its rows.
        let is_open =
            |why: Why| is_row && why != Why::Column || matches!(why, Why::Twice | Why::Answers | Why::Sign);
        let other = others.into_iter().find(|(_, why, _)| is_open(*why));
        unread.into_iter().chain(other).for_each(&mut ask);
    }
}

/// The unit of a figure that measures something, as it is printed; an error where it cannot be printed so, and whether
/// that is because the document does not say enough.
fn unit_of(kind: Kind, printed: Unit, given: Option<Unit>) -> Result<Unit, bool> {
    let counted = |it: Kind| matches!(it, Kind::Persons | Kind::Count);
    match printed {
        _ if printed.kind() == kind && printed != Unit::Number => Ok(printed),
        Unit::Number if given.is_some_and(|it| it.kind() == kind) => given.ok_or(true),
        Unit::Number if kind == Kind::Money => Err(true),
        Unit::Number => Ok(super::rows::usual_unit(kind)),
        _ if counted(printed.kind()) && counted(kind) => Ok(super::rows::usual_unit(kind)),
        _ => Err(false),
    }
}

/// The first word of a figure's name.
fn first(name: &str) -> &str {
    name.split('.').next().unwrap_or(name)
}

impl Reading {
    /// What a grid prints, where that is known.
    #[must_use]
    pub fn prints(&self, grid: usize) -> Option<Prints> {
        self.sheets.get(grid)?.prints
    }

    /// Where in the document a grid stands, in words.
    #[must_use]
    pub fn part(&self, grid: usize) -> &str {
        self.sheets.get(grid).map_or("", |it| it.part.as_str())
    }

    /// What a grid is called.
    #[must_use]
    pub fn called(&self, grid: usize) -> &str {
        self.sheets.get(grid).map_or("", Sheet::called)
    }

    /// The row of words alone that a row stands under.
    #[must_use]
    pub fn under(&self, grid: usize, line: usize) -> Option<&str> {
        self.sheets.get(grid)?.under(line)
    }

    /// Whether all that a grid says of a year is taken, but for what is known to be no figure.
    #[must_use]
    pub fn is_whole(&self, grid: usize, year: i32) -> bool {
        !self.is_cut
            && !self.partial.contains(&(grid, year))
            && !self.questions.iter().any(|it| it.grid == grid)
    }

    /// The years of what is taken.
    #[must_use]
    pub fn years(&self) -> BTreeSet<i32> {
        self.claims.iter().map(|it| it.year).collect()
    }
}

impl Why {
    /// What is said of such a row.
    #[must_use]
    pub fn words(self) -> Text {
        match self {
            Self::Unknown => Text::new("ingen känd siffra heter så", "no known figure is called so"),
            Self::Several => Text::new("det kan vara flera siffror", "it can be several figures"),
            Self::Unsure => Text::new(
                "det kan vara en känd siffra, men tabellen visar det inte",
                "it can be a known figure, but the table does not show it",
            ),
            Self::Twice => Text::new(
                "två rader i tabellen skulle bli samma siffra",
                "two rows of the table would be the same figure",
            ),
            Self::NoUnit => Text::new(
                "dokumentet säger inte om det är kronor eller tusental, eller säger en enhet som inte är känd",
                "the document does not say whether it is kronor or thousands, or says a unit that is not known",
            ),
            Self::Sign => Text::new(
                "kostnaden står utan minustecken, men andra kostnader i kolumnen har det",
                "the cost stands without a minus sign, but others of the column have one",
            ),
            Self::Units => Text::new(
                "två olika enheter står om samma tal (som tkr och mkr)",
                "two units are said of the same number (as tkr and mkr)",
            ),
            Self::Others => Text::new(
                "rubriken eller kolumnen nämner en annan organisation än förbundet",
                "the heading or the column names another organisation than the förbund",
            ),
            Self::PartOfYear => Text::new(
                "det gäller en del av året, inte hela; ett svar måste ange kolumnen eller just den tabellen",
                "it is of a part of the year, not the whole; an answer has to give the column or that very table",
            ),
            Self::NoOutcome => Text::new(
                "kolumnen är en prognos, ett äskande, en plan eller av flera år; ett svar måste ange kolumnen",
                "the column is a forecast, an application, a plan or of several years; an answer has to give it",
            ),
            Self::Column => Text::new(
                "rubriken säger något mer än år och enhet, så det är inte säkert vad talen är",
                "its head says something more than a year and a unit, so it is not certain what the numbers are",
            ),
            Self::Answers => Text::new(
                "svaren i labels.toml säger olika",
                "the answers in labels.toml say different things",
            ),
            Self::ByHand => Text::new(
                "arbetsytan har redan ett annat tal ur dokumentet, skrivet för hand",
                "the workspace already has another number of the document, written by hand",
            ),
            Self::Unread => Text::new(
                "det som står där går inte att läsa som ett tal; rätta det i dokumentet",
                "what stands there cannot be read as a number; mend it in the document",
            ),
            Self::Blank => Text::new(
                "raden är tom; är den en siffra som fattas, svara med den, är den en rubrik, svara med `ignore`",
                "the row is blank; if it is a figure that is missing, answer with it, if a heading, with `ignore`",
            ),
        }
    }
}
