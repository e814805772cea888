//! A rule's logic as its own file lists it: conditions in order, the first that holds decides.

use crate::amount::Text;
use crate::diagnostic::{Code, Problem, Severity};
use crate::model::declared::Accepts;
use crate::model::problems;
use crate::model::read::{Problems, Reader};
use crate::source::{Span, Spanned, Value};

/// One condition and what follows from it.
#[derive(Debug, Clone)]
pub struct Condition {
    /// What must hold, in the rules' language; none for the last, which is for all that remains.
    pub when: Option<Spanned<String>>,
    /// What follows.
    pub then: Then,
    /// How bad a breach is that this condition finds, where it is not as bad as the rule says, or worse.
    pub severity: Option<Severity>,
    /// Where that is written.
    pub span: Span,
    /// The values that go with it, each with its name.
    pub shows: Vec<(Spanned<String>, Spanned<String>)>,
}

/// What follows when a condition holds.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Then {
    /// The rule is met.
    Met,
    /// The rule is breached.
    Breach,
    /// It cannot be told, by a word of the rule's file.
    Undecided(Spanned<String>),
    /// The rule does not reach the subject, by a word of the rule's file.
    NotApplicable(Spanned<String>),
}

#[derive(Clone, Copy, PartialEq, Eq)]
enum Kind {
    Met,
    Breach,
    Undecided,
    NotApplicable,
}

const KINDS: &[(&str, Kind)] = &[
    ("met", Kind::Met),
    ("breach", Kind::Breach),
    ("undecided", Kind::Undecided),
    ("not-applicable", Kind::NotApplicable),
];

/// Reads `[[condition]]`; none when one of them could not be read, since the order is what decides.
pub(super) fn read(reader: &mut Reader<'_>) -> Option<Vec<Condition>> {
    let listed = reader.tables("condition");
    let last = listed.len().saturating_sub(1);
    let read: Vec<Option<Condition>> =
        listed.into_iter().enumerate().map(|(index, it)| condition(it, index == last)).collect();
    read.into_iter().collect()
}

fn condition(mut reader: Reader<'_>, is_last: bool) -> Option<Condition> {
    let when = reader.text("when");
    if !is_last {
        reader.require("when", when.clone());
    }
    if let Some(when) = when.as_ref().filter(|_| is_last) {
        reader.problem(unending(when.span));
    }
    let then = reader.need_choice("then", KINDS)?;
    let because = matches!(then.value, Kind::Undecided | Kind::NotApplicable);
    let because = because.then(|| reader.need_text("because"));
    let shows = if then.value == Kind::NotApplicable { Vec::new() } else { shows(&mut reader) };
    // Only a breach is more or less grave.
    let is_breach = then.value == Kind::Breach;
    let severity = is_breach.then(|| reader.choice("severity", Severity::NAMES)).flatten();
    let severity = severity.map(|it| it.value);
    reader.finish();
    let conclusion = match (then.value, because) {
        (Kind::Met, _) => Then::Met,
        (Kind::Breach, _) => Then::Breach,
        (Kind::Undecided, because) => Then::Undecided(because??),
        (Kind::NotApplicable, because) => Then::NotApplicable(because??),
    };
    (is_last || when.is_some()).then_some(Condition {
        when,
        then: conclusion,
        severity,
        span: then.span,
        shows,
    })
}

fn shows(reader: &mut Reader<'_>) -> Vec<(Spanned<String>, Spanned<String>)> {
    let Some(mut inner) = reader.table("shows") else { return Vec::new() };
    let mut shown = Vec::new();
    for entry in inner.entries(&[Accepts::Words]) {
        match &entry.node.value {
            Value::Text(text) => shown.push((
                Spanned::new(entry.key.to_string(), entry.key_span),
                Spanned::new(text.to_string(), entry.node.span),
            )),
            _ => inner.problem(problems::wrong_type(entry.node.span, &entry.key, &expression())),
        }
    }
    shown
}

fn expression() -> Text {
    Text::new("ett uttryck inom citattecken: \"subject.ends\"", "a quoted expression: \"subject.ends\"")
}

fn unending(span: Span) -> Problem {
    Problem::at(
        Code::BadLogic,
        span,
        Text::new("det sista villkoret har ett `when`", "the last condition has a `when`"),
    )
    .help(Text::new(
        "sist står det som gäller annars, utan `when`: `then = \"met\"`",
        "what holds otherwise comes last, without `when`: `then = \"met\"`",
    ))
}

/// Reads `[label]`: what the values that rules show are called.
pub(crate) fn labels(reader: &mut Reader<'_>) -> Vec<(String, Text)> {
    let Some(mut inner) = reader.table("label") else { return Vec::new() };
    let problems = inner.problems();
    inner.entries(&[Accepts::Table]).iter().filter_map(|entry| label(entry, problems)).collect()
}

fn label(entry: &crate::source::Entry<'_>, problems: &Problems) -> Option<(String, Text)> {
    let Value::Table(table) = &entry.node.value else {
        let expected = Text::new("{ sv = …, en = … }", "{ sv = …, en = … }");
        problems.push(problems::wrong_type(entry.node.span, &entry.key, &expected));
        return None;
    };
    let mut reader = Reader::new(table, problems);
    let (sv, en) = (reader.need_text("sv"), reader.need_text("en"));
    reader.finish();
    Some((entry.key.to_string(), Text::new(sv?.value, en?.value)))
}
