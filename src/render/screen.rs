//! The first screen: the state in a sentence, what to decide or put right now, what is late, new and next, on 24 lines.

mod words;

use std::collections::BTreeSet;

use crate::amount::{Language, Phrase, Text};
use crate::brief::Brief;
use crate::cycle::{Item, State, Things};
use crate::diagnostic::Severity;
use crate::model::duty::{Evidence, MeetingStep};
use crate::model::rule::{Class, Undecided};
use crate::report::Report;
use crate::verdict::{Outcome, Verdict};

use super::brief::stands;
use super::calendar::rows::{Row, of_rows, rows, told_to_do};
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

    /// What the board must decide at its next meeting at the latest, by its day.
    fn decide(&mut self, most: usize) {
        let all = self.to_decide();
        let rows: Vec<Row<'_, '_>> = standing(&all).into_iter().map(Row::Group).collect();
        self.part(words::DECIDE, words::decide(all.len(), self.brief.decides_on()), &rows, most);
    }

    /// The gravest of what can be put right, each cause once, and how much has passed; which rules were shown.
    fn correct(&mut self, most: usize) -> BTreeSet<&'b str> {
        let title = words::CORRECT.get(self.language);
        self.titled(title, words::to_mend(self.faults.mendable(), self.faults.passed()));
        let shown: Vec<_> = self.faults.to_mend.iter().take(most).cloned().collect();
        shown.iter().for_each(|group| self.finding(group));
        shown.iter().filter_map(|group| group.first()).map(|it| it.rule.as_ref()).collect()
    }

    /// What is shown to be late: first what the auditors remarked and the board told somebody to do.
    fn late(&mut self, most: usize) {
        let late = self.brief.late();
        let mut rows = told_to_do(&late);
        rows.extend(standing(&late.items).into_iter().map(Row::Group));
        self.part(words::LATE, words::late(late.count()), &rows, most);
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

    /// What comes before the board meets again, counted, that it meets, and where there is room what comes after that.
    fn next(&mut self, most: usize) {
        let (as_of, Brief { next, until, .. }) = (self.report.as_of, self.brief);
        let comes = self.brief.comes();
        let before = rows(&comes, as_of);
        self.part(words::NEXT, words::next(comes.count(), *next, *until), &before, most);
        let after = self.later(&comes);
        let meeting = after.iter().position(|row| self.is_next_meeting(row));
        match (meeting.and_then(|at| after.get(at)), next) {
            (Some(row), _) => self.row(row),
            (None, Some(day)) => {
                let body = self.report.organisation(self.brief.body);
                self.lines.line(&cut(&format!("  • {day}  {}", words::meeting(body).get(self.language))));
            }
            (None, None) => (),
        }
        let room = most.saturating_sub(before.len());
        let rest = after.iter().enumerate().filter(|(at, _)| Some(*at) != meeting);
        rest.take(room).for_each(|(_, row)| self.row(row));
    }

    /// What of the calendar comes later than what is told of.
    fn later(&self, comes: &Things<'b, 'b>) -> Vec<Row<'b, 'b>> {
        let (as_of, decide) = (self.report.as_of, self.to_decide());
        let is_told = |id: &str| comes.items.iter().chain(&decide).any(|it| it.id == id);
        let items = self.brief.cycle.items().iter();
        let items = items.filter(|it| it.state == State::Upcoming && !it.is_done() && !is_told(&it.id));
        let items = items.filter(|it| it.due.expected().is_some_and(|due| as_of <= due));
        rows(&Things { items: items.collect(), ..Things::default() }, as_of)
    }

    /// Whether a row is that the next meeting is held.
    fn is_next_meeting(&self, row: &Row<'_, '_>) -> bool {
        let is_held = |it: &&Item<'_>| {
            matches!(it.occurrence.duty.evidence, Some(Evidence::Meeting(MeetingStep::Held)))
                && it.occurrence.by == self.brief.body
                && Some(it.occurrence.starts) == self.brief.next
        };
        matches!(row, Row::Group(group) if group.items.iter().any(is_held))
    }

    /// What holds and what is open, in numbers, and what to type for more.
    fn closing(&mut self) {
        let verdicts = || self.report.verdicts.iter();
        let lacks = |it: &&Verdict| it.reason.is_some_and(Undecided::lacks_information);
        let unknown = verdicts().filter(|it| it.outcome == Outcome::Undecided).filter(lacks).count();
        let counts = words::Counts {
            asked: verdicts().filter(|it| it.outcome != Outcome::NotApplicable).count(),
            met: self.report.count(Outcome::Met),
            rounded: self.report.met_within_rounding(),
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

    /// A part: how many things there are of it, how many of them are shown where that is not all, and those.
    fn part(&mut self, title: Phrase, count: Text, rows: &[Row<'_, '_>], most: usize) {
        let shown = rows.get(..most).unwrap_or(rows);
        let hidden = rows.len() > shown.len();
        let count = if hidden { words::shown(&count, of_rows(shown)) } else { count };
        self.titled(title.get(self.language), count);
        shown.iter().for_each(|row| self.row(row));
    }

    fn row(&mut self, row: &Row<'_, '_>) {
        if let Row::Group(group) = row {
            return self.item(group);
        }
        let day = row.day().map(|day| format!("{day}  ")).unwrap_or_default();
        let told = row.told(self.brief.cycle, self.language);
        self.lines.line(&cut(&format!("  • {day}{told}")));
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
}

/// The state in sentences: what is broken, what is late, what cannot be decided.
pub(in crate::render) fn state(brief: &Brief<'_, '_>, report: &Report<'_>) -> Text {
    let faults = Faults::among(&report.verdicts);
    let state = words::State {
        faults: faults.all.len(),
        errors: faults.of(Severity::Error),
        warnings: faults.of(Severity::Warning),
        causes: faults.causes(),
        overdue: brief.late().count(),
        unclear: brief.unclear().count(),
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
