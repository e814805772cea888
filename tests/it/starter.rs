//! The texts of a new workspace: only what was answered, and right whatever that was.

use std::collections::BTreeSet;

use chrono::NaiveDate;
use proptest::prelude::*;
use samkoll::amount::Language;
use samkoll::evaluate::Selection;
use samkoll::source::{Files, Table, Value, composed, parse};
use samkoll::starter::{
    Answers, Board, Ids, Member, MemberKind, NewAgreement, NewMeeting, Part, Sharing, Written,
    added_agreement, added_meeting, added_year, quoted, workspace,
};
use samkoll::{assess, load, render};

use crate::common::{Texts, cases, question, texts_below};

fn day(text: &str) -> NaiveDate {
    text.parse().unwrap()
}

fn member(text: &str) -> Member {
    Member::read(text).unwrap()
}

/// The least that can be answered.
fn minimal() -> Answers {
    Answers {
        name: "Samordningsförbundet Exempel".to_owned(),
        members: vec![member("Storby kommun"), member("Region Exempel")],
        first_year: 2024,
        ..Answers::default()
    }
}

fn whole() -> Answers {
    let part = |text| Part::read(text).unwrap();
    Answers {
        seat: Some("Storby".to_owned()),
        members: vec![
            member("Storby kommun:999999-9999"),
            member("Lillby stad"),
            member("region:Exempelregionen"),
        ],
        board: Some(Board { from: Some(day("2023-04-01")), ..Board::read("9+9").unwrap() }),
        sharing: Some(Sharing::Parts(vec![part("Storby kommun=66,7"), part("lillby stad = 33.3 %")])),
        meetings: vec![day("2025-01-30"), day("2024-03-21"), day("2024-05-16"), day("2024-03-21")],
        ..minimal()
    }
}

fn written(answers: &Answers) -> Vec<Written> {
    workspace(answers, day("2024-01-10")).unwrap()
}

fn shown(files: &[Written]) -> String {
    files.iter().map(|file| format!("── {}\n{}\n", file.path, file.text)).collect()
}

fn snapshot(name: &str, text: &str) {
    insta::with_settings!({ omit_expression => true }, { insta::assert_snapshot!(name, text) });
}

fn texts(files: &[Written]) -> Texts {
    files.iter().map(|file| (file.path.clone(), file.text.clone())).collect()
}

/// What stands under a key, however deep, in a file that must be TOML.
fn texts_in(file: &Written, key: &str) -> Vec<String> {
    let mut files = Files::default();
    let id = files.add(&file.path, &file.text);
    let (table, errors, _) = parse(&files, id);
    assert!(errors.is_empty(), "{errors:?}\n{}", file.text);
    let mut found = Vec::new();
    under(&table, key, &mut found);
    found
}

/// Every text under a key, however deep.
fn under(table: &Table<'_>, key: &str, found: &mut Vec<String>) {
    for entry in &table.entries {
        match &entry.node.value {
            Value::Text(text) if entry.key == key => found.push(text.to_string()),
            Value::Table(inner) => under(inner, key, found),
            Value::Array(nodes) => nodes.iter().for_each(|node| {
                if let Value::Table(inner) = &node.value {
                    under(inner, key, found);
                }
            }),
            _ => (),
        }
    }
}

#[test]
fn the_least_answers_make_a_small_workspace() {
    let files = written(&minimal());
    let own = |file: &Written| file.text.lines().filter(|line| !line.starts_with("#:schema")).count();
    let lines: usize = files.iter().map(own).sum();
    assert!(lines < 60, "{lines} lines");
    snapshot("minimal", &shown(&files));
}

#[test]
fn all_answers_find_their_place() {
    snapshot("whole", &shown(&written(&whole())));
}

/// A member called as a part of a figure's name would lay its own figure over that one.
#[test]
fn no_id_is_a_part_of_a_figures_name() {
    let texts = texts_below(&["rules/catalogue"]);
    let lines = texts.values().flat_map(|text| text.lines());
    let names: Vec<Vec<&str>> = lines
        .filter_map(|line| line.strip_prefix("name = \"")?.strip_suffix('"'))
        .map(|name| name.split('.').collect())
        .collect();
    for pattern in names.iter().filter(|name| name.iter().any(|part| part.starts_with('{'))) {
        for name in names.iter().filter(|name| name.len() == pattern.len() && *name != pattern) {
            let pairs: Vec<(&str, &str)> = pattern.iter().copied().zip(name.iter().copied()).collect();
            if pairs.iter().all(|(wanted, part)| wanted == part || wanted.starts_with('{')) {
                let (_, word) = pairs.iter().find(|(wanted, _)| wanted.starts_with('{')).unwrap();
                let free = word.starts_with('{') || Ids::default().take(word, "x") != *word;
                assert!(free, "`{word}` in `{}` must be reserved", name.join("."));
            }
        }
    }
}

#[test]
fn added_files_say_what_was_said() {
    let new = NewAgreement {
        title: "Överenskommelse \"Torget\"",
        kind: "platform",
        parties: &["storby", "forsakringskassan"],
        from: Some(day("2024-01-01")),
    };
    let bare = NewAgreement { title: "Finsamlagen", kind: "plan", parties: &[], from: None };
    let meeting = |date| NewMeeting { body: "styrelsen", date: day(date), today: day("2024-01-10") };
    let mut files = vec![
        added_agreement("agreements", &new, ["overenskommelse-torget"]),
        added_agreement("agreements", &bare, []),
        added_meeting("register", &meeting("2024-03-20")),
        added_meeting("register", &meeting("2024-01-10")),
    ];
    files.extend(added_year("figures", "register", 2025));
    snapshot("added", &shown(&files));
}

/// Answers that contradict each other are all said at once, and nothing is written.
#[test]
fn contradictions_are_all_said() {
    let part = |text| Part::read(text).unwrap();
    let answers = Answers {
        members: vec![
            member("Storby kommun"),
            member("STORBY kommun"),
            member("Lillby kommun:202100-5521"),
            member("Region Exempel"),
            member("region: STYRELSEN"),
        ],
        sharing: Some(Sharing::Parts(vec![part("Storby kommun=60"), part("Annanby kommun=30")])),
        meetings: vec![day("2023-12-31"), day("2049-01-10"), day("2049-01-11")],
        name: "revisorerna".to_owned(),
        ..minimal()
    };
    let faults = workspace(&answers, day("2024-01-10")).unwrap_err();
    let said: Vec<&str> = faults.iter().map(|fault| fault.get(Language::Sv)).collect();
    snapshot("faults", &said.join("\n"));
}

#[test]
fn members_are_read_as_they_are_called() {
    for (text, name, kind, number) in [
        ("Storby kommun", "Storby kommun", MemberKind::Municipality, None),
        (" Storby stad ", "Storby stad", MemberKind::Municipality, None),
        ("Region Exempel", "Region Exempel", MemberKind::Region, None),
        ("kommun:Region Ön", "Region Ön", MemberKind::Municipality, None),
        ("region:Exempelregionen", "Exempelregionen", MemberKind::Region, None),
        ("försäkringskassan", "försäkringskassan", MemberKind::State, None),
        ("Storby kommun:9999999999", "Storby kommun", MemberKind::Municipality, Some("999999-9999")),
        ("Storby kommun:999999–9999", "Storby kommun", MemberKind::Municipality, Some("999999-9999")),
        ("kommun:A: B kommun", "A: B kommun", MemberKind::Municipality, None),
    ] {
        let expected = Member { name: name.to_owned(), kind, number: number.map(str::to_owned) };
        assert_eq!(Member::read(text), Ok(expected), "{text}");
    }
    for text in ["", "kommun:", "Storby", "Storby kommun:999999-9998", "Storby kommun:1", ":999999-9999"] {
        assert!(Member::read(text).is_err(), "{text}");
    }
    for text in ["9", "9+", "+9", "0+9", "9+9+9", "9+-1", "999+1", "nio+nio"] {
        assert!(Board::read(text).is_err(), "{text}");
    }
    for text in ["Storby kommun", "=60", "Storby=", "Storby=101", "Storby=-1", "Storby=1e2", "Storby=½"] {
        assert!(Part::read(text).is_err(), "{text}");
    }
}

#[test]
fn the_state_comes_once_and_with_its_numbers() {
    let mut answers = minimal();
    answers.members.push(member("Arbetsförmedlingen"));
    let files = written(&answers);
    assert_eq!(shown(&files), shown(&written(&minimal())));
}

/// Names that make trouble for TOML, for ids or for templates.
fn a_name() -> impl Strategy<Value = String> {
    let trouble = prop::sample::select(vec![
        "\"",
        "\\",
        "'''",
        "\n[x]\n",
        "\r",
        "\t",
        "\u{0}",
        "\u{7f}",
        "\u{85}",
        "\u{202e}",
        "å",
        "🦊",
        "«name»",
        "{}",
        "#",
        " ",
        "platform",
        "styrelsen",
        "kommun",
        "=",
        ":",
        "é",
        "\u{301}",
        "x",
    ]);
    let odd = prop::collection::vec(trouble, 1..6).prop_map(|parts| parts.concat());
    prop_oneof![odd, any::<String>(), "[a-zåäö ]{1,12}", "å{2000,3000}"]
        .prop_filter("a name has something in it", |name| !name.trim().is_empty())
}

proptest! {
    #![proptest_config(cases(64))]

    #[test]
    fn any_text_is_a_toml_string(text in any::<String>()) {
        let file = Written { path: "x.toml".to_owned(), text: format!("a = {}\n", quoted(&text)), sort: None };
        prop_assert_eq!(texts_in(&file, "a"), [composed(&text)]);
    }

    #[test]
    fn ids_are_new_each_time(names in prop::collection::vec(a_name(), 1..12)) {
        let mut ids = Ids::default();
        let taken: Vec<String> = names.iter().map(|name| ids.take(name, "kommun")).collect();
        let distinct: BTreeSet<&String> = taken.iter().collect();
        prop_assert_eq!(distinct.len(), taken.len());
        prop_assert!(taken.iter().all(|id| id.len() <= 70 && !id.is_empty()));
    }

}

proptest! {
    // Each case compiles the standard.
    #![proptest_config(cases(16))]

    /// Whatever the names are, they come back as they were, and the workspace is right without a word.
    #[test]
    fn any_names_make_a_right_workspace(
        name in a_name(),
        seat in prop::option::of(a_name()),
        municipality in a_name(),
        other in a_name(),
        region in a_name(),
        words in prop::option::of(a_name()),
    ) {
        let of = |kind, name: &str| Member { name: name.trim().to_owned(), kind, number: None };
        let answers = Answers {
            name: name.clone(),
            seat,
            members: vec![
                of(MemberKind::Municipality, &municipality),
                of(MemberKind::Municipality, &format!("{other} kommun")),
                of(MemberKind::Region, &region),
            ],
            sharing: words.map(Sharing::Words),
            ..whole()
        };
        prop_assume!(answers.faults(day("2024-01-10")).is_empty());
        let files = written(&answers);
        let names: Vec<String> = files.iter().flat_map(|file| texts_in(file, "name")).collect();
        prop_assert!(names.contains(&composed(&name)));
        for member in &answers.members {
            prop_assert!(names.contains(&composed(&member.name)));
        }
        is_right(&files);
    }
}

/// Nothing to say against the files: no error, no warning, no note.
fn is_right(files: &[Written]) {
    let workspace = load(&texts(files));
    let problems = render::problems::render(&workspace.problems, &workspace.files, Language::Sv, false);
    assert!(workspace.problems.is_empty(), "{problems}\n{}", shown(files));
}

#[test]
fn what_is_written_is_right_without_a_word() {
    is_right(&written(&minimal()));
    is_right(&written(&whole()));
    is_right(&written(&Answers { sharing: Some(Sharing::Words("Efter folkmängd".to_owned())), ..whole() }));
}

/// The examples in the comments can be taken as they are: the `#` is all that has to go.
#[test]
fn the_examples_in_comments_are_right() {
    let new = NewAgreement {
        title: "Torget",
        kind: "platform",
        parties: &["storby"],
        from: Some(day("2024-01-01")),
    };
    let meeting = NewMeeting { body: "styrelsen", date: day("2024-11-20"), today: day("2024-12-01") };
    let mut files = written(&Answers { meetings: Vec::new(), ..whole() });
    files.push(added_agreement("agreements", &new, []));
    files.push(added_meeting("register", &meeting));
    files.extend(added_year("figures", "register", 2024).into_iter().filter(|file| {
        // The key stands in the file of the figures already.
        !file.path.starts_with("figures")
    }));
    files.extend(added_year("figures", "register", 2025).into_iter().take(1));
    is_right(&files);
    for file in &mut files {
        file.text = without_marks(&file.text);
    }
    is_right(&files);
}

/// A text with its examples in force: `# ` goes before what TOML could read.
fn without_marks(text: &str) -> String {
    let is_code = |line: &&str| line.starts_with("[[") || line.starts_with('[') || is_entry(line);
    let bare = |line: &str| match line.strip_prefix("# ").filter(is_code) {
        Some(code) => format!("{code}\n"),
        None => format!("{line}\n"),
    };
    text.lines().map(bare).collect()
}

fn is_entry(line: &str) -> bool {
    let key = line.split_once(" = ").map_or("", |(key, _)| key);
    !key.is_empty() && key.chars().all(|c| c.is_ascii_lowercase() || "._".contains(c))
}

/// At once: something in the calendar, and a list of what is not known; nothing passes or breaks by itself.
#[test]
fn a_new_workspace_has_much_to_ask_and_nothing_to_hide() {
    let texts = texts(&written(&whole()));
    let workspace = load(&texts);
    let report = assess(&workspace, question("2024-03-21"), &Selection::default());
    let text = render::text::render(&report, render::text::Role::Director, Language::Sv);
    assert!(report.problems.is_empty(), "{text}");
    snapshot("check", &text);
}

/// Every source of a new workspace is one that something is taken from, whichever answers were given.
#[test]
fn a_new_workspace_names_no_source_that_nothing_is_taken_from() {
    for answers in [minimal(), whole(), Answers { meetings: Vec::new(), ..whole() }] {
        let workspace = load(&texts(&written(&answers)));
        let report = assess(&workspace, question("2024-06-01"), &Selection::default());
        let of_sources = report.verdicts.iter().find(|it| it.rule.as_ref() == "source-missing").unwrap();
        assert_eq!(of_sources.outcome, samkoll::verdict::Outcome::Met, "{}", of_sources.message.sv);
    }
}
