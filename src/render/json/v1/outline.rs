//! What a document says of itself and what of it is not right, for a program: a part of `samkoll.reading/1`.

use serde::Serialize;

use crate::amount::Language;
use crate::audit::agreement::{Agreement, Party};
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
    #[serde(skip_serializing_if = "Option::is_none")]
    page: Option<usize>,
    message: &'d str,
}

#[derive(Serialize)]
pub(super) struct JsonAgreement<'d> {
    sections: usize,
    parties: Vec<JsonParty<'d>>,
    copies: Option<i64>,
    signatures: usize,
    deadlines: Vec<&'d str>,
    /// The file it was held against.
    #[serde(skip_serializing_if = "Option::is_none")]
    like: Option<&'d str>,
}

#[derive(Serialize)]
struct JsonParty<'d> {
    name: &'d str,
    number: &'d str,
    valid: bool,
}

/// What is told of an agreement; what is wrong with it stands among the remarks.
pub(super) fn agreement(it: &Agreement) -> JsonAgreement<'_> {
    JsonAgreement {
        sections: it.sections,
        parties: it.parties.iter().map(party).collect(),
        copies: it.copies,
        signatures: it.signatures,
        deadlines: it.deadlines.iter().map(|it| it.words.as_str()).collect(),
        like: it.like.as_deref(),
    }
}

fn party(it: &Party) -> JsonParty<'_> {
    JsonParty { name: &it.name, number: &it.number, valid: it.is_valid }
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
    let (mut line, mut paragraph, mut sheet_row, mut page) = (None, None, None, None);
    match it.place {
        Some(Place::Line(number)) => line = Some(number),
        Some(Place::Order(number)) => paragraph = Some(number),
        Some(Place::Row(number)) => sheet_row = Some(number),
        Some(Place::Page { page: number, .. }) => page = Some(number),
        None => (),
    }
    let message = it.text.get(language);
    JsonRemark { about: it.about.name(), from: &it.from, line, paragraph, sheet_row, page, message }
}
