//! What is known at one date about each subject: a value with its provenance, or the gap where it should be.
//!
//! INVARIANT: nothing here turns the absence of a fact into a value; absence is a [`Gap`].

mod culprits;
mod disputes;
mod figures;
mod property;
mod subjects;
mod ties;
mod told;

use std::collections::{BTreeMap, BTreeSet};
use std::sync::{Arc, LazyLock, OnceLock};

use chrono::NaiveDate;
use rust_decimal::Decimal;

use crate::amount::{Origin, Quantity, Text};
use crate::model::Model;
use crate::model::duty::Deliverable;
use crate::model::figure::{Payer, Sign};
use crate::model::follow_up::Goal;
use crate::model::life::Life;
use crate::model::rule::{RuleText, SubjectKind, Undecided};
use crate::source::Span;

pub use crate::calendar::Question;
pub use culprits::Culprit;
pub use disputes::Disputed;
use figures::Figures;
pub use figures::{ClaimView, LikelyCause, Split, climb, climb_at_least};
pub use property::{About, Asked, PropertyKind};
use subjects::{Questioned, Tellings};
pub use subjects::{common_properties, own_properties};
pub use ties::{Blame, Judges, Ties};

/// Everything known, for one question.
#[derive(Debug)]
pub struct Facts {
    model: Arc<Model>,
    question: Question,
    /// The days of the förbund, as far as they are known.
    life: Life,
    figures: Figures,
    /// The printed numbers that are wrong, where that can be told.
    culprits: OnceLock<Vec<Culprit>>,
    /// The numbers that are stated in two ways of the same weight.
    disputed: OnceLock<Vec<Disputed>>,
    /// The printed numbers that a text calls in question.
    questioned: OnceLock<Questioned>,
    /// What statements say of figures.
    tellings: OnceLock<Tellings>,
}

/// Something that is not known, and why.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Gap {
    /// What sort of reason.
    pub reason: Undecided,
    /// What is missing, in words.
    pub text: Text,
    /// The figure of a year that is missing, where it is one.
    pub figure: Option<(String, i32)>,
    /// How it would be written in a file, where that is known: lines of TOML, which stand in no text for a board.
    pub write: Option<String>,
}

/// Something that is known, and where from.
#[derive(Debug, Clone)]
pub struct Known {
    /// The fact.
    pub fact: Fact,
    /// Where it stands in the workspace.
    pub span: Option<Span>,
    /// The document it is taken from, and the place in it.
    pub citation: Option<(String, Option<String>)>,
    /// The claims it rests on, when it is not itself an amount.
    pub origins: Vec<Origin>,
    /// It is so only thanks to the rounding of what it rests on.
    pub within_rounding: bool,
    /// It is so only as far as the register has nothing else: what would be there, where nothing is met or broken by
    /// that silence.
    pub silence: Option<Box<Gap>>,
}

/// A fact about a subject.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Fact {
    /// An amount with its claims.
    Amount(Quantity),
    /// A whole number.
    Number(i64),
    /// Yes or no.
    Truth(bool),
    /// A day.
    Day(NaiveDate),
    /// Done on a day that is not known: not before the first, when that is known, and no later than the last.
    DoneBy(Option<NaiveDate>, NaiveDate),
    /// A word a script compares.
    Word(&'static str),
    /// Words for a reader.
    Words(Text),
}

impl Fact {
    /// When something was done: the day, or the last day it can have been.
    pub(crate) fn done(earliest: Option<NaiveDate>, latest: NaiveDate) -> Self {
        if earliest == Some(latest) { Self::Day(latest) } else { Self::DoneBy(earliest, latest) }
    }
}

/// A property of a subject: known, or a gap.
pub type Property = Result<Known, Gap>;

/// What a rule is asked about, with everything known about it.
#[derive(Debug)]
pub struct Subject {
    /// What it is.
    pub kind: SubjectKind,
    /// Its readable path.
    pub id: String,
    /// What it is called.
    pub title: Text,
    /// The years it concerns, first and last.
    pub years: Option<(i32, i32)>,
    /// The date that decides which version of a rule holds.
    pub governing: NaiveDate,
    /// Whether it can be asked about yet, or still.
    pub standing: Standing,
    /// Where it stands.
    pub place: Option<Span>,
    /// The clause that binds it, where it is an agreement's own.
    pub clause: Option<Arc<Clause>>,
    /// Who is responsible.
    pub responsible: Arc<[String]>,
    /// When it falls due.
    pub due: Option<NaiveDate>,
    /// Whether the agreement it belongs to has run out.
    pub ended: bool,
    /// How late it is.
    pub days_late: Option<i64>,
    /// Which rules it is for, by group.
    pub group: Option<String>,
    /// Whether only tables of it are entered, for a document: what its text says is not asked about.
    pub only_tables: bool,
    /// What is delivered, for an occurrence.
    pub deliverable: Option<Deliverable>,
    /// What is late or missing before it.
    pub held_up_by: Vec<Arc<HeldUp>>,
    /// How many more than those there are, within what is looked at.
    pub held_up_more: usize,
    /// What its properties are found from.
    source: Box<dyn property::Properties>,
}

/// Something late or missing that another thing waits for.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct HeldUp {
    /// Its id.
    pub id: String,
    /// What it is and how late, in words.
    pub words: Text,
}

/// Whether a subject can be asked about on the day of the question.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Standing {
    /// It can.
    Current,
    /// Not before this day.
    NotYet(NaiveDate),
    /// Not after this day.
    Ended(NaiveDate),
    /// It is of a time before the förbund was formed, on this day.
    Unformed(NaiveDate),
    /// It is of a time after the förbund was wound up, on this day.
    WoundUp(NaiveDate),
}

/// What a subject, or the verdict on it, is measured by.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Clause {
    /// The clause and the document or statute.
    pub reference: String,
    /// Where it stands in the workspace.
    pub span: Span,
}

/// Every property a script may ask of a kind of subject.
#[must_use]
pub fn properties_of(kind: SubjectKind) -> &'static [&'static About] {
    static DECLARED: LazyLock<BTreeMap<SubjectKind, Vec<&'static About>>> = LazyLock::new(|| {
        let all = |kind| common_properties().into_iter().chain(own_properties(kind)).collect();
        SubjectKind::ALL.iter().map(|kind| (*kind, all(*kind))).collect()
    });
    DECLARED.get(&kind).map_or(&[], Vec::as_slice)
}

/// What is declared of one property of a kind of subject, by its name.
#[must_use]
pub fn property_of(kind: SubjectKind, name: &str) -> Option<&'static About> {
    properties_of(kind).iter().copied().find(|it| it.name == name)
}

impl Subject {
    /// What is known of a property, for the rule that asks; none when subjects of this kind do not have it.
    #[must_use]
    pub fn property<'m>(&'m self, asked: &Asked<'m>, name: &str) -> Option<Property> {
        subjects::common(&self.title, asked, name).or_else(|| self.source.property(asked, name))
    }

    /// Why numbers of it may differ, where they do: a guess, which no rule can ask for.
    #[must_use]
    pub fn likely_cause(&self) -> Option<&LikelyCause> {
        self.source.likely_cause()
    }

    /// The statement of it that differs from the others.
    #[must_use]
    pub fn differs(&self) -> Option<Origin> {
        self.source.differs()
    }

    /// The figures that a fault of it is about.
    #[must_use]
    pub fn about(&self, facts: &Facts) -> Vec<Judges> {
        self.source.about(facts)
    }

    /// The whole that a share of it can be no part of.
    #[must_use]
    pub fn whole(&self) -> Option<Origin> {
        self.source.whole()
    }

    /// The two amounts of it that should be one: what is stated, and what it should be.
    #[must_use]
    pub fn compared(&self) -> Option<(&Quantity, &Quantity)> {
        self.source.compared()
    }

    /// Whether a property says only what the subject is, and nothing that is known of it.
    #[must_use]
    pub fn names_it(&self, property: &str) -> bool {
        properties_of(self.kind).iter().any(|it| it.name == property && it.names_it)
    }
}

impl Gap {
    /// A figure that is not known.
    #[must_use]
    pub fn figure(text: Text) -> Self {
        Self::new(Undecided::MissingFigure, text)
    }

    /// A figure of a year that no table has.
    #[must_use]
    pub fn of_figure(name: &str, year: i32, text: Text) -> Self {
        Self { figure: Some((name.to_owned(), year)), ..Self::figure(text) }
    }

    /// Something the register does not hold.
    #[must_use]
    pub fn record(text: Text) -> Self {
        Self::new(Undecided::MissingRecord, text)
    }

    pub(crate) const fn new(reason: Undecided, text: Text) -> Self {
        Self { reason, text, figure: None, write: None }
    }

    /// The same, which these lines would settle.
    pub(crate) fn written(self, lines: impl Into<String>) -> Self {
        Self { write: Some(lines.into()), ..self }
    }
}

impl From<Fact> for Known {
    fn from(fact: Fact) -> Self {
        Self { fact, span: None, citation: None, origins: Vec::new(), within_rounding: false, silence: None }
    }
}

/// The workspace with the parameters that were known: a value that the förbund set later changes nothing before.
fn as_known(model: Arc<Model>, question: Question) -> Arc<Model> {
    let known = |rule: &RuleText| rule.as_known(|from| question.is_known(from));
    let changed: BTreeMap<usize, RuleText> =
        model.rules.iter().enumerate().filter_map(|(index, rule)| Some((index, known(rule)?))).collect();
    if changed.is_empty() {
        return model;
    }
    let mut model = Model::clone(&model);
    for (index, rule) in changed {
        if let Some(own) = model.rules.get_mut(index) {
            *own = Arc::new(rule);
        }
    }
    Arc::new(model)
}

impl Facts {
    /// Works out everything that follows from the model for one question.
    #[must_use]
    pub fn new(model: Arc<Model>, question: Question) -> Self {
        let model = as_known(model, question);
        let figures = Figures::new(&model, question);
        Self::of(model, question, figures)
    }

    fn of(model: Arc<Model>, question: Question, figures: Figures) -> Self {
        Self {
            life: question.life(&model),
            model,
            question,
            figures,
            culprits: OnceLock::new(),
            disputed: OnceLock::new(),
            questioned: OnceLock::new(),
            tellings: OnceLock::new(),
        }
    }

    /// Works out, on all processors there are, what most rules ask for: where rules are asked side by side, each would
    /// wait for whoever began on it.
    pub(crate) fn look_ahead(&self) {
        let beside = || self.figures.look_beside(&self.model);
        let along = || {
            self.figures.look_ahead(&self.model);
            self.culprits();
            self.all_disputed();
        };
        rayon::join(along, beside);
    }

    /// The days of the förbund, as far as they are known.
    #[must_use]
    pub const fn life(&self) -> Life {
        self.life
    }

    /// What the workspace says.
    #[must_use]
    pub fn model(&self) -> &Model {
        &self.model
    }

    /// The dates of the question.
    #[must_use]
    pub const fn question(&self) -> Question {
        self.question
    }

    /// Whether a record counts: it was known at `known_at`.
    fn counts(&self, recorded: Option<NaiveDate>) -> bool {
        self.question.counts(recorded)
    }

    /// The best value of a figure in a year.
    ///
    /// # Errors
    /// The gap, when it is not known.
    pub fn figure(&self, name: &str, year: i32) -> Result<Quantity, Gap> {
        self.figures.value(&self.model, name, year)
    }

    /// An amount of a figure as words speak of it: a cost, which is negative in the files, rises as it becomes larger,
    /// and is told of without its sign.
    pub(crate) fn spoken(&self, name: &str, amount: Quantity) -> Quantity {
        if self.is_spoken_turned(name) { amount.negated() } else { amount }
    }

    /// The same of a number that somebody wrote for a figure, with the sign or without it.
    fn spoken_number(&self, name: &str, number: &Quantity) -> Quantity {
        if self.is_spoken_turned(name) { number.magnitude() } else { number.clone() }
    }

    fn is_spoken_turned(&self, name: &str) -> bool {
        self.model.catalogue().get(name).is_some_and(|it| it.sign == Sign::Negative)
    }

    /// Whether a figure is printed for a year.
    ///
    /// # Errors
    /// The gap when it is not, and a table of the year may have lost the row.
    pub fn is_stated(&self, name: &str, year: i32) -> Result<bool, Gap> {
        self.figures.is_stated(name, year)
    }

    /// The same, and no wider than a claim that agrees with it.
    pub(crate) fn settled(&self, name: &str, year: i32) -> Result<Quantity, Gap> {
        self.figures.settled(&self.model, name, year)
    }

    /// The year's allocation: as it is known or printed, else what all members contribute by the budget.
    pub(crate) fn allocation(&self, year: i32) -> Result<Quantity, Gap> {
        self.figures.allocation(&self.model, year)
    }

    /// What a group of members, or all, contribute to the year's allocation: by the outcome if it is known,
    /// else by the budget.
    ///
    /// # Errors
    /// The gap, when a contribution is known in neither.
    pub fn contributed(&self, payer: Option<Payer>, year: i32) -> Result<Quantity, Gap> {
        self.figures.contributed(&self.model, payer, year)
    }

    /// What equity may be at the end of a year by the recommended stairs, over the allocation: by the outcome if
    /// it is known, else by the budget.
    ///
    /// # Errors
    /// The gap, when the allocation is not known, or it lies above the last step of the stairs.
    pub fn equity_cap(&self, year: i32) -> Result<Quantity, Gap> {
        self.figures.cap(&self.model, year, false)
    }

    /// The least that it may be: what the stairs give at their last step, where the base lies above it.
    ///
    /// # Errors
    /// The gap, when the allocation is not known, or the stairs may go down.
    pub fn equity_cap_at_least(&self, year: i32) -> Result<Quantity, Gap> {
        self.figures.cap(&self.model, year, true)
    }

    /// The rule whose stairs the cap climbs, where there is one.
    #[must_use]
    pub fn cap_rule(&self) -> Option<&str> {
        figures::cap_parameter(&self.model)?.split_once('/').map(|(rule, _)| rule)
    }

    /// How far up each step of the stairs goes by which the cap of a year is reckoned, in kronor.
    #[must_use]
    pub fn cap_steps(&self, year: i32) -> Vec<Decimal> {
        figures::cap_stairs(&self.model, year).iter().filter_map(|step| step.to).collect()
    }

    /// What a goal came to in a year, as the rules hold it against what it aims at.
    ///
    /// # Errors
    /// The gap, when it is not known.
    pub fn goal_outcome(&self, goal: &Goal, year: i32) -> Result<Quantity, Gap> {
        let name = &goal.figure.name.value;
        self.settled(name, year.saturating_add(goal.figure.year)).map(|it| self.spoken(name, it))
    }

    /// The years that some table tells of, first to last.
    #[must_use]
    pub fn figure_years(&self) -> Vec<i32> {
        self.figures.years().collect()
    }

    /// What is named as the contribution of someone who was no member in the year.
    ///
    /// # Errors
    /// The gap, when it cannot be added up.
    pub fn contributed_by_others(&self, year: i32) -> Result<Quantity, Gap> {
        self.figures.contributed_by_others(&self.model, year)
    }

    /// How the municipalities' contributions follow the year's key, or else the shares given.
    ///
    /// # Errors
    /// The gap, when a key or a contribution is not known.
    pub fn municipal_split(&self, shares: &BTreeMap<String, Decimal>, year: i32) -> Result<Split, Gap> {
        self.figures.municipal_split(&self.model, shares, year)
    }

    /// How many relations and computed figures look at each table, by its number in the workspace.
    #[must_use]
    pub fn looked_at(&self) -> (BTreeMap<usize, usize>, Vec<Span>) {
        let (looks, asked) = self.figures.looked_at(&self.model);
        let own = self.model.relations.iter().filter(|it| !self.model.is_standard(it.span));
        // A family is one entry, whatever it is spread to.
        let own: BTreeSet<Span> = own.map(|it| it.span).collect();
        (looks, own.difference(&asked).copied().collect())
    }

    /// The claim behind an origin.
    #[must_use]
    pub fn claim(&self, origin: Origin) -> Option<ClaimView<'_>> {
        self.figures.claim(&self.model, origin)
    }

    /// Why what rests on some claims cannot be trusted to be met: a table of their year has lost cells, or their
    /// document does not prove itself whole.
    #[must_use]
    pub fn lost(&self, origins: &[Origin]) -> Option<Gap> {
        origins.iter().find_map(|origin| self.figures.lost(&self.model, *origin))
    }

    /// What a figure is called.
    #[must_use]
    pub fn figure_title(&self, name: &str) -> Arc<Text> {
        self.model.figure_title(name)
    }

    /// Every figure name of the catalogue.
    pub fn figure_names(&self) -> impl Iterator<Item = &str> {
        self.model.catalogue().keys().map(String::as_str)
    }
}
