//! TOML as a tree of nodes with spans, in the order of the text. What is as it was written is borrowed from it.

use std::borrow::Cow;

use chrono::NaiveDate;

use super::Span;

/// One value and where it stands.
#[derive(Debug, Clone)]
pub struct Node<'t> {
    /// What it is.
    pub value: Value<'t>,
    /// Where it stands.
    pub span: Span,
}

/// A TOML value; numbers keep the text they were written with.
#[derive(Debug, Clone)]
pub enum Value<'t> {
    /// A string.
    Text(Cow<'t, str>),
    /// An integer, digits and sign as written, without `_`.
    Integer(Cow<'t, str>),
    /// A number with a point, as written, without `_`.
    Decimal(Cow<'t, str>),
    /// `true` or `false`.
    Bool(bool),
    /// A calendar date.
    Date(NaiveDate),
    /// A date or a number of a shape that is not used here: times, hexadecimals, infinities.
    Odd,
    /// `[…]`
    Array(Vec<Node<'t>>),
    /// `{…}` or a section.
    Table(Table<'t>),
}

/// A table: its entries in the order of the text.
#[derive(Debug, Clone)]
pub struct Table<'t> {
    /// Where it stands: its header, or its braces.
    pub span: Span,
    /// Keys and values.
    pub entries: Vec<Entry<'t>>,
}

/// A key with its value.
#[derive(Debug, Clone)]
pub struct Entry<'t> {
    /// The key, unquoted.
    pub key: Cow<'t, str>,
    /// Where the key stands.
    pub key_span: Span,
    /// The value.
    pub node: Node<'t>,
}

/// The way to a value, such as `party[0].organisation`, with the spans of its key and value.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Route {
    /// The way, from the top of the file.
    pub path: String,
    /// Where the last key stands; the value itself for an element of an array.
    pub key: Span,
    /// Where the value stands.
    pub value: Span,
}

impl<'t> Table<'t> {
    /// The entry under a key.
    #[must_use]
    pub fn get(&self, key: &str) -> Option<&Entry<'t>> {
        self.entries.iter().find(|entry| entry.key == key)
    }

    /// Every route in the table, outer before inner, in the order of the text.
    #[must_use]
    pub fn routes(&self) -> Vec<Route> {
        let mut routes = Vec::new();
        collect_table(self, "", &mut routes);
        routes
    }

    /// The innermost route whose key or value holds a span.
    #[must_use]
    pub fn route_at(&self, span: Span) -> Option<Route> {
        let holds = |route: &Route| route.key.contains(span) || route.value.contains(span);
        self.routes().into_iter().rfind(holds)
    }
}

fn collect_table(table: &Table<'_>, prefix: &str, routes: &mut Vec<Route>) {
    for entry in &table.entries {
        let dot = if prefix.is_empty() { "" } else { "." };
        let path = format!("{prefix}{dot}{}", entry.key);
        collect_node(&entry.node, path, entry.key_span, routes);
    }
}

fn collect_node(node: &Node<'_>, path: String, key: Span, routes: &mut Vec<Route>) {
    routes.push(Route { path: path.clone(), key, value: node.span });
    match &node.value {
        Value::Table(table) => collect_table(table, &path, routes),
        Value::Array(nodes) => {
            for (index, node) in nodes.iter().enumerate() {
                collect_node(node, format!("{path}[{index}]"), node.span, routes);
            }
        }
        _ => (),
    }
}
