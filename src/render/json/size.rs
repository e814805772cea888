//! How many bytes a value can take as JSON, found without writing it: many times sooner than it is written.

use serde::Serialize;
use serde::ser::{Error as _, Impossible, SerializeMap, SerializeSeq, SerializeStruct, Serializer};
use serde_json::Error;

/// The longest number, and any other word that is no text.
const WORD: usize = 40;

/// The most that one byte of a text becomes: `\u001b`.
const ESCAPED: usize = 6;

/// The most that a value can take, indented from a depth on.
///
/// # Errors
/// When it has something in it that none of our formats has.
pub(super) fn at_most(value: &impl Serialize, depth: usize) -> Result<usize, Error> {
    let mut most = AtMost { bytes: 0, depth };
    value.serialize(&mut most)?;
    Ok(most.bytes)
}

struct AtMost {
    bytes: usize,
    depth: usize,
}

impl AtMost {
    #[expect(clippy::unnecessary_wraps, reason = "what a serialiser answers")]
    const fn add(&mut self, bytes: usize) -> Result<(), Error> {
        self.bytes = self.bytes.saturating_add(bytes);
        Ok(())
    }

    /// What parts an entry of a list or an object from those around it: a comma, its line, and `": "`.
    const fn line(&mut self) -> Result<(), Error> {
        self.add(self.depth.saturating_mul(2).saturating_add(4))
    }

    /// Both brackets of a list or an object, the last one on a line of its own.
    fn begin(&mut self) -> Result<&mut Self, Error> {
        self.line()?;
        self.depth = self.depth.saturating_add(1);
        Ok(self)
    }
}

/// Values that are one word, whatever it is.
macro_rules! word {
    ($($name:ident($($of:ty)?)),*) => { $(fn $name(self $(, _: $of)?) -> Result<(), Error> { self.add(WORD) })* };
}

/// Values that none of our formats has.
macro_rules! unused {
    ($($name:ident$(<$any:ident>)?($($of:ty),*) -> $what:ty),*) => { $(
        fn $name$(<$any: Serialize + ?Sized>)?(self, $(_: $of),*) -> Result<$what, Error> {
            Err(Error::custom("no format has such a value"))
        }
    )* };
}

impl Serializer for &mut AtMost {
    type Ok = ();
    type Error = Error;
    type SerializeSeq = Self;
    type SerializeMap = Self;
    type SerializeStruct = Self;
    type SerializeTuple = Impossible<(), Error>;
    type SerializeTupleStruct = Impossible<(), Error>;
    type SerializeTupleVariant = Impossible<(), Error>;
    type SerializeStructVariant = Impossible<(), Error>;

    word!(serialize_bool(bool), serialize_unit(), serialize_unit_struct(&'static str), serialize_none());
    word!(serialize_i8(i8), serialize_i16(i16), serialize_i32(i32), serialize_i64(i64));
    word!(serialize_u8(u8), serialize_u16(u16), serialize_u32(u32), serialize_u64(u64));
    word!(serialize_f32(f32), serialize_f64(f64), serialize_char(char));
    unused!(
        serialize_bytes(&[u8]) -> (),
        serialize_newtype_variant<T>(&'static str, u32, &'static str, &T) -> (),
        serialize_tuple(usize) -> Self::SerializeTuple,
        serialize_tuple_struct(&'static str, usize) -> Self::SerializeTupleStruct,
        serialize_tuple_variant(&'static str, u32, &'static str, usize) -> Self::SerializeTupleVariant,
        serialize_struct_variant(&'static str, u32, &'static str, usize) -> Self::SerializeStructVariant
    );

    fn serialize_str(self, text: &str) -> Result<(), Error> {
        self.add(text.len().saturating_mul(ESCAPED).saturating_add(2))
    }

    fn serialize_unit_variant(self, _: &'static str, _: u32, name: &'static str) -> Result<(), Error> {
        self.serialize_str(name)
    }

    fn serialize_some<T: Serialize + ?Sized>(self, value: &T) -> Result<(), Error> {
        value.serialize(self)
    }

    fn serialize_newtype_struct<T: Serialize + ?Sized>(
        self,
        _: &'static str,
        value: &T,
    ) -> Result<(), Error> {
        value.serialize(self)
    }

    fn serialize_seq(self, _: Option<usize>) -> Result<Self, Error> {
        self.begin()
    }

    fn serialize_map(self, _: Option<usize>) -> Result<Self, Error> {
        self.begin()
    }

    fn serialize_struct(self, _: &'static str, _: usize) -> Result<Self, Error> {
        self.begin()
    }
}

/// A list or an object, with how an entry is told.
macro_rules! of_entries {
    ($what:ident { $($entry:item)* }) => {
        impl $what for &mut AtMost {
            type Ok = ();
            type Error = Error;

            $($entry)*

            fn end(self) -> Result<(), Error> {
                self.depth = self.depth.saturating_sub(1);
                Ok(())
            }
        }
    };
}

of_entries!(SerializeSeq {
    fn serialize_element<T: Serialize + ?Sized>(&mut self, value: &T) -> Result<(), Error> {
        self.line()?;
        value.serialize(&mut **self)
    }
});

of_entries!(SerializeMap {
    fn serialize_key<T: Serialize + ?Sized>(&mut self, key: &T) -> Result<(), Error> {
        self.line()?;
        key.serialize(&mut **self)
    }

    fn serialize_value<T: Serialize + ?Sized>(&mut self, value: &T) -> Result<(), Error> {
        value.serialize(&mut **self)
    }
});

of_entries!(SerializeStruct {
    fn serialize_field<T: Serialize + ?Sized>(&mut self, key: &'static str, value: &T) -> Result<(), Error> {
        self.line()?;
        self.serialize_str(key)?;
        value.serialize(&mut **self)
    }
});
