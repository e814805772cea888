//! Assignments, as subjects.

use chrono::Datelike;

use super::{record, truth};
use crate::amount::Text;
use crate::cycle::{Assigned, AssignmentState, Held};
use crate::facts::property::{self, PropertyOf, Source};
use crate::facts::{Fact, Facts, Gap, Subject};
use crate::model::register::AgendaItem;
use crate::model::rule::SubjectKind;

/// An assignment, by its number in the workspace.
#[derive(Debug)]
pub(super) struct OfAssignment(usize);

impl Source for OfAssignment {
    const PROPERTIES: &'static [PropertyOf<Self>] = &[
        property::day("given", ("uppdraget gavs", "assigned"), |_, it| {
            let (decision, day) = it.given;
            Ok(record(Fact::Day(day), decision.span, decision.source.as_ref()))
        }),
        property::truth(
            "has_due",
            ("det är känt när det ska rapporteras", "it is known when it is to be reported"),
            |_, it| match (&it.due, &it.assignment.due) {
                (None, Some(_)) if !it.no_meeting_since => Err(no_next_meeting()),
                (due, _) => truth(due.is_some()),
            },
        ),
        property::day("due", ("ska rapporteras senast", "to be reported by"), |_, it| {
            let due = it.due.ok_or_else(|| {
                let (sv, en) = ("Ingen dag är satt för uppdraget.", "No day is set for the assignment.");
                Gap::record(Text::new(sv, en))
            })?;
            Ok(record(Fact::Day(due.day), due.span, it.assignment.source.as_ref()))
        }),
        property::truth(
            "meeting_held",
            (
                "mötet då det ska rapporteras har hållits, om det ska rapporteras vid ett",
                "the meeting at which it is to be reported was held, where there is one",
            ),
            |_, it| truth(it.due.is_none_or(|due| due.meeting != Some(Held::NotShown))),
        ),
        property::truth(
            "is_decided",
            (
                "protokollet redovisar ett beslut där det gavs",
                "the minutes record a decision where it was given",
            ),
            |asked, it| {
                let item = given_under(asked.facts, it).ok_or_else(no_item)?;
                let decided = item.decided.ok_or_else(no_item)?;
                Ok(record(Fact::Truth(decided), item.span, it.assignment.source.as_ref()))
            },
        ),
        property::words("given_under", ("paragrafen", "the paragraph"), |asked, it| {
            let item = given_under(asked.facts, it).ok_or_else(no_item)?;
            let words = Text::same(format!("§ {} {}", item.number, item.title));
            Ok(record(Fact::Words(words), item.span, it.assignment.source.as_ref()))
        }),
        property::day("reported", ("rapporterat", "reported"), |_, it| {
            let reported = it.reported.ok_or_else(|| {
                let (sv, en) = ("Inget visar att det är rapporterat.", "Nothing shows that it is reported.");
                Gap::record(Text::new(sv, en))
            })?;
            let fact = Fact::done(reported.on.earliest, reported.on.latest);
            Ok(record(fact, reported.on.span, reported.source.as_ref()))
        }),
        property::word("state", ("läget", "the state"), AssignmentState::WORDS, |_, it| {
            let span = it.due.map_or(it.assignment.id.span, |due| due.span);
            Ok(record(Fact::Word(it.stands.name()), span, it.assignment.source.as_ref()))
        }),
    ];
    type View<'m> = Assigned<'m>;

    fn view<'m>(&'m self, facts: &'m Facts) -> Option<Assigned<'m>> {
        let (model, question) = (&facts.model, facts.question);
        Assigned::new(model, question, model.assignments.get(self.0)?)
    }
}

/// The item of the minutes under which an assignment was given.
fn given_under<'m>(facts: &'m Facts, it: &Assigned<'_>) -> Option<&'m AgendaItem> {
    let decision = it.given.0;
    let digits = decision.paragraph.as_deref()?.chars().filter(char::is_ascii_digit).collect::<String>();
    let number: i64 = digits.parse().ok()?;
    let meeting = facts.model.meetings.iter().find(|it| it.id.value == decision.meeting.value)?;
    meeting.items.iter().find(|it| it.number == number)
}

fn no_item() -> Gap {
    Gap::record(Text::new(
        "Registret visar inte om protokollet redovisar ett beslut i paragrafen där uppdraget gavs.",
        "The register does not show whether the minutes record a decision in the paragraph where it was given.",
    ))
    .written("[[meeting.item]]\ndecided = …")
}

fn no_next_meeting() -> Gap {
    Gap::record(Text::new(
        "Det ska rapporteras vid nästa möte, och registret visar inte när det är. Också ett möte som bara är planerat räcker.",
        "It is to be reported at the next meeting, and the register does not show when that is. A meeting that is only planned will do.",
    ))
    .written("[[meeting]]\nid = …\nbody = …\ndate = …\nplanned = true\nrecorded = …")
}

impl Facts {
    /// Every assignment that is known to have been given.
    pub(super) fn assignments(&self) -> Vec<Subject> {
        let all = self.model.assignments.iter().enumerate();
        let known =
            all.filter_map(|(index, it)| Some((index, Assigned::new(&self.model, self.question, it)?)));
        known.map(|(index, it)| self.assignment(index, &it)).collect()
    }

    fn assignment(&self, index: usize, it: &Assigned<'_>) -> Subject {
        let text = &it.assignment.text;
        let title = Text::new(
            format!("Uppdrag {}: {}", it.given.1, text.sv),
            format!("Assignment {}: {}", it.given.1, text.en),
        );
        let mut subject = self.subject(SubjectKind::Assignment, it.id(), title, OfAssignment(index));
        subject.place = Some(it.assignment.id.span);
        let year = it.given.1.year();
        let last = it.due.map_or(year, |due| due.day.year());
        subject.years = Some((year, last.max(year)));
        subject.due = it.due.map(|due| due.day);
        let to = it.to(&self.model);
        if !to.is_empty() {
            subject.responsible = to.into();
        }
        subject.days_late = it.days_late(self.question.as_of);
        subject
    }
}
