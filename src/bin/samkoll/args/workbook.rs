//! The arguments of `samkoll workbook`.

use std::path::PathBuf;

use clap::Args;

use super::{DateOptions, LanguageOption, OutputOption};
use crate::typed;

pub(super) const FILLED_IN: &str = "The yellow cells may be filled in; what is known already stands there and is locked. Then type \
samkoll import xlsx and the file's name.\n\n\
Exit codes: 0 written, 2 nothing written, 4 whoever read had gone, or there was no room.";

#[derive(Args)]
pub(crate) struct WorkbookOptions {
    /// The workspace's folder [default: the nearest samkoll.toml upwards, else the bundled workspace]
    pub(crate) dir: Option<PathBuf>,
    /// The year it is for [default: that of the day]
    #[arg(long, value_name = "YEAR", value_parser = typed::year)]
    pub(crate) year: Option<i32>,
    #[command(flatten)]
    pub(crate) dates: DateOptions,
    #[command(flatten)]
    pub(crate) output: OutputOption,
    #[command(flatten)]
    pub(crate) language: LanguageOption,
}
