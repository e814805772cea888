//! What other programs are told: the same findings in every format, each read back by a reader of its own.

use std::collections::{BTreeMap, BTreeSet};
use std::fs;
use std::path::Path;

use samkoll::amount::Language;
use samkoll::evaluate::Selection;
use samkoll::render;
use samkoll::render::exchange::{Exchange, Scope, csv, github, junit, markdown};
use samkoll::render::text::Role;
use samkoll::report::Report;
use samkoll::source::Span;
use samkoll::verdict::{Outcome, Verdict};
use samkoll::{Workspace, assess};
use serde_json::Value;

use crate::cli::{code, samkoll, stderr, stdout};
use crate::common::{
    Texts, bundled, bundled_on, files_below, load_whole, question, relative, root, the_bundled,
};
#[cfg(feature = "xlsx")]
use crate::xlsx::in_xlsx;

/// Rule, subject and place of a finding.
pub(crate) type Finding = (String, String, String);

/// The formats for other programs, as the command line names them.
pub(crate) const FORMATS: [&str; 5] = ["sarif", "junit", "github", "markdown", "csv"];

fn testforbundet() -> Texts {
    let texts = files_below("fixtures/testforbundet").into_iter();
    let texts = texts.filter(|path| path.extension().is_some_and(|it| it == "toml" || it == "rhai"));
    let below = |path: &Path| relative(path).trim_start_matches("fixtures/testforbundet/").to_owned();
    texts.map(|path| (below(&path), fs::read_to_string(&path).unwrap())).collect()
}

fn place(workspace: &Workspace, span: Span) -> String {
    let place = workspace.files.place(span);
    format!("{}:{}", place.file, place.line)
}

/// What is told, by the report itself: the findings, and what is accepted.
fn expected(report: &Report<'_>, workspace: &Workspace) -> [BTreeSet<Finding>; 2] {
    let of = |wanted: &dyn Fn(&Verdict) -> bool| {
        let verdicts = report.verdicts.iter().filter(|it| wanted(it));
        verdicts.map(|it| (it.rule.to_string(), it.subject.id.clone(), place(workspace, it.place))).collect()
    };
    [of(&Verdict::is_told), of(&|it| it.outcome == Outcome::Waived)]
}

fn exchange<'r>(report: &'r Report<'r>) -> Exchange<'r> {
    Exchange { report, scope: Scope::Findings, below: "", language: Language::Sv }
}

fn text(value: &Value) -> String {
    value.as_str().unwrap_or_default().to_owned()
}

/// The findings of a SARIF log, and those it has suppressed.
fn in_sarif(log: &Value) -> [BTreeSet<Finding>; 2] {
    let results = log["runs"][0]["results"].as_array().unwrap();
    let of = |suppressed: bool| {
        let results = results.iter().filter(|it| it["suppressions"].is_array() == suppressed);
        let found = results.map(|it| {
            let physical = &it["locations"][0]["physicalLocation"];
            let place = format!(
                "{}:{}",
                decoded(physical["artifactLocation"]["uri"].as_str().unwrap()),
                physical["region"]["startLine"]
            );
            let subject = &it["locations"][0]["logicalLocations"][0]["fullyQualifiedName"];
            (text(&it["ruleId"]), text(subject), place)
        });
        let found: Vec<Finding> = found.collect();
        let once: BTreeSet<Finding> = found.iter().cloned().collect();
        assert_eq!(found.len(), once.len(), "a finding stands twice");
        once
    };
    [of(false), of(true)]
}

/// A percent-encoded path as it was.
fn decoded(uri: &str) -> String {
    let (mut bytes, mut rest) = (Vec::new(), uri.bytes());
    while let Some(byte) = rest.next() {
        bytes.push(match byte {
            b'%' => {
                let digits = [rest.next().unwrap(), rest.next().unwrap()];
                u8::from_str_radix(std::str::from_utf8(&digits).unwrap(), 16).unwrap()
            }
            byte => byte,
        });
    }
    String::from_utf8(bytes).unwrap()
}

/// The cases of a test report that did not pass: those that failed or are undecided, and those that are accepted.
fn in_junit(xml: &str) -> [BTreeSet<Finding>; 2] {
    let document = roxmltree::Document::parse(xml).unwrap();
    let mut found = [BTreeSet::new(), BTreeSet::new()];
    let mut counted = 0;
    for case in document.descendants().filter(|it| it.has_tag_name("testcase")) {
        let (rule, subject) = case.attribute("name").unwrap().split_once(' ').unwrap();
        let Some(said) = case.children().find(roxmltree::Node::is_element) else { continue };
        counted += usize::from(said.has_tag_name("failure"));
        if !case.attribute("classname").unwrap().ends_with(&format!(".{rule}")) {
            continue;
        }
        let words = said.text().unwrap();
        let place = words.lines().find_map(|it| it.strip_prefix("Ställe: ")).unwrap();
        let place = place.rsplit_once(':').unwrap().0;
        let waived = said.attribute("message").unwrap().starts_with("godtagen: ");
        found[usize::from(waived)].insert((rule.to_owned(), subject.to_owned(), place.to_owned()));
    }
    assert_eq!(document.root_element().attribute("skipped"), None, "the schema has no such attribute there");
    let failures = document.root_element().attribute("failures").unwrap();
    assert_eq!(failures, counted.to_string(), "what is counted and what stands there");
    found
}

/// An annotation: its level, its properties and its message, as GitHub reads them.
struct Annotation {
    level: String,
    properties: Vec<(String, String)>,
    message: String,
}

impl Annotation {
    fn get(&self, key: &str) -> Option<&str> {
        self.properties.iter().find(|(it, _)| it == key).map(|(_, value)| value.as_str())
    }
}

fn annotations(text: &str) -> Vec<Annotation> {
    let unescaped = |text: &str| {
        let text = text.replace("%2C", ",").replace("%3A", ":").replace("%0D", "\r").replace("%0A", "\n");
        text.replace("%25", "%")
    };
    let lines = text.lines().map(|line| {
        let (head, message) = line.strip_prefix("::").unwrap().split_once("::").unwrap();
        let (level, properties) = head.split_once(' ').unwrap();
        let properties = properties.split(',').map(|it| it.split_once('=').unwrap());
        Annotation {
            level: level.to_owned(),
            properties: properties.map(|(key, value)| (key.to_owned(), unescaped(value))).collect(),
            message: unescaped(message),
        }
    });
    lines.collect()
}

fn in_github(text: &str) -> BTreeSet<Finding> {
    let mut found = BTreeSet::new();
    for it in annotations(text) {
        let Some((_, named)) = it.get("title").unwrap().rsplit_once(" [") else { continue };
        let (rule, subject) = named.trim_end_matches(']').split_once(' ').unwrap();
        let place = match (it.get("file"), it.get("line")) {
            (Some(file), Some(line)) => format!("{file}:{line}"),
            _ => {
                it.message.lines().find_map(|it| it.strip_prefix("Ställe: standarden, ")).unwrap().to_owned()
            }
        };
        assert!(["error", "warning", "notice"].contains(&it.level.as_str()));
        found.insert((rule.to_owned(), subject.to_owned(), place));
    }
    found
}

/// The rows of the tables, and those of what is accepted.
fn in_markdown(text: &str) -> [BTreeSet<Finding>; 2] {
    let mut found = [BTreeSet::new(), BTreeSet::new()];
    let mut waived = 0;
    for line in text.lines() {
        if let Some(heading) = line.strip_prefix("## ") {
            waived = usize::from(heading.starts_with("Brutet men godtaget"));
        }
        let Some(row) = line.strip_prefix("| ").and_then(|it| it.strip_suffix(" |")) else { continue };
        // A bar in a text is escaped.
        let cells: Vec<String> = row.split(" | ").map(|it| it.replace('\\', "")).collect();
        assert_eq!(cells.len(), 5, "{line}");
        if cells[0] == "Grad" {
            continue;
        }
        let (_, named) = cells[1].split_once("** (").unwrap();
        let (rule, rest) = named.split_once(", ").unwrap();
        let (subject, _) = rest.split_once("): ").unwrap();
        found[waived].insert((rule.to_owned(), subject.to_owned(), cells[3].clone()));
    }
    found
}

/// The rows of the table, and those of what is accepted.
fn in_csv(text: &str, delimiter: u8) -> [BTreeSet<Finding>; 2] {
    let text = text.strip_prefix('\u{feff}').unwrap();
    assert!(text.lines().count() > 1 && text.ends_with("\r\n"));
    let mut reader = ::csv::ReaderBuilder::new().delimiter(delimiter).from_reader(text.as_bytes());
    let heads = reader.headers().unwrap().clone();
    let at = |name: &str| heads.iter().position(|it| it == name).unwrap();
    let [outcome, rule, subject, file, line] = ["Utfall", "Regel", "Ämne", "Fil", "Rad"].map(at);
    let mut found = [BTreeSet::new(), BTreeSet::new()];
    for row in reader.records().map(Result::unwrap).filter(|it| !it[subject].is_empty()) {
        let place = format!("{}:{}", &row[file], &row[line]);
        found[usize::from(&row[outcome] == "godtagen")].insert((
            row[rule].to_owned(),
            row[subject].to_owned(),
            place,
        ));
    }
    found
}

/// The lines for a build.
fn in_text(text: &str) -> BTreeSet<Finding> {
    let found = text.lines().filter_map(|line| {
        let (place, rest) = line.split_once(": ")?;
        let (severity, rest) = rest.split_once('[')?;
        let (rule, rest) = rest.split_once("] ")?;
        let (subject, _) = rest.split_once(": ")?;
        let told = !["set-aside", "changed"].contains(&severity);
        told.then(|| (rule.to_owned(), subject.to_owned(), place.rsplit_once(':').unwrap().0.to_owned()))
    });
    found.collect()
}

/// The verdicts of our own JSON that are findings.
fn in_json(json: &Value) -> BTreeSet<Finding> {
    let verdicts = json["verdicts"].as_array().unwrap().iter().filter(|it| {
        it["outcome"] == "undecided" || (it["outcome"] == "breached" && it["class"] != "notice")
    });
    let found = verdicts.map(|it| {
        let place = format!("{}:{}", it["place"]["file"].as_str().unwrap(), it["place"]["line"]);
        (text(&it["rule"]), text(&it["subject"]["id"]), place)
    });
    found.collect()
}

#[test]
fn every_format_tells_the_same_findings() {
    let asked = [(bundled(), "2024-03-22", 500, 0), (testforbundet(), "2024-06-30", 50, 2)];
    for (texts, day, most, accepted) in asked {
        let workspace = load_whole(&texts);
        let report = assess(&workspace, question(day), &Selection::default());
        let [told, waived] = expected(&report, &workspace);
        assert!(told.len() > most, "only {}", told.len());
        assert_eq!(waived.len(), accepted, "{waived:?}");
        let both = [told.clone(), waived];
        let exchange = exchange(&report);
        let sarif = render::json::sarif::render(&exchange, &workspace.book).unwrap();
        assert_eq!(in_sarif(&serde_json::from_str(&sarif).unwrap()), both, "SARIF");
        assert_eq!(in_junit(&junit::render(&exchange).unwrap()), both, "JUnit");
        assert_eq!(in_github(&github::render(&exchange)), told, "GitHub");
        assert_eq!(in_markdown(&markdown::render(&exchange)), both, "Markdown");
        assert_eq!(in_csv(&csv::render(&exchange).unwrap(), b';'), both, "CSV");
        #[cfg(feature = "xlsx")]
        {
            let papers = render::xlsx::Papers { exchange: &exchange, known: None };
            assert_eq!(in_xlsx(&render::xlsx::render(papers).unwrap()), both, "XLSX");
        }
        assert_eq!(in_text(&render::text::render(&report, Role::Ci, Language::Sv)), told, "text");
        let json = render::json::v1::render(&report, Language::Sv).unwrap().into_text().unwrap();
        assert_eq!(in_json(&serde_json::from_str(&json).unwrap()), told, "JSON");
    }
}

/// What a reader of the log goes by: its rules, its places and its identities.
#[test]
fn sarif_points_at_the_text_and_at_its_rules() {
    let workspace = the_bundled();
    let report = bundled_on("2024-03-22");
    let exchange = Exchange { scope: Scope::All, below: "förbund", ..exchange(report) };
    let written = render::json::sarif::render(&exchange, &workspace.book).unwrap();
    let log: Value = serde_json::from_str(&written).unwrap();
    assert_eq!(serde_json::from_str::<Value>(&log.to_string()).unwrap(), log, "round and back");
    let run = &log["runs"][0];
    assert_eq!(
        (text(&log["version"]), text(&run["columnKind"])),
        ("2.1.0".into(), "unicodeCodePoints".into())
    );
    assert_eq!(run["invocations"][0]["executionSuccessful"], true);
    let rules = run["tool"]["driver"]["rules"].as_array().unwrap();
    let ids: BTreeSet<&str> = rules.iter().map(|it| it["id"].as_str().unwrap()).collect();
    assert_eq!(ids.len(), workspace.book.rules().len(), "one descriptor for each rule");
    for rule in rules {
        for key in ["/name", "/shortDescription/text", "/help/text", "/help/markdown"] {
            assert!(rule.pointer(key).is_some_and(|it| !text(it).is_empty()), "{key} of {rule}");
        }
        // The page of a rule of the standard is there under the name that is given.
        if let Some(page) = rule["helpUri"].as_str() {
            assert!(root().join(page.strip_prefix("urn:x-samkoll:").unwrap()).is_file(), "{page}");
        }
    }
    assert!(rules.iter().filter(|it| it["helpUri"].is_string()).count() > 100);
    let results = run["results"].as_array().unwrap();
    assert_eq!(results.len(), report.verdicts.len(), "with all, a result for each verdict");
    let mut prints = BTreeSet::new();
    for result in results {
        let index = usize::try_from(result["ruleIndex"].as_u64().unwrap()).unwrap();
        assert_eq!(rules[index]["id"], result["ruleId"]);
        assert!(prints.insert(text(&result["partialFingerprints"]["samkoll/v1"])), "twice: {result}");
        let fails = result["kind"] == "fail";
        assert_eq!(fails, result["level"] != "none", "only what fails has a level: {result}");
    }
    let subject = |it: &Value| text(&it["locations"][0]["logicalLocations"][0]["fullyQualifiedName"]);
    let by_key: BTreeMap<(String, String), &Value> =
        results.iter().map(|it| ((text(&it["ruleId"]), subject(it)), it)).collect();
    let mut looked = 0;
    for verdict in &report.verdicts {
        let result = by_key[&(verdict.rule.to_string(), verdict.subject.id.clone())];
        let physical = &result["locations"][0]["physicalLocation"];
        let uri = decoded(physical["artifactLocation"]["uri"].as_str().unwrap());
        let path = match text(&physical["artifactLocation"]["uriBaseId"]).as_str() {
            "STANDARD" => &uri,
            _ => uri.strip_prefix("förbund/").unwrap(),
        };
        assert_eq!(path, workspace.files.path(verdict.place.file));
        let range = workspace.files.range(verdict.place);
        let covered = &workspace.files.text(verdict.place.file)[range];
        assert_eq!(cut(workspace.files.text(verdict.place.file), &physical["region"]), covered, "{physical}");
        looked += usize::from(!covered.is_empty());
    }
    assert!(looked > 1_000, "only {looked} places have a text");
}

/// The stretch of a text that a region names: lines and columns from 1, in characters, the end not counted.
fn cut(text: &str, region: &Value) -> String {
    let number = |key: &str| usize::try_from(region[key].as_u64().unwrap()).unwrap();
    let (first, last) = (number("startLine"), number("endLine"));
    let lines: Vec<&str> = text.split_inclusive('\n').skip(first - 1).take(last + 1 - first).collect();
    // All of the lines but the last, and so much of that.
    let whole: usize = lines.iter().take(last - first).map(|it| it.chars().count()).sum();
    let (start, end) = (number("startColumn") - 1, whole + number("endColumn") - 1);
    lines.concat().chars().skip(start).take(end - start).collect()
}

/// An annotation is on the line and the columns of what it is about.
#[test]
fn annotations_stand_on_what_they_are_about() {
    let workspace = the_bundled();
    let report = bundled_on("2024-03-22");
    let written = github::render(&exchange(report));
    let mut within_a_line = 0;
    for it in annotations(&written) {
        let (Some(file), Some(line), Some(end)) = (it.get("file"), it.get("line"), it.get("endLine")) else {
            continue;
        };
        let lines: Vec<&str> = bundled_text(workspace, file).lines().collect();
        let (line, end): (usize, usize) = (line.parse().unwrap(), end.parse().unwrap());
        assert!(line <= end && end <= lines.len(), "{file}:{line}–{end}");
        let (Some(from), Some(to)) = (it.get("col"), it.get("endColumn")) else { continue };
        let (from, to): (usize, usize) = (from.parse().unwrap(), to.parse().unwrap());
        assert!(
            line == end && from <= to && to <= lines[line - 1].chars().count(),
            "{file}:{line}:{from}–{to}"
        );
        within_a_line += 1;
    }
    assert!(within_a_line > 300, "only {within_a_line}");
}

fn bundled_text<'w>(workspace: &'w Workspace, path: &str) -> &'w str {
    workspace.files.sorted().into_iter().find(|(it, _)| *it == path).unwrap().1
}

/// A folder that holds the synthetic förbund, to be run in.
pub(crate) fn on_disk() -> tempfile::TempDir {
    let folder = tempfile::tempdir().unwrap();
    for (path, text) in testforbundet() {
        let path = folder.path().join(path);
        fs::create_dir_all(path.parent().unwrap()).unwrap();
        fs::write(path, text).unwrap();
    }
    folder
}

/// A whole document in every format, though nothing could be assessed, with what is wrong and where.
#[test]
fn files_with_errors_are_a_whole_document_in_every_format() {
    let folder = on_disk();
    fs::write(folder.path().join("register/å fel.toml"), "[[meetin]]\nx = 1\n").unwrap();
    for format in FORMATS {
        let run = |more: &[&str]| {
            samkoll(folder.path(), &[&["check", "--as-of", "2024-06-30", "--format", format], more].concat())
        };
        let output = run(&[]);
        let sent = stdout(&output);
        assert_eq!(code(&output), 2, "{format}");
        assert!(sent.contains("unknown-key") && sent.contains("meetin"), "{format}\n{sent}");
        assert_eq!(code(&run(&["-o", "ut"])), 2, "{format}");
        assert_eq!(fs::read_to_string(folder.path().join("ut")).unwrap(), sent, "{format}");
        match format {
            "sarif" => {
                let log: Value = serde_json::from_str(&sent).unwrap();
                let invocation = &log["runs"][0]["invocations"][0];
                assert_eq!(invocation["executionSuccessful"], false);
                let told = &invocation["toolExecutionNotifications"][0];
                assert_eq!(
                    (text(&told["level"]), text(&told["descriptor"]["id"])),
                    ("error".into(), "unknown-key".into())
                );
                let uri = &told["locations"][0]["physicalLocation"]["artifactLocation"]["uri"];
                assert_eq!(uri, "register/%C3%A5%20fel.toml");
            }
            "junit" => {
                let document = roxmltree::Document::parse(&sent).unwrap();
                let errors = document.root_element().attribute("errors").unwrap();
                assert!(errors.parse::<usize>().unwrap() > 0);
            }
            "github" => assert!(sent.contains("::error file=register/å fel.toml,line=1,"), "{sent}"),
            "csv" => drop(in_csv(&sent, b';')),
            _ => assert!(sent.contains("register/å fel.toml:1:"), "{sent}"),
        }
    }
}

/// A run that asked nothing is no answer in any of them.
#[test]
fn a_run_that_asked_nothing_says_so_in_every_format() {
    let folder = on_disk();
    for format in FORMATS {
        let arguments = [
            "check",
            "--format",
            format,
            "--rule",
            "waiver-expired",
            "--as-of",
            "2024-06-30",
            "--year",
            "1950",
        ];
        let output = samkoll(folder.path(), &arguments);
        assert_eq!(code(&output), 2, "{format}: {}", stdout(&output));
        assert!(stdout(&output).contains("Inget är prövat"), "{format}: {}", stdout(&output));
    }
}

/// A workspace in a folder of a repository: places are seen from the repository.
#[test]
fn places_are_seen_from_the_repository() {
    let top = tempfile::tempdir().unwrap();
    fs::create_dir_all(top.path().join(".git")).unwrap();
    let inner = top.path().join("a b");
    fs::rename(on_disk().keep(), &inner).unwrap();
    for (format, has) in [
        ("github", "file=a b/register/"),
        ("sarif", "\"uri\": \"a%20b/register/"),
        ("junit", ": a b/register/"),
    ] {
        let output = samkoll(&inner, &["check", "--as-of", "2024-06-30", "--format", format]);
        assert!(stdout(&output).contains(has), "{format}: {}", stderr(&output));
    }
}

/// What is named in a file can neither end a cell, a command or a tag, nor become a formula.
#[test]
fn what_a_workspace_says_is_text_in_every_format() {
    let folder = on_disk();
    let manifest = folder.path().join("samkoll.toml");
    let hostile = "=HYPERLINK(\\\"x\\\"); <script>a|b`c`</script> %0A::error::x ]]> &#x202e;";
    let text = fs::read_to_string(&manifest).unwrap();
    let name = text.lines().find(|it| it.starts_with("name = ")).unwrap().to_owned();
    fs::write(&manifest, text.replace(&name, &format!("name = \"{hostile}\""))).unwrap();
    let organisations = folder.path().join("agreements/deltagare.toml");
    let text = fs::read_to_string(&organisations).unwrap();
    assert!(text.contains("\nname = \""));
    fs::write(&organisations, text.replace("\nname = \"", &format!("\nname = \"{hostile} "))).unwrap();
    let run = |format: &str| {
        stdout(&samkoll(folder.path(), &["check", "--as-of", "2024-06-30", "--format", format]))
    };
    let markdown = run("markdown");
    let tags = markdown.match_indices('<').all(|(at, _)| markdown[..at].ends_with('\\'));
    assert!(tags && markdown.contains("\\<script\\>a\\|b\\`c\\`") && markdown.contains("\\&\\#x202e;"));
    in_markdown(&markdown);
    let github = run("github");
    assert!(annotations(&github).iter().all(|it| !it.message.starts_with("x")));
    assert!(github.contains("%250A::error::x") && github.lines().all(|it| it.starts_with("::")));
    assert!(in_junit(&run("junit"))[0].len() > 50);
    let csv = run("csv");
    assert!(!csv.contains(";=") && !csv.contains("\n=") && !csv.contains(";\"="), "{csv}");
    assert!(csv.contains("'=HYPERLINK"));
    in_csv(&csv, b';');
    serde_json::from_str::<Value>(&run("sarif")).unwrap();
}

/// In English a program reads it by the standard: commas between, points in numbers.
#[test]
fn a_table_is_as_the_readers_spreadsheet_takes_it() {
    let run = |language: &str| {
        let arguments = [
            "check",
            "--as-of",
            "2024-03-22",
            "--format",
            "csv",
            "--lang",
            language,
            "--rule",
            "cash-flow-does-not-tie",
        ];
        stdout(&samkoll(&root(), &arguments))
    };
    let cell = |text: &str, delimiter: u8, head: &str| {
        let text = text.strip_prefix('\u{feff}').unwrap().to_owned();
        let mut reader = ::csv::ReaderBuilder::new().delimiter(delimiter).from_reader(text.as_bytes());
        let at = reader.headers().unwrap().iter().position(|it| it == head).unwrap();
        reader.records().next().unwrap().unwrap()[at].to_owned()
    };
    assert_eq!(cell(&run("sv"), b';', "Skillnad i procent"), "35,8");
    assert_eq!(cell(&run("en"), b',', "Difference in per cent"), "35.8");
    assert_eq!(cell(&run("en"), b',', "Difference"), "235981");
}
