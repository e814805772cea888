//! What agreements ask for and every agreement needs: how many reports a year, which clauses, and
//! where they depart from the terms they share.

use chrono::NaiveDate;

use super::ages::age_departures;
use super::{Found, count, joined, record};
use crate::amount::{Language, Phrase, Text};
use crate::facts::{Facts, Gap, Property};
use crate::model::actor::Actor;
use crate::model::agreement::{Age, Agreement, AgreementKind, ClauseKind, Commitment, Notice};
use crate::model::duty::{Deliverable, Duty};
use crate::source::{Span, Spanned};

impl Facts {
    /// Standard terms it replaces or leaves out.
    pub(super) fn departures(&self, agreement: &Agreement) -> Found {
        let shared = agreement.terms.as_ref().and_then(|it| self.model.agreement(&it.value));
        let Some(shared) = shared else { return Found::new() };
        let terms = self.terms(shared);
        let mut found = Found::new();
        for own in &agreement.commitments {
            if let Some(shared) = terms.commitments.iter().find(|it| it.id.value == own.id.value) {
                let what = differing(own, shared);
                if !what.is_empty() {
                    found.push((own.id.span, departs(&promise(own), own.clause.as_deref(), &what)));
                }
            }
        }
        for own in &agreement.duties {
            if let Some(shared) = terms.duties.iter().find(|it| it.id.value == own.id.value) {
                let (what, clause) = (own.differing(shared), own.clause.as_ref().map(|it| it.now().as_str()));
                if !what.is_empty() {
                    found.push((own.id.span, departs(&shared.name(), clause, &what)));
                }
            }
        }
        if let (Some(own), Some(shared)) = (&agreement.notice, terms.notice) {
            let what = otherwise(own, shared);
            if !what.is_empty() {
                let name = Text::new("varsel", "notice");
                found.push((own.span, departs(&name, own.clause.as_deref(), &what)));
            }
        }
        let ages: Vec<&Age> = self.texts(shared).flat_map(|it| &it.ages).collect();
        found.extend(age_departures(&agreement.ages, &ages));
        for id in &agreement.omits {
            let duty = terms.duties.iter().find(|it| it.id.value == id.value).map(|it| it.name());
            let promise =
                || terms.commitments.iter().find(|it| it.id.value == id.value).map(|it| promise(it));
            let name = duty.or_else(promise).unwrap_or_else(|| Text::same(&id.value));
            found.push((id.span, departs(&name, None, &[Phrase::new("är utelämnat", "is left out")])));
        }
        found
    }

    /// How many status reports a year it asks for, whoever they are from.
    pub(super) fn status_reports(&self, agreement: &Agreement, sorts: &[Deliverable]) -> usize {
        yearly(&self.duties_now(agreement), sorts)
    }

    /// That number, and the clauses that ask for them.
    pub(super) fn status_reports_asked(&self, agreement: &Agreement, sorts: &[Deliverable]) -> Found {
        asked_for(&self.duties_now(agreement), sorts)
    }

    /// How many reports a year the activity itself is to give.
    pub(super) fn reports(&self, agreement: &Agreement, sorts: &[Deliverable]) -> usize {
        yearly(&self.of_every_activity(agreement), sorts)
    }

    /// That number, and the clauses that ask for them.
    pub(super) fn reports_asked(&self, agreement: &Agreement, sorts: &[Deliverable]) -> Found {
        asked_for(&self.of_every_activity(agreement), sorts)
    }

    /// The day an agreement is asked about: that of the question, or its own first, when that is still to come.
    fn asked_on(&self, agreement: &Agreement) -> NaiveDate {
        let first = agreement.in_force.and_then(|days| days.from);
        first.map_or(self.question.as_of, |first| first.max(self.question.as_of))
    }

    /// The duties of an agreement that hold on its day.
    fn duties_now<'m>(&'m self, agreement: &'m Agreement) -> Vec<&'m Duty> {
        let day = self.asked_on(agreement);
        let holds = |it: &&Duty| it.in_force.is_none_or(|days| days.holds(day));
        self.terms(agreement).duties.into_iter().filter(holds).collect()
    }

    /// How many reports a year it asks for itself: status reports alone, where it names no others.
    fn own_reports(&self, agreement: &Agreement, sorts: &[Deliverable]) -> usize {
        match self.reports(agreement, sorts) {
            0 => self.status_reports(agreement, &[Deliverable::StatusReport]),
            own => own,
        }
    }

    /// What every activity is to do itself.
    fn of_every_activity<'m>(&'m self, agreement: &'m Agreement) -> Vec<&'m Duty> {
        let is_own = |it: &&Duty| it.concerns.is_empty() && it.by.value == Actor::Platform;
        self.duties_now(agreement).into_iter().filter(is_own).collect()
    }

    /// The plans in force on the day of an agreement.
    fn plans<'m>(&'m self, agreement: &Agreement) -> impl Iterator<Item = &'m Agreement> + use<'m> {
        let day = self.asked_on(agreement);
        let in_force = move |it: &&Agreement| {
            let last = self.question.last_day(&self.model, it);
            it.in_force.is_some_and(|days| days.holds(day)) && last.is_none_or(|last| day <= last)
        };
        let plans = self.model.agreements.iter().filter(|it| it.kind == AgreementKind::Plan);
        plans.filter(|it| self.is_read(it)).filter(in_force)
    }

    /// The plan in force that asks for reports of every activity; of several, one that asks for another number than
    /// the agreement does itself.
    fn plan_of<'m>(&'m self, agreement: &Agreement, sorts: &[Deliverable]) -> Result<&'m Agreement, Gap> {
        let own = self.own_reports(agreement, sorts);
        let asking: Vec<&Agreement> =
            self.plans(agreement).filter(|it| self.reports(it, sorts) > 0).collect();
        let other = asking.iter().find(|it| self.reports(it, sorts) != own);
        other.or_else(|| asking.first()).copied().ok_or_else(|| {
            Gap::record(Text::new(
                "Ingen plan som gäller samtidigt säger hur många rapporter som ska lämnas.",
                "No plan in force at the same time says how many reports are due.",
            ))
        })
    }

    /// How many reports a year that plan asks for.
    pub(super) fn plan_reports(&self, agreement: &Agreement, sorts: &[Deliverable]) -> Property {
        let plan = self.plan_of(agreement, sorts)?;
        Ok(record(count(self.reports(plan, sorts)), plan.id.span, plan.source.as_ref()))
    }

    /// That number, the clauses that ask for them, and the plan.
    pub(super) fn plan_reports_asked(
        &self,
        agreement: &Agreement,
        sorts: &[Deliverable],
    ) -> Result<Found, Gap> {
        let plan = self.plan_of(agreement, sorts)?;
        Ok(self.reports_asked(plan, sorts).into_iter().map(|it| in_the_plan(plan, it)).collect())
    }

    /// Terms of a text on the reports of some activities that give another number than it asks of every activity.
    pub(super) fn reports_apart(&self, agreement: &Agreement, sorts: &[Deliverable]) -> Found {
        let every = self.reports(agreement, sorts);
        let duties = self.duties_now(agreement);
        let of_some = duties.into_iter().filter(|it| !it.concerns.is_empty() && every > 0);
        of_some.filter_map(|it| apart_from(it, sorts, every)).collect()
    }

    /// Terms of the plan on the reports of this very agreement that give another number than it does itself.
    pub(super) fn plan_reports_apart(
        &self,
        agreement: &Agreement,
        sorts: &[Deliverable],
    ) -> Result<Found, Gap> {
        let own = self.own_reports(agreement, sorts);
        let is_of_it = |it: &&Duty| it.concerns.iter().any(|id| id.value == agreement.id.value);
        let apart_in = |plan| {
            let duties = self.duties_now(plan).into_iter().filter(is_of_it);
            duties.filter_map(move |it| apart_from(it, sorts, own)).map(move |it| in_the_plan(plan, it))
        };
        let apart: Found = self.plans(agreement).flat_map(apart_in).collect();
        if apart.is_empty() {
            self.plan_of(agreement, sorts)?;
        }
        Ok(apart)
    }

    /// Clauses that an agreement needs and has not, nor the terms it shares. That none is missing, or which are,
    /// can be told only where somebody has looked for each.
    pub(super) fn clauses_missing(&self, agreement: &Agreement, needed: &[ClauseKind]) -> Result<Found, Gap> {
        let texts = self.model.with_shared(agreement);
        let told = |kind: ClauseKind| {
            let each = texts.iter().flat_map(|it| &it.clauses);
            let states: Vec<bool> = each.filter(|(known, _)| *known == kind).map(|(_, has)| *has).collect();
            (!states.is_empty()).then(|| states.into_iter().any(|has| has))
        };
        let missing = needed.iter().filter(|kind| told(**kind) == Some(false));
        let found: Found = missing.map(|kind| (agreement.id.span, kind.title())).collect();
        match needed.iter().find(|kind| told(**kind).is_none()).filter(|_| found.is_empty()) {
            Some(kind) => Err(clause_unknown(*kind)),
            None => Ok(found),
        }
    }
}

fn clause_unknown(kind: ClauseKind) -> Gap {
    let title = kind.title();
    Gap::record(Text::new(
        format!("Det är inte infört om texten har en klausul om {}.", title.sv),
        format!("It is not entered whether the text has a clause on {}.", title.en),
    ))
    .written(format!("clauses = {{ {} = … }}", kind.name()))
}

/// How many deliveries a year of some sorts the duties ask for, all together.
fn yearly(duties: &[&Duty], sorts: &[Deliverable]) -> usize {
    let asked = duties.iter().filter(|it| sorts.contains(&it.deliverable));
    asked
        .map(|duty| {
            let periods = duty.every.per_year() as usize;
            let periods = if duty.only.is_empty() { periods } else { duty.only.len().min(periods) };
            periods.saturating_mul(duty.needed())
        })
        .sum()
}

/// That number, and the clauses that ask for them, each once; nothing where nothing is asked for.
fn asked_for(duties: &[&Duty], sorts: &[Deliverable]) -> Found {
    let asked = || duties.iter().filter(|it| sorts.contains(&it.deliverable));
    let mut clauses: Vec<&str> = asked().filter_map(|it| Some(it.clause.as_ref()?.now().as_str())).collect();
    clauses.dedup();
    let clauses = if clauses.is_empty() { String::new() } else { format!(" ({})", clauses.join(", ")) };
    let words = || Text::same(format!("{}{clauses}", yearly(duties, sorts)));
    asked().next().map(|first| (first.span, words())).into_iter().collect()
}

/// A term on reports that asks for another number a year: the number, and its clause.
fn apart_from(duty: &Duty, sorts: &[Deliverable], every: usize) -> Option<(Span, Text)> {
    let own = yearly(&[duty], sorts);
    asked_for(&[duty], sorts).pop().filter(|_| own > 0 && own != every)
}

/// A term of the plan, with the plan's name.
fn in_the_plan(plan: &Agreement, (span, words): (Span, Text)) -> (Span, Text) {
    let words = words.map(|language, words| match language {
        Language::Sv => format!("{words} i {}", plan.title),
        Language::En => format!("{words} in {}", plan.title),
    });
    (span, words)
}

/// What a commitment is called: its own words, or else its id.
fn promise(commitment: &Commitment) -> Text {
    commitment.text.clone().unwrap_or_else(|| Text::same(&commitment.id.value))
}

/// In what a commitment is another than the shared one.
fn differing(own: &Commitment, shared: &Commitment) -> Vec<Phrase> {
    let by = own.party.value != shared.party.value;
    let stands = (own.state, own.binding) != (shared.state, shared.binding);
    let told = own.text != shared.text;
    let all = [
        (by, Phrase::new("annan part", "another party")),
        (stands, Phrase::new("annan bundenhet", "bound otherwise")),
        (told, Phrase::new("annan lydelse", "other words")),
        (own.by != shared.by, Phrase::new("en annan dag", "another day")),
    ];
    all.into_iter().filter(|(differs, _)| *differs).map(|(_, what)| what).collect()
}

/// In what a term of notice is another than the shared one.
fn otherwise(own: &Notice, shared: &Notice) -> Vec<Phrase> {
    let actor = |it: &Option<Spanned<Actor>>| it.as_ref().map(|it| it.value.clone());
    let all = [
        (own.months != shared.months, Phrase::new("annan tid", "another time")),
        (actor(&own.to) != actor(&shared.to), Phrase::new("till någon annan", "to somebody else")),
        (
            actor(&own.escalates_to) != actor(&shared.escalates_to),
            Phrase::new("avgörs av någon annan", "settled by somebody else"),
        ),
    ];
    all.into_iter().filter(|(differs, _)| *differs).map(|(_, what)| what).collect()
}

/// A term that departs, with the clause and what is otherwise in it.
fn departs(name: &Text, clause: Option<&str>, what: &[Phrase]) -> Text {
    let clause = clause.map(|clause| format!(" ({clause})")).unwrap_or_default();
    let what: Vec<Text> = what.iter().map(|it| Text::from(*it)).collect();
    let what = joined(what.iter(), ", ");
    name.map(|language, name| match what.get(language) {
        "" => format!("{name}{clause}"),
        what => format!("{name}{clause}: {what}"),
    })
}
