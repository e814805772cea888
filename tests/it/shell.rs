//! What a shell and `man` read of the command line.

use std::process::Command;

use crate::cli::{code, samkoll, stderr, stdout};
use crate::common::root;

const SHELLS: [&str; 5] = ["bash", "elvish", "fish", "powershell", "zsh"];

fn written(args: &[&str]) -> String {
    let output = samkoll(&root(), args);
    assert_eq!((code(&output), stderr(&output).as_str()), (0, ""), "{args:?}");
    stdout(&output)
}

/// The commands, as the help lists them.
fn commands() -> Vec<String> {
    let help = written(&["--help", "--lang", "sv"]);
    let listed = help.split_once("Kommandon:").unwrap().1.split_once("\n\n").unwrap().0;
    let words = listed.lines().filter(|it| it.starts_with("  ") && !it.starts_with("   "));
    words.filter_map(|it| it.split_whitespace().next()).map(str::to_owned).collect()
}

#[test]
fn every_shell_is_told_of_every_command() {
    let commands = commands();
    assert!(commands.iter().any(|it| it == "verify") && commands.len() > 10, "{commands:?}");
    for shell in SHELLS {
        let script = written(&["completions", shell]);
        for command in &commands {
            assert!(script.contains(command.as_str()), "{shell} lacks {command}");
        }
        assert!(script.contains("known-at"), "{shell}");
    }
    assert_eq!(code(&samkoll(&root(), &["completions", "cmd"])), 2);
}

/// Where there is a bash, it completes a command begun.
#[test]
fn bash_completes_what_was_begun() {
    let script = written(&["completions", "bash"]);
    let asked = "COMP_WORDS=(samkoll ver); COMP_CWORD=1; _samkoll samkoll ver samkoll; echo ${COMPREPLY[@]}";
    let Ok(output) = Command::new("bash").args(["-c", &format!("{script}\n{asked}")]).output() else {
        return;
    };
    assert_eq!(stdout(&output).trim(), "verify", "{}", stderr(&output));
}

#[test]
fn every_command_has_a_page_in_both_languages() {
    for command in commands().iter().filter(|it| *it != "help") {
        let sv = written(&["man", command, "--lang", "sv"]);
        let en = written(&["man", command, "--lang", "en"]);
        for heading in [".SH NAMN\n", ".SH ÖVERSIKT\n", ".SH FLAGGOR\n"] {
            assert!(sv.contains(heading), "{command}: {sv}");
        }
        for heading in [".SH NAME\n", ".SH SYNOPSIS\n", ".SH OPTIONS\n"] {
            assert!(en.contains(heading), "{command}: {en}");
        }
        let title = format!(".TH samkoll-{command} 1");
        assert!(sv.contains(&title) && en.contains(&title), "{command}: {sv}");
    }
    assert!(written(&["man", "check", "--lang", "en"]).contains(".SH EXIT STATUS\nExit codes: "));
    assert!(written(&["man", "add", "meeting"]).contains(".TH samkoll-add-meeting 1"));
    let unknown = samkoll(&root(), &["man", "chek"]);
    assert!(code(&unknown) == 2 && stderr(&unknown).contains("menade du `check`?"), "{}", stderr(&unknown));
}
