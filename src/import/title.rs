//! What the first lines of a document say that it is: of whom, of which year, and whether it is a plan or of a part of
//! a year; and which other organisation a heading names.

use crate::document::number::year_named;
use crate::document::{Block, Document};
use crate::model::Model;
use crate::source::plain;

/// How many blocks from the first may say what a document is, and how long a line of them is at most.
const FIRST: usize = 6;
const LINE: usize = 120;

/// The shortest word of a name that tells it from another.
const TELLS: usize = 3;

/// How many letters two words begin with in common to be the same name, bent or not.
const SAME: usize = 4;

/// What a document of figures is called.
const SORTS: &[&str] = &[
    "årsredovisning",
    "årsbokslut",
    "bokslut",
    "delår",
    "tertialrapport",
    "kvartalsrapport",
    "verksamhetsberättelse",
    "verksamhetsplan",
    "budget",
];

/// What says that something came out, and is no plan.
const OUTCOMES: &[&str] =
    &["utfall", "bokslut", "redovisning", "berättelse", "delår", "tertial", "helår", "rapport"];

/// What says that a plan is looked back at.
const FOLLOWS: &[&str] = &["uppföljning", "följsamhet", "avvik", "jämför"];

/// What stands between a name and what is the förbund's own: what came from another is not that one's.
const BETWEEN: &[&str] = &["från", "till", "med", "av", "hos", "mellan", "mot"];

/// The first lines, as far as they are short.
fn top(document: &Document) -> Vec<&str> {
    let lines = document.blocks.iter().take(FIRST).filter_map(|block| match block {
        Block::Heading(at) => document.headings.get(*at).map(|it| it.text.as_str()),
        Block::Paragraph(it) => Some(it.text.as_str()),
        Block::Table(_) => None,
    });
    lines.filter(|it| it.chars().count() <= LINE).collect()
}

/// The line that says what sort of document it is.
fn sort(document: &Document) -> Option<&str> {
    top(document).into_iter().find(|it| SORTS.iter().any(|sort| plain(it).contains(sort)))
}

/// The line that says what sort of document it is; empty where none does.
#[must_use]
pub fn title(document: &Document) -> &str {
    sort(document).unwrap_or_default()
}

/// The one year that a document of figures says that it is of.
#[must_use]
pub fn year(document: &Document) -> Option<i32> {
    year_named(sort(document)?)
}

/// Whether a heading says that what it is about is planned.
pub(super) fn is_plan(text: &str) -> bool {
    let text = plain(text);
    let has = |all: &[&str]| all.iter().any(|it| text.contains(it));
    has(&["budget", "verksamhetsplan"]) && !has(OUTCOMES) && !has(FOLLOWS)
}

/// Whether the head of a column says that it is what came out.
pub(super) fn is_outcome(text: &str) -> bool {
    let text = plain(text);
    OUTCOMES.iter().any(|it| text.contains(it))
}

/// The other förbund that a document says it is of, as it is named there; none where the workspace's own is named too.
#[must_use]
pub fn another(model: &Model, document: &Document) -> Option<String> {
    let own = own(model)?;
    let top = top(document);
    let is_own = |it: &str| own.names.iter().any(|name| plain(it).contains(name));
    if top.iter().any(|it| is_own(it)) {
        return None;
    }
    let named: Vec<String> = top.iter().filter_map(|it| associated(it)).collect();
    let is_other = |it: &&String| !shares(it, &own.words);
    if named.iter().any(|it| !is_other(&it)) {
        return None;
    }
    named.into_iter().next()
}

/// The organisation that a heading or the head of a column names and that is not the förbund.
pub(super) fn names_another(model: &Model, text: &str) -> bool {
    let Some(own) = own(model) else { return false };
    let mut lower = plain(text);
    for name in &own.names {
        lower = lower.replace(name, " ");
    }
    if let Some(name) = associated(text) {
        return !shares(&name, &own.words);
    }
    if lower.contains("förbund") {
        return false;
    }
    let others = model.organisations.iter().filter(|it| Some(it.id.value.as_str()) != model.association());
    let stands = |name: &str| {
        lower.match_indices(name).any(|(at, _)| {
            let (before, behind) = (lower.get(..at).unwrap_or_default(), lower.get(at..).unwrap_or_default());
            let behind = behind.strip_prefix(name).unwrap_or_default();
            let behind = behind.strip_prefix('s').unwrap_or(behind);
            let is_word =
                !before.ends_with(char::is_alphanumeric) && !behind.starts_with(char::is_alphanumeric);
            is_word && !before.split_whitespace().next_back().is_some_and(|it| BETWEEN.contains(&it))
        })
    };
    others.flat_map(|it| it.printed()).any(|it| stands(&plain(&it))) || is_authority(text)
}

/// Whether a text names a municipality or a region, known or not: "Norrby kommun", "Region Norr".
fn is_authority(text: &str) -> bool {
    let words: Vec<&str> = text.split(|c: char| !c.is_alphanumeric()).filter(|it| !it.is_empty()).collect();
    let capital = |it: &str| it.starts_with(char::is_uppercase);
    let is_from =
        |at: usize| at.checked_sub(1).and_then(|it| words.get(it)).is_some_and(|it| BETWEEN.contains(it));
    words.windows(2).enumerate().any(|(at, pair)| match pair {
        [name, of] => {
            let of_it = matches!(*of, "kommun" | "kommuns" | "stad" | "stads") && capital(name);
            let region = matches!(*name, "Region" | "Landstinget") && capital(of);
            (of_it || region) && !is_from(at)
        }
        _ => false,
    })
}

/// What the förbund of a workspace is called, and the words that tell it from others.
struct Own {
    names: Vec<String>,
    words: Vec<String>,
}

fn own(model: &Model) -> Option<Own> {
    let own = model.organisation(model.association()?)?;
    let names: Vec<String> = own.names().map(plain).filter(|it| it.chars().count() >= TELLS).collect();
    let members = model.organisations.iter().filter(|it| it.member.is_some()).map(|it| plain(&it.name));
    let words = names.iter().cloned().chain(members).flat_map(|it| told_by(&it)).collect();
    Some(Own { names, words })
}

/// The words of a name that tell it from others.
fn told_by(name: &str) -> Vec<String> {
    let words = name.split(|c: char| !c.is_alphanumeric()).filter(|it| it.chars().count() >= TELLS);
    let common = |it: &&str| {
        it.starts_with("samordningsförbund")
            || matches!(*it, "finsam" | "kommun" | "region" | "och" | "förbundet")
    };
    words.filter(|it| !common(it)).map(str::to_owned).collect()
}

/// Whether a name has a word of the förbund's own.
fn shares(name: &str, own: &[String]) -> bool {
    let same = |one: &str, other: &str| {
        let long = one.chars().count().min(other.chars().count()) >= SAME;
        one == other || long && (one.starts_with(other) || other.starts_with(one))
    };
    told_by(&plain(name)).iter().any(|it| own.iter().any(|own| same(it, own)))
}

/// The förbund that a text names: "Samordningsförbundet Norrby", "Norrbys samordningsförbund", "Finsam Norrby".
fn associated(text: &str) -> Option<String> {
    let words: Vec<&str> = text.split_whitespace().collect();
    let bare = |it: &str| it.trim_matches(|c: char| !c.is_alphanumeric()).to_owned();
    let capital = |it: Option<&&str>| it.map(|it| bare(it)).filter(|it| it.starts_with(char::is_uppercase));
    words.iter().enumerate().find_map(|(at, word)| {
        let lower = bare(word).to_lowercase();
        let behind = || {
            let next = at.saturating_add(1);
            let next = if words.get(next) == Some(&"i") { next.saturating_add(1) } else { next };
            let ends = word.ends_with([',', '.', ':', ')']);
            capital(words.get(next)).filter(|it| !ends && it.chars().count() >= TELLS)
        };
        match lower.as_str() {
            "samordningsförbundet" => behind().map(|it| format!("Samordningsförbundet {it}")),
            "finsam" => behind().map(|it| format!("Finsam {it}")),
            "samordningsförbund" => {
                let name = capital(at.checked_sub(1).and_then(|it| words.get(it)))?;
                Some(format!("{name} samordningsförbund"))
            }
            _ => None,
        }
    })
}
