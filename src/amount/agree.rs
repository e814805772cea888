//! Whether two numbers can be of one amount, as one rule of rounding prints it.

use super::{AmountError, Digits, Quantity};

impl Quantity {
    /// Whether it is above a limit as it is printed, whatever the rounding makes of it.
    #[must_use]
    pub fn printed_above(&self, limit: &Self) -> bool {
        self.value > limit.value && !self.is_same(limit)
    }

    /// Whether two statements can be of one amount, rounded by one rule. Two numbers that are printed alike, in one
    /// unit and to one digit, then are one number. Of two others not both ends where they touch are theirs, since a
    /// half is rounded away from one of them; an exact amount that lies there may be either.
    ///
    /// # Errors
    /// When the kinds differ.
    pub fn agrees(&self, other: &Self) -> Result<bool, AmountError> {
        let meets = self.meets(other)?;
        let touch = self.low == other.high || other.low == self.high;
        let spread = |it: &Self| it.high.saturating_sub(it.low);
        let printed = |it: &Self| it.origins.len() == 1 && matches!(it.digits, Digits::Exactly(_));
        let alike = printed(self)
            && printed(other)
            && (self.digits, self.unit, spread(self)) == (other.digits, other.unit, spread(other));
        let holds = if alike { self.is_same(other) } else { !touch || self.is_exact() || other.is_exact() };
        Ok(meets && holds)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::amount::{Origin, Unit};

    fn printed(text: &str, unit: Unit) -> Quantity {
        Quantity::printed(text.parse().unwrap(), unit, Origin(0)).unwrap()
    }

    #[test]
    fn two_numbers_of_one_amount_agree_as_one_rule_rounds_it() {
        let two = printed("40", Unit::Tkr).add(&printed("54", Unit::Tkr)).unwrap();
        let three = two.add(&printed("1", Unit::Tkr)).unwrap();
        for (one, other, agree, why) in [
            (printed("1", Unit::Mkr), printed("2", Unit::Mkr), false, "one amount is printed as one number"),
            (printed("1500000", Unit::Kr), printed("1500001", Unit::Kr), false, "a krona off"),
            (printed("93", Unit::Tkr), printed("93", Unit::Tkr), true, "the same"),
            (printed("2", Unit::Mkr), printed("1500", Unit::Tkr), true, "other digits overlap"),
            (two, printed("95", Unit::Tkr), true, "a sum may be off by its roundings"),
            (three.clone(), printed("96", Unit::Tkr), true, "a sum may be off by its roundings"),
            (three, printed("97", Unit::Tkr), false, "and not where they only touch"),
            (printed("12", Unit::Percent), exact_percent("0.125"), true, "an exact half may go either way"),
            (printed("13", Unit::Percent), exact_percent("0.125"), true, "an exact half may go either way"),
        ] {
            assert_eq!(one.agrees(&other), Ok(agree), "{why}");
            assert_eq!(other.agrees(&one), Ok(agree), "{why}");
        }
    }

    fn exact_percent(text: &str) -> Quantity {
        Quantity::exact(text.parse().unwrap(), Unit::Percent)
    }
}
