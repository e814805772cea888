//! The words rules speak: what they may ask, and how they conclude.

use std::collections::{BTreeMap, BTreeSet};
use std::sync::Arc;

use chrono::NaiveDate;
use rhai::{
    Dynamic, DynamicReadLock, Engine, EvalAltResult, ImmutableString, Map, NativeCallContext, Position,
};
use rust_decimal::Decimal;

use super::words::{self, fault, kinds, never};
use super::{Conclusion, Fetched, Named, Session, Shared, Wording, Worked, place};
use crate::amount::{AmountError, Kind, Quantity, Text, Unit};
use crate::calendar::{add_days, next_working_day};
use crate::facts::{About, Asked, Fact, Gap, Known, PropertyKind, Split, properties_of, property_of};
use crate::model::MOST_YEARS;
use crate::model::figure::Payer;
use crate::model::rule::{ParameterValue, StairStep, SubjectKind};
use crate::source::seen;

type Fallible<T> = Result<T, Box<EvalAltResult>>;

/// The session of a run, where a function looks at it.
pub(super) type Lent<'c> = DynamicReadLock<'c, Shared>;

/// Every function of the language: how it is called, and what it means. The rules' guide is made from it.
pub const VOCABULARY: &[(&str, &str)] = &[
    ("figure(name)", "the year's best value of a figure; undecided when it is not known"),
    ("figure(name, years)", "the value so many years away: -1 is the year before"),
    (
        "is_stated(name)",
        "whether a figure is printed for the year, for one that a document may leave out; undecided where its tables may have lost rows",
    ),
    ("is_seen(name)", "whether a number of a figure is known for the year; that none is decides nothing"),
    ("param(name)", "the rule's parameter on the subject's governing date"),
    ("stairs(amount, steps)", "the stairs over an amount; undecided above the last step"),
    (
        "stairs_at_least(amount, steps)",
        "the least the stairs can give: above the last step what they give there, as long as no rate is negative",
    ),
    (
        "printed_above(amount, limit)",
        "whether an amount, as it is printed, is above a limit: with `>` too it surely is, without it the rounding leaves that open",
    ),
    ("kr(number)", "an amount of money"),
    ("percent(number)", "so many per cent: `percent(50)` is half"),
    ("share(number)", "a part of a whole: `share(0.5)` is half"),
    ("abs(amount)", "the amount without its sign"),
    (
        "contributed(group)",
        "what `state`, `region`, `municipality` or `all` contribute to the allocation; `allocation`: the allocation itself, or by the budget where it is not known; `others`: what is named as the contribution of someone who was no member in the year",
    ),
    (
        "municipal_split(shares)",
        "how the municipalities' contributions follow their key, the year's own or else the shares: fits, name, stated, expected, share",
    ),
    ("add_days(date, number)", "so many days later"),
    ("next_working_day(date)", "the day itself, or the first working day after it"),
    ("breach()", "concludes that it does not hold"),
    ("breach(values)", "concludes that it does not hold, with the values for the message"),
    ("met()", "concludes that it holds"),
    ("met(values)", "concludes that it holds, with the values it rests on"),
    ("undecided(word)", "concludes that it cannot be told, by a word of the rule's file"),
    ("undecided(word, values)", "likewise, with the values for the text"),
    ("not_applicable(word)", "concludes that the rule does not reach the subject"),
];

/// The groups that contribute to the allocation.
pub(super) const GROUPS: &[&str] = &["state", "region", "municipality", "all", "allocation", "others"];

/// The `subject` variable; what is known of it is asked of the session.
#[derive(Debug, Clone)]
pub(super) struct SubjectHandle;

/// A day, or the days that something may have been done on, and where it is recorded.
#[derive(Debug, Clone)]
pub(super) struct Day {
    /// The day, or the last it can have been.
    pub(super) date: NaiveDate,
    /// The first it can have been, when that is known.
    pub(super) earliest: Option<NaiveDate>,
    known: Option<Arc<Known>>,
}

/// Words for a reader, and where they are recorded.
#[derive(Debug, Clone)]
pub(super) struct Words(Arc<Known>);

/// One of the words a property can be.
#[derive(Debug, Clone, Copy)]
pub(super) struct OneOf {
    word: &'static str,
    property: &'static str,
    words: &'static [&'static str],
}

/// Stairs, as a parameter holds them.
#[derive(Debug, Clone)]
struct Stairs(Arc<[StairStep]>);

/// Shares by organisation, as a parameter holds them.
#[derive(Debug, Clone)]
struct Shares(Arc<BTreeMap<String, Decimal>>);

impl Day {
    fn moved(&self, by: impl Fn(NaiveDate) -> Option<NaiveDate>) -> Option<Self> {
        let earliest = match self.earliest {
            Some(earliest) => Some(by(earliest)?),
            None => None,
        };
        Some(Self { date: by(self.date)?, earliest, known: None })
    }
}

impl Words {
    pub(super) fn is(&self, word: &str) -> bool {
        let is = |text: &str| seen(text) == seen(word);
        matches!(&self.0.fact, Fact::Words(text) if is(&text.sv) && is(&text.en))
    }
}

impl OneOf {
    /// Whether it is a word; one that it can never be is the rule's fault, wherever that word came from.
    pub(super) fn is(&self, word: &str) -> Fallible<bool> {
        match self.words.contains(&word) {
            true => Ok(self.word == word),
            false => Err(fault(never(self.property, self.words, word))),
        }
    }
}

pub(super) fn register(engine: &mut Engine) {
    engine.register_type_with_name::<Quantity>("amount");
    engine.register_type_with_name::<Day>("date");
    engine.register_type_with_name::<Words>("words");
    engine.register_type_with_name::<OneOf>("words");
    engine.register_type_with_name::<Stairs>("stairs");
    engine.register_type_with_name::<Shares>("shares");
    engine.register_type_with_name::<SubjectHandle>("subject");
    // By name each: what is not found by its name is looked for by index, and described at length first.
    let names: BTreeSet<&str> =
        SubjectKind::ALL.iter().flat_map(|it| properties_of(*it)).map(|it| it.name).collect();
    for name in names {
        let get = move |c: NativeCallContext<'_>, _: &mut SubjectHandle| property(&c, name);
        engine.register_get(name, get);
    }
    engine.register_indexer_get(|c: NativeCallContext<'_>, _: &mut SubjectHandle, name: ImmutableString| {
        property(&c, &name)
    });
    figures(engine);
    split(engine);
    engine.register_fn("param", param);
    engine.register_fn("kr", |number: i64| Quantity::exact(Decimal::from(number), Unit::Kr));
    engine.register_fn("kr", |number: Decimal| Quantity::exact(number, Unit::Kr));
    in_unit(engine, "percent", Unit::Percent);
    in_unit(engine, "share", Unit::Share);
    engine.register_fn("abs", |amount: Quantity| amount.magnitude());
    engine.register_fn("abs", |number: i64| number.saturating_abs());
    engine.register_fn("add_days", later);
    engine.register_fn("next_working_day", working_day);
    conclusions(engine);
}

/// A plain number as so much of a unit: written out, or worked out.
fn in_unit(engine: &mut Engine, name: &'static str, unit: Unit) {
    let set = move |number: Decimal| Quantity::set(number, unit).map_err(kinds);
    engine.register_fn(name, move |number: i64| set(number.into()));
    engine.register_fn(name, set);
    engine.register_fn(name, move |number: Quantity| match number.kind {
        Kind::Number => set(Decimal::ONE)?.mul(&number).map_err(kinds),
        other => Err(kinds(AmountError::DifferentKinds(other, unit.kind()))),
    });
}

fn figures(engine: &mut Engine) {
    engine.register_fn("figure", |c: NativeCallContext<'_>, name: ImmutableString| figure(&c, &name, 0));
    engine.register_fn("figure", |c: NativeCallContext<'_>, name: ImmutableString, years: i64| {
        figure(&c, &name, years)
    });
    engine.register_fn("is_stated", is_stated);
    engine.register_fn("is_seen", is_seen);
    engine.register_fn("stairs", climb);
    engine.register_fn("stairs_at_least", climb_at_least);
    engine.register_fn("contributed", contributed);
    engine.register_fn("printed_above", printed_above);
}

fn is_stated(context: NativeCallContext<'_>, name: ImmutableString) -> Fallible<bool> {
    let session = need_session(&context)?;
    let year = need_year(&session)?;
    session.case.facts.is_stated(&name, year).map_err(|gap| raise(&context, Conclusion::Open(gap)))
}

fn is_seen(context: NativeCallContext<'_>, name: ImmutableString) -> Fallible<bool> {
    let session = need_session(&context)?;
    let year = need_year(&session)?;
    Ok(session.case.facts.figure(&name, year).is_ok())
}

fn contributed(context: NativeCallContext<'_>, group: ImmutableString) -> Fallible<Quantity> {
    let session = need_session(&context)?;
    let (facts, year) = (&session.case.facts, need_year(&session)?);
    let (amount, what) = match group.as_str() {
        "state" => (facts.contributed(Some(Payer::State), year), words::FROM_STATE),
        "region" => (facts.contributed(Some(Payer::Region), year), words::FROM_REGION),
        "municipality" => (facts.contributed(Some(Payer::Municipality), year), words::FROM_MUNICIPALITIES),
        "all" => (facts.contributed(None, year), words::FROM_ALL),
        "allocation" => (facts.allocation(year), words::ALLOCATION),
        "others" => (facts.contributed_by_others(year), words::FROM_OTHERS),
        other => return Err(fault(words::no_group(other))),
    };
    let amount = amount.map_err(|gap| raise(&context, Conclusion::Open(gap)))?;
    session.log(|log| log.worked_out(Worked::Other(Wording::Fixed(what)), &amount));
    Ok(amount)
}

/// What is printed within a limit, and may be above it by its rounding, is within it thanks to the rounding.
fn printed_above(context: NativeCallContext<'_>, amount: Quantity, limit: Quantity) -> Fallible<bool> {
    note_compared(&context, || (Fact::Amount(amount.clone()), Fact::Amount(limit.clone())));
    if amount.may_be_above(&limit).map_err(kinds)? {
        mark_rounding(&context);
    }
    Ok(amount.printed_above(&limit))
}

fn figure(context: &NativeCallContext<'_>, name: &str, years: i64) -> Fallible<Quantity> {
    let session = need_session(context)?;
    let year = need_year(&session)?;
    let away = i32::try_from(years).ok().filter(|years| years.abs() <= MOST_YEARS);
    let year = away.and_then(|years| year.checked_add(years)).ok_or_else(|| fault(too_far(years)))?;
    let of = || Fetched::Figure(name.to_owned(), year);
    match session.case.facts.figure(name, year) {
        Ok(quantity) => {
            let quantity = match session.fetched(of, &Fact::Amount(quantity.clone())) {
                Some(Fact::Amount(tried)) => tried,
                _ => quantity,
            };
            session.log(|log| log.worked_out(Worked::Figure(name.to_owned(), year), &quantity));
            Ok(quantity)
        }
        Err(gap) => Err(raise(context, Conclusion::Open(gap))),
    }
}

fn too_far(years: i64) -> Text {
    Text::new(
        format!("en siffra {years} år bort går inte att fråga efter"),
        format!("a figure {years} years away cannot be asked for"),
    )
}

fn climb(context: NativeCallContext<'_>, base: Quantity, stairs: Stairs) -> Fallible<Quantity> {
    let amount = crate::facts::climb(&base, &stairs.0);
    climbed(&context, base, stairs, amount)
}

fn climb_at_least(context: NativeCallContext<'_>, base: Quantity, stairs: Stairs) -> Fallible<Quantity> {
    let amount = crate::facts::climb_at_least(&base, &stairs.0);
    climbed(&context, base, stairs, amount)
}

fn climbed(
    context: &NativeCallContext<'_>,
    base: Quantity,
    stairs: Stairs,
    amount: Result<Quantity, Gap>,
) -> Fallible<Quantity> {
    let amount = amount.map_err(|gap| raise(context, Conclusion::Open(gap)))?;
    if let Some(session) = session(context) {
        session.log(|log| log.step(Worked::Other(Wording::Stairs(base, stairs.0)), &amount));
    }
    Ok(amount)
}

fn split(engine: &mut Engine) {
    engine.register_type_with_name::<Split>("split");
    engine.register_get("fits", |split: &mut Split| split.fits);
    engine.register_get("name", |split: &mut Split| Words(Arc::new(Fact::Words(split.name.clone()).into())));
    engine.register_get("stated", |split: &mut Split| split.stated.clone());
    engine.register_get("expected", |split: &mut Split| split.expected.clone());
    engine.register_get("share", |split: &mut Split| split.share.clone());
    engine.register_fn("municipal_split", municipal_split);
}

fn municipal_split(context: NativeCallContext<'_>, shares: Shares) -> Fallible<Split> {
    let session = need_session(&context)?;
    let split = session.case.facts.municipal_split(&shares.0, need_year(&session)?);
    let split = split.map_err(|gap| raise(&context, Conclusion::Open(gap)))?;
    if split.within_rounding {
        mark_rounding(&context);
    }
    session.log(|log| {
        log.consulted(&split.stated.origins);
        log.consulted(&split.expected.origins);
        log.step(Worked::Other(Wording::Key(split.name.clone())), &split.share);
        log.step(Worked::Other(Wording::Name(split.name.clone())), &split.stated);
    });
    Ok(split)
}

fn param(context: NativeCallContext<'_>, name: ImmutableString) -> Fallible<Dynamic> {
    let session = need_session(&context)?;
    let case = &session.case;
    let Some(parameter) = case.rule.parameter(&name, case.day) else {
        return Err(fault(Text::new(
            format!("regeln har ingen parameter `{name}` den {}", case.day),
            format!("the rule has no parameter `{name}` on {}", case.day),
        )));
    };
    Ok(match &parameter.value {
        ParameterValue::Number(number) => match i64::try_from(*number) {
            Ok(whole) if number.fract().is_zero() => Dynamic::from(whole),
            _ => Dynamic::from(*number),
        },
        ParameterValue::Word(word) => word.as_str().into(),
        ParameterValue::Words(words) => {
            Dynamic::from(Words(Arc::new(Fact::Words(Text::same(words.join(", "))).into())))
        }
        ParameterValue::Shares(shares) => Dynamic::from(Shares(Arc::new(shares.clone()))),
        ParameterValue::Stairs(steps) => Dynamic::from(Stairs(steps.as_slice().into())),
    })
}

fn later(day: Day, days: i64) -> Fallible<Day> {
    day.moved(|date| add_days(date, days)).ok_or_else(off_the_calendar)
}

fn working_day(day: Day) -> Fallible<Day> {
    day.moved(next_working_day).ok_or_else(off_the_calendar)
}

fn off_the_calendar() -> Box<EvalAltResult> {
    fault(Text::new("dagen ligger utanför kalendern", "the day leaves the calendar"))
}

/// `subject.name`: what is known, or the gap, which ends the script.
fn property(context: &NativeCallContext<'_>, name: &str) -> Fallible<Dynamic> {
    let session = need_session(context)?;
    let case = &session.case;
    let asked = Asked { facts: &case.facts, rule: &case.rule, day: case.day };
    let of = || Fetched::Property(name.to_owned());
    match case.subject.property(&asked, name) {
        Some(Ok(mut known)) => {
            if let Some(tried) = session.fetched(of, &known.fact) {
                known.fact = tried;
            }
            let about = property_of(case.subject.kind, name);
            session.log(|log| {
                if !about.is_some_and(|it| it.names_it) {
                    log.stands(known.span);
                }
                log.within_rounding |= known.within_rounding;
                if log.silence.is_none() {
                    log.silence = known.silence.take();
                }
                log.consulted(&known.origins);
                if let Fact::Amount(quantity) = &known.fact {
                    log.worked_out(Worked::Value(name.to_owned()), quantity);
                }
            });
            Ok(dynamic(known, about))
        }
        Some(Err(gap)) => {
            session.lacks(name);
            Err(raise(context, Conclusion::Open(gap)))
        }
        None => Err(no_property(name)),
    }
}

fn no_property(name: &str) -> Box<EvalAltResult> {
    Box::new(EvalAltResult::ErrorPropertyNotFound(name.to_owned(), Position::NONE))
}

fn dynamic(known: Known, about: Option<&About>) -> Dynamic {
    match known.fact {
        Fact::Amount(quantity) => Dynamic::from(quantity),
        Fact::Number(number) => Dynamic::from(number),
        Fact::Truth(truth) => Dynamic::from(truth),
        Fact::Word(word) => match about {
            Some(About { name: property, kind: PropertyKind::Word(words), .. }) => {
                Dynamic::from(OneOf { word, property, words })
            }
            _ => Dynamic::from(word),
        },
        Fact::Day(date) | Fact::DoneBy(_, date) => {
            let earliest = if let Fact::DoneBy(earliest, _) = known.fact { earliest } else { Some(date) };
            Dynamic::from(Day { date, earliest, known: Some(Arc::new(known)) })
        }
        Fact::Words(_) => Dynamic::from(Words(Arc::new(known))),
    }
}

fn conclusions(engine: &mut Engine) {
    type Context<'c> = NativeCallContext<'c>;
    type Ended = Fallible<()>;
    engine.register_fn("breach", |c: Context<'_>| -> Ended {
        Err(raise(&c, Conclusion::Breached(Vec::new())))
    });
    engine.register_fn("breach", |c: Context<'_>, values: Map| -> Ended {
        Err(raise(&c, Conclusion::Breached(named(values)?)))
    });
    engine.register_fn("met", |c: Context<'_>| -> Ended { Err(raise(&c, Conclusion::Met(Vec::new()))) });
    engine.register_fn("met", |c: Context<'_>, values: Map| -> Ended {
        Err(raise(&c, Conclusion::Met(named(values)?)))
    });
    engine.register_fn("undecided", |c: Context<'_>, word: ImmutableString| -> Ended {
        Err(raise(&c, Conclusion::Undecided(word.to_string(), Vec::new())))
    });
    engine.register_fn("undecided", |c: Context<'_>, word: ImmutableString, values: Map| -> Ended {
        Err(raise(&c, Conclusion::Undecided(word.to_string(), named(values)?)))
    });
    engine.register_fn("not_applicable", |c: Context<'_>, word: ImmutableString| -> Ended {
        Err(raise(&c, Conclusion::NotApplicable(word.to_string())))
    });
}

fn named(values: Map) -> Fallible<Vec<Named>> {
    let one = |(name, value): (_, Dynamic)| {
        let name: rhai::Identifier = name;
        let known = known(value).ok_or_else(|| not_shown(&name))?;
        Ok(Named { name: name.to_string(), known })
    };
    values.into_iter().map(one).collect()
}

fn not_shown(name: &str) -> Box<EvalAltResult> {
    fault(Text::new(
        format!("`{name}` är inget som ett meddelande kan visa"),
        format!("`{name}` is nothing a message can show"),
    ))
}

fn known(value: Dynamic) -> Option<Known> {
    let value = match value.try_cast_result::<Quantity>() {
        Ok(quantity) => return Some(Fact::Amount(quantity).into()),
        Err(value) => value,
    };
    if let Some(day) = value.read_lock::<Day>() {
        let own = day.known.as_ref().map(|known| known.as_ref().clone());
        return Some(own.unwrap_or_else(|| Fact::done(day.earliest, day.date).into()));
    }
    if let Some(one_of) = value.read_lock::<OneOf>() {
        return Some(Fact::Word(one_of.word).into());
    }
    if let Some(words) = value.read_lock::<Words>() {
        return Some(words.0.as_ref().clone());
    }
    if let Ok(number) = value.as_int() {
        return Some(Fact::Number(number).into());
    }
    if let Some(number) = value.read_lock::<Decimal>() {
        return Some(Fact::Amount(Quantity::exact(*number, Unit::Number)).into());
    }
    value.into_string().ok().map(|word| Fact::Words(Text::same(word)).into())
}

/// Ends the script with a conclusion; nothing in the language can catch it.
pub(super) fn raise(context: &NativeCallContext<'_>, conclusion: Conclusion) -> Box<EvalAltResult> {
    let position = context.call_position();
    if let Some(session) = session(context) {
        session.log(|log| log.concluded_at = place(position));
    }
    Box::new(EvalAltResult::ErrorTerminated(Dynamic::from(conclusion), position))
}

/// Looked at where it lies: a copy would be made anew for each function that is called.
pub(super) fn session<'c>(context: &'c NativeCallContext<'_>) -> Option<Lent<'c>> {
    context.tag().and_then(Dynamic::read_lock::<Shared>)
}

/// Some comparison came out as it did only because the figures are rounded.
pub(super) fn mark_rounding(context: &NativeCallContext<'_>) {
    if let Some(session) = session(context) {
        session.log(|log| log.within_rounding = true);
    }
}

/// Of a trial: notes what is compared.
pub(super) fn note_compared(context: &NativeCallContext<'_>, facts: impl FnOnce() -> (Fact, Fact)) {
    if let Some(session) = session(context).filter(|session| session.case.trial.is_some()) {
        let facts = facts();
        session.log(|log| log.compared.push(facts));
    }
}

fn need_session<'c>(context: &'c NativeCallContext<'_>) -> Fallible<Lent<'c>> {
    session(context).ok_or_else(|| fault(Text::new("inget prövas", "no case is being decided")))
}

fn need_year(session: &Session) -> Fallible<i32> {
    let no_year = || {
        fault(Text::new(
            "det regeln prövar hör inte till ett år, så siffror går inte att hämta",
            "what the rule is about belongs to no year, so figures cannot be asked for",
        ))
    };
    session.case.year.ok_or_else(no_year)
}

impl From<Gap> for Conclusion {
    fn from(gap: Gap) -> Self {
        Self::Open(gap)
    }
}
