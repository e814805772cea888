//! A table: with a caption, and on a narrow page each row by itself, its cells under the names of their columns.

use serde::Serialize;

/// A table that a picture is drawn from, or that stands for itself.
#[derive(Debug, Serialize)]
pub(super) struct Table {
    /// What it is of.
    pub(super) caption: String,
    /// The columns; the first is that of what a row is about.
    pub(super) heads: Vec<Head>,
    pub(super) rows: Vec<Row>,
}

/// A column.
#[derive(Debug, Serialize)]
pub(super) struct Head {
    pub(super) words: String,
    /// Whether there are numbers in it.
    pub(super) number: bool,
}

#[derive(Debug, Serialize)]
pub(super) struct Row {
    /// What it is about.
    pub(super) head: String,
    pub(super) cells: Vec<Cell>,
}

/// What a cell holds.
#[derive(Debug, Default, Serialize)]
pub(super) struct Cell {
    /// A sign before the words, told by them.
    pub(super) sign: Option<char>,
    /// Lines of words.
    pub(super) lines: Vec<String>,
    /// Whether it is a number, which is set to the right.
    pub(super) number: bool,
    /// Whether it is a day, which is not broken.
    pub(super) day: bool,
    /// A bar, drawn beside the words.
    pub(super) bar: Option<super::drawing::Drawing>,
}

impl Cell {
    pub(super) fn words(words: impl Into<String>) -> Self {
        Self { lines: vec![words.into()], ..Self::default() }
    }

    pub(super) fn number(words: impl Into<String>) -> Self {
        Self { number: true, ..Self::words(words) }
    }

    pub(super) fn signed(sign: char, words: impl Into<String>) -> Self {
        Self { sign: Some(sign), ..Self::words(words) }
    }
}

impl Table {
    pub(super) fn new(caption: impl Into<String>, heads: impl IntoIterator<Item = String>) -> Self {
        let heads = heads.into_iter().map(|words| Head { words, number: false });
        Self { caption: caption.into(), heads: heads.collect(), rows: Vec::new() }
    }

    pub(super) fn row(&mut self, head: impl Into<String>, cells: Vec<Cell>) {
        for (head, cell) in self.heads.iter_mut().skip(1).zip(&cells) {
            head.number |= cell.number;
        }
        self.rows.push(Row { head: head.into(), cells });
    }
}
