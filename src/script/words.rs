//! What the engine has against a rule, in words for the one who wrote it; its own are English and name types. And what
//! the steps of a computation are called.

use rhai::{Dynamic, EvalAltResult, LexError, ParseErrorType, Position};
use rust_decimal::Decimal;

use crate::amount::{AmountError, Language, Phrase, Quantity, Text, Unit};
use crate::model::rule::StairStep;

/// An error of the rules' functions, in both languages.
pub(super) fn fault(text: Text) -> Box<EvalAltResult> {
    Box::new(EvalAltResult::ErrorRuntime(Dynamic::from(text), Position::NONE))
}

/// What amounts have against being reckoned with or compared, as such an error.
pub(super) fn kinds(error: AmountError) -> Box<EvalAltResult> {
    fault(amount(error))
}

/// Why a run did not come to its end.
pub(super) fn stopped(error: &EvalAltResult, most: u64) -> Text {
    match error {
        EvalAltResult::ErrorFunctionNotFound(signature, _) => not_comparable(signature),
        EvalAltResult::ErrorTooManyOperations(_) => Text::new(
            format!("regeln gjorde mer än {most} steg och avbröts"),
            format!("the rule took more than {most} steps and was stopped"),
        ),
        EvalAltResult::ErrorDataTooLarge(..) => Text::new(
            "regeln byggde något för stort och avbröts",
            "the rule built something too large and was stopped",
        ),
        EvalAltResult::ErrorPropertyNotFound(name, _) => {
            Text::new(format!("egenskapen `{name}` finns inte här"), format!("there is no `{name}` here"))
        }
        EvalAltResult::ErrorMismatchDataType(expected, ..) if expected == "bool" => {
            Text::new("här ska stå något som är sant eller falskt", "this should be something true or false")
        }
        EvalAltResult::ErrorArithmetic(..) => {
            Text::new("talet går inte att räkna ut", "the number cannot be worked out")
        }
        EvalAltResult::ErrorRuntime(said, _) => {
            said.clone().try_cast::<Text>().unwrap_or_else(|| unfinished().into())
        }
        EvalAltResult::ErrorVariableNotFound(name, _) => {
            Text::new(format!("variabeln `{name}` finns inte"), format!("there is no variable `{name}`"))
        }
        EvalAltResult::ErrorMismatchDataType(..) | EvalAltResult::ErrorMismatchOutputType(..) => {
            another_kind().into()
        }
        EvalAltResult::ErrorIndexingType(..)
        | EvalAltResult::ErrorIndexNotFound(..)
        | EvalAltResult::ErrorArrayBounds(..)
        | EvalAltResult::ErrorStringBounds(..)
        | EvalAltResult::ErrorBitFieldBounds(..) => Text::new(
            "det som står inom hakparenteser leder inte till något",
            "what stands in brackets leads nowhere",
        ),
        EvalAltResult::ErrorDotExpr(..) => {
            Text::new("det som står efter punkten finns inte", "what stands after the dot is not there")
        }
        EvalAltResult::ErrorAssignmentToConstant(name, _)
        | EvalAltResult::ErrorNonPureMethodCallOnConstant(name, _) => {
            Text::new(format!("`{name}` kan inte ändras"), format!("`{name}` cannot be changed"))
        }
        EvalAltResult::ErrorTooManyVariables(_) | EvalAltResult::ErrorStackOverflow(_) => {
            Text::new("regeln är för stor och avbröts", "the rule is too large and was stopped")
        }
        _ => unfinished().into(),
    }
}

/// What no rule has met yet. The engine's own words are left out: they are English alone and name its types.
pub(super) const fn unfinished() -> Phrase {
    Phrase::new("regeln gick inte att köra till slut", "the rule could not be run to its end")
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

pub(super) fn no_group(word: &str) -> Text {
    Text::new(format!("`{word}` är ingen grupp"), format!("`{word}` is no group"))
}

/// That a property is never a word, and what it can be.
pub(super) fn never(name: &str, words: &[&str], word: &str) -> Text {
    let known = words.join(", ");
    Text::new(format!("`{name}` är aldrig `{word}`: {known}"), format!("`{name}` is never `{word}`: {known}"))
}

pub(super) fn made_of_parts() -> Text {
    Text::new(
        "texter sätts inte ihop i regelns logik: det som visas skrivs i regelns fil, med värdena som `{namn}`",
        "texts are not put together in a rule's logic: what is shown is written in its file, with the values as `{name}`",
    )
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
        ParseErrorType::BadInput(LexError::MalformedEscapeSequence(word)) => Text::new(
            format!("`{word}` är inget tecken som går att skriva så"),
            format!("`{word}` is no character that can be written so"),
        ),
        ParseErrorType::BadInput(LexError::MalformedNumber(word)) => {
            Text::new(format!("`{word}` är inget tal"), format!("`{word}` is no number"))
        }
        ParseErrorType::BadInput(LexError::MalformedIdentifier(word) | LexError::MalformedChar(word)) => {
            Text::new(format!("`{word}` är inget namn"), format!("`{word}` is no name"))
        }
        ParseErrorType::BadInput(LexError::StringTooLong(most)) => Text::new(
            format!("en text inom citattecken är för lång, högst {most} tecken"),
            format!("a quoted text is too long, at most {most} characters"),
        ),
        ParseErrorType::VariableExpected | ParseErrorType::ForbiddenVariable(_) => {
            Text::new("här ska stå namnet på en variabel", "the name of a variable is expected here")
        }
        ParseErrorType::AssignmentToConstant(_) | ParseErrorType::AssignmentToInvalidLHS(_) => {
            Text::new("det här kan inte ändras", "this cannot be changed")
        }
        ParseErrorType::MalformedIndexExpr(_) | ParseErrorType::MismatchedType(..) => another_kind().into(),
        ParseErrorType::WrongFnDefinition => foreign("fn"),
        ParseErrorType::LoopBreak => {
            Text::new("här finns inget att bryta", "there is nothing to break out of here")
        }
        _ => return Text::new("regelns logik går inte att läsa", "the rule's logic does not parse"),
    };
    Text::new(
        format!("regelns logik går inte att läsa: {}", why.sv),
        format!("the rule's logic does not parse: {}", why.en),
    )
}

const fn another_kind() -> Phrase {
    Phrase::new("här ska stå något av annat slag", "something of another kind is expected here")
}

fn foreign(word: &str) -> Text {
    Text::new(
        format!("`{word}` hör inte till regelspråket"),
        format!("`{word}` is not in the rules' language"),
    )
}

/// What is contributed, as a step of a computation.
pub(super) const FROM_STATE: Phrase = Phrase::new("bidrag från staten", "contributions from the state");
pub(super) const FROM_REGION: Phrase = Phrase::new("bidrag från regionen", "contributions from the region");
pub(super) const FROM_MUNICIPALITIES: Phrase =
    Phrase::new("bidrag från kommunerna", "contributions from the municipalities");
pub(super) const FROM_ALL: Phrase =
    Phrase::new("bidrag från alla medlemmar", "contributions from all members");
pub(super) const ALLOCATION: Phrase =
    Phrase::new("tilldelning från medlemmarna", "allocation from the members");
pub(super) const FROM_OTHERS: Phrase =
    Phrase::new("bidrag från andra än medlemmarna", "contributions from others than the members");

/// Stairs as they were climbed: `trappan: 7 000 000 kr × 20 % + 4 354 000 kr × 15 %`.
pub(super) fn climbed(base: &Quantity, steps: &[StairStep]) -> Text {
    let beyond = steps.last().and_then(|step| step.to).is_some_and(|top| top < base.high);
    let lead = match beyond {
        true => Phrase::new("trappan till sitt sista steg", "stairs to their last step"),
        false => Phrase::new("trappan", "stairs"),
    };
    Text::from(lead).map(|language, lead| format!("{lead}: {}", written_steps(base, steps, language)))
}

fn written_steps(base: &Quantity, steps: &[StairStep], language: Language) -> String {
    let mut parts = Vec::new();
    let mut from = Decimal::ZERO;
    for step in steps {
        let to = step.to.unwrap_or(base.value).min(base.value);
        let part = to.saturating_sub(from);
        if part > Decimal::ZERO {
            let part = Quantity::exact(part, base.unit).written(language);
            let rate = Quantity::exact(step.rate, Unit::Percent).written(language);
            parts.push(format!("{part} × {rate}"));
        }
        from = to;
    }
    parts.join(" + ")
}
