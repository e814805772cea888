//! Numbers as Swedish documents print them. What is not surely a number is text.

mod named;

use rust_decimal::Decimal;

use crate::amount::{Kind, Unit};
use crate::source::seen;

pub use named::{Named, Scale, is_unit_alone, is_unit_word, scale, unit_named};

/// The months, as Swedish writes them.
pub const MONTHS: [&str; 12] = [
    "januari",
    "februari",
    "mars",
    "april",
    "maj",
    "juni",
    "juli",
    "augusti",
    "september",
    "oktober",
    "november",
    "december",
];

/// A number as it is printed.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Printed {
    /// The number, with the decimals it is printed with.
    pub value: Decimal,
    /// The unit printed beside it, where there is one.
    pub unit: Option<Unit>,
}

/// What a cell says.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Said {
    /// Nothing.
    Blank,
    /// That there is nothing: a dash, "Inga".
    Nothing,
    /// A number.
    Number(Printed),
    /// Something else.
    Text,
}

/// What stands for a minus: the sign itself, a hyphen, and the dash that programs make of a hyphen.
const MINUS: [char; 3] = ['-', '−', '–'];

/// Words that say that there is nothing.
const NOTHING: &[&str] = &["inga", "ingen", "inget", "saknas", "e/t"];

/// Units as they stand beside a number or in a caption, the longest first where one begins as another.
const UNITS: &[(&str, Unit)] = &[
    ("procentenheter", Unit::Points),
    ("procentenhet", Unit::Points),
    ("%-enheter", Unit::Points),
    ("procent", Unit::Percent),
    ("%", Unit::Percent),
    ("tkr", Unit::Tkr),
    ("kkr", Unit::Tkr),
    ("tsek", Unit::Tkr),
    ("ksek", Unit::Tkr),
    ("mkr", Unit::Mkr),
    ("mnkr", Unit::Mkr),
    ("msek", Unit::Mkr),
    ("kronor", Unit::Kr),
    ("sek", Unit::Kr),
    ("kr", Unit::Kr),
    ("personer", Unit::Persons),
    ("deltagare", Unit::Persons),
    ("st", Unit::Count),
];

/// The unit that a word in small letters is.
#[must_use]
pub fn unit_of(word: &str) -> Option<Unit> {
    UNITS.iter().find(|(it, _)| *it == word).map(|(_, unit)| *unit)
}

/// Whether a word is one of money.
#[must_use]
pub fn is_money(word: &str) -> bool {
    unit_of(word).is_some_and(|it| it.kind() == Kind::Money)
}

/// Whether a word says what an amount or a share is told in.
#[must_use]
pub fn is_amount_unit(word: &str) -> bool {
    unit_of(word).is_some_and(|it| matches!(it.kind(), Kind::Money | Kind::Percent))
}

/// What a cell says.
#[must_use]
pub fn read(cell: &str) -> Said {
    let text = seen(cell);
    // A star alone is a footnote's, and what it says is not known here.
    if text.trim() == "*" {
        return Said::Text;
    }
    let text = text.trim_matches('*').trim();
    if text.is_empty() {
        return Said::Blank;
    }
    let is_dash = |c: char| MINUS.contains(&c) || matches!(c, '—' | '.' | '…');
    if text.chars().all(is_dash) || NOTHING.contains(&text.to_lowercase().as_str()) {
        return Said::Nothing;
    }
    number(text).map_or(Said::Text, Said::Number)
}

/// Whether a text is a number, or may be one that is written in another way: digits with points, apostrophes or spaces
/// between them, about so many, with a letter behind. A year, a day, a span and a share of two numbers are none.
#[must_use]
pub fn is_like(cell: &str) -> bool {
    let text = seen(cell).to_lowercase();
    let text = text.trim_matches('*').trim();
    let text = ["ca", "c:a", "cirka", "~", "≈", "<", ">"]
        .iter()
        .find_map(|it| text.strip_prefix(it))
        .map_or(text, |it| it.trim_start_matches(['.', ' ']));
    let (text, _) = without_unit(without_unknown(without_mark(text)));
    let text = text.trim_start_matches(MINUS).trim_end_matches(MINUS).trim();
    let is_part = |c: char| c.is_ascii_digit() || matches!(c, ' ' | '.' | ',' | '\'' | '’' | '(' | ')' | '?');
    let groups: Vec<&str> = text.split(|c: char| !c.is_ascii_digit()).filter(|it| !it.is_empty()).collect();
    let is_day =
        matches!(groups.as_slice(), [_, _, year] if text.contains('.') && year_named(year).is_some());
    let is_year = groups.first().is_some_and(|it| it.len() == 4 && year_named(it).is_some());
    let others = text.chars().filter(|it| !is_part(*it));
    let is_written = text.starts_with(|c: char| c.is_ascii_digit() || c == '(')
        && others.clone().all(char::is_alphabetic)
        && others.count() < 2
        && groups.concat().len() > 1;
    matches!(read(cell), Said::Number(_)) || is_written && !is_day && !is_year
}

/// A text that is a number and nothing more.
fn number(text: &str) -> Option<Printed> {
    let (text, unit) = without_unit(without_mark(text));
    let (text, inside) = match text.strip_prefix('(').and_then(|it| it.strip_suffix(')')) {
        Some(inner) => (inner.trim(), true),
        None => (text, false),
    };
    // "(12 %)": the unit may stand within.
    let (text, unit) = if unit.is_none() { without_unit(text) } else { (text, unit) };
    let (text, minus) = signed(text)?;
    if inside && minus {
        return None;
    }
    let part = unit.is_some_and(|it| matches!(it, Unit::Percent | Unit::Points));
    let value = digits(text, part)?;
    let negative = minus || inside;
    Some(Printed { value: if negative { -value } else { value }, unit })
}

/// Without the mark of a footnote behind it: a small figure, a star, a figure in brackets.
fn without_mark(text: &str) -> &str {
    let text = text.trim_end_matches(|c: char| matches!(c, '*' | '†' | '‡' | '¹' | '²' | '³' | '⁴'..='⁹'));
    let bracketed = text.strip_suffix(']').and_then(|it| it.rsplit_once('['));
    let raised = || text.strip_suffix(')').and_then(|it| it.rsplit_once(' '));
    let is_mark = |mark: &str| mark.len() == 1 && mark.chars().all(|c| c.is_ascii_digit() || c == '*');
    match bracketed.or_else(raised) {
        Some((rest, mark)) if is_mark(mark) => rest.trim_end(),
        _ => text.trim_end(),
    }
}

/// Without the unit behind it, which is told.
fn without_unit(text: &str) -> (&str, Option<Unit>) {
    for price in [":-", ",-", ":–", ",–"] {
        if let Some(rest) = text.strip_suffix(price) {
            return (rest.trim_end(), Some(Unit::Kr));
        }
    }
    for (word, unit) in UNITS {
        let at = text.len().checked_sub(word.len());
        let Some((rest, end)) = at.and_then(|at| text.split_at_checked(at)) else { continue };
        if end.to_lowercase() == *word && rest.ends_with(|c: char| c.is_ascii_digit() || c == ' ' || c == ')')
        {
            return (rest.trim_end(), Some(*unit));
        }
    }
    (text, None)
}

/// Without a unit behind it that is not known, or is written in a way that none beside a number is ("3 mdkr", "3 €").
fn without_unknown(text: &str) -> &str {
    let end = text.rfind(|c: char| c.is_ascii_digit() || c == ')').map_or(0, |at| at.saturating_add(1));
    let (number, unit) = text.split_at(end);
    // "1 000-tal kr" is a unit all of it.
    if unit_named(unit).is_some() && !unit.contains("tal") { number } else { text }
}

/// Without its sign, and whether that is a minus; none where it has two.
fn signed(text: &str) -> Option<(&str, bool)> {
    if let Some(rest) = text.strip_prefix('+') {
        return Some((rest.trim_start(), false));
    }
    let before = text.strip_prefix(MINUS).map(str::trim_start);
    let behind = text.strip_suffix(MINUS).filter(|it| it.ends_with(|c: char| c.is_ascii_digit()));
    match (before, behind) {
        (Some(_), Some(_)) => None,
        (Some(rest), None) | (None, Some(rest)) => Some((rest, true)),
        (None, None) => Some((text, false)),
    }
}

/// Digits in groups of three or in one, with a decimal comma; before a sign of per cent a point will do.
fn digits(text: &str, part: bool) -> Option<Decimal> {
    let (whole, decimals) = match text.split_once(',') {
        Some((whole, decimals)) => (whole, decimals),
        None => match text.split_once('.') {
            Some((whole, decimals)) if part && decimals.len() < 3 => (whole, decimals),
            _ => (text, ""),
        },
    };
    let all_digits = |it: &str| !it.is_empty() && it.bytes().all(|it| it.is_ascii_digit());
    if text.contains(',') && decimals.is_empty() || !decimals.is_empty() && !all_digits(decimals) {
        return None;
    }
    let separator = if whole.contains(' ') { ' ' } else { '.' };
    let groups: Vec<&str> = whole.split(separator).collect();
    let (first, rest) = groups.split_first()?;
    let in_threes = rest.iter().all(|it| it.len() == 3 && all_digits(it)) && first.len() <= 3;
    // One point alone may be a decimal point, a date or a number of a chapter.
    let sure = rest.is_empty() || in_threes && (separator == ' ' || rest.len() > 1);
    if !all_digits(first) || !sure {
        return None;
    }
    let joined = match decimals {
        "" => groups.concat(),
        _ => format!("{}.{decimals}", groups.concat()),
    };
    Decimal::from_str_exact(&joined).ok()
}

/// The one year that a text names; none where it names several, or a span that is no year.
#[must_use]
pub fn year_named(text: &str) -> Option<i32> {
    let mut found = None;
    for word in text.split(|c: char| !c.is_ascii_digit()).filter(|it| matches!(it.len(), 4 | 8)) {
        let year: i32 = word.get(..4).and_then(|it| it.parse().ok())?;
        if !(1990..=2099).contains(&year) {
            continue;
        }
        if found.is_some_and(|it| it != year) {
            return None;
        }
        found = Some(year);
    }
    found
}

#[cfg(test)]
mod tests {
    use super::*;

    fn value(text: &str) -> Option<String> {
        match read(text) {
            Said::Number(it) => Some(it.value.to_string()),
            _ => None,
        }
    }

    #[test]
    fn numbers_are_read_as_they_are_printed() {
        for (text, number, why) in [
            ("11 583", "11583", "a plain space"),
            ("11\u{a0}583\u{202f}379", "11583379", "spaces that do not break, one thin"),
            ("2\u{2009}095", "2095", "a thin space"),
            ("11583", "11583", "no groups"),
            ("1.234.567", "1234567", "points, more than one"),
            ("-210", "-210", "a hyphen"),
            ("−1 000", "-1000", "a minus sign"),
            ("– 0,8", "-0.8", "a dash and a space"),
            ("(1 150)", "-1150", "the parentheses of accounts"),
            ("1 150-", "-1150", "a minus behind"),
            ("+0,6 %", "0.6", "a plus"),
            ("9,30", "9.30", "the zero is a digit"),
            ("66 %", "66", "per cent"),
            ("66.5%", "66.5", "a point before per cent"),
            ("**11 568**", "11568", "bold marks"),
            ("417*", "417", "a footnote's star"),
            ("1 234²", "1234", "a footnote's small figure"),
            ("1 234 1)", "1234", "a footnote's figure"),
            ("1 234 [1]", "1234", "a footnote's figure in brackets"),
            ("2 095 tkr", "2095", "with its unit"),
            ("1 200:-", "1200", "a price"),
            ("2 mkr", "2", "millions"),
        ] {
            assert_eq!(value(text).as_deref(), Some(number), "{why}: {text}");
        }
    }

    #[test]
    fn what_is_not_surely_a_number_is_text() {
        for (text, why) in [
            ("1 2345", "a group of four"),
            ("12 34", "a group of two"),
            ("1234 567", "a first group of four"),
            ("1.5", "a number of a chapter, or a decimal"),
            ("1.234", "a thousand, or a decimal"),
            ("10/2", "a day"),
            ("2023-12-31", "a date"),
            ("08.30-12.00", "times"),
            ("1,2,3", "a list"),
            ("1,", "a comma with nothing behind"),
            ("79/104", "a share"),
            ("ca 200", "about"),
            ("*", "a footnote says what"),
            ("100% (61 av 61)", "words"),
            ("4 (lång sikt)", "words"),
            ("-5-", "two signs"),
            ("(-5)", "two signs"),
            ("§ 12", "a paragraph"),
            ("99999999999999999999999999999999", "more digits than can be held"),
            ("1\n2", "two lines"),
        ] {
            assert_eq!(read(text), Said::Text, "{why}: {text}");
        }
    }

    #[test]
    fn a_number_of_an_unknown_unit_may_be_a_number() {
        for text in ["4 000 hkr", "3,5 mdkr", "33 milj. kr", "400 €", "5 000 t kr"] {
            assert!(is_like(text) && read(text) == Said::Text, "{text}");
        }
        for text in ["1 000-tal kr", "2023 (tkr)", "9 mån", "se not 3", "5 kap."] {
            assert!(!is_like(text), "{text}");
        }
    }

    #[test]
    fn nothing_is_told_from_a_blank() {
        for text in ["–", "-", "Inga", "—", "...", "INGEN"] {
            assert_eq!(read(text), Said::Nothing, "{text}");
        }
        for text in ["", " ", "\u{a0}", "****"] {
            assert_eq!(read(text), Said::Blank, "{text:?}");
        }
    }

    #[test]
    fn years_are_read_in_captions_and_heads() {
        for (text, year) in [
            ("2023-01-01 -2023-12-31", Some(2023)),
            ("Utfall 2023", Some(2023)),
            ("20231231", Some(2023)),
            ("2022-2023", None),
            ("Budget", None),
            ("1 2023 456", Some(2023)),
        ] {
            assert_eq!(year_named(text), year, "{text}");
        }
    }
}
