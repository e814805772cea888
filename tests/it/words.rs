//! Words for people are there in both languages, and what is Swedish has nothing English in it.

use samkoll::amount::{Kind, Language, Text, Unit, counted};
use samkoll::cycle::State;
use samkoll::diagnostic::Severity;
use samkoll::model::rule::Authority;
use samkoll::render::words;
use samkoll::verdict::Outcome;

use crate::common::the_bundled;

/// What has stood, or is likely to slip through, from the code's own names.
const ENGLISH: &[&str] = &[
    "adopted", "last_day", "money", "claims", "missing", "the", "of", "and", "with", "unknown", "overdue",
    "days", "meeting", "due", "year", "number",
];

fn check(whose: &str, text: &Text, complaints: &mut Vec<String>) {
    if text.sv.trim().is_empty() || text.en.trim().is_empty() {
        complaints.push(format!("{whose}: {text:?} lacks a language"));
    }
    // What stands in backticks is what the user writes; what stands in braces, a value to come.
    let mut plain: String = text.sv.split('`').step_by(2).collect();
    while let Some((before, rest)) = plain.split_once('{') {
        plain = format!("{before}{}", rest.split_once('}').map_or("", |(_, after)| after));
    }
    let found = plain.split(|c: char| !c.is_alphanumeric() && c != '_').find(|word| ENGLISH.contains(word));
    if let Some(word) = found {
        complaints.push(format!("{whose}: `{word}` in {:?}", text.sv));
    }
}

#[test]
fn every_label_is_in_both_languages() {
    let workspace = the_bundled();
    let mut found = Vec::new();
    let model = &workspace.model;
    model.labels.iter().for_each(|(name, text)| check(name, text, &mut found));
    model.figures.iter().for_each(|it| check(&it.name.value, &it.title, &mut found));
    model.relations.iter().for_each(|it| check(&it.id.value, &it.title, &mut found));
    for rule in workspace.book.rules() {
        let (id, rule) = (&rule.text.id.value, &rule.text);
        for text in [&rule.title, &rule.what, &rule.why, &rule.remedy, &rule.message.value] {
            check(id, text, &mut found);
        }
        rule.reasons.values().for_each(|it| check(id, &it.text, &mut found));
        rule.labels.values().for_each(|it| check(id, it, &mut found));
    }
    for kind in Unit::ALL.iter().map(|unit| Unit::kind(*unit)) {
        check("kind", &Kind::name(kind), &mut found);
    }
    State::ALL.iter().for_each(|it| check(it.name(), &words::state(*it).into(), &mut found));
    Authority::ALL.iter().for_each(|it| check(it.name(), &words::authority(*it).into(), &mut found));
    for number in [1, 2] {
        Severity::ALL.iter().for_each(|it| check("s", &counted(number, words::severity(*it)), &mut found));
        Outcome::ALL.iter().for_each(|it| check("o", &counted(number, words::outcome(*it)), &mut found));
    }
    assert!(found.is_empty(), "{found:#?}");
}

/// A document is cited by its title alone where no part is given, or an empty one.
#[test]
fn what_is_absent_leaves_no_comma() {
    let workspace = the_bundled();
    let document = &workspace.model.documents[0];
    let cited = |part| workspace.model.cited_at(&document.id.value, part);
    assert_eq!(cited(None), document.title);
    assert_eq!(cited(Some("")), document.title);
    assert_eq!(cited(Some("s. 3")), format!("{}, s. 3", document.title));
}

#[test]
fn one_is_not_several() {
    let told = |number, outcome| counted(number, words::outcome(outcome)).get(Language::Sv).to_owned();
    assert_eq!(told(1, Outcome::Waived), "1 godtagen");
    assert_eq!(told(2, Outcome::Waived), "2 godtagna");
    assert_eq!(counted(1, words::severity(Severity::Note)).sv, "1 notering");
}
