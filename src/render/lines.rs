//! Lines of plain text: wrapped at spaces, with nothing in them that could command a terminal.

use std::fmt::Write as _;

use super::harmless::{REPLACED, is_harmless};

/// Columns a line may take.
const WIDTH: usize = 100;

/// A text that grows line by line.
#[derive(Debug, Default)]
pub(super) struct Lines {
    text: String,
}

impl Lines {
    /// One line as it is.
    pub(super) fn line(&mut self, line: &str) {
        let _ = writeln!(self.text, "{line}");
    }

    /// A heading with a rule under it, after a blank line.
    pub(super) fn section(&mut self, title: &str) {
        self.line("");
        self.line(title);
        self.line(&"─".repeat(title.chars().count()));
    }

    /// Words broken at spaces, later lines under the first; a no-break space holds.
    pub(super) fn wrapped(&mut self, lead: &str, words: &str) {
        let words = clean(words);
        let indent = " ".repeat(lead.chars().count());
        let mut line = lead.to_owned();
        let mut empty = true;
        for word in words.split(' ') {
            let length = line.chars().count().saturating_add(word.chars().count());
            if !empty && length >= WIDTH {
                self.line(line.trim_end());
                line.clone_from(&indent);
                empty = true;
            }
            if !empty {
                line.push(' ');
            }
            line.push_str(word);
            empty = false;
        }
        self.line(line.trim_end());
    }

    /// How many there are.
    pub(super) fn count(&self) -> usize {
        self.text.lines().count()
    }

    /// Others after these.
    pub(super) fn append(&mut self, others: &Self) {
        self.text.push_str(&others.text);
    }

    /// The text.
    pub(super) fn into_text(self) -> String {
        self.text
    }
}

/// The first characters of a text, whole words, and a sign that there is more.
pub(super) fn beginning(text: &str, most: usize) -> String {
    let beginning: String = text.chars().take(most).collect();
    let whole = beginning.rsplit_once(' ').map_or(beginning.as_str(), |(words, _)| words);
    format!("{whole} …")
}

/// Names and texts of files are not trusted with the terminal.
pub(super) fn clean(text: &str) -> String {
    text.chars().map(|c| if is_harmless(c) { c } else { REPLACED }).collect()
}
