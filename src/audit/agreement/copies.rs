//! How many copies an agreement says there are, and how many sign it.

use super::{Party, remark};
use crate::amount::Text;
use crate::audit::outline::lines::{Line, Shape};
use crate::audit::outline::words;
use crate::audit::outline::{About, Remark};
use crate::source::plain;

/// How many signs in a row are a line to sign on.
const LINE: usize = 8;

/// How many words before "exemplar" its number may stand.
const BEFORE: usize = 4;

/// How it is said that each party has one.
const EACH: &[&str] =
    &["var sitt", "varsitt", "var sin", "varsin", "varje part", "vardera", "varav parterna"];

/// How it is said that one is for others than the parties.
const SPARE: &[&str] = &["diari", "arkiv", "registrator", "till akten", "utöver"];

/// The copies, the lines to sign on, and what of them does not go together.
pub(super) fn copies(lines: &[Line<'_>], parties: &[Party]) -> (Option<i64>, usize, Vec<Remark>) {
    let told = lines.iter().find_map(|line| Some((line, said(line.text)?)));
    let signatures = signatures(lines);
    let parties = parties.len();
    let mut remarks = Vec::new();
    if let Some((line, copies)) = told
        && parties > 0
        && i64::try_from(parties) != Ok(copies)
    {
        let lower = line.text.to_lowercase();
        // Where as many sign as there are copies, it is the parties that are more than their numbers tell.
        let sign = signatures.and_then(|(_, count)| i64::try_from(count).ok());
        let has = |all: &[&str]| all.iter().any(|it| lower.contains(it));
        let is_sure = has(EACH) && !has(SPARE) && sign != Some(copies);
        let text = Text::new(
            format!("{copies} exemplar, men {parties} parter med organisationsnummer"),
            format!("{copies} copies, but {parties} parties with an organisation number"),
        );
        remarks.push(remark(About::Copies, is_sure, text, line));
    }
    if let Some((line, count)) = signatures.filter(|(_, count)| parties > 0 && *count != parties) {
        let text = Text::new(
            format!("{count} rader att skriva under på, men {parties} parter med organisationsnummer"),
            format!("{count} lines to sign on, but {parties} parties with an organisation number"),
        );
        remarks.push(remark(About::Copies, false, text, line));
    }
    (told.map(|(_, copies)| copies), signatures.map_or(0, |(_, count)| count), remarks)
}

/// How many copies a text says: "i fem (5) likalydande exemplar".
fn said(text: &str) -> Option<i64> {
    let words: Vec<&str> = text.split_whitespace().collect();
    let is_it = |it: &&str| plain(it).trim_matches(|c: char| !c.is_alphanumeric()) == "exemplar";
    let at = words.iter().position(is_it)?;
    let before = words.get(at.saturating_sub(BEFORE)..at)?;
    let bare = |it: &str| words::count(it.trim_matches(|c: char| !c.is_alphanumeric()));
    before.iter().rev().find_map(|it| bare(it))
}

/// The lines to sign on, in the part that is for signatures, and where it begins.
fn signatures<'l, 'd>(lines: &'l [Line<'d>]) -> Option<(&'l Line<'d>, usize)> {
    let begins = |it: &Line<'_>| {
        let title = words::numbered(it.text).map_or(it.text, |it| it.title);
        let title = plain(title);
        it.shape != Shape::Cell && (title.starts_with("underskrift") || title.starts_with("undertecknande"))
            || said(it.text).is_some()
    };
    let start = lines.iter().position(begins)?;
    let rest = lines.get(start..)?;
    // An appendix behind has lines of its own.
    let is_next = |it: &Line<'_>| {
        matches!(it.shape, Shape::Heading(_))
            && words::numbered(it.text).is_some_and(|it| it.label == "bilaga")
    };
    let own = rest.iter().take_while(|it| !is_next(it));
    let count: usize = own.map(|it| to_sign(it.text)).sum();
    (count > 0).then_some((rest.first()?, count))
}

/// How many lines to sign on a text has: rows of signs that no word stands before, but one that says it is for a name.
fn to_sign(text: &str) -> usize {
    let is_sign = |c: char| matches!(c, '_' | '…' | '.');
    let mut count = 0_usize;
    let mut after_word = false;
    for word in text.split_whitespace() {
        let signs = word.chars().filter(|c| is_sign(*c)).count();
        let is_line = signs >= LINE || word.chars().filter(|c| *c == '…').count() >= 4;
        let bare = plain(word.trim_matches(|c: char| !c.is_alphabetic()));
        match is_line {
            true if !after_word && bare.is_empty() => count = count.saturating_add(1),
            true => after_word = false,
            false => {
                let for_name = matches!(bare.as_str(), "namnteckning" | "underskrift" | "signatur");
                after_word =
                    !bare.is_empty() && !for_name && matches!(bare.as_str(), "den" | "datum" | "ort" | "dag");
            }
        }
    }
    count
}
