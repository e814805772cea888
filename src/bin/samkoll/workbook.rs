//! `samkoll workbook`: a workbook made for this förbund and a year, to be filled in.

use std::path::Path;

use chrono::Datelike;
use samkoll::amount::{Phrase, Text};
use samkoll::import::rows::{Asked, Sort};
use samkoll::model::Model;
use samkoll::render::xlsx::{Form, form};

use crate::args::{BookReader, WorkbookOptions};
use crate::opened::open;
use crate::output::{self, Exit, Trouble};

/// When there is nothing to tell of each insats by itself.
const NO_INSATS: Phrase = Phrase::new(
    "arbetsytan har inga siffror för var insats för sig, och bladet frågar därför inte efter dem: hur de läggs till står i \
     docs/eget-forbund.md, Redovisat till Försäkringskassan",
    "the workspace has no figures for each insats by itself, so the sheet does not ask for them: how to add them is in \
     docs/format.md, Figures",
);

/// Whether the förbund has figures of its own that are reported.
fn names_an_insats(model: &Model) -> bool {
    model.figures.iter().any(|it| it.reported.is_some() && !model.is_standard(it.name.span))
}

pub(crate) fn run(options: &WorkbookOptions) -> Result<Exit, Trouble> {
    let opened = open(options.dir.as_deref(), &options.language)?;
    let language = opened.language;
    if output::is_for_a_screen(options.output.file.as_deref()) {
        let message = Text::new(
            "en arbetsbok är ingen text för en skärm: ange en fil, som -o forbund.xlsx",
            "a workbook is no text for a screen: name a file, as -o forbund.xlsx",
        );
        return Err(Trouble::new(message, language));
    }
    let file = options.output.file.as_deref();
    if let Some(file) = file.filter(|it| it.is_file()) {
        return Err(Trouble::new(is_there(file), language));
    }
    if !opened.is_usable() {
        return Ok(Exit::CannotRun);
    }
    let question = opened.question(&options.dates);
    let year = options.year.unwrap_or_else(|| question.as_of.year());
    let last_year = year.max(question.as_of.year()).saturating_add(1);
    if !opened.is_within(question, Some(last_year)) {
        return Ok(Exit::CannotRun);
    }
    let cycle = opened.cycle_until(question, last_year);
    let workspace = &opened.workspace;
    let asked = Asked {
        model: &workspace.model,
        files: &workspace.files,
        cycle: &cycle,
        year,
        recorded: question.as_of,
    };
    let sorts = match options.reader {
        Some(BookReader::Fk) => {
            if !names_an_insats(&workspace.model) {
                output::note(&NO_INSATS.into(), language);
            }
            &[Sort::Reported]
        }
        None => Sort::OF_A_YEAR,
    };
    let book = form(Form { asked: &asked, name: opened.name(), sorts, language })
        .map_err(|error| Trouble::new(Text::same(error.to_string()), language))?;
    opened.deliver_results(&book.as_slice(), file)?;
    if let Some(file) = file.filter(|it| it.is_file()) {
        output::print(written(file).get(language))?;
    }
    Ok(Exit::Clean)
}

/// What has been filled in is nowhere else until it is imported: nothing is written over.
fn is_there(file: &Path) -> Text {
    let file = file.display();
    Text::new(
        format!(
            "{file} finns redan och kan vara ifylld: ange ett annat namn, eller flytta den först; inget är skrivet"
        ),
        format!(
            "{file} is there already and may be filled in: give another name, or move it first; nothing is written"
        ),
    )
}

fn written(file: &Path) -> Text {
    let file = file.display();
    Text::new(
        format!(
            "Skrivet: {file}\n\nFyll i de gula rutorna, spara, och skriv sedan:\n  samkoll import xlsx {file}\n"
        ),
        format!(
            "Written: {file}\n\nFill in the yellow cells, save it, and then type:\n  samkoll import xlsx {file}\n"
        ),
    )
}
