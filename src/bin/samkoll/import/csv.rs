//! `samkoll import csv`: a table of deliveries, meetings or figures, as a spreadsheet in Sweden saves it.

use chrono::Datelike;
use samkoll::amount::{Language, Text};
use samkoll::import::rows::{Origin, Sort};
use samkoll::import::table;
use samkoll::limits;
use samkoll::starter::Ids;

use super::bytes;
use super::rows::{Typed, enter, refused};
use crate::add::disk;
use crate::args::{CsvOptions, TableName};
use crate::opened::read;
use crate::output::{self, Exit, Trouble};
use crate::world::{self, Place};

/// How a file begins that was written here: no other is written over.
const MARK: &str = "# Skriven av samkoll import csv.";

/// What the files of the other imports are called after.
const OTHERS: [&str; 2] = ["ledger", "workbook"];

pub(super) fn run(options: &CsvOptions) -> Result<Exit, Trouble> {
    let place = Place::Folder(disk(&options.to)?);
    let opened = read(&place, &options.to.language);
    if !opened.is_usable() {
        return Ok(Exit::CannotRun);
    }
    let language = opened.language;
    let sort = match options.what {
        TableName::Deliveries => Sort::Deliveries,
        TableName::Meetings => Sort::Meetings,
        TableName::Figures => Sort::Figures,
        TableName::Reported => Sort::Reported,
    };
    let recorded = options.recorded.unwrap_or_else(world::today);
    let year = match (sort, options.year) {
        (_, Some(year)) => year,
        (Sort::Figures | Sort::Reported, None) => return Err(no_year(language)),
        (_, None) => recorded.year(),
    };
    let name = options.table.file_name().unwrap_or_default().to_string_lossy();
    let bytes = bytes(&options.table, limits::TABLE, language)?;
    let table = match table::read(&name, &bytes, sort) {
        Ok(table) => table,
        Err(complaints) => return refused(&name, complaints, language),
    };
    let called = table.encoding.called();
    let (sv, en) = (format!("{name}: läst som {}", called.sv), format!("{name}: read as {}", called.en));
    output::note(&Text::new(sv, en), language);
    let stem = options.table.file_stem().unwrap_or_default().to_string_lossy();
    let stem = Ids::with(OTHERS).take(&stem, "tabell");
    let rows = [table.rows];
    let typed = Typed {
        shown: &name,
        year,
        rows: &rows,
        origin: Origin { stem: Some(&stem), mark: MARK, title: &name },
        recorded,
        dry_run: options.dry_run,
    };
    enter(&place, &opened, &typed)
}

fn no_year(language: Language) -> Trouble {
    let text = Text::new(
        "vilket års siffror är det? skriv --year, som --year 2024; inget är skrivet",
        "the figures of which year are they? write --year, as --year 2024; nothing is written",
    );
    Trouble::new(text, language)
}
