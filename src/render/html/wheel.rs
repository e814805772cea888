//! The annual wheel of the year, drawn by the calendar, and the same as a table, month for month.

use chrono::{Datelike, NaiveDate};

use super::pictures::{Figure, Picture};
use super::table::{Cell, Table};
use super::{Board, Told, words};
use crate::render::calendar::words::{how, who};
use crate::render::calendar::{Calendar, mark, standing, svg};

pub(super) fn picture(told: Told<'_>) -> Picture {
    let Board { brief, report, .. } = told.board;
    let year = report.as_of.year();
    let edge = |month, day| NaiveDate::from_ymd_opt(year, month, day).unwrap_or(report.as_of);
    let calendar = Calendar {
        workspace: &report.workspace,
        association: brief.cycle.model().association().unwrap_or_default(),
        cycle: brief.cycle,
        from: edge(1, 1),
        to: edge(12, 31),
        files: report.files,
    };
    let mut picture = Picture { id: "arshjul", title: told.get(&words::wheel(year)), ..Picture::default() };
    let items = calendar.listed();
    if items.is_empty() {
        picture.says.push(told.get(&words::no_wheel(year)));
        return picture;
    }
    let drawn = on_this_page(&svg::render(&calendar, told.language));
    let (made, table) = (Some(minijinja::Value::from_safe_string(drawn)), Some(table(told, &calendar)));
    picture.figures.push(Figure { made, table, ..Figure::default() });
    picture
}

/// The drawing without what it says of the paper it would stand alone on: here the paper is the report's.
fn on_this_page(svg: &str) -> String {
    let Some((before, rest)) = svg.split_once("@page") else { return svg.to_owned() };
    let after = rest.split_once('}').map_or("", |(_, after)| after);
    format!("{before}{after}")
}

fn table(told: Told<'_>, calendar: &Calendar<'_, '_>) -> Table {
    let language = told.language;
    let heads = [words::WHAT, words::DAY, words::STANDS, words::RESPONSIBLE];
    let mut table = Table::new(words::WHEEL_TABLE.get(language), heads.map(|it| it.get(language).to_owned()));
    for group in standing(&calendar.listed()) {
        let day = group.day.map_or_else(|| words::NO_DAY.get(language).to_owned(), |day| day.to_string());
        let how = group.items.first().map(|it| how(calendar.cycle, it)).unwrap_or_default();
        let cells = vec![
            Cell { day: group.day.is_some(), ..Cell::words(day) },
            Cell::signed(mark(group.state), how.get(language)),
            Cell::words(who(calendar.cycle, &group, language)),
        ];
        table.row(group.title.get(language), cells);
    }
    table
}
