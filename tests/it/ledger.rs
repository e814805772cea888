//! A ledger in SIE format: each trap of the format, what comes of it, and what a whole workspace makes of that.

use std::collections::BTreeMap;
use std::fmt::Write as _;
use std::fs;

use proptest::prelude::*;
use rust_decimal::Decimal;
use samkoll::amount::Language;
use samkoll::evaluate::Selection;
use samkoll::import::{Import, chart_of, draw, file_of};
use samkoll::model::chart::Moment;
use samkoll::sie::{self, Ledger};
use samkoll::verdict::{Outcome, Verdict};
use samkoll::{Workspace, assess, load, render};

use crate::cli::{code, samkoll, stderr, stdout};
use crate::common::{Texts, cases, files_below, load_whole, question, root};
use crate::testforbundet::testforbundet;

/// The synthetic förbund's own rows: whose each contribution is, and what one insats costs.
const OWN: &str = r#"chart = "bas"

[[figure]]
name = "cost.verkstan"
title = "kostnad för Verkstan"
kind = "money"
sign = "negative"

[[account]]
figure = "contribution.staten"
accounts = ["3510"]
positive = "credit"

[[account]]
figure = "contribution.testregionen"
accounts = ["3520"]
positive = "credit"

[[account]]
figure = "contribution.granby"
accounts = ["3531"]
positive = "credit"

[[account]]
figure = "contribution.lindby"
accounts = ["3532"]
positive = "credit"

[[account]]
figure = "contribution.strandby"
accounts = ["3533"]
positive = "credit"

[[account]]
figure = "income.other"
accounts = ["3990"]
positive = "credit"

[[object]]
dimension = "6"
objects = ["110"]
figure = "cost.verkstan"
accounts = ["4000-7999"]
positive = "credit"
"#;

fn with_chart() -> Texts {
    let mut texts = testforbundet();
    texts.insert("rules/konton.toml".into(), OWN.into());
    texts
}

fn bytes(name: &str) -> Vec<u8> {
    fs::read(root().join(format!("fixtures/ledgers/{name}.se"))).unwrap()
}

fn ledger(bytes: &[u8]) -> Ledger {
    let read = sie::read("bokforing.se", bytes);
    let shown = render::problems::render(&read.problems, &read.files, Language::Sv, false);
    read.ledger.unwrap_or_else(|| panic!("{shown}"))
}

fn drawn(workspace: &Workspace, ledger: &Ledger, year: i32) -> Import {
    let chart = chart_of(&workspace.model, None, ledger).unwrap();
    draw(ledger, year, &workspace.model, chart).unwrap()
}

/// Each trap has a file of its own; what the reader is told, or shown, is in its snapshot.
#[test]
fn every_trap_is_told_or_read() {
    let workspace = load_whole(&with_chart());
    let files = files_below("fixtures/ledgers");
    assert!(files.len() >= 35, "only {} ledgers", files.len());
    for path in files {
        let name = path.file_stem().unwrap().to_str().unwrap();
        let read = sie::read(&format!("{name}.se"), &fs::read(&path).unwrap());
        let mut shown = String::new();
        if !read.problems.is_empty() {
            shown += &render::problems::render(&read.problems, &read.files, Language::Sv, false);
        }
        if let Some(ledger) = &read.ledger {
            let model = &workspace.model;
            match draw(ledger, 0, model, "bas") {
                Ok(import) => {
                    shown += &render::ledger::table(&import, ledger, model.catalogue(), Language::Sv);
                }
                Err(why) => shown += &format!("{}\n", why.words().sv),
            }
        }
        insta::with_settings!({ omit_expression => true, prepend_module_to_snapshot => false }, {
            insta::assert_snapshot!(format!("ledger__{name}"), shown);
        });
    }
}

/// In whatever letters, cases and line ends, the same ledger gives the same file.
#[test]
fn the_same_ledger_gives_the_same_bytes_however_it_is_written() {
    let workspace = load_whole(&with_chart());
    let file = |name: &str| {
        let ledger = ledger(&bytes(name));
        file_of(&drawn(&workspace, &ledger, 0), &ledger)
    };
    let first = file("utf-8");
    for name in ["latin-1", "windows-1252", "only-cr", "with-its-checksum"] {
        assert_eq!(file(name), first, "{name}");
    }
    let figures = |text: &str| {
        let lines = text.lines().filter(|line| !line.starts_with('#'));
        lines.map(|line| format!("{line}\n")).collect::<String>()
    };
    for name in ["lower-case-and-no-quotes", "unknown-records", "utf-8-with-lost-letters", "quotes-left-open"]
    {
        assert_eq!(figures(&file(name)), figures(&first), "{name}");
    }
    insta::assert_snapshot!("the_file_of_a_whole_ledger", file("whole"));
}

/// Equity is what is left of the assets, whether or not the year has been carried over.
#[test]
fn equity_is_the_same_before_and_after_it_is_carried_over() {
    let workspace = load_whole(&with_chart());
    let of = |name: &str, figure: &str| {
        let import = drawn(&workspace, &ledger(&bytes(name)), 0);
        let found = import.figures.into_iter().find(|it| it.figure == figure);
        found.map(|it| it.amount.to_string())
    };
    for name in ["utf-8", "carried-over"] {
        assert_eq!(of(name, "equity.closing").as_deref(), Some("3200000.00"), "{name}");
        assert_eq!(of(name, "equity.opening").as_deref(), Some("2825000.00"), "{name}");
        assert_eq!(of(name, "result.net").as_deref(), Some("375000.00"), "{name}");
    }
    assert_eq!(of("vat-to-pay", "liabilities.taxes").as_deref(), Some("200.00"));
    assert_eq!(of("vat-to-pay", "receivables.vat"), None);
    assert_eq!(of("vat-to-get-back", "receivables.vat").as_deref(), Some("200.00"));
    assert_eq!(of("vat-to-get-back", "assets.total").as_deref(), Some("700.00"));
    assert_eq!(of("vat-to-get-back", "liabilities.total"), None);
}

/// The year before is drawn when it is asked for, by its own proof.
#[test]
fn the_year_before_is_in_the_file_too() {
    let workspace = load_whole(&with_chart());
    let ledger = ledger(&bytes("whole"));
    let import = drawn(&workspace, &ledger, -1);
    assert_eq!((import.year, import.proof.holds()), (2022, true));
    let equity = import.figures.iter().find(|it| it.figure == "equity.closing").unwrap();
    assert_eq!((equity.amount.to_string().as_str(), equity.proven), ("2825000.00", true));
    assert_eq!(ledger.whole_year(-2), Err(sie::Uncovered::NoYear));
}

/// What is booked on a part of an insats is booked on the insats, once.
#[test]
fn a_sub_dimension_is_a_part_of_its_parent() {
    let workspace = load_whole(&with_chart());
    let of = |import: &Import| {
        import.figures.iter().find(|it| it.figure == "cost.verkstan").map(|it| it.amount.to_string())
    };
    let import = drawn(&workspace, &ledger(&bytes("sub-dimensions")), 0);
    // By the row's own object, by one of the sub-dimension beside it, and by one of the same number alone.
    assert_eq!(of(&import).as_deref(), Some("-7949999.50"));
    let left: Vec<(&str, &str)> =
        import.untaken_objects.iter().map(|it| (it.number.as_str(), it.name.as_str())).collect();
    assert_eq!(left, [("6/120-1", "Vägen söder")]);
    // A figure that takes both the parent's and the sub-dimension's has it once, in whichever order.
    let own = "\n[[object]]\ndimension = \"21\"\nobjects = [\"110\"]\nfigure = \"cost.verkstan\"\naccounts = [\"4000-7999\"]\npositive = \"credit\"\n";
    let mut texts = with_chart();
    texts.insert("rules/konton.toml".into(), format!("{OWN}{own}"));
    let both = drawn(&load_whole(&texts), &ledger(&bytes("sub-dimensions")), 0);
    assert_eq!(of(&both), of(&import));
    // Balances by object may have the part in the whole already.
    let text = String::from_utf8_lossy(&bytes("balances-by-object-beside-totals"))
        .replace("#DIM 6", "#UNDERDIM 21 del 6\n#DIM 6")
        .replace("{6 \"110\" 1 \"10\"}", "{21 \"110\"}");
    let import = drawn(&workspace, &ledger(text.as_bytes()), 0);
    let found = import.figures.iter().find(|it| it.figure == "cost.verkstan").unwrap();
    assert_eq!((found.amount.to_string().as_str(), found.proven), ("-7249999.50", false));
}

/// What speaks against the sums: a voucher that has lost a row, and a checksum of something else.
#[test]
fn a_ledger_that_something_speaks_against_proves_nothing() {
    let workspace = load_whole(&with_chart());
    for (name, holds, proven) in [
        ("whole", true, true),
        ("with-its-checksum", true, true),
        ("a-voucher-that-does-not-balance", true, false),
        ("with-another-checksum", true, false),
        ("not-proven", false, false),
    ] {
        let import = drawn(&workspace, &ledger(&bytes(name)), 0);
        assert_eq!((import.proof.holds(), import.is_proven()), (holds, proven), "{name}");
        assert!(import.figures.iter().all(|it| it.proven == proven), "{name}");
        assert!(import.budget.iter().all(|it| !it.proven), "{name}");
    }
    // The year before is not of the file's vouchers.
    let before = drawn(&workspace, &ledger(&bytes("a-voucher-that-does-not-balance")), -1);
    assert!(before.is_proven());
}

/// What the standard ships: each row with its source, of money that is in the catalogue, no account twice.
#[test]
fn the_charts_of_the_standard_are_right() {
    let workspace = load_whole(&testforbundet());
    let model = &workspace.model;
    let charts: Vec<&str> = model.known_charts().map(|it| it.name.value.as_str()).collect();
    assert_eq!(charts, ["bas", "kommun-bas"]);
    assert!(model.known_charts().all(|it| it.title.is_some()));
    for row in &model.chart_rows {
        let name = row.figure.as_ref().map_or("", |it| it.value.as_str());
        assert!(row.source.is_some(), "{name}: no source");
        assert!(
            row.figure.is_none() || model.catalogue().contains_key(name),
            "{name} is not in the catalogue"
        );
        assert!(!row.replaces, "{name}");
    }
    for chart in charts {
        // A förbund that writes the same rows as its own is told of whatever is wrong with them.
        let text = fs::read_to_string(root().join(format!("rules/charts/{chart}.toml"))).unwrap();
        let text: String =
            text.lines().filter(|it| !it.starts_with("chart_title")).map(|it| format!("{it}\n")).collect();
        let mut texts = testforbundet();
        texts.insert("rules/konton.toml".into(), text);
        load_whole(&texts);
    }
    assert!(model.chart_rows.iter().any(|it| it.at == Moment::Opening));
}

/// The verdicts of 2023 with a ledger beside the annual report.
fn with_ledger(name: &str) -> (Workspace, Vec<Verdict>) {
    let mut texts = with_chart();
    let before = load_whole(&texts);
    let ledger = ledger(&bytes(name));
    let file = file_of(&drawn(&before, &ledger, 0), &ledger);
    texts.insert("figures/2023-ledger.toml".into(), file);
    let workspace = load_whole(&texts);
    let report = assess(&workspace, question("2024-12-31"), &Selection::default());
    let verdicts = report.verdicts;
    (workspace, verdicts)
}

fn of<'v>(verdicts: &'v [Verdict], rule: &str, subject: &str) -> &'v Verdict {
    verdicts.iter().find(|it| *it.rule == *rule && it.subject.id == subject).unwrap()
}

/// What the annual report claims is held against the ledger, and one that proves nothing finds nothing right.
#[test]
fn the_annual_report_is_held_against_the_ledger() {
    let subject = "equity.closing/2023";
    let (_, proven) = with_ledger("whole");
    assert_eq!(of(&proven, "figures-disagree", subject).outcome, Outcome::Met);
    let (_, unproven) = with_ledger("not-proven");
    let cash = of(&unproven, "figures-disagree", "assets.cash/2023");
    assert_eq!(cash.outcome, Outcome::Breached, "another number is another, proven or not");
    let income = of(&unproven, "figures-disagree", "income.total/2023");
    assert_eq!(income.outcome, Outcome::Undecided);
    assert!(income.message.sv.contains("inte visat att bokföringen är hel"), "{}", income.message.sv);
    // The ledger stands first, with its accounts and its öre.
    assert!(cash.message.sv.contains("3\u{a0}600\u{a0}100,25"), "{}", cash.message.sv);
    assert!(cash.message.sv.contains("Huvudbok 2023, konto 1900–1999"), "{}", cash.message.sv);
    // Nothing is met beside a ledger that proves nothing that was not met without one.
    let met = |verdicts: &[Verdict]| -> Vec<String> {
        let met = verdicts.iter().filter(|it| it.outcome == Outcome::Met);
        met.map(|it| format!("{} {}", it.rule, it.subject.id)).collect()
    };
    let workspace = load_whole(&with_chart());
    let alone = met(&assess(&workspace, question("2024-12-31"), &Selection::default()).verdicts);
    let more: Vec<String> = met(&unproven).into_iter().filter(|it| !alone.contains(it)).collect();
    assert!(more.is_empty(), "{more:#?}");
    assert!(alone.len() > met(&unproven).len(), "nor is all of it");
}

/// Without the word that says whether it is proven, a ledger is an error and proves nothing.
#[test]
fn a_ledger_that_does_not_say_whether_it_is_proven_is_not() {
    let mut texts = with_chart();
    let before = load_whole(&texts);
    let ledger = ledger(&bytes("whole"));
    let file = file_of(&drawn(&before, &ledger, 0), &ledger).replace("proven = true\n", "");
    texts.insert("figures/2023-ledger.toml".into(), file);
    let workspace = load(&texts);
    assert!(workspace.is_broken());
    assert!(
        workspace.model.tables.iter().filter(|it| it.source.value == "huvudbok-2023").all(|it| !it.proven)
    );
}

/// A workspace on disk with the synthetic förbund and a ledger beside it.
fn on_disk(name: &str) -> tempfile::TempDir {
    let folder = tempfile::tempdir().unwrap();
    for (path, text) in with_chart() {
        let path = folder.path().join(path);
        fs::create_dir_all(path.parent().unwrap()).unwrap();
        fs::write(path, text).unwrap();
    }
    fs::write(folder.path().join("bokforing.se"), bytes(name)).unwrap();
    folder
}

#[test]
fn import_writes_one_file_and_touches_no_other() {
    let folder = on_disk("whole");
    let target = folder.path().join("figures/2023-ledger.toml");
    let run = |more: &[&str]| samkoll(folder.path(), &[&["import", "sie", "bokforing.se"], more].concat());
    let shown = run(&["--dry-run"]);
    assert_eq!((code(&shown), target.exists()), (0, false), "{}", stderr(&shown));
    assert!(stdout(&shown).contains("3\u{a0}600\u{a0}000,25 kr"), "{}", stdout(&shown));
    let first = run(&[]);
    assert_eq!(code(&first), 0, "{}", stderr(&first));
    assert!(stdout(&first).starts_with("Skrivet:"), "{}", stdout(&first));
    let text = fs::read_to_string(&target).unwrap();
    let again = run(&[]);
    assert!(stdout(&again).starts_with("Oförändrat:"), "{}", stdout(&again));
    assert_eq!(fs::read_to_string(&target).unwrap(), text);
    assert_eq!(code(&samkoll(folder.path(), &["validate"])), 0);
    let checked = samkoll(folder.path(), &["check", "--as-of", "2024-12-31", "--all"]);
    assert!([0, 1, 3].contains(&code(&checked)), "{}", stderr(&checked));
    // A file that somebody has written is somebody's.
    fs::write(&target, format!("# min egen\n{text}")).unwrap();
    let refused = run(&[]);
    assert_eq!(code(&refused), 2);
    assert!(stderr(&refused).contains("inte skriven av import"), "{}", stderr(&refused));
    assert!(fs::read_to_string(&target).unwrap().starts_with("# min egen"));
}

/// Balances that prove themselves, and vouchers that do not come to them: both are told where somebody sees it.
#[test]
fn import_says_which_balances_the_vouchers_do_not_come_to() {
    for (name, is_off) in [("vouchers-off-the-balances", true), ("whole", false)] {
        let folder = on_disk(name);
        let told = stdout(&samkoll(folder.path(), &["import", "sie", "bokforing.se"]));
        let off = told.contains("Verifikationerna ger inte saldot på konto 1930, 7510:");
        assert_eq!(off, is_off, "{name}: {told}");
        assert!(told.contains("Bokföringen visar att den är hel."), "{name}: {told}");
    }
}

#[test]
fn import_says_why_nothing_is_written() {
    let folder = on_disk("whole");
    let put = |name: &str| fs::write(folder.path().join("bokforing.se"), bytes(name)).unwrap();
    let run = |more: &[&str]| samkoll(folder.path(), &[&["import", "sie", "bokforing.se"], more].concat());
    let refused = |more: &[&str], why: &str| {
        let output = run(more);
        assert_eq!((code(&output), stdout(&output).as_str()), (2, ""), "{}", stderr(&output));
        assert!(stderr(&output).contains(why), "{why}: {}", stderr(&output));
        assert!(!folder.path().join("figures/2023-ledger.toml").exists());
    };
    refused(&["--year", "2019"], "kalenderåret 2019");
    refused(&["--chart", "komun-bas"], "menade du `kommun-bas`?");
    refused(&["--number", "222000-0000"], "en annans");
    put("a-half-year");
    refused(&[], "#OMFATTN");
    put("everything-wrong-at-once");
    refused(&[], "bokforing.se:11:");
    let text = String::from_utf8_lossy(&bytes("utf-8")).replace("222000-9993", "1652020000-1112");
    fs::write(folder.path().join("bokforing.se"), &text).unwrap();
    refused(&[], "--number 1652020000-1112");
    assert_eq!(code(&run(&["--dry-run", "--number", "1652020000-1112"])), 0);
    let manifest = folder.path().join("rules/konton.toml");
    fs::write(&manifest, OWN.replace("chart = \"bas\"\n", "")).unwrap();
    fs::write(
        folder.path().join("bokforing.se"),
        text.replace("#KPTYP EUBAS97\n", "").replace("1652020000-1112", "2220009993"),
    )
    .unwrap();
    refused(&[], "vilken kontoplan");
    assert_eq!(code(&run(&["--dry-run", "--chart", "kommun-bas"])), 0);
    fs::remove_file(folder.path().join("bokforing.se")).unwrap();
    refused(&[], "den finns inte");
}

/// A voucher: account, object and öre of each row; the last row makes it balance.
type Rows = Vec<(usize, bool, i64)>;

const ACCOUNTS: [&str; 9] = ["1510", "1930", "2440", "3510", "3990", "4510", "5010", "7010", "8310"];

/// The test's own writer: the ledger of these vouchers, as a program of accounts gives it out.
fn written(vouchers: &[Rows], opening: &[i64; 3]) -> (String, BTreeMap<&'static str, i64>, i64) {
    let mut sums: BTreeMap<&str, i64> = BTreeMap::new();
    let (mut rows, mut on_object) = (String::new(), 0);
    for (number, voucher) in vouchers.iter().enumerate() {
        let _ = writeln!(rows, "#VER A {number} 20230{}15 \"v\"\n{{", number % 9 + 1);
        let mut left = 0;
        for (account, object, amount) in voucher {
            let account = ACCOUNTS[*account];
            *sums.entry(account).or_default() += amount;
            left -= amount;
            on_object += if *object && ("4".."8").contains(&account) { *amount } else { 0 };
            let object = if *object { "6 \"110\"" } else { "" };
            let _ = writeln!(rows, "#TRANS {account} {{{object}}} {}", ore(*amount));
        }
        *sums.entry("2890").or_default() += left;
        let _ = writeln!(rows, "#TRANS 2890 {{}} {}\n}}", ore(left));
    }
    let mut text = String::from(
        "#GEN 20240101\n#SIETYP 4\n#KPTYP EUBAS97\n#RAR 0 20230101 20231231\n#OBJEKT 6 110 \"x\"\n",
    );
    let equity = -opening.iter().sum::<i64>();
    let opened: BTreeMap<&str, i64> =
        ["1510", "1930", "2440"].into_iter().zip(opening.iter().copied()).chain([("2070", equity)]).collect();
    let accounts = ACCOUNTS.iter().chain(&["2070", "2890"]).copied();
    for account in accounts {
        let (open, sum) =
            (opened.get(account).copied().unwrap_or(0), sums.get(account).copied().unwrap_or(0));
        if account < "3" {
            let _ = writeln!(text, "#IB 0 {account} {}\n#UB 0 {account} {}", ore(open), ore(open + sum));
            sums.insert(account, open + sum);
        } else {
            let _ = writeln!(text, "#RES 0 {account} {}", ore(sum));
        }
    }
    (text + rows.as_str(), sums, on_object)
}

fn ore(amount: i64) -> String {
    Decimal::new(amount, 2).to_string()
}

proptest! {
    #![proptest_config(cases(100))]

    /// Whatever is booked, the figures are the sums of it, to the öre.
    #[test]
    fn figures_are_the_sums_of_what_is_booked(
        vouchers in prop::collection::vec(
            prop::collection::vec((0..ACCOUNTS.len(), any::<bool>(), -9_000_000_000..9_000_000_000_i64), 1..6),
            1..12,
        ),
        opening in [-5_000_000_000..5_000_000_000_i64, -5_000_000_000..5_000_000_000, -5_000_000_000..5_000_000_000],
    ) {
        let workspace = charted();
        let (text, sums, on_object) = written(&vouchers, &opening);
        let ledger = ledger(text.as_bytes());
        let import = drawn(workspace, &ledger, 0);
        prop_assert!(import.proof.holds());
        prop_assert!(import.off_the_vouchers.is_empty(), "{:?}", import.off_the_vouchers);
        let of = |figure: &str| import.figures.iter().find(|it| it.figure == figure).map_or(Decimal::ZERO, |it| it.amount);
        let sum = |accounts: &[&str]| Decimal::new(accounts.iter().map(|it| sums.get(it).copied().unwrap_or(0)).sum(), 2);
        let results = ["3510", "3990", "4510", "5010", "7010", "8310"];
        prop_assert_eq!(of("contribution.staten"), -sum(&["3510"]));
        prop_assert_eq!(of("income.total"), -sum(&["3510", "3990"]));
        prop_assert_eq!(of("cost.total"), -sum(&["4510", "5010", "7010"]));
        prop_assert_eq!(of("result.net"), -sum(&results));
        prop_assert_eq!(of("assets.total"), sum(&["1510", "1930"]));
        prop_assert_eq!(of("equity.closing"), sum(&["1510", "1930", "2440", "2890"]));
        prop_assert_eq!(of("cost.verkstan"), -Decimal::new(on_object, 2));
        prop_assert_eq!(of("equity.closing"), of("equity.opening") + of("result.net"));
    }

    /// No file makes it panic or go on for ever, however it is changed: a byte here, a piece taken away or put twice.
    #[test]
    fn changed_files_never_panic(
        which in 0..40_usize,
        changes in prop::collection::vec((any::<prop::sample::Index>(), any::<u8>(), 0..4_u8), 1..12),
    ) {
        let files = files_below("fixtures/ledgers");
        let mut bytes = fs::read(&files[which % files.len()]).unwrap();
        for (at, byte, how) in changes {
            if bytes.is_empty() {
                break;
            }
            let at = at.index(bytes.len());
            match how {
                0 => bytes[at] = byte,
                1 => bytes.truncate(at),
                2 => drop(bytes.drain(at..(at + usize::from(byte)).min(bytes.len()))),
                _ => {
                    let piece = bytes[at..(at + usize::from(byte)).min(bytes.len())].to_vec();
                    bytes.splice(at..at, piece);
                }
            }
        }
        let read = sie::read("x.se", &bytes);
        prop_assert!(read.problems.len() <= samkoll::limits::COMPLAINTS + 4);
        let shown = render::problems::render(&read.problems, &read.files, Language::Sv, false);
        prop_assert!(!shown.is_empty());
        if let Some(ledger) = &read.ledger {
            for year in [0, -1] {
                if let Ok(import) = draw(ledger, year, &charted().model, "bas") {
                    // What is written can be read.
                    let text = file_of(&import, ledger);
                    prop_assert!(text.parse::<toml::Table>().is_ok(), "{}", text);
                }
            }
        }
    }

    /// Nor any bytes at all.
    #[test]
    fn bytes_never_panic(bytes in prop::collection::vec(any::<u8>(), 0..400), begins in any::<bool>()) {
        let bytes = if begins { [b"#SIETYP 4\n#".as_slice(), &bytes].concat() } else { bytes };
        let _ = sie::read("x.se", &bytes);
    }
}

fn charted() -> &'static Workspace {
    static CHARTED: std::sync::LazyLock<Workspace> = std::sync::LazyLock::new(|| load_whole(&with_chart()));
    &CHARTED
}

/// What is past a limit is refused and not cut.
#[test]
fn what_is_past_a_limit_is_refused() {
    let refused = |bytes: &[u8], why: &str| {
        let read = sie::read("x.se", bytes);
        let shown = render::problems::render(&read.problems, &read.files, Language::Sv, false);
        assert!(read.ledger.is_none() && shown.contains(why), "{shown}");
    };
    refused(&vec![b'#'; samkoll::limits::LEDGER + 1], "är för stor");
    refused(
        &[b"#SIETYP 1".as_slice(), &vec![b'\n'; samkoll::limits::LEDGER_LINES + 1]].concat(),
        "fler än 2000000 rader",
    );
    let mut many = String::from("#SIETYP 1\n");
    (0..=samkoll::limits::LEDGER_ACCOUNTS).for_each(|number| many += &format!("#KONTO {number} x\n"));
    refused(many.as_bytes(), "fler konton eller objekt än 20000");
    let wrong = "#IB 0 1930 x\n".repeat(1_000);
    let read = sie::read("x.se", format!("#SIETYP 1\n{wrong}").as_bytes());
    assert_eq!(read.problems.len(), samkoll::limits::COMPLAINTS + 1);
    assert!(read.problems.last().unwrap().message.sv.contains("och 900 fel till"));
    // One line of so many fields is read once.
    let one_line = format!("#SIETYP 1 {}", "a ".repeat(5_000_000));
    assert!(sie::read("x.se", one_line.as_bytes()).ledger.is_none(), "it has no balances");
}
