//! What the register holds and no duty answers to: it would count for nothing, and nobody would be told.

use std::collections::{BTreeMap, BTreeSet};

use chrono::{Datelike, NaiveDate};

use super::evidence::{delivered_by, is_by, is_planned_by};
use crate::amount::{Phrase, Text};
use crate::calendar::{Occurrence, Question, occurrences};
use crate::diagnostic::{Code, Guesses, Problem};
use crate::limits;
use crate::model::Model;
use crate::model::actor::Actor;
use crate::model::adopts::Adopts;
use crate::model::duty::{Duty, Evidence};
use crate::model::period::{Every, Period};
use crate::model::register::{Decision, Delivery, Planned};
use crate::source::{Span, Spanned};

/// How far ahead of the last thing known a period can lie and still be looked for.
const YEARS_AHEAD: i32 = 10;

/// Occurrences by duty and period.
type OfDuties<'o> = BTreeMap<(&'o str, &'o str), BTreeMap<Period, Vec<&'o Occurrence<'o>>>>;

/// Whose duties a decision shows done, by what it adopts and the year it is for.
type Asking<'o> = BTreeMap<(Adopts, i32), BTreeSet<&'o str>>;

/// What an entry says of a duty and a period: that it was done, or a day for it.
struct Entry<'m> {
    agreement: &'m str,
    duty: &'m str,
    by: &'m Spanned<Actor>,
    period: Period,
    span: Span,
    /// What it is called, and what it does.
    what: Phrase,
}

impl<'m> Entry<'m> {
    const fn delivery(it: &'m Delivery) -> Self {
        Self {
            agreement: it.agreement.value.as_str(),
            duty: it.duty.value.as_str(),
            by: &it.by,
            period: it.period,
            span: it.span,
            what: Phrase::new("leveransen", "the delivery"),
        }
    }

    const fn planned(it: &'m Planned) -> Self {
        Self {
            agreement: it.agreement.value.as_str(),
            duty: it.duty.value.as_str(),
            by: &it.by,
            period: it.period,
            span: it.span,
            what: Phrase::new("den planerade dagen", "the planned day"),
        }
    }
}

/// The deliveries, planned days and decisions that no occurrence of a duty answers to, each with what would.
#[must_use]
pub fn unanswered(model: &Model) -> Vec<Problem> {
    if model.deliveries.is_empty() && model.planned.is_empty() && model.decisions.is_empty() {
        return Vec::new();
    }
    let days = model.deliveries.iter().map(|it| it.delivered.latest);
    let days = days.chain(model.planned.iter().map(|it| it.day.value));
    let days = days.chain(model.meetings.iter().map(|it| it.date.value));
    let last = days.map(|day| day.year()).max().unwrap_or_default().saturating_add(YEARS_AHEAD);
    let everything = Question { as_of: NaiveDate::MAX, known_at: None };
    if let Some(problem) = super::too_many::more_than(limits::AHEAD, model, everything, last) {
        return vec![problem];
    }
    let mut of_duty: OfDuties<'_> = BTreeMap::new();
    let mut asking: Asking<'_> = BTreeMap::new();
    let all = occurrences(model, everything, last);
    for it in &all {
        let of_duty = of_duty.entry((&it.agreement.id.value, &it.duty.id.value)).or_default();
        of_duty.entry(it.period).or_default().push(it);
        if let Some(Evidence::Decision { adopts, year }) = it.duty.evidence
            && it.duty.every != Every::Meeting
        {
            asking.entry((adopts, it.year().saturating_add(year))).or_default().insert(it.by);
        }
    }
    let guesses = Guesses::default();
    // That no delivery shows what the law asks for is told by itself.
    let shows = |it: &&Delivery| {
        let agreement = model.agreement(&it.agreement.value);
        let duty = agreement.and_then(|own| Some((own, model.duty(own, &it.duty.value)?)));
        duty.is_none_or(|(own, duty)| !own.is_shown_by_record_alone(duty))
    };
    let deliveries = model.deliveries.iter().filter(shows);
    let deliveries = deliveries.filter_map(|it| {
        let by = delivered_by(model, it);
        let answers = |own: &Occurrence<'_>| by.iter().any(|id| is_by(model, own, id, it.delivered.latest));
        answered(model, &of_duty, &Entry::delivery(it), answers)
    });
    let planned = model
        .planned
        .iter()
        .filter_map(|it| answered(model, &of_duty, &Entry::planned(it), |own| is_planned_by(model, own, it)));
    let decisions = model.decisions.iter().filter_map(|it| decision(model, &asking, it, &guesses));
    deliveries.chain(planned).chain(decisions).collect()
}

/// What is wrong with an entry that no occurrence answers to.
fn answered(
    model: &Model,
    of_duty: &OfDuties<'_>,
    it: &Entry<'_>,
    answers: impl Fn(&Occurrence<'_>) -> bool,
) -> Option<Problem> {
    let agreement = model.agreement(it.agreement)?;
    let duty = model.duty(agreement, it.duty)?;
    // What is not there, and since when it holds, is told by itself.
    agreement.in_force?.from?;
    if it.by.value.organisation().is_some_and(|id| model.organisation(id).is_none()) {
        return None;
    }
    let of_duty = of_duty.get(&(it.agreement, it.duty));
    let of_period: Option<&Vec<&Occurrence<'_>>> = of_duty.and_then(|periods| periods.get(&it.period));
    let Some(of_period) = of_period else {
        return Some(no_period(
            it,
            &of_duty.into_iter().flat_map(BTreeMap::keys).copied().collect::<Vec<_>>(),
        ));
    };
    (!of_period.iter().any(|own| answers(own))).then(|| by_another(it, duty, of_period))
}

/// The duty has no such period.
fn no_period(it: &Entry<'_>, periods: &[Period]) -> Problem {
    let (duty, period, what) = (it.duty, it.period, Text::from(it.what));
    let text = Text::new(
        format!("skyldigheten `{duty}` gäller inte för {period}, så {} svarar mot ingenting", what.sv),
        format!("the duty `{duty}` is not for {period}, so that {} answers to nothing", what.en),
    );
    let problem = Problem::at(Code::AnswersToNothing, it.span, text);
    match (periods.first(), periods.last()) {
        (Some(first), Some(last)) if periods.len() > 4 => {
            problem.help(period_help(&format!("{first} … {last}")))
        }
        (Some(_), Some(_)) => {
            let all: Vec<String> = periods.iter().map(ToString::to_string).collect();
            problem.help(period_help(&all.join(", ")))
        }
        _ => problem.help(Text::new(
            "skyldigheten har ingen period under den tid som den och registret omfattar",
            "the duty has no period in the time that it and the workspace cover",
        )),
    }
}

fn period_help(periods: &str) -> Text {
    Text::new(format!("period kan här vara {periods}"), format!("here period may be {periods}"))
}

/// The duty is another's.
fn by_another(it: &Entry<'_>, duty: &Duty, of_period: &[&Occurrence<'_>]) -> Problem {
    let (id, by, period, what) = (it.duty, &it.by.value, it.period, Text::from(it.what));
    let text = Text::new(
        format!("skyldigheten `{id}` är inte `{by}`:s för {period}, så {} svarar mot ingenting", what.sv),
        format!("the duty `{id}` is not that of `{by}` for {period}, so that {} answers to nothing", what.en),
    );
    let whose: BTreeSet<String> = match &duty.by.value {
        own @ (Actor::Platform | Actor::Role(_)) => [own.to_string()].into(),
        _ => of_period.iter().map(|own| own.by.to_owned()).collect(),
    };
    let whose: Vec<String> = whose.iter().map(|who| format!("by = \"{who}\"")).collect();
    let whose = whose.join(", ");
    let help = Text::new(format!("skriv {whose}"), format!("write {whose}"));
    Problem::at(Code::AnswersToNothing, it.by.span, text).help(help)
}

/// A decision on a year of something that duties ask for, of others than those it is for.
/// One that says no year is told of by nothing: its source may print none.
fn decision(model: &Model, asking: &Asking<'_>, it: &Decision, guesses: &Guesses) -> Option<Problem> {
    let (first, _) = it.periods?;
    if !it.adopted || !model.may_decide(it) {
        return None;
    }
    // Any body may decide on its own things; who is said to have decided for another is meant as one who should.
    let (by, asking) = (it.by.as_ref()?, asking.get(&(it.adopts, first))?);
    (!asking.contains(by.value.as_str())).then(|| decided_by_another(it, by, asking, guesses))
}

fn decided_by_another(
    it: &Decision,
    by: &Spanned<String>,
    asking: &BTreeSet<&str>,
    guesses: &Guesses,
) -> Problem {
    let (adopts, who) = (it.adopts.name(), &by.value);
    let text = Text::new(
        format!("ingen skyldighet väntar på ett beslut (`{adopts}`) av `{who}` för det året"),
        format!("no duty waits for a decision (`{adopts}`) of `{who}` for that year"),
    );
    Problem::at(Code::AnswersToNothing, by.span, text).suggest_of(guesses, who, asking.iter().copied())
}
