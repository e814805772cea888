//! The calendar as iCalendar (RFC 5545), for the calendar program that the office already looks at.
//!
//! Written by hand, since the crate `icalendar` (0.17.17) cannot do it: it stamps every reminder and time zone
//! with the clock and a random UID, writes `NAME` unescaped, folds some lines at 76 octets,
//! and has no way to make a `VTIMEZONE`.

mod assigned;
mod changed;
mod former;
mod words;

use std::collections::{BTreeMap, BTreeSet};

use chrono::{Datelike, NaiveDate};

pub use former::Former;
use former::FormerEvent;

use super::words::{NOT_SHOWN, done_when, how};
use super::{Calendar, mark, titled};
use crate::amount::{Language, counted};
use crate::calendar::add_days;
use crate::cycle::{Item, State};
use crate::model::actor::Actor;
use crate::model::period::Every;
use crate::render::harmless::{REPLACED, is_harmless};
use crate::render::words::state as state_word;

/// Octets a line may take, its end not counted.
const LIMIT: usize = 75;

/// What makes the file; the name must not differ between languages.
const PRODUCT: &str = concat!("-//samkoll//samkoll ", env!("CARGO_PKG_VERSION"), "//SV");

const ZONE: &str = "Europe/Stockholm";

/// Swedish time by the rules that the whole Union has had since 1996.
const TIME_ZONE: &[(&str, &str)] = &[
    ("BEGIN", "VTIMEZONE"),
    ("TZID", ZONE),
    ("BEGIN", "DAYLIGHT"),
    ("DTSTART", "19960331T020000"),
    ("TZOFFSETFROM", "+0100"),
    ("TZOFFSETTO", "+0200"),
    ("TZNAME", "CEST"),
    ("RRULE", "FREQ=YEARLY;BYMONTH=3;BYDAY=-1SU"),
    ("END", "DAYLIGHT"),
    ("BEGIN", "STANDARD"),
    ("DTSTART", "19961027T030000"),
    ("TZOFFSETFROM", "+0200"),
    ("TZOFFSETTO", "+0100"),
    ("TZNAME", "CET"),
    ("RRULE", "FREQ=YEARLY;BYMONTH=10;BYDAY=-1SU"),
    ("END", "STANDARD"),
    ("END", "VTIMEZONE"),
];

/// The calendar as a file to import: an all-day event for everything overdue and everything in the days shown,
/// with a reminder at nine so many days ahead of what is still to be done.
///
/// The same item has the same UID in every export, and a higher sequence when something has come of it:
/// importing again updates what is there.
#[must_use]
pub fn render(calendar: &Calendar<'_, '_>, remind: &[u32], language: Language) -> String {
    render_since(calendar, remind, &Former::default(), language)
}

/// The same, told from a former export: what differs counts as newer than there, what is as it was does not,
/// and what has gone is withdrawn.
#[must_use]
pub fn render_since(
    calendar: &Calendar<'_, '_>,
    remind: &[u32],
    former: &Former,
    language: Language,
) -> String {
    let remind = remind.iter().copied().collect();
    let mut page = Page { calendar, remind, former, language, alike: BTreeMap::new(), text: String::new() };
    page.whole();
    page.text
}

struct Page<'r> {
    calendar: &'r Calendar<'r, 'r>,
    remind: BTreeSet<u32>,
    former: &'r Former,
    language: Language,
    /// The agreements behind each name on each day.
    alike: BTreeMap<(NaiveDate, String), BTreeSet<&'r str>>,
    text: String,
}

impl<'r> Page<'r> {
    fn whole(&mut self) {
        let calendar = self.calendar;
        // Of all there is, so that what an event is called does not hang on which days are shown.
        for item in calendar.cycle.items() {
            if let Some(day) = item.stands_on() {
                let agreement = item.occurrence.agreement.id.value.as_str();
                self.alike.entry((day, self.name(item))).or_default().insert(agreement);
            }
        }
        let shown = self.shown();
        self.line("BEGIN", "VCALENDAR");
        self.line("VERSION", "2.0");
        self.line("PRODID", PRODUCT);
        self.line("CALSCALE", "GREGORIAN");
        self.line("METHOD", "PUBLISH");
        self.words("NAME", calendar.workspace);
        self.words("X-WR-CALNAME", calendar.workspace);
        // What no source sets a day for has no place on one.
        let shown_at_all = calendar.listed().into_iter().chain(calendar.overdue()).chain(calendar.undated());
        let without: BTreeSet<&str> =
            shown_at_all.filter(|item| item.stands_on().is_none()).map(|item| item.id.as_str()).collect();
        let undated = calendar.assignments().into_iter().filter(|it| it.stands_on().is_none()).count();
        let without = without.len().saturating_add(undated);
        if without > 0 {
            self.words("X-WR-CALDESC", words::without_day(without).get(self.language));
        }
        self.line("X-WR-TIMEZONE", ZONE);
        TIME_ZONE.iter().for_each(|(name, value)| self.line(name, value));
        for ((day, _), item) in shown {
            self.event(item, day);
        }
        for (day, it) in self.assignments() {
            self.assignment(it, day);
        }
        self.gone();
        self.line("END", "VCALENDAR");
    }

    /// What is overdue or waived and what falls due in the days shown, each once, by day and id;
    /// and what the former export had and reads otherwise now, whenever it is.
    fn shown(&self) -> BTreeMap<(NaiveDate, &'r str), &'r Item<'r>> {
        let calendar = self.calendar;
        let own = calendar.overdue().into_iter().chain(calendar.waived_before()).chain(calendar.listed());
        let changed = calendar.cycle.items().iter().filter(|item| {
            let (former, day) = (self.former.events.get(&self.uid(item)), item.stands_on());
            former.zip(day).is_some_and(|(former, day)| former.lines != self.content(item, day))
        });
        let items = own.chain(changed);
        items.filter_map(|item| Some(((item.stands_on()?, item.id.as_str()), item))).collect()
    }

    fn event(&mut self, item: &Item<'_>, day: NaiveDate) {
        let changed = changed::changed(self.calendar.cycle, item);
        self.told(&self.uid(item), &self.content(item, day), changed);
        // What is not to be done is not reminded of.
        let to_be_done = !item.is_done() && item.state != State::Waived;
        if to_be_done && self.as_of() <= day {
            self.alarms(day, &self.summary(item, day));
        }
        self.line("END", "VEVENT");
    }

    /// An event up to its reminders, newer than in the former export where it reads otherwise.
    fn told(&mut self, uid: &str, lines: &[String], changed: NaiveDate) {
        let (sequence, modified) = match self.former.events.get(uid) {
            Some(former) if former.lines == lines => (former.sequence, former.modified.clone()),
            Some(former) => {
                let (raised, modified) = self.raised(former);
                (raised.max(sequence(changed)), modified)
            }
            None => (sequence(changed), stamp(changed)),
        };
        self.begin(uid, sequence, &modified, lines);
    }

    /// The sequence and the day of an event that reads otherwise than it did: newer than it was.
    fn raised(&self, former: &FormerEvent) -> (i64, String) {
        (former.sequence.saturating_add(1), stamp(self.as_of()).max(former.modified.clone()))
    }

    /// An event up to its reminders.
    fn begin(&mut self, uid: &str, sequence: i64, modified: &str, lines: &[String]) {
        self.line("BEGIN", "VEVENT");
        self.line("UID", uid);
        self.line("DTSTAMP", &stamp(self.as_of()));
        self.line("LAST-MODIFIED", modified);
        self.line("SEQUENCE", &sequence.to_string());
        lines.iter().for_each(|line| self.folded(line));
    }

    /// What the former export had and the cycle has not is withdrawn, and stays so;
    /// but not what lies later than this export can tell of.
    fn gone(&mut self) {
        let items = self.calendar.cycle.items().iter().filter(|item| item.stands_on().is_some());
        let assignments = self.calendar.cycle.assignments().iter().filter(|it| it.stands_on().is_some());
        let assignments = assignments.map(|it| self.assignment_uid(it));
        let known: BTreeSet<String> = items.map(|item| self.uid(item)).chain(assignments).collect();
        let last = self.calendar.to.year().max(self.as_of().year());
        for (uid, event) in &self.former.events {
            let is_told = event.day().is_some_and(|day| day.year() <= last);
            if known.contains(uid) || !is_told {
                continue;
            }
            let (sequence, modified) = match event.is_withdrawn() {
                true => (event.sequence, event.modified.clone()),
                false => self.raised(event),
            };
            self.begin(uid, sequence, &modified, &event.withdrawn());
            self.line("END", "VEVENT");
        }
    }

    /// The same for the same item in every export: of what comes with a meeting, told by the meeting's own id,
    /// since a meeting can be moved.
    fn uid(&self, item: &Item<'_>) -> String {
        let period = item.occurrence.of_meeting().map(|it| it.id.value.clone());
        let occurrence = &item.occurrence;
        let (agreement, duty) = (&occurrence.agreement.id.value, &occurrence.duty.id.value);
        let period = period.unwrap_or_else(|| occurrence.period.to_string());
        escaped(&format!(
            "{agreement}/{duty}/{}/{period}@{}.samkoll",
            occurrence.by, self.calendar.association
        ))
    }

    /// What an event says, each line whole.
    fn content(&self, item: &Item<'_>, day: NaiveDate) -> Vec<String> {
        let description = self.description(item);
        let description: Vec<String> = description.iter().map(|line| escaped(line)).collect();
        let category = item.occurrence.duty.deliverable.title();
        let (summary, category) = (self.summary(item, day), category.get(self.language));
        let status = if item.due.provisional { "TENTATIVE" } else { "CONFIRMED" };
        all_day(day, &summary, &description.join("\\n"), category, status)
    }

    /// The reminders that are not past: some programs would show those at once on import.
    fn alarms(&mut self, day: NaiveDate, summary: &str) {
        for days in self.remind.clone().into_iter().rev() {
            let at = add_days(day, i64::from(days).saturating_neg());
            if at.is_none_or(|at| at < self.as_of()) {
                continue;
            }
            self.line("BEGIN", "VALARM");
            self.line("ACTION", "DISPLAY");
            match days.checked_sub(1) {
                // At nine so many days ahead; an all-day event begins at midnight.
                Some(whole) => self.line("TRIGGER", &format!("-P{whole}DT15H")),
                // At nine the day itself, before its end: some programs take nothing after a beginning.
                None => self.line("TRIGGER;RELATED=END", "-PT15H"),
            }
            self.words("DESCRIPTION", summary);
            self.line("END", "VALARM");
        }
    }

    /// What is to be done and by whom. The agreement when another has the same, so that nothing looks doubled;
    /// a mark when there is more to say than that it will come.
    fn summary(&self, item: &Item<'_>, day: NaiveDate) -> String {
        let name = self.name(item);
        let agreements = self.alike.get(&(day, name.clone())).map_or(0, BTreeSet::len);
        let name = if agreements > 1 { format!("{name}, {}", item.occurrence.agreement.title) } else { name };
        match item.state {
            State::Upcoming => name,
            state => format!("{} {name}", mark(state)),
        }
    }

    fn name(&self, item: &Item<'_>) -> String {
        let title = titled(item, item.stands_on());
        let by = match item.occurrence.by {
            // Which activity is meant is clear inside its agreement alone.
            Actor::PLATFORM => item.occurrence.agreement.title.clone(),
            by => self.actor(item, by),
        };
        format!("{} – {by}", title.get(self.language))
    }

    fn description(&self, item: &Item<'_>) -> Vec<String> {
        let occurrence = &item.occurrence;
        let period = Some(occurrence.period).filter(|period| period.every != Every::Once);
        let lines = [
            Some((words::STATE.get(self.language), self.state(item))),
            item.fulfilled().map(|shown| {
                (words::DONE.get(self.language), done_when(shown).get(self.language).to_owned())
            }),
            item.planned
                .filter(|_| !item.is_done())
                .map(|day| (words::PLANNED.get(self.language), day.to_string())),
            Some((words::RESPONSIBLE.get(self.language), self.actor(item, occurrence.by))),
            occurrence.duty.to.as_ref().map(|to| {
                (words::TO.get(self.language), self.actor(item, &self.calendar.cycle.receiver(&to.value)))
            }),
            Some((words::UNDER.get(self.language), item.clause())),
            period.map(|period| ("Period", period.to_string())),
        ];
        let mut lines: Vec<String> =
            lines.into_iter().flatten().map(|(name, value)| format!("{name}: {value}")).collect();
        lines.push(words::RECKONED.get(self.language).to_owned());
        for step in &item.due.steps {
            lines.push(format!("• {}: {}", step.day, step.words().get(self.language)));
        }
        if item.due.provisional {
            lines.push(words::CAN_MOVE.get(self.language).to_owned());
        }
        lines
    }

    /// How it stands, and how many days late it was; of what is overdue that changes with each day.
    fn state(&self, item: &Item<'_>) -> String {
        if item.is_missing_without_day() {
            return NOT_SHOWN.get(self.language).to_owned();
        }
        if item.is_done() && item.doubt.is_some() {
            return how(self.calendar.cycle, item).get(self.language).to_owned();
        }
        let late = item.days_late.filter(|days| *days != 0 && item.is_done());
        let late = late.map(|days| counted(days, ["dag", "dagar", "day", "days"]));
        let late = late.map(|late| format!(", {}", late.get(self.language))).unwrap_or_default();
        format!("{}{late}", state_word(item.state).get(self.language))
    }

    fn actor(&self, item: &Item<'_>, id: &str) -> String {
        self.calendar.cycle.actor(id, item.occurrence.agreement).get(self.language).to_owned()
    }

    const fn as_of(&self) -> NaiveDate {
        self.calendar.cycle.question().as_of
    }

    fn words(&mut self, name: &str, words: &str) {
        self.line(name, &escaped(words));
    }

    fn line(&mut self, name: &str, value: &str) {
        self.folded(&format!("{name}:{value}"));
    }

    /// One content line, folded.
    fn folded(&mut self, line: &str) {
        let (mut rest, mut room) = (line, LIMIT);
        while let Some((head, tail)) = cut(rest, room) {
            self.text.push_str(head);
            self.text.push_str("\r\n ");
            rest = tail;
            // The space that says that the line goes on takes one.
            room = LIMIT.saturating_sub(1);
        }
        self.text.push_str(rest);
        self.text.push_str("\r\n");
    }
}

/// The days since the turn of the millennium.
fn sequence(changed: NaiveDate) -> i64 {
    let start = NaiveDate::from_ymd_opt(2000, 1, 1).unwrap_or_default();
    changed.signed_duration_since(start).num_days().max(0)
}

fn stamp(day: NaiveDate) -> String {
    day.format("%Y%m%dT000000Z").to_string()
}

/// A text of a file as a value: it cannot end its line, nor begin a value of its own.
fn escaped(text: &str) -> String {
    let mut value = String::with_capacity(text.len());
    for c in text.chars() {
        match c {
            '\\' | ';' | ',' => value.extend(['\\', c]),
            // The separators are line ends to some readers.
            '\t' | '\n' | '\r' | '\u{2028}' | '\u{2029}' => value.push(' '),
            c if !is_harmless(c) => value.push(REPLACED),
            c => value.push(c),
        }
    }
    value
}

/// An event of a whole day; the description is escaped, line by line.
fn all_day(day: NaiveDate, summary: &str, description: &str, category: &str, status: &str) -> Vec<String> {
    let date = |day: NaiveDate| day.format("%Y%m%d");
    let mut lines = vec![format!("DTSTART;VALUE=DATE:{}", date(day))];
    // The end is not part of the event; the calendar's very last day needs none.
    lines.extend(day.succ_opt().map(|next| format!("DTEND;VALUE=DATE:{}", date(next))));
    lines.push(format!("SUMMARY:{}", escaped(summary)));
    lines.push(format!("DESCRIPTION:{description}"));
    lines.push(format!("CATEGORIES:{}", escaped(category)));
    lines.push(format!("STATUS:{status}"));
    // A day when something is due is not a day when nobody can be met.
    lines.push("TRANSP:TRANSPARENT".to_owned());
    lines
}

/// What fits in so many octets and what is left, when not all of it fits.
///
/// Not beside a space if that can be helped: some readers, and mail on the way, trim their lines.
fn cut(line: &str, room: usize) -> Option<(&str, &str)> {
    if line.len() <= room {
        return None;
    }
    let (mut last, mut best, mut before) = (0, 0, ' ');
    for (at, c) in line.char_indices().take_while(|(at, _)| *at <= room) {
        last = at;
        if !before.is_whitespace() && !c.is_whitespace() {
            best = at;
        }
        before = c;
    }
    line.split_at_checked(if best > 0 { best } else { last })
}
