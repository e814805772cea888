//! What the letters of a page make: lines, columns where numbers stand one above the other, headings by their size.
#![expect(clippy::float_arithmetic, reason = "where on a page letters stand; no figure is made of it")]

use std::collections::{BTreeMap, BTreeSet};

use super::Glyph;
use crate::document::draft::{Draft, on_one_line, raised};
use crate::document::number::{self, Said};
use crate::document::refusal::Refusal;
use crate::document::{Cell, Place, Row, UnreadKind};

/// How many heights of a letter part two cells; between two digits, which groups of three stand nearer than.
const CELL: f32 = 0.9;
const DIGITS: f32 = 0.5;

/// How many heights of a letter part two words.
const WORD: f32 = 0.14;

/// How many heights of a letter the next line of a paragraph, or row of a table, is below at most.
const BELOW: f32 = 2.3;

/// By how many of the first rows it is known where the words of a table end.
const NEAR: usize = 500;

/// A piece of a line with nothing wide in it.
#[derive(Debug, Clone)]
struct Piece {
    from: f32,
    to: f32,
    text: String,
    bold: bool,
}

/// A line of a page.
#[derive(Debug, Clone)]
struct Line {
    height: f32,
    size: f32,
    place: Place,
    pieces: Vec<Piece>,
}

/// A table of a page: its rows, and the right edges of its columns.
struct Columns {
    edges: Vec<(f32, f32)>,
    rows: Vec<Row>,
}

/// Writes the pages as paragraphs, headings and tables.
pub(super) fn written(draft: &mut Draft, pages: &[Vec<Glyph>]) -> Result<(), Refusal> {
    let mut pages: Vec<Vec<Line>> =
        (1_usize..).zip(pages).map(|(page, glyphs)| lines(page, glyphs)).collect();
    without_margins(&mut pages);
    let body = usual_size(&pages);
    let mut sizes: Vec<i64> =
        pages.iter().flatten().map(|it| tenths(it.size)).filter(|it| *it > tenths(body * 1.1)).collect();
    sizes.sort_unstable();
    sizes.dedup();
    let mut open: Option<Columns> = None;
    for page in pages {
        let mut rest = page.as_slice();
        let mut is_first = true;
        while let Some((line, after)) = rest.split_first() {
            // One row alone is a table only where it goes on with one.
            let least = if is_first && open.is_some() { 1 } else { 2 };
            let (length, table) = table(rest, least);
            if let Some(table) = table {
                let taken = rest.get(..length).unwrap_or_default();
                rest = rest.get(length..).unwrap_or_default();
                let before = open.take();
                match before {
                    // A table goes on where the page was turned.
                    Some(before) if is_first && goes_on(&before, &table) => {
                        open = Some(joined(before, table));
                    }
                    before => {
                        close(draft, before)?;
                        if table.rows.len() < 2 { unread(draft, taken)? } else { open = Some(table) }
                    }
                }
                is_first = false;
                continue;
            }
            close(draft, open.take())?;
            is_first = false;
            if let (Some(lost), true) = (rest.get(..length), length > 0) {
                unread(draft, lost)?;
                rest = rest.get(length..).unwrap_or_default();
                continue;
            }
            let taken = paragraph(draft, line, after, body, &sizes)?;
            rest = after.get(taken..).unwrap_or_default();
        }
    }
    close(draft, open)
}

/// Numbers that stand in no columns of their own are told of and not guessed.
fn unread(draft: &mut Draft, lines: &[Line]) -> Result<(), Refusal> {
    if let Some((first, last)) = lines.first().zip(lines.last()) {
        draft.unread(UnreadKind::Table, (first.place.clone(), last.place.clone()), &text(first));
    }
    for line in lines {
        draft.paragraph(&text(line), line.place.clone())?;
    }
    Ok(())
}

fn close(draft: &mut Draft, table: Option<Columns>) -> Result<(), Refusal> {
    table.map_or(Ok(()), |it| draft.table("", it.rows))
}

/// A tenth of a point, so that sizes compare.
fn tenths(size: f32) -> i64 {
    // Through text: a number that is no size of a letter is none.
    format!("{:.0}", size * 10.0).parse().unwrap_or(0)
}

/// The letters of a page by lines, from the top, each with its pieces from the left.
fn lines(page: usize, glyphs: &[Glyph]) -> Vec<Line> {
    let mut glyphs: Vec<&Glyph> = glyphs.iter().collect();
    glyphs.sort_by(|a, b| b.line.total_cmp(&a.line).then(a.from.total_cmp(&b.from)));
    let mut groups: Vec<Vec<&Glyph>> = Vec::new();
    for glyph in glyphs {
        let near = |group: &&mut Vec<&Glyph>| {
            group.last().is_some_and(|it| it.line - glyph.line < it.size.max(glyph.size) * 0.35)
        };
        match groups.last_mut().filter(near) {
            Some(group) => group.push(glyph),
            None => groups.push(vec![glyph]),
        }
    }
    (1_usize..).zip(groups).filter_map(|(line, group)| of_group(Place::Page { page, line }, group)).collect()
}

fn of_group(place: Place, mut group: Vec<&Glyph>) -> Option<Line> {
    group.sort_by(|a, b| a.from.total_cmp(&b.from));
    let size = group.iter().filter(|it| it.text != " ").map(|it| it.size).fold(0.0, f32::max);
    let height = group.iter().find(|it| it.size > size * 0.8)?.line;
    let mut pieces: Vec<Piece> = Vec::new();
    let mut before: Option<&Glyph> = None;
    let mut space = 0.0;
    for glyph in group {
        if glyph.text == " " {
            space += glyph.to - glyph.from;
            continue;
        }
        // What is drawn twice to look bold is one letter.
        if before.is_some_and(|it| it.text == glyph.text && (it.from - glyph.from).abs() < size * 0.1) {
            continue;
        }
        let small = glyph.size < size * 0.8;
        let text = if small { raised(&glyph.text) } else { glyph.text.clone() };
        let gap = before.map_or(0.0, |it| glyph.from - it.to);
        let digit = |it: &str| it.chars().all(|c| c.is_ascii_digit());
        let both = before.is_some_and(|it| digit(&it.text)) && digit(&glyph.text);
        // A space that is drawn is one, however wide it is in its font; several in a row part cells.
        let drawn = if space < size * 0.7 { space } else { 0.0 };
        let is_apart = gap - drawn > size * if both { DIGITS } else { CELL };
        (before, space) = (Some(glyph), 0.0);
        match pieces.last_mut().filter(|_| !is_apart) {
            Some(piece) => {
                if gap > size * WORD || drawn > 0.0 {
                    piece.text.push(' ');
                }
                piece.text.push_str(&text);
                piece.to = piece.to.max(glyph.to);
                piece.bold &= glyph.bold;
            }
            None => pieces.push(Piece { from: glyph.from, to: glyph.to, text, bold: glyph.bold }),
        }
    }
    if pieces.is_empty() {
        return None;
    }
    Some(Line { height, size, place, pieces })
}

/// Leaves out numbers of pages, and what stands at the top or the bottom of page after page.
fn without_margins(pages: &mut [Vec<Line>]) {
    let bare = |it: &Line| text(it).chars().filter(|c| !c.is_ascii_digit()).collect::<String>();
    let mut seen: BTreeMap<String, usize> = BTreeMap::new();
    for page in pages.iter() {
        let ends: BTreeSet<String> = page.first().into_iter().chain(page.last()).map(bare).collect();
        for it in ends {
            let count = seen.entry(it).or_default();
            *count = count.saturating_add(1);
        }
    }
    let is_margin = |it: &Line| {
        let words = bare(it);
        let few = matches!(words.trim(), "" | "()" | "sida" | "Sida" | "Sida  av" | "/" | "-  -")
            && it.pieces.len() == 1;
        few || seen.get(&words).is_some_and(|it| *it > 2)
            && it.pieces.iter().all(|it| number::read(&it.text) == Said::Text)
    };
    for page in pages {
        if page.last().is_some_and(is_margin) {
            page.pop();
        }
        if page.first().is_some_and(is_margin) {
            page.remove(0);
        }
    }
}

/// The size that most letters have.
fn usual_size(pages: &[Vec<Line>]) -> f32 {
    let mut by_size: BTreeMap<i64, (usize, f32)> = BTreeMap::new();
    for line in pages.iter().flatten() {
        let own = by_size.entry(tenths(line.size)).or_insert((0, line.size));
        own.0 = own.0.saturating_add(text(line).len());
    }
    by_size.into_values().max_by_key(|it| it.0).map_or(10.0, |it| it.1)
}

fn text(line: &Line) -> String {
    line.pieces.iter().map(|it| it.text.as_str()).collect::<Vec<_>>().join(" ")
}

fn is_number(piece: &Piece) -> bool {
    matches!(number::read(&piece.text), Said::Number(_))
}

/// Whether a line is a row with numbers behind its words.
fn has_numbers(line: &Line) -> bool {
    line.pieces.iter().skip(1).any(is_number)
}

/// The table that lines begin with, and how many of them it takes; none with a length where what looks like one has no
/// columns.
fn table(lines: &[Line], least: usize) -> (usize, Option<Columns>) {
    let follows = |at: usize| {
        let pair = at.checked_sub(1).and_then(|it| lines.get(it)).zip(lines.get(at));
        pair.is_none_or(|(a, b)| a.height - b.height < a.size.min(b.size) * BELOW)
    };
    let first = (0..lines.len().min(4))
        .take_while(|it| follows(*it))
        .find(|it| lines.get(*it).is_some_and(has_numbers));
    // Over the first row there is nothing but heads: lines of several pieces, or years alone.
    let is_head =
        |it: &Line| it.pieces.len() > 1 || it.pieces.iter().all(|it| number::year_named(&it.text).is_some());
    let Some(first) = first else { return (0, None) };
    // The words of a row end before the first numbers.
    let near = lines.get(first..).unwrap_or_default().iter().take(NEAR).take_while(|it| it.pieces.len() > 1);
    let left = near.flat_map(|it| it.pieces.iter().skip(1).filter(|it| is_number(it))).map(|it| it.from);
    let edge = left.fold(f32::INFINITY, f32::min);
    let size = lines.get(first).map_or(0.0, |it| it.size);
    let is_title =
        |it: &Line| it.pieces.len() == 1 && it.size < size * 1.15 && it.pieces.iter().all(|it| it.to < edge);
    let heads = lines.get(..first).unwrap_or_default();
    if !heads.first().is_none_or(is_head) || !heads.iter().all(|it| is_head(it) || is_title(it)) {
        return (0, None);
    }
    let (mut end, mut rows, mut lost) = (first, 0_usize, false);
    for at in first..lines.len() {
        let Some(line) = lines.get(at).filter(|_| at == first || follows(at)) else { break };
        if has_numbers(line) || line.pieces.len() > 1 {
            end = at.saturating_add(1);
            rows = rows.saturating_add(usize::from(has_numbers(line)));
        } else if ends_in_digit(&text(line)) && !is_title(line) {
            // A row whose columns have run together: without it the rest is another table.
            (end, lost) = (at.saturating_add(1), true);
        } else if !is_title(line) {
            break;
        }
    }
    let taken = lines.get(..end).unwrap_or_default();
    if rows < least && !lost {
        return (0, None);
    }
    (end, columns(taken).filter(|_| !lost))
}

/// Columns by what stands one above the other; none where two numbers of a row stand in one.
fn columns(lines: &[Line]) -> Option<Columns> {
    let numbers =
        |line: &Line| line.pieces.iter().skip(1).filter(|it| is_number(it)).cloned().collect::<Vec<_>>();
    let mut spans: Vec<(f32, f32)> = lines.iter().flat_map(numbers).map(|it| (it.from, it.to)).collect();
    spans.sort_by(|a, b| a.0.total_cmp(&b.0));
    let mut edges: Vec<(f32, f32)> = Vec::new();
    for (from, to) in spans {
        match edges.last_mut().filter(|it| from < it.1) {
            Some(last) => last.1 = last.1.max(to),
            None => edges.push((from, to)),
        }
    }
    // Where the words of rows begin: what begins further in is no label, though it stands first.
    let first = lines.iter().filter(|it| has_numbers(it)).filter_map(|it| it.pieces.first());
    let label = first.filter(|it| !is_number(it)).map(|it| it.from).fold(f32::INFINITY, f32::min);
    let rows: Option<Vec<Row>> = lines.iter().map(|it| row(it, label, &edges)).collect();
    Some(Columns { rows: rows?, edges })
}

/// A line as a row: each piece in the column it stands over, the rest as its label.
fn row(line: &Line, label: f32, edges: &[(f32, f32)]) -> Option<Row> {
    let mut cells = vec![Cell::default(); edges.len().saturating_add(1)];
    let is_year = |it: &Piece| number::year_named(&it.text).is_some();
    let numbers = line.pieces.iter().skip(1).any(|it| is_number(it) && !is_year(it));
    for (index, piece) in line.pieces.iter().enumerate() {
        let over = |it: &(f32, f32)| piece.from < it.1 && it.0 < piece.to;
        let mut own = edges.iter().enumerate().filter(|(_, it)| over(it)).map(|(at, _)| at.saturating_add(1));
        let first = own.next();
        let is_label = index == 0
            && !is_number(piece)
            && (numbers || first.is_none() || piece.from < label + line.size * 4.0)
            && edges.first().is_some_and(|it| piece.from < it.0);
        let at = match first {
            Some(at) if !is_label => at,
            // What stands over no column is of the one whose edge is nearest, if it is no label.
            _ if is_label || edges.first().is_some_and(|it| piece.to <= it.0) => 0,
            _ => nearest(piece, edges)?,
        };
        let cell = cells.get_mut(at)?;
        // Words and a number so near each other that they may be two cells: which it is would be a guess.
        let mixed = numbers && edges.iter().any(over) && !is_number(piece) && ends_in_digit(&piece.text);
        if !cell.text.is_empty() && is_number(piece) || mixed {
            return None;
        }
        let text = format!("{} {}", cell.text, piece.text);
        (cell.bold, cell.text) = (piece.bold, on_one_line(&text));
        if at > 0 {
            own.for_each(|it| cells.get_mut(it).into_iter().for_each(|it| it.merged = it.text.is_empty()));
        }
    }
    Some(Row { place: line.place.clone(), cells })
}

fn ends_in_digit(text: &str) -> bool {
    text.trim_end_matches(['%', ' ']).ends_with(|c: char| c.is_ascii_digit())
}

fn nearest(piece: &Piece, edges: &[(f32, f32)]) -> Option<usize> {
    let distance = |it: &(f32, f32)| (it.1 - piece.to).abs().min((it.0 - piece.from).abs());
    let all = edges.iter().enumerate();
    all.min_by(|a, b| distance(a.1).total_cmp(&distance(b.1))).map(|(at, _)| at.saturating_add(1))
}

/// Whether a table at the top of a page is the rest of the one before: it has the same columns.
fn goes_on(before: &Columns, table: &Columns) -> bool {
    let same = before.edges.iter().zip(&table.edges).all(|(a, b)| (a.1 - b.1).abs() < 4.0);
    same && before.edges.len() == table.edges.len()
}

/// Two parts of one table; a head that is said again is said once.
fn joined(mut before: Columns, table: Columns) -> Columns {
    let words = |it: &Row| it.cells.iter().map(|it| it.text.clone()).collect::<Vec<_>>();
    let first: Vec<Vec<String>> = before.rows.iter().take(3).map(words).collect();
    before.rows.extend(table.rows.into_iter().skip_while(|it| first.contains(&words(it))));
    before
}

/// A heading, or a paragraph with the lines it goes on over; how many those are.
fn paragraph(
    draft: &mut Draft,
    line: &Line,
    after: &[Line],
    body: f32,
    sizes: &[i64],
) -> Result<usize, Refusal> {
    let bold = line.pieces.iter().all(|it| it.bold);
    let words = text(line);
    let short = words.chars().count() < 120 && !words.ends_with('.');
    let larger =
        sizes.iter().rev().position(|it| *it <= tenths(line.size)).filter(|_| line.size > body * 1.1);
    if short && (larger.is_some() || bold && words.contains(char::is_alphabetic)) {
        let level = larger.unwrap_or(sizes.len()).saturating_add(1);
        draft.heading(u8::try_from(level).unwrap_or(6).min(6), &words, line.place.clone())?;
        return Ok(0);
    }
    if line.pieces.len() > 1 {
        // Text in columns: what stands beside another goes on below, not there.
        for piece in &line.pieces {
            draft.paragraph(&piece.text, line.place.clone())?;
        }
        return Ok(0);
    }
    let mut all = words;
    let (mut last, mut taken) = (line, 0_usize);
    for next in after {
        let own = text(next);
        let is_near = last.height - next.height < last.size * 1.7 && tenths(last.size) == tenths(next.size);
        let begins = ["- ", "– ", "• ", "* "].iter().any(|it| own.starts_with(it));
        let is_bold = next.pieces.iter().all(|it| it.bold) != bold;
        if !is_near || begins || is_bold || next.pieces.len() > 1 {
            break;
        }
        let broken = all.ends_with('-') && own.starts_with(char::is_lowercase);
        if broken {
            all.pop();
        } else {
            all.push(' ');
        }
        all.push_str(&own);
        (last, taken) = (next, taken.saturating_add(1));
    }
    draft.paragraph(&all, line.place.clone())?;
    Ok(taken)
}
