//! JSON written straight into one text, indented as `serde_json` indents it and byte for byte the same, but for what
//! could harm: that stands as an escape, so that nothing is lost. An assessment is ten thousands of short texts, most
//! of which are written as they are.

use std::fmt::{Display, Write as _};

use rayon::iter::ParallelIterator as _;
use rayon::slice::ParallelSlice as _;
use serde::ser::{self, Error as _, Impossible, Serialize, Serializer};
use serde_json::Error;

use crate::render::harmless::is_harmless;

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
    let mut pretty = Pretty { text: String::new(), depth: 0 };
    value.serialize(&mut pretty)?;
    pretty.text.push('\n');
    Ok(pretty.text)
}

/// An object with a long list between its other fields, whose entries are written by as many threads as are free.
/// There are fields before it and after it.
pub(super) fn with_list<'t, T: Sync, J: Serialize>(
    before: &impl Serialize,
    (name, list): (&str, &'t [T]),
    entry: impl Fn(&'t T) -> J + Sync,
    after: &impl Serialize,
) -> Result<Document, Error> {
    let (before, after) = (pretty(before)?, pretty(after)?);
    let before = before.strip_suffix("\n}\n").ok_or_else(unlike)?;
    let after = after.strip_prefix('{').ok_or_else(unlike)?;
    let written = |entries: &'t [T]| {
        let mut pretty = Pretty { text: String::new(), depth: 2 };
        for (number, it) in entries.iter().enumerate() {
            pretty.line(number == 0);
            entry(it).serialize(&mut pretty)?;
        }
        Ok(pretty.text)
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

struct Pretty {
    text: String,
    depth: usize,
}

/// What stands between two values of a list or an object: as much of it as they are deep.
const BETWEEN: &str = ",\n                                ";

impl Pretty {
    /// The next line of a list or an object; the first is not parted from any.
    fn line(&mut self, is_first: bool) {
        let from = usize::from(is_first);
        let to = self.depth.saturating_mul(2).saturating_add(2);
        match BETWEEN.get(from..to) {
            Some(between) => self.text.push_str(between),
            None => {
                self.text.push_str(if is_first { "\n" } else { ",\n" });
                (0..self.depth).for_each(|_| self.text.push_str("  "));
            }
        }
    }

    fn quoted(&mut self, text: &str) {
        self.text.push('"');
        let (mut seen, mut taken) = (0, 0);
        while let Some(at) = next_special(text.as_bytes(), seen) {
            let Some(c) = text.get(at..).and_then(|rest| rest.chars().next()) else { break };
            seen = at.saturating_add(c.len_utf8());
            if matches!(c, '"' | '\\') || !is_harmless(c) {
                self.text.push_str(text.get(taken..at).unwrap_or_default());
                self.escaped(c);
                taken = seen;
            }
        }
        self.text.push_str(text.get(taken..).unwrap_or_default());
        self.text.push('"');
    }

    fn escaped(&mut self, c: char) {
        let short = match c {
            '"' => "\\\"",
            '\\' => "\\\\",
            '\n' => "\\n",
            '\r' => "\\r",
            '\t' => "\\t",
            '\u{8}' => "\\b",
            '\u{c}' => "\\f",
            _ => return self.shown(format_args!("\\u{:04x}", u32::from(c))),
        };
        self.text.push_str(short);
    }

    /// Writing into a text cannot fail.
    fn shown(&mut self, value: impl Display) {
        let _ = write!(self.text, "{value}");
    }

    fn begin(&mut self, bracket: char) -> Inner<'_> {
        self.text.push(bracket);
        self.depth = self.depth.saturating_add(1);
        Inner { pretty: self, is_empty: true }
    }
}

/// The first byte from a place on that is escaped, or begins a character that may be.
fn next_special(bytes: &[u8], from: usize) -> Option<usize> {
    // So many at a time are looked at as one: in most there is none. The last of them reach back.
    let is_plain = |bytes: &[u8; 16]| {
        let mut any = false;
        for byte in bytes {
            any |= is_special(*byte);
        }
        !any
    };
    let left = bytes.get(from..)?;
    let (whole, _) = left.as_chunks();
    let plain = whole.iter().take_while(|it| is_plain(it)).count();
    if plain == whole.len() && left.last_chunk().is_some_and(is_plain) {
        return None;
    }
    let start = plain.saturating_mul(16);
    let at = left.get(start..)?.iter().position(|it| is_special(*it))?;
    Some(from.saturating_add(start).saturating_add(at))
}

/// Controls, what JSON escapes, and what begins the characters that are not harmless. All is asked of every byte, for
/// then many are asked at once.
const fn is_special(byte: u8) -> bool {
    (byte < 0x20)
        | (byte == b'"')
        | (byte == b'\\')
        | (byte == 0x7f)
        | (byte == 0xc2)
        | (byte == 0xd8)
        | (byte == 0xe2)
}

/// A list or an object that has been begun.
struct Inner<'p> {
    pretty: &'p mut Pretty,
    is_empty: bool,
}

impl Inner<'_> {
    fn next(&mut self) {
        self.pretty.line(self.is_empty);
        self.is_empty = false;
    }

    fn value<T: Serialize + ?Sized>(&mut self, value: &T) -> Result<(), Error> {
        value.serialize(&mut *self.pretty)
    }

    fn element<T: Serialize + ?Sized>(&mut self, value: &T) -> Result<(), Error> {
        self.next();
        self.value(value)
    }

    fn end(self, bracket: char) {
        self.pretty.depth = self.pretty.depth.saturating_sub(1);
        if !self.is_empty {
            self.pretty.line(true);
        }
        self.pretty.text.push(bracket);
    }
}

impl ser::SerializeSeq for Inner<'_> {
    type Ok = ();
    type Error = Error;

    fn serialize_element<T: Serialize + ?Sized>(&mut self, value: &T) -> Result<(), Error> {
        self.element(value)
    }

    fn end(self) -> Result<(), Error> {
        self.end(']');
        Ok(())
    }
}

impl ser::SerializeTuple for Inner<'_> {
    type Ok = ();
    type Error = Error;

    fn serialize_element<T: Serialize + ?Sized>(&mut self, value: &T) -> Result<(), Error> {
        self.element(value)
    }

    fn end(self) -> Result<(), Error> {
        self.end(']');
        Ok(())
    }
}

impl ser::SerializeMap for Inner<'_> {
    type Ok = ();
    type Error = Error;

    fn serialize_key<T: Serialize + ?Sized>(&mut self, key: &T) -> Result<(), Error> {
        self.next();
        let from = self.pretty.text.len();
        self.value(key)?;
        match self.pretty.text.get(from..).is_some_and(|key| key.starts_with('"')) {
            true => Ok(()),
            false => Err(unlike()),
        }
    }

    fn serialize_value<T: Serialize + ?Sized>(&mut self, value: &T) -> Result<(), Error> {
        self.pretty.text.push_str(": ");
        self.value(value)
    }

    fn end(self) -> Result<(), Error> {
        self.end('}');
        Ok(())
    }
}

impl ser::SerializeStruct for Inner<'_> {
    type Ok = ();
    type Error = Error;

    fn serialize_field<T: Serialize + ?Sized>(&mut self, key: &'static str, value: &T) -> Result<(), Error> {
        self.next();
        // The name of a field has nothing to escape.
        self.pretty.text.push('"');
        self.pretty.text.push_str(key);
        self.pretty.text.push_str("\": ");
        self.value(value)
    }

    fn end(self) -> Result<(), Error> {
        self.end('}');
        Ok(())
    }
}

/// None of the formats has numbers that are not whole, bytes, or variants with anything in them.
fn unlike() -> Error {
    Error::custom("no format has such a value")
}

macro_rules! shown {
    ($($name:ident: $number:ty),*) => {
        $(fn $name(self, value: $number) -> Result<(), Error> {
            self.shown(value);
            Ok(())
        })*
    };
}

macro_rules! unlike {
    ($($name:ident($($of:ty),*) -> $made:ty;)*) => {
        $(fn $name(self, $(_: $of),*) -> Result<$made, Error> {
            Err(unlike())
        })*
    };
}

impl<'p> Serializer for &'p mut Pretty {
    type Ok = ();
    type Error = Error;
    type SerializeSeq = Inner<'p>;
    type SerializeTuple = Inner<'p>;
    type SerializeMap = Inner<'p>;
    type SerializeStruct = Inner<'p>;
    type SerializeTupleStruct = Impossible<(), Error>;
    type SerializeTupleVariant = Impossible<(), Error>;
    type SerializeStructVariant = Impossible<(), Error>;

    shown! {
        serialize_bool: bool, serialize_i8: i8, serialize_i16: i16, serialize_i32: i32, serialize_i64: i64,
        serialize_u8: u8, serialize_u16: u16, serialize_u32: u32, serialize_u64: u64
    }

    unlike! {
        serialize_f32(f32) -> ();
        serialize_f64(f64) -> ();
        serialize_bytes(&[u8]) -> ();
        serialize_tuple_struct(&'static str, usize) -> Impossible<(), Error>;
        serialize_tuple_variant(&'static str, u32, &'static str, usize) -> Impossible<(), Error>;
        serialize_struct_variant(&'static str, u32, &'static str, usize) -> Impossible<(), Error>;
    }

    fn serialize_newtype_variant<T: Serialize + ?Sized>(
        self,
        _: &'static str,
        _: u32,
        _: &'static str,
        _: &T,
    ) -> Result<(), Error> {
        Err(unlike())
    }

    fn serialize_char(self, value: char) -> Result<(), Error> {
        self.quoted(value.encode_utf8(&mut [0; 4]));
        Ok(())
    }

    fn serialize_str(self, value: &str) -> Result<(), Error> {
        self.quoted(value);
        Ok(())
    }

    fn serialize_none(self) -> Result<(), Error> {
        self.serialize_unit()
    }

    fn serialize_some<T: Serialize + ?Sized>(self, value: &T) -> Result<(), Error> {
        value.serialize(self)
    }

    fn serialize_unit(self) -> Result<(), Error> {
        self.text.push_str("null");
        Ok(())
    }

    fn serialize_unit_struct(self, _: &'static str) -> Result<(), Error> {
        self.serialize_unit()
    }

    fn serialize_unit_variant(self, _: &'static str, _: u32, variant: &'static str) -> Result<(), Error> {
        self.serialize_str(variant)
    }

    fn serialize_newtype_struct<T: Serialize + ?Sized>(
        self,
        _: &'static str,
        value: &T,
    ) -> Result<(), Error> {
        value.serialize(self)
    }

    fn serialize_seq(self, _: Option<usize>) -> Result<Inner<'p>, Error> {
        Ok(self.begin('['))
    }

    fn serialize_tuple(self, _: usize) -> Result<Inner<'p>, Error> {
        Ok(self.begin('['))
    }

    fn serialize_map(self, _: Option<usize>) -> Result<Inner<'p>, Error> {
        Ok(self.begin('{'))
    }

    fn serialize_struct(self, _: &'static str, _: usize) -> Result<Inner<'p>, Error> {
        Ok(self.begin('{'))
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
        let harmful = ('\0'..=char::MAX).filter(|c| !is_harmless(*c));
        assert!(harmful.map(|c| c.to_string().as_bytes()[0]).all(is_special));
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

    #[test]
    fn what_no_format_has_is_refused() {
        assert!(pretty(&1.5).is_err());
        assert!(pretty(&std::collections::BTreeMap::from([(1, 2)])).is_err());
    }
}
