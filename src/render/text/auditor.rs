//! For the revisor: every verdict, by whose rule it is and by which of the auditors' questions it belongs to, a line
//! each, with what it rests on.

use std::cmp::Reverse;
use std::collections::{BTreeMap, BTreeSet};

use crate::amount::{counted, many};
use crate::facts::Clause;
use crate::model::remark::Dimension;
use crate::model::rule::Authority;
use crate::render::evidence;
use crate::render::lines::clean;
use crate::render::words::{authority, dimension, found, grade, outcome};
use crate::verdict::{Class, Outcome, Value, Verdict, by_rule};

use super::{Page, words};

impl<'r> Page<'r> {
    pub(super) fn auditor(&mut self) {
        self.heading();
        if self.report.verdicts.is_empty() {
            self.nothing_asked();
        } else {
            self.wrapped("", words::MARKS.get(self.language));
        }
        for whose in Authority::ALL {
            self.under(*whose);
        }
        self.set_aside();
        self.summary();
    }

    /// What is judged by one authority: the auditors' questions in their own order, what belongs to none of them last.
    fn under(&mut self, whose: Authority) {
        let verdicts: Vec<&Verdict> =
            self.report.verdicts.iter().filter(|it| it.authority == whose).collect();
        if verdicts.is_empty() {
            return;
        }
        self.section(&authority(whose).get(self.language).to_uppercase(), verdicts.len());
        for question in Dimension::ALL.iter().copied().map(Some).chain([None]) {
            let of: Vec<&Verdict> = verdicts.iter().copied().filter(|it| it.dimension == question).collect();
            if of.is_empty() {
                continue;
            }
            let name = question.map_or(words::NO_QUESTION, dimension).get(self.language);
            self.line("");
            self.wrapped("", &format!("{} – {}", name.to_uppercase(), self.counts(&of)));
            for group in by_rule(&of) {
                self.rule_in_lines(&group);
            }
        }
    }

    /// `3 brutna, 12 uppfyllda`
    fn counts(&self, verdicts: &[&Verdict]) -> String {
        let mut counts: BTreeMap<(Outcome, Option<Class>), usize> = BTreeMap::new();
        for it in verdicts {
            let class = (it.outcome == Outcome::Breached).then_some(it.class);
            let count = counts.entry((it.outcome, class)).or_default();
            *count = count.saturating_add(1);
        }
        let told = counts.into_iter().map(|((of, class), count)| {
            let names = class.map_or_else(|| outcome(of), found);
            counted(many(count), names).get(self.language).to_owned()
        });
        told.collect::<Vec<_>>().join(", ")
    }

    fn rule_in_lines(&mut self, group: &[&'r Verdict]) {
        let Some(first) = group.first() else { return };
        let (title, grade) = (first.asks.get(self.language), grade(first.class, first.severity));
        let common = Some(&first.clause).filter(|it| group.iter().all(|other| other.clause == **it));
        let under = common.map(|it| format!(" {}", self.clause_in_line(it))).unwrap_or_default();
        let grade = grade.get(self.language);
        self.line("");
        self.line(&clean(&format!("{title} ({})  [{grade}: {}]{under}", group.len(), first.rule)));
        let mut asked: Vec<&Verdict> = group.to_vec();
        asked.retain(|it| it.outcome != Outcome::NotApplicable);
        asked.sort_by_key(|it| (it.outcome, Reverse(it.severity), &it.subject.id));
        for verdict in asked {
            self.in_a_line(verdict, common.is_none());
        }
        self.not_asked(group);
    }

    /// A verdict, then what it rests on.
    fn in_a_line(&mut self, verdict: &Verdict, with_clause: bool) {
        let language = self.language;
        let mut line =
            format!("  {} {}: {}", mark(verdict), verdict.subject.id, verdict.message.get(language));
        if with_clause {
            line.push_str(&format!(" {}", self.clause_in_line(&verdict.clause)));
        }
        if let Some(size) = &verdict.size {
            line.push_str(&format!(" {}.", words::size(size).get(language)));
        }
        if let Some(cause) = &verdict.likely_cause {
            let words = words::LIKELY_CAUSE.get(language);
            line.push_str(&format!(" {words} {}", cause.words.get(language)));
        }
        if let Some(cause) = verdict.follows_from.as_ref().and_then(|it| self.of_fingerprint(it)) {
            let words = words::FOLLOWS.get(language);
            line.push_str(&format!(" {words} {} [{}].", cause.subject.id, cause.rule));
        }
        // What a value shows, with its place, is not said again.
        let said = |value: &Value| match value.year {
            Some(year) => format!("{} {year}", value.label.get(language)),
            None => value.label.get(language).to_owned(),
        };
        let said: BTreeSet<String> = verdict.values.iter().map(said).collect();
        let shown = verdict.computation.iter().filter(|step| !said.contains(step.what.get(language)));
        let steps = shown.map(|step| format!("{} = {}", step.what.get(language), step.result.get(language)));
        let place = |span| self.line_of(span);
        let values = verdict.values.iter().map(|it| evidence::told(it, self.report, language, place));
        let rests: Vec<String> = steps.chain(values).collect();
        if rests.is_empty() {
            line.push_str(&format!(" {} {}", words::AT.get(language), self.line_of(verdict.place)));
        } else {
            line.push_str(&format!(" {} {}.", words::EVIDENCE.get(language), rests.join("; ")));
        }
        self.line(&clean(&line));
    }

    /// What a rule was not asked about, by why.
    fn not_asked(&mut self, group: &[&'r Verdict]) {
        let mut why: BTreeMap<&str, Vec<&str>> = BTreeMap::new();
        for it in group.iter().filter(|it| it.outcome == Outcome::NotApplicable) {
            why.entry(it.message.get(self.language)).or_default().push(&it.subject.id);
        }
        for (message, subjects) in why {
            self.line(&clean(&format!("  – {message} ({}): {}", subjects.len(), subjects.join(", "))));
        }
    }

    fn clause_in_line(&self, clause: &Clause) -> String {
        let words = words::CLAUSE.get(self.language);
        format!("{words} {} ({})", clause.reference, self.line_of(clause.span))
    }

    fn of_fingerprint(&self, fingerprint: &str) -> Option<&'r Verdict> {
        self.report.verdicts.iter().find(|it| it.fingerprint == fingerprint)
    }
}

/// How a verdict came out, told by shape.
const fn mark(verdict: &Verdict) -> char {
    match (verdict.outcome, verdict.class) {
        (Outcome::Breached, Class::Notice) => 'i',
        (Outcome::Breached, _) => '✗',
        (Outcome::Undecided, _) => '?',
        (Outcome::Waived, _) => '~',
        (Outcome::Met, _) => '✓',
        (Outcome::NotApplicable, _) => '–',
    }
}
