//! Pages of the documentation, in Markdown, from what the program itself says.

mod words;

use std::collections::BTreeSet;
use std::fmt::Write as _;

use crate::amount::{Language, Text};
use crate::diagnostic::Code;
use crate::facts::{About, PropertyKind, common_properties, own_properties};
use crate::model::Model;
use crate::model::figure::{FigureName, Sign};
use crate::model::rule::{Class, ParameterValue, RuleText, StairStep, SubjectKind};
use crate::rulebook::{Rule, Rulebook};
use crate::script::VOCABULARY;
use crate::source::Files;

use super::logic::{self, Told};

const GENERATED: &str = "<!-- Generated; `SAMKOLL_WRITE=1 cargo test docs` writes it anew. -->\n";

/// A rule's page: what, why, an example, how to put it right, how it judges, whose rule and since when,
/// in both languages.
#[must_use]
pub fn rule(rule: &Rule, book: &Rulebook, files: &Files, example: Option<&str>) -> String {
    let mut page = format!("# {}\n\n{GENERATED}\n", rule.text.id.value);
    section(&mut page, rule, book, Language::Sv, example);
    section(&mut page, rule, book, Language::En, None);
    if let Some(script) = rule.written(files) {
        let _ = writeln!(page, "## Script\n\n```rust\n{}\n```\n", script.trim_end());
    }
    facts(&mut page, &rule.text);
    page
}

fn facts(page: &mut String, rule: &RuleText) {
    page.push_str("## Facts\n\n");
    let until = rule.in_force.to.map(|day| format!(" until {day}")).unwrap_or_default();
    let since = rule.in_force.from.map(|day| day.to_string()).unwrap_or_default();
    let confirmed =
        rule.source.now().confirmed.map(|day| format!(", text last read {day}")).unwrap_or_default();
    let _ = writeln!(page, "| | |\n|---|---|");
    let _ = writeln!(page, "| asked about | {} |", rule.subject.name());
    if let Some(other) = &rule.judges_as {
        let _ = writeln!(page, "| judges as | [{0}]({0}.md) |", other.value);
    }
    let _ = writeln!(page, "| authority | {} |", rule.authority.name());
    let _ = writeln!(page, "| severity | {} |", rule.severity.name());
    match rule.class {
        Class::Fault => (),
        Class::Result => page.push_str("| class | result: no fault, and not counted as broken |\n"),
        Class::Notice => page.push_str("| class | notice: of the assessment, not of the förbund |\n"),
    }
    if let Some(dimension) = rule.dimension {
        let _ = writeln!(page, "| dimension | {} |", dimension.name());
    }
    let _ = writeln!(page, "| source | {}{confirmed} |", rule.source.now().cited());
    for (to, source) in rule.source.before() {
        let _ = writeln!(page, "| source until {to} | {} |", source.cited());
    }
    let _ = writeln!(page, "| in force | from {since}{until} |");
    let _ = writeln!(page, "| can be waived | {} |", if rule.waivable { "yes" } else { "no" });
    for (id, title) in &rule.required {
        let _ = writeln!(page, "| item `{id}` | {} · {} |", title.sv, title.en);
    }
    for parameter in &rule.parameters {
        let from = parameter.days.from.map(|day| day.to_string()).unwrap_or_default();
        let value = value(&parameter.value);
        let _ = writeln!(page, "| parameter `{}` | {value}, from {from} |", parameter.name.value);
    }
}

fn section(page: &mut String, rule: &Rule, book: &Rulebook, language: Language, example: Option<&str>) {
    let [what, why, sample, remedy, judges, open] =
        [words::WHAT, words::WHY, words::EXAMPLE, words::REMEDY, words::JUDGES, words::OPEN]
            .map(|phrase| phrase.get(language));
    let text = |text: &Text| text.get(language).to_owned();
    let _ = writeln!(page, "## {}\n", text(&rule.text.title));
    let _ = writeln!(page, "**{what}.** {}\n", text(&rule.text.what));
    let _ = writeln!(page, "**{why}.** {}\n", text(&rule.text.why));
    if let Some(example) = example {
        let _ = writeln!(page, "**{sample}.**\n\n```text\n{example}\n```\n");
    }
    let _ = writeln!(page, "**{remedy}.** {}\n", text(&rule.text.remedy));
    let conditions = logic::conditions(rule, book, language);
    if !conditions.is_empty() {
        let _ = writeln!(page, "**{judges}.**\n");
        conditions.iter().for_each(|told| condition(page, told, language));
        page.push('\n');
    } else if !rule.text.reasons.is_empty() {
        let _ = writeln!(page, "**{open}.**\n");
        for (word, reason) in &rule.text.reasons {
            let kind = reason.undecided.map_or("not-applicable", |undecided| undecided.name());
            let _ = writeln!(page, "- `{word}` ({kind}): {}", text(&reason.text));
        }
        page.push('\n');
    }
}

fn condition(page: &mut String, told: &Told, language: Language) {
    let when = match &told.when {
        Some(when) => format!("{} `{when}`", logic::words::IF.get(language)),
        None => logic::words::OTHERWISE.get(language).to_owned(),
    };
    let said = told.said.as_ref().map(|said| format!(". {said}"));
    let _ = writeln!(page, "1. {when}: **{}**{}", told.then, said.unwrap_or_default());
}

fn value(value: &ParameterValue) -> String {
    match value {
        ParameterValue::Number(number) => number.to_string(),
        ParameterValue::Word(word) => word.clone(),
        ParameterValue::Words(words) => words.join(", "),
        ParameterValue::Shares(shares) if shares.is_empty() => "the förbund's own to give".to_owned(),
        ParameterValue::Shares(shares) => {
            shares.iter().map(|(id, share)| format!("{id} {share}")).collect::<Vec<_>>().join(", ")
        }
        ParameterValue::Stairs(steps) => {
            let step = |step: &StairStep| match step.to {
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
        let (title, source) = (rule.title.get(language), rule.source.now().cited());
        let severity = if rule.class == Class::Fault { rule.severity.name() } else { rule.class.name() };
        let _ = writeln!(page, "| [{id}](rules/{id}.md) | {title} | {severity} | {source} |");
    }
    page
}

/// The figures of the standard's catalogue, for whoever enters a document: in Swedish.
#[must_use]
pub fn figures(model: &Model) -> String {
    let mut page = format!(
        "# Siffrorna\n\n{GENERATED}\nNamnen som skrivs i `figures/<år>.toml`, med vad de brukar heta i en årsredovisning eller en budget. \
         `prints` på tabellen säger vilken uppställning den är. Kostnader är negativa: skriver dokumentet dem utan \
         minustecken sägs det med `negate`. `<municipality>` står för en kommuns id.\n\n\
         | namn | heter | är | tecken | står i (`prints`) | skrivs också |\n|---|---|---|---|---|---|\n"
    );
    let mut figures: Vec<&FigureName> =
        model.figures.iter().filter(|it| model.is_standard(it.name.span)).collect();
    figures.sort_by_key(|it| it.name.value.as_str());
    for figure in figures {
        let statements: Vec<String> = figure.statements.iter().map(|it| format!("`{}`", it.name())).collect();
        let sign = match figure.sign {
            Sign::Positive => "plus",
            Sign::Negative => "minus",
            Sign::Either => "",
        };
        let (title, kind) = (&figure.title.sv, figure.kind.name().sv);
        let (name, statements, labels) =
            (&figure.name.value, statements.join(", "), figure.labels.join("; "));
        let _ = writeln!(page, "| `{name}` | {title} | {kind} | {sign} | {statements} | {labels} |");
    }
    families(&mut page, model);
    page
}

/// What is asked of every figure that is named so.
fn families(page: &mut String, model: &Model) {
    page.push_str(
        "\n## Namn som frågar sig själva\n\nHeter egna siffror så här prövas de mot varandra i varje år och tabell som har dem. `*` står för samma ändelse i alla \
         namnen: `.torget`, `.torget.women`.\n\n| prövas | siffror |\n|---|---|\n",
    );
    for family in model.families.iter().filter(|it| model.is_standard(it.span)) {
        let names: BTreeSet<String> =
            family.shape.names().map(|term| format!("`{}`", term.name.value)).collect();
        let names = names.into_iter().collect::<Vec<_>>().join(", ");
        let _ = writeln!(page, "| {} | {names} |", family.title.sv.replace("{figure}", "…"));
    }
}

/// The language of the rules: functions, and the properties of each kind of subject.
#[must_use]
pub fn language() -> String {
    let mut page = format!("# The rules' language\n\n{GENERATED}\n");
    page.push_str(
        "A rule judges one subject: by `[[condition]]`s in its own file, of which the first that holds decides, by those\n\
         of another rule (`judges_as`), or, where it must compute, by a script that concludes in every case. What is asked for\n\
         and is not known ends it as *undecided*. A no that is only the register's silence (that the budget is decided, that minutes are approved) may lead to *not applicable* or *undecided*; nothing is met or broken by it. There are no loops, no functions of one's own, no clock and no way out. Amounts compare only with amounts of their\n\
         kind, and know how they were rounded: `a > b` holds only when it does for every reading of the printed figures.\n\
         `a <= b` is that it does not: of a limit ask `printed_above(a, limit)` too, since a number beyond it may fit by its rounding.\n\
         Per cent, a share and a plain number are three kinds; a quotient of two amounts of one kind is a plain number.\n\
         *Met* takes something known to have decided: on every way to it a comparison, a yes or no or a number chose between\n\
         conclusions. What it is that is judged, such as its title or its year, is not known of it, and to fetch or show\n\
         a value is not to judge it. No texts are put together: what is shown is written in the rule's file.\n\
         A property that is one of some words is compared directly with one of them, written out; `let` may name it.\n\
         A condition that finds a breach may be graver or milder than its rule: `severity = \"note\"` beside its `then`\n\
         (`error`, `warning`, `note`). The rule's own `severity` holds where a condition says nothing.\n\n\
         ## Functions\n\n| function | means |\n|---|---|\n",
    );
    for (signature, meaning) in VOCABULARY {
        let _ = writeln!(page, "| `{signature}` | {meaning} |");
    }
    properties(&mut page, "every kind", &common_properties());
    for kind in SubjectKind::ALL {
        properties(&mut page, kind.name(), &own_properties(*kind));
    }
    page
}

fn properties(page: &mut String, kind: &str, declared: &[&About]) {
    let _ =
        writeln!(page, "\n## `subject`, {kind}\n\n| property | is | means | betyder |\n|---|---|---|---|");
    for about in declared {
        let quoted =
            |words: &[&str]| words.iter().map(|word| format!("`{word}`")).collect::<Vec<_>>().join(", ");
        let is = match about.kind {
            PropertyKind::Word(words) => quoted(words),
            kind => kind.name().to_owned(),
        };
        let by = match about.measured_by {
            [] => String::new(),
            parameters => format!("; by the rule's {}", quoted(parameters)),
        };
        let (sv, en) = about.means;
        let _ = writeln!(page, "| `{}` | {is}{by} | {en} | {sv} |", about.name);
    }
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
