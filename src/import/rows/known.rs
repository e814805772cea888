//! What the workspace knows of each sort of rows: what a workbook is filled in with, and what rows are held against.

use std::collections::BTreeMap;

use chrono::Datelike;
use rust_decimal::Decimal;

use super::checked::{NEXT_MEETING, NO_LATER};
use super::{Asked, Column, Complaint, Row, Sort, Typed};
use crate::amount::Text;
use crate::cycle::Item;
use crate::model::agreement::{Agreement, AgreementKind};
use crate::model::assignment::{Assignment, ReportBy};
use crate::model::done::Done;
use crate::model::duty::Duty;
use crate::model::organisation::{Organisation, OrganisationKind};
use crate::model::register::{Decision, Meeting};
use crate::source::{Span, alike};

/// What is known of one thing that a row can be about.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Known {
    /// What a row names it by.
    pub id: String,
    /// What is known, as the files write it.
    pub cells: BTreeMap<Column, Typed>,
    /// Where it stands in the files, where it is an entry of one.
    pub span: Option<Span>,
    /// Whether the sheet of the year shows it.
    pub on_sheet: bool,
}

/// What is known of a sort of rows but of figures, in the order it is shown.
pub(super) fn known(asked: &Asked<'_>, sort: Sort) -> Vec<Known> {
    let model = asked.model;
    match sort {
        Sort::Figures | Sort::Reported => Vec::new(),
        Sort::Members => model.organisations.iter().filter(|it| is_member(it)).map(member).collect(),
        Sort::Shares => charter(asked).map(shares).unwrap_or_default(),
        Sort::Meetings => {
            let mut meetings: Vec<&Meeting> = model.meetings.iter().collect();
            meetings.sort_by_key(|it| (it.date.value, &it.id.value));
            meetings.into_iter().map(|it| meeting(it, asked.year)).collect()
        }
        Sort::Deliveries => deliveries(asked).map(|it| delivery(it, asked.year)).collect(),
        Sort::Decisions => {
            decisions(asked).into_iter().map(|(meeting, it)| decision(meeting, it, asked.year)).collect()
        }
        Sort::Assignments => assignments(asked),
    }
}

/// The cells that are not nothing.
fn cells(all: impl IntoIterator<Item = (Column, Option<Typed>)>) -> BTreeMap<Column, Typed> {
    all.into_iter().filter_map(|(column, value)| Some((column, value?))).collect()
}

fn text(text: &str) -> Option<Typed> {
    Some(Typed::Text(text.to_owned()))
}

fn year(year: i32) -> Option<Typed> {
    Some(Typed::Number(Decimal::from(year)))
}

/// A day; or in words no later than when.
fn done(done: Option<Done>) -> Option<Typed> {
    done.map(|it| match it.is_exact() {
        true => Typed::Day(it.latest),
        false => Typed::Text(format!("{}{}", NO_LATER.sv, it.latest)),
    })
}

fn is_member(it: &Organisation) -> bool {
    let may_be = matches!(
        it.kind,
        OrganisationKind::State | OrganisationKind::Region | OrganisationKind::Municipality
    );
    may_be || it.member.is_some()
}

fn member(it: &Organisation) -> Known {
    let days = it.member.as_ref();
    Known {
        id: it.id.value.clone(),
        cells: cells([
            (Column::Name, text(&it.name)),
            (Column::Kind, text(it.kind.name())),
            (Column::Number, it.number.as_ref().and_then(|number| text(&number.value))),
            (Column::From, days.and_then(|it| it.from).map(Typed::Day)),
            (Column::To, days.and_then(|it| it.to).map(Typed::Day)),
        ]),
        span: Some(it.id.span),
        on_sheet: true,
    }
}

/// The förbundsordning in force.
pub(super) fn charter<'m>(asked: &Asked<'m>) -> Option<&'m Agreement> {
    let is_own = |it: &&Agreement| !asked.model.is_standard(it.id.span);
    asked.model.agreements.iter().filter(is_own).rfind(|it| it.kind == AgreementKind::Charter)
}

fn shares(charter: &Agreement) -> Vec<Known> {
    let groups = super::GROUPS.iter().map(|(group, _)| {
        let share = charter.shares.iter().find(|it| it.of == *group);
        let percent =
            share.map(|it| Typed::Number(it.share.saturating_mul(Decimal::ONE_HUNDRED).normalize()));
        Known {
            id: (*group).to_owned(),
            cells: cells([(Column::Group, text(group)), (Column::Share, percent)]),
            span: Some(charter.id.span),
            on_sheet: true,
        }
    });
    groups.collect()
}

fn meeting(it: &Meeting, year: i32) -> Known {
    let minutes = it.minutes.as_ref();
    let boards = minutes.and_then(|it| it.boards.as_ref());
    Known {
        id: it.id.value.clone(),
        cells: cells([
            (Column::Date, Some(Typed::Day(it.date.value))),
            (Column::Body, text(&it.body.value)),
            (Column::Held, if it.planned { None } else { text("true") }),
            (Column::Form, it.form.and_then(|form| text(form.name()))),
            (Column::Public, it.public.and_then(|it| text(if it { "true" } else { "false" }))),
            (Column::Approved, done(minutes.and_then(|it| it.approved))),
            (Column::Announced, done(minutes.and_then(|it| it.announced))),
            (Column::TakenDown, done(minutes.and_then(|it| it.taken_down))),
            (
                Column::Boards,
                boards.map(|it| Typed::Texts(it.iter().map(|board| board.value.clone()).collect())),
            ),
        ]),
        span: Some(it.span),
        on_sheet: it.date.value.year() == year,
    }
}

/// What is shown by a delivery.
pub(super) fn deliveries<'m>(asked: &Asked<'m>) -> impl Iterator<Item = &'m Item<'m>> {
    asked.cycle.items().iter().filter(|item| item.occurrence.duty.evidence.is_none())
}

fn delivery(item: &Item<'_>, year: i32) -> Known {
    let on = &item.occurrence;
    let day = item.due.expected().or(on.ends).unwrap_or(on.starts);
    let shown = item.fulfilled().or_else(|| item.shown.first().copied());
    let delivered = shown.map(|it| match it.earliest == Some(it.day) {
        true => Typed::Day(it.day),
        false => Typed::Text(format!("{}{}", NO_LATER.sv, it.day)),
    });
    Known {
        id: item.id.clone(),
        cells: cells([
            (Column::Duty, text(&item.title().sv)),
            (Column::Period, text(&on.period.to_string())),
            (Column::By, text(on.by)),
            (Column::Agreement, text(&on.agreement.id.value)),
            (Column::DueDay, item.due.expected().map(Typed::Day)),
            (Column::Delivered, delivered),
        ]),
        span: None,
        on_sheet: day.year() == year,
    }
}

/// Every decision with its meeting, by day and paragraph.
fn decisions<'m>(asked: &Asked<'m>) -> Vec<(&'m Meeting, &'m Decision)> {
    let with = asked.model.decisions.iter();
    let mut all: Vec<(&Meeting, &Decision)> =
        with.filter_map(|it| Some((asked.model.meeting(&it.meeting.value)?, it))).collect();
    all.sort_by_key(|(meeting, it)| (meeting.date.value, it.numbers(), &it.id.value));
    all
}

fn decision(meeting: &Meeting, it: &Decision, of: i32) -> Known {
    let state = match (it.adopted, it.declined, it.proposed) {
        (true, ..) => "adopted",
        (_, true, _) => "declined",
        (_, _, true) => "proposed",
        _ => "noted",
    };
    Known {
        id: it.id.value.clone(),
        cells: cells([
            (Column::Date, Some(Typed::Day(meeting.date.value))),
            (Column::Body, text(&meeting.body.value)),
            (Column::Paragraph, it.paragraph.as_deref().and_then(text)),
            (Column::Adopts, text(it.adopts.name())),
            (Column::State, text(state)),
            (Column::By, it.by.as_ref().and_then(|by| text(&by.value))),
            (Column::Agreement, it.agreement.as_ref().and_then(|it| text(&it.value))),
            (Column::FromYear, it.periods.and_then(|(from, _)| year(from))),
            (Column::ToYear, it.periods.and_then(|(_, to)| year(to))),
        ]),
        span: Some(it.span),
        on_sheet: meeting.date.value.year() == of,
    }
}

/// All; the sheet shows those that are open, or were given or reported in the year.
fn assignments(asked: &Asked<'_>) -> Vec<Known> {
    let model = asked.model;
    let mut all: Vec<(&Meeting, &Decision, &Assignment)> = Vec::new();
    for (meeting, decision) in decisions(asked) {
        let of_it = model.assignments.iter().filter(|it| it.decision.value == decision.id.value);
        all.extend(of_it.map(|it| (meeting, decision, it)));
    }
    all.into_iter().map(|(meeting, decision, it)| assignment(meeting, decision, it, asked.year)).collect()
}

fn assignment(meeting: &Meeting, decision: &Decision, it: &Assignment, year: i32) -> Known {
    let report_at = match &it.due {
        Some(ReportBy::Meeting(day)) => Some(Typed::Day(day.value)),
        Some(ReportBy::NextMeeting(_)) => text(NEXT_MEETING.sv),
        _ => None,
    };
    let due = match &it.due {
        Some(ReportBy::Day(day)) => Some(Typed::Day(day.value)),
        _ => None,
    };
    let to: Vec<String> = it.to.iter().map(|it| name(&it.value)).collect();
    let reported = it.reported.as_ref();
    let of = reported.map(|it| it.on.latest.year());
    let is_open = reported.is_none() && it.withdrawn.is_none();
    Known {
        id: it.id.value.clone(),
        cells: cells([
            (Column::Date, Some(Typed::Day(meeting.date.value))),
            (Column::Body, text(&meeting.body.value)),
            (Column::Paragraph, decision.paragraph.as_deref().and_then(text)),
            (Column::Words, text(&it.text.sv)),
            (Column::Responsible, (!to.is_empty()).then_some(Typed::Texts(to))),
            (Column::Due, due),
            (Column::ReportAt, report_at),
            (Column::Reported, done(reported.map(|it| it.on))),
            (
                Column::ReportedIn,
                reported.and_then(|it| it.paragraph.as_ref()).and_then(|it| text(&it.value)),
            ),
        ]),
        span: Some(it.span),
        on_sheet: is_open || meeting.date.value.year() == year || of == Some(year),
    }
}

/// The word that the files name somebody by.
fn name(actor: &crate::model::actor::Actor) -> String {
    use crate::model::actor::Actor;
    match actor {
        Actor::Organisation(id) => id.clone(),
        Actor::Role(role) => role.name().to_owned(),
        other => Actor::COLLECTIVES
            .iter()
            .find(|(_, it)| it == other)
            .map_or_else(String::new, |(word, _)| (*word).to_owned()),
    }
}

/// A row with an id that nothing has.
pub(super) fn gone(sort: Sort, row: &Row) -> Complaint {
    let title = sort.title();
    Complaint::new(
        &row.at,
        format!(
            "raden är om något som arbetsytan inte har på bladet {} det året: gör en ny arbetsbok och för över det som är ifyllt",
            title.sv
        ),
        format!(
            "the row is about something that the workspace does not have on the sheet {} that year: make a new workbook and carry over what is filled in",
            title.en
        ),
    )
}

/// What a row without an id is about, by what it says; nothing where that is new.
pub(super) fn identified<'a>(
    asked: &Asked<'_>,
    sort: Sort,
    row: &Row,
    typed: &BTreeMap<Column, Typed>,
    all: &'a [Known],
) -> Result<Option<&'a Known>, Vec<Complaint>> {
    if sort == Sort::Deliveries {
        return delivered(asked, row, typed, all).map(Some).map_err(|it| vec![it]);
    }
    let has = |known: &Known, column: Column| match (known.cells.get(&column), typed.get(&column)) {
        (Some(known), Some(typed)) => super::same(known, typed),
        (None, None) => true,
        _ => false,
    };
    let columns = names_it(sort);
    let mut found =
        all.iter().filter(|known| !columns.is_empty() && columns.iter().all(|it| has(known, *it)));
    let found = match (found.next(), found.next()) {
        (Some(one), Some(other)) => return Err(vec![which(row, &one.id, &other.id)]),
        (found, _) => found,
    };
    // Of two that differ only in that one of them has no paragraph, nobody can tell whether they are one.
    let but_for = |known: &&Known| {
        let one_alone =
            known.cells.contains_key(&Column::Paragraph) != typed.contains_key(&Column::Paragraph);
        let others = columns.iter().filter(|it| **it != Column::Paragraph);
        sort == Sort::Decisions && one_alone && others.into_iter().all(|it| has(known, *it))
    };
    match (found, all.iter().find(but_for)) {
        (None, Some(known)) => Err(vec![Complaint::new(
            &row.at,
            format!("beslutet kan vara ett som finns redan ({}): skriv paragrafen på båda", known.id),
            format!(
                "the decision can be one that is there already ({}): write the paragraph of both",
                known.id
            ),
        )]),
        (found, _) => Ok(found),
    }
}

/// What can be one of two.
pub(super) fn which(row: &Row, one: &str, other: &str) -> Complaint {
    Complaint::new(
        &row.at,
        format!(
            "det kan vara {one} eller {other}: fyll i arbetsboken, där de har var sin rad, eller använd `samkoll record`"
        ),
        format!(
            "it can be {one} or {other}: fill in the workbook, where each has its row, or use `samkoll record`"
        ),
    )
}

/// The columns by which something is known again.
pub(super) const fn names_it(sort: Sort) -> &'static [Column] {
    match sort {
        Sort::Members => &[Column::Name],
        Sort::Shares => &[Column::Group],
        Sort::Meetings => &[Column::Date, Column::Body],
        Sort::Decisions => &[Column::Date, Column::Body, Column::Paragraph, Column::Adopts],
        Sort::Assignments => &[Column::Date, Column::Body, Column::Words],
        Sort::Figures | Sort::Reported | Sort::Deliveries => &[],
    }
}

/// The one thing expected that a row of deliveries can be about.
fn delivered<'a>(
    asked: &Asked<'_>,
    row: &Row,
    typed: &BTreeMap<Column, Typed>,
    all: &'a [Known],
) -> Result<&'a Known, Complaint> {
    let items: BTreeMap<&str, &Item<'_>> = deliveries(asked).map(|item| (item.id.as_str(), item)).collect();
    let fits = |known: &&Known| {
        let Some(item) = items.get(known.id.as_str()) else { return false };
        typed.iter().all(|(column, value)| match (column, value) {
            (Column::Duty, Typed::Text(word)) => {
                goes_by(item.occurrence.duty, word) || is_called(&item.title(), word)
            }
            (Column::Period, Typed::Text(word)) => alike(&item.occurrence.period.to_string(), word),
            (Column::By | Column::Agreement, value) => {
                known.cells.get(column).is_some_and(|it| super::same(it, value))
            }
            _ => true,
        })
    };
    let found: Vec<&Known> = all.iter().filter(fits).collect();
    let open: Vec<&Known> =
        found.iter().filter(|it| !it.cells.contains_key(&Column::Delivered)).copied().collect();
    match (open.as_slice(), found.as_slice()) {
        ([one], _) | ([], [one]) => Ok(one),
        ([], []) => Err(Complaint::new(
            &row.at,
            "inget som årshjulet väntar på svarar mot raden",
            "nothing that the annual cycle waits for answers to the row",
        )),
        (several, _) => {
            let several = if several.is_empty() { found.len() } else { several.len() };
            Err(Complaint::new(
                &row.at,
                format!("raden kan vara om {several} olika: fyll i period, vem och överenskommelse"),
                format!("the row can be about {several}: fill in period, who and agreement"),
            ))
        }
    }
}

/// Whether a duty goes by a word: its id, its title or label, or what is delivered.
#[must_use]
pub fn goes_by(duty: &Duty, word: &str) -> bool {
    let texts = [Some(duty.name()), duty.title.clone(), duty.label.clone(), Some(duty.deliverable.title())];
    alike(&duty.id.value, word)
        || alike(duty.deliverable.name(), word)
        || texts.into_iter().flatten().any(|text| is_called(&text, word))
}

fn is_called(text: &Text, word: &str) -> bool {
    alike(&text.sv, word) || alike(&text.en, word)
}
