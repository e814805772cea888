//! `samkoll import`: figures and events from where they already are.

mod csv;
mod rows;
#[cfg(feature = "xlsx")]
mod xlsx;

use std::collections::BTreeMap;
use std::path::Path;

use samkoll::amount::{Language, Text, counted, many};
use samkoll::diagnostic::Severity;
use samkoll::import::{Import, MARK, chart_of, draw, file_of};
use samkoll::model::organisation::Organisation;
use samkoll::model::{Model, usual};
use samkoll::sie::{self, Ledger};
use samkoll::starter::Written;
use samkoll::{limits, render};

use crate::add::disk;
use crate::args::{ImportCommand, SieOptions};
use crate::opened::read;
use crate::output::{self, Exit, Trouble, no_such};
use crate::settle;
use crate::stays::stays_right;
use crate::world::{self, Place};

pub(crate) fn run(what: &ImportCommand) -> Result<Exit, Trouble> {
    match what {
        ImportCommand::Sie(options) => sie(options),
        ImportCommand::Csv(options) => csv::run(options),
        #[cfg(feature = "xlsx")]
        ImportCommand::Xlsx(options) => xlsx::run(options),
    }
}

fn sie(options: &SieOptions) -> Result<Exit, Trouble> {
    let place = Place::Folder(disk(&options.to)?);
    let opened = read(&place, &options.to.language);
    let language = opened.language;
    if !opened.is_usable() {
        return Ok(Exit::CannotRun);
    }
    let model = &opened.workspace.model;
    let Some(ledger) = ledger(options, language)? else { return Ok(Exit::CannotRun) };
    is_of_the_association(&ledger, model, options, language)?;
    let import = drawn(&ledger, model, options, language)?;
    if options.dry_run {
        output::print(&render::ledger::table(&import, &ledger, model.catalogue(), language))?;
        return Ok(Exit::Clean);
    }
    let figures = model.folder(|parts| &parts.figures, usual::FIGURES);
    let path = format!("{figures}/{}-ledger.toml", import.year);
    let written = Written { path, text: file_of(&import, &ledger), sort: None };
    let Place::Folder(disk) = &place else { return Ok(Exit::CannotRun) };
    let new = BTreeMap::from([(written.path.clone(), written.text.clone())]);
    stays_right(&place, &opened.workspace, new, Severity::Error, &BTreeMap::new(), language)?;
    let changed = settle::renew(disk.root(), &written, MARK, language)?;
    output::print(&told(&disk.root().join(&written.path).display().to_string(), changed, &import, language))?;
    Ok(Exit::Clean)
}

/// The ledger in the file; none where it is no ledger, which is then shown.
fn ledger(options: &SieOptions, language: Language) -> Result<Option<Ledger>, Trouble> {
    let shown = options.ledger.display().to_string();
    let bytes = bytes(&options.ledger, limits::LEDGER, language)?;
    let read = sie::read(&shown, &bytes);
    if !read.problems.is_empty() {
        output::show_problems(&read.problems, &read.files, language);
    }
    Ok(read.ledger)
}

/// The bytes of a file, if it has no more than so many.
fn bytes(file: &Path, most: usize, language: Language) -> Result<Vec<u8>, Trouble> {
    world::bytes(file, most).map_err(|why| {
        let shown = file.display();
        let text = why.map(|language, why| match language {
            Language::Sv => format!("{shown} går inte att läsa: {why}"),
            Language::En => format!("{shown} cannot be read: {why}"),
        });
        Trouble::new(text, language)
    })
}

/// Another's ledger is refused, unless its number is known to be another and is named.
fn is_of_the_association(
    ledger: &Ledger,
    model: &Model,
    options: &SieOptions,
    language: Language,
) -> Result<(), Trouble> {
    let own = model.association().and_then(|id| model.organisation(id));
    let own = own.and_then(|it: &Organisation| it.number.as_ref()).map(|it| it.value.as_str());
    let expected = options.number.as_deref().or(own);
    let unknown = |sv: &str, en: &str| output::note(&Text::new(sv, en), language);
    match (&ledger.number, expected) {
        (None, _) => unknown(
            "filen säger inte vems bokföringen är (#ORGNR saknas)",
            "the file does not say whose ledger it is (#ORGNR is missing)",
        ),
        (_, None) => unknown(
            "arbetsytan har inget organisationsnummer för förbundet, så det prövas inte vems bokföringen är",
            "the workspace has no organisation number of the förbund, so it is not checked whose ledger it is",
        ),
        (Some(found), Some(expected)) if digits(found) != digits(expected) => {
            let text = Text::new(
                format!(
                    "bokföringen är en annans: filen har organisationsnumret {found}, och {expected} väntades; är det ändå rätt fil, skriv --number {found}; inget är skrivet"
                ),
                format!(
                    "the ledger is another’s: the file has the organisation number {found}, and {expected} was expected; if it is the right file all the same, write --number {found}; nothing is written"
                ),
            );
            return Err(Trouble::new(text, language));
        }
        _ => (),
    }
    Ok(())
}

/// The ten last digits: some programs write the century before them, some no hyphen.
fn digits(number: &str) -> String {
    let digits: Vec<char> = number.chars().filter(char::is_ascii_digit).collect();
    digits.iter().skip(digits.len().saturating_sub(10)).collect()
}

fn drawn(
    ledger: &Ledger,
    model: &Model,
    options: &SieOptions,
    language: Language,
) -> Result<Import, Trouble> {
    let year = year_of(ledger, options.year, language)?;
    ledger.whole_year(year).map_err(|why| no_figures(why, language))?;
    let asked = options.chart.as_deref();
    let chart = chart_of(model, asked, ledger).map_err(|known| match asked {
        Some(asked) => no_such(&Text::new("kontoplanen", "chart"), asked, &known, language),
        None => Trouble::new(untold(&known), language),
    })?;
    draw(ledger, year, model, chart).map_err(|why| no_figures(why, language))
}

fn no_figures(why: sie::Uncovered, language: Language) -> Trouble {
    let text = why.words().map(|language, why| match language {
        Language::Sv => format!("{why}; inget är skrivet"),
        Language::En => format!("{why}; nothing is written"),
    });
    Trouble::new(text, language)
}

fn untold(known: &[&str]) -> Text {
    let known = known.join(", ");
    Text::new(
        format!(
            "det går inte att veta vilken kontoplan bokföringen följer: skriv chart = \"…\" överst i en egen fil under rules, eller --chart ({known}); inget är skrivet"
        ),
        format!(
            "it cannot be known which chart the ledger follows: write chart = \"…\" at the top of a file of your own under rules, or --chart ({known}); nothing is written"
        ),
    )
}

/// How far the year that is asked for is from the file’s own.
fn year_of(ledger: &Ledger, asked: Option<i32>, language: Language) -> Result<i32, Trouble> {
    let Some(asked) = asked else { return Ok(0) };
    let calendar = |(number, it): (&i32, &sie::Period)| Some((*number, it.calendar_year()?));
    let years: Vec<(i32, i32)> = ledger.years.iter().filter_map(calendar).collect();
    let found = years.iter().find(|(_, year)| *year == asked);
    found.map(|(number, _)| *number).ok_or_else(|| {
        let there: Vec<String> = years.iter().map(|(_, year)| year.to_string()).collect();
        let there = there.join(", ");
        let text = Text::new(
            format!("filen har inte kalenderåret {asked}; den har: {there}; inget är skrivet"),
            format!("the file does not have the calendar year {asked}; it has: {there}; nothing is written"),
        );
        Trouble::new(text, language)
    })
}

fn told(path: &str, changed: bool, import: &Import, language: Language) -> String {
    let budget = import.budget.len();
    let figures = counted(many(import.figures.len()), ["siffra", "siffror", "figure", "figures"]);
    let untaken = counted(many(import.untaken.len()), ["konto", "konton", "account comes", "accounts come"]);
    let whole = match import.is_proven() {
        true => Text::new("Bokföringen visar att den är hel.", "The ledger shows that it is whole."),
        false => Text::new(
            "Bokföringen visar inte att den är hel: det som annars vore rätt blir oavgjort.",
            "The ledger does not show that it is whole: what would else be right stays undecided.",
        ),
    };
    let budgeted = match import.budget.is_empty() {
        true => Text::default(),
        false => Text::new(
            "Att budgeten är hel visar inget i en SIE-fil: den räknas som inte visad.\n",
            "Nothing in a SIE file shows that the budget is whole: it counts as not shown.\n",
        ),
    };
    let off: Vec<&str> = import.off_the_vouchers.iter().map(|(account, _)| account.as_str()).collect();
    let off = match off.as_slice() {
        [] => Text::default(),
        off => Text::new(
            format!(
                "Verifikationerna ger inte saldot på konto {}: några fattas i filen, eller ett saldo är ändrat (filen säger hur mycket).\n",
                off.join(", ")
            ),
            format!(
                "The vouchers do not come to the balance of account {}: some are not in the file, or a balance is changed (the file says by how much).\n",
                off.join(", ")
            ),
        ),
    };
    let done = if changed { Text::new("Skrivet", "Written") } else { Text::new("Oförändrat", "Unchanged") };
    let text = Text::new(
        format!(
            "{}:\n  {path}\n\n{} ur bokföringen, {budget} ur budgeten; {} är ingen egen siffra (de räknas upp i filen).\n{}\n{}{}\nSkriv sedan:\n  samkoll check\n",
            done.sv, figures.sv, untaken.sv, whole.sv, off.sv, budgeted.sv
        ),
        format!(
            "{}:\n  {path}\n\n{} of the ledger, {budget} of the budget; {} to no figure (listed in the file).\n{}\n{}{}\nThen type:\n  samkoll check\n",
            done.en, figures.en, untaken.en, whole.en, off.en, budgeted.en
        ),
    );
    text.get(language).to_owned()
}
