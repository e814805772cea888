//! Words for the auditors' remarks, shared by the pages that show them: by when, how they stand, what is decided.

use crate::amount::{Language, Phrase, Text};
use crate::cycle::{Cycle, Remarked, Stands, State};

phrases! {
    REMARK = "revisorernas anmärkning", "the auditors’ remark";
    REMARKS = "Revisorernas anmärkningar som inte är åtgärdade", "Auditors’ remarks not yet put right";
    UNDECIDED_ON = "registret visar inget beslut om den", "the register shows no decision on it";
    OVERDUE = "försenad", "overdue";
    OPEN = "öppen", "open";
    WITHOUT_DAY = "öppen, ingen dag är satt", "open, no day is set";
    UNASKED = "öppen, men prövas inte: den gäller ett år före arbetsytans första", "open, but not asked about: it is of a year before the workspace’s first";
    UNKNOWN = "dagen har passerat, och ingen har följt upp den", "the day has passed, and nobody has followed it up";
}

/// The state of the cycle that shows a remark.
#[must_use]
pub(in crate::render) const fn state(it: &Remarked<'_>) -> State {
    match it.stands {
        Stands::Overdue => State::Overdue,
        Stands::Unknown => State::Unknown,
        Stands::Open => State::Upcoming,
        Stands::Done => State::InTime,
    }
}

/// How one that is not done stands.
pub(in crate::render) const fn how(it: &Remarked<'_>) -> Phrase {
    match it.stands {
        _ if !it.is_asked => UNASKED,
        Stands::Overdue => OVERDUE,
        Stands::Unknown => UNKNOWN,
        Stands::Open | Stands::Done if it.due.is_some() => OPEN,
        Stands::Open | Stands::Done => WITHOUT_DAY,
    }
}

/// What was remarked, on which year, and how it stands.
pub(in crate::render) fn told(it: &Remarked<'_>, language: Language) -> String {
    format!("{}: {}; {}", it.remark.year, it.remark.text.get(language), how(it).get(language))
}

/// Who sees to it.
pub(in crate::render) fn who(cycle: &Cycle<'_>, it: &Remarked<'_>) -> String {
    let name = |id: &str| cycle.model().organisation(id).map_or(id, |it| it.name.as_str()).to_owned();
    let names: Vec<String> = it.remark.responsible.iter().map(|id| name(&id.value)).collect();
    names.join(", ")
}

/// What the board decided on it: when, and in which paragraph.
pub(in crate::render) fn decided(it: &Remarked<'_>) -> Text {
    let Some((decision, day)) = it.decided else { return UNDECIDED_ON.into() };
    let place = decision.paragraph.as_ref().map(|it| format!(" ({it})")).unwrap_or_default();
    Text::new(format!("beslutat {day}{place}"), format!("decided {day}{place}"))
}
