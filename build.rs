//! Embeds the bundled workspace in the binary: every file the root manifest leads to.

#![expect(clippy::disallowed_methods, reason = "a build script reads the files it embeds")]
#![expect(clippy::use_debug, reason = "a debug-formatted path is a Rust string literal")]

use std::fmt::Write as _;
use std::path::{Path, PathBuf};
use std::{env, fs, io};

const BUNDLED: &[&str] = &["samkoll.toml", "agreements", "rules", "fixtures/umearegionen"];

fn main() -> io::Result<()> {
    let root = PathBuf::from(env::var_os("CARGO_MANIFEST_DIR").unwrap_or_default());
    let mut files = Vec::new();
    for part in BUNDLED {
        println!("cargo:rerun-if-changed={part}");
        collect(&root, &root.join(part), &mut files)?;
    }
    files.sort();
    let mut table = String::from("&[\n");
    for (path, absolute) in files {
        // Writing to a string cannot fail.
        let _ = writeln!(table, "    ({path:?}, include_str!({absolute:?})),");
    }
    table.push_str("]\n");
    let out = PathBuf::from(env::var_os("OUT_DIR").unwrap_or_default());
    fs::write(out.join("bundled.rs"), table)
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
