//! The sweep: take away any one figure or record, and nothing becomes met that was not.
//!
//! `cargo test` takes a seeded sample; with `SAMKOLL_SWEEP=all` every one is taken (`.ci/run` does so).

use std::collections::BTreeSet;
use std::fmt::Write as _;
use std::thread;

use samkoll::source::{Files, Span, parse};
use samkoll::verdict::Outcome;
use samkoll::{Workspace, assess, load};

use crate::common::{Texts, bundled, load_whole, question};
use crate::testforbundet::testforbundet;

/// The seed of the sample. Any number will do; it is fixed so that a failure comes back.
const SEED: u64 = 20_240_322;

/// How many removals `cargo test` tries.
const SAMPLE: usize = 40;

/// How many removals are tried at a time: the cores of the smallest machine the project is built on.
pub(crate) const THREADS: usize = 2;

/// The days the sweep asks for.
const DAYS: [&str; 2] = ["2019-11-28", "2024-03-22"];

/// Something to take away: a cell, or a whole record of the register.
struct Removal {
    path: String,
    what: String,
    text: String,
}

#[test]
fn nothing_becomes_met_when_something_is_taken_away() {
    let texts = bundled();
    let removals = removals(&texts);
    assert!(removals.len() > 450, "only {} things to take away", removals.len());
    let chosen = chosen(removals, SAMPLE);
    println!("sweep: {} removals, seed {SEED}", chosen.len());
    let whole = load_whole(&texts);
    let before: Vec<BTreeSet<(String, String)>> = DAYS.iter().map(|day| met(&whole, day)).collect();
    let halves: Vec<&[Removal]> = chosen.chunks(chosen.len().div_ceil(THREADS)).collect();
    let wrong: String = thread::scope(|scope| {
        let threads: Vec<_> =
            halves.iter().map(|half| scope.spawn(|| what_becomes_met(&texts, half, &before))).collect();
        threads.into_iter().map(|thread| thread.join().unwrap()).collect()
    });
    assert!(wrong.is_empty(), "\n{wrong}");
}

/// What other things are judged by: since when the members are such, and what an overview prints of an initiative.
#[test]
fn nothing_becomes_met_when_its_context_is_taken_away() {
    let mut wrong = String::new();
    let texts = testforbundet();
    let before = met(&load_whole(&texts), "2024-06-30");
    for without in without_lines(&texts, "member = ") {
        for (rule, subject) in met(&load(&without), "2024-06-30").difference(&before) {
            let _ = writeln!(wrong, "without who is a member: {rule} {subject} is met");
        }
    }
    let texts = bundled();
    let path = texts.keys().find(|it| it.ends_with("initiatives-2023.toml")).unwrap().clone();
    let text = texts[&path].replacen("[initiative.row]", "[initiative.detial]", 1);
    let at = text.find("[initiative.detial]").unwrap();
    let end = text[at..].find("[initiative.detail]").unwrap() + at;
    let mut without = texts.clone();
    without.insert(path, format!("{}{}", &text[..at], &text[end..]));
    let before = met(&load_whole(&texts), "2024-06-30");
    let after = met(&load_whole(&without), "2024-06-30");
    assert!(before.iter().any(|(rule, _)| rule == "initiative-inconsistent"));
    assert!(after.difference(&before).next().is_none());
    assert!(wrong.is_empty(), "\n{wrong}");
}

/// The texts without each line that begins with a key, one at a time, and without all of them.
fn without_lines(texts: &Texts, key: &str) -> Vec<Texts> {
    let mut all = texts.clone();
    let mut found = Vec::new();
    for (path, text) in texts {
        let lines: Vec<&str> = text.lines().collect();
        let kept = lines.iter().filter(|line| !line.starts_with(key));
        all.insert(path.clone(), kept.copied().collect::<Vec<_>>().join("\n"));
        for (index, _) in lines.iter().enumerate().filter(|(_, line)| line.starts_with(key)) {
            let mut lines = lines.clone();
            lines.remove(index);
            let mut without = texts.clone();
            without.insert(path.clone(), lines.join("\n"));
            found.push(without);
        }
    }
    assert!(!found.is_empty(), "{key}");
    found.push(all);
    found
}

fn what_becomes_met(texts: &Texts, removals: &[Removal], before: &[BTreeSet<(String, String)>]) -> String {
    let mut wrong = String::new();
    for removal in removals {
        let mut without = texts.clone();
        without.insert(removal.path.clone(), removal.text.clone());
        let workspace = load(&without);
        for (day, before) in DAYS.iter().zip(before) {
            for (rule, subject) in met(&workspace, day).difference(before) {
                let (path, what) = (&removal.path, &removal.what);
                let _ = writeln!(wrong, "without {path} {what}: {rule} {subject} is met on {day}");
            }
        }
    }
    wrong
}

fn met(workspace: &Workspace, day: &str) -> BTreeSet<(String, String)> {
    let report = assess(workspace, question(day), &samkoll::evaluate::Selection::default());
    let met = report.verdicts.into_iter().filter(|it| it.outcome == Outcome::Met);
    met.map(|it| (it.rule, it.subject.id)).collect()
}

/// All of them when asked for, else a sample spread by a seeded shuffle.
pub(crate) fn chosen<T>(mut all: Vec<T>, sample: usize) -> Vec<T> {
    if std::env::var("SAMKOLL_SWEEP").is_ok_and(|value| value == "all") {
        return all;
    }
    let mut state = SEED;
    let mut next = move || {
        state = state.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
        state >> 33
    };
    all.sort_by_cached_key(|_| next());
    all.truncate(sample);
    all
}

fn removals(texts: &Texts) -> Vec<Removal> {
    let wanted = |path: &&String| path.contains("/figures/") || path.contains("/register/");
    texts.keys().filter(wanted).flat_map(|path| in_file(path, &texts[path])).collect()
}

/// Cells lie under `table[n].figures`; records are the entries of the register's lists and what hangs on a meeting.
fn in_file(path: &str, text: &str) -> Vec<Removal> {
    let mut files = Files::default();
    let file = files.add(path, text);
    let (table, errors) = parse(&files, file);
    assert!(errors.is_empty(), "{path}: {errors:?}");
    let mut found = Vec::new();
    for route in table.routes() {
        let is_cell = route.path.contains("].figures.") && !is_table(text, route.value);
        let is_date = route.path.contains(".minutes.") && route.path.starts_with("meeting[");
        if is_cell || is_date {
            found.push(Removal {
                path: path.to_owned(),
                text: without_line(text, route.value),
                what: route.path,
            });
        } else if let Some(end) = record_end(&route.path, text, route.value) {
            let start = text[..route.value.start as usize].rfind("[[").unwrap_or(0);
            let text = format!("{}{}", &text[..start], &text[end..]);
            found.push(Removal { path: path.to_owned(), text, what: route.path });
        }
    }
    found
}

/// The middle of a dotted key has the span of its own name, and no value after it.
fn is_table(text: &str, value: Span) -> bool {
    let value = &text[value.start as usize..value.end as usize];
    !(value.starts_with(|c: char| c.is_ascii_digit() || c == '-' || c == '"'))
}

fn without_line(text: &str, value: Span) -> String {
    let start = text[..value.start as usize].rfind('\n').map_or(0, |at| at + 1);
    let end = text[value.end as usize..].find('\n').map_or(text.len(), |at| value.end as usize + at + 1);
    format!("{}{}", &text[..start], &text[end..])
}

/// Where a whole `[[decision]]` or `[[delivery]]` ends: at the next entry of the file, or its end.
/// A meeting is taken away date by date, since its decisions refer to it.
fn record_end(path: &str, text: &str, value: Span) -> Option<usize> {
    let whole = ["decision[", "delivery["].iter().any(|list| path.starts_with(list)) && path.ends_with(']');
    let rest = whole.then(|| &text[value.end as usize..])?;
    Some(rest.find("\n[[").map_or(text.len(), |at| value.end as usize + at + 1))
}
