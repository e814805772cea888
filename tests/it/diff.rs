//! Two assessments beside each other: each change once, with its cause; what cannot be compared is said.

use std::fs;

use samkoll::amount::{Language, Text};
use samkoll::comparison::{Cause, Change, Comparison, Saved};
use samkoll::evaluate::Selection;
use samkoll::render::diff;
use samkoll::render::sheet::Markup;
use samkoll::{assess, render};

use crate::cli::{code, samkoll, stderr, stdout};
use crate::common::{Texts, load_whole, question, root, synthetic};
use crate::testforbundet::testforbundet;

/// A förbund whose equity two places give, the second as it is told.
fn texts(equity: &str) -> Texts {
    let mut texts = synthetic();
    let table = |id: &str, kind: &str, number: &str| {
        format!(
            "[[table]]\nid = \"{id}\"\nsource = \"arsredovisning\"\npart = \"{id}\"\nkind = \"{kind}\"\nunit = \"kr\"\ncount = 1\n\
             figures = {{ equity.closing = {number} }}\n"
        )
    };
    let text = format!(
        "year = 2023\ncount = {{ table = 2 }}\n{}{}",
        table("a", "overview", "1_000_000"),
        table("b", "text", equity)
    );
    texts.insert("figures/2023.toml".to_owned(), text);
    texts
}

fn saved(texts: &Texts, day: &str) -> Saved {
    let workspace = load_whole(texts);
    let report = assess(&workspace, question(day), &Selection::default());
    Saved::read(&render::json::v1::render(&report, Language::Sv).unwrap().into_text().unwrap()).unwrap()
}

/// What became of the two places that should agree.
fn became(comparison: &Comparison<'_>) -> Option<Change> {
    let of_equity = |it: &&samkoll::comparison::Compared<'_>| {
        it.latest()
            .is_some_and(|it| it.rule == "figures-disagree" && it.subject.id.starts_with("equity.closing"))
    };
    comparison.findings.iter().find(of_equity).map(|it| it.change)
}

#[test]
fn each_change_has_its_kind_and_its_size() {
    let day = "2024-06-30";
    let (right, wrong, worse) =
        (saved(&texts("1_000_000"), day), saved(&texts("900_000"), day), saved(&texts("700_000"), day));
    for (before, now, change, moved) in [
        (&right, &wrong, Some(Change::New), None),
        (&wrong, &right, Some(Change::Resolved), None),
        (&wrong, &worse, Some(Change::Worse), Some("200000")),
        (&worse, &wrong, Some(Change::Better), Some("-200000")),
        (&wrong, &wrong, Some(Change::Unchanged), None),
        (&right, &right, None, None),
    ] {
        let comparison = Comparison::new(before, now).unwrap();
        assert_eq!(became(&comparison), change);
        let by =
            comparison.findings.iter().find_map(|it| it.moved()).map(|(by, unit)| (by.to_string(), unit));
        assert_eq!(by, moved.map(|by| (by.to_owned(), "kr")));
        let same = std::ptr::eq(before, now);
        assert_eq!(comparison.causes, if same { vec![] } else { vec![Cause::Data] });
    }
    let comparison = Comparison::new(&wrong, &worse).unwrap();
    insta::assert_snapshot!("diff_worse", diff::render(&comparison, false, Markup::Text, Language::Sv));
}

/// An answer that is lost is worse, whatever it was, on the page, in JSON, by the exit code and against a baseline.
#[test]
fn what_can_no_longer_be_told_is_neither_resolved_nor_left_out() {
    let own = root().join("fixtures/testforbundet");
    let folder = tempfile::tempdir().unwrap();
    let file = |name: &str| folder.path().join(name).to_str().unwrap().to_owned();
    let asked = ["check", "--as-of", "2024-06-30", "--format", "json"];
    let text = stdout(&samkoll(&own, &asked));
    fs::write(file("now.json"), &text).unwrap();
    let open = |it: &serde_json::Value| it["outcome"] == "undecided";
    for (name, outcome, change, tail) in [
        ("met", Some("met"), "lost", " – förut uppfyllt"),
        ("broken", Some("breached"), "lost", " – förut brutet"),
        ("waived", Some("waived"), "lost", " – förut godtaget"),
        ("never", None, "opened", ""),
    ] {
        // As it is, but for the first open question, which was answered, or not there.
        let mut before: serde_json::Value = serde_json::from_str(&text).unwrap();
        let verdicts = before["verdicts"].as_array_mut().unwrap();
        let at = verdicts.iter().position(open).unwrap();
        let (rule, subject) = (verdicts[at]["rule"].clone(), verdicts[at]["subject"]["id"].clone());
        match outcome {
            Some(outcome) => {
                verdicts[at]["outcome"] = outcome.into();
                verdicts[at]["fingerprint"] = "another".into();
            }
            None => drop(verdicts.remove(at)),
        }
        fs::write(file(name), before.to_string()).unwrap();
        let run = |format: &str| {
            samkoll(&own, &["diff", &file(name), &file("now.json"), "--all", "--format", format])
        };
        let (page, json) = (run("text"), run("json"));
        assert_eq!((code(&page), code(&json)), (3, 3), "{name}: {}", stderr(&page));
        let told: serde_json::Value = serde_json::from_str(&stdout(&json)).unwrap();
        let of_it = |it: &&serde_json::Value| it["rule"] == rule && it["subject"] == subject;
        let found = told["findings"].as_array().unwrap().iter().find(of_it).unwrap();
        assert_eq!((&found["change"], &found["now"]), (&change.into(), &"undecided".into()), "{name}");
        let name_of = if change == "lost" {
            "GÅR INTE LÄNGRE ATT AVGÖRA (1)"
        } else {
            "NYTT SOM INTE GÅR ATT AVGÖRA (1)"
        };
        let said = stdout(&page).split_whitespace().collect::<Vec<_>>().join(" ");
        assert!(said.contains(name_of) && said.contains(tail), "{name}: {}", stdout(&page));
        let held = samkoll(&own, &[&asked[..3], &["--baseline", &file(name)]].concat());
        assert_eq!(code(&held), 3, "{name}: {}", stdout(&held));
    }
}

#[test]
fn why_two_days_of_one_workspace_differ_is_that_time_has_passed() {
    let texts = texts("900_000");
    let (before, now) = (saved(&texts, "2023-06-30"), saved(&texts, "2024-06-30"));
    let comparison = Comparison::new(&before, &now).unwrap();
    assert_eq!(comparison.causes, [Cause::Time]);
    assert_eq!(became(&comparison), Some(Change::New));
    assert!(comparison.is_worse());
    let json = render::json::v1::diff(&comparison, Language::Sv).unwrap();
    let json: serde_json::Value = serde_json::from_str(&json).unwrap();
    assert_eq!(json["schema"], "samkoll.diff/1");
    assert_eq!(json["findings"].as_array().unwrap().len(), comparison.findings.len());
}

/// The first screen and the comparison count the same causes; what a waiver covers is accepted and not resolved.
#[test]
fn causes_are_counted_as_on_the_first_screen_and_what_is_waived_is_not_resolved() {
    let days = ["2023-11-30", "2024-03-22"];
    let page = stdout(&samkoll(&root(), &["diff", days[0], days[1]]));
    let told = page.lines().find(|it| it.starts_with("Brutet: ")).unwrap();
    for day in days {
        let screen = stdout(&samkoll(&root(), &["check", "--as-of", day]));
        let words: Vec<&str> = screen.split_whitespace().collect();
        let causes = words.windows(3).find(|it| it[0] == "med" && it[2].starts_with("orsak")).unwrap()[1];
        assert!(told.contains(&format!("med {causes} orsaker")), "{day}: {told}\n{screen}");
    }
    // Two findings of the synthetic förbund, before and after its board accepted them.
    let now = testforbundet();
    let mut before = now.clone();
    before.remove("waivers.toml").unwrap();
    let (before, now) = (saved(&before, "2024-06-30"), saved(&now, "2024-06-30"));
    let comparison = Comparison::new(&before, &now).unwrap();
    assert_eq!(comparison.of(Change::Accepted).count(), 2);
    assert_eq!(comparison.of(Change::Resolved).count(), 0);
    let page = diff::render(&comparison, false, Markup::Text, Language::Sv);
    let (_, accepted) = page.split_once("GODTAGET").unwrap();
    assert!(
        accepted.contains("[appendix-reference-broken]") && accepted.contains("Godtaget till och med"),
        "{page}"
    );
    let json = render::json::v1::diff(&comparison, Language::Sv).unwrap();
    assert!(json.contains("\"accepted\""), "{json}");
}

#[test]
fn what_the_forbund_has_set_and_set_aside_is_named_as_a_cause() {
    let before = texts("900_000");
    let mut now = before.clone();
    let aside = "\n[[set-aside]]\nrule = \"quorum-missing\"\nreason = \"Ett skäl\"\ndecided_by = \"Styrelsen, § 9\"\n";
    now.get_mut("samkoll.toml").unwrap().push_str(aside);
    let (before, now) = (saved(&before, "2024-06-30"), saved(&now, "2024-06-30"));
    let comparison = Comparison::new(&before, &now).unwrap();
    let named = |it: &Cause| matches!(it, Cause::Parameters(what) if what == &[Text::same("quorum-missing")]);
    assert!(comparison.causes.iter().any(named), "{:?}", comparison.causes);
}

#[test]
fn what_cannot_be_compared_is_said_and_nothing_is_written() {
    let folder = tempfile::tempdir().unwrap();
    let at = |name: &str| folder.path().join(name);
    let own = root().join("fixtures/testforbundet");
    let assessed = stdout(&samkoll(&own, &["check", "--as-of", "2024-06-30", "--format", "json"]));
    fs::write(at("a.json"), &assessed).unwrap();
    fs::write(at("other.json"), assessed.replacen("\"name\": \"", "\"name\": \"Ett annat ", 2)).unwrap();
    fs::write(at("later.json"), assessed.replace("samkoll.assessment/1", "samkoll.assessment/9")).unwrap();
    fs::write(at("half.json"), &assessed[..assessed.len() / 2]).unwrap();
    fs::write(at("no.json"), "{ \"a\": 1 }").unwrap();
    fs::write(at("less.json"), assessed.replace("\"verdicts\"", "\"verdict\"")).unwrap();
    fs::write(at("day.json"), assessed.replacen("\"as_of\": \"2024-06-30\"", "\"as_of\": \"9999-99-99\"", 1))
        .unwrap();
    for key in ["outcome", "class", "severity"] {
        let other = assessed.replacen(&format!("\"{key}\": \""), &format!("\"{key}\": \"x"), 1);
        fs::write(at(&format!("{key}.json")), other).unwrap();
    }
    let in_part = ["check", "--as-of", "2024-06-30", "--rule", "figures-disagree", "--format", "json"];
    fs::write(at("part.json"), stdout(&samkoll(&own, &in_part))).unwrap();
    let fault = "\"problems\": [{ \"severity\": \"error\" }]";
    assert!(assessed.contains("\"problems\": []"));
    fs::write(at("faults.json"), assessed.replacen("\"problems\": []", fault, 1)).unwrap();
    let held = at("faults.json");
    let held = ["check", "--as-of", "2024-06-30", "--baseline", held.to_str().unwrap()];
    let held = samkoll(&own, &held);
    assert_eq!(code(&held), 2, "{}", stdout(&held));
    assert!(stderr(&held).contains("gjordes av filer med 1 fel"), "{}", stderr(&held));
    fs::write(at("kept.txt"), "kept").unwrap();
    let not_written = "är ingen hel bedömning: det här skriver inte `check` (rad ";
    for (file, said) in [
        ("part.json", "olika frågor"),
        ("faults.json", "gjordes av filer med 1 fel"),
        ("day.json", not_written),
        ("outcome.json", not_written),
        ("class.json", not_written),
        ("severity.json", not_written),
        ("other.json", "olika förbund"),
        ("later.json", "assessment/9"),
        ("half.json", "inte JSON"),
        ("no.json", "ingen sparad bedömning"),
        ("less.json", "verdicts"),
        ("nowhere.json", "nowhere.json"),
        ("2024-02-30", "2024-02-30"),
    ] {
        let output = samkoll(folder.path(), &["diff", "a.json", file, "-o", "kept.txt"]);
        assert_eq!(code(&output), 2, "{file}: {}", stdout(&output));
        assert!(stderr(&output).contains(said), "{file}: {}", stderr(&output));
        assert_eq!(fs::read_to_string(at("kept.txt")).unwrap(), "kept", "{file}");
    }
    let same = samkoll(folder.path(), &["diff", "a.json", "a.json"]);
    assert_eq!(code(&same), 0, "{}", stderr(&same));
    assert!(stdout(&same).contains("samma filer, regler och standard"));
    // A day is asked about as what was saved was.
    let part = samkoll(&own, &["diff", at("part.json").to_str().unwrap(), "2024-06-30"]);
    assert_eq!(code(&part), 0, "{}", stdout(&part));
    assert!(stdout(&part).contains("Frågan gällde bara en del: figures-disagree."), "{}", stdout(&part));
    let days = samkoll(&own, &["diff", "2023-12-31", "2025-04-30", "--format", "markdown"]);
    assert_eq!(code(&days), 1, "{}", stderr(&days));
    assert!(stdout(&days).contains("## Nytt"), "{}", stdout(&days));
}
