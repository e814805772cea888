//! References from one place of a document to another, and whether they lead where their text says.

use super::{Found, not_whole};
use crate::amount::Text;
use crate::facts::Gap;
use crate::model::document::{CrossReference, Leads, Side, Structure};
use crate::model::text::PartKind;
use crate::source::seen;

/// References that lead elsewhere than to what they are about, nowhere, or to one of several without saying which.
///
/// # Errors
/// A gap when a reference says no number and it is not known how many there are to choose from.
pub(super) fn wrong_references(structure: &Structure) -> Result<Found, Gap> {
    let mut found = Found::new();
    let mut open = None;
    for it in &structure.references {
        match wrong(structure, it) {
            Ok(words) => found.extend(words.map(|words| (it.span, words))),
            Err(gap) => open = open.or(Some(gap)),
        }
    }
    match open.filter(|_| found.is_empty()) {
        Some(gap) => Err(gap),
        None => Ok(found),
    }
}

/// What is wrong with a reference, if anything is.
fn wrong(structure: &Structure, it: &CrossReference) -> Result<Option<Text>, Gap> {
    let (from, kind) = (&it.from, Text::from(it.kind.phrase()));
    let about = it.about.as_deref().map(|about| format!(" ({about})")).unwrap_or_default();
    Ok(match &it.leads {
        Leads::Number(number, to) => match to {
            Some(to) if seen(to) == seen(number) => to_itself(it, number).then(|| {
                Text::new(
                    format!("{from}: {} {number}{about} är den egna platsen", kind.sv),
                    format!("{from}: {} {number}{about} is the place it stands in", kind.en),
                )
            }),
            Some(to) => Some(Text::new(
                format!("{from}: {} {number}{about} står i {} {to}", kind.sv, kind.sv),
                format!("{from}: {} {number}{about} stands in {} {to}", kind.en, kind.en),
            )),
            None => Some(Text::new(
                format!("{from}: {} {number}{about} finns inte", kind.sv),
                format!("{from}: {} {number}{about} does not exist", kind.en),
            )),
        },
        Leads::Any => {
            let parts = structure.parts.iter().filter(|part| part.kind == it.kind).count();
            if parts < 2 && !structure.whole.has("part") {
                return Err(not_whole("part"));
            }
            (parts > 1).then(|| {
                Text::new(
                    format!("{from}: {}{about} utan nummer, och det finns {parts}", kind.sv),
                    format!("{from}: {}{about} without a number, and there are {parts}", kind.en),
                )
            })
        }
        Leads::Way(says, stands) => (says != stands).then(|| {
            let (said, there) = (side(*says), side(*stands));
            Text::new(
                format!("{from}: {}{about} sägs stå {} och står {}", kind.sv, said.sv, there.sv),
                format!("{from}: {}{about} is said to stand {} and stands {}", kind.en, said.en, there.en),
            )
        }),
    })
}

fn side(side: Side) -> Text {
    match side {
        Side::Above => Text::new("ovanför", "above"),
        Side::Below => Text::new("nedanför", "below"),
    }
}

/// Whether a reference is from a thing to itself, by the place it stands in.
fn to_itself(reference: &CrossReference, number: &str) -> bool {
    let kind = reference.kind.phrase();
    let words = [kind.sv, kind.en];
    let from = seen(&reference.from).to_lowercase();
    let number = seen(number).to_lowercase();
    let rest = words.iter().find_map(|word| from.strip_prefix(word)).map(str::trim_start);
    let rest = rest.or_else(|| (reference.kind == PartKind::Section).then_some(from.as_str()));
    let after = rest.and_then(|rest| rest.strip_prefix(number.as_str()));
    after.is_some_and(|after| !after.starts_with(|c: char| c.is_alphanumeric() || c == '.' || c == '-'))
}
