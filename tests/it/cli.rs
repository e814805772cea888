//! The command line as it is run: streams, exit codes, bad input on a real disk.

use std::fs;
use std::path::Path;
use std::process::{Command, Output};

use crate::common::root;

fn samkoll(folder: &Path, arguments: &[&str]) -> Output {
    Command::new(env!("CARGO_BIN_EXE_samkoll"))
        .args(arguments)
        .current_dir(folder)
        .env_clear()
        .output()
        .unwrap()
}

fn stdout(output: &Output) -> String {
    String::from_utf8(output.stdout.clone()).unwrap()
}

fn stderr(output: &Output) -> String {
    String::from_utf8(output.stderr.clone()).unwrap()
}

fn code(output: &Output) -> i32 {
    output.status.code().unwrap()
}

/// A small workspace on disk, whole and with one breach that can be waived.
fn workspace() -> tempfile::TempDir {
    let folder = tempfile::tempdir().unwrap();
    let write = |path: &str, text: &str| {
        let path = folder.path().join(path);
        fs::create_dir_all(path.parent().unwrap()).unwrap();
        fs::write(path, text).unwrap();
    };
    write(
        "samkoll.toml",
        "[workspace]\nname = \"Exempel\"\nassociation = \"f\"\nagreements = [\"agreements\"]\nrules = [\"rules\"]\nfigures = []\nregister = []\nas_of = 2024-01-01\n",
    );
    write("agreements/o.toml", "[[organisation]]\nid = \"f\"\nname = \"F\"\nkind = \"association\"\n");
    write(
        "rules/r/rule-a.toml",
        "id = \"rule-a\"\nsubject = \"year\"\nauthority = \"law\"\nseverity = \"warning\"\nin_force = { from = 2000-01-01 }\nsource = { name = \"L\", ref = \"1 §\" }\ntitle = { sv = \"t\", en = \"t\" }\nmessage = { sv = \"m\", en = \"m\" }\nwhat = { sv = \"w\", en = \"w\" }\nwhy = { sv = \"w\", en = \"w\" }\nremedy = { sv = \"r\", en = \"r\" }\n",
    );
    write("rules/r/rule-a.rhai", "// x\nif subject.year == 2023 { breach(); }\nmet();\n");
    folder
}

#[test]
fn exit_codes_are_what_the_help_says() {
    let folder = workspace();
    let script = |text: &str| fs::write(folder.path().join("rules/r/rule-a.rhai"), text).unwrap();
    let run = |arguments: &[&str]| code(&samkoll(folder.path(), arguments));
    script("// x\nif subject.year == 2024 { breach(); }\nmet();\n");
    assert_eq!(run(&["check", "--as-of", "2024-12-31"]), 1, "breached");
    assert_eq!(run(&["check", "--as-of", "2024-12-31", "--fail-on", "error"]), 0, "only a warning");
    script("// x\nlet a = subject.budget_adopted;\nmet();\n");
    assert_eq!(run(&["check", "--as-of", "2024-12-31"]), 3, "undecided");
    script("// x\nif subject.year > 0 { met(); }\nmet();\n");
    assert_eq!(run(&["check", "--as-of", "2024-12-31"]), 0, "clean");
    script("// x\nbreech();\n");
    assert_eq!(run(&["check"]), 2, "a rule that is wrong");
    assert_eq!(run(&["check", "--as-of", "2024-02-30"]), 2, "a date that does not exist");
    assert_eq!(run(&["check", "nowhere"]), 2, "no such folder");
    assert_eq!(run(&["frobnicate"]), 2, "no such command");
}

#[test]
fn nothing_reaches_stdout_when_the_run_cannot_be_done() {
    let folder = workspace();
    fs::write(
        folder.path().join("rules/r/rule-a.rhai"),
        "// x\nif subject.year > \"x\" { breach(); }\nmet();\n",
    )
    .unwrap();
    let output = samkoll(folder.path(), &["check", "--as-of", "2024-12-31"]);
    assert_eq!((code(&output), stdout(&output).as_str()), (2, ""));
    assert!(stderr(&output).contains("rules/r/rule-a.rhai:2:17"), "{}", stderr(&output));
}

#[test]
fn outside_a_workspace_the_bundled_one_is_used_and_said() {
    let nowhere = tempfile::tempdir().unwrap();
    let output = samkoll(nowhere.path(), &["check", "--as-of", "2024-03-22", "--rule", "equity-above-cap"]);
    assert_eq!(code(&output), 1);
    assert!(stderr(&output).contains("den medföljande arbetsytan"), "{}", stderr(&output));
    let at_home = samkoll(&root(), &["check", "--as-of", "2024-03-22", "--rule", "equity-above-cap"]);
    assert_eq!(stdout(&output), stdout(&at_home), "the same workspace, the same bytes");
    assert_eq!(stderr(&at_home), "");
}

#[test]
fn the_manifests_day_is_said_on_stderr() {
    let output = samkoll(&root(), &["check", "--rule", "equity-above-cap", "--lang", "en"]);
    assert!(stderr(&output).contains("as of 2024-03-22, by samkoll.toml"), "{}", stderr(&output));
    assert!(stdout(&output).starts_with("Samordningsförbundet Umeåregionen – as of 2024-03-22"));
}

#[test]
fn an_unknown_rule_is_named_with_the_nearest() {
    let output = samkoll(&root(), &["check", "--rule", "equity-above-capp"]);
    assert_eq!(code(&output), 2);
    assert!(stderr(&output).contains("menade du `equity-above-cap`?"), "{}", stderr(&output));
}

#[test]
fn validate_answers_for_the_paths_it_is_given() {
    let output = samkoll(&root(), &["validate", "agreements/"]);
    assert_eq!((code(&output), stdout(&output).as_str()), (0, "0 fel, 0 varningar\n"));
    let folder = workspace();
    fs::write(
        folder.path().join("agreements/o.toml"),
        "[[organisation]]\nid = \"f\"\nnaem = \"F\"\nkind = \"association\"\n",
    )
    .unwrap();
    let output = samkoll(folder.path(), &["validate", "agreements"]);
    assert_eq!(code(&output), 2);
    assert!(stdout(&output).contains("menade du `name`?"), "{}", stdout(&output));
    let json = samkoll(folder.path(), &["validate", "--format", "json"]);
    assert!(stdout(&json).contains("\"code\": \"unknown-key\""), "{}", stdout(&json));
    let elsewhere = samkoll(folder.path(), &["validate", "rules"]);
    assert_eq!(code(&elsewhere), 0);
    assert!(stderr(&elsewhere).contains("anmärkningar i andra filer"), "{}", stderr(&elsewhere));
    assert_eq!(code(&samkoll(folder.path(), &["validate", "/etc/hostname"])), 2, "outside any workspace");
}

#[test]
fn rules_are_listed() {
    let output = samkoll(&root(), &["rules"]);
    assert_eq!(code(&output), 0);
    assert!(stdout(&output).contains("equity-above-cap"), "{}", stdout(&output));
}

/// What a broken disk holds: each a clear message on stderr, exit 2, nothing on stdout.
#[test]
fn bad_files_on_disk_are_named() {
    type Break = fn(&Path);
    let cases: &[(&str, Break, &str)] = &[
        ("empty file", |f| fs::write(f.join("agreements/e.toml"), "").unwrap(), "filen är tom"),
        (
            "not UTF-8",
            |f| fs::write(f.join("agreements/e.toml"), [0xff, 0xfe, 0x41]).unwrap(),
            "inte text i UTF-8",
        ),
        (
            "a folder named as a file",
            |f| fs::create_dir(f.join("agreements/e.toml")).unwrap(),
            "är ingen fil",
        ),
        (
            "100 MB",
            |f| fs::File::create(f.join("agreements/e.toml")).unwrap().set_len(100_000_000).unwrap(),
            "är för stor: 100000000 byte",
        ),
        (
            "deep nesting",
            |f| fs::write(f.join("agreements/e.toml"), format!("a = {}", "[".repeat(10_000))).unwrap(),
            "nästlad djupare",
        ),
        (
            "a number with a comma",
            |f| fs::write(f.join("agreements/e.toml"), "a = 1.234,5\n").unwrap(),
            "1_234.5",
        ),
        (
            "a date that does not exist",
            |f| fs::write(f.join("agreements/e.toml"), "a = 2024-02-30\n").unwrap(),
            "2024-03-22",
        ),
        (
            "a manifest that is not there",
            |f| fs::remove_file(f.join("samkoll.toml")).unwrap(),
            "samkoll.toml",
        ),
        (
            "a folder the manifest names in vain",
            |f| fs::remove_dir_all(f.join("agreements")).unwrap(),
            "`agreements` finns inte",
        ),
    ];
    for (what, break_it, said) in cases {
        let folder = workspace();
        break_it(folder.path());
        let path = folder.path().to_str().unwrap().to_owned();
        let output = samkoll(&root(), &["check", &path]);
        assert_eq!((code(&output), stdout(&output).as_str()), (2, ""), "{what}");
        assert!(stderr(&output).contains(said), "{what}: {}", stderr(&output));
        assert!(!stderr(&output).contains("panicked"), "{what}");
    }
}

#[test]
fn a_mark_and_windows_line_ends_change_nothing() {
    let folder = workspace();
    let path = folder.path().join("agreements/o.toml");
    let text = fs::read_to_string(&path).unwrap();
    fs::write(&path, format!("\u{feff}{}", text.replace('\n', "\r\n"))).unwrap();
    let output = samkoll(folder.path(), &["validate"]);
    assert_eq!((code(&output), stdout(&output).as_str()), (0, "0 fel, 0 varningar\n"));
}

#[cfg(unix)]
#[test]
fn links_out_of_the_workspace_are_refused_and_circles_end() {
    use std::os::unix::fs::symlink;
    let folder = workspace();
    symlink("/etc/hostname", folder.path().join("agreements/out.toml")).unwrap();
    let output = samkoll(folder.path(), &["check"]);
    assert_eq!((code(&output), stdout(&output).as_str()), (2, ""));
    assert!(stderr(&output).contains("leder ut ur arbetsytan"), "{}", stderr(&output));
    let folder = workspace();
    symlink(folder.path().join("agreements"), folder.path().join("agreements/again")).unwrap();
    assert_eq!(code(&samkoll(folder.path(), &["validate"])), 0, "a circle is walked once");
    let folder = workspace();
    let manifest = folder.path().join("samkoll.toml");
    let text = fs::read_to_string(&manifest).unwrap().replace("[\"agreements\"]", "[\"../..\"]");
    fs::write(&manifest, text).unwrap();
    let output = samkoll(folder.path(), &["check"]);
    assert!(stderr(&output).contains("leder ut ur arbetsytan"), "{}", stderr(&output));
}
