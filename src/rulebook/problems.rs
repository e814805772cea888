//! The words of every problem found in rules and their scripts.

use std::collections::BTreeSet;

use crate::amount::Text;
use crate::diagnostic::{Code, Problem};
use crate::model::rule::RuleText;
use crate::script::Complaint;
use crate::source::Span;

pub(super) fn script_missing(rule: &RuleText) -> Problem {
    let id = &rule.id.value;
    Problem::at(
        Code::MissingScript,
        rule.span,
        Text::new(format!("regeln `{id}` har inget skript"), format!("the rule `{id}` has no script")),
    )
    .help(Text::new(
        format!("lägg `{id}.rhai` bredvid regelns fil"),
        format!("put `{id}.rhai` beside the rule's file"),
    ))
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

pub(super) fn unknown_figure(span: Span, name: &str, known: &BTreeSet<String>) -> Problem {
    Problem::at(
        Code::UnknownFigure,
        span,
        Text::new(format!("siffran `{name}` finns inte"), format!("there is no figure `{name}`")),
    )
    .suggest(name, known.iter().map(String::as_str))
}

pub(super) fn unknown_parameter(span: Span, name: &str, known: &BTreeSet<&str>) -> Problem {
    Problem::at(
        Code::UnknownParameter,
        span,
        Text::new(
            format!("regeln har ingen parameter `{name}`"),
            format!("the rule has no parameter `{name}`"),
        ),
    )
    .suggest(name, known.iter().copied())
}

pub(super) fn unused_parameter(span: Span, name: &str) -> Problem {
    Problem::at(
        Code::UnusedParameter,
        span,
        Text::new(format!("parametern `{name}` används inte"), format!("the parameter `{name}` is not used")),
    )
}

pub(super) fn unknown_reason(span: Span, word: &str, undecided: bool, known: &[&str]) -> Problem {
    let section = if undecided { "undecided" } else { "not-applicable" };
    Problem::at(
        Code::UnknownReason,
        span,
        Text::new(
            format!("regelns fil har ingen text [{section}.{word}]"),
            format!("the rule's file has no text [{section}.{word}]"),
        ),
    )
    .suggest(word, known.iter().copied())
}

pub(super) fn unused_reason(span: Span, word: &str) -> Problem {
    Problem::at(
        Code::UnknownReason,
        span,
        Text::new(
            format!("texten `{word}` används inte av skriptet"),
            format!("the script does not use the text `{word}`"),
        ),
    )
}

pub(super) fn unfilled(span: Span, name: &str, script: Span, keys: &[String]) -> Problem {
    Problem::at(
        Code::UnfilledPlaceholder,
        span,
        Text::new(
            format!("skriptet ger inget värde för `{{{name}}}`"),
            format!("the script gives no value for `{{{name}}}`"),
        ),
    )
    .related(script, Text::new("värdena ges här", "the values are given here"))
    .suggest(name, keys.iter().map(String::as_str))
}
