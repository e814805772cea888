//! Source texts: files by id, spans, line and column, and TOML as a tree that
//! remembers where every key and value stands.
//!
//! Nothing here judges what a file says; it only makes it possible to point.

mod parse;
mod seen;
mod tree;

use std::sync::{Arc, OnceLock};

pub use parse::{SyntaxError, parse};
pub use seen::{alike, composed, plain, seen};
pub use tree::{Entry, Node, Route, Table, Value};

/// One file of the workspace, by the order in which it was read.
#[derive(Debug, Default, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct FileId(u32);

/// A stretch of a file, in bytes.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Span {
    /// The file it lies in.
    pub file: FileId,
    /// First byte.
    pub start: u32,
    /// One past the last byte.
    pub end: u32,
}

/// A value and where it stands.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
pub struct Spanned<T> {
    /// The value.
    pub value: T,
    /// Where it stands.
    pub span: Span,
}

/// A place a person can find: a path, a line and a column, both from 1,
/// columns counted in characters.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
pub struct Place {
    /// Path as the manifest reaches it, with `/`.
    pub file: String,
    /// Line, from 1.
    pub line: u32,
    /// Column in characters, from 1.
    pub column: u32,
}

/// Every text that was read, in reading order.
#[derive(Debug, Default, Clone)]
pub struct Files {
    files: Vec<File>,
}

#[derive(Debug, Clone)]
struct File {
    path: Arc<str>,
    text: Held,
    lines: Arc<OnceLock<Lines>>,
}

/// A text in the program, or one that was read.
#[derive(Debug, Clone)]
enum Held {
    Embedded(&'static str),
    Read(Arc<str>),
}

/// Where in a text its lines are, made when first asked for: of most files nobody asks.
#[derive(Debug)]
struct Lines {
    starts: Vec<usize>,
    /// How many characters stand before every so many bytes: where in a line something is must not take a walk
    /// from its start, for a file may be one line. None where no line is so long.
    marks: Vec<usize>,
    /// Where the last word ends.
    last: usize,
}

/// How far apart, in bytes, it is noted how many characters have been passed.
const MARKED: usize = 1024;

impl Files {
    /// Takes in a text; a byte-order mark at its start is dropped.
    pub fn add(&mut self, path: &str, text: &str) -> FileId {
        self.hold(path, Held::Read(unmarked(text).into()))
    }

    /// The same of a text in the program, which need not be copied.
    pub fn embed(&mut self, path: &str, text: &'static str) -> FileId {
        self.hold(path, Held::Embedded(unmarked(text)))
    }

    fn hold(&mut self, path: &str, text: Held) -> FileId {
        let id = FileId(self.count());
        self.files.push(File { path: path.into(), text, lines: Arc::default() });
        id
    }

    /// The path a file was read under.
    #[must_use]
    pub fn path(&self, file: FileId) -> &str {
        self.get(file).map_or("", |file| &file.path)
    }

    /// The whole text of a file.
    #[must_use]
    pub fn text(&self, file: FileId) -> &str {
        self.get(file).map_or("", File::text)
    }

    /// The text a span covers.
    #[must_use]
    pub fn slice(&self, span: Span) -> &str {
        self.text(span.file).get(span.start as usize..span.end as usize).unwrap_or("")
    }

    /// A span in bytes, cut to the text it lies in and widened to whole characters: what can be underlined.
    #[must_use]
    pub fn range(&self, span: Span) -> std::ops::Range<usize> {
        let text = self.text(span.file);
        // What stands past the last word is shown at it: there is nothing to see on an empty last line.
        let last = self.get(span.file).map_or(0, |file| file.lines().last);
        let (mut start, mut end) = ((span.start as usize).min(last), (span.end as usize).min(text.len()));
        while !text.is_char_boundary(start) {
            start = start.saturating_sub(1);
        }
        while !text.is_char_boundary(end) {
            end = end.saturating_add(1);
        }
        start..end.max(start)
    }

    /// The whole lines that some bytes stand on: the number of the first, counted from 1, and where it starts.
    #[must_use]
    pub fn lines_of(&self, file: FileId, range: std::ops::Range<usize>) -> (usize, std::ops::Range<usize>) {
        let Some(file) = self.get(file) else { return (1, 0..0) };
        let starts = &file.lines().starts;
        let line = starts.partition_point(|start| *start <= range.start);
        let start = starts.get(line.saturating_sub(1)).copied().unwrap_or(0);
        let next = starts.partition_point(|start| *start <= range.end);
        (line.max(1), start..starts.get(next).copied().unwrap_or(file.text().len()))
    }

    /// Where a span starts, as it is underlined ([`Files::range`]).
    #[must_use]
    pub fn place(&self, span: Span) -> Place {
        let (file, line, column) = self.at(span);
        Place { file: file.to_owned(), line, column }
    }

    /// Likewise: the path, the line and the column.
    #[must_use]
    pub fn at(&self, span: Span) -> (&str, u32, u32) {
        let (line, column) = self.line_column(span.file, self.range(span).start);
        (self.path(span.file), line, column)
    }

    /// The line and the column just past a span, as it is underlined.
    #[must_use]
    pub fn end(&self, span: Span) -> (u32, u32) {
        self.line_column(span.file, self.range(span).end)
    }

    /// Path and text of every file, sorted by path.
    #[must_use]
    pub fn sorted(&self) -> Vec<(&str, &str)> {
        let mut all: Vec<_> = self.files.iter().map(|file| (&*file.path, file.text())).collect();
        all.sort_unstable();
        all
    }

    /// The span of one whole line, counted from 1; the last line if there are fewer.
    #[must_use]
    pub fn line_span(&self, file: FileId, line: u32) -> Span {
        let text = self.text(file);
        // The first is asked for of every file, and is to be had without looking for the others.
        let starts = self.get(file).filter(|_| line > 1).map_or(&[][..], |file| &file.lines().starts);
        let index = (line.max(1) as usize).min(starts.len()).saturating_sub(1);
        let start = starts.get(index).copied().unwrap_or(0);
        let line =
            text.get(start..).and_then(|rest| rest.split('\n').next()).unwrap_or("").trim_end_matches('\r');
        Span::new(file, start, start.saturating_add(line.len()))
    }

    /// How many there are.
    #[must_use]
    pub fn count(&self) -> u32 {
        u32::try_from(self.files.len()).unwrap_or(u32::MAX)
    }

    fn get(&self, file: FileId) -> Option<&File> {
        self.files.get(file.0 as usize)
    }

    fn line_column(&self, file: FileId, offset: usize) -> (u32, u32) {
        let Some(file) = self.get(file) else { return (1, 1) };
        let starts = &file.lines().starts;
        let index = starts.partition_point(|start| *start <= offset).saturating_sub(1);
        let start = starts.get(index).copied().unwrap_or(0);
        (count(index), count(file.chars_between(start, offset).unwrap_or(0)))
    }
}

impl File {
    fn text(&self) -> &str {
        match &self.text {
            Held::Embedded(text) => text,
            Held::Read(text) => text,
        }
    }

    fn lines(&self) -> &Lines {
        self.lines.get_or_init(|| Lines::of(self.text()))
    }

    /// How many characters stand between two bytes; none where one is within a character, or past the end.
    fn chars_between(&self, from: usize, to: usize) -> Option<usize> {
        let between = self.text().get(from..to)?;
        if between.len() <= MARKED {
            return Some(begun(between.as_bytes()));
        }
        self.chars_before(to)?.checked_sub(self.chars_before(from)?)
    }

    fn chars_before(&self, offset: usize) -> Option<usize> {
        let chunk = offset / MARKED;
        let before = self.lines().marks.get(chunk)?;
        let rest = self.text().as_bytes().get(chunk.saturating_mul(MARKED)..offset)?;
        Some(before.saturating_add(begun(rest)))
    }
}

impl Lines {
    fn of(text: &str) -> Self {
        let bytes = text.as_bytes();
        let mut starts = vec![0];
        for (at, byte) in bytes.iter().enumerate() {
            if *byte == b'\n' {
                starts.push(at.saturating_add(1));
            }
        }
        let mut passed = 0_usize;
        let marks = bytes.chunks(MARKED).map(|chunk| {
            passed = passed.saturating_add(begun(chunk));
            passed
        });
        let ends = starts.iter().skip(1).copied().chain([text.len()]);
        let is_long = starts.iter().zip(ends).any(|(start, end)| MARKED < end.saturating_sub(*start));
        let marks = if is_long { std::iter::once(0).chain(marks).collect() } else { Vec::new() };
        Self { starts, marks, last: text.trim_end().len() }
    }
}

/// How many characters begin in some bytes: all but those that go on with one.
fn begun(bytes: &[u8]) -> usize {
    bytes.iter().filter(|it| **it & 0xc0 != 0x80).count()
}

/// A text without the byte-order mark that it may begin with.
fn unmarked(text: &str) -> &str {
    text.strip_prefix('\u{feff}').unwrap_or(text)
}

/// A position counted from 1, from an index counted from 0.
fn count(index: usize) -> u32 {
    u32::try_from(index.saturating_add(1)).unwrap_or(u32::MAX)
}

impl FileId {
    /// How many files were read before it.
    #[must_use]
    pub const fn index(self) -> u32 {
        self.0
    }
}

impl Span {
    /// A span of bytes in a file.
    #[must_use]
    pub fn new(file: FileId, start: usize, end: usize) -> Self {
        let clip = |at: usize| u32::try_from(at).unwrap_or(u32::MAX);
        Self { file, start: clip(start), end: clip(end) }
    }

    /// Whether `other` lies inside this span.
    #[must_use]
    pub fn contains(&self, other: Self) -> bool {
        self.file == other.file && self.start <= other.start && other.end <= self.end
    }
}

impl<T> Spanned<T> {
    /// A value at a place.
    pub const fn new(value: T, span: Span) -> Self {
        Self { value, span }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn places_count_characters_from_one_and_ignore_the_mark() {
        let mut files = Files::default();
        let id = files.add("a.toml", "\u{feff}å = 1\r\nö = 2\n");
        let place = files.place(Span::new(id, 13, 14));
        assert_eq!((place.line, place.column), (2, 5), "`2` stands fifth on the second line");
        assert_eq!(files.slice(files.line_span(id, 1)), "å = 1");
        let past = files.place(Span::new(id, 900, 901));
        assert_eq!((past.line, past.column), (2, 6), "past the end is told where it is shown");
        assert_eq!(files.range(Span::new(id, 1, 1)), 0..2, "a half of a character is all of it");
        assert_eq!(files.range(Span::new(id, 900, 901)), 14..15, "past the end is shown at the last word");
    }

    #[test]
    fn a_place_far_out_on_a_line_is_counted_in_characters_too() {
        let mut files = Files::default();
        let text = format!("x\n{}!\n{}?", "å€".repeat(3_000), "ö".repeat(2_000));
        let id = files.add("a.toml", &text);
        let at = |c: char| files.place(Span::new(id, text.find(c).unwrap(), text.len()));
        assert_eq!((at('!').line, at('!').column), (2, 6_001));
        assert_eq!((at('?').line, at('?').column), (3, 2_001));
        assert_eq!(files.place(Span::new(id, 3, 4)).column, 1, "within a character");
    }
}
