//! `samkoll read`: a document as it is, without a workspace: what of its tables does not add up.

mod into;
mod minutes;

use std::path::Path;

use samkoll::amount::{Language, Text};
use samkoll::audit::{agreement, audit};
use samkoll::document::{self, Document};
use samkoll::limits;
use samkoll::render::json;
use samkoll::render::reading::{self, Reading};

use crate::args::{ReadAs, ReadFormat, ReadOptions};
use crate::output::{self, Exit, Trouble};
use crate::world;

pub(crate) fn run(options: &ReadOptions) -> Result<Exit, Trouble> {
    let language = options.language.chosen().unwrap_or(Language::Sv);
    if options.like.is_some() && options.read_as != Some(ReadAs::Agreement) {
        let text = Text::new("--like förutsätter --as agreement", "--like takes --as agreement");
        return Err(Trouble::new(text, language));
    }
    let document = opened(&options.document, language)?;
    if options.read_as == Some(ReadAs::Minutes) {
        return minutes::run(&document, options);
    }
    let mut audit = audit(&document, options.year);
    if options.into.into.is_some() {
        return into::run(&document, &audit, options);
    }
    if options.read_as == Some(ReadAs::Agreement) {
        let like = options.like.as_ref().map(|it| opened(it, language)).transpose()?;
        agreement::read(&document, &mut audit, like.as_ref());
    }
    let reading = Reading { document: &document, audit: &audit };
    let internal = |error: serde_json::Error| Trouble::new(Text::same(error.to_string()), language);
    let text = match options.format {
        ReadFormat::Text => reading::text(&reading, language),
        ReadFormat::Json => json::v1::reading(&reading, language).map_err(internal)?,
        #[cfg(feature = "report")]
        ReadFormat::Html => samkoll::render::html::reading::render(&reading, language)
            .map_err(|error| Trouble::new(Text::same(format!("{error:#}")), language))?,
        ReadFormat::Sarif => {
            // A place outside the folder is told by the file's name alone.
            let shown = options.document.display().to_string();
            let path = if options.document.is_absolute() { &document.name } else { &shown };
            json::sarif::reading::render(&reading, path, language).map_err(internal)?
        }
    };
    output::deliver(
        &text,
        options.output.file.as_deref(),
        std::slice::from_ref(&options.document),
        language,
    )?;
    Ok(match (audit.faults() > 0, audit.is_open() || reading.unread().next().is_some()) {
        (true, _) => Exit::Breached,
        (false, true) => Exit::Undecided,
        (false, false) => Exit::Clean,
    })
}

/// The document in a file.
fn opened(path: &Path, language: Language) -> Result<Document, Trouble> {
    let shown = path.display().to_string();
    let cannot = |why: &Text| {
        let text = Text::new(
            format!("{shown} går inte att läsa: {}", why.sv),
            format!("{shown} cannot be read: {}", why.en),
        );
        Trouble::new(text, language)
    };
    let bytes = world::bytes(path, limits::DOCUMENT).map_err(|why| cannot(&why))?;
    let name = path.file_name().map_or_else(|| shown.clone(), |it| it.to_string_lossy().into_owned());
    document::read(&name, &bytes).map_err(|why| cannot(&why.0))
}
