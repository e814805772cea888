//! What shows that something was done: deliveries, decisions, what became of a meeting.

use std::collections::{BTreeMap, BTreeSet};

use chrono::NaiveDate;

use super::state::Doubt;
use crate::calendar::{Occurrence, Question};
use crate::model::Model;
use crate::model::actor::Actor;
use crate::model::adopts::Adopts;
use crate::model::citation::Citation;
use crate::model::done::Done;
use crate::model::duty::{Evidence, MeetingStep};
use crate::model::organisation::OrganisationKind;
use crate::model::period::Every;
use crate::model::register::{Decision, Delivery, Meeting, Planned};
use crate::source::Span;

/// Something that shows that an occurrence was done.
#[derive(Debug, Clone, Copy)]
pub struct Shown<'m> {
    /// The day it was done, or the last it can have been.
    pub day: NaiveDate,
    /// The first day it can have been done, when that is known.
    pub earliest: Option<NaiveDate>,
    /// What it leaves in doubt.
    pub doubt: Option<Doubt>,
    /// What shows it.
    pub proof: Proof<'m>,
    /// Where that stands in the register.
    pub span: Span,
    /// The document behind it.
    pub source: Option<&'m Citation>,
}

/// An entry of the register.
#[derive(Debug, Clone, Copy)]
pub enum Proof<'m> {
    /// A delivery.
    Delivery(&'m Delivery),
    /// A decision.
    Decision(&'m Decision),
    /// A day in the record of a meeting.
    Meeting(&'m Meeting),
}

/// What the register tells of an occurrence.
pub(super) struct Told<'m> {
    /// What shows it done, first to last.
    pub(super) shown: Vec<Shown<'m>>,
    /// It is not done before this day.
    pub(super) not_before: Option<NaiveDate>,
    /// The day that is set for it, by who is responsible or those it is done with.
    pub(super) planned: Option<NaiveDate>,
}

/// The records that count on the day of the question, each where it can be found.
pub(super) struct Records<'m> {
    model: &'m Model,
    /// By agreement and duty, with who delivered.
    deliveries: BTreeMap<(&'m str, &'m str), Vec<(&'m str, &'m Delivery)>>,
    /// By what they adopt and the year they are for, with the meeting.
    decisions: BTreeMap<(Adopts, i32), Vec<(&'m Decision, &'m Meeting)>>,
    /// The same by the day of the meeting.
    decided_on: BTreeMap<(Adopts, NaiveDate), Vec<(&'m Decision, &'m Meeting)>>,
    /// Days set, as they became known, by agreement and duty.
    planned: BTreeMap<(&'m str, &'m str), Vec<&'m Planned>>,
    /// The meetings at which something was decided.
    decided_at: BTreeSet<&'m str>,
    /// The last day that something done can be known: what was told ahead is not done before its day.
    last: NaiveDate,
}

impl<'m> Records<'m> {
    pub(super) fn new(model: &'m Model, question: Question) -> Self {
        let last = question.known_at.map_or(question.as_of, |known_at| known_at.min(question.as_of));
        let mut deliveries: BTreeMap<_, Vec<(&str, &Delivery)>> = BTreeMap::new();
        let counted = model.deliveries.iter().filter(|it| question.counts(it.recorded));
        for it in counted.filter(|it| it.delivered.latest <= last) {
            for by in delivered_by(model, it) {
                let key = (it.agreement.value.as_str(), it.duty.value.as_str());
                deliveries.entry(key).or_default().push((by, it));
            }
        }
        // Nothing has been decided at a meeting that was only planned.
        let held = model.meetings.iter().filter(|it| !it.planned && it.date.value <= last);
        let held: BTreeMap<&str, &Meeting> = held.map(|it| (it.id.value.as_str(), it)).collect();
        let mut decisions: BTreeMap<_, Vec<(&Decision, &Meeting)>> = BTreeMap::new();
        let mut decided_on: BTreeMap<_, Vec<(&Decision, &Meeting)>> = BTreeMap::new();
        let counted = model.decisions.iter().filter(|it| it.is_made() && question.counts(it.recorded));
        for it in counted {
            let Some(meeting) = held.get(it.meeting.value.as_str()) else { continue };
            decided_on.entry((it.adopts, meeting.date.value)).or_default().push((it, *meeting));
            if let Some((year, _)) = it.periods {
                decisions.entry((it.adopts, year)).or_default().push((it, *meeting));
            }
        }
        let mut known: Vec<_> = model.planned.iter().filter(|it| question.counts(it.recorded)).collect();
        known.sort_by_key(|it| it.recorded);
        let mut planned: BTreeMap<_, Vec<&Planned>> = BTreeMap::new();
        for it in known {
            let key = (it.agreement.value.as_str(), it.duty.value.as_str());
            planned.entry(key).or_default().push(it);
        }
        let all = decided_on.values().flatten();
        let decided_at = all.map(|(_, meeting)| meeting.id.value.as_str()).collect();
        Self { model, deliveries, decisions, decided_on, planned, decided_at, last }
    }

    /// What shows that an occurrence was done by the day of the question, first to last.
    pub(super) fn of(&self, occurrence: &Occurrence<'m>) -> Told<'m> {
        let (agreement, duty) = (&occurrence.agreement.id.value, &occurrence.duty.id.value);
        let alone = occurrence.agreement.is_shown_by_record_alone(occurrence.duty);
        let of_duty = self.deliveries.get(&(agreement.as_str(), duty.as_str())).filter(|_| !alone);
        let delivered = of_duty.into_iter().flatten().filter(|(by, it)| {
            it.period == occurrence.period && is_by(self.model, occurrence, by, it.delivered.latest)
        });
        let mut shown: Vec<Shown<'m>> = delivered.map(|(_, it)| delivery(it)).collect();
        // An entry names the day: of several meetings on it, it tells of each where there is one for each.
        if occurrence.meeting.is_some_and(|(_, met)| met > 1 && shown.len() < met) {
            shown.iter_mut().for_each(|it| it.doubt = Some(Doubt::Meeting));
        }
        let mut not_before = None;
        match occurrence.duty.evidence {
            None => (),
            Some(Evidence::Decision { adopts, year }) => {
                shown.extend(self.decisions(occurrence, adopts, year));
            }
            Some(Evidence::Meeting(step)) => {
                let found = self.meeting(occurrence, step);
                not_before =
                    found.as_ref().and_then(|(meeting, it)| self.not_before(occurrence, meeting, it));
                let done = found.filter(|(_, it)| not_before.is_none() && it.day <= self.last);
                shown.extend(done.map(|(_, it)| it));
            }
        }
        shown.sort_by_key(|it| (it.day, it.span));
        Told { shown, not_before, planned: self.planned(occurrence) }
    }

    /// The first day that a thing can be done which the register shows but not as done: it is told ahead,
    /// or the notice is on some of the boards alone, as the register has it now.
    fn not_before(
        &self,
        occurrence: &Occurrence<'m>,
        meeting: &Meeting,
        shown: &Shown<'_>,
    ) -> Option<NaiveDate> {
        let missing = self.model.missing_boards(meeting, &occurrence.duty.boards);
        match missing.is_some_and(|missing| !missing.is_empty()) {
            true => Some(self.last),
            false => shown.earliest.filter(|day| self.last < *day),
        }
    }

    /// The day set for an occurrence, the last that became known.
    fn planned(&self, occurrence: &Occurrence<'m>) -> Option<NaiveDate> {
        let (agreement, duty) = (&occurrence.agreement.id.value, &occurrence.duty.id.value);
        let of_duty = self.planned.get(&(agreement.as_str(), duty.as_str())).into_iter().flatten();
        let mut own =
            of_duty.filter(|it| it.period == occurrence.period && is_planned_by(self.model, occurrence, it));
        own.next_back().map(|it| it.day.value)
    }

    fn decisions(&self, occurrence: &Occurrence<'m>, adopts: Adopts, years: i32) -> Vec<Shown<'m>> {
        let year = occurrence.year().saturating_add(years);
        let decided = match occurrence.period.every {
            Every::Meeting => self.decided_on.get(&(adopts, occurrence.starts)),
            _ => self.decisions.get(&(adopts, year)),
        };
        let decided = decided.into_iter().flatten();
        let apart = |meeting: &Meeting| occurrence.apart().is_none_or(|own| own == meeting.id.value);
        let decided =
            decided.filter(|(it, meeting)| apart(meeting) && concerns(self.model, it, meeting, occurrence));
        decided
            .map(|(it, meeting)| Shown {
                day: meeting.date.value,
                // What minutes note that another has decided was decided no later than that day.
                earliest: it
                    .by
                    .as_ref()
                    .is_none_or(|by| by.value == meeting.body.value)
                    .then_some(meeting.date.value),
                doubt: match &it.reservation {
                    Some(_) => Some(Doubt::Reservation),
                    None => self.model.may_follow_its_budget(it).then_some(Doubt::Order),
                },
                proof: Proof::Decision(it),
                span: it.span,
                source: it.source.as_ref(),
            })
            .collect()
    }

    fn meeting(&self, occurrence: &Occurrence<'m>, step: MeetingStep) -> Option<(&'m Meeting, Shown<'m>)> {
        let (meeting, _) = occurrence.meeting?;
        let done = self.day(meeting, step)?;
        let boards = &occurrence.duty.boards;
        let unknown = !boards.is_empty() && self.model.missing_boards(meeting, boards).is_none();
        let shown = Shown {
            day: done.latest,
            earliest: done.earliest,
            doubt: unknown.then_some(Doubt::Boards),
            proof: Proof::Meeting(meeting),
            span: done.span,
            source: meeting.source.as_ref(),
        };
        Some((meeting, shown))
    }

    fn day(&self, meeting: &Meeting, step: MeetingStep) -> Option<Done> {
        let minutes = meeting.minutes.as_ref();
        match step {
            MeetingStep::Presidium => meeting.presidium,
            MeetingStep::Held => {
                Some(Done::on(meeting.date.value, meeting.date.span)).filter(|_| self.was_held(meeting))
            }
            MeetingStep::Approved => minutes.and_then(|it| it.approved),
            MeetingStep::Announced => minutes.and_then(|it| it.announced),
        }
    }

    /// A summons does not show that a meeting was held; minutes, who was there, or a decision does.
    fn was_held(&self, meeting: &Meeting) -> bool {
        let told = meeting.minutes.is_some() || meeting.paragraphs.is_some() || !meeting.present.is_empty();
        !meeting.planned && (told || self.decided_at.contains(meeting.id.value.as_str()))
    }
}

/// Whether a decision is that of the member whose duty it is, or else that of the body whose duty it is.
fn concerns(model: &Model, decision: &Decision, meeting: &Meeting, occurrence: &Occurrence<'_>) -> bool {
    if !model.may_decide(decision) {
        return false;
    }
    if let Some(by) = &decision.by {
        return by.value == occurrence.by;
    }
    // Whoever holds the role the day of the meeting, who need not be who held it as the period began.
    let (actor, day) = (&occurrence.duty.by.value, meeting.date.value);
    if matches!(actor, Actor::Role(_)) && model.is_actor(actor, &meeting.body.value, day) {
        return true;
    }
    // The förbund decides through its bodies, and nobody else through another's. A role that nobody is said to hold may
    // be that of any.
    match model.organisation(occurrence.by) {
        _ if *actor == Actor::EachMember => false,
        Some(own) => {
            own.kind == OrganisationKind::Association || is_by(model, occurrence, &meeting.body.value, day)
        }
        None => matches!(actor, Actor::Role(_)),
    }
}

/// Whether something done on a day was done by the one responsible: or, where a role is to do it,
/// by who held the role that day, before the one responsible came or after it left.
pub(super) fn is_by(model: &Model, occurrence: &Occurrence<'_>, id: &str, day: NaiveDate) -> bool {
    let by = &occurrence.duty.by.value;
    let stood_in = || {
        let alone = !model.is_actor(by, id, occurrence.owed) && model.is_actor(by, id, day);
        matches!(by, Actor::Role(role) if alone || id == role.name())
    };
    id == occurrence.by || stood_in()
}

/// Who delivered, as occurrences name them: whoever held the role, or the role where nobody did.
pub(super) fn delivered_by<'m>(model: &'m Model, delivery: &'m Delivery) -> Vec<&'m str> {
    match &delivery.by.value {
        Actor::Organisation(id) => vec![id],
        Actor::Role(role) => model.who(*role, delivery.delivered.latest),
        Actor::Platform => vec![Actor::PLATFORM],
        // What each owes is delivered by each.
        Actor::EachParty | Actor::EachMember => Vec::new(),
    }
}

/// Whether a day is set for the one responsible.
pub(super) fn is_planned_by(model: &Model, occurrence: &Occurrence<'_>, it: &Planned) -> bool {
    match &it.by.value {
        Actor::Organisation(id) => is_by(model, occurrence, id, it.day.value),
        actor => *actor == occurrence.duty.by.value || actor.to_string() == occurrence.by,
    }
}

fn delivery(it: &Delivery) -> Shown<'_> {
    let Done { earliest, latest, span } = it.delivered;
    let proof = Proof::Delivery(it);
    Shown { day: latest, earliest, doubt: None, proof, span, source: it.source.as_ref() }
}
