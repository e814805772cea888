//! How amounts are written: with the digits they were printed with, no more than are known, and never two that
//! differ alike.

use std::collections::{BTreeMap, BTreeSet};
use std::fmt::Write as _;

use rust_decimal::{Decimal, RoundingStrategy};

use super::{Language, Quantity, Text, Unit};

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

    /// Those of a sum: as many as it takes, so that who adds up what is shown finds what is shown. Not more than
    /// the unit of either was printed with, where one of them had to be put in another unit, nor than are shown
    /// of a term that has more.
    pub(super) fn of_sum(a: &Quantity, b: &Quantity, unit: Unit) -> Self {
        if let (Self::Exactly(one), Self::Exactly(other)) = (a.digits_in(unit), b.digits_in(unit))
            && one == other
        {
            return a.digits_in(unit);
        }
        let terms = [a, b];
        let most = terms.map(|it| it.decimals_in(unit)).into_iter().max().unwrap_or_default();
        let hiding = terms.into_iter().filter(|it| it.has_more()).map(|it| it.digits_in(unit).number());
        Self::AtMost(hiding.fold(most, u32::min))
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
    /// The decimals it brings to a sum in a unit: those it has, but in a coarser unit than its own no more than
    /// it was printed with, since nothing is known to öre of thousands. An exact number has as many as it takes.
    fn decimals_in(&self, unit: Unit) -> u32 {
        let unit = if unit.kind() == self.kind { unit } else { self.unit };
        let has = self.shown_as(unit).scale();
        if self.is_exact() || unit.tens() == self.unit.tens() { has } else { has.min(self.digits.number()) }
    }

    /// With as many decimals as are known to within one: what multiplying and dividing leave.
    pub(super) fn measured(mut self) -> Self {
        let spread = self.unit.count_in(self.high.saturating_sub(self.low)).unwrap_or_default();
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
        self.written_as(number, self.is_rounded_to(number), language)
    }

    /// The same in both languages.
    #[must_use]
    pub fn in_words(&self) -> Text {
        let number = self.rounded();
        let is_rounded = self.is_rounded_to(number);
        let written = |language| self.written_as(number, is_rounded, language);
        Text::new(written(Language::Sv), written(Language::En))
    }

    fn written_as(&self, number: Decimal, is_rounded: bool, language: Language) -> String {
        let suffix = self.unit.suffix(number.abs() == Decimal::ONE, language);
        let worked_out = match (self.worked_out, language) {
            (false, _) => "",
            (true, Language::Sv) => " (uträknat)",
            (true, Language::En) => " (computed)",
        };
        let about = if is_rounded { language.pick("ca ", "about ") } else { "" };
        format!("{about}{}{suffix}{worked_out}", grouped(number, language))
    }

    /// Whether it was worked out and is written with fewer decimals than it has: who works it out again
    /// finds more.
    #[must_use]
    pub fn is_rounded(&self) -> bool {
        self.is_rounded_to(self.rounded())
    }

    fn is_rounded_to(&self, number: Decimal) -> bool {
        matches!(self.digits, Digits::AtMost(_)) && number != self.shown()
    }

    /// The number in the unit it is shown in, with a last zero where its document prints one.
    #[must_use]
    pub fn digits_printed(&self) -> Decimal {
        match self.digits {
            Digits::Exactly(_) => self.rounded(),
            Digits::AtMost(_) => self.shown(),
        }
    }

    /// The same amount as it would be printed where another stands: in its unit, with its decimals.
    #[must_use]
    pub fn printed_like(&self, other: &Self) -> Self {
        let mut like = self.clone().shown_in(other.unit);
        like.digits = Digits::Exactly(other.digits_printed().scale());
        like.worked_out = false;
        like
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

    /// The number as it is written. What is not nothing never looks like nothing, and what was worked out is
    /// written within a twentieth of itself: 2,5 written 3 would be another number to who works it out again.
    fn rounded(&self) -> Decimal {
        let shown = self.shown();
        let most = shown.scale();
        let rounded =
            |decimals| shown.round_dp_with_strategy(decimals, RoundingStrategy::MidpointAwayFromZero);
        let least = self.digits.number();
        let number = rounded(least);
        let says_enough = |it: &Decimal| match self.digits {
            Digits::Exactly(_) => !it.is_zero(),
            Digits::AtMost(_) => {
                let off = it.saturating_sub(shown).abs();
                off.saturating_mul(Decimal::from(20)) <= shown.abs()
            }
        };
        if !shown.is_zero() && !says_enough(&number) {
            return (least..=most).map(rounded).find(says_enough).unwrap_or(shown);
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
        let digits = self.digits.number();
        // Last zeros are looked for only where there may be some.
        (self.unit.tens() != 0 || digits < self.value.scale()) && digits < self.shown().scale()
    }
}

/// Gives amounts of one text more decimals until no two that differ are written alike.
pub fn tell_apart(amounts: &mut [&mut Quantity]) {
    // Each round gives at least one amount a decimal, and none has more than can be held.
    while amounts.len() > 1 {
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
