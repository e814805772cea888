//! `samkoll standard`: what lies under every workspace, shown or written out.

use std::path::Path;

use samkoll::amount::{Language, Text};
use samkoll::render::standard::{Shown, render};
use samkoll::starter::Written;
use samkoll::{since_edition, standard};

use crate::args::{StandardCommand, StandardOptions};
use crate::opened::open;
use crate::output::{self, Exit, Trouble};
use crate::settle;

pub(crate) fn run(options: &StandardOptions) -> Result<Exit, Trouble> {
    if let Some(StandardCommand::Export(export)) = &options.what {
        let language = export.language.chosen().or(options.language.chosen()).unwrap_or(Language::Sv);
        return write_out(&export.dir, language);
    }
    let opened = open(None, &options.language)?;
    let model = &opened.workspace.model;
    let accepted = model.manifest.as_ref().and_then(|it| it.standard.as_ref()).map(|it| it.value);
    let accepted = accepted.map(|edition| (edition, since_edition(edition)));
    let shown = Shown { book: &opened.workspace.book, model, accepted };
    output::print(&render(&shown, opened.language))?;
    Ok(Exit::Clean)
}

/// The standard's files, byte for byte as the program uses them; nothing that is there is written over.
fn write_out(dir: &Path, language: Language) -> Result<Exit, Trouble> {
    let files: Vec<Written> = standard::files()
        .iter()
        .map(|(path, text)| Written { path: (*path).to_owned(), text: (*text).to_owned(), sort: None })
        .collect();
    settle::is_free(dir, language)?;
    settle::settle(dir, &files, language)?;
    let (count, shown) = (files.len(), dir.display());
    let told = Text::new(
        format!(
            "{count} filer skrivna till {shown}: standarden, utgåva {}, {}\n",
            standard::EDITION,
            standard::digest()
        ),
        format!(
            "{count} files written to {shown}: the standard, edition {}, {}\n",
            standard::EDITION,
            standard::digest()
        ),
    );
    output::print(told.get(language))?;
    Ok(Exit::Clean)
}
