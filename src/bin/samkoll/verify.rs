//! `samkoll verify`: a saved assessment made again, from the same files and the same question.

use std::path::Path;

use samkoll::amount::{Language, Text};
use samkoll::calendar::Question;
use samkoll::comparison::{Saved, Verification};
use samkoll::render;
use samkoll::report::Report;

use crate::args::VerifyOptions;
use crate::opened::{Opened, open};
use crate::output::{self, Exit, Trouble};
use crate::{check, diff};

pub(crate) fn run(options: &VerifyOptions) -> Result<Exit, Trouble> {
    let spoken = options.language.chosen().unwrap_or(Language::Sv);
    let (text, saved) = diff::read(&options.assessment, spoken)?;
    let trouble = |why: Text| {
        let shown = options.assessment.display();
        Trouble::new(why.map(|_, why| format!("{shown}: {why}")), spoken)
    };
    if saved.workspace.files.is_empty() {
        return Err(trouble(Text::new(
            "den säger inte vilka filer den gjordes av; spara en ny med `samkoll check --format json`",
            "it does not say which files it was made from; save a new one with `samkoll check --format json`",
        )));
    }
    if saved.has_baseline() != options.baseline.is_some() {
        return Err(trouble(Text::new(
            "en bedömning som hölls mot en tidigare prövas med samma `--baseline`, och bara den",
            "an assessment that was held against an earlier one is verified with the same `--baseline`, and only that",
        )));
    }
    let opened = open(options.dir.as_deref(), &options.language)?;
    if !opened.is_usable() {
        return Ok(Exit::CannotRun);
    }
    saved.is_of(opened.name()).map_err(trouble)?;
    let report = again(&opened, &saved, options.baseline.as_deref())?;
    // What is said of the files is in the language it was asked for in; all else is in both.
    let written = |language| check::json_text(&report, language);
    let (sv, en) = (written(Language::Sv)?, written(Language::En)?);
    let again = if en == text { &en } else { &sv };
    let read = opened.language.pick(sv.as_str(), en.as_str());
    let verification = Verification::new(&saved, &text, (again, read), report.sums, &report.standard.digest);
    output::print(&render::verify::render(&verification, opened.language))?;
    Ok(if verification.holds() { Exit::Clean } else { Exit::Breached })
}

/// The saved question asked again.
fn again<'o>(opened: &'o Opened, saved: &Saved, earlier: Option<&Path>) -> Result<Report<'o>, Trouble> {
    let question = Question { as_of: saved.as_of, known_at: saved.known_at };
    check::report(opened, question, &diff::selection(saved), saved.materiality, earlier)
}
