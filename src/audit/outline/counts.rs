//! How many things a document says that there are, held against the list that follows.

use std::collections::BTreeSet;

use super::lines::{Line, Shape};
use super::words;
use super::{Part, Tally};
use crate::document::number::{MONTHS, is_amount_unit};
use crate::model::text::PartKind;
use crate::source::plain;

/// The longest text that announces a list, in characters.
const ANNOUNCES: usize = 300;

/// How far a list is followed, and the most items that one may have whose number is told in words.
const ITEMS: usize = 400;
const MOST: i64 = 100;

/// Words before a number that make it no count of the list.
const ABOUT: &[&str] = &[
    "minst", "högst", "cirka", "ca", "ungefär", "över", "under", "upp", "till", "av", "drygt", "knappt",
    "nästan", "mer", "än", "bland", "punkt", "mål", "bilaga", "avsnitt", "tabell", "kapitel", "steg", "nr",
    "grupp", "och", "de", "dessa",
];

/// What is measured and not listed.
const MEASURES: &[&str] = &[
    "år",
    "åren",
    "månader",
    "månaderna",
    "dagar",
    "dagarna",
    "veckor",
    "timmar",
    "minuter",
    "deltagare",
    "personer",
    "individer",
    "gånger",
    "exemplar",
];

/// Whether a word is of what is measured, or a month.
fn is_measure(word: &str) -> bool {
    MEASURES.contains(&word) || MONTHS.contains(&word) || is_amount_unit(word)
}

/// All counts whose list can be seen.
pub(super) fn tallies(lines: &[Line<'_>], parts: &[Part]) -> Vec<Tally> {
    let own = parts.iter().filter(|it| it.kind == PartKind::Appendix && it.level.is_some());
    let numbers: BTreeSet<&str> = own.map(|it| it.number.as_str()).collect();
    let there = i64::try_from(numbers.len()).unwrap_or(i64::MAX);
    let mut found = Vec::new();
    for (at, line) in lines.iter().enumerate() {
        if line.shape == Shape::Cell {
            continue;
        }
        let text = line.text.trim().trim_end_matches(['*', ' ']);
        if let Some(text) = text.strip_suffix(':').filter(|it| it.len() < ANNOUNCES)
            && let Some((says, of)) = announced(text)
            && let Some(listed) = listed(lines, at)
        {
            let (from, place) = (line.from.to_owned(), line.place.clone());
            found.push(Tally { of, says, listed, of_appendices: false, from, place });
        }
        found.extend(appendices(line, there));
    }
    found
}

/// What a text that ends in a colon announces: the number and the things, which are its last words.
fn announced(text: &str) -> Option<(i64, String)> {
    let words: Vec<&str> = text.split_whitespace().collect();
    let at = words.iter().rposition(|it| words::count(it).is_some())?;
    let behind: Vec<&str> = words.iter().skip(at.saturating_add(1)).copied().collect();
    // "två (2) mål"
    let said_again = behind.first().is_some_and(|it| it.starts_with('(') && it.ends_with(')'));
    let things: Vec<&str> = behind.iter().skip(usize::from(said_again)).copied().collect();
    let before = at.checked_sub(1).and_then(|it| words.get(it)).map(|it| plain(it)).unwrap_or_default();
    let is_count = (1..=2).contains(&things.len())
        && things.iter().all(|it| it.chars().all(|c| c.is_alphabetic() || c == '-'))
        && things.last().is_some_and(|it| !is_measure(&plain(it)))
        && !ABOUT.contains(&before.as_str());
    is_count.then(|| Some((words::count(words.get(at)?)?, things.join(" ")))).flatten()
}

/// How many items of the same depth follow; none where no list does.
fn listed(lines: &[Line<'_>], at: usize) -> Option<i64> {
    let mut depth = None;
    let mut count = 0_i64;
    let mut place = None;
    for line in lines.iter().skip(at.saturating_add(1)).take(ITEMS) {
        let Shape::Item(its) = line.shape else { break };
        let own = *depth.get_or_insert(its);
        if its < own || place == Some(line.block) {
            break;
        }
        place = Some(line.block);
        count = count.saturating_add(i64::from(its == own && !line.text.is_empty()));
    }
    (count > 1 && count < MOST).then_some(count)
}

/// How many appendices a sentence says belong to the document.
fn appendices(line: &Line<'_>, there: i64) -> Option<Tally> {
    let words: Vec<&str> = line.text.split_whitespace().collect();
    let is_it =
        |it: &&str| matches!(it.trim_matches(|c: char| !c.is_alphanumeric()), "bilagor" | "bilagorna");
    let at = words.iter().position(is_it)?;
    let says = at.checked_sub(1).and_then(|it| words.get(it)).and_then(|it| words::count(it))?;
    let belongs = words
        .iter()
        .any(|it| matches!(*it, "hör" | "innehåller" | "omfattar" | "består" | "har" | "tillhör"));
    let listed = Some(there).filter(|it| *it > 0 && belongs)?;
    let (from, place) = (line.from.to_owned(), line.place.clone());
    Some(Tally { of: "bilagor".to_owned(), says, listed, of_appendices: true, from, place })
}
