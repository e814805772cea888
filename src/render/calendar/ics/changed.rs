//! When an event last changed, as far as the files tell: the same files tell the same whenever they are asked.

use chrono::NaiveDate;

use crate::cycle::{Cycle, Item, Proof, Shown, State};
use crate::model::agreement::Agreement;
use crate::model::register::Decision;

/// The last day, no later than that of the question, on which something came that an item's event tells:
/// the text it is owed under, what shows it done, the meeting it comes with, what its day is reckoned from,
/// that its day went by, a waiver. That a text was put right under the same document is told by nothing in the
/// files; a former export tells it.
pub(super) fn changed(cycle: &Cycle<'_>, item: &Item<'_>) -> NaiveDate {
    let as_of = cycle.question().as_of;
    let mut days: Vec<NaiveDate> = texts(cycle, item.occurrence.agreement);
    days.extend(item.shown.iter().filter_map(recorded));
    days.extend(item.occurrence.of_meeting().and_then(|it| it.recorded));
    if item.occurrence.duty.anchor().is_some() {
        let beside = cycle.before(item).into_iter().chain(cycle.after(item));
        days.extend(beside.flat_map(|it| &it.shown).filter_map(recorded));
        // A meeting that is to decide.
        let met = |day: NaiveDate| cycle.model().meetings.iter().filter(move |it| it.date.value == day);
        let met = item.due.steps.iter().flat_map(|step| met(step.day));
        days.extend(met.filter_map(|it| it.recorded));
    }
    if matches!(item.state, State::Overdue | State::Unknown) {
        days.extend(item.due.expected().and_then(|day| day.succ_opt()));
    }
    if item.is_missing() {
        let of_it = cycle.model().covers.iter();
        let of_it = of_it.filter(|it| it.deliverables.contains(&item.occurrence.duty.deliverable));
        days.extend(of_it.filter_map(|it| it.recorded));
    }
    let occurrence = &item.occurrence;
    let planned = cycle.model().planned.iter().filter(|it| {
        let duty = it.duty.value == occurrence.duty.id.value && it.period == occurrence.period;
        duty && it.agreement.value == occurrence.agreement.id.value && cycle.question().counts(it.recorded)
    });
    days.extend(planned.filter_map(|it| it.recorded));
    days.extend(item.waiver.and_then(|it| it.recorded.max(it.days.from)));
    days.into_iter().filter(|day| *day <= as_of).max().unwrap_or(as_of)
}

/// When an agreement's text became what it is: its first day, the days of the document it is taken from and of
/// the terms it shares, and when a decision on it became known.
fn texts(cycle: &Cycle<'_>, agreement: &Agreement) -> Vec<NaiveDate> {
    let model = cycle.model();
    let first = agreement.in_force.and_then(|days| days.from);
    let own = [agreement].into_iter().chain(model.shared_terms(agreement));
    let cited = own.filter_map(|it| model.adopted(&it.source.as_ref()?.document.value));
    let on_it = |it: &&Decision| it.agreement.as_ref().is_some_and(|own| own.value == agreement.id.value);
    let decided = model.decisions.iter().filter(|it| it.adopted && cycle.question().counts(it.recorded));
    first.into_iter().chain(cited).chain(decided.filter(on_it).filter_map(|it| it.recorded)).collect()
}

fn recorded(shown: &Shown<'_>) -> Option<NaiveDate> {
    match shown.proof {
        Proof::Delivery(it) => it.recorded,
        Proof::Decision(it) => it.recorded,
        Proof::Meeting(it) => it.recorded,
    }
}
