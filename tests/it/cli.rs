//! The command line as it is run: streams, exit codes, bad input on a real disk.

use std::fs;
use std::path::Path;
use std::process::{Command, Output};

use crate::common::{files_below, root};

pub(crate) fn samkoll(folder: &Path, arguments: &[&str]) -> Output {
    Command::new(env!("CARGO_BIN_EXE_samkoll"))
        .args(arguments)
        .current_dir(folder)
        .env_clear()
        .output()
        .unwrap()
}

/// A new workspace of the least answers, in a folder of its own.
pub(crate) fn new_workspace() -> tempfile::TempDir {
    let folder = tempfile::tempdir().unwrap();
    let least = [
        "init",
        ".",
        "--name",
        "Förbundet",
        "--member",
        "Storby kommun",
        "--member",
        "Region Exempel",
        "--first-year",
        "2024",
    ];
    let made = samkoll(folder.path(), &least);
    assert_eq!(code(&made), 0, "{}", stderr(&made));
    folder
}

pub(crate) fn stdout(output: &Output) -> String {
    String::from_utf8(output.stdout.clone()).unwrap()
}

pub(crate) fn stderr(output: &Output) -> String {
    String::from_utf8(output.stderr.clone()).unwrap()
}

pub(crate) fn code(output: &Output) -> i32 {
    output.status.code().unwrap()
}

/// A small workspace on disk, whole and with one breach that can be waived.
pub(crate) fn workspace() -> tempfile::TempDir {
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
    write(
        "agreements/o.toml",
        "[[organisation]]\nid = \"f\"\nname = \"F\"\nkind = \"association\"\n\
         [[organisation]]\nid = \"styrelsen\"\nname = \"Styrelsen\"\nkind = \"body\"\nrole = \"board\"\n\
         [[organisation]]\nid = \"kassan\"\nname = \"Kassan\"\nkind = \"state\"\nmember = { from = 2005-01-01 }\n",
    );
    write(
        "rules/r/rule-a.toml",
        "id = \"rule-a\"\nsubject = \"year\"\nauthority = \"law\"\nseverity = \"warning\"\nin_force = { from = 2000-01-01 }\nsource = { name = \"L\", ref = \"1 §\" }\ntitle = { sv = \"t\", en = \"t\" }\nmessage = { sv = \"m\", en = \"m\" }\nwhat = { sv = \"w\", en = \"w\" }\nwhy = { sv = \"w\", en = \"w\" }\nremedy = { sv = \"r\", en = \"r\" }\n",
    );
    write(
        "rules/r/rule-a.rhai",
        "// x\nif subject.members >= 1 && subject.year == 2023 { breach(); }\nmet();\n",
    );
    folder
}

#[test]
fn exit_codes_are_what_the_help_says() {
    let folder = workspace();
    let script = |text: &str| fs::write(folder.path().join("rules/r/rule-a.rhai"), text).unwrap();
    let run = |arguments: &[&str]| code(&samkoll(folder.path(), arguments));
    // The standard has its own to say of so small a workspace; here only the one rule is asked.
    let check =
        |more: &[&str]| run(&[&["check", "--rule", "rule-a", "--as-of", "2024-12-31"], more].concat());
    script("// x\nif subject.members >= 1 && subject.year == 2024 { breach(); }\nmet();\n");
    assert_eq!(check(&[]), 1, "breached");
    assert_eq!(check(&["--fail-on", "error"]), 0, "only a warning");
    script("// x\nif subject.budget_adopted > subject.end { breach(); }\nmet();\n");
    assert_eq!(check(&[]), 3, "undecided");
    script("// x\nif subject.members > 999 { breach(); }\nmet();\n");
    assert_eq!(check(&[]), 0, "clean");
    script("// x\nbreech();\n");
    assert_eq!(run(&["check"]), 2, "a rule that is wrong");
    assert_eq!(run(&["check", "--as-of", "2024-02-30"]), 2, "a date that does not exist");
    assert_eq!(run(&["check", "nowhere"]), 2, "no such folder");
    assert_eq!(run(&["frobnicate"]), 2, "no such command");
}

/// A folder copied from a system that takes the letters of its name apart.
#[test]
fn a_folder_is_found_however_its_letters_are_written() {
    let folder = workspace();
    fs::rename(folder.path().join("agreements"), folder.path().join("o\u{308}verenskommelser")).unwrap();
    for written in ["\u{f6}verenskommelser", "o\u{308}verenskommelser"] {
        let manifest = folder.path().join("samkoll.toml");
        let text = "[workspace]\nname = \"Exempel\"\nassociation = \"f\"\nagreements = [\"FOLDER\"]\nrules = [\"rules\"]\nfigures = []\nregister = []\n";
        fs::write(&manifest, text.replace("FOLDER", written)).unwrap();
        let output = samkoll(folder.path(), &["validate"]);
        assert_eq!(code(&output), 0, "{}", stderr(&output));
    }
}

#[test]
fn nothing_reaches_stdout_when_the_run_cannot_be_done() {
    let folder = workspace();
    fs::write(folder.path().join("rules/r/rule-a.rhai"), "// x\nbreech();\n").unwrap();
    let output = samkoll(folder.path(), &["check", "--as-of", "2024-12-31"]);
    assert_eq!((code(&output), stdout(&output).as_str()), (2, ""));
    assert!(stderr(&output).contains("rules/r/rule-a.rhai:2:1"), "{}", stderr(&output));
}

#[test]
fn a_rule_that_fails_is_told_beside_what_the_others_say() {
    let folder = workspace();
    fs::write(
        folder.path().join("rules/r/rule-a.rhai"),
        "// x\nif subject.year > \"x\" || subject.members > 999 { breach(); }\nmet();\n",
    )
    .unwrap();
    let output = samkoll(folder.path(), &["check", "--as-of", "2024-12-31"]);
    assert_eq!(code(&output), 2);
    assert!(stderr(&output).contains("rules/r/rule-a.rhai:2:17"), "{}", stderr(&output));
    let screen = stdout(&output);
    assert!(screen.contains("REGLER SOM INTE GICK ATT KÖRA TILL SLUT: rule-a\n"), "{screen}");
    let text = stdout(&samkoll(folder.path(), &["check", "--as-of", "2024-12-31", "--role", "director"]));
    assert!(text.contains("Regeln gick inte att köra till slut: rule-a:"), "{text}");
    assert!(text.contains("Registret har inget beslut om budget för 2024."), "{text}");
}

/// What stands first is what to do, on one screen, whatever the workspace; more is a word away.
#[test]
fn the_first_screen_is_one() {
    for (folder, day, language) in [
        (".", "2019-11-28", "sv"),
        (".", "2024-03-22", "sv"),
        ("fixtures/testforbundet", "2025-04-30", "sv"),
        ("fixtures/testforbundet", "2025-04-30", "en"),
    ] {
        let text = stdout(&samkoll(&root().join(folder), &["check", "--as-of", day, "--lang", language]));
        assert!((10..=24).contains(&text.lines().count()), "{}:\n{text}", text.lines().count());
        assert!(text.lines().all(|it| it.chars().count() <= 100), "{text}");
        insta::with_settings!({ omit_expression => true }, {
            insta::assert_snapshot!(format!("first_screen_{day}_{language}"), text);
        });
    }
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

/// How many tables nothing looks at is one line; which, and how many look at each, is asked for.
#[test]
fn validate_lists_the_tables_when_asked() {
    let folder = root().join("fixtures/testforbundet");
    for (language, short, long) in [
        (
            "sv",
            "som ingen relation ser på (--tables visar varje)",
            "Relationer och uträkningar som ser på varje tabell:",
        ),
        (
            "en",
            "no relation looks at (--tables shows each)",
            "Relations and computations that look at each table:",
        ),
    ] {
        let text = stdout(&samkoll(&folder, &["validate", "--lang", language]));
        assert!(text.contains(short) && !text.contains(long) && !text.contains("  figures/"), "{text}");
        let text = stdout(&samkoll(&folder, &["validate", "--tables", "--lang", language]));
        assert!(text.contains(long) && text.contains("  figures/") && !text.contains(short), "{text}");
    }
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

/// A manifest that cannot be read is not passed by for another workspace, further up or the bundled one.
#[cfg(unix)]
#[test]
fn what_is_no_file_is_told_where_a_file_should_be() {
    use std::os::unix::fs::symlink;
    use std::os::unix::net::UnixListener;
    let folder = workspace();
    let _socket = UnixListener::bind(folder.path().join("waivers.toml")).unwrap();
    let output = samkoll(folder.path(), &["check"]);
    assert_eq!(code(&output), 2, "{}", stdout(&output));
    assert!(stderr(&output).contains("`waivers.toml` är ingen fil"), "{}", stderr(&output));
    let inner = folder.path().join("inner");
    for broken in ["folder", "nowhere", "circle"] {
        fs::create_dir(&inner).unwrap();
        let manifest = inner.join("samkoll.toml");
        match broken {
            "folder" => fs::create_dir(&manifest).unwrap(),
            "nowhere" => symlink("nothing", &manifest).unwrap(),
            _ => symlink("samkoll.toml", &manifest).unwrap(),
        }
        for arguments in [&["check"][..], &["check", "."]] {
            let output = samkoll(&inner, arguments);
            assert_eq!((code(&output), stdout(&output).as_str()), (2, ""), "{broken}: {arguments:?}");
            assert!(stderr(&output).contains("`samkoll.toml` "), "{broken}: {}", stderr(&output));
        }
        fs::remove_dir_all(&inner).unwrap();
    }
}

/// A manifest in other letters, or misspelt beside the folders of a workspace, is told of, and nothing else taken for it.
#[test]
fn what_was_meant_as_a_manifest_is_told_of() {
    let outer = tempfile::tempdir().unwrap();
    let whole = workspace();
    for (name, parts) in [("Samkoll.toml", ""), ("samkoll.tml", "agreements"), ("samkol.toml", "figures")] {
        let folder = outer.path().join(name.replace('.', "-"));
        fs::create_dir_all(folder.join(parts)).unwrap();
        fs::copy(whole.path().join("samkoll.toml"), folder.join(name)).unwrap();
        for arguments in [&["check"][..], &["check", "."], &["validate"]] {
            let output = samkoll(&folder, arguments);
            assert_eq!((code(&output), stdout(&output).as_str()), (2, ""), "{name}: {arguments:?}");
            assert!(stderr(&output).contains(&format!("`{name}`")), "{name}: {}", stderr(&output));
        }
    }
    let other = outer.path().join("annat");
    fs::create_dir(&other).unwrap();
    fs::write(other.join("samtal.toml"), "").unwrap();
    fs::create_dir(outer.path().join("hel")).unwrap();
    fs::copy(whole.path().join("samkoll.toml"), outer.path().join("hel/samkoll.toml")).unwrap();
    let all = samkoll(outer.path(), &["check", "--all", "."]);
    assert_eq!(code(&all), 2, "{}", stdout(&all));
    for name in ["Samkoll.toml", "samkoll.tml", "samkol.toml"] {
        assert!(stdout(&all).contains(&format!("`{name}`; byt namn på den")), "{}", stdout(&all));
    }
    assert!(!stdout(&all).contains("samtal"), "{}", stdout(&all));
}

#[cfg(unix)]
#[test]
fn a_name_that_would_end_a_line_is_not_read() {
    let folder = workspace();
    fs::write(folder.path().join("agreements/a\n::stop-commands::x.toml"), "id = \"x\"\n").unwrap();
    for arguments in [
        &["validate"][..],
        &["check", "--role", "ci"],
        &["check", "--role", "auditor"],
        &["explain", "equity-above-cap"],
    ] {
        let output = samkoll(folder.path(), arguments);
        assert_eq!(code(&output), 2, "{arguments:?}");
        let said = format!("{}{}", stdout(&output), stderr(&output));
        assert!(said.contains("styrtecken"), "{arguments:?}: {said}");
        assert!(said.lines().all(|line| !line.starts_with("::stop")), "{said}");
    }
}

#[cfg(unix)]
#[test]
fn what_is_not_read_is_said() {
    use std::os::unix::fs::symlink;
    let folder = workspace();
    let at = |path: &str| folder.path().join(path);
    let said = |arguments: &[&str]| stdout(&samkoll(folder.path(), arguments));
    // The manifest names no such folder, and there is one with almost its usual name.
    fs::create_dir(at("follow-upp")).unwrap();
    assert!(said(&["validate"]).contains("`follow-upp` läses inte"), "{}", said(&["validate"]));
    // What capitals alone set apart is told of, though the right one is there; another folder is somebody's own.
    for name in ["follow-up", "Follow-Up", "follow-ups", "Waivers.toml"] {
        fs::create_dir(at(name)).unwrap();
    }
    fs::write(at("waivers.toml"), "").unwrap();
    let told = said(&["validate"]);
    assert!(told.contains("`Follow-Up` läses inte") && told.contains("menade du `follow-up`?"), "{told}");
    assert!(
        told.contains("`Waivers.toml` läses inte") && told.contains("menade du `waivers.toml`?"),
        "{told}"
    );
    assert!(!told.contains("follow-ups"), "{told}");
    for name in ["follow-up", "Follow-Up", "follow-ups", "Waivers.toml"] {
        fs::remove_dir(at(name)).unwrap();
    }
    fs::remove_file(at("waivers.toml")).unwrap();
    fs::write(at("README.md"), "text").unwrap();
    assert!(said(&["validate", "README.md"]).contains("läser ingenting i `README.md`"));
    assert!(!said(&["validate", "agreements"]).contains("läser ingenting"));
    symlink(at("nothing"), at("agreements/gone")).unwrap();
    assert!(said(&["validate"]).contains("`agreements/gone` finns inte"));
    let deep = format!("agreements{}", "/d".repeat(17));
    fs::create_dir_all(at(&deep)).unwrap();
    fs::write(at(&deep).join("a.toml"), "id = \"a\"").unwrap();
    assert!(said(&["validate"]).contains("på så många nivåer att inget i den läses"));
}

/// A file that is not read is told of though it is the only one of its folder, and so is a named folder without any.
#[test]
fn a_file_alone_in_its_folder_is_told_of() {
    let folder = tempfile::tempdir().unwrap();
    let own = folder.path();
    fs::write(own.join("samkoll.toml"), "[workspace]\nassociation = \"x\"\nfigures = [\"siffror\"]\n")
        .unwrap();
    fs::create_dir_all(own.join("siffror/2023")).unwrap();
    fs::create_dir_all(own.join("register")).unwrap();
    let said = || stdout(&samkoll(own, &["validate"]));
    assert!(said().contains("i `siffror` finns ingen fil som läses"), "{}", said());
    for name in ["siffror/2023/a.toml.txt", "register/2023.TOML", "register/2024.tml"] {
        fs::write(own.join(name), "").unwrap();
        assert!(said().contains(&format!("`{name}` läses inte")), "{name}: {}", said());
    }
}

/// A workspace on disk with a small wheel.
fn wheel() -> tempfile::TempDir {
    let folder = workspace();
    let manifest = folder.path().join("samkoll.toml");
    let text = fs::read_to_string(&manifest).unwrap();
    fs::write(&manifest, text.replace("register = []", "register = [\"register\"]")).unwrap();
    let write = |path: &str, text: &str| {
        let path = folder.path().join(path);
        fs::create_dir_all(path.parent().unwrap()).unwrap();
        fs::write(path, text).unwrap();
    };
    write(
        "agreements/hjul.toml",
        "id = \"hjul\"\ntitle = \"Årshjul\"\nkind = \"cycle\"\nin_force = { from = 2023-01-01 }\n\
         [[duty]]\nid = \"analysis\"\ndeliverable = \"analysis\"\nby = \"f\"\nevery = \"year\"\ndue = { on = \"05-31\" }\n\
         [[duty]]\nid = \"plan\"\ndeliverable = \"plan\"\nby = \"styrelsen\"\nevery = \"year\"\ndue = { on = \"11-30\" }\nneeds = [\"analysis\"]\n",
    );
    write(
        "register/r.toml",
        "[[complete]]\ndeliverables = [\"analysis\", \"plan\"]\nfrom = 2023-01-01\nto = 2024-12-31\nrecorded = 2025-01-01\n",
    );
    folder
}

#[test]
fn the_calendar_comes_in_every_form() {
    let folder = wheel();
    for (format, has) in [
        ("text", "FÖRSENAT (1)"),
        ("markdown", "## Försenat (1)"),
        ("json", "\"schema\": \"samkoll.calendar/1\""),
        ("ics", "BEGIN:VCALENDAR\r\n"),
        ("svg", "<svg "),
    ] {
        let output = samkoll(folder.path(), &["calendar", "--as-of", "2023-07-01", "--format", format]);
        assert_eq!(code(&output), 0, "{format}: {}", stderr(&output));
        assert!(stdout(&output).contains(has), "{format}: {}", stdout(&output));
    }
    let output = samkoll(folder.path(), &["calendar", "--as-of", "2023-07-01"]);
    assert!(
        stdout(&output).contains("2023-05-31 ▲ analysis – F; försenat 31\u{a0}dagar"),
        "{}",
        stdout(&output)
    );
    assert!(stdout(&output).contains("sent eller saknat före: analysis 2023"), "{}", stdout(&output));
    // The cover became known on the first day of 2023; the day before, nothing could be called overdue.
    let output = samkoll(folder.path(), &["calendar", "--as-of", "2023-07-01", "--known-at", "2022-12-31"]);
    assert!(stdout(&output).contains("enligt vad som var känt 2022-12-31"), "{}", stdout(&output));
    assert!(stdout(&output).contains("FÖRSENAT (0)"), "{}", stdout(&output));
}

#[test]
fn a_calendar_that_cannot_be_drawn_says_why() {
    let folder = wheel();
    for (arguments, said) in [
        (&["--from", "2023-05-01", "--to", "2023-04-01"][..], "--to 2023-04-01 är före --from 2023-05-01"),
        (&["--to", "2999-01-01"], "mer än 20 år fram"),
        (&["--from", "2023-01-01", "--to", "2024-06-30", "--format", "svg"], "rymmer ett år"),
        (&["--remind", "soon"], "ett antal dagar"),
        (&["--remind", "7d"], "--remind är till för --format ics"),
        (&["--since", "x.ics"], "--since är till för --format ics"),
        (&["--by", "weekday"], "går inte att ange"),
    ] {
        let output = samkoll(folder.path(), &[&["calendar"], arguments].concat());
        assert_eq!((code(&output), stdout(&output).as_str()), (2, ""), "{arguments:?}");
        assert!(stderr(&output).contains(said), "{arguments:?}: {}", stderr(&output));
    }
}

#[test]
fn results_are_written_to_a_file_whole_or_not_at_all() {
    let folder = wheel();
    let output = samkoll(folder.path(), &["calendar", "--format", "ics", "-o", "ut.ics"]);
    assert_eq!((code(&output), stdout(&output).as_str()), (0, ""), "{}", stderr(&output));
    let written = fs::read_to_string(folder.path().join("ut.ics")).unwrap();
    assert!(written.ends_with("END:VCALENDAR\r\n"), "{written}");
    let output = samkoll(folder.path(), &["calendar", "-o", "nowhere/ut.txt"]);
    assert_eq!(code(&output), 2);
    assert!(stderr(&output).contains("nowhere/ut.txt gick inte att skriva"), "{}", stderr(&output));
    let output = samkoll(folder.path(), &["calendar", "-o", "agreements"]);
    assert_eq!(code(&output), 2, "a folder is not overwritten");
    let names: Vec<_> = fs::read_dir(folder.path()).unwrap().map(|it| it.unwrap().file_name()).collect();
    assert!(!names.iter().any(|name| name.to_string_lossy().starts_with('.')), "{names:?}");
}

#[test]
#[cfg(unix)]
fn what_a_path_leads_to_is_written_and_stays_what_it_is() {
    use std::os::unix::fs::{PermissionsExt as _, symlink};
    let folder = wheel();
    let at = |name: &str| folder.path().join(name);
    let run = |file: &str| samkoll(folder.path(), &["calendar", "--format", "ics", "-o", file]);
    let mode = |name: &str, mode| fs::set_permissions(at(name), fs::Permissions::from_mode(mode)).unwrap();

    fs::create_dir(at("delat")).unwrap();
    fs::write(at("delat/ut.ics"), "förr").unwrap();
    mode("delat/ut.ics", 0o660);
    symlink("delat/ut.ics", at("ut.ics")).unwrap();
    symlink("delat/ny.ics", at("ny.ics")).unwrap();
    for (link, file) in [("ut.ics", "delat/ut.ics"), ("ny.ics", "delat/ny.ics")] {
        assert_eq!(code(&run(link)), 0);
        assert!(fs::symlink_metadata(at(link)).unwrap().is_symlink(), "{link} is a link still");
        assert!(fs::read_to_string(at(file)).unwrap().ends_with("END:VCALENDAR\r\n"));
    }
    assert_eq!(fs::metadata(at("delat/ut.ics")).unwrap().permissions().mode() & 0o777, 0o660);

    let whole = stdout(&run("-"));
    assert!(whole.ends_with("END:VCALENDAR\r\n") && !at("-").exists());
    // Never the machine's own device: a test that fails may replace what it writes to.
    let pipe = at("pipe");
    assert!(Command::new("mkfifo").arg(&pipe).status().unwrap().success());
    let reader = std::thread::spawn(move || fs::read_to_string(pipe).unwrap());
    assert_eq!(code(&run("pipe")), 0);
    assert_eq!(reader.join().unwrap(), whole);
    // The streams of a run are captured through pipes, which have no path of their own.
    assert_eq!(stdout(&run("/dev/stdout")), whole);

    fs::write(at("fast.ics"), "fast").unwrap();
    mode("fast.ics", 0o444);
    let own = fs::read_to_string(at("samkoll.toml")).unwrap();
    for (file, said) in
        [("fast.ics", "fast.ics gick inte att skriva"), ("samkoll.toml", "arbetsytans egna filer")]
    {
        let output = run(file);
        assert_eq!(code(&output), 2, "{file}");
        assert!(stderr(&output).contains(said), "{}", stderr(&output));
    }
    assert_eq!(fs::read_to_string(at("fast.ics")).unwrap(), "fast");
    assert_eq!(fs::read_to_string(at("samkoll.toml")).unwrap(), own);
}

#[test]
#[cfg(unix)]
fn a_stream_that_is_closed_or_full_ends_no_run_in_panic() {
    let folder = wheel();
    for redirect in [">&-", "2>&-", ">/dev/full", "2>/dev/full", "<&-"] {
        for command in [
            "check --as-of 2023-07-01",
            "check --as-of x",
            "validate",
            "calendar --as-of 2023-07-01",
            "--help",
        ] {
            let line = format!("'{}' {command} {redirect}", env!("CARGO_BIN_EXE_samkoll"));
            let output = Command::new("sh").args(["-c", &line]).current_dir(folder.path()).output();
            let code = output.unwrap().status.code();
            let full = redirect == ">/dev/full" && !command.ends_with(" x") && command != "--help";
            assert!(if full { code == Some(4) } else { matches!(code, Some(0..=3)) }, "{line}: {code:?}");
        }
    }
    // The same where the results are named a file of.
    let output = samkoll(folder.path(), &["check", "--as-of", "2023-07-01", "-o", "/dev/full"]);
    assert_eq!(code(&output), if cfg!(target_os = "linux") { 4 } else { 2 }, "{}", stderr(&output));
}

/// What nobody reads to its end is not told as passed, nor as broken.
#[test]
#[cfg(unix)]
fn a_reader_that_goes_away_has_an_exit_code_of_its_own() {
    let folder = wheel();
    for command in ["check --as-of 2023-07-01", "validate", "calendar --as-of 2023-07-01"] {
        // The reader is gone before anything is written.
        let line = format!(
            "{{ sleep 0.2; '{}' {command}; echo $? >&2; }} 2>code | true; tail -n 1 code",
            env!("CARGO_BIN_EXE_samkoll")
        );
        let output = Command::new("sh").args(["-c", &line]).current_dir(folder.path()).output();
        assert_eq!(stdout(&output.unwrap()).trim(), "4", "{line}");
    }
}

/// Every text of a workspace that is shown can hold what commands a terminal or turns a line around.
#[test]
fn nothing_a_workspace_says_reaches_the_terminal_raw() {
    let folder = tempfile::tempdir().unwrap();
    let shown = ["title", "name", "part", "note", "reason", "sv", "en", "basis", "clause", "ref"];
    let mut injected = 0;
    for path in files_below("fixtures/testforbundet") {
        let text = fs::read_to_string(&path).unwrap();
        let target = folder.path().join(path.strip_prefix(root().join("fixtures/testforbundet")).unwrap());
        fs::create_dir_all(target.parent().unwrap()).unwrap();
        let mut hostile = text.clone();
        for key in shown.iter().filter(|_| target.extension().is_some_and(|it| it == "toml")) {
            let (before, after) = (format!("{key} = \""), format!("{key} = \"\\u001b[31m\\u202e\\uffff"));
            injected += hostile.matches(&before).count();
            hostile = hostile.replace(&before, &after);
            // These are no texts but choices: another word would be an error, and nothing would be shown.
            for choice in ["printed\"", "placeholder\"", "missing\"", "key\""] {
                hostile = hostile.replace(&format!("{after}{choice}"), &format!("{before}{choice}"));
            }
        }
        fs::write(target, hostile).unwrap();
    }
    assert!(injected > 150, "only {injected}");
    fs::write(folder.path().join("register/\u{202e}ny.toml"), "[[meetin]]\nx = \"\u{202e}\"\n").unwrap();
    let runs = [
        "check",
        "check --role auditor",
        "check --role ci",
        "check --format json",
        "check --format sarif --all",
        "check --format junit --all",
        "check --format github",
        "check --format markdown --all",
        "check --format csv --all",
        "validate",
        "calendar",
        "calendar --format ics",
        "calendar --format svg",
        "calendar --format markdown",
        "calendar --format json",
        "graph",
        "graph --format dot",
        "graph --format mermaid",
        "rules",
        "standard",
        "brief --meeting 2024-03-21",
        "report --as-of 2024-06-30",
        "explain \u{1b}[31m",
    ];
    for whole in [false, true] {
        if whole {
            fs::remove_file(folder.path().join("register/\u{202e}ny.toml")).unwrap();
        }
        for run in runs {
            let output = samkoll(folder.path(), &run.split(' ').collect::<Vec<_>>());
            let shows = !whole || run.starts_with("explain") || !stdout(&output).is_empty();
            assert!(shows, "{run} shows nothing: {}", stderr(&output));
            for sent in [stdout(&output), stderr(&output)] {
                let raw = |c: &char| {
                    (c.is_control() && !"\r\n\t".contains(*c))
                        || ('\u{202a}'..='\u{202e}').contains(c)
                        || ('\u{fffe}'..='\u{ffff}').contains(c)
                };
                assert_eq!(sent.chars().find(raw), None, "{run}\n{sent}");
                if whole && ["junit", "svg"].iter().any(|xml| run.contains(xml)) && sent.starts_with('<') {
                    assert!(roxmltree::Document::parse(&sent).is_ok(), "{run}\n{sent}");
                }
            }
        }
    }
}

#[test]
fn the_graph_shows_what_is_asked_for_and_names_the_nearest() {
    let folder = wheel();
    let run = |arguments: &[&str]| {
        samkoll(folder.path(), &[&["graph", "--as-of", "2023-07-01"], arguments].concat())
    };
    let text = stdout(&run(&[]));
    assert!(text.contains("└─ 2023-11-30 ○ plan"), "{text}");
    let text = stdout(&run(&["--holds-up", "hjul/analysis/f/2023"]));
    assert!(text.contains("└─ 2023-11-30 ○ plan"), "{text}");
    let text = stdout(&run(&["--path-to", "plan/styrelsen/2023"]));
    assert!(text.contains("↓ 152\u{a0}dagar marginal"), "{text}");
    let text = stdout(&run(&["--of", "plan", "--format", "dot"]));
    assert!(text.contains("n0 -> n1;") && text.starts_with("digraph"), "{text}");
    let text = stdout(&run(&["--of", "plan", "--format", "mermaid"]));
    assert!(text.contains("n0 --> n1") && text.starts_with("flowchart"), "{text}");
    let output = run(&["--of", "analysi"]);
    assert_eq!(code(&output), 2);
    assert!(stderr(&output).contains("menade du `analysis`?"), "{}", stderr(&output));
    assert_eq!(code(&run(&["--of", "plan", "--path-to", "plan"])), 2, "one question at a time");
}

#[test]
fn a_date_a_rule_and_a_verdict_are_explained() {
    let folder = wheel();
    let run = |arguments: &[&str]| {
        samkoll(folder.path(), &[&["explain", "--as-of", "2023-07-01"], arguments].concat())
    };
    let text = stdout(&run(&["analysis/f/2023"]));
    assert!(text.contains("2023-05-31 fast dag, samma år som perioden"), "{text}");
    assert!(text.contains("Fördröjer: hjul/plan/styrelsen/2023"), "{text}");
    assert!(stdout(&run(&["rule-a"])).contains("Varför:"), "{}", stdout(&run(&["rule-a"])));
    let text = stdout(&samkoll(folder.path(), &["explain", "rule-a", "2023", "--as-of", "2023-12-31"]));
    assert!(text.contains("BRUTET (1)"), "{text}");
    assert!(stderr(&run(&["rule-b"])).contains("menade du `rule-a`?"), "{}", stderr(&run(&["rule-b"])));
    for arguments in [&["rule-b"][..], &["rule-a", "1999"], &["analysis", "2023"]] {
        assert_eq!(code(&run(arguments)), 2, "{arguments:?}");
    }
}

#[test]
fn a_rule_set_aside_is_explained_with_its_decision_and_not_as_unknown() {
    let folder = workspace();
    let manifest = folder.path().join("samkoll.toml");
    let aside =
        "\n[[set-aside]]\nrule = \"rule-a\"\nreason = \"Ett skäl\"\ndecided_by = \"Styrelsen, § 9\"\n";
    fs::write(&manifest, fs::read_to_string(&manifest).unwrap() + aside).unwrap();
    for arguments in [&["explain", "rule-a"][..], &["explain", "rule-a", "2023"], &["rules"]] {
        let output = samkoll(folder.path(), arguments);
        let text = stdout(&output);
        assert_eq!(code(&output), 0, "{}", stderr(&output));
        assert!(text.contains("enligt förbundets beslut: Ett skäl (Styrelsen, § 9)"), "{text}");
    }
}

#[test]
fn a_brief_is_for_a_body_that_is_there() {
    let folder = wheel();
    let run = |arguments: &[&str]| samkoll(folder.path(), &[&["brief"], arguments].concat());
    // A brief is by what was known when it was written: what is late must be known to be by then.
    fs::write(
        folder.path().join("register/known.toml"),
        "[[complete]]\ndeliverables = [\"analysis\"]\nfrom = 2023-01-01\nto = 2023-11-10\nrecorded = 2023-11-10\n",
    )
    .unwrap();
    let output = run(&["--meeting", "2023-11-15"]);
    assert_eq!(code(&output), 0, "{}", stderr(&output));
    let text = stdout(&output);
    assert!(
        text.contains("Mötet finns inte i registret, och vad som finns av underlag är oklart."),
        "{text}"
    );
    assert!(text.contains("2023-11-30 ○ plan – Styrelsen; om\u{a0}15\u{a0}dagar"), "{text}");
    assert!(text.contains("fördröjer: plan 2023-11-30"), "{text}");
    let output = run(&["--meeting", "2023-11-15", "--body", "styrelse"]);
    assert_eq!(code(&output), 2);
    assert!(stderr(&output).contains("menade du `styrelsen`?"), "{}", stderr(&output));
    assert_eq!(code(&run(&[])), 2, "a brief is for a meeting");
}

/// Reminders can be turned off, and a former export must be there and be one.
#[test]
fn a_calendar_file_reminds_as_asked_and_goes_on_from_a_former_one() {
    let folder = wheel();
    let run = |arguments: &[&str]| {
        samkoll(
            folder.path(),
            &[&["calendar", "--as-of", "2024-03-22", "--format", "ics"], arguments].concat(),
        )
    };
    let alarms = |arguments: &[&str]| stdout(&run(arguments)).matches("BEGIN:VALARM").count();
    assert!(alarms(&[]) > 0 && alarms(&["--remind", "0d"]) > 0);
    assert_eq!(alarms(&["--remind", "none"]), 0);
    assert_eq!(code(&run(&["--remind", "none,7d"])), 2);
    assert_eq!(code(&run(&["-o", "first.ics"])), 0);
    // A file may go on from itself.
    assert_eq!(code(&run(&["--since", "first.ics", "-o", "first.ics"])), 0);
    let first = fs::read_to_string(folder.path().join("first.ics")).unwrap();
    assert_eq!(stdout(&run(&["--since", "first.ics"])), first);
    for (arguments, words) in
        [(["--since", "nothing.ics"], "den finns inte"), (["--since", "samkoll.toml"], "ingen hel kalender")]
    {
        let refused = run(&arguments);
        assert_eq!(code(&refused), 2);
        assert!(stderr(&refused).contains(words), "{}", stderr(&refused));
    }
    let other = samkoll(folder.path(), &["calendar", "--as-of", "2024-03-22", "--since", "first.ics"]);
    assert_eq!(code(&other), 2, "{}", stderr(&other));
}

/// A file in another encoding is one fault, told with what it seems to be, and not one for each name in it.
#[test]
fn a_file_that_is_not_utf8_is_one_error() {
    let folder = wheel();
    let file = folder.path().join("agreements/o.toml");
    let text = format!("# åäö ÅÄÖ – åäö\n{}", fs::read_to_string(&file).unwrap());
    let in_table = |letters: [u8; 7], dash: &[u8]| -> Vec<u8> {
        let byte = |c: char| match "åäöÅÄÖé".chars().position(|it| it == c) {
            Some(at) => vec![letters[at]],
            None if c == '–' => dash.to_vec(),
            None => c.to_string().into_bytes(),
        };
        text.chars().flat_map(byte).collect()
    };
    let windows = [0xe5, 0xe4, 0xf6, 0xc5, 0xc4, 0xd6, 0xe9];
    let utf16 = |text: &str| -> Vec<u8> { text.encode_utf16().flat_map(u16::to_le_bytes).collect() };
    let mut broken = text.clone().into_bytes();
    broken.extend(b"# \xff\n");
    for (bytes, seems) in [
        (in_table(windows, b"\x96"), "skriven i Windows-1252"),
        (in_table(windows, b"-"), "skriven i Latin-1 (Windows-1252)"),
        (in_table([0x86, 0x84, 0x94, 0x8f, 0x8e, 0x99, 0x82], b"-"), "skriven i CP437/CP850 (DOS)"),
        (in_table([0x8c, 0x8a, 0x9a, 0x81, 0x80, 0x85, 0x8e], b"-"), "skriven i Mac Roman"),
        (utf16(&format!("\u{feff}{text}")), "skriven i UTF-16"),
        (broken, "det mesta är UTF-8, men inte rad"),
        (b"\x89PNG\x00\xff".to_vec(), "ser inte ut som text"),
    ] {
        fs::write(&file, bytes).unwrap();
        let output = samkoll(folder.path(), &["validate"]);
        let told = format!("{}{}", stdout(&output), stderr(&output));
        assert_eq!(code(&output), 2, "{told}");
        assert!(told.contains(seems) && told.contains("\n1 fel, 0 varningar"), "{seems}: {told}");
    }
}

/// What the register points at as evidence is a file of the workspace, and is not written over.
#[test]
fn results_are_not_written_over_the_evidence() {
    let folder = wheel();
    let at = |name: &str| folder.path().join(name);
    fs::write(at("register/d.toml"), "[[delivery]]\nagreement = \"hjul\"\nduty = \"analysis\"\nby = \"f\"\nperiod = \"2023\"\ndelivered = 2023-05-01\nrecorded = 2023-05-01\nfile = \"underlag.svg\"\n").unwrap();
    fs::write(at("underlag.svg"), "evidence").unwrap();
    let run = |file: &str| samkoll(folder.path(), &["graph", "--as-of", "2023-07-01", "-o", file]);
    let refused = run("underlag.svg");
    assert_eq!(code(&refused), 2);
    assert!(stderr(&refused).contains("arbetsytans egna filer"), "{}", stderr(&refused));
    assert_eq!(fs::read_to_string(at("underlag.svg")).unwrap(), "evidence");
    assert_eq!(code(&run("annan.svg")), 0);
}

#[test]
fn a_goal_not_reached_is_a_result_and_no_fault() {
    let folder = workspace();
    let path = folder.path().join("rules/r/rule-a.toml");
    let rule = fs::read_to_string(&path).unwrap().replace("\"warning\"", "\"warning\"\nclass = \"result\"");
    fs::write(path, rule).unwrap();
    let asked = ["check", "--rule", "rule-a", "--as-of", "2023-12-31", "--year", "2023"];
    let run = |more: &[&str]| samkoll(folder.path(), &[&asked, more].concat());
    assert_eq!(code(&run(&[])), 0, "no fault");
    assert_eq!(code(&run(&["--fail-on", "result"])), 1, "asked for");
    let unknown = run(&["--fail-on", "resul"]);
    assert_eq!(code(&unknown), 2);
    assert!(stderr(&unknown).contains("menade du `result`?"), "{}", stderr(&unknown));
    for (role, part) in [("director", "MÅL SOM INTE NÅDDES (1)"), ("auditor", " – 1 mål inte nått")] {
        let text = stdout(&run(&["--role", role]));
        assert!(text.contains(part) && !text.contains("BRUTET (1)") && !text.contains("1 bruten"), "{text}");
        assert!(text.contains("Sammanlagt: 0 brutna, 1 mål inte nått, "), "{text}");
    }
    let text = stdout(&run(&["--role", "ci"]));
    assert!(text.contains(": result[rule-a] 2023: "), "{text}");
    let text = stdout(&run(&["--format", "json"]));
    for piece in ["\"class\": \"result\"", "\"breached\": 0", "\"results\": 1"] {
        assert!(text.contains(piece), "{piece}: {text}");
    }
}

#[test]
fn that_a_rule_has_nothing_to_ask_about_is_a_notice_to_the_auditor_alone() {
    let folder = workspace();
    let path = folder.path().join("rules/r/rule-a.toml");
    let rule = fs::read_to_string(&path).unwrap().replace("\"year\"", "\"meeting\"");
    fs::write(path, rule).unwrap();
    fs::write(folder.path().join("rules/r/rule-a.rhai"), "// x\nif subject.is_board { breach(); }\nmet();\n")
        .unwrap();
    let run =
        |more: &[&str]| samkoll(folder.path(), &[&["check", "--rule", "rule-never-applied"], more].concat());
    let (director, auditor) = (run(&[]), stdout(&run(&["--role", "auditor"])));
    assert_eq!(code(&director), 0);
    assert!(!stdout(&director).contains("rule-a"), "{}", stdout(&director));
    assert!(stdout(&director).contains("1 upplysning,"), "counted: {}", stdout(&director));
    assert!(
        auditor.contains(" – 1 upplysning") && auditor.contains("rule-a: det skulle behöva"),
        "{auditor}"
    );
    assert_eq!(stdout(&run(&["--role", "ci"])), "");
}

/// The brief tells how many rules are broken, and the question that shows them all: who asks it finds as many.
#[test]
fn a_brief_and_the_check_it_names_count_alike() {
    for (folder, days) in
        [("fixtures/testforbundet", ["2024-06-30", "2025-04-30"].as_slice()), (".", &["2024-03-22"])]
    {
        let before = days.get(1).map(|day| (*day, Some(days[0])));
        for (day, known_at) in days.iter().map(|day| (*day, None)).chain(before) {
            let mut asked = vec!["brief", "--meeting", day];
            asked.extend(known_at.into_iter().flat_map(|known_at| ["--known-at", known_at]));
            let brief = stdout(&samkoll(&root().join(folder), &asked));
            let brief = brief.split_whitespace().collect::<Vec<_>>().join(" ");
            assert!(
                brief.contains(&format!("enligt vad som var känt {}", known_at.unwrap_or(day))),
                "{brief}"
            );
            let Some((_, broken)) = brief.split_once("BRISTER (") else {
                panic!("{folder} {day}: {brief}");
            };
            let count: usize = broken.split_once(')').unwrap().0.parse().unwrap();
            let command = broken.split("samkoll check").nth(1).unwrap().split('.').next().unwrap();
            let question: Vec<&str> = command.split_whitespace().filter(|it| *it != "--all").collect();
            let check = samkoll(
                &root().join(folder),
                &[&["check", "--format", "json"], question.as_slice()].concat(),
            );
            let report: serde_json::Value = serde_json::from_slice(&check.stdout).unwrap();
            let is_broken = |it: &&serde_json::Value| it["outcome"] == "breached" && it["class"] == "fault";
            let found = report["verdicts"].as_array().unwrap().iter().filter(is_broken).count();
            assert_eq!(count, found, "{folder} {day}: samkoll check {command}");
        }
    }
}
