//! The words of what is wrong with where in a document figures are said to stand.

use crate::amount::Text;
use crate::diagnostic::{Code, Problem};
use crate::source::Span;

pub(crate) fn bad_place(span: Span, figure: &str) -> Problem {
    Problem::at(
        Code::WrongType,
        span,
        Text::new(
            format!("`{figure}`: här väntas var i dokumentet talet står, som en text"),
            format!("`{figure}`: where the number stands in the document is expected here, as a text"),
        ),
    )
    .help(Text::new(
        "skriv namnet inom citattecken: `\"cost.total\" = \"rad, kolumn\"`",
        "write the name in quotes: `\"cost.total\" = \"row, column\"`",
    ))
}

pub(crate) fn place_of_no_cell(span: Span, figure: &str) -> Problem {
    Problem::at(
        Code::UnknownFigure,
        span,
        Text::new(
            format!("tabellen har ingen siffra `{figure}` som kan stå där"),
            format!("the table has no figure `{figure}` that could stand there"),
        ),
    )
}
