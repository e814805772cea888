//! Numbers in sentences: held against each other within the sentence, and against the cells they speak of.
//!
//! A number is tied to a cell when the words of the row's label stand beside it, the year and the unit agree. The tie
//! is *beyond doubt* when the label is of one thing in the whole document, the sentence itself names the year and no
//! other cell could be meant; what then differs is a finding, otherwise a question. What a sentence says in words is
//! proposed ([`proposal`]) and never judged.

pub mod proposal;
mod scope;
pub mod sentence;
mod stem;
mod tie;
mod within;
mod years;

use std::collections::BTreeSet;
use std::ops::Range;

use crate::amount::{Quantity, Text, slip};
use crate::document::grid::{Grids, Role};
use crate::document::number::year_named;
use crate::document::{Block, Document, Place, Unread};

use proposal::Proposal;
use sentence::Sentence;

/// What a number in a sentence says of the cells it is tied to.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Claim {
    /// It is the number of the cell.
    Value,
    /// It is what the row has changed by since the year before.
    Change,
    /// It is what the row differs from its budget by.
    Deviation,
}

/// What the year of a number is known by.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum YearBy {
    /// The sentence names it.
    Named,
    /// The sentence speaks of "the year", and the heading or the document is of one.
    TheYear,
    /// Nothing says which: that of the document.
    Presumed,
}

/// What does not agree within a sentence.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Within {
    /// Women and men are not the whole that stands beside them.
    Parts,
    /// Amounts are not the total that is told after them.
    Total,
    /// Two shares of one whole are not 100 per cent.
    Shares,
    /// A per cent is not that many of so many.
    Share,
    /// So many per cent of so few is no whole number.
    Possible,
    /// What differs between two numbers is not what is said.
    Difference,
    /// Numbers rise where the sentence says that they fall, or the other way round.
    Direction,
}

/// Why a number in a sentence is spoken of.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Why {
    /// The sentence does not agree with itself; with the numbers it is reckoned from.
    Within(Within, Vec<Quantity>),
    /// A cell says otherwise.
    Cells {
        /// The cells, the most closely known first.
        figures: Vec<usize>,
        /// What is said of them.
        claim: Claim,
        /// What of the sentence are the words of the row's label.
        label: String,
        /// The year that it is of.
        year: i32,
        /// How that is known.
        by: YearBy,
    },
    /// Several numbers in a row are those of another year.
    OtherYear {
        /// That year.
        year: i32,
        /// The cells they stand in, by the numbers in the text.
        cells: Vec<(Quantity, usize)>,
    },
}

/// A number in a sentence that agrees with a table or with the sentence, or does not.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Mentioned {
    /// Where its paragraph stands.
    pub place: Place,
    /// The heading it stands under.
    pub under: Option<usize>,
    /// The number of its paragraph's block.
    pub block: usize,
    /// The sentence.
    pub sentence: String,
    /// Where the number stands in the sentence, in bytes.
    pub at: Range<usize>,
    /// The number as it is printed.
    pub printed: Quantity,
    /// What it would be; none where only the words are wrong, or the number is impossible.
    pub right: Option<Quantity>,
    /// Why.
    pub why: Why,
    /// What may have happened: a guess.
    pub cause: Option<Text>,
}

/// What the text says, held against itself and against the tables.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct TextAudit {
    /// Numbers that agree.
    pub confirmed: Vec<Mentioned>,
    /// Numbers that do not.
    pub findings: Vec<Mentioned>,
    /// Numbers that may not.
    pub questions: Vec<Mentioned>,
    /// What sentences say in words, to be judged by a reader.
    pub proposals: Vec<Proposal>,
    /// What is too long to be a sentence, and is not read.
    pub unread: Vec<Unread>,
}

impl Mentioned {
    /// The year it is of, where it is known.
    #[must_use]
    pub const fn year(&self) -> Option<i32> {
        match self.why {
            Why::Cells { year, .. } => Some(year),
            Why::Within(..) | Why::OtherYear { .. } => None,
        }
    }

    fn of(
        sentence: &Sentence<'_>,
        at: Range<usize>,
        printed: Quantity,
        right: Option<Quantity>,
        why: Why,
    ) -> Self {
        let cause = right.as_ref().and_then(|it| slip::of(&printed, it));
        Self {
            place: sentence.place.clone(),
            under: sentence.under,
            block: sentence.block,
            sentence: sentence.text.clone(),
            at,
            printed,
            right,
            why,
            cause,
        }
    }
}

/// Holds the numbers of every sentence against the sentence itself and against the tables, but for the cells that may
/// be wrong themselves.
pub(super) fn audit(document: &Document, grids: &Grids, doubted: BTreeSet<usize>) -> TextAudit {
    let mut found = TextAudit::default();
    let rows = tie::Rows::of(grids, doubted);
    for (block, paragraph) in document.blocks.iter().enumerate() {
        let Block::Paragraph(paragraph) = paragraph else { continue };
        let year = main_year(document, grids, paragraph.under);
        let heading = document.path(paragraph.under).last().copied().unwrap_or_default();
        let (sentences, unread) = sentence::of(paragraph, heading, block);
        found.unread.extend(unread);
        within::checked(&sentences, &mut found);
        let heading = heading.to_lowercase();
        let is_of_goals = heading.starts_with("mål") || heading.starts_with("indikator");
        let mut spoken_of = false;
        for sentence in &sentences {
            let Some(year) = year else { continue };
            spoken_of = speaks_of(sentence, year, spoken_of);
            tie::checked(&rows, sentence, (year, spoken_of), &mut found);
            if !is_of_goals {
                found.proposals.extend(proposal::of(&rows, sentence, year));
            }
        }
        years::checked(&rows, &sentences, year, &mut found);
    }
    // One number is told of once: what its own sentence says of it comes first.
    let told: Vec<(usize, Range<usize>, String)> =
        found.findings.iter().map(|it| (it.block, it.at.clone(), it.sentence.clone())).collect();
    let is_told = |it: &Mentioned| told.contains(&(it.block, it.at.clone(), it.sentence.clone()));
    found.questions.retain(|it| !is_told(it));
    found
}

/// Whether a sentence speaks of "the year", or goes on after one of its paragraph that did.
fn speaks_of(sentence: &Sentence<'_>, year: i32, before: bool) -> bool {
    let names = |all: &[&str]| sentence.words().any(|(_, it)| all.contains(&it));
    let another = sentence.years().any(|(_, it)| it != year) || names(&["fjolåret", "förra", "föregående"]);
    names(&["året", "årets", "årsskiftet"]) || before && !another
}

/// The year that text under a heading is of: that of the nearest heading that names one, else the latest that the
/// tables tell the outcome of. None where the document or a heading is of a part of a year: what it says of the year is
/// not what its columns say.
fn main_year(document: &Document, grids: &Grids, under: Option<usize>) -> Option<i32> {
    let first = document.path(Some(0)).into_iter().chain([document.name.as_str()]);
    if document.path(under).into_iter().chain(first).any(scope::is_of_part) {
        return None;
    }
    let named = document.path(under).into_iter().rev().find_map(year_named);
    let columns = || grids.grids.iter().flat_map(|it| &it.columns).filter(|it| it.role == Role::Value);
    named.or_else(|| year_named(&document.name)).or_else(|| columns().filter_map(|it| it.year).max())
}
