//! The files of figures that come of a document: one for each year, in the order of the document, so that reading the
//! next draft changes the lines that its author changed and no others.

use std::collections::{BTreeMap, BTreeSet};
use std::fmt::Write as _;

use rust_decimal::Decimal;

use super::{Claim, Question, Reading};
use crate::amount::Unit;
use crate::document::grid::{Column, Grids};
use crate::import::rows::kind_of;
use crate::model::Model;
use crate::model::figure::Prints;
use crate::model::organisation::DocumentKind;
use crate::standard::sha256;
use crate::starter::{Ids, quoted};

/// How a file begins that was written here: no other is written over.
const MARK: &str = "# Skriven av samkoll read";

/// How the line begins that has the digest of all that follows it.
const SEAL: &str = "# sha256: ";

/// The document that the figures are of.
#[derive(Debug, Clone, Copy)]
pub struct Source<'s> {
    /// Its id.
    pub id: &'s str,
    /// What it is called, and its kind, where it is to be declared.
    pub declared: Option<(&'s str, DocumentKind)>,
    /// The year it is of.
    pub year: i32,
}

/// What stands in the file of the document's own year beside its figures.
#[derive(Debug, Clone, Copy, Default)]
pub struct Papers<'p> {
    /// What is told of how the document is made up, as entries.
    pub entries: &'p str,
    /// What is proposed, as entries that a person takes up.
    pub proposed: &'p str,
}

/// Whether a file is one that may be written over.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Untouched {
    /// It was written here, and is as it was written.
    Yes,
    /// It was written here, and has been changed since.
    Changed,
    /// It was not written here.
    Foreign,
}

/// Whether a file was written here and is as it was written.
#[must_use]
pub fn is_untouched(text: &str) -> Untouched {
    // An editor may have turned the ends of the lines, which is no change.
    let text = text.replace("\r\n", "\n");
    if !text.starts_with(MARK) {
        return Untouched::Foreign;
    }
    let sealed = text.split_once(SEAL).and_then(|(_, rest)| rest.split_once('\n'));
    match sealed {
        Some((seal, rest)) if seal == sha256(rest.as_bytes()) => Untouched::Yes,
        _ => Untouched::Changed,
    }
}

/// The text of the file of each year that the document has figures of, and of its own.
#[must_use]
pub fn files_of(
    model: &Model,
    grids: &Grids,
    reading: &Reading,
    source: Source<'_>,
    papers: Papers<'_>,
) -> BTreeMap<i32, String> {
    let mut years: BTreeSet<i32> = reading.years();
    years.insert(source.year);
    let text = |year: i32| {
        let mut text = String::new();
        let tables = tables(model, grids, reading, (source.id, year));
        let _ = writeln!(text, "\nyear = {year}");
        // While a row is asked about, a differing number may be in it: then nothing is found right for lack of one.
        if reading.questions.is_empty() && !reading.is_cut {
            let _ = writeln!(text, "count = {{ table = {} }}", tables.len());
        }
        if year == source.year {
            declared(&mut text, source);
        }
        text.extend(tables);
        if year == source.year {
            papers_of(&mut text, papers);
            asked(&mut text, model, grids, reading);
        }
        sealed(&text)
    };
    years.into_iter().map(|year| (year, text(year))).collect()
}

/// The file for a year of which the document has figures no longer.
#[must_use]
pub fn emptied(year: i32) -> String {
    sealed(&format!("\n# Dokumentet har inte längre några siffror för året.\nyear = {year}\n"))
}

fn sealed(text: &str) -> String {
    format!(
        "{MARK}. Ändra inte här: ändra i dokumentet, eller svara i labels.toml, och läs igen.\n{SEAL}{}\n{text}",
        sha256(text.as_bytes())
    )
}

fn declared(text: &mut String, source: Source<'_>) {
    let Some((title, kind)) = source.declared else { return };
    let (id, title, kind) = (quoted(source.id), quoted(title), quoted(kind.name()));
    let _ = write!(text, "\n[[source]]\nid = {id}\ntitle = {title}\nkind = {kind}\n");
}

fn papers_of(text: &mut String, papers: Papers<'_>) {
    if !papers.entries.is_empty() {
        let _ = write!(text, "\n{}\n", papers.entries.trim_end());
    }
    if !papers.proposed.is_empty() {
        text.push_str(
            "\n# Påståenden i texten, som förslag: ta bort # för dem som ska prövas, i en egen fil.\n",
        );
        commented(text, papers.proposed);
    }
}

/// What one table of the file has: the numbers of a grid of one year in one unit.
type Group = (usize, Unit, bool);

fn tables(model: &Model, grids: &Grids, reading: &Reading, (source, year): (&str, i32)) -> Vec<String> {
    let mut groups: Vec<(Group, Vec<&Claim>)> = Vec::new();
    for claim in reading.claims.iter().filter(|it| it.year == year) {
        let group = (claim.grid, claim.unit, claim.unit_printed);
        match groups.iter_mut().find(|(it, _)| *it == group) {
            Some((_, claims)) => claims.push(claim),
            None => groups.push((group, vec![claim])),
        }
    }
    let mut ids = Ids::default();
    let table = |(group, claims): (Group, Vec<&Claim>)| {
        let (grid, unit, printed) = group;
        let part = reading.part(grid);
        let id = ids.take(&format!("{source} {} {}", reading.called(grid), unit.name()), "tabell");
        let prints = reading.prints(grid).unwrap_or(Prints::Other);
        let first = claims.first().map_or("", |it| it.figure.as_str());
        let all_budget = claims.iter().all(|it| it.figure.starts_with("budget."));
        let kind = kind_of(if all_budget { first } else { "" }, Some(prints));
        let mut text = format!("\n[[table]]\nid = {}\nsource = {}\n", quoted(&id), quoted(source));
        let key = if printed { "unit" } else { "unit_read" };
        let _ = write!(
            text,
            "part = {}\nkind = \"{}\"\nprints = \"{}\"\n{key} = \"{}\"\n",
            quoted(part),
            kind.name(),
            prints.name(),
            unit.name()
        );
        // While a row of it is asked about, a term of what the others come to may be in that.
        if reading.is_whole(grid, year) {
            let _ = writeln!(text, "count = {}", claims.len());
        }
        let negate = negated(model, &claims);
        if !negate.is_empty() {
            let names: Vec<String> = negate.iter().map(|it| quoted(it)).collect();
            let _ = writeln!(text, "negate = [{}]", names.join(", "));
        }
        text.push_str("[table.figures]\n");
        for claim in &claims {
            let number = claim.number.map_or_else(|| "\"blank\"".to_owned(), |it| it.to_string());
            let _ = writeln!(text, "{} = {number}", quoted(&claim.figure));
        }
        text.push_str("[table.at]\n");
        let at = |it: &Claim| place(grids, reading, (it.grid, it.line, it.column));
        for claim in &claims {
            let _ = writeln!(text, "{} = {}", quoted(&claim.figure), quoted(&at(claim)));
        }
        text
    };
    groups.into_iter().map(table).collect()
}

/// The figures that a table prints without the minus sign they have: all that have one, or none.
fn negated<'c>(model: &Model, claims: &[&'c Claim]) -> Vec<&'c str> {
    let costs = || {
        let is_cost = |it: &&&Claim| {
            let sign = model.catalogue().get(&it.figure).map(|it| it.sign);
            sign == Some(crate::model::figure::Sign::Negative)
        };
        claims.iter().filter(is_cost)
    };
    let has = |is: fn(Decimal) -> bool| costs().any(|it| it.number.is_some_and(is));
    let printed_plain = has(|it| it > Decimal::ZERO) && !has(|it| it < Decimal::ZERO);
    if printed_plain { costs().map(|it| it.figure.as_str()).collect() } else { Vec::new() }
}

/// Where a number stands in its table: its row, with the title of its block, and its column. No line and no page: those
/// move with every word that is written above.
#[must_use]
pub fn place(grids: &Grids, reading: &Reading, (at, line, column): (usize, usize, usize)) -> String {
    let grid = grids.grids.get(at);
    let row = grid.and_then(|it| it.lines.get(line)).map_or("", |it| it.label.as_str());
    let column = grid.and_then(|it| it.columns.get(column)).map_or("", |it: &Column| it.title.as_str());
    let under = reading.under(at, line);
    let parts = under.into_iter().chain([row, column]).filter(|it| !it.is_empty());
    parts.collect::<Vec<_>>().join(" › ")
}

/// What is asked about, as answers to be filled in.
fn asked(text: &mut String, model: &Model, grids: &Grids, reading: &Reading) {
    if reading.questions.is_empty() {
        return;
    }
    text.push_str(
        "\n# De här raderna har ingen siffra än. Svara i labels.toml: figure, eller ignore med skälet. Svaret gäller även nästa år.\n",
    );
    for question in &reading.questions {
        text.push_str("#\n");
        commented(text, &answer_of(model, grids, reading, question));
    }
}

fn commented(text: &mut String, entries: &str) {
    for line in entries.lines() {
        let _ = writeln!(text, "# {line}");
    }
}

/// The entry that would answer a question, with the nearest figures as they are called.
#[must_use]
pub fn answer_of(model: &Model, grids: &Grids, reading: &Reading, question: &Question) -> String {
    let line = grids.grids.get(question.grid).and_then(|it| it.lines.get(question.line));
    let mut text = String::new();
    if let Some((column, stands)) = &question.cell {
        let place = place(grids, reading, (question.grid, question.line, *column));
        let _ = writeln!(
            text,
            "# {place}: ”{stands}” går inte att läsa som ett tal. Rätta det i dokumentet och läs igen, eller utelämna raden:"
        );
    }
    let head = grids.grids.get(question.grid).zip(question.column).and_then(|(it, at)| it.columns.get(at));
    if let Some(head) = head {
        let _ = writeln!(
            text,
            "# Kolumnen ”{}”: en rad i taget, som nedan, eller hela kolumnen, utan row och figure och med ignore:",
            head.title
        );
    }
    let _ = write!(text, "[[label]]\nrow = {}\n", quoted(line.map_or("", |it| it.label.as_str())));
    let table = reading.called(question.grid);
    if !table.is_empty() {
        let _ = writeln!(text, "table = {}", quoted(table));
    }
    if let Some(under) = reading.under(question.grid, question.line) {
        let _ = writeln!(text, "under = {}", quoted(under));
    }
    if let Some(head) = head {
        let _ = writeln!(text, "column = {}", quoted(&head.title));
    }
    if question.cell.is_some() {
        text.push_str("ignore = \"\"   # varför den utelämnas\n");
        return text;
    }
    let called = |name: &String| {
        let title = model.catalogue().get(name).map_or("", |it| it.title.sv.as_str());
        format!("{} ({title})", quoted(name))
    };
    let near: Vec<String> = question.near.iter().map(called).collect();
    let near = if near.is_empty() { String::new() } else { format!("   # närmast: {}", near.join(", ")) };
    let _ = writeln!(text, "figure = \"\"{near}");
    text
}
