//! The register: meetings, decisions and deliveries, each with the day it became known.

use chrono::NaiveDate;

use super::actor::{Actor, need_actor};
use super::adopts::Adopts;
use super::citation::{Citation, citation};
use super::done::{Done, done};
use super::duty::Deliverable;
use super::period::Period;
use super::problems;
use super::read::{Reader, Validity, Whole};
use super::reference::{self, DutyReference};
use crate::amount::Text;
use crate::diagnostic::{Code, Problem};
use crate::source::{Span, Spanned};

/// A meeting of a body.
#[derive(Debug, Clone)]
pub struct Meeting {
    /// Its id.
    pub id: Spanned<String>,
    /// The body that met.
    pub body: Spanned<String>,
    /// The day.
    pub date: Spanned<NaiveDate>,
    /// How it was held.
    pub form: Option<MeetingForm>,
    /// Known only as planned: no source shows that it was held.
    pub planned: bool,
    /// Whether it was public.
    pub public: Option<bool>,
    /// How many members the body has.
    pub entitled: Option<Spanned<i64>>,
    /// Who was there.
    pub present: Vec<Presence>,
    /// First and last paragraph.
    pub paragraphs: Option<(i64, i64)>,
    /// When the presidium prepared it.
    pub presidium: Option<Done>,
    /// The agenda or the paragraphs.
    pub items: Vec<AgendaItem>,
    /// Whether its papers print what each item is for.
    pub types_printed: Option<bool>,
    /// Which of its lists are whole.
    pub whole: Whole,
    /// What became of the minutes.
    pub minutes: Option<Minutes>,
    /// The day it became known.
    pub recorded: Option<NaiveDate>,
    /// Where it is known from.
    pub source: Option<Citation>,
    /// Where it stands.
    pub span: Span,
}

/// An item of an agenda, or a paragraph of minutes.
#[derive(Debug, Clone)]
pub struct AgendaItem {
    /// Its number.
    pub number: i64,
    /// What it is about.
    pub title: String,
    /// Whether it is for decision, when the papers say.
    pub for_decision: bool,
    /// Whether it is for information or discussion, when the papers say.
    pub only_heard: bool,
    /// Whether the minutes record a decision under it, where somebody has looked.
    pub decided: Option<bool>,
    /// Whether a proposed decision is printed.
    pub proposal: Option<bool>,
    /// Whether what is to be decided or approved is enclosed, or in the papers in full.
    pub papers: Option<bool>,
    /// Whether the minutes of the meeting before are dealt with here.
    pub previous_minutes: bool,
    /// Whether it says what it is for: information, discussion, decision …
    pub typed: bool,
    /// The standing item of the body that it is.
    pub standing: Option<Spanned<String>>,
    /// What of the annual cycle it is about.
    pub about: Vec<DutyReference>,
    /// The assignments that are reported or dealt with here.
    pub assignments: Vec<Spanned<String>>,
    /// Where it stands.
    pub span: Span,
}

/// One person at a meeting, as organisation and role.
#[derive(Debug, Clone)]
pub struct Presence {
    /// Whom they represent.
    pub organisation: Spanned<String>,
    /// Whether they took part in the decisions.
    pub deciding: bool,
    /// Where it is said that they had the chair, if they had.
    pub chair: Option<Span>,
}

/// Dates of a meeting's minutes.
#[derive(Debug, Clone)]
pub struct Minutes {
    /// Approved (justering).
    pub approved: Option<Done>,
    /// Announced on the boards.
    pub announced: Option<Done>,
    /// Taken down again.
    pub taken_down: Option<Done>,
    /// On whose boards.
    pub boards: Option<Vec<Spanned<String>>>,
    /// The place in the minutes.
    pub clause: Option<String>,
    /// Where it stands.
    pub span: Span,
}

/// A decision.
#[derive(Debug, Clone)]
pub struct Decision {
    /// Its id.
    pub id: Spanned<String>,
    /// The meeting's id.
    pub meeting: Spanned<String>,
    /// The paragraph of the minutes.
    pub paragraph: Option<String>,
    /// Where that stands.
    pub paragraph_at: Span,
    /// What it adopts.
    pub adopts: Adopts,
    /// The years it is for.
    pub periods: Option<(i32, i32)>,
    /// Whether it was taken.
    pub adopted: bool,
    /// Whether it says no to what was offered.
    pub declined: bool,
    /// What it was made subject to, when it was adopted with a reservation.
    pub reservation: Option<Text>,
    /// Whether it was only proposed; neither is a decision of others that was noted.
    pub proposed: bool,
    /// What it says of the money it costs, where somebody has looked.
    pub spending: Option<Spending>,
    /// Whether what it sets about lies within the association's task, where somebody has looked.
    pub within_task: Option<bool>,
    /// Whose decision it is, when not the meeting's own.
    pub by: Option<Spanned<String>>,
    /// The agreement it adopts.
    pub agreement: Option<Spanned<String>>,
    /// The day it became known.
    pub recorded: Option<NaiveDate>,
    /// Where that day stands.
    pub recorded_at: Span,
    /// Where it is known from.
    pub source: Option<Citation>,
    /// Where it stands.
    pub span: Span,
}

/// The number or the two that a paragraph is written with.
pub(super) fn numbers(paragraph: &str) -> Option<(i64, i64)> {
    let runs = paragraph.split(|c: char| !c.is_ascii_digit()).filter(|it| !it.is_empty());
    let numbers: Vec<i64> = runs.map(|it| it.parse().ok()).collect::<Option<_>>()?;
    match numbers.as_slice() {
        [one] => Some((*one, *one)),
        [from, to] if from < to && paragraph.contains(['-', '–']) => Some((*from, *to)),
        _ => None,
    }
}

names! {
    /// What a decision says of the money it costs.
    #[derive(Debug, Clone, Copy, PartialEq, Eq)]
    pub enum Spending {
        /// It costs nothing beside the budget.
        Nothing = "none",
        /// How much, and from where.
        Complete = "complete",
        /// From where, but not how much.
        NoAmount = "no-amount",
        /// How much, but not from where.
        NoFinancing = "no-financing",
        /// Neither.
        Neither = "neither",
    }
}

impl Decision {
    /// Whether it is for a year. A budget is the budget of its first year; the years that follow are a plan
    /// (kommunallagen 11 kap. 6 §).
    #[must_use]
    pub fn is_for(&self, year: i32) -> bool {
        self.periods.is_some_and(|(first, _)| first == year)
    }

    /// Whether a year is one of those it is for; one that names none is for all that follow.
    #[must_use]
    pub fn holds_in(&self, year: i32) -> bool {
        self.periods.is_none_or(|(first, last)| (first..=last).contains(&year))
    }

    /// The number or the two that its paragraph is written with: `§ 51`, `§§ 51–53`. Anything else is left unread.
    #[must_use]
    pub fn numbers(&self) -> Option<(i64, i64)> {
        numbers(self.paragraph.as_deref()?)
    }

    /// Whether it shows what it is about done: it was taken, it answers an offer with no, or minutes note
    /// what others decided or was held.
    #[must_use]
    pub const fn is_made(&self) -> bool {
        let noted = matches!(self.adopts, Adopts::Consultation | Adopts::Discharge | Adopts::InternalControl);
        self.adopted || self.declined || (noted && !self.proposed)
    }
}

/// A delivery of something due.
#[derive(Debug, Clone)]
pub struct Delivery {
    /// The agreement with the duty.
    pub agreement: Spanned<String>,
    /// The duty.
    pub duty: Spanned<String>,
    /// Who delivered.
    pub by: Spanned<Actor>,
    /// For which period.
    pub period: Period,
    /// When.
    pub delivered: Done,
    /// The file that was delivered, when the workspace has it.
    pub evidence: Option<EvidenceFile>,
    /// The day it became known.
    pub recorded: Option<NaiveDate>,
    /// Where it is known from.
    pub source: Option<Citation>,
    /// Where it stands.
    pub span: Span,
}

/// A file in the workspace that shows a delivery, and the digest it had when it was registered.
#[derive(Debug, Clone)]
pub struct EvidenceFile {
    /// Its path from the manifest.
    pub path: Spanned<String>,
    /// SHA-256, 64 hexadecimal digits.
    pub sha256: Option<Spanned<String>>,
}

/// What the register holds all of: inside the cover, absent is missing.
#[derive(Debug, Clone)]
pub struct Cover {
    /// What sorts of deliveries.
    pub deliverables: Vec<Deliverable>,
    /// For due dates in this interval.
    pub days: Validity,
    /// The day it became known.
    pub recorded: Option<NaiveDate>,
}

impl Cover {
    /// Whether it holds what fell due on a day: it knows nothing of what came after it was recorded.
    #[must_use]
    pub fn holds(&self, due: NaiveDate) -> bool {
        self.days.holds(due) && self.recorded.is_some_and(|recorded| due <= recorded)
    }

    /// The last day of what it holds; none where nobody says when it was written.
    #[must_use]
    pub fn last_day(&self) -> Option<NaiveDate> {
        Some(self.recorded?.min(self.days.to.unwrap_or(NaiveDate::MAX)))
    }
}

names! {
    /// How a meeting is held.
    #[derive(Debug, Clone, Copy, PartialEq, Eq)]
    pub enum MeetingForm {
        /// In a room.
        Physical = "physical",
        /// From a distance.
        Remote = "remote",
        /// Some in a room, some from a distance.
        Mixed = "mixed",
    }
}

/// Reads one `[[meeting]]`.
pub(crate) fn read_meeting(mut reader: Reader<'_>) -> Option<Meeting> {
    let id = reader.need_id("id");
    let body = reader.need_text("body");
    let date = reader.date("date");
    let date = reader.require("date", date);
    let form = reader.choice("form", MeetingForm::NAMES).map(|form| form.value);
    let planned = reader.bool("planned").unwrap_or(false);
    let public = reader.bool("public");
    let types_printed = reader.bool("types_printed");
    let entitled = reader.positive("entitled");
    let paragraphs = paragraphs(&mut reader);
    let present = reader.tables("present").into_iter().filter_map(presence).collect();
    let (recorded, source) = record(&mut reader);
    let known = recorded.as_ref().map(|day| day.value);
    let presidium = done(&mut reader, "presidium", known);
    let minutes = reader.table("minutes").map(|minutes| self::minutes(minutes, known));
    let minutes = minutes.map(|minutes| match &date {
        Some(date) => in_order(&reader, date, minutes),
        None => minutes,
    });
    let items = reader.tables("item").into_iter().filter_map(item).collect();
    for key in ["minutes", "present", "paragraphs"].into_iter().filter(|key| planned && reader.has(key)) {
        reader.one_of(&["planned", key]);
    }
    reader.follows(date.as_ref(), presidium.map(Done::last).as_ref());
    // A summons is recorded before its meeting, and a notice says ahead how long it stays up.
    let approved = minutes.as_ref().and_then(|it: &Minutes| it.approved).map(Done::last);
    reader.follows(recorded.as_ref(), approved.as_ref());
    let recorded = known;
    let span = reader.span();
    let whole = reader.whole();
    reader.finish();
    Some(Meeting {
        id: id?,
        body: body?,
        date: date?,
        form,
        planned,
        public,
        entitled,
        present,
        paragraphs,
        presidium,
        items,
        types_printed,
        whole,
        minutes,
        recorded,
        source,
        span,
    })
}

fn paragraphs(reader: &mut Reader<'_>) -> Option<(i64, i64)> {
    let mut inner = reader.table("paragraphs")?;
    let (from, to) = (inner.positive("from"), inner.int("to"));
    let (from, to) = (inner.require("from", from), inner.require("to", to));
    if let (Some(from), Some(to)) = (&from, &to)
        && to.value < from.value
    {
        inner.problem(problems::interval_reversed(to.span));
    }
    inner.finish();
    let (from, to) = (from?, to?);
    Some((from.value, to.value))
}

/// Who has the chair.
const CHAIR: &str = "chair";

/// What those present are, and whether they may take part in decisions; the papers do not always tell which.
const ROLES: &[(&str, bool)] = &[
    (CHAIR, true),
    ("vice-chair", true),
    ("member", true),
    ("substitute", true),
    ("officer", false),
    ("other", true),
];

fn presence(mut reader: Reader<'_>) -> Option<Presence> {
    let organisation = reader.need_text("organisation");
    let role = reader.choice("role", ROLES);
    let chair = reader.text("role").filter(|role| role.value == CHAIR).map(|role| role.span);
    let deciding = reader.bool("deciding").unwrap_or(false);
    if let Some(role) = role.filter(|role| deciding && !role.value) {
        let text = Text::new("den rollen beslutar inte", "that role does not decide");
        reader.problem(Problem::at(Code::UnknownValue, role.span, text));
    }
    reader.finish();
    Some(Presence { organisation: organisation?, deciding, chair })
}

fn minutes(mut reader: Reader<'_>, recorded: Option<NaiveDate>) -> Minutes {
    let approved = done(&mut reader, "approved", recorded);
    let announced = done(&mut reader, "announced", recorded);
    let taken_down = done(&mut reader, "taken_down", recorded);
    let boards = reader.texts("boards");
    let boards = reader.has("boards").then_some(boards);
    let clause = reader.text("clause").map(|clause| clause.value);
    let span = reader.span();
    reader.finish();
    Minutes { approved, announced, taken_down, boards, clause, span }
}

/// Minutes are approved when the meeting has been, announced when they are approved, and taken down after that.
/// Where the day of a step is not known, it was not before the one it follows.
fn in_order(reader: &Reader<'_>, date: &Spanned<NaiveDate>, mut minutes: Minutes) -> Minutes {
    let mut earlier = date.clone();
    for step in [&mut minutes.approved, &mut minutes.announced, &mut minutes.taken_down] {
        let Some(done) = step else { continue };
        if done.latest < earlier.value {
            reader.problem(problems::before_what_it_follows(done.span, done.latest, &earlier));
            continue;
        }
        *done = done.after(Some(earlier.value));
        earlier = Spanned::new(done.earliest.unwrap_or(earlier.value), done.span);
    }
    minutes
}

/// What an item is there for.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Purpose {
    /// To be heard or talked over.
    Hearing,
    /// To be decided.
    Decision,
    /// Something else, which may be decided or not.
    Other,
}

/// The sorts of items, and what they are for.
const ITEM_TYPES: &[(&str, Purpose)] = &[
    ("information", Purpose::Hearing),
    ("discussion", Purpose::Hearing),
    ("decision", Purpose::Decision),
    ("reconciliation", Purpose::Other),
    ("follow-up", Purpose::Other),
    ("formal", Purpose::Other),
];

fn item(mut reader: Reader<'_>) -> Option<AgendaItem> {
    let number = reader.positive("number");
    let number = reader.require("number", number);
    let title = reader.need_text("title");
    let purpose = reader.choice("type", ITEM_TYPES).map(|kind| kind.value);
    let decided = reader.bool("decided");
    let proposal = reader.bool("proposal");
    let papers = reader.bool("papers");
    let previous_minutes = reader.bool("previous_minutes").unwrap_or(false);
    let standing = reader.text("standing");
    let about = reader.texts("about");
    let about = about.iter().filter_map(|text| reference::about(&reader, text)).collect();
    let assignments = reader.texts("assignments");
    reader.remarks();
    let span = reader.span();
    reader.finish();
    Some(AgendaItem {
        number: number?.value,
        title: title?.value,
        for_decision: purpose == Some(Purpose::Decision),
        only_heard: purpose == Some(Purpose::Hearing),
        decided,
        proposal,
        papers,
        previous_minutes,
        typed: purpose.is_some(),
        standing,
        about,
        assignments,
        span,
    })
}

/// Reads one `[[decision]]`.
pub(crate) fn read_decision(mut reader: Reader<'_>) -> Option<Decision> {
    let id = reader.need_id("id");
    let meeting = reader.need_text("meeting");
    let paragraph = reader.text("paragraph");
    if let Some(it) = paragraph.as_ref().filter(|it| !it.value.chars().any(|c| c.is_ascii_digit())) {
        reader.problem(problems::no_paragraph(it.span));
    }
    let adopts = reader.need_choice("adopts", Adopts::NAMES);
    let periods = reader.span_of_years("periods");
    let states = ["adopted", "proposed", "noted", "declined"].map(|state| (state, state));
    // Only what was offered can be declined.
    let offered = adopts.as_ref().is_some_and(|it| it.value == Adopts::Allocation);
    let states = states.get(..if offered { 4 } else { 3 }).unwrap_or(&states);
    let state = reader.need_choice("state", states).map(|state| state.value);
    let agreement = reader.text("agreement");
    let by = reader.text("by");
    let _: Option<Spanned<Text>> = reader.both("text");
    if state.is_some_and(|state| state == "noted" || state == "declined") {
        // Only what is adopted, or proposed, is so subject to something.
        reader.one_of(&["state", "reservation"]);
    }
    let reservation = reader.both("reservation").map(|it| it.value);
    let spending = reader.choice("spending", Spending::NAMES).map(|it| it.value);
    let within_task = reader.bool("within_task");
    let (recorded, source) = record(&mut reader);
    let span = reader.span();
    reader.finish();
    Some(Decision {
        id: id?,
        meeting: meeting?,
        paragraph_at: paragraph.as_ref().map_or(span, |it| it.span),
        paragraph: paragraph.map(|it| it.value),
        adopts: adopts?.value,
        periods,
        adopted: state? == "adopted",
        declined: state? == "declined",
        reservation,
        proposed: state? == "proposed",
        spending,
        within_task,
        by,
        agreement,
        recorded_at: recorded.as_ref().map_or(span, |day| day.span),
        recorded: recorded.map(|day| day.value),
        source,
        span,
    })
}

/// An announced change of what a party contributes.
#[derive(Debug, Clone)]
pub struct Change {
    /// The agreement.
    pub agreement: Spanned<String>,
    /// Who changes.
    pub by: Spanned<String>,
    /// The day the others were told.
    pub announced: Spanned<NaiveDate>,
    /// The day it takes effect.
    pub effective: Spanned<NaiveDate>,
    /// The day it became known.
    pub recorded: Option<NaiveDate>,
    /// Where it is known from.
    pub source: Option<Citation>,
}

/// Reads one `[[change]]`.
pub(crate) fn read_change(mut reader: Reader<'_>) -> Option<Change> {
    let agreement = reader.need_text("agreement");
    let by = reader.need_text("by");
    let (announced, effective) = (reader.date("announced"), reader.date("effective"));
    let announced = reader.require("announced", announced);
    let effective = reader.require("effective", effective);
    let (recorded, source) = record(&mut reader);
    reader.follows(recorded.as_ref(), announced.as_ref());
    reader.follows(effective.as_ref(), announced.as_ref());
    let recorded = recorded.map(|day| day.value);
    reader.finish();
    Some(Change {
        agreement: agreement?,
        by: by?,
        announced: announced?,
        effective: effective?,
        recorded,
        source,
    })
}

fn period(reader: &mut Reader<'_>) -> Option<Period> {
    let text = reader.need_text("period")?;
    let period = Period::parse(&text.value);
    if period.is_none() {
        let forms = ["2020", "2020-H1", "2020-T1", "2020-Q1", "2020-01", "2020-01-31", "once"];
        reader.problem(problems::unknown_value(text.span, &text.value, &forms));
    }
    period
}

/// A day that is set for something due: nothing is done by it, nor due then.
#[derive(Debug, Clone)]
pub struct Planned {
    /// The agreement with the duty.
    pub agreement: Spanned<String>,
    /// The duty.
    pub duty: Spanned<String>,
    /// Whose it is.
    pub by: Spanned<Actor>,
    /// For which period.
    pub period: Period,
    /// The day.
    pub day: Spanned<NaiveDate>,
    /// The day it became known.
    pub recorded: Option<NaiveDate>,
    /// Where it is known from.
    pub source: Option<Citation>,
    /// Where it stands.
    pub span: Span,
}

/// Reads one `[[planned]]`.
pub(crate) fn read_planned(mut reader: Reader<'_>) -> Option<Planned> {
    let agreement = reader.need_text("agreement");
    let duty = reader.need_text("duty");
    let by = need_actor(&mut reader, "by");
    let period = period(&mut reader);
    let day = reader.date("day");
    let day = reader.require("day", day);
    let (recorded, source) = record(&mut reader);
    let span = reader.span();
    reader.finish();
    let (agreement, duty, by, period) = (agreement?, duty?, by?, period?);
    let recorded = recorded.map(|day| day.value);
    Some(Planned { agreement, duty, by, period, day: day?, recorded, source, span })
}

/// Reads one `[[delivery]]`.
pub(crate) fn read_delivery(mut reader: Reader<'_>) -> Option<Delivery> {
    let agreement = reader.need_text("agreement");
    let duty = reader.need_text("duty");
    let by = need_actor(&mut reader, "by");
    let period = period(&mut reader);
    let evidence = evidence(&mut reader);
    let (recorded, source) = record(&mut reader);
    let known = recorded.as_ref().map(|day| day.value);
    let delivered = done(&mut reader, "delivered", known);
    let delivered = reader.require("delivered", delivered);
    reader.follows(recorded.as_ref(), delivered.map(Done::last).as_ref());
    let recorded = known;
    let span = reader.span();
    reader.finish();
    Some(Delivery {
        agreement: agreement?,
        duty: duty?,
        by: by?,
        period: period?,
        delivered: delivered?,
        evidence,
        recorded,
        source,
        span,
    })
}

fn evidence(reader: &mut Reader<'_>) -> Option<EvidenceFile> {
    let (path, sha256) = (reader.text("file"), reader.text("sha256"));
    let is_digest = |it: &&Spanned<String>| {
        it.value.len() == 64 && it.value.chars().all(|c| c.is_ascii_digit() || ('a'..='f').contains(&c))
    };
    if let Some(odd) = sha256.as_ref().filter(|it| !is_digest(it)) {
        reader.problem(problems::bad_digest(odd.span, &odd.value));
    }
    if path.is_none() && sha256.is_some() {
        reader.require("file", path.as_ref());
    }
    Some(EvidenceFile { path: path?, sha256: sha256.filter(|it| is_digest(&it)) })
}

/// Reads one `[[complete]]`.
pub(crate) fn read_cover(mut reader: Reader<'_>) -> Option<Cover> {
    let deliverables = reader.choices("deliverables", Deliverable::NAMES);
    reader.some_of("deliverables");
    let (from, to) = (reader.date("from"), reader.date("to"));
    let (from, to) = (reader.require("from", from), reader.require("to", to));
    let (recorded, _) = record(&mut reader);
    reader.follows(recorded.as_ref(), from.as_ref());
    let span = reader.span();
    if matches!((&from, &to), (Some(from), Some(to)) if to.value < from.value) {
        reader.problem(problems::interval_reversed(span));
    }
    reader.finish();
    let days = Validity { from: Some(from?.value), to: Some(to?.value), span };
    Some(Cover { deliverables, days, recorded: recorded.map(|day| day.value) })
}

/// What every entry of the register carries.
fn record(reader: &mut Reader<'_>) -> (Option<Spanned<NaiveDate>>, Option<Citation>) {
    let recorded = reader.date("recorded");
    let recorded = reader.require("recorded", recorded);
    reader.text("note");
    (recorded, citation(reader))
}
