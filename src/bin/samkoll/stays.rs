//! Whether the workspace stays right with what is about to be written; nothing is written that it would then not read.

use std::collections::{BTreeMap, BTreeSet};

use samkoll::amount::{Language, Text};
use samkoll::diagnostic::{Problem, Severity};
use samkoll::import::rows::Lines;
use samkoll::source::{Files, Span};
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

/// The rows that what is wrong was typed in, as far as the lines are of rows.
fn typed_in(wrong: &[Problem], files: &Files, rows: &BTreeMap<String, Lines>) -> Text {
    let row = |span: Span| {
        let at = files.place(span);
        let line = usize::try_from(at.line).ok()?.checked_sub(1)?;
        rows.get(&at.file)?.get(line)?.clone()
    };
    // In the order of what is said of them.
    let mut found: Vec<String> = wrong.iter().filter_map(|it| row(it.span?)).collect();
    found.dedup();
    if found.is_empty() {
        return Text::default();
    }
    let found = found.join(", ");
    Text::new(format!("; ifyllt på {found}"), format!("; filled in at {found}"))
}

/// The workspace as it will be: with no problem of that degree which it did not have, and all of the new files read.
pub(crate) fn stays_right(
    place: &Place,
    before: &Workspace,
    new: BTreeMap<String, String>,
    least: Severity,
    rows: &BTreeMap<String, Lines>,
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
            let (paths, at) = (paths.join(", "), typed_in(&wrong, &workspace.files, rows));
            Text::new(
                format!("inget är skrivet; raderna ovan är de som skulle ha stått i {paths}{}", at.sv),
                format!(
                    "nothing is written; the lines above are those that would have stood in {paths}{}",
                    at.en
                ),
            )
        }
    };
    Err(Trouble::new(text, language))
}
