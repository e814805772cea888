//! The table of contents, held against what the document has.

use std::collections::{BTreeMap, BTreeSet};
use std::ops::Range;

use super::lines::{Line, Shape};
use super::words;
use super::{Entry, Leads, Part};
use crate::model::text::PartKind;
use crate::source::plain;

/// What a table of contents is called.
const CALLED: &[&str] = &["innehåll", "innehållsförteckning", "contents", "table of contents"];

/// The longest title of a line of the contents, in characters.
const TITLE: usize = 160;

/// Where the contents stand: the lines behind their heading, until one that lists nothing.
pub(super) fn block(lines: &[Line<'_>]) -> Range<usize> {
    let is_called = |it: &Line<'_>| CALLED.contains(&plain(it.text).trim_matches([':', '*', ' ']));
    let Some(heading) = lines.iter().position(is_called) else { return 0..0 };
    let start = heading.saturating_add(1);
    let mut end = start;
    let mut listed: BTreeSet<String> = BTreeSet::new();
    for (at, line) in lines.iter().enumerate().skip(start) {
        if matches!(line.shape, Shape::Heading(_)) {
            break;
        }
        let titles: Vec<(&str, Option<u32>)> = split(line.text);
        let has_page = line.shape == Shape::Cell || titles.iter().any(|(_, page)| page.is_some());
        // What is said again where it stands is no line of the contents any more; nor is running text.
        let again = titles.iter().any(|(title, _)| listed.contains(&plain(title)));
        let is_line =
            has_page || matches!(line.shape, Shape::Item(_)) || words::numbered(line.text).is_some();
        // "Bilagor" stands above those that are listed.
        let is_line = is_line || is_appendices(line.text);
        if again && !has_page
            || !is_line && end > start.saturating_add(1)
            || line.text.chars().count() > TITLE && !has_page
        {
            break;
        }
        listed.extend(titles.iter().filter(|_| is_line).map(|(title, _)| plain(title)));
        end = at.saturating_add(1);
    }
    start..end
}

fn is_appendices(text: &str) -> bool {
    plain(text).trim_matches([':', '*', ' ']) == "bilagor"
}

/// The titles and pages in a line: one, or several that were written together.
fn split(text: &str) -> Vec<(&str, Option<u32>)> {
    let mut found = Vec::new();
    let mut from = 0_usize;
    for at in lines_within(text).into_iter().chain([text.len()]) {
        found.extend(split_at_leaders(text.get(from..at).unwrap_or_default()));
        from = at;
    }
    found
}

/// Where the next lines begin in several that were run together: behind a page a number and a capital, and a number of
/// several parts wherever it stands.
fn lines_within(text: &str) -> Vec<usize> {
    let words: Vec<(usize, &str)> = words::placed(text, char::is_whitespace).collect();
    let is_number = |it: &str| words::leading(it).is_some_and(|(_, rest)| matches!(rest, "" | "."));
    let is_page = |it: &str| it.len() < 4 && it.bytes().all(|it| it.is_ascii_digit());
    let begins = |it: &[(usize, &str)]| match it {
        [(_, before), (at, number), (_, title)] => {
            let is_nested = number.trim_end_matches('.').contains('.');
            let is_title = title.starts_with(char::is_uppercase);
            let is_next =
                is_number(number) && is_title && (is_page(before) || is_nested && !is_number(before));
            is_next.then_some(*at)
        }
        _ => None,
    };
    words.windows(3).skip(1).filter_map(begins).collect()
}

/// The titles and pages in a line, parted by the points that lead to a page.
fn split_at_leaders(text: &str) -> Vec<(&str, Option<u32>)> {
    let mut found = Vec::new();
    let mut rest = text.trim();
    while let Some((title, behind)) = leader(rest) {
        let behind = behind.trim_start_matches(|c: char| c.is_whitespace() || ".…".contains(c));
        let end = behind.find(|c: char| !c.is_ascii_digit()).unwrap_or(behind.len());
        let (page, after) = behind.split_at_checked(end).unwrap_or((behind, ""));
        found.push((title.trim(), page.parse().ok()));
        rest = after.trim();
    }
    if let Some((title, page)) = rest.rsplit_once(' ')
        && page.len() < 4
        && let Ok(page) = page.parse::<u32>()
    {
        found.push((title.trim(), Some(page)));
    } else if !rest.is_empty() {
        found.push((rest, None));
    }
    found
}

/// What stands before the points that lead to a page, and behind where they begin.
fn leader(text: &str) -> Option<(&str, &str)> {
    let mut points = text.match_indices(['.', '…']);
    let is_leader = |at: usize| {
        text.get(at..).is_some_and(|it| ["...", "…", ". . ."].iter().any(|point| it.starts_with(point)))
    };
    text.split_at_checked(points.find(|(at, _)| is_leader(*at))?.0)
}

/// The lines of the contents, each with how it leads, and the parts told how the contents print them.
pub(super) fn entries(lines: &[Line<'_>], block: Range<usize>, parts: &mut [Part]) -> Vec<Entry> {
    let behind = lines.get(block.end..).unwrap_or_default();
    let mut found = listed(lines.get(block).unwrap_or_default());
    let is_short = |it: &&Line<'_>| it.shape != Shape::Cell && it.text.chars().count() <= TITLE;
    let titles: BTreeSet<String> = behind.iter().filter(is_short).map(|it| same(it.text)).collect();
    // In plain text a heading may have run together with what stands under it.
    let called = |line: &Line<'_>| {
        let line = same(line.text);
        words::numbered(&line).map_or_else(|| format!(" {line}"), |it| format!("{} {}", it.number, it.title))
    };
    let begun: BTreeSet<String> =
        behind.iter().filter(|it| it.shape == Shape::Paragraph).map(called).collect();
    let is_begun = |entry: &Entry, title: &str| {
        let own = format!("{} {title} ", entry.number.as_deref().unwrap_or_default());
        begun.range(own.clone()..).next().is_some_and(|it| it.starts_with(&own))
    };
    let bare: BTreeSet<String> = parts.iter().map(|it| same(&it.title)).collect();
    let mut by_number: BTreeMap<(String, PartKind), usize> = BTreeMap::new();
    let mut by_title: BTreeMap<String, usize> = BTreeMap::new();
    for (at, part) in
        parts.iter().enumerate().filter(|(_, it)| it.level.is_some() || it.kind == PartKind::Section)
    {
        by_number.entry((part.number.clone(), part.kind)).or_insert(at);
        by_title.entry(same(&part.title)).or_insert(at);
    }
    for entry in &mut found {
        let title = same(&entry.title);
        let numbered = entry.number.as_ref().and_then(|number| {
            let own = words::numbered(number)?;
            let kind = words::kind(&own.label).unwrap_or(PartKind::Section);
            Some((own.number.to_owned(), kind))
        });
        let by_number = numbered.as_ref().and_then(|it| by_number.get(it)).copied();
        let mut part = by_number.and_then(|at| parts.get_mut(at));
        if let Some(it) = part.as_mut().filter(|it| it.level.is_none())
            && same(&it.title).strip_prefix(&title).is_some_and(|it| it.starts_with(' '))
        {
            it.title.clone_from(&entry.title);
        }
        let alike = part.as_ref().is_some_and(|it| same(&it.title) == title);
        let other = by_title.get(&title).copied();
        match (part, other, &numbered) {
            (Some(part), other, _) if alike || other.is_none() => part.contents = Some(entry.title.clone()),
            (_, Some(other), Some((number, _))) => {
                let Some(part) = parts.get_mut(other) else { continue };
                part.contents = Some(entry.title.clone());
                if part.number != *number {
                    entry.leads = Leads::Renumbered(part.number.clone());
                }
            }
            _ if titles.contains(&title) || bare.contains(&title) || is_begun(entry, &title) => (),
            _ => entry.leads = Leads::Nowhere,
        }
    }
    // Where hardly any line leads anywhere, it is the headings that cannot be seen.
    let there = found.iter().filter(|it| it.leads == Leads::There).count();
    if there < 3 || there.saturating_mul(10) < found.len().saturating_mul(6) {
        found.retain(|it| it.leads == Leads::There);
    }
    found
}

/// A title as it is compared: without capitals, dashes of another length, and what parts it from a number.
fn same(title: &str) -> String {
    let title = plain(title).replace(['–', '—'], "-").replace(['*', '”', '“', '"'], "");
    title.trim_end_matches(['.', ':', ' ']).to_owned()
}

/// What the lines of the contents list.
fn listed(lines: &[Line<'_>]) -> Vec<Entry> {
    let mut found: Vec<Entry> = Vec::new();
    let (mut block, mut of_appendices) = (None, false);
    for line in lines {
        of_appendices |= is_appendices(line.text);
        // The page stands in the next cell of the same row.
        let page = line.text.parse::<u32>().ok().filter(|_| line.shape == Shape::Cell);
        if let Some(last) =
            found.last_mut().filter(|_| page.is_some() && block == Some((line.block, line.place)))
        {
            last.page = page;
            continue;
        }
        block = Some((line.block, line.place));
        for (title, page) in split(line.text) {
            let numbered = words::numbered(title).filter(|it| !it.title.is_empty());
            let label = |it: &words::Numbered<'_>| match (it.label.as_str(), of_appendices) {
                ("", true) => "bilaga".to_owned(),
                (label, _) => label.to_owned(),
            };
            let number = numbered.as_ref().map(|it| format!("{} {}", label(it), it.number).trim().to_owned());
            let title = numbered.map_or(title, |it| it.title);
            if title.chars().any(char::is_alphabetic)
                && !is_appendices(title)
                && !(page.is_none() && matches!(&*plain(title), "sida" | "sid" | "page"))
            {
                let (title, place) = (title.trim_matches(['*', ' ']).to_owned(), line.place.clone());
                found.push(Entry { number, title, page, leads: Leads::There, place });
            }
        }
    }
    found
}
