//! Documents as such: what they must contain, how they are numbered, what they refer to, how they name things.

use chrono::NaiveDate;

use super::citation::{Citation, citation};
use super::numbering::Numbered;
use super::problems;
use super::read::{Reader, Whole};
use super::text::{self, PartKind, Texts};
use crate::amount::Text;
use crate::diagnostic::Code;
use crate::source::{Span, Spanned};

/// What is known of each thing that something must contain.
#[derive(Debug, Clone)]
pub struct Checklist {
    /// Its id.
    pub id: Spanned<String>,
    /// What sort of checklist; a rule asks about its groups.
    pub group: Spanned<String>,
    /// What it is about.
    pub title: Text,
    /// The year it is about.
    pub year: Option<i32>,
    /// Whether what is not listed is absent, the whole having been read.
    pub complete: bool,
    /// What is known.
    pub items: Vec<ChecklistItem>,
    /// Where it is known from, the list as a whole.
    pub source: Option<Citation>,
}

/// What is known of one thing.
#[derive(Debug, Clone)]
pub struct ChecklistItem {
    /// The id a rule requires.
    pub id: Spanned<String>,
    /// Whether it is there.
    pub state: ItemState,
    /// Where it is.
    pub source: Option<Citation>,
    /// Where it stands in the workspace.
    pub span: Span,
}

names! {
    /// Whether something is there.
    #[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
    pub enum ItemState {
        /// It is.
        Present = "present",
        /// It is not.
        Absent = "absent",
        /// The sources do not show it.
        Unknown = "unknown",
    }
}

/// How a document is numbered, what it refers to, and how it names organisations.
#[derive(Debug, Clone)]
pub struct Structure {
    /// The document.
    pub document: Spanned<String>,
    /// Its numbered parts, in the order printed.
    pub parts: Vec<Part>,
    /// What it refers to.
    pub references: Vec<CrossReference>,
    /// Printed names of organisations.
    pub mentions: Vec<Mention>,
    /// Scales it describes.
    pub scales: Vec<Scale>,
    /// What its text says, to be held against what it speaks of.
    pub texts: Texts,
    /// Which of its lists are whole.
    pub whole: Whole,
}

/// A numbered part of a document.
#[derive(Debug, Clone)]
pub struct Part {
    /// What sort of part.
    pub kind: PartKind,
    /// Its number as printed.
    pub number: String,
    /// Its printed title.
    pub title: Option<String>,
    /// The title the table of contents prints.
    pub contents: Option<String>,
    /// Where it stands.
    pub span: Span,
}

impl Part {
    /// Its number and its titles.
    #[must_use]
    pub fn numbered(&self) -> Numbered<'_> {
        let (title, contents) = (self.title.as_deref(), self.contents.as_deref());
        Numbered { kind: self.kind, number: &self.number, title, contents }
    }
}

/// A reference from one place of a document to another.
#[derive(Debug, Clone)]
pub struct CrossReference {
    /// Where it stands in the document.
    pub from: String,
    /// What sort of part it names.
    pub kind: PartKind,
    /// How it says where to look.
    pub leads: Leads,
    /// What it says stands there.
    pub about: Option<String>,
    /// Where it stands in the workspace.
    pub span: Span,
}

/// How a reference says where to look.
#[derive(Debug, Clone)]
pub enum Leads {
    /// To a number, and where what it is about stands; none when nowhere.
    Number(String, Option<String>),
    /// To one of a sort, without saying which.
    Any,
    /// Above or below, and where what it is about stands.
    Way(Side, Side),
}

names! {
    /// On which side of a place in the text something stands.
    #[derive(Debug, Clone, Copy, PartialEq, Eq)]
    pub enum Side {
        /// Before it.
        Above = "above",
        /// After it.
        Below = "below",
    }
}

/// A printed name of an organisation.
#[derive(Debug, Clone)]
pub struct Mention {
    /// The organisation.
    pub organisation: Spanned<String>,
    /// The name as printed.
    pub printed: String,
    /// The day the text speaks of, when that is not the document's.
    pub on: Option<NaiveDate>,
    /// Where.
    pub part: Option<String>,
    /// Where it stands in the workspace.
    pub span: Span,
}

/// A scale with as many degrees as its text says, and the numbers it prints.
#[derive(Debug, Clone)]
pub struct Scale {
    /// Where.
    pub part: Option<String>,
    /// How many the text says.
    pub degrees: i64,
    /// The numbers printed.
    pub steps: Vec<i64>,
    /// Where it stands in the workspace.
    pub span: Span,
}

/// Reads one `[[checklist]]`.
pub(crate) fn read_checklist(mut reader: Reader<'_>) -> Option<Checklist> {
    let id = reader.need_id("id");
    let group = reader.need_text("group");
    let title = reader.need_both("title");
    let year = reader.year("year").map(|year| year.value);
    let complete = reader.bool("complete").unwrap_or(false);
    let items = reader.tables("item").into_iter().filter_map(item).collect();
    let source = citation(&mut reader);
    reader.remarks();
    reader.finish();
    Some(Checklist { id: id?, group: group?, title: title?.value, year, complete, items, source })
}

fn item(mut reader: Reader<'_>) -> Option<ChecklistItem> {
    let id = reader.need_id("id");
    let state = reader.need_choice("state", ItemState::NAMES);
    reader.text("part");
    let source = citation(&mut reader);
    reader.remarks();
    let span = reader.span();
    reader.finish();
    Some(ChecklistItem { id: id?, state: state?.value, source, span })
}

/// Reads one `[[structure]]`.
pub(crate) fn read_structure(mut reader: Reader<'_>) -> Option<Structure> {
    let document = reader.need_text("document");
    let parts: Vec<Part> = reader.tables("part").into_iter().filter_map(part).collect();
    let references = reader.tables("reference").into_iter().filter_map(reference).collect();
    let mentions = reader.tables("mention").into_iter().filter_map(mention).collect();
    let scales = reader.tables("scale").into_iter().filter_map(scale).collect();
    let texts = text::read(&mut reader);
    reader.remarks();
    let whole = reader.whole();
    if whole.has("part") {
        places_are_there(&reader, &parts);
    }
    reader.finish();
    Some(Structure { document: document?, parts, references, mentions, scales, texts, whole })
}

/// A place by number alone is that of a part, where all parts have been entered.
fn places_are_there(reader: &Reader<'_>, parts: &[Part]) {
    let numbers = || parts.iter().map(|it| it.number.as_str());
    let is_number =
        |place: &str| place.split('.').all(|it| !it.is_empty() && it.bytes().all(|c| c.is_ascii_digit()));
    for place in reader.texts_within(&["from", "to", "part", "under"]) {
        if is_number(&place.value) && numbers().all(|it| it != place.value) {
            let (what, guesses) = (Text::new("delen", "part"), &reader.problems().guesses);
            let (span, written) = (place.span, &place.value);
            reader.problem(problems::unknown(guesses, Code::UnknownPart, span, written, &what, numbers()));
        }
    }
}

fn part(mut reader: Reader<'_>) -> Option<Part> {
    let kind = reader.need_choice("kind", PartKind::NAMES);
    let number = reader.need_text("number");
    let title = reader.text("title").map(|title| title.value);
    let contents = reader.text("contents").map(|title| title.value);
    reader.remarks();
    let span = reader.span();
    reader.finish();
    Some(Part { kind: kind?.value, number: number?.value, title, contents, span })
}

fn reference(mut reader: Reader<'_>) -> Option<CrossReference> {
    let from = reader.need_text("from");
    let kind = reader.need_choice("kind", PartKind::NAMES);
    let leads = leads(&mut reader);
    let about = reader.text("about").map(|about| about.value);
    reader.remarks();
    let span = reader.span();
    reader.finish();
    Some(CrossReference { from: from?.value, kind: kind?.value, leads: leads?, about, span })
}

/// One key says how a reference leads: to a number, to none, or to what stands above or below.
fn leads(reader: &mut Reader<'_>) -> Option<Leads> {
    reader.one_of(&["number", "unnumbered", "says"]);
    if reader.has("says") {
        let (says, stands) =
            (reader.need_choice("says", Side::NAMES), reader.need_choice("stands", Side::NAMES));
        return Some(Leads::Way(says?.value, stands?.value));
    }
    if reader.bool("unnumbered") == Some(true) {
        return Some(Leads::Any);
    }
    let number = reader.need_text("number");
    let to = reader.text("to").map(|to| to.value);
    Some(Leads::Number(number?.value, to))
}

fn mention(mut reader: Reader<'_>) -> Option<Mention> {
    let organisation = reader.need_text("organisation");
    let printed = reader.need_text("printed");
    let on = reader.date("on").map(|day| day.value);
    let part = reader.text("part").map(|part| part.value);
    reader.remarks();
    let span = reader.span();
    reader.finish();
    Some(Mention { organisation: organisation?, printed: printed?.value, on, part, span })
}

fn scale(mut reader: Reader<'_>) -> Option<Scale> {
    let part = reader.text("part").map(|part| part.value);
    let degrees = reader.positive("degrees");
    let degrees = reader.require("degrees", degrees);
    let steps = reader.ints("steps").into_iter().map(|step| step.value).collect();
    reader.remarks();
    let span = reader.span();
    reader.finish();
    Some(Scale { part, degrees: degrees?.value, steps, span })
}
