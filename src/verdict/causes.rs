//! One cause, one finding: faults that one wrong number makes together.
//!
//! A number that differs from what else is stated of it is carried on by every sum it stands in: where the sum still
//! holds among the printed numbers, those that differ were reckoned from each other; where it does not, the sum is off
//! because of them. So are the numbers of one paragraph that were left from another year.

use std::cmp::Reverse;
use std::collections::BTreeMap;

use super::{Class, Outcome, Verdict};
use crate::model::rule::SubjectKind;
use crate::source::Span;

/// How many numbers of one paragraph must be another year's for all that differ in it to be one fault.
const A_PARAGRAPH: usize = 3;

/// Says of each fault that follows from another which that is: the gravest of those with its cause.
pub fn tie(verdicts: &mut [Verdict]) {
    let mut groups = Groups((0..verdicts.len()).collect());
    let differs: BTreeMap<usize, Span> = verdicts
        .iter()
        .enumerate()
        .filter(|(_, it)| it.finds(Class::Fault))
        .filter_map(|(index, it)| Some((index, it.differs?)))
        .collect();
    by_statements(&differs, &mut groups);
    by_sums(verdicts, &differs, &mut groups);
    by_paragraphs(verdicts, &differs, &mut groups);
    let mut causes: BTreeMap<usize, Vec<usize>> = BTreeMap::new();
    for (index, _) in verdicts.iter().enumerate().filter(|(_, it)| it.finds(Class::Fault)) {
        causes.entry(groups.of(index)).or_default().push(index);
    }
    for cause in causes.values().filter(|it| it.len() > 1) {
        let lead = cause.iter().filter_map(|index| Some((*index, verdicts.get(*index)?)));
        let lead = lead.min_by_key(|(index, it)| {
            (Reverse(it.severity), it.authority, it.likely_cause.is_none(), *index)
        });
        let Some((lead, from)) = lead.map(|(index, it)| (index, it.fingerprint.clone())) else { continue };
        for index in cause.iter().filter(|index| **index != lead) {
            if let Some(verdict) = verdicts.get_mut(*index) {
                verdict.follows_from = Some(from.clone());
            }
        }
    }
}

/// What differs from one and the same statement: a figure, and the sum that comes out with it.
fn by_statements(differs: &BTreeMap<usize, Span>, groups: &mut Groups) {
    for span in differs.values() {
        groups.join(differs.iter().filter(|(_, other)| *other == span).map(|(index, _)| *index));
    }
}

/// Numbers that differ and stand in one sum, and the sum when it is off.
fn by_sums(verdicts: &[Verdict], differs: &BTreeMap<usize, Span>, groups: &mut Groups) {
    let compared = |it: &Verdict| {
        it.subject.kind == SubjectKind::Relation && (it.outcome == Outcome::Met || it.finds(Class::Fault))
    };
    for (index, sum) in verdicts.iter().enumerate().filter(|(_, it)| compared(it)) {
        let stands_in = |span: &Span| sum.values.iter().any(|value| value.span == Some(*span));
        let within: Vec<usize> =
            differs.iter().filter(|(_, span)| stands_in(span)).map(|(number, _)| *number).collect();
        let own = sum.finds(Class::Fault).then_some(index);
        groups.join(within.into_iter().chain(own));
    }
}

/// Numbers that differ in one place of a document, when several of them are another year's.
fn by_paragraphs(verdicts: &[Verdict], differs: &BTreeMap<usize, Span>, groups: &mut Groups) {
    let mut paragraphs: BTreeMap<(&str, &str), Vec<usize>> = BTreeMap::new();
    for (index, span) in differs {
        let Some(verdict) = verdicts.get(*index) else { continue };
        let value = verdict.values.iter().find(|it| it.span == Some(*span));
        let place = value.and_then(|it| Some((it.document.as_deref()?, it.part.as_deref()?)));
        if let Some(place) = place {
            paragraphs.entry(place).or_default().push(*index);
        }
    }
    for paragraph in paragraphs.into_values() {
        let of_another_year = |index: &&usize| {
            let verdict = verdicts.get(**index);
            verdict.and_then(|it| it.likely_cause.as_ref()).is_some_and(|cause| cause.year.is_some())
        };
        if paragraph.iter().filter(of_another_year).count() >= A_PARAGRAPH {
            groups.join(paragraph.into_iter());
        }
    }
}

/// Which verdicts have one cause: each points to another of its group, the first to itself.
struct Groups(Vec<usize>);

impl Groups {
    fn of(&self, index: usize) -> usize {
        let mut at = index;
        while let Some(next) = self.0.get(at).filter(|next| **next != at) {
            at = *next;
        }
        at
    }

    fn join(&mut self, mut all: impl Iterator<Item = usize>) {
        let Some(first) = all.next() else { return };
        for other in all {
            let (one, other) = (self.of(first), self.of(other));
            let (low, high) = (one.min(other), one.max(other));
            if let Some(to) = self.0.get_mut(high) {
                *to = low;
            }
        }
    }
}
