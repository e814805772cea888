//! The bar of a run that takes a while: on a terminal alone, and gone when the run is done.

use std::path::Path;
use std::process::Command;

use crate::common::root;

const ASKED: [&str; 5] = ["check", "--as-of", "2024-03-22", "--format", "json"];

/// What a terminal is sent on stderr, with the results elsewhere; none where there is no terminal to be had.
fn on_a_terminal(more: &str, ci: &str) -> Option<String> {
    let script = Path::new("/usr/bin/script");
    if !script.is_file() {
        println!("no /usr/bin/script here: the bar is not tested on a terminal");
        return None;
    }
    let command = format!("{} {} {more} > /dev/null", env!("CARGO_BIN_EXE_samkoll"), ASKED.join(" "));
    let output = Command::new(script)
        .args(["-qec", &command, "/dev/null"])
        .current_dir(root())
        .env_clear()
        .envs([("TERM", "xterm"), ("PATH", "/usr/bin:/bin"), ("CI", ci)])
        .output()
        .unwrap();
    Some(String::from_utf8_lossy(&output.stdout).into_owned())
}

/// What a pipe is sent is held by every test that looks at stderr. The bundled workspace takes a program that is built to be tested more than half a second.
#[test]
fn a_long_run_shows_how_far_it_has_come_on_a_terminal_alone() {
    let Some(shown) = on_a_terminal("", "") else { return };
    assert!(shown.contains("% prövar reglerna") || shown.contains("läser filerna …"), "{shown}");
    let (_, after) = shown.rsplit_once("\u{1b}[2K").unwrap();
    assert!(
        !after.contains("prövar") && !after.contains("läser"),
        "it is gone when the run is done: {shown}"
    );
    for (more, ci) in [("--quiet", ""), ("", "true")] {
        let shown = on_a_terminal(more, ci).unwrap();
        assert!(
            !shown.contains("prövar reglerna") && !shown.contains("läser filerna"),
            "{more} {ci}: {shown}"
        );
    }
}
