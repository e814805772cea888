//! The command line: arguments in, results on stdout, everything else on stderr, an exit code.

mod args;
mod brief;
mod calendar;
mod check;
mod explain;
mod graph;
mod opened;
mod output;
mod rules;
mod validate;
mod world;

use std::process::ExitCode;

use clap::Parser;

use args::{Arguments, Command};

fn main() -> ExitCode {
    let arguments = Arguments::parse();
    let done = match &arguments.command {
        Command::Check(options) => check::run(options),
        Command::Validate(options) => validate::run(options),
        Command::Calendar(options) => calendar::run(options),
        Command::Brief(options) => brief::run(options),
        Command::Graph(options) => graph::run(options),
        Command::Explain(options) => explain::run(options),
        Command::Rules(options) => rules::run(options),
    };
    match done {
        Ok(exit) => exit.into(),
        Err(trouble) => {
            output::complain(&trouble);
            output::Exit::CannotRun.into()
        }
    }
}
