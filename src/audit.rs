//! The general audit of a document's tables: what should hold between their numbers, whatever they are called.
//!
//! A relation is asserted where the document says that it is one ("Summa"), or where it holds in so many other places
//! that chance is out ([`relation::ODDS`]); otherwise what does not come out is a question and no finding.

mod across;
pub mod agreement;
mod blame;
mod columns;
pub mod outline;
pub mod relation;
mod sums;
pub mod text;

use crate::amount::{Quantity, Text};
use crate::document::Document;
use crate::document::grid::{Grid, Grids, LineKind};
use crate::document::number::year_named;

use agreement::Agreement;
use outline::Outline;
use relation::Relation;
use text::TextAudit;

/// How surely it is the number itself that is wrong.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Blame {
    /// More goes together with another number in its place than with another in any other's.
    This,
    /// It is what the others come to; as much would go together if one of them were another.
    Likely,
    /// It goes together with others elsewhere: one of those it is reckoned from is wrong, and it cannot be told which.
    Terms,
}

/// A number that does not go together with others.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Finding {
    /// The number, by its place among the figures.
    pub figure: usize,
    /// What it would be if it went together with the others.
    pub right: Quantity,
    /// How surely it is this number.
    pub blame: Blame,
    /// What it does not go together with.
    pub relation: Relation,
    /// What else comes out with the right number in its place.
    pub others: Vec<Relation>,
    /// What may have happened: a guess.
    pub cause: Option<Text>,
}

/// Rows where something stands that has nothing to stand on, or nothing where something should.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Gap {
    /// The number of the grid.
    pub grid: usize,
    /// The number of the column.
    pub column: usize,
    /// The lines.
    pub lines: Vec<usize>,
    /// What is odd.
    pub kind: GapKind,
}

/// What is odd about rows.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum GapKind {
    /// A difference is printed of what is not.
    NothingToSubtract,
    /// No difference is printed of two numbers that differ.
    NoDifference,
    /// What stands in a column of numbers could not be read as one, so what rests on it is undecided.
    Unread,
}

/// What an audit found.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Audit {
    /// The tables and their numbers.
    pub grids: Grids,
    /// The relations that hold, of those that are asserted.
    pub confirmed: Vec<Relation>,
    /// Numbers that are not what they should be.
    pub findings: Vec<Finding>,
    /// Numbers that may not be.
    pub questions: Vec<Finding>,
    /// Rows to look at.
    pub gaps: Vec<Gap>,
    /// The year that was asked about, where nothing in the document is of it.
    pub lacks_year: Option<i32>,
    /// What the text says, held against itself and the tables.
    pub text: TextAudit,
    /// What the document says of itself, and what of it is not right.
    pub outline: Outline,
    /// What it says as an agreement, where it was read as one.
    pub agreement: Option<Agreement>,
}

impl Audit {
    /// How much is surely wrong.
    #[must_use]
    pub fn faults(&self) -> usize {
        let of_itself = self.outline.remarks.iter().filter(|it| it.is_sure).count();
        self.findings.len().saturating_add(self.text.findings.len()).saturating_add(of_itself)
    }

    /// Whether something is left to ask, or there was nothing that could be.
    #[must_use]
    pub fn is_open(&self) -> bool {
        let nothing = self.grids.figures.is_empty() && self.agreement.is_none();
        let questions = !self.questions.is_empty() || !self.text.questions.is_empty();
        let of_itself = self.outline.remarks.iter().any(|it| !it.is_sure);
        nothing || questions || of_itself || !self.gaps.is_empty() || self.lacks_year.is_some()
    }
}

/// Audits the tables of a document; with a year, what is found is only what concerns it.
#[must_use]
pub fn audit(document: &Document, year: Option<i32>) -> Audit {
    let grids = Grids::of(document);
    let mut relations = sums::relations(&grids);
    let mut gaps = unread(document, &grids);
    let (by_columns, odd) = columns::relations(&grids);
    relations.extend(by_columns);
    gaps.extend(odd);
    gaps.sort_by_key(|it| (it.grid, it.column, it.kind));
    relations.extend(across::relations(&grids, document));
    let (mut findings, mut questions, confirmed) = blame::blamed(&grids, relations);
    let doubted = findings.iter().chain(&questions).map(|it| it.figure).collect();
    let mut text = text::audit(document, &grids, doubted);
    if let Some(year) = year {
        let of_year = |figure: usize| {
            let own = grids.place(figure).and_then(|(_, _, column)| column.year);
            own.is_none_or(|own| own == year)
        };
        findings.retain(|it| of_year(it.figure));
        questions.retain(|it| of_year(it.figure));
        let column = |it: &Gap| grids.grids.get(it.grid)?.columns.get(it.column)?.year;
        gaps.retain(|it| column(it).is_none_or(|own| own == year));
    }
    if let Some(year) = year {
        let of_year = |it: &text::Mentioned| it.year().is_none_or(|own| own == year);
        text.findings.retain(of_year);
        text.questions.retain(of_year);
        text.proposals.retain(|it| it.year == year);
    }
    let lacks_year = year.filter(|it| !names_year(document, &grids, *it));
    let outline = outline::structure(document);
    Audit { grids, confirmed, findings, questions, gaps, lacks_year, text, outline, agreement: None }
}

/// The cells of columns of numbers that could not be read as one. A word without a digit is told in a table that adds
/// up alone: elsewhere it may be what the column says ("Ny").
fn unread(document: &Document, grids: &Grids) -> Vec<Gap> {
    let of_grid = |(at, grid): (usize, &Grid)| {
        let adds_up = grid.lines.iter().any(|it| matches!(it.kind, LineKind::Sum(_)));
        let of_column = |column: usize| {
            let has_digit =
                |line| grids.text(document, (at, line, column)).contains(|c: char| c.is_ascii_digit());
            let unread = grid.lines.iter().enumerate().filter(|(_, it)| it.unread.contains(&column));
            let lines: Vec<usize> =
                unread.map(|(line, _)| line).filter(|line| adds_up || has_digit(*line)).collect();
            (!lines.is_empty()).then_some(Gap { grid: at, column, lines, kind: GapKind::Unread })
        };
        (0..grid.columns.len()).filter_map(of_column).collect::<Vec<_>>()
    };
    grids.grids.iter().enumerate().flat_map(of_grid).collect()
}

/// Whether a column, a table or a heading is of a year.
fn names_year(document: &Document, grids: &Grids, year: i32) -> bool {
    let columns = grids.grids.iter().flat_map(|it| &it.columns).filter_map(|it| it.year);
    let titles = document.tables().map(|it| it.title.as_str());
    let headings = document.headings.iter().map(|it| it.text.as_str());
    let named = titles.chain(headings).chain([document.name.as_str()]).filter_map(year_named);
    columns.chain(named).any(|it| it == year)
}
