//! The annual cycle on a day: every occurrence with its due day, its state, what shows it,
//! what it waits for and what it holds up.

mod assignment;
mod evidence;
mod item;
mod planned;
mod remark;
mod state;
mod things;
mod too_many;
mod unanswered;

use std::collections::{BTreeMap, BTreeSet};

use chrono::{Datelike, Months, NaiveDate};

use crate::amount::Text;
use crate::calendar::{Event, Occurrence, Question, StepKind, derive, occurrences};
use crate::graph::Dependencies;
use crate::model::Model;
use crate::model::actor::Actor;
use crate::model::agreement::Agreement;
use crate::model::duty::Duty;
use crate::model::period::{Every, Period};
use crate::model::reference::DutyReference;
use crate::model::waiver::Waiver;
use evidence::Told;

pub use assignment::{Assigned, AssignmentState, Deadline, Held};
pub use evidence::{Proof, Shown};
pub use item::{Due, Item, TooLate};
pub use remark::{Remarked, Stands, made};
pub use state::{Doubt, State};
pub use things::Things;
pub use too_many::too_many;
pub use unanswered::unanswered;

/// Every occurrence of a workspace on a day, in the order they fall due, and how they hang together.
#[derive(Debug)]
pub struct Cycle<'m> {
    model: &'m Model,
    question: Question,
    items: Vec<Item<'m>>,
    assignments: Vec<Assigned<'m>>,
    remarks: Vec<Remarked<'m>>,
    links: Dependencies<usize>,
}

/// How many items a finding, or a list of every item, looks at around each: nobody reads further.
pub const NEAREST: usize = 50;

impl<'m> Cycle<'m> {
    /// Works out every item of a workspace for a question, up to the year after the question's.
    #[must_use]
    pub fn new(model: &'m Model, question: Question) -> Self {
        Self::until(model, question, question.as_of.year().saturating_add(1))
    }

    /// Works out every item of a workspace for a question, up to a year.
    #[must_use]
    pub fn until(model: &'m Model, question: Question, last_year: i32) -> Self {
        let Draft { occurrences, told, dues, mut too_late, .. } = Draft::new(model, question, last_year);
        let drafts = occurrences.into_iter().zip(told).zip(dues).enumerate();
        let mut items: Vec<Item<'m>> = drafts
            .map(|(index, ((occurrence, told), due))| {
                item(model, question, occurrence, told, (due, too_late.remove(&index)))
            })
            .collect();
        items.sort_by(|a, b| a.order().cmp(&b.order()));
        let links = links(model, &items);
        let assignments = Assigned::all(model, question);
        let remarks = Remarked::open(model, question);
        Self { model, question, items, assignments, remarks, links }
    }

    /// Lets the waivers in force that day count: what one names is no longer late nor to be reminded of,
    /// unless a rule still finds it breached, as when another rule is waived or the waiver has a limit.
    pub fn waive(&mut self, breached: &BTreeSet<&str>) {
        let (model, question) = (self.model, self.question);
        let known = question.waivers(model).map(|(_, it)| it);
        let waivers = known.filter(|it| it.days.holds(question.as_of));
        let waivers: BTreeMap<&str, &Waiver> = waivers.map(|it| (it.subject.value.as_str(), it)).collect();
        for it in self.assignments.iter_mut().filter(|it| it.stands == AssignmentState::Overdue) {
            let id = it.id();
            it.waiver = waivers.get(id.as_str()).copied().filter(|_| !breached.contains(id.as_str()));
        }
        for item in self.items.iter_mut().filter(|it| it.state != State::InTime) {
            let waiver =
                waivers.get(item.id.as_str()).copied().filter(|_| !breached.contains(item.id.as_str()));
            // How far a waiver with a limit reaches is not known of what has not come; nor does one reach a day that
            // comes when it is over.
            let due = item.due_day();
            let reaches = |it: &&Waiver| it.limit.is_none() && due.is_none_or(|due| it.days.holds(due));
            if let Some(waiver) = waiver.filter(|it| item.state != State::Upcoming || reaches(it)) {
                (item.state, item.waiver) = (State::Waived, Some(waiver));
            }
        }
    }

    /// What the workspace says.
    #[must_use]
    pub const fn model(&self) -> &'m Model {
        self.model
    }

    /// The dates of the question.
    #[must_use]
    pub const fn question(&self) -> Question {
        self.question
    }

    /// Every item, in the order they fall due.
    #[must_use]
    pub fn items(&self) -> &[Item<'m>] {
        &self.items
    }

    /// Every assignment that was given and known, those with the first day first, those without one last.
    #[must_use]
    pub fn assignments(&self) -> &[Assigned<'m>] {
        &self.assignments
    }

    /// The auditors' remarks that were made and known and are not done, those with the first day first.
    #[must_use]
    pub fn remarks(&self) -> &[Remarked<'m>] {
        &self.remarks
    }

    /// The items a text names: one by its whole id, or all whose ids have these segments in a row.
    #[must_use]
    pub fn named(&self, text: &str) -> Vec<&Item<'m>> {
        let wanted: Vec<&str> = text.split('/').collect();
        let has = |item: &&Item<'m>| {
            let segments: Vec<&str> = item.id.split('/').collect();
            segments.windows(wanted.len()).any(|window| window == wanted)
        };
        self.items.iter().filter(has).collect()
    }

    /// What must come just before an item.
    #[must_use]
    pub fn before(&self, item: &Item<'m>) -> Vec<&Item<'m>> {
        self.at(item).map(|index| self.of(self.links.before(&index))).unwrap_or_default()
    }

    /// What comes just after an item.
    #[must_use]
    pub fn after(&self, item: &Item<'m>) -> Vec<&Item<'m>> {
        self.at(item).map(|index| self.of(self.links.after(&index))).unwrap_or_default()
    }

    /// What an item waits for, nearest first and at most so many: what is before it and not done,
    /// as far as nothing done stands between.
    #[must_use]
    pub fn waits_for(&self, item: &Item<'m>, most: usize) -> Vec<&Item<'m>> {
        let Some(index) = self.at(item) else { return Vec::new() };
        let found = self.of(self.links.all_before(&index, most, |it| !self.done(*it)));
        found.into_iter().filter(|it| !it.is_done()).collect()
    }

    /// What an item holds up, nearest first and at most so many: what is after it and not done,
    /// as far as nothing done stands between. What is done itself holds nothing up any longer.
    #[must_use]
    pub fn holds_up(&self, item: &Item<'m>, most: usize) -> Vec<&Item<'m>> {
        let Some(index) = self.at(item).filter(|_| !item.is_done()) else { return Vec::new() };
        let found = self.of(self.links.all_after(&index, most, |it| !self.done(*it)));
        found.into_iter().filter(|it| !it.is_done()).collect()
    }

    /// What is late or missing before an item: missing however far back, and what came late just before it.
    #[must_use]
    pub fn held_up_by(&self, item: &Item<'m>) -> Vec<&Item<'m>> {
        let late = self.before(item).into_iter().filter(|it| it.state == State::Late);
        let waits = self.waits_for(item, NEAREST).into_iter();
        let missing = waits.filter(|it| it.is_missing());
        missing.chain(late).collect()
    }

    /// Every item that waits for another or is waited for, each after what it waits for.
    #[must_use]
    pub fn order(&self) -> Vec<&Item<'m>> {
        self.of(self.links.order())
    }

    /// The longest chain that ends at an item, first to last, of what falls due within a year before it.
    #[must_use]
    pub fn chain_to(&self, item: &Item<'m>) -> Vec<&Item<'m>> {
        let Some(index) = self.at(item) else { return Vec::new() };
        let Some(end) = item.due.expected() else { return Vec::new() };
        let start = end.checked_sub_months(Months::new(12)).unwrap_or(end);
        let within = |other: &usize| {
            let day = self.items.get(*other).and_then(|it| it.due.expected());
            day.is_some_and(|day| start < day && day <= end)
        };
        self.of(self.links.longest_to(&index, within))
    }

    /// The days to spare at each link of a chain: from when a thing is done, or can be at the earliest
    /// if its day has passed, to when the next is due. None where the next is done already,
    /// where it is not known whether the thing is done, and where no day is set.
    #[must_use]
    pub fn slack(&self, chain: &[&Item<'m>]) -> Vec<Option<i64>> {
        let next = chain.iter().skip(1);
        chain.iter().zip(next).map(|(item, next)| self.spare(item, next)).collect()
    }

    /// Whether an order runs backwards: a thing that must come first, and is not done, falls due after the next.
    #[must_use]
    pub fn is_backwards(&self, first: &Item<'m>, next: &Item<'m>) -> bool {
        let days = first.due_day().zip(next.due_day());
        !first.is_done() && days.is_some_and(|(first, next)| next < first)
    }

    fn spare(&self, item: &Item<'m>, next: &Item<'m>) -> Option<i64> {
        let done = item.fulfilled().map(|shown| shown.day);
        let known = item.state != State::Unknown && item.occurrence.duty.sets_day();
        let planned = item.due.expected().filter(|_| known).map(|day| day.max(self.question.as_of));
        let open = !next.is_done() && next.state != State::Unknown && next.occurrence.duty.sets_day();
        let due = next.due.expected().filter(|_| open)?;
        Some(due.signed_duration_since(done.or(planned)?).num_days())
    }

    fn done(&self, index: usize) -> bool {
        self.items.get(index).is_some_and(Item::is_done)
    }

    fn at(&self, item: &Item<'m>) -> Option<usize> {
        self.items.binary_search_by(|it| it.order().cmp(&item.order())).ok()
    }

    fn of(&self, indices: Vec<&usize>) -> Vec<&Item<'m>> {
        indices.into_iter().filter_map(|index| self.items.get(*index)).collect()
    }
}

/// Occurrences on their way to being items: a due day may hang on when another was done.
struct Draft<'m> {
    model: &'m Model,
    question: Question,
    occurrences: Vec<Occurrence<'m>>,
    told: Vec<Told<'m>>,
    planned: planned::Planned<'m>,
    dues: Vec<Due>,
    too_late: BTreeMap<usize, TooLate>,
}

/// The occurrences of each duty, by agreement and duty, and by year.
type Places<'m> = BTreeMap<(&'m str, &'m str), OfDuty<'m>>;

/// The occurrences of a duty by the year they belong to; those that come once belong with every year.
type OfDuty<'m> = BTreeMap<i32, OfYear<'m>>;

/// All of a year, and those of each responsible.
#[derive(Default)]
struct OfYear<'m> {
    all: Vec<usize>,
    by: BTreeMap<&'m str, Vec<usize>>,
}

impl<'m> Draft<'m> {
    fn new(model: &'m Model, question: Question, last_year: i32) -> Self {
        let occurrences = occurrences(model, question, last_year);
        let records = evidence::Records::new(model, question);
        let told = occurrences.iter().map(|occurrence| records.of(occurrence)).collect();
        let by_itself = |it: &Occurrence<'_>| match it.duty.anchor() {
            None => Due::fixed(derive(it, None)),
            Some(_) => Due::fixed(Vec::new()),
        };
        let dues = occurrences.iter().map(by_itself).collect();
        let planned = planned::Planned::new(model, question);
        let too_late = BTreeMap::new();
        let mut draft = Self { model, question, occurrences, told, planned, dues, too_late };
        draft.reckon();
        draft
    }

    /// The days that hang on others, each after those it hangs on. A day that hangs on itself stays none;
    /// the circle has been reported.
    fn reckon(&mut self) {
        let places = places(self.occurrences.iter());
        let mut hangs: Dependencies<usize> = Dependencies::default();
        let mut anchors: BTreeMap<usize, Vec<usize>> = BTreeMap::new();
        for (index, occurrence) in self.occurrences.iter().enumerate() {
            let Some(reference) = occurrence.duty.anchor() else { continue };
            let at = |index: &usize| self.occurrences.get(*index);
            let on = targets(self.model, &places, &at, occurrence, reference);
            on.iter().for_each(|on| hangs.add(index, *on));
            anchors.insert(index, on);
        }
        for index in hangs.order() {
            let due = anchors.get(index).and_then(|on| self.due(*index, on));
            if let (Some(due), Some(place)) = (due, self.dues.get_mut(*index)) {
                *place = due;
            }
        }
        let passed = anchors.iter().filter_map(|(index, on)| Some((*index, self.too_late(*index, on)?)));
        self.too_late = passed.collect();
    }

    /// What an occurrence was to come before, where all of that is done and the occurrence is not.
    fn too_late(&self, index: usize, on: &[usize]) -> Option<TooLate> {
        let done = |index: usize| fulfilled(self.occurrences.get(index)?.duty, &self.told.get(index)?.shown);
        let duty = self.occurrences.get(index)?.duty;
        if duty.precedes().is_none() || done(index).is_some() {
            return None;
        }
        let days: Option<Vec<_>> = on.iter().map(|on| Some((done(*on)?.day, *on))).collect();
        let (done, last) = days?.into_iter().max()?;
        Some(TooLate { what: self.occurrences.get(last)?.duty.short(), done })
    }

    /// When an occurrence is due whose day is reckoned from others.
    fn due(&self, index: usize, on: &[usize]) -> Option<Due> {
        let occurrence = self.occurrences.get(index)?;
        let before = occurrence.duty.precedes().is_some();
        let done = fulfilled(occurrence.duty, &self.told.get(index)?.shown).is_some();
        // Of two that are both done, the order is all that was asked.
        let set = before && !(done && occurrence.duty.only_precedes());
        let Reckoned { event, first, moves } = self.event(on, before, set)?;
        // Whether the order was kept cannot be told when the other should be done and is not shown to be.
        let moves = moves || (before && !set && !event.done && event.day < self.question.as_of);
        let from = first.and_then(|day| {
            derive(occurrence, Some(Event { day, ..event.clone() })).last().map(|step| step.day)
        });
        let steps = derive(occurrence, Some(event));
        Some(Due { steps, provisional: moves, from: from.filter(|_| !moves) })
    }

    /// When what a day is reckoned from was done, else when it is due: of several the last, or the first
    /// for what must be ready before them. With that, whether the day can still move: what comes after
    /// something not done can, what must be ready before it only when its own day can. A day that is `set`
    /// ahead stands, also when the other is done after it. What must be ready before a decision must be so
    /// for the meeting that is to take it; another may, so that day can move.
    fn event(&self, on: &[usize], before: bool, set: bool) -> Option<Reckoned> {
        let mut events = Vec::new();
        let mut moves = false;
        for index in on {
            let (target, due) = (self.occurrences.get(*index)?, self.dues.get(*index)?);
            let done = fulfilled(target.duty, &self.told.get(*index)?.shown);
            let (event, first) = self.event_of(target, due, done, (before, set))?;
            moves |=
                done.is_none() && (due.provisional || !before || matches!(event.step, StepKind::Decided(_)));
            events.push((event, first));
        }
        let first = events.iter().map(|(_, first)| *first);
        let first = if before { first.min() } else { first.max() }.flatten().filter(|_| {
            // One of several whose first day is not known can be before all others.
            !before || events.iter().all(|(_, first)| first.is_some())
        });
        let order = |(event, _): &(Event, _)| (!event.done, event.day, event.title.clone());
        let soonest = |(event, _): &(Event, _)| (event.day, event.title.clone());
        let event = if before {
            events.into_iter().min_by_key(soonest)
        } else {
            events.into_iter().max_by_key(order)
        };
        Some(Reckoned { event: event?.0, first, moves })
    }
}

impl<'m> Draft<'m> {
    /// What a day is reckoned from for one target, and the first day that can have been.
    fn event_of(
        &self,
        target: &Occurrence<'m>,
        due: &Due,
        done: Option<Shown<'m>>,
        (before, set): (bool, bool),
    ) -> Option<(Event, Option<NaiveDate>)> {
        let title = target.title();
        let Some(done) = done else {
            let day = due.expected()?;
            let meeting = before.then(|| self.planned.day(target, day)).flatten().filter(|it| *it < day);
            let step = if meeting.is_some() { StepKind::Decided } else { StepKind::Planned };
            let event = Event { day: meeting.unwrap_or(day), done: false, step: step(title.clone()), title };
            return Some((event, meeting.or(due.from)));
        };
        // By a day that could still move nothing is late; what it was done on stands.
        let own = due.latest().filter(|_| set);
        let (day, first) = match own {
            None => (done.day, done.earliest),
            // Done no later than a day after its own, it may all the same have been done before that.
            Some(own) => (own.min(done.day), done.earliest.zip(due.from).map(|(done, own)| done.min(own))),
        };
        let step = match (day == done.day, first == Some(day)) {
            (true, true) => StepKind::Done,
            (true, false) => StepKind::DoneBy,
            (false, true) => StepKind::DoneLater,
            (false, false) => StepKind::DoneUnlessBefore,
        };
        Some((Event { day, done: true, step: step(title.clone()), title }, first))
    }
}

/// What a day is reckoned from, the first day that can have been, and whether it can still move.
struct Reckoned {
    event: Event,
    first: Option<NaiveDate>,
    moves: bool,
}

/// The one of what shows a duty done that makes it done: the last of those it takes. The first day that so many can
/// have been there is not its own where another, whose day is not known, may have come before it.
fn fulfilled<'m>(duty: &Duty, shown: &[Shown<'m>]) -> Option<Shown<'m>> {
    let last = duty.needed().saturating_sub(1);
    let mut earliest: Vec<_> = shown.iter().map(|it| it.earliest).collect();
    earliest.sort_unstable();
    Some(Shown { earliest: *earliest.get(last)?, ..*shown.get(last)? })
}

fn places<'a, 'm: 'a>(occurrences: impl Iterator<Item = &'a Occurrence<'m>>) -> Places<'m> {
    let mut places = Places::new();
    for (index, it) in occurrences.enumerate() {
        let key = (it.agreement.id.value.as_str(), it.duty.id.value.as_str());
        let year = if it.period.every == Every::Once { ONCE } else { it.year() };
        let year = places.entry(key).or_default().entry(year).or_default();
        year.all.push(index);
        year.by.entry(it.by).or_default().push(index);
    }
    places
}

/// Where what comes once stands among the years.
const ONCE: i32 = i32::MIN;

/// The occurrences that may belong with one, so many years off, in their order; its own responsible's alone where
/// that is asked.
fn beside(places: &OfDuty<'_>, from: &Occurrence<'_>, years: i32, own: bool) -> Vec<usize> {
    let of_year = |year: &OfYear<'_>| match own {
        true => year.by.get(from.by).cloned().unwrap_or_default(),
        false => year.all.clone(),
    };
    let mut found: Vec<usize> = if from.period.every == Every::Once {
        places.values().flat_map(of_year).collect()
    } else {
        let years = [ONCE, from.year().saturating_add(years)];
        years.iter().filter_map(|year| places.get(year)).flat_map(of_year).collect()
    };
    found.sort_unstable();
    found
}

/// The occurrences that a reference from one points at: those of the year it names, and of the same
/// responsible where each delivers their own. A reference to another year follows an agreement
/// to the ones before and after it: each year may have its own annual wheel.
fn targets<'a, 'm: 'a>(
    model: &'m Model,
    places: &Places<'m>,
    at: &impl Fn(&usize) -> Option<&'a Occurrence<'m>>,
    from: &Occurrence<'m>,
    reference: &DutyReference,
) -> Vec<usize> {
    let agreements = match &reference.agreement {
        Some(id) => model.agreement(id).into_iter().collect(),
        None if reference.year == 0 => vec![from.agreement],
        None => model.lineage(from.agreement),
    };
    let of = |agreement: &'m Agreement| places.get(&(agreement.id.value.as_str(), reference.duty.as_str()));
    let places: Vec<&OfDuty<'m>> = agreements.into_iter().filter_map(of).collect();
    let fitting = |own: bool| -> Vec<usize> {
        let all = places.iter().flat_map(|places| beside(places, from, reference.year, own));
        all.filter(|index| at(index).is_some_and(|to| fits(from, to, reference.year))).collect()
    };
    let own = fitting(true);
    let of_role = |places: &&OfDuty<'m>| {
        let first = places.values().next().and_then(|year| at(year.all.first()?));
        first.is_some_and(|to| matches!(to.duty.by.value, Actor::Role(_)))
    };
    // Each waits for its own; nobody else need be looked at, of however many.
    if !own.is_empty() && !places.iter().any(of_role) {
        return own;
    }
    let own: BTreeSet<Period> = own.iter().filter_map(at).map(|to| to.period).collect();
    // Who holds a role changes from one period to the next, and what was done before is not lost by that.
    let is_own = |to: &Occurrence<'_>| match to.duty.by.value {
        Actor::Role(_) => to.by == from.by || !own.contains(&to.period),
        _ => to.by == from.by || (own.is_empty() && !(is_each(from) && is_each(to))),
    };
    fitting(false).into_iter().filter(|index| at(index).is_some_and(is_own)).collect()
}

/// Whether each of several is to do it for themselves.
fn is_each(it: &Occurrence<'_>) -> bool {
    matches!(it.duty.by.value, Actor::EachParty | Actor::EachMember)
}

/// Whether one occurrence belongs with another, so many years off: in the same year, the periods meet;
/// what comes once belongs with every year.
fn fits(from: &Occurrence<'_>, to: &Occurrence<'_>, years: i32) -> bool {
    if from.period.every == Every::Once || to.period.every == Every::Once {
        return true;
    }
    if years != 0 {
        return to.year() == from.year().saturating_add(years);
    }
    let meet = to.period.start() <= from.period.end() && from.period.start() <= to.period.end();
    meet && !from.is_of_another_meeting(to)
}

fn links(model: &Model, items: &[Item<'_>]) -> Dependencies<usize> {
    let places = places(items.iter().map(|item| &item.occurrence));
    let at = |index: &usize| items.get(*index).map(|item| &item.occurrence);
    let mut links = Dependencies::default();
    for (index, item) in items.iter().enumerate() {
        let occurrence = &item.occurrence;
        for reference in occurrence.duty.prerequisites() {
            for on in targets(model, &places, &at, occurrence, reference) {
                if items.get(on).is_some_and(|on| in_turn(on, item)) {
                    links.add(index, on);
                }
            }
        }
        if let Some(reference) = occurrence.duty.precedes() {
            for next in targets(model, &places, &at, occurrence, reference) {
                if items.get(next).is_some_and(|next| in_turn(item, next)) {
                    links.add(next, index);
                }
            }
        }
    }
    links
}

/// What comes once belongs with every year, but nothing waits for what falls due after it.
fn in_turn(first: &Item<'_>, then: &Item<'_>) -> bool {
    let once = [first, then].iter().any(|it| it.occurrence.period.every == Every::Once);
    let days = (first.due.expected(), then.due.expected());
    !once || !matches!(days, (Some(first), Some(then)) if then < first)
}

fn item<'m>(
    model: &'m Model,
    question: Question,
    occurrence: Occurrence<'m>,
    told: Told<'m>,
    (due, too_late): (Due, Option<TooLate>),
) -> Item<'m> {
    // Of what is not known to hold, nothing is missing.
    let covered =
        occurrence.holds && due.latest().is_some_and(|day| is_covered(model, question, &occurrence, day));
    let id = occurrence.id();
    let Told { shown, not_before, planned } = told;
    let (state, waiver) = (State::Unknown, None);
    let mut item = Item {
        id,
        occurrence,
        due,
        state,
        days_late: None,
        covered,
        doubt: None,
        shown,
        not_before,
        planned,
        too_late,
        waiver,
    };
    let standing = state::of(question, &item);
    (item.state, item.days_late, item.doubt) = (standing.state, standing.days_late, standing.doubt);
    item
}

/// Whether the register is said to hold everything of the sort that fell due that day. What the law asks
/// a decision or a day of the minutes for may be there though the register lacks it, as its rules say.
fn is_covered(model: &Model, question: Question, occurrence: &Occurrence<'_>, due: NaiveDate) -> bool {
    let Occurrence { agreement, duty, .. } = occurrence;
    !agreement.is_shown_by_record_alone(duty) && question.is_covered(model, duty.deliverable, due, due)
}

impl Cycle<'_> {
    /// What an item is called: what, for which period, by whom, under what.
    #[must_use]
    pub fn title(&self, item: &Item<'_>) -> Text {
        let agreement = item.occurrence.agreement;
        let by = self.actor_within(item.occurrence.by, agreement);
        item.answered(item.occurrence.title())
            .map(|language, title| [title, ", ", by.get(language), " – ", &agreement.title].concat())
    }

    /// Who receives something on the day of the question: an organisation's id, or the actor's own word.
    #[must_use]
    pub fn receiver(&self, actor: &Actor) -> String {
        let holder = match actor {
            Actor::Role(role) => self.model.who(*role, self.question.as_of).first().copied(),
            _ => None,
        };
        holder.map_or_else(|| actor.to_string(), str::to_owned)
    }

    /// The name of who is responsible; of which agreement, where that is the activity it is about.
    #[must_use]
    pub fn actor(&self, id: &str, agreement: &Agreement) -> Text {
        let name = self.actor_within(id, agreement);
        match id {
            Actor::PLATFORM => name.map(|language, name| {
                format!("{name} {} {}", language.pick("enligt", "under"), agreement.title)
            }),
            _ => name,
        }
    }

    /// The name of who is responsible, where the agreement has been named.
    #[must_use]
    pub fn actor_within(&self, id: &str, agreement: &Agreement) -> Text {
        match self.model.organisation(id).map_or_else(|| Err(Actor::parse(id)), Ok) {
            Ok(organisation) => Text::same(&organisation.name),
            Err(Actor::Organisation(_)) => Text::same(&agreement.title),
            Err(word) => word.title(),
        }
    }
}
