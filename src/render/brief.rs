//! The brief before a meeting, on a page or two, as text or Markdown.

use std::collections::BTreeMap;

use crate::amount::Language;
use crate::brief::{Brief, Paper, Point};
use crate::cycle::{Item, NEAREST};
use crate::diagnostic::Severity;
use crate::model::rule::Authority;
use crate::report::Report;
use crate::verdict::{Outcome, Verdict};

use super::calendar::words::{self, capital, named};
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
    page.points(page.sheet.say("Att besluta eller göra", "To decide or do"), &brief.decide, TO_DECIDE);
    page.points(page.sheet.say("Att ta del av", "To take note of"), &brief.see, MOST);
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
        let title = match self.sheet.language {
            Language::Sv => {
                let ending = if body.ends_with('s') { "" } else { "s" };
                format!("inför {body}{ending} möte {day}, läget {as_of}")
            }
            Language::En => format!("before the meeting of {body} {day}, as of {as_of}"),
        };
        let known = words::known_at(brief.cycle, self.sheet.language);
        self.sheet.title(&format!("{} – {title}{known}", self.report.workspace));
        self.sheet.closing(&self.span());
    }

    /// Between which meetings this one lies, as far as the register shows.
    fn span(&self) -> String {
        let Brief { previous, next, since, until, meeting, .. } = self.brief;
        let sv = self.sheet.language == Language::Sv;
        let here = match meeting {
            Some(_) => "",
            None if sv => "Mötet finns inte i registret. ",
            None => "The meeting is not in the register. ",
        };
        let before = match previous {
            Some(day) if day == since && sv => format!("Föregående möte: {day}."),
            Some(day) if day == since => format!("Meeting before: {day}."),
            _ if sv => format!("Registret har inget möte närmast före; här räknas från {since}."),
            _ => format!("The register has no meeting just before; counted from {since}."),
        };
        let after = match next {
            Some(day) if sv => format!("Nästa möte: {day}."),
            Some(day) => format!("Next meeting: {day}."),
            None if sv => format!("Nästa möte finns inte i registret; här räknas till {until}."),
            None => format!("The next meeting is not in the register; counted to {until}."),
        };
        format!("{here}{before} {after}")
    }

    fn points(&mut self, title: &str, points: &[Point<'b, 'b>], most: usize) {
        let items: Vec<&Item<'_>> = points.iter().map(|point| point.item).collect();
        let groups = groups(&items);
        self.sheet.section(&format!("{title} ({})", groups.len()));
        if groups.is_empty() {
            let none = self
                .sheet
                .say("Årshjulet och lagen ger inget här.", "The annual cycle and the law give nothing here.");
            self.sheet.paragraph(none);
        }
        for group in groups.iter().take(most) {
            self.group(group);
            let clause = words::clauses(group, self.sheet.language);
            let paper = group.items.first().and_then(|item| points.iter().find(|it| it.item.id == item.id));
            let paper = paper.map(|point| self.paper(point.paper)).unwrap_or_default();
            let under = self.sheet.say("enligt", "under");
            self.sheet.detail(&format!("{under} {clause} · {paper}"));
        }
        self.more(groups.len().saturating_sub(most));
    }

    /// How many entries are not shown.
    fn more(&mut self, count: usize) {
        if count > 0 {
            let words = self.sheet.say("till (samkoll calendar)", "more (samkoll calendar)");
            self.sheet.entry("…", &format!("{count} {words}"));
        }
    }

    fn paper(&self, paper: Paper<'_>) -> String {
        let sv = self.sheet.language == Language::Sv;
        match paper {
            Paper::Decision(decision) => {
                let cited =
                    decision.paragraph.as_deref().unwrap_or(if sv { "dagordningen" } else { "agenda" });
                let state = match (decision.adopted, decision.proposed, sv) {
                    (true, _, true) => "beslutat på mötet, enligt registret",
                    (true, _, false) => "decided at the meeting, by the register",
                    (_, true, true) => "förslag till beslut finns",
                    (_, true, false) => "a decision is proposed",
                    (.., true) => "noterat",
                    (.., false) => "noted",
                };
                format!("{}: {cited}, {state}", if sv { "underlag" } else { "papers" })
            }
            Paper::OnAgenda(item) => {
                let point = if sv { "underlag: punkt" } else { "papers: item" };
                format!("{point} {}, {}", item.number, item.title)
            }
            Paper::NotOnAgenda if sv => "ingen punkt om det i registrets dagordning".to_owned(),
            Paper::NotOnAgenda => "no item about it on the agenda in the register".to_owned(),
            Paper::NoAgenda if sv => "underlag oklart: registret har ingen dagordning".to_owned(),
            Paper::NoAgenda => "papers unknown: the register has no agenda".to_owned(),
        }
    }

    /// What else is on the agenda for decision.
    fn agenda(&mut self) {
        if self.brief.agenda.is_empty() {
            return;
        }
        let title = self.sheet.say("Också på dagordningen för beslut", "Also on the agenda for decision");
        self.sheet.section(&format!("{title} ({})", self.brief.agenda.len()));
        for item in &self.brief.agenda {
            let proposal = match item.proposal {
                Some(true) => self.sheet.say("förslag till beslut finns", "a decision is proposed"),
                Some(false) => self.sheet.say("inget förslag till beslut", "no decision is proposed"),
                None => self.sheet.say("oklart om beslut föreslås", "unknown whether a decision is proposed"),
            };
            self.sheet.entry(&format!("{:>2}", item.number), &format!("{} – {proposal}", item.title));
        }
    }

    /// What is overdue, what the register says nothing of, what came late: each with what it holds up.
    fn late(&mut self) {
        let brief = self.brief;
        let title = self.sheet.say("Försenat, och vad det håller upp", "Overdue, and what it holds up");
        let overdue = groups(&brief.overdue);
        self.sheet.section(&format!("{title} ({})", overdue.len()));
        if overdue.is_empty() {
            let none =
                self.sheet.say("Registret visar inget försenat.", "The register shows nothing overdue.");
            self.sheet.paragraph(none);
        }
        self.some(&overdue);
        let unknown = groups(&brief.unknown);
        if !unknown.is_empty() {
            let words = self.sheet.say(
                "Oklart sedan föregående möte: dagen har gått, registret säger inget",
                "Unknown since the meeting before: the day has passed, the register says nothing",
            );
            self.sheet.heading(&format!("{words} ({})", unknown.len()));
            self.some(&unknown);
        }
        let late = groups(&brief.late);
        if !late.is_empty() {
            let words =
                self.sheet.say("Gjort för sent sedan föregående möte", "Done late since the meeting before");
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
        let titles: Vec<String> = held.iter().map(|it| self.told(it)).collect();
        (!titles.is_empty()).then(|| {
            let words = self.sheet.say("håller upp:", "holds up:");
            format!("{words} {}", named(titles, self.sheet.language))
        })
    }

    fn told(&self, group: &Group<'_, '_>) -> String {
        let day = group.day.map(|day| format!(" {day}")).unwrap_or_default();
        format!("{}{day}", group.title.get(self.sheet.language))
    }

    fn coming(&mut self) {
        let coming = groups(&self.brief.coming);
        let title = self.sheet.say("Förfaller före nästa möte", "Falls due before the next meeting");
        self.sheet.section(&format!("{title} ({})", coming.len()));
        if coming.is_empty() {
            self.sheet.paragraph(self.sheet.say("Inget mer.", "Nothing more."));
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
        self.sheet.section(self.sheet.say("Att påminna", "To remind"));
        for (things, names) in gathered {
            self.sheet.entry("•", &format!("{}: {things}", names.join("; ")));
        }
    }

    fn waivers(&mut self) {
        if self.brief.waivers.is_empty() {
            return;
        }
        self.sheet.section(self.sheet.say("Undantag som går ut", "Waivers that run out"));
        for waiver in &self.brief.waivers {
            let until = waiver.days.to.unwrap_or_default();
            let passed = until < self.brief.cycle.question().as_of;
            let words = match passed {
                true => self.sheet.say("gick ut", "ran out"),
                false => self.sheet.say("går ut", "runs out"),
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
            return;
        }
        let title = self.sheet.say("Regler som är brutna", "Rules that are breached");
        self.sheet.section(&format!("{title} ({})", rules.len()));
        for group in rules.iter().take(RULES) {
            self.rule(group);
        }
        let more = rules.len().saturating_sub(RULES);
        let words = self.sheet.say("Mer: samkoll check.", "More: samkoll check.");
        let rest = match more {
            1 => self.sheet.say("regel till", "more rule"),
            _ => self.sheet.say("regler till", "more rules"),
        };
        self.sheet.closing(&if more > 0 { format!("{more} {rest}. {words}") } else { words.to_owned() });
    }

    fn rule(&mut self, group: &[&Verdict]) {
        let Some(first) = group.first() else { return };
        let language = self.sheet.language;
        let title = first.rule_title.get(language);
        let words = match group {
            [one] => format!("{title}: {}", one.message.get(language)),
            // Subjects are in order of time.
            [.., last] => {
                let latest = self.sheet.say("senast", "latest");
                format!("{title} ({}), {latest}: {}", group.len(), last.message.get(language))
            }
            [] => return,
        };
        self.sheet.entry("•", &words);
    }

    fn group(&mut self, group: &Group<'_, '_>) {
        let day = group.day.map(|day| day.to_string()).unwrap_or_default();
        let words = words::told(self.brief.cycle, group, self.sheet.language);
        self.sheet.entry(&format!("{day} {}", mark(group.state)), &words);
    }
}

/// What someone owes, each thing once with how many of it.
fn things(items: &[&Item<'_>], language: Language) -> String {
    let mut counts: BTreeMap<String, usize> = BTreeMap::new();
    for item in items {
        let count = counts.entry(item.title().get(language).to_owned()).or_default();
        *count = count.saturating_add(1);
    }
    let things = counts.into_iter();
    let things = things.map(|(title, count)| if count > 1 { format!("{title} ({count})") } else { title });
    named(things.collect(), language)
}

/// Breaches of law, agreement, decision or recommendation in governance, economy and agreements;
/// misprints and missed goals have their place in `check`.
fn is_for_the_board(verdict: &Verdict) -> bool {
    verdict.outcome == Outcome::Breached
        && verdict.severity >= Severity::Warning
        && verdict.authority != Authority::GoodPractice
        && matches!(verdict.family.as_str(), "governance" | "economy" | "agreements")
}
