//! `samkoll report`: the page for the board, with everything in it.

use std::sync::Arc;

use chrono::Datelike;
use samkoll::amount::Text;
use samkoll::brief::Brief;
use samkoll::evaluate::Selection;
use samkoll::facts::Facts;
use samkoll::model::actor::Role;
use samkoll::render::html::{self, Board};
use samkoll::render::words;

use crate::args::ReportOptions;
use crate::opened::open;
use crate::output::{Exit, Trouble};

pub(crate) fn run(options: &ReportOptions) -> Result<Exit, Trouble> {
    let opened = open(options.dir.as_deref(), &options.language)?;
    if !opened.is_usable() {
        return Ok(Exit::CannotRun);
    }
    let question = opened.question(&options.dates);
    // What falls due before the next meeting may belong to the year after.
    let last_year = question.as_of.year().saturating_add(2);
    if !opened.is_within(question, Some(last_year)) {
        return Ok(Exit::CannotRun);
    }
    let report = opened.assess(question, &Selection::default());
    // A page about nothing is no answer, whoever takes it for one.
    if report.verdicts.is_empty() {
        return Err(Trouble::new(words::NOTHING_ASKED.into(), opened.language));
    }
    let cycle = opened.cycle_by(&report, last_year);
    let model = &opened.workspace.model;
    // Without a board the days are told all the same, and nothing is anybody's to decide.
    let board = model.holders(Role::Board, question.as_of).next().map_or("", |it| it.id.value.as_str());
    let brief = Brief::of_the_day(&cycle, board);
    let facts = Facts::new(Arc::clone(model), question);
    let board = Board { brief: &brief, report: &report, facts: &facts };
    let page = html::render(board, opened.language)
        .map_err(|error| Trouble::new(Text::same(format!("{error:#}")), opened.language))?;
    opened.deliver(&page, options.output.file.as_deref())?;
    Ok(Exit::of(&report))
}
