//! The workspaces below a folder: every one once, however the folders lie and are linked, and whatever could not be
//! looked into.
#![expect(clippy::disallowed_methods, reason = "this file looks at the disk, where workspaces are found")]

use std::collections::BTreeSet;
use std::fs;
use std::path::{Path, PathBuf};

use samkoll::amount::Text;
use samkoll::model::usual::MANIFEST;
use samkoll::sector::Unseen;

use crate::world;

/// How many folders are looked into.
const MOST_FOLDERS: usize = 100_000;

/// What lies below a folder.
#[derive(Default)]
pub(crate) struct Found {
    /// Each workspace: its path below the folder, with `/`, and where it is.
    pub(crate) workspaces: Vec<(String, PathBuf)>,
    /// The workspaces within another: cases of rules, most of them.
    pub(crate) nested: Vec<String>,
    /// What could not be looked into; nothing within a workspace, which says so itself.
    pub(crate) unseen: Vec<Unseen>,
    /// Hidden folders, which are not looked into.
    pub(crate) hidden: Vec<String>,
    /// The real paths of the folders that were looked into: a link back leads to none of them again.
    visited: BTreeSet<PathBuf>,
}

/// An entry of a folder that may be a folder: its path as told, where it is, and whether it is a link.
struct Inner {
    is_link: bool,
    path: String,
    place: PathBuf,
}

impl Found {
    /// Looks below a folder. Links are followed wherever they lead.
    pub(crate) fn below(root: &Path) -> Self {
        let mut found = Self::default();
        found.walk(root, "", false, 0);
        found.workspaces.sort();
        found.nested.sort();
        found.hidden.sort();
        found.unseen.sort_by(|a, b| a.path.cmp(&b.path));
        found
    }

    fn walk(&mut self, folder: &Path, path: &str, within: bool, depth: usize) {
        let real = match folder.canonicalize() {
            Ok(real) => real,
            Err(error) => return self.not_seen(path, within, world::told(&error)),
        };
        if self.visited.contains(&real) {
            return;
        }
        if depth > world::limits().depth || self.visited.len() >= MOST_FOLDERS {
            return self.not_seen(path, within, too_much(depth));
        }
        self.visited.insert(real);
        let (names, folders) = match inner(folder, path) {
            Ok(inner) => inner,
            Err(error) => return self.not_seen(path, within, world::told(&error)),
        };
        // Whatever has the name is meant to be one: reading it says what is wrong with it.
        let is_workspace = names.iter().any(|it| it == MANIFEST);
        if let Some(name) = world::almost_a_manifest(&names) {
            self.not_seen(path, within, world::meant(name));
        }
        if is_workspace && within {
            self.nested.push(path.to_owned());
        } else if is_workspace {
            self.workspaces.push((path.to_owned(), folder.to_owned()));
        }
        let within = within || is_workspace;
        for it in folders {
            if it.path.rsplit('/').next().is_some_and(|name| name.starts_with('.')) {
                self.hidden.extend((!within).then_some(it.path));
                continue;
            }
            // A link to a file is none of ours; one to nothing may be a workspace that has gone.
            if it.is_link && fs::metadata(&it.place).is_ok_and(|there| !there.is_dir()) {
                continue;
            }
            self.walk(&it.place, &it.path, within, depth.saturating_add(1));
        }
    }

    fn not_seen(&mut self, path: &str, within: bool, why: Text) {
        if !within {
            let path = if path.is_empty() { "." } else { path }.to_owned();
            self.unseen.push(Unseen { path, why });
        }
    }
}

/// The names in a folder, and the folders in it: those that lie there before those that are linked, so that what is
/// both goes by its own name.
fn inner(folder: &Path, path: &str) -> std::io::Result<(Vec<String>, Vec<Inner>)> {
    let (mut names, mut folders) = (Vec::new(), Vec::new());
    for entry in fs::read_dir(folder)? {
        let entry = entry?;
        let name = entry.file_name().to_string_lossy().into_owned();
        names.push(name.clone());
        let kind = entry.file_type()?;
        if (kind.is_dir() || kind.is_symlink()) && name != MANIFEST {
            // A line that it stands in would end within it.
            let name = name.replace(char::is_control, "\u{fffd}");
            let path = if path.is_empty() { name } else { format!("{path}/{name}") };
            folders.push(Inner { is_link: kind.is_symlink(), path, place: entry.path() });
        }
    }
    folders.sort_by(|a, b| (a.is_link, &a.path, &a.place).cmp(&(b.is_link, &b.path, &b.place)));
    names.sort();
    Ok((names, folders))
}

fn too_much(depth: usize) -> Text {
    let most = world::limits().depth;
    if depth > most {
        return Text::new(
            format!("mappen ligger mer än {most} nivåer ned, och inget i den söks igenom"),
            format!("the folder is more than {most} levels down, and nothing in it is looked into"),
        );
    }
    Text::new(
        format!("det är fler än {MOST_FOLDERS} mappar, och den här söks inte igenom"),
        format!("there are more than {MOST_FOLDERS} folders, and this one is not looked into"),
    )
}
