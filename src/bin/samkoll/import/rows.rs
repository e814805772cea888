//! What was typed in rows, into the workspace: shown, or written all or not at all.

use chrono::{Datelike, NaiveDate};
use samkoll::World;
use samkoll::amount::{Language, Text};
use samkoll::cycle::Cycle;
use samkoll::facts::Question;
use samkoll::import::rows::{Asked, Complaint, Entered, Origin, Rows, enter as entered};
use samkoll::limits;
use samkoll::starter::Written;

use crate::add::stays_right;
use crate::opened::Opened;
use crate::output::{self, Exit, Trouble};
use crate::settle;
use crate::world::Place;

/// Rows that were typed in a file.
pub(super) struct Typed<'t> {
    /// What the file is called.
    pub(super) shown: &'t str,
    /// The year they are about.
    pub(super) year: i32,
    /// Them.
    pub(super) rows: &'t [Rows],
    /// What the figures among them are said to be from.
    pub(super) origin: Origin<'t>,
    /// The day it is recorded.
    pub(super) recorded: NaiveDate,
    /// Only shown.
    pub(super) dry_run: bool,
}

pub(super) fn enter(place: &Place, opened: &Opened, typed: &Typed<'_>) -> Result<Exit, Trouble> {
    let (workspace, language) = (&opened.workspace, opened.language);
    let question = Question { as_of: typed.recorded, known_at: None };
    let last_year = typed.year.max(typed.recorded.year()).saturating_add(1);
    if !opened.is_within(question, Some(last_year)) {
        return Ok(Exit::CannotRun);
    }
    let cycle = Cycle::until(&workspace.model, question, last_year);
    let asked = Asked {
        model: &workspace.model,
        files: &workspace.files,
        cycle: &cycle,
        year: typed.year,
        recorded: typed.recorded,
    };
    let read = |path: &str| place.read(path).ok();
    let entered = match entered(&asked, typed.rows, &typed.origin, &read) {
        Ok(entered) => entered,
        Err(complaints) => return refused(typed.shown, &complaints, language),
    };
    let Place::Folder(disk) = place else { return Ok(Exit::CannotRun) };
    let new = |it: &samkoll::import::rows::Changed| Written {
        path: it.path.clone(),
        text: it.after.clone(),
        sort: None,
    };
    let files: Vec<Written> = entered.changed.iter().map(new).collect();
    stays_right(place, &files, language)?;
    if !typed.dry_run {
        settle::change(disk.root(), &entered.changed, language)?;
    }
    output::print(&told(&entered, typed, language))?;
    Ok(Exit::Clean)
}

/// Every complaint at its place, and that nothing is written.
pub(super) fn refused(shown: &str, complaints: &[Complaint], language: Language) -> Result<Exit, Trouble> {
    let line = |it: &Complaint| {
        let lead = if it.at.is_empty() { String::new() } else { format!("{}: ", it.at) };
        format!("\n  {lead}{}", it.text.get(language))
    };
    let lines: String = complaints.iter().take(limits::COMPLAINTS).map(line).collect();
    let more = match complaints.len().saturating_sub(limits::COMPLAINTS) {
        0 => Text::default(),
        more => Text::new(format!("\n  … och {more} till"), format!("\n  … and {more} more")),
    };
    let text = Text::new(
        format!("{shown} togs inte emot; inget är skrivet:{lines}{}", more.sv),
        format!("{shown} was not taken in; nothing is written:{lines}{}", more.en),
    );
    Err(Trouble::new(text, language))
}

fn told(entered: &Entered, typed: &Typed<'_>, language: Language) -> String {
    let lines = |all: &[Complaint]| -> String {
        all.iter().map(|it| format!("  {}: {}\n", it.at, it.text.get(language))).collect()
    };
    let files: String = entered.changed.iter().map(|it| format!("  {}\n", it.path)).collect();
    let (new, same) = (entered.told.len(), entered.same);
    let mut text = match (entered.changed.is_empty(), typed.dry_run) {
        (true, _) => {
            language.pick("Inget nytt; inget är skrivet.\n", "Nothing new; nothing is written.\n").to_owned()
        }
        (_, true) => format!(
            "{}\n{files}\n{}",
            language
                .pick("Skulle skrivas i (inget är skrivet):", "Would be written in (nothing is written):"),
            lines(&entered.told)
        ),
        (_, false) => format!("{}\n{files}\n", language.pick("Skrivet i:", "Written in:")),
    };
    text += &match language {
        Language::Sv => format!("{new} rader med något nytt; {same} uppgifter fanns redan.\n"),
        Language::En => format!("{new} rows with something new; {same} values were there already.\n"),
    };
    if !entered.stays.is_empty() {
        text += language.pick(
            "\nTomma rutor, där det som fanns står kvar:\n",
            "\nBlank cells, where what there was stays:\n",
        );
        text += &lines(&entered.stays);
    }
    if !typed.dry_run && !entered.changed.is_empty() {
        text += language.pick("\nSkriv sedan:\n  samkoll check\n", "\nThen type:\n  samkoll check\n");
    }
    text
}
