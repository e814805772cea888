//! Where new files are put: never over anything, and all of them or none.
#![expect(clippy::disallowed_methods, reason = "this file is the world, where it is written to")]

use std::path::{Path, PathBuf};
use std::time::Duration;
use std::{fs, io, thread};

use samkoll::amount::{Language, Text};
use samkoll::import::rows::Changed;
use samkoll::model::usual;
use samkoll::starter::Written;

use crate::output::Trouble;
use crate::{place, world};

/// Refuses a folder that is, holds or lies in something of the kind.
pub(crate) fn is_free(dir: &Path, language: Language) -> Result<(), Trouble> {
    let shown = dir.display();
    let refuse = |sv: String, en: String| {
        let (sv, en) = (format!("{sv}; inget är ändrat"), format!("{en}; nothing is changed"));
        Err(Trouble::new(Text::new(sv, en), language))
    };
    // A link that leads nowhere is something, too.
    if fs::symlink_metadata(dir).is_ok() && !dir.is_dir() {
        return refuse(format!("{shown} är ingen mapp"), format!("{shown} is no folder"));
    }
    let found = first_part(dir, 0).map_err(|(path, error)| unwritable(&path, &error, language))?;
    if let Some(found) = found {
        let found = found.display();
        return refuse(
            format!("i {shown} finns redan {found}, som hör till en arbetsyta: välj en annan mapp"),
            format!("{shown} already has {found}, which belongs to a workspace: choose another folder"),
        );
    }
    if let Some(around) = existing(dir).and_then(|folder| world::upwards(&folder)) {
        let around = around.root().display();
        return refuse(
            format!("{shown} ligger i en annan arbetsyta, {around}: välj en mapp utanför den"),
            format!("{shown} lies in another workspace, {around}: choose a folder outside it"),
        );
    }
    Ok(())
}

type Failed = (PathBuf, io::Error);

/// The first thing at or below a folder that is a part of a workspace. Links are not followed.
fn first_part(folder: &Path, depth: usize) -> Result<Option<PathBuf>, Failed> {
    if depth > world::limits().depth || !folder.exists() {
        return Ok(None);
    }
    let failed = |error| (folder.to_owned(), error);
    let mut entries =
        fs::read_dir(folder).and_then(Iterator::collect::<Result<Vec<_>, _>>).map_err(failed)?;
    entries.sort_by_key(fs::DirEntry::file_name);
    let is_part = |entry: &&fs::DirEntry| {
        let name = entry.file_name().to_string_lossy().to_lowercase();
        usual::ALL.contains(&name.as_str())
    };
    if let Some(part) = entries.iter().find(is_part) {
        return Ok(Some(part.path()));
    }
    for entry in entries.iter().filter(|entry| entry.file_type().is_ok_and(|kind| kind.is_dir())) {
        if let Some(part) = first_part(&entry.path(), depth.saturating_add(1))? {
            return Ok(Some(part));
        }
    }
    Ok(None)
}

/// The folder, or the nearest above it that is there.
fn existing(dir: &Path) -> Option<PathBuf> {
    let absolute = std::path::absolute(dir).ok()?;
    absolute.ancestors().find(|folder| folder.exists()).map(Path::to_owned)
}

/// Writes files into a folder, which is made if need be: all of them, or none and nothing is left.
/// The last of them goes into its place last, so that a half of them is never taken for the whole.
pub(crate) fn settle(dir: &Path, files: &[Written], language: Language) -> Result<(), Trouble> {
    let mut made = Made::default();
    let done = put(dir, files, &mut made);
    if done.is_err() {
        made.undo();
    }
    done.map_err(|(path, error)| unwritable(&path, &error, language))
}

/// Writes a file anew where one that begins with the mark of those written so stands, or none; whether it changed.
/// Anything else that stands there is never touched.
pub(crate) fn renew(dir: &Path, written: &Written, mark: &str, language: Language) -> Result<bool, Trouble> {
    let _held = hold(dir, language)?;
    let file = dir.join(&written.path);
    let failed = |path: &Path, error: &io::Error| unwritable(path, error, language);
    let mode = match fs::symlink_metadata(&file) {
        Err(error) if error.kind() == io::ErrorKind::NotFound => None,
        Err(error) => return Err(failed(&file, &error)),
        Ok(data) => {
            let there = fs::read(&file).unwrap_or_default();
            if !data.is_file() || !there.starts_with(mark.as_bytes()) {
                return Err(Trouble::new(not_ours(&file), language));
            }
            if there == written.text.as_bytes() {
                return Ok(false);
            }
            Some(data.permissions())
        }
    };
    let mut made = Made::default();
    let folder = file.parent().unwrap_or(dir);
    let done = made.folder(folder).and_then(|()| place::write(&file, written.text.as_bytes(), mode));
    if let Err(error) = done {
        made.undo();
        return Err(failed(&file, &error));
    }
    Ok(true)
}

/// How long a change waits for another that is being made, a little at a time.
const WAIT: (u32, Duration) = (100, Duration::from_millis(50));

/// Holds a workspace until it is dropped, or the process ends: of two that change it at once one waits for the other,
/// and then sees what that wrote.
pub(crate) fn hold(dir: &Path, language: Language) -> Result<Option<fs::File>, Trouble> {
    // A folder can be held where it can be opened; elsewhere its manifest is.
    let Ok(held) = fs::File::open(dir).or_else(|_| fs::File::open(dir.join(usual::MANIFEST))) else {
        return Ok(None);
    };
    for _ in 0..WAIT.0 {
        match held.try_lock() {
            Ok(()) => return Ok(Some(held)),
            Err(fs::TryLockError::WouldBlock) => thread::sleep(WAIT.1),
            // Some disks hold nothing for anybody; what has changed meanwhile is seen all the same.
            Err(fs::TryLockError::Error(_)) => return Ok(None),
        }
    }
    let text = Text::new(
        "någon annan ändrar arbetsytan just nu; inget är skrivet",
        "somebody else is changing the workspace just now; nothing is written",
    );
    Err(Trouble::new(text, language))
}

/// Changes files that are as they were read: all of them, or none and each is as it was.
pub(crate) fn change(dir: &Path, files: &[Changed], language: Language) -> Result<(), Trouble> {
    let _held = hold(dir, language)?;
    change_held(dir, files, language)
}

/// The same for who holds the workspace.
pub(crate) fn change_held(dir: &Path, files: &[Changed], language: Language) -> Result<(), Trouble> {
    for it in files {
        let now = fs::read(dir.join(&it.path)).ok();
        if now.as_deref() != it.before.as_ref().map(String::as_bytes) {
            let text = Text::new(
                format!("{} har ändrats under tiden; inget är skrivet", it.path),
                format!("{} has changed meanwhile; nothing is written", it.path),
            );
            return Err(Trouble::new(text, language));
        }
    }
    let mut made = Made::default();
    let mut changed: Vec<(PathBuf, &str, Option<fs::Permissions>)> = Vec::new();
    for it in files {
        let file = dir.join(&it.path);
        let mode = fs::metadata(&file).ok().map(|data| data.permissions());
        let done = match &it.before {
            Some(_) => write_over(&file, &it.after),
            None => made.folder(file.parent().unwrap_or(dir)).and_then(|()| made.file(&file, &it.after)),
        };
        if let Err(error) = done {
            // What was there comes back; that it cannot is part of the trouble that is being told.
            for (file, before, mode) in &changed {
                let _ = place::write(file, before.as_bytes(), mode.clone());
            }
            made.undo();
            return Err(unwritable(&file, &error, language));
        }
        changed.extend(it.before.as_deref().map(|before| (file, before, mode)));
    }
    Ok(())
}

/// Writes a file anew, whole or not at all, with the mode it has.
pub(crate) fn write_over(file: &Path, text: &str) -> io::Result<()> {
    let mode = fs::metadata(file).ok().map(|it| it.permissions());
    place::write(file, text.as_bytes(), mode)
}

fn not_ours(file: &Path) -> Text {
    let shown = file.display();
    Text::new(
        format!("{shown} finns redan och är inte skriven av import; den rörs inte, och inget är skrivet"),
        format!(
            "{shown} is there already and was not written by import; it is not touched, and nothing is written"
        ),
    )
}

/// What has been made so far, in order.
#[derive(Default)]
struct Made {
    folders: Vec<PathBuf>,
    files: Vec<PathBuf>,
}

impl Made {
    /// Takes it away again. What cannot be taken away is part of the trouble that is already being told.
    fn undo(&self) {
        for file in &self.files {
            let _ = fs::remove_file(file);
        }
        for folder in self.folders.iter().rev() {
            let _ = fs::remove_dir(folder);
        }
    }

    fn folder(&mut self, folder: &Path) -> io::Result<()> {
        let above: Vec<&Path> = folder.ancestors().filter(|it| !it.as_os_str().is_empty()).collect();
        for folder in above.into_iter().rev().filter(|it| !it.exists()) {
            fs::create_dir(folder)?;
            self.folders.push(folder.to_owned());
        }
        Ok(())
    }

    /// A file that was not there, whole or not at all.
    fn file(&mut self, file: &Path, text: &str) -> io::Result<()> {
        if fs::symlink_metadata(file).is_ok() {
            return Err(io::ErrorKind::AlreadyExists.into());
        }
        place::write(file, text.as_bytes(), None)?;
        self.files.push(file.to_owned());
        Ok(())
    }
}

fn put(dir: &Path, files: &[Written], made: &mut Made) -> Result<(), Failed> {
    for written in files {
        let file = dir.join(&written.path);
        let folder = file.parent().unwrap_or(dir);
        made.folder(folder).map_err(|error| (folder.to_owned(), error))?;
        made.file(&file, &written.text).map_err(|error| (file.clone(), error))?;
    }
    Ok(())
}

/// Why a file could not be written.
pub(crate) fn unwritable(path: &Path, error: &io::Error, language: Language) -> Trouble {
    let shown = path.display();
    let text = match error.kind() {
        io::ErrorKind::AlreadyExists => Text::new(
            format!("{shown} finns redan; inget är ändrat"),
            format!("{shown} is already there; nothing is changed"),
        ),
        _ => world::told(error).map(|language, why| match language {
            Language::Sv => format!("{shown}: {why}; inget är skrivet"),
            Language::En => format!("{shown}: {why}; nothing is written"),
        }),
    };
    Trouble::new(text, language)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn all_of_them_or_none() {
        let folder = tempfile::tempdir().unwrap();
        let inner = folder.path().join("new/deep");
        let file = |path: &str| Written { path: path.to_owned(), text: "x = 1\n".to_owned(), sort: None };
        let files = [file("a/one.toml"), file("two.toml"), file("two.toml/three.toml")];
        assert!(settle(&inner, &files, Language::Sv).is_err());
        assert_eq!(fs::read_dir(folder.path()).unwrap().count(), 0, "nothing is left");
        assert!(settle(&inner, &files[..2], Language::Sv).is_ok());
        assert!(settle(&inner, &[file("four.toml"), file("two.toml")], Language::Sv).is_err());
        assert!(!inner.join("four.toml").exists() && inner.join("a/one.toml").exists());
    }

    #[test]
    fn files_are_changed_all_of_them_or_none() {
        let folder = tempfile::tempdir().unwrap();
        let read = |path: &str| fs::read_to_string(folder.path().join(path)).ok();
        fs::write(folder.path().join("a.toml"), "a = 1\n").unwrap();
        let changed = |path: &str, before: Option<&str>, after: &str| Changed {
            path: path.to_owned(),
            before: before.map(str::to_owned),
            after: after.to_owned(),
        };
        let first = changed("a.toml", Some("a = 1\n"), "a = 2\n");
        let all = [first.clone(), changed("new/b.toml", None, "b = 1\n"), changed("a.toml/c.toml", None, "")];
        assert!(change(folder.path(), &all, Language::Sv).is_err());
        assert_eq!((read("a.toml").as_deref(), folder.path().join("new").exists()), (Some("a = 1\n"), false));
        assert!(change(folder.path(), &all[..2], Language::Sv).is_ok());
        assert_eq!(
            (read("a.toml").as_deref(), read("new/b.toml").as_deref()),
            (Some("a = 2\n"), Some("b = 1\n"))
        );
        assert!(change(folder.path(), &[first], Language::Sv).is_err(), "it is another than it was");
    }

    #[test]
    fn of_many_that_change_one_file_each_is_there_or_told_that_it_is_not() {
        let folder = tempfile::tempdir().unwrap();
        let file = folder.path().join("a.toml");
        fs::write(&file, "").unwrap();
        let add = |number: usize| {
            let line = format!("a{number} = 1\n");
            let before = fs::read_to_string(&file).unwrap();
            let after = format!("{before}{line}");
            let changed = Changed { path: "a.toml".to_owned(), before: Some(before), after };
            change(folder.path(), &[changed], Language::Sv).is_ok().then_some(line)
        };
        let told: Vec<String> = thread::scope(|scope| {
            let at_once: Vec<_> = (0..32).map(|number| scope.spawn(move || add(number))).collect();
            at_once.into_iter().filter_map(|it| it.join().unwrap()).collect()
        });
        let now = fs::read_to_string(&file).unwrap();
        assert!(!told.is_empty());
        assert_eq!(told.len(), now.lines().count(), "{now}");
        assert!(told.iter().all(|line| now.contains(line.as_str())), "{told:?}: {now}");
    }

    #[test]
    fn who_holds_a_workspace_is_waited_for() {
        let folder = tempfile::tempdir().unwrap();
        let held = hold(folder.path(), Language::Sv).ok().flatten();
        assert!(held.is_some());
        let file = fs::File::open(folder.path()).unwrap();
        assert!(matches!(file.try_lock(), Err(fs::TryLockError::WouldBlock)));
        drop(held);
        assert!(file.try_lock().is_ok());
    }
}
