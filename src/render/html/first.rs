//! What the board reads first: the state, what to decide and put right, what is late, what comes, what is remarked.

use serde::Serialize;

use super::{Board, Told, words};
use crate::amount::Text;
use crate::brief::Paper;
use crate::cycle::Item;
use crate::render::brief::words as of_the_brief;
use crate::render::brief::{Entry, entries, holds_up, item as item_in_brief, plain, stands};
use crate::render::calendar::words::{capital, clauses, who};
use crate::render::calendar::{Group, assigned, mark, standing};
use crate::render::faults::Faults;
use crate::render::screen;
use crate::render::words::{lead, one, state as state_word};
use crate::verdict::{Outcome, Verdict};

/// How many of the gravest causes stand first; all of them stand among the findings.
const GRAVEST: usize = 6;

/// What stands before the pictures.
#[derive(Serialize)]
pub(super) struct First {
    /// The state in sentences.
    state: Vec<String>,
    parts: Vec<Part>,
}

/// A part with a heading of its own.
#[derive(Serialize)]
struct Part {
    id: &'static str,
    title: String,
    /// What is said where there is nothing, or before what there is.
    lead: Option<String>,
    points: Vec<PointView>,
    /// What is said after it.
    closing: Option<String>,
    under: Vec<Under>,
}

/// A part of a part.
#[derive(Serialize)]
struct Under {
    title: String,
    points: Vec<PointView>,
}

/// One thing: its day and state, what it is, how it stands and whose it is, and what else is said of it.
#[derive(Serialize)]
struct PointView {
    day: Option<String>,
    sign: Option<char>,
    /// The state that the sign tells of, in a word.
    state: Option<&'static str>,
    title: String,
    details: Vec<String>,
}

pub(super) fn gathered(told: Told<'_>) -> First {
    let Board { brief, report, .. } = told.board;
    let mut state = vec![told.get(&screen::state(brief, report))];
    state.extend(screen::failed(report).map(|it| told.get(&it)));
    if report.verdicts.is_empty() {
        state.push(crate::render::words::NOTHING_ASKED.get(told.language).to_owned());
    }
    let asked = report.verdicts.iter().filter(|it| it.outcome != Outcome::NotApplicable).count();
    state.push(told.get(&words::asked(asked, report.count(Outcome::Met))));
    let parts = vec![decide(told), correct(told), late(told), ahead(told), assignments(told), remarks(told)];
    First { state, parts }
}

/// What the board must decide before it meets again, each with its papers and its clause.
fn decide(told: Told<'_>) -> Part {
    let points: Vec<PointView> =
        entries(told.board.brief.to_decide()).iter().map(|it| entry(told, it)).collect();
    part(told, "besluta", words::DECIDE, words::NOTHING_TO_DECIDE, points)
}

/// The gravest of what can be put right, each cause once, and how much has passed.
fn correct(told: Told<'_>) -> Part {
    let faults = Faults::among(&told.board.report.verdicts);
    let shown: Vec<PointView> =
        faults.to_mend.iter().take(GRAVEST).filter_map(|it| cause(told, it)).collect();
    let more = faults.to_mend.len() > shown.len();
    let nothing = if faults.all.is_empty() { words::NOTHING_TO_CORRECT } else { words::NOTHING_TO_MEND };
    let mut part = part(told, "ratta", words::CORRECT, nothing, shown);
    part.title = counted(told, &words::CORRECT.into(), faults.mendable());
    let rest = more.then(|| words::REST_BELOW.get(told.language).to_owned());
    let passed = (faults.passed() > 0).then(|| told.get(&words::passed(faults.passed())));
    let closing: Vec<String> = rest.into_iter().chain(passed).collect();
    part.closing = (!closing.is_empty()).then(|| closing.join(" "));
    part
}

/// A rule's findings that do not follow from others, by the latest of them.
fn cause(told: Told<'_>, group: &[&Verdict]) -> Option<PointView> {
    let latest = group.iter().max_by_key(|it| (it.severity, it.subject.years))?;
    let title = lead(latest.rule_title.get(told.language), group.len(), told.language);
    let severity = one(latest.severity).get(told.language);
    let details = vec![
        format!("{}: {severity}", words::GRADE.get(told.language)),
        format!("{}: {}", words::REMEDY.get(told.language), latest.remedy.get(told.language)),
    ];
    let title = format!("{title}{}", latest.message.get(told.language));
    Some(PointView { day: None, sign: None, state: None, title, details })
}

/// What is late, with what it holds up; then what is not known, and what was done late.
fn late(told: Told<'_>) -> Part {
    let brief = told.board.brief;
    let overdue: Vec<PointView> = entries(&brief.overdue).iter().map(|it| overdue(told, it)).collect();
    let mut part = part(told, "forsenat", words::LATE, of_the_brief::NOTHING_OVERDUE, overdue);
    let others = [
        (of_the_brief::unknown(brief.since), &plain(&brief.unknown)),
        (of_the_brief::WITHOUT_DAY.into(), &plain(&brief.without_day)),
        (of_the_brief::DOUBTFUL.into(), &brief.doubtful),
        (of_the_brief::done_late(brief.since), &brief.late),
    ];
    for (title, points) in others {
        let all = points.len();
        let points: Vec<PointView> = entries(points).iter().map(|it| overdue_or_not(told, it)).collect();
        if !points.is_empty() {
            part.under.push(Under { title: counted(told, &title, all), points });
        }
    }
    if !brief.earlier.is_empty() {
        part.closing = Some(told.get(&words::earlier(brief.unclear(), brief.earlier.len(), brief.since)));
    }
    part
}

/// What falls due before the board meets again.
fn ahead(told: Told<'_>) -> Part {
    let brief = told.board.brief;
    let items: Vec<&Item<'_>> = brief.before.iter().chain(&brief.coming).copied().collect();
    let points: Vec<PointView> = standing(&items).iter().map(|it| group(told, it)).collect();
    let title = of_the_brief::before_the_next(brief.next, brief.until);
    let mut part = part(told, "kommer", words::AHEAD, of_the_brief::NOTHING_MORE, points);
    part.title = counted(told, &title, part.points.len());
    part
}

/// What the board has told somebody to do, and that is not reported.
fn assignments(told: Told<'_>) -> Part {
    let (brief, language) = (&told.board.brief, told.language);
    let point = |(it, _): &(&crate::cycle::Assigned<'_>, _)| {
        let stands = assigned::state(it);
        PointView {
            day: it.stands_on().map(|day| day.to_string()),
            sign: Some(mark(stands)),
            state: Some(state_word(stands).get(language)),
            title: assigned::told(brief.cycle, it, language),
            details: vec![assigned::given(it).get(language).to_owned()],
        }
    };
    let points = brief.assignments.iter().map(point).collect();
    part(told, "uppdrag", words::ASSIGNMENTS, words::NO_ASSIGNMENTS, points)
}

/// The auditors' remarks that are not done.
fn remarks(told: Told<'_>) -> Part {
    let Board { brief, report, .. } = told.board;
    let remark = |it: &crate::cycle::Remarked<'_>| {
        let language = told.language;
        let stands = of_the_brief::stands(it).get(language);
        let names: Vec<&str> =
            it.remark.responsible.iter().map(|id| report.organisation(&id.value)).collect();
        let decided = match it.decided {
            Some((decision, day)) => of_the_brief::decided_on(day, decision.paragraph.as_deref()),
            None => of_the_brief::UNDECIDED_ON.into(),
        };
        let mut details = vec![format!("{}: {stands}", words::STANDS.get(language))];
        if !names.is_empty() {
            details.push(format!("{}: {}", words::RESPONSIBLE.get(language), names.join(", ")));
        }
        details.push(format!("{}: {}", words::DECISION.get(language), decided.get(language)));
        PointView {
            day: it.due.map(|due| due.value.to_string()),
            sign: None,
            state: None,
            title: format!("{}: {}", it.remark.year, it.remark.text.get(language)),
            details,
        }
    };
    let points = brief.remarks.iter().map(remark).collect();
    part(told, "pamarkt", words::REMARKS, words::NO_REMARKS, points)
}

/// A part with how many there are of it, or with what is said where there is nothing.
fn part(
    told: Told<'_>,
    id: &'static str,
    title: crate::amount::Phrase,
    nothing: crate::amount::Phrase,
    points: Vec<PointView>,
) -> Part {
    let lead = points.is_empty().then(|| nothing.get(told.language).to_owned());
    let title = counted(told, &title.into(), points.len());
    Part { id, title, lead, points, closing: None, under: Vec::new() }
}

fn counted(told: Told<'_>, title: &Text, count: usize) -> String {
    format!("{} ({count})", title.get(told.language))
}

/// A thing to decide: under what, by which papers, and what the same decision does.
fn entry(told: Told<'_>, entry: &Entry<'_, '_>) -> PointView {
    let language = told.language;
    let mut point = group(told, &entry.group);
    point.details.push(format!("{}: {}", words::CLAUSE.get(language), clauses(&entry.group, language)));
    point.details.extend(paper(told, entry.paper));
    for also in &entry.also {
        let words = of_the_brief::ALSO_DOES.get(language);
        point.details.push(capital(&format!("{words} {}", item_in_brief(also, language))));
    }
    point
}

/// A thing that is late: what it holds up, and the papers there are for it.
fn overdue(told: Told<'_>, entry: &Entry<'_, '_>) -> PointView {
    let language = told.language;
    let mut point = overdue_or_not(told, entry);
    point.details.push(format!("{}: {}", words::CLAUSE.get(language), clauses(&entry.group, language)));
    point
}

fn overdue_or_not(told: Told<'_>, entry: &Entry<'_, '_>) -> PointView {
    let mut point = group(told, &entry.group);
    if matches!(entry.paper, Paper::Decision(_) | Paper::OnAgenda(_)) {
        point.details.extend(paper(told, entry.paper));
    }
    let held = holds_up(told.board.brief, &entry.group, told.language);
    point.details.extend(held.map(|it| capital(&it)));
    point
}

fn paper(told: Told<'_>, paper: Paper<'_>) -> Option<String> {
    of_the_brief::paper(paper).map(|it| capital(&told.get(&it)))
}

/// A day, what falls on it, how it stands and whose it is.
fn group(told: Told<'_>, group: &Group<'_, '_>) -> PointView {
    let language = told.language;
    let cycle = told.board.brief.cycle;
    let (state, how) = stands(told.board.brief.cycle, group);
    let details = vec![
        format!("{}: {}", words::STANDS.get(language), how.get(language)),
        format!("{}: {}", words::RESPONSIBLE.get(language), who(cycle, group, language)),
    ];
    PointView {
        day: group.day.map(|day| day.to_string()),
        sign: Some(mark(state)),
        state: Some(state_word(state).get(language)),
        title: group.title.get(language).to_owned(),
        details,
    }
}
