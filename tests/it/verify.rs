//! A saved assessment that is made again: the same to the byte, or where the two part.

use std::fs;
use std::path::Path;
#[cfg(unix)]
use std::process::Command;

use serde_json::Value;

use crate::cli::{code, samkoll, stderr, stdout};
use crate::exchange::on_disk;

/// The synthetic förbund on disk, with an assessment of a day saved beside it.
fn saved(more: &[&str]) -> tempfile::TempDir {
    let folder = on_disk();
    let asked = [&["check", "--as-of", "2024-06-30", "--format", "json", "-o", "then.json"], more].concat();
    assert!([0, 1].contains(&code(&samkoll(folder.path(), &asked))));
    folder
}

fn verify(folder: &Path, more: &[&str]) -> (i32, String) {
    let output = samkoll(folder, &[&["verify", "then.json"], more].concat());
    (code(&output), format!("{}{}", stdout(&output), stderr(&output)))
}

fn edit(path: &Path, from: &str, to: &str) {
    let text = fs::read_to_string(path).unwrap();
    assert!(text.contains(from), "{from}");
    fs::write(path, text.replacen(from, to, 1)).unwrap();
}

#[test]
fn the_same_files_and_question_give_the_same_bytes() {
    for more in [
        &[][..],
        &["--known-at", "2024-06-01", "--materiality", "1.5", "--lang", "en"],
        &["--year", "2023", "--without", "economy"],
        &["--rule", "minutes-approved-late", "--rule", "quorum-missing"],
    ] {
        let folder = saved(more);
        let (exit, told) = verify(folder.path(), &[]);
        assert!(exit == 0 && told.contains("blir densamma byte för byte."), "{more:?}: {told}");
    }
}

#[test]
fn what_is_no_longer_the_same_is_named() {
    let folder = saved(&[]);
    let at = |name: &str| folder.path().join(name);
    edit(&at("samkoll.toml"), "\n", "\n# a remark\n");
    let (exit, told) = verify(folder.path(), &[]);
    assert_eq!(exit, 1, "{told}");
    assert!(told.contains("  ändrad: samkoll.toml\n") && told.contains("De skiljs åt på rad "), "{told}");

    fs::remove_file(at("register/inkommet.toml")).unwrap();
    let source = "[[source]]\nid = \"ny\"\ntitle = \"Ny\"\nkind = \"plan\"\n";
    fs::write(at("register/ny.toml"), source).unwrap();
    let (exit, told) = verify(folder.path(), &["--lang", "en"]);
    assert_eq!(exit, 1, "{told}");
    for said in ["  gone: register/inkommet.toml\n", "  new: register/ny.toml\n", "saved: ", "now: "] {
        assert!(told.contains(said), "{said}: {told}");
    }
}

/// A file that came and is not read changes what is said of the files, and nobody has changed what was saved.
#[test]
fn a_file_that_is_not_read_is_named_and_nobody_accused() {
    for language in ["sv", "en"] {
        let folder = saved(&["--lang", language]);
        fs::write(folder.path().join("register/ny.toml.txt"), "x\n").unwrap();
        for (spoken, said, changed) in [
            ("sv", "sägs nu om filerna: ", "är ändrad sedan"),
            ("en", "said of the files now: ", "has been changed since"),
        ] {
            let (exit, told) = verify(folder.path(), &["--lang", spoken]);
            assert_eq!(exit, 1, "{told}");
            assert!(told.contains(said) && !told.contains(changed), "{told}");
        }
    }
}

#[test]
fn a_verdict_or_a_standard_that_somebody_has_changed_is_seen() {
    let folder = saved(&[]);
    let at = folder.path().join("then.json");
    edit(&at, "\"outcome\": \"breached\"", "\"outcome\": \"met\"");
    let (exit, told) = verify(folder.path(), &[]);
    assert!(exit == 1 && told.contains("sparad: \"outcome\": \"met\",\n"), "{told}");
    assert!(told.contains("nu:     \"outcome\": \"breached\",\n"), "{told}");

    let mut then: Value = serde_json::from_str(&fs::read_to_string(&at).unwrap()).unwrap();
    then["workspace"]["standard"]["digest"] = "sha256:00".into();
    then["program"]["version"] = "0.0.1".into();
    fs::write(&at, then.to_string()).unwrap();
    let (exit, told) = verify(folder.path(), &[]);
    assert_eq!(exit, 1, "{told}");
    assert!(told.contains("standarden är en annan") && told.contains("med samkoll 0.0.1"), "{told}");
}

#[test]
fn what_cannot_be_verified_says_why() {
    let folder = saved(&[]);
    let at = folder.path().join("then.json");
    let then = fs::read_to_string(&at).unwrap();
    let mut without: Value = serde_json::from_str(&then).unwrap();
    without["workspace"].as_object_mut().unwrap().remove("files");
    for (text, said) in [
        (without.to_string(), "säger inte vilka filer"),
        (then.replacen("\"as_of\": \"2024-06-30\"", "\"as_of\": \"2024-06-31\"", 1), "ingen hel bedömning"),
        (then.replacen("\"name\": \"Samordning", "\"name\": \"Ordning", 1), "olika förbund"),
        ("{}".to_owned(), "är ingen sparad bedömning"),
    ] {
        fs::write(&at, text).unwrap();
        let (exit, told) = verify(folder.path(), &[]);
        assert!(exit == 2 && told.contains(said), "{said}: {told}");
    }
    fs::write(&at, then).unwrap();
    let (exit, told) = verify(folder.path(), &["--baseline", "then.json"]);
    assert!(exit == 2 && told.contains("med samma `--baseline`"), "{told}");
}

#[test]
fn an_assessment_held_against_another_is_verified_with_it() {
    let folder = saved(&[]);
    fs::copy(folder.path().join("then.json"), folder.path().join("first.json")).unwrap();
    let asked = ["--as-of", "2024-06-30", "--format", "json", "--baseline", "first.json", "-o", "then.json"];
    samkoll(folder.path(), &[&["check"], &asked[..]].concat());
    assert_eq!(verify(folder.path(), &[]).0, 2);
    let (exit, told) = verify(folder.path(), &["--baseline", "first.json"]);
    assert!(exit == 0, "{told}");
}

/// As docs/outputs.md says: nothing but `sha256sum` is needed.
#[test]
#[cfg(unix)]
fn the_digests_are_those_of_sha256sum() {
    let folder = saved(&[]);
    let then: Value =
        serde_json::from_str(&fs::read_to_string(folder.path().join("then.json")).unwrap()).unwrap();
    let files = then["workspace"]["files"].as_array().unwrap();
    let list: String = files
        .iter()
        .map(|it| format!("{}  {}\n", it["sha256"].as_str().unwrap(), it["path"].as_str().unwrap()))
        .collect();
    assert!(files.len() > 10 && list.contains("  samkoll.toml\n"), "{list}");
    fs::write(folder.path().join("sums"), list).unwrap();
    // Outside the workspace, where it would be a part of it.
    let apart = tempfile::tempdir().unwrap();
    let run = |at: &Path, command: &str| {
        let output = Command::new("sh").args(["-c", command]).current_dir(at).output().unwrap();
        assert!(output.status.success(), "{}", stderr(&output));
        stdout(&output)
    };
    run(folder.path(), "sha256sum -c --quiet sums");
    let exported = samkoll(apart.path(), &["standard", "export", "std"]);
    assert_eq!(code(&exported), 0, "{}", stderr(&exported));
    let own = run(apart.path(), "cd std && sha256sum $(find * -type f | LC_ALL=C sort) | sha256sum");
    let digest = then["workspace"]["standard"]["digest"].as_str().unwrap();
    assert_eq!(format!("sha256:{}", own.split_whitespace().next().unwrap()), digest);
}

#[test]
fn a_line_of_a_whole_assessment_is_shown_where_it_differs() {
    let folder = saved(&[]);
    let at = folder.path().join("then.json");
    let text = fs::read_to_string(&at).unwrap();
    fs::write(&at, text.replace('\n', "\r\n")).unwrap();
    let (exit, told) = verify(folder.path(), &[]);
    assert!(exit == 1 && told.contains("sparad: { (CR LF)\n"), "{told}");
    let one_line: Value = serde_json::from_str(&text).unwrap();
    fs::write(&at, one_line.to_string()).unwrap();
    let (exit, told) = verify(folder.path(), &[]);
    assert!(exit == 1 && told.chars().count() < 800, "{told}");
}
