//! A calendar of its own: days are numbers, 1 January of the year 1 is the first and was a Monday. Nothing here is
//! taken from `src/` or from a crate of dates.

/// A day by its number.
pub(super) type Day = i64;

const MONTHS: [i64; 12] = [31, 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31];

fn is_leap(year: i64) -> bool {
    year % 4 == 0 && (year % 100 != 0 || year % 400 == 0)
}

/// How many days a month of a year has.
pub(super) fn length(year: i64, month: i64) -> i64 {
    MONTHS[usize::try_from(month - 1).unwrap()] + i64::from(month == 2 && is_leap(year))
}

/// The number of a day of the calendar.
pub(super) fn number(year: i64, month: i64, day: i64) -> Day {
    let before = year - 1;
    let months: i64 = (1..month).map(|month| length(year, month)).sum();
    365 * before + before / 4 - before / 100 + before / 400 + months + day
}

/// Year, month and day of a number.
pub(super) fn date(day: Day) -> (i64, i64, i64) {
    let mut year = day / 366 + 1;
    while number(year + 1, 1, 1) <= day {
        year += 1;
    }
    let mut month = 1;
    while month < 12 && number(year, month + 1, 1) <= day {
        month += 1;
    }
    (year, month, day - number(year, month, 1) + 1)
}

/// A day as it is written.
pub(super) fn written(day: Day) -> String {
    let (year, month, day) = date(day);
    format!("{year:04}-{month:02}-{day:02}")
}

/// Monday is 0.
fn weekday(day: Day) -> i64 {
    (day - 1) % 7
}

/// So many months on or back; a day that the month lacks is its last.
pub(super) fn months_on(day: Day, months: i64) -> Day {
    let (year, month, date) = date(day);
    let all = year * 12 + month - 1 + months;
    let (year, month) = (all.div_euclid(12), all.rem_euclid(12) + 1);
    number(year, month, date.min(length(year, month)))
}

/// From a month's end to another's.
pub(super) fn month_ends_on(day: Day, months: i64) -> Day {
    let (year, month, _) = date(day);
    let all = year * 12 + month - 1 + months;
    let (year, month) = (all.div_euclid(12), all.rem_euclid(12) + 1);
    number(year, month, length(year, month))
}

/// The Sunday after the first full moon of spring, by Gauss's tables as Lichtenberg mended them.
fn easter(year: i64) -> Day {
    let century = year / 100;
    let moon = 15 + (3 * century + 3) / 4 - (8 * century + 13) / 25;
    let golden = year % 19;
    let late = (19 * golden + moon) % 30;
    let full = number(year, 3, 21) + late - (late + golden / 11) / 29;
    full + 7 - (weekday(full) + 1) % 7
}

/// Saturdays, Sundays, public holidays, midsommarafton, julafton and nyårsafton are not worked.
pub(super) fn is_worked(day: Day) -> bool {
    let (year, month, date) = date(day);
    let from_easter = day - easter(year);
    let fixed = [(1, 1), (1, 6), (5, 1), (12, 24), (12, 25), (12, 26), (12, 31)];
    // The National Day took the place of Whit Monday in 2005.
    let changed = if year < 2005 { from_easter == 50 } else { (month, date) == (6, 6) };
    let midsummer_eve = month == 6 && (19..26).contains(&date) && weekday(day) == 4;
    weekday(day) < 5
        && !fixed.contains(&(month, date))
        && !changed
        && ![-2, 1, 39].contains(&from_easter)
        && !midsummer_eve
}

/// The day itself, or the nearest worked day that way.
pub(super) fn worked(mut day: Day, way: i64) -> Day {
    while !is_worked(day) {
        day += way;
    }
    day
}

/// So many working days that way; the day itself is not counted.
pub(super) fn working_days_on(mut day: Day, count: i64, way: i64) -> Day {
    for _ in 0..count {
        day = worked(day + way, way);
    }
    day
}
