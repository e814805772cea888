//! What the audit of a document found, as text: each number that does not go together, with its place and why.

mod agreement;
pub mod claims;
pub(in crate::render) mod marks;
pub(in crate::render) mod outline;
mod words;

pub use words::in_file;

use super::lines::Lines;
use crate::amount::{Language, Phrase, Quantity, Text, counted, many};
use crate::audit::relation::{Ground, Relation};
use crate::audit::{Audit, Blame, Finding, Gap};
use crate::document::grid::{Column, Grid, Line, LineKind, generic, note_named};
use crate::document::{Document, Place, Unread, UnreadKind};
use crate::render::calendar::words::capital;

use words::gap;
pub(in crate::render) use words::lacks_year;
pub(in crate::render) use words::{explained, ground};

/// How many other relations are told one by one that come out with the right number.
const OTHERS: usize = 3;

/// How many rows of one gap are told by name.
const ROWS: usize = 4;

/// A document and what its audit found.
#[derive(Debug, Clone, Copy)]
pub struct Reading<'d> {
    /// The document.
    pub document: &'d Document,
    /// What was found.
    pub audit: &'d Audit,
}

impl Reading<'_> {
    /// How many tables have numbers, and how many numbers they have.
    #[must_use]
    pub fn counts(&self) -> (usize, usize) {
        let grids = &self.audit.grids;
        let mut tables: Vec<usize> =
            grids.figures.iter().filter_map(|it| grids.grids.get(it.grid)).map(|it| it.table).collect();
        tables.dedup();
        (tables.len(), grids.figures.len())
    }

    /// What of the document is not read.
    pub fn unread(&self) -> impl Iterator<Item = &Unread> {
        self.document.unread.iter().chain(&self.audit.text.unread)
    }

    /// A table: its number and what it stands under, or the note that it says itself to be.
    pub(in crate::render) fn table(&self, number: usize) -> Text {
        let table = self.document.tables().nth(number);
        let own = table.and_then(|it| it.rows.first()?.cells.first()).map(|it| it.text.clone());
        let own = own.filter(|it| note_named(it).is_some());
        let heading =
            table.map(|it| self.document.path(it.under)).and_then(|it| it.last().map(|it| (*it).to_owned()));
        let title = table.map(|it| it.title.clone()).filter(|it| !it.is_empty());
        let number = number.saturating_add(1);
        match own.or(heading).or(title) {
            Some(heading) => Text::new(
                format!("Tabell {number} under ”{heading}”"),
                format!("Table {number} under “{heading}”"),
            ),
            None => Text::new(format!("Tabell {number}"), format!("Table {number}")),
        }
    }

    /// Where a figure stands: table, row and column.
    pub(in crate::render) fn place(&self, figure: usize) -> Text {
        let Some((grid, line, column)) = self.audit.grids.place(figure) else { return Text::default() };
        let at = self.audit.grids.figures.get(figure).map_or(0, |it| it.column);
        let (table, column) = (self.table(grid.table), column_name(column, at));
        let row = row_name(grid, line);
        Text::new(
            format!("{}, rad ”{row}”, {}", table.sv, column.sv),
            format!("{}, row “{row}”, {}", table.en, column.en),
        )
    }

    /// Where a figure stands in the file.
    pub(in crate::render) fn in_file(&self, figure: usize) -> Option<&Place> {
        let (grid, line, _) = self.audit.grids.place(figure)?;
        self.document.tables().nth(grid.table)?.rows.get(line.row).map(|it| &it.place)
    }
}

/// A row by its label; one that stands in each block, with the title of the block.
pub(in crate::render) fn row_name(grid: &Grid, line: &Line) -> String {
    let titles =
        || grid.lines.iter().take_while(|it| it.row < line.row).filter(|it| it.kind == LineKind::Title);
    match titles().last() {
        Some(title) if generic(&line.label) && line.kind != LineKind::Item => {
            format!("{} ({})", line.label, title.label)
        }
        _ => line.label.clone(),
    }
}

/// A column by its head, else by its number.
pub(in crate::render) fn column_name(column: &Column, at: usize) -> Text {
    let number = at.saturating_add(1);
    match column.title.as_str() {
        "" => Text::new(format!("kolumn {number}"), format!("column {number}")),
        title => Text::new(format!("kolumn ”{title}”"), format!("column “{title}”")),
    }
}

/// All of it, for a person.
#[must_use]
pub fn text(reading: &Reading<'_>, language: Language) -> String {
    let (document, audit) = (reading.document, reading.audit);
    let mut lines = Lines::default();
    lines.wrapped("", &format!("{}: {}", document.name, summary(reading).get(language)));
    if let Some(year) = audit.lacks_year {
        lines.wrapped("", lacks_year(year).get(language));
    }
    if let Some(it) = of_itself(reading) {
        lines.wrapped("", it.get(language));
    }
    if let Some(it) = &audit.agreement {
        agreement::told(&mut lines, it, language);
    }
    let findings = [(words::FAULTS, &audit.findings), (words::QUESTIONS, &audit.questions)];
    for (title, all) in findings.into_iter().filter(|(_, it)| !it.is_empty()) {
        lines.section(&format!("{} ({})", title.get(language), all.len()));
        for finding in all {
            told(&mut lines, reading, finding, language);
        }
    }
    claims::text(&mut lines, reading, language);
    outline::told(&mut lines, &audit.outline.remarks, language);
    if !audit.gaps.is_empty() {
        lines.section(&format!("{} ({})", words::GAPS.get(language), audit.gaps.len()));
        for it in &audit.gaps {
            lines.wrapped("  • ", gap_told(reading, it).get(language));
        }
    }
    for kind in UnreadKind::ALL {
        let all: Vec<&Unread> = reading.unread().filter(|it| it.kind == *kind).collect();
        if all.is_empty() {
            continue;
        }
        let [why, what_to_do] = words::unread(*kind);
        lines.section(&format!("{} ({})", capital(why.get(language)), all.len()));
        for it in all {
            let place = words::between(&it.from, &it.to);
            let told = [place.get(language), it.text.as_str()].into_iter().filter(|it| !it.is_empty());
            lines.wrapped("  • ", &told.collect::<Vec<_>>().join(": "));
        }
        lines.wrapped("    ", what_to_do.get(language));
    }
    lines.into_text()
}

/// What is not read: from where to where, why, and how it begins.
pub(in crate::render) fn not_read(it: &Unread) -> Text {
    let [why, _] = words::unread(it.kind);
    let begins = match it.text.as_str() {
        "" => String::new(),
        text => format!(" (”{text} …”)"),
    };
    words::between(&it.from, &it.to).map(|language, place| format!("{place}: {}{begins}", why.get(language)))
}

/// How much of what the document says of itself was read, and how it stands.
pub(in crate::render) fn of_itself(reading: &Reading<'_>) -> Option<Text> {
    outline::summary(&reading.audit.outline)
}

/// How much was read and how it stands.
pub(in crate::render) fn summary(reading: &Reading<'_>) -> Text {
    let (tables, numbers) = reading.counts();
    let audit = reading.audit;
    if numbers == 0 {
        return words::NO_TABLES.into();
    }
    let tables = counted(many(tables), ["tabell", "tabeller", "table", "tables"]);
    let numbers = counted(many(numbers), ["tal", "tal", "number", "numbers"]);
    let text = &audit.text;
    let held = counted(
        many(audit.confirmed.len().saturating_add(text.confirmed.len())),
        ["samband", "samband", "relation", "relations"],
    );
    let faults = audit.findings.len().saturating_add(text.findings.len());
    let faults = counted(many(faults), ["fel", "fel", "fault", "faults"]);
    let asked = audit.questions.len().saturating_add(audit.gaps.len()).saturating_add(text.questions.len());
    let asked = counted(many(asked), ["fråga", "frågor", "question", "questions"]);
    Text::new(
        format!(
            "{} med {}. {} går ihop, {} tal går inte ihop, {}.",
            tables.sv,
            numbers.sv,
            held.sv,
            faults.sv.replace(" fel", ""),
            asked.sv
        ),
        format!(
            "{} with {}. {} add up, {} numbers do not, {}.",
            tables.en,
            numbers.en,
            held.en,
            faults.en.replace(" faults", "").replace(" fault", ""),
            asked.en
        ),
    )
}

fn told(lines: &mut Lines, reading: &Reading<'_>, finding: &Finding, language: Language) {
    let Some(headline) = headline(reading, finding) else { return };
    lines.line("");
    lines.wrapped("  • ", headline.get(language));
    for words in details(reading, finding) {
        lines.wrapped("      ", words.get(language));
    }
    let row = reading.audit.grids.place(finding.figure).map_or(0, |(_, line, _)| line.row.saturating_add(1));
    if let Some(place) = reading.in_file(finding.figure) {
        lines.wrapped("      ", &format!("({})", in_file(place, row).get(language)));
    }
}

/// The number as it is printed, and as it should be.
fn numbers(reading: &Reading<'_>, finding: &Finding) -> Option<(Quantity, Quantity)> {
    let printed = reading.audit.grids.quantity(finding.figure)?;
    let like = finding.right.printed_like(printed);
    // Where the difference is in decimals that are not printed, they are told.
    Some(match like.looks_like(printed) {
        true => crate::amount::apart(printed, &finding.right),
        false => (printed.clone(), like),
    })
}

/// What a number should be, in a few words: "ska vara 12".
pub(in crate::render) fn should_be(reading: &Reading<'_>, finding: &Finding) -> Option<Text> {
    let (_, right) = numbers(reading, finding)?;
    let should = words::should(finding);
    let told = |language: Language| format!("{} {}", should.get(language), right.written(language));
    Some(Text::new(told(Language::Sv), told(Language::En)))
}

/// Where a number stands, what it is and what it should be.
pub(in crate::render) fn headline(reading: &Reading<'_>, finding: &Finding) -> Option<Text> {
    let ((printed, _), should) = (numbers(reading, finding)?, should_be(reading, finding)?);
    let place = reading.place(finding.figure);
    let told = |language: Language| {
        format!("{}: {}, {}", place.get(language), printed.written(language), should.get(language))
    };
    Some(Text::new(told(Language::Sv), told(Language::En)))
}

/// Why: what a number does not go together with, on which ground, what may have happened, what else then comes out.
pub(in crate::render) fn details(reading: &Reading<'_>, finding: &Finding) -> Vec<Text> {
    let is_finding = finding.relation.ground != Ground::Guess;
    let Some(printed) = reading.audit.grids.quantity(finding.figure) else { return Vec::new() };
    let like = finding.right.printed_like(printed);
    let is_of = |it: &Relation, right: Option<&Quantity>| explained(reading, it, (finding.figure, right));
    let led =
        |lead: Phrase, text: &Text| text.map(|language, words| format!("{} {words}", lead.get(language)));
    let mut all = vec![is_of(&finding.relation, None), ground(&finding.relation, !finding.others.is_empty())];
    if finding.blame != Blame::This && is_finding {
        all.push(words::or_another(finding.blame).into());
    }
    all.extend(finding.cause.as_ref().map(|it| led(words::PERHAPS, it)));
    let others = finding.others.iter().take(OTHERS);
    all.extend(others.map(|it| led(words::ALSO, &is_of(it, Some(&like)))));
    let more = finding.others.len().saturating_sub(OTHERS);
    all.extend((more > 0).then(|| words::more(more)));
    all
}

/// What is odd about rows, told.
pub(in crate::render) fn gap_told(reading: &Reading<'_>, it: &Gap) -> Text {
    let Some(grid) = reading.audit.grids.grids.get(it.grid) else { return Text::default() };
    let rows: Vec<&str> =
        it.lines.iter().filter_map(|at| grid.lines.get(*at)).map(|it| it.label.as_str()).collect();
    let Some(column) = grid.columns.get(it.column) else { return Text::default() };
    let (table, column) = (reading.table(grid.table), column_name(column, it.column));
    let named: Vec<String> = rows.iter().take(ROWS).map(|it| format!("”{it}”")).collect();
    let more = rows.len().saturating_sub(ROWS);
    gap(it.kind, &table, &column, &named.join(", "), more)
}
