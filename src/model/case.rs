//! A case of a rule: the files of a small workspace, and what the rule is to say of a subject in it.

use std::collections::BTreeMap;

use chrono::NaiveDate;

use super::declared::Accepts;
use super::problems;
use super::read::{Problems, Reader};
use super::rule::Undecided;
use crate::amount::Text;
use crate::source::{Span, Spanned, Table, Value};

/// A case, whose outcome is one of those of a verdict.
#[derive(Debug, Clone)]
pub struct RuleCase<O> {
    /// The id of the subject.
    pub subject: Spanned<String>,
    /// The day of the question.
    pub as_of: NaiveDate,
    /// The outcome that is expected.
    pub outcome: Spanned<O>,
    /// Why it is to be undecided; any reason will do where none is named.
    pub reason: Option<Undecided>,
    /// What the words of the verdict, in Swedish, are to contain.
    pub message: Option<String>,
    /// Whether it is the one that the rule's page shows.
    pub canonical: bool,
    /// The files, by their paths.
    pub files: BTreeMap<String, String>,
    /// Where each path stands.
    pub places: BTreeMap<String, Span>,
}

/// Reads a case.
pub(crate) fn read<O: Copy>(
    table: &Table<'_>,
    problems: &Problems,
    outcomes: &[(&'static str, O)],
) -> Option<RuleCase<O>> {
    let mut reader = Reader::new(table, problems);
    let expect = reader.table("expect");
    let expect = reader.require("expect", expect);
    let texts = reader.table("files");
    let mut texts = reader.require("files", texts);
    reader.finish();
    let (mut files, mut places) = (BTreeMap::new(), BTreeMap::new());
    for entry in texts.iter_mut().flat_map(|it| it.entries(&[Accepts::Text])) {
        match &entry.node.value {
            Value::Text(text) => {
                files.insert(entry.key.to_string(), text.to_string());
                places.insert(entry.key.to_string(), entry.key_span);
            }
            _ => {
                let expected = Text::new("en fils text inom citattecken", "the text of a file, quoted");
                problems.push(problems::wrong_type(entry.node.span, &entry.key, &expected));
            }
        }
    }
    let mut expect = expect?;
    let subject = expect.need_text("subject");
    let outcome = expect.need_choice("outcome", outcomes);
    let as_of = expect.date("as_of");
    let as_of = expect.require("as_of", as_of);
    let reason = expect.choice("reason", Undecided::NAMES);
    let message = expect.text("message");
    let canonical = expect.bool("canonical");
    expect.finish();
    texts?;
    Some(RuleCase {
        subject: subject?,
        as_of: as_of?.value,
        outcome: outcome?,
        reason: reason.map(|it| it.value),
        message: message.map(|it| it.value),
        canonical: canonical.unwrap_or(false),
        files,
        places,
    })
}
