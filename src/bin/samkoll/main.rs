//! The command line: arguments in, results on stdout, everything else on stderr, an exit code.

mod add;
mod args;
mod ask;
mod baseline;
mod brief;
mod calendar;
mod check;
mod diff;
mod encoding;
mod explain;
mod found;
mod graph;
mod help;
mod import;
mod init;
mod opened;
mod output;
mod place;
mod progress;
mod read;
mod record;
#[cfg(feature = "report")]
mod report;
mod rules;
mod schema;
mod sector;
mod settle;
mod shell;
mod standard;
mod stays;
mod typed;
mod validate;
mod verify;
mod window;
#[cfg(feature = "xlsx")]
mod workbook;
mod world;

use std::process::ExitCode;

use args::Command;
use output::Trouble;
use rayon::ThreadPoolBuilder;

fn main() -> ExitCode {
    let mut arguments = match help::arguments() {
        Ok(arguments) => arguments,
        Err(exit) => return exit.into(),
    };
    progress::quiet(arguments.quiet);
    if let Err(wrong) = world::set_limits() {
        return output::complain(&Trouble::new(wrong, help::of_the_machine())).into();
    }
    // A thread may nest as deep as this one; where the pool is there already, or cannot be, what is there serves.
    let _ = ThreadPoolBuilder::new().stack_size(opened::STACK).build_global();
    let done = match &mut arguments.command {
        Command::Init(options) => init::run(options),
        Command::Add(what) => add::run(what),
        Command::Record(options) => record::run(options),
        #[cfg(feature = "xlsx")]
        Command::Workbook(options) => workbook::run(options),
        Command::Import(what) => import::run(what),
        Command::Read(options) => read::run(options),
        Command::Check(options) => sector::run(options),
        Command::Validate(options) => validate::run(options),
        Command::Calendar(options) => calendar::run(options),
        Command::Brief(options) => brief::run(options),
        #[cfg(feature = "report")]
        Command::Report(options) => report::run(options),
        Command::Graph(options) => graph::run(options),
        Command::Diff(options) => diff::run(options),
        Command::Verify(options) => verify::run(options),
        Command::Explain(options) => explain::run(options),
        Command::Rules(options) => rules::run(options),
        Command::Standard(options) => standard::run(options),
        Command::Schema(options) => schema::run(options),
        Command::Completions(options) => shell::completions(options),
        Command::Man(options) => shell::man(options),
    };
    let exit = done.unwrap_or_else(|trouble| output::complain(&trouble));
    window::stay(help::of_the_machine());
    exit.into()
}
