//! A value that a verdict rests on, with where it is from, in one line.

use crate::amount::Language;
use crate::report::Report;
use crate::source::Span;
use crate::verdict::Value;

/// `LABEL YEAR: VALUE – DOCUMENT, PART – FILE:LINE`
pub(super) fn told(
    value: &Value,
    report: &Report<'_>,
    language: Language,
    place: impl Fn(Span) -> String,
) -> String {
    let year = value.year.map(|year| format!(" {year}")).unwrap_or_default();
    let document = value.document.as_deref().map(|id| report.document(id).to_owned());
    let part = value.part.clone().filter(|part| !part.is_empty());
    let source = [document, part, value.at.clone()].into_iter().flatten().collect::<Vec<_>>().join(", ");
    // A number that was set or computed has no document of its own.
    let from = [Some(source), value.span.map(place)].into_iter().flatten().filter(|it| !it.is_empty());
    let from: String = from.map(|it| format!(" – {it}")).collect();
    format!("{}{year}: {}{from}", value.label.get(language), value.fact.written(language))
}
