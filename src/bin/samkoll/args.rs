//! Arguments as typed.

use std::path::PathBuf;

use chrono::NaiveDate;
use clap::{Args, Parser, Subcommand, ValueEnum};
use samkoll::amount::Language;
use samkoll::diagnostic::Severity;
use samkoll::render::text::Role;

/// Checks the agreements, deadlines and figures of a samordningsförbund.
#[derive(Parser)]
#[command(name = "samkoll", version, about, arg_required_else_help = true)]
pub(crate) struct Arguments {
    #[command(subcommand)]
    pub(crate) command: Command,
}

#[derive(Subcommand)]
pub(crate) enum Command {
    /// Assess a workspace: what is breached, what cannot be decided
    #[command(after_help = EXIT_CODES)]
    Check(CheckOptions),
    /// Check the files themselves: syntax, keys, references, dates, numbers, rules
    #[command(after_help = "Exit codes: 0 no errors, 2 errors, or the files cannot be read.")]
    Validate(ValidateOptions),
    /// List the rules
    Rules(RulesOptions),
}

const EXIT_CODES: &str = "Exit codes: 0 nothing breached and nothing undecided at or above --fail-on, \
1 breached, 3 undecided only, 2 the run could not be done.";

#[derive(Args)]
pub(crate) struct CheckOptions {
    /// The workspace's folder [default: the nearest samkoll.toml upwards, else the bundled workspace]
    pub(crate) dir: Option<PathBuf>,
    /// The day the question is asked for [default: the manifest's, else today]
    #[arg(long, value_name = "DATE")]
    pub(crate) as_of: Option<NaiveDate>,
    /// Count only what was recorded on or before this day
    #[arg(long, value_name = "DATE")]
    pub(crate) known_at: Option<NaiveDate>,
    /// Only what concerns this year
    #[arg(long)]
    pub(crate) year: Option<i32>,
    /// Only this rule; may be given several times
    #[arg(long = "rule", value_name = "RULE")]
    pub(crate) rules: Vec<String>,
    /// Not the rules of this family; may be given several times
    #[arg(long, value_name = "FAMILY")]
    pub(crate) without: Vec<String>,
    /// For whom the text is written
    #[arg(long, value_enum, default_value_t = RoleName::Director)]
    pub(crate) role: RoleName,
    /// The form of the results
    #[arg(long, value_enum, default_value_t = Format::Text)]
    pub(crate) format: Format,
    /// The least severity that makes the exit code other than 0
    #[arg(long, value_enum, default_value_t = SeverityName::Note)]
    pub(crate) fail_on: SeverityName,
    #[command(flatten)]
    pub(crate) language: LanguageOption,
}

#[derive(Args)]
pub(crate) struct ValidateOptions {
    /// Files or folders of one workspace [default: the whole workspace here]
    pub(crate) paths: Vec<PathBuf>,
    /// The form of the results
    #[arg(long, value_enum, default_value_t = Format::Text)]
    pub(crate) format: Format,
    #[command(flatten)]
    pub(crate) language: LanguageOption,
}

#[derive(Args)]
pub(crate) struct RulesOptions {
    /// The workspace's folder [default: the nearest samkoll.toml upwards, else the bundled workspace]
    pub(crate) dir: Option<PathBuf>,
    #[command(flatten)]
    pub(crate) language: LanguageOption,
}

#[derive(Args)]
pub(crate) struct LanguageOption {
    /// The language of the results [default: the manifest's, else sv]
    #[arg(long = "lang", value_enum, value_name = "LANG")]
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
}

#[derive(Clone, Copy, ValueEnum)]
pub(crate) enum RoleName {
    /// The förbundschef: what is wrong, what must be judged, what is not known
    Director,
    /// The revisor: every verdict with its figures and its computation
    Auditor,
    /// A build: one line for each finding
    Ci,
}

impl From<RoleName> for Role {
    fn from(name: RoleName) -> Self {
        match name {
            RoleName::Director => Self::Director,
            RoleName::Auditor => Self::Auditor,
            RoleName::Ci => Self::Ci,
        }
    }
}

#[derive(Clone, Copy, ValueEnum)]
pub(crate) enum SeverityName {
    Error,
    Warning,
    Note,
}

impl From<SeverityName> for Severity {
    fn from(name: SeverityName) -> Self {
        match name {
            SeverityName::Error => Self::Error,
            SeverityName::Warning => Self::Warning,
            SeverityName::Note => Self::Note,
        }
    }
}
