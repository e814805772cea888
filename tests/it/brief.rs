//! The brief before a meeting, on a synthetic förbund: papers, waivers, what is ripe, whom to remind.

use samkoll::amount::Language;
use samkoll::assess;
use samkoll::brief::{Brief, Paper};
use samkoll::cycle::Cycle;
use samkoll::evaluate::Selection;
use samkoll::render;
use samkoll::render::sheet::Markup;

use crate::common::{lawless, question, synthetic};

const WHEEL: &str = r#"
id = "hjul"
title = "Årshjul"
kind = "cycle"
in_force = { from = 2023-01-01 }
[[duty]]
id = "plan"
deliverable = "plan"
by = "styrelsen"
every = "year"
due = { on = "11-30" }
evidence = { decision = "plan", year = 1 }
[[duty]]
id = "social-budget"
deliverable = "other"
by = "styrelsen"
every = "year"
due = { on = "12-15" }
evidence = { decision = "social-budget", year = 1 }
[[duty]]
id = "policy"
deliverable = "other"
by = "styrelsen"
every = "year"
due = { on = "12-20" }
[[duty]]
id = "control"
deliverable = "other"
by = "styrelsen"
every = "tertial"
due = { within = "period" }
[[duty]]
id = "report"
deliverable = "report"
by = "kassan"
to = "styrelsen"
every = "quarter"
due = { after = "period-end", days = 10 }
[[duty]]
id = "appendix"
deliverable = "appendix"
by = "norrby"
every = "year"
due = { on = "12-31" }
"#;

const REGISTER: &str = r#"
[[complete]]
deliverables = ["report"]
from = 2023-01-01
to = 2023-12-31
recorded = 2024-01-01
[[meeting]]
id = "september"
body = "styrelsen"
date = 2023-09-15
recorded = 2023-09-15
[[meeting]]
id = "november"
body = "styrelsen"
date = 2023-11-28
recorded = 2023-11-20
[[meeting.item]]
number = 3
title = "Plan"
type = "decision"
proposal = true
[[meeting.item]]
number = 4
title = "Policyn"
type = "decision"
proposal = false
about = ["hjul/policy"]
[[meeting.item]]
number = 6
title = "Bilagorna"
type = "information"
about = ["hjul/appendix"]
[[meeting.item]]
number = 5
title = "Lokaler"
type = "decision"
proposal = true
[[meeting]]
id = "january"
body = "styrelsen"
date = 2024-01-20
planned = true
recorded = 2023-11-20
[[delivery]]
agreement = "hjul"
duty = "report"
by = "kassan"
period = "2023-Q3"
delivered = 2023-09-01
recorded = 2023-09-01
[[decision]]
id = "plan"
meeting = "november"
paragraph = "punkt 3"
adopts = "plan"
periods = { from = 2024, to = 2024 }
state = "proposed"
recorded = 2023-11-20
"#;

const WAIVERS: &str = r#"
[[waiver]]
rule = "appendix-missing"
subject = "hjul/appendix/norrby/2023"
reason = { sv = "Ny organisation", en = "New organisation" }
decided_by = "styrelsen"
decision = "§ 7"
from = 2023-01-01
until = 2023-12-31
[[waiver]]
rule = "appendix-missing"
subject = "hjul/appendix/norrby/2024"
reason = { sv = "Senare", en = "Later" }
decided_by = "styrelsen"
decision = "§ 8"
from = 2023-01-01
until = 2024-12-31
"#;

fn with_brief<T>(day: &str, look: impl Fn(&Brief<'_, '_>, &str) -> T) -> T {
    let mut texts = synthetic();
    texts.insert("agreements/hjul.toml".into(), WHEEL.into());
    texts.insert("register/own.toml".into(), REGISTER.into());
    texts.insert("waivers.toml".into(), WAIVERS.into());
    let workspace = lawless(&texts);
    let cycle = Cycle::new(&workspace.model, question(day));
    let brief = Brief::new(&cycle, "styrelsen", day.parse().unwrap());
    let report = assess(&workspace, question(day), &Selection::default());
    look(&brief, &render::brief::render(&brief, &report, Markup::Text, Language::Sv))
}

#[test]
fn each_point_shows_its_papers() {
    with_brief("2023-11-28", |brief, _| {
        let told: Vec<(&str, &str)> = brief
            .decide
            .iter()
            .map(|point| {
                let paper = match point.paper {
                    Paper::Decision(decision) => decision.id.value.as_str(),
                    Paper::OnAgenda(item) => item.title.as_str(),
                    Paper::NotOnAgenda => "nothing",
                    Paper::NoAgenda => "no agenda",
                };
                (point.item.occurrence.duty.id.value.as_str(), paper)
            })
            .collect();
        // The second tertial ended before the meeting before; the third has not ended.
        assert_eq!(told, [("plan", "plan"), ("social-budget", "nothing"), ("policy", "Policyn")]);
        let others: Vec<i64> = brief.agenda.iter().map(|item| item.number).collect();
        assert_eq!(others, [5], "what has its point above is not said again");
    });
}

#[test]
fn a_meeting_without_an_agenda_leaves_the_papers_open() {
    with_brief("2024-01-20", |brief, text| {
        assert!(brief.decide.iter().all(|point| matches!(point.paper, Paper::NoAgenda)), "{text}");
        let names: Vec<&str> = brief.decide.iter().map(|it| it.item.id.as_str()).collect();
        assert!(names.contains(&"hjul/control/styrelsen/2023-T3"), "ripe now: {names:?}");
    });
}

#[test]
fn what_others_owe_is_seen_and_what_is_late_is_told() {
    with_brief("2023-11-28", |brief, _| {
        let ids = |items: &[&samkoll::cycle::Item<'_>]| -> Vec<String> {
            items.iter().map(|item| item.id.clone()).collect()
        };
        let see: Vec<&str> = brief.see.iter().map(|point| point.item.id.as_str()).collect();
        // The report for the third quarter came before the meeting before; the appendix is on the agenda.
        assert_eq!(see, ["hjul/appendix/norrby/2023"]);
        assert_eq!(ids(&brief.overdue), ["hjul/report/kassan/2023-Q1", "hjul/report/kassan/2023-Q2"]);
        let coming = ids(&brief.coming);
        assert!(!coming.iter().any(|id| id.contains("2024-Q")), "not past the next meeting: {coming:?}");
        let reminded: Vec<String> = brief.reminders(Language::Sv).into_keys().collect();
        assert_eq!(reminded, ["Kassan", "Norrby kommun"]);
    });
}

#[test]
fn waivers_that_run_out_before_the_next_meeting_are_told() {
    with_brief("2023-11-28", |brief, text| {
        assert_eq!(brief.waivers.len(), 1);
        assert!(text.contains("går ut 2023-12-31 (§ 7): Ny organisation"), "{text}");
    });
    with_brief("2024-01-20", |_, text| {
        assert!(text.contains("gick ut 2023-12-31 (§ 7): Ny organisation"), "{text}");
    });
}
