//! A date, a state or a rule explained: where it comes from, step by step.

use crate::amount::Language;
use crate::calendar::validity;
use crate::cycle::{Cycle, Item, NEAREST, Proof};
use crate::model::agreement::Agreement;
use crate::rulebook::{Rule, Rulebook};
use crate::source::{Files, Span};

use super::calendar::words::{how, named};
use super::lines::{Lines, clean};
use super::{graph, logic};

/// Everything about one item of the annual cycle: who, to whom, under what, how the day was derived,
/// how it stands and what shows it, what it waits for and holds up.
#[must_use]
pub fn item(cycle: &Cycle<'_>, item: &Item<'_>, files: &Files, language: Language) -> String {
    let mut page = Page { cycle, files, language, lines: Lines::default() };
    page.lines.wrapped("", cycle.title(item).get(language));
    page.lines.line(&format!("  {}", item.id));
    page.who(item);
    page.when(item);
    page.state(item);
    page.links(item);
    page.lines.into_text()
}

struct Page<'p> {
    cycle: &'p Cycle<'p>,
    files: &'p Files,
    language: Language,
    lines: Lines,
}

impl Page<'_> {
    const fn say(&self, sv: &'static str, en: &'static str) -> &'static str {
        self.language.pick(sv, en)
    }

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
        self.row(self.say("Ansvarig:", "Responsible:"), by.get(self.language));
        if let Some(to) = &duty.to {
            let to = self.cycle.actor(&self.cycle.receiver(&to.value), agreement);
            self.row(self.say("Till:", "To:"), to.get(self.language));
        }
        let clause = format!("{} – {}", item.clause(), self.place(duty.span));
        self.row(self.say("Enligt:", "Under:"), &clause);
        let valid = self.validity(item, agreement);
        self.row(self.say("Gäller:", "In force:"), &valid);
    }

    /// How long the duty holds, and the period it is for.
    fn validity(&self, item: &Item<'_>, agreement: &Agreement) -> String {
        let day = |day: Option<chrono::NaiveDate>| day.map(|day| day.to_string()).unwrap_or_default();
        let (from, to) = validity(self.cycle.model(), agreement, item.occurrence.duty).unzip();
        let to = to.flatten();
        let period = match item.occurrence.ends {
            Some(ends) => format!("{} – {ends}", item.occurrence.starts),
            None => format!("{} –", item.occurrence.starts),
        };
        let words = self.say("perioden är", "the period is");
        format!("{} – {}; {words} {period}", day(from), day(to))
    }

    fn when(&mut self, item: &Item<'_>) {
        let title = self.say("Så räknas dagen:", "How the day is derived:");
        self.lines.line(&format!("  {title}"));
        for step in &item.due.steps {
            let words = step.words();
            self.lines.wrapped(&format!("    {} ", step.day), words.get(self.language));
        }
        let last = if item.due.steps.is_empty() {
            self.say("ingen dag går att räkna ut", "no day can be worked out")
        } else if item.due.provisional {
            self.say(
                "dagen kan flyttas: det den räknas från är inte gjort",
                "the day can move: what it is reckoned from is not done",
            )
        } else if item.occurrence.duty.sets_day() {
            return;
        } else {
            self.say("ingen dag är satt: perioden är allt", "no day is set: the period is all there is")
        };
        self.lines.wrapped("    ", last);
    }

    fn state(&mut self, item: &Item<'_>) {
        let as_of = self.cycle.question().as_of;
        let words = format!("{as_of}: {}", how(self.cycle, item, self.language));
        self.row(self.say("Läget", "As of"), &words);
        for shown in &item.shown {
            let what = match shown.proof {
                Proof::Delivery(_) => self.say("leverans", "delivery"),
                Proof::Decision(_) => self.say("beslut", "decision"),
                Proof::Meeting(_) => self.say("mötets uppgifter", "the record of the meeting"),
            };
            let source = shown.source.map(|source| format!(" – {}", self.cycle.model().cited(source)));
            let line =
                format!("{}: {what}{} – {}", shown.day, source.unwrap_or_default(), self.place(shown.span));
            self.row(self.say("Visas av", "Shown by"), &line);
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
            (self.say("Sent eller saknat före:", "Late or missing before it:"), held),
            (self.say("Väntar på:", "Waits for:"), waits),
            (self.say("Håller upp:", "Holds up:"), holds),
        ] {
            let told = |it: &&Item<'_>| format!("{} ({})", it.id, how(cycle, it, self.language));
            let told: Vec<String> = items.iter().map(told).collect();
            if !told.is_empty() {
                self.row(lead, &named(told, self.language));
            }
        }
        if cycle.chain_to(item).len() > 1 {
            self.row(self.say("Längsta kedjan hit:", "The longest chain here:"), "");
            for line in graph::chain(cycle, item, self.language).lines() {
                self.lines.line(&format!("    {line}"));
            }
        }
    }
}

/// A rule: what it checks, why, how to put it right, whose it is, and how it judges.
#[must_use]
pub fn rule(rule: &Rule, book: &Rulebook, files: &Files, language: Language) -> String {
    let mut lines = Lines::default();
    let say = |sv: &'static str, en: &'static str| language.pick(sv, en);
    let text = &rule.text;
    lines.wrapped("", &format!("{} ({})", text.title.get(language), text.id.value));
    for (lead, words) in [
        (say("Vad:", "What:"), &text.what),
        (say("Varför:", "Why:"), &text.why),
        (say("Åtgärd:", "Remedy:"), &text.remedy),
    ] {
        lines.line("");
        lines.wrapped(&format!("{lead} "), words.get(language));
    }
    lines.line("");
    let from = text.in_force.from.map(|day| day.to_string()).unwrap_or_default();
    let since = say("gäller från", "in force from");
    lines.wrapped(say("Enligt: ", "Under: "), &format!("{}; {since} {from}", text.source.cited()));
    lines.line("");
    match rule.written(files) {
        None => conditions(rule, book, language, &mut lines),
        Some(script) => scripted(rule, script, language, &mut lines),
    }
    lines.into_text()
}

fn conditions(rule: &Rule, book: &Rulebook, language: Language, lines: &mut Lines) {
    let lead = language
        .pick("Så prövas den: det första som stämmer avgör", "How it judges: the first that holds decides");
    let of = rule.text.judges_as.as_ref();
    let of = of.map(|of| format!(" ({} `{}`)", language.pick("som", "as"), of.value));
    lines.line(&format!("{lead}{}", of.unwrap_or_default()));
    for (index, told) in logic::conditions(rule, book, language).iter().enumerate() {
        let number = format!("{:>3}. ", index.saturating_add(1));
        match &told.when {
            Some(when) => lines.wrapped(&format!("{number}{} ", language.pick("om", "if")), when),
            None => lines.line(&format!("{number}{}", language.pick("annars", "otherwise"))),
        }
        let said = told.said.as_ref().map(|said| format!(": {said}"));
        lines.wrapped("     → ", &format!("{}{}", told.then, said.unwrap_or_default()));
    }
}

fn scripted(rule: &Rule, script: &str, language: Language, lines: &mut Lines) {
    for reason in rule.text.reasons.values() {
        let lead = match reason.undecided {
            Some(_) => language.pick("Kan inte avgöras: ", "Cannot be decided: "),
            None => language.pick("Gäller inte: ", "Does not apply: "),
        };
        lines.wrapped(lead, reason.text.get(language));
    }
    if !rule.text.reasons.is_empty() {
        lines.line("");
    }
    lines.line(language.pick("Så räknas det:", "How it is worked out:"));
    for line in script.lines() {
        lines.line(clean(&format!("  {line}")).trim_end());
    }
}
