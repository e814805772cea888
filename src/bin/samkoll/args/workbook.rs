//! Arguments of the workbook that is filled in: made, and read back.

use std::path::PathBuf;

use chrono::NaiveDate;
use clap::{Args, ValueEnum};

use super::{DateOptions, LanguageOption, OutputOption, WorkspaceOptions};
use crate::typed;

pub(super) const FILLED_IN: &str = "The yellow cells may be filled in; what is known already stands there and is locked. Then type \
samkoll import xlsx and the file's name.\n\n\
Exit codes: 0 written, 2 nothing written, 4 whoever read had gone, or there was no room.";

pub(super) const TAKEN_IN: &str = "The figures go to figures/YEAR-workbook.toml, what is reported to Försäkringskassan to figures/YEAR-reported.toml, \
which the next import writes anew; what has happened \
goes into the register, as samkoll record writes it. A blank cell says nothing. What the workspace knows is not written \
again, and what it knows otherwise is refused. If anything is wrong in a cell, nothing is written.\n\n\
Exit codes: 0 written, or shown, 2 nothing written.";

#[derive(Args)]
pub(crate) struct XlsxOptions {
    /// The workbook that was filled in
    pub(crate) file: PathBuf,
    /// The year it must be for [default: the workbook's own]
    #[arg(long, value_name = "YEAR", value_parser = typed::year)]
    pub(crate) year: Option<i32>,
    /// The day it became known [default: today]
    #[arg(long, value_name = "DATE", value_parser = typed::day)]
    pub(crate) recorded: Option<NaiveDate>,
    /// Show what would be written, and write nothing
    #[arg(long)]
    pub(crate) dry_run: bool,
    #[command(flatten)]
    pub(crate) to: WorkspaceOptions,
}

#[derive(Args)]
pub(crate) struct WorkbookOptions {
    /// The workspace's folder [default: the nearest samkoll.toml upwards, else the bundled workspace]
    pub(crate) dir: Option<PathBuf>,
    /// The year it is for [default: that of the day]
    #[arg(long, value_name = "YEAR", value_parser = typed::year)]
    pub(crate) year: Option<i32>,
    /// Whom it is for, when it is one sheet with what they ask for [default: yourselves, with all there is]
    #[arg(long = "for", value_name = "WHOM", value_enum)]
    pub(crate) reader: Option<BookReader>,
    #[command(flatten)]
    pub(crate) dates: DateOptions,
    #[command(flatten)]
    pub(crate) output: OutputOption,
    #[command(flatten)]
    pub(crate) language: LanguageOption,
}

#[derive(Clone, Copy, ValueEnum)]
pub(crate) enum BookReader {
    /// Försäkringskassan: the figures that Uppföljning Finsam asks for, in its order
    Fk,
}
