//! The working papers read back by another program's reader: every finding, figure, question and day is there, as what
//! it is.

use std::collections::{BTreeMap, BTreeSet};
use std::fs;
use std::io::Cursor;
use std::process::Command;

use calamine::{Data, Reader, Xlsx};
use rust_decimal::Decimal;
use samkoll::amount::Language;
use samkoll::cycle::Cycle;
use samkoll::render::exchange::{Exchange, Scope};
use samkoll::render::xlsx::{Known, Papers, render};
use samkoll::verdict::Outcome;
use samkoll::{Workspace, open_questions};

use crate::cli::{code, samkoll, stderr};
use crate::common::{bundled_on, question, the_bundled};
use crate::exchange::{Finding, on_disk};

const DAY: &str = "2024-03-22";

/// A workbook: its sheets by name, each with its head and rows.
pub(crate) struct Book(BTreeMap<String, Vec<Vec<Data>>>);

impl Book {
    pub(crate) fn read(bytes: &[u8]) -> Self {
        let mut book = Xlsx::new(Cursor::new(bytes.to_vec())).unwrap();
        let names = book.sheet_names();
        for name in &names {
            let formulas = book.worksheet_formula(name).unwrap();
            assert!(formulas.used_cells().next().is_none(), "a formula in {name}");
        }
        let sheets = names.into_iter().map(|name| {
            let range = book.worksheet_range(&name).unwrap();
            (name, range.rows().map(<[Data]>::to_vec).collect())
        });
        Self(sheets.collect())
    }

    /// The rows of a sheet, each by the names of its columns.
    pub(crate) fn rows(&self, sheet: &str) -> Vec<BTreeMap<String, Data>> {
        let (head, rows) = self.0[sheet].split_first().unwrap();
        let named = |row: &Vec<Data>| head.iter().map(ToString::to_string).zip(row.iter().cloned()).collect();
        rows.iter().map(named).collect()
    }
}

/// The findings of a workbook, and what is accepted.
pub(crate) fn in_xlsx(bytes: &[u8]) -> [BTreeSet<Finding>; 2] {
    let mut found = [BTreeSet::new(), BTreeSet::new()];
    let rows = Book::read(bytes).rows("Iakttagelser");
    for row in rows.iter().filter(|it| it["Ämne"] != Data::Empty) {
        let finding = (row["Regel"].to_string(), row["Ämne"].to_string(), place(row));
        let waived = row["Godtagen"] == Data::String("ja".into());
        assert_eq!(waived, row["Utfall"] == Data::String("godtagen".into()));
        assert!(found[usize::from(waived)].insert(finding), "a finding stands twice");
    }
    found
}

fn place(row: &BTreeMap<String, Data>) -> String {
    format!("{}:{}", row["Fil"], row["Rad"])
}

fn exchange(language: Language) -> Exchange<'static> {
    Exchange { report: bundled_on(DAY), scope: Scope::Findings, below: "", language }
}

fn papers(workspace: &Workspace, language: Language) -> Vec<u8> {
    let exchange = exchange(language);
    let cycle = Cycle::new(&workspace.model, question(DAY));
    let settled = open_questions(workspace, exchange.report);
    let known = Known { cycle: &cycle, settled: &settled };
    render(Papers { exchange: &exchange, known: Some(known) }).unwrap()
}

fn day(data: &Data) -> String {
    match data {
        Data::DateTime(it) => {
            let (year, month, day, ..) = it.to_ymd_hms_milli();
            format!("{year:04}-{month:02}-{day:02}")
        }
        other => panic!("{other:?} is no day"),
    }
}

fn number(data: &Data) -> Decimal {
    match data {
        Data::Float(number) => number.to_string().parse().unwrap(),
        Data::Int(number) => (*number).into(),
        other => panic!("{other:?} is no number"),
    }
}

#[test]
fn everything_known_on_a_day_is_in_the_workbook_as_what_it_is() {
    let workspace = the_bundled();
    let bytes = papers(workspace, Language::Sv);
    assert!(bytes == papers(workspace, Language::Sv), "the same assessment in other bytes");
    let book = Book::read(&bytes);
    figures(workspace, &book);
    questions(&book);
    calendar(workspace, &book);
    let about = book.rows("Om");
    let about = |what: &str| about.iter().find(|it| it["Vad"] == Data::String(what.into())).unwrap();
    assert_eq!(day(&about("Läget den")["Värde"]), DAY);
    assert_eq!(number(&about("Standardens utgåva i programmet")["Värde"]), samkoll::standard::EDITION.into());
    let report = bundled_on(DAY);
    let files = book.rows("Om").into_iter().filter(|it| it["Vad"] == Data::String("Förbundets fil".into()));
    let files: BTreeMap<String, String> =
        files.map(|it| (it["Värde"].to_string(), it["SHA-256"].to_string())).collect();
    assert_eq!(&files, report.sums);
    let english = Book::read(&papers(workspace, Language::En));
    let names: Vec<&str> = english.0.keys().map(String::as_str).collect();
    assert_eq!(names, ["About", "Calendar", "Figures", "Findings", "Open questions"]);
    assert_eq!(english.rows("Findings").len(), book.rows("Iakttagelser").len());
}

/// Every cell of every table, with its number exact, its year and its place.
fn figures(workspace: &Workspace, book: &Book) {
    let rows = book.rows("Siffror");
    let cells = workspace.model.tables.iter().flat_map(|table| table.cells.iter().map(move |it| (table, it)));
    let mut expected: Vec<(String, String, String, Option<Decimal>)> = cells
        .map(|(table, cell)| {
            let at = workspace.files.place(cell.span);
            let at = format!("{}:{}", at.file, at.line);
            (at, cell.figure.value.clone(), table.year.to_string(), cell.number.map(|it| it.normalize()))
        })
        .collect();
    let mut found: Vec<_> = rows
        .iter()
        .map(|row| {
            let value = match (&row["Värde"], &row["Värde med alla siffror"]) {
                (Data::Empty, Data::Empty) => None,
                (value, Data::Empty) => Some(number(value).normalize()),
                (_, whole) => Some(whole.to_string().parse::<Decimal>().unwrap().normalize()),
            };
            assert_eq!(value.is_none(), row["Anmärkning"] != Data::Empty, "a blank cell says that it is");
            (place(row), row["Siffra"].to_string(), row["År"].to_string(), value)
        })
        .collect();
    expected.sort();
    found.sort();
    assert!(found.len() > 1_000 && found == expected);
    assert!(rows.iter().all(|it| it["Enhet"] != Data::Empty && it["Handling"] != Data::Empty));
}

/// Every open question says what would settle it.
fn questions(book: &Book) {
    let open = bundled_on(DAY).verdicts.iter().filter(|it| it.outcome == Outcome::Undecided && it.is_told());
    let open: BTreeSet<&str> = open.map(|it| it.fingerprint.as_str()).collect();
    let rows = book.rows("Öppna frågor");
    let found: BTreeSet<String> = rows.iter().map(|it| it["Fingeravtryck"].to_string()).collect();
    assert_eq!(found.iter().map(String::as_str).collect::<BTreeSet<_>>(), open);
    for row in &rows {
        for column in ["Varför öppen", "Det som inte är känt", "Det som skulle avgöra"] {
            assert_ne!(row[column], Data::Empty, "{column}: {row:?}");
        }
    }
    let figure = rows.iter().filter(|it| it["Varför öppen"] == Data::String("en siffra saknas".into()));
    let told = figure.filter(|it| it["Skrivs"] != Data::Empty).count();
    assert!(told > 50, "only {told} say where the figure is written");
}

/// Every occurrence on its day.
fn calendar(workspace: &Workspace, book: &Book) {
    let rows = book.rows("Kalender");
    let cycle = Cycle::new(&workspace.model, question(DAY));
    let by_id: BTreeMap<String, _> = rows.iter().map(|it| (it["Post"].to_string(), it)).collect();
    assert_eq!(rows.len(), cycle.items().len() + cycle.assignments().len());
    let mut dated = 0;
    for item in cycle.items() {
        let row = by_id[&item.id];
        match item.due_day() {
            Some(due) => assert_eq!(day(&row["Förfaller"]), due.to_string()),
            None => assert_eq!(row["Förfaller"], Data::Empty),
        }
        dated += usize::from(item.due_day().is_some());
        assert!(row["Läge"] != Data::Empty && row["Ansvarig"] != Data::Empty, "{row:?}");
    }
    for it in cycle.assignments() {
        assert_eq!(by_id[&it.id()]["Förfaller"] == Data::Empty, it.due.is_none());
    }
    assert!(dated > 100, "only {dated} have a day");
}

/// From the command line: into a file and a pipe alike, the same bytes; never to a screen.
#[test]
fn a_workbook_goes_to_a_file_or_a_pipe_and_to_no_screen() {
    let folder = on_disk();
    let arguments = ["check", "--as-of", "2024-06-30", "--format", "xlsx"];
    let piped = samkoll(folder.path(), &arguments);
    assert_eq!(code(&piped), 1, "{}", stderr(&piped));
    let written = samkoll(folder.path(), &[&arguments[..], &["-o", "ut.xlsx"]].concat());
    assert_eq!(code(&written), 1);
    assert_eq!(fs::read(folder.path().join("ut.xlsx")).unwrap(), piped.stdout);
    // What is narrowed has the rest of that year alone.
    let narrow = samkoll(folder.path(), &[&arguments[..], &["--year", "2023", "--all"]].concat());
    let book = Book::read(&narrow.stdout);
    assert!(book.rows("Siffror").iter().all(|it| it["År"] == Data::Float(2023.0)));
    assert!(book.rows("Om").iter().any(|it| it["Vad"] == Data::String("Bara året".into())));
    let script = std::path::Path::new("/usr/bin/script");
    if !script.is_file() {
        println!("no /usr/bin/script here: that a screen gets no workbook is not tested");
        return;
    }
    let command = format!("{} check --format xlsx", env!("CARGO_BIN_EXE_samkoll"));
    let shown = Command::new(script)
        .args(["-qec", &command, "/dev/null"])
        .current_dir(folder.path())
        .env("LC_ALL", "C.UTF-8")
        .output()
        .unwrap();
    let told = String::from_utf8_lossy(&shown.stdout).into_owned();
    assert!(shown.status.code() == Some(2) && told.contains("-o arbetspapper.xlsx"), "{told}");
}

/// Files with errors, and a run that asked nothing, are a whole workbook with what is wrong.
#[test]
fn a_workbook_of_nothing_says_why() {
    let folder = on_disk();
    let nothing =
        ["check", "--as-of", "2024-06-30", "--format", "xlsx", "--rule", "waiver-expired", "--year", "1950"];
    let output = samkoll(folder.path(), &nothing);
    assert_eq!(code(&output), 2);
    let told = |bytes: &[u8], code: &str| {
        let rows = Book::read(bytes).rows("Iakttagelser");
        rows.iter().any(|it| it["Regel"] == Data::String(code.into()))
    };
    assert!(told(&output.stdout, "nothing-asked"));
    fs::write(folder.path().join("register/fel.toml"), "[[meetin]]\nx = 1\n").unwrap();
    let output = samkoll(folder.path(), &["check", "--as-of", "2024-06-30", "--format", "xlsx"]);
    assert_eq!(code(&output), 2);
    assert!(told(&output.stdout, "unknown-key"));
    let about = Book::read(&output.stdout).rows("Om");
    assert!(about.iter().any(|it| it["Värde"].to_string().contains("filerna har fel")), "{about:?}");
}

/// What a file names is text, whatever it looks like, whole, and harmless.
#[test]
fn a_name_is_text_in_a_workbook() {
    let folder = on_disk();
    let hostile = "=HYPERLINK(\\\"x\\\"); <script>a|b</script> _x000D_ ]]> \\u202ex\\u0007";
    let manifest = folder.path().join("samkoll.toml");
    let text = fs::read_to_string(&manifest).unwrap();
    let name = text.lines().find(|it| it.starts_with("name = ")).unwrap().to_owned();
    fs::write(&manifest, text.replace(&name, &format!("name = \"{hostile}\""))).unwrap();
    let output = samkoll(folder.path(), &["check", "--as-of", "2024-06-30", "--format", "xlsx"]);
    let about = Book::read(&output.stdout).rows("Om");
    let name = about.iter().find(|it| it["Vad"] == Data::String("Förbund".into())).unwrap();
    // No reader is led astray by what reads as an escape, and nothing turns the line around.
    let shown = "=HYPERLINK(\"x\"); <script>a|b</script> _x000D_ ]]> \u{fffd}x\u{fffd}";
    let told = name["Värde"].to_string();
    assert_eq!(told, shown);
}
