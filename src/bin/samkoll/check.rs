//! `samkoll check`: assess a workspace and print what a reader needs.

use chrono::Datelike;
use samkoll::amount::{Language, Text};
use samkoll::brief::Brief;
use samkoll::calendar::Question;
use samkoll::evaluate::Selection;
use samkoll::model::actor::Role;
use samkoll::model::rule::Class;
use samkoll::report::Report;
use samkoll::verdict::{Outcome, Verdict};
use samkoll::{Workspace, assess, render, report_on};

use crate::args::{CheckOptions, FailOn, Format};
use crate::opened::{Opened, open};
use crate::output::{self, Exit, Trouble, no_such};
use crate::world;

pub(crate) fn run(options: &CheckOptions) -> Result<Exit, Trouble> {
    let opened = open(options.dir.as_deref(), &options.language)?;
    let language = opened.language;
    if !opened.is_usable() {
        // A reader that is a program gets a whole document, with what is wrong in it.
        if options.format == Format::Json {
            let as_of = options.dates.as_of.or(opened.workspace.model.as_of()).unwrap_or_else(world::today);
            let question = Question { as_of, known_at: options.dates.known_at };
            output::print(&json(&report_on(&opened.workspace, question), language)?)?;
        }
        return Ok(Exit::CannotRun);
    }
    let question = opened.question(&options.dates);
    rules_exist(&opened.workspace, &options.rules, language)?;
    families_exist(&opened.workspace, &options.without, language)?;
    let selection =
        Selection { rules: options.rules.clone(), year: options.year, without: options.without.clone() };
    let report = opened.assess(question, &selection);
    let report = match options.materiality {
        Some(percent) => report.weighed(percent),
        None => report,
    };
    let text = match first_screen(&opened, &report, options) {
        Some(screen) => screen,
        None => draw(&report, options, language)?,
    };
    output::print(&text)?;
    Ok(exit(&report, options.fail_on))
}

fn rules_exist(workspace: &Workspace, asked: &[String], language: Language) -> Result<(), Trouble> {
    let known: Vec<&str> = workspace.book.rules().iter().map(|it| it.text.id.value.as_str()).collect();
    let Some(unknown) = asked.iter().find(|rule| !known.contains(&rule.as_str())) else { return Ok(()) };
    Err(no_such(&Text::new("regeln", "rule"), unknown, &known, language))
}

fn families_exist(workspace: &Workspace, asked: &[String], language: Language) -> Result<(), Trouble> {
    let mut known: Vec<&str> = workspace.book.rules().iter().map(|it| it.text.family.as_str()).collect();
    known.sort_unstable();
    known.dedup();
    let Some(unknown) = asked.iter().find(|family| !known.contains(&family.as_str())) else { return Ok(()) };
    let all = known.join(", ");
    let message = Text::new(
        format!("regelfamiljen `{unknown}` finns inte; här finns {all}"),
        format!("there is no family of rules `{unknown}`; there are {all}"),
    );
    Err(Trouble::new(message, language))
}

/// The first screen, where that is what was asked for: the board's brief of the day, and what is new since it met.
fn first_screen(opened: &Opened, report: &Report<'_>, options: &CheckOptions) -> Option<String> {
    if options.format != Format::Text || !options.is_first_screen() || report.verdicts.is_empty() {
        return None;
    }
    let (model, day) = (&opened.workspace.model, report.as_of);
    let question = Question { as_of: day, known_at: report.known_at };
    let cycle = opened.cycle_until(question, day.year().saturating_add(2));
    // Without a board the days are told all the same, and nothing is anybody's to decide.
    let board = model.holders(Role::Board, day).next().map_or("", |it| it.id.value.as_str());
    let brief = Brief::new(&cycle, board, day);
    let before = brief.since.min(day);
    let known_at = report.known_at.unwrap_or(before).min(before);
    let earlier = assess(
        &opened.workspace,
        Question { as_of: before, known_at: Some(known_at) },
        &Selection::default(),
    );
    Some(render::screen::render(&brief, report, &earlier, opened.language))
}

fn draw(report: &Report<'_>, options: &CheckOptions, language: Language) -> Result<String, Trouble> {
    match options.format {
        Format::Text => Ok(render::text::render(report, options.reader(), language)),
        Format::Json => json(report, language),
    }
}

/// The report as JSON.
pub(crate) fn json(report: &Report<'_>, language: Language) -> Result<String, Trouble> {
    render::json::v1::render(report, language)
        .map_err(|error| Trouble::new(Text::same(error.to_string()), language))
}

fn exit(report: &Report<'_>, fail_on: FailOn) -> Exit {
    let asked = |it: &Verdict| it.outcome != Outcome::NotApplicable;
    if Exit::of(report) == Exit::CannotRun || report.verdicts.is_empty() {
        // Nothing met anything: that is no answer, and no build is green by it.
        Exit::CannotRun
    } else if report.has_fault(fail_on.severity())
        || (fail_on == FailOn::Result && report.found(Class::Result) > 0)
    {
        Exit::Breached
    } else if report.has_undecided(fail_on.severity()) || !report.verdicts.iter().any(asked) {
        Exit::Undecided
    } else {
        Exit::Clean
    }
}
