//! `samkoll import xlsx`: a workbook that was filled in.

use samkoll::amount::Text;
use samkoll::import::book::{self, Book};
use samkoll::import::rows::{Complaint, Origin};
use samkoll::limits;
use samkoll::model::Model;

use super::rows::{self, Typed};
use crate::add::disk;
use crate::args::XlsxOptions;
use crate::opened::read;
use crate::output::{self, Exit, Trouble};
use crate::world::{self, Place};

/// How a file of figures begins that came of a workbook.
const MARK: &str = "# Skriven av samkoll import xlsx.";

pub(super) fn run(options: &XlsxOptions) -> Result<Exit, Trouble> {
    let place = Place::Folder(disk(&options.to)?);
    let opened = read(&place, &options.to.language);
    let language = opened.language;
    if !opened.is_usable() {
        return Ok(Exit::CannotRun);
    }
    let shown = options.file.display().to_string();
    let bytes = super::bytes(&options.file, limits::WORKBOOK, language)?;
    let book = match book::read(&bytes) {
        Ok(book) => book,
        Err(complaints) => return rows::refused(&shown, complaints, language),
    };
    if let Err(complaint) = is_of_here(&book, &opened.workspace.model, options.year) {
        return rows::refused(&shown, vec![complaint], language);
    }
    for sheet in &book.unread {
        let text = Text::new(format!("bladet {sheet} läses inte"), format!("the sheet {sheet} is not read"));
        output::note(&text, language);
    }
    let title = format!("Arbetsbok {}", book.year);
    let typed = Typed {
        shown: &shown,
        year: book.year,
        rows: &book.rows,
        origin: Origin { stem: None, mark: MARK, title: &title },
        recorded: options.recorded.unwrap_or_else(world::today),
        dry_run: options.dry_run,
    };
    rows::enter(&place, &opened, &typed)
}

/// Another förbund's workbook is refused, and that of another year than was asked for.
fn is_of_here(book: &Book, model: &Model, year: Option<i32>) -> Result<(), Complaint> {
    let own = model.association().unwrap_or_default();
    let number = model.organisation(own).and_then(|it| it.number.as_ref()).map(|it| &it.value);
    let other = number.zip(book.number.as_ref()).is_some_and(|(own, of_book)| own != of_book);
    if book.who != own || other {
        let of_book = book.number.as_deref().unwrap_or(&book.who);
        let own = number.map_or(own, |it| it.as_str());
        return Err(Complaint::new(
            "",
            format!(
                "arbetsboken är gjord för ett annat förbund: den är för {of_book}, och arbetsytan är {own}"
            ),
            format!(
                "the workbook was made for another förbund: it is for {of_book}, and the workspace is {own}"
            ),
        ));
    }
    match year.filter(|year| *year != book.year) {
        None => Ok(()),
        Some(year) => Err(Complaint::new(
            "",
            format!("arbetsboken är för {}, och --year säger {year}", book.year),
            format!("the workbook is for {}, and --year says {year}", book.year),
        )),
    }
}
