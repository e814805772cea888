//! What a ledger file says, and whether it proves itself whole.

use std::collections::BTreeMap;

use chrono::{Datelike, NaiveDate};
use rust_decimal::Decimal;

use super::encoding::Encoding;

/// What a ledger file says. Amounts are in kronor as they are booked: debit positive, credit negative.
#[derive(Debug, Clone)]
pub struct Ledger {
    /// In what it is written.
    pub encoding: Encoding,
    /// The type of file: 1 yearly balances, 2 by period, 3 by object, 4 with vouchers.
    pub kind: u8,
    /// The program that made it.
    pub program: Option<String>,
    /// The day it was made.
    pub generated: Option<NaiveDate>,
    /// Whose ledger it is, by name.
    pub name: Option<String>,
    /// Whose ledger it is, by organisation number, as written.
    pub number: Option<String>,
    /// What the file says of its chart of accounts.
    pub chart: Option<String>,
    /// The last day that its balances cover, where it says.
    pub covered: Option<NaiveDate>,
    /// The years, by how far they are from the file's own: 0, -1, ….
    pub years: BTreeMap<i32, Period>,
    /// The accounts, by number.
    pub accounts: BTreeMap<String, Account>,
    /// What the dimensions are called, by number.
    pub dimensions: BTreeMap<String, String>,
    /// Which dimension each sub-dimension is a part of, by number.
    pub parents: BTreeMap<String, String>,
    /// The objects, by dimension and number. What is booked on one of a sub-dimension is booked on the parent's of the
    /// same number, too, unless the row names one of the parent's itself.
    pub objects: BTreeMap<(String, String), Object>,
    /// How many vouchers it has.
    pub vouchers: usize,
    /// How many of them do not balance, by year.
    pub unbalanced: BTreeMap<i32, usize>,
    /// Whether the checksum at its end is that of what stands before it; none where it has none.
    pub checksum: Option<bool>,
    /// Whether its last line has no end though the others have: the file may be cut off.
    pub is_unended: bool,
    /// The records that were passed over, and how many of each.
    pub passed_over: BTreeMap<String, usize>,
}

/// The days of a year.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Period {
    /// The first.
    pub from: NaiveDate,
    /// The last.
    pub to: NaiveDate,
}

impl Period {
    /// The calendar year that it is, when it is one.
    #[must_use]
    pub fn calendar_year(self) -> Option<i32> {
        let year = self.from.year();
        let whole = NaiveDate::from_ymd_opt(year, 1, 1) == Some(self.from)
            && NaiveDate::from_ymd_opt(year, 12, 31) == Some(self.to);
        whole.then_some(year)
    }
}

/// An account.
#[derive(Debug, Clone, Default)]
pub struct Account {
    /// What it is called; empty where the file does not say.
    pub name: String,
    /// Its balances, by year.
    pub years: BTreeMap<i32, Balance>,
}

/// What an account comes to in a year, objects left aside.
#[derive(Debug, Clone, Default)]
pub struct Balance {
    /// At the start of the year.
    pub opening: Option<Decimal>,
    /// At its end.
    pub closing: Option<Decimal>,
    /// Of a result account, for the year.
    pub result: Option<Decimal>,
    /// What is budgeted, all periods together.
    pub budget: Option<Decimal>,
    /// Whether something is budgeted by object.
    pub budget_by_object: bool,
    /// What the vouchers come to.
    pub booked: Option<Decimal>,
}

/// What things are booked on beside an account: a cost centre, a project, an insats.
#[derive(Debug, Clone, Default)]
pub struct Object {
    /// What it is called; empty where the file does not say.
    pub name: String,
    /// What is booked on it, by year and account.
    pub booked: BTreeMap<(i32, String), Booked>,
}

/// What is booked on an object and an account in a year, as the file has it in several ways.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct Booked {
    /// By the rows of vouchers.
    pub by_voucher: Decimal,
    /// By the balances of periods, where the object stands alone.
    pub alone: Decimal,
    /// Likewise, where it stands together with objects of other dimensions.
    pub together: Decimal,
    /// Likewise, on one of a sub-dimension with the same number.
    pub below: Decimal,
}

/// The three sums by which a ledger shows that nothing of a year is missing: what the balance accounts come to at its
/// end and the result accounts in it is what the balance accounts came to at its start.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Proof {
    /// Σ IB.
    pub opening: Decimal,
    /// Σ UB.
    pub closing: Decimal,
    /// Σ RES.
    pub result: Decimal,
    /// Whether there is at least one balance and one result: of nothing, anything holds.
    pub something: bool,
}

impl Proof {
    /// Whether the sums hold.
    #[must_use]
    pub fn holds(&self) -> bool {
        self.something && self.off().is_zero()
    }

    /// By how much they do not.
    #[must_use]
    pub fn off(&self) -> Decimal {
        self.closing.saturating_add(self.result).saturating_sub(self.opening)
    }
}

/// Why the balances of a year are not the year's figures.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Uncovered {
    /// The file has no such year.
    NoYear,
    /// The year is no calendar year.
    Broken(Period),
    /// They end before the year does.
    Until(NaiveDate, Period),
    /// The file was made before the year had ended.
    MadeBefore(NaiveDate, Period),
    /// There is nothing to tell how far they go.
    Unknown(Period),
    /// There are no balances of the year.
    NoBalances(i32),
    /// The file ends within a line, and its sums do not come out.
    CutOff,
}

impl Ledger {
    /// The calendar year that a year of the file is, when its balances are that year's figures.
    ///
    /// # Errors
    /// Why they are not.
    pub fn whole_year(&self, year: i32) -> Result<i32, Uncovered> {
        let period = *self.years.get(&year).ok_or(Uncovered::NoYear)?;
        let calendar = period.calendar_year().ok_or(Uncovered::Broken(period))?;
        match (self.covered, self.generated) {
            (Some(day), _) if day < period.to => return Err(Uncovered::Until(day, period)),
            (None, Some(day)) if day < period.to => return Err(Uncovered::MadeBefore(day, period)),
            (None, None) => return Err(Uncovered::Unknown(period)),
            _ => (),
        }
        let is_balance = |it: &Balance| it.closing.is_some() || it.result.is_some();
        let some = self.accounts.values().filter_map(|it| it.years.get(&year)).any(is_balance);
        match some {
            // A last line without an end is of a whole file when nothing is missing of its sums.
            true if self.is_unended && !self.proof(year).off().is_zero() => Err(Uncovered::CutOff),
            true => Ok(calendar),
            false => Err(Uncovered::NoBalances(calendar)),
        }
    }

    /// The sums of a year.
    #[must_use]
    pub fn proof(&self, year: i32) -> Proof {
        let balances = || self.accounts.values().filter_map(|it| it.years.get(&year));
        let sum = |of: fn(&Balance) -> Option<Decimal>| {
            balances().filter_map(of).fold(Decimal::ZERO, Decimal::saturating_add)
        };
        Proof {
            opening: sum(|it| it.opening),
            closing: sum(|it| it.closing),
            result: sum(|it| it.result),
            something: balances().any(|it| it.closing.is_some()) && balances().any(|it| it.result.is_some()),
        }
    }

    /// How many vouchers of a year do not balance.
    #[must_use]
    pub fn unbalanced_in(&self, year: i32) -> usize {
        self.unbalanced.get(&year).copied().unwrap_or_default()
    }

    /// The dimensions that one is a part of, the nearest first.
    pub fn above(&self, dimension: &str) -> impl Iterator<Item = &str> {
        /// A chain that is longer leads round in a circle.
        const MOST: usize = 8;
        let mut at = self.parents.get(dimension);
        let next = move || {
            let found = at?;
            at = self.parents.get(found);
            Some(found.as_str())
        };
        std::iter::from_fn(next).take(MOST)
    }

    /// What is booked on an object in a year by account, and whether it can be told: balances that stand both by the
    /// object alone and together with others, or on one of a sub-dimension, may be the same ones twice.
    pub fn booked_on<'l>(
        &self,
        object: &'l Object,
        year: i32,
    ) -> impl Iterator<Item = (&'l str, Decimal, bool)> + use<'l> {
        let by_voucher = year == 0 && self.vouchers > 0;
        let of_the_year = object.booked.iter().filter(move |((of, _), _)| *of == year);
        of_the_year.map(move |((_, account), booked)| match *booked {
            Booked { by_voucher: sum, .. } if by_voucher => (account.as_str(), sum, true),
            Booked { alone, together, below, .. } => {
                let (own, told) =
                    if alone.is_zero() { (together, true) } else { (alone, together.is_zero()) };
                (account.as_str(), own.saturating_add(below), told && below.is_zero())
            }
        })
    }

    /// The accounts whose balance of the file's own year is not what the vouchers make of it, each with how far off
    /// it is; none where there are no vouchers.
    #[must_use]
    pub fn off_the_vouchers(&self) -> Vec<(&str, Decimal)> {
        if self.vouchers == 0 {
            return Vec::new();
        }
        let off = |it: &Balance| {
            let stated = it.result.or(it.closing).unwrap_or_default();
            let opening = if it.result.is_some() { Decimal::ZERO } else { it.opening.unwrap_or_default() };
            stated.saturating_sub(opening).saturating_sub(it.booked.unwrap_or_default())
        };
        let of_the_year = self.accounts.iter().filter_map(|(number, it)| Some((number, it.years.get(&0)?)));
        let all = of_the_year.map(|(number, it)| (number.as_str(), off(it)));
        all.filter(|(_, off)| !off.is_zero()).collect()
    }
}
