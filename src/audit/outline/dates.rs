//! Days that are in no calendar, and weekdays that are not those of their day.

use chrono::{Datelike, NaiveDate, Weekday};

use super::About;
use super::Remark;
use super::lines::Line;
use super::words::{self, Day};
use crate::amount::Text;

/// The weekdays, as Swedish bends them before a day.
const WEEKDAYS: &[(&str, Weekday)] = &[
    ("måndag", Weekday::Mon),
    ("tisdag", Weekday::Tue),
    ("onsdag", Weekday::Wed),
    ("torsdag", Weekday::Thu),
    ("fredag", Weekday::Fri),
    ("lördag", Weekday::Sat),
    ("söndag", Weekday::Sun),
];

/// All of them, in order.
pub(super) fn dates(lines: &[Line<'_>]) -> Vec<Remark> {
    lines
        .iter()
        .flat_map(|line| words::days(line.text).into_iter().filter_map(|it| wrong(line, &it)))
        .collect()
}

fn wrong(line: &Line<'_>, it: &Day<'_>) -> Option<Remark> {
    let printed = it.printed;
    let text = match it.day {
        None => {
            Text::new(format!("{printed} finns inte i kalendern"), format!("{printed} is in no calendar"))
        }
        Some(day) => {
            let said = weekday(line.text.get(..it.at).unwrap_or_default())?;
            let own = WEEKDAYS.iter().find(|(_, own)| *own == day.weekday()).map(|(own, _)| *own)?;
            if said == day.weekday() {
                return None;
            }
            Text::new(format!("{printed} är en {own}"), format!("{printed} is a {}", english(day)))
        }
    };
    let (from, place) = (line.from.to_owned(), Some(line.place.clone()));
    Some(Remark { about: About::Date, is_sure: true, text, from, place })
}

fn english(day: NaiveDate) -> String {
    day.format("%A").to_string()
}

/// The weekday just before a day: "måndagen den", "tisdag".
fn weekday(before: &str) -> Option<Weekday> {
    let words: Vec<&str> = before.split_whitespace().rev().take(2).collect();
    let word = words.iter().find(|it| **it != "den")?.to_lowercase();
    let word = word.trim_end_matches(',');
    WEEKDAYS
        .iter()
        .find(|(name, _)| word.strip_prefix(name).is_some_and(|it| matches!(it, "" | "en")))
        .map(|(_, it)| *it)
}
