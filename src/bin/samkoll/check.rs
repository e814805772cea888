//! `samkoll check`: assess a workspace and print what a reader needs.

use std::fmt::Display;
use std::mem;
use std::path::Path;

use chrono::{Datelike, NaiveDate};
use rust_decimal::Decimal;
use samkoll::amount::{Language, Text, counted, many};
use samkoll::brief::Brief;
use samkoll::calendar::Question;
use samkoll::diagnostic::Severity;
use samkoll::evaluate::Selection;
use samkoll::model::Model;
use samkoll::model::actor::Role;
use samkoll::render::exchange::{self, Exchange, Scope};
use samkoll::render::json::Document;
#[cfg(feature = "xlsx")]
use samkoll::render::xlsx::{Known, Papers};
use samkoll::report::Report;
use samkoll::{Workspace, render, report_on};

use crate::args::{CheckOptions, FailOn, Format};
use crate::baseline;
use crate::opened::{Opened, open};
use crate::output::{self, Exit, Trouble, no_such};
use crate::world;

/// What is written: a text, a document that is harmless as it is, or the bytes of a workbook.
enum Drawn<'r> {
    Text(String),
    Json(Document<'r>),
    #[cfg(feature = "xlsx")]
    Workbook(Vec<u8>),
}

pub(crate) fn run(options: &CheckOptions) -> Result<Exit, Trouble> {
    let opened = open(options.dir.as_deref(), &options.language)?;
    let language = opened.language;
    if !opened.is_usable() {
        // A reader that is a program gets a whole document, with what is wrong in it.
        if options.format != Format::Text {
            let as_of = options.dates.as_of.or(opened.workspace.model.as_of()).unwrap_or_else(world::today);
            let question = Question { as_of, known_at: options.dates.known_at };
            let report = report_on(&opened.workspace, question);
            deliver(&draw(&report, &opened, options)?, &opened, options)?;
        }
        return Ok(Exit::CannotRun);
    }
    let question = opened.question(&options.dates);
    rules_exist(&opened.workspace, &options.rules, language)?;
    families_exist(&opened.workspace, &options.without, language)?;
    let model = &opened.workspace.model;
    let selection =
        Selection { rules: options.rules.clone(), year: options.year, without: options.without.clone() };
    let answer = || report(&opened, question, &selection, options.materiality, options.baseline.as_deref());
    let (report, earlier) = match options.format == Format::Text && options.is_first_screen() {
        true => {
            let before =
                Brief::question_before(model, question, board_of(model, question.as_of), question.as_of);
            let (report, earlier) = opened.with_earlier(before, answer);
            (report?, Some(earlier))
        }
        false => (answer()?, None),
    };
    if options.format == Format::Text {
        tell_of_warnings(&report, language);
    }
    let drawn = match earlier.as_ref().filter(|_| !report.verdicts.is_empty()) {
        Some(earlier) => Drawn::Text(first_screen(&opened, &report, earlier)),
        None => draw(&report, &opened, options)?,
    };
    deliver(&drawn, &opened, options)?;
    let exit = exit(&report, options.fail_on);
    // The program ends here, and its memory with it: to give it back bit by bit is for nothing.
    mem::forget(drawn);
    mem::forget((report, earlier));
    mem::forget(opened);
    Ok(exit)
}

/// Before anything is worked out: whether the form is one that this program writes, and fit for where it goes.
pub(crate) fn can_be_written(options: &CheckOptions) -> Result<(), Trouble> {
    let language = options.language.chosen().unwrap_or(Language::Sv);
    let lacking =
        [(Format::Junit, "junit", cfg!(feature = "junit")), (Format::Xlsx, "xlsx", cfg!(feature = "xlsx"))];
    let lacking = lacking.into_iter().find(|(form, _, built)| *form == options.format && !built);
    if let Some((_, form, _)) = lacking {
        let message = Text::new(
            format!("--format {form} är inte inbyggt i det här programmet, som är byggt utan `{form}`"),
            format!("--format {form} is not built into this program, which was built without `{form}`"),
        );
        return Err(Trouble::new(message, language));
    }
    if options.format == Format::Xlsx && output::is_for_a_screen(options.output.file.as_deref()) {
        let message = Text::new(
            "en arbetsbok är ingen text för en skärm: ange en fil, som -o arbetspapper.xlsx",
            "a workbook is no text for a screen: name a file, as -o papers.xlsx",
        );
        return Err(Trouble::new(message, language));
    }
    Ok(())
}

fn deliver(drawn: &Drawn<'_>, opened: &Opened, options: &CheckOptions) -> Result<(), Trouble> {
    let file = options.output.file.as_deref();
    match drawn {
        Drawn::Text(text) => opened.deliver(text, file),
        Drawn::Json(json) => opened.deliver_results(json, file),
        #[cfg(feature = "xlsx")]
        Drawn::Workbook(bytes) => opened.deliver_results(&bytes.as_slice(), file),
    }
}

/// The answer to a question, weighed and held against an earlier one as was asked for.
pub(crate) fn report<'o>(
    opened: &'o Opened,
    question: Question,
    selection: &Selection,
    materiality: Option<Decimal>,
    earlier: Option<&Path>,
) -> Result<Report<'o>, Trouble> {
    // What cannot be read is told before all the rest is worked out.
    let earlier = match earlier {
        Some(file) => Some(baseline::read(file, opened.name(), question.as_of, opened.language)?),
        None => None,
    };
    let report = opened.assess(question, selection);
    let report = match materiality {
        Some(percent) => report.weighed(percent),
        None => report,
    };
    Ok(match &earlier {
        Some(saved) => {
            let baseline = baseline::of(saved, &report, *selection == Selection::default());
            report.against(baseline)
        }
        None => report,
    })
}

pub(crate) fn rules_exist(
    workspace: &Workspace,
    asked: &[String],
    language: Language,
) -> Result<(), Trouble> {
    let known: Vec<&str> = workspace.book.rules().iter().map(|it| it.text.id.value.as_str()).collect();
    let Some(unknown) = asked.iter().find(|rule| !known.contains(&rule.as_str())) else { return Ok(()) };
    Err(no_such(&Text::new("regeln", "rule"), unknown, &known, language))
}

pub(crate) fn families_exist(
    workspace: &Workspace,
    asked: &[String],
    language: Language,
) -> Result<(), Trouble> {
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

/// The other forms carry what is said of the files; of the text, who reads it is told where that stands.
fn tell_of_warnings(report: &Report<'_>, language: Language) {
    let warnings = report.problems.iter().filter(|it| it.severity == Severity::Warning).count();
    if warnings > 0 {
        let count = counted(many(warnings), render::words::severity(Severity::Warning));
        let text = Text::new(
            format!("filerna har {}: samkoll validate", count.sv),
            format!("the files have {}: samkoll validate", count.en),
        );
        output::note(&text, language);
    }
}

/// The first screen: the board's brief of the day, and what is new since it met.
fn first_screen(opened: &Opened, report: &Report<'_>, earlier: &Report<'_>) -> String {
    let cycle = opened.cycle_by(report, report.as_of.year().saturating_add(2));
    let brief = Brief::of_the_day(&cycle, board_of(&opened.workspace.model, report.as_of));
    render::screen::render(&brief, report, earlier, opened.language)
}

/// Who is the board on a day. Without one the days are told all the same, and nothing is anybody's to decide.
fn board_of(model: &Model, day: NaiveDate) -> &str {
    model.holders(Role::Board, day).next().map_or("", |it| it.id.value.as_str())
}

fn draw<'r>(report: &'r Report<'_>, opened: &Opened, options: &CheckOptions) -> Result<Drawn<'r>, Trouble> {
    let language = opened.language;
    let scope = if options.all { Scope::All } else { Scope::Findings };
    let exchange = Exchange { report, scope, below: &opened.below, language };
    let text = match options.format {
        Format::Text => Ok(render::text::render(report, options.reader(), language)),
        Format::Json => return json(report, language).map(Drawn::Json),
        Format::Sarif => told(render::json::sarif::render(&exchange, &opened.workspace.book), language),
        #[cfg(feature = "junit")]
        Format::Junit => told(exchange::junit::render(&exchange), language),
        Format::Github => Ok(exchange::github::render(&exchange)),
        Format::Markdown => Ok(exchange::markdown::render(&exchange)),
        Format::Csv => told(exchange::csv::render(&exchange), language),
        // What is of many workspaces was refused before this one was read.
        Format::Jsonl => Ok(String::new()),
        #[cfg(feature = "xlsx")]
        Format::Xlsx => return told(workbook(&exchange, opened), language).map(Drawn::Workbook),
        #[cfg(not(all(feature = "junit", feature = "xlsx")))]
        _ => Ok(String::new()),
    };
    text.map(Drawn::Text)
}

/// The working papers; where the files have errors, or there is too much to work out, what is told of that alone.
#[cfg(feature = "xlsx")]
fn workbook(exchange: &Exchange<'_>, opened: &Opened) -> Result<Vec<u8>, impl Display + use<>> {
    let (report, workspace) = (exchange.report, &opened.workspace);
    let question = Question { as_of: report.as_of, known_at: report.known_at };
    if workspace.is_broken() || samkoll::too_many(workspace, question, None).is_some() {
        return render::xlsx::render(Papers { exchange, known: None });
    }
    let last_year = report.as_of.year().saturating_add(1);
    let cycle = match report.asked == Selection::default() {
        true => opened.cycle_by(report, last_year),
        // What the waivers cover is what all the rules say.
        false => opened.cycle_until(question, last_year),
    };
    let settled = samkoll::open_questions(workspace, report);
    render::xlsx::render(Papers { exchange, known: Some(Known { cycle: &cycle, settled: &settled }) })
}

/// What a writer made, or why it could not.
pub(crate) fn told<T, E: Display>(written: Result<T, E>, language: Language) -> Result<T, Trouble> {
    written.map_err(|error| Trouble::new(Text::same(error.to_string()), language))
}

/// The report as JSON.
fn json<'r>(report: &'r Report<'_>, language: Language) -> Result<Document<'r>, Trouble> {
    told(render::json::v1::render(report, language), language)
}

/// The same as one text.
pub(crate) fn json_text(report: &Report<'_>, language: Language) -> Result<String, Trouble> {
    told(json(report, language)?.into_text(), language)
}

pub(crate) fn exit(report: &Report<'_>, fail_on: FailOn) -> Exit {
    if Exit::of(report) == Exit::CannotRun || report.verdicts.is_empty() {
        // Nothing met anything: that is no answer, and no build is green by it.
        Exit::CannotRun
    } else if report.has_fault(fail_on.severity()) || (fail_on == FailOn::Result && report.has_result()) {
        Exit::Breached
    } else if report.has_undecided(fail_on.severity()) || report.is_without_answer() {
        Exit::Undecided
    } else {
        Exit::Clean
    }
}
