//! Pages of the documentation, in Markdown, from what the program itself says.

use std::fmt::Write as _;

use crate::amount::{Language, Text};
use crate::diagnostic::Code;
use crate::facts::{COMMON, PROPERTIES};
use crate::model::rule::{ParameterValue, RuleText};
use crate::rulebook::Rulebook;
use crate::script::VOCABULARY;

const GENERATED: &str = "<!-- Generated; `SAMKOLL_WRITE=1 cargo test docs` writes it anew. -->\n";

/// A rule's page: what, why, an example, how to put it right, whose rule and since when, in both languages.
#[must_use]
pub fn rule(rule: &RuleText, example: Option<&str>) -> String {
    let mut page = format!("# {}\n\n{GENERATED}\n", rule.id.value);
    section(&mut page, rule, Language::Sv, example);
    section(&mut page, rule, Language::En, None);
    page.push_str("## Facts\n\n");
    let until = rule.in_force.to.map(|day| format!(" until {day}")).unwrap_or_default();
    let since = rule.in_force.from.map(|day| day.to_string()).unwrap_or_default();
    let confirmed = rule.source.confirmed.map(|day| format!(", text last read {day}")).unwrap_or_default();
    let _ = writeln!(page, "| | |\n|---|---|");
    let _ = writeln!(page, "| asked about | {} |", rule.subject.name());
    let _ = writeln!(page, "| authority | {} |", rule.authority.name());
    let _ = writeln!(page, "| severity | {} |", rule.severity.name());
    let _ = writeln!(page, "| source | {}{confirmed} |", rule.source.cited());
    let _ = writeln!(page, "| in force | from {since}{until} |");
    let _ = writeln!(page, "| can be waived | {} |", if rule.waivable { "yes" } else { "no" });
    for parameter in &rule.parameters {
        let from = parameter.days.from.map(|day| day.to_string()).unwrap_or_default();
        let value = value(&parameter.value);
        let _ = writeln!(page, "| parameter `{}` | {value}, from {from} |", parameter.name.value);
    }
    page
}

fn section(page: &mut String, rule: &RuleText, language: Language, example: Option<&str>) {
    let words = match language {
        Language::Sv => [
            "Vad som prövas",
            "Varför det spelar roll",
            "Exempel",
            "Så rättar du till det",
            "När svaret dröjer",
        ],
        Language::En => {
            ["What it checks", "Why it matters", "Example", "How to put it right", "When it cannot tell"]
        }
    };
    let [what, why, sample, remedy, open] = words;
    let text = |text: &Text| text.get(language).to_owned();
    let _ = writeln!(page, "## {}\n", text(&rule.title));
    let _ = writeln!(page, "**{what}.** {}\n", text(&rule.what));
    let _ = writeln!(page, "**{why}.** {}\n", text(&rule.why));
    if let Some(example) = example {
        let _ = writeln!(page, "**{sample}.**\n\n```text\n{example}\n```\n");
    }
    let _ = writeln!(page, "**{remedy}.** {}\n", text(&rule.remedy));
    if !rule.reasons.is_empty() {
        let _ = writeln!(page, "**{open}.**\n");
        for (word, reason) in &rule.reasons {
            let kind = reason.undecided.map_or("not-applicable", |undecided| undecided.name());
            let _ = writeln!(page, "- `{word}` ({kind}): {}", text(&reason.text));
        }
        page.push('\n');
    }
}

fn value(value: &ParameterValue) -> String {
    match value {
        ParameterValue::Number(number) => number.to_string(),
        ParameterValue::Word(word) => word.clone(),
        ParameterValue::Shares(shares) if shares.is_empty() => "the förbund's own to give".to_owned(),
        ParameterValue::Shares(shares) => {
            shares.iter().map(|(id, share)| format!("{id} {share}")).collect::<Vec<_>>().join(", ")
        }
        ParameterValue::Stairs(steps) => {
            let step = |step: &crate::model::rule::Step| match step.to {
                Some(to) => format!("{} up to {to}", step.rate),
                None => format!("{} above", step.rate),
            };
            steps.iter().map(step).collect::<Vec<_>>().join(", ")
        }
    }
}

/// The register of rules, by family.
#[must_use]
pub fn register(book: &Rulebook, language: Language) -> String {
    let mut page = format!("# The rules\n\n{GENERATED}");
    let mut rules: Vec<&RuleText> = book.rules().iter().map(|rule| rule.text.as_ref()).collect();
    rules.sort_by(|a, b| (&a.family, &a.id.value).cmp(&(&b.family, &b.id.value)));
    let mut family = "";
    for rule in rules {
        if rule.family != family {
            family = &rule.family;
            let _ = writeln!(
                page,
                "\n## {family}\n\n| rule | what it finds | severity | source |\n|---|---|---|---|"
            );
        }
        let id = &rule.id.value;
        let (title, source) = (rule.title.get(language), rule.source.cited());
        let severity = rule.severity.name();
        let _ = writeln!(page, "| [{id}](rules/{id}.md) | {title} | {severity} | {source} |");
    }
    page
}

/// The language of the rules: functions, and the properties of each kind of subject.
#[must_use]
pub fn language() -> String {
    let mut page = format!("# The rules' language\n\n{GENERATED}\n");
    page.push_str(
        "A script decides one subject and ends by concluding. What it asks for and is not known ends it as *undecided*.\n\
         There are no loops, no functions of its own, no clock and no way out. Amounts compare only with amounts of their\n\
         kind, and know how they were rounded: `a > b` holds only when it does for every reading of the printed figures.\n\n\
         ## Functions\n\n| function | means |\n|---|---|\n",
    );
    for (signature, meaning) in VOCABULARY {
        let _ = writeln!(page, "| `{signature}` | {meaning} |");
    }
    page.push_str("\n## `subject`, every kind\n\n| property | means |\n|---|---|\n");
    for (name, meaning) in COMMON {
        let _ = writeln!(page, "| `{name}` | {meaning} |");
    }
    for (kind, properties) in PROPERTIES {
        let _ = writeln!(page, "\n## `subject`, {}\n\n| property | means |\n|---|---|", kind.name());
        for (name, meaning) in *properties {
            let _ = writeln!(page, "| `{name}` | {meaning} |");
        }
    }
    page
}

/// Every code a problem can have.
#[must_use]
pub fn problems() -> String {
    let mut page = format!("# Problems in files\n\n{GENERATED}\n| code | means |\n|---|---|\n");
    for code in Code::ALL {
        let _ = writeln!(page, "| `{}` | {} |", code.name(), code.meaning());
    }
    page
}
