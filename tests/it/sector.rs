//! Many workspaces at once: `check --all` of a folder that is none itself.

use std::fs;
use std::path::Path;

use serde_json::Value;

use crate::cli::{code, samkoll, stderr, stdout};
use crate::common::{files_below, relative};

#[path = "../../benches/synthetic/sector.rs"]
mod synthetic;

/// A copy of the synthetic förbund under a name, with something in its figures of 2024 in another's place.
fn copy(folder: &Path, name: &str, changed: (&str, &str)) {
    for file in files_below("fixtures/testforbundet") {
        let text = fs::read_to_string(&file).unwrap().replace("Testbygden (syntetiskt)", name);
        let path = relative(&file);
        let path = folder.join(path.strip_prefix("fixtures/testforbundet/").unwrap());
        let text =
            if path.ends_with("figures/2024.toml") { text.replace(changed.0, changed.1) } else { text };
        write(&path, &text);
    }
}

fn write(path: &Path, text: &str) {
    fs::create_dir_all(path.parent().unwrap()).unwrap();
    fs::write(path, text).unwrap();
}

const ASKED: [&str; 8] = [
    "check",
    "--all",
    ".",
    "--as-of",
    "2025-06-30",
    "--rule=equity-above-cap",
    "--rule=minutes-approved-late",
    "--rule=budget-adopted-late",
];

/// Three that can be assessed, of which one has an allocation of another size, and one within another.
fn sector() -> tempfile::TempDir {
    let folder = tempfile::tempdir().unwrap();
    copy(&folder.path().join("norr/berget"), "Berget", ("", ""));
    copy(
        &folder.path().join("norr/dalen"),
        "Dalen",
        ("equity.closing = 1_540_000", "equity.closing = 1_040_000"),
    );
    copy(&folder.path().join("soder"), "Sjön", ("equity.closing = 1_540_000", "equity.closing = 1_340_000"));
    copy(&folder.path().join("soder/cases/x"), "Inuti", ("", ""));
    folder
}

fn broken(folder: &Path) {
    write(&folder.join("vaster/samkoll.toml"), "[workspace]\nname = \"Trasiga\"\nassociation = 3\n");
}

fn lines(text: &str) -> Vec<Value> {
    text.lines().map(|line| serde_json::from_str(line).unwrap()).collect()
}

fn asked(folder: &Path, more: &[&str]) -> std::process::Output {
    samkoll(folder, &[&ASKED[..], more].concat())
}

#[test]
fn many_workspaces_are_told_of_side_by_side() {
    let folder = sector();
    broken(folder.path());
    let output = asked(folder.path(), &[]);
    assert_eq!(code(&output), 2, "one of them cannot be assessed");
    insta::assert_snapshot!("sector", stdout(&output));
    assert!(stderr(&output).contains("samkoll: vaster:\nfel[wrong-type]"), "{}", stderr(&output));
    let english = stdout(&asked(folder.path(), &["--lang", "en"]));
    insta::assert_snapshot!("sector_english", english);
}

#[test]
fn what_is_told_is_the_same_however_many_are_at_work() {
    let folder = sector();
    broken(folder.path());
    let mut formats = vec!["text", "jsonl"];
    if cfg!(feature = "xlsx") {
        formats.push("xlsx");
    }
    for format in formats {
        let run = |jobs: &str| asked(folder.path(), &["--format", format, "--jobs", jobs]);
        let (one, four) = (run("1"), run("4"));
        assert!(!one.stdout.is_empty() && one.stdout == four.stdout, "{format}");
        assert_eq!(one.stderr, four.stderr, "{format}");
    }
}

#[test]
fn a_line_for_each_and_one_for_all() {
    let folder = sector();
    let output = asked(folder.path(), &["--format", "jsonl"]);
    assert_eq!(code(&output), 1, "{}", stderr(&output));
    let lines = lines(&stdout(&output));
    let paths: Vec<&str> = lines.iter().filter_map(|it| it["path"].as_str()).collect();
    assert_eq!(paths, ["norr/berget", "norr/dalen", "soder"], "in the order of their paths");
    let all = lines.last().unwrap();
    assert_eq!((&all["line"], &all["workspaces"]), (&"sector".into(), &3.into()));
    assert_eq!(all["nested"], serde_json::json!(["soder/cases/x"]), "told of, and not assessed");
    // 20 per cent of 6 400 000 is 1 280 000.
    assert_eq!(all["above_cap"], serde_json::json!(["norr/berget", "soder"]));
    let group = &all["groups"][0];
    assert_eq!((&group["to"], &group["above"]), (&"7000000".into(), &Value::Null));
    // 24.1, 16.3 and 20.9 per cent.
    assert_eq!(group["median"]["equity_share"], "20.9");
    assert_eq!(lines[1]["economy"]["equity_share"], "16.3");
    assert_eq!(lines[1]["economy"]["usual_equity_share"], "20.9");
    for line in &lines[..3] {
        let breached = line["findings"].as_array().unwrap().iter().filter(|it| it["class"] == "fault");
        let breached = breached.filter(|it| it["outcome"] == "breached").count();
        assert_eq!(line["summary"]["breached"], breached, "{}", line["path"]);
    }
}

/// What one alone comes to it comes to beside others, too.
#[test]
fn beside_others_each_comes_to_what_it_does_alone() {
    let folder = sector();
    let all = samkoll(folder.path(), &["check", "--all", ".", "--as-of", "2025-06-30", "--format", "jsonl"]);
    let beside = lines(&stdout(&all));
    let alone = samkoll(folder.path(), &["check", "norr/dalen", "--as-of", "2025-06-30", "--format", "json"]);
    let alone: Value = serde_json::from_str(&stdout(&alone)).unwrap();
    let beside = beside.iter().find(|it| it["path"] == "norr/dalen").unwrap();
    for count in ["met", "breached", "results", "notices", "undecided", "not_applicable", "waived"] {
        assert_eq!(beside["summary"][count], alone["summary"][count], "{count}");
    }
    let told = |of: &Value| -> Vec<(String, String)> {
        let words = |it: &Value, key: &str| it[key].as_str().unwrap().to_owned();
        let all = of.as_array().unwrap().iter();
        let all = all.filter(|it| it["class"] != "notice" || it["outcome"] == "undecided");
        let all = all.filter(|it| it["outcome"] == "breached" || it["outcome"] == "undecided");
        all.map(|it| (words(it, "fingerprint"), it["message"]["sv"].to_string())).collect()
    };
    assert!(told(&alone["verdicts"]).len() > 50);
    assert_eq!(told(&beside["findings"]), told(&alone["verdicts"]));
}

#[test]
fn a_folder_without_workspaces_is_no_answer() {
    let folder = tempfile::tempdir().unwrap();
    copy(&folder.path().join(".dold"), "Dold", ("", ""));
    let output = asked(folder.path(), &[]);
    assert_eq!((code(&output), stdout(&output).as_str()), (2, ""));
    assert!(stderr(&output).contains("under den finns ingen"), "{}", stderr(&output));
    let output = samkoll(folder.path(), &["check", "--all", "ingenstans"]);
    assert_eq!(code(&output), 2);
}

/// Whatever a workspace may hide in makes the run one that could not be done, and is told.
#[test]
fn what_cannot_be_looked_into_is_told() {
    let folder = sector();
    let deep = (0..20).fold(folder.path().join("djupt"), |path, _| path.join("n"));
    copy(&deep, "Djupet", ("", ""));
    fs::create_dir_all(folder.path().join("mal/samkoll.toml")).unwrap();
    fs::create_dir_all(folder.path().join(".git")).unwrap();
    let mut unseen = vec!["djupt/n/n/n/n/n/n/n/n/n/n/n/n/n/n/n/n"];
    #[cfg(unix)]
    {
        std::os::unix::fs::symlink("..", folder.path().join("norr/slinga")).unwrap();
        std::os::unix::fs::symlink("berget", folder.path().join("norr/aberget")).unwrap();
        std::os::unix::fs::symlink("ingenstans", folder.path().join("borta")).unwrap();
        unseen.insert(0, "borta");
    }
    let output = asked(folder.path(), &["--format", "jsonl"]);
    assert_eq!(code(&output), 2, "{}", stderr(&output));
    assert!(stderr(&output).contains("1 dold mapp söks inte igenom: .git"), "{}", stderr(&output));
    let lines = lines(&stdout(&output));
    let paths: Vec<&str> = lines.iter().filter_map(|it| it["path"].as_str()).collect();
    assert_eq!(paths, ["mal", "norr/berget", "norr/dalen", "soder"], "each once, however it is linked");
    assert_eq!(lines[0]["assessed"], false, "what has the name of a manifest is meant as one");
    let told = lines.last().unwrap()["not_looked_into"].as_array().unwrap();
    let told: Vec<&str> = told.iter().map(|it| it["path"].as_str().unwrap()).collect();
    assert_eq!(told, unseen);
}

#[test]
fn what_is_for_one_or_for_many_is_refused_of_the_other() {
    let folder = sector();
    for more in
        [&["--format", "json"][..], &["--format", "csv"], &["--role", "ci"], &["--baseline", "x.json"]]
    {
        let output = asked(folder.path(), more);
        assert_eq!((code(&output), stdout(&output).as_str()), (2, ""), "{more:?}");
    }
    for more in [&["--format", "jsonl"][..], &["--jobs", "2"], &["--jobs", "0"]] {
        let output = samkoll(folder.path(), &[&["check", "--all", "soder"][..], more].concat());
        assert_eq!((code(&output), stdout(&output).as_str()), (2, ""), "{more:?}");
    }
    let output = asked(folder.path(), &["--rule", "ingen-regel", "--format", "jsonl"]);
    assert_eq!(code(&output), 2);
    let lines = lines(&stdout(&output));
    assert!(lines[0]["problems"][0]["message"]["sv"].as_str().unwrap().contains("ingen-regel"));
}

/// What is measured is a sector of workspaces that are right, and that are asked about ten years and ten agreements.
#[test]
fn the_synthetic_sector_is_of_workspaces_that_are_right() {
    for number in 1..=4 {
        let texts = synthetic::forbund(7, number);
        assert_eq!(texts, synthetic::forbund(7, number), "the same seed gives the same");
        assert_ne!(texts, synthetic::forbund(8, number));
        let workspace = samkoll::load(&texts);
        assert!(workspace.problems.is_empty(), "{number}: {:#?}", workspace.problems);
        assert_eq!(workspace.model.agreements.iter().filter(|it| it.id.value.starts_with("ok-")).count(), 10);
        let years = workspace.model.tables.iter().map(|it| it.year);
        assert_eq!((years.clone().min(), years.max()), (Some(2014), Some(2023)));
    }
}
