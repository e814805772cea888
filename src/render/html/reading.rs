//! What is said of a document, as a page: a list of faults and questions, and the document's own tables and sentences
//! with the marks in them.

use std::collections::{BTreeMap, BTreeSet};

use minijinja::value::Serde;
use serde::Serialize;

use super::{STYLE, environment, words};
use crate::amount::{Language, Text};
use crate::document::grid::Figure;
use crate::document::{Block, Paragraph, Place, Row, Table};
use crate::render::harmless;
use crate::render::reading::claims::proposed;
use crate::render::reading::marks::{Mark, Spot, UNREAD, marks};
use crate::render::reading::{Reading, lacks_year, of_itself, summary};

const READING_STYLE: &str = include_str!("reading.css");

phrases! {
    TITLE = "genomläst", "read through";
    FAULTS = "Går inte ihop", "Does not add up";
    QUESTIONS = "Frågor", "Questions";
    DOCUMENT = "Dokumentets tabeller och meningar med markeringar", "The document’s tables and sentences with marks";
    DOCUMENT_LEAD = "✗ är ett tal som inte går ihop, ? är en fråga. Varje märke leder till förklaringen.", "✗ is a number that does not add up, ? is a question. Each mark leads to its explanation.";
    SHOW = "Visa i dokumentet", "Show in the document";
    TO_LIST = "Till förklaringen", "To the explanation";
    PROPOSALS = "Vad texten säger i ord: stämmer det? Det avgör du", "What the text says in words: is it so? That is for you to judge";
}

#[derive(Serialize)]
struct View {
    lang: &'static str,
    w: BTreeMap<&'static str, &'static str>,
    style: minijinja::Value,
    title: String,
    summary: String,
    of_itself: Option<String>,
    lacks_year: Option<String>,
    lists: Vec<List>,
    parts: Vec<Part>,
    proposals: Vec<(String, String)>,
}

#[derive(Serialize)]
struct List {
    id: &'static str,
    title: &'static str,
    items: Vec<Item>,
}

#[derive(Serialize)]
struct Item {
    id: String,
    class: &'static str,
    sign: char,
    headline: String,
    sentence: Option<Sentence>,
    details: Vec<String>,
    /// Where it is marked in the document's own tables and sentences.
    target: Option<String>,
    place: Option<String>,
}

#[derive(Serialize)]
struct Sentence {
    before: String,
    marked: String,
    after: String,
}

/// A table, or a paragraph with marks, under its heading where that is another than the one before.
#[derive(Serialize, Default)]
struct Part {
    heading: Option<String>,
    text: Option<Marked>,
    table: Option<Read>,
}

#[derive(Serialize)]
struct Marked {
    ids: Vec<String>,
    sign: char,
    words: String,
}

#[derive(Serialize)]
struct Read {
    id: String,
    caption: String,
    heads: Vec<Vec<Cell>>,
    rows: Vec<ReadRow>,
}

#[derive(Serialize)]
struct ReadRow {
    strong: bool,
    cells: Vec<Cell>,
}

#[derive(Serialize)]
struct Cell {
    text: String,
    head: String,
    number: bool,
    first: bool,
    columns: usize,
    marks: Vec<Note>,
}

#[derive(Serialize)]
struct Note {
    id: String,
    class: &'static str,
    sign: char,
    note: String,
}

/// A mark with what it is called on the page.
struct Named {
    id: String,
    mark: Mark,
}

impl Named {
    const fn class(&self) -> &'static str {
        if self.mark.is_fault { "error" } else { "question" }
    }

    const fn sign(&self) -> char {
        if self.mark.is_fault { '✗' } else { '?' }
    }
}

/// The page.
///
/// # Errors
/// When a value that the template names is not there.
pub fn render(reading: &Reading<'_>, language: Language) -> Result<String, minijinja::Error> {
    let named: Vec<Named> = (1_usize..)
        .zip(marks(reading))
        .map(|(number, mark)| Named { id: format!("m{number}"), mark })
        .collect();
    let get = |it: &Text| it.get(language).to_owned();
    let list = |id: &'static str, title: crate::amount::Phrase, is_fault: bool| List {
        id,
        title: title.get(language),
        items: named.iter().filter(|it| it.mark.is_fault == is_fault).map(|it| item(it, language)).collect(),
    };
    let lists = [list("fel", FAULTS, true), list("fragor", QUESTIONS, false)];
    let view = View {
        lang: language.name(),
        w: words(language),
        style: minijinja::Value::from_safe_string(format!("{STYLE}{READING_STYLE}")),
        title: format!("{}, {}", reading.document.name, TITLE.get(language)),
        summary: get(&summary(reading)),
        of_itself: of_itself(reading).map(|it| get(&it)),
        lacks_year: reading.audit.lacks_year.map(|it| get(&lacks_year(it))),
        lists: lists.into_iter().filter(|it| !it.items.is_empty()).collect(),
        parts: Page::of(reading, &named, language).parts(),
        proposals: reading
            .audit
            .text
            .proposals
            .iter()
            .map(|it| (get(&proposed(reading, it)), it.sentence.clone()))
            .collect(),
    };
    let page = environment()?.get_template("reading.html")?.render(Serde(view))?;
    Ok(harmless(&page).into_owned() + "\n")
}

fn words(language: Language) -> BTreeMap<&'static str, &'static str> {
    let own = [
        ("document", DOCUMENT),
        ("document_lead", DOCUMENT_LEAD),
        ("show", SHOW),
        ("to_list", TO_LIST),
        ("proposals", PROPOSALS),
    ];
    let mut all = words::of_the_template(language);
    all.extend(own.into_iter().map(|(name, phrase)| (name, phrase.get(language))));
    all
}

fn item(named: &Named, language: Language) -> Item {
    let mark = &named.mark;
    let sentence = mark.sentence.as_ref().map(|(text, at)| Sentence {
        before: text.get(..at.start).unwrap_or_default().to_owned(),
        marked: text.get(at.clone()).unwrap_or_default().to_owned(),
        after: text.get(at.end..).unwrap_or_default().to_owned(),
    });
    let target = match mark.spot {
        Spot::Cell(..) | Spot::Sentence(_) => Some(format!("t-{}", named.id)),
        Spot::Table(table) => Some(format!("tabell{}", table.saturating_add(1))),
        Spot::List => None,
    };
    let line = match mark.place {
        Some(Place::Line(line)) => {
            Some(Text::new(format!("(rad {line} i filen)"), format!("(line {line} of the file)")))
        }
        Some(Place::Page { page, .. }) => Some(Text::new(format!("(sida {page})"), format!("(page {page})"))),
        _ => None,
    };
    Item {
        id: named.id.clone(),
        class: named.class(),
        sign: named.sign(),
        headline: mark.headline.get(language).to_owned(),
        sentence,
        details: mark.details.iter().map(|it| it.get(language).to_owned()).collect(),
        target,
        // What is not read is told with its place, from where to where.
        place: line.filter(|_| mark.rule != UNREAD).map(|it| it.get(language).to_owned()),
    }
}

/// What the tables are drawn from, by its place.
struct Page<'p> {
    reading: &'p Reading<'p>,
    language: Language,
    marks: BTreeMap<Spot, Vec<&'p Named>>,
    /// Where numbers stand: table, column and row.
    numbers: BTreeSet<(usize, usize, usize)>,
}

impl<'p> Page<'p> {
    fn of(reading: &'p Reading<'p>, named: &'p [Named], language: Language) -> Self {
        let mut marks: BTreeMap<Spot, Vec<&Named>> = BTreeMap::new();
        for it in named {
            marks.entry(it.mark.spot).or_default().push(it);
        }
        let grids = &reading.audit.grids;
        let place = |it: &Figure| {
            let grid = grids.grids.get(it.grid)?;
            Some((grid.table, it.column, grid.lines.get(it.line)?.row))
        };
        let numbers = grids.figures.iter().filter_map(place).collect();
        Self { reading, language, marks, numbers }
    }

    /// The tables that have numbers and the paragraphs that have marks, in order.
    fn parts(&self) -> Vec<Part> {
        let document = self.reading.document;
        let mut tables = 0_usize;
        let mut under = None;
        let mut parts = Vec::new();
        for (block, it) in document.blocks.iter().enumerate() {
            let (own, part) = match it {
                Block::Heading(_) => continue,
                Block::Paragraph(it) => (it.under, self.paragraph(block, it)),
                Block::Table(it) => {
                    let at = tables;
                    tables = tables.saturating_add(1);
                    (it.under, self.table(at, it))
                }
            };
            let Some(part) = part else { continue };
            let heading =
                (own != under).then(|| document.path(own).last().map(|it| (*it).to_owned())).flatten();
            under = own;
            parts.push(Part { heading, ..part });
        }
        parts
    }

    fn paragraph(&self, block: usize, it: &Paragraph) -> Option<Part> {
        let own = self.marks.get(&Spot::Sentence(block))?;
        let sign = own.first()?.sign();
        let ids = own.iter().map(|it| it.id.clone()).collect();
        Some(Part { text: Some(Marked { ids, sign, words: it.text.clone() }), ..Part::default() })
    }

    fn table(&self, at: usize, table: &Table) -> Option<Part> {
        self.numbers.range((at, 0, 0)..(at.saturating_add(1), 0, 0)).next()?;
        let grids = self.reading.audit.grids.grids.iter().filter(|it| it.table == at);
        let first = grids.clone().flat_map(|it| &it.lines).map(|it| it.row).min().unwrap_or(0);
        let titles: Vec<&str> =
            grids.take(1).flat_map(|it| &it.columns).map(|it| it.title.as_str()).collect();
        let rows = || table.rows.iter().enumerate();
        let body = rows().skip(first).map(|(row, it)| ReadRow {
            strong: it.cells.first().is_some_and(|it| it.bold),
            cells: self.cells((at, row), it, &titles, false),
        });
        let read = Read {
            id: format!("tabell{}", at.saturating_add(1)),
            caption: self.reading.table(at).get(self.language).to_owned(),
            heads: rows().take(first).map(|(row, it)| self.cells((at, row), it, &titles, true)).collect(),
            rows: body.collect(),
        };
        Some(Part { table: Some(read), ..Part::default() })
    }

    fn cells(&self, (table, row): (usize, usize), it: &Row, titles: &[&str], is_head: bool) -> Vec<Cell> {
        let spans = |at: usize| it.cells.iter().skip(at.saturating_add(1)).take_while(|it| it.merged).count();
        let in_column =
            |at: usize| self.numbers.range((table, at, 0)..(table, at.saturating_add(1), 0)).next().is_some();
        let seen = it.cells.iter().enumerate().filter(|(_, cell)| !cell.merged);
        seen.map(|(at, cell)| Cell {
            text: cell.text.clone(),
            head: titles.get(at).map(|it| (*it).to_owned()).unwrap_or_default(),
            number: if is_head { in_column(at) } else { self.numbers.contains(&(table, at, row)) },
            first: at == 0 && !cell.text.is_empty(),
            columns: spans(at).saturating_add(1),
            marks: self
                .marks
                .get(&Spot::Cell(table, row, at))
                .into_iter()
                .flatten()
                .map(|it| self.note(it))
                .collect(),
        })
        .collect()
    }

    fn note(&self, it: &Named) -> Note {
        let note = it.mark.note.get(self.language).to_owned();
        Note { id: it.id.clone(), class: it.class(), sign: it.sign(), note }
    }
}
