//! `samkoll read`: a document as it is, without a workspace: what of its tables does not add up.

use samkoll::amount::{Language, Text};
use samkoll::audit::audit;
use samkoll::render::json;
use samkoll::render::reading::{self, Reading};
use samkoll::{document, limits};

use crate::args::{ReadFormat, ReadOptions};
use crate::output::{self, Exit, Trouble};
use crate::world;

pub(crate) fn run(options: &ReadOptions) -> Result<Exit, Trouble> {
    let language = options.language.chosen().unwrap_or(Language::Sv);
    let shown = options.document.display().to_string();
    let cannot = |why: &Text| {
        let text = Text::new(
            format!("{shown} går inte att läsa: {}", why.sv),
            format!("{shown} cannot be read: {}", why.en),
        );
        Trouble::new(text, language)
    };
    let bytes = world::bytes(&options.document, limits::DOCUMENT).map_err(|why| cannot(&why))?;
    let name =
        options.document.file_name().map_or_else(|| shown.clone(), |it| it.to_string_lossy().into_owned());
    let document = document::read(&name, &bytes).map_err(|why| cannot(&why.0))?;
    let audit = audit(&document, options.year);
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
            let path = if options.document.is_absolute() { &name } else { &shown };
            json::sarif::reading::render(&reading, path, language).map_err(internal)?
        }
    };
    output::deliver(
        &text,
        options.output.file.as_deref(),
        std::slice::from_ref(&options.document),
        language,
    )?;
    let asks = !audit.questions.is_empty() || !audit.gaps.is_empty() || audit.grids.figures.is_empty();
    let asks =
        asks || audit.lacks_year.is_some() || !document.unread.is_empty() || !audit.text.questions.is_empty();
    Ok(match (audit.findings.is_empty() && audit.text.findings.is_empty(), asks) {
        (false, _) => Exit::Breached,
        (true, true) => Exit::Undecided,
        (true, false) => Exit::Clean,
    })
}
