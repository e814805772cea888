//! Rules as their files state them: what, why, whose, since when, texts, parameters, conditions.
//! The logic stands here too, as conditions, or in the script beside the file where it computes.

mod condition;
mod takes;

use std::collections::BTreeMap;

use chrono::NaiveDate;
use rust_decimal::Decimal;

use super::agreement::AgreementKind;
use super::citation::{Citation, provision};
use super::declared::Accepts;
use super::duty::Deliverable;
use super::problems;
use super::read::{Problems, Reader, Validity, number_of};
use super::remark::Dimension;
use super::statute::Dated;
use crate::amount::{Language, Text};
use crate::diagnostic::Severity;
use crate::source::{Node, Span, Spanned, Table, Value};

pub(crate) use condition::labels;
pub use condition::{Condition, Then};
pub use takes::Takes;

/// One rule, but for its script.
#[derive(Debug, Clone)]
pub struct RuleText {
    /// Its id: the fault it finds.
    pub id: Spanned<String>,
    /// The folder it lies in.
    pub family: String,
    /// What it is asked about.
    pub subject: SubjectKind,
    /// Whose rule it is.
    pub authority: Authority,
    /// How bad a breach is.
    pub severity: Severity,
    /// What a breach is.
    pub class: Class,
    /// What an auditor would ask it under, for the questions auditors ask.
    pub dimension: Option<Dimension>,
    /// When it holds.
    pub in_force: Validity,
    /// Where it is written.
    pub source: Dated<RuleSource>,
    /// Whether the board can accept a deviation.
    pub waivable: bool,
    /// Whether it takes the place of one of the standard's with the same id.
    pub replaces: bool,
    /// When a year is asked about it.
    pub asked: AskedOn,
    /// Which deliverables it is about, for rules about occurrences; all when empty.
    pub deliverables: Vec<Deliverable>,
    /// Which groups of subjects it is about; all when empty.
    pub groups: Vec<Spanned<String>>,
    /// What its clause requires, for rules about checklists.
    pub required: Vec<(String, Text)>,
    /// Whether it asks also where nobody has entered a list of its group, for rules about checklists.
    pub always: bool,
    /// Whether it asks also when what it is asked about has ended, for rules about agreements.
    pub after_end: bool,
    /// Its name: the fault it finds.
    pub title: Text,
    /// What it asks for, in words that hold when it is met.
    pub asks: Option<Text>,
    /// Whether what it finds can be put right afterwards.
    pub mends: Option<Mends>,
    /// The finding, with placeholders.
    pub message: Spanned<Text>,
    /// What it checks.
    pub what: Text,
    /// Why that matters.
    pub why: Text,
    /// How to put it right.
    pub remedy: Text,
    /// Its numbers, by name and time.
    pub parameters: Vec<Parameter>,
    /// Its logic, when it is an ordered list of conditions.
    pub conditions: Vec<Condition>,
    /// The rule it judges just as, when its logic is another's.
    pub judges_as: Option<Spanned<String>>,
    /// What its values are called, where it has its own words for them.
    pub labels: BTreeMap<String, Text>,
    /// Why it may be undecided or not apply, by the word its logic uses.
    pub reasons: BTreeMap<String, Reason>,
    /// Where it stands.
    pub span: Span,
}

names! {
    /// What a rule is asked about, in the order a report takes them.
    #[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
    pub enum SubjectKind {
        /// A financial year.
        Year = "year",
        /// A figure in a year.
        Figure = "figure",
        /// A relation between figures in a year.
        Relation = "relation",
        /// An agreement.
        Agreement = "agreement",
        /// A party in an agreement.
        Party = "party",
        /// One duty, one responsible, one period.
        Occurrence = "occurrence",
        /// A meeting.
        Meeting = "meeting",
        /// A goal in a year.
        Goal = "goal",
        /// A statement that judges figures.
        Statement = "statement",
        /// An initiative.
        Initiative = "initiative",
        /// An action of a development plan.
        Action = "action",
        /// An auditor's remark.
        Remark = "remark",
        /// An assignment.
        Assignment = "assignment",
        /// What something must contain.
        Checklist = "checklist",
        /// A document.
        Document = "document",
        /// The workspace itself.
        Workspace = "workspace",
        /// A waiver.
        Waiver = "waiver",
    }
}

names! {
    /// Whose rule it is, weightiest first.
    #[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
    pub enum Authority {
        /// A statute.
        Law = "law",
        /// An agreement between the parties.
        Agreement = "agreement",
        /// The board's own decision.
        Decision = "decision",
        /// A national recommendation.
        Recommendation = "recommendation",
        /// What well-kept bodies do.
        GoodPractice = "good-practice",
    }
}

names! {
    /// Whether what a rule finds can be put right afterwards.
    #[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
    pub enum Mends {
        /// It does harm as long as it stands: before all else.
        AtOnce = "at-once",
        /// Where it stands, whenever somebody does.
        AnyTime = "any-time",
        /// As long as the year it is about lasts, or its agreement.
        InTime = "in-time",
        /// A state that goes on from year to year: the latest year that is known tells whether it still stands.
        Latest = "latest",
        /// What was done, or was not, on its day stays so.
        Never = "never",
    }
}

names! {
    /// What it is that a rule finds.
    #[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
    pub enum Class {
        /// Something that is not as it has to be.
        Fault = "fault",
        /// What came out did not reach what was aimed at: to be told and explained, but no fault.
        Result = "result",
        /// Something to know of the assessment itself; nothing about the förbund.
        Notice = "notice",
    }
}

/// Where a rule is written.
#[derive(Debug, Clone)]
pub struct RuleSource {
    /// The statute, recommendation or document.
    pub name: String,
    /// The place in it.
    pub reference: String,
    /// The day the text was last read.
    pub confirmed: Option<NaiveDate>,
    /// Where that is said.
    pub span: Span,
}

impl RuleSource {
    /// The source and the place in it, as one cites them: `11 kap. 5 § kommunallagen (2017:725), jfr 21 § Finsamlagen
    /// (2003:1210)`.
    #[must_use]
    pub fn cited(&self) -> String {
        let Self { name, reference, .. } = self;
        if !reference.starts_with(|c: char| c.is_ascii_digit()) || !reference.contains('§') {
            return format!("{name}, {reference}");
        }
        provision(name, reference)
    }
}

/// When a year is asked about a rule: before that day the rule does not apply yet.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum AskedOn {
    /// The last day of the year.
    YearEnd,
    /// The first day of the year.
    YearStart,
    /// A day by which something must be done, `year` years from the year asked about.
    Due {
        /// Month, from 1.
        month: u32,
        /// Day of the month.
        day: u32,
        /// Years from the year.
        year: i32,
    },
}

/// A number a rule uses, for a time.
#[derive(Debug, Clone)]
pub struct Parameter {
    /// Its name.
    pub name: Spanned<String>,
    /// When this value holds.
    pub days: Validity,
    /// The value.
    pub value: ParameterValue,
    /// What values it takes, where its rule declares it.
    pub takes: Option<Spanned<Takes>>,
    /// Where it is known from, when the förbund has set it.
    pub source: Option<Citation>,
    /// The first day that can have been known, when the förbund has set it.
    pub known_from: Option<NaiveDate>,
    /// The rule's own values, which it took the place of: they hold until it is known.
    pub before: Vec<Self>,
}

/// The value of a parameter.
#[derive(Debug, Clone)]
pub enum ParameterValue {
    /// A number.
    Number(Decimal),
    /// A word.
    Word(String),
    /// Words.
    Words(Vec<String>),
    /// Stairs: up to so much, at such a rate.
    Stairs(Vec<StairStep>),
    /// Shares by organisation; none when they are the förbund's own to give.
    Shares(BTreeMap<String, Decimal>),
}

impl ParameterValue {
    /// The value in one line, numbers as the language writes them.
    #[must_use]
    pub fn written(&self, language: Language) -> String {
        let number = |number: &Decimal| match language {
            Language::Sv => number.to_string().replace('.', ","),
            Language::En => number.to_string(),
        };
        match self {
            Self::Number(it) => number(it),
            Self::Word(word) => word.clone(),
            Self::Words(words) => words.join(", "),
            Self::Shares(shares) => shares
                .iter()
                .map(|(id, share)| format!("{id} {}", number(share)))
                .collect::<Vec<_>>()
                .join(", "),
            Self::Stairs(steps) => {
                let step = |it: &StairStep| match &it.to {
                    Some(to) => format!("{} ≤ {}", number(&it.rate), number(to)),
                    None => number(&it.rate),
                };
                steps.iter().map(step).collect::<Vec<_>>().join(", ")
            }
        }
    }

    /// The number it is, where it is one.
    #[must_use]
    pub const fn number(&self) -> Option<Decimal> {
        match self {
            Self::Number(number) => Some(*number),
            _ => None,
        }
    }
}

/// One step of the stairs.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct StairStep {
    /// The step ends here; none when it has no end.
    pub to: Option<Decimal>,
    /// The rate on the part of the base within the step.
    pub rate: Decimal,
}

/// Why a rule is undecided, or does not apply.
#[derive(Debug, Clone)]
pub struct Reason {
    /// The sort of reason; none when the rule does not apply.
    pub undecided: Option<Undecided>,
    /// The words.
    pub text: Text,
    /// What would settle it, as lines of TOML, where the rule knows.
    pub write: Option<String>,
}

names! {
    /// What keeps a rule from being decided.
    #[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
    pub enum Undecided {
        /// A figure is not known.
        MissingFigure = "missing-figure",
        /// A record is not in the register.
        MissingRecord = "missing-record",
        /// The rule's own text does not reach the case.
        RuleSilent = "rule-silent",
        /// A person must judge.
        Judgement = "judgement",
        /// The rule itself could not be run to its end.
        RuleFailed = "rule-failed",
    }
}

impl Undecided {
    /// Whether something is not known: what is not is for a person, or for the rule, to settle.
    #[must_use]
    pub const fn lacks_information(self) -> bool {
        matches!(self, Self::MissingFigure | Self::MissingRecord)
    }
}

/// Reads a rule's file.
pub(crate) fn read(table: &Table<'_>, family: &str, problems: &Problems) -> Option<RuleText> {
    let mut reader = Reader::new(table, problems);
    let id = reader.need_id("id");
    let subject = reader.need_choice("subject", SubjectKind::NAMES);
    let authority = reader.need_choice("authority", Authority::NAMES);
    let severity = reader.need_choice("severity", Severity::NAMES);
    let class = reader.choice("class", Class::NAMES);
    let dimension = reader.choice("dimension", Dimension::NAMES).map(|it| it.value);
    let in_force = reader.validity("in_force");
    let in_force = reader.require("in_force", in_force);
    let source = sources(&mut reader);
    let waivable = reader.bool("waivable").unwrap_or(false);
    let replaces = reader.bool("replaces").unwrap_or(false);
    let asked = asked(&mut reader);
    let deliverables = reader.choices("deliverables", Deliverable::NAMES);
    let groups = reader.texts("groups");
    let required = reader.tables("required").into_iter().filter_map(required).collect();
    let (always, after_end) = asked_also(&mut reader, subject.as_ref().map(|it| it.value), &groups);
    let title = reader.need_both("title");
    let asks = reader.both("asks").map(|it| it.value);
    let mends = reader.choice("mends", Mends::NAMES).map(|it| it.value);
    let message = reader.need_both("message");
    let what = reader.need_both("what");
    let why = reader.need_both("why");
    let remedy = reader.need_both("remedy");
    reader.texts("no_fixture");
    let parameters: Vec<_> = reader.tables("parameter").into_iter().filter_map(parameter).collect();
    let judges_as = reader.text("judges_as");
    let conditions = condition::read(&mut reader);
    let labels = labels(&mut reader).into_iter().collect();
    let reasons = reasons(&mut reader);
    let span = id.as_ref().map_or(reader.span(), |id| id.span);
    if let Some(in_force) = &in_force {
        check_versions(&parameters, in_force, problems);
    }
    reader.finish();
    Some(RuleText {
        id: id?,
        family: family.to_owned(),
        subject: subject?.value,
        authority: authority?.value,
        severity: severity?.value,
        class: class.map_or(Class::Fault, |it| it.value),
        dimension,
        in_force: in_force?,
        source: source?,
        waivable,
        replaces,
        asked,
        deliverables,
        groups,
        required,
        always,
        after_end,
        title: title?.value,
        asks,
        mends,
        message: message?,
        what: what?.value,
        why: why?.value,
        remedy: remedy?.value,
        parameters,
        conditions: conditions?,
        judges_as,
        labels,
        reasons,
        span,
    })
}

fn required(mut reader: Reader<'_>) -> Option<(String, Text)> {
    let id = reader.need_id("id");
    let title = reader.need_both("title");
    reader.finish();
    Some((id?.value, title?.value))
}

/// What a rule rests on, and what it rested on before.
fn sources(reader: &mut Reader<'_>) -> Option<Dated<RuleSource>> {
    let source = reader.table("source");
    let source = reader.require("source", source).and_then(rule_source);
    let formerly = reader.tables("formerly").into_iter().filter_map(|mut source| {
        let to = source.date("to");
        let to = source.require("to", to);
        to.zip(rule_source(source))
    });
    let formerly: Vec<_> = formerly.collect();
    Some(Dated::new(source?, formerly, reader.problems()))
}

fn rule_source(mut reader: Reader<'_>) -> Option<RuleSource> {
    let span = reader.span();
    let name = reader.need_text("name");
    let reference = reader.need_text("ref");
    let confirmed = reader.date("confirmed").map(|day| day.value);
    reader.finish();
    Some(RuleSource { name: name?.value, reference: reference?.value, confirmed, span })
}

/// Whether it asks also where nobody has entered a list, and also when what it is asked about has ended.
fn asked_also(
    reader: &mut Reader<'_>,
    subject: Option<SubjectKind>,
    groups: &[Spanned<String>],
) -> (bool, bool) {
    let is_about = |kind| subject == Some(kind);
    // Only of lists is it known who has to enter them.
    let always = is_about(SubjectKind::Checklist) && reader.bool("always").unwrap_or(false);
    if always {
        reader.require("groups", groups.first());
    }
    (always, is_about(SubjectKind::Agreement) && reader.bool("after_end").unwrap_or(false))
}

fn asked(reader: &mut Reader<'_>) -> AskedOn {
    let words = [("year-end", AskedOn::YearEnd), ("year-start", AskedOn::YearStart)];
    let word = reader.choice("asked_on", &words).map_or(AskedOn::YearEnd, |word| word.value);
    let Some(mut inner) = reader.table("due") else { return word };
    let on = inner.need_text("on");
    let year = inner.int("year").map_or(0, |year| year.value);
    let span = inner.span();
    inner.finish();
    let due = on.as_ref().and_then(|on| on.value.split_once('-')).and_then(|(month, day)| {
        let (month, day) = (month.parse().ok()?, day.parse().ok()?);
        NaiveDate::from_ymd_opt(2023, month, day)?;
        Some(AskedOn::Due { month, day, year: i32::try_from(year).ok()? })
    });
    if due.is_none() && on.is_some() {
        reader.problem(problems::bad_date(span, "due"));
    }
    due.unwrap_or(word)
}

fn parameter(mut reader: Reader<'_>) -> Option<Parameter> {
    let given = given(&mut reader);
    let takes = takes::read(&mut reader);
    reader.remarks();
    let problems = reader.problems();
    reader.finish();
    let Given { name, days, value } = given?;
    if let Some(takes) = &takes {
        takes.value.check(&value, problems);
    }
    let value = value.value;
    Some(Parameter { name, days, value, takes, source: None, known_from: None, before: Vec::new() })
}

/// A parameter as it is given: by its rule, or by the förbund.
pub(super) struct Given {
    pub(super) name: Spanned<String>,
    pub(super) days: Validity,
    pub(super) value: Spanned<ParameterValue>,
}

/// Reads what a parameter is given; whatever else stands beside it is the caller's.
pub(super) fn given(reader: &mut Reader<'_>) -> Option<Given> {
    let name = reader.need_text("name");
    let from = reader.date("from");
    let from = reader.require("from", from);
    let to = reader.date("to");
    let node = reader.node(
        "value",
        &[Accepts::Number, Accepts::Text, Accepts::Day, Accepts::Texts, Accepts::Tables, Accepts::Table],
    );
    let node = reader.require("value", node);
    let value = node.and_then(|node| Some(Spanned::new(parameter_value(reader, node)?, node.span)));
    let span = reader.span();
    if matches!((&from, &to), (Some(from), Some(to)) if to.value < from.value) {
        reader.problem(problems::interval_reversed(span));
    }
    let days = Validity { from: Some(from?.value), to: to.map(|day| day.value), span };
    Some(Given { name: name?, days, value: value? })
}

fn parameter_value(reader: &Reader<'_>, node: &Node<'_>) -> Option<ParameterValue> {
    match &node.value {
        Value::Text(word) => Some(ParameterValue::Word(word.to_string())),
        // A day is a word to a rule, with or without quotes.
        Value::Date(day) => Some(ParameterValue::Word(day.to_string())),
        Value::Array(nodes) => words_or_stairs(reader, nodes, node.span),
        Value::Table(table) => {
            let share = |entry: &crate::source::Entry<'_>| {
                let number = number_of(&entry.node);
                if number.is_none() {
                    reader.problem(problems::bad_number(entry.node.span, &entry.key));
                }
                Some((entry.key.to_string(), number?))
            };
            let entries = Reader::new(table, reader.problems()).entries(&[Accepts::Number]);
            Some(ParameterValue::Shares(entries.iter().filter_map(share).collect()))
        }
        Value::Bool(_) => {
            let expected = Text::new("ett tal, ett ord eller en lista", "a number, a word or a list");
            reader.problem(problems::wrong_type(node.span, "value", &expected));
            None
        }
        _ => {
            let number = number_of(node).map(ParameterValue::Number);
            if number.is_none() {
                reader.problem(problems::bad_number(node.span, "value"));
            }
            number
        }
    }
}

fn words_or_stairs(reader: &Reader<'_>, nodes: &[Node<'_>], span: Span) -> Option<ParameterValue> {
    let word = |node: &Node<'_>| match &node.value {
        Value::Text(word) => Some(word.to_string()),
        _ => None,
    };
    if let Some(words) = nodes.iter().map(word).collect::<Option<Vec<String>>>() {
        if words.is_empty() {
            reader.problem(problems::empty_list(span, "value"));
        }
        reader.each_once(nodes);
        return Some(ParameterValue::Words(words));
    }
    let steps: Vec<_> = nodes.iter().filter_map(|node| step(reader, node)).collect();
    if steps.len() != nodes.len() {
        return None;
    }
    check_steps(reader, &steps, span);
    Some(ParameterValue::Stairs(steps))
}

/// Stairs rise, and no step takes away or more than all.
fn check_steps(reader: &Reader<'_>, steps: &[StairStep], span: Span) {
    if steps.iter().any(|step| !is_a_part(step.rate)) {
        reader.problem(problems::no_rate(span));
    }
    let rise = steps.windows(2).all(|pair| match pair {
        [lower, upper] => {
            lower.to.is_some_and(|to| to > Decimal::ZERO && upper.to.is_none_or(|next| next > to))
        }
        _ => true,
    });
    if !rise {
        reader.problem(problems::steps_out_of_order(span));
    }
}

/// Whether a number can be a part of a whole.
pub(super) fn is_a_part(number: Decimal) -> bool {
    (Decimal::ZERO..=Decimal::ONE).contains(&number)
}

fn step(reader: &Reader<'_>, node: &Node<'_>) -> Option<StairStep> {
    let Value::Table(table) = &node.value else {
        let expected = Text::new("{ to = …, rate = … }", "{ to = …, rate = … }");
        reader.problem(problems::wrong_type(node.span, "value", &expected));
        return None;
    };
    let mut inner = Reader::new(table, reader.problems());
    let to = inner.decimal("to").map(|to| to.value);
    let rate = inner.decimal("rate");
    let rate = inner.require("rate", rate);
    inner.finish();
    Some(StairStep { to, rate: rate?.value })
}

fn reasons(reader: &mut Reader<'_>) -> BTreeMap<String, Reason> {
    let mut reasons = BTreeMap::new();
    for (section, undecided) in [("undecided", true), ("not-applicable", false)] {
        let Some(mut inner) = reader.table(section) else { continue };
        for entry in inner.entries(&[Accepts::Table]) {
            let Value::Table(table) = &entry.node.value else {
                let expected = Text::new("en tabell", "a table");
                reader.problem(problems::wrong_type(entry.node.span, &entry.key, &expected));
                continue;
            };
            if let Some(reason) = reason(table, undecided, reader.problems()) {
                reasons.insert(entry.key.to_string(), reason);
            }
        }
    }
    reasons
}

fn reason(table: &Table<'_>, undecided: bool, problems: &Problems) -> Option<Reason> {
    let mut reader = Reader::new(table, problems);
    // That a rule fails is nothing its own file can say.
    let choices: Vec<_> =
        Undecided::NAMES.iter().copied().filter(|(_, it)| *it != Undecided::RuleFailed).collect();
    let kind = if undecided { Some(reader.need_choice("reason", &choices)?.value) } else { None };
    let text = reader.languages();
    let write = if undecided { reader.text("write").map(|it| it.value.trim().to_owned()) } else { None };
    reader.finish();
    Some(Reason { undecided: kind, text: text?, write })
}

/// The versions of a parameter must cover the rule's own validity, once.
fn check_versions(parameters: &[Parameter], in_force: &Validity, problems: &Problems) {
    let mut by_name: BTreeMap<&str, Vec<&Parameter>> = BTreeMap::new();
    for parameter in parameters {
        by_name.entry(&parameter.name.value).or_default().push(parameter);
    }
    for (name, mut versions) in by_name {
        versions.sort_by_key(|version| version.days.from);
        if let Some(first) = versions.first().filter(|first| first.days.from > in_force.from) {
            problems.push(problems::validity_gap(first.days.span, name, in_force.span));
        }
        for pair in versions.windows(2) {
            let [before, after] = pair else { continue };
            check_pair(name, before, after, problems);
        }
        let last = versions.last().and_then(|last| Some((last.days.to?, last.days.span)));
        if let Some((to, span)) = last
            && in_force.to.is_none_or(|end| to < end)
        {
            problems.push(problems::validity_gap(span, name, in_force.span));
        }
    }
}

fn check_pair(name: &str, before: &Parameter, after: &Parameter, problems: &Problems) {
    if before.days.overlaps(&after.days) {
        problems.push(problems::validity_overlap(after.days.span, name, before.days.span));
    } else if before.days.to.and_then(|to| to.succ_opt()) < after.days.from {
        problems.push(problems::validity_gap(after.days.span, name, before.days.span));
    }
}

impl RuleText {
    /// What it asks for, in words that hold when it is met: for a rule of a förbund's own that does not say it, that
    /// its fault is looked for.
    #[must_use]
    pub fn asked(&self) -> Text {
        let without = || {
            let (sv, en) = (&self.title.sv, &self.title.en);
            Text::new(format!("Regeln som söker felet ”{sv}”"), format!("The rule that looks for “{en}”"))
        };
        self.asks.clone().unwrap_or_else(without)
    }

    /// Of what it asks about, which alone: the deliverables and the agreements by what they are called, other
    /// groups as files write them. Nothing where it asks about all.
    #[must_use]
    pub fn only(&self) -> Vec<Text> {
        let of_agreement =
            matches!(self.subject, SubjectKind::Agreement | SubjectKind::Party | SubjectKind::Occurrence);
        let group = |it: &Spanned<String>| {
            let kind = AgreementKind::named(&it.value).filter(|_| of_agreement);
            kind.map_or_else(|| Text::same(format!("`{}`", it.value)), AgreementKind::title)
        };
        self.deliverables.iter().map(|it| it.title()).chain(self.groups.iter().map(group)).collect()
    }

    /// The value of a parameter on a day.
    #[must_use]
    pub fn parameter(&self, name: &str, day: NaiveDate) -> Option<&Parameter> {
        self.parameters.iter().find(|p| p.name.value == name && p.days.holds(day))
    }

    /// The rule as it was known: what the förbund sets is as new as the document it is written in, and until then
    /// what it took the place of holds. None when all of it was known.
    #[must_use]
    pub fn as_known(&self, is_known: impl Fn(Option<NaiveDate>) -> bool) -> Option<Self> {
        if self.parameters.iter().all(|it| is_known(it.known_from)) {
            return None;
        }
        let (known, unknown): (Vec<Parameter>, Vec<Parameter>) =
            self.parameters.iter().cloned().partition(|it| is_known(it.known_from));
        let before = unknown.iter().flat_map(|own| own.before.iter().filter_map(|it| it.within(own.days)));
        Some(Self { parameters: known.into_iter().chain(before).collect(), ..self.clone() })
    }
}

impl Parameter {
    /// The part of its time that lies within some days.
    fn within(&self, days: Validity) -> Option<Self> {
        let to = match (self.days.to, days.to) {
            (Some(own), Some(to)) => Some(own.min(to)),
            (own, to) => own.or(to),
        };
        let within = Validity { from: self.days.from.max(days.from), to, ..self.days };
        self.days.overlaps(&days).then(|| Self { days: within, ..self.clone() })
    }
}
