//! The calendar as iCalendar (RFC 5545), for the calendar program that the office already looks at.
//!
//! Written by hand, since the crate `icalendar` (0.17.17) cannot do it: it stamps every reminder and time zone
//! with the clock and a random UID, writes `NAME` unescaped, folds some lines at 76 octets,
//! and has no way to make a `VTIMEZONE`.

mod words;

use std::collections::{BTreeMap, BTreeSet};

use chrono::NaiveDate;

use super::words::NOT_SHOWN;
use super::{Calendar, mark, titled};
use crate::amount::{Language, counted};
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
/// The same item has the same UID in every export, and a later export a higher sequence:
/// importing again updates what is there.
#[must_use]
pub fn render(calendar: &Calendar<'_, '_>, remind: &[u32], language: Language) -> String {
    let remind = remind.iter().copied().collect();
    let mut page = Page { calendar, remind, language, alike: BTreeMap::new(), text: String::new() };
    page.whole();
    page.text
}

struct Page<'r> {
    calendar: &'r Calendar<'r, 'r>,
    remind: BTreeSet<u32>,
    language: Language,
    /// The agreements behind each name on each day.
    alike: BTreeMap<(NaiveDate, String), BTreeSet<&'r str>>,
    text: String,
}

impl<'r> Page<'r> {
    fn whole(&mut self) {
        let calendar = self.calendar;
        let shown = shown(calendar);
        for ((day, _), item) in &shown {
            let agreement = item.occurrence.agreement.id.value.as_str();
            self.alike.entry((*day, self.name(item))).or_default().insert(agreement);
        }
        self.line("BEGIN", "VCALENDAR");
        self.line("VERSION", "2.0");
        self.line("PRODID", PRODUCT);
        self.line("CALSCALE", "GREGORIAN");
        self.line("METHOD", "PUBLISH");
        self.words("NAME", calendar.workspace);
        self.words("X-WR-CALNAME", calendar.workspace);
        self.line("X-WR-TIMEZONE", ZONE);
        TIME_ZONE.iter().for_each(|(name, value)| self.line(name, value));
        for ((day, _), item) in shown {
            self.event(item, day);
        }
        self.line("END", "VCALENDAR");
    }

    fn event(&mut self, item: &Item<'_>, day: NaiveDate) {
        let summary = self.summary(item, day);
        let stamp = self.as_of().format("%Y%m%dT000000Z").to_string();
        self.line("BEGIN", "VEVENT");
        self.words("UID", &format!("{}@{}.samkoll", item.id, self.calendar.association));
        self.line("DTSTAMP", &stamp);
        self.line("LAST-MODIFIED", &stamp);
        self.line("SEQUENCE", &sequence(self.as_of()).to_string());
        self.day("DTSTART;VALUE=DATE", day);
        // The end is not part of the event; the calendar's very last day needs none.
        if let Some(next) = day.succ_opt() {
            self.day("DTEND;VALUE=DATE", next);
        }
        self.words("SUMMARY", &summary);
        self.paragraphs("DESCRIPTION", &self.description(item));
        self.words("CATEGORIES", item.occurrence.duty.deliverable.name());
        self.line("STATUS", if item.due.provisional { "TENTATIVE" } else { "CONFIRMED" });
        // A day when something is due is not a day when nobody can be met.
        self.line("TRANSP", "TRANSPARENT");
        // A day gone by cannot be reminded of, and some programs would do so at once on import.
        if !item.is_done() && self.as_of() <= day {
            self.alarms(&summary);
        }
        self.line("END", "VEVENT");
    }

    fn alarms(&mut self, summary: &str) {
        for days in self.remind.clone().into_iter().rev() {
            self.line("BEGIN", "VALARM");
            self.line("ACTION", "DISPLAY");
            self.line("TRIGGER", &trigger(days));
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
        let title = titled(item);
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
            item.fulfilled().map(|shown| (words::DONE.get(self.language), shown.day.to_string())),
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

    /// How it stands, and how many days late it is or was.
    fn state(&self, item: &Item<'_>) -> String {
        if item.is_missing_without_day() {
            return NOT_SHOWN.get(self.language).to_owned();
        }
        let late = item.days_late.filter(|days| *days != 0);
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

    fn day(&mut self, name: &str, day: NaiveDate) {
        self.line(name, &day.format("%Y%m%d").to_string());
    }

    fn paragraphs(&mut self, name: &str, lines: &[String]) {
        let lines: Vec<String> = lines.iter().map(|line| escaped(line)).collect();
        self.line(name, &lines.join("\\n"));
    }

    fn words(&mut self, name: &str, words: &str) {
        self.line(name, &escaped(words));
    }

    /// One content line, folded.
    fn line(&mut self, name: &str, value: &str) {
        let line = format!("{name}:{value}");
        let (mut rest, mut room) = (line.as_str(), LIMIT);
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

/// What is overdue and what falls due in the days shown, each once, by day and id.
fn shown<'c, 'm>(calendar: &Calendar<'c, 'm>) -> BTreeMap<(NaiveDate, &'c str), &'c Item<'m>> {
    let items = calendar.overdue().into_iter().chain(calendar.items());
    items.filter_map(|item| Some(((item.due.expected()?, item.id.as_str()), item))).collect()
}

/// The days since the turn of the millennium: what is exported later counts as newer.
fn sequence(as_of: NaiveDate) -> i64 {
    let start = NaiveDate::from_ymd_opt(2000, 1, 1).unwrap_or_default();
    as_of.signed_duration_since(start).num_days().max(0)
}

/// At nine so many days ahead; an all-day event begins at midnight.
fn trigger(days: u32) -> String {
    match days.checked_sub(1) {
        Some(whole) => format!("-P{whole}DT15H"),
        None => "PT9H".to_owned(),
    }
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
