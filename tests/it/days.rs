//! What a day can and cannot be known to be: ends of periods, first days, covers, days reckoned on from others.

use samkoll::amount::Language;
use samkoll::brief::{Brief, Paper};
use samkoll::calendar::Question;
use samkoll::cycle::Cycle;
use samkoll::evaluate::Selection;
use samkoll::render::calendar::{Calendar, ics, list, svg};
use samkoll::render::explain::{self, Explained};
use samkoll::render::sheet::Markup;
use samkoll::{assess, render};

use crate::common::{lawless, load_whole, question, synthetic};
use crate::cycle::{day, duty, item, workspace};

/// The first and last day of an agreement, what it asks for, the period, the due day, and why.
const PERIODS: &[(&str, &str, &str, &str, &str)] = &[
    (
        "to = 2024-05-30",
        "every = \"once\"\ndue = { after = \"period-end\", months = 1 }",
        "once",
        "2024-06-30",
        "30 May is no month's end",
    ),
    (
        "to = 2024-04-30",
        "every = \"once\"\ndue = { after = \"period-end\", months = 1 }",
        "once",
        "2024-05-31",
        "30 April is one",
    ),
    (
        "to = 2024-05-30",
        "every = \"once\"\ndue = { within = \"period\", year = 1 }",
        "once",
        "2025-05-30",
        "a year after a day",
    ),
    (
        "",
        "every = \"meeting\"\ndue = { after = \"period-end\", months = 1 }",
        "2024-01-30",
        "2024-02-29",
        "a month after 30 January",
    ),
    (
        "",
        "every = \"meeting\"\ndue = { after = \"period-end\", months = 1 }",
        "2024-04-30",
        "2024-05-30",
        "a meeting ends no month",
    ),
    (
        "",
        "every = \"month\"\nonly = [2]\ndue = { within = \"period\", year = 1 }",
        "2023-02",
        "2024-02-29",
        "February of a leap year",
    ),
    (
        "",
        "every = \"month\"\nonly = [2]\ndue = { within = \"period\", year = -1 }",
        "2025-02",
        "2024-02-29",
        "and back into one",
    ),
];

#[test]
fn months_and_years_are_counted_from_where_the_period_ends() {
    let meeting = |day: &str| {
        format!("[[meeting]]\nid = \"m-{day}\"\nbody = \"styrelsen\"\ndate = {day}\nrecorded = {day}\n")
    };
    for (to, rule, period, expected, why) in PERIODS {
        let mut texts = synthetic();
        let head = format!(
            "id = \"hjul\"\ntitle = \"H\"\nkind = \"cycle\"\nin_force = {{ from = 2022-01-01, {to} }}\n"
        );
        let duty = format!("[[duty]]\nid = \"d\"\ndeliverable = \"other\"\nby = \"styrelsen\"\n{rule}\n");
        texts.insert("agreements/hjul.toml".into(), [head, duty].concat().replace(", }", " }"));
        texts.insert("register/m.toml".into(), [meeting("2024-01-30"), meeting("2024-04-30")].concat());
        let workspace = lawless(&texts);
        let cycle = Cycle::new(&workspace.model, question("2024-05-01"));
        let due = item(&cycle, &format!("hjul/d/styrelsen/{period}")).due.day();
        assert_eq!(due, Some(day(expected)), "{why}: {rule}");
    }
}

#[test]
fn a_day_still_to_come_is_never_unknown() {
    let duties = [
        duty("x", "year", "due = { after = \"period-end\", days = 20 }"),
        duty("y", "year", "due = { after = \"x\", days = 30 }"),
        duty("z", "year", "due = { after = \"y\", days = 30 }"),
    ];
    let workspace = workspace(&duties.concat(), "");
    for (as_of, x, y, z) in [
        ("2024-01-20", "upcoming", "upcoming", "upcoming"),
        ("2024-01-25", "unknown", "upcoming", "upcoming"),
        ("2024-02-19", "unknown", "upcoming", "upcoming"),
        ("2024-02-20", "unknown", "unknown", "upcoming"),
    ] {
        let cycle = Cycle::new(&workspace.model, question(as_of));
        let state = |id: &str| item(&cycle, &format!("hjul/{id}/styrelsen/2023")).state.name();
        assert_eq!((state("x"), state("y"), state("z")), (x, y, z), "{as_of}");
    }
    for item in (0..400).filter_map(|days| day("2023-12-01").checked_add_days(chrono::Days::new(days))) {
        let cycle = Cycle::new(&workspace.model, question(&item.to_string()));
        for it in cycle.items().iter().filter(|it| it.due.expected() >= Some(item)) {
            assert_eq!(it.state.name(), "upcoming", "{} on {item}", it.id);
        }
    }
}

#[test]
fn a_cover_knows_nothing_beyond_its_last_day_and_the_day_it_was_recorded() {
    let due = duty("d", "year", "due = { on = \"06-30\" }");
    for (to, recorded, state, why) in [
        ("2022-12-31", "2023-01-10", "overdue", "the day is within both"),
        ("2022-06-30", "2022-06-30", "overdue", "the day is the last of both"),
        ("2022-12-31", "2022-06-29", "unknown", "recorded before the day"),
        ("2022-06-29", "2023-01-10", "unknown", "ends before the day"),
    ] {
        let cover = format!(
            "[[complete]]\ndeliverables = [\"other\"]\nfrom = 2022-01-01\nto = {to}\nrecorded = {recorded}\n"
        );
        let workspace = workspace(&due, &cover);
        let cycle = Cycle::new(&workspace.model, question("2024-06-15"));
        assert_eq!(item(&cycle, "hjul/d/styrelsen/2022").state.name(), state, "{why}");
    }
}

const WITHOUT: &str = "[[complete]]\ndeliverables = [\"other\"]\nfrom = 2020-01-01\nto = 2023-12-31\nrecorded = 2024-01-01\n\
    [[delivery]]\nagreement = \"hjul\"\nduty = \"d\"\nby = \"styrelsen\"\nperiod = \"2021\"\ndelivered = 2021-05-01\nrecorded = 2021-05-01\n\
    [[delivery]]\nagreement = \"hjul\"\nduty = \"d\"\nby = \"styrelsen\"\nperiod = \"2022\"\ndelivered = 2022-09-01\nrecorded = 2022-09-01\n";

/// An agreement whose first day is not known: what it asks for is shown, and nothing is missing or late by it.
#[test]
fn duties_of_an_agreement_without_a_first_day_are_unknown_and_not_gone() {
    let states = |in_force: &str, duty_days: &str, since: &str| {
        let mut texts = synthetic();
        *texts.get_mut("samkoll.toml").unwrap() += since;
        let head = format!("id = \"hjul\"\ntitle = \"H\"\nkind = \"cycle\"\n{in_force}\n");
        let duty = duty("d", "year", &format!("due = {{ on = \"06-30\" }}\n{duty_days}"));
        texts.insert("agreements/hjul.toml".into(), [head, duty].concat());
        texts.insert("register/own.toml".into(), WITHOUT.into());
        let workspace = lawless(&texts);
        let cycle = Cycle::new(&workspace.model, question("2024-03-01"));
        let told = cycle.items().iter().map(|it| format!("{} {}", it.occurrence.period, it.state.name()));
        told.collect::<Vec<_>>().join(", ")
    };
    let since = "since = 2021-01-01\n";
    let open = "2021 in-time, 2022 unknown, 2023 unknown, 2024 upcoming";
    assert_eq!(states("in_force = { to = 2024-12-31 }", "", since), open);
    assert_eq!(states("in_force = { to = 2024-12-31 }", "", ""), "2024 upcoming", "the year of the question");
    assert_eq!(states("in_force = { to = 2022-12-31 }", "", ""), "2022 unknown", "its last year");
    let own = "in_force = { from = 2022-01-01 }";
    let known = "2022 late, 2023 overdue, 2024 upcoming";
    assert_eq!(states("in_force = { to = 2024-12-31 }", own, since), known, "its own first day counts");
}

/// When minutes were approved and announced, how both stand in the calendar, and why. The meeting was on a
/// Thursday, 18 April 2024; fourteen days on is 2 May.
const MINUTES: &[(&str, &str, &str, &str, &str)] = &[
    ("2024-05-02", "2024-05-04", "in-time", "in-time", "by their days"),
    (
        "{ no_later_than = 2024-05-02 }",
        "2024-04-19",
        "in-time",
        "in-time",
        "before the first day it can be due",
    ),
    (
        "{ no_later_than = 2024-05-02 }",
        "2024-05-03",
        "in-time",
        "unknown",
        "approved early, it would be late",
    ),
    ("{ no_later_than = 2024-05-02 }", "2024-05-07", "in-time", "late", "late whichever day it was approved"),
    ("{ no_later_than = 2024-05-03 }", "true", "unknown", "unknown", "it may have been a day late"),
    ("2024-04-25", "2024-04-29", "in-time", "unknown", "a Saturday, and the Monday after: a judgement"),
    ("2024-04-25", "2024-04-30", "in-time", "late", "after the next working day"),
];

#[test]
fn what_is_done_on_a_day_not_known_is_in_time_or_late_only_when_it_must_be() {
    for (approved, announced, first, second, why) in MINUTES {
        let register = format!(
            "[[meeting]]\nid = \"m\"\nbody = \"styrelsen\"\ndate = 2024-04-18\nrecorded = 2024-06-01\n\
             [meeting.minutes]\nboards = [\"regionen\", \"norrby\", \"soderby\"]\napproved = {approved}\nannounced = {announced}\n"
        );
        let mut texts = synthetic();
        texts.insert("register/own.toml".into(), register);
        let workspace = load_whole(&texts);
        let cycle = Cycle::new(&workspace.model, question("2024-06-30"));
        let state =
            |duty: &str| item(&cycle, &format!("finsamlagen/{duty}/styrelsen/2024-04-18")).state.name();
        assert_eq!((state("minutes-approved"), state("minutes-announced")), (*first, *second), "{why}");
    }
}

#[test]
fn the_step_past_a_day_on_which_nobody_works_is_explained_and_nothing_is_overdue_before_it() {
    let rest = "due = { on = \"03-31\", year = 1 }\nnon_working_day = \"judged\"";
    let cover = "[[complete]]\ndeliverables = [\"other\"]\nfrom = 2024-01-01\nto = 2024-12-31\nrecorded = 2025-01-01\n";
    let workspace = workspace(&duty("d", "year", rest), cover);
    for (as_of, state) in [("2024-03-31", "upcoming"), ("2024-04-02", "unknown"), ("2024-04-03", "overdue")] {
        let cycle = Cycle::new(&workspace.model, question(as_of));
        let item = item(&cycle, "hjul/d/styrelsen/2023");
        assert_eq!((item.state.name(), item.due.day()), (state, Some(day("2024-03-31"))), "{as_of}");
        let told = explain::item(&Explained { cycle: &cycle, item, files: &workspace.files }, Language::Sv);
        let told = told.split_whitespace().collect::<Vec<_>>().join(" ");
        assert!(told.contains("2024-04-02 2024-03-31 är påskdagen: om nästa arbetsdag är i tid"), "{told}");
    }
}

/// What must come before another, and no more than that, is in time when it did, also when both came late.
#[test]
fn of_two_that_are_done_the_order_is_all_that_was_asked() {
    let delivery = |duty: &str, day: &str| {
        format!(
            "[[delivery]]\nagreement = \"hjul\"\nduty = \"{duty}\"\nby = \"styrelsen\"\nperiod = \"2023\"\ndelivered = {day}\nrecorded = {day}\n"
        )
    };
    let budget = duty("budget", "year", "due = { on = \"11-30\" }");
    let before =
        |days: &str| duty("before", "year", &format!("due = {{ before = \"budget\", days = {days} }}"));
    for (days, done, state) in [
        ("0", "2023-12-05", "in-time"),
        ("0", "2023-12-10", "in-time"),
        ("0", "2023-12-11", "late"),
        ("2", "2023-12-05", "late"),
    ] {
        let register = [delivery("budget", "2023-12-10"), delivery("before", done)].concat();
        let workspace = workspace(&[budget.clone(), before(days)].concat(), &register);
        let cycle = Cycle::new(&workspace.model, question("2024-06-30"));
        assert_eq!(item(&cycle, "hjul/before/styrelsen/2023").state.name(), state, "{days}: {done}");
    }
}

/// A day that is set for an event is told, and nothing is done or due by it; the last that became known counts.
#[test]
fn a_day_set_for_an_event_is_shown_until_it_is_held() {
    let planned = |day: &str, recorded: &str| {
        format!(
            "[[planned]]\nagreement = \"hjul\"\nduty = \"d\"\nby = \"styrelsen\"\nperiod = \"2024\"\nday = {day}\nrecorded = {recorded}\n"
        )
    };
    let register = [planned("2024-10-03", "2024-04-01"), planned("2024-09-12", "2024-03-22")].concat();
    let workspace = workspace(&duty("d", "year", "due = { within = \"period\" }"), &register);
    for (as_of, known_at, told) in [
        ("2024-06-01", None, Some("2024-10-03")),
        ("2024-06-01", Some("2024-03-30"), Some("2024-09-12")),
        ("2024-06-01", Some("2024-03-01"), None),
    ] {
        let question = Question { as_of: day(as_of), known_at: known_at.map(day) };
        let cycle = Cycle::new(&workspace.model, question);
        let item = item(&cycle, "hjul/d/styrelsen/2024");
        assert_eq!((item.planned, item.state.name()), (told.map(day), "upcoming"), "{known_at:?}");
        let page = explain::item(&Explained { cycle: &cycle, item, files: &workspace.files }, Language::Sv);
        assert_eq!(page.contains("planerat till"), told.is_some(), "{page}");
    }
}

/// What was offered is answered by a no as by a yes.
#[test]
fn an_allocation_offered_and_declined_is_answered() {
    let answer = duty("answer", "year", "due = { on = \"06-30\" }\nevidence = { decision = \"allocation\" }");
    for (state, shown) in [("adopted", true), ("declined", true), ("proposed", false)] {
        let register = format!(
            "[[meeting]]\nid = \"m\"\nbody = \"styrelsen\"\ndate = 2024-06-10\nrecorded = 2024-06-20\n\
             [[decision]]\nid = \"a\"\nmeeting = \"m\"\nadopts = \"allocation\"\nperiods = {{ from = 2024, to = 2024 }}\nstate = \"{state}\"\nrecorded = 2024-06-20\n"
        );
        let workspace = workspace(&answer, &register);
        let cycle = Cycle::new(&workspace.model, question("2024-07-31"));
        let item = item(&cycle, "hjul/answer/styrelsen/2024");
        assert_eq!(item.is_done(), shown, "{state}");
        // The no is told wherever the answer is, in both languages.
        let (from, to) = (day("2024-01-01"), day("2024-12-31"));
        let files = &workspace.files;
        let calendar = Calendar { workspace: "w", association: "a", cycle: &cycle, from, to, files };
        let report = assess(&workspace, question("2024-07-31"), &Selection::default());
        let verdict = report.verdicts.iter().find(|it| it.subject.id == item.id).unwrap();
        let brief = Brief::new(&cycle, "styrelsen", day("2024-06-10"));
        for (language, word) in [(Language::Sv, "avböj"), (Language::En, "decline")] {
            let explained = Explained { cycle: &cycle, item, files };
            for (page, text) in [
                ("list", list::render(&calendar, list::By::Month, Markup::Text, language)),
                ("ics", ics::render(&calendar, &[], language).replace("\r\n ", "")),
                ("wheel", svg::render(&calendar, language)),
                ("explain", explain::item(&explained, language)),
                ("check", verdict.subject.title.get(language).to_owned()),
                ("brief", render::brief::render(&brief, &report, &report, Markup::Text, language)),
            ] {
                assert_eq!(text.contains(word), state == "declined", "{state} in {page}: {text}");
            }
        }
    }
}

/// An item of an agenda about one tertial is about no other of the year.
#[test]
fn an_item_is_about_the_period_it_names() {
    let report = duty("report", "tertial", "to = \"styrelsen\"\ndue = { after = \"period-end\", days = 20 }");
    for (named, on_agenda) in
        [("@2024-T1", ["2024-T1"].as_slice()), ("@2024-T2", &["2024-T2"]), ("", &["2024-T2"])]
    {
        let meeting = |day: &str| {
            format!(
                "[[meeting]]\nid = \"m-{day}\"\nbody = \"styrelsen\"\ndate = {day}\nrecorded = 2024-02-10\n"
            )
        };
        let agenda = format!(
            "[[meeting.item]]\nnumber = 1\ntitle = \"Rapport\"\ntype = \"information\"\nabout = [\"hjul/report{named}\"]\n"
        );
        let register = [meeting("2024-06-10"), meeting("2024-09-26"), agenda].concat();
        let workspace = workspace(&report.replace("by = \"styrelsen\"", "by = \"kassan\""), &register);
        let cycle = Cycle::new(&workspace.model, question("2024-09-20"));
        let brief = Brief::new(&cycle, "styrelsen", day("2024-09-26"));
        let points = brief.see.iter().chain(&brief.overdue);
        let points = points.filter(|it| matches!(it.paper, Paper::OnAgenda(_)));
        let periods: Vec<String> = points.map(|it| it.item.occurrence.period.to_string()).collect();
        assert_eq!(periods, on_agenda, "{named}");
    }
}
