//! The number that is wrong is the one whose correction mends most: what is judged on it follows from it, and what is
//! right with the right number is not called wrong.

use samkoll::amount::Language;
use samkoll::assess;
use samkoll::diagnostic::Severity;
use samkoll::evaluate::Selection;
use samkoll::model::rule::Undecided;
use samkoll::render::text::{self, Role};
use samkoll::verdict::{Outcome, Verdict};

use crate::common::{load_whole, question, synthetic, verdicts};
use crate::testforbundet::testforbundet;

/// Counts in two places, and the share of one of them.
const COUNTS: &str = r#"
[[figure]]
name = "work.north"
title = { sv = "till arbete i norr", en = "to work in the north" }
kind = "persons"

[[figure]]
name = "work.south"
title = { sv = "till arbete i söder", en = "to work in the south" }
kind = "persons"

[[figure]]
name = "work.all"
title = { sv = "till arbete", en = "to work" }
kind = "persons"

[[figure]]
name = "done.north"
title = { sv = "avslutade i norr", en = "finished in the north" }
kind = "persons"

[[figure]]
name = "share.north"
title = { sv = "andel till arbete i norr", en = "share to work in the north" }
kind = "percent"
group = "percentage"
formula = { ratio = ["work.north", "done.north"] }

[[figure]]
name = "share.highest"
title = { sv = "högsta andel till arbete", en = "the highest share to work" }
kind = "percent"

[[relation]]
id = "places"
title = { sv = "Platserna", en = "The places" }
total = "work.all"
sum = ["work.north", "work.south"]
group = "follow-up"
"#;

/// Rows with a plan and a deviation, and the deviations of all.
const DEVIATIONS: &str = r#"
[[relation]]
id = "deviations"
title = { sv = "Avvikelserna", en = "The deviations" }
total = "off.all"
sum = ["off.a", "off.b"]

[[relation]]
id = "both"
title = { sv = "Båda", en = "Both" }
total = "off.both"
sum = ["off.all", "off.rest"]
"#;

fn money(name: &str, more: &str) -> String {
    let title = name.replace('.', " ");
    format!(
        "[[figure]]\nname = \"{name}\"\ntitle = {{ sv = \"{title}\", en = \"{title}\" }}\nkind = \"money\"\n{more}\n"
    )
}

fn deviations() -> String {
    let mut all = DEVIATIONS.to_owned();
    for row in ["a", "b", "all"] {
        all += money(&format!("is.{row}"), "").as_str();
        all += money(&format!("plan.{row}"), "").as_str();
        let formula =
            format!("group = \"deviation\"\nformula = {{ sum = [\"is.{row}\", \"-plan.{row}\"] }}\n");
        all += money(&format!("off.{row}"), &formula).as_str();
    }
    all += money("off.rest", "").as_str();
    all += money("off.both", "").as_str();
    all
}

fn table(id: &str, unit: &str, cells: &[(&str, &str)]) -> String {
    let cells_of: String = cells.iter().map(|(name, number)| format!("\"{name}\" = {number}\n")).collect();
    format!(
        "year = 2023\ncount = {{ table = 1 }}\n[[table]]\nid = \"{id}\"\nsource = \"arsredovisning\"\npart = \"{id}\"\n\
         kind = \"overview\"\nunit = \"{unit}\"\ncount = {}\n[table.figures]\n{cells_of}",
        cells.len()
    )
}

/// What the text says of the share: at least, or above, so many per cent.
fn says(id: &str, figure: &str, how: &str, number: &str, unit: &str) -> String {
    format!(
        "[[statement]]\nid = \"{id}\"\nyear = 2023\nfigures = [\"{figure}\"]\nsays = \"{how}\"\nvalue = {number}\n\
         unit = \"{unit}\"\ntext = {{ sv = \"texten\", en = \"the text\" }}\n\
         source = {{ document = \"arsredovisning\", part = \"1.1\" }}\n"
    )
}

fn judged(catalogue: &str, tables: &[String], statements: &[String]) -> Vec<Verdict> {
    let mut texts = synthetic();
    texts.insert("figures/own.toml".to_owned(), catalogue.to_owned());
    for (number, table) in tables.iter().enumerate() {
        texts.insert(format!("figures/{number}.toml"), table.clone());
    }
    if !statements.is_empty() {
        let count = format!("count = {{ statement = {} }}\n", statements.len());
        texts.insert("follow-up/own.toml".to_owned(), format!("{count}{}", statements.concat()));
    }
    verdicts(&load_whole(&texts), "2024-03-22")
}

/// The one verdict on a subject that is breached or undecided.
fn of<'v>(all: &'v [Verdict], subject: &str) -> &'v Verdict {
    let found: Vec<&Verdict> = all
        .iter()
        .filter(|it| it.subject.id == subject && matches!(it.outcome, Outcome::Breached | Outcome::Undecided))
        .collect();
    let [one] = found.as_slice() else { panic!("{subject}: {} findings", found.len()) };
    one
}

fn cause_of(verdict: &Verdict) -> String {
    let cause = verdict.likely_cause.as_ref().map(|it| it.words.get(Language::Sv).replace('\u{a0}', " "));
    cause.unwrap_or_default()
}

fn follows(one: &Verdict, other: &Verdict) -> bool {
    one.follows_from.as_ref() == Some(&other.fingerprint)
}

fn counted(north: &str) -> String {
    let cells = [("work.north", north), ("work.south", "33"), ("work.all", "51"), ("done.north", "41")];
    table("tabell", "persons", &cells)
}

fn share(printed: &str) -> String {
    table("andel", "percent", &[("share.north", printed)])
}

#[test]
fn the_count_is_blamed_that_a_sum_and_a_printed_share_both_speak_against() {
    let all = judged(COUNTS, &[counted("8"), share("44")], &[]);
    let (sum, printed) = (of(&all, "relation/places/2023"), of(&all, "share.north/2023"));
    assert_eq!(sum.outcome, Outcome::Breached);
    assert_eq!(
        cause_of(sum),
        "Med 18 personer i stället för 8 personer för till arbete i norr: 2 uppgifter går ihop som annars inte \
         gör det; 18 av 41 är 44 %."
    );
    // The share is right: it bears witness, and is not called a misprint.
    assert_eq!((printed.outcome, printed.reason), (Outcome::Undecided, Some(Undecided::Judgement)));
    let told = printed.message.sv.replace('\u{a0}', " ");
    assert!(told.contains("troligen inte 44 % som är fel"), "{told}");
}

#[test]
fn nobody_is_blamed_where_nothing_else_tells() {
    // A share that goes with the number as it is speaks for it, and then any of three may be wrong.
    let all = judged(COUNTS, &[counted("8"), share("20")], &[]);
    assert_eq!(cause_of(of(&all, "relation/places/2023")), "");
    // A share that goes with neither is wrong itself.
    let all = judged(COUNTS, &[counted("8"), share("60")], &[]);
    assert_eq!(cause_of(of(&all, "relation/places/2023")), "");
    assert_eq!(of(&all, "share.north/2023").outcome, Outcome::Breached);
}

#[test]
fn a_text_that_is_right_with_the_right_number_is_not_called_wrong() {
    let statements = [
        says("at-least-27", "share.north", "at-least", "27", "percent"),
        says("a-majority", "share.north", "above", "50", "percent"),
    ];
    // That a text is right with another number is no witness to it.
    let all = judged(COUNTS, &[counted("8")], &statements);
    assert_eq!(cause_of(of(&all, "relation/places/2023")), "");
    assert_eq!(of(&all, "statement/at-least-27").outcome, Outcome::Breached);
    // That what is worked out from it is printed elsewhere is.
    let highest = table("text", "percent", &[("share.highest", "44")]);
    let all = judged(COUNTS, &[counted("8"), highest], &statements);
    let sum = of(&all, "relation/places/2023");
    assert!(cause_of(sum).contains("18 personer i stället för 8 personer"), "{}", cause_of(sum));
    let right = of(&all, "statement/at-least-27");
    assert_eq!((right.outcome, right.reason), (Outcome::Undecided, Some(Undecided::Judgement)));
    // What is wrong with either number is wrong, and follows from the one it is judged on.
    let wrong = of(&all, "statement/a-majority");
    assert_eq!(wrong.outcome, Outcome::Breached);
    assert!(follows(wrong, sum));
}

#[test]
fn a_text_that_goes_with_one_of_two_printed_numbers_is_left_to_a_person() {
    let other = table("text", "persons", &[("work.north", "28")]);
    let tables = [counted("18"), other];
    let said =
        |number: &str| judged(COUNTS, &tables, &[says("said", "work.north", "at-least", number, "persons")]);
    let all = said("25");
    let open = of(&all, "statement/said");
    assert_eq!((open.outcome, open.reason), (Outcome::Undecided, Some(Undecided::Judgement)));
    assert!(open.message.sv.contains("men med 28 personer, som också är tryckt"), "{}", open.message.sv);
    let all = said("30");
    assert_eq!(of(&all, "statement/said").outcome, Outcome::Breached);
    assert!(follows(of(&all, "statement/said"), of(&all, "work.north/2023")), "both are of one figure");
}

#[test]
fn a_wrong_number_is_followed_through_the_sums_it_is_carried_on_into() {
    // −63 is what the row gives; −104 was printed, and went into the sum of the deviations, and that into the next.
    let own = |a: &str, all: &str, both: &str| {
        let cells = [
            ("is.a", "237"),
            ("plan.a", "300"),
            ("off.a", a),
            ("is.b", "100"),
            ("plan.b", "90"),
            ("off.b", "10"),
            ("is.all", "337"),
            ("plan.all", "390"),
            ("off.all", all),
            ("off.rest", "5"),
            ("off.both", both),
        ];
        table("uppfoljning", "tkr", &cells)
    };
    let all = judged(&deviations(), &[own("-104", "-94", "-48")], &[]);
    let (row, sum) = (of(&all, "off.a/2023"), of(&all, "off.all/2023"));
    let both = of(&all, "relation/both/2023");
    assert_eq!(row.follows_from, None);
    assert!(follows(sum, row) && follows(both, sum));
    assert!(cause_of(row).ends_with("felet följer med i off all."), "{}", cause_of(row));
    // A consequence is no graver than its cause.
    assert_eq!((row.severity, both.severity), (Severity::Warning, Severity::Warning));
    // Alone the sum is what is wrong, and what it is the sum of does not come out.
    let all = judged(&deviations(), &[own("-63", "-94", "-48")], &[]);
    let sum = of(&all, "relation/deviations/2023");
    assert!(sum.follows_from.is_none() && cause_of(sum).contains("−53 tkr i stället för −94 tkr"));
    assert!(["relation/both/2023", "off.all/2023"].iter().all(|it| follows(of(&all, it), sum)));
}

#[test]
fn what_rests_on_the_first_and_the_last_of_a_chain_is_judged_with_all_of_it_right() {
    // −104 for −63 went into the sum, −94 for −53, and that into the next, −70 for −29, and others speak against both.
    let cells = [
        ("is.a", "237"),
        ("plan.a", "300"),
        ("off.a", "-104"),
        ("off.b", "10"),
        ("is.all", "337"),
        ("plan.all", "390"),
        ("off.all", "-94"),
        ("off.rest", "24"),
        ("is.both", "361"),
        ("plan.both", "390"),
        ("off.both", "-70"),
        ("off.c", "-19"),
        ("off.d", "-5"),
        ("off.e", "-43"),
    ];
    let mut catalogue: String = cells.iter().map(|(name, _)| money(name, "")).collect();
    for (total, sum) in [
        ("off.a", ["is.a", "-plan.a"]),
        ("off.all", ["is.all", "-plan.all"]),
        ("off.both", ["is.both", "-plan.both"]),
        ("off.all", ["off.a", "off.b"]),
        ("off.both", ["off.all", "off.rest"]),
        ("off.c", ["off.both", "off.b"]),
        ("off.d", ["off.both", "off.rest"]),
        ("off.e", ["off.all", "off.b"]),
    ] {
        let id = format!("{}-{}", total.replace('.', "-"), sum[0].replace('.', "-"));
        catalogue += &format!(
            "[[relation]]\nid = \"{id}\"\ntitle = {{ sv = \"{id}\", en = \"{id}\" }}\ntotal = \"{total}\"\nsum = {sum:?}\n"
        );
    }
    let said = says("told", "off.both", "above", "0", "tkr")
        .replace("value = 0\nunit = \"tkr\"", "than = \"off.a\"");
    let all = judged(&catalogue, &[table("uppfoljning", "tkr", &cells)], &[said]);
    let [first, last] = ["relation/off-a-is-a/2023", "relation/off-both-is-both/2023"].map(|it| of(&all, it));
    assert!(cause_of(first).contains("−63 tkr i stället för −104 tkr"), "{}", cause_of(first));
    assert!(cause_of(last).contains("−29 tkr i stället för −70 tkr"), "{}", cause_of(last));
    // With the first two alone the text would be wrong.
    let told: Vec<_> = all.iter().filter(|it| it.subject.id == "statement/told").collect();
    assert!(told.iter().any(|it| it.outcome == Outcome::Met), "{told:?}");
    assert!(told.iter().all(|it| matches!(it.outcome, Outcome::Met | Outcome::NotApplicable)), "{told:?}");
}

#[test]
fn what_stands_unchanged_from_year_to_year_is_one_fault_with_its_years() {
    let workspace = load_whole(&testforbundet());
    let all = verdicts(&workspace, "2026-11-01");
    let missing = |year: &str| {
        all.iter().find(|it| {
            *it.rule == *"auditors-missing" && it.subject.id == year && it.outcome == Outcome::Breached
        })
    };
    let (first, later) = (missing("2023").unwrap(), [missing("2024").unwrap(), missing("2025").unwrap()]);
    assert_eq!(first.follows_from, None);
    assert!(later.iter().all(|it| follows(it, first)));
    let report = assess(&workspace, question("2026-11-01"), &Selection::default());
    let told = text::render(&report, Role::Whole, Language::Sv);
    assert!(told.contains("Samma sak 2024 och 2025."));
}

#[test]
fn sums_that_share_their_terms_are_reckoned_once_each() {
    // Each is the sum of the two before it: the last has more ways down to the first than can be walked.
    let mut catalogue = [money("own.f0", ""), money("own.f1", "")].concat();
    for at in 2..60 {
        let formula = format!("formula = {{ sum = [\"own.f{}\", \"own.f{}\"] }}\n", at - 1, at - 2);
        catalogue.push_str(&money(&format!("own.f{at}"), &formula));
    }
    let cells = [("own.f0", "0"), ("own.f1", "1"), ("own.f20", "6756")];
    let first = table("first", "kr", &cells);
    let last = table("last", "kr", &[("own.f20", "6765"), ("own.f59", "5")]);
    let all = judged(&catalogue, &[first, last], &[]);
    assert_eq!(of(&all, "own.f20/2023").outcome, Outcome::Breached);
    assert_eq!(of(&all, "own.f59/2023").outcome, Outcome::Breached);
}
