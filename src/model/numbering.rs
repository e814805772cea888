//! How the parts of a document are numbered: which numbers are skipped or used twice, and what its contents print
//! otherwise or leave out. For documents as a person entered them, and for those that are read as they are.

use std::collections::{BTreeMap, BTreeSet};

use super::text::PartKind;
use crate::amount::{Language, Text};
use crate::source::plain;

/// A numbered part, as far as its number and its titles go.
#[derive(Debug, Clone, Copy)]
pub struct Numbered<'a> {
    /// What sort of part.
    pub kind: PartKind,
    /// Its number as printed.
    pub number: &'a str,
    /// Its printed title.
    pub title: Option<&'a str>,
    /// The title the table of contents prints.
    pub contents: Option<&'a str>,
}

/// A number that does not follow the one before it, among the parts of one sort under one heading.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Leap {
    /// Which of the parts has it.
    pub at: usize,
    /// The number under which both stand; empty at the top.
    pub under: String,
    /// The number before and this one, each the last of its own.
    pub from: i64,
    /// This one.
    pub to: i64,
    /// Both as they are printed.
    pub printed: (String, String),
}

impl Leap {
    /// In words, with what sort of part it is.
    #[must_use]
    pub fn told(&self, kind: PartKind) -> Text {
        let (from, to) = &self.printed;
        Text::from(kind.phrase()).map(|language, kind| match (language, from == to) {
            (Language::Sv, true) => format!("{kind} {to} två gånger"),
            (Language::En, true) => format!("{kind} {to} twice"),
            (Language::Sv, false) => format!("{kind} {from} följs av {to}"),
            (Language::En, false) => format!("{kind} {from} is followed by {to}"),
        })
    }
}

/// Numbers skipped or used twice among the parts of one sort under one heading.
pub fn leaps<'a>(parts: impl IntoIterator<Item = Numbered<'a>>) -> Vec<Leap> {
    let mut last: BTreeMap<(PartKind, &str), (&str, i64)> = BTreeMap::new();
    let mut found = Vec::new();
    for (at, part) in parts.into_iter().enumerate() {
        let (parent, own) = part.number.rsplit_once('.').unwrap_or(("", part.number));
        let digits: String = own.chars().take_while(char::is_ascii_digit).collect();
        let Ok(number) = digits.parse::<i64>() else { continue };
        let before = last.insert((part.kind, parent), (own, number));
        let Some((word, before)) = before else { continue };
        let follows = number == before.saturating_add(1);
        // 21a and 21b share a number on purpose; 21 and 21 do not.
        let lettered = number == before && own != word;
        if !follows && !lettered {
            let whole = |own: &str| match parent {
                "" => own.to_owned(),
                parent => format!("{parent}.{own}"),
            };
            let printed = (whole(word), whole(own));
            found.push(Leap { at, under: parent.to_owned(), from: before, to: number, printed });
        }
    }
    found
}

/// How the contents print a title, where that is otherwise than where it stands.
#[must_use]
pub fn title_differs(part: &Numbered<'_>) -> Option<Text> {
    let words = |title: &str| plain(title).trim_end_matches('.').trim_end().to_owned();
    let (title, contents) = (part.title?, part.contents?);
    (words(title) != words(contents)).then(|| {
        Text::from(part.kind.phrase()).map(|language, kind| {
            let number = part.number;
            match language {
                Language::Sv => format!("{kind} {number}: ”{title}”, där ”{contents}”"),
                Language::En => format!("{kind} {number}: “{title}”, there “{contents}”"),
            }
        })
    })
}

/// Which sections the contents leave out though they list others of the same depth.
#[must_use]
pub fn left_out(parts: &[Numbered<'_>]) -> Vec<usize> {
    let depth = |part: &Numbered<'_>| part.number.matches('.').count();
    let sections = || parts.iter().enumerate().filter(|(_, part)| part.kind == PartKind::Section);
    let listed: BTreeSet<usize> =
        sections().filter(|(_, it)| it.contents.is_some()).map(|(_, it)| depth(it)).collect();
    let missing = sections().filter(|(_, it)| it.contents.is_none() && listed.contains(&depth(it)));
    missing.map(|(at, _)| at).collect()
}
