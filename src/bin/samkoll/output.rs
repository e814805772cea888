//! The two streams and the exit code.

use std::io::{self, IsTerminal, Write};
use std::path::{Path, PathBuf};
use std::process::ExitCode;

use samkoll::amount::{Language, Text};
use samkoll::diagnostic::{Problem, Severity, nearest};
use samkoll::render;
use samkoll::report::Report;
use samkoll::source::Files;

use crate::place::{self, Refused, Results};
use crate::world;

/// How a run ended.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Exit {
    /// Nothing to say.
    Clean,
    /// Something is breached.
    Breached,
    /// Nothing is breached, but something could not be decided.
    Undecided,
    /// The run could not be done.
    CannotRun,
    /// The results could not be written: whoever read them had gone, or there was no room.
    NotWritten,
}

impl Exit {
    /// How a run ended that showed a report: not well, when a rule in it failed.
    pub(crate) fn of(report: &Report<'_>) -> Self {
        match report.problems.iter().any(|it| it.severity == Severity::Error) {
            true => Self::CannotRun,
            false => Self::Clean,
        }
    }
}

impl From<Exit> for ExitCode {
    fn from(exit: Exit) -> Self {
        Self::from(match exit {
            Exit::Clean => 0,
            Exit::Breached => 1,
            Exit::CannotRun => 2,
            Exit::Undecided => 3,
            Exit::NotWritten => 4,
        })
    }
}

/// Why a run could not be done; for the user to put right.
pub(crate) struct Trouble {
    message: Text,
    language: Language,
    exit: Exit,
}

impl Trouble {
    pub(crate) const fn new(message: Text, language: Language) -> Self {
        Self { message, language, exit: Exit::CannotRun }
    }

    /// What is to be put right.
    pub(crate) const fn message(&self) -> &Text {
        &self.message
    }

    /// With every word there is to choose among, for a list that is short.
    pub(crate) fn among(self, words: &[&str]) -> Self {
        let all = words.join(" · ");
        let (sv, en) = (format!("{}\n  {all}", self.message.sv), format!("{}\n  {all}", self.message.en));
        Self { message: Text::new(sv, en), ..self }
    }

    /// Likewise, where the results were there and could not be written.
    const fn unwritten(message: Text, language: Language) -> Self {
        Self { message, language, exit: Exit::NotWritten }
    }
}

/// A name that is not there, with the nearest that is.
pub(crate) fn no_such(what: &Text, written: &str, known: &[&str], language: Language) -> Trouble {
    let hint = match nearest(written, known) {
        Some(near) => Text::new(format!("; menade du `{near}`?"), format!("; did you mean `{near}`?")),
        None => Text::default(),
    };
    let message = Text::new(
        format!("{} `{written}` finns inte{}", what.sv, hint.sv),
        format!("there is no {} `{written}`{}", what.en, hint.en),
    );
    Trouble::new(message, language)
}

/// Writes the results, whole. A reader that has gone away is told nothing: nobody reads that either.
pub(crate) fn print(text: &str) -> Result<(), Trouble> {
    send(&render::harmless(text).as_bytes(), Language::Sv)
}

/// What is larger than is written is not begun on.
fn fits(results: &dyn Results, language: Language) -> Result<(), Trouble> {
    let most = world::limits().output;
    let size = results.size(most).map_err(|error| unmade(&error))?;
    if size <= most {
        return Ok(());
    }
    let text = Text::new(
        format!("resultatet är {size} byte, och högst {most} skrivs ut; inget av det är utskrivet"),
        format!("the results are {size} bytes, and at most {most} are put out; none of them is"),
    );
    Err(Trouble::unwritten(text, language))
}

fn send(results: &dyn Results, language: Language) -> Result<(), Trouble> {
    fits(results, language)?;
    let mut stdout = io::stdout().lock();
    let written = results.write(&mut stdout);
    match written.and_then(|()| stdout.flush()) {
        Err(error) if error.kind() == io::ErrorKind::BrokenPipe => {
            Err(Trouble::unwritten(Text::default(), Language::Sv))
        }
        Err(error) => Err(unmade(&error)),
        Ok(()) => Ok(()),
    }
}

fn unmade(error: &io::Error) -> Trouble {
    let text = Text::new(
        format!("resultatet gick inte att skriva: {}", world::told(error).sv),
        format!("cannot write the results: {}", world::told(error).en),
    );
    Trouble::unwritten(text, Language::Sv)
}

/// Writes the results to a file, or to stdout when none is named, or `-`.
/// `own` is never written over.
pub(crate) fn deliver(
    text: &str,
    file: Option<&Path>,
    own: &[PathBuf],
    language: Language,
) -> Result<(), Trouble> {
    deliver_results(&render::harmless(text).as_bytes(), file, own, language)
}

/// Whether results would go to a screen: no file is named, and stdout is one.
pub(crate) fn is_for_a_screen(file: Option<&Path>) -> bool {
    is_stdout(file) && io::stdout().is_terminal()
}

fn is_stdout(file: Option<&Path>) -> bool {
    file.is_none_or(|it| it == Path::new("-"))
}

/// The same of what is no text, or of one that is harmless as it is.
pub(crate) fn deliver_results(
    results: &dyn Results,
    file: Option<&Path>,
    own: &[PathBuf],
    language: Language,
) -> Result<(), Trouble> {
    let Some(file) = file.filter(|it| !is_stdout(Some(it))) else { return send(results, language) };
    fits(results, language)?;
    place::replace(file, results, own).map_err(|refused| {
        let shown = file.display();
        // That the disk took no more is no fault of what was asked.
        let is_full = matches!(&refused, Refused::Disk(error) if is_full(error));
        let (sv, en) = match refused {
            Refused::OfTheWorkspace if file.is_dir() => {
                ("det är en mapp".to_owned(), "it is a folder".to_owned())
            }
            Refused::OfTheWorkspace => (
                "det är en av arbetsytans egna filer".to_owned(),
                "it is one of the workspace’s own files".to_owned(),
            ),
            Refused::WouldBeRead => (
                "arbetsytan skulle läsa den som en av sina egna".to_owned(),
                "the workspace would read it as one of its own".to_owned(),
            ),
            Refused::Disk(error) if error.kind() == io::ErrorKind::NotFound => missing_folder(file),
            Refused::Disk(error) => {
                let Text { sv, en } = world::told(&error);
                (sv, en)
            }
        };
        let text =
            Text::new(format!("{shown} gick inte att skriva: {sv}"), format!("cannot write {shown}: {en}"));
        if is_full { Trouble::unwritten(text, language) } else { Trouble::new(text, language) }
    })
}

/// Whether there was no room for what was to be written.
fn is_full(error: &io::Error) -> bool {
    use io::ErrorKind::{FileTooLarge, QuotaExceeded, StorageFull, WriteZero};
    matches!(error.kind(), StorageFull | QuotaExceeded | FileTooLarge | WriteZero)
}

/// Which folder a file was to be written in, and is not there.
fn missing_folder(file: &Path) -> (String, String) {
    let missing = file.ancestors().skip(1).filter(|it| !it.as_os_str().is_empty() && !it.exists()).last();
    let shown = missing.unwrap_or(file).display();
    (
        format!("mappen {shown} finns inte; gör den först, eller skriv till en annan"),
        format!("there is no folder {shown}; make it first, or write to another"),
    )
}

/// Says something that is not a result.
pub(crate) fn note(text: &Text, language: Language) {
    say(&render::harmless(&format!("samkoll: {}\n", text.get(language))));
}

/// Nobody may be there to hear it; that is no fault of the run.
fn say(text: &str) {
    let mut stderr = io::stderr().lock();
    let _ = stderr.write_all(text.as_bytes()).and_then(|()| stderr.flush());
}

/// Says why the run could not be done, and how it ended.
pub(crate) fn complain(trouble: &Trouble) -> Exit {
    if trouble.message != Text::default() {
        note(&trouble.message, trouble.language);
    }
    trouble.exit
}

/// Shows what is wrong with the files, on stderr.
pub(crate) fn show_problems(problems: &[Problem], files: &Files, language: Language) {
    let colour = io::stderr().is_terminal() && !world::no_colour();
    say(&render::problems::render(problems, files, language, colour));
}
