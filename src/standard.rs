//! The standard: what holds for every samordningsförbund. It is a part of the program and lies under every workspace.

use sha2::{Digest, Sha256};

/// The edition of the standard in this program.
pub const EDITION: i64 = 1;

/// Where findings say that the standard's files stand; no workspace's own file has such a path.
pub const FOLDER: &str = "standard";

/// Every file: its path within the standard and its text, in order.
const FILES: &[(&str, &str)] = include!(concat!(env!("OUT_DIR"), "/standard.rs"));

/// Every file of the standard: its path below its own folder, and its text, in the order of the paths.
#[must_use]
pub const fn files() -> &'static [(&'static str, &'static str)] {
    FILES
}

/// A digest of every path and text: two programs with the same digest judge by the same standard.
#[must_use]
pub fn digest() -> String {
    let mut hash = Sha256::new();
    for (path, text) in FILES {
        hash.update(format!("{path}\n{}\n", text.len()));
        hash.update(text);
    }
    let hex: String = hash.finalize().iter().map(|byte| format!("{byte:02x}")).collect();
    format!("sha256:{hex}")
}
