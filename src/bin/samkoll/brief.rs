//! `samkoll brief`: what a body must know before a meeting.

use chrono::{Datelike, NaiveDate};
use samkoll::amount::{Language, Text};
use samkoll::brief::Brief;
use samkoll::calendar::Question;
use samkoll::evaluate::Selection;
use samkoll::model::actor::Role;
use samkoll::{Workspace, render};

use crate::args::BriefOptions;
use crate::opened::{Opened, open};
use crate::output::{Exit, Trouble, no_such};

pub(crate) fn run(options: &BriefOptions) -> Result<Exit, Trouble> {
    let opened = open(options.dir.as_deref(), &options.language)?;
    if !opened.is_usable() {
        return Ok(Exit::CannotRun);
    }
    let Opened { workspace, language, .. } = &opened;
    let body = body(workspace, options.body.as_deref(), options.meeting, *language)?;
    let as_of = options.as_of.unwrap_or(options.meeting);
    // A brief tells what was known when it was written: what became known only later was in no brief before.
    let known_at = options.known_at.unwrap_or(as_of);
    let question = Question { as_of, known_at: Some(known_at) };
    // What falls due before the next meeting may belong to the year after.
    let last_year = options.meeting.year().max(as_of.year()).saturating_add(2);
    if !opened.is_within(question, Some(last_year)) {
        return Ok(Exit::CannotRun);
    }
    let before = Brief::question_before(&workspace.model, question, &body, options.meeting);
    let (report, earlier) = opened.with_earlier(before, || opened.assess(question, &Selection::default()));
    let cycle = opened.cycle_by(&report, last_year);
    let brief = Brief::new(&cycle, &body, options.meeting);
    let text = render::brief::render(&brief, &report, &earlier, options.format.into(), *language);
    opened.deliver(&text, options.output.file.as_deref())?;
    Ok(Exit::of(&report))
}

/// The body that meets: the one named, by its id or its role, or else the board.
fn body(
    workspace: &Workspace,
    named: Option<&str>,
    day: NaiveDate,
    language: Language,
) -> Result<String, Trouble> {
    let model = &workspace.model;
    let word = named.unwrap_or(Role::Board.name());
    if model.organisation(word).is_some() {
        return Ok(word.to_owned());
    }
    let role = Role::parse(word);
    if let Some(holder) = role.and_then(|role| model.holders(role, day).next()) {
        return Ok(holder.id.value.clone());
    }
    if let Some(role) = role {
        let (title, word) = (role.title(), role.name());
        return Err(Trouble::new(
            Text::new(
                format!(
                    "ingen har rollen {} {day}; skriv role = \"{word}\" på organet i arbetsytans filer",
                    title.sv
                ),
                format!(
                    "nobody has the role of {} on {day}; write role = \"{word}\" on the body in the files",
                    title.en
                ),
            ),
            language,
        ));
    }
    let known: Vec<&str> = model.organisations.iter().map(|it| it.id.value.as_str()).collect();
    Err(no_such(&Text::new("organisationen", "organisation"), word, &known, language))
}
