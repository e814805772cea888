//! The words of what is wrong between the förbund's own and the standard: names, rules set aside, parameters.

use super::unknown;
use crate::amount::Text;
use crate::diagnostic::{Code, Guesses, Problem};
use crate::source::{Span, Spanned};

pub(crate) fn unknown_rule<'a>(
    guesses: &Guesses,
    written: &Spanned<String>,
    known: impl IntoIterator<Item = &'a str>,
) -> Problem {
    unknown(guesses, Code::UnknownRule, written.span, &written.value, &Text::new("regeln", "rule"), known)
}

pub(crate) fn unknown_family<'a>(
    guesses: &Guesses,
    span: Span,
    written: &str,
    known: impl IntoIterator<Item = &'a str>,
) -> Problem {
    unknown(guesses, Code::UnknownRule, span, written, &Text::new("regelfamiljen", "family of rules"), known)
}

pub(crate) fn unknown_parameter<'a>(
    guesses: &Guesses,
    written: &Spanned<String>,
    known: impl IntoIterator<Item = &'a str>,
) -> Problem {
    let what = Text::new("parametern", "parameter");
    unknown(guesses, Code::UnknownParameter, written.span, &written.value, &what, known)
}

pub(crate) fn set_aside_twice(span: Span, first: Span) -> Problem {
    Problem::at(Code::DuplicateId, span, Text::new("redan ställd åt sidan", "already set aside"))
        .related(first, Text::new("den första", "the first"))
}

pub(crate) fn name_of_the_standard(span: Span, name: &str, standard: Span) -> Problem {
    Problem::at(
        Code::NameOfTheStandard,
        span,
        Text::new(
            format!("`{name}` finns redan i standarden"),
            format!("`{name}` is already in the standard"),
        ),
    )
    .related(standard, Text::new("standardens", "the standard’s"))
    .help(Text::new(
        "skriv `replaces = true` om den ska ersätta standardens, annars ett annat namn",
        "write `replaces = true` if it is to replace the standard’s, else another name",
    ))
}

pub(crate) fn replaces_nothing<'a>(
    guesses: &Guesses,
    span: Span,
    name: &str,
    known: impl IntoIterator<Item = &'a str>,
) -> Problem {
    Problem::at(
        Code::NameOfTheStandard,
        span,
        Text::new(
            format!("`{name}` ska ersätta standardens, men standarden har ingen `{name}`"),
            format!("`{name}` is to replace the standard’s, but the standard has no `{name}`"),
        ),
    )
    .suggest_of(guesses, name, known)
}

pub(crate) fn rule_or_family(span: Span) -> Problem {
    Problem::at(
        Code::UnknownKey,
        span,
        Text::new("skriv `rule` eller `family`, inte båda", "write `rule` or `family`, not both"),
    )
}
