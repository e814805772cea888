//! A summary for a build's page, in Markdown: the state in a sentence, then a table for each kind of finding.

use crate::diagnostic::Severity;
use crate::render::lines::Lines;
use crate::render::sheet::escaped;
use crate::render::words::{grade, one};
use crate::verdict::{Outcome, Verdict};

use super::{Exchange, Told, weight, words};

/// The summary.
#[must_use]
pub fn render(exchange: &Exchange<'_>) -> String {
    let mut page = Page { exchange, lines: Lines::default() };
    page.heading();
    page.told(|it| it.severity == Severity::Error);
    let (known, others): (Vec<&Verdict>, Vec<&Verdict>) =
        exchange.verdicts().into_iter().partition(|it| exchange.report.is_known(it));
    page.findings(&others);
    if !known.is_empty() {
        page.section(words::KNOWN_PART.get(exchange.language), known.len());
        page.table(&known);
    }
    page.gone();
    page.told(|it| it.severity != Severity::Error);
    page.lines.into_text()
}

struct Page<'r> {
    exchange: &'r Exchange<'r>,
    lines: Lines,
}

impl Page<'_> {
    fn heading(&mut self) {
        let (report, language) = (self.exchange.report, self.exchange.language);
        let name = if report.workspace.is_empty() { "samkoll" } else { &report.workspace };
        self.lines.line(&format!("# {} {}\n", escaped(name), report.as_of));
        self.lines.line(&escaped(&self.exchange.state()));
        let known_at = report.known_at.map(|day| (words::KNOWN_AT, day.to_string()));
        let materiality = report.materiality.map(|percent| (words::MATERIALITY, percent.to_string()));
        for (phrase, value) in known_at.into_iter().chain(materiality) {
            self.lines.line(&format!("\n{}: {value}", phrase.get(language)));
        }
    }

    fn section(&mut self, words: &str, count: usize) {
        self.lines.line(&format!("\n## {} ({count})\n", escaped(words)));
    }

    /// A part for each kind, in the order they come.
    fn findings(&mut self, verdicts: &[&Verdict]) {
        for group in verdicts.chunk_by(|a, b| weight(a) == weight(b)) {
            let Some(first) = group.first() else { continue };
            let heading = words::heading(first.outcome, first.class);
            self.section(heading.get(self.exchange.language), group.len());
            self.table(group);
        }
    }

    fn table(&mut self, verdicts: &[&Verdict]) {
        let language = self.exchange.language;
        let heads = [words::GRADE, words::FINDING, words::CLAUSE, words::PLACE, words::RESPONSIBLE];
        self.row(&heads.map(|it| it.get(language).to_owned()));
        self.lines.line("|---|---|---|---|---|");
        for verdict in verdicts {
            let region = self.exchange.region(verdict.place);
            let place = format!("{}:{}", region.path, region.start.0);
            let grade = match verdict.outcome {
                Outcome::Breached | Outcome::Waived => grade(verdict.class, verdict.severity).get(language),
                _ => words::answer(verdict, language),
            };
            self.row(&[
                escaped(grade),
                format!(
                    "**{}** ({}, {}): {}",
                    escaped(verdict.heading().get(language)),
                    escaped(&verdict.rule),
                    escaped(&verdict.subject.id),
                    escaped(verdict.message.get(language))
                ),
                escaped(&verdict.clause.reference),
                escaped(&place),
                escaped(&self.exchange.responsible(verdict).join(", ")),
            ]);
        }
    }

    fn row(&mut self, cells: &[String; 5]) {
        self.lines.line(&format!("| {} |", cells.join(" | ")));
    }

    fn gone(&mut self) {
        let language = self.exchange.language;
        let Some(baseline) = self.exchange.report.baseline.as_ref().filter(|it| !it.gone.is_empty()) else {
            return;
        };
        self.section(words::GONE_PART.get(language), baseline.gone.len());
        for gone in &baseline.gone {
            let (rule, subject) = (escaped(&gone.rule), escaped(&gone.subject));
            self.lines.line(&format!("- ({rule}, {subject}): {}", escaped(gone.message.get(language))));
        }
    }

    fn told(&mut self, wanted: impl Fn(&Told) -> bool) {
        let language = self.exchange.language;
        let told: Vec<Told> = self.exchange.told().into_iter().filter(|it| wanted(it)).collect();
        if told.is_empty() {
            return;
        }
        self.section(words::OF_THE_FILES.get(language), told.len());
        for it in told {
            let region =
                it.region.map(|region| format!("{}:{}:{}", region.path, region.start.0, region.start.1));
            let place = region.or(it.path).map(|place| format!(" – {}", escaped(&place))).unwrap_or_default();
            let help = it.help.map(|help| format!("; {}", escaped(&help))).unwrap_or_default();
            let (grade, message) = (one(it.severity).get(language), escaped(&it.message));
            self.lines.line(&format!("- **{grade}** ({}): {message}{help}{place}", it.code));
        }
    }
}
