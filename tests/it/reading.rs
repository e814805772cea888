//! A document read and audited: the same faults in every form of it and nothing else, numbers as they are printed, and
//! whatever a file may hold instead.

mod claims;
#[cfg(feature = "read")]
pub(crate) mod forms;
mod into;
mod lost;
mod measured;
mod minutes;
mod misread;
#[cfg(feature = "pdf")]
mod pdf;
#[cfg(all(feature = "read", feature = "xlsx"))]
mod sheets;
#[cfg(feature = "read")]
mod word;

use std::fs;

use proptest::prelude::*;
use rust_decimal::Decimal;
use samkoll::amount::Language;
use samkoll::audit::{Audit, Blame, Finding, audit};
use samkoll::document::number::{self, Said};
use samkoll::document::{self, Document};
use samkoll::render;
use samkoll::render::reading::Reading;

use crate::cli::{code, samkoll, stderr, stdout};
use crate::common::{cases, root};

/// The synthetic annual report with a fault of each kind: row, head of the column, printed, right.
const PLANTED: &[(&str, &str, &str, &str, &str)] = &[
    ("Verksamhetens kostnader", "2023", "6852", "5852", "another number in another table"),
    ("Eget kapital", "2023", "1521930", "1521", "another unit"),
    ("varav nya för året", "Totalt", "139", "129", "a total of women and men"),
    ("Avslutade av hälsoskäl", "Andel", "13", "31", "a share, two digits swapped"),
    ("Strukturövergripande insatser", "Procent", "41", "14", "shares of one whole"),
    ("Verksamhetens kostnader", "2022-01-01–2022-12-31", "-5745195", "-5754195", "two digits swapped"),
    ("Ingående eget kapital", "2023-12-31", "1269440", "1268440", "not what the year before closed with"),
    ("Kassaflöde för den löpande verksamheten", "2023", "-97200", "156290", "what is left so far, left out"),
    ("Kansli och styrelse", "Avvikelse", "-45", "45", "the sign"),
    ("Summa", "Budget 2023", "-5875", "-6115", "a row left out of the sum"),
    ("Verksamhetens resultat", "Avvikelse", "263", "307", "copied from the row above"),
];

fn text(name: &str) -> String {
    fs::read_to_string(root().join("fixtures/documents").join(name)).unwrap()
}

fn read(name: &str, bytes: &[u8]) -> Document {
    document::read(name, bytes).unwrap_or_else(|why| panic!("{name}: {}", why.0.sv))
}

fn refused(name: &str, bytes: &[u8]) -> String {
    document::read(name, bytes).expect_err(name).0.sv
}

/// Row, head, printed and right number of each.
fn told(audit: &Audit, all: &[Finding]) -> Vec<[String; 4]> {
    let told = |it: &Finding| {
        let (_, line, column) = audit.grids.place(it.figure).unwrap();
        let printed = audit.grids.quantity(it.figure).unwrap();
        let right = it.right.printed_like(printed).digits_printed().to_string();
        [line.label.clone(), column.title.clone(), printed.digits_printed().to_string(), right]
    };
    all.iter().map(told).collect()
}

fn planted() -> Vec<[String; 4]> {
    let row = |(row, head, printed, right, _): &(&str, &str, &str, &str, &str)| {
        [*row, *head, *printed, *right].map(str::to_owned)
    };
    PLANTED.iter().map(row).collect()
}

/// What its text says wrongly: printed, right.
const SAID: &[(&str, &str)] = &[("235", "253"), ("370", "307"), ("274", "284"), ("54", "44")];

#[test]
fn every_planted_fault_is_found_and_nothing_else() {
    let audit = audit(&read("x.md", text("arsredovisning.md").as_bytes()), None);
    let said = |it: &samkoll::audit::text::Mentioned| {
        let right = it.right.as_ref().unwrap().printed_like(&it.printed).digits_printed().to_string();
        (it.printed.digits_printed().to_string(), right)
    };
    let expected: Vec<(String, String)> =
        SAID.iter().map(|(a, b)| ((*a).to_owned(), (*b).to_owned())).collect();
    assert_eq!(audit.text.findings.iter().map(said).collect::<Vec<_>>(), expected);
    assert!(audit.text.questions.is_empty(), "{:?}", audit.text.questions);
    assert_eq!(told(&audit, &audit.findings), planted());
    assert_eq!(told(&audit, &audit.questions), Vec::<[String; 4]>::new());
    assert!(audit.gaps.is_empty() && audit.confirmed.len() > 60, "{}", audit.confirmed.len());
}

#[test]
fn a_document_that_adds_up_is_told_to() {
    let audit = audit(&read("x.md", text("hel.md").as_bytes()), None);
    assert_eq!((told(&audit, &audit.findings), told(&audit, &audit.questions)), (vec![], vec![]));
    assert!(audit.gaps.is_empty() && audit.confirmed.len() > 80, "{}", audit.confirmed.len());
    assert!(audit.text.findings.is_empty() && audit.text.questions.is_empty(), "{:?}", audit.text);
    assert!(audit.text.confirmed.len() > 5, "{}", audit.text.confirmed.len());
}

/// The document in Word and in HTML, as the tests write it from the text; `SAMKOLL_WRITE=1` writes them anew.
#[cfg(feature = "read")]
#[test]
fn each_form_says_the_same() {
    for stem in ["arsredovisning", "hel", "utkast"] {
        let document = read("x.md", text(&format!("{stem}.md")).as_bytes());
        let html = forms::html(&document).into_bytes();
        let docx = forms::docx(&forms::body(&document));
        let expected = audit(&document, None);
        for (ending, bytes) in [("html", html), ("docx", docx)] {
            let name = format!("{stem}.{ending}");
            let path = root().join("fixtures/documents").join(&name);
            if std::env::var_os("SAMKOLL_WRITE").is_some() {
                fs::write(&path, &bytes).unwrap();
            }
            assert!(
                fs::read(&path).is_ok_and(|it| it == bytes),
                "{name}: SAMKOLL_WRITE=1 cargo test reading"
            );
            let other = read(&name, &bytes);
            let said = |it: &Document| -> Vec<Vec<String>> {
                let row = |it: &document::Row| {
                    it.cells.iter().map(|it| format!("{} {}", it.text, it.bold)).collect()
                };
                it.tables().flat_map(|it| &it.rows).map(row).collect()
            };
            assert_eq!(said(&other), said(&document), "{name}");
            let words = |it: &Document| it.paragraphs().map(|it| it.text.clone()).collect::<Vec<_>>();
            assert_eq!(words(&other), words(&document), "{name}");
            let found = audit(&other, None);
            assert_eq!(told(&found, &found.findings), told(&expected, &expected.findings), "{name}");
            assert_eq!(found.confirmed, expected.confirmed, "{name}");
        }
    }
}

/// What is wrong in one cell is never blamed on another that is right, and is found in most.
#[test]
fn a_slip_in_any_cell_is_blamed_on_that_cell_or_asked_about() {
    let whole = text("hel.md");
    let document = read("x.md", whole.as_bytes());
    let clean = audit(&document, None);
    let (mut found, mut asked, mut missed, mut wrong) = (0, 0, Vec::new(), Vec::new());
    for (figure, it) in clean.grids.figures.iter().enumerate() {
        let (grid, line, column) = clean.grids.place(figure).unwrap();
        let mut changed = document.clone();
        let tables = changed.blocks.iter_mut().filter_map(|it| match it {
            document::Block::Table(table) => Some(table),
            _ => None,
        });
        let table: &mut document::Table = tables.into_iter().nth(grid.table).unwrap();
        let cell = &mut table.rows[line.row].cells[it.column].text;
        // The first digit is another: no rounding hides it.
        let at = cell.find(|c: char| c.is_ascii_digit()).unwrap();
        let digit = cell.as_bytes()[at];
        let other = if digit == b'9' { "7" } else { &(digit - b'0' + 1).to_string() };
        cell.replace_range(at..=at, other);
        let audit = audit(&changed, None);
        let is_it = |finding: &Finding| {
            let terms = || finding.relation.terms.iter().any(|it| it.figure == figure);
            finding.figure == figure || finding.blame != Blame::This && terms()
        };
        if audit.findings.iter().any(is_it) {
            found += 1;
        } else if !audit.questions.is_empty() {
            asked += 1;
        } else {
            missed.push(format!("{}/{}", line.label, column.title));
        }
        if audit.findings.iter().any(|it| !is_it(it)) {
            wrong.push((line.label.clone(), column.title.clone(), told(&audit, &audit.findings)));
        }
    }
    let all = clean.grids.figures.len();
    println!("of {all}: found {found}, asked {asked}, blamed on another {}", wrong.len());
    println!("missed: {missed:?}");
    for it in &wrong {
        println!("{it:?}");
    }
    assert!(found * 100 >= all * 70, "found {found} of {all}");
    assert!(wrong.len() * 100 <= all * 5, "{wrong:#?}");
}

#[test]
fn what_is_found_is_told_with_its_place() {
    for name in ["arsredovisning.md", "utkast.md"] {
        let document = read(name, text(name).as_bytes());
        let audit = audit(&document, None);
        let reading = Reading { document: &document, audit: &audit };
        insta::with_settings!({ omit_expression => true }, {
            insta::assert_snapshot!(format!("read_{name}"), render::reading::text(&reading, Language::Sv));
        });
        let english = render::reading::text(&reading, Language::En);
        assert!(english.contains("should be") && !english.contains("ska vara"), "{english}");
    }
}

#[test]
fn json_tells_the_same() {
    let document = read("arsredovisning.md", text("arsredovisning.md").as_bytes());
    let audit = audit(&document, None);
    let json =
        render::json::v1::reading(&Reading { document: &document, audit: &audit }, Language::Sv).unwrap();
    let json: serde_json::Value = serde_json::from_str(&json).unwrap();
    assert_eq!(json["schema"], "samkoll.reading/1");
    let of = |it: &serde_json::Value, key: &str| it[key].as_str().unwrap().to_owned();
    let rows =
        json["findings"].as_array().unwrap().iter().map(|it| {
            [of(&it["place"], "row"), of(&it["place"], "head"), of(it, "printed"), of(it, "right")]
        });
    assert_eq!(rows.collect::<Vec<_>>(), planted());
}

/// Every fault has its mark in the document's own tables, and each mark its explanation; nothing of a text is markup.
#[cfg(feature = "report")]
#[test]
fn the_page_marks_every_fault_in_its_own_place() {
    let hostile =
        text("arsredovisning.md").replace("Antal anställda |", "<script>alert(1)</script> Antal anställda |");
    for source in [text("arsredovisning.md"), hostile] {
        let document = read("arsredovisning.md", source.as_bytes());
        let audit = audit(&document, None);
        let reading = Reading { document: &document, audit: &audit };
        for language in [Language::Sv, Language::En] {
            let page = render::html::reading::render(&reading, language).unwrap();
            let page = roxmltree::Document::parse(page.trim_start_matches("<!DOCTYPE html>")).unwrap();
            let ids: Vec<&str> = page.descendants().filter_map(|it| it.attribute("id")).collect();
            let unique: std::collections::BTreeSet<&str> = ids.iter().copied().collect();
            assert_eq!(ids.len(), unique.len(), "an id stands twice");
            let links = page.descendants().filter_map(|it| it.attribute("href"));
            for link in links {
                assert!(unique.contains(link.trim_start_matches('#')), "{link}");
            }
            let marked = page
                .descendants()
                .filter(|it| it.has_tag_name("mark") && it.attribute("class") == Some("error"));
            let in_tables: Vec<&str> = marked
                .filter(|it| it.ancestors().any(|it| it.has_tag_name("td")))
                .filter_map(|it| it.text())
                .collect();
            assert_eq!(in_tables.len(), PLANTED.len(), "{in_tables:?}");
            assert!(in_tables.contains(&"1 521 930"), "{in_tables:?}");
            assert!(!page.descendants().any(|it| it.has_tag_name("script")));
        }
    }
}

#[test]
fn sarif_has_a_result_for_each_with_its_line() {
    let document = read("arsredovisning.md", text("arsredovisning.md").as_bytes());
    let audit = audit(&document, None);
    let reading = Reading { document: &document, audit: &audit };
    let log =
        render::json::sarif::reading::render(&reading, "utkast/årsredovisning.md", Language::Sv).unwrap();
    let log: serde_json::Value = serde_json::from_str(&log).unwrap();
    let run = &log["runs"][0];
    let results = run["results"].as_array().unwrap();
    assert_eq!(results.len(), audit.findings.len() + audit.text.findings.len());
    let mut prints = std::collections::BTreeSet::new();
    for it in results {
        let place = &it["locations"][0]["physicalLocation"];
        assert_eq!(place["artifactLocation"]["uri"], "utkast/%C3%A5rsredovisning.md");
        assert!(place["region"]["startLine"].as_u64().is_some_and(|it| it > 1), "{it}");
        let rule = usize::try_from(it["ruleIndex"].as_u64().unwrap()).unwrap();
        assert_eq!(run["tool"]["driver"]["rules"][rule]["id"], it["ruleId"]);
        assert!(prints.insert(it["partialFingerprints"]["samkoll/v1"].to_string()), "two alike: {it}");
    }
}

#[test]
fn only_the_year_that_is_asked_about() {
    let document = read("x.md", text("arsredovisning.md").as_bytes());
    let all = audit(&document, Some(2022));
    let rows: Vec<String> = told(&all, &all.findings).into_iter().map(|it| it[1].clone()).collect();
    assert!(
        rows.contains(&"2022-01-01–2022-12-31".to_owned()) && !rows.contains(&"2023".to_owned()),
        "{rows:?}"
    );
}

#[test]
fn the_command_says_by_its_code_how_it_went() {
    let folder = root().join("fixtures/documents");
    for (file, expected) in [("hel.md", 0), ("utkast.md", 1), ("not-there.md", 2)] {
        let run = samkoll(&folder, &["read", file]);
        assert_eq!(code(&run), expected, "{file}: {}{}", stdout(&run), stderr(&run));
    }
    // A year that the document has not is said, and never passes.
    let run = samkoll(&folder, &["read", "hel.md", "--year", "2041"]);
    assert_eq!(code(&run), 3);
    assert!(stdout(&run).contains("Året 2041 finns inte i dokumentet"), "{}", stdout(&run));
    assert_eq!(code(&samkoll(&folder, &["read", "hel.md", "--year", "2023"])), 0);
    let empty = tempfile::tempdir().unwrap();
    fs::write(empty.path().join("brev.txt"), "Hej.\n").unwrap();
    let run = samkoll(empty.path(), &["read", "brev.txt"]);
    assert_eq!((code(&run), stdout(&run).as_str()), (3, "brev.txt: inga tabeller med tal\n"));
    // The document is never written over.
    let run = samkoll(empty.path(), &["read", "brev.txt", "-o", "brev.txt"]);
    assert_eq!(code(&run), 2);
    assert_eq!(fs::read_to_string(empty.path().join("brev.txt")).unwrap(), "Hej.\n");
}

#[test]
fn what_is_no_document_is_refused_with_what_to_do() {
    for (name, bytes, says) in [
        ("x.doc", &b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"[..], "spara den som .docx"),
        ("x.docx", b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1", "lösenord"),
        ("x.png", b"\x89PNG\r\n", "bild"),
        ("x.rtf", b"{\\rtf1", "rtf"),
        ("x.md", b" \n", "tom"),
        ("x.md", b"a\0b", "ingen text"),
        ("x.md", b"\xe5\xe4\xf6", "UTF-8"),
        ("x.odt", b"PK\x03\x04", "odt"),
        ("x.xyz", b"text", ".xyz"),
        ("x", b"PK\x03\x04", "ändelse"),
    ] {
        let told = refused(name, bytes);
        assert!(told.contains(says), "{name}: {told}");
    }
}

#[test]
fn tables_without_end_are_refused() {
    let rows = "| a | 1 |\n".repeat(samkoll::limits::TABLE_ROWS + 1);
    assert!(refused("x.md", rows.as_bytes()).contains("rader i en tabell"));
}

/// A number as documents print it: groups apart by one of the spaces, a comma, one of the signs.
fn printed(number: Decimal, space: char, minus: &str) -> String {
    let digits = number.abs().to_string();
    let (whole, decimals) = digits.split_once('.').unwrap_or((&digits, ""));
    let mut text = String::new();
    for (at, digit) in whole.chars().enumerate() {
        if at > 0 && (whole.len() - at) % 3 == 0 {
            text.push(space);
        }
        text.push(digit);
    }
    let comma = if decimals.is_empty() { String::new() } else { format!(",{decimals}") };
    let sign = if number.is_sign_negative() { minus } else { "" };
    format!("{sign}{text}{comma}")
}

proptest! {
    #![proptest_config(cases(500))]

    #[test]
    fn a_number_is_read_as_it_was_printed(
        mantissa in -999_999_999_999_i64..999_999_999_999,
        scale in 0_u32..4,
        space in prop::sample::select(vec![' ', '\u{a0}', '\u{202f}', '\u{2009}']),
        minus in prop::sample::select(vec!["-", "−", "–", "- "]),
        behind in prop::sample::select(vec!["", "*", "²", " tkr", " kr", "\u{a0}%"]),
    ) {
        let number = Decimal::new(mantissa, scale);
        let text = printed(number, space, minus) + behind;
        match number::read(&text) {
            Said::Number(read) => prop_assert_eq!(read.value, number, "{}", text),
            other => prop_assert!(false, "{text}: {other:?}"),
        }
    }

    #[test]
    fn no_text_is_a_panic_and_no_number_has_other_digits(text in "[-−–0-9 ,.()%*a-z\u{a0}¹]{0,16}") {
        if let Said::Number(read) = number::read(&text) {
            let kept = |text: &str| -> String {
                text.chars().filter(char::is_ascii_digit).collect::<String>().trim_start_matches('0').to_owned()
            };
            let own = kept(&read.value.abs().to_string());
            prop_assert!(kept(&text).starts_with(&own), "{text}: {}", read.value);
        }
    }

    #[test]
    fn no_document_is_a_panic(text in "([#|\t0-9 a-zå*<>/&;-]|\n|<td>|<table>|<tr>|Summa|2023){0,200}") {
        for name in ["x.md", "x.html"] {
            if let Ok(document) = document::read(name, text.as_bytes()) {
                let _ = audit(&document, None);
            }
        }
    }
}

/// Where the head of the notes' column has slid into the first cell, and a note says no unit.
#[test]
fn a_note_is_found_whatever_its_head_looks_like() {
    let text = "# Balansräkning\nBelopp i kr. Not\t\t2023-12-31\t2022-12-31\nFordringar\t4\t300\t250\nKassa\t\t700\t600\n\
        Summa tillgångar\t\t1 000\t850\n\nNot 4. Fordringar\t2023-12-31\t2022-12-31\nMoms\t100\t90\nSkatt\t210\t160\nSumma\t310\t250\n";
    let audit = audit(&read("x.txt", text.as_bytes()), None);
    assert_eq!(told(&audit, &audit.findings), [["Fordringar", "2023-12-31", "300", "310"]]);
    assert_eq!(audit.findings[0].blame, Blame::Likely, "the note may be wrong as well");
    assert_eq!(told(&audit, &audit.questions), Vec::<[String; 4]>::new());
}

/// A table goes on after a page was turned; where a head stands, another begins.
#[test]
fn a_blank_line_ends_a_table_only_where_another_begins() {
    let text = "\t2023\nA\t10\n\nB\t20\nSumma\t30\n\n\t2022\nA\t1\nB\t2\nSumma\t3\n";
    let document = read("x.txt", text.as_bytes());
    assert_eq!(document.tables().map(|it| it.rows.len()).collect::<Vec<_>>(), [4, 4]);
}

/// A block that begins with its whole: told where it is so in most columns.
#[test]
fn a_whole_may_stand_above_its_parts() {
    let text = "\t2022\t2023\tDiff\nHela området\t208\t171\t-37\n- Storby\t167\t125\t-42\n- Lillby\t14\t14\t0\n\
        - Granby\t27\t22\t-5\n";
    let audit = audit(&read("x.txt", text.as_bytes()), None);
    assert_eq!(told(&audit, &audit.findings), Vec::<[String; 4]>::new(), "no column shows that it is one");
    let text = text.replace("171\t-37", "161\t-37");
    let audit = self::audit(&read("x.txt", text.as_bytes()), None);
    assert_eq!(told(&audit, &audit.findings), [["Hela området", "Diff", "-37", "-47"]]);
}

/// What is told is never more than what is known: an average is no sum, few rows are no proof, a part may be left out.
#[test]
fn what_only_looks_like_a_relation_is_no_finding() {
    for (table, why) in [
        ("\t2022\t2023\tDiff\nNöjdhet\t70\t75\t4\n", "one row alone"),
        ("\tKvinnor\tMän\tTotalt\nNöjdhet\t70\t80\t75\nTrygghet\t60\t64\t62\n", "a total that is an average"),
        ("Index\t2023\nArbete\t70\nStudier\t80\nTotalt\t75\n", "an average below"),
        (
            "Belopp i tkr\t2023\t2022\nIntäkter\t500\t480\nKostnader\t490\t475\nÅrets resultat\t12\t5\n",
            "what is left, of more than stands there",
        ),
        ("\tAntal\tAndel\nKvinnor\t30\t60 %\nSvarade inte\t11\t12 %\n", "shares of two wholes"),
        (
            "Belopp i kr\t2023\t2022\nLöner\t100\t90\nvarav chef\t60\t50\nHyra\t10\t10\nSumma\t110\t100\n",
            "a part is in its whole",
        ),
        (
            "tkr\tBudget 2023\tUtfall 2023\tAvvikelse\nIntäkter\t8 010\t8 042\t32\n\
             Kostnader\t9 115\t7 829\t1 286\nResultat\t-1 105\t213\t1 318\n",
            "a cost that is less is better",
        ),
        (
            "tkr\tUtfall 2023\tBudget 2023\tAvvikelse\nBidrag\t8 000\t8 000\t0\nRänta\t42\t10\t32\n\
             Summa intäkter\t8 042\t8 010\t32\nPersonal\t1 812\t1 900\t88\nInsatser\t5 852\t7 000\t1 148\n\
             Styrelse\t165\t200\t35\nSumma kostnader\t7 829\t9 100\t1 271\nÅrets resultat\t213\t-1 090\t1 303\n",
            "costs that are less are better, and so is the result",
        ),
        (
            "Insats\tBudget\tUtfall\tAvvikelse\tAvvikelse %\nVägen\t2 000\t1 900\t100\t5 %\n\
             Stegen\t1 500\t1 620\t-120\t-8 %\nBron\t1 000\t980\t20\t2 %\nSumma\t4 500\t4 500\t0\t0 %\n",
            "a difference in per cent has the sign of the difference",
        ),
    ] {
        let audit = audit(&read("x.txt", table.as_bytes()), None);
        assert_eq!(told(&audit, &audit.findings), Vec::<[String; 4]>::new(), "{why}");
    }
}

/// What a head says is asked of few rows too, where one of them says otherwise.
#[test]
fn what_a_head_says_is_asked_of_two_rows() {
    for (table, right) in [
        ("\tKvinnor\tMän\tTotalt\nAntal deltagare\t100\t150\t350\nAntal avslutade\t20\t30\t50\n", "250"),
        ("\t2023\t2022\tFörändring\nAntal deltagare\t130\t100\t30\nAntal avslutade\t250\t200\t60\n", "50"),
        (
            "tkr\tBudget 2023\tUtfall 2023\tAvvikelse\nKansli\t1 000\t900\t100\nResa\t2 000\t1 800\t300\n",
            "200 tkr",
        ),
        // That two faults go together does not make them right.
        (
            "tkr\tUtfall 2023\tBudget 2023\tAvvikelse\nLön\t-1 187\t-1 200\t13\nHyra\t-96\t-90\t-6\n\
             Övrigt\t-118\t-130\t21\nSumma\t-1 401\t-1 420\t28\n",
            "12 tkr",
        ),
    ] {
        let audit = audit(&read("x.txt", table.as_bytes()), None);
        assert!(audit.findings.is_empty(), "{table}");
        let asked: Vec<String> = audit.questions.iter().map(|it| it.right.written(Language::Sv)).collect();
        assert_eq!(asked, [right], "{table}");
    }
}

/// No sum is asserted where a row is left out, nothing adds up, or a cell could not be read.
#[test]
fn a_sum_that_is_none_is_no_finding() {
    for (table, why) in [
        (
            "\t2023\t2022\nIngående eget kapital\t3 154 200\t3 000 000\nÅterbetalning till medlemmarna\t−1 000 000\t0\n\
             Årets resultat\t412 350\t154 200\nUtgående eget kapital\t2 566 550\t3 154 200\n",
            "a row between what opens and what closes",
        ),
        (
            "\tDeltagare\tKostnad\tKostnad per deltagare\tMedelålder\nA\t10\t1 000\t100\t30\nB\t20\t4 000\t200\t33\n\
             C\t30\t3 000\t100\t36\nSumma\t60\t8 000\t133\t34\n",
            "averages",
        ),
        (
            "\tAntal\tIndex\tSnitt\nA\t1 210\t70\t3\nB\t2 320\t80\t4\nSumma\t3 530\t450\t90\n",
            "averages beside a sum that holds",
        ),
        (
            "\t2023\t2022\nKurs\t310\t210\nKafé\t300\t220\nSumma unika deltagare\t550\t430\nSumma\t610\t430\n",
            "what holds by chance in another column",
        ),
        (
            "\tKvinnor\tMän\tTotalt\nDeltagare\t310\t210\t520\nNya\t120\t111\t231\nAvslutade\t98\t70\t168\n\
             Medelålder\t34\t40\t36\n",
            "the total of averages",
        ),
    ] {
        let audit = audit(&read("x.txt", table.as_bytes()), None);
        assert_eq!(told(&audit, &audit.findings), Vec::<[String; 4]>::new(), "{why}");
    }
    for cell in ["ca 200", "200?", "1.234", "200–250", "*", "se not", "~200", "10/2", "100 / 200"] {
        let table = format!(
            "\t2023\t2022\nHyra\t100\t90\nMaterial\t{cell}\t40\nResor\t300\t200\nSumma\t600\t330\n\
             Not\t\t\nA\t1\t1\nB\t–\t2\nSumma\t1\t3\n"
        );
        let document = read("x.txt", table.as_bytes());
        let audit = audit(&document, None);
        assert_eq!(told(&audit, &audit.findings), Vec::<[String; 4]>::new(), "{cell}");
        assert_eq!(told(&audit, &audit.questions), Vec::<[String; 4]>::new(), "{cell}");
        let reading = Reading { document: &document, audit: &audit };
        let text = render::reading::text(&reading, Language::Sv).replace('\n', " ");
        assert!(text.contains("kunde inte läsas") && text.contains("”Material”"), "{cell}: {text}");
    }
}

/// What closes is what opened and every row between: where that does not come out, it is told.
#[test]
fn a_flow_takes_every_row_between() {
    let table = "\t2023\nIngående eget kapital\t3 154 200\nÅterbetalning till medlemmarna\t−1 000 000\n\
        Årets resultat\t412 350\nUtgående eget kapital\t2 566 560\n";
    let audit = audit(&read("x.txt", table.as_bytes()), None);
    let right = [["Utgående eget kapital", "2023", "2566560", "2566550"]];
    assert_eq!(told(&audit, &audit.findings), right);
}

/// A sum right under all the rows there are is one, in a single column too; with costs or parts it may be another.
#[test]
fn a_sum_with_one_reading_is_said() {
    for label in ["Summa", "Totalt", "Total"] {
        let table = format!("Kommun\tAvgift i kr\nStorby\t1 200\nLillby\t800\nGranby\t500\n{label}\t2 600\n");
        let audit = audit(&read("x.txt", table.as_bytes()), None);
        assert_eq!(told(&audit, &audit.findings), [[label, "Avgift i kr", "2600", "2500"]]);
    }
    for table in [
        "Post\tBelopp i kr\nIntäkter\t1 200\nKostnader\t800\nSumma\t400\n",
        "Insats\tDeltagare\nKurs\t310\nKafé\t400\nTotalt\t680\n",
        "Post\tBelopp i kr\nStorby\t1 200\n- skola\t800\n- vård\t400\nLillby\t100\nSumma\t1 300\n",
    ] {
        let audit = audit(&read("x.txt", table.as_bytes()), None);
        assert_eq!(told(&audit, &audit.findings), Vec::<[String; 4]>::new());
    }
}

#[test]
fn a_table_of_per_cent_alone_has_numbers() {
    let table = "Fråga\tKvinnor\tMän\nTrygg\t66 %\t71 %\nNöjd\t80 %\t75 %\n";
    let audit = audit(&read("x.txt", table.as_bytes()), None);
    assert_eq!(audit.grids.figures.len(), 4);
}

/// What stands in a sum of very many rows is the likely fault and no more: not every row was tried in its place.
#[test]
fn the_wrong_term_is_looked_for_among_so_many() {
    let told = |rows: usize| {
        let mut text = "# Utfall 2023\n\n| Rad | Kvinnor | Män | Totalt |\n|---|---|---|---|\n".to_owned();
        for row in 0..rows {
            let all = if row == 3 { 72 } else { 63 };
            text += format!("| Rad {row} | 21 | 42 | {all} |\n").as_str();
        }
        text += format!("| Summa | {} | {} | {} |\n", 21 * rows, 42 * rows, 63 * rows).as_str();
        let found = audit(&read("x.md", text.as_bytes()), None).findings;
        found.iter().map(|it| (it.blame, it.right.shown().to_string())).collect::<Vec<_>>()
    };
    assert_eq!(told(20), [(Blame::This, "63".to_owned())]);
    let long = told(samkoll::limits::BLAMED + 1);
    assert_eq!(long, [(Blame::Likely, "63".to_owned())]);
}
