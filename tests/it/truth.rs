//! One truth: how the calendar says a thing stands and what the rules say of it, for every occurrence of the
//! bundled workspace, the synthetic förbund and the rule fixtures.

use std::collections::BTreeMap;

use chrono::Days;
use samkoll::Workspace;
use samkoll::cycle::{Cycle, Item, State};
use samkoll::load;
use samkoll::model::agreement::AgreementKind;
use samkoll::verdict::{Outcome, Verdict};

use crate::common::{load_whole, question, synthetic, the_bundled, verdicts};
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
    let found = of(&subject).filter(|it| rules.contains(&it.rule.as_str()));
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
