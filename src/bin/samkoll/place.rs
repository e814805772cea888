//! Where results go: into a file whole or not at all, through a link, a pipe or a device as it stands.
#![expect(clippy::disallowed_methods, reason = "this file is the world, where it is written to")]

use std::ffi::OsStr;
use std::fs::{self, OpenOptions};
use std::io::{self, Write};
use std::path::{Path, PathBuf};
use std::time::Duration;

use samkoll::model::usual;
use samkoll::render::json::Document;

use crate::world;

/// What the name of a file that is being written ends with.
const UNDER_WAY: &str = ".samkoll";

/// Such a file that is older belongs to a run that was killed.
const ABANDONED: Duration = Duration::from_secs(60 * 60);

/// What can be written somewhere.
pub(crate) trait Results {
    /// Its size in bytes; or, where that is no more than `most`, any other of which the same is true.
    fn size(&self, most: usize) -> io::Result<usize>;

    /// Writes it.
    fn write(&self, to: &mut dyn Write) -> io::Result<()>;
}

impl Results for &[u8] {
    fn size(&self, _: usize) -> io::Result<usize> {
        Ok(self.len())
    }

    fn write(&self, to: &mut dyn Write) -> io::Result<()> {
        to.write_all(self)
    }
}

impl Results for Document<'_> {
    fn size(&self, most: usize) -> io::Result<usize> {
        let bound = self.at_most()?;
        if bound <= most { Ok(bound) } else { Self::size(self) }
    }

    fn write(&self, to: &mut dyn Write) -> io::Result<()> {
        Self::write(self, to)
    }
}

/// Why nothing was written.
pub(crate) enum Refused {
    /// The file is the workspace's own.
    OfTheWorkspace,
    /// There is no such file, and the workspace would read it as one of its own.
    WouldBeRead,
    /// The disk says so.
    Disk(io::Error),
}

impl From<io::Error> for Refused {
    fn from(error: io::Error) -> Self {
        Self::Disk(error)
    }
}

/// Writes results to what a path leads to: a file is replaced and keeps its mode, a link stays and what it
/// leads to is written, a pipe or a device is written to.
pub(crate) fn replace(path: &Path, results: &dyn Results, own: &[PathBuf]) -> Result<(), Refused> {
    // The links of open streams (`/dev/stdout`, `/dev/fd/63`) lead to what has no path of its own.
    if fs::metadata(path).is_ok_and(|it| !it.is_file() && !it.is_dir()) {
        let mut there = OpenOptions::new().write(true).open(path)?;
        return Ok(results.write(&mut there)?);
    }
    let file = followed(path)?;
    let there = fs::metadata(&file);
    if is_of_a_workspace(&file) {
        return Err(if there.is_ok() { Refused::OfTheWorkspace } else { Refused::WouldBeRead });
    }
    let Ok(there) = there else { return Ok(write_results(&file, results, None)?) };
    if own.iter().any(|own| own.canonicalize().is_ok_and(|own| own == file)) {
        return Err(Refused::OfTheWorkspace);
    }
    if there.is_dir() {
        return Err(io::Error::from(io::ErrorKind::IsADirectory).into());
    }
    Ok(write_results(&file, results, Some(there.permissions()))?)
}

/// Writes a file whole or not at all: beside it first, then into its place.
pub(crate) fn write(file: &Path, bytes: &[u8], mode: Option<fs::Permissions>) -> io::Result<()> {
    write_results(file, &bytes, mode)
}

fn write_results(file: &Path, results: &dyn Results, mode: Option<fs::Permissions>) -> io::Result<()> {
    // Whoever may write in the folder could replace it; who has made it read-only does not want it replaced.
    if mode.as_ref().is_some_and(fs::Permissions::readonly) {
        return Err(io::ErrorKind::PermissionDenied.into());
    }
    let name = file.file_name().ok_or(io::ErrorKind::InvalidInput)?.to_string_lossy();
    let folder = match file.parent() {
        Some(folder) if !folder.as_os_str().is_empty() => folder,
        _ => Path::new("."),
    };
    let prefix = format!(".{name}.");
    clear(folder, &prefix);
    let mut builder = tempfile::Builder::new();
    builder.prefix(&prefix).suffix(UNDER_WAY);
    let ordinary = ordinary_mode();
    if let Some(mode) = &ordinary {
        builder.permissions(mode.clone());
    }
    let mut beside = builder.tempfile_in(folder)?;
    results.write(&mut beside)?;
    if let Some(mode) = mode {
        beside.as_file().set_permissions(mode)?;
    }
    beside.persist(file).map_err(|failed| failed.error)?;
    Ok(())
}

/// What a new file may be; the user's mask takes its part.
#[cfg(unix)]
fn ordinary_mode() -> Option<fs::Permissions> {
    use std::os::unix::fs::PermissionsExt as _;
    Some(fs::Permissions::from_mode(0o666))
}

#[cfg(not(unix))]
const fn ordinary_mode() -> Option<fs::Permissions> {
    None
}

/// Takes away what killed runs left beside a file. That it cannot be taken away hinders nothing.
fn clear(folder: &Path, prefix: &str) {
    let left = |entry: &fs::DirEntry| {
        let name = entry.file_name();
        let name = name.to_string_lossy();
        let age = fs::symlink_metadata(entry.path()).and_then(|it| it.modified());
        name.starts_with(prefix)
            && name.ends_with(UNDER_WAY)
            && age.is_ok_and(|it| it.elapsed().is_ok_and(|age| age > ABANDONED))
    };
    for entry in fs::read_dir(folder).into_iter().flatten().flatten().filter(left) {
        let _ = fs::remove_file(entry.path());
    }
}

/// What a path leads to; a link whose end is not there yet leads there all the same.
fn followed(path: &Path) -> io::Result<PathBuf> {
    if let Ok(real) = path.canonicalize() {
        return Ok(real);
    }
    match fs::read_link(path) {
        Ok(target) => {
            let target = path.parent().unwrap_or_else(|| Path::new("")).join(target);
            // One step alone: a chain of links to nothing is nobody's wish.
            match fs::symlink_metadata(&target) {
                Ok(_) => Err(io::ErrorKind::NotFound.into()),
                Err(_) => Ok(target),
            }
        }
        Err(_) => Ok(path.to_owned()),
    }
}

/// Whether a file is one that a workspace is read from, or would be if it were there: one in the place of a part's
/// folder would be taken for the part.
fn is_of_a_workspace(file: &Path) -> bool {
    let read = file.extension().is_some_and(|it| it == OsStr::new("toml") || it == OsStr::new("rhai"));
    let folder = file.parent().map(|it| if it.as_os_str().is_empty() { Path::new(".") } else { it });
    let Some(disk) = folder.and_then(world::upwards) else { return false };
    let beside = folder.and_then(|it| it.canonicalize().ok()).is_some_and(|it| it == disk.root());
    let is_part = file.file_name().is_some_and(|name| usual::ALL.iter().any(|it| name == OsStr::new(it)));
    read || (beside && is_part)
}
