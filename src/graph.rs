//! What depends on what: order where there is one, the path of a cycle where there is none.

use std::collections::BTreeMap;

use petgraph::algo::{tarjan_scc, toposort};
use petgraph::graph::{DiGraph, NodeIndex};

use crate::amount::Text;
use crate::diagnostic::{Code, Problem};
use crate::model::Model;
use crate::model::figure::{Formula, Term};
use crate::source::{Span, Spanned};

/// Names with what they depend on.
#[derive(Debug, Default)]
pub struct Dependencies {
    graph: DiGraph<String, ()>,
    nodes: BTreeMap<String, NodeIndex>,
}

impl Dependencies {
    /// `name` needs `on` to come before it.
    pub fn add(&mut self, name: &str, on: &str) {
        let (name, on) = (self.node(name), self.node(on));
        self.graph.update_edge(on, name, ());
    }

    /// Every name, each after what it depends on; those in a cycle are left out.
    #[must_use]
    pub fn order(&self) -> Vec<&str> {
        let cyclic: Vec<NodeIndex> = self.knots().into_iter().flatten().collect();
        let kept =
            self.graph.filter_map(|index, name| (!cyclic.contains(&index)).then_some(name), |_, ()| Some(()));
        let sorted = toposort(&kept, None).unwrap_or_default();
        sorted.into_iter().filter_map(|index| kept.node_weight(index)).map(|name| name.as_str()).collect()
    }

    /// Each cycle as the names on it, each needed by the next and the last by the first.
    #[must_use]
    pub fn cycles(&self) -> Vec<Vec<&str>> {
        let mut cycles: Vec<Vec<&str>> = self.knots().iter().map(|knot| self.path(knot)).collect();
        cycles.sort();
        cycles
    }

    fn node(&mut self, name: &str) -> NodeIndex {
        if let Some(index) = self.nodes.get(name) {
            return *index;
        }
        let index = self.graph.add_node(name.to_owned());
        self.nodes.insert(name.to_owned(), index);
        index
    }

    /// Groups of names that depend on each other, and names that depend on themselves.
    fn knots(&self) -> Vec<Vec<NodeIndex>> {
        let groups = tarjan_scc(&self.graph).into_iter();
        groups
            .filter(|group| match group.as_slice() {
                [one] => self.graph.contains_edge(*one, *one),
                _ => true,
            })
            .collect()
    }

    /// A walk round a knot, from its first name in the alphabet.
    fn path(&self, knot: &[NodeIndex]) -> Vec<&str> {
        let name = |index: &NodeIndex| self.graph.node_weight(*index).map_or("", String::as_str);
        let Some(start) = knot.iter().min_by_key(|index| name(index)) else { return Vec::new() };
        let mut path = vec![*start];
        while let Some(last) = path.last() {
            let mut next: Vec<NodeIndex> = self.graph.neighbors(*last).collect();
            next.retain(|index| knot.contains(index) && !path.contains(index));
            match next.iter().min_by_key(|index| name(index)) {
                Some(index) => path.push(*index),
                None => break,
            }
        }
        path.iter().map(name).collect()
    }
}

/// The names of derived figures, each after the derived figures of its own year that it needs.
#[must_use]
pub fn derivation_order(model: &Model) -> Vec<String> {
    derivations(model).order().into_iter().map(str::to_owned).collect()
}

/// Chains that come back to where they started: standards, successors, wholes, formulas.
#[must_use]
pub fn check(model: &Model) -> Vec<Problem> {
    let mut problems = Vec::new();
    let agreements = || model.agreements.iter();
    chain(agreements().map(|it| (&it.id, it.standard.as_ref())), &mut problems);
    chain(agreements().map(|it| (&it.id, it.superseded_by.as_ref())), &mut problems);
    let organisations = || model.organisations.iter();
    chain(organisations().map(|it| (&it.id, it.part_of.as_ref())), &mut problems);
    chain(organisations().map(|it| (&it.id, it.replaced_by.as_ref())), &mut problems);
    chain(model.documents.iter().map(|it| (&it.id, it.part_of.as_ref())), &mut problems);
    let catalogue = model.catalogue();
    let span = |name: &str| catalogue.get(name).map(|figure| figure.name.span);
    report(&derivations(model), &span, &mut problems);
    problems
}

fn derivations(model: &Model) -> Dependencies {
    let mut dependencies = Dependencies::default();
    for (name, figure) in model.catalogue() {
        for term in figure.formula.iter().flat_map(Formula::terms).filter(|term| term.year == 0) {
            for needed in model.spread(&term.name.value) {
                dependencies.add(name, &needed);
            }
        }
    }
    dependencies
}

/// Each thing names at most one other.
fn chain<'m>(
    links: impl Iterator<Item = (&'m Spanned<String>, Option<&'m Spanned<String>>)>,
    problems: &mut Vec<Problem>,
) {
    let mut dependencies = Dependencies::default();
    let mut spans: BTreeMap<&str, Span> = BTreeMap::new();
    for (id, next) in links {
        if let Some(next) = next {
            dependencies.add(&id.value, &next.value);
            spans.insert(&id.value, next.span);
        }
    }
    report(&dependencies, &|name| spans.get(name).copied(), problems);
}

fn report(dependencies: &Dependencies, span: &dyn Fn(&str) -> Option<Span>, problems: &mut Vec<Problem>) {
    for cycle in dependencies.cycles() {
        let Some(span) = cycle.first().and_then(|name| span(name)) else { continue };
        let path = cycle.iter().chain(cycle.first()).copied().collect::<Vec<_>>().join(" → ");
        problems.push(Problem::at(
            Code::CyclicReference,
            span,
            Text::new(format!("kedjan går i cirkel: {path}"), format!("the chain is circular: {path}")),
        ));
    }
}

impl Formula {
    /// The figures it uses.
    pub fn terms(&self) -> impl Iterator<Item = &Term> {
        let terms: Vec<&Term> = match self {
            Self::Sum(terms) => terms.iter().collect(),
            Self::Ratio(pair) => vec![&pair.0, &pair.1],
            Self::Stairs { base, .. } => vec![base],
        };
        terms.into_iter()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_needed_comes_first_and_a_cycle_shows_its_path() {
        let mut dependencies = Dependencies::default();
        dependencies.add("excess", "cap");
        dependencies.add("cap", "allocation");
        dependencies.add("b", "a");
        dependencies.add("a", "c");
        dependencies.add("c", "b");
        assert_eq!(dependencies.order(), ["allocation", "cap", "excess"]);
        assert_eq!(dependencies.cycles(), [vec!["a", "b", "c"]]);
        dependencies.add("self", "self");
        assert_eq!(dependencies.cycles(), [vec!["a", "b", "c"], vec!["self"]]);
    }
}
