//! The brief before a meeting, on a synthetic förbund: papers, waivers, what is ripe, whom to remind.

use samkoll::amount::Language;
use samkoll::assess;
use samkoll::brief::{Brief, Paper, Point};
use samkoll::cycle::{Cycle, Item, State};
use samkoll::evaluate::Selection;
use samkoll::render;
use samkoll::render::calendar::{Calendar, ics, list, svg};
use samkoll::render::sheet::Markup;
use samkoll::verdict::{Class, Outcome};

use crate::common::{self, known, lawless, load_whole, question, synthetic};

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
    look(&brief, &render::brief::render(&brief, &report, &report, Markup::Text, Language::Sv))
}

fn ids(items: &[&Item<'_>]) -> Vec<String> {
    items.iter().map(|item| item.id.clone()).collect()
}

fn points(points: &[Point<'_, '_>]) -> Vec<String> {
    points.iter().map(|point| point.item.id.clone()).collect()
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
        let see: Vec<&str> = brief.see.iter().map(|point| point.item.id.as_str()).collect();
        // The report for the third quarter came before the meeting before; the appendix is on the agenda.
        assert_eq!(see, ["hjul/appendix/norrby/2023"]);
        assert_eq!(points(&brief.overdue), ["hjul/report/kassan/2023-Q1", "hjul/report/kassan/2023-Q2"]);
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
        assert!(text.contains("går ut 2023-12-31"), "{text}");
        let flat = text.split_whitespace().collect::<Vec<_>>().join(" ");
        let titles = ": appendix 2023, Norrby kommun – Årshjul – går ut 2023-12-31 (§ 7): Ny organisation";
        assert!(flat.contains(titles) && !flat.contains("hjul/appendix"), "{text}");
    });
    with_brief("2024-01-20", |_, text| {
        let flat = text.split_whitespace().collect::<Vec<_>>().join(" ");
        assert!(flat.contains("har gått ut 2023-12-31 (§ 7): Ny organisation"), "{text}");
    });
}

/// What is late and on the agenda, what falls due on the way to the meeting, what each member decides.
const LATE: &str = r#"
[[complete]]
deliverables = ["report"]
from = 2023-06-01
to = 2023-11-20
recorded = 2023-11-20
[[delivery]]
agreement = "hjul"
duty = "report"
by = "kassan"
period = "2023-Q3"
delivered = 2023-11-25
recorded = 2023-12-05
[[complete]]
deliverables = ["minutes"]
from = 2023-09-01
to = 2023-12-31
recorded = 2023-12-31
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
title = "Rapporterna"
type = "decision"
proposal = true
about = ["hjul/report"]
[[decision]]
id = "frihet"
meeting = "november"
paragraph = "punkt 9"
adopts = "discharge"
by = "kassan"
periods = { from = 2022, to = 2022 }
state = "adopted"
recorded = 2023-11-28
"#;

fn late() -> samkoll::Workspace {
    let mut texts = synthetic();
    let wheel = WHEEL.replace(
        "due = { after = \"period-end\", days = 10 }",
        "due = { after = \"period-end\", days = 20 }",
    );
    let on_the_way = "[[duty]]\nid = \"papers\"\ndeliverable = \"other\"\nby = \"kassan\"\nevery = \"meeting\"\n\
                      meetings_of = \"styrelsen\"\ndue = { before = \"meeting\", days = 3 }\n\
                      [[duty]]\nid = \"next\"\ndeliverable = \"other\"\nby = \"kassan\"\nevery = \"year\"\n\
                      due = { on = \"12-24\" }\nneeds = [\"report\"]\n";
    texts.insert("agreements/hjul.toml".into(), format!("{wheel}{on_the_way}"));
    texts.insert("register/own.toml".into(), LATE.into());
    load_whole(&texts)
}

#[test]
fn what_is_late_stands_under_late_whatever_else_it_is_and_what_falls_due_on_the_way_is_there() {
    let workspace = late();
    let day = "2023-11-28".parse().unwrap();
    let cycle = Cycle::new(&workspace.model, known("2023-11-24"));
    let brief = Brief::new(&cycle, "styrelsen", day);
    // The reports are owed to the board, and on the agenda; of the first quarter's nothing is known.
    assert_eq!(points(&brief.overdue), ["hjul/report/kassan/2023-Q2", "hjul/report/kassan/2023-Q3"]);
    assert!(brief.overdue.iter().all(|it| matches!(it.paper, Paper::OnAgenda(item) if item.number == 3)));
    assert!(brief.agenda.is_empty(), "and so its item of the agenda is not said again");
    assert!(!points(&brief.see).iter().any(|id| id.contains("hjul/report")), "{:?}", points(&brief.see));
    assert_eq!(ids(&brief.before), ["hjul/papers/kassan/2023-11-28"]);
    let held = !ids(&brief.coming).iter().any(|id| id.contains("board-meeting/styrelsen/2023-11-28"));
    assert!(held, "that the meeting is held is not told of it");
    let text = common::brief(&workspace, "styrelsen", "2023-11-28", Markup::Text, Language::Sv);
    let overdue = text.split("FÖRSENAT").nth(1).unwrap();
    assert!(overdue.contains("underlag: punkt 3, Rapporterna\n       fördröjer: next 2023-12-24"), "{text}");
}

/// What was written after the meeting is no paper for it.
#[test]
fn a_decision_still_to_come_is_not_told() {
    let proposed = "state = \"proposed\"\nrecorded = 2023-11-20";
    let adopted = REGISTER.replace(proposed, "state = \"adopted\"\nrecorded = 2023-11-28");
    let mut texts = synthetic();
    texts.insert("agreements/hjul.toml".into(), WHEEL.into());
    texts.insert("register/own.toml".into(), adopted);
    let workspace = lawless(&texts);
    let paper = |as_of: &str| {
        let cycle = Cycle::new(&workspace.model, question(as_of));
        let brief = Brief::new(&cycle, "styrelsen", "2023-11-28".parse().unwrap());
        let plan = brief.decide.iter().find(|it| it.item.id == "hjul/plan/styrelsen/2023").unwrap();
        matches!(plan.paper, Paper::Decision(_))
    };
    assert!(!paper("2023-11-27") && paper("2023-11-28"));
}

/// A decision that prints no number, and the item of the agenda that is about the same: one point.
#[test]
fn what_is_decided_is_not_told_again_from_the_agenda() {
    let register = REGISTER.replace("paragraph = \"punkt 3\"\n", "");
    let register = register.replace("title = \"Plan\"\n", "title = \"Plan\"\nabout = [\"hjul/plan\"]\n");
    let mut texts = synthetic();
    texts.insert("agreements/hjul.toml".into(), WHEEL.into());
    texts.insert("register/own.toml".into(), register);
    let workspace = lawless(&texts);
    let cycle = Cycle::new(&workspace.model, question("2023-11-28"));
    let brief = Brief::new(&cycle, "styrelsen", "2023-11-28".parse().unwrap());
    assert!(matches!(brief.decide[0].paper, Paper::Decision(decision) if decision.paragraph.is_none()));
    assert_eq!(brief.agenda.iter().map(|item| item.number).collect::<Vec<_>>(), [5]);
}

#[test]
fn one_members_decision_is_that_members_alone() {
    let workspace = late();
    let text = common::brief(&workspace, "styrelsen", "2023-11-28", Markup::Text, Language::Sv);
    let (own, cited) = ("Medlemmens beslut om ansvarsfrihet (2022)", "punkt 9");
    let entry = text.split("●").nth(1).unwrap().split_whitespace().collect::<Vec<_>>().join(" ");
    // It is the minutes that note it: it was taken that day or before.
    assert!(
        entry.contains(&format!("{own} – Kassan; klart senast 2023-11-28")) && entry.contains(cited),
        "{text}"
    );
    assert_eq!(text.matches(cited).count(), 1, "{text}");
    let cycle = Cycle::new(&workspace.model, known("2023-11-28"));
    let brief = Brief::new(&cycle, "styrelsen", "2023-11-28".parse().unwrap());
    let others = ids(&brief.coming);
    let left = others.iter().filter(|id| id.contains("discharge/") && id.ends_with("/2022")).count();
    assert!(left > 0 && !others.iter().any(|id| id.contains("discharge/kassan/2022")), "{others:?}");
}

#[test]
fn the_last_known_meeting_is_the_one_before_only_where_the_register_is_whole() {
    let told = |day: &str, words: &str| {
        let text = common::brief(&late(), "styrelsen", day, Markup::Text, Language::Sv);
        let text = text.split_whitespace().collect::<Vec<_>>().join(" ");
        assert!(text.contains(words), "{text}");
    };
    told("2023-12-31", "Föregående möte: 2023-11-28.");
    // The register is said to hold them all to the last day of the year, and no longer.
    told("2024-01-01", "Senast kända möte: 2023-11-28.");
}

#[test]
fn what_is_broken_is_what_check_says_known_that_day_and_old_findings_say_since_when() {
    let workspace = late();
    for (day, before) in [("2023-11-28", "2023-09-15"), ("2024-02-01", "2023-11-28")] {
        let report = assess(&workspace, known(day), &Selection::default());
        let broken = report.found(Class::Fault);
        assert!(broken > 0);
        let text = common::brief(&workspace, "styrelsen", day, Markup::Text, Language::Sv);
        let (title, command) = (format!("BRISTER ({broken})"), format!("--as-of {day} --known-at {day}."));
        let text = text.split_whitespace().collect::<Vec<_>>().join(" ");
        assert!(text.contains(&title) && text.contains(&command), "{text}");
        let old = format!("sedan {before} eller tidigare)");
        assert_eq!(text.contains(&old), day == "2024-02-01", "{text}");
    }
    // The report that came on 25 November was recorded after the meeting: that it was late was not known.
    let late = |question| {
        let report = assess(&workspace, question, &Selection::default());
        report.verdicts.iter().any(|it| *it.rule == *"report-late" && it.outcome == Outcome::Breached)
    };
    assert!(late(question("2023-11-28")) && !late(known("2023-11-28")));
}

/// What must be ready before a decision must be so for the meeting that is to take it.
#[test]
fn a_day_reckoned_back_from_a_decision_counts_from_the_meeting_that_is_to_take_it() {
    let meeting = |id: &str, day: &str, more: &str| {
        format!(
            "[[meeting]]\nid = \"{id}\"\nbody = \"styrelsen\"\ndate = {day}\nplanned = true\n\
             recorded = 2023-06-01\n{more}"
        )
    };
    let item = "[[meeting.item]]\nnumber = 1\ntitle = \"Budget\"\ntype = \"decision\"\nabout = [\"finsamlagen/budget@1\"]\n";
    let consultation = |register: &str, as_of: &str| {
        let mut texts = synthetic();
        texts.insert("register/own.toml".into(), register.into());
        let workspace = load_whole(&texts);
        let cycle = Cycle::new(&workspace.model, question(as_of));
        let item = cycle.named("member-consultation/styrelsen/2024")[0];
        (item.due.expected().unwrap().to_string(), item.due.provisional)
    };
    let [october, november, january] =
        [("o", "2023-10-20"), ("n", "2023-11-22"), ("j", "2024-01-19")].map(|(id, day)| meeting(id, day, ""));
    let told = |day: &str, moves: bool| (day.to_owned(), moves);
    assert_eq!(consultation(&october, "2023-10-01"), told("2023-11-30", false));
    // The last known before the day decides, when it is near or the plan of meetings goes on past it.
    assert_eq!(consultation(&format!("{october}{november}"), "2023-10-01"), told("2023-11-22", true));
    assert_eq!(consultation(&format!("{october}{january}"), "2023-10-01"), told("2023-10-20", true));
    let plan = format!("{october}{november}{january}");
    assert_eq!(consultation(&plan, "2023-10-01"), told("2023-11-22", true));
    assert_eq!(
        consultation(&plan, "2023-11-23"),
        told("2023-11-30", false),
        "it did not, as far as is known"
    );
    // The one that has it on its agenda.
    let told_so = format!("{}{november}{january}", meeting("o", "2023-10-20", item));
    assert_eq!(consultation(&told_so, "2023-10-01"), told("2023-10-20", true));
}

/// A late appendix that the board has accepted: the brief, the calendar and the calendar file say so, and no more.
#[test]
fn a_waived_item_is_neither_late_nor_reminded_of() {
    let mut texts = synthetic();
    texts.insert("agreements/hjul.toml".into(), WHEEL.into());
    let cover = "[[complete]]\ndeliverables = [\"appendix\"]\nfrom = 2023-01-01\nto = 2024-03-01\nrecorded = 2024-03-01\n";
    texts.insert("register/own.toml".into(), cover.into());
    let waiver =
        WAIVERS.split("[[waiver]]").nth(1).unwrap().replace("until = 2023-12-31", "until = 2024-06-30");
    let told = |waived: &str| {
        let mut texts = texts.clone();
        texts.insert("waivers.toml".into(), format!("[[waiver]]{waived}"));
        let workspace = load_whole(&texts);
        let report = assess(&workspace, question("2024-03-20"), &Selection::default());
        let mut cycle = Cycle::new(&workspace.model, question("2024-03-20"));
        cycle.waive(&report.breached());
        let id = "hjul/appendix/norrby/2023";
        let state = cycle.items().iter().find(|it| it.id == id).unwrap().state;
        let brief = Brief::new(&cycle, "styrelsen", "2024-03-20".parse().unwrap());
        let (from, to) = ("2024-01-01".parse().unwrap(), "2024-12-31".parse().unwrap());
        let calendar =
            Calendar { workspace: "", association: "f", cycle: &cycle, from, to, files: &workspace.files };
        let text = [
            render::brief::render(&brief, &report, &report, Markup::Text, Language::Sv),
            list::render(&calendar, list::By::Month, Markup::Text, Language::Sv),
        ];
        let (file, wheel) =
            (ics::render(&calendar, &[7], Language::Sv), svg::render(&calendar, Language::Sv));
        let told = "SUMMARY:◇ appendix – Norrby kommun";
        assert_eq!(file.contains(told), wheel.contains("class=\"sign waived\""), "{file}");
        let reminded = brief.reminders(Language::Sv)["Norrby kommun"].iter().any(|it| it.id == id);
        assert_eq!(file.contains(told), state == State::Waived);
        (state, points(&brief.overdue).contains(&id.to_owned()), reminded, text)
    };
    let (state, late, reminded, text) = told(&waiver);
    assert_eq!((state, late, reminded), (State::Waived, false, false));
    for text in text {
        let title = "GODTAGET: ETT UNDANTAG GÄLLER (1)";
        assert!(text.contains(title) && text.contains("◇ appendix"), "{text}");
        assert!(text.contains("godtaget till och med 2024-06-30 (§ 7)"), "{text}");
    }
    // The waiver of a rule that does not say so, and one whose days are over, change nothing.
    for waiver in
        [waiver.replace("appendix-missing", "appendix-late"), waiver.replace("2024-06-30", "2024-03-19")]
    {
        let (state, late, reminded, _) = told(&waiver);
        assert_eq!((state, late, reminded), (State::Overdue, true, true));
    }
}

/// What has not come yet is covered by a waiver that holds on its day; of one with a limit it is not known how far
/// that will reach.
#[test]
fn a_waiver_with_a_limit_covers_nothing_that_is_still_to_come() {
    for (limit, until, expected) in [
        ("", "2024-12-31", State::Waived),
        ("limit = 5\n", "2024-12-31", State::Upcoming),
        ("", "2023-06-30", State::Upcoming),
    ] {
        let mut texts = synthetic();
        texts.insert("agreements/hjul.toml".into(), WHEEL.into());
        let waivers = WAIVERS.replace("from = ", &format!("{limit}from = ")).replace("2024-12-31", until);
        texts.insert("waivers.toml".into(), waivers);
        let workspace = load_whole(&texts);
        let mut cycle = Cycle::new(&workspace.model, question("2023-02-01"));
        cycle.waive(&std::collections::BTreeSet::new());
        let item = cycle.items().iter().find(|it| it.id == "hjul/appendix/norrby/2024").unwrap();
        assert_eq!(item.state, expected, "{limit} {until}");
    }
}

/// A brief forgets nothing: not what fell due on the very day of a meeting, nor what is older than the one before;
/// a meeting that was only planned is none; and whoever has it undone is reminded after the day too.
#[test]
fn what_is_untold_of_stands_in_every_later_brief() {
    let meeting = |id: &str, day: &str, more: &str| {
        format!(
            "[[meeting]]\nid = \"{id}\"\nbody = \"styrelsen\"\ndate = {day}\nrecorded = 2023-01-01\n{more}"
        )
    };
    let register = [
        meeting("a", "2023-11-30", ""),
        meeting("b", "2024-02-01", ""),
        meeting("p", "2024-04-01", "planned = true\n"),
    ];
    let wheel = format!(
        "{WHEEL}[[duty]]\nid = \"seminar\"\ndeliverable = \"event\"\nby = \"forbundet\"\nevery = \"year\"\n\
         due = {{ on = \"01-15\" }}\n"
    );
    let told = |day: &str| {
        let mut texts = synthetic();
        texts.insert("agreements/hjul.toml".into(), wheel.clone());
        texts.insert("register/own.toml".into(), register.concat());
        let workspace = lawless(&texts);
        let cycle = Cycle::new(&workspace.model, question(day));
        let brief = Brief::new(&cycle, "styrelsen", day.parse().unwrap());
        let text = common::brief(&workspace, "styrelsen", day, Markup::Text, Language::Sv);
        let reminded: Vec<String> = brief.reminders(Language::Sv).into_keys().collect();
        (points(&brief.decide), ids(&brief.earlier), text, reminded)
    };
    let plan = "hjul/plan/styrelsen/2023".to_owned();
    let (decide, earlier, ..) = told("2024-02-01");
    assert!(decide.contains(&plan), "due on the day of the meeting before: {decide:?}");
    assert!(earlier.contains(&"hjul/report/kassan/2023-Q3".to_owned()), "{earlier:?}");
    let (_, earlier, text, reminded) = told("2024-05-01");
    assert!(
        earlier.contains(&plan) && earlier.contains(&"hjul/appendix/norrby/2023".to_owned()),
        "{earlier:?}"
    );
    let flat = text.split_whitespace().collect::<Vec<_>>().join(" ");
    assert!(flat.contains("Senast kända möte: 2024-02-01."), "{text}");
    let line = format!("; {} av dem är äldre än så. Visas av samkoll calendar --from 2023-", earlier.len());
    assert!(flat.contains(&line) && flat.contains("--to 2024-02-01 --as-of 2024-05-01"), "{text}");
    assert!(flat.contains("på styrelsen: "), "{text}");
    assert!(reminded.contains(&"Norrby kommun".to_owned()) && reminded.contains(&"Kassan".to_owned()));
    let reminders = flat.split("ATT PÅMINNA").nth(1).unwrap();
    assert!(reminders.contains("• Förbundet självt, som inte visats ha gjort det här: seminar"), "{text}");
}

/// A brief and a list of meetings, minutes and decisions, on a day.
fn pages(wheel: &str, register: &str, as_of: &str, from: &str) -> [String; 2] {
    let mut texts = synthetic();
    if !wheel.is_empty() {
        texts.insert("agreements/hjul.toml".into(), wheel.into());
    }
    texts.insert("register/own.toml".into(), register.into());
    let workspace = load_whole(&texts);
    let cycle = Cycle::new(&workspace.model, question(as_of));
    let (from, to) = (from.parse().unwrap(), "2024-12-31".parse().unwrap());
    let calendar =
        Calendar { workspace: "", association: "f", cycle: &cycle, from, to, files: &workspace.files };
    let list = list::render(&calendar, list::By::Month, Markup::Text, Language::Sv);
    let brief = common::brief(&workspace, "styrelsen", as_of, Markup::Text, Language::Sv);
    [brief, list].map(|text| text.split_whitespace().collect::<Vec<_>>().join(" "))
}

const APRIL: &str = "[[complete]]\ndeliverables = [\"minutes\"]\nfrom = 2024-01-01\nto = 2024-12-31\nrecorded = 2024-12-31\n\
    [[meeting]]\nid = \"m\"\nbody = \"styrelsen\"\ndate = 2024-04-18\nrecorded = 2024-06-03\n[meeting.minutes]\n";

/// A day in the record that does not count says why: a board is missing, or the day is still to come.
#[test]
fn a_notice_on_some_boards_or_dated_ahead_says_so() {
    let some = "approved = 2024-04-25\nannounced = 2024-04-26\nboards = [\"regionen\", \"norrby\"]\n";
    let known = APRIL.replace("recorded = 2024-06-03", "recorded = 2024-04-26");
    for page in pages("", &format!("{known}{some}"), "2024-05-20", "2024-01-01") {
        assert!(page.contains("anslaget saknas på anslagstavlan hos Söderby kommun"), "{page}");
    }
    let ahead =
        "approved = 2024-04-25\nannounced = 2024-06-03\nboards = [\"regionen\", \"norrby\", \"soderby\"]\n";
    let [_, list] = pages("", &format!("{APRIL}{ahead}"), "2024-05-20", "2024-01-01");
    assert!(list.contains("i registret daterat 2024-06-03"), "{list}");
}

/// Until the last day that it can be due, a thing is still to come.
#[test]
fn a_day_to_come_is_not_undecided_whenever_what_it_is_reckoned_from_was_done() {
    let register = format!("{APRIL}approved = {{ no_later_than = 2024-05-02 }}\n");
    let state = |as_of: &str| {
        let mut texts = synthetic();
        texts.insert("register/own.toml".into(), register.clone());
        let workspace = load_whole(&texts);
        let cycle = Cycle::new(&workspace.model, question(as_of));
        let item = cycle.named("minutes-announced/styrelsen/2024-04-18")[0];
        (item.due.expected().unwrap().to_string(), item.state)
    };
    assert_eq!(state("2024-05-03"), ("2024-05-04".to_owned(), State::Upcoming));
    assert_eq!(state("2024-05-04"), ("2024-05-04".to_owned(), State::Upcoming));
    assert_ne!(state("2024-05-07").1, State::Upcoming);
}

/// A decision with a reservation is told with its words, and not as something the register says nothing of.
#[test]
fn a_reservation_is_told_in_its_words() {
    let register = "[[meeting]]\nid = \"o\"\nbody = \"styrelsen\"\ndate = 2024-04-18\nrecorded = 2024-04-18\n\
        [[decision]]\nid = \"r\"\nmeeting = \"o\"\nparagraph = \"§ 4\"\nadopts = \"plan\"\nperiods = { from = 2025, to = 2025 }\n\
        state = \"adopted\"\nreservation = { sv = \"Under förutsättning av medel\", en = \"Subject to funds\" }\nrecorded = 2024-04-18\n";
    let wheel = WHEEL.replace("11-30", "04-19");
    let said = "beslutat med reservation 2024-04-18: Under förutsättning av medel";
    let [brief, list] = pages(&wheel, register, "2024-05-20", "2024-01-01");
    assert!(list.contains(said), "{list}");
    let silent = brief.split("registret visar inget (").nth(1).unwrap_or_default();
    assert!(brief.contains(said) && !silent.split("Klart").next().unwrap().contains(said), "{brief}");
}

/// What no source sets a day for stands on none, and still does when its period has passed.
#[test]
fn what_has_no_day_says_so_and_what_falls_due_before_the_days_shown_is_counted() {
    let wheel = WHEEL.replace("on = \"12-20\"", "within = \"period\"");
    let meeting = "[[meeting]]\nid = \"o\"\nbody = \"styrelsen\"\ndate = 2024-11-30\nrecorded = 2024-01-01\n";
    let [brief, list] = pages(&wheel, meeting, "2024-11-30", "2024-12-01");
    let policy = "policy (2024) – Styrelsen; ingen dag är satt";
    assert!(list.contains("Utan satt dag ○"), "{list}");
    for page in [&brief, &list] {
        assert!(page.contains(policy) && !page.contains("31 ○ policy"), "{page}");
    }
    assert!(
        list.contains("från 2024-11-30: ")
            && list.contains("(samkoll calendar --from 2024-11-30 --to 2024-11-30 --as-of 2024-11-30)"),
        "{list}"
    );
    let [_, list] = pages(&wheel, meeting, "2025-02-01", "2024-01-01");
    assert!(list.contains("policy (2024) – Styrelsen; registret visar inget; ingen dag är satt"), "{list}");
}
