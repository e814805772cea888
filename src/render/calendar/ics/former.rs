//! A former export read again: so that what changed counts as newer, and what went is withdrawn.

use std::collections::BTreeMap;

use chrono::NaiveDate;

use crate::amount::Text;

/// The lines of an event that say nothing of what it is about.
const OF_THE_EXPORT: &[&str] = &["DTSTAMP", "LAST-MODIFIED", "SEQUENCE"];

/// What a former export had, by UID.
#[derive(Debug, Default)]
pub struct Former {
    pub(super) events: BTreeMap<String, FormerEvent>,
}

/// An event as it stood.
#[derive(Debug, Default)]
pub(super) struct FormerEvent {
    pub(super) sequence: i64,
    pub(super) modified: String,
    /// What it said, as whole lines; its reminders are not a part of that.
    pub(super) lines: Vec<String>,
}

impl Former {
    /// Reads a file that `calendar --format ics` has written for a förbund.
    ///
    /// # Errors
    /// When it is no such file, or that of another förbund.
    pub fn read(text: &str, association: &str) -> Result<Self, Text> {
        let text = text.replace("\r\n", "\n").replace("\n ", "");
        let is_whole = text.starts_with("BEGIN:VCALENDAR\n") && text.trim_end().ends_with("\nEND:VCALENDAR");
        if !is_whole || !text.contains("\nPRODID:-//samkoll//") {
            return Err(Text::new(
                "den är ingen hel kalender som samkoll har skrivit",
                "it is no whole calendar that samkoll has written",
            ));
        }
        let mut former = Self::default();
        for event in text.split("\nBEGIN:VEVENT\n").skip(1) {
            let event = event.split("\nEND:VEVENT").next().unwrap_or_default();
            let Some((uid, event)) = read_event(event) else { continue };
            former.events.insert(uid, event);
        }
        let own = format!("@{association}.samkoll");
        match former.events.keys().find(|uid| !uid.ends_with(&own)) {
            Some(other) => Err(Text::new(
                format!("den är ett annat förbunds: `{other}` slutar inte på `{own}`"),
                format!("it is another förbund’s: `{other}` does not end in `{own}`"),
            )),
            None => Ok(former),
        }
    }
}

fn read_event(event: &str) -> Option<(String, FormerEvent)> {
    let (mut uid, mut found) = (None, FormerEvent::default());
    let mut is_alarm = false;
    for line in event.lines() {
        let (name, value) = line.split_once(':')?;
        match name {
            "BEGIN" => is_alarm = true,
            "END" => is_alarm = false,
            _ if is_alarm => (),
            "UID" => uid = Some(value.to_owned()),
            "SEQUENCE" => found.sequence = value.parse().ok()?,
            "LAST-MODIFIED" => found.modified = value.to_owned(),
            name if OF_THE_EXPORT.contains(&name) => (),
            _ => found.lines.push(line.to_owned()),
        }
    }
    Some((uid?, found))
}

impl FormerEvent {
    /// The day it stood on.
    pub(super) fn day(&self) -> Option<NaiveDate> {
        let start = self.lines.iter().find_map(|line| line.strip_prefix("DTSTART;VALUE=DATE:"))?;
        NaiveDate::parse_from_str(start, "%Y%m%d").ok()
    }

    /// Whether it was withdrawn.
    pub(super) fn is_withdrawn(&self) -> bool {
        self.lines.iter().any(|line| line == "STATUS:CANCELLED")
    }

    /// What it said, withdrawn.
    pub(super) fn withdrawn(&self) -> Vec<String> {
        let withdraw = |line: &String| match line.starts_with("STATUS:") {
            true => "STATUS:CANCELLED".to_owned(),
            false => line.clone(),
        };
        self.lines.iter().map(withdraw).collect()
    }
}
