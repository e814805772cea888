//! Auditors' remarks, as subjects.

use super::{record, truth};
use crate::amount::Text;
use crate::cycle::{Remarked, Stands, made};
use crate::facts::property::{self, Asked, PropertyOf, Source};
use crate::facts::{Fact, Facts, Gap, Property, Subject};
use crate::model::actor::Role;
use crate::model::duty::Deliverable;
use crate::model::remark::Remark;
use crate::model::rule::SubjectKind;

/// A remark, by its number in the workspace.
#[derive(Debug)]
pub(super) struct OfRemark(usize);

impl Source for OfRemark {
    const PROPERTIES: &'static [PropertyOf<Self>] = &[
        property::naming(property::words("dimension", ("dimension", "dimension"), |_, it| {
            let (sv, en) = it.remark.dimension.words();
            Ok(Fact::Words(Text::new(sv, en)).into())
        })),
        property::truth(
            "answered",
            ("styrelsen har beslutat om den", "the board has decided on it"),
            |asked, it| match it.decided {
                Some((decision, _)) => {
                    let made = asked.facts.without_reservation([decision].into_iter());
                    made.unwrap_or(Ok(decision)).and_then(|_| truth(true))
                }
                None => truth(false),
            },
        ),
        property::day("decided", ("beslutat", "decided"), |_, it| {
            let (decision, day) = it.decided.ok_or_else(|| unanswered(it.remark))?;
            Ok(record(Fact::Day(day), decision.span, decision.source.as_ref()))
        }),
        property::by(
            &["meetings"],
            property::truth(
                "left_unanswered",
                (
                    "styrelsen har sammanträtt så många gånger utan att besluta om den",
                    "the board has met that many times without deciding on it",
                ),
                |asked, it| left_unanswered(asked, it),
            ),
        ),
        property::truth("has_due", ("det är bestämt till när", "a last day is set"), |_, it| {
            truth(it.due.is_some())
        }),
        property::day("due", ("sista dag", "last day"), |_, it| {
            let due = it.due.ok_or_else(|| {
                let (sv, en) = ("Ingen dag är satt för anmärkningen.", "No day is set for the remark.");
                Gap::record(Text::new(sv, en))
            })?;
            Ok(record(Fact::Day(due.value), due.span, it.remark.source.as_ref()))
        }),
        property::day("done", ("gjort", "done"), |_, it| {
            let done = it.done.ok_or_else(|| {
                let (sv, en) = ("Inget visar att det är gjort.", "Nothing shows that it is done.");
                Gap::record(Text::new(sv, en))
            })?;
            let fact = Fact::done(done.earliest, done.latest);
            Ok(record(fact, done.span, it.remark.source.as_ref()))
        }),
        property::word("state", ("läget", "the state"), Stands::WORDS, |_, it| {
            let span = it.due.map_or(it.remark.id.span, |due| due.span);
            Ok(record(Fact::Word(it.stands.name()), span, it.remark.source.as_ref()))
        }),
    ];
    type View<'m> = Remarked<'m>;

    fn view<'m>(&'m self, facts: &'m Facts) -> Option<Remarked<'m>> {
        Some(Remarked::new(&facts.model, facts.question, facts.model.remarks.get(self.0)?))
    }
}

/// Whether the board has let so many meetings pass: that it has can be told only of a register that holds them all.
fn left_unanswered(asked: &Asked<'_>, it: &Remarked<'_>) -> Property {
    let (facts, meetings) = (asked.facts, asked.number("meetings")?);
    let (model, as_of) = (&facts.model, facts.question.as_of);
    let made = made(model, it.remark).ok_or_else(|| unanswered(it.remark))?;
    let held = model.meetings.iter().filter(|meeting| {
        let day = meeting.date.value;
        !meeting.planned
            && made < day
            && day <= as_of
            && facts.counts(meeting.recorded)
            && model.holders(Role::Board, day).any(|board| board.id.value == meeting.body.value)
    });
    let mut days: Vec<_> = held.map(|meeting| meeting.date.value).collect();
    days.sort_unstable();
    let last = usize::try_from(meetings).ok().and_then(|nth| days.get(nth.checked_sub(1)?)).copied();
    if !facts.question.is_covered(model, Deliverable::Minutes, made, last.unwrap_or(as_of)) {
        return Err(unanswered(it.remark));
    }
    Ok(record(Fact::Truth(last.is_some()), it.remark.id.span, it.remark.source.as_ref()))
}

fn unanswered(remark: &Remark) -> Gap {
    Gap::record(Text::new(
        format!(
            "Registret visar inte vad styrelsen beslutade om revisorernas anmärkning för {}.",
            remark.year
        ),
        format!(
            "The register does not show what the board decided on the auditors’ remark for {}.",
            remark.year
        ),
    ))
}

impl Facts {
    pub(super) fn remarks(&self) -> Vec<Subject> {
        let remarks = self.model.remarks.iter().enumerate();
        let known = remarks.filter(|(_, it)| self.counts(it.recorded));
        known.map(|(index, remark)| self.remark(index, remark)).collect()
    }

    fn remark(&self, index: usize, remark: &Remark) -> Subject {
        let (year, text) = (remark.year, &remark.text);
        let title = Text::new(
            format!("Anmärkning för {year}: {}", text.sv),
            format!("Remark for {year}: {}", text.en),
        );
        let id = format!("remark/{}", remark.id.value);
        let mut subject = self.subject(SubjectKind::Remark, id, title, OfRemark(index));
        subject.place = Some(remark.id.span);
        subject.years = Some((year, year));
        let known = Remarked::new(&self.model, self.question, remark);
        subject.due = known.due.map(|due| due.value);
        if !remark.responsible.is_empty() {
            subject.responsible = remark.responsible.iter().map(|it| it.value.clone()).collect();
        }
        if let (Stands::Overdue, Some(due)) = (known.stands, known.due) {
            subject.days_late = Some(self.question.as_of.signed_duration_since(due.value).num_days());
        }
        self.not_before(subject, made(&self.model, remark))
    }
}
