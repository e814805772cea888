//! Participants over the years, and what became of those who finished, by what the standard's catalogue names.

use std::collections::BTreeMap;

use rust_decimal::Decimal;

use super::drawing::{Drawing, LINE, Px, broken, half, many, parts, px, share};
use super::pictures::{Figure, Picture};
use super::table::{Cell, Table};
use super::{Told, words};
use crate::amount::{Quantity, written_number};
use crate::facts::Facts;
use crate::model::figure::{Formula, Stated};

/// How many took part, by the first of the names that is known in a year, with women and men.
const TOOK_PART: [&str; 2] = ["participants.individual.total", "participants.total"];

/// What else is told of participants.
const OTHERS: [&str; 6] = [
    "participants.planned",
    "participants.new",
    "participants.closed",
    "participants.remaining",
    "participants.structural",
    "measures.total",
];

/// Those who finished, whom the outcomes share between them.
const FINISHED: &str = "participants.closed";

/// How many years a drawing has room for; the table has them all.
const YEARS: usize = 7;

/// A year, with how many took part of it known.
struct Year {
    year: i32,
    all: Quantity,
    /// Women and men, where both are known.
    sexes: Option<[Quantity; 2]>,
}

pub(super) fn picture(told: Told<'_>) -> Picture {
    let language = told.language;
    let facts = told.board.facts;
    let years: Vec<Year> = facts.figure_years().into_iter().filter_map(|it| year(facts, it)).collect();
    let mut picture =
        Picture { id: "deltagare", title: words::OUTCOMES.get(language).to_owned(), ..Picture::default() };
    match years.last() {
        None => picture.says.push(words::NO_PARTICIPANTS.get(language).to_owned()),
        Some(last) => {
            picture.says.push(told.get(&words::participants(last.year, &last.all, last.sexes.as_ref())));
        }
    }
    let table = participants(told);
    if !table.rows.is_empty() {
        let drawing = (!years.is_empty()).then(|| drawing(told, &years));
        picture.figures.push(Figure { drawing, table: Some(table), ..Figure::default() });
    }
    let finished = finished(told);
    if finished.is_empty() {
        picture.says.push(words::NO_OUTCOMES.get(language).to_owned());
    }
    picture.figures.extend(finished);
    picture
}

fn year(facts: &Facts, year: i32) -> Option<Year> {
    let total = |name| facts.figure(name, year).ok().map(|all| (name, all));
    let (name, all) = TOOK_PART.into_iter().find_map(total)?;
    // The names of the two beside that of all: `….total` is followed by no name of its own in one of them.
    let stem = name.strip_suffix(".total").filter(|it| *it != "participants").unwrap_or(name);
    let of = |sex: &str| facts.figure(&format!("{stem}.{sex}"), year).ok();
    let sexes = of("women").zip(of("men")).map(|(women, men)| [women, men]);
    Some(Year { year, all, sexes })
}

/// All that is told of participants, a row for each year.
fn participants(told: Told<'_>) -> Table {
    let (facts, language) = (told.board.facts, told.language);
    let names: Vec<&str> = OTHERS
        .into_iter()
        .filter(|name| facts.figure_years().iter().any(|year| facts.figure(name, *year).is_ok()))
        .collect();
    let own = [words::YEAR, words::PARTICIPANTS, words::WOMEN, words::MEN];
    let heads = own.map(|it| it.get(language).to_owned()).into_iter();
    let heads = heads.chain(names.iter().map(|name| told.get(&facts.figure_title(name))));
    let mut table = Table::new(words::PARTICIPANTS_TABLE.get(language), heads);
    let number = |value: Option<&Quantity>| match value {
        Some(value) => Cell::number(written_number(value.shown(), language)),
        None => Cell::number(words::NOT_KNOWN.get(language)),
    };
    for of in facts.figure_years() {
        let all = year(facts, of);
        let others: Vec<Option<Quantity>> = names.iter().map(|name| facts.figure(name, of).ok()).collect();
        if all.is_none() && others.iter().all(Option::is_none) {
            continue;
        }
        let sexes = all.as_ref().and_then(|it| it.sexes.as_ref());
        let own = [all.as_ref().map(|it| &it.all), sexes.map(|[women, _]| women), sexes.map(|[_, men]| men)];
        let cells = own.into_iter().chain(others.iter().map(Option::as_ref)).map(number);
        table.row(of.to_string(), cells.collect());
    }
    table
}

const TOP: Px = px(60);
const HIGH: Px = px(130);

/// A bar for each year, women and men apart where both are known.
fn drawing(told: Told<'_>, years: &[Year]) -> Drawing {
    let language = told.language;
    let shown = years.get(years.len().saturating_sub(YEARS)..).unwrap_or(years);
    let told_of = |it: &Year| told.get(&words::participants(it.year, &it.all, it.sexes.as_ref()));
    let desc = shown.iter().map(told_of).collect::<Vec<_>>().join(" ");
    let mut drawing = Drawing::new("bild-deltagare", words::PARTICIPANTS_TABLE.get(language), desc);
    let legend = [
        (px(0), "bar women", words::WOMEN),
        (px(110), "bar men", words::MEN),
        (px(210), "bar", words::NOT_BY_SEX),
    ];
    for (at, class, name) in legend {
        drawing.rect([at, px(4), px(14), px(10)], class);
        drawing.words([at + px(20), px(13)], "small", name.get(language));
    }
    let most = shown.iter().map(|it| it.all.value).max().unwrap_or_default();
    let bottom = TOP + HIGH;
    let step = parts(drawing.width, many(shown.len()));
    let wide = half(step).min(px(56));
    for (number, it) in shown.iter().enumerate() {
        let middle = step * many(number) + half(step);
        let left = middle - half(wide);
        let high = share(HIGH, it.all.value, most);
        match &it.sexes {
            Some([women, _]) => {
                let of_women = share(HIGH, women.value, most).min(high);
                drawing.rect([left, bottom - of_women, wide, of_women], "bar women");
                drawing.rect([left, bottom - high, wide, high - of_women], "bar men");
            }
            None => drawing.rect([left, bottom - high, wide, high], "bar"),
        }
        drawing.words([middle, bottom - high - px(6)], "middle", written_number(it.all.shown(), language));
        drawing.words([middle, bottom + px(16)], "middle", it.year.to_string());
    }
    drawing.line([px(0), bottom, drawing.width, bottom], "axis");
    drawing.height = bottom + px(24);
    drawing
}

/// What became of those who finished: for each way that the catalogue splits them, but by sex, a picture and a table.
fn finished(told: Told<'_>) -> Vec<Figure> {
    let model = told.board.facts.model();
    let mut figures: Vec<Figure> = Vec::new();
    for relation in &model.relations {
        let Stated::Figure(total) = &relation.total else { continue };
        let Formula::Sum(terms) = &relation.formula else { continue };
        let by_sex =
            terms.iter().all(|it| it.name.value.ends_with(".women") || it.name.value.ends_with(".men"));
        if total.name.value != FINISHED || total.year != 0 || by_sex {
            continue;
        }
        let names: Vec<&str> =
            terms.iter().filter(|it| it.year == 0).map(|it| it.name.value.as_str()).collect();
        figures.extend(split(told, figures.len(), relation.title.get(told.language), &names));
    }
    figures
}

fn split(told: Told<'_>, number: usize, title: &str, names: &[&str]) -> Option<Figure> {
    let (facts, language) = (told.board.facts, told.language);
    let mut years: BTreeMap<i32, Vec<Option<Quantity>>> = BTreeMap::new();
    for year in facts.figure_years() {
        let known: Vec<Option<Quantity>> = names.iter().map(|name| facts.figure(name, year).ok()).collect();
        if known.iter().any(Option::is_some) {
            years.insert(year, known);
        }
    }
    let (last, known) = years.last_key_value()?;
    let titles: Vec<String> = names.iter().map(|name| told.get(&facts.figure_title(name))).collect();
    let heads = std::iter::once(words::OUTCOME.get(language).to_owned());
    let mut table = Table::new(title, heads.chain(years.keys().map(ToString::to_string)));
    for (at, name) in titles.iter().enumerate() {
        let cell = |known: &Vec<Option<Quantity>>| match known.get(at).and_then(Option::as_ref) {
            Some(value) => Cell::number(written_number(value.shown(), language)),
            None => Cell::number(words::NOT_KNOWN.get(language)),
        };
        table.row(name, years.values().map(cell).collect());
    }
    let bars: Vec<(&String, &Quantity)> =
        titles.iter().zip(known).filter_map(|(title, value)| Some((title, value.as_ref()?))).collect();
    let drawing = Some(bars_of(told, number, &format!("{title}, {last}"), &bars));
    Some(Figure { title: Some(title.to_owned()), drawing, table: Some(table), made: None })
}

/// A bar under each name.
fn bars_of(told: Told<'_>, number: usize, title: &str, bars: &[(&String, &Quantity)]) -> Drawing {
    let language = told.language;
    let desc = bars.iter().map(|(name, value)| format!("{name}: {}", value.written(language)));
    let desc = desc.collect::<Vec<_>>().join("; ");
    let mut drawing = Drawing::new(format!("bild-utfall-{number}"), title, desc);
    let most = bars.iter().map(|(_, value)| value.value).max().unwrap_or(Decimal::ONE);
    let room = drawing.width - px(60);
    let mut top = px(4);
    for (name, value) in bars {
        for line in broken(name, drawing.width) {
            top += LINE;
            drawing.words([px(0), top], "small", line);
        }
        let wide = share(room, value.value, most);
        drawing.rect([px(0), top + px(5), wide, px(14)], "bar");
        drawing.words([wide + px(6), top + px(17)], "", written_number(value.shown(), language));
        top += px(26);
    }
    drawing.height = top;
    drawing
}
