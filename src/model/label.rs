//! What the rows of documents are: the förbund's own answers, each given once and remembered (`labels.toml`).

use super::read::Reader;
use super::{Model, problems};
use crate::amount::{Kind, Unit};
use crate::source::{Span, Spanned};

/// An answer: which rows it is about, and what they are.
#[derive(Debug, Clone)]
pub struct Answer {
    /// The label of the row as it is printed, maybe with a pattern for organisations; none for every row of the table.
    pub row: Option<String>,
    /// Words that the title of the table, or a heading above it, has.
    pub table: Option<String>,
    /// The row of words alone that it stands under.
    pub under: Option<String>,
    /// The head of the column.
    pub column: Option<String>,
    /// What they are.
    pub says: Says,
    /// Where it stands.
    pub span: Span,
}

/// What rows are.
#[derive(Debug, Clone)]
pub enum Says {
    /// A figure, maybe with the pattern of the row; and the unit, where the document prints none.
    Figure(Spanned<String>, Option<Unit>),
    /// Nothing that the workspace keeps, and why.
    Ignore(String),
}

/// Reads one `[[label]]`.
pub(crate) fn read(mut reader: Reader<'_>) -> Option<Answer> {
    let row = reader.text("row");
    let mut text = |key| reader.text(key).map(|it| it.value);
    let (table, under, column) = (text("table"), text("under"), text("column"));
    let figure = reader.text("figure");
    let unit = reader.choice("unit", Unit::NAMES).map(|it| it.value);
    // Why a row is left out is what the next reader of it asks.
    let ignore = if reader.has("ignore") { reader.need_text("ignore") } else { None };
    reader.one_of(&["figure", "ignore"]);
    reader.text("note");
    let span = reader.span();
    // Of a whole table it can only be said that it is left out.
    let row = if figure.is_some() || table.is_none() { reader.require("row", row) } else { row };
    let says = match (figure, ignore) {
        (Some(figure), _) => Some(Says::Figure(figure, unit)),
        (None, Some(why)) => Some(Says::Ignore(why.value)),
        (None, None) => reader.require("figure", None),
    };
    let is_lost = row.is_none() && (table.is_none() || matches!(says, Some(Says::Figure(..))));
    reader.finish();
    let row = row.map(|it| it.value);
    (!is_lost).then_some(())?;
    Some(Answer { row, table, under, column, says: says?, span })
}

impl Answer {
    /// How many things it asks of a row: of two answers the narrower holds.
    #[must_use]
    pub fn narrowness(&self) -> usize {
        [&self.row, &self.table, &self.under, &self.column].into_iter().flatten().count()
    }

    /// What it measures, where it is a figure.
    #[must_use]
    pub fn kind(&self, model: &Model) -> Option<Kind> {
        match &self.says {
            Says::Figure(figure, _) => {
                model.names(&figure.value).find_map(|it| model.catalogue().get(&*it)).map(|it| it.kind)
            }
            Says::Ignore(_) => None,
        }
    }

    /// What is wrong with its unit.
    pub(super) fn other_unit(&self, model: &Model) -> Option<crate::diagnostic::Problem> {
        let Says::Figure(figure, Some(unit)) = &self.says else { return None };
        let kind = self.kind(model).filter(|it| *it != unit.kind())?;
        Some(problems::unit_mismatch(figure.span, &figure.value, unit.name(), &kind.name()))
    }
}
