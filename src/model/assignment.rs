//! An assignment (uppdrag): what a body told somebody to do, by which decision, by when, and what shows it reported.

use chrono::NaiveDate;

use super::Model;
use super::actor::{Actor, actor};
use super::citation::{Citation, citation};
use super::declared::Accepts;
use super::done::{Done, done};
use super::problems;
use super::read::Reader;
use crate::amount::Text;
use crate::source::{Span, Spanned, Value};

/// An assignment.
#[derive(Debug, Clone)]
pub struct Assignment {
    /// Its id.
    pub id: Spanned<String>,
    /// The decision that gave it.
    pub decision: Spanned<String>,
    /// To whom: organisations and roles, never persons; nobody where the minutes do not say.
    pub to: Vec<Spanned<Actor>>,
    /// What is to be done, in our own words.
    pub text: Text,
    /// When it is to be reported, if that was said.
    pub due: Option<ReportBy>,
    /// To whom it is to be reported, when not the body that gave it.
    pub report_to: Option<Spanned<Actor>>,
    /// The day somebody last looked whether it was reported, and found that it was not.
    pub followed_up: Option<Spanned<NaiveDate>>,
    /// That it was reported.
    pub reported: Option<Reported>,
    /// The decision by which it was withdrawn.
    pub withdrawn: Option<Spanned<String>>,
    /// The day it became known.
    pub recorded: Option<NaiveDate>,
    /// Where it is known from.
    pub source: Option<Citation>,
    /// Where it stands.
    pub span: Span,
}

/// When an assignment is to be reported.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum ReportBy {
    /// By a day.
    Day(Spanned<NaiveDate>),
    /// At the meeting on a day.
    Meeting(Spanned<NaiveDate>),
    /// At the next meeting after the one that gave it.
    NextMeeting(Span),
}

impl ReportBy {
    /// The day that is written, where one is.
    #[must_use]
    pub const fn day(&self) -> Option<&Spanned<NaiveDate>> {
        match self {
            Self::Day(day) | Self::Meeting(day) => Some(day),
            Self::NextMeeting(_) => None,
        }
    }

    /// Where it stands.
    #[must_use]
    pub const fn span(&self) -> Span {
        match self {
            Self::Day(day) | Self::Meeting(day) => day.span,
            Self::NextMeeting(span) => *span,
        }
    }
}

/// That an assignment was reported, and what shows it.
#[derive(Debug, Clone)]
pub struct Reported {
    /// When.
    pub on: Done,
    /// The paragraph of the minutes.
    pub paragraph: Option<Spanned<String>>,
    /// The day it became known.
    pub recorded: Option<NaiveDate>,
    /// Where it is known from.
    pub source: Option<Citation>,
    /// Where it stands.
    pub span: Span,
}

/// The word for the next meeting of whom it is to be reported to.
const NEXT_MEETING: &str = "next-meeting";

/// Reads one `[[assignment]]`.
pub(crate) fn read(mut reader: Reader<'_>) -> Option<Assignment> {
    let id = reader.need_id("id");
    let decision = reader.need_text("decision");
    let to = reader.texts("to");
    reader.some_of("to");
    let to = to.into_iter().map(|it| Spanned::new(Actor::parse(&it.value), it.span)).collect();
    let text = reader.need_both("text");
    let due = reader.date("due").map(ReportBy::Day);
    let meeting = report_at(&mut reader);
    // One day is what it is held against.
    reader.one_of(&["due", "report_at"]);
    let report_to = actor(&mut reader, "report_to");
    let followed_up = reader.date("followed_up");
    let recorded = reader.date("recorded");
    let recorded = reader.require("recorded", recorded);
    let reported = reader.table("reported").and_then(read_reported);
    let withdrawn = reader.text("withdrawn");
    // What is withdrawn is not to be reported, and what was reported not to be withdrawn.
    reader.one_of(&["reported", "withdrawn"]);
    let source = citation(&mut reader);
    reader.remarks();
    let span = reader.span();
    reader.finish();
    Some(Assignment {
        id: id?,
        decision: decision?,
        to,
        text: text?.value,
        due: due.or(meeting),
        report_to,
        followed_up,
        reported,
        withdrawn,
        recorded: recorded.map(|day| day.value),
        source,
        span,
    })
}

/// Reads the meeting at which it is to be reported: its day, or the next there is.
fn report_at(reader: &mut Reader<'_>) -> Option<ReportBy> {
    let node = reader.node("report_at", &[Accepts::Day, Accepts::OneOf(vec![NEXT_MEETING])])?;
    match &node.value {
        Value::Text(word) if word == NEXT_MEETING => Some(ReportBy::NextMeeting(node.span)),
        Value::Text(word) => {
            reader.problem(problems::unknown_value(node.span, word, &[NEXT_MEETING]));
            None
        }
        Value::Date(_) | Value::Odd => reader.date("report_at").map(ReportBy::Meeting),
        _ => {
            let expected = Text::new(
                "mötets dag, ett datum, eller \"next-meeting\"",
                "the day of the meeting, a date, or \"next-meeting\"",
            );
            reader.problem(problems::wrong_type(node.span, "report_at", &expected));
            None
        }
    }
}

fn read_reported(mut reader: Reader<'_>) -> Option<Reported> {
    let recorded = reader.date("recorded");
    let recorded = reader.require("recorded", recorded);
    let on = done(&mut reader, "on", recorded.as_ref().map(|day| day.value));
    let on = reader.require("on", on);
    reader.follows(recorded.as_ref(), on.map(Done::last).as_ref());
    let paragraph = reader.text("paragraph");
    if let Some(it) = paragraph.as_ref().filter(|it| !it.value.chars().any(|c| c.is_ascii_digit())) {
        reader.problem(problems::no_paragraph(it.span));
    }
    let source = citation(&mut reader);
    reader.remarks();
    let span = reader.span();
    reader.finish();
    let recorded = recorded.map(|day| day.value);
    Some(Reported { on: on?, paragraph, recorded, source, span })
}

impl Model {
    /// The day an assignment was given: that of the meeting that decided it.
    #[must_use]
    pub fn given_on(&self, assignment: &Assignment) -> Option<NaiveDate> {
        self.meeting_day(self.decision(&assignment.decision.value)?)
    }

    /// Who an assignment is to be reported to: the one it says, or else the body that gave it.
    #[must_use]
    pub fn receiver(&self, assignment: &Assignment) -> Option<Actor> {
        let own = assignment.report_to.as_ref().map(|to| to.value.clone());
        let body = || self.meeting(&self.decision(&assignment.decision.value)?.meeting.value);
        own.or_else(|| Some(Actor::Organisation(body()?.body.value.clone())))
    }
}
