//! Words and numbers at the beginning of a line and within it.

use chrono::NaiveDate;

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
const NUMBERS: &[&str] = &[
    "två", "tre", "fyra", "fem", "sex", "sju", "åtta", "nio", "tio", "elva", "tolv", "tretton", "fjorton", "femton",
    "sexton", "sjutton", "arton", "nitton", "tjugo",
];

/// A number of a part at the beginning of a line.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Numbered<'d> {
    /// `§`, a word, or nothing.
    pub(super) label: String,
    /// As printed, without the point behind it.
    pub(super) number: &'d str,
    /// Whether a point, a bracket or a colon stands behind it.
    pub(super) is_closed: bool,
    /// What stands behind it.
    pub(super) title: &'d str,
}

/// The number at the beginning of a text: `1.2`, with what stands behind it. Of four digits it is a year or an amount.
pub(super) fn leading(text: &str) -> Option<(&str, &str)> {
    let end = text.find(|c: char| !(c.is_ascii_digit() || c == '.')).unwrap_or(text.len());
    let (run, _) = text.split_at_checked(end)?;
    let number = run.trim_end_matches('.');
    let rest = text.strip_prefix(number)?;
    let is_number = |it: &str| (1..=3).contains(&it.len()) && !(it.len() > 1 && it.starts_with('0'));
    number.split('.').all(is_number).then_some((number, rest))
}

/// The number that a line begins with, alone, behind a paragraph sign, or behind a word for a sort of part.
pub(super) fn numbered(text: &str) -> Option<Numbered<'_>> {
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
        return Some(Numbered { label: "§".to_owned(), number, is_closed: false, title: bare(rest) });
    }
    let is_closed = rest.starts_with(['.', ')', ':']);
    let parted = rest.is_empty() || rest.starts_with(|c: char| c.is_whitespace() || ".):–-,*".contains(c));
    parted.then(|| Numbered { label, number, is_closed, title: bare(rest) })
}

/// A title without what parts it from its number.
fn bare(text: &str) -> &str {
    text.trim_start_matches(|c: char| c.is_whitespace() || ".):–-*_".contains(c)).trim_end_matches(['*', '_', ' '])
}

/// Whether a title begins as one: with a capital, a digit or a quotation mark.
pub(super) fn is_title(text: &str) -> bool {
    text.starts_with(|c: char| c.is_uppercase() || c.is_ascii_digit() || "”\"“".contains(c))
}

/// What sort of part a word names.
pub(super) fn kind(word: &str) -> Option<PartKind> {
    let word = word.to_lowercase();
    KINDS.iter().find(|(name, _)| *name == word).map(|(_, kind)| *kind)
}

/// A count of things, in figures or words; one alone is none.
pub(super) fn count(word: &str) -> Option<i64> {
    let lower = word.to_lowercase();
    let at = NUMBERS.iter().position(|it| *it == lower).and_then(|at| i64::try_from(at).ok());
    let digits = || word.parse().ok().filter(|it| (2..=40).contains(it) && word.len() < 3);
    at.map(|at| at.saturating_add(2)).or_else(digits)
}

/// The words around a place of a text, at most so many characters on each side, at whole words.
pub(super) fn around(text: &str, at: usize, most: usize) -> String {
    let (before, after) = text.split_at_checked(at).unwrap_or((text, ""));
    let skip = before.chars().count().saturating_sub(most);
    let start: String = before.chars().skip(skip).collect();
    let start = if skip > 0 { start.split_once(' ').map_or("", |(_, rest)| rest).to_owned() } else { start };
    let end: String = after.chars().take(most).collect();
    let is_cut = end.len() < after.len();
    let end = if is_cut { end.rsplit_once(' ').map_or(end.as_str(), |(kept, _)| kept).to_owned() } else { end };
    let (from, to) = (if skip > 0 { "… " } else { "" }, if is_cut { " …" } else { "" });
    format!("{from}{start}{end}{to}")
}

/// The months, as Swedish writes them.
const MONTHS: [&str; 12] = [
    "januari", "februari", "mars", "april", "maj", "juni", "juli", "augusti", "september", "oktober", "november",
    "december",
];

/// The first day that a text in small letters names: `2022-11-30`, `30 november 2022`.
pub(super) fn day(text: &str) -> Option<NaiveDate> {
    days(text).into_iter().next().map(|(_, day)| day)
}

/// The days that a text names, each with where its last word begins.
pub(super) fn days(text: &str) -> Vec<(usize, NaiveDate)> {
    let mut found = Vec::new();
    let (mut before, mut last, mut at) = ("", "", 0_usize);
    for word in text.split_whitespace() {
        at = text.get(at..).and_then(|it| it.find(word)).map_or(at, |it| at.saturating_add(it));
        let bare = word.trim_matches(|c: char| !c.is_alphanumeric());
        let iso = (bare.len() == 10).then(|| NaiveDate::parse_from_str(bare, "%Y-%m-%d").ok()).flatten();
        let month = MONTHS.iter().position(|it| it.eq_ignore_ascii_case(last)).and_then(|it| u32::try_from(it).ok());
        let spoken = || NaiveDate::from_ymd_opt(bare.parse().ok()?, month?.checked_add(1)?, before.parse().ok()?);
        let in_full = bare.len() == 4;
        if let Some(day) = iso.or_else(|| if in_full { spoken() } else { None }) {
            found.push((at, day));
        }
        (before, last) = (last, bare);
        at = at.saturating_add(word.len());
    }
    found
}
