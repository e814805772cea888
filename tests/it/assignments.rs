//! Assignments: what counts of them when, and where they are told of.

use samkoll::amount::Language;
use samkoll::brief::Brief;
use samkoll::cycle::{AssignmentState, Cycle};
use samkoll::evaluate::Selection;
use samkoll::facts::Question;
use samkoll::render::calendar::{Calendar, ics};
use samkoll::{assess, load};

use crate::common::{self, Texts, load_whole, question, synthetic};
use crate::testforbundet::testforbundet;

const REGISTER: &str = r#"
[[meeting]]
id = "m1"
body = "styrelsen"
date = 2023-05-12
recorded = 2023-05-15
[[meeting]]
id = "m2"
body = "styrelsen"
date = 2023-09-22
recorded = 2023-09-25
[[decision]]
id = "uppdrag"
meeting = "m1"
adopts = "mission"
state = "adopted"
recorded = 2023-05-15
[[decision]]
id = "tillbaka"
meeting = "m2"
adopts = "other"
state = "adopted"
recorded = 2023-09-25
[[complete]]
deliverables = ["minutes"]
from = 2023-01-01
to = 2023-12-31
recorded = 2023-11-01
[[assignment]]
id = "a"
decision = "uppdrag"
text = "räkna"
to = ["steering-group"]
report_at = "next-meeting"
recorded = 2023-05-20
reported = { on = 2023-09-22, recorded = 2023-10-10 }
[[assignment]]
id = "b"
decision = "uppdrag"
text = "skriva"
to = ["styrelsen"]
due = 2023-06-30
withdrawn = "tillbaka"
recorded = 2023-05-20
"#;

fn texts() -> Texts {
    let mut texts = synthetic();
    texts.insert("register/uppdrag.toml".to_owned(), REGISTER.to_owned());
    texts
}

#[test]
fn each_part_of_an_assignment_counts_from_the_day_it_became_known() {
    let mut texts = texts();
    common::with_own(&mut texts, "assignment-overdue", "assignment/a");
    load_whole(&texts);
    for (subject, known_at, expected) in [
        // Not before both it and its decision were known.
        ("assignment/a", Some("2023-05-19"), None),
        ("assignment/a", Some("2023-05-20"), Some("undecided")),
        // The meeting is known, but neither the report nor that all minutes are there.
        ("assignment/a", Some("2023-09-25"), Some("undecided")),
        ("assignment/a", Some("2023-10-10"), Some("met")),
        ("assignment/a", None, Some("met")),
        ("assignment/b", Some("2023-09-24"), Some("undecided")),
        ("assignment/b", Some("2023-09-25"), Some("not-applicable")),
    ] {
        let known_at = known_at.map(|day| day.parse().unwrap());
        let asked = Question { known_at, ..question("2023-12-31") };
        let workspace = load(&texts);
        let report = assess(&workspace, asked, &Selection::default());
        let of_it =
            report.verdicts.iter().find(|it| *it.rule == *"assignment-overdue" && it.subject.id == subject);
        assert_eq!(of_it.map(|it| it.outcome.name()), expected, "{subject} {known_at:?}");
    }
}

#[test]
fn a_meeting_that_was_planned_and_not_held_is_passed_over_for_the_next() {
    let planned = "[[meeting]]\nid = \"p\"\nbody = \"styrelsen\"\ndate = 2023-06-15\nplanned = true\nrecorded = 2023-05-15\n";
    let mut texts = texts();
    texts.insert("register/p.toml".to_owned(), planned.to_owned());
    let workspace = load_whole(&texts);
    let due = |day: &str| {
        let cycle = Cycle::new(&workspace.model, question(day));
        let it = cycle.assignments().iter().find(|it| it.id() == "assignment/a").unwrap();
        (it.due.unwrap().day.to_string(), it.stands)
    };
    assert_eq!(due("2023-06-01"), ("2023-06-15".to_owned(), AssignmentState::Open));
    assert_eq!(due("2023-07-01"), ("2023-09-22".to_owned(), AssignmentState::Open));
}

#[test]
fn the_board_hears_of_all_and_another_body_of_its_own() {
    let texts = testforbundet();
    let workspace = load_whole(&texts);
    let cycle = Cycle::new(&workspace.model, question("2025-04-30"));
    let told = |body: &str| -> Vec<String> {
        let brief = Brief::new(&cycle, body, "2025-04-30".parse().unwrap());
        brief.assignments.iter().map(|(it, _)| it.id()).collect()
    };
    // What is reported is told of no more; what is overdue comes first, what has no day last.
    assert_eq!(told("forbundsstyrelsen"), ["assignment/gallringsplan", "assignment/arkivmyndighet"]);
    assert_eq!(told("forbundskontoret"), ["assignment/gallringsplan", "assignment/arkivmyndighet"]);
    assert_eq!(told("granskargruppen"), [""; 0]);
}

#[test]
fn an_assignment_has_the_same_event_in_every_export() {
    let workspace = load_whole(&testforbundet());
    let uids = |day: &str| -> Vec<String> {
        let cycle = Cycle::new(&workspace.model, question(day));
        let calendar = Calendar {
            workspace: "w",
            association: "sf-testbygden",
            cycle: &cycle,
            from: "2024-01-01".parse().unwrap(),
            to: "2025-12-31".parse().unwrap(),
            files: &workspace.files,
        };
        let text = ics::render(&calendar, &[7], Language::Sv);
        let uids = text.lines().filter_map(|line| line.strip_prefix("UID:assignment/"));
        uids.map(str::to_owned).collect()
    };
    let expected = ["lokaler-2025@sf-testbygden.samkoll", "gallringsplan@sf-testbygden.samkoll"];
    assert_eq!(uids("2024-10-01"), expected);
    assert_eq!(uids("2025-04-30"), expected);
}

#[test]
fn a_waiver_takes_an_assignment_out_of_what_is_late() {
    let mut texts = testforbundet();
    let waiver = "\n[[waiver]]\nrule = \"assignment-overdue\"\nsubject = \"assignment/gallringsplan\"\nreason = \"väntar\"\ndecided_by = \"board\"\ndecision = \"§ 9\"\nfrom = 2025-03-01\nuntil = 2025-12-31\n";
    texts.get_mut("waivers.toml").unwrap().push_str(waiver);
    let workspace = load_whole(&texts);
    let mut cycle = Cycle::new(&workspace.model, question("2025-04-30"));
    let late = |cycle: &Cycle<'_>| cycle.assignments().iter().filter(|it| it.is_late()).count();
    assert_eq!(late(&cycle), 1);
    cycle.waive(&std::collections::BTreeSet::new());
    assert_eq!(late(&cycle), 0);
}
