//! What was typed in rows, into the workspace: shown, or written all or not at all.

use chrono::{Datelike, NaiveDate};
use samkoll::World;
use samkoll::amount::{Language, Text, counted, many};
use samkoll::cycle::Cycle;
use samkoll::diagnostic::Severity;
use samkoll::facts::Question;
use samkoll::import::rows::{Asked, Complaint, Entered, Origin, Rows, enter as entered};
use samkoll::limits;

use crate::opened::Opened;
use crate::output::{self, Exit, Trouble};
use crate::settle;
use crate::stays::stays_right;
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
        Err(complaints) => return refused(typed.shown, complaints, language),
    };
    let Place::Folder(disk) = place else { return Ok(Exit::CannotRun) };
    let new = entered.changed.iter().map(|it| (it.path.clone(), it.after.clone())).collect();
    stays_right(place, workspace, new, Severity::Warning, &entered.rows, language)?;
    if !typed.dry_run {
        settle::change(disk.root(), &entered.changed, language)?;
    }
    output::print(&told(&entered, typed, language))?;
    Ok(Exit::Clean)
}

/// Every complaint at its place, and that nothing is written.
pub(super) fn refused(
    shown: &str,
    mut complaints: Vec<Complaint>,
    language: Language,
) -> Result<Exit, Trouble> {
    complaints.sort_by_cached_key(|it| in_order(&it.at));
    let told = complaints.iter().take(limits::COMPLAINTS);
    let lines: String = told.map(|it| format!("\n{}", line(it, language))).collect();
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

/// A place and what is said of it; a heading that stands in both, once.
fn line(it: &Complaint, language: Language) -> String {
    let (at, text) = (&it.at, it.text.get(language));
    let rest = text.split_once(": ").filter(|(heading, _)| at.ends_with(&format!("({heading})")));
    let lead = if at.is_empty() { String::new() } else { format!("{at}: ") };
    format!("  {lead}{}", rest.map_or(text, |(_, rest)| rest))
}

/// A place by its words and its numbers as numbers, so that line 10 comes after line 2.
fn in_order(at: &str) -> Vec<(u64, String)> {
    let parts = at.split_inclusive(|c: char| !c.is_ascii_digit());
    let number =
        |part: &str| part.trim_end_matches(|c: char| !c.is_ascii_digit()).parse().unwrap_or_default();
    parts.map(|part| (number(part), part.to_owned())).collect()
}

fn told(entered: &Entered, typed: &Typed<'_>, language: Language) -> String {
    let lines =
        |all: &[Complaint]| -> String { all.iter().map(|it| format!("{}\n", line(it, language))).collect() };
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
    let new = counted(many(new), ["rad", "rader", "row", "rows"]);
    let same = counted(many(same), ["uppgift", "uppgifter", "value was", "values were"]);
    text += &match language {
        Language::Sv => format!("{} med något nytt; {} fanns redan.\n", new.sv, same.sv),
        Language::En => format!("{} with something new; {} there already.\n", new.en, same.en),
    };
    if !entered.later.is_empty() {
        text += &format!("\n{}", lines(&entered.later));
    }
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
