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
    let needs_workspace = [&options.before, &options.now].iter().any(|it| matches!(it, Side::Day(_)));
    let opened = match needs_workspace {
        true => Some(open(options.dir.as_deref(), &options.language)?),
        false => None,
    };
    if opened.as_ref().is_some_and(|opened| !opened.is_usable()) {
        return Ok(Exit::CannotRun);
    }
    let spoken = options.language.chosen().unwrap_or(Language::Sv);
    let language = opened.as_ref().map_or(spoken, |opened| opened.language);
    let before = saved(&options.before, opened.as_ref(), language)?;
    let now = saved(&options.now, opened.as_ref(), language)?;
    let comparison = Comparison::new(&before, &now).map_err(|why| Trouble::new(why, language))?;
    let text = match options.format {
        DiffFormat::Text => diff::render(&comparison, options.all, Markup::Text, language),
        DiffFormat::Markdown => diff::render(&comparison, options.all, Markup::Markdown, language),
        DiffFormat::Json => json::v1::diff(&comparison, language)
            .map_err(|error| Trouble::new(Text::same(error.to_string()), language))?,
    };
    let file = options.output.file.as_deref();
    match &opened {
        Some(opened) => opened.deliver(&text, file)?,
        None => output::deliver(&text, file, &[], language)?,
    }
    Ok(if comparison.is_worse() { Exit::Breached } else { Exit::Clean })
}

fn saved(side: &Side, opened: Option<&Opened>, language: Language) -> Result<Saved, Trouble> {
    let unreadable = |shown: &str, why: &Text| {
        let message = Text::new(format!("{shown} {}", why.sv), format!("{shown} {}", why.en));
        Trouble::new(message, language)
    };
    match (side, opened) {
        (Side::File(path), _) => {
            let text = world::text(path).map_err(|why| unreadable(&format!("{}:", path.display()), &why))?;
            Saved::read(&text).map_err(|why| unreadable(&shown(path), &why.0))
        }
        (Side::Day(day), Some(opened)) => Saved::read(&assessed(opened, *day, language)?)
            .map_err(|why| unreadable(&day.to_string(), &why.0)),
        (Side::Day(day), None) => Err(unreadable(&day.to_string(), &Text::new("?", "?"))),
    }
}

fn shown(path: &Path) -> String {
    path.display().to_string()
}

/// The workspace on a day, by what was known then, as it would be saved.
fn assessed(opened: &Opened, day: NaiveDate, language: Language) -> Result<String, Trouble> {
    let question = Question { as_of: day, known_at: None };
    check::json(&opened.assess(question, &Selection::default()), language)
}
