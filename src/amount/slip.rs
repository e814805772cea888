//! How a number may have been written wrongly, or a sum added up wrongly: guesses, each told only where one thing of
//! its sort explains the difference. Of two, neither is probable.

use rust_decimal::Decimal;

use super::{Quantity, Text, sum};

/// Digits that a term must have for a sum that comes out without it to be no chance.
pub const TELLING: usize = 2;

/// Another value in the place of one; none when it is left out.
type Otherwise<'o> = &'o dyn Fn(&Quantity) -> Option<Quantity>;

/// What is said of a term and its value.
type Said = fn(&str, &str) -> Text;

/// One term of a sum.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Addend {
    /// What it is called.
    pub title: Text,
    /// Whether it is taken away.
    pub minus: bool,
    /// How much it is.
    pub value: Quantity,
}

/// Why a sum may not come out: a term is left out, counted twice or has the wrong sign, or two of its digits have
/// changed places.
#[must_use]
pub fn in_a_term(addends: &[Addend], stated: &Quantity) -> Option<Text> {
    let twice = |value: &Quantity| value.add(value).ok();
    let turned = |value: &Quantity| Some(value.negated());
    let ways: [(Said, Otherwise<'_>); 3] =
        [(words::left_out, &|_: &Quantity| None), (words::twice, &twice), (words::turned, &turned)];
    let otherwise = ways.iter().find_map(|(words, otherwise)| {
        let fits = |(index, addend): &(usize, &Addend)| {
            digits_of(addend.value.digits_printed()) >= TELLING
                && comes_out(addends, *index, otherwise(&addend.value).as_ref(), stated)
        };
        let (_, addend) = only(addends.iter().enumerate().filter(fits))?;
        let value = &addend.value;
        Some(
            addend
                .title
                .map(|language, title| words(title, &value.written(language)).get(language).to_owned()),
        )
    });
    otherwise.or_else(|| with_digits_swapped(addends, stated))
}

/// The sum comes out when two digits of a term change places.
fn with_digits_swapped(addends: &[Addend], stated: &Quantity) -> Option<Text> {
    let found = addends.iter().enumerate().flat_map(|(index, addend)| {
        let swapped = swaps(&addend.value).into_iter();
        swapped.filter(move |it| comes_out(addends, index, Some(it), stated)).map(move |it| (addend, it))
    });
    let (addend, swapped) = only(found)?;
    Some(addend.title.map(|language, title| {
        let (is, was) = (addend.value.written(language), swapped.written(language));
        words::swapped(Some(title), &is, &was).get(language).to_owned()
    }))
}

/// Whether a sum is what is stated when one of its terms is another, or is left out.
#[must_use]
pub fn comes_out(addends: &[Addend], index: usize, other: Option<&Quantity>, stated: &Quantity) -> bool {
    let terms = addends.iter().enumerate().filter_map(|(at, addend)| {
        let value = if at == index { other? } else { &addend.value };
        let ends = if addend.minus { (-value.high, -value.low) } else { (value.low, value.high) };
        Some((value.kind == stated.kind).then_some(ends))
    });
    // Only what it lies between is asked, of many sums: neither its digits nor what it rests on.
    let between = terms.reduce(|so_far, next| {
        let ((least, most), (low, high)) = (so_far?, next?);
        Some((sum(least, low).ok()?.0, sum(most, high).ok()?.1))
    });
    between.flatten().is_some_and(|(least, most)| least <= stated.high && stated.low <= most)
}

/// How a number may have been written wrongly: in another unit, with another sign, as the rest of the whole, or with
/// two digits that have changed places.
#[must_use]
pub fn of(wrong: &Quantity, right: &Quantity) -> Option<Text> {
    let meets = |other: Option<Quantity>| other.is_some_and(|it| it.meets(right).unwrap_or(false));
    if wrong.value.is_zero() || wrong.origins.len() != 1 {
        return None;
    }
    if meets(Some(wrong.negated())) {
        return Some(Text::new("Tecknet kan vara omvänt.", "The sign may be the wrong way round."));
    }
    for times in [10, 100, 1000] {
        let (more, less) = (times_ten(wrong, Decimal::from(times)), times_ten(right, Decimal::from(times)));
        if meets(more) {
            return Some(words::unit(times, true));
        }
        if less.is_some_and(|it| it.meets(wrong).unwrap_or(false)) {
            return Some(words::unit(times, false));
        }
    }
    // Beside the right number a guess at another would speak against it.
    let is_the_right = |it: &Quantity| it.low <= right.value && right.value <= it.high;
    let swapped = only(swaps(wrong).into_iter().filter(|it| meets(Some(it.clone())) && is_the_right(it)))?;
    let text = Text::same("");
    Some(text.map(|language, _| {
        words::swapped(None, &wrong.written(language), &swapped.written(language)).get(language).to_owned()
    }))
}

fn times_ten(quantity: &Quantity, times: Decimal) -> Option<Quantity> {
    let [value, low, high] = [quantity.value, quantity.low, quantity.high].map(|it| it.checked_mul(times));
    Some(quantity.changed(value?, low?, high?))
}

/// The printed number with two neighbouring digits in each other's place, each way there is.
fn swaps(printed: &Quantity) -> Vec<Quantity> {
    let number = printed.digits_printed();
    if number.is_zero() || printed.origins.len() != 1 {
        return Vec::new();
    }
    let digits: Vec<char> = number.mantissa().unsigned_abs().to_string().chars().collect();
    let swapped = |at: usize| {
        let mut other = digits.clone();
        other.swap(at, at.checked_add(1)?);
        let mantissa: i128 = other.iter().collect::<String>().parse().ok()?;
        let other = Decimal::try_from_i128_with_scale(mantissa, number.scale()).ok()?;
        let by =
            other.checked_sub(number.abs())?.checked_mul(printed.value.abs().checked_div(number.abs())?)?;
        let by = if number.is_sign_negative() { -by } else { by };
        let moved = |it: Decimal| it.checked_add(by);
        let moved = printed.moved(moved(printed.value)?, moved(printed.low)?, moved(printed.high)?);
        (!by.is_zero()).then_some(moved)
    };
    (0..digits.len().saturating_sub(1)).filter_map(swapped).collect()
}

/// The one of them, where there is only one.
pub fn only<T>(mut found: impl Iterator<Item = T>) -> Option<T> {
    let first = found.next()?;
    found.next().is_none().then_some(first)
}

/// How many digits a number is written with, but for zeros at its ends.
#[must_use]
pub fn digits_of(number: Decimal) -> usize {
    let digits = number.mantissa().unsigned_abs().to_string();
    digits.trim_matches('0').len()
}

/// What a guess says.
mod words {
    use crate::amount::Text;

    pub(super) fn left_out(title: &str, value: &str) -> Text {
        Text::new(
            format!("Det går ihop utan {title}, {value}: den kan vara bortglömd i summan."),
            format!("It adds up without {title}, {value}, which may be forgotten in the sum."),
        )
    }

    pub(super) fn twice(title: &str, value: &str) -> Text {
        Text::new(
            format!("Det går ihop om {title}, {value}, räknas två gånger."),
            format!("It adds up when {title}, {value}, is counted twice."),
        )
    }

    pub(super) fn turned(title: &str, value: &str) -> Text {
        Text::new(
            format!("Det går ihop om {title}, {value}, har omvänt tecken."),
            format!("It adds up when {title}, {value}, has the other sign."),
        )
    }

    pub(super) fn swapped(title: Option<&str>, is: &str, was: &str) -> Text {
        let (of_sv, of_en) =
            title.map_or_else(Default::default, |it| (format!(" i {it}"), format!(" in {it}")));
        Text::new(
            format!("Två siffror kan ha bytt plats{of_sv}: {was} i stället för {is}."),
            format!("Two digits may have changed places{of_en}: {was} instead of {is}."),
        )
    }

    pub(super) fn unit(times: i32, small: bool) -> Text {
        let (sv, en) = if small { ("litet", "small") } else { ("stort", "large") };
        Text::new(
            format!("Talet är {times} gånger för {sv}: det kan vara skrivet i en annan enhet."),
            format!("The number is {times} times too {en}: it may be written in another unit."),
        )
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::amount::{Origin, Unit};

    #[test]
    fn a_sum_comes_out_as_its_terms_added_up_do() {
        let tkr = |text: &str| Quantity::printed(text.parse().unwrap(), Unit::Tkr, Origin(0)).unwrap();
        let term = |text: &str, minus| Addend { title: Text::default(), minus, value: tkr(text) };
        let terms = [term("41.5", false), term("12.3", true), term("7", false)];
        let added = |other: Option<&Quantity>| {
            let difference = terms[0].value.sub(&terms[1].value).unwrap();
            other.map_or(Ok(difference.clone()), |it| difference.add(it)).unwrap()
        };
        let others = [None, Some(tkr("7")), Some(tkr("-7")), Some(tkr("16.95"))];
        for other in &others {
            for stated in ["36", "36.7", "29.2", "22.2", "46.15", "46.2", "46.9"].map(tkr) {
                let meets = stated.meets(&added(other.as_ref())).unwrap();
                assert_eq!(comes_out(&terms, 2, other.as_ref(), &stated), meets, "{other:?}, {stated:?}");
            }
        }
        // Where the two only touch they may still be one: 36,2 tkr and 36,1 tkr both may be 36 150 kr.
        assert!(comes_out(&terms[..1], 0, Some(&tkr("36.2")), &tkr("36.1")));
        assert!(comes_out(&terms[..1], 0, Some(&tkr("36.1")), &tkr("36.2")));
        assert!(!comes_out(&terms[..1], 0, Some(&tkr("36.0")), &tkr("36.2")));
        let persons = Quantity::set(Decimal::ONE, Unit::Persons).unwrap();
        assert!(!comes_out(&terms, 2, Some(&persons), &tkr("36")), "another kind");
    }

    #[test]
    fn a_number_in_another_unit_is_told_by_which_way_it_is_wrong() {
        let printed = |text: &str, unit| Quantity::printed(text.parse().unwrap(), unit, Origin(0)).unwrap();
        let wrong = |text: &str, right: &str| of(&printed(text, Unit::Kr), &printed(right, Unit::Kr));
        assert_eq!(wrong("2095", "2095307"), Some(words::unit(1000, true)));
        assert_eq!(wrong("2095307", "2095"), Some(words::unit(1000, false)));
        assert_ne!(words::unit(1000, true), words::unit(1000, false));
        assert_eq!(wrong("2095307", "3000"), None);
        assert_eq!(of(&printed("2095307", Unit::Kr), &printed("2095", Unit::Persons)), None, "another kind");
    }
}
