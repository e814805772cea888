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

/// A digest of every path and text, as `listed` makes it: two programs with the same digest judge by the same
/// standard.
#[must_use]
pub const fn digest() -> &'static str {
    DIGEST
}

/// Worked out when the program is built.
const DIGEST: &str = include_str!(concat!(env!("OUT_DIR"), "/standard.sha256"));

/// A digest of files by their own digests: that of the list which `sha256sum` writes of them, in the order they come.
pub(crate) fn listed<'t>(sums: impl Iterator<Item = (&'t str, &'t str)>) -> String {
    let list: String = sums.map(|(path, sum)| format!("{sum}  {path}\n")).collect();
    format!("sha256:{}", sha256(list.as_bytes()))
}

/// A digest of paths and texts, in the order they come.
pub(crate) fn digest_of<'t>(texts: impl Iterator<Item = (&'t str, &'t str)>) -> String {
    let mut hash = Sha256::new();
    for (path, text) in texts {
        hash.update(format!("{path}\n{}\n", text.len()));
        hash.update(text);
    }
    format!("sha256:{}", hex(&hash.finalize()))
}

/// The SHA-256 digest of some bytes, in hexadecimal.
#[must_use]
pub fn sha256(bytes: &[u8]) -> String {
    hex(&Sha256::digest(bytes))
}

/// Bytes in hexadecimal.
pub(crate) fn hex(bytes: &[u8]) -> String {
    let digit = |of: u8| char::from_digit(of.into(), 16).unwrap_or_default();
    bytes.iter().flat_map(|byte| [digit(byte >> 4), digit(byte & 15)]).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_digest_is_that_of_the_files() {
        let sums: Vec<String> = FILES.iter().map(|(_, text)| sha256(text.as_bytes())).collect();
        let paths = FILES.iter().map(|(path, _)| *path);
        assert_eq!(digest(), listed(paths.zip(sums.iter().map(String::as_str))));
    }
}
