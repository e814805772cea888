//! Assignments (uppdrag) as events: on the day each is to be reported, or the day it was.

use chrono::NaiveDate;

use super::{Page, all_day, escaped, words};
use crate::cycle::{Assigned, AssignmentState};
use crate::render::calendar::{assigned, mark};

impl<'r> Page<'r> {
    /// The assignments of the days shown that have a day, and those that the former export tells otherwise.
    pub(super) fn assignments(&self) -> Vec<(NaiveDate, &'r Assigned<'r>)> {
        let calendar = self.calendar;
        let is_here = |day: NaiveDate| calendar.from <= day && day <= calendar.to;
        let all = calendar.cycle.assignments().iter().filter_map(|it| Some((it.stands_on()?, it)));
        let shown = |(day, it): &(NaiveDate, &Assigned<'_>)| {
            let former = self.former.events.get(&self.assignment_uid(it));
            let differs = former.is_some_and(|former| former.lines != self.assignment_content(it, *day));
            is_here(*day) || it.is_late() || differs
        };
        all.filter(shown).collect()
    }

    pub(super) fn assignment(&mut self, it: &Assigned<'_>, day: NaiveDate) {
        let (uid, lines) = (self.assignment_uid(it), self.assignment_content(it, day));
        self.told(&uid, &lines, self.assignment_changed(it));
        if it.is_open() && self.as_of() <= day {
            self.alarms(day, &self.assignment_summary(it));
        }
        self.line("END", "VEVENT");
    }

    /// The same for the same assignment in every export.
    pub(super) fn assignment_uid(&self, it: &Assigned<'_>) -> String {
        escaped(&format!("{}@{}.samkoll", it.id(), self.calendar.association))
    }

    fn assignment_summary(&self, it: &Assigned<'_>) -> String {
        let (cycle, language) = (self.calendar.cycle, self.language);
        let lead = match it.stands {
            AssignmentState::Open => String::new(),
            _ => format!("{} ", mark(assigned::state(it))),
        };
        let word = words::ASSIGNMENT.get(language);
        let (text, who) = (it.assignment.text.get(language), assigned::who(cycle, it, language));
        format!("{lead}{word}: {text} – {who}")
    }

    fn assignment_content(&self, it: &Assigned<'_>, day: NaiveDate) -> Vec<String> {
        let (cycle, language) = (self.calendar.cycle, self.language);
        // How late it is changes with each day.
        let how = match it.stands {
            AssignmentState::Open | AssignmentState::Overdue => {
                assigned::to_be_reported(cycle, it).map(|by| (words::TO_BE_REPORTED, by))
            }
            _ => Some((words::STATE, assigned::how(cycle, it))),
        };
        let lines = [
            how.map(|(name, value)| (name, value.get(language).to_owned())),
            Some((words::RESPONSIBLE, assigned::who(cycle, it, language))),
            Some((words::DECISION, assigned::given(it).get(language).to_owned())),
        ];
        let lines = lines.into_iter().flatten();
        let description: Vec<String> =
            lines.map(|(name, value)| escaped(&format!("{}: {value}", name.get(language)))).collect();
        all_day(
            day,
            &self.assignment_summary(it),
            &description.join("\\n"),
            words::ASSIGNMENT.get(language),
            "CONFIRMED",
        )
    }

    /// The last day, no later than that of the question, on which something of it came to be known.
    fn assignment_changed(&self, it: &Assigned<'_>) -> NaiveDate {
        let as_of = self.as_of();
        let passed = it.due.filter(|_| it.is_open()).and_then(|due| due.day.succ_opt());
        let days = [
            it.assignment.recorded,
            it.given.0.recorded,
            it.reported.and_then(|it| it.recorded),
            it.withdrawn.and_then(|(decision, _)| decision.recorded),
            it.assignment.followed_up.as_ref().map(|day| day.value),
            it.waiver.and_then(|it| it.recorded.max(it.days.from)),
            passed,
        ];
        days.into_iter().flatten().filter(|day| *day <= as_of).max().unwrap_or(as_of)
    }
}
