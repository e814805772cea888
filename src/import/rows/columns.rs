//! The sorts of rows, their columns, and what each takes: the one list that the workbook is drawn from, that a
//! workbook or a table of text is read by, and that complaints name.

use crate::amount::{Kind, Phrase, Unit};

names! {
    /// What the rows of a sheet, or of a file, are about.
    #[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
    pub enum Sort {
        /// Figures of a year.
        Figures = "figures",
        /// Figures of a year as they are reported to Försäkringskassan.
        Reported = "reported",
        /// Members.
        Members = "members",
        /// The groups’ shares of the allocation.
        Shares = "shares",
        /// Meetings, and what became of their minutes.
        Meetings = "meetings",
        /// What the annual cycle waits for, and when it was delivered.
        Deliveries = "deliveries",
        /// Decisions.
        Decisions = "decisions",
        /// Assignments.
        Assignments = "assignments",
    }
}

names! {
    /// A column.
    #[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
    pub enum Column {
        /// Which figure.
        Figure = "figure",
        /// The year it is of.
        Year = "year",
        /// The unit of its amount.
        Unit = "unit",
        /// How much.
        Amount = "amount",
        /// What the ledger has; shown and never read.
        Ledger = "ledger",
        /// What the year before had; shown and never read.
        Before = "before",
        /// Which sign it has; shown and never read.
        Sign = "sign",
        /// Where its amount stands; shown and never read.
        Place = "place",
        /// A name.
        Name = "name",
        /// What an organisation is.
        Kind = "kind",
        /// Organisation number.
        Number = "number",
        /// First day.
        From = "from",
        /// Last day.
        To = "to",
        /// A group of members.
        Group = "group",
        /// Its share, in per cent.
        Share = "share",
        /// The day of a meeting.
        Date = "date",
        /// The body that meets.
        Body = "body",
        /// How a meeting is held.
        Form = "form",
        /// Whether it was held.
        Held = "held",
        /// Whether it was public.
        Public = "public",
        /// The day its minutes were approved.
        Approved = "approved",
        /// The day that was announced.
        Announced = "announced",
        /// The day the notice was taken down.
        TakenDown = "taken_down",
        /// On whose boards it stood.
        Boards = "boards",
        /// What is to be delivered.
        Duty = "duty",
        /// For which period.
        Period = "period",
        /// By whom.
        By = "by",
        /// The agreement it follows from.
        Agreement = "agreement",
        /// The day it is due; shown and never read.
        DueDay = "due_day",
        /// The day it was delivered.
        Delivered = "delivered",
        /// The paragraph of the minutes.
        Paragraph = "paragraph",
        /// What a decision adopts.
        Adopts = "adopts",
        /// The first year it is for.
        FromYear = "from_year",
        /// The last year it is for.
        ToYear = "to_year",
        /// What became of it.
        State = "state",
        /// In words.
        Words = "words",
        /// Who is to do it.
        Responsible = "responsible",
        /// The last day for it.
        Due = "due",
        /// The day of the meeting where it is to be reported.
        ReportAt = "report_at",
        /// The day it was reported.
        Reported = "reported",
        /// The paragraph of those minutes.
        ReportedIn = "reported_in",
    }
}

/// A word of the files, and what a reader calls it.
pub type Choice = (&'static str, Phrase);

/// What a cell of a column takes.
#[derive(Debug, Clone, Copy)]
pub enum Takes {
    /// Words.
    Words,
    /// A day.
    Day,
    /// A year.
    Year,
    /// An amount in the unit of its row.
    Amount,
    /// Per cent of a whole.
    Percent,
    /// One of some words.
    One(&'static [Choice]),
    /// An organisation.
    Organisation,
    /// Organisations, with `;` between them, or `alla`: every member with a notice board.
    Organisations,
    /// An agreement.
    Agreement,
    /// Nothing: it is shown and never read.
    Shown,
}

const fn choice(word: &'static str, sv: &'static str, en: &'static str) -> Choice {
    (word, Phrase::new(sv, en))
}

/// Yes; a blank is not no.
pub const YES: &[Choice] = &[choice("true", "ja", "yes")];
/// Yes or no.
pub const YES_OR_NO: &[Choice] = &[choice("true", "ja", "yes"), choice("false", "nej", "no")];

const KINDS: &[Choice] = &[
    choice("municipality", "kommun", "municipality"),
    choice("region", "region", "region"),
    choice("state", "statlig myndighet", "state authority"),
];

/// The groups that share the allocation.
pub const GROUPS: &[Choice] = &[
    choice("state", "staten", "the state"),
    choice("region", "regionen", "the region"),
    choice("municipality", "kommunerna", "the municipalities"),
];

const FORMS: &[Choice] = &[
    choice("physical", "på plats", "in a room"),
    choice("remote", "på distans", "from a distance"),
    choice("mixed", "delvis på distans", "some from a distance"),
];

const STATES: &[Choice] = &[
    choice("adopted", "beslutat", "adopted"),
    choice("proposed", "föreslaget", "proposed"),
    choice("noted", "antecknat", "noted"),
    choice("declined", "avböjt", "declined"),
];

const ADOPTS: &[Choice] = &[
    choice("budget", "budget", "budget"),
    choice("plan", "verksamhetsplan", "plan"),
    choice("annual-report", "årsredovisning", "annual report"),
    choice("agreement", "överenskommelse", "agreement"),
    choice("cycle", "årshjul", "annual cycle"),
    choice("policy", "riktlinjer", "policy"),
    choice("delegation", "delegationsordning", "delegation order"),
    choice("social-budget", "social budget", "social budget"),
    choice("mission", "uppdrag", "assignment"),
    choice("discharge", "ansvarsfrihet", "discharge"),
    choice("internal-control", "intern kontroll", "internal control"),
    choice("remote-participation", "deltagande på distans", "remote participation"),
    choice("governing-document", "styrdokument", "governing document"),
    choice("presidium", "presidium", "presidium"),
    choice("consultation", "samråd med medlemmarna", "consultation with the members"),
    choice("allocation", "tilldelning", "allocation"),
    choice("other", "annat", "other"),
];

/// The units of money.
pub const MONEY: &[Choice] =
    &[choice("kr", "kr", "SEK"), choice("tkr", "tkr", "SEK thousand"), choice("mkr", "mkr", "SEK million")];

const UNITS: &[Choice] = &[
    choice("kr", "kr", "SEK"),
    choice("tkr", "tkr", "SEK thousand"),
    choice("mkr", "mkr", "SEK million"),
    choice("percent", "procent", "per cent"),
    choice("percentage-points", "procentenheter", "percentage points"),
    choice("share", "andel av ett", "share of one"),
    choice("number", "tal", "number"),
    choice("persons", "personer", "persons"),
    choice("days", "dagar", "days"),
    choice("months", "månader", "months"),
    choice("count", "antal", "count"),
    choice("index", "index", "index"),
];

/// The unit that a figure is entered in where nothing says another.
#[must_use]
pub const fn usual_unit(kind: Kind) -> Unit {
    match kind {
        Kind::Money => Unit::Kr,
        Kind::Percent => Unit::Percent,
        Kind::Share => Unit::Share,
        Kind::Number => Unit::Number,
        Kind::Persons => Unit::Persons,
        Kind::Days => Unit::Days,
        Kind::Months => Unit::Months,
        Kind::Count => Unit::Count,
        Kind::Index => Unit::Index,
    }
}

impl Sort {
    /// The sheets of the workbook that a year is filled in with. What is reported is made of them, and has its own.
    pub const OF_A_YEAR: &[Self] = &[
        Self::Figures,
        Self::Members,
        Self::Shares,
        Self::Meetings,
        Self::Deliveries,
        Self::Decisions,
        Self::Assignments,
    ];

    /// Its columns, in the order they are shown.
    #[must_use]
    pub const fn columns(self) -> &'static [Column] {
        use Column as C;
        match self {
            Self::Figures => &[C::Figure, C::Sign, C::Unit, C::Amount, C::Ledger, C::Before],
            Self::Reported => &[C::Figure, C::Year, C::Sign, C::Unit, C::Amount, C::Place, C::Ledger],
            Self::Members => &[C::Name, C::Kind, C::Number, C::From, C::To],
            Self::Shares => &[C::Group, C::Share],
            Self::Meetings => &[
                C::Date,
                C::Body,
                C::Held,
                C::Form,
                C::Public,
                C::Approved,
                C::Announced,
                C::TakenDown,
                C::Boards,
            ],
            Self::Deliveries => &[C::Duty, C::Period, C::By, C::Agreement, C::DueDay, C::Delivered],
            Self::Decisions => &[
                C::Date,
                C::Body,
                C::Paragraph,
                C::Adopts,
                C::State,
                C::By,
                C::Agreement,
                C::FromYear,
                C::ToYear,
                C::Words,
            ],
            Self::Assignments => &[
                C::Date,
                C::Body,
                C::Paragraph,
                C::Words,
                C::Responsible,
                C::Due,
                C::ReportAt,
                C::Reported,
                C::ReportedIn,
            ],
        }
    }

    /// What a row that is new must have.
    #[must_use]
    pub const fn needed(self) -> &'static [Column] {
        use Column as C;
        match self {
            Self::Figures | Self::Reported => &[C::Figure, C::Unit, C::Amount],
            Self::Members => &[C::Name, C::Kind],
            Self::Shares => &[C::Group, C::Share],
            Self::Meetings => &[C::Date, C::Body],
            Self::Deliveries => &[C::Duty, C::Delivered],
            Self::Decisions => &[C::Date, C::Body, C::Adopts, C::State],
            Self::Assignments => &[C::Date, C::Body, C::Paragraph, C::Words, C::Responsible],
        }
    }

    /// Whether a row may be about something that is not in the workspace.
    #[must_use]
    pub const fn grows(self) -> bool {
        !matches!(self, Self::Figures | Self::Reported | Self::Shares | Self::Deliveries)
    }

    /// What it is called.
    #[must_use]
    pub const fn title(self) -> Phrase {
        match self {
            Self::Figures => Phrase::new("Siffror", "Figures"),
            Self::Reported => Phrase::new("Till Försäkringskassan", "To Försäkringskassan"),
            Self::Members => Phrase::new("Medlemmar", "Members"),
            Self::Shares => Phrase::new("Andelar", "Shares"),
            Self::Meetings => Phrase::new("Möten", "Meetings"),
            Self::Deliveries => Phrase::new("Leveranser", "Deliveries"),
            Self::Decisions => Phrase::new("Beslut", "Decisions"),
            Self::Assignments => Phrase::new("Uppdrag", "Assignments"),
        }
    }
}

impl Column {
    /// What it is headed.
    #[must_use]
    pub const fn heading(self) -> Phrase {
        let (sv, en) = match self {
            Self::Figure => ("Siffra", "Figure"),
            Self::Year => ("År", "Year"),
            Self::Unit => ("Enhet", "Unit"),
            Self::Amount => ("Belopp", "Amount"),
            Self::Ledger => ("Enligt bokföringen", "By the ledger"),
            Self::Before => ("Året före", "The year before"),
            Self::Sign => ("Tecken", "Sign"),
            Self::Place => ("Var det står", "Where it stands"),
            Self::Name => ("Namn", "Name"),
            Self::Kind => ("Slag", "Kind"),
            Self::Number => ("Organisationsnummer", "Organisation number"),
            Self::From => ("Medlem från", "Member from"),
            Self::To => ("Medlem till", "Member to"),
            Self::Group => ("Vilka", "Who"),
            Self::Share => ("Andel av tilldelningen, procent", "Share of the allocation, per cent"),
            Self::Date => ("Mötets dag", "Day of the meeting"),
            Self::Body => ("Organ", "Body"),
            Self::Form => ("Form", "Form"),
            Self::Held => ("Hållet", "Held"),
            Self::Public => ("Offentligt", "Public"),
            Self::Approved => ("Justerat", "Approved"),
            Self::Announced => ("Anslaget", "Announced"),
            Self::TakenDown => ("Nedtaget", "Taken down"),
            Self::Boards => ("Anslagstavlor", "Notice boards"),
            Self::Duty => ("Vad", "What"),
            Self::Period => ("Period", "Period"),
            Self::By => ("Vem", "Who"),
            Self::Agreement => ("Överenskommelse", "Agreement"),
            Self::DueDay => ("Förfaller", "Due"),
            Self::Delivered => ("Lämnat", "Delivered"),
            Self::Paragraph => ("Paragraf", "Paragraph"),
            Self::Adopts => ("Beslutar om", "Adopts"),
            Self::FromYear => ("Från år", "From year"),
            Self::ToYear => ("Till år", "To year"),
            Self::State => ("Läge", "State"),
            Self::Words => ("Med egna ord", "In words"),
            Self::Responsible => ("Till vem", "To whom"),
            Self::Due => ("Sista dag", "Last day"),
            Self::ReportAt => ("Rapporteras på mötet", "Reported at the meeting"),
            Self::Reported => ("Rapporterat", "Reported"),
            Self::ReportedIn => ("I paragraf", "In paragraph"),
        };
        Phrase::new(sv, en)
    }

    /// What its cells take.
    #[must_use]
    pub const fn takes(self) -> Takes {
        match self {
            Self::Ledger | Self::Before | Self::Sign | Self::Place | Self::DueDay => Takes::Shown,
            Self::Amount => Takes::Amount,
            Self::Share => Takes::Percent,
            Self::Year | Self::FromYear | Self::ToYear => Takes::Year,
            Self::From
            | Self::To
            | Self::Date
            | Self::Approved
            | Self::Announced
            | Self::TakenDown
            | Self::Delivered
            | Self::Due
            | Self::ReportAt
            | Self::Reported => Takes::Day,
            Self::Unit => Takes::One(UNITS),
            Self::Kind => Takes::One(KINDS),
            Self::Group => Takes::One(GROUPS),
            Self::Form => Takes::One(FORMS),
            Self::Held => Takes::One(YES),
            Self::Public => Takes::One(YES_OR_NO),
            Self::Adopts => Takes::One(ADOPTS),
            Self::State => Takes::One(STATES),
            Self::Body | Self::By => Takes::Organisation,
            Self::Boards | Self::Responsible => Takes::Organisations,
            Self::Agreement => Takes::Agreement,
            Self::Figure
            | Self::Name
            | Self::Number
            | Self::Duty
            | Self::Period
            | Self::Paragraph
            | Self::Words
            | Self::ReportedIn => Takes::Words,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::model::adopts::Adopts;
    use crate::model::register::MeetingForm;

    #[test]
    fn every_word_of_the_files_can_be_chosen() {
        let words = |choices: &[Choice]| choices.iter().map(|it| it.0).collect::<Vec<_>>();
        assert_eq!(words(ADOPTS), Adopts::WORDS);
        assert_eq!(words(FORMS), MeetingForm::WORDS);
        assert_eq!(words(UNITS), Unit::WORDS);
    }
}
