//! Rows that were typed somewhere, in a workbook or in a table of text, and what they say that the workspace does not:
//! figures, and what is reported of them, into files of their own, events into the register as `record` writes them, or
//! a complaint at each cell.
//!
//! Whoever reads such a file makes [`Row`]s of it, by [`Sort::columns`] and [`Column::takes`], and gives them to
//! [`enter`]. A row with an id is about the [`known`] row with that id; one without is looked up by what it says.
//! What is known and said again is not written again; what is known otherwise is refused with both values.

mod checked;
mod columns;
mod events;
mod figures;
mod known;
mod reported;

use std::collections::{BTreeMap, BTreeSet};

use chrono::NaiveDate;
use rust_decimal::Decimal;

pub use checked::chosen;
pub use checked::{name_of, shown};
pub use columns::{Choice, Column, GROUPS, MONEY, Sort, Takes, YES, YES_OR_NO, usual_unit};
pub use events::{delivery_of, known_later, of_the_plan, register_file, why_refused};
pub(super) use figures::kind_of;
pub use figures::part_of;
pub use known::{Known, goes_by};

use crate::amount::Text;
use crate::cycle::Cycle;
use crate::model::Model;
use crate::source::Files;

/// What a cell holds, as it was typed; of what is known, as the files write it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Typed {
    /// Words.
    Text(String),
    /// Several, of a list.
    Texts(Vec<String>),
    /// A day.
    Day(NaiveDate),
    /// A number, exactly.
    Number(Decimal),
}

/// A cell that is not blank.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Cell {
    /// Where it stands: sheet and cell, or file, line and column.
    pub at: String,
    /// What it holds.
    pub value: Typed,
}

/// A row. What is blank is not in it: it says nothing.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Row {
    /// Where it stands.
    pub at: String,
    /// The same as a part of a document: `Siffror, rad 12`.
    pub part: String,
    /// What it is about, where it says so by id.
    pub id: Option<String>,
    /// Its cells.
    pub cells: BTreeMap<Column, Cell>,
}

/// Rows of one sort.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Rows {
    /// What they are about.
    pub sort: Sort,
    /// Them.
    pub rows: Vec<Row>,
}

/// What is wrong with a cell, and where it stands.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
pub struct Complaint {
    /// Where.
    pub at: String,
    /// What is wrong, and what was expected.
    pub text: Text,
}

impl Complaint {
    /// A complaint at a place.
    #[must_use]
    pub fn new(at: &str, sv: impl Into<String>, en: impl Into<String>) -> Self {
        Self { at: at.to_owned(), text: Text { sv: sv.into(), en: en.into() } }
    }
}

/// The workspace that rows are held against.
#[derive(Debug, Clone, Copy)]
pub struct Asked<'m> {
    /// What it says.
    pub model: &'m Model,
    /// Its files, for where things stand.
    pub files: &'m Files,
    /// The annual cycle on the day of recording, to the year after [`Asked::year`] at least.
    pub cycle: &'m Cycle<'m>,
    /// The year that the rows are about.
    pub year: i32,
    /// The day it is recorded.
    pub recorded: NaiveDate,
}

/// What the rows were typed in.
#[derive(Debug, Clone, Copy)]
pub struct Origin<'o> {
    /// What the file of figures is named after: `figures/<year>-<stem>.toml`; without it, what its figures are.
    pub stem: Option<&'o str>,
    /// How that file begins: one that begins otherwise is another’s.
    pub mark: &'o str,
    /// What the document is called: `Arbetsbok 2026`.
    pub title: &'o str,
}

/// A file as it is and as it will be.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Changed {
    /// Its path from the workspace’s folder.
    pub path: String,
    /// What it says; nothing where it is new.
    pub before: Option<String>,
    /// What it will say.
    pub after: String,
}

/// The row that each line of a file is of, where it was written for one.
pub type Lines = Vec<Option<String>>;

/// What comes of rows, when nothing is wrong with them.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Entered {
    /// The files that change, in the order of their paths.
    pub changed: Vec<Changed>,
    /// The lines of the register’s files among them.
    pub rows: BTreeMap<String, Lines>,
    /// What is new or changed, each at its place.
    pub told: Vec<Complaint>,
    /// What stays though its cell is blank.
    pub stays: Vec<Complaint>,
    /// Meetings that count as known from a later day than before.
    pub later: Vec<Complaint>,
    /// How many values are known already, and said again.
    pub same: usize,
}

/// A row that holds something new about what is known, or about something new.
struct Given<'a> {
    row: &'a Row,
    known: Option<&'a Known>,
    /// What is new.
    new: BTreeMap<Column, Typed>,
}

/// What is known of a sort of rows, in the order it is shown.
#[must_use]
pub fn known(asked: &Asked<'_>, sort: Sort) -> Vec<Known> {
    match sort {
        Sort::Figures => figures::known(asked),
        Sort::Reported => reported::known(asked),
        _ => known::known(asked, sort),
    }
}

/// Enters rows: what the files will be. All of them, or every complaint there is.
///
/// # Errors
/// What is wrong, each at its cell: nothing of the rows is then to be written.
pub fn enter(
    asked: &Asked<'_>,
    all: &[Rows],
    origin: &Origin<'_>,
    read: &dyn Fn(&str) -> Option<String>,
) -> Result<Entered, Vec<Complaint>> {
    let mut draft = events::Draft::new(asked, read);
    // A decision may be of a meeting that is new, and an assignment of such a decision.
    let mut sorted: Vec<&Rows> = all.iter().collect();
    sorted.sort_by_key(|it| it.sort);
    for Rows { sort, rows } in sorted {
        match sort {
            Sort::Figures | Sort::Reported => figures::enter(&mut draft, *sort, rows, origin),
            _ => events_of(&mut draft, *sort, rows),
        }
    }
    draft.done()
}

fn events_of(draft: &mut events::Draft<'_>, sort: Sort, rows: &[Row]) {
    let asked = *draft.asked;
    let known = known(&asked, sort);
    let mut seen: BTreeSet<&str> = BTreeSet::new();
    let mut new: Vec<Vec<Typed>> = Vec::new();
    for row in rows.iter().filter(|row| says_something(row)) {
        match given(&asked, sort, row, &known, draft) {
            Ok(given) => {
                let by = known::names_it(sort).iter().filter_map(|it| given.new.get(it).cloned());
                let by: Vec<Typed> = by.collect();
                let is_new = match given.known {
                    Some(known) => seen.insert(&known.id),
                    None => !new.contains(&by),
                };
                if !is_new {
                    draft.complain(twice(row));
                } else if !given.new.is_empty() {
                    draft.enter(sort, &given);
                }
                new.extend(given.known.is_none().then_some(by));
            }
            Err(complaints) => draft.complaints.extend(complaints),
        }
    }
}

/// Whether anything is typed in a row that anybody reads.
fn says_something(row: &Row) -> bool {
    row.id.is_some() || row.cells.keys().any(|column| !matches!(column.takes(), Takes::Shown))
}

fn twice(row: &Row) -> Complaint {
    Complaint::new(
        &row.at,
        "det här står på en annan rad också: ta bort den ena",
        "this stands in another row, too: remove one of them",
    )
}

/// What a row holds that is not known; or what is wrong with its cells.
fn given<'a>(
    asked: &Asked<'_>,
    sort: Sort,
    row: &'a Row,
    all: &'a [Known],
    draft: &mut events::Draft<'_>,
) -> Result<Given<'a>, Vec<Complaint>> {
    let mut complaints = Vec::new();
    let by_id = row.id.as_ref().map(|id| all.iter().find(|it| it.id == *id).ok_or(id));
    let by_id = match by_id {
        Some(Err(_)) => return Err(vec![known::gone(sort, row)]),
        Some(Ok(known)) => Some(known),
        None => None,
    };
    let mut typed: BTreeMap<Column, Typed> = BTreeMap::new();
    for (column, cell) in &row.cells {
        if matches!(column.takes(), Takes::Shown) {
            continue;
        }
        // What no cell could be typed as, as a day that is known no better than “no later than”, is shown as words.
        let as_known = by_id.and_then(|it| it.cells.get(column));
        let as_known = as_known.filter(|it| shown(asked.model, *column, it).is(&cell.value));
        match as_known.map_or_else(|| checked::checked(asked.model, *column, cell), |it| Ok(it.clone())) {
            Ok(value) => drop(typed.insert(*column, value)),
            Err(complaint) => complaints.push(complaint),
        }
    }
    if !complaints.is_empty() {
        return Err(complaints);
    }
    // A body may be named by its role, which somebody holds on the day.
    if let (Some(Typed::Text(body)), Some(Typed::Day(day))) =
        (typed.get(&Column::Body), typed.get(&Column::Date))
        && let Some(holder) = asked.model.body(body, *day)
    {
        typed.insert(Column::Body, Typed::Text(holder.id.value.clone()));
    }
    let known = match by_id {
        Some(known) => Some(known),
        None => known::identified(asked, sort, row, &typed, all)?,
    };
    if by_id.is_none() && sort == Sort::Deliveries {
        // It has told what the row is about, by any of the words that goes by.
        typed.retain(|column, _| *column == Column::Delivered);
    }
    if typed.get(&Column::Boards).is_some_and(checked::is_all) {
        let date = typed.get(&Column::Date).or_else(|| known?.cells.get(&Column::Date));
        let day = if let Some(Typed::Day(day)) = date { *day } else { asked.recorded };
        let all = asked.model.with_boards(day).map(|it| it.id.value.clone());
        typed.insert(Column::Boards, Typed::Texts(all.collect()));
    }
    let at = |column: &Column| row.cells.get(column).map_or(row.at.as_str(), |it| it.at.as_str());
    let mut new = BTreeMap::new();
    for (column, value) in typed {
        match known.and_then(|it| it.cells.get(&column)) {
            None => drop(new.insert(column, value)),
            Some(known) if same(known, &value) => draft.same = draft.same.saturating_add(1),
            Some(known) => {
                complaints.push(checked::otherwise(asked.model, at(&column), column, known, &value));
            }
        }
    }
    for (column, value) in known.iter().flat_map(|it| &it.cells) {
        let is_read = !matches!(column.takes(), Takes::Shown) && by_id.is_some();
        if is_read && !row.cells.contains_key(column) {
            draft.stays(checked::emptied(asked.model, &row.at, *column, value));
        }
    }
    if known.is_none() {
        let missing = sort.needed().iter().filter(|it| !new.contains_key(it));
        complaints.extend(missing.map(|it| checked::missing(&row.at, *it)));
    }
    if complaints.is_empty() { Ok(Given { row, known, new }) } else { Err(complaints) }
}

/// Whether two values say the same, whatever the digits of a number or the capitals of words.
fn same(one: &Typed, other: &Typed) -> bool {
    match (one, other) {
        (Typed::Text(one), Typed::Text(other)) => crate::source::alike(one, other),
        (Typed::Texts(one), Typed::Texts(other)) => {
            let set = |it: &[String]| it.iter().cloned().collect::<BTreeSet<_>>();
            set(one) == set(other)
        }
        _ => one == other,
    }
}
