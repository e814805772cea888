//! The synthetic second förbund: its verdicts against those worked out by hand, and against itself under other names.

use std::collections::{BTreeMap, BTreeSet};
use std::fs;

use samkoll::amount::Language;
use samkoll::cycle::{Cycle, State};
use samkoll::model::rule::Undecided;
use samkoll::render::calendar::{Calendar, list};
use samkoll::render::explain::{self, Explained};
use samkoll::render::sheet::Markup;
use samkoll::verdict::{Outcome, Verdict};
use samkoll::{Workspace, render};

use crate::common::{self, Texts, bundled, load_whole, question, root, texts_below, verdicts};

const FOLDER: &str = "fixtures/testforbundet/";
/// The days the table has a column for, in its order.
const DAYS: [&str; 2] = ["2024-06-30", "2025-04-30"];

/// The förbund's files, as they lie in a workspace of their own.
pub(crate) fn testforbundet() -> Texts {
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
    reached.map(|it| ((it.rule.to_string(), it.subject.id.clone()), word(&it))).collect()
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
        all.iter().filter(|it| *it.rule == *"agenda-item-without-proposal").count()
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
        let totals = head.lines().find(|line| line.starts_with("count = ")).unwrap_or_default();
        // A file with one entry has one table, or something else.
        let of_file = |block: &str| match block.starts_with("[[table]]") {
            true => head.replace(totals, "count = { table = 1 }"),
            false => head.replace(totals, ""),
        };
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
            found.extend(
                files.map(|(at, block)| {
                    (format!("{folder}/{at}-{name}"), format!("{}{block}", of_file(&block)))
                }),
            );
        }
    }
    found
}

/// Every verdict, the unreached ones too, in an order that no name decides.
fn written(texts: &Texts, day: &str, names: &BTreeMap<String, String>) -> BTreeSet<String> {
    let line = |it: Verdict| {
        let reason = it.reason.map_or("", |reason| reason.name());
        let clause = it.clause.reference.clone();
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

/// The förbund with another board too, and how long the present one holds the role.
fn with_another_board(id: &str, in_force: &str, own_in_force: &str) -> Texts {
    let mut texts = testforbundet();
    let text = texts.values_mut().find(|it| it.contains("id = \"forbundsstyrelsen\"")).unwrap();
    let role = "role = \"board\"\n";
    *text = text.replace(role, &format!("{role}in_force = {{ {own_in_force} }}\n"));
    text.push_str(&format!(
        "\n[[organisation]]\nid = \"{id}\"\nname = \"En annan styrelse\"\nkind = \"body\"\n{role}\
         part_of = \"sf-testbygden\"\nin_force = {{ {in_force} }}\n"
    ));
    texts
}

#[test]
fn what_was_done_before_a_board_left_is_done_for_the_one_that_came() {
    let mut texts = with_another_board("nya-styrelsen", "from = 2024-03-25", "to = 2024-03-24");
    for text in texts.values_mut() {
        for day in ["2024-09-19", "2024-11-28"] {
            let held = |body: &str| format!("body = \"{body}\"\ndate = {day}\n");
            *text = text.replace(&held("forbundsstyrelsen"), &held("nya-styrelsen"));
        }
    }
    let workspace = load_whole(&texts);
    let cycle = Cycle::new(&workspace.model, question("2024-03-31"));
    // Adopted 2024-03-21 by the board that was; due 2024-03-31.
    let id = "finsamlagen/annual-report/nya-styrelsen/2023";
    let item = cycle.items().iter().find(|it| it.id == id).unwrap();
    assert_eq!(item.state, State::InTime);
}

#[test]
fn a_role_s_duty_is_that_of_who_holds_the_role_when_it_is_due() {
    let workspace = load_whole(&with_another_board(
        "forsta-styrelsen",
        "from = 2019-04-01, to = 2023-03-31",
        "from = 2023-04-01",
    ));
    assert_eq!(workspace.problems.iter().map(|it| it.message.sv.as_str()).collect::<Vec<_>>(), [""; 0]);
    let cycle = Cycle::new(&workspace.model, question(DAYS[0]));
    let has = |id: &str| cycle.items().iter().any(|it| it.id == id);
    // Due 2024-03-31; the year began with the earlier board.
    assert!(has("finsamlagen/annual-report/forbundsstyrelsen/2023"));
    assert!(!has("finsamlagen/annual-report/forsta-styrelsen/2023"));
    // Due 2022-11-30.
    assert!(has("finsamlagen/budget/forsta-styrelsen/2023"));
    assert!(has("finsamlagen/budget/forbundsstyrelsen/2024"));
    // Who holds the role is told by the id, but what is found of the year is the same.
    for day in DAYS {
        let renamed = |(key, word): (&(String, String), &String)| {
            ((key.0.clone(), key.1.replace("forsta-styrelsen", "forbundsstyrelsen")), word.clone())
        };
        let with: Outcomes = outcomes(&workspace, day).iter().map(renamed).collect();
        assert_eq!(with, outcomes(&load_whole(&testforbundet()), day), "{day}");
    }
}

/// The rules on occurrences that ask whether something has come at all.
const MISSING: [&str; 5] =
    ["appendix-missing", "report-overdue", "cycle-event-missed", "cycle-step-missed", "registration-missing"];

#[test]
fn what_the_calendar_calls_overdue_the_rules_call_breached_and_nothing_else_unshown() {
    let mut seen = [0, 0];
    for (texts, days) in [(testforbundet(), DAYS), (bundled(), ["2021-06-30", "2024-03-22"])] {
        let workspace = load_whole(&texts);
        for day in days {
            let cycle = Cycle::new(&workspace.model, question(day));
            let found = verdicts(&workspace, day);
            let asked = found.iter().filter(|it| MISSING.contains(&it.rule.as_ref()));
            for verdict in asked.filter(|it| it.outcome != Outcome::NotApplicable) {
                let item = cycle.items().iter().find(|it| it.id == verdict.subject.id).unwrap();
                let breached = matches!(verdict.outcome, Outcome::Breached | Outcome::Waived);
                let told = format!("{day} {} {:?} {:?}", item.id, item.state, verdict.outcome);
                assert!(item.state != State::Overdue || breached, "{told}");
                assert!(item.state != State::Unknown || verdict.outcome == Outcome::Undecided, "{told}");
                assert!(!breached || matches!(item.state, State::Overdue | State::Late), "{told}");
                let silent = verdict.reason == Some(Undecided::RuleSilent);
                assert_eq!(item.is_missing_without_day(), silent, "{told}");
                seen[0] += usize::from(item.state == State::Overdue);
                seen[1] += usize::from(silent);
            }
        }
    }
    assert!(seen.iter().all(|count| *count > 0), "{seen:?}");
}

#[test]
fn calendar_brief_and_explain_say_that_no_day_is_set() {
    let workspace = load_whole(&testforbundet());
    let day = question(DAYS[1]);
    let cycle = Cycle::new(&workspace.model, day);
    let id = "tb-plan-2023/planrapport/platform/2024-H1";
    let item = cycle.items().iter().find(|it| it.id == id).unwrap();
    assert_eq!((item.state, item.days_late), (State::Unknown, None));
    let words = "inte klart enligt registret; ingen dag är satt";
    let explained = explain::item(&Explained { cycle: &cycle, item, files: &workspace.files }, Language::Sv);
    assert!(explained.contains(words), "{explained}");
    let calendar = Calendar {
        workspace: "T",
        association: "t",
        cycle: &cycle,
        from: "2025-01-01".parse().unwrap(),
        to: "2025-12-31".parse().unwrap(),
        files: &workspace.files,
    };
    let listed = one_line(&list::render(&calendar, list::By::Month, Markup::Text, Language::Sv));
    assert!(listed.contains(words) && !listed.contains("försenat 304"), "{listed}");
    let brief = one_line(&brief_of(&workspace, DAYS[1]));
    assert!(brief.contains("Inte klart enligt registret, och ingen dag är satt (1)"), "{brief}");
    assert!(brief.contains(words), "{brief}");
}

fn one_line(text: &str) -> String {
    text.split_whitespace().collect::<Vec<_>>().join(" ")
}

fn brief_of(workspace: &Workspace, day: &str) -> String {
    common::brief(workspace, "forbundsstyrelsen", day, Markup::Text, Language::Sv)
}

#[test]
fn the_names_of_a_group_add_up_to_its_number() {
    let workspace = load_whole(&testforbundet());
    let day = "2024-11-28";
    let brief = one_line(&brief_of(&workspace, day));
    let mut twice = false;
    let counts = [" ansvariga: ", " åtaganden: "].into_iter().flat_map(|words| brief.match_indices(words));
    for (before, after) in counts.map(|(at, it)| (&brief[..at], &brief[at + it.len()..])) {
        let count: usize = before.rsplit(' ').next().unwrap().parse().unwrap();
        // Each name is followed by one more, or by how the thing stands.
        let mut sum = 0;
        for part in after.split("; ") {
            if sum >= count {
                break;
            }
            let more = part.strip_prefix("och ").and_then(|it| it.strip_suffix(" till"));
            let often = part.rsplit_once(" (").and_then(|(_, it)| it.strip_suffix(')')?.parse().ok());
            twice |= often.is_some();
            sum += more.map_or(often.unwrap_or(1), |it| it.parse::<usize>().unwrap());
        }
        assert_eq!(sum, count, "{after}");
    }
    assert!(twice, "{brief}");
}

#[test]
fn a_rule_set_aside_is_told_wherever_rules_are() {
    let workspace = load_whole(&testforbundet());
    let (book, manifest) = (&workspace.book, workspace.model.manifest.as_ref());
    let (reason, decided_by) =
        ("förslagen till beslut skickas i ett eget häfte", "Förbundsstyrelsen 2023-06-01, § 9 (syntetiskt)");
    let rules = render::rules::render(book, manifest, Language::Sv);
    assert_eq!(rules.matches("prövas inte").count(), 1);
    let rule = book.rule("agenda-item-without-proposal").unwrap();
    let explained = one_line(&explain::rule(rule, book, manifest, &workspace.files, Language::Sv));
    for text in [&rules, &explained] {
        assert!(text.contains(reason) && text.contains(decided_by), "{text}");
    }
    assert!(explained.contains("samkoll.toml:"), "{explained}");
    let other = book.rule("budget-adopted-late").unwrap();
    assert!(!explain::rule(other, book, manifest, &workspace.files, Language::Sv).contains("prövas inte"));
    let brief = brief_of(&workspace, DAYS[1]);
    assert!(brief.contains("1 regel prövas inte, enligt förbundets beslut (samkoll check)."), "{brief}");
}
