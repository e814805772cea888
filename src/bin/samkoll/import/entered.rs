//! Rows that were typed elsewhere, into the files of the workspace: all of them, or each complaint.

use chrono::{Datelike, NaiveDate};
use samkoll::World;
use samkoll::amount::{Language, Text};
use samkoll::cycle::Cycle;
use samkoll::diagnostic::Severity;
use samkoll::facts::Question;
use samkoll::import::rows::{Asked, Complaint, Entered, Origin, Rows, enter};

use crate::opened::Opened;
use crate::output::{self, Exit, Trouble};
use crate::settle;
use crate::stays::stays_right;
use crate::world::Place;

/// What rows are entered as.
pub(super) struct Typed<'t> {
    /// Them.
    pub(super) rows: &'t [Rows],
    /// What they were typed in.
    pub(super) origin: &'t Origin<'t>,
    /// The year they are about.
    pub(super) year: i32,
    /// The day it is recorded.
    pub(super) recorded: NaiveDate,
    /// Nothing is written, only shown.
    pub(super) dry_run: bool,
}

/// Enters rows into the workspace, or shows what would become of them.
pub(super) fn entered(place: &Place, opened: &Opened, typed: &Typed<'_>) -> Result<Exit, Trouble> {
    let (language, workspace) = (opened.language, &opened.workspace);
    let question = Question { as_of: typed.recorded, known_at: None };
    let last = typed.year.max(typed.recorded.year()).saturating_add(1);
    let cycle = Cycle::until(&workspace.model, question, last);
    let asked = Asked {
        model: &workspace.model,
        files: &workspace.files,
        cycle: &cycle,
        year: typed.year,
        recorded: typed.recorded,
    };
    let read = |path: &str| place.read(path).ok();
    let entered = enter(&asked, typed.rows, typed.origin, &read).map_err(|all| refused(all, language))?;
    let new = entered.changed.iter().map(|it| (it.path.clone(), it.after.clone())).collect();
    stays_right(place, workspace, new, Severity::Warning, language)?;
    let Place::Folder(disk) = place else { return Ok(Exit::CannotRun) };
    if !typed.dry_run {
        settle::change(disk.root(), &entered.changed, language)?;
    }
    output::print(&told(&entered, typed.dry_run, language))?;
    Ok(Exit::Clean)
}

/// Every complaint, in the order of their places, and that nothing is written.
pub(super) fn refused(mut all: Vec<Complaint>, language: Language) -> Trouble {
    all.sort_by_cached_key(|it| in_order(&it.at));
    let lines: String = all.iter().map(|it| line(it, language)).collect();
    let text = Text::new(
        format!("inget är skrivet; det här behöver rättas först:\n{lines}"),
        format!("nothing is written; this needs to be put right first:\n{lines}"),
    );
    Trouble::new(text.map(|_, text| text.trim_end().to_owned()), language)
}

/// A place and what is said of it; a heading that stands in both, once.
fn line(it: &Complaint, language: Language) -> String {
    let (at, text) = (&it.at, it.text.get(language));
    let rest = text.split_once(": ").filter(|(heading, _)| at.ends_with(&format!("({heading})")));
    format!("{at}: {}\n", rest.map_or(text, |(_, rest)| rest))
}

/// A place by its words and its numbers as numbers, so that line 10 comes after line 2.
fn in_order(at: &str) -> Vec<(u64, String)> {
    let parts = at.split_inclusive(|c: char| !c.is_ascii_digit());
    parts
        .map(|part| {
            let digits: String = part.chars().take_while(char::is_ascii_digit).collect();
            (digits.parse().unwrap_or_default(), part.to_owned())
        })
        .collect()
}

fn told(entered: &Entered, dry_run: bool, language: Language) -> String {
    let mut text: String = entered.told.iter().map(|it| line(it, language)).collect();
    let same = entered.same;
    if same > 0 {
        text += &match language {
            Language::Sv => format!("{same} uppgifter finns redan, som de står; de är orörda.\n"),
            Language::En => format!("{same} values are there already, as they stand; they are untouched.\n"),
        };
    }
    let paths: String = entered.changed.iter().map(|it| format!("  {}\n", it.path)).collect();
    let head = match (entered.changed.is_empty(), dry_run) {
        (true, _) => Text::new("Inget nytt: inget är skrivet.", "Nothing new: nothing is written."),
        (_, true) => Text::new("Skulle skrivas:", "Would be written:"),
        (_, false) => Text::new("Skrivet:", "Written:"),
    };
    format!("{text}{}\n{paths}", head.get(language))
}
