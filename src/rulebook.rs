//! The rules as a book: every rule with its compiled logic, checked before anything runs.

mod logic;
mod problems;

use std::collections::{BTreeMap, BTreeSet};
use std::sync::{Arc, Mutex};

use chrono::NaiveDate;

use crate::amount::Text;
use crate::diagnostic::{Guesses, Problem, Severity};
use crate::facts::Clause;
use crate::model::Model;
use crate::model::figure::Formula;
use crate::model::rule::{Condition, RuleSource, RuleText};
use crate::model::statute::Dated;
use crate::script::{Engine, Script, ScriptPlace, Uses, Whose, label_of_property};
use crate::source::{FileId, Files, Span};

pub use logic::Logic;
use logic::Sources;

/// Placeholders every message may use.
const ALWAYS_FILLED: &[&str] = &["subject", "year"];

/// Every rule that can be run, by id, and the engine that runs them.
#[derive(Debug, Default)]
pub struct Rulebook {
    /// Compiles and runs the rules.
    pub engine: Engine,
    rules: Vec<Arc<Rule>>,
    labels: BTreeMap<String, Text>,
}

/// A rule with its logic.
#[derive(Debug)]
pub struct Rule {
    /// What its file states.
    pub text: Arc<RuleText>,
    /// Its logic, compiled.
    pub script: Arc<Script>,
    /// What every verdict of it says.
    pub told: Told,
    logic: Logic,
}

/// What every verdict of a rule says: shared by them all.
#[derive(Debug)]
pub struct Told {
    /// The rule's id.
    pub id: Arc<str>,
    /// The rule's family.
    pub family: Arc<str>,
    /// The rule's name: the fault it finds.
    pub title: Arc<Text>,
    /// What it asks for, in words that hold when it is met.
    pub asks: Arc<Text>,
    /// The same as a question.
    pub question: Arc<Text>,
    /// How to put it right.
    pub remedy: Arc<Text>,
    /// The names that its message has in braces, in order.
    pub filled: Vec<String>,
    /// What it, or the property of the name, calls the values that it shows, by name.
    labels: BTreeMap<String, Arc<Text>>,
    /// What it rests on.
    clauses: Dated<Arc<Clause>>,
}

impl Told {
    fn of(rule: &RuleText, shown: &Uses) -> Self {
        let label = |name: &str| Some((name.to_owned(), own_label(rule, name)?.into()));
        let asks = rule.asked();
        let clause = |source: &RuleSource| Arc::new(Clause { reference: source.cited(), span: rule.span });
        Self {
            id: rule.id.value.as_str().into(),
            family: rule.family.as_str().into(),
            title: Arc::new(rule.title.clone()),
            question: Arc::new(asks.map(|_, asks| format!("{asks}?"))),
            asks: Arc::new(asks),
            remedy: Arc::new(rule.remedy.clone()),
            filled: placeholders(&rule.message.value.sv).map(str::to_owned).collect(),
            labels: rule.labels.keys().map(String::as_str).chain(shown.values()).filter_map(label).collect(),
            clauses: rule.source.map(clause),
        }
    }

    /// What the rule rests on, on the day that decides.
    #[must_use]
    pub fn clause(&self, day: NaiveDate) -> &Arc<Clause> {
        self.clauses.on(day)
    }
}

/// What a rule itself, or the property of the name, calls a value.
fn own_label(rule: &RuleText, name: &str) -> Option<Text> {
    rule.labels.get(name).cloned().or_else(|| label_of_property(rule.subject, name))
}

/// A place in a rule's logic where it can conclude.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Arm {
    /// Line and column in what was compiled, as a verdict has them.
    pub at: (u32, u32),
    /// The same in the file a person wrote.
    pub span: Span,
    /// What must hold for it, or the line of the script; empty for what is left when nothing else holds.
    pub words: String,
}

impl Rulebook {
    /// Compiles every rule of the model: its conditions, those of the rule it judges as, or its script.
    #[must_use]
    pub fn new(model: &Model, files: &Files, scripts: &BTreeMap<String, FileId>) -> (Self, Vec<Problem>) {
        let mut problems = Vec::new();
        let mut book = Self { labels: model.labels.clone(), ..Self::default() };
        let catalogue: BTreeSet<String> = model.catalogue().keys().cloned().collect();
        let formulas = parameters_in_formulas(model);
        let sources = Sources { model, scripts, guesses: Guesses::default() };
        for text in &model.rules {
            match book.compile(text, &sources, files) {
                Err(found) => problems.extend(found),
                Ok(rule) => {
                    // That the standard's rules hold together is a test's to say, once, and not each workspace's.
                    if !model.is_standard(text.span) {
                        let check = Check { rule: &rule, files, guesses: &sources.guesses };
                        problems.extend(check.figures(&catalogue));
                        problems.extend(check.parameters(&formulas));
                        problems.extend(check.reasons());
                        problems.extend(check.placeholders());
                    }
                    book.rules.push(rule);
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

    fn compile(
        &self,
        text: &Arc<RuleText>,
        sources: &Sources<'_>,
        files: &Files,
    ) -> Result<Arc<Rule>, Vec<Problem>> {
        let owner =
            sources.owner(text).map_err(|problem| problem.map(|it| *it).into_iter().collect::<Vec<_>>())?;
        // Whose logic it is decides, not whose rule: a rule of the standard may judge as one of the förbund's own.
        let is_standard = sources.model.is_standard(owner.span);
        if let Some(rule) =
            known(&RULES, &text.id.value).filter(|it| is_standard && Arc::ptr_eq(&it.text, text))
        {
            return Ok(rule);
        }
        let logic = sources.logic(owner).ok_or_else(Vec::new)?;
        let compile = |whose| match &logic {
            Logic::Script(file) => self.engine.compile(files.text(*file), text.subject, whose).map(Arc::new),
            Logic::Conditions(_, composed) => {
                self.engine.compile_conditions(composed, text.subject, whose).map(Arc::new)
            }
        };
        let compiled = match is_standard {
            true => known(&COMPILED, &owner.id.value).map_or_else(|| compile(Whose::Standard), Ok),
            false => compile(Whose::Forbund),
        };
        match compiled {
            Ok(script) => {
                let rule = Rule { text: Arc::clone(text), told: Told::of(text, &script.uses), script, logic };
                let rule = Arc::new(rule);
                if is_standard {
                    keep(&COMPILED, &owner.id.value, &rule.script);
                    keep(&RULES, &text.id.value, &rule);
                }
                Ok(rule)
            }
            // What is wrong with logic that several rules share is said once, where it stands.
            Err(_) if owner.id != text.id => Err(Vec::new()),
            Err(complaints) => {
                let at = |place| logic.span(files, place, text.span);
                Err(complaints.iter().map(|it| problems::complaint(it, at(it.place))).collect())
            }
        }
    }

    /// The rules, by id.
    #[must_use]
    pub fn rules(&self) -> &[Arc<Rule>] {
        &self.rules
    }

    /// The rule with an id.
    #[must_use]
    pub fn rule(&self, id: &str) -> Option<&Rule> {
        let at = self.rules.binary_search_by(|rule| rule.text.id.value.as_str().cmp(id)).ok()?;
        self.rules.get(at).map(Arc::as_ref)
    }

    /// What a value that a rule shows is called: by the rule, as the property of the name, as values of the name
    /// are; its name, where nobody has said.
    #[must_use]
    pub fn label(&self, rule: &Rule, name: &str) -> Arc<Text> {
        let label = || own_label(&rule.text, name).or_else(|| self.labels.get(name).cloned());
        let made = || label().unwrap_or_else(|| Text::same(name)).into();
        rule.told.labels.get(name).map_or_else(made, Arc::clone)
    }
}

impl Rule {
    /// A place in its logic, as a span.
    #[must_use]
    pub fn span(&self, files: &Files, place: ScriptPlace) -> Span {
        self.logic.span(files, place, self.text.span)
    }

    /// Its conditions, its own or those of the rule it judges as; none when it has a script.
    #[must_use]
    pub fn conditions(&self) -> &[Condition] {
        match &self.logic {
            Logic::Script(_) => &[],
            Logic::Conditions(conditions, _) => conditions,
        }
    }

    /// How bad a breach is that was concluded at a place of its logic: as its condition says, or else the rule.
    #[must_use]
    pub fn severity(&self, place: ScriptPlace) -> Severity {
        let own = match &self.logic {
            Logic::Script(_) => None,
            Logic::Conditions(conditions, composed) => composed
                .origin(place)
                .and_then(|(span, _)| conditions.iter().find(|it| it.span == span)?.severity),
        };
        own.unwrap_or(self.text.severity)
    }

    /// Every place in its logic where it can conclude: its conditions, or the conclusions of its script; each with
    /// what is written there.
    #[must_use]
    pub fn arms(&self, files: &Files) -> Vec<Arm> {
        let arm = |at: &(u32, u32)| {
            let span = self.span(files, Some(*at));
            let condition = self.conditions().iter().find(|it| it.span == span);
            let words = match condition {
                Some(it) => it.when.as_ref().map_or("", |when| when.value.as_str()),
                None => files.slice(files.line_span(span.file, files.place(span).line)).trim(),
            };
            Arm { at: *at, span, words: words.to_owned() }
        };
        self.script.uses.conclusions.iter().map(arm).collect()
    }

    /// The text of its script, when it has one.
    #[must_use]
    pub fn written<'f>(&self, files: &'f Files) -> Option<&'f str> {
        match &self.logic {
            Logic::Script(file) => Some(files.text(*file)),
            Logic::Conditions(..) => None,
        }
    }
}

/// Compiles the standard's logic for who will ask for it. The last rule comes first: whoever asks meanwhile begins with
/// the first, and the two meet.
pub(crate) fn compile_ahead(standard: &Model, files: &Files, scripts: &BTreeMap<String, FileId>) {
    let book = Rulebook::default();
    let sources = Sources { model: standard, scripts, guesses: Guesses::default() };
    for text in standard.rules.iter().rev() {
        drop(book.compile(text, &sources, files));
    }
}

/// What is made once in a run of the program and shared by every workspace, by the rule's id.
type Once<T> = Mutex<BTreeMap<String, Arc<T>>>;

/// The standard's logic, under the rule that has it: the same for every rule that judges so.
static COMPILED: Once<Script> = Mutex::new(BTreeMap::new());

/// The standard's rules, for every workspace that has changed nothing in them.
static RULES: Once<Rule> = Mutex::new(BTreeMap::new());

/// A poisoned lock would mean a panic elsewhere; what it guards is then made anew.
fn known<T>(kept: &Once<T>, id: &str) -> Option<Arc<T>> {
    kept.lock().ok()?.get(id).map(Arc::clone)
}

fn keep<T>(kept: &Once<T>, id: &str, made: &Arc<T>) {
    if let Ok(mut kept) = kept.lock() {
        kept.insert(id.to_owned(), Arc::clone(made));
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

struct Check<'b> {
    rule: &'b Rule,
    files: &'b Files,
    guesses: &'b Guesses,
}

impl Check<'_> {
    fn span(&self, place: ScriptPlace) -> Span {
        self.rule.span(self.files, place)
    }

    /// Where a rule says which logic it has, when that is another's.
    fn shared(&self) -> Option<Span> {
        self.rule.text.judges_as.as_ref().map(|named| named.span)
    }

    fn uses(&self) -> &Uses {
        &self.rule.script.uses
    }

    fn text(&self) -> &RuleText {
        &self.rule.text
    }

    fn figures(&self, catalogue: &BTreeSet<String>) -> Vec<Problem> {
        if self.shared().is_some() {
            return Vec::new();
        }
        let unknown = self.uses().figures.iter().filter(|(name, _)| !catalogue.contains(name));
        let problem = |(name, place): &(String, ScriptPlace)| {
            problems::unknown_figure(self.guesses, self.span(*place), name, catalogue)
        };
        unknown.map(problem).collect()
    }

    fn parameters(&self, in_formulas: &BTreeSet<String>) -> Vec<Problem> {
        let declared: BTreeSet<&str> =
            self.text().parameters.iter().map(|it| it.name.value.as_str()).collect();
        let used: BTreeSet<&str> = self.uses().parameters.iter().map(|(name, _)| name.as_str()).collect();
        let mut problems = Vec::new();
        for (name, place) in &self.uses().parameters {
            if !declared.contains(name.as_str()) {
                let span = self.shared().unwrap_or_else(|| self.span(*place));
                problems.push(problems::unknown_parameter(self.guesses, span, name, &declared));
            }
        }
        for parameter in &self.text().parameters {
            let name = &parameter.name.value;
            let in_formula = in_formulas.contains(&format!("{}/{name}", self.text().id.value));
            if !used.contains(name.as_str()) && !in_formula {
                problems.push(problems::unused_parameter(parameter.name.span, name));
            }
        }
        problems
    }

    /// Every word the logic concludes with has its text, of the right sort, and every text is used.
    fn reasons(&self) -> Vec<Problem> {
        let mut problems = Vec::new();
        for (word, undecided, keys, place) in &self.uses().reasons {
            match self.text().reasons.get(word) {
                Some(reason) if reason.undecided.is_some() == *undecided => {
                    problems.extend(self.unfilled(&reason.text, keys, self.text().span, *place));
                }
                _ => {
                    let known = self.text().reasons.iter();
                    let known = known.filter(|(_, it)| it.undecided.is_some() == *undecided);
                    let known: Vec<&str> = known.map(|(word, _)| word.as_str()).collect();
                    let span = self.shared().unwrap_or_else(|| self.span(*place));
                    problems.push(problems::unknown_reason(self.guesses, span, word, *undecided, &known));
                }
            }
        }
        for word in self.text().reasons.keys() {
            if !self.uses().reasons.iter().any(|(used, ..)| used == word) {
                problems.push(problems::unused_reason(self.text().span, word));
            }
        }
        problems
    }

    /// Every breach gives a value for every placeholder of the message.
    fn placeholders(&self) -> Vec<Problem> {
        let message = &self.text().message;
        let breaches = self.uses().breaches.iter();
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
