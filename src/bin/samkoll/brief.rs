//! `samkoll brief`: what a body must know before a meeting.

use chrono::Datelike;
use samkoll::amount::{Language, Text};
use samkoll::brief::Brief;
use samkoll::calendar::Question;
use samkoll::cycle::Cycle;
use samkoll::evaluate::Selection;
use samkoll::{Workspace, render};

use crate::args::BriefOptions;
use crate::opened::{Opened, open};
use crate::output::{self, Exit, Trouble, no_such};

pub(crate) fn run(options: &BriefOptions) -> Result<Exit, Trouble> {
    let opened = open(options.dir.as_deref(), &options.language)?;
    if !opened.is_usable() {
        return Ok(Exit::CannotRun);
    }
    let Opened { workspace, language } = &opened;
    body_exists(workspace, &options.body, *language)?;
    let question = Question { as_of: options.as_of.unwrap_or(options.meeting), known_at: options.known_at };
    let Some(report) = opened.assess(question, &Selection::default()) else { return Ok(Exit::CannotRun) };
    // What falls due before the next meeting may belong to the year after.
    let last_year = options.meeting.year().max(question.as_of.year()).saturating_add(2);
    let cycle = Cycle::until(&workspace.model, question, last_year);
    let brief = Brief::new(&cycle, &options.body, options.meeting);
    let text = render::brief::render(&brief, &report, options.format.into(), *language);
    output::deliver(&text, options.output.file.as_deref(), *language)?;
    Ok(Exit::Clean)
}

fn body_exists(workspace: &Workspace, body: &str, language: Language) -> Result<(), Trouble> {
    let known: Vec<&str> = workspace.model.organisations.iter().map(|it| it.id.value.as_str()).collect();
    if known.contains(&body) {
        return Ok(());
    }
    Err(no_such(&Text::new("organisationen", "organisation"), body, &known, language))
}
