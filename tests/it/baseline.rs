//! A run that is held against a saved assessment: only what is new decides, and nothing is dropped.

use std::fs;
use std::path::Path;

use serde_json::Value;

use crate::cli::{code, samkoll, stderr, stdout};
use crate::common::root;
use crate::exchange::{FORMATS, on_disk};

const DAY: [&str; 2] = ["--as-of", "2024-06-30"];

fn check(folder: &Path, more: &[&str]) -> (i32, String, String) {
    let output = samkoll(folder, &[&["check"], &DAY[..], more].concat());
    (code(&output), stdout(&output), stderr(&output))
}

/// The synthetic förbund on disk, with its own assessment saved beside it.
fn saved() -> tempfile::TempDir {
    let folder = on_disk();
    assert_eq!(check(folder.path(), &["--format", "json", "-o", "then.json"]).0, 1);
    folder
}

/// A second minutes' approval is late: one fault more than was saved.
fn with_one_more(folder: &Path) -> String {
    let path = folder.join("then.json");
    let mut then: Value = serde_json::from_str(&fs::read_to_string(&path).unwrap()).unwrap();
    let verdicts = then["verdicts"].as_array_mut().unwrap();
    let at = verdicts.iter().position(|it| it["outcome"] == "breached" && it["class"] == "fault").unwrap();
    let rule = verdicts.remove(at)["rule"].as_str().unwrap().to_owned();
    fs::write(path, then.to_string()).unwrap();
    rule
}

#[test]
fn what_was_known_decides_nothing_and_what_is_new_does() {
    let folder = saved();
    let against = ["--baseline", "then.json"];
    let (exit, text, _) = check(folder.path(), &against);
    assert_eq!(exit, 0, "all was known: {text}");
    assert!(text.contains("Mot baslinjen 2024-06-30: 0 nya,") && text.contains(", 0 borta."), "{text}");
    let rule = with_one_more(folder.path());
    let (exit, text, _) = check(folder.path(), &against);
    assert_eq!(exit, 1, "{text}");
    assert!(text.contains("Mot baslinjen 2024-06-30: 1 ny,"), "{text}");
    let (_, text, _) = check(folder.path(), &[against.as_slice(), &["--role", "director"]].concat());
    let told = text.split_whitespace().collect::<Vec<_>>().join(" ");
    assert!(told.contains("NYTT SEDAN BASLINJEN (1)"), "{text}");
    let new = told.split_once("NYTT SEDAN BASLINJEN").unwrap().1.split_once("BRUTET").unwrap().0;
    assert!(new.contains(&format!(": {rule} ")), "{new}");
    let (exit, text, _) = check(folder.path(), &[&against[..], &["--role", "ci", "--lang", "en"]].concat());
    assert_eq!(exit, 1);
    let found = text.lines().filter(|it| it.contains(&format!("[{rule}]"))).count();
    assert_eq!(found, 1, "{text}");
    assert!(!text.contains(": undecided["), "what is known is counted, not listed: {text}");
    assert!(text.contains("Against the baseline 2024-06-30: 1 new,"), "{text}");
}

/// What is not decided is known as well, or new.
#[test]
fn an_open_question_that_is_new_is_told_by_the_exit_code() {
    let folder = saved();
    let path = folder.path().join("then.json");
    let mut then: Value = serde_json::from_str(&fs::read_to_string(&path).unwrap()).unwrap();
    then["verdicts"].as_array_mut().unwrap().retain(|it| it["outcome"] != "undecided");
    fs::write(&path, then.to_string()).unwrap();
    assert_eq!(check(folder.path(), &["--baseline", "then.json"]).0, 3);
}

#[test]
fn every_format_tells_new_from_known() {
    let folder = saved();
    with_one_more(folder.path());
    let path = folder.path().join("then.json");
    let then = fs::read_to_string(&path).unwrap();
    // One that is no longer there.
    let mut log: Value = serde_json::from_str(&then).unwrap();
    let mut gone = log["verdicts"][0].clone();
    for (key, value) in
        [("rule", "no-such-rule"), ("outcome", "breached"), ("class", "fault"), ("fingerprint", "0")]
    {
        gone[key] = value.into();
    }
    log["verdicts"].as_array_mut().unwrap().push(gone);
    fs::write(&path, log.to_string()).unwrap();
    let run = |format: &str| check(folder.path(), &["--format", format, "--baseline", "then.json"]);
    for format in FORMATS.iter().chain(&["json", "text"]) {
        let (exit, text, _) = run(format);
        assert_eq!(exit, 1, "{format}");
        assert!(*format == "json" || *format == "csv" || text.contains("1 ny, "), "{format}: {text}");
    }
    let sarif: Value = serde_json::from_str(&run("sarif").1).unwrap();
    let results = sarif["runs"][0]["results"].as_array().unwrap();
    let of = |state: &str| results.iter().filter(|it| it["baselineState"] == state).count();
    assert_eq!((of("new"), of("absent")), (1 + 2, 1), "the accepted ones are no findings and were none");
    assert_eq!(of("unchanged") + 4, results.len(), "each has a state");
    let json: Value = serde_json::from_str(&run("json").1).unwrap();
    assert_eq!((&json["baseline"]["new"], &json["baseline"]["gone"]), (&1.into(), &1.into()));
    let github = run("github").1;
    assert_eq!(
        github.lines().filter(|it| it.contains(" [") || it.contains("(bruten)")).count(),
        1,
        "{github}"
    );
    let junit = run("junit").1;
    assert!(junit.contains("failures=\"1\"") && junit.contains("känd sedan tidigare"), "{junit}");
    let markdown = run("markdown").1;
    assert!(
        markdown.contains("## Brutet (1)") && markdown.contains("## Kända sedan tidigare ("),
        "{markdown}"
    );
    assert!(markdown.contains("## Borta sedan tidigare (1)"), "{markdown}");
    let csv = run("csv").1;
    assert_eq!((csv.matches(";ny;").count(), csv.matches(";känd sedan tidigare;").count() > 50), (1, true));
}

/// A narrower question says nothing of what it did not ask.
#[test]
fn what_was_not_asked_again_is_not_gone() {
    let folder = saved();
    let (exit, text, _) =
        check(folder.path(), &["--baseline", "then.json", "--rule", "appendix-reference-broken"]);
    assert!(text.contains(", 0 borta."), "{exit}: {text}");
}

#[test]
fn a_baseline_that_is_none_is_an_error_and_the_old_file_stays() {
    let folder = saved();
    let at = |name: &str| folder.path().join(name);
    let then = fs::read_to_string(at("then.json")).unwrap();
    let write = |name: &str, text: &str| fs::write(at(name), text).unwrap();
    write("other.json", &then.replacen("\"name\": \"", "\"name\": \"Ett annat ", 2));
    write("later.json", &then.replace("samkoll.assessment/1", "samkoll.assessment/9"));
    write("ahead.json", &then.replacen("\"as_of\": \"20", "\"as_of\": \"21", 1));
    write("half.json", &then[..then.len() / 2]);
    write("no.json", "{ \"a\": 1 }");
    write("less.json", &then.replace("\"fingerprint\"", "\"finger\""));
    fs::write(at("letters.json"), [0xff, 0xfe, 0x41]).unwrap();
    write("empty.json", "");
    write("kept.txt", "kept");
    for (file, sv, en) in [
        ("other.json", "olika förbund", "different förbund"),
        ("ahead.json", "efter den dag som prövas", "after the day that is asked about"),
        ("later.json", "assessment/9", "assessment/9"),
        ("half.json", "är inte JSON", "is not JSON"),
        ("no.json", "ingen sparad bedömning", "no saved assessment"),
        ("less.json", "fingerprint", "fingerprint"),
        ("letters.json", "inte text i UTF-8", "not UTF-8 text"),
        ("empty.json", "är inte JSON", "is not JSON"),
        ("nowhere.json", "den finns inte", "it is not there"),
        ("register", "ingen läsbar fil", "no file that can be read"),
    ] {
        for (language, said) in [("sv", sv), ("en", en)] {
            let arguments = ["--baseline", file, "--format", "sarif", "-o", "kept.txt", "--lang", language];
            let (exit, _, told) = check(folder.path(), &arguments);
            assert_eq!(exit, 2, "{file}: {told}");
            assert!(told.contains(&format!("--baseline {file}")) && told.contains(said), "{file}: {told}");
            assert_eq!(fs::read_to_string(at("kept.txt")).unwrap(), "kept", "{file}");
        }
    }
}

/// Results of every form are written whole to a file, or not at all.
#[test]
fn every_form_is_written_to_a_file() {
    let folder = on_disk();
    for format in FORMATS.iter().chain(&["text", "json"]) {
        let (exit, sent, _) = check(folder.path(), &["--format", format]);
        let (same, nothing, told) = check(folder.path(), &["--format", format, "-o", "ut"]);
        assert_eq!((exit, nothing.as_str()), (same, ""), "{format}: {told}");
        assert_eq!(fs::read_to_string(folder.path().join("ut")).unwrap(), sent, "{format}");
        // The same writer sees to it whatever is written: asked of one.
        if *format != "sarif" {
            continue;
        }
        for (file, said) in [
            ("nowhere/ut", "gick inte att skriva"),
            ("register", "det är en mapp"),
            ("samkoll.toml", "arbetsytans egna filer"),
            ("ny.toml", "arbetsytan skulle läsa den"),
        ] {
            let (exit, _, told) = check(folder.path(), &["--format", format, "-o", file]);
            assert!(exit == 2 && told.contains(said), "{format} {file}: {exit} {told}");
        }
    }
}

/// The examples under docs/ci: each command in them runs as it stands, in a workspace of its own.
#[test]
#[cfg(unix)]
fn the_examples_for_a_build_run_as_they_stand() {
    use std::process::Command;
    let folder = on_disk();
    let program = Path::new(env!("CARGO_BIN_EXE_samkoll")).parent().unwrap();
    let paths = format!("{}:/usr/bin:/bin", program.display());
    let summary = folder.path().join("summary.md");
    let mut ran = Vec::new();
    for page in ["docs/ci/samkoll.yml", "docs/ci/pre-commit-config.yaml"] {
        let text = fs::read_to_string(root().join(page)).unwrap();
        let commands = text.lines().filter_map(|line| {
            let line = line.trim_start().trim_start_matches("- ");
            line.strip_prefix("run: ").or_else(|| line.strip_prefix("entry: "))
        });
        for command in commands.filter(|it| it.contains("samkoll ") && !it.contains("cargo install")) {
            // As the build's shell runs it: the first that fails ends it.
            let output = Command::new("bash")
                .args(["-e", "-c", command])
                .current_dir(folder.path())
                .env_clear()
                .envs([("PATH", paths.as_str()), ("GITHUB_STEP_SUMMARY", summary.to_str().unwrap())])
                .output()
                .unwrap();
            let gate = command.contains("--fail-on");
            let expected: &[i32] = if gate { &[1] } else { &[0] };
            assert!(expected.contains(&code(&output)), "{command}: {} {}", code(&output), stderr(&output));
            ran.push(command.to_owned());
        }
    }
    assert!(ran.len() >= 6, "{ran:?}");
    assert!(fs::read_to_string(summary).unwrap().contains("## Brutet ("));
    let sarif = fs::read_to_string(folder.path().join("samkoll.sarif")).unwrap();
    assert!(sarif.contains("\"version\": \"2.1.0\""));
}
