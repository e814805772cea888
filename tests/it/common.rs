//! What the tests share: the project's files as worlds, and questions about them.

use std::collections::{BTreeMap, BTreeSet};
use std::fs;
use std::path::{Path, PathBuf};
use std::ptr;
use std::sync::{Arc, LazyLock, Mutex, OnceLock};

use proptest::test_runner::{Config as ProptestConfig, RngSeed};
use samkoll::amount::Language;
use samkoll::brief::Brief;
use samkoll::cycle::Cycle;
use samkoll::evaluate::Selection;
use samkoll::facts::Question;
use samkoll::model::Model;
use samkoll::model::agreement::AgreementKind;
use samkoll::render::sheet::Markup;
use samkoll::report::Report;
use samkoll::verdict::Verdict;
use samkoll::{Workspace, assess, load, render};

/// The seed of whatever the tests draw by lot: one that is fixed, so that a run says the same each time and a
/// failure comes back, or that of `SAMKOLL_SEED`.
pub(crate) fn seed() -> u64 {
    std::env::var("SAMKOLL_SEED").ok().and_then(|seed| seed.parse().ok()).unwrap_or(20_240_322)
}

/// So many cases of a property, drawn by the seed.
pub(crate) fn cases(cases: u32) -> ProptestConfig {
    ProptestConfig {
        cases,
        rng_seed: RngSeed::Fixed(seed()),
        failure_persistence: None,
        ..Default::default()
    }
}

/// A workspace's texts by path.
pub(crate) type Texts = BTreeMap<String, String>;

/// The project's own folder.
pub(crate) fn root() -> PathBuf {
    PathBuf::from(env!("CARGO_MANIFEST_DIR"))
}

/// Every file below a folder of the project, sorted.
pub(crate) fn files_below(folder: &str) -> Vec<PathBuf> {
    let mut found = Vec::new();
    let mut waiting = vec![root().join(folder)];
    while let Some(folder) = waiting.pop() {
        for entry in fs::read_dir(&folder).unwrap() {
            let path = entry.unwrap().path();
            if path.is_dir() { waiting.push(path) } else { found.push(path) }
        }
    }
    found.sort();
    found
}

/// A path below the project's folder, with `/`.
pub(crate) fn relative(path: &Path) -> String {
    let relative = path.strip_prefix(root()).unwrap();
    relative.iter().map(|part| part.to_str().unwrap()).collect::<Vec<_>>().join("/")
}

/// The texts below folders of the project, under their own paths.
pub(crate) fn texts_below(folders: &[&str]) -> Texts {
    let files = folders.iter().flat_map(|folder| files_below(folder));
    files.map(|path| (relative(&path), fs::read_to_string(&path).unwrap())).collect()
}

/// The bundled workspace.
pub(crate) fn bundled() -> Texts {
    let mut texts = texts_below(&["agreements", "fixtures/umearegionen"]);
    texts.insert("samkoll.toml".into(), fs::read_to_string(root().join("samkoll.toml")).unwrap());
    texts
}

/// The synthetic förbund of the rule fixtures; the standard lies under it as under every workspace.
pub(crate) fn synthetic() -> Texts {
    let mut texts = Texts::new();
    let base = |name: &str| fs::read_to_string(root().join("fixtures/rules/base").join(name)).unwrap();
    texts.insert("samkoll.toml".into(), base("samkoll.toml"));
    texts.insert("agreements/organisations.toml".into(), base("agreements/organisations.toml"));
    texts
}

/// One of the bundled förbund's own rules, with those names of its catalogue that the texts and the subject
/// use, as a synthetic förbund might have them.
pub(crate) fn with_own(texts: &mut Texts, rule: &str, subject: &str) {
    static CATALOGUE: LazyLock<Texts> = LazyLock::new(|| texts_below(&["fixtures/umearegionen/catalogue"]));
    own_rule(texts, rule);
    own_rule(texts, "labels");
    let mut named: BTreeSet<String> = texts.values().flat_map(|text| names_in(text)).collect();
    named.extend(names_in(subject));
    let mut waiting: Vec<&str> = CATALOGUE.values().flat_map(|text| text.split("\n[[").skip(1)).collect();
    let mut own = String::new();
    // What is taken in names others in its formula.
    loop {
        let named_now = |block: &&str| {
            let called = block.lines().find_map(|it| it.strip_prefix("name = ").or(it.strip_prefix("id = ")));
            called.is_some_and(|it| named.contains(it.trim_matches('"')))
        };
        let (taken, left): (Vec<&str>, Vec<&str>) = waiting.into_iter().partition(named_now);
        if taken.is_empty() {
            break;
        }
        for block in taken {
            own += &format!("[[{block}\n");
            named.extend(names_in(block));
        }
        waiting = left;
    }
    // What has a group has a rule that judges it.
    for path in files_below("fixtures/umearegionen/rules") {
        let text = fs::read_to_string(&path).unwrap();
        let groups = text.lines().filter_map(|line| line.strip_prefix("groups = [\"")?.strip_suffix("\"]"));
        if groups.into_iter().any(|group| own.contains(&format!("group = \"{group}\""))) {
            own_rule(texts, path.file_stem().unwrap().to_str().unwrap());
        }
    }
    if !own.is_empty() {
        texts.insert("rules/own/catalogue.toml".into(), own);
    }
}

/// An own rule, and the own rule it judges as.
fn own_rule(texts: &mut Texts, rule: &str) {
    let path = root().join(format!("fixtures/umearegionen/rules/{rule}.toml"));
    let Ok(text) = fs::read_to_string(path) else { return };
    if let Some(other) = text.lines().find_map(|line| line.strip_prefix("judges_as = ")) {
        own_rule(texts, other.trim_matches('"'));
    }
    texts.insert(format!("rules/own/{rule}.toml"), text);
}

/// Whatever in a text may be the name of a figure or a relation.
fn names_in(text: &str) -> impl Iterator<Item = String> {
    let words = text.split(|c: char| !(c.is_ascii_alphanumeric() || c == '.' || c == '-'));
    words.map(|word| word.trim_matches(['-', '.']).to_owned()).filter(|word| !word.is_empty())
}

/// A workspace without the law's own duties, which lie under every workspace: for tests about other things
/// that count what stands in the calendar.
pub(crate) fn lawless(texts: &Texts) -> Workspace {
    let mut workspace = load_whole(texts);
    // A copy, which has worked nothing out yet.
    let mut model = Model::clone(&workspace.model);
    model.agreements.retain(|agreement| agreement.kind != AgreementKind::Statute);
    workspace.model = Arc::new(model);
    workspace
}

/// All verdicts at a date.
pub(crate) fn verdicts(workspace: &Workspace, as_of: &str) -> Vec<Verdict> {
    verdicts_of(workspace, as_of, &Selection::default())
}

/// The bundled förbund as it is, read once for all that ask about it.
pub(crate) fn the_bundled() -> &'static Workspace {
    WHOLE.get_or_init(|| load_whole(&bundled()))
}

static WHOLE: OnceLock<Workspace> = OnceLock::new();

/// What is said of it on a day, worked out once.
pub(crate) fn bundled_on(as_of: &str) -> &'static Report<'static> {
    static DAYS: Mutex<BTreeMap<String, &'static OnceLock<Report<'static>>>> = Mutex::new(BTreeMap::new());
    // The list is held only while the day is looked up: those who ask for other days need not wait.
    let day = *DAYS.lock().unwrap().entry(as_of.to_owned()).or_insert_with(|| Box::leak(Box::default()));
    day.get_or_init(|| assessed(the_bundled(), as_of, &Selection::default()))
}

/// A report in which no rule failed.
fn assessed<'w>(workspace: &'w Workspace, as_of: &str, selection: &Selection) -> Report<'w> {
    let report = assess(workspace, question(as_of), selection);
    let problems = render::problems::render(&report.problems, &workspace.files, Language::En, false);
    assert!(!workspace.is_broken() && !problems.contains("rule-failed"), "{problems}");
    report
}

/// The verdicts that are asked for at a date.
pub(crate) fn verdicts_of(workspace: &Workspace, as_of: &str, selection: &Selection) -> Vec<Verdict> {
    if WHOLE.get().is_some_and(|it| ptr::eq(it, workspace)) && *selection == Selection::default() {
        return bundled_on(as_of).verdicts.clone();
    }
    assessed(workspace, as_of, selection).verdicts
}

/// A question for a date, with everything known.
pub(crate) fn question(as_of: &str) -> Question {
    Question { as_of: as_of.parse().unwrap(), known_at: None }
}

/// A question for a date, with what was known that day alone: what a brief is by.
pub(crate) fn known(as_of: &str) -> Question {
    Question { known_at: Some(as_of.parse().unwrap()), ..question(as_of) }
}

/// The brief of a body before its meeting on a day, by what was known that day.
pub(crate) fn brief(
    workspace: &Workspace,
    body: &str,
    day: &str,
    markup: Markup,
    language: Language,
) -> String {
    let cycle = Cycle::new(&workspace.model, known(day));
    let brief = Brief::new(&cycle, body, day.parse().unwrap());
    let all = Selection::default();
    let earlier = assess(workspace, known(&brief.since.to_string()), &all);
    render::brief::render(&brief, &assess(workspace, known(day), &all), &earlier, markup, language)
}

/// A workspace that must have no errors.
pub(crate) fn load_whole(texts: &Texts) -> Workspace {
    let workspace = load(texts);
    let problems = render::problems::render(&workspace.problems, &workspace.files, Language::En, false);
    assert!(!workspace.is_broken(), "{problems}");
    workspace
}
