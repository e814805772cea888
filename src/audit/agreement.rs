//! A document as an agreement: its parties with their organisation numbers, its copies and signatures, its days, and
//! what differs from the agreement it should be like. Nothing here is about what parties must agree on.

mod copies;
mod like;
mod paragraphs;
mod parties;

use super::Audit;
use super::outline::lines::{self, Line};
use super::outline::{About, Remark};
use crate::amount::Text;
use crate::document::{Document, Place};

/// What an agreement says, as far as it can be read.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Agreement {
    /// How many numbered sections it has.
    pub sections: usize,
    /// The organisations that it gives an organisation number for, in order, each once.
    pub parties: Vec<Party>,
    /// How many copies it says that there are.
    pub copies: Option<i64>,
    /// How many lines there are to sign on.
    pub signatures: usize,
    /// What it says is to be done at the latest on a day, in its own words.
    pub deadlines: Vec<Deadline>,
    /// The agreement that it was held against.
    pub like: Option<String>,
}

/// An organisation that an agreement gives an organisation number for.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Party {
    /// Its name, as far as it can be told from the words before the number.
    pub name: String,
    /// Its number as NNNNNN-NNNN, whatever dash is printed.
    pub number: String,
    /// Whether the number can be one: its shape and its check digit are right.
    pub is_valid: bool,
    /// Where it stands.
    pub place: Place,
}

/// What is to be done by a day.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Deadline {
    /// The words about it.
    pub words: String,
    /// The heading that it stands under.
    pub from: String,
    /// Where it stands.
    pub place: Place,
}

/// How many characters around a deadline are told.
const AROUND: usize = 60;

/// Reads a document as an agreement, and adds to its audit what of it is not right; and what differs from another that
/// it should be like. A section that the other has and this has not is a finding; other differences are questions.
pub fn read(document: &Document, audit: &mut Audit, like: Option<&Document>) {
    let lines = lines::of(document);
    audit.outline.without_pictures();
    let (parties, mut remarks) = parties::parties(&lines);
    let (copies, signatures, of_copies) = copies::copies(&lines, &parties);
    remarks.extend(of_copies);
    remarks.extend(paragraphs::remarks(&lines, &audit.outline.parts));
    remarks.extend(like.map(|other| like::differences(document, other)).unwrap_or_default());
    audit.outline.remarks.extend(remarks);
    audit.agreement = Some(Agreement {
        sections: like::sections(document).len(),
        parties,
        copies,
        signatures,
        deadlines: deadlines(&lines),
        like: like.map(|it| it.name.clone()),
    });
}

fn remark(about: About, is_sure: bool, text: Text, line: &Line<'_>) -> Remark {
    Remark { about, is_sure, text, from: line.from.to_owned(), place: Some(line.place.clone()) }
}

/// What is to be done at the latest on a day.
fn deadlines(lines: &[Line<'_>]) -> Vec<Deadline> {
    let mut found = Vec::new();
    for line in lines {
        for (at, _) in line.text.to_lowercase().match_indices("senast") {
            let behind: String = line.text.get(at..).unwrap_or_default().chars().take(AROUND).collect();
            if behind.contains(|c: char| c.is_ascii_digit()) {
                let words = super::outline::words::around(line.text, at, AROUND);
                found.push(Deadline { words, from: line.from.to_owned(), place: line.place.clone() });
            }
        }
    }
    found
}
