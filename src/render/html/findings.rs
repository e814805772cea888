//! What the rules find, by what they find it about; what was not reached, is open, accepted or set aside, each apart.

use std::cmp::Reverse;
use std::collections::BTreeMap;

use serde::Serialize;

use super::{Board, Told, words};
use crate::amount::Text;
use crate::model::rule::{Class, SubjectKind, Undecided};
use crate::model::waiver::Waiver;
use crate::render::brief::waived_about;
use crate::render::text::by_what_is_missing;
use crate::render::text::words as of_the_text;
use crate::render::words::{authority, grade, one};
use crate::verdict::{Outcome, Value, Verdict, by_rule};

/// How many of the figures behind a finding stand with it; the appendix has them all.
const FIGURES: usize = 2;

/// Everything the rules found.
#[derive(Serialize)]
pub(super) struct Findings {
    faults: Kinds,
    results: Kinds,
    judge: Vec<OpenView>,
    unknown: Vec<OpenView>,
    open_count: usize,
    waived: Vec<FindingView>,
    waivers: Vec<String>,
    aside: Vec<AsideView>,
    notices: Vec<FindingView>,
    /// What the report was made from and by.
    made: Vec<String>,
}

/// Findings by the kind of what they are about.
#[derive(Serialize)]
struct Kinds {
    count: usize,
    kinds: Vec<Kind>,
}

#[derive(Serialize)]
struct Kind {
    title: &'static str,
    count: usize,
    subjects: Vec<Subject>,
}

#[derive(Serialize)]
struct Subject {
    /// None where every finding says it.
    title: Option<String>,
    findings: Vec<FindingView>,
}

#[derive(Serialize)]
struct FindingView {
    rule: String,
    about: String,
    /// The fingerprint.
    id: String,
    title: String,
    /// How bad it is, for the eye: `error`, `warning`, `note`, or what else it is.
    level: &'static str,
    grade: &'static str,
    authority: &'static str,
    message: String,
    /// What is said of it, each under its name.
    rows: Vec<(&'static str, Vec<String>)>,
    /// The finding that it has the cause of: its id and its words.
    cause: Option<(String, String)>,
}

/// What is not known, and what waits for it.
#[derive(Serialize)]
struct OpenView {
    missing: String,
    waits: Vec<Waiting>,
}

#[derive(Serialize)]
struct Waiting {
    /// The rules that ask the same things, each with its name.
    rules: Vec<(String, String)>,
    /// What it is asked about, by the file it belongs in; none where that is none of the förbund's own.
    files: Vec<(Option<String>, Vec<About>)>,
}

#[derive(Serialize)]
struct About {
    /// The fingerprints, one for each rule.
    ids: Vec<String>,
    title: String,
    /// Its line in the file that is named.
    place: Option<String>,
}

#[derive(Serialize)]
struct AsideView {
    /// What it is, for the board.
    title: String,
    /// The same with its name in the standard.
    what: String,
    words: String,
    place: String,
}

pub(super) fn gathered(told: Told<'_>) -> Findings {
    let report = told.board.report;
    let verdicts = || report.verdicts.iter();
    let of = |class| verdicts().filter(move |it| it.finds(class)).collect::<Vec<&Verdict>>();
    let open = |wanted: fn(Undecided) -> bool| -> Vec<&Verdict> {
        let open = verdicts().filter(|it| it.outcome == Outcome::Undecided);
        open.filter(|it| it.reason.is_none_or(wanted)).collect()
    };
    let (judge, unknown) = (open(|it| !it.lacks_information()), open(Undecided::lacks_information));
    let waived: Vec<&Verdict> = verdicts().filter(|it| it.outcome == Outcome::Waived).collect();
    Findings {
        faults: kinds(told, &of(Class::Fault)),
        results: kinds(told, &of(Class::Result)),
        open_count: judge.len().saturating_add(unknown.len()),
        judge: opened(told, &judge),
        unknown: opened(told, &unknown),
        waived: waived.iter().map(|it| finding(told, it)).collect(),
        waivers: waivers(told),
        aside: aside(told),
        notices: of(Class::Notice).iter().map(|it| finding(told, it)).collect(),
        made: made(told),
    }
}

/// By kind, in the order a report takes them; of a kind the latest year first, then by name.
fn kinds(told: Told<'_>, found: &[&Verdict]) -> Kinds {
    type Key<'v> = (Reverse<Option<(i32, i32)>>, &'v str);
    let mut by_kind: BTreeMap<SubjectKind, BTreeMap<Key<'_>, Vec<&Verdict>>> = BTreeMap::new();
    for verdict in found {
        let key = (Reverse(verdict.subject.years), verdict.subject.id.as_str());
        by_kind.entry(verdict.subject.kind).or_default().entry(key).or_default().push(verdict);
    }
    let kinds = by_kind.into_iter().map(|(kind, subjects)| Kind {
        title: words::kind(kind).get(told.language),
        count: subjects.values().map(Vec::len).sum(),
        subjects: subjects.into_values().map(|found| subject(told, found)).collect(),
    });
    Kinds { count: found.len(), kinds: kinds.collect() }
}

/// What was found about one thing, the gravest first.
fn subject(told: Told<'_>, mut found: Vec<&Verdict>) -> Subject {
    found.sort_by_key(|it| (Reverse(it.severity), it.authority));
    let says = |it: &&Verdict| it.message.get(told.language).contains(it.subject.title.get(told.language));
    let title = found.first().filter(|_| !found.iter().all(says)).map(|it| told.get(&it.subject.title));
    Subject { title, findings: found.iter().map(|it| finding(told, it)).collect() }
}

fn finding(told: Told<'_>, verdict: &Verdict) -> FindingView {
    let language = told.language;
    let level = match verdict.class {
        Class::Fault => verdict.severity.name(),
        other => other.name(),
    };
    FindingView {
        rule: verdict.rule.to_string(),
        about: told.get(&verdict.subject.title),
        id: verdict.fingerprint.clone(),
        title: told.get(&verdict.heading()),
        level,
        grade: grade(verdict.class, verdict.severity).get(language),
        authority: authority(verdict.authority).get(language),
        message: told.get(&verdict.message),
        rows: rows(told, verdict),
        cause: cause(told, verdict),
    }
}

/// Everything behind a finding. What puts it right is said once of its rule, for the board.
fn rows(told: Told<'_>, verdict: &Verdict) -> Vec<(&'static str, Vec<String>)> {
    let language = told.language;
    let is_result = verdict.class == Class::Result;
    let mut rows = Vec::new();
    let mut row = |title: crate::amount::Phrase, lines: Vec<String>| {
        if !lines.is_empty() {
            rows.push((title.get(language), lines));
        }
    };
    let likely = verdict.likely_cause.iter().map(|it| told.get(&it.words));
    let size = verdict.size.iter().map(|it| told.get(&of_the_text::size(it)));
    row(words::CAUSE, likely.collect());
    row(words::SIZE, size.map(|it| after_colon(&it)).collect());
    let mut held: Vec<String> = verdict.held_up_by.iter().map(|it| told.get(&it.words)).collect();
    if verdict.held_up_more > 0 {
        held.push(format!("… {}", of_the_text::more_before(verdict.held_up_more).get(language)));
    }
    row(words::HELD_UP, held);
    // What a goal was and what it came to is its message.
    row(words::FIGURES, if is_result { Vec::new() } else { figures(told, verdict) });
    let clause = told.own_place(verdict.clause.span).map(|it| format!(" – {it}")).unwrap_or_default();
    row(words::CLAUSE, vec![format!("{}{clause}", verdict.clause.reference)]);
    // Where the clause stands is said with it.
    let place = told.own_place(verdict.place);
    let is_said = verdict.place == verdict.clause.span;
    row(words::PLACE, place.filter(|_| !is_said).into_iter().collect());
    // The förbund itself answers for what nobody else is named for, which the lead says.
    let own = told.board.brief.cycle.model().association();
    let others = verdict.responsible.iter().filter(|id| Some(id.as_str()) != own).count();
    let names: Vec<&str> = verdict.responsible.iter().map(|id| told.board.report.organisation(id)).collect();
    if others > 0 {
        row(words::RESPONSIBLE, vec![names.join(", ")]);
    }
    row(words::DUE, verdict.due.iter().map(ToString::to_string).collect());
    if verdict.past {
        row(words::PAST, vec![words::NOT_TO_MEND.get(language).to_owned()]);
    }
    rows
}

/// What stands after a heading of its own: `Storlek: 3 kr` as `3 kr`.
fn after_colon(words: &str) -> String {
    words.split_once(": ").map_or(words, |(_, rest)| rest).to_owned()
}

/// The first figures a finding rests on, each with its document and its line.
fn figures(told: Told<'_>, verdict: &Verdict) -> Vec<String> {
    let figures = || verdict.values.iter().filter(|it| it.figure.is_some());
    let mut lines: Vec<String> = figures().take(FIGURES).map(|it| figure(told, it)).collect();
    let rest = figures().count().saturating_sub(FIGURES);
    if rest > 0 {
        lines.push(told.get(&words::more_figures(rest)));
    }
    lines
}

fn figure(told: Told<'_>, value: &Value) -> String {
    let year = value.year.map(|year| format!(" {year}")).unwrap_or_default();
    let document = value.document.as_deref().map(|id| told.board.report.document(id).to_owned());
    let part = value.part.clone().filter(|it| !it.is_empty());
    let source = [document, part, value.at.clone()].into_iter().flatten().collect::<Vec<_>>().join(", ");
    let from = if source.is_empty() { source } else { format!(" – {source}") };
    format!("{}{year}: {}{from}", told.get(&value.label), value.fact.written(told.language))
}

/// The finding that has the same cause and leads.
fn cause(told: Told<'_>, verdict: &Verdict) -> Option<(String, String)> {
    let from = verdict.follows_from.as_deref()?;
    let cause = told.board.report.verdicts.iter().find(|it| it.fingerprint == from)?;
    let words = format!("{}: {}", told.get(&cause.subject.title), told.get(&cause.rule_title));
    Some((from.to_owned(), words))
}

/// What is not known, or is for a person to judge, by what would settle it.
fn opened(told: Told<'_>, found: &[&Verdict]) -> Vec<OpenView> {
    let groups = by_what_is_missing(told.board.report, found, told.language);
    let view = |(message, group): (&str, Vec<&Verdict>)| OpenView {
        missing: message.to_owned(),
        waits: asking_alike(&group).iter().map(|it| waiting(told, it)).collect(),
    };
    groups.into_iter().map(view).collect()
}

/// The questions of some rules, those together that ask about the same things in the same places.
fn asking_alike<'v>(group: &[&'v Verdict]) -> Vec<Vec<Vec<&'v Verdict>>> {
    let asks = |of: &[&Verdict]| of.iter().map(|it| (it.subject.id.clone(), it.place)).collect::<Vec<_>>();
    let mut alike: Vec<Vec<Vec<&Verdict>>> = Vec::new();
    for rule in by_rule(group) {
        let same = |it: &&mut Vec<Vec<&Verdict>>| it.first().is_some_and(|first| asks(first) == asks(&rule));
        match alike.iter_mut().find(same) {
            Some(others) => others.push(rule),
            None => alike.push(vec![rule]),
        }
    }
    alike
}

/// What some rules wait for alike.
fn waiting(told: Told<'_>, rules: &[Vec<&Verdict>]) -> Waiting {
    let files = &told.board.report.files;
    let mut by_file: BTreeMap<Option<String>, Vec<About>> = BTreeMap::new();
    for (number, it) in rules.first().into_iter().flatten().enumerate() {
        let own = told.own_place(it.place).map(|_| files.place(it.place));
        let place = own.as_ref().map(|place| format!("{} {}", words::LINE.get(told.language), place.line));
        let ids = rules.iter().filter_map(|rule| rule.get(number)).map(|it| it.fingerprint.clone());
        let about = About { ids: ids.collect(), title: told.get(&it.subject.title), place };
        by_file.entry(own.map(|place| place.file)).or_default().push(about);
    }
    let named = |rule: &Vec<&Verdict>| rule.first().map(|it| (it.rule.to_string(), told.get(&it.heading())));
    Waiting { rules: rules.iter().filter_map(named).collect(), files: by_file.into_iter().collect() }
}

/// Every waiver that is known: what for, by which decision, until when and why.
fn waivers(told: Told<'_>) -> Vec<String> {
    let Board { brief, report, .. } = told.board;
    let question = brief.cycle.question();
    let view = |it: &Waiver| {
        let about = waived_about(brief, report, it, told.language);
        let until = it.days.to.map(|day| told.get(&words::until(day, day < question.as_of)));
        let until = until.map(|it| format!(", {it}")).unwrap_or_default();
        format!("{about} – {}{until}: {}", it.decision, told.get(&it.reason))
    };
    question.waivers(brief.cycle.model()).map(|(_, it)| view(it)).collect()
}

/// Where the förbund departs from the standard in the open.
fn aside(told: Told<'_>) -> Vec<AsideView> {
    let standard = &told.board.report.standard;
    let rules = standard.set_aside.iter().map(|it| AsideView {
        title: told.get(&it.title),
        what: format!("{} ({})", told.get(&it.title), it.rule),
        words: format!("{} ({})", told.get(&it.reason), it.decided_by),
        place: told.place(it.span),
    });
    let changed = standard.changed.iter().map(|it| AsideView {
        title: title_of(told, &it.what),
        what: it.what.clone(),
        words: told.get(&it.words),
        place: told.place(it.span),
    });
    rules.chain(changed).collect()
}

/// What a changed thing of the standard is called: a rule by what it asks for, else by the name that files write.
fn title_of(told: Told<'_>, what: &str) -> String {
    let rule = what.split('/').next().unwrap_or(what);
    let verdict = told.board.report.verdicts.iter().find(|it| &*it.rule == rule);
    verdict.map_or_else(|| what.to_owned(), |it| told.get(&it.asks))
}

/// The program, the standard and the digests: what a reader needs to make the same page again.
fn made(told: Told<'_>) -> Vec<String> {
    let report = told.board.report;
    let mut lines: Vec<Text> = vec![words::standard(&report.standard)];
    lines.push(words::digest(words::INPUTS, &report.inputs));
    lines.push(words::digest(words::RULES, &report.rules));
    lines.push(words::digest(words::STANDARD, &report.standard.digest));
    let problems = report.problems.iter().map(|it| {
        let place = it.span.map(|span| told.place(span)).or(it.path.clone()).unwrap_or_default();
        it.message.map(|language, message| format!("{place}: {}: {message}", one(it.severity).get(language)))
    });
    lines.extend(problems);
    lines.iter().map(|it| told.get(it)).collect()
}
