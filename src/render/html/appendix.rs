//! For the revisor: how every financial rule was worked out, and every figure behind it with its place.

use std::collections::{BTreeMap, BTreeSet};

use serde::Serialize;

use super::{Told, words};
use crate::amount::{Kind, counted, many};
use crate::facts::Fact;
use crate::render::exchange::words::answer;
use crate::render::words::{authority, found, outcome};
use crate::source::Span;
use crate::verdict::{Outcome, Value, Verdict, by_rule};

/// The family of the rules about money.
const FINANCIAL: &str = "economy";

/// The computations, and what they rest on.
#[derive(Serialize)]
pub(super) struct Appendix {
    rules: Vec<RuleView>,
    /// The rules of which nothing was worked out with money.
    without: Vec<RuleView>,
    sources: Vec<SourceView>,
}

#[derive(Serialize)]
struct RuleView {
    rule: String,
    title: String,
    authority: &'static str,
    /// How many verdicts there are of each outcome.
    counts: String,
    rows: Vec<RowView>,
}

#[derive(Serialize)]
struct RowView {
    about: String,
    outcome: &'static str,
    breached: bool,
    /// What was worked out, step by step; or what is missing.
    steps: Vec<String>,
    /// The numbers of the figures, in the list of them: from the first to the last of those in a row.
    figures: Vec<(usize, usize)>,
}

/// A document's part, the file its figures are entered in, and the figures.
#[derive(Serialize)]
struct SourceView {
    title: String,
    file: String,
    figures: Vec<FigureView>,
}

#[derive(Serialize)]
struct FigureView {
    number: usize,
    words: String,
    line: u32,
}

/// Every figure that is rested on, by the document and where it stands, with its number.
type Numbers<'v> = BTreeMap<(String, Span, String), (usize, &'v Value)>;

pub(super) fn gathered(told: Told<'_>) -> Appendix {
    let verdicts = told.board.report.verdicts.iter();
    let asked = verdicts.filter(|it| &*it.family == FINANCIAL && it.outcome != Outcome::NotApplicable);
    let asked: Vec<&Verdict> = asked.collect();
    let numbers = numbered(told, &asked);
    let rules = by_rule(&asked);
    let rules = rules.iter().filter_map(|group| rule(told, group, &numbers));
    let (rules, without) = rules.partition(|it: &RuleView| !it.rows.is_empty());
    Appendix { rules, without, sources: sources(told, &numbers) }
}

fn numbered<'v>(told: Told<'_>, asked: &[&'v Verdict]) -> Numbers<'v> {
    let values = asked.iter().filter(|it| is_shown(it)).flat_map(|it| &it.values);
    let mut numbers: Numbers<'_> = values.filter_map(|value| Some((key(told, value)?, (0, value)))).collect();
    for (number, (own, _)) in (1_usize..).zip(numbers.values_mut()) {
        *own = number;
    }
    numbers
}

/// Where a figure is taken from; what was set or worked out has no such place.
fn key(told: Told<'_>, value: &Value) -> Option<(String, Span, String)> {
    let document = told.board.report.document(value.document.as_deref()?).to_owned();
    let part = value.part.as_deref().filter(|it| !it.is_empty()).map(|it| format!(", {it}"));
    Some((format!("{document}{}", part.unwrap_or_default()), value.span?, value.name.clone()))
}

/// Whether there is anything to follow: a computation, or a finding, that rests on an amount of money.
fn is_shown(verdict: &Verdict) -> bool {
    let is_money = |value: &Value| matches!(&value.fact, Fact::Amount(it) if it.unit.kind() == Kind::Money);
    let is_worked_out = !verdict.computation.is_empty() || verdict.outcome == Outcome::Breached;
    is_worked_out && verdict.values.iter().any(is_money)
}

fn rule(told: Told<'_>, group: &[&Verdict], numbers: &Numbers<'_>) -> Option<RuleView> {
    let first = group.first()?;
    let language = told.language;
    let counts = Outcome::ALL.iter().filter_map(|of| {
        let count = group.iter().filter(|it| it.outcome == *of).count();
        let names = if *of == Outcome::Breached { found(first.class) } else { outcome(*of) };
        let told = counted(many(count), names);
        (count > 0).then(|| told.get(language).to_owned())
    });
    let counts = counts.collect::<Vec<_>>().join(", ");
    let rows = group.iter().filter(|it| is_shown(it)).map(|it| row(told, it, numbers)).collect();
    Some(RuleView {
        rule: first.rule.to_string(),
        title: told.get(&first.asks),
        authority: authority(first.authority).get(language),
        counts,
        rows,
    })
}

fn row(told: Told<'_>, verdict: &Verdict, numbers: &Numbers<'_>) -> RowView {
    let language = told.language;
    let steps = verdict.computation.iter();
    let mut steps: Vec<String> =
        steps.map(|it| format!("{} = {}", told.get(&it.what), told.get(&it.result))).collect();
    if verdict.outcome != Outcome::Met {
        steps.push(told.get(&verdict.message));
    } else if verdict.within_rounding {
        steps.push(words::WITHIN_ROUNDING.get(language).to_owned());
    }
    let figures = verdict.values.iter().filter_map(|it| numbers.get(&key(told, it)?)).map(|it| it.0);
    let figures = in_rows(figures.collect());
    RowView {
        about: told.get(&verdict.subject.title),
        outcome: answer(verdict, language),
        breached: verdict.outcome == Outcome::Breached,
        steps,
        figures,
    }
}

/// Numbers as stretches without a gap.
fn in_rows(numbers: BTreeSet<usize>) -> Vec<(usize, usize)> {
    let mut rows: Vec<(usize, usize)> = Vec::new();
    for number in numbers {
        match rows.last_mut().filter(|(_, last)| last.saturating_add(1) == number) {
            Some((_, last)) => *last = number,
            None => rows.push((number, number)),
        }
    }
    rows
}

fn sources(told: Told<'_>, numbers: &Numbers<'_>) -> Vec<SourceView> {
    let mut sources: Vec<SourceView> = Vec::new();
    for ((title, span, _), (number, value)) in numbers {
        let year = value.year.map(|year| format!(" {year}")).unwrap_or_default();
        let words = format!("{}{year}: {}", told.get(&value.label), value.fact.written(told.language));
        let place = told.board.report.files.place(*span);
        let figure = FigureView { number: *number, words, line: place.line };
        match sources.last_mut().filter(|it| it.title == *title && it.file == place.file) {
            Some(source) => source.figures.push(figure),
            None => {
                sources.push(SourceView { title: title.clone(), file: place.file, figures: vec![figure] });
            }
        }
    }
    sources
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn numbers_in_a_row_are_one_stretch() {
        assert_eq!(in_rows([3, 1, 2, 7, 9, 10].into()), [(1, 3), (7, 7), (9, 10)]);
        assert!(in_rows(BTreeSet::new()).is_empty());
    }
}
