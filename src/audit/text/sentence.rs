//! Sentences, their words, and the numbers that stand in them as running text prints them.

use std::ops::Range;

use rust_decimal::Decimal;

use super::stem::stem;
use crate::amount::{Origin, Quantity, Unit};
use crate::document::number::{MONTHS, Scale, is_amount_unit, is_money, scale, unit_of};
use crate::document::{Paragraph, Place, Unread, UnreadKind};

/// A sentence with its words.
#[derive(Debug, Clone)]
pub struct Sentence<'d> {
    /// Its words, as they stand.
    pub text: String,
    /// Where its paragraph stands.
    pub(super) place: &'d Place,
    /// The heading it stands under.
    pub(super) under: Option<usize>,
    /// The number of the paragraph's block.
    pub(super) block: usize,
    /// What stands over it.
    pub(super) heading: &'d str,
    /// Its words, signs and numbers.
    pub(super) tokens: Vec<Token>,
}

/// A word, a sign or a number, and where it stands.
#[derive(Debug, Clone)]
pub(super) struct Token {
    pub(super) at: Range<usize>,
    pub(super) what: What,
}

#[derive(Debug, Clone)]
pub(super) enum What {
    /// A word in small letters, and its stem.
    Word(String, String),
    Sign(char),
    Number(Number),
}

/// A number in running text.
#[derive(Debug, Clone)]
pub(super) struct Number {
    pub(super) value: Decimal,
    /// The unit behind it, and what is counted where that is a word.
    pub(super) unit: Option<Unit>,
    pub(super) of: Of,
    pub(super) sort: Sort,
}

/// Who is counted.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Of {
    Women,
    Men,
    People,
    Other,
}

/// What a number is.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Sort {
    /// How much or how many.
    Amount,
    /// A year.
    Year(i32),
    /// About so much, at least, at most.
    About,
    /// What is aimed at, or may be.
    Goal,
    /// A part of a date, a range, a reference, an age.
    Name,
}

impl Number {
    /// The number in a unit, with the interval its printing leaves open.
    pub(super) fn quantity(&self, unit: Unit) -> Option<Quantity> {
        Quantity::printed(self.value, unit, Origin(0)).ok()
    }

    /// The number in its own unit: what has none is counted where it is whole.
    pub(super) fn own(&self) -> Option<Quantity> {
        let counted = if self.value.scale() == 0 { Unit::Count } else { Unit::Number };
        self.quantity(self.unit.unwrap_or(counted))
    }

    pub(super) const fn is_amount(&self) -> bool {
        matches!(self.sort, Sort::Amount)
    }

    pub(super) fn is_percent(&self) -> bool {
        self.unit == Some(Unit::Percent)
    }

    /// Whether it counts something: it is whole and has no unit.
    pub(super) const fn is_count(&self) -> bool {
        self.unit.is_none() && self.value.scale() == 0
    }
}

impl Sentence<'_> {
    /// The heading over it, as a sentence.
    pub(super) fn heading(&self) -> Self {
        Self { text: self.heading.to_owned(), tokens: tokens(self.heading), ..self.clone() }
    }

    pub(super) fn word(&self, at: usize) -> Option<&str> {
        match &self.tokens.get(at)?.what {
            What::Word(word, _) => Some(word),
            What::Sign(_) | What::Number(_) => None,
        }
    }

    pub(super) fn stem(&self, at: usize) -> Option<&str> {
        match &self.tokens.get(at)?.what {
            What::Word(_, stem) => Some(stem),
            What::Sign(_) | What::Number(_) => None,
        }
    }

    pub(super) fn sign(&self, at: usize) -> Option<char> {
        match self.tokens.get(at)?.what {
            What::Sign(sign) => Some(sign),
            What::Word(..) | What::Number(_) => None,
        }
    }

    pub(super) fn number(&self, at: usize) -> Option<&Number> {
        match &self.tokens.get(at)?.what {
            What::Number(number) => Some(number),
            What::Word(..) | What::Sign(_) => None,
        }
    }

    /// All numbers.
    pub(super) fn numbers(&self) -> impl Iterator<Item = &Number> {
        (0..self.tokens.len()).filter_map(|at| self.number(at))
    }

    /// Where numbers stand that say how much or how many.
    pub(super) fn amounts(&self) -> impl Iterator<Item = (usize, &Number)> {
        let numbers = (0..self.tokens.len()).filter_map(|at| Some((at, self.number(at)?)));
        numbers.filter(|(_, it)| it.is_amount())
    }

    pub(super) fn years(&self) -> impl Iterator<Item = (usize, i32)> {
        (0..self.tokens.len()).filter_map(|at| match self.number(at)?.sort {
            Sort::Year(year) => Some((at, year)),
            Sort::Amount | Sort::About | Sort::Goal | Sort::Name => None,
        })
    }

    pub(super) fn words(&self) -> impl Iterator<Item = (usize, &str)> {
        (0..self.tokens.len()).filter_map(|at| Some((at, self.word(at)?)))
    }

    pub(super) fn span(&self, at: usize) -> Range<usize> {
        self.tokens.get(at).map_or(0..0, |it| it.at.clone())
    }
}

/// The sentences of a paragraph; and what of it is too long to be one, and has numbers.
pub(super) fn of<'d>(
    paragraph: &'d Paragraph,
    heading: &'d str,
    block: usize,
) -> (Vec<Sentence<'d>>, Vec<Unread>) {
    let sentence = |text: &str| Sentence {
        text: text.to_owned(),
        place: &paragraph.place,
        under: paragraph.under,
        block,
        heading,
        tokens: tokens(text),
    };
    let unread = |text: &str| Unread {
        kind: UnreadKind::Sentence,
        from: paragraph.place.clone(),
        to: paragraph.place.clone(),
        text: text.split_whitespace().take(SHOWN).collect::<Vec<_>>().join(" "),
    };
    let text = paragraph.text.replace("<b>", "").replace("</b>", "");
    let (sentences, long): (Vec<&str>, Vec<&str>) =
        split(&text).into_iter().partition(|it| it.len() <= SENTENCE);
    let has_number = |it: &&str| it.bytes().any(|it| it.is_ascii_digit());
    (
        sentences.into_iter().map(sentence).filter(|it| it.tokens.len() > 1).collect(),
        long.into_iter().filter(has_number).map(unread).collect(),
    )
}

/// How many words of what is not read are told.
const SHOWN: usize = 12;

/// The longest word that may be an abbreviation, in characters.
const WORD: usize = 20;

/// The longest text that is a sentence, in bytes: what is longer is a list or a table that has lost its form, and no
/// number in it is held against another; it is told of as not read.
const SENTENCE: usize = 2_000;

/// Abbreviations that a full stop stands behind and no sentence ends with.
const SHORT: &[&str] = &[
    "ca", "kl", "nr", "bl", "t", "ex", "s", "o", "m", "d", "v", "p", "g", "a", "e", "f", "fr", "tex", "kap",
    "st", "resp", "exkl", "inkl", "jfr", "sid", "forts", "dvs", "ev", "mom",
];

/// A text by its full stops: one that ends an abbreviation or stands behind a number in a list ends no sentence.
fn split(text: &str) -> Vec<&str> {
    let mut found = Vec::new();
    let mut from = 0_usize;
    let ends = text.match_indices(['.', '!', '?']).map(|(at, it)| (at, at.saturating_add(it.len())));
    for (at, end) in ends {
        let Some((own, rest)) = text.get(from..at).zip(text.get(end..)) else { continue };
        let next = rest.trim_start();
        let begins =
            next.starts_with(|c: char| c.is_uppercase() || c.is_ascii_digit() || matches!(c, '”' | '"'));
        let near = own.char_indices().rev().nth(WORD).map_or(0, |(at, _)| at);
        let last = own.get(near..).unwrap_or_default().rsplit([' ', '(']).next().unwrap_or_default();
        let in_list = own.trim().bytes().all(|it| it.is_ascii_digit());
        let is_short = SHORT.contains(&last.to_lowercase().as_str()) || in_list || last.contains('.');
        if rest.is_empty() || rest.starts_with(' ') && begins && !is_short {
            found.extend(text.get(from..end).map(str::trim));
            from = end;
        }
    }
    found.extend(text.get(from..).map(str::trim).filter(|it| !it.is_empty()));
    found
}

fn tokens(text: &str) -> Vec<Token> {
    let mut all = Vec::new();
    let mut at = 0_usize;
    while let Some(next) = text.get(at..).and_then(|it| it.chars().next()) {
        let rest = text.get(at..).unwrap_or_default();
        let (length, what) = if next.is_ascii_digit() {
            number(rest)
        } else if next.is_alphabetic() {
            let length = rest.find(|c: char| !c.is_alphanumeric() && c != '-').unwrap_or(rest.len());
            let word = rest.get(..length).unwrap_or_default().trim_end_matches('-').to_lowercase();
            let stem = stem(&word);
            (length, Some(What::Word(word, stem)))
        } else {
            (next.len_utf8(), (!next.is_whitespace()).then_some(What::Sign(next)))
        };
        let end = at.saturating_add(length);
        all.extend(what.map(|what| Token { at: at..end, what }));
        at = end;
    }
    for at in 0..all.len() {
        // What it measures is not known, so that it is held against nothing.
        let sort = if is_of_unknown(&all, at) { Sort::Name } else { sort(&all, at) };
        let unit = unit(&all, at);
        if let Some(Token { what: What::Number(number), .. }) = all.get_mut(at) {
            if let Some((unit, of)) = unit {
                (number.unit, number.of) = (unit.or(number.unit), of);
            }
            number.sort = sort;
        }
    }
    all
}

/// A number at the beginning of a text: groups of three, a decimal comma; its length.
fn number(text: &str) -> (usize, Option<What>) {
    let digits = |from: usize| {
        let rest = text.get(from..).unwrap_or_default();
        rest.find(|c: char| !c.is_ascii_digit()).unwrap_or(rest.len())
    };
    let mut end = digits(0);
    let mut plain = text.get(..end).unwrap_or_default().to_owned();
    let in_threes = end <= 3;
    while in_threes
        && text.get(end..).is_some_and(|it| it.starts_with(' '))
        && digits(end.saturating_add(1)) == 3
    {
        let next = end.saturating_add(1);
        end = next.saturating_add(3);
        plain.push_str(text.get(next..end).unwrap_or_default());
    }
    let comma = end.saturating_add(1);
    if text.get(end..).is_some_and(|it| it.starts_with(',')) && digits(comma) > 0 {
        let decimals = digits(comma);
        plain.push('.');
        plain.push_str(text.get(comma..comma.saturating_add(decimals)).unwrap_or_default());
        end = comma.saturating_add(decimals);
    }
    // "13k" and "7m" are women and men; "2:a", "12-månaders" and "1b" are words.
    let rest = text.get(end..).unwrap_or_default();
    let ended = |mark: char| rest.strip_prefix(mark).is_some_and(|it| !it.starts_with(char::is_alphanumeric));
    let of = match (ended('k'), ended('m')) {
        (true, _) => Of::Women,
        (_, true) => Of::Men,
        _ => Of::Other,
    };
    let (length, of) = if of == Of::Other { (end, of) } else { (end.saturating_add(1), of) };
    let glued = of == Of::Other && rest.starts_with(|c: char| c.is_alphabetic());
    let value = Decimal::from_str_exact(&plain).ok().filter(|_| !glued);
    (length, value.map(|value| What::Number(Number { value, unit: None, of, sort: Sort::Amount })))
}

fn word(tokens: &[Token], at: usize) -> &str {
    match tokens.get(at).map(|it| &it.what) {
        Some(What::Word(word, _)) => word,
        Some(What::Sign(_) | What::Number(_)) | None => "",
    }
}

fn sign(tokens: &[Token], at: usize) -> Option<char> {
    match tokens.get(at)?.what {
        What::Sign(sign) => Some(sign),
        What::Word(..) | What::Number(_) => None,
    }
}

/// Whether a word is of money and multiplies nothing.
fn is_kronor(word: &str) -> bool {
    unit_of(word) == Some(Unit::Kr)
}

/// The word behind another, or behind the point that it was cut short with ("milj. kr").
fn behind(tokens: &[Token], at: usize) -> &str {
    let next = at.saturating_add(1);
    let is_cut = sign(tokens, next) == Some('.') && is_kronor(word(tokens, next.saturating_add(1)));
    word(tokens, if is_cut { next.saturating_add(1) } else { next })
}

/// Whether a number is so many of what is not known: "2 miljarder", "3 hundratal kronor", "4 promille".
fn is_of_unknown(tokens: &[Token], at: usize) -> bool {
    let next = at.saturating_add(1);
    let one = word(tokens, next);
    let is_long = one.chars().count() > 2;
    match scale(one) {
        Some(Scale::Unknown) => is_long || is_kronor(behind(tokens, next)),
        Some(_) => is_long && !is_kronor(behind(tokens, next)),
        None => one == "promille" || sign(tokens, next) == Some('‰'),
    }
}

/// The unit behind a number, or who is counted.
fn unit(tokens: &[Token], at: usize) -> Option<(Option<Unit>, Of)> {
    let Some(What::Number(own)) = tokens.get(at).map(|it| &it.what) else { return None };
    let next = at.saturating_add(1);
    let (one, two) = (word(tokens, next), behind(tokens, next));
    let unit = match (one, two) {
        _ if is_kronor(two) && scale(one) == Some(Scale::Thousand) => Unit::Tkr,
        _ if is_kronor(two) && scale(one) == Some(Scale::Million) => Unit::Mkr,
        _ if sign(tokens, next) == Some('%') => Unit::Percent,
        _ if is_amount_unit(one) => unit_of(one)?,
        ("dagar", _) => Unit::Days,
        ("månader" | "mån", _) => Unit::Months,
        ("kvinnor" | "flickor" | "kvinna", _) => return Some((None, Of::Women)),
        ("män" | "pojkar" | "man", _) => return Some((None, Of::Men)),
        ("personer" | "deltagare" | "individer" | "medarbetare" | "nya" | "unga", _) => {
            return Some((None, if own.of == Of::Other { Of::People } else { own.of }));
        }
        _ => return None,
    };
    let behind = if unit == Unit::Percent && sign(tokens, next) == Some('%') {
        word(tokens, next.saturating_add(1))
    } else {
        two
    };
    let of = match behind {
        "kvinnor" | "flickor" => Of::Women,
        "män" | "pojkar" => Of::Men,
        _ => own.of,
    };
    Some((Some(unit), of))
}

/// Words that what follows is named by.
const NAMING: &[&str] = &[
    "bilaga",
    "tabell",
    "not",
    "kap",
    "kapitel",
    "punkt",
    "nr",
    "nummer",
    "sid",
    "sida",
    "avsnitt",
    "figur",
    "diagram",
    "steg",
    "fas",
    "målområde",
    "indikator",
    "fråga",
    "exempel",
    "rubrik",
    "kl",
    "klockan",
    "nivå",
    "vecka",
    "del",
    "lag",
    "rkr",
];

const ABOUT: &[&str] = &[
    "ca",
    "cirka",
    "circa",
    "omkring",
    "runt",
    "drygt",
    "knappt",
    "nästan",
    "närmare",
    "minst",
    "högst",
    "max",
    "maximalt",
    "maximala",
    "ungefär",
    "över",
    "lägst",
    "åtminstone",
    "än",
    "kring",
    "uppemot",
];

/// What a number is, by what stands around it.
fn sort(tokens: &[Token], at: usize) -> Sort {
    let Some(What::Number(own)) = tokens.get(at).map(|it| &it.what) else { return Sort::Name };
    let (before, next) = (at.checked_sub(1), at.saturating_add(1));
    let behind = sign(tokens, next);
    let touches = |a: usize, b: usize| match (tokens.get(a), tokens.get(b)) {
        (Some(a), Some(b)) => a.at.end == b.at.start,
        _ => false,
    };
    // Part of a date, a law's number, a range of ages.
    let joins = |it: Option<char>| matches!(it, Some('-' | '–' | '.' | ':' | '−' | '§'));
    let number_at = |at: usize| matches!(tokens.get(at).map(|it| &it.what), Some(What::Number(_)));
    let after =
        joins(behind) && number_at(next.saturating_add(1)) || behind == Some(':') && touches(at, next);
    let prior = before.is_some_and(|it| {
        let own = joins(sign(tokens, it));
        own && (it.checked_sub(1).is_some_and(number_at) || sign(tokens, it) == Some('§'))
    });
    let year = i32::try_from(own.value.mantissa()).ok().filter(|it| (1990..=2099).contains(it));
    let is_plain = own.value.scale() == 0 && own.unit.is_none();
    let money = is_money(word(tokens, next)) || matches!(word(tokens, next), "personer" | "deltagare");
    if let Some(year) = year.filter(|_| is_plain && !money && behind != Some('%')) {
        // Of a date the year is known; of a range of years none is.
        let dated = after && sign(tokens, next) == Some('-');
        return if (after || prior) && !dated { Sort::Name } else { Sort::Year(year) };
    }
    let previous = before.map_or("", |it| word(tokens, it));
    let is_dated = MONTHS.contains(&word(tokens, next)) || previous == "den" && !money;
    let aged = matches!(
        word(tokens, next),
        "år" | "åringar" | "årig" | "poäng" | "kap" | "timmar" | "minuter" | "veckor"
    );
    if after || prior || is_dated || aged || NAMING.contains(&previous) {
        return Sort::Name;
    }
    let near = |back: usize| at.checked_sub(back).map_or("", |it| word(tokens, it));
    let aims = |it: &str| it.starts_with("mål") && !it.starts_with("målgrupp") && !it.starts_with("målområd");
    if (1..4).map(near).any(aims) || matches!(previous, "ska" | "bör" | "skall") {
        return Sort::Goal;
    }
    if ABOUT.contains(&previous) || previous == "till" && near(2) == "upp" {
        return Sort::About;
    }
    Sort::Amount
}
