//! What is said of a document, as SARIF 2.1.0: a result for each fault and question, by line where the file has lines,
//! else by the names of table, row and column or of headings.

use std::collections::BTreeMap;

use serde::Serialize;

use super::form::{
    Base, Descriptor, Driver, Invocation, Level, Location, Log, LogicalLocation, Message, PhysicalLocation,
    Place, ResultForm, Run, Tool,
};
use super::{FINGERPRINT, ROOT, SCHEMA, VERSION, artifact, pascal, words};
use crate::amount::Language;
use crate::document::Place as Spot;
use crate::render::json::pretty::pretty;
use crate::render::reading::Reading;
use crate::render::reading::marks::{Mark, marks, rules};

/// How much was read.
#[derive(Serialize)]
struct ReadFacts {
    tables: usize,
    numbers: usize,
    confirmed: usize,
}

/// A document's marks as SARIF, ending in a newline. `path` is the file as it was named.
///
/// # Errors
/// When the serialiser fails, which it does not for these types.
pub fn render(reading: &Reading<'_>, path: &str, language: Language) -> Result<String, serde_json::Error> {
    let (tables, numbers) = reading.counts();
    let rules = rules();
    let descriptor = |(id, asks): &(&'static str, crate::amount::Text)| {
        let id = format!("reading-{id}");
        Descriptor { name: Some(pascal(&id)), ..Descriptor::named(&id, asks.get(language)) }
    };
    let base = Base { description: Message::of(words::READ_FROM.get(language)) };
    let audit = reading.audit;
    let run = Run {
        tool: Tool {
            driver: Driver {
                name: env!("CARGO_PKG_NAME"),
                semantic_version: env!("CARGO_PKG_VERSION"),
                rules: rules.iter().map(descriptor).collect(),
                notifications: Vec::new(),
            },
        },
        language: language.name(),
        column_kind: "unicodeCodePoints",
        original_uri_base_ids: BTreeMap::from([(ROOT, base)]),
        invocations: [Invocation { execution_successful: true, tool_execution_notifications: Vec::new() }],
        results: marks(reading).iter().map(|it| result(it, path, language)).collect(),
        properties: ReadFacts {
            tables,
            numbers,
            confirmed: audit.confirmed.len().saturating_add(audit.text.confirmed.len()),
        },
    };
    let log = Log { schema: SCHEMA, version: VERSION, runs: [run] };
    pretty(&log)
}

fn result(mark: &Mark, path: &str, language: Language) -> ResultForm {
    let line = match mark.place {
        Some(Spot::Line(line)) => u32::try_from(line).ok(),
        _ => None,
    };
    let region =
        line.map(|start_line| Place { start_line, start_column: None, end_line: None, end_column: None });
    let name = mark.headline.get(language).to_owned();
    let named = LogicalLocation { fully_qualified_name: name.clone(), kind: None };
    let location = Location {
        physical_location: Some(PhysicalLocation { artifact_location: artifact(path, ROOT), region }),
        logical_locations: if line.is_none() { vec![named] } else { Vec::new() },
        ..Location::default()
    };
    let sentence = mark.sentence.iter().map(|(it, _)| format!("”{it}”"));
    let details = mark.details.iter().map(|it| it.get(language).to_owned());
    let message: Vec<String> = std::iter::once(format!("{name}.")).chain(sentence).chain(details).collect();
    // The same in another language is the same finding, and so is one that has moved to another line.
    let own = format!(
        "{}|{}",
        mark.rule,
        mark.details.first().map_or(mark.headline.sv.as_str(), |it| it.sv.as_str())
    );
    ResultForm {
        rule_id: format!("reading-{}", mark.rule),
        rule_index: rules().iter().position(|(it, _)| *it == mark.rule),
        kind: if mark.is_fault { "fail" } else { "review" },
        level: if mark.is_fault { Level::Error } else { Level::None },
        message: Message::of(&message.join(" ")),
        locations: vec![location],
        related_locations: Vec::new(),
        partial_fingerprints: BTreeMap::from([(FINGERPRINT, own)]),
        suppressions: Vec::new(),
        baseline_state: None,
        properties: None,
    }
}
