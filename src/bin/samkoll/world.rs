//! The real world: the disk, the clock, the environment, and the workspace bundled in the binary.
#![expect(clippy::disallowed_methods, reason = "this file is the world")]

use std::collections::{BTreeMap, BTreeSet};
use std::io::Read as _;
use std::path::{Component, Path, PathBuf};
use std::sync::OnceLock;
use std::{env, fs, io};

use chrono::{Local, NaiveDate};
use samkoll::amount::{Language, Text};
use samkoll::diagnostic::nearest;
use samkoll::limits::{self, Adjustable, Limits};
use samkoll::model::usual::{self, MANIFEST};
use samkoll::source::{alike, composed};
use samkoll::{World, WorldError, standard};

use crate::encoding;

/// The largest file that the register can point at.
const MOST_EVIDENCE: u64 = limits::EVIDENCE as u64;

/// The limits of this run.
static LIMITS: OnceLock<Limits> = OnceLock::new();

/// Where whoever runs the program sets limits lower: `SAMKOLL_LIMITS="files=100 output=1000000"`.
const LIMITS_SET: &str = "SAMKOLL_LIMITS";

/// Every file of the bundled workspace, path and text.
const BUNDLED: &[(&str, &str)] = include!(concat!(env!("OUT_DIR"), "/bundled.rs"));

/// Where a workspace is.
pub(crate) enum Place {
    /// A folder on disk.
    Folder(Disk),
    /// In the binary.
    Bundled(BTreeMap<&'static str, &'static str>),
}

/// A folder with a manifest.
pub(crate) struct Disk {
    root: PathBuf,
}

/// The folder that was named, or the nearest manifest upwards, or the bundled workspace; else why there is none.
pub(crate) fn find(dir: Option<&Path>) -> Result<Place, Text> {
    let Some(dir) = dir else {
        let here = env::current_dir().map_err(|error| unreadable(Path::new("."), &error))?;
        if let Some(disk) = upwards(&here) {
            return Ok(Place::Folder(disk));
        }
        return almost_a_manifest(&names_in(&here)).map_or_else(|| Ok(bundled()), |name| Err(meant(name)));
    };
    let root = dir.canonicalize().map_err(|error| unreadable(dir, &error))?;
    if has_manifest(&root) {
        return Ok(Place::Folder(Disk { root }));
    }
    let none = || Text::new(format!("där finns ingen {MANIFEST}"), format!("it has no {MANIFEST}"));
    let why = almost_a_manifest(&names_in(&root)).map_or_else(none, meant);
    let shown = dir.display();
    Err(Text::new(
        format!("{shown} är ingen arbetsyta: {}", why.sv),
        format!("{shown} is no workspace: {}", why.en),
    ))
}

/// The names of what is directly in a folder, sorted; none when it cannot be read.
fn names_in(folder: &Path) -> Vec<String> {
    let names = fs::read_dir(folder).into_iter().flatten().flatten();
    let mut names: Vec<String> = names.map(|it| it.file_name().to_string_lossy().into_owned()).collect();
    names.sort();
    names
}

/// Of the names in a folder without a manifest the one that was meant as that: in other letters, or misspelt beside the
/// folders of a workspace.
pub(crate) fn almost_a_manifest(names: &[String]) -> Option<&str> {
    let is_there = |name: &str| names.iter().any(|it| it == name);
    let has_parts = [usual::AGREEMENTS, usual::FIGURES, usual::REGISTER].into_iter().any(is_there);
    let is_meant =
        |name: &&String| alike(name, MANIFEST) || has_parts && nearest(name, &[MANIFEST]).is_some();
    names.iter().find(is_meant).filter(|_| !is_there(MANIFEST)).map(String::as_str)
}

/// That a file was meant as a manifest.
pub(crate) fn meant(name: &str) -> Text {
    Text::new(
        format!("ingen {MANIFEST} finns, men `{name}`; byt namn på den"),
        format!("there is no {MANIFEST}, but `{name}`; rename it"),
    )
}

/// The nearest workspace at or above a path.
pub(crate) fn upwards(from: &Path) -> Option<Disk> {
    let from = from.canonicalize().ok()?;
    let root = from.ancestors().find(|folder| has_manifest(folder))?;
    Some(Disk { root: root.to_owned() })
}

/// Whether there is a manifest in a folder, be it one that cannot be read: another workspace is not taken for that one.
fn has_manifest(folder: &Path) -> bool {
    use io::ErrorKind::{NotADirectory, NotFound};
    let there = fs::symlink_metadata(folder.join(MANIFEST));
    there.err().is_none_or(|error| !matches!(error.kind(), NotFound | NotADirectory))
}

fn unreadable(path: &Path, error: &io::Error) -> Text {
    let shown = path.display();
    told(error).map(|language, why| match language {
        Language::Sv => format!("{shown} går inte att läsa: {why}"),
        Language::En => format!("{shown} cannot be read: {why}"),
    })
}

/// The text of a file outside the workspace.
pub(crate) fn text(path: &Path) -> Result<String, Text> {
    let data = fs::metadata(path).map_err(|error| told(&error))?;
    if !data.is_file() {
        return Err(Text::new("den är ingen läsbar fil", "it is no file that can be read"));
    }
    if data.len() > MOST_EVIDENCE {
        let most = MOST_EVIDENCE >> 20;
        return Err(Text::new(format!("den är större än {most} MB"), format!("it is larger than {most} MB")));
    }
    let bytes = fs::read(path).map_err(|error| told(&error))?;
    String::from_utf8(bytes).map_err(|_| Text::new("den är inte text i UTF-8", "it is not UTF-8 text"))
}

/// The bytes of a file outside the workspace, if it has no more than so many.
pub(crate) fn bytes(path: &Path, most: usize) -> Result<Vec<u8>, Text> {
    let data = fs::metadata(path).map_err(|error| told(&error))?;
    if !data.is_file() {
        return Err(Text::new("den är ingen fil", "it is no file"));
    }
    let most = most as u64;
    let mut bytes = Vec::new();
    let file = fs::File::open(path).map_err(|error| told(&error))?;
    // One more than is taken tells that there is more, also of a file that grows.
    file.take(most.saturating_add(1)).read_to_end(&mut bytes).map_err(|error| told(&error))?;
    Ok(bytes)
}

/// Why the system refused, in the reader's language.
pub(crate) fn told(error: &io::Error) -> Text {
    refused(error, cfg!(windows))
}

/// Windows lets nobody replace a file that another program has open.
fn refused(error: &io::Error, windows: bool) -> Text {
    use io::ErrorKind;
    const SHARING: i32 = 32;
    const LOCKED: i32 = 33;
    let held =
        error.kind() == ErrorKind::PermissionDenied || matches!(error.raw_os_error(), Some(SHARING | LOCKED));
    if windows && held {
        return Text::new(
            "det är inte tillåtet; är den öppen i ett annat program, som Excel? stäng den där och försök igen",
            "that is not allowed; is it open in another program, as Excel? close it there and try again",
        );
    }
    match error.kind() {
        ErrorKind::NotFound => Text::new("den finns inte", "it is not there"),
        ErrorKind::PermissionDenied | ErrorKind::ReadOnlyFilesystem => {
            Text::new("det är inte tillåtet", "that is not allowed")
        }
        ErrorKind::AlreadyExists => Text::new("den finns redan", "it is already there"),
        ErrorKind::IsADirectory => Text::new("det är en mapp", "it is a folder"),
        ErrorKind::NotADirectory => {
            Text::new("det som ska vara en mapp är en fil", "what should be a folder is a file")
        }
        ErrorKind::StorageFull | ErrorKind::QuotaExceeded | ErrorKind::WriteZero => {
            Text::new("det finns ingen plats kvar", "there is no room left")
        }
        ErrorKind::InvalidFilename | ErrorKind::InvalidInput => {
            Text::new("namnet kan inte vara en fils", "the name cannot be a file’s")
        }
        _ => match error.raw_os_error() {
            Some(code) => Text::new(format!("systemets fel {code}"), error.to_string()),
            None => Text::new("systemet säger inte varför", error.to_string()),
        },
    }
}

/// Reads the limits that are set lower.
///
/// # Errors
/// What is no limit, or not lower.
pub(crate) fn set_limits() -> Result<(), Text> {
    let mut limits = Limits::MOST;
    let set = variable(LIMITS_SET).unwrap_or_default();
    for word in set.split([' ', ',']).filter(|word| !word.is_empty()) {
        let (name, number) = word.split_once('=').unwrap_or((word, ""));
        let (Some(limit), Ok(number)) = (Adjustable::named(name), number.parse()) else {
            let all = Adjustable::WORDS.join(", ");
            return Err(Text::new(
                format!("{LIMITS_SET}: `{word}` är ingen gräns; skriv som files=100, med något av {all}"),
                format!("{LIMITS_SET}: `{word}` is no limit; write as files=100, with one of {all}"),
            ));
        };
        limits.lower(limit, number).map_err(|most| {
            Text::new(
                format!("{LIMITS_SET}: {name} är högst {most}; gränsen kan bara sänkas"),
                format!("{LIMITS_SET}: {name} is at most {most}; the limit can only be lowered"),
            )
        })?;
    }
    LIMITS.get_or_init(|| limits);
    Ok(())
}

/// The limits of this run.
pub(crate) fn limits() -> Limits {
    LIMITS.get().copied().unwrap_or(Limits::MOST)
}

/// Today, by the machine's clock and zone.
pub(crate) fn today() -> NaiveDate {
    Local::now().date_naive()
}

/// What the environment says under a name; nothing when it is empty. What is no text is not passed over: it is a word
/// that nothing knows.
pub(crate) fn variable(name: &str) -> Option<String> {
    env::var_os(name).map(|value| value.to_string_lossy().into_owned()).filter(|value| !value.is_empty())
}

/// Whether the user asks for no colour.
pub(crate) fn no_colour() -> bool {
    env::var_os("NO_COLOR").is_some_and(|value| !value.is_empty())
}

impl World for Place {
    fn files(&self, path: &str) -> Result<Vec<String>, WorldError> {
        match self {
            Self::Folder(disk) => disk.files(path),
            Self::Bundled(texts) => texts.files(path),
        }
    }

    fn read(&self, path: &str) -> Result<String, WorldError> {
        match self {
            Self::Folder(disk) => disk.read(path),
            Self::Bundled(texts) => texts.read(path),
        }
    }

    fn below(&self, folder: &str) -> Vec<String> {
        match self {
            Self::Folder(disk) => disk.below(folder),
            Self::Bundled(texts) => texts.below(folder),
        }
    }

    fn entries(&self, folder: &str) -> Vec<String> {
        match self {
            Self::Folder(disk) => disk.entries(folder),
            Self::Bundled(texts) => texts.entries(folder),
        }
    }

    fn limits(&self) -> Limits {
        limits()
    }

    fn sha256(&self, path: &str) -> Result<String, WorldError> {
        match self {
            Self::Folder(disk) => disk.bytes(path, MOST_EVIDENCE).map(|bytes| standard::sha256(&bytes)),
            Self::Bundled(texts) => texts.sha256(path),
        }
    }
}

fn bundled() -> Place {
    Place::Bundled(BUNDLED.iter().copied().collect())
}

impl Disk {
    /// The folder itself.
    pub(crate) fn root(&self) -> &Path {
        &self.root
    }

    /// The folder itself, seen from that of the repository it lies in; empty where it lies in none.
    pub(crate) fn below_repository(&self) -> String {
        let top = self.root.ancestors().find(|folder| folder.join(".git").exists());
        top.and_then(|top| self.root.strip_prefix(top).ok()).map(with_slashes).unwrap_or_default()
    }

    /// A path given on the command line, as the workspace names it; none when it lies outside.
    pub(crate) fn inside(&self, path: &Path) -> Option<String> {
        let path = path.canonicalize().ok()?;
        path.strip_prefix(&self.root).ok().map(with_slashes)
    }

    fn files(&self, path: &str) -> Result<Vec<String>, WorldError> {
        let start = self.resolve(path)?;
        // What is no folder is read as a file, or it is told why it is none.
        if !start.is_dir() {
            return Ok(vec![path.to_owned()]);
        }
        self.walk(path.trim_end_matches('/'), &start, is_part)
    }

    /// Every file below a folder, whatever it ends in, sorted; none when it cannot be read.
    fn below(&self, folder: &str) -> Vec<String> {
        let start = self.resolve(folder).ok().filter(|it| it.is_dir());
        start.and_then(|it| self.walk(folder, &it, |_| true).ok()).unwrap_or_default()
    }

    /// The names of what is directly in a folder, sorted; none when it cannot be read.
    fn entries(&self, folder: &str) -> Vec<String> {
        self.resolve(folder).map(|it| names_in(&it)).unwrap_or_default()
    }

    /// The files below a folder whose names are taken, sorted.
    fn walk(&self, path: &str, folder: &Path, takes: fn(&str) -> bool) -> Result<Vec<String>, WorldError> {
        let mut found = Vec::new();
        self.walk_on(path, folder, takes, (&mut BTreeSet::new(), 0), &mut found)?;
        found.sort();
        Ok(found)
    }

    /// The same for one folder of it, so deep; links that turn back are not followed twice.
    fn walk_on(
        &self,
        path: &str,
        folder: &Path,
        takes: fn(&str) -> bool,
        (visited, depth): (&mut BTreeSet<PathBuf>, usize),
        found: &mut Vec<String>,
    ) -> Result<(), WorldError> {
        if depth > limits().depth {
            // Reading it says that it is too deep.
            found.push(path.to_owned());
            return Ok(());
        }
        if !visited.insert(folder.to_owned()) {
            return Ok(());
        }
        for entry in fs::read_dir(folder).map_err(said)? {
            let entry = entry.map_err(said)?;
            let name = entry.file_name().to_string_lossy().into_owned();
            let inner = format!("{path}/{name}");
            // A plain file in a resolved folder needs no resolving of its own; most entries are one.
            if entry.file_type().is_ok_and(|kind| kind.is_file()) {
                found.extend(takes(&name).then_some(inner));
                continue;
            }
            // What cannot be resolved is listed all the same, so that reading it says why.
            match self.resolve(&inner) {
                Ok(target) if target.is_dir() && !is_part(&name) => {
                    self.walk_on(&inner, &target, takes, (&mut *visited, depth.saturating_add(1)), found)?;
                }
                Err(_) => found.push(inner),
                _ if takes(&name) => found.push(inner),
                _ => (),
            }
        }
        Ok(())
    }

    fn read(&self, path: &str) -> Result<String, WorldError> {
        let text = String::from_utf8(self.bytes(path, limits().file as u64)?);
        text.map_err(|error| WorldError::NotUtf8(encoding::seems(error.as_bytes())))
    }

    /// A file of the workspace, if it is no larger than so many bytes.
    fn bytes(&self, path: &str, most: u64) -> Result<Vec<u8>, WorldError> {
        let file = self.resolve(path)?;
        let data = fs::metadata(&file).map_err(said)?;
        if data.is_dir() && Path::new(path).components().count() > limits().depth {
            return Err(WorldError::TooDeep(limits().depth));
        }
        if !data.is_file() {
            return Err(WorldError::NotAFile);
        }
        if data.len() > most {
            return Err(WorldError::TooLarge(data.len(), most));
        }
        let mut bytes =
            Vec::with_capacity(usize::try_from(data.len()).map_or(0, |size| size.saturating_add(1)));
        let file = fs::File::open(file).map_err(said)?;
        // The limit holds for files that grow, too.
        file.take(most.saturating_add(1)).read_to_end(&mut bytes).map_err(said)?;
        if bytes.len() as u64 > most {
            return Err(WorldError::TooLarge(bytes.len() as u64, most));
        }
        Ok(bytes)
    }

    /// The real path, if it stays inside the workspace.
    fn resolve(&self, path: &str) -> Result<PathBuf, WorldError> {
        let inner = Path::new(path);
        let plain = |part: Component<'_>| matches!(part, Component::Normal(_) | Component::CurDir);
        if !inner.components().all(plain) {
            return Err(WorldError::Outside);
        }
        let exact = self.root.join(inner);
        let alike = || named_alike(&self.root, inner);
        let real = exact.canonicalize().or_else(|error| alike().ok_or(error)).map_err(said)?;
        if real.starts_with(&self.root) { Ok(real) } else { Err(WorldError::Outside) }
    }
}

/// The one path whose names are seen as those written: some systems take the letters of a file's name apart.
fn named_alike(root: &Path, inner: &Path) -> Option<PathBuf> {
    let mut found = root.to_owned();
    for part in inner.components().filter(|part| matches!(part, Component::Normal(_))) {
        let written = composed(&part.as_os_str().to_string_lossy());
        let names = fs::read_dir(&found).ok()?.filter_map(|entry| Some(entry.ok()?.file_name()));
        let mut alike = names.filter(|name| composed(&name.to_string_lossy()) == written);
        let (Some(name), None) = (alike.next(), alike.next()) else { return None };
        found.push(name);
    }
    found.canonicalize().ok()
}

fn is_part(name: &str) -> bool {
    Path::new(name).extension().is_some_and(|ending| ending == "toml" || ending == "rhai")
}

fn with_slashes(path: &Path) -> String {
    path.iter().map(|part| part.to_string_lossy()).collect::<Vec<_>>().join("/")
}

fn said(error: io::Error) -> WorldError {
    match error.kind() {
        io::ErrorKind::NotFound => WorldError::NotFound,
        _ => WorldError::Other(told(&error)),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_file_that_is_open_elsewhere_is_told_so_on_windows() {
        for error in [io::Error::from_raw_os_error(32), io::ErrorKind::PermissionDenied.into()] {
            assert!(refused(&error, true).sv.contains("Excel"), "{error}");
            assert!(!refused(&error, false).sv.contains("Excel"), "{error}");
        }
        let gone = io::Error::from(io::ErrorKind::NotFound);
        assert_eq!(refused(&gone, true), refused(&gone, false));
    }

    #[test]
    fn a_path_is_told_with_slashes_whatever_the_system() {
        assert_eq!(with_slashes(&Path::new("agreements").join("x.toml")), "agreements/x.toml");
    }
}
