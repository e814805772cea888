//! A number in a sentence and the cells it speaks of: by the words of the row's label, the year and the unit.

use std::collections::{BTreeMap, BTreeSet};

use rust_decimal::Decimal;

use super::sentence::{Number, Sentence, Sort};
use super::within::way;
use super::{Claim, Mentioned, TextAudit, Why, YearBy, scope, stem};
use crate::amount::{Kind, Quantity, Text};
use crate::document::grid::{Column, Grid, Grids, LineKind, Role};
use crate::document::number::is_amount_unit;

/// Letters that a label of a single word has at least, to be known by it alone.
const LONG: usize = 9;

/// How often a label stands in one table, before it is one of several that each of its blocks has.
const REPEATED: usize = 3;

/// The rows of all tables, by the words of their labels.
pub(super) struct Rows<'g> {
    pub(super) grids: &'g Grids,
    /// Cells that may be wrong themselves: nothing is held against them.
    doubted: BTreeSet<usize>,
    by_stems: BTreeMap<Vec<String>, Vec<(usize, usize)>>,
    by_first: BTreeMap<String, Vec<Vec<String>>>,
    /// Labels of two words, by how the first begins.
    compounds: BTreeMap<String, Vec<Vec<String>>>,
    /// The stems of each label, by grid and line.
    pub(super) stems: Vec<Vec<Vec<String>>>,
    /// Titles of rows, and the rows.
    titles: BTreeMap<Vec<String>, Vec<(usize, usize)>>,
    /// Labels of the rows under a title, where the same stand under others: a place, a part.
    members: BTreeSet<Vec<String>>,
}

/// A label that stands in a sentence: its stems, and its first and last word there.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Label {
    pub(super) stems: Vec<String>,
    pub(super) from: usize,
    pub(super) to: usize,
}

/// A number tied to a label.
struct Tie<'s> {
    label: &'s Label,
    claim: Claim,
    /// Whether nothing but words that link stands between them.
    is_close: bool,
    /// Whether a change says what it is from.
    says_from: bool,
}

impl<'g> Rows<'g> {
    pub(super) fn of(grids: &'g Grids, doubted: BTreeSet<usize>) -> Self {
        let mut by_stems: BTreeMap<Vec<String>, Vec<(usize, usize)>> = BTreeMap::new();
        let mut titles = by_stems.clone();
        let mut all = Vec::new();
        for (number, grid) in grids.grids.iter().enumerate() {
            let mut title: Option<Vec<String>> = None;
            let own: Vec<Vec<String>> = grid.lines.iter().map(|it| stem::of_label(&it.label)).collect();
            all.push(own.clone());
            for ((at, line), stems) in grid.lines.iter().enumerate().zip(own) {
                if line.kind == LineKind::Title {
                    title = Some(stems).filter(|it| !it.is_empty());
                    continue;
                }
                if line.figures.iter().all(Option::is_none) {
                    continue;
                }
                // What stands under a title is of it too: "Andelen …", and then a row for each municipality.
                title.iter().for_each(|it| titles.entry(it.clone()).or_default().push((number, at)));
                if !stems.is_empty() {
                    by_stems.entry(stems).or_default().push((number, at));
                }
            }
        }
        let often = |rows: &Vec<(usize, usize)>| {
            let of = |grid: usize| rows.iter().filter(|it| it.0 == grid).count();
            rows.iter().any(|it| of(it.0) >= REPEATED)
        };
        let members = by_stems.iter().filter(|(_, it)| often(it)).map(|(it, _)| it.clone()).collect();
        let mut by_first: BTreeMap<String, Vec<Vec<String>>> = BTreeMap::new();
        titles.retain(|it, _| !by_stems.contains_key(it));
        for stems in by_stems.keys().chain(titles.keys()) {
            by_first.extend(
                stems.first().filter(|it| !by_first.contains_key(*it)).map(|it| (it.clone(), Vec::new())),
            );
            let own = stems.first().and_then(|it| by_first.get_mut(it));
            own.into_iter().for_each(|it| it.push(stems.clone()));
        }
        let mut compounds: BTreeMap<String, Vec<Vec<String>>> = BTreeMap::new();
        for stems in by_stems.keys().filter(|it| it.len() == 2) {
            let key = stems.first().map(|it| stem::beginning(it)).unwrap_or_default();
            compounds.entry(key).or_default().push(stems.clone());
        }
        Self { grids, doubted, by_stems, by_first, compounds, stems: all, titles, members }
    }

    /// The rows of a label: the number of the grid and of the line.
    pub(super) fn of_label(&self, label: &Label) -> &[(usize, usize)] {
        let rows = self.by_stems.get(&label.stems).or_else(|| self.titles.get(&label.stems));
        rows.map_or(&[], Vec::as_slice)
    }

    /// The labels that stand in a sentence; of two that overlap, the longer.
    pub(super) fn labels(&self, sentence: &Sentence<'_>) -> Vec<Label> {
        let words: Vec<(usize, &str)> =
            (0..sentence.tokens.len()).filter_map(|at| Some((at, sentence.stem(at)?))).collect();
        let mut found = Vec::new();
        for (index, (at, word)) in words.iter().enumerate() {
            let rest = words.get(index..).unwrap_or_default();
            for stems in self.by_first.get(*word).into_iter().flatten() {
                let to = in_turn(sentence, rest, stems);
                found.extend(to.map(|to| Label { stems: stems.clone(), from: *at, to }));
            }
            let near = self.compounds.get(&stem::beginning(word)).into_iter().flatten();
            let compound = near.into_iter().find(|it| stem::is_made_of(word, it));
            found.extend(compound.map(|it| Label { stems: it.clone(), from: *at, to: *at }));
        }
        let is_in = |a: &Label, b: &Label| {
            a != b && b.from <= a.from && a.to <= b.to && a.stems.len() < b.stems.len()
        };
        let all = found.clone();
        found.retain(|it| !all.iter().any(|other| is_in(it, other)));
        found.dedup();
        found
    }

    /// Whether a label is known by its words alone.
    pub(super) fn is_telling(&self, label: &Label) -> bool {
        let long = |it: &(usize, usize)| {
            label_of(self.grids, *it).is_some_and(|it| !it.contains(' ') && it.chars().count() >= LONG)
        };
        let rows = self.of_label(label);
        // Of a title only its own words are known here.
        let is_long = || match self.is_title(label) {
            true => label.stems.iter().all(|it| it.chars().count() >= LONG),
            false => rows.iter().all(long),
        };
        !self.members.contains(&label.stems) && (label.stems.len() > 1 || is_long())
    }

    /// Whether a label is the title of several rows, and so of none of them alone.
    fn is_title(&self, label: &Label) -> bool {
        !self.by_stems.contains_key(&label.stems)
    }
}

/// The label of a row, as it compares.
fn label_of(grids: &Grids, (grid, line): (usize, usize)) -> Option<String> {
    Some(crate::document::grid::stem(&grids.grids.get(grid)?.lines.get(line)?.label))
}

/// The last of the words, where they have all stems in turn with nothing but words that say nothing between.
fn in_turn(sentence: &Sentence<'_>, words: &[(usize, &str)], stems: &[String]) -> Option<usize> {
    let mut left = stems.iter();
    let mut wanted = left.next()?;
    for (at, word) in words {
        if word == wanted {
            match left.next() {
                Some(next) => wanted = next,
                None => return Some(*at),
            }
        } else if !sentence.word(*at).is_some_and(stem::is_silent) {
            return None;
        }
    }
    None
}

/// Words that may stand between a label and its number.
const LINKS: &[&str] = &[
    "var",
    "är",
    "blev",
    "blir",
    "uppgick",
    "uppgår",
    "uppgått",
    "till",
    "på",
    "om",
    "motsvarande",
    "motsvarar",
    "med",
    "för",
    "totalt",
    "sammanlagt",
    "hade",
    "har",
    "var",
    "varit",
    "som",
    "vid",
    "per",
    "den",
    "i",
    "under",
    "slut",
    "utgång",
    "ingång",
    "ingången",
    "utgången",
    "början",
    "slutet",
    "av",
    "året",
    "årets",
    "år",
    "förbundet",
    "förbundets",
    "samordningsförbundet",
    "ett",
    "överskott",
    "underskott",
    "plus",
    "minus",
    "hela",
    "landade",
    "stannade",
    "redovisas",
    "redovisades",
    "resultat",
    "då",
    "alltså",
    "således",
    "därmed",
    "positivt",
    "negativt",
    "ligger",
    "låg",
    "nu",
];

/// Words that a sentence about the förbund as a whole may begin with.
const BEGINS: &[&str] = &[
    "förbundet",
    "förbundets",
    "samordningsförbundet",
    "samordningsförbundets",
    "vid",
    "under",
    "den",
    "det",
    "de",
    "årets",
    "året",
    "även",
    "när",
    "i",
    "per",
    "totalt",
    "sammantaget",
    "vårt",
    "vår",
    "detta",
    "en",
    "ett",
    "utfallet",
    "resultatet",
];

/// Words behind a number that make it a part of what the label is of, or a measure of another thing.
const PARTS: &[&str] = &[
    "från",
    "av",
    "till",
    "hos",
    "inom",
    "avser",
    "avseende",
    "exklusive",
    "inklusive",
    "netto",
    "före",
    "efter",
    "på",
    "per",
];

/// Holds each number of a sentence that is tied to cells against them.
pub(super) fn checked(
    rows: &Rows<'_>,
    sentence: &Sentence<'_>,
    (main, spoken_of): (i32, bool),
    found: &mut TextAudit,
) {
    let mut labels = rows.labels(sentence);
    labels.retain(|it| rows.is_telling(it) && !rows.is_title(it));
    if labels.is_empty() {
        return;
    }
    let hedged = sentence
        .words()
        .any(|(_, it)| matches!(it, "ska" | "bör" | "skulle" | "kan" | "kunde" | "inte" | "ej"));
    for (at, number) in sentence.amounts() {
        let Some(tie) = tied(sentence, &labels, at, number) else { continue };
        let (year, by) = year(sentence, at, tie.label, tie.claim, (main, spoken_of));
        let budgeted = budget_in(sentence, tie.label, at);
        let role = if budgeted && tie.claim == Claim::Value { Role::Budget } else { Role::Value };
        let mut cells = cells(rows, &tie, number, (year, role), main);
        if cells.is_empty() {
            continue;
        }
        cells.sort_by_key(|(_, _, right)| right.high.saturating_sub(right.low));
        let Some((printed, _, right)) = cells.first().cloned() else { continue };
        let meets = |(printed, _, right): &(Quantity, Vec<usize>, Quantity)| is_same(printed, right);
        let agreeing: Vec<_> = cells.iter().filter(|it| meets(it)).cloned().collect();
        let label = words_of(sentence, tie.label);
        let why =
            |figures: Vec<usize>| Why::Cells { figures, claim: tie.claim, label: label.clone(), year, by };
        let span = sentence.span(at);
        if let Some((printed, figures, cell)) =
            agreeing.first().filter(|it| tells_other_sign(sentence, &tie, at, &it.2))
        {
            // The number is the cell's, and the words or the sign before it say the other way.
            let printed = if cell.value > Decimal::ZERO { printed.negated() } else { printed.clone() };
            let told = Mentioned::of(sentence, span, printed, Some(cell.clone()), why(figures.clone()));
            found.questions.push(Mentioned { cause: None, ..told });
            continue;
        }
        if let Some((printed, figures, _)) = agreeing.first() {
            let told = Mentioned::of(sentence, span, printed.clone(), None, why(figures.clone()));
            found.confirmed.push(told);
            continue;
        }
        // All cells that could be meant say the same, and the sentence itself which year.
        let agree = cells.iter().all(|(_, _, it)| it.magnitude().meets(&right.magnitude()).unwrap_or(false));
        let is_sure = tie.is_close && agree && tie.says_from && by != YearBy::Presumed && !hedged;
        let is_sure = is_sure && is_of_whole(rows, sentence, tie.label, at);
        let is_sure = is_sure && scope::is_plain(sentence, tie.label.from, at);
        // A part of the year, another basis or another outlook: nothing is asked.
        if scope::is_partial(sentence, tie.label.from..=tie.label.to)
            || tie.claim == Claim::Value && is_of_part(rows, &tie, number, year)
            || comes_to(sentence, (at, &printed), &right)
        {
            continue;
        }
        let figures = cells.iter().flat_map(|(_, it, _)| it.iter().copied()).collect();
        let mut told = Mentioned::of(sentence, span, printed, Some(right.magnitude()), why(figures));
        told.cause = of_another(rows, &tie, number, (year, role), main).or(told.cause);
        let is_money = number.unit.is_some_and(|it| it.kind() == Kind::Money);
        if is_sure && number.unit.is_some() {
            found.findings.push(told);
        } else if tie.is_close && tie.says_from && !hedged && (tie.label.stems.len() > 1 || is_money) {
            found.questions.push(told);
        }
    }
}

/// Whether a number is that of a cell with another of the sentence: "löner 1 400 tkr och konsulter 700 tkr".
fn comes_to(sentence: &Sentence<'_>, (at, printed): (usize, &Quantity), right: &Quantity) -> bool {
    let mut others =
        sentence.amounts().filter(|(it, _)| *it != at).filter_map(|(_, it)| comparable(it, right));
    others.any(|it| printed.magnitude().add(&it.magnitude()).is_ok_and(|sum| is_same(&sum, right)))
}

/// Whether a sentence tells of a deficit, or prints a minus, where the cell of a result is a surplus; or the other way.
fn tells_other_sign(sentence: &Sentence<'_>, tie: &Tie<'_>, at: usize, cell: &Quantity) -> bool {
    if !tie.is_close || tie.claim != Claim::Value || !tie.label.stems.iter().any(|it| it.starts_with("resul"))
    {
        return false;
    }
    let mut words = (tie.label.to..at).filter_map(|it| sentence.word(it));
    let minus = at.checked_sub(1).is_some_and(|it| {
        matches!(sentence.sign(it), Some('-' | '−')) && sentence.span(it).end == sentence.span(at).start
    });
    let is_less = minus || words.clone().any(|it| matches!(it, "underskott" | "minus" | "negativt"));
    let is_more = words.any(|it| matches!(it, "överskott" | "plus" | "positivt"));
    is_less && !is_more && cell.value > Decimal::ZERO || is_more && !is_less && cell.value < Decimal::ZERO
}

/// Whether a number is that of the row in a column of the year that is no outcome of it: expected, or of a part.
fn is_of_part(rows: &Rows<'_>, tie: &Tie<'_>, number: &Number, year: i32) -> bool {
    let is = |(grid, line): &(usize, usize)| {
        let Some(grid) = rows.grids.grids.get(*grid) else { return false };
        let figures = grid.lines.get(*line).map(|it| it.figures.as_slice()).unwrap_or_default();
        figures.iter().zip(&grid.columns).any(|(figure, column)| {
            let part = column.role == Role::Forecast || scope::is_part_of_year(&column.title);
            let cell = figure.and_then(|it| rows.grids.quantity(it));
            part && column.year.is_none_or(|it| it == year)
                && cell.is_some_and(|cell| comparable(number, cell).is_some_and(|it| is_same(&it, cell)))
        })
    };
    rows.of_label(tie.label).iter().any(is)
}

/// Whether a sentence speaks of the förbund as a whole: it says so or two tables or more have the row, nothing else is
/// named before the number or in the heading, and nothing behind it makes it a part.
fn is_of_whole(rows: &Rows<'_>, sentence: &Sentence<'_>, label: &Label, at: usize) -> bool {
    let says =
        sentence.words().any(|(_, it)| it.starts_with("förbundet") || it.starts_with("samordningsförbundet"));
    let begins = label.from == 0
        || sentence.word(0).is_none_or(|it| BEGINS.contains(&it))
        || sentence.sign(0).is_some() && sentence.number(1).is_none() && label.from == 1;
    let capital = |at: usize| {
        let text = sentence.text.get(sentence.span(at)).unwrap_or_default();
        text.starts_with(char::is_uppercase) && !sentence.word(at).is_some_and(|it| BEGINS.contains(&it))
    };
    let names = (1..at)
        .filter(|it| !(label.from..=label.to).contains(it))
        .any(|it| sentence.word(it).is_some() && capital(it));
    let behind = behind(sentence, at);
    let is_time = |it: &str| {
        matches!(it, "året" | "årets" | "år" | "verksamhetsåret" | "förbundet" | "slutet" | "utgången")
    };
    let parted = match behind.as_slice() {
        [first, ..] if PARTS.contains(first) => true,
        ["i" | "för" | "under", next, ..] => !is_time(next),
        ["i" | "för" | "under"] => {
            !(at..at.saturating_add(5)).any(|it| sentence.years().any(|(year, _)| year == it))
        }
        _ => false,
    };
    let respective = sentence.words().any(|(_, it)| matches!(it, "respektive" | "varav" | "resp"));
    let of_another = rows.labels(&sentence.heading()).iter().any(|it| it.stems != label.stems);
    let tables: BTreeSet<usize> = rows.of_label(label).iter().map(|it| it.0).collect();
    (says || tables.len() > 1) && begins && !names && !parted && !respective && !of_another
}

/// The words behind a number in its own part of the sentence, as far as the next number.
fn behind<'s>(sentence: &'s Sentence<'_>, at: usize) -> Vec<&'s str> {
    let ends = |it: usize| {
        sentence.sign(it).is_some_and(|it| it != '%') || sentence.number(it).is_some_and(Number::is_amount)
    };
    let from = at.saturating_add(1);
    let words = (from..from.saturating_add(7)).take_while(|it| !ends(*it)).filter_map(|it| sentence.word(it));
    words.skip_while(|it| is_amount_unit(it)).collect()
}

/// The label that a number is of, and what it says of it.
fn tied<'l>(sentence: &Sentence<'_>, labels: &'l [Label], at: usize, number: &Number) -> Option<Tie<'l>> {
    let before = labels.iter().filter(|it| it.to < at).max_by_key(|it| (it.to, it.stems.len()));
    let taken = |label: &Label| (label.to..at).any(|it| sentence.number(it).is_some_and(Number::is_amount));
    let behind = behind(sentence, at);
    let dated = |it: usize| {
        let day = it.checked_sub(1).and_then(|day| sentence.number(day));
        day.is_some_and(|it| !matches!(it.sort, Sort::Year(_)))
    };
    // A month behind a day is a date, and says nothing of the number.
    let gap = |label: &Label| -> Vec<&str> {
        (label.to.saturating_add(1)..at).filter(|it| !dated(*it)).filter_map(|it| sentence.word(it)).collect()
    };
    let lead = |label: &Label| -> Vec<&str> {
        (label.from.saturating_sub(3)..label.from).filter_map(|it| sentence.word(it)).collect()
    };
    // "en ökning med 59 tkr", "ökar sitt egna kapital med 59 tkr", "1 067 tkr lägre"; "ökade till" tells what it is.
    let previous = at.checked_sub(1).and_then(|it| sentence.word(it));
    let near = |words: &[&str]| words.iter().rev().take(4).any(|it| way(it).is_some());
    let before_it = |label: &Label| match previous {
        Some("med") => near(&gap(label)) || near(&lead(label)),
        Some(word) => way(word).is_some(),
        None => false,
    };
    let changes = |label: &Label| before_it(label) || behind.iter().take(2).any(|it| way(it).is_some());
    let compared =
        behind.iter().take(3).any(|it| matches!(*it, "bättre" | "sämre" | "än" | "över" | "mer" | "mindre"));
    let budget = behind.iter().position(|it| it.starts_with("budget"));
    let of_budget = budget.is_some() && behind.contains(&"än");
    let of_part = budget
        .and_then(|it| behind.get(it.saturating_add(1)))
        .is_some_and(|it| matches!(*it, "för" | "i" | "på"));
    let from = || {
        let all = sentence.words().any(|(_, it)| matches!(it, "fjolåret" | "föregående" | "innan" | "förra"));
        all || sentence.years().any(|(it, _)| it > at)
    };
    if let Some(label) = before.filter(|it| changes(it)) {
        let claim = if of_budget { Claim::Deviation } else { Claim::Change };
        let only = labels.iter().all(|it| it.stems == label.stems);
        let says_from = of_budget && !of_part || !of_budget && from();
        return only.then_some(Tie { label, claim, is_close: true, says_from });
    }
    if compared {
        return None;
    }
    if let Some(label) = before.filter(|it| !taken(it)) {
        let gap = gap(label);
        let signs =
            (label.to..at).filter_map(|it| sentence.sign(it)).any(|it| !matches!(it, '(' | '-' | ','));
        let is_close = gap.iter().all(|it| LINKS.contains(it) || it.starts_with("budget")) && !signs;
        // Of a number alone behind words nothing says that it is of them: it may be a row whose columns are lost.
        let is_said = number.unit.is_some() || !gap.is_empty();
        return (gap.len() < 9 && is_said).then_some(Tie {
            label,
            claim: Claim::Value,
            is_close,
            says_from: true,
        });
    }
    let after = labels.iter().filter(|it| it.from > at).min_by_key(|it| it.from)?;
    let end = at.saturating_add(1);
    let links = (end..after.from)
        .filter_map(|it| sentence.word(it))
        .all(|it| is_amount_unit(it) || matches!(it, "i" | "av" | "på" | "ett" | "eget"));
    let near = after.from.saturating_sub(at) < 4 && links && number.unit.is_some();
    near.then_some(Tie { label: after, claim: Claim::Value, is_close: false, says_from: true })
}

/// Whether what stands between a label and its number, just before the label or just behind the number, speaks of the
/// budget.
fn budget_in(sentence: &Sentence<'_>, label: &Label, at: usize) -> bool {
    let says = |it: &str| it.starts_with("budget");
    let from = label.from.min(at).saturating_sub(1);
    let before = (from..at).filter_map(|it| sentence.word(it)).any(says);
    before || matches!(behind(sentence, at).as_slice(), ["enligt" | "i", next, ..] if says(next))
}

/// The year that a number is of.
fn year(
    sentence: &Sentence<'_>,
    at: usize,
    label: &Label,
    claim: Claim,
    (main, spoken_of): (i32, bool),
) -> (i32, YearBy) {
    let before = main.saturating_sub(1);
    let compares = claim != Claim::Value;
    // Between the label and the number, just before it, or just behind.
    let own = label.from.min(at).saturating_sub(3)..at;
    let words: Vec<&str> = own.filter_map(|it| sentence.word(it)).collect();
    let next = behind(sentence, at);
    let last = |it: &str| matches!(it, "fjolåret" | "föregående" | "förra" | "fjol");
    let opens = |it: &str| matches!(it, "ingång" | "ingången" | "början");
    let opening = label.stems.iter().any(|it| it.starts_with("ingå"));
    let is_last = words.iter().chain(next.iter().take(2)).any(|it| last(it));
    let is_opening = !opening && words.iter().any(|it| opens(it));
    if !compares && (is_last || is_opening) {
        return (before, YearBy::Named);
    }
    // "jämfört med 2022", "än 2022", "sedan 2014" is of another.
    let other = |it: usize| {
        let word = it.checked_sub(1).and_then(|it| sentence.word(it)).unwrap_or_default();
        matches!(word, "med" | "än" | "från" | "sedan" | "mot" | "till" | "inför" | "före" | "efter")
    };
    let is_parted =
        |it: usize| (at.saturating_add(1)..it).any(|it| sentence.number(it).is_some_and(Number::is_amount));
    let years = sentence.years().filter(|(it, _)| !other(*it) && !is_parted(*it));
    let years: BTreeSet<i32> = years.map(|(_, it)| it).collect();
    let mut all = years.iter();
    match (all.next(), all.next()) {
        (Some(one), None) => (*one, YearBy::Named),
        (None, _) if spoken_of => (main, YearBy::TheYear),
        (None, _) => (main, YearBy::Presumed),
        _ => {
            let near = sentence.years().filter(|(it, _)| !other(*it)).min_by_key(|(it, _)| it.abs_diff(at));
            (near.map_or(main, |(_, it)| it), YearBy::Presumed)
        }
    }
}

/// What the cells of a label come to in a year: the number in the text as it compares, the cells, and what they say.
fn cells(
    rows: &Rows<'_>,
    tie: &Tie<'_>,
    number: &Number,
    (year, role): (i32, Role),
    main: i32,
) -> Vec<(Quantity, Vec<usize>, Quantity)> {
    let mut found = Vec::new();
    for (grid, line) in rows.of_label(tie.label) {
        let Some(grid) = rows.grids.grids.get(*grid) else { continue };
        let of = |year: i32, role: Role| {
            let columns =
                grid.columns.iter().enumerate().filter(move |(_, it)| is_of(grid, it, role, year, main));
            let figures = grid.lines.get(*line).map(|it| it.figures.as_slice()).unwrap_or_default();
            let figure = move |(at, _): (usize, &Column)| figures.get(at).copied().flatten();
            columns
                .filter_map(figure)
                .filter(|it| !rows.doubted.contains(it))
                .filter_map(|it| Some((it, rows.grids.quantity(it)?)))
        };
        let other = || match tie.claim {
            Claim::Deviation => of(year, Role::Budget),
            Claim::Value | Claim::Change => of(year.saturating_sub(1), Role::Value),
        };
        let against = |(a, one): (usize, &Quantity)| -> Vec<(Vec<usize>, Quantity)> {
            let differ = |(b, two): (usize, &Quantity)| Some((vec![a, b], one.sub(two).ok()?));
            match tie.claim {
                Claim::Value => vec![(vec![a], one.clone())],
                Claim::Change | Claim::Deviation => other().filter_map(differ).collect(),
            }
        };
        for (figures, right) in of(year, role).flat_map(against) {
            found.extend(comparable(number, &right).map(|it| (it, figures, right)));
        }
    }
    found
}

/// Whether a column tells such a role in a year; one that names none is of the year of the text.
fn is_of(grid: &Grid, column: &Column, role: Role, year: i32, main: i32) -> bool {
    let total = grid.columns.iter().any(|it| it.role == Role::Total);
    let is_role = match role {
        Role::Value if total => {
            column.role == Role::Total || column.role == Role::Value && column.year.is_some()
        }
        role => column.role == role,
    };
    // A part of the year is not the year.
    is_role && column.year.map_or(year == main, |it| it == year) && !scope::is_part_of_year(&column.title)
}

/// The number of the text in the kind of a cell; none where they are of different things.
pub(super) fn comparable(number: &Number, cell: &Quantity) -> Option<Quantity> {
    let fits = match number.unit {
        Some(unit) => unit.kind() == cell.kind,
        None => matches!(cell.kind, Kind::Count | Kind::Persons | Kind::Number),
    };
    number.quantity(number.unit.unwrap_or(cell.unit)).filter(|_| fits)
}

/// Whether a number of the text is that of a cell, whatever the sign.
pub(super) fn is_same(printed: &Quantity, cell: &Quantity) -> bool {
    let (one, other) = (printed.magnitude(), cell.magnitude());
    // Whole numbers that no unit rounds are counted.
    if printed.kind == Kind::Number && one.value.scale() == 0 && other.value.scale() == 0 {
        return one.value == other.value;
    }
    // 59 and 60 of one unit are not both 59,5: intervals that only touch are of two numbers.
    let overlap = one.low < other.high && other.low < one.high;
    overlap || (one.is_exact() || other.is_exact()) && one.meets(&other).unwrap_or(false)
}

/// The number is that of the row in another year, or its budget.
fn of_another(
    rows: &Rows<'_>,
    tie: &Tie<'_>,
    number: &Number,
    (year, role): (i32, Role),
    main: i32,
) -> Option<Text> {
    if tie.claim != Claim::Value {
        return None;
    }
    let years = rows.grids.grids.iter().flat_map(|it| &it.columns).filter_map(|it| it.year);
    let mut years: Vec<i32> = years.filter(|it| *it != year).collect();
    years.sort_unstable_by_key(|it| (it.abs_diff(year), *it));
    years.dedup();
    let is = |year: i32, role: Role| {
        let cells = cells(rows, tie, number, (year, role), main);
        cells.iter().any(|(printed, _, cell)| is_same(printed, cell))
    };
    if role == Role::Value && is(year, Role::Budget) {
        return Some(Text::new("Det är talet i budgeten.", "It is the number of the budget."));
    }
    let other = years.into_iter().find(|it| is(*it, role))?;
    Some(Text::new(format!("Det är talet för {other}."), format!("It is the number of {other}.")))
}

/// The words of a sentence that are those of a label.
pub(super) fn words_of(sentence: &Sentence<'_>, label: &Label) -> String {
    let (from, to) = (sentence.span(label.from).start, sentence.span(label.to).end);
    sentence.text.get(from..to).unwrap_or_default().to_owned()
}
