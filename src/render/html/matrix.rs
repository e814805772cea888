//! The appendices that parties hand in year by year: who has, who was late, whose are missing or not known of.

use std::collections::{BTreeMap, BTreeSet};

use chrono::Datelike;

use super::drawing::{Drawing, LINE, Px, broken, half, many, px};
use super::pictures::{Figure, Picture};
use super::table::{Cell, Table};
use super::{Told, words};
use crate::cycle::{Item, State};
use crate::model::agreement::Agreement;
use crate::model::duty::Deliverable;
use crate::render::calendar::mark;
use crate::render::calendar::words::how;
use crate::render::words::state as state_word;

/// How many years a drawing has room for; the table has them all.
const YEARS: usize = 6;

/// How wide the column of a year is.
const COLUMN: Px = px(34);

/// The items of one party by the year its appendix is for.
type ByYear<'c, 'm> = BTreeMap<i32, Vec<&'c Item<'m>>>;

/// The parties of an agreement, by name.
type Parties<'c, 'm> = BTreeMap<String, ByYear<'c, 'm>>;

pub(super) fn picture(told: Told<'_>) -> Picture {
    let language = told.language;
    let cycle = told.board.brief.cycle;
    let last = told.board.report.as_of.year().saturating_add(1);
    let mut agreements: Vec<(&Agreement, Parties<'_, '_>)> = Vec::new();
    let mut counts: BTreeMap<u8, (State, usize)> = BTreeMap::new();
    let appendix = |it: &&Item<'_>| {
        it.occurrence.duty.deliverable == Deliverable::Appendix && it.occurrence.year() <= last
    };
    for item in cycle.items().iter().filter(appendix) {
        let agreement = item.occurrence.agreement;
        let count = counts.entry(weight(item.state)).or_insert((item.state, 0));
        count.1 = count.1.saturating_add(1);
        let found = agreements.iter().position(|(it, _)| it.id.value == agreement.id.value);
        let at = found.unwrap_or(agreements.len());
        if found.is_none() {
            agreements.push((agreement, Parties::new()));
        }
        let Some((_, parties)) = agreements.get_mut(at) else { continue };
        let name = told.get(&cycle.actor_within(item.occurrence.by, agreement));
        parties.entry(name).or_default().entry(item.occurrence.year()).or_default().push(item);
    }
    let says = match counts.is_empty() {
        true => vec![words::NO_APPENDICES.get(language).to_owned()],
        false => vec![told.get(&words::appendices(&counts.values().copied().collect::<Vec<_>>()))],
    };
    let signs = counts.values().map(|(state, _)| (mark(*state), state_word(*state).get(language).to_owned()));
    let figures = agreements.iter().enumerate().map(|(number, it)| figure(told, number, it));
    Picture {
        id: "bilagor",
        title: words::APPENDICES.get(language).to_owned(),
        says,
        signs: signs.collect(),
        figures: figures.collect(),
    }
}

/// The gravest first: what is missing before what is late, before what is not known.
const fn weight(state: State) -> u8 {
    match state {
        State::Overdue => 0,
        State::Late => 1,
        State::Unknown => 2,
        State::Waived => 3,
        State::Upcoming => 4,
        State::InTime => 5,
    }
}

fn figure(told: Told<'_>, number: usize, (agreement, parties): &(&Agreement, Parties<'_, '_>)) -> Figure {
    let years: BTreeSet<i32> = parties.values().flat_map(BTreeMap::keys).copied().collect();
    let years: Vec<i32> = years.into_iter().collect();
    Figure {
        title: Some(agreement.title.clone()),
        drawing: Some(drawing(told, number, &agreement.title, parties, &years)),
        table: Some(table(told, &agreement.title, parties, &years)),
        made: None,
    }
}

/// The gravest of a party's in a year, when it is to hand in several.
fn gravest<'c, 'm>(items: &[&'c Item<'m>]) -> Option<&'c Item<'m>> {
    items.iter().copied().min_by_key(|it| weight(it.state))
}

fn table(told: Told<'_>, title: &str, parties: &Parties<'_, '_>, years: &[i32]) -> Table {
    let language = told.language;
    let heads = std::iter::once(words::PARTY.get(language).to_owned());
    let caption = format!("{}: {title}", words::APPENDICES_TABLE.get(language));
    let mut table = Table::new(caption, heads.chain(years.iter().map(ToString::to_string)));
    for (name, by_year) in parties {
        let cell = |year: &i32| {
            let items = by_year.get(year).map(Vec::as_slice).unwrap_or_default();
            let Some(first) = gravest(items) else { return Cell::words(words::NONE_OWED.get(language)) };
            let lines = items.iter().map(|it| told.get(&how(told.board.brief.cycle, it))).collect();
            Cell { lines, ..Cell::signed(mark(first.state), "") }
        };
        table.row(name, years.iter().map(cell).collect());
    }
    table
}

/// A row for each party, a sign for each year.
fn drawing(told: Told<'_>, number: usize, title: &str, parties: &Parties<'_, '_>, years: &[i32]) -> Drawing {
    let language = told.language;
    let shown = years.get(years.len().saturating_sub(YEARS)..).unwrap_or(years);
    let (desc, heading) =
        (words::MATRIX_DESC.get(language), format!("{}: {title}", words::APPENDICES.get(language)));
    let mut drawing = Drawing::new(format!("bild-bilagor-{number}"), heading, desc);
    let room = drawing.width - COLUMN * many(shown.len());
    let middle = |column: usize| room + COLUMN * many(column) + half(COLUMN);
    for (column, year) in shown.iter().enumerate() {
        drawing.words([middle(column), px(12)], "middle small", year.to_string());
    }
    let mut top = px(20);
    for (name, by_year) in parties {
        let lines = broken(name, room - px(6));
        let high = LINE * many(lines.len().max(1)) + px(8);
        drawing.line([px(0), top, drawing.width, top], "rule");
        for (line, words) in lines.into_iter().enumerate() {
            drawing.words([px(0), top + LINE * many(line) + px(15)], "small", words);
        }
        for (column, year) in shown.iter().enumerate() {
            if let Some(item) = by_year.get(year).and_then(|items| gravest(items)) {
                let at = [middle(column), top + half(high) + px(5)];
                drawing.words(at, sign(item.state), mark(item.state).to_string());
            }
        }
        top += high;
    }
    drawing.height = top + px(2);
    drawing
}

/// How a sign looks: by its shape, and by its colour.
const fn sign(state: State) -> &'static str {
    match state {
        State::Overdue => "middle sign overdue",
        State::Unknown => "middle sign unknown",
        State::Upcoming => "middle sign upcoming",
        State::Late => "middle sign late",
        State::InTime => "middle sign in-time",
        State::Waived => "middle sign waived",
    }
}
