//! What ties a fault to others: which statements it is about, and which numbers it rests on.

use std::collections::BTreeSet;

use super::{Culprit, Facts, Subject};
use crate::amount::Origin;
use crate::model::rule::SubjectKind;
use crate::source::Span;

/// What ties a verdict to others that have the same cause.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Ties {
    /// The statement that differs from the others of its figure.
    pub differs: Option<Span>,
    /// The years next to its own whose number is known, and is not what that statement says.
    pub not_of: Vec<i32>,
    /// The sum that is held against its terms, where it is one printed number.
    pub total: Option<Span>,
    /// What it says of which figure.
    pub about: Vec<Judges>,
    /// The statements elsewhere that what it calls wrong was reckoned from.
    pub reckoned_from: Vec<Span>,
    /// The statements it rests on.
    pub rests: BTreeSet<Span>,
    /// Where else in the workspace it was looked.
    pub looked_at: BTreeSet<Span>,
    /// The number that is wrong.
    pub blames: Option<Blame>,
    /// The shares of the whole that it says cannot be one, where it is about such a share.
    pub whole: Option<Span>,
}

impl Ties {
    /// Nothing that ties.
    pub(crate) const fn none() -> Self {
        Self {
            differs: None,
            not_of: Vec::new(),
            total: None,
            about: Vec::new(),
            reckoned_from: Vec::new(),
            rests: BTreeSet::new(),
            looked_at: BTreeSet::new(),
            blames: None,
            whole: None,
        }
    }
}

/// The number that is wrong in a fault.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Blame {
    /// Where it stands.
    pub span: Span,
    /// Where the wrong number stands that it was reckoned from.
    pub from: Option<Span>,
    /// Whether the fault is about that number itself, and not about what it stands in.
    pub own: bool,
}

/// A figure of a year that a fault is about, and what it is held against, where a text says that.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
pub struct Judges {
    /// The figure.
    pub figure: String,
    /// The year.
    pub year: i32,
    /// What a text holds it against.
    pub against: Option<String>,
}

impl Facts {
    fn blame(&self, culprit: &Culprit, subject: &Subject) -> Option<Blame> {
        let wrong = self.claim(culprit.origin)?;
        let from = culprit.from.and_then(|it| self.claim(it)).map(|it| it.span);
        let stated = subject.compared().map(|(stated, _)| stated.origins.as_slice());
        let of_figure = subject.kind == SubjectKind::Figure
            && subject.about(self).iter().any(|it| it.figure == wrong.figure && it.year == wrong.year);
        Some(Blame { span: wrong.span, from, own: of_figure || stated == Some(&[culprit.origin]) })
    }

    /// What ties a verdict on a subject to others.
    #[must_use]
    pub fn ties(&self, subject: &Subject, consulted: &[Origin], looked_at: &BTreeSet<Span>) -> Ties {
        let span = |origin| self.claim(origin).map(|it| it.span);
        let differs = subject.differs();
        let total = subject.compared().map(|(stated, _)| stated.origins.as_slice());
        let total = total.and_then(|it| if let [origin] = it { span(*origin) } else { None });
        let culprit = self.culprit(&subject.id, consulted);
        let place = |it: &Span| subject.place != Some(*it);
        Ties {
            differs: differs.and_then(span),
            not_of: differs.map(|it| self.figures.not_of(&self.model, it)).unwrap_or_default(),
            total,
            about: subject.about(self),
            reckoned_from: differs
                .map(|it| self.figures.reckoned_from(&self.model, it))
                .unwrap_or_default()
                .into_iter()
                .filter_map(span)
                .collect(),
            rests: consulted.iter().copied().filter_map(span).collect(),
            looked_at: looked_at.iter().copied().filter(place).collect(),
            blames: culprit.and_then(|it| self.blame(it, subject)),
            whole: subject.whole().and_then(span),
        }
    }
}
