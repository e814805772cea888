//! References of the register and of the meetings duties come back with; nothing stands there twice.

use std::collections::BTreeMap;

use chrono::{Datelike, NaiveDate};

use super::cannot::YEARS_AHEAD;
use super::{Names, References};
use crate::amount::{Phrase, Text};
use crate::diagnostic::{Code, Guesses, Problem};
use crate::model::actor::Actor;
use crate::model::adopts::Adopts;
use crate::model::agreement::{Agreement, AgreementKind};
use crate::model::duty::{Duty, Evidence};
use crate::model::naming;
use crate::model::organisation::{Organisation, OrganisationKind};
use crate::model::period::Every;
use crate::model::problems;
use crate::model::reference::DutyReference;
use crate::model::register::{Change, Decision, Delivery, Meeting};
use crate::source::{Span, Spanned};

/// How many years back a decision is for at most: accounts that were put right, discharge that waited.
const YEARS_BACK: i32 = 10;

impl References<'_> {
    pub(super) fn register(&self) {
        let meetings: Names<'_> = self.model.meetings.iter().map(|it| it.id.value.as_str()).collect();
        for meeting in &self.model.meetings {
            self.organisation(&naming::MEETS, &meeting.body);
            meeting.present.iter().for_each(|it| self.organisation(&naming::PRESENT, &it.organisation));
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
            self.adopted(decision);
            self.decider(decision);
            self.decided(decision);
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
            remark.responsible.iter().for_each(|id| self.organisation(&naming::SEES_TO, id));
        }
        self.model.changes.iter().for_each(|change| self.change(change));
        self.once(self.model.deliveries.iter().map(|it| (of_delivery(it), it.span)));
        let changes = self.model.changes.iter();
        self.once(
            changes.map(|it| ((&it.agreement.value, &it.by.value, it.effective.value), it.agreement.span)),
        );
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

    /// Who decides can, and of discharge it is said which member does: else it is nobody's.
    fn decider(&self, decision: &Decision) {
        let discharge = decision.adopts == Adopts::Discharge;
        let naming = if discharge { &naming::DISCHARGES } else { &naming::DECIDES };
        match &decision.by {
            Some(id) => self.organisation(naming, id),
            None if discharge => self.problems.push(problems::missing_key(decision.span, "by")),
            None => (),
        }
    }

    /// Nothing is decided, or known to be, before its meeting.
    fn decided(&self, decision: &Decision) {
        // What is proposed for a meeting decides nothing yet.
        let meeting = self.model.meeting(&decision.meeting.value);
        let Some(meeting) = meeting.filter(|_| !decision.proposed) else { return };
        if meeting.planned {
            return self.problems.push(decided_at_none(decision, meeting));
        }
        let day = meeting.date.value;
        if let Some(recorded) = decision.recorded.filter(|recorded| *recorded < day) {
            let span = decision.recorded_at;
            self.problems.push(problems::before_what_it_follows(span, recorded, &meeting.date));
        }
        self.decided_for(decision, meeting);
    }

    /// What an annual report and discharge are about is one year, and over; a budget or a plan is made before its
    /// years are; and nothing is decided for years far off.
    fn decided_for(&self, decision: &Decision, meeting: &Meeting) {
        let (day, Some((first, last))) = (meeting.date.value, decision.periods) else { return };
        let looks_back = matches!(decision.adopts, Adopts::AnnualReport | Adopts::Discharge);
        let ends = |year: i32| NaiveDate::from_ymd_opt(year, 12, 31);
        if looks_back && first < last {
            self.problems.push(of_one_year(decision.span));
        }
        if let Some(over) = ends(first).filter(|over| looks_back && day <= *over) {
            let ends = Spanned::new(over, decision.span);
            return self.problems.push(problems::before_what_it_follows(meeting.date.span, day, &ends));
        }
        let looks_ahead = matches!(
            decision.adopts,
            Adopts::Budget | Adopts::Plan | Adopts::Consultation | Adopts::SocialBudget
        );
        let over = looks_ahead && ends(last).is_some_and(|over| over < day);
        let far_off =
            day.year().saturating_add(YEARS_AHEAD) < first || last < day.year().saturating_sub(YEARS_BACK);
        if over || far_off {
            self.problems.push(of_other_years(decision.span, (first, last), &meeting.date));
        }
    }

    /// An agreement that a decision names is of a sort that such a decision adopts, and of its years.
    fn adopted(&self, decision: &Decision) {
        let Some(id) = &decision.agreement else { return };
        let Some(agreement) = self.model.agreement(&id.value) else { return self.to_agreement(id) };
        let kinds = decision.adopts.of_agreements();
        if !kinds.contains(&agreement.kind) {
            return self.problems.push(not_adopted(decision, id, agreement, kinds));
        }
        let own = agreement.in_force.and_then(|days| Some((days.from?.year(), days.to?.year())));
        let (Some((first, last)), Some(own)) = (decision.periods, agreement.periods.or(own)) else { return };
        if own.1 < first || last < own.0 {
            self.problems.push(of_years_it_has_not(decision.span, (first, last), agreement, own));
        }
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
    fn once<K: Ord>(&self, entries: impl Iterator<Item = (K, Span)>) {
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

fn of_one_year(span: Span) -> Problem {
    let text = Text::new(
        "en årsredovisning, och ansvarsfrihet, är för ett år",
        "an annual report, and discharge, is of one year",
    );
    Problem::at(Code::BadNumber, span, text)
}

fn years((first, last): (i32, i32)) -> String {
    if first == last { first.to_string() } else { format!("{first}–{last}") }
}

fn of_other_years(span: Span, of: (i32, i32), meeting: &Spanned<NaiveDate>) -> Problem {
    let (of, day) = (years(of), meeting.value);
    let text = Text::new(
        format!("ett beslut den {day} kan inte gälla {of}"),
        format!("a decision on {day} cannot be for {of}"),
    );
    Problem::at(Code::IntervalReversed, span, text)
        .related(meeting.span, Text::new("mötets dag", "the day of the meeting"))
}

fn of_years_it_has_not(span: Span, of: (i32, i32), agreement: &Agreement, own: (i32, i32)) -> Problem {
    let (of, own) = (years(of), years(own));
    let text = Text::new(
        format!("beslutet gäller {of}, men `{}` gäller {own}", agreement.id.value),
        format!("the decision is for {of}, but `{}` is for {own}", agreement.id.value),
    );
    Problem::at(Code::AnswersToNothing, span, text)
        .related(agreement.id.span, Text::new("överenskommelsen", "the agreement"))
}

fn not_adopted(
    decision: &Decision,
    id: &Spanned<String>,
    agreement: &Agreement,
    kinds: &[AgreementKind],
) -> Problem {
    let (adopts, kind) = (decision.adopts.name(), agreement.kind.name());
    let text = Text::new(
        format!("ett beslut om `{adopts}` antar inte `{}`, som är `{kind}`", id.value),
        format!("a decision on `{adopts}` does not adopt `{}`, which is `{kind}`", id.value),
    );
    let problem = Problem::at(Code::AnswersToNothing, id.span, text)
        .related(agreement.id.span, Text::new("överenskommelsen", "the agreement"));
    let kinds: Vec<&str> = kinds.iter().map(|kind| kind.name()).collect();
    if kinds.is_empty() {
        return problem.help(Text::new("stryk `agreement` här", "remove `agreement` here"));
    }
    let kinds = kinds.join(", ");
    problem.help(Text::new(format!("dokumentslag: {kinds}"), format!("sorts of document: {kinds}")))
}

fn decided_at_none(decision: &Decision, meeting: &Meeting) -> Problem {
    let text = Text::new(
        "mötet är bara planerat, så inget är beslutat där",
        "the meeting is only planned, so that nothing is decided at it",
    );
    Problem::at(Code::AnswersToNothing, decision.meeting.span, text)
        .as_warning()
        .related(meeting.span, Text::new("mötet", "the meeting"))
        .help(Text::new(
            "stryk `planned = true` när mötet har hållits; ett förslag till det skrivs state = \"proposed\"",
            "remove `planned = true` once the meeting has been held; a proposal to it is written state = \"proposed\"",
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
