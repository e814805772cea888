//! The parts of a Word file or a workbook, unpacked no further than a document goes.

use super::refusal::{self, Refusal};
use crate::limits;
use crate::office::archive::{Archive as Parts, Fault};

pub(super) struct Archive<'b>(Parts<'b>);

impl<'b> Archive<'b> {
    pub(super) fn open(bytes: &'b [u8]) -> Result<Self, Refusal> {
        Parts::open(bytes, limits::DOCUMENT_TEXT).map(Self).map_err(refused)
    }

    /// The text of a part; none where it is not there.
    pub(super) fn text(&mut self, name: &str) -> Result<Option<String>, Refusal> {
        let Some(at) = self.0.named(name) else { return Ok(None) };
        let (_, bytes) = self.0.part(at).map_err(refused)?;
        String::from_utf8(bytes).map(Some).map_err(|_| refusal::broken(name, name))
    }

    /// Whether all of it is no more than a document: what another reader will unpack. Each part is looked at, as
    /// any of them may be a sheet.
    #[cfg(feature = "xlsx")]
    pub(super) fn is_bounded(&mut self, look: fn(&str) -> Result<(), Refusal>) -> Result<(), Refusal> {
        for at in 0..self.0.len() {
            let (_, bytes) = self.0.part(at).map_err(refused)?;
            look(&String::from_utf8_lossy(&bytes))?;
        }
        Ok(())
    }
}

fn refused(fault: Fault) -> Refusal {
    match fault {
        Fault::Broken => refusal::broken("arkivet", "the archive"),
        Fault::Locked => refusal::locked(),
        Fault::TooMuch => {
            let most = limits::DOCUMENT_TEXT.checked_div(1 << 20).unwrap_or(0);
            refusal::too_many("MB text när den packas upp", "MB of text when unpacked", most)
        }
    }
}
