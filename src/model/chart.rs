//! The chart map: which accounts of a ledger come to which figure of the catalogue.
//!
//! The standard has a map for each chart that is known; a förbund says which chart its ledger follows, and adds rows of
//! its own. Which accounts mean what belongs to a chart and is nowhere else.

use std::collections::BTreeMap;

use super::problems;
use super::read::{Problems, Reader};
use crate::amount::Text;
use crate::diagnostic::{Code, Problem};
use crate::source::{Span, Spanned};

/// The chart that has no rows but the förbund's own.
pub const OWN: &str = "own";

/// A chart that the rows of a file are for: in the standard the one they make up, else the one that is built on.
#[derive(Debug, Clone)]
pub struct Chart {
    /// Its name.
    pub name: Spanned<String>,
    /// What it is called, where it is made up.
    pub title: Option<Text>,
}

/// A row: accounts, and the figure they come to.
#[derive(Debug, Clone)]
pub struct ChartRow {
    /// The chart that it is a row of; of a förbund's own, whichever it uses.
    pub chart: String,
    /// The figure; none where the accounts are left on purpose.
    pub figure: Option<Spanned<String>>,
    /// The accounts.
    pub accounts: Vec<AccountRange>,
    /// On which side of the ledger the figure is positive.
    pub positive: Side,
    /// Which of the year's balances counts, of accounts that have balances at its ends.
    pub at: Moment,
    /// Whether it counts only when its accounts together come out on one side.
    pub only: Option<Side>,
    /// Whether what the year, and those before it, have come to and is not yet carried over is added.
    pub with_result: bool,
    /// Whether it is a sum over rows: it takes no account from them.
    pub total: bool,
    /// Whether it takes the place of the standard's rows for the figure.
    pub replaces: bool,
    /// Where it is known from.
    pub source: Option<String>,
    /// Where it stands.
    pub span: Span,
}

impl ChartRow {
    /// Whether an account lies in one of its ranges.
    #[must_use]
    pub fn has(&self, account: &str) -> bool {
        self.accounts.iter().any(|range| range.has(account))
    }
}

/// A row for what is booked on objects: a cost centre, a project.
#[derive(Debug, Clone)]
pub struct ObjectRow {
    /// The dimension, by its number in the ledger.
    pub dimension: Spanned<String>,
    /// The objects, by their numbers in the ledger.
    pub objects: Vec<Spanned<String>>,
    /// The figure.
    pub figure: Spanned<String>,
    /// The accounts that count.
    pub accounts: Vec<AccountRange>,
    /// On which side of the ledger the figure is positive.
    pub positive: Side,
    /// Where it stands.
    pub span: Span,
}

names! {
    /// A side of the ledger.
    #[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
    pub enum Side {
        /// Debit: what is owned and what is spent.
        Debit = "debit",
        /// Credit: what is owed and what has come in.
        Credit = "credit",
    }
}

names! {
    /// Which of a year's balances.
    #[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
    pub enum Moment {
        /// At its start.
        Opening = "opening",
        /// At its end.
        Closing = "closing",
    }
}

/// An account, or those from one to another, by their first digits: `35` to `36` holds 3511 and 36999.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
pub struct AccountRange {
    /// The first.
    pub from: String,
    /// The last; as many digits as the first.
    pub to: String,
}

/// No chart has longer numbers.
const MOST_DIGITS: usize = 20;

impl AccountRange {
    /// A range as it is written: `3511`, or `3500-3599`.
    #[must_use]
    pub fn read(written: &str) -> Option<Self> {
        let (from, to) = written.split_once(['-', '–']).unwrap_or((written, written));
        let is_number =
            |it: &str| (1..=MOST_DIGITS).contains(&it.len()) && it.bytes().all(|byte| byte.is_ascii_digit());
        let right = is_number(from) && is_number(to) && from.len() == to.len() && from <= to;
        right.then(|| Self { from: from.to_owned(), to: to.to_owned() })
    }

    /// Whether an account lies in it.
    #[must_use]
    pub fn has(&self, account: &str) -> bool {
        if account.is_empty() || !account.bytes().all(|byte| byte.is_ascii_digit()) {
            return false;
        }
        let within = |first: &str| (self.from.as_str()..=self.to.as_str()).contains(&first);
        let length = self.from.len();
        match account.get(..length) {
            Some(first) => within(first),
            None => within(&format!("{account:0<length$}")),
        }
    }

    /// Whether some account lies in both.
    #[must_use]
    pub fn meets(&self, other: &Self) -> bool {
        let ((from, to), (other_from, other_to)) = (self.ends(), other.ends());
        from <= other_to && other_from <= to
    }

    /// Its first and its last account, of as many digits as any can have.
    fn ends(&self) -> (String, String) {
        (format!("{:0<MOST_DIGITS$}", self.from), format!("{:9<MOST_DIGITS$}", self.to))
    }

    /// As a reader sees it: `3511`, or `3500–3599`.
    #[must_use]
    pub fn written(&self) -> String {
        if self.from == self.to { self.from.clone() } else { format!("{}–{}", self.from, self.to) }
    }
}

/// What a file says of accounts.
#[derive(Debug, Default)]
pub(super) struct ChartFile {
    pub(super) chart: Option<Chart>,
    pub(super) rows: Vec<ChartRow>,
    pub(super) objects: Vec<ObjectRow>,
}

/// Reads the rows of a file, and the chart that they are for.
pub(super) fn read(top: &mut Reader<'_>) -> ChartFile {
    let rows = top.tables("account");
    let objects = top.tables("object");
    let name = top.text("chart");
    let title = top.both("chart_title").map(|title| title.value);
    let chart = name.map(|name| Chart { name, title });
    let of = chart.as_ref().map(|it| it.name.value.clone()).unwrap_or_default();
    let rows: Vec<ChartRow> = rows.into_iter().filter_map(|row| account_row(row, &of)).collect();
    let objects = objects.into_iter().filter_map(object_row).collect();
    ChartFile { chart, rows, objects }
}

fn account_row(mut reader: Reader<'_>, chart: &str) -> Option<ChartRow> {
    reader.one_of(&["figure", "leave"]);
    let leave = reader.text("leave");
    let figure = if leave.is_some() { reader.text("figure") } else { reader.need_text("figure") };
    let accounts = accounts(&mut reader);
    let positive = reader.choice("positive", Side::NAMES);
    // Of what is left nothing is positive.
    let positive = if leave.is_some() { positive } else { reader.require("positive", positive) };
    let positive = positive.map(|it| it.value).or(leave.as_ref().map(|_| Side::Debit));
    let at = reader.choice("at", Moment::NAMES).map_or(Moment::Closing, |it| it.value);
    let only = reader.choice("only", Side::NAMES).map(|it| it.value);
    let with_result = reader.bool("with_result").unwrap_or(false);
    let total = reader.bool("total").unwrap_or(false);
    let replaces = reader.bool("replaces").unwrap_or(false);
    let source = reader.text("source").map(|it| it.value);
    reader.remarks();
    let span = reader.span();
    reader.finish();
    Some(ChartRow {
        chart: chart.to_owned(),
        figure: if leave.is_some() { None } else { Some(figure?) },
        accounts: accounts?,
        positive: positive?,
        at,
        only,
        with_result,
        total,
        replaces,
        source,
        span,
    })
}

fn object_row(mut reader: Reader<'_>) -> Option<ObjectRow> {
    let dimension = reader.need_text("dimension");
    let objects = reader.texts("objects");
    reader.some_of("objects");
    let there = (!objects.is_empty()).then_some(());
    reader.require("objects", there);
    let figure = reader.need_text("figure");
    let accounts = accounts(&mut reader);
    let positive = reader.need_choice("positive", Side::NAMES);
    reader.remarks();
    let span = reader.span();
    reader.finish();
    let (dimension, figure) = (dimension?, figure?);
    Some(ObjectRow { dimension, objects, figure, accounts: accounts?, positive: positive?.value, span })
}

/// The accounts of a row, one at least.
fn accounts(reader: &mut Reader<'_>) -> Option<Vec<AccountRange>> {
    let written = reader.texts("accounts");
    reader.some_of("accounts");
    reader.require("accounts", (!written.is_empty()).then_some(()))?;
    let mut found = Vec::new();
    for it in written {
        match AccountRange::read(it.value.trim()) {
            Some(range) => found.push(range),
            None => reader.problem(bad_range(&it)),
        }
    }
    (!found.is_empty()).then_some(found)
}

fn bad_range(written: &Spanned<String>) -> Problem {
    let text = &written.value;
    let message =
        Text::new(format!("`{text}` är inga konton"), format!("`{text}` is no account and no range of them"));
    Problem::at(Code::BadAccounts, written.span, message).help(Text::new(
        "skriv ett konto, \"3511\", eller från och till med lika många siffror, \"3500-3599\"",
        "write an account, \"3511\", or from and to with as many digits, \"3500-3599\"",
    ))
}

/// An account comes to one figure of those that are not sums; two rows may share accounts where each counts only when
/// they come out on its own side, or where one is of the start of the year and the other of its end.
pub(super) fn taken_twice<'m>(rows: impl Iterator<Item = &'m ChartRow>) -> Vec<Problem> {
    let ranges = rows.filter(|row| !row.total).flat_map(|row| row.accounts.iter().map(move |it| (it, row)));
    let mut ranges: Vec<(&AccountRange, &ChartRow)> = ranges.collect();
    ranges.sort_by_cached_key(|(range, row)| (range.ends(), row.span));
    // The range that reaches furthest, of each sort that may stand beside others.
    let mut furthest: BTreeMap<(Moment, Option<Side>), (&AccountRange, &ChartRow)> = BTreeMap::new();
    let mut told = Vec::new();
    for (range, row) in ranges {
        let apart = |at: Moment, only: Option<Side>| {
            at != row.at || (only.is_some() && row.only.is_some() && only != row.only)
        };
        let mut before = furthest.iter().filter(|((at, only), _)| !apart(*at, *only));
        if let Some((_, (_, other))) = before.find(|(_, (other, _))| other.meets(range)) {
            let accounts = range.written();
            let message = Text::new(
                format!("konto {accounts} tas redan av en annan rad"),
                format!("account {accounts} is taken by another row already"),
            );
            let problem = Problem::at(Code::BadAccounts, row.span, message);
            told.push(problem.related(other.span, Text::new("den raden", "that row")));
        }
        let place = furthest.entry((row.at, row.only)).or_insert((range, row));
        if place.0.ends().1 < range.ends().1 {
            *place = (range, row);
        }
    }
    told
}

/// Says of a chart that it is not one of those there are.
pub(super) fn unknown_chart(chart: &Spanned<String>, known: &[&str], problems: &Problems) {
    let what = Text::new("kontoplanen", "chart");
    let known = known.iter().copied().chain([OWN]);
    problems.push(problems::unknown(
        &problems.guesses,
        Code::UnknownChart,
        chart.span,
        &chart.value,
        &what,
        known,
    ));
}

/// Says of a second chart that a ledger follows one.
pub(super) fn two_charts(chart: &Spanned<String>, first: Span, problems: &Problems) {
    let message = Text::new(
        format!("bokföringen följer en kontoplan, och `{}` är en annan", chart.value),
        format!("a ledger follows one chart, and `{}` is another", chart.value),
    );
    let problem = Problem::at(Code::UnknownChart, chart.span, message);
    problems.push(problem.related(first, Text::new("den första", "the first")));
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_account_lies_in_a_range_by_its_first_digits() {
        let range = AccountRange::read("3500-3599").unwrap();
        for (account, inside) in [
            ("3500", true),
            ("3599", true),
            ("3600", false),
            ("35112", true),
            ("35", true),
            ("A3511", false),
            ("", false),
        ] {
            assert_eq!(range.has(account), inside, "{account}");
        }
        let one = AccountRange::read("35").unwrap();
        assert!(one.has("3511") && one.has("35999") && !one.has("3411"));
        assert!(
            one.meets(&range) && range.meets(&one) && !one.meets(&AccountRange::read("3600-3699").unwrap())
        );
        for wrong in ["", "-", "35-", "3599-3500", "35-3699", "3A", "35 00", "123456789012345678901"] {
            assert_eq!(AccountRange::read(wrong), None, "{wrong}");
        }
    }
}
