//! Words and numbers at the beginning of a line and within it.

use chrono::NaiveDate;

use crate::document::number::MONTHS;
use crate::model::text::PartKind;

/// The words that name a sort of part, as Swedish bends them.
const KINDS: &[(&str, PartKind)] = &[
    ("avsnitt", PartKind::Section),
    ("avsnittet", PartKind::Section),
    ("avsnitten", PartKind::Section),
    ("kapitel", PartKind::Section),
    ("kapitlet", PartKind::Section),
    ("tabell", PartKind::Table),
    ("tabellen", PartKind::Table),
    ("tabeller", PartKind::Table),
    ("tabellerna", PartKind::Table),
    ("figur", PartKind::Figure),
    ("figuren", PartKind::Figure),
    ("figurer", PartKind::Figure),
    ("figurerna", PartKind::Figure),
    ("diagram", PartKind::Figure),
    ("diagrammet", PartKind::Figure),
    ("diagrammen", PartKind::Figure),
    ("bilaga", PartKind::Appendix),
    ("bilagan", PartKind::Appendix),
    ("bilagor", PartKind::Appendix),
    ("bilagorna", PartKind::Appendix),
    ("not", PartKind::Note),
    ("noten", PartKind::Note),
    ("noter", PartKind::Note),
    ("noterna", PartKind::Note),
];

/// The words that number a part where it stands itself.
const LABELS: &[&str] = &["tabell", "figur", "diagram", "bilaga", "not", "kapitel", "avsnitt"];

/// Numbers in words, as counts are written: two comes first.
pub(in crate::audit) const NUMBERS: &[&str] = &[
    "två", "tre", "fyra", "fem", "sex", "sju", "åtta", "nio", "tio", "elva", "tolv", "tretton", "fjorton",
    "femton", "sexton", "sjutton", "arton", "nitton", "tjugo",
];

/// A number of a part at the beginning of a line.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(in crate::audit) struct Numbered<'d> {
    /// `§`, a word, or nothing.
    pub(in crate::audit) label: String,
    /// As printed, without the point behind it.
    pub(in crate::audit) number: &'d str,
    /// Whether a point, a bracket or a colon stands behind it.
    pub(in crate::audit) is_closed: bool,
    /// The letter behind the number of an appendix, a table or the like: `2a`.
    pub(in crate::audit) letter: Option<char>,
    /// What stands behind it.
    pub(in crate::audit) title: &'d str,
}

/// The pieces of a text that such characters set apart, each with where it begins.
pub(in crate::audit) fn placed(
    text: &str,
    is_apart: fn(char) -> bool,
) -> impl Iterator<Item = (usize, &str)> {
    let mut next = 0_usize;
    text.split_inclusive(is_apart).filter_map(move |piece| {
        let start = next;
        next = start.saturating_add(piece.len());
        let word = piece.trim_end_matches(is_apart);
        (!word.is_empty()).then_some((start, word))
    })
}

/// The number at the beginning of a text: `1.2`, with what stands behind it. Of four digits it is a year or an amount.
pub(in crate::audit) fn leading(text: &str) -> Option<(&str, &str)> {
    let end = text.find(|c: char| !(c.is_ascii_digit() || c == '.')).unwrap_or(text.len());
    let (run, _) = text.split_at_checked(end)?;
    let number = run.trim_end_matches('.');
    let rest = text.strip_prefix(number)?;
    let is_number = |it: &str| (1..=3).contains(&it.len()) && !(it.len() > 1 && it.starts_with('0'));
    number.split('.').all(is_number).then_some((number, rest))
}

/// The number that a line begins with, alone, behind a paragraph sign, or behind a word for a sort of part.
pub(in crate::audit) fn numbered(text: &str) -> Option<Numbered<'_>> {
    let text = text.trim().trim_start_matches(['*', '_']);
    let first = text.split(|c: char| !c.is_alphabetic()).next().unwrap_or_default().to_lowercase();
    let (label, rest) = if let Some(rest) = text.strip_prefix('§') {
        ("§".to_owned(), rest.trim_start())
    } else if LABELS.contains(&first.as_str()) {
        (first, text.trim_start_matches(char::is_alphabetic).trim_start())
    } else {
        (String::new(), text)
    };
    let (number, rest) = leading(rest)?;
    // 7 § is paragraph 7.
    if let Some(rest) = rest.trim_start().strip_prefix('§')
        && label.is_empty()
    {
        return Some(Numbered {
            label: "§".to_owned(),
            number,
            is_closed: false,
            letter: None,
            title: bare(rest),
        });
    }
    // "1 200 000 kr" begins with an amount.
    if label.is_empty() && is_amount(number, rest) {
        return None;
    }
    let letter = rest.chars().next().filter(|it| it.is_ascii_lowercase() && !label.is_empty());
    let behind = rest.get(1..).filter(|it| !it.starts_with(char::is_alphanumeric));
    let (letter, rest) = match (letter, behind) {
        (Some(letter), Some(behind)) => (Some(letter), behind),
        _ => (None, rest),
    };
    let is_closed = rest.starts_with(['.', ')', ':']);
    let parted = rest.is_empty() || rest.starts_with(|c: char| c.is_whitespace() || ".):–-,*".contains(c));
    parted.then(|| Numbered { label, number, is_closed, letter, title: bare(rest) })
}

/// Whether a number goes on with thousands, parted by a space, that are more than the next number in the line.
fn is_amount(number: &str, rest: &str) -> bool {
    let next = rest.strip_prefix([' ', '\u{a0}', '\u{202f}']).unwrap_or_default();
    let digits = next.find(|c: char| !c.is_ascii_digit()).unwrap_or(next.len());
    !number.contains('.') && digits == 3
}

/// A title without what parts it from its number.
fn bare(text: &str) -> &str {
    text.trim_start_matches(|c: char| c.is_whitespace() || ".):–-*_".contains(c))
        .trim_end_matches(['*', '_', ' '])
}

/// Whether a title begins as one: with a capital, a digit or a quotation mark.
pub(in crate::audit) fn is_title(text: &str) -> bool {
    text.starts_with(|c: char| c.is_uppercase() || c.is_ascii_digit() || "”\"“".contains(c))
}

/// What sort of part a word names.
pub(in crate::audit) fn kind(word: &str) -> Option<PartKind> {
    let word = word.to_lowercase();
    KINDS.iter().find(|(name, _)| *name == word).map(|(_, kind)| *kind)
}

/// A count of things, in figures or words; one alone is none.
pub(in crate::audit) fn count(word: &str) -> Option<i64> {
    let lower = word.to_lowercase();
    let at = NUMBERS.iter().position(|it| *it == lower).and_then(|at| i64::try_from(at).ok());
    let digits = || word.parse().ok().filter(|it| (2..=40).contains(it) && word.len() < 3);
    at.map(|at| at.saturating_add(2)).or_else(digits)
}

/// The words around a place of a text, at most so many characters on each side, at whole words.
pub(in crate::audit) fn around(text: &str, at: usize, most: usize) -> String {
    let (before, after) = text.split_at_checked(at).unwrap_or((text, ""));
    let start = last(before, most);
    let is_cut = start.len() < before.len();
    let start = if is_cut { start.split_once(' ').map_or("", |(_, rest)| rest) } else { start };
    let end: String = after.chars().take(most).collect();
    let goes_on = end.len() < after.len();
    let end = if goes_on { end.rsplit_once(' ').map_or(end.as_str(), |(kept, _)| kept) } else { &end };
    let (from, to) = (if is_cut { "… " } else { "" }, if goes_on { " …" } else { "" });
    format!("{from}{start}{end}{to}")
}

/// The last characters of a text, at most so many.
pub(in crate::audit) fn last(text: &str, most: usize) -> &str {
    let start = text.char_indices().rev().take(most).last().map_or(text.len(), |(at, _)| at);
    text.get(start..).unwrap_or(text)
}

/// A day that a text names.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(in crate::audit) struct Day<'d> {
    /// Where it begins.
    pub(in crate::audit) at: usize,
    /// As it is printed.
    pub(in crate::audit) printed: &'d str,
    /// The day; none where no calendar has it.
    pub(in crate::audit) day: Option<NaiveDate>,
}

/// The first day that a text names.
pub(in crate::audit) fn day(text: &str) -> Option<NaiveDate> {
    days(text).into_iter().find_map(|it| it.day)
}

/// The days that a text names, as `2022-11-30` or `30 november 2022`.
pub(in crate::audit) fn days(text: &str) -> Vec<Day<'_>> {
    let mut found = Vec::new();
    // The two words before, each with where it begins.
    let (mut before, mut last) = ((0, ""), (0, ""));
    for (at, word) in placed(text, char::is_whitespace) {
        let bare = word.trim_matches(|c: char| !c.is_alphanumeric());
        let start = word.find(bare).map_or(at, |it| at.saturating_add(it));
        let end = start.saturating_add(bare.len());
        let is_digits = |it: &str| !it.is_empty() && it.bytes().all(|it| it.is_ascii_digit());
        let parts: Vec<&str> = bare.split('-').collect();
        if let [year, month, day] = parts.as_slice()
            && (year.len(), month.len(), day.len()) == (4, 2, 2)
            && parts.iter().all(|it| is_digits(it))
        {
            found.push(Day {
                at: start,
                printed: bare,
                day: NaiveDate::parse_from_str(bare, "%Y-%m-%d").ok(),
            });
        }
        let month = MONTHS.iter().position(|it| it.eq_ignore_ascii_case(last.1));
        if let Some(month) = month.and_then(|it| u32::try_from(it.saturating_add(1)).ok())
            && bare.len() == 4
            && is_digits(bare)
            && is_digits(before.1)
            && before.1.len() < 3
        {
            let day = || NaiveDate::from_ymd_opt(bare.parse().ok()?, month, before.1.parse().ok()?);
            let printed = text.get(before.0..end).unwrap_or(bare);
            found.push(Day { at: before.0, printed, day: day() });
        }
        (before, last) = (last, (start, bare));
    }
    found
}
