//! The paragraph of a decision or a report: one that its meeting has, and one decision on one thing in it.

use std::collections::BTreeMap;

use super::References;
use super::register::entered_twice;
use crate::amount::Text;
use crate::diagnostic::{Code, Problem};
use crate::model::adopts::Adopts;
use crate::model::register::{Decision, Meeting, numbers};
use crate::source::{Span, Spanned};

/// A first and a last number.
type Range = (i64, i64);

impl References<'_> {
    pub(super) fn paragraphs(&self) {
        let mut first: BTreeMap<_, Span> = BTreeMap::new();
        for decision in self.model.decisions.iter().filter(|it| !it.proposed) {
            let Some(own) = decision.numbers() else { continue };
            let written = decision.paragraph.as_ref();
            let meeting = self.model.meeting(&decision.meeting.value);
            if let Some((written, meeting)) = written.zip(meeting) {
                self.has_paragraph(&Spanned::new(written.clone(), decision.paragraph_at), meeting);
            }
            if !is_one_thing(decision) {
                continue;
            }
            let by = decision.by.as_ref().map(|by| by.value.as_str());
            let agreement = decision.agreement.as_ref().map(|it| it.value.as_str());
            let of = (decision.meeting.value.as_str(), own, decision.adopts.name());
            if let Some(other) = first.insert((of, decision.periods, by, agreement), decision.span) {
                self.problems.push(entered_twice(decision.span, other));
            }
        }
    }

    /// The minutes of its meeting have the paragraph.
    pub(super) fn has_paragraph(&self, written: &Spanned<String>, meeting: &Meeting) {
        let Some((from, to)) = numbers(&written.value) else { return };
        let items: Vec<i64> = meeting.items.iter().map(|item| item.number).collect();
        // A list that may have lost an item cannot tell what it lacks.
        let whole = items.iter().min().zip(items.iter().max()).filter(|_| meeting.whole.has("item"));
        let Some((&least, &most)) = whole else {
            return self.within(written, (from, to), meeting.paragraphs, meeting);
        };
        // An agenda is numbered from one, whatever the paragraphs of its minutes are.
        let are_paragraphs = match meeting.paragraphs {
            Some((first, last)) => first <= least && most <= last,
            None => least > 1,
        };
        if are_paragraphs && ![from, to].iter().all(|own| items.contains(own)) {
            return self.problems.push(no_such_paragraph(written, (least, most), meeting));
        }
        self.within(written, (from, to), meeting.paragraphs, meeting);
    }

    fn within(&self, written: &Spanned<String>, (from, to): Range, all: Option<Range>, meeting: &Meeting) {
        if let Some(all) = all.filter(|(first, last)| from < *first || *last < to) {
            self.problems.push(no_such_paragraph(written, all, meeting));
        }
    }
}

/// Of some things one paragraph holds one decision; several policies may be adopted in one.
fn is_one_thing(decision: &Decision) -> bool {
    use Adopts::{
        Agreement, Allocation, AnnualReport, Budget, Consultation, Discharge, Presidium, RemoteParticipation,
        SocialBudget,
    };
    match decision.adopts {
        Budget | AnnualReport | Discharge | SocialBudget | Consultation | Allocation => {
            decision.periods.is_some()
        }
        Presidium | RemoteParticipation => true,
        Agreement => decision.agreement.is_some(),
        _ => false,
    }
}

fn no_such_paragraph(at: &Spanned<String>, (first, last): Range, meeting: &Meeting) -> Problem {
    let written = &at.value;
    let text = Text::new(
        format!("mötet har ingen {written}: det har § {first}–{last}"),
        format!("the meeting has no {written}: it has § {first}–{last}"),
    );
    Problem::at(Code::AnswersToNothing, at.span, text)
        .related(meeting.span, Text::new("mötet", "the meeting"))
}
