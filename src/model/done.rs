//! The day something was done, as far as the papers show it: the day itself, or one it was done no later than.

use chrono::NaiveDate;

use super::declared::Accepts;
use super::problems;
use super::read::Reader;
use crate::amount::Text;
use crate::source::{Span, Spanned, Value};

/// When something was done.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Done {
    /// The first day it can have been done, when that is known.
    pub earliest: Option<NaiveDate>,
    /// The last day it can have been done: the day itself when that is known.
    pub latest: NaiveDate,
    /// Where it stands.
    pub span: Span,
}

impl Done {
    /// Done on a day.
    #[must_use]
    pub const fn on(day: NaiveDate, span: Span) -> Self {
        Self { earliest: Some(day), latest: day, span }
    }

    /// The last day it can have been, and where it stands.
    pub(super) const fn last(self) -> Spanned<NaiveDate> {
        Spanned { value: self.latest, span: self.span }
    }

    /// Whether the day itself is known.
    #[must_use]
    pub fn is_exact(&self) -> bool {
        self.earliest == Some(self.latest)
    }

    /// The same, which cannot have been before a day.
    pub(super) fn after(self, first: Option<NaiveDate>) -> Self {
        Self { earliest: self.earliest.or(first.filter(|first| *first <= self.latest)), ..self }
    }
}

/// Reads a day, `{ no_later_than = DAY }`, or `true`: done, and known no later than it was `recorded`.
pub(super) fn done(reader: &mut Reader<'_>, key: &'static str, recorded: Option<NaiveDate>) -> Option<Done> {
    let node = reader.node(key, &[Accepts::Day, Accepts::Truth, Accepts::Table])?;
    let by = |latest| Done { earliest: None, latest, span: node.span };
    match &node.value {
        Value::Table(_) => {
            let mut inner = reader.table(key)?;
            let day = inner.date("no_later_than");
            let day = inner.require("no_later_than", day);
            inner.finish();
            day.map(|day| by(day.value))
        }
        Value::Bool(true) => recorded.map(by),
        Value::Date(_) | Value::Odd => reader.date(key).map(|day| Done::on(day.value, day.span)),
        _ => {
            let expected = Text::new(
                "ett datum, { no_later_than = … }, eller true om dagen inte är känd",
                "a date, { no_later_than = … }, or true when the day is not known",
            );
            reader.problem(problems::wrong_type(node.span, key, &expected));
            None
        }
    }
}
