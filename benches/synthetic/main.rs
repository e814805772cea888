//! Writes a synthetic sector: `cargo bench --bench synthetic -- DIR COUNT [SEED]` makes so many workspaces below DIR.
#![expect(clippy::print_stderr, reason = "a generator says how it is called")]

mod sector;

use std::path::Path;
use std::process::ExitCode;
use std::{env, fs, io};

/// What is drawn by when nobody says.
const SEED: u64 = 2003_1210;

fn main() -> ExitCode {
    let arguments: Vec<String> = env::args().skip(1).filter(|it| it != "--bench").collect();
    let number = |at: usize| arguments.get(at).map(|it| it.parse::<u64>());
    match (arguments.first(), number(1), number(2).unwrap_or(Ok(SEED))) {
        (Some(folder), Some(Ok(count)), Ok(seed)) => match write(Path::new(folder), count, seed) {
            Ok(()) => ExitCode::SUCCESS,
            Err(error) => {
                eprintln!("{folder}: {error}");
                ExitCode::FAILURE
            }
        },
        // `cargo bench` runs every bench, and this one has nothing to measure.
        (None, ..) => ExitCode::SUCCESS,
        _ => {
            eprintln!("DIR COUNT [SEED]");
            ExitCode::FAILURE
        }
    }
}

fn write(folder: &Path, count: u64, seed: u64) -> io::Result<()> {
    for number in 1..=count {
        for (path, text) in sector::forbund(seed, number) {
            let file = folder.join(format!("forbund-{number:03}")).join(path);
            fs::create_dir_all(file.parent().unwrap_or(folder))?;
            fs::write(file, text)?;
        }
    }
    Ok(())
}
