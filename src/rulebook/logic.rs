//! Where a rule's logic stands: its own conditions, another rule's, or the script beside its file;
//! and the way from a place in what was compiled to the place a person wrote.

use std::collections::BTreeMap;

use super::problems;
use crate::diagnostic::{Guesses, Problem};
use crate::model::Model;
use crate::model::rule::{Condition, RuleText};
use crate::script::{Composed, ScriptPlace};
use crate::source::{FileId, Files, Span};

/// What is compiled for a rule.
#[derive(Debug)]
pub enum Logic {
    /// The script in a file.
    Script(FileId),
    /// Conditions, and the script they make.
    Conditions(Vec<Condition>, Composed),
}

/// The rules of a model and the scripts beside them.
pub(super) struct Sources<'m> {
    pub(super) model: &'m Model,
    pub(super) scripts: &'m BTreeMap<String, FileId>,
    pub(super) guesses: Guesses,
}

impl Sources<'_> {
    /// The rule whose logic a rule has: its own, or the one it judges as; a problem of its own file, if any.
    pub(super) fn owner<'r>(&'r self, rule: &'r RuleText) -> Result<&'r RuleText, Option<Box<Problem>>> {
        let script = self.scripts.get(&rule.id.value);
        let stated = [!rule.conditions.is_empty(), rule.judges_as.is_some(), script.is_some()];
        match stated.iter().filter(|it| **it).count() {
            0 => Err(Some(problems::logic_missing(rule).into())),
            1 => self.followed(rule),
            _ => Err(Some(problems::logic_twice(rule).into())),
        }
    }

    fn followed<'r>(&'r self, rule: &'r RuleText) -> Result<&'r RuleText, Option<Box<Problem>>> {
        let mut path = vec![rule];
        let mut current = rule;
        while let Some(named) = &current.judges_as {
            let rules = &self.model.rules;
            // What another rule's file has wrong is said there alone.
            let own = |problem: Problem| (path.len() == 1).then(|| Box::new(problem));
            let Some(next) = rules.iter().find(|it| it.id.value == named.value) else {
                return Err(own(problems::unknown_rule(&self.guesses, named, rule.subject, rules)));
            };
            if next.subject != rule.subject {
                return Err(own(problems::other_kind(named, rule.subject, next)));
            }
            if path.iter().any(|it| it.id.value == next.id.value) {
                let path: Vec<&str> =
                    path.iter().copied().chain([next.as_ref()]).map(|it| it.id.value.as_str()).collect();
                return Err(rule.judges_as.as_ref().map(|it| Box::new(problems::circle(it.span, &path))));
            }
            path.push(next);
            current = next;
        }
        Ok(current)
    }

    /// What the owner of the logic has to be compiled.
    pub(super) fn logic(&self, owner: &RuleText) -> Option<Logic> {
        if owner.conditions.is_empty() {
            return self.scripts.get(&owner.id.value).copied().map(Logic::Script);
        }
        Some(Logic::Conditions(owner.conditions.clone(), Composed::new(&owner.conditions)))
    }
}

impl Logic {
    /// A place in what was compiled, as the span a person wrote.
    pub(super) fn span(&self, files: &Files, place: ScriptPlace, otherwise: Span) -> Span {
        match self {
            Self::Script(file) => in_file(files, *file, place),
            Self::Conditions(_, composed) => match composed.origin(place) {
                None => otherwise,
                Some((span, None)) => span,
                Some((span, Some(within))) => in_string(files, span, within),
            },
        }
    }
}

/// From line and column, in characters, to bytes; to the end of the word that stands there.
fn in_file(files: &Files, file: FileId, place: ScriptPlace) -> Span {
    let Some((line, column)) = place else { return files.line_span(file, 1) };
    let whole = files.line_span(file, line);
    let text = files.slice(whole);
    let from: usize = text.chars().take(column.saturating_sub(1) as usize).map(char::len_utf8).sum();
    word(whole, text, from)
}

/// The same inside a TOML string, whose escapes are one character of its value.
fn in_string(files: &Files, span: Span, (line, column): (u32, u32)) -> Span {
    let raw = files.slice(span);
    let quote = if raw.starts_with("\"\"\"") || raw.starts_with("'''") { 3 } else { 1 };
    let escapes = raw.starts_with('"');
    let (mut at, mut now) = (quote, (1, 1));
    if let Some(rest) = raw.get(quote..).filter(|_| quote == 3)
        && rest.starts_with('\n')
    {
        at = at.saturating_add(1);
    }
    while now < (line, column) {
        let mut rest = raw.get(at..).unwrap_or("").chars();
        let Some(character) = rest.next() else { return span };
        let escaped = if escapes && character == '\\' { rest.next().map_or(0, char::len_utf8) } else { 0 };
        at = at.saturating_add(character.len_utf8()).saturating_add(escaped);
        now = if character == '\n' { (now.0.saturating_add(1), 1) } else { (now.0, now.1.saturating_add(1)) };
    }
    let inner = raw.len().saturating_sub(quote);
    let end = Span::new(span.file, span.start as usize, (span.start as usize).saturating_add(inner));
    if at >= inner { span } else { word(end, raw.get(..inner).unwrap_or(raw), at) }
}

/// The word, or the quoted text, that stands at a byte of a text.
fn word(whole: Span, text: &str, from: usize) -> Span {
    let rest = text.get(from..).unwrap_or("");
    let quoted = |mark: &str| {
        let inside = rest.strip_prefix(mark)?;
        Some(inside.find(mark).map_or(rest.len(), |end| end.saturating_add(mark.len().saturating_mul(2))))
    };
    let end = || rest.find(|c: char| !c.is_alphanumeric() && c != '_').unwrap_or(rest.len());
    let length = quoted("\"").or_else(|| quoted("\\\"")).unwrap_or_else(end);
    let start = (whole.start as usize).saturating_add(from);
    // What is no word is shown by its first character, however many bytes that has.
    let first = rest.chars().next().map_or(0, char::len_utf8);
    Span::new(whole.file, start, start.saturating_add(length.max(first)))
}
