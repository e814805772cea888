//! JSON, version 1: `samkoll.assessment/1`. Fields may be added, never renamed.

mod calendar;
mod diff;
mod outline;
mod reading;
mod sector;

use std::borrow::Cow;

use serde::Serialize;

pub use calendar::calendar;
pub use diff::diff;
pub use reading::reading;
pub use sector::sector;

use crate::amount::{Language, Text};
use crate::diagnostic::Problem;
use crate::facts::{Clause, HeldUp};
use crate::model::rule::Class;
use crate::render::json::Document;
use crate::render::json::pretty::with_list;
use crate::report::{Aside, Changed, Report, TableLook};
use crate::source::{Files, Span};
use crate::verdict::{ComputationStep, Outcome, Selection, Size, Value, Verdict};

const SCHEMA: &str = "samkoll.assessment/1";

/// What stands before the verdicts.
#[derive(Serialize)]
struct Before<'r> {
    schema: &'static str,
    program: Program,
    workspace: Workspace<'r>,
    as_of: String,
    known_at: Option<String>,
    /// Per cent below which a difference is a note.
    materiality: Option<String>,
    /// What of it was asked for, where that is not everything.
    #[serde(skip_serializing_if = "Option::is_none")]
    asked: Option<JsonAsked<'r>>,
    summary: Summary,
    #[serde(skip_serializing_if = "Option::is_none")]
    baseline: Option<JsonBaseline>,
    set_aside: Vec<JsonAside<'r>>,
    changed: Vec<JsonChanged<'r>>,
}

/// What stands after the verdicts, which are most of what an assessment says.
#[derive(Serialize)]
struct After<'r> {
    #[serde(skip_serializing_if = "Vec::is_empty")]
    tables: Vec<JsonTable<'r>>,
    problems: Vec<JsonProblem<'r>>,
}

/// How large a difference is: in words, and in per cent of the larger amount.
#[derive(Serialize)]
struct JsonSize<'r> {
    difference: Both<'r>,
    of: Both<'r>,
    percent: String,
    /// The difference, exact, in the unit.
    amount: String,
    unit: &'static str,
}

/// What became of an earlier assessment's findings, in numbers.
#[derive(Serialize)]
struct JsonBaseline {
    as_of: String,
    new: usize,
    known: usize,
    gone: usize,
}

#[derive(Serialize)]
struct Program {
    name: &'static str,
    version: &'static str,
}

#[derive(Serialize)]
struct Workspace<'r> {
    name: &'r str,
    inputs: &'r str,
    rules: &'r str,
    standard: JsonStandard<'r>,
    /// The workspace's own files, by path, each with its digest as `sha256sum` writes it.
    files: Vec<JsonFile<'r>>,
}

#[derive(Serialize)]
struct JsonFile<'r> {
    path: &'r str,
    sha256: &'r str,
}

#[derive(Serialize)]
struct JsonAsked<'r> {
    rules: &'r [String],
    year: Option<i32>,
    without: &'r [String],
}

#[derive(Serialize)]
struct JsonStandard<'r> {
    edition: i64,
    accepted: Option<i64>,
    digest: &'r str,
}

#[derive(Serialize)]
struct JsonAside<'r> {
    rule: &'r str,
    title: Both<'r>,
    reason: Both<'r>,
    decided_by: &'r str,
    place: JsonPlace<'r>,
}

#[derive(Serialize)]
struct JsonChanged<'r> {
    what: &'r str,
    words: Both<'r>,
    place: JsonPlace<'r>,
}

#[derive(Serialize)]
struct Summary {
    met: usize,
    /// Faults alone.
    breached: usize,
    /// Breaches of the class `result`: goals not reached.
    results: usize,
    /// Breaches of the class `notice`: nothing about the förbund.
    notices: usize,
    undecided: usize,
    not_applicable: usize,
    waived: usize,
    set_aside: usize,
}

#[derive(Serialize)]
struct Both<'r> {
    sv: Cow<'r, str>,
    en: Cow<'r, str>,
}

#[derive(Serialize)]
struct JsonVerdict<'r> {
    rule: &'r str,
    title: Both<'r>,
    family: &'r str,
    authority: &'static str,
    severity: &'static str,
    class: &'static str,
    subject: Subject<'r>,
    outcome: &'static str,
    reason: Option<&'static str>,
    message: Both<'r>,
    /// A guess: why a number may not be what it should.
    likely_cause: Option<Both<'r>>,
    /// The fingerprint of the fault it follows from.
    follows_from: Option<&'r str>,
    size: Option<JsonSize<'r>>,
    within_rounding: bool,
    values: Vec<JsonValue<'r>>,
    computation: Vec<JsonStep<'r>>,
    clause: JsonClause<'r>,
    place: JsonPlace<'r>,
    responsible: &'r [String],
    due: Option<String>,
    days_late: Option<i64>,
    held_up_by: Vec<JsonUpstream<'r>>,
    #[serde(skip_serializing_if = "is_none")]
    held_up_more: usize,
    remedy: Both<'r>,
    fingerprint: &'r str,
    /// `new` or `known`, of a finding that is held against a baseline.
    #[serde(skip_serializing_if = "Option::is_none")]
    baseline: Option<&'static str>,
}

#[derive(Serialize)]
struct Subject<'r> {
    kind: &'static str,
    id: &'r str,
    title: &'r str,
}

#[derive(Serialize)]
struct JsonValue<'r> {
    name: &'r str,
    figure: Option<&'r str>,
    year: Option<i32>,
    value: String,
    unit: &'static str,
    document: Option<&'r str>,
    part: Option<&'r str>,
    #[serde(skip_serializing_if = "Option::is_none")]
    at: Option<&'r str>,
    file: Option<&'r str>,
    line: Option<u32>,
    column: Option<u32>,
}

#[derive(Serialize)]
struct JsonUpstream<'r> {
    id: &'r str,
    words: Both<'r>,
}

#[derive(Serialize)]
struct JsonStep<'r> {
    what: Both<'r>,
    result: Both<'r>,
}

#[derive(Serialize)]
struct JsonClause<'r> {
    #[serde(rename = "ref")]
    reference: Cow<'r, str>,
    file: &'r str,
    line: u32,
}

#[derive(Serialize)]
struct JsonPlace<'r> {
    file: &'r str,
    line: u32,
    column: u32,
}

/// A table, and how many relations and computed figures look at it.
#[derive(Serialize)]
struct JsonTable<'r> {
    id: &'r str,
    year: i32,
    part: &'r str,
    relations: usize,
    place: JsonPlace<'r>,
}

#[derive(Serialize)]
struct JsonProblem<'r> {
    code: &'static str,
    severity: &'static str,
    file: Option<&'r str>,
    line: Option<u32>,
    column: Option<u32>,
    message: &'r str,
    help: Option<&'r str>,
}

/// The report as JSON, ending in a newline. `language` is that of the problems' messages.
///
/// # Errors
/// When the serialiser fails, which it does not for these types.
pub fn render<'r>(report: &'r Report<'_>, language: Language) -> Result<Document<'r>, serde_json::Error> {
    let before = Before {
        schema: SCHEMA,
        program: PROGRAM,
        workspace: Workspace {
            name: &report.workspace,
            inputs: &report.inputs,
            rules: &report.rules,
            standard: JsonStandard {
                edition: report.standard.edition,
                accepted: report.standard.accepted,
                digest: &report.standard.digest,
            },
            files: report.sums.iter().map(file).collect(),
        },
        as_of: report.as_of.to_string(),
        known_at: report.known_at.map(|day| day.to_string()),
        materiality: report.materiality.map(|percent| percent.to_string()),
        asked: asked(&report.asked),
        summary: Summary {
            met: report.count(Outcome::Met),
            breached: report.found(Class::Fault),
            results: report.found(Class::Result),
            notices: report.found(Class::Notice),
            undecided: report.count(Outcome::Undecided),
            not_applicable: report.count(Outcome::NotApplicable),
            waived: report.count(Outcome::Waived),
            set_aside: report.standard.set_aside.len(),
        },
        baseline: baseline(report),
        set_aside: report.standard.set_aside.iter().map(|it| aside(it, report.files)).collect(),
        changed: report.standard.changed.iter().map(|it| changed(it, report.files)).collect(),
    };
    let after = After {
        tables: report.tables.iter().map(|it| table(it, report.files)).collect(),
        problems: report.problems.iter().map(|it| problem(it, report.files, language)).collect(),
    };
    with_list(&before, ("verdicts", &report.verdicts), |it| verdict(it, report), &after)
}

fn baseline(report: &Report<'_>) -> Option<JsonBaseline> {
    let baseline = report.baseline.as_ref()?;
    let (new, known) = report.new_and_known();
    let gone = baseline.gone.len();
    Some(JsonBaseline { as_of: baseline.as_of.to_string(), new: new.len(), known: known.len(), gone })
}

fn file<'r>((path, sha256): (&'r String, &'r String)) -> JsonFile<'r> {
    JsonFile { path, sha256 }
}

fn asked(asked: &Selection) -> Option<JsonAsked<'_>> {
    let Selection { rules, year, without } = asked;
    (*asked != Selection::default()).then_some(JsonAsked { rules, year: *year, without })
}

fn aside<'r>(aside: &'r Aside, files: &'r Files) -> JsonAside<'r> {
    JsonAside {
        rule: &aside.rule,
        title: both(&aside.title),
        reason: both(&aside.reason),
        decided_by: &aside.decided_by,
        place: place(aside.span, files),
    }
}

fn changed<'r>(changed: &'r Changed, files: &'r Files) -> JsonChanged<'r> {
    JsonChanged { what: &changed.what, words: both(&changed.words), place: place(changed.span, files) }
}

fn table<'r>(look: &'r TableLook, files: &'r Files) -> JsonTable<'r> {
    JsonTable {
        id: &look.id,
        year: look.year,
        part: &look.part,
        relations: look.looks,
        place: place(look.span, files),
    }
}

fn verdict<'r>(verdict: &'r Verdict, report: &'r Report<'_>) -> JsonVerdict<'r> {
    let files = report.files;
    let held_against = report.baseline.as_ref().filter(|_| verdict.is_told());
    JsonVerdict {
        rule: &verdict.rule,
        title: both(&verdict.rule_title),
        family: &verdict.family,
        authority: verdict.authority.name(),
        severity: verdict.severity.name(),
        class: verdict.class.name(),
        subject: Subject {
            kind: verdict.subject.kind.name(),
            id: &verdict.subject.id,
            title: &verdict.subject.title.sv,
        },
        outcome: verdict.outcome.name(),
        reason: verdict.reason.map(|reason| reason.name()),
        message: both(&verdict.message),
        likely_cause: verdict.likely_cause.as_ref().map(|it| both(&it.words)),
        follows_from: verdict.follows_from.as_deref(),
        size: verdict.size.as_deref().map(size),
        within_rounding: verdict.within_rounding,
        values: verdict.values.iter().map(|it| value(it, files)).collect(),
        computation: verdict.computation.iter().map(step).collect(),
        clause: clause(&verdict.clause, files),
        place: place(verdict.place, files),
        responsible: &verdict.responsible,
        due: verdict.due.map(|day| day.to_string()),
        days_late: verdict.days_late,
        held_up_by: verdict.held_up_by.iter().map(|it| upstream(it)).collect(),
        held_up_more: verdict.held_up_more,
        remedy: both(&verdict.remedy),
        fingerprint: &verdict.fingerprint,
        baseline: held_against.map(|_| if report.is_known(verdict) { "known" } else { "new" }),
    }
}

fn size(size: &Size) -> JsonSize<'_> {
    JsonSize {
        difference: both(&size.difference),
        of: both(&size.of),
        percent: size.percent.to_string(),
        amount: size.amount.normalize().to_string(),
        unit: size.unit.name(),
    }
}

fn value<'r>(value: &'r Value, files: &'r Files) -> JsonValue<'r> {
    let place = value.span.map(|span| place(span, files));
    let (exact, unit) = value.fact.exact();
    JsonValue {
        name: &value.name,
        figure: value.figure.as_deref(),
        year: value.year,
        value: exact,
        unit,
        document: value.document.as_deref(),
        part: value.part.as_deref(),
        at: value.at.as_deref(),
        line: place.as_ref().map(|place| place.line),
        column: place.as_ref().map(|place| place.column),
        file: place.map(|place| place.file),
    }
}

#[expect(clippy::trivially_copy_pass_by_ref, reason = "as serde asks")]
const fn is_none(count: &usize) -> bool {
    *count == 0
}

fn upstream(upstream: &HeldUp) -> JsonUpstream<'_> {
    JsonUpstream { id: &upstream.id, words: both(&upstream.words) }
}

fn step(step: &ComputationStep) -> JsonStep<'_> {
    JsonStep { what: both(&step.what), result: both(&step.result) }
}

fn clause<'r>(clause: &'r Clause, files: &'r Files) -> JsonClause<'r> {
    let place = place(clause.span, files);
    JsonClause { reference: clause.reference.as_str().into(), file: place.file, line: place.line }
}

fn place(span: Span, files: &Files) -> JsonPlace<'_> {
    let (file, line, column) = files.at(span);
    JsonPlace { file, line, column }
}

fn problem<'r>(problem: &'r Problem, files: &'r Files, language: Language) -> JsonProblem<'r> {
    let place = problem.span.map(|span| place(span, files));
    JsonProblem {
        code: problem.code.name(),
        severity: problem.severity.name(),
        line: place.as_ref().map(|place| place.line),
        column: place.as_ref().map(|place| place.column),
        file: place.map(|place| place.file).or(problem.path.as_deref()),
        message: problem.message.get(language),
        help: problem.help.as_ref().map(|help| help.get(language)),
    }
}

fn both(text: &Text) -> Both<'_> {
    Both { sv: Cow::Borrowed(&text.sv), en: Cow::Borrowed(&text.en) }
}

/// The same of a text that is made for it.
fn made(text: Text) -> Both<'static> {
    Both { sv: Cow::Owned(text.sv), en: Cow::Owned(text.en) }
}

const PROGRAM: Program = Program { name: "samkoll", version: env!("CARGO_PKG_VERSION") };
