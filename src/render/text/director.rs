//! The director's two screens: the worst and the nearest of each part, and how much more there is and where.

use std::cmp::Reverse;
use std::collections::{BTreeMap, BTreeSet};

use chrono::{Datelike, Days};

use crate::amount::{Phrase, Text};
use crate::model::rule::{Authority, Class, Undecided};
use crate::render::words::{authority, grade, lead};
use crate::report::Report;
use crate::verdict::{Outcome, Verdict, by_rule};

use super::{Page, words};
use crate::render::faults::Faults;
use crate::render::lines::{Lines, beginning};

/// How many lines two screens have.
pub(super) const SCREENS: usize = 100;

/// How many lines the parts take at most; what is broken takes what is left, and some lines at least.
const RESULTS: usize = 8;
const WAIVED: usize = 6;
const JUDGEMENTS: usize = 8;
const LAW_AND_SOON: usize = 11;
const OTHER_CAUSES: usize = 6;
const RUN_OUT: usize = 5;
const BROKEN_AT_LEAST: usize = 12;

/// What the heading and the frame around what is broken take.
const FRAME: usize = 8;

/// How many characters of a message, and of a title, are shown.
const MESSAGE: usize = 170;
const TITLE: usize = 60;

/// How many days ahead is soon.
const SOON: Days = Days::new(92);

/// How near an open question is: the law of now and what is due soon, the rest of now, what was, and
/// what belongs to agreements that have run out.
const LAW_OR_SOON: u8 = 0;
const NOW: u8 = 1;
const BEFORE: u8 = 2;
const ENDED: u8 = 3;

/// Some lines, and how many findings or questions they stand for.
type Entry = (usize, Lines);

impl<'r> Page<'r> {
    /// What matters most, on two screens.
    pub(super) fn in_short(&mut self) {
        let mut rest = Page { report: self.report, language: self.language, lines: Lines::default() };
        rest.part_in_short(
            words::heading(Outcome::Breached, Class::Result),
            Some(words::NO_FAULTS),
            &self.found(Class::Result),
            RESULTS,
        );
        rest.part_in_short(
            words::heading(Outcome::Waived, Class::Fault),
            None,
            &self.with(Outcome::Waived),
            WAIVED,
        );
        rest.part_in_short(words::JUDGEMENTS, None, &self.to_judge(), JUDGEMENTS);
        rest.unknown_in_short();
        rest.set_aside();
        rest.line("");
        rest.wrapped("", words::ALL_OF_IT.get(self.language));
        rest.summary();
        self.heading();
        // What is new since a baseline stands under the heading, and takes its room.
        let new = if self.report.baseline.is_some() { self.lines.count() } else { 0 };
        let room = SCREENS.saturating_sub(rest.lines.count()).saturating_sub(FRAME).saturating_sub(new);
        self.broken_in_short(room.max(BROKEN_AT_LEAST));
        self.lines.append(&rest.lines);
    }

    fn broken_in_short(&mut self, room: usize) {
        let found = self.found(Class::Fault);
        self.section(words::heading(Outcome::Breached, Class::Fault).get(self.language), found.len());
        if found.is_empty() {
            return self.line(self.no_fault());
        }
        self.line(words::by_severity(&found).get(self.language));
        let faults = Faults::among(&self.report.verdicts);
        self.wrapped("", words::mendable(faults.mendable(), faults.passed()).get(self.language));
        let entries = faults.to_mend.iter().chain(&faults.past).filter_map(|group| self.latest(group));
        self.some(entries.collect(), room, words::more_findings);
    }

    fn part_in_short(&mut self, heading: Phrase, lead: Option<Phrase>, found: &[&'r Verdict], room: usize) {
        if found.is_empty() {
            return;
        }
        self.section(heading.get(self.language), found.len());
        if let Some(lead) = lead {
            self.line(lead.get(self.language));
        }
        self.some(self.rules(found), room, words::more_findings);
    }

    /// What is not known, by cause: one missing thing is one line, however many verdicts wait for it.
    fn unknown_in_short(&mut self) {
        let found = self.open(Undecided::lacks_information);
        if found.is_empty() {
            return;
        }
        self.section(words::heading(Outcome::Undecided, Class::Fault).get(self.language), found.len());
        let mut causes: BTreeMap<String, Vec<&Verdict>> = BTreeMap::new();
        for verdict in found {
            causes.entry(cause(verdict.message.get(self.language))).or_default().push(verdict);
        }
        let mut causes: Vec<Vec<&Verdict>> = causes.into_values().collect();
        for cause in &mut causes {
            cause.sort_by_key(|it| (self.weight(it), Reverse(it.subject.years)));
        }
        let weight = |cause: &[&Verdict]| cause.first().map(|first| self.weight(first));
        causes.sort_by_key(|cause| (weight(cause), Reverse(cause.len())));
        let of = |weights: &[u8]| -> Vec<Entry> {
            let wanted = causes.iter().filter(|cause| weight(cause).is_some_and(|it| weights.contains(&it)));
            wanted.filter_map(|cause| self.cause(cause)).collect()
        };
        let parts = [
            (words::LAW_AND_SOON, of(&[LAW_OR_SOON]), LAW_AND_SOON),
            (words::OTHER_CAUSES, of(&[NOW, BEFORE]), OTHER_CAUSES),
            (words::RUN_OUT, of(&[ENDED]), RUN_OUT),
        ];
        self.wrapped("", words::causes(causes.len()).get(self.language));
        for (heading, entries, room) in parts {
            if !entries.is_empty() {
                self.line(heading.get(self.language));
                self.some(entries, room, words::more_causes);
            }
        }
    }

    /// What one missing thing would settle: each thing asked about once, whatever is asked of it.
    fn cause(&self, cause: &[&Verdict]) -> Option<Entry> {
        let first = cause.first()?;
        let things: BTreeSet<&str> = cause.iter().map(|it| it.subject.id.as_str()).collect();
        let (message, title) = (first.message.get(self.language), first.subject.title.get(self.language));
        let about = words::about(things.len(), clipped(title, TITLE));
        let mut lines = Lines::default();
        lines.wrapped("  • ", &format!("{} {}", clipped(message, MESSAGE), about.get(self.language)));
        Some((1, lines))
    }

    /// A rule's findings in one entry: how many, and the latest.
    fn rules(&self, found: &[&'r Verdict]) -> Vec<Entry> {
        let mut groups = by_rule(found);
        let worst = |group: &Vec<&Verdict>| group.first().map(|it| (Reverse(it.severity), it.authority));
        groups.sort_by_key(worst);
        groups.iter().filter_map(|group| self.latest(group)).collect()
    }

    fn latest(&self, group: &[&Verdict]) -> Option<Entry> {
        let latest = group.iter().max_by_key(|it| it.subject.years)?;
        let lead = lead(latest.heading().get(self.language), group.len(), self.language);
        let grade = grade(latest.class, latest.severity).get(self.language);
        let whose = authority(latest.authority).get(self.language);
        let message = clipped(latest.message.get(self.language), MESSAGE);
        // What is of another class stands among its own.
        let (mut years, mut elsewhere) = (Vec::new(), 0_usize);
        for verdict in group {
            let (same_years, same) = self.same_cause(verdict);
            years.extend(same_years);
            elsewhere = elsewhere.saturating_add(same.iter().filter(|it| it.class == verdict.class).count());
        }
        let same = years.len().saturating_add(elsewhere);
        let follow = match group {
            [_] if elsewhere == 0 && !years.is_empty() => {
                words::same_years(&years).map(|_, it| format!(" {it}"))
            }
            _ => words::same_cause(same),
        };
        let follow = follow.get(self.language);
        let mut lines = Lines::default();
        lines.wrapped("  • ", &format!("{lead}{message}{follow} [{grade}, {whose}: {}]", latest.rule));
        Some((group.len().saturating_add(same), lines))
    }

    /// The first entries that there is room for, one at least; then how much more there is, and how to see it.
    fn some(&mut self, entries: Vec<Entry>, room: usize, more: fn(usize) -> Text) {
        let (mut used, mut left) = (0_usize, 0_usize);
        for (index, (count, lines)) in entries.iter().enumerate() {
            used = used.saturating_add(lines.count());
            // The first that has no room ends it: what is shown is the weightiest, without holes.
            if index > 0 && used > room {
                left = left.saturating_add(*count);
            } else {
                self.lines.append(lines);
            }
        }
        if left > 0 {
            self.wrapped("  … ", more(left).get(self.language));
        }
    }

    pub(super) fn weight(&self, verdict: &Verdict) -> u8 {
        weight(self.report, verdict)
    }
}

/// What matters first: the law and what is due soon, the rest of now, what was, agreements that have run out.
pub(super) fn weight(report: &Report<'_>, verdict: &Verdict) -> u8 {
    let as_of = report.as_of;
    let soon = as_of.checked_add_days(SOON).unwrap_or(as_of);
    let last_year = as_of.year().saturating_sub(1);
    let of_now = verdict.subject.years.is_none_or(|(_, last)| last >= last_year);
    let law = verdict.authority == Authority::Law && of_now;
    match verdict.due {
        Some(due) if as_of <= due && due <= soon => LAW_OR_SOON,
        _ if law => LAW_OR_SOON,
        _ if verdict.ended => ENDED,
        _ if of_now => NOW,
        _ => BEFORE,
    }
}

/// What a message says is missing, whatever year, day or paragraph it is missing for.
fn cause(message: &str) -> String {
    message.chars().filter(|c| !c.is_ascii_digit()).collect()
}

/// The beginning of a text, whole words, and a sign that there is more.
fn clipped(text: &str, most: usize) -> String {
    if text.chars().count() <= most {
        return text.to_owned();
    }
    beginning(text, most)
}
