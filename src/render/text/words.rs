//! The words around findings, in both languages.

use crate::amount::Language;
use crate::diagnostic::Severity;
use crate::model::rule::Authority;
use crate::verdict::{Outcome, Verdict};

/// Fixed words of one language.
pub(super) struct Words {
    language: Language,
    pub(super) state: &'static str,
    pub(super) known_at: &'static str,
    pub(super) nothing_breached: &'static str,
    pub(super) judgements: &'static str,
    pub(super) unknown: &'static str,
    pub(super) remedy: &'static str,
    pub(super) at: &'static str,
    pub(super) clause: &'static str,
    pub(super) held_up_by: &'static str,
    pub(super) touches: &'static str,
    pub(super) about: &'static str,
    pub(super) summary: &'static str,
    pub(super) set_aside: &'static str,
    pub(super) changed: &'static str,
    pub(super) nothing_asked: &'static str,
    pub(super) nothing_yet: &'static str,
}

const SV: Words = Words {
    language: Language::Sv,
    state: "läget",
    known_at: "enligt vad som var känt",
    nothing_breached: "Inget är brutet.",
    judgements: "ATT BEDÖMA",
    unknown: "GÅR INTE ATT AVGÖRA",
    remedy: "Åtgärd:",
    at: "Se:",
    clause: "Enligt:",
    held_up_by: "Sent eller saknat före:",
    touches: "Behövs för:",
    about: "Gäller:",
    summary: "Sammanlagt:",
    set_aside: "ÅSIDOSATT AV FÖRBUNDET",
    changed: "ÄNDRAT AV FÖRBUNDET",
    nothing_asked: "Inget är prövat: ingen av de valda reglerna har något att pröva här, och det är inget svar.",
    nothing_yet: "Inget är prövat ännu: ingen regel är tillämplig den dagen (--role auditor säger varför).",
};

const EN: Words = Words {
    language: Language::En,
    state: "as of",
    known_at: "by what was known on",
    nothing_breached: "Nothing is breached.",
    judgements: "TO BE JUDGED",
    unknown: "CANNOT BE DECIDED",
    remedy: "Remedy:",
    at: "See:",
    clause: "Under:",
    held_up_by: "Late or missing before it:",
    touches: "Needed for:",
    about: "About:",
    summary: "In all:",
    set_aside: "SET ASIDE BY THE FÖRBUND",
    changed: "CHANGED BY THE FÖRBUND",
    nothing_asked: "Nothing was asked: none of the chosen rules has anything to be asked about here, and that is no answer.",
    nothing_yet: "Nothing has been asked yet: no rule applies on that day (--role auditor says why).",
};

impl Words {
    pub(super) const fn of(language: Language) -> &'static Self {
        match language {
            Language::Sv => &SV,
            Language::En => &EN,
        }
    }

    pub(super) const fn outcome(&self, outcome: Outcome) -> &'static str {
        match (outcome, self.language) {
            (Outcome::Breached, Language::Sv) => "BRUTET",
            (Outcome::Breached, Language::En) => "BREACHED",
            (Outcome::Undecided, _) => self.unknown,
            (Outcome::Waived, Language::Sv) => "BRUTET MEN GODTAGET",
            (Outcome::Waived, Language::En) => "BREACHED BUT ACCEPTED",
            (Outcome::Met, Language::Sv) => "UPPFYLLT",
            (Outcome::Met, Language::En) => "MET",
            (Outcome::NotApplicable, Language::Sv) => "INTE TILLÄMPLIGT",
            (Outcome::NotApplicable, Language::En) => "NOT APPLICABLE",
        }
    }

    pub(super) const fn counted(&self, outcome: Outcome, count: usize) -> &'static str {
        match (outcome, self.language, count) {
            (Outcome::Breached, Language::Sv, 1) => "bruten",
            (Outcome::Breached, Language::Sv, _) => "brutna",
            (Outcome::Breached, Language::En, _) => "breached",
            (Outcome::Undecided, Language::Sv, _) => "går inte att avgöra",
            (Outcome::Undecided, Language::En, _) => "undecided",
            (Outcome::Waived, Language::Sv, 1) => "godtagen",
            (Outcome::Waived, Language::Sv, _) => "godtagna",
            (Outcome::Waived, Language::En, _) => "waived",
            (Outcome::Met, Language::Sv, 1) => "uppfylld",
            (Outcome::Met, Language::Sv, _) => "uppfyllda",
            (Outcome::Met, Language::En, _) => "met",
            (Outcome::NotApplicable, Language::Sv, 1) => "inte tillämplig",
            (Outcome::NotApplicable, Language::Sv, _) => "inte tillämpliga",
            (Outcome::NotApplicable, Language::En, _) => "not applicable",
        }
    }

    pub(super) fn rules_set_aside(&self, count: usize) -> String {
        match (self.language, count) {
            (Language::Sv, 1) => "1 regel åsidosatt".to_owned(),
            (Language::Sv, _) => format!("{count} regler åsidosatta"),
            (Language::En, 1) => "1 rule set aside".to_owned(),
            (Language::En, _) => format!("{count} rules set aside"),
        }
    }

    /// `14 fel, 128 varningar, 34 noteringar`
    pub(super) fn by_severity(&self, found: &[&Verdict]) -> String {
        let count = |severity| found.iter().filter(|it| it.severity == severity).count();
        let [errors, warnings, notes] = [Severity::Error, Severity::Warning, Severity::Note].map(count);
        match self.language {
            Language::Sv => format!("fel: {errors}, varningar: {warnings}, noteringar: {notes}"),
            Language::En => format!("errors: {errors}, warnings: {warnings}, notes: {notes}"),
        }
    }

    pub(super) fn more_figures(&self, count: usize) -> String {
        match (self.language, count) {
            (Language::Sv, 1) => "och en siffra till (--role auditor)".to_owned(),
            (Language::Sv, _) => format!("och {count} siffror till (--role auditor)"),
            (Language::En, 1) => "and one more figure (--role auditor)".to_owned(),
            (Language::En, _) => format!("and {count} more figures (--role auditor)"),
        }
    }

    pub(super) const fn severity(&self, severity: Severity) -> &'static str {
        match (severity, self.language) {
            (Severity::Error, Language::Sv) => "fel",
            (Severity::Error, Language::En) => "error",
            (Severity::Warning, Language::Sv) => "varning",
            (Severity::Warning, Language::En) => "warning",
            (Severity::Note, Language::Sv) => "notering",
            (Severity::Note, Language::En) => "note",
        }
    }

    pub(super) const fn authority(&self, authority: Authority) -> &'static str {
        match (authority, self.language) {
            (Authority::Law, Language::Sv) => "lag",
            (Authority::Law, Language::En) => "law",
            (Authority::Agreement, Language::Sv) => "överenskommelse",
            (Authority::Agreement, Language::En) => "agreement",
            (Authority::Decision, Language::Sv) => "eget beslut",
            (Authority::Decision, Language::En) => "own decision",
            (Authority::Recommendation, Language::Sv) => "rekommendation",
            (Authority::Recommendation, Language::En) => "recommendation",
            (Authority::GoodPractice, Language::Sv) => "god sed",
            (Authority::GoodPractice, Language::En) => "good practice",
        }
    }

    pub(super) fn and_more(&self, count: usize) -> String {
        match self.language {
            Language::Sv => format!("och {count} frågor till, av andra skäl (samkoll check --role auditor)"),
            Language::En => {
                format!("and {count} more questions, for other reasons (samkoll check --role auditor)")
            }
        }
    }

    pub(super) fn problems(&self, count: usize) -> String {
        match (self.language, count) {
            (Language::Sv, 1) => "Filerna har en anmärkning (samkoll validate).".to_owned(),
            (Language::Sv, _) => format!("Filerna har {count} anmärkningar (samkoll validate)."),
            (Language::En, 1) => "The files have one remark (samkoll validate).".to_owned(),
            (Language::En, _) => format!("The files have {count} remarks (samkoll validate)."),
        }
    }
}
