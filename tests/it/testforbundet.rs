//! The synthetic second förbund: its verdicts against those worked out by hand, and against itself under other names.

use std::collections::{BTreeMap, BTreeSet};
use std::fs;

use samkoll::Workspace;
use samkoll::verdict::{Outcome, Verdict};

use crate::common::{Texts, bundled, load_whole, root, texts_below, verdicts};

const FOLDER: &str = "fixtures/testforbundet/";
/// The days the table has a column for, in its order.
const DAYS: [&str; 2] = ["2024-06-30", "2025-04-30"];

/// The förbund's files, as they lie in a workspace of their own.
fn testforbundet() -> Texts {
    let texts = texts_below(&[FOLDER.trim_end_matches('/')]);
    let own = texts.into_iter().map(|(path, text)| (path.replace(FOLDER, ""), text));
    own.filter(|(path, _)| path.ends_with(".toml")).collect()
}

/// Rule and subject of every verdict that the rule reaches, with the outcome and the reason it is open.
type Outcomes = BTreeMap<(String, String), String>;

fn outcomes(workspace: &Workspace, day: &str) -> Outcomes {
    let reached = verdicts(workspace, day).into_iter().filter(|it| it.outcome != Outcome::NotApplicable);
    let word = |it: &Verdict| match it.reason {
        Some(reason) => format!("{} ({})", it.outcome.name(), reason.name()),
        None => it.outcome.name().to_owned(),
    };
    reached.map(|it| ((it.rule.clone(), it.subject.id.clone()), word(&it))).collect()
}

/// The table of `FACIT.md` for a day.
fn by_hand(column: usize) -> Outcomes {
    let text = fs::read_to_string(root().join(FOLDER).join("FACIT.md")).unwrap();
    let mut found = Outcomes::new();
    for line in text.lines().filter(|line| line.starts_with("| ") && !line.starts_with("| Regel")) {
        let cells: Vec<&str> = line.trim_matches('|').split('|').map(str::trim).collect();
        let [rule, subject, outcomes @ .., why] = cells.as_slice() else { panic!("{line}") };
        assert!(outcomes.len() == DAYS.len() && !why.is_empty(), "{line}");
        let words = outcomes[column].replace("uppfylld", "met").replace("bruten", "breached");
        let words = words.replace("oavgjord", "undecided").replace("godtagen", "waived");
        if words != "–" {
            let before = found.insert((rule.to_string(), subject.to_string()), words);
            assert_eq!(before, None, "two rows: {line}");
        }
    }
    found
}

#[test]
fn every_verdict_is_as_worked_out_by_hand() {
    let workspace = load_whole(&testforbundet());
    assert_eq!(workspace.problems.len(), 0, "it should be read without a word");
    for (column, day) in DAYS.iter().enumerate() {
        let (ours, theirs) = (by_hand(column), outcomes(&workspace, day));
        let keys: BTreeSet<_> = ours.keys().chain(theirs.keys()).collect();
        let apart: Vec<String> = keys
            .into_iter()
            .filter(|key| ours.get(*key) != theirs.get(*key))
            .map(|key| format!("{key:?}: by hand {:?}, program {:?}", ours.get(key), theirs.get(key)))
            .collect();
        assert!(apart.is_empty(), "{day}\n{}", apart.join("\n"));
    }
}

#[test]
fn what_is_set_aside_gives_no_verdict_and_would_without_it() {
    let mut texts = testforbundet();
    let aside = |texts: &Texts| {
        let all = verdicts(&load_whole(texts), DAYS[1]);
        all.iter().filter(|it| it.rule == "agenda-item-without-proposal").count()
    };
    assert_eq!(aside(&texts), 0);
    let manifest = texts.get_mut("samkoll.toml").unwrap();
    let (before, rest) = manifest.split_once("[[set-aside]]").unwrap();
    let (_, after) = rest.split_once("[[parameter]]").unwrap();
    *manifest = format!("{before}[[parameter]]{after}");
    assert_eq!(aside(&texts), 4);
}

#[test]
fn without_since_the_comparison_year_is_asked_and_each_year_has_its_own_board() {
    let mut texts = testforbundet();
    let manifest = texts.get_mut("samkoll.toml").unwrap();
    *manifest = manifest.replace("since = 2023-01-01\n", "");
    let found = outcomes(&load_whole(&texts), DAYS[0]);
    let of = |rule: &str, subject: &str| found.get(&(rule.into(), subject.into())).map(String::as_str);
    // 4 225 000 against 4 220 000 in the column of 2022.
    assert_eq!(of("statement-does-not-add-up", "relation/balance/2022"), Some("breached"));
    // The board from 2019 had five seats for six members, and took office the year after an election.
    assert_eq!(of("board-composition", "2022"), Some("breached"));
    assert_eq!(of("board-term", "2022"), Some("met"));
    assert_eq!(of("board-composition", "2023"), Some("met"));
}

/// Everything that is given an id in some texts. What a list's items are called is the standard's.
fn ids(texts: &Texts) -> BTreeSet<String> {
    let mut found = BTreeSet::new();
    for line in texts.values().flat_map(|text| {
        let mut header = "";
        text.lines().filter(move |line| {
            header = if line.starts_with('[') { line } else { header };
            line.starts_with("id = ") && header != "[[checklist.item]]"
        })
    }) {
        found.insert(line.split('"').nth(1).unwrap().to_owned());
    }
    found
}

#[test]
fn nothing_of_the_bundled_forbund_stands_in_it() {
    let (own, other) = (testforbundet(), bundled());
    let shared: Vec<String> = ids(&own).intersection(&ids(&other)).cloned().collect();
    assert!(shared.is_empty(), "{shared:?}");
    // The state's two authorities are members of every förbund.
    let mut names = BTreeSet::from(["Västerbotten".to_owned(), "Umeå".to_owned()]);
    for organisation in &load_whole(&other).model.organisations {
        let kind = organisation.kind.name();
        if ["region", "municipality", "association", "unit"].contains(&kind) {
            names.extend(organisation.aliases.iter().cloned().chain([organisation.name.clone()]));
        }
    }
    for (path, text) in own {
        let found: Vec<&String> = names.iter().filter(|name| text.contains(name.as_str())).collect();
        assert!(found.is_empty(), "{path}: {found:?}");
    }
}

/// Numbers that look random, the same for the same seed.
fn draws(seed: u64) -> impl FnMut() -> u64 {
    let mut state = seed;
    move || {
        // Knuth's generator for 64 bits; its lowest bits are the least random.
        state = state.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
        state >> 33
    }
}

/// Other ids for all of them, by a seed.
fn renaming(texts: &Texts, seed: u64) -> BTreeMap<String, String> {
    let mut next = draws(seed);
    ids(texts).into_iter().enumerate().map(|(index, id)| (id, format!("z{:x}-{index}", next()))).collect()
}

/// A text with every whole word replaced that has another name; words hold letters, digits, `-` and `_`.
fn renamed(text: &str, names: &BTreeMap<String, String>) -> String {
    let is_word = |c: char| c.is_alphanumeric() || c == '-' || c == '_';
    let mut out = String::new();
    let mut rest = text;
    while let Some(first) = rest.chars().next() {
        let end = rest.find(|c| is_word(c) != is_word(first)).unwrap_or(rest.len());
        let (word, after) = rest.split_at(end);
        out.push_str(names.get(word).map_or(word, String::as_str));
        rest = after;
    }
    out
}

/// Files under other names in the same folders, in another order; what has its usual name keeps it.
fn moved(texts: Texts, seed: u64) -> Texts {
    let mut next = draws(seed);
    let mut elsewhere = |path: String| match path.split_once('/') {
        None => path,
        Some((folder, name)) => format!("{folder}/{}-{name}", next()),
    };
    texts.into_iter().map(|(path, text)| (elsewhere(path), text)).collect()
}

/// Everything that stands in a list has a file of its own; what is within an agreement stands in another order.
fn strewn(texts: &Texts, seed: u64) -> Texts {
    let mut next = draws(seed);
    let mut found = Texts::new();
    for (path, text) in texts {
        let starts = |line: &str| line.starts_with("[[") && !line.contains('.');
        let first = text.lines().position(starts).unwrap_or_else(|| text.lines().count());
        let head: String = text.lines().take(first).map(|line| format!("{line}\n")).collect();
        let mut blocks: BTreeMap<u64, String> = BTreeMap::new();
        let mut at = 0;
        for line in text.lines().skip(first) {
            at = if starts(line) { next() } else { at };
            *blocks.entry(at).or_default() += &format!("{line}\n");
        }
        if !path.contains('/') {
            found.insert(path.clone(), text.clone());
        } else if head.contains("\nid = ") {
            let blocks: String = blocks.into_values().collect();
            found.insert(path.clone(), format!("{head}{blocks}"));
        } else {
            let (folder, name) = path.split_once('/').unwrap();
            let files = blocks.into_iter();
            found
                .extend(files.map(|(at, block)| (format!("{folder}/{at}-{name}"), format!("{head}{block}"))));
        }
    }
    found
}

/// Every verdict, the unreached ones too, in an order that no name decides.
fn written(texts: &Texts, day: &str, names: &BTreeMap<String, String>) -> BTreeSet<String> {
    let line = |it: Verdict| {
        let reason = it.reason.map_or("", |reason| reason.name());
        let clause = it.clause.reference;
        let responsible = it.responsible.join(" ");
        let line = format!(
            "{} | {} | {} {reason} | {} | {} | {clause} | {responsible} | {:?}",
            it.rule,
            it.subject.id,
            it.outcome.name(),
            it.message.sv,
            it.message.en,
            it.due
        );
        renamed(&line, names)
    };
    verdicts(&load_whole(texts), day).into_iter().map(line).collect()
}

#[test]
fn renaming_every_id_and_moving_every_file_changes_no_verdict() {
    let texts = testforbundet();
    let own: Vec<BTreeSet<String>> = DAYS.iter().map(|day| written(&texts, day, &BTreeMap::new())).collect();
    for seed in [1, 2, 3, 5, 8] {
        let names = renaming(&texts, seed);
        let other: Texts = texts.iter().map(|(path, text)| (path.clone(), renamed(text, &names))).collect();
        let other = moved(other, seed);
        assert!(ids(&other).is_disjoint(&ids(&texts)), "every id should have another name");
        let back: BTreeMap<String, String> = names.into_iter().map(|(id, new)| (new, id)).collect();
        for (day, own) in DAYS.iter().zip(&own) {
            let other = written(&other, day, &back);
            let apart: Vec<&String> = own.symmetric_difference(&other).collect();
            assert!(apart.is_empty(), "seed {seed}, {day}: {apart:#?}");
        }
    }
}

#[test]
fn moving_everything_changes_no_outcome_and_no_id() {
    let texts = testforbundet();
    for day in DAYS {
        let own = outcomes(&load_whole(&texts), day);
        for seed in [1, 2, 3, 5, 8] {
            let other = strewn(&texts, seed);
            assert!(other.len() > 60, "every entry should have a file of its own");
            let other = outcomes(&load_whole(&other), day);
            let keys: BTreeSet<_> = own.keys().chain(other.keys()).collect();
            let apart: Vec<_> = keys.into_iter().filter(|key| own.get(*key) != other.get(*key)).collect();
            assert!(apart.is_empty(), "seed {seed}, {day}: {apart:#?}");
        }
    }
}

#[test]
fn no_id_of_it_is_a_word_of_the_format_or_the_standard() {
    let standard: Texts = texts_below(&["rules"]);
    let mut taken = ids(&standard);
    for name in load_whole(&testforbundet()).model.figures.iter().map(|it| &it.name.value) {
        taken.extend(name.split('.').map(str::to_owned));
    }
    // Renaming such a word would rename more than the id.
    let shared: Vec<String> = ids(&testforbundet()).intersection(&taken).cloned().collect();
    assert!(shared.is_empty(), "{shared:?}");
}
