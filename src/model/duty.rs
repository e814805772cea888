//! Duties: what is to be delivered again and again, when it falls due, what shows that it was done,
//! and what must come before it.

use chrono::NaiveDate;

use super::actor::{Actor, actor, need_actor};
use super::adopts::Adopts;
use super::citation::clause;
use super::declared::Accepts;
use super::naming::MEMBER;
use super::organisation::OrganisationKind;
use super::period::Every;
use super::problems;
use super::read::{MOST_MONTHS, Reader, Validity};
use super::reference::{DutyReference, reference};
use super::statute::Dated;
use crate::amount::{Phrase, Text};
use crate::source::{Node, Span, Spanned, Value};

/// Something to be delivered again and again.
#[derive(Debug, Clone)]
pub struct Duty {
    /// Its id within the agreement.
    pub id: Spanned<String>,
    /// What is delivered.
    pub deliverable: Deliverable,
    /// Its name.
    pub title: Option<Text>,
    /// A few words for it, where there is little room: on the wheel.
    pub label: Option<Text>,
    /// Who delivers.
    pub by: Spanned<Actor>,
    /// To whom.
    pub to: Option<Spanned<Actor>>,
    /// How often.
    pub every: Every,
    /// The body whose meetings it comes back with.
    pub meetings_of: Option<Spanned<Actor>>,
    /// At least so many in each period.
    pub times: i64,
    /// Which periods of the year; all when empty.
    pub only: Vec<i64>,
    /// When it holds, where that is not as long as its agreement.
    pub in_force: Option<Validity>,
    /// When it falls due.
    pub due: DueRule,
    /// What happens on a non-working day.
    pub non_working_day: NonWorkingDay,
    /// What besides a delivery shows that it was done.
    pub evidence: Option<Evidence>,
    /// On the notice boards of which kinds of members it is to be announced, where that shows it.
    pub boards: Vec<OrganisationKind>,
    /// What must come before it.
    pub needs: Vec<DutyReference>,
    /// The agreements whose reporting it sets, where it is a plan's word on some of them.
    pub concerns: Vec<Spanned<String>>,
    /// The clause, by the day.
    pub clause: Option<Dated<String>>,
    /// Where it stands.
    pub span: Span,
}

names! {
    /// What a duty delivers.
    #[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
    pub enum Deliverable {
        /// A party's yearly appendix.
        Appendix = "appendix",
        /// A report.
        Report = "report",
        /// A report of how things stand.
        StatusReport = "status-report",
        /// The social accounts.
        SocialAccounts = "social-accounts",
        /// Minutes.
        Minutes = "minutes",
        /// A budget.
        Budget = "budget",
        /// A plan.
        Plan = "plan",
        /// The annual report.
        AnnualReport = "annual-report",
        /// An analysis.
        Analysis = "analysis",
        /// A meeting.
        Meeting = "meeting",
        /// An event.
        Event = "event",
        /// An audit report.
        AuditReport = "audit-report",
        /// A registration in a system of follow-up.
        Registration = "registration",
        /// Anything else.
        Other = "other",
    }
}

impl Deliverable {
    /// What it is called.
    #[must_use]
    pub fn title(self) -> Text {
        let (sv, en) = match self {
            Self::Appendix => ("bilaga", "appendix"),
            Self::Report => ("rapport", "report"),
            Self::StatusReport => ("lägesrapport", "status report"),
            Self::SocialAccounts => ("socialt bokslut", "social accounts"),
            Self::Minutes => ("protokoll", "minutes"),
            Self::Budget => ("budget", "budget"),
            Self::Plan => ("plan", "plan"),
            Self::AnnualReport => ("årsredovisning", "annual report"),
            Self::Analysis => ("analys", "analysis"),
            Self::Meeting => ("möte", "meeting"),
            Self::Event => ("tillfälle", "event"),
            Self::AuditReport => ("revisionsberättelse", "audit report"),
            Self::Registration => ("registrering", "registration"),
            Self::Other => ("annat", "other"),
        };
        Text::new(sv, en)
    }
}

/// When a duty falls due.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum DueRule {
    /// No day is set: some time in the period, `years` years on.
    Within {
        /// Years from the period's own.
        years: i32,
    },
    /// A day of the year, `year` years from the period's.
    On {
        /// Month, from 1.
        month: u32,
        /// Day of the month.
        day: u32,
        /// Years from the period's year.
        year: i32,
    },
    /// One single day, for what comes once.
    OnDate(NaiveDate),
    /// So long from something; negative is before.
    From {
        /// From what.
        anchor: Anchor,
        /// Whether it is reckoned backwards.
        before: bool,
        /// Months.
        months: i32,
        /// Days.
        days: i64,
        /// Working days.
        working_days: i64,
    },
}

/// What a due day is reckoned from.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Anchor {
    /// The last day of the period.
    PeriodEnd,
    /// The day of the meeting.
    Meeting,
    /// The day another duty was done.
    Duty(DutyReference),
}

impl Anchor {
    /// The last day of the period.
    const PERIOD_END: &str = "period-end";

    /// The day of the meeting.
    const MEETING: &str = "meeting";

    /// The words that name no duty.
    pub(super) const WORDS: &[&str] = &[Self::PERIOD_END, Self::MEETING];
}

/// What one of another agreement's duties, as a rule the law's, waits for in the förbund's own year.
#[derive(Debug, Clone)]
pub struct Need {
    /// The duty that waits.
    pub duty: DutyReference,
    /// What it waits for.
    pub needs: Vec<DutyReference>,
}

names! {
    /// What a due day does when nobody works on it.
    #[derive(Debug, Clone, Copy, PartialEq, Eq)]
    pub enum NonWorkingDay {
        /// It stands.
        AsIs = "as-is",
        /// The next working day.
        Next = "next",
        /// The working day before.
        Previous = "previous",
        /// It stands, but whether the next working day is in time is for people to judge (lag 1930:173, 2 §).
        Judged = "judged",
    }
}

/// What besides a delivery shows that a duty was done.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Evidence {
    /// A decision of a sort, for the period's year or so many years from it, or taken at the meeting.
    Decision {
        /// What it adopts.
        adopts: Adopts,
        /// Years from the period's.
        year: i32,
    },
    /// What became of a meeting.
    Meeting(MeetingStep),
}

names! {
    /// What becomes of a meeting.
    #[derive(Debug, Clone, Copy, PartialEq, Eq)]
    pub enum MeetingStep {
        /// It was prepared by the presidium.
        Presidium = "presidium",
        /// It was held.
        Held = "held",
        /// Its minutes were approved.
        Approved = "approved",
        /// The approval was announced.
        Announced = "announced",
    }
}

/// How far a due rule may reach.
const MOST: i64 = MOST_MONTHS / 12;

/// Reads one `[[duty]]`.
pub(crate) fn read(mut reader: Reader<'_>) -> Option<Duty> {
    let id = reader.need_id("id");
    let deliverable = reader.need_choice("deliverable", Deliverable::NAMES);
    let title = reader.both("title").map(|title| title.value);
    let label = reader.both("label").map(|label| label.value);
    let by = need_actor(&mut reader, "by");
    let to = actor(&mut reader, "to");
    let every = reader.need_choice("every", Every::NAMES);
    let meetings_of = actor(&mut reader, "meetings_of");
    if every.as_ref().is_some_and(|every| every.value != Every::Meeting) {
        reader.one_of(&["every", "meetings_of"]);
    }
    let times = times(&mut reader);
    let only = only(&mut reader, every.as_ref());
    let in_force = reader.validity("in_force");
    let due = due(&mut reader, every.as_ref().map(|every| every.value));
    let non_working_day = reader.choice("non_working_day", NonWorkingDay::NAMES);
    if let (Some(DueRule::Within { .. }), Some(moves), Some(due)) =
        (&due, reader.key_span("non_working_day"), reader.key_span("due"))
    {
        // Where no day is set, none falls on a day of rest.
        reader.problem(problems::two_keys(moves, "due.within", "non_working_day", due));
    }
    let (evidence, boards) = evidence(&mut reader, every.as_ref().map(|every| every.value));
    let needs = reader.as_printed("needs");
    let needs = needs.iter().filter_map(|text| reference(&reader, text)).collect();
    let concerns = reader.texts("concerns");
    let clause = clause(&mut reader);
    let formerly: Vec<_> = reader.tables("formerly").into_iter().filter_map(former_clause).collect();
    if !formerly.is_empty() {
        reader.require("clause", clause.as_ref());
    }
    let clause = clause.map(|clause| Dated::new(clause, formerly, reader.problems()));
    let span = reader.span();
    reader.finish();
    Some(Duty {
        id: id?,
        deliverable: deliverable?.value,
        title,
        label,
        by: by?,
        to,
        every: every?.value,
        meetings_of,
        times,
        only,
        in_force,
        // What is wrong with it has been said; without a rule, references to the duty would seem to lead nowhere.
        due: due.unwrap_or(DueRule::Within { years: 0 }),
        non_working_day: non_working_day.map_or(NonWorkingDay::AsIs, |choice| choice.value),
        evidence,
        boards,
        needs,
        concerns,
        clause,
        span,
    })
}

/// The clause that a duty stood in until a day.
fn former_clause(mut reader: Reader<'_>) -> Option<(Spanned<NaiveDate>, String)> {
    let clause = reader.need_text("clause");
    let to = reader.date("to");
    let to = reader.require("to", to);
    reader.finish();
    to.zip(clause.map(|clause| clause.value))
}

/// Reads one `[[need]]`.
pub(crate) fn read_need(mut reader: Reader<'_>) -> Option<Need> {
    let duty = reader.need_text("duty");
    let duty = duty.and_then(|text| {
        let duty = reference(&reader, &text)?;
        let fits = duty.agreement.is_some() && duty.year == 0;
        if !fits {
            reader.problem(problems::need_names_no_duty(text.span, &text.value));
        }
        fits.then_some(duty)
    });
    let needs = reader.as_printed("needs");
    if needs.is_empty() && !reader.has("needs") {
        reader.problem(problems::missing_key(reader.span(), "needs"));
    }
    let needs: Vec<DutyReference> = needs.iter().filter_map(|text| reference(&reader, text)).collect();
    for it in needs.iter().filter(|it| it.agreement.is_none()) {
        reader.problem(problems::need_names_no_duty(it.span, &it.duty));
    }
    reader.remarks();
    reader.finish();
    Some(Need { duty: duty?, needs: needs.into_iter().filter(|it| it.agreement.is_some()).collect() })
}

fn times(reader: &mut Reader<'_>) -> i64 {
    let Some(times) = reader.int("times") else { return 1 };
    if times.value < 1 {
        reader.problem(problems::less_than_one(times.span, "times"));
    }
    times.value.max(1)
}

/// Which periods of the year: each must be one that the year has.
fn only(reader: &mut Reader<'_>, every: Option<&Spanned<Every>>) -> Vec<i64> {
    let numbers = reader.ints("only");
    reader.some_of("only");
    if let Some(Node { value: Value::Array(list), .. }) = reader.node("only", &[]) {
        reader.each_once(list);
    }
    if let Some(every) = every {
        let most = i64::from(every.value.per_year());
        for number in numbers.iter().filter(|number| !(1..=most).contains(&number.value)) {
            reader.problem(problems::no_such_period(number.span, number.value, most));
        }
    }
    numbers.into_iter().map(|number| number.value).collect()
}

fn due(reader: &mut Reader<'_>, every: Option<Every>) -> Option<DueRule> {
    let inner = reader.table("due");
    if inner.is_none() && !reader.has("due") {
        reader.problem(problems::no_due_rule(reader.span()));
    }
    let mut inner = inner?;
    inner.one_of(&DUE);
    // Of two of them one has had its say.
    for key in DUE {
        inner.node(key, &[]);
    }
    let rule = if inner.has("within") {
        due_within(&mut inner)
    } else if inner.has("on") {
        due_on(&mut inner, every)
    } else {
        due_from(&mut inner, every)
    };
    inner.finish();
    rule
}

/// What says how a due day is set.
const DUE: [&str; 4] = ["within", "on", "after", "before"];

fn due_within(reader: &mut Reader<'_>) -> Option<DueRule> {
    let within = reader.choice("within", &[("period", ())]);
    let years = years(reader);
    within?;
    Some(DueRule::Within { years: years? })
}

fn due_on(reader: &mut Reader<'_>, every: Option<Every>) -> Option<DueRule> {
    if every == Some(Every::Once) {
        return reader.date("on").map(|day| DueRule::OnDate(day.value));
    }
    let year = years(reader);
    let day = match reader.node("on", &[Accepts::Words]).map(|node| (&node.value, node.span)) {
        Some((Value::Text(day), span)) => Some(Spanned::new(day.clone(), span)),
        Some((_, span)) => {
            let expected = Text::new(
                "en dag på året, \"12-31\"; ett datum bara med `every = \"once\"`",
                "a day of the year, \"12-31\"; a date only with `every = \"once\"`",
            );
            reader.problem(problems::wrong_type(span, "on", &expected));
            None
        }
        None => None,
    };
    let day = day?;
    if every == Some(Every::Meeting) {
        reader.problem(problems::due_does_not_fit(day.span));
        return None;
    }
    let parsed = day.value.split_once('-').and_then(|(month, day)| {
        let (month, day): (u32, u32) = (month.parse().ok()?, day.parse().ok()?);
        // A day that no leap year has never comes.
        NaiveDate::from_ymd_opt(2024, month, day).map(|_| (month, day))
    });
    if parsed.is_none() {
        reader.problem(problems::bad_date(day.span, "on").help(Text::new(
            "en dag på året skrivs \"12-31\" och ska finnas i kalendern",
            "a day of the year is written \"12-31\" and must exist in the calendar",
        )));
    }
    let (month, day) = parsed?;
    Some(DueRule::On { month, day, year: year? })
}

fn due_from(reader: &mut Reader<'_>, every: Option<Every>) -> Option<DueRule> {
    let (after, before) = (reader.text("after"), reader.text("before"));
    let months = length(reader, "months", MOST.saturating_mul(12));
    let days = length(reader, "days", MOST.saturating_mul(365));
    let working_days = length(reader, "working_days", MOST.saturating_mul(250));
    let is_before = after.is_none();
    let from = after.or(before);
    if from.is_none() && !reader.has("after") && !reader.has("before") {
        reader.problem(problems::no_due_words(reader.span()));
    }
    let from = from?;
    if !["months", "days", "working_days"].iter().any(|key| reader.has(key)) {
        reader.problem(problems::no_offset(reader.span()));
    }
    let anchor = match from.value.as_str() {
        Anchor::PERIOD_END => Anchor::PeriodEnd,
        Anchor::MEETING if every.is_some_and(|every| every != Every::Meeting) => {
            reader.problem(problems::due_does_not_fit(from.span));
            return None;
        }
        Anchor::MEETING => Anchor::Meeting,
        _ => Anchor::Duty(reference(reader, &from)?),
    };
    Some(DueRule::From {
        anchor,
        before: is_before,
        months: i32::try_from(months?).ok()?,
        days: days?,
        working_days: working_days?,
    })
}

/// Years from the period's own; a rule that leads out of the calendar is a slip.
fn years(reader: &mut Reader<'_>) -> Option<i32> {
    let Some(years) = reader.int("year") else { return Some(0) };
    if !(-MOST..=MOST).contains(&years.value) {
        reader.problem(problems::offset_out_of_range(years.span, "year", -MOST, MOST));
        return None;
    }
    i32::try_from(years.value).ok()
}

/// A length of time, from none to `most`: which way it goes is said by `after` and `before`.
fn length(reader: &mut Reader<'_>, key: &'static str, most: i64) -> Option<i64> {
    let Some(length) = reader.int(key) else { return Some(0) };
    if !(0..=most).contains(&length.value) {
        reader.problem(problems::offset_out_of_range(length.span, key, 0, most));
        return None;
    }
    Some(length.value)
}

/// A decision is for a year or taken at a meeting; what became of a meeting belongs to that meeting.
fn evidence(reader: &mut Reader<'_>, every: Option<Every>) -> (Option<Evidence>, Vec<OrganisationKind>) {
    let Some(mut inner) = reader.table("evidence") else { return (None, Vec::new()) };
    inner.one_of(&["decision", "meeting"]);
    inner.one_of(&["year", "meeting"]);
    let decision = inner.choice("decision", Adopts::NAMES);
    let year = years(&mut inner).unwrap_or(0);
    let decision = decision.map(|it| Evidence::Decision { adopts: it.value, year });
    let meeting = inner.choice("meeting", MeetingStep::NAMES).map(|it| Evidence::Meeting(it.value));
    let evidence = decision.or(meeting);
    // Only who can be a member has a board of its own to be counted.
    let members = OrganisationKind::NAMES.iter().copied().filter(|(_, kind)| MEMBER.takes(*kind));
    let members: Vec<(&str, OrganisationKind)> = members.collect();
    let boards = match evidence {
        Some(Evidence::Meeting(MeetingStep::Announced)) => inner.choices("boards", &members),
        _ => Vec::new(),
    };
    if !inner.has("meeting") {
        inner.require("decision", evidence);
    }
    let fits = match evidence {
        Some(Evidence::Meeting(_)) => every == Some(Every::Meeting),
        _ => matches!(every, None | Some(Every::Year | Every::Once | Every::Meeting)),
    };
    if !fits {
        inner.problem(problems::evidence_does_not_fit(inner.span()));
    }
    inner.finish();
    (evidence, boards)
}

impl Duty {
    /// In what it is another than a shared one with its id.
    #[must_use]
    pub fn differing(&self, shared: &Self) -> Vec<Phrase> {
        let by = self.by.value != shared.by.value;
        let to = self.to.as_ref().map(|it| &it.value) != shared.to.as_ref().map(|it| &it.value);
        let often = (self.every, self.times, &self.only) != (shared.every, shared.times, &shared.only);
        let due = (&self.due, self.non_working_day) != (&shared.due, shared.non_working_day);
        let all = [
            (
                self.deliverable != shared.deliverable,
                Phrase::new("något annat lämnas", "something else is delivered"),
            ),
            (by, Phrase::new("lämnas av någon annan", "delivered by another")),
            (to, Phrase::new("till någon annan", "to another")),
            (often, Phrase::new("olika ofta", "not as often")),
            (due, Phrase::new("annan sista dag", "due another day")),
            (self.name() != shared.name(), Phrase::new("annan lydelse", "other words")),
        ];
        all.into_iter().filter(|(differs, _)| *differs).map(|(_, what)| what).collect()
    }

    /// Its name, or else its id.
    #[must_use]
    pub fn name(&self) -> Text {
        self.title.clone().unwrap_or_else(|| Text::same(&self.id.value))
    }

    /// Its label, or else its name.
    #[must_use]
    pub fn short(&self) -> Text {
        self.label.clone().unwrap_or_else(|| self.name())
    }

    /// How many times it is to be done in a period.
    #[must_use]
    pub fn needed(&self) -> usize {
        usize::try_from(self.times).unwrap_or(1).max(1)
    }

    /// Whether a day is set for it.
    #[must_use]
    pub const fn sets_day(&self) -> bool {
        !matches!(self.due, DueRule::Within { .. })
    }

    /// Whether it can be late: a day is set, or else it belongs in its period, whose last day then counts,
    /// as so many times in each period do, and what is held or registered in it. What is only to be
    /// delivered for a period is not late by days that no source sets.
    #[must_use]
    pub const fn has_last_day(&self) -> bool {
        use Deliverable::{Event, Meeting, Registration};
        self.sets_day() || self.times > 1 || matches!(self.deliverable, Event | Meeting | Registration)
    }

    /// The body whose meetings it comes back with.
    #[must_use]
    pub fn meeting_body(&self) -> &Actor {
        self.meetings_of.as_ref().map_or(&self.by.value, |body| &body.value)
    }

    /// How many years before its period it falls due.
    #[must_use]
    pub const fn years_ahead(&self) -> i32 {
        match self.due {
            DueRule::Within { years: year } | DueRule::On { year, .. } => year.saturating_neg(),
            DueRule::From { before: true, months, .. } => months.saturating_div(12),
            DueRule::From { .. } | DueRule::OnDate(_) => 0,
        }
    }

    /// What its due day is reckoned from, when that is another duty.
    #[must_use]
    pub fn anchor(&self) -> Option<&DutyReference> {
        match &self.due {
            DueRule::From { anchor: Anchor::Duty(reference), .. } => Some(reference),
            _ => None,
        }
    }

    /// What must come before it: what it says it needs, and what its day is reckoned on from.
    pub fn prerequisites(&self) -> impl Iterator<Item = &DutyReference> {
        self.needs.iter().chain(self.anchor().filter(|_| !self.is_before()))
    }

    /// What it must come before: what its day is reckoned back from.
    #[must_use]
    pub fn precedes(&self) -> Option<&DutyReference> {
        self.anchor().filter(|_| self.is_before())
    }

    /// Whether all that is asked is that it comes before another, however long before.
    #[must_use]
    pub const fn only_precedes(&self) -> bool {
        matches!(
            self.due,
            DueRule::From { anchor: Anchor::Duty(_), before: true, months: 0, days: 0, working_days: 0 }
        )
    }

    /// Whether it falls due when its period is over, by its own words: then that period is what it tells of.
    pub(super) const fn is_due_afterwards(&self) -> bool {
        match self.due {
            DueRule::Within { years: year } | DueRule::On { year, .. } => year > 0,
            DueRule::From { anchor: Anchor::PeriodEnd, before, .. } => !before,
            DueRule::From { .. } | DueRule::OnDate(_) => false,
        }
    }

    pub(super) const fn is_before(&self) -> bool {
        matches!(self.due, DueRule::From { before: true, .. })
    }
}
