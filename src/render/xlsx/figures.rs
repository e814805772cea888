//! Every figure that is entered and was known: what is printed, in which unit, where.

use crate::model::figure::{Cell as Figure, Table};
use crate::render::exchange::Exchange;
use crate::render::exchange::table::Cell;

use super::{Known, Sheet, book, place, plain, words};
use words::{
    BLANK, DOCUMENT, DOCUMENT_ID, FIGURE, FIGURES, FILE, LINE, PART, REMARK, SORT, TITLE, UNIT, VALUE,
    WHOLE_VALUE, YEAR,
};

pub(super) fn sheet(exchange: &Exchange<'_>, known: Known<'_>) -> Sheet {
    let (model, question) = (known.cycle.model(), known.cycle.question());
    let columns = vec![
        (FIGURE, 34),
        (TITLE, 44),
        (YEAR, 8),
        (VALUE, 16),
        (WHOLE_VALUE, 20),
        (UNIT, 10),
        (DOCUMENT, 34),
        (PART, 34),
        (SORT, 12),
        (FILE, 40),
        (LINE, 8),
        (REMARK, 24),
        (DOCUMENT_ID, 24),
    ];
    let asked = exchange.report.asked.year;
    let tables = model.tables.iter().filter(|it| question.counts(model.known_from(&it.source.value)));
    let tables = tables.filter(|it| asked.is_none_or(|year| year == it.year));
    let cells = tables.flat_map(|table| table.cells.iter().map(move |cell| (table, cell)));
    let mut rows: Vec<(_, Vec<Cell>)> = cells
        .map(|(table, cell)| {
            let at = exchange.region(cell.span);
            ((table.year, cell.figure.value.clone(), at), row(exchange, known, table, cell))
        })
        .collect();
    rows.sort_by(|a, b| a.0.cmp(&b.0));
    Sheet { name: FIGURES, columns, rows: rows.into_iter().map(|(_, row)| row).collect() }
}

fn row(exchange: &Exchange<'_>, known: Known<'_>, table: &Table, cell: &Figure) -> Vec<Cell> {
    let (model, language) = (known.cycle.model(), exchange.language);
    let name = &cell.figure.value;
    let title = model.catalogue().get(name).map_or("", |it| it.title.get(language));
    let [file, line] = place(exchange, cell.span);
    vec![
        plain(name),
        plain(title),
        Cell::Named(table.year.into()),
        cell.number.map_or(Cell::Empty, Cell::Number),
        cell.number.map_or(Cell::Empty, book::whole),
        plain(words::unit(table.unit).get(language)),
        plain(exchange.report.document(&table.source.value)),
        plain(&table.part),
        plain(words::sort(table.kind).get(language)),
        file,
        line,
        if cell.number.is_none() { plain(BLANK.get(language)) } else { Cell::Empty },
        plain(&table.source.value),
    ]
}
