//! How a rule judges, for a reader: each condition in order with what follows from it.

pub(super) mod words;

use std::sync::Arc;

use crate::amount::{Language, Text};
use crate::model::rule::{Condition, Then};
use crate::render::words::one;
use crate::rulebook::{Rule, Rulebook, placeholders};

/// One condition as it is told.
pub(super) struct Told {
    /// The expression as written; none for the last.
    pub(super) when: Option<String>,
    /// What follows, in a few words.
    pub(super) then: String,
    /// What is then said, with the names of the values where they will stand.
    pub(super) said: Option<String>,
}

/// The conditions of a rule; none when it has a script.
pub(super) fn conditions(rule: &Rule, book: &Rulebook, language: Language) -> Vec<Told> {
    rule.conditions().iter().map(|condition| told(condition, rule, book, language)).collect()
}

fn told(condition: &Condition, rule: &Rule, book: &Rulebook, language: Language) -> Told {
    let reason = |word: &str| rule.text.reasons.get(word).map(|reason| &reason.text);
    let (then, text) = match &condition.then {
        Then::Met => (words::MET.get(language), None),
        Then::Breach => (words::BREACHED.get(language), Some(&rule.text.message.value)),
        Then::Undecided(word) => (words::CANNOT_BE_DECIDED.get(language), reason(&word.value)),
        Then::NotApplicable(word) => (words::DOES_NOT_APPLY.get(language), reason(&word.value)),
    };
    Told {
        when: condition.when.as_ref().map(|when| when.value.split_whitespace().collect::<Vec<_>>().join(" ")),
        then: match condition.severity {
            Some(severity) => format!("{then} ({})", one(severity).get(language)),
            None => then.to_owned(),
        },
        said: text.map(|text| named(text, rule, book, language)),
    }
}

/// A text with the names of its values in their places: `‹sista dag›`.
pub(super) fn named(text: &Text, rule: &Rule, book: &Rulebook, language: Language) -> String {
    let mut said = text.get(language).to_owned();
    let names: Vec<String> = placeholders(&said).map(str::to_owned).collect();
    for name in names {
        let label = match name.as_str() {
            "subject" => Arc::new(words::SUBJECT.into()),
            "year" => Arc::new(words::YEAR.into()),
            other => book.label(rule, other),
        };
        said = said.replace(&format!("{{{name}}}"), &format!("‹{}›", label.get(language)));
    }
    said
}
