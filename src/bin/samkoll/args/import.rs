//! The arguments of `samkoll import`.

use std::path::PathBuf;

use chrono::NaiveDate;
use clap::{Args, Subcommand, ValueEnum};

use super::WorkspaceOptions;
#[cfg(feature = "xlsx")]
use super::{TAKEN_IN, XlsxOptions};
use crate::typed;

const IMPORTED: &str = "The figures go to figures/YEAR-ledger.toml, which the next import writes anew; no other file \
is touched. Which accounts come to which figure is in the chart map: samkoll standard export writes it out.\n\n\
Exit codes: 0 written, or shown, 2 nothing written.";

const TABLED: &str = "The first row has the headings, in Swedish: Vad; Period; Vem; Överenskommelse; Lämnat (deliveries), \
Mötets dag; Organ; Hållet; Form; Offentligt; Justerat; Anslaget; Nedtaget; Anslagstavlor (meetings), Siffra; Enhet; Belopp \
(figures). A day is written 2024-03-22. A blank field says nothing. The letters may be UTF-8, Latin-1 or Windows-1252; \
which it was is said. All rows go in, or none: then each fault is told with its line and heading. Deliveries and meetings \
go into the register, as record writes them; figures to figures/YEAR-FILE.toml, which the next import of the same file \
writes anew. A table that lacks a row it had the last time is refused: it may be another of the same name.\n\n\
Exit codes: 0 written, or shown, 2 nothing written.";

#[derive(Subcommand)]
pub(crate) enum ImportCommand {
    /// The ledger: a file in SIE format, of type 1, 2, 3 or 4, from any program of accounts
    #[command(after_help = IMPORTED)]
    Sie(SieOptions),
    /// A table of deliveries, meetings or figures, as a spreadsheet in Sweden saves it: CSV with ; and a decimal comma
    #[command(after_help = TABLED)]
    Csv(CsvOptions),
    /// A workbook made by samkoll workbook and filled in, saved as .xlsx or .ods
    #[cfg(feature = "xlsx")]
    #[command(after_help = TAKEN_IN)]
    Xlsx(XlsxOptions),
}

#[derive(Args)]
pub(crate) struct CsvOptions {
    /// The table
    pub(crate) table: PathBuf,
    /// What its rows are
    #[arg(long = "as", value_name = "SORT", value_enum)]
    pub(crate) what: TableName,
    /// The year of the figures
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

#[derive(Clone, Copy, ValueEnum)]
pub(crate) enum TableName {
    /// What was delivered: What, Period, Who, Agreement, Delivered
    #[value(alias = "leveranser")]
    Deliveries,
    /// Meetings and their minutes: Day of the meeting, Body, Held, Form, Approved, Announced
    #[value(alias = "möten")]
    Meetings,
    /// Figures of a year: Figure, Unit, Amount
    #[value(alias = "siffror")]
    Figures,
    /// Figures of a year as they are reported to Försäkringskassan: Figure, Unit, Amount
    #[value(alias = "redovisat")]
    Reported,
}

#[derive(Args)]
pub(crate) struct SieOptions {
    /// The file that the program of accounts gave out
    pub(crate) ledger: PathBuf,
    /// The year whose figures are wanted, where the file has several [default: the file's own]
    #[arg(long, value_name = "YEAR", value_parser = typed::year)]
    pub(crate) year: Option<i32>,
    /// The chart that the accounts follow: bas, kommun-bas or own [default: the workspace's, else the file's]
    #[arg(long, value_name = "CHART")]
    pub(crate) chart: Option<String>,
    /// The organisation number that the file has, where it is known to be another than the förbund's
    #[arg(long, value_name = "NUMBER")]
    pub(crate) number: Option<String>,
    /// Show as a table what would be written, and write nothing
    #[arg(long)]
    pub(crate) dry_run: bool,
    #[command(flatten)]
    pub(crate) to: WorkspaceOptions,
}
