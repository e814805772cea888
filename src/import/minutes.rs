//! From minutes to an entry of the register, as a proposal: the day, who was there by organisation, the paragraphs,
//! what was decided, and the days of approval and notice. No person's name is taken, and what cannot be read is said.

mod days;
mod people;
mod said;
mod taken;

use chrono::NaiveDate;

use crate::amount::Text;
use crate::document::{Block, Document};
use crate::model::Model;
use crate::model::adopts::Adopts;
use crate::record::{Entry, Keys, Value};

pub use people::Present;

/// What minutes say.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Minutes {
    /// The day of the meeting.
    pub date: Option<NaiveDate>,
    /// How it was held, in the word of the register, where that is said.
    pub form: Option<&'static str>,
    /// Who was there, in the order of the minutes.
    pub present: Vec<Present>,
    /// Its paragraphs: number and title.
    pub items: Vec<(i64, String)>,
    /// What was decided under which paragraph, of the sorts that are known, with the years it is for.
    pub decisions: Vec<Decided>,
    /// The day the minutes were approved.
    pub approved: Option<NaiveDate>,
    /// The day that was announced.
    pub announced: Option<NaiveDate>,
    /// The day the notice was taken down.
    pub taken_down: Option<NaiveDate>,
    /// The members on whose boards it stood.
    pub boards: Vec<String>,
    /// What could not be read, or has to be looked at by a person.
    pub unread: Vec<Text>,
}

/// A decision.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Decided {
    /// The paragraph.
    pub paragraph: i64,
    /// What it adopts.
    pub adopts: Adopts,
    /// The first and the last year it is for.
    pub years: Option<(i32, i32)>,
}

/// How many lines the last paragraph may have.
const CLOSING: usize = 4;

/// Reads minutes.
#[must_use]
pub fn read(model: &Model, document: &Document) -> Minutes {
    let lines = lines(document);
    let head: Vec<&str> = lines.iter().map(String::as_str).take_while(|it| number(it).is_none()).collect();
    let body: Vec<&str> = lines.iter().skip(head.len()).map(String::as_str).collect();
    let mut minutes = Minutes::default();
    days::read(&lines, head.len(), &mut minutes);
    people::read(model, &head, &lines, &mut minutes);
    let sections = sections(&body, &mut minutes);
    taken::read(model, &sections, &mut minutes);
    let names = people::names(model, &lines);
    for (number, lines) in &sections {
        let title = title(lines.first().copied().unwrap_or_default());
        minutes.items.push((*number, people::without(&names, title)));
    }
    minutes
}

/// The text of the document, line by line; a row of a table is one.
fn lines(document: &Document) -> Vec<String> {
    let mut lines = Vec::new();
    for block in &document.blocks {
        match block {
            Block::Heading(at) => lines.extend(document.headings.get(*at).map(|it| it.text.clone())),
            Block::Paragraph(it) => lines.push(it.text.clone()),
            Block::Table(table) => lines.extend(table.rows.iter().map(|row| {
                let cells: Vec<&str> = row.cells.iter().map(|it| it.text.as_str()).collect();
                cells.join("\t")
            })),
        }
    }
    lines.iter().map(|it| it.replace(['*', '\u{feff}'], "").trim().to_owned()).collect()
}

/// The number of the paragraph that a line begins: "§ 47 Mötets öppnande".
fn number(line: &str) -> Option<i64> {
    let rest = line.strip_prefix('§')?.trim_start();
    let digits = rest.find(|c: char| !c.is_ascii_digit()).unwrap_or(rest.len());
    rest.get(..digits)?.parse().ok()
}

fn title(line: &str) -> &str {
    line.trim_start_matches('§').trim_start().trim_start_matches(|c: char| c.is_ascii_digit()).trim()
}

/// The paragraphs in a row, each with its lines. What follows them out of order belongs to something else.
fn sections<'l>(body: &[&'l str], minutes: &mut Minutes) -> Vec<(i64, Vec<&'l str>)> {
    let mut sections: Vec<(i64, Vec<&str>)> = Vec::new();
    for line in body {
        match (number(line), sections.last_mut()) {
            (Some(number), Some((last, _))) if number > *last => {
                if number != last.saturating_add(1) {
                    let (from, to) = (*last, number);
                    minutes.unread.push(Text::new(
                        format!("efter § {from} kommer § {to}: någon paragraf fattas eller kunde inte läsas"),
                        format!(
                            "§ {from} is followed by § {to}: a paragraph is missing or could not be read"
                        ),
                    ));
                }
                sections.push((number, vec![line]));
            }
            (Some(number), None) => sections.push((number, vec![line])),
            (Some(_), Some(_)) => break,
            (None, Some((_, lines))) => lines.push(line),
            (None, None) => (),
        }
    }
    // What follows the last paragraph may be another document: its closing takes a few lines.
    if let Some((_, lines)) = sections.last_mut() {
        lines.truncate(CLOSING);
    }
    if sections.is_empty() {
        minutes.unread.push(Text::new("inga paragrafer (§ 1, § 2 …)", "no paragraphs (§ 1, § 2 …)"));
    }
    sections
}

/// The entries of the register that minutes come to: the meeting, and what was decided at it. `taken` are the ids of
/// decisions that there are.
#[must_use]
pub fn entries(
    minutes: &Minutes,
    (body, date): (&str, NaiveDate),
    recorded: NaiveDate,
    source: Option<&str>,
    taken: &mut crate::starter::Ids,
) -> Vec<Entry> {
    let text = |it: &str| Value::Text(it.to_owned());
    let id = format!("{body}-{date}");
    let mut keys: Keys = vec![("id", text(&id)), ("body", text(body)), ("date", Value::Day(date))];
    keys.extend(minutes.form.map(|form| ("form", text(form))));
    if let (Some((from, _)), Some((to, _))) = (minutes.items.first(), minutes.items.last()) {
        keys.push((
            "paragraphs",
            Value::Table(vec![("from", Value::Whole(*from)), ("to", Value::Whole(*to))]),
        ));
    }
    let known = |keys: &mut Keys| {
        keys.push(("recorded", Value::Day(recorded)));
        keys.extend(source.map(|it| ("source", Value::Table(vec![("document", text(it))]))));
    };
    known(&mut keys);
    let days = [
        ("approved", minutes.approved),
        ("announced", minutes.announced),
        ("taken_down", minutes.taken_down),
    ];
    let mut approval: Keys =
        days.into_iter().filter_map(|(key, day)| Some((key, Value::Day(day?)))).collect();
    if !minutes.boards.is_empty() {
        approval.push(("boards", Value::Texts(minutes.boards.clone())));
    }
    if !approval.is_empty() {
        keys.push(("minutes", Value::Table(approval)));
    }
    keys.push(("present", Value::Tables(minutes.present.iter().map(Present::keys).collect())));
    let item =
        |(number, title): &(i64, String)| vec![("number", Value::Whole(*number)), ("title", text(title))];
    keys.push(("item", Value::Tables(minutes.items.iter().map(item).collect())));
    let mut entries = vec![Entry { list: "meeting", keys }];
    for decided in &minutes.decisions {
        let name = decided.adopts.name();
        let year = decided.years.map_or_else(|| date.format("%Y").to_string(), |(from, _)| from.to_string());
        let mut keys: Keys = vec![
            ("id", Value::Text(taken.take(&format!("{name} {year}"), "beslut"))),
            ("meeting", text(&id)),
            ("paragraph", Value::Text(format!("§ {}", decided.paragraph))),
            ("adopts", text(name)),
        ];
        keys.extend(decided.years.map(|(from, to)| {
            (
                "periods",
                Value::Table(vec![("from", Value::Whole(from.into())), ("to", Value::Whole(to.into()))]),
            )
        }));
        keys.push(("state", text("adopted")));
        known(&mut keys);
        entries.push(Entry { list: "decision", keys });
    }
    entries
}
