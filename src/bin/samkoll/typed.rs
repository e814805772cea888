//! How a value on the command line is read, with a word in both languages for one that cannot be.

use std::fmt;
use std::path::PathBuf;

use chrono::NaiveDate;
use rust_decimal::Decimal;
use samkoll::amount::Text;
use samkoll::starter::{self, Board, Member, Part};

/// Why a value cannot be read.
#[derive(Debug)]
pub(crate) struct Wrong(pub(crate) Text);

impl fmt::Display for Wrong {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.0.en)
    }
}

impl std::error::Error for Wrong {}

pub(crate) fn day(text: &str) -> Result<NaiveDate, Wrong> {
    starter::day(text).map_err(Wrong)
}

pub(crate) fn year(text: &str) -> Result<i32, Wrong> {
    starter::year(text).map_err(Wrong)
}

pub(crate) fn name(text: &str) -> Result<String, Wrong> {
    starter::name(text).map_err(Wrong)
}

pub(crate) fn member(text: &str) -> Result<Member, Wrong> {
    Member::read(text).map_err(Wrong)
}

pub(crate) fn board(text: &str) -> Result<Board, Wrong> {
    Board::read(text).map_err(Wrong)
}

pub(crate) fn part(text: &str) -> Result<Part, Wrong> {
    Part::read(text).map_err(Wrong)
}

/// Reads a share in per cent, `1`, `0,5` or `2%`.
pub(crate) fn percent(text: &str) -> Result<Decimal, Wrong> {
    let number = text.trim().trim_end_matches('%').trim_end().replace(',', ".");
    let percent = Decimal::from_str_exact(&number).ok();
    percent.filter(|it| *it > Decimal::ZERO && *it <= Decimal::ONE_HUNDRED).ok_or_else(|| {
        Wrong(Text::new(
            format!("`{text}` är ingen andel i procent, större än 0 och högst 100"),
            format!("`{text}` is no share in per cent, above 0 and at most 100"),
        ))
    })
}

/// Reads how many workspaces are assessed at once.
pub(crate) fn jobs(text: &str) -> Result<usize, Wrong> {
    const MOST: usize = 256;
    text.parse().ok().filter(|it| (1..=MOST).contains(it)).ok_or_else(|| {
        Wrong(Text::new(
            format!("`{text}` är inget tal från 1 till {MOST}"),
            format!("`{text}` is no number from 1 to {MOST}"),
        ))
    })
}

/// Reads an amount in kronor, `50000`, `50 000` or `50000,50`.
pub(crate) fn amount(text: &str) -> Result<Decimal, Wrong> {
    let digits: String = text.chars().filter(|c| !c.is_whitespace()).collect();
    Decimal::from_str_exact(&digits.replace(',', "."))
        .map_err(|_| Wrong(Text::new(format!("`{text}` är inget belopp"), format!("`{text}` is no amount"))))
}

/// One side of a comparison.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) enum Side {
    /// The workspace on a day.
    Day(NaiveDate),
    /// An assessment that was saved.
    File(PathBuf),
}

/// Reads `2024-03-22`, or the path of a file.
pub(crate) fn side(text: &str) -> Result<Side, Wrong> {
    // What is written as a day is one, or is wrong as one.
    let as_day = text.len() == 10 && text.chars().all(|c| c.is_ascii_digit() || c == '-');
    if as_day { day(text).map(Side::Day) } else { Ok(Side::File(PathBuf::from(text))) }
}

/// Which meeting: that of a day, or the one with an id.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) enum Which {
    /// That of a day.
    Day(NaiveDate),
    /// The one with an id, where there were two on a day.
    Id(String),
}

impl fmt::Display for Which {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Day(day) => day.fmt(f),
            Self::Id(id) => f.write_str(id),
        }
    }
}

/// Reads `2024-03-22`, or a meeting's id.
pub(crate) fn meeting(text: &str) -> Result<Which, Wrong> {
    // What has no letter is a day, or is wrong as one.
    match day(text) {
        Ok(day) => Ok(Which::Day(day)),
        Err(wrong) if !text.chars().any(char::is_alphabetic) => Err(wrong),
        Err(_) => Ok(Which::Id(text.to_owned())),
    }
}

/// When the calendar program reminds.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Remind {
    /// So many days ahead.
    Ahead(u32),
    /// Not at all.
    Never,
}

/// Reads `30d` or `30`, or `none`.
pub(crate) fn days_ahead(text: &str) -> Result<Remind, Wrong> {
    if text == "none" {
        return Ok(Remind::Never);
    }
    let digits = text.strip_suffix('d').unwrap_or(text);
    let days = digits.parse().ok().filter(|days| *days <= 366);
    days.map(Remind::Ahead).ok_or_else(|| {
        Wrong(Text::new(
            "ett antal dagar från 0 till 366, som 30d, eller none",
            "a number of days from 0 to 366, as in 30d, or none",
        ))
    })
}
