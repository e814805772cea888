//! The words around findings that other programs are told.

use crate::amount::{Language, Text, counted, many};
use crate::diagnostic::Severity;
use crate::render::words::{found, held_against, outcome, severity};
use crate::report::{Aside, Report};
use crate::verdict::{Class, Outcome, Verdict};

pub(super) use crate::render::words::{NOTHING_ASKED, NOTHING_YET, heading};

phrases! {
    UNREAD = "Filerna har fel och inget är prövat", "The files have errors, and nothing was assessed";
    KNOWN = "känd sedan tidigare", "known from before";
    NEW = "ny", "new";
    CLAUSE = "Enligt", "Under";
    PLACE = "Ställe", "Place";
    REMEDY = "Åtgärd", "Remedy";
    HELP = "Hjälp", "Help";
    RESPONSIBLE = "Ansvarig", "Responsible";
    FOLLOWS = "Har samma orsak som en annan brist.", "Has the same cause as another fault.";
    FILES = "filer och standard", "files and standard";
    GRADE = "Grad", "Grade";
    FINDING = "Vad", "What";
    STANDARD = "standarden", "the standard";
    KNOWN_AT = "Enligt vad som var känt", "By what was known on";
    MATERIALITY = "Väsentlighetsgräns, procent", "Materiality, per cent";
    KNOWN_PART = "Kända sedan tidigare", "Known from before";
    GONE_PART = "Borta sedan tidigare", "Gone since then";
    OF_THE_FILES = "Om filerna och standarden", "Of the files and the standard";
}

/// What became of a verdict, as one says it of one.
pub(in crate::render) fn answer(verdict: &Verdict, language: Language) -> &'static str {
    let [sv, _, en, _] = match verdict.outcome {
        Outcome::Breached => found(verdict.class),
        other => outcome(other),
    };
    language.pick(sv, en)
}

/// `Regeln … är åsidosatt: …`
pub(super) fn aside(aside: &Aside) -> Text {
    let (title, rule, by) = (&aside.title, &aside.rule, &aside.decided_by);
    Text::new(
        format!("Regeln ”{}” ({rule}) är åsidosatt av förbundet ({by}): {}", title.sv, aside.reason.sv),
        format!("The rule “{}” ({rule}) is set aside by the förbund ({by}): {}", title.en, aside.reason.en),
    )
}

/// The state in a sentence.
pub(super) fn state(report: &Report<'_>) -> Text {
    let (name, day) = (&report.workspace, report.as_of);
    let state = |sv: &str, en: &str| {
        let name = if name.is_empty() { String::new() } else { format!("{name}, ") };
        Text::new(format!("{name}läget {day}: {sv}."), format!("{name}as of {day}: {en}."))
    };
    if report.verdicts.is_empty() {
        let broken = report.problems.iter().any(|it| it.severity == Severity::Error);
        let words = if broken { UNREAD } else { NOTHING_ASKED };
        return state(words.sv.trim_end_matches('.'), words.en.trim_end_matches('.'));
    }
    if report.is_without_answer() {
        return state(NOTHING_YET.sv.trim_end_matches('.'), NOTHING_YET.en.trim_end_matches('.'));
    }
    let faults = |level| {
        let of = report.verdicts.iter().filter(|it| it.finds(Class::Fault) && it.severity == level);
        counted(many(of.count()), severity(level))
    };
    let [errors, warnings, notes] = [Severity::Error, Severity::Warning, Severity::Note].map(faults);
    let broken = counted(many(report.found(Class::Fault)), found(Class::Fault));
    let others = [
        (report.found(Class::Result), found(Class::Result)),
        (report.count(Outcome::Undecided), outcome(Outcome::Undecided)),
        (report.count(Outcome::Waived), outcome(Outcome::Waived)),
        (report.count(Outcome::Met), outcome(Outcome::Met)),
    ];
    let told = others.into_iter().filter(|(count, _)| *count > 0);
    let (sv, en): (Vec<String>, Vec<String>) = told
        .map(|(count, words)| counted(many(count), words))
        .map(|it| (format!(", {}", it.sv), format!(", {}", it.en)))
        .unzip();
    state(
        &format!("{} ({}, {}, {}){}", broken.sv, errors.sv, warnings.sv, notes.sv, sv.concat()),
        &format!("{} ({}, {}, {}){}", broken.en, errors.en, warnings.en, notes.en, en.concat()),
    )
}

/// What is new, known and gone, against a baseline.
pub(super) fn against(report: &Report<'_>) -> Option<Text> {
    let baseline = report.baseline.as_ref()?;
    let (new, known) = report.new_and_known();
    Some(held_against(baseline.as_of, [new.len(), known.len(), baseline.gone.len()]))
}
