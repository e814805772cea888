//! What is late and what is unclear on the day of the question, whatever it is: a thing of the calendar, an assignment,
//! an auditor's remark. Every page lists these and counts them, so that all pages come to the same.

use super::{Assigned, AssignmentState, Cycle, Item, Remarked, Stands, State};

/// Some of all that somebody is to do. What five are to do each for themselves is five things.
#[derive(Debug, Clone, Default)]
pub struct Things<'c, 'm> {
    /// Of the calendar, in the order they fall due.
    pub items: Vec<&'c Item<'m>>,
    /// What the board has told somebody to do.
    pub assignments: Vec<&'c Assigned<'m>>,
    /// What the auditors remarked.
    pub remarks: Vec<&'c Remarked<'m>>,
}

impl Things<'_, '_> {
    /// How many there are.
    #[must_use]
    pub fn count(&self) -> usize {
        self.items.len().saturating_add(self.assignments.len()).saturating_add(self.remarks.len())
    }
}

impl<'m> Cycle<'m> {
    /// What is shown to be overdue, and is not accepted.
    #[must_use]
    pub fn late(&self) -> Things<'_, 'm> {
        self.things(|it| it.state == State::Overdue, Assigned::is_late, |it| it.stands == Stands::Overdue)
    }

    /// Of what it is not known whether it was done, though its day or its period has passed.
    #[must_use]
    pub fn unclear(&self) -> Things<'_, 'm> {
        let assigned = |it: &Assigned<'_>| it.stands == AssignmentState::Unknown;
        self.things(Item::is_unclear, assigned, |it| it.stands == Stands::Unknown)
    }

    fn things(
        &self,
        item: impl Fn(&Item<'m>) -> bool,
        assigned: impl Fn(&Assigned<'m>) -> bool,
        remarked: impl Fn(&Remarked<'m>) -> bool,
    ) -> Things<'_, 'm> {
        Things {
            items: self.items.iter().filter(|it| item(it)).collect(),
            assignments: self.assignments.iter().filter(|it| assigned(it)).collect(),
            remarks: self.remarks.iter().filter(|it| remarked(it)).collect(),
        }
    }
}
