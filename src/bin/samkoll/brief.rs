//! `samkoll brief`: what a body must know before a meeting.

use chrono::{Datelike, NaiveDate};
use samkoll::amount::{Language, Text};
use samkoll::brief::Brief;
use samkoll::calendar::Question;
use samkoll::evaluate::Selection;
use samkoll::model::actor::Role;
use samkoll::{Workspace, render};

use crate::add;
use crate::args::BriefOptions;
use crate::opened::{Opened, open};
use crate::output::{Exit, Trouble, no_such};
use crate::typed::Which;

pub(crate) fn run(options: &BriefOptions) -> Result<Exit, Trouble> {
    let opened = open(options.dir.as_deref(), &options.language)?;
    if !opened.is_usable() {
        return Ok(Exit::CannotRun);
    }
    let Opened { workspace, language, .. } = &opened;
    // A meeting that the register lacks is one to be planned for; of several, one is asked for.
    let found = |word: &str| add::met(&workspace.model, word, &options.meeting, *language);
    let (met, date) = match &options.meeting {
        Which::Day(date) => (None, *date),
        Which::Id(_) => found("").map(|it| (Some(it), it.date.value))?,
    };
    let named = options.body.as_deref().or_else(|| met.map(|it| it.body.value.as_str()));
    let body = body(workspace, named, date, *language)?;
    let of_day = workspace.model.meetings.iter().filter(|it| it.body.value == body && it.date.value == date);
    let met = if met.is_none() && of_day.count() > 0 { Some(found(&body)?) } else { met };
    let as_of = options.as_of.unwrap_or(date);
    // A brief tells what was known when it was written: what became known only later was in no brief before.
    let known_at = options.known_at.unwrap_or(as_of);
    let question = Question { as_of, known_at: Some(known_at) };
    // What falls due before the next meeting may belong to the year after.
    let last_year = date.year().max(as_of.year()).saturating_add(2);
    if !opened.is_within(question, Some(last_year)) {
        return Ok(Exit::CannotRun);
    }
    let before = Brief::question_before(&workspace.model, question, &body, date);
    let (report, earlier) = opened.with_earlier(before, || opened.assess(question, &Selection::default()));
    let cycle = opened.cycle_by(&report, last_year);
    let met = met.filter(|it| question.counts(it.recorded));
    let brief = Brief::of(&cycle, &body, date, met);
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
