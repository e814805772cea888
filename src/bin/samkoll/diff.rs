//! `samkoll diff`: two assessments beside each other, each a saved one or a day of the workspace.

use std::path::Path;

use chrono::NaiveDate;
use samkoll::amount::{Language, Text};
use samkoll::calendar::Question;
use samkoll::comparison::{Comparison, Saved};
use samkoll::evaluate::Selection;
use samkoll::render::sheet::Markup;
use samkoll::render::{diff, json};

use crate::args::{DiffFormat, DiffOptions};
use crate::check;
use crate::opened::{Opened, open};
use crate::output::{self, Exit, Trouble};
use crate::typed::Side;
use crate::world;

pub(crate) fn run(options: &DiffOptions) -> Result<Exit, Trouble> {
    if let (Side::File(before), Side::File(now)) = (&options.before, &options.now) {
        let language = options.language.chosen().unwrap_or(Language::Sv);
        let (text, exit) = compared(options, &read(before, language)?.1, &read(now, language)?.1, language)?;
        output::deliver(&text, options.output.file.as_deref(), &[], language)?;
        return Ok(exit);
    }
    let opened = open(options.dir.as_deref(), &options.language)?;
    if !opened.is_usable() {
        return Ok(Exit::CannotRun);
    }
    let language = opened.language;
    // What is saved is read, and a day asked about as that was.
    let read = |side: &Side| match side {
        Side::File(path) => Ok(Ok(read(path, language)?.1)),
        Side::Day(day) => Ok(Err(*day)),
    };
    let (before, now) = (read(&options.before)?, read(&options.now)?);
    let selection = [&before, &now].into_iter().flatten().next().map(selection).unwrap_or_default();
    let whole = |side: Result<Saved, NaiveDate>| {
        side.or_else(|day| {
            Saved::read(&assessed(&opened, day, &selection, language)?)
                .map_err(|why| unreadable(&day.to_string(), &why.0, language))
        })
    };
    let (before, now) = (whole(before)?, whole(now)?);
    let (text, exit) = compared(options, &before, &now, language)?;
    opened.deliver(&text, options.output.file.as_deref())?;
    Ok(exit)
}

/// What differs, as it was asked to be written, and whether anything is new or worse, or can no longer be told.
fn compared(
    options: &DiffOptions,
    before: &Saved,
    now: &Saved,
    language: Language,
) -> Result<(String, Exit), Trouble> {
    let comparison = Comparison::new(before, now).map_err(|why| Trouble::new(why, language))?;
    let text = match options.format {
        DiffFormat::Text => diff::render(&comparison, options.all, Markup::Text, language),
        DiffFormat::Markdown => diff::render(&comparison, options.all, Markup::Markdown, language),
        DiffFormat::Json => json::v1::diff(&comparison, language)
            .map_err(|error| Trouble::new(Text::same(error.to_string()), language))?,
    };
    let exit = match (comparison.is_worse(), comparison.is_less_known()) {
        (true, _) => Exit::Breached,
        (false, true) => Exit::Undecided,
        (false, false) => Exit::Clean,
    };
    Ok((text, exit))
}

/// A saved assessment, as text and as read.
pub(crate) fn read(path: &Path, language: Language) -> Result<(String, Saved), Trouble> {
    let shown = path.display().to_string();
    let text = world::text(path).map_err(|why| unreadable(&format!("{shown}:"), &why, language))?;
    let saved = Saved::read(&text).map_err(|why| unreadable(&shown, &why.0, language))?;
    Ok((text, saved))
}

fn unreadable(shown: &str, why: &Text, language: Language) -> Trouble {
    Trouble::new(Text::new(format!("{shown} {}", why.sv), format!("{shown} {}", why.en)), language)
}

/// The workspace on a day, by what was known then, as it would be saved.
fn assessed(
    opened: &Opened,
    day: NaiveDate,
    selection: &Selection,
    language: Language,
) -> Result<String, Trouble> {
    let question = Question { as_of: day, known_at: None };
    check::json_text(&opened.assess(question, selection), language)
}

/// What a saved assessment was asked for.
pub(crate) fn selection(saved: &Saved) -> Selection {
    saved.asked.as_ref().map_or_else(Selection::default, |asked| Selection {
        rules: asked.rules.clone(),
        year: asked.year,
        without: asked.without.clone(),
    })
}
