//! The words of every problem found in rules and their scripts.

use std::collections::BTreeSet;
use std::sync::Arc;

use crate::amount::Text;
use crate::diagnostic::{Code, Guesses, Problem};
use crate::model::rule::{RuleText, SubjectKind};
use crate::script::Complaint;
use crate::source::{Span, Spanned};

pub(super) fn logic_missing(rule: &RuleText) -> Problem {
    let id = &rule.id.value;
    Problem::at(
        Code::MissingScript,
        rule.span,
        Text::new(
            format!("regeln `{id}` säger inte hur den prövas"),
            format!("the rule `{id}` does not say how it judges"),
        ),
    )
    .help(Text::new(
        format!("skriv `[[condition]]` i filen, `judges_as`, eller `{id}.rhai` bredvid den"),
        format!("write `[[condition]]` in the file, `judges_as`, or `{id}.rhai` beside it"),
    ))
}

pub(super) fn logic_twice(rule: &RuleText) -> Problem {
    let id = &rule.id.value;
    Problem::at(
        Code::BadLogic,
        rule.span,
        Text::new(
            format!("regeln `{id}` säger på två sätt hur den prövas"),
            format!("the rule `{id}` says in two ways how it judges"),
        ),
    )
    .help(Text::new(
        format!("behåll ett av `[[condition]]`, `judges_as` och `{id}.rhai`"),
        format!("keep one of `[[condition]]`, `judges_as` and `{id}.rhai`"),
    ))
}

pub(super) fn unknown_rule(
    guesses: &Guesses,
    named: &Spanned<String>,
    kind: SubjectKind,
    rules: &[Arc<RuleText>],
) -> Problem {
    let id = &named.value;
    Problem::at(
        Code::UnknownRule,
        named.span,
        Text::new(format!("regeln `{id}` finns inte"), format!("there is no rule `{id}`")),
    )
    .suggest_of(guesses, id, rules.iter().filter(|it| it.subject == kind).map(|it| it.id.value.as_str()))
}

pub(super) fn other_kind(named: &Spanned<String>, kind: SubjectKind, other: &RuleText) -> Problem {
    let (kind, others) = (kind.name(), other.subject.name());
    Problem::at(
        Code::BadLogic,
        named.span,
        Text::new(
            format!("`{}` prövar `{others}` och den här regeln `{kind}`", named.value),
            format!("`{}` is about `{others}`, and this rule about `{kind}`", named.value),
        ),
    )
    .related(other.span, Text::new("den andra regeln", "the other rule"))
}

pub(super) fn circle(span: Span, path: &[&str]) -> Problem {
    let path = path.join(" → ");
    Problem::at(
        Code::CyclicReference,
        span,
        Text::new(format!("`judges_as` går i cirkel: {path}"), format!("`judges_as` is circular: {path}")),
    )
    .help(Text::new("en av reglerna ska ha egna villkor", "one of the rules must have conditions of its own"))
}

pub(super) fn rule_missing(span: Span, name: &str) -> Problem {
    Problem::at(
        Code::MissingScript,
        span,
        Text::new(
            format!("skriptet `{name}.rhai` hör inte till någon regel"),
            format!("the script `{name}.rhai` belongs to no rule"),
        ),
    )
    .help(Text::new(
        format!("en fil `{name}.toml` med `id = \"{name}\"` ska ligga bredvid"),
        format!("a file `{name}.toml` with `id = \"{name}\"` should stand beside it"),
    ))
}

pub(super) fn complaint(complaint: &Complaint, span: Span) -> Problem {
    let problem = Problem::at(complaint.code, span, complaint.message.clone());
    match &complaint.near {
        Some(near) => {
            problem.help(Text::new(format!("menade du `{near}`?"), format!("did you mean `{near}`?")))
        }
        None => problem,
    }
}

pub(super) fn unknown_figure(guesses: &Guesses, span: Span, name: &str, known: &BTreeSet<String>) -> Problem {
    Problem::at(
        Code::UnknownFigure,
        span,
        Text::new(format!("siffran `{name}` finns inte"), format!("there is no figure `{name}`")),
    )
    .suggest_of(guesses, name, known.iter().map(String::as_str))
}

pub(super) fn unknown_parameter(
    guesses: &Guesses,
    span: Span,
    name: &str,
    known: &BTreeSet<&str>,
) -> Problem {
    Problem::at(
        Code::UnknownParameter,
        span,
        Text::new(
            format!("regeln har ingen parameter `{name}`"),
            format!("the rule has no parameter `{name}`"),
        ),
    )
    .suggest_of(guesses, name, known.iter().copied())
}

pub(super) fn unused_parameter(span: Span, name: &str) -> Problem {
    Problem::at(
        Code::UnusedParameter,
        span,
        Text::new(format!("parametern `{name}` används inte"), format!("the parameter `{name}` is not used")),
    )
}

pub(super) fn unknown_reason(
    guesses: &Guesses,
    span: Span,
    word: &str,
    undecided: bool,
    known: &[&str],
) -> Problem {
    let section = if undecided { "undecided" } else { "not-applicable" };
    Problem::at(
        Code::UnknownReason,
        span,
        Text::new(
            format!("regelns fil har ingen text [{section}.{word}]"),
            format!("the rule's file has no text [{section}.{word}]"),
        ),
    )
    .suggest_of(guesses, word, known.iter().copied())
}

pub(super) fn unused_reason(span: Span, word: &str) -> Problem {
    Problem::at(
        Code::UnknownReason,
        span,
        Text::new(format!("texten `{word}` används inte"), format!("the text `{word}` is not used")),
    )
}

pub(super) fn unfilled(span: Span, name: &str, script: Span, keys: &[String]) -> Problem {
    Problem::at(
        Code::UnfilledPlaceholder,
        span,
        Text::new(format!("inget värde ges för `{{{name}}}`"), format!("no value is given for `{{{name}}}`")),
    )
    .related(script, Text::new("värdena ges här", "the values are given here"))
    .suggest(name, keys.iter().map(String::as_str))
}
