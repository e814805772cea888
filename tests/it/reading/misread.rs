//! What a table says of its numbers besides their rows: their unit, what their columns are, what a workbook shows of
//! them. What is not surely known is asked about and not taken.

use std::fs;
use std::path::Path;

use super::into::workspace_with;
use crate::cli::{code, samkoll, stderr, stdout};

/// Reads a document into a workspace: the code, what is shown, and the files of two years.
fn taken(name: &str, document: &[u8], answers: &str) -> (i32, String, [String; 2]) {
    let folder = workspace_with("none.md", "");
    let own = folder.path().join("w");
    fs::write(folder.path().join(name), document).unwrap();
    if !answers.is_empty() {
        fs::write(own.join("labels.toml"), answers).unwrap();
    }
    let path = format!("../{name}");
    let output = samkoll(&own, &["read", &path, "--into", "--year", "2023", "--source", "r"]);
    (code(&output), format!("{}{}", stdout(&output), stderr(&output)), files(&own))
}

fn files(own: &Path) -> [String; 2] {
    ["2023", "2022"]
        .map(|it| fs::read_to_string(own.join(format!("figures/{it}-r.toml"))).unwrap_or_default())
}

/// An income statement under a caption, with the heads of two columns.
fn statement(caption: &str, one: &str, other: &str) -> String {
    format!(
        "# Årsredovisning 2023\n\n## Resultaträkning\n\n{caption}\n\n| | {one} | {other} |\n|---|--:|--:|\n\
         | Verksamhetens intäkter | 4 000 | 3 900 |\n| Verksamhetens kostnader | -3 800 | -3 700 |\n\
         | Avskrivningar | -10 | -10 |\n| Verksamhetens resultat | 190 | 190 |\n"
    )
}

fn has(file: &str, line: &str) -> bool {
    file.lines().any(|it| it == line)
}

/// A multiplier that is known is read, wherever it stands; one that is not makes the unit unknown, and is asked about.
#[test]
fn what_multiplies_kronor_is_no_kronor() {
    for (said, unit) in [
        ("kr", "kr"),
        ("1 000-tal kronor", "tkr"),
        ("1000-tals kr", "tkr"),
        ("1 000 kr", "tkr"),
        ("t kr", "tkr"),
        ("'000 SEK", "tkr"),
        ("milj. kr", "mkr"),
        ("miljontal kronor", "mkr"),
        ("hundratal kronor", ""),
        ("100 000-tal kr", ""),
        ("mdkr", ""),
        ("EUR", ""),
    ] {
        let heads = (format!("2023 ({said})"), format!("2022 ({said})"));
        for document in [
            statement(&format!("Belopp i {said}"), "2023", "2022"),
            statement(&format!("({said})"), "2023", "2022"),
            statement("", "2023", "2022").replacen("| |", &format!("| Belopp i {said} |"), 1),
            statement("", &heads.0, &heads.1),
            statement("", "2023", "2022").replace("Resultaträkning", &format!("Resultaträkning, {said}")),
        ] {
            let (exit, shown, [file, _]) = taken("r.md", document.as_bytes(), "");
            let is_taken = has(&file, "\"income.total\" = 4000");
            assert_eq!(
                (exit, is_taken),
                if unit.is_empty() { (3, false) } else { (0, true) },
                "{document}{shown}"
            );
            match unit {
                "" => assert!(shown.contains("säger en enhet som inte är känd"), "{document}{shown}"),
                _ => assert!(has(&file, &format!("unit = \"{unit}\"")), "{document}{file}"),
            }
        }
    }
}

/// An answer that gives the unit is heeded, as where the document says none.
#[test]
fn an_unknown_unit_is_settled_by_an_answer() {
    let answer = |unit: &str| {
        let rows = [
            ("Verksamhetens intäkter", "income.total"),
            ("Verksamhetens kostnader", "cost.total"),
            ("Avskrivningar", "depreciation"),
            ("Verksamhetens resultat", "result.operating"),
        ];
        rows.map(|(row, figure)| format!("[[label]]\nrow = \"{row}\"\nfigure = \"{figure}\"\n{unit}"))
            .concat()
    };
    let document = statement("Belopp i hundratal kronor", "2023", "2022");
    for (unit, exit, is_taken) in [("", 3, false), ("unit = \"tkr\"\n", 0, true)] {
        let (told, shown, [file, _]) = taken("r.md", document.as_bytes(), &answer(unit));
        assert_eq!((told, has(&file, "\"income.total\" = 4000")), (exit, is_taken), "{unit}: {shown}");
    }
}

/// A column's unit is its own: it is not that of the others, and does not take the place of what stands above the table.
#[test]
fn the_unit_of_one_column_is_not_that_of_another() {
    for (caption, one, other, units) in [
        ("Belopp i tkr", "2023", "2022 (kr)", ["tkr", "kr"]),
        ("Belopp i kr", "2023 (tkr)", "2022", ["tkr", "kr"]),
        ("Belopp i mkr", "2023 (tkr)", "2022 (kr)", ["tkr", "kr"]),
        ("", "2023 (tkr)", "2022 (kr)", ["tkr", "kr"]),
        ("", "2023 (tkr)", "2022", ["tkr", ""]),
        ("", "2023 tkr", "2022 kr", ["tkr", "kr"]),
    ] {
        let (exit, shown, files) = taken("r.md", statement(caption, one, other).as_bytes(), "");
        let is_asked = shown.contains("    kolumnen ”2022”: dokumentet säger inte om det är kronor");
        assert_eq!(
            (exit, is_asked),
            if units[1].is_empty() { (3, true) } else { (0, false) },
            "{other}: {shown}"
        );
        for (file, (unit, number)) in files.iter().zip(units.into_iter().zip(["4000", "3900"])) {
            let is_so = has(file, &format!("\"income.total\" = {number}"))
                && has(file, &format!("unit = \"{unit}\""));
            assert_eq!(is_so, !unit.is_empty(), "{caption} {one} {other}: {shown}{file}");
        }
    }
    // A unit that is all that its row of the head says is that of the table.
    let head = "| | Belopp i tkr | |\n|---|--:|--:|\n| | 2023 | 2022 |\n";
    let alone = statement("", "2023", "2022").replace("| | 2023 | 2022 |\n|---|--:|--:|\n", head);
    let (_, shown, files) = taken("r.md", alone.as_bytes(), "");
    assert!(files.iter().all(|it| has(it, "unit = \"tkr\"")), "{alone}{shown}");
    // Two units said of all of it: neither holds.
    let two = statement("Belopp i kr", "2023", "2022").replacen("| |", "| tkr |", 1);
    let (exit, shown, [file, _]) = taken("r.md", two.as_bytes(), "");
    assert!(
        exit == 3 && shown.contains("två olika enheter") && !has(&file, "\"income.total\" = 4000"),
        "{shown}"
    );
}

/// A head that says more than is known is asked about, once for its column, and settled by an answer about that.
#[test]
fn a_column_that_says_more_than_is_known_is_asked_about() {
    for head in [
        "Årsprognos",
        "Årsbudget",
        "Tilläggsbudget",
        "Prel.",
        "Mål",
        "Kalkyl",
        "varav ESF",
        "exkl. ESF",
        "Per medlem",
        "Beviljat",
        "Kvar",
    ] {
        let document = statement("Belopp i tkr", &format!("{head} 2023"), "2022");
        let (exit, shown, [file, before]) = taken("r.md", document.as_bytes(), "");
        assert_eq!(exit, 3, "{head}: {shown}");
        assert!(
            !file.contains("\"income.total\" = ") && has(&before, "\"income.total\" = 3900"),
            "{head}: {file}"
        );
        assert_eq!(
            shown.matches(&format!("kolumnen ”{head} 2023”: rubriken säger något mer")).count(),
            1,
            "{shown}"
        );
        assert!(!before.contains("count = "), "{before}");
        let asked = format!("column = \"{head} 2023\"");
        assert!(file.contains(&asked), "{file}");
        let ignored = format!("[[label]]\ntable = \"Resultaträkning\"\n{asked}\nignore = \"inget utfall\"\n");
        let (exit, shown, [_, before]) = taken("r.md", document.as_bytes(), &ignored);
        assert!(exit == 0 && has(&before, "count = 4"), "{head}: {shown}{before}");
        let row = format!(
            "[[label]]\nrow = \"Verksamhetens intäkter\"\ntable = \"Resultaträkning\"\n{asked}\nfigure = \"income.total\"\n"
        );
        let (exit, shown, [file, _]) = taken("r.md", document.as_bytes(), &format!("{ignored}{row}"));
        assert!(exit == 0 && has(&file, "\"income.total\" = 4000"), "{head}: {shown}{file}");
    }
    for head in
        ["2023", "Utfall 2023", "Bokslut 2023", "2023-12-31", "31 dec 2023", "Jan–dec 2023", "Helår 2023"]
    {
        let document = statement("", &format!("{head} (tkr)"), "2022 (tkr)");
        let (exit, shown, [file, _]) = taken("r.md", document.as_bytes(), "");
        assert!(
            exit == 0 && has(&file, "\"income.total\" = 4000") && has(&file, "count = 4"),
            "{head}: {shown}{file}"
        );
    }
    // A supplementary budget is no outcome beside the budget.
    let document = statement("Belopp i tkr", "Budget 2023", "Tilläggsbudget 2023");
    let (exit, shown, [file, _]) = taken("r.md", document.as_bytes(), "");
    assert!(exit == 3 && !has(&file, "\"income.total\" = 3900"), "{shown}{file}");
}

/// The same statement as a workbook, in kronor, with a way to change its sheet.
#[cfg(all(feature = "read", feature = "xlsx"))]
fn book(format: &str, change: impl FnOnce(&mut rust_xlsxwriter::Workbook)) -> Vec<u8> {
    use rust_xlsxwriter::{Format, Workbook};
    let mut book = Workbook::new();
    let sheet = book.add_worksheet();
    sheet.set_name("Resultaträkning").unwrap();
    sheet.write(0, 0, "Belopp i kr").unwrap();
    sheet.write(2, 1, 2023).unwrap().write(2, 2, 2022).unwrap();
    let rows = [
        ("Verksamhetens intäkter", 4_000_000, 3_900_000),
        ("Verksamhetens kostnader", -3_800_000, -3_700_000),
        ("Avskrivningar", -10_000, -10_000),
        ("Verksamhetens resultat", 190_000, 190_000),
    ];
    let format = Format::new().set_num_format(format);
    for (row, (label, one, other)) in (3..).zip(rows) {
        sheet.write(row, 0, label).unwrap();
        sheet.write_with_format(row, 1, one, &format).unwrap();
        sheet.write_with_format(row, 2, other, &format).unwrap();
    }
    change(&mut book);
    book.save_to_buffer().unwrap()
}

/// What a workbook hides or strikes out is not read, as in a page of HTML, and that is told.
#[cfg(all(feature = "read", feature = "xlsx"))]
#[test]
fn what_a_workbook_hides_is_not_read_and_told() {
    use rust_xlsxwriter::{Format, Workbook};
    type Change = fn(&mut Workbook);
    let row: Change = |it| {
        it.worksheet_from_index(0).unwrap().set_row_hidden(5).unwrap();
    };
    let flat: Change = |it| {
        it.worksheet_from_index(0).unwrap().set_row_height(5, 0).unwrap();
    };
    let column: Change = |it| {
        it.worksheet_from_index(0).unwrap().set_column_hidden(1).unwrap();
    };
    let struck: Change = |it| {
        let struck = Format::new().set_font_strikethrough();
        it.worksheet_from_index(0).unwrap().write_with_format(3, 1, 4_000_000, &struck).unwrap();
    };
    let sheet: Change = |it| {
        it.add_worksheet().set_name("Utkast").unwrap().set_hidden(true).write(0, 0, "dolt").unwrap();
    };
    for (change, told, [income, depreciation, before]) in [
        (row, "Resultaträkning!A6: Avskrivningar", ["4000000", "", "3900000"]),
        (flat, "Resultaträkning!A6: Avskrivningar", ["4000000", "", "3900000"]),
        (column, "Resultaträkning!B3: 2023", ["", "", "3900000"]),
        (struck, "Resultaträkning!B4: 4000000", ["\"blank\"", "-10000", "3900000"]),
        (sheet, "Utkast", ["4000000", "-10000", "3900000"]),
    ] {
        let bytes = book("#,##0;-#,##0", change);
        let (exit, shown, [file, other]) = taken("r.xlsx", &bytes, "");
        assert!(exit != 0 && shown.contains("1 del av dokumentet är inte läst"), "{told}: {exit} {shown}");
        assert!(!file.contains("count = ") && !other.contains("count = "), "{told}: {file}{other}");
        for (file, figure, number) in [
            (&file, "income.total", income),
            (&file, "depreciation", depreciation),
            (&other, "income.total", before),
        ] {
            let is_so = match number {
                "" => !file.contains(&format!("\"{figure}\" = ")),
                _ => has(file, &format!("\"{figure}\" = {number}")),
            };
            assert!(is_so, "{told} {figure} {number}: {file}");
        }
        let folder = tempfile::tempdir().unwrap();
        fs::write(folder.path().join("r.xlsx"), &bytes).unwrap();
        let alone = stdout(&samkoll(folder.path(), &["read", "r.xlsx"]));
        assert!(
            alone.contains("Dolt eller överstruket i arbetsboken") && alone.contains(told),
            "{told}: {alone}"
        );
    }
}

/// What a number format shows beside a number is said of it: the unit is that, whatever the caption says.
#[cfg(all(feature = "read", feature = "xlsx"))]
#[test]
fn what_a_number_format_shows_is_read() {
    for (format, number, unit) in [
        ("#,##0", "4000000", "kr"),
        ("#,##0 \"kr\"", "4000000", "kr"),
        ("#,##0.0,,\\ \"mkr\"", "4.0", "mkr"),
        ("#,##0,\\ \"tkr\"", "4000", "tkr"),
        ("#,##0 \"tkr\"", "4000000", "tkr"),
        ("#,##0\\ [$kr-41D]", "4000000", "kr"),
        ("#,##0 \"hkr\"", "", ""),
        ("[$€-2]\\ #,##0", "", ""),
    ] {
        let (exit, shown, [file, _]) = taken("r.xlsx", &book(format, |_| ()), "");
        if unit.is_empty() {
            assert!(exit == 3 && !file.contains("\"income.total\" = "), "{format}: {shown}{file}");
        } else {
            let is_so = has(&file, &format!("\"income.total\" = {number}"));
            assert!(
                exit == 0 && is_so && has(&file, &format!("unit = \"{unit}\"")),
                "{format}: {shown}{file}"
            );
        }
    }
}
