//! Working days in Sweden: Saturdays, Sundays, public holidays and the eves that are treated as such are none.

use std::ops::RangeInclusive;

use chrono::{Datelike, NaiveDate, Weekday};

use crate::amount::Text;

/// The years in which a holiday is one.
type Years = RangeInclusive<i32>;

const ALWAYS: Years = i32::MIN..=i32::MAX;

/// The National Day took the place of Whit Monday (lag 2004:1320).
const FROM_2005: Years = 2005..=i32::MAX;
const TO_2004: Years = i32::MIN..=2004;

/// Holidays on a fixed day: month, day, in which years, name.
const FIXED: &[(u32, u32, Years, &str, &str)] = &[
    (1, 1, ALWAYS, "nyårsdagen", "New Year's Day"),
    (1, 6, ALWAYS, "trettondedag jul", "Epiphany"),
    (5, 1, ALWAYS, "första maj", "May Day"),
    (6, 6, FROM_2005, "nationaldagen", "the National Day"),
    (12, 24, ALWAYS, "julafton", "Christmas Eve"),
    (12, 25, ALWAYS, "juldagen", "Christmas Day"),
    (12, 26, ALWAYS, "annandag jul", "Boxing Day"),
    (12, 31, ALWAYS, "nyårsafton", "New Year's Eve"),
];

/// Holidays so many days from Easter Sunday, and in which years.
const FROM_EASTER: &[(i64, Years, &str, &str)] = &[
    (-2, ALWAYS, "långfredagen", "Good Friday"),
    (0, ALWAYS, "påskdagen", "Easter Sunday"),
    (1, ALWAYS, "annandag påsk", "Easter Monday"),
    (39, ALWAYS, "Kristi himmelsfärdsdag", "Ascension Day"),
    (49, ALWAYS, "pingstdagen", "Whit Sunday"),
    (50, TO_2004, "annandag pingst", "Whit Monday"),
];

/// Holidays on a day of the week within a week: weekday, first month and day of that week, name.
const IN_A_WEEK: &[(Weekday, u32, u32, &str, &str)] = &[
    (Weekday::Fri, 6, 19, "midsommarafton", "Midsummer Eve"),
    (Weekday::Sat, 6, 20, "midsommardagen", "Midsummer Day"),
    (Weekday::Sat, 10, 31, "alla helgons dag", "All Saints' Day"),
];

/// Whether offices in Sweden work.
#[must_use]
pub fn is_working_day(day: NaiveDate) -> bool {
    !matches!(day.weekday(), Weekday::Sat | Weekday::Sun) && holiday(day).is_none()
}

/// The holiday a day is (lag 1989:253; midsommarafton, julafton and nyårsafton by custom and agreement).
#[must_use]
pub fn holiday(day: NaiveDate) -> Option<Text> {
    let year = day.year();
    let is_fixed = |(month, date, years, ..): &&(u32, u32, Years, &str, &str)| {
        (*month, *date) == (day.month(), day.day()) && years.contains(&year)
    };
    let fixed = FIXED.iter().find(is_fixed).map(|(.., sv, en)| (*sv, *en));
    let after_easter = || {
        let days = day.signed_duration_since(easter_sunday(year)?).num_days();
        let found = FROM_EASTER.iter().find(|(from, years, ..)| *from == days && years.contains(&year));
        found.map(|(.., sv, en)| (*sv, *en))
    };
    let in_a_week = || {
        let found = IN_A_WEEK.iter().find(|(weekday, month, first, ..)| {
            let first = NaiveDate::from_ymd_opt(day.year(), *month, *first);
            let days = first.map(|first| day.signed_duration_since(first).num_days());
            *weekday == day.weekday() && matches!(days, Some(0..7))
        });
        found.map(|(.., sv, en)| (*sv, *en))
    };
    fixed.or_else(after_easter).or_else(in_a_week).map(|(sv, en)| Text::new(sv, en))
}

/// Easter Sunday by the Gregorian computus (Meeus, Jones, Butcher).
#[expect(clippy::arithmetic_side_effects, reason = "small numbers from a year of four digits")]
fn easter_sunday(year: i32) -> Option<NaiveDate> {
    let (a, b, c) = (year % 19, year / 100, year % 100);
    let (d, e) = (b / 4, b % 4);
    let g = (8 * b + 13) / 25;
    let h = (19 * a + b - d - g + 15) % 30;
    let (i, k) = (c / 4, c % 4);
    let l = (32 + 2 * e + 2 * i - h - k) % 7;
    let m = (a + 11 * h + 22 * l) / 451;
    let n = h + l - 7 * m + 114;
    let (month, day) = (u32::try_from(n / 31).ok()?, u32::try_from(n % 31 + 1).ok()?);
    NaiveDate::from_ymd_opt(year, month, day)
}
