//! What a document says of itself and what of it is not right, for a program: a part of `samkoll.reading/1`.

use serde::Serialize;

use crate::amount::Language;
use crate::audit::outline::{Outline, Remark};
use crate::document::Place;

#[derive(Serialize)]
pub(super) struct JsonOutline<'d> {
    /// How many numbered parts, lines of the contents, references, enclosures and counts there are.
    parts: usize,
    contents: usize,
    references: usize,
    enclosures: usize,
    tallies: usize,
    findings: Vec<JsonRemark<'d>>,
    questions: Vec<JsonRemark<'d>>,
}

#[derive(Serialize)]
struct JsonRemark<'d> {
    about: &'static str,
    /// The number or the words of the heading it stands under.
    from: &'d str,
    #[serde(skip_serializing_if = "Option::is_none")]
    line: Option<usize>,
    #[serde(skip_serializing_if = "Option::is_none")]
    paragraph: Option<usize>,
    #[serde(skip_serializing_if = "Option::is_none")]
    sheet_row: Option<usize>,
    message: &'d str,
}

/// What of it is told.
pub(super) fn outline(outline: &Outline, language: Language) -> JsonOutline<'_> {
    let told = |is_sure: bool| {
        let all = outline.remarks.iter().filter(|it| it.is_sure == is_sure);
        all.map(|it| remark(it, language)).collect()
    };
    JsonOutline {
        parts: outline.parts.len(),
        contents: outline.contents.len(),
        references: outline.references.len(),
        enclosures: outline.enclosures.len(),
        tallies: outline.tallies.len(),
        findings: told(true),
        questions: told(false),
    }
}

fn remark(it: &Remark, language: Language) -> JsonRemark<'_> {
    let (mut line, mut paragraph, mut sheet_row) = (None, None, None);
    match it.place {
        Some(Place::Line(number)) => line = Some(number),
        Some(Place::Order(number)) => paragraph = Some(number),
        Some(Place::Row(number)) => sheet_row = Some(number),
        None => (),
    }
    let message = it.text.get(language);
    JsonRemark { about: it.about.name(), from: &it.from, line, paragraph, sheet_row, message }
}
