//! What an agreement says of its own paragraphs and of the time it holds for.

use std::collections::BTreeSet;

use super::remark;
use crate::amount::Text;
use crate::audit::outline::lines::Line;
use crate::audit::outline::words;
use crate::audit::outline::{About, Part, Remark};
use crate::model::text::PartKind;

/// How many paragraphs with a sign there must be, before a reference to one that is not there is sure.
const SEVERAL: usize = 3;

/// How many characters before a day tell what it is.
const NEAR: usize = 40;

/// Words of a text that speaks of a law or another agreement: then a paragraph is not its own.
const OTHERS: &[&str] = &["lag", "sfs", "förordning", "stadga", "protokoll", "finsam", " kl ", "balk"];

/// References to paragraphs that are not there, and times that end before they begin.
pub(super) fn remarks(lines: &[Line<'_>], parts: &[Part]) -> Vec<Remark> {
    let own: BTreeSet<&str> = parts
        .iter()
        .filter(|it| it.kind == PartKind::Section && it.label == "§")
        .map(|it| it.number.as_str())
        .collect();
    let mut found = Vec::new();
    for line in lines {
        let is_title = words::numbered(line.text).is_some_and(|it| it.label == "§");
        let lower = line.text.to_lowercase();
        if own.len() >= SEVERAL && !is_title && !OTHERS.iter().any(|it| lower.contains(it)) {
            for number in named(line.text).into_iter().filter(|it| !own.contains(it)) {
                let text = Text::new(format!("§ {number} finns inte"), format!("§ {number} does not exist"));
                found.push(remark(About::Reference, true, text, line));
            }
        }
        found.extend(reversed(line));
    }
    found
}

/// The paragraphs that a text names, as `§ 7` or `7 §`.
fn named(text: &str) -> Vec<&str> {
    let mut found = Vec::new();
    for (at, sign) in text.match_indices('§') {
        let behind = text.get(at.saturating_add(sign.len())..).unwrap_or_default().trim_start();
        let before = text.get(..at).unwrap_or_default().trim_end();
        let digits = before.len().saturating_sub(before.trim_end_matches(|c: char| c.is_ascii_digit()).len());
        let before =
            before.get(before.len().saturating_sub(digits)..).filter(|it| (1..=3).contains(&it.len()));
        found.extend(words::leading(behind).map(|(number, _)| number).or(before));
    }
    found
}

/// A time from a day until one before it: "från och med … till och med …".
fn reversed(line: &Line<'_>) -> Option<Remark> {
    let days = words::days(line.text);
    let pairs = days.iter().zip(days.iter().skip(1));
    let (from, to) = pairs.into_iter().find(|(from, to)| {
        let before = words::last(line.text.get(..from.at).unwrap_or_default(), NEAR).to_lowercase();
        let between = line.text.get(from.at..to.at).unwrap_or_default();
        let begins =
            before.split_whitespace().rev().take(5).any(|it| matches!(it, "från" | "fr.o.m." | "from"));
        let is_until =
            between.split_whitespace().any(|it| matches!(it, "till" | "t.o.m." | "tom" | "–" | "-"));
        begins && is_until && from.day.zip(to.day).is_some_and(|(from, to)| to < from)
    })?;
    let text = Text::new(
        format!("tiden slutar {} och börjar {}", to.printed, from.printed),
        format!("the time ends {} and begins {}", to.printed, from.printed),
    );
    // "… året därpå" tells of another year than is printed: which of them is wrong is asked.
    let is_sure = !["därpå", "följande år"].iter().any(|it| line.text.contains(it));
    Some(remark(About::Date, is_sure, text, line))
}
