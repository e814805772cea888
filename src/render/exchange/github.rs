//! Annotations for GitHub Actions: a workflow command a line, at the place it is about.

use std::fmt::Write as _;

use crate::amount::Language;
use crate::diagnostic::Severity;
use crate::render::lines::clean;
use crate::verdict::{Outcome, Verdict};

use super::{Exchange, Region, Told, words};

/// The state, then what is new and broken, not reached or undecided, then what is said of the files.
///
/// What was known before, what is accepted and what holds is no remark on any line: it is counted in the first.
#[must_use]
pub fn render(exchange: &Exchange<'_>) -> String {
    let mut text = command("notice", &[("title", "samkoll".to_owned())], &exchange.state());
    let told = exchange.told();
    // What is wrong with the files comes before all that was found in them.
    let (errors, rest): (Vec<&Told>, Vec<&Told>) = told.iter().partition(|it| it.severity == Severity::Error);
    errors.iter().for_each(|it| text.push_str(&remark(it, exchange)));
    for verdict in exchange.verdicts() {
        if verdict.outcome.is_finding() && !exchange.report.is_known(verdict) {
            text.push_str(&finding(verdict, exchange));
        }
    }
    rest.iter().for_each(|it| text.push_str(&remark(it, exchange)));
    text
}

fn finding(verdict: &Verdict, exchange: &Exchange<'_>) -> String {
    let language = exchange.language;
    let level = match verdict.outcome {
        Outcome::Breached => level(verdict.severity),
        _ => "notice",
    };
    let title = format!(
        "{} ({}) [{} {}]",
        verdict.heading().get(language),
        words::answer(verdict, language),
        verdict.rule,
        verdict.subject.id
    );
    let region = exchange.region(verdict.place);
    let message = [
        Some(verdict.message.get(language).to_owned()),
        Some(line(words::CLAUSE.get(language), &verdict.clause.reference)),
        Some(line(words::REMEDY.get(language), verdict.remedy.get(language))),
        verdict.follows_from.as_ref().map(|_| words::FOLLOWS.get(language).to_owned()),
        region.is_standard.then(|| in_the_standard(&region, language)),
    ];
    placed(level, Some(&region), title, &message.into_iter().flatten().collect::<Vec<_>>(), exchange)
}

fn remark(told: &Told, exchange: &Exchange<'_>) -> String {
    let language = exchange.language;
    let mut message = vec![told.message.clone()];
    message.extend(told.help.as_ref().map(|help| line(words::HELP.get(language), help)));
    message.extend(told.path.as_ref().map(|path| line(words::PLACE.get(language), path)));
    placed(level(told.severity), told.region.as_ref(), told.code.to_owned(), &message, exchange)
}

fn line(lead: &str, words: &str) -> String {
    format!("{lead}: {words}")
}

fn in_the_standard(region: &Region, language: Language) -> String {
    let place = format!("{}:{}", region.path, region.start.0);
    format!("{}: {}, {place}", words::PLACE.get(language), words::STANDARD.get(language))
}

fn placed(
    level: &str,
    region: Option<&Region>,
    title: String,
    message: &[String],
    exchange: &Exchange<'_>,
) -> String {
    let mut properties = Vec::new();
    // The standard stands in the program: there is no line to show it on.
    if let Some(region) = region.filter(|it| !it.is_standard) {
        let (line, column) = region.start;
        let (mut end_line, mut end_column) = (region.end.0, region.end.1.saturating_sub(1));
        // What ends with its line ends at that line and not on the next; the end is the last line and column.
        if end_column == 0 && end_line > line {
            end_line = end_line.saturating_sub(1);
            end_column = u32::MAX;
        }
        properties.push(("file", exchange.below_the_top(&region.path)));
        properties.push(("line", line.to_string()));
        properties.push(("endLine", end_line.to_string()));
        // Columns are taken of what stands on one line alone.
        if end_line == line && end_column != u32::MAX {
            properties.push(("col", column.to_string()));
            properties.push(("endColumn", end_column.max(column).to_string()));
        }
    }
    properties.push(("title", title));
    let message: Vec<String> = message.iter().map(|it| clean(it)).collect();
    command(level, &properties, &message.join("\n"))
}

const fn level(severity: Severity) -> &'static str {
    match severity {
        Severity::Error => "error",
        Severity::Warning => "warning",
        Severity::Note => "notice",
    }
}

/// `::error file=a,line=1::message`
fn command(name: &str, properties: &[(&str, String)], message: &str) -> String {
    let properties: Vec<String> =
        properties.iter().map(|(key, value)| format!("{key}={}", property(&clean(value)))).collect();
    let mut text = String::new();
    let _ = writeln!(text, "::{name} {}::{}", properties.join(","), data(message));
    text
}

/// What would end a command, or begin an escape.
fn data(text: &str) -> String {
    text.replace('%', "%25").replace('\r', "%0D").replace('\n', "%0A")
}

/// What would end a property, too.
fn property(text: &str) -> String {
    data(text).replace(':', "%3A").replace(',', "%2C")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_command_ends_where_its_line_does_and_nothing_in_it_begins_another() {
        let written = command("error", &[("title", "a,b: 50 %\n::x".to_owned())], "50 %\r\n::warning::y");
        assert_eq!(written, "::error title=a%2Cb%3A 50 %25\u{fffd}%3A%3Ax::50 %25%0D%0A::warning::y\n");
    }
}
