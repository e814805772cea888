//! The sheet that says what the workbook is: whose, of which day, by which standard, made from which files.

use crate::amount::Phrase;
use crate::render::exchange::table::Cell;
use crate::render::exchange::{Exchange, Scope};

use super::{Sheet, plain, words};
use words::{
    ABOUT, ACCEPTED, ALL, ALL_KNOWN, AS_OF, DIGEST, EDITION, FILE_OF, FORBUND, INPUTS, KNOWN_AT, MATERIALITY,
    NOTHING_KNOWN, OF_THE_FILES, ONLY_FINDINGS, ONLY_RULES, ONLY_YEAR, PROGRAM, ROWS, RULES, SHEET, STANDARD,
    STATE, TOLD, VALUE, WHAT, WITHOUT,
};

/// What the digests of lists of files begin with.
const SHA: &str = "sha256:";

pub(super) fn sheet(exchange: &Exchange<'_>, others: &[Sheet]) -> Sheet {
    let (report, language) = (exchange.report, exchange.language);
    let text = |it: Phrase| Cell::Words(it.get(language).to_owned());
    let own = |it: &str| Cell::Words(it.to_owned());
    let digest = |it: &str| own(it.trim_start_matches(SHA));
    let row = |what: Phrase, value: Cell| vec![text(what), value];
    let mut rows = vec![
        row(STATE, Cell::Words(exchange.state())),
        row(FORBUND, plain(&report.workspace)),
        row(AS_OF, Cell::Day(report.as_of)),
        row(KNOWN_AT, report.known_at.map_or_else(|| text(ALL_KNOWN), Cell::Day)),
        row(TOLD, text(if exchange.scope == Scope::All { ALL } else { ONLY_FINDINGS })),
        row(PROGRAM, own(concat!("samkoll ", env!("CARGO_PKG_VERSION")))),
        row(EDITION, Cell::Named(report.standard.edition)),
    ];
    rows.extend(report.standard.accepted.map(|it| row(ACCEPTED, Cell::Named(it))));
    rows.extend(report.materiality.map(|it| row(MATERIALITY, Cell::Number(it))));
    let asked = &report.asked;
    rows.extend((!asked.rules.is_empty()).then(|| row(ONLY_RULES, own(&asked.rules.join(", ")))));
    rows.extend(asked.year.map(|it| row(ONLY_YEAR, Cell::Named(it.into()))));
    rows.extend((!asked.without.is_empty()).then(|| row(WITHOUT, own(&asked.without.join(", ")))));
    let told = exchange.told().into_iter();
    rows.extend(told.map(|it| row(OF_THE_FILES, Cell::Words(it.message))));
    if others.len() == 1 {
        rows.push(row(WHAT, text(NOTHING_KNOWN)));
    }
    for sheet in others {
        let name = format!("{}: {}", sheet.name.get(language), sheet.rows.len());
        rows.push(row(SHEET, Cell::Words(format!("{name} {}", ROWS.get(language)))));
    }
    let digests = [(STANDARD, &report.standard.digest), (INPUTS, &report.inputs), (RULES, &report.rules)];
    rows.extend(digests.map(|(what, it)| vec![text(what), Cell::Empty, digest(it)]));
    let files = report.sums.iter();
    rows.extend(files.map(|(path, sum)| vec![text(FILE_OF), own(path), own(sum)]));
    Sheet { name: ABOUT, columns: vec![(WHAT, 36), (VALUE, 70), (DIGEST, 68)], rows }
}
