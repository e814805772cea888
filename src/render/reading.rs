//! What the audit of a document found, as text: each number that does not go together, with its place and why.

mod agreement;
pub(in crate::render) mod outline;
mod words;

use super::lines::Lines;
use crate::amount::{Language, Quantity, Text, counted, many};
use crate::audit::relation::{Ground, Relation};
use crate::audit::{Audit, Blame, Finding, Gap};
use crate::document::grid::{Column, Grid, Line, LineKind, generic};
use crate::document::{Document, Place};

use words::gap;
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

    /// A table: its number and what it stands under.
    pub(in crate::render) fn table(&self, number: usize) -> Text {
        let table = self.document.tables().nth(number);
        let heading =
            table.map(|it| self.document.path(it.under)).and_then(|it| it.last().map(|it| (*it).to_owned()));
        let title = table.map(|it| it.title.clone()).filter(|it| !it.is_empty());
        let number = number.saturating_add(1);
        match heading.or(title) {
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
        lines.wrapped("", words::lacks_year(year).get(language));
    }
    if let Some(it) = outline::summary(&audit.outline) {
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
    outline::told(&mut lines, &audit.outline.remarks, language);
    if !audit.gaps.is_empty() {
        lines.section(&format!("{} ({})", words::GAPS.get(language), audit.gaps.len()));
        for it in &audit.gaps {
            lines.wrapped("  • ", gap_told(reading, it).get(language));
        }
    }
    if !document.unread.is_empty() {
        lines.section(&format!("{} ({})", words::UNREAD.get(language), document.unread.len()));
        for it in &document.unread {
            let (from, to) = (words::in_file(&it.from, 0), words::in_file(&it.to, 0));
            lines.wrapped("  • ", &format!("{}–{}: {}", from.get(language), to.get(language), it.text));
        }
        lines.wrapped("    ", words::UNREAD_WHY.get(language));
    }
    lines.into_text()
}

/// How much was read and how it stands.
fn summary(reading: &Reading<'_>) -> Text {
    let (tables, numbers) = reading.counts();
    let audit = reading.audit;
    if numbers == 0 {
        return words::NO_TABLES.into();
    }
    let tables = counted(many(tables), ["tabell", "tabeller", "table", "tables"]);
    let numbers = counted(many(numbers), ["tal", "tal", "number", "numbers"]);
    let held = counted(many(audit.confirmed.len()), ["samband", "samband", "relation", "relations"]);
    let faults = counted(many(audit.findings.len()), ["fel", "fel", "fault", "faults"]);
    let asked = audit.questions.len().saturating_add(audit.gaps.len());
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
            audit.findings.len(),
            asked.en
        ),
    )
}

fn told(lines: &mut Lines, reading: &Reading<'_>, finding: &Finding, language: Language) {
    let grids = &reading.audit.grids;
    let is_finding = finding.relation.ground != Ground::Guess;
    let Some(printed) = grids.quantity(finding.figure) else { return };
    let like = finding.right.printed_like(printed);
    // Where the difference is in decimals that are not printed, they are told.
    let (printed, right) = match like.looks_like(printed) {
        true => crate::amount::apart(printed, &finding.right),
        false => (printed.clone(), like.clone()),
    };
    let should = words::should(finding).get(language);
    let place = reading.place(finding.figure);
    let (printed, right) = (printed.written(language), right.written(language));
    lines.line("");
    lines.wrapped("  • ", &format!("{}: {printed}, {should} {right}", place.get(language)));
    let detail = |lines: &mut Lines, words: &str| lines.wrapped("      ", words);
    let is_of = |it: &Relation, right: Option<&Quantity>| explained(reading, it, (finding.figure, right));
    detail(lines, is_of(&finding.relation, None).get(language));
    detail(lines, ground(&finding.relation, !finding.others.is_empty()).get(language));
    if finding.blame != Blame::This && is_finding {
        detail(lines, words::or_another(finding.blame).get(language));
    }
    if let Some(cause) = &finding.cause {
        detail(lines, &format!("{} {}", words::PERHAPS.get(language), cause.get(language)));
    }
    for other in finding.others.iter().take(OTHERS) {
        let words = is_of(other, Some(&like));
        detail(lines, &format!("{} {}", words::ALSO.get(language), words.get(language)));
    }
    let more = finding.others.len().saturating_sub(OTHERS);
    if more > 0 {
        detail(lines, words::more(more).get(language));
    }
    let row = grids.place(finding.figure).map_or(0, |(_, line, _)| line.row.saturating_add(1));
    if let Some(place) = reading.in_file(finding.figure) {
        detail(lines, &format!("({})", words::in_file(place, row).get(language)));
    }
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
