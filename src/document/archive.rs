//! The archive that a file of an office program is: its parts, unpacked no further than a document goes.

use std::io::{self, Cursor, Read};

use zip::ZipArchive;
use zip::result::ZipError;

use super::refusal::{self, Refusal};
use crate::limits;

/// An archive, and how much of it may still be unpacked.
pub(super) struct Archive<'b> {
    zip: ZipArchive<Cursor<&'b [u8]>>,
    left: usize,
}

impl<'b> Archive<'b> {
    pub(super) fn open(bytes: &'b [u8]) -> Result<Self, Refusal> {
        let zip =
            ZipArchive::new(Cursor::new(bytes)).map_err(|_| refusal::broken("arkivet går inte att öppna"))?;
        Ok(Self { zip, left: limits::DOCUMENT_TEXT })
    }

    /// The text of a part; none where it is not there.
    pub(super) fn text(&mut self, name: &str) -> Result<Option<String>, Refusal> {
        let Some(at) = self.zip.index_for_name(name) else { return Ok(None) };
        let mut bytes = Vec::new();
        self.unpack(at, &mut bytes)?;
        String::from_utf8(bytes).map(Some).map_err(|_| refusal::broken(name))
    }

    /// Whether all of it is no more than a document: what another reader will unpack. Each part is looked at, as
    /// any of them may be a sheet.
    #[cfg(feature = "xlsx")]
    pub(super) fn is_bounded(&mut self, look: fn(&str) -> Result<(), Refusal>) -> Result<(), Refusal> {
        for at in 0..self.zip.len() {
            let mut bytes = Vec::new();
            self.unpack(at, &mut bytes)?;
            look(&String::from_utf8_lossy(&bytes))?;
        }
        Ok(())
    }

    fn unpack(&mut self, at: usize, into: &mut dyn io::Write) -> Result<(), Refusal> {
        let file = match self.zip.by_index(at) {
            Ok(file) => file,
            Err(ZipError::InvalidPassword | ZipError::UnsupportedArchive(_)) => return Err(refusal::locked()),
            Err(_) => return Err(refusal::broken("arkivet")),
        };
        let most = u64::try_from(self.left).unwrap_or(u64::MAX).saturating_add(1);
        let unpacked = io::copy(&mut file.take(most), into).map_err(|_| refusal::broken("arkivet"))?;
        let left = usize::try_from(unpacked).ok().and_then(|it| self.left.checked_sub(it));
        self.left = left.ok_or_else(|| {
            let most = limits::DOCUMENT_TEXT.checked_div(1 << 20).unwrap_or(0);
            refusal::too_many("MB text när den packas upp", "MB of text when unpacked", most)
        })?;
        Ok(())
    }
}
