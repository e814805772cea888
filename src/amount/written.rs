//! How amounts are written: with the digits they were printed with, no more than are known, and never two that
//! differ alike.

use std::collections::{BTreeMap, BTreeSet};
use std::fmt::Write as _;

use rust_decimal::{Decimal, RoundingStrategy};

use super::{Language, Quantity};

/// How many decimals an amount is written with, in the unit it is shown in.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Digits {
    /// As it was printed or set, a last zero too.
    Exactly(u32),
    /// Worked out: as many as are known, without last zeros.
    AtMost(u32),
}

/// What a reader sees of an amount: the number and its unit.
type Seen = (Decimal, &'static str);

/// The most decimals of a product or a quotient, unless more are needed to tell it from another number.
const COMPUTED: u32 = 2;

impl Digits {
    const fn number(self) -> u32 {
        match self {
            Self::Exactly(number) | Self::AtMost(number) => number,
        }
    }

    /// Those of a sum: as many as both have, and an exact number has as many as it takes.
    pub(super) fn of_sum((a, a_is_exact): (Self, bool), (b, b_is_exact): (Self, bool)) -> Self {
        let number = match (a_is_exact, b_is_exact) {
            (true, true) => a.number().max(b.number()),
            (true, false) => b.number(),
            (false, true) => a.number(),
            (false, false) => a.number().min(b.number()),
        };
        match (a, b) {
            (Self::Exactly(one), Self::Exactly(other)) if one == other => a,
            _ => Self::AtMost(number),
        }
    }

    /// The same digits, where the unit is so many tens of the one before.
    pub(super) fn moved(self, tens: i32) -> Self {
        match tens {
            0 => self,
            _ => Self::AtMost(self.number().saturating_add_signed(tens).min(Decimal::MAX_SCALE)),
        }
    }
}

impl Quantity {
    /// With as many decimals as are known to within one: what multiplying and dividing leave.
    pub(super) fn measured(mut self) -> Self {
        let spread = self.high.saturating_sub(self.low).checked_div(self.unit.factor()).unwrap_or_default();
        let known = |decimals: &u32| spread <= Decimal::new(2, *decimals);
        self.digits = Digits::AtMost((0..=COMPUTED).rev().find(known).unwrap_or(0));
        self.worked_out = false;
        self
    }

    /// Marked as something no document prints, so that whoever looks for it there is told.
    #[must_use]
    pub const fn as_worked_out(mut self) -> Self {
        self.worked_out = true;
        self
    }

    /// How the amount is written for a reader: grouped, with a true minus sign and its unit.
    #[must_use]
    pub fn written(&self, language: Language) -> String {
        let number = self.rounded();
        let suffix = self.unit.suffix(number.abs() == Decimal::ONE, language);
        let worked_out = match (self.worked_out, language) {
            (false, _) => "",
            (true, Language::Sv) => " (uträknat)",
            (true, Language::En) => " (computed)",
        };
        format!("{}{suffix}{worked_out}", grouped(number, language))
    }

    /// The number in the unit it is shown in, with a last zero where its document prints one.
    #[must_use]
    pub fn digits_printed(&self) -> Decimal {
        match self.digits {
            Digits::Exactly(_) => self.rounded(),
            Digits::AtMost(_) => self.shown(),
        }
    }

    /// Whether two amounts are written alike.
    #[must_use]
    pub fn looks_like(&self, other: &Self) -> bool {
        self.seen() == other.seen()
    }

    /// The number and the unit that are written.
    fn seen(&self) -> Seen {
        (self.rounded(), self.unit.suffix(true, Language::Sv))
    }

    /// The number as it is written. What is not nothing never looks like nothing.
    fn rounded(&self) -> Decimal {
        let shown = self.shown();
        let most = shown.scale();
        let rounded =
            |decimals| shown.round_dp_with_strategy(decimals, RoundingStrategy::MidpointAwayFromZero);
        let least = self.digits.number();
        let number = rounded(least);
        if number.is_zero() && !shown.is_zero() {
            return (least..=most).map(rounded).find(|it| !it.is_zero()).unwrap_or(shown);
        }
        match self.digits {
            Digits::Exactly(decimals) => {
                let mut padded = number;
                padded.rescale(decimals);
                padded
            }
            Digits::AtMost(_) => number.normalize(),
        }
    }

    /// Whether more decimals would say more.
    fn has_more(&self) -> bool {
        self.digits.number() < self.shown().scale()
    }
}

/// Gives amounts of one text more decimals until no two that differ are written alike.
pub fn tell_apart(amounts: &mut [&mut Quantity]) {
    // Each round gives at least one amount a decimal, and none has more than can be held.
    loop {
        let numbers = shared_by_several(amounts);
        let mut any = false;
        for amount in amounts.iter_mut().filter(|it| it.has_more() && numbers.contains(&it.seen())) {
            amount.digits = Digits::AtMost(amount.digits.number().saturating_add(1));
            any = true;
        }
        if !any {
            return;
        }
    }
}

/// What is written of several amounts that differ.
fn shared_by_several(amounts: &[&mut Quantity]) -> BTreeSet<Seen> {
    let mut first: BTreeMap<Seen, Decimal> = BTreeMap::new();
    let mut shared = BTreeSet::new();
    for amount in amounts {
        let (seen, number) = (amount.seen(), amount.shown());
        if *first.entry(seen).or_insert(number) != number {
            shared.insert(seen);
        }
    }
    shared
}

/// Two amounts as one text writes them.
#[must_use]
pub fn apart(a: &Quantity, b: &Quantity) -> (Quantity, Quantity) {
    let (mut a, mut b) = (a.clone(), b.clone());
    tell_apart(&mut [&mut a, &mut b]);
    (a, b)
}

/// A number with its digits in groups of three: `2 095 307,5` in Swedish, `2,095,307.5` in English.
#[must_use]
pub fn written_number(number: Decimal, language: Language) -> String {
    grouped(number.normalize(), language)
}

fn grouped(number: Decimal, language: Language) -> String {
    let digits = number.abs().to_string();
    let (whole, decimals) = digits.split_once('.').unwrap_or((&digits, ""));
    let (group, point) = match language {
        Language::Sv => ('\u{a0}', ','),
        Language::En => (',', '.'),
    };
    let mut text = String::new();
    if number.is_sign_negative() && !number.is_zero() {
        text.push('−');
    }
    for (index, digit) in whole.chars().enumerate() {
        if index > 0 && whole.len().saturating_sub(index).is_multiple_of(3) {
            text.push(group);
        }
        text.push(digit);
    }
    if !decimals.is_empty() {
        // Writing to a string cannot fail.
        let _ = write!(text, "{point}{decimals}");
    }
    text
}
