//! A saved assessment held against the same question asked again: which files are others, and where the two part.

use std::collections::BTreeMap;

use super::{Saved, SavedProblem};

/// What became of a saved assessment when it was made again.
#[derive(Debug)]
pub struct Verification<'s> {
    /// The saved one.
    pub saved: &'s Saved,
    /// The files that are not what they were, by path.
    pub files: Vec<(String, FileChange)>,
    /// Whether the standard is the same.
    pub same_standard: bool,
    /// The version of the program that asks again, where that is another.
    pub other_program: Option<&'static str>,
    /// Where files and standard are the same, what is said of the files on one side alone, a file that is not read
    /// among it: then nobody need have changed what was saved.
    pub said: Vec<(SavedProblem, FileChange)>,
    /// Where the two part; none where they are the same to the byte.
    pub parts: Option<Parting>,
}

/// What became of a file.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum FileChange {
    /// It says something else.
    Changed,
    /// It is not there any more.
    Gone,
    /// It was not there.
    Added,
}

/// The first line that is not the same.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Parting {
    /// Which, from 1.
    pub line: usize,
    /// As it was saved; none past the end.
    pub saved: Option<String>,
    /// As it is now; likewise.
    pub now: Option<String>,
}

impl<'s> Verification<'s> {
    /// Holds a saved assessment, and the text it was saved as, against the same asked again: the text of that, the
    /// digests of the files and of the standard. `read` is the same text as `again` in the language it is told in.
    #[must_use]
    pub fn new(
        saved: &'s Saved,
        text: &str,
        (again, read): (&str, &str),
        sums: &BTreeMap<String, String>,
        standard: &str,
    ) -> Self {
        let version = env!("CARGO_PKG_VERSION");
        let (files, same_standard) = (changes(saved, sums), saved.workspace.standard.digest == standard);
        let said = if files.is_empty() && same_standard { said_of_files(saved, read) } else { Vec::new() };
        Self {
            saved,
            files,
            same_standard,
            other_program: (saved.program.version != version).then_some(version),
            said,
            parts: parting(text, again),
        }
    }

    /// Whether everything is as it was.
    #[must_use]
    pub fn holds(&self) -> bool {
        self.parts.is_none() && self.files.is_empty() && self.same_standard
    }
}

fn changes(saved: &Saved, sums: &BTreeMap<String, String>) -> Vec<(String, FileChange)> {
    let then: BTreeMap<&str, &str> =
        saved.workspace.files.iter().map(|it| (it.path.as_str(), it.sha256.as_str())).collect();
    let mut changes: Vec<(String, FileChange)> = Vec::new();
    for (path, sum) in &then {
        match sums.get(*path) {
            Some(now) if now == sum => {}
            Some(_) => changes.push(((*path).to_owned(), FileChange::Changed)),
            None => changes.push(((*path).to_owned(), FileChange::Gone)),
        }
    }
    let added = sums.keys().filter(|path| !then.contains_key(path.as_str()));
    changes.extend(added.map(|path| (path.clone(), FileChange::Added)));
    changes.sort_by(|one, other| one.0.cmp(&other.0));
    changes
}

fn said_of_files(saved: &Saved, again: &str) -> Vec<(SavedProblem, FileChange)> {
    let Ok(now) = Saved::read(again) else { return Vec::new() };
    let (then, now) = (&saved.problems, &now.problems);
    let only = |these: &[SavedProblem], those: &[SavedProblem], change| -> Vec<(SavedProblem, FileChange)> {
        let alone = these.iter().filter(|it| !those.iter().any(|other| it.key() == other.key()));
        alone.map(|it| (it.clone(), change)).collect()
    };
    [only(then, now, FileChange::Gone), only(now, then, FileChange::Added)].concat()
}

fn parting(text: &str, again: &str) -> Option<Parting> {
    if text == again {
        return None;
    }
    let (mut saved, mut now) = (text.split_inclusive('\n'), again.split_inclusive('\n'));
    let mut line: usize = 0;
    loop {
        line = line.saturating_add(1);
        let pair = (saved.next(), now.next());
        if pair.0 != pair.1 || pair.0.is_none() {
            let (saved, now) = (pair.0.map(str::to_owned), pair.1.map(str::to_owned));
            return Some(Parting { line, saved, now });
        }
    }
}
