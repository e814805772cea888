//! What became of the cases of rules: for each whether the rule says what it expects, and which of the rule's
//! conditions none of them reaches.

use crate::amount::Text;
use crate::source::Span;
use crate::verdict::{Outcome, Undecided};

/// Every rule that was looked at, by id.
#[derive(Debug, Default)]
pub struct Tested {
    /// The rules.
    pub rules: Vec<TestedRule>,
}

/// A rule and its cases.
#[derive(Debug)]
pub struct TestedRule {
    /// The rule's id.
    pub rule: String,
    /// Its name.
    pub title: Text,
    /// Its cases, by path.
    pub cases: Vec<TestedCase>,
    /// How many places its logic has where it can conclude.
    pub arms: usize,
    /// Those of them that no case reached: where each stands, and what is written there.
    pub unreached: Vec<(Span, String)>,
}

/// A case that was run.
#[derive(Debug)]
pub struct TestedCase {
    /// Its path and the line of what it expects.
    pub place: (String, u32),
    /// What it expects.
    pub expected: Expected,
    /// What came.
    pub came: Came,
    /// Where in the rule's logic it was decided.
    pub decided_at: Option<(u32, u32)>,
}

/// What a case expects.
#[derive(Debug, Clone)]
pub struct Expected {
    /// What is asked about.
    pub subject: String,
    /// The outcome.
    pub outcome: Outcome,
    /// Why it is undecided, where that is said.
    pub reason: Option<Undecided>,
    /// What the words, in Swedish, are to contain.
    pub message: Option<String>,
}

/// What came of a case.
#[derive(Debug)]
pub enum Came {
    /// A verdict.
    Verdict {
        /// Its outcome.
        outcome: Outcome,
        /// Why it is undecided.
        reason: Option<Undecided>,
        /// Its words.
        message: Text,
    },
    /// The rule was not asked about any such subject: those that it was.
    NoSubject(Vec<String>),
    /// The files of the case have errors: the problems as shown to a reader, in both languages.
    Broken(Text),
}

impl Tested {
    /// How many cases say what they expect, and how many do not.
    #[must_use]
    pub fn counts(&self) -> (usize, usize) {
        let cases = || self.rules.iter().flat_map(|it| &it.cases);
        let passed = cases().filter(|it| it.passes()).count();
        (passed, cases().count().saturating_sub(passed))
    }

    /// The rules that have no cases: nothing is tested of them.
    pub fn untested(&self) -> impl Iterator<Item = &TestedRule> {
        self.rules.iter().filter(|it| it.cases.is_empty())
    }
}

impl TestedCase {
    /// Whether what came is what was expected.
    #[must_use]
    pub fn passes(&self) -> bool {
        let Came::Verdict { outcome, reason, message } = &self.came else { return false };
        let Expected { outcome: wanted, reason: why, message: piece, .. } = &self.expected;
        // Where no reason is named, any will do.
        outcome == wanted
            && (why.is_none() || why == reason)
            && piece.as_ref().is_none_or(|piece| message.sv.contains(piece))
    }
}
