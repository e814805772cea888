//! All verdicts and problems of one question, sorted and counted: what every renderer is fed.

pub mod tested;

use std::collections::{BTreeMap, BTreeSet};

use chrono::NaiveDate;
use rust_decimal::Decimal;

use crate::amount::Text;
use crate::diagnostic::{Problem, Severity};
use crate::limits;
use crate::source::{FileId, Files, Span};
use crate::verdict::{Class, Outcome, Selection, Verdict};

/// The answer to one question about one workspace.
#[derive(Debug)]
pub struct Report<'w> {
    /// The förbund.
    pub workspace: String,
    /// Digest of the agreements, figures and register.
    pub inputs: String,
    /// Digest of the rules.
    pub rules: String,
    /// The SHA-256 digest of each of the workspace's own files, by its path.
    pub sums: &'w BTreeMap<String, String>,
    /// What of it was asked for.
    pub asked: Selection,
    /// The standard, and where the förbund departs from it in the open.
    pub standard: Standard,
    /// The day asked for.
    pub as_of: NaiveDate,
    /// The day of what was known.
    pub known_at: Option<NaiveDate>,
    /// The share, in per cent, below which a difference is no more than noted; none where nobody has set one.
    pub materiality: Option<Decimal>,
    /// Every verdict, by rule and subject.
    pub verdicts: Vec<Verdict>,
    /// What was found before, where that is known.
    pub baseline: Option<Baseline>,
    /// The tables of figures, where it is asked what looks at them.
    pub tables: Vec<TableLook>,
    /// Every problem of the files, in the order of the files.
    pub problems: Vec<Problem>,
    /// The names of organisations, by id.
    pub organisations: Vec<(String, String)>,
    /// The titles of documents, by id.
    pub documents: Vec<(String, String)>,
    /// The texts that were read.
    pub files: &'w Files,
}

/// The standard that a report was made by, and what the förbund says of it.
#[derive(Debug, Clone)]
pub struct Standard {
    /// The edition in the program.
    pub edition: i64,
    /// The edition that the förbund has accepted; none when it takes the program's.
    pub accepted: Option<i64>,
    /// Digest of the standard's files.
    pub digest: String,
    /// Rules that were left out.
    pub set_aside: Vec<Aside>,
    /// Parameters that the förbund has set, and things it has put in the place of the standard's.
    pub changed: Vec<Changed>,
    /// How many files are the standard's: they were read first, and stand in the program and not on a disk.
    pub files: u32,
}

/// An earlier assessment that this one is held against, so that only what is new decides how a run ends.
#[derive(Debug, Clone)]
pub struct Baseline {
    /// The day it was asked for.
    pub as_of: NaiveDate,
    /// The fingerprints of its findings.
    pub known: BTreeSet<String>,
    /// Its findings that are no longer there, of what has been asked about again.
    pub gone: Vec<Gone>,
}

/// A finding of a baseline that is no longer there.
#[derive(Debug, Clone)]
pub struct Gone {
    /// The rule's id.
    pub rule: String,
    /// What it was asked about.
    pub subject: String,
    /// How bad it was.
    pub severity: Severity,
    /// The answer it had then: breached or undecided.
    pub outcome: Outcome,
    /// The answer in words.
    pub message: Text,
    /// Its fingerprint.
    pub fingerprint: String,
}

/// A rule that the förbund has set aside.
#[derive(Debug, Clone)]
pub struct Aside {
    /// The rule's id.
    pub rule: String,
    /// Its name.
    pub title: Text,
    /// Why.
    pub reason: Text,
    /// Who decided it.
    pub decided_by: String,
    /// Where it stands.
    pub span: Span,
}

/// Something of the standard that the förbund has changed.
#[derive(Debug, Clone)]
pub struct Changed {
    /// The name of what is changed: `rule/parameter`, a rule, a figure or a relation.
    pub what: String,
    /// What was done, and by what source.
    pub words: Text,
    /// Where it stands.
    pub span: Span,
}

/// A table of a figures file, and how many relations and computed figures look at it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct TableLook {
    /// Its id.
    pub id: String,
    /// The year.
    pub year: i32,
    /// The place in its document.
    pub part: String,
    /// Where its id stands.
    pub span: Span,
    /// How many look at it.
    pub looks: usize,
}

impl Report<'_> {
    /// Sets the limit of materiality: a difference that is less, in per cent of the larger amount, is a note.
    #[must_use]
    pub fn weighed(mut self, percent: Decimal) -> Self {
        let small = |it: &&mut Verdict| it.size.as_ref().is_some_and(|size| size.percent < percent);
        self.verdicts.iter_mut().filter(small).for_each(|it| it.severity = Severity::Note);
        self.materiality = Some(percent);
        self
    }

    /// Holds it against an earlier assessment: what was found then is known, and decides nothing.
    #[must_use]
    pub fn against(mut self, baseline: Baseline) -> Self {
        self.baseline = Some(baseline);
        self
    }

    /// Whether a finding was there in the baseline, too.
    #[must_use]
    pub fn is_known(&self, verdict: &Verdict) -> bool {
        verdict.outcome.is_finding()
            && self.baseline.as_ref().is_some_and(|it| it.known.contains(&verdict.fingerprint))
    }

    /// The findings that are new, and those that were there in the baseline; all are new where there is none.
    #[must_use]
    pub fn new_and_known(&self) -> (Vec<&Verdict>, Vec<&Verdict>) {
        self.verdicts.iter().filter(|it| it.is_told()).partition(|it| !self.is_known(it))
    }

    /// Whether something stands in the standard, and not in the förbund's own files.
    #[must_use]
    pub const fn is_standard(&self, span: Span) -> bool {
        span.file.index() < self.standard.files
    }

    /// How many faults are below the limit of materiality.
    #[must_use]
    pub fn immaterial(&self) -> usize {
        let small = |it: &&Verdict| {
            let percent = it.size.as_ref().map(|size| size.percent);
            it.finds(Class::Fault) && percent.zip(self.materiality).is_some_and(|(own, limit)| own < limit)
        };
        self.verdicts.iter().filter(small).count()
    }

    /// How many verdicts have an outcome.
    #[must_use]
    pub fn count(&self, outcome: Outcome) -> usize {
        self.verdicts.iter().filter(|verdict| verdict.outcome == outcome).count()
    }

    /// Whether nothing was answered: no rule applies. Where everything was asked, that nothing is wrong with the files
    /// themselves is no answer about the förbund.
    #[must_use]
    pub fn is_without_answer(&self) -> bool {
        let is_asked_for = !self.asked.rules.is_empty();
        let counts = |it: &Verdict| it.outcome != Outcome::Met || !it.is_of_files() || is_asked_for;
        let is_answer = |it: &Verdict| it.outcome != Outcome::NotApplicable && counts(it);
        !self.verdicts.iter().any(is_answer)
    }

    /// How many verdicts are met only within the rounding of what was printed.
    #[must_use]
    pub fn met_within_rounding(&self) -> usize {
        self.verdicts.iter().filter(|it| it.outcome == Outcome::Met && it.within_rounding).count()
    }

    /// How many breaches are of a class: faults alone are what is called broken.
    #[must_use]
    pub fn found(&self, class: Class) -> usize {
        self.verdicts.iter().filter(|verdict| verdict.finds(class)).count()
    }

    /// The ids of what is breached.
    #[must_use]
    pub fn breached(&self) -> BTreeSet<&str> {
        let breached = self.verdicts.iter().filter(|it| it.outcome == Outcome::Breached);
        breached.map(|it| it.subject.id.as_str()).collect()
    }

    /// Whether a fault that is not known is at least so severe.
    #[must_use]
    pub fn has_fault(&self, at_least: Severity) -> bool {
        self.has_new(|it| it.finds(Class::Fault) && it.severity >= at_least)
    }

    /// Whether a goal is not reached, and was not among the known.
    #[must_use]
    pub fn has_result(&self) -> bool {
        self.has_new(|it| it.finds(Class::Result))
    }

    /// Whether something undecided, and not known, would be at least so severe.
    #[must_use]
    pub fn has_undecided(&self, at_least: Severity) -> bool {
        self.has_new(|it| it.outcome == Outcome::Undecided && it.severity >= at_least)
    }

    fn has_new(&self, wanted: impl Fn(&Verdict) -> bool) -> bool {
        self.verdicts.iter().any(|it| wanted(it) && !self.is_known(it))
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
    // Within a file by where they begin: the lines and columns of many would be counted for nothing.
    let key = |problem: &Problem| {
        let path = problem.span.map(|span| files.path(span.file).to_owned()).or_else(|| problem.path.clone());
        (path, problem.span.map(|span| span.start), problem.code, problem.message.sv.clone())
    };
    problems.sort_by_cached_key(key);
    problems.dedup_by_key(|problem| key(problem));
    let left = bound(problems);
    if !left.is_empty() {
        problems.extend(left);
        problems.sort_by_cached_key(key);
    }
}

/// Leaves the first of each file, and tells how many more there are: nobody reads thousands, and to show each would
/// take minutes.
fn bound(problems: &mut Vec<Problem>) -> Vec<Problem> {
    let mut told: BTreeMap<(FileId, Severity), usize> = BTreeMap::new();
    let mut left: BTreeMap<(FileId, Severity), (Span, usize)> = BTreeMap::new();
    problems.retain(|it| {
        let Some(span) = it.span.filter(|_| it.severity != Severity::Note) else { return true };
        let told = told.entry((span.file, it.severity)).or_default();
        *told = told.saturating_add(1);
        if *told > limits::PROBLEMS {
            let (_, more) = left.entry((span.file, it.severity)).or_insert((span, 0));
            *more = more.saturating_add(it.stands_for);
        }
        *told <= limits::PROBLEMS
    });
    left.into_iter().map(|((_, severity), (first, more))| Problem::more(severity, first, more)).collect()
}
