//! The archive that a file of an office program is: its parts, unpacked no further than its reader allows. What an
//! archive says of itself need not be so.

use std::io::{Cursor, Read};

use zip::ZipArchive;
use zip::result::ZipError;

/// An archive, and how much of it may still be unpacked.
pub struct Archive<'b> {
    zip: ZipArchive<Cursor<&'b [u8]>>,
    left: usize,
}

/// Why a part is not to be had.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Fault {
    /// It is damaged.
    Broken,
    /// It has a password, or is packed in a way that nobody reads.
    Locked,
    /// There is more of it than may be unpacked.
    TooMuch,
}

impl<'b> Archive<'b> {
    /// Opens an archive of which so many bytes may be unpacked.
    ///
    /// # Errors
    /// It is no archive.
    pub fn open(bytes: &'b [u8], most: usize) -> Result<Self, Fault> {
        let zip = ZipArchive::new(Cursor::new(bytes)).map_err(|_| Fault::Broken)?;
        Ok(Self { zip, left: most })
    }

    /// How many parts it has.
    #[must_use]
    pub fn len(&self) -> usize {
        self.zip.len()
    }

    /// Whether it has none.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.zip.is_empty()
    }

    /// Which part goes by a name.
    #[must_use]
    pub fn named(&self, name: &str) -> Option<usize> {
        self.zip.index_for_name(name)
    }

    /// The name of a part, and what it holds.
    ///
    /// # Errors
    /// Why it is not to be had.
    pub fn part(&mut self, at: usize) -> Result<(String, Vec<u8>), Fault> {
        let part = self.zip.by_index(at).map_err(|error| match error {
            ZipError::InvalidPassword | ZipError::UnsupportedArchive(_) => Fault::Locked,
            _ => Fault::Broken,
        })?;
        let name = part.name().map_err(|_| Fault::Broken)?.into_owned();
        let mut held = Vec::new();
        let most = u64::try_from(self.left).unwrap_or(u64::MAX).saturating_add(1);
        part.take(most).read_to_end(&mut held).map_err(|_| Fault::Broken)?;
        self.left = self.left.checked_sub(held.len()).ok_or(Fault::TooMuch)?;
        Ok((name, held))
    }
}
