//! What the rules find, as the board reads it: each fault once with what puts it right, goals by what they are about,
//! open questions by what would settle most of them. No rule's id and no path stands here: those are the revisor's.

use std::collections::BTreeMap;

use serde::Serialize;

use super::{Board, Told, words};
use crate::amount::{counted, many};
use crate::diagnostic::Severity;
use crate::render::faults::{Causes, Faults};
use crate::render::lines::beginning;
use crate::render::text::by_what_is_missing;
use crate::render::words::{authority, grade, lead};
use crate::verdict::{Class, Outcome, Verdict, by_rule};

/// How many of the goals that a rule found missed are told; the appendix has them all.
const GOALS: usize = 5;

/// How many things that are missing are told, those that most waits for first.
const MISSING: usize = 12;

/// How many characters of a finding are told.
const MESSAGE: usize = 240;

/// How many of what a question is about are named.
const ABOUT: usize = 3;

/// What stands after the pictures.
#[derive(Serialize)]
pub(super) struct Overview {
    /// Of how many causes the faults come.
    causes: Option<String>,
    to_mend: Vec<RuleView>,
    past: Vec<RuleView>,
    goals: Vec<GoalsView>,
    judge: Vec<QuestionView>,
    unknown: Vec<QuestionView>,
    /// How many more things are missing.
    more_unknown: Option<String>,
}

/// What a rule found, by the latest of it.
#[derive(Serialize)]
struct RuleView {
    /// The finding in the appendix.
    id: String,
    level: &'static str,
    title: String,
    /// The latest of it, as far as a board reads it: the appendix has it whole.
    message: String,
    grade: String,
    details: Vec<String>,
}

#[derive(Serialize)]
struct GoalsView {
    title: String,
    told: Vec<String>,
    more: Option<String>,
}

/// What is missing or to be judged, and what waits for it.
#[derive(Serialize)]
struct QuestionView {
    missing: String,
    waits: String,
}

pub(super) fn gathered(told: Told<'_>) -> Overview {
    let report = told.board.report;
    let faults = Faults::among(&report.verdicts);
    let causes = words::causes(faults.causes(), faults.mendable(), faults.passed());
    let judge = open(told, |it| !lacks(it));
    let unknown = open(told, lacks);
    let judge = by_what_is_missing(report, &judge, told.language);
    let missing = by_what_would_settle(told, &unknown);
    let more = missing.len().saturating_sub(MISSING);
    Overview {
        causes: (!faults.all.is_empty()).then(|| told.get(&causes)),
        to_mend: faults.to_mend.iter().filter_map(|it| rule(told, it, true)).collect(),
        past: faults.past.iter().filter_map(|it| rule(told, it, false)).collect(),
        goals: goals(told),
        judge: judge.iter().map(|(message, group)| question(told, message, group)).collect(),
        unknown: missing
            .iter()
            .take(MISSING)
            .map(|(message, group)| question(told, message, group))
            .collect(),
        more_unknown: (more > 0).then(|| told.get(&words::more_missing(more))),
    }
}

/// Whether a question is open for want of information, and not for a person to judge.
fn lacks(verdict: &Verdict) -> bool {
    verdict.reason.is_none_or(crate::model::rule::Undecided::lacks_information)
}

fn open(told: Told<'_>, wanted: fn(&Verdict) -> bool) -> Vec<&Verdict> {
    let verdicts = told.board.report.verdicts.iter();
    verdicts.filter(|it| it.outcome == Outcome::Undecided).filter(|it| wanted(it)).collect()
}

/// A rule's causes by the latest of them, with what to do where something can be done.
fn rule(told: Told<'_>, group: &Causes<'_>, mends: bool) -> Option<RuleView> {
    let Board { brief, report, .. } = told.board;
    let latest = group.iter().max_by_key(|it| (it.severity, it.subject.years))?;
    let title = lead(latest.heading().get(told.language), group.len(), told.language);
    let own = brief.cycle.model().association();
    let others = latest.responsible.iter().filter(|id| Some(id.as_str()) != own);
    let others: Vec<&str> = others.map(|id| report.organisation(id)).collect();
    let mut details = Vec::new();
    if !others.is_empty() {
        details.push(format!("{}: {}", words::RESPONSIBLE.get(told.language), others.join(", ")));
    }
    // What is no more than noted is put right when there is time: how stands with its rule.
    if mends && latest.severity > Severity::Note {
        details.push(format!("{}: {}", words::REMEDY.get(told.language), latest.remedy.get(told.language)));
    }
    let [level, whose] =
        [grade(latest.class, latest.severity), authority(latest.authority)].map(|it| it.get(told.language));
    Some(RuleView {
        id: latest.fingerprint.clone(),
        level: latest.severity.name(),
        title,
        message: shortened(latest.message.get(told.language)),
        grade: format!("{level}, {whose}"),
        details,
    })
}

fn shortened(message: &str) -> String {
    if message.chars().count() <= MESSAGE { message.to_owned() } else { beginning(message, MESSAGE) }
}

/// The goals that were not reached: of each rule how many, and the latest.
fn goals(told: Told<'_>) -> Vec<GoalsView> {
    let found: Vec<&Verdict> =
        told.board.report.verdicts.iter().filter(|it| it.finds(Class::Result)).collect();
    let view = |mut group: Vec<&Verdict>| {
        group.sort_by_key(|it| std::cmp::Reverse(it.subject.years));
        let title = told.get(&group.first()?.heading());
        let more = group.len().saturating_sub(GOALS);
        Some(GoalsView {
            title: format!("{title} ({})", group.len()),
            told: group.iter().take(GOALS).map(|it| told.get(&it.message)).collect(),
            more: (more > 0).then(|| told.get(&words::more_in_appendix(more))),
        })
    };
    by_rule(&found).into_iter().filter_map(view).collect()
}

/// Questions by what is missing, whatever year or day it is missing for: what settles most comes first.
fn by_what_would_settle<'v>(told: Told<'_>, found: &[&'v Verdict]) -> Vec<(&'v str, Vec<&'v Verdict>)> {
    let mut groups: BTreeMap<String, Vec<&Verdict>> = BTreeMap::new();
    for verdict in found {
        let message = verdict.message.get(told.language);
        let any: String = message.chars().filter(|it| !it.is_ascii_digit()).collect();
        groups.entry(any).or_default().push(verdict);
    }
    let latest = |group: Vec<&'v Verdict>| {
        let latest = group.iter().max_by_key(|it| it.subject.years)?;
        Some((latest.message.get(told.language), group))
    };
    let mut groups: Vec<_> = groups.into_values().filter_map(latest).collect();
    groups.sort_by_key(|(message, group)| (std::cmp::Reverse(group.len()), *message));
    groups
}

fn question(told: Told<'_>, message: &str, group: &[&Verdict]) -> QuestionView {
    let rules = by_rule(group);
    let rules: Vec<String> = rules.iter().filter_map(|it| Some(told.get(&it.first()?.heading()))).collect();
    let mut about: Vec<&str> = group.iter().map(|it| it.subject.title.get(told.language)).collect();
    about.dedup();
    let shown = about.iter().take(ABOUT).copied().collect::<Vec<_>>().join("; ");
    let more = if about.len() > ABOUT { " …" } else { "" };
    let count = counted(many(group.len()), ["fråga", "frågor", "question", "questions"]);
    let waits = format!("{}: {}. {shown}{more}", count.get(told.language), rules.join("; "));
    // One fact settles what asks about it: of other years and days it is another fact of the same sort.
    let others = group.iter().any(|it| it.message.get(told.language) != message);
    let others = if others { format!(" {}", words::AND_OTHERS.get(told.language)) } else { String::new() };
    QuestionView { missing: format!("{message}{others}"), waits }
}
