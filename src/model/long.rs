//! Texts and names longer than any reader reads: what a title says is repeated for all that it is the title of.

use crate::amount::Text;
use crate::diagnostic::{Code, Problem};
use crate::limits;
use crate::source::{Node, Span, Table, Value};

/// Keys whose texts name things, plain or by language.
const NAMES: &[&str] = &["id", "name", "title"];

/// Every text and key of a file that is too long.
pub(super) fn too_long(table: &Table<'_>) -> Vec<Problem> {
    let mut found = Vec::new();
    in_table(table, limits::TEXT, &mut found);
    found
}

fn in_table(table: &Table<'_>, most: usize, found: &mut Vec<Problem>) {
    for entry in &table.entries {
        check(&entry.key, entry.key_span, limits::NAME, found);
        let is_name = NAMES.contains(&&*entry.key);
        in_node(&entry.node, if is_name { limits::NAME } else { most }, found);
    }
}

fn in_node(node: &Node<'_>, most: usize, found: &mut Vec<Problem>) {
    match &node.value {
        Value::Text(text) => check(text, node.span, most, found),
        Value::Integer(digits) | Value::Decimal(digits) => check(digits, node.span, limits::NAME, found),
        Value::Table(table) => in_table(table, most, found),
        Value::Array(nodes) => nodes.iter().for_each(|node| in_node(node, most, found)),
        Value::Bool(_) | Value::Date(_) | Value::Odd => (),
    }
}

fn check(text: &str, span: Span, most: usize, found: &mut Vec<Problem>) {
    // No text has more characters than bytes.
    if text.len() <= most || text.chars().count() <= most {
        return;
    }
    let length = text.chars().count();
    let message = Text::new(
        format!("texten är {length} tecken lång; här får den vara högst {most}"),
        format!("the text is {length} characters long; here it may be {most} at most"),
    );
    let help = Text::new(
        "korta den, och låt dokumentet självt säga resten",
        "shorten it, and let the document itself say the rest",
    );
    found.push(Problem::at(Code::TooMuch, span, message).help(help));
}
