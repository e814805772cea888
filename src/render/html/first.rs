//! What the board reads first: the state, what to decide and put right, what is late, what comes, what is remarked.

use serde::Serialize;

use super::{Board, Told, words};
use crate::amount::{Phrase, Text};
use crate::brief::Paper;
use crate::render::brief::words as of_the_brief;
use crate::render::brief::{Entry, entries, holds_up, item as item_in_brief, of_entries, plain, stands};
use crate::render::calendar::rows::{Row, rows, told_to_do};
use crate::render::calendar::words::{capital, clauses, who};
use crate::render::calendar::{Group, assigned, mark, remarked};
use crate::render::faults::Faults;
use crate::render::screen;
use crate::render::words::{amount, calendar, lead, one, state as state_word};
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
    /// What it is called, without how many there are.
    #[serde(skip)]
    name: Phrase,
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
    state.push(told.get(&words::asked(asked, report.count(Outcome::Met), report.met_within_rounding())));
    let parts = vec![
        decide(told),
        see(told),
        correct(told),
        late(told),
        ahead(told),
        assignments(told),
        remarks(told),
    ];
    First { state, parts }
}

/// What the board must decide at its next meeting at the latest, each with its papers and its clause.
fn decide(told: Told<'_>) -> Part {
    let entries = entries(told.board.brief.to_decide());
    let points: Vec<PointView> = entries.iter().map(|it| entry(told, it)).collect();
    let title = words::decide(told.board.brief.decides_on());
    let title = counted(told, &title, of_entries(&entries), points.len());
    Part { title, ..part(told, "besluta", of_the_brief::TO_DECIDE, words::NOTHING_TO_DECIDE, points) }
}

/// What others owe the board.
fn see(told: Told<'_>) -> Part {
    let entries = entries(told.board.brief.see.iter());
    let points = entries.iter().map(|it| entry(told, it)).collect();
    let (title, nothing) = (of_the_brief::TO_SEE, of_the_brief::NOTHING_HERE);
    part(told, "tadelav", title, nothing, points).of(told, of_entries(&entries))
}

/// The gravest of what can be put right, each cause once, and how much has passed.
fn correct(told: Told<'_>) -> Part {
    let faults = Faults::among(&told.board.report.verdicts);
    let shown: Vec<PointView> =
        faults.to_mend.iter().take(GRAVEST).filter_map(|it| cause(told, it)).collect();
    let more = faults.to_mend.len() > shown.len();
    let nothing = if faults.all.is_empty() { words::NOTHING_TO_CORRECT } else { words::NOTHING_TO_MEND };
    let mut part = part(told, "ratta", words::CORRECT, nothing, shown);
    part.title = counted(told, &words::CORRECT.into(), faults.mendable(), faults.mendable());
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
    let things = brief.late();
    let told_to_do = told_to_do(&things).into_iter().map(|it| row(told, &it));
    let overdue = entries(&brief.overdue);
    let points = told_to_do.chain(overdue.iter().map(|it| self::overdue(told, it))).collect();
    let part = part(told, "forsenat", words::LATE, of_the_brief::NOTHING_OVERDUE, points);
    let mut part = part.of(told, things.count());
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
            part.under.push(Under { title: counted(told, &title, all, points.len()), points });
        }
    }
    let unclear = brief.unclear().count();
    if unclear > 0 {
        let first = brief.earlier.iter().filter_map(|item| item.due.expected()).min();
        let report = told.board.report;
        let command = calendar(first.map(|first| (first, brief.since)), report.as_of, report.known_at);
        let words = told.get(&of_the_brief::unclear(unclear, brief.earlier.len(), brief.since));
        let shown = format!("{} {command}.", of_the_brief::WHAT_MORE.get(told.language));
        part.closing = Some(if brief.earlier.is_empty() { words } else { format!("{words} {shown}") });
    }
    part
}

/// What falls due before the board meets again.
fn ahead(told: Told<'_>) -> Part {
    let brief = told.board.brief;
    let things = brief.comes_after();
    let rows = rows(&things, told.board.report.as_of);
    let points = rows.iter().map(|it| row(told, it)).collect();
    let title = of_the_brief::before_the_next(brief.next, brief.until);
    let part = part(told, "kommer", words::AHEAD, of_the_brief::NOTHING_MORE, points);
    Part { title: counted(told, &title, things.count(), rows.len()), ..part }
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
    let brief = told.board.brief;
    let remark = |it: &&crate::cycle::Remarked<'_>| {
        let language = told.language;
        let who = remarked::who(brief.cycle, it);
        let mut details =
            vec![format!("{}: {}", words::STANDS.get(language), remarked::how(it).get(language))];
        if !who.is_empty() {
            details.push(format!("{}: {who}", words::RESPONSIBLE.get(language)));
        }
        let decided = remarked::decided(it);
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
    part(told, "pamarkt", remarked::REMARKS, words::NO_REMARKS, points)
}

/// A part with how many there are of it, or with what is said where there is nothing.
fn part(told: Told<'_>, id: &'static str, title: Phrase, nothing: Phrase, points: Vec<PointView>) -> Part {
    let lead = points.is_empty().then(|| nothing.get(told.language).to_owned());
    let name = title;
    let title = counted(told, &name.into(), points.len(), points.len());
    Part { id, name, title, lead, points, closing: None, under: Vec::new() }
}

impl Part {
    /// The same, where its points are so many things.
    fn of(mut self, told: Told<'_>, things: usize) -> Self {
        self.title = counted(told, &self.name.into(), things, self.points.len());
        self
    }
}

fn counted(told: Told<'_>, title: &Text, things: usize, rows: usize) -> String {
    format!("{} ({})", title.get(told.language), told.get(&amount(things, rows)))
}

/// A row of things: those of the calendar in full, others in short.
fn row(told: Told<'_>, row: &Row<'_, '_>) -> PointView {
    if let Row::Group(it) = row {
        return group(told, it);
    }
    PointView {
        day: row.day().map(|day| day.to_string()),
        sign: Some(mark(row.state())),
        state: Some(state_word(row.state()).get(told.language)),
        title: capital(&row.told(told.board.brief.cycle, told.language)),
        details: Vec::new(),
    }
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
