//! Laws that hold for every value: the stairs, the intervals, due dates.

use proptest::prelude::*;
use rust_decimal::Decimal;
use samkoll::amount::{Origin, Quantity, Unit};
use samkoll::facts::climb;
use samkoll::model::period::{Every, Period};
use samkoll::model::rule::StairStep;

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
