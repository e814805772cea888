//! `samkoll schema`: what an editor needs to complete the keys of a file and underline what does not fit.

use samkoll::amount::{Language, Text};
use samkoll::model::declared::FileSort;

use crate::args::SchemaOptions;
use crate::output::{self, Exit, Trouble, no_such};

pub(crate) fn run(options: &SchemaOptions) -> Result<Exit, Trouble> {
    let language = options.language.chosen().unwrap_or(Language::Sv);
    let Some(word) = &options.kind else {
        output::deliver(&listed(language), options.output.file.as_deref(), &[], language)?;
        return Ok(Exit::Clean);
    };
    let Some(sort) = FileSort::named(word) else {
        return Err(no_such(&Text::new("filslaget", "kind of file"), word, FileSort::WORDS, language));
    };
    output::deliver(sort.schema(), options.output.file.as_deref(), &[], language)?;
    Ok(Exit::Clean)
}

/// The kinds there are, and what each is of.
fn listed(language: Language) -> String {
    let line = |sort: &FileSort| format!("{:<14} {}\n", sort.name(), sort.title().get(language));
    FileSort::ALL.iter().map(line).collect()
}
