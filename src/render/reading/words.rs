//! What is said of numbers that do not go together.

use super::Reading;
use crate::amount::{Language, Phrase, Quantity, Text, counted, many, written_number};
use crate::audit::relation::{Ground, Relation, Shape, Sort, Term};
use crate::audit::{Blame, Finding, GapKind};
use crate::document::{Place, UnreadKind};

phrases! {
    FAULTS = "Går inte ihop", "Does not add up";
    QUESTIONS = "Frågor: ser ut att höra ihop, men det är inte säkert", "Questions: looks related, but that is not certain";
    GAPS = "Tomt, för mycket eller oläst", "Blank, too much or unread";
    NO_TABLES = "inga tabeller med tal", "no tables with numbers";
    SHOULD_BE = "ska vara", "should be";
    COME_TO = "men talen det räknas av ger", "but the numbers it is reckoned from give";
    OR_TERMS = "Eller så är ett av talen det räknas av fel.", "Or one of the numbers it is reckoned from is wrong.";
    TERMS_WRONG = "Talet går ihop med andra ställen, så felet är nog i ett av talen det räknas av.", "The number goes together with other places, so the fault is likely in one of those it is reckoned from.";
    PERHAPS = "Kan bero på:", "Perhaps:";
    ALSO = "Då går också det här ihop:", "Then this adds up too:";
}

/// How many terms are told one by one.
const TERMS: usize = 4;

/// Why a part is not read, and what to do.
pub(super) const fn unread(kind: UnreadKind) -> [Phrase; 2] {
    match kind {
        UnreadKind::Table => [
            Phrase::new(
                "ser ut som en tabell, men har inga kolumner som går att läsa",
                "looks like a table, but has no columns to read",
            ),
            Phrase::new(
                "Läs hellre dokumentet i Word (.docx), där kolumnerna finns kvar.",
                "Better read the document in Word (.docx), where the columns are still there.",
            ),
        ],
        UnreadKind::Page => [
            Phrase::new("en sida som inte är läst", "a page that is not read"),
            Phrase::new(
                "Sidan är en bild, eller så mycket är ritat på den att den inte läses: läs dokumentet den gjordes av.",
                "The page is a picture, or so much is drawn on it that it is not read: read the document it was made of.",
            ),
        ],
        UnreadKind::Sentence => [
            Phrase::new(
                "för långt för en mening, så talen i det är inte prövade",
                "too long for a sentence, so its numbers are not checked",
            ),
            Phrase::new("Dela det i meningar.", "Divide it into sentences."),
        ],
        UnreadKind::Hidden => [
            Phrase::new(
                "dolt eller överstruket i arbetsboken, så det är inte läst",
                "hidden or struck out in the workbook, and so not read",
            ),
            Phrase::new(
                "Ta fram det, eller ta bort det ur arbetsboken, och läs igen.",
                "Show it, or take it out of the workbook, and read again.",
            ),
        ],
    }
}

/// A line of the file, or where it has none, such a row of the table.
#[must_use]
pub fn in_file(place: &Place, row: usize) -> Text {
    match place {
        Place::Line(number) => {
            Text::new(format!("rad {number} i filen"), format!("line {number} of the file"))
        }
        Place::Row(row) => Text::new(format!("rad {row} i bladet"), format!("row {row} of the sheet")),
        Place::Page { page, line } => {
            Text::new(format!("sida {page}, rad {line}"), format!("page {page}, line {line}"))
        }
        Place::Order(_) => Text::new(format!("rad {row} i tabellen"), format!("row {row} of the table")),
    }
}

/// From one place to another.
pub(super) fn between(from: &Place, to: &Place) -> Text {
    match (from, to) {
        (from, to) if from == to => in_file(from, 0),
        (Place::Line(from), Place::Line(to)) => {
            Text::new(format!("rad {from}–{to} i filen"), format!("lines {from}–{to} of the file"))
        }
        (Place::Row(from), Place::Row(to)) => {
            Text::new(format!("rad {from}–{to} i bladet"), format!("rows {from}–{to} of the sheet"))
        }
        (Place::Page { page, line: from }, Place::Page { page: other, line: to }) if page == other => {
            Text::new(format!("sida {page}, rad {from}–{to}"), format!("page {page}, lines {from}–{to}"))
        }
        (from, to) => {
            let (from, to) = (in_file(from, 0), in_file(to, 0));
            Text::new(format!("{} till {}", from.sv, to.sv), format!("{} to {}", from.en, to.en))
        }
    }
}

/// How the number that was found stands to the one it is printed as.
pub(super) const fn should(finding: &Finding) -> Phrase {
    match finding.blame {
        Blame::This | Blame::Likely => SHOULD_BE,
        Blame::Terms => COME_TO,
    }
}

/// Which other numbers may be wrong instead.
pub(super) const fn or_another(blame: Blame) -> Phrase {
    match blame {
        Blame::This | Blame::Likely => OR_TERMS,
        Blame::Terms => TERMS_WRONG,
    }
}

pub(super) fn more(count: usize) -> Text {
    Text::new(format!("Och {count} samband till."), format!("And {count} more."))
}

/// Why a relation is one; a guess alone is none.
pub(in crate::render) fn ground(relation: &Relation, is_borne_out: bool) -> Text {
    match (relation.ground, relation.sort) {
        (Ground::Guess, _) if is_borne_out => Text::new(
            "Två olika samband kommer till samma tal.",
            "Two different relations come to the same number.",
        ),
        (Ground::Guess, _) => Text::new(
            "Så kan det vara, men dokumentet säger det inte.",
            "So it may be, but the document does not say so.",
        ),
        (Ground::Said, Sort::Sum) => {
            Text::new("Raden säger själv att den är en summa.", "The row itself says that it is a sum.")
        }
        (Ground::Said, Sort::Note) => Text::new("Raden hänvisar till noten.", "The row refers to the note."),
        (Ground::Said, _) => Text::new("Det säger tabellen själv.", "The table itself says so."),
        (Ground::Borne(odds), _) => {
            // As if they were known to the last digit they were not: a power of ten below them.
            let odds = 10_u32.checked_pow(odds.checked_ilog10().unwrap_or(0)).unwrap_or(odds);
            let odds = |language| written_number(odds.into(), language);
            Text::new(
                format!(
                    "Så är det på de andra ställena; risken att det är en slump är under 1 på {}.",
                    odds(Language::Sv)
                ),
                format!(
                    "So it is in the other places; the risk that it is chance is under 1 in {}.",
                    odds(Language::En)
                ),
            )
        }
    }
}

/// What a relation says, with its numbers; `of` is the number that is spoken of, and what it is there.
pub(in crate::render) fn explained(
    reading: &Reading<'_>,
    relation: &Relation,
    (of, right): (usize, Option<&Quantity>),
) -> Text {
    let number = |figure: usize| match right {
        Some(right) if figure == of => Some(right.clone()),
        _ => reading.audit.grids.quantity(figure).cloned(),
    };
    let target = name(reading, relation, relation.target);
    let term = |at: usize| relation.terms.get(at).map(|it| it.figure);
    let place = |at: usize| term(at).map(|it| reading.place(it)).unwrap_or_default();
    let shown = |figure: Option<usize>| figure.and_then(number).map(|it| both(&it)).unwrap_or_default();
    // Where it is another number that is spoken of, the whole relation is told.
    let lead = |text: Text| {
        if relation.target == of {
            return text;
        }
        let value = shown(Some(relation.target));
        Text::new(
            format!("{} {} är {}", target.sv, value.sv, lower(&text.sv)),
            format!("{} {} is {}", target.en, value.en, lower(&text.en)),
        )
    };
    match (relation.sort, relation.shape) {
        (Sort::Share, _) => {
            let (part, whole) = (name(reading, relation, term(0).unwrap_or(of)), shown(term(1)));
            let own = shown(term(0));
            lead(Text::new(
                format!("{} {} av {}.", part.sv, own.sv, whole.sv),
                format!("{} {} of {}.", part.en, own.en, whole.en),
            ))
        }
        (Sort::Change, _) => {
            let (now, before) = (shown(term(0)), shown(term(1)));
            lead(Text::new(
                format!("Förändringen från {} till {}.", before.sv, now.sv),
                format!("The change from {} to {}.", before.en, now.en),
            ))
        }
        (sort, Shape::Same) => {
            let (place, value) = (place(0), shown(term(0)));
            let [sv, en] = match sort {
                Sort::Note => ["Noten", "The note"],
                Sort::Balance => ["Tillgångarna", "The assets"],
                Sort::Opening => ["Året innan slutade med", "The year before closed with"],
                _ => ["Samma rad i", "The same row in"],
            };
            lead(Text::new(
                format!("{sv}: {}: {}.", place.sv, value.sv),
                format!("{en}: {}: {}.", place.en, value.en),
            ))
        }
        _ => lead(sum(reading, relation, &number)),
    }
}

/// Terms added up, each with its number where they are few.
fn sum(reading: &Reading<'_>, relation: &Relation, number: &dyn Fn(usize) -> Option<Quantity>) -> Text {
    let named = |term: &Term| {
        let value = number(term.figure).as_ref().map(both).unwrap_or_default();
        let name = name(reading, relation, term.figure);
        Text::new(format!("{} {}", name.sv, value.sv), format!("{} {}", name.en, value.en))
    };
    let Some((first, rest)) = relation.terms.split_first() else { return Text::default() };
    if relation.terms.len() > TERMS {
        let last = rest.last().map_or(first.figure, |it| it.figure);
        let (from, to) = (name(reading, relation, first.figure), name(reading, relation, last));
        let rows = counted(many(relation.terms.len()), ["rad", "rader", "row", "rows"]);
        return Text::new(
            format!("Summan av {}, {} till {}.", rows.sv, from.sv, to.sv),
            format!("The sum of {}, {} to {}.", rows.en, from.en, to.en),
        );
    }
    let mut text = named(first);
    for term in rest {
        let next = named(term);
        let [sv, en] = if term.minus { ["minus", "less"] } else { ["plus", "plus"] };
        text = Text::new(format!("{} {sv} {}", text.sv, next.sv), format!("{} {en} {}", text.en, next.en));
    }
    Text::new(format!("{}.", text.sv), format!("{}.", text.en))
}

/// A number by what tells it apart in its relation: its column in a row, else its row.
fn name(reading: &Reading<'_>, relation: &Relation, figure: usize) -> Text {
    let Some((grid, line, column)) = reading.audit.grids.place(figure) else { return Text::default() };
    let across = matches!(relation.sort, Sort::Difference | Sort::Total) && !column.title.is_empty();
    let name = if across { column.title.clone() } else { super::row_name(grid, line) };
    let year = match (relation.sort, column.year) {
        (Sort::Flow, Some(year)) => format!(" {year}"),
        _ => String::new(),
    };
    Text::new(format!("”{name}”{year}"), format!("“{name}”{year}"))
}

/// A quantity in both languages.
pub(super) fn both(quantity: &Quantity) -> Text {
    Text::new(quantity.written(Language::Sv), quantity.written(Language::En))
}

/// A sentence that goes on another begins with a small letter.
pub(super) fn lower(text: &str) -> String {
    let mut chars = text.chars();
    chars.next().map_or_else(String::new, |first| first.to_lowercase().chain(chars).collect())
}

/// That nothing is of the year that was asked about.
pub(in crate::render) fn lacks_year(year: i32) -> Text {
    Text::new(
        format!("Året {year} finns inte i dokumentet: välj ett år som står i det, eller utelämna --year."),
        format!("The year {year} is not in the document: choose one that is, or leave out --year."),
    )
}

/// What is odd about rows of a column.
pub(in crate::render) fn gap(kind: GapKind, table: &Text, column: &Text, rows: &str, others: usize) -> Text {
    let (sv, en) = match others {
        0 => (String::new(), String::new()),
        more => (format!(" och {more} till"), format!(" and {more} more")),
    };
    match kind {
        GapKind::NothingToSubtract => Text::new(
            format!("{}, {}: ett tal, men inget att räkna det på, i {rows}{sv}.", table.sv, column.sv),
            format!("{}, {}: a number, but nothing it is reckoned on, in {rows}{en}.", table.en, column.en),
        ),
        GapKind::Unread => Text::new(
            format!(
                "{}, {}: kunde inte läsas som tal, så det som vilar på det är inte prövat, i {rows}{sv}.",
                table.sv, column.sv
            ),
            format!(
                "{}, {}: could not be read as a number, so what rests on it is not tried, in {rows}{en}.",
                table.en, column.en
            ),
        ),
        GapKind::NoDifference => Text::new(
            format!("{}, {}: tomt, men talen i raden skiljer sig, i {rows}{sv}.", table.sv, column.sv),
            format!("{}, {}: blank, but the numbers of the row differ, in {rows}{en}.", table.en, column.en),
        ),
    }
}
