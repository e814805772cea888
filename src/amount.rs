//! Exact amounts: a decimal with the interval its printing leaves open, its kind, and which claims it came from.

use std::fmt::Write as _;

use rust_decimal::{Decimal, RoundingStrategy};

names! {
    /// The languages the program speaks.
    #[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
    pub enum Language {
        /// Swedish, the default.
        Sv = "sv",
        /// English.
        En = "en",
    }
}

impl Language {
    /// One of two words, in this language.
    #[must_use]
    pub const fn pick<'w>(self, sv: &'w str, en: &'w str) -> &'w str {
        match self {
            Self::Sv => sv,
            Self::En => en,
        }
    }
}

/// A text in both languages.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Default)]
pub struct Text {
    /// Swedish.
    pub sv: String,
    /// English.
    pub en: String,
}

/// Fixed words in both languages, as a module's `words` declare them; what has a number or a name in it is a [`Text`].
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Phrase {
    /// Swedish.
    pub sv: &'static str,
    /// English.
    pub en: &'static str,
}

impl From<Phrase> for Text {
    fn from(phrase: Phrase) -> Self {
        Self::new(phrase.sv, phrase.en)
    }
}

impl Phrase {
    /// Words in Swedish and in English.
    #[must_use]
    pub const fn new(sv: &'static str, en: &'static str) -> Self {
        Self { sv, en }
    }

    /// The words in one language.
    #[must_use]
    pub const fn get(self, language: Language) -> &'static str {
        language.pick(self.sv, self.en)
    }
}

names! {
    /// The unit a figure is printed in.
    #[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
    pub enum Unit {
        /// Kronor.
        Kr = "kr",
        /// Thousands of kronor.
        Tkr = "tkr",
        /// Millions of kronor.
        Mkr = "mkr",
        /// Hundredths of a whole.
        Percent = "percent",
        /// The distance between two percentages, in hundredths of a whole.
        Points = "percentage-points",
        /// Part of a whole, 0.5 for half.
        Share = "share",
        /// People.
        Persons = "persons",
        /// Days.
        Days = "days",
        /// Months.
        Months = "months",
        /// Things counted.
        Count = "count",
        /// An index value.
        Index = "index",
    }
}

/// What an amount is an amount of; only amounts of one kind compare.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Kind {
    /// Money, held in kronor.
    Money,
    /// A share or a plain number, held as a fraction.
    Share,
    /// People.
    Persons,
    /// Days.
    Days,
    /// Months.
    Months,
    /// Things counted.
    Count,
    /// An index value.
    Index,
}

/// A number with what is known about it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Quantity {
    /// The value as printed or computed, in the kind's own unit (kronor, fractions).
    pub value: Decimal,
    /// The least it can be, given how it was printed.
    pub low: Decimal,
    /// The most it can be.
    pub high: Decimal,
    /// What it measures.
    pub kind: Kind,
    /// The unit it is shown in.
    pub unit: Unit,
    /// The claims it rests on, in the order they were used.
    pub origins: Vec<Origin>,
}

/// One claim, by its number in the workspace.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub struct Origin(pub u32);

/// Why an operation on amounts could not be carried out.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum AmountError {
    /// The two amounts measure different things.
    DifferentKinds(Kind, Kind),
    /// Division by something that is, or may be, zero.
    DivisionByZero,
    /// Past 28 digits.
    Overflow,
}

impl Text {
    /// A text in both languages.
    pub fn new(sv: impl Into<String>, en: impl Into<String>) -> Self {
        Self { sv: sv.into(), en: en.into() }
    }

    /// The same words in both languages, for names and ids.
    pub fn same(text: impl Into<String>) -> Self {
        let text = text.into();
        Self { sv: text.clone(), en: text }
    }

    /// The text in one language.
    #[must_use]
    pub fn get(&self, language: Language) -> &str {
        match language {
            Language::Sv => &self.sv,
            Language::En => &self.en,
        }
    }

    /// Both languages, changed the same way.
    #[must_use]
    pub fn map(&self, mut change: impl FnMut(Language, &str) -> String) -> Self {
        Self { sv: change(Language::Sv, &self.sv), en: change(Language::En, &self.en) }
    }
}

/// Whether a character is a mark of direction: it can make a text read as something else than it says.
#[must_use]
pub const fn turns_around(c: char) -> bool {
    matches!(c, '\u{61c}' | '\u{200e}' | '\u{200f}' | '\u{202a}'..='\u{202e}' | '\u{2066}'..='\u{2069}')
}

/// How far from a whole the sum of some rounded parts may be: half a unit in the last place of each. A part without
/// decimals is exact.
pub fn leeway(parts: impl Iterator<Item = Decimal>) -> Decimal {
    let half = |part: Decimal| match part.scale() {
        0 => Decimal::ZERO,
        scale => Decimal::new(5, scale.saturating_add(1).min(Decimal::MAX_SCALE)),
    };
    parts.map(half).fold(Decimal::ZERO, Decimal::saturating_add)
}

/// A number with its noun, in Swedish for one and for several, then in English: `1 dag`, `12 dagar`.
#[must_use]
pub fn counted(number: i64, [sv_one, sv_many, en_one, en_many]: [&str; 4]) -> Text {
    let (sv, en) = if number.unsigned_abs() == 1 { (sv_one, en_one) } else { (sv_many, en_many) };
    Text::new(format!("{number} {sv}"), format!("{number} {en}"))
}

/// How many there are, as a number to be counted.
#[must_use]
pub fn many(count: usize) -> i64 {
    i64::try_from(count).unwrap_or(i64::MAX)
}

impl Unit {
    /// What the unit measures.
    #[must_use]
    pub const fn kind(self) -> Kind {
        match self {
            Self::Kr | Self::Tkr | Self::Mkr => Kind::Money,
            Self::Percent | Self::Points | Self::Share => Kind::Share,
            Self::Persons => Kind::Persons,
            Self::Days => Kind::Days,
            Self::Months => Kind::Months,
            Self::Count => Kind::Count,
            Self::Index => Kind::Index,
        }
    }

    /// How many of the kind's own unit one of this is.
    fn factor(self) -> Decimal {
        match self {
            Self::Tkr => Decimal::ONE_THOUSAND,
            Self::Mkr => Decimal::from(1_000_000),
            Self::Percent | Self::Points => Decimal::new(1, 2),
            _ => Decimal::ONE,
        }
    }

    /// What stands after a number in running text, with its space.
    const fn suffix(self, is_one: bool, language: Language) -> &'static str {
        match (self, language) {
            (Self::Points, Language::Sv) if is_one => " procentenhet",
            (Self::Points, Language::En) if is_one => " percentage point",
            (Self::Persons, _) if is_one => " person",
            (Self::Days, Language::Sv) if is_one => " dag",
            (Self::Days, Language::En) if is_one => " day",
            (Self::Months, Language::Sv) if is_one => " månad",
            (Self::Months, Language::En) if is_one => " month",
            (Self::Kr, Language::Sv) => " kr",
            (Self::Kr, Language::En) => " SEK",
            (Self::Tkr, Language::Sv) => " tkr",
            (Self::Tkr, Language::En) => " SEK thousand",
            (Self::Mkr, Language::Sv) => " mkr",
            (Self::Mkr, Language::En) => " SEK million",
            (Self::Percent, Language::Sv) => " %",
            (Self::Percent, Language::En) => "%",
            (Self::Points, Language::Sv) => " procentenheter",
            (Self::Points, Language::En) => " percentage points",
            (Self::Persons, Language::Sv) => " personer",
            (Self::Persons, Language::En) => " persons",
            (Self::Days, Language::Sv) => " dagar",
            (Self::Days, Language::En) => " days",
            (Self::Months, Language::Sv) => " månader",
            (Self::Months, Language::En) => " months",
            (Self::Share | Self::Count | Self::Index, _) => "",
        }
    }
}

impl Kind {
    /// What it is, in a word.
    #[must_use]
    pub fn name(self) -> Text {
        match self {
            Self::Money => Text::new("pengar", "money"),
            Self::Share => Text::new("en andel eller ett tal", "a share or a plain number"),
            Self::Persons => Text::new("personer", "persons"),
            Self::Days => Text::new("dagar", "days"),
            Self::Months => Text::new("månader", "months"),
            Self::Count => Text::new("ett antal", "a count"),
            Self::Index => Text::new("ett index", "an index"),
        }
    }
}

impl Quantity {
    /// A printed number: known to half its last digit, or exactly where the unit is a count.
    ///
    /// # Errors
    /// [`AmountError::Overflow`] when the number does not fit.
    pub fn printed(number: Decimal, unit: Unit, origin: Origin) -> Result<Self, AmountError> {
        let half = match unit.is_exact() {
            true => Decimal::ZERO,
            false => {
                Decimal::try_new(5, number.scale().saturating_add(1)).map_err(|_| AmountError::Overflow)?
            }
        };
        let scaled = |value: Decimal| value.checked_mul(unit.factor());
        let (Some(value), Some(half)) = (scaled(number), scaled(half)) else {
            return Err(AmountError::Overflow);
        };
        Ok(Self {
            value,
            low: value.checked_sub(half).ok_or(AmountError::Overflow)?,
            high: value.checked_add(half).ok_or(AmountError::Overflow)?,
            kind: unit.kind(),
            unit,
            origins: vec![origin],
        })
    }

    /// A number that was set and not printed: a target, a limit. Exact, in its unit.
    ///
    /// # Errors
    /// [`AmountError::Overflow`] when the number does not fit.
    pub fn set(number: Decimal, unit: Unit) -> Result<Self, AmountError> {
        let value = number.checked_mul(unit.factor()).ok_or(AmountError::Overflow)?;
        Ok(Self::exact(value, unit))
    }

    /// An exact number that no claim stands behind: a parameter or a literal.
    #[must_use]
    pub const fn exact(value: Decimal, unit: Unit) -> Self {
        let kind = unit.kind();
        Self { value, low: value, high: value, kind, unit, origins: Vec::new() }
    }

    /// The sum.
    ///
    /// # Errors
    /// When the kinds differ or the result does not fit.
    pub fn add(&self, other: &Self) -> Result<Self, AmountError> {
        self.same_kind(other)?;
        let sum = |a: Decimal, b: Decimal| a.checked_add(b).ok_or(AmountError::Overflow);
        Ok(self.joined(
            other,
            sum(self.value, other.value)?,
            sum(self.low, other.low)?,
            sum(self.high, other.high)?,
        ))
    }

    /// The difference; between two percentages it is shown in percentage points.
    ///
    /// # Errors
    /// When the kinds differ or the result does not fit.
    pub fn sub(&self, other: &Self) -> Result<Self, AmountError> {
        let difference = self.add(&other.negated())?;
        let both = self.unit == Unit::Percent && other.unit == Unit::Percent;
        Ok(if both { difference.shown_in(Unit::Points) } else { difference })
    }

    /// The same amount with the other sign.
    #[must_use]
    pub fn negated(&self) -> Self {
        Self { value: -self.value, low: -self.high, high: -self.low, ..self.clone() }
    }

    /// The amount without its sign.
    #[must_use]
    pub fn magnitude(&self) -> Self {
        if self.value.is_sign_negative() { self.negated() } else { self.clone() }
    }

    /// The product; one side must be a share or a plain number.
    ///
    /// # Errors
    /// When neither side is a plain number, or the result does not fit.
    pub fn mul(&self, other: &Self) -> Result<Self, AmountError> {
        let lead = match (self.kind, other.kind) {
            (_, Kind::Share) => self,
            (Kind::Share, _) => other,
            (a, b) => return Err(AmountError::DifferentKinds(a, b)),
        };
        let times = |a: Decimal, b: Decimal| a.checked_mul(b).ok_or(AmountError::Overflow);
        let corners = [
            times(self.low, other.low)?,
            times(self.low, other.high)?,
            times(self.high, other.low)?,
            times(self.high, other.high)?,
        ];
        let mut product =
            self.joined(other, times(self.value, other.value)?, least(&corners), most(&corners));
        (product.kind, product.unit) = (lead.kind, lead.unit);
        Ok(product)
    }

    /// The quotient: a share when both sides are of one kind.
    ///
    /// # Errors
    /// When the divisor may be zero, the kinds do not divide, or the result does not fit.
    pub fn div(&self, other: &Self) -> Result<Self, AmountError> {
        if other.low <= Decimal::ZERO && Decimal::ZERO <= other.high {
            return Err(AmountError::DivisionByZero);
        }
        let (kind, unit) = match (self.kind, other.kind) {
            (a, b) if a == b => (Kind::Share, Unit::Share),
            (_, Kind::Share) => (self.kind, self.unit),
            (a, b) => return Err(AmountError::DifferentKinds(a, b)),
        };
        let by = |a: Decimal, b: Decimal| a.checked_div(b).ok_or(AmountError::Overflow);
        let pairs =
            [(self.low, other.low), (self.low, other.high), (self.high, other.low), (self.high, other.high)];
        let (mut low, mut high) = (Decimal::MAX, Decimal::MIN);
        for (a, b) in pairs {
            let (down, up) = around(by(a, b)?, a, b);
            (low, high) = (low.min(down), high.max(up));
        }
        let mut quotient = self.joined(other, by(self.value, other.value)?, low, high);
        (quotient.kind, quotient.unit) = (kind, unit);
        Ok(quotient)
    }

    /// Whether every value this can have is above every value the other can have.
    ///
    /// # Errors
    /// When the kinds differ.
    pub fn surely_above(&self, other: &Self) -> Result<bool, AmountError> {
        self.same_kind(other)?;
        Ok(self.low > other.high)
    }

    /// Whether some value this can have is also one the other can have.
    ///
    /// # Errors
    /// When the kinds differ.
    pub fn meets(&self, other: &Self) -> Result<bool, AmountError> {
        self.same_kind(other)?;
        Ok(self.low <= other.high && other.low <= self.high)
    }

    /// The same amount shown in another unit of its kind.
    #[must_use]
    pub fn shown_in(mut self, unit: Unit) -> Self {
        if unit.kind() == self.kind {
            self.unit = unit;
        }
        self
    }

    /// The number in the unit it is shown in.
    #[must_use]
    pub fn shown(&self) -> Decimal {
        self.value.checked_div(self.unit.factor()).unwrap_or(self.value).normalize()
    }

    /// How the amount is written for a reader: grouped, with a true minus sign and its unit.
    /// A computed number is shown to at most two decimals, rounded half away from zero.
    #[must_use]
    pub fn written(&self, language: Language) -> String {
        let number = self.shown().round_dp_with_strategy(2, RoundingStrategy::MidpointAwayFromZero);
        format!(
            "{}{}",
            written_number(number, language),
            self.unit.suffix(number.abs() == Decimal::ONE, language)
        )
    }

    fn same_kind(&self, other: &Self) -> Result<(), AmountError> {
        if self.kind == other.kind { Ok(()) } else { Err(AmountError::DifferentKinds(self.kind, other.kind)) }
    }

    fn joined(&self, other: &Self, value: Decimal, low: Decimal, high: Decimal) -> Self {
        let mut origins = self.origins.clone();
        origins.extend(other.origins.iter().filter(|origin| !self.origins.contains(origin)));
        let unit = match (self.unit, other.unit) {
            (Unit::Points, Unit::Percent) => Unit::Percent,
            (mine, other) if other.factor() > mine.factor() => other,
            (mine, _) => mine,
        };
        Self { value, low, high, kind: self.kind, unit, origins }
    }
}

impl Unit {
    /// People, days and things are counted, not rounded.
    const fn is_exact(self) -> bool {
        matches!(self, Self::Persons | Self::Days | Self::Count)
    }
}

/// What a quotient lies between: itself when it comes out even, else the numbers just below and above it
/// at the last digit that can be held. A third is between 0,33…3 and 0,33…4.
fn around(quotient: Decimal, over: Decimal, under: Decimal) -> (Decimal, Decimal) {
    if quotient.checked_mul(under) == Some(over) && quotient.scale() < Decimal::MAX_SCALE {
        return (quotient, quotient);
    }
    let digit = Decimal::try_new(1, quotient.scale()).unwrap_or_default();
    (quotient.saturating_sub(digit), quotient.saturating_add(digit))
}

fn least(corners: &[Decimal]) -> Decimal {
    corners.iter().copied().min().unwrap_or_default()
}

fn most(corners: &[Decimal]) -> Decimal {
    corners.iter().copied().max().unwrap_or_default()
}

/// A number with its digits in groups of three: `2 095 307,5` in Swedish, `2,095,307.5` in English.
#[must_use]
pub fn written_number(number: Decimal, language: Language) -> String {
    let number = number.normalize();
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

/// Fails on words that are missing in a language, or English in Swedish.
#[cfg(test)]
pub(crate) fn in_both(sv: &str, en: &str) {
    const ENGLISH: &[&str] =
        &["the", "of", "and", "not", "is", "no", "overdue", "unknown", "missing", "money", "days"];
    assert!(!sv.trim().is_empty() && !en.trim().is_empty(), "`{sv}`, `{en}`");
    let english = sv.split(|c: char| !c.is_alphanumeric()).find(|word| ENGLISH.contains(word));
    assert!(english.is_none(), "`{sv}` has {english:?}");
}

#[cfg(test)]
mod tests {
    use super::*;

    fn printed(text: &str, unit: Unit) -> Quantity {
        Quantity::printed(text.parse().unwrap(), unit, Origin(0)).unwrap()
    }

    #[test]
    fn a_printed_number_is_known_to_half_its_last_digit() {
        for (text, unit, low, high, why) in [
            ("2095", Unit::Tkr, "2094500", "2095500", "thousands"),
            ("9.30", Unit::Percent, "0.09295", "0.09305", "the zero is a digit"),
            ("-42.2", Unit::Tkr, "-42250", "-42150", "negative"),
            ("12", Unit::Persons, "12", "12", "people are counted"),
        ] {
            let amount = printed(text, unit);
            assert_eq!(amount.low, low.parse().unwrap(), "{why}");
            assert_eq!(amount.high, high.parse().unwrap(), "{why}");
        }
    }

    #[test]
    fn amounts_are_written_as_each_language_writes_them() {
        for (text, unit, sv, en) in [
            ("2095307", Unit::Kr, "2\u{a0}095\u{a0}307 kr", "2,095,307 SEK"),
            ("-42.2", Unit::Tkr, "−42,2 tkr", "−42.2 SEK thousand"),
            ("66", Unit::Percent, "66 %", "66%"),
            ("999", Unit::Count, "999", "999"),
            ("1", Unit::Days, "1 dag", "1 day"),
            ("-1", Unit::Points, "−1 procentenhet", "−1 percentage point"),
            ("1.5", Unit::Months, "1,5 månader", "1.5 months"),
            ("0", Unit::Persons, "0 personer", "0 persons"),
        ] {
            let amount = printed(text, unit);
            assert_eq!(amount.written(Language::Sv), sv);
            assert_eq!(amount.written(Language::En), en);
        }
    }

    #[test]
    fn a_noun_agrees_with_its_number() {
        for (number, sv, en) in [(0, "0 dagar", "0 days"), (1, "1 dag", "1 day"), (2, "2 dagar", "2 days")] {
            assert_eq!(counted(number, ["dag", "dagar", "day", "days"]), Text::new(sv, en));
        }
    }

    #[test]
    fn percentages_differ_by_percentage_points() {
        let (before, after) = (printed("46.2", Unit::Percent), printed("17.2", Unit::Percent));
        let fall = after.sub(&before).unwrap();
        assert_eq!(fall.written(Language::Sv), "−29 procentenheter");
        assert_eq!(fall.written(Language::En), "−29 percentage points");
        assert_eq!(fall.add(&before).unwrap().written(Language::Sv), "17,2 %");
    }

    #[test]
    fn only_amounts_of_one_kind_add_and_compare() {
        let (money, share) = (printed("5", Unit::Kr), printed("5", Unit::Percent));
        assert!(money.add(&share).is_err());
        assert!(money.surely_above(&share).is_err());
        assert_eq!(money.mul(&share).unwrap().kind, Kind::Money);
        assert_eq!(money.div(&printed("2", Unit::Tkr)).unwrap().kind, Kind::Share);
        assert_eq!(
            money.div(&printed("0", Unit::Kr)),
            Err(AmountError::DivisionByZero),
            "zero within rounding"
        );
    }

    #[test]
    fn rounding_joins_and_origins_are_kept_once() {
        let rounded = printed("2095", Unit::Tkr);
        let exact = Quantity::printed("2095307".parse().unwrap(), Unit::Kr, Origin(1)).unwrap();
        assert!(rounded.meets(&exact).unwrap());
        assert!(!rounded.surely_above(&exact).unwrap());
        let sum = rounded.add(&exact).unwrap().add(&exact).unwrap();
        assert_eq!(sum.origins, [Origin(0), Origin(1)]);
        assert_eq!(sum.unit, Unit::Tkr, "the coarser unit is shown");
    }
}
