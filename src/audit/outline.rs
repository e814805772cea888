//! What a document says of itself: its numbered parts, what its contents list, what it refers to and encloses, what it
//! counts, and what stands for something that is to come.
//!
//! [`structure`] takes it out of the document, in the shape of a workspace's `[[structure]]`; `remarks` says what of
//! it cannot be right, or may not be.

mod contents;
mod counts;
mod dates;
mod holders;
pub(super) mod lines;
mod names;
mod parts;
mod references;
mod remarks;
pub(super) mod words;

use chrono::NaiveDate;

use crate::amount::Text;
use crate::document::{Document, Place};
use crate::model::text::{PartKind, PlaceholderKind};

pub use remarks::remarks;

/// A numbered part.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Part {
    /// What sort of part.
    pub kind: PartKind,
    /// Its number as printed.
    pub number: String,
    /// The word or sign its number stands with (`§`, `tabell`, `diagram`); none where it stands alone.
    pub label: String,
    /// Its title as printed.
    pub title: String,
    /// How the contents print its title, where they list it.
    pub contents: Option<String>,
    /// Which numbering it belongs to: the first of its sort is nought, and one that begins anew is the next.
    pub run: usize,
    /// What the run is called where it is not the main one: the heading that it stands under.
    pub run_title: String,
    /// The level of its heading; none where it is not marked as one.
    pub level: Option<u8>,
    /// The heading it is, or stands under.
    pub heading: Option<usize>,
    /// Where it stands.
    pub place: Place,
}

/// A line of the contents.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Entry {
    /// Its number, where it has one.
    pub number: Option<String>,
    /// Its title.
    pub title: String,
    /// The page.
    pub page: Option<u32>,
    /// How it stands to the document.
    pub leads: Leads,
    /// Where it stands.
    pub place: Place,
}

/// How a line of the contents stands to the document.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Leads {
    /// What it lists is there, or its title otherwise printed is.
    There,
    /// Its title is there under another number.
    Renumbered(String),
    /// Nothing in the document has its number or its title.
    Nowhere,
}

/// A reference from one place of the document to a numbered part.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Reference {
    /// What sort of part it names.
    pub kind: PartKind,
    /// The number it names.
    pub number: String,
    /// Whether the document has such a part; none where it cannot be told.
    pub exists: Option<bool>,
    /// Whether it leads to the place in which it stands.
    pub to_itself: bool,
    /// Another part of the sort whose title says what the words about it do, where its own title does not.
    pub rather: Option<String>,
    /// The words about it.
    pub about: String,
    /// The heading that it stands under.
    pub from: String,
    /// Where it stands.
    pub place: Place,
}

/// What the document names as enclosed with it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Enclosure {
    /// Its number.
    pub number: String,
    /// What it is: its title, else the words about it.
    pub about: String,
    /// Whether the file holds it.
    pub enclosed: bool,
    /// The heading under which it is named.
    pub from: String,
}

/// What stands for something that is to come.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Placeholder {
    /// What sort.
    pub kind: PlaceholderKind,
    /// What is printed; nothing where nothing is.
    pub printed: String,
    /// The words about it.
    pub about: String,
    /// The day by which it was to be decided.
    pub by: Option<NaiveDate>,
    /// Whether it can be nothing else.
    pub is_sure: bool,
    /// The heading that it stands under.
    pub from: String,
    /// Where it stands.
    pub place: Place,
}

/// A number of things, held against the list that follows it or the parts that there are.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Tally {
    /// What is counted, as the text says it.
    pub of: String,
    /// How many the text says.
    pub says: i64,
    /// How many there are.
    pub listed: i64,
    /// Whether they are the document's appendices.
    pub of_appendices: bool,
    /// The heading that it stands under.
    pub from: String,
    /// Where it stands.
    pub place: Place,
}

/// One thing printed in two ways.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Naming {
    /// How it is printed here.
    pub printed: String,
    /// How it is printed elsewhere.
    pub elsewhere: String,
    /// How often it is printed so here and elsewhere.
    pub times: (usize, usize),
    /// What sort of difference it is.
    pub kind: NamingKind,
    /// The heading that it stands under.
    pub from: String,
    /// Where it stands.
    pub place: Place,
}

/// What differs between two ways to print one thing.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum NamingKind {
    /// One abbreviation is written out in two ways.
    Abbreviation,
    /// One letter.
    Spelling,
    /// The title with another year.
    Year,
}

/// What a document says of itself, as far as it can be read.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Outline {
    /// Whether its headings are marked as such; where none is, not every number of a part can be seen.
    pub is_marked: bool,
    /// Its numbered parts, in the order printed.
    pub parts: Vec<Part>,
    /// Its table of contents.
    pub contents: Vec<Entry>,
    /// What it refers to.
    pub references: Vec<Reference>,
    /// What it names as enclosed.
    pub enclosures: Vec<Enclosure>,
    /// What is not finished.
    pub placeholders: Vec<Placeholder>,
    /// What it counts.
    pub tallies: Vec<Tally>,
    /// What it prints in two ways.
    pub namings: Vec<Naming>,
    /// What of it cannot be right, and what may not be.
    pub remarks: Vec<Remark>,
}

names! {
    /// What a remark is about.
    #[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
    pub enum About {
        /// How parts are numbered.
        Numbering = "numbering",
        /// A reference.
        Reference = "reference",
        /// What is enclosed.
        Enclosure = "enclosure",
        /// The table of contents.
        Contents = "contents",
        /// What is not finished.
        Placeholder = "placeholder",
        /// A number of things.
        Count = "count",
        /// A name or a term.
        Name = "name",
        /// A party of an agreement.
        Party = "party",
        /// A day or a time.
        Date = "date",
        /// How many copies there are and who signs.
        Copies = "copies",
        /// What differs from the agreement it should be like.
        Difference = "difference",
    }
}

/// Something that is not right in what a document says of itself, or may not be.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Remark {
    /// What it is about.
    pub about: About,
    /// Whether the document itself proves it; else it is a question.
    pub is_sure: bool,
    /// What is not right.
    pub text: Text,
    /// The heading that it stands under; empty where it is about the whole, or stands before all headings.
    pub from: String,
    /// Where it stands; none where it is about the whole.
    pub place: Option<Place>,
}

/// Takes out of a document what it says of itself: parts, contents, references, enclosures, placeholders and counts,
/// each with its place and with what a reader can see of whether it is right. Nothing is judged that the document does
/// not show. What a workspace's `[[structure]]` holds is all here; `import::structure` writes it so.
#[must_use]
pub fn structure(document: &Document) -> Outline {
    let lines = lines::of(document);
    let contents = contents::block(&lines);
    let mut parts = parts::parts(&lines, &contents);
    let entries = contents::entries(&lines, contents, &mut parts);
    let references = references::references(&lines, &parts, &entries);
    let enclosures = references::enclosures(&references, &parts, &entries);
    let placeholders = holders::placeholders(&lines);
    let tallies = counts::tallies(&lines, &parts);
    let namings = names::namings(&lines, document);
    let mut outline = Outline {
        is_marked: !document.headings.is_empty(),
        parts,
        contents: entries,
        references,
        enclosures,
        placeholders,
        tallies,
        namings,
        remarks: Vec::new(),
    };
    outline.remarks = remarks(&outline);
    outline.remarks.extend(dates::dates(&lines));
    outline
}

impl Outline {
    /// A heading with nothing under it is sure to be unfinished, as in an agreement, where no picture stands.
    pub(super) fn without_pictures(&mut self) {
        for it in self.placeholders.iter_mut().filter(|it| it.kind == PlaceholderKind::Empty) {
            it.is_sure = true;
        }
        let dates = self.remarks.iter().filter(|it| it.about == About::Date).cloned().collect::<Vec<_>>();
        self.remarks = remarks(self);
        self.remarks.extend(dates);
    }
}

/// How a place is named that stands under a heading: by the number of the section, else by the heading's words.
#[must_use]
pub fn place_under(heading: &str) -> String {
    match words::numbered(heading) {
        Some(it) if it.label.is_empty() => it.number.to_owned(),
        Some(it) if it.label == "§" => format!("§ {}", it.number),
        _ => heading.to_owned(),
    }
}
