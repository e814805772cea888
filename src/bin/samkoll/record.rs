//! `samkoll record`: one event into the register, and what it changes.
#![expect(clippy::disallowed_methods, reason = "this file is the world, where it is written to")]

mod asked;
mod entries;

use std::collections::{BTreeMap, BTreeSet};
use std::fs;
use std::path::Path;

use chrono::NaiveDate;
use samkoll::amount::{Language, Text, counted};
use samkoll::cycle::{Cycle, Item, State};
use samkoll::diagnostic::Severity;
use samkoll::evaluate::Selection;
use samkoll::facts::Question;
use samkoll::import::rows::Changed;
use samkoll::report::Report;
use samkoll::standard::sha256;
use samkoll::verdict::{Outcome, Verdict};
use samkoll::{Workspace, World, assess};

use crate::add::disk;
use crate::args::{RecordOptions, WorkspaceOptions};
use crate::opened::{Opened, read};
use crate::output::{self, Exit, Trouble};
use crate::settle;
use crate::stays::stays_right;
use crate::world::{Disk, Place};

pub(crate) fn run(options: &RecordOptions) -> Result<Exit, Trouble> {
    if options.undo {
        return undo(&options.to);
    }
    let to = options.what.as_ref().map_or(&options.to, entries::place_of);
    let place = Place::Folder(disk(to)?);
    let opened = read(&place, &to.language);
    if !opened.is_usable() {
        return Ok(Exit::CannotRun);
    }
    let change = match &options.what {
        Some(what) => entries::change(&place, &opened, what)?,
        None => asked::change(&place, &opened)?,
    };
    if change.file.before.as_ref() == Some(&change.file.after) {
        let path = &change.file.path;
        let text = Text::new(
            format!("det står redan i {path}; inget är skrivet"),
            format!("it stands in {path} already; nothing is written"),
        );
        return Err(Trouble::new(text, opened.language));
    }
    let Place::Folder(disk) = &place else { return Ok(Exit::CannotRun) };
    let new = BTreeMap::from([(change.file.path.clone(), change.file.after.clone())]);
    let after =
        stays_right(&place, &opened.workspace, new, Severity::Warning, &BTreeMap::new(), opened.language)?;
    write(disk, &change, opened.language)?;
    output::print(&told(disk, &opened, &after, &change))?;
    Ok(Exit::Clean)
}

/// A file as it was and as it will be.
pub(crate) struct Change {
    /// The file.
    file: Changed,
    /// The day it is asked about, before and after.
    day: NaiveDate,
    /// The id that others name it by, where it has one.
    id: Option<String>,
    /// What else is to be known of it.
    note: Option<Text>,
    /// The last year it is about, where it is about some.
    about: Option<i32>,
}

/// Where what was recorded last can be taken back from; nothing else reads it.
const LAST: &str = ".samkoll-last";

/// What stands there in the place of a digest when the file was not there before.
const NEW: &str = "new";

fn write(disk: &Disk, Change { file, .. }: &Change, language: Language) -> Result<(), Trouble> {
    let was = file.before.as_ref().map_or_else(|| NEW.to_owned(), |it| sha256(it.as_bytes()));
    let before = file.before.as_deref().unwrap_or_default();
    let kept = format!("{}\n{}\n{was}\n{before}", file.path, sha256(file.after.as_bytes()));
    let (root, last) = (disk.root(), disk.root().join(LAST));
    let _held = settle::hold(root, language)?;
    let earlier = fs::read_to_string(&last);
    put(&last, &kept, language)?;
    let done = settle::change_held(root, std::slice::from_ref(file), language);
    if done.is_err() {
        // What was recorded before can still be taken back.
        let _ = match earlier {
            Ok(earlier) => settle::write_over(&last, &earlier),
            Err(_) => fs::remove_file(&last),
        };
    }
    done
}

fn put(file: &Path, text: &str, language: Language) -> Result<(), Trouble> {
    settle::write_over(file, text).map_err(|error| settle::unwritable(file, &error, language))
}

/// Takes the last record back, if the file is as that left it.
fn undo(to: &WorkspaceOptions) -> Result<Exit, Trouble> {
    let disk = disk(to)?;
    let language = to.language.chosen().unwrap_or(Language::Sv);
    let refuse = |sv: String, en: String| Err(Trouble::new(Text::new(sv, en), language));
    let kept = disk.root().join(LAST);
    let _held = settle::hold(disk.root(), language)?;
    let text = fs::read_to_string(&kept).unwrap_or_default();
    let mut parts = text.splitn(4, '\n');
    let (Some(path), Some(sum), Some(was), Some(before)) =
        (parts.next(), parts.next(), parts.next(), parts.next())
    else {
        return refuse(
            "det finns inget att ta tillbaka".to_owned(),
            "there is nothing to take back".to_owned(),
        );
    };
    // The note travels with the folder: what it names is read as any file of the workspace is, and not outside it.
    let place = Place::Folder(disk);
    let is_as_left = place.read(path).is_ok_and(|now| sha256(now.as_bytes()) == sum);
    if !is_as_left || (was != NEW && sha256(before.as_bytes()) != was) {
        return refuse(
            format!("{path} har ändrats sedan dess, eller {LAST}: ta bort raderna för hand"),
            format!("{path} has changed since, or {LAST}: remove the lines by hand"),
        );
    }
    let Place::Folder(disk) = &place else { return Ok(Exit::CannotRun) };
    let file = disk.root().join(path);
    match was {
        NEW => fs::remove_file(&file).map_err(|error| settle::unwritable(&file, &error, language))?,
        _ => put(&file, before, language)?,
    }
    fs::remove_file(&kept).map_err(|error| settle::unwritable(&kept, &error, language))?;
    let text = Text::new(
        format!("Tillbakataget: {path} är som före den senaste anteckningen.\n"),
        format!("Taken back: {path} is as before the last record.\n"),
    );
    output::print(text.get(language))?;
    Ok(Exit::Clean)
}

/// What was written where, and what became of the annual cycle and of the rules.
fn told(disk: &Disk, before: &Opened, after: &Workspace, change: &Change) -> String {
    let language = before.language;
    let question = Question { as_of: change.day, known_at: None };
    let was = Cycle::new(&before.workspace.model, question);
    let is = Cycle::new(&after.model, question);
    let mut text = format!(
        "{} {}\n",
        language.pick("Skrivet i", "Written in"),
        disk.root().join(&change.file.path).display()
    );
    let early = change.about.filter(|year| !after.model.is_asked(*year)).map(not_asked);
    text.extend(change.note.iter().chain(&early).map(|note| format!("{}\n", note.get(language))));
    text += &in_the_cycle(&was, &is, language);
    if let Some(id) = &change.id {
        text += &format!("{} {id}\n", language.pick("Den heter", "It is called"));
    }
    text += &in_the_rules(
        &assess(&before.workspace, question, &Selection::default()),
        &assess(after, question, &Selection::default()),
        language,
    );
    text += language.pick("Ångra: samkoll record --undo\n", "Take it back: samkoll record --undo\n");
    text
}

/// That nothing is asked about the year of what was recorded.
fn not_asked(year: i32) -> Text {
    Text::new(
        format!(
            "Det prövas inte: det gäller {year}, före arbetsytans första år. Ska det prövas, skriv en tidigare dag vid `since` i samkoll.toml."
        ),
        format!(
            "It is not asked about: it is of {year}, before the workspace’s first year. If it is to be, write an earlier day at `since` in samkoll.toml."
        ),
    )
}

fn in_the_cycle(was: &Cycle<'_>, is: &Cycle<'_>, language: Language) -> String {
    let done = |cycle: &Cycle<'_>| -> BTreeSet<String> {
        cycle.items().iter().filter(|item| item.is_done()).map(|item| item.id.clone()).collect()
    };
    let (before, after) = (done(was), done(is));
    let new: Vec<&Item<'_>> =
        is.items().iter().filter(|it| after.contains(&it.id) && !before.contains(&it.id)).collect();
    let mut text = String::new();
    let name = |item: &Item<'_>| {
        let by = is.actor_within(item.occurrence.by, item.occurrence.agreement);
        let agreement = &item.occurrence.agreement.title;
        // What no longer falls due may have come too late all the same.
        let late = item.days_late.filter(|_| item.state == State::Late).map(|days| {
            let days = counted(days, ["dag", "dagar", "day", "days"]);
            format!(", {} {}", days.get(language), language.pick("för sent", "late"))
        });
        format!(
            "{} {}, {} – {agreement}{}",
            item.title().get(language),
            item.occurrence.when(),
            by.get(language),
            late.unwrap_or_default()
        )
    };
    let mark = |item: &Item<'_>| if item.state == State::Late { '◆' } else { '✓' };
    if !new.is_empty() {
        text += language.pick("Förfaller inte längre:\n", "No longer due:\n");
        text.extend(new.iter().map(|item| format!("  {} {}\n", mark(item), name(item))));
    }
    let beside = |it: &&Item<'_>| {
        !it.is_done()
            && new.iter().any(|new| {
                new.occurrence.duty.span == it.occurrence.duty.span
                    && new.occurrence.agreement.id.value == it.occurrence.agreement.id.value
                    && new.occurrence.period == it.occurrence.period
            })
    };
    let left: Vec<&Item<'_>> = is.items().iter().filter(beside).collect();
    if !left.is_empty() {
        text += language.pick("Kvar:\n", "Left:\n");
        text.extend(left.iter().map(|item| format!("  ○ {}\n", name(item))));
    }
    text
}

/// How many are broken and open, where that has changed.
fn in_the_rules(was: &Report<'_>, is: &Report<'_>, language: Language) -> String {
    let counted = [
        (Outcome::Breached, "Brutna", "Breached"),
        (Outcome::Undecided, "Går inte att avgöra", "Undecided"),
        (Outcome::Waived, "Godtagna", "Accepted"),
    ];
    let line = |(outcome, sv, en): (Outcome, &str, &str)| {
        let (was, is) = (was.count(outcome), is.count(outcome));
        (was != is).then(|| format!("{}: {was} → {is}\n", language.pick(sv, en)))
    };
    let counts: String = counted.into_iter().filter_map(line).collect();
    let name = |it: &Verdict| (it.rule.to_string(), it.subject.id.clone());
    let broken = |report: &Report<'_>| -> BTreeSet<(String, String)> {
        report.verdicts.iter().filter(|it| it.outcome == Outcome::Breached).map(name).collect()
    };
    let before = broken(was);
    let new = is.verdicts.iter().filter(|it| it.outcome == Outcome::Breached && !before.contains(&name(it)));
    let new: String =
        new.map(|it| format!("  ✗ {}: {}\n", it.heading().get(language), it.message.get(language))).collect();
    let head = language.pick("Brutet nu, och inte förut:\n", "Breached now, and not before:\n");
    if new.is_empty() { counts } else { format!("{counts}{head}{new}") }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_refused_leaves_what_was_recorded_before_it_to_be_taken_back() {
        let folder = tempfile::tempdir().unwrap();
        fs::write(folder.path().join("samkoll.toml"), "").unwrap();
        fs::write(folder.path().join("a.toml"), "a = 1\n").unwrap();
        let Ok(Place::Folder(disk)) = crate::world::find(Some(folder.path())) else { panic!() };
        let change = |before: &str, after: &str| Change {
            file: Changed {
                path: "a.toml".to_owned(),
                before: Some(before.to_owned()),
                after: after.to_owned(),
            },
            day: NaiveDate::MIN,
            id: None,
            note: None,
            about: None,
        };
        let last = || fs::read_to_string(folder.path().join(LAST)).ok();
        // Somebody has changed the file since it was read.
        assert!(write(&disk, &change("a = 0\n", "a = 9\n"), Language::Sv).is_err());
        assert_eq!(last(), None);
        assert!(write(&disk, &change("a = 1\n", "a = 2\n"), Language::Sv).is_ok());
        let first = last();
        assert!(first.is_some());
        assert!(write(&disk, &change("a = 1\n", "a = 3\n"), Language::Sv).is_err());
        assert_eq!(last(), first);
    }
}
