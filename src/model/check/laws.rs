//! What rules and duties cite was in force on the days they are about, also in their texts.

use super::References;
use crate::amount::Text;
use crate::model::agreement::AgreementKind;
use crate::model::problems;
use crate::model::read::Validity;
use crate::model::rule::RuleText;
use crate::model::statute::not_in_force;
use crate::source::Span;

impl References<'_> {
    /// Of what the förbund says. That the standard cites what was in force is a test's to say.
    pub(super) fn laws(&self) {
        for rule in self.model.rules.iter().filter(|it| !self.model.is_standard(it.span)) {
            for (days, source) in rule.source.versions(rule.in_force) {
                self.cites(&source.cited(), days, source.span);
            }
            for text in texts_of(rule) {
                self.cites(&text.sv, rule.in_force, rule.message.span);
            }
        }
        let statutes = self.model.agreements.iter().filter(|it| it.kind == AgreementKind::Statute);
        for law in statutes.filter(|it| !self.model.is_standard(it.id.span)) {
            let always = Validity { from: None, to: None, span: law.id.span };
            for duty in &law.duties {
                let days = duty.in_force.or(law.in_force).unwrap_or(always);
                for (days, clause) in duty.clause.iter().flat_map(|clause| clause.versions(days)) {
                    self.cites(&law.cited(Some(clause)), days, duty.span);
                }
            }
        }
    }

    fn cites(&self, text: &str, days: Validity, span: Span) {
        if days.from.is_some() && days.to.is_some() && days.to < days.from {
            return self.problems.push(problems::interval_reversed(span));
        }
        if let Some((law, held)) = not_in_force(text, days) {
            self.problems.push(problems::not_in_force(span, &law, &held));
        }
    }
}

/// Everything a rule says to a reader.
fn texts_of(rule: &RuleText) -> impl Iterator<Item = &Text> {
    let own = [&rule.title, &rule.message.value, &rule.what, &rule.why, &rule.remedy];
    let reasons = rule.reasons.values().map(|reason| &reason.text);
    own.into_iter().chain(&rule.asks).chain(reasons).chain(rule.required.iter().map(|(_, title)| title))
}
