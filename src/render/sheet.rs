//! A page for people, as plain text or as Markdown: the same headings and entries in either.

use crate::amount::Language;

use super::lines::{Lines, clean};

/// How a page is marked up.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Markup {
    /// Plain text, wrapped.
    Text,
    /// Markdown.
    Markdown,
}

/// A page that grows from top to bottom.
#[derive(Debug)]
pub(super) struct Sheet {
    markup: Markup,
    pub(super) language: Language,
    lines: Lines,
}

impl Sheet {
    pub(super) fn new(markup: Markup, language: Language) -> Self {
        Self { markup, language, lines: Lines::default() }
    }

    /// The page's title.
    pub(super) fn title(&mut self, words: &str) {
        match self.markup {
            Markup::Text => self.lines.wrapped("", words),
            Markup::Markdown => self.lines.line(&format!("# {}", escaped(words))),
        }
    }

    /// The start of a part.
    pub(super) fn section(&mut self, words: &str) {
        match self.markup {
            Markup::Text => self.lines.section(&clean(words).to_uppercase()),
            Markup::Markdown => self.lines.line(&format!("\n## {}\n", escaped(words))),
        }
    }

    /// The start of a part of a part.
    pub(super) fn heading(&mut self, words: &str) {
        match self.markup {
            Markup::Text => self.lines.line(&format!("\n{}", clean(words))),
            Markup::Markdown => self.lines.line(&format!("\n### {}\n", escaped(words))),
        }
    }

    /// One entry of a list, behind a lead such as a day and a mark.
    pub(super) fn entry(&mut self, lead: &str, words: &str) {
        match self.markup {
            Markup::Text => self.lines.wrapped(&format!("  {lead} "), words),
            // Markdown has bullets of its own.
            Markup::Markdown if lead == "•" => self.lines.line(&format!("- {}", escaped(words))),
            Markup::Markdown => self.lines.line(&format!("- {} {}", lead.trim_start(), escaped(words))),
        }
    }

    /// What is said of an entry, under it.
    pub(super) fn detail(&mut self, words: &str) {
        match self.markup {
            Markup::Text => self.lines.wrapped("       ", words),
            Markup::Markdown => self.lines.line(&format!("  - {}", escaped(words))),
        }
    }

    /// Words by themselves.
    pub(super) fn paragraph(&mut self, words: &str) {
        match self.markup {
            Markup::Text => self.lines.wrapped("", words),
            Markup::Markdown => self.lines.line(&format!("{}\n", escaped(words))),
        }
    }

    /// Words by themselves after a blank line.
    pub(super) fn closing(&mut self, words: &str) {
        self.lines.line("");
        self.paragraph(words);
    }

    pub(super) fn into_text(self) -> String {
        self.lines.into_text()
    }
}

/// Texts of files stay text: what Markdown or HTML would read as markup, or as the name of a letter, is escaped.
pub(super) fn escaped(words: &str) -> String {
    let mut text = String::with_capacity(words.len());
    for c in clean(words).chars() {
        if matches!(c, '\\' | '`' | '*' | '_' | '[' | ']' | '<' | '>' | '|' | '#' | '&' | '~') {
            text.push('\\');
        }
        text.push(c);
    }
    text
}
