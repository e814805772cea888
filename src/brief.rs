//! What a body must know before a meeting: what to decide and see, what is late, what falls due before the next.

use std::collections::BTreeMap;

use chrono::{Datelike, Months, NaiveDate};

use crate::amount::Language;
use crate::cycle::{Cycle, Item, State};
use crate::model::Model;
use crate::model::actor::Actor;
use crate::model::duty::Evidence;
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
    /// The meeting after, if the register has one.
    pub next: Option<NaiveDate>,
    /// What came after this day has come since the meeting before.
    pub since: NaiveDate,
    /// What falls due before this day falls due before the meeting after.
    pub until: NaiveDate,
    /// What the body must have decided or done before the meeting after.
    pub decide: Vec<Point<'c, 'm>>,
    /// What others owe the body and fell due since the meeting before.
    pub see: Vec<Point<'c, 'm>>,
    /// What else stands on the agenda for decision.
    pub agenda: Vec<&'m AgendaItem>,
    /// What is overdue, however long.
    pub overdue: Vec<&'c Item<'m>>,
    /// What fell due since the meeting before and of which the register says nothing.
    pub unknown: Vec<&'c Item<'m>>,
    /// What a complete register does not show, where no day is set, however long ago.
    pub without_day: Vec<&'c Item<'m>>,
    /// What was done late since the meeting before.
    pub late: Vec<&'c Item<'m>>,
    /// What else falls due before the meeting after.
    pub coming: Vec<&'c Item<'m>>,
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

impl<'c, 'm> Brief<'c, 'm> {
    /// Gathers what a meeting must know. `body` is the organisation that meets.
    #[must_use]
    pub fn new(cycle: &'c Cycle<'m>, body: &'c str, day: NaiveDate) -> Self {
        let model = cycle.model();
        let counted = model.meetings.iter().filter(|it| it.body.value == body);
        let meetings: Vec<&Meeting> = counted.filter(|it| cycle.question().counts(it.recorded)).collect();
        let days = || meetings.iter().map(|it| it.date.value);
        let previous = days().filter(|it| *it < day).max();
        let next = days().filter(|it| day < *it).min();
        let since = previous.or_else(|| day.checked_sub_months(REACH)).unwrap_or(day);
        // A meeting years ahead or back says nothing of those between that the register lacks.
        let since = since.max(day.checked_sub_months(Months::new(12)).unwrap_or(since));
        let reach = day.checked_add_months(REACH).unwrap_or(day);
        let near = day.checked_add_months(Months::new(12)).unwrap_or(day);
        let next = next.filter(|next| *next <= near);
        let mut brief = Self {
            cycle,
            body,
            day,
            meeting: meetings.iter().find(|it| it.date.value == day).copied(),
            previous,
            next,
            since,
            until: next.unwrap_or(reach),
            decide: Vec::new(),
            see: Vec::new(),
            agenda: Vec::new(),
            overdue: Vec::new(),
            unknown: Vec::new(),
            without_day: Vec::new(),
            late: Vec::new(),
            coming: Vec::new(),
            waivers: Vec::new(),
        };
        brief.sort(model);
        brief
    }

    fn sort(&mut self, model: &'m Model) {
        for item in self.cycle.items() {
            self.place(item);
        }
        let points = self.decide.iter().chain(&self.see);
        let about: Vec<i64> = points.filter_map(|point| point.paper.number()).collect();
        let items = self.meeting.into_iter().flat_map(|meeting| &meeting.items);
        self.agenda = items.filter(|it| it.for_decision && !about.contains(&it.number)).collect();
        let ends = |it: &&Waiver| it.days.to.is_some_and(|to| to < self.until);
        self.waivers = model.waivers.iter().filter(ends).collect();
    }

    /// Puts an item where it belongs, once.
    fn place(&mut self, item: &'c Item<'m>) {
        let Some(due) = item.due.expected() else { return };
        let duty = item.occurrence.duty;
        let is_here = |day: NaiveDate| self.since < day && day <= self.day;
        let done_before = item.fulfilled().is_some_and(|shown| shown.day < self.day);
        let period = item.occurrence.period.every;
        // What follows up a part of the year is not ripe before that part has passed.
        let unripe = period.per_year() > 1 && item.occurrence.ends.is_some_and(|ends| self.day < ends);
        let own = item.occurrence.by == self.body && period != Every::Meeting && !unripe;
        // What came before the meeting before has been seen.
        let is_new = item.fulfilled().is_none_or(|shown| self.since < shown.day);
        let owed = duty.to.as_ref().is_some_and(|to| self.is_body(&to.value)) && is_new && is_here(due);
        let paper = self.paper(item);
        if own && !done_before && self.since < due && due < self.until {
            self.decide.push(Point { item, paper });
        } else if owed || matches!(paper, Paper::OnAgenda(_)) {
            self.see.push(Point { item, paper });
        } else {
            match item.state {
                State::Overdue => self.overdue.push(item),
                State::Unknown if item.is_missing_without_day() => self.without_day.push(item),
                State::Unknown if is_here(due) => self.unknown.push(item),
                State::Late if item.fulfilled().is_some_and(|shown| is_here(shown.day)) => {
                    self.late.push(item);
                }
                State::Upcoming if self.day <= due && due < self.until => self.coming.push(item),
                _ => (),
            }
        }
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
        let about = |it: &&AgendaItem| {
            it.about.iter().any(|reference| {
                reference.duty == item.occurrence.duty.id.value
                    && reference.agreement.as_ref() == Some(&item.occurrence.agreement.id.value)
                    && item.occurrence.year() == self.day.year().saturating_add(reference.year)
            })
        };
        match meeting.items.iter().find(about) {
            Some(found) => Paper::OnAgenda(found),
            None if meeting.items.is_empty() => Paper::NoAgenda,
            None => Paper::NotOnAgenda,
        }
    }

    /// A decision of the meeting on what the item is; a proposal that prints no year may be it.
    fn decision(&self, item: &Item<'m>, meeting: &Meeting) -> Option<&'m Decision> {
        let Some(Evidence::Decision { adopts, year }) = item.occurrence.duty.evidence else { return None };
        let year = item.occurrence.year().saturating_add(year);
        let question = self.cycle.question();
        let mut decisions = self.cycle.model().decisions.iter();
        decisions.find(|it| {
            it.meeting.value == meeting.id.value
                && it.adopts == adopts
                && question.counts(it.recorded)
                && (it.periods.is_none() || it.is_for(year))
                && (!it.adopted || self.cycle.model().may_decide(it))
        })
    }

    /// Who has something to do before the meeting after, with what.
    #[must_use]
    pub fn reminders(&self, language: Language) -> BTreeMap<String, Vec<&'c Item<'m>>> {
        let mut reminders: BTreeMap<String, Vec<&'c Item<'m>>> = BTreeMap::new();
        let others = self
            .overdue
            .iter()
            .chain(&self.without_day)
            .chain(&self.coming)
            .chain(self.see.iter().map(|it| &it.item));
        for item in others.filter(|item| !item.is_done() && item.occurrence.by != self.body) {
            let name = self.cycle.actor(item.occurrence.by, item.occurrence.agreement);
            reminders.entry(name.get(language).to_owned()).or_default().push(item);
        }
        reminders
    }
}

impl Paper<'_> {
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
