//! Whether the workspace stays right with what is about to be written; nothing is written that it would then not read.

use std::collections::{BTreeMap, BTreeSet};

use samkoll::amount::{Language, Text};
use samkoll::diagnostic::{Problem, Severity};
use samkoll::{Workspace, World, WorldError, load};

use crate::output::{self, Trouble};
use crate::world::Place;

/// The workspace as it would be: what is there, and the new files over it.
struct With<'p> {
    place: &'p Place,
    new: BTreeMap<String, String>,
}

impl World for With<'_> {
    fn files(&self, path: &str) -> Result<Vec<String>, WorldError> {
        match (self.place.files(path), self.new.files(path)) {
            (Ok(mut there), Ok(new)) => {
                there.extend(new);
                there.sort();
                there.dedup();
                Ok(there)
            }
            (Err(WorldError::NotFound), new) => new,
            (there, _) => there,
        }
    }

    fn read(&self, path: &str) -> Result<String, WorldError> {
        self.new.get(path).map_or_else(|| self.place.read(path), |text| Ok(text.clone()))
    }
}

/// The workspace as it will be: with no problem of that degree which it did not have, and all of the new files read.
pub(crate) fn stays_right(
    place: &Place,
    before: &Workspace,
    new: BTreeMap<String, String>,
    least: Severity,
    language: Language,
) -> Result<Workspace, Trouble> {
    let paths: Vec<String> = new.keys().cloned().collect();
    let workspace = load(&With { place, new });
    let known: BTreeSet<&str> = before.problems.iter().map(|it| it.message.sv.as_str()).collect();
    let is_new = |it: &&Problem| it.severity >= least && !known.contains(it.message.sv.as_str());
    let wrong: Vec<Problem> = workspace.problems.iter().filter(is_new).cloned().collect();
    let read: BTreeSet<&str> = workspace.files.sorted().into_iter().map(|(path, _)| path).collect();
    let unread = paths.iter().find(|path| !read.contains(path.as_str()));
    if unread.is_none() && wrong.is_empty() {
        return Ok(workspace);
    }
    output::show_problems(&wrong, &workspace.files, language);
    let text = match unread {
        Some(path) => Text::new(
            format!("{path} skulle inte läsas: samkoll.toml räknar upp andra mappar; inget är skrivet"),
            format!("{path} would not be read: samkoll.toml names other folders; nothing is written"),
        ),
        None => {
            let paths = paths.join(", ");
            Text::new(
                format!("inget är skrivet; raderna ovan är de som skulle ha stått i {paths}"),
                format!("nothing is written; the lines above are those that would have stood in {paths}"),
            )
        }
    };
    Err(Trouble::new(text, language))
}
