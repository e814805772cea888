//! Many workspaces as JSON lines, `samkoll.sector/1`: one for each workspace, as a database takes them, then one for
//! what can be seen of all.

use std::collections::BTreeMap;

use serde::Serialize;

use super::{Both, PROGRAM, Program, both};
use crate::model::rule::Undecided;
use crate::render::json::Document;
use crate::render::json::pretty::with_lines;
use crate::sector::{Answer, Common, Economy, Fault, Finding, Group, Member, Sector, Usual};
use crate::verdict::{Class, Outcome};

const SCHEMA: &str = "samkoll.sector/1";

#[derive(Serialize)]
struct JsonMember<'s> {
    schema: &'static str,
    line: &'static str,
    path: &'s str,
    name: &'s str,
    as_of: String,
    known_at: Option<String>,
    /// Whether it could be asked; its files have errors where not.
    assessed: bool,
    summary: Option<JsonSummary>,
    economy: Option<JsonEconomy<'s>>,
    findings: Vec<JsonFinding<'s>>,
    problems: Vec<JsonFault<'s>>,
}

#[derive(Serialize)]
struct JsonSummary {
    met: usize,
    /// Faults alone.
    breached: usize,
    /// Faults that follow from no other.
    causes: usize,
    /// Things that are late, and can still be done.
    late: usize,
    results: usize,
    notices: usize,
    undecided: usize,
    not_applicable: usize,
    waived: usize,
    /// The years of which equity is above the cap.
    above_cap: Vec<i32>,
}

/// Amounts are exact, in kronor; shares in per cent.
#[derive(Serialize)]
struct JsonEconomy<'s> {
    year: i32,
    equity: String,
    allocation: Option<String>,
    equity_share: Option<String>,
    /// What is usual in its group.
    usual_equity_share: Option<String>,
    cap: Option<&'static str>,
    message: Option<Both<'s>>,
}

#[derive(Serialize)]
struct JsonFinding<'s> {
    rule: &'s str,
    title: Both<'s>,
    subject: &'s str,
    outcome: &'static str,
    reason: Option<&'static str>,
    class: &'static str,
    severity: &'static str,
    message: Both<'s>,
    days_late: Option<i64>,
    place: &'s str,
    fingerprint: &'s str,
}

#[derive(Serialize)]
struct JsonFault<'s> {
    code: &'static str,
    severity: &'static str,
    place: &'s str,
    message: Both<'s>,
}

#[derive(Serialize)]
struct JsonSector<'s> {
    schema: &'static str,
    line: &'static str,
    program: Program,
    as_of: String,
    known_at: Option<String>,
    workspaces: usize,
    not_assessed: Vec<&'s str>,
    above_cap: Vec<&'s str>,
    groups: Vec<JsonGroup<'s>>,
    missing: Vec<JsonCommon<'s>>,
    breached: Vec<JsonCommon<'s>>,
    not_looked_into: Vec<JsonUnseen<'s>>,
    nested: &'s [String],
}

#[derive(Serialize)]
struct JsonGroup<'s> {
    above: Option<String>,
    to: Option<String>,
    workspaces: Vec<&'s str>,
    median: JsonUsual,
}

#[derive(Serialize)]
struct JsonUsual {
    equity_share: Option<String>,
    causes: Option<String>,
    late: Option<String>,
    undecided: Option<String>,
}

#[derive(Serialize)]
struct JsonCommon<'s> {
    rule: &'s str,
    title: Both<'s>,
    /// How often with each, by path.
    workspaces: BTreeMap<&'s str, usize>,
}

#[derive(Serialize)]
struct JsonUnseen<'s> {
    path: &'s str,
    why: Both<'s>,
}

/// A line for each workspace, then one for all.
///
/// # Errors
/// When the serialiser fails, which it does not for these types.
pub fn sector(sector: &Sector) -> Result<Document<'_>, serde_json::Error> {
    with_lines(&sector.members, |number, it| member(sector, number, it), &all(sector))
}

fn member<'s>(sector: &'s Sector, number: usize, it: &'s Member) -> JsonMember<'s> {
    let answer = it.answer.as_ref();
    let usual = sector.group_of(number).map(|it| &it.usual);
    JsonMember {
        schema: SCHEMA,
        line: "workspace",
        path: &it.path,
        name: &it.name,
        as_of: sector.question.as_of.to_string(),
        known_at: sector.question.known_at.map(|it| it.to_string()),
        assessed: answer.is_some(),
        summary: answer.map(summary),
        economy: answer.and_then(|it| it.economy.as_ref()).map(|it| economy(it, usual)),
        findings: answer.into_iter().flat_map(|it| &it.findings).map(finding).collect(),
        problems: it.problems.iter().map(fault).collect(),
    }
}

fn summary(it: &Answer) -> JsonSummary {
    JsonSummary {
        met: it.count(Outcome::Met),
        breached: it.found(Class::Fault),
        causes: it.causes,
        late: it.late,
        results: it.found(Class::Result),
        notices: it.found(Class::Notice),
        undecided: it.count(Outcome::Undecided),
        not_applicable: it.count(Outcome::NotApplicable),
        waived: it.count(Outcome::Waived),
        above_cap: it.above.clone(),
    }
}

fn economy<'s>(it: &'s Economy, usual: Option<&Usual>) -> JsonEconomy<'s> {
    JsonEconomy {
        year: it.year,
        equity: it.equity.to_string(),
        allocation: it.allocation.map(|it| it.to_string()),
        equity_share: it.share.map(|it| it.to_string()),
        usual_equity_share: usual.and_then(|it| it.share).map(|it| it.to_string()),
        cap: it.cap.as_ref().map(|it| it.outcome.name()),
        message: it.cap.as_ref().map(|it| both(&it.message)),
    }
}

fn finding(it: &Finding) -> JsonFinding<'_> {
    JsonFinding {
        rule: &it.rule,
        title: both(&it.heading),
        subject: &it.subject,
        outcome: it.outcome.name(),
        reason: it.reason.map(Undecided::name),
        class: it.class.name(),
        severity: it.severity.name(),
        message: both(&it.message),
        days_late: it.days_late,
        place: &it.place,
        fingerprint: &it.fingerprint,
    }
}

fn fault(it: &Fault) -> JsonFault<'_> {
    JsonFault { code: it.code, severity: it.severity.name(), place: &it.place, message: both(&it.message) }
}

fn all(sector: &Sector) -> JsonSector<'_> {
    JsonSector {
        schema: SCHEMA,
        line: "sector",
        program: PROGRAM,
        as_of: sector.question.as_of.to_string(),
        known_at: sector.question.known_at.map(|it| it.to_string()),
        workspaces: sector.members.len(),
        not_assessed: sector.unread().map(|it| it.path.as_str()).collect(),
        above_cap: sector.cap(Outcome::Breached).map(|(it, ..)| it.path.as_str()).collect(),
        groups: sector.groups.iter().map(|it| group(sector, it)).collect(),
        missing: sector.missing.iter().map(|it| common(sector, it)).collect(),
        breached: sector.broken.iter().map(|it| common(sector, it)).collect(),
        not_looked_into: sector
            .unseen
            .iter()
            .map(|it| JsonUnseen { path: &it.path, why: both(&it.why) })
            .collect(),
        nested: &sector.nested,
    }
}

fn group<'s>(sector: &'s Sector, it: &Group) -> JsonGroup<'s> {
    let members = it.members.iter().filter_map(|it| sector.members.get(*it));
    let [equity_share, causes, late, undecided] =
        [it.usual.share, it.usual.causes, it.usual.late, it.usual.open].map(|it| it.map(|it| it.to_string()));
    JsonGroup {
        above: it.above.map(|it| it.to_string()),
        to: it.to.map(|it| it.to_string()),
        workspaces: members.map(|it| it.path.as_str()).collect(),
        median: JsonUsual { equity_share, causes, late, undecided },
    }
}

fn common<'s>(sector: &'s Sector, it: &'s Common) -> JsonCommon<'s> {
    let path = |(number, count): (&usize, &usize)| Some((sector.members.get(*number)?.path.as_str(), *count));
    JsonCommon {
        rule: &it.rule,
        title: both(&it.heading),
        workspaces: it.with.iter().filter_map(path).collect(),
    }
}
