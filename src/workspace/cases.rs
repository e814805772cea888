//! Cases of rules, run: each is a small workspace of its own, in which a rule is asked about one subject.
//!
//! Under every case lies a base, and under those of the förbund's own rules all its rules and names.

use std::collections::{BTreeMap, BTreeSet};

use super::loader::{meant_ending, unreadable};
use super::{Loader, Workspace, World, WorldError, assess, load};
use crate::amount::Text;
use crate::diagnostic::{Code, Problem, Severity, nearest};
use crate::facts::Question;
use crate::model::case::RuleCase;
use crate::model::declared::Declaration;
use crate::model::{declared_case, read_case, usual};
use crate::render::problems;
use crate::report::tested::{Came, Expected, Tested, TestedCase, TestedRule};
use crate::source::{FileId, Files, Span};
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
    let unread: Vec<Problem> =
        cases.cases.values().flatten().flat_map(|(_, _, case)| not_read(&cases.base, case)).collect();
    cases.problems.extend(unread);
    cases
}

/// The files of a case that nothing in its workspace reads, each with the path it may have been meant as: a rule would
/// be tried without what they say.
fn not_read(base: &Texts, case: &RuleCase<Outcome>) -> Vec<Problem> {
    let mut texts = base.clone();
    texts.extend(case.files.clone());
    let paths = paths_read(&texts);
    let is_named = |path: &str| texts.values().any(|text| text.contains(path));
    let unread = case.places.iter().filter(|(path, _)| !paths.contains(*path) && !is_named(path));
    let problem = |(path, span): (&String, &Span)| {
        let text = Text::new(
            format!("filen `{path}` läses inte av något i fallet"),
            format!("nothing in the case reads the file `{path}`"),
        );
        let problem = Problem::at(Code::NotRead, *span, text);
        match meant(path, &paths) {
            Some(near) => problem.suggest(path, [near.as_str()]),
            None => problem.help(Text::new(
                format!(
                    "en arbetsyta läser filer i {} (.toml, och .rhai bland reglerna)",
                    usual::ALL.join(", ")
                ),
                format!(
                    "a workspace reads files in {} (.toml, and .rhai among the rules)",
                    usual::ALL.join(", ")
                ),
            )),
        }
    };
    unread.map(problem).collect()
}

/// The paths that a workspace reads, whatever is in them.
fn paths_read(texts: &Texts) -> BTreeSet<String> {
    let mut loader = Loader::new(texts, Files::default(), BTreeMap::new());
    if let Some(manifest) = loader.manifest() {
        loader.own_parts(&manifest);
    }
    loader.seen.into_keys().collect()
}

/// What a path that nothing reads may have been meant as: in the nearest folder that is read, with an ending that is.
fn meant(path: &str, read: &BTreeSet<String>) -> Option<String> {
    let (folder, rest) = path.split_once('/').unwrap_or((path, ""));
    let folders = read.iter().filter_map(|it| it.split('/').next()).chain(usual::ALL.iter().copied());
    let folders: BTreeSet<&str> = folders.collect();
    let folders: Vec<&str> = folders.into_iter().collect();
    let known = folders.contains(&folder);
    let near = if known { folder } else { nearest(folder, &folders)? };
    let ending = meant_ending(rest).and_then(|ending| Some(format!("{}.{ending}", rest.rsplit_once('.')?.0)));
    let rest = ending.unwrap_or_else(|| rest.to_owned());
    let meant = if rest.is_empty() { near.to_owned() } else { format!("{near}/{rest}") };
    (meant != path).then_some(meant)
}

/// What the reader asks of each case of some texts, and what it finds wrong in it by itself.
#[must_use]
pub fn declarations(cases: &Texts) -> Vec<Declaration> {
    let mut files = Files::default();
    let added: Vec<FileId> = cases.iter().map(|(path, text)| files.add(path, text)).collect();
    added.into_iter().map(|file| declared_case(&files, file, Outcome::NAMES)).collect()
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
                    let under = if is_own { own } else { &Texts::new() };
                    texts.extend(under.clone());
                    texts.extend(case.files.clone());
                    // What the case writes itself is the case's.
                    let under = under.keys().filter(|it| !case.files.contains_key(*it));
                    let under: BTreeSet<&str> = under.map(String::as_str).collect();
                    let (came, decided_at) = run(&texts, &under, id, case);
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

/// What a rule says in a case, and where it was decided. `under` are the paths of the förbund's own rules and names,
/// which are right where they belong: that they speak of organisations and figures that the case has not, as the parts
/// of a family do, is no fault of the case's.
#[must_use]
pub fn run(
    texts: &Texts,
    under: &BTreeSet<&str>,
    rule: &str,
    case: &RuleCase<Outcome>,
) -> (Came, Option<(u32, u32)>) {
    let workspace = load(texts);
    let is_under = |it: &Problem| it.span.is_some_and(|span| under.contains(workspace.files.path(span.file)));
    let shown = |found: &[Problem]| {
        Text::default().map(|language, _| problems::render(found, &workspace.files, language, false))
    };
    let own: Vec<Problem> = workspace.problems.iter().filter(|it| !is_under(it)).cloned().collect();
    if own.iter().any(|it| it.severity == Severity::Error) {
        return (Came::Broken(shown(&own)), None);
    }
    let selection = Selection { rules: vec![rule.to_owned()], ..Selection::default() };
    let report = assess(&workspace, Question { as_of: case.as_of, known_at: None }, &selection);
    let errors: Vec<Problem> = report
        .problems
        .iter()
        .filter(|it| it.severity == Severity::Error && !is_under(it))
        .cloned()
        .collect();
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
