//! Follow-up: goals, statements that judge figures, initiatives and actions.

use chrono::{Datelike, NaiveDate};
use rust_decimal::Decimal;

use super::citation::{Citation, citation};
use super::declared::Accepts;
use super::done::{Done, done};
use super::figure::{Term, term};
use super::period::year_begins;
use super::problems;
use super::read::{MOST_YEARS, Reader, Whole, number_of};
use crate::amount::{Quantity, Text, Unit};
use crate::source::{Node, Span, Spanned, Value, seen};

/// A goal for a figure.
#[derive(Debug, Clone)]
pub struct Goal {
    /// Its id.
    pub id: Spanned<String>,
    /// What it is called.
    pub title: Text,
    /// What sort of goal.
    pub group: Spanned<String>,
    /// The figure that shows the outcome.
    pub figure: Term,
    /// What is aimed at.
    pub aim: Aim,
    /// The years it holds, first and last.
    pub years: (i32, i32),
    /// Where it is set.
    pub source: Option<Citation>,
    /// What documents say of the outcome.
    pub says: Vec<Says>,
}

/// What a goal aims at.
#[derive(Debug, Clone)]
pub enum Aim {
    /// On one side of a figure.
    Figure(Term, Bound),
    /// On one side of a number.
    Number(Quantity, Bound),
    /// Between two numbers, both within.
    Band(Quantity, Quantity),
}

names! {
    /// On which side of its target an outcome should be.
    #[derive(Debug, Clone, Copy, PartialEq, Eq)]
    pub enum Bound {
        /// The target or more.
        Least = "least",
        /// The target or less.
        Most = "most",
        /// More than the target: what is as it was has not risen.
        Above = "above",
        /// Less than the target: what is as it was has not fallen.
        Below = "below",
    }
}

/// What a document says of a goal's outcome.
#[derive(Debug, Clone)]
pub struct Says {
    /// For which year.
    pub year: i32,
    /// How it judges the goal.
    pub outcome: GoalOutcome,
    /// Where.
    pub source: Option<Citation>,
    /// Where it stands in the workspace.
    pub span: Span,
}

names! {
    /// What became of a goal.
    #[derive(Debug, Clone, Copy, PartialEq, Eq)]
    pub enum GoalOutcome {
        /// Reached.
        Met = "met",
        /// Not reached.
        Missed = "missed",
        /// Reached in part.
        Partly = "partly",
    }
}

/// Running text that compares or judges figures.
#[derive(Debug, Clone)]
pub struct Assertion {
    /// Its id.
    pub id: Spanned<String>,
    /// The year it is about.
    pub year: i32,
    /// The figures it is about.
    pub figures: Vec<Term>,
    /// What it says of them.
    pub says: Relates,
    /// What it compares them with.
    pub with: Comparand,
    /// Organisations it excepts.
    pub except: Vec<Spanned<String>>,
    /// Of how many it says so.
    pub of: Quantifier,
    /// Whether it says of how many: of a single figure, it then speaks of its parts.
    pub quantified: bool,
    /// What it says, in our own words.
    pub text: Text,
    /// Where.
    pub source: Option<Citation>,
    /// What sort of statement.
    pub group: Spanned<String>,
}

/// How a statement relates a figure to another.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Relates {
    /// More than, or rising.
    Above,
    /// Less than, or falling.
    Below,
    /// The same, or unchanged.
    Equal,
    /// The same or more.
    AtLeast,
    /// The same or less.
    AtMost,
}

/// What a statement compares with.
#[derive(Debug, Clone)]
pub enum Comparand {
    /// The same figure so many years away.
    Year(i32),
    /// Another figure of the same year.
    Figure(Term),
    /// A number.
    Number(Quantity),
}

names! {
    /// Of how many of its figures a statement holds.
    #[derive(Debug, Clone, Copy, PartialEq, Eq)]
    pub enum Quantifier {
        /// Every one.
        All = "all",
        /// More than half.
        Majority = "majority",
        /// At least one.
        Some = "some",
        /// Not one.
        None = "none",
    }
}

/// An initiative, as its overview and its own page print it.
#[derive(Debug, Clone)]
pub struct Initiative {
    /// Its id.
    pub id: Spanned<String>,
    /// Its number.
    pub number: i64,
    /// The year.
    pub year: i32,
    /// Its title.
    pub title: String,
    /// Whether both places are carried over.
    pub compared: bool,
    /// Headings that both print.
    pub shared: Vec<String>,
    /// Headings that only one of them prints.
    pub alone: Vec<String>,
    /// Headings that both print a list under, without both saying how many entries it has.
    pub uncounted: Vec<String>,
    /// What both print and do not print alike: the key, the overview's words, its own page's.
    pub differing: Vec<(String, String, String)>,
    /// What its own page lacks.
    pub missing: Vec<String>,
    /// Which of its lists are whole.
    pub whole: Whole,
    /// Who takes part, by its own page.
    pub parties: Vec<String>,
    /// Whether its own page's list of them is known to be whole.
    pub parties_whole: bool,
    /// Who is to see to it, where that is entered.
    pub responsible: Option<Vec<Spanned<String>>>,
    /// The municipalities it concerns, where that is entered.
    pub scope: Option<Vec<Spanned<String>>>,
    /// The municipalities its goals name, where that is entered; none when they name none.
    pub goal_for: Option<Vec<Spanned<String>>>,
    /// The document that shows it followed up, if one does.
    pub followed_up: Option<Spanned<String>>,
    /// The headings both places have.
    pub headings: Vec<Spanned<String>>,
    /// Where it is known from.
    pub source: Option<Citation>,
    /// Its last day.
    pub until: Option<NaiveDate>,
    /// Where it stands.
    pub span: Span,
}

/// An action of a development plan.
#[derive(Debug, Clone)]
pub struct Action {
    /// Its id.
    pub id: Spanned<String>,
    /// Its number in the plan.
    pub number: String,
    /// What is to be done.
    pub title: Text,
    /// Who is responsible.
    pub responsible: Vec<Spanned<String>>,
    /// Whether the plan says who holds it together, where somebody has looked.
    pub convened: Option<bool>,
    /// When it begins.
    pub start: Option<Spanned<NaiveDate>>,
    /// When it is to be ready.
    pub end: Option<Spanned<NaiveDate>>,
    /// A day that may be either: nothing says which.
    pub day: Option<Spanned<NaiveDate>>,
    /// By when it is to be reported.
    pub report_by: Option<Spanned<NaiveDate>>,
    /// When it was done.
    pub done: Option<Done>,
    /// The day that became known.
    pub recorded: Option<NaiveDate>,
    /// Where it is known from.
    pub source: Option<Citation>,
}

/// Reads one `[[goal]]`.
pub(crate) fn read_goal(mut reader: Reader<'_>) -> Option<Goal> {
    let id = reader.need_id("id");
    let title = reader.need_both("title");
    let group = reader.need_text("group");
    let figure = reader.need_text("figure").and_then(|figure| term(&reader, &figure));
    let aim = aim(&mut reader);
    let years = reader.span_of_years("years");
    let years = reader.require("years", years);
    let source = citation(&mut reader);
    let says: Vec<Says> = reader.tables("says").into_iter().filter_map(says).collect();
    if let Some((from, to)) = years {
        for odd in says.iter().filter(|it| !(from..=to).contains(&it.year)) {
            reader.problem(problems::out_of_range(odd.span, "year", from, to));
        }
    }
    reader.remarks();
    reader.finish();
    Some(Goal {
        id: id?,
        title: title?.value,
        group: group?,
        figure: figure?,
        aim: aim?,
        years: years?,
        source,
        says,
    })
}

fn aim(reader: &mut Reader<'_>) -> Option<Aim> {
    reader.one_of(&["target", "value", "low"]);
    reader.one_of(&["target", "value", "high"]);
    let target = reader.text("target");
    let at = reader.choice("at", Bound::NAMES);
    let (value, low, high) = (reader.decimal("value"), reader.decimal("low"), reader.decimal("high"));
    if low.is_some() {
        // A band has both its sides; on which side of it the outcome should be says nothing.
        reader.one_of(&["low", "at"]);
    } else if target.is_some() || value.is_some() {
        reader.require("at", at.as_ref());
    }
    let bound = at.map(|bound| bound.value);
    let unit = reader.choice("unit", Unit::NAMES);
    if let Some(target) = target {
        return Some(Aim::Figure(term(reader, &target)?, bound?));
    }
    if !["value", "low", "high", "target"].iter().any(|key| reader.has(key)) {
        reader.problem(problems::missing_key(reader.span(), "target"));
        return None;
    }
    let unit = reader.require("unit", unit)?.value;
    match (value, low, high) {
        (Some(value), ..) => Some(Aim::Number(exact(value.value, unit)?, bound?)),
        (None, Some(low), Some(high)) => {
            if high.value < low.value {
                reader.problem(problems::interval_reversed(high.span));
            }
            Some(Aim::Band(exact(low.value, unit)?, exact(high.value, unit)?))
        }
        (None, low, high) => {
            reader.require("low", low);
            reader.require("high", high);
            None
        }
    }
}

/// A number that is set and not printed: exact.
pub(crate) fn exact(number: Decimal, unit: Unit) -> Option<Quantity> {
    Quantity::set(number, unit).ok()
}

fn says(mut reader: Reader<'_>) -> Option<Says> {
    let year = reader.need_year("year");
    let outcome = reader.need_choice("outcome", GoalOutcome::NAMES);
    let source = citation(&mut reader);
    let span = reader.span();
    reader.remarks();
    reader.finish();
    Some(Says { year: year?.value, outcome: outcome?.value, source, span })
}

/// The words of a statement, how they relate, and whether they speak of change over time.
const SAYS: &[(&str, (Relates, bool))] = &[
    ("rises", (Relates::Above, true)),
    ("falls", (Relates::Below, true)),
    ("unchanged", (Relates::Equal, true)),
    ("above", (Relates::Above, false)),
    ("below", (Relates::Below, false)),
    ("equal", (Relates::Equal, false)),
    ("at-least", (Relates::AtLeast, false)),
    ("at-most", (Relates::AtMost, false)),
];

/// Reads one `[[statement]]`.
pub(crate) fn read_statement(mut reader: Reader<'_>) -> Option<Assertion> {
    let id = reader.need_id("id");
    let year = reader.need_year("year");
    let written = reader.as_printed("figures");
    if written.is_empty() {
        reader.problem(problems::missing_key(reader.span(), "figures"));
    }
    let figures: Vec<Term> = written.iter().filter_map(|text| term(&reader, text)).collect();
    // One about fewer figures than it was written about is another statement.
    let figures = (!figures.is_empty() && figures.len() == written.len()).then_some(figures);
    let says = reader.need_choice("says", SAYS);
    let with = comparand(&mut reader, says.as_ref().is_some_and(|says| says.value.1));
    let except = reader.texts("except");
    let of = reader.choice("of", Quantifier::NAMES).map(|of| of.value);
    let text = reader.need_both("text");
    let source = citation(&mut reader);
    let group = reader.text("group");
    let span = reader.span();
    reader.remarks();
    reader.finish();
    let (says, over_time) = says?.value;
    let by_kind = if over_time { "direction" } else { "comparison" };
    Some(Assertion {
        id: id?,
        year: year?.value,
        figures: figures?,
        says,
        with: with?,
        except,
        of: of.unwrap_or(Quantifier::All),
        quantified: of.is_some(),
        text: text?.value,
        source,
        group: group.unwrap_or_else(|| Spanned::new(by_kind.to_owned(), span)),
    })
}

fn comparand(reader: &mut Reader<'_>, over_time: bool) -> Option<Comparand> {
    let than = reader.text("than");
    let value = reader.decimal("value");
    let unit = reader.choice("unit", Unit::NAMES);
    let since = reader.int("since");
    if over_time {
        for key in ["than", "value"].into_iter().filter(|key| reader.has(key)) {
            reader.one_of(&["says", key]);
        }
        let years = since.as_ref().map_or(Some(-1), |since| i32::try_from(since.value).ok());
        let years = years.filter(|years| years.abs() <= MOST_YEARS && *years != 0);
        if let (None, Some(since)) = (years, since) {
            let most = i64::from(MOST_YEARS);
            let off = problems::offset_out_of_range(since.span, "since", most.saturating_neg(), most);
            reader.problem(off);
        }
        return years.map(Comparand::Year);
    }
    if reader.has("since") {
        reader.one_of(&["says", "since"]);
    }
    reader.one_of(&["than", "value"]);
    match (than, value) {
        (Some(than), _) => term(reader, &than).map(Comparand::Figure),
        (None, Some(value)) => {
            let unit = reader.require("unit", unit)?.value;
            Some(Comparand::Number(exact(value.value, unit)?))
        }
        (None, None) => {
            reader.problem(problems::missing_key(reader.span(), "than"));
            None
        }
    }
}

/// The last day of an initiative: not before its year, nor further off than anything is for.
fn until(reader: &mut Reader<'_>, year: Option<&Spanned<i32>>) -> Option<NaiveDate> {
    let until = reader.date("until")?;
    if let Some(year) = year {
        let begins = year_begins(year.value).map(|day| Spanned::new(day, year.span));
        reader.follows(Some(&until), begins.as_ref());
        let last = year.value.saturating_add(MOST_YEARS);
        if last < until.value.year() {
            reader.problem(problems::out_of_range(until.span, "until", year.value, last));
        }
    }
    Some(until.value)
}

/// Reads one `[[initiative]]`.
pub(crate) fn read_initiative(mut reader: Reader<'_>) -> Option<Initiative> {
    let id = reader.need_id("id");
    let number = reader.positive("number");
    let number = reader.require("number", number);
    let year = reader.need_year("year");
    let title = reader.need_text("title");
    let mut headings = Vec::new();
    let compared = reader.has("row") && reader.has("detail");
    let row = printed(&mut reader, "row", &mut headings);
    let detail = printed(&mut reader, "detail", &mut headings);
    let listed = |reader: &mut Reader<'_>, key| reader.has(key).then(|| reader.texts(key));
    let (scope, goal_for) = (listed(&mut reader, "scope"), listed(&mut reader, "goal_for"));
    let responsible = listed(&mut reader, "responsible");
    let parties_whole = !detail.uncounted.iter().any(|key| key == "parties");
    let parties = detail.words.iter().filter(|(key, _)| key == "parties");
    let parties = parties.flat_map(|(_, ids)| ids.split(", ").map(str::to_owned)).collect();
    let missing = reader.texts("missing");
    headings.extend(missing.iter().cloned());
    let followed_up = reader.table("followed_up").and_then(|mut inner| {
        let document = inner.need_text("document");
        inner.text("part");
        inner.finish();
        document
    });
    let until = until(&mut reader, year.as_ref());
    let source = citation(&mut reader);
    reader.remarks();
    let span = reader.span();
    let whole = reader.whole();
    reader.finish();
    let has = |place: &Printed, key: &str| place.words.iter().any(|(known, _)| known == key);
    let keys = row.words.iter().chain(&detail.words).map(|(key, _)| key.clone());
    let keys = keys.filter(|key| !missing.iter().any(|it| it.value == *key));
    let (shared, alone): (Vec<String>, Vec<String>) =
        keys.partition(|key| has(&row, key) && has(&detail, key));
    let lost = |key: &&String| row.uncounted.contains(key) || detail.uncounted.contains(key);
    let uncounted = shared.iter().filter(lost).cloned().collect();
    let both = row.words.into_iter().filter_map(|(key, in_row)| {
        let (_, in_detail) = detail.words.iter().find(|(known, _)| *known == key)?;
        (seen(&in_row) != seen(in_detail)).then(|| (key, in_row, in_detail.clone()))
    });
    Some(Initiative {
        id: id?,
        number: number?.value,
        year: year?.value,
        title: title?.value,
        compared,
        shared,
        alone,
        uncounted,
        differing: both.collect(),
        whole,
        missing: missing.into_iter().map(|field| field.value).collect(),
        parties,
        parties_whole,
        responsible,
        scope,
        goal_for,
        followed_up,
        headings,
        source,
        until,
        span,
    })
}

/// Reads one `[[initiative-field]]`: a key of initiatives, and what its heading says.
pub(crate) fn read_field(mut reader: Reader<'_>) -> Option<(String, Text)> {
    let key = reader.need_text("id");
    let title = reader.need_both("title");
    reader.finish();
    Some((key?.value, title?.value))
}

/// What one place prints of an initiative, key by key.
#[derive(Default)]
struct Printed {
    words: Vec<(String, String)>,
    /// The headings with a list that may have lost an entry: nobody has said how many it has.
    uncounted: Vec<String>,
}

/// Reads what one place prints; the order of a list does not matter.
fn printed(reader: &mut Reader<'_>, key: &'static str, headings: &mut Vec<Spanned<String>>) -> Printed {
    let Some(mut inner) = reader.table(key) else { return Printed::default() };
    let whole = inner.whole();
    let mut printed = Printed::default();
    for entry in inner.entries(&[Accepts::Any]).iter().filter(|entry| entry.key != "count") {
        headings.push(Spanned::new(entry.key.to_string(), entry.key_span));
        if matches!(entry.node.value, Value::Array(_)) && !whole.has(&entry.key) {
            printed.uncounted.push(entry.key.to_string());
        }
        match words_of(&entry.node) {
            Some(words) => printed.words.push((entry.key.to_string(), words)),
            None => inner.problem(problems::not_compared(entry.node.span, &entry.key)),
        }
    }
    printed
}

/// What is printed, to be compared: one thing, or a list of words in any order.
fn words_of(node: &Node<'_>) -> Option<String> {
    match &node.value {
        Value::Text(text) => Some(text.to_string()),
        Value::Bool(truth) => Some(truth.to_string()),
        Value::Date(day) => Some(day.to_string()),
        Value::Array(nodes) => {
            let word = |node: &Node<'_>| match &node.value {
                Value::Text(text) => Some(text.to_string()),
                _ => None,
            };
            let mut words = nodes.iter().map(word).collect::<Option<Vec<String>>>()?;
            words.sort_unstable();
            Some(words.join(", "))
        }
        _ => number_of(node).map(|number| number.to_string()),
    }
}

/// Reads one `[[action]]`.
pub(crate) fn read_action(mut reader: Reader<'_>) -> Option<Action> {
    let id = reader.need_id("id");
    let number = reader.need_text("number");
    let title = reader.need_both("title");
    let responsible = reader.texts("responsible");
    reader.some_of("responsible");
    let convened = reader.bool("convened");
    let (start, end) = (reader.date("start"), reader.date("end"));
    reader.follows(end.as_ref(), start.as_ref());
    let day = reader.date("day");
    if day.is_some() {
        ["start", "end"]
            .into_iter()
            .filter(|key| reader.has(key))
            .for_each(|key| reader.one_of(&["day", key]));
    }
    reader.text("follow_up");
    let report_by = reader.date("report_by");
    let recorded = reader.date("recorded");
    let done = done(&mut reader, "done", recorded.as_ref().map(|day| day.value));
    let last = done.map(Done::last);
    reader.follows(last.as_ref(), start.as_ref());
    reader.follows(recorded.as_ref(), last.as_ref());
    let recorded = recorded.map(|day| day.value);
    if done.is_some() {
        reader.require("recorded", recorded);
    }
    let source = citation(&mut reader);
    reader.remarks();
    reader.finish();
    Some(Action {
        id: id?,
        number: number?.value,
        title: title?.value,
        responsible,
        convened,
        start,
        end,
        day,
        report_by,
        done,
        recorded,
        source,
    })
}
