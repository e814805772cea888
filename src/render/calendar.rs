//! The annual cycle as a calendar: what is overdue, what falls due when.

pub(super) mod assigned;
pub mod ics;
pub mod list;
pub(super) mod remarked;
pub(super) mod rows;
pub mod svg;
pub(super) mod words;

use std::collections::{BTreeMap, BTreeSet};

use chrono::NaiveDate;

use crate::amount::Text;
use crate::cycle::{Assigned, Cycle, Item, State};
use crate::source::Files;

/// What a calendar is drawn from.
#[derive(Debug)]
pub struct Calendar<'c, 'm> {
    /// The förbund.
    pub workspace: &'c str,
    /// The organisation the workspace is about; its id is part of every event's.
    pub association: &'c str,
    /// Every item on the day of the question.
    pub cycle: &'c Cycle<'m>,
    /// The first day shown.
    pub from: NaiveDate,
    /// The last day shown.
    pub to: NaiveDate,
    /// The texts that were read.
    pub files: &'c Files,
}

/// Items that a reader sees as one: the same thing due the same day, planned for the same and standing the same way.
#[derive(Debug)]
pub struct Group<'c, 'm> {
    /// The day; none when nothing gives one yet.
    pub day: Option<NaiveDate>,
    /// The day can still move.
    pub provisional: bool,
    /// What is to be done, and for which period when that is not the day's own year.
    pub title: Text,
    /// How it stands.
    pub state: State,
    /// The items.
    pub items: Vec<&'c Item<'m>>,
}

impl<'c, 'm> Calendar<'c, 'm> {
    /// What of the calendar is overdue, however long.
    #[must_use]
    pub fn overdue(&self) -> Vec<&'c Item<'m>> {
        self.cycle.late().items
    }

    /// The assignments that are not reported, and those that were, or were withdrawn, in the days shown.
    #[must_use]
    pub fn assignments(&self) -> Vec<&'c Assigned<'m>> {
        let here = |day: NaiveDate| self.from <= day && day <= self.to;
        let shown = |it: &&Assigned<'_>| it.is_open() || it.stands_on().is_some_and(here);
        self.cycle.assignments().iter().filter(shown).collect()
    }

    /// What a waiver covers from before the days shown, and is not done.
    #[must_use]
    pub fn waived_before(&self) -> Vec<&'c Item<'m>> {
        let before = |item: &&Item<'_>| {
            let day = item.due.expected();
            item.state == State::Waived && !item.is_done() && day.is_some_and(|day| day < self.from)
        };
        self.cycle.items().iter().filter(before).collect()
    }

    /// What falls due in the days shown, done or not, overdue or not.
    #[must_use]
    pub fn items(&self) -> Vec<&'c Item<'m>> {
        let shown =
            |item: &&Item<'_>| item.due.expected().is_some_and(|day| self.from <= day && day <= self.to);
        self.cycle.items().iter().filter(shown).collect()
    }

    /// What stands on a day in the days shown, falls due in them or is planned for one of them.
    #[must_use]
    pub fn listed(&self) -> Vec<&'c Item<'m>> {
        let is_here = |day: NaiveDate| self.from <= day && day <= self.to;
        let shown = |item: &&Item<'_>| {
            let planned = item.planned.filter(|_| !item.is_done());
            [item.due.expected(), item.stands_on(), planned].into_iter().flatten().any(is_here)
        };
        self.cycle.items().iter().filter(shown).collect()
    }

    /// What happens on a day in the days shown: was done then, or else stands on it; and what has only its period,
    /// if that falls due in them and it is not done.
    #[must_use]
    pub fn happening(&self) -> Vec<&'c Item<'m>> {
        let is_here = |day: NaiveDate| self.from <= day && day <= self.to;
        let shown = |item: &&Item<'_>| match item.happens_on() {
            Some(day) => is_here(day),
            None => item.due.expected().is_some_and(is_here),
        };
        self.cycle.items().iter().filter(shown).collect()
    }

    /// What has no day at all and is not done, and what the register would show from before the days shown
    /// where no day is set.
    #[must_use]
    pub fn undated(&self) -> Vec<&'c Item<'m>> {
        let items = self.cycle.items().iter();
        let earlier = |item: &Item<'_>| item.due.expected().is_none_or(|day| day < self.from);
        let undated = |item: &Item<'_>| item.due.expected().is_none() || item.is_missing_without_day();
        items.filter(|item| !item.is_done() && earlier(item) && undated(item)).collect()
    }

    /// What is unclear and is shown neither among the days nor among what has none: what fell due before them or after.
    #[must_use]
    pub fn unclear_elsewhere(&self) -> Vec<&'c Item<'m>> {
        let shown: BTreeSet<&str> =
            self.listed().into_iter().chain(self.undated()).map(|item| item.id.as_str()).collect();
        let mut unclear = self.cycle.unclear().items;
        unclear.retain(|item| !shown.contains(item.id.as_str()));
        unclear
    }

    /// The day that an item stands on here: one that is only planned, and is none of the days shown, is none.
    #[must_use]
    pub fn day(&self, item: &Item<'_>) -> Option<NaiveDate> {
        let is_here = |day: &NaiveDate| self.from <= *day && *day <= self.to;
        item.stands_on().filter(|day| item.is_done() || item.due_day().is_some() || is_here(day))
    }
}

/// Items gathered by day, thing and state, in the order they fall due.
#[must_use]
pub fn groups<'c, 'm>(items: &[&'c Item<'m>]) -> Vec<Group<'c, 'm>> {
    gathered(items, |item| item.due.expected(), Item::title)
}

/// The same by the day that a reader is told, which is none where none is set.
#[must_use]
pub fn standing<'c, 'm>(items: &[&'c Item<'m>]) -> Vec<Group<'c, 'm>> {
    gathered(items, Item::stands_on, Item::title)
}

/// The same by the day it was done, or else stands on, each by its label.
#[must_use]
pub fn happening<'c, 'm>(items: &[&'c Item<'m>]) -> Vec<Group<'c, 'm>> {
    gathered(items, Item::happens_on, |item| item.occurrence.duty.short())
}

pub(super) fn gathered<'c, 'm>(
    items: &[&'c Item<'m>],
    day: impl Fn(&Item<'m>) -> Option<NaiveDate>,
    name: impl Fn(&Item<'m>) -> Text,
) -> Vec<Group<'c, 'm>> {
    let mut groups: BTreeMap<_, Vec<&'c Item<'m>>> = BTreeMap::new();
    for item in items {
        let day = day(item);
        let planned = item.planned.filter(|_| !item.is_done());
        let key =
            (day.is_none(), day, item.due.provisional, called(item, name(item), day), item.state, planned);
        groups.entry(key).or_default().push(item);
    }
    groups
        .into_iter()
        .map(|((_, day, provisional, title, state, _), items)| Group {
            day,
            provisional,
            title,
            state,
            items,
        })
        .collect()
}

/// What is to be done; the period when the day does not tell it.
fn titled(item: &Item<'_>, day: Option<NaiveDate>) -> Text {
    called(item, item.title(), day)
}

/// The same under another name.
fn called(item: &Item<'_>, name: Text, day: Option<NaiveDate>) -> Text {
    let period = item.occurrence.period.to_string();
    let day = day.map(|day| day.to_string()).unwrap_or_default();
    let tells = day.starts_with(&period) || period == "once";
    let tells = tells && item.occurrence.apart().is_none();
    let when = item.occurrence.when();
    let title = name.map(|_, title| if tells { title.to_owned() } else { format!("{title} ({when})") });
    item.answered(title)
}

/// The mark of a state, told by shape as well as by colour.
#[must_use]
pub const fn mark(state: State) -> char {
    match state {
        State::Overdue => '▲',
        State::Unknown => '□',
        State::Upcoming => '○',
        State::Late => '◆',
        State::InTime => '●',
        State::Waived => '◇',
    }
}

/// The colour of a state: those who see few still tell them apart (Okabe and Ito), and the mark tells without.
#[must_use]
pub const fn colour(state: State) -> &'static str {
    match state {
        State::Overdue => "#d55e00",
        State::Unknown | State::Waived => "#595959",
        State::Upcoming => "#0072b2",
        State::Late => "#e69f00",
        State::InTime => "#009e73",
    }
}
