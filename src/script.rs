//! The rules' language: a sandboxed engine, its limits, and the small vocabulary rules speak.
//!
//! No other module has heard of Rhai. A script sees its subject, figures and parameters,
//! and ends by concluding; what it cannot know raises, and becomes *undecided*.

mod check;
mod closed;
mod conditions;
mod constant;
mod decided;
mod operators;
mod vocabulary;
mod words;

use std::collections::BTreeSet;
use std::sync::{Arc, Mutex};

use chrono::NaiveDate;
use rhai::{AST, Caches, Dynamic, EvalAltResult, OptimizationLevel, Position, Scope};

use crate::amount::{Origin, Phrase, Quantity, Text};
use crate::facts::{About, Fact, Facts, Gap, Known, Subject, property_of};
use crate::limits;
use crate::model::rule::{RuleText, StairStep, SubjectKind};
use crate::source::Span;

pub use check::{Complaint, Uses};
pub use conditions::Composed;
pub use vocabulary::VOCABULARY;

/// Compiles and runs scripts.
#[derive(Debug)]
pub struct Engine {
    rhai: rhai::Engine,
    /// What runs leave to those after them: as many as have gone on at once.
    idle: Mutex<Vec<Kept>>,
}

/// What a run leaves to the next: the functions it has looked up, which are the engine's own and no script's, and the
/// room its variables took.
#[derive(Debug, Default)]
struct Kept {
    functions: Caches,
    variables: Scope<'static>,
}

/// One compiled script.
#[derive(Debug)]
pub struct Script {
    runnable: AST,
    /// What it uses, found before anything runs.
    pub uses: Uses,
}

/// Where in a script, both from 1; none when the engine cannot tell.
pub type ScriptPlace = Option<(u32, u32)>;

/// What a script is asked.
#[derive(Debug, Clone)]
pub struct Case {
    /// Everything known.
    pub facts: Arc<Facts>,
    /// The subject.
    pub subject: Arc<Subject>,
    /// The rule.
    pub rule: Arc<RuleText>,
    /// The day that decides which parameters hold.
    pub day: NaiveDate,
    /// The year figures are taken from.
    pub year: Option<i32>,
    /// What is to be told of the way there, and tried; nothing when rules are only asked.
    pub trial: Option<Trial>,
}

/// A run that tells what it fetched and compared, so that something else can be tried in its place.
#[derive(Debug, Clone, Default)]
pub struct Trial {
    /// What is given in the place of what is known.
    pub instead: Option<(Fetched, Fact)>,
}

/// What a script fetched.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Fetched {
    /// A figure of a year.
    Figure(String, i32),
    /// A property of the subject.
    Property(String),
}

/// What a script concluded, and on what.
#[derive(Debug)]
pub struct Run {
    /// The conclusion.
    pub conclusion: Conclusion,
    /// The claims it consulted, in order.
    pub consulted: Vec<Origin>,
    /// What it worked out, in order.
    pub steps: Vec<(Worked, Quantity)>,
    /// Some comparison came out as it did only because the figures are rounded.
    pub within_rounding: bool,
    /// Where in the script it concluded; none where it stopped at something that is not known.
    pub concluded_at: ScriptPlace,
    /// Where the first fact stands that was looked at and that stands somewhere.
    pub place: Option<Span>,
    /// Where every fact stands that was looked at and that stands somewhere.
    pub looked_at: BTreeSet<Span>,
    /// Of a trial: what was fetched, in order.
    pub fetched: Vec<(Fetched, Fact)>,
    /// Of a trial: the amounts and days that were compared, in order.
    pub compared: Vec<(Fact, Fact)>,
    /// Of a trial: the property that was asked for and is not known.
    pub lacks: Option<String>,
}

/// What a step of a computation worked out. Its words are made only when somebody reads them.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Worked {
    /// A figure of a year.
    Figure(String, i32),
    /// A value, by its name.
    Value(String),
    /// Anything else.
    Other(Wording),
}

/// What is called by neither the catalogue nor the rule.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Wording {
    /// What the stairs give over an amount.
    Stairs(Quantity, Arc<[StairStep]>),
    /// The key of a municipality.
    Key(Text),
    /// A municipality, or anything else by its name.
    Name(Text),
    /// What is always called the same.
    Fixed(Phrase),
}

impl Wording {
    /// The words.
    #[must_use]
    pub fn text(&self) -> Text {
        match self {
            Self::Stairs(base, steps) => words::climbed(base, steps),
            Self::Key(name) => Text::new(format!("nyckel, {}", name.sv), format!("key, {}", name.en)),
            Self::Name(name) => name.clone(),
            Self::Fixed(phrase) => (*phrase).into(),
        }
    }
}

/// How a script ended.
#[derive(Debug, Clone)]
pub enum Conclusion {
    /// It holds.
    Met(Vec<Named>),
    /// It does not hold.
    Breached(Vec<Named>),
    /// The rule says why it is undecided, by a word of its file.
    Undecided(String, Vec<Named>),
    /// The rule says why it does not apply, by a word of its file.
    NotApplicable(String),
    /// Something needed is not known.
    Open(Gap),
}

/// A value with the name the script gives it.
#[derive(Debug, Clone)]
pub struct Named {
    /// The name.
    pub name: String,
    /// The value, with where it comes from.
    pub known: Known,
}

/// A script that could not be run to its end; the rule's fault.
#[derive(Debug, Clone)]
pub struct Failure {
    /// What happened.
    pub message: Text,
    /// Where.
    pub place: ScriptPlace,
}

/// What one run shares with the functions it calls.
#[derive(Debug)]
struct Session {
    case: Case,
    log: Mutex<Log>,
}

#[derive(Debug, Default)]
struct Log {
    consulted: Vec<Origin>,
    steps: Vec<(Worked, Quantity)>,
    within_rounding: bool,
    place: Option<Span>,
    looked_at: BTreeSet<Span>,
    fetched: Vec<(Fetched, Fact)>,
    compared: Vec<(Fact, Fact)>,
    lacks: Option<String>,
    /// What the register would have to have, where something is so only because it has it not.
    silence: Option<Box<Gap>>,
    /// Where it concluded: the engine forgets the place of what ends a script.
    concluded_at: ScriptPlace,
}

type Shared = Arc<Session>;

/// Whose logic is compiled.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Whose {
    /// The förbund's: everything its text alone shows to be wrong is told.
    Forbund,
    /// The standard's, which comes with the program. That it is right is a test's to say, and not each run's to find.
    Standard,
}

impl Default for Engine {
    fn default() -> Self {
        Self::new()
    }
}

impl Engine {
    /// The engine: nothing but what the vocabulary names.
    #[must_use]
    pub fn new() -> Self {
        let mut engine = rhai::Engine::new_raw();
        engine.set_optimization_level(OptimizationLevel::None);
        engine.set_strict_variables(true);
        engine.set_max_expr_depths(limits::SCRIPT_DEPTH, limits::SCRIPT_DEPTH);
        engine.set_max_call_levels(4);
        engine.set_max_string_size(limits::SCRIPT_STRING);
        engine.set_max_array_size(limits::SCRIPT_ELEMENTS);
        engine.set_max_map_size(limits::SCRIPT_ELEMENTS);
        engine.set_max_variables(limits::SCRIPT_VARIABLES);
        engine.set_fail_on_invalid_map_property(true);
        for symbol in check::NOT_IN_THE_LANGUAGE {
            engine.disable_symbol(*symbol);
        }
        operators::register(&mut engine);
        vocabulary::register(&mut engine);
        let mut engine = Self { rhai: engine, idle: Mutex::default() };
        engine.limit_to(limits::SCRIPT_OPERATIONS);
        engine
    }

    /// Lets a run take no more than so many operations.
    pub fn limit_to(&mut self, operations: usize) {
        self.rhai.set_max_operations(operations as u64);
    }

    /// Compiles a script for subjects of a kind.
    ///
    /// # Errors
    /// Everything the text alone shows to be wrong.
    pub fn compile(&self, text: &str, kind: SubjectKind, whose: Whose) -> Result<Script, Vec<Complaint>> {
        let script = self.compiled(text, kind, whose)?;
        check::conclusive(&script.runnable).map_or(Ok(script), |complaint| Err(vec![complaint]))
    }

    /// Compiles a script, whether or not it comes to a conclusion.
    fn compiled(&self, text: &str, kind: SubjectKind, whose: Whose) -> Result<Script, Vec<Complaint>> {
        if text.len() > limits::SCRIPT_TEXT {
            return Err(vec![Complaint::too_long(limits::SCRIPT_TEXT)]);
        }
        let mut scope = Scope::new();
        scope.push_dynamic("subject", Dynamic::UNIT);
        let plain = self.rhai.compile_with_scope(&scope, text).map_err(|e| vec![check::syntax(&e, text)])?;
        let mut uses = check::check(&plain, text, kind);
        // What does not hold together is not followed further.
        let looks = [closed::complaints, constant::complaints, decided::complaints];
        for found in looks.into_iter().filter(|_| whose == Whose::Forbund) {
            uses = match (uses, found(&plain, kind)) {
                (Ok(uses), found) if found.is_empty() => Ok(uses),
                (Ok(_), found) => Err(found),
                (told, _) => told,
            };
        }
        Ok(Script { runnable: plain, uses: uses? })
    }

    /// Compiles conditions for subjects of a kind: each expression by itself, then all as one script.
    ///
    /// # Errors
    /// Likewise; the places are those of the composed script.
    pub fn compile_conditions(
        &self,
        composed: &Composed,
        kind: SubjectKind,
        whose: Whose,
    ) -> Result<Script, Vec<Complaint>> {
        let mut scope = Scope::new();
        scope.push_dynamic("subject", Dynamic::UNIT);
        let mut complaints = Vec::new();
        for (text, piece) in composed.expressions().filter(|_| whose == Whose::Forbund) {
            // By itself, so that no text can close what it stands in and go on with something else.
            let found = match self.rhai.compile_expression_with_scope(&scope, text) {
                Err(error) => vec![check::syntax(&error, text)],
                Ok(expression) => check::conclusions_in(&expression),
            };
            complaints.extend(found.into_iter().map(|it| Complaint { place: piece.place(it.place), ..it }));
        }
        if !complaints.is_empty() {
            return Err(complaints);
        }
        // That the last of them always holds was seen to where they were read.
        self.compiled(&composed.text, kind, whose)
    }

    /// Runs a script on a case.
    ///
    /// # Errors
    /// [`Failure`] when the script does not come to a conclusion; never because a fact is missing.
    pub fn run(&self, script: &Script, case: Case) -> Result<Run, Failure> {
        let session = Arc::new(Session { case, log: Mutex::default() });
        let ended = self.ended(script, &session);
        let mut log = session.log.lock().map(|mut log| std::mem::take(&mut *log)).unwrap_or_default();
        let conclusion = match ended {
            Err(error) => conclusion_of(*error, self.rhai.max_operations())?,
            // No script that can end so is compiled.
            Ok(_) => return Err(Failure { message: words::unfinished().into(), place: None }),
        };
        // That the register has nothing neither meets a rule nor breaks it.
        let conclusion = match (conclusion, log.silence) {
            (Conclusion::Met(_) | Conclusion::Breached(_), Some(gap)) => Conclusion::Open(*gap),
            (conclusion, _) => conclusion,
        };
        log.consulted.dedup();
        Ok(Run {
            concluded_at: log.concluded_at.filter(|_| !matches!(conclusion, Conclusion::Open(_))),
            conclusion,
            consulted: log.consulted,
            steps: log.steps,
            within_rounding: log.within_rounding,
            place: log.place,
            looked_at: log.looked_at,
            fetched: log.fetched,
            compared: log.compared,
            lacks: log.lacks,
        })
    }

    /// How a script ends for a session. It is run as it stands: called as a function, it would look up anew, for each
    /// subject, every function and operator that it uses.
    #[expect(deprecated, reason = "the only way to run an AST and keep what it has looked up")]
    fn ended(&self, script: &Script, session: &Shared) -> Result<Dynamic, Box<EvalAltResult>> {
        let mut kept = self.idle.lock().ok().and_then(|mut idle| idle.pop()).unwrap_or_default();
        let mut state = self.rhai.new_global_runtime_state();
        state.tag = Dynamic::from(Arc::clone(session));
        kept.variables.push_dynamic("subject", Dynamic::from(vocabulary::SubjectHandle));
        let statements = script.runnable.statements();
        let ended =
            self.rhai.eval_statements_raw(&mut state, &mut kept.functions, &mut kept.variables, statements);
        kept.variables.clear();
        if let Ok(mut idle) = self.idle.lock() {
            idle.push(kept);
        }
        ended
    }
}

/// The conclusion that ended a script, or the failure that did.
fn conclusion_of(error: EvalAltResult, most: u64) -> Result<Conclusion, Failure> {
    match error {
        EvalAltResult::ErrorTerminated(token, _) if token.is::<Conclusion>() => {
            Ok(token.cast::<Conclusion>())
        }
        other => Err(failure(&other, most)),
    }
}

fn failure(error: &EvalAltResult, most: u64) -> Failure {
    Failure { message: words::stopped(error, most), place: place(error.position()) }
}

fn place(position: Position) -> ScriptPlace {
    let number = |part: Option<usize>| part.and_then(|part| u32::try_from(part).ok());
    Some((number(position.line())?, number(position.position()).unwrap_or(1)))
}

impl Session {
    fn log(&self, write: impl FnOnce(&mut Log)) {
        // A poisoned lock would mean a panic elsewhere; the log is then worth nothing anyway.
        if let Ok(mut log) = self.log.lock() {
            write(&mut log);
        }
    }

    /// Of a trial: notes what was fetched, and gives what is to be tried in its place.
    fn fetched(&self, what: impl FnOnce() -> Fetched, fact: &Fact) -> Option<Fact> {
        let trial = self.case.trial.as_ref()?;
        let what = what();
        let instead = trial.instead.as_ref().filter(|(of, _)| *of == what).map(|(_, fact)| fact.clone());
        self.log(|log| log.fetched.push((what, fact.clone())));
        instead
    }

    /// Of a trial: notes a property that is not known.
    fn lacks(&self, property: &str) {
        if self.case.trial.is_some() {
            self.log(|log| log.lacks = Some(property.to_owned()));
        }
    }
}

impl Log {
    fn consulted(&mut self, origins: &[Origin]) {
        for origin in origins {
            if !self.consulted.contains(origin) {
                self.consulted.push(*origin);
            }
        }
    }

    fn step(&mut self, what: Worked, result: &Quantity) {
        if !self.has(&what, result) {
            self.steps.push((what, result.clone()));
        }
    }

    fn has(&self, what: &Worked, result: &Quantity) -> bool {
        self.steps.iter().any(|(known, value)| known == what && value == result)
    }

    /// A step, and the claims behind it; those of one that is asked for again are known.
    fn worked_out(&mut self, what: Worked, result: &Quantity) {
        if !self.has(&what, result) {
            self.consulted(&result.origins);
            self.steps.push((what, result.clone()));
        }
    }

    fn stands(&mut self, at: Option<Span>) {
        self.place = self.place.or(at);
        self.looked_at.extend(at);
    }
}

impl Named {
    /// The claims behind the value.
    #[must_use]
    pub fn origins(&self) -> &[Origin] {
        match &self.known.fact {
            Fact::Amount(quantity) => &quantity.origins,
            _ => &self.known.origins,
        }
    }
}

/// What a value shown under the name of a property is called, for rules about a kind of subject.
#[must_use]
pub fn label_of_property(kind: SubjectKind, name: &str) -> Option<Text> {
    property_of(kind, name).map(About::label)
}
