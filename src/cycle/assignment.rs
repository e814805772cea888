//! How an assignment stands on a day: by when it is to be reported, whether it was, and what tells that it was not.

use chrono::{Datelike, NaiveDate};

use crate::amount::Text;
use crate::calendar::Question;
use crate::model::Model;
use crate::model::actor::Actor;
use crate::model::assignment::{Assignment, ReportBy, Reported};
use crate::model::duty::Deliverable;
use crate::model::register::{Decision, Meeting};
use crate::model::waiver::Waiver;
use crate::source::Span;

names! {
    /// How an assignment stands.
    #[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
    pub enum AssignmentState {
        /// Its day has passed, and it is known not to have been reported by then.
        Overdue = "overdue",
        /// Its day has passed, and whether it was reported is not known.
        Unknown = "unknown",
        /// Not reported, and no day has passed.
        Open = "open",
        /// Reported.
        Reported = "reported",
        /// Withdrawn.
        Withdrawn = "withdrawn",
    }
}

/// The day an assignment is to be reported.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Deadline {
    /// The day.
    pub day: NaiveDate,
    /// Where it stands, or the meeting it is the day of.
    pub span: Span,
    /// The meeting of that day, for what is to be reported at one: whether the register shows that it was held.
    pub meeting: Option<Held>,
}

/// Whether a meeting is known to have been held.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Held {
    /// It was.
    Yes,
    /// It is only planned, or the register does not have it.
    NotShown,
}

/// An assignment, as far as it is known for a question.
#[derive(Debug)]
pub struct Assigned<'m> {
    /// The assignment.
    pub assignment: &'m Assignment,
    /// The decision that gave it, and when.
    pub given: (&'m Decision, NaiveDate),
    /// By when it is to be reported, if a day is known.
    pub due: Option<Deadline>,
    /// Where it is to be reported at the next meeting: whether the register is known to hold every meeting since.
    pub no_meeting_since: bool,
    /// That it was reported.
    pub reported: Option<&'m Reported>,
    /// The decision by which it was withdrawn, and when.
    pub withdrawn: Option<(&'m Decision, NaiveDate)>,
    /// How it stands.
    pub stands: AssignmentState,
    /// The waiver that covers that it is overdue, once the rules have been asked.
    pub waiver: Option<&'m Waiver>,
}

impl<'m> Assigned<'m> {
    /// What is known of an assignment; none before it was given, or known to be.
    #[must_use]
    pub fn new(model: &'m Model, question: Question, assignment: &'m Assignment) -> Option<Self> {
        let as_of = question.as_of;
        let taken = |id: &str| {
            let decision = model.decision(id).filter(|it| it.is_made() && question.counts(it.recorded))?;
            Some((decision, model.meeting_day(decision).filter(|day| *day <= as_of)?))
        };
        let given = taken(&assignment.decision.value).filter(|_| question.counts(assignment.recorded))?;
        let withdrawn = assignment.withdrawn.as_ref().and_then(|id| taken(&id.value));
        let known = assignment.reported.as_ref().filter(|it| question.counts(it.recorded));
        let due = deadline(model, question, assignment, given.1);
        let is_next = matches!(assignment.due, Some(ReportBy::NextMeeting(_)));
        let no_meeting_since =
            is_next && due.is_none() && question.is_covered(model, Deliverable::Minutes, given.1, as_of);
        let reported = known.filter(|it| it.on.latest <= as_of);
        let (stands, waiver) = (AssignmentState::Open, None);
        let mut it = Self { assignment, given, due, no_meeting_since, reported, withdrawn, stands, waiver };
        it.stands = it.state(model, question, known);
        // Of what was given and due before the workspace begins nothing is asked, so that it is never late.
        let last = it.due.map_or(it.given.1, |due| due.day.max(it.given.1));
        if it.is_open() && !model.is_asked(last.year()) {
            it.stands = AssignmentState::Open;
        }
        Some(it)
    }

    fn state(&self, model: &Model, question: Question, known: Option<&Reported>) -> AssignmentState {
        let as_of = question.as_of;
        let Some(due) = self.due.filter(|due| due.day < as_of) else {
            return match (self.reported, self.withdrawn) {
                (Some(_), _) => AssignmentState::Reported,
                (None, Some(_)) => AssignmentState::Withdrawn,
                (None, None) => AssignmentState::Open,
            };
        };
        // The first day from which it is known not to have been reported: somebody looked, or it came later.
        let looked = self.assignment.followed_up.as_ref().map(|day| day.value);
        let looked = looked.filter(|day| question.counts(Some(*day)) && *day <= as_of);
        let later = known.and_then(|it| it.on.earliest).filter(|first| as_of < *first);
        let missed = looked.is_some_and(|day| due.day < day)
            || later.is_some()
            || question.is_covered(model, Deliverable::Minutes, self.given.1, due.day);
        match (self.reported, self.withdrawn) {
            (Some(_), _) => AssignmentState::Reported,
            (None, Some(_)) => AssignmentState::Withdrawn,
            // A meeting that nobody knows was held may have been moved, and the report with it.
            (None, None) if due.meeting == Some(Held::NotShown) => AssignmentState::Unknown,
            // It came on some day that is not known, which may be past.
            (None, None) if known.is_some() && later.is_none() => AssignmentState::Unknown,
            (None, None) if missed => AssignmentState::Overdue,
            (None, None) => AssignmentState::Unknown,
        }
    }

    /// Every assignment that was given and known, those with the first day first, those without one last.
    #[must_use]
    pub fn all(model: &'m Model, question: Question) -> Vec<Self> {
        let all = model.assignments.iter();
        let mut all: Vec<Self> = all.filter_map(|it| Self::new(model, question, it)).collect();
        all.sort_by_key(|it| {
            (it.due.is_none(), it.due.map(|due| due.day), it.given.1, it.assignment.id.value.as_str())
        });
        all
    }

    /// Whether it is still to be reported.
    #[must_use]
    pub const fn is_open(&self) -> bool {
        matches!(self.stands, AssignmentState::Open | AssignmentState::Overdue | AssignmentState::Unknown)
    }

    /// `assignment/id`, by which it is known in every list.
    #[must_use]
    pub fn id(&self) -> String {
        format!("assignment/{}", self.assignment.id.value)
    }

    /// The ids of those who got it, as they were that day; a role that nobody held by its own word.
    #[must_use]
    pub fn to(&self, model: &'m Model) -> Vec<String> {
        let one = |actor: &Actor| match actor {
            Actor::Role(role) => model.who(*role, self.given.1).into_iter().map(str::to_owned).collect(),
            actor => vec![actor.to_string()],
        };
        self.assignment.to.iter().flat_map(|to| one(&to.value)).collect()
    }

    /// What those who got it are called; nobody where the decision does not say.
    #[must_use]
    pub fn names(&self, model: &'m Model) -> Vec<Text> {
        let name = |id: &String| match model.organisation(id) {
            Some(organisation) => Text::same(&organisation.name),
            None => Actor::parse(id).title(),
        };
        self.to(model).iter().map(name).collect()
    }

    /// Whether it is overdue, and that is not accepted.
    #[must_use]
    pub fn is_late(&self) -> bool {
        self.stands == AssignmentState::Overdue && self.waiver.is_none()
    }

    /// The days it is late.
    #[must_use]
    pub fn days_late(&self, as_of: NaiveDate) -> Option<i64> {
        let due = self.due.filter(|_| self.stands == AssignmentState::Overdue)?;
        Some(as_of.signed_duration_since(due.day).num_days())
    }

    /// The day it stands on for a reader: the one it was reported or withdrawn, or else the one it is to be reported.
    #[must_use]
    pub fn stands_on(&self) -> Option<NaiveDate> {
        match self.stands {
            AssignmentState::Reported => self.reported.map(|it| it.on.latest),
            AssignmentState::Withdrawn => self.withdrawn.map(|(_, day)| day),
            _ => self.due.map(|due| due.day),
        }
    }
}

fn deadline(
    model: &Model,
    question: Question,
    assignment: &Assignment,
    given: NaiveDate,
) -> Option<Deadline> {
    let held = |meeting: &Meeting| if meeting.planned { Held::NotShown } else { Held::Yes };
    match assignment.due.as_ref()? {
        ReportBy::Day(day) => Some(Deadline { day: day.value, span: day.span, meeting: None }),
        ReportBy::Meeting(day) => {
            let body = model.receiver(assignment)?;
            let mut met = meetings(model, question, &body).filter(|it| it.date.value == day.value);
            let meeting = if met.any(|it| !it.planned) { Held::Yes } else { Held::NotShown };
            Some(Deadline { day: day.value, span: day.span, meeting: Some(meeting) })
        }
        ReportBy::NextMeeting(_) => {
            let body = model.receiver(assignment)?;
            let later = || meetings(model, question, &body).filter(|it| given < it.date.value);
            // One that was planned and never shown held is passed over for one that was.
            let counts = |it: &&Meeting| !it.planned || question.as_of <= it.date.value;
            let day = |it: &&Meeting| (it.date.value, it.planned);
            let next = later().filter(counts).min_by_key(day).or_else(|| later().min_by_key(day))?;
            Some(Deadline { day: next.date.value, span: next.span, meeting: Some(held(next)) })
        }
    }
}

/// The known meetings of whoever an actor is on the day.
fn meetings<'m>(model: &'m Model, question: Question, body: &Actor) -> impl Iterator<Item = &'m Meeting> {
    let known = model.meetings.iter().filter(move |it| question.counts(it.recorded));
    known.filter(move |it| model.is_actor(body, &it.body.value, it.date.value))
}
