//! Numbers that cannot be what they stand for.

use rust_decimal::Decimal;

use super::missing_key;
use crate::amount::Text;
use crate::diagnostic::{Code, Problem};
use crate::limits::YEARS;
use crate::source::{Span, Spanned};

pub(crate) fn between_steps(span: Span, step: &Spanned<Decimal>) -> Problem {
    let step_is = step.value;
    Problem::at(
        Code::BadNumber,
        span,
        Text::new(
            format!("talet är inte avrundat till steget {step_is}"),
            format!("the number is not rounded to the step {step_is}"),
        ),
    )
    .related(step.span, Text::new("steget", "the step"))
    .help(Text::new(
        "`step` är vad tabellens alla tal är avrundade till; stryk det om de är utskrivna till sin sista siffra",
        "`step` is what all numbers of the table are rounded to; remove it if they are printed to their last digit",
    ))
}

pub(crate) fn parts_of_persons(span: Span) -> Problem {
    let text =
        Text::new("personer räknas hela och från noll", "persons are counted whole and from nobody upwards");
    Problem::at(Code::BadNumber, span, text).help(Text::new(
        "ett genomsnitt, eller helårsekvivalenter, mäts i `number`",
        "an average, or whole-year equivalents, measures `number`",
    ))
}

pub(crate) fn no_paragraph(span: Span) -> Problem {
    let text = Text::new("paragrafen har inget nummer", "the paragraph has no number");
    Problem::at(Code::BadNumber, span, text).help(Text::new(
        "skriv numret som det står i protokollet: `§ 51`; är det inte känt, stryk `paragraph`",
        "write the number as the minutes print it: `§ 51`; when it is not known, remove `paragraph`",
    ))
}

pub(crate) fn no_whole_number(span: Span, most: i64) -> Problem {
    Problem::at(
        Code::BadNumber,
        span,
        Text::new(
            format!("värdet är inget heltal från 0 till {most}"),
            format!("the value is no whole number from 0 to {most}"),
        ),
    )
}

pub(crate) fn no_offset(span: Span) -> Problem {
    missing_key(span, "days").help(Text::new(
        "hur långt efter eller före? skriv `months`, `days` eller `working_days`; samma dag är days = 0",
        "how long after or before? write `months`, `days` or `working_days`; the same day is days = 0",
    ))
}

pub(crate) fn bad_number(span: Span, key: &str) -> Problem {
    Problem::at(
        Code::BadNumber,
        span,
        Text::new(
            format!("`{key}` är inte ett tal som programmet kan hålla exakt"),
            format!("`{key}` is not a number the program can hold exactly"),
        ),
    )
    .help(Text::new(
        "skriv tal med högst 20 siffror, punkt för decimaler och `_` för tusental: 1_234.5",
        "write numbers with at most 20 digits, a point for decimals and `_` for thousands: 1_234.5",
    ))
}

/// A day that exists, and that nothing of a förbund can be of.
pub(crate) fn far_off(span: Span, key: &str) -> Problem {
    let (least, most) = (YEARS.start(), YEARS.end());
    Problem::at(
        Code::BadDate,
        span,
        Text::new(
            format!("`{key}` ligger utanför åren {least}–{most}"),
            format!("`{key}` is outside the years {least}–{most}"),
        ),
    )
}
