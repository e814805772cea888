//! What is read of a workspace: every file its manifest leads to, each with what it is for, and what could not be read.

use std::collections::{BTreeMap, BTreeSet};

use super::{World, WorldError};
use crate::amount::Text;
use crate::diagnostic::{Code, Problem, nearest};
use crate::model::{FileKind, Manifest, read_manifest, usual};
use crate::source::{FileId, Files, Span, Spanned};
use crate::standard;

/// Reads what a manifest leads to, and keeps every problem on the way.
pub(super) struct Loader<'w> {
    world: &'w dyn World,
    pub(super) files: Files,
    pub(super) problems: Vec<Problem>,
    pub(super) seen: BTreeMap<String, FileId>,
    /// The digest of each, by its path.
    pub(super) sums: BTreeMap<String, String>,
    /// Everything that was listed could be read: else what is referred to may stand in what could not.
    pub(super) whole: bool,
    /// Bytes that have been read.
    bytes: usize,
    /// There is more than is read, which has been said.
    full: bool,
    pub(super) parts: Read,
}

/// Every file that was read, with what it is for; scripts by the name of their rule.
#[derive(Debug, Default)]
pub(super) struct Read {
    pub(super) kinds: Vec<(FileId, FileKind)>,
    pub(super) scripts: BTreeMap<String, FileId>,
}

/// What kind of file a path is.
type KindOf<'k> = &'k dyn Fn(&str) -> FileKind;

impl<'w> Loader<'w> {
    pub(super) const fn new(world: &'w dyn World, files: Files, scripts: BTreeMap<String, FileId>) -> Self {
        Self {
            world,
            files,
            problems: Vec::new(),
            seen: BTreeMap::new(),
            sums: BTreeMap::new(),
            whole: true,
            bytes: 0,
            full: false,
            parts: Read { kinds: Vec::new(), scripts },
        }
    }

    pub(super) fn manifest(&mut self) -> Option<Manifest> {
        let file = self.read(usual::MANIFEST, None)?;
        let (manifest, problems) = read_manifest(&self.files, file);
        self.problems.extend(problems);
        manifest
    }

    /// Every file the manifest leads to, or that lies in a folder with a usual name.
    pub(super) fn own_parts(&mut self, manifest: &Manifest) {
        let parts = &manifest.parts;
        let parts: [(_, _, KindOf<'_>); 7] = [
            (usual::AGREEMENTS, parts.agreements.as_deref(), &|_| FileKind::Agreements),
            (usual::RULES, parts.rules.as_deref(), &|path| FileKind::Rules(family(path))),
            (usual::FIGURES, parts.figures.as_deref(), &|_| FileKind::Figures),
            (usual::REGISTER, parts.register.as_deref(), &|_| FileKind::Register),
            (usual::FOLLOW_UP, parts.follow_up.as_deref(), &|_| FileKind::FollowUp),
            (usual::WAIVERS, parts.waivers.as_deref(), &|_| FileKind::Waivers),
            (usual::LABELS, parts.labels.as_deref(), &|_| FileKind::Labels),
        ];
        for (usual, named, kind) in parts {
            self.part(named, usual, kind);
        }
        let unnamed = parts.into_iter().filter(|(_, named, _)| named.is_none()).map(|(usual, ..)| usual);
        let looked = parts.iter().flat_map(|(usual, named, _)| match named {
            Some(named) => named.iter().map(|it| it.value.as_str()).collect(),
            None => vec![*usual],
        });
        let odd = self.odd_endings(looked);
        let not_read = self.names_like(&unnamed.collect::<Vec<_>>()).into_iter().chain(odd);
        let not_read: Vec<Problem> = not_read.map(|(path, near)| not_read_of(&path, &near)).collect();
        self.problems.extend(not_read);
    }

    /// What lies beside the manifest under a name much like a usual one, and that name: one that is there too only
    /// where nothing but capitals set the two apart.
    fn names_like(&self, usual: &[&'static str]) -> Vec<(String, String)> {
        let there = self.world.entries("");
        let lacking: Vec<&str> =
            usual.iter().copied().filter(|name| there.iter().all(|it| it != name)).collect();
        let like = |name: String| {
            let lower = name.to_lowercase();
            let meant =
                meant_ending(&lower).and_then(|it| Some(format!("{}.{it}", lower.split_once('.')?.0)));
            let named = |it: &&str| *it == lower || lacking.contains(it) && meant.as_deref() == Some(*it);
            let near = usual.iter().copied().find(named).or_else(|| nearest(&lower, &lacking))?;
            (near != name).then(|| (name, near.to_owned()))
        };
        there.into_iter().filter(|name| !self.seen.contains_key(name)).filter_map(like).collect()
    }

    /// What lies in a part, or beside a file that is read, with an ending much like those that are, and the ending it
    /// should have; whether anything of the part is read or not.
    fn odd_endings<'p>(&self, parts: impl Iterator<Item = &'p str>) -> Vec<(String, String)> {
        let folder = |path: &String| path.rsplit_once('/').map(|(folder, _)| folder.to_owned());
        let folders: BTreeSet<String> = self.seen.keys().filter_map(folder).collect();
        let beside = folders.iter().flat_map(|folder| {
            self.world.entries(folder).into_iter().map(move |name| format!("{folder}/{name}"))
        });
        let within = parts.flat_map(|part| self.world.below(part.trim_end_matches('/')));
        let all: BTreeSet<String> = beside.chain(within).collect();
        let odd = all.into_iter().filter_map(|path| {
            let ending = meant_ending(path.rsplit('/').next()?)?;
            Some((path, format!(".{ending}")))
        });
        odd.collect()
    }

    /// What a path that is not there may have been meant as: the first name on its way that nothing has, as another
    /// beside it.
    fn path_like(&self, path: &str) -> Option<String> {
        let mut way = String::new();
        for (at, name) in path.split('/').enumerate() {
            let there = self.world.entries(&way);
            let there: Vec<&str> = there.iter().map(String::as_str).collect();
            let found = if there.contains(&name) { name } else { nearest(name, &there)? };
            if at > 0 {
                way.push('/');
            }
            way.push_str(found);
        }
        (way != path).then_some(way)
    }

    fn part(&mut self, named: Option<&[Spanned<String>]>, usual: &str, kind: KindOf<'_>) {
        let Some(named) = named else {
            match self.world.files(usual) {
                Ok(listed) => self.take_all(&listed, None, kind),
                // Nobody has said that there is such a folder.
                Err(WorldError::NotFound) => (),
                Err(error) => self.problems.push(unreadable(usual, &error, None)),
            }
            return;
        };
        for path in named {
            match self.world.files(&path.value) {
                Ok(listed) => {
                    if listed.is_empty() {
                        self.problems.push(has_nothing(path));
                    }
                    self.take_all(&listed, Some(path.span), kind);
                }
                Err(error) => {
                    let problem = unreadable(&path.value, &error, Some(path.span));
                    self.problems.push(match self.path_like(&path.value) {
                        Some(near) if error == WorldError::NotFound => {
                            problem.suggest(&near, [near.as_str()])
                        }
                        _ => problem,
                    });
                }
            }
        }
    }

    fn take_all(&mut self, listed: &[String], named_at: Option<Span>, kind: KindOf<'_>) {
        for file in listed.iter().filter(|file| file.as_str() != usual::MANIFEST) {
            if self.seen.contains_key(file) {
                continue;
            }
            if let Some(id) = self.read(file, named_at) {
                self.take(file, id, kind(file));
            }
        }
    }

    fn take(&mut self, path: &str, id: FileId, kind: FileKind) {
        match script_of(path) {
            Some(rule) => drop(self.parts.scripts.insert(rule.to_owned(), id)),
            None => self.parts.kinds.push((id, kind)),
        }
    }

    /// Says, once, that there is more than is read, where there is.
    fn is_too_much(&mut self, path: &str, have: usize, most: usize, [sv, en]: [&str; 2]) -> bool {
        if have > most {
            (self.full, self.whole) = (true, false);
            let text = Text::new(
                format!("arbetsytan har mer än {most} {sv}; inget mer läses"),
                format!("the workspace has more than {most} {en}; nothing more is read"),
            );
            self.problems.push(Problem::of_file(Code::TooMuch, path, text));
        }
        self.full
    }

    fn read(&mut self, path: &str, named_at: Option<Span>) -> Option<FileId> {
        // A line that a path stands in would end within it.
        if path.chars().any(char::is_control) {
            self.whole = false;
            self.problems.push(unshowable(path));
            return None;
        }
        let limits = self.world.limits();
        let files = self.sums.len().saturating_add(1);
        if self.full || self.is_too_much(path, files, limits.files, ["filer", "files"]) {
            return None;
        }
        let read = self.world.read(path).and_then(|text| match text.len() > limits.file {
            true => Err(WorldError::TooLarge(text.len() as u64, limits.file as u64)),
            false => Ok(text),
        });
        match read {
            Ok(text) => {
                self.bytes = self.bytes.saturating_add(text.len());
                if self.is_too_much(path, self.bytes, limits.input, ["byte i filerna", "bytes in its files"])
                {
                    return None;
                }
                let id = self.files.add(path, &text);
                self.seen.insert(path.to_owned(), id);
                self.sums.insert(path.to_owned(), standard::sha256(text.as_bytes()));
                Some(id)
            }
            Err(error) => {
                self.whole = false;
                self.problems.push(unreadable(path, &error, named_at));
                None
            }
        }
    }
}

/// The ending that a file's name was meant to have, when it is almost one of those that are read.
pub(super) fn meant_ending(name: &str) -> Option<&'static str> {
    const ENDINGS: [&str; 2] = ["toml", "rhai"];
    let (_, ending) = name.rsplit_once('.').filter(|_| !name.starts_with('.') && !name.ends_with('~'))?;
    if ENDINGS.contains(&ending) {
        return None;
    }
    let lower = name.to_lowercase();
    let inner = ENDINGS.into_iter().find(|it| lower.contains(&format!(".{it}")));
    let first = |it: &str| ending.to_lowercase().chars().next() == it.chars().next();
    inner.or_else(|| nearest(&ending.to_lowercase(), &ENDINGS).filter(|it| first(it)))
}

fn not_read_of(path: &str, near: &str) -> Problem {
    let text = Text::new(format!("`{path}` läses inte"), format!("`{path}` is not read"));
    let help = Text::new(format!("menade du `{near}`?"), format!("did you mean `{near}`?"));
    Problem::of_file(Code::NotRead, path, text).as_warning().help(help)
}

/// A folder that is named as a part, in which no file is one that is read.
fn has_nothing(path: &Spanned<String>) -> Problem {
    let name = &path.value;
    let text = Text::new(
        format!("i `{name}` finns ingen fil som läses"),
        format!("`{name}` has no file that is read"),
    );
    let help = Text::new("de som läses slutar på `.toml`", "those that are read end in `.toml`");
    Problem::at(Code::NotRead, path.span, text).as_warning().help(help)
}

/// A name that would end, or begin, a line of what is told.
fn unshowable(path: &str) -> Problem {
    let shown = path.replace(char::is_control, "\u{fffd}");
    let text = Text::new(
        format!("`{shown}` läses inte: namnet har en radbrytning eller ett annat styrtecken"),
        format!("`{shown}` is not read: its name has a line break or another control character"),
    );
    let help = Text::new("döp om filen eller mappen", "rename the file or the folder");
    Problem::of_file(Code::UnreadableFile, &shown, text).help(help)
}

/// The rule whose script a file is.
pub(super) fn script_of(path: &str) -> Option<&str> {
    path.rsplit('/').next()?.strip_suffix(".rhai")
}

/// The folder a rule lies in.
pub(super) fn family(path: &str) -> String {
    path.rsplit('/').nth(1).unwrap_or_default().to_owned()
}

pub(super) fn unreadable(path: &str, error: &WorldError, named_at: Option<Span>) -> Problem {
    let (code, sv, en) = match error {
        WorldError::NotFound => (Code::UnreadableFile, "finns inte".to_owned(), "is not there".to_owned()),
        WorldError::NotAFile => (Code::UnreadableFile, "är ingen fil".to_owned(), "is not a file".to_owned()),
        WorldError::TooDeep(most) => (
            Code::UnreadableFile,
            format!("är en mapp på så många nivåer att inget i den läses; högst {most} nivåer läses"),
            format!("is a folder so many levels down that nothing in it is read; at most {most} levels are"),
        ),
        WorldError::NotUtf8(seems) => {
            let seems = seems
                .clone()
                .unwrap_or_else(|| Text::new("den ser inte ut som text", "it does not look like text"));
            (
                Code::NotUtf8,
                format!("är inte text i UTF-8: {}", seems.sv),
                format!("is not UTF-8 text: {}", seems.en),
            )
        }
        WorldError::TooLarge(bytes, most) => (
            Code::FileTooLarge,
            format!("är för stor: {bytes} byte; högst {most} läses"),
            format!("is too large: {bytes} bytes; at most {most} are read"),
        ),
        WorldError::Outside => (
            Code::OutsideWorkspace,
            "leder ut ur arbetsytan".to_owned(),
            "leads out of the workspace".to_owned(),
        ),
        WorldError::Other(said) => (
            Code::UnreadableFile,
            format!("går inte att läsa: {}", said.sv),
            format!("cannot be read: {}", said.en),
        ),
    };
    let message = Text::new(format!("`{path}` {sv}"), format!("`{path}` {en}"));
    let mut problem = Problem::of_file(code, path, message);
    if code == Code::NotUtf8 {
        let help = (
            "spara den som UTF-8; tills dess prövas inga hänvisningar",
            "save it as UTF-8; until then no references are checked",
        );
        problem = problem.help(Text::new(help.0, help.1));
    }
    match named_at {
        Some(span) => problem.related(span, Text::new("nämns här", "named here")),
        None => problem,
    }
}
