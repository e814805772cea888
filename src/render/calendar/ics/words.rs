//! The words of the calendar file.

use crate::amount::Text;

phrases! {
    STATE = "Läge", "State";
    DONE = "Klart", "Done";
    PLANNED = "Planerat till", "Planned for";
    RESPONSIBLE = "Ansvarig", "Responsible";
    ASSIGNMENT = "Uppdrag", "Assignment";
    TO_BE_REPORTED = "Rapporteras", "To be reported";
    DECISION = "Beslut", "Decision";
    TO = "Till", "To";
    UNDER = "Enligt", "Under";
    RECKONED = "Så räknas dagen:", "How the day is reckoned:";
    CAN_MOVE =
        "Preliminär dag: det som den räknas från är inte klart.",
        "The day can move: what it is reckoned from is not done.";
}

/// How much has no day to stand on.
pub(super) fn without_day(count: usize) -> Text {
    Text::new(
        format!("Utan satt dag, och därför inte här: {count} (samkoll calendar)"),
        format!("No day set, and so not here: {count} (samkoll calendar)"),
    )
}
