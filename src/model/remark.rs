//! An auditor's remark: what was remarked, what the board decided, by when, and what shows it done.

use chrono::NaiveDate;

use super::citation::{Citation, citation};
use super::done::{Done, done};
use super::read::Reader;
use crate::amount::Text;
use crate::source::{Span, Spanned};

names! {
    /// The three questions an auditor answers (kommunallagen 12 kap. 1 §): a remark, and a rule that asks what an
    /// auditor would, belongs to one of them.
    #[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
    pub enum Dimension {
        /// Whether the activity is appropriate and economical.
        Economical = "appropriate-and-economical",
        /// Whether internal control is sufficient.
        InternalControl = "internal-control",
        /// Whether the accounts are true.
        Accounts = "true-accounts",
    }
}

impl Dimension {
    /// What a reader calls it.
    #[must_use]
    pub const fn words(self) -> (&'static str, &'static str) {
        match self {
            Self::Economical => ("ändamålsenligt och ekonomiskt", "appropriate and economical"),
            Self::InternalControl => ("intern kontroll", "internal control"),
            Self::Accounts => ("rättvisande räkenskaper", "true accounts"),
        }
    }
}

/// A remark.
#[derive(Debug, Clone)]
pub struct Remark {
    /// Its id.
    pub id: Spanned<String>,
    /// The year that was audited.
    pub year: i32,
    /// What it says, in our own words.
    pub text: Text,
    /// What it is a remark on.
    pub dimension: Dimension,
    /// Who sees to it that something is done.
    pub responsible: Vec<Spanned<String>>,
    /// What the board decided.
    pub decision: Option<Spanned<String>>,
    /// By when it is to be done.
    pub due: Option<Spanned<NaiveDate>>,
    /// When it was done.
    pub done: Option<Done>,
    /// The day somebody last looked whether it was done.
    pub followed_up: Option<Spanned<NaiveDate>>,
    /// The day the remark became known.
    pub recorded: Option<NaiveDate>,
    /// Where it is known from.
    pub source: Option<Citation>,
    /// Where it stands.
    pub span: Span,
}

/// Reads one `[[remark]]`.
pub(crate) fn read(mut reader: Reader<'_>) -> Option<Remark> {
    let id = reader.need_id("id");
    let year = reader.need_year("year");
    let text = reader.need_both("text");
    let dimension = reader.need_choice("dimension", Dimension::NAMES);
    let responsible = reader.texts("responsible");
    reader.some_of("responsible");
    let decision = reader.text("decision");
    let due = reader.date("due");
    let followed_up = reader.date("followed_up");
    let done = done(&mut reader, "done", followed_up.as_ref().map(|day| day.value));
    if reader.has("done") {
        // The day it became known that it is done; without one it would be known from the beginning.
        reader.require("followed_up", followed_up.as_ref());
    }
    let recorded = reader.date("recorded");
    let recorded = reader.require("recorded", recorded);
    reader.follows(followed_up.as_ref(), done.map(Done::last).as_ref());
    reader.follows(followed_up.as_ref(), recorded.as_ref());
    let source = citation(&mut reader);
    reader.remarks();
    let span = reader.span();
    reader.finish();
    Some(Remark {
        id: id?,
        year: year?.value,
        text: text?.value,
        dimension: dimension?.value,
        responsible,
        decision,
        due,
        done,
        followed_up,
        recorded: recorded.map(|day| day.value),
        source,
        span,
    })
}
