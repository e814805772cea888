//! The report to the board: one page that holds everything, loses nothing, fetches nothing, and stays text whatever
//! a file says. How it looks is seen in a browser (`.ci/report`).

use std::collections::{BTreeMap, BTreeSet};
use std::fmt::Write as _;
use std::fs;
use std::sync::Arc;

use roxmltree::{Document, Node, ParsingOptions};
use samkoll::amount::Language;
use samkoll::brief::Brief;
use samkoll::cycle::Cycle;
use samkoll::evaluate::Selection;
use samkoll::facts::Facts;
use samkoll::model::actor::Role;
use samkoll::render::html::{self, Board};
use samkoll::render::json;
use samkoll::report::Report;
use samkoll::verdict::Outcome;
use samkoll::{Workspace, assess};
use serde_json::Value;

use crate::cli::{code, samkoll, stderr};
use crate::common::{Texts, bundled, files_below, load_whole, question, relative, synthetic};
use crate::exchange::on_disk;

/// The day of the report that the size is promised of.
const DAY: &str = "2024-03-22";

fn testforbundet() -> Texts {
    let below = |path: &str| path.trim_start_matches("fixtures/testforbundet/").to_owned();
    let files = files_below("fixtures/testforbundet").into_iter();
    let files = files.filter(|path| path.extension().is_some_and(|it| it == "toml" || it == "rhai"));
    files.map(|path| (below(&relative(&path)), fs::read_to_string(&path).unwrap())).collect()
}

/// What a test asks of a page, with what it was made from.
fn with<T>(
    workspace: &Workspace,
    day: &str,
    language: Language,
    ask: impl FnOnce(&str, &Report<'_>, &Facts) -> T,
) -> T {
    let question = question(day);
    let report = assess(workspace, question, &Selection::default());
    let mut cycle = Cycle::new(&workspace.model, question);
    cycle.waive(&report.breached());
    let board = workspace.model.holders(Role::Board, question.as_of).next();
    let board = board.map_or("", |it| it.id.value.as_str());
    let brief = Brief::of_the_day(&cycle, board);
    let facts = Facts::new(Arc::clone(&workspace.model), question);
    let page = html::render(Board { brief: &brief, report: &report, facts: &facts }, language).unwrap();
    ask(&page, &report, &facts)
}

fn page(texts: &Texts, day: &str, language: Language) -> String {
    with(&load_whole(texts), day, language, |page, _, _| page.to_owned())
}

/// The page as a tree: it is written so that a reader of XML takes it, too.
fn tree(page: &str) -> Document<'_> {
    let options = ParsingOptions { allow_dtd: true, ..ParsingOptions::default() };
    Document::parse_with_options(page, options).unwrap()
}

fn ids(tree: &Document<'_>) -> Vec<String> {
    tree.descendants().filter_map(|it| it.attribute("id")).map(str::to_owned).collect()
}

fn said(node: Node<'_, '_>) -> String {
    let words = node.descendants().filter_map(|it| match it.has_tag_name("br") {
        true => Some(" / "),
        false => it.text().filter(|_| it.is_text()),
    });
    let words: String = words.collect();
    words.split(['\n', ' ', '\t']).filter(|it| !it.is_empty()).collect::<Vec<_>>().join(" ")
}

/// Every finding of the JSON stands in it, once; and whatever is accepted.
#[test]
fn it_tells_the_findings_that_the_json_tells() {
    for (texts, day, least) in [(bundled(), DAY, 1000), (testforbundet(), "2024-06-30", 50)] {
        with(&load_whole(&texts), day, Language::Sv, |page, report, _| {
            let json: Value =
                serde_json::from_str(&json::v1::render(report, Language::Sv).unwrap().into_text().unwrap())
                    .unwrap();
            let told =
                |it: &&Value| ["breached", "undecided", "waived"].contains(&it["outcome"].as_str().unwrap());
            let verdicts = json["verdicts"].as_array().unwrap().iter();
            let expected: Vec<&str> =
                verdicts.filter(told).map(|it| it["fingerprint"].as_str().unwrap()).collect();
            let tree = tree(page);
            let found: Vec<String> =
                ids(&tree).iter().filter_map(|it| it.strip_prefix("f-")).map(str::to_owned).collect();
            assert!(found.len() >= least, "only {}", found.len());
            let sorted = |list: &[&str]| list.iter().map(|it| (*it).to_owned()).collect::<BTreeSet<String>>();
            assert_eq!(found.iter().cloned().collect::<BTreeSet<_>>(), sorted(&expected));
            assert_eq!(found.len(), expected.len(), "a finding stands twice");
        });
    }
}

#[test]
fn it_is_less_than_a_megabyte_fetches_nothing_and_is_the_same_each_time() {
    let workspace = load_whole(&bundled());
    for language in [Language::Sv, Language::En] {
        let once = with(&workspace, DAY, language, |page, _, _| page.to_owned());
        assert!(once.len() < 1_000_000, "{} bytes", once.len());
        let again = with(&workspace, DAY, language, |page, _, _| page.to_owned());
        assert!(once == again, "the same inputs, other bytes");
        let tree = tree(&once);
        let elements = || tree.descendants().filter(Node::is_element);
        let names: BTreeSet<&str> = elements().map(|it| it.tag_name().name()).collect();
        for fetches in
            ["script", "link", "img", "iframe", "object", "embed", "audio", "video", "use", "image", "base"]
        {
            assert!(!names.contains(fetches), "{fetches}");
        }
        for attribute in elements().flat_map(|it| it.attributes()) {
            let harmless = !["src", "srcset", "style", "data"].contains(&attribute.name());
            assert!(harmless && !attribute.name().starts_with("on"), "{attribute:?}");
        }
        for style in elements().filter(|it| it.has_tag_name("style")).map(said) {
            assert!(!style.contains("url(") && !style.contains("@import"), "the style fetches");
        }
        // The paper is the report's: what the wheel says of its own would turn every page of it.
        assert_eq!(once.matches("@page").count(), 2, "one for all, one for the wheel");
        assert_eq!(tree.root_element().attribute("lang"), Some(language.name()));
    }
}

/// Whoever jumps from heading to heading, or follows a link, comes where it says.
#[test]
fn headings_are_in_order_and_links_lead_somewhere() {
    for (texts, day) in [(bundled(), DAY), (testforbundet(), "2024-06-30"), (synthetic(), "2024-06-30")] {
        let page = page(&texts, day, Language::Sv);
        let tree = tree(&page);
        let mut level = 0;
        for node in tree.descendants().filter(Node::is_element) {
            let name = node.tag_name().name();
            if let Some(now) = name.strip_prefix('h').and_then(|it| it.parse::<u32>().ok()) {
                assert!(now <= level + 1, "{} after a heading of level {level}", said(node));
                level = now;
            }
        }
        let ids = ids(&tree);
        let unique: BTreeSet<&String> = ids.iter().collect();
        assert_eq!(unique.len(), ids.len(), "an id stands twice");
        let links = tree.descendants().filter_map(|it| it.attribute("href"));
        let leads = |link: &str| link.strip_prefix('#').is_some_and(|it| ids.iter().any(|id| id == it));
        assert_eq!(links.filter(|link| !leads(link)).collect::<Vec<_>>(), Vec::<&str>::new());
        let labels = tree.descendants().filter_map(|it| it.attribute("aria-labelledby"));
        let labels = labels.flat_map(|it| it.split(' '));
        assert_eq!(labels.filter(|it| !ids.iter().any(|id| id == it)).count(), 0);
    }
}

/// What equity may be is in the picture what it is in the rule.
#[test]
fn the_cap_in_the_picture_is_the_cap_of_the_rule() {
    let mut compared = 0;
    for (texts, day) in [(bundled(), DAY), (testforbundet(), "2025-06-30")] {
        with(&load_whole(&texts), day, Language::Sv, |page, report, facts| {
            for verdict in report.verdicts.iter().filter(|it| *it.rule == *"equity-above-cap") {
                let Some(cap) = verdict.values.iter().find(|it| it.name == "cap") else { continue };
                let year = verdict.subject.years.unwrap().0;
                let own = facts.equity_cap(year).or_else(|_| facts.equity_cap_at_least(year)).unwrap();
                assert_eq!(own.shown().to_string(), cap.fact.exact().0, "{year}");
                assert!(page.contains(&own.written(Language::Sv)), "{year}");
                if let Some(excess) = verdict.values.iter().find(|it| it.name == "excess") {
                    assert_eq!(verdict.outcome, Outcome::Breached);
                    let says = format!("{} måste användas", excess.fact.written(Language::Sv));
                    assert!(page.contains(&says), "{says}");
                }
                compared += 1;
            }
        });
    }
    assert!(compared >= 4, "only {compared}");
}

/// What the rule leaves open, or the förbund has set aside, the picture says nothing of what must be used; and a number
/// that fits is not unknown in its table.
#[test]
fn the_picture_of_equity_says_what_the_rule_says() {
    let figures = |unit: &str, equity: &str, allocation: &str| {
        let table = |id: &str, unit: &str, of: &str| {
            format!(
                "[[table]]\nid = \"{id}\"\nsource = \"arsredovisning\"\npart = \"{id}\"\nkind = \"text\"\n\
                 unit = \"{unit}\"\ncount = 1\n[table.figures]\n{of}\n"
            )
        };
        let (equity, allocation) =
            (format!("equity.closing = {equity}"), format!("allocation.total = {allocation}"));
        format!("year = 2023\n{}{}", table("a", unit, &equity), table("b", "kr", &allocation))
    };
    let aside =
        "\n[[set-aside]]\nrule = \"equity-above-cap\"\nreason = \"ett skäl\"\ndecided_by = \"Styrelsen\"\n";
    for (equity, allocation, more, says, to_use) in [
        (("mkr", "3"), "14_999_000", "", "går inte att avgöra: Det egna kapitalet", "inte känt"),
        (
            ("kr", "3_000_000"),
            "14_999_000",
            aside,
            "Förbundet har valt bort regeln om trappan",
            "prövas inte",
        ),
        (("kr", "3_000_000"), "15_000_000", "", "måste användas", "400 000 kr"),
        (("kr", "2_000_000"), "17_000_000", "", "det ryms", "inget"),
        (("kr", "3_000_000"), "17_000_000", "", "går inte att avgöra: Underlaget", "inte känt"),
    ] {
        let mut texts = synthetic();
        texts.insert("figures/2023.toml".to_owned(), figures(equity.0, equity.1, allocation));
        texts.get_mut("samkoll.toml").unwrap().push_str(more);
        let page = page(&texts, DAY, Language::Sv);
        let tree = tree(&page);
        let picture = tree.descendants().find(|it| it.attribute("class") == Some("picture kapital")).unwrap();
        let row = picture.descendants().rfind(|it| it.has_tag_name("tr")).unwrap();
        let plain = |it| said(it).replace('\u{a0}', " ");
        let (told, row) = (plain(picture), plain(row));
        assert!(told.contains(says), "{says}: {told}");
        assert_eq!(told.contains("måste användas"), says == "måste användas", "{told}");
        assert!(row.ends_with(to_use), "{to_use}: {row}");
    }
}

/// A förbund without the figures is told what is missing and where it belongs, and is shown no empty picture.
#[test]
fn without_figures_it_says_what_is_missing() {
    let page = page(&synthetic(), "2024-06-30", Language::Sv);
    let tree = tree(&page);
    assert_eq!(tree.descendants().filter(|it| it.attribute("class") == Some("drawing")).count(), 0);
    for says in [
        "equity.closing",
        "deliverable = \"appendix\"",
        "[[goal]]",
        "kind = \"index\"",
        "participants.closed",
    ] {
        assert!(said(tree.root_element()).contains(says), "{says}");
    }
}

/// A budget of the year ahead that prints its result alone says what equity comes to; one that is not there says where
/// it belongs.
#[test]
fn the_year_ahead_is_the_budgets() {
    let says = |texts: &Texts| {
        let page = page(texts, "2025-01-15", Language::Sv);
        let tree = tree(&page);
        let picture = tree.descendants().find(|it| it.attribute("class") == Some("picture kapital")).unwrap();
        let says = picture.children().filter(|it| it.attribute("class") == Some("says"));
        says.map(|it| said(it).replace('\u{a0}', " ")).collect::<Vec<_>>()
    };
    let mut texts = testforbundet();
    assert!(
        says(&texts)[1]
            .starts_with("Enligt budgeten blir det egna kapitalet 1 640 000 kr vid utgången av 2025.")
    );
    let figures = texts.get_mut("figures/2025.toml").unwrap();
    let result_alone = figures.lines().filter(|it| !it.contains(".equity.")).collect::<Vec<_>>().join("\n");
    *figures = result_alone.replace("count = 9", "count = 6");
    let told = &says(&texts)[1];
    assert!(told.contains("1 640 000 kr (uträknat) vid utgången av 2025"), "{told}");
    texts.remove("figures/2025.toml");
    assert!(says(&texts)[1].contains("samkoll add year 2025"), "{:?}", says(&texts));
}

/// Whatever stands in a file comes out as words: no tag, no comment, nothing that turns a line around.
#[test]
fn what_a_workspace_says_stays_text() {
    let hostile = "<script>alert(1)</script>]]>--><!-- &#x202e;\\u202e\\u0007{{ w.state }}";
    let shown = ["title", "name", "part", "reason", "sv", "en", "clause"];
    let mut injected = 0;
    let mut texts = testforbundet();
    for (path, text) in &mut texts {
        for key in shown.iter().filter(|_| path.ends_with(".toml")) {
            let (before, after) = (format!("{key} = \""), format!("{key} = \"{hostile} "));
            injected += text.matches(&before).count();
            *text = text.replace(&before, &after);
            // These are no texts but choices: another word would be an error.
            for choice in ["printed\"", "placeholder\"", "missing\"", "key\""] {
                *text = text.replace(&format!("{after}{choice}"), &format!("{before}{choice}"));
            }
        }
    }
    assert!(injected > 150, "only {injected}");
    let clean = page(&testforbundet(), "2024-06-30", Language::Sv);
    let names = |tree: &Document<'_>| -> BTreeSet<String> {
        let elements = tree.descendants().filter(Node::is_element);
        elements.map(|it| it.tag_name().name().to_owned()).collect()
    };
    let page = with(&load_whole(&texts), "2024-06-30", Language::Sv, |page, _, _| page.to_owned());
    let hostile = tree(&page);
    assert!(names(&hostile).is_subset(&names(&tree(&clean))), "an element that no template has");
    assert_eq!(hostile.descendants().filter(Node::is_comment).count(), 0);
    let words = said(hostile.root_element());
    assert!(words.contains("<script>alert(1)</script>]]>--><!-- &#x202e;\u{fffd}\u{fffd}{{ w.state }}"));
    let raw = |c: &char| c.is_control() && *c != '\n' || ('\u{202a}'..='\u{202e}').contains(c);
    assert_eq!(page.chars().find(raw), None);
}

/// The page of the synthetic förbund as it is read out, without the wheel, which has tests of its own.
fn read_out(page: &str, from: &str, to: &str) -> String {
    let tree = tree(page);
    let main = tree.descendants().find(|it| it.has_tag_name("main")).unwrap();
    let mut text = String::new();
    let (mut inside, blocks) =
        (false, ["h2", "h3", "h4", "p", "caption", "tr", "dt", "dd", "title", "desc", "text"]);
    for node in main.descendants().filter(Node::is_element) {
        inside |= node.attribute("id") == Some(from);
        inside &= node.attribute("id") != Some(to);
        let name = node.tag_name().name();
        let in_wheel = node.ancestors().any(|it| it.attribute("class") == Some("made"));
        let alone = name == "li" && node.children().all(|it| !it.is_element() || it.has_tag_name("small"));
        if !inside || in_wheel || !(blocks.contains(&name) || alone) {
            continue;
        }
        let words = match name {
            "tr" => node.children().filter(Node::is_element).map(said).collect::<Vec<_>>().join(" | "),
            _ => said(node),
        };
        let _ = writeln!(text, "{name:>7} {words}");
    }
    text
}

#[test]
fn the_page_as_it_is_read_out() {
    let workspace = load_whole(&testforbundet());
    let page = with(&workspace, "2024-06-30", Language::Sv, |page, _, _| page.to_owned());
    insta::with_settings!({ omit_expression => true }, {
        insta::assert_snapshot!("report_first", read_out(&page, "laget", "bilder"));
        insta::assert_snapshot!("report_pictures", read_out(&page, "bilder", "brister"));
        let beginning = |from, to| read_out(&page, from, to).lines().take(32).collect::<Vec<_>>().join("\n");
        insta::assert_snapshot!("report_faults", beginning("brister", "resultat"));
        insta::assert_snapshot!("report_open", beginning("resultat", "undantag"));
        insta::assert_snapshot!("report_accepted", read_out(&page, "undantag", "provningen"));
        insta::assert_snapshot!("report_worked_out", beginning("utrakningar", "stallen"));
    });
    let english = with(&workspace, "2024-06-30", Language::En, |page, _, _| page.to_owned());
    insta::with_settings!({ omit_expression => true }, {
        insta::assert_snapshot!("report_first_english", read_out(&english, "laget", "bilder"));
    });
}

/// The picture of equity as it is drawn.
#[test]
fn the_picture_of_equity() {
    let page = page(&testforbundet(), "2024-06-30", Language::Sv);
    let at = page.find("<svg class=\"drawing\"").unwrap();
    let end = page[at..].find("</svg>").unwrap();
    insta::with_settings!({ omit_expression => true }, {
        insta::assert_snapshot!("report_equity", &page[at..at + end + 6]);
    });
}

/// Written like every other result: whole or not at all, and never over the workspace's own.
#[test]
fn it_is_written_whole_or_not_at_all() {
    let folder = on_disk();
    let run = |file: &str| samkoll(folder.path(), &["report", "--as-of", "2024-06-30", "-o", file]);
    assert_eq!(code(&run("rapport.html")), 0, "{}", stderr(&run("rapport.html")));
    let written = fs::read_to_string(folder.path().join("rapport.html")).unwrap();
    assert!(written.starts_with("<!DOCTYPE html>\n") && written.ends_with("</html>\n"));
    let manifest = fs::read_to_string(folder.path().join("samkoll.toml")).unwrap();
    for (file, said) in
        [("nowhere/rapport.html", "gick inte att skriva"), ("samkoll.toml", "arbetsytans egna filer")]
    {
        let refused = run(file);
        assert_eq!(code(&refused), 2, "{file}");
        assert!(stderr(&refused).contains(said), "{file}: {}", stderr(&refused));
    }
    assert_eq!(fs::read_to_string(folder.path().join("samkoll.toml")).unwrap(), manifest);
    // With errors in the files there is nothing to trust, and the old page stays.
    fs::write(folder.path().join("register/fel.toml"), "[[meetin]]\nx = 1\n").unwrap();
    assert_eq!(code(&run("rapport.html")), 2);
    assert_eq!(fs::read_to_string(folder.path().join("rapport.html")).unwrap(), written);
}

/// A rule that fails is told beside what the others say, and a day on which nothing is asked says so.
#[test]
fn a_day_before_everything_says_that_nothing_was_asked() {
    let texts = testforbundet();
    let counts: BTreeMap<&str, usize> =
        with(&load_whole(&texts), "2010-01-01", Language::Sv, |page, report, _| {
            let met = report.count(Outcome::Met);
            [("met", met), ("told", page.matches("Prövade utslag: ").count())].into()
        });
    assert_eq!(counts["told"], 1);
}
