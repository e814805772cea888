//! An agreement beside the one it should be like: sections that are missing or added, and numbers and days that differ.

use std::collections::{BTreeMap, BTreeSet};

use crate::amount::Text;
use crate::audit::outline::lines::{self, Line, Shape};
use crate::audit::outline::words;
use crate::audit::outline::{About, Remark};
use crate::document::{Document, Place};
use crate::source::plain;

/// How many numbers of one section are told on each side.
const TOLD: usize = 6;

/// Words behind a number that do not say what it is of.
const SMALL: &[&str] = &["och", "samt", "eller", "som", "i", "av", "på", "för", "till", "med", "ska", "är"];

/// How many sections of one number are tried.
const TRIED: usize = 20;

/// A section: its number, its title, its own words.
#[derive(Debug)]
pub(super) struct Section {
    number: String,
    title: String,
    heading: String,
    place: Place,
    words: Vec<String>,
}

/// The sections of an agreement: those that are numbered, else its headings.
pub(super) fn sections(document: &Document) -> Vec<Section> {
    let lines = lines::of(document);
    let numbered = |line: &Line<'_>| {
        let it = words::numbered(line.text).filter(|it| !it.title.is_empty() && words::is_title(it.title))?;
        let is_section = matches!(it.label.as_str(), "" | "§" | "kapitel" | "avsnitt");
        let is_shown = match line.shape {
            Shape::Heading(_) => true,
            Shape::Item(_) | Shape::Paragraph => document.headings.is_empty() && it.title.len() < 100,
            Shape::Cell => false,
        };
        (is_section && is_shown && !it.title.ends_with('.'))
            .then(|| (it.number.to_owned(), it.title.to_owned()))
    };
    let is_numbered = lines.iter().filter(|it| numbered(it).is_some()).count() > 1;
    let mut found: Vec<Section> = Vec::new();
    for line in &lines {
        let heading = match line.shape {
            Shape::Heading(_) if !is_numbered => Some((String::new(), line.text.to_owned())),
            _ if is_numbered => numbered(line),
            _ => None,
        };
        match (heading, found.last_mut()) {
            (Some((number, title)), _) => found.push(Section {
                number,
                title,
                heading: line.text.to_owned(),
                place: line.place.clone(),
                words: Vec::new(),
            }),
            (None, Some(section)) => section.words.extend(line.text.split_whitespace().map(str::to_owned)),
            (None, None) => (),
        }
    }
    found
}

/// What differs between an agreement and the one it should be like.
pub(super) fn differences(document: &Document, other: &Document) -> Vec<Remark> {
    let (own, theirs) = (sections(document), sections(other));
    let pairs = paired(&own, &theirs);
    let name = &other.name;
    let mut found = Vec::new();
    let (mine, met): (BTreeSet<usize>, BTreeSet<usize>) = pairs.iter().copied().unzip();
    let place: BTreeMap<usize, usize> = pairs.iter().map(|(own, theirs)| (*theirs, *own)).collect();
    for (at, section) in theirs.iter().enumerate().filter(|(at, _)| !met.contains(at)) {
        let heading = &section.heading;
        let text = Text::new(
            format!("avsnittet ”{heading}” i {name} saknas här"),
            format!("the section “{heading}” of {name} is missing here"),
        );
        // Where it would stand: behind the section before it.
        let before = place.range(..at).next_back().and_then(|(_, it)| own.get(*it));
        found.push(remark(true, text, before));
    }
    for section in own.iter().enumerate().filter(|(at, _)| !mine.contains(at)).map(|(_, it)| it) {
        let text =
            Text::new(format!("avsnittet finns inte i {name}"), format!("the section is not in {name}"));
        found.push(remark(false, text, Some(section)));
    }
    let mut reworded = Vec::new();
    for (section, model) in pairs.iter().filter_map(|(a, b)| Some((own.get(*a)?, theirs.get(*b)?))) {
        if same(&section.title) != same(&model.title) {
            let heading = &model.heading;
            let text = Text::new(
                format!("avsnittet heter ”{heading}” i {name}"),
                format!("the section is called “{heading}” in {name}"),
            );
            found.push(remark(false, text, Some(section)));
        }
        match numbers_differ(section, model) {
            Some((here, there)) => {
                let text = Text::new(
                    format!("tal och dagar som skiljer sig: bara här {here}; bara i {name} {there}"),
                    format!("numbers and days that differ: here {here}; in {name} {there}"),
                );
                found.push(remark(false, text, Some(section)));
            }
            None if bare(section) != bare(model) => reworded.push(section.heading.as_str()),
            None => (),
        }
    }
    if !reworded.is_empty() {
        let all = reworded.join("; ");
        let text = Text::new(
            format!("orden skiljer sig från {name}, men inga tal, i: {all}"),
            format!("the words differ from {name}, but no numbers, in: {all}"),
        );
        found.push(remark(false, text, None));
    }
    found
}

fn remark(is_sure: bool, text: Text, section: Option<&Section>) -> Remark {
    let from = section.map(|it| it.heading.clone()).unwrap_or_default();
    Remark { about: About::Difference, is_sure, text, from, place: section.map(|it| it.place.clone()) }
}

fn same(title: &str) -> String {
    plain(title).trim_end_matches(['.', ':']).to_owned()
}

fn bare(section: &Section) -> Vec<&str> {
    section
        .words
        .iter()
        .map(|it| it.trim_matches(|c: char| !c.is_alphanumeric()))
        .filter(|it| !it.is_empty())
        .collect()
}

/// Which sections are the same: by title; of what is left, by number where most of the title is the same.
fn paired(own: &[Section], theirs: &[Section]) -> Vec<(usize, usize)> {
    let mut by_title: BTreeMap<String, Vec<usize>> = BTreeMap::new();
    let mut by_number: BTreeMap<&str, Vec<usize>> = BTreeMap::new();
    for (at, section) in theirs.iter().enumerate().rev() {
        by_title.entry(same(&section.title)).or_default().push(at);
        by_number.entry(&section.number).or_default().push(at);
    }
    let mut pairs: BTreeMap<usize, usize> = BTreeMap::new();
    let mut taken = vec![false; theirs.len()];
    for (at, section) in own.iter().enumerate() {
        if let Some(found) = by_title.get_mut(&same(&section.title)).and_then(Vec::pop) {
            pairs.insert(at, found);
            if let Some(it) = taken.get_mut(found) {
                *it = true;
            }
        }
    }
    for (at, section) in own.iter().enumerate().filter(|(_, it)| !it.number.is_empty()) {
        let free = |it: &&usize| taken.get(**it) == Some(&false);
        let akin = |it: &&usize| theirs.get(**it).is_some_and(|it| shares_words(&section.title, &it.title));
        let found = by_number
            .get(section.number.as_str())
            .and_then(|it| it.iter().rev().filter(free).take(TRIED).find(akin).copied());
        if let Some(found) = found.filter(|_| !pairs.contains_key(&at)) {
            pairs.insert(at, found);
            if let Some(it) = taken.get_mut(found) {
                *it = true;
            }
        }
    }
    pairs.into_iter().collect()
}

/// Whether two titles have a word of some length in common, or the last of them: "Teamets mål", "Torgets mål".
fn shares_words(one: &str, other: &str) -> bool {
    let words = |it: &str| plain(it).split_whitespace().map(str::to_owned).collect::<Vec<_>>();
    let (a, b) = (words(one), words(other));
    a.last() == b.last() || a.iter().any(|it| it.chars().count() > 5 && b.contains(it))
}

/// The numbers and days that each has and the other has not.
fn numbers_differ(section: &Section, model: &Section) -> Option<(String, String)> {
    let (mut here, mut there) = (numbers(&section.words), numbers(&model.words));
    for (number, times) in &mut here {
        let theirs = there.entry(number.clone()).or_default();
        let shared = (*times).min(*theirs);
        *times = times.saturating_sub(shared);
        *theirs = theirs.saturating_sub(shared);
    }
    let left = |all: BTreeMap<String, usize>| -> Vec<String> {
        all.into_iter().filter(|(_, times)| *times > 0).map(|(number, _)| number).collect()
    };
    let (here, there) = (left(here), left(there));
    let told = |all: &[String]| match all.len() {
        0 => "–".to_owned(),
        count => {
            let more = if count > TOLD { ", …" } else { "" };
            format!("{}{more}", all.iter().take(TOLD).map(String::as_str).collect::<Vec<_>>().join(", "))
        }
    };
    (!here.is_empty() || !there.is_empty()).then(|| (told(&here), told(&there)))
}

/// The words, those of a number that is parted in thousands as one.
fn whole(words: &[String]) -> Vec<String> {
    let is_digits = |it: &str| !it.is_empty() && it.bytes().all(|it| it.is_ascii_digit());
    let begins = |it: &str| {
        let first = it.trim_start_matches(|c: char| !c.is_alphanumeric());
        let last = first.rsplit(' ').next().unwrap_or_default();
        is_digits(last) && (last.len() == 3 || last.len() < 3 && last.len() == first.len())
    };
    let mut found: Vec<String> = Vec::new();
    for word in words {
        let goes_on = word.get(..3).is_some_and(is_digits)
            && !word.get(3..).is_some_and(|it| it.starts_with(|c: char| c.is_alphanumeric() || c == '-'));
        match found.last_mut().filter(|it| goes_on && begins(it)) {
            Some(last) => {
                last.push(' ');
                last.push_str(word);
            }
            None => found.push(word.clone()),
        }
    }
    found
}

/// The numbers in words and figures, with the word behind that says of what, and how often each stands.
fn numbers(words: &[String]) -> BTreeMap<String, usize> {
    let words = &whole(words);
    let mut found: BTreeMap<String, usize> = BTreeMap::new();
    for (at, word) in words.iter().enumerate() {
        let number = word.trim_matches(|c: char| !c.is_alphanumeric() && c != '%');
        let is_number = number.contains(|c: char| c.is_ascii_digit()) || words::count(number).is_some();
        if !is_number {
            continue;
        }
        let next = words
            .get(at.saturating_add(1))
            .map(|it| it.trim_matches(|c: char| !c.is_alphanumeric() && c != '%'));
        let is_open = !word.ends_with(['.', ',', ';', ')']);
        let is_thing =
            |it: &&str| !it.is_empty() && !SMALL.contains(it) && !it.contains(|c: char| c.is_ascii_digit());
        let thing = next.filter(|it| is_open && is_thing(it));
        let number = number.replace(['–', '‑', '‐'], "-");
        let number = thing.map_or_else(|| number.clone(), |thing| format!("{number} {thing}"));
        let times = found.entry(number).or_default();
        *times = times.saturating_add(1);
    }
    found
}
