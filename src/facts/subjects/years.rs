//! Years, as subjects.

use std::collections::BTreeSet;

use chrono::{Datelike, NaiveDate};

use super::{count, number, record, truth, unless};
use crate::amount::{Language, Text};
use crate::facts::figures::{all_years, year_end, year_start};
use crate::facts::property::{self, Asked, PropertyOf, Source};
use crate::facts::{Fact, Facts, Gap, Known, Property, Standing, Subject};
use crate::model::adopts::Adopts;
use crate::model::agreement::{Agreement, AgreementKind, Auditor, Board};
use crate::model::duty::Deliverable;
use crate::model::organisation::{Organisation, OrganisationKind};
use crate::model::register::Decision;
use crate::model::rule::{AskedOn, SubjectKind, Undecided};

/// A year.
#[derive(Debug)]
pub(super) struct OfYear(i32);

impl Source for OfYear {
    const PROPERTIES: &'static [PropertyOf<Self>] = &[
        property::naming(property::number("year", ("året", "the year"), |_, year| {
            Ok(Fact::Number(i64::from(*year)).into())
        })),
        property::naming(property::day(
            "end",
            ("årets sista dag", "the last day of the year"),
            |_, year| Ok(Fact::Day(year_end(*year)).into()),
        )),
        property::naming(property::day("due", ("sista dag", "last day"), |asked, _| due(asked))),
        property::truth(
            "budget_decided",
            ("budgeten är antagen", "the budget is adopted"),
            |asked, year| unless(asked.facts.adoption(Adopts::Budget, *year)),
        ),
        property::day("budget_adopted", ("budgeten antogs", "the budget was adopted"), |asked, year| {
            asked.facts.adoption(Adopts::Budget, *year)
        }),
        property::truth(
            "budget_reserved",
            ("budgeten är antagen med förbehåll", "the budget is adopted with a reservation"),
            |asked, year| asked.facts.reserved(Adopts::Budget, *year, asked.day),
        ),
        property::truth(
            "report_reserved",
            ("årsredovisningen är antagen med förbehåll", "the annual report is adopted with a reservation"),
            |asked, year| asked.facts.reserved(Adopts::AnnualReport, *year, asked.day),
        ),
        property::truth(
            "report_decided",
            ("årsredovisningen är antagen", "the annual report is adopted"),
            |asked, year| unless(asked.facts.adoption(Adopts::AnnualReport, *year)),
        ),
        property::day(
            "report_adopted",
            ("årsredovisningen antogs", "the annual report was adopted"),
            |asked, year| asked.facts.adoption(Adopts::AnnualReport, *year),
        ),
        property::number(
            "board_members",
            ("ledamöter enligt förbundsordningen", "members of the board by the charter"),
            |asked, year| asked.facts.seats(*year, |board| board.seats),
        ),
        property::number(
            "board_substitutes",
            ("ersättare enligt förbundsordningen", "substitutes by the charter"),
            |asked, year| asked.facts.seats(*year, |board| board.substitutes),
        ),
        property::day(
            "board_took_office",
            ("styrelsen tillträdde", "the board took office"),
            |asked, year| asked.facts.took_office(*year),
        ),
        property::by(
            &["first", "every"],
            property::day(
                "term_due",
                ("mandattiden räknas från", "the term is counted from"),
                |asked, year| term_due(asked, *year),
            ),
        ),
        property::by(
            &["first", "every"],
            property::truth(
                "formed_within_term",
                ("förbundet bildades efter dagen", "the association was formed after that day"),
                |asked, year| {
                    let (formed, due) = (asked.facts.life().from, term_due(asked, *year)?);
                    truth(matches!((formed, due.fact), (Some(from), Fact::Day(due)) if due < from))
                },
            ),
        ),
        property::number("members", ("medlemmar", "members"), |asked, year| {
            number(asked.facts.members(*year)?.len())
        }),
        property::number(
            "regions",
            ("regioner som är medlemmar", "regions that are members"),
            |asked, year| asked.facts.members_of(OrganisationKind::Region, *year),
        ),
        property::number(
            "municipalities",
            ("kommuner som är medlemmar", "municipalities that are members"),
            |asked, year| asked.facts.members_of(OrganisationKind::Municipality, *year),
        ),
        property::truth(
            "auditors_cover",
            ("varje medlem har en revisor", "every member has an auditor"),
            |asked, year| asked.facts.unaudited(*year, |names| Fact::Truth(names.is_empty())),
        ),
        property::words(
            "auditors_missing",
            ("medlemmar utan revisor", "members without an auditor"),
            |asked, year| asked.facts.unaudited(*year, |names| Fact::Words(Text::same(names.join(", ")))),
        ),
        property::number(
            "discharges",
            ("medlemmar som har beslutat", "members that have decided"),
            |asked, year| asked.facts.discharge(*year, |done, _| count(done.len())),
        ),
        property::number(
            "discharges_missing",
            ("medlemmar som inte har beslutat", "members that have not decided"),
            |asked, year| asked.facts.discharge(*year, |_, missing| count(missing.len())),
        ),
        property::words(
            "discharges_missing_words",
            ("vilka som inte har beslutat om ansvarsfrihet", "who has not decided on discharge"),
            |asked, year| {
                asked.facts.discharge(*year, |_, missing| Fact::Words(Text::same(missing.join(", "))))
            },
        ),
        property::number(
            "plan_years",
            ("år som budgeten omfattar", "years the budget covers"),
            |asked, year| asked.facts.plan_years(*year),
        ),
        property::truth(
            "budget_consulted",
            ("samråd om budgeten i tid", "the members were consulted on the budget in time"),
            |asked, year| asked.facts.consulted(*year),
        ),
        property::truth(
            "budget_public",
            ("budgetmötet var offentligt", "the budget meeting was public"),
            |asked, year| asked.facts.budget_public(*year),
        ),
        property::by(
            &["tertials"],
            property::number(
                "internal_control_followed",
                ("uppföljningar av internkontrollen", "follow-ups of internal control"),
                |asked, year| asked.facts.followed_up(*year, asked.number("tertials")?),
            ),
        ),
    ];
    type View<'m> = i32;

    fn view(&self, _: &Facts) -> Option<i32> {
        Some(self.0)
    }
}

/// How many years back those without an entry are asked about.
const MOST_YEARS: i32 = 20;

impl Facts {
    pub(super) fn years(&self) -> Vec<Subject> {
        let next = self.question.as_of.year().saturating_add(1);
        let decided = self.decisions().filter_map(|it| it.periods).map(|(from, _)| from);
        let mut years = all_years(&self.figures, decided.chain([next]));
        // A year of which nothing is known is asked about as those round it are, from when the workspace begins.
        let since = self.model.since().map(|day| day.year());
        // Where nothing says when it begins, the year of the question is asked about all the same.
        let this = next.saturating_sub(1);
        let first = since.unwrap_or_else(|| years.first().map_or(this, |first| this.min(*first)));
        // Nobody asks of a hundred years back for one stray figure.
        years.extend(first.max(next.saturating_sub(MOST_YEARS))..next);
        years.into_iter().map(|year| self.year(year)).collect()
    }

    fn year(&self, year: i32) -> Subject {
        let title = Text::same(year.to_string());
        let mut subject = self.subject(SubjectKind::Year, year.to_string(), title, OfYear(year));
        (subject.years, subject.governing) = (Some((year, year)), year_end(year));
        let life = self.life();
        subject.standing = match (life.from, life.to) {
            (Some(from), _) if year_end(year) < from => Standing::Unformed(from),
            (_, Some(to)) if to < year_start(year) => Standing::WoundUp(to),
            _ => Standing::Current,
        };
        subject
    }

    /// The last day of a year that the förbund is there.
    fn closes(&self, year: i32) -> NaiveDate {
        self.life().by(year_end(year))
    }

    /// The members as the year closes: they have the seats, the auditors and the decisions on it.
    /// A gap where none is said to be one, or where one that is treated as a member does not say since when.
    pub(super) fn members(&self, year: i32) -> Result<Vec<&Organisation>, Gap> {
        let all = || self.model.organisations.iter();
        let members: Vec<&Organisation> = all().filter(|it| it.is_member(self.closes(year))).collect();
        let unsaid: Vec<&Organisation> = all().filter(|it| it.member.is_none()).collect();
        let acting = self.acting_as_members(&unsaid, year);
        match unsaid.into_iter().find(|it| acting.contains(it.id.value.as_str())) {
            Some(unsaid) => Err(member_unsaid(&unsaid.name)),
            None if members.is_empty() => Err(no_members(year)),
            None => Ok(members),
        }
    }

    /// How many of a kind are members for some part of a year, and have a part in what is paid for it; a gap where
    /// nobody is said to be a member.
    fn members_of(&self, kind: OrganisationKind, year: i32) -> Property {
        let mut members = self.model.organisations.iter().filter(|it| it.is_member_in(year)).peekable();
        members.peek().ok_or_else(|| no_members(year))?;
        number(members.filter(|it| it.kind == kind).count())
    }

    /// Which of some are party to the year's charter, have its auditor, decide as members do, or are named in what
    /// members pay.
    fn acting_as_members(&self, some: &[&Organisation], year: i32) -> BTreeSet<&str> {
        let is_one = |id: &&str| some.iter().any(|it| it.id.value == **id);
        let charter = || self.charter(year).into_iter();
        let parties = charter().flat_map(|it| &it.parties).map(|it| &it.organisation);
        let audited = charter().flat_map(|it| &it.auditors).flat_map(|it| &it.audits);
        let deciding = self.decided(Adopts::Discharge, year).filter_map(|it| it.by.as_ref());
        let named = parties.chain(audited).chain(deciding).map(|it| it.value.as_str());
        let names = self.model.catalogue();
        // A row of nought pays nothing.
        let pays = |origin| self.figures.value_of(origin).is_none_or(|it| !it.value.is_zero());
        let claimed = self.figures.claimed_in(year).filter(|(_, origin)| pays(*origin)).map(|(name, _)| name);
        let ones = claimed.flat_map(|name| name.split('.').filter(is_one).map(move |id| (name, id)));
        let paid = ones.filter(|(name, _)| names.get(*name).is_some_and(|it| it.contribution.is_some()));
        named.filter(is_one).chain(paid.map(|(_, id)| id)).collect()
    }

    /// The charter in force at the end of the year.
    fn charter(&self, year: i32) -> Option<&Agreement> {
        let end = self.closes(year);
        let mut charters =
            self.model.agreements.iter().filter(|it| it.kind == AgreementKind::Charter && self.is_read(it));
        charters.find(|it| {
            self.charter_from(it) <= end
                && self.question.last_day(&self.model, it).is_none_or(|last| end <= last)
        })
    }

    fn board(&self, year: i32) -> Option<(&Agreement, &Board)> {
        let charter = self.charter(year)?;
        Some((charter, board_on(charter, self.closes(year))?))
    }

    fn seats(&self, year: i32, pick: fn(&Board) -> i64) -> Property {
        let gap = || charter_gap(year, "styrelsen", "the board");
        let (charter, board) = self.board(year).ok_or_else(gap)?;
        Ok(record(Fact::Number(pick(board)), board.span, charter.source.as_ref()))
    }

    fn took_office(&self, year: i32) -> Property {
        let gap = || charter_gap(year, "när styrelsen tillträdde", "when the board took office");
        let (charter, board) = self.board(year).ok_or_else(gap)?;
        let day = board.from.as_ref().ok_or_else(gap)?;
        Ok(record(Fact::Day(day.value), day.span, charter.source.as_ref()))
    }

    /// The members that no auditor of the charter is for.
    fn unaudited(&self, year: i32, fact: fn(&[&str]) -> Fact) -> Property {
        let charter = self.charter(year).filter(|charter| !charter.auditors.is_empty());
        let charter =
            charter.ok_or_else(|| charter_gap(year, "revisorerna", "the auditors").written("[[auditor]]"))?;
        let mut missing = Vec::new();
        let mut wrongly = None;
        for member in self.members(year)? {
            let is_for = |it: &&Auditor| it.audits.iter().any(|audited| audited.value == member.id.value);
            let mut auditors =
                charter.auditors.iter().filter(is_for).map(|it| it.appointed_by.value.as_str());
            match auditors.clone().next() {
                None => missing.push(member.name.as_str()),
                Some(first) if !auditors.any(|by| self.may_appoint(by, member)) => {
                    wrongly = wrongly.or(Some((member, first)));
                }
                Some(_) => (),
            }
        }
        if let Some((member, by)) = wrongly.filter(|_| missing.is_empty()) {
            let by = self.model.organisation(by).map_or(by, |it| it.name.as_str());
            return Err(appointed_by_another(&member.name, by));
        }
        Ok(record(fact(&missing), charter.id.span, charter.source.as_ref()))
    }

    /// Whether somebody may appoint the auditor of a member: Försäkringskassan that of the state, municipalities and
    /// regions their own and those they share (finsamlagen 25 §).
    fn may_appoint(&self, id: &str, member: &Organisation) -> bool {
        let Some(by) = self.model.organisation(id) else { return true };
        let is_local =
            |it: OrganisationKind| matches!(it, OrganisationKind::Municipality | OrganisationKind::Region);
        match member.kind {
            OrganisationKind::State => by.may_appoint_for_the_state(),
            it => !is_local(it) || is_local(by.kind),
        }
    }

    /// From when a charter is known to hold: its first day, else the day a document tells of it, else the day
    /// of its first board, else the year of the question.
    fn charter_from(&self, charter: &Agreement) -> NaiveDate {
        let own = charter.in_force.and_then(|days| days.from);
        let first_board = || charter.boards.iter().filter_map(|it| it.from.as_ref()).map(|it| it.value).min();
        let told = || self.told(charter.source.as_ref());
        own.or_else(told).or_else(first_board).unwrap_or_else(|| year_start(self.question.as_of.year()))
    }

    /// What is told of the members that have decided on discharge for the year, and those of which the register has
    /// no decision.
    fn discharge(&self, year: i32, fact: fn(&[&str], &[&str]) -> Fact) -> Property {
        let (done, missing) = self.discharged(year)?;
        let who = missing.join(", ");
        let silence = (!missing.is_empty()).then(|| {
            Box::new(Gap::record(Text::new(
                format!("Registret har inget beslut om ansvarsfrihet för {year} från {who}."),
                format!("The register has no decision on discharge for {year} from {who}."),
            )))
        });
        Ok(Known { silence, ..Known::from(fact(&done, &missing)) })
    }

    /// The members that have decided on discharge for the year, and those that have not.
    fn discharged(&self, year: i32) -> Result<(Vec<&str>, Vec<&str>), Gap> {
        let (mut done, mut missing) = (Vec::new(), Vec::new());
        for it in self.members(year)? {
            let by = |decision: &&Decision| decision.by.as_ref().is_some_and(|by| by.value == it.id.value);
            match self.without_reservation(self.decided(Adopts::Discharge, year).filter(by)).transpose()? {
                Some(_) => done.push(it.name.as_str()),
                None => missing.push(it.name.as_str()),
            }
        }
        Ok((done, missing))
    }

    /// The first of some decisions that was made without a reservation.
    ///
    /// # Errors
    /// The gap when there are none but with one: what such a decision is worth people judge.
    pub(super) fn without_reservation<'m>(
        &self,
        decisions: impl Iterator<Item = &'m Decision>,
    ) -> Option<Result<&'m Decision, Gap>> {
        let first = decisions.min_by_key(|it| (it.reservation.is_some(), self.model.meeting_day(it)))?;
        Some(match &first.reservation {
            Some(reservation) => Err(self.with_reservation(first, reservation)),
            None => Ok(first),
        })
    }

    fn with_reservation(&self, decision: &Decision, reservation: &Text) -> Gap {
        let by = self.model.decider(decision).unwrap_or_default();
        let by = self.model.organisation(by).map_or(by, |it| it.name.as_str());
        let day = self.model.meeting_day(decision).map(|it| it.to_string()).unwrap_or_default();
        let said = |it: &str| it.trim_end().trim_end_matches('.').to_owned();
        let text = reservation.map(|_, it| said(it)).map(|language, reservation| match language {
            Language::Sv => {
                format!("{by} har beslutat med ett förbehåll ({day}): {reservation}. Vad det är värt får människor bedöma.")
            }
            Language::En => {
                format!("{by} has decided with a reservation ({day}): {reservation}. What it is worth is for people to judge.")
            }
        });
        Gap::new(Undecided::Judgement, text)
    }

    fn plan_years(&self, year: i32) -> Property {
        let gap = || register_gap(year, "vilka år budgeten omfattar", "which years the budget covers");
        let budget =
            self.budget(year).ok_or_else(|| self.by_another(Adopts::Budget, year).unwrap_or_else(gap))?;
        let (from, to) = budget.periods.ok_or_else(gap)?;
        let years = i64::from(to.saturating_sub(from).saturating_add(1));
        Ok(record(Fact::Number(years), budget.span, budget.source.as_ref()))
    }

    /// Whether the members were consulted no later than the budget was decided.
    fn consulted(&self, year: i32) -> Property {
        // What one member was asked is not that all were, and what another body asks is not asked by the board.
        let is_the_boards = |it: &&Decision| it.by.is_none() && self.model.is_the_boards(it);
        let all: Vec<&Decision> = self.decided(Adopts::Consultation, year).filter(is_the_boards).collect();
        let gap = || register_gap(year, "något samråd om budgeten", "any consultation on the budget");
        let first = *all.iter().min_by_key(|it| self.model.meeting_day(it)).ok_or_else(gap)?;
        let budget = self.budget(year);
        let day = |it: &Decision| self.model.meeting_day(it);
        let by_then = |it: &&&Decision| budget.is_none_or(|budget| day(it) <= day(budget));
        let in_time = all.iter().filter(by_then);
        let before = in_time.clone().filter(|it| !self.model.may_follow_its_budget(it));
        let (told, it) = match self.without_reservation(before.copied()).transpose()? {
            Some(it) => (true, it),
            None if in_time.count() > 0 => {
                return Err(Gap::record(Text::new(
                    format!(
                        "Samrådet om budgeten för {year} står i samma protokoll som beslutet om den, och inte före det."
                    ),
                    format!(
                        "The consultation on the budget for {year} stands in the minutes that adopt it, and not before."
                    ),
                )));
            }
            None => (false, first),
        };
        Ok(record(Fact::Truth(told), it.span, it.source.as_ref()))
    }

    fn budget_public(&self, year: i32) -> Property {
        let budget = self.budget(year);
        let meeting = budget.and_then(|it| self.model.meeting(&it.meeting.value));
        let meeting = meeting.filter(|it| self.counts(it.recorded));
        match meeting.and_then(|it| Some((it, it.public?))) {
            Some((it, public)) => Ok(record(Fact::Truth(public), it.span, it.source.as_ref())),
            None => {
                let gap = || {
                    let (sv, en) = ("om budgetmötet var offentligt", "whether the budget meeting was public");
                    register_gap(year, sv, en)
                };
                let other = self.by_another(Adopts::Budget, year).filter(|_| budget.is_none());
                Err(other.unwrap_or_else(gap))
            }
        }
    }

    /// In how many of a year's periods internal control was followed up.
    fn followed_up(&self, year: i32, periods: i64) -> Property {
        // Two paragraphs of one meeting are one follow-up.
        let meetings: BTreeSet<&str> =
            self.decided(Adopts::InternalControl, year).map(|it| it.meeting.value.as_str()).collect();
        let followed = count(meetings.len());
        let (first, last) = (year_start(year), year_end(year));
        let whole_year = self.question.is_covered(&self.model, Deliverable::Minutes, first, last);
        match followed {
            Fact::Number(known) if known < periods && !whole_year => Err(register_gap(
                year,
                "alla uppföljningar av internkontrollen",
                "every follow-up of internal control",
            )),
            _ => Ok(followed.into()),
        }
    }

    fn decisions(&self) -> impl Iterator<Item = &Decision> {
        self.decisions_that(|_| true)
    }

    /// Those of the decisions known of that are so: most are not, which is sooner seen than when each was made.
    pub(super) fn decisions_that(&self, are: impl Fn(&Decision) -> bool) -> impl Iterator<Item = &Decision> {
        // Nothing is decided at a meeting that was only planned.
        let held =
            |it: &Decision| self.model.meeting(&it.meeting.value).is_none_or(|meeting| !meeting.planned);
        self.model.decisions.iter().filter(move |it| are(it) && self.counts(it.recorded) && held(it))
    }

    /// The board's first decision on the budget for a year.
    fn budget(&self, year: i32) -> Option<&Decision> {
        self.adopted(Adopts::Budget, year, true)
    }

    /// The first decision that adopts something for a year: by whom the law gives it to, or else by another.
    fn adopted(&self, what: Adopts, year: i32, rightly: bool) -> Option<&Decision> {
        let adopted =
            self.decided(what, year).filter(|it| it.adopted && self.model.may_decide(it) == rightly);
        adopted.min_by_key(|it| (self.model.meeting_day(it), it.id.value.as_str()))
    }

    /// Whether what was first adopted for a year was so with a reservation, and not without one by a day.
    fn reserved(&self, what: Adopts, year: i32, day: NaiveDate) -> Property {
        self.adoption(what, year)?;
        let settled = self.decided(what, year).any(|it| {
            let by_then = self.model.meeting_day(it).is_some_and(|decided| decided <= day);
            it.adopted && it.reservation.is_none() && by_then && self.model.may_decide(it)
        });
        truth(!settled && self.adopted(what, year, true).is_some_and(|it| it.reservation.is_some()))
    }

    /// The gap when something is adopted for a year, but by another than the board.
    fn by_another(&self, what: Adopts, year: i32) -> Option<Gap> {
        let first = self.adopted(what, year, false)?;
        let (by, day) = (self.model.decider(first)?, self.model.meeting_day(first)?);
        let by = self.model.organisation(by).map_or(by, |it| it.name.as_str());
        let (sv, en) = adopted_words(what);
        Some(Gap::record(Text::new(
            format!(
                "Registret har inget beslut av styrelsen om {sv} för {year}; det som finns fattade {by} {day}."
            ),
            format!(
                "The register has no decision of the board on the {en} for {year}; the one it has was made by {by} on {day}."
            ),
        )))
    }

    /// Decisions of one sort for a year, made and not only proposed, by the day of the question.
    fn decided(&self, what: Adopts, year: i32) -> impl Iterator<Item = &Decision> {
        let by_then =
            |it: &&Decision| self.model.meeting_day(it).is_some_and(|day| day <= self.question.as_of);
        self.decisions_that(move |it| it.adopts == what && it.is_made() && it.is_for(year)).filter(by_then)
    }

    /// The first day something was adopted for a year, by the day of the question.
    fn adoption(&self, what: Adopts, year: i32) -> Property {
        let adopted = self.adopted(what, year, true);
        if let Some((day, it)) = adopted.and_then(|it| Some((self.model.meeting_day(it)?, it))) {
            return Ok(record(Fact::Day(day), it.span, it.source.as_ref()));
        }
        let open = |it: &Decision| it.adopts == what && it.is_for(year) && !it.adopted;
        let proposed = || self.decisions().find(|it| open(it) && self.model.may_decide(it));
        Err(self.by_another(what, year).unwrap_or_else(|| Gap::record(no_decision(what, year, proposed()))))
    }
}

/// The board in office on a day: the latest that had taken office. One whose first day is not known may be any
/// of several; alone it is the charter's only one. Of the boards before the first that is known, nothing is known.
fn board_on(charter: &Agreement, day: NaiveDate) -> Option<&Board> {
    let from = |board: &Board| board.from.as_ref().map(|from| from.value);
    match charter.boards.as_slice() {
        [board] if from(board).is_none() => Some(board),
        boards if boards.iter().any(|board| from(board).is_none()) => None,
        boards => boards.iter().filter(|board| from(board) <= Some(day)).max_by_key(|board| from(board)),
    }
}

fn appointed_by_another(member: &str, by: &str) -> Gap {
    let text = Text::new(
        format!("Revisorn för {member} är utsedd av {by}, och lagen säger att någon annan utser den."),
        format!("The auditor of {member} is appointed by {by}, and by law somebody else appoints it."),
    );
    Gap::new(Undecided::Judgement, text)
}

/// The day the rule that asks sets for the year.
fn due(asked: &Asked<'_>) -> Property {
    match asked.rule.asked {
        AskedOn::Due { .. } => Ok(Fact::Day(asked.day).into()),
        AskedOn::YearEnd | AskedOn::YearStart => {
            Err(Gap::record(Text::new("Regeln sätter ingen sista dag.", "The rule sets no last day.")))
        }
    }
}

/// The latest day in or before a year when a term begins: one began on the `first` day, and one does `every`
/// so many years before and after.
fn term_due(asked: &Asked<'_>, year: i32) -> Property {
    let silent = || {
        let text =
            Text::new("Regeln säger inte när mandattider börjar.", "The rule does not say when terms begin.");
        Gap::new(Undecided::RuleSilent, text)
    };
    let first: NaiveDate = asked.word("first")?.parse().map_err(|_| silent())?;
    let every = i32::try_from(asked.number("every")?).map_err(|_| silent())?;
    let since = year.saturating_sub(first.year()).checked_rem_euclid(every).ok_or_else(silent)?;
    let begins = first.with_year(year.saturating_sub(since)).ok_or_else(silent)?;
    Ok(Fact::Day(begins).into())
}

fn no_members(year: i32) -> Gap {
    Gap::record(Text::new(
        format!("Ingen organisation sägs vara medlem {year}."),
        format!("No organisation is said to be a member in {year}."),
    ))
    .written("[[organisation]]")
}

fn member_unsaid(name: &str) -> Gap {
    Gap::record(Text::new(
        format!("{name} betalar, beslutar eller är part som en medlem, men är inte införd som medlem."),
        format!("{name} pays, decides or is a party as a member does, but is not entered as a member."),
    ))
    .written("[[organisation]]")
}

fn charter_gap(year: i32, sv: &str, en: &str) -> Gap {
    Gap::record(Text::new(
        format!("Förbundsordningen för {year} är inte känd i fråga om {sv}."),
        format!("The charter for {year} is not known as regards {en}."),
    ))
    .written("[[board]]")
}

fn register_gap(year: i32, sv: &str, en: &str) -> Gap {
    Gap::record(Text::new(
        format!("Registret visar inte {sv} för {year}."),
        format!("The register does not show {en} for {year}."),
    ))
}

const fn adopted_words(what: Adopts) -> (&'static str, &'static str) {
    match what {
        Adopts::Budget => ("budget", "budget"),
        _ => ("årsredovisning", "annual report"),
    }
}

fn no_decision(what: Adopts, year: i32, proposed: Option<&Decision>) -> Text {
    let (sv, en) = adopted_words(what);
    let tail = match proposed {
        Some(_) => (
            " Det finns ett förslag, men inget protokoll som visar beslutet.",
            " There is a proposal, but no minutes that show the decision.",
        ),
        None => ("", ""),
    };
    Text::new(
        format!("Registret har inget beslut om {sv} för {year}.{}", tail.0),
        format!("The register has no decision on the {en} for {year}.{}", tail.1),
    )
}
