//! The bundled workspace at the dates that matter: what the förbundschef reads, whole.

use std::collections::BTreeMap;

use chrono::Datelike;
use samkoll::amount::Language;
use samkoll::assess;
use samkoll::cycle::Cycle;
use samkoll::evaluate::Selection;
use samkoll::facts::Question;
use samkoll::render;
use samkoll::render::calendar::Calendar;
use samkoll::render::calendar::list::{self, By};
use samkoll::render::explain::{self, Explained};
use samkoll::render::graph;
use samkoll::render::graph::Net;
use samkoll::render::sheet::Markup;
use samkoll::render::text::Role;
use samkoll::verdict::{Class, Outcome, Verdict};

use crate::common::{self, bundled, bundled_on, load_whole, question, the_bundled, verdicts};

fn text(as_of: &str, selection: &Selection, role: Role, language: Language) -> String {
    if *selection == Selection::default() {
        return render::text::render(bundled_on(as_of), role, language);
    }
    let report = assess(the_bundled(), question(as_of), selection);
    render::text::render(&report, role, language)
}

#[test]
fn director_2024_03_22() {
    insta::assert_snapshot!(text("2024-03-22", &Selection::default(), Role::Director, Language::Sv));
}

#[test]
fn director_2019_11_28() {
    insta::assert_snapshot!(text("2019-11-28", &Selection::default(), Role::Director, Language::Sv));
}

#[test]
fn director_in_english() {
    insta::assert_snapshot!(text("2024-03-22", &Selection::default(), Role::Director, Language::En));
}

#[test]
fn auditor_on_the_cap() {
    let selection = Selection { rules: vec!["equity-above-cap".into()], year: None, ..Selection::default() };
    insta::assert_snapshot!(text("2024-03-22", &selection, Role::InFull, Language::Sv));
}

/// By whose rule and by the auditors' questions, a line for each verdict.
#[test]
fn auditor_in_lines() {
    let rules = ["equity-above-cap", "cash-flow-does-not-tie", "report-overdue"].map(str::to_owned);
    let selection = Selection { rules: rules.into(), year: Some(2023), ..Selection::default() };
    insta::assert_snapshot!(text("2024-03-22", &selection, Role::Auditor, Language::Sv));
}

/// Each verdict has its line, under its authority and its question: none is lost in the grouping.
#[test]
fn the_auditor_sees_every_verdict_once() {
    let report = bundled_on("2024-03-22");
    let shown = render::text::render(report, Role::Auditor, Language::Sv);
    let lines: Vec<&str> = shown.lines().collect();
    let under = |rule: &str| {
        let head = lines
            .iter()
            .position(|it| it.contains(&format!(": {rule}] ")) || it.ends_with(&format!(": {rule}]")));
        let head = head.unwrap_or_else(|| panic!("{rule} is not there"));
        let rest = lines[head + 1..].iter();
        rest.take_while(|it| it.starts_with("  ")).copied().collect::<Vec<_>>()
    };
    let mut lines_of = BTreeMap::new();
    for verdict in &report.verdicts {
        let of_rule = lines_of.entry(verdict.rule.as_ref()).or_insert_with(|| under(&verdict.rule));
        let id = &verdict.subject.id;
        let found = of_rule.iter().filter(|line| match verdict.outcome {
            Outcome::NotApplicable => {
                let listed = line.rsplit_once("): ").map(|(_, ids)| ids.split(", ").any(|it| it == id));
                line.starts_with("  – ") && listed == Some(true)
            }
            _ => {
                line.chars().nth(3) == Some(' ')
                    && line[2..].split_once(' ').is_some_and(|(_, it)| it.starts_with(&format!("{id}: ")))
            }
        });
        assert_eq!(found.count(), 1, "{} {id}", verdict.rule);
    }
    assert!(lines.len() < report.verdicts.len(), "{} lines", lines.len());
}

#[test]
fn ci_lines() {
    let selection = Selection { rules: Vec::new(), year: Some(2023), ..Selection::default() };
    let text = text("2024-03-22", &selection, Role::Ci, Language::En);
    let breaches: Vec<&str> = text.lines().filter(|line| !line.contains(": undecided[")).collect();
    insta::assert_snapshot!(breaches.join("\n"));
}

#[test]
fn json_is_version_one() {
    let workspace = the_bundled();
    let selection =
        Selection { rules: vec!["equity-above-cap".into()], year: Some(2023), ..Selection::default() };
    let report = assess(workspace, question("2024-03-22"), &selection);
    let json = render::json::v1::render(&report, Language::Sv).unwrap().into_text().unwrap();
    let digests = |line: &str| line.contains("sha256:");
    let json: Vec<&str> = json.lines().filter(|line| !digests(line)).collect();
    insta::assert_snapshot!(json.join("\n"));
}

/// How many verdicts each rule gives, by outcome: the first thing a reviewer of a change wants to see.
#[test]
fn counts_by_rule_and_outcome() {
    let workspace = the_bundled();
    let mut lines = Vec::new();
    for as_of in ["2019-11-28", "2020-03-01", "2021-03-01", "2023-01-15", "2024-03-22"] {
        lines.push(format!("{as_of}: breached, undecided, waived, met, not applicable"));
        let all = verdicts(workspace, as_of);
        for rule in workspace.book.rules() {
            let id = &rule.text.id.value;
            let count = |outcome| all.iter().filter(|it| *it.rule == **id && it.outcome == outcome).count();
            let counts = [
                Outcome::Breached,
                Outcome::Undecided,
                Outcome::Waived,
                Outcome::Met,
                Outcome::NotApplicable,
            ];
            let counts: Vec<String> = counts.map(|outcome| format!("{:5}", count(outcome))).into();
            lines.push(format!("{id:32}{}", counts.concat()));
        }
    }
    insta::assert_snapshot!(lines.join("\n"));
}

#[test]
fn every_rule_gives_one_verdict_for_each_subject() {
    let workspace = the_bundled();
    let all = verdicts(workspace, "2024-03-22");
    let mut keys: Vec<_> = all.iter().map(|it| (&it.rule, &it.subject.id)).collect();
    let whole = keys.len();
    keys.dedup();
    assert_eq!(keys.len(), whole, "some subject was answered twice");
    assert!(whole > 1_000, "only {whole} verdicts");
}

#[test]
fn every_finding_points_at_a_line_and_a_clause() {
    let workspace = the_bundled();
    for verdict in verdicts(workspace, "2024-03-22").iter().filter(|it| it.outcome.is_finding()) {
        assert!(!workspace.files.slice(verdict.place).is_empty(), "{} {}", verdict.rule, verdict.subject.id);
        assert!(!verdict.clause.reference.is_empty(), "{} {}", verdict.rule, verdict.subject.id);
    }
}

#[test]
fn the_same_bytes_come_out_however_the_files_come_in() {
    let whole = |workspace: &samkoll::Workspace| {
        let report = assess(workspace, question("2024-03-22"), &Selection::default());
        render::json::v1::render(&report, Language::Sv).unwrap().into_text().unwrap()
    };
    let texts = bundled();
    let first =
        render::json::v1::render(bundled_on("2024-03-22"), Language::Sv).unwrap().into_text().unwrap();
    assert_eq!(first, whole(&load_whole(&texts)));
    // The same agreements named file by file, last first.
    let mut names: Vec<&String> = texts.keys().filter(|it| it.starts_with("agreements/")).collect();
    names.reverse();
    let list: Vec<String> = names.iter().map(|name| format!("{name:?}")).collect();
    let mut shuffled = texts.clone();
    let manifest = texts["samkoll.toml"].replace("[\"agreements\"]", &format!("[{}]", list.join(", ")));
    shuffled.insert("samkoll.toml".into(), manifest);
    let answers = |json: &str| json.split_once("\"summary\"").unwrap().1.to_owned();
    assert_eq!(answers(&first), answers(&whole(&load_whole(&shuffled))));
}

#[test]
fn what_was_not_yet_known_does_not_count() {
    let workspace = the_bundled();
    let at = |known_at: Option<&str>| {
        let known_at = known_at.map(|day| day.parse().unwrap());
        let asked = Question { as_of: "2024-03-22".parse().unwrap(), known_at };
        let rules = vec!["equity-above-cap".into()];
        assess(workspace, asked, &Selection { rules, year: Some(2023), ..Selection::default() }).verdicts
    };
    let outcome = |verdicts: Vec<Verdict>| verdicts.first().map(|it| it.outcome);
    assert_eq!(outcome(at(None)), Some(Outcome::Breached));
    assert_eq!(outcome(at(Some("2024-03-22"))), Some(Outcome::Breached));
    assert_eq!(
        outcome(at(Some("2024-03-21"))),
        Some(Outcome::Undecided),
        "the report was adopted a day later"
    );
}

/// The annual cycle of the bundled workspace on a day.
fn calendar(as_of: &str, year: i32, draw: impl Fn(&Calendar<'_, '_>) -> String) -> String {
    let workspace = the_bundled();
    let cycle = Cycle::new(&workspace.model, question(as_of));
    draw(&Calendar {
        workspace: &workspace.model.manifest.as_ref().unwrap().name,
        association: workspace.model.association().unwrap(),
        cycle: &cycle,
        from: format!("{year}-01-01").parse().unwrap(),
        to: format!("{year}-12-31").parse().unwrap(),
        files: &workspace.files,
    })
}

#[test]
fn calendar_2024() {
    insta::assert_snapshot!(calendar("2024-03-22", 2024, |calendar| {
        list::render(calendar, By::Month, Markup::Text, Language::Sv)
    }));
}

#[test]
fn calendar_2020_by_responsible_in_markdown() {
    insta::assert_snapshot!(calendar("2020-03-01", 2020, |calendar| {
        list::render(calendar, By::Responsible, Markup::Markdown, Language::En)
    }));
}

#[test]
fn calendar_json_is_version_one() {
    let json = calendar("2024-03-22", 2024, |calendar| render::json::v1::calendar(calendar).unwrap());
    let first = json.split("    {\n      \"id\": \"finsamlagen/minutes-announced").nth(1).unwrap();
    let first = first.split("    },\n    {\n").next().unwrap();
    insta::assert_snapshot!(format!("{}…\n{first}", json.split("    {\n").next().unwrap()));
}

fn brief(day: &str, markup: Markup, language: Language) -> String {
    common::brief(the_bundled(), "styrelsen", day, markup, language)
}

#[test]
fn brief_2024_03_22() {
    insta::assert_snapshot!(brief("2024-03-22", Markup::Text, Language::Sv));
}

#[test]
fn brief_2019_11_28() {
    insta::assert_snapshot!(brief("2019-11-28", Markup::Text, Language::Sv));
}

#[test]
fn brief_in_english_and_markdown() {
    insta::assert_snapshot!(brief("2019-11-28", Markup::Markdown, Language::En));
}

/// A brief is a page or two of 66 lines.
#[test]
fn a_brief_fits_on_two_pages() {
    for day in ["2019-11-28", "2023-04-05", "2023-11-30", "2024-03-22"] {
        let lines = brief(day, Markup::Text, Language::Sv).lines().count();
        // Two sheets of 72 lines.
        assert!(lines <= 144, "{day}: {lines} lines");
    }
}

#[test]
fn graph_of_2024_and_the_chain_to_the_plan() {
    let workspace = the_bundled();
    let cycle = Cycle::new(&workspace.model, question("2024-03-22"));
    let items: Vec<_> =
        cycle.items().iter().filter(|it| it.due.expected().is_some_and(|day| day.year() == 2024)).collect();
    let forest = graph::forest(&Net::new(&cycle, &items), Language::Sv);
    let plan = cycle.named("arshjul-2024/plan-and-budget/styrelsen/2024");
    let chain = graph::chain(&cycle, plan[0], Language::Sv);
    let around = graph::around(&cycle, plan[0], Language::En);
    insta::assert_snapshot!(format!("{forest}\n{chain}\n{around}"));
}

#[test]
fn a_date_of_2023_explained() {
    let workspace = the_bundled();
    let cycle = Cycle::new(&workspace.model, question("2024-03-22"));
    let told = |id: &str| {
        let found = cycle.named(id);
        explain::item(&Explained { cycle: &cycle, item: found[0], files: &workspace.files }, Language::Sv)
    };
    insta::assert_snapshot!(format!(
        "{}\n{}",
        told("minutes-announced/styrelsen/2023-11-30"),
        told("planning-day/samordningsforbundet-umearegionen/2023")
    ));
}

#[test]
fn rules_that_judge_alike_find_the_same_sort_of_thing() {
    let workspace = the_bundled();
    let mut results = 0;
    for rule in workspace.book.rules() {
        results += usize::from(rule.text.class == Class::Result);
        let Some(other) = &rule.text.judges_as else { continue };
        let other = workspace.book.rule(&other.value).unwrap();
        assert_eq!(rule.text.class, other.text.class, "{}", rule.text.id.value);
    }
    assert!(results > 3, "results are said to be such in the rules' own files");
}

const DAYS: [&str; 4] = ["2019-11-28", "2020-03-01", "2023-01-15", "2024-03-22"];

#[test]
fn the_director_reads_two_screens_and_is_told_how_much_more_there_is() {
    for (as_of, language) in DAYS.iter().flat_map(|day| [(day, Language::Sv), (day, Language::En)]) {
        let report = bundled_on(as_of);
        let text = render::text::render(report, Role::Director, language);
        assert!(text.lines().count() <= 100, "{as_of}: {} lines", text.lines().count());
        let whole = render::text::render(report, Role::Whole, language);
        assert!(whole.lines().count() > 100, "{as_of}: all of it is one option away");
    }
    let report = bundled_on("2024-03-22");
    let text = render::text::render(report, Role::Director, Language::Sv);
    for (heading, total) in
        [("BRUTET", report.found(Class::Fault)), ("MÅL SOM INTE NÅDDES", report.found(Class::Result))]
    {
        let part = text.split(&format!("{heading} ({total})")).nth(1).unwrap().split("\n\n").next().unwrap();
        let part = part.replace("\n    ", " ");
        let number = |text: &str, before: &str| {
            let digits = text.split(before).next().unwrap().rsplit(|c: char| !c.is_ascii_digit()).next();
            digits.unwrap().parse::<usize>().unwrap()
        };
        let follow = |line: &str| match line.split_once("Samma sak ") {
            Some((_, years)) => {
                years.split('.').next().unwrap().split([',', ' ']).filter(|it| it.len() == 4).count()
            }
            None if line.contains("Samma fel märks på") => number(line, " ställe"),
            None => 0,
        };
        let follow: usize = part.lines().map(follow).sum();
        let told = part.lines().map(|line| match line {
            line if line.starts_with("  • ") && line.contains("), senast:") => number(line, "), senast:"),
            line if line.starts_with("  • ") => 1,
            line if line.starts_with("  … ") => number(line, " till"),
            _ => 0,
        });
        assert_eq!(told.sum::<usize>() + follow, total, "nothing is dropped in silence: {part}");
    }
}

#[test]
fn open_questions_stand_by_what_matters_and_one_cause_is_one_line() {
    let whole = text("2024-03-22", &Selection::default(), Role::Whole, Language::Sv);
    let at = |piece: &str| whole.find(piece).unwrap_or_else(|| panic!("{piece}"));
    assert!(
        at("Registret har inget beslut om budget för 2023.")
            < at("Registret visar ingen bilaga, och det är inte sagt"),
        "this year's law before agreements that have run out"
    );
    let short = text("2024-03-22", &Selection::default(), Role::Director, Language::Sv);
    let unknown = short.split("GÅR INTE ATT AVGÖRA").nth(1).unwrap().replace("\n    ", " ");
    let line = unknown.lines().find(|line| line.contains("alla rapporter för tiden")).unwrap();
    let things: std::collections::BTreeSet<String> = verdicts(the_bundled(), "2024-03-22")
        .into_iter()
        .filter(|it| it.message.get(Language::Sv).contains("alla rapporter för tiden"))
        .map(|it| it.subject.id.clone())
        .collect();
    assert!(line.contains(&format!("Gäller {}, ", things.len())), "late is not asked beside missing: {line}");
    assert_eq!(unknown.matches("Registret har inget beslut om budget för").count(), 1, "{unknown}");
}
