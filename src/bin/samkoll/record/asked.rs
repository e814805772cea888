//! What is recorded when nothing was said: one of what the annual cycle waits for, chosen at a terminal.

use std::io::{self, IsTerminal};

use chrono::Days;
use samkoll::amount::{Language, Text};
use samkoll::cycle::{Cycle, Item, State};
use samkoll::facts::Question;
use samkoll::starter;

use super::{Change, entries};
use crate::ask::Asker;
use crate::opened::Opened;
use crate::output::Trouble;
use crate::world::{self, Place};

/// How far ahead what may have been delivered early is offered, in days.
const AHEAD: u64 = 60;

/// How many are offered.
const MOST: usize = 20;

pub(super) fn change(place: &Place, opened: &Opened) -> Result<Change, Trouble> {
    let language = opened.language;
    if !io::stdin().is_terminal() {
        let text = Text::new(
            "säg vad som har hänt, som i `samkoll record delivery bilaga --on 2024-01-15`; utan det frågar programmet, men bara vid en terminal",
            "say what has happened, as in `samkoll record delivery appendix --on 2024-01-15`; without that the program asks, but only at a terminal",
        );
        return Err(Trouble::new(text, language));
    }
    let today = world::today();
    let cycle = Cycle::new(&opened.workspace.model, Question { as_of: today, known_at: None });
    let waiting = waiting(&cycle);
    if waiting.is_empty() {
        let text =
            Text::new("inget i årshjulet väntar på en leverans", "nothing in the cycle waits for a delivery");
        return Err(Trouble::new(text, language));
    }
    let (mut input, mut output) = (io::stdin().lock(), io::stderr().lock());
    let mut asker = Asker { input: &mut input, output: &mut output, language };
    let shown = offered(&cycle, &waiting, language);
    let question = Text::new(
        format!("{shown}Vilken har lämnats? Ange numret; tom rad avslutar."),
        format!("{shown}Which was delivered? Give its number; an empty line ends."),
    );
    let item = asker.ask(&question, |answer| {
        let number = answer.parse::<usize>().ok().and_then(|number| number.checked_sub(1));
        // Only what is shown can be meant.
        let item = number.filter(|at| *at < MOST).and_then(|at| waiting.get(at));
        item.ok_or_else(|| Text::new("Det är inget av numren.", "That is none of the numbers."))
    })?;
    let item = item.ok_or_else(|| broken_off(language))?;
    let question = Text::new(
        "Vilken dag? (2024-01-15; tom rad avslutar)",
        "Which day? (2024-01-15; an empty line ends)",
    );
    let day = asker.ask(&question, starter::day)?.ok_or_else(|| broken_off(language))?;
    entries::delivered(place, opened, item, day)
}

/// What is late, unknown or soon due, and is shown by a delivery.
fn waiting<'c, 'm>(cycle: &'c Cycle<'m>) -> Vec<&'c Item<'m>> {
    let until = cycle.question().as_of.checked_add_days(Days::new(AHEAD));
    let soon = |item: &&Item<'_>| match item.state {
        State::Overdue | State::Unknown => true,
        State::Upcoming => item.due.expected().zip(until).is_some_and(|(day, until)| day <= until),
        _ => false,
    };
    let by_delivery = |item: &&Item<'_>| item.occurrence.duty.evidence.is_none() && !item.is_done();
    let mut waiting: Vec<_> = cycle.items().iter().filter(by_delivery).filter(soon).collect();
    // What is nearest today is what people come with.
    let today = cycle.question().as_of;
    let far = |item: &&Item<'_>| {
        item.due.expected().map_or(i64::MAX, |day| day.signed_duration_since(today).num_days().abs())
    };
    waiting.sort_by_key(far);
    waiting
}

fn offered(cycle: &Cycle<'_>, waiting: &[&Item<'_>], language: Language) -> String {
    let line = |(at, item): (usize, &&Item<'_>)| {
        let by = cycle.actor_within(item.occurrence.by, item.occurrence.agreement);
        let due = item.due.expected().map(|day| format!(", {day}")).unwrap_or_default();
        let title = item.title();
        let number = at.saturating_add(1);
        format!(
            "{number:>3}  {} {}, {}{due}\n",
            title.get(language),
            item.occurrence.period,
            by.get(language)
        )
    };
    let lines: String = waiting.iter().take(MOST).enumerate().map(line).collect();
    match waiting.len().saturating_sub(MOST) {
        0 => lines,
        more => {
            format!("{lines}     … {} {more}: samkoll calendar\n", language.pick("och fler,", "and more,"))
        }
    }
}

fn broken_off(language: Language) -> Trouble {
    let text =
        Text::new("frågorna avbröts; inget är skrivet", "the questions were broken off; nothing is written");
    Trouble::new(text, language)
}
