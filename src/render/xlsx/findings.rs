//! The findings: the same rows as in every table for a spreadsheet, with what they rest on.

use crate::amount::Phrase;
use crate::render::evidence;
use crate::render::exchange::Exchange;
use crate::render::exchange::table::{COLUMNS, Cell, rows};
use crate::render::words::{dimension, grade, one};
use crate::verdict::{Class, Outcome, Verdict};

use super::{Papers, Sheet, book, plain, tick, words};

/// The column of the difference, after which the whole of a long number stands.
const DIFFERENCE: &str = "Difference";

pub(super) fn sheet(papers: Papers<'_>) -> Sheet {
    let exchange = papers.exchange;
    let mut columns = Vec::new();
    for column in COLUMNS {
        columns.push((column, width(column)));
        if column.en == DIFFERENCE {
            columns.push((words::WHOLE_DIFFERENCE, 14));
        }
    }
    columns.extend([(words::CLASS, 12), (words::SEVERITY, 12), (words::ACCEPTED_BREACH, 10)]);
    columns.extend([(words::QUESTION, 20), (words::RESTS_ON, 80)]);
    let rows = rows(exchange).into_iter().map(|(verdict, row)| {
        let mut cells = Vec::new();
        for (column, cell) in COLUMNS.iter().zip(row) {
            let beside = match &cell {
                Cell::Number(number) => book::whole(*number),
                _ => Cell::Empty,
            };
            cells.push(cell);
            if column.en == DIFFERENCE {
                cells.push(beside);
            }
        }
        cells.extend(verdict.into_iter().flat_map(|it| more(it, exchange)));
        cells
    });
    Sheet { name: words::FINDINGS, columns, rows: rows.collect() }
}

/// How wide a column is, by what stands in it.
fn width(column: Phrase) -> u16 {
    match column.en {
        "Message" | "Remedy" | "Probable cause" => 60,
        "Title" | "Subject’s name" | "Responsible" | "Clause" | "File" | "Clause’s file" => 32,
        "Rule" | "Subject" => 26,
        "Authority" | "Fingerprint" | "Follows from" | "Difference" => 18,
        _ => 11,
    }
}

fn more(verdict: &Verdict, exchange: &Exchange<'_>) -> [Cell; 5] {
    let language = exchange.language;
    let class = match verdict.class {
        Class::Fault => Phrase::new("brist", "fault"),
        class => grade(class, verdict.severity),
    };
    let place = |span| {
        let region = exchange.region(span);
        format!("{}:{}", region.path, region.start.0)
    };
    let values = verdict.values.iter().map(|it| evidence::told(it, exchange.report, language, place));
    let values: Vec<String> = values.collect();
    [
        plain(class.get(language)),
        plain(one(verdict.severity).get(language)),
        tick(verdict.outcome == Outcome::Waived, language),
        plain(verdict.dimension.map_or("", |it| dimension(it).get(language))),
        plain(&values.join("; ")),
    ]
}
