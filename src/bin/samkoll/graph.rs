//! `samkoll graph`: what waits for what.

use std::collections::BTreeSet;

use chrono::Datelike;
use samkoll::amount::{Language, Phrase, Text};
use samkoll::calendar::Question;
use samkoll::cycle::{Cycle, Item};
use samkoll::render::graph::{self, Net};

use crate::args::{GraphFormat, GraphOptions};
use crate::opened::open;
use crate::output::{self, Exit, Trouble, no_such};

pub(crate) fn run(options: &GraphOptions) -> Result<Exit, Trouble> {
    let opened = open(options.dir.as_deref(), &options.language)?;
    if !opened.is_usable() {
        return Ok(Exit::CannotRun);
    }
    let question = opened.question(&options.dates);
    if !opened.is_within(question, None) {
        return Ok(Exit::CannotRun);
    }
    let cycle = opened.cycle(question);
    let about = about(&cycle, options, question, opened.language)?;
    let text = draw(&cycle, options, &about, opened.language);
    opened.deliver(&text, options.output.file.as_deref())?;
    if matches!(&about, About::Year(items) if items.is_empty()) {
        output::note(&NOTHING_DUE.into(), opened.language);
        return Ok(Exit::Undecided);
    }
    Ok(Exit::Clean)
}

/// A graph of nothing may be one of the wrong year.
const NOTHING_DUE: Phrase =
    Phrase::new("inget i årshjulet förfaller det året", "nothing of the annual cycle falls due in that year");

/// What the options ask about.
enum About<'c, 'm> {
    /// Everything in a year.
    Year(Vec<&'c Item<'m>>),
    /// What lies round items.
    Of(Vec<&'c Item<'m>>),
    /// What items hold up.
    HoldsUp(Vec<&'c Item<'m>>),
    /// The longest chains to items.
    PathTo(Vec<&'c Item<'m>>),
}

fn draw(cycle: &Cycle<'_>, options: &GraphOptions, about: &About<'_, '_>, language: Language) -> String {
    match options.format {
        GraphFormat::Dot => graph::dot(&net(cycle, about), language),
        GraphFormat::Mermaid => graph::mermaid(&net(cycle, about), language),
        GraphFormat::Text => match about {
            About::Year(_) => graph::forest(&net(cycle, about), language),
            About::Of(items) => each(items, |item| graph::around(cycle, item, language)),
            About::HoldsUp(items) => each(items, |item| graph::held_up(cycle, item, language)),
            About::PathTo(items) => each(items, |item| graph::chain(cycle, item, language)),
        },
    }
}

fn about<'c, 'm>(
    cycle: &'c Cycle<'m>,
    options: &GraphOptions,
    question: Question,
    language: Language,
) -> Result<About<'c, 'm>, Trouble> {
    let find = |text: &str| named(cycle, text, options.year, language);
    if let Some(text) = &options.of {
        return Ok(About::Of(find(text)?));
    }
    if let Some(text) = &options.holds_up {
        return Ok(About::HoldsUp(find(text)?));
    }
    if let Some(text) = &options.path_to {
        return Ok(About::PathTo(find(text)?));
    }
    let year = options.year.unwrap_or_else(|| question.as_of.year());
    Ok(About::Year(cycle.items().iter().filter(|item| in_year(item, year)).collect()))
}

/// The items a text names, in a year when one is asked for.
fn named<'c, 'm>(
    cycle: &'c Cycle<'m>,
    text: &str,
    year: Option<i32>,
    language: Language,
) -> Result<Vec<&'c Item<'m>>, Trouble> {
    let found = cycle.named(text).into_iter();
    let found: Vec<&Item<'m>> = found.filter(|item| year.is_none_or(|year| in_year(item, year))).collect();
    if found.is_empty() {
        return Err(no_such(&Text::new("posten", "item"), text, &names(cycle), language));
    }
    Ok(found)
}

/// What an item can be called: its id, or that of its duty.
pub(crate) fn names<'c>(cycle: &'c Cycle<'_>) -> Vec<&'c str> {
    let ids = cycle.items().iter().map(|item| item.id.as_str());
    ids.chain(cycle.items().iter().map(|item| item.occurrence.duty.id.value.as_str())).collect()
}

fn in_year(item: &Item<'_>, year: i32) -> bool {
    item.due.expected().is_some_and(|day| day.year() == year)
}

fn net<'c, 'm>(cycle: &'c Cycle<'m>, about: &About<'c, 'm>) -> Net<'c, 'm> {
    let mut items: Vec<&Item<'m>> = Vec::new();
    let mut known: BTreeSet<&str> = BTreeSet::new();
    let mut add = |more: Vec<&'c Item<'m>>| {
        items.extend(more.into_iter().filter(|item| known.insert(&item.id)));
    };
    match about {
        About::Year(of_year) => {
            let tied = |it: &&&Item<'m>| !cycle.before(it).is_empty() || !cycle.after(it).is_empty();
            add(of_year.iter().filter(tied).copied().collect());
        }
        About::Of(of) => of.iter().for_each(|item| add(graph::neighbourhood(cycle, item))),
        About::HoldsUp(of) => of.iter().for_each(|item| {
            add(vec![*item]);
            add(cycle.holds_up(item, usize::MAX));
        }),
        About::PathTo(of) => of.iter().for_each(|item| add(cycle.chain_to(item))),
    }
    Net::new(cycle, &items)
}

/// How many items are drawn one by one.
const MOST: usize = 10;

fn each(items: &[&Item<'_>], draw: impl Fn(&Item<'_>) -> String) -> String {
    let drawn: Vec<String> = items.iter().take(MOST).map(|item| draw(item)).collect();
    let more = items.len().saturating_sub(MOST);
    let rest = if more > 0 { format!("\n… +{more}\n") } else { String::new() };
    format!("{}{rest}", drawn.join("\n"))
}
