//! The loop: exactly one verdict for every rule and every subject of its kind.
//!
//! The rules are asked on all processors there are, and answer in their own order.
//! INVARIANT: no other module runs scripts.

mod settled;
mod words;

use std::collections::{BTreeMap, BTreeSet};
use std::mem::discriminant;
use std::sync::Arc;
use std::sync::atomic::{AtomicUsize, Ordering};

use chrono::NaiveDate;
use rayon::iter::{IntoParallelIterator, IntoParallelRefIterator, ParallelIterator};
use rust_decimal::Decimal;
use sha2::{Digest, Sha256};

pub use crate::verdict::Selection;
pub use settled::settled_by;

use crate::amount::{Origin, Quantity, Text, Unit, tell_apart};
use crate::calendar::day_of;
use crate::diagnostic::{Code, Guesses, Problem};
use crate::facts::{ClaimView, Disputed, Fact, Facts, Known, Standing, Subject};
use crate::model::rule::{AskedOn, Authority, Mends, RuleText, SubjectKind, Undecided};
use crate::rulebook::{Rule, Rulebook};
use crate::script::{Case, Conclusion, Named, Run, Worked};
use crate::source::{Files, Span};
use crate::verdict::{ComputationStep, Outcome, Size, Value, Verdict, is_slight};

/// Asks every selected rule about every subject of its kind, and tells how many answers there are, of how many.
#[must_use]
pub fn evaluate(
    facts: &Arc<Facts>,
    book: &Rulebook,
    files: &Files,
    selection: &Selection,
    told: &(dyn Fn(usize, usize) + Sync),
) -> (Vec<Verdict>, Vec<Problem>) {
    let asking = Asking { facts, book, files };
    // The workspace and then waivers are asked about last, and whole: they depend on what all others needed.
    let last = |rule: &&Rule| matches!(rule.text.subject, SubjectKind::Waiver | SubjectKind::Workspace);
    let is_asked = |rule: &&Rule| facts.model().set_aside(&rule.text).is_none();
    let (asked_last, others): (Vec<&Rule>, Vec<&Rule>) =
        book.rules().iter().map(Arc::as_ref).filter(is_asked).partition(last);
    let whole = asked_last.iter().any(|rule| selection.has_rule(&rule.text));
    let everything = Selection::default();
    let during = if whole { &everything } else { selection };
    let others: Vec<&Rule> = others.into_iter().filter(|it| during.has_rule(&it.text)).collect();
    facts.look_ahead();
    let kinds: BTreeSet<SubjectKind> = others.iter().map(|rule| rule.text.subject).collect();
    let subjects: BTreeMap<SubjectKind, Vec<Arc<Subject>>> =
        kinds.into_par_iter().map(|kind| (kind, share(facts.subjects(kind)))).collect();
    let mut asked = asking.ask(&others, &subjects, during, told);
    if whole {
        let ask_last = |asked: &mut Asked, kind: SubjectKind, subjects: Vec<Subject>| {
            let of_kind: Vec<&Rule> =
                asked_last.iter().copied().filter(|rule| rule.text.subject == kind).collect();
            let last = asking.ask(&of_kind, &[(kind, share(subjects))].into(), during, &|_, _| ());
            asked.used.extend(last.used);
            // What is large is not given twice the room.
            asked.verdicts.reserve_exact(last.verdicts.len());
            asked.verdicts.extend(last.verdicts);
            asked.problems.extend(last.problems);
        };
        let workspace = facts.workspace(&asking.idle(&asked.verdicts));
        ask_last(&mut asked, SubjectKind::Workspace, vec![workspace]);
        let waivers = facts.waivers(&asked.used, &asking.unmet(&asked.verdicts));
        ask_last(&mut asked, SubjectKind::Waiver, waivers);
        let selected = |id: &str| book.rule(id).is_some_and(|rule| selection.has_rule(&rule.text));
        asked.verdicts.retain(|it| selected(&it.rule) && selection.has_years(it.subject.years));
    }
    (asked.verdicts, asked.problems)
}

/// What all that were asked have answered.
struct Asked {
    /// The waivers that cover something, by their numbers in the workspace.
    used: BTreeSet<usize>,
    verdicts: Vec<Verdict>,
    problems: Vec<Problem>,
}

/// What comes of a question beside its verdict.
enum Beside {
    Nothing,
    /// The waiver that covers it, by its number in the workspace.
    Waiver(usize),
    /// What is wrong with the rule, which could not be run.
    Problem(Box<Problem>),
}

impl Selection {
    fn has_rule(&self, rule: &RuleText) -> bool {
        (self.rules.is_empty() || self.rules.contains(&rule.id.value)) && !self.without.contains(&rule.family)
    }

    fn has_years(&self, years: Option<(i32, i32)>) -> bool {
        let concerns = |year| years.is_some_and(|(first, last)| (first..=last).contains(&year));
        self.year.is_none_or(concerns)
    }
}

/// Subjects as they are shared by the verdicts on them, by their ids: so the verdicts come as they are to stand, and
/// what is large is not moved again.
fn share(subjects: Vec<Subject>) -> Vec<Arc<Subject>> {
    let mut shared: Vec<Arc<Subject>> = subjects.into_iter().map(Arc::new).collect();
    shared.sort_by(|one, other| one.id.cmp(&other.id));
    shared
}

struct Asking<'e> {
    facts: &'e Arc<Facts>,
    book: &'e Rulebook,
    files: &'e Files,
}

impl Asking<'_> {
    /// The förbund's own rules that there is nothing here to ask about, each with what would have to be there.
    /// One that is asked and does not apply may do so another day; one of the standard's is no matter of its files.
    fn idle(&self, verdicts: &[Verdict]) -> Vec<Text> {
        let asked: BTreeSet<&str> = verdicts.iter().map(|it| it.rule.as_ref()).collect();
        let model = self.facts.model();
        let rules = self.book.rules().iter().map(|rule| &rule.text);
        let rules = rules.filter(|it| !model.is_standard(it.span) && model.set_aside(it).is_none());
        let rules = rules.filter(|it| !matches!(it.subject, SubjectKind::Waiver | SubjectKind::Workspace));
        rules.filter(|it| !asked.contains(it.id.value.as_str())).map(|it| words::lacking(it)).collect()
    }

    /// The waivers whose rule is asked about nothing by the name they give, each with what they may have meant.
    fn unmet(&self, verdicts: &[Verdict]) -> BTreeMap<usize, Text> {
        let waivers: Vec<_> = self.facts.question().waivers(self.facts.model()).collect();
        if waivers.is_empty() {
            return BTreeMap::new();
        }
        let mut asked: BTreeMap<&str, BTreeSet<&str>> = BTreeMap::new();
        for it in verdicts {
            asked.entry(&it.rule).or_default().insert(&it.subject.id);
        }
        let guesses = Guesses::default();
        let unmet = waivers.into_iter().filter_map(|(index, it)| {
            let known: Vec<&str> = asked.get(it.rule.value.as_str())?.iter().copied().collect();
            let near = guesses.nearest(&it.subject.value, &known).ok().flatten();
            (!known.contains(&it.subject.value.as_str())).then(|| (index, words::asked_about_no_such(near)))
        });
        unmet.collect()
    }

    /// What rules answer about the subjects of their kinds: by rule and subject, each verdict made where it stays.
    fn ask(
        &self,
        rules: &[&Rule],
        subjects: &BTreeMap<SubjectKind, Vec<Arc<Subject>>>,
        selection: &Selection,
        told: &(dyn Fn(usize, usize) + Sync),
    ) -> Asked {
        let of = |rule: &&'_ Rule| subjects.get(&rule.text.subject).into_iter().flatten();
        let is_asked = |rule: &Rule, it: &Subject| reaches(rule, it) && selection.has_years(it.years);
        let questions: Vec<(usize, &Rule, &Arc<Subject>)> = rules
            .iter()
            .enumerate()
            .filter(|(_, rule)| selection.has_rule(&rule.text))
            .flat_map(|(number, rule)| of(rule).map(move |subject| (number, *rule, subject)))
            .filter(|(_, rule, subject)| is_asked(rule, subject))
            .collect();
        let answered = AtomicUsize::new(0);
        let answer = |(_, rule, subject): &(usize, &Rule, &Arc<Subject>)| {
            let answer = self.answer(rule, subject);
            told(answered.fetch_add(1, Ordering::Relaxed).saturating_add(1), questions.len());
            answer
        };
        let (verdicts, beside): (Vec<Verdict>, Vec<Beside>) = questions.par_iter().map(answer).unzip();
        let mut asked = Asked { used: BTreeSet::new(), verdicts, problems: Vec::new() };
        let mut failed = None;
        for ((number, ..), beside) in questions.iter().zip(beside) {
            match beside {
                Beside::Nothing => {}
                Beside::Waiver(waiver) => drop(asked.used.insert(waiver)),
                // One problem tells of the rule; the same from every subject would bury the rest.
                Beside::Problem(problem) if failed.replace(number) != Some(number) => {
                    asked.problems.push(*problem);
                }
                Beside::Problem(_) => {}
            }
        }
        asked
    }

    fn answer(&self, rule: &Rule, subject: &Arc<Subject>) -> (Verdict, Beside) {
        match self.decide(rule, subject) {
            Ok((verdict, waiver)) => (verdict, waiver.map_or(Beside::Nothing, Beside::Waiver)),
            Err(problem) => (self.failed(rule, subject, &problem), Beside::Problem(problem)),
        }
    }

    /// The verdict of a rule that fails on a subject: that it does, and nothing about the subject.
    fn failed(&self, rule: &Rule, subject: &Arc<Subject>, problem: &Problem) -> Verdict {
        let message =
            Text::new("Regeln gick inte att köra till slut", "The rule could not be run to its end")
                .map(|language, words| format!("{words}: {}.", problem.message.get(language)));
        let run = Run::silent();
        self.verdict(rule, subject, Outcome::Undecided, Some(Undecided::RuleFailed), message, &run)
    }

    /// The verdict, and the waiver that covers it, by its number.
    fn decide(&self, rule: &Rule, subject: &Arc<Subject>) -> Result<(Verdict, Option<usize>), Box<Problem>> {
        let day = governing_day(&rule.text, subject);
        if let Some(why) = self.unreached(&rule.text, subject, day) {
            let run = Run::silent();
            return Ok((self.verdict(rule, subject, Outcome::NotApplicable, None, why, &run), None));
        }
        let case = case(self.facts, rule, subject);
        let mut run = self.book.engine.run(&rule.script, case).map_err(|failure| {
            let span = rule.span(self.files, failure.place);
            failed(&rule.text, &subject.id, span, failure.message)
        })?;
        if let Some(disputed) = self.turned(rule, subject, &run) {
            run.consulted.extend(disputed.other());
            run.conclusion = Conclusion::Open(disputed.gap());
        }
        self.tell_apart(&mut run);
        self.conclude(rule, subject, &run)
    }

    /// The number for which an answer is none: another document states it otherwise, and with that it is another
    /// answer. Whether numbers agree is what is asked of a figure and of a relation.
    fn turned(&self, rule: &Rule, subject: &Arc<Subject>, run: &Run) -> Option<&Disputed> {
        let answers = matches!(run.conclusion, Conclusion::Met(_) | Conclusion::Breached(_));
        if !answers || matches!(subject.kind, SubjectKind::Figure | SubjectKind::Relation) {
            return None;
        }
        let is_same = |facts: &Arc<Facts>| {
            let other = self.book.engine.run(&rule.script, case(facts, rule, subject));
            other.is_ok_and(|it| discriminant(&it.conclusion) == discriminant(&run.conclusion))
        };
        let mut disputed = self.facts.disputed(&run.consulted);
        disputed.find(|(_, facts)| !is_same(facts)).map(|(disputed, _)| disputed)
    }

    /// Why the rule does not reach the subject on the day of the question, if it does not.
    fn unreached(&self, rule: &RuleText, subject: &Subject, day: NaiveDate) -> Option<Text> {
        let as_of = self.facts.question().as_of;
        if !rule.in_force.holds(day) {
            return Some(words::not_in_force(day));
        }
        // What was to be done by a day when there was nobody to do it cannot be late.
        let formed = || self.facts.life().from.filter(|from| day < *from);
        match (subject.kind, rule.asked, subject.standing) {
            (SubjectKind::Year, AskedOn::Due { .. }, Standing::Current) if let Some(from) = formed() => {
                Some(words::unformed_on(from, day))
            }
            (SubjectKind::Year, AskedOn::YearEnd | AskedOn::YearStart, _) if as_of < day => {
                Some(words::not_yet(day))
            }
            (_, _, Standing::NotYet(from)) => Some(words::not_yet(from)),
            (_, _, Standing::Ended(last)) if !rule.after_end => Some(words::ended(last)),
            (_, _, Standing::Unformed(from)) => Some(words::unformed(from)),
            (_, _, Standing::WoundUp(last)) => Some(words::wound_up(last)),
            _ => None,
        }
    }

    fn conclude(
        &self,
        rule: &Rule,
        subject: &Arc<Subject>,
        run: &Run,
    ) -> Result<(Verdict, Option<usize>), Box<Problem>> {
        let year = subject.years.map(|(year, _)| year);
        let fill = |text: &Text, values: &[Named]| words::fill(text, values, &subject.title, year);
        let lost = || self.facts.lost(&run.consulted);
        // A sum comes out whatever it is of; what is said of the world does not.
        let doubted = || match subject.kind {
            SubjectKind::Goal | SubjectKind::Statement => self.facts.doubted(&run.consulted),
            SubjectKind::Figure => self.facts.miscounts(&run.consulted),
            _ => None,
        };
        let (outcome, reason, message) = match &run.conclusion {
            Conclusion::Met(_) if let Some(gap) = lost() => (Outcome::Undecided, Some(gap.reason), gap.text),
            Conclusion::Met(_) if let Some(gap) = doubted() => {
                (Outcome::Undecided, Some(gap.reason), gap.text)
            }
            Conclusion::Met(_) => (Outcome::Met, None, words::met(run.within_rounding)),
            Conclusion::Breached(values) => (Outcome::Breached, None, fill(&rule.text.message.value, values)),
            Conclusion::Open(gap) => (Outcome::Undecided, Some(gap.reason), gap.text.clone()),
            Conclusion::Undecided(word, values) => {
                let reason = rule.text.reasons.get(word).and_then(|it| Some((it.undecided?, &it.text)));
                let (reason, text) = reason.ok_or_else(|| no_reason(rule, &subject.id, word))?;
                (Outcome::Undecided, Some(reason), fill(text, values))
            }
            Conclusion::NotApplicable(word) => {
                let reason = rule.text.reasons.get(word).filter(|it| it.undecided.is_none());
                let reason = reason.ok_or_else(|| no_reason(rule, &subject.id, word))?;
                (Outcome::NotApplicable, None, fill(&reason.text, &[]))
            }
        };
        let mut verdict = self.verdict(rule, subject, outcome, reason, message, run);
        let mut waiver = None;
        if verdict.outcome == Outcome::Breached {
            verdict.severity = rule.severity(run.concluded_at);
            let culprit = self.facts.culprit(&subject.id, &[]).map(|it| it.words().clone().into());
            verdict.likely_cause = subject.likely_cause().cloned().or(culprit).map(Box::new);
            verdict.size =
                subject.compared().and_then(|(one, other)| Size::between(one, other)).map(Box::new);
            if subject.compared().is_some_and(|(one, other)| is_slight(one, other)) {
                verdict.severity = verdict.severity.milder();
            }
            waiver = self.waive(rule, &mut verdict, run);
        }
        // A sum that holds ties the numbers in it together.
        let holds = verdict.outcome == Outcome::Met && subject.kind == SubjectKind::Relation;
        if holds || verdict.outcome == Outcome::Breached {
            verdict.ties = Some(Box::new(self.facts.ties(subject, &run.consulted, &run.looked_at)));
        }
        Ok((verdict, waiver))
    }

    /// No two numbers of a verdict that differ are written alike, in its message, its values or its computation.
    fn tell_apart(&self, run: &mut Run) {
        let claims = run.consulted.iter().filter_map(|origin| self.claim(*origin));
        let mut fixed: Vec<Quantity> = claims.map(|(_, quantity)| quantity).collect();
        fixed.extend(run.conclusion.values().iter().filter_map(|it| match it.known.fact {
            Fact::Number(number) => Some(Quantity::exact(number.into(), Unit::Count)),
            _ => None,
        }));
        let named = run.conclusion.values_mut().iter_mut().filter_map(|it| match &mut it.known.fact {
            Fact::Amount(quantity) => Some(quantity),
            _ => None,
        });
        let steps = run.steps.iter_mut().map(|(_, quantity)| quantity);
        tell_apart(&mut fixed.iter_mut().chain(named).chain(steps).collect::<Vec<_>>());
    }

    /// A waiver in force that covers the breach turns it into a waived one: which, by its number.
    fn waive(&self, rule: &Rule, verdict: &mut Verdict, run: &Run) -> Option<usize> {
        let as_of = self.facts.question().as_of;
        let waivers = self.facts.question().waivers(self.facts.model());
        let (index, waiver) = waivers.into_iter().find(|(_, it)| {
            rule.text.waivable
                && *it.rule.value == *verdict.rule
                && it.subject.value == verdict.subject.id
                && it.days.holds(as_of)
                && within(it.limit, &run.conclusion)
        })?;
        let by = self.facts.model().actor(&waiver.decided_by.value, as_of);
        verdict.outcome = Outcome::Waived;
        verdict.message = words::waived(&verdict.message, waiver, &by);
        verdict.fingerprint = fingerprint(&verdict.rule, &verdict.subject.id, Outcome::Waived, None);
        Some(index)
    }

    fn verdict(
        &self,
        rule: &Rule,
        subject: &Arc<Subject>,
        outcome: Outcome,
        reason: Option<Undecided>,
        message: Text,
        run: &Run,
    ) -> Verdict {
        let (text, told) = (&rule.text, &rule.told);
        let day = governing_day(text, subject);
        let values = self.values(rule, run);
        let shown = values.iter().find_map(|value| value.span);
        let own_clause = matches!(text.authority, Authority::Agreement | Authority::Decision);
        let clause = subject.clause.as_ref().filter(|_| own_clause);
        Verdict {
            rule: Arc::clone(&told.id),
            rule_title: Arc::clone(&told.title),
            asks: Arc::clone(&told.asks),
            question: Arc::clone(&told.question),
            mends: text.mends.unwrap_or(Mends::AnyTime),
            past: false,
            day,
            family: Arc::clone(&told.family),
            authority: text.authority,
            dimension: text.dimension,
            severity: text.severity,
            class: text.class,
            subject: Arc::clone(subject),
            outcome,
            reason,
            message,
            decided_at: run.concluded_at,
            likely_cause: None,
            size: None,
            ties: None,
            follows_from: None,
            computation: run.steps.iter().map(|(what, result)| self.step(rule, what, result)).collect(),
            within_rounding: run.within_rounding && outcome == Outcome::Met,
            clause: Arc::clone(clause.unwrap_or_else(|| told.clause(day))),
            place: shown.or(subject.place).or(run.place).unwrap_or(text.span),
            values,
            responsible: Arc::clone(&subject.responsible),
            due: subject.due,
            ended: subject.ended,
            days_late: subject.days_late,
            held_up_more: if outcome.is_finding() { subject.held_up_more } else { 0 },
            held_up_by: if outcome.is_finding() { subject.held_up_by.clone() } else { Vec::new() },
            remedy: Arc::clone(&told.remedy),
            fingerprint: fingerprint(&text.id.value, &subject.id, outcome, reason),
        }
    }

    /// The values the script named, in the order of the message, then every claim behind them.
    fn values(&self, rule: &Rule, run: &Run) -> Vec<Value> {
        let named = run.conclusion.values();
        let mut values: Vec<Value> = Vec::new();
        let mut shown: Vec<Origin> = Vec::new();
        for name in rule.told.filled.iter().chain(named.iter().map(|it| &it.name)) {
            let Some(value) = named.iter().find(|it| it.name == *name) else { continue };
            if values.iter().all(|known| known.name != *name) {
                if let [origin] = value.origins() {
                    shown.push(*origin);
                }
                values.push(self.value(rule, value));
            }
        }
        let behind = named.iter().flat_map(|it| it.origins()).chain(&run.consulted);
        for origin in behind {
            if !shown.contains(origin) {
                shown.push(*origin);
                values.extend(self.claim_value(*origin));
            }
        }
        // Most have one, in the room of four.
        values.shrink_to_fit();
        values
    }

    /// A named value; one that is a single claim shows that claim's place.
    fn value(&self, rule: &Rule, named: &Named) -> Value {
        let Known { fact, span, citation, .. } = &named.known;
        let mut value = Value {
            name: named.name.clone(),
            label: self.book.label(rule, &named.name),
            figure: None,
            year: None,
            fact: fact.clone(),
            document: citation.as_ref().map(|(document, _)| document.clone()),
            part: citation.as_ref().and_then(|(_, part)| part.clone()),
            at: None,
            span: *span,
        };
        if let (Fact::Amount(quantity), [origin]) = (fact, named.origins())
            && let Some(claim) = self.facts.claim(*origin).filter(|it| words::is_claim(it, quantity))
        {
            value.label = self.facts.figure_title(claim.figure);
            value.figure = Some(claim.figure.to_owned());
            value.year = Some(claim.year);
            value.document = Some(claim.document.to_owned());
            value.part = Some(claim.part.to_owned());
            value.at = claim.at.map(str::to_owned);
            value.span = Some(claim.span);
        }
        value
    }

    fn step(&self, rule: &Rule, what: &Worked, result: &Quantity) -> ComputationStep {
        let what = match what {
            Worked::Other(wording) => wording.text().into(),
            Worked::Value(name) => self.book.label(rule, name),
            Worked::Figure(name, year) => {
                self.facts.figure_title(name).map(|_, title| format!("{title} {year}")).into()
            }
        };
        ComputationStep { what, result: result.in_words() }
    }

    fn claim(&self, origin: Origin) -> Option<(ClaimView<'_>, Quantity)> {
        let claim = self.facts.claim(origin)?;
        Some((claim, Quantity::printed(claim.number?, claim.unit, origin).ok()?))
    }

    fn claim_value(&self, origin: Origin) -> Option<Value> {
        let (claim, quantity) = self.claim(origin)?;
        Some(Value {
            name: claim.figure.to_owned(),
            label: self.facts.figure_title(claim.figure),
            figure: Some(claim.figure.to_owned()),
            year: Some(claim.year),
            fact: Fact::Amount(quantity),
            document: Some(claim.document.to_owned()),
            part: Some(claim.part.to_owned()),
            at: claim.at.map(str::to_owned),
            span: Some(claim.span),
        })
    }
}

/// Whether a rule is about a subject, by what it delivers and by its group.
fn reaches(rule: &Rule, subject: &Subject) -> bool {
    let Rule { text: rule, script, .. } = rule;
    let delivers = |it| rule.deliverables.contains(&it);
    let groups = &rule.groups;
    // A rule that looks whether there are tables is about them, and needs nothing else of the document.
    let is_about_tables = || script.uses.properties.iter().any(|it| it == "tables");
    (!subject.only_tables || is_about_tables())
        && (rule.deliverables.is_empty() || subject.deliverable.is_some_and(delivers))
        && (groups.is_empty()
            || subject.group.as_ref().is_some_and(|it| groups.iter().any(|group| group.value == *it)))
}

impl Run {
    /// The run of a rule that was never asked.
    const fn silent() -> Self {
        Self {
            concluded_at: None,
            conclusion: Conclusion::Met(Vec::new()),
            consulted: Vec::new(),
            steps: Vec::new(),
            within_rounding: false,
            place: None,
            looked_at: BTreeSet::new(),
            fetched: Vec::new(),
            compared: Vec::new(),
            lacks: None,
        }
    }
}

impl Conclusion {
    fn values(&self) -> &[Named] {
        match self {
            Self::Met(values) | Self::Breached(values) | Self::Undecided(_, values) => values,
            Self::NotApplicable(_) | Self::Open(_) => &[],
        }
    }

    fn values_mut(&mut self) -> &mut [Named] {
        match self {
            Self::Met(values) | Self::Breached(values) | Self::Undecided(_, values) => values,
            Self::NotApplicable(_) | Self::Open(_) => &mut [],
        }
    }
}

/// A rule asked about a subject: by the parameters that were known, on the day that decides which of them hold.
fn case(facts: &Arc<Facts>, rule: &Rule, subject: &Arc<Subject>) -> Case {
    let known = rule.text.as_known(|from| facts.question().is_known(from));
    Case {
        facts: Arc::clone(facts),
        subject: Arc::clone(subject),
        rule: known.map_or_else(|| Arc::clone(&rule.text), Arc::new),
        day: governing_day(&rule.text, subject),
        year: subject.years.map(|(year, _)| year),
        trial: None,
    }
}

/// The day that decides which version of a rule and its parameters holds.
fn governing_day(rule: &RuleText, subject: &Subject) -> NaiveDate {
    let year = subject.years.filter(|_| subject.kind == SubjectKind::Year).map(|(year, _)| year);
    let day = year.and_then(|year| match rule.asked {
        AskedOn::YearEnd => day_of(year, 12, 31),
        AskedOn::YearStart => day_of(year, 1, 1),
        AskedOn::Due { month, day, year: shift } => day_of(year.checked_add(shift)?, month, day),
    });
    day.unwrap_or(subject.governing)
}

/// A limited waiver covers a breach only up to its limit, measured by `excess` or `difference`.
fn within(limit: Option<Decimal>, conclusion: &Conclusion) -> bool {
    let Some(limit) = limit else { return true };
    let measured = conclusion.values().iter().find(|it| matches!(it.name.as_str(), "excess" | "difference"));
    measured.is_some_and(|it| match &it.known.fact {
        Fact::Amount(quantity) => quantity.magnitude().value <= limit,
        _ => false,
    })
}

/// The same for the same finding, whatever the layout of the files and the words of the message.
fn fingerprint(rule: &str, subject: &str, outcome: Outcome, reason: Option<Undecided>) -> String {
    let reason = reason.map_or("", Undecided::name);
    let mut digest = Sha256::new();
    for part in [rule, "\n", subject, "\n", outcome.name(), "\n", reason] {
        digest.update(part);
    }
    let digest = digest.finalize();
    format!("{:016x}", digest.first_chunk().map_or(0, |first| u64::from_be_bytes(*first)))
}

fn failed(rule: &RuleText, subject: &str, span: Span, message: Text) -> Box<Problem> {
    let message = message.map(|_, text| format!("{}: {text}", rule.id.value));
    let help = Text::new(format!("hände för `{subject}`"), format!("happened for `{subject}`"));
    Box::new(Problem::at(Code::RuleFailed, span, message).help(help))
}

fn no_reason(rule: &Rule, subject: &str, word: &str) -> Box<Problem> {
    let message = Text::new(format!("text för `{word}` saknas"), format!("there is no text for `{word}`"));
    failed(&rule.text, subject, rule.text.span, message)
}
