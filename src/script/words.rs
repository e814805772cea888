//! What the engine has against a rule, in words for the one who wrote it; its own are English and name types.

use rhai::{Dynamic, EvalAltResult, LexError, ParseErrorType, Position};

use super::limits;
use crate::amount::{AmountError, Text};

/// An error of the rules' functions, in both languages.
pub(super) fn fault(text: Text) -> Box<EvalAltResult> {
    Box::new(EvalAltResult::ErrorRuntime(Dynamic::from(text), Position::NONE))
}

/// Why a run did not come to its end.
pub(super) fn stopped(error: &EvalAltResult) -> Text {
    match error {
        EvalAltResult::ErrorFunctionNotFound(signature, _) => not_comparable(signature),
        EvalAltResult::ErrorTooManyOperations(_) => Text::new(
            format!("regeln gjorde mer än {} steg och avbröts", limits::OPERATIONS),
            format!("the rule took more than {} steps and was stopped", limits::OPERATIONS),
        ),
        EvalAltResult::ErrorDataTooLarge(..) => Text::new(
            "regeln byggde något för stort och avbröts",
            "the rule built something too large and was stopped",
        ),
        EvalAltResult::ErrorPropertyNotFound(name, _) => {
            Text::new(format!("egenskapen `{name}` finns inte här"), format!("there is no `{name}` here"))
        }
        EvalAltResult::ErrorMismatchDataType(..) => {
            Text::new("här ska stå något som är sant eller falskt", "this should be something true or false")
        }
        EvalAltResult::ErrorArithmetic(..) => {
            Text::new("talet går inte att räkna ut", "the number cannot be worked out")
        }
        EvalAltResult::ErrorRuntime(said, _) => match said.clone().try_cast::<Text>() {
            Some(text) => text,
            None => unfinished(&said.to_string()),
        },
        other => unfinished(&other.to_string()),
    }
}

/// What no rule has met yet; the engine says it in English alone.
fn unfinished(said: &str) -> Text {
    Text::new("regeln gick inte att köra till slut", format!("the rule could not be run to its end: {said}"))
}

/// `> (amount, text)` is an operation between different kinds.
fn not_comparable(signature: &str) -> Text {
    let signature = signature.replace("&str | ImmutableString | String", "text");
    let (name, args) = signature.split_once(" (").unwrap_or((&signature, ""));
    let args: Vec<Text> = args.trim_end_matches(')').split(", ").map(kind_of_value).collect();
    let joined = |pick: fn(&Text) -> &str| {
        let args: Vec<&str> = args.iter().map(pick).collect();
        match args.as_slice() {
            [left, right] if !name.starts_with(char::is_alphabetic) => format!("{left} {name} {right}"),
            _ => format!("{name}({})", args.join(", ")),
        }
    };
    Text::new(
        format!("det går inte att räkna eller jämföra så: {}", joined(|text| &text.sv)),
        format!("there is no such operation: {}", joined(|text| &text.en)),
    )
}

/// The engine's name of a type, in words.
fn kind_of_value(name: &str) -> Text {
    match name {
        "amount" => Text::new("belopp", "amount"),
        "date" => Text::new("dag", "date"),
        "text" | "words" | "char" => Text::new("text", "text"),
        "i64" | "decimal" => Text::new("tal", "number"),
        "bool" => Text::new("ja eller nej", "yes or no"),
        "stairs" => Text::new("trappa", "stairs"),
        "map" | "array" => Text::new("flera värden", "several values"),
        "()" => Text::new("inget", "nothing"),
        _ => Text::new("annat", "something else"),
    }
}

pub(super) fn amount(error: AmountError) -> Text {
    match error {
        AmountError::DifferentKinds(a, b) => {
            let (a, b) = (a.name(), b.name());
            Text::new(
                format!("{} och {} går inte att jämföra eller lägga ihop", a.sv, b.sv),
                format!("{} and {} cannot be compared or added", a.en, b.en),
            )
        }
        AmountError::DivisionByZero => division_by_zero(),
        AmountError::Overflow => {
            Text::new("talet är för stort för att hållas exakt", "the number is too large to be held exactly")
        }
    }
}

pub(super) fn division_by_zero() -> Text {
    Text::new("division med noll", "division by zero")
}

/// Why a text does not parse.
pub(super) fn unread(error: &ParseErrorType) -> Text {
    let why = match error {
        ParseErrorType::Reserved(word) => foreign(word),
        ParseErrorType::BadInput(LexError::ImproperSymbol(word, _)) if !word.is_empty() => foreign(word),
        ParseErrorType::BadInput(LexError::UnterminatedString) => {
            Text::new("en text inom citattecken tar inte slut", "a quoted text does not end")
        }
        ParseErrorType::BadInput(LexError::UnexpectedInput(word)) | ParseErrorType::UnknownOperator(word) => {
            Text::new(format!("`{word}` väntades inte här"), format!("`{word}` was not expected here"))
        }
        ParseErrorType::UnexpectedEOF => Text::new("texten tar slut mitt i", "the text ends in the middle"),
        ParseErrorType::MissingToken(token, _) => {
            Text::new(format!("`{token}` saknas"), format!("`{token}` is missing"))
        }
        ParseErrorType::ExprExpected(_) | ParseErrorType::MissingSymbol(_) => {
            Text::new("här ska stå ett uttryck", "an expression is expected here")
        }
        ParseErrorType::PropertyExpected => {
            Text::new("här ska stå namnet på en egenskap", "the name of a property is expected here")
        }
        ParseErrorType::DuplicatedProperty(name) => {
            Text::new(format!("`{name}` står två gånger"), format!("`{name}` stands twice"))
        }
        ParseErrorType::ExprTooDeep => {
            Text::new("uttrycket är för djupt nästlat", "the expression is nested too deep")
        }
        ParseErrorType::LiteralTooLarge(_, most) => {
            Text::new(format!("för stort, högst {most}"), format!("too large, at most {most}"))
        }
        other => {
            let text = Text::new("regelns logik går inte att läsa", "the rule's logic does not parse");
            return text.map(|language, text| format!("{text}{}", language.pick("", &format!(": {other}"))));
        }
    };
    Text::new(
        format!("regelns logik går inte att läsa: {}", why.sv),
        format!("the rule's logic does not parse: {}", why.en),
    )
}

fn foreign(word: &str) -> Text {
    Text::new(
        format!("`{word}` hör inte till regelspråket"),
        format!("`{word}` is not in the rules' language"),
    )
}
