//! The working papers: a workbook with the findings, the figures, the open questions and the calendar of a day.
//!
//! What is told of the findings is what every other program is told; here they stand beside what they rest on.
//! And the workbook that a förbund fills in itself ([`form`]).

mod about;
mod book;
mod calendar;
mod figures;
mod findings;
mod form;
mod questions;
mod sector;
mod words;

use std::collections::BTreeMap;

pub use form::{Form, form};
use rust_xlsxwriter::XlsxError;
pub use sector::sector;

use crate::amount::{Language, Phrase};
use crate::cycle::Cycle;
use crate::source::Span;
use crate::verdict::SettledBy;

use super::exchange::Exchange;
use super::exchange::table::Cell;

/// What the workbook is made from.
#[derive(Debug, Clone, Copy)]
pub struct Papers<'p> {
    /// The assessment, and how much of it.
    pub exchange: &'p Exchange<'p>,
    /// The rest of what is known on its day; none where the files have errors, and nothing can be worked out.
    pub known: Option<Known<'p>>,
}

/// What is known beside the verdicts.
#[derive(Debug, Clone, Copy)]
pub struct Known<'p> {
    /// The annual cycle on the day.
    pub cycle: &'p Cycle<'p>,
    /// What would settle the open questions, by the fingerprint of each.
    pub settled: &'p BTreeMap<String, SettledBy>,
}

/// One sheet: its name, its columns with their widths in characters, and its rows.
struct Sheet {
    name: Phrase,
    columns: Vec<(Phrase, u16)>,
    rows: Vec<Vec<Cell>>,
}

/// The workbook's bytes: the same for the same assessment.
///
/// # Errors
/// When a sheet cannot hold all there is to tell: a spreadsheet has 1 048 576 rows.
pub fn render(papers: Papers<'_>) -> Result<Vec<u8>, XlsxError> {
    let mut sheets = vec![findings::sheet(papers)];
    if let Some(known) = papers.known {
        sheets.push(figures::sheet(papers.exchange, known));
        sheets.push(questions::sheet(papers.exchange, known));
        sheets.push(calendar::sheet(papers.exchange, known));
    }
    sheets.insert(0, about::sheet(papers.exchange, &sheets));
    book::written(&sheets, papers.exchange.report.as_of, papers.exchange.language)
}

/// Words that stand as they are.
fn plain(words: &str) -> Cell {
    if words.is_empty() { Cell::Empty } else { Cell::Words(words.to_owned()) }
}

/// Yes, or nothing.
fn tick(is_so: bool, language: Language) -> Cell {
    if is_so { plain(words::YES.get(language)) } else { Cell::Empty }
}

/// File and line, in two cells.
fn place(exchange: &Exchange<'_>, span: Span) -> [Cell; 2] {
    let region = exchange.region(span);
    [plain(&region.path), Cell::Named(region.start.0.into())]
}
