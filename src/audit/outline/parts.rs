//! The numbered parts of a document, each in the numbering that it goes on with.

use std::ops::Range;

use super::Part;
use super::lines::{Line, Shape};
use super::words::{self, Numbered};
use crate::model::text::PartKind;

/// The longest line that is the title of a part and no sentence, in characters.
const TITLE: usize = 200;

/// How far a number that stands without a point may be from the last, and still be one of the same numbering.
const NEAR: i64 = 3;

/// How many numberings back one may be that is gone on with.
const OPEN: usize = 60;

/// A numbering that goes on.
#[derive(Debug)]
struct Run<'d> {
    kind: PartKind,
    label: String,
    level: Option<u8>,
    /// The last number at its top.
    last: i64,
    /// What it began under.
    above: &'d str,
    heading: Option<usize>,
}

/// All numbered parts, those of the contents left out.
pub(super) fn parts(lines: &[Line<'_>], contents: &Range<usize>) -> Vec<Part> {
    let has_headings = lines.iter().any(|it| {
        matches!(it.shape, Shape::Heading(_)) && words::numbered(it.text).is_some_and(|it| it.label.len() < 3)
    });
    let mut runs: Vec<Run<'_>> = Vec::new();
    let mut parts: Vec<Part> = Vec::new();
    for (at, line) in lines.iter().enumerate() {
        if contents.contains(&at) {
            continue;
        }
        let Some(found) = words::numbered(line.text) else { continue };
        let Some(kind) = kind(line, &found, has_headings) else { continue };
        // Appendices 2a and 2b are both of 2.
        let again = |it: &Part| it.kind == kind && it.number == found.number;
        if found.letter.is_some_and(|it| it != 'a')
            && parts.iter().rev().find(|it| it.kind == kind).is_some_and(again)
        {
            continue;
        }
        let level = match line.shape {
            Shape::Heading(level) => Some(level),
            Shape::Paragraph | Shape::Item(_) | Shape::Cell => None,
        };
        let Some(run) = run(&mut runs, kind, &found, level, line) else { continue };
        let run_title = runs.get(run).map(|it| it.above.to_owned()).unwrap_or_default();
        parts.push(Part {
            kind,
            number: found.number.to_owned(),
            label: found.label.clone(),
            title: found.title.to_owned(),
            contents: None,
            run,
            run_title,
            level,
            heading: line.heading,
            place: line.place.clone(),
        });
    }
    parts
}

/// What sort of part a line is that begins with a number.
fn kind(line: &Line<'_>, found: &Numbered<'_>, has_headings: bool) -> Option<PartKind> {
    let is_heading = matches!(line.shape, Shape::Heading(_));
    let is_short = line.text.chars().count() <= TITLE;
    let titled = found.title.is_empty() || words::is_title(found.title);
    match found.label.as_str() {
        "" if is_heading => titled.then_some(PartKind::Section),
        "" => {
            let is_item = matches!(line.shape, Shape::Item(_)) || line.shape == Shape::Paragraph && is_short;
            let titled = found.title.starts_with(|c: char| c.is_alphabetic() || "”“\"".contains(c));
            let kind = if has_headings { PartKind::ListItem } else { PartKind::Section };
            (is_item && found.is_closed && titled && !found.number.contains('.')).then_some(kind)
        }
        "§" => {
            (is_heading || is_short && titled && !found.title.ends_with('.')).then_some(PartKind::Section)
        }
        "kapitel" | "avsnitt" => is_heading.then_some(PartKind::Section),
        label => {
            let is_own = is_heading || is_short && titled && !matches!(line.shape, Shape::Cell);
            let closed =
                is_heading || found.is_closed || found.title.is_empty() || !found.title.ends_with('.');
            (is_own && closed && titled).then(|| words::kind(label)).flatten()
        }
    }
}

/// The numbering that a number belongs to, which it takes on; none where it is no number of a part.
fn run<'d>(
    runs: &mut Vec<Run<'d>>,
    kind: PartKind,
    found: &Numbered<'_>,
    level: Option<u8>,
    line: &Line<'d>,
) -> Option<usize> {
    let top: i64 = found.number.split('.').next()?.parse().ok()?;
    let is_nested = found.number.contains('.');
    let is_own = |it: &Run<'_>| {
        it.kind == kind
            && it.label == found.label
            && (kind != PartKind::ListItem || it.heading == line.heading)
    };
    let own = || runs.iter().enumerate().rev().take(OPEN).filter(|(_, it)| is_own(it));
    let at = if is_nested {
        own().find(|(_, it)| it.last == top).or_else(|| own().next()).map(|(at, _)| at)
    } else {
        let next = own().find(|(_, it)| it.last.saturating_add(1) == top && it.level == level);
        let next = next.or_else(|| own().find(|(_, it)| it.last.saturating_add(1) == top));
        let same = || own().find(|(_, it)| it.level == level).or_else(|| own().next());
        match next {
            Some((at, _)) => Some(at),
            // Where a numbering begins anew, it is another; said twice in a row it is the same.
            None if top == 1 => {
                let is_again =
                    |it: &Run<'_>| it.last == 1 && kind != PartKind::ListItem && it.above == line.above;
                same().filter(|(_, it)| is_again(it)).map(|(at, _)| at)
            }
            None => same().map(|(at, _)| at),
        }
    };
    let last = at.and_then(|at| runs.get(at)).map(|it| it.last);
    let is_near = last.is_none_or(|last| top.abs_diff(last) <= NEAR.unsigned_abs());
    let is_sure = is_nested || found.is_closed || !found.label.is_empty();
    if !is_sure && !(is_near && (last.is_some() || top == 1)) {
        return None;
    }
    match at.and_then(|at| Some((at, runs.get_mut(at)?))) {
        Some((at, run)) => {
            if !is_nested {
                run.last = top;
            }
            Some(at)
        }
        None => {
            let (label, above) = (found.label.clone(), line.above);
            runs.push(Run { kind, label, level, last: top, above, heading: line.heading });
            runs.len().checked_sub(1)
        }
    }
}
