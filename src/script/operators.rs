//! Strict operators: only values of one kind compare, and division never truncates.
//!
//! The engine's own comparison of different kinds is silently `false`, and its own `/` on whole
//! numbers cuts; both are replaced, so that such an expression is an error instead of an answer.

use std::cmp::Ordering;

use rhai::{Dynamic, Engine, EvalAltResult, FnPtr, ImmutableString, NativeCallContext};
use rust_decimal::Decimal;

use super::vocabulary::{Day, OneOf, Words, mark_rounding, note_compared, raise};
use super::words::{self, fault, kinds};
use crate::amount::{AmountError, Quantity, Text, Unit};
use crate::facts::{Fact, Gap};

type Fallible<T> = Result<T, Box<EvalAltResult>>;

const COMPARISONS: &[(&str, u8)] =
    &[("<", 130), (">", 130), ("<=", 130), (">=", 130), ("==", 90), ("!=", 90), ("/", 180)];

pub(super) fn register(engine: &mut Engine) {
    // The engine's own `+`, `-` and `*` on decimals round past 28 digits in silence; ours come first.
    engine.set_fast_operators(false);
    for (operator, precedence) in COMPARISONS {
        engine.disable_symbol(*operator);
        // Fails only for operators that are still enabled.
        let _ = engine.register_custom_operator(operator, *precedence);
    }
    engine.register_fn("!", |truth: bool| !truth);
    engine.register_fn("-", |number: i64| number.checked_neg().ok_or_else(|| kinds(AmountError::Overflow)));
    engine.register_fn("-", |number: Decimal| -number);
    numbers(engine);
    ordered::<i64>(engine);
    ordered::<Decimal>(engine);
    days(engine);
    equal::<bool>(engine);
    equal::<ImmutableString>(engine);
    texts(engine);
    amounts(engine);
    engine.register_type_with_name::<FnPtr>("function");
}

fn ordered<T: PartialOrd + Clone + Send + Sync + 'static>(engine: &mut Engine) {
    engine.register_fn("<", |a: T, b: T| a < b);
    engine.register_fn(">", |a: T, b: T| a > b);
    engine.register_fn("<=", |a: T, b: T| a <= b);
    engine.register_fn(">=", |a: T, b: T| a >= b);
    equal::<T>(engine);
}

fn equal<T: PartialEq + Clone + Send + Sync + 'static>(engine: &mut Engine) {
    engine.register_fn("==", |a: T, b: T| a == b);
    engine.register_fn("!=", |a: T, b: T| a != b);
}

/// Whole numbers and decimals are both plain numbers.
fn numbers(engine: &mut Engine) {
    macro_rules! mixed {
        ($($operator:literal $pick:expr),*) => {$(
            engine.register_fn($operator, |a: i64, b: Decimal| $pick(Decimal::from(a).cmp(&b)));
            engine.register_fn($operator, |a: Decimal, b: i64| $pick(a.cmp(&Decimal::from(b))));
        )*};
    }
    mixed!(
        "<" Ordering::is_lt, ">" Ordering::is_gt, "<=" Ordering::is_le,
        ">=" Ordering::is_ge, "==" Ordering::is_eq, "!=" Ordering::is_ne
    );
    arithmetic::<Decimal, Decimal>(engine);
    arithmetic::<Decimal, i64>(engine);
    arithmetic::<i64, Decimal>(engine);
    engine.register_fn("/", |a: i64, b: i64| divide(a, b));
}

/// What comes out with more digits than can be held is an amount that knows what it lies between, so that nothing
/// is rounded in silence.
fn arithmetic<A, B>(engine: &mut Engine)
where
    A: Into<Decimal> + Clone + Send + Sync + 'static,
    B: Into<Decimal> + Clone + Send + Sync + 'static,
{
    engine.register_fn("+", |a: A, b: B| number(plain(a).add(&plain(b))));
    engine.register_fn("-", |a: A, b: B| number(plain(a).sub(&plain(b))));
    engine.register_fn("*", |a: A, b: B| number(plain(a).mul(&plain(b))));
    engine.register_fn("/", divide::<A, B>);
}

fn divide<A: Into<Decimal>, B: Into<Decimal>>(a: A, b: B) -> Fallible<Dynamic> {
    let (a, b) = (plain(a), plain(b));
    if b.value.is_zero() { Err(fault(words::division_by_zero())) } else { number(a.div(&b)) }
}

fn number(result: Result<Quantity, AmountError>) -> Fallible<Dynamic> {
    let result = result.map_err(kinds)?;
    Ok(if result.is_exact() { Dynamic::from(result.value) } else { Dynamic::from(result) })
}

/// A text is compared, and made into no other; a word of a closed list only with words of that list.
fn texts(engine: &mut Engine) {
    type Written = ImmutableString;
    type Made = Fallible<Written>;
    for operator in ["+", "+=", "-", "-="] {
        let made = |_: &mut Written, _: Written| -> Made { Err(fault(words::made_of_parts())) };
        engine.register_fn(operator, made);
    }
    engine.register_fn("==", |a: OneOf, b: Written| a.is(&b));
    engine.register_fn("==", |a: Written, b: OneOf| b.is(&a));
    engine.register_fn("!=", |a: OneOf, b: Written| not(a.is(&b)));
    engine.register_fn("!=", |a: Written, b: OneOf| not(b.is(&a)));
}

fn days(engine: &mut Engine) {
    type Context<'c> = NativeCallContext<'c>;
    engine.register_fn("<", |c: Context<'_>, a: Day, b: Day| held(&c, &a, &b, earlier(&a, &b)));
    engine.register_fn(">", |c: Context<'_>, a: Day, b: Day| held(&c, &a, &b, earlier(&b, &a)));
    engine.register_fn("<=", |c: Context<'_>, a: Day, b: Day| not(held(&c, &a, &b, earlier(&b, &a))));
    engine.register_fn(">=", |c: Context<'_>, a: Day, b: Day| not(held(&c, &a, &b, earlier(&a, &b))));
    engine.register_fn("==", |c: Context<'_>, a: Day, b: Day| held(&c, &a, &b, same_day(&a, &b)));
    engine.register_fn("!=", |c: Context<'_>, a: Day, b: Day| not(held(&c, &a, &b, same_day(&a, &b))));
    engine.register_fn("-", |c: Context<'_>, a: Day, b: Day| -> Fallible<i64> {
        // Of what is late for certain, so many days at least.
        let from = told(&c, a.earliest)?;
        Ok(from.signed_duration_since(b.date).num_days())
    });
    engine.register_fn("==", |a: Words, b: ImmutableString| a.is(&b));
    engine.register_fn("!=", |a: Words, b: ImmutableString| !a.is(&b));
}

/// Whether one day is before another, when it is so, or not so, whichever days they may have been.
fn earlier(a: &Day, b: &Day) -> Option<bool> {
    if b.earliest.is_some_and(|b| a.date < b) {
        return Some(true);
    }
    a.earliest.is_some_and(|a| b.date <= a).then_some(false)
}

fn same_day(a: &Day, b: &Day) -> Option<bool> {
    if earlier(a, b) == Some(true) || earlier(b, a) == Some(true) {
        return Some(false);
    }
    let known = a.earliest == Some(a.date) && b.earliest == Some(b.date);
    known.then_some(a.date == b.date)
}

/// What can be told of two days that are held against each other.
fn held(context: &NativeCallContext<'_>, a: &Day, b: &Day, answer: Option<bool>) -> Fallible<bool> {
    note_compared(context, || (Fact::Day(a.date), Fact::Day(b.date)));
    told(context, answer)
}

/// What can be told of days, or the gap when it cannot.
fn told<T>(context: &NativeCallContext<'_>, answer: Option<T>) -> Fallible<T> {
    answer.ok_or_else(|| raise(context, super::Conclusion::Open(day_not_known())))
}

fn day_not_known() -> Gap {
    Gap::record(Text::new(
        "Registret visar att det är gjort, men inte vilken dag.",
        "The register shows that it is done, but not on which day.",
    ))
}

fn amounts(engine: &mut Engine) {
    engine.register_fn("+", |c: NativeCallContext<'_>, a: Quantity, b: Quantity| computed(&c, a.add(&b)));
    engine.register_fn("-", |c: NativeCallContext<'_>, a: Quantity, b: Quantity| computed(&c, a.sub(&b)));
    engine.register_fn("/", |c: NativeCallContext<'_>, a: Quantity, b: Quantity| computed(&c, a.div(&b)));
    engine.register_fn("*", |c: NativeCallContext<'_>, a: Quantity, b: Quantity| computed(&c, a.mul(&b)));
    engine.register_fn("-", |a: Quantity| a.negated());
    macro_rules! with_number {
        ($number:ty) => {
            engine.register_fn("*", |c: NativeCallContext<'_>, a: Quantity, b: $number| {
                computed(&c, a.mul(&plain(b)))
            });
            engine.register_fn("*", |c: NativeCallContext<'_>, a: $number, b: Quantity| {
                computed(&c, b.mul(&plain(a)))
            });
            engine.register_fn("/", |c: NativeCallContext<'_>, a: Quantity, b: $number| {
                computed(&c, a.div(&plain(b)))
            });
            compare_amounts::<$number>(engine);
        };
    }
    with_number!(i64);
    with_number!(Decimal);
    engine.register_fn(">", |c: NativeCallContext<'_>, a: Quantity, b: Quantity| above(&c, &a, &b));
    engine.register_fn("<", |c: NativeCallContext<'_>, a: Quantity, b: Quantity| above(&c, &b, &a));
    engine.register_fn("<=", |c: NativeCallContext<'_>, a: Quantity, b: Quantity| not(above(&c, &a, &b)));
    engine.register_fn(">=", |c: NativeCallContext<'_>, a: Quantity, b: Quantity| not(above(&c, &b, &a)));
    engine.register_fn("==", |c: NativeCallContext<'_>, a: Quantity, b: Quantity| same(&c, &a, &b));
    engine.register_fn("!=", |c: NativeCallContext<'_>, a: Quantity, b: Quantity| not(same(&c, &a, &b)));
}

/// A quotient compares with a plain number; money, per cent and shares do not, and say so.
fn compare_amounts<T: Into<Decimal> + Clone + Send + Sync + 'static>(engine: &mut Engine) {
    engine.register_fn(">", |c: NativeCallContext<'_>, a: Quantity, b: T| above(&c, &a, &plain(b)));
    engine.register_fn("<", |c: NativeCallContext<'_>, a: Quantity, b: T| above(&c, &plain(b), &a));
    engine.register_fn("<=", |c: NativeCallContext<'_>, a: Quantity, b: T| not(above(&c, &a, &plain(b))));
    engine.register_fn(">=", |c: NativeCallContext<'_>, a: Quantity, b: T| not(above(&c, &plain(b), &a)));
    engine.register_fn("==", |c: NativeCallContext<'_>, a: Quantity, b: T| same(&c, &a, &plain(b)));
    engine.register_fn("!=", |c: NativeCallContext<'_>, a: Quantity, b: T| not(same(&c, &a, &plain(b))));
}

fn plain(number: impl Into<Decimal>) -> Quantity {
    Quantity::exact(number.into(), Unit::Number)
}

fn not(truth: Fallible<bool>) -> Fallible<bool> {
    truth.map(|truth| !truth)
}

/// `a > b`, only when it is so for every value inside the intervals. That it may be so, whichever is printed as the
/// larger, is told.
fn above(context: &NativeCallContext<'_>, a: &Quantity, b: &Quantity) -> Fallible<bool> {
    note_compared(context, || (Fact::Amount(a.clone()), Fact::Amount(b.clone())));
    if a.may_be_above(b).map_err(kinds)? {
        mark_rounding(context);
    }
    a.surely_above(b).map_err(kinds)
}

/// `a == b`, when some value inside both intervals is the same.
fn same(context: &NativeCallContext<'_>, a: &Quantity, b: &Quantity) -> Fallible<bool> {
    note_compared(context, || (Fact::Amount(a.clone()), Fact::Amount(b.clone())));
    let meets = a.agrees(b).map_err(kinds)?;
    if meets && !a.is_same(b) {
        mark_rounding(context);
    }
    Ok(meets)
}

fn computed(context: &NativeCallContext<'_>, result: Result<Quantity, AmountError>) -> Fallible<Quantity> {
    match result {
        Ok(quantity) => Ok(quantity),
        // Dividing by what is, or may be, zero is a gap in the figures, not a fault of the rule.
        Err(AmountError::DivisionByZero) => Err(raise(context, super::Conclusion::Open(zero_divisor()))),
        Err(error) => Err(kinds(error)),
    }
}

fn zero_divisor() -> Gap {
    Gap::figure(Text::new(
        "Nämnaren är noll, eller kan vara noll inom avrundningen.",
        "The divisor is zero, or may be zero within rounding.",
    ))
}
