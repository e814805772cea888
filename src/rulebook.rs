//! The rules as a book: every rule with its compiled script, checked before anything runs.

mod problems;

use std::collections::{BTreeMap, BTreeSet};
use std::sync::Arc;

use crate::amount::Text;
use crate::diagnostic::Problem;
use crate::model::Model;
use crate::model::figure::Formula;
use crate::model::rule::RuleText;
use crate::script::{Engine, Script, ScriptPlace, Uses};
use crate::source::{FileId, Files, Span};

/// Placeholders every message may use.
const ALWAYS_FILLED: &[&str] = &["subject", "year"];

/// Every rule that can be run, by id, and the engine that runs them.
#[derive(Debug, Default)]
pub struct Rulebook {
    /// Compiles and runs the scripts.
    pub engine: Engine,
    rules: Vec<Rule>,
}

/// A rule with its script.
#[derive(Debug)]
pub struct Rule {
    /// What its file states.
    pub text: Arc<RuleText>,
    /// Its logic.
    pub script: Script,
    /// The script's file.
    pub file: FileId,
}

impl Rulebook {
    /// Compiles every rule of the model with the script of the same name.
    #[must_use]
    pub fn new(model: &Model, files: &Files, scripts: &BTreeMap<String, FileId>) -> (Self, Vec<Problem>) {
        let mut problems = Vec::new();
        let mut book = Self::default();
        let catalogue: BTreeSet<String> = model.catalogue().keys().cloned().collect();
        let formulas = parameters_in_formulas(model);
        for text in &model.rules {
            let Some(file) = scripts.get(&text.id.value).copied() else {
                problems.push(problems::script_missing(text));
                continue;
            };
            match book.engine.compile(files.text(file), text.subject) {
                Err(complaints) => {
                    problems.extend(
                        complaints.iter().map(|it| problems::complaint(it, span_of(files, file, it.place))),
                    );
                }
                Ok(script) => {
                    let check = Check { text, files, file, uses: &script.uses };
                    problems.extend(check.figures(&catalogue));
                    problems.extend(check.parameters(&formulas));
                    problems.extend(check.reasons());
                    problems.extend(check.placeholders());
                    book.rules.push(Rule { text: Arc::new(text.clone()), script, file });
                }
            }
        }
        for (name, file) in scripts {
            if !model.rules.iter().any(|rule| rule.id.value == *name) {
                problems.push(problems::rule_missing(files.line_span(*file, 1), name));
            }
        }
        book.rules.sort_by(|a, b| a.text.id.value.cmp(&b.text.id.value));
        (book, problems)
    }

    /// The rules, by id.
    #[must_use]
    pub fn rules(&self) -> &[Rule] {
        &self.rules
    }

    /// The rule with an id.
    #[must_use]
    pub fn rule(&self, id: &str) -> Option<&Rule> {
        self.rules.iter().find(|rule| rule.text.id.value == id)
    }
}

impl Rule {
    /// A place in its script, as a span.
    #[must_use]
    pub fn span(&self, files: &Files, place: ScriptPlace) -> Span {
        span_of(files, self.file, place)
    }
}

/// `rule/parameter` of every formula that climbs stairs.
fn parameters_in_formulas(model: &Model) -> BTreeSet<String> {
    let formulas = model.figures.iter().filter_map(|figure| figure.formula.as_ref());
    formulas
        .filter_map(|formula| match formula {
            Formula::Stairs { parameter, .. } => Some(parameter.value.clone()),
            _ => None,
        })
        .collect()
}

/// From line and column, in characters, to bytes; to the end of the word that stands there.
fn span_of(files: &Files, file: FileId, place: ScriptPlace) -> Span {
    let Some((line, column)) = place else { return files.line_span(file, 1) };
    let whole = files.line_span(file, line);
    let text = files.slice(whole);
    let from: usize = text.chars().take(column.saturating_sub(1) as usize).map(char::len_utf8).sum();
    let rest = text.get(from..).unwrap_or("");
    let word = match rest.strip_prefix('"') {
        Some(quoted) => quoted.find('"').map_or(rest.len(), |end| end.saturating_add(2)),
        None => rest.find(|c: char| !c.is_alphanumeric() && c != '_').unwrap_or(rest.len()),
    };
    let start = (whole.start as usize).saturating_add(from);
    Span::new(file, start, start.saturating_add(word.max(1)))
}

struct Check<'b> {
    text: &'b RuleText,
    files: &'b Files,
    file: FileId,
    uses: &'b Uses,
}

impl Check<'_> {
    fn span(&self, place: ScriptPlace) -> Span {
        span_of(self.files, self.file, place)
    }

    fn figures(&self, catalogue: &BTreeSet<String>) -> Vec<Problem> {
        let unknown = self.uses.figures.iter().filter(|(name, _)| !catalogue.contains(name));
        unknown.map(|(name, place)| problems::unknown_figure(self.span(*place), name, catalogue)).collect()
    }

    fn parameters(&self, in_formulas: &BTreeSet<String>) -> Vec<Problem> {
        let declared: BTreeSet<&str> = self.text.parameters.iter().map(|it| it.name.value.as_str()).collect();
        let used: BTreeSet<&str> = self.uses.parameters.iter().map(|(name, _)| name.as_str()).collect();
        let mut problems = Vec::new();
        for (name, place) in &self.uses.parameters {
            if !declared.contains(name.as_str()) {
                problems.push(problems::unknown_parameter(self.span(*place), name, &declared));
            }
        }
        for parameter in &self.text.parameters {
            let name = &parameter.name.value;
            let in_formula = in_formulas.contains(&format!("{}/{name}", self.text.id.value));
            if !used.contains(name.as_str()) && !in_formula {
                problems.push(problems::unused_parameter(parameter.name.span, name));
            }
        }
        problems
    }

    /// Every word the script concludes with has its text, of the right sort, and every text is used.
    fn reasons(&self) -> Vec<Problem> {
        let mut problems = Vec::new();
        for (word, undecided, keys, place) in &self.uses.reasons {
            match self.text.reasons.get(word) {
                Some(reason) if reason.undecided.is_some() == *undecided => {
                    problems.extend(self.unfilled(&reason.text, keys, self.text.span, *place));
                }
                _ => {
                    let known = self.text.reasons.iter();
                    let known = known.filter(|(_, it)| it.undecided.is_some() == *undecided);
                    let known: Vec<&str> = known.map(|(word, _)| word.as_str()).collect();
                    problems.push(problems::unknown_reason(self.span(*place), word, *undecided, &known));
                }
            }
        }
        for word in self.text.reasons.keys() {
            if !self.uses.reasons.iter().any(|(used, ..)| used == word) {
                problems.push(problems::unused_reason(self.text.span, word));
            }
        }
        problems
    }

    /// Every breach gives a value for every placeholder of the message.
    fn placeholders(&self) -> Vec<Problem> {
        let message = &self.text.message;
        let breaches = self.uses.breaches.iter();
        breaches.flat_map(|(keys, place)| self.unfilled(&message.value, keys, message.span, *place)).collect()
    }

    fn unfilled(&self, text: &Text, keys: &[String], span: Span, place: ScriptPlace) -> Vec<Problem> {
        let names: BTreeSet<&str> = placeholders(&text.sv).chain(placeholders(&text.en)).collect();
        let filled = |name: &&str| ALWAYS_FILLED.contains(name) || keys.iter().any(|key| key == name);
        names
            .into_iter()
            .filter(|name| !filled(name))
            .map(|name| problems::unfilled(span, name, self.span(place), keys))
            .collect()
    }
}

/// The names in braces of a text, in order.
pub fn placeholders(text: &str) -> impl Iterator<Item = &str> {
    text.split('{').skip(1).filter_map(|rest| rest.split_once('}').map(|(name, _)| name))
}
