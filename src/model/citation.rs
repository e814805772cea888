//! Where something is known from, and the clause it stands in: keys that every entry may carry.

use super::read::Reader;
use crate::source::Spanned;

/// A document and a place in it.
#[derive(Debug, Clone)]
pub struct Citation {
    /// The document's id.
    pub document: Spanned<String>,
    /// The place in it.
    pub part: Option<String>,
}

/// Reads `source = { document, part }`.
pub(crate) fn citation(reader: &mut Reader<'_>) -> Option<Citation> {
    let mut inner = reader.table("source")?;
    let document = inner.need_text("document");
    document.iter().for_each(|document| inner.problems().cite(document));
    let part = inner.text("part").map(|part| part.value);
    inner.finish();
    Some(Citation { document: document?, part })
}

/// A provision of a law, as one cites it: the law stands after its paragraph and before what it is compared with,
/// `23 § Finsamlagen (2003:1210), jfr 21 §`.
pub(super) fn provision(law: &str, place: &str) -> String {
    match place.split_once(", ") {
        Some((provision, rest)) => format!("{provision} {law}, {rest}"),
        None => format!("{place} {law}"),
    }
}

/// The clause, and the keys every entry may carry.
pub(super) fn clause(reader: &mut Reader<'_>) -> Option<String> {
    reader.text("note");
    citation(reader);
    reader.text("clause").map(|clause| clause.value)
}
