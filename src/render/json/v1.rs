//! JSON, version 1: `samkoll.assessment/1`. Fields may be added, never renamed.

mod calendar;
mod diff;
mod outline;
mod reading;
mod sector;

use serde::{Serialize, Serializer};

pub use calendar::calendar;
pub use diff::diff;
pub use reading::reading;
pub use sector::sector;

use crate::amount::{Language, Text};
use crate::diagnostic::Problem;
use crate::facts::{Clause, HeldUp};
use crate::model::rule::Class;
use crate::render::harmless::whole;
use crate::report::{Aside, Changed, Report, TableLook};
use crate::source::{Files, Span};
use crate::verdict::{ComputationStep, Outcome, Selection, Size, Value, Verdict};

const SCHEMA: &str = "samkoll.assessment/1";

#[derive(Serialize)]
struct Assessment<'r> {
    schema: &'static str,
    program: Program,
    workspace: Workspace,
    as_of: String,
    known_at: Option<String>,
    /// Per cent below which a difference is a note.
    materiality: Option<String>,
    /// What of it was asked for, where that is not everything.
    #[serde(skip_serializing_if = "Option::is_none")]
    asked: Option<JsonAsked>,
    summary: Summary,
    #[serde(skip_serializing_if = "Option::is_none")]
    baseline: Option<JsonBaseline>,
    set_aside: Vec<JsonAside>,
    changed: Vec<JsonChanged>,
    verdicts: Verdicts<'r>,
    #[serde(skip_serializing_if = "Vec::is_empty")]
    tables: Vec<JsonTable>,
    problems: Vec<JsonProblem>,
}

/// Every verdict, each made when it is written and gone thereafter: they are most of what an assessment says.
struct Verdicts<'r>(&'r Report<'r>);

impl Serialize for Verdicts<'_> {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.collect_seq(self.0.verdicts.iter().map(|it| verdict(it, self.0)))
    }
}

/// How large a difference is: in words, and in per cent of the larger amount.
#[derive(Serialize)]
struct JsonSize {
    difference: Both,
    of: Both,
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
struct Workspace {
    name: String,
    inputs: String,
    rules: String,
    standard: JsonStandard,
    /// The workspace's own files, by path, each with its digest as `sha256sum` writes it.
    files: Vec<JsonFile>,
}

#[derive(Serialize)]
struct JsonFile {
    path: String,
    sha256: String,
}

#[derive(Serialize)]
struct JsonAsked {
    rules: Vec<String>,
    year: Option<i32>,
    without: Vec<String>,
}

#[derive(Serialize)]
struct JsonStandard {
    edition: i64,
    accepted: Option<i64>,
    digest: String,
}

#[derive(Serialize)]
struct JsonAside {
    rule: String,
    title: Both,
    reason: Both,
    decided_by: String,
    place: JsonPlace,
}

#[derive(Serialize)]
struct JsonChanged {
    what: String,
    words: Both,
    place: JsonPlace,
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
struct Both {
    sv: String,
    en: String,
}

#[derive(Serialize)]
struct JsonVerdict {
    rule: String,
    title: Both,
    family: String,
    authority: &'static str,
    severity: &'static str,
    class: &'static str,
    subject: Subject,
    outcome: &'static str,
    reason: Option<&'static str>,
    message: Both,
    /// A guess: why a number may not be what it should.
    likely_cause: Option<Both>,
    /// The fingerprint of the fault it follows from.
    follows_from: Option<String>,
    size: Option<JsonSize>,
    within_rounding: bool,
    values: Vec<JsonValue>,
    computation: Vec<JsonStep>,
    clause: JsonClause,
    place: JsonPlace,
    responsible: Vec<String>,
    due: Option<String>,
    days_late: Option<i64>,
    held_up_by: Vec<JsonUpstream>,
    #[serde(skip_serializing_if = "is_none")]
    held_up_more: usize,
    remedy: Both,
    fingerprint: String,
    /// `new` or `known`, of a finding that is held against a baseline.
    #[serde(skip_serializing_if = "Option::is_none")]
    baseline: Option<&'static str>,
}

#[derive(Serialize)]
struct Subject {
    kind: &'static str,
    id: String,
    title: String,
}

#[derive(Serialize)]
struct JsonValue {
    name: String,
    figure: Option<String>,
    year: Option<i32>,
    value: String,
    unit: &'static str,
    document: Option<String>,
    part: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    at: Option<String>,
    file: Option<String>,
    line: Option<u32>,
    column: Option<u32>,
}

#[derive(Serialize)]
struct JsonUpstream {
    id: String,
    words: Both,
}

#[derive(Serialize)]
struct JsonStep {
    what: Both,
    result: Both,
}

#[derive(Serialize)]
struct JsonClause {
    #[serde(rename = "ref")]
    reference: String,
    file: String,
    line: u32,
}

#[derive(Serialize)]
struct JsonPlace {
    file: String,
    line: u32,
    column: u32,
}

/// A table, and how many relations and computed figures look at it.
#[derive(Serialize)]
struct JsonTable {
    id: String,
    year: i32,
    part: String,
    relations: usize,
    place: JsonPlace,
}

#[derive(Serialize)]
struct JsonProblem {
    code: &'static str,
    severity: &'static str,
    file: Option<String>,
    line: Option<u32>,
    column: Option<u32>,
    message: String,
    help: Option<String>,
}

/// The report as JSON, ending in a newline. `language` is that of the problems' messages.
///
/// # Errors
/// When the serialiser fails, which it does not for these types.
pub fn render(report: &Report<'_>, language: Language) -> Result<String, serde_json::Error> {
    let assessment = Assessment {
        schema: SCHEMA,
        program: PROGRAM,
        workspace: Workspace {
            name: report.workspace.clone(),
            inputs: report.inputs.clone(),
            rules: report.rules.clone(),
            standard: JsonStandard {
                edition: report.standard.edition,
                accepted: report.standard.accepted,
                digest: report.standard.digest.clone(),
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
        verdicts: Verdicts(report),
        tables: report.tables.iter().map(|it| table(it, report.files)).collect(),
        problems: report.problems.iter().map(|it| problem(it, report.files, language)).collect(),
    };
    serde_json::to_string_pretty(&assessment).map(whole)
}

fn baseline(report: &Report<'_>) -> Option<JsonBaseline> {
    let baseline = report.baseline.as_ref()?;
    let (new, known) = report.new_and_known();
    let gone = baseline.gone.len();
    Some(JsonBaseline { as_of: baseline.as_of.clone(), new: new.len(), known: known.len(), gone })
}

fn file((path, sha256): (&String, &String)) -> JsonFile {
    JsonFile { path: path.clone(), sha256: sha256.clone() }
}

fn asked(asked: &Selection) -> Option<JsonAsked> {
    let Selection { rules, year, without } = asked.clone();
    (*asked != Selection::default()).then_some(JsonAsked { rules, year, without })
}

fn aside(aside: &Aside, files: &Files) -> JsonAside {
    JsonAside {
        rule: aside.rule.clone(),
        title: both(&aside.title),
        reason: both(&aside.reason),
        decided_by: aside.decided_by.clone(),
        place: place(aside.span, files),
    }
}

fn changed(changed: &Changed, files: &Files) -> JsonChanged {
    JsonChanged { what: changed.what.clone(), words: both(&changed.words), place: place(changed.span, files) }
}

fn table(look: &TableLook, files: &Files) -> JsonTable {
    JsonTable {
        id: look.id.clone(),
        year: look.year,
        part: look.part.clone(),
        relations: look.looks,
        place: place(look.span, files),
    }
}

fn verdict(verdict: &Verdict, report: &Report<'_>) -> JsonVerdict {
    let files = report.files;
    let held_against = report.baseline.as_ref().filter(|_| verdict.is_told());
    JsonVerdict {
        rule: verdict.rule.clone(),
        title: both(&verdict.rule_title),
        family: verdict.family.clone(),
        authority: verdict.authority.name(),
        severity: verdict.severity.name(),
        class: verdict.class.name(),
        subject: Subject {
            kind: verdict.subject.kind.name(),
            id: verdict.subject.id.clone(),
            title: verdict.subject.title.sv.clone(),
        },
        outcome: verdict.outcome.name(),
        reason: verdict.reason.map(|reason| reason.name()),
        message: both(&verdict.message),
        likely_cause: verdict.likely_cause.as_ref().map(|it| both(&it.words)),
        follows_from: verdict.follows_from.clone(),
        size: verdict.size.as_ref().map(size),
        within_rounding: verdict.within_rounding,
        values: verdict.values.iter().map(|it| value(it, files)).collect(),
        computation: verdict.computation.iter().map(step).collect(),
        clause: clause(&verdict.clause, files),
        place: place(verdict.place, files),
        responsible: verdict.responsible.clone(),
        due: verdict.due.map(|day| day.to_string()),
        days_late: verdict.days_late,
        held_up_by: verdict.held_up_by.iter().map(|it| upstream(it)).collect(),
        held_up_more: verdict.held_up_more,
        remedy: both(&verdict.remedy),
        fingerprint: verdict.fingerprint.clone(),
        baseline: held_against.map(|_| if report.is_known(verdict) { "known" } else { "new" }),
    }
}

fn size(size: &Size) -> JsonSize {
    JsonSize {
        difference: both(&size.difference),
        of: both(&size.of),
        percent: size.percent.to_string(),
        amount: size.amount.normalize().to_string(),
        unit: size.unit.name(),
    }
}

fn value(value: &Value, files: &Files) -> JsonValue {
    let place = value.span.map(|span| place(span, files));
    JsonValue {
        name: value.name.clone(),
        figure: value.figure.clone(),
        year: value.year,
        value: value.exact.clone(),
        unit: value.unit,
        document: value.document.clone(),
        part: value.part.clone(),
        at: value.at.clone(),
        line: place.as_ref().map(|place| place.line),
        column: place.as_ref().map(|place| place.column),
        file: place.map(|place| place.file),
    }
}

#[expect(clippy::trivially_copy_pass_by_ref, reason = "as serde asks")]
const fn is_none(count: &usize) -> bool {
    *count == 0
}

fn upstream(upstream: &HeldUp) -> JsonUpstream {
    JsonUpstream { id: upstream.id.clone(), words: both(&upstream.words) }
}

fn step(step: &ComputationStep) -> JsonStep {
    JsonStep { what: both(&step.what), result: both(&step.result) }
}

fn clause(clause: &Clause, files: &Files) -> JsonClause {
    let place = files.place(clause.span);
    JsonClause { reference: clause.reference.clone(), file: place.file, line: place.line }
}

fn place(span: Span, files: &Files) -> JsonPlace {
    let place = files.place(span);
    JsonPlace { file: place.file, line: place.line, column: place.column }
}

fn problem(problem: &Problem, files: &Files, language: Language) -> JsonProblem {
    let place = problem.span.map(|span| place(span, files));
    JsonProblem {
        code: problem.code.name(),
        severity: problem.severity.name(),
        line: place.as_ref().map(|place| place.line),
        column: place.as_ref().map(|place| place.column),
        file: place.map(|place| place.file).or_else(|| problem.path.clone()),
        message: problem.message.get(language).to_owned(),
        help: problem.help.as_ref().map(|help| help.get(language).to_owned()),
    }
}

fn both(text: &Text) -> Both {
    Both { sv: text.sv.clone(), en: text.en.clone() }
}

const PROGRAM: Program = Program { name: "samkoll", version: env!("CARGO_PKG_VERSION") };
