//! A table for a spreadsheet (RFC 4180): a row for each finding, then one for each thing said of the files.
//!
//! In Swedish as a Swedish spreadsheet reads it by itself: semicolons and decimal commas. In English commas and points.

use csv::{Terminator, WriterBuilder};
use rust_decimal::Decimal;

use crate::amount::{Language, Phrase};
use crate::render::lines::clean;
use crate::render::words::{authority, grade, one};
use crate::verdict::Verdict;

use super::{Exchange, Region, Told, words};

/// By this a spreadsheet knows that the letters are UTF-8.
const MARK: &str = "\u{feff}";

/// The columns, in order.
const COLUMNS: [Phrase; 25] = [
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

type Row = [Cell; COLUMNS.len()];

/// What a cell holds.
enum Cell {
    /// Nothing.
    Empty,
    /// Words, which a spreadsheet must not reckon with.
    Words(String),
    /// A number, as it stands.
    Number(Decimal),
}

/// The table.
///
/// # Errors
/// When the writer fails, which it does not into memory.
pub fn render(exchange: &Exchange<'_>) -> Result<String, ::csv::Error> {
    let delimiter = exchange.language.pick(";", ",").as_bytes().first().copied().unwrap_or(b',');
    let mut writer =
        WriterBuilder::new().delimiter(delimiter).terminator(Terminator::CRLF).from_writer(Vec::new());
    writer.write_record(COLUMNS.iter().map(|it| it.get(exchange.language)))?;
    let verdicts = exchange.verdicts();
    let told = exchange.told();
    let rows = verdicts.iter().map(|it| row(it, exchange)).chain(told.iter().map(|it| remark(it, exchange)));
    for row in rows {
        writer.write_record(row.iter().map(|cell| written(cell, exchange.language)))?;
    }
    let bytes = writer.into_inner().map_err(|error| error.into_error())?;
    Ok(format!("{MARK}{}", String::from_utf8_lossy(&bytes)))
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
        some(verdict.due.map(|day| day.to_string())),
        number(verdict.days_late.map(Decimal::from)),
        words(&exchange.responsible(verdict).join(", ")),
        words(&verdict.clause.reference),
        words(verdict.remedy.get(language)),
        words(&place.path),
        Cell::Number(place.start.0.into()),
        Cell::Number(place.start.1.into()),
        words(&clause.path),
        Cell::Number(clause.start.0.into()),
        some(verdict.follows_from.clone()),
        words(&verdict.fingerprint),
    ]
}

/// What is said of the files and the standard, in the same columns.
fn remark(told: &Told, exchange: &Exchange<'_>) -> Row {
    let language = exchange.language;
    let mut row: Row = std::array::from_fn(|_| Cell::Empty);
    let at =
        |of: fn(&Region) -> u32| told.region.as_ref().map_or(Cell::Empty, |it| Cell::Number(of(it).into()));
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

fn written(cell: &Cell, language: Language) -> String {
    match cell {
        Cell::Empty => String::new(),
        Cell::Words(words) => defused(&clean(words)),
        Cell::Number(number) => number.normalize().to_string().replace('.', language.pick(",", ".")),
    }
}

/// Words that a spreadsheet would take for a formula stay words. Tabs and line ends, behind which one could hide, are
/// gone already.
fn defused(words: &str) -> String {
    let formula = words.starts_with(['=', '+', '-', '@', '\t', '\r', '＝', '＋', '－', '＠']);
    if formula { format!("'{words}") } else { words.to_owned() }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_formula_stays_words_and_a_number_a_number() {
        for words in ["=1+1", "+46 70", "-1", "@SUM(A1)", "\t=1", "\r=1", "＝1"] {
            assert_eq!(defused(words), format!("'{words}"));
        }
        assert_eq!(defused("a = 1"), "a = 1");
        let number = Cell::Number(Decimal::new(-4250, 2));
        assert_eq!(written(&number, Language::Sv), "-42,5");
        assert_eq!(written(&number, Language::En), "-42.5");
    }
}
