//! SARIF 2.1.0: a result for each finding, a descriptor for each rule, a notification for each thing said of the files.
//!
//! Places are relative to the root of the repository, `%SRCROOT%`; those in the standard to that of the standard.

mod form;
pub mod reading;
mod words;

use std::collections::BTreeMap;

use crate::diagnostic::{Code, Severity};
use crate::model::rule::Undecided;
use crate::render::exchange::{Exchange, OTHER_CODES, Region, Told};
use crate::render::json::pretty::pretty;
use crate::report::Gone;
use crate::rulebook::{Rule, Rulebook};
use crate::source::Span;
use crate::verdict::{Class, Outcome, Verdict};

use form::{
    ArtifactLocation, Bag, Base, Descriptor, DescriptorReference, Driver, Invocation, Level, Location, Log,
    LogicalLocation, Message, Notification, PhysicalLocation, Place, ResultForm, Run, RunFacts, Severe,
    Suppression, Tool,
};

const SCHEMA: &str = "https://json.schemastore.org/sarif-2.1.0.json";
const VERSION: &str = "2.1.0";

/// The name of the folder that places are relative to, as readers of SARIF know it.
const ROOT: &str = "%SRCROOT%";

/// The name of the standard's own folder.
const STANDARD: &str = "STANDARD";

/// What a fingerprint of a finding is called, with its version.
const FINGERPRINT: &str = "samkoll/v1";

/// Where the rules of the standard have their pages: a name that stays, as long as the pages have no public address.
const PAGES: &str = "urn:x-samkoll:docs/rules/";

/// The report as SARIF, ending in a newline.
///
/// # Errors
/// When the serialiser fails, which it does not for these types.
pub fn render(exchange: &Exchange<'_>, book: &Rulebook) -> Result<String, serde_json::Error> {
    let report = exchange.report;
    let rules: BTreeMap<&str, usize> =
        book.rules().iter().enumerate().map(|(index, rule)| (rule.text.id.value.as_str(), index)).collect();
    let told = exchange.told();
    let mut results: Vec<ResultForm> =
        exchange.verdicts().into_iter().map(|it| result(it, &rules, exchange)).collect();
    let gone = report.baseline.iter().flat_map(|it| &it.gone);
    results.extend(gone.map(|it| absent(it, &rules, exchange)));
    let successful = !told.iter().any(|it| it.severity == Severity::Error);
    let notifications = told.iter().map(|it| notification(it, exchange)).collect();
    let run = Run {
        tool: Tool { driver: driver(exchange, book) },
        language: exchange.language.name(),
        column_kind: "unicodeCodePoints",
        original_uri_base_ids: bases(exchange),
        invocations: [Invocation {
            execution_successful: successful,
            tool_execution_notifications: notifications,
        }],
        results,
        properties: RunFacts {
            workspace: report.workspace.clone(),
            as_of: report.as_of.to_string(),
            known_at: report.known_at.map(|day| day.to_string()),
            materiality: report.materiality.map(|percent| percent.to_string()),
            inputs: report.inputs.clone(),
            rules: report.rules.clone(),
            standard: report.standard.digest.clone(),
            state: exchange.state(),
        },
    };
    let log = Log { schema: SCHEMA, version: VERSION, runs: [run] };
    pretty(&log)
}

fn bases(exchange: &Exchange<'_>) -> BTreeMap<&'static str, Base> {
    let base = |words: crate::amount::Phrase| Base { description: Message::of(words.get(exchange.language)) };
    BTreeMap::from([(ROOT, base(words::ROOT)), (STANDARD, base(words::STANDARD))])
}

fn driver(exchange: &Exchange<'_>, book: &Rulebook) -> Driver {
    let others = OTHER_CODES.iter().copied();
    let codes = Code::ALL.iter().map(|code| (code.name(), code.meaning())).chain(others);
    Driver {
        name: env!("CARGO_PKG_NAME"),
        semantic_version: env!("CARGO_PKG_VERSION"),
        rules: book.rules().iter().map(|rule| descriptor(rule, exchange)).collect(),
        notifications: codes.map(|(code, meaning)| Descriptor::named(code, meaning)).collect(),
    }
}

fn descriptor(rule: &Rule, exchange: &Exchange<'_>) -> Descriptor {
    let text = &rule.text;
    let language = exchange.language;
    let id = text.id.value.as_str();
    let source = text.source.now().cited();
    let parts = [
        (words::WHAT, text.what.get(language)),
        (words::WHY, text.why.get(language)),
        (words::REMEDY, text.remedy.get(language)),
        (words::SOURCE, source.as_str()),
    ];
    let plain: Vec<String> =
        parts.iter().map(|(lead, words)| format!("{}: {words}", lead.get(language))).collect();
    let marked: Vec<String> = parts
        .iter()
        .map(|(lead, words)| format!("**{}.** {}", lead.get(language), crate::render::sheet::escaped(words)))
        .collect();
    let severity = Severe { level: level(text.severity) };
    Descriptor {
        name: Some(pascal(id)),
        full_description: Some(Message::of(text.what.get(language))),
        help: Some(Message { text: plain.join("\n"), markdown: Some(marked.join("\n\n")) }),
        help_uri: exchange.report.is_standard(text.span).then(|| format!("{PAGES}{id}.md")),
        default_configuration: Some(severity),
        properties: Some(Bag::tagged(&[&text.family, text.authority.name(), text.class.name()])),
        ..Descriptor::named(id, text.title.get(language))
    }
}

/// `equity-above-cap` as `EquityAboveCap`.
fn pascal(id: &str) -> String {
    let mut name = String::with_capacity(id.len());
    for word in id.split('-') {
        let mut letters = word.chars();
        name.extend(letters.next().map(|c| c.to_ascii_uppercase()));
        name.extend(letters);
    }
    name
}

fn result(verdict: &Verdict, rules: &BTreeMap<&str, usize>, exchange: &Exchange<'_>) -> ResultForm {
    let language = exchange.language;
    let (kind, level) = kind(verdict);
    let report = exchange.report;
    let baseline =
        report.baseline.as_ref().map(|_| if report.is_known(verdict) { "unchanged" } else { "new" });
    let waived = (verdict.outcome == Outcome::Waived).then(|| Suppression {
        kind: "external",
        status: "accepted",
        justification: verdict.message.get(language).to_owned(),
    });
    let place = Location {
        physical_location: Some(physical(&exchange.region(verdict.place), exchange)),
        logical_locations: subject(&verdict.subject.id, Some(verdict.subject.kind.name())),
        ..Location::default()
    };
    ResultForm {
        rule_id: verdict.rule.to_string(),
        rule_index: rules.get(verdict.rule.as_ref()).copied(),
        kind,
        level,
        message: Message::of(verdict.message.get(language)),
        locations: vec![place],
        related_locations: related(verdict, exchange),
        partial_fingerprints: BTreeMap::from([(FINGERPRINT, verdict.fingerprint.clone())]),
        suppressions: waived.into_iter().collect(),
        baseline_state: baseline,
        properties: Some(facts(verdict, exchange)),
    }
}

/// What kind of result it is, and how bad: only what fails has a level.
const fn kind(verdict: &Verdict) -> (&'static str, Level) {
    match (verdict.outcome, verdict.class, verdict.reason) {
        (Outcome::Breached, Class::Notice, _) => ("informational", Level::None),
        (Outcome::Breached | Outcome::Waived, ..) => ("fail", level(verdict.severity)),
        (Outcome::Undecided, _, Some(Undecided::Judgement | Undecided::RuleSilent)) => {
            ("review", Level::None)
        }
        (Outcome::Undecided, ..) => ("open", Level::None),
        (Outcome::Met, ..) => ("pass", Level::None),
        (Outcome::NotApplicable, ..) => ("notApplicable", Level::None),
    }
}

const fn level(severity: Severity) -> Level {
    match severity {
        Severity::Error => Level::Error,
        Severity::Warning => Level::Warning,
        Severity::Note => Level::Note,
    }
}

fn facts(verdict: &Verdict, exchange: &Exchange<'_>) -> Bag {
    Bag {
        outcome: Some(verdict.outcome.name()),
        severity: Some(verdict.severity.name()),
        class: Some(verdict.class.name()),
        authority: Some(verdict.authority.name()),
        reason: verdict.reason.map(Undecided::name),
        subject: Some(verdict.subject.id.clone()),
        clause: Some(verdict.clause.reference.clone()),
        remedy: Some(verdict.remedy.get(exchange.language).to_owned()),
        responsible: exchange.responsible(verdict).into_iter().map(str::to_owned).collect(),
        due: verdict.due.map(|day| day.to_string()),
        days_late: verdict.days_late,
        follows_from: verdict.follows_from.clone(),
        tags: Vec::new(),
    }
}

/// The clause, then every figure with a place of its own: each place once.
fn related(verdict: &Verdict, exchange: &Exchange<'_>) -> Vec<Location> {
    let language = exchange.language;
    let clause = (verdict.clause.span, verdict.clause.reference.clone());
    let values = verdict.values.iter().filter_map(|value| {
        let words = format!("{}: {}", value.label.get(language), value.fact.written(language));
        value.span.map(|span| (span, words))
    });
    let mut seen: Vec<Span> = vec![verdict.place];
    let mut locations: Vec<Location> = Vec::new();
    for (span, words) in [clause].into_iter().chain(values) {
        if seen.contains(&span) {
            continue;
        }
        seen.push(span);
        locations.push(Location {
            id: Some(locations.len()),
            physical_location: Some(physical(&exchange.region(span), exchange)),
            message: Some(Message::of(&words)),
            ..Location::default()
        });
    }
    locations
}

fn subject(id: &str, kind: Option<&'static str>) -> Vec<LogicalLocation> {
    vec![LogicalLocation { fully_qualified_name: id.to_owned(), kind }]
}

/// A finding of the baseline that is no longer there.
fn absent(gone: &Gone, rules: &BTreeMap<&str, usize>, exchange: &Exchange<'_>) -> ResultForm {
    let (kind, level) = match gone.outcome {
        Outcome::Breached => ("fail", level(gone.severity)),
        _ => ("open", Level::None),
    };
    ResultForm {
        rule_id: gone.rule.clone(),
        rule_index: rules.get(gone.rule.as_str()).copied(),
        kind,
        level,
        message: Message::of(gone.message.get(exchange.language)),
        locations: vec![Location { logical_locations: subject(&gone.subject, None), ..Location::default() }],
        related_locations: Vec::new(),
        partial_fingerprints: BTreeMap::from([(FINGERPRINT, gone.fingerprint.clone())]),
        suppressions: Vec::new(),
        baseline_state: Some("absent"),
        properties: None,
    }
}

fn notification(told: &Told, exchange: &Exchange<'_>) -> Notification {
    let whole = told.path.as_ref().map(|path| Location {
        physical_location: Some(PhysicalLocation {
            artifact_location: artifact(&exchange.below_the_top(path), ROOT),
            region: None,
        }),
        ..Location::default()
    });
    let at = |region: &Region, words: Option<&str>| Location {
        physical_location: Some(physical(region, exchange)),
        message: words.map(Message::of),
        ..Location::default()
    };
    let main = told.region.as_ref().map(|it| at(it, None)).or(whole);
    let others = told.related.iter().map(|(region, words)| at(region, Some(words)));
    let help = told.help.as_ref().map(|help| format!("\n{help}")).unwrap_or_default();
    Notification {
        descriptor: DescriptorReference { id: told.code },
        level: level(told.severity),
        message: Message::of(&format!("{}{help}", told.message)),
        locations: main.into_iter().chain(others).collect(),
    }
}

fn physical(region: &Region, exchange: &Exchange<'_>) -> PhysicalLocation {
    let artifact_location = match region.is_standard {
        true => artifact(&region.path, STANDARD),
        false => artifact(&exchange.below_the_top(&region.path), ROOT),
    };
    let place = Place {
        start_line: region.start.0,
        start_column: Some(region.start.1),
        end_line: Some(region.end.0),
        end_column: Some(region.end.1),
    };
    PhysicalLocation { artifact_location, region: Some(place) }
}

fn artifact(path: &str, base: &'static str) -> ArtifactLocation {
    ArtifactLocation { uri: encoded(path), uri_base_id: base }
}

/// A path as a relative reference (RFC 3986): what is not a plain letter, digit, mark or slash by its bytes.
fn encoded(path: &str) -> String {
    let mut uri = String::with_capacity(path.len());
    for byte in path.bytes() {
        if byte.is_ascii_alphanumeric() || b"-._~/".contains(&byte) {
            uri.push(char::from(byte));
        } else {
            uri.push_str(&format!("%{byte:02X}"));
        }
    }
    uri
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_path_is_a_reference_and_a_name_a_name() {
        assert_eq!(encoded("agreements/årshjul 2024#1.toml"), "agreements/%C3%A5rshjul%202024%231.toml");
        assert_eq!(encoded("a:b%.toml"), "a%3Ab%25.toml");
        assert_eq!(pascal("equity-above-cap"), "EquityAboveCap");
    }
}
