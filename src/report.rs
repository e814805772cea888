//! All verdicts and problems of one question, sorted and counted: what every renderer is fed.

use chrono::NaiveDate;

use crate::diagnostic::{Problem, Severity};
use crate::source::Files;
use crate::verdict::{Outcome, Verdict};

/// The answer to one question about one workspace.
#[derive(Debug)]
pub struct Report<'w> {
    /// The förbund.
    pub workspace: String,
    /// Digest of the agreements, figures and register.
    pub inputs: String,
    /// Digest of the rules.
    pub rules: String,
    /// The day asked for.
    pub as_of: NaiveDate,
    /// The day of what was known.
    pub known_at: Option<NaiveDate>,
    /// Every verdict, by rule and subject.
    pub verdicts: Vec<Verdict>,
    /// Every problem of the files, in the order of the files.
    pub problems: Vec<Problem>,
    /// The names of organisations, by id.
    pub organisations: Vec<(String, String)>,
    /// The titles of documents, by id.
    pub documents: Vec<(String, String)>,
    /// The texts that were read.
    pub files: &'w Files,
}

impl Report<'_> {
    /// How many verdicts have an outcome.
    #[must_use]
    pub fn count(&self, outcome: Outcome) -> usize {
        self.verdicts.iter().filter(|verdict| verdict.outcome == outcome).count()
    }

    /// How many verdicts have each outcome, findings first.
    #[must_use]
    pub fn counts(&self) -> Vec<(Outcome, usize)> {
        Outcome::ALL.iter().map(|outcome| (*outcome, self.count(*outcome))).collect()
    }

    /// Whether a verdict with an outcome is at least so severe.
    #[must_use]
    pub fn has(&self, outcome: Outcome, at_least: Severity) -> bool {
        self.verdicts.iter().any(|it| it.outcome == outcome && it.severity >= at_least)
    }

    /// The name of an organisation.
    #[must_use]
    pub fn organisation<'r>(&'r self, id: &'r str) -> &'r str {
        look_up(&self.organisations, id)
    }

    /// The title of a document.
    #[must_use]
    pub fn document<'r>(&'r self, id: &'r str) -> &'r str {
        look_up(&self.documents, id)
    }
}

fn look_up<'r>(names: &'r [(String, String)], id: &'r str) -> &'r str {
    names.iter().find(|(known, _)| known == id).map_or(id, |(_, name)| name.as_str())
}

/// Problems in the order of the files and of the text.
pub fn sort_problems(problems: &mut Vec<Problem>, files: &Files) {
    let key = |problem: &Problem| {
        let place = problem.span.map(|span| files.place(span));
        let path = problem.path.clone().or_else(|| place.as_ref().map(|place| place.file.clone()));
        (path, place.map(|place| (place.line, place.column)), problem.code, problem.message.sv.clone())
    };
    problems.sort_by_cached_key(key);
    problems.dedup_by_key(|problem| key(problem));
}
