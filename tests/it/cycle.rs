//! The annual cycle on synthetic duties: due days and how they are derived, states, what waits for what.

use std::fs;

use chrono::{Datelike, NaiveDate};
use samkoll::Workspace;
use samkoll::amount::Language;
use samkoll::calendar::{Question, holiday, is_working_day};
use samkoll::cycle::{Cycle, Item};
use samkoll::render::explain::{self, Explained};
use samkoll::render::graph::{self, Net};

use crate::common::{Texts, bundled, lawless, load_whole, question, root, synthetic, the_bundled};

pub(crate) fn day(text: &str) -> NaiveDate {
    text.parse().unwrap()
}

/// A workspace with one agreement of the given duties, and a register.
pub(crate) fn workspace(duties: &str, register: &str) -> Workspace {
    workspace_of("", duties, register)
}

/// The same with more organisations.
fn workspace_of(organisations: &str, duties: &str, register: &str) -> Workspace {
    let mut texts = synthetic();
    *texts.get_mut("agreements/organisations.toml").unwrap() += organisations;
    let head = "id = \"hjul\"\ntitle = \"Årshjul\"\nkind = \"cycle\"\nin_force = { from = 2020-01-01 }\n";
    texts.insert("agreements/hjul.toml".into(), format!("{head}{duties}"));
    if !register.is_empty() {
        texts.insert("register/own.toml".into(), register.into());
    }
    lawless(&texts)
}

pub(crate) fn duty(id: &str, every: &str, rest: &str) -> String {
    format!(
        "[[duty]]\nid = \"{id}\"\ndeliverable = \"other\"\nby = \"styrelsen\"\nevery = \"{every}\"\n{rest}\n"
    )
}

pub(crate) fn item<'c, 'm>(cycle: &'c Cycle<'m>, id: &str) -> &'c Item<'m> {
    let found = cycle.items().iter().find(|item| item.id == id);
    found.unwrap_or_else(|| {
        let known: Vec<&str> = cycle.items().iter().map(|item| item.id.as_str()).collect();
        panic!("no {id}; there are {known:#?}")
    })
}

fn ids<'c>(items: &[&'c Item<'_>]) -> Vec<&'c str> {
    items.iter().map(|item| item.id.as_str()).collect()
}

/// The project's own computation against somebody else's table.
#[test]
fn holidays_are_those_of_the_table_for_eighteen_years() {
    let table = fs::read_to_string(root().join("fixtures/calendar/holidays-sweden-2018-2035.txt")).unwrap();
    let rows: Vec<(NaiveDate, &str)> = table
        .lines()
        .filter(|line| !line.starts_with('#'))
        .map(|line| (day(&line[..10]), &line[11..]))
        .collect();
    assert!(rows.len() >= 18 * 16, "the table has only {} rows", rows.len());
    for (date, name) in &rows {
        let ours = holiday(*date).map(|name| name.sv.to_lowercase());
        assert_eq!(ours.as_deref(), Some(*name), "{date}");
    }
    let mut date = day("2018-01-01");
    while date.year() < 2036 {
        let listed = rows.iter().any(|(known, _)| *known == date);
        assert_eq!(holiday(date).is_some(), listed, "{date}");
        let weekend = date.weekday().number_from_monday() > 5;
        assert_eq!(is_working_day(date), !listed && !weekend, "{date}");
        date = date.succ_opt().unwrap();
    }
}

/// How often, the due rule, the period, the day it gives, and why.
const DUE_DAYS: &[(&str, &str, &str, &str, &str)] = &[
    ("year", "due = { on = \"12-31\", year = -1 }", "2021", "2020-12-31", "a fixed day the year before"),
    ("year", "due = { on = \"02-29\" }", "2023", "2023-02-28", "a leap day in a common year"),
    ("year", "due = { on = \"02-29\" }", "2024", "2024-02-29", "a leap day in a leap year"),
    (
        "half-year",
        "due = { after = \"period-end\", days = 0 }",
        "2021-H1",
        "2021-06-30",
        "the end of a half-year",
    ),
    (
        "tertial",
        "due = { after = \"period-end\", months = 1 }",
        "2021-T1",
        "2021-05-31",
        "from month end to month end",
    ),
    (
        "quarter",
        "due = { after = \"period-end\", days = 15 }",
        "2021-Q3",
        "2021-10-15",
        "days after a quarter",
    ),
    (
        "month",
        "due = { after = \"period-end\", months = 1 }",
        "2024-01",
        "2024-02-29",
        "a month end into a leap February",
    ),
    (
        "month",
        "due = { after = \"period-end\", months = 1 }",
        "2023-01",
        "2023-02-28",
        "and into a common one",
    ),
    ("year", "due = { before = \"period-end\", months = 2 }", "2021", "2021-10-31", "months before the end"),
    (
        "year",
        "due = { after = \"period-end\", working_days = 5 }",
        "2023",
        "2024-01-08",
        "2, 3, 4, 5 and 8 January",
    ),
    (
        "year",
        "due = { before = \"period-end\", working_days = 3 }",
        "2023",
        "2023-12-27",
        "nyårsafton itself is Sunday; 29, 28, 27",
    ),
    ("year", "due = { on = \"06-06\" }", "2024", "2024-06-06", "as-is stands on the national day"),
    (
        "year",
        "due = { on = \"06-06\" }\nnon_working_day = \"next\"",
        "2024",
        "2024-06-07",
        "next working day",
    ),
    (
        "year",
        "due = { on = \"06-06\" }\nnon_working_day = \"previous\"",
        "2024",
        "2024-06-05",
        "the working day before",
    ),
    (
        "year",
        "due = { on = \"12-24\" }\nnon_working_day = \"next\"",
        "2026",
        "2026-12-28",
        "julafton to annandag jul and a weekend",
    ),
    ("year", "due = { within = \"period\", year = 1 }", "2021", "2022-12-31", "some time in the year after"),
    ("once", "due = { on = 2022-02-20 }", "once", "2022-02-20", "one single day"),
    (
        "meeting",
        "due = { after = \"meeting\", days = 14 }",
        "2022-11-30",
        "2022-12-14",
        "days after a meeting",
    ),
    (
        "meeting",
        "due = { before = \"meeting\", days = 7 }",
        "2022-11-30",
        "2022-11-23",
        "a week before a meeting",
    ),
];

#[test]
fn due_days_are_what_their_rules_say() {
    for (every, rest, period, expected, why) in DUE_DAYS {
        let register =
            "[[meeting]]\nid = \"m\"\nbody = \"styrelsen\"\ndate = 2022-11-30\nrecorded = 2022-11-30\n";
        let workspace = workspace(&duty("d", every, rest), register);
        let cycle = Cycle::new(&workspace.model, question("2026-06-30"));
        let item = item(&cycle, &format!("hjul/d/styrelsen/{period}"));
        assert_eq!(item.due.day(), Some(day(expected)), "{why}: {rest}: {:?}", item.due.steps);
    }
}

#[test]
fn a_derivation_says_each_step() {
    let duty = duty(
        "d",
        "tertial",
        "due = { after = \"period-end\", months = 1, days = 1 }\nnon_working_day = \"next\"",
    );
    let workspace = workspace(&duty, "");
    let cycle = Cycle::new(&workspace.model, question("2024-06-30"));
    let item = item(&cycle, "hjul/d/styrelsen/2024-T1");
    let steps: Vec<String> =
        item.due.steps.iter().map(|step| format!("{} {}", step.day, step.words().sv)).collect();
    assert_eq!(
        steps,
        [
            "2024-04-30 perioden slutar",
            "2024-05-31 1 månad senare",
            "2024-06-01 1 dag senare",
            "2024-06-03 2024-06-01 är en lördag: nästa arbetsdag",
        ]
    );
}

#[test]
fn validity_cuts_occurrences() {
    let duties = [
        duty("until", "year", "due = { on = \"12-31\" }\nin_force = { to = 2022-12-31 }"),
        duty("from", "year", "due = { on = \"12-31\" }\nin_force = { from = 2021-07-01 }"),
        duty("none", "year", "due = { on = \"12-31\" }\nin_force = { from = 2030-01-01 }"),
    ]
    .concat();
    let workspace = workspace(&duties, "");
    let cycle = Cycle::new(&workspace.model, question("2024-06-30"));
    let of = |duty: &str| ids(&cycle.named(duty)).join(" ").replace(&format!("hjul/{duty}/styrelsen/"), "");
    assert_eq!(of("until"), "2020 2021 2022", "none after the last day");
    assert_eq!(of("from"), "2022 2023 2024 2025", "a period that had begun before is not asked for");
    assert_eq!(of("none"), "");
}

/// A duty cannot hold before the agreement it stands in does, whatever it says of itself.
#[test]
fn the_days_a_duty_is_said_to_hold_are_those_it_is_counted_by() {
    let early = duty("early", "year", "due = { on = \"12-31\" }\nin_force = { from = 2018-01-01 }");
    let workspace = workspace(&early, "");
    let cycle = Cycle::new(&workspace.model, question("2022-06-01"));
    assert!(cycle.items().iter().all(|item| item.occurrence.starts >= day("2020-01-01")));
    let found = cycle.items().iter().find(|item| item.occurrence.starts == day("2021-01-01")).unwrap();
    let told =
        explain::item(&Explained { cycle: &cycle, item: found, files: &workspace.files }, Language::Sv);
    assert!(told.contains("2020-01-01 – ; perioden är 2021-01-01"), "{told}");
}

#[test]
fn a_workspace_does_not_ask_for_what_ended_before_it_begins() {
    let mut texts = synthetic();
    texts.entry("samkoll.toml".into()).and_modify(|text| text.push_str("since = 2023-05-01\n"));
    let head = "id = \"hjul\"\ntitle = \"Årshjul\"\nkind = \"cycle\"\nin_force = { from = 2020-01-01 }\n";
    let duty = duty("d", "tertial", "due = { within = \"period\" }");
    texts.insert("agreements/hjul.toml".into(), format!("{head}{duty}"));
    let workspace = lawless(&texts);
    let cycle = Cycle::new(&workspace.model, question("2023-06-01"));
    assert_eq!(cycle.items().first().unwrap().id, "hjul/d/styrelsen/2023-T2");
}

const STATES: &str = r#"
[[delivery]]
agreement = "hjul"
duty = "d"
by = "styrelsen"
period = "2020"
delivered = 2020-10-30
recorded = 2020-10-30
[[delivery]]
agreement = "hjul"
duty = "d"
by = "styrelsen"
period = "2021"
delivered = 2021-11-05
recorded = 2021-11-05
[[complete]]
deliverables = ["other"]
from = 2022-01-01
to = 2022-12-31
recorded = 2023-01-01
"#;

#[test]
fn an_occurrence_stands_in_one_of_five_ways() {
    let workspace = workspace(&duty("d", "year", "due = { on = \"10-31\" }"), STATES);
    let cycle = Cycle::new(&workspace.model, question("2024-10-31"));
    for (year, state, days, why) in [
        (2020, "in-time", Some(0), "the day before"),
        (2021, "late", Some(5), "five days after"),
        (2022, "overdue", Some(731), "in a cover, and not there"),
        (2023, "unknown", None, "outside every cover"),
        (2024, "upcoming", None, "due today"),
    ] {
        let item = item(&cycle, &format!("hjul/d/styrelsen/{year}"));
        assert_eq!((item.state.name(), item.days_late), (state, days), "{year}: {why}");
    }
}

const MEETINGS: &str = r#"
[[meeting]]
id = "november"
body = "styrelsen"
date = 2022-11-30
presidium = 2022-11-24
recorded = 2022-12-30
[meeting.minutes]
approved = 2022-12-20
announced = 2022-12-23
[[meeting]]
id = "planned"
body = "styrelsen"
date = 2023-03-01
planned = true
recorded = 2022-12-30
[[decision]]
id = "budget"
meeting = "november"
adopts = "budget"
periods = { from = 2023, to = 2025 }
state = "adopted"
recorded = 2022-12-30
[[decision]]
id = "proposal"
meeting = "planned"
adopts = "annual-report"
periods = { from = 2022, to = 2022 }
state = "proposed"
recorded = 2022-12-30
[[decision]]
id = "discharge"
meeting = "november"
adopts = "discharge"
by = "kassan"
periods = { from = 2021, to = 2021 }
state = "noted"
recorded = 2022-12-30
[[decision]]
id = "discharge-taken"
meeting = "november"
adopts = "discharge"
by = "norrby"
periods = { from = 2021, to = 2021 }
state = "adopted"
recorded = 2022-12-30
"#;

#[test]
fn decisions_and_meetings_show_what_was_done() {
    let mut duties = String::new();
    for (id, every, rest) in [
        ("budget", "year", "due = { on = \"11-30\", year = -1 }\nevidence = { decision = \"budget\" }"),
        ("next", "year", "due = { on = \"11-30\" }\nevidence = { decision = \"budget\", year = 1 }"),
        ("report", "year", "due = { on = \"03-31\", year = 1 }\nevidence = { decision = \"annual-report\" }"),
        ("held", "meeting", "due = { after = \"meeting\", days = 0 }\nevidence = { meeting = \"held\" }"),
        (
            "presidium",
            "meeting",
            "due = { before = \"meeting\", days = 7 }\nevidence = { meeting = \"presidium\" }",
        ),
        (
            "approved",
            "meeting",
            "due = { after = \"meeting\", days = 14 }\nevidence = { meeting = \"approved\" }",
        ),
        (
            "announced",
            "meeting",
            "due = { after = \"approved\", days = 2 }\nevidence = { meeting = \"announced\" }",
        ),
    ] {
        duties += &duty(id, every, rest);
    }
    duties += &duty(
        "discharge",
        "year",
        "due = { within = \"period\", year = 1 }\nevidence = { decision = \"discharge\" }",
    )
    .replace("\"styrelsen\"", "\"each-member\"");
    let workspace = workspace(&duties, MEETINGS);
    let cycle = Cycle::new(&workspace.model, question("2023-02-01"));
    for (id, state, days, why) in [
        ("budget/styrelsen/2023", "in-time", Some(0), "decided on the last day, for its first year"),
        ("budget/styrelsen/2024", "upcoming", None, "the years after the first are a plan"),
        ("next/styrelsen/2022", "in-time", Some(0), "the decision for the year after"),
        ("report/styrelsen/2022", "upcoming", None, "a proposal shows nothing done"),
        ("held/styrelsen/2022-11-30", "in-time", Some(0), "held"),
        ("held/styrelsen/2023-03-01", "upcoming", None, "only planned"),
        ("presidium/styrelsen/2022-11-30", "late", Some(1), "six days before is a day late"),
        ("approved/styrelsen/2022-11-30", "late", Some(6), "twenty days after"),
        (
            "announced/styrelsen/2022-11-30",
            "late",
            Some(1),
            "three days after the approval, not after its last day",
        ),
        ("announced/styrelsen/2023-03-01", "upcoming", None, "hangs on an approval still to come"),
        ("discharge/norrby/2021", "in-time", Some(0), "the member's own decision"),
        ("discharge/kassan/2021", "in-time", Some(0), "what a member decided, noted by the board"),
        ("discharge/soderby/2021", "unknown", None, "another member's decision"),
    ] {
        let item = item(&cycle, &format!("hjul/{id}"));
        assert_eq!((item.state.name(), item.days_late), (state, days), "{id}: {why}");
    }
    let waiting = item(&cycle, "hjul/announced/styrelsen/2023-03-01");
    assert_eq!((waiting.due.day(), waiting.due.expected()), (None, Some(day("2023-03-17"))));
}

const CONFUSED: &str = r#"
[[meeting]]
id = "planned"
body = "styrelsen"
date = 2023-05-01
planned = true
recorded = 2023-04-01
[[meeting]]
id = "held"
body = "styrelsen"
date = 2023-05-01
recorded = 2023-06-01
[meeting.minutes]
approved = 2023-05-10
[[meeting]]
id = "summoned"
body = "styrelsen"
date = 2023-06-01
recorded = 2023-05-20
[[meeting]]
id = "others"
body = "styrgruppen"
date = 2023-05-02
recorded = 2023-05-02
[[decision]]
id = "at-a-planned-meeting"
meeting = "planned"
adopts = "plan"
periods = { from = 2023, to = 2023 }
state = "adopted"
recorded = 2023-04-01
[[decision]]
id = "of-another-body"
meeting = "others"
adopts = "social-budget"
periods = { from = 2023, to = 2023 }
state = "adopted"
recorded = 2023-05-02
[[complete]]
deliverables = ["other"]
from = 2023-01-01
to = 2023-12-31
recorded = 2024-01-01
"#;

/// What looks like evidence and is none, and the other way round.
#[test]
fn what_was_planned_summoned_or_decided_by_others_shows_nothing_done() {
    let duties = [
        duty("held", "meeting", "due = { after = \"meeting\", days = 0 }\nevidence = { meeting = \"held\" }"),
        duty(
            "approved",
            "meeting",
            "due = { after = \"meeting\", days = 14 }\nevidence = { meeting = \"approved\" }",
        ),
        duty("plan", "year", "due = { on = \"06-30\" }\nevidence = { decision = \"plan\" }"),
        duty("social", "year", "due = { on = \"06-30\" }\nevidence = { decision = \"social-budget\" }"),
    ]
    .concat();
    let workspace = workspace(&duties, CONFUSED);
    let cycle = Cycle::new(&workspace.model, question("2023-07-31"));
    for (id, state, why) in [
        ("held/styrelsen/2023-05-01", "in-time", "one of two entries of the day shows it"),
        ("approved/styrelsen/2023-05-01", "in-time", "the same"),
        ("held/styrelsen/2023-06-01", "overdue", "a summons alone"),
        ("plan/styrelsen/2023", "overdue", "decided at a meeting that was only planned"),
        ("social/styrelsen/2023", "overdue", "decided by another body"),
    ] {
        assert_eq!(item(&cycle, &format!("hjul/{id}")).state.name(), state, "{id}: {why}");
    }
}

/// The board adopts the budget, whoever it is that sees to it.
#[test]
fn only_the_boards_decision_shows_a_budget_adopted() {
    let own = "due = { on = \"11-30\" }\nevidence = { decision = \"budget\" }";
    let by = |id: &str, who: &str| duty(id, "year", own).replace("styrelsen", who);
    let duties = [by("own", "styrelsen"), by("role", "board"), by("office", "forbundet")].concat();
    for (body, by, shown, why) in [
        ("styrelsen", "", true, "the board"),
        ("styrgruppen", "", false, "another body"),
        ("styrelsen", "by = \"norrby\"", false, "noted as the decision of another"),
    ] {
        let meeting =
            format!("[[meeting]]\nid = \"m\"\nbody = \"{body}\"\ndate = 2023-11-24\nrecorded = 2023-11-24\n");
        let decision = format!(
            "[[decision]]\nid = \"b\"\nmeeting = \"m\"\nadopts = \"budget\"\nperiods = {{ from = 2023, to = 2025 }}\nstate = \"adopted\"\nrecorded = 2023-11-24\n{by}\n"
        );
        let workspace = workspace(&duties, &format!("{meeting}{decision}"));
        let cycle = Cycle::new(&workspace.model, question("2023-12-15"));
        for id in ["own/styrelsen", "role/styrelsen", "office/forbundet"] {
            let done = item(&cycle, &format!("hjul/{id}/2023")).fulfilled().is_some();
            assert_eq!(done, shown, "{id}: {why}");
        }
    }
}

/// Who joins during a period owes what is due for it; who has left does not.
#[test]
fn members_of_a_period_are_those_as_it_closes() {
    let duties = duty("share", "year", "due = { within = \"period\" }").replace("styrelsen", "each-member");
    let member = |id: &str, days: &str| {
        format!(
            "[[organisation]]\nid = \"{id}\"\nname = \"{id}\"\nkind = \"municipality\"\nmember = {{ {days} }}\n"
        )
    };
    let members = [member("joins", "from = 2022-07-01"), member("leaves", "to = 2022-06-30")].concat();
    let workspace = workspace_of(&members, &duties, "");
    let cycle = Cycle::new(&workspace.model, question("2022-12-31"));
    for (id, asked) in
        [("joins/2021", false), ("joins/2022", true), ("leaves/2021", true), ("leaves/2022", false)]
    {
        let found = cycle.items().iter().any(|item| item.id == format!("hjul/share/{id}"));
        assert_eq!(found, asked, "{id}");
    }
}

/// By what was known then, nothing is done before its day. A record of a day ahead is refused when it is read.
#[test]
fn what_was_delivered_long_ago_and_of_late_answers_to_its_duty() {
    let report = duty("report", "year", "due = { on = \"12-31\" }");
    let deliveries = (2020..2036).map(|year| {
        format!(
            "[[delivery]]\nagreement = \"hjul\"\nduty = \"report\"\nby = \"styrelsen\"\nperiod = \"{year}\"\n\
             delivered = {year}-11-30\nrecorded = {year}-11-30\n"
        )
    });
    // The workspace is loaded as whole: a delivery that no duty answers to would be an error.
    let workspace = workspace(&report, &deliveries.collect::<String>());
    assert_eq!(workspace.model.deliveries.len(), 16);
}

#[test]
fn nothing_is_done_before_its_day_by_what_was_known_then() {
    let delivery = "[[delivery]]\nagreement = \"hjul\"\nduty = \"d\"\nby = \"styrelsen\"\nperiod = \"2023\"\ndelivered = 2023-03-10\nrecorded = 2023-03-10\n";
    let workspace = workspace(&duty("d", "year", "due = { on = \"03-31\" }"), delivery);
    let state = |known_at: &str| {
        let known_at = Some(day(known_at));
        let cycle = Cycle::new(&workspace.model, Question { known_at, ..question("2023-03-20") });
        item(&cycle, "hjul/d/styrelsen/2023").state.name()
    };
    assert_eq!((state("2023-03-09"), state("2023-03-10")), ("upcoming", "in-time"));
}

#[test]
fn a_day_that_hangs_on_what_is_not_there_is_unknown_when_its_period_has_passed() {
    let duties = [
        duty("first", "year", "due = { on = \"03-31\" }\nin_force = { from = 2023-01-01 }"),
        duty("then", "year", "due = { after = \"first\", days = 5 }"),
    ]
    .concat();
    let workspace = workspace(&duties, "");
    let cycle = Cycle::new(&workspace.model, question("2023-02-01"));
    assert_eq!(item(&cycle, "hjul/then/styrelsen/2022").state.name(), "unknown");
    assert_eq!(item(&cycle, "hjul/then/styrelsen/2023").state.name(), "upcoming");
    for (day, state) in [("2022-12-31", "upcoming"), ("2023-01-01", "unknown")] {
        let cycle = Cycle::new(&workspace.model, question(day));
        assert_eq!(
            item(&cycle, "hjul/then/styrelsen/2022").state.name(),
            state,
            "the period ends with its last day"
        );
    }
}

#[test]
fn what_comes_once_waits_for_nothing_that_falls_due_after_it() {
    let duties = [
        duty("yearly", "year", "due = { on = \"03-31\" }"),
        duty("once", "once", "due = { on = 2022-06-30 }\nneeds = [\"yearly\"]"),
    ]
    .concat();
    let workspace = workspace(&duties, "");
    let cycle = Cycle::new(&workspace.model, question("2023-02-01"));
    let before = cycle.before(item(&cycle, "hjul/once/styrelsen/once"));
    assert_eq!(ids(&before).len(), 3, "2020, 2021 and 2022: {:?}", ids(&before));
}

#[test]
fn a_quarter_waits_for_the_meetings_in_it_alone() {
    let met = duty("met", "meeting", "due = { after = \"meeting\", days = 1 }");
    let told = duty("told", "quarter", "due = { after = \"period-end\", days = 9 }\nneeds = [\"met\"]");
    let meetings = ["2024-02-01", "2024-05-02"].map(|day| {
        format!("[[meeting]]\nid = \"m{day}\"\nbody = \"styrelsen\"\ndate = {day}\nrecorded = {day}\n")
    });
    let workspace = workspace(&[met, told].concat(), &meetings.concat());
    let cycle = Cycle::new(&workspace.model, question("2024-06-01"));
    let before =
        |quarter: &str| ids(&cycle.before(item(&cycle, &format!("hjul/told/styrelsen/{quarter}")))).concat();
    assert_eq!(
        ["2024-Q1", "2024-Q2", "2024-Q3"].map(before),
        ["hjul/met/styrelsen/2024-02-01", "hjul/met/styrelsen/2024-05-02", "",]
    );
}

#[test]
fn who_joins_waits_for_nothing_of_the_others() {
    let joined = "[[organisation]]\nid = \"osterby\"\nname = \"Österby\"\nkind = \"municipality\"\n\
                  member = { from = 2024-05-01 }\n";
    let by = |id: &str, rest: &str| duty(id, "year", rest).replace("\"styrelsen\"", "\"each-member\"");
    let on = "due = { on = \"12-01\" }";
    let duties = [by("report", on), by("plan", &format!("{on}\nneeds = [\"report@-1\"]"))].concat();
    let workspace = workspace_of(joined, &duties, "");
    let cycle = Cycle::new(&workspace.model, question("2024-06-01"));
    let before = |who: &str| ids(&cycle.before(item(&cycle, &format!("hjul/plan/{who}/2024")))).concat();
    assert_eq!(["norrby", "osterby"].map(before), ["hjul/report/norrby/2023", ""]);
}

#[test]
fn what_falls_due_years_before_its_period_is_asked_for_in_time() {
    let workspace = workspace(&duty("d", "year", "due = { on = \"03-31\", year = -3 }"), "");
    let cycle = Cycle::new(&workspace.model, question("2023-02-01"));
    assert_eq!(item(&cycle, "hjul/d/styrelsen/2026").due.day(), Some(day("2023-03-31")));
}

/// Analysis → workshop → plan → appendix, and the follow-up of one year that feeds the workshop of the next.
fn chain() -> String {
    [
        duty("analysis", "year", "due = { before = \"workshop\", days = 10 }"),
        duty("workshop", "year", "due = { on = \"05-31\" }\nneeds = [\"follow-up@-1\"]"),
        duty("plan", "year", "due = { on = \"11-30\" }\nneeds = [\"workshop\"]"),
        duty("appendix", "year", "due = { on = \"12-31\" }\nneeds = [\"plan\"]"),
        duty("follow-up", "year", "due = { on = \"12-31\" }\nneeds = [\"plan\"]"),
    ]
    .concat()
}

fn covered(deliveries: &[(&str, &str)]) -> String {
    let mut register = String::from(
        "[[complete]]\ndeliverables = [\"other\"]\nfrom = 2023-01-01\nto = 2023-12-31\nrecorded = 2024-01-01\n",
    );
    for (duty, delivered) in deliveries {
        register += &format!(
            "[[delivery]]\nagreement = \"hjul\"\nduty = \"{duty}\"\nby = \"styrelsen\"\nperiod = \"2023\"\ndelivered = {delivered}\nrecorded = {delivered}\n",
        );
    }
    register
}

#[test]
fn what_is_missing_holds_up_all_that_waits_for_it() {
    let workspace = workspace(&chain(), &covered(&[]));
    let cycle = Cycle::new(&workspace.model, question("2023-06-30"));
    let of = |duty: &str, year: i32| item(&cycle, &format!("hjul/{duty}/styrelsen/{year}"));
    assert_eq!(of("analysis", 2023).due.day(), Some(day("2023-05-21")), "ten days before the workshop");
    let held = ids(&cycle.holds_up(of("analysis", 2023), 99))
        .join(" ")
        .replace("hjul/", "")
        .replace("/styrelsen", "");
    assert!(held.starts_with("workshop/2023 plan/2023 appendix/2023 follow-up/2023 workshop/2024"), "{held}");
    let by = ids(&cycle.held_up_by(of("plan", 2023)));
    assert_eq!(by, ["hjul/workshop/styrelsen/2023", "hjul/analysis/styrelsen/2023"]);
    let waits = ids(&cycle.waits_for(of("workshop", 2024), 99));
    assert!(waits.contains(&"hjul/follow-up/styrelsen/2023"), "the loop crosses the year: {waits:?}");
}

#[test]
fn what_is_done_holds_nothing_up_but_is_told_where_it_came_late() {
    let register = covered(&[("analysis", "2023-05-20"), ("workshop", "2023-06-02")]);
    let workspace = workspace(&chain(), &register);
    let cycle = Cycle::new(&workspace.model, question("2023-06-30"));
    let of = |duty: &str| item(&cycle, &format!("hjul/{duty}/styrelsen/2023"));
    assert!(cycle.holds_up(of("workshop"), 99).is_empty());
    assert_eq!(ids(&cycle.held_up_by(of("plan"))), ["hjul/workshop/styrelsen/2023"], "two days late");
    assert!(cycle.held_up_by(of("appendix")).is_empty(), "only what comes next is told");
}

#[test]
fn the_longest_chain_shows_the_days_to_spare() {
    let register = covered(&[("analysis", "2023-05-20")]);
    let workspace = workspace(&chain(), &register);
    let cycle = Cycle::new(&workspace.model, question("2023-06-30"));
    let chain = cycle.chain_to(item(&cycle, "hjul/appendix/styrelsen/2023"));
    let names: Vec<&str> = chain.iter().map(|it| it.occurrence.duty.id.value.as_str()).collect();
    assert_eq!(
        names,
        ["analysis", "workshop", "plan", "appendix"],
        "within the year, not the loop before it"
    );
    // Analysis done 20 May for the 31st; the workshop can be held today at the earliest; then 31 days.
    assert_eq!(cycle.slack(&chain), [Some(11), Some(153), Some(31)]);
}

/// Each year has a wheel of its own: a reference to the year before follows it there.
#[test]
fn a_reference_to_another_year_follows_the_wheels() {
    let mut texts = synthetic();
    let wheel = |year: i32, next: &str| {
        format!(
            "id = \"hjul-{year}\"\ntitle = \"Årshjul {year}\"\nkind = \"cycle\"\nin_force = {{ from = {year}-01-01, to = {year}-12-31 }}\n{next}"
        )
    };
    let duties = [
        duty("plan", "year", "due = { on = \"11-30\" }"),
        duty("day", "year", "due = { on = \"02-10\" }\nneeds = [\"plan@-1\"]"),
    ]
    .concat();
    texts.insert(
        "agreements/a.toml".into(),
        format!("{}{duties}", wheel(2023, "superseded_by = \"hjul-2024\"\n")),
    );
    texts.insert("agreements/b.toml".into(), format!("{}{duties}", wheel(2024, "")));
    let workspace = lawless(&texts);
    let cycle = Cycle::new(&workspace.model, question("2024-01-15"));
    let before = cycle.before(item(&cycle, "hjul-2024/day/styrelsen/2024"));
    assert_eq!(ids(&before), ["hjul-2023/plan/styrelsen/2023"]);
}

/// Two agreements in which the same two things wait for each other the other way round: drawn as one,
/// they go in a circle, and are shown all the same.
#[test]
fn things_drawn_as_one_are_never_lost() {
    let mut texts = synthetic();
    let agreement = |id: &str, first: &str, second: &str| {
        let head = format!(
            "id = \"{id}\"\ntitle = \"{id}\"\nkind = \"cycle\"\nin_force = {{ from = 2024-01-01 }}\n"
        );
        let on = "due = { on = \"06-30\" }";
        let waits = format!("{on}\nneeds = [\"{first}\"]");
        [head, duty(first, "year", on), duty(second, "year", &waits)].concat()
    };
    texts.insert("agreements/a.toml".into(), agreement("one", "report", "plan"));
    texts.insert("agreements/b.toml".into(), agreement("two", "plan", "report"));
    let workspace = lawless(&texts);
    let cycle = Cycle::new(&workspace.model, question("2024-01-15"));
    let items: Vec<&Item<'_>> = cycle.items().iter().filter(|it| it.occurrence.year() == 2024).collect();
    let text = graph::forest(&Net::new(&cycle, &items), Language::En);
    assert_eq!(text.lines().count(), 3, "{text}");
    assert!(text.contains("plan ×2") && text.contains("(see above)"), "{text}");
}

/// A dependency that never ties anything to anything is a slip in the data.
#[test]
fn every_dependency_of_the_bundled_cycle_ties_something() {
    let workspace = the_bundled();
    let cycle = Cycle::until(&workspace.model, question("2024-03-22"), 2026);
    let mut idle = Vec::new();
    for agreement in workspace.model.proper_agreements() {
        for duty in workspace.model.terms(agreement).duties {
            for reference in duty.prerequisites() {
                let tied = cycle.named(&format!("{}/{}", agreement.id.value, duty.id.value)).into_iter().any(
                    |item| {
                        cycle
                            .before(item)
                            .iter()
                            .any(|before| before.occurrence.duty.id.value == reference.duty)
                    },
                );
                // The first year of a wheel has none before it; the last agreements of a kind none after.
                let crosses = reference.year != 0;
                if !tied && !crosses {
                    idle.push(format!("{} {} needs {}", agreement.id.value, duty.id.value, reference.duty));
                }
            }
        }
    }
    assert!(idle.is_empty(), "{idle:#?}");
}

/// The texts of a workspace in another order of files and names.
#[test]
fn the_cycle_does_not_hang_on_the_order_of_the_files() {
    let texts = bundled();
    let told = |texts: &Texts| {
        let workspace = load_whole(texts);
        let cycle = Cycle::new(&workspace.model, question("2024-03-22"));
        let lines = cycle.items().iter().map(|it| {
            let before = ids(&cycle.before(it)).join(",");
            format!("{} {:?} {:?} {:?} {before}", it.id, it.due, it.state, it.days_late)
        });
        (lines.collect::<Vec<_>>(), ids(&cycle.order()).into_iter().map(str::to_owned).collect::<Vec<_>>())
    };
    let mut shuffled = Texts::new();
    for (path, text) in &texts {
        let (folder, name) = path.rsplit_once('/').unwrap_or(("", path));
        let moved = folder.starts_with("agreements") && name != "sources.toml";
        // The same files under names that sort the other way.
        let name = if moved { format!("{}{name}", 9_999 - shuffled.len()) } else { name.to_owned() };
        let path = if folder.is_empty() { name } else { format!("{folder}/{name}") };
        shuffled.insert(path, text.clone());
    }
    let (first, second) = (told(&texts), told(&shuffled));
    assert!(first.1.len() > 50, "only {} items hang together", first.1.len());
    assert_eq!(first, second);
}

/// A förbund that was formed in a year was to do nothing before, and one that is wound up nothing after.
#[test]
fn nothing_falls_due_before_the_forbund_is_formed_or_after_it_is_wound_up() {
    let years = |case: &str| {
        let text = fs::read_to_string(root().join("fixtures/rules/budget-adopted-late").join(case)).unwrap();
        let case: toml::Table = text.parse().unwrap();
        let mut texts = synthetic();
        for (path, text) in case["files"].as_table().unwrap() {
            texts.insert(path.clone(), text.as_str().unwrap().to_owned());
        }
        let workspace = load_whole(&texts);
        let cycle = Cycle::new(&workspace.model, Question { as_of: day("2026-06-01"), known_at: None });
        let of = |duty: &str| -> Vec<i32> {
            let of = cycle.items().iter().filter(|it| it.occurrence.duty.id.value == duty);
            of.map(|it| it.occurrence.year()).collect()
        };
        [of("budget"), of("member-consultation"), of("annual-report")]
    };
    let [budget, consultation, report] = years("formed-after-the-last-day.toml");
    assert_eq!(
        (budget.first(), consultation.first(), report.first()),
        (Some(&2025), Some(&2025), Some(&2024))
    );
    for done in years("wound-up-before-the-year.toml") {
        assert_eq!(done.last(), Some(&2024), "the accounts of its last year are still to be made");
    }
}
