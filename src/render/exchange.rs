//! What other programs are told: the same findings in every format, in the same order, at the same places.

pub mod csv;
pub mod github;
#[cfg(feature = "junit")]
pub mod junit;
pub mod markdown;
pub(super) mod table;
pub(super) mod words;

use std::cmp::Reverse;

use crate::amount::{Language, Text};
use crate::diagnostic::{Problem, Severity};
use crate::report::Report;
use crate::source::Span;
use crate::verdict::{Class, Outcome, Verdict};

/// How much of a report is told.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Scope {
    /// What is broken, not reached, undecided or accepted.
    Findings,
    /// Every verdict.
    All,
}

/// What a format for another program is fed.
#[derive(Debug, Clone, Copy)]
pub struct Exchange<'r> {
    /// The assessment.
    pub report: &'r Report<'r>,
    /// How much of it.
    pub scope: Scope,
    /// The folder of the workspace, seen from that of the whole repository: empty, or as `a/b`.
    pub below: &'r str,
    /// The language of the texts.
    pub language: Language,
}

/// A stretch of a file as a reader counts: lines and columns from 1, columns in characters, the end one past the last.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
pub(in crate::render) struct Region {
    /// The path, from the workspace.
    pub(in crate::render) path: String,
    /// Whether it is a file of the standard's, which stands in the program.
    pub(in crate::render) is_standard: bool,
    /// Line and column of the first character.
    pub(in crate::render) start: (u32, u32),
    /// Line and column one past the last character.
    pub(in crate::render) end: (u32, u32),
}

/// Something that is said of the files, of the run or of the standard, and is no verdict.
#[derive(Debug)]
pub(in crate::render) struct Told {
    /// What kind: the code of a problem, or one of [`OTHER_CODES`].
    pub(in crate::render) code: &'static str,
    /// How bad it is.
    pub(in crate::render) severity: Severity,
    /// What is said.
    pub(in crate::render) message: String,
    /// What was expected, or what to do.
    pub(in crate::render) help: Option<String>,
    /// Where.
    pub(in crate::render) region: Option<Region>,
    /// The path, where there is no text to point at.
    pub(in crate::render) path: Option<String>,
    /// Other places, each with what it means.
    pub(in crate::render) related: Vec<(Region, String)>,
}

const NOTHING_ASKED: &str = "nothing-asked";
const SET_ASIDE: &str = "set-aside";
const CHANGED: &str = "changed";

/// The codes of what is told beside the problems of the files, each with what it means.
pub(in crate::render) const OTHER_CODES: [(&str, &str); 3] = [
    (NOTHING_ASKED, "No rule met anything to ask about: the run is no answer."),
    (SET_ASIDE, "A rule that the förbund has set aside."),
    (CHANGED, "Something of the standard that the förbund has changed."),
];

impl<'r> Exchange<'r> {
    /// The verdicts that are told, findings first, the worst first.
    pub(in crate::render) fn verdicts(&self) -> Vec<&'r Verdict> {
        let told = |it: &&Verdict| self.scope == Scope::All || is_told(it);
        let mut verdicts: Vec<&Verdict> = self.report.verdicts.iter().filter(told).collect();
        verdicts.sort_by_key(|it| (weight(it), Reverse(it.severity), &it.rule, &it.subject.id));
        verdicts
    }

    /// All that is said and is no verdict: of the files, then of the run, then of the standard.
    pub(in crate::render) fn told(&self) -> Vec<Told> {
        let report = self.report;
        let mut told: Vec<Told> = report.problems.iter().map(|it| self.problem(it)).collect();
        if report.verdicts.is_empty() && !told.iter().any(|it| it.severity == Severity::Error) {
            told.push(self.own(NOTHING_ASKED, Severity::Error, &words::NOTHING_ASKED.into(), None));
        }
        for aside in &report.standard.set_aside {
            let words = words::aside(aside);
            told.push(self.own(SET_ASIDE, Severity::Note, &words, Some(aside.span)));
        }
        for changed in &report.standard.changed {
            let words = changed.words.clone().map(|_, words| format!("{}: {words}", changed.what));
            told.push(self.own(CHANGED, Severity::Note, &words, Some(changed.span)));
        }
        told
    }

    fn own(&self, code: &'static str, severity: Severity, words: &Text, span: Option<Span>) -> Told {
        let (message, region) = (words.get(self.language).to_owned(), span.map(|span| self.region(span)));
        Told { code, severity, message, help: None, region, path: None, related: Vec::new() }
    }

    fn problem(&self, problem: &Problem) -> Told {
        let text = |text: &Text| text.get(self.language).to_owned();
        let related = problem.related.iter().map(|(span, label)| (self.region(*span), text(label)));
        Told {
            code: problem.code.name(),
            severity: problem.severity,
            message: text(&problem.message),
            help: problem.help.as_ref().map(text),
            region: problem.span.map(|span| self.region(span)),
            path: problem.path.clone(),
            related: related.collect(),
        }
    }

    /// The stretch that a span covers.
    pub(in crate::render) fn region(&self, span: Span) -> Region {
        let files = self.report.files;
        let start = files.place(span);
        Region {
            path: start.file,
            is_standard: self.report.is_standard(span),
            start: (start.line, start.column),
            end: files.end(span),
        }
    }

    /// A path of the workspace's, seen from the folder of the whole repository.
    pub(in crate::render) fn below_the_top(&self, path: &str) -> String {
        match self.below {
            "" => path.to_owned(),
            below => format!("{below}/{path}"),
        }
    }

    /// The names of those who answer for something.
    pub(in crate::render) fn responsible(&self, verdict: &Verdict) -> Vec<&'r str> {
        verdict.responsible.iter().map(|id| name(self.report, id)).collect()
    }

    /// The state in a sentence, and what became of the baseline in another.
    pub(in crate::render) fn state(&self) -> String {
        let state = words::state(self.report);
        let against = words::against(self.report).map(|it| format!(" {}", it.get(self.language)));
        format!("{}{}", state.get(self.language), against.unwrap_or_default())
    }
}

fn name<'r>(report: &'r Report<'_>, id: &str) -> &'r str {
    let known = report.organisations.iter().find(|(known, _)| known == id);
    known.map_or("", |(_, name)| name.as_str())
}

/// Whether a verdict is told without being asked for: what is said of the assessment itself is not.
fn is_told(verdict: &Verdict) -> bool {
    verdict.is_told() || verdict.outcome == Outcome::Waived
}

/// Faults, goals not reached, what is undecided, accepted, said of the assessment, met, not asked.
const fn weight(verdict: &Verdict) -> u8 {
    match (verdict.outcome, verdict.class) {
        (Outcome::Breached, Class::Fault) => 0,
        (Outcome::Breached, Class::Result) => 1,
        (Outcome::Undecided, _) => 2,
        (Outcome::Waived, _) => 3,
        (Outcome::Breached, Class::Notice) => 4,
        (Outcome::Met, _) => 5,
        (Outcome::NotApplicable, _) => 6,
    }
}
