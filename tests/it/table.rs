//! `samkoll import csv`: what a Swedish spreadsheet saves goes in whole, or each fault is told and nothing is written.

use std::collections::BTreeMap;
use std::fs;

use proptest::prelude::*;
use rust_decimal::Decimal;
use samkoll::amount::{Language, written_number};
use samkoll::import::rows::{Column, Sort, Typed};
use samkoll::import::table;

use crate::cli::{code, samkoll, stderr, stdout};
use crate::common::cases;
use crate::testforbundet::testforbundet;

pub(crate) fn workspace() -> tempfile::TempDir {
    let folder = tempfile::tempdir().unwrap();
    for (path, text) in testforbundet() {
        let file = folder.path().join(path);
        fs::create_dir_all(file.parent().unwrap()).unwrap();
        fs::write(file, text).unwrap();
    }
    folder
}

/// Every file of a folder but the tables, with what it says.
fn files(folder: &tempfile::TempDir) -> BTreeMap<String, String> {
    let mut found = BTreeMap::new();
    for inner in ["register", "figures", "agreements", "follow-up"] {
        for entry in fs::read_dir(folder.path().join(inner)).unwrap() {
            let path = entry.unwrap().path();
            found.insert(path.display().to_string(), fs::read_to_string(&path).unwrap());
        }
    }
    found
}

fn run(folder: &tempfile::TempDir, text: impl AsRef<[u8]>, args: &[&str]) -> (i32, String, String) {
    fs::write(folder.path().join("tabell.csv"), text).unwrap();
    let output = samkoll(folder.path(), &[&["import", "csv", "tabell.csv"], args].concat());
    (code(&output), stdout(&output), stderr(&output).replace('\u{a0}', " "))
}

const DELIVERIES: &str = "\u{feff}Vad;Period;Vem;Överenskommelse;Lämnat\r\n\
    Bilaga;2024;Granby kommun (syntetisk);verkstan-2023;2023-12-20\r\n\
    bilaga;2024;Lindby kommun (syntetisk);;2024-01-10\r\n;;;;\r\n";

#[test]
fn deliveries_go_in_once_and_nothing_is_written_when_only_shown() {
    let folder = workspace();
    let args = ["--as", "leveranser", "--recorded", "2024-02-01"];
    let before = files(&folder);
    let (status, shown, _) = run(&folder, DELIVERIES, &[&args[..], &["--dry-run"]].concat());
    assert_eq!((status, files(&folder) == before), (0, true), "{shown}");
    assert!(shown.contains("tabell.csv:2: Lämnat 2023-12-20 → register/inkommet.toml"), "{shown}");
    let (status, shown, told) = run(&folder, DELIVERIES, &args);
    assert_eq!(status, 0, "{told}");
    assert!(shown.starts_with("Skrivet i:") && told.contains("tabell.csv: läst som UTF-8"), "{shown}{told}");
    let register = fs::read_to_string(folder.path().join("register/inkommet.toml")).unwrap();
    for by in ["granby", "lindby"] {
        let entry = format!("by = \"{by}\"\nperiod = \"2024\"\ndelivered = 20");
        assert!(register.contains(&entry), "{register}");
    }
    assert_eq!(code(&samkoll(folder.path(), &["validate"])), 0);
    // The same file once more says nothing new.
    let after = files(&folder);
    let (status, shown, _) = run(&folder, DELIVERIES, &args);
    assert_eq!((status, files(&folder) == after), (0, true));
    assert!(
        shown.starts_with("Inget nytt; inget är skrivet.") && shown.contains("2 uppgifter fanns redan"),
        "{shown}"
    );
    // Another day for what is known is no news but a contradiction.
    let (status, _, told) = run(&folder, DELIVERIES.replace("2024-01-10", "2024-01-11"), &args);
    assert_eq!((status, files(&folder) == after), (2, true));
    assert!(
        told.contains("tabell.csv:3 (Lämnat): här står 2024-01-11, och arbetsytan har 2024-01-10"),
        "{told}"
    );
}

/// All that is wrong is told at once, each at its line and heading, and not a byte is written.
#[test]
fn what_is_wrong_is_told_at_its_line_and_heading() {
    let folder = workspace();
    let before = files(&folder);
    let refused = |text: &[u8], args: &[&str], expected: &[&str]| {
        let (status, shown, told) = run(&folder, text, args);
        assert_eq!((status, shown.as_str()), (2, ""), "{told}");
        for words in expected {
            assert!(told.contains(words), "{words}: {told}");
        }
        assert_eq!(files(&folder), before);
    };
    let deliveries = ["--as", "deliveries"];
    let headings = "Vad;Period;Vem;Lämnat\n";
    let with = |rows: &str| format!("{headings}{rows}").into_bytes();
    refused(
        "Vad;Perod;Vem;Lämnat;Lämnat;Annat\nBilaga;2024;Granby kommun;22/3 2024;;;x\n".as_bytes(),
        &deliveries,
        &[
            "tabell.csv:1: rubriken ”Perod” är okänd; menade du ”Period”?",
            "tabell.csv:1: rubriken ”Lämnat” står två gånger",
            "tabell.csv:1: rubriken ”Annat” är okänd; här kan stå: Vad",
            "tabell.csv:2: fält 7, ”x”, har ingen rubrik",
            "tabell.csv:2 (Lämnat): väntade ett datum skrivet som 2024-03-22; där står ”22/3 2024”",
        ],
    );
    refused(b"Vad;Vem\nBilaga;x\n", &deliveries, &["rubriken ”Lämnat” saknas"]);
    refused(b"Vad,Period,Vem\n", &deliveries, &["skiljs inte åt med ;"]);
    refused(headings.as_bytes(), &deliveries, &["tabellen har inga rader"]);
    refused(b"", &deliveries, &["tabellen har inga rader"]);
    refused(&with("\"Bilaga;2024;;2024-01-01\n"), &deliveries, &["tabell.csv:2: ett citattecken öppnar"]);
    refused(
        &with(
            "Bilaga;2024;Granby komun (syntetisk);2024-01-01\nBilagga;2024;;2024-01-01\nBilaga;2024;;2024-01-01\nBilaga;2024;;2024-01-01\n",
        ),
        &deliveries,
        &["tabell.csv:5: samma rad står redan på rad 4"],
    );
    refused(
        &with(
            "Bilaga;2024;Granby komun (syntetisk);2024-01-01\nBilagga;2024;;2024-01-01\nBilaga;2024;#SAKNAS!;2024-01-01\n",
        ),
        &deliveries,
        &["tabell.csv:4 (Vem): här står kalkylarkets fel #SAKNAS!"],
    );
    refused(
        &with("Bilaga;2024;Granby komun (syntetisk);2024-01-01\nBilagga;2024;;2024-01-01\n"),
        &deliveries,
        &[
            "tabell.csv:2 (Vem): ”Granby komun (syntetisk)” finns inte",
            "menade du ”Granby kommun (syntetisk)”?",
            "tabell.csv:3: inget som årshjulet väntar på",
        ],
    );
    refused(b"PK\x03\x04", &deliveries, &["filen är en arbetsbok"]);
    refused(b"\xFF\xFEV\0a\0", &deliveries, &["varken UTF-8, Latin-1 eller Windows-1252"]);
    refused(
        b"Siffra;Enhet;Belopp\nEget kapital vid \x86rets utg\x86ng;kr;1\n",
        &["--as", "figures", "--year", "2023"],
        &["varken UTF-8"],
    );
    refused("Siffra;Enhet;Belopp\nrevision;kr;-1\n".as_bytes(), &["--as", "figures"], &["skriv --year"]);
    refused(
        "Siffra;Enhet;Belopp\nrevision;kr;1,234.50\nresor;kr;240000.5\nkonsultarvoden;kr;−1 23\nIT;kr;-5 kr\nsoliditett;procent;5\n".as_bytes(),
        &["--as", "siffror", "--year", "2023"],
        &["2 (Belopp): väntade ett tal med komma", "3 (Belopp)", "4 (Belopp)", "5 (Belopp)"],
    );
}

/// What may be thousands, what a line breaks in two, and what may be per cent of one.
#[test]
fn what_can_be_read_in_two_ways_is_refused() {
    let folder = workspace();
    let before = files(&folder);
    let refused = |text: &str, args: &[&str], expected: &[&str]| {
        let (status, _, told) = run(&folder, text, args);
        assert_eq!((status, files(&folder) == before), (2, true), "{told}");
        for words in expected {
            assert!(told.contains(words), "{words}: {told}");
        }
    };
    refused(
        "Siffra;Enhet;Belopp\nrevision;kr;-45,000\nresor;kr;-45.000\nIT;kr;\"-45\n000\"\n",
        &["--as", "siffror", "--year", "2023"],
        &[
            "2 (Belopp): väntade ett tal som bara",
            "3 (Belopp): väntade ett tal som bara",
            "4 (Belopp): väntade ett tal med",
        ],
    );
    refused(
        "Siffra;Enhet;Belopp\nrevision;kr;-4500,0000\nsoliditet;procent;0,45\n",
        &["--as", "siffror", "--year", "2023"],
        &[
            "2 (Belopp): -4500,0000 har fler decimaler än de 2",
            "3 (Belopp): 0,45 i en ruta för procent: skriv 45 om",
        ],
    );
    refused(
        "Mötets dag;Organ;Hållet;Anslagstavlor\n2024-09-12;Styrelsen;ja;alla;\n2024-09-13;Styrelsen;ja;\"alla;Granby kommun (syntetisk)\"\n",
        &["--as", "möten"],
        &["3 (Anslagstavlor): ”alla” står ensamt"],
    );
}

/// Latin-1 and Windows-1252 are read as what they are, and it is said.
#[test]
fn meetings_in_any_of_the_letters_of_windows() {
    let text = "Mötets dag;Organ;Hållet;Form;Offentligt;Justerat;Anslaget;Anslagstavlor\n\
        2024-09-12;Styrelsen;ja;på plats;nej;2024-09-20;2024-09-21;alla\n2024-12-05;Förbundsstyrelsen;;;;;;\n";
    let latin: Vec<u8> = text.chars().map(|c| u8::try_from(u32::from(c)).unwrap()).collect();
    let windows = [latin.as_slice(), b";;\x96;;;;;\n"].concat();
    let args = ["--as", "möten", "--recorded", "2024-10-01"];
    let mut written: Vec<String> = Vec::new();
    for (bytes, called) in [(text.as_bytes(), "UTF-8"), (&latin, "Latin-1")] {
        let folder = workspace();
        let (status, shown, told) = run(&folder, bytes, &args);
        assert_eq!(status, 0, "{told}");
        assert!(told.contains(&format!("läst som {called}")), "{told}{shown}");
        written.push(fs::read_to_string(folder.path().join("register/moten.toml")).unwrap());
    }
    assert_eq!(written[0], written[1]);
    assert!(written[0].contains("date = 2024-12-05\nplanned = true"), "{}", written[0]);
    assert!(written[0].contains("boards = [\"granby\", \"lindby\", \"strandby\", \"testregionen\"]"));
    let (_, _, told) = run(&workspace(), windows, &args);
    assert!(told.contains("tabell.csv:4 (Hållet): väntade något av: ja; där står texten ”–”"), "{told}");
    // One meeting, however its body is named, is one.
    let twice = format!("{text}2024-12-05;Styrelsen;;på plats;;;;\n");
    let folder = workspace();
    let before = files(&folder);
    let (status, _, told) = run(&folder, twice, &args);
    assert_eq!((status, files(&folder) == before), (2, true));
    assert!(told.contains("tabell.csv:4: det här står på en annan rad också"), "{told}");
}

/// A meeting that was known earlier counts from the day that more of it became known, and that is said.
#[test]
fn a_meeting_that_is_known_from_a_later_day_is_told_of() {
    let folder = workspace();
    let head = "Mötets dag;Organ;Hållet;Justerat\n";
    for (row, recorded, told) in [
        ("2024-09-12;Styrelsen;ja;\n", "2024-09-20", None),
        (
            "2024-09-12;Styrelsen;ja;2024-09-20\n",
            "2024-10-01",
            Some("från 2024-10-01, och inte längre från 2024-09-20"),
        ),
    ] {
        let args = ["--as", "möten", "--recorded", recorded];
        let (status, shown, said) = run(&folder, format!("{head}{row}"), &args);
        assert_eq!(status, 0, "{said}");
        let is_told = told.map_or(!shown.contains("inte längre från"), |it| shown.contains(it));
        assert!(is_told, "{shown}{said}");
    }
}

/// What only shows when all is read together is told at the lines it would have made, and at the rows they are of.
#[test]
fn what_would_not_load_is_told_with_its_row() {
    let folder = workspace();
    let before = files(&folder);
    let text = "Mötets dag;Organ;Hållet;Justerat\n2024-12-05;Styrelsen;ja;\n2024-12-12;Styrelsen;ja;2024-11-30\n\
        2024-12-13;Styrelsen;ja;\n2024-12-16;Styrelsen;ja;2024-12-01\n2024-12-19;Styrelsen;ja;2024-12-23\n";
    let (status, _, told) = run(&folder, text, &["--as", "möten", "--recorded", "2025-01-20"]);
    assert_eq!((status, files(&folder) == before), (2, true));
    assert_eq!(told.matches("[interval-reversed]").count(), 2, "{told}");
    assert!(
        told.contains("inget är skrivet") && told.contains("; ifyllt på tabell.csv:3, tabell.csv:5\n"),
        "{told}"
    );
}

/// Figures to a file of their own, exactly, which a corrected table changes and which is nobody else's.
#[test]
fn figures_and_what_is_reported() {
    let folder = workspace();
    let text = "Siffra;Enhet;Belopp\r\nEget kapital vid årets utgång;tkr;3\u{a0}201\r\nVerksamhetens kostnader;kr;−15\u{202f}700 000,00\r\nRevision;kr;\r\n";
    let args = ["--as", "redovisat", "--year", "2023"];
    let (status, _, told) = run(&folder, text, &args);
    assert_eq!(status, 0, "{told}");
    let target = folder.path().join("figures/2023-tabell.toml");
    let first = fs::read_to_string(&target).unwrap();
    assert!(first.contains("kind = \"reported\"\nprints = \"reported-to-fk\"\nunit = \"tkr\"\ncount = 1\n[table.figures]\nequity.closing = 3201\n"), "{first}");
    assert!(first.contains("part = \"rad 3\"") && !first.contains("audit"), "a blank is no zero: {first}");
    let checked =
        samkoll(folder.path(), &["check", "--as-of", "2024-12-31", "--rule", "reported-otherwise", "--all"]);
    assert!(
        stdout(&checked).replace('\u{a0}', " ").contains("2023 är 3 201 tkr, men 3 200 000"),
        "{}",
        stdout(&checked)
    );
    let corrected = text.replace("3\u{a0}201", "3\u{a0}200");
    let (_, shown, _) = run(&folder, &corrected, &[&args[..], &["--dry-run"]].concat());
    assert!(shown.contains("i stället för"), "{shown}");
    assert_eq!(run(&folder, &corrected, &args).0, 0);
    assert_ne!(fs::read_to_string(&target).unwrap(), first);
    fs::write(&target, format!("# min egen\n{first}")).unwrap();
    let (status, _, told) = run(&folder, text, &args);
    assert_eq!(status, 2);
    assert!(told.contains("inte skriven av import"), "{told}");
    // What the annual report says otherwise is refused as its own figure, and only that.
    let (status, _, told) = run(&folder, text, &["--as", "figures", "--year", "2023"]);
    assert_eq!(status, 2, "{told}");
}

/// Rows are the same when they say the same, and what could not be read says what stands there.
#[test]
fn rows_are_not_the_same_for_what_could_not_be_read() {
    for (text, sort, same) in [
        ("Mötets dag;Organ;Hållet\n11/5 2024;X;ja\n2024-13-01;X;ja\n20240511;X;ja\n", Sort::Meetings, 0),
        ("Mötets dag;Organ\n11/5 2024;X\n11/5 2024;X\n", Sort::Meetings, 1),
        ("Motets dag;Organ\n2024-01-11;X\n2024-02-11;X\n", Sort::Meetings, 0),
        ("Mötets dag;Organ;Organ\n2024-01-11;X;Z\n2024-01-11;Y;Z\n", Sort::Meetings, 0),
        ("Mötets dag;Organ\n2024-01-11;X;1\n2024-01-11;X;2\n", Sort::Meetings, 0),
        ("Siffra;Enhet;Belopp\nIT;kr;450,000\nIT;kr;450,001\n", Sort::Figures, 0),
        ("Siffra;Enhet;Belopp\nIT;kr;1 000\nIT;kr;1000\n", Sort::Figures, 1),
        ("Vad;Lämnat\nBudget;i maj\nBudget;i juni\n", Sort::Deliveries, 0),
    ] {
        let complaints = table::read("a.csv", text.as_bytes(), sort).unwrap_err();
        let told = complaints.iter().filter(|it| it.text.sv.contains("samma rad")).count();
        assert_eq!(told, same, "{text}: {complaints:?}");
    }
}

/// A file of figures is changed by the table it came of and by no other; one whose rows are gone may be another.
#[test]
fn no_table_writes_over_the_figures_of_another() {
    let folder = workspace();
    let both = "Siffra;Enhet;Belopp\nrevision;kr;-1\nIT;kr;-2\n";
    let import = |name: &str, text: &str, kind: &str| {
        fs::write(folder.path().join(name), text).unwrap();
        let output = samkoll(folder.path(), &["import", "csv", name, "--as", kind, "--year", "2024"]);
        let told = format!("{}{}", stdout(&output), stderr(&output)).replace('\u{a0}', " ");
        (code(&output), told)
    };
    let of =
        |name: &str| fs::read_to_string(folder.path().join(format!("figures/2024-{name}.toml"))).unwrap();
    assert_eq!(import("x y.csv", both, "figures").0, 0);
    let first = of("x-y");
    for (name, kind, expected) in
        [("x-y.csv", "figures", "kom ur ”x y.csv”"), ("x y.csv", "reported", "ge tabellen ett annat namn")]
    {
        let (status, told) = import(name, &both.replace("-2", "-3"), kind);
        assert_eq!((status, of("x-y") == first), (2, true), "{told}");
        assert!(told.contains(expected), "{told}");
    }
    let (status, told) = import("x y.csv", "Siffra;Enhet;Belopp\nrevision;kr;-1\n", "figures");
    assert_eq!((status, of("x-y") == first), (2, true), "{told}");
    let gone = "raden finns inte längre i tabellen, och filen har −2 kr (rad 3): är det en annan tabell";
    assert!(told.contains(gone), "{told}");
    // A row that could not be read is not gone.
    let (_, told) = import("x y.csv", &both.replace("IT;kr", "IT;krx"), "figures");
    assert!(told.contains("väntade något av: kr") && !told.contains("raden finns inte längre"), "{told}");
    // A table of the same name in another folder is another table.
    fs::create_dir(folder.path().join("annan")).unwrap();
    let (status, told) = import("annan/x y.csv", "Siffra;Enhet;Belopp\nresor;kr;-7\n", "figures");
    assert_eq!((status, of("x-y") == first), (2, true), "{told}");
    assert_eq!(told.matches("ge den ett annat namn").count(), 2, "{told}");
    // Nor is a table taken for the ledger or the workbook.
    let (status, told) =
        import("ledger.csv", "Siffra;Enhet;Belopp\nrevision;kr;-1\nresor;kr;-1\n", "figures");
    assert_eq!(status, 0, "{told}");
    assert!(!folder.path().join("figures/2024-ledger.toml").exists());
}

#[test]
fn a_table_that_is_too_long_is_refused() {
    let many = "2024-01-01;x\n".repeat(25_000);
    let complaints =
        table::read("a.csv", format!("Mötets dag;Organ\n{many}").as_bytes(), Sort::Meetings).unwrap_err();
    assert!(complaints.len() < 200, "{}", complaints.len());
    assert!(table::read("a.csv", &vec![b'x'; 9 * 1024 * 1024], Sort::Meetings).is_err());
}

proptest! {
    #![proptest_config(cases(200))]

    /// An amount is what was written, to the öre, with any of the spaces that part thousands.
    #[test]
    fn amounts_are_exact(ore in -9_000_000_000_000_000_i64..9_000_000_000_000_000, space in "[ \u{a0}\u{2009}\u{202f}]") {
        let amount = Decimal::new(ore, 2);
        let written = written_number(amount, Language::Sv).replace('\u{a0}', &space);
        let text = format!("Siffra;Enhet;Belopp\nx;kr;{written}\n");
        let read = table::read("a.csv", text.as_bytes(), Sort::Figures).map_err(|it| TestCaseError::fail(format!("{it:?}")))?;
        let cell = read.rows.rows[0].cells.get(&Column::Amount).map(|it| it.value.clone());
        prop_assert_eq!(cell, Some(Typed::Number(amount)));
    }

    /// No bytes make it panic.
    #[test]
    fn bytes_of_a_table_never_panic(bytes in prop::collection::vec(any::<u8>(), 0..300), text in ".{0,200}") {
        for sort in [Sort::Deliveries, Sort::Meetings, Sort::Figures] {
            let _ = table::read("a.csv", &bytes, sort);
            let headings: Vec<&str> = sort.columns().iter().map(|it| it.heading().sv).collect();
            let _ = table::read("a.csv", format!("{}\n{text}", headings.join(";")).as_bytes(), sort);
        }
    }
}
