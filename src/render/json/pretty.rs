//! JSON indented as `serde_json` indents it and byte for byte the same, but for what could harm: that stands as an
//! escape, so that nothing is lost.

use std::io::{self, Write};

use rayon::iter::ParallelIterator as _;
use rayon::slice::ParallelSlice as _;
use serde::Serialize;
use serde::ser::Error as _;
use serde_json::Error;
use serde_json::ser::{Formatter, Serializer};

use crate::render::harmless::without_harm;

/// A document of JSON that ends in a newline, in parts that follow upon each other. Nothing in it can command a
/// terminal.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Document(Vec<String>);

impl Document {
    /// Its parts.
    pub fn parts(&self) -> impl Iterator<Item = &str> {
        self.0.iter().map(String::as_str)
    }

    /// The whole text.
    #[must_use]
    pub fn into_text(self) -> String {
        self.0.concat()
    }
}

/// What a value is as JSON.
pub(super) fn pretty(value: &impl Serialize) -> Result<String, Error> {
    let mut bytes = Vec::new();
    write(value, &mut bytes, 0)?;
    bytes.push(b'\n');
    text(bytes)
}

/// An object with a long list between its other fields, whose entries are written by as many threads as are free.
/// There are fields before it and after it.
pub(super) fn with_list<'t, T: Sync, J: Serialize>(
    before: &impl Serialize,
    (name, list): (&str, &'t [T]),
    entry: impl Fn(&'t T) -> J + Sync,
    after: &impl Serialize,
) -> Result<Document, Error> {
    let no_object = || Error::custom("no object with a field");
    let (before, after) = (pretty(before)?, pretty(after)?);
    let before = before.strip_suffix("\n}\n").ok_or_else(no_object)?;
    let after = after.strip_prefix('{').ok_or_else(no_object)?;
    let written = |entries: &'t [T]| {
        let mut bytes = Vec::new();
        for (number, it) in entries.iter().enumerate() {
            bytes.extend_from_slice(if number == 0 { b"\n    " } else { b",\n    " });
            write(&entry(it), &mut bytes, 2)?;
        }
        text(bytes)
    };
    let entries: Vec<String> = list.par_chunks(AT_ONCE).map(written).collect::<Result<_, Error>>()?;
    let mut parts = vec![format!("{before},\n  \"{name}\": [")];
    for (number, it) in entries.into_iter().enumerate() {
        parts.extend((number > 0).then(|| ",".to_owned()));
        parts.push(it);
    }
    parts.push(format!("{}],{after}", if list.is_empty() { "" } else { "\n  " }));
    Ok(Document(parts))
}

/// How many entries of a long list one thread writes at a time.
const AT_ONCE: usize = 256;

fn write(value: &impl Serialize, to: &mut Vec<u8>, depth: usize) -> Result<(), Error> {
    value.serialize(&mut Serializer::with_formatter(to, Pretty { depth, is_empty: false }))
}

/// Many texts are looked through at once: most are short.
fn text(bytes: Vec<u8>) -> Result<String, Error> {
    String::from_utf8(bytes).map(without_harm).map_err(Error::custom)
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
        }
    }

    #[test]
    fn a_list_that_many_write_is_as_one_writes_it() {
        for length in [0, 1, AT_ONCE, 3 * AT_ONCE + 1] {
            let list: Vec<usize> = (0..length).collect();
            let entry = |number: &usize| json!({ "n": number, "of": [] });
            let whole = json!({ "a": 1, "list": list.iter().map(entry).collect::<Vec<_>>(), "z": "å" });
            let at_work = |threads| {
                let pool = rayon::ThreadPoolBuilder::new().num_threads(threads).build().unwrap();
                let list = ("list", list.as_slice());
                pool.install(|| with_list(&json!({ "a": 1 }), list, entry, &json!({ "z": "å" }))).unwrap()
            };
            assert_eq!(at_work(1).into_text(), serde_json::to_string_pretty(&whole).unwrap() + "\n");
            assert_eq!(at_work(1), at_work(3));
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
                assert_eq!(serde_json::from_str::<Value>(&written).unwrap(), value, "{c:?}");
            }
        }
    }
}
