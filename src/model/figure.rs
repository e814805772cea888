//! Figures: the catalogue of names, the tables that claim them, the relations that tie them.

use std::collections::BTreeSet;
use std::sync::Arc;

use rust_decimal::Decimal;

use super::declared::Accepts;
use super::problems;
use super::read::{MOST_YEARS, Problems, Reader, number_of};
use crate::amount::{Kind, Quantity, Text, Unit};
use crate::diagnostic::nearest;
use crate::source::{Span, Spanned, Table as TomlTable, Value};

/// A name in the catalogue, before its pattern is spread over the organisations.
#[derive(Debug, Clone)]
pub struct FigureName {
    /// The name; a segment in braces stands for organisations.
    pub name: Spanned<String>,
    /// What it is called.
    pub title: Arc<Text>,
    /// What it measures.
    pub kind: Kind,
    /// How it is computed, when it is derived.
    pub formula: Option<Formula>,
    /// The whole it is a share of: how many there are in all.
    pub of: Option<Term>,
    /// The row that it is some of, where it is printed as so much of it.
    pub within: Option<Term>,
    /// Which rules judge its statements.
    pub group: Spanned<String>,
    /// The labels it is printed under.
    pub labels: Vec<String>,
    /// The sign it has in the files' convention.
    pub sign: Sign,
    /// The statements it is a row of.
    pub statements: Vec<Prints>,
    /// Which members' contribution it is, when it is one.
    pub contribution: Option<Contribution>,
    /// Whether it is a municipality's share of what the municipalities contribute together.
    pub is_key: bool,
    /// How many months of its year it is of, where that is not all of them.
    pub months: Option<i64>,
    /// Its place in the order in which the figures reported to Försäkringskassan are asked for, where it is one.
    pub reported: Option<i64>,
    /// Whether it takes the place of one of the standard's with the same name.
    pub replaces: bool,
}

names! {
    /// The sign of a figure in the files' convention: income positive, costs negative.
    #[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
    pub enum Sign {
        /// Zero or more.
        Positive = "positive",
        /// Zero or less.
        Negative = "negative",
        /// Either way.
        Either = "either",
    }
}
/// A figure as part of what the members contribute to the year's allocation.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Contribution {
    /// Which members pay it.
    pub payer: Payer,
    /// Whether it is the outcome or the budget.
    pub basis: Basis,
}

names! {
    /// The groups of members that share the allocation (Finsamlagen 5 §).
    #[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
    pub enum Payer {
        /// Försäkringskassan, for the state.
        State = "state",
        /// The region.
        Region = "region",
        /// The municipalities.
        Municipality = "municipality",
    }
}

names! {
    /// Whether a contribution is what was paid or what is to be paid.
    #[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
    pub enum Basis {
        /// Paid.
        Outcome = "outcome",
        /// Budgeted.
        Budget = "budget",
    }
}
names! {
    /// What a table prints.
    #[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
    pub enum Prints {
        /// Resultaträkning.
        IncomeStatement = "income-statement",
        /// Balansräkning.
        BalanceSheet = "balance-sheet",
        /// Kassaflödesanalys.
        CashFlow = "cash-flow",
        /// Driftredovisning.
        OperatingStatement = "operating-statement",
        /// Investeringsredovisning.
        InvestmentStatement = "investment-statement",
        /// Flerårsöversikt.
        MultiYear = "multi-year",
        /// Uppföljning mot budget.
        BudgetFollowUp = "budget-follow-up",
        /// A note to the statements.
        Note = "note",
        /// What is reported to Försäkringskassan, in Uppföljning Finsam.
        ReportedToFk = "reported-to-fk",
        /// Something of its own.
        Other = "other",
    }
}

/// How a derived figure, or the right side of a relation, is computed.
#[derive(Debug, Clone)]
pub enum Formula {
    /// The terms added up.
    Sum(Vec<Term>),
    /// One figure divided by another.
    Ratio(Box<(Term, Term)>),
    /// Somewhere between the least and the greatest of the terms: a mean of them, whatever their weights.
    Between(Vec<Term>),
    /// The stairs of a rule's parameter over a figure.
    Stairs {
        /// The figure the stairs go over.
        base: Term,
        /// `rule/parameter`.
        parameter: Spanned<String>,
    },
}

/// One figure in a formula.
#[derive(Debug, Clone)]
pub struct Term {
    /// Its name, maybe with a pattern.
    pub name: Spanned<String>,
    /// Taken away instead of added.
    pub minus: bool,
    /// Years from the formula's own year.
    pub year: i32,
    /// A row that a table may lack, `name?`.
    pub optional: bool,
}

/// One table of one document, with what it prints for one year.
#[derive(Debug, Clone)]
pub struct Table {
    /// Its id, one per year.
    pub id: Spanned<String>,
    /// The year its figures are for.
    pub year: i32,
    /// The document.
    pub source: Spanned<String>,
    /// The place in the document; empty when the table does not say.
    pub part: String,
    /// What sort of place.
    pub kind: TableKind,
    /// What it prints.
    pub prints: Option<Prints>,
    /// The unit its numbers are in.
    pub unit: Unit,
    /// Whether it prints the unit: not when it had to be read from elsewhere.
    pub unit_printed: bool,
    /// What its numbers are rounded to, when not to their last digit.
    pub step: Option<Decimal>,
    /// How many cells it should have.
    pub count: Option<Spanned<i64>>,
    /// Whether the document proves that nothing of it is missing: from one that does not, nothing is found right.
    pub proven: bool,
    /// Whether its file says how many tables it has, and has them.
    pub among_all: bool,
    /// The names, or the beginnings of names, whose sign it prints turned.
    pub negate: Vec<Spanned<String>>,
    /// Its cells.
    pub cells: Vec<Cell>,
}

/// One printed figure.
#[derive(Debug, Clone)]
pub struct Cell {
    /// Its name.
    pub figure: Spanned<String>,
    /// The number as printed, with the sign of this file's convention; none for a blank cell.
    pub number: Option<Decimal>,
    /// Where the number stands.
    pub span: Span,
    /// The row and the column of the document, where the file tells.
    pub at: Option<String>,
}

names! {
    /// What sort of place a figure is printed in, weightiest first.
    #[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
    pub enum TableKind {
        /// The ledger: what is booked, by account.
        Ledger = "ledger",
        /// A financial statement.
        Statement = "statement",
        /// A note to the statements.
        Note = "note",
        /// A budget or forecast.
        Budget = "budget",
        /// An overview.
        Overview = "overview",
        /// Running text.
        Text = "text",
        /// A report to Försäkringskassan: made from all the others, so it weighs least.
        Reported = "reported",
    }
}

/// What must hold between figures.
#[derive(Debug, Clone)]
pub struct Relation {
    /// Its id.
    pub id: Spanned<String>,
    /// What it is called.
    pub title: Text,
    /// What is stated.
    pub total: Stated,
    /// What it should be.
    pub formula: Formula,
    /// The years in which a number must come out; all when absent.
    pub years: Option<(i32, i32)>,
    /// Which rules judge it.
    pub group: Spanned<String>,
    /// The kinds of tables it is asked of; without them, every table that prints its total and its terms.
    pub prints: Vec<Prints>,
    /// Whether it takes the place of one of the standard's with the same id.
    pub replaces: bool,
    /// Of one in a family, the names that a term of another year stands for: it is asked from when any of them is
    /// known in that year.
    pub carried: Option<Term>,
    /// Where it stands.
    pub span: Span,
}

/// The side of a relation that is stated.
#[derive(Debug, Clone)]
pub enum Stated {
    /// A figure.
    Figure(Term),
    /// A number that must come out.
    Number(Quantity),
}

impl Stated {
    /// The figure, when it is one.
    #[must_use]
    pub const fn figure(&self) -> Option<&Term> {
        match self {
            Self::Figure(total) => Some(total),
            Self::Number(_) => None,
        }
    }
}

const KINDS: &[(&str, Kind)] = &[
    ("money", Kind::Money),
    ("percent", Kind::Percent),
    ("share", Kind::Share),
    ("number", Kind::Number),
    ("persons", Kind::Persons),
    ("days", Kind::Days),
    ("months", Kind::Months),
    ("count", Kind::Count),
    ("index", Kind::Index),
];

/// Reads one `[[figure]]`.
pub(crate) fn read_name(mut reader: Reader<'_>) -> Option<FigureName> {
    let name = reader.need_text("name");
    let title = reader.need_both("title");
    let kind = reader.need_choice("kind", KINDS);
    let formula = reader.table("formula").and_then(formula);
    let of = reader.text("of").and_then(|of| term(&reader, &of));
    let within = reader.text("within").and_then(|within| term(&reader, &within));
    let group = group(&mut reader, "claims");
    let labels = reader.texts("labels").into_iter().map(|label| label.value).collect();
    let sign = reader.choice("sign", Sign::NAMES).map_or(Sign::Either, |sign| sign.value);
    let statements = reader.choices("statement", Prints::NAMES);
    let payer = reader.choice("pays", Payer::NAMES);
    let basis = reader.choice("basis", Basis::NAMES).map_or(Basis::Outcome, |basis| basis.value);
    let contribution = payer.map(|payer| Contribution { payer: payer.value, basis });
    let is_key = reader.bool("key").unwrap_or(false);
    let months = reader.positive("months").map(|it| it.value);
    let reported = reader.positive("reported").map(|it| it.value);
    let replaces = reader.bool("replaces").unwrap_or(false);
    reader.remarks();
    reader.finish();
    Some(FigureName {
        name: name?,
        title: title?.value.into(),
        kind: kind?.value,
        formula,
        of,
        within,
        group,
        labels,
        sign,
        statements,
        contribution,
        is_key,
        months,
        reported,
        replaces,
    })
}

/// Reads one `[[relation]]`.
pub(crate) fn read_relation(mut reader: Reader<'_>) -> Option<Relation> {
    let id = reader.need_id("id");
    let title = reader.need_both("title");
    let total = stated(&mut reader);
    let formula = sum_or_ratio(&mut reader);
    if !reader.has("ratio") && !reader.has("sum") {
        reader.problem(problems::missing_key(reader.span(), "sum"));
    }
    let years = years_of_number(&mut reader);
    let group = group(&mut reader, "statement");
    if let Some(old) = reader.text("table") {
        reader.problem(problems::relation_names_a_table(old.span));
    }
    let prints = reader.choices("prints", Prints::NAMES);
    let replaces = reader.bool("replaces").unwrap_or(false);
    reader.remarks();
    let span = reader.span();
    reader.finish();
    let (title, formula) = (title?.value, formula?);
    Some(Relation {
        id: id?,
        title,
        total: total?,
        formula,
        years,
        group,
        prints,
        replaces,
        carried: None,
        span,
    })
}

/// The years in which a number must come out. What ties figures to each other ties them in every year that
/// prints them.
fn years_of_number(reader: &mut Reader<'_>) -> Option<(i32, i32)> {
    let years = reader.years("years");
    if let Some(node) = reader.node("years", &[]).filter(|_| !reader.has("equals")) {
        reader.problem(problems::relation_of_some_years(node.span));
    }
    years
}

pub(super) fn group(reader: &mut Reader<'_>, default: &str) -> Spanned<String> {
    let span = reader.span();
    reader.text("group").unwrap_or_else(|| Spanned::new(default.to_owned(), span))
}

pub(super) fn stated(reader: &mut Reader<'_>) -> Option<Stated> {
    reader.one_of(&["total", "equals"]);
    let total = reader.text("total");
    let equals = reader.decimal("equals");
    let unit = reader.choice("unit", Unit::NAMES);
    match (total, equals) {
        (Some(total), _) => term(reader, &total).map(Stated::Figure),
        (None, Some(equals)) => {
            let unit = reader.require("unit", unit)?.value;
            Quantity::set(equals.value, unit).ok().map(Stated::Number)
        }
        (None, None) if reader.has("equals") => None,
        (None, None) => reader.require("total", None),
    }
}

fn formula(mut reader: Reader<'_>) -> Option<Formula> {
    reader.one_of(&["stairs", "sum", "ratio"]);
    let formula = match reader.text("stairs") {
        None => sum_or_ratio(&mut reader),
        Some(base) => {
            let (base, parameter) = (term(&reader, &base), reader.need_text("parameter"));
            base.zip(parameter).map(|(base, parameter)| Formula::Stairs { base, parameter })
        }
    };
    if formula.is_none() && !["stairs", "sum", "ratio"].iter().any(|key| reader.has(key)) {
        reader.problem(problems::missing_key(reader.span(), "sum"));
    }
    reader.finish();
    formula
}

fn sum_or_ratio(reader: &mut Reader<'_>) -> Option<Formula> {
    reader.one_of(&["sum", "ratio"]);
    let (sum, ratio) = (reader.as_printed("sum"), reader.as_printed("ratio"));
    if reader.has("sum") {
        if sum.is_empty() {
            reader.problem(problems::sum_is_empty(reader.span()));
        }
        let terms: Vec<Term> = sum.iter().filter_map(|text| term(reader, text)).collect();
        // A sum that has lost a term is another sum.
        return (terms.len() == sum.len() && !terms.is_empty()).then_some(Formula::Sum(terms));
    }
    if !reader.has("ratio") {
        return None;
    }
    let terms: Vec<Term> = ratio.iter().filter_map(|text| term(reader, text)).collect();
    if ratio.len() != 2 {
        reader.problem(problems::ratio_takes_two(reader.span(), ratio.len()));
    }
    let [over, under] = <[Term; 2]>::try_from(terms).ok()?;
    Some(Formula::Ratio(Box::new((over, under))))
}

/// `-name@-1?`: taken away, from the year before, and a row that a table may lack.
pub(crate) fn term(reader: &Reader<'_>, text: &Spanned<String>) -> Option<Term> {
    let (rest, optional) = match text.value.strip_suffix('?') {
        Some(rest) => (rest, true),
        None => (text.value.as_str(), false),
    };
    let (minus, rest) = match rest.strip_prefix('-') {
        Some(rest) => (true, rest),
        None => (false, rest),
    };
    let (name, year) = match rest.split_once('@') {
        Some((name, year)) => (name, year.parse().ok().filter(|year| MOST_YEARS_AWAY.contains(year))),
        None => (rest, Some(0)),
    };
    let Some(year) = year.filter(|_| !name.is_empty()) else {
        reader.problem(problems::bad_term(text.span, &text.value));
        return None;
    };
    Some(Term { name: Spanned::new(name.to_owned(), text.span), minus, year, optional })
}

/// How far from its own year a formula may look.
const MOST_YEARS_AWAY: std::ops::RangeInclusive<i32> = MOST_YEARS.saturating_neg()..=MOST_YEARS;

impl Table {
    /// A note is no statement: one of the two words is wrong.
    pub(crate) fn is_note_and_statement(&self) -> bool {
        self.kind == TableKind::Statement && self.prints == Some(Prints::Note)
    }

    /// A report to Försäkringskassan is of that kind and prints that: one word alone leaves open what is meant.
    pub(crate) fn is_half_reported(&self) -> bool {
        (self.kind == TableKind::Reported) != (self.prints == Some(Prints::ReportedToFk))
    }
}

impl Sign {
    /// Whether a number has the other sign.
    pub(crate) fn is_odd(self, number: Decimal) -> bool {
        match self {
            Self::Positive => number < Decimal::ZERO,
            Self::Negative => number > Decimal::ZERO,
            Self::Either => false,
        }
    }

    /// What a figure of this sign is as a rule.
    pub(crate) fn usual(self) -> Text {
        match self {
            Self::Negative => Text::new("negativ", "negative"),
            _ => Text::new("positiv", "positive"),
        }
    }
}

impl Prints {
    /// Whether it is one of the statements the law asks for, whose rows belong together.
    #[must_use]
    pub const fn is_statement(self) -> bool {
        match self {
            Self::IncomeStatement
            | Self::BalanceSheet
            | Self::CashFlow
            | Self::OperatingStatement
            | Self::InvestmentStatement => true,
            Self::MultiYear | Self::BudgetFollowUp | Self::Note | Self::ReportedToFk | Self::Other => false,
        }
    }
}

impl Relation {
    /// The figure it states, when it states one.
    #[must_use]
    pub const fn total_term(&self) -> Option<&Term> {
        self.total.figure()
    }

    /// How many years before its own the earliest is that it ties, as no positive number.
    #[must_use]
    pub fn earliest(&self) -> i32 {
        let tied = self.total_term().into_iter().chain(self.formula.terms());
        tied.map(|term| term.year).min().unwrap_or_default().min(0)
    }

    /// Whether it says what another says, in whatever order.
    pub(super) fn says(&self, other: &Self) -> bool {
        let key = |term: &Term| (term.name.value.clone(), term.minus, term.year);
        let terms = |of: &Self| match &of.formula {
            Formula::Sum(terms) => Some(terms.iter().map(key).collect::<BTreeSet<_>>()),
            Formula::Ratio(_) | Formula::Between(_) | Formula::Stairs { .. } => None,
        };
        let same_total = match (&self.total, &other.total) {
            (Stated::Figure(own), Stated::Figure(other)) => key(own) == key(other),
            (Stated::Number(own), Stated::Number(other)) => own == other,
            _ => false,
        };
        same_total && terms(self).is_some() && terms(self) == terms(other)
    }
}

impl Term {
    /// The same term with a pattern replaced in its name.
    #[must_use]
    pub fn bound(&self, pattern: &str, to: &str) -> Self {
        let name = Spanned::new(self.name.value.replace(pattern, to), self.name.span);
        Self { name, ..self.clone() }
    }
}

impl Formula {
    /// The same formula with a pattern replaced in every name.
    #[must_use]
    pub fn bound(&self, pattern: &str, to: &str) -> Self {
        let bind = |term: &Term| term.bound(pattern, to);
        match self {
            Self::Sum(terms) => Self::Sum(terms.iter().map(bind).collect()),
            Self::Ratio(pair) => Self::Ratio(Box::new((bind(&pair.0), bind(&pair.1)))),
            Self::Between(terms) => Self::Between(terms.iter().map(bind).collect()),
            Self::Stairs { base, parameter } => {
                Self::Stairs { base: bind(base), parameter: parameter.clone() }
            }
        }
    }
}

/// Reads the tables of a figures file.
pub(crate) fn read_tables(reader: &mut Reader<'_>) -> Vec<Table> {
    let tables = reader.tables("table");
    let year = reader.year("year");
    if !tables.is_empty() {
        reader.require("year", year.as_ref());
    }
    let year = year.map(|year| year.value);
    let all = reader.whole().has("table");
    tables.into_iter().filter_map(|table| read_table(table, year, all)).collect()
}

fn read_table(mut reader: Reader<'_>, year: Option<i32>, among_all: bool) -> Option<Table> {
    let id = reader.need_id("id");
    let source = reader.need_text("source");
    let part = reader.text("part").map(|part| part.value).unwrap_or_default();
    let kind = reader.need_choice("kind", TableKind::NAMES);
    let prints = reader.choice("prints", Prints::NAMES).map(|prints| prints.value);
    reader.one_of(&["unit", "unit_read"]);
    let read = reader.choice("unit_read", Unit::NAMES);
    let unit_printed = read.is_none();
    let unit = reader.choice("unit", Unit::NAMES).or(read);
    let unit = reader.require("unit", unit);
    let step = reader.decimal("step");
    if let Some(step) = step.as_ref().filter(|step| step.value <= Decimal::ZERO || !is_round(step.value)) {
        reader.problem(problems::no_step(step.span));
    }
    let count = reader.positive("count");
    let negate = reader.texts("negate");
    let proven = reader.bool("proven");
    let is_ledger = kind.as_ref().is_some_and(|it| it.value == TableKind::Ledger);
    let proven =
        if is_ledger { reader.require("proven", proven).unwrap_or(false) } else { proven != Some(false) };
    reader.remarks();
    let mut cells = Vec::new();
    let mut printed: usize = 0;
    let figures = reader.table("figures");
    if let Some(mut figures) = reader.require("figures", figures) {
        let problems = figures.problems();
        printed = collect(
            figures.entries(&[Accepts::Number, Accepts::Text, Accepts::Table]),
            "",
            &negate,
            problems,
            &mut cells,
        );
    }
    if let Some(places) = reader.table("at") {
        place(places, &mut cells);
    }
    if let Some(step) = step.as_ref().filter(|step| step.value > Decimal::ZERO) {
        let between = cells.iter().filter(|cell| cell.number.is_some_and(|it| !is_step_of(step.value, it)));
        between.for_each(|cell| reader.problem(problems::between_steps(cell.span, step)));
    }
    if let Some(count) = count.as_ref().filter(|count| usize::try_from(count.value) != Ok(printed)) {
        reader.problem(problems::count_off(count.span, count.value, printed));
    }
    reader.finish();
    Some(Table {
        id: id?,
        year: year?,
        source: source?,
        part,
        kind: kind?.value,
        prints,
        unit: unit?.value,
        unit_printed,
        step: step.map(|step| step.value.abs()),
        count,
        proven,
        among_all,
        negate,
        cells,
    })
}

/// Reads where in the document each cell stands.
fn place(mut places: Reader<'_>, cells: &mut [Cell]) {
    let problems = places.problems();
    for entry in places.entries(&[Accepts::Words]) {
        let Value::Text(at) = &entry.node.value else {
            problems.push(problems::bad_place(entry.node.span, &entry.key));
            continue;
        };
        match cells.iter_mut().find(|it| it.figure.value == entry.key) {
            Some(cell) => cell.at = Some(at.to_string()),
            None => {
                let known = cells.iter().map(|it| it.figure.value.as_str());
                problems
                    .push(problems::place_of_no_cell(entry.key_span, &entry.key).suggest(&entry.key, known));
            }
        }
    }
}

/// Whether numbers are rounded to such a step: 1, 2, 5 or 25 with zeros after it, or tenths or less of it.
fn is_round(step: Decimal) -> bool {
    let mut digits = step.normalize().mantissa();
    while digits != 0 && digits.checked_rem(10) == Some(0) {
        digits = digits.checked_div(10).unwrap_or_default();
    }
    matches!(digits, 1 | 2 | 5 | 25)
}

/// Whether a number is one that rounding to a step can give.
fn is_step_of(step: Decimal, number: Decimal) -> bool {
    number.checked_rem(step).is_some_and(|rest| rest.is_zero())
}

/// How a cell that the document leaves blank is written.
const BLANK: &str = "blank";

/// Dotted keys nest; the figure's name is the way down to the number. Returns how many cells there
/// are, those whose number cannot be read among them.
fn collect(
    entries: &[crate::source::Entry<'_>],
    prefix: &str,
    negate: &[Spanned<String>],
    problems: &Problems,
    cells: &mut Vec<Cell>,
) -> usize {
    let mut printed: usize = 0;
    for entry in entries {
        let dot = if prefix.is_empty() { "" } else { "." };
        let name = format!("{prefix}{dot}{}", entry.key);
        if let Value::Table(TomlTable { entries, .. }) = &entry.node.value {
            printed = printed.saturating_add(collect(entries, &name, negate, problems, cells));
            continue;
        }
        printed = printed.saturating_add(1);
        let blank = matches!(&entry.node.value, Value::Text(text) if text == BLANK);
        let number = number_of(&entry.node);
        if number.is_none() && !blank {
            let problem = problems::bad_number(entry.node.span, &name);
            problems.push(match &entry.node.value {
                Value::Text(text) if nearest(text, &[BLANK]).is_some() => problem.suggest(text, [BLANK]),
                _ => problem,
            });
            continue;
        }
        let negated = negate.iter().any(|prefix| below(&name, &prefix.value));
        cells.push(Cell {
            figure: Spanned::new(name, entry.key_span),
            number: number.map(|number| if negated { -number } else { number }),
            span: entry.node.span,
            at: None,
        });
    }
    printed
}

/// Whether a name is a prefix or lies below it.
pub(super) fn below(name: &str, prefix: &str) -> bool {
    name.strip_prefix(prefix).is_some_and(|rest| rest.is_empty() || rest.starts_with('.'))
}
