//! JSON indented as `serde_json` indents it and byte for byte the same, but for what could harm: that stands as an
//! escape, so that nothing is lost.

use std::borrow::Cow;
use std::io::{self, Write};

use rayon::iter::{
    IndexedParallelIterator, IntoParallelRefIterator, IntoParallelRefMutIterator, ParallelIterator,
};
use serde::Serialize;
use serde::ser::Error as _;
use serde_json::Error;
use serde_json::ser::{Formatter, Serializer};

use super::size::at_most;
use crate::render::harmless::{escaped, without_harm};

/// A document of JSON that ends in a newline: an object with a long list between its other fields, or many lines that
/// are an object each. It is made as it is written, and is never there whole. Nothing in it can command a terminal.
pub struct Document<'d> {
    before: String,
    list: Box<dyn Parts + 'd>,
    after: String,
}

impl Document<'_> {
    /// A size in bytes that it does not exceed, found many times sooner than it is written.
    ///
    /// # Errors
    /// When the serialiser fails.
    pub fn at_most(&self) -> Result<usize, Error> {
        Ok(self.list.at_most()?.saturating_add(self.before.len()).saturating_add(self.after.len()))
    }

    /// Its size in bytes, for which all of it is made.
    ///
    /// # Errors
    /// When the serialiser fails.
    pub fn size(&self) -> io::Result<usize> {
        let mut counted = Counted(0);
        self.write(&mut counted)?;
        Ok(counted.0)
    }

    /// Writes it, as much at a time as the threads that are free make of it at once.
    ///
    /// # Errors
    /// When it cannot be written, or the serialiser fails.
    pub fn write(&self, to: &mut dyn Write) -> io::Result<()> {
        to.write_all(self.before.as_bytes())?;
        let mut buffers = vec![Vec::new(); rayon::current_num_threads().saturating_mul(PARTS)];
        for first in (0..self.list.count()).step_by(buffers.len()) {
            let made = self.list.count().saturating_sub(first).min(buffers.len());
            let parts = buffers.par_iter_mut().take(made).enumerate();
            parts.try_for_each(|(number, buffer)| self.list.write(first.saturating_add(number), buffer))?;
            buffers.iter().take(made).try_for_each(|it| to.write_all(it))?;
        }
        to.write_all(self.after.as_bytes())
    }

    /// The whole text.
    ///
    /// # Errors
    /// When the serialiser fails.
    pub fn into_text(self) -> io::Result<String> {
        let mut text = Vec::new();
        self.write(&mut text)?;
        String::from_utf8(text).map_err(io::Error::other)
    }
}

/// How many parts of a list each thread writes before they go out, and how many entries a part has.
const PARTS: usize = 8;
const ENTRIES: usize = 16;

/// A list that is written in parts.
trait Parts: Sync {
    fn count(&self) -> usize;

    /// Writes a part into a buffer, by its number.
    fn write(&self, number: usize, to: &mut Vec<u8>) -> Result<(), Error>;

    /// A size that all of it does not exceed.
    fn at_most(&self) -> Result<usize, Error>;
}

/// What a list has, and what each of it is as JSON.
struct List<'t, T, F> {
    of: &'t [T],
    entry: F,
}

impl<'t, T: Sync, J: Serialize, F: Fn(&'t T) -> J + Sync> Parts for List<'t, T, F> {
    fn count(&self) -> usize {
        self.of.len().div_ceil(ENTRIES)
    }

    fn write(&self, number: usize, to: &mut Vec<u8>) -> Result<(), Error> {
        to.clear();
        for it in self.of.chunks(ENTRIES).nth(number).unwrap_or_default() {
            let is_first = number == 0 && to.is_empty();
            to.extend_from_slice(if is_first { b"\n    " } else { b",\n    " });
            write(&(self.entry)(it), to, 2)?;
        }
        // Many entries are looked through at once: most are short.
        make_harmless(to)
    }

    fn at_most(&self) -> Result<usize, Error> {
        let most = |it| at_most(&(self.entry)(it), 2);
        self.of.par_iter().map(most).try_reduce(|| 0, |one, other| Ok(one.saturating_add(other)))
    }
}

/// A line for each of a list.
struct Lines<'t, T, F> {
    of: &'t [T],
    line: F,
}

impl<'t, T: Sync, J: Serialize, F: Fn(usize, &'t T) -> J + Sync> Parts for Lines<'t, T, F> {
    fn count(&self) -> usize {
        self.of.len()
    }

    fn write(&self, number: usize, to: &mut Vec<u8>) -> Result<(), Error> {
        to.clear();
        if let Some(it) = self.of.get(number) {
            serde_json::to_writer(&mut *to, &(self.line)(number, it))?;
            to.push(b'\n');
        }
        make_harmless(to)
    }

    fn at_most(&self) -> Result<usize, Error> {
        let most = |(number, it)| at_most(&(self.line)(number, it), 0);
        self.of.par_iter().enumerate().map(most).try_reduce(|| 0, |one, other| Ok(one.saturating_add(other)))
    }
}

/// What could harm stands as an escape, so that nothing is lost.
fn make_harmless(json: &mut Vec<u8>) -> Result<(), Error> {
    let harmless = match escaped(str::from_utf8(json).map_err(Error::custom)?) {
        Cow::Owned(other) => Some(other),
        Cow::Borrowed(_) => None,
    };
    if let Some(other) = harmless {
        *json = other.into();
    }
    Ok(())
}

/// What is written to it is counted.
struct Counted(usize);

impl Write for Counted {
    fn write(&mut self, bytes: &[u8]) -> io::Result<usize> {
        self.0 = self.0.saturating_add(bytes.len());
        Ok(bytes.len())
    }

    fn flush(&mut self) -> io::Result<()> {
        Ok(())
    }
}

/// What a value is as JSON.
pub(super) fn pretty(value: &impl Serialize) -> Result<String, Error> {
    let mut bytes = Vec::new();
    write(value, &mut bytes, 0)?;
    bytes.push(b'\n');
    String::from_utf8(bytes).map(without_harm).map_err(Error::custom)
}

/// An object with a long list between its other fields: there are some before it and after it.
pub(super) fn with_list<'t, T: Sync, J: Serialize>(
    before: &impl Serialize,
    (name, of): (&str, &'t [T]),
    entry: impl Fn(&'t T) -> J + Sync + 't,
    after: &impl Serialize,
) -> Result<Document<'t>, Error> {
    let no_object = || Error::custom("no object with a field");
    let (before, after) = (pretty(before)?, pretty(after)?);
    let before = before.strip_suffix("\n}\n").ok_or_else(no_object)?;
    let after = after.strip_prefix('{').ok_or_else(no_object)?;
    Ok(Document {
        before: format!("{before},\n  \"{name}\": ["),
        list: Box::new(List { of, entry }),
        after: format!("{}],{after}", if of.is_empty() { "" } else { "\n  " }),
    })
}

/// A line for each of a list, which is made with its number, and one more.
pub(super) fn with_lines<'t, T: Sync, J: Serialize>(
    of: &'t [T],
    line: impl Fn(usize, &'t T) -> J + Sync + 't,
    last: &impl Serialize,
) -> Result<Document<'t>, Error> {
    let last = without_harm(serde_json::to_string(last)?);
    Ok(Document { before: String::new(), list: Box::new(Lines { of, line }), after: last + "\n" })
}

fn write(value: &impl Serialize, to: &mut Vec<u8>, depth: usize) -> Result<(), Error> {
    value.serialize(&mut Serializer::with_formatter(to, Pretty { depth, is_empty: false }))
}

struct Pretty {
    depth: usize,
    is_empty: bool,
}

/// What stands between two values of a list or an object: as much of it as they are deep. An assessment has a quarter
/// of a million lines.
const BETWEEN: &[u8] = b",\n                                ";

impl Pretty {
    /// The next line of a list or an object; the first is not parted from any.
    fn line<W: Write + ?Sized>(&self, to: &mut W, is_first: bool) -> io::Result<()> {
        let (from, end) = (usize::from(is_first), self.depth.saturating_mul(2).saturating_add(2));
        if let Some(between) = BETWEEN.get(from..end) {
            return to.write_all(between);
        }
        to.write_all(if is_first { b"\n" } else { b",\n" })?;
        (0..self.depth).try_for_each(|_| to.write_all(b"  "))
    }

    fn begin<W: Write + ?Sized>(&mut self, to: &mut W, bracket: &[u8]) -> io::Result<()> {
        self.depth = self.depth.saturating_add(1);
        self.is_empty = true;
        to.write_all(bracket)
    }

    fn end<W: Write + ?Sized>(&mut self, to: &mut W, bracket: &[u8]) -> io::Result<()> {
        self.depth = self.depth.saturating_sub(1);
        if !self.is_empty {
            self.line(to, true)?;
        }
        to.write_all(bracket)
    }
}

impl Formatter for Pretty {
    fn begin_array<W: Write + ?Sized>(&mut self, to: &mut W) -> io::Result<()> {
        self.begin(to, b"[")
    }

    fn end_array<W: Write + ?Sized>(&mut self, to: &mut W) -> io::Result<()> {
        self.end(to, b"]")
    }

    fn begin_array_value<W: Write + ?Sized>(&mut self, to: &mut W, first: bool) -> io::Result<()> {
        self.line(to, first)
    }

    fn end_array_value<W: Write + ?Sized>(&mut self, _: &mut W) -> io::Result<()> {
        self.is_empty = false;
        Ok(())
    }

    fn begin_object<W: Write + ?Sized>(&mut self, to: &mut W) -> io::Result<()> {
        self.begin(to, b"{")
    }

    fn end_object<W: Write + ?Sized>(&mut self, to: &mut W) -> io::Result<()> {
        self.end(to, b"}")
    }

    fn begin_object_key<W: Write + ?Sized>(&mut self, to: &mut W, first: bool) -> io::Result<()> {
        self.line(to, first)
    }

    fn begin_object_value<W: Write + ?Sized>(&mut self, to: &mut W) -> io::Result<()> {
        to.write_all(b": ")
    }

    fn end_object_value<W: Write + ?Sized>(&mut self, _: &mut W) -> io::Result<()> {
        self.is_empty = false;
        Ok(())
    }
}

#[cfg(test)]
mod tests {
    use serde_json::{Value, json};

    use super::*;
    use crate::render::harmless::harmless;

    #[test]
    fn it_is_what_serde_json_writes() {
        let long = "ett långt stycke utan något att byta ut, § 5 – och så vidare ”så”";
        let deep = (0..40).fold(json!([]), |inner, _| json!([{ "i": inner }]));
        for value in [
            json!(null),
            json!({}),
            json!({ "a": [], "b": {}, "c": [1, -2, true, null, "x"], "å\"\\": { "\t": ["\u{8}\u{c}\n\r\u{1}"] } }),
            json!([long, format!("{long}\"{long}\\{long}\u{1f}"), "\"", "a\\", "1234567890123456\"", ""]),
            deep,
        ] {
            let expected = serde_json::to_string_pretty(&value).unwrap() + "\n";
            assert_eq!(pretty(&value).unwrap(), expected);
            assert!(expected.len() <= at_most(&value, 0).unwrap() + 1, "{expected}");
        }
    }

    #[test]
    fn a_list_that_many_write_is_as_one_writes_it() {
        for length in [0, 1, ENTRIES, 3 * ENTRIES + 1, 3 * PARTS * ENTRIES + 1] {
            let list: Vec<usize> = (0..length).collect();
            let entry = |number: &usize| json!({ "n": number, "of": [] });
            let whole = json!({ "a": 1, "list": list.iter().map(entry).collect::<Vec<_>>(), "z": "å" });
            let at_work = |threads| {
                let pool = rayon::ThreadPoolBuilder::new().num_threads(threads).build().unwrap();
                let list = ("list", list.as_slice());
                pool.install(|| {
                    let document = with_list(&json!({ "a": 1 }), list, entry, &json!({ "z": "å" })).unwrap();
                    let sizes = (document.size().unwrap(), document.at_most().unwrap());
                    (document.into_text().unwrap(), sizes)
                })
            };
            let expected = serde_json::to_string_pretty(&whole).unwrap() + "\n";
            for (text, (size, most)) in [at_work(1), at_work(3)] {
                assert_eq!(text, expected);
                assert_eq!(size, text.len());
                assert!(size <= most, "{size} {most}");
            }
        }
    }

    #[test]
    fn lines_are_an_object_each_and_no_larger_than_is_said() {
        let entry = |number: usize, it: &&str| json!({ "n": number, "of": [it], "none": null });
        for list in [&[][..], &["a"], &["å\n", "\u{1b}\u{202e}", "”"]] {
            let document = with_lines(list, entry, &json!({ "z": "\u{9b}" })).unwrap();
            let (size, most) = (document.size().unwrap(), document.at_most().unwrap());
            let text = document.into_text().unwrap();
            assert_eq!((text.len(), harmless(&text).as_ref()), (size, text.as_str()));
            assert!(size <= most, "{size} {most}");
            let lines: Vec<Value> = text.lines().map(|it| serde_json::from_str(it).unwrap()).collect();
            let entries = list.iter().enumerate().map(|(number, it)| entry(number, it));
            assert_eq!(lines, entries.chain([json!({ "z": "\u{9b}" })]).collect::<Vec<_>>());
        }
    }

    #[test]
    fn nothing_harmful_goes_out_and_nothing_is_lost() {
        for c in '\0'..='\u{3000}' {
            // At the edges of what is looked at as one, too.
            for before in ["", "123456789012345", "1234567890123456"] {
                let value = Value::String(format!("{before}{c}å"));
                let written = pretty(&value).unwrap();
                assert_eq!(harmless(&written), written, "{c:?}");
                assert!(written.len() <= at_most(&value, 0).unwrap() + 1, "{c:?}");
                assert_eq!(serde_json::from_str::<Value>(&written).unwrap(), value, "{c:?}");
            }
        }
    }
}
