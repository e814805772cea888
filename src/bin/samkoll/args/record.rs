//! The arguments of `samkoll record`.

use chrono::NaiveDate;
use clap::{Args, Subcommand, ValueEnum};
use rust_decimal::Decimal;

use super::{MADE, WorkspaceOptions};
use crate::typed;

#[derive(Args)]
#[command(args_conflicts_with_subcommands = true)]
pub(crate) struct RecordOptions {
    #[command(subcommand)]
    pub(crate) what: Option<RecordCommand>,
    /// Take back what was recorded last
    #[arg(long)]
    pub(crate) undo: bool,
    #[command(flatten)]
    pub(crate) to: WorkspaceOptions,
}

#[derive(Subcommand)]
pub(crate) enum RecordCommand {
    /// Something was delivered, or an event was held
    #[command(after_help = MADE)]
    Delivery(RecordDelivery),
    /// The minutes of a meeting were approved, announced, taken down
    #[command(after_help = MADE)]
    Minutes(RecordMinutes),
    /// A meeting was held, or is planned
    #[command(after_help = MADE)]
    Meeting(RecordMeeting),
    /// A decision was taken
    #[command(after_help = MADE)]
    Decision(RecordDecision),
    /// Somebody was told to do something
    #[command(after_help = MADE)]
    Assignment(RecordAssignment),
    /// The auditors remarked on something
    #[command(after_help = MADE)]
    Remark(RecordRemark),
    /// A deviation was accepted
    #[command(after_help = MADE)]
    Waiver(RecordWaiver),
}

/// What every record may say.
#[derive(Args, Default)]
pub(crate) struct Noted {
    /// The day it became known [default: today]
    #[arg(long, value_name = "DATE", value_parser = typed::day)]
    pub(crate) recorded: Option<NaiveDate>,
    /// The document that shows it, by id or title
    #[arg(long, value_name = "DOCUMENT")]
    pub(crate) source: Option<String>,
    /// Where in the document
    #[arg(long, requires = "source")]
    pub(crate) part: Option<String>,
    #[command(flatten)]
    pub(crate) to: WorkspaceOptions,
}

#[derive(Args)]
pub(crate) struct RecordDelivery {
    /// The duty: its id, its title or what is delivered, as `bilaga`
    pub(crate) duty: String,
    /// The agreement, by id or title
    #[arg(long)]
    pub(crate) agreement: Option<String>,
    /// Who delivered, by id or name
    #[arg(long, value_name = "ORGANISATION")]
    pub(crate) by: Option<String>,
    /// The period: 2024, 2024-T1, 2024-Q1, 2024-01, the day of a meeting
    #[arg(long)]
    pub(crate) period: Option<String>,
    /// The day
    #[arg(long, value_name = "DATE", value_parser = typed::day)]
    pub(crate) on: NaiveDate,
    #[command(flatten)]
    pub(crate) noted: Noted,
}

#[derive(Args)]
pub(crate) struct RecordMinutes {
    /// The day of the meeting; of two on one day, the id of one
    #[arg(value_name = "DATE", value_parser = typed::meeting)]
    pub(crate) meeting: typed::Which,
    /// The body that met: a role, a name or an id
    #[arg(long, value_name = "ORGANISATION", default_value = "board")]
    pub(crate) body: String,
    /// The day they were approved
    #[arg(long, value_name = "DATE", value_parser = typed::day)]
    pub(crate) approved: Option<NaiveDate>,
    /// The day the approval was announced on the notice boards
    #[arg(long, value_name = "DATE", value_parser = typed::day)]
    pub(crate) announced: Option<NaiveDate>,
    /// The day the notice was taken down
    #[arg(long, value_name = "DATE", value_parser = typed::day)]
    pub(crate) taken_down: Option<NaiveDate>,
    /// The members on whose notice boards it stood: `alla`, or each by id or name, with commas between
    #[arg(long, value_name = "ORGANISATIONS", value_delimiter = ',')]
    pub(crate) boards: Vec<String>,
    #[command(flatten)]
    pub(crate) noted: Noted,
}

#[derive(Args)]
pub(crate) struct RecordMeeting {
    /// The day; of two planned on one day, the id of one
    #[arg(value_name = "DATE", value_parser = typed::meeting)]
    pub(crate) meeting: typed::Which,
    /// The body that meets: a role, a name or an id
    #[arg(long, value_name = "ORGANISATION", default_value = "board")]
    pub(crate) body: String,
    /// How it was held: in a room, from a distance, some from a distance
    #[arg(long)]
    pub(crate) form: Option<String>,
    /// It was open to the public
    #[arg(long)]
    pub(crate) public: bool,
    /// The day the presidium prepared it
    #[arg(long, value_name = "DATE", value_parser = typed::day)]
    pub(crate) presidium: Option<NaiveDate>,
    #[command(flatten)]
    pub(crate) noted: Noted,
}

#[derive(Args)]
pub(crate) struct RecordDecision {
    /// What it adopts, as `budget` or `annual-report`
    pub(crate) adopts: String,
    /// The day of the meeting, or its id; of what a member has decided for itself, of the board's meeting that notes it
    #[arg(long, value_name = "DATE", value_parser = typed::meeting)]
    pub(crate) meeting: typed::Which,
    /// The body that met: a role, a name or an id
    #[arg(long, value_name = "ORGANISATION", default_value = "board")]
    pub(crate) body: String,
    /// The paragraph, as `51`
    #[arg(long)]
    pub(crate) paragraph: Option<String>,
    /// The years it is for: 2024, or 2024-2026
    #[arg(long)]
    pub(crate) years: Option<String>,
    /// How it came out: adopted, proposed, noted, declined [default: adopted; noted where a member has decided]
    #[arg(long)]
    pub(crate) state: Option<String>,
    /// Whose decision it is, for discharge
    #[arg(long, value_name = "ORGANISATION")]
    pub(crate) by: Option<String>,
    /// The agreement it adopts
    #[arg(long)]
    pub(crate) agreement: Option<String>,
    /// What it says, in a few words
    #[arg(long)]
    pub(crate) text: Option<String>,
    #[command(flatten)]
    pub(crate) noted: Noted,
}

#[derive(Args)]
pub(crate) struct RecordAssignment {
    /// What is to be done, in a few words; no names of persons
    pub(crate) text: String,
    /// The decision that gave it: its id, or the meeting and the paragraph, as "2024-03-22 § 12"
    #[arg(long)]
    pub(crate) decision: String,
    /// Who is to do it: roles or organisations, with commas between
    #[arg(long, value_name = "ORGANISATIONS", value_delimiter = ',')]
    pub(crate) responsible: Vec<String>,
    /// By when it is to be reported
    #[arg(long, value_name = "DATE", value_parser = typed::day, conflicts_with = "report_at")]
    pub(crate) due: Option<NaiveDate>,
    /// The meeting at which it is to be reported: its day, or `next-meeting`
    #[arg(long, value_name = "MEETING")]
    pub(crate) report_at: Option<String>,
    #[command(flatten)]
    pub(crate) noted: Noted,
}

#[derive(Args)]
pub(crate) struct RecordRemark {
    /// What it says, in a few words; no names of persons
    pub(crate) text: String,
    /// The year that was audited
    #[arg(long, value_parser = typed::year)]
    pub(crate) year: i32,
    /// What it is about
    #[arg(long, value_enum)]
    pub(crate) dimension: DimensionName,
    /// Who sees to it: roles or organisations, with commas between
    #[arg(long, value_name = "ORGANISATIONS", value_delimiter = ',')]
    pub(crate) responsible: Vec<String>,
    /// By when it is to be done
    #[arg(long, value_name = "DATE", value_parser = typed::day)]
    pub(crate) due: Option<NaiveDate>,
    #[command(flatten)]
    pub(crate) noted: Noted,
}

#[derive(Args)]
pub(crate) struct RecordWaiver {
    /// The rule
    pub(crate) rule: String,
    /// What it is about, as `check` names it
    pub(crate) subject: String,
    /// Why
    #[arg(long)]
    pub(crate) reason: String,
    /// Who decided: a role, a name or an id
    #[arg(long, value_name = "ORGANISATION", default_value = "board")]
    pub(crate) decided_by: String,
    /// Where the decision stands: the meeting and the paragraph, as "2024-03-22 § 12", or a document by id or title
    #[arg(long)]
    pub(crate) decision: String,
    /// Its first day [default: the day it became known]
    #[arg(long, value_name = "DATE", value_parser = typed::day)]
    pub(crate) from: Option<NaiveDate>,
    /// Its last day
    #[arg(long, value_name = "DATE", value_parser = typed::day)]
    pub(crate) until: NaiveDate,
    /// It holds up to this excess
    #[arg(long, value_name = "AMOUNT", value_parser = typed::amount)]
    pub(crate) limit: Option<Decimal>,
    /// The day it became known [default: today]
    #[arg(long, value_name = "DATE", value_parser = typed::day)]
    pub(crate) recorded: Option<NaiveDate>,
    #[command(flatten)]
    pub(crate) to: WorkspaceOptions,
}

#[derive(Clone, Copy, ValueEnum)]
pub(crate) enum DimensionName {
    /// Whether what is done is appropriate and economical
    #[value(alias = "ändamålsenlighet")]
    AppropriateAndEconomical,
    /// Whether the internal control is enough
    #[value(alias = "intern kontroll", alias = "internkontroll")]
    InternalControl,
    /// Whether the accounts are true
    #[value(alias = "räkenskaper", alias = "räkenskaperna")]
    TrueAccounts,
}

impl DimensionName {
    pub(crate) const fn word(self) -> &'static str {
        match self {
            Self::AppropriateAndEconomical => "appropriate-and-economical",
            Self::InternalControl => "internal-control",
            Self::TrueAccounts => "true-accounts",
        }
    }
}
