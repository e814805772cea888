//! Project-specific invariants, checked with `cargo test` rather than in review.

use std::collections::{BTreeMap, BTreeSet};
use std::fs;
use std::path::{Path, PathBuf};

use samkoll::model::Model;
use samkoll::model::agreement::AgreementKind;
use samkoll::model::duty::Deliverable;
use samkoll::model::rule::{Condition, SubjectKind, Then};
use samkoll::script::label_of_property;

use crate::common::{files_below, relative, root, the_bundled, verdicts};
use crate::fixtures;

/// `(module, the modules it may name)`, in the order data flows. The table is the architecture.
const LAYERS: &[(&str, &[&str])] = &[
    // A macro that every module may use; it names nothing itself.
    ("names", &[]),
    // Numbers alone.
    ("limits", &[]),
    ("source", &["limits"]),
    ("amount", &[]),
    // The standard's texts as bytes; who reads them is the façade.
    ("standard", &[]),
    ("diagnostic", &["limits", "source", "amount"]),
    // What files of office programs have in common.
    ("office", &[]),
    // A document's bytes, whatever a workspace says.
    ("document", &["limits", "source", "amount", "office"]),
    // A ledger file's bytes, whatever a workspace says.
    ("sie", &["limits", "source", "amount", "diagnostic"]),
    ("model", &["limits", "source", "amount", "diagnostic"]),
    // What a document's tables and its text say of each other: sorts of parts and organisations are the model's.
    ("audit", &["limits", "source", "amount", "document", "model"]),
    ("calendar", &["limits", "amount", "model"]),
    ("edition", &["source", "amount", "model", "standard"]),
    ("graph", &["limits", "source", "amount", "diagnostic", "model"]),
    ("cycle", &["limits", "source", "amount", "diagnostic", "model", "calendar", "graph"]),
    ("facts", &["limits", "source", "amount", "model", "calendar", "graph", "cycle"]),
    ("verdict", &["source", "amount", "diagnostic", "model", "facts"]),
    ("script", &["limits", "source", "amount", "diagnostic", "model", "calendar", "facts"]),
    ("rulebook", &["source", "amount", "diagnostic", "model", "facts", "script"]),
    (
        "evaluate",
        &["source", "amount", "diagnostic", "model", "calendar", "facts", "verdict", "script", "rulebook"],
    ),
    ("report", &["limits", "source", "amount", "diagnostic", "verdict"]),
    // Reports of many workspaces, with what is known in each.
    ("sector", &["source", "amount", "diagnostic", "model", "calendar", "facts", "verdict", "report"]),
    ("brief", &["amount", "model", "calendar", "cycle"]),
    // An assessment that was saved is read back from its own JSON, into the answers it was written from.
    ("comparison", &["amount", "diagnostic", "model", "verdict"]),
    ("record", &[]),
    ("starter", &["limits", "source", "amount", "model"]),
    // A ledger and the chart map give figures, which are written as any file of a workspace; what was typed in rows
    // gives figures and events, which are written as `record` writes them.
    (
        "import",
        &[
            "limits",
            "source",
            "amount",
            "office",
            "standard",
            "diagnostic",
            "document",
            "audit",
            "model",
            "cycle",
            "record",
            "sie",
            "starter",
        ],
    ),
    (
        "render",
        &[
            "document",
            "audit",
            "brief",
            "comparison",
            "import",
            "sie",
            "source",
            "amount",
            "standard",
            "diagnostic",
            "model",
            "edition",
            "calendar",
            "cycle",
            "rulebook",
            "script",
            "facts",
            "verdict",
            "report",
            "sector",
            // The years that a cell may be filled in with.
            "limits",
        ],
    ),
];

/// What stands around the layers: the crate's front, its façade and the binary.
const AROUND: &[&str] = &["lib", "workspace", "bin"];

/// `(renderer, what it is fed)`: of what is gathered before drawing, it may read this and nothing else.
const FED: &[(&str, &[&str])] = &[
    ("text", &["report"]),
    ("json/v1.rs", &["report"]),
    ("json/v1/calendar.rs", &["cycle"]),
    ("json/v1/outline.rs", &[]),
    ("json/v1/reading", &[]),
    ("calendar", &["cycle"]),
    ("graph", &["cycle"]),
    ("diff", &[]),
    ("verify", &[]),
    ("json/v1/diff.rs", &[]),
    // What other programs are told.
    ("exchange", &["report"]),
    ("json/sarif", &["report", "rulebook"]),
    ("json/schema", &[]),
    ("xlsx", &["cycle", "report"]),
    ("explain", &["cycle", "rulebook"]),
    ("brief", &["brief", "cycle", "report"]),
    ("screen", &["brief", "cycle", "report"]),
    ("html", &["brief", "cycle", "report"]),
    ("sector", &[]),
    ("json/v1/sector.rs", &[]),
    ("rules", &["rulebook"]),
    ("logic", &["rulebook"]),
    ("pages", &["rulebook", "script"]),
    ("standard", &["rulebook"]),
    ("tables", &["report"]),
    ("ledger", &[]),
    ("reading", &[]),
    ("tested", &["report"]),
    ("problems", &[]),
    ("faults", &[]),
    ("sheet", &[]),
    ("evidence", &["report"]),
    ("lines", &[]),
    ("harmless", &[]),
    // The words for the states of items.
    ("words", &["cycle"]),
    ("json.rs", &[]),
    ("json/pretty.rs", &[]),
    ("json/size.rs", &[]),
];

/// Crates that one module alone may name.
const ONE_HOME: &[(&str, &str)] = &[
    ("rhai::", "src/script"),
    ("toml::", "src/source"),
    ("toml_edit::", "src/record"),
    ("petgraph::", "src/graph"),
    ("unicode_normalization::", "src/source"),
    ("annotate_snippets::", "src/render/problems.rs"),
    ("serde_json::", "src/render/json"),
    ("zip::", "src/office/archive.rs"),
    ("calamine::", "src/document/sheet.rs"),
    ("quick_xml::", "src/document/docx"),
    ("quick_xml::", "src/document/sheet.rs"),
    ("html5gum::", "src/document/html.rs"),
    ("lopdf::", "src/document/pdf.rs"),
    ("quick_junit::", "src/render/exchange/junit.rs"),
    ("csv::", "src/render/exchange/csv.rs"),
    ("rust_xlsxwriter::", "src/render/xlsx"),
    ("calamine::", "src/import/book.rs"),
    ("quick_xml::", "src/import/book"),
    ("quick_xml::", "src/office/book.rs"),
    ("minijinja::", "src/render/html"),
    ("crc32fast::", "src/sie/checksum.rs"),
    ("clap::", "src/bin"),
];

#[test]
fn modules_only_look_upstream() {
    let mut complaints = Vec::new();
    for path in rust_files() {
        let Some((module, allowed)) = layer_of(&path) else { continue };
        for named in modules_named_in(&fs::read_to_string(&path).unwrap()) {
            let is_module = AROUND.contains(&named.as_str()) || LAYERS.iter().any(|(name, _)| *name == named);
            if is_module && named != module && !allowed.contains(&named.as_str()) {
                complaints.push(format!("{}: `{module}` must not name `{named}`", relative(&path)));
            }
        }
    }
    assert!(
        complaints.is_empty(),
        "\n{}\nSee ARCHITECTURE.md, \"Who may name whom\".",
        complaints.join("\n")
    );
}

/// The report, the cycle, the brief and the rulebook are each drawn by their own.
#[test]
fn each_renderer_reads_what_it_is_fed() {
    let mut complaints = Vec::new();
    for path in rust_files() {
        let path_told = relative(&path);
        let Some(inner) = path_told.strip_prefix("src/render/") else { continue };
        let is_of = |name: &str| {
            inner.strip_prefix(name).is_some_and(|it| it.is_empty() || it.starts_with(['/', '.']))
        };
        let Some((_, fed)) = FED.iter().find(|(name, _)| is_of(name)) else {
            complaints.push(format!("{path_told} is fed nothing: a row in FED is missing"));
            continue;
        };
        for named in modules_named_in(&fs::read_to_string(&path).unwrap()) {
            let is_food = ["report", "cycle", "brief", "rulebook", "script"].contains(&named.as_str());
            if is_food && !fed.contains(&named.as_str()) {
                complaints.push(format!("{path_told} must not read `{named}`"));
            }
        }
    }
    assert!(
        complaints.is_empty(),
        "\n{}\nSee ARCHITECTURE.md, \"What each renderer is fed\".",
        complaints.join("\n")
    );
}

/// A module without a layer would be looked into by no other test here.
#[test]
fn every_module_has_its_layer() {
    let found: BTreeSet<String> = rust_files().iter().map(|path| top_of(path).unwrap()).collect();
    let layers = LAYERS.iter().map(|(name, _)| *name);
    let known: BTreeSet<String> = layers.chain(AROUND.iter().copied()).map(str::to_owned).collect();
    assert_eq!(found, known, "src/ and LAYERS differ. See ARCHITECTURE.md, \"Who may name whom\".");
}

/// Of modules that lie beside each other, none names another that names it back, however far round.
/// The layers see to the outermost; this looks into every folder below.
#[test]
fn no_circles_among_siblings() {
    let mut folders: BTreeSet<PathBuf> =
        rust_files().iter().map(|path| path.parent().unwrap().to_owned()).collect();
    folders.remove(&root().join("src"));
    let mut complaints = Vec::new();
    for folder in folders {
        let names = siblings(&folder);
        let mut left: BTreeSet<&str> = names.keys().map(String::as_str).collect();
        // What names nothing that is left can be taken away; a circle never can.
        while let Some(next) = left.iter().find(|it| names[**it].iter().all(|to| !left.contains(to.as_str())))
        {
            let next = *next;
            left.remove(next);
        }
        for module in left {
            complaints.push(format!("{}: {module} names {:?}", relative(&folder), names[module]));
        }
    }
    assert!(complaints.is_empty(), "\nin a circle, or named by one:\n{}", complaints.join("\n"));
}

/// The modules of a folder, each with the others it names.
fn siblings(folder: &Path) -> BTreeMap<String, BTreeSet<String>> {
    let own = folder.strip_prefix(root().join("src")).unwrap();
    let within: Vec<&str> = own.iter().map(|part| part.to_str().unwrap()).collect();
    let within = if within.first() == Some(&"bin") { &within[2..] } else { &within[..] };
    let from_root: String = within.iter().map(|part| format!("{part}::")).collect();
    let mut names: BTreeMap<String, BTreeSet<String>> = BTreeMap::new();
    for path in rust_files().into_iter().filter(|path| path.starts_with(folder)) {
        let inner = path.strip_prefix(folder).unwrap();
        let module = Path::new(inner.iter().next().unwrap()).file_stem().unwrap().to_str().unwrap();
        let text = fs::read_to_string(&path).unwrap();
        let named = names.entry(module.to_owned()).or_default();
        named.extend(named_after(&text, &format!("crate::{from_root}")));
        if inner.iter().count() == 1 {
            named.extend(named_after(&text, "super::"));
        }
    }
    // `main` names all the others and none names it.
    names.remove("main");
    let modules: BTreeSet<String> = names.keys().cloned().collect();
    for (module, named) in &mut names {
        named.retain(|it| it != module && modules.contains(it));
    }
    names
}

/// What is needed from further up is named from the crate's root, where a reader and the layers see it.
#[test]
fn nobody_climbs_twice() {
    let climbs = |text: &str| {
        let dense: String = text.split_whitespace().collect();
        dense.contains("super::super") || dense.contains("super::{super")
    };
    assert!(climbs("use super::super::read;") && climbs("use super::{\n    super::read,\n};"));
    assert!(!climbs("use super::read;\nuse super::problems;"));
    let texts: Vec<_> =
        rust_files().into_iter().map(|path| (fs::read_to_string(&path).unwrap(), path)).collect();
    assert!(texts.iter().any(|(text, _)| text.contains("super::")), "no file was looked into");
    let climbing: Vec<_> =
        texts.iter().filter(|(text, _)| climbs(text)).map(|(_, path)| relative(path)).collect();
    assert!(climbing.is_empty(), "`super::super` in {climbing:#?}");
}

#[test]
fn a_crate_with_one_home_stays_there() {
    let mut complaints = Vec::new();
    for path in rust_files() {
        let (text, path) = (fs::read_to_string(&path).unwrap(), relative(&path));
        for (name, _) in ONE_HOME {
            let mut homes = ONE_HOME.iter().filter(|(it, _)| it == name).map(|(_, home)| home);
            let is_in = |home: &&str| {
                path.strip_prefix(home).is_some_and(|rest| rest.is_empty() || rest.starts_with(['/', '.']))
            };
            if text.contains(&format!("use {name}")) && !homes.any(is_in) {
                complaints.push(format!("{path} names `{name}`, whose home is elsewhere"));
            }
        }
    }
    assert!(complaints.is_empty(), "\n{}", complaints.join("\n"));
}

#[test]
fn files_open_with_a_sentence() {
    let mute: Vec<_> = rust_files()
        .into_iter()
        .filter(|path| !fs::read_to_string(path).unwrap().starts_with("//! "))
        .collect();
    assert!(mute.is_empty(), "these files do not say what they are for: {mute:#?}");
}

/// The same commit gives the same answer: what is drawn by lot is drawn by the project's seed.
#[test]
fn nothing_is_drawn_by_chance_alone() {
    let begins = format!("proptest{} {{", '!');
    for path in rust_files() {
        let text = fs::read_to_string(&path).unwrap();
        let (properties, seeded) =
            (text.matches(&begins).count(), text.matches("#![proptest_config(cases(").count());
        assert_eq!(properties, seeded, "{}: a property without `common::cases`", relative(&path));
    }
}

#[test]
fn files_and_lines_stay_short() {
    let mut complaints = Vec::new();
    for path in rust_files() {
        let text = fs::read_to_string(&path).unwrap();
        if text.lines().count() > 800 {
            complaints.push(format!("{}: more than 800 lines", relative(&path)));
        }
        for (number, line) in text.lines().enumerate() {
            if line.chars().count() > 120
                && !line.contains("http")
                && !line.contains('"')
                && !line.ends_with('\\')
            {
                complaints.push(format!("{}:{}: more than 120 columns", relative(&path), number + 1));
            }
        }
    }
    assert!(complaints.is_empty(), "\n{}", complaints.join("\n"));
}

/// Where rules lie: the standard's, and the bundled förbund's own.
const RULES: [&str; 2] = ["rules", "fixtures/umearegionen/rules"];

fn rules() -> BTreeMap<String, String> {
    RULES.iter().flat_map(|folder| rules_below(folder)).collect()
}

/// Every rule's file below a folder; the catalogue of names and the law's duties lie beside them.
fn rules_below(folder: &str) -> BTreeMap<String, String> {
    let files =
        files_below(folder).into_iter().filter(|path| path.extension().is_some_and(|it| it == "toml"));
    let texts = files.map(|path| {
        let stem = path.file_stem().unwrap().to_str().unwrap().to_owned();
        (stem, fs::read_to_string(path).unwrap())
    });
    texts.filter(|(_, text)| text.contains("\nsubject = ")).collect()
}

/// One rule, one name: its file, its script where it has one, its fixtures, and its page where it is the standard's.
#[test]
fn every_rule_has_its_fixtures_and_its_page() {
    let stems = |folder: &str, ending: &str| -> BTreeSet<String> {
        let files = files_below(folder).into_iter();
        let files = files.filter(|path| path.extension().is_some_and(|it| it == ending));
        files.map(|path| path.file_stem().unwrap().to_str().unwrap().to_owned()).collect()
    };
    let rules: BTreeSet<String> = rules().into_keys().collect();
    let folders: BTreeSet<String> = fixtures::all().into_iter().map(|fixture| fixture.rule).collect();
    let scripts: BTreeSet<String> = RULES.iter().flat_map(|folder| stems(folder, "rhai")).collect();
    assert!(scripts.is_subset(&rules), "scripts without a rule: {:?}", scripts.difference(&rules));
    assert_eq!(rules, folders, "rules and fixtures/rules");
    let standard: BTreeSet<String> = rules_below("rules").into_keys().collect();
    assert_eq!(standard, stems("docs/rules", "md"), "rules and docs/rules");
}

/// An auditor asks by question: a rule that belongs to none would be left for last.
#[test]
fn every_rule_says_which_of_the_auditors_questions_it_belongs_to() {
    let mute: Vec<String> =
        rules().into_iter().filter(|(_, text)| !text.contains("\ndimension = ")).map(|(id, _)| id).collect();
    assert!(mute.is_empty(), "{mute:#?}");
}

/// A rule that judges just as another says so with `judges_as`.
#[test]
fn no_two_rules_have_the_same_body() {
    let workspace = the_bundled();
    let mut bodies: BTreeMap<String, &str> = BTreeMap::new();
    let mut complaints = Vec::new();
    for rule in workspace.book.rules().iter().filter(|rule| rule.text.judges_as.is_none()) {
        let body = match rule.written(&workspace.files) {
            Some(script) => {
                let lines = script.lines().filter(|line| !line.trim_start().starts_with("//"));
                lines.collect::<String>().split_whitespace().collect::<Vec<_>>().join(" ")
            }
            None => rule.conditions().iter().map(written).collect(),
        };
        let body = format!("{}: {body}", rule.text.subject.name());
        if let Some(other) = bodies.insert(body, &rule.text.id.value) {
            complaints.push(format!("{} has the body of {other}", rule.text.id.value));
        }
    }
    assert!(complaints.is_empty(), "\n{}\nOne of them can say `judges_as`.", complaints.join("\n"));
}

fn written(condition: &Condition) -> String {
    let word = match &condition.then {
        Then::Met => "met",
        Then::Breach => "breach",
        Then::Undecided(word) | Then::NotApplicable(word) => &word.value,
    };
    let shows = condition.shows.iter().map(|(name, value)| format!("{} = {}, ", name.value, value.value));
    let when = condition.when.as_ref().map_or("", |when| &when.value);
    format!("{when} {word} {}; ", shows.collect::<String>())
}

/// A duty of whatever sort, in an agreement of whatever kind, is asked about by some rule of the standard; the law's own
/// days have rules of their own.
#[test]
fn every_duty_is_asked_about() {
    let workspace = the_bundled();
    let kinds = AgreementKind::NAMES.iter().map(|(name, _)| *name);
    let kinds: Vec<&str> = kinds.filter(|it| !["statute", "terms"].contains(it)).collect();
    for (sort, deliverable) in Deliverable::NAMES {
        let all = workspace.book.rules().iter().map(|it| &it.text);
        let mut of = all.filter(|it| {
            workspace.model.is_standard(it.span)
                && it.subject == SubjectKind::Occurrence
                && it.deliverables.contains(deliverable)
                && (it.groups.is_empty()
                    || kinds.iter().all(|kind| it.groups.iter().any(|group| group.value == **kind)))
        });
        assert!(of.next().is_some(), "no rule asks about a duty of the sort `{sort}`");
    }
}

/// What a rule shows is called by words in both languages, never by the name the rule gives it.
#[test]
fn every_value_a_rule_shows_has_a_label() {
    let workspace = the_bundled();
    let mut missing = BTreeSet::new();
    let mut used = BTreeSet::new();
    for rule in workspace.book.rules() {
        for name in rule.script.uses.values() {
            // A property has its label where it is declared.
            if rule.text.labels.contains_key(name) || label_of_property(rule.text.subject, name).is_some() {
                continue;
            }
            used.insert(name);
            if !workspace.model.labels.contains_key(name) {
                missing.insert(name);
            }
        }
    }
    assert!(missing.is_empty(), "no label for {missing:?}");
    let unused: Vec<_> = workspace.model.labels.keys().filter(|it| !used.contains(it.as_str())).collect();
    assert!(unused.is_empty(), "labels nothing shows: {unused:?}");
    // What a rule works out on the way is named as well.
    for as_of in ["2020-03-01", "2024-03-22"] {
        for verdict in verdicts(workspace, as_of) {
            for step in verdict.computation {
                let plain = |word: &str| word.chars().all(|c| c.is_ascii_lowercase() || c == '_');
                assert!(
                    step.what.sv != step.what.en || !plain(&step.what.sv),
                    "{}: {:?}",
                    verdict.rule,
                    step
                );
            }
        }
    }
}

/// Four situations for every rule, or a reason why one cannot be; one canonical breach.
#[test]
fn every_rule_has_its_four_situations() {
    let fixtures = fixtures::all();
    let mut complaints = Vec::new();
    for (rule, text) in rules() {
        let own: Vec<_> = fixtures.iter().filter(|fixture| fixture.rule == rule).collect();
        for situation in ["ok", "breach", "undecided", "not applicable"] {
            let excused = text.contains(&format!("\"{situation}: "));
            let there = own.iter().any(|fixture| fixture.first_line.starts_with(&format!("# {situation}:")));
            if there == excused {
                complaints.push(format!("{rule}: {situation}: fixture {there}, excused {excused}"));
            }
        }
        let canonical = own.iter().filter(|fixture| fixture.canonical).count();
        if canonical > 1 || (canonical == 0 && !text.contains("\"breach: ")) {
            complaints.push(format!("{rule}: {canonical} canonical fixtures"));
        }
    }
    assert!(complaints.is_empty(), "\n{}", complaints.join("\n"));
}

/// Names of the bundled förbund's that are words of anyone's, each with the reason.
const ANYONES: &[(&str, &str)] = &[
    ("Arbetsförmedlingen", "a state authority that is party to every förbund"),
    ("Försäkringskassan", "a state authority that is party to every förbund"),
    ("202100-5521", "the public number of Försäkringskassan"),
    ("202100-2114", "the public number of Arbetsförmedlingen"),
    ("ESF", "the European social fund, which pays for projects anywhere"),
    ("Förbundschefen", "what the head of a förbund is called"),
    ("Styrelsen", "what the board is called"),
    ("styrelsen", "what the board is called"),
    ("Revisorerna", "what the auditors are called"),
    ("revisorerna", "what the auditors are called"),
    ("kansliet", "what the office is called"),
    ("presidiet", "what the presidium is called"),
    ("styrgrupperna", "what steering groups are called"),
    ("Förbundsordning", "what the charter is called"),
    ("driftredovisning", "what the operating statement is called"),
    ("resultatrakning", "the id the starter gives to an income statement"),
    ("participants.closed", "a name that the standard's flow asks about"),
    ("participants.new", "likewise"),
    ("participants.remaining", "likewise"),
    ("participants.total", "likewise"),
    ("board.substitutes", "a field of the code; the figure is called so by chance"),
];

/// What one förbund has called its own belongs in its own files: the program and the standard are everyone's.
#[test]
fn nothing_of_the_bundled_forbund_stands_in_the_program_or_the_standard() {
    let workspace = the_bundled();
    let model = &workspace.model;
    let names = own_names(model);
    assert!(names.len() > 1_400, "only {} names", names.len());
    let files = files_below("src").into_iter().chain(files_below("rules"));
    let texts: Vec<(String, String)> =
        files.map(|path| (relative(&path), fs::read_to_string(path).unwrap())).collect();
    // Most names begin with a word that stands nowhere: no text need be searched for them.
    let words: BTreeSet<&str> = texts.iter().flat_map(|(_, text)| text.split(|c| !is_of_a_word(c))).collect();
    let mut used = BTreeSet::new();
    let mut complaints = Vec::new();
    for name in names.into_iter().filter(|it| words.contains(first_word(it))) {
        let places: Vec<&str> =
            texts.iter().filter(|(_, text)| has_word(text, name)).map(|(path, _)| path.as_str()).collect();
        if ANYONES.iter().any(|(word, _)| *word == name) {
            used.extend((!places.is_empty()).then_some(name));
        } else if !places.is_empty() {
            complaints.push(format!("`{name}` in {}", places.join(", ")));
        }
    }
    assert!(complaints.is_empty(), "\n{}", complaints.join("\n"));
    let idle: Vec<&str> = ANYONES.iter().map(|(word, _)| *word).filter(|word| !used.contains(word)).collect();
    assert!(idle.is_empty(), "allowed and nowhere: {idle:?}");
}

/// What the workspace calls its own, and not as the standard does.
fn own_names(model: &Model) -> BTreeSet<&str> {
    let mut names: BTreeSet<&str> = BTreeSet::new();
    for it in &model.organisations {
        names.extend([it.id.value.as_str(), it.name.as_str()]);
        names.extend(it.aliases.iter().map(String::as_str));
        names.extend(it.number.iter().map(|number| number.value.as_str()));
    }
    for it in model.agreements.iter().filter(|it| !model.is_standard(it.id.span)) {
        names.extend([it.id.value.as_str(), it.title.as_str()]);
    }
    names.extend(model.documents.iter().flat_map(|it| [it.id.value.as_str(), it.title.as_str()]));
    let called = model.figures.iter().map(|it| &it.name);
    let called =
        called.chain(model.relations.iter().map(|it| &it.id)).chain(model.rules.iter().map(|it| &it.id));
    let own = called.filter(|it| !model.is_standard(it.span) && !model.replaced.contains(it));
    names.extend(own.map(|it| it.value.as_str()));
    names.extend(model.tables.iter().map(|it| it.id.value.as_str()));
    names
}

fn is_of_a_word(c: char) -> bool {
    c.is_alphanumeric() || c == '-' || c == '_'
}

/// The word a name begins with; nothing where it begins with none.
fn first_word(name: &str) -> &str {
    name.split(|c| !is_of_a_word(c)).next().unwrap_or_default()
}

/// Whether a name stands in a text, and not as a part of a longer one.
fn has_word(text: &str, name: &str) -> bool {
    let joins = is_of_a_word;
    text.match_indices(name).any(|(at, _)| {
        let (before, after) = (&text[..at], &text[at + name.len()..]);
        let goes_on = after.starts_with(joins)
            || after.strip_prefix('.').is_some_and(|rest| rest.starts_with(char::is_alphanumeric));
        !before.ends_with(|c| joins(c) || c == '.') && !goes_on
    })
}

/// No one's name belongs in a public file: a signatory is an organisation and a role.
#[test]
fn data_files_have_no_unexpected_quotes_of_people() {
    for folder in ["agreements", "fixtures/umearegionen"] {
        for path in files_below(folder) {
            let text = fs::read_to_string(&path).unwrap();
            let titled = ["name = \"printed\"", "name = \"placeholder\"", "name = \"missing\""];
            for block in text.split("[[signature]]").skip(1) {
                let block = block.split("[[").next().unwrap();
                assert!(titled.iter().any(|it| block.contains(it)), "{}: {block}", path.display());
            }
            assert!(!text.contains("[[person]]"), "{}", path.display());
        }
    }
}

/// The layer a file belongs to: the first path component under `src/`.
fn layer_of(path: &Path) -> Option<(&'static str, &'static [&'static str])> {
    let top = top_of(path)?;
    LAYERS.iter().find(|(name, _)| *name == top).copied()
}

fn top_of(path: &Path) -> Option<String> {
    let top = path.strip_prefix(root().join("src")).ok()?.components().next()?;
    Some(Path::new(top.as_os_str()).file_stem()?.to_str()?.to_owned())
}

fn modules_named_in(text: &str) -> Vec<String> {
    named_after(text, "crate::")
}

/// Every first segment after a path such as `crate::`, including inside `use crate::{…}`.
fn named_after(text: &str, path: &str) -> Vec<String> {
    let mut named = Vec::new();
    for (at, prefix) in text.match_indices(path) {
        let rest = &text[at + prefix.len()..];
        let Some(group) = rest.strip_prefix('{') else {
            named.push(leading_ident(rest));
            continue;
        };
        let (mut depth, mut expects_ident) = (1, true);
        for (i, c) in group.char_indices() {
            match c {
                '{' => depth += 1,
                '}' if depth == 1 => break,
                '}' => depth -= 1,
                ',' if depth == 1 => expects_ident = true,
                c if expects_ident && c.is_alphanumeric() => {
                    named.push(leading_ident(&group[i..]));
                    expects_ident = false;
                }
                _ => (),
            }
        }
    }
    named
}

fn leading_ident(text: &str) -> String {
    text.chars().take_while(|c| c.is_alphanumeric() || *c == '_').collect()
}

fn rust_files() -> Vec<PathBuf> {
    let files = files_below("src").into_iter();
    files.filter(|path| path.extension().is_some_and(|ending| ending == "rs")).collect()
}

/// What is not known is said in words: a question mark in the middle of a sentence tells a reader nothing.
#[test]
fn no_question_mark_stands_for_what_is_not_known() {
    let found: Vec<String> = files_below("src")
        .iter()
        .filter(|path| fs::read_to_string(path).is_ok_and(|text| text.contains("\"?\"")))
        .map(|path| relative(path))
        .collect();
    assert!(found.is_empty(), "{found:?}");
}
