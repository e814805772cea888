//! A test report in the XML that Jenkins and its kin read: a suite for each authority, a case for each verdict.

use quick_junit::{
    NonSuccessKind, Property, Report, SerializeError, TestCase, TestCaseStatus, TestSuite, XmlString,
};

use crate::diagnostic::Severity;
use crate::model::rule::Authority;
use crate::render::lines::clean;
use crate::render::words::authority;
use crate::verdict::{Class, Outcome, Verdict};

use super::{Exchange, Region, Scope, Told, words};

/// The report. A fault fails, what is undecided, accepted, not reached or known from before is skipped with its reason,
/// an error in the files is an error.
///
/// # Errors
/// When the writer fails, which it does not into memory.
pub fn render(exchange: &Exchange<'_>) -> Result<String, SerializeError> {
    let mut report = Report::new("samkoll");
    let told = exchange.told();
    if !told.is_empty() {
        let mut suite = suite(words::FILES.get(exchange.language), exchange);
        suite.add_test_cases(told.iter().map(|it| remark(it, exchange)));
        report.add_test_suite(suite);
    }
    let cases = Exchange { scope: Scope::All, ..*exchange }.verdicts();
    for whose in Authority::ALL {
        let cases = cases.iter().filter(|it| it.authority == *whose && is_case(it, exchange.scope));
        let cases: Vec<TestCase> = cases.map(|it| case(it, exchange)).collect();
        if !cases.is_empty() {
            let mut suite = suite(authority(*whose).get(exchange.language), exchange);
            suite.add_test_cases(cases);
            report.add_test_suite(suite);
        }
    }
    // HACK: the common schema (`junit-10.xsd`) has no count of what is skipped on the root; the writer gives one.
    let on_the_root = format!(" skipped=\"{}\"", report.skipped);
    report.to_string().map(|xml| xml.replacen(&on_the_root, "", 1))
}

/// What did not apply, and what is said of the assessment itself, tests nothing.
fn is_case(verdict: &Verdict, scope: Scope) -> bool {
    let tests = verdict.outcome != Outcome::NotApplicable && !verdict.finds(Class::Notice);
    tests || scope == Scope::All
}

fn suite(name: &str, exchange: &Exchange<'_>) -> TestSuite {
    let report = exchange.report;
    let mut suite = TestSuite::new(text(name));
    suite.add_property(Property::new("workspace", text(&report.workspace)));
    suite.add_property(Property::new("as_of", text(&report.as_of.to_string())));
    if let Some(day) = report.known_at {
        suite.add_property(Property::new("known_at", text(&day.to_string())));
    }
    if let Some(percent) = report.materiality {
        suite.add_property(Property::new("materiality", text(&percent.to_string())));
    }
    suite.add_property(Property::new("state", text(&exchange.state())));
    suite
}

fn case(verdict: &Verdict, exchange: &Exchange<'_>) -> TestCase {
    let language = exchange.language;
    let known = exchange.report.is_known(verdict);
    let failed = verdict.finds(Class::Fault) && !known;
    let mut status = match verdict.outcome {
        Outcome::Met => TestCaseStatus::success(),
        _ if failed => TestCaseStatus::non_success(NonSuccessKind::Failure),
        _ => TestCaseStatus::skipped(),
    };
    let message = verdict.message.get(language);
    let answer = words::answer(verdict, language);
    status.set_message(text(&match (failed, known) {
        (true, _) => message.to_owned(),
        (_, true) => format!("{answer}, {}: {message}", words::KNOWN.get(language)),
        _ => format!("{answer}: {message}"),
    }));
    if verdict.outcome != Outcome::Met {
        let kind = if verdict.finds(Class::Fault) { verdict.severity.name() } else { verdict.outcome.name() };
        status.set_type(kind);
        status.set_description(text_of(&described(verdict, exchange)));
    }
    let mut case = TestCase::new(text(&format!("{} {}", verdict.rule, verdict.subject.id)), status);
    case.set_classname(text(&format!("{}.{}", verdict.family, verdict.rule)));
    case
}

/// What a reader of a failed test needs, a line each.
fn described(verdict: &Verdict, exchange: &Exchange<'_>) -> Vec<String> {
    let language = exchange.language;
    let place = place(&exchange.region(verdict.place), exchange);
    let mut lines = vec![
        format!("{}: {}", verdict.heading().get(language), verdict.subject.title.get(language)),
        verdict.message.get(language).to_owned(),
        format!("{}: {}", words::CLAUSE.get(language), verdict.clause.reference),
        format!("{}: {place}", words::PLACE.get(language)),
        format!("{}: {}", words::REMEDY.get(language), verdict.remedy.get(language)),
    ];
    let responsible = exchange.responsible(verdict);
    if !responsible.is_empty() {
        lines.push(format!("{}: {}", words::RESPONSIBLE.get(language), responsible.join(", ")));
    }
    if verdict.follows_from.is_some() {
        lines.push(words::FOLLOWS.get(language).to_owned());
    }
    lines
}

fn remark(told: &Told, exchange: &Exchange<'_>) -> TestCase {
    let mut status = match told.severity {
        Severity::Error => TestCaseStatus::non_success(NonSuccessKind::Error),
        Severity::Warning | Severity::Note => TestCaseStatus::skipped(),
    };
    let place = told.region.as_ref().map(|it| place(it, exchange));
    let place = place.or_else(|| told.path.as_ref().map(|it| exchange.below_the_top(it))).unwrap_or_default();
    status.set_message(text(&told.message)).set_type(told.severity.name());
    let lines = [Some(told.message.clone()), told.help.clone(), Some(place.clone())];
    status.set_description(text_of(&lines.into_iter().flatten().collect::<Vec<_>>()));
    let mut case = TestCase::new(text(&format!("{} {place}", told.code)), status);
    case.set_classname(text(told.code));
    case
}

/// The schema has no attribute for a place: it stands in the words.
fn place(region: &Region, exchange: &Exchange<'_>) -> String {
    let path = if region.is_standard { region.path.clone() } else { exchange.below_the_top(&region.path) };
    format!("{path}:{}:{}", region.start.0, region.start.1)
}

/// One line that only shows itself.
fn text(words: &str) -> XmlString {
    XmlString::new(clean(words))
}

fn text_of(lines: &[String]) -> XmlString {
    let lines: Vec<String> = lines.iter().map(|it| clean(it)).collect();
    XmlString::new(lines.join("\n"))
}
