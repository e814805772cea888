//! The words for what every page speaks of: states, outcomes, severities and whose a rule is.

use chrono::NaiveDate;

use crate::amount::{Language, Phrase, Text, counted, many};
use crate::cycle::State;
use crate::diagnostic::Severity;
use crate::model::remark::Dimension;
use crate::model::rule::{Authority, Class};
use crate::verdict::Outcome;

/// That nothing met anything that was asked for.
pub const NOTHING_ASKED: Phrase = Phrase::new(
    "Inget är prövat: ingen av de valda reglerna har något att pröva här, och det är inget svar.",
    "Nothing was asked: none of the chosen rules has anything to be asked about here, and that is no answer.",
);

/// That nothing applies on the day.
pub(in crate::render) const NOTHING_YET: Phrase = Phrase::new(
    "Inget är prövat ännu: ingen regel om förbundet är tillämplig den dagen.",
    "Nothing has been asked yet: no rule about the förbund applies on that day.",
);

/// What is said where no fault is found: no more than is known.
pub(in crate::render) const fn no_fault(is_without_answer: bool, open: usize) -> Phrase {
    match (is_without_answer, open) {
        (true, _) => NOTHING_YET,
        (false, 0) => Phrase::new("Inget är brutet.", "Nothing is breached."),
        (false, _) => Phrase::new("Inget är visat brutet.", "Nothing is shown to be breached."),
    }
}

/// How many things there are, and in how many rows where that is another number: what five are to do each is five.
pub(in crate::render) fn amount(things: usize, rows: usize) -> Text {
    if things == rows {
        return Text::same(things.to_string());
    }
    let lines = counted(many(rows), ["rad", "rader", "row", "rows"]);
    Text::new(format!("{things} på {}", lines.sv), format!("{things} in {}", lines.en))
}

/// The options that ask a question of the same day.
pub(in crate::render) fn dates(as_of: NaiveDate, known_at: Option<NaiveDate>) -> String {
    let known = known_at.map(|day| format!(" --known-at {day}")).unwrap_or_default();
    format!("--as-of {as_of}{known}")
}

/// The question that shows the calendar of the same day, or some days of it.
pub(in crate::render) fn calendar(
    days: Option<(NaiveDate, NaiveDate)>,
    as_of: NaiveDate,
    known_at: Option<NaiveDate>,
) -> String {
    let days = days.map(|(from, to)| format!("--from {from} --to {to} ")).unwrap_or_default();
    format!("samkoll calendar {days}{}", dates(as_of, known_at))
}

/// Of how many things it is not clear whether they were done.
pub(in crate::render) fn unclear(all: usize) -> Text {
    let things = counted(many(all), ["sak", "saker", "thing", "things"]);
    Text::new(
        format!("I allt är det oklart om {} gjordes", things.sv),
        format!("Of {} in all it is not clear whether it was done", things.en),
    )
}

/// How much of what is met is so only within rounding; nothing where none is.
pub(in crate::render) fn within_rounding(count: usize) -> Text {
    match count {
        0 => Text::default(),
        _ => Text::new(
            format!(" ({count} bara inom avrundningen)"),
            format!(" ({count} only within rounding)"),
        ),
    }
}

const LATEST: Phrase = Phrase::new("senast", "latest");

/// How an item of the annual cycle stands.
#[must_use]
pub const fn state(state: State) -> Phrase {
    match state {
        State::Overdue => Phrase::new("försenat", "overdue"),
        State::Unknown => Phrase::new("oklart", "unknown"),
        State::Upcoming => Phrase::new("kommer", "upcoming"),
        State::Late => Phrase::new("klart för sent", "done late"),
        State::InTime => Phrase::new("klart", "done"),
        State::Waived => Phrase::new("godtaget", "waived"),
    }
}

/// How bad something is: one, and several.
#[must_use]
pub const fn severity(severity: Severity) -> [&'static str; 4] {
    match severity {
        Severity::Error => ["fel", "fel", "error", "errors"],
        Severity::Warning => ["varning", "varningar", "warning", "warnings"],
        Severity::Note => ["notering", "noteringar", "note", "notes"],
    }
}

/// How bad one thing is.
#[must_use]
pub const fn one(level: Severity) -> Phrase {
    let [sv, _, en, _] = severity(level);
    Phrase::new(sv, en)
}

/// What a rule finds: how bad it is, where that is a fault.
#[must_use]
pub const fn grade(class: Class, level: Severity) -> Phrase {
    match class {
        Class::Fault => one(level),
        Class::Result => Phrase::new("resultat", "result"),
        Class::Notice => Phrase::new("upplysning", "notice"),
    }
}

/// What a rule's findings begin with, when one of them stands for all: the latest.
#[must_use]
pub fn lead(title: &str, count: usize, language: Language) -> String {
    match count {
        1 if title.ends_with('?') => format!("{title} "),
        1 => format!("{title}: "),
        _ => format!("{title} ({count}), {}: ", LATEST.get(language)),
    }
}

/// What is not reached, and what is told of the assessment: one, and several.
#[must_use]
pub const fn found(class: Class) -> [&'static str; 4] {
    match class {
        Class::Fault => outcome(Outcome::Breached),
        Class::Result => ["mål inte nått", "mål inte nådda", "goal not reached", "goals not reached"],
        Class::Notice => ["upplysning", "upplysningar", "notice", "notices"],
    }
}

/// What the förbund has changed of the standard: parameters, and what it has put in the place of something.
pub(in crate::render) const CHANGED_THINGS: [&str; 4] = [
    "sak ändrad av förbundet",
    "saker ändrade av förbundet",
    "thing changed by the förbund",
    "things changed by the förbund",
];

/// What became of a verdict: one, and several.
#[must_use]
pub const fn outcome(outcome: Outcome) -> [&'static str; 4] {
    match outcome {
        Outcome::Breached => ["bruten", "brutna", "breached", "breached"],
        Outcome::Undecided => ["går inte att avgöra", "går inte att avgöra", "undecided", "undecided"],
        Outcome::Waived => ["godtagen", "godtagna", "waived", "waived"],
        Outcome::Met => ["uppfylld", "uppfyllda", "met", "met"],
        Outcome::NotApplicable => ["inte tillämplig", "inte tillämpliga", "not applicable", "not applicable"],
    }
}

/// What the part with the verdicts of an outcome is called; of what is breached, by what the rule finds.
#[must_use]
pub const fn heading(outcome: Outcome, class: Class) -> Phrase {
    match (outcome, class) {
        (Outcome::Breached, Class::Fault) => Phrase::new("Brutet", "Breached"),
        (Outcome::Breached, Class::Result) => Phrase::new("Mål som inte nåddes", "Goals not reached"),
        (Outcome::Breached, Class::Notice) => Phrase::new("Om prövningen", "About the assessment"),
        (Outcome::Undecided, _) => Phrase::new("Går inte att avgöra", "Cannot be decided"),
        (Outcome::Waived, _) => Phrase::new("Brutet men godtaget", "Breached but accepted"),
        (Outcome::Met, _) => Phrase::new("Uppfyllt", "Met"),
        (Outcome::NotApplicable, _) => Phrase::new("Inte tillämpligt", "Not applicable"),
    }
}

/// What is new, known and gone, against an assessment of a day.
#[must_use]
pub fn held_against(day: NaiveDate, [new, known, gone]: [usize; 3]) -> Text {
    let new = counted(many(new), ["ny", "nya", "new", "new"]);
    let known = counted(many(known), ["känd", "kända", "known", "known"]);
    Text::new(
        format!("Mot baslinjen {day}: {}, {}, {gone} borta. Bara det som är nytt avgör.", new.sv, known.sv),
        format!(
            "Against the baseline {day}: {}, {}, {gone} gone. Only what is new decides.",
            new.en, known.en
        ),
    )
}

/// Which of an auditor's questions something belongs to.
#[must_use]
pub const fn dimension(dimension: Dimension) -> Phrase {
    let (sv, en) = dimension.words();
    Phrase::new(sv, en)
}

/// Whose rule it is.
#[must_use]
pub const fn authority(authority: Authority) -> Phrase {
    match authority {
        Authority::Law => Phrase::new("lag", "law"),
        Authority::Agreement => Phrase::new("överenskommelse", "agreement"),
        Authority::Decision => Phrase::new("eget beslut", "own decision"),
        Authority::Recommendation => Phrase::new("rekommendation", "recommendation"),
        Authority::GoodPractice => Phrase::new("god sed", "good practice"),
    }
}
