//! What the text of a document says of numbers, limits, parties, time and names, to be held against what it speaks of.

use chrono::NaiveDate;

use super::organisation::OrganisationKind;
use super::problems;
use super::read::{Reader, Whole};
use crate::amount::{Phrase, Text};
use crate::source::{Span, Spanned};

names! {
    /// A sort of numbered part.
    #[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
    pub enum PartKind {
        /// A section.
        Section = "section",
        /// A table.
        Table = "table",
        /// An appendix.
        Appendix = "appendix",
        /// An entry of a numbered list.
        ListItem = "list-item",
        /// A figure or diagram.
        Figure = "figure",
        /// A note to the statements.
        Note = "note",
    }
}

impl PartKind {
    /// What a part of the sort is called.
    #[must_use]
    pub const fn phrase(self) -> Phrase {
        match self {
            Self::Section => Phrase::new("avsnitt", "section"),
            Self::Table => Phrase::new("tabell", "table"),
            Self::Appendix => Phrase::new("bilaga", "appendix"),
            Self::ListItem => Phrase::new("punkt", "item"),
            Self::Figure => Phrase::new("figur", "figure"),
            Self::Note => Phrase::new("not", "note"),
        }
    }
}

/// What a document's text says, by the question it is asked.
#[derive(Debug, Clone, Default)]
pub struct Texts {
    /// How many there are of something.
    pub tallies: Vec<Tally>,
    /// Limits of ages, times and other classes.
    pub bands: Vec<Band>,
    /// Who takes part.
    pub lists: Vec<Listing>,
    /// Spans, counts and years.
    pub times: Vec<Time>,
    /// What stands for something that is to come.
    pub placeholders: Vec<Placeholder>,
    /// Names and terms as they are printed.
    pub terms: Vec<Term>,
    /// What it names as enclosed.
    pub enclosures: Vec<Enclosure>,
    /// What it aims at, and how that is measured.
    pub aims: Vec<AimText>,
    /// Passages as they are printed.
    pub passages: Vec<Passage>,
    /// What it says that it does not report.
    pub denials: Vec<Denial>,
}

/// A number of things, as the text gives it.
#[derive(Debug, Clone)]
pub struct Tally {
    /// What is counted.
    pub of: Text,
    /// How many the text says.
    pub says: i64,
    /// What it is held against.
    pub against: Against,
    /// The figure of the document's tables that is the same number, where one is.
    pub figure: Option<Spanned<String>>,
    /// Where it stands in the document.
    pub part: String,
    /// Which of its lists are whole.
    pub whole: Whole,
    /// Where it stands in the workspace.
    pub span: Span,
}

/// What a number of things is held against.
#[derive(Debug, Clone)]
pub enum Against {
    /// As many as the document itself lists.
    Listed(i64),
    /// Its numbered parts of a sort, under a number or at the top.
    Parts(PartKind, Option<String>),
    /// The members of a kind on the day of the document.
    Members(OrganisationKind),
    /// These initiatives.
    Initiatives(Vec<Spanned<String>>),
    /// The parties of an agreement.
    Parties(Spanned<String>),
    /// What a body has met between two days.
    Meetings(Spanned<String>, NaiveDate, NaiveDate),
}

/// Limits of a class, with both ends in it.
#[derive(Debug, Clone)]
pub struct Band {
    /// Whose limits they are.
    pub of: String,
    /// What is divided.
    pub partition: String,
    /// The lowest value.
    pub from: i64,
    /// The highest value; none when there is no upper end.
    pub to: Option<i64>,
    /// What part it has in the division.
    pub role: BandRole,
    /// Where it stands in the document.
    pub part: String,
    /// Where it stands in the workspace.
    pub span: Span,
}

names! {
    /// What part a band has in a division.
    #[derive(Debug, Clone, Copy, PartialEq, Eq)]
    pub enum BandRole {
        /// One of the classes.
        Class = "class",
        /// What is let in in certain cases besides: it fills a gap and overlaps with nothing.
        Exception = "exception",
        /// What the classes together are to cover.
        Whole = "whole",
    }
}

/// Who takes part in something, as one place of the document lists them.
#[derive(Debug, Clone)]
pub struct Listing {
    /// What they take part in.
    pub of: Text,
    /// Who.
    pub organisations: Vec<Spanned<String>>,
    /// Where it stands in the document.
    pub part: String,
    /// Which of its lists are whole.
    pub whole: Whole,
    /// Where it stands in the workspace.
    pub span: Span,
}

/// A span of time, a count of times or a year, as the text gives it.
#[derive(Debug, Clone)]
pub struct Time {
    /// What the text says.
    pub text: Text,
    /// What that comes to.
    pub says: Says,
    /// Where it stands in the document.
    pub part: String,
    /// Where it stands in the workspace.
    pub span: Span,
}

/// What is said of time.
#[derive(Debug, Clone)]
pub enum Says {
    /// Nearly, or not yet, so many years since a day.
    Nearly(i64, NaiveDate),
    /// At least so many years since a day.
    Over(i64, NaiveDate),
    /// In a year for the nth time, once a year since the first.
    Nth(i64, i32, i32),
    /// A year, which is to be one of those the document is for.
    For(i32, (i32, i32)),
    /// Something yet to come, by the last day it can be.
    Ahead(NaiveDate),
}

/// What stands in the text in place of something that is to come.
#[derive(Debug, Clone)]
pub struct Placeholder {
    /// What sort.
    pub kind: PlaceholderKind,
    /// What is to come there.
    pub about: Text,
    /// What is printed, where anything is.
    pub printed: Option<String>,
    /// The day by which it was to be decided.
    pub by: Option<NaiveDate>,
    /// Where it stands in the document.
    pub part: String,
    /// Where it stands in the workspace.
    pub span: Span,
}

names! {
    /// A sort of placeholder.
    #[derive(Debug, Clone, Copy, PartialEq, Eq)]
    pub enum PlaceholderKind {
        /// Letters in place of a number or a name, or that mean nothing.
        Letters = "letters",
        /// A sign alone.
        Sign = "sign",
        /// A bullet, a heading or a line with nothing in it.
        Empty = "empty",
        /// To be decided by a day.
        Later = "later",
        /// A word or a sentence that breaks off.
        Cut = "cut",
        /// A heading whose text is about something other than what it promises.
        Unkept = "unkept",
        /// A number or a word that belongs to nothing.
        Stray = "stray",
    }
}

/// A name or a term, as one place of the document prints it.
#[derive(Debug, Clone)]
pub struct Term {
    /// What it is a name of.
    pub of: Text,
    /// As printed.
    pub printed: String,
    /// Whether it is the same in whatever document, and not in its own alone.
    pub shared: bool,
    /// Where it stands in the document.
    pub part: String,
    /// Where it stands in the workspace.
    pub span: Span,
}

/// What a document names as enclosed with it.
#[derive(Debug, Clone)]
pub struct Enclosure {
    /// Its number as printed, where it has one.
    pub number: Option<String>,
    /// What it is.
    pub about: Text,
    /// Whether the papers hold it.
    pub enclosed: bool,
    /// Where it is named.
    pub part: String,
    /// Where it stands in the workspace.
    pub span: Span,
}

/// What a document aims at, as it words it.
#[derive(Debug, Clone)]
pub struct AimText {
    /// What is aimed at.
    pub of: Text,
    /// Whether its indicator measures what it says.
    pub measured: bool,
    /// Whether it says how much, or compared with what.
    pub level: bool,
    /// Whether the document tells how it went, where it accounts for the aim.
    pub reported: bool,
    /// Where it stands in the document.
    pub part: String,
    /// Where it stands in the workspace.
    pub span: Span,
}

/// A few words of the text, as they are printed.
#[derive(Debug, Clone)]
pub struct Passage {
    /// As printed.
    pub printed: String,
    /// As it has to be read, where that is something else.
    pub read: Option<String>,
    /// Where it stands in the document.
    pub part: String,
    /// Where it stands in the workspace.
    pub span: Span,
}

/// What the text says cannot be reported, or is not.
#[derive(Debug, Clone)]
pub struct Denial {
    /// What it is.
    pub of: Text,
    /// The figures that would report it.
    pub figures: Vec<Spanned<String>>,
    /// The year it speaks of.
    pub year: i32,
    /// Where it stands in the document.
    pub part: String,
    /// Where it stands in the workspace.
    pub span: Span,
}

/// The keys of which one says what a number of things is held against.
const AGAINST: [&str; 6] = ["listed", "parts", "members", "initiatives", "parties", "meetings"];

/// Reads the lists of a `[[structure]]` that are about its text.
pub(super) fn read(reader: &mut Reader<'_>) -> Texts {
    // A year in the text is one of those the document is for.
    let covers = reader.years("covers");
    Texts {
        tallies: reader.tables("tally").into_iter().filter_map(tally).collect(),
        bands: reader.tables("band").into_iter().filter_map(band).collect(),
        lists: reader.tables("list").into_iter().filter_map(list).collect(),
        times: reader.tables("time").into_iter().filter_map(|it| time(it, covers)).collect(),
        placeholders: reader.tables("placeholder").into_iter().filter_map(placeholder).collect(),
        terms: reader.tables("term").into_iter().filter_map(term).collect(),
        enclosures: reader.tables("enclosure").into_iter().filter_map(enclosure).collect(),
        aims: reader.tables("aim").into_iter().filter_map(aim).collect(),
        passages: reader.tables("passage").into_iter().filter_map(passage).collect(),
        denials: reader.tables("denial").into_iter().filter_map(denial).collect(),
    }
}

fn tally(mut reader: Reader<'_>) -> Option<Tally> {
    let of = reader.need_both("of");
    let says = reader.count("says");
    let says = reader.require("says", says);
    let part = reader.need_text("part");
    let against = against(&mut reader);
    let figure = reader.text("figure");
    if against.is_none() && !AGAINST.iter().any(|key| reader.has(key)) {
        reader.problem(problems::counts_nothing(reader.span()));
    }
    reader.remarks();
    let (whole, span) = (reader.whole(), reader.span());
    reader.finish();
    let (of, part) = (of?.value, part?.value);
    Some(Tally { of, says: says?.value, against: against?, figure, part, whole, span })
}

/// One key says what the number is held against.
fn against(reader: &mut Reader<'_>) -> Option<Against> {
    reader.one_of(&AGAINST);
    let listed = reader.count("listed").map(|number| Against::Listed(number.value));
    let parts = reader.table("parts").and_then(|mut inner| {
        let kind = inner.need_choice("kind", PartKind::NAMES);
        let under = inner.text("under").map(|it| it.value);
        inner.finish();
        Some(Against::Parts(kind?.value, under))
    });
    let members = reader.choice("members", OrganisationKind::NAMES).map(|it| Against::Members(it.value));
    let initiatives =
        reader.has("initiatives").then(|| Against::Initiatives(reader.as_printed("initiatives")));
    let parties = reader.text("parties").map(Against::Parties);
    let meetings = reader.table("meetings").and_then(|mut inner| {
        let body = inner.need_text("body");
        let (from, to) = (inner.date("from"), inner.date("to"));
        let (from, to) = (inner.require("from", from), inner.require("to", to));
        inner.follows(to.as_ref(), from.as_ref());
        inner.finish();
        Some(Against::Meetings(body?, from?.value, to?.value))
    });
    listed.or(parts).or(members).or(initiatives).or(parties).or(meetings)
}

fn band(mut reader: Reader<'_>) -> Option<Band> {
    let of = reader.need_text("of");
    let partition = reader.need_text("partition");
    let role = reader.need_choice("role", BandRole::NAMES);
    let from = reader.count("from");
    let from = reader.require("from", from);
    reader.one_of(&["to", "open"]);
    let open = reader.bool("open").unwrap_or(false);
    let to = reader.count("to");
    let to = if open { None } else { Some(reader.require("to", to)?) };
    let part = reader.need_text("part");
    reader.remarks();
    let span = reader.span();
    if let (Some(from), Some(to)) = (&from, &to)
        && to.value < from.value
    {
        reader.problem(problems::interval_reversed(span));
    }
    reader.finish();
    Some(Band {
        of: of?.value,
        partition: partition?.value,
        from: from?.value,
        to: to.map(|to| to.value),
        role: role?.value,
        part: part?.value,
        span,
    })
}

fn list(mut reader: Reader<'_>) -> Option<Listing> {
    let of = reader.need_both("of");
    let organisations = reader.texts("organisations");
    reader.some_of("organisations");
    let part = reader.need_text("part");
    reader.remarks();
    let (whole, span) = (reader.whole(), reader.span());
    reader.finish();
    Some(Listing { of: of?.value, organisations, part: part?.value, whole, span })
}

fn time(mut reader: Reader<'_>, covers: Option<(i32, i32)>) -> Option<Time> {
    let text = reader.need_both("text");
    let part = reader.need_text("part");
    reader.one_of(&["nearly", "over", "nth", "year", "ahead"]);
    let ahead = reader.date("ahead");
    let (nearly, over, nth) = (reader.positive("nearly"), reader.positive("over"), reader.positive("nth"));
    let says = if let Some(day) = ahead {
        Some(Says::Ahead(day.value))
    } else if let Some(years) = nearly.as_ref().or(over.as_ref()) {
        let since = reader.date("since");
        let since = reader.require("since", since)?.value;
        Some(if nearly.is_some() { Says::Nearly(years.value, since) } else { Says::Over(years.value, since) })
    } else if let Some(nth) = nth {
        let (first, last) = (reader.need_year("first"), reader.need_year("in"));
        Some(Says::Nth(nth.value, first?.value, last?.value))
    } else {
        let year = reader.need_year("year")?;
        if covers.is_none() {
            reader.problem(problems::missing_key(year.span, "covers"));
        }
        Some(Says::For(year.value, covers?))
    };
    reader.remarks();
    let span = reader.span();
    reader.finish();
    Some(Time { text: text?.value, says: says?, part: part?.value, span })
}

fn placeholder(mut reader: Reader<'_>) -> Option<Placeholder> {
    let kind = reader.need_choice("kind", PlaceholderKind::NAMES);
    let about = reader.need_both("about");
    let printed = reader.text("printed").map(|it| it.value);
    let part = reader.need_text("part");
    let later = kind.as_ref().is_some_and(|kind| kind.value == PlaceholderKind::Later);
    let by = if later { reader.date("by") } else { None };
    let by = if later { Some(reader.require("by", by)?.value) } else { None };
    reader.remarks();
    let span = reader.span();
    reader.finish();
    Some(Placeholder { kind: kind?.value, about: about?.value, printed, by, part: part?.value, span })
}

fn term(mut reader: Reader<'_>) -> Option<Term> {
    let of = reader.need_both("of");
    let printed = reader.need_text("printed");
    let shared = reader.bool("shared").unwrap_or(false);
    let part = reader.need_text("part");
    reader.remarks();
    let span = reader.span();
    reader.finish();
    Some(Term { of: of?.value, printed: printed?.value, shared, part: part?.value, span })
}

fn enclosure(mut reader: Reader<'_>) -> Option<Enclosure> {
    let number = reader.text("number").map(|it| it.value);
    let about = reader.need_both("about");
    let enclosed = reader.bool("enclosed");
    let enclosed = reader.require("enclosed", enclosed);
    let part = reader.need_text("part");
    reader.remarks();
    let span = reader.span();
    reader.finish();
    Some(Enclosure { number, about: about?.value, enclosed: enclosed?, part: part?.value, span })
}

fn aim(mut reader: Reader<'_>) -> Option<AimText> {
    let of = reader.need_both("of");
    let (measured, level) = (reader.bool("measured"), reader.bool("level"));
    let (measured, level) = (reader.require("measured", measured), reader.require("level", level));
    let reported = reader.bool("reported").unwrap_or(true);
    let part = reader.need_text("part");
    reader.remarks();
    let span = reader.span();
    reader.finish();
    Some(AimText { of: of?.value, measured: measured?, level: level?, reported, part: part?.value, span })
}

fn passage(mut reader: Reader<'_>) -> Option<Passage> {
    let printed = reader.need_text("printed");
    let read = reader.text("read").map(|it| it.value);
    let part = reader.need_text("part");
    reader.remarks();
    let span = reader.span();
    reader.finish();
    Some(Passage { printed: printed?.value, read, part: part?.value, span })
}

fn denial(mut reader: Reader<'_>) -> Option<Denial> {
    let of = reader.need_both("of");
    let figures = reader.texts("figures");
    let figures = reader.require("figures", Some(figures).filter(|it| !it.is_empty()));
    let year = reader.need_year("year");
    let part = reader.need_text("part");
    reader.remarks();
    let span = reader.span();
    reader.finish();
    Some(Denial { of: of?.value, figures: figures?, year: year?.value, part: part?.value, span })
}
