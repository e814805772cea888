//! The first screen: the state in a sentence, what to decide or put right now, what is late, new and next, on 24 lines.

mod words;

use std::cmp::Reverse;
use std::collections::BTreeSet;

use crate::amount::{Language, Phrase};
use crate::brief::{Brief, Point};
use crate::cycle::Item;
use crate::diagnostic::Severity;
use crate::model::rule::{Class, Undecided};
use crate::report::Report;
use crate::verdict::{Outcome, Verdict, by_rule};

use super::calendar::words::{known_at, told};
use super::calendar::{Group, standing};
use super::lines::{Lines, clean};
use super::words::held_against;

/// How many columns a line has; what does not fit is cut, and stands whole in what the last line names.
const COLUMNS: usize = 98;

/// How many lines each part shows at most.
const TO_DECIDE: usize = 3;
const TO_CORRECT: usize = 4;
const LATE: usize = 3;
const NEW: usize = 3;
const NEXT: usize = 3;

/// The first screen. `brief` is the board's on the day of the report, `earlier` the report of its meeting before.
#[must_use]
pub fn render(
    brief: &Brief<'_, '_>,
    report: &Report<'_>,
    earlier: &Report<'_>,
    language: Language,
) -> String {
    let mut screen = Screen { brief, report, earlier, language, lines: Lines::default() };
    screen.heading();
    screen.now();
    screen.late();
    screen.news();
    screen.next();
    screen.closing();
    screen.lines.into_text()
}

struct Screen<'b> {
    brief: &'b Brief<'b, 'b>,
    report: &'b Report<'b>,
    earlier: &'b Report<'b>,
    language: Language,
    lines: Lines,
}

impl<'b> Screen<'b> {
    fn heading(&mut self) {
        let (name, day) = (clean(&self.report.workspace), self.report.as_of);
        let known = known_at(self.brief.cycle);
        let state = words::STATE.get(self.language);
        self.lines.line(&format!("{name} – {state} {day}{}", known.get(self.language)));
        let faults = self.faults(self.report);
        let errors = faults.iter().filter(|it| it.severity == Severity::Error).count();
        let causes = faults.iter().filter(|it| it.follows_from.is_none()).count();
        let late = self.overdue().len();
        let open = self.report.count(Outcome::Undecided);
        let state = words::state(faults.len(), errors, causes, late, open);
        self.lines.wrapped("", state.get(self.language));
        let failed = self.report.verdicts.iter();
        let failed: BTreeSet<&str> =
            failed.filter(|it| it.reason == Some(Undecided::RuleFailed)).map(|it| it.rule.as_str()).collect();
        if !failed.is_empty() {
            self.lines.wrapped("", words::failed(&failed).get(self.language));
        }
    }

    /// What the board must decide before it meets again, by its day, and what is graver than a remark.
    fn now(&mut self) {
        let decide: Vec<&Item<'_>> =
            items(&self.brief.decide).into_iter().filter(|it| !it.is_done()).collect();
        let decide = standing(&decide);
        let faults = self.causes();
        let errors: Vec<&Vec<&Verdict>> =
            faults.iter().filter(|group| group.iter().any(|it| it.severity == Severity::Error)).collect();
        // Where nothing is grave, the rest is what there is to put right.
        let correct: Vec<&Vec<&Verdict>> = if errors.is_empty() { faults.iter().collect() } else { errors };
        let told = decide.len().min(TO_DECIDE).saturating_add(correct.len().min(TO_CORRECT));
        self.part(words::NOW, decide.len().saturating_add(faults.len()), told);
        decide.iter().take(TO_DECIDE).for_each(|group| self.item(group));
        correct.iter().take(TO_CORRECT).for_each(|group| self.finding(group));
    }

    fn late(&mut self) {
        let late = self.overdue();
        self.part(words::LATE, late.len(), late.len().min(LATE));
        late.iter().take(LATE).for_each(|group| self.item(group));
    }

    /// What the rules find now and did not at the meeting before, or in the saved assessment it is held against.
    fn news(&mut self) {
        let earlier = self.faults(self.earlier);
        let was: BTreeSet<(&str, &str)> =
            earlier.iter().map(|it| (it.rule.as_str(), it.subject.id.as_str())).collect();
        let is_known = |it: &Verdict| match self.report.baseline {
            Some(_) => self.report.is_known(it),
            None => was.contains(&(it.rule.as_str(), it.subject.id.as_str())),
        };
        let mut new = self.causes();
        new.iter_mut().for_each(|group| group.retain(|it| !is_known(it)));
        new.retain(|group| !group.is_empty());
        if let Some(baseline) = &self.report.baseline {
            let (fresh, known) = self.report.new_and_known();
            let words = held_against(&baseline.as_of, [fresh.len(), known.len(), baseline.gone.len()]);
            self.lines.line(words.get(self.language));
        } else {
            let title = words::new_since(self.brief.previous, self.brief.since);
            self.titled(title.get(self.language), new.len(), new.len().min(NEW));
        }
        new.iter().take(NEW).for_each(|group| self.finding(group));
    }

    fn next(&mut self) {
        let ahead: Vec<&Item<'_>> = self.brief.before.iter().chain(&self.brief.coming).copied().collect();
        let next = standing(&ahead);
        self.part(words::NEXT, next.len(), next.len().min(NEXT));
        next.iter().take(NEXT).for_each(|group| self.item(group));
    }

    /// What holds and what is open, in numbers, and what to type for more.
    fn closing(&mut self) {
        let asked = self.report.verdicts.iter().filter(|it| it.outcome != Outcome::NotApplicable).count();
        let judge = self.report.verdicts.iter();
        let judge = judge.filter(|it| it.reason == Some(Undecided::Judgement)).count();
        let counts = words::Counts {
            asked,
            met: self.report.count(Outcome::Met),
            unknown: self.report.count(Outcome::Undecided).saturating_sub(judge),
            judge,
            results: self.report.found(Class::Result),
            waived: self.report.count(Outcome::Waived),
            set_aside: self.report.standard.set_aside.len(),
        };
        self.lines.wrapped("", counts.told().get(self.language));
        let more = words::more(self.report, self.brief.next.unwrap_or(self.brief.day));
        self.lines.wrapped("", more.get(self.language));
    }

    fn part(&mut self, title: Phrase, all: usize, shown: usize) {
        self.titled(title.get(self.language), all, shown);
    }

    /// A part's title, how many there are of it, and how many of them are shown.
    fn titled(&mut self, title: &str, all: usize, shown: usize) {
        let count = words::count(all, shown);
        self.lines.line(&cut(&format!("{title}: {}", count.get(self.language))));
    }

    /// A day, what falls on it, and whose it is.
    fn item(&mut self, group: &Group<'_, '_>) {
        let day = group.day.map(|day| format!("{day}  ")).unwrap_or_default();
        let told = told(self.brief.cycle, group, self.language);
        self.lines.line(&cut(&format!("  • {day}{told}")));
    }

    /// What is wrong, of what, how often, and who is to put it right.
    fn finding(&mut self, group: &[&Verdict]) {
        let Some(latest) = group.iter().max_by_key(|it| (it.severity, it.subject.years)) else { return };
        // That the förbund is to put right what is its own goes without saying.
        let own = self.brief.cycle.model().association();
        let others = latest.responsible.iter().filter(|id| Some(id.as_str()) != own);
        let mut who: Vec<&str> = others.map(|id| self.report.organisation(id)).collect();
        who.dedup();
        let who = if who.is_empty() { String::new() } else { format!("{}: ", who.join(", ")) };
        let title = latest.rule_title.get(self.language);
        let count = if group.len() > 1 { format!(" ({})", group.len()) } else { String::new() };
        let due = latest.due.map(|day| format!("{day}  ")).unwrap_or_default();
        let subject = latest.subject.title.get(self.language);
        self.lines.line(&cut(&format!("  • {due}{who}{title}{count} – {subject}")));
    }

    fn overdue(&self) -> Vec<Group<'b, 'b>> {
        standing(&items(&self.brief.overdue))
    }

    fn faults(&self, report: &'b Report<'b>) -> Vec<&'b Verdict> {
        report.verdicts.iter().filter(|it| it.finds(Class::Fault)).collect()
    }

    /// The faults that do not follow from others, by rule: the gravest first, of the law before the förbund's own, the
    /// latest before the old; in the end by what a reader knows the rule by.
    fn causes(&self) -> Vec<Vec<&'b Verdict>> {
        let mut faults = self.faults(self.report);
        faults.retain(|it| it.follows_from.is_none());
        let mut groups = by_rule(&faults);
        let latest = |group: &[&Verdict]| group.iter().filter_map(|it| it.subject.years).max();
        groups.sort_by_cached_key(|group| {
            let gravest = group.iter().map(|it| it.severity).max();
            let first = group.first();
            let title = first.map(|it| it.rule_title.get(self.language).to_owned());
            (Reverse(gravest), first.map(|it| it.authority), Reverse(latest(group)), title)
        });
        groups
    }
}

fn items<'c, 'm>(points: &[Point<'c, 'm>]) -> Vec<&'c Item<'m>> {
    points.iter().map(|point| point.item).collect()
}

/// A line as far as it goes, ended at a word.
fn cut(line: &str) -> String {
    let line = clean(line);
    if line.chars().count() <= COLUMNS {
        return line;
    }
    let beginning: String = line.chars().take(COLUMNS.saturating_sub(2)).collect();
    let whole = beginning.rsplit_once(' ').map_or(beginning.as_str(), |(words, _)| words);
    format!("{whole} …")
}
