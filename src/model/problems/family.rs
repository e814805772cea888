//! The words of what is wrong with a family of relations.

use crate::amount::Text;
use crate::diagnostic::{Code, Problem};
use crate::source::Span;

pub(crate) fn relation_of_some_years(span: Span) -> Problem {
    Problem::at(
        Code::UnknownKey,
        span,
        Text::new(
            "en relation mellan siffror gäller inte vissa år (years)",
            "a relation between figures is not of certain years (years)",
        ),
    )
    .help(Text::new(
        "stryk `years`: den prövas i varje år som har siffrorna, och bara där; har ett år andra rader, skriv en relation till",
        "take `years` away: it is asked in every year that prints the figures, and only there; where a year has other rows, write another relation",
    ))
}

pub(crate) fn parts_are_two(span: Span) -> Problem {
    let text = Text::new("en helhet har minst två delar", "a whole has at least two parts");
    Problem::at(Code::BadFormula, span, text)
}

pub(crate) fn one_star(span: Span) -> Problem {
    Problem::at(
        Code::BadFormula,
        span,
        Text::new(
            "namnet ska ha en `*`, som står för det som skiljer familjens siffror åt",
            "the name must have one `*`, which stands for what sets the figures of the family apart",
        ),
    )
    .help(Text::new(
        "skriv `participants.closed*` för siffran själv och alla med samma början; gäller det en enda siffra är det en `[[relation]]`",
        "write `participants.closed*` for the figure itself and all with the same beginning; for one figure alone, write a `[[relation]]`",
    ))
}

pub(crate) fn family_ties_nothing(span: Span, id: &str) -> Problem {
    Problem::at(
        Code::BadFormula,
        span,
        Text::new(
            format!("`{id}` frågar om ingenting: siffrorna har ingen ändelse gemensam"),
            format!("`{id}` asks about nothing: its figures have no ending in common"),
        ),
    )
    .help(Text::new(
        "alla namn ska finnas i katalogen med samma ändelse och mäta samma sak; en siffra som kan saknas skrivs med `?`",
        "all names must be in the catalogue with the same ending, and measure the same; a figure that may be lacking is written with `?`",
    ))
}
