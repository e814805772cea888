//! What is reported to Försäkringskassan: a sheet with what is asked for, in that order and with its places; read back
//! it is a claim of its own, which is held against the others.

use std::collections::BTreeMap;
use std::fs;
use std::path::Path;

use samkoll::import::rows::{Column, Sort};

use crate::cli::{code, samkoll, stderr, stdout};
use crate::table::workspace;
use crate::workbook::copy::{Copy, Value, number, text};

const OWN: &str = "[[figure]]\nname = \"insats.torget.cost\"\ntitle = \"kostnad för Torget\"\nkind = \"money\"\n\
    sign = \"negative\"\nreported = 501\n\n\
    [[figure]]\nname = \"insats.torget.participants\"\ntitle = \"deltagare i Torget\"\nkind = \"persons\"\n\
    reported = 501\n\n\
    [[figure]]\nname = \"insats.kvarn.cost\"\ntitle = \"kostnad för Kvarn\"\nkind = \"money\"\nreported = 502\n";

const LEDGER: &str = "year = 2023\ncount = { table = 1 }\n\n[[source]]\nid = \"bok\"\ntitle = \"Bokföringen\"\n\
    kind = \"ledger\"\n\n[[table]]\nid = \"bok-torget\"\nsource = \"bok\"\npart = \"konto 4000–7999, objekt 110\"\n\
    kind = \"ledger\"\nproven = true\nunit = \"kr\"\ncount = 2\n[table.figures]\n\
    insats.torget.cost = -1_234_567.80\nequity.closing = 3_200_000.10\n";

/// The synthetic förbund, with a ledger and two insatser.
fn with_a_ledger() -> tempfile::TempDir {
    let folder = workspace();
    fs::write(folder.path().join("figures/namn.toml"), OWN).unwrap();
    fs::write(folder.path().join("figures/2023-bok.toml"), LEDGER).unwrap();
    folder
}

/// A sheet made anew: one that is there, and may be filled in, is not written over.
fn made(folder: &Path, args: &[&str]) -> Copy {
    drop(fs::remove_file(folder.join("fk.xlsx")));
    let output = samkoll(
        folder,
        &[&["workbook", "--for", "fk", "--year", "2023", "--as-of", "2024-06-01", "-o", "fk.xlsx"], args]
            .concat(),
    );
    assert_eq!(code(&output), 0, "{}", stderr(&output));
    Copy::of(&fs::read(folder.join("fk.xlsx")).unwrap())
}

fn read_in(folder: &Path, copy: &Copy, is_ods: bool) -> (i32, String, String) {
    let (name, bytes) = if is_ods { ("fk.ods", copy.ods()) } else { ("fk.xlsx", copy.xlsx()) };
    fs::write(folder.join(name), bytes).unwrap();
    let output = samkoll(folder, &["import", "xlsx", name, "--recorded", "2024-06-01"]);
    let plain = |text: String| text.replace('\u{a0}', " ");
    (code(&output), plain(stdout(&output)), plain(stderr(&output)))
}

fn cell(copy: &mut Copy, row: &str, column: Column) -> Option<Value> {
    let (sheet, at) = copy.at(Sort::Reported, row, column);
    copy.sheet(&sheet).cells.get(&at).cloned()
}

/// The names of the figures, from the top.
fn names(copy: &mut Copy) -> Vec<String> {
    let (sheet, (first, _)) = copy.at(Sort::Reported, "allocation.total", Column::Figure);
    let cells = &copy.sheet(&sheet).cells;
    let ids = cells.range((first, 0)..).filter(|((_, column), _)| *column == 0);
    ids.filter_map(|(_, value)| if let Value::Text(id) = value { Some(id.clone()) } else { None }).collect()
}

/// What is said of what is reported, on one line.
fn held(folder: &Path) -> String {
    let args = ["check", "--as-of", "2024-12-31", "--rule", "reported-otherwise", "--all"];
    stdout(&samkoll(folder, &args)).split_whitespace().collect::<Vec<_>>().join(" ")
}

#[test]
fn the_sheet_has_what_is_asked_for_in_its_order_with_its_places() {
    let folder = with_a_ledger();
    let mut copy = made(folder.path(), &[]);
    assert_eq!(
        names(&mut copy),
        [
            "allocation.total",
            "equity.closing",
            "budget.cost-split.administration",
            "cost-split.administration",
            "insats.torget.cost",
            "insats.torget.participants",
            "insats.kvarn.cost",
            "participants.planned",
            "participants.structural",
            "participants.individual.women",
            "participants.individual.men",
        ]
    );
    // The ledger before the annual report, with its öre; what it does not have is from the annual report.
    assert_eq!(cell(&mut copy, "equity.closing", Column::Amount), Some(number("3200000.1")));
    let of_ledger = "Bokföringen, konto 4000–7999, objekt 110 – figures/2023-bok.toml:19";
    let place = cell(&mut copy, "insats.torget.cost", Column::Place);
    let line = LEDGER.lines().position(|it| it.starts_with("insats.torget.cost")).unwrap() + 1;
    assert_eq!(place, Some(text(&of_ledger.replace(":19", &format!(":{line}")))));
    assert_eq!(cell(&mut copy, "allocation.total", Column::Amount), Some(number("16000000")));
    assert_eq!(cell(&mut copy, "allocation.total", Column::Year), Some(number("2023")));
    let place = cell(&mut copy, "allocation.total", Column::Place);
    assert!(matches!(place, Some(Value::Text(it)) if it.ends_with(" – figures/2023.toml:95")));
    // What is not known is blank, and is said to be missing; never zero.
    assert_eq!(cell(&mut copy, "insats.kvarn.cost", Column::Amount), None);
    assert_eq!(cell(&mut copy, "insats.kvarn.cost", Column::Place), Some(text("saknas: fyll i")));
    let mut english = made(folder.path(), &["--lang", "en"]);
    assert_eq!(cell(&mut english, "insats.kvarn.cost", Column::Place), Some(text("missing: fill in")));
    // Nobody has yet said which the insatser are: the sheet is shorter, and that is told.
    let bare = workspace();
    let args = ["workbook", "--for", "fk", "--year", "2023", "-o", "nytt.xlsx"];
    assert!(stderr(&samkoll(bare.path(), &args)).contains("inga siffror för var insats för sig"));
    assert!(!stderr(&samkoll(folder.path(), &args)).contains("inga siffror"));
}

/// A sum that no document prints is what its terms come to, if every one of them is known.
#[test]
fn a_sum_is_added_up_of_what_is_known_and_not_without_a_term() {
    let folder = workspace();
    let path = folder.path().join("figures/2023.toml");
    let whole = fs::read_to_string(&path).unwrap();
    let without = whole.replace("allocation.total = 16_000_000\n", "");
    fs::write(&path, &without).unwrap();
    let mut copy = made(folder.path(), &[]);
    assert_eq!(cell(&mut copy, "allocation.total", Column::Amount), Some(number("16000000")));
    let Some(Value::Text(place)) = cell(&mut copy, "allocation.total", Column::Place) else { panic!() };
    assert!(
        place.starts_with("summan av: ") && place.matches(" – figures/2023.toml:9").count() == 5,
        "{place}"
    );
    fs::write(&path, without.replace("contribution.lindby = 1_200_000\n", "")).unwrap();
    let mut copy = made(folder.path(), &[]);
    assert_eq!(cell(&mut copy, "allocation.total", Column::Amount), None);
}

#[test]
fn read_back_it_is_a_claim_that_is_held_against_the_ledger_and_the_annual_report() {
    for is_ods in [false, true] {
        let folder = with_a_ledger();
        let mut copy = made(folder.path(), &[]);
        copy.set(Sort::Reported, "equity.closing", Column::Amount, number("3100"));
        copy.set(Sort::Reported, "equity.closing", Column::Unit, text("tkr"));
        copy.set(Sort::Reported, "insats.torget.participants", Column::Amount, number("41"));
        let (status, shown, told) = read_in(folder.path(), &copy, is_ods);
        assert_eq!(status, 0, "{told}");
        assert!(shown.contains("figures/2023-reported.toml") && shown.contains("\n4 rader"), "{shown}");
        let written = fs::read_to_string(folder.path().join("figures/2023-reported.toml")).unwrap();
        let tables = BTreeMap::from([
            ("allocation.total", "16000000"),
            ("equity.closing", "3100"),
            ("insats.torget.cost", "-1234567.80"),
            ("insats.torget.participants", "41"),
        ]);
        assert_eq!(
            written.matches("kind = \"reported\"\nprints = \"reported-to-fk\"\n").count(),
            tables.len()
        );
        for (figure, amount) in tables {
            assert!(
                written.contains(&format!("[table.figures]\n{figure} = {amount}\n")),
                "{figure}: {written}"
            );
        }
        let held = held(folder.path());
        assert!(held.contains("2023 är 3 100 tkr, men 3 200 000,10 kr enligt Bokföringen"), "{held}");
        // What was reported stands in the sheet from then on, and says nothing new.
        let mut again = made(folder.path(), &[]);
        assert_eq!(cell(&mut again, "equity.closing", Column::Amount), Some(number("3100")));
        assert_eq!(cell(&mut again, "equity.closing", Column::Ledger), Some(number("3200.0001")));
        let (status, shown, _) = read_in(folder.path(), &again, is_ods);
        assert!(status == 0 && shown.starts_with("Inget nytt"), "{shown}");
        // Corrected, it is changed in the open; a blank takes nothing away.
        again.set(Sort::Reported, "equity.closing", Column::Amount, number("3200"));
        let (sheet, at) = again.at(Sort::Reported, "allocation.total", Column::Amount);
        again.sheet(&sheet).cells.remove(&at);
        read_in(folder.path(), &again, is_ods);
        let target = folder.path().join("figures/2023-reported.toml");
        let corrected = fs::read_to_string(&target).unwrap();
        assert!(
            corrected.contains("equity.closing = 3200\n")
                && corrected.contains("allocation.total = 16000000\n")
        );
        fs::write(&target, written).unwrap();
        let name = if is_ods { "fk.ods" } else { "fk.xlsx" };
        let shown = samkoll(folder.path(), &["import", "xlsx", name, "--dry-run"]);
        let shown = stdout(&shown).replace('\u{a0}', " ");
        assert!(shown.contains("3 200 tkr i stället för 3 100 tkr"), "{shown}");
        assert!(shown.contains("16 000 000 står kvar"), "{shown}");
    }
}

#[test]
fn a_row_of_another_year_is_refused() {
    let folder = with_a_ledger();
    let mut copy = made(folder.path(), &[]);
    let at = copy.set(Sort::Reported, "equity.closing", Column::Year, number("2022"));
    let (status, _, told) = read_in(folder.path(), &copy, false);
    assert_eq!(status, 2);
    assert!(told.contains(&format!("{at}: raden är för 2022, och det som läses in är för 2023")), "{told}");
    assert!(!folder.path().join("figures/2023-reported.toml").exists());
}
