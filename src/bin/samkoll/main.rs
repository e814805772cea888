//! The command line: arguments in, results on stdout, everything else on stderr, an exit code.

mod args;
mod check;
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
