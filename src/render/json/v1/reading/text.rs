//! What the text of a document says of its numbers, as a part of `samkoll.reading/1`.

use serde::Serialize;

use super::number;
use crate::amount::{Language, Text};
use crate::audit::text::{Claim, Mentioned, Why, Within, YearBy};
use crate::document::Place;
use crate::render::reading::Reading;
use crate::render::reading::claims::{grounds, headline, proposed};

#[derive(Serialize)]
pub(super) struct JsonText {
    confirmed: Vec<JsonMentioned>,
    findings: Vec<JsonMentioned>,
    questions: Vec<JsonMentioned>,
    /// What sentences say in words, to be judged by a reader.
    proposals: Vec<JsonProposal>,
}

#[derive(Serialize)]
struct JsonMentioned {
    place: JsonParagraph,
    sentence: String,
    printed: String,
    unit: &'static str,
    #[serde(skip_serializing_if = "Option::is_none")]
    right: Option<String>,
    /// What it is held against: the sentence itself, cells, or those of another year.
    against: &'static str,
    /// The words of the sentence that are those of a row, and the year, where it is held against cells.
    #[serde(skip_serializing_if = "Option::is_none")]
    label: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    year: Option<i32>,
    /// What the year is known by: it is named, the sentence speaks of "the year", or it is that of the document.
    #[serde(skip_serializing_if = "Option::is_none")]
    year_by: Option<&'static str>,
    /// What is said of it; nothing of what agrees.
    #[serde(skip_serializing_if = "Option::is_none")]
    message: Option<String>,
    why: Vec<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    cause: Option<String>,
}

#[derive(Serialize)]
struct JsonParagraph {
    headings: Vec<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    line: Option<usize>,
    #[serde(skip_serializing_if = "Option::is_none")]
    paragraph: Option<usize>,
    #[serde(skip_serializing_if = "Option::is_none")]
    page: Option<usize>,
}

#[derive(Serialize)]
struct JsonProposal {
    place: JsonParagraph,
    sentence: String,
    says: &'static str,
    label: String,
    year: i32,
    message: String,
}

pub(super) fn text(reading: &Reading<'_>, language: Language) -> JsonText {
    let audit = &reading.audit.text;
    let all =
        |all: &[Mentioned], agree| all.iter().map(|it| mentioned(reading, it, agree, language)).collect();
    let proposal = |it: &crate::audit::text::proposal::Proposal| JsonProposal {
        place: paragraph(reading, &it.place, it.under),
        sentence: it.sentence.clone(),
        says: it.says.name(),
        label: it.label.clone(),
        year: it.year,
        message: proposed(reading, it).get(language).to_owned(),
    };
    JsonText {
        confirmed: all(&audit.confirmed, true),
        findings: all(&audit.findings, false),
        questions: all(&audit.questions, false),
        proposals: audit.proposals.iter().map(proposal).collect(),
    }
}

fn paragraph(reading: &Reading<'_>, place: &Place, under: Option<usize>) -> JsonParagraph {
    JsonParagraph {
        headings: reading.document.path(under).into_iter().map(str::to_owned).collect(),
        line: matches!(place, Place::Line(_)).then(|| number(place)),
        paragraph: matches!(place, Place::Order(_)).then(|| number(place)),
        page: matches!(place, Place::Page { .. }).then(|| number(place)),
    }
}

fn mentioned(reading: &Reading<'_>, it: &Mentioned, agrees: bool, language: Language) -> JsonMentioned {
    let (label, year, by) = match &it.why {
        Why::Cells { label, year, by, .. } => (Some(label.clone()), Some(*year), Some(year_by(*by))),
        Why::OtherYear { year, .. } => (None, Some(*year), None),
        Why::Within(..) => (None, None, None),
    };
    let right = it.right.as_ref().map(|right| right.printed_like(&it.printed).digits_printed().to_string());
    let told = |it: &Text| it.get(language).to_owned();
    JsonMentioned {
        place: paragraph(reading, &it.place, it.under),
        sentence: it.sentence.clone(),
        printed: it.printed.digits_printed().to_string(),
        unit: it.printed.unit.name(),
        right,
        against: against(&it.why),
        label,
        year,
        year_by: by,
        message: (!agrees).then(|| told(&headline(it, language))),
        why: grounds(reading, it).iter().map(told).collect(),
        cause: it.cause.as_ref().map(told),
    }
}

pub(super) const fn against(why: &Why) -> &'static str {
    match why {
        Why::Within(Within::Parts, _) => "women-and-men",
        Why::Within(Within::Total, _) => "total-in-sentence",
        Why::Within(Within::Shares, _) => "shares-in-sentence",
        Why::Within(Within::Share, _) => "share-in-sentence",
        Why::Within(Within::Possible, _) => "whole-people",
        Why::Within(Within::Difference, _) => "difference-in-sentence",
        Why::Within(Within::Direction, _) => "direction-in-sentence",
        Why::Cells { claim: Claim::Value, .. } => "cell",
        Why::Cells { claim: Claim::Change, .. } => "change",
        Why::Cells { claim: Claim::Deviation, .. } => "deviation",
        Why::OtherYear { .. } => "another-year",
    }
}

const fn year_by(by: YearBy) -> &'static str {
    match by {
        YearBy::Named => "named",
        YearBy::TheYear => "the-year",
        YearBy::Presumed => "presumed",
    }
}
