//! A number in a sentence and the cells it speaks of: by the words of the row's label, the year and the unit.

use std::collections::{BTreeMap, BTreeSet};
use std::ops::Range;

use super::sentence::{Number, Sentence};
use super::within::way;
use super::{Claim, Mentioned, TextAudit, Why, YearBy, stem};
use crate::amount::{Kind, Quantity, Text};
use crate::document::grid::{Column, Grid, Grids, LineKind, Role};

/// Letters that a label of a single word has at least, to be known by it alone.
const LONG: usize = 9;

/// How often a label stands in one table, before it is one of several that each of its blocks has.
const REPEATED: usize = 3;

/// The rows of all tables, by the words of their labels.
pub(super) struct Rows<'g> {
    pub(super) grids: &'g Grids,
    by_stems: BTreeMap<Vec<String>, Vec<(usize, usize)>>,
    by_first: BTreeMap<String, Vec<Vec<String>>>,
    compounds: Vec<Vec<String>>,
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
    pub(super) fn of(grids: &'g Grids) -> Self {
        let mut by_stems: BTreeMap<Vec<String>, Vec<(usize, usize)>> = BTreeMap::new();
        let mut titles = by_stems.clone();
        for (number, grid) in grids.grids.iter().enumerate() {
            let mut title: Option<Vec<String>> = None;
            for (at, line) in grid.lines.iter().enumerate() {
                let stems = stem::of_label(&line.label);
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
            by_first.extend(stems.first().filter(|it| !by_first.contains_key(*it)).map(|it| (it.clone(), Vec::new())));
            let own = stems.first().and_then(|it| by_first.get_mut(it));
            own.into_iter().for_each(|it| it.push(stems.clone()));
        }
        let compounds = by_stems.keys().filter(|it| it.len() == 2).cloned().collect();
        Self { grids, by_stems, by_first, compounds, titles, members }
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
                let to = in_turn(rest, stems);
                found.extend(to.map(|to| Label { stems: stems.clone(), from: *at, to }));
            }
            let compound = self.compounds.iter().find(|it| stem::is_made_of(word, it));
            found.extend(compound.map(|it| Label { stems: it.clone(), from: *at, to: *at }));
        }
        let is_in = |a: &Label, b: &Label| a != b && b.from <= a.from && a.to <= b.to && a.stems.len() < b.stems.len();
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

/// The last of the words, where they have all stems in turn with no more than a word that says little between.
fn in_turn(words: &[(usize, &str)], stems: &[String]) -> Option<usize> {
    let mut left = stems.iter();
    let mut wanted = left.next()?;
    for (at, word) in words.iter().take(stems.len().saturating_add(2)) {
        if word == wanted {
            match left.next() {
                Some(next) => wanted = next,
                None => return Some(*at),
            }
        }
    }
    None
}

/// Words that may stand between a label and its number.
const LINKS: &[&str] = &[
    "var", "är", "blev", "blir", "uppgick", "uppgår", "uppgått", "till", "på", "om", "motsvarande", "motsvarar", "med", "för",
    "totalt", "sammanlagt", "hade", "har", "var", "varit", "som", "vid", "per", "den", "i", "under", "slut", "utgång", "ingång",
    "ingången", "utgången", "början", "slutet", "av", "året", "årets", "år", "december", "januari", "förbundet", "förbundets",
    "samordningsförbundet", "ett", "överskott", "underskott", "plus", "minus", "hela", "landade", "stannade", "redovisas",
    "redovisades", "resultat", "då", "alltså", "således", "därmed", "positivt", "negativt", "ligger", "låg", "nu",
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
    let hedged = sentence.words().any(|(_, it)| matches!(it, "ska" | "bör" | "skulle" | "kan" | "kunde" | "inte" | "ej"));
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
        let why = |figures: Vec<usize>| Why::Cells { figures, claim: tie.claim, label: label.clone(), year, by };
        let span = sentence.span(at);
        if let Some((printed, figures, _)) = agreeing.first() {
            let told = Mentioned::of(sentence, span, printed.clone(), None, why(figures.clone()));
            found.confirmed.push(told);
            continue;
        }
        // All cells that could be meant say the same, and the sentence itself which year.
        let agree = cells.iter().all(|(_, _, it)| it.magnitude().meets(&right.magnitude()).unwrap_or(false));
        let is_sure = tie.is_close && agree && tie.says_from && by != YearBy::Presumed && !hedged;
        let figures = cells.iter().flat_map(|(_, it, _)| it.iter().copied()).collect();
        let mut told = Mentioned::of(sentence, span, printed, Some(right.magnitude()), why(figures));
        told.cause = of_another(rows, &tie, number, (year, role), main).or(told.cause);
        let is_money = number.unit.is_some_and(|it| it.kind() == Kind::Money);
        if is_sure && number.unit.is_some() {
            found.findings.push(told);
        } else if tie.is_close && !hedged && (tie.label.stems.len() > 1 || is_money) {
            found.questions.push(told);
        }
    }
}

/// The label that a number is of, and what it says of it.
fn tied<'l>(sentence: &Sentence<'_>, labels: &'l [Label], at: usize, number: &Number) -> Option<Tie<'l>> {
    let before = labels.iter().filter(|it| it.to < at).max_by_key(|it| (it.to, it.stems.len()));
    let taken = |label: &Label| (label.to..at).any(|it| sentence.number(it).is_some_and(Number::is_amount));
    let end = at.saturating_add(1);
    // What stands behind the number in its own part of the sentence.
    let behind: Vec<&str> = (end..end.saturating_add(6))
        .take_while(|it| sentence.sign(*it).is_none_or(|it| it == '%') && !sentence.number(*it).is_some_and(Number::is_amount))
        .filter_map(|it| sentence.word(it))
        .collect();
    let gap = |label: &Label| -> Vec<&str> {
        (label.to.saturating_add(1)..at).filter_map(|it| sentence.word(it)).collect()
    };
    let near = |words: &[&str]| words.iter().rev().take(4).any(|it| way(it).is_some());
    // "ökar sitt egna kapital med 59 tkr": the verb may stand before the label.
    let lead = |label: &Label| -> Vec<&str> {
        (label.from.saturating_sub(3)..label.from).filter_map(|it| sentence.word(it)).collect()
    };
    let changes = |label: &Label| {
        let by = gap(label).contains(&"med") && near(&lead(label));
        by || near(&gap(label)) || behind.iter().take(2).any(|it| way(it).is_some())
    };
    let of_budget = behind.iter().any(|it| it.starts_with("budget"));
    let from = || {
        let all = sentence.words().any(|(_, it)| matches!(it, "fjolåret" | "föregående" | "innan" | "förra"));
        all || sentence.years().any(|(it, _)| it > at)
    };
    if let Some(label) = before.filter(|it| changes(it)) {
        let claim = if of_budget { Claim::Deviation } else { Claim::Change };
        let only = labels.iter().all(|it| it.stems == label.stems);
        let says_from = of_budget || from();
        return only.then_some(Tie { label, claim, is_close: true, says_from });
    }
    if let Some(label) = before.filter(|it| !taken(it)) {
        let gap = gap(label);
        let signs = (label.to..at).filter_map(|it| sentence.sign(it)).any(|it| !matches!(it, '(' | '-' | ','));
        let is_close = gap.iter().all(|it| LINKS.contains(it) || it.starts_with("budget")) && !signs;
        return (gap.len() < 9).then_some(Tie { label, claim: Claim::Value, is_close, says_from: true });
    }
    let after = labels.iter().filter(|it| it.from > at).min_by_key(|it| it.from)?;
    let links = (end..after.from).filter_map(|it| sentence.word(it)).all(|it| {
        matches!(it, "i" | "av" | "på" | "tkr" | "kr" | "kronor" | "mkr" | "procent" | "ett" | "eget")
    });
    let near = after.from.saturating_sub(at) < 4 && links && number.unit.is_some();
    near.then_some(Tie { label: after, claim: Claim::Value, is_close: false, says_from: true })
}

/// Whether what stands between a label and its number, or just behind, speaks of the budget.
fn budget_in(sentence: &Sentence<'_>, label: &Label, at: usize) -> bool {
    let from = label.from.min(at).saturating_sub(1);
    let to = label.to.max(at).saturating_add(4);
    (from..to).filter_map(|it| sentence.word(it)).any(|it| it.starts_with("budget"))
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
    let own = label.from.min(at)..at.saturating_add(7);
    let part = clause(sentence, at);
    let says = |words: &[&str]| {
        sentence.words().any(|(it, word)| part.contains(&it) && words.contains(&word))
    };
    let compares = claim != Claim::Value;
    let last = says(&["fjolåret", "föregående", "innan", "förra", "fjol"]) && !compares;
    let opens = says(&["ingång", "ingången", "början"]) && !compares && !label.stems.iter().any(|it| it.starts_with("ingå"));
    if last || opens {
        return (before, YearBy::Named);
    }
    let mut years: Vec<i32> = sentence.years().map(|(_, it)| it).collect();
    years.dedup();
    match years.as_slice() {
        // What it has changed from is not the year it is of.
        [one] if compares && *one == before => (main, YearBy::Named),
        [one] => (*one, YearBy::Named),
        [] if spoken_of => (main, YearBy::TheYear),
        [] => (main, YearBy::Presumed),
        _ => {
            let near = sentence.years().filter(|(it, _)| own.contains(it)).min_by_key(|(it, _)| it.abs_diff(at));
            (near.map_or(main, |(_, it)| it), YearBy::Presumed)
        }
    }
}

/// The part of a sentence between commas that a number stands in.
fn clause(sentence: &Sentence<'_>, at: usize) -> Range<usize> {
    let parts = |it: &usize| matches!(sentence.sign(*it), Some(',' | ';'));
    let from = (0..at).rev().find(parts).map_or(0, |it| it.saturating_add(1));
    let to = (at..sentence.tokens.len()).find(parts).unwrap_or(sentence.tokens.len());
    from..to
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
            let columns = grid.columns.iter().enumerate().filter(move |(_, it)| is_of(grid, it, role, year, main));
            let figures = grid.lines.get(*line).map(|it| it.figures.as_slice()).unwrap_or_default();
            let figure = move |(at, _): (usize, &Column)| figures.get(at).copied().flatten();
            columns.filter_map(figure).filter_map(|it| Some((it, rows.grids.quantity(it)?))).next()
        };
        let own = of(year, role);
        let pair = match tie.claim {
            Claim::Value => own.map(|(at, it)| (vec![at], it.clone())),
            Claim::Change | Claim::Deviation => {
                let other = match tie.claim {
                    Claim::Deviation => of(year, Role::Budget),
                    Claim::Value | Claim::Change => of(year.saturating_sub(1), Role::Value),
                };
                own.zip(other).and_then(|((a, one), (b, two))| Some((vec![a, b], one.sub(two).ok()?)))
            }
        };
        let Some((figures, right)) = pair else { continue };
        let printed = comparable(number, &right);
        found.extend(printed.map(|it| (it, figures, right)));
    }
    found
}

/// Whether a column tells such a role in a year; one that names none is of the year of the text.
fn is_of(grid: &Grid, column: &Column, role: Role, year: i32, main: i32) -> bool {
    let total = grid.columns.iter().any(|it| it.role == Role::Total);
    let is_role = match role {
        Role::Value if total => column.role == Role::Total || column.role == Role::Value && column.year.is_some(),
        role => column.role == role,
    };
    is_role && column.year.map_or(year == main, |it| it == year)
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
fn of_another(rows: &Rows<'_>, tie: &Tie<'_>, number: &Number, (year, role): (i32, Role), main: i32) -> Option<Text> {
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
