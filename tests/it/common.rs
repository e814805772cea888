//! What the tests share: the project's files as worlds, and questions about them.

use std::collections::BTreeMap;
use std::fs;
use std::path::{Path, PathBuf};

use samkoll::amount::Language;
use samkoll::evaluate::Selection;
use samkoll::facts::Question;
use samkoll::verdict::Verdict;
use samkoll::{Workspace, assess, load, render};

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
    texts.insert("agreements/organisations.toml".into(), base("organisations.toml"));
    texts
}

/// The bundled förbund's own rules and catalogue, as a synthetic förbund might have them.
pub(crate) fn with_own(texts: &mut Texts, rule: &str) {
    let own = texts_below(&["fixtures/umearegionen/catalogue", "fixtures/umearegionen/rules"]);
    let stem = |path: &str| path.rsplit('/').next().unwrap().split('.').next().unwrap().to_owned();
    let text = own.get(&format!("fixtures/umearegionen/rules/{rule}.toml")).cloned().unwrap_or_default();
    let judges_as = text.split_once("judges_as = \"").and_then(|(_, rest)| rest.split_once('"'));
    let names = [Some(rule), Some("labels"), judges_as.map(|(name, _)| name)];
    let is_wanted = |path: &str| path.contains("/catalogue/") || names.contains(&Some(stem(path).as_str()));
    let wanted = own.iter().filter(|(path, _)| is_wanted(path));
    texts.extend(wanted.map(|(path, text)| (path.replace("fixtures/umearegionen/", "rules/"), text.clone())));
}

/// All verdicts at a date.
pub(crate) fn verdicts(workspace: &Workspace, as_of: &str) -> Vec<Verdict> {
    verdicts_of(workspace, as_of, &Selection::default())
}

/// The verdicts that are asked for at a date.
pub(crate) fn verdicts_of(workspace: &Workspace, as_of: &str, selection: &Selection) -> Vec<Verdict> {
    let report = assess(workspace, question(as_of), selection);
    let problems = render::problems::render(&report.problems, &workspace.files, Language::En, false);
    assert!(!workspace.is_broken() && !problems.contains("rule-failed"), "{problems}");
    report.verdicts
}

/// A question for a date, with everything known.
pub(crate) fn question(as_of: &str) -> Question {
    Question { as_of: as_of.parse().unwrap(), known_at: None }
}

/// A workspace that must have no errors.
pub(crate) fn load_whole(texts: &Texts) -> Workspace {
    let workspace = load(texts);
    let problems = render::problems::render(&workspace.problems, &workspace.files, Language::En, false);
    assert!(!workspace.is_broken(), "{problems}");
    workspace
}
