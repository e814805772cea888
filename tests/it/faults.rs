//! What is broken, as every page tells it: what a rule asks for, what can be put right, and one count of it all.

use std::fs;

use samkoll::amount::Language;
use samkoll::evaluate::Selection;
use samkoll::verdict::{Class, Outcome};
use samkoll::{assess, render};

use crate::cli::{code, samkoll, stderr, stdout};
use crate::common::{bundled, question, root, the_bundled};

/// A title names a fault; beside "met" it would say the opposite of what it means.
#[test]
fn every_rule_says_what_it_asks_for_and_whether_its_fault_can_be_put_right() {
    let workspace = the_bundled();
    for rule in workspace.book.rules() {
        let (id, text) = (&rule.text.id.value, &rule.text);
        let asks = text.asks.as_ref().unwrap_or_else(|| panic!("{id} has no [asks]"));
        assert!(text.mends.is_some(), "{id} has no `mends`");
        for (asks, title) in [(&asks.sv, &text.title.sv), (&asks.en, &text.title.en)] {
            assert!(!asks.trim().is_empty() && asks != title, "{id}: {asks}");
            assert!(!asks.ends_with('.'), "{id}: what is asked for is a heading: {asks}");
        }
        assert_ne!(asks.sv, asks.en, "{id}");
    }
}

/// Whatever page tells of a verdict that is no breach, it does not call it by the fault.
#[test]
fn what_holds_is_not_called_by_the_fault_it_is_not() {
    let workspace = the_bundled();
    let report = assess(workspace, question("2024-03-22"), &Selection::default());
    for verdict in &report.verdicts {
        let broken = matches!(verdict.outcome, Outcome::Breached | Outcome::Waived);
        assert_eq!(verdict.heading() == verdict.rule_title, broken, "{}", verdict.rule);
    }
    // The auditor's page tells of every outcome of a rule under one heading: what it asks for.
    let page = render::text::render(&report, render::text::Role::Auditor, Language::Sv);
    assert!(!page.contains("Budget antagen för sent (") && page.contains("Budgeten är antagen i tid ("));
    let page = render::text::render(&report, render::text::Role::InFull, Language::Sv);
    let met = page.split_once("\nUPPFYLLT (").unwrap().1;
    assert!(!met.contains("Budget antagen för sent"), "a fault stands among what is met");
    assert!(met.contains("Budgeten är antagen i tid"));
}

/// What has passed is counted, and is nothing to put right; what does harm while it stands comes first.
#[test]
fn what_has_passed_stands_apart_from_what_can_be_put_right() {
    let workspace = the_bundled();
    let report = assess(workspace, question("2024-03-22"), &Selection::default());
    let found = |rule: &str| {
        let found = report.verdicts.iter().filter(move |it| *it.rule == *rule && it.finds(Class::Fault));
        found.map(|it| it.past).collect::<Vec<bool>>()
    };
    // The board was too small until 2022, and is no longer; minutes approved late stay so; a text can be taken down.
    for (rule, past) in
        [("board-composition", true), ("minutes-approved-late", true), ("example-recognisable", false)]
    {
        let found = found(rule);
        assert!(!found.is_empty() && found.iter().all(|it| *it == past), "{rule}: {found:?}");
    }
    let screen = stdout(&samkoll(&root(), &["check", "--as-of", "2024-03-22"]));
    let first = screen.split_once("ATT RÄTTA").unwrap().1.lines().nth(1).unwrap();
    assert!(first.contains("En person i ett exempel kan kännas igen"), "{first}");
    assert!(!screen.contains("Styrelsen för liten"), "{screen}");
    let all = stdout(&samkoll(&root(), &["check", "--as-of", "2024-03-22", "--all"]));
    let passed = all.split_once("KAN INTE LÄNGRE RÄTTAS").unwrap().1;
    assert!(passed.contains("Styrelsen för liten"), "one option away");
}

/// The number after some words, up to what is no digit.
fn number(page: &str, after: &str) -> usize {
    let rest = page.split_once(after).unwrap_or_else(|| panic!("no `{after}` in\n{page}")).1;
    rest.chars().take_while(char::is_ascii_digit).collect::<String>().parse().unwrap()
}

#[test]
fn the_first_screen_the_brief_and_the_report_count_alike() {
    for (folder, day) in [
        (".", "2023-11-30"),
        ("fixtures/testforbundet", "2024-03-21"),
        ("fixtures/testforbundet", "2024-06-30"),
    ] {
        let screen = stdout(&samkoll(&root(), &["check", folder, "--as-of", day]));
        let report = stdout(&samkoll(&root(), &["report", folder, "--as-of", day]));
        let late = ["--as-of", day, "--known-at", "2099-12-31"];
        let brief =
            stdout(&samkoll(&root(), &[&["brief", folder, "--meeting", day][..], &late[..]].concat()));
        let faults = number(&report, ">Brister (");
        assert_eq!(number(&screen, "\n"), faults, "{folder} {day}");
        assert_eq!(number(&brief, "BRISTER ("), faults, "{folder} {day}");
        let mendable = number(&report, ">Att rätta (");
        assert_eq!(number(&screen, "ATT RÄTTA: "), mendable, "{folder} {day}");
        assert!(brief.contains(&format!(": {mendable} kan rättas")) || brief.contains("som alla kan rättas"));
    }
}

/// A decision on the day of the meeting.
const ADOPTED: &str = r#"
[[decision]]
id = "annual-report-2023"
meeting = "styrelsen-2024-03-22"
adopts = "annual-report"
periods = { from = 2023, to = 2023 }
state = "adopted"
recorded = 2024-03-22
source = { document = "arsredovisning-2023", part = "titelsida" }
"#;

/// What the register shows decided on the day of the meeting is decided on every page; until it is known, it is to be.
#[test]
fn what_is_decided_at_the_meeting_is_to_be_decided_until_it_is_known() {
    let decision = "Styrelsen beslutar om årsredovisningen (2023)";
    // The bundled register has the proposal alone: here the minutes are known two days after the papers.
    let folder = tempfile::tempdir().unwrap();
    for (path, mut text) in bundled() {
        if path.ends_with("register/2024.toml") {
            text.push_str(ADOPTED);
        }
        let to = folder.path().join(path);
        fs::create_dir_all(to.parent().unwrap()).unwrap();
        fs::write(to, text).unwrap();
    }
    let root = || folder.path().to_owned();
    let part = |page: &str, from: &str, to: &str| {
        let rest = page.split_once(from).unwrap().1.to_owned();
        rest.split_once(to).map_or(rest.clone(), |(part, _)| part.to_owned())
    };
    for (known, is_open) in [("2024-03-20", true), ("2024-03-22", false), ("2024-03-25", false)] {
        let dates = ["--as-of", "2024-03-22", "--known-at", known];
        let screen = stdout(&samkoll(&root(), &[&["check"][..], &dates].concat()));
        assert_eq!(part(&screen, "ATT BESLUTA", "ATT RÄTTA").contains(decision), is_open, "{screen}");
        let report = stdout(&samkoll(&root(), &[&["report"][..], &dates].concat()));
        let to_decide = part(&report, "<h2 id=\"besluta\"", "<h2 id=\"ratta\"");
        assert_eq!(to_decide.contains(decision), is_open, "{known}");
        let brief = ["brief", "--meeting", "2024-03-22", "--known-at", known];
        let brief = stdout(&samkoll(&root(), &brief));
        assert_eq!(part(&brief, "ATT BESLUTA", "ATT TA DEL AV").contains("klart 2024-03-22"), !is_open);
        assert_eq!(
            part(&brief, "ATT BESLUTA", "BESLUTAT ELLER GJORT").contains(decision),
            is_open,
            "{brief}"
        );
        let list = stdout(&samkoll(&root(), &[&["calendar"][..], &dates].concat()));
        assert_eq!(list.contains(&format!("● {decision}")), !is_open, "{list}");
    }
}

/// What goes on until the board decides otherwise stands in the brief, broken or not to be told, as long as it is.
#[test]
fn capital_over_the_cap_stands_in_the_brief_and_so_does_capital_that_cannot_be_told() {
    let brief = |day: &str| stdout(&samkoll(&root(), &["brief", "--meeting", day]));
    let part = |page: &str| {
        page.split_once("ATT TA STÄLLNING TILL").unwrap().1.split("\n\n").next().unwrap().to_owned()
    };
    let told = part(&brief("2024-03-22"));
    assert!(told.contains("för stort.") && told.contains("kapitalet ska användas"), "{told}");
    let told = part(&brief("2023-11-30"));
    assert!(told.contains("Det egna kapitalet ryms under trappan? Inte avgjort: "), "{told}");
}

/// A goal that is told reached or not has the outcome it was judged by beside it.
#[test]
fn no_goal_is_judged_by_an_outcome_that_is_not_known() {
    let mut judged = 0;
    for (folder, day) in [(".", "2024-03-22"), (".", "2023-01-15"), ("fixtures/testforbundet", "2024-06-30")]
    {
        let page = stdout(&samkoll(&root(), &["report", folder, "--as-of", day]));
        let goals = page.split_once("id=\"mal\"").unwrap().1.split("</section>").next().unwrap();
        for row in goals.split("<tr").filter(|it| it.contains('▽') || it.contains('●')) {
            let unknown = row.contains("inte\u{a0}känt");
            assert!(!unknown || row.contains("säger handlingen utan att ange utfallet"), "{day}: {row}");
            judged += 1;
        }
    }
    assert!(judged > 50, "{judged}");
}

/// The heading of a question that is open is a question: said outright it would be the answer.
#[test]
fn what_is_open_is_headed_by_a_question() {
    for verdict in &crate::common::bundled_on("2024-03-22").verdicts {
        let heading = verdict.heading().sv.clone();
        assert_eq!(heading.ends_with('?'), verdict.outcome == Outcome::Undecided, "{heading}");
    }
    let page = stdout(&samkoll(&root(), &["check", "--as-of", "2024-03-22", "--all"]));
    assert!(page.contains("Budgeten har större intäkter än kostnader? (2)"), "{page}");
}

/// What a board reads has no name that only files and rules have: those are in the revisor's appendices.
#[test]
fn the_boards_part_of_the_report_names_no_rule_and_no_file() {
    for (folder, day) in [(".", "2024-03-22"), ("fixtures/testforbundet", "2024-06-30")] {
        let page = stdout(&samkoll(&root(), &["report", folder, "--as-of", day]));
        let (board, rest) = page.split_once("<h2 id=\"alla\">").unwrap();
        let board = board.split_once("<main").unwrap().1;
        assert!(!board.contains(".toml:") && !board.contains("sha256"), "{folder}: a path or a digest");
        for rule in the_bundled().book.rules() {
            let id = rule.text.id.value.as_str();
            assert!(!board.contains(id), "{folder}: {id} in the board's part");
        }
        assert!(rest.contains(".toml:"), "the appendices say where");
    }
}

/// What is no longer broken only since its time has passed is not called resolved.
#[test]
fn what_has_passed_between_two_days_is_not_called_resolved() {
    let folder = root().join("fixtures/testforbundet");
    let text = stdout(&samkoll(&folder, &["diff", "2024-06-30", "2025-04-30"]));
    let (resolved, gone) =
        text.split_once("INTE LÄNGRE BRUTET, MEN INTE HELLER LÖST (1 FYND MED 1 ORSAK)").unwrap();
    assert!(gone.contains("[agreement-gap] – nu:"), "{gone}");
    assert!(!resolved.split_once("LÖST (").unwrap().1.contains("agreement-gap"), "{resolved}");
    assert!(!text.contains("Bara tiden har gått"), "{text}");
}

/// A saved assessment that a program has saved anew, and a folder that is not there, are told as what they are.
#[test]
fn what_stands_in_the_way_is_named() {
    let folder = tempfile::tempdir().unwrap();
    let saved = folder.path().join("a.json");
    let json = stdout(&samkoll(
        &root(),
        &["check", "fixtures/testforbundet", "--as-of", "2024-06-30", "--format", "json"],
    ));
    fs::write(&saved, format!("\u{feff}{json}")).unwrap();
    let output = samkoll(&root(), &["verify", saved.to_str().unwrap(), "fixtures/testforbundet"]);
    assert_eq!(code(&output), 2);
    assert!(stderr(&output).contains("(BOM)"), "{}", stderr(&output));
    let missing = folder.path().join("mapp/inre/r.html");
    let output = samkoll(&root(), &["report", "-o", missing.to_str().unwrap()]);
    let said = stderr(&output);
    assert!(said.contains(&format!("mappen {} finns inte", folder.path().join("mapp").display())), "{said}");
}

/// What a rule says of no one thing names its values, and leaves no hole where they will stand.
#[test]
fn a_rules_own_page_has_no_holes() {
    let workspace = the_bundled();
    for rule in workspace.book.rules() {
        for language in [Language::Sv, Language::En] {
            let page = render::explain::rule(rule, &workspace.book, None, &workspace.files, language);
            // The script comes last, and has braces of its own.
            let said =
                page.split("Så räknas det").next().unwrap().split("How it is worked out").next().unwrap();
            let is_name = |it: &str| !it.is_empty() && it.chars().all(|c| c.is_ascii_lowercase() || c == '_');
            let holes = said.split('{').skip(1).filter_map(|rest| rest.split_once('}'));
            let hole = holes.map(|(name, _)| name).find(|name| is_name(name));
            assert_eq!(hole, None, "{}", rule.text.id.value);
        }
    }
}
