//! Agreements: who is party, what each has promised, what falls due again and again.

use chrono::NaiveDate;
use rust_decimal::Decimal;

use super::actor::{Actor, actor, need_actor};
use super::citation::{Citation, citation, clause, provision};
use super::declared::Accepts;
use super::duty::{self, Duty};
use super::problems;
use super::read::{MOST_MONTHS, Problems, Reader, Validity, Whole};
use crate::amount::Text;
use crate::source::{Span, Spanned, Table, seen};

/// One governing document.
#[derive(Debug, Clone)]
pub struct Agreement {
    /// Its id.
    pub id: Spanned<String>,
    /// Its title as printed.
    pub title: String,
    /// What sort of document.
    pub kind: AgreementKind,
    /// The terms it shares with others.
    pub terms: Option<Spanned<String>>,
    /// Shared terms it does not carry.
    pub omits: Vec<Spanned<String>>,
    /// When it holds.
    pub in_force: Option<Validity>,
    /// The agreement that takes its place.
    pub superseded_by: Option<Spanned<String>>,
    /// Whether its text is among the sources.
    pub text_known: bool,
    /// Where it is known from.
    pub source: Option<Citation>,
    /// The years a plan or budget covers.
    pub periods: Option<(i32, i32)>,
    /// How many copies were made.
    pub copies: Option<i64>,
    /// The notice a change needs.
    pub notice: Option<Notice>,
    /// Who is party.
    pub parties: Vec<Party>,
    /// What has been promised.
    pub commitments: Vec<Commitment>,
    /// What is to be delivered.
    pub duties: Vec<Duty>,
    /// The signature lines.
    pub signatures: Vec<Signature>,
    /// Who pays how much of the allocation.
    pub shares: Vec<Share>,
    /// Bodies its text names beside parties and recipients.
    pub names: Vec<Spanned<String>>,
    /// The age bands it gives.
    pub ages: Vec<Age>,
    /// Appendices it announces.
    pub bilagor: Vec<Bilaga>,
    /// What every agreement needs, and whether its text has it, where somebody has looked.
    pub clauses: Vec<(ClauseKind, bool)>,
    /// The boards it prescribes, in the order written.
    pub boards: Vec<Board>,
    /// The auditors it prescribes.
    pub auditors: Vec<Auditor>,
    /// Which of its lists are whole.
    pub whole: Whole,
}

names! {
    /// What sort of document an agreement is.
    #[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
    pub enum AgreementKind {
        /// Förbundsordning.
        Charter = "charter",
        /// An agreement on a platform.
        Platform = "platform",
        /// The common överenskommelse.
        Common = "common",
        /// A plan of activities.
        Plan = "plan",
        /// A budget.
        Budget = "budget",
        /// A policy.
        Policy = "policy",
        /// An årshjul.
        Cycle = "cycle",
        /// What the law itself asks for.
        Statute = "statute",
        /// Terms that other agreements share.
        Terms = "terms",
    }
}

names! {
    /// A sort of clause that an agreement needs.
    #[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
    pub enum ClauseKind {
        /// How it is ended, or a party leaves it.
        Termination = "termination",
        /// What is done when the parties do not agree.
        Disputes = "disputes",
        /// How it is changed.
        Amendment = "amendment",
        /// Who answers for damage and costs.
        Liability = "liability",
    }
}

impl ClauseKind {
    /// What it is called.
    #[must_use]
    pub fn title(self) -> Text {
        let (sv, en) = match self {
            Self::Termination => ("uppsägning", "termination"),
            Self::Disputes => ("tvist", "disputes"),
            Self::Amendment => ("ändring", "amendment"),
            Self::Liability => ("ansvar", "liability"),
        };
        Text::new(sv, en)
    }
}

impl AgreementKind {
    /// What it is called.
    #[must_use]
    pub fn title(self) -> Text {
        let (sv, en) = match self {
            Self::Charter => ("förbundsordning", "charter"),
            Self::Platform => ("överenskommelse om en verksamhet", "agreement on an activity"),
            Self::Common => ("gemensam överenskommelse", "common agreement"),
            Self::Plan => ("plan", "plan"),
            Self::Budget => ("budget", "budget"),
            Self::Policy => ("policy", "policy"),
            Self::Cycle => ("årshjul", "annual wheel"),
            Self::Statute => ("lag", "statute"),
            Self::Terms => ("gemensamma villkor", "shared terms"),
        };
        Text::new(sv, en)
    }
}

/// What a text that has been read has something of.
const CARRIED: &[&str] = &[
    "copies",
    "notice",
    "party",
    "commitment",
    "signature",
    "share",
    "age",
    "bilaga",
    "board",
    "duty",
    "auditor",
    "key",
    "terms",
    "names",
    "clauses",
];

impl Agreement {
    /// A clause of it, as one cites it: the clause and the title.
    #[must_use]
    pub fn cited(&self, clause: Option<&String>) -> String {
        match clause.filter(|clause| !clause.is_empty()) {
            Some(clause) if self.kind == AgreementKind::Statute => provision(&self.title, clause),
            Some(clause) => format!("{clause}, {}", self.title),
            None => self.title.clone(),
        }
    }

    /// The last day it holds: its own, or the day before what takes its place begins.
    #[must_use]
    pub fn last_day(&self, successor: Option<&Self>) -> Option<NaiveDate> {
        self.in_force.and_then(|days| days.to).or_else(|| successor?.in_force?.from?.pred_opt())
    }

    /// Whether one of its duties is shown by the record of a decision or a meeting alone, and by no delivery:
    /// what the law itself asks that for, its own rules look for there.
    #[must_use]
    pub fn is_shown_by_record_alone(&self, duty: &Duty) -> bool {
        self.kind == AgreementKind::Statute && duty.evidence.is_some()
    }
}

/// How long before a change the others must be told.
#[derive(Debug, Clone)]
pub struct Notice {
    /// Months ahead.
    pub months: i64,
    /// Whom to tell.
    pub to: Option<Spanned<Actor>>,
    /// Who takes it up when those cannot agree.
    pub escalates_to: Option<Spanned<Actor>>,
    /// The clause.
    pub clause: Option<String>,
    /// Where it stands.
    pub span: Span,
}

/// An organisation that is party to an agreement.
#[derive(Debug, Clone)]
pub struct Party {
    /// The organisation.
    pub organisation: Spanned<String>,
    /// The clause that names it.
    pub clause: Option<String>,
    /// The organisation number the agreement prints.
    pub number: Option<Spanned<String>>,
    /// Named as one that is to join or be settled later, and not yet bound.
    pub expected: bool,
    /// Where it stands.
    pub span: Span,
}

/// Something a party has promised.
#[derive(Debug, Clone)]
pub struct Commitment {
    /// Its id within the agreement.
    pub id: Spanned<String>,
    /// Who has promised.
    pub party: Spanned<Actor>,
    /// Whether it binds; what a party may do it has not promised.
    pub binding: bool,
    /// Whether it stands.
    pub state: CommitmentState,
    /// What is promised, in our own words.
    pub text: Option<Text>,
    /// Of one that is to come, by when it is to be there.
    pub by: ToCome,
    /// The clause.
    pub clause: Option<String>,
    /// Where it stands.
    pub span: Span,
}

/// By when a commitment that is to come is to be there.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum ToCome {
    /// Nobody has looked, or it stands already.
    Unknown,
    /// The text sets no day.
    Someday,
    /// By a day.
    By(NaiveDate),
}

names! {
    /// Whether a commitment stands.
    #[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
    pub enum CommitmentState {
        /// It is written out.
        Stated = "stated",
        /// It is to be added later.
        Pending = "pending",
        /// There is a heading and nothing under it.
        Empty = "empty",
    }
}

/// One signature line.
#[derive(Debug, Clone)]
pub struct Signature {
    /// Who signs.
    pub party: Spanned<String>,
    /// What the line shows.
    pub name: SignatureName,
    /// Whether it is signed, as far as the sources show.
    pub signed: Signed,
    /// When it was.
    pub signed_on: Option<Spanned<NaiveDate>>,
    /// The clause.
    pub clause: Option<String>,
    /// Where it stands.
    pub span: Span,
}

names! {
    /// What a signature line shows as name.
    #[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
    pub enum SignatureName {
        /// A printed name.
        Printed = "printed",
        /// A placeholder that was never replaced.
        Placeholder = "placeholder",
        /// Nothing.
        Missing = "missing",
    }
}

/// Whether a line is signed.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Signed {
    /// Signed.
    Yes,
    /// Known to be unsigned.
    No,
    /// The sources do not show it.
    Unknown,
}

/// A group's share of the allocation.
#[derive(Debug, Clone)]
pub struct Share {
    /// `state`, `region` or `municipality`.
    pub of: &'static str,
    /// The share, 0.5 for half.
    pub share: Decimal,
    /// Where it stands.
    pub span: Span,
}

/// A board as a charter prescribes it. A charter outlives its boards: each has its own first day.
#[derive(Debug, Clone)]
pub struct Board {
    /// The day it took office; none when that is not known.
    pub from: Option<Spanned<NaiveDate>>,
    /// How many members it has.
    pub seats: i64,
    /// How many substitutes.
    pub substitutes: i64,
    /// Where it stands.
    pub span: Span,
}

/// An auditor and whose accounts they audit.
#[derive(Debug, Clone)]
pub struct Auditor {
    /// Who appoints.
    pub appointed_by: Spanned<String>,
    /// For whom.
    pub audits: Vec<Spanned<String>>,
}

/// An age band of those an agreement is for.
#[derive(Debug, Clone)]
pub struct Age {
    /// From this age.
    pub from: i64,
    /// To this age; none when it has no upper end.
    pub to: Option<i64>,
    /// The band the agreement as a whole says it is for.
    pub main: bool,
    /// The band it says it may be for in certain cases.
    pub exception: bool,
    /// The clause.
    pub clause: Option<String>,
    /// Where it stands.
    pub span: Span,
}

/// An appendix that an agreement announces.
#[derive(Debug, Clone)]
pub struct Bilaga {
    /// What it is called.
    pub title: String,
    /// Whether the text announces it.
    pub announced: bool,
    /// Whether it is enclosed in the copy the sources hold.
    pub enclosed: bool,
    /// The duty it falls due by: it comes with that, and not with the text.
    pub duty: Option<Spanned<String>>,
    /// Where it stands.
    pub span: Span,
}

/// Reads an agreement's file.
pub(crate) fn read(table: &Table<'_>, problems: &Problems) -> Option<Agreement> {
    let mut reader = Reader::new(table, problems);
    let id = reader.need_id("id");
    let title = reader.need_text("title");
    let kind = kind(&mut reader);
    let terms = terms(&mut reader);
    let omits = reader.texts("omits");
    let in_force = reader.validity("in_force");
    if kind.is_some_and(|kind| kind != AgreementKind::Terms) {
        reader.require("in_force", in_force);
    }
    let superseded_by = reader.text("superseded_by");
    let text_known = reader.bool("text_known");
    let source = citation(&mut reader);
    let periods = reader.span_of_years("periods");
    reader.remarks();
    let copies = copies(&mut reader);
    let notice = notice(&mut reader);
    let parties = reader.tables("party").into_iter().filter_map(party).collect();
    let commitments = reader.tables("commitment").into_iter().filter_map(commitment).collect();
    let duties = reader.tables("duty").into_iter().filter_map(duty::read).collect();
    let signatures = reader.tables("signature").into_iter().filter_map(signature).collect();
    let shares = reader.tables("share").into_iter().filter_map(share).collect();
    let names = reader.texts("names");
    let ages = reader.tables("age").into_iter().filter_map(age).collect();
    let bilagor = reader.tables("bilaga").into_iter().filter_map(bilaga).collect();
    let clauses = clauses(&mut reader);
    key_of_municipalities(&mut reader);
    let boards = boards(&mut reader);
    let auditors = reader.tables("auditor").into_iter().filter_map(auditor).collect();
    let whole = reader.whole();
    // A text of which nothing is carried over has not been read, unless it is said that it has.
    let text_known = text_known.unwrap_or_else(|| CARRIED.iter().any(|key| reader.has(key)));
    reader.finish();
    Some(Agreement {
        id: id?,
        title: title?.value,
        kind: kind?,
        terms,
        omits,
        in_force,
        superseded_by,
        text_known,
        source,
        periods,
        copies,
        notice,
        parties,
        commitments,
        duties,
        signatures,
        shares,
        names,
        ages,
        bilagor,
        clauses,
        boards,
        auditors,
        whole,
    })
}

/// `clauses = { termination = false }`: what the text has, and what it has not.
fn clauses(reader: &mut Reader<'_>) -> Vec<(ClauseKind, bool)> {
    let Some(mut inner) = reader.table("clauses") else { return Vec::new() };
    let found = ClauseKind::NAMES.iter().filter_map(|(name, kind)| Some((*kind, inner.bool(name)?)));
    let found = found.collect();
    inner.finish();
    found
}

fn copies(reader: &mut Reader<'_>) -> Option<i64> {
    let mut inner = reader.table("copies")?;
    let count = inner.positive("count");
    let count = inner.require("count", count);
    clause(&mut inner);
    inner.finish();
    count.map(|count| count.value)
}

fn notice(reader: &mut Reader<'_>) -> Option<Notice> {
    let mut inner = reader.table("notice")?;
    let months = inner.positive("months");
    let months = inner.require("months", months);
    if let Some(long) = months.as_ref().filter(|it| it.value > MOST_MONTHS) {
        inner.problem(problems::offset_out_of_range(long.span, "months", 1, MOST_MONTHS));
    }
    let to = actor(&mut inner, "to");
    let escalates_to = actor(&mut inner, "escalates_to");
    let clause = clause(&mut inner);
    let span = inner.span();
    inner.finish();
    Some(Notice { months: months?.value, to, escalates_to, clause, span })
}

fn party(mut reader: Reader<'_>) -> Option<Party> {
    let organisation = reader.need_text("organisation");
    let clause = clause(&mut reader);
    let number = reader.text("number").map(|it| Spanned::new(seen(&it.value), it.span));
    let standing = reader.choice("standing", &[("party", false), ("expected", true)]);
    let span = reader.span();
    reader.finish();
    let expected = standing.is_some_and(|standing| standing.value);
    Some(Party { organisation: organisation?, clause, number, expected, span })
}

const COMMITMENT_KINDS: &[(&str, ())] = &[
    ("staffing", ()),
    ("representation", ()),
    ("task", ()),
    ("funding", ()),
    ("reporting", ()),
    ("registration", ()),
];

fn commitment(mut reader: Reader<'_>) -> Option<Commitment> {
    let id = reader.need_id("id");
    let party = need_actor(&mut reader, "party");
    reader.need_choice("kind", COMMITMENT_KINDS);
    let state =
        reader.choice("state", CommitmentState::NAMES).map_or(CommitmentState::Stated, |state| state.value);
    let binding = reader.choice("force", &[("must", true), ("may", false)]).is_none_or(|force| force.value);
    let text = reader.both("text");
    match state {
        CommitmentState::Stated => drop(reader.require("text", text.as_ref())),
        // Under an empty heading nothing stands.
        CommitmentState::Empty => reader.one_of(&["state", "text"]),
        CommitmentState::Pending => {}
    }
    let by = if state == CommitmentState::Pending { to_come(&mut reader) } else { ToCome::Unknown };
    let clause = clause(&mut reader);
    let span = reader.span();
    reader.finish();
    Some(Commitment {
        id: id?,
        party: party?,
        binding,
        state,
        text: text.map(|text| text.value),
        by,
        clause,
        span,
    })
}

/// A day, or `false` where none is set.
fn to_come(reader: &mut Reader<'_>) -> ToCome {
    use crate::source::Value;
    match reader.node("by", &[Accepts::Day, Accepts::Truth]).map(|node| &node.value) {
        None => ToCome::Unknown,
        Some(Value::Bool(false)) => ToCome::Someday,
        Some(_) => reader.date("by").map_or(ToCome::Unknown, |day| ToCome::By(day.value)),
    }
}

fn signature(mut reader: Reader<'_>) -> Option<Signature> {
    let party = reader.need_text("party");
    let name = reader.need_choice("name", SignatureName::NAMES);
    let (signed, signed_on) = signed(&mut reader);
    let clause = clause(&mut reader);
    let span = reader.span();
    reader.finish();
    Some(Signature { party: party?, name: name?.value, signed, signed_on, clause, span })
}

/// A date, or `false`; absent is unknown.
fn signed(reader: &mut Reader<'_>) -> (Signed, Option<Spanned<NaiveDate>>) {
    use crate::source::Value;
    match reader.node("signed", &[Accepts::Day, Accepts::Truth]).map(|node| (&node.value, node.span)) {
        None => (Signed::Unknown, None),
        Some((Value::Date(_), _)) => match reader.date("signed") {
            Some(day) => (Signed::Yes, Some(day)),
            None => (Signed::Unknown, None),
        },
        Some((Value::Bool(false), _)) => (Signed::No, None),
        Some((_, span)) => {
            let expected = Text::new("ett datum, eller false", "a date, or false");
            reader.problem(problems::wrong_type(span, "signed", &expected));
            (Signed::Unknown, None)
        }
    }
}

const GROUPS: &[(&str, &str)] = &[("state", "state"), ("region", "region"), ("municipality", "municipality")];

fn share(mut reader: Reader<'_>) -> Option<Share> {
    let of = reader.need_choice("of", GROUPS);
    let share = reader.decimal("share");
    let share = reader.require("share", share);
    if let Some(share) = share.as_ref().filter(|it| it.value <= Decimal::ZERO || Decimal::ONE < it.value) {
        reader.problem(problems::no_whole(share.span, share.value));
    }
    clause(&mut reader);
    let span = reader.span();
    reader.finish();
    Some(Share { of: of?.value, share: share?.value, span })
}

fn key_of_municipalities(reader: &mut Reader<'_>) {
    if let Some(mut inner) = reader.table("key") {
        inner.need_both("basis");
        clause(&mut inner);
        inner.finish();
    }
}

/// A list; one table, as before charters were seen to outlive their boards, is told what it is now.
fn boards(reader: &mut Reader<'_>) -> Vec<Board> {
    if let Some(span) = reader.one_table("board") {
        reader.problem(problems::board_is_a_list(span));
        return Vec::new();
    }
    let boards: Vec<Board> = reader.tables("board").into_iter().filter_map(board).collect();
    for (index, board) in boards.iter().enumerate() {
        let day = |it: &Board| it.from.as_ref().map(|from| from.value);
        if boards.iter().take(index).any(|earlier| day(earlier) == day(board)) {
            reader.problem(problems::two_boards_at_once(board.span));
        }
    }
    boards
}

fn board(mut reader: Reader<'_>) -> Option<Board> {
    let from = reader.date("from");
    let (seats, substitutes) = (reader.positive("seats"), reader.count("substitutes"));
    let seats = reader.require("seats", seats);
    let substitutes = reader.require("substitutes", substitutes);
    clause(&mut reader);
    let span = reader.span();
    reader.finish();
    Some(Board { from, seats: seats?.value, substitutes: substitutes?.value, span })
}

fn kind(reader: &mut Reader<'_>) -> Option<AgreementKind> {
    if let Some(old) = reader.former_text("kind").filter(|kind| kind.value == "standard") {
        reader.problem(problems::kind_is_terms(old.span));
        return Some(AgreementKind::Terms);
    }
    reader.need_choice("kind", AgreementKind::NAMES).map(|kind| kind.value)
}

/// The terms an agreement shares; under the key's old name it is told the new.
fn terms(reader: &mut Reader<'_>) -> Option<Spanned<String>> {
    if let Some(old) = reader.former_text("standard") {
        reader.problem(problems::key_is_terms(old.span));
        return None;
    }
    reader.text("terms")
}

/// Older than anybody.
const MOST_AGE: i32 = 130;

fn age(mut reader: Reader<'_>) -> Option<Age> {
    let (from, to) = (reader.int("from"), reader.int("to"));
    let from = reader.require("from", from);
    if let Some(from) = from.as_ref().filter(|from| from.value < 0) {
        reader.problem(problems::less_than(from.span, "from", 0));
    }
    for (key, age) in [("from", &from), ("to", &to)] {
        if let Some(age) = age.as_ref().filter(|age| i64::from(MOST_AGE) < age.value) {
            reader.problem(problems::out_of_range(age.span, key, 0, MOST_AGE));
        }
    }
    let exception = reader.bool("exception").unwrap_or(false);
    let main = reader.bool("main");
    // Whether the others are held against a band is not to be left to what nobody wrote.
    let main = if exception { Some(main.unwrap_or(false)) } else { reader.require("main", main) };
    let clause = clause(&mut reader);
    let span = reader.span();
    if matches!((&from, &to), (Some(from), Some(to)) if to.value < from.value) {
        reader.problem(problems::interval_reversed(span));
    }
    reader.finish();
    let to = to.map(|to| to.value);
    Some(Age { from: from?.value, to, main: main?, exception, clause, span })
}

fn bilaga(mut reader: Reader<'_>) -> Option<Bilaga> {
    let title = reader.need_text("title");
    let announced = reader.bool("announced").unwrap_or(true);
    let enclosed = reader.bool("enclosed");
    let enclosed = reader.require("enclosed", enclosed);
    let duty = reader.text("duty");
    clause(&mut reader);
    let span = reader.span();
    reader.finish();
    Some(Bilaga { title: title?.value, announced, enclosed: enclosed?, duty, span })
}

fn auditor(mut reader: Reader<'_>) -> Option<Auditor> {
    let appointed_by = reader.need_text("appointed_by");
    let audits = reader.texts("for");
    clause(&mut reader);
    reader.finish();
    Some(Auditor { appointed_by: appointed_by?, audits })
}
