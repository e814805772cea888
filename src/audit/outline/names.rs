//! Names and terms that a document prints in two ways. Swedish bends its words at their end: that is no other way.

use std::collections::{BTreeMap, BTreeSet};

use super::lines::{Line, Shape};
use super::{Naming, NamingKind};
use crate::document::number::year_named;
use crate::document::{Document, Place};
use crate::source::plain;

/// How often a word stands that another may be a slip of.
const OFTEN: usize = 6;

/// The shortest and the longest word that is looked at, in letters.
const LETTERS: std::ops::RangeInclusive<usize> = 10..=40;

/// How many letters at the end must be the same: what Swedish bends stands there.
const END: usize = 4;

/// The longest line that is the title of a document, in characters.
const TITLE: usize = 80;

/// What small words of a name have no letter in its abbreviation.
const SMALL: &[&str] = &["och", "för", "i", "av", "om", "till", "på", "med", "den", "det", "de"];

/// All of them, in order.
pub(super) fn namings(lines: &[Line<'_>], document: &Document) -> Vec<Naming> {
    let mut found = abbreviations(lines);
    found.extend(spellings(lines));
    found.extend(editions(lines, document));
    found
}

/// Abbreviations that are written out in two ways, each with its letters: `Statistiska centralbyrån (SCB)`.
fn abbreviations(lines: &[Line<'_>]) -> Vec<Naming> {
    let mut first: BTreeMap<&str, (String, usize)> = BTreeMap::new();
    let mut found: Vec<Naming> = Vec::new();
    for line in lines {
        for (at, _) in line.text.match_indices('(') {
            let inner = line.text.get(at.saturating_add(1)..).unwrap_or_default();
            let end = inner.find(|c: char| !c.is_uppercase()).unwrap_or(inner.len());
            let (short, rest) = inner.split_at_checked(end).unwrap_or(("", ""));
            if !(2..=6).contains(&short.chars().count()) || !rest.starts_with(')') {
                continue;
            }
            let Some(long) = written_out(line.text.get(..at).unwrap_or_default(), short) else { continue };
            let (known, times) = first.entry(short).or_insert_with(|| (long.clone(), 0));
            *times = times.saturating_add(1);
            if !alike(known, &long) {
                let (elsewhere, printed) = (format!("{known} ({short})"), format!("{long} ({short})"));
                let (from, place) = (line.from.to_owned(), line.place.clone());
                let kind = NamingKind::Abbreviation;
                found.push(Naming { printed, elsewhere, times: (1, *times), kind, from, place });
            }
        }
    }
    found
}

/// The words before a bracket of which an abbreviation has the first letters, small words passed over.
fn written_out(before: &str, short: &str) -> Option<String> {
    let mut letters: Vec<char> = short.to_lowercase().chars().collect();
    let mut words: Vec<&str> = Vec::new();
    for word in before.split_whitespace().rev().take(12) {
        if letters.is_empty() {
            break;
        }
        words.push(word);
        let taken = letters_of(&word.to_lowercase(), &letters);
        if taken == 0 && !SMALL.contains(&word) {
            return None;
        }
        letters.truncate(letters.len().saturating_sub(taken));
    }
    words.reverse();
    letters.is_empty().then(|| words.join(" "))
}

/// How many of the last letters a word stands for: its first, or of words put together some more (`centralbyrån` CB).
fn letters_of(word: &str, letters: &[char]) -> usize {
    let is_of = |last: &[char]| {
        let mut rest = word.chars();
        rest.next() == last.first().copied() && last.iter().skip(1).all(|it| rest.any(|c| c == *it))
    };
    let most = letters.len();
    (1..=most).find(|taken| letters.get(most.saturating_sub(*taken)..).is_some_and(is_of)).unwrap_or(0)
}

/// Whether two names are the same, bent or not: each word begins as the other's, and what is left is its ending.
fn alike(one: &str, other: &str) -> bool {
    let (one, other) = (plain(one), plain(other));
    let words = |it: &str| it.split(' ').map(str::to_owned).collect::<Vec<_>>();
    let (a, b) = (words(&one), words(&other));
    let is_same = |(a, b): (&String, &String)| {
        let shared = a.chars().zip(b.chars()).take_while(|(a, b)| a == b).count();
        a.chars().count().max(b.chars().count()).saturating_sub(shared) <= 3
    };
    a.len() == b.len() && a.iter().zip(&b).all(is_same)
}

/// Words that stand once and are one letter from a word that stands often, though not at its end.
fn spellings(lines: &[Line<'_>]) -> Vec<Naming> {
    let mut times: BTreeMap<String, (usize, usize)> = BTreeMap::new();
    let letters = |line: &str| -> Vec<String> {
        let words = line.split(|c: char| !c.is_alphabetic() && c != '-').filter(|it| !it.contains('-'));
        words.filter(|it| LETTERS.contains(&it.chars().count())).map(str::to_lowercase).collect()
    };
    for (at, line) in lines.iter().enumerate() {
        for word in letters(line.text) {
            let entry = times.entry(word).or_insert((0, at));
            entry.0 = entry.0.saturating_add(1);
        }
    }
    let mut near: BTreeMap<String, &str> = BTreeMap::new();
    for (word, _) in times.iter().filter(|(_, (times, _))| *times >= OFTEN) {
        for less in without_a_letter(word) {
            near.entry(less).or_insert(word);
        }
        near.insert(word.clone(), word);
    }
    let mut found = Vec::new();
    for (word, (_, at)) in times.iter().filter(|(_, (times, _))| *times == 1) {
        let candidates = without_a_letter(word).into_iter().chain([word.clone()]);
        let known: BTreeSet<&str> = candidates.filter_map(|it| near.get(&it).copied()).collect();
        let Some(often) = known.into_iter().find(|it| is_slip(word, it)) else { continue };
        let (Some(line), Some((times, _))) = (lines.get(*at), times.get(often)) else { continue };
        found.push(Naming {
            printed: word.clone(),
            elsewhere: often.to_owned(),
            times: (1, *times),
            kind: NamingKind::Spelling,
            from: line.from.to_owned(),
            place: line.place.clone(),
        });
    }
    found
}

/// A word without each of its letters.
fn without_a_letter(word: &str) -> Vec<String> {
    let all: Vec<char> = word.chars().collect();
    let without =
        |skip: usize| all.iter().enumerate().filter(|(at, _)| *at != skip).map(|(_, c)| *c).collect();
    (0..all.len()).map(without).collect()
}

/// Whether a word is another with one letter wrong, left out, said twice or put in, where no ending can be.
fn is_slip(word: &str, often: &str) -> bool {
    let shared = |a: &mut dyn Iterator<Item = char>, b: &mut dyn Iterator<Item = char>| {
        a.zip(b).take_while(|(a, b)| a == b).count()
    };
    let begins = shared(&mut word.chars(), &mut often.chars());
    let ends = shared(&mut word.chars().rev(), &mut often.chars().rev());
    word != often && begins >= 3 && ends >= END && strsim::damerau_levenshtein(word, often) == 1
}

/// Short lines that are the document's title but for the year.
fn editions(lines: &[Line<'_>], document: &Document) -> Vec<Naming> {
    let of = |text: &str| {
        let year = year_named(text).filter(|_| text.chars().count() <= TITLE)?;
        let key = plain(text).replace(&year.to_string(), "#");
        (key.chars().filter(|c| c.is_alphabetic()).count() > 5).then_some((key, year))
    };
    let Some(title) = document.headings.iter().find_map(|it| of(&it.text)) else { return Vec::new() };
    let is_short = |it: &&Line<'_>| it.shape != Shape::Cell;
    let first = title.0.split(|c: char| !c.is_alphabetic()).next().unwrap_or_default();
    // What stands on every page tells what the document is, with other words beside.
    let on_every_page = |it: &Line<'_>, key: &str| {
        *it.place == Place::Order(0) && first.chars().count() > 3 && key.contains(&format!("{first} #"))
    };
    let mut found = Vec::new();
    for line in lines.iter().filter(is_short) {
        if let Some((key, year)) = of(line.text)
            && (key == title.0 || on_every_page(line, &key))
            && year != title.1
        {
            found.push(Naming {
                printed: line.text.to_owned(),
                elsewhere: title.1.to_string(),
                times: (1, 1),
                kind: NamingKind::Year,
                from: line.from.to_owned(),
                place: line.place.clone(),
            });
        }
    }
    found
}
