//! What a parameter takes, as its rule declares it: whole numbers or days between two, a part of a whole, or some of
//! a few words. A value that is none of them is an error where it stands.

use chrono::NaiveDate;
use rust_decimal::Decimal;

use super::ParameterValue;
use crate::amount::Text;
use crate::diagnostic::{Code, Problem};
use crate::model::declared::Accepts;
use crate::model::problems;
use crate::model::read::{Problems, Reader};
use crate::source::{Node, Span, Spanned, Value};

/// What a parameter takes.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Takes {
    /// A whole number, both ends in it.
    Whole(i64, i64),
    /// A day, both ends in it, written as a word: "2023-04-01".
    Day(NaiveDate, NaiveDate),
    /// A part of a whole: more than nothing, at most all.
    Share,
    /// A part of a whole that the rule's other parameters of this sort are the rest of.
    Part,
    /// One of these words; of a list, some of them.
    Words(Vec<String>),
}

/// Reads `takes`: `{ from = …, to = … }` of numbers or of days, `"share"`, `"part"`, or the words.
pub(super) fn read(reader: &mut Reader<'_>) -> Option<Spanned<Takes>> {
    let node = reader.node("takes", &[Accepts::Table, Accepts::Texts])?;
    let takes = match &node.value {
        Value::Table(_) => between(reader, node)?,
        Value::Array(_) => {
            reader.some_of("takes");
            Takes::Words(reader.texts("takes").into_iter().map(|it| it.value).collect())
        }
        _ => match reader.choice("takes", &[("share", false), ("part", true)])?.value {
            true => Takes::Part,
            false => Takes::Share,
        },
    };
    Some(Spanned::new(takes, node.span))
}

fn between(reader: &mut Reader<'_>, node: &Node<'_>) -> Option<Takes> {
    let Value::Table(table) = &node.value else { return None };
    let is_day = table.get("from").is_some_and(|entry| matches!(entry.node.value, Value::Date(_)));
    if is_day {
        let days = reader.validity("takes")?;
        return days.from.zip(days.to).map(|(from, to)| Takes::Day(from, to));
    }
    let mut inner = reader.table("takes")?;
    let (from, to) = (inner.int("from"), inner.int("to"));
    let (from, to) = (inner.require("from", from), inner.require("to", to));
    let span = inner.span();
    inner.finish();
    let (from, to) = (from?.value, to?.value);
    if to < from {
        reader.problem(problems::interval_reversed(span));
    }
    Some(Takes::Whole(from, to))
}

impl Takes {
    /// Says what is wrong with a value of the kind the rule has.
    pub(in crate::model) fn check(&self, value: &Spanned<ParameterValue>, problems: &Problems) {
        let span = value.span;
        match (self, &value.value) {
            (Self::Whole(from, to), ParameterValue::Number(number)) => {
                let within = (Decimal::from(*from)..=Decimal::from(*to)).contains(number);
                if !within || !number.fract().is_zero() {
                    problems.push(outside(span, &Text::new("ett heltal", "a whole number"), from, to));
                }
            }
            (Self::Share | Self::Part, ParameterValue::Number(share)) => {
                if *share <= Decimal::ZERO || Decimal::ONE < *share {
                    problems.push(no_share(span));
                }
            }
            (Self::Day(from, to), ParameterValue::Word(word)) => {
                let day = word.parse::<NaiveDate>().ok();
                if day.is_none_or(|day| !(from..=to).contains(&&day)) {
                    let what = Text::new("en dag inom citattecken", "a day in quotes");
                    problems.push(outside(span, &what, from, to));
                }
            }
            (Self::Words(known), ParameterValue::Word(word)) => word_of(span, word, known, problems),
            (Self::Words(known), ParameterValue::Words(words)) => {
                words.iter().for_each(|word| word_of(span, word, known, problems));
            }
            // That it is of another kind is told by itself, or the rule declares what its own value is not.
            (_, ParameterValue::Stairs(_) | ParameterValue::Shares(_)) => {}
            (_, _) => problems.push(not_such(span)),
        }
    }
}

fn word_of(span: Span, word: &str, known: &[String], problems: &Problems) {
    if known.iter().any(|it| it == word) {
        return;
    }
    let text =
        Text::new(format!("`{word}` går inte att välja här"), format!("`{word}` is not a choice here"));
    let known = known.iter().map(String::as_str);
    problems.push(Problem::at(Code::UnknownValue, span, text).suggest(word, known));
}

fn outside(span: Span, what: &Text, from: &impl ToString, to: &impl ToString) -> Problem {
    let (from, to) = (from.to_string(), to.to_string());
    Problem::at(
        Code::BadNumber,
        span,
        Text::new(
            format!("parametern tar {} från {from} till {to}", what.sv),
            format!("the parameter takes {} from {from} to {to}", what.en),
        ),
    )
}

fn no_share(span: Span) -> Problem {
    let text = Text::new(
        "parametern tar en andel, mer än 0 och högst 1",
        "the parameter takes a share, more than 0 and at most 1",
    );
    Problem::at(Code::BadNumber, span, text)
        .help(Text::new("15 procent skrivs 0.15", "15 per cent is written 0.15"))
}

/// A rule whose own value is not what it declares.
fn not_such(span: Span) -> Problem {
    let text = Text::new(
        "värdet är av annat slag än `takes` säger",
        "the value is of another kind than `takes` says",
    );
    Problem::at(Code::WrongType, span, text)
}
