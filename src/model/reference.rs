//! References to duties: how one duty, an agenda or a need names another.

use super::period::Period;
use super::problems;
use super::read::{MOST_YEARS, Reader};
use crate::source::{Span, Spanned};

/// A duty of this agreement or another, in this year or so many years from it: `agreement/duty@-1`;
/// or for one period: `agreement/duty@2024-T1`.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct DutyReference {
    /// The agreement; its own when absent.
    pub agreement: Option<String>,
    /// The duty.
    pub duty: String,
    /// Years from the year of what refers.
    pub year: i32,
    /// The one period, where that is said.
    pub period: Option<Period>,
    /// Where it stands.
    pub span: Span,
}

/// Reads `agreement/duty@-1`: between duties, which come back, only years are told.
pub(super) fn reference(reader: &Reader<'_>, text: &Spanned<String>) -> Option<DutyReference> {
    let found = about(reader, text)?;
    if found.period.is_some() {
        reader.problem(problems::bad_reference(text.span, &text.value));
    }
    found.period.is_none().then_some(found)
}

/// Reads `agreement/duty@-1` or `agreement/duty@2024-T1`.
pub(super) fn about(reader: &Reader<'_>, text: &Spanned<String>) -> Option<DutyReference> {
    let (path, at) = match text.value.split_once('@') {
        None => (text.value.as_str(), None),
        Some((path, at)) => (path, Some(at)),
    };
    let period = at.and_then(Period::parse);
    let year = match at {
        Some(years) if period.is_none() => years.parse().ok().filter(|year: &i32| year.abs() <= MOST_YEARS),
        _ => Some(0),
    };
    let (agreement, duty) = match path.split_once('/') {
        None => (None, path),
        Some((agreement, duty)) => (Some(agreement.to_owned()), duty),
    };
    let Some(year) = year.filter(|_| !duty.is_empty()) else {
        reader.problem(problems::bad_reference(text.span, &text.value));
        return None;
    };
    Some(DutyReference { agreement, duty: duty.to_owned(), year, period, span: text.span })
}
