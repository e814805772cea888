//! Exact amounts: a decimal with the interval its printing leaves open, its kind, and which claims it came from.

mod agree;
pub mod slip;
mod written;

use rust_decimal::Decimal;

use written::Digits;
pub use written::{apart, tell_apart, written_number};

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
        /// A plain number: so many times something.
        Number = "number",
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
    /// Hundredths of a whole, and the distance between them, held as a fraction.
    Percent,
    /// Part of a whole, held as a fraction.
    Share,
    /// A plain number.
    Number,
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
    /// The digits it is written with.
    digits: Digits,
    /// Whether a reader is told that it is computed.
    worked_out: bool,
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
            Self::Percent | Self::Points => Kind::Percent,
            Self::Share => Kind::Share,
            Self::Number => Kind::Number,
            Self::Persons => Kind::Persons,
            Self::Days => Kind::Days,
            Self::Months => Kind::Months,
            Self::Count => Kind::Count,
            Self::Index => Kind::Index,
        }
    }

    /// How many of this an amount in the kind's own unit is; most units are that one.
    fn count_in(self, amount: Decimal) -> Option<Decimal> {
        if self.tens() == 0 { Some(amount) } else { amount.checked_div(self.factor()) }
    }

    /// How many of the kind's own unit one of this is.
    pub(crate) fn factor(self) -> Decimal {
        match self {
            Self::Tkr => Decimal::ONE_THOUSAND,
            Self::Mkr => Decimal::from(1_000_000),
            Self::Percent | Self::Points => Decimal::new(1, 2),
            _ => Decimal::ONE,
        }
    }

    /// How many tens that is.
    const fn tens(self) -> i32 {
        match self {
            Self::Tkr => 3,
            Self::Mkr => 6,
            Self::Percent | Self::Points => -2,
            _ => 0,
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
            (Self::Share | Self::Number | Self::Count | Self::Index, _) => "",
        }
    }
}

impl Kind {
    /// What it is, in a word.
    #[must_use]
    pub fn name(self) -> Text {
        match self {
            Self::Money => Text::new("pengar", "money"),
            Self::Percent => Text::new("procent", "per cent"),
            Self::Share => Text::new("en andel", "a share"),
            Self::Number => Text::new("ett tal", "a plain number"),
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
            low: sum(value, -half)?.0,
            high: sum(value, half)?.1,
            kind: unit.kind(),
            unit,
            digits: Digits::Exactly(number.scale()),
            worked_out: false,
            origins: vec![origin],
        })
    }

    /// A number that was set and not printed: a target, a limit. Exact, in its unit.
    ///
    /// # Errors
    /// [`AmountError::Overflow`] when the number does not fit.
    pub fn set(number: Decimal, unit: Unit) -> Result<Self, AmountError> {
        let value = number.checked_mul(unit.factor()).ok_or(AmountError::Overflow)?;
        Ok(Self { digits: Digits::Exactly(number.scale()), ..Self::exact(value, unit) })
    }

    /// An exact number that no claim stands behind: a parameter or a literal.
    #[must_use]
    pub const fn exact(value: Decimal, unit: Unit) -> Self {
        let kind = unit.kind();
        let digits = Digits::AtMost(Decimal::MAX_SCALE);
        Self { value, low: value, high: value, kind, unit, digits, worked_out: false, origins: Vec::new() }
    }

    /// The readings that another amount of the same thing leaves open too; all of them where the two do not agree.
    #[must_use]
    pub fn narrowed_by(self, other: &Self) -> Self {
        if !self.meets(other).unwrap_or(false) || other.low <= self.low && self.high <= other.high {
            return self;
        }
        let (low, high) = (self.low.max(other.low), self.high.min(other.high));
        let mut origins = self.origins;
        origins.extend(other.origins.iter().copied());
        Self { value: self.value.clamp(low, high), low, high, origins, ..self }
    }

    /// What is worked out from an amount alone, with the least and the most it can be.
    #[must_use]
    pub fn changed(&self, value: Decimal, low: Decimal, high: Decimal) -> Self {
        Self { value, low, high, ..self.clone() }.measured()
    }

    /// The same statement with another number, known as closely.
    #[must_use]
    pub fn moved(&self, value: Decimal, low: Decimal, high: Decimal) -> Self {
        Self { value, low, high, ..self.clone() }
    }

    /// The sum.
    ///
    /// # Errors
    /// When the kinds differ or the result does not fit.
    pub fn add(&self, other: &Self) -> Result<Self, AmountError> {
        self.plus(other, other.value, (other.low, other.high))
    }

    /// The sum with what another amount of the same thing is counted as, and the least and the most of that.
    fn plus(&self, other: &Self, by: Decimal, (low, high): (Decimal, Decimal)) -> Result<Self, AmountError> {
        self.same_kind(other)?;
        let value = self.value.checked_add(by).ok_or(AmountError::Overflow)?;
        let ((low, _), (_, high)) = (sum(self.low, low)?, sum(self.high, high)?);
        Ok(self.joined(other, value, low, high))
    }

    /// The difference; between two percentages it is shown in percentage points.
    ///
    /// # Errors
    /// When the kinds differ or the result does not fit.
    pub fn sub(&self, other: &Self) -> Result<Self, AmountError> {
        let difference = self.plus(other, -other.value, (-other.high, -other.low))?;
        let both = self.unit == Unit::Percent && other.unit == Unit::Percent;
        Ok(if both { difference.shown_in(Unit::Points) } else { difference })
    }

    /// The same printed number, rounded more than its last digit tells: to the nearest half, or five.
    ///
    /// # Errors
    /// [`AmountError::Overflow`] when the number does not fit.
    pub fn rounded_to(self, step: Decimal) -> Result<Self, AmountError> {
        let step = step.checked_mul(self.unit.factor()).ok_or(AmountError::Overflow)?;
        let half = step.checked_div(Decimal::TWO).ok_or(AmountError::Overflow)?;
        let (low, high) = (sum(self.value, -half)?.0, sum(self.value, half)?.1);
        Ok(Self { low: low.min(self.low), high: high.max(self.high), ..self })
    }

    /// The same number as one that was decided and not measured: it is what it is printed as.
    #[must_use]
    pub fn as_set(self) -> Self {
        Self { low: self.value, high: self.value, ..self }
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

    /// The product; one side must be a plain number, a share or per cent.
    ///
    /// # Errors
    /// When neither side is, or the result does not fit.
    pub fn mul(&self, other: &Self) -> Result<Self, AmountError> {
        let lead = match (self.kind, other.kind) {
            (_, Kind::Number) => self,
            (Kind::Number, _) => other,
            (_, Kind::Share | Kind::Percent) => self,
            (Kind::Share | Kind::Percent, _) => other,
            (a, b) => return Err(AmountError::DifferentKinds(a, b)),
        };
        let (low, high) = outermost(self, other, product)?;
        let value = self.value.checked_mul(other.value).ok_or(AmountError::Overflow)?;
        let product = self.joined(other, value, low, high);
        Ok(Self { kind: lead.kind, unit: lead.unit, ..product }.measured())
    }

    /// The quotient: a plain number when both sides are of one kind, else of the first for each of the second.
    ///
    /// # Errors
    /// When the divisor may be zero, or the result does not fit.
    pub fn div(&self, other: &Self) -> Result<Self, AmountError> {
        if other.low <= Decimal::ZERO && Decimal::ZERO <= other.high {
            return Err(AmountError::DivisionByZero);
        }
        let (kind, unit) = match (self.kind, other.kind) {
            (a, b) if a == b => (Kind::Number, Unit::Number),
            // So many of the first for each of the second: kronor a person.
            _ => (self.kind, self.unit),
        };
        let (low, high) = outermost(self, other, quotient)?;
        let value = self.value.checked_div(other.value).ok_or(AmountError::Overflow)?;
        let quotient = self.joined(other, value, low, high);
        Ok(Self { kind, unit, ..quotient }.measured())
    }

    /// A plain number as so much of a unit that is a part of a whole; anything else as it is.
    #[must_use]
    pub fn as_part(self, unit: Unit) -> Self {
        if self.kind != Kind::Number || !matches!(unit.kind(), Kind::Percent | Kind::Share | Kind::Index) {
            return self;
        }
        Self { kind: unit.kind(), unit, ..self }.measured()
    }

    /// What came of dividing things that are counted, in the unit that its figure has: participants a meeting.
    #[must_use]
    pub fn as_quotient(self, unit: Unit) -> Self {
        let counted = |it| matches!(it, Kind::Persons | Kind::Count | Kind::Number | Kind::Index);
        match self.kind != unit.kind() && counted(self.kind) && counted(unit.kind()) {
            true => Self { kind: unit.kind(), unit, ..self }.measured(),
            false => self.as_part(unit),
        }
    }

    /// Whether every value this can have is above every value the other can have.
    ///
    /// # Errors
    /// When the kinds differ.
    pub fn surely_above(&self, other: &Self) -> Result<bool, AmountError> {
        self.same_kind(other)?;
        Ok(self.low > other.high)
    }

    /// Whether only some values this can have are above some the other can have, and the two are not the same number:
    /// then it is above or not by which reading of the printed numbers is taken.
    ///
    /// # Errors
    /// When the kinds differ.
    pub fn may_be_above(&self, other: &Self) -> Result<bool, AmountError> {
        Ok(!self.surely_above(other)? && self.high > other.low && !self.is_same(other))
    }

    /// Whether some value this can have is also one the other can have.
    ///
    /// # Errors
    /// When the kinds differ.
    pub fn meets(&self, other: &Self) -> Result<bool, AmountError> {
        self.same_kind(other)?;
        Ok(self.low <= other.high && other.low <= self.high)
    }

    /// Whether two amounts are printed or set as the same number; more digits than anyone prints are no difference.
    #[must_use]
    pub fn is_same(&self, other: &Self) -> bool {
        self.value.round_sf(18) == other.value.round_sf(18)
    }

    /// The same amount shown in another unit of its kind.
    #[must_use]
    pub fn shown_in(mut self, unit: Unit) -> Self {
        if unit.kind() == self.kind {
            self.digits = self.digits_in(unit);
            self.unit = unit;
        }
        self
    }

    /// The digits it has in another unit of its kind.
    fn digits_in(&self, unit: Unit) -> Digits {
        self.digits.moved(unit.tens().saturating_sub(self.unit.tens()))
    }

    /// Whether it is one number and no interval.
    #[must_use]
    pub fn is_exact(&self) -> bool {
        self.low == self.high
    }

    /// The number in the unit it is shown in.
    #[must_use]
    pub fn shown(&self) -> Decimal {
        self.shown_as(self.unit)
    }

    /// Likewise in another unit.
    fn shown_as(&self, unit: Unit) -> Decimal {
        unit.count_in(self.value).unwrap_or(self.value).normalize()
    }

    fn same_kind(&self, other: &Self) -> Result<(), AmountError> {
        if self.kind == other.kind { Ok(()) } else { Err(AmountError::DifferentKinds(self.kind, other.kind)) }
    }

    fn joined(&self, other: &Self, value: Decimal, low: Decimal, high: Decimal) -> Self {
        let mut origins = Vec::with_capacity(self.origins.len().saturating_add(other.origins.len()));
        origins.extend_from_slice(&self.origins);
        origins.extend(other.origins.iter().filter(|origin| !self.origins.contains(origin)));
        let unit = match (self.unit, other.unit) {
            (Unit::Points, Unit::Percent) => Unit::Percent,
            (mine, other) if other.tens() > mine.tens() => other,
            (mine, _) => mine,
        };
        let digits = Digits::of_sum(self, other, unit);
        Self { value, low, high, kind: self.kind, unit, digits, worked_out: false, origins }
    }
}

impl Unit {
    /// People, days and things are counted, not rounded.
    const fn is_exact(self) -> bool {
        matches!(self, Self::Persons | Self::Days | Self::Count)
    }
}

type Between = Result<(Decimal, Decimal), AmountError>;

/// What a sum lies between: itself, unless it has more digits than can be held.
fn sum(a: Decimal, b: Decimal) -> Between {
    let sum = a.checked_add(b).ok_or(AmountError::Overflow)?;
    let is_held = |scale: u32| scale <= sum.scale();
    // Last zeros need no digits; they are looked for only where some digit may have been lost.
    let held = is_held(a.scale().max(b.scale())) || is_held(a.normalize().scale().max(b.normalize().scale()));
    Ok(if held { (sum, sum) } else { around(sum) })
}

/// Likewise a product.
fn product(a: Decimal, b: Decimal) -> Between {
    if let Some(product) = a.checked_mul(b).filter(|it| it.scale() == a.scale().saturating_add(b.scale())) {
        return Ok((product, product));
    }
    let (a, b) = (a.normalize(), b.normalize());
    let product = a.checked_mul(b).ok_or(AmountError::Overflow)?;
    let is_held = product.is_zero() == (a.is_zero() || b.is_zero())
        && (product.is_zero() || product.scale() >= a.scale().saturating_add(b.scale()));
    Ok(if is_held { (product, product) } else { around(product) })
}

/// What a quotient lies between: itself when it comes out even, else the numbers just below and above it
/// at the last digit that can be held. A third is between 0,33…3 and 0,33…4.
fn quotient(over: Decimal, under: Decimal) -> Between {
    let quotient = over.checked_div(under).ok_or(AmountError::Overflow)?;
    let is_even = product(quotient, under).is_ok_and(|between| between == (over, over));
    Ok(if is_even { (quotient, quotient) } else { around(quotient) })
}

/// The numbers just below and above one, at the last digit that can be held.
fn around(number: Decimal) -> (Decimal, Decimal) {
    let digit = Decimal::try_new(1, number.scale()).unwrap_or_default();
    (number.saturating_sub(digit), number.saturating_add(digit))
}

/// The least and the most that comes out of what two amounts can be.
fn outermost(a: &Quantity, b: &Quantity, of: fn(Decimal, Decimal) -> Between) -> Between {
    let (mut low, mut high) = of(a.low, b.low)?;
    // What is no interval has one end.
    let others = [(a.low, b.high, b.is_exact()), (a.high, b.low, a.is_exact())];
    let last = (a.high, b.high, a.is_exact() || b.is_exact());
    for (a, b, _) in others.into_iter().chain([last]).filter(|(.., again)| !again) {
        let (down, up) = of(a, b)?;
        (low, high) = (low.min(down), high.max(up));
    }
    Ok((low, high))
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
    fn numbers_are_the_same_to_their_eighteenth_digit() {
        let exact = |text: &str| Quantity::exact(text.parse().unwrap(), Unit::Number);
        let one = exact("1.000000000000000001");
        assert!(one.is_same(&exact("1")), "the nineteenth");
        assert!(!exact("1.00000000000000001").is_same(&one), "the eighteenth");
    }

    /// Of a sum with more digits than can be held the last is lost, unless it is a zero.
    #[test]
    fn a_sum_is_exact_where_no_digit_of_it_is_lost() {
        let sum_with = |text: &str| {
            let large: Decimal = "7922816251426433759354395033.0".parse().unwrap();
            let (low, high) = sum(large, text.parse().unwrap()).unwrap();
            low < high
        };
        assert_eq!([sum_with("0.9"), sum_with("1.0")], [true, false]);
    }

    #[test]
    fn nothing_is_nothing_however_many_digits_it_is_multiplied_with() {
        let (nothing, part) = (Decimal::new(0, 28), Decimal::new(1, 28));
        for (a, b) in [(nothing, part), (part, nothing), (nothing, nothing)] {
            assert_eq!(product(a, b), Ok((Decimal::ZERO, Decimal::ZERO)), "{a} × {b}");
        }
        let (low, high) = product(part, part).unwrap();
        assert!(low < high, "too small to be held, and not nothing");
    }

    #[test]
    fn another_amount_of_the_same_narrows_what_it_can_be() {
        for (other, value, low, high, why) in [
            ("2096", "2095500", "2095500", "2095500", "where they meet"),
            ("2094.9", "2094950", "2094850", "2094950", "printed more closely"),
            ("2097", "2095000", "2094500", "2095500", "another number"),
        ] {
            let narrowed = printed("2095", Unit::Tkr).narrowed_by(&printed(other, Unit::Tkr));
            let found = [narrowed.value, narrowed.low, narrowed.high].map(|it| it.normalize().to_string());
            assert_eq!(found, [value, low, high], "{why}");
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
    fn a_computed_number_has_no_more_digits_than_are_known() {
        let set = |text: &str, unit| Quantity::set(text.parse().unwrap(), unit).unwrap();
        let kronor = printed("3000040", Unit::Kr);
        for (amount, written, why) in [
            (printed("42.2", Unit::Tkr).add(&printed("13.1", Unit::Tkr)), "55,3 tkr", "both have one"),
            (printed("42.0", Unit::Tkr).add(&printed("13.0", Unit::Tkr)), "55,0 tkr", "both have a zero"),
            (printed("42.25", Unit::Tkr).add(&printed("13.1", Unit::Tkr)), "55,35 tkr", "one has two"),
            (printed("7", Unit::Mkr).sub(&printed("4.5", Unit::Mkr)), "2,5 mkr", "what a calculator finds"),
            (printed("7", Unit::Mkr).sub(&printed("4500", Unit::Tkr)), "2,5 mkr", "not 3"),
            (kronor.sub(&printed("1933", Unit::Tkr)), "ca 1\u{a0}067 tkr", "kronor against thousands"),
            (
                set("40", Unit::Percent).sub(&printed("42.5", Unit::Percent)),
                "−2,5 procentenheter",
                "a target",
            ),
            (printed("3556", Unit::Tkr).mul(&set("0.3", Unit::Share)), "ca 1\u{a0}067 tkr", "known to 0,3"),
            (printed("8", Unit::Mkr).mul(&set("0.19", Unit::Share)), "ca 1,5 mkr", "known to 0,2"),
            (
                printed("7", Unit::Mkr).mul(&set("0.35", Unit::Share)),
                "ca 2,5 mkr",
                "2 would be another number",
            ),
            (
                printed("118", Unit::Persons).div(&printed("186", Unit::Persons)),
                "ca 0,63",
                "people are counted",
            ),
        ] {
            assert_eq!(amount.unwrap().written(Language::Sv), written, "{why}");
        }
        assert_eq!(kronor.as_worked_out().written(Language::En), "3,000,040 SEK (computed)");
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
        assert_eq!(fall.written(Language::Sv), "−29,0 procentenheter");
        assert_eq!(fall.written(Language::En), "−29.0 percentage points");
        assert_eq!(fall.add(&before).unwrap().written(Language::Sv), "17,2 %");
    }

    #[test]
    fn only_amounts_of_one_kind_add_and_compare() {
        let (money, share) = (printed("5", Unit::Kr), printed("5", Unit::Percent));
        assert!(money.add(&share).is_err());
        assert!(money.surely_above(&share).is_err());
        assert_eq!(money.mul(&share).unwrap().kind, Kind::Money);
        assert_eq!(money.div(&printed("2", Unit::Tkr)).unwrap().kind, Kind::Number);
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
