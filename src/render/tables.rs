//! For each table how many relations look at it: what of the figures is checked, and what is not yet.

use std::fmt::Write as _;

use crate::amount::{Language, Text, counted, many};
use crate::report::TableLook;
use crate::source::Files;

use super::lines::clean;

phrases! {
    HEADING =
        "Relationer och uträkningar som ser på varje tabell:",
        "Relations and computations that look at each table:";
    UNSEEN = "ingen relation ser på tabellen", "no relation looks at the table";
}

/// How many tables there are and how many of them no relation looks at, in one line; nothing when there are none.
#[must_use]
pub fn in_short(looks: &[TableLook], language: Language) -> String {
    if looks.is_empty() {
        return String::new();
    }
    let unseen = looks.iter().filter(|it| it.looks == 0).count();
    let tables = counted(many(looks.len()), ["tabell", "tabeller", "table", "tables"]);
    let text = Text::new(
        format!("{}, varav {unseen} som ingen relation ser på (--tables visar varje)", tables.sv),
        format!("{}, {unseen} of which no relation looks at (--tables shows each)", tables.en),
    );
    format!("{}\n", text.get(language))
}

/// One line for each table, in the order of the files; nothing when there are none.
#[must_use]
pub fn render(looks: &[TableLook], files: &Files, language: Language) -> String {
    if looks.is_empty() {
        return String::new();
    }
    let (heading, unseen) = (HEADING.get(language), UNSEEN.get(language));
    let mut text = format!("\n{heading}\n");
    for look in looks {
        let place = files.place(look.span);
        let (id, part) = (&look.id, clean(&look.part));
        let part = if part.is_empty() { part } else { format!(" – {part}") };
        let part = if look.looks == 0 { format!("{part}  ({unseen})") } else { part };
        // Writing to a string cannot fail.
        let _ = writeln!(text, "{:>5}  {}:{}  {id} {}{part}", look.looks, place.file, place.line, look.year);
    }
    text
}
