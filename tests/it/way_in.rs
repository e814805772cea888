//! The way in as it is run: help and faults in the language of the reader, `init` and `add` on a real disk.

use std::fs;
use std::path::Path;
use std::process::{Command, Output};

use crate::cli::{code, samkoll, stderr, stdout};
use crate::common::root;

fn in_place(folder: &Path, language: &str, arguments: &[&str]) -> Output {
    let mut command = Command::new(env!("CARGO_BIN_EXE_samkoll"));
    command.args(arguments).current_dir(folder).env_clear().env("LANG", language).output().unwrap()
}

const COMMANDS: &[&[&str]] = &[
    &[],
    &["init"],
    &["add"],
    &["add", "agreement"],
    &["add", "year"],
    &["add", "meeting"],
    &["check"],
    &["validate"],
    &["calendar"],
    &["brief"],
    &["graph"],
    &["explain"],
    &["rules"],
];

#[test]
fn help_speaks_the_language_of_its_reader() {
    let english =
        ["Usage", "Options:", "Commands:", "Arguments:", "default:", "possible values", "Print ", "OPTIONS"];
    let nowhere = tempfile::tempdir().unwrap();
    for command in COMMANDS {
        let help = |language: &str, more: &[&str]| {
            let output = in_place(nowhere.path(), language, &[*command, &["--help"], more].concat());
            assert_eq!((code(&output), stderr(&output).as_str()), (0, ""), "{command:?}");
            stdout(&output)
        };
        let text = help("C", &[]);
        assert!(text.contains("Användning: samkoll") && text.contains("Visa hjälpen"), "{text}");
        let found: Vec<_> = english.iter().filter(|word| text.contains(**word)).collect();
        assert!(found.is_empty(), "{found:?} in\n{text}");
        assert_eq!(help("en_GB.UTF-8", &["--lang", "sv"]), text, "what is asked for wins");
        let text = help("en_GB.UTF-8", &[]);
        assert!(text.contains("Usage: samkoll") && !text.contains("Användning"), "{text}");
        assert_eq!(help("sv_SE.UTF-8", &["--lang=en"]), text);
    }
    let named = stdout(&samkoll(nowhere.path(), &["help", "add", "year", "--lang", "en"]));
    assert!(named.contains("Usage: samkoll add year"), "{named}");
}

#[test]
fn faults_of_arguments_are_said_in_swedish_and_english() {
    let nowhere = tempfile::tempdir().unwrap();
    for (arguments, said) in [
        (&["chek"][..], "okänt kommando `chek`; menade du `check`?"),
        (&["check", "--roles", "x"], "okänt argument `--roles`; menade du `--role`?"),
        (&["check", "--role"], "`--role <LÄSARE>` behöver ett värde; här går `director`, `auditor`, `ci`"),
        (&["check", "--role", "x"], "`x` går inte att ange för `--role <LÄSARE>`; här går `director`"),
        (&["check", "--as-of", "2024-02-30"], "ska finnas i kalendern"),
        (&["check", "--year", "24"], "ett år skrivs med fyra siffror"),
        (&["calendar", "--remind", "x"], "ett antal dagar från 0 till 366"),
        (&["brief"], "det här saknas: --meeting <DATUM>"),
        (&["graph", "--of", "a", "--path-to", "b"], "går inte att ange tillsammans med `--path-to <POST>`"),
        (
            &["record", "--undo", "meeting", "2024-01-01"],
            "`meeting` går inte att ange tillsammans med `--undo`",
        ),
        (&["check", "--role", "ci", "--role", "ci"], "kan bara anges en gång"),
        (&["add", "meting"], "menade du `meeting`?"),
        (&["init", "x", "--member", "Storby"], "skriv `kommun:Storby` eller `region:Storby`"),
        (&["init", "x", "--member", "Storby kommun:212000-1235"], "den sista är en kontrollsiffra"),
        (
            &["init", "x", "--member", "Arbetsförmedlingen:050525-2114"],
            "inte numret för Arbetsförmedlingen, som har 202100-2114",
        ),
        (&["init", "x", "--board", "nio"], "som 9+9"),
    ] {
        let output = samkoll(nowhere.path(), arguments);
        assert_eq!((code(&output), stdout(&output).as_str()), (2, ""), "{arguments:?}");
        assert!(stderr(&output).contains(said), "{arguments:?}: {}", stderr(&output));
        for word in ["error:", "Usage", "tip:", "For more"] {
            assert!(!stderr(&output).contains(word), "{arguments:?}: {}", stderr(&output));
        }
        let english = samkoll(nowhere.path(), &[&["--lang", "en"], arguments].concat());
        assert_eq!(code(&english), 2, "{arguments:?}");
        assert!(stderr(&english).starts_with("error: "), "{}", stderr(&english));
    }
    let output = samkoll(nowhere.path(), &["--quiet"]);
    assert_eq!((code(&output), stdout(&output).as_str()), (2, ""));
    assert!(stderr(&output).contains("kommando"), "{}", stderr(&output));
}

#[test]
fn the_program_alone_opens_with_the_first_screen() {
    let (alone, check) = (samkoll(&root(), &[]), samkoll(&root(), &["check"]));
    assert!(code(&alone) == 1 && stdout(&alone).contains("ATT BESLUTA"), "{}", stderr(&alone));
    assert_eq!((stdout(&alone), stderr(&alone)), (stdout(&check), stderr(&check)));
}

#[test]
fn the_language_may_stand_before_the_command() {
    let arguments = ["--lang", "en", "check", "--rule", "equity-above-cap"];
    let output = samkoll(&root(), &arguments);
    assert!(stdout(&output).contains("as of 2024-03-22"), "{}", stderr(&output));
}

const WHOLE: &[&str] = &[
    "--name",
    "Samordningsförbundet \"Exempel\" 🦊",
    "--seat",
    "Storby",
    "--member",
    "Storby kommun",
    "--member",
    "Lillby kommun",
    "--member",
    "Region Exempel",
    "--board",
    "6+6",
    "--board-from",
    "2023-04-01",
    "--key",
    "Storby kommun=60",
    "--key",
    "Lillby kommun=40",
    "--first-year",
    "2024",
    "--meeting",
    "2024-03-21",
    "--meeting",
    "2044-11-24",
];

fn init(folder: &Path, dir: &str) -> Output {
    samkoll(folder, &[&["init", dir], WHOLE].concat())
}

/// Everything below a folder, in order.
fn listed(folder: &Path) -> Vec<String> {
    let mut found = Vec::new();
    for entry in fs::read_dir(folder).unwrap() {
        let path = entry.unwrap().path();
        found.push(path.display().to_string());
        if path.is_dir() {
            found.extend(listed(&path));
        }
    }
    found.sort();
    found
}

#[test]
fn what_is_missing_is_said_all_at_once() {
    let folder = tempfile::tempdir().unwrap();
    let output = samkoll(folder.path(), &["init", "new", "--seat", "Storby"]);
    assert_eq!((code(&output), stdout(&output).as_str()), (2, ""));
    for option in ["--name", "minst en kommun", "minst en region", "--first-year"] {
        assert!(stderr(&output).contains(option), "{}", stderr(&output));
    }
    assert!(listed(folder.path()).is_empty());
}

#[test]
fn a_folder_with_anything_of_the_kind_is_left_alone() {
    for (what, there, dir) in [
        ("a manifest", "samkoll.toml", "."),
        ("agreements", "agreements/", "."),
        ("figures further down", "a/b/figures/", "."),
        ("waivers", "new/waivers.toml", "new"),
        ("rules, in capitals", "Rules/", "."),
        ("another workspace above", "samkoll.toml", "a/new"),
        ("a file", "new", "new"),
    ] {
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join(there);
        if there.ends_with('/') {
            fs::create_dir_all(&path).unwrap();
        } else {
            fs::create_dir_all(path.parent().unwrap()).unwrap();
            fs::write(&path, "x").unwrap();
        }
        let before = listed(folder.path());
        let output = init(folder.path(), dir);
        assert_eq!((code(&output), stdout(&output).as_str()), (2, ""), "{what}");
        assert!(stderr(&output).contains("inget är ändrat"), "{what}: {}", stderr(&output));
        assert_eq!(listed(folder.path()), before, "{what}");
    }
}

/// What validate says is wrong; below it stands how many relations look at each table.
fn validated(output: &Output) -> (i32, String) {
    (code(output), stdout(output).lines().next().unwrap_or_default().to_owned())
}

#[test]
fn a_new_workspace_answers_at_once() {
    let folder = tempfile::tempdir().unwrap();
    fs::create_dir(folder.path().join("dokument")).unwrap();
    let output = init(folder.path(), "mitt förbund");
    assert_eq!((code(&output), stderr(&output).as_str()), (0, ""));
    let told = stdout(&output);
    assert!(told.contains("cd 'mitt förbund'") && told.contains("brief --meeting 2044-11-24"), "{told}");
    let home = folder.path().join("mitt förbund");
    let run = |arguments: &[&str]| samkoll(&home, arguments);
    let output = run(&["validate"]);
    assert_eq!(validated(&output), (0, "0 fel, 0 varningar".to_owned()));
    let output = run(&["check", "--as-of", "2024-03-01"]);
    assert_eq!(code(&output), 3, "much is unknown, nothing is broken: {}", stdout(&output));
    let calendar = stdout(&run(&["calendar", "--as-of", "2024-03-01"]));
    assert!(calendar.contains("30 ○ Styrelsen beslutar om budget"), "{calendar}");
    let brief = run(&["brief", "--meeting", "2024-03-21"]);
    assert_eq!(code(&brief), 0, "{}", stderr(&brief));
    // It is entered today, long after the meeting: the brief of that day did not know it, and says so.
    assert!(stdout(&brief).contains("Mötet fördes in i registret först"), "{}", stdout(&brief));
    let brief = stdout(&run(&["brief", "--meeting", "2024-03-21", "--known-at", "2999-01-01"]));
    assert!(brief.contains("Registret har ingen dagordning"), "{brief}");
    assert_eq!(code(&init(folder.path(), "mitt förbund")), 2, "not twice");
}

#[test]
fn files_are_added_beside_what_is_there() {
    let folder = tempfile::tempdir().unwrap();
    assert_eq!(code(&init(folder.path(), ".")), 0);
    fs::create_dir(folder.path().join("below")).unwrap();
    let below = folder.path().join("below");
    for (arguments, file) in [
        (
            &[
                "add",
                "agreement",
                "--title",
                "Torget",
                "--party",
                "lillby kommun",
                "--party",
                "forsakringskassan",
            ][..],
            "agreements/torget.toml",
        ),
        (&["add", "agreement", "--title", "Torget", "--kind", "plan"], "agreements/torget-2.toml"),
        (&["add", "year", "2025"], "register/2025.toml"),
        (&["add", "year", "2024"], "figures/2024.toml"),
        (&["add", "meeting", "2025-03-20"], "register/styrelsen-2025-03-20.toml"),
        (&["add", "meeting", "2045-03-20", "--body", "Revisorerna"], "register/revisorerna-2045-03-20.toml"),
    ] {
        let output = samkoll(&below, arguments);
        assert_eq!((code(&output), stderr(&output).as_str()), (0, ""), "{arguments:?}");
        assert!(folder.path().join(file).is_file() && stdout(&output).contains(file), "{}", stdout(&output));
        let output = samkoll(&below, &["validate"]);
        assert_eq!(validated(&output), (0, "0 fel, 0 varningar".to_owned()), "{arguments:?}");
    }
    let before = listed(folder.path());
    assert_eq!(code(&samkoll(&below, &["add", "year", "2024"])), 2, "both files of 2024 are there");
    assert_eq!(listed(folder.path()), before);
    for (arguments, said) in [
        (
            &["add", "agreement", "--title", "X", "--party", "Storbyn kommun"][..],
            "menade du `Storby kommun`?",
        ),
        (&["add", "meeting", "2025-03-20"], "finns redan, som `styrelsen-2025-03-20`"),
        (&["add", "meeting", "2025-03-20", "--body", "styrelse"], "menade du `styrelsen`?"),
        (&["add", "year", "2025"], "finns redan"),
    ] {
        let before = listed(folder.path());
        let output = samkoll(&below, arguments);
        assert_eq!((code(&output), stdout(&output).as_str()), (2, ""), "{arguments:?}");
        assert!(stderr(&output).contains(said), "{arguments:?}: {}", stderr(&output));
        assert_eq!(listed(folder.path()), before, "{arguments:?}");
    }
}

#[test]
fn nothing_is_added_to_the_workspace_in_the_binary() {
    let nowhere = tempfile::tempdir().unwrap();
    let output = samkoll(nowhere.path(), &["add", "year", "2025"]);
    assert_eq!((code(&output), stdout(&output).as_str()), (2, ""));
    assert!(stderr(&output).contains("samkoll init"), "{}", stderr(&output));
}

/// A day on which no rule applies is no day on which all is well, whatever reads it; nor is one on which nothing but the
/// files themselves is asked about.
#[test]
fn that_nothing_was_asked_is_not_told_as_nothing_wrong() {
    let folder = tempfile::tempdir().unwrap();
    let at = folder.path().join("r.html");
    let page = at.to_str().unwrap();
    let pages = [
        &["check"][..],
        &["check", "--role", "director"],
        &["check", "--all"],
        &["check", "--format", "github"],
        &["check", "--format", "markdown"],
        &["report", "-o", page],
    ];
    let answers = ["init", "w", "--name", "Samordningsförbundet Exempel", "--member", "Region Exempel"];
    let answers = [&answers[..], &["--member", "Storby kommun", "--first-year", "2022"]].concat();
    assert_eq!(code(&samkoll(folder.path(), &answers)), 0);
    let (whole, new) = (root().join("fixtures/testforbundet"), folder.path().join("w"));
    for (arguments, (of, day)) in
        pages.iter().flat_map(|it| [(it, (&whole, "1950-01-01")), (it, (&new, "2010-01-01"))])
    {
        let output = samkoll(of, &[arguments, &["--as-of", day][..]].concat());
        let told = format!("{}{}", stdout(&output), fs::read_to_string(&at).unwrap_or_default());
        assert!(told.contains("Inget är prövat ännu"), "{arguments:?} {day}: {told}");
        assert!(arguments[0] != "check" || code(&output) == 3, "{arguments:?} {day}");
        for green in ["Inget är brutet", "Inget är försenat", "Allt gick att avgöra"] {
            assert!(!told.contains(green), "{arguments:?} {day}: {told}");
        }
    }
}

/// An agreement called as a file that is there gets a file of its own; results go into no place of a part.
#[test]
fn nothing_is_written_where_the_workspace_has_something_else() {
    let folder = crate::cli::new_workspace();
    for (title, file) in [("Organisations", "organisations-2"), ("Torget", "torget"), ("Torget", "torget-2")]
    {
        let added =
            samkoll(folder.path(), &["add", "agreement", "--title", title, "--party", "Storby kommun"]);
        assert_eq!(code(&added), 0, "{title}: {}", stderr(&added));
        assert!(folder.path().join(format!("agreements/{file}.toml")).is_file(), "{}", stdout(&added));
    }
    for name in ["rules", "figures", "follow-up", "agreements", "labels.toml", "waivers.toml"] {
        let output = samkoll(folder.path(), &["check", "--format", "csv", "-o", name]);
        assert_eq!(code(&output), 2, "{name}");
        assert!(stderr(&output).contains("gick inte att skriva"), "{name}: {}", stderr(&output));
        assert!(!folder.path().join(name).is_file(), "{name}");
    }
    // A file of that name elsewhere is nobody's.
    fs::create_dir(folder.path().join("ut")).unwrap();
    assert_ne!(code(&samkoll(folder.path(), &["check", "--format", "csv", "-o", "ut/rules"])), 2);
}

/// What a page says to type answers the question of the page, by what was known then.
#[test]
fn what_is_to_be_typed_for_more_asks_the_same() {
    let asked = ["--as-of", "2024-03-22", "--known-at", "2024-03-20"];
    let calendar = format!("samkoll calendar {}", asked.join(" "));
    let plain = |text: String| text.split_whitespace().collect::<Vec<_>>().join(" ");
    let run = |args: &[&str]| plain(stdout(&samkoll(&root(), &[args, &asked].concat())));
    let screen = run(&["check"]);
    assert!(screen.contains(&calendar), "{screen}");
    let mut pointers = 0;
    for page in [run(&["brief", "--meeting", "2024-03-22"]), run(&["calendar", "--from", "2024-06-01"])] {
        for (at, _) in page.match_indices("samkoll calendar") {
            let rest = page[at..].split(')').next().unwrap();
            assert!(rest.contains(&asked.join(" ")), "{rest}");
            pointers += 1;
        }
    }
    assert!(pointers > 2, "{pointers}");
}
