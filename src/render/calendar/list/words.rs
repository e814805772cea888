//! The words of the list.

use chrono::NaiveDate;

use crate::amount::Text;
use crate::render::words;

phrases! {
    ANNUAL_CYCLE = "årshjul", "annual cycle";
    AS_OF = "läget", "as of";
    OVERDUE = "Försenat", "Overdue";
    NOTHING_OVERDUE = "Registret visar inget som är försenat. Det som registret inte uppges innehålla visas som oklart.", "The register shows nothing that is overdue. What it is not said to hold is shown as unknown.";
    WAIVED = "Godtaget: ett undantag gäller", "Accepted: a waiver is in force";
    BY_MONTH = "Månad för månad", "Month by month";
    BY_RESPONSIBLE = "Vem gör vad", "Who does what";
    BY_AGREEMENT = "Överenskommelse för överenskommelse", "Agreement by agreement";
    NOTHING_DUE = "Inget förfaller de här dagarna.", "Nothing falls due in these days.";
    WITHOUT_A_DAY = "Utan dag", "Without a day";
    NO_SET_DAY = "Utan satt dag", "No day set";
    ASSIGNMENTS = "Uppdrag", "Assignments";
    TO_BE_REPORTED = "rapporteras", "to be reported";
    TO = "till", "to";
    UNDER = "enligt", "under";
    SHOWN_BY = "visas av", "shown by";
    HELD_UP_BY = "sent eller saknat före:", "late or missing before it:";
    BUILDS_ON = "bygger på:", "builds on:";
    WHAT_UNKNOWN_MEANS = "Oklart: dagen har passerat, och registret uppges inte innehålla allt av det slaget, eller ingen dag är satt.", "Unknown: the day has passed, and the register is not said to hold everything of the sort, or no day is set.";
}

/// Of how much it is not known whether it was done; of that, how much is shown on none of these days, and what shows
/// it.
pub(super) fn unclear(
    all: usize,
    elsewhere: usize,
    span: Option<(NaiveDate, NaiveDate)>,
    as_of: NaiveDate,
    known_at: Option<NaiveDate>,
) -> Text {
    let all = words::unclear(all);
    if span.is_none() {
        return Text::new(all.sv + ".", all.en + ".");
    }
    let command = words::calendar(span, as_of, known_at);
    Text::new(
        format!("{}; {elsewhere} av dem förföll andra dagar än dem som visas ({command}).", all.sv),
        format!("{}; {elsewhere} of them fell due on other days than those shown ({command}).", all.en),
    )
}

/// How much falls due from the day of the question to the first day shown.
pub(super) fn between(count: usize, as_of: NaiveDate, from: NaiveDate, known_at: Option<NaiveDate>) -> Text {
    let to = from.pred_opt().unwrap_or(from);
    let command = words::calendar(Some((as_of, to)), as_of, known_at);
    Text::new(
        format!("Förfaller före de dagar som visas, från {as_of}: {count} ({command})."),
        format!("Falls due before the days shown, from {as_of}: {count} ({command})."),
    )
}
