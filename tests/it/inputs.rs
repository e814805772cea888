//! Malformed files: every problem at once, each at its place, with help. Never a panic.
//!
//! A file under `fixtures/inputs/<code>/` holds one workspace that is wrong on purpose; the codes it must
//! give stand in its first line, and the underlined texts in its second.

use std::collections::BTreeSet;
use std::fmt::Write as _;
use std::fs;

use samkoll::amount::Language;
use samkoll::cycle::Cycle;
use samkoll::diagnostic::Code;
use samkoll::evaluate::Selection;
use samkoll::{assess, load, render};

use crate::common::{Texts, files_below, question, relative, synthetic};

pub(crate) fn texts_of(path: &std::path::Path) -> (Texts, Vec<String>, Vec<String>) {
    let text = fs::read_to_string(path).unwrap();
    let table: toml::Table = text.parse().unwrap_or_else(|error| panic!("{}: {error}", path.display()));
    let mut texts = synthetic();
    for (name, text) in table["files"].as_table().unwrap() {
        texts.insert(name.clone(), text.as_str().unwrap().to_owned());
    }
    let list = |key: &str| -> Vec<String> {
        let list = table[key].as_array().unwrap();
        list.iter().map(|it| it.as_str().unwrap().to_owned()).collect()
    };
    (texts, list("codes"), list("underlined"))
}

#[test]
fn every_malformed_input_gives_its_problems_at_their_places() {
    let files = files_below("fixtures/inputs");
    assert!(files.len() >= 40, "only {} inputs", files.len());
    let mut wrong = String::new();
    for path in files {
        let (texts, codes, underlined) = texts_of(&path);
        let workspace = load(&texts);
        let problems = &workspace.problems;
        let found: Vec<&str> = problems.iter().map(|it| it.code.name()).collect();
        let spans = problems.iter().filter_map(|it| it.span);
        let marked: Vec<&str> = spans.map(|span| workspace.files.slice(span)).collect();
        let name = relative(&path).replace("fixtures/inputs/", "").replace(".toml", "");
        if found != codes || marked != underlined {
            let _ = writeln!(wrong, "{name}\ncodes = {found:?}\nunderlined = {marked:?}");
        }
        let code = path.parent().unwrap().file_name().unwrap().to_str().unwrap();
        assert!(codes.iter().any(|it| it == code), "{name}: no problem `{code}`");
        // Each way of telling a place tells the same.
        for (problem, span) in problems.iter().filter_map(|it| Some((it, it.span?))) {
            let place = workspace.files.place(span);
            let place = format!("{}:{}:{}", place.file, place.line, place.column);
            let alone = std::slice::from_ref(problem);
            let shown = render::problems::render(alone, &workspace.files, Language::Sv, false);
            if !shown.lines().any(|line| line.trim_start().strip_prefix("--> ") == Some(place.as_str())) {
                let _ = writeln!(wrong, "{name}: {place} is not where it is shown:\n{shown}");
            }
        }
        let shown = render::problems::render(problems, &workspace.files, Language::Sv, false);
        insta::with_settings!({ omit_expression => true, prepend_module_to_snapshot => false }, {
            insta::assert_snapshot!(format!("input__{}", name.replace('/', "__")), shown);
        });
    }
    assert!(wrong.is_empty(), "\n{wrong}");
}

/// Every code that a text can give has an input that gives it; the others need a disk or a run.
#[test]
fn every_code_has_an_input() {
    // What no relation looks at is told by validate alone, which is not asked here.
    let elsewhere = [
        "unreadable-file",
        "not-utf8",
        "file-too-large",
        "outside-workspace",
        "rule-failed",
        "table-unchecked",
        "never-asked",
        // What is wrong with a ledger is told by import, and tried on fixtures/ledgers.
        "bad-ledger",
        "ledger-refused",
    ];
    let folders: BTreeSet<String> = files_below("fixtures/inputs")
        .iter()
        .map(|path| path.parent().unwrap().file_name().unwrap().to_str().unwrap().to_owned())
        .collect();
    let missing: Vec<&str> = Code::ALL
        .iter()
        .map(|code| code.name())
        .filter(|name| !elsewhere.contains(name) && !folders.contains(*name))
        .collect();
    assert!(missing.is_empty(), "no input for {missing:?}");
}

/// Any text at all, in any place, is answered with problems and not with a panic.
#[test]
fn hostile_texts_never_panic() {
    let deep = format!("a = {}1{}", "[".repeat(10_000), "]".repeat(10_000));
    let dotted = format!("{}x = 1", "a.".repeat(10_000));
    let texts = [
        "",
        "\u{feff}",
        "\0",
        "=",
        "[",
        "[[",
        "id",
        "id = ",
        "id = \"\"",
        "[[table]]",
        "year = 99999999999999999999",
        "year = -5\n[[table]]",
        "a = 1e400",
        "d = 2024-02-30",
        "x = 1.234,5",
        "[a]\n[a]",
        "\u{202e}= 1",
        &deep,
        &dotted,
        "[[figure]]\nname = \"{municipality}\"",
        "[[relation]]\nsum = [\"@\", \"-\", \"-@-99999999999\"]",
        "[[meeting]]\ndate = 9999-12-31\nid = \"m\"\nbody = \"styrelsen\"\nrecorded = 0001-01-01",
    ];
    for path in [
        "samkoll.toml",
        "agreements/x.toml",
        "figures/x.toml",
        "register/x.toml",
        "rules/t/x.toml",
        "rules/t/x.rhai",
    ] {
        for text in texts {
            let mut world = synthetic();
            world.insert(path.into(), text.into());
            let workspace = load(&world);
            let shown = render::problems::render(&workspace.problems, &workspace.files, Language::Sv, false);
            assert!(!shown.is_empty());
            let _ = assess(&workspace, question("2024-01-01"), &Selection::default());
        }
    }
}

/// A chain of thousands of duties, and one of figures, ends in an answer and not on the stack.
#[test]
fn long_chains_are_walked_to_their_end() {
    let mut world = synthetic();
    let head = "id = \"a\"\ntitle = \"A\"\nkind = \"cycle\"\nin_force = { from = 2024-01-01 }\n";
    let duty = |number: usize| {
        let due = match number {
            0 => "{ on = \"01-31\" }".to_owned(),
            _ => format!("{{ after = \"d{}\", days = 0 }}", number - 1),
        };
        format!(
            "[[duty]]\nid = \"d{number}\"\ndeliverable = \"other\"\nby = \"styrelsen\"\nevery = \"year\"\ndue = {due}\n"
        )
    };
    let last = 3_000;
    world.insert(
        "agreements/a.toml".into(),
        (0..=last).fold(head.to_owned(), |text, it| text + duty(it).as_str()),
    );
    let figure = |number: usize| {
        format!(
            "[[figure]]\nname = \"f{number}\"\ntitle = {{ sv = \"f\", en = \"f\" }}\nkind = \"count\"\nformula = {{ sum = [\"f{}\"] }}\n",
            number + 1
        )
    };
    let figures = (0..last).fold(String::new(), |text, it| text + figure(it).as_str());
    let end =
        format!("[[figure]]\nname = \"f{last}\"\ntitle = {{ sv = \"f\", en = \"f\" }}\nkind = \"count\"\n");
    world.insert("rules/economy/chain.toml".into(), figures + end.as_str());
    let workspace = load(&world);
    assert!(!workspace.is_broken());
    let cycle = Cycle::new(&workspace.model, question("2024-06-30"));
    let item = cycle.named(&format!("d{last}/styrelsen/2024"))[0];
    assert_eq!(item.due.expected(), Some("2024-01-31".parse().unwrap()));
    assert_eq!(cycle.chain_to(item).len(), last + 1);
    let first = cycle.named("d0/styrelsen/2024")[0];
    assert!(render::graph::held_up(&cycle, first, Language::Sv).lines().count() > 90);
}
