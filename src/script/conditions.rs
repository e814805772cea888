//! A list of conditions as one script, and the way back from a place in it to the rule's own file.
//!
//! INVARIANT: every expression has lines of its own in the script, so that a line says which it is.

use std::fmt::Write as _;

use super::ScriptPlace;
use crate::model::rule::{Condition, Then};
use crate::source::{Span, Spanned};

/// A list of conditions, written as a script.
#[derive(Debug, Default)]
pub struct Composed {
    /// The script.
    pub(super) text: String,
    line: u32,
    pieces: Vec<Piece>,
}

/// A text of the rule's file, and the lines of the script it stands on.
#[derive(Debug)]
pub(super) struct Piece {
    first: u32,
    last: u32,
    span: Span,
    /// The expression; none for a word of the format, whose places say nothing within it.
    pub(super) expression: Option<String>,
}

impl Composed {
    /// Writes conditions as a script; the first that holds concludes, so their order is kept.
    #[must_use]
    pub fn new(conditions: &[Condition]) -> Self {
        let mut composed = Self::default();
        for condition in conditions {
            composed.condition(condition);
        }
        composed
    }

    /// The text of the rule's file that a place in the script stands for, and the place within it.
    #[must_use]
    pub fn origin(&self, place: ScriptPlace) -> Option<(Span, ScriptPlace)> {
        let (line, column) = place?;
        let piece = self.pieces.iter().find(|it| (it.first..=it.last).contains(&line))?;
        let within = piece.expression.is_some().then_some((line.saturating_sub(piece.first), column));
        Some((piece.span, within.map(|(line, column)| (line.saturating_add(1), column))))
    }

    pub(super) fn expressions(&self) -> impl Iterator<Item = (&str, &Piece)> {
        self.pieces.iter().filter_map(|piece| Some((piece.expression.as_deref()?, piece)))
    }

    fn condition(&mut self, condition: &Condition) {
        if let Some(when) = &condition.when {
            self.line("if (");
            self.expression(when);
            self.line(") {");
        }
        let call = match condition.then {
            Then::Met => "met(",
            Then::Breach => "breach(",
            Then::Undecided(_) => "undecided(",
            Then::NotApplicable(_) => "not_applicable(",
        };
        self.piece(call, condition.span, None);
        if let Then::Undecided(word) | Then::NotApplicable(word) = &condition.then {
            self.piece(&quoted(&word.value), word.span, None);
        }
        if !condition.shows.is_empty() {
            self.line(if matches!(condition.then, Then::Undecided(_)) { ", #{" } else { "#{" });
            for (name, value) in &condition.shows {
                self.piece(&format!("{}:", quoted(&name.value)), name.span, None);
                self.expression(value);
                self.line(",");
            }
            self.line("}");
        }
        self.line(if condition.when.is_some() { ") }" } else { ")" });
    }

    fn expression(&mut self, text: &Spanned<String>) {
        self.piece(&text.value, text.span, Some(text.value.clone()));
    }

    fn piece(&mut self, text: &str, span: Span, expression: Option<String>) {
        let first = self.line.saturating_add(1);
        self.line(text);
        self.pieces.push(Piece { first, last: self.line, span, expression });
    }

    fn line(&mut self, text: &str) {
        // Writing to a string cannot fail.
        let _ = writeln!(self.text, "{text}");
        let lines = text.matches('\n').count().saturating_add(1);
        self.line = self.line.saturating_add(u32::try_from(lines).unwrap_or(u32::MAX));
    }
}

/// A text of the rules' language.
fn quoted(text: &str) -> String {
    format!("\"{}\"", text.replace('\\', "\\\\").replace('"', "\\\""))
}

impl Piece {
    /// A place within the piece, as a place in the script.
    pub(super) fn place(&self, within: ScriptPlace) -> ScriptPlace {
        let (line, column) = within.unwrap_or((1, 1));
        Some((self.first.saturating_add(line).saturating_sub(1), column))
    }
}
