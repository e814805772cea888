//! Arguments as typed.

mod import;
mod record;
#[cfg(feature = "xlsx")]
mod workbook;

use std::path::PathBuf;

use chrono::NaiveDate;
use clap::{Args, Parser, Subcommand, ValueEnum};
use rust_decimal::Decimal;
use samkoll::amount::Language;
use samkoll::diagnostic::Severity;
use samkoll::render::calendar::list::By;
use samkoll::render::sheet::Markup;
use samkoll::render::text::Role;
use samkoll::starter::{Board, Member, Part};

pub(crate) use import::*;
pub(crate) use record::*;
#[cfg(feature = "xlsx")]
pub(crate) use workbook::*;

use crate::typed::{self, Remind, Side};

/// Checks the agreements, deadlines and figures of a samordningsförbund.
#[derive(Parser)]
#[command(name = "samkoll", version, about, arg_required_else_help = true)]
pub(crate) struct Arguments {
    #[command(subcommand)]
    pub(crate) command: Command,
    /// No bar that shows how far a run has come, where it takes a while
    #[arg(long, global = true)]
    pub(crate) quiet: bool,
    #[command(flatten)]
    pub(crate) language: LanguageOption,
}

#[derive(Subcommand)]
pub(crate) enum Command {
    /// Make a workspace for a förbund: asks, or takes the answers as options
    #[command(after_help = ASKED)]
    Init(InitOptions),
    /// Write the next file of a workspace: an agreement, a year, a meeting
    #[command(subcommand)]
    Add(AddCommand),
    /// Record what has happened: a delivery, minutes, a meeting, a decision; without more, asks what it was
    #[command(after_help = MADE)]
    Record(RecordOptions),
    /// Make a workbook for this förbund and a year: what is known filled in, the rest to be filled in and imported
    #[cfg(feature = "xlsx")]
    #[command(after_help = FILLED_IN)]
    Workbook(WorkbookOptions),
    /// Let figures in from where they already are
    #[command(subcommand)]
    Import(ImportCommand),
    /// Read a document, a draft annual report say, and tell what in it does not go together; it needs no workspace
    #[command(after_help = READS)]
    Read(ReadOptions),
    /// Assess a workspace: what is breached, what cannot be decided
    #[command(after_help = EXIT_CODES)]
    Check(CheckOptions),
    /// Check the files themselves: syntax, keys, references, dates, numbers, rules
    #[command(
        after_help = "Exit codes: 0 no errors, 2 errors, or the files cannot be read, 4 whoever read had gone, or there was no room."
    )]
    Validate(ValidateOptions),
    /// Show the annual cycle: what is overdue, what falls due when
    #[command(after_help = SHOWN)]
    Calendar(CalendarOptions),
    /// What the board must decide and see at a meeting, what is late, what falls due before the next
    #[command(after_help = SHOWN)]
    Brief(BriefOptions),
    /// The report to the board: one HTML page with everything in it, to be sent, read on a phone and printed
    #[cfg(feature = "report")]
    #[command(after_help = WRITTEN)]
    Report(ReportOptions),
    /// Show what waits for what
    #[command(after_help = SHOWN)]
    Graph(GraphOptions),
    /// Hold two assessments beside each other: what is new, worse, resolved, better, and why
    #[command(after_help = DIFFERS)]
    Diff(DiffOptions),
    /// Make a saved assessment again, and say whether it comes out the same
    #[command(after_help = VERIFIES)]
    Verify(VerifyOptions),
    /// Explain a rule, a verdict or a date step by step
    #[command(after_help = SHOWN)]
    Explain(ExplainOptions),
    /// List the rules
    Rules(RulesOptions),
    /// Show the standard: its edition, its rules and what each needs; write it out
    #[command(after_help = SHOWN)]
    Standard(StandardOptions),
    /// Write the JSON Schema of a kind of file, by which an editor completes keys and underlines what does not fit
    Schema(SchemaOptions),
    /// Write what a shell needs to complete commands and options
    Completions(CompletionsOptions),
    /// Write a manual page: of samkoll, or of one of its commands
    Man(ManOptions),
}

const MADE: &str = "Exit codes: 0 written, 2 nothing written.";

const ASKED: &str = "The förbund's name, a municipality, a region and a first year must be given; what is missing is \
asked for on a terminal. The rest stays unknown until it is written down.\n\n\
A member is written as \"Storby kommun\" or \"Region Exempel\". Where the name does not say what it is, write that \
before it: \"region:Exempelregionen\". Its organisation number may follow: \"Storby kommun:NNNNNN-NNNN\".\n\
Försäkringskassan and Arbetsförmedlingen come by themselves.\n\n\
Exit codes: 0 written, 2 nothing written.";

#[cfg(feature = "report")]
const WRITTEN: &str =
    "Exit codes: 0 written, 2 the run could not be done, 4 whoever read had gone, or there was no room.";

const SHOWN: &str = "Exit codes: 0 shown, 2 the run could not be done, 3 nothing to show, 4 whoever read had gone, or there was no room.";

const READS: &str = "Read are .docx, .xlsx, .pdf, .md, .txt, .tsv and .html. Faults are what the document itself says should add \
up, or what adds up in so many other places that it is no chance; the rest is asked. So is its numbering, its references, \
its contents, what it encloses, and what is not filled in.\n\n\
Exit codes: 0 everything is right, 1 something is not, 3 only questions, or no numbers in tables, 2 the file cannot be \
read, 4 whoever read had gone, or there was no room.";

const DIFFERS: &str = "Exit codes: 0 nothing new or worse, 1 something is, 2 the run could not be done, \
3 something can no longer be told, or is newly open, 4 whoever read had gone, or there was no room.";

const VERIFIES: &str = "Exit codes: 0 the same, 1 something is not, 2 the run could not be done, \
4 whoever read had gone, or there was no room.";

const TESTED: &str = "Exit codes: 0 every case says what it expects, 1 one does not, 3 a rule has no cases, \
2 the run could not be done, 4 whoever read had gone, or there was no room.";

const EXIT_CODES: &str = "Exit codes: 0 nothing breached and nothing undecided at or above --fail-on, \
1 breached (with --fail-on result also a goal not reached), 3 undecided only, 2 the run could not be done, \
4 whoever read had gone, or there was no room.";

#[derive(Args)]
pub(crate) struct CheckOptions {
    /// The workspace's folder [default: the nearest samkoll.toml upwards, else the bundled workspace]; with --all, a
    /// folder of workspaces too
    pub(crate) dir: Option<PathBuf>,
    #[command(flatten)]
    pub(crate) dates: DateOptions,
    /// Only what concerns this year
    #[arg(long, value_parser = typed::year)]
    pub(crate) year: Option<i32>,
    /// Only this rule; may be given several times
    #[arg(long = "rule", value_name = "RULE")]
    pub(crate) rules: Vec<String>,
    /// Not the rules of this family; may be given several times
    #[arg(long, value_name = "FAMILY")]
    pub(crate) without: Vec<String>,
    /// Differences below this share of the amount, in per cent, are notes
    #[arg(long, value_name = "PERCENT", value_parser = typed::percent)]
    pub(crate) materiality: Option<Decimal>,
    /// For whom the text is written [default: the first screen, for the förbundschef]
    #[arg(long, value_enum)]
    pub(crate) role: Option<RoleName>,
    /// All of it, where the förbundschef is shown the weightiest; in the other forms every verdict, where findings are.
    /// Of a folder that is no workspace: every workspace below it, side by side
    #[arg(long)]
    pub(crate) all: bool,
    /// How many workspaces are assessed at once, with --all and a folder of them [default: as many as the machine can]
    #[arg(long, value_name = "NUMBER", value_parser = typed::jobs)]
    pub(crate) jobs: Option<usize>,
    /// The form of the results
    #[arg(long, value_enum, default_value_t = Format::Text)]
    pub(crate) format: Format,
    /// A file saved with check --format json: only what is not in it decides the exit code
    #[arg(long, value_name = "FILE")]
    pub(crate) baseline: Option<PathBuf>,
    /// The least that makes the exit code other than 0; goals not reached do so only with result
    #[arg(long, value_enum, default_value_t = FailOn::Note)]
    pub(crate) fail_on: FailOn,
    #[command(flatten)]
    pub(crate) output: OutputOption,
    #[command(flatten)]
    pub(crate) language: LanguageOption,
}

#[derive(Args)]
pub(crate) struct ReadOptions {
    /// The document's file
    pub(crate) document: PathBuf,
    /// What it is besides a document: then what belongs to that is asked too
    #[arg(long = "as", value_enum, value_name = "SORT")]
    pub(crate) read_as: Option<ReadAs>,
    /// The agreement that it should be like: what differs is told
    #[arg(long, requires = "read_as", value_name = "FILE")]
    pub(crate) like: Option<PathBuf>,
    /// Only what concerns this year; with --into, the year that the document is of
    #[arg(long, value_parser = typed::year)]
    pub(crate) year: Option<i32>,
    #[command(flatten)]
    pub(crate) into: IntoOptions,
    /// The form of the results
    #[arg(long, value_enum, default_value_t = ReadFormat::Text)]
    pub(crate) format: ReadFormat,
    #[command(flatten)]
    pub(crate) output: OutputOption,
    #[command(flatten)]
    pub(crate) language: LanguageOption,
}

#[derive(Args)]
pub(crate) struct IntoOptions {
    /// Write what is surely a figure into a workspace: the nearest upwards, or that of the folder given as --into=DIR
    #[arg(long, value_name = "DIR", num_args = 0..=1, require_equals = true)]
    #[expect(clippy::option_option, reason = "asked for without a folder is not the same as not asked for")]
    pub(crate) into: Option<Option<PathBuf>>,
    /// The id of the document in the workspace [default: that of the file's name]
    #[arg(long, value_name = "SOURCE")]
    pub(crate) source: Option<String>,
    /// Of minutes, the day it became known [default: today]
    #[arg(long, value_name = "DATE", value_parser = typed::day)]
    pub(crate) recorded: Option<NaiveDate>,
    /// Show what would be written, and write nothing
    #[arg(long, requires = "into")]
    pub(crate) dry_run: bool,
}

#[derive(Args)]
pub(crate) struct ValidateOptions {
    /// Files or folders of one workspace [default: the whole workspace here]
    pub(crate) paths: Vec<PathBuf>,
    /// Each table of figures, with how many relations look at it
    #[arg(long)]
    pub(crate) tables: bool,
    /// The form of the results
    #[arg(long, value_enum, default_value_t = FileFormat::Text)]
    pub(crate) format: FileFormat,
    #[command(flatten)]
    pub(crate) language: LanguageOption,
}

#[derive(Args)]
#[command(args_conflicts_with_subcommands = true)]
pub(crate) struct RulesOptions {
    #[command(subcommand)]
    pub(crate) what: Option<RulesCommand>,
    /// The workspace's folder [default: the nearest samkoll.toml upwards, else the bundled workspace]
    pub(crate) dir: Option<PathBuf>,
    #[command(flatten)]
    pub(crate) language: LanguageOption,
}

#[derive(Subcommand)]
pub(crate) enum RulesCommand {
    /// Run the cases of the förbund's own rules, and say which conditions none of them reaches
    #[command(after_help = TESTED)]
    Test(TestOptions),
}

#[derive(Args)]
pub(crate) struct TestOptions {
    /// Only the cases of this rule
    pub(crate) rule: Option<String>,
    /// The workspace's folder [default: the nearest samkoll.toml upwards]
    #[arg(long)]
    pub(crate) dir: Option<PathBuf>,
    /// The folder of the cases, below the workspace's, with a folder for each rule [default: cases]
    #[arg(long, value_name = "FOLDER")]
    pub(crate) cases: Option<String>,
    #[command(flatten)]
    pub(crate) language: LanguageOption,
}

#[derive(Args)]
pub(crate) struct SchemaOptions {
    /// The kind of file, as `register` [default: the kinds there are]
    pub(crate) kind: Option<String>,
    #[command(flatten)]
    pub(crate) output: OutputOption,
    #[command(flatten)]
    pub(crate) language: LanguageOption,
}

#[derive(Args)]
pub(crate) struct CompletionsOptions {
    /// The shell
    pub(crate) shell: clap_complete::Shell,
    #[command(flatten)]
    pub(crate) output: OutputOption,
    #[command(flatten)]
    pub(crate) language: LanguageOption,
}

#[derive(Args)]
pub(crate) struct ManOptions {
    /// The command, as `check` or `add year` [default: samkoll itself]
    pub(crate) command: Vec<String>,
    #[command(flatten)]
    pub(crate) output: OutputOption,
    #[command(flatten)]
    pub(crate) language: LanguageOption,
}

#[derive(Args)]
pub(crate) struct StandardOptions {
    #[command(subcommand)]
    pub(crate) what: Option<StandardCommand>,
    #[command(flatten)]
    pub(crate) language: LanguageOption,
}

#[derive(Subcommand)]
pub(crate) enum StandardCommand {
    /// Write the standard's files out, to be read: the same bytes as the program uses
    #[command(after_help = MADE)]
    Export(ExportOptions),
}

#[derive(Args)]
pub(crate) struct ExportOptions {
    /// The folder to write to; it must not be there, or be empty
    pub(crate) dir: PathBuf,
    #[command(flatten)]
    pub(crate) language: LanguageOption,
}

#[derive(Args)]
pub(crate) struct CalendarOptions {
    /// The workspace's folder [default: the nearest samkoll.toml upwards, else the bundled workspace]
    pub(crate) dir: Option<PathBuf>,
    #[command(flatten)]
    pub(crate) dates: DateOptions,
    /// The first day shown [default: 1 January of the year asked about]
    #[arg(long, value_name = "DATE", value_parser = typed::day)]
    pub(crate) from: Option<NaiveDate>,
    /// The last day shown [default: 31 December of the year of the first]
    #[arg(long, value_name = "DATE", value_parser = typed::day)]
    pub(crate) to: Option<NaiveDate>,
    /// What the list is ordered by, or the colours of the wheel stand for
    #[arg(long, value_enum, default_value_t = ByName::Month)]
    pub(crate) by: ByName,
    /// Only what is to be done and when, and not how it stands (svg)
    #[arg(long)]
    pub(crate) plan: bool,
    /// The form of the calendar
    #[arg(long, value_enum, default_value_t = CalendarFormat::Text)]
    pub(crate) format: CalendarFormat,
    /// How long ahead the calendar program reminds, in days, or none (ics) [default: 30d,7d]
    #[arg(long, value_name = "DAYS", value_delimiter = ',', value_parser = typed::days_ahead)]
    pub(crate) remind: Vec<Remind>,
    /// A former export: what changed since counts as newer, what went is withdrawn (ics)
    #[arg(long, value_name = "FILE")]
    pub(crate) since: Option<PathBuf>,
    #[command(flatten)]
    pub(crate) output: OutputOption,
    #[command(flatten)]
    pub(crate) language: LanguageOption,
}

#[derive(Args)]
pub(crate) struct BriefOptions {
    /// The workspace's folder [default: the nearest samkoll.toml upwards, else the bundled workspace]
    pub(crate) dir: Option<PathBuf>,
    /// The day of the meeting; of two on one day, the id of one
    #[arg(long, value_name = "DATE", value_parser = typed::meeting)]
    pub(crate) meeting: typed::Which,
    /// The body that meets [default: the one with the role of board]
    #[arg(long, value_name = "ORGANISATION")]
    pub(crate) body: Option<String>,
    /// The day the question is asked for [default: the day of the meeting]
    #[arg(long, value_name = "DATE", value_parser = typed::day)]
    pub(crate) as_of: Option<NaiveDate>,
    /// Count only what was recorded on or before this day [default: the day of the question]
    #[arg(long, value_name = "DATE", value_parser = typed::day)]
    pub(crate) known_at: Option<NaiveDate>,
    /// The form of the brief
    #[arg(long, value_enum, default_value_t = PageFormat::Text)]
    pub(crate) format: PageFormat,
    #[command(flatten)]
    pub(crate) output: OutputOption,
    #[command(flatten)]
    pub(crate) language: LanguageOption,
}

#[cfg(feature = "report")]
#[derive(Args)]
pub(crate) struct ReportOptions {
    /// The workspace's folder [default: the nearest samkoll.toml upwards, else the bundled workspace]
    pub(crate) dir: Option<PathBuf>,
    #[command(flatten)]
    pub(crate) dates: DateOptions,
    #[command(flatten)]
    pub(crate) output: OutputOption,
    #[command(flatten)]
    pub(crate) language: LanguageOption,
}

#[derive(Args)]
pub(crate) struct GraphOptions {
    /// The workspace's folder [default: the nearest samkoll.toml upwards, else the bundled workspace]
    pub(crate) dir: Option<PathBuf>,
    #[command(flatten)]
    pub(crate) dates: DateOptions,
    /// Only what falls due in this year [default: the year asked about, when no item is named]
    #[arg(long, value_parser = typed::year)]
    pub(crate) year: Option<i32>,
    /// What an item waits for and what it holds up; an id, or a part of one such as `budget/styrelsen/2024`
    #[arg(long, value_name = "ITEM", conflicts_with_all = ["holds_up", "path_to"])]
    pub(crate) of: Option<String>,
    /// All that an item holds up
    #[arg(long, value_name = "ITEM", conflicts_with = "path_to")]
    pub(crate) holds_up: Option<String>,
    /// The longest chain that ends at an item, with the days to spare
    #[arg(long, value_name = "ITEM")]
    pub(crate) path_to: Option<String>,
    /// The form of the graph
    #[arg(long, value_enum, default_value_t = GraphFormat::Text)]
    pub(crate) format: GraphFormat,
    #[command(flatten)]
    pub(crate) output: OutputOption,
    #[command(flatten)]
    pub(crate) language: LanguageOption,
}

#[derive(Args)]
pub(crate) struct DiffOptions {
    /// The earlier one: a day, or a file saved with check --format json
    #[arg(value_parser = typed::side)]
    pub(crate) before: Side,
    /// The later one: a day, or such a file
    #[arg(value_parser = typed::side)]
    pub(crate) now: Side,
    /// The workspace's folder [default: the nearest samkoll.toml upwards, else the bundled workspace]
    pub(crate) dir: Option<PathBuf>,
    /// What is unchanged, too
    #[arg(long)]
    pub(crate) all: bool,
    /// The form of the results
    #[arg(long, value_enum, default_value_t = DiffFormat::Text)]
    pub(crate) format: DiffFormat,
    #[command(flatten)]
    pub(crate) output: OutputOption,
    #[command(flatten)]
    pub(crate) language: LanguageOption,
}

#[derive(Args)]
pub(crate) struct VerifyOptions {
    /// A file saved with check --format json
    pub(crate) assessment: PathBuf,
    /// The workspace's folder [default: the nearest samkoll.toml upwards, else the bundled workspace]
    pub(crate) dir: Option<PathBuf>,
    /// The file it was held against, where it was
    #[arg(long, value_name = "FILE")]
    pub(crate) baseline: Option<PathBuf>,
    #[command(flatten)]
    pub(crate) language: LanguageOption,
}

#[derive(Args)]
pub(crate) struct ExplainOptions {
    /// A rule, or an item of the annual cycle (an id, or a part of one such as `budget/styrelsen/2024`)
    pub(crate) target: String,
    /// With a rule: what it is asked about, such as `2023`
    pub(crate) subject: Option<String>,
    /// The workspace's folder [default: the nearest samkoll.toml upwards, else the bundled workspace]
    #[arg(long)]
    pub(crate) dir: Option<PathBuf>,
    #[command(flatten)]
    pub(crate) dates: DateOptions,
    #[command(flatten)]
    pub(crate) language: LanguageOption,
}

#[derive(Args)]
pub(crate) struct InitOptions {
    /// The folder to make
    pub(crate) dir: PathBuf,
    /// The förbund's name
    #[arg(long, value_parser = typed::name)]
    pub(crate) name: Option<String>,
    /// Where it has its seat
    #[arg(long, value_name = "PLACE", value_parser = typed::name)]
    pub(crate) seat: Option<String>,
    /// A member, municipality or region; give one for each
    #[arg(long = "member", value_name = "NAME", value_parser = typed::member)]
    pub(crate) members: Vec<Member>,
    /// The municipality belongs to no region
    #[arg(long)]
    pub(crate) without_region: bool,
    /// How many members and substitutes the board has, as 9+9
    #[arg(long, value_name = "MEMBERS+SUBSTITUTES", value_parser = typed::board)]
    pub(crate) board: Option<Board>,
    /// The first day of the board
    #[arg(long, value_name = "DATE", value_parser = typed::day, requires = "board")]
    pub(crate) board_from: Option<NaiveDate>,
    /// How the municipalities share their part, in words
    #[arg(long, value_name = "WORDS", value_parser = typed::name, conflicts_with = "key")]
    pub(crate) share: Option<String>,
    /// A municipality's part of what they pay together, in percent, as "Storby kommun=60"; give one for each
    #[arg(long, value_name = "NAME=PERCENT", value_parser = typed::part)]
    pub(crate) key: Vec<Part>,
    /// The first year that is asked about
    #[arg(long, value_name = "YEAR", value_parser = typed::year)]
    pub(crate) first_year: Option<i32>,
    /// A day the board plans to meet; may be given several times
    #[arg(long = "meeting", value_name = "DATE", value_parser = typed::day)]
    pub(crate) meetings: Vec<NaiveDate>,
    #[command(flatten)]
    pub(crate) language: LanguageOption,
}

#[derive(Subcommand)]
pub(crate) enum AddCommand {
    /// An agreement
    #[command(after_help = MADE)]
    Agreement(AddAgreement),
    /// The figures and the register of a year
    #[command(after_help = MADE)]
    Year(AddYear),
    /// A meeting, planned if its day is to come
    #[command(after_help = MADE)]
    Meeting(AddMeeting),
}

#[derive(Args)]
pub(crate) struct AddAgreement {
    /// Its title, as printed
    #[arg(long, value_parser = typed::name)]
    pub(crate) title: String,
    /// A party, by name or id; may be given several times
    #[arg(long = "party", value_name = "ORGANISATION")]
    pub(crate) parties: Vec<String>,
    /// What sort of document
    #[arg(long, value_enum, default_value_t = AgreementName::Platform)]
    pub(crate) kind: AgreementName,
    /// Its first day
    #[arg(long, value_name = "DATE", value_parser = typed::day)]
    pub(crate) from: Option<NaiveDate>,
    #[command(flatten)]
    pub(crate) to: WorkspaceOptions,
}

#[derive(Args)]
pub(crate) struct AddYear {
    /// The year
    #[arg(value_parser = typed::year)]
    pub(crate) year: i32,
    #[command(flatten)]
    pub(crate) to: WorkspaceOptions,
}

#[derive(Args)]
pub(crate) struct AddMeeting {
    /// The day
    #[arg(value_name = "DATE", value_parser = typed::day)]
    pub(crate) date: NaiveDate,
    /// The body that meets: a role, a name or an id
    #[arg(long, value_name = "ORGANISATION", default_value = "board")]
    pub(crate) body: String,
    #[command(flatten)]
    pub(crate) to: WorkspaceOptions,
}

#[derive(Args, Default)]
pub(crate) struct WorkspaceOptions {
    /// The workspace's folder [default: the nearest samkoll.toml upwards]
    #[arg(long)]
    pub(crate) dir: Option<PathBuf>,
    #[command(flatten)]
    pub(crate) language: LanguageOption,
}

#[derive(Clone, Copy, ValueEnum)]
pub(crate) enum AgreementName {
    /// On a platform or another joint activity
    Platform,
    /// The common agreement of the members
    Common,
    /// A plan of activities
    Plan,
    /// A budget
    Budget,
    /// A policy
    Policy,
    /// An årshjul
    Cycle,
    /// The förbundsordning
    Charter,
}

#[derive(Args)]
pub(crate) struct DateOptions {
    /// The day the question is asked for [default: the manifest's, else today]
    #[arg(long, value_name = "DATE", value_parser = typed::day)]
    pub(crate) as_of: Option<NaiveDate>,
    /// Count only what was recorded on or before this day
    #[arg(long, value_name = "DATE", value_parser = typed::day)]
    pub(crate) known_at: Option<NaiveDate>,
}

#[derive(Args)]
pub(crate) struct OutputOption {
    /// Write to this file, whole or not at all [default: stdout]
    #[arg(short = 'o', long = "output", value_name = "FILE")]
    pub(crate) file: Option<PathBuf>,
}

#[derive(Args, Default, Clone, Copy)]
pub(crate) struct LanguageOption {
    /// The language of the results [default: the manifest's, else sv]
    #[arg(long = "lang", value_enum, value_name = "LANG", global = true)]
    lang: Option<LanguageName>,
}

impl LanguageOption {
    pub(crate) fn chosen(&self) -> Option<Language> {
        self.lang.map(|name| match name {
            LanguageName::Sv => Language::Sv,
            LanguageName::En => Language::En,
        })
    }
}

#[derive(Clone, Copy, ValueEnum)]
enum LanguageName {
    Sv,
    En,
}

#[derive(Clone, Copy, PartialEq, Eq, ValueEnum)]
pub(crate) enum Format {
    Text,
    Json,
    /// For code scanning and editors (SARIF 2.1.0)
    Sarif,
    /// A test report for Jenkins, GitLab and their kin
    Junit,
    /// Annotations on the lines, for GitHub Actions
    Github,
    /// A summary for a build's page
    Markdown,
    /// A table for a spreadsheet
    Csv,
    /// A line for each workspace, for a database (with --all and a folder of workspaces)
    Jsonl,
    /// The working papers, a workbook: findings, figures, open questions, calendar
    Xlsx,
}

#[derive(Clone, Copy, PartialEq, Eq, ValueEnum)]
pub(crate) enum FileFormat {
    Text,
    Json,
}

#[derive(Clone, Copy, PartialEq, Eq, ValueEnum)]
pub(crate) enum ReadAs {
    /// An agreement: parties with organisation numbers, copies, signatures, days, paragraphs
    Agreement,
    /// Minutes: the meeting, who was there by organisation, the paragraphs, decisions and days, for the register
    #[value(alias = "protokoll")]
    Minutes,
}

#[derive(Clone, Copy, PartialEq, Eq, ValueEnum)]
pub(crate) enum ReadFormat {
    Text,
    Json,
    /// A page with the document's tables and the marks in them
    #[cfg(feature = "report")]
    Html,
    /// For code scanning and editors (SARIF 2.1.0)
    Sarif,
}

#[derive(Clone, Copy, PartialEq, Eq, ValueEnum)]
pub(crate) enum DiffFormat {
    Text,
    Json,
    Markdown,
}

#[derive(Clone, Copy, PartialEq, Eq, ValueEnum)]
pub(crate) enum CalendarFormat {
    /// A list for a terminal
    Text,
    Json,
    /// For the calendar program (RFC 5545)
    Ics,
    /// The årshjul as a wheel
    Svg,
    Markdown,
}

#[derive(Clone, Copy, PartialEq, Eq, ValueEnum)]
pub(crate) enum PageFormat {
    Text,
    Markdown,
}

impl AgreementName {
    /// The word the files write.
    pub(crate) const fn word(self) -> &'static str {
        match self {
            Self::Platform => "platform",
            Self::Common => "common",
            Self::Plan => "plan",
            Self::Budget => "budget",
            Self::Policy => "policy",
            Self::Cycle => "cycle",
            Self::Charter => "charter",
        }
    }
}

impl From<PageFormat> for Markup {
    fn from(format: PageFormat) -> Self {
        match format {
            PageFormat::Text => Self::Text,
            PageFormat::Markdown => Self::Markdown,
        }
    }
}

#[derive(Clone, Copy, PartialEq, Eq, ValueEnum)]
pub(crate) enum GraphFormat {
    /// A tree for a terminal
    Text,
    /// For Graphviz
    Dot,
    /// For Markdown pages that draw Mermaid
    Mermaid,
}

#[derive(Clone, Copy, ValueEnum)]
pub(crate) enum ByName {
    Month,
    Responsible,
    Agreement,
}

impl From<ByName> for By {
    fn from(name: ByName) -> Self {
        match name {
            ByName::Month => Self::Month,
            ByName::Responsible => Self::Responsible,
            ByName::Agreement => Self::Agreement,
        }
    }
}

#[derive(Clone, Copy, ValueEnum)]
pub(crate) enum RoleName {
    /// The förbundschef, on two screens: what is wrong, what must be judged, what is not known
    Director,
    /// The revisor: every verdict with its figures and its computation
    Auditor,
    /// A build: one line for each finding
    Ci,
}

impl CheckOptions {
    /// For whom, and whether that reader wants all of it.
    pub(crate) const fn reader(&self) -> Role {
        match self.role {
            None | Some(RoleName::Director) if self.all => Role::Whole,
            None | Some(RoleName::Director) => Role::Director,
            Some(RoleName::Auditor) => Role::Auditor,
            Some(RoleName::Ci) => Role::Ci,
        }
    }

    /// Whether the first screen answers it: the whole workspace was asked about, and by no reader of more.
    pub(crate) fn is_first_screen(&self) -> bool {
        let whole = self.rules.is_empty() && self.without.is_empty() && self.year.is_none();
        whole && self.role.is_none() && !self.all
    }
}

#[derive(Clone, Copy, PartialEq, Eq, ValueEnum)]
pub(crate) enum FailOn {
    Error,
    Warning,
    Note,
    /// All that is broken, and goals not reached
    Result,
}

impl FailOn {
    /// The least severity of a fault.
    pub(crate) const fn severity(self) -> Severity {
        match self {
            Self::Error => Severity::Error,
            Self::Warning => Severity::Warning,
            Self::Note | Self::Result => Severity::Note,
        }
    }
}
