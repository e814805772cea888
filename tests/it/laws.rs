//! Laws that hold for every value: the stairs, the intervals, due dates.

use proptest::prelude::*;
use rust_decimal::Decimal;
use samkoll::amount::{Language, Origin, Quantity, Unit, tell_apart};
use samkoll::facts::climb;
use samkoll::model::period::{Every, Period};
use samkoll::model::rule::StairStep;

use crate::common::cases;

fn trappan() -> Vec<StairStep> {
    let step =
        |to: i64, percent: i64| StairStep { to: Some(Decimal::from(to)), rate: Decimal::new(percent, 2) };
    vec![step(7_000_000, 20), step(15_000_000, 15)]
}

fn cap(allocation: i64) -> Option<Decimal> {
    climb(&Quantity::exact(Decimal::from(allocation), Unit::Kr), &trappan()).ok().map(|cap| cap.value)
}

#[test]
fn the_cap_is_what_the_recommendation_gives() {
    for (allocation, expected) in [
        (0, "0"),
        (5_000_000, "1000000"),
        (6_028_000, "1205600"),
        (7_000_000, "1400000"),
        (8_000_000, "1550000"),
        (10_000_000, "1850000"),
        (11_354_000, "2053100"),
        (12_000_000, "2150000"),
        (15_000_000, "2600000"),
    ] {
        assert_eq!(cap(allocation), Some(expected.parse().unwrap()), "{allocation}");
    }
    assert_eq!(cap(15_000_001), None, "nothing is known above the last step");
}

proptest! {
    #![proptest_config(cases(256))]

    #[test]
    fn the_cap_rises_and_ever_less(a in 0_i64..14_000_000, step in 1_i64..500_000) {
        let (low, middle, high) = (cap(a).unwrap(), cap(a + step).unwrap(), cap(a + 2 * step).unwrap());
        prop_assert!(low < middle && middle < high, "monotone");
        prop_assert!(middle - low >= high - middle, "concave");
        prop_assert!(middle - low <= Decimal::from(step), "continuous: no jump above the base's own");
    }

    #[test]
    fn a_printed_number_lies_in_its_interval_and_sums_keep_to_theirs(a in -9_999_999_i64..9_999_999, b in -9_999_999_i64..9_999_999) {
        let printed = |number: i64| Quantity::printed(Decimal::new(number, 1), Unit::Tkr, Origin(0)).unwrap();
        let sum = printed(a).add(&printed(b)).unwrap();
        prop_assert!(sum.low <= sum.value && sum.value <= sum.high);
        prop_assert_eq!(printed(a).sub(&printed(b)).unwrap().value, printed(a).value - printed(b).value);
        prop_assert!(printed(a).meets(&printed(a)).unwrap());
        prop_assert!(!printed(a).surely_above(&printed(a)).unwrap());
    }

    #[test]
    fn surely_above_never_holds_both_ways(a in -9_999_i64..9_999, b in -9_999_i64..9_999) {
        let printed = |number: i64| Quantity::printed(Decimal::from(number), Unit::Tkr, Origin(0)).unwrap();
        let (above, below) = (printed(a).surely_above(&printed(b)).unwrap(), printed(b).surely_above(&printed(a)).unwrap());
        prop_assert!(!(above && below));
        prop_assert_eq!(printed(a).meets(&printed(b)).unwrap(), !above && !below);
    }

    #[test]
    fn periods_of_a_year_tile_it(year in 1900_i32..2999) {
        for every in [Every::Year, Every::HalfYear, Every::Tertial, Every::Quarter, Every::Month] {
            let periods: Vec<Period> = Period::of_year(year, every).collect();
            for pair in periods.windows(2) {
                prop_assert_eq!(pair[0].end().succ_opt(), Some(pair[1].start()));
            }
        }
    }

    #[test]
    fn reading_never_panics(text in "\\PC{0,200}") {
        let mut world = crate::common::Texts::new();
        world.insert("samkoll.toml".into(), text);
        let _ = samkoll::load(&world);
    }
}

/// An amount as documents print it or rules work it out.
fn amounts() -> impl Strategy<Value = Quantity> {
    let units = prop::sample::select(vec![Unit::Kr, Unit::Tkr, Unit::Mkr, Unit::Percent, Unit::Number]);
    let numbers = prop_oneof![-30_i64..30, -99_999_999_i64..99_999_999];
    (numbers, 0_u32..7, units, 0_u8..4, 1_i64..13).prop_map(|(number, scale, unit, made, other)| {
        let printed = Quantity::printed(Decimal::new(number, scale), unit, Origin(0)).unwrap();
        let other = Quantity::exact(Decimal::from(other), Unit::Number);
        match made {
            0 => printed,
            1 => printed.div(&other).unwrap(),
            2 => printed.mul(&Quantity::exact(Decimal::new(37, 2), Unit::Share)).unwrap(),
            _ => printed.sub(&Quantity::exact(Decimal::new(number, scale + 3), unit)).unwrap(),
        }
    })
}

proptest! {
    #![proptest_config(cases(256))]

    #[test]
    fn two_amounts_that_differ_never_look_alike_in_one_text(mut all in prop::collection::vec(amounts(), 2..7)) {
        tell_apart(&mut all.iter_mut().collect::<Vec<_>>());
        for language in [Language::Sv, Language::En] {
            for (a, b) in all.iter().zip(all.iter().skip(1)).chain(all.first().zip(all.last())) {
                let same = a.unit == b.unit && a.shown() == b.shown();
                prop_assert!(same || a.written(language) != b.written(language), "{a:?} {b:?}");
            }
            for amount in &all {
                let looks_like_nothing = !amount.written(language).contains(|c: char| ('1'..='9').contains(&c));
                prop_assert_eq!(looks_like_nothing, amount.value.is_zero());
            }
        }
    }

    #[test]
    fn a_printed_number_is_shown_with_its_digits(number in -99_999_i64..99_999, scale in 0_u32..5) {
        let number = Decimal::new(number, scale);
        let written = Quantity::printed(number, Unit::Percent, Origin(0)).unwrap().written(Language::En);
        let digits = written.replace('−', "-").replace([',', '%'], "");
        prop_assert!(digits == number.to_string() || number.is_zero(), "{number} is shown as {written}");
    }

    #[test]
    fn what_is_worked_out_holds_what_it_can_be(a in 1_i64..i64::MAX, b in 1_i64..i64::MAX, scale in 0_u32..15) {
        let number = |number| Quantity::exact(Decimal::new(number, scale), Unit::Number);
        // Back by the way it came: what was rounded on the way must still be within.
        let there = number(a).div(&number(b)).unwrap().mul(&number(b)).unwrap();
        prop_assert!(there.meets(&number(a)).unwrap(), "{there:?}");
    }
}

/// A number as it is written, read again: in kronor, as a fraction, or as it stands, with what its last digit is
/// worth, and whether it is said to be about so much.
fn read_again(written: &str) -> (Decimal, Decimal, bool) {
    let plain = written.replace('\u{a0}', "").replace('−', "-").replace(',', ".");
    let about = plain.starts_with("ca ");
    let mut words = plain.trim_start_matches("ca ").split_whitespace();
    let number: Decimal = words.next().unwrap().parse().unwrap();
    let factor = match words.next() {
        Some("tkr") => Decimal::ONE_THOUSAND,
        Some("mkr") => Decimal::from(1_000_000),
        Some("%" | "procentenheter" | "procentenhet") => Decimal::new(1, 2),
        _ => Decimal::ONE,
    };
    (number * factor, Decimal::new(1, number.scale()) * factor, about)
}

/// Numbers as documents print them, of one kind: money in its three units, or per cent.
fn printed_terms() -> impl Strategy<Value = Vec<Quantity>> {
    let number = || (-99_999_i64..99_999, 0_u32..3);
    let of = |units: &'static [Unit]| {
        prop::collection::vec((number(), prop::sample::select(units)), 2..4).prop_map(|terms| {
            let quantity = |((digits, scale), unit): ((i64, u32), Unit)| {
                Quantity::printed(Decimal::new(digits, scale), unit, Origin(0)).unwrap()
            };
            terms.into_iter().map(quantity).collect()
        })
    };
    prop_oneof![
        of(&[Unit::Kr]),
        of(&[Unit::Kr, Unit::Tkr, Unit::Mkr]),
        of(&[Unit::Percent]),
        of(&[Unit::Index])
    ]
}

/// Who works it out again from what is printed finds what is shown: to the last digit, or, where it says that it
/// is about so much, to the digits shown and within a twentieth.
fn is_found_again(shown: &Quantity, found: Decimal) -> Result<(), TestCaseError> {
    let written = shown.written(Language::Sv);
    let (number, last, about) = read_again(&written);
    if about {
        prop_assert!((number - found).abs() * Decimal::TWO <= last, "{written}: {found}");
        prop_assert!((number - found).abs() * Decimal::from(20) <= found.abs(), "{written}: {found}");
    } else {
        prop_assert_eq!(number, found, "{}", written);
    }
    Ok(())
}

proptest! {
    #![proptest_config(cases(512))]

    #[test]
    fn who_works_out_a_shown_sum_finds_it(terms in printed_terms()) {
        let of_terms = |it: &Quantity| read_again(&it.written(Language::Sv)).0;
        let (first, rest) = terms.split_first().unwrap();
        let (mut sum, mut difference) = (first.clone(), first.clone());
        let (mut added, mut taken) = (of_terms(first), of_terms(first));
        for term in rest {
            (sum, difference) = (sum.add(term).unwrap(), difference.sub(term).unwrap());
            (added, taken) = (added + of_terms(term), taken - of_terms(term));
        }
        is_found_again(&sum, added)?;
        is_found_again(&difference, taken)?;
        // What is in one unit is never rounded, and what is in several has not more digits than they.
        let one_unit = terms.iter().all(|it| it.unit == first.unit);
        prop_assert!(!one_unit || !sum.is_rounded() && !difference.is_rounded());
    }

    #[test]
    fn who_works_out_a_shown_product_or_quotient_finds_it(terms in printed_terms(), share in 1_i64..999) {
        let share = Quantity::set(Decimal::new(share, 3), Unit::Share).unwrap();
        let of_terms = |it: &Quantity| read_again(&it.written(Language::Sv)).0;
        let (one, other) = (&terms[0], &terms[1]);
        is_found_again(&one.mul(&share).unwrap(), of_terms(one) * of_terms(&share))?;
        if let Ok(quotient) = one.div(other) {
            is_found_again(&quotient, of_terms(one) / of_terms(other))?;
        }
    }
}

#[test]
fn no_sum_of_thousands_and_kronor_is_shown_to_the_last_krona() {
    let printed = |number: &str, unit| Quantity::printed(number.parse().unwrap(), unit, Origin(0)).unwrap();
    let stairs = printed("3000000", Unit::Kr).sub(&printed("1933.04", Unit::Tkr)).unwrap();
    assert_eq!(stairs.written(Language::Sv), "1\u{a0}066,96 tkr", "as the term is printed");
    let whole = printed("2999960", Unit::Kr).sub(&printed("1933", Unit::Tkr)).unwrap();
    assert_eq!(whole.written(Language::Sv), "ca 1\u{a0}067 tkr");
    let seven = printed("7", Unit::Mkr).sub(&printed("4.5", Unit::Mkr)).unwrap();
    assert_eq!(seven.written(Language::Sv), "2,5 mkr");
}
