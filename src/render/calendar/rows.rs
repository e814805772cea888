//! Things as the rows of a page: what a reader sees as one of the calendar, and each assignment and remark.

use chrono::NaiveDate;

use super::words::told;
use super::{Group, assigned, gathered, remarked};
use crate::amount::Language;
use crate::cycle::{Assigned, Cycle, Item, Remarked, State, Things};

/// A row of a page.
#[derive(Debug)]
pub(in crate::render) enum Row<'c, 'm> {
    /// Things of the calendar.
    Group(Group<'c, 'm>),
    /// What the board has told somebody to do.
    Assigned(&'c Assigned<'m>),
    /// What the auditors remarked.
    Remarked(&'c Remarked<'m>),
}

impl Row<'_, '_> {
    /// Its day; none where none is set, or the one that was planned has passed.
    pub(in crate::render) fn day(&self) -> Option<NaiveDate> {
        match self {
            Self::Group(group) => group.day,
            Self::Assigned(it) => it.due.map(|due| due.day),
            Self::Remarked(it) => it.due.map(|due| due.value),
        }
    }

    /// How many things it is.
    pub(in crate::render) fn count(&self) -> usize {
        if let Self::Group(group) = self { group.items.len() } else { 1 }
    }

    pub(in crate::render) fn state(&self) -> State {
        match self {
            Self::Group(group) => group.state,
            Self::Assigned(it) => assigned::state(it),
            Self::Remarked(it) => remarked::state(it),
        }
    }

    /// What, by whom, how it stands.
    pub(in crate::render) fn told(&self, cycle: &Cycle<'_>, language: Language) -> String {
        let lead = |word: &str, told: &str| format!("{word}: {told}");
        match self {
            Self::Group(group) => told(cycle, group, language),
            Self::Assigned(it) => {
                lead(assigned::ASSIGNMENT.get(language), &assigned::told(cycle, it, language))
            }
            Self::Remarked(it) => lead(remarked::REMARK.get(language), &remarked::told(it, language)),
        }
    }
}

/// Things in rows, those with the first day first and those without one last; the day is the one that each comes.
pub(in crate::render) fn rows<'c, 'm>(things: &Things<'c, 'm>, as_of: NaiveDate) -> Vec<Row<'c, 'm>> {
    let mut rows = told_to_do(things);
    let groups = gathered(&things.items, |item| item.comes_on(as_of), Item::title);
    rows.extend(groups.into_iter().map(Row::Group));
    rows.sort_by_key(|it| (it.day().is_none(), it.day()));
    rows
}

/// The assignments and remarks among them alone.
pub(in crate::render) fn told_to_do<'c, 'm>(things: &Things<'c, 'm>) -> Vec<Row<'c, 'm>> {
    let remarks = things.remarks.iter().copied().map(Row::Remarked);
    let mut rows: Vec<Row<'_, '_>> =
        remarks.chain(things.assignments.iter().copied().map(Row::Assigned)).collect();
    rows.sort_by_key(|it| (it.day().is_none(), it.day()));
    rows
}

/// How many things some rows are.
pub(in crate::render) fn of_rows(rows: &[Row<'_, '_>]) -> usize {
    rows.iter().map(Row::count).sum()
}
