//! Whether there is more than the program works out: of duties, and of decisions times the duties they may show done.

use std::collections::BTreeMap;

use crate::amount::Text;
use crate::calendar::{self, Question, occurrences};
use crate::diagnostic::{Code, Problem};
use crate::limits;
use crate::model::Model;
use crate::model::duty::Evidence;
use crate::model::period::Every;

/// The most that duties come to, passed at one of them; none when they do not.
#[must_use]
pub fn too_many(model: &Model, question: Question, last_year: i32) -> Option<Problem> {
    more_than(limits::OCCURRENCES, model, question, last_year)
        .or_else(|| shown_by_too_many(model, question, last_year))
}

/// The same of decisions times the duties that each of them may show done.
fn shown_by_too_many(model: &Model, question: Question, last_year: i32) -> Option<Problem> {
    let (mut by_year, mut by_day) = (BTreeMap::new(), BTreeMap::new());
    for it in &model.decisions {
        let add = |count: &mut usize| *count = count.saturating_add(1);
        if let Some((year, _)) = it.periods {
            add(by_year.entry((it.adopts, year)).or_default());
        }
        if let Some(day) = model.meeting_day(it) {
            add(by_day.entry((it.adopts, day)).or_default());
        }
    }
    let mut sum = 0_usize;
    for it in occurrences(model, question, last_year) {
        let Some(Evidence::Decision { adopts, year }) = it.duty.evidence else { continue };
        let count = match it.period.every {
            Every::Meeting => by_day.get(&(adopts, it.starts)),
            _ => by_year.get(&(adopts, it.year().saturating_add(year))),
        };
        let count = count.copied().unwrap_or_default();
        sum = sum.saturating_add(count);
        if sum > limits::SHOWN {
            let most = limits::SHOWN;
            let text = Text::new(
                format!(
                    "besluten gånger de skyldigheter som vart och ett kan visa gjorda blir fler än {most}, och fler räknas inte ut"
                ),
                format!(
                    "the decisions times the duties that each may show done come to more than {most}, and no more are worked out"
                ),
            );
            let help = Text::new(
                "färre skyldigheter som samma sorts beslut visar gjorda, eller färre beslut",
                "fewer duties that one sort of decision shows done, or fewer decisions",
            );
            return Some(Problem::at(Code::TooMuch, it.duty.span, text).help(help));
        }
    }
    None
}

pub(super) fn more_than(most: usize, model: &Model, question: Question, until: i32) -> Option<Problem> {
    let duty = calendar::too_many(model, question, until, most)?;
    let text = Text::new(
        format!(
            "skyldigheterna gånger deras perioder och ansvariga blir fler än {most} till och med {until}, och fler räknas inte ut"
        ),
        format!(
            "the duties times their periods and those responsible come to more than {most} by {until}, and no more are worked out"
        ),
    );
    let help = Text::new(
        "ge skyldigheten eller överenskommelsen en sista dag, arbetsytan en senare `since`, eller fråga om en tidigare dag",
        "give the duty or the agreement a last day, the workspace a later `since`, or ask about an earlier day",
    );
    Some(Problem::at(Code::TooMuch, duty.span, text).help(help))
}
