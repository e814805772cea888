//! Cases of rules, run: each is a small workspace of its own, in which a rule is asked about one subject.
//!
//! Under every case lies a base, and under those of the förbund's own rules all its rules and names.

use std::collections::{BTreeMap, BTreeSet};

use super::{Workspace, World, WorldError, assess, load, unreadable};
use crate::amount::Text;
use crate::diagnostic::{Problem, Severity};
use crate::facts::Question;
use crate::model::case::RuleCase;
use crate::model::{read_case, usual};
use crate::render::problems;
use crate::report::tested::{Came, Expected, Tested, TestedCase, TestedRule};
use crate::source::Files;
use crate::verdict::{Outcome, Selection};

/// Where the cases lie, unless another folder is named.
const USUAL: &str = "cases";

/// The folder of the cases whose files lie under every case.
const BASE: &str = "base";

/// The base where a folder of cases has none: a förbund with its members, and nothing else.
const USUAL_BASE: [(&str, &str); 2] = [
    (usual::MANIFEST, include_str!("../../fixtures/rules/base/samkoll.toml")),
    (
        "agreements/organisations.toml",
        include_str!("../../fixtures/rules/base/agreements/organisations.toml"),
    ),
];

/// A workspace's texts by path.
type Texts = BTreeMap<String, String>;

/// The cases of a folder, read.
#[derive(Debug)]
pub struct Cases {
    /// The texts of the cases, for whoever shows what is wrong in them.
    pub files: Files,
    /// What is wrong in them.
    pub problems: Vec<Problem>,
    /// What lies under every case.
    pub base: Texts,
    /// The cases by rule: each its path, the line of what it expects, and what it says.
    cases: BTreeMap<String, Vec<(String, u32, RuleCase<Outcome>)>>,
}

/// Reads the cases that lie in a folder of a workspace, each in the folder of its rule; in the usual one, which need
/// not be there, when none is named.
///
/// # Errors
/// When the folder, or a file in it, cannot be read.
pub fn read(world: &dyn World, folder: Option<&str>) -> Result<Cases, Text> {
    let listed = match (folder, world.files(folder.unwrap_or(USUAL))) {
        (None, Err(WorldError::NotFound)) => Vec::new(),
        (_, listed) => listed.map_err(|error| why(folder.unwrap_or(USUAL), &error))?,
    };
    let folder = folder.unwrap_or(USUAL).trim_end_matches('/');
    let mut texts = Texts::new();
    for path in listed {
        let text = world.read(&path).map_err(|error| why(&path, &error))?;
        let inner = path.strip_prefix(&format!("{folder}/")).unwrap_or(&path).to_owned();
        texts.insert(inner, text);
    }
    Ok(sorted(folder, texts))
}

fn sorted(folder: &str, texts: Texts) -> Cases {
    let mut cases =
        Cases { files: Files::default(), problems: Vec::new(), base: Texts::new(), cases: BTreeMap::new() };
    for (inner, text) in texts {
        match inner.split_once('/') {
            Some((BASE, path)) => drop(cases.base.insert(path.to_owned(), text)),
            Some((rule, _)) => cases.take_in(rule, &format!("{folder}/{inner}"), &text),
            // What lies beside the rules' folders is nobody's.
            None => (),
        }
    }
    if cases.base.is_empty() {
        cases.base = USUAL_BASE.map(|(path, text)| (path.to_owned(), text.to_owned())).into();
    }
    cases
}

impl Cases {
    fn take_in(&mut self, rule: &str, path: &str, text: &str) {
        let file = self.files.add(path, text);
        let (case, problems) = read_case(&self.files, file, Outcome::NAMES);
        self.problems.extend(problems);
        if let Some(case) = case {
            let line = self.files.place(case.outcome.span).line;
            self.cases.entry(rule.to_owned()).or_default().push((path.to_owned(), line, case));
        }
    }

    /// Whether some of them cannot be read.
    #[must_use]
    pub fn is_broken(&self) -> bool {
        self.problems.iter().any(|it| it.severity == Severity::Error)
    }

    /// The rules that have a folder of cases.
    pub fn rules(&self) -> impl Iterator<Item = &str> {
        self.cases.keys().map(String::as_str)
    }

    /// The cases of a rule, each with its path and the line of what it expects.
    pub fn of(&self, rule: &str) -> impl Iterator<Item = (&str, u32, &RuleCase<Outcome>)> {
        self.cases.get(rule).into_iter().flatten().map(|(path, line, case)| (path.as_str(), *line, case))
    }

    /// Runs the cases of some rules, with what lies under each.
    #[must_use]
    pub fn run(&self, workspace: &Workspace, own: &Texts, rules: &BTreeSet<&str>) -> Tested {
        let mut reached: BTreeSet<(String, u32, u32)> = BTreeSet::new();
        let mut tested = Tested::default();
        for rule in workspace.book.rules().iter().filter(|it| rules.contains(it.text.id.value.as_str())) {
            let id = &rule.text.id.value;
            let cases = self.cases.get(id).into_iter().flatten();
            // The standard's rules are the same whatever a förbund has of its own.
            let is_own = !workspace.model.is_standard(rule.text.span);
            let cases: Vec<TestedCase> = cases
                .map(|(path, line, case)| {
                    let mut texts = self.base.clone();
                    if is_own {
                        texts.extend(own.clone());
                    }
                    texts.extend(case.files.clone());
                    let (came, decided_at) = run(&texts, id, case);
                    TestedCase { place: (path.clone(), *line), expected: expected(case), came, decided_at }
                })
                .collect();
            let arms = rule.arms(&workspace.files);
            let places = |at: (u32, u32)| arms.iter().filter(move |it| it.at == at);
            for arm in cases.iter().filter_map(|it| it.decided_at).flat_map(places) {
                let place = workspace.files.place(arm.span);
                reached.insert((place.file, place.line, place.column));
            }
            let unreached = arms.iter().map(|it| (it.span, it.words.clone())).collect();
            tested.rules.push(TestedRule {
                rule: id.clone(),
                title: rule.text.title.clone(),
                cases,
                arms: arms.len(),
                unreached,
            });
        }
        // Rules that share their logic share what is reached of it.
        for rule in &mut tested.rules {
            rule.unreached.retain(|(span, _)| {
                let place = workspace.files.place(*span);
                !reached.contains(&(place.file, place.line, place.column))
            });
        }
        tested
    }
}

fn expected(case: &RuleCase<Outcome>) -> Expected {
    Expected {
        subject: case.subject.value.clone(),
        outcome: case.outcome.value,
        reason: case.reason,
        message: case.message.clone(),
    }
}

/// What a rule says in a case, and where it was decided.
#[must_use]
pub fn run(texts: &Texts, rule: &str, case: &RuleCase<Outcome>) -> (Came, Option<(u32, u32)>) {
    let workspace = load(texts);
    let shown = |found: &[Problem]| {
        Text::default().map(|language, _| problems::render(found, &workspace.files, language, false))
    };
    if workspace.is_broken() {
        return (Came::Broken(shown(&workspace.problems)), None);
    }
    let selection = Selection { rules: vec![rule.to_owned()], ..Selection::default() };
    let report = assess(&workspace, Question { as_of: case.as_of, known_at: None }, &selection);
    let errors: Vec<Problem> =
        report.problems.iter().filter(|it| it.severity == Severity::Error).cloned().collect();
    if !errors.is_empty() {
        return (Came::Broken(shown(&errors)), None);
    }
    match report.verdicts.iter().find(|it| it.subject.id == case.subject.value) {
        Some(it) => {
            let came = Came::Verdict { outcome: it.outcome, reason: it.reason, message: it.message.clone() };
            (came, it.decided_at)
        }
        None => (Came::NoSubject(report.verdicts.iter().map(|it| it.subject.id.clone()).collect()), None),
    }
}

/// The förbund's own rules and names, as they lie under every case: in the usual folder for rules.
///
/// # Errors
/// When a file cannot be read.
pub fn own_rules(world: &dyn World, workspace: &Workspace) -> Result<Texts, Text> {
    let manifest = workspace.model.manifest.as_ref();
    let named = manifest.and_then(|it| it.parts.rules.as_ref());
    let parts: Vec<&str> = match named {
        Some(parts) => parts.iter().map(|it| it.value.as_str()).collect(),
        None => vec![usual::RULES],
    };
    let mut texts = Texts::new();
    for part in parts {
        // A folder that is not there holds nothing; had the manifest named it, the workspace would be broken.
        for path in world.files(part).unwrap_or_default() {
            let text = world.read(&path).map_err(|error| why(&path, &error))?;
            let under = match path.strip_prefix(&format!("{}/", usual::RULES)) {
                Some(_) => path,
                None => format!("{}/{path}", usual::RULES),
            };
            texts.insert(under, text);
        }
    }
    Ok(texts)
}

fn why(path: &str, error: &WorldError) -> Text {
    unreadable(path, error, None).message
}
