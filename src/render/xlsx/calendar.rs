//! The annual cycle: each thing to be done, when it falls due, how it stands and who answers for it; then the
//! assignments.

use crate::cycle::{Assigned, Item};
use crate::render::calendar::assigned;
use crate::render::exchange::Exchange;
use crate::render::exchange::table::Cell;
use crate::render::words::state;

use super::{Known, Sheet, place, plain, tick, words};
use words::{
    AGREEMENT, CALENDAR, CAN_MOVE, CLAUSE, DONE, DUE, FILE, ITEM, LATE, LINE, NO_LATER, PERIOD, PLANNED,
    RESPONSIBLE, STANDS, TO, WAIVER, WHAT,
};

pub(super) fn sheet(exchange: &Exchange<'_>, known: Known<'_>) -> Sheet {
    let columns = vec![
        (DUE, 12),
        (WHAT, 44),
        (PERIOD, 12),
        (STANDS, 16),
        (RESPONSIBLE, 32),
        (LATE, 10),
        (DONE, 12),
        (NO_LATER, 14),
        (PLANNED, 12),
        (CAN_MOVE, 12),
        (TO, 28),
        (AGREEMENT, 36),
        (CLAUSE, 36),
        (WAIVER, 24),
        (FILE, 36),
        (LINE, 8),
        (ITEM, 44),
    ];
    let asked = exchange.report.asked.year;
    let items = known.cycle.items().iter();
    let items = items.filter(|it| asked.is_none_or(|year| year == it.occurrence.year()));
    let mut rows: Vec<Vec<Cell>> = items.map(|it| item(exchange, known, it)).collect();
    rows.extend(known.cycle.assignments().iter().map(|it| assignment(exchange, known, it)));
    Sheet { name: CALENDAR, columns, rows }
}

fn item(exchange: &Exchange<'_>, known: Known<'_>, item: &Item<'_>) -> Vec<Cell> {
    let (cycle, language) = (known.cycle, exchange.language);
    let (occurrence, duty) = (&item.occurrence, item.occurrence.duty);
    let name = |id: &str| cycle.actor(id, occurrence.agreement).get(language).to_owned();
    let to = duty.to.as_ref().map_or(String::new(), |to| name(&cycle.receiver(&to.value)));
    let (exact, latest) = match item.fulfilled() {
        Some(shown) if shown.earliest == Some(shown.day) => (Cell::Day(shown.day), Cell::Empty),
        Some(shown) => (Cell::Empty, Cell::Day(shown.day)),
        None => (Cell::Empty, Cell::Empty),
    };
    let [file, line] = place(exchange, duty.span);
    vec![
        item.due_day().map_or(Cell::Empty, Cell::Day),
        plain(item.answered(item.title()).get(language)),
        plain(&occurrence.period.to_string()),
        plain(state(item.state).get(language)),
        plain(&name(occurrence.by)),
        item.days_late.filter(|days| *days > 0).map_or(Cell::Empty, |days| Cell::Number(days.into())),
        exact,
        latest,
        item.planned.map_or(Cell::Empty, Cell::Day),
        tick(item.due_day().is_some() && item.due.day().is_none(), language),
        plain(&to),
        plain(&occurrence.agreement.title),
        plain(&item.clause()),
        plain(item.waiver.map_or("", |it| it.decision.as_str())),
        file,
        line,
        plain(&item.id),
    ]
}

fn assignment(exchange: &Exchange<'_>, known: Known<'_>, it: &Assigned<'_>) -> Vec<Cell> {
    let (cycle, language) = (known.cycle, exchange.language);
    let reported = it.reported.map(|it| (it.on.latest, it.on.is_exact()));
    let done = |wanted: bool| match reported {
        Some((day, exact)) if exact == wanted => Cell::Day(day),
        _ => Cell::Empty,
    };
    let late = it.days_late(cycle.question().as_of);
    let [file, line] = place(exchange, it.assignment.span);
    vec![
        it.due.map_or(Cell::Empty, |due| Cell::Day(due.day)),
        plain(it.assignment.text.get(language)),
        plain(words::ASSIGNMENT.get(language)),
        plain(assigned::how(cycle, it).get(language)),
        plain(&assigned::who(cycle, it, language)),
        late.map_or(Cell::Empty, |days| Cell::Number(days.into())),
        done(true),
        done(false),
        Cell::Empty,
        Cell::Empty,
        Cell::Empty,
        Cell::Empty,
        plain(it.given.0.paragraph.as_deref().unwrap_or_default()),
        plain(it.waiver.map_or("", |it| it.decision.as_str())),
        file,
        line,
        plain(&it.id()),
    ]
}
