//! What the tables of a document mean: which rows are heads, items and sums, what each column holds, in which unit and
//! of which year. A table whose head is repeated further down is several grids.

mod labels;
mod notes;

use std::collections::BTreeSet;

use rust_decimal::Decimal;

use super::number::{self, Named, Said};
use super::{Document, Row, Table};
use crate::amount::{Origin, Quantity, Unit};

pub use labels::{Kin, LineKind, generic, says_more, stem};
pub use notes::note_named;

/// What a column holds, by what its head says.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Role {
    /// Words.
    Words,
    /// References to notes, numbers of rows.
    Note,
    /// Numbers.
    Value,
    /// What was budgeted or planned.
    Budget,
    /// What was expected during the year.
    Forecast,
    /// A difference between two others.
    Difference,
    /// A change in per cent.
    Change,
    /// Parts of a whole, in per cent.
    Share,
    /// Women, men, girls, boys: parts of a total.
    Part,
    /// A total.
    Total,
}

/// A column of a grid.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Column {
    /// What stands in its head, from top to bottom.
    pub title: String,
    /// The year it is of, where its head says one.
    pub year: Option<i32>,
    /// What it holds.
    pub role: Role,
}

/// A line of a grid: a row that is no head, with the row it goes on from where its label was broken.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Line {
    /// The number of its row in the table.
    pub row: usize,
    /// Its words.
    pub label: String,
    /// What it is.
    pub kind: LineKind,
    /// Its figures by column.
    pub figures: Vec<Option<usize>>,
    /// What each cell says where it is no number.
    pub said: Vec<Said>,
    /// The columns of numbers where its cell says something else, which may be one.
    pub unread: Vec<usize>,
}

impl Column {
    /// Whether its numbers may be added up: averages, ages, ratios and changes may not; parts of one whole come to it.
    #[must_use]
    pub fn adds_up(&self) -> bool {
        self.role != Role::Change && !labels::is_average(&self.title)
    }
}

impl Line {
    /// Whether it has a number, or what may be one.
    #[must_use]
    pub fn is_numbered(&self) -> bool {
        !self.unread.is_empty() || self.figures.iter().any(Option::is_some)
    }

    /// Whether its label says that it is a cost.
    #[must_use]
    pub fn is_cost(&self) -> bool {
        let label = stem(&self.label);
        ["kostnad", "avskrivning", "utgift"].iter().any(|it| label.contains(it))
    }

    /// Whether it tells of averages and the like, whatever the column.
    #[must_use]
    pub fn is_average(&self) -> bool {
        labels::is_average(&self.label) || matches!(labels::role(&self.label), Role::Share | Role::Change)
    }
}

/// A table, or the part of it that stands under one head.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Grid {
    /// The number of the table in the document, from nought.
    pub table: usize,
    /// Its title: what stands above it, else the first cell of its head.
    pub title: String,
    /// Its columns.
    pub columns: Vec<Column>,
    /// The units, but for per cent, that its own captions say of all of its numbers.
    pub captioned: BTreeSet<Named>,
    /// Its lines, in order.
    pub lines: Vec<Line>,
}

/// A number in a table, with where it stands.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Figure {
    /// The number of its grid.
    pub grid: usize,
    /// The number of its line in the grid.
    pub line: usize,
    /// The number of its column.
    pub column: usize,
    /// The number, with the interval its printing leaves open.
    pub quantity: Quantity,
    /// Whether a unit is told of it that is not known, so that it is in none.
    pub unit_unknown: bool,
}

/// All grids of a document, and all their numbers.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Grids {
    /// The grids, in order.
    pub grids: Vec<Grid>,
    /// Their numbers, in order.
    pub figures: Vec<Figure>,
}

impl Grids {
    /// Reads every table of a document.
    #[must_use]
    pub fn of(document: &Document) -> Self {
        let mut all = Self::default();
        for (number, table) in document.tables().enumerate() {
            let above = document.path(table.under).last().copied().unwrap_or_default().to_owned();
            for part in parts(table) {
                all.add(number, table, &above, &part);
            }
        }
        all.adopt_units(document);
        all
    }

    /// The number at a figure's place.
    #[must_use]
    pub fn quantity(&self, figure: usize) -> Option<&Quantity> {
        self.figures.get(figure).map(|it| &it.quantity)
    }

    /// The grid, the line and the column of a figure.
    #[must_use]
    pub fn place(&self, figure: usize) -> Option<(&Grid, &Line, &Column)> {
        let figure = self.figures.get(figure)?;
        let grid = self.grids.get(figure.grid)?;
        Some((grid, grid.lines.get(figure.line)?, grid.columns.get(figure.column)?))
    }

    /// What stands in a cell, by its grid, line and column.
    #[must_use]
    pub fn text<'d>(&self, document: &'d Document, (at, line, column): (usize, usize, usize)) -> &'d str {
        let cell = self.grids.get(at).and_then(|grid| {
            let row = grid.lines.get(line)?.row;
            document.tables().nth(grid.table)?.rows.get(row)?.cells.get(column)
        });
        cell.map_or("", |it| it.text.as_str())
    }

    fn add(&mut self, table: usize, of: &Table, above: &str, part: &Part<'_>) {
        let (head, body) = (&part.head, &part.body);
        let first = head.first().and_then(|row| row.cells.first()).map_or("", |it| it.text.as_str());
        let title = if of.title.is_empty() { first.to_owned() } else { of.title.clone() };
        let (rows, columns) = (joined(body), columns(head, body));
        let named = |it: &str| number::unit_named(it).filter(|it| *it != Named::Unit(Unit::Percent));
        let own = of_all(head, &columns).into_iter().chain([of.title.as_str()]);
        let own: Vec<Named> = own.filter_map(named).collect();
        let unit = own.first().copied().or_else(|| named(above));
        let captioned = own.into_iter().collect();
        let labels = labels_of(&columns);
        // Women and men are counted, and so is their total.
        let unit = unit.or_else(|| are_counted(&columns, body).then_some(Named::Unit(Unit::Count)));
        let grid = self.grids.len();
        let mut lines = Vec::new();
        for (row, before, cells) in rows {
            let label = label(&before, cells, labels);
            let (figures, said, unread) = Default::default();
            let mut line = Line { row, kind: LineKind::Item, label, figures, said, unread };
            for (at, (cell, column)) in cells.cells.iter().zip(&columns).enumerate() {
                let is_words = matches!(column.role, Role::Words | Role::Note) || at < labels;
                let said = if is_words { Said::Text } else { number::read(&cell.text) };
                let figure = match &said {
                    Said::Number(printed) => {
                        let unit = unit_of(printed.unit, column, &line.label, unit);
                        self.figure(printed.value, unit, (grid, lines.len(), at))
                    }
                    _ => None,
                };
                // Words beside no label are a head's ("tkr").
                let is_of_row = !line.label.is_empty() || cell.text.contains(|c: char| c.is_ascii_digit());
                let is_text = matches!(said, Said::Text | Said::Number(_));
                if !is_words && figure.is_none() && is_text && is_of_row {
                    line.unread.push(at);
                }
                line.figures.push(figure);
                line.said.push(said);
            }
            let has_numbers = line.figures.iter().any(Option::is_some) || !line.unread.is_empty();
            line.kind = labels::kind(&line.label, has_numbers);
            lines.push(line);
        }
        self.grids.push(Grid { table, title, columns, captioned, lines });
    }

    fn figure(
        &mut self,
        value: Decimal,
        unit: Named,
        (grid, line, column): (usize, usize, usize),
    ) -> Option<usize> {
        let at = self.figures.len();
        let origin = Origin(u32::try_from(at).ok()?);
        let quantity = Quantity::printed(value, unit.known().unwrap_or(Unit::Number), origin).ok()?;
        let unit_unknown = unit == Named::Unknown;
        self.figures.push(Figure { grid, line, column, quantity, unit_unknown });
        Some(at)
    }
}

/// The rows of a head, and those under it with their numbers in the table.
#[derive(Default)]
struct Part<'t> {
    head: Vec<&'t Row>,
    body: Vec<(usize, &'t Row)>,
}

/// A table by its heads.
fn parts(table: &Table) -> Vec<Part<'_>> {
    let mut parts = vec![Part::default()];
    for (number, row) in table.rows.iter().enumerate() {
        let Some(part) = parts.last_mut() else { break };
        // Titles may stand above a head.
        let has_number =
            |(_, row): &(usize, &Row)| row.cells.iter().skip(1).any(|it| number::is_like(&it.text));
        let at_top = !part.body.iter().any(has_number);
        match (is_head(row, at_top), at_top) {
            (true, true) => part.head.push(row),
            (true, false) => parts.push(Part { head: vec![row], body: Vec::new() }),
            (false, _) => part.body.push((number, row)),
        }
    }
    parts.retain(|it| !it.body.is_empty());
    parts
}

/// Whether a row says what stands in the columns under it.
fn is_head(row: &Row, at_top: bool) -> bool {
    let others = row.cells.iter().skip(1).map(|it| it.text.as_str()).filter(|it| !it.is_empty());
    let others: Vec<&str> = others.collect();
    let year_alone = |it: &str| it.len() == 4 && number::year_named(it).is_some();
    // "2023 tkr" over no label is a year and its unit, and no sum of money.
    let is_unlabelled = row.cells.first().is_some_and(|it| it.text.is_empty());
    let year_with_unit = |it: &str| {
        let parts = it.split_at_checked(4).filter(|(year, _)| is_unlabelled && year_alone(year));
        parts.is_some_and(|(_, unit)| number::is_unit_alone(unit))
    };
    let says_year = |it: &&&str| {
        number::year_named(it).is_some() && (year_alone(it) || is_words(it) || year_with_unit(it))
    };
    let years = others.iter().filter(says_year).count();
    // "66 %" is a number, whatever its sign says of a head.
    let words = others.iter().filter(|it| is_words(it) && labels::role(it) != Role::Value).count();
    let is_head_like = |it: &&str| says_year(&it) || is_words(it);
    if others.is_empty() || !others.iter().all(is_head_like) {
        return false;
    }
    at_top || years > 1 || years > 0 && words > 0 || words > 1 && words == others.len()
}

/// Whether a text is neither a number nor a sign that there is none, nor what may be a number.
fn is_words(text: &str) -> bool {
    number::read(text) == Said::Text && !number::is_like(text)
}

/// The columns, by the rows of their head. What is merged over several stands over each of them.
fn columns(head: &[&Row], body: &[(usize, &Row)]) -> Vec<Column> {
    let width = body.iter().map(|(_, row)| row.cells.len()).max().unwrap_or(0);
    let mut columns = Vec::new();
    for at in 0..width {
        let mut title = Vec::new();
        for row in head {
            let mut from = at;
            while from > 0 && row.cells.get(from).is_some_and(|it| it.merged) {
                from = from.saturating_sub(1);
            }
            let text = row.cells.get(from).map_or("", |it| it.text.as_str());
            if !text.is_empty() && !title.contains(&text) {
                title.push(text);
            }
        }
        let title = title.join(" ");
        // "Belopp i kr  Not": the head of the second column may stand at the end of the first.
        let slid = at == 1 && title.is_empty() && columns.first().is_some_and(names_notes);
        let role = if slid { Role::Note } else { role(at, &title, body) };
        columns.push(Column { year: number::year_named(&title), role, title });
    }
    columns
}

fn names_notes(first: &Column) -> bool {
    labels::role(first.title.rsplit(' ').next().unwrap_or_default()) == Role::Note
        && first.title.contains(' ')
}

/// The cells of a head that speak of all of the table: those over no numbers, and a unit that is all its row says.
fn of_all<'t>(head: &[&'t Row], columns: &[Column]) -> Vec<&'t str> {
    let is_label =
        |at: usize| at == 0 || columns.get(at).is_none_or(|it| matches!(it.role, Role::Words | Role::Note));
    let cells = head.iter().flat_map(|row| {
        let is_alone = row.cells.iter().skip(1).filter(|it| !it.text.is_empty()).count() == 1;
        let is_of_all = move |at: usize, text: &str| is_label(at) || is_alone && number::is_unit_alone(text);
        row.cells.iter().map(|it| it.text.as_str()).enumerate().filter(move |(at, it)| is_of_all(*at, it))
    });
    cells.map(|(_, it)| it).collect()
}

/// What a column holds: what its head says, else what stands in it.
fn role(at: usize, title: &str, body: &[(usize, &Row)]) -> Role {
    let told = if at == 0 { Role::Value } else { labels::role(title) };
    // Under the head of a year or a sum of money what may be a number is no word, however it is written.
    let is_of_numbers = told != Role::Value
        || at > 0 && (number::year_named(title).is_some() || number::unit_named(title).is_some());
    let (mut numbers, mut parts, mut words) = (0_usize, 0_usize, 0_usize);
    for cell in body.iter().filter_map(|(_, row)| row.cells.get(at)) {
        match number::read(&cell.text) {
            Said::Text if is_of_numbers && number::is_like(&cell.text) => numbers = numbers.saturating_add(1),
            Said::Number(it) => {
                numbers = numbers.saturating_add(1);
                parts = parts.saturating_add(usize::from(it.unit == Some(Unit::Percent)));
            }
            Said::Text => words = words.saturating_add(1),
            Said::Blank | Said::Nothing => (),
        }
    }
    match told {
        Role::Note => Role::Note,
        _ if numbers == 0 || words > numbers => Role::Words,
        Role::Value if at > 0 && parts.saturating_mul(2) > numbers && number::year_named(title).is_none() => {
            Role::Share
        }
        told => told,
    }
}

/// How many of the first columns are the label of the row: those of words, and always the first.
fn labels_of(columns: &[Column]) -> usize {
    let words = columns.iter().skip(1).take_while(|it| it.role == Role::Words).count();
    // Words before the numbers are a label; a table of words alone has its first.
    if words.saturating_add(1) == columns.len() { 1 } else { words.saturating_add(1) }
}

/// The label of a row: the words of its first cells, with those of the row that it goes on from.
fn label(before: &str, row: &Row, labels: usize) -> String {
    let words = row.cells.iter().take(labels).map(|it| it.text.as_str());
    let all: Vec<&str> = std::iter::once(before).chain(words).filter(|it| !it.is_empty()).collect();
    all.join(" ")
}

/// The rows, each with the label of the row before where that was broken over two: it has words alone, and the next
/// goes on with a small letter.
fn joined<'r>(body: &[(usize, &'r Row)]) -> Vec<(usize, String, &'r Row)> {
    let mut rows = Vec::new();
    let mut before = String::new();
    for (at, (number, row)) in body.iter().enumerate() {
        let next = at.checked_add(1).and_then(|it| body.get(it)).map(|(_, row)| *row);
        let goes_on = |next: &Row| {
            let first = next.cells.first().map_or("", |it| it.text.as_str());
            first.starts_with(char::is_lowercase)
                && labels::kind(first, true) != LineKind::Of
                && next.cells.iter().skip(1).any(|it| number::is_like(&it.text))
        };
        let first = row.cells.first().map_or("", |it| it.text.as_str());
        let alone = !first.is_empty()
            && !first.ends_with(':')
            && row.cells.iter().skip(1).all(|it| it.text.is_empty());
        if alone && next.is_some_and(goes_on) && before.is_empty() {
            before = first.to_owned();
            continue;
        }
        rows.push((*number, std::mem::take(&mut before), *row));
    }
    rows
}

/// Whether a table counts people: it has a column for women or men, and no number with decimals in it.
fn are_counted(columns: &[Column], body: &[(usize, &Row)]) -> bool {
    let parts = columns.iter().enumerate().filter(|(_, it)| it.role == Role::Part).map(|(at, _)| at);
    let cells = parts.flat_map(|at| body.iter().filter_map(move |(_, row)| row.cells.get(at)));
    let mut numbers = cells.filter_map(|it| match number::read(&it.text) {
        Said::Number(it) if it.unit.is_none() => Some(it.value),
        _ => None,
    });
    let mut any = false;
    numbers.all(|it| {
        any = true;
        it.scale() == 0 && !it.is_sign_negative()
    }) && any
}

/// The unit of a number: what stands beside it, else what its column, its row or the table says. What is said and not
/// known is not looked for further out.
fn unit_of(printed: Option<Unit>, column: &Column, label: &str, table: Option<Named>) -> Named {
    if let Some(unit) = printed {
        return Named::Unit(unit);
    }
    let of_column = number::unit_named(&column.title);
    if matches!(column.role, Role::Share | Role::Change) && of_column != Some(Named::Unknown) {
        return Named::Unit(Unit::Percent);
    }
    if let Some(unit) = of_column {
        return unit;
    }
    let label = label.to_lowercase();
    let tells_unit = label.contains(['(', '%', '‰']) || label.contains("promille");
    if let Some(unit) = number::unit_named(&label).filter(|_| tells_unit) {
        return unit;
    }
    if table == Some(Named::Unknown) {
        return Named::Unknown;
    }
    let counted = |it: &str| it.starts_with("antal ") || it.contains(" antal ") || it.contains("(antal");
    if counted(&label) || table.is_none() && counted(&column.title.to_lowercase()) {
        return Named::Unit(Unit::Count);
    }
    if label.starts_with("andel") || label.starts_with("soliditet") {
        return Named::Unit(Unit::Percent);
    }
    table.unwrap_or(Named::Unit(Unit::Number))
}
