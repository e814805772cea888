//! The façade: from a world to a workspace, from a workspace and a question to a report.

use std::collections::BTreeMap;
use std::sync::Arc;

use sha2::{Digest, Sha256};

use crate::amount::Text;
use crate::diagnostic::{Code, Problem, Severity};
use crate::evaluate::{Selection, evaluate};
use crate::facts::{Facts, Question};
use crate::graph;
use crate::model::{Manifest, Model, Role, read_files, read_manifest};
use crate::report::{Report, sort_problems};
use crate::rulebook::Rulebook;
use crate::source::{FileId, Files, Span, Spanned};

/// Where texts come from: a disk, a binary, a test.
pub trait World {
    /// The files at a path: itself, or everything below it that ends in `.toml` or `.rhai`,
    /// as paths from the manifest's folder with `/`, sorted.
    ///
    /// # Errors
    /// When the path cannot be read.
    fn files(&self, path: &str) -> Result<Vec<String>, WorldError>;

    /// The text of a file.
    ///
    /// # Errors
    /// When it cannot be read as text.
    fn read(&self, path: &str) -> Result<String, WorldError>;
}

/// Texts in memory, by path.
impl World for BTreeMap<String, String> {
    fn files(&self, path: &str) -> Result<Vec<String>, WorldError> {
        let below = |known: &&String| {
            known.strip_prefix(path).is_some_and(|rest| rest.is_empty() || rest.starts_with('/'))
        };
        let found: Vec<String> = self.keys().filter(below).cloned().collect();
        if found.is_empty() { Err(WorldError::NotFound) } else { Ok(found) }
    }

    fn read(&self, path: &str) -> Result<String, WorldError> {
        self.get(path).cloned().ok_or(WorldError::NotFound)
    }
}

/// Why a world could not give a text. All of these are faults of the workspace or its disk.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum WorldError {
    /// There is nothing at the path.
    NotFound,
    /// There is a folder where a file should be, or the other way round.
    NotAFile,
    /// The bytes are not UTF-8.
    NotUtf8,
    /// The file is larger than the program reads; in bytes.
    TooLarge(u64),
    /// The path leads out of the workspace.
    Outside,
    /// What the operating system says.
    Other(String),
}

/// A workspace as read: what it says, its rules, and what is wrong with its files.
#[derive(Debug)]
pub struct Workspace {
    /// Every text.
    pub files: Files,
    /// What they say.
    pub model: Arc<Model>,
    /// The rules, compiled.
    pub book: Rulebook,
    /// What is wrong, in the order of the files.
    pub problems: Vec<Problem>,
    inputs: String,
    rules: String,
}

/// The manifest's name.
const MANIFEST: &str = "samkoll.toml";

/// Reads a workspace. Loading never stops half-way: what can be read is read, and every problem is kept.
#[must_use]
pub fn load(world: &dyn World) -> Workspace {
    let mut loader = Loader { world, files: Files::default(), problems: Vec::new(), seen: BTreeMap::new() };
    let manifest = loader.manifest();
    let (roles, scripts) = manifest.as_ref().map(|it| loader.parts(it)).unwrap_or_default();
    let (model, problems) = read_files(manifest, &loader.files, &roles);
    loader.problems.extend(problems);
    loader.problems.extend(graph::check(&model));
    let (book, problems) = Rulebook::new(&model, &loader.files, &scripts);
    // A rule whose file is not read yet leaves its script alone; the file's own problem says why.
    let whole = loader.problems.iter().all(|problem| problem.code != Code::Syntax);
    loader.problems.extend(problems.into_iter().filter(|it| whole || it.code != Code::MissingScript));
    sort_problems(&mut loader.problems, &loader.files);
    let is_rule = |file: &FileId| {
        scripts.values().any(|it| it == file)
            || roles.iter().any(|(it, role)| it == file && matches!(role, Role::Rules(_)))
    };
    let ids: Vec<FileId> = loader.seen.values().copied().collect();
    let (rule_files, input_files): (Vec<FileId>, Vec<FileId>) = ids.into_iter().partition(is_rule);
    Workspace {
        inputs: digest(&loader.files, &input_files),
        rules: digest(&loader.files, &rule_files),
        files: loader.files,
        model: Arc::new(model),
        book,
        problems: loader.problems,
    }
}

/// Answers a question: every selected rule on every subject of its kind.
#[must_use]
pub fn assess<'w>(workspace: &'w Workspace, question: Question, selection: &Selection) -> Report<'w> {
    let mut report = report_on(workspace, question);
    let facts = Arc::new(Facts::new(Arc::clone(&workspace.model), question));
    let (mut verdicts, problems) = evaluate(&facts, &workspace.book, &workspace.files, selection);
    verdicts.sort_by(|a, b| (&a.rule, &a.subject.id).cmp(&(&b.rule, &b.subject.id)));
    report.verdicts = verdicts;
    report.problems.extend(problems);
    sort_problems(&mut report.problems, &workspace.files);
    report
}

/// A report with the problems of the files and no verdicts.
#[must_use]
pub fn report_on(workspace: &Workspace, question: Question) -> Report<'_> {
    let model = &workspace.model;
    let name = |manifest: &Manifest| manifest.name.clone();
    Report {
        workspace: model.manifest.as_ref().map(name).unwrap_or_default(),
        inputs: workspace.inputs.clone(),
        rules: workspace.rules.clone(),
        as_of: question.as_of,
        known_at: question.known_at,
        verdicts: Vec::new(),
        problems: workspace.problems.clone(),
        organisations: model.organisations.iter().map(|it| (it.id.value.clone(), it.name.clone())).collect(),
        documents: model.documents.iter().map(|it| (it.id.value.clone(), it.title.clone())).collect(),
        files: &workspace.files,
    }
}

impl Workspace {
    /// Whether something in the files is so wrong that no answer can be trusted.
    #[must_use]
    pub fn is_broken(&self) -> bool {
        self.problems.iter().any(|problem| problem.severity == Severity::Error)
    }
}

struct Loader<'w> {
    world: &'w dyn World,
    files: Files,
    problems: Vec<Problem>,
    seen: BTreeMap<String, FileId>,
}

type Parts = (Vec<(FileId, Role)>, BTreeMap<String, FileId>);

impl Loader<'_> {
    fn manifest(&mut self) -> Option<Manifest> {
        let file = self.read(MANIFEST, None)?;
        let (manifest, problems) = read_manifest(&self.files, file);
        self.problems.extend(problems);
        manifest
    }

    /// Every file the manifest leads to, with what it is for; scripts by the name of their rule.
    fn parts(&mut self, manifest: &Manifest) -> Parts {
        let mut parts = Parts::default();
        self.part(&manifest.agreements, &|_| Role::Agreements, &mut parts);
        self.part(&manifest.rules, &|path| Role::Rules(family(path)), &mut parts);
        self.part(&manifest.figures, &|_| Role::Figures, &mut parts);
        self.part(&manifest.register, &|_| Role::Register, &mut parts);
        self.part(&manifest.follow_up, &|_| Role::FollowUp, &mut parts);
        let waivers: Vec<Spanned<String>> = manifest.waivers.iter().cloned().collect();
        self.part(&waivers, &|_| Role::Waivers, &mut parts);
        parts
    }

    fn part(&mut self, paths: &[Spanned<String>], role: &dyn Fn(&str) -> Role, parts: &mut Parts) {
        for path in paths {
            let listed = match self.world.files(&path.value) {
                Ok(listed) => listed,
                Err(error) => {
                    self.problems.push(unreadable(&path.value, &error, Some(path.span)));
                    continue;
                }
            };
            for file in listed.iter().filter(|file| file.as_str() != MANIFEST) {
                if self.seen.contains_key(file) {
                    continue;
                }
                let Some(id) = self.read(file, Some(path.span)) else { continue };
                match file.rsplit('/').next().and_then(|name| name.strip_suffix(".rhai")) {
                    Some(rule) => drop(parts.1.insert(rule.to_owned(), id)),
                    None => parts.0.push((id, role(file))),
                }
            }
        }
    }

    fn read(&mut self, path: &str, named_at: Option<Span>) -> Option<FileId> {
        match self.world.read(path) {
            Ok(text) => {
                let id = self.files.add(path, &text);
                self.seen.insert(path.to_owned(), id);
                Some(id)
            }
            Err(error) => {
                self.problems.push(unreadable(path, &error, named_at));
                None
            }
        }
    }
}

/// The folder a rule lies in.
fn family(path: &str) -> String {
    path.rsplit('/').nth(1).unwrap_or_default().to_owned()
}

fn unreadable(path: &str, error: &WorldError, named_at: Option<Span>) -> Problem {
    let (code, sv, en) = match error {
        WorldError::NotFound => (Code::UnreadableFile, "finns inte".to_owned(), "is not there".to_owned()),
        WorldError::NotAFile => (Code::UnreadableFile, "är ingen fil".to_owned(), "is not a file".to_owned()),
        WorldError::NotUtf8 => {
            (Code::NotUtf8, "är inte text i UTF-8".to_owned(), "is not UTF-8 text".to_owned())
        }
        WorldError::TooLarge(bytes) => {
            (Code::FileTooLarge, format!("är för stor: {bytes} byte"), format!("is too large: {bytes} bytes"))
        }
        WorldError::Outside => (
            Code::OutsideWorkspace,
            "leder ut ur arbetsytan".to_owned(),
            "leads out of the workspace".to_owned(),
        ),
        WorldError::Other(said) => {
            (Code::UnreadableFile, format!("går inte att läsa: {said}"), format!("cannot be read: {said}"))
        }
    };
    let message = Text::new(format!("`{path}` {sv}"), format!("`{path}` {en}"));
    let problem = Problem::of_file(code, path, message);
    match named_at {
        Some(span) => problem.related(span, Text::new("nämns här", "named here")),
        None => problem,
    }
}

/// A digest of paths and texts, the same whatever order they were read in.
fn digest(files: &Files, ids: &[FileId]) -> String {
    let mut parts: Vec<(&str, &str)> = ids.iter().map(|id| (files.path(*id), files.text(*id))).collect();
    parts.sort_unstable();
    let mut hash = Sha256::new();
    for (path, text) in parts {
        hash.update(format!("{path}\n{}\n", text.len()));
        hash.update(text);
    }
    let hex: String = hash.finalize().iter().map(|byte| format!("{byte:02x}")).collect();
    format!("sha256:{hex}")
}
