//! The ledger as a program of accounts gives it out: a file in SIE format of type 1–4, read to balances by account.
//!
//! Bytes in; a [`Ledger`] and everything wrong with the file out. The format is that of SIE-gruppen (4B, 2008-09-30),
//! read as files of many programs really are. What a file says of what is not asked for is passed over and counted.

mod checksum;
mod encoding;
mod ledger;
mod line;
mod problems;
mod records;

pub use encoding::{Encoding, as_windows_has_it};
pub use ledger::{Account, Balance, Booked, Ledger, Object, Period, Proof, Uncovered};

use crate::diagnostic::{Problem, Severity};
use crate::limits;
use crate::source::Files;

/// What came of reading a file.
#[derive(Debug)]
pub struct Read {
    /// What it says; none where something in it is so wrong that no number of it can be used.
    pub ledger: Option<Ledger>,
    /// The file's text, for the problems to point at.
    pub files: Files,
    /// Everything that is wrong with it, in the order of its lines.
    pub problems: Vec<Problem>,
}

/// Reads the bytes of a ledger file. `path` is what the problems call it.
#[must_use]
pub fn read(path: &str, bytes: &[u8]) -> Read {
    let refused = |problem| Read { ledger: None, files: Files::default(), problems: vec![problem] };
    if bytes.len() > limits::LEDGER {
        return refused(problems::too_large(path, bytes.len()));
    }
    if bytes.iter().all(u8::is_ascii_whitespace) {
        return refused(problems::empty(path));
    }
    if encoding::is_no_text(bytes) {
        return refused(problems::no_text(path));
    }
    let lines = bytes.iter().filter(|byte| matches!(byte, b'\n' | b'\r')).count();
    if lines > limits::LEDGER_LINES {
        return refused(problems::too_many_lines(path));
    }
    let (text, encoding) = encoding::decoded(bytes);
    let mut files = Files::default();
    let file = files.add(path, &text);
    drop(text);
    let (ledger, problems) = records::read(&files, file, encoding, checksum::of(bytes));
    let broken = problems.iter().any(|it| it.severity == Severity::Error);
    Read { ledger: Some(ledger).filter(|_| !broken), files, problems }
}
