//! Assignments: given and withdrawn by decisions that were taken, to somebody who can be told, and in order of time.

use chrono::NaiveDate;

use super::{Names, References};
use crate::amount::{Phrase, Text};
use crate::diagnostic::{Code, Problem};
use crate::model::assignment::{Assignment, Reported};
use crate::model::naming;
use crate::model::problems;
use crate::model::register::Decision;
use crate::source::{Span, Spanned};

impl<'m> References<'m> {
    pub(super) fn assignments(&self) {
        let decisions: Names<'_> = self.model.decisions.iter().map(|it| it.id.value.as_str()).collect();
        for it in &self.model.assignments {
            it.to.iter().for_each(|to| self.actor(&naming::ASSIGNED, to));
            it.report_to.iter().for_each(|to| self.actor(&naming::REPORTED_TO, to));
            let given = self.taken(&decisions, &it.decision);
            let withdrawn = it.withdrawn.as_ref().and_then(|id| self.taken(&decisions, id));
            if let Some(by) = it.withdrawn.as_ref().filter(|by| by.value == it.decision.value) {
                self.problems.push(withdrawn_as_given(by, it.decision.span));
            }
            if let Some(given) = given.and_then(|given| self.model.meeting_day(given)) {
                let given = Spanned::new(given, it.decision.span);
                self.assigned(it, &given, withdrawn);
            }
            it.reported.iter().for_each(|reported| self.reported(it, reported));
        }
        let known: Names<'_> = self.model.assignments.iter().map(|it| it.id.value.as_str()).collect();
        let what = Phrase::new("uppdraget", "assignment");
        for id in self.model.meetings.iter().flat_map(|it| &it.items).flat_map(|it| &it.assignments) {
            self.known(Code::UnknownAssignment, what, &known, id);
        }
        let entries = self.model.assignments.iter();
        self.once(entries.map(|it| ((&it.decision.value, to(it), &it.text.sv), it.span)));
    }

    /// A decision that is in the register and was taken by the body that met.
    fn taken(&self, decisions: &Names<'_>, id: &Spanned<String>) -> Option<&'m Decision> {
        let what = Phrase::new("beslutet", "decision");
        self.known(Code::UnknownDecision, what, decisions, id);
        let decision = self.model.decision(&id.value)?;
        let is_taken = decision.adopted && decision.by.is_none();
        if !is_taken {
            self.problems.push(not_taken(id, decision.span));
        }
        Some(decision).filter(|_| is_taken)
    }

    /// Nothing is reported, looked for, withdrawn or due before it was given, nor known to be given.
    fn assigned(&self, it: &Assignment, given: &Spanned<NaiveDate>, withdrawn: Option<&'m Decision>) {
        let recorded = it.recorded.map(|day| Spanned::new(day, it.span));
        let reported = it.reported.as_ref().map(|reported| reported.on.last());
        let withdrawn = withdrawn.and_then(|decision| self.model.meeting_day(decision));
        let withdrawn = it.withdrawn.as_ref().zip(withdrawn).map(|(id, day)| Spanned::new(day, id.span));
        let due = it.due.as_ref().and_then(|due| due.day()).cloned();
        for day in [recorded, reported, withdrawn, it.followed_up.clone(), due].into_iter().flatten() {
            if day.value < given.value {
                self.problems.push(problems::before_what_it_follows(day.span, day.value, given));
            }
        }
        // What somebody looked for in vain was not there that day.
        if let (Some(looked), Some(reported)) = (&it.followed_up, &it.reported)
            && reported.on.latest <= looked.value
        {
            self.problems.push(there_already(looked, reported));
        }
    }

    /// The paragraph is one of the meeting at which it was reported, where the register has that.
    fn reported(&self, it: &Assignment, reported: &Reported) {
        let Some(paragraph) = &reported.paragraph else { return };
        let day = reported.on.latest;
        let Some(body) = self.model.receiver(it).filter(|_| reported.on.is_exact()) else { return };
        let meetings = self.model.meetings.iter();
        let mut met =
            meetings.filter(|it| it.date.value == day && self.model.is_actor(&body, &it.body.value, day));
        if let (Some(meeting), None) = (met.next(), met.next()) {
            self.has_paragraph(paragraph, meeting);
        }
    }
}

fn to(it: &Assignment) -> Vec<String> {
    it.to.iter().map(|to| to.value.to_string()).collect()
}

fn not_taken(id: &Spanned<String>, decision: Span) -> Problem {
    let text = Text::new(
        format!(
            "`{}` är inget beslut som har fattats på mötet, så det ger ingen ett uppdrag och drar inte tillbaka något",
            id.value
        ),
        format!(
            "`{}` is no decision taken at its meeting, so that it gives nobody an assignment and withdraws none",
            id.value
        ),
    );
    Problem::at(Code::UnknownDecision, id.span, text)
        .related(decision, Text::new("beslutet", "the decision"))
        .help(Text::new(
            "skriv in uppdraget när beslutet är fattat: state = \"adopted\", utan `by`",
            "enter the assignment once the decision is taken: state = \"adopted\", without `by`",
        ))
}

/// What gives an assignment does not take it back.
fn withdrawn_as_given(by: &Spanned<String>, given: Span) -> Problem {
    let text = Text::new(
        format!("beslutet `{}` gav uppdraget och drar inte tillbaka det", by.value),
        format!("the decision `{}` gave the assignment and does not withdraw it", by.value),
    );
    Problem::at(Code::UnknownDecision, by.span, text).related(given, Text::new("gavs här", "given here"))
}

fn there_already(looked: &Spanned<NaiveDate>, reported: &Reported) -> Problem {
    let (day, on) = (looked.value, reported.on.latest);
    let text = Text::new(
        format!("`followed_up` ({day}) är en dag då det inte var rapporterat, men det var det senast {on}"),
        format!("`followed_up` ({day}) is a day on which it was not reported, but it was by {on}"),
    );
    Problem::at(Code::IntervalReversed, looked.span, text)
        .related(reported.span, Text::new("rapporterat här", "reported here"))
}
