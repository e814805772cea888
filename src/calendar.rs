//! Pure dates: which occurrence of a duty is due when, and working days in Sweden.

use chrono::{Datelike, Days, Months, NaiveDate, Weekday};

use crate::model::Model;
use crate::model::agreement::{Agreement, DueRule, Duty, NonWorkingDay};
use crate::model::period::Period;

/// One duty, one responsible, one period, one due date.
#[derive(Debug, Clone)]
pub struct Occurrence<'m> {
    /// The agreement that imposes it.
    pub agreement: &'m Agreement,
    /// The duty.
    pub duty: &'m Duty,
    /// Who delivers.
    pub by: String,
    /// For which period.
    pub period: Period,
    /// The day it falls due; the period's last day when the agreement sets none.
    pub due: NaiveDate,
}

impl Occurrence<'_> {
    /// `agreement/duty/responsible/period`
    #[must_use]
    pub fn id(&self) -> String {
        let (agreement, duty) = (&self.agreement.id.value, &self.duty.id.value);
        format!("{agreement}/{duty}/{}/{}", self.by, self.period)
    }
}

/// Every occurrence whose period starts within its agreement's validity and not after a year.
#[must_use]
pub fn occurrences(model: &Model, last_year: i32) -> Vec<Occurrence<'_>> {
    let mut all = Vec::new();
    for agreement in model.proper_agreements() {
        for duty in model.terms(agreement).duties {
            all.extend(of_duty(model, agreement, duty, last_year));
        }
    }
    all
}

fn of_duty<'m>(
    model: &'m Model,
    agreement: &'m Agreement,
    duty: &'m Duty,
    last_year: i32,
) -> Vec<Occurrence<'m>> {
    let Some(first) = agreement.in_force.and_then(|days| days.from) else { return Vec::new() };
    let last = model.last_day(agreement);
    let mut found = Vec::new();
    for year in first.year()..=last_year {
        for period in Period::of_year(year, duty.every) {
            let inside = first <= period.start() && last.is_none_or(|last| period.start() <= last);
            let wanted = duty.only.is_empty() || duty.only.contains(&i64::from(period.number));
            if !(inside && wanted) {
                continue;
            }
            let Some(due) = due_date(duty, period) else { continue };
            let one = |by| Occurrence { agreement, duty, by, period, due };
            found.extend(responsible(model, agreement, duty, period).into_iter().map(one));
        }
    }
    found
}

/// Who delivers: one, each party that has joined, or each member of the day.
fn responsible(model: &Model, agreement: &Agreement, duty: &Duty, period: Period) -> Vec<String> {
    match duty.by.value.as_str() {
        "each-party" => {
            let joined = agreement.parties.iter().filter(|party| !party.expected);
            joined.map(|party| party.organisation.value.clone()).collect()
        }
        "each-member" => {
            let members = model.organisations.iter().filter(|it| it.is_member(period.start()));
            members.map(|member| member.id.value.clone()).collect()
        }
        one => vec![one.to_owned()],
    }
}

/// The due day of one period; none when it would leave the calendar.
#[must_use]
pub fn due_date(duty: &Duty, period: Period) -> Option<NaiveDate> {
    let day = match duty.due {
        None => period.end(),
        Some(DueRule::On { month, day, year }) => day_of(period.year.checked_add(year)?, month, day)?,
        Some(DueRule::FromPeriodEnd { months, days }) => from_end(period, months, days)?,
    };
    match duty.non_working_day {
        NonWorkingDay::AsIs => Some(day),
        NonWorkingDay::Next => next_working_day(day),
        NonWorkingDay::Previous => nearest_working_day(day, NaiveDate::pred_opt),
    }
}

/// A day of a year; 29 February is the 28th in a common year.
#[must_use]
pub fn day_of(year: i32, month: u32, day: u32) -> Option<NaiveDate> {
    let leap_day = month == 2 && day == 29;
    NaiveDate::from_ymd_opt(year, month, day)
        .or_else(|| if leap_day { NaiveDate::from_ymd_opt(year, 2, 28) } else { None })
}

/// Months are counted between month ends, so that a month after 31 January is the last of February.
fn from_end(period: Period, months: i32, days: i64) -> Option<NaiveDate> {
    let next = period.end().succ_opt()?;
    let shift = Months::new(months.unsigned_abs());
    let moved = if months < 0 { next.checked_sub_months(shift) } else { next.checked_add_months(shift) };
    let end = moved?.pred_opt()?;
    add_days(end, days)
}

/// So many days later, or earlier when negative.
#[must_use]
pub fn add_days(day: NaiveDate, days: i64) -> Option<NaiveDate> {
    let shift = Days::new(days.unsigned_abs());
    if days < 0 { day.checked_sub_days(shift) } else { day.checked_add_days(shift) }
}

/// The day itself, or the first working day after it (lag 1930:173).
#[must_use]
pub fn next_working_day(day: NaiveDate) -> Option<NaiveDate> {
    nearest_working_day(day, NaiveDate::succ_opt)
}

fn nearest_working_day(from: NaiveDate, step: fn(&NaiveDate) -> Option<NaiveDate>) -> Option<NaiveDate> {
    let mut day = from;
    while !is_working_day(day) {
        day = step(&day)?;
    }
    Some(day)
}

/// Whether offices in Sweden work: not on Saturdays, Sundays, public holidays,
/// nor on the eves that are treated as such (midsommarafton, julafton, nyårsafton).
#[must_use]
pub fn is_working_day(day: NaiveDate) -> bool {
    !matches!(day.weekday(), Weekday::Sat | Weekday::Sun) && !is_holiday(day)
}

fn is_holiday(day: NaiveDate) -> bool {
    const FIXED: &[(u32, u32)] = &[(1, 1), (1, 6), (5, 1), (6, 6), (12, 24), (12, 25), (12, 26), (12, 31)];
    if FIXED.contains(&(day.month(), day.day())) {
        return true;
    }
    // Good Friday, Easter Monday and Ascension Day hang on Easter Sunday.
    let from_easter = easter_sunday(day.year()).map(|easter| day.signed_duration_since(easter).num_days());
    if matches!(from_easter, Some(-2 | 1 | 39)) {
        return true;
    }
    // Midsommarafton is the Friday between 19 and 25 June.
    day.month() == 6 && day.weekday() == Weekday::Fri && (19..=25).contains(&day.day())
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

#[cfg(test)]
mod tests {
    use super::*;

    fn day(text: &str) -> NaiveDate {
        text.parse().unwrap()
    }

    #[test]
    fn swedish_holidays_are_not_working_days() {
        for (date, works, why) in [
            ("2019-04-19", false, "långfredagen"),
            ("2019-04-22", false, "annandag påsk"),
            ("2024-05-09", false, "Kristi himmelsfärdsdag"),
            ("2024-06-06", false, "nationaldagen"),
            ("2024-06-21", false, "midsommarafton"),
            ("2026-06-19", false, "midsommarafton at its earliest"),
            ("2024-12-24", false, "julafton"),
            ("2024-12-31", false, "nyårsafton"),
            ("2024-12-30", true, "an ordinary Monday"),
            ("2024-04-30", true, "valborg is worked"),
            ("2035-03-26", false, "annandag påsk 2035"),
        ] {
            assert_eq!(is_working_day(day(date)), works, "{date}: {why}");
        }
    }

    #[test]
    fn offsets_from_a_period_end_keep_to_month_ends() {
        let january = Period::parse("2024-01").unwrap();
        for (months, days, expected, why) in [
            (0, 0, "2024-01-31", "the end itself"),
            (1, 0, "2024-02-29", "the last of February in a leap year"),
            (0, 30, "2024-03-01", "thirty days on"),
            (-1, 0, "2023-12-31", "a month before"),
        ] {
            assert_eq!(from_end(january, months, days), Some(day(expected)), "{why}");
        }
    }

    #[test]
    fn a_leap_day_is_the_day_before_march_in_a_common_year() {
        assert_eq!(day_of(2023, 2, 29), Some(day("2023-02-28")));
        assert_eq!(day_of(2024, 2, 29), Some(day("2024-02-29")));
        assert_eq!(day_of(2024, 2, 30), None);
    }
}
