//! JSON of the annual cycle, version 1: `samkoll.calendar/1`. Fields may be added, never renamed.

use std::collections::BTreeSet;

use serde::Serialize;

use super::{Both, JsonClause, JsonPlace, PROGRAM, Program, both, made, place};
use crate::calendar::DateStep;
use crate::cycle::{Assigned, Cycle, Item, NEAREST, Remarked, Shown};
use crate::model::assignment::{ReportBy, Reported};
use crate::render::calendar::Calendar;
use crate::render::json::pretty::pretty;
use crate::source::Files;

const SCHEMA: &str = "samkoll.calendar/1";

#[derive(Serialize)]
struct JsonCalendar<'r> {
    schema: &'static str,
    program: Program,
    workspace: String,
    as_of: String,
    known_at: Option<String>,
    from: String,
    to: String,
    items: Vec<JsonItem<'r>>,
    assignments: Vec<JsonAssignment<'r>>,
    remarks: Vec<JsonRemark<'r>>,
}

/// An auditors' remark that is not done.
#[derive(Serialize)]
struct JsonRemark<'r> {
    id: String,
    year: i32,
    text: Both<'r>,
    responsible: Vec<String>,
    /// The day it is to be put right; none where no day is set.
    due: Option<String>,
    state: &'static str,
    place: JsonPlace<'r>,
}

#[derive(Serialize)]
struct JsonAssignment<'r> {
    id: String,
    text: Both<'r>,
    /// To whom; nobody where the decision does not say.
    to: Vec<String>,
    given: String,
    decision: String,
    paragraph: Option<String>,
    /// The day it is to be reported; none where no day is set, or the next meeting is not known.
    due: Option<String>,
    /// Whether it is to be reported at a meeting.
    at_meeting: bool,
    state: &'static str,
    days_late: Option<i64>,
    /// The decision that accepts that it is overdue, while that holds.
    waiver: Option<String>,
    reported: Option<JsonEvidence<'r>>,
    withdrawn: Option<String>,
    place: JsonPlace<'r>,
}

#[derive(Serialize)]
struct JsonItem<'r> {
    id: String,
    title: Both<'r>,
    agreement: String,
    deliverable: &'static str,
    responsible: String,
    to: Option<String>,
    period: String,
    /// The first and the last day of the period; what comes once may have no last.
    period_from: String,
    period_to: Option<String>,
    /// The day it falls due; none while it hangs on something not done, and where no source sets a day: then
    /// there is its period alone.
    due: Option<String>,
    /// The day it falls due, or would if what it hangs on were done on its own last day.
    expected: Option<String>,
    derivation: Vec<JsonDateStep<'r>>,
    state: &'static str,
    done: bool,
    /// What was offered was answered with a no.
    declined: bool,
    /// The decision that accepts it, while that holds.
    waiver: Option<String>,
    planned: Option<String>,
    days_late: Option<i64>,
    needed: usize,
    evidence: Vec<JsonEvidence<'r>>,
    clause: JsonClause<'r>,
    /// The nearest, as in all lists of items here.
    waits_for: Vec<String>,
    holds_up: Vec<String>,
    held_up_by: Vec<String>,
}

#[derive(Serialize)]
struct JsonDateStep<'r> {
    what: Both<'r>,
    day: String,
}

#[derive(Serialize)]
struct JsonEvidence<'r> {
    day: String,
    /// Whether it was done that day, and not only no later than it.
    exact: bool,
    document: Option<String>,
    part: Option<String>,
    place: JsonPlace<'r>,
}

/// What is overdue and what falls due in the days shown, as JSON, ending in a newline.
///
/// # Errors
/// When the serialiser fails, which it does not for these types.
pub fn calendar(calendar: &Calendar<'_, '_>) -> Result<String, serde_json::Error> {
    let cycle = calendar.cycle;
    let all = [calendar.overdue(), calendar.waived_before(), calendar.listed(), calendar.undated()];
    // Each once, by when it is looked for: what is overdue may be planned in the days shown.
    let mut seen: BTreeSet<&str> = BTreeSet::new();
    let mut items: Vec<&Item<'_>> = all.into_iter().flatten().filter(|item| seen.insert(&item.id)).collect();
    items.sort_by_key(|item| (item.due.expected().is_none(), item.due.expected(), &item.id));
    let question = cycle.question();
    let json = JsonCalendar {
        schema: SCHEMA,
        program: PROGRAM,
        workspace: calendar.workspace.to_owned(),
        as_of: question.as_of.to_string(),
        known_at: question.known_at.map(|day| day.to_string()),
        from: calendar.from.to_string(),
        to: calendar.to.to_string(),
        items: items.into_iter().map(|it| item(cycle, it, calendar.files)).collect(),
        assignments: calendar
            .assignments()
            .into_iter()
            .map(|it| assignment(cycle, it, calendar.files))
            .collect(),
        remarks: cycle.remarks().iter().map(|it| remark(it, calendar.files)).collect(),
    };
    pretty(&json)
}

fn item<'r>(cycle: &Cycle<'_>, item: &Item<'_>, files: &'r Files) -> JsonItem<'r> {
    let duty = item.occurrence.duty;
    let ids = |items: Vec<&Item<'_>>| items.into_iter().map(|it| it.id.clone()).collect();
    let clause = place(duty.span, files);
    JsonItem {
        id: item.id.clone(),
        title: made(item.title()),
        agreement: item.occurrence.agreement.id.value.clone(),
        deliverable: duty.deliverable.name(),
        responsible: item.occurrence.by.to_owned(),
        to: duty.to.as_ref().map(|to| cycle.receiver(&to.value)),
        period: item.occurrence.period.to_string(),
        period_from: item.occurrence.starts.to_string(),
        period_to: item.occurrence.ends.map(|day| day.to_string()),
        due: item.due.day().filter(|_| duty.sets_day()).map(|day| day.to_string()),
        expected: item.due_day().map(|day| day.to_string()),
        derivation: item.due.steps.iter().map(step).collect(),
        state: item.state.name(),
        done: item.is_done(),
        declined: item.is_declined(),
        waiver: item.waiver.map(|it| it.decision.clone()),
        planned: item.planned.map(|day| day.to_string()),
        days_late: item.days_late,
        needed: item.needed(),
        evidence: item.shown.iter().map(|it| evidence(it, files)).collect(),
        clause: JsonClause { reference: item.clause().into(), file: clause.file, line: clause.line },
        waits_for: ids(cycle.waits_for(item, NEAREST)),
        holds_up: ids(cycle.holds_up(item, NEAREST)),
        held_up_by: ids(cycle.held_up_by(item)),
    }
}

fn assignment<'r>(cycle: &Cycle<'_>, it: &'r Assigned<'_>, files: &'r Files) -> JsonAssignment<'r> {
    let reported = |it: &Reported| JsonEvidence {
        day: it.on.latest.to_string(),
        exact: it.on.is_exact(),
        document: it.source.as_ref().map(|source| source.document.value.clone()),
        part: it.source.as_ref().and_then(|source| source.part.clone()),
        place: place(it.on.span, files),
    };
    JsonAssignment {
        id: it.id(),
        text: both(&it.assignment.text),
        to: it.to(cycle.model()),
        given: it.given.1.to_string(),
        decision: it.given.0.id.value.clone(),
        paragraph: it.given.0.paragraph.clone(),
        due: it.due.map(|due| due.day.to_string()),
        at_meeting: matches!(it.assignment.due, Some(ReportBy::Meeting(_) | ReportBy::NextMeeting(_))),
        state: it.stands.name(),
        days_late: it.days_late(cycle.question().as_of),
        waiver: it.waiver.map(|it| it.decision.clone()),
        reported: it.reported.map(reported),
        withdrawn: it.withdrawn.map(|(_, day)| day.to_string()),
        place: place(it.assignment.span, files),
    }
}

fn remark<'r>(it: &'r Remarked<'_>, files: &'r Files) -> JsonRemark<'r> {
    JsonRemark {
        id: it.remark.id.value.clone(),
        year: it.remark.year,
        text: both(&it.remark.text),
        responsible: it.remark.responsible.iter().map(|id| id.value.clone()).collect(),
        due: it.due.map(|due| due.value.to_string()),
        state: it.stands.name(),
        place: place(it.remark.span, files),
    }
}

fn step(step: &DateStep) -> JsonDateStep<'static> {
    JsonDateStep { what: made(step.words()), day: step.day.to_string() }
}

fn evidence<'r>(shown: &Shown<'_>, files: &'r Files) -> JsonEvidence<'r> {
    JsonEvidence {
        day: shown.day.to_string(),
        exact: shown.earliest == Some(shown.day),
        document: shown.source.map(|source| source.document.value.clone()),
        part: shown.source.and_then(|source| source.part.clone()),
        place: place(shown.span, files),
    }
}
