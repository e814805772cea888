//! What the audit of a document found, version 1: `samkoll.reading/1`.

mod text;

use serde::Serialize;

use super::outline::{self, JsonAgreement, JsonOutline};
use crate::amount::{Language, Quantity};
use crate::audit::relation::{Ground, Relation};
use crate::audit::{Blame, Finding, Gap, GapKind};
use crate::document::{Place, Unread};
use crate::render::json::pretty::pretty;
use crate::render::reading::marks::rule;
use crate::render::reading::{Reading, explained, gap_told, ground};

const SCHEMA: &str = "samkoll.reading/1";

#[derive(Serialize)]
struct JsonReading<'d> {
    schema: &'static str,
    document: &'d str,
    form: &'static str,
    /// Tables with numbers, their numbers, and the relations between them that hold.
    tables: usize,
    numbers: usize,
    confirmed: usize,
    findings: Vec<JsonFinding>,
    questions: Vec<JsonFinding>,
    gaps: Vec<JsonGap>,
    unread: Vec<JsonUnread<'d>>,
    /// What the text says of numbers.
    text: text::JsonText,
    /// What the document says of itself: numbering, references, enclosures, what is unfinished.
    outline: JsonOutline<'d>,
    #[serde(skip_serializing_if = "Option::is_none")]
    agreement: Option<JsonAgreement<'d>>,
    /// The year that was asked about, where the document has it not.
    #[serde(skip_serializing_if = "Option::is_none")]
    lacks_year: Option<i32>,
}

#[derive(Serialize)]
struct JsonFinding {
    place: JsonPlace,
    printed: String,
    right: String,
    unit: &'static str,
    /// Whether it is this number that is wrong: surely, likely, or rather one of those it is reckoned from.
    blame: &'static str,
    relation: &'static str,
    /// Why it is one: the document says so, it holds elsewhere, or it is a guess.
    ground: &'static str,
    /// By chance it would hold elsewhere once in so many times.
    #[serde(skip_serializing_if = "Option::is_none")]
    odds: Option<u32>,
    message: String,
    why: String,
    #[serde(skip_serializing_if = "Option::is_none")]
    cause: Option<String>,
    /// What else comes out with the right number in its place.
    others: Vec<String>,
}

#[derive(Serialize)]
struct JsonPlace {
    table: usize,
    headings: Vec<String>,
    row: String,
    column: usize,
    head: String,
    #[serde(skip_serializing_if = "Option::is_none")]
    year: Option<i32>,
    #[serde(skip_serializing_if = "Option::is_none")]
    line: Option<usize>,
    #[serde(skip_serializing_if = "Option::is_none")]
    paragraph: Option<usize>,
    #[serde(skip_serializing_if = "Option::is_none")]
    sheet_row: Option<usize>,
    #[serde(skip_serializing_if = "Option::is_none")]
    page: Option<usize>,
}

#[derive(Serialize)]
struct JsonGap {
    kind: &'static str,
    message: String,
}

#[derive(Serialize)]
struct JsonUnread<'d> {
    kind: &'static str,
    from: usize,
    to: usize,
    text: &'d str,
}

/// What was read and found, for a program. `language` is that of the messages.
///
/// # Errors
/// When the serialiser fails, which it does not for these types.
pub fn reading(reading: &Reading<'_>, language: Language) -> Result<String, serde_json::Error> {
    let (tables, numbers) = reading.counts();
    let audit = reading.audit;
    let found = |all: &[Finding]| -> Vec<JsonFinding> {
        all.iter().filter_map(|it| finding(reading, it, language)).collect()
    };
    let gap = |it: &Gap| JsonGap {
        kind: match it.kind {
            GapKind::NothingToSubtract => "nothing-to-subtract",
            GapKind::NoDifference => "no-difference",
            GapKind::Unread => "unread",
        },
        message: gap_told(reading, it).get(language).to_owned(),
    };
    let json = JsonReading {
        schema: SCHEMA,
        document: &reading.document.name,
        form: reading.document.sort.name(),
        tables,
        numbers,
        confirmed: audit.confirmed.len(),
        findings: found(&audit.findings),
        questions: found(&audit.questions),
        gaps: audit.gaps.iter().map(gap).collect(),
        unread: reading.unread().map(unread).collect(),
        text: text::text(reading, language),
        outline: outline::outline(&audit.outline, language),
        agreement: audit.agreement.as_ref().map(outline::agreement),
        lacks_year: audit.lacks_year,
    };
    pretty(&json)
}

fn unread(it: &Unread) -> JsonUnread<'_> {
    JsonUnread { kind: it.kind.name(), from: number(&it.from), to: number(&it.to), text: &it.text }
}

const fn number(place: &Place) -> usize {
    match place {
        Place::Line(number)
        | Place::Order(number)
        | Place::Row(number)
        | Place::Page { page: number, .. } => *number,
    }
}

fn finding(reading: &Reading<'_>, finding: &Finding, language: Language) -> Option<JsonFinding> {
    let grids = &reading.audit.grids;
    let (grid, line, column) = grids.place(finding.figure)?;
    let printed = grids.quantity(finding.figure)?;
    let table = reading.document.tables().nth(grid.table)?;
    let place = reading.in_file(finding.figure)?;
    let told = |it: &Relation, right: Option<&Quantity>| {
        explained(reading, it, (finding.figure, right)).get(language).to_owned()
    };
    let like = finding.right.printed_like(printed);
    let (ground_word, odds) = match finding.relation.ground {
        Ground::Said => ("said", None),
        Ground::Borne(odds) => ("borne", Some(odds)),
        Ground::Guess => ("guess", None),
    };
    Some(JsonFinding {
        place: JsonPlace {
            table: grid.table.saturating_add(1),
            headings: reading.document.path(table.under).into_iter().map(str::to_owned).collect(),
            row: line.label.clone(),
            column: grids.figures.get(finding.figure)?.column.saturating_add(1),
            head: column.title.clone(),
            year: column.year,
            line: matches!(place, Place::Line(_)).then(|| number(place)),
            paragraph: matches!(place, Place::Order(_)).then(|| number(place)),
            sheet_row: matches!(place, Place::Row(_)).then(|| number(place)),
            page: matches!(place, Place::Page { .. }).then(|| number(place)),
        },
        printed: printed.digits_printed().to_string(),
        right: like.digits_printed().to_string(),
        unit: printed.unit.name(),
        blame: match finding.blame {
            Blame::This => "this",
            Blame::Likely => "likely",
            Blame::Terms => "terms",
        },
        relation: rule(finding.relation.sort),
        ground: ground_word,
        odds,
        message: told(&finding.relation, None),
        why: ground(&finding.relation, !finding.others.is_empty()).get(language).to_owned(),
        cause: finding.cause.as_ref().map(|it| it.get(language).to_owned()),
        others: finding.others.iter().map(|it| told(it, Some(&like))).collect(),
    })
}
