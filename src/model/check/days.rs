//! Days so far from what they belong to that they cannot be: each is held against the first day, and where there is
//! one the last, that it can have been. What is merely early or late is for the rules.

use std::collections::BTreeMap;

use chrono::{Datelike, Months, NaiveDate};

use super::References;
use super::cannot::YEARS_AHEAD;
use crate::amount::Text;
use crate::diagnostic::{Code, Problem};
use crate::model::agreement::Agreement;
use crate::model::citation::Citation;
use crate::model::document::Structure;
use crate::model::duty::{Deliverable, Duty};
use crate::model::follow_up::Action;
use crate::model::known::Recorded;
use crate::model::period::{Every, Period, year_begins, year_ends};
use crate::model::read::MOST_YEARS;
use crate::model::register::Meeting;
use crate::model::remark::Remark;
use crate::source::{Span, Spanned};

/// A text is drafted, signed and changed at most so long before it begins to hold.
const BEFORE_IT_HOLDS: Months = Months::new(24);

/// Longer than there have been förbund (finsamlagen is of 2003), in years.
const FAR_AHEAD: i32 = 25;

/// A year before a meeting nobody prepares it; a year before a plan nothing in it was ahead.
const A_YEAR: Months = Months::new(12);

impl<'m> References<'m> {
    pub(super) fn days_that_cannot_be(&self) {
        for it in &self.model.deliveries {
            let (agreement, duty) = (&it.agreement.value, &it.duty.value);
            self.of_period(agreement, duty, it.period, &Spanned::new(it.delivered.latest, it.delivered.span));
        }
        for it in &self.model.planned {
            self.of_period(&it.agreement.value, &it.duty.value, it.period, &it.day);
        }
        self.model.agreements.iter().for_each(|it| self.signed(it));
        self.model.actions.iter().for_each(|it| self.acted(it));
        self.model.remarks.iter().for_each(|it| self.remarked(it));
        self.model.meetings.iter().for_each(|it| self.prepared(it));
        // What one was to do that then came to an end was planned all the same.
        self.model.meetings.iter().filter(|it| !it.planned).for_each(|it| self.of_a_body(it));
        for change in &self.model.changes {
            let agreement = self.model.agreement(&change.agreement.value);
            self.not_before(&change.announced, agreement.and_then(before_it_holds));
        }
        self.model.agreements.iter().for_each(|it| self.of_its_years(it));
        self.model.structures.iter().for_each(|it| self.left_open(it));
        self.recorded();
        self.far_ahead();
        self.ahead();
    }

    /// What is planned, or due, lies no further ahead than anything is for.
    fn ahead(&self) {
        for it in &self.model.planned {
            let of_period = match it.period.every {
                Every::Once => None,
                _ => it
                    .period
                    .end()
                    .checked_add_months(Months::new(YEARS_AHEAD.unsigned_abs().saturating_mul(12))),
            };
            let known = it.recorded.and_then(at_most);
            self.not_later(&it.day, [of_period, known].into_iter().flatten().min());
        }
        for it in self.model.meetings.iter().filter(|it| it.planned) {
            self.not_later(&it.date, it.recorded.and_then(last_planned));
        }
        for it in &self.model.actions {
            let document = it.source.as_ref().and_then(|it| self.model.document(&it.document.value));
            let last = document.and_then(|it| at_most(it.adopted?));
            let days = [&it.start, &it.end, &it.day, &it.report_by].into_iter().flatten();
            days.for_each(|day| self.not_later(day, last));
        }
        for it in &self.model.remarks {
            let over = year_ends(it.year);
            it.due.iter().for_each(|day| self.not_later(day, over.and_then(at_most)));
        }
        for it in &self.model.assignments {
            let last = self.model.given_on(it).and_then(at_most);
            it.due.iter().filter_map(|due| due.day()).for_each(|day| self.not_later(day, last));
        }
        for it in &self.model.changes {
            // That its agreement has ended by then is told by itself.
            let days = self.model.agreement(&it.agreement.value).and_then(|it| it.in_force);
            let holds = days.is_none_or(|days| days.holds(it.effective.value));
            self.not_later(&it.effective, at_most(it.announced.value).filter(|_| holds));
        }
    }

    fn not_later(&self, day: &Spanned<NaiveDate>, last: Option<NaiveDate>) {
        if let Some(last) = last.filter(|last| *last < day.value) {
            self.problems.push(too_far(day.span, day.value, last));
        }
    }

    /// The years a plan covers are some of those it is in force.
    fn of_its_years(&self, agreement: &Agreement) {
        let (Some((first, last)), Some(days)) = (agreement.periods, agreement.in_force) else { return };
        let ends = days.to.is_some_and(|to| to.year() < first);
        if ends || days.from.is_some_and(|from| last < from.year()) {
            let text = Text::new(
                format!("`periods` ({first}–{last}) är år då texten inte gäller"),
                format!("`periods` ({first}–{last}) are years in which the text is not in force"),
            );
            let in_force = Text::new("den gäller här", "it is in force here");
            let problem = Problem::at(Code::IntervalReversed, agreement.id.span, text);
            self.problems.push(problem.related(days.span, in_force));
        }
    }

    /// Nothing is taken from a document long before there is one.
    fn recorded(&self) {
        for Recorded { source, day, span } in self.model.recorded_entries() {
            let adopted = source.and_then(|it| self.model.document(&it.document.value)?.adopted);
            if let Some(day) = day {
                let first = adopted.and_then(|adopted| adopted.checked_sub_months(A_YEAR));
                self.not_before(&Spanned::new(day, span), first);
            }
        }
        for it in &self.model.remarks {
            if let Some(day) = it.recorded {
                self.not_before(&Spanned::new(day, it.span), year_begins(it.year));
            }
        }
    }

    /// What lies longer after everything else than there have been förbund is written with a slip, and would be
    /// asked about by nobody for as long.
    fn far_ahead(&self) {
        let entries = self.years_of_entries();
        // The first and last year of each thing by itself: what one document says does not bear out its own day.
        let mut things: BTreeMap<&str, (i32, i32)> = BTreeMap::new();
        for (of, year, _) in &entries {
            let known = things.entry(of).or_insert((*year, *year));
            *known = (known.0.min(*year), known.1.max(*year));
        }
        let mut last: Vec<i32> = things.values().map(|(_, last)| *last).collect();
        last.sort_unstable();
        // After the last gap that no förbund has, and by fewer than come before it.
        let gap = last.windows(2).rev().find_map(|pair| match pair {
            [one, other] if one.saturating_add(FAR_AHEAD) < *other => Some(*one),
            _ => None,
        });
        let Some(known) = gap else { return };
        let before = things.values().filter(|(first, _)| *first <= known).count();
        if before.saturating_mul(2) < things.len() {
            return;
        }
        for (_, year, span) in entries.iter().filter(|(_, year, _)| known < *year) {
            self.problems.push(far_ahead(*span, *year, known));
        }
    }

    /// The years that things have happened in or been told of, each with what it is known from.
    fn years_of_entries(&self) -> Vec<(&'m str, i32, Span)> {
        let model = self.model;
        let documents = model.documents.iter();
        let adopted = documents.filter_map(|it| Some((it.id.value.as_str(), it.adopted?.year(), it.id.span)));
        let tables = model.tables.iter().map(|it| (it.source.value.as_str(), it.year, it.id.span));
        let mut entries: Vec<(&'m str, i32, Span)> = adopted.chain(tables).chain(self.days_done()).collect();
        let mut add = |source: Option<&'m Citation>, year: Option<i32>, id: &'m Spanned<String>| {
            let of = source.map_or(&id.value, |source| &source.document.value);
            entries.extend(year.map(|year| (of.as_str(), year, id.span)));
        };
        // What is planned, and what the law says, tells of no year that has been.
        let held = model.meetings.iter().filter(|it| !it.planned);
        held.for_each(|it| add(it.source.as_ref(), Some(it.date.value.year()), &it.id));
        model.statements.iter().for_each(|it| add(it.source.as_ref(), Some(it.year), &it.id));
        model.checklists.iter().for_each(|it| add(it.source.as_ref(), it.year, &it.id));
        model.remarks.iter().for_each(|it| add(it.source.as_ref(), Some(it.year), &it.id));
        model.initiatives.iter().for_each(|it| add(it.source.as_ref(), Some(it.year), &it.id));
        for it in model.agreements.iter().filter(|it| !model.is_standard(it.id.span)) {
            let from = it.in_force.and_then(|days| Some(days.from?.year()));
            add(it.source.as_ref(), from, &it.id);
        }
        entries
    }

    /// The years of the days that something was signed, delivered, recorded, or ended by another name.
    fn days_done(&self) -> impl Iterator<Item = (&'m str, i32, Span)> {
        let model = self.model;
        let signed = model.agreements.iter().flat_map(|it| {
            let days = it.signatures.iter().filter_map(|line| line.signed_on.as_ref());
            days.map(|day| (it.id.value.as_str(), day.value.year(), day.span))
        });
        let called = model.organisations.iter().flat_map(|it| {
            it.former_names.iter().map(|then| (it.id.value.as_str(), then.to.year(), then.span))
        });
        let delivered = model
            .deliveries
            .iter()
            .map(|it| (it.duty.value.as_str(), it.delivered.latest.year(), it.delivered.span));
        let recorded = model.recorded_entries().filter_map(|it| {
            Some((it.source.map_or("", |source| &source.document.value), it.day?.year(), it.span))
        });
        signed.chain(called).chain(delivered).chain(recorded)
    }

    /// Nothing is delivered, or planned, for a period so long before it.
    fn of_period(&self, agreement: &str, duty: &str, period: Period, day: &Spanned<NaiveDate>) {
        let Some(agreement) = self.model.agreement(agreement) else { return };
        if period.every == Every::Once {
            return self.not_before(day, before_it_holds(agreement));
        }
        // That the agreement has no such period is told by itself.
        if agreement.in_force.is_some_and(|days| days.holds(period.start())) {
            let duty = self.model.duty(agreement, duty);
            self.not_before(day, duty.and_then(|duty| first_for(duty, period)));
        }
    }

    /// No line is signed long before its agreement holds, nor when it has ended.
    fn signed(&self, agreement: &Agreement) {
        let first = before_it_holds(agreement);
        for day in agreement.signatures.iter().filter_map(|it| it.signed_on.as_ref()) {
            self.not_before(day, first);
            if let Some(last) =
                agreement.last_day(self.model.successor(agreement)).filter(|last| *last < day.value)
            {
                self.problems.push(too_late(day.span, day.value, last));
            }
        }
    }

    /// A plan tells of what is to come: what was over a year before its day was never ahead in it.
    fn acted(&self, action: &Action) {
        let document = action.source.as_ref().and_then(|it| self.model.document(&it.document.value));
        let first = document.and_then(|it| it.adopted?.checked_sub_months(A_YEAR));
        let done = action.done.map(|done| Spanned::new(done.latest, done.span));
        [&action.end, &action.day, &done].into_iter().flatten().for_each(|day| self.not_before(day, first));
    }

    /// A remark is on a year: nothing is asked for or done because of it before that year began.
    fn remarked(&self, remark: &Remark) {
        let first = year_begins(remark.year);
        let done = remark.done.map(|done| Spanned::new(done.latest, done.span));
        [&remark.due, &done].into_iter().flatten().for_each(|day| self.not_before(day, first));
    }

    /// What a text leaves to be decided later is decided after it.
    fn left_open(&self, structure: &Structure) {
        let adopted = self.model.document(&structure.document.value).and_then(|it| it.adopted);
        let first = adopted.and_then(|adopted| adopted.checked_sub_months(A_YEAR));
        for it in &structure.texts.placeholders {
            let by = it.by.map(|by| Spanned::new(by, it.span));
            by.iter().for_each(|day| self.not_before(day, first));
        }
    }

    fn prepared(&self, meeting: &Meeting) {
        if let Some(done) = meeting.presidium {
            let first = meeting.date.value.checked_sub_months(A_YEAR);
            self.not_before(&Spanned::new(done.latest, done.span), first);
        }
    }

    /// A body meets while there is one, and those of an organisation sit while there is one.
    fn of_a_body(&self, meeting: &Meeting) {
        let there = |id: &str| self.model.organisation(id).and_then(|it| it.in_force);
        let sat = meeting.present.iter().map(|it| &it.organisation);
        let days = [&meeting.body].into_iter().chain(sat).filter_map(|id| there(&id.value));
        let mut days = days.filter(|days| !days.holds(meeting.date.value));
        if let Some(days) = days.next() {
            let day = &meeting.date;
            match days.to.filter(|to| *to < day.value) {
                Some(last) => self.problems.push(too_late(day.span, day.value, last)),
                None => self.not_before(day, days.from),
            }
        }
    }

    fn not_before(&self, day: &Spanned<NaiveDate>, first: Option<NaiveDate>) {
        if let Some(first) = first.filter(|first| day.value < *first) {
            self.problems.push(too_early(day.span, day.value, first));
        }
    }
}

/// The first day that something can be done under an agreement.
fn before_it_holds(agreement: &Agreement) -> Option<NaiveDate> {
    agreement.in_force?.from?.checked_sub_months(BEFORE_IT_HOLDS)
}

/// The last day that a meeting can be planned for, by the day that somebody says so.
#[must_use]
pub const fn last_planned(recorded: NaiveDate) -> Option<NaiveDate> {
    recorded.checked_add_months(Months::new(FAR_AHEAD.unsigned_abs().saturating_mul(12)))
}

/// The last day that something can lie ahead of another.
const fn at_most(day: NaiveDate) -> Option<NaiveDate> {
    day.checked_add_months(Months::new(MOST_YEARS.unsigned_abs().saturating_mul(12)))
}

fn far_ahead(span: Span, year: i32, last: i32) -> Problem {
    let text = Text::new(
        format!("{year} kan inte stämma: allt annat i arbetsytan är från {last} eller tidigare"),
        format!("{year} cannot be right: everything else in the workspace is of {last} or earlier"),
    );
    Problem::at(Code::BadNumber, span, text)
}

/// The first day that something can be delivered for a period.
///
/// What tells of a period is written in it or after it. One that falls due when its period is over tells of that
/// period, and of nothing before it has begun; one that falls due earlier may tell of the period before, and be ready
/// early: a whole period is left. What is about what is to come is made at most as many years
/// ahead as any paper tells of.
fn first_for(duty: &Duty, period: Period) -> Option<NaiveDate> {
    use Deliverable::{AnnualReport, AuditReport, Minutes, Report, SocialAccounts, StatusReport};
    let tells = matches!(
        duty.deliverable,
        AnnualReport | AuditReport | Minutes | Report | SocialAccounts | StatusReport
    );
    let start = period.start();
    let years_ahead = u32::try_from(duty.years_ahead().max(0)).ok()?;
    let ahead = match period.every {
        Every::Once => return None,
        Every::Meeting if tells && !duty.is_before() => 0,
        Every::Meeting => 12,
        _ if tells && duty.is_due_afterwards() => 0,
        _ if tells => period.months(),
        _ => u32::try_from(YEARS_AHEAD).ok()?.checked_mul(12)?,
    };
    let months = ahead.checked_add(years_ahead.checked_mul(12)?)?;
    start.checked_sub_months(Months::new(months)).filter(|first| first.year() > 0)
}

fn too_early(span: Span, day: NaiveDate, first: NaiveDate) -> Problem {
    let text = Text::new(
        format!("{day} kan inte stämma: det här kan tidigast ha varit {first}"),
        format!("{day} cannot be right: this was {first} at the earliest"),
    );
    Problem::at(Code::IntervalReversed, span, text)
}

fn too_far(span: Span, day: NaiveDate, last: NaiveDate) -> Problem {
    Problem::at(Code::IntervalReversed, span, never_planned(day, last))
}

/// What is said of a day that lies further ahead than anything is planned.
#[must_use]
pub fn never_planned(day: NaiveDate, last: NaiveDate) -> Text {
    Text::new(
        format!("{day} kan inte stämma: så långt fram planeras ingenting, senast {last}"),
        format!("{day} cannot be right: nothing is planned so far ahead, {last} at the latest"),
    )
}

fn too_late(span: Span, day: NaiveDate, last: NaiveDate) -> Problem {
    let text = Text::new(
        format!("{day} kan inte stämma: det som det hör till fanns till {last}"),
        format!("{day} cannot be right: what it belongs to was there until {last}"),
    );
    Problem::at(Code::IntervalReversed, span, text)
}
