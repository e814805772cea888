//! What waits for what: as a tree for people, as DOT and as Mermaid.

mod words;

use std::collections::{BTreeMap, BTreeSet};
use std::fmt::Write as _;

use crate::amount::Language;
use crate::cycle::{Cycle, Item, State};
use crate::model::period::Every;

use super::calendar::words::{brief, told};
use super::calendar::{Group, colour, groups, mark};
use super::lines::{Lines, clean};

/// Some items of the cycle and the edges between them; the same thing due the same day is one node.
#[derive(Debug)]
pub struct Net<'c, 'm> {
    cycle: &'c Cycle<'m>,
    nodes: Vec<Group<'c, 'm>>,
    /// From what comes before to what comes after.
    edges: BTreeSet<(usize, usize)>,
    /// Those where what comes before falls due after.
    backwards: BTreeSet<(usize, usize)>,
    /// The same, from what comes after to what comes before.
    back: BTreeSet<(usize, usize)>,
}

/// How deep a tree is drawn: no reader follows further, and the stack has an end.
const DEEPEST: usize = 100;

/// Which way a tree is walked.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Way {
    /// From what comes first to what comes after.
    Onward,
    /// From what comes last to what comes before.
    Back,
}

impl<'c, 'm> Net<'c, 'm> {
    /// The net of some items.
    #[must_use]
    pub fn new(cycle: &'c Cycle<'m>, items: &[&'c Item<'m>]) -> Self {
        let nodes = groups(items);
        let mut places: BTreeMap<&str, usize> = BTreeMap::new();
        for (index, node) in nodes.iter().enumerate() {
            places.extend(node.items.iter().map(|item| (item.id.as_str(), index)));
        }
        let (mut edges, mut backwards) = (BTreeSet::new(), BTreeSet::new());
        for item in nodes.iter().flat_map(|node| &node.items) {
            for next in cycle.after(item) {
                let ends = places.get(item.id.as_str()).copied().zip(places.get(next.id.as_str()).copied());
                let ends = ends.filter(|(from, to)| from != to);
                edges.extend(ends);
                backwards.extend(ends.filter(|_| cycle.is_backwards(item, next)));
            }
        }
        let back = edges.iter().map(|(from, to)| (*to, *from)).collect();
        Self { cycle, nodes, edges, backwards, back }
    }

    fn beside(&self, node: usize, way: Way) -> Vec<usize> {
        let edges = match way {
            Way::Onward => &self.edges,
            Way::Back => &self.back,
        };
        edges.range((node, 0)..=(node, usize::MAX)).map(|(_, beside)| *beside).collect()
    }

    /// The node an item is drawn in.
    fn place(&self, item: &Item<'_>) -> Option<usize> {
        self.nodes.iter().position(|node| node.items.iter().any(|it| it.id == item.id))
    }

    fn told(&self, node: usize, language: Language) -> String {
        let Some(group) = self.nodes.get(node) else { return String::new() };
        clean(&format!("{}{} {}", when(group), mark(group.state), brief(self.cycle, group, language)))
    }
}

/// When a thing falls due; its period where no day is set, which is no day to be drawn on.
fn when(group: &Group<'_, '_>) -> String {
    let Some(item) = group.items.first() else { return String::new() };
    let (sets_day, period) = (item.occurrence.duty.sets_day(), item.occurrence.period);
    match group.day.filter(|_| sets_day) {
        Some(day) => format!("{day} "),
        // The title has it already.
        None if group.title.sv.ends_with(')') || period.every == Every::Once => String::new(),
        None => format!("{period} "),
    }
}

/// Everything that hangs together among some items, as a forest: first what waits for nothing.
#[must_use]
pub fn forest(net: &Net<'_, '_>, language: Language) -> String {
    let mut tree = Tree { net, language, lines: Lines::default(), seen: BTreeSet::new() };
    let waits = |node: &usize| !net.beside(*node, Way::Back).is_empty();
    // Things drawn as one may wait for each other though none of them does: then no root leads to them.
    let (waiting, roots): (Vec<usize>, Vec<usize>) = (0..net.nodes.len()).partition(waits);
    for node in roots.into_iter().chain(waiting) {
        if !net.beside(node, Way::Onward).is_empty() && !tree.seen.contains(&node) {
            tree.node(node, "", "", Way::Onward);
        }
    }
    if net.edges.is_empty() {
        tree.lines.line(words::NOTHING_WAITS.get(language));
    }
    tree.lines.into_text()
}

/// What an item waits for, and what it holds up or what comes after it, as two trees.
#[must_use]
pub fn around(cycle: &Cycle<'_>, item: &Item<'_>, language: Language) -> String {
    let mut text = String::new();
    for (title, way) in [(words::BEFORE, Way::Back), (words::AFTER, Way::Onward)] {
        let items = reach(cycle, item, way);
        let net = Net::new(cycle, &items);
        let mut tree = Tree { net: &net, language, lines: Lines::default(), seen: BTreeSet::new() };
        if let Some(root) = net.place(item) {
            if way == Way::Back {
                tree.lines.line(&net.told(root, language));
                tree.lines.line(&format!("  {}", item.id));
            }
            tree.lines.line(title.get(language));
            tree.children(root, "  ", way);
            if net.beside(root, way).is_empty() {
                tree.lines.line(words::NOTHING.get(language));
            }
        }
        text.push_str(&tree.lines.into_text());
    }
    text
}

/// All that an item holds up, as a tree.
#[must_use]
pub fn held_up(cycle: &Cycle<'_>, item: &Item<'_>, language: Language) -> String {
    let mut items = cycle.holds_up(item, usize::MAX);
    let nothing = items.is_empty();
    items.push(item);
    let net = Net::new(cycle, &items);
    let mut tree = Tree { net: &net, language, lines: Lines::default(), seen: BTreeSet::new() };
    tree.node(net.place(item).unwrap_or_default(), "", "", Way::Onward);
    if nothing {
        let words = if item.is_done() { words::DONE_HOLDS_NOTHING } else { words::HOLDS_NOTHING };
        tree.lines.line(&format!("  {}", words.get(language)));
    }
    tree.lines.into_text()
}

/// The longest chain to an item, with the days to spare at each link.
#[must_use]
pub fn chain(cycle: &Cycle<'_>, item: &Item<'_>, language: Language) -> String {
    let chain = cycle.chain_to(item);
    let slack = cycle.slack(&chain);
    let mut lines = Lines::default();
    for (index, link) in chain.iter().enumerate() {
        for group in groups(&[*link]) {
            let told = told(cycle, &group, language);
            lines.wrapped(&format!("{}{} ", when(&group), mark(group.state)), &told);
        }
        if let Some(spare) = slack.get(index) {
            lines.line(&format!("  ↓ {}", words::to_spare(*spare).get(language)));
        }
    }
    lines.line(words::least(&slack).get(language));
    // What falls due after it has no place in the chain.
    for first in cycle.before(item).into_iter().filter(|first| cycle.is_backwards(first, item)) {
        lines.wrapped("", words::comes_after(first, item).get(language));
    }
    lines.into_text()
}

/// An item with all before it, or all after it, stopping behind what is done.
#[must_use]
pub fn neighbourhood<'c, 'm>(cycle: &'c Cycle<'m>, item: &'c Item<'m>) -> Vec<&'c Item<'m>> {
    let mut items = reach(cycle, item, Way::Back);
    items.extend(reach(cycle, item, Way::Onward).into_iter().filter(|it| it.id != item.id));
    items
}

fn reach<'c, 'm>(cycle: &'c Cycle<'m>, item: &'c Item<'m>, way: Way) -> Vec<&'c Item<'m>> {
    let mut found: Vec<&Item<'m>> = vec![item];
    let mut known: BTreeSet<&str> = BTreeSet::from([item.id.as_str()]);
    let mut reached = 0;
    while let Some(current) = found.get(reached).copied() {
        reached = reached.saturating_add(1);
        if current.is_done() && reached > 1 {
            continue;
        }
        let next = match way {
            Way::Back => cycle.before(current),
            Way::Onward => cycle.after(current),
        };
        for it in next {
            if known.insert(&it.id) {
                found.push(it);
            }
        }
    }
    found
}

struct Tree<'n> {
    net: &'n Net<'n, 'n>,
    language: Language,
    lines: Lines,
    seen: BTreeSet<usize>,
}

impl Tree<'_> {
    /// A node and all under it; what has stood before is named and not opened again.
    fn node(&mut self, node: usize, lead: &str, indent: &str, way: Way) {
        self.under(None, node, lead, indent, way);
    }

    /// A node under another; that the order of the two runs backwards is said.
    fn under(&mut self, above: Option<usize>, node: usize, lead: &str, indent: &str, way: Way) {
        let edge = above.map(|above| if way == Way::Onward { (above, node) } else { (node, above) });
        let is_back = edge.is_some_and(|edge| self.net.backwards.contains(&edge));
        let back = if is_back { words::RUNS_BACKWARDS.get(self.language) } else { "" };
        let again = !self.seen.insert(node);
        let is_cut = again && !self.net.beside(node, way).is_empty();
        let more = if is_cut { words::SEE_ABOVE.get(self.language) } else { "" };
        self.lines.line(&format!("{lead}{}{back}{more}", self.net.told(node, self.language)));
        if !again {
            self.children(node, indent, way);
        }
    }

    fn children(&mut self, node: usize, indent: &str, way: Way) {
        let children = self.net.beside(node, way);
        if indent.chars().count() > DEEPEST.saturating_mul(3) && !children.is_empty() {
            self.lines.line(&format!("{indent}…"));
            return;
        }
        let last = children.len().saturating_sub(1);
        for (index, child) in children.into_iter().enumerate() {
            let (branch, under) = if index == last { ("└─ ", "   ") } else { ("├─ ", "│  ") };
            let (lead, indent) = (format!("{indent}{branch}"), format!("{indent}{under}"));
            self.under(Some(node), child, &lead, &indent, way);
        }
    }
}

/// The net for Graphviz.
#[must_use]
pub fn dot(net: &Net<'_, '_>, language: Language) -> String {
    let mut text = String::from(
        "digraph samkoll {\n  rankdir = LR;\n  node [shape = box, style = filled, fillcolor = white, fontname = \"sans-serif\"];\n",
    );
    for (index, node) in net.nodes.iter().enumerate() {
        let (label, colour) = (label(net, index, language, "\\n"), colour(node.state));
        let label = label.replace('"', "\\\"");
        let _ = writeln!(text, "  n{index} [label = \"{label}\", color = \"{colour}\"];");
    }
    for edge in &net.edges {
        let ((from, to), is_back) = (edge, net.backwards.contains(edge));
        let words = words::BACKWARDS.get(language);
        let back = if is_back { format!(" [style = dashed, label = \"{words}\"]") } else { String::new() };
        let _ = writeln!(text, "  n{from} -> n{to}{back};");
    }
    text.push_str("}\n");
    text
}

/// The net for Mermaid.
#[must_use]
pub fn mermaid(net: &Net<'_, '_>, language: Language) -> String {
    let mut text = String::from("flowchart LR\n");
    for (index, node) in net.nodes.iter().enumerate() {
        let label = label(net, index, language, "<br>");
        let _ = writeln!(text, "  n{index}[\"{label}\"]:::{}", class(node.state));
    }
    for edge in &net.edges {
        let ((from, to), is_back) = (edge, net.backwards.contains(edge));
        let words = words::BACKWARDS.get(language);
        let arrow = if is_back { format!("-. {words} .->") } else { "-->".to_owned() };
        let _ = writeln!(text, "  n{from} {arrow} n{to}");
    }
    for state in State::ALL {
        let _ = writeln!(
            text,
            "  classDef {} fill:#fff,color:#000,stroke:{},stroke-width:2px",
            class(*state),
            colour(*state)
        );
    }
    text
}

/// A state as a name that Mermaid takes for a class.
fn class(state: State) -> String {
    state.name().replace('-', "_")
}

/// How many letters a line of a label takes: a box is as wide as its longest line.
const LETTERS: usize = 28;

/// Day and mark, what and how many, who: each on lines of its own that are wrapped between words. What the formats
/// read as their own is taken out of texts of files.
fn label(net: &Net<'_, '_>, node: usize, language: Language, line: &str) -> String {
    let Some(group) = net.nodes.get(node) else { return String::new() };
    let day = when(group);
    let count = if group.items.len() > 1 { format!(" ×{}", group.items.len()) } else { String::new() };
    let plain = |text: &str| -> String {
        let told = clean(text);
        told.chars()
            .map(|c| match c {
                '"' => '”',
                '\\' => '/',
                '<' => '‹',
                '>' => '›',
                '&' => '＆',
                c => c,
            })
            .collect()
    };
    let title = format!("{}{count}", plain(group.title.get(language)));
    let who = plain(&responsible(net.cycle, group, language));
    let head = format!("{day}{}", mark(group.state));
    let lines = [head].into_iter().chain(wrapped(&title, LETTERS)).chain(wrapped(&who, LETTERS));
    lines.collect::<Vec<_>>().join(line)
}

/// Who is responsible: each once, and how many there are where they are more than can be read in a box.
fn responsible(cycle: &Cycle<'_>, group: &Group<'_, '_>, language: Language) -> String {
    let name = |item: &&Item<'_>| {
        let occurrence = &item.occurrence;
        cycle.actor_within(occurrence.by, occurrence.agreement).get(language).to_owned()
    };
    let names: BTreeSet<String> = group.items.iter().map(name).collect();
    match names.len() {
        0..=2 => names.into_iter().collect::<Vec<_>>().join(", "),
        count => words::responsible(count).get(language).to_owned(),
    }
}

/// A text in lines of at most so many letters, broken between words; a word longer than that has a line of its own.
fn wrapped(text: &str, most: usize) -> Vec<String> {
    let mut lines: Vec<String> = Vec::new();
    for word in text.split(' ').filter(|word| !word.is_empty()) {
        let room = |line: &&mut String| line.chars().count().saturating_add(word.chars().count()) < most;
        match lines.last_mut().filter(room) {
            Some(line) => {
                line.push(' ');
                line.push_str(word);
            }
            None => lines.push(word.to_owned()),
        }
    }
    lines
}
