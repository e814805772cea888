//! Text for people: findings grouped as their reader takes them in, Swedish by default.

mod auditor;
mod baseline;
mod director;
pub(super) mod words;

use std::collections::{BTreeMap, BTreeSet};

use crate::amount::{Language, Phrase, counted, many};
use crate::diagnostic::Severity;
use crate::facts::Clause;
use crate::model::rule::{Class, SubjectKind, Undecided};
use crate::report::Report;
use crate::source::Span;
use crate::verdict::{Outcome, Value, Verdict, by_rule};

use super::evidence;
use super::faults::Faults;
use super::lines::{Lines, clean};
use super::words::{CHANGED_THINGS, authority, found, grade, outcome, within_rounding};

/// For whom the text is written.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Role {
    /// The förbundschef, on two screens: what is wrong, what must be judged, what is not known, the weightiest first.
    Director,
    /// The förbundschef, all of it.
    Whole,
    /// The revisor: every verdict in a line with what it rests on.
    Auditor,
    /// Who recomputes: every verdict in full, with its figures and its computation.
    InFull,
    /// A build: one line for each finding.
    Ci,
}

/// How many undecided subjects the director is shown by name for each missing piece.
const EXAMPLES: usize = 3;

/// How many of the figures behind a finding the director is shown.
const FIGURES: usize = 2;

/// The report as text.
#[must_use]
pub fn render(report: &Report<'_>, role: Role, language: Language) -> String {
    let mut page = Page { report, language, lines: Lines::default() };
    match role {
        Role::Director => {
            page.director();
            if page.lines.count() > director::SCREENS {
                page.lines = Lines::default();
                page.in_short();
            }
        }
        Role::Whole => {
            page.director();
            page.not_faults(Class::Notice, words::heading(Outcome::Breached, Class::Notice), None);
        }
        Role::Auditor => page.auditor(),
        Role::InFull => page.in_full(),
        Role::Ci => page.ci(),
    }
    page.lines.into_text()
}

struct Page<'r> {
    report: &'r Report<'r>,
    language: Language,
    lines: Lines,
}

impl<'r> Page<'r> {
    fn director(&mut self) {
        self.heading();
        if self.report.verdicts.is_empty() {
            self.nothing_asked();
            self.set_aside();
            return;
        }
        self.breaches();
        self.not_faults(
            Class::Result,
            words::heading(Outcome::Breached, Class::Result),
            Some(words::NO_FAULTS),
        );
        self.waived();
        self.judgements();
        self.unknown();
        self.set_aside();
        self.summary();
    }

    fn in_full(&mut self) {
        self.heading();
        if self.report.verdicts.is_empty() {
            self.nothing_asked();
        }
        self.all_in_full(words::heading(Outcome::Breached, Class::Fault), &self.found(Class::Fault));
        self.all_in_full(words::heading(Outcome::Breached, Class::Result), &self.found(Class::Result));
        for outcome in Outcome::ALL.iter().filter(|it| **it != Outcome::Breached) {
            self.all_in_full(words::heading(*outcome, Class::Fault), &self.with(*outcome));
        }
        self.all_in_full(words::heading(Outcome::Breached, Class::Notice), &self.found(Class::Notice));
        self.set_aside();
        self.summary();
    }

    fn all_in_full(&mut self, heading: Phrase, found: &[&Verdict]) {
        if found.is_empty() {
            return;
        }
        self.section(heading.get(self.language), found.len());
        for group in by_rule(found) {
            self.rule_heading(&group);
            group.iter().for_each(|verdict| self.whole(verdict));
        }
    }

    fn ci(&mut self) {
        if self.report.verdicts.is_empty() {
            self.line(words::NOTHING_ASKED.get(self.language));
        }
        let mut found = self.found(Class::Fault);
        found.extend(self.found(Class::Result));
        found.extend(self.with(Outcome::Undecided));
        found.retain(|it| !self.report.is_known(it));
        for verdict in found {
            let place = self.place(verdict.place);
            let message = clean(verdict.message.get(self.language));
            let severity = match verdict.outcome {
                Outcome::Undecided => "undecided",
                _ if verdict.class != Class::Fault => verdict.class.name(),
                _ => verdict.severity.name(),
            };
            self.line(&format!("{place}: {severity}[{}] {}: {message}", verdict.rule, verdict.subject.id));
        }
        self.held_against();
        for aside in &self.report.standard.set_aside {
            let reason = clean(aside.reason.get(self.language));
            let place = self.place(aside.span);
            self.line(&format!("{place}: set-aside[{}] {reason} ({})", aside.rule, clean(&aside.decided_by)));
        }
        for changed in &self.report.standard.changed {
            let words = clean(changed.words.get(self.language));
            let place = self.place(changed.span);
            self.line(&format!("{place}: changed[{}] {words}", changed.what));
        }
    }

    /// Where the förbund departs from the standard: rules left out, parameters set, things replaced.
    fn set_aside(&mut self) {
        let standard = &self.report.standard;
        if !standard.set_aside.is_empty() {
            self.section(words::SET_ASIDE.get(self.language), standard.set_aside.len());
        }
        for aside in &standard.set_aside {
            let title = aside.title.get(self.language);
            let (reason, place) = (aside.reason.get(self.language), self.place(aside.span));
            let rule = &aside.rule;
            self.wrapped("  • ", &format!("{title} [{rule}]: {reason} ({}) – {place}", aside.decided_by));
        }
        if !standard.changed.is_empty() {
            self.section(words::CHANGED.get(self.language), standard.changed.len());
        }
        for changed in &standard.changed {
            let (words, place) = (changed.words.get(self.language), self.place(changed.span));
            self.wrapped("  • ", &format!("{}: {words} – {place}", changed.what));
        }
    }

    /// Nothing that was asked for met anything: that is no answer.
    fn nothing_asked(&mut self) {
        self.line("");
        self.wrapped("", words::NOTHING_ASKED.get(self.language));
    }

    fn heading(&mut self) {
        let name = clean(&self.report.workspace);
        let (state, day) = (words::STATE.get(self.language), self.report.as_of);
        self.line(&format!("{name} – {state} {day}"));
        if let Some(known_at) = self.report.known_at {
            self.line(&format!("{} {known_at}", words::KNOWN_AT.get(self.language)));
        }
        if let Some(percent) = self.report.materiality {
            let words = words::materiality(percent, self.report.immaterial());
            self.wrapped("", words.get(self.language));
        }
        self.held_against();
        self.new_ones();
    }

    fn section(&mut self, title: &str, count: usize) {
        self.lines.section(&format!("{} ({count})", title.to_uppercase()));
    }

    /// What is said where no fault is found.
    fn no_fault(&self) -> &'static str {
        let open = self.report.count(Outcome::Undecided);
        words::no_fault(self.report.is_without_answer(), open).get(self.language)
    }

    fn breaches(&mut self) {
        let found = self.found(Class::Fault);
        self.section(words::heading(Outcome::Breached, Class::Fault).get(self.language), found.len());
        let counts = words::by_severity(&found);
        self.line(if found.is_empty() { self.no_fault() } else { counts.get(self.language) });
        let faults = Faults::among(&self.report.verdicts);
        faults.to_mend.iter().for_each(|group| self.with_remedy(group));
        if faults.passed() > 0 {
            self.section(words::PASSED.get(self.language), faults.passed());
        }
        faults.past.iter().for_each(|group| self.with_remedy(group));
    }

    /// What is found and is no fault, as goals that were not reached and what is told of the assessment itself.
    fn not_faults(&mut self, class: Class, heading: Phrase, lead: Option<Phrase>) {
        let found = self.found(class);
        if found.is_empty() {
            return;
        }
        self.section(heading.get(self.language), found.len());
        if let Some(lead) = lead {
            self.line(lead.get(self.language));
        }
        by_rule(&found).iter().for_each(|group| self.with_remedy(group));
    }

    fn with_remedy(&mut self, group: &[&Verdict]) {
        self.findings(group);
        if let Some(first) = group.first() {
            let remedy = format!("{} {}", words::REMEDY.get(self.language), first.remedy.get(self.language));
            self.wrapped("  ", &remedy);
        }
    }

    /// The findings of one rule: what they are measured by once, when it is the same for all.
    fn findings(&mut self, group: &[&Verdict]) {
        self.rule_heading(group);
        let common =
            group.first().map(|it| &it.clause).filter(|it| group.iter().all(|other| other.clause == **it));
        if let Some(clause) = common {
            self.clause("  ", clause);
        }
        for verdict in group {
            let message = verdict.message.get(self.language).to_owned();
            self.wrapped("  • ", &message);
            self.size("    ", verdict);
            self.likely_cause("    ", verdict);
            if common.is_none() {
                self.clause("    ", &verdict.clause);
            }
            let shown = verdict.values.iter().find(|it| it.figure.is_some()).and_then(|it| it.span);
            if verdict.place != verdict.clause.span && shown != Some(verdict.place) {
                let place = self.place(verdict.place);
                self.line(&format!("    {} {place}", words::AT.get(self.language)));
            }
            self.held_up("    ", verdict);
            self.first_values(verdict);
            self.consequences(verdict);
        }
    }

    /// The faults that have the same cause as a finding.
    fn consequences(&mut self, verdict: &Verdict) {
        let (years, same) = self.same_cause(verdict);
        let (alike, same): (Vec<&Verdict>, Vec<&Verdict>) =
            same.into_iter().partition(|it| it.rule == verdict.rule && it.says() == verdict.says());
        if !alike.is_empty() {
            let titles = alike.iter().map(|it| it.subject.title.get(self.language));
            let titles = titles.collect::<Vec<_>>().join("; ");
            let said = words::said_alike(alike.len());
            self.wrapped("    ", &format!("{} {titles}.", said.get(self.language)));
        }
        if !years.is_empty() {
            self.wrapped("    ", words::same_years(&years).get(self.language));
        }
        if same.is_empty() {
            return;
        }
        self.line(&format!("    {} ({}):", words::SAME_CAUSE.get(self.language), same.len()));
        for other in same {
            let (message, rule) = (other.message.get(self.language), &other.rule);
            let place = self.place(other.place);
            self.wrapped("      – ", &format!("{message} [{rule}] – {place}"));
        }
    }

    /// The years in which it stands unchanged, and what else follows from a finding: each before what follows from it.
    fn same_cause(&self, verdict: &Verdict) -> (Vec<i32>, Vec<&'r Verdict>) {
        let mut years = Vec::new();
        let mut all: Vec<&Verdict> = Vec::new();
        let mut next = vec![verdict.fingerprint.as_str()];
        while let Some(cause) = next.pop() {
            for it in self.report.verdicts.iter().filter(|it| it.follows_from.as_deref() == Some(cause)) {
                next.insert(0, &it.fingerprint);
                match it.subject.years {
                    Some((year, _)) if it.rule == verdict.rule && it.subject.kind == SubjectKind::Year => {
                        years.push(year);
                    }
                    _ => all.push(it),
                }
            }
        }
        (years, all)
    }

    /// How large a difference is, for who weighs it.
    fn size(&mut self, indent: &str, verdict: &Verdict) {
        if let Some(size) = &verdict.size {
            self.wrapped(indent, words::size(size).get(self.language));
        }
    }

    /// The guess about numbers that differ.
    fn likely_cause(&mut self, indent: &str, verdict: &Verdict) {
        if let Some(cause) = &verdict.likely_cause {
            let (words, cause) = (words::LIKELY_CAUSE.get(self.language), cause.words.get(self.language));
            self.wrapped(indent, &format!("{words} {cause}"));
        }
    }

    /// What is late or missing before it.
    fn held_up(&mut self, indent: &str, verdict: &Verdict) {
        for upstream in &verdict.held_up_by {
            let words = upstream.words.get(self.language);
            self.wrapped(indent, &format!("{} {words}", words::HELD_UP_BY.get(self.language)));
        }
        if verdict.held_up_more > 0 {
            self.line(&format!("{indent}… {}", words::more_before(verdict.held_up_more).get(self.language)));
        }
    }

    /// The first figures a finding rests on; the auditor is shown all of them.
    fn first_values(&mut self, verdict: &Verdict) {
        let figures = || verdict.values.iter().filter(|it| it.figure.is_some());
        figures().take(FIGURES).for_each(|value| self.value(value));
        let rest = figures().count().saturating_sub(FIGURES);
        if rest > 0 {
            self.line(&format!("    … {}", words::more_figures(rest).get(self.language)));
        }
    }

    fn clause(&mut self, indent: &str, clause: &Clause) {
        let place = self.place(clause.span);
        let words = words::CLAUSE.get(self.language);
        let line = clean(&format!("{indent}{words} {} – {place}", clause.reference));
        self.line(&line);
    }

    fn value(&mut self, value: &Value) {
        let told = evidence::told(value, self.report, self.language, |span| self.place(span));
        let line = clean(&format!("    {told}"));
        self.line(&line);
    }

    fn waived(&mut self) {
        let found = self.with(Outcome::Waived);
        if found.is_empty() {
            return;
        }
        self.section(words::heading(Outcome::Waived, Class::Fault).get(self.language), found.len());
        for verdict in found {
            let message = verdict.message.get(self.language).to_owned();
            self.wrapped("  • ", &message);
        }
    }

    fn judgements(&mut self) {
        let found = self.to_judge();
        if found.is_empty() {
            return;
        }
        self.section(words::JUDGEMENTS.get(self.language), found.len());
        for group in by_rule(&found) {
            self.findings(&group);
        }
    }

    fn to_judge(&self) -> Vec<&'r Verdict> {
        self.open(|reason| !reason.lacks_information())
    }

    /// What is not known, by what is missing: what matters first, and of that what would settle most.
    fn unknown(&mut self) {
        let found: Vec<_> = self.open(Undecided::lacks_information);
        if found.is_empty() {
            return;
        }
        self.section(words::heading(Outcome::Undecided, Class::Fault).get(self.language), found.len());
        let groups = by_what_is_missing(self.report, &found, self.language);
        for (message, group) in &groups {
            self.wrapped("  • ", message);
            self.wrapped("    ", &self.touched(group));
            self.held_up_among(group);
        }
    }

    /// What is late or missing before some of those a missing piece keeps from being decided.
    fn held_up_among(&mut self, group: &[&Verdict]) {
        let upstream = group.iter().flat_map(|verdict| &verdict.held_up_by);
        let words: BTreeSet<&str> = upstream.map(|it| it.words.get(self.language)).collect();
        for words in words.iter().take(EXAMPLES) {
            self.wrapped("    ", &format!("{} {words}", words::HELD_UP_BY.get(self.language)));
        }
    }

    /// Which rules a missing piece keeps from being decided, and about what.
    fn touched(&self, group: &[&Verdict]) -> String {
        let rules: Vec<String> = by_rule(group)
            .iter()
            .filter_map(|of_rule| {
                let title = of_rule.first()?.heading();
                Some(format!("{} ({})", title.get(self.language), of_rule.len()))
            })
            .collect();
        let mut titles: Vec<&str> = group.iter().map(|it| it.subject.title.get(self.language)).collect();
        titles.dedup();
        let shown = titles.iter().take(EXAMPLES).copied().collect::<Vec<_>>().join("; ");
        let more = if titles.len() > EXAMPLES { " …" } else { "" };
        format!(
            "{} {}. {} {shown}{more}",
            words::TOUCHES.get(self.language),
            rules.join(", "),
            words::ABOUT.get(self.language)
        )
    }

    /// One verdict with everything it rests on, for a reader who recomputes it.
    fn whole(&mut self, verdict: &Verdict) {
        let message = format!("{}: {}", verdict.subject.id, verdict.message.get(self.language));
        self.wrapped("  • ", &message);
        if verdict.outcome == Outcome::NotApplicable {
            return;
        }
        self.size("    ", verdict);
        self.likely_cause("    ", verdict);
        if let Some(from) = &verdict.follows_from {
            let cause = self.report.verdicts.iter().find(|it| it.fingerprint == *from);
            let cause = cause.map_or(String::new(), |it| format!("{} [{}]", it.subject.id, it.rule));
            self.wrapped("    ", &format!("{} {cause}", words::FOLLOWS.get(self.language)));
        }
        let place = self.place(verdict.place);
        self.line(&format!("    {} {place}", words::AT.get(self.language)));
        self.clause("    ", &verdict.clause);
        self.held_up("    ", verdict);
        for step in &verdict.computation {
            let (what, result) = (step.what.get(self.language), step.result.get(self.language));
            self.line(&format!("    {what} = {result}"));
        }
        // What a step has just shown is not said again.
        let shown = |value: &&Value| {
            value.document.is_some() || verdict.computation.iter().all(|step| step.what != value.label)
        };
        verdict.values.iter().filter(shown).for_each(|value| self.value(value));
    }

    fn rule_heading(&mut self, group: &[&Verdict]) {
        let Some(first) = group.first() else { return };
        let title = first.heading().get(self.language).to_owned();
        let severity = grade(first.class, first.severity).get(self.language);
        let authority = authority(first.authority).get(self.language);
        self.line("");
        self.line(&format!("{title} ({})  [{severity}, {authority}: {}]", group.len(), first.rule));
    }

    fn summary(&mut self) {
        let told = |class: &&Class| **class == Class::Fault || self.report.found(**class) > 0;
        let classes = Class::ALL.iter().filter(told).map(|it| (found(*it), self.report.found(*it), 0));
        let others = Outcome::ALL.iter().filter(|it| **it != Outcome::Breached);
        let rounded = |it| if it == Outcome::Met { self.report.met_within_rounding() } else { 0 };
        let others = others.map(|it| (outcome(*it), self.report.count(*it), rounded(*it)));
        let told = |(words, count, rounded)| {
            let (told, rounded) = (counted(many(count), words), within_rounding(rounded));
            format!("{}{}", told.get(self.language), rounded.get(self.language))
        };
        let mut counts: Vec<String> = classes.chain(others).map(told).collect();
        let aside = self.report.standard.set_aside.len();
        if aside > 0 {
            counts.push(words::rules_set_aside(aside).get(self.language).to_owned());
        }
        let changed = self.report.standard.changed.len();
        if changed > 0 {
            counts.push(counted(many(changed), CHANGED_THINGS).get(self.language).to_owned());
        }
        self.line("");
        if self.report.is_without_answer() {
            self.wrapped("", words::NOTHING_YET.get(self.language));
        }
        self.line(&format!("{} {}.", words::SUMMARY.get(self.language), counts.join(", ")));
        let warnings = self.report.problems.len();
        if warnings > 0 {
            self.line(words::problems(warnings).get(self.language));
        }
    }

    fn with(&self, outcome: Outcome) -> Vec<&'r Verdict> {
        let found = self.report.verdicts.iter();
        let mut found: Vec<_> = found.filter(|verdict| verdict.outcome == outcome).collect();
        found.sort_by(|a, b| order(a).cmp(&order(b)));
        found
    }

    fn found(&self, class: Class) -> Vec<&'r Verdict> {
        let mut found = self.with(Outcome::Breached);
        found.retain(|verdict| verdict.class == class);
        found
    }

    fn open(&self, wanted: impl Fn(Undecided) -> bool) -> Vec<&'r Verdict> {
        let mut found = self.with(Outcome::Undecided);
        found.retain(|verdict| verdict.reason.is_some_and(&wanted));
        found
    }

    /// File and line.
    fn line_of(&self, span: Span) -> String {
        let place = self.report.files.place(span);
        format!("{}:{}", place.file, place.line)
    }

    fn place(&self, span: Span) -> String {
        let place = self.report.files.place(span);
        format!("{}:{}:{}", place.file, place.line, place.column)
    }

    fn line(&mut self, line: &str) {
        self.lines.line(line);
    }

    fn wrapped(&mut self, lead: &str, words: &str) {
        self.lines.wrapped(lead, words);
    }
}

/// What is not known, by what is missing: what matters first, and of that what would settle most.
pub(super) fn by_what_is_missing<'v>(
    report: &Report<'_>,
    found: &[&'v Verdict],
    language: Language,
) -> Vec<(&'v str, Vec<&'v Verdict>)> {
    let mut groups: BTreeMap<&str, Vec<&Verdict>> = BTreeMap::new();
    for verdict in found {
        groups.entry(verdict.message.get(language)).or_default().push(verdict);
    }
    let mut groups: Vec<(&str, Vec<&Verdict>)> = groups.into_iter().collect();
    let weight = |group: &[&Verdict]| group.iter().map(|it| director::weight(report, it)).min();
    groups.sort_by_key(|(message, group)| (weight(group), std::cmp::Reverse(group.len()), *message));
    groups
}

/// Worst first, then by rule, then by time and name.
fn order(verdict: &Verdict) -> (std::cmp::Reverse<Severity>, &str, &str) {
    (std::cmp::Reverse(verdict.severity), &verdict.rule, &verdict.subject.id)
}
