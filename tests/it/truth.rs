//! One truth: how the calendar says a thing stands and what the rules say of it, for every occurrence of the
//! bundled workspace, the synthetic förbund and the rule fixtures.

use std::collections::{BTreeMap, BTreeSet};

use chrono::{Datelike, Days, NaiveDate};
use samkoll::amount::Language;
use samkoll::brief::Brief;
use samkoll::cycle::{Cycle, Item, State};
use samkoll::model::actor::Role;
use samkoll::model::agreement::AgreementKind;
use samkoll::render::calendar::{Calendar, list, mark, svg};
use samkoll::render::explain::Explained;
use samkoll::render::sheet::Markup;
use samkoll::render::words::state;
use samkoll::verdict::{Outcome, Verdict};
use samkoll::{Workspace, load, render};

use crate::cli::{samkoll, stdout};
use crate::common::{known, load_whole, question, root, synthetic, the_bundled, verdicts};
use crate::cycle::day;
use crate::fixtures::{self, Fixture};
use crate::testforbundet::testforbundet;

/// The rules that judge one of the law's own duties, and how their subjects are called for its period.
const OF_THE_LAW: &[(&str, &[&str], &str)] = &[
    ("member-consultation", &["budget-without-consultation"], ""),
    ("budget", &["budget-adopted-late"], ""),
    ("annual-report", &["annual-report-late"], ""),
    ("discharge", &["discharge-missing"], ""),
    ("minutes-approved", &["minutes-approved-late"], "meeting/"),
    ("minutes-announced", &["minutes-announced-late", "minutes-not-on-every-board"], "meeting/"),
];

/// The verdicts about an item, and by whom.
fn about<'v>(item: &Item<'_>, verdicts: &BTreeMap<&str, Vec<&'v Verdict>>) -> Vec<&'v Verdict> {
    let of = |subject: &str| verdicts.get(subject).into_iter().flatten().copied();
    if item.occurrence.agreement.kind != AgreementKind::Statute {
        return of(&item.id).collect();
    }
    let law = OF_THE_LAW.iter().find(|(duty, ..)| *duty == item.occurrence.duty.id.value);
    let Some((_, rules, lead)) = law else { return Vec::new() };
    let subject = format!("{lead}{}", item.occurrence.period);
    let found = of(&subject).filter(|it| rules.contains(&it.rule.as_ref()));
    // Each rule asks for a part of it, and the worst answer is that of the whole: a part that is not due yet
    // leaves the whole so.
    let order =
        [Outcome::Breached, Outcome::Waived, Outcome::Undecided, Outcome::NotApplicable, Outcome::Met];
    found.min_by_key(|it| order.iter().position(|outcome| *outcome == it.outcome)).into_iter().collect()
}

/// Whether a verdict and a state can both be true. One rule asks whether a thing came at all, another whether
/// in time, so what is late may be met; what is not asked says nothing.
fn agree(item: &Item<'_>, outcome: Outcome) -> bool {
    let broken = matches!(outcome, Outcome::Breached | Outcome::Waived);
    match (item.state, outcome) {
        (_, Outcome::NotApplicable) => true,
        (State::InTime, _) => outcome == Outcome::Met,
        (State::Late, _) => outcome == Outcome::Met || broken,
        (State::Overdue, _) => broken,
        (State::Unknown, _) => outcome == Outcome::Undecided || (item.is_done() && outcome == Outcome::Met),
        // Of a day that is not known, a thing is still to come until the last it can be; the rules only cannot tell.
        (State::Upcoming, Outcome::Undecided) => item.due.day().is_none() && item.due.latest().is_some(),
        (State::Upcoming | State::Waived, _) => false,
    }
}

/// Where calendar and rules tell of a thing in two ways; with that, how many verdicts were compared.
fn apart(workspace: &Workspace, as_of: &str) -> (usize, Vec<String>) {
    let verdicts = verdicts(workspace, as_of);
    let mut by_subject: BTreeMap<&str, Vec<&Verdict>> = BTreeMap::new();
    for verdict in &verdicts {
        by_subject.entry(verdict.subject.id.as_str()).or_default().push(verdict);
    }
    let cycle = Cycle::new(&workspace.model, question(as_of));
    let (mut compared, mut apart) = (0, Vec::new());
    for item in cycle.items() {
        for verdict in about(item, &by_subject) {
            compared += 1;
            // Discharge is judged for all members at once: one that has decided does not answer for the others.
            let for_all = item.occurrence.duty.id.value == "discharge";
            let open = for_all && verdict.outcome == Outcome::Undecided;
            if !open && !agree(item, verdict.outcome) {
                let (state, outcome) = (item.state.name(), verdict.outcome.name());
                apart.push(format!(
                    "{} is {state}, {} is {outcome}: {}",
                    item.id, verdict.rule, verdict.message.sv
                ));
            }
        }
    }
    (compared, apart)
}

fn assert_one_truth(name: &str, workspace: &Workspace, days: &[&str], least: usize) {
    for day in days {
        let (compared, apart) = apart(workspace, day);
        assert!(apart.is_empty(), "{name} on {day}:\n{}", apart.join("\n"));
        assert!(compared >= least, "{name} on {day}: only {compared} verdicts were compared");
    }
}

#[test]
fn the_calendar_and_the_rules_tell_one_truth_of_the_bundled_workspace() {
    assert_one_truth("bundled", the_bundled(), &["2019-11-28", "2023-01-15", "2024-03-22"], 40);
}

#[test]
fn the_calendar_and_the_rules_tell_one_truth_of_the_synthetic_forbund() {
    let days = ["2024-03-31", "2024-06-30", "2025-04-30"];
    assert_one_truth("testforbundet", &load_whole(&testforbundet()), &days, 15);
}

/// The minutes of a meeting on 18 April 2024, as a register can have them.
const MINUTES: &[&str] = &[
    "",
    "approved = 2024-04-25",
    "approved = 2024-05-10",
    "approved = 2024-04-25\nannounced = 2024-04-29\nboards = [\"regionen\", \"norrby\", \"soderby\"]",
    "approved = 2024-04-25\nannounced = 2024-05-06\nboards = [\"regionen\", \"norrby\", \"soderby\"]",
    "approved = 2024-04-24\nannounced = 2024-04-25\nboards = [\"forbundet\"]",
    "approved = 2024-04-24\nannounced = 2024-04-25",
    "approved = 2024-04-25\nannounced = 2024-04-26\nboards = [\"forbundet\"]",
    "approved = { no_later_than = 2024-05-02 }\nannounced = true\nboards = [\"regionen\", \"norrby\", \"soderby\"]",
];

#[test]
fn the_calendar_and_the_rules_tell_one_truth_of_minutes_on_every_day() {
    let head = "[[meeting]]\nid = \"m\"\nbody = \"styrelsen\"\ndate = 2024-04-18\nrecorded = 2024-05-20\n";
    for minutes in MINUTES {
        let mut texts = synthetic();
        // With nothing but its day, a meeting has no minutes either.
        let table = if minutes.is_empty() { "" } else { "[meeting.minutes]\n" };
        texts.insert("register/own.toml".into(), format!("{head}{table}{minutes}\n"));
        let workspace = load_whole(&texts);
        for days in 0..40 {
            let day = day("2024-04-18").checked_add_days(Days::new(days)).unwrap().to_string();
            assert_one_truth(minutes, &workspace, &[&day], 0);
        }
    }
}

#[test]
fn the_calendar_and_the_rules_tell_one_truth_of_every_fixture() {
    let has_days = |it: &Fixture| {
        it.own_files().any(|(_, text)| text.contains("[[duty]]") || text.contains("[[meeting]]"))
    };
    let mut all = Vec::new();
    for fixture in fixtures::all().into_iter().filter(has_days) {
        let (_, apart) = apart(&load(&fixture.texts), &fixture.as_of);
        all.extend(apart.into_iter().map(|it| format!("{}: {it}", fixture.path)));
    }
    assert!(all.is_empty(), "{}", all.join("\n"));
}

/// Whose notice boards the law asks for stands with its duty, and as a parameter of its rule.
#[test]
fn the_calendar_and_the_rule_ask_for_the_same_notice_boards() {
    let boards = |path: &str, lead: &str| {
        let file = samkoll::standard::files().iter().find(|(name, _)| name.ends_with(path)).unwrap();
        file.1.split(lead).nth(1).unwrap().split(']').next().unwrap().to_owned()
    };
    let duty = boards("law/finsamlagen.toml", "boards = [");
    let rule = boards(
        "governance/minutes-not-on-every-board.toml",
        "name = \"boards\"\nfrom = 2004-01-01\nvalue = [",
    );
    assert_eq!(duty, rule);
}

/// Days through the years that the two förbund tell of: each first and fifteenth, and every meeting's own.
fn days_of(workspace: &Workspace) -> Vec<NaiveDate> {
    let years: Vec<i32> = workspace.model.meetings.iter().map(|it| it.date.value.year()).collect();
    let (first, last) = (*years.iter().min().unwrap(), *years.iter().max().unwrap());
    let months = (first..=last).flat_map(|year| (1..=12).map(move |month| (year, month)));
    let fixed = months
        .flat_map(|(year, month)| [1, 15].map(|day| NaiveDate::from_ymd_opt(year, month, day).unwrap()));
    let all: BTreeSet<NaiveDate> =
        fixed.chain(workspace.model.meetings.iter().map(|it| it.date.value)).collect();
    // Every third of the fixed days, and every day of a meeting.
    let meets = |day: &NaiveDate| workspace.model.meetings.iter().any(|it| it.date.value == *day);
    all.iter().enumerate().filter(|(at, day)| at % 3 == 0 || meets(day)).map(|(_, day)| *day).collect()
}

/// What one page calls to be decided, no other page of the same question calls done, and none of it is too late.
#[test]
fn what_is_to_be_decided_on_one_page_is_done_on_no_other() {
    let (mut told, mut decided, mut too_late) = (0, 0, 0);
    for workspace in [the_bundled(), &load_whole(&testforbundet())] {
        for day in days_of(workspace) {
            for question in [question(&day.to_string()), known(&day.to_string())] {
                let cycle = Cycle::new(&workspace.model, question);
                let board = workspace.model.holders(Role::Board, day).next().unwrap();
                let brief = Brief::new(&cycle, &board.id.value, day);
                too_late += cycle.items().iter().filter(|it| it.too_late.is_some()).count();
                for (point, done) in
                    brief.to_decide().map(|it| (it, false)).chain(brief.decided().map(|it| (it, true)))
                {
                    let item = point.item;
                    let page = explained(workspace, &cycle, item);
                    assert_eq!(
                        page.contains("klart 20") || page.contains("beslutat med reservation"),
                        done,
                        "{day}: {page}"
                    );
                    assert!(item.too_late.is_none() && !page.contains("för sent nu"), "{day}: {page}");
                    if done { decided += 1 } else { told += 1 }
                }
                wheel_and_list(workspace, &cycle, &brief);
            }
        }
    }
    assert!(
        told > 200 && decided > 5 && too_late > 5,
        "{told} to decide, {decided} decided, {too_late} too late"
    );
}

fn explained(workspace: &Workspace, cycle: &Cycle<'_>, item: &Item<'_>) -> String {
    let page = render::explain::item(&Explained { cycle, item, files: &workspace.files }, Language::Sv);
    // How it stands, and not what others do.
    let (_, state) = page.split_once("\n  Läget ").unwrap();
    state.split("\n  V").next().unwrap().split("\n  R").next().unwrap().to_owned()
}

/// The list and the wheel of the year have the mark of what is to be decided, and never that of what is done.
fn wheel_and_list(workspace: &Workspace, cycle: &Cycle<'_>, brief: &Brief<'_, '_>) {
    let year = brief.day.year();
    let edge = |month, day| NaiveDate::from_ymd_opt(year, month, day).unwrap();
    let (from, to, files) = (edge(1, 1), edge(12, 31), &workspace.files);
    let calendar = Calendar { workspace: "Förbundet", association: "forbundet", cycle, from, to, files };
    let list = list::render(&calendar, list::By::Month, Markup::Text, Language::Sv);
    let drawn = svg::render(&calendar, Language::Sv);
    for item in brief.to_decide().map(|point| point.item) {
        let title = format!("{} ({})", item.title().sv, item.occurrence.period);
        for mark in [State::InTime, State::Late].map(mark) {
            assert!(!list.contains(&format!("{mark} {title}")), "{}: {title}\n{list}", brief.day);
        }
        for state in [State::InTime, State::Late].map(|it| state(it).sv) {
            assert!(!drawn.contains(&format!(": {title} – {state}")), "{}: {title}", brief.day);
        }
    }
}

/// A thing of which the day is not known, only by when it was told, stands on its own day in wheel and list alike.
#[test]
fn what_is_known_only_from_a_later_day_does_not_stand_on_it() {
    let workspace = the_bundled();
    let cycle = Cycle::new(&workspace.model, question("2024-03-22"));
    let inexact = |it: &&Item<'_>| it.fulfilled().is_some_and(|shown| shown.earliest != Some(shown.day));
    let found: Vec<&Item<'_>> = cycle.items().iter().filter(inexact).collect();
    assert!(found.len() > 3);
    for item in found {
        assert_eq!(item.happens_on(), item.stands_on(), "{}", item.id);
        assert!(item.stands_on().is_none_or(|day| Some(day) == item.due_day()), "{}", item.id);
    }
    let drawn = stdout(&samkoll(&root(), &["calendar", "--as-of", "2024-03-22", "--format", "svg"]));
    assert!(drawn.contains("29 februari 2024: Ledardag i februari – oklart"), "{drawn}");
    assert!(!drawn.contains("22 mars 2024: Ledardag"), "{drawn}");
}
