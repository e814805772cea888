//! What is new since a baseline, before all the rest.

use crate::render::words::{grade, held_against, lead, outcome};
use crate::verdict::{Outcome, Verdict};

use super::{Page, words};

/// How many new findings are shown at the top.
const SHOWN: usize = 12;

impl Page<'_> {
    /// How many are new, known and gone, where there is a baseline.
    pub(super) fn held_against(&mut self) {
        let Some(baseline) = &self.report.baseline else { return };
        let (new, known) = self.report.new_and_known();
        let words = held_against(baseline.as_of, [new.len(), known.len(), baseline.gone.len()]);
        self.wrapped("", words.get(self.language));
    }

    /// The new findings, the worst first.
    pub(super) fn new_ones(&mut self) {
        if self.report.baseline.is_none() {
            return;
        }
        let (mut new, _) = self.report.new_and_known();
        if new.is_empty() {
            return;
        }
        self.section(words::NEW.get(self.language), new.len());
        new.sort_by_key(|it| (it.outcome, it.class, super::order(it)));
        for verdict in new.iter().take(SHOWN) {
            let (title, message) = (verdict.heading(), verdict.message.get(self.language));
            let title = title.get(self.language);
            let (rule, subject) = (&verdict.rule, &verdict.subject.id);
            let grade = self.grade_of(verdict);
            self.wrapped(
                "  • ",
                &format!("{}{message} [{grade}: {rule} {subject}]", lead(title, 1, self.language)),
            );
        }
        if new.len() > SHOWN {
            let more = words::more_new(new.len().saturating_sub(SHOWN));
            self.wrapped("  … ", more.get(self.language));
        }
    }

    fn grade_of(&self, verdict: &Verdict) -> &'static str {
        match verdict.outcome {
            Outcome::Undecided => {
                let [sv, _, en, _] = outcome(Outcome::Undecided);
                self.language.pick(sv, en)
            }
            _ => grade(verdict.class, verdict.severity).get(self.language),
        }
    }
}
