//! What stands in a document for something that is to come, or where nothing stands.

use super::Placeholder;
use super::lines::{Line, Shape};
use super::words;
use crate::model::text::PlaceholderKind;
use crate::source::plain;

/// How many characters around it are told.
const AROUND: usize = 50;

/// What stands in brackets for what is to come.
const BRACKETED: &[&str] = &[
    "belopp",
    "datum",
    "dag",
    "namn",
    "år",
    "årtal",
    "ort",
    "antal",
    "summa",
    "titel",
    "text",
    "organisation",
    "kommun",
    "part",
    "parten",
    "region",
    "tal",
    "siffra",
    "procent",
    "adress",
    "organisationsnummer",
    "orgnr",
    "funktion",
];

/// How what stands in brackets begins that tells what to write.
const ASKS: &[&str] =
    &["ange", "fyll", "skriv", "infoga", "välj", "komplettera", "lägg in", "att fylla i", "beskriv"];

/// What a program or a template puts where something is to come, wherever it stands.
const TEMPLATE: &[&str] = &[
    "klicka här för att ange",
    "klicka eller tryck här för att ange",
    "click here to enter",
    "click or tap here to enter",
    "click or tap to enter",
    "lorem ipsum",
    "kompletteras senare",
    "fylls i senare",
    "text kommer senare",
];

/// What counts something: a blank before it is a number that is to come.
const COUNTED: &[&str] = &[
    "kr",
    "kronor",
    "tkr",
    "mkr",
    "sek",
    "%",
    "procent",
    "deltagare",
    "personer",
    "exemplar",
    "stycken",
    "st",
    "månader",
    "timmar",
    "veckor",
];

/// What is to be settled later.
const LATER: &[&str] = &[
    "beslutas senare",
    "bestäms senare",
    "fastställs senare",
    "utses senare",
    "meddelas senare",
    "avgörs senare",
    "beslutas senast",
    "bestäms senast",
    "fastställs senast",
    "utses senast",
    "avgörs senast",
    "ännu inte fastställt",
    "ännu inte beslutat",
    "ännu inte bestämt",
];

/// All of them, in order.
pub(super) fn placeholders(lines: &[Line<'_>]) -> Vec<Placeholder> {
    let mut found = Vec::new();
    let boxes = lines.iter().filter(|it| it.text.contains("[ ]") || it.text.contains("[]")).count();
    for (at, line) in lines.iter().enumerate() {
        match empty(lines, at) {
            Some(is_sure) => found.push(told(line, PlaceholderKind::Empty, "", is_sure, 0)),
            None => found.extend(in_words(line, boxes)),
        }
    }
    found
}

fn told(line: &Line<'_>, kind: PlaceholderKind, printed: &str, is_sure: bool, at: usize) -> Placeholder {
    Placeholder {
        kind,
        printed: printed.to_owned(),
        about: words::around(line.text, at, AROUND),
        by: None,
        is_sure,
        from: line.from.to_owned(),
        place: line.place.clone(),
    }
}

/// Whether nothing stands where something should, and whether that is sure: a picture is not seen.
fn empty(lines: &[Line<'_>], at: usize) -> Option<bool> {
    let line = lines.get(at)?;
    let next = lines.get(at.saturating_add(1));
    match line.shape {
        Shape::Item(_) if line.text.is_empty() => {
            let before = at.checked_sub(1).and_then(|it| lines.get(it));
            let is_item = |it: &Line<'_>| matches!(it.shape, Shape::Item(_)) && it.heading == line.heading;
            before.into_iter().chain(next).any(is_item).then_some(true)
        }
        Shape::Heading(level) if at > 0 => {
            let number = words::numbered(line.text);
            let goes_on = |next: &Line<'_>| {
                let Shape::Heading(its) = next.shape else { return true };
                match number.as_ref().zip(words::numbered(next.text)) {
                    Some((own, next)) if own.label == next.label => {
                        next.number.matches('.').count() > own.number.matches('.').count()
                    }
                    _ => its > level,
                }
            };
            (!next.is_some_and(goes_on)).then_some(false)
        }
        _ => None,
    }
}

/// What is printed in a line that stands for something else.
fn in_words(line: &Line<'_>, boxes: usize) -> Vec<Placeholder> {
    let text = line.text;
    let mut found: Vec<Placeholder> = Vec::new();
    let whole = text.trim_matches(['*', '_', ' ']);
    let in_cell = line.shape == Shape::Cell;
    let is_alone = |it: &str| (1..=3).contains(&it.chars().count()) && it.chars().all(|c| c == '?');
    let behind = whole.rsplit(':').next().unwrap_or_default().trim();
    if is_alone(whole) || matches!(whole, "…" | "...") {
        found.push(told(line, PlaceholderKind::Sign, whole, !in_cell, 0));
    } else if whole.contains(':') && is_alone(behind) {
        found.push(told(line, PlaceholderKind::Sign, behind, true, 0));
    }
    for (at, word) in words::placed(text, char::is_whitespace) {
        if let Some((printed, is_sure)) = letters(word) {
            found.push(told(line, PlaceholderKind::Letters, printed, is_sure, at));
        }
    }
    found.extend(blanks(line));
    found.extend(brackets(line, boxes));
    let lower = text.to_lowercase();
    for phrase in TEMPLATE {
        if let Some(at) = lower.find(phrase) {
            found.push(told(line, PlaceholderKind::Letters, phrase, true, at));
        }
    }
    for phrase in LATER {
        if let Some(at) = lower.find(phrase) {
            let by = text.get(at..).and_then(words::day);
            found.push(Placeholder { by, ..told(line, PlaceholderKind::Later, "", false, at) });
            break;
        }
    }
    found
}

/// Letters in place of a number, a name or a day, and whether they can be nothing else.
fn letters(word: &str) -> Option<(&str, bool)> {
    let word = word.trim_matches(|c: char| !c.is_alphanumeric());
    let all = |of: &[char]| word.chars().count() >= 2 && word.chars().all(|c| of.contains(&c));
    let year = word.strip_prefix("20").is_some_and(|it| matches!(it, "XX" | "xx" | "ÅÅ" | "åå"));
    let letters = word.chars().filter(|it| it.is_alphabetic());
    let is_pattern = all(&['X', 'x', '-', '.']) && letters.count() >= 2 && !mixed(word);
    let day = matches!(
        word,
        "ÅÅÅÅ" | "ååååmmdd" | "ÅÅÅÅMMDD" | "ÅÅÅÅ-MM-DD" | "åååå-mm-dd" | "åååå" | "ÅÅMMDD" | "DD/MM"
    );
    let sure = is_pattern || year || day || matches!(word, "TBD" | "TODO" | "FIXME" | "N.N");
    match (sure, word) {
        (true, _) => Some((word, true)),
        (false, "NN") => Some((word, false)),
        _ => None,
    }
}

/// Whether a word has capitals and small letters: one that does is no row of the same letter.
fn mixed(word: &str) -> bool {
    word.contains('x') && word.contains('X')
}

/// A line or points before what counts something: "____ kr".
fn blanks(line: &Line<'_>) -> Vec<Placeholder> {
    let mut found = Vec::new();
    let mut at = 0_usize;
    let is_blank = |c: char| matches!(c, '_' | '…' | '.');
    while let Some(start) =
        line.text.get(at..).and_then(|it| it.find(['_', '…', '.'])).map(|it| at.saturating_add(it))
    {
        let rest = line.text.get(start..).unwrap_or_default();
        let run = rest.len().saturating_sub(rest.trim_start_matches(is_blank).len());
        let (blank, behind) = rest.split_at_checked(run).unwrap_or((rest, ""));
        let long = blank.chars().filter(|c| *c != '.').count() >= 3
            || blank.chars().filter(|c| *c == '.').count() >= 5;
        let is_counted = || {
            let next = plain(behind.split_whitespace().next().unwrap_or_default());
            COUNTED.contains(&next.trim_matches(|c: char| !c.is_alphanumeric() && c != '%'))
        };
        if long && is_counted() {
            found.push(told(line, PlaceholderKind::Letters, blank, true, start));
        }
        at = start.saturating_add(run.max(1));
    }
    found
}

/// What stands in brackets and tells what is to stand there.
fn brackets(line: &Line<'_>, boxes: usize) -> Vec<Placeholder> {
    let mut found = Vec::new();
    for (open, close) in [('[', ']'), ('<', '>'), ('{', '}')] {
        for (at, _) in line.text.match_indices(open) {
            let inner = line.text.get(at.saturating_add(1)..).unwrap_or_default();
            let near: String = inner.chars().take(AROUND.saturating_mul(2)).collect();
            let Some((inner, _)) = near.split_once(close) else { continue };
            let word = plain(inner.trim());
            let is_blank = word.is_empty() || word.chars().all(|c| matches!(c, '.' | '…' | '_' | '-'));
            let asks = ASKS.iter().any(|it| word.starts_with(it)) || BRACKETED.contains(&word.as_str());
            // Where there are several empty ones, they are boxes to tick.
            let is_box = word.is_empty() && (boxes > 1 || open != '[');
            if asks || is_blank && !is_box {
                let printed = format!("{open}{inner}{close}");
                found.push(told(line, PlaceholderKind::Letters, &printed, asks, at));
            }
        }
    }
    found
}
