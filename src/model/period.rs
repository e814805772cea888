//! Periods of a calendar year: year, half-year, tertial, quarter, month; the day of a meeting; once.

use std::fmt;

use chrono::{Datelike, Days, Months, NaiveDate};

use crate::limits::YEARS;

names! {
    /// How often something comes back.
    #[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
    pub enum Every {
        /// Once a year.
        Year = "year",
        /// January–June, July–December.
        HalfYear = "half-year",
        /// January–April, May–August, September–December.
        Tertial = "tertial",
        /// Three months.
        Quarter = "quarter",
        /// A month.
        Month = "month",
        /// At each meeting.
        Meeting = "meeting",
        /// One single time.
        Once = "once",
    }
}

/// A year's first day.
pub(crate) fn year_begins(year: i32) -> Option<NaiveDate> {
    NaiveDate::from_ymd_opt(year, 1, 1)
}

/// A year's last day.
pub(crate) fn year_ends(year: i32) -> Option<NaiveDate> {
    NaiveDate::from_ymd_opt(year, 12, 31)
}

/// One period of one year.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub struct Period {
    /// The calendar year.
    pub year: i32,
    /// What sort of period.
    pub every: Every,
    /// Which one in the year, from 1; of a meeting, the day of the year.
    pub number: u32,
}

impl Every {
    /// How many to a year; none for meetings and single times.
    #[must_use]
    pub const fn per_year(self) -> u32 {
        match self {
            Self::Year => 1,
            Self::HalfYear => 2,
            Self::Tertial => 3,
            Self::Quarter => 4,
            Self::Month => 12,
            Self::Meeting | Self::Once => 0,
        }
    }
}

impl Period {
    /// A period, if the year has such a one.
    #[must_use]
    pub fn new(year: i32, every: Every, number: u32) -> Option<Self> {
        let exists = (1..=every.per_year()).contains(&number) && YEARS.contains(&year);
        exists.then_some(Self { year, every, number })
    }

    /// What comes one single time, in no year of its own.
    pub const ONCE: Self = Self { year: 0, every: Every::Once, number: 1 };

    /// The day of a meeting.
    #[must_use]
    pub fn meeting(day: NaiveDate) -> Self {
        Self { year: day.year(), every: Every::Meeting, number: day.ordinal() }
    }

    /// Every period of a kind in a year.
    pub fn of_year(year: i32, every: Every) -> impl Iterator<Item = Self> {
        (1..=every.per_year()).filter_map(move |number| Self::new(year, every, number))
    }

    /// Reads `2020`, `2020-H1`, `2020-T1`, `2020-Q1`, `2020-01`, `2020-01-31` or `once`.
    #[must_use]
    pub fn parse(text: &str) -> Option<Self> {
        if text == "once" {
            return Some(Self::ONCE);
        }
        if text.len() == 10 {
            return text.parse().ok().map(Self::meeting);
        }
        let parts = text.split_once('-');
        let (year, rest) = parts.unwrap_or((text, ""));
        let year = if year.len() == 4 { year.parse().ok()? } else { return None };
        let numbered = |every, digits: &str| Self::new(year, every, digits.parse().ok()?);
        match rest.split_at_checked(1) {
            None if parts.is_none() => Self::new(year, Every::Year, 1),
            None => None,
            Some(("H", digits)) => numbered(Every::HalfYear, digits),
            Some(("T", digits)) => numbered(Every::Tertial, digits),
            Some(("Q", digits)) => numbered(Every::Quarter, digits),
            Some(_) if rest.len() == 2 => numbered(Every::Month, rest),
            Some(_) => None,
        }
    }

    /// The first day.
    #[must_use]
    pub fn start(self) -> NaiveDate {
        if self.every == Every::Meeting {
            return NaiveDate::from_yo_opt(self.year, self.number).unwrap_or_default();
        }
        let month = self.number.saturating_sub(1).saturating_mul(self.months()).saturating_add(1);
        NaiveDate::from_ymd_opt(self.year, month, 1).unwrap_or_default()
    }

    /// The last day.
    #[must_use]
    pub fn end(self) -> NaiveDate {
        if self.every == Every::Meeting {
            return self.start();
        }
        self.start()
            .checked_add_months(Months::new(self.months()))
            .and_then(|next| next.checked_sub_days(Days::new(1)))
            .unwrap_or_default()
    }

    /// How many months it lasts.
    pub(super) fn months(self) -> u32 {
        12_u32.checked_div(self.every.per_year()).unwrap_or(12)
    }
}

impl fmt::Display for Period {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let (year, number) = (self.year, self.number);
        match self.every {
            Every::HalfYear => write!(f, "{year}-H{number}"),
            Every::Tertial => write!(f, "{year}-T{number}"),
            Every::Quarter => write!(f, "{year}-Q{number}"),
            Every::Month => write!(f, "{year}-{number:02}"),
            Every::Meeting => write!(f, "{}", self.start()),
            Every::Once => f.write_str("once"),
            Every::Year => write!(f, "{year}"),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn periods_read_back_as_they_are_written_and_tile_the_year() {
        for every in [Every::Year, Every::HalfYear, Every::Tertial, Every::Quarter, Every::Month] {
            let periods: Vec<_> = Period::of_year(2024, every).collect();
            for period in &periods {
                assert_eq!(Period::parse(&period.to_string()), Some(*period));
                assert!(period.start() < period.end());
            }
            assert_eq!(periods.first().unwrap().start().to_string(), "2024-01-01");
            assert_eq!(periods.last().unwrap().end().to_string(), "2024-12-31");
        }
    }

    #[test]
    fn a_meeting_is_its_day_and_once_is_once() {
        for text in ["2024-02-29", "once"] {
            assert_eq!(Period::parse(text).unwrap().to_string(), text);
        }
        assert_eq!(Period::parse("2024-02-29").unwrap().end().to_string(), "2024-02-29");
    }

    #[test]
    fn what_is_no_period_is_not_read() {
        for text in
            ["", "2023-02-29", "20", "2020-", "2020-T4", "2020-13", "2020-H0", "x020", "2020-T", "202å-1"]
        {
            assert_eq!(Period::parse(text), None, "{text}");
        }
    }
}
