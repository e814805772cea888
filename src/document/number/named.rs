//! The unit that a caption, a heading or the head of a column names. What multiplies it and is not known makes it
//! unknown: "hundratal kronor" is no kronor.

use super::{MONTHS, is_money, unit_of};
use crate::amount::{Kind, Unit};
use crate::source::plain;

/// The unit that words name.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Named {
    /// One that is known.
    Unit(Unit),
    /// One that is not, or several.
    Unknown,
}

/// By how much a word multiplies the unit that stands behind it.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Scale {
    /// By a thousand.
    Thousand,
    /// By a million.
    Million,
    /// By something else, or by what is not known.
    Unknown,
}

/// Words of a thousand and of a million; those of one letter are such beside a unit alone.
const THOUSAND: &[&str] = &["tusen", "tusental", "tusentals", "tus", "t", "k"];
const MILLION: &[&str] = &["miljon", "miljoner", "miljontal", "miljontals", "milj", "mn", "mio", "mln", "m"];

/// What other multipliers have in them, and those that are short.
const MULTIPLIERS: &[&str] =
    &["tusen", "miljon", "miljard", "hundra", "dussin", "tiotal", "thousand", "million"];
const SHORT: &[&str] = &["md", "mdr", "mrd", "mia"];

/// Numbers in words, which make an amount of the multiplier behind them.
const NUMBERS: &[&str] =
    &["en", "ett", "två", "tre", "fyra", "fem", "sex", "sju", "åtta", "nio", "tio", "elva", "tolv"];

/// Units that a figure of a förbund does not have.
const FOREIGN: &[&str] = &["promille", "‰", "eur", "euro", "teur", "meur", "usd", "dkk", "€", "$", "£"];

/// Short words that say nothing of the unit behind them.
const PLAIN: &[&str] = &["i", "in", "av", "om", "år", "el", "ca"];

/// Words that a caption may have beside the unit and say nothing else.
const AROUND: &[&str] = &["belopp", "belopen", "alla", "samtliga", "i", "anges"];

/// A word, or digits, with what stands before it.
struct Word<'t> {
    gap: &'t str,
    text: &'t str,
}

/// What stands just before a unit.
enum Before {
    Nothing,
    Scale(Scale),
    /// A number of it: that is an amount, and names no unit.
    Amount,
}

impl Named {
    /// The unit, where it is known.
    #[must_use]
    pub const fn known(self) -> Option<Unit> {
        match self {
            Self::Unit(unit) => Some(unit),
            Self::Unknown => None,
        }
    }
}

/// The unit that a caption, a heading or the head of a column says that its numbers are in.
#[must_use]
pub fn unit_named(text: &str) -> Option<Named> {
    let text = plain(text);
    let words = words(&text);
    let found = (1..=words.len()).filter_map(|end| named_by(words.get(..end)?, words.get(end..)?));
    let is_money = |it: Named| it.known().is_some_and(|it| it.kind() == Kind::Money);
    found.reduce(|one, other| match (one, other) {
        (Named::Unknown, _) | (_, Named::Unknown) => Named::Unknown,
        (one, other) if is_money(one) && is_money(other) && one != other => Named::Unknown,
        // "Andel (%) av kostnader, tkr": the first of two sorts is that of the numbers.
        (one, _) => one,
    })
}

/// Whether a text names a unit and says nothing else.
#[must_use]
pub fn is_unit_alone(text: &str) -> bool {
    let text = plain(text);
    let is_said = |it: &Word<'_>| AROUND.contains(&it.text) || is_digits(it.text) || is_unit_word(it.text);
    unit_named(&text).is_some() && words(&text).iter().all(is_said)
}

/// Whether a word is a unit, or multiplies one.
#[must_use]
pub fn is_unit_word(word: &str) -> bool {
    matches!(word, "tal" | "tals")
        || scale(word).is_some()
        || unit_of(word).is_some()
        || unit_named(word).is_some()
}

/// By how much a word multiplies; none where it is no such word.
#[must_use]
pub fn scale(word: &str) -> Option<Scale> {
    if THOUSAND.contains(&word) {
        return Some(Scale::Thousand);
    }
    if MILLION.contains(&word) {
        return Some(Scale::Million);
    }
    let is_one = SHORT.contains(&word) || MULTIPLIERS.iter().any(|it| word.contains(it));
    is_one.then_some(Scale::Unknown)
}

/// The words of a text, digits and letters apart.
fn words(text: &str) -> Vec<Word<'_>> {
    let class = |c: char| match c {
        _ if c.is_ascii_digit() => 1_u8,
        _ if c.is_alphanumeric() => 2,
        '%' | '‰' | '€' | '$' | '£' => 3,
        _ => 0,
    };
    let mut all = Vec::new();
    let (mut gap, mut rest) = ("", text);
    while let Some(first) = rest.chars().next() {
        let end = rest.find(|c| class(c) != class(first)).unwrap_or(rest.len());
        let (own, behind) = rest.split_at(end);
        rest = behind;
        if class(first) == 0 {
            gap = own;
        } else {
            all.push(Word { gap: std::mem::take(&mut gap), text: own });
        }
    }
    all
}

fn is_digits(text: &str) -> bool {
    text.bytes().all(|it| it.is_ascii_digit())
}

fn is_year(digits: &str) -> bool {
    matches!(digits.len(), 4 | 8) && super::year_named(digits).is_some()
}

/// What the last of some words names, before the next ones.
fn named_by(words: &[Word<'_>], next: &[Word<'_>]) -> Option<Named> {
    let last = words.last()?;
    if let Some(unit) = unit_of(last.text) {
        return match unit.kind() {
            Kind::Money if unit == Unit::Kr && is_multiplied(next) => Some(Named::Unknown),
            Kind::Money => money(unit, &before(words)),
            // "st" and "deltagare" in running words are no unit.
            _ if unit != Unit::Percent => None,
            _ => Some(Named::Unit(unit)),
        };
    }
    if FOREIGN.contains(&last.text) {
        return Some(Named::Unknown);
    }
    // "Tusental" of what it stands before is told there; of people, or of nothing, it is not known.
    if last.text.ends_with("tal") || last.text.ends_with("tals") {
        let is_told = next.first().is_some_and(|it| is_near(it.gap) && is_money(it.text));
        let of_number = || {
            let digits = beside(words).and_then(|(before, _)| number(before));
            matches!(last.text, "tal" | "tals")
                && digits.is_some_and(|it| matches!(by_number(&it, true), Before::Scale(_)))
        };
        return (!is_told && (of_number() || scale(last.text).is_some())).then_some(Named::Unknown);
    }
    let (prefix, is_short) = ["kronor", "kr", "sek"].iter().find_map(|it| {
        let prefix = last.text.strip_suffix(it)?;
        Some((prefix, *it != "kronor" && prefix.chars().count() < 5))
    })?;
    match scale(prefix) {
        Some(scale) => money(Unit::Kr, &Before::Scale(scale)),
        None => is_short.then_some(Named::Unknown),
    }
}

/// Whether a unit is multiplied by what stands behind it: "kr x 1 000", "SEK thousands".
fn is_multiplied(next: &[Word<'_>]) -> bool {
    let is_near = |it: &&Word<'_>| !it.gap.contains(['.', ':', ';']);
    let mut behind =
        next.iter().take_while(is_near).map(|it| it.text).skip_while(|it| matches!(*it, "x" | "i" | "in"));
    match behind.next() {
        Some("1") => behind.next() == Some("000"),
        Some("000" | "1000" | "1000000") => true,
        Some(word) => word.len() > 2 && scale(word).is_some(),
        None => false,
    }
}

/// The unit of money, by what stands before it.
fn money(unit: Unit, before: &Before) -> Option<Named> {
    match (before, unit) {
        (Before::Nothing, unit) => Some(Named::Unit(unit)),
        (Before::Scale(Scale::Thousand), Unit::Kr) => Some(Named::Unit(Unit::Tkr)),
        (Before::Scale(Scale::Million), Unit::Kr) => Some(Named::Unit(Unit::Mkr)),
        (Before::Scale(_), _) => Some(Named::Unknown),
        (Before::Amount, _) => None,
    }
}

/// The words before the last, where no more than a space, a point or a dash parts them from it.
fn beside<'w, 't>(words: &'w [Word<'t>]) -> Option<(&'w [Word<'t>], &'w Word<'t>)> {
    let (last, rest) = words.split_last()?;
    let near = rest.last().filter(|_| is_near(last.gap))?;
    Some((rest, near))
}

fn is_near(gap: &str) -> bool {
    gap.chars().all(|c| matches!(c, ' ' | '.' | '-' | '–' | '\'' | '’'))
}

/// What stands before the last of some words.
fn before(words: &[Word<'_>]) -> Before {
    let Some((rest, near)) = beside(words) else { return Before::Nothing };
    let is_tal = matches!(near.text, "tal" | "tals");
    let of_number = if is_tal { beside(rest).map(|(it, _)| it) } else { Some(rest) };
    if let Some(digits) = of_number.and_then(number) {
        return by_number(&digits, is_tal);
    }
    let is_unit = |word: &str| unit_of(word).is_some();
    let is_month = |word: &str| word.len() > 2 && MONTHS.iter().any(|it| it.starts_with(word));
    match scale(near.text) {
        Some(scale) => match beside(rest) {
            Some((of, it)) if is_digits(it.text) && !is_year(it.text) => {
                number(of).map_or(Before::Scale(scale), |_| Before::Amount)
            }
            Some((_, it)) if NUMBERS.contains(&it.text) || self::scale(it.text).is_some() => {
                Before::Scale(Scale::Unknown)
            }
            _ => Before::Scale(scale),
        },
        None if !is_digits(near.text)
            && near.text.chars().count() < 3
            && !PLAIN.contains(&near.text)
            && !is_unit(near.text)
            && !is_month(near.text) =>
        {
            Before::Scale(Scale::Unknown)
        }
        None => Before::Nothing,
    }
}

/// The digits that some words end with, in groups of three or in one, and whether nothing but "i" or "belopp" stands
/// just before them; none where they end with a word, a year or a day.
fn number(words: &[Word<'_>]) -> Option<(String, bool)> {
    let (mut first, mut rest) = words.split_last()?;
    if !is_digits(first.text) || is_year(first.text) {
        return None;
    }
    let mut digits = first.text.to_owned();
    while let Some((group, before)) = rest.split_last()
        && first.text.len() == 3
        && matches!(first.gap, " " | "." | "'" | "’")
        && is_digits(group.text)
        && group.text.len() <= 3
    {
        digits.insert_str(0, group.text);
        (first, rest) = (group, before);
    }
    let before = rest.last().filter(|_| is_near(first.gap)).map_or("", |it| it.text);
    let is_day = !before.is_empty() && is_digits(before) && !first.gap.starts_with(' ');
    (!is_day).then_some((digits, matches!(before, "" | "i" | "in" | "belopp")))
}

/// What digits before a unit make of it.
fn by_number((digits, is_alone): &(String, bool), is_tal: bool) -> Before {
    let is_power = digits.len() > 2 && digits.trim_end_matches('0') == "1";
    match digits.as_str() {
        "000" => Before::Scale(Scale::Thousand),
        "1000" if is_tal || *is_alone => Before::Scale(Scale::Thousand),
        "1000000" if is_tal || *is_alone => Before::Scale(Scale::Million),
        _ if is_power => Before::Scale(Scale::Unknown),
        _ if is_tal => Before::Nothing,
        _ => Before::Amount,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_known_unit_is_read_however_it_is_written() {
        for (text, unit) in [
            ("Belopp i tkr.", Unit::Tkr),
            ("Belopp i kr. Not", Unit::Kr),
            ("Resultaträkning (mkr)", Unit::Mkr),
            ("Soliditet (%)", Unit::Percent),
            ("i tusental kronor", Unit::Tkr),
            ("Belopp i 1 000-tal kronor", Unit::Tkr),
            ("Belopp i 1\u{a0}000-tals kronor", Unit::Tkr),
            ("1000-tal kr", Unit::Tkr),
            ("(1 000 kr)", Unit::Tkr),
            ("(1000kr)", Unit::Tkr),
            ("Resultaträkning 2023 (1 000 kr)", Unit::Tkr),
            ("tusen kr", Unit::Tkr),
            ("Belopp i t kr", Unit::Tkr),
            ("Belopp i '000 SEK", Unit::Tkr),
            ("KSEK", Unit::Tkr),
            ("Tkr (1 000 kr)", Unit::Tkr),
            ("Belopp i milj. kr", Unit::Mkr),
            ("Belopp i miljontal kronor", Unit::Mkr),
            ("miljoner kronor", Unit::Mkr),
            ("mnkr", Unit::Mkr),
            ("MSEK", Unit::Mkr),
            ("1 000 000-tal kr", Unit::Mkr),
            ("2023-12-31 kr", Unit::Kr),
            ("Utfall dec 2023 kr", Unit::Kr),
            ("Utfall 2023 tkr", Unit::Tkr),
            ("Kostnader, kr", Unit::Kr),
            ("Belopp i kronor", Unit::Kr),
            ("Kostnader på 50 000 kr, belopp i tkr", Unit::Tkr),
        ] {
            assert_eq!(unit_named(text), Some(Named::Unit(unit)), "{text}");
        }
    }

    #[test]
    fn an_unknown_multiplier_makes_the_unit_unknown() {
        for text in [
            "Belopp i hundratal kronor",
            "tiotusental kr",
            "10 000-tal kr",
            "100-tal kronor",
            "100 kr",
            "Poster över 100 000 kr",
            "Poster över 1 000 kr",
            "miljarder kronor",
            "md kr",
            "mdkr",
            "hkr",
            "h kr",
            "1 000-tal tkr",
            "tio miljoner kronor",
            "Andel i promille",
            "Andel (‰)",
            "1 000-tal personer",
            "Antal i tusental",
            "Belopp i kr (tusental)",
            "Belopp i tkr och kr",
            "kr x 1000",
            "SEK 1 000",
            "SEK thousands",
            "kronor i tusen",
            "Belopp i EUR",
        ] {
            assert_eq!(unit_named(text), Some(Named::Unknown), "{text}");
        }
    }

    #[test]
    fn words_and_amounts_name_no_unit() {
        for text in [
            "Antal deltagare",
            "Krami",
            "Resultatet blev 60 tkr",
            "2 miljoner kronor",
            "Bidrag 450 000 kr",
            "90-talet",
            "Avtal 2",
            "Kvartal",
            "Total",
            "Antal samtal",
            "Kvartal 2",
        ] {
            assert_eq!(unit_named(text), None, "{text}");
        }
    }

    #[test]
    fn a_caption_of_a_unit_alone_is_known() {
        for text in
            ["Belopp i 1 000-tal kronor", "tkr", "(1 000 kr)", "Belopp i hundratal kronor", "Belopp i mkr"]
        {
            assert!(is_unit_alone(text), "{text}");
        }
        for text in ["Lokalkostnader, kr", "Belopp", "Resultaträkning (tkr)"] {
            assert!(!is_unit_alone(text), "{text}");
        }
    }
}
