//! Days so far from what they belong to that they cannot be: each is held against the first day, and where there is
//! one the last, that it can have been. What is merely early or late is for the rules.

use chrono::{Datelike, Months, NaiveDate};

use super::References;
use super::cannot::YEARS_AHEAD;
use crate::amount::Text;
use crate::diagnostic::{Code, Problem};
use crate::model::agreement::Agreement;
use crate::model::duty::{Deliverable, Duty};
use crate::model::follow_up::Action;
use crate::model::period::{Every, Period};
use crate::model::register::Meeting;
use crate::model::remark::Remark;
use crate::source::{Span, Spanned};

/// A text is drafted, signed and changed at most so long before it begins to hold.
const BEFORE_IT_HOLDS: Months = Months::new(24);

/// A year before a meeting nobody prepares it; a year before a plan nothing in it was ahead.
const A_YEAR: Months = Months::new(12);

impl References<'_> {
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
        for change in &self.model.changes {
            let agreement = self.model.agreement(&change.agreement.value);
            let from = agreement.and_then(|it| it.in_force?.from);
            self.not_before(
                &change.announced,
                from.and_then(|from| from.checked_sub_months(BEFORE_IT_HOLDS)),
            );
        }
    }

    /// Nothing is delivered, or planned, for a period so long before it.
    fn of_period(&self, agreement: &str, duty: &str, period: Period, day: &Spanned<NaiveDate>) {
        let Some(agreement) = self.model.agreement(agreement) else { return };
        // That the agreement has no such period is told by itself.
        if agreement.in_force.is_some_and(|days| days.holds(period.start())) {
            let duty = self.model.duty(agreement, duty);
            self.not_before(day, duty.and_then(|duty| first_for(duty, period)));
        }
    }

    /// No line is signed long before its agreement holds, nor when it has ended.
    fn signed(&self, agreement: &Agreement) {
        let from = agreement.in_force.and_then(|days| days.from);
        let first = from.and_then(|from| from.checked_sub_months(BEFORE_IT_HOLDS));
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
        let first = NaiveDate::from_ymd_opt(remark.year, 1, 1);
        let done = remark.done.map(|done| Spanned::new(done.latest, done.span));
        [&remark.due, &done].into_iter().flatten().for_each(|day| self.not_before(day, first));
    }

    fn prepared(&self, meeting: &Meeting) {
        if let Some(done) = meeting.presidium {
            let first = meeting.date.value.checked_sub_months(A_YEAR);
            self.not_before(&Spanned::new(done.latest, done.span), first);
        }
    }

    fn not_before(&self, day: &Spanned<NaiveDate>, first: Option<NaiveDate>) {
        if let Some(first) = first.filter(|first| day.value < *first) {
            self.problems.push(too_early(day.span, day.value, first));
        }
    }
}

/// The first day that something can be delivered for a period.
///
/// What tells of a period is written in it or after it; one that falls due early in its period may tell of the one
/// before, and be ready early: a whole period is left. What is about what is to come is made at most as many years
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

fn too_late(span: Span, day: NaiveDate, last: NaiveDate) -> Problem {
    let text = Text::new(
        format!("{day} kan inte stämma: överenskommelsen gällde till {last}"),
        format!("{day} cannot be right: the agreement held until {last}"),
    );
    Problem::at(Code::IntervalReversed, span, text)
}
