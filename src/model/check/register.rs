//! References of the register and of the meetings duties come back with; nothing stands there twice.

use std::collections::BTreeMap;

use chrono::{Datelike, NaiveDate};

use super::{Names, References};
use crate::amount::{Phrase, Text};
use crate::diagnostic::{Code, Guesses, Problem};
use crate::model::actor::Actor;
use crate::model::adopts::Adopts;
use crate::model::agreement::Agreement;
use crate::model::duty::{Duty, Evidence};
use crate::model::naming;
use crate::model::organisation::{Organisation, OrganisationKind};
use crate::model::period::{Every, year_ends};
use crate::model::problems;
use crate::model::reference::DutyReference;
use crate::model::register::{Change, Delivery, Meeting};
use crate::model::remark::Remark;
use crate::source::{Span, Spanned};

impl References<'_> {
    pub(super) fn register(&self) {
        let meetings: Names<'_> = self.model.meetings.iter().map(|it| it.id.value.as_str()).collect();
        for meeting in &self.model.meetings {
            self.organisation(&naming::MEETS, &meeting.body);
            meeting.present.iter().for_each(|it| self.organisation(&naming::PRESENT, &it.organisation));
            self.standing(meeting);
            let boards = meeting.minutes.iter().flat_map(|minutes| &minutes.boards).flatten();
            boards.for_each(|id| self.organisation(&naming::PUTS_UP, id));
            let about = meeting.items.iter().flat_map(|item| &item.about);
            about.for_each(|reference| {
                self.reference(None, reference);
                self.is_a_period_of(reference);
            });
        }
        for decision in &self.model.decisions {
            let what = Phrase::new("mötet", "meeting");
            self.known(Code::UnknownMeeting, what, &meetings, &decision.meeting);
            self.decision(decision);
        }
        for planned in &self.model.planned {
            self.to_agreement(&planned.agreement);
            self.actor(&naming::PLANS, &planned.by);
            self.duty(&planned.agreement, &planned.duty);
        }
        for delivery in &self.model.deliveries {
            self.to_agreement(&delivery.agreement);
            self.actor(&naming::DELIVERS, &delivery.by);
            self.duty(&delivery.agreement, &delivery.duty);
            self.shows_something(delivery);
        }
        let decisions: Names<'_> = self.model.decisions.iter().map(|it| it.id.value.as_str()).collect();
        for remark in &self.model.remarks {
            let what = Phrase::new("beslutet", "decision");
            remark.decision.iter().for_each(|id| self.known(Code::UnknownDecision, what, &decisions, id));
            self.answered(remark);
            remark.responsible.iter().for_each(|id| self.organisation(&naming::SEES_TO, id));
        }
        self.model.changes.iter().for_each(|change| self.change(change));
        self.once(self.model.deliveries.iter().map(|it| (of_delivery(it), it.span)));
        let changes = self.model.changes.iter();
        self.once(
            changes.map(|it| ((&it.agreement.value, &it.by.value, it.effective.value), it.agreement.span)),
        );
    }

    /// A standing item is one of those of the body that meets.
    fn standing(&self, meeting: &Meeting) {
        let body = self.model.organisation(&meeting.body.value);
        let known: Names<'_> =
            body.iter().flat_map(|it| &it.standing).map(|it| it.id.value.as_str()).collect();
        let what = Phrase::new("organets stående punkt", "standing item of the body");
        let named = meeting.items.iter().filter_map(|it| it.standing.as_ref());
        named.for_each(|id| self.known(Code::UnknownValue, what, &known, id));
    }

    /// What the board decides on a remark is its own, and decided when the year that was audited is over.
    fn answered(&self, remark: &Remark) {
        let Some(id) = &remark.decision else { return };
        let Some(decision) = self.model.decision(&id.value) else { return };
        if decision.by.is_some() || matches!(decision.adopts, Adopts::Discharge | Adopts::Budget) {
            let what = Text::new(
                "styrelsens beslut med anledning av anmärkningen",
                "decision of the board on the remark",
            );
            return self.unknown(Code::UnknownDecision, &what, std::iter::empty(), id);
        }
        let over = year_ends(remark.year);
        if let (Some(over), Some(day)) = (over, self.model.meeting_day(decision))
            && day <= over
        {
            let ends = Spanned::new(over, remark.span);
            self.problems.push(problems::before_what_it_follows(id.span, day, &ends));
        }
    }

    /// A period that is named must be one that the duty has.
    fn is_a_period_of(&self, reference: &DutyReference) {
        let agreement = reference.agreement.as_ref().and_then(|id| self.model.agreement(id));
        let duty = agreement.and_then(|it| self.model.duty(it, &reference.duty));
        let (Some(duty), Some(period)) = (duty, reference.period) else { return };
        let wanted = duty.only.is_empty() || duty.only.contains(&i64::from(period.number));
        let holds = agreement.and_then(|it| it.in_force).is_none_or(|days| days.holds(period.start()));
        if period.every != duty.every || !wanted || (period.every != Every::Once && !holds) {
            let every = duty.every.name();
            let help = Text::new(
                format!("perioden ska vara en som skyldigheten har (every = \"{every}\")"),
                format!("the period must be one that the duty has (every = \"{every}\")"),
            );
            self.problems.push(problems::bad_reference(reference.span, &period.to_string()).help(help));
        }
    }

    /// What is waited for in another year is there some year: an agreement of one year has no year before it, but by
    /// the agreement it took the place of.
    pub(super) fn is_in_reach(&self, own: &Agreement, duty: &Duty, reference: &DutyReference) {
        let targets = match &reference.agreement {
            Some(id) => self.model.agreement(id).into_iter().collect(),
            None => self.model.lineage(own),
        };
        let targets = targets.into_iter().filter_map(|it| Some((it, self.model.duty(it, &reference.duty)?)));
        let (mut any, mut reached) = (false, duty.every == Every::Once);
        for (target, duty) in targets {
            any = true;
            reached |= duty.every == Every::Once || meet(own, target, reference.year);
        }
        if any && !reached {
            self.problems.push(out_of_reach(reference, own));
        }
    }

    /// The law's own rules look at decisions and minutes, and so does the calendar.
    fn shows_something(&self, delivery: &Delivery) {
        let agreement = self.model.agreement(&delivery.agreement.value);
        let duty = agreement.and_then(|it| {
            self.model.duty(it, &delivery.duty.value).filter(|duty| it.is_shown_by_record_alone(duty))
        });
        let shown_by = match duty.and_then(|it| it.evidence) {
            None => return,
            Some(Evidence::Decision { adopts, .. }) => {
                let adopts = adopts.name();
                Text::new(
                    format!("ett beslut, [[decision]] med adopts = \"{adopts}\""),
                    format!("a decision, [[decision]] with adopts = \"{adopts}\""),
                )
            }
            Some(Evidence::Meeting(_)) => {
                Text::new("mötets egna uppgifter, [[meeting]]", "the meeting’s own record, [[meeting]]")
            }
        };
        self.problems.push(problems::delivery_shows_nothing(&delivery.duty, &shown_by));
    }

    /// Who changes what it contributes is a party, where the agreement has any.
    fn change(&self, change: &Change) {
        self.to_agreement(&change.agreement);
        let sort = self.model.organisation(&change.by.value).map(|it| it.kind);
        if sort.is_some_and(|sort| !naming::CHANGES.takes(sort)) {
            return self.organisation(&naming::CHANGES, &change.by);
        }
        let agreement = self.model.agreement(&change.agreement.value);
        let parties = agreement.map(|it| self.parties_of(it)).unwrap_or_default();
        if parties.list.is_empty() || !self.organisations.has(&change.by.value) {
            return self.organisation(&naming::CHANGES, &change.by);
        }
        self.known(Code::UnknownOrganisation, Phrase::new("parten", "party"), &parties, &change.by);
    }

    /// An entry that is another over again would count twice.
    pub(super) fn once<K: Ord>(&self, entries: impl Iterator<Item = (K, Span)>) {
        let mut first: BTreeMap<K, Span> = BTreeMap::new();
        for (key, span) in entries {
            match first.get(&key) {
                Some(other) => self.problems.push(entered_twice(span, *other)),
                None => drop(first.insert(key, span)),
            }
        }
    }

    /// What comes back with meetings does so with those of a body.
    pub(super) fn meetings_of(&self, duty: &Duty) {
        duty.meetings_of.iter().for_each(|id| self.actor(&naming::MEETS_FOR, id));
        let meets = match duty.meeting_body() {
            Actor::Role(_) => true,
            Actor::Organisation(id) => {
                self.model.organisation(id).is_none_or(|it| it.kind == OrganisationKind::Body)
            }
            Actor::EachParty | Actor::EachMember | Actor::Platform => false,
        };
        // What is named as having the meetings has had its say.
        let meets = meets || duty.meetings_of.is_some();
        if duty.every == Every::Meeting && !meets {
            let span = duty.meetings_of.as_ref().map_or(duty.by.span, |it| it.span);
            let is_body = |it: &&Organisation| it.kind == OrganisationKind::Body;
            let bodies = self.model.organisations.iter().filter(is_body).map(|it| it.id.value.as_str());
            self.problems.push(no_meetings(&self.problems.guesses, span, duty.meeting_body(), bodies));
        }
    }
}

/// All that tells one delivery from another.
fn of_delivery(it: &Delivery) -> impl Ord + use<'_> {
    let source = it.source.as_ref().map(|source| (&source.document.value, &source.part));
    let file = it.evidence.as_ref().map(|file| &file.path.value);
    let by = it.by.value.to_string();
    (&it.agreement.value, &it.duty.value, by, it.period, it.delivered.latest, source, file)
}

pub(super) fn entered_twice(span: Span, first: Span) -> Problem {
    let text = Text::new("samma post står två gånger", "the same entry stands twice");
    Problem::at(Code::DuplicateId, span, text).related(first, Text::new("den första", "the first")).help(
        Text::new(
            "stryk den ena, eller säg vad som skiljer dem: dag, plats i källan eller fil",
            "remove one, or say what tells them apart: the day, the place in the source or the file",
        ),
    )
}

/// Whether one agreement holds in a year that lies so many years from one in which another does.
fn meet(from: &Agreement, to: &Agreement, years: i32) -> bool {
    let edges = |it: &Agreement| {
        let days = it.in_force;
        let year = |day: Option<NaiveDate>| day.map(|day| day.year());
        (year(days.and_then(|it| it.from)), year(days.and_then(|it| it.to)))
    };
    let ((first, last), (begins, ends)) = (edges(from), edges(to));
    let moved = |year: Option<i32>| year.map(|year| year.saturating_add(years));
    let before = |a: Option<i32>, b: Option<i32>| a.zip(b).is_some_and(|(a, b)| a < b);
    !before(moved(last), begins) && !before(ends, moved(first))
}

fn out_of_reach(reference: &DutyReference, own: &Agreement) -> Problem {
    let (duty, years) = (&reference.duty, reference.year);
    let text = Text::new(
        format!("`{duty}@{years:+}` ligger i år då ingen överenskommelse i arbetsytan har skyldigheten"),
        format!("`{duty}@{years:+}` lies in years in which no agreement of the workspace has the duty"),
    );
    Problem::at(Code::AnswersToNothing, reference.span, text)
        .as_warning()
        .related(own.id.span, Text::new("den här gäller bara då", "this one is in force only then"))
        .help(Text::new(
            "skriv in överenskommelsen som gäller det året, med `superseded_by`, eller stryk referensen",
            "enter the agreement of that year, with `superseded_by`, or remove the reference",
        ))
}

fn no_meetings<'a>(
    guesses: &Guesses,
    span: Span,
    who: &Actor,
    bodies: impl Iterator<Item = &'a str>,
) -> Problem {
    let text = Text::new(
        format!("`{who}` är inget organ och har inga möten"),
        format!("`{who}` is no body and has no meetings"),
    );
    Problem::at(Code::UnknownOrganisation, span, text).suggest_of(guesses, &who.to_string(), bodies)
}
