//! The words of the first screen.

use std::collections::BTreeSet;

use chrono::NaiveDate;

use crate::amount::{Text, counted, many};
use crate::diagnostic::Severity;
use crate::model::rule::Class;
use crate::render::words::{CHANGED_THINGS, dates, found, no_fault, severity, within_rounding};
use crate::report::Report;

phrases! {
    STATE = "läget", "as of";
    DECIDE = "ATT BESLUTA", "TO DECIDE";
    CORRECT = "ATT RÄTTA", "TO PUT RIGHT";
    LATE = "FÖRSENAT", "OVERDUE";
    NEXT = "HÄRNÄST", "NEXT";
    WITH_LATER = ", med det som blivit känt efter den dagen", ", with what became known after that day";
}

/// The state, in numbers.
pub(super) struct State {
    pub(super) faults: usize,
    pub(super) errors: usize,
    pub(super) warnings: usize,
    pub(super) causes: usize,
    pub(super) overdue: usize,
    pub(super) unclear: usize,
    pub(super) open: usize,
    /// Whether nothing was answered at all.
    pub(super) is_without_answer: bool,
}

impl State {
    /// In sentences; that nothing is shown to be wrong or late is no more than that, where something is not known.
    pub(super) fn told(&self) -> Text {
        let mut parts = vec![self.broken()];
        if !self.is_without_answer || self.overdue > 0 || self.unclear > 0 {
            parts.push(self.late());
        }
        if !self.is_without_answer {
            parts.push(self.not_known());
        }
        let joined = |of: fn(&Text) -> &str| parts.iter().map(of).collect::<Vec<_>>().join(" ");
        Text::new(joined(|it| &it.sv), joined(|it| &it.en))
    }

    fn notes(&self) -> usize {
        self.faults.saturating_sub(self.errors).saturating_sub(self.warnings)
    }

    fn broken(&self) -> Text {
        let faults = counted(many(self.faults), ["brist", "brister", "fault", "faults"]);
        let causes = counted(many(self.causes), ["orsak", "orsaker", "cause", "causes"]);
        let (errors, warnings, notes) = (self.errors, self.warnings, self.notes());
        let [error, warning, note] =
            [(errors, Severity::Error), (warnings, Severity::Warning), (notes, Severity::Note)]
                .map(|(count, level)| counted(many(count), severity(level)));
        match self.faults {
            0 => no_fault(self.is_without_answer, self.open).into(),
            _ => Text::new(
                format!("{} ({}, {}, {}) med {}.", faults.sv, error.sv, warning.sv, note.sv, causes.sv),
                format!("{} ({}, {}, {}) with {}.", faults.en, error.en, warning.en, note.en, causes.en),
            ),
        }
    }

    fn late(&self) -> Text {
        let late = counted(
            many(self.overdue),
            ["sak är försenad", "saker är försenade", "thing is overdue", "things are overdue"],
        );
        let unclear = counted(many(self.unclear), ["sak", "saker", "thing", "things"]);
        match (self.overdue, self.unclear) {
            (0, 0) => Text::new("Inget är försenat.", "Nothing is overdue."),
            (0, _) => Text::new(
                format!("Inget är visat försenat, men för {} är det oklart om det gjordes.", unclear.sv),
                format!(
                    "Nothing is shown to be overdue, but of {} it is not clear whether it was done.",
                    unclear.en
                ),
            ),
            (_, 0) => Text::new(format!("{}.", late.sv), format!("{}.", late.en)),
            _ => Text::new(
                format!("{}, och för {} är det oklart om det gjordes.", late.sv, unclear.sv),
                format!("{}, and of {} it is not clear whether it was done.", late.en, unclear.en),
            ),
        }
    }

    fn not_known(&self) -> Text {
        let open = counted(many(self.open), ["fråga", "frågor", "question", "questions"]);
        match self.open {
            0 => Text::new("Allt gick att avgöra.", "Everything could be decided."),
            _ => Text::new(
                format!("{} går inte att avgöra.", open.sv),
                format!("{} cannot be decided.", open.en),
            ),
        }
    }
}

/// Which rules could not be run: what they would have said is not known.
pub(super) fn failed(rules: &BTreeSet<&str>) -> Text {
    let rules = rules.iter().copied().collect::<Vec<_>>().join(", ");
    Text::new(
        format!("REGLER SOM INTE GICK ATT KÖRA TILL SLUT: {rules}"),
        format!("RULES THAT COULD NOT BE RUN TO THEIR END: {rules}"),
    )
}

/// Since when something is new: the meeting before, or a day where the register has none.
pub(super) fn new_since(meeting: Option<NaiveDate>, since: NaiveDate) -> Text {
    match meeting {
        Some(day) if day == since => {
            Text::new(format!("NYTT SEDAN MÖTET {day}"), format!("NEW SINCE THE MEETING OF {day}"))
        }
        _ => Text::new(format!("NYTT SEDAN {since}"), format!("NEW SINCE {since}")),
    }
}

/// How many there are.
pub(super) fn count(all: usize) -> Text {
    match all {
        0 => Text::new("inget", "nothing"),
        _ => Text::same(all.to_string()),
    }
}

/// How much is to be decided, and for which meeting where that is not today's.
pub(super) fn decide(all: usize, meeting: Option<NaiveDate>) -> Text {
    let all = count(all);
    match meeting {
        Some(day) => {
            Text::new(format!("{} inför mötet {day}", all.sv), format!("{} for the meeting of {day}", all.en))
        }
        None => all,
    }
}

/// The same, and how many of them are shown.
pub(super) fn shown(count: &Text, shown: usize) -> Text {
    Text::new(format!("{}, varav {shown} visas", count.sv), format!("{}, of which {shown} shown", count.en))
}

/// How much comes before the board meets again, or before a day where no meeting is known.
pub(super) fn next(all: usize, meeting: Option<NaiveDate>, until: NaiveDate) -> Text {
    let all = count(all);
    match meeting {
        Some(day) => Text::new(
            format!("{} före mötet {day}", all.sv),
            format!("{} before the meeting of {day}", all.en),
        ),
        None => Text::new(format!("{} före {until}", all.sv), format!("{} before {until}", all.en)),
    }
}

/// How many causes there are to put right, and how many can no longer be, with what shows them.
pub(super) fn to_mend(all: usize, past: usize) -> Text {
    let causes = causes(all);
    match past {
        0 => causes,
        _ => Text::new(
            format!("{}; kan inte längre rättas: {past} (visas med --all)", causes.sv),
            format!("{}; can no longer be put right: {past} (shown by --all)", causes.en),
        ),
    }
}

/// How many causes are new, of what can be put right and what cannot.
pub(super) fn new_causes(all: usize) -> Text {
    causes(all)
}

fn causes(all: usize) -> Text {
    match all {
        0 => count(0),
        _ => counted(many(all), ["orsak", "orsaker", "cause", "causes"]),
    }
}

/// How many are shown to be late.
pub(super) fn late(all: usize) -> Text {
    match all {
        0 => Text::new("inget som registret visar", "nothing that the register shows"),
        _ => Text::same(all.to_string()),
    }
}

/// Several who are to put something right.
pub(super) fn several(count: usize) -> Text {
    Text::new(format!("{count} ansvariga"), format!("{count} responsible"))
}

/// A meeting of a body.
pub(super) fn meeting(body: &str) -> Text {
    Text::new(format!("möte: {body}"), format!("meeting: {body}"))
}

/// What the rules said, in numbers.
pub(super) struct Counts {
    pub(super) asked: usize,
    pub(super) met: usize,
    pub(super) rounded: usize,
    pub(super) faults: usize,
    pub(super) unknown: usize,
    pub(super) judge: usize,
    pub(super) results: usize,
    pub(super) waived: usize,
    pub(super) set_aside: usize,
    pub(super) changed: usize,
}

impl Counts {
    /// One sentence; what there is none of is left out, but never what holds and what is not known.
    pub(super) fn told(&self) -> Text {
        let (asked, met, unknown) = (self.asked, self.met, self.unknown);
        let rounded = within_rounding(self.rounded);
        let mut sv = format!("PRÖVAT: {asked} utslag, varav {met} uppfyllda{}", rounded.sv);
        let mut en = format!("ASKED: {asked} verdicts, of which {met} met{}", rounded.en);
        let lacks = ["saknar uppgifter", "saknar uppgifter", "lacks information", "lack information"];
        let more = [
            (self.faults, ["brist", "brister", "fault", "faults"]),
            (self.results, found(Class::Result)),
            (
                self.waived,
                [
                    "bruten men godtagen",
                    "brutna men godtagna",
                    "breached but accepted",
                    "breached but accepted",
                ],
            ),
            (unknown, lacks),
            (self.judge, ["att bedöma", "att bedöma", "to be judged", "to be judged"]),
            (
                self.set_aside,
                [
                    "regel åsidosatt av förbundet",
                    "regler åsidosatta av förbundet",
                    "rule set aside by the förbund",
                    "rules set aside by the förbund",
                ],
            ),
            (self.changed, CHANGED_THINGS),
        ];
        for (count, words) in more.into_iter().filter(|(count, _)| *count > 0) {
            let told = counted(many(count), words);
            sv += &format!(", {}", told.sv);
            en += &format!(", {}", told.en);
        }
        Text::new(sv + ".", en + ".")
    }
}

/// What to type for more, of the same day.
pub(super) fn more(report: &Report<'_>, meeting: Option<NaiveDate>) -> Text {
    let dates = dates(report.as_of, report.known_at);
    let check = format!("samkoll check {dates}");
    let brief = meeting.map(|day| format!("; samkoll brief --meeting {day} {dates}")).unwrap_or_default();
    let text = |or: &str, more: &str| {
        format!("{more}: {check} --role director, --all {or} --role auditor; samkoll calendar {dates}{brief}")
    };
    Text::new(text("eller", "MER"), text("or", "MORE"))
}
