//! What a document's table has and the workspace does not: told and asked about, and nothing found right without it.

use std::fs;

use super::into::workspace_with;
use super::read;
use super::sheets::workbook;
use crate::cli::{code, samkoll, stderr, stdout};

/// An income statement of two years, the cells of depreciation given; it adds up only without them.
fn statement(row: &str, (one, other): (&str, &str)) -> Vec<(&'static str, String)> {
    let rows = [
        ("", "2023", "2022"),
        ("Verksamhetens intäkter", "6 400 000", "6 000 000"),
        ("Verksamhetens kostnader", "-6 000 000", "-5 000 000"),
        (row, one, other),
        ("Verksamhetens resultat", "400 000", "1 000 000"),
    ];
    let lines = |form: fn(&str, &str, &str) -> String| rows.map(|(a, b, c)| form(a, b, c)).concat();
    let pipes = lines(|a, b, c| format!("| {a} | {b} | {c} |\n"));
    let pipes = pipes.replacen('\n', "\n|---|--:|--:|\n", 1);
    let tags = lines(|a, b, c| format!("<tr><td>{a}</td><td>{b}</td><td>{c}</td></tr>\n"));
    let all = [
        ("r.md", format!("# Resultaträkning, kr\n\n{pipes}")),
        ("r.txt", format!("# Resultaträkning, kr\n\n{}", lines(|a, b, c| format!("{a}\t{b}\t{c}\n")))),
        ("r.html", format!("<h1>Resultaträkning, kr</h1>\n<table>\n{tags}</table>\n")),
        ("r.xlsx", format!("# Resultaträkning, kr\n\n{pipes}")),
    ];
    let is_read = |(name, _): &(&str, String)| cfg!(feature = "read") || !["r.html", "r.xlsx"].contains(name);
    all.into_iter().filter(is_read).collect()
}

/// The codes of `read` and of `read --into`, what the latter shows, the file of 2023, and what the relation comes to.
fn taken(name: &str, document: &str, answers: &str) -> (i32, i32, String, String, String) {
    let folder = workspace_with(name, document);
    if name.ends_with(".xlsx") {
        fs::write(folder.path().join(name), workbook(&read("r.md", document.as_bytes()))).unwrap();
    }
    let own = folder.path().join("w");
    if !answers.is_empty() {
        fs::write(own.join("labels.toml"), answers).unwrap();
    }
    let path = format!("../{name}");
    let alone = samkoll(&own, &["read", &path]);
    let into = samkoll(&own, &["read", &path, "--into", "--year", "2023"]);
    let file = fs::read_to_string(own.join("figures/2023-r.toml")).unwrap_or_default();
    let asked = ["check", "--as-of", "2024-04-01", "--rule", "statement-does-not-add-up", "--format", "json"];
    let checked: serde_json::Value = serde_json::from_str(&stdout(&samkoll(&own, &asked))).unwrap();
    let verdicts = checked["verdicts"].as_array().unwrap().iter();
    let mut of = verdicts.filter(|it| it["subject"]["id"] == "relation/operating-result/2023");
    let outcome = of.next().map_or("", |it| it["outcome"].as_str().unwrap_or_default()).to_owned();
    (code(&alone), code(&into), format!("{}{}", stdout(&into), stderr(&into)), file, outcome)
}

#[test]
fn a_cell_that_is_no_number_is_told_and_asked_about() {
    let cells = ["-1200000.00", "-1'200'000", "-1 2000", "ca -1 200 000", "-1 200 000 a", "se not 3", "?"];
    for (at, cell) in cells.into_iter().enumerate() {
        // The first in every form, each other in one of them.
        let forms = statement("Avskrivningar", (cell, "-1 000"));
        let one = (at > 0).then(|| at % forms.len());
        let forms = forms.into_iter().enumerate().filter(|(number, _)| one.is_none_or(|it| it == *number));
        for (name, document) in forms.map(|(_, it)| it) {
            let (alone, into, shown, file, outcome) = taken(name, &document, "");
            assert_eq!((alone, into, outcome.as_str()), (3, 3, "undecided"), "{name} {cell}: {shown}");
            assert!(shown.contains("Avskrivningar › 2023, rad "), "{name} {cell}: {shown}");
            assert!(shown.contains(&format!("”{cell}”: det som står där går inte")), "{shown}");
            assert!(!file.contains("count = "), "{name} {cell}: {file}");
            assert!(file.contains(&format!("# # Avskrivningar › 2023: ”{cell}”")), "{file}");
        }
    }
}

/// A row in which no number can be read is a row and no head, at the top of a table and within it, and a column of such
/// cells is one of numbers.
#[test]
fn rows_and_columns_that_cannot_be_read_are_not_heads_and_words() {
    for (name, document) in statement("Avskrivningar", ("-1200000.00", "-1200000.00")) {
        let (.., shown, file, outcome) = taken(name, &document, "");
        assert_eq!(outcome, "undecided", "{shown}");
        assert_eq!(shown.matches("går inte att läsa som ett tal; rätta").count(), 2, "{name}: {shown}");
        assert!(file.contains("\"result.operating\" = 400000"), "{name}: {file}");
    }
    let (name, document) = statement("Avskrivningar", ("-1 200 000", "-1 000")).remove(0);
    let first = document.replace("6 400 000", "6400000.00").replace("6 000 000 |\n", "ca 6 000 000 |\n");
    let (alone, _, shown, ..) = taken(name, &first, "");
    assert!(alone == 3 && shown.contains("Verksamhetens intäkter › 2023, rad"), "{shown}");
    let all = document.replace(" 000 000 |", "000000.00 |").replace(" 000 |", "000.00 |");
    let (alone, into, shown, ..) = taken(name, &all, "");
    assert_eq!((alone, into), (3, 3), "{shown}");
    assert!(shown.contains("Verksamhetens resultat › 2022, rad"), "{shown}");
}

/// Left out with a reason, such a row is asked about no longer; but what it says is not known.
#[test]
fn what_cannot_be_read_is_not_known_however_it_is_answered() {
    let answer = "[[label]]\nrow = \"Avskrivningar\"\nignore = \"oläslig i utskriften\"\n";
    let (name, document) = statement("Avskrivningar", ("-1 2000", "-1 000")).remove(0);
    let (_, into, shown, _, outcome) = taken(name, &document, answer);
    assert_eq!((into, outcome.as_str()), (0, "undecided"), "{shown}");
}

#[test]
fn a_blank_cell_is_a_figure_that_is_missing() {
    for cell in ["", "–", "-", "Inga"] {
        for (name, document) in statement("Avskrivningar", (cell, "")) {
            let (alone, into, shown, file, outcome) = taken(name, &document, "");
            assert_eq!((alone, into, outcome.as_str()), (0, 0, "undecided"), "{name} {cell}: {shown}");
            assert!(file.contains("\"depreciation\" = \"blank\"") && file.contains("count = 4"), "{file}");
            let below = "\"result.operating\" = \"Verksamhetens resultat › 2023\"";
            assert!(file.contains(below), "what is no title begins no block: {file}");
        }
    }
}

/// A row that ends before its columns do has nothing in the rest; words beside no label are a head's.
#[test]
fn a_row_that_ends_early_is_blank_and_a_unit_is_no_row() {
    let (name, document) = statement("Avskrivningar", ("CUT", "CUT")).remove(0);
    let short = document.replace("| Avskrivningar | CUT | CUT |", "| | tkr | |\n| Avskrivningar |");
    assert_ne!(short, document);
    let (alone, into, shown, file, outcome) = taken(name, &short, "");
    assert_eq!((alone, into, outcome.as_str()), (0, 0, "undecided"), "{shown}");
    assert!(file.contains("\"depreciation\" = \"blank\"") && file.contains("count = 4"), "{file}");
}

/// The titles of blocks are no figures that are missing, also where a figure is called so; what may be either is asked.
#[test]
fn a_title_is_no_blank_figure() {
    let sheet = "# Balansräkning, kr\n\n| | 2023 |\n|---|--:|\n| Tillgångar | |\n| Fordringar | |\n\
                 | Kundfordringar | 10 |\n| Kassa och bank | 100 |\n| Summa tillgångar | 110 |\n\
                 | Eget kapital | |\n| Årets resultat | 10 |\n| Summa eget kapital | 80 |\nAVS\
                 | Kortfristiga skulder | |\n| Leverantörsskulder | 30 |\n\
                 | Summa eget kapital och skulder | 110 |\n";
    let (_, into, shown, file, _) = taken("r.md", &sheet.replace("AVS", ""), "");
    assert_eq!((into, file.contains("blank")), (0, false), "{shown}{file}");
    let open = sheet.replace("AVS", "| Avsättningar | |\n");
    let (_, into, shown, file, _) = taken("r.md", &open, "");
    assert!(into == 3 && shown.contains("Avsättningar: raden är tom"), "{shown}");
    assert!(!file.contains("\"blank\"") && !file.contains("count = "), "{file}");
    let answer = |it: &str| format!("[[label]]\nrow = \"Avsättningar\"\ntable = \"Balansräkning\"\n{it}\n");
    for (it, count, is_blank) in [("figure = \"provisions\"", 8, true), ("ignore = \"rubrik\"", 7, false)] {
        let (_, into, shown, file, _) = taken("r.md", &open, &answer(it));
        assert_eq!(into, 0, "{shown}");
        assert!(file.contains(&format!("\ncount = {count}\n")), "{file}");
        assert_eq!(file.contains("\"provisions\" = \"blank\""), is_blank, "{file}");
    }
}

#[test]
fn a_table_with_an_open_row_does_not_count_itself_whole() {
    for (name, document) in statement("Avskrivningar inventarier mm", ("-50 000", "-1 000")) {
        let (_, into, shown, file, outcome) = taken(name, &document, "");
        assert_eq!((into, outcome.as_str()), (3, "undecided"), "{shown}");
        assert!(!file.contains("count = "), "{file}");
    }
}

/// What is entered by hand of a table is left out of what is read of it, which is then not the whole table.
#[test]
fn a_table_of_which_a_part_is_entered_by_hand_is_not_whole() {
    let (name, document) = statement("Avskrivningar", ("-1 200 000", "-1 000")).remove(0);
    let folder = workspace_with(name, &document);
    let own = folder.path().join("w");
    let by_hand = "year = 2023\n\n[[source]]\nid = \"r\"\ntitle = \"R\"\nkind = \"annual-report\"\n\n[[table]]\n\
                   id = \"egen\"\nsource = \"r\"\npart = \"R\"\nkind = \"statement\"\nprints = \"income-statement\"\n\
                   unit = \"kr\"\ncount = 1\n[table.figures]\ndepreciation = -1200000\n";
    fs::create_dir_all(own.join("figures")).unwrap();
    fs::write(own.join("figures/egen.toml"), by_hand).unwrap();
    let output = samkoll(&own, &["read", "../r.md", "--into", "--year", "2023"]);
    assert_eq!(code(&output), 0, "{}", stderr(&output));
    let file = |year: i32| fs::read_to_string(own.join(format!("figures/{year}-r.toml"))).unwrap();
    assert!(!file(2023).contains("\ncount = 3\n") && file(2022).contains("\ncount = 4\n"), "{}", file(2023));
}
