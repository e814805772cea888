//! Embeds the standard in the library and the bundled workspace in the binary, each as a table of path and text.

#![expect(clippy::disallowed_methods, reason = "a build script reads the files it embeds")]
#![expect(clippy::use_debug, reason = "a debug-formatted path is a Rust string literal")]

use std::fmt::Write as _;
use std::path::{Path, PathBuf};
use std::{env, fs, io};

/// The standard, whose paths are told from its own folder.
const STANDARD: &str = "rules";

/// Every part of the bundled workspace.
const BUNDLED: &[&str] = &["samkoll.toml", "agreements", "fixtures/umearegionen"];

fn main() -> io::Result<()> {
    let root = PathBuf::from(env::var_os("CARGO_MANIFEST_DIR").unwrap_or_default());
    embed(&root.join(STANDARD), &[""], "standard.rs")?;
    embed(&root, BUNDLED, "bundled.rs")
}

fn embed(root: &Path, parts: &[&str], name: &str) -> io::Result<()> {
    let mut files = Vec::new();
    for part in parts {
        let part = root.join(part);
        println!("cargo:rerun-if-changed={}", part.display());
        collect(root, &part, &mut files)?;
    }
    files.sort();
    let mut table = String::from("&[\n");
    for (path, absolute) in files {
        // Writing to a string cannot fail.
        let _ = writeln!(table, "    ({path:?}, include_str!({absolute:?})),");
    }
    table.push_str("]\n");
    let out = PathBuf::from(env::var_os("OUT_DIR").unwrap_or_default());
    fs::write(out.join(name), table)
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
