//! Embeds the standard in the library, with its digest, and the bundled workspace in the binary, each as a table of path
//! and text.

#![expect(clippy::disallowed_methods, reason = "a build script reads the files it embeds")]
#![expect(clippy::use_debug, reason = "a debug-formatted path is a Rust string literal")]

use std::fmt::Write as _;
use std::path::{Path, PathBuf};
use std::{env, fs, io};

use sha2::{Digest, Sha256};

/// The standard, whose paths are told from its own folder.
const STANDARD: &str = "rules";

/// Every part of the bundled workspace.
const BUNDLED: &[&str] = &["samkoll.toml", "agreements", "fixtures/umearegionen"];

fn main() -> io::Result<()> {
    let root = PathBuf::from(env::var_os("CARGO_MANIFEST_DIR").unwrap_or_default());
    let out = PathBuf::from(env::var_os("OUT_DIR").unwrap_or_default());
    let standard = embed(&root.join(STANDARD), &[""], &out.join("standard.rs"))?;
    fs::write(out.join("standard.sha256"), digest(&standard)?)?;
    embed(&root, BUNDLED, &out.join("bundled.rs")).map(drop)
}

/// The digest of the list that `sha256sum` writes of some files, as the program makes it of a workspace's.
fn digest(files: &[(String, PathBuf)]) -> io::Result<String> {
    let mut list = String::new();
    for (path, absolute) in files {
        let _ = writeln!(list, "{}  {path}", sha256(&fs::read(absolute)?));
    }
    Ok(format!("sha256:{}", sha256(list.as_bytes())))
}

fn sha256(bytes: &[u8]) -> String {
    Sha256::digest(bytes).iter().map(|byte| format!("{byte:02x}")).collect()
}

/// Writes the table of some files; which they are.
fn embed(root: &Path, parts: &[&str], table_at: &Path) -> io::Result<Vec<(String, PathBuf)>> {
    let mut files = Vec::new();
    for part in parts {
        let part = root.join(part);
        println!("cargo:rerun-if-changed={}", part.display());
        collect(root, &part, &mut files)?;
    }
    files.sort();
    let mut table = String::from("&[\n");
    for (path, absolute) in &files {
        // Writing to a string cannot fail.
        let _ = writeln!(table, "    ({path:?}, include_str!({absolute:?})),");
    }
    table.push_str("]\n");
    fs::write(table_at, table)?;
    Ok(files)
}

fn collect(root: &Path, path: &Path, files: &mut Vec<(String, PathBuf)>) -> io::Result<()> {
    if path.is_dir() {
        for entry in fs::read_dir(path)? {
            collect(root, &entry?.path(), files)?;
        }
    } else if path.extension().is_some_and(|ending| ending == "toml" || ending == "rhai") {
        let relative = path.strip_prefix(root).unwrap_or(path);
        let parts: Vec<_> = relative.iter().map(|part| part.to_string_lossy()).collect();
        files.push((parts.join("/"), path.to_owned()));
    }
    Ok(())
}
