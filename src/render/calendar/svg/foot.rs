//! What stands under the wheel: lists of what is overdue from before and of what has no day, the legend and
//! the notes.

use super::content::{Content, Entry, List};
use super::frame::{Frame, MARGIN, ROW, SIGN, SMALL};
use super::lettering::{broken, width};
use super::plane::{Point, Px, half, many, px, quotient};
use crate::cycle::State;
use crate::render::words::state as state_word;

/// From the middle of a sign to its text.
const TO_TEXT: Px = px(26);

/// Between two entries of the legend.
const BETWEEN: Px = px(56);

/// Between the frame of the list and what is in it.
const PADDING: Px = px(20);

/// How many columns the list has.
const COLUMNS: usize = 3;

/// How many lines a row of a list takes at the most.
const LINES: usize = 8;

/// A line of text with the sign before it.
pub(super) struct Row {
    /// The middle of the sign.
    pub(super) sign: Point,
    /// What the sign is.
    pub(super) is: Is,
    /// Where each line of the text begins, at its middle.
    pub(super) lines: Vec<(Point, String)>,
}

/// What a sign under the wheel is.
#[derive(Clone, Copy)]
pub(super) enum Is {
    /// A state's.
    State(State),
    /// The colour of whose things are.
    Whose(&'static str),
    /// The hand.
    Hand,
}

/// A list in its frame.
pub(super) struct Framed {
    /// The frame: its corner, its width and its height.
    pub(super) frame: (Point, Px, Px),
    /// The middle of where the title begins.
    pub(super) title: Point,
    pub(super) rows: Vec<Row>,
}

/// What stands under the wheel.
pub(super) struct Foot {
    /// One for each of the content's lists.
    pub(super) lists: Vec<Framed>,
    pub(super) legend: Vec<Row>,
    /// The middle of each note.
    pub(super) notes: Vec<(Point, String)>,
}

impl Foot {
    /// How much room to set aside.
    pub(super) fn height(content: &Content, width: Px) -> Px {
        let legends = if content.lanes.is_empty() { 0 } else { 1 };
        lists_height(content, width) + ROW * many(content.notes.len().saturating_add(legends)) + ROW * px(2)
    }

    /// Everything in its place, and whether it found room.
    pub(super) fn new(content: &Content, frame: &Frame) -> (Self, bool) {
        let top = frame.foot + half(ROW);
        let mut lists = Vec::new();
        let mut list_top = top;
        for list in &content.lists {
            lists.push(framed(list, frame, list_top));
            list_top += list_height(list, frame.width);
        }
        let legend_at = top + lists_height(content, frame.width) + half(ROW);
        let below = if content.lanes.is_empty() { 1 } else { 2 };
        let notes = content.notes.iter().enumerate().map(|(number, note)| {
            (
                Point::new(half(frame.width), legend_at + ROW * many(number.saturating_add(below))),
                note.clone(),
            )
        });
        let room = frame.width - MARGIN * px(2);
        let notes_fit = content.notes.iter().all(|note| width(note, SMALL) <= room);
        let (mut legend, legend_fits) = legend(content, frame, legend_at);
        let (lanes, lanes_fit) = whose(content, frame, legend_at + ROW);
        legend.extend(lanes);
        let legend_fits = legend_fits && lanes_fit;
        let foot = Self { lists, legend, notes: notes.collect() };
        (foot, notes_fit && legend_fits)
    }
}

fn lists_height(content: &Content, width: Px) -> Px {
    content.lists.iter().fold(px(0), |sum, list| sum + list_height(list, width))
}

/// A list with its title, its padding and the air under it.
fn list_height(list: &List, width: Px) -> Px {
    let rows = columns(list, width).into_iter().map(|column| lines_of(&column)).max().unwrap_or_default();
    ROW * many(rows) + ROW + PADDING * px(2) + half(ROW)
}

fn framed(list: &List, frame: &Frame, top: Px) -> Framed {
    let height = list_height(list, frame.width) - half(ROW);
    Framed {
        frame: (Point::new(MARGIN, top), frame.width - MARGIN * px(2), height),
        title: Point::new(MARGIN + PADDING, top + PADDING + half(ROW)),
        rows: rows(list, frame, top + PADDING + ROW),
    }
}

/// An entry's state and its text in lines.
type Told = (State, Vec<String>);

fn column_width(width: Px) -> Px {
    quotient(width - (MARGIN + PADDING) * px(2), many(COLUMNS))
}

fn lines_of(column: &[Told]) -> usize {
    column.iter().map(|(_, lines)| lines.len()).sum()
}

/// The entries of a list in columns of about as many lines each, in their order; no text is cut.
fn columns(list: &List, width: Px) -> Vec<Vec<Told>> {
    let room = column_width(width) - SIGN - TO_TEXT - PADDING;
    let told = |entry: &Entry| {
        let text = format!("{} {}", entry.date, entry.text).trim_start().to_owned();
        (entry.state, broken(&text, &entry.ending, &[room], LINES, SMALL).lines)
    };
    let all: Vec<Told> = list.entries.iter().map(told).collect();
    let each = lines_of(&all).div_ceil(COLUMNS);
    let mut columns: Vec<Vec<Told>> = vec![Vec::new()];
    for it in all {
        let full = columns.last().is_some_and(|column| lines_of(column) >= each);
        if full && columns.len() < COLUMNS {
            columns.push(Vec::new());
        }
        if let Some(column) = columns.last_mut() {
            column.push(it);
        }
    }
    columns
}

fn rows(list: &List, frame: &Frame, top: Px) -> Vec<Row> {
    let mut rows = Vec::new();
    for (across, column) in columns(list, frame.width).into_iter().enumerate() {
        let x = MARGIN + PADDING + column_width(frame.width) * many(across);
        let mut y = top + half(ROW);
        for (state, lines) in column {
            let sign = Point::new(x + SIGN, y);
            let mut placed = Vec::new();
            for line in lines {
                placed.push((Point::new(x + SIGN + TO_TEXT, y), line));
                y += ROW;
            }
            rows.push(Row { sign, is: Is::State(state), lines: placed });
        }
    }
    rows
}

/// The states, and the hand.
fn legend(content: &Content, frame: &Frame, y: Px) -> (Vec<Row>, bool) {
    let counted = |(state, count): &(State, usize)| {
        (Is::State(*state), format!("{} {count}", state_word(*state).get(content.language)))
    };
    let hand = content.hand.map(|_| (Is::Hand, content.as_of.clone()));
    in_one_row(content.counts.iter().map(counted).chain(hand).collect(), frame, y)
}

/// Whose each colour is.
fn whose(content: &Content, frame: &Frame, y: Px) -> (Vec<Row>, bool) {
    let lanes = content.lanes.iter().map(|lane| (Is::Whose(lane.colour), lane.name.clone()));
    in_one_row(lanes.collect(), frame, y)
}

/// Signs and their texts in one row, in the middle of the sheet, and whether they fit.
fn in_one_row(texts: Vec<(Is, String)>, frame: &Frame, y: Px) -> (Vec<Row>, bool) {
    let long = |text: &str| SIGN + TO_TEXT + width(text, SMALL);
    let total = texts.iter().fold(px(0), |sum, (_, text)| sum + long(text) + BETWEEN) - BETWEEN;
    let mut x = half(frame.width - total);
    let mut rows = Vec::new();
    for (is, text) in texts {
        let (sign, at) = (Point::new(x + SIGN, y), Point::new(x + SIGN + TO_TEXT, y));
        x += long(&text) + BETWEEN;
        rows.push(Row { sign, is, lines: vec![(at, text)] });
    }
    (rows, total <= frame.width - MARGIN * px(2))
}
