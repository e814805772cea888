//! The brief before a meeting, on a page or two, as text or Markdown.

mod words;

use std::collections::BTreeMap;

use crate::amount::{Language, counted, many};
use crate::brief::{Brief, Point};
use crate::cycle::{Item, NEAREST};
use crate::diagnostic::Severity;
use crate::model::rule::Authority;
use crate::report::Report;
use crate::verdict::{Outcome, Verdict};

use super::calendar::words::{capital, clauses, known_at, tallied, told};
use super::calendar::{Group, groups, mark};
use super::sheet::{Markup, Sheet};

/// How many entries a part shows before it says how many more there are: a brief is a page or two.
const MOST: usize = 5;

/// What is to be decided is shown to its end, within reason.
const TO_DECIDE: usize = 16;

/// How many rules it names: the worst and the latest.
const RULES: usize = 4;

/// The brief. `report` is what the rules say on the same day.
#[must_use]
pub fn render(brief: &Brief<'_, '_>, report: &Report<'_>, markup: Markup, language: Language) -> String {
    let mut page = Page { brief, report, sheet: Sheet::new(markup, language) };
    page.heading();
    page.points(words::TO_DECIDE.get(page.sheet.language), &brief.decide, TO_DECIDE);
    page.points(words::TO_SEE.get(page.sheet.language), &brief.see, MOST);
    page.agenda();
    page.late();
    page.coming();
    page.reminders();
    page.waivers();
    page.rules();
    page.sheet.into_text()
}

struct Page<'b> {
    brief: &'b Brief<'b, 'b>,
    report: &'b Report<'b>,
    sheet: Sheet,
}

impl<'b> Page<'b> {
    fn heading(&mut self) {
        let brief = self.brief;
        let body = self.report.organisation(brief.body).to_owned();
        let (day, as_of) = (brief.day, brief.cycle.question().as_of);
        let title = words::title(&body, day, as_of);
        let title = title.get(self.sheet.language);
        let known = known_at(brief.cycle);
        let known = known.get(self.sheet.language);
        self.sheet.title(&format!("{} – {title}{known}", self.report.workspace));
        self.sheet.closing(&self.span());
    }

    /// Between which meetings this one lies, as far as the register shows.
    fn span(&self) -> String {
        let Brief { previous, next, since, until, meeting, .. } = self.brief;
        let language = self.sheet.language;
        let here = if meeting.is_some() { "" } else { words::NOT_IN_REGISTER.get(language) };
        let (before, after) = (words::before(*previous, *since), words::after(*next, *until));
        format!("{here}{} {}", before.get(language), after.get(language))
    }

    fn points(&mut self, title: &str, points: &[Point<'b, 'b>], most: usize) {
        let items: Vec<&Item<'_>> = points.iter().map(|point| point.item).collect();
        let groups = groups(&items);
        self.sheet.section(&format!("{title} ({})", groups.len()));
        if groups.is_empty() {
            let none = words::NOTHING_HERE.get(self.sheet.language);
            self.sheet.paragraph(none);
        }
        for group in groups.iter().take(most) {
            self.group(group);
            let clause = clauses(group, self.sheet.language);
            let paper = group.items.first().and_then(|item| points.iter().find(|it| it.item.id == item.id));
            let paper = paper.map(|point| words::paper(point.paper)).unwrap_or_default();
            let paper = paper.get(self.sheet.language);
            let under = words::UNDER.get(self.sheet.language);
            self.sheet.detail(&format!("{under} {clause} · {paper}"));
        }
        self.more(groups.len().saturating_sub(most));
    }

    /// How many entries are not shown.
    fn more(&mut self, count: usize) {
        if count > 0 {
            let words = words::MORE_IN_CALENDAR.get(self.sheet.language);
            self.sheet.entry("…", &format!("{count} {words}"));
        }
    }

    /// What else is on the agenda for decision.
    fn agenda(&mut self) {
        if self.brief.agenda.is_empty() {
            return;
        }
        let title = words::ALSO_ON_AGENDA.get(self.sheet.language);
        self.sheet.section(&format!("{title} ({})", self.brief.agenda.len()));
        for item in &self.brief.agenda {
            let proposal = match item.proposal {
                Some(true) => words::PROPOSED.get(self.sheet.language),
                Some(false) => words::NOT_PROPOSED.get(self.sheet.language),
                None => words::MAYBE_PROPOSED.get(self.sheet.language),
            };
            self.sheet.entry(&format!("{:>2}", item.number), &format!("{} – {proposal}", item.title));
        }
    }

    /// What is overdue, what the register says nothing of, what came late: each with what it holds up.
    fn late(&mut self) {
        let brief = self.brief;
        let title = words::OVERDUE.get(self.sheet.language);
        let overdue = groups(&brief.overdue);
        self.sheet.section(&format!("{title} ({})", overdue.len()));
        if overdue.is_empty() {
            let none = words::NOTHING_OVERDUE.get(self.sheet.language);
            self.sheet.paragraph(none);
        }
        self.some(&overdue);
        let unknown = groups(&brief.unknown);
        if !unknown.is_empty() {
            let words = words::UNKNOWN.get(self.sheet.language);
            self.sheet.heading(&format!("{words} ({})", unknown.len()));
            self.some(&unknown);
        }
        let without_day = groups(&brief.without_day);
        if !without_day.is_empty() {
            let words = words::WITHOUT_DAY.get(self.sheet.language);
            self.sheet.heading(&format!("{words} ({})", without_day.len()));
            self.some(&without_day);
        }
        let late = groups(&brief.late);
        if !late.is_empty() {
            let words = words::DONE_LATE.get(self.sheet.language);
            self.sheet.heading(&format!("{words} ({})", late.len()));
            self.some(&late);
        }
    }

    /// The first of some groups, each with what it holds up; then how many more.
    fn some(&mut self, groups: &[Group<'b, 'b>]) {
        for group in groups.iter().take(MOST) {
            self.group(group);
            if let Some(words) = self.holds_up(group) {
                self.sheet.detail(&words);
            }
        }
        self.more(groups.len().saturating_sub(MOST));
    }

    fn holds_up(&self, group: &Group<'_, '_>) -> Option<String> {
        let item = group.items.first()?;
        let held = groups(&self.brief.cycle.holds_up(item, NEAREST));
        let titles: Vec<String> = held.iter().map(|it| self.item(it)).collect();
        (!titles.is_empty()).then(|| {
            let words = words::HOLDS_UP.get(self.sheet.language);
            format!("{words} {}", tallied(titles, self.sheet.language))
        })
    }

    fn item(&self, group: &Group<'_, '_>) -> String {
        let day = group.day.map(|day| format!(" {day}")).unwrap_or_default();
        format!("{}{day}", group.title.get(self.sheet.language))
    }

    fn coming(&mut self) {
        let coming = groups(&self.brief.coming);
        let title = words::COMING.get(self.sheet.language);
        self.sheet.section(&format!("{title} ({})", coming.len()));
        if coming.is_empty() {
            self.sheet.paragraph(words::NOTHING_MORE.get(self.sheet.language));
        }
        for group in coming.iter().take(MOST.saturating_mul(2)) {
            self.group(group);
        }
        self.more(coming.len().saturating_sub(MOST.saturating_mul(2)));
    }

    /// Who to remind of what; those who owe the same stand together.
    fn reminders(&mut self) {
        let language = self.sheet.language;
        let mut gathered: BTreeMap<String, Vec<String>> = BTreeMap::new();
        for (name, items) in self.brief.reminders(language) {
            gathered.entry(things(&items, language)).or_default().push(capital(&name));
        }
        if gathered.is_empty() {
            return;
        }
        self.sheet.section(words::TO_REMIND.get(self.sheet.language));
        for (things, names) in gathered {
            self.sheet.entry("•", &format!("{}: {things}", names.join("; ")));
        }
    }

    fn waivers(&mut self) {
        if self.brief.waivers.is_empty() {
            return;
        }
        self.sheet.section(words::WAIVERS.get(self.sheet.language));
        for waiver in &self.brief.waivers {
            let until = waiver.days.to.unwrap_or_default();
            let passed = until < self.brief.cycle.question().as_of;
            let words = match passed {
                true => words::RAN_OUT.get(self.sheet.language),
                false => words::RUNS_OUT.get(self.sheet.language),
            };
            let about = format!("{} {}", waiver.rule.value, waiver.subject.value);
            let reason = waiver.reason.get(self.sheet.language);
            self.sheet.entry("•", &format!("{about} – {words} {until} ({}): {reason}", waiver.decision));
        }
    }

    /// What the rules find broken that a board can do something about: the worst first.
    fn rules(&mut self) {
        let mut rules: Vec<Vec<&Verdict>> = Vec::new();
        for verdict in self.report.verdicts.iter().filter(|it| is_for_the_board(it)) {
            match rules.last_mut().filter(|group| group.first().is_some_and(|it| it.rule == verdict.rule)) {
                Some(group) => group.push(verdict),
                None => rules.push(vec![verdict]),
            }
        }
        let latest = |group: &Vec<&Verdict>| group.iter().filter_map(|it| it.subject.years).max();
        rules.sort_by_key(|group| std::cmp::Reverse((group.first().map(|it| it.severity), latest(group))));
        if rules.is_empty() {
            return self.set_aside();
        }
        let title = words::RULES.get(self.sheet.language);
        self.sheet.section(&format!("{title} ({})", rules.len()));
        for group in rules.iter().take(RULES) {
            self.rule(group);
        }
        let more = rules.len().saturating_sub(RULES);
        let language = self.sheet.language;
        let words = words::MORE_IN_CHECK.get(language);
        let rest = counted(many(more), ["regel till", "regler till", "more rule", "more rules"]);
        let closing = format!("{}. {words}", rest.get(language));
        self.sheet.closing(if more > 0 { &closing } else { words });
        self.set_aside();
    }

    /// How many rules are not asked, since the förbund has decided so.
    fn set_aside(&mut self) {
        let count = self.report.standard.set_aside.len();
        if count > 0 {
            self.sheet.closing(words::set_aside(count).get(self.sheet.language));
        }
    }

    fn rule(&mut self, group: &[&Verdict]) {
        let Some(first) = group.first() else { return };
        let language = self.sheet.language;
        let title = first.rule_title.get(language);
        let words = match group {
            [one] => format!("{title}: {}", one.message.get(language)),
            // Subjects are in order of time.
            [.., last] => {
                let latest = words::LATEST.get(self.sheet.language);
                format!("{title} ({}), {latest}: {}", group.len(), last.message.get(language))
            }
            [] => return,
        };
        self.sheet.entry("•", &words);
    }

    fn group(&mut self, group: &Group<'_, '_>) {
        let day = group.day.map(|day| day.to_string()).unwrap_or_default();
        let words = told(self.brief.cycle, group, self.sheet.language);
        self.sheet.entry(&format!("{day} {}", mark(group.state)), &words);
    }
}

/// What someone owes, each thing once with how many of it.
fn things(items: &[&Item<'_>], language: Language) -> String {
    let mut things: Vec<String> = items.iter().map(|item| item.title().get(language).to_owned()).collect();
    things.sort();
    tallied(things, language)
}

/// Breaches of law, agreement, decision or recommendation in governance, economy and agreements;
/// misprints and missed goals have their place in `check`.
fn is_for_the_board(verdict: &Verdict) -> bool {
    verdict.outcome == Outcome::Breached
        && verdict.severity >= Severity::Warning
        && verdict.authority != Authority::GoodPractice
        && matches!(verdict.family.as_str(), "governance" | "economy" | "agreements")
}
