//! From TOML text to the tree; every syntax error of the file comes back, not the first alone.

use std::collections::BTreeSet;
use std::ops::Range;

use chrono::NaiveDate;
use toml::Spanned as TomlSpanned;
use toml::de::{DeTable, DeValue};

use super::seen::composed;
use super::tree::{Entry, Node, Table, Value};
use super::{FileId, Files, Span};

/// What the TOML grammar says against a text.
#[derive(Debug, Clone)]
pub struct SyntaxError {
    /// Where.
    pub span: Span,
    /// The parser's own words, English.
    pub message: String,
}

/// Parses one file. With errors, the tree holds what could be recovered.
#[must_use]
pub fn parse(files: &Files, file: FileId) -> (Table, Vec<SyntaxError>) {
    let (table, errors) = DeTable::parse_recoverable(files.text(file));
    let mut errors: Vec<SyntaxError> = errors.iter().map(|error| syntax_error(file, error)).collect();
    let span = span_of(file, table.span());
    let table = convert_table(file, table.into_inner(), span);
    twice(&table, &mut errors);
    (table, errors)
}

/// Keys that the grammar holds apart and a reader does not: composed, they are one.
fn twice(table: &Table, errors: &mut Vec<SyntaxError>) {
    let mut known = BTreeSet::new();
    for entry in &table.entries {
        if !known.insert(entry.key.as_str()) {
            errors.push(SyntaxError { span: entry.key_span, message: "duplicate key".to_owned() });
        }
        twice_in(&entry.node, errors);
    }
}

fn twice_in(node: &Node, errors: &mut Vec<SyntaxError>) {
    match &node.value {
        Value::Table(table) => twice(table, errors),
        Value::Array(nodes) => nodes.iter().for_each(|node| twice_in(node, errors)),
        _ => (),
    }
}

fn syntax_error(file: FileId, error: &toml::de::Error) -> SyntaxError {
    SyntaxError {
        span: span_of(file, error.span().unwrap_or(0..0)),
        message: error.message().replace('\n', ", "),
    }
}

fn convert_table(file: FileId, table: DeTable<'_>, span: Span) -> Table {
    let mut entries: Vec<Entry> =
        table.into_iter().map(|(key, value)| convert_entry(file, &key, value)).collect();
    entries.sort_by_key(|entry| entry.key_span);
    Table { span, entries }
}

fn convert_entry(
    file: FileId,
    key: &TomlSpanned<std::borrow::Cow<'_, str>>,
    value: TomlSpanned<DeValue<'_>>,
) -> Entry {
    Entry {
        key: composed(key.get_ref()),
        key_span: span_of(file, key.span()),
        node: convert_node(file, value),
    }
}

fn convert_node(file: FileId, value: TomlSpanned<DeValue<'_>>) -> Node {
    let span = span_of(file, value.span());
    let value = match value.into_inner() {
        DeValue::String(text) => Value::Text(composed(&text)),
        DeValue::Integer(number) if number.radix() == 10 => Value::Integer(number.as_str().to_owned()),
        DeValue::Integer(_) => Value::Odd,
        DeValue::Float(number) => Value::Decimal(number.as_str().to_owned()),
        DeValue::Boolean(truth) => Value::Bool(truth),
        DeValue::Datetime(moment) => date_of(&moment).map_or(Value::Odd, Value::Date),
        DeValue::Array(nodes) => {
            Value::Array(nodes.into_iter().map(|node| convert_node(file, node)).collect())
        }
        DeValue::Table(table) => Value::Table(convert_table(file, table, span)),
    };
    Node { value, span }
}

fn date_of(moment: &toml::value::Datetime) -> Option<NaiveDate> {
    let date = moment.date.filter(|_| moment.time.is_none() && moment.offset.is_none())?;
    NaiveDate::from_ymd_opt(i32::from(date.year), u32::from(date.month), u32::from(date.day))
}

fn span_of(file: FileId, range: Range<usize>) -> Span {
    Span::new(file, range.start, range.end)
}
