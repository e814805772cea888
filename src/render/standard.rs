//! The standard as a list for a terminal: its edition, its rules and what each needs.

use crate::amount::{Language, Text};
use crate::edition::Difference;
use crate::facts::own_properties;
use crate::model::Model;
use crate::model::rule::{ParameterValue, RuleText, SubjectKind};
use crate::rulebook::{Rule, Rulebook};
use crate::standard;

use super::lines::Lines;

/// What is shown.
#[derive(Debug)]
pub struct Shown<'s> {
    /// The rules.
    pub book: &'s Rulebook,
    /// What the figures they need are called.
    pub model: &'s Model,
    /// The edition the förbund has accepted, and what differs from it, rule by rule.
    pub accepted: Option<(i64, Option<Differences>)>,
}

/// What differs from another edition, each with its rule.
pub type Differences = Vec<(String, Difference)>;

/// The edition, what differs from the one accepted, and each rule with what it needs.
#[must_use]
pub fn render(shown: &Shown<'_>, language: Language) -> String {
    let mut page = Page { shown, language, lines: Lines::default() };
    page.heading();
    page.differences();
    page.rules();
    page.lines.into_text()
}

struct Page<'s> {
    shown: &'s Shown<'s>,
    language: Language,
    lines: Lines,
}

impl<'s> Page<'s> {
    fn say(&mut self, lead: &str, text: &Text) {
        self.lines.wrapped(lead, text.get(self.language));
    }

    fn own(&self) -> Vec<&'s Rule> {
        let rules = self.shown.book.rules().iter().map(AsRef::as_ref);
        let mut rules: Vec<&Rule> =
            rules.filter(|it: &&Rule| self.shown.model.is_standard(it.text.span)).collect();
        rules.sort_by_key(|it| (it.text.family.as_str(), it.text.id.value.as_str()));
        rules
    }

    fn heading(&mut self) {
        let (edition, rules) = (standard::EDITION, self.own().len());
        self.say("", &Text::new(
            format!("Standarden, utgåva {edition}: {rules} regler, lagens egna skyldigheter och siffrornas katalog."),
            format!("The standard, edition {edition}: {rules} rules, the law's own duties and the catalogue of figures."),
        ));
        self.lines.line(standard::digest());
    }

    fn differences(&mut self) {
        let Some((accepted, differences)) = &self.shown.accepted else { return };
        self.lines.line("");
        match differences {
            None => self.say(
                "",
                &Text::new(
                    format!("Förbundet har godtagit utgåva {accepted}, som programmet inte känner till."),
                    format!("The förbund has accepted edition {accepted}, which the program does not know."),
                ),
            ),
            Some(differences) if differences.is_empty() => self.say(
                "",
                &Text::new(
                    format!("Förbundet har godtagit utgåva {accepted}; inget skiljer."),
                    format!("The förbund has accepted edition {accepted}; nothing differs."),
                ),
            ),
            Some(differences) => {
                self.say(
                    "",
                    &Text::new(
                        format!("Förbundet har godtagit utgåva {accepted}. Det som skiljer:"),
                        format!("The förbund has accepted edition {accepted}. What differs:"),
                    ),
                );
                for (rule, difference) in differences {
                    self.say("  ", &difference.words().map(|_, words| format!("{rule}: {words}")));
                }
            }
        }
    }

    fn rules(&mut self) {
        let mut family = "";
        for rule in self.own() {
            if rule.text.family != family {
                family = &rule.text.family;
                self.lines.line("");
                self.lines.line(family);
            }
            self.lines.line(&format!("  {} – {}", rule.text.id.value, rule.text.title.get(self.language)));
            self.lines.wrapped("    ", &rule.text.source.now().cited());
            let needs = self.needs(rule);
            self.say("    ", &needs);
        }
    }

    /// What a rule is asked about, and what it must know.
    fn needs(&self, rule: &Rule) -> Text {
        let text = &rule.text;
        let figures = rule.script.uses.figures.iter().map(|(name, _)| self.figure(name));
        let asked = own_properties(text.subject).into_iter();
        let asked = asked.filter(|it| rule.script.uses.properties.iter().any(|name| name == it.name));
        let properties = asked.map(|it| Text::new(it.means.0, it.means.1));
        let own = text.required.iter().map(|(_, title)| title.clone());
        let set = text.parameters.iter().filter(|it| is_for_the_forbund(&it.value));
        let set = set.map(|it| {
            Text::new(
                format!("parametern {}, som förbundet sätter", it.name.value),
                format!("the parameter {}, which the förbund sets", it.name.value),
            )
        });
        let mut needs: Vec<Text> = Vec::new();
        for it in figures.chain(properties).chain(own).chain(set) {
            if !needs.contains(&it) {
                needs.push(it);
            }
        }
        let asked = asked_about(text);
        asked.map(|language, asked| {
            let needs: Vec<&str> = needs.iter().map(|it| it.get(language)).collect();
            match (needs.is_empty(), language) {
                (true, _) => asked.to_owned(),
                (false, Language::Sv) => format!("{asked}; behöver: {}", needs.join("; ")),
                (false, Language::En) => format!("{asked}; needs: {}", needs.join("; ")),
            }
        })
    }

    fn figure(&self, name: &str) -> Text {
        let known = self.shown.model.figures.iter().find(|it| it.name.value == name);
        known.map_or_else(|| Text::same(name), |it| Text::clone(&it.title))
    }
}

const fn is_for_the_forbund(value: &ParameterValue) -> bool {
    matches!(value, ParameterValue::Shares(_))
}

/// What a rule is asked about, and of those which.
fn asked_about(rule: &RuleText) -> Text {
    let kind = kind(rule.subject);
    let only = rule.only();
    if only.is_empty() {
        return kind;
    }
    kind.map(|language, kind| {
        let only: Vec<&str> = only.iter().map(|it| it.get(language)).collect();
        format!("{kind} ({})", only.join(", "))
    })
}

fn kind(kind: SubjectKind) -> Text {
    match kind {
        SubjectKind::Year => Text::new("prövar varje år", "asks of each year"),
        SubjectKind::Figure => Text::new("prövar varje siffra", "asks of each figure"),
        SubjectKind::Relation => {
            Text::new("prövar varje relation mellan siffror", "asks of each relation between figures")
        }
        SubjectKind::Agreement => Text::new("prövar varje överenskommelse", "asks of each agreement"),
        SubjectKind::Party => Text::new("prövar varje part", "asks of each party"),
        SubjectKind::Occurrence => {
            Text::new("prövar varje tillfälle i årshjulet", "asks of each item of the annual cycle")
        }
        SubjectKind::Meeting => Text::new("prövar varje möte", "asks of each meeting"),
        SubjectKind::Goal => Text::new("prövar varje mål", "asks of each goal"),
        SubjectKind::Statement => {
            Text::new("prövar varje utsaga om siffror", "asks of each statement about figures")
        }
        SubjectKind::Initiative => Text::new("prövar varje initiativ", "asks of each initiative"),
        SubjectKind::Action => Text::new("prövar varje aktivitet i en plan", "asks of each action of a plan"),
        SubjectKind::Assignment => Text::new("prövar varje uppdrag", "asks of each assignment"),
        SubjectKind::Remark => Text::new("prövar varje revisionsanmärkning", "asks of each auditor’s remark"),
        SubjectKind::Checklist => Text::new("prövar varje checklista", "asks of each checklist"),
        SubjectKind::Document => Text::new("prövar varje dokument", "asks of each document"),
        SubjectKind::Workspace => Text::new("prövar arbetsytan", "asks of the workspace"),
        SubjectKind::Waiver => {
            Text::new("prövar varje godtagen avvikelse", "asks of each accepted deviation")
        }
    }
}
