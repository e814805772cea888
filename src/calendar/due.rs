//! Due days, derived step by step: from a period, a meeting or an event to the day itself.

use chrono::{Datelike, Days, Months, NaiveDate, Weekday};

use super::{Occurrence, holiday, is_working_day};
use crate::amount::{Text, counted};
use crate::model::duty::{Anchor, DueRule, Duty, NonWorkingDay};
use crate::model::period::Every;

/// One step of a derivation, and the day it leads to.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct DateStep {
    /// What is done.
    pub what: StepKind,
    /// The day it gives.
    pub day: NaiveDate,
}

/// What a step of a derivation does.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum StepKind {
    /// The last day of the period.
    PeriodEnd,
    /// So many years on: no day is set.
    Years(i32),
    /// A day of the year, so many years from the period's; `true` when 29 February gave way.
    DayOfYear(i32, bool),
    /// The one day that is set.
    SetDay,
    /// The day of the meeting.
    Meeting,
    /// The day another duty was done, and what that was.
    Done(Text),
    /// The last day another duty can have been done, and what that was.
    DoneBy(Text),
    /// The day another duty is due, since it is not done, and what that is.
    Planned(Text),
    /// The day of the meeting that is to decide another duty, and what that is.
    Decided(Text),
    /// The day another duty was due, which was done after it, and what that was.
    DoneLater(Text),
    /// The day another duty was due, which may have been done before it, and what that was.
    DoneUnlessBefore(Text),
    /// So many months on, or back.
    Months(i32),
    /// So many days on, or back.
    Days(i64),
    /// So many working days on, or back.
    WorkingDays(i64),
    /// On to the next working day, or back to the one before.
    Moved(NaiveDate, NonWorkingDay),
    /// On to the next working day, if the law on days that fall so reaches it.
    MayMove(NaiveDate),
}

/// The day an event took place, or is due, that another day is reckoned from.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Event {
    /// What is to be done.
    pub title: Text,
    /// The day.
    pub day: NaiveDate,
    /// Whether it has been done.
    pub done: bool,
    /// What day that is, in the derivation of the other.
    pub step: StepKind,
}

/// The steps to a due day; none when there is no day to reckon from, or it would leave the calendar.
///
/// `event` is what the day is reckoned from when the rule names another duty.
#[must_use]
pub fn derive(occurrence: &Occurrence<'_>, event: Option<Event>) -> Vec<DateStep> {
    let mut steps = Vec::new();
    match walk(occurrence, event, &mut steps) {
        Some(()) => steps,
        None => Vec::new(),
    }
}

fn walk(occurrence: &Occurrence<'_>, event: Option<Event>, steps: &mut Vec<DateStep>) -> Option<()> {
    let duty = occurrence.duty;
    match &duty.due {
        DueRule::Within { years } => {
            let end = occurrence.ends?;
            steps.push(DateStep { what: StepKind::PeriodEnd, day: end });
            if *years != 0 {
                let day = occurrence.months_from_end(end, years.checked_mul(12)?)?;
                steps.push(DateStep { what: StepKind::Years(*years), day });
            }
        }
        DueRule::On { month, day, year } => {
            let found = day_of(occurrence.period.year.checked_add(*year)?, *month, *day)?;
            let gave_way = found.day() != *day;
            steps.push(DateStep { what: StepKind::DayOfYear(*year, gave_way), day: found });
        }
        DueRule::OnDate(day) => steps.push(DateStep { what: StepKind::SetDay, day: *day }),
        DueRule::From { anchor, before, months, days, working_days } => {
            let start = start(occurrence, anchor, event)?;
            let (from_end, mut day) = (start.what == StepKind::PeriodEnd, start.day);
            steps.push(start);
            let sign = if *before { -1 } else { 1 };
            if *months != 0 {
                let months = months.checked_mul(sign)?;
                day = if from_end {
                    occurrence.months_from_end(day, months)?
                } else {
                    add_months(day, months)?
                };
                steps.push(DateStep { what: StepKind::Months(months), day });
            }
            if *days != 0 {
                let days = days.checked_mul(sign.into())?;
                day = add_days(day, days)?;
                steps.push(DateStep { what: StepKind::Days(days), day });
            }
            if *working_days != 0 {
                let days = working_days.checked_mul(sign.into())?;
                day = add_working_days(day, days)?;
                steps.push(DateStep { what: StepKind::WorkingDays(days), day });
            }
        }
    }
    let day = steps.last()?.day;
    let moved = match duty.non_working_day {
        NonWorkingDay::AsIs | NonWorkingDay::Judged => day,
        NonWorkingDay::Next => next_working_day(day)?,
        NonWorkingDay::Previous => nearest_working_day(day, NaiveDate::pred_opt)?,
    };
    if moved != day {
        steps.push(DateStep { what: StepKind::Moved(day, duty.non_working_day), day: moved });
    }
    Some(())
}

fn start(occurrence: &Occurrence<'_>, anchor: &Anchor, event: Option<Event>) -> Option<DateStep> {
    Some(match anchor {
        Anchor::PeriodEnd => DateStep { what: StepKind::PeriodEnd, day: occurrence.ends? },
        Anchor::Meeting => DateStep { what: StepKind::Meeting, day: occurrence.starts },
        Anchor::Duty(_) => event.map(|event| DateStep { what: event.step, day: event.day })?,
    })
}

/// The step to the next working day, of a day set by law on which nobody works: whether a thing done by then
/// is in time is for people to judge, since the law on such days is general (lag 1930:173, 2 §).
#[must_use]
pub fn leeway(duty: &Duty, due: NaiveDate) -> Option<DateStep> {
    let next =
        next_working_day(due).filter(|next| duty.non_working_day == NonWorkingDay::Judged && *next != due)?;
    Some(DateStep { what: StepKind::MayMove(due), day: next })
}

/// A day of a year; 29 February is the 28th in a common year.
#[must_use]
pub fn day_of(year: i32, month: u32, day: u32) -> Option<NaiveDate> {
    let leap_day = month == 2 && day == 29;
    NaiveDate::from_ymd_opt(year, month, day)
        .or_else(|| if leap_day { NaiveDate::from_ymd_opt(year, 2, 28) } else { None })
}

impl Occurrence<'_> {
    /// Months from its last day: from one month's last day to another's (a month after 30 April is 31 May),
    /// but a meeting that fell on a month's last day, or a time that ends within one, keeps its day.
    fn months_from_end(&self, end: NaiveDate, months: i32) -> Option<NaiveDate> {
        let next = end.succ_opt()?;
        let closes_month = next.day() == 1 && self.period.every != Every::Meeting;
        if closes_month { add_months(next, months)?.pred_opt() } else { add_months(end, months) }
    }
}

/// So many months on or back; a day that the month lacks is the month's last.
fn add_months(day: NaiveDate, months: i32) -> Option<NaiveDate> {
    let shift = Months::new(months.unsigned_abs());
    if months < 0 { day.checked_sub_months(shift) } else { day.checked_add_months(shift) }
}

/// So many days later, or earlier when negative.
#[must_use]
pub fn add_days(day: NaiveDate, days: i64) -> Option<NaiveDate> {
    let shift = Days::new(days.unsigned_abs());
    if days < 0 { day.checked_sub_days(shift) } else { day.checked_add_days(shift) }
}

/// So many working days later, or earlier when negative; the day itself is not counted.
#[must_use]
pub fn add_working_days(day: NaiveDate, days: i64) -> Option<NaiveDate> {
    let step = if days < 0 { NaiveDate::pred_opt } else { NaiveDate::succ_opt };
    let mut day = day;
    for _ in 0..days.unsigned_abs() {
        day = nearest_working_day(step(&day)?, step)?;
    }
    Some(day)
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

impl DateStep {
    /// The step in words.
    #[must_use]
    pub fn words(&self) -> Text {
        match &self.what {
            StepKind::PeriodEnd => Text::new("perioden slutar", "the period ends"),
            StepKind::Years(years) => {
                let on = shifted(i64::from(*years), ["år", "år", "year", "years"]);
                Text::new(format!("{}; ingen dag är satt", on.sv), format!("{}; no day is set", on.en))
            }
            StepKind::DayOfYear(years, gave_way) => day_of_year(*years, *gave_way),
            StepKind::SetDay => Text::new("dagen är satt", "the day is set"),
            StepKind::Meeting => Text::new("mötets dag", "the day of the meeting"),
            StepKind::Done(what) => Text::new(
                format!("den dag detta gjordes: {}", what.sv),
                format!("the day this was done: {}", what.en),
            ),
            StepKind::DoneBy(what) => Text::new(
                format!("senast den dagen gjordes detta: {}", what.sv),
                format!("no later than that day this was done: {}", what.en),
            ),
            StepKind::Planned(what) => Text::new(
                format!("sista dagen för detta, som inte är gjort: {}", what.sv),
                format!("the last day of this, which is not done: {}", what.en),
            ),
            StepKind::Decided(what) => Text::new(
                format!("det möte som ska besluta detta: {}", what.sv),
                format!("the meeting that is to decide this: {}", what.en),
            ),
            StepKind::DoneLater(what) => Text::new(
                format!("sista dagen för detta, som gjordes senare: {}", what.sv),
                format!("the last day of this, which was done later: {}", what.en),
            ),
            StepKind::DoneUnlessBefore(what) => Text::new(
                format!("sista dagen för detta, om det inte gjordes tidigare: {}", what.sv),
                format!("the last day of this, unless it was done earlier: {}", what.en),
            ),
            StepKind::Months(months) => shifted(i64::from(*months), ["månad", "månader", "month", "months"]),
            StepKind::Days(days) => shifted(*days, ["dag", "dagar", "day", "days"]),
            StepKind::WorkingDays(days) => {
                shifted(*days, ["arbetsdag", "arbetsdagar", "working day", "working days"])
            }
            StepKind::Moved(from, way) => moved(*from, *way),
            StepKind::MayMove(from) => may_move(*from),
        }
    }
}

fn day_of_year(years: i32, gave_way: bool) -> Text {
    let (sv, en) = match years {
        0 => ("samma år som perioden".to_owned(), "the year of the period".to_owned()),
        -1 => ("året före perioden".to_owned(), "the year before the period".to_owned()),
        1 => ("året efter perioden".to_owned(), "the year after the period".to_owned()),
        ..0 => {
            let size = years.saturating_abs();
            (format!("{size} år före perioden"), format!("{size} years before the period"))
        }
        _ => (format!("{years} år efter perioden"), format!("{years} years after the period")),
    };
    let leap = if gave_way {
        (" (29 februari finns inte det året)", " (there is no 29 February that year)")
    } else {
        ("", "")
    };
    Text::new(format!("fast dag, {sv}{}", leap.0), format!("fixed day, {en}{}", leap.1))
}

/// So much later, or so much before.
fn shifted(number: i64, nouns: [&str; 4]) -> Text {
    let size = counted(number.saturating_abs(), nouns);
    let (sv, en) = if number < 0 { ("före", "before") } else { ("senare", "later") };
    Text::new(format!("{} {sv}", size.sv), format!("{} {en}", size.en))
}

fn why_nobody_works(day: NaiveDate) -> Text {
    holiday(day).unwrap_or_else(|| match day.weekday() {
        Weekday::Sat => Text::new("en lördag", "a Saturday"),
        _ => Text::new("en söndag", "a Sunday"),
    })
}

fn may_move(from: NaiveDate) -> Text {
    let why = why_nobody_works(from);
    Text::new(
        format!("{from} är {}: om nästa arbetsdag är i tid (lag 1930:173, 2 §) är en bedömning", why.sv),
        format!(
            "{from} is {}: whether the next working day is in time (lag 1930:173, 2 §) is a judgement",
            why.en
        ),
    )
}

fn moved(from: NaiveDate, way: NonWorkingDay) -> Text {
    let why = why_nobody_works(from);
    let (sv, en) = match way {
        NonWorkingDay::Previous => ("arbetsdagen före", "the working day before"),
        _ => ("nästa arbetsdag", "the next working day"),
    };
    Text::new(format!("{from} är {}: {sv}", why.sv), format!("{from} is {}: {en}", why.en))
}
