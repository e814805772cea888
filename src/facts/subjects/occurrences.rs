//! Occurrences of duties, as subjects.

use std::collections::BTreeMap;
use std::sync::Arc;

use super::{no_boards, number, record, truth};
use crate::amount::{Language, Text, counted};
use crate::cycle::{Cycle, Doubt, Item, Shown, State};
use crate::facts::property::{self, PropertyOf, Source};
use crate::facts::{Clause, Fact, Facts, Gap, HeldUp, Known, Property, Subject};
use crate::limits;
use crate::model::period::Period;
use crate::model::rule::{SubjectKind, Undecided};

/// How the rules can see an occurrence stand: a waiver is weighed after them.
const STATES: &[&str] = match State::WORDS.split_last() {
    Some((_, words)) => words,
    None => &[],
};

/// An occurrence, as the cycle has it.
#[derive(Debug)]
pub(super) struct OfOccurrence {
    state: Property,
    done: bool,
    due: Property,
    due_set: bool,
    covered: bool,
    delivered: Property,
    days_late: Option<i64>,
    deliveries: usize,
    times: usize,
    period: Text,
    by: Text,
    duty: Text,
}

impl Source for OfOccurrence {
    const PROPERTIES: &'static [PropertyOf<Self>] = &[
        property::word("state", ("läget", "the state"), STATES, |_, it| it.state.clone()),
        property::truth("done", ("gjord, i tid eller inte", "done, in time or not"), |_, it| truth(it.done)),
        property::day("due", ("sista dag", "last day"), |_, it| it.due.clone()),
        property::truth(
            "due_set",
            ("villkoret sätter en sista dag", "the term sets a last day"),
            |_, it| truth(it.due_set),
        ),
        property::truth(
            "covered",
            ("registret uppges innehålla alla", "the register is said to hold them all"),
            |_, it| truth(it.covered),
        ),
        property::day("delivered", ("lämnad", "delivered"), |_, it| it.delivered.clone()),
        property::number("days_late", ("dagar för sent", "days late"), |_, it| {
            it.days_late.map(|days| Fact::Number(days).into()).ok_or_else(|| no_delivery(&it.period))
        }),
        property::number("deliveries", ("lämnade", "deliveries"), |_, it| number(it.deliveries)),
        property::naming(property::number("times", ("gånger som krävs", "times required"), |_, it| {
            number(it.times)
        })),
        property::naming(property::words("period", ("period", "period"), |_, it| {
            Ok(Fact::Words(it.period.clone()).into())
        })),
        property::naming(property::words("by", ("ansvarig", "responsible"), |_, it| {
            Ok(Fact::Words(it.by.clone()).into())
        })),
        property::naming(property::words("duty", ("skyldighet", "duty"), |_, it| {
            Ok(Fact::Words(it.duty.clone()).into())
        })),
    ];
    type View<'m> = &'m Self;

    fn view<'m>(&'m self, _: &'m Facts) -> Option<&'m Self> {
        Some(self)
    }
}

impl Facts {
    pub(super) fn occurrences(&self) -> Vec<Subject> {
        let cycle = Cycle::new(&self.model, self.question);
        // What holds up much is told of once, for all of it.
        let mut told = BTreeMap::new();
        cycle.items().iter().map(|item| self.occurrence(&cycle, item, &mut told)).collect()
    }

    fn occurrence<'c, 'm>(&self, cycle: &'c Cycle<'m>, item: &Item<'m>, told: &mut Told<'c>) -> Subject {
        let (agreement, duty) = (item.occurrence.agreement, item.occurrence.duty);
        let period = period(item.occurrence.period);
        let due = item.due.day().map(|day| record(Fact::Day(day), duty.span, agreement.source.as_ref()));
        let source = OfOccurrence {
            state: state(item),
            done: item.is_done(),
            due: due.ok_or_else(|| no_day(item)),
            due_set: duty.has_last_day(),
            covered: item.covered,
            delivered: item.fulfilled().map(delivered).ok_or_else(|| no_delivery(&period)),
            days_late: item.days_late,
            deliveries: item.shown.len(),
            times: item.needed(),
            period,
            by: cycle.actor_within(item.occurrence.by, agreement),
            duty: item.title(),
        };
        let title = cycle.title(item);
        let mut subject = self.subject(SubjectKind::Occurrence, item.id.clone(), title, source);
        let year = item.occurrence.year();
        subject.years = Some((year, year));
        // What has no day yet is judged by the rules of the day of the question.
        subject.governing = item.due.expected().unwrap_or(self.question.as_of);
        (subject.due, subject.days_late) = (item.due.day(), item.days_late.filter(|days| *days > 0));
        subject.ended =
            self.question.last_day(&self.model, agreement).is_some_and(|day| day < self.question.as_of);
        subject.place = Some(duty.span);
        subject.clause = Some(Arc::new(Clause { reference: item.clause(), span: duty.span }));
        if self.model.organisation(item.occurrence.by).is_some() {
            subject.responsible = [item.occurrence.by.to_owned()].into();
        }
        subject.deliverable = Some(duty.deliverable);
        subject.group = Some(agreement.kind.name().to_owned());
        let before = cycle.held_up_by(item);
        subject.held_up_more = before.len().saturating_sub(limits::NAMED);
        let named = before.into_iter().take(limits::NAMED);
        let once =
            |it: &'c Item<'m>| Arc::clone(told.entry(&it.id).or_insert_with(|| Arc::new(held_up(cycle, it))));
        subject.held_up_by = named.map(once).collect();
        subject
    }
}

/// What has been told of, by its id.
type Told<'c> = BTreeMap<&'c str, Arc<HeldUp>>;

/// What holds another thing up, and how late it is.
fn held_up(cycle: &Cycle<'_>, item: &Item<'_>) -> HeldUp {
    if item.is_missing_without_day() {
        let words = cycle.title(item).map(|language, title| match language {
            Language::Sv => format!("{title} (inte visad som gjord, ingen dag är satt)"),
            Language::En => format!("{title} (not shown done, no day is set)"),
        });
        return HeldUp { id: item.id.clone(), words };
    }
    let Text { sv, en } = counted(item.days_late.unwrap_or_default(), ["dag", "dagar", "day", "days"]);
    let words = cycle.title(item).map(|language, title| match (language, item.state) {
        (Language::Sv, State::Late) => format!("{title} (gjord {sv} för sent)"),
        (Language::Sv, _) => format!("{title} (försenad {sv})"),
        (Language::En, State::Late) => format!("{title} (done {en} late)"),
        (Language::En, _) => format!("{title} ({en} overdue)"),
    });
    HeldUp { id: item.id.clone(), words }
}

/// How it stands; where that is not for want of a record, what it is that is not known.
fn state(item: &Item<'_>) -> Property {
    match item.state {
        State::Unknown => match item.doubt {
            None => Ok(Fact::Word(item.state.name()).into()),
            Some(doubt) => Err(in_doubt(item, doubt)),
        },
        state => Ok(Fact::Word(state.name()).into()),
    }
}

fn delivered(shown: Shown<'_>) -> Known {
    record(Fact::done(shown.earliest, shown.day), shown.span, shown.source)
}

fn period(period: Period) -> Text {
    match period {
        Period::ONCE => Text::new("en gång", "once"),
        _ => Text::same(period.to_string()),
    }
}

fn no_delivery(period: &Text) -> Gap {
    Gap::record(Text::new(
        format!("Registret har ingen leverans för {}.", period.sv),
        format!("The register has no delivery for {}.", period.en),
    ))
}

fn in_doubt(item: &Item<'_>, doubt: Doubt) -> Gap {
    let Text { sv, en } = item.title();
    let agreement = &item.occurrence.agreement.title;
    let (reason, sv, en) = match doubt {
        Doubt::FirstDay => (
            Undecided::MissingRecord,
            format!("Det är inte känt från vilken dag detta gäller: {agreement}."),
            format!("It is not known from which day this holds: {agreement}."),
        ),
        Doubt::Day => (
            Undecided::MissingRecord,
            format!("{sv} är gjort, men dagen är inte känd, och den kan ha varit i tid eller inte."),
            format!("{en} is done, but the day is not known, and may have been in time or not."),
        ),
        Doubt::Anchor => (
            Undecided::MissingRecord,
            format!("{sv} är gjort, men inte känt är när det som dagen räknas från gjordes."),
            format!("{en} is done, but when what its day is reckoned from was done is not known."),
        ),
        Doubt::Meeting => (
            Undecided::MissingRecord,
            format!("{sv} är gjort för ett av dagens möten, men för vilket är inte känt."),
            format!("{en} is done for one of the meetings of the day, but for which is not known."),
        ),
        Doubt::Boards => return Gap::record(no_boards()),
        Doubt::Reservation => (
            Undecided::Judgement,
            format!("{sv} beslutades med ett förbehåll."),
            format!("{en} was decided with a reservation."),
        ),
        Doubt::Order => (
            Undecided::MissingRecord,
            format!("{sv} står i samma protokoll som det som skulle komma efter, och inte före det."),
            format!("{en} stands in the same minutes as what was to come after it, and not before it."),
        ),
        Doubt::NonWorkingDay => (
            Undecided::Judgement,
            format!(
                "Sista dagen för {sv} var ingen arbetsdag, och det gjordes senast nästa arbetsdag (lag 1930:173, 2 §)."
            ),
            format!(
                "The last day for {en} was no working day, and it was done by the next one (lag 1930:173, 2 §)."
            ),
        ),
    };
    Gap::new(reason, Text::new(sv, en))
}

fn no_day(item: &Item<'_>) -> Gap {
    let title = item.title();
    Gap::record(Text::new(
        format!("Dagen för {} går inte att räkna ut ännu.", title.sv),
        format!("The day of {} cannot be worked out yet.", title.en),
    ))
}
