//! The words of the wheel.

use chrono::{Datelike, NaiveDate};

use crate::amount::{Language, Text, counted, many};
use crate::render::calendar::words::month;

phrases! {
    WHEEL = "Årshjul", "Annual wheel";
    AS_OF = "läget", "as of";
    KNOWN_AT = "enligt vad som var känt", "by what was known on";
    PROVISIONAL = "prel.", "prov.";
    RESPONSIBLE = "Ansvarig", "Responsible";
    UNDER = "Enligt", "Under";
    EARLIER = "Försenat från tidigare", "Overdue from before";
    NO_SET_DAY = "Under året, utan satt dag", "During the year, no day set";
    PLAN = "Årsplan", "Plan of the year";
    NO_REGISTER =
        "Registret visar inget av det här: hjulet visar planen, utan lägen.",
        "The register shows nothing of this: the wheel shows the plan, without states.";
    OTHERS = "Övriga", "Others";
    MEMBERS = "medlemmar och parter", "members and parties";
    ACTIVITIES = "verksamheterna", "the activities";
    ASSOCIATION = "förbundet", "the association";
    ASSIGNMENTS = "Uppdrag", "Assignments";
    ASSIGNMENT = "uppdrag", "assignment";
    ASSIGNMENTS_UNDATED = "Uppdrag utan dag", "Assignments without a day";
    DECISION = "Beslut", "Decision";
    WITHOUT_DAY = "utan dag", "no day";
    MORE = "dessutom", "and also";
    IN_WHEEL = "i hjulet", "in the wheel";
    OVERDUE_BEFORE = "försenat från tidigare", "overdue from before";
    OUTSIDE = "Utanför hjulet", "Outside the wheel";
    BY_MONTH = "Det är mycket under året: det mesta är samlat månad för månad.", "There is much in this year: most of it is gathered month by month.";
    BY_DAY = "Det är mycket under året: de fullaste dagarna är samlade på en rad var.", "There is much in this year: the fullest days are gathered on a line each.";
    UNDATED = "utan dag ännu", "without a day yet";
    UNCLEAR = "oklart från andra tider", "unknown from other times";
    BEYOND = "efter hjulets tolv månader", "after the wheel's twelve months";
}

/// The day of the month, with its name.
pub(super) fn day(day: NaiveDate, language: Language) -> String {
    format!("{} {}", day.day(), month(day.month()).get(language))
}

/// So many items.
pub(super) fn items(count: usize) -> Text {
    counted(many(count), ["post", "poster", "item", "items"])
}
