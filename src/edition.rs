//! The editions of the standard: what each rule said, so that a program with another edition than the one a
//! förbund has accepted can say what differs.

use std::collections::BTreeMap;
use std::fmt::Write as _;

use crate::amount::{Language, Text};
use crate::model::Validity;
use crate::model::rule::{AskedOn, Condition, Parameter, RuleText, Then};
use crate::source::{Files, Table, Value, parse};
use crate::standard::digest_of;

/// One edition: for each rule what it decides by, what it says, and its parameters.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Edition {
    /// Its number.
    pub number: i64,
    rules: BTreeMap<String, Stated>,
}

/// What an edition says of one rule.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
struct Stated {
    logic: String,
    texts: String,
    parameters: BTreeMap<String, String>,
}

/// How a rule differs between two editions.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Difference {
    /// The later edition alone has it.
    New,
    /// The earlier edition alone has it.
    Gone,
    /// It decides in another way.
    Logic,
    /// A parameter has another value: its name, and the value before and now, where there is one.
    Parameter(String, Option<String>, Option<String>),
    /// It says something else of itself: its texts, its source, whose rule it is, how bad a breach is.
    Texts,
}

impl Edition {
    /// The edition that some rules and their scripts make.
    #[must_use]
    pub fn of<'r>(number: i64, rules: impl Iterator<Item = (&'r RuleText, Option<&'r str>)>) -> Self {
        let stated = |(rule, script): (&RuleText, Option<&str>)| {
            let mut parameters: BTreeMap<String, String> = BTreeMap::new();
            for parameter in &rule.parameters {
                let versions = parameters.entry(parameter.name.value.clone()).or_default();
                let between = if versions.is_empty() { "" } else { "; " };
                let _ = write!(versions, "{between}{}", written(parameter));
            }
            let stated = Stated { logic: logic(rule, script), texts: texts(rule), parameters };
            (rule.id.value.clone(), stated)
        };
        Self { number, rules: rules.map(stated).collect() }
    }

    /// Reads an edition's index; none when it is not one.
    #[must_use]
    pub fn read(text: &str) -> Option<Self> {
        let mut files = Files::default();
        let file = files.add("edition", text);
        let (table, errors, _) = parse(&files, file);
        let number = match &table.get("edition")?.node.value {
            Value::Integer(digits) => digits.parse().ok()?,
            _ => return None,
        };
        let rules = inner(&table, "rules")?.entries.iter();
        let rules = rules.map(|entry| Some((entry.key.to_string(), stated(&entry.node.value)?)));
        errors.is_empty().then_some(Self { number, rules: rules.collect::<Option<_>>()? })
    }

    /// The index as its file writes it.
    #[must_use]
    pub fn index(&self) -> String {
        let mut text = format!(
            "# What the standard's edition {} says of each rule. Generated; `SAMKOLL_WRITE=1 cargo test docs` writes it anew.\nedition = {}\n\n[rules]\n",
            self.number, self.number
        );
        for (id, stated) in &self.rules {
            let parameters: Vec<String> =
                stated.parameters.iter().map(|(name, value)| format!("{name} = {value:?}")).collect();
            let Stated { logic, texts, .. } = stated;
            let parameters = parameters.join(", ");
            let _ = writeln!(
                text,
                "{id} = {{ logic = \"{logic}\", texts = \"{texts}\", parameters = {{ {parameters} }} }}"
            );
        }
        text
    }

    /// What differs from an earlier edition, rule by rule.
    #[must_use]
    pub fn since(&self, before: &Self) -> Vec<(String, Difference)> {
        let mut found = Vec::new();
        let ids: std::collections::BTreeSet<&String> = before.rules.keys().chain(self.rules.keys()).collect();
        for id in ids {
            let differences = match (before.rules.get(id), self.rules.get(id)) {
                (None, _) => vec![Difference::New],
                (_, None) => vec![Difference::Gone],
                (Some(before), Some(now)) => now.since(before),
            };
            found.extend(differences.into_iter().map(|it| (id.clone(), it)));
        }
        found
    }
}

impl Stated {
    fn since(&self, before: &Self) -> Vec<Difference> {
        let mut found = Vec::new();
        if self.logic != before.logic {
            found.push(Difference::Logic);
        }
        let names: std::collections::BTreeSet<&String> =
            before.parameters.keys().chain(self.parameters.keys()).collect();
        for name in names {
            let (was, is) = (before.parameters.get(name), self.parameters.get(name));
            if was != is {
                found.push(Difference::Parameter(name.clone(), was.cloned(), is.cloned()));
            }
        }
        if self.texts != before.texts {
            found.push(Difference::Texts);
        }
        found
    }
}

impl Difference {
    /// The difference in words.
    #[must_use]
    pub fn words(&self) -> Text {
        match self {
            Self::New => Text::new("ny", "new"),
            Self::Gone => Text::new("borttagen", "gone"),
            Self::Logic => Text::new("avgör på annat sätt", "decides in another way"),
            Self::Texts => Text::new("säger något annat om sig själv", "says something else of itself"),
            Self::Parameter(name, was, is) => {
                let value = |value: &Option<String>| value.clone().unwrap_or_else(|| "–".to_owned());
                Text::same(format!("{name}: {} → {}", value(was), value(is)))
            }
        }
    }
}

fn inner<'t>(table: &'t Table<'t>, key: &str) -> Option<&'t Table<'t>> {
    match &table.get(key)?.node.value {
        Value::Table(table) => Some(table),
        _ => None,
    }
}

fn stated(value: &Value<'_>) -> Option<Stated> {
    let Value::Table(table) = value else { return None };
    let text = |value: &Value<'_>| match value {
        Value::Text(text) => Some(text.to_string()),
        _ => None,
    };
    let of = |key: &str| text(&table.get(key)?.node.value);
    let parameters = inner(table, "parameters")?.entries.iter();
    let parameters = parameters.map(|entry| Some((entry.key.to_string(), text(&entry.node.value)?)));
    Some(Stated { logic: of("logic")?, texts: of("texts")?, parameters: parameters.collect::<Option<_>>()? })
}

/// A short digest of what a rule decides by.
fn logic(rule: &RuleText, script: Option<&str>) -> String {
    let mut text = String::new();
    let _ = writeln!(text, "{} {} {}", rule.subject.name(), asked(rule.asked), days(rule.in_force));
    text.extend(rule.deliverables.iter().map(|it| format!("{}\n", it.name())));
    text.extend(
        rule.groups
            .iter()
            .map(|it| &it.value)
            .chain(rule.required.iter().map(|(id, _)| id))
            .map(|it| format!("{it}\n")),
    );
    rule.conditions.iter().for_each(|it| text.push_str(&condition(it)));
    text.push_str(rule.judges_as.as_ref().map_or("", |it| it.value.as_str()));
    text.push_str(script.unwrap_or_default());
    short(&text)
}

fn asked(asked: AskedOn) -> String {
    match asked {
        AskedOn::YearEnd => "year-end".to_owned(),
        AskedOn::YearStart => "year-start".to_owned(),
        AskedOn::Due { month, day, year } => format!("{month}-{day} {year}"),
    }
}

fn days(days: Validity) -> String {
    let day = |day: Option<chrono::NaiveDate>| day.map(|day| day.to_string()).unwrap_or_default();
    format!("{}–{}", day(days.from), day(days.to))
}

fn condition(condition: &Condition) -> String {
    let mut text = String::new();
    let then = match &condition.then {
        Then::Met => "met",
        Then::Breach => "breach",
        Then::Undecided(word) | Then::NotApplicable(word) => word.value.as_str(),
    };
    let when = condition.when.as_ref().map_or("", |when| when.value.as_str());
    let _ = writeln!(text, "{when} {then}");
    text.extend(condition.shows.iter().map(|(name, value)| format!("{} {}\n", name.value, value.value)));
    text
}

/// A short digest of what a rule says of itself.
fn texts(rule: &RuleText) -> String {
    let mut text = String::new();
    let (authority, severity, class) = (rule.authority.name(), rule.severity.name(), rule.class.name());
    let _ = writeln!(text, "{authority} {severity} {class} {}", rule.source.now().cited());
    text.extend(rule.source.before().map(|(to, it)| format!("{to} {}\n", it.cited())));
    text.extend(rule.dimension.map(|it| format!("{}\n", it.name())));
    text.extend(rule.mends.map(|it| format!("{}\n", it.name())));
    let own = [&rule.title, &rule.message.value, &rule.what, &rule.why, &rule.remedy];
    for it in own.into_iter().chain(&rule.asks) {
        let _ = writeln!(text, "{}\n{}", it.sv, it.en);
    }
    text.extend(rule.reasons.iter().map(|(word, it)| format!("{word} {} {}\n", it.text.sv, it.text.en)));
    text.extend(rule.required.iter().map(|(_, it)| format!("{} {}\n", it.sv, it.en)));
    short(&text)
}

fn short(text: &str) -> String {
    digest_of(std::iter::once(("", text))).chars().skip("sha256:".len()).take(12).collect()
}

/// A value of a parameter, with the time it holds when that is not the rule's own.
fn written(parameter: &Parameter) -> String {
    let value = parameter.value.written(Language::En);
    let from = parameter.days.from.map(|from| format!(" ({from}–)")).unwrap_or_default();
    format!("{value}{from}")
}

#[cfg(test)]
mod tests {
    use super::*;

    const ONE: &str = "edition = 1\n[rules]\na = { logic = \"1\", texts = \"1\", parameters = { days = \"14\" } }\nb = { logic = \"1\", texts = \"1\", parameters = {  } }\n";
    const TWO: &str = "edition = 2\n[rules]\na = { logic = \"2\", texts = \"1\", parameters = { days = \"10\" } }\nc = { logic = \"1\", texts = \"1\", parameters = {  } }\n";

    #[test]
    fn what_differs_between_editions_is_told_rule_by_rule() {
        let (one, two) = (Edition::read(ONE).unwrap(), Edition::read(TWO).unwrap());
        let told: Vec<String> =
            two.since(&one).into_iter().map(|(rule, it)| format!("{rule}: {}", it.words().en)).collect();
        assert_eq!(told, ["a: decides in another way", "a: days: 14 → 10", "b: gone", "c: new"]);
        assert!(one.since(&one).is_empty());
    }

    #[test]
    fn an_index_reads_back_as_it_is_written() {
        let one = Edition::read(ONE).unwrap();
        assert_eq!(Edition::read(&one.index()), Some(one));
        assert_eq!(Edition::read("edition = 1"), None, "no rules");
        assert_eq!(Edition::read("nothing"), None);
    }
}
