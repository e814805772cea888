//! Duties that wait for each other. What comes back every year is no cycle: the nodes carry the year.

use std::collections::{BTreeMap, BTreeSet};

use super::{Dependencies, circular};
use crate::diagnostic::Problem;
use crate::model::Model;
use crate::model::reference::DutyReference;
use crate::source::Span;

/// A duty as `agreement/duty`, so many years from some year.
type Node = (String, i32);

/// An edge: what waits, for what, so many years off, and where that is written.
struct Edge {
    from: String,
    to: String,
    years: i32,
    span: Span,
}

/// Duties that wait for themselves within a year.
pub(super) fn check(model: &Model) -> Vec<Problem> {
    let mut edges = edges(model);
    // Only what comes back to itself over the years can do so within one.
    let mut yearless: Dependencies<&str> = Dependencies::default();
    edges.iter().for_each(|edge| yearless.add(&edge.from, &edge.to));
    let cyclic: BTreeSet<String> = yearless.cyclic().into_iter().map(|name| (*name).to_owned()).collect();
    edges.retain(|edge| cyclic.contains(&edge.from) && cyclic.contains(&edge.to));
    // A chain that comes back to its year has gone no further from it than all its steps together.
    let reach: i32 = edges.iter().map(|edge| edge.years.abs()).sum();
    let reach = reach.min(MOST_YEARS);
    let mut dependencies: Dependencies<Node> = Dependencies::default();
    let mut spans: BTreeMap<(Node, Node), Span> = BTreeMap::new();
    for edge in &edges {
        for year in reach.saturating_neg()..=reach {
            let from = (edge.from.clone(), year);
            let on = (edge.to.clone(), year.saturating_add(edge.years));
            spans.insert((from.clone(), on.clone()), edge.span);
            dependencies.add(from, on);
        }
    }
    let cycles = dependencies.cycles().into_iter();
    // The same cycle stands at every year; the one that starts at year 0 is shown.
    let cycles = cycles.filter(|cycle| cycle.first().is_some_and(|(_, year)| *year == 0));
    cycles.filter_map(|cycle| problem(&cycle, &spans)).collect()
}

/// Chains further apart than this are not looked for; no wheel reaches so far.
const MOST_YEARS: i32 = 12;

fn edges(model: &Model) -> Vec<Edge> {
    let mut edges = Vec::new();
    for agreement in model.proper_agreements() {
        for duty in model.terms(agreement).duties {
            let own = format!("{}/{}", agreement.id.value, duty.id.value);
            let named = |reference: &DutyReference| {
                let (agreement, duty) = model.referred(agreement, reference)?;
                Some(format!("{}/{}", agreement.id.value, duty.id.value))
            };
            for reference in duty.prerequisites() {
                let Some(to) = named(reference) else { continue };
                edges.push(Edge { from: own.clone(), to, years: reference.year, span: reference.span });
            }
            let Some(reference) = duty.precedes() else { continue };
            let Some(from) = named(reference) else { continue };
            let years = reference.year.saturating_neg();
            edges.push(Edge { from, to: own, years, span: reference.span });
        }
    }
    edges
}

fn problem(cycle: &[&Node], spans: &BTreeMap<(Node, Node), Span>) -> Option<Problem> {
    let (first, last) = (*cycle.first()?, *cycle.last()?);
    // Each is needed by the next and the last by the first: the first says that it waits for the last.
    let span = spans.get(&(first.clone(), last.clone()))?;
    let names: Vec<String> = cycle
        .iter()
        .map(|(name, year)| if *year == 0 { name.clone() } else { format!("{name}@{year}") })
        .collect();
    let names: Vec<&str> = names.iter().map(String::as_str).collect();
    Some(circular(*span, &names))
}
