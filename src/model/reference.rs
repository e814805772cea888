//! References to duties: how one duty, an agenda or a need names another.

use super::problems;
use super::read::Reader;
use crate::source::{Span, Spanned};

/// A duty of this agreement or another, in this year or so many years from it: `agreement/duty@-1`.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct DutyReference {
    /// The agreement; its own when absent.
    pub agreement: Option<String>,
    /// The duty.
    pub duty: String,
    /// Years from the year of what refers.
    pub year: i32,
    /// Where it stands.
    pub span: Span,
}

/// Reads `agreement/duty@-1`.
pub(super) fn reference(reader: &Reader<'_>, text: &Spanned<String>) -> Option<DutyReference> {
    let (path, year) = match text.value.split_once('@') {
        None => (text.value.as_str(), Some(0)),
        Some((path, year)) => (path, year.parse().ok().filter(|year| (-9..=9).contains(year))),
    };
    let (agreement, duty) = match path.split_once('/') {
        None => (None, path),
        Some((agreement, duty)) => (Some(agreement.to_owned()), duty),
    };
    let Some(year) = year.filter(|_| !duty.is_empty()) else {
        reader.problem(problems::bad_reference(text.span, &text.value));
        return None;
    };
    Some(DutyReference { agreement, duty: duty.to_owned(), year, span: text.span })
}
