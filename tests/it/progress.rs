//! The bar of a run that takes a while: on a terminal alone, and gone when the run is done.

use std::fs;
use std::path::Path;
use std::process::Command;

use crate::common::{bundled, root};

/// How many workspaces it takes for a run to be long, many times over: one takes a fraction of a second.
const MANY: usize = 4;

/// What a terminal is sent on stderr, with the results elsewhere; none where there is no terminal to be had.
fn on_a_terminal(folder: &Path, more: &str, ci: &str) -> Option<String> {
    let script = Path::new("/usr/bin/script");
    if !script.is_file() {
        println!("no /usr/bin/script here: the bar is not tested on a terminal");
        return None;
    }
    let asked = format!("check --all {} --as-of 2024-03-22 --format jsonl", folder.display());
    let command = format!("{} {asked} {more} > /dev/null", env!("CARGO_BIN_EXE_samkoll"));
    let output = Command::new(script)
        .args(["-qec", &command, "/dev/null"])
        .current_dir(root())
        .env_clear()
        .envs([("TERM", "xterm"), ("PATH", "/usr/bin:/bin"), ("CI", ci)])
        .output()
        .unwrap();
    Some(String::from_utf8_lossy(&output.stdout).into_owned())
}

/// What a pipe is sent is held by every test that looks at stderr.
#[test]
fn a_long_run_shows_how_far_it_has_come_on_a_terminal_alone() {
    let folder = tempfile::tempdir().unwrap();
    for number in 0..MANY {
        for (path, text) in bundled() {
            let path = folder.path().join(number.to_string()).join(path);
            fs::create_dir_all(path.parent().unwrap()).unwrap();
            fs::write(path, text).unwrap();
        }
    }
    let shown = |more, ci| on_a_terminal(folder.path(), more, ci);
    let Some(seen) = shown("", "") else { return };
    assert!(seen.contains("prövar förbunden"), "{seen}");
    let (_, after) = seen.rsplit_once("\u{1b}[2K").unwrap();
    assert!(!after.contains("prövar förbunden"), "it is gone when the run is done: {seen}");
    for (more, ci) in [("--quiet", ""), ("", "true")] {
        let seen = shown(more, ci).unwrap();
        assert!(!seen.contains("prövar förbunden"), "{more} {ci}: {seen}");
    }
}
