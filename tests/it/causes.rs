//! The probable cause of a number that is not what it should be: each sort of slip is told, and of two none is.

use samkoll::amount::Language;
use samkoll::assess;
use samkoll::diagnostic::Severity;
use samkoll::evaluate::Selection;
use samkoll::verdict::{Outcome, Verdict};

use crate::common::{load_whole, question, synthetic, verdicts};

/// Money in four rows and their sum, counts and a share of them, and a figure the stairs give.
const CATALOGUE: &str = r#"
[[figure]]
name = "row.a"
title = { sv = "rad A", en = "row A" }
kind = "money"

[[figure]]
name = "row.b"
title = { sv = "rad B", en = "row B" }
kind = "money"

[[figure]]
name = "row.c"
title = { sv = "rad C", en = "row C" }
kind = "money"

[[figure]]
name = "all-rows"
title = { sv = "alla rader", en = "all rows" }
kind = "money"

[[figure]]
name = "came.north"
title = { sv = "nya i norr", en = "new in the north" }
kind = "persons"

[[figure]]
name = "came.south"
title = { sv = "nya i söder", en = "new in the south" }
kind = "persons"

[[figure]]
name = "left.north"
title = { sv = "avslutade i norr", en = "left in the north" }
kind = "persons"

[[figure]]
name = "share.north"
title = { sv = "andel avslutade i norr", en = "share who left in the north" }
kind = "percent"
group = "percentage"
formula = { ratio = ["left.north", "came.north"] }

[[relation]]
id = "rows"
title = { sv = "Raderna", en = "The rows" }
total = "all-rows"
sum = ["row.a", "row.b", "row.c"]
"#;

fn table(id: &str, year: i32, unit: &str, cells: &[(&str, &str)]) -> String {
    let cells_of: String = cells.iter().map(|(name, number)| format!("\"{name}\" = {number}\n")).collect();
    format!(
        "year = {year}\ncount = {{ table = 1 }}\n[[table]]\nid = \"{id}\"\nsource = \"arsredovisning\"\npart = \"{id}\"\n\
         kind = \"overview\"\nunit = \"{unit}\"\ncount = {}\n[table.figures]\n{cells_of}",
        cells.len()
    )
}

/// The verdicts on some tables.
fn judged(tables: &[String]) -> Vec<Verdict> {
    let mut texts = synthetic();
    texts.insert("figures/own.toml".to_owned(), CATALOGUE.to_owned());
    for (number, table) in tables.iter().enumerate() {
        texts.insert(format!("figures/{number}.toml"), table.clone());
    }
    verdicts(&load_whole(&texts), "2024-03-22")
}

/// What is guessed about the one breach of a subject.
fn cause(subject: &str, tables: &[String]) -> Option<String> {
    let all = judged(tables);
    let breached = |it: &&Verdict| it.subject.id == subject && it.outcome == Outcome::Breached;
    let found: Vec<_> = all.iter().filter(breached).collect();
    let [verdict] = found.as_slice() else { panic!("{subject}: {} breaches", found.len()) };
    verdict.likely_cause.as_ref().map(|it| it.words.get(Language::Sv).replace('\u{a0}', " "))
}

fn rows(cells: [&str; 4]) -> String {
    let [a, b, c, all] = cells;
    table("rader", 2023, "kr", &[("row.a", a), ("row.b", b), ("row.c", c), ("all-rows", all)])
}

fn of_rows(cells: [&str; 4]) -> Option<String> {
    cause("relation/rows/2023", &[rows(cells)])
}

#[test]
fn a_sum_tells_of_the_one_term_that_is_otherwise() {
    let told = |cells| of_rows(cells).unwrap();
    assert_eq!(
        told(["1200", "345", "77", "1545"]),
        "Det går ihop utan rad C, 77 kr: den kan vara bortglömd i summan."
    );
    assert_eq!(told(["1200", "345", "77", "1967"]), "Det går ihop om rad B, 345 kr, räknas två gånger.");
    assert_eq!(told(["1200", "345", "77", "1468"]), "Det går ihop om rad C, 77 kr, har omvänt tecken.");
    assert_eq!(
        told(["1200", "354", "77", "1622"]),
        "Två siffror kan ha bytt plats i rad B: 345 kr i stället för 354 kr."
    );
    assert_eq!(
        told(["1200", "345", "77", "1262"]),
        "Två siffror kan ha bytt plats: 1 622 kr i stället för 1 262 kr."
    );
    assert_eq!(
        told(["1200", "345", "77", "16220"]),
        "Talet är 10 gånger för stort: det kan vara skrivet i en annan enhet."
    );
    assert_eq!(told(["1200", "345", "77", "-1622"]), "Tecknet kan vara omvänt.");
}

#[test]
fn of_two_neither_is_probable() {
    assert_eq!(of_rows(["77", "345", "77", "422"]), None, "either of two may be forgotten");
    assert_eq!(of_rows(["1200", "345", "77", "1600"]), None, "nothing explains it");
}

#[test]
fn another_statement_of_a_term_is_looked_for() {
    let other = table("bilaga", 2023, "kr", &[("row.b", "340")]);
    let told = cause("relation/rows/2023", &[rows(["1200", "345", "77", "1617"]), other]);
    assert_eq!(
        told.unwrap(),
        "Det går ihop med 340 kr för rad B, som står i Årsredovisning (syntetisk), bilaga."
    );
}

#[test]
fn last_years_number_is_known_again() {
    let this = table("tabell", 2023, "persons", &[("came.north", "48")]);
    let text = table("text", 2023, "persons", &[("came.north", "61")]);
    let last = |number: &str| table("fjol", 2022, "persons", &[("came.north", number)]);
    let told = |last: String| cause("came.north/2023", &[this.clone(), text.clone(), last]);
    assert_eq!(told(last("61")).unwrap(), "61 personer är talet för 2022.");
    assert_eq!(told(last("60")), None);
    // Of two that fit as well, both are told.
    let text = table("text", 2023, "persons", &[("came.north", "612")]);
    let south = table("soder", 2023, "persons", &[("came.south", "612")]);
    let told = cause("came.north/2023", &[this, text, last("612"), south]);
    assert_eq!(
        told.unwrap(),
        "612 personer är talet för 2022. Lika möjligt: 612 personer är talet för nya i söder."
    );
}

#[test]
fn a_number_rounded_from_last_years_is_known_again() {
    let this = table("tabell", 2023, "kr", &[("row.a", "229379")]);
    let text = table("text", 2023, "tkr", &[("row.a", "131")]);
    let last = table("fjol", 2022, "kr", &[("row.a", "130971")]);
    assert_eq!(cause("row.a/2023", &[this, text, last]).unwrap(), "131 tkr är talet för 2022.");
}

#[test]
fn running_text_is_not_called_a_table() {
    let names = ["row.a", "row.b", "row.c"];
    let of = |id: &str, year, numbers: [&str; 3]| {
        let cells: Vec<(&str, &str)> = names.into_iter().zip(numbers).collect();
        table(id, year, "tkr", &cells)
    };
    let tables =
        |text: String| [of("i-ar", 2023, ["31", "42", "53"]), of("i-fjol", 2022, ["27", "38", "49"]), text];
    let told = |text| cause("row.a/2023", &tables(text)).unwrap();
    let printed = of("text-1", 2023, ["27", "38", "49"]);
    assert_eq!(told(printed.clone()), "27 tkr är talet för 2022, liksom 2 tal till i tabellen.");
    let running = printed.replace("kind = \"overview\"", "kind = \"text\"");
    assert_eq!(told(running), "27 tkr är talet för 2022, liksom 2 tal till i texten i text-1.");
}

#[test]
fn a_base_that_the_shares_beside_it_refute_is_not_guessed() {
    let more = r#"
[[figure]]
name = "share.north.other"
title = { sv = "andel andra", en = "share of others" }
kind = "percent"
group = "percentage"
of = "came.north"
"#;
    let counts =
        table("tabell", 2023, "persons", &[("came.north", "23"), ("came.south", "20"), ("left.north", "4")]);
    let told = |beside: &str| {
        let shares = table("lista", 2023, "percent", &[("share.north", "20"), ("share.north.other", beside)]);
        let mut texts = synthetic();
        texts.insert("figures/own.toml".to_owned(), format!("{CATALOGUE}{more}"));
        texts.insert("figures/0.toml".to_owned(), counts.clone());
        texts.insert("figures/1.toml".to_owned(), shares);
        let all = verdicts(&load_whole(&texts), "2024-03-22");
        let of =
            |id: &str| all.iter().find(|it| it.subject.id == id && it.outcome == Outcome::Breached).cloned();
        let wrong = of("share.north/2023").unwrap();
        let follows =
            of("share.north.other/2023").map(|it| it.follows_from == Some(wrong.fingerprint.clone()));
        (wrong.likely_cause.is_some(), follows)
    };
    assert_eq!(told("5"), (true, Some(true)), "one of twenty, and none of twenty-three");
    assert_eq!(told("4"), (false, None), "one of twenty-three, and none of twenty");
    assert_eq!(told("8"), (true, Some(true)), "none of either: it refutes nothing");
}

#[test]
fn a_share_of_another_number_is_known_again() {
    let counts =
        table("tabell", 2023, "persons", &[("came.north", "48"), ("came.south", "30"), ("left.north", "12")]);
    let printed = |share: &str| table("text", 2023, "percent", &[("share.north", share)]);
    let told = |share: &str| cause("share.north/2023", &[counts.clone(), printed(share)]);
    assert_eq!(told("40").unwrap(), "40 % kommer ut om man räknar på nya i söder, 30 personer.");
    assert_eq!(told("52").unwrap(), "Två siffror kan ha bytt plats: 25 % i stället för 52 %.");
    assert_eq!(told("33"), None);
}

/// The subjects of the faults with a cause of their own, each with those that follow from it.
fn by_cause(tables: &[String]) -> Vec<(String, Vec<String>)> {
    let all = judged(tables);
    let breached =
        || all.iter().filter(|it| it.outcome == Outcome::Breached && it.subject.id.contains("/2023"));
    let causes = breached().filter(|it| it.follows_from.is_none());
    causes
        .map(|cause| {
            let follow = breached().filter(|it| it.follows_from.as_ref() == Some(&cause.fingerprint));
            (cause.subject.id.clone(), follow.map(|it| it.subject.id.clone()).collect())
        })
        .collect()
}

#[test]
fn a_number_that_is_wrong_makes_one_fault_with_all_that_follow_from_it() {
    let own = |id: &str, a: &str, all: &str| {
        table(id, 2023, "kr", &[("row.a", a), ("row.b", "345"), ("row.c", "77"), ("all-rows", all)])
    };
    let right = own("rader", "1200", "1622");
    // The slip is carried on to the sum, and the sum is off where it is not.
    let carried_on = by_cause(&[right.clone(), own("bilaga", "1300", "1722")]);
    assert_eq!(carried_on, [("row.a/2023".to_owned(), vec!["all-rows/2023".to_owned()])]);
    let off = by_cause(&[right.clone(), own("bilaga", "1300", "1622")]);
    assert_eq!(off, [("row.a/2023".to_owned(), vec!["relation/rows/2023".to_owned()])]);
    // Two numbers that stand in no sum together are two faults.
    let apart = |id: &str, name: &str, number: &str| table(id, 2023, "kr", &[(name, number)]);
    let two = by_cause(&[right, apart("text", "row.a", "1300"), apart("annan", "row.b", "445")]);
    assert_eq!(two, [("row.a/2023".to_owned(), vec![]), ("row.b/2023".to_owned(), vec![])]);
}

#[test]
fn a_paragraph_left_from_another_year_is_one_fault() {
    let names = ["row.a", "row.b", "row.c", "all-rows"];
    let of = |id: &str, year, numbers: [&str; 4]| {
        let cells: Vec<(&str, &str)> = names.into_iter().zip(numbers).collect();
        table(id, year, "tkr", &cells)
    };
    let (this, last) = (["31", "42", "53", "126"], ["27", "38", "49", "114"]);
    let found = |text: [&str; 4]| {
        by_cause(&[of("i-ar", 2023, this), of("i-fjol", 2022, last), of("text", 2023, text)])
    };
    let causes = |text| found(text).into_iter().map(|(_, follow)| follow.len()).collect::<Vec<_>>();
    assert_eq!(causes(last), [3], "all of them are last year's");
    assert_eq!(causes(this), [0_usize; 0], "none differs");
    // A number that is neither year's is a fault of its own, in whatever paragraph it stands.
    let [a, b, c, _] = last;
    assert_eq!(causes([a, b, c, "120"]), [0, 3], "one is neither year's");
}

#[test]
fn a_difference_below_the_limit_of_materiality_is_a_note() {
    let mut texts = synthetic();
    texts.insert("figures/own.toml".to_owned(), CATALOGUE.to_owned());
    texts.insert("figures/0.toml".to_owned(), rows(["1200", "345", "77", "1600"]));
    let workspace = load_whole(&texts);
    let weighed = |percent: &str| {
        let report = assess(&workspace, question("2024-03-22"), &Selection::default());
        let report = report.weighed(percent.parse().unwrap());
        let verdict = report.verdicts.iter().find(|it| it.subject.id == "relation/rows/2023").unwrap();
        let size = verdict.size.as_ref().unwrap();
        assert_eq!(
            (size.difference.sv.replace('\u{a0}', " "), size.percent),
            ("22 kr".to_owned(), "1.4".parse().unwrap())
        );
        (verdict.severity, verdict.outcome, report.immaterial())
    };
    assert_eq!(weighed("1"), (Severity::Error, Outcome::Breached, 0));
    assert_eq!(
        weighed("1.4"),
        (Severity::Error, Outcome::Breached, 0),
        "what is as large as the limit is not below it"
    );
    assert_eq!(weighed("2"), (Severity::Note, Outcome::Breached, 1), "a note, and a breach still");
}

/// What a rule says in the same words of several agreements is one fault; another thing said of one is another.
#[test]
fn what_is_said_alike_of_agreements_is_one_fault() {
    let mut texts = synthetic();
    for (id, dispute) in [("ett", false), ("tva", false), ("tre", true)] {
        let agreement = format!(
            "id = \"{id}\"\ntitle = \"Avtal {id}\"\nkind = \"platform\"\nin_force = {{ from = 2020-01-01 }}\n\
             clauses = {{ termination = false, disputes = {dispute} }}\n\
             source = {{ document = \"handlingar\", part = \"p\" }}\n"
        );
        texts.insert(format!("agreements/{id}.toml"), agreement);
    }
    let verdicts = verdicts(&load_whole(&texts), "2024-03-22");
    let of = |id: &str| {
        verdicts.iter().find(|it| *it.rule == *"agreement-clauses-missing" && it.subject.id == id).unwrap()
    };
    let breached = ["ett", "tva", "tre"].map(|id| of(id).outcome == Outcome::Breached);
    assert_eq!(breached, [true; 3]);
    assert_eq!(of("ett").follows_from, None);
    assert_eq!(of("tva").follows_from, Some(of("ett").fingerprint.clone()));
    assert_eq!(of("tre").follows_from, None);
}
