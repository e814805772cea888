//! What of a document's own structure is not right, as text: each remark with its place.

use crate::amount::{Language, Text, counted, many};
use crate::audit::outline::{Outline, Remark};
use crate::document::Place;
use crate::render::calendar::words::capital;
use crate::render::lines::Lines;

phrases! {
    FAULTS = "Fel i numrering, hänvisningar och text", "Faults in numbering, references and text";
    QUESTIONS = "Frågor om numrering, hänvisningar och text", "Questions on numbering, references and text";
}

/// How much of it was looked at, and how it stands; none where the document has nothing of it.
pub(super) fn summary(outline: &Outline) -> Option<Text> {
    let (parts, references) = (outline.parts.len(), outline.references.len());
    if parts == 0 && references == 0 && outline.remarks.is_empty() {
        return None;
    }
    let sure = outline.remarks.iter().filter(|it| it.is_sure).count();
    let asked = outline.remarks.len().saturating_sub(sure);
    let parts = counted(many(parts), ["numrerad del", "numrerade delar", "numbered part", "numbered parts"]);
    let references = counted(many(references), ["hänvisning", "hänvisningar", "reference", "references"]);
    let sure = counted(many(sure), ["fel", "fel", "fault", "faults"]);
    let asked = counted(many(asked), ["fråga", "frågor", "question", "questions"]);
    Some(Text::new(
        format!("{}, {}: {}, {}.", parts.sv, references.sv, sure.sv, asked.sv),
        format!("{}, {}: {}, {}.", parts.en, references.en, sure.en, asked.en),
    ))
}

/// What is sure, then what is asked.
pub(super) fn told(lines: &mut Lines, remarks: &[Remark], language: Language) {
    for (title, is_sure) in [(FAULTS, true), (QUESTIONS, false)] {
        let all: Vec<&Remark> = remarks.iter().filter(|it| it.is_sure == is_sure).collect();
        if all.is_empty() {
            continue;
        }
        lines.section(&format!("{} ({})", title.get(language), all.len()));
        for it in all {
            lines.wrapped("  • ", headline(it).get(language));
        }
    }
}

/// A remark with its place.
pub(super) fn headline(it: &Remark) -> Text {
    place(it).map(|language, place| match (place, it.text.get(language)) {
        ("", text) => capital(text),
        (place, text) => format!("{place}: {text}"),
    })
}

/// Where a remark stands: what it stands under, and its line or paragraph.
pub(in crate::render) fn place(it: &Remark) -> Text {
    let from = it.from.as_str();
    match it.place.as_ref().map(in_text) {
        None => Text::same(capital(from)),
        Some(place) if from.is_empty() => place.map(|_, it| capital(it)),
        Some(place) => place.map(|_, it| format!("{} ({it})", capital(from))),
    }
}

/// A line of the file, or where it has none, such a paragraph.
fn in_text(place: &Place) -> Text {
    match place {
        Place::Order(0) => Text::new("sidhuvud eller sidfot", "a header or a footer"),
        Place::Order(it) => {
            Text::new(format!("stycke eller tabellrad {it}"), format!("paragraph or row of a table {it}"))
        }
        other => super::words::in_file(other, 0),
    }
}
