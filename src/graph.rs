//! What depends on what: order where there is one, the path of a cycle where there is none.

mod duties;

use std::borrow::Cow;
use std::collections::{BTreeMap, BTreeSet, VecDeque};

use petgraph::Direction;
use petgraph::algo::kosaraju_scc;
use petgraph::graph::{DiGraph, NodeIndex};

use crate::amount::Text;
use crate::diagnostic::{Code, Problem};
use crate::limits;
use crate::model::Model;
use crate::model::figure::{Formula, Term};
use crate::source::{Span, Spanned};

/// Things by their keys, with what they depend on. Every answer is in the order of the keys,
/// whatever the order they came in.
#[derive(Debug)]
pub struct Dependencies<K> {
    graph: DiGraph<K, ()>,
    nodes: BTreeMap<K, NodeIndex>,
    /// What is needed by what, so that each is there once without walking all that are beside it.
    edges: BTreeSet<(NodeIndex, NodeIndex)>,
}

impl<K> Default for Dependencies<K> {
    fn default() -> Self {
        Self { graph: DiGraph::new(), nodes: BTreeMap::new(), edges: BTreeSet::new() }
    }
}

impl<K: Ord + Clone> Dependencies<K> {
    /// `key` needs `on` to come before it.
    pub fn add(&mut self, key: K, on: K) {
        let (key, on) = (self.node(key), self.node(on));
        if self.edges.insert((on, key)) {
            self.graph.add_edge(on, key, ());
        }
    }

    /// `key` is one of the things, whatever it needs.
    pub fn place(&mut self, key: K) {
        self.node(key);
    }

    /// What must come just before a thing.
    #[must_use]
    pub fn before(&self, key: &K) -> Vec<&K> {
        self.beside(key, Direction::Incoming)
    }

    /// What comes just after a thing.
    #[must_use]
    pub fn after(&self, key: &K) -> Vec<&K> {
        self.beside(key, Direction::Outgoing)
    }

    /// What must come before a thing, nearest first and at most so many; no further back than through
    /// what `through` lets by.
    pub fn all_before(&self, key: &K, most: usize, through: impl Fn(&K) -> bool) -> Vec<&K> {
        self.reach(key, Direction::Incoming, most, &through)
    }

    /// What comes after a thing, nearest first and at most so many; no further on than through
    /// what `through` lets by.
    pub fn all_after(&self, key: &K, most: usize, through: impl Fn(&K) -> bool) -> Vec<&K> {
        self.reach(key, Direction::Outgoing, most, &through)
    }

    /// Every key, each after what it depends on and otherwise in its own order; those in a cycle are left out.
    #[must_use]
    pub fn order(&self) -> Vec<&K> {
        let mut waiting: BTreeMap<&K, usize> =
            self.nodes.keys().map(|key| (key, self.before(key).len())).collect();
        let mut ready: BTreeSet<&K> =
            waiting.iter().filter(|(_, count)| **count == 0).map(|(key, _)| *key).collect();
        let mut order = Vec::new();
        while let Some(key) = ready.pop_first() {
            order.push(key);
            for next in self.after(key) {
                if let Some(count) = waiting.get_mut(next) {
                    *count = count.saturating_sub(1);
                    if *count == 0 {
                        ready.insert(next);
                    }
                }
            }
        }
        order
    }

    /// The longest chain of things that ends at one, first to last, among those that `within` lets in.
    /// Of two as long, each link takes the one before it whose key comes first.
    /// Empty only when the thing is not there or in a cycle.
    pub fn longest_to(&self, key: &K, within: impl Fn(&K) -> bool) -> Vec<&K> {
        // The length of the chain to each, and the link before.
        let mut chains: BTreeMap<&K, (usize, Option<&K>)> = BTreeMap::new();
        for step in self.order() {
            if step != key && !within(step) {
                continue;
            }
            let before = self.before(step).into_iter();
            let before = before.filter_map(|it| Some((chains.get(it)?.0, it)));
            let longest = before.max_by(|(a, x), (b, y)| a.cmp(b).then_with(|| y.cmp(x)));
            let length = longest.map_or(0, |(length, _)| length).saturating_add(1);
            chains.insert(step, (length, longest.map(|(_, it)| it)));
            if step == key {
                break;
            }
        }
        let mut chain = Vec::new();
        let mut link = chains.get_key_value(key).map(|(key, _)| *key);
        while let Some(step) = link {
            chain.push(step);
            link = chains.get(step).and_then(|(_, before)| *before);
        }
        chain.reverse();
        chain
    }

    /// Each cycle as the keys on it, each needed by the next and the last by the first.
    #[must_use]
    pub fn cycles(&self) -> Vec<Vec<&K>> {
        let mut cycles: Vec<Vec<&K>> = self.knots().iter().map(|knot| self.path(knot)).collect();
        cycles.sort();
        cycles
    }

    /// Every key that is on some cycle.
    #[must_use]
    pub fn cyclic(&self) -> BTreeSet<&K> {
        let knots = self.knots().into_iter().flatten();
        knots.filter_map(|index| self.graph.node_weight(index)).collect()
    }

    fn node(&mut self, key: K) -> NodeIndex {
        if let Some(index) = self.nodes.get(&key) {
            return *index;
        }
        let index = self.graph.add_node(key.clone());
        self.nodes.insert(key, index);
        index
    }

    fn beside(&self, key: &K, direction: Direction) -> Vec<&K> {
        let Some(index) = self.nodes.get(key) else { return Vec::new() };
        let beside = self.graph.neighbors_directed(*index, direction);
        let mut keys: Vec<&K> = beside.filter_map(|index| self.graph.node_weight(index)).collect();
        keys.sort();
        keys
    }

    fn reach(&self, key: &K, direction: Direction, most: usize, through: &dyn Fn(&K) -> bool) -> Vec<&K> {
        let mut seen: BTreeSet<&K> = BTreeSet::new();
        let mut found = Vec::new();
        let mut waiting: VecDeque<&K> = self.beside(key, direction).into();
        while let Some(next) = waiting.pop_front().filter(|_| found.len() < most) {
            if next != key && seen.insert(next) {
                found.push(next);
                if through(next) {
                    waiting.extend(self.beside(next, direction));
                }
            }
        }
        found
    }

    /// Groups of things that depend on each other, and things that depend on themselves.
    fn knots(&self) -> Vec<Vec<NodeIndex>> {
        // Not Tarjan's: petgraph's walks a long chain on the stack.
        let groups = kosaraju_scc(&self.graph).into_iter();
        groups
            .filter(|group| match group.as_slice() {
                [one] => self.graph.contains_edge(*one, *one),
                _ => true,
            })
            .collect()
    }

    /// A shortest walk round a knot, from its first key.
    fn path(&self, knot: &[NodeIndex]) -> Vec<&K> {
        let members: BTreeSet<&K> = knot.iter().filter_map(|index| self.graph.node_weight(*index)).collect();
        let Some(start) = members.first().copied() else { return Vec::new() };
        let mut came_from: BTreeMap<&K, &K> = BTreeMap::new();
        let mut waiting = VecDeque::from([start]);
        while let Some(key) = waiting.pop_front() {
            for next in self.after(key).into_iter().filter(|next| members.contains(next)) {
                if next == start {
                    return walk_back(start, key, &came_from);
                }
                if !came_from.contains_key(next) {
                    came_from.insert(next, key);
                    waiting.push_back(next);
                }
            }
        }
        vec![start]
    }
}

fn walk_back<'k, K: Ord>(start: &'k K, last: &'k K, came_from: &BTreeMap<&'k K, &'k K>) -> Vec<&'k K> {
    let mut path = vec![last];
    let mut key = last;
    while key != start {
        let Some(before) = came_from.get(key) else { break };
        key = before;
        path.push(key);
    }
    path.reverse();
    path
}

/// The names of derived figures, each after the derived figures of its own year that it needs.
#[must_use]
pub fn derivation_order(model: &Model) -> Vec<String> {
    derivations(model).order().into_iter().cloned().collect()
}

/// Chains that come back to where they started: shared terms, successors, wholes, formulas.
#[must_use]
pub fn check(model: &Model) -> Vec<Problem> {
    let mut problems = Vec::new();
    let agreements = || model.agreements.iter();
    chain(agreements().map(|it| (&it.id, it.terms.as_ref())), &mut problems);
    chain(agreements().map(|it| (&it.id, it.superseded_by.as_ref())), &mut problems);
    let organisations = || model.organisations.iter();
    chain(organisations().map(|it| (&it.id, it.part_of.as_ref())), &mut problems);
    chain(organisations().map(|it| (&it.id, it.replaced_by.as_ref())), &mut problems);
    chain(model.documents.iter().map(|it| (&it.id, it.part_of.as_ref())), &mut problems);
    let catalogue = model.catalogue();
    let span = |name: &str| catalogue.get(name).map(|figure| figure.name.span);
    let derived = derivations(model);
    report(&derived, &span, &mut problems);
    problems.extend(too_deep(model, &derived).and_then(|name| Some(far_down(span(name)?))));
    problems.extend(duties::check(model));
    problems
}

fn derivations(model: &Model) -> Dependencies<String> {
    let mut dependencies = Dependencies::default();
    for (name, figure) in model.catalogue() {
        if figure.formula.is_some() {
            // One that is reckoned from other years alone is reckoned all the same.
            dependencies.place(name.clone());
        }
        for term in figure.formula.iter().flat_map(Formula::terms).filter(|term| term.year == 0) {
            for needed in model.names(&term.name.value) {
                dependencies.add(name.clone(), needed.into_owned());
            }
        }
    }
    dependencies
}

/// The first figure that lies on more formulas than are followed, one within the other, those of other years too.
fn too_deep<'d>(model: &Model, derived: &'d Dependencies<String>) -> Option<&'d String> {
    let order = derived.order();
    let mut reaching: BTreeMap<&String, Vec<String>> = BTreeMap::new();
    // The steps of a year, going on from those of the year before.
    let steps = |before: &BTreeMap<&String, usize>, reaching: &BTreeMap<&String, Vec<String>>| {
        let mut steps: BTreeMap<&String, usize> = BTreeMap::new();
        for name in &order {
            let below = derived.before(name).into_iter().filter_map(|it| steps.get(it));
            let back = reaching.get(name).into_iter().flatten().filter_map(|it| before.get(it));
            let own = below.chain(back).max().copied().unwrap_or(0).saturating_add(1);
            steps.insert(name, own);
        }
        steps
    };
    let mut all = steps(&BTreeMap::new(), &reaching);
    let years: BTreeSet<i32> = model.tables.iter().map(|it| it.year).collect();
    let most = all.values().max().copied().unwrap_or(0);
    // Without a table nothing is printed that would be walked to.
    if most.saturating_mul(years.len()) <= limits::DERIVED {
        return None;
    }
    let is_too_deep = |all: &BTreeMap<&String, usize>| {
        let mut deep = order.iter().filter(|it| all.get(*it).is_some_and(|steps| *steps > limits::DERIVED));
        deep.next().copied()
    };
    for name in &order {
        let formula = model.catalogue().get(*name).and_then(|it| it.formula.as_ref());
        let terms = formula.into_iter().flat_map(Formula::terms).filter(|term| term.year != 0);
        let names = terms.flat_map(|term| model.names(&term.name.value)).map(Cow::into_owned);
        reaching.insert(*name, names.collect());
    }
    for _ in years.iter().skip(1) {
        if is_too_deep(&all).is_some() {
            break;
        }
        all = steps(&all, &reaching);
    }
    is_too_deep(&all)
}

fn far_down(span: Span) -> Problem {
    let most = limits::DERIVED;
    Problem::at(
        Code::TooMuch,
        span,
        Text::new(
            format!("siffran räknas ut av andra i fler än {most} steg, åren inräknade; så långt följs ingen"),
            format!("the figure is computed of others in more than {most} steps, the years counted; none is followed so far"),
        ),
    )
    .help(Text::new("räkna den av färre mellanled", "compute it by fewer steps between"))
}

/// Each thing names at most one other.
fn chain<'m>(
    links: impl Iterator<Item = (&'m Spanned<String>, Option<&'m Spanned<String>>)>,
    problems: &mut Vec<Problem>,
) {
    let mut dependencies: Dependencies<String> = Dependencies::default();
    let mut spans: BTreeMap<&str, Span> = BTreeMap::new();
    for (id, next) in links {
        if let Some(next) = next {
            dependencies.add(id.value.clone(), next.value.clone());
            spans.insert(&id.value, next.span);
        }
    }
    report(&dependencies, &|name| spans.get(name).copied(), problems);
}

fn report(
    dependencies: &Dependencies<String>,
    span: &dyn Fn(&str) -> Option<Span>,
    problems: &mut Vec<Problem>,
) {
    for cycle in dependencies.cycles() {
        if let Some(span) = cycle.first().and_then(|name| span(name)) {
            let names: Vec<&str> = cycle.into_iter().map(String::as_str).collect();
            problems.push(circular(span, &names));
        }
    }
}

/// A chain that comes back to its first name.
fn circular(span: Span, names: &[&str]) -> Problem {
    let path = names.iter().chain(names.first()).copied().collect::<Vec<_>>().join(" → ");
    Problem::at(
        Code::CyclicReference,
        span,
        Text::new(format!("kedjan går i cirkel: {path}"), format!("the chain is circular: {path}")),
    )
}

impl Formula {
    /// The figures it uses.
    pub fn terms(&self) -> impl Iterator<Item = &Term> {
        let terms: Vec<&Term> = match self {
            Self::Sum(terms) | Self::Between(terms) => terms.iter().collect(),
            Self::Ratio(pair) => vec![&pair.0, &pair.1],
            Self::Stairs { base, .. } => vec![base],
        };
        terms.into_iter()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn graph(edges: &[(&'static str, &'static str)]) -> Dependencies<&'static str> {
        let mut dependencies = Dependencies::default();
        edges.iter().for_each(|(key, on)| dependencies.add(*key, *on));
        dependencies
    }

    #[test]
    fn what_is_needed_comes_first_and_a_cycle_shows_its_path() {
        let mut edges =
            vec![("excess", "cap"), ("cap", "allocation"), ("b", "a"), ("a", "c"), ("c", "b"), ("late", "c")];
        let dependencies = graph(&edges);
        assert_eq!(dependencies.order(), [&"allocation", &"cap", &"excess"]);
        assert_eq!(dependencies.cycles(), [vec![&"a", &"b", &"c"]]);
        edges.push(("self", "self"));
        assert_eq!(graph(&edges).cycles(), [vec![&"a", &"b", &"c"], vec![&"self"]]);
    }

    #[test]
    fn the_order_does_not_hang_on_the_order_of_the_edges() {
        let mut edges = vec![("d", "b"), ("d", "c"), ("b", "a"), ("c", "a"), ("e", "d"), ("x", "a")];
        let first: Vec<&str> = graph(&edges).order().into_iter().copied().collect();
        edges.reverse();
        assert_eq!(first, ["a", "b", "c", "d", "e", "x"]);
        assert_eq!(graph(&edges).order().into_iter().copied().collect::<Vec<_>>(), first);
    }

    #[test]
    fn reach_stops_where_it_is_not_let_through() {
        let dependencies = graph(&[("b", "a"), ("c", "b"), ("d", "c"), ("e", "a")]);
        assert_eq!(dependencies.all_after(&"a", 9, |_| true), [&"b", &"e", &"c", &"d"]);
        assert_eq!(dependencies.all_after(&"a", 9, |key| *key != "b"), [&"b", &"e"]);
        assert_eq!(dependencies.all_before(&"d", 2, |_| true), [&"c", &"b"]);
        assert_eq!(dependencies.all_before(&"d", 9, |_| true), [&"c", &"b", &"a"]);
    }

    #[test]
    fn the_longest_chain_is_found_and_ties_are_broken_the_same_way() {
        let dependencies = graph(&[("z", "b"), ("b", "a"), ("z", "c"), ("c", "a"), ("z", "d")]);
        assert_eq!(dependencies.longest_to(&"z", |_| true), [&"a", &"b", &"z"]);
        assert_eq!(dependencies.longest_to(&"z", |key| *key != "a"), [&"b", &"z"]);
        assert!(dependencies.longest_to(&"nowhere", |_| true).is_empty());
    }
}
