//! Every limit of `src/limits.rs` stands in docs/limits.md with its number, its message and the test that reaches it; those
//! that whoever runs the program can set lower are reached here.

use std::ffi::OsStr;
use std::fs;
use std::path::Path;
use std::process::{Command, Output};

use samkoll::evaluate::Selection;
use samkoll::import::table;
use samkoll::import::{book, rows::Sort};
use samkoll::limits::{self, Adjustable, Limits};
use samkoll::{World, WorldError, assess, document, load, sie};

use crate::cli::{code, new_workspace, stderr};
use crate::common::{Texts, files_below, question, root, synthetic};
use crate::sandbox::outcome_of;
use crate::workbook::copy::container;

/// A world whose limits are lower.
struct Lowered(Texts, Limits);

impl World for Lowered {
    fn files(&self, path: &str) -> Result<Vec<String>, WorldError> {
        self.0.files(path)
    }

    fn read(&self, path: &str) -> Result<String, WorldError> {
        self.0.read(path)
    }

    fn limits(&self) -> Limits {
        self.1
    }
}

fn lowered(name: Adjustable, to: usize) -> Lowered {
    let mut limits = Limits::MOST;
    limits.lower(name, to).unwrap();
    assert!(limits.lower(name, to + 1).is_err(), "a limit is only lowered");
    Lowered(synthetic(), limits)
}

#[test]
fn what_a_world_may_read_is_set_lower_by_the_world() {
    for (name, to, says) in [
        (Adjustable::File, 100, "; högst 100 läses"),
        (Adjustable::Files, 1, "arbetsytan har mer än 1 filer; inget mer läses"),
        (Adjustable::Input, 300, "arbetsytan har mer än 300 byte i filerna; inget mer läses"),
    ] {
        let workspace = load(&lowered(name, to));
        let found = workspace.problems.iter().filter(|it| it.message.sv.contains(says)).count();
        assert_eq!(found, 1, "{:#?}", workspace.problems);
        assert!(workspace.is_broken());
    }
}

#[test]
fn a_rule_takes_no_more_steps_than_are_set() {
    let workspace = load(&lowered(Adjustable::Operations, 3));
    let report = assess(&workspace, question("2024-06-01"), &Selection::default());
    let told = |it: &&samkoll::diagnostic::Problem| it.message.sv.contains("mer än 3 steg");
    assert!(report.problems.iter().any(|it| told(&it)), "{:#?}", report.problems);
}

fn run(folder: &Path, arguments: &[&str], limits: impl AsRef<OsStr>) -> Output {
    Command::new(env!("CARGO_BIN_EXE_samkoll"))
        .args(arguments)
        .current_dir(folder)
        .env_clear()
        .env("SAMKOLL_LIMITS", limits)
        .output()
        .unwrap()
}

#[test]
fn whoever_runs_the_program_sets_its_limits_lower() {
    let folder = new_workspace();
    fs::create_dir_all(folder.path().join("agreements/a/b/c")).unwrap();
    for (limits, arguments, says, exit) in [
        ("depth=1", &["check"][..], "högst 1 nivåer läses", 2),
        ("files=1", &["check"], "mer än 1 filer", 2),
        ("file=9", &["check"], "högst 9 läses", 2),
        ("output=10", &["rules"], "högst 10 skrivs ut; inget av det är utskrivet", 4),
        ("output=10", &["rules", "--lang", "en"], "resultatet är", 4),
        ("output=10", &["calendar", "-o", "x.txt"], "högst 10 skrivs ut; inget av det är utskrivet", 4),
        ("fils=1", &["check"], "`fils=1` är ingen gräns; skriv som files=100", 2),
        ("files", &["check"], "`files` är ingen gräns", 2),
        ("files=99999999", &["check"], "files är högst 5000; gränsen kan bara sänkas", 2),
    ] {
        let output = run(folder.path(), arguments, limits);
        assert!(stderr(&output).contains(says), "{limits}: {}", stderr(&output));
        assert_eq!(code(&output), exit, "{limits}");
        assert!(output.stdout.is_empty() || exit == 2, "{limits}");
    }
    assert!(!folder.path().join("x.txt").exists());
}

#[cfg(unix)]
#[test]
fn a_limit_that_is_no_text_stops_the_run() {
    use std::os::unix::ffi::OsStrExt as _;
    let folder = new_workspace();
    let output = run(folder.path(), &["check"], OsStr::from_bytes(b"files=1\xff"));
    assert_eq!(code(&output), 2, "{}", stderr(&output));
    assert!(stderr(&output).contains("SAMKOLL_LIMITS"), "{}", stderr(&output));
}

#[test]
fn documents_and_tables_past_a_limit_are_refused() {
    let refused = |name: &str, bytes: &[u8]| document::read(name, bytes).unwrap_err().0.sv;
    assert!(refused("x.md", &vec![b'x'; limits::DOCUMENT + 1]).contains("MB läses inte"));
    let blocks = "a\n\n".repeat(limits::DOCUMENT_BLOCKS + 1);
    assert!(refused("x.md", blocks.as_bytes()).contains("stycken"));
    let row = format!("|{}\n", " a |".repeat(100));
    let cells = row.repeat(limits::DOCUMENT_CELLS / 100 + 1);
    assert!(refused("x.md", cells.as_bytes()).contains("celler i tabeller"));
    let nested = "<table><tr><td>".repeat(limits::DOCUMENT_DEPTH + 1);
    assert!(refused("x.html", nested.as_bytes()).contains("i varandra"));
    for value in ["=\"\"", "='>'", " = \"b\""] {
        let element = |count: usize| format!("<p{}>Hej</p>", format!(" a{value}").repeat(count));
        let all = element(limits::DOCUMENT_ATTRIBUTES).repeat(3);
        assert!(document::read("x.html", all.as_bytes()).is_ok(), "{value}");
        let endless = element(100_000);
        assert!(refused("x.html", endless.as_bytes()).contains("attribut på ett element"), "{value}");
    }
    let complaints = table::read("x.csv", &vec![b'x'; limits::TABLE + 1], Sort::Figures).unwrap_err();
    assert!(complaints[0].text.sv.contains("filen är för stor"), "{complaints:#?}");
    let parts: Vec<(String, String)> =
        (0..=limits::WORKBOOK_PARTS).map(|it| (format!("xl/{it}.xml"), String::new())).collect();
    let complaints = book::read(&container(&parts)).unwrap_err();
    assert!(complaints[0].text.sv.contains("packar upp till mer"), "{complaints:#?}");
}

#[test]
fn what_a_small_workbook_multiplies_into_is_counted() {
    let text = "x".repeat(32_000);
    let with = |sheets: usize, rows: u32| {
        let mut workbook = rust_xlsxwriter::Workbook::new();
        for _ in 0..sheets {
            let sheet = workbook.add_worksheet();
            for row in 0..rows {
                sheet.write_string(row, 0, &text).unwrap();
            }
        }
        workbook.save_to_buffer().unwrap()
    };
    let refused = |bytes: &[u8]| document::read("x.xlsx", bytes).unwrap_err().0.sv;
    assert!(document::read("x.xlsx", &with(2, 2)).is_ok());
    let cells = with(3, u32::try_from(limits::DOCUMENT_TEXT / 32_000 / 3 + 2).unwrap());
    assert!(cells.len() < 1 << 20 && refused(&cells).contains("byte text i cellerna"));
    assert!(refused(&with(limits::DOCUMENT_SHEETS + 1, 0)).contains("blad"));
    let cells = with(3, u32::try_from(limits::WORKBOOK_UNPACKED / 32_000 / 3 + 2).unwrap());
    let complaints = book::read(&cells).unwrap_err();
    assert!(complaints[0].text.sv.contains("packar upp till mer"), "{complaints:#?}");
}

#[test]
fn a_ledger_of_more_balances_than_any_is_refused() {
    let mut text = String::from("#SIETYP 1\n");
    for account in 0..limits::LEDGER_BALANCES / 11 + 1 {
        (0..11).for_each(|year| text += &format!("#UB -{year} {account} 1\n"));
    }
    let read = sie::read("x.se", text.as_bytes());
    assert!(read.ledger.is_none() && read.problems.iter().any(|it| it.message.sv.contains("200000")));
}

#[test]
fn a_file_to_be_compared_has_a_size() {
    let folder = tempfile::tempdir().unwrap();
    let file = folder.path().join("x.json");
    fs::File::create(&file).unwrap().set_len(limits::EVIDENCE as u64 + 1).unwrap();
    let output = run(folder.path(), &["diff", "x.json", "x.json"], "");
    assert!(stderr(&output).contains("större än 256 MB"), "{}", stderr(&output));
}

#[test]
fn a_script_has_so_many_variables_and_bytes() {
    let variables = |most: usize| {
        let all: String = (0..most).map(|it| format!("let v{it} = {it};\n")).collect();
        format!("{all}if subject.members > 99 {{ breach() }}\nmet();")
    };
    assert!(!outcome_of(&variables(limits::SCRIPT_VARIABLES / 2)).contains("too large"));
    let many = outcome_of(&variables(limits::SCRIPT_VARIABLES + 1));
    assert!(many.contains("the rule is too large and was stopped"), "{many}");
    let long = outcome_of(&format!("//{}\nmet();", "x".repeat(limits::SCRIPT_TEXT)));
    assert!(long.contains("the script is longer than 65536 bytes"), "{long}");
}

/// The page of limits has each constant, with its number and a test that there is.
#[test]
fn every_limit_stands_on_the_page_with_its_test() {
    let page = fs::read_to_string(root().join("docs/limits.md")).unwrap();
    let source = fs::read_to_string(root().join("src/limits.rs")).unwrap();
    let tests: String = ["tests/it", "src"]
        .into_iter()
        .flat_map(files_below)
        .filter(|path| path.extension().is_some_and(|it| it == "rs"))
        .map(|path| fs::read_to_string(path).unwrap())
        .collect();
    let mut wrong = Vec::new();
    let mut rows = 0;
    for constant in source.lines().filter_map(|line| line.strip_prefix("pub const ")) {
        // The years there are bound what a day is, and no amount of anything.
        let Some((name, value)) = constant.trim_end_matches(';').split_once(": usize = ") else {
            assert!(constant.starts_with("YEARS: "), "{constant}");
            continue;
        };
        let number: usize =
            value.replace('_', "").split(" * ").map(|it| it.parse::<usize>().unwrap()).product();
        let row = page.lines().find(|line| line.starts_with(&format!("| `{name}` |")));
        let cells: Vec<&str> = row.unwrap_or_default().split(" | ").collect();
        let test = cells.last().map(|it| it.trim_end_matches(" |").trim_matches('`')).unwrap_or_default();
        let has_number = cells.get(1).is_some_and(|it| it.replace(' ', "") == number.to_string());
        if !has_number || test.is_empty() || !tests.contains(&format!("fn {test}()")) {
            wrong.push(format!("{name} = {number}: {row:?}"));
        }
        rows += 1;
    }
    assert!(rows > 35 && wrong.is_empty(), "{rows} {wrong:#?}");
}
