//! What a body must know before a meeting: what to decide and see, what is late, what falls due before the next.

use std::cmp::Reverse;
use std::collections::BTreeMap;
use std::ops::Range;

use chrono::{Datelike, Months, NaiveDate};

use crate::amount::Language;
use crate::calendar::Question;
use crate::cycle::{Assigned, AssignmentState, Cycle, Item, Remarked, Stands, State, Things};
use crate::model::Model;
use crate::model::actor::{Actor, Role};
use crate::model::duty::{Deliverable, Evidence, MeetingStep};
use crate::model::organisation::OrganisationKind;
use crate::model::period::Every;
use crate::model::register::{AgendaItem, Decision, Meeting};
use crate::model::waiver::Waiver;

/// How far a brief looks back or ahead when the register holds no meeting there, in months.
const REACH: Months = Months::new(3);

/// A meeting, seen from the annual cycle.
#[derive(Debug)]
pub struct Brief<'c, 'm> {
    /// The annual cycle on the day of the question.
    pub cycle: &'c Cycle<'m>,
    /// The body that meets.
    pub body: &'c str,
    /// The day of the meeting.
    pub day: NaiveDate,
    /// The meeting, if the register has it.
    pub meeting: Option<&'m Meeting>,
    /// The meeting before, if the register has one.
    pub previous: Option<NaiveDate>,
    /// The register is said to hold every meeting since then, so that none can lie between.
    pub nothing_between: bool,
    /// The meeting after, if the register has one.
    pub next: Option<NaiveDate>,
    /// What came after this day has come since the meeting before.
    pub since: NaiveDate,
    /// What falls due before this day falls due before the meeting after.
    pub until: NaiveDate,
    /// The meeting at which the body next decides: this one, or else the next.
    decides: Decides,
    /// What the body must have decided or done before the meeting after, and what it did at the meeting.
    pub decide: Vec<Point<'c, 'm>>,
    /// What others owe the body and fell due since the meeting before.
    pub see: Vec<Point<'c, 'm>>,
    /// What else stands on the agenda for decision.
    pub agenda: Vec<&'m AgendaItem>,
    /// What is overdue, however long and whatever else it is.
    pub overdue: Vec<Point<'c, 'm>>,
    /// What fell due since the meeting before and of which the register says nothing.
    pub unknown: Vec<&'c Item<'m>>,
    /// What is done in the same time, but with a reservation, or not known to be in time or whole.
    pub doubtful: Vec<Point<'c, 'm>>,
    /// What fell due before the meeting before and is still not told of: it is not settled by one more meeting.
    pub earlier: Vec<&'c Item<'m>>,
    /// What a complete register does not show, where no day is set, however long ago.
    pub without_day: Vec<&'c Item<'m>>,
    /// What was done late since the meeting before.
    pub late: Vec<Point<'c, 'm>>,
    /// What else falls due from the day of the question to the meeting.
    pub before: Vec<&'c Item<'m>>,
    /// What else falls due before the meeting after.
    pub coming: Vec<&'c Item<'m>>,
    /// What a waiver covers and is not done, as far as it falls due before the meeting after.
    pub waived: Vec<&'c Item<'m>>,
    /// Auditors' remarks that are not done: all for the board, for another body those it is responsible for.
    pub remarks: Vec<&'c Remarked<'m>>,
    /// Assignments that are not reported, or are at the meeting: all for the board, for another body those that it
    /// gave, got or is to hear of; each with the item of the agenda under which it is dealt with.
    pub assignments: Vec<(&'c Assigned<'m>, Option<&'m AgendaItem>)>,
    /// What stands on the agenda to be heard or talked over, is about the cycle and is not told of elsewhere.
    pub heard: Vec<&'m AgendaItem>,
    /// Waivers whose last day comes before the meeting after, or has passed.
    pub waivers: Vec<&'m Waiver>,
}

/// Something for the meeting, and whether there are papers for it.
#[derive(Debug)]
pub struct Point<'c, 'm> {
    /// The item of the cycle.
    pub item: &'c Item<'m>,
    /// Its papers.
    pub paper: Paper<'m>,
}

/// What the register holds of papers for a point.
#[derive(Debug, Clone, Copy)]
pub enum Paper<'m> {
    /// A decision proposed or taken at the meeting.
    Decision(&'m Decision),
    /// An item of the agenda that is about it.
    OnAgenda(&'m AgendaItem),
    /// The agenda is in the register, and nothing on it is about this.
    NotOnAgenda,
    /// The register does not hold the agenda.
    NoAgenda,
}

/// When a body next decides.
#[derive(Debug, Clone, Copy)]
struct Decides {
    /// The day it meets, or that of the question where no meeting is known.
    on: NaiveDate,
    /// The day since which what fell due is for it to decide.
    since: NaiveDate,
    /// What falls due from this day on can be decided at the meeting after.
    until: NaiveDate,
    /// Whether it is the meeting of the brief.
    here: bool,
}

impl<'c, 'm> Brief<'c, 'm> {
    /// Gathers what a meeting must know. `body` is the organisation that meets that day, whether or not the register
    /// has it; of several meetings that day, the one of which most is known.
    #[must_use]
    pub fn new(cycle: &'c Cycle<'m>, body: &'c str, day: NaiveDate) -> Self {
        Self::of(cycle, body, day, fullest(cycle, body, day))
    }

    /// The same of one meeting of the day, if the register has it.
    #[must_use]
    pub fn of(cycle: &'c Cycle<'m>, body: &'c str, day: NaiveDate, meeting: Option<&'m Meeting>) -> Self {
        Self::gathered(cycle, body, day, meeting, true)
    }

    /// Gathers how things stand for a body on the day of the question: what it is to decide is then what it must at its
    /// next meeting, if it does not meet that day.
    #[must_use]
    pub fn of_the_day(cycle: &'c Cycle<'m>, body: &'c str) -> Self {
        let day = cycle.question().as_of;
        Self::gathered(cycle, body, day, fullest(cycle, body, day), false)
    }

    fn gathered(
        cycle: &'c Cycle<'m>,
        body: &'c str,
        day: NaiveDate,
        meeting: Option<&'m Meeting>,
        meets: bool,
    ) -> Self {
        let meetings: Vec<&Meeting> = known_meetings(cycle.model(), cycle.question(), body).collect();
        let (previous, since) = told_since(meetings.iter().copied(), day);
        let (next, until) = told_until(&meetings, day);
        let decides = match next.filter(|_| !meets && meeting.is_none()) {
            None => Decides { on: day, since, until, here: meets || meeting.is_some() },
            Some(on) => {
                let since = told_since(meetings.iter().copied(), on).1;
                Decides { on, since, until: told_until(&meetings, on).1, here: false }
            }
        };
        let mut brief = Self {
            cycle,
            body,
            day,
            meeting,
            previous,
            nothing_between: is_whole(cycle, since, day),
            next,
            since,
            until,
            decides,
            decide: Vec::new(),
            see: Vec::new(),
            agenda: Vec::new(),
            overdue: Vec::new(),
            unknown: Vec::new(),
            doubtful: Vec::new(),
            earlier: Vec::new(),
            without_day: Vec::new(),
            late: Vec::new(),
            before: Vec::new(),
            coming: Vec::new(),
            waived: Vec::new(),
            remarks: Vec::new(),
            assignments: Vec::new(),
            heard: Vec::new(),
            waivers: Vec::new(),
        };
        brief.sort(cycle.model());
        brief
    }

    fn sort(&mut self, model: &'m Model) {
        for item in self.cycle.items() {
            self.place(item);
        }
        let of = |point: &Point<'c, 'm>| {
            let about = self.about(point.item).map(|it| it.number);
            point.paper.number().into_iter().chain(about).collect::<Vec<i64>>()
        };
        let about: Vec<i64> = self.points().flat_map(of).collect();
        let items = || self.meeting.into_iter().flat_map(|meeting| &meeting.items);
        let told: Vec<&AgendaItem> = items()
            .filter(|it| it.for_decision && !about.contains(&it.number) && !self.is_decided_above(it))
            .collect();
        // What is only about an assignment stands with that.
        let heard = items().filter(|it| !it.for_decision && !it.about.is_empty());
        let heard: Vec<&AgendaItem> = heard.filter(|it| !about.contains(&it.number)).collect();
        (self.agenda, self.heard) = (told, heard);
        let is_board = model.holders(Role::Board, self.day).any(|it| it.id.value == self.body);
        let own =
            |it: &&Remarked<'_>| is_board || it.remark.responsible.iter().any(|id| id.value == self.body);
        self.remarks = self.cycle.remarks().iter().filter(own).collect();
        self.assigned(is_board);
        let waivers = self.cycle.question().waivers(model).map(|(_, it)| it);
        self.waivers = waivers.filter(|it| it.days.to.is_some_and(|to| to < self.until)).collect();
    }

    /// The assignments that the meeting is to know of, and what of the agenda is about each.
    fn assigned(&mut self, is_board: bool) {
        let model = self.cycle.model();
        let concerns = |it: &&Assigned<'m>| {
            let to = it.to(model).iter().any(|id| id == self.body);
            let gave = model.decider(it.given.0) == Some(self.body);
            is_board || to || gave || model.receiver(it.assignment).is_some_and(|actor| self.is_body(&actor))
        };
        let here = |it: &&Assigned<'m>| it.is_open() || it.stands_on() == Some(self.day);
        let all = self.cycle.assignments().iter().filter(here).filter(concerns);
        let item = |it: &Assigned<'m>| {
            let mut items = self.meeting.into_iter().flat_map(|meeting| &meeting.items);
            items.find(|item| item.assignments.iter().any(|id| id.value == it.assignment.id.value))
        };
        self.assignments = all.map(|it| (it, item(it))).collect();
    }

    /// What is still to be decided or done. Whether a thing is done every page asks the cycle, and nothing else.
    pub fn to_decide(&self) -> impl Iterator<Item = &Point<'c, 'm>> {
        self.decide.iter().filter(|it| !it.item.is_done())
    }

    /// The next meeting, where it is there that the body decides what is to be decided, and not at that of the brief.
    #[must_use]
    pub fn decides_on(&self) -> Option<NaiveDate> {
        self.next.filter(|next| !self.decides.here && self.decides.on == *next)
    }

    /// What the body decided or did at the meeting.
    pub fn decided(&self) -> impl Iterator<Item = &Point<'c, 'm>> {
        self.decide.iter().filter(|it| it.item.is_done())
    }

    /// What is shown to be overdue; of assignments and remarks, those the body is to know of.
    #[must_use]
    pub fn late(&self) -> Things<'c, 'm> {
        self.own(self.cycle.late())
    }

    /// Of what it is not known whether it was done, wherever it stands here; of assignments and remarks, those the body
    /// is to know of.
    #[must_use]
    pub fn unclear(&self) -> Things<'c, 'm> {
        self.own(self.cycle.unclear())
    }

    fn own(&self, mut things: Things<'c, 'm>) -> Things<'c, 'm> {
        things.assignments.retain(|it| self.assignments.iter().any(|(own, _)| std::ptr::eq(*own, *it)));
        things.remarks.retain(|it| self.remarks.iter().any(|own| std::ptr::eq(*own, *it)));
        things
    }

    /// What else is to be done from the day of the question to the meeting.
    #[must_use]
    pub fn comes_before(&self) -> Things<'c, 'm> {
        self.coming(self.before.clone(), self.cycle.question().as_of..self.day)
    }

    /// What else is to be done before the meeting after. What is to be reported at the meeting is done by then.
    #[must_use]
    pub fn comes_after(&self) -> Things<'c, 'm> {
        let day = self.day.max(self.cycle.question().as_of);
        let after = if self.decides.here { day.succ_opt().unwrap_or(day) } else { day };
        self.coming(self.coming.clone(), after..self.until)
    }

    /// All that comes from the day of the question to the meeting after, but for what is to be decided.
    #[must_use]
    pub fn comes(&self) -> Things<'c, 'm> {
        let seen = self.see.iter().map(|it| it.item).filter(|it| {
            it.state == State::Upcoming && it.due.expected().is_some_and(|due| due < self.until)
        });
        let items = seen.chain(self.before.iter().copied()).chain(self.coming.iter().copied()).collect();
        self.coming(items, self.cycle.question().as_of..self.until)
    }

    /// What falls due in some days, with the assignments to be reported and the remarks to be put right in them.
    fn coming(&self, items: Vec<&'c Item<'m>>, days: Range<NaiveDate>) -> Things<'c, 'm> {
        let open = self.assignments.iter().map(|(it, _)| *it);
        let open = open.filter(|it| it.stands == AssignmentState::Open);
        let remarks = self.remarks.iter().copied().filter(|it| it.stands == Stands::Open);
        Things {
            items,
            assignments: open.filter(|it| it.due.is_some_and(|due| days.contains(&due.day))).collect(),
            remarks: remarks.filter(|it| it.due.is_some_and(|due| days.contains(&due.value))).collect(),
        }
    }

    /// Whether things are counted that became known only after the day of the question.
    #[must_use]
    pub fn counts_later(&self) -> bool {
        let (question, model) = (self.cycle.question(), self.cycle.model());
        let meetings = model.meetings.iter().map(|it| it.recorded);
        let recorded = meetings.chain(model.decisions.iter().map(|it| it.recorded));
        let mut recorded = recorded.chain(model.deliveries.iter().map(|it| it.recorded)).flatten();
        question.known_at.is_none() && recorded.any(|day| question.as_of < day)
    }

    /// A question as it was at the meeting of a body before the one on a day, by what was known then.
    #[must_use]
    pub fn question_before(model: &Model, question: Question, body: &str, day: NaiveDate) -> Question {
        let Question { as_of, known_at } = question;
        let (_, since) = told_since(known_meetings(model, question, body), day);
        let before = since.min(as_of);
        Question { as_of: before, known_at: Some(known_at.unwrap_or(before).min(before)) }
    }

    /// The day the meeting became known, when that is later than what the brief is by.
    #[must_use]
    pub fn recorded_later(&self) -> Option<NaiveDate> {
        let question = self.cycle.question();
        let meetings = self.cycle.model().meetings.iter();
        let later = meetings.filter(|it| it.body.value == self.body && it.date.value == self.day);
        later.filter(|it| !question.counts(it.recorded)).filter_map(|it| it.recorded).min()
    }

    /// Everything the brief has papers for, or should.
    fn points(&self) -> impl Iterator<Item = &Point<'c, 'm>> {
        [&self.decide, &self.see, &self.overdue, &self.late, &self.doubtful].into_iter().flatten()
    }

    /// Whether an item of the agenda stands in the brief: by itself, or as the papers of a point.
    #[must_use]
    pub fn is_told(&self, item: &AgendaItem) -> bool {
        let here = |it: &AgendaItem| it.number == item.number;
        let by_itself = self.agenda.iter().chain(&self.heard).any(|it| here(it));
        let assigned = self.assignments.iter().filter_map(|(_, item)| *item).any(here);
        by_itself || assigned || self.points().any(|point| point.paper.number() == Some(item.number))
    }

    /// Whether an item of the agenda is about what a decision of the meeting does that stands with its point.
    fn is_decided_above(&self, agenda: &AgendaItem) -> bool {
        let (Some(meeting), year) = (self.meeting, self.day.year()) else { return false };
        let about = |item: &&Item<'m>| agenda.about.iter().any(|it| item.occurrence.is_named(it, year));
        let decisions = self.cycle.items().iter().filter(about);
        let mut decisions = decisions.filter_map(|item| self.decision(item, meeting)).map(Paper::Decision);
        decisions.any(|paper| self.points().any(|point| point.paper.is(&paper)))
    }

    /// Puts an item where it belongs, once: what is late stands under late, whatever else it is.
    fn place(&mut self, item: &'c Item<'m>) {
        if self.is_the_meeting(item) {
            return;
        }
        let Some(due) = item.due.expected() else {
            // Its period has passed, and no day can be worked out.
            return self.earlier.extend(Some(item).filter(|it| it.is_unclear()));
        };
        // What is planned ahead of its last day comes when it is planned, unless that has passed.
        let as_of = self.cycle.question().as_of;
        let planned = item.planned.filter(|day| item.state == State::Upcoming && as_of <= *day);
        let due = planned.map_or(due, |planned| planned.min(due));
        // What falls on the day of a meeting may come after it: it belongs to the brief that follows, too.
        let is_here = |day: NaiveDate| self.since <= day && day <= self.day;
        let came_here = item.fulfilled().is_some_and(|shown| is_here(shown.day));
        let done_before = item.fulfilled().is_some_and(|shown| shown.day < self.day);
        let own = item.occurrence.by == self.body
            && item.occurrence.period.every != Every::Meeting
            && is_ripe(item, self.decides.on)
            && !done_before
            // What can no longer serve is not for the body to do.
            && item.too_late.is_none()
            && self.decides.since <= due
            && due < self.decides.until;
        let to = item.occurrence.duty.to.as_ref();
        // What has not come is for the meeting that is to see it.
        let falls_here = is_here(due) && (self.decides.here || item.state != State::Upcoming);
        let owed = to.is_some_and(|to| self.is_body(&to.value))
            && (came_here || item.fulfilled().is_none() && falls_here);
        let paper = self.paper(item);
        let point = Point { item, paper };
        let has_paper = match paper {
            Paper::OnAgenda(_) => true,
            // A proposal that prints no year may be for any.
            Paper::Decision(decision) => decision.adopted || decision.periods.is_some(),
            Paper::NotOnAgenda | Paper::NoAgenda => false,
        };
        match item.state {
            State::Overdue => self.overdue.push(point),
            State::Waived if item.is_done() => (),
            State::Waived if due < self.until => self.waived.push(item),
            State::Waived => (),
            State::Late if came_here || has_paper => self.late.push(point),
            _ if own => self.decide.push(point),
            _ if owed || has_paper => self.see.push(point),
            State::Unknown if item.is_missing_without_day() => self.without_day.push(item),
            State::Unknown if item.is_done() && (came_here || is_here(due)) => self.doubtful.push(point),
            State::Unknown if item.is_done() => (),
            State::Unknown if due < self.since => self.earlier.push(item),
            State::Unknown => self.unknown.push(item),
            State::Upcoming if due < self.day => self.before.push(item),
            State::Upcoming if due < self.until => self.coming.push(item),
            _ => (),
        }
    }

    /// Whether an item is that the meeting itself is held: of one that has passed, that is a question like others.
    fn is_the_meeting(&self, item: &Item<'_>) -> bool {
        let has_passed = item.state == State::Overdue || item.is_unclear();
        let held = matches!(item.occurrence.duty.evidence, Some(Evidence::Meeting(MeetingStep::Held)));
        let own = item.occurrence.meeting.zip(self.meeting);
        let is_own = own.is_none_or(|((one, _), own)| one.id.value == own.id.value);
        held && !has_passed && is_own && item.occurrence.starts == self.day && item.occurrence.by == self.body
    }

    /// Whether an actor is the body that meets.
    fn is_body(&self, actor: &Actor) -> bool {
        self.cycle.model().is_actor(actor, self.body, self.day)
    }

    /// What the register holds of papers for an item.
    fn paper(&self, item: &Item<'m>) -> Paper<'m> {
        let Some(meeting) = self.meeting else { return Paper::NoAgenda };
        if let Some(decision) = self.decision(item, meeting) {
            return Paper::Decision(decision);
        }
        match self.about(item).next() {
            Some(found) => Paper::OnAgenda(found),
            None if meeting.items.is_empty() => Paper::NoAgenda,
            None => Paper::NotOnAgenda,
        }
    }

    /// What is about an item on the agenda.
    fn about(&self, item: &Item<'m>) -> impl Iterator<Item = &'m AgendaItem> {
        // Of several in a year, the agenda is about what has ripened and was not there for the meeting before.
        let is_new = item.fulfilled().is_none_or(|shown| self.since < shown.day);
        let several = item.occurrence.period.every.per_year() > 1;
        let is_recent =
            item.state == State::Overdue || item.due.expected().is_some_and(|day| self.since <= day);
        let fits = !several || is_ripe(item, self.day) && is_new && is_recent;
        let (year, occurrence) = (self.day.year(), &item.occurrence);
        // What names its period is about that one, whenever it comes.
        let about = move |it: &&AgendaItem| {
            it.about
                .iter()
                .any(|reference| (fits || reference.period.is_some()) && occurrence.is_named(reference, year))
        };
        let items = self.meeting.into_iter().flat_map(|meeting| &meeting.items);
        items.filter(about)
    }

    /// A decision of the meeting on what the item is, and of the member whose it is;
    /// a proposal that prints no year may be it.
    fn decision(&self, item: &Item<'m>, meeting: &Meeting) -> Option<&'m Decision> {
        let Some(Evidence::Decision { adopts, year }) = item.occurrence.duty.evidence else { return None };
        let year = item.occurrence.year().saturating_add(year);
        let question = self.cycle.question();
        let decisions = self.cycle.model().decisions.iter();
        let fitting = decisions.filter(|it| {
            it.meeting.value == meeting.id.value
                && it.adopts == adopts
                && match &it.by {
                    Some(by) => by.value == item.occurrence.by,
                    None => self.may_be_of(item),
                }
                && question.counts(it.recorded)
                && (it.periods.is_none() || it.is_for(year))
                // What a meeting still to come decides is not known, whatever was written after it.
                && (!it.adopted || meeting.date.value <= question.as_of && self.cycle.model().may_decide(it))
        });
        fitting.min_by_key(|it| (it.paragraph.is_none(), !it.adopted))
    }

    /// Whether what the body decides can be what an item asks for: not what each member decides by itself,
    /// nor what another body does.
    fn may_be_of(&self, item: &Item<'m>) -> bool {
        let (actor, by) = (&item.occurrence.duty.by.value, item.occurrence.by);
        let other = self.cycle.model().organisation(by);
        let is_other = other.is_some_and(|it| it.kind == OrganisationKind::Body) && by != self.body;
        *actor != Actor::EachMember && (!is_other || self.is_body(actor))
    }

    /// Who has something to do before the meeting after, or has something late or untold of, with what.
    #[must_use]
    pub fn reminders(&self, language: Language) -> BTreeMap<String, Vec<&'c Item<'m>>> {
        let mut reminders: BTreeMap<String, Vec<&'c Item<'m>>> = BTreeMap::new();
        // What is older stands in the brief as a number: a year of reminders has not helped.
        let year = self.day.checked_sub_months(Months::new(12)).unwrap_or(self.day);
        let earlier = self.earlier.iter().filter(|it| it.due.expected().is_some_and(|due| year <= due));
        let others = self
            .overdue
            .iter()
            .chain(&self.see)
            .map(|it| &it.item)
            .chain(&self.without_day)
            .chain(&self.unknown)
            .chain(earlier)
            .chain(&self.before)
            .chain(&self.coming);
        for item in others.filter(|item| !item.is_done() && item.occurrence.by != self.body) {
            let name = self.cycle.actor(item.occurrence.by, item.occurrence.agreement);
            reminders.entry(name.get(language).to_owned()).or_default().push(item);
        }
        reminders
    }
}

/// Whether the part of the year that a thing follows up has passed on a day.
fn is_ripe(item: &Item<'_>, day: NaiveDate) -> bool {
    item.occurrence.period.every.per_year() <= 1 || item.occurrence.ends.is_none_or(|ends| ends <= day)
}

/// Of the meetings of a body on a day the one of which most is known.
fn fullest<'m>(cycle: &Cycle<'m>, body: &str, day: NaiveDate) -> Option<&'m Meeting> {
    let meetings = known_meetings(cycle.model(), cycle.question(), body);
    let of_day = meetings.filter(|it| it.date.value == day);
    of_day.max_by_key(|it| (it.items.len(), !it.planned, Reverse(&it.id.value)))
}

/// The meetings of a body that are known of.
fn known_meetings<'m>(model: &'m Model, question: Question, body: &str) -> impl Iterator<Item = &'m Meeting> {
    let of_body = model.meetings.iter().filter(move |it| it.body.value == body);
    of_body.filter(move |it| question.counts(it.recorded))
}

/// The last of some meetings before a day, and the day since when there is something to tell.
fn told_since<'m>(
    meetings: impl Iterator<Item = &'m Meeting>,
    day: NaiveDate,
) -> (Option<NaiveDate>, NaiveDate) {
    // What was planned and never shown as held is no meeting where anything was told.
    let held = meetings.filter(|it| !it.planned).map(|it| it.date.value);
    let previous = held.filter(|it| *it < day).max();
    let since = previous.or_else(|| day.checked_sub_months(REACH)).unwrap_or(day);
    // A meeting years ahead or back says nothing of those between that the register lacks.
    (previous, since.max(day.checked_sub_months(Months::new(12)).unwrap_or(since)))
}

/// The first of some meetings after a day, within a year, and the day until when things fall due before it.
fn told_until(meetings: &[&Meeting], day: NaiveDate) -> (Option<NaiveDate>, NaiveDate) {
    let near = day.checked_add_months(Months::new(12)).unwrap_or(day);
    let later = meetings.iter().map(|it| it.date.value).filter(|it| day < *it && *it <= near);
    let next = later.min();
    (next, next.or_else(|| day.checked_add_months(REACH)).unwrap_or(day))
}

/// Whether the register is said to hold every record of meetings between two days, as far as the question goes.
fn is_whole(cycle: &Cycle<'_>, since: NaiveDate, day: NaiveDate) -> bool {
    let question = cycle.question();
    question.is_covered(cycle.model(), Deliverable::Minutes, since, day.min(question.as_of))
}

impl Paper<'_> {
    /// Whether two points have the same papers.
    #[must_use]
    pub fn is(&self, other: &Self) -> bool {
        match (self, other) {
            (Self::Decision(one), Self::Decision(other)) => std::ptr::eq(*one, *other),
            (Self::OnAgenda(one), Self::OnAgenda(other)) => std::ptr::eq(*one, *other),
            (one, other) => std::mem::discriminant(one) == std::mem::discriminant(other),
        }
    }

    /// The number on the agenda, its own or the one its decision cites.
    #[must_use]
    pub fn number(&self) -> Option<i64> {
        match self {
            Self::OnAgenda(item) => Some(item.number),
            Self::Decision(decision) => {
                let cited = decision.paragraph.as_deref()?;
                cited.trim_start_matches(|c: char| !c.is_ascii_digit()).parse().ok()
            }
            Self::NotOnAgenda | Self::NoAgenda => None,
        }
    }
}
