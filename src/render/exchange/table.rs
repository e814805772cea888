//! The findings as rows, for who puts them in a spreadsheet: one for each, then one for each thing said of the files.

use chrono::NaiveDate;
use rust_decimal::Decimal;

use crate::amount::Phrase;
use crate::render::words::{authority, grade, one};
use crate::verdict::Verdict;

use super::{Exchange, Region, Told, words};

/// The columns, in order.
pub(in crate::render) const COLUMNS: [Phrase; 25] = [
    Phrase::new("Utfall", "Outcome"),
    Phrase::new("Grad", "Grade"),
    Phrase::new("Ny eller känd", "New or known"),
    Phrase::new("Regel", "Rule"),
    Phrase::new("Regelns namn", "Title"),
    Phrase::new("Grund", "Authority"),
    Phrase::new("Ämne", "Subject"),
    Phrase::new("Ämnets namn", "Subject’s name"),
    Phrase::new("Iakttagelse", "Message"),
    Phrase::new("Trolig orsak", "Probable cause"),
    Phrase::new("Skillnad", "Difference"),
    Phrase::new("Enhet", "Unit"),
    Phrase::new("Skillnad i procent", "Difference in per cent"),
    Phrase::new("Förfaller", "Due"),
    Phrase::new("Dagar försenat", "Days late"),
    Phrase::new("Ansvarig", "Responsible"),
    Phrase::new("Enligt", "Clause"),
    Phrase::new("Åtgärd", "Remedy"),
    Phrase::new("Fil", "File"),
    Phrase::new("Rad", "Line"),
    Phrase::new("Kolumn", "Column"),
    Phrase::new("Klausulens fil", "Clause’s file"),
    Phrase::new("Klausulens rad", "Clause’s line"),
    Phrase::new("Följer av", "Follows from"),
    Phrase::new("Fingeravtryck", "Fingerprint"),
];

pub(in crate::render) type Row = [Cell; COLUMNS.len()];

/// What a cell holds.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(in crate::render) enum Cell {
    /// Nothing.
    Empty,
    /// Words, which a spreadsheet must not reckon with.
    Words(String),
    /// A number, as it stands.
    Number(Decimal),
    /// A number that names something, as a line or a year does.
    Named(i64),
    /// A day.
    Day(NaiveDate),
}

/// Every row, with the verdict that it is of, where it is of one.
pub(in crate::render) fn rows<'r>(exchange: &Exchange<'r>) -> Vec<(Option<&'r Verdict>, Row)> {
    let verdicts = exchange.verdicts().into_iter().map(|it| (Some(it), row(it, exchange)));
    let told = exchange.told();
    verdicts.chain(told.iter().map(|it| (None, remark(it, exchange)))).collect()
}

fn row(verdict: &Verdict, exchange: &Exchange<'_>) -> Row {
    let language = exchange.language;
    let words = |words: &str| Cell::Words(words.to_owned());
    let some = |words: Option<String>| words.map_or(Cell::Empty, Cell::Words);
    let number = |number: Option<Decimal>| number.map_or(Cell::Empty, Cell::Number);
    let (place, clause) = (exchange.region(verdict.place), exchange.region(verdict.clause.span));
    let known = exchange.report.baseline.as_ref().filter(|_| verdict.outcome.is_finding()).map(|_| {
        let known = exchange.report.is_known(verdict);
        if known { words::KNOWN } else { words::NEW }.get(language).to_owned()
    });
    let size = verdict.size.as_ref();
    [
        words(words::answer(verdict, language)),
        words(grade(verdict.class, verdict.severity).get(language)),
        some(known),
        words(&verdict.rule),
        words(verdict.heading().get(language)),
        words(authority(verdict.authority).get(language)),
        words(&verdict.subject.id),
        words(verdict.subject.title.get(language)),
        words(verdict.message.get(language)),
        some(verdict.likely_cause.as_ref().map(|it| it.words.get(language).to_owned())),
        number(size.map(|it| it.amount)),
        some(size.map(|it| it.unit.name().to_owned())),
        number(size.map(|it| it.percent)),
        verdict.due.map_or(Cell::Empty, Cell::Day),
        number(verdict.days_late.map(Decimal::from)),
        words(&exchange.responsible(verdict).join(", ")),
        words(&verdict.clause.reference),
        words(verdict.remedy.get(language)),
        words(&place.path),
        Cell::Named(place.start.0.into()),
        Cell::Named(place.start.1.into()),
        words(&clause.path),
        Cell::Named(clause.start.0.into()),
        some(verdict.follows_from.clone()),
        words(&verdict.fingerprint),
    ]
}

/// What is said of the files and the standard, in the same columns.
fn remark(told: &Told, exchange: &Exchange<'_>) -> Row {
    let language = exchange.language;
    let mut row: Row = std::array::from_fn(|_| Cell::Empty);
    let at =
        |of: fn(&Region) -> u32| told.region.as_ref().map_or(Cell::Empty, |it| Cell::Named(of(it).into()));
    let path = told.region.as_ref().map(|it| it.path.clone()).or_else(|| told.path.clone());
    let cells = [
        ("Outcome", Cell::Words(words::FILES.get(language).to_owned())),
        ("Grade", Cell::Words(one(told.severity).get(language).to_owned())),
        ("Rule", Cell::Words(told.code.to_owned())),
        ("Message", Cell::Words(told.message.clone())),
        ("Remedy", told.help.clone().map_or(Cell::Empty, Cell::Words)),
        ("File", path.map_or(Cell::Empty, Cell::Words)),
        ("Line", at(|it| it.start.0)),
        ("Column", at(|it| it.start.1)),
    ];
    for (column, cell) in cells {
        if let Some((_, place)) = COLUMNS.iter().zip(&mut row).find(|(phrase, _)| phrase.en == column) {
            *place = cell;
        }
    }
    row
}

/// Whether a spreadsheet would take words for a formula.
pub(in crate::render) fn is_formula(words: &str) -> bool {
    words.starts_with(['=', '+', '-', '@', '\t', '\r', '＝', '＋', '－', '＠'])
}
