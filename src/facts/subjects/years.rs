//! Years, as subjects.

use chrono::{Datelike, NaiveDate};

use super::{Names, Properties, count, record, truth};
use crate::amount::Text;
use crate::facts::figures::{all_years, year_end, year_start};
use crate::facts::{Fact, Facts, Gap, Property, Subject};
use crate::model::adopts::Adopts;
use crate::model::agreement::{Agreement, AgreementKind, Board};
use crate::model::duty::Deliverable;
use crate::model::organisation::Organisation;
use crate::model::register::Decision;
use crate::model::rule::SubjectKind;

pub(in crate::facts) const YEAR: Names = &[
    ("year", "the year, a whole number"),
    ("start", "1 January of the year"),
    ("end", "31 December of the year"),
    ("due", "the day the rule's `due` gives for the year"),
    ("budget_decided", "whether the register has a decision on the year's budget"),
    ("budget_adopted", "the day the board first adopted a budget for the year"),
    ("board_members", "how many members the charter gives the board"),
    ("board_substitutes", "how many substitutes the charter gives the board"),
    ("board_took_office", "the day the board under the charter in force took office"),
    ("term_due", "the latest 1 April after general elections, when a new board's term begins"),
    ("members", "how many organisations are members at the end of the year"),
    ("auditors_cover", "whether every member has an auditor by the charter"),
    ("auditors_missing", "which members have none"),
    ("discharges", "how many members have decided on discharge for the year"),
    ("discharges_missing", "how many have not"),
    ("discharges_missing_words", "which those are"),
    ("plan_years", "how many years the adopted budget covers"),
    ("budget_consulted", "whether the members were consulted on the budget"),
    ("budget_public", "whether the meeting that adopted the budget was public"),
    ("internal_control_followed", "in how many tertials internal control was followed up"),
    ("report_decided", "whether the register has a decision on the year's annual report"),
    ("report_adopted", "the day the board adopted the annual report for the year"),
];

/// How many years back those without an entry are asked about.
const MOST_YEARS: i32 = 20;

impl Facts {
    pub(super) fn years(&self) -> Vec<Subject> {
        let next = self.question.as_of.year().saturating_add(1);
        let decided = self.decisions().filter_map(|it| it.periods).map(|(from, _)| from);
        let mut years = all_years(&self.figures, decided.chain([next]));
        // A year of which nothing is known is asked about as those round it are, from when the workspace begins.
        let since = self.model.manifest.as_ref().and_then(|it| it.since).map(|day| day.year());
        // Where nothing says when it begins, the year of the question is asked about all the same.
        let this = next.saturating_sub(1);
        let first = since.unwrap_or_else(|| years.first().map_or(this, |first| this.min(*first)));
        // Nobody asks of a hundred years back for one stray figure.
        years.extend(first.max(next.saturating_sub(MOST_YEARS))..next);
        years.into_iter().map(|year| self.year(year)).collect()
    }

    fn year(&self, year: i32) -> Subject {
        let budget = self.adoption(Adopts::Budget, year);
        let report = self.adoption(Adopts::AnnualReport, year);
        let mut properties = vec![
            ("year", Ok(Fact::Number(i64::from(year)).into())),
            ("start", Ok(Fact::Day(year_start(year)).into())),
            ("end", Ok(Fact::Day(year_end(year)).into())),
            ("budget_decided", truth(budget.is_ok())),
            ("budget_adopted", budget),
            ("report_decided", truth(report.is_ok())),
            ("report_adopted", report),
        ];
        properties.extend(self.charter_properties(year));
        properties.extend(self.discharge_properties(year));
        properties.extend(self.budget_properties(year));
        let title = Text::same(year.to_string());
        let mut subject = self.subject(SubjectKind::Year, year.to_string(), title, properties);
        (subject.years, subject.governing) = (Some((year, year)), year_end(year));
        subject
    }

    fn members(&self, year: i32) -> Vec<&Organisation> {
        self.model.organisations.iter().filter(|it| it.is_member(year_end(year))).collect()
    }

    /// What the charter in force at the end of the year says of board and auditors.
    fn charter_properties(&self, year: i32) -> Properties {
        let end = year_end(year);
        let in_force = |it: &&Agreement| {
            let last = self.model.last_day(it);
            it.kind == AgreementKind::Charter
                && self.charter_from(it) <= end
                && last.is_none_or(|last| end <= last)
        };
        let charter = self.model.agreements.iter().find(in_force);
        let gap = |sv: &str, en: &str| {
            Gap::record(Text::new(
                format!("Förbundsordningen för {year} är inte känd i fråga om {sv}."),
                format!("The charter for {year} is not known as regards {en}."),
            ))
        };
        let board = charter.and_then(|charter| Some((charter, board_on(charter, end)?)));
        let number = |pick: fn(&Board) -> i64| match board {
            Some((charter, board)) => {
                Ok(record(Fact::Number(pick(board)), board.span, charter.source.as_ref()))
            }
            None => Err(gap("styrelsen", "the board")),
        };
        let audited = charter.filter(|charter| !charter.auditors.is_empty());
        let members = self.members(year);
        let missing: Option<Vec<&str>> = audited.map(|charter| {
            let covered =
                |id: &str| charter.auditors.iter().flat_map(|it| &it.audits).any(|it| it.value == id);
            members.iter().filter(|it| !covered(&it.id.value)).map(|it| it.name.as_str()).collect()
        });
        let auditors = |fact: &dyn Fn(&[&str]) -> Fact| match (audited, &missing) {
            (Some(charter), Some(missing)) => {
                Ok(record(fact(missing), charter.id.span, charter.source.as_ref()))
            }
            _ => Err(gap("revisorerna", "the auditors")),
        };
        vec![
            ("board_members", number(|board| board.seats)),
            ("board_substitutes", number(|board| board.substitutes)),
            (
                "board_took_office",
                match board.and_then(|(charter, board)| Some((charter, board.from.as_ref()?))) {
                    Some((charter, day)) => {
                        Ok(record(Fact::Day(day.value), day.span, charter.source.as_ref()))
                    }
                    None => Err(gap("när styrelsen tillträdde", "when the board took office")),
                },
            ),
            ("term_due", Ok(Fact::Day(term_due(year)).into())),
            ("members", Ok(count(members.len()).into())),
            ("auditors_cover", auditors(&|missing| Fact::Truth(missing.is_empty()))),
            ("auditors_missing", auditors(&|missing| Fact::Words(Text::same(missing.join(", "))))),
        ]
    }

    /// From when a charter is known to hold: its first day, else the day a document tells of it, else the day
    /// of its first board, else the year of the question.
    fn charter_from(&self, charter: &Agreement) -> NaiveDate {
        let own = charter.in_force.and_then(|days| days.from);
        let first_board = || charter.boards.iter().filter_map(|it| it.from.as_ref()).map(|it| it.value).min();
        let told = || self.told(charter.source.as_ref());
        own.or_else(told).or_else(first_board).unwrap_or_else(|| year_start(self.question.as_of.year()))
    }

    /// Which members have decided on discharge for the year.
    fn discharge_properties(&self, year: i32) -> Properties {
        let decided = |id: &str| {
            self.decided(Adopts::Discharge, year).any(|it| it.by.as_ref().is_some_and(|by| by.value == id))
        };
        let (done, missing): (Vec<&Organisation>, Vec<&Organisation>) =
            self.members(year).into_iter().partition(|it| decided(&it.id.value));
        let names: Vec<&str> = missing.iter().map(|it| it.name.as_str()).collect();
        vec![
            ("discharges", Ok(count(done.len()).into())),
            ("discharges_missing", Ok(count(missing.len()).into())),
            ("discharges_missing_words", Ok(Fact::Words(Text::same(names.join(", "))).into())),
        ]
    }

    /// How the year's budget came about, and how internal control was followed up.
    fn budget_properties(&self, year: i32) -> Properties {
        let gap = |sv: &str, en: &str| {
            Err(Gap::record(Text::new(
                format!("Registret visar inte {sv} för {year}."),
                format!("The register does not show {en} for {year}."),
            )))
        };
        let budget = self.decided(Adopts::Budget, year).next();
        let years = budget.and_then(|it| Some((it, it.periods?)));
        let meeting = budget.and_then(|it| self.model.meeting(&it.meeting.value));
        let public = meeting.and_then(|it| Some((it, it.public?)));
        let decided = budget.and_then(|it| self.model.meeting_day(it));
        let consulted = self.decided(Adopts::Consultation, year).min_by_key(|it| self.model.meeting_day(it));
        let in_time =
            consulted.is_some_and(|it| decided.is_none_or(|day| self.model.meeting_day(it) <= Some(day)));
        let followed = self.decided(Adopts::InternalControl, year).count();
        let whole_year = self.model.covers.iter().any(|it| {
            it.deliverables.contains(&Deliverable::Minutes)
                && it.days.holds(year_start(year))
                && it.days.holds(year_end(year))
                && self.counts(it.recorded)
        });
        vec![
            (
                "plan_years",
                match years {
                    Some((it, (from, to))) => {
                        let years = i64::from(to.saturating_sub(from).saturating_add(1));
                        Ok(record(Fact::Number(years), it.span, it.source.as_ref()))
                    }
                    None => gap("vilka år budgeten omfattar", "which years the budget covers"),
                },
            ),
            (
                "budget_consulted",
                match consulted {
                    Some(it) => Ok(record(Fact::Truth(in_time), it.span, it.source.as_ref())),
                    None => gap("något samråd om budgeten", "any consultation on the budget"),
                },
            ),
            (
                "budget_public",
                match public {
                    Some((it, public)) => Ok(record(Fact::Truth(public), it.span, it.source.as_ref())),
                    None => gap("om budgetmötet var offentligt", "whether the budget meeting was public"),
                },
            ),
            (
                "internal_control_followed",
                match followed {
                    0..3 if !whole_year => {
                        gap("alla uppföljningar av internkontrollen", "every follow-up of internal control")
                    }
                    _ => Ok(count(followed).into()),
                },
            ),
        ]
    }

    pub(super) fn decisions(&self) -> impl Iterator<Item = &Decision> {
        self.model.decisions.iter().filter(|decision| self.counts(decision.recorded))
    }

    /// Decisions of one sort for a year, made and not only proposed, by the day of the question.
    fn decided(&self, what: Adopts, year: i32) -> impl Iterator<Item = &Decision> {
        self.decisions().filter(move |it| {
            it.adopts == what
                && !it.proposed
                && it.periods.is_some_and(|(from, _)| from == year)
                && self.model.meeting_day(it).is_some_and(|day| day <= self.question.as_of)
        })
    }

    /// The first day something was adopted for a year, by the day of the question.
    fn adoption(&self, what: Adopts, year: i32) -> Property {
        let covers = |it: &&Decision| {
            // A budget is adopted for its first year; the two that follow are a plan (KL 11:6).
            it.adopts == what && it.periods.is_some_and(|(from, _)| from == year)
        };
        let dated = |it: &'_ Decision| Some((self.model.meeting_day(it)?, it.span, it.source.clone()));
        let adopted = self.decisions().filter(covers).filter(|it| it.adopted).filter_map(dated);
        let adopted = adopted.filter(|(day, ..)| *day <= self.question.as_of);
        if let Some((day, span, source)) = adopted.min_by_key(|(day, ..)| *day) {
            return Ok(record(Fact::Day(day), span, source.as_ref()));
        }
        let proposed = self.decisions().filter(covers).find(|it| !it.adopted);
        Err(Gap::record(no_decision(what, year, proposed)))
    }
}

/// The board in office on a day: the latest that had taken office, or the one whose first day is not known.
/// Of the boards before the first that is known, nothing is known.
fn board_on(charter: &Agreement, day: NaiveDate) -> Option<&Board> {
    let dated = charter.boards.iter().filter_map(|board| Some((board.from.as_ref()?.value, board)));
    let latest = dated.filter(|(from, _)| *from <= day).max_by_key(|(from, _)| *from);
    let undated = || charter.boards.iter().find(|board| board.from.is_none());
    latest.map(|(_, board)| board).or_else(undated)
}

/// The latest 1 April after general elections in or before a year (Finsamlagen 13 §): elections are held
/// in 2022 and every fourth year before and after.
fn term_due(year: i32) -> NaiveDate {
    let since_election = year.saturating_sub(2023).rem_euclid(4);
    NaiveDate::from_ymd_opt(year.saturating_sub(since_election), 4, 1).unwrap_or_default()
}

fn no_decision(what: Adopts, year: i32, proposed: Option<&Decision>) -> Text {
    let (sv, en) = match what {
        Adopts::Budget => ("budget", "budget"),
        _ => ("årsredovisning", "annual report"),
    };
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
