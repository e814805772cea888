//! The answer of one rule on one subject, and what a reader needs to believe it.

mod causes;
mod past;

use std::sync::Arc;

use std::collections::BTreeMap;

use chrono::NaiveDate;
use rust_decimal::Decimal;

use crate::amount::{Kind, Quantity, Text, Unit};
use crate::diagnostic::Severity;
pub use causes::tie;
pub use past::pass;

use crate::facts::{Clause, Fact, HeldUp, LikelyCause, Subject, Ties};
use crate::model::remark::Dimension;
use crate::model::rule::{Authority, Mends, SubjectKind};
pub use crate::model::rule::{Class, Undecided};
use crate::source::Span;

/// Which rules and years are asked about: all of them by default.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Selection {
    /// Only these rules; all when empty.
    pub rules: Vec<String>,
    /// Only subjects that concern this year.
    pub year: Option<i32>,
    /// Not the rules of these families.
    pub without: Vec<String>,
}

names! {
    /// The five answers, findings first.
    #[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
    pub enum Outcome {
        /// All that was needed was known, and it does not hold.
        Breached = "breached",
        /// Something needed is missing, or a person must judge.
        Undecided = "undecided",
        /// Breached, and a waiver in force covers it.
        Waived = "waived",
        /// All that was needed was known, and it holds.
        Met = "met",
        /// The rule was not in force, or the subject is outside it.
        NotApplicable = "not-applicable",
    }
}

impl Outcome {
    /// Whether a reader has something to do about it.
    #[must_use]
    pub const fn is_finding(self) -> bool {
        matches!(self, Self::Breached | Self::Undecided)
    }
}

/// One rule, one subject, one answer.
#[derive(Debug, Clone)]
pub struct Verdict {
    /// The rule's id.
    pub rule: Arc<str>,
    /// The rule's name: the fault it finds.
    pub rule_title: Arc<Text>,
    /// What the rule asks for, in words that hold when it is met.
    pub asks: Arc<Text>,
    /// The same as a question.
    pub question: Arc<Text>,
    /// Whether what it finds can be put right afterwards.
    pub mends: Mends,
    /// Whether it is found, and can no longer be put right.
    pub past: bool,
    /// The day that decides which rules hold for what it was asked about.
    pub day: NaiveDate,
    /// The rule's family.
    pub family: Arc<str>,
    /// Whose rule it is.
    pub authority: Authority,
    /// Which of the auditors' questions the rule belongs to.
    pub dimension: Option<Dimension>,
    /// How bad a breach is.
    pub severity: Severity,
    /// What a breach is.
    pub class: Class,
    /// What it was asked about.
    pub subject: Arc<Subject>,
    /// The answer.
    pub outcome: Outcome,
    /// Why it is undecided.
    pub reason: Option<Undecided>,
    /// The answer in words.
    pub message: Text,
    /// Where in the rule's logic it was decided, line and column; none where nothing there was.
    pub decided_at: Option<(u32, u32)>,
    /// Why a number may not be what it should: a guess, looked for among the known ones.
    pub likely_cause: Option<Box<LikelyCause>>,
    /// How large the difference is, where two amounts should be one.
    pub size: Option<Box<Size>>,
    /// What ties it to others that have the same cause, where something may.
    pub ties: Option<Box<Ties>>,
    /// The fingerprint of the fault that this one follows from, when they have one cause.
    pub follows_from: Option<String>,
    /// Every value it rests on, with its place.
    pub values: Vec<Value>,
    /// How it was computed, in order.
    pub computation: Vec<ComputationStep>,
    /// It holds, but only since the figures are rounded.
    pub within_rounding: bool,
    /// The clause it is measured by.
    pub clause: Arc<Clause>,
    /// Where to look first in the workspace.
    pub place: Span,
    /// Who is responsible.
    pub responsible: Arc<[String]>,
    /// When it falls due.
    pub due: Option<NaiveDate>,
    /// Whether the agreement it belongs to has run out.
    pub ended: bool,
    /// How late it is.
    pub days_late: Option<i64>,
    /// What is late or missing before it in the annual cycle.
    pub held_up_by: Vec<Arc<HeldUp>>,
    /// How many more than those there are, within what is looked at.
    pub held_up_more: usize,
    /// How to put it right.
    pub remedy: Arc<Text>,
    /// The same for the same finding, however the files are laid out.
    pub fingerprint: String,
}

impl Verdict {
    /// What ties it to others that have the same cause.
    pub(crate) fn ties(&self) -> &Ties {
        static NONE: Ties = Ties::none();
        self.ties.as_deref().unwrap_or(&NONE)
    }

    /// What it says, without whom it says it of.
    #[must_use]
    pub fn says(&self) -> String {
        self.message.sv.replace(&self.subject.title.sv, "")
    }

    /// What a reader is told that it is about: the fault where one is found, else what the rule asks for. The name of
    /// a fault beside "met" would say the opposite of what it means.
    #[must_use]
    pub fn heading(&self) -> Arc<Text> {
        match self.outcome {
            Outcome::Breached | Outcome::Waived => Arc::clone(&self.rule_title),
            // What is open is asked: said outright it would read as the answer.
            Outcome::Undecided => Arc::clone(&self.question),
            Outcome::Met | Outcome::NotApplicable => Arc::clone(&self.asks),
        }
    }

    /// Whether it is a finding about the förbund, and not about the assessment itself.
    #[must_use]
    pub fn is_told(&self) -> bool {
        self.outcome.is_finding() && !self.finds(Class::Notice)
    }

    /// Whether it tells of the files themselves, and of nothing that stands in them.
    #[must_use]
    pub fn is_of_files(&self) -> bool {
        matches!(self.subject.kind, SubjectKind::Workspace | SubjectKind::Waiver)
    }

    /// Whether it is breached, and a breach is of a class.
    #[must_use]
    pub fn finds(&self, class: Class) -> bool {
        self.outcome == Outcome::Breached && self.class == class
    }
}

/// Verdicts by rule, in the order the rules first appear.
#[must_use]
pub fn by_rule<'v>(verdicts: &[&'v Verdict]) -> Vec<Vec<&'v Verdict>> {
    let mut order: Vec<&str> = Vec::new();
    let mut groups: BTreeMap<&str, Vec<&Verdict>> = BTreeMap::new();
    for verdict in verdicts {
        let group = groups.entry(&verdict.rule).or_default();
        if group.is_empty() {
            order.push(&verdict.rule);
        }
        group.push(verdict);
    }
    order.into_iter().filter_map(|rule| groups.remove(rule)).collect()
}

/// A value a verdict rests on.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Value {
    /// The name the rule gives it, or the figure's.
    pub name: String,
    /// What a reader calls it.
    pub label: Arc<Text>,
    /// The figure, when it is one.
    pub figure: Option<String>,
    /// The year of the figure.
    pub year: Option<i32>,
    /// The value.
    pub fact: Fact,
    /// The document it is taken from.
    pub document: Option<String>,
    /// The place in the document.
    pub part: Option<String>,
    /// The row and the column there, where the workspace tells.
    pub at: Option<String>,
    /// Where it stands in the workspace; none for a computed value.
    pub span: Option<Span>,
}

/// How large a difference is, and against what it is measured: what an auditor weighs it by.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Size {
    /// The difference, for a reader.
    pub difference: Text,
    /// The larger of the two amounts, for a reader.
    pub of: Text,
    /// The difference as a share of it, in hundredths.
    pub percent: Decimal,
    /// The difference, exact: in kronor, persons or things.
    pub amount: Decimal,
    /// Which of them.
    pub unit: Unit,
}

impl Size {
    /// How far two amounts that count or measure something are from each other; two shares have no size of their own.
    pub(crate) fn between(stated: &Quantity, expected: &Quantity) -> Option<Self> {
        if !matches!(stated.kind, Kind::Money | Kind::Persons | Kind::Count) {
            return None;
        }
        let difference = stated.sub(expected).ok()?.magnitude();
        let largest = if stated.value.abs() > expected.value.abs() { stated } else { expected }.magnitude();
        let share = difference.value.checked_div(largest.value)?;
        let percent = share.checked_mul(Decimal::ONE_HUNDRED)?.round_dp(1);
        let unit = match stated.kind {
            Kind::Money => Unit::Kr,
            Kind::Persons => Unit::Persons,
            _ => Unit::Count,
        };
        let (amount, of) = (difference.value, largest.in_words());
        Some(Self { difference: difference.in_words(), of, percent, amount, unit })
    }
}

/// Whether two amounts are no further apart than one person or thing, or one in the last digit printed.
pub(crate) fn is_slight(stated: &Quantity, expected: &Quantity) -> bool {
    let step = |it: &Quantity| match it.kind {
        Kind::Persons | Kind::Count => Some(Decimal::ONE),
        _ => it.high.checked_sub(it.low),
    };
    let difference = stated.value.checked_sub(expected.value).map(|it| it.abs());
    let step = step(stated).zip(step(expected)).map(|(one, other)| one.max(other));
    difference.zip(step).is_some_and(|(difference, step)| difference <= step)
}

/// One step of a computation.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ComputationStep {
    /// What was worked out.
    pub what: Arc<Text>,
    /// What came out.
    pub result: Text,
}

/// What would meet a rule that is broken, or decide one that is open.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum SettledBy {
    /// One thing that is known would have to be another: what it is, and what it would be.
    Otherwise(Text),
    /// A figure of a year is not known, by its name.
    Figure(String, i32),
    /// Something about the subject is not known: what, and how it would be written, where that is known.
    Missing(Text, Option<String>),
}
