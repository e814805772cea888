//! The façade: from a world to a workspace, from a workspace and a question to a report.

mod beneath;
pub mod cases;
mod loader;

use std::borrow::Borrow;
use std::collections::{BTreeMap, BTreeSet};
use std::sync::Arc;
use std::thread;

use chrono::{Datelike, NaiveDate};

use crate::amount::Text;
use crate::cycle;
use crate::diagnostic::{Code, Problem, Severity};
use crate::edition::{Difference, Edition};
use crate::evaluate::{self, Selection, evaluate};
use crate::facts::{Facts, Question, Subject};
use crate::graph;
use crate::limits::Limits;
use crate::model::declared::Declaration;
use crate::model::register::EvidenceFile;
use crate::model::rule::{RuleText, SubjectKind};
use crate::model::{FileKind, Manifest, Model, OwnParameter, declared, parsed, read_files, usual};
use crate::report::{self, Report, TableLook, sort_problems};
use crate::rulebook::Rulebook;
use crate::source::{FileId, Files, Span, Spanned};
use crate::standard;
use crate::verdict::{Outcome, SettledBy, Verdict, pass, tie};

use loader::{Loader, Read};

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

    /// Every file below a folder, whatever it ends in, as paths like those of [`World::files`]; none where it cannot be
    /// looked into.
    fn below(&self, _folder: &str) -> Vec<String> {
        Vec::new()
    }

    /// The names of everything directly in a folder, whatever it is; the workspace's own is the empty path.
    fn entries(&self, _folder: &str) -> Vec<String> {
        Vec::new()
    }

    /// How much is read and worked out.
    fn limits(&self) -> Limits {
        Limits::MOST
    }

    /// The SHA-256 digest of a file of any kind, in hexadecimal.
    ///
    /// # Errors
    /// When it cannot be read.
    fn sha256(&self, path: &str) -> Result<String, WorldError> {
        self.read(path).map(|text| standard::sha256(text.as_bytes()))
    }
}

/// Texts in memory, by path.
impl<T: Ord + Borrow<str>> World for BTreeMap<T, T> {
    fn files(&self, path: &str) -> Result<Vec<String>, WorldError> {
        let below = |known: &&str| {
            let part = known.ends_with(".toml") || known.ends_with(".rhai");
            known.strip_prefix(path).is_some_and(|rest| rest.is_empty() || part && rest.starts_with('/'))
        };
        let found: Vec<String> = self.keys().map(Borrow::borrow).filter(below).map(str::to_owned).collect();
        if found.is_empty() { Err(WorldError::NotFound) } else { Ok(found) }
    }

    fn below(&self, folder: &str) -> Vec<String> {
        let is_below = |path: &&str| path.strip_prefix(folder).is_some_and(|rest| rest.starts_with('/'));
        self.keys().map(Borrow::borrow).filter(is_below).map(str::to_owned).collect()
    }

    fn read(&self, path: &str) -> Result<String, WorldError> {
        self.get(path).map(|text| text.borrow().to_owned()).ok_or(WorldError::NotFound)
    }

    fn entries(&self, folder: &str) -> Vec<String> {
        let below = |path: &T| match folder {
            "" => Some(path.borrow().to_owned()),
            _ => path.borrow().strip_prefix(folder)?.strip_prefix('/').map(str::to_owned),
        };
        let names = self.keys().filter_map(below);
        let names: BTreeSet<String> =
            names.filter_map(|path| path.split('/').next().map(str::to_owned)).collect();
        names.into_iter().collect()
    }
}

/// Why a world could not give a text. All of these are faults of the workspace or its disk.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum WorldError {
    /// There is nothing at the path.
    NotFound,
    /// There is a folder where a file should be, or the other way round.
    NotAFile,
    /// A folder so deep that what is in it is not looked for; how deep it may be.
    TooDeep(usize),
    /// The bytes are not UTF-8; in what they seem to be written.
    NotUtf8(Option<Text>),
    /// The file is larger than the program reads: its bytes, and how many it may have.
    TooLarge(u64, u64),
    /// The path leads out of the workspace.
    Outside,
    /// What the operating system says.
    Other(Text),
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
    sums: BTreeMap<String, String>,
}

/// Reads a workspace. Loading never stops half-way: what can be read is read, and every problem is kept.
#[must_use]
pub fn load(world: &dyn World) -> Workspace {
    thread::scope(|scope| {
        beneath::ahead(scope);
        read(world)
    })
}

fn read(world: &dyn World) -> Workspace {
    let standard = beneath::texts();
    let mut loader = Loader::new(world, standard.files.clone(), standard.scripts.clone());
    let manifest = loader.manifest();
    if let Some(manifest) = &manifest {
        loader.own_parts(manifest);
    }
    let Read { kinds, mut scripts } = std::mem::take(&mut loader.parts);
    let parsed = parsed(&loader.files, &kinds);
    let (model, problems) =
        read_files(manifest, beneath::model(), &loader.files, &kinds, parsed, loader.whole);
    loader.problems.extend(problems);
    let left_out = |problem: &Problem| matches!(problem.code, Code::Syntax | Code::TooMuch);
    loader.problems.extend(keep_the_standards(&mut scripts, &standard.scripts, &model, &loader.files));
    let is_left_out = loader.problems.iter().any(left_out);
    let order = || {
        let circles = graph::check(&model);
        let unanswered = !is_left_out && !circles.iter().any(left_out);
        let unanswered = if unanswered { cycle::unanswered(&model) } else { Vec::new() };
        circles.into_iter().chain(unanswered).collect::<Vec<Problem>>()
    };
    let (of_order, (mut book, problems)) =
        rayon::join(order, || Rulebook::new(&model, &loader.files, &scripts));
    loader.problems.extend(of_order);
    book.engine.limit_to(world.limits().operations);
    // A rule whose file is not read yet leaves its script alone; the file's own problem says why.
    let whole = loader.whole && !loader.problems.iter().any(left_out);
    loader.problems.extend(problems.into_iter().filter(|it| whole || it.code != Code::MissingScript));
    loader.problems.extend(model.manifest.as_ref().and_then(other_edition));
    loader.problems.extend(model.deliveries.iter().filter_map(|it| evidence(world, it.evidence.as_ref()?)));
    sort_problems(&mut loader.problems, &loader.files);
    let of_rules = kinds.iter().filter(|(_, kind)| matches!(kind, FileKind::Rules(_)));
    let of_rules: BTreeSet<FileId> =
        of_rules.map(|(file, _)| *file).chain(scripts.values().copied()).collect();
    let of_rules: BTreeSet<&str> = of_rules.iter().map(|file| loader.files.path(*file)).collect();
    let own = loader.sums.iter().map(|(path, sum)| (path.as_str(), sum.as_str()));
    let (rules, inputs): (Vec<_>, Vec<_>) = own.partition(|(path, _)| of_rules.contains(path));
    let standards = ("standard", standard::digest().trim_start_matches("sha256:"));
    Workspace {
        inputs: standard::listed(inputs.into_iter()),
        rules: standard::listed([standards].into_iter().chain(rules)),
        sums: loader.sums,
        files: loader.files,
        model: Arc::new(model),
        book,
        problems: loader.problems,
    }
}

/// What the readers ask of each file of a workspace, and what they find wrong in it by itself: what the schema of
/// its sort is made of, and held against.
#[must_use]
pub fn declarations(world: &dyn World) -> Vec<Declaration> {
    let mut loader = Loader::new(world, Files::default(), BTreeMap::new());
    if let Some(manifest) = loader.manifest() {
        loader.own_parts(&manifest);
    }
    let manifest = loader.seen.get(usual::MANIFEST).map(|file| (*file, None));
    let parts = loader.parts.kinds.iter().map(|(file, kind)| (*file, Some(kind)));
    manifest.into_iter().chain(parts).map(|(file, kind)| declared(&loader.files, file, kind)).collect()
}

/// Answers a question: every selected rule on every subject of its kind.
#[must_use]
pub fn assess<'w>(workspace: &'w Workspace, question: Question, selection: &Selection) -> Report<'w> {
    assess_telling(workspace, question, selection, &|_, _| ())
}

/// The same, telling on the way how many rules are asked, of how many.
#[must_use]
pub fn assess_telling<'w>(
    workspace: &'w Workspace,
    question: Question,
    selection: &Selection,
    told: &(dyn Fn(usize, usize) + Sync),
) -> Report<'w> {
    assess_with_facts(workspace, question, selection, told).0
}

/// The same, with what is known on the day, for who asks about more than rules do; none where there is too much to
/// work out.
#[must_use]
pub fn assess_with_facts<'w>(
    workspace: &'w Workspace,
    question: Question,
    selection: &Selection,
    told: &(dyn Fn(usize, usize) + Sync),
) -> (Report<'w>, Option<Arc<Facts>>) {
    let mut report = report_on(workspace, question);
    report.asked = selection.clone();
    if let Some(problem) = too_many(workspace, question, None) {
        report.problems.push(problem);
        return (report, None);
    }
    let facts = Arc::new(Facts::new(Arc::clone(&workspace.model), question));
    let (mut verdicts, problems) = evaluate(&facts, &workspace.book, &workspace.files, selection, told);
    verdicts.sort_by(|a, b| (&a.rule, &a.subject.id).cmp(&(&b.rule, &b.subject.id)));
    tie(&mut verdicts);
    pass(&mut verdicts, question.as_of);
    report.verdicts = verdicts;
    report.problems.extend(problems);
    sort_problems(&mut report.problems, &workspace.files);
    (report, Some(facts))
}

/// What would meet a rule that is broken, or decide one that is open, by one thing alone.
#[must_use]
pub fn settled_by(workspace: &Workspace, question: Question, verdict: &Verdict) -> Option<SettledBy> {
    settled(workspace, question, [verdict].into_iter()).into_values().next()
}

/// What would settle each open question of a report, by the fingerprint of the question.
#[must_use]
pub fn open_questions(workspace: &Workspace, report: &Report<'_>) -> BTreeMap<String, SettledBy> {
    let question = Question { as_of: report.as_of, known_at: report.known_at };
    let open = report.verdicts.iter().filter(|it| it.outcome == Outcome::Undecided);
    settled(workspace, question, open)
}

fn settled<'v>(
    workspace: &Workspace,
    question: Question,
    verdicts: impl Iterator<Item = &'v Verdict>,
) -> BTreeMap<String, SettledBy> {
    let facts = Arc::new(Facts::new(Arc::clone(&workspace.model), question));
    let mut subjects: BTreeMap<SubjectKind, BTreeMap<String, Arc<Subject>>> = BTreeMap::new();
    let verdicts = verdicts.filter(|it| it.outcome.is_finding());
    let settled = verdicts.filter_map(|verdict| {
        let rule = workspace.book.rule(&verdict.rule)?;
        let of_kind = subjects.entry(rule.text.subject).or_insert_with_key(|kind| {
            let subjects = facts.subjects(*kind).into_iter();
            subjects.map(|it| (it.id.clone(), Arc::new(it))).collect()
        });
        let by = evaluate::settled_by(&facts, &workspace.book, rule, of_kind.get(&verdict.subject.id)?)?;
        Some((verdict.fingerprint.clone(), by))
    });
    settled.collect()
}

/// The problem when what falls due until the year after the question's, or another, is more than is worked out;
/// to be asked for before the annual cycle is.
#[must_use]
pub fn too_many(workspace: &Workspace, question: Question, last_year: Option<i32>) -> Option<Problem> {
    let last_year = last_year.unwrap_or_else(|| question.as_of.year().saturating_add(1));
    cycle::too_many(&workspace.model, question, last_year)
}

/// A report with the problems of the files and no verdicts.
#[must_use]
pub fn report_on(workspace: &Workspace, question: Question) -> Report<'_> {
    let model = &workspace.model;
    Report {
        workspace: workspace.name().to_owned(),
        inputs: workspace.inputs.clone(),
        rules: workspace.rules.clone(),
        sums: &workspace.sums,
        asked: Selection::default(),
        standard: on_the_standard(model, &workspace.book),
        as_of: question.as_of,
        known_at: question.known_at,
        materiality: None,
        baseline: None,
        verdicts: Vec::new(),
        tables: Vec::new(),
        problems: workspace.problems.clone(),
        organisations: model.organisations.iter().map(|it| (it.id.value.clone(), it.name.clone())).collect(),
        documents: model.documents.iter().map(|it| (it.id.value.clone(), it.title.clone())).collect(),
        files: &workspace.files,
    }
}

/// The standard, and what the förbund says of it.
fn on_the_standard(model: &Model, book: &Rulebook) -> report::Standard {
    let manifest = model.manifest.as_ref();
    let aside = |rule: &RuleText| {
        let aside = model.set_aside(rule)?;
        Some(report::Aside {
            rule: rule.id.value.clone(),
            title: rule.title.clone(),
            reason: aside.reason.clone(),
            decided_by: aside.decided_by.clone(),
            span: aside.span,
        })
    };
    let set = |own: &OwnParameter| report::Changed {
        what: format!("{}/{}", own.rule.value, own.name.value),
        words: Text::new("satt av förbundet", "set by the förbund").map(|language, words| {
            format!("{words}, {} {}", language.pick("enligt", "under"), model.cited(&own.source))
        }),
        span: own.value.span,
    };
    let replaced = |name: &Spanned<String>| report::Changed {
        what: name.value.clone(),
        words: Text::new("ersatt av förbundets egen", "replaced by the förbund’s own"),
        span: name.span,
    };
    let parameters = manifest.into_iter().flat_map(|it| &it.parameters);
    report::Standard {
        edition: standard::EDITION,
        accepted: manifest.and_then(|it| it.standard.as_ref()).map(|it| it.value),
        digest: standard::digest().to_owned(),
        set_aside: book.rules().iter().filter_map(|rule| aside(&rule.text)).collect(),
        changed: parameters.map(set).chain(model.replaced.iter().map(replaced)).collect(),
        files: model.standard_files,
    }
}

impl Workspace {
    /// The förbund's name, as the manifest has it; empty where that could not be read.
    #[must_use]
    pub fn name(&self) -> &str {
        self.model.manifest.as_ref().map_or("", |manifest| manifest.name.as_str())
    }

    /// Whether something in the files is so wrong that no answer can be trusted.
    #[must_use]
    pub fn is_broken(&self) -> bool {
        self.problems.iter().any(|problem| problem.severity == Severity::Error)
    }
}

/// A script of the förbund's own counts for a rule of its own; one with the name of a rule of the standard's
/// that nothing replaces is left out, and said.
fn keep_the_standards(
    scripts: &mut BTreeMap<String, FileId>,
    standards: &BTreeMap<String, FileId>,
    model: &Model,
    files: &Files,
) -> Vec<Problem> {
    let stands = |rule: &&Arc<RuleText>| model.is_standard(rule.span);
    // What takes a rule's place with a logic of its own takes that of its script too.
    let judges_itself = |it: &&Arc<RuleText>| !it.conditions.is_empty() || it.judges_as.is_some();
    for rule in model.rules.iter().filter(|it| !stands(it) && judges_itself(it)) {
        let id = rule.id.value.as_str();
        if standards.get(id).is_some_and(|standard| scripts.get(id) == Some(standard)) {
            scripts.remove(id);
        }
    }
    let mut problems = Vec::new();
    for rule in model.rules.iter().filter(stands) {
        let id = rule.id.value.as_str();
        let own = scripts.get(id).copied().filter(|file| !model.is_standard(files.line_span(*file, 1)));
        if let Some(file) = own {
            let message = Text::new(
                format!("regeln `{id}` är standardens, och inget här ersätter den"),
                format!("the rule `{id}` is the standard’s, and nothing here replaces it"),
            );
            let help = Text::new(
                format!("lägg `{id}.toml` med replaces = true bredvid, eller ge skriptet ett annat namn"),
                format!("put `{id}.toml` with replaces = true beside it, or give the script another name"),
            );
            problems.push(Problem::at(Code::NameOfTheStandard, files.line_span(file, 1), message).help(help));
            match standards.get(id) {
                Some(file) => drop(scripts.insert(id.to_owned(), *file)),
                None => drop(scripts.remove(id)),
            }
        }
    }
    problems
}

/// The standard's edition, as the program has it.
#[must_use]
pub fn edition() -> Edition {
    let standard = beneath::texts();
    let script = |rule: &RuleText| {
        let file = standard.scripts.get(&rule.id.value)?;
        Some(standard.files.text(*file))
    };
    Edition::of(standard::EDITION, beneath::model().rules.iter().map(|rule| (rule.as_ref(), script(rule))))
}

/// What the standard in the program says otherwise than the edition a förbund has accepted; none when the
/// program has never heard of that edition.
#[must_use]
pub fn since_edition(accepted: i64) -> Option<Vec<(String, Difference)>> {
    let index = |(path, text): &(&str, &str)| path.starts_with("editions/").then(|| Edition::read(text))?;
    let before = standard::files().iter().filter_map(index).find(|it| it.number == accepted)?;
    Some(edition().since(&before))
}

/// A problem when a file the register names is not there, or is another than the one that was registered.
fn evidence(world: &dyn World, file: &EvidenceFile) -> Option<Problem> {
    let EvidenceFile { path, sha256 } = file;
    let shown = &path.value;
    match (world.sha256(shown), sha256) {
        (Ok(found), Some(stated)) if found != stated.value => {
            let message = Text::new(
                format!("`{shown}` är inte den fil som registrerades"),
                format!("`{shown}` is not the file that was registered"),
            );
            let help = Text::new(format!("filens summa är {found}"), format!("the file's digest is {found}"));
            Some(Problem::at(Code::EvidenceChanged, stated.span, message).help(help))
        }
        (Ok(_), _) => None,
        (Err(_), _) => {
            let message = Text::new(
                format!("filen `{shown}` finns inte i arbetsytan eller går inte att läsa"),
                format!("the file `{shown}` is not in the workspace, or cannot be read"),
            );
            Some(Problem::at(Code::EvidenceMissing, path.span, message))
        }
    }
}

/// A problem when the förbund has accepted another edition than the program's.
fn other_edition(manifest: &Manifest) -> Option<Problem> {
    let accepted = manifest.standard.as_ref().filter(|it| it.value != standard::EDITION)?;
    let (number, own) = (accepted.value, standard::EDITION);
    let message = Text::new(
        format!("förbundet har godtagit utgåva {number} av standarden, men programmet har utgåva {own}"),
        format!(
            "the förbund has accepted edition {number} of the standard, but the program has edition {own}"
        ),
    );
    let problem = Problem::at(Code::OtherEdition, accepted.span, message);
    Some(match since_edition(number) {
        Some(differences) => {
            let rules: BTreeSet<&str> = differences.iter().map(|(rule, _)| rule.as_str()).collect();
            let (count, rules) = (rules.len(), rules.into_iter().collect::<Vec<_>>().join(", "));
            problem.as_warning().help(Text::new(
                format!("det som skiljer ({count}): {rules}; samkoll standard visar hur"),
                format!("what differs ({count}): {rules}; samkoll standard shows how"),
            ))
        }
        None => problem.help(Text::new(
            format!("programmet känner inte till utgåva {number}: skaffa ett som gör det, eller skriv standard = {own}"),
            format!("the program does not know edition {number}: get one that does, or write standard = {own}"),
        )),
    })
}

/// For each table how many relations look at it, and a note for each that none looks at.
#[must_use]
pub fn tables(workspace: &Workspace) -> (Vec<TableLook>, Vec<Problem>) {
    let question = Question { as_of: NaiveDate::MAX, known_at: None };
    let facts = Facts::new(Arc::clone(&workspace.model), question);
    let (looks, idle) = facts.looked_at();
    let looked: Vec<TableLook> = looks
        .into_iter()
        .filter_map(|(index, looks)| {
            let table = workspace.model.tables.get(index)?;
            let (id, part) = (table.id.value.clone(), table.part.clone());
            Some(TableLook { id, year: table.year, part, span: table.id.span, looks })
        })
        .collect();
    let unseen = looked.iter().filter(|it| it.looks == 0).map(|it| {
        let text = Text::new("ingen relation ser på tabellen", "no relation looks at the table");
        Problem::at(Code::TableUnchecked, it.span, text).as_note().help(Text::new(
            "dess siffror jämförs bara med andra uppgifter om samma sak; en [[relation]] säger vad de ska gå ihop med",
            "its figures are compared only with other statements of the same; a [[relation]] says what they tie to",
        ))
    });
    let notes = unseen.chain(never_asked(&facts, idle)).collect();
    (looked, notes)
}

/// A note for each entry, and each relation of the förbund's own, that nothing is asked of.
fn never_asked(facts: &Facts, idle: Vec<Span>) -> Vec<Problem> {
    let note = |span, text, help| Problem::at(Code::NeverAsked, span, text).as_note().help(help);
    let early = facts.before_the_first_year().into_iter().map(move |span| {
        let text = Text::new(
            "ingenting prövas här: det gäller år före arbetsytans första",
            "nothing is asked of this: it is about years before the workspace’s first",
        );
        note(
            span,
            text,
            Text::new(
                "det första året är `since` i samkoll.toml",
                "the first year is `since` in samkoll.toml",
            ),
        )
    });
    let idle = idle.into_iter().map(move |span| {
        let text = Text::new(
            "relationen prövas inte något år: ingen tabell har det som den binder samman",
            "the relation is asked of no year: no table has what it ties together",
        );
        let help = Text::new(
            "jämför namnen, och `prints`, med tabellernas; ett led som kan saknas skrivs med frågetecken",
            "compare the names, and `prints`, with those of the tables; a term that may be missing is written with a question mark",
        );
        note(span, text, help)
    });
    early.chain(idle).collect()
}
