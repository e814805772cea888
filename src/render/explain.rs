//! A date, a state or a rule explained: where it comes from, step by step.

mod settled;
mod words;

pub use settled::{Place, settled};
#[cfg(feature = "xlsx")]
pub(super) use settled::{entry, where_figures, written_in};

use crate::amount::Language;
use crate::calendar::{leeway, validity};
use crate::cycle::{Assigned, Cycle, Item, NEAREST, Proof};
use crate::model::Manifest;
use crate::model::agreement::Agreement;
use crate::model::rule::RuleText;
use crate::rulebook::{Rule, Rulebook};
use crate::source::{Files, Span};
use crate::verdict::{Outcome, Verdict};

use super::calendar::assigned;
use super::calendar::words::{capital, done_when, how, named};
use super::lines::{Lines, clean};
use super::words::dimension as dimension_of;
use super::{graph, logic};

/// An item of the annual cycle to be explained, and where what is said of it can be looked up.
#[derive(Debug)]
pub struct Explained<'c, 'm> {
    /// Every item on the day of the question.
    pub cycle: &'c Cycle<'m>,
    /// The one.
    pub item: &'c Item<'m>,
    /// The texts that were read.
    pub files: &'c Files,
}

/// Everything about one item of the annual cycle: who, to whom, under what, how the day was derived,
/// how it stands and what shows it, what it waits for and holds up.
#[must_use]
pub fn item(explained: &Explained<'_, '_>, language: Language) -> String {
    let Explained { cycle, item, files } = *explained;
    let mut page = Page { cycle, files, language, lines: Lines::default() };
    page.lines.wrapped("", cycle.title(item).get(language));
    page.lines.line(&format!("  {}", item.id));
    page.who(item);
    page.when(item);
    page.state(item);
    page.links(item);
    page.lines.into_text()
}

/// Everything about an assignment: what, to whom, by which decision, when it is to be reported and why that day,
/// how it stands and what shows it.
#[must_use]
pub fn assignment(cycle: &Cycle<'_>, it: &Assigned<'_>, files: &Files, language: Language) -> String {
    let mut page = Page { cycle, files, language, lines: Lines::default() };
    page.lines.wrapped("", &capital(it.assignment.text.get(language)));
    page.lines.line(&format!("  {}", it.id()));
    page.row(words::RESPONSIBLE.get(language), &assigned::who(cycle, it, language));
    let source = it.assignment.source.as_ref().map(|source| format!(" – {}", cycle.model().cited(source)));
    let given = format!(
        "{}{} – {}",
        assigned::given(it).get(language),
        source.unwrap_or_default(),
        page.place(it.given.0.span)
    );
    page.row(words::DECIDED.get(language), &given);
    let by = assigned::to_be_reported(cycle, it);
    let span = it.due.map_or(it.assignment.span, |due| due.span);
    let by = by.map_or_else(
        || assigned::NO_DAY.get(language).to_owned(),
        |by| format!("{} – {}", by.get(language), page.place(span)),
    );
    page.row(words::TO_BE_REPORTED.get(language), &by);
    let (as_of, how) = (cycle.question().as_of, assigned::how(cycle, it));
    page.row(words::AS_OF.get(language), &format!("{as_of}: {}", how.get(language)));
    if let Some(reported) = it.reported {
        let source = reported.source.as_ref().map(|source| format!("{} – ", cycle.model().cited(source)));
        let line = format!("{}{}", source.unwrap_or_default(), page.place(reported.span));
        page.row(words::SHOWN_BY.get(language), &line);
    }
    page.lines.into_text()
}

struct Page<'p> {
    cycle: &'p Cycle<'p>,
    files: &'p Files,
    language: Language,
    lines: Lines,
}

impl Page<'_> {
    fn row(&mut self, lead: &str, words: &str) {
        self.lines.wrapped(&format!("  {lead} "), words);
    }

    fn place(&self, span: Span) -> String {
        let place = self.files.place(span);
        format!("{}:{}", place.file, place.line)
    }

    fn who(&mut self, item: &Item<'_>) {
        let (duty, agreement) = (item.occurrence.duty, item.occurrence.agreement);
        let by = self.cycle.actor(item.occurrence.by, agreement);
        self.row(words::RESPONSIBLE.get(self.language), by.get(self.language));
        if let Some(to) = &duty.to {
            let to = self.cycle.actor(&self.cycle.receiver(&to.value), agreement);
            self.row(words::TO.get(self.language), to.get(self.language));
        }
        let clause = format!("{} – {}", item.clause(), self.place(duty.span));
        self.row(words::UNDER.get(self.language), &clause);
        let valid = self.validity(item, agreement);
        self.row(words::IN_FORCE.get(self.language), &valid);
    }

    /// How long the duty holds, and the period it is for.
    fn validity(&self, item: &Item<'_>, agreement: &Agreement) -> String {
        let day = |day: Option<chrono::NaiveDate>| day.map(|day| day.to_string()).unwrap_or_default();
        let days = validity(self.cycle.model(), self.cycle.question(), agreement, item.occurrence.duty);
        let (from, to) = days.unwrap_or_default();
        let period = match item.occurrence.ends {
            Some(ends) => format!("{} – {ends}", item.occurrence.starts),
            None => format!("{} –", item.occurrence.starts),
        };
        let words = words::THE_PERIOD_IS.get(self.language);
        let from = if from.is_some() { day(from) } else { words::FROM_UNKNOWN.get(self.language).to_owned() };
        format!("{from} – {}; {words} {period}", day(to))
    }

    fn when(&mut self, item: &Item<'_>) {
        let title = words::DERIVED.get(self.language);
        self.lines.line(&format!("  {title}"));
        for step in &item.due.steps {
            let words = step.words();
            self.lines.wrapped(&format!("    {} ", step.day), words.get(self.language));
        }
        let leeway = item.due.day().and_then(|day| leeway(item.occurrence.duty, day));
        if let Some(step) = leeway {
            self.lines.wrapped(&format!("    {} ", step.day), step.words().get(self.language));
        }
        let last = if item.due.steps.is_empty() {
            words::NO_DAY.get(self.language)
        } else if item.due.provisional {
            words::CAN_MOVE.get(self.language)
        } else if item.due.day().is_none() {
            words::LAST_POSSIBLE.get(self.language)
        } else if item.occurrence.duty.sets_day() {
            return;
        } else if item.occurrence.duty.has_last_day() {
            words::PERIOD_END.get(self.language)
        } else {
            words::NO_DAY_SET.get(self.language)
        };
        self.lines.wrapped("    ", last);
    }

    fn state(&mut self, item: &Item<'_>) {
        let as_of = self.cycle.question().as_of;
        let words = format!("{as_of}: {}", how(self.cycle, item).get(self.language));
        self.row(words::AS_OF.get(self.language), &words);
        for shown in &item.shown {
            let what = match shown.proof {
                Proof::Delivery(_) => words::DELIVERY.get(self.language),
                Proof::Decision(it) if it.declined => words::DECLINED.get(self.language),
                Proof::Decision(_) => words::DECISION.get(self.language),
                Proof::Meeting(_) => words::RECORD.get(self.language),
            };
            let source = shown.source.map(|source| format!(" – {}", self.cycle.model().cited(source)));
            let line = format!(
                "{}: {what}{} – {}",
                done_when(*shown).get(self.language),
                source.unwrap_or_default(),
                self.place(shown.span)
            );
            self.row(words::SHOWN_BY.get(self.language), &line);
        }
    }

    fn links(&mut self, item: &Item<'_>) {
        let cycle = self.cycle;
        // What is done waits for nothing and holds nothing up.
        if item.is_done() {
            return;
        }
        let (held, waits, holds) =
            (cycle.held_up_by(item), cycle.waits_for(item, NEAREST), cycle.holds_up(item, NEAREST));
        for (lead, items) in [
            (words::HELD_UP_BY.get(self.language), held),
            (words::WAITS_FOR.get(self.language), waits),
            (words::HOLDS_UP.get(self.language), holds),
        ] {
            let told = |it: &&Item<'_>| format!("{} ({})", it.id, how(cycle, it).get(self.language));
            let told: Vec<String> = items.iter().map(told).collect();
            if !told.is_empty() {
                self.row(lead, &named(told, self.language));
            }
        }
        if cycle.chain_to(item).len() > 1 {
            self.row(words::LONGEST_CHAIN.get(self.language), "");
            for line in graph::chain(cycle, item, self.language).lines() {
                self.lines.line(&format!("    {line}"));
            }
        }
    }
}

/// A rule: what it checks, why, how to put it right, whose it is, and how it judges.
#[must_use]
pub fn rule(
    rule: &Rule,
    book: &Rulebook,
    manifest: Option<&Manifest>,
    files: &Files,
    language: Language,
) -> String {
    let mut lines = Lines::default();
    let text = &rule.text;
    lines.wrapped("", &format!("{} ({})", text.title.get(language), text.id.value));
    lines.line("");
    lines.wrapped(&format!("{} ", words::ASKS.get(language)), text.asked().get(language));
    if let Some(aside) = manifest.and_then(|it| it.set_aside(text)) {
        let place = files.place(aside.span);
        let (lead, told) = (words::SET_ASIDE.get(language), aside.told(language));
        lines.line("");
        lines.wrapped(&format!("{lead} "), &format!("{told} – {}:{}", place.file, place.line));
    }
    for (lead, words) in [
        (words::WHAT.get(language), &text.what),
        (words::WHY.get(language), &text.why),
        (words::REMEDY.get(language), &text.remedy),
    ] {
        lines.line("");
        lines.wrapped(&format!("{lead} "), words.get(language));
    }
    lines.line("");
    let from = text.in_force.from.map(|day| day.to_string()).unwrap_or_default();
    let since = words::IN_FORCE_FROM.get(language);
    lines.wrapped(words::RULE_UNDER.get(language), &format!("{}; {since} {from}", text.source.now().cited()));
    if let Some(dimension) = text.dimension {
        let lead = words::DIMENSION.get(language);
        lines.wrapped(&format!("{lead} "), dimension_of(dimension).get(language));
    }
    if !text.required.is_empty() {
        lines.line("");
        lines.line(words::REQUIRED.get(language));
        for (id, title) in &text.required {
            lines.wrapped(&format!("  {id}: "), title.get(language));
        }
    }
    numbers(text, files, language, &mut lines);
    lines.line("");
    match rule.written(files) {
        None => conditions(rule, book, language, &mut lines),
        Some(script) => scripted(rule, script, book, language, &mut lines),
    }
    lines.into_text()
}

/// What a rule reckons with: each value with its first day, and where it is written.
fn numbers(text: &RuleText, files: &Files, language: Language, lines: &mut Lines) {
    if text.parameters.is_empty() {
        return;
    }
    lines.line("");
    lines.line(words::NUMBERS.get(language));
    for it in &text.parameters {
        let label = text.labels.get(&it.name.value).map(|it| it.get(language).to_owned());
        let name = label.unwrap_or_else(|| it.name.value.clone());
        let from = it.days.from.map(|from| format!(", {} {from}", words::SINCE.get(language)));
        let source = match &it.source {
            Some(source) => {
                let part = source.part.iter().map(|part| format!(", {part}"));
                format!("{}{}", source.document.value, part.collect::<String>())
            }
            None => text.source.now().cited(),
        };
        let place = files.place(it.name.span);
        let value = it.value.written(language);
        let told = format!("{value}{} – {source} – {}:{}", from.unwrap_or_default(), place.file, place.line);
        lines.wrapped(&format!("  {name}: "), &told);
    }
}

/// What to do about a verdict that is broken.
#[must_use]
pub fn remedy(verdict: &Verdict, language: Language) -> String {
    let mut lines = Lines::default();
    if verdict.outcome == Outcome::Breached {
        lines.line("");
        lines.wrapped(&format!("{} ", words::REMEDY.get(language)), verdict.remedy.get(language));
        if verdict.past {
            lines.wrapped("", words::PASSED.get(language));
        }
    }
    lines.into_text()
}

fn conditions(rule: &Rule, book: &Rulebook, language: Language, lines: &mut Lines) {
    let lead = words::JUDGES.get(language);
    let of = rule.text.judges_as.as_ref();
    let of = of.map(|of| format!(" ({} `{}`)", words::AS.get(language), of.value));
    lines.line(&format!("{lead}{}", of.unwrap_or_default()));
    for (index, told) in logic::conditions(rule, book, language).iter().enumerate() {
        let number = format!("{:>3}. ", index.saturating_add(1));
        match &told.when {
            Some(when) => lines.wrapped(&format!("{number}{} ", logic::words::IF.get(language)), when),
            None => lines.line(&format!("{number}{}", logic::words::OTHERWISE.get(language))),
        }
        let said = told.said.as_ref().map(|said| format!(": {said}"));
        lines.wrapped("     → ", &format!("{}{}", told.then, said.unwrap_or_default()));
    }
}

fn scripted(rule: &Rule, script: &str, book: &Rulebook, language: Language, lines: &mut Lines) {
    for reason in rule.text.reasons.values() {
        let lead = match reason.undecided {
            Some(_) => words::CANNOT_BE_DECIDED.get(language),
            None => words::DOES_NOT_APPLY.get(language),
        };
        lines.wrapped(lead, &logic::named(&reason.text, rule, book, language));
    }
    if !rule.text.reasons.is_empty() {
        lines.line("");
    }
    lines.line(words::WORKED_OUT.get(language));
    for line in script.lines() {
        lines.line(clean(&format!("  {line}")).trim_end());
    }
}
