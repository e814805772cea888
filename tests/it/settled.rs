//! What would settle a verdict: the smallest change, or what is missing and where it is written.

use std::collections::BTreeSet;

use samkoll::amount::Language;
use samkoll::cycle::Cycle;
use samkoll::evaluate::Selection;
use samkoll::facts::properties_of;
use samkoll::model::rule::SubjectKind;
use samkoll::render::exchange::{Exchange, Scope};
use samkoll::render::xlsx::{Known, Papers, render};
use samkoll::verdict::{Outcome, SettledBy};
use samkoll::{assess, open_questions, settled_by};

use crate::cli::{code, samkoll, stdout};
use crate::common::{bundled_on, load_whole, question, root, the_bundled};
use crate::testforbundet::testforbundet;
use crate::xlsx::Book;

fn explained(rule: &str, subject: &str, day: &str, language: &str) -> String {
    let output = samkoll(&root(), &["explain", rule, subject, "--as-of", day, "--lang", language]);
    assert!([0, 1].contains(&code(&output)), "{rule} {subject}");
    stdout(&output).split_whitespace().collect::<Vec<_>>().join(" ")
}

#[test]
fn the_smallest_change_is_told_as_an_auditor_would_say_it() {
    for (rule, subject, sv, en) in [
        (
            "equity-above-cap",
            "2023",
            "eget kapital vid årets utgång 2023 ned till 2 053 100 kr, det vill säga 42 207 kr mindre.",
            "equity at the end of the year 2023 down to 2,053,100 SEK, that is 42,207 SEK less.",
        ),
        (
            "minutes-approved-late",
            "meeting/2019-10-24",
            "justerat senast 2019-11-07 i stället för 2019-11-25.",
            "approved by 2019-11-07 instead of 2019-11-25.",
        ),
        (
            "cycle-event-missed",
            "arshjul-2023/initiatives-workshop/analysgruppen/2023",
            "gjort senast 2023-05-31.",
            "done by 2023-05-31.",
        ),
        // What somebody has set is not what would be otherwise.
        (
            "impact-index-below-target",
            "goal/impact-kransen-2023/2023",
            "utfall upp till 70, det vill säga 6,6 mer.",
            "outcome up to 70, that is 6.6 more.",
        ),
    ] {
        let told = explained(rule, subject, "2024-03-22", "sv");
        assert!(told.contains(&format!("Regeln hade varit uppfylld med (minsta ändringen): {sv}")), "{told}");
        let told = explained(rule, subject, "2024-03-22", "en");
        assert!(
            told.contains(&format!("The rule would have been met with (the smallest change): {en}")),
            "{told}"
        );
    }
}

#[test]
fn what_is_missing_is_told_with_where_it_is_written() {
    let told = explained("equity-above-cap", "2018", "2024-03-22", "sv");
    assert!(told.contains("bidrag från staten 2018. Skrivs i fixtures/umearegionen/figures/2018.toml, i tabellen för den handling som har den: [table.figures] contribution.staten = …"), "{told}");
    let subject = "samordningsteam-bjurholm-2020/annual-appendix/arbetsformedlingen/2020";
    let told = explained("appendix-late", subject, "2024-03-22", "sv");
    let entry = "[[delivery]] agreement = \"samordningsteam-bjurholm-2020\" duty = \"annual-appendix\" by = \"arbetsformedlingen\" period = \"2020\" delivered = … recorded = …";
    assert!(told.contains(entry), "{told}");
}

/// A rule's own words for what is not known: with how that is written, or of a thing whose state is not known.
#[test]
fn what_a_rule_itself_calls_unknown_can_be_settled() {
    let own = load_whole(&testforbundet());
    for (workspace, day, rule) in [
        (the_bundled(), "2024-03-22", "internal-control-not-shown"),
        (the_bundled(), "2024-03-22", "accounts-not-supported"),
        (&own, "2024-06-30", "report-overdue"),
    ] {
        let selection = Selection { rules: vec![rule.to_owned()], ..Selection::default() };
        let report = assess(workspace, question(day), &selection);
        let settled = open_questions(workspace, &report);
        assert!(!settled.is_empty(), "{rule}");
        assert_eq!(settled.len(), report.count(Outcome::Undecided), "{rule}");
    }
}

/// Something is told of a verdict that is broken or open, and of no other.
#[test]
fn only_what_is_broken_or_open_can_be_settled() {
    let (workspace, day) = (the_bundled(), "2024-03-22");
    let report = bundled_on(day);
    let mut told = 0;
    for verdict in report.verdicts.iter().step_by(37) {
        let by = settled_by(workspace, question(day), verdict);
        let id = format!("{} {}", verdict.rule, verdict.subject.id);
        match by {
            Some(SettledBy::Otherwise(_)) => assert_eq!(verdict.outcome, Outcome::Breached, "{id}"),
            Some(_) => assert_eq!(verdict.outcome, Outcome::Undecided, "{id}"),
            None => continue,
        }
        told += 1;
    }
    assert!(told > 10, "{told}");
}

/// Every open question says what would settle it, in more than a property's bare name, and where that is written.
#[test]
fn every_open_question_says_what_is_missing_and_where_it_is_written() {
    let labels: BTreeSet<&str> =
        SubjectKind::ALL.iter().flat_map(|kind| properties_of(*kind)).map(|it| it.means.0).collect();
    let mut told = 0;
    for (workspace, day) in [(the_bundled(), "2024-03-22"), (&load_whole(&testforbundet()), "2024-06-30")] {
        let report = assess(workspace, question(day), &Selection::default());
        let exchange =
            Exchange { report: &report, scope: Scope::Findings, below: "", language: Language::Sv };
        let cycle = Cycle::new(&workspace.model, question(day));
        let settled = open_questions(workspace, &report);
        let known = Some(Known { cycle: &cycle, settled: &settled });
        let book = Book::read(&render(Papers { exchange: &exchange, known }).unwrap());
        let rows = book.rows("Öppna frågor");
        assert_eq!(rows.len(), report.count(Outcome::Undecided));
        for row in rows {
            let (what, place) = (row["Det som skulle avgöra"].to_string(), row["Skrivs"].to_string());
            assert!(!labels.contains(what.as_str()) && what.contains(' '), "{row:?}");
            assert!(!place.is_empty(), "{row:?}");
            told += 1;
        }
    }
    assert!(told > 700, "{told}");
}

/// What a board reads of an open question, or of a fault, is words: what files write stands in `explain` and the
/// working papers.
#[test]
fn no_lines_of_toml_stand_in_what_a_board_reads() {
    let mut asked = 0;
    for (workspace, day) in [
        (the_bundled(), "2019-11-28"),
        (the_bundled(), "2024-03-22"),
        (&load_whole(&testforbundet()), "2024-06-30"),
        (&load_whole(&testforbundet()), "2025-04-30"),
    ] {
        for verdict in assess(workspace, question(day), &Selection::default()).verdicts {
            for text in [&verdict.message, &verdict.remedy, &verdict.asks] {
                for text in [&text.sv, &text.en] {
                    let toml = ["[[", " = ", "count =", "{ "].iter().find(|it| text.contains(**it));
                    assert_eq!(toml, None, "{} {}: {text}", verdict.rule, verdict.subject.id);
                }
            }
            asked += 1;
        }
    }
    assert!(asked > 4000, "{asked}");
    for (folder, day) in [(".", "2024-03-22"), ("fixtures/testforbundet", "2024-06-30")] {
        let page = stdout(&samkoll(&root(), &["report", folder, "--as-of", day]));
        let board = page.split_once("<main").unwrap().1.split_once("<h2 id=\"alla\">").unwrap().0;
        // The drawings are markup of their own.
        let words: String =
            board.split('<').filter_map(|it| it.split_once('>')).map(|(_, words)| words).collect();
        for pages in [
            words,
            stdout(&samkoll(&root(), &["check", folder, "--as-of", day])),
            stdout(&samkoll(&root(), &["check", folder, "--as-of", day, "--role", "director"])),
        ] {
            let toml = pages.find("[[").or(pages.find(" = …")).or(pages.find(" = {"));
            assert_eq!(toml.map(|at| pages[at..].chars().take(80).collect::<String>()), None, "{folder}");
        }
    }
}
