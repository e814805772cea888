//! From TOML text to the tree; every syntax error of the file comes back, not the first alone.

use std::borrow::Cow;
use std::cmp::Reverse;
use std::collections::BTreeSet;
use std::ops::Range;

use chrono::NaiveDate;
use toml::Spanned as TomlSpanned;
use toml::de::{DeTable, DeValue};

use super::seen::{composed, is_composed};
use super::tree::{Entry, Node, Table, Value};
use super::{FileId, Files, Span};
use crate::limits;

/// What the TOML grammar says against a text.
#[derive(Debug, Clone)]
pub struct SyntaxError {
    /// Where.
    pub span: Span,
    /// The parser's own words, English.
    pub message: String,
}

/// Parses one file. With errors, the tree holds what could be recovered. So many errors are kept as are told one by
/// one, and the first that is not, with how many there are of them.
#[must_use]
pub fn parse(files: &Files, file: FileId) -> (Table<'_>, Vec<SyntaxError>, Option<(Span, usize)>) {
    let text = files.text(file);
    let (table, found) = DeTable::parse_recoverable(text);
    let more = found.get(limits::PROBLEMS).map(|first| {
        let span = span_of(file, place_of(text, first));
        (span, found.len().saturating_sub(limits::PROBLEMS))
    });
    let told = found.iter().take(limits::PROBLEMS);
    let mut errors: Vec<SyntaxError> = told.map(|error| syntax_error(file, text, error)).collect();
    drop(found);
    let mut converted = Conversion { file, text, is_recomposed: false };
    let span = converted.span(table.span());
    let table = converted.table(table.into_inner(), span);
    if converted.is_recomposed {
        twice(&table, &mut errors);
    }
    (table, errors, more)
}

/// Keys that the grammar holds apart and a reader does not: composed, they are one.
fn twice(table: &Table<'_>, errors: &mut Vec<SyntaxError>) {
    let mut known = BTreeSet::new();
    for entry in &table.entries {
        if !known.insert(&*entry.key) {
            errors.push(SyntaxError { span: entry.key_span, message: "duplicate key".to_owned() });
        }
        twice_in(&entry.node, errors);
    }
}

fn twice_in(node: &Node<'_>, errors: &mut Vec<SyntaxError>) {
    match &node.value {
        Value::Table(table) => twice(table, errors),
        Value::Array(nodes) => nodes.iter().for_each(|node| twice_in(node, errors)),
        _ => (),
    }
}

/// Where an error stands. That keys are nested too deep is told without a place: on the line that has most of them.
fn place_of(text: &str, error: &toml::de::Error) -> Range<usize> {
    let deepest = || {
        let mut next = 0_usize;
        let lines = text.split_inclusive('\n').map(|line| {
            let start = next;
            next = start.saturating_add(line.len());
            (Reverse(line.matches('.').count()), start..start.saturating_add(line.trim_end().len()))
        });
        lines.min_by_key(|(points, _)| *points).map(|(_, range)| range)
    };
    error.span().or_else(deepest).unwrap_or(0..0)
}

fn syntax_error(file: FileId, text: &str, error: &toml::de::Error) -> SyntaxError {
    SyntaxError { span: span_of(file, place_of(text, error)), message: error.message().replace('\n', ", ") }
}

/// From the grammar's tree to ours.
struct Conversion<'t> {
    file: FileId,
    text: &'t str,
    /// Whether a key is another when it is composed, so that two may have become one.
    is_recomposed: bool,
}

impl<'t> Conversion<'t> {
    fn table(&mut self, table: DeTable<'t>, span: Span) -> Table<'t> {
        let mut entries: Vec<Entry<'t>> =
            table.into_iter().map(|(key, value)| self.entry(key, value)).collect();
        entries.sort_by_key(|entry| entry.key_span);
        Table { span, entries }
    }

    fn entry(&mut self, key: TomlSpanned<Cow<'t, str>>, value: TomlSpanned<DeValue<'t>>) -> Entry<'t> {
        let key_span = self.span(key.span());
        let key = key.into_inner();
        self.is_recomposed |= !is_composed(&key);
        Entry { key: as_composed(key), key_span, node: self.node(value) }
    }

    fn node(&mut self, value: TomlSpanned<DeValue<'t>>) -> Node<'t> {
        let range = value.span();
        let span = self.span(range.clone());
        let value = match value.into_inner() {
            DeValue::String(text) => Value::Text(as_composed(text)),
            DeValue::Integer(number) if number.radix() == 10 => {
                Value::Integer(self.written(number.as_str(), range))
            }
            DeValue::Integer(_) => Value::Odd,
            DeValue::Float(number) => Value::Decimal(self.written(number.as_str(), range)),
            DeValue::Boolean(truth) => Value::Bool(truth),
            DeValue::Datetime(moment) => date_of(&moment).map_or(Value::Odd, Value::Date),
            DeValue::Array(nodes) => Value::Array(nodes.into_iter().map(|node| self.node(node)).collect()),
            DeValue::Table(table) => Value::Table(self.table(table, span)),
        };
        Node { value, span }
    }

    /// Digits as they stand in the text, where they stand there so.
    fn written(&self, digits: &str, range: Range<usize>) -> Cow<'t, str> {
        let there = self.text.get(range).filter(|there| *there == digits);
        there.map_or_else(|| Cow::Owned(digits.to_owned()), Cow::Borrowed)
    }

    fn span(&self, range: Range<usize>) -> Span {
        span_of(self.file, range)
    }
}

fn as_composed(text: Cow<'_, str>) -> Cow<'_, str> {
    if is_composed(&text) { text } else { Cow::Owned(composed(&text)) }
}

fn date_of(moment: &toml::value::Datetime) -> Option<NaiveDate> {
    let date = moment.date.filter(|_| moment.time.is_none() && moment.offset.is_none())?;
    NaiveDate::from_ymd_opt(i32::from(date.year), u32::from(date.month), u32::from(date.day))
}

fn span_of(file: FileId, range: Range<usize>) -> Span {
    Span::new(file, range.start, range.end)
}
