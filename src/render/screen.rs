//! The first screen: the state in a sentence, what to decide or put right now, what is late, new and next, on 24 lines.

mod words;

use std::collections::BTreeSet;

use chrono::NaiveDate;

use crate::amount::{Language, Phrase, Text};
use crate::brief::{Brief, Point};
use crate::cycle::{Assigned, Item, Remarked, State};
use crate::diagnostic::Severity;
use crate::model::duty::{Evidence, MeetingStep};
use crate::model::rule::{Class, Undecided};
use crate::report::Report;
use crate::verdict::{Outcome, Verdict};

use super::brief::stands;
use super::calendar::assigned;
use super::calendar::words::{known_at, who};
use super::calendar::{Group, standing};
use super::faults::{Causes, Faults};
use super::lines::{Lines, beginning, clean};
use super::words::{held_against, lead};

/// How many columns a line has; what does not fit is cut, and stands whole in what the last line names.
const COLUMNS: usize = 98;

/// How many columns a title has where what is said after it does not fit anyway.
const TITLE: usize = 56;

/// The fewest columns a title can be understood in.
const SHORT: usize = 36;

/// How many lines a screen has.
const LINES: usize = 24;

/// How many entries the parts show.
struct Room {
    decide: usize,
    correct: usize,
    late: usize,
    new: usize,
    next: usize,
}

/// What is shown where there is room for it, and with less and less of it.
const ROOMS: [Room; 5] = [
    Room { decide: 4, correct: 6, late: 4, new: 4, next: 4 },
    Room { decide: 3, correct: 4, late: 3, new: 2, next: 3 },
    Room { decide: 2, correct: 4, late: 2, new: 2, next: 3 },
    Room { decide: 2, correct: 3, late: 2, new: 1, next: 2 },
    Room { decide: 1, correct: 2, late: 1, new: 1, next: 2 },
];

/// The first screen. `brief` is the board's on the day of the report, `earlier` the report of its meeting before.
#[must_use]
pub fn render(
    brief: &Brief<'_, '_>,
    report: &Report<'_>,
    earlier: &Report<'_>,
    language: Language,
) -> String {
    let faults = Faults::among(&report.verdicts);
    let mut screen = Screen { brief, report, earlier, faults, language, lines: Lines::default() };
    for room in &ROOMS {
        screen.lines = Lines::default();
        screen.draw(room);
        if screen.lines.count() <= LINES {
            break;
        }
    }
    screen.lines.into_text()
}

struct Screen<'b> {
    brief: &'b Brief<'b, 'b>,
    report: &'b Report<'b>,
    earlier: &'b Report<'b>,
    faults: Faults<'b>,
    language: Language,
    lines: Lines,
}

impl<'b> Screen<'b> {
    fn draw(&mut self, room: &Room) {
        self.heading();
        // Held against a saved assessment, what is new is what is asked about.
        let held_against = self.report.baseline.is_some();
        if held_against {
            self.news(&BTreeSet::new(), room.new);
        }
        self.decide(room.decide);
        let shown = self.correct(room.correct);
        self.late(room.late);
        if !held_against {
            self.news(&shown, room.new);
        }
        self.next(room.next);
        self.closing();
    }

    fn heading(&mut self) {
        let (name, day) = (clean(&self.report.workspace), self.report.as_of);
        let known = known_at(self.brief.cycle);
        let as_of = words::STATE.get(self.language);
        let known = if self.brief.counts_later() { words::WITH_LATER.into() } else { known };
        self.lines.line(&format!("{name} – {as_of} {day}{}", known.get(self.language)));
        self.lines.wrapped("", state(self.brief, self.report).get(self.language));
        if let Some(failed) = failed(self.report) {
            self.lines.wrapped("", failed.get(self.language));
        }
    }

    /// What the board must decide before it meets again, by its day.
    fn decide(&mut self, most: usize) {
        let decide = standing(&self.to_decide());
        self.part(words::DECIDE, decide.len());
        decide.iter().take(most).for_each(|group| self.item(group));
    }

    /// The gravest of what can be put right, each cause once, and how much has passed; which rules were shown.
    fn correct(&mut self, most: usize) -> BTreeSet<&'b str> {
        let title = words::CORRECT.get(self.language);
        self.titled(title, words::to_mend(self.faults.mendable(), self.faults.passed()));
        let shown: Vec<_> = self.faults.to_mend.iter().take(most).cloned().collect();
        shown.iter().for_each(|group| self.finding(group));
        shown.iter().filter_map(|group| group.first()).map(|it| it.rule.as_ref()).collect()
    }

    /// What is shown to be late, and what the auditors remarked and the board told somebody to do that is.
    fn late(&mut self, most: usize) {
        let (late, told) = (self.overdue(), self.told_to_do());
        let all = late.len().saturating_add(told.len());
        self.titled(words::LATE.get(self.language), words::late(all));
        for (day, what) in told.iter().take(most) {
            self.lines.line(&cut(&format!("  • {day}  {what}")));
        }
        late.iter().take(most.saturating_sub(told.len())).for_each(|group| self.item(group));
    }

    /// What the rules find now and did not at the meeting before, or in the saved assessment it is held against;
    /// what stands above is counted and not shown again.
    fn news(&mut self, shown: &BTreeSet<&str>, most: usize) {
        let earlier = Faults::among(&self.earlier.verdicts).all;
        let was: BTreeSet<(&str, &str)> =
            earlier.iter().map(|it| (it.rule.as_ref(), it.subject.id.as_str())).collect();
        let is_known = |it: &Verdict| match self.report.baseline {
            Some(_) => self.report.is_known(it),
            None => was.contains(&(it.rule.as_ref(), it.subject.id.as_str())),
        };
        let mut new: Vec<Causes<'_>> = self.faults.to_mend.iter().chain(&self.faults.past).cloned().collect();
        new.iter_mut().for_each(|group| group.retain(|it| !is_known(it)));
        new.retain(|group| !group.is_empty());
        if let Some(baseline) = &self.report.baseline {
            let (fresh, known) = self.report.new_and_known();
            let words = held_against(baseline.as_of, [fresh.len(), known.len(), baseline.gone.len()]);
            self.lines.line(words.get(self.language));
        } else {
            let title = words::new_since(self.brief.previous, self.brief.since);
            self.titled(title.get(self.language), words::new_causes(new.iter().map(Vec::len).sum()));
        }
        new.retain(|group| group.first().is_some_and(|it| !shown.contains(it.rule.as_ref())));
        new.iter().take(most).for_each(|group| self.finding(group));
    }

    /// The nearest days ahead that are not told of above, and the next meeting.
    fn next(&mut self, most: usize) {
        let (day, above) = (self.report.as_of, self.to_decide());
        let ahead = self.brief.cycle.items().iter().filter(|it| {
            let falls = it.due.expected().is_some_and(|due| day <= due);
            it.state == State::Upcoming && !it.is_done() && falls && above.iter().all(|one| one.id != it.id)
        });
        let ahead: Vec<&Item<'_>> = ahead.collect();
        let ahead = standing(&ahead);
        // A meeting that is itself an item stands there once.
        let is_held = |it: &Item<'_>| {
            matches!(it.occurrence.duty.evidence, Some(Evidence::Meeting(MeetingStep::Held)))
                && Some(it.occurrence.starts) == self.brief.next
        };
        let told = ahead.iter().take(most).flat_map(|group| &group.items).any(|it| is_held(it));
        let meeting = self.brief.next.filter(|_| !told);
        if ahead.is_empty() && meeting.is_none() {
            return self.part(words::NEXT, 0);
        }
        self.lines.line(&format!("{}:", words::NEXT.get(self.language)));
        let nearest = || ahead.iter().take(most);
        let first = |group: &&Group<'_, '_>| group.day.zip(meeting).is_some_and(|(day, it)| day < it);
        nearest().filter(first).for_each(|group| self.item(group));
        if let Some(meeting) = meeting {
            let body = self.report.organisation(self.brief.body);
            self.lines.line(&cut(&format!("  • {meeting}  {}", words::meeting(body).get(self.language))));
        }
        nearest().filter(|group| !first(group)).for_each(|group| self.item(group));
    }

    /// What holds and what is open, in numbers, and what to type for more.
    fn closing(&mut self) {
        let verdicts = || self.report.verdicts.iter();
        let lacks = |it: &&Verdict| it.reason.is_some_and(Undecided::lacks_information);
        let unknown = verdicts().filter(|it| it.outcome == Outcome::Undecided).filter(lacks).count();
        let counts = words::Counts {
            asked: verdicts().filter(|it| it.outcome != Outcome::NotApplicable).count(),
            met: self.report.count(Outcome::Met),
            faults: self.faults.all.len(),
            unknown,
            judge: self.report.count(Outcome::Undecided).saturating_sub(unknown),
            results: self.report.found(Class::Result),
            waived: self.report.count(Outcome::Waived),
            set_aside: self.report.standard.set_aside.len(),
            changed: self.report.standard.changed.len(),
        };
        self.lines.wrapped("", counts.told().get(self.language));
        // Before a meeting that day, or else the next there is.
        let meeting = self.brief.meeting.map(|it| it.date.value).or(self.brief.next);
        self.lines.wrapped("", words::more(self.report, meeting).get(self.language));
    }

    fn part(&mut self, title: Phrase, all: usize) {
        self.titled(title.get(self.language), words::count(all));
    }

    /// A part's title, and how many there are of it.
    fn titled(&mut self, title: &str, count: Text) {
        self.lines.line(&cut(&format!("{title}: {}", count.get(self.language))));
    }

    /// A day, what falls on it, how it stands, and whose it is, where its title does not begin by saying so.
    fn item(&mut self, group: &Group<'_, '_>) {
        let day = group.day.map(|day| format!("{day}  ")).unwrap_or_default();
        let (_, how) = stands(self.brief.cycle, group);
        // Why it stands so is for the list of days.
        let how = how.get(self.language).split(": ").next().unwrap_or_default();
        let (title, who) = (group.title.get(self.language), who(self.brief.cycle, group, self.language));
        let who = if title.starts_with(&who) { String::new() } else { format!(" – {who}") };
        let (lead, tail) = (format!("  • {day}"), format!("; {how}{who}"));
        let taken = lead.chars().count().saturating_add(tail.chars().count());
        let fitting = shortened(title, COLUMNS.saturating_sub(taken));
        // Where too little of it would be left, the title is better whole than the rest.
        let is_told = fitting == title || fitting.chars().count() >= SHORT;
        let title = if is_told { fitting } else { shortened(title, TITLE) };
        self.lines.line(&cut(&format!("{lead}{title}{tail}")));
    }

    /// What is wrong, how often, and of what; who is to put it right, where that is not the förbund.
    fn finding(&mut self, group: &[&Verdict]) {
        let Some(latest) = group.iter().max_by_key(|it| (it.severity, it.subject.years)) else { return };
        let own = self.brief.cycle.model().association();
        let others = group.iter().flat_map(|it| it.responsible.iter()).filter(|id| Some(id.as_str()) != own);
        let others: BTreeSet<&str> = others.map(|id| self.report.organisation(id)).collect();
        let who = match others.len() {
            0 => String::new(),
            1 | 2 => format!("{}: ", others.into_iter().collect::<Vec<_>>().join(", ")),
            many => format!("{}: ", words::several(many).get(self.language)),
        };
        let lead = lead(latest.rule_title.get(self.language), group.len(), self.language);
        self.lines.line(&cut(&format!("  • {who}{lead}{}", latest.message.get(self.language))));
    }

    fn to_decide(&self) -> Vec<&'b Item<'b>> {
        self.brief.to_decide().map(|point| point.item).collect()
    }

    fn overdue(&self) -> Vec<Group<'b, 'b>> {
        overdue(self.brief)
    }

    /// The auditors' remarks and the assignments that are overdue, each with its day.
    fn told_to_do(&self) -> Vec<(NaiveDate, String)> {
        let remarks = overdue_remarks(self.brief).filter_map(|it| {
            let (lead, text) = (words::REMARK.get(self.language), it.remark.text.get(self.language));
            Some((it.due?.value, format!("{lead}: {text}")))
        });
        let assignments = late_assignments(self.brief).filter_map(|it| {
            let (cycle, language) = (self.brief.cycle, self.language);
            let lead = assigned::ASSIGNMENT.get(language);
            let (text, who) = (it.assignment.text.get(language), assigned::who(cycle, it, language));
            let how = assigned::how(cycle, it);
            Some((it.due?.day, format!("{lead}: {text} – {who}; {}", how.get(language))))
        });
        let mut all: Vec<_> = remarks.chain(assignments).collect();
        all.sort();
        all
    }
}

/// The state in sentences: what is broken, what is late, what cannot be decided.
pub(in crate::render) fn state(brief: &Brief<'_, '_>, report: &Report<'_>) -> Text {
    let faults = Faults::among(&report.verdicts);
    let told_to_do = overdue_remarks(brief).count().saturating_add(late_assignments(brief).count());
    let state = words::State {
        faults: faults.all.len(),
        errors: faults.of(Severity::Error),
        warnings: faults.of(Severity::Warning),
        causes: faults.causes(),
        overdue: overdue(brief).len().saturating_add(told_to_do),
        unclear: brief.unclear(),
        open: report.count(Outcome::Undecided),
        is_without_answer: report.is_without_answer(),
    };
    state.told()
}

/// Which rules could not be run to their end, where some could not.
pub(in crate::render) fn failed(report: &Report<'_>) -> Option<Text> {
    let failed = report.verdicts.iter().filter(|it| it.reason == Some(Undecided::RuleFailed));
    let failed: BTreeSet<&str> = failed.map(|it| it.rule.as_ref()).collect();
    (!failed.is_empty()).then(|| words::failed(&failed))
}

/// What is shown to be overdue, as a reader sees it.
fn overdue<'b>(brief: &Brief<'b, 'b>) -> Vec<Group<'b, 'b>> {
    standing(&items(&brief.overdue))
}

/// The auditors' remarks that are overdue.
fn overdue_remarks<'a, 'b>(brief: &'a Brief<'b, 'b>) -> impl Iterator<Item = &'a Remarked<'b>> {
    brief.remarks.iter().filter(|it| it.is_late())
}

/// What the board has told somebody to do, and is late.
fn late_assignments<'a, 'b>(
    brief: &'a Brief<'b, 'b>,
) -> impl Iterator<Item = &'b Assigned<'b>> + use<'a, 'b> {
    brief.assignments.iter().map(|(it, _)| *it).filter(|it| it.is_late())
}

fn items<'c, 'm>(points: &[Point<'c, 'm>]) -> Vec<&'c Item<'m>> {
    points.iter().map(|point| point.item).collect()
}

/// A line as far as it goes.
fn cut(line: &str) -> String {
    shortened(&clean(line), COLUMNS)
}

/// A text as far as it goes, ended at a word.
fn shortened(text: &str, most: usize) -> String {
    if text.chars().count() <= most {
        return text.to_owned();
    }
    // What tells that there is more takes its room, too.
    beginning(text, most.saturating_sub(2))
}
