//! What an agreement says, as text: its parties, copies, signatures and days.

use crate::amount::{Language, Text, counted, many};
use crate::audit::agreement::Agreement;
use crate::render::lines::Lines;

phrases! {
    TITLE = "Överenskommelsen", "The agreement";
    PARTIES = "Parter med organisationsnummer:", "Parties with an organisation number:";
    DEADLINES = "Senast en dag:", "At the latest on a day:";
    UNNAMED = "utan namn", "without a name";
}

/// What it says, before what of it is not right.
pub(super) fn told(lines: &mut Lines, agreement: &Agreement, language: Language) {
    lines.section(TITLE.get(language));
    lines.wrapped("  • ", counts(agreement).get(language));
    if !agreement.parties.is_empty() {
        lines.wrapped("  • ", PARTIES.get(language));
        for party in &agreement.parties {
            let name = if party.name.is_empty() { UNNAMED.get(language) } else { &party.name };
            lines.wrapped("      ", &format!("{name}, {}", party.number));
        }
    }
    if !agreement.deadlines.is_empty() {
        lines.wrapped("  • ", DEADLINES.get(language));
        for it in &agreement.deadlines {
            let from = if it.from.is_empty() { String::new() } else { format!("{}: ", it.from) };
            lines.wrapped("      ", &format!("{from}{}", it.words));
        }
    }
}

/// How many sections, copies and lines to sign on there are.
fn counts(agreement: &Agreement) -> Text {
    let sections = counted(many(agreement.sections), ["avsnitt", "avsnitt", "section", "sections"]);
    let lines =
        ["rad att skriva under på", "rader att skriva under på", "line to sign on", "lines to sign on"];
    let signatures = counted(many(agreement.signatures), lines);
    let copies = agreement.copies.map_or_else(
        || Text::new("antalet exemplar står inte", "the number of copies is not said"),
        |copies| counted(copies, ["exemplar", "exemplar", "copy", "copies"]),
    );
    sections.map(|language, it| format!("{it}, {}, {}", copies.get(language), signatures.get(language)))
}
