//! `samkoll completions` and `samkoll man`: the command line, as a shell and `man` read it.

use clap::Command;
use clap_complete::generate;
use clap_mangen::Man;
use samkoll::amount::{Language, Text};

use crate::args::{CompletionsOptions, LanguageOption, ManOptions};
use crate::help;
use crate::output::{self, Exit, Trouble, no_such};

/// The headings of a page, as `man` in Swedish has them.
const HEADINGS: [(&str, &str); 4] =
    [("NAME", "NAMN"), ("SYNOPSIS", "ÖVERSIKT"), ("DESCRIPTION", "BESKRIVNING"), ("EXTRA", "RETURKODER")];

pub(crate) fn completions(options: &CompletionsOptions) -> Result<Exit, Trouble> {
    let language = spoken(&options.language);
    let mut script = Vec::new();
    generate(options.shell, &mut help::command(language), NAME, &mut script);
    deliver(&script, options.output.file.as_deref(), language)
}

pub(crate) fn man(options: &ManOptions) -> Result<Exit, Trouble> {
    let language = spoken(&options.language);
    let mut command = help::command(language);
    let mut name = NAME.to_owned();
    for word in &options.command {
        let known: Vec<&str> = command.get_subcommands().map(Command::get_name).collect();
        let Some(inner) = command.find_subcommand(word) else {
            return Err(no_such(&Text::new("kommandot", "command"), word, &known, language));
        };
        command = inner.clone();
        name = format!("{name}-{word}");
    }
    let page = Man::new(command.display_name(name.clone())).title(name).source(SOURCE);
    let mut text = Vec::new();
    page.render(&mut text).map_err(|error| Trouble::new(Text::same(error.to_string()), language))?;
    let text = in_language(&String::from_utf8_lossy(&text), language);
    deliver(text.as_bytes(), options.output.file.as_deref(), language)
}

const NAME: &str = env!("CARGO_PKG_NAME");
const SOURCE: &str = concat!(env!("CARGO_PKG_NAME"), " ", env!("CARGO_PKG_VERSION"));

fn spoken(option: &LanguageOption) -> Language {
    option.chosen().unwrap_or_else(help::of_the_machine)
}

/// A page's headings in capitals, as `man` has them, in its language.
fn in_language(page: &str, language: Language) -> String {
    let line = |line: &str| {
        let Some(heading) = line.strip_prefix(".SH ") else { return format!("{line}\n") };
        let heading = heading.to_uppercase();
        let own = HEADINGS.iter().find(|(en, _)| *en == heading);
        let heading = match (own, language) {
            (Some((_, sv)), Language::Sv) => sv,
            (Some(("EXTRA", _)), Language::En) => "EXIT STATUS",
            _ => heading.as_str(),
        };
        format!(".SH {heading}\n")
    };
    page.lines().map(line).collect()
}

fn deliver(bytes: &[u8], file: Option<&std::path::Path>, language: Language) -> Result<Exit, Trouble> {
    output::deliver(&String::from_utf8_lossy(bytes), file, &[], language)?;
    Ok(Exit::Clean)
}
