//! What sentences say in words beside what a row tells: that it rises, that a goal is reached, that it is so for all.
//! Proposed as statements, for a person to accept; never judged here.

use super::sentence::Sentence;
use super::tie::{Label, Rows, words_of};
use super::within::way;
use crate::amount::Quantity;
use crate::document::Place;

names! {
    /// What a statement says of its figures: the words of a workspace's `[[statement]]`, where it has one for it.
    #[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
    pub enum Says {
        /// More than the year before.
        Rises = "rises",
        /// Less than the year before.
        Falls = "falls",
        /// As the year before.
        Unchanged = "unchanged",
        /// A goal is reached.
        Reached = "reached",
        /// A goal is not reached.
        Missed = "missed",
        /// It is so for all.
        All = "all",
        /// It is so for more than half.
        Most = "most",
        /// Twice what it was.
        Doubled = "doubled",
        /// Half of what it was.
        Halved = "halved",
    }
}

/// What a sentence says in words, and the row that it seems to be about.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Proposal {
    /// Where its paragraph stands.
    pub place: Place,
    /// The heading it stands under.
    pub under: Option<usize>,
    /// The number of its paragraph's block.
    pub block: usize,
    /// The sentence.
    pub sentence: String,
    /// What it says.
    pub says: Says,
    /// The words of the sentence that are those of the row's label.
    pub label: String,
    /// The rows it may be about: the number of the grid and of the line.
    pub rows: Vec<(usize, usize)>,
    /// The year it is of.
    pub year: i32,
    /// The numbers that stand in the sentence.
    pub numbers: Vec<Quantity>,
}

impl Says {
    /// Whether a workspace's `[[statement]]` has a word for it.
    #[must_use]
    pub const fn is_a_statement(self) -> bool {
        matches!(self, Self::Rises | Self::Falls | Self::Unchanged)
    }
}

/// What a sentence says, once for each thing, of the label that stands nearest.
pub(super) fn of(rows: &Rows<'_>, sentence: &Sentence<'_>, main: i32) -> Vec<Proposal> {
    let mut labels = rows.labels(sentence);
    labels.retain(|it| rows.is_telling(it));
    let has_amount =
        (0..sentence.tokens.len()).any(|at| sentence.number(at).is_some_and(|it| it.unit.is_some()));
    let moves = sentence.words().any(|(_, it)| way(it).is_some());
    let negated = sentence.words().any(|(_, it)| matches!(it, "inte" | "ej" | "ska" | "bör" | "skulle"));
    let mut found: Vec<Proposal> = Vec::new();
    // What is said of those left out is not said of the row.
    let but =
        sentence.words().find(|(_, it)| matches!(*it, "utom" | "förutom")).map_or(usize::MAX, |it| it.0);
    for (at, word) in sentence.words().filter(|it| it.0 < but) {
        let is_said = |it: &Says| !negated || matches!(it, Says::Missed | Says::Reached);
        let Some(says) = says(sentence, at, word).filter(is_said) else { continue };
        let distance =
            |it: &&Label| if it.to < at { at.saturating_sub(it.to) } else { it.from.saturating_sub(at) };
        let Some(label) = labels.iter().filter(|it| !(it.from..=it.to).contains(&at)).min_by_key(distance)
        else {
            continue;
        };
        // What another verb stands nearer to is not said by this one; what it is said of follows a verb.
        let far = |word: usize| label.from.saturating_sub(word).max(word.saturating_sub(label.to));
        let is_nearer = |other: usize| {
            far(other) < far(at) || other < label.from && label.to < at && far(other) == far(at)
        };
        if sentence.words().any(|(other, it)| other != at && way(it).is_some() && is_nearer(other)) {
            continue;
        }
        let is_bare = matches!(says, Says::All | Says::Most) && (!has_amount || moves);
        if is_bare || found.iter().any(|it| it.says == says) {
            continue;
        }
        let mut years: Vec<i32> = sentence.years().map(|(_, it)| it).collect();
        years.dedup();
        found.push(Proposal {
            place: sentence.place.clone(),
            under: sentence.under,
            block: sentence.block,
            sentence: sentence.text.clone(),
            says,
            label: words_of(sentence, label),
            rows: rows.of_label(label).to_vec(),
            year: years.into_iter().max().unwrap_or(main),
            numbers: sentence.amounts().filter_map(|(_, it)| it.own()).collect(),
        });
    }
    found
}

/// What a word says, by those around it.
fn says(sentence: &Sentence<'_>, at: usize, word: &str) -> Option<Says> {
    let near = |from: usize| (from..at.saturating_add(6)).filter_map(|it| sentence.word(it));
    let verb = |it: &str| {
        matches!(
            it,
            "ökar" | "ökade" | "ökat" | "minskar" | "minskade" | "minskat" | "stiger" | "sjunker" | "sjunkit"
        )
    };
    match word {
        "oförändrat" | "oförändrad" | "oförändrade" => Some(Says::Unchanged),
        "fördubblats" | "fördubblades" | "fördubblat" | "fördubbling" => Some(Says::Doubled),
        "halverats" | "halverades" | "halverat" => Some(Says::Halved),
        "majoriteten" => Some(Says::Most),
        "alla" | "samtliga" => Some(Says::All),
        "når" | "nås" | "nådde" | "nåtts" | "nått" | "uppnås" | "uppnåddes" | "uppnår" => {
            let goal =
                near(at.saturating_sub(6)).any(|it| it.starts_with("mål") && !it.starts_with("målgrupp"));
            let beside = at.saturating_sub(2)..at.saturating_add(3);
            let not = beside.filter_map(|it| sentence.word(it)).any(|it| matches!(it, "inte" | "ej"));
            goal.then_some(if not { Says::Missed } else { Says::Reached })
        }
        it if verb(it) => way(it).map(|up| if up { Says::Rises } else { Says::Falls }),
        _ => None,
    }
}
