//! Many workspaces beside each other: what each came to, who is above the cap, what is missing where, and how each
//! compares with those of its size.

use std::collections::{BTreeMap, BTreeSet};
use std::sync::Arc;

use chrono::{Datelike, NaiveDate};
use rust_decimal::{Decimal, RoundingStrategy};

use crate::amount::{Quantity, Text};
use crate::calendar::Question;
use crate::diagnostic::{Problem, Severity};
use crate::facts::Facts;
use crate::model::rule::{SubjectKind, Undecided};
use crate::report::Report;
use crate::source::Span;
use crate::verdict::{Class, Outcome, Verdict};

/// How few there must be for what is usual among them to be told: of fewer, one of them alone would be it.
const FEWEST: usize = 3;

/// One workspace of many.
#[derive(Debug, Clone)]
pub struct Member {
    /// Its folder below the one that was asked about, with `/`.
    pub path: String,
    /// The förbund, as the manifest has it; empty where that could not be read.
    pub name: String,
    /// The day that its manifest names, where that is another than the one asked for.
    pub other_day: Option<NaiveDate>,
    /// What is wrong with its files, or with the asking: in the order of the files.
    pub problems: Vec<Fault>,
    /// What it came to; none where its files have errors.
    pub answer: Option<Answer>,
}

/// What is wrong with a file, without its text.
#[derive(Debug, Clone)]
pub struct Fault {
    /// What kind.
    pub code: &'static str,
    /// How bad.
    pub severity: Severity,
    /// The file, with line and column where there are any.
    pub place: String,
    /// What is wrong.
    pub message: Text,
}

/// What one workspace came to.
#[derive(Debug, Clone)]
pub struct Answer {
    /// How many verdicts there are, by outcome.
    pub outcomes: BTreeMap<Outcome, usize>,
    /// How many breaches there are, by class.
    pub breaches: BTreeMap<Class, usize>,
    /// How many faults follow from no other.
    pub causes: usize,
    /// How many things are late, and can still be done.
    pub late: usize,
    /// The latest year of which equity is known at its end.
    pub economy: Option<Economy>,
    /// The years of which equity is above the cap.
    pub above: Vec<i32>,
    /// What is breached, not reached or undecided, by rule and subject.
    pub findings: Vec<Finding>,
}

/// How the money stood at the end of a year.
#[derive(Debug, Clone)]
pub struct Economy {
    /// The year.
    pub year: i32,
    /// Equity, in kronor.
    pub equity: Decimal,
    /// What the members contributed, in kronor; none where that is not known.
    pub allocation: Option<Decimal>,
    /// Equity in per cent of that, to a tenth.
    pub share: Option<Decimal>,
    /// How far up each step of the stairs goes by which its cap is reckoned, in kronor.
    steps: Vec<Decimal>,
    /// What the rule about the cap says of the year; none where it was not asked.
    pub cap: Option<Cap>,
}

/// What the rule about the cap says of a year.
#[derive(Debug, Clone)]
pub struct Cap {
    /// The answer.
    pub outcome: Outcome,
    /// The answer in words.
    pub message: Text,
}

/// Something a reader has to do something about.
#[derive(Debug, Clone)]
pub struct Finding {
    /// The rule's id.
    pub rule: Arc<str>,
    /// What it is about: the fault where one is found, else what is asked.
    pub heading: Arc<Text>,
    /// What it was asked about.
    pub subject: String,
    /// `breached` or `undecided`.
    pub outcome: Outcome,
    /// Why it is undecided.
    pub reason: Option<Undecided>,
    /// What a breach is.
    pub class: Class,
    /// How bad a breach is.
    pub severity: Severity,
    /// The answer in words.
    pub message: Text,
    /// How late it is.
    pub days_late: Option<i64>,
    /// The file, with line and column, where to look first.
    pub place: String,
    /// The same for the same finding.
    pub fingerprint: String,
}

/// All of them, and what can be seen of them together.
#[derive(Debug)]
pub struct Sector {
    /// The question that all were asked.
    pub question: Question,
    /// Each, by its path.
    pub members: Vec<Member>,
    /// Those of one size together, the smallest first, those of unknown size last.
    pub groups: Vec<Group>,
    /// What is open since something is missing, by rule, what most of them lack first.
    pub missing: Vec<Common>,
    /// What is broken, by rule, what most of them break first.
    pub broken: Vec<Common>,
    /// Whatever could not be looked into where more of them may be.
    pub unseen: Vec<Unseen>,
    /// The workspaces that lie within another and were not asked, by their paths.
    pub nested: Vec<String>,
}

/// Something that could not be looked into.
#[derive(Debug, Clone)]
pub struct Unseen {
    /// Its path.
    pub path: String,
    /// Why.
    pub why: Text,
}

/// Those whose members contribute about as much.
#[derive(Debug)]
pub struct Group {
    /// The least that it takes, in kronor, which is not enough; none for the smallest.
    pub above: Option<Decimal>,
    /// The most, in kronor; none for the largest.
    pub to: Option<Decimal>,
    /// Whether what the members contribute is known.
    pub is_known: bool,
    /// Which they are.
    pub members: Vec<usize>,
    /// What is usual among them.
    pub usual: Usual,
}

/// The medians of a group; none where there are too few to tell.
#[derive(Debug, Default)]
pub struct Usual {
    /// Equity in per cent of what the members contribute.
    pub share: Option<Decimal>,
    /// Faults that follow from no other.
    pub causes: Option<Decimal>,
    /// Things that are late.
    pub late: Option<Decimal>,
    /// What cannot be decided.
    pub open: Option<Decimal>,
}

/// A rule, and with whom it finds something.
#[derive(Debug)]
pub struct Common {
    /// The rule's id.
    pub rule: Arc<str>,
    /// What it is about.
    pub heading: Arc<Text>,
    /// With whom, and how often with each.
    pub with: BTreeMap<usize, usize>,
}

impl Member {
    /// A workspace that was asked, with what is known of it; one whose files have errors has no answer.
    #[must_use]
    pub fn of(path: &str, report: &Report<'_>, facts: Option<&Facts>) -> Self {
        let fault = |it: &Problem| Fault {
            code: it.code.name(),
            severity: it.severity,
            place: it.span.map_or_else(|| it.path.clone().unwrap_or_default(), |span| place(report, span)),
            message: it.message.clone(),
        };
        Self {
            path: path.to_owned(),
            name: report.workspace.clone(),
            other_day: None,
            problems: report.problems.iter().map(fault).collect(),
            answer: facts.map(|facts| Answer::of(report, facts)),
        }
    }

    /// How many errors its files have.
    #[must_use]
    pub fn errors(&self) -> usize {
        self.problems.iter().filter(|it| it.severity == Severity::Error).count()
    }
}

impl Answer {
    fn of(report: &Report<'_>, facts: &Facts) -> Self {
        let verdicts = &report.verdicts;
        let mut outcomes = BTreeMap::new();
        let mut breaches = BTreeMap::new();
        for it in verdicts {
            count(&mut outcomes, it.outcome);
            if it.outcome == Outcome::Breached {
                count(&mut breaches, it.class);
            }
        }
        let faults = || verdicts.iter().filter(|it| it.finds(Class::Fault));
        let late = faults().filter(|it| !it.past && it.days_late.is_some_and(|days| days > 0));
        let of_cap = cap_verdicts(verdicts, facts);
        Self {
            outcomes,
            breaches,
            causes: faults().filter(|it| it.follows_from.is_none()).count(),
            late: late.map(|it| it.subject.id.as_str()).collect::<BTreeSet<_>>().len(),
            economy: Economy::of(facts, &of_cap),
            above: of_cap
                .iter()
                .filter(|(_, it)| it.outcome == Outcome::Breached)
                .map(|(year, _)| *year)
                .collect(),
            findings: verdicts.iter().filter(|it| it.is_told()).map(|it| Finding::of(it, report)).collect(),
        }
    }

    /// How many verdicts have an outcome.
    #[must_use]
    pub fn count(&self, outcome: Outcome) -> usize {
        self.outcomes.get(&outcome).copied().unwrap_or_default()
    }

    /// How many breaches are of a class.
    #[must_use]
    pub fn found(&self, class: Class) -> usize {
        self.breaches.get(&class).copied().unwrap_or_default()
    }
}

/// What the rule says whose stairs the cap climbs, by year.
fn cap_verdicts<'v>(verdicts: &'v [Verdict], facts: &Facts) -> BTreeMap<i32, &'v Verdict> {
    let Some(rule) = facts.cap_rule() else { return BTreeMap::new() };
    let asked = verdicts.iter().filter(|it| *it.rule == *rule && it.subject.kind == SubjectKind::Year);
    let asked = asked.filter(|it| it.outcome != Outcome::NotApplicable);
    asked.filter_map(|it| Some((it.subject.years?.0, it))).collect()
}

impl Economy {
    fn of(facts: &Facts, of_cap: &BTreeMap<i32, &Verdict>) -> Option<Self> {
        let last = facts.question().as_of.year();
        let years = facts.figure_years().into_iter().rev().filter(|year| *year < last);
        let (year, equity) =
            years.into_iter().find_map(|year| Some((year, facts.figure("equity.closing", year).ok()?)))?;
        let allocation = facts.allocation(year).ok();
        let share = allocation.as_ref().and_then(|it| percent(&equity, it));
        let cap = of_cap.get(&year).map(|it| Cap { outcome: it.outcome, message: it.message.clone() });
        let steps = facts.cap_steps(year);
        Some(Self {
            year,
            equity: equity.value,
            allocation: allocation.map(|it| it.value),
            share,
            steps,
            cap,
        })
    }
}

/// One amount in per cent of another, to a tenth; none of nothing.
fn percent(part: &Quantity, whole: &Quantity) -> Option<Decimal> {
    let share = part.value.checked_div(whole.value).filter(|_| whole.value > Decimal::ZERO)?;
    Some(
        share
            .checked_mul(Decimal::ONE_HUNDRED)?
            .round_dp_with_strategy(1, RoundingStrategy::MidpointAwayFromZero),
    )
}

impl Finding {
    fn of(it: &Verdict, report: &Report<'_>) -> Self {
        Self {
            rule: Arc::clone(&it.rule),
            heading: it.heading(),
            subject: it.subject.id.clone(),
            outcome: it.outcome,
            reason: it.reason,
            class: it.class,
            severity: it.severity,
            message: it.message.clone(),
            days_late: it.days_late,
            place: place(report, it.place),
            fingerprint: it.fingerprint.clone(),
        }
    }

    /// Whether it is open since a figure or a record is missing.
    #[must_use]
    pub const fn lacks(&self) -> bool {
        matches!(self.reason, Some(Undecided::MissingFigure | Undecided::MissingRecord))
    }

    /// Whether it is a fault.
    #[must_use]
    pub fn is_fault(&self) -> bool {
        self.outcome == Outcome::Breached && self.class == Class::Fault
    }
}

/// File, line and column.
fn place(report: &Report<'_>, span: Span) -> String {
    let place = report.files.place(span);
    format!("{}:{}:{}", place.file, place.line, place.column)
}

fn count<K: Ord>(counts: &mut BTreeMap<K, usize>, of: K) {
    let count = counts.entry(of).or_default();
    *count = count.saturating_add(1);
}

impl Sector {
    /// What can be seen of workspaces together.
    #[must_use]
    pub fn of(question: Question, members: Vec<Member>, unseen: Vec<Unseen>, nested: Vec<String>) -> Self {
        let mut members = members;
        members.sort_by(|a, b| a.path.cmp(&b.path));
        let groups = groups(&members);
        let missing = common(&members, Finding::lacks);
        let broken = common(&members, Finding::is_fault);
        Self { question, members, groups, missing, broken, unseen, nested }
    }

    /// Those that could be asked, by their number.
    pub fn answers(&self) -> impl Iterator<Item = (&Member, &Answer)> {
        self.members.iter().filter_map(|it| Some((it, it.answer.as_ref()?)))
    }

    /// Those that could not: their files have errors.
    pub fn unread(&self) -> impl Iterator<Item = &Member> {
        self.members.iter().filter(|it| it.answer.is_none())
    }

    /// Those whose rule about the cap came out so in their latest year.
    pub fn cap(&self, outcome: Outcome) -> impl Iterator<Item = (&Member, &Economy, &Cap)> {
        let years = self.answers().filter_map(|(member, it)| Some((member, it.economy.as_ref()?)));
        let asked = years.filter_map(|(member, economy)| Some((member, economy, economy.cap.as_ref()?)));
        asked.filter(move |(.., cap)| cap.outcome == outcome)
    }

    /// The group that a workspace is in.
    #[must_use]
    pub fn group_of(&self, member: usize) -> Option<&Group> {
        self.groups.iter().find(|it| it.members.contains(&member))
    }
}

/// Those of one size: within the same step of the stairs, of all that any of them has.
fn groups(members: &[Member]) -> Vec<Group> {
    let economy = |it: &'_ Member| it.answer.as_ref().and_then(|it| it.economy.clone());
    let steps: BTreeSet<Decimal> = members.iter().filter_map(economy).flat_map(|it| it.steps).collect();
    let bounds: Vec<Option<Decimal>> = steps.into_iter().map(Some).chain([None]).collect();
    let mut groups: BTreeMap<(bool, usize), Vec<usize>> = BTreeMap::new();
    for (number, member) in members.iter().enumerate().filter(|(_, it)| it.answer.is_some()) {
        let allocation = economy(member).and_then(|it| it.allocation);
        let within = |size: Decimal| bounds.iter().position(|to| to.is_none_or(|to| size <= to));
        let at = allocation.and_then(within);
        groups.entry((at.is_none(), at.unwrap_or_default())).or_default().push(number);
    }
    let group = |((unknown, at), numbers): ((bool, usize), Vec<usize>)| {
        let bound = |at: Option<usize>| at.filter(|_| !unknown).and_then(|at| *bounds.get(at)?);
        let usual = usual(members, &numbers);
        Group {
            above: bound(at.checked_sub(1)),
            to: bound(Some(at)),
            is_known: !unknown,
            members: numbers,
            usual,
        }
    };
    groups.into_iter().map(group).collect()
}

fn usual(members: &[Member], numbers: &[usize]) -> Usual {
    let of = || numbers.iter().filter_map(|it| members.get(*it)?.answer.as_ref());
    let counted = |number: fn(&Answer) -> usize| median(of().map(|it| Decimal::from(number(it))).collect());
    Usual {
        share: median(of().filter_map(|it| it.economy.as_ref()?.share).collect()),
        causes: counted(|it| it.causes),
        late: counted(|it| it.late),
        open: counted(|it| it.count(Outcome::Undecided)),
    }
}

/// The number in the middle, or the mean of the two that are; none of too few.
fn median(mut numbers: Vec<Decimal>) -> Option<Decimal> {
    numbers.sort_unstable();
    let last = numbers.len().checked_sub(1).filter(|_| numbers.len() >= FEWEST)?;
    let (low, high) = (numbers.get(last.div_euclid(2))?, numbers.get(last.div_ceil(2))?);
    low.checked_add(*high)?.checked_div(Decimal::TWO).map(|it| it.normalize())
}

/// The rules that find something with some of them: what most of them have first.
fn common(members: &[Member], wanted: impl Fn(&Finding) -> bool) -> Vec<Common> {
    let mut by_rule: BTreeMap<&str, Common> = BTreeMap::new();
    for (number, member) in members.iter().enumerate() {
        for it in member.answer.iter().flat_map(|it| &it.findings).filter(|it| wanted(it)) {
            let new = || Common {
                rule: Arc::clone(&it.rule),
                heading: Arc::clone(&it.heading),
                with: BTreeMap::new(),
            };
            count(&mut by_rule.entry(&it.rule).or_insert_with(new).with, number);
        }
    }
    let mut all: Vec<Common> = by_rule.into_values().collect();
    // What is equally common stays by rule.
    all.sort_by_key(|it| std::cmp::Reverse(it.with.len()));
    all
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_middle_is_exact_and_of_three_at_least() {
        let number = |text: &str| text.parse::<Decimal>().unwrap();
        assert_eq!(median(vec![number("1"), number("2")]), None);
        assert_eq!(median(vec![number("9"), number("1"), number("2.5")]), Some(number("2.5")));
        assert_eq!(median(vec![number("4"), number("1"), number("2"), number("1")]), Some(number("1.5")));
    }
}
