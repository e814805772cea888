//! From when and until when the förbund is there, as far as its members' days and its charters' tell.

use chrono::NaiveDate;

use super::Model;
use super::agreement::{Agreement, AgreementKind};
use super::register::Meeting;

/// The first and the last day of the förbund, each where it is known: before and after it nothing can be asked of it.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct Life {
    /// The day it was formed.
    pub from: Option<NaiveDate>,
    /// The day it was wound up.
    pub to: Option<NaiveDate>,
}

impl Life {
    /// Whether some day of an interval is in it; an end that is not known goes on for ever.
    #[must_use]
    pub fn meets(&self, first: NaiveDate, last: Option<NaiveDate>) -> bool {
        self.to.is_none_or(|to| first <= to)
            && last.is_none_or(|last| self.from.is_none_or(|from| from <= last))
    }

    /// The day, or the last one that it is there.
    #[must_use]
    pub fn by(&self, day: NaiveDate) -> NaiveDate {
        self.to.map_or(day, |to| day.min(to))
    }
}

impl Model {
    /// The days of the förbund. It begins with the first of its members and charters, or when it first met, and ends
    /// with the last of its members and charters; where one of them has no such day, that end is not known. Of charters
    /// and meetings those that are known of count.
    #[must_use]
    pub(crate) fn life(&self, knows: impl Fn(&Agreement) -> bool, counts: impl Fn(&Meeting) -> bool) -> Life {
        let members: Vec<_> = self.organisations.iter().filter_map(|it| it.member).collect();
        let is_charter = |kind| kind == AgreementKind::Charter;
        let charters: Vec<_> = self.agreements.iter().filter(|it| is_charter(it.kind) && knows(it)).collect();
        if members.is_empty() || charters.is_empty() {
            return Life::default();
        }
        let firsts = charters.iter().map(|it| it.in_force?.from);
        let firsts: Option<Vec<_>> = members.iter().map(|it| it.from).chain(firsts).collect();
        let lasts = charters.iter().map(|it| it.last_day(self.successor(it).filter(|it| knows(it))));
        let lasts: Option<Vec<_>> = members.iter().map(|it| it.to).chain(lasts).collect();
        let boards = charters.iter().flat_map(|it| &it.boards).filter_map(|it| it.from.as_ref());
        let met =
            boards.chain(self.meetings.iter().filter(|it| counts(it)).map(|it| &it.date)).map(|it| it.value);
        Life {
            from: firsts.and_then(|it| it.into_iter().chain(met).min()),
            to: lasts.and_then(|it| it.into_iter().max()),
        }
    }
}
