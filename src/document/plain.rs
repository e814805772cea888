//! Text by lines: Markdown, plain text, columns by tabs.

use super::draft::Draft;
use super::number::{self, Said};
use super::refusal::Refusal;
use super::{Cell, Document, Place, Row, Sort, UnreadKind};

/// Lines in a row that end in numbers, and are no table, before they are told of.
const SEVERAL: usize = 3;

/// Fewer words than this are a title where no point stands behind its number.
const SHORT: usize = 9;

/// Reads a text.
pub(super) fn read(name: &str, text: &str) -> Result<Document, Refusal> {
    let mut reader = Reader { draft: Draft::new(name, Sort::Text), ..Reader::new() };
    for (index, line) in text.split('\n').enumerate() {
        reader.line(index.saturating_add(1), line.trim_end_matches('\r'))?;
    }
    reader.finish()
}

/// A text that is being read.
struct Reader {
    draft: Draft,
    /// The lines of a table that has begun.
    rows: Vec<Row>,
    by: Columns,
    /// Whether a blank line stands after them: by tabs, what follows may be the rest, as where a page was turned.
    parted: bool,
    /// A paragraph that has begun, its line, and how deep it lies where it is an item of a list.
    running: Option<(usize, String, Option<u8>)>,
    /// Lines that end in several numbers and have no columns: the first, the last, how many, and how they begin.
    loose: Option<(usize, usize, usize, String)>,
}

/// What parts the cells of a line.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Columns {
    Tabs,
    Pipes,
}

impl Reader {
    fn new() -> Self {
        let draft = Draft::new("", Sort::Text);
        Self { draft, rows: Vec::new(), by: Columns::Tabs, parted: false, running: None, loose: None }
    }

    fn line(&mut self, number: usize, line: &str) -> Result<(), Refusal> {
        if let Some(by) = columns_of(line) {
            if by != self.by || self.parted && !self.goes_on(line) {
                self.end_table()?;
            }
            (self.by, self.parted) = (by, false);
            self.end_paragraph()?;
            self.end_loose();
            if !is_rule(line) {
                self.rows.push(row(line, by, number));
            }
            return Ok(());
        }
        if line.trim().is_empty() {
            self.parted = true;
            return self.end_paragraph();
        }
        self.end_table()?;
        if let Some((level, text)) = heading(line) {
            self.end_paragraph()?;
            self.end_loose();
            return self.draft.heading(level, &plain(text).0, Place::Line(number));
        }
        self.told_loose(number, line);
        if let Some((depth, text)) = item(line) {
            self.end_paragraph()?;
            self.running = Some((number, plain(text).0, Some(depth)));
            return Ok(());
        }
        if is_caption(line) {
            self.end_paragraph()?;
        }
        match &mut self.running {
            Some((_, text, _)) => {
                text.push(' ');
                text.push_str(&plain(line).0);
            }
            None => self.running = Some((number, plain(line).0, None)),
        }
        Ok(())
    }

    /// Whether a line is the next row of the table that was parted: as wide, and with a number that is no year's.
    fn goes_on(&self, line: &str) -> bool {
        let cells = row(line, Columns::Tabs, 0).cells;
        let is_year = |it: &str| it.len() == 4 && number::year_named(it).is_some();
        let is_number = |it: &Cell| matches!(number::read(&it.text), Said::Number(_)) && !is_year(&it.text);
        self.by == Columns::Tabs
            && self.rows.last().is_some_and(|it| it.cells.len() == cells.len())
            && cells.iter().skip(1).any(is_number)
    }

    fn end_table(&mut self) -> Result<(), Refusal> {
        self.parted = false;
        let rows = std::mem::take(&mut self.rows);
        let has_number =
            |row: &Row| row.cells.iter().skip(1).any(|it| matches!(number::read(&it.text), Said::Number(_)));
        // Lines with a tab and no number are lists and forms; so is a line alone that is no row of pipes.
        if self.by == Columns::Pipes || rows.len() > 1 && rows.iter().any(has_number) {
            return self.draft.table("", rows);
        }
        for row in rows {
            let words: Vec<&str> = row.cells.iter().map(|it| it.text.as_str()).collect();
            self.draft.paragraph(&words.join(" "), row.place)?;
        }
        Ok(())
    }

    fn end_paragraph(&mut self) -> Result<(), Refusal> {
        match self.running.take() {
            Some((line, text, Some(depth))) => self.draft.item(depth, &text, Place::Line(line)),
            Some((line, text, None)) => self.draft.paragraph(&text, Place::Line(line)),
            None => Ok(()),
        }
    }

    /// Lines that look as the rows of a table whose columns are lost are told of.
    fn told_loose(&mut self, number: usize, line: &str) {
        if !ends_in_numbers(line) {
            return self.end_loose();
        }
        match &mut self.loose {
            Some((_, last, count, _)) => {
                *last = number;
                *count = count.saturating_add(1);
            }
            None => self.loose = Some((number, number, 1, line.to_owned())),
        }
    }

    fn end_loose(&mut self) {
        if let Some((from, to, count, text)) = self.loose.take()
            && count >= SEVERAL
        {
            self.draft.unread(UnreadKind::Table, (Place::Line(from), Place::Line(to)), &text);
        }
    }

    fn finish(mut self) -> Result<Document, Refusal> {
        self.end_table()?;
        self.end_paragraph()?;
        self.end_loose();
        Ok(self.draft.finish())
    }
}

/// What parts the cells of a line, where it has any.
fn columns_of(line: &str) -> Option<Columns> {
    let trimmed = line.trim();
    if trimmed.len() > 1 && trimmed.starts_with('|') {
        return Some(Columns::Pipes);
    }
    let (first, rest) = line.split_once('\t')?;
    let first = first.trim();
    // A head may begin with a blank cell; a line that does and goes on with words is indented.
    if first.is_empty() && matches!(number::read(rest), Said::Number(_)) {
        return Some(Columns::Tabs);
    }
    // A list's mark and its words, and a line of a contents.
    let is_mark = |it: &str| {
        matches!(it, "•" | "-" | "–" | "o" | "*" | "") && !line.trim_start().contains('\t')
            || it
                .strip_suffix(['.', ')'])
                .is_some_and(|it| it.len() < 3 && it.bytes().all(|c| c.is_ascii_digit()))
    };
    (!is_mark(first) && first != "•" && !first.ends_with("..")).then_some(Columns::Tabs)
}

/// Whether a line only parts a table's head from its body.
fn is_rule(line: &str) -> bool {
    line.contains('-') && line.chars().all(|c| matches!(c, '|' | '-' | ':' | ' ' | '+'))
}

fn row(line: &str, by: Columns, number: usize) -> Row {
    let cells: Vec<Cell> = match by {
        Columns::Tabs => line.split('\t').map(cell).collect(),
        Columns::Pipes => {
            let inner = line.trim();
            let inner = inner.strip_prefix('|').unwrap_or(inner);
            let inner = inner.strip_suffix('|').unwrap_or(inner);
            // A stroke that is a letter of a cell is escaped.
            let kept = inner.replace("\\|", "\u{0}");
            kept.split('|').map(|it| cell(&it.replace('\u{0}', "|"))).collect()
        }
    };
    Row { place: Place::Line(number), cells }
}

fn cell(text: &str) -> Cell {
    let (text, bold) = plain(text);
    Cell { text: super::draft::on_one_line(&text), bold, merged: false }
}

/// How deep an item of a list lies, and its words, where a line begins one. A number is one of its words.
fn item(line: &str) -> Option<(u8, &str)> {
    let text = line.trim_start();
    let indent = line.len().saturating_sub(text.len());
    let depth = u8::try_from(indent.checked_div(2)?).unwrap_or(u8::MAX);
    let mark = text.split(char::is_whitespace).next()?;
    let number = mark.strip_suffix(['.', ')']).unwrap_or_default();
    if (1..=2).contains(&number.len()) && number.bytes().all(|it| it.is_ascii_digit()) {
        return Some((depth, text));
    }
    let is_mark = matches!(mark, "•" | "-" | "–" | "*" | "·" | "▪" | "+" | "");
    is_mark.then_some((depth, text.strip_prefix(mark)?.trim()))
}

/// Whether a line is the title of a table, a figure or an appendix and no part of what stands above it.
fn is_caption(line: &str) -> bool {
    let words: Vec<&str> = line.split_whitespace().take(SHORT).collect();
    let [label, number, title, ..] = words.as_slice() else { return false };
    let is_label = matches!(*label, "Tabell" | "Figur" | "Diagram" | "Bilaga" | "BILAGA");
    let digits = number.trim_end_matches(['.', ':']);
    let is_titled = title.starts_with(char::is_uppercase) && words.len() < SHORT;
    let is_number = !digits.is_empty() && digits.bytes().all(|it| it.is_ascii_digit());
    is_label && is_number && (digits.len() < number.len() || is_titled)
}

/// The level and the words of a heading's line.
fn heading(line: &str) -> Option<(u8, &str)> {
    let rest = line.trim_start_matches('#');
    let level = line.len().saturating_sub(rest.len());
    let text = rest.strip_prefix(' ').filter(|_| (1..=6).contains(&level))?;
    Some((u8::try_from(level).ok()?, text.trim_end().trim_end_matches('#')))
}

/// A text without what marks it up, and whether all of it was in bold.
fn plain(text: &str) -> (String, bool) {
    let trimmed = text.trim();
    let is_bold =
        [("**", "**"), ("__", "__"), ("<b>", "</b>"), ("<strong>", "</strong>")].iter().any(|(from, to)| {
            trimmed.len() > from.len().saturating_add(to.len())
                && trimmed.starts_with(from)
                && trimmed.ends_with(to)
        });
    let mut kept = String::with_capacity(text.len());
    let mut rest = text;
    while let Some((before, after)) = rest.split_once('<') {
        kept.push_str(before);
        let tag = after.split_once('>').filter(|(tag, _)| {
            tag.starts_with(|c: char| c.is_ascii_alphabetic() || c == '/') && tag.len() < 80
        });
        match tag {
            Some((tag, after)) => {
                // A small figure behind a number is a footnote's mark and no digit of it.
                if matches!(tag, "del" | "s" | "strike") {
                    rest = after.split_once(&format!("</{tag}>")).map_or("", |(_, behind)| behind);
                    continue;
                }
                if tag == "sup" {
                    let (mark, behind) = after.split_once("</sup>").unwrap_or((after, ""));
                    kept.push_str(&super::draft::raised(mark));
                    rest = behind;
                    continue;
                }
                let parts = matches!(tag, "br" | "br/" | "br /" | "/p" | "/li");
                kept.push_str(if parts { "\n" } else { "" });
                rest = after;
            }
            None => {
                kept.push('<');
                rest = after;
            }
        }
    }
    kept.push_str(rest);
    // Two numbers in bold side by side are two, and what is struck out is left out.
    let kept = without_struck(&kept).replace("** **", " / ");
    let kept = kept.replace("**", "").replace("&nbsp;", " ").replace("&amp;", "&");
    // Two lines are bold letters; more are a blank to fill in.
    let kept = if kept.contains("___") { kept } else { kept.replace("__", "") };
    (kept, is_bold)
}

/// A text without what stands between two pairs of tildes.
fn without_struck(text: &str) -> String {
    let mut kept = String::new();
    let mut rest = text;
    while let Some((before, struck)) = rest.split_once("~~") {
        let Some((_, behind)) = struck.split_once("~~") else { break };
        kept.push_str(before);
        rest = behind;
    }
    kept + rest
}

/// Whether a line is words and then two numbers or more.
fn ends_in_numbers(line: &str) -> bool {
    let is_number = |it: &&str| matches!(number::read(it), Said::Number(_));
    let words: Vec<&str> = line.split_whitespace().collect();
    let numbers = words.iter().rev().take_while(|it| is_number(it)).count();
    numbers >= 2 && numbers < words.len() && line.chars().any(char::is_alphabetic)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::document::Table;

    fn tables(text: &str) -> Vec<Table> {
        read("x.md", text).unwrap().tables().cloned().collect()
    }

    #[test]
    fn a_table_is_read_by_pipes_and_by_tabs() {
        let pipes = tables("Belopp i tkr\n\n| Post | 2023 |\n|---|--:|\n| **Summa** | **1 \\| 2** |\n");
        let [table] = pipes.as_slice() else { panic!("{pipes:?}") };
        assert_eq!(table.title, "Belopp i tkr");
        assert_eq!(table.rows[1].cells[1], Cell { text: "1 | 2".into(), bold: true, merged: false });
        assert_eq!(table.rows[1].place, Place::Line(5));
        let tabs = tables("\t2023\nIntäkter\t11 583\n<b>Summa</b>\t<b>11 583</b>\n");
        assert_eq!(tabs[0].rows[2].cells[0], Cell { text: "Summa".into(), bold: true, merged: false });
    }

    #[test]
    fn what_is_struck_out_is_left_out() {
        for (cell, says) in [
            ("~~310~~ 300", "300"),
            ("<del>310</del> 300", "300"),
            ("**310** **300**", "310 / 300"),
            ("~~310", "~~310"),
        ] {
            let tables = tables(&format!("| a | {cell} |\n"));
            assert_eq!(tables[0].rows[0].cells[1].text, says, "{cell}");
        }
    }

    #[test]
    fn headings_are_a_tree() {
        let document = read("x.md", "# A\n## B\n### C\n## D\n| x | 1 |\n").unwrap();
        let table = document.tables().next().unwrap();
        assert_eq!(document.path(table.under), ["A", "D"]);
        assert_eq!(document.path(Some(2)), ["A", "B", "C"]);
    }

    #[test]
    fn lists_contents_and_forms_are_no_tables() {
        assert!(tables("1.\tFörst\n2.\tSedan\n").is_empty());
        assert!(tables("Namn\tRoll\nKommunen\tÄgare\n").is_empty());
        assert!(tables("Inledning.....\t4\nResultat.....\t5\n").is_empty());
    }

    #[test]
    fn a_table_whose_columns_are_lost_is_told_of_and_not_guessed() {
        let text = "Bidrag 2 358 2358\n\nLokal 150 135\n\nSumma intäkter 11 540 11 577\n\nSlut.\n";
        let document = read("x.txt", text).unwrap();
        assert_eq!(document.tables().count(), 0);
        let lines = document.unread.iter().map(|it| (it.from.clone(), it.to.clone()));
        assert_eq!(lines.collect::<Vec<_>>(), [(Place::Line(1), Place::Line(5))]);
    }
}
