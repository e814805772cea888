//! `samkoll explain`: a rule, a verdict, or an item of the annual cycle, step by step.

use samkoll::amount::{Language, Text};
use samkoll::calendar::Question;
use samkoll::evaluate::Selection;
use samkoll::render::explain::{self, Explained};
use samkoll::render::text::Role;
use samkoll::{Workspace, render, settled_by};

use crate::args::ExplainOptions;
use crate::graph::names;
use crate::opened::{Opened, open};
use crate::output::{self, Exit, Trouble, no_such};

/// How many items are explained at once.
const MOST: usize = 5;

pub(crate) fn run(options: &ExplainOptions) -> Result<Exit, Trouble> {
    let opened = open(options.dir.as_deref(), &options.language)?;
    if !opened.is_usable() {
        return Ok(Exit::CannotRun);
    }
    let Workspace { book, files, model, .. } = &opened.workspace;
    let rule = book.rule(&options.target);
    // One set aside gives no verdict to explain: who decided that, and why, is the answer.
    let has_verdicts = rule.is_none_or(|rule| model.set_aside(&rule.text).is_none());
    match (rule, options.subject.as_deref().filter(|_| has_verdicts)) {
        (Some(rule), None) => {
            let manifest = model.manifest.as_ref();
            output::print(&explain::rule(rule, book, manifest, files, opened.language))?;
        }
        (Some(_), Some(subject)) => {
            let question = opened.question(&options.dates);
            if !opened.is_within(question, None) {
                return Ok(Exit::CannotRun);
            }
            return verdict(&opened, question, &options.target, subject);
        }
        (None, subject) => {
            let question = opened.question(&options.dates);
            if !opened.is_within(question, None) {
                return Ok(Exit::CannotRun);
            }
            only_rules_have_subjects(&opened.workspace, &options.target, subject, opened.language)?;
            output::print(&items(&opened, question, &options.target)?)?;
        }
    }
    Ok(Exit::Clean)
}

/// Nothing that a rule is asked about goes by a name: what does, and has it in it, else the first few.
fn not_asked(subject: &str, known: &[&str], language: Language) -> Trouble {
    const SHOWN: usize = 12;
    let like: Vec<&str> = known.iter().copied().filter(|it| it.contains(subject)).collect();
    let shown = if like.is_empty() { known } else { like.as_slice() };
    let message = Text::new(
        format!("regeln prövar inget som heter `{subject}`; bland det den prövar:"),
        format!("the rule is asked of nothing called `{subject}`; among what it is asked of:"),
    );
    Trouble::new(message, language).among(shown.get(..SHOWN).unwrap_or(shown))
}

/// The verdict of a rule on a subject, as the revisor reads it; on an item of the cycle, with the item.
fn verdict(opened: &Opened, question: Question, rule: &str, subject: &str) -> Result<Exit, Trouble> {
    let Opened { workspace, language, .. } = opened;
    let selection = Selection { rules: vec![rule.to_owned()], ..Selection::default() };
    let mut report = opened.assess(question, &selection);
    let known: Vec<String> = report.verdicts.iter().map(|it| it.subject.id.clone()).collect();
    report.verdicts.retain(|it| it.subject.id == subject);
    if report.verdicts.is_empty() {
        let known: Vec<&str> = known.iter().map(String::as_str).collect();
        return Err(not_asked(subject, &known, *language));
    }
    output::print(&render::text::render(&report, Role::InFull, *language))?;
    let cycle = opened.cycle(question);
    let item = cycle.items().iter().find(|item| item.id == subject);
    let verdict = report.verdicts.first();
    if let Some((verdict, by)) = verdict.and_then(|it| Some((it, settled_by(workspace, question, it)?))) {
        let is_own = !report.is_standard(verdict.place);
        let told = explain::Place { files: &workspace.files, model: &workspace.model, is_own };
        output::print(&explain::settled(&by, verdict, item, told, *language))?;
    }
    if let Some(verdict) = verdict {
        output::print(&explain::remedy(verdict, *language))?;
    }
    if let Some(item) = item {
        let explained = Explained { cycle: &cycle, item, files: &workspace.files };
        output::print(&format!("\n{}", explain::item(&explained, *language)))?;
    }
    if let Some(it) = cycle.assignments().iter().find(|it| it.id() == subject) {
        let told = explain::assignment(&cycle, it, &workspace.files, *language);
        output::print(&format!("\n{told}"))?;
    }
    Ok(Exit::of(&report))
}

fn items(opened: &Opened, question: Question, target: &str) -> Result<String, Trouble> {
    let Opened { workspace, language, .. } = opened;
    let language = *language;
    let cycle = opened.cycle(question);
    let found = cycle.named(target);
    let assignment = cycle.assignments().iter().find(|it| it.id() == target);
    if let Some(it) = assignment.filter(|_| found.is_empty()) {
        return Ok(explain::assignment(&cycle, it, &workspace.files, language));
    }
    if found.is_empty() {
        let rules = workspace.book.rules().iter().map(|rule| rule.text.id.value.as_str());
        let assignments: Vec<String> = cycle.assignments().iter().map(|it| it.id()).collect();
        let known = rules.chain(names(&cycle)).chain(assignments.iter().map(String::as_str));
        let known: Vec<&str> = known.collect();
        return Err(no_such(&Text::new("regeln eller posten", "rule or item"), target, &known, language));
    }
    let explained = |item| Explained { cycle: &cycle, item, files: &workspace.files };
    let first = found.iter().take(MOST);
    let told: Vec<String> = first.map(|item| explain::item(&explained(item), language)).collect();
    let mut text = told.join("\n");
    for item in found.iter().skip(MOST) {
        text.push_str(&format!("\n… {}", item.id));
    }
    Ok(if text.ends_with('\n') { text } else { text + "\n" })
}

fn only_rules_have_subjects(
    workspace: &Workspace,
    target: &str,
    subject: Option<&str>,
    language: Language,
) -> Result<(), Trouble> {
    if subject.is_none() {
        return Ok(());
    }
    let known: Vec<&str> = workspace.book.rules().iter().map(|it| it.text.id.value.as_str()).collect();
    Err(no_such(&Text::new("regeln", "rule"), target, &known, language))
}
