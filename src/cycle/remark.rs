//! How an auditor's remark stands on a day: what the board decided on it, and whether what it decided is done.

use chrono::NaiveDate;

use crate::calendar::Question;
use crate::model::Model;
use crate::model::done::Done;
use crate::model::register::Decision;
use crate::model::remark::Remark;
use crate::source::Spanned;

names! {
    /// How a remark stands.
    #[derive(Debug, Clone, Copy, PartialEq, Eq)]
    pub enum Stands {
        /// Done.
        Done = "done",
        /// Not shown done, and no day has passed; or of a year that nothing is asked about.
        Open = "open",
        /// Its day had passed when it was last seen not to be done.
        Overdue = "overdue",
        /// Its day has passed, and nobody has looked since.
        Unknown = "unknown",
    }
}

/// A remark, as far as it is known for a question.
#[derive(Debug)]
pub struct Remarked<'m> {
    /// The remark.
    pub remark: &'m Remark,
    /// What the board decided, and when.
    pub decided: Option<(&'m Decision, NaiveDate)>,
    /// By when it is to be done.
    pub due: Option<&'m Spanned<NaiveDate>>,
    /// When it was done.
    pub done: Option<Done>,
    /// How it stands.
    pub stands: Stands,
    /// Whether anything is asked about its year; of one before the workspace begins nothing is, and it is never late.
    pub is_asked: bool,
}

impl<'m> Remarked<'m> {
    /// What is known of a remark.
    #[must_use]
    pub fn new(model: &'m Model, question: Question, remark: &'m Remark) -> Self {
        let named = remark.decision.as_ref();
        let decision = named.and_then(|id| model.decision(&id.value));
        let known = decision.filter(|it| it.is_made() && question.counts(it.recorded));
        let known = known.and_then(|it| Some((it, model.meeting_day(it)?)));
        let known = known.filter(|(_, day)| *day <= question.as_of);
        // The day that a decision sets is not known before the decision is, whoever made it.
        let due = remark.due.as_ref().filter(|_| named.is_none() || known.is_some());
        let decided = known.filter(|(it, _)| model.is_the_boards(it));
        let followed_up = remark.followed_up.as_ref().map(|day| day.value);
        let looked = followed_up.is_some() && question.counts(followed_up);
        let told = remark.done.filter(|_| looked);
        let done = told.filter(|done| done.latest <= question.as_of);
        // The last day it is known not to have been done: on a day still to come nobody has looked yet.
        let undone = followed_up.filter(|day| looked && told.is_none() && *day <= question.as_of);
        let stands = match due.map(|due| due.value) {
            _ if done.is_some() => Stands::Done,
            Some(due) if undone.is_some_and(|day| due < day) => Stands::Overdue,
            Some(due) if due < question.as_of => Stands::Unknown,
            _ => Stands::Open,
        };
        let is_asked = model.is_asked(remark.year);
        let stands = if is_asked || stands == Stands::Done { stands } else { Stands::Open };
        Self { remark, decided, due, done, stands, is_asked }
    }

    /// Every remark that was made and known, and is not done: those with the first day first, those without one last.
    #[must_use]
    pub fn open(model: &'m Model, question: Question) -> Vec<Self> {
        let known = model.remarks.iter().filter(|it| question.counts(it.recorded));
        let made = known.filter(|it| made(model, it).is_none_or(|day| day <= question.as_of));
        let mut open: Vec<Self> = made.map(|it| Self::new(model, question, it)).collect();
        open.retain(|it| it.stands != Stands::Done);
        open.sort_by_key(|it| {
            (it.due.is_none(), it.due.map(|day| day.value), it.remark.year, it.remark.id.value.as_str())
        });
        open
    }
}

/// The day a remark was made: that of the document it stands in, or else the day it became known.
#[must_use]
pub fn made(model: &Model, remark: &Remark) -> Option<NaiveDate> {
    let document = remark.source.as_ref().and_then(|source| model.adopted(&source.document.value));
    document.or(remark.recorded)
}
