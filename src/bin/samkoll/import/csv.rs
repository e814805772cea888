//! `samkoll import csv`: a table of deliveries, meetings or figures, as a spreadsheet in Sweden saves it.

use chrono::Datelike;
use samkoll::amount::{Language, Text};
use samkoll::import::rows::{Origin, Sort};
use samkoll::import::table;
use samkoll::limits;
use samkoll::starter::Ids;

use super::bytes;
use super::entered::{Typed, entered, refused};
use crate::add::disk;
use crate::args::{CsvOptions, TableName};
use crate::opened::read;
use crate::output::{self, Exit, Trouble};
use crate::world::{self, Place};

/// How a file begins that was written here: no other is written over.
const MARK: &str = "# Skriven av samkoll import csv.";

pub(super) fn run(options: &CsvOptions) -> Result<Exit, Trouble> {
    let place = Place::Folder(disk(&options.to)?);
    let opened = read(&place, &options.to.language);
    if !opened.is_usable() {
        return Ok(Exit::CannotRun);
    }
    let language = opened.language;
    let (sort, reported) = match options.what {
        TableName::Deliveries => (Sort::Deliveries, false),
        TableName::Meetings => (Sort::Meetings, false),
        TableName::Figures => (Sort::Figures, false),
        TableName::Reported => (Sort::Figures, true),
    };
    let recorded = options.recorded.unwrap_or_else(world::today);
    let year = match (sort, options.year) {
        (_, Some(year)) => year,
        (Sort::Figures, None) => return Err(no_year(language)),
        (_, None) => recorded.year(),
    };
    let name = options.table.file_name().unwrap_or_default().to_string_lossy();
    let bytes = bytes(&options.table, limits::TABLE, language)?;
    let table = table::read(&name, &bytes, sort).map_err(|all| refused(all, language))?;
    output::note(
        &table.encoding.called().map(|language, called| match language {
            Language::Sv => format!("{name}: läst som {called}"),
            Language::En => format!("{name}: read as {called}"),
        }),
        language,
    );
    let stem = options.table.file_stem().unwrap_or_default().to_string_lossy();
    let stem = Ids::with([]).take(&stem, "tabell");
    let origin = Origin { stem: &stem, mark: MARK, title: &name, reported };
    let rows = [table.rows];
    entered(
        &place,
        &opened,
        &Typed { rows: &rows, origin: &origin, year, recorded, dry_run: options.dry_run },
    )
}

fn no_year(language: Language) -> Trouble {
    let text = Text::new(
        "vilket års siffror är det? skriv --year, som --year 2024; inget är skrivet",
        "the figures of which year are they? write --year, as --year 2024; nothing is written",
    );
    Trouble::new(text, language)
}
