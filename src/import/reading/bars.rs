//! What keeps a table or a column from being the förbund's own outcome of a whole year: it is another's, of a part of
//! the year, a forecast, or in a unit that is said in two ways.

use std::collections::BTreeSet;

use super::Why;
use crate::amount::Kind;
use crate::document::Document;
use crate::document::grid::{Column, Grid, Role, says_more};
use crate::document::number::{MONTHS, Named, unit_named};
use crate::import::title;
use crate::model::Model;
use crate::source::plain;

/// How a word begins that says a part of a year, and the words that do.
const PARTS: &[&str] = &["delår", "tertial", "kvartal", "halvår", "ackumulera", "hittills"];
const PART: &[&str] =
    &["q1", "q2", "q3", "q4", "kv", "kv1", "kv2", "kv3", "kv4", "t1", "t2", "t3", "h1", "h2", "ack", "ytd"];

/// What stands beside a day that is not that of the figures.
const DATED: &[&str] =
    &["beslut", "antag", "fastställ", "dnr", "version", "revider", "godkän", "datum", "möte"];

/// How a word begins that says that a column is no outcome, and the words that do.
const UNSURE: &[&str] = &[
    "prognos",
    "helårsprognos",
    "äsk",
    "ansök",
    "begär",
    "förslag",
    "beräkn",
    "uppskatt",
    "förvänt",
    "målv",
];
const NONE: &[&str] = &["ram", "tak", "behov"];

/// What bars a table, and each of its columns.
#[derive(Debug, Clone, Default)]
pub(super) struct Bars {
    table: Option<Why>,
    columns: Vec<Option<Why>>,
    /// Whether no head of the table says a year.
    pub(super) says_no_year: bool,
}

impl Bars {
    pub(super) fn of(
        model: &Model,
        document: &Document,
        grid: &Grid,
        above: &[String],
        budget_from: Option<i32>,
    ) -> Self {
        // What the document is called is the document's own matter, not that of each table.
        let is_title = |it: &String| document.headings.first().is_some_and(|first| first.text == **it);
        let own = || above.iter().skip(usize::from(above.len() > 1 && above.first().is_some_and(is_title)));
        let named = title::title(document);
        // "Viktning av mål i den sociala budgeten" is about a budget, and is none.
        let begins = |it: &str| {
            let it = plain(it);
            let it = it.trim_start_matches(|c: char| !c.is_alphabetic());
            it.starts_with("budget") || it.starts_with("verksamhetsplan")
        };
        let texts = || own().rev().map(String::as_str).chain([named]);
        let is_plan = title::is_plan(named) || own().rev().skip(1).any(|it| title::is_plan(it) && begins(it));
        let table = match () {
            () if own().any(|it| title::names_another(model, it)) => Some(Why::Others),
            () if texts().find_map(|it| span(it, false)) == Some(false) => Some(Why::PartOfYear),
            () if grid.captioned.iter().filter(|it| is_money(**it)).count() > 1 => Some(Why::Units),
            () => None,
        };
        // Beside what came out a goal is what was aimed at; alone, a column of goals counts them.
        let has_outcome = grid.columns.iter().any(|it| title::is_outcome(&it.title));
        let first = grid.columns.first().map_or("", |it| it.title.as_str());
        let of = |column: &Column| {
            let words = plain(&column.title);
            let bare = words.trim_matches(|c: char| c.is_ascii_digit() || c == ' ');
            let is_aim = has_outcome && bare == "mål";
            let is_value = matches!(column.role, Role::Value | Role::Total | Role::Share);
            let before = |first: i32| column.year.is_some_and(|it| it < first);
            let is_planned = match budget_from {
                Some(first) => before(first),
                None => is_plan,
            };
            match (span(&column.title, true), table) {
                _ if title::names_another(model, &column.title) => Some(Why::Others),
                _ if column.role == Role::Forecast || is_aim || is_unsure(&words) => Some(Why::NoOutcome),
                (Some(false), _) => Some(Why::PartOfYear),
                _ if is_value && (several(&words) || is_planned && !title::is_outcome(&words)) => {
                    Some(Why::NoOutcome)
                }
                _ if says_more(&column.title, column.role, first) => Some(Why::Column),
                (Some(true), Some(Why::PartOfYear)) => None,
                (_, Some(Why::Units)) if unit_named(&column.title).is_some_and(is_money) => None,
                (_, table) => table,
            }
        };
        // The first holds the labels; what its head says is said of the table.
        let columns = grid.columns.iter().map(of).collect();
        Self { table, columns, says_no_year: grid.columns.iter().all(|it| it.year.is_none()) }
    }

    /// Why a cell of the column is not taken by its label alone.
    pub(super) fn of_column(&self, column: usize) -> Option<Why> {
        self.columns.get(column).copied().flatten()
    }

    /// Whether it is the table as a whole that is barred, so that an answer about the table lifts it.
    pub(super) fn is_of_table(&self, column: usize) -> bool {
        self.table.is_some() && self.table == self.of_column(column)
    }
}

/// Whether a unit is one of money, or may be.
fn is_money(unit: Named) -> bool {
    unit.known().is_none_or(|it| it.kind() == Kind::Money)
}

fn is_unsure(words: &str) -> bool {
    let mut words = words.split(|c: char| !c.is_alphanumeric());
    words.any(|it| NONE.contains(&it) || UNSURE.iter().any(|begin| it.starts_with(begin)))
}

/// Whether several years are named, as of a sum or an average of them.
fn several(words: &str) -> bool {
    let years = words.split(|c: char| !c.is_ascii_digit()).filter(|it| it.len() == 4);
    let years = years.filter_map(|it| it.parse::<i32>().ok()).filter(|it| (1990..=2099).contains(it));
    // From the first to the last day of a year is that year.
    years.collect::<BTreeSet<_>>().len() > 1
}

/// Whether words name a whole year's time (true), a part of one (false), or none; a heading may have other days.
fn span(text: &str, is_column: bool) -> Option<bool> {
    let text = plain(text);
    let has = |all: &[&str]| all.iter().any(|it| text.contains(it));
    let words: Vec<&str> = text.split(|c: char| !c.is_alphanumeric()).filter(|it| !it.is_empty()).collect();
    if words.iter().any(|it| PART.contains(it) || PARTS.iter().any(|begin| it.starts_with(begin))) {
        return Some(false);
    }
    if has(&["helår", "hela året", "bokslut"]) {
        return Some(true);
    }
    let is_dated = !is_column && (has(DATED) || has(&["årsredovisning"]));
    let ends = if is_dated { Vec::new() } else { ends(&words) };
    match ends.as_slice() {
        [] => None,
        [first, .., (12, _)] if first.0 == 1 => Some(true),
        [.., (12, Some(31))] => Some(true),
        _ => Some(false),
    }
}

/// The months that words name, in order, with the day where there is one; so many months are from the first.
fn ends(words: &[&str]) -> Vec<(usize, Option<u32>)> {
    let month = |it: &str| {
        let letters = it.chars().all(char::is_alphabetic);
        // Whole, or cut short.
        let is_it = |month: &str| letters && it.len() >= 3 && month.starts_with(it);
        MONTHS.iter().position(|month| is_it(month)).map(|at| at.saturating_add(1))
    };
    let digits = |it: &str, long: usize| (it.len() == long).then(|| it.parse::<u32>().ok()).flatten();
    let small = |it: &str| it.parse::<u32>().ok().filter(|it| (1..=31).contains(it));
    let number = |it: u32| usize::try_from(it).ok().filter(|it| (1..=12).contains(it));
    let is_year = |it: &str| digits(it, 4).is_some_and(|it| (1990..=2099).contains(&it));
    let mut found = Vec::new();
    for (at, word) in words.iter().enumerate() {
        let before = at.checked_sub(1).and_then(|it| words.get(it)).copied().unwrap_or_default();
        let next = words.get(at.saturating_add(1)).copied().unwrap_or_default();
        let last = words.get(at.saturating_add(2)).copied().unwrap_or_default();
        if let Some(month) = month(word) {
            found.push((month, small(before)));
        } else if word.starts_with("mån")
            && let Some(many) = small(before)
        {
            let all = number(many).unwrap_or(12);
            found.extend([(1, None), (all, None)]);
        } else if is_year(word)
            && let Some(month) = digits(next, 2).and_then(number)
        {
            found.push((month, digits(last, 2)));
        } else if let Some(day) = digits(word, 8).filter(|it| (19_900_101..=20_991_231).contains(it)) {
            found.extend(number(day / 100 % 100).map(|it| (it, Some(day % 100))));
        } else if let Some(day) = digits(word, 6).filter(|it| (199_001..=209_912).contains(it)) {
            found.extend(number(day % 100).map(|it| (it, None)));
        } else if let Some(day) = digits(word, 4).filter(|it| (2001..=9912).contains(it) && !is_year(word)) {
            found.extend(number(day % 100).map(|it| (it, None)));
        }
    }
    found
}
