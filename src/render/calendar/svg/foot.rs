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
const COLUMNS: usize = 2;

/// A line of text with the sign before it.
pub(super) struct Row {
    /// The middle of the sign.
    pub(super) sign: Point,
    /// The state the sign is for; none for the hand.
    pub(super) state: Option<State>,
    /// Where the text begins, at its middle.
    pub(super) at: Point,
    pub(super) text: String,
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
    pub(super) fn height(content: &Content) -> Px {
        lists_height(content) + ROW * many(content.notes.len()) + ROW * px(2)
    }

    /// Everything in its place, and whether it found room.
    pub(super) fn new(content: &Content, frame: &Frame) -> (Self, bool) {
        let top = frame.foot + half(ROW);
        let mut lists = Vec::new();
        let mut list_top = top;
        for list in &content.lists {
            lists.push(framed(list, frame, list_top));
            list_top += list_height(list);
        }
        let legend_at = top + lists_height(content) + half(ROW);
        let notes = content.notes.iter().enumerate().map(|(number, note)| {
            (Point::new(half(frame.width), legend_at + ROW * many(number.saturating_add(1))), note.clone())
        });
        let room = frame.width - MARGIN * px(2);
        let notes_fit = content.notes.iter().all(|note| width(note, SMALL) <= room);
        let (legend, legend_fits) = legend(content, frame, legend_at);
        let foot = Self { lists, legend, notes: notes.collect() };
        (foot, notes_fit && legend_fits)
    }
}

fn lists_height(content: &Content) -> Px {
    content.lists.iter().fold(px(0), |sum, list| sum + list_height(list))
}

/// A list with its title, its padding and the air under it.
fn list_height(list: &List) -> Px {
    let rows = list.entries.len().div_ceil(COLUMNS);
    ROW * many(rows) + ROW + PADDING * px(2) + half(ROW)
}

fn framed(list: &List, frame: &Frame, top: Px) -> Framed {
    let height = list_height(list) - half(ROW);
    Framed {
        frame: (Point::new(MARGIN, top), frame.width - MARGIN * px(2), height),
        title: Point::new(MARGIN + PADDING, top + PADDING + half(ROW)),
        rows: rows(list, frame, top + PADDING + ROW),
    }
}

fn rows(list: &List, frame: &Frame, top: Px) -> Vec<Row> {
    let rows = list.entries.len().div_ceil(COLUMNS).max(1);
    let column = quotient(frame.width - (MARGIN + PADDING) * px(2), many(COLUMNS));
    let row = |(number, entry): (usize, &Entry)| {
        let (across, down) = (number.checked_div(rows), number.checked_rem(rows));
        let x = MARGIN + PADDING + column * many(across.unwrap_or_default());
        let y = top + ROW * many(down.unwrap_or_default()) + half(ROW);
        let text = format!("{} {}", entry.date, entry.text).trim_start().to_owned();
        let room = column - SIGN - TO_TEXT - PADDING;
        let text = broken(&text, &entry.ending, &[room], 1, SMALL).lines.concat();
        let (sign, at) = (Point::new(x + SIGN, y), Point::new(x + SIGN + TO_TEXT, y));
        Row { sign, state: Some(entry.state), at, text }
    };
    list.entries.iter().enumerate().map(row).collect()
}

/// The legend in one row, in the middle of the sheet, and whether it fits.
fn legend(content: &Content, frame: &Frame, y: Px) -> (Vec<Row>, bool) {
    let counted = |(state, count): &(State, usize)| {
        (Some(*state), format!("{} {count}", state_word(*state).get(content.language)))
    };
    let hand = content.hand.map(|_| (None, content.as_of.clone()));
    let texts: Vec<_> = content.counts.iter().map(counted).chain(hand).collect();
    let long = |text: &str| SIGN + TO_TEXT + width(text, SMALL);
    let total = texts.iter().fold(px(0), |sum, (_, text)| sum + long(text) + BETWEEN) - BETWEEN;
    let mut x = half(frame.width - total);
    let mut rows = Vec::new();
    for (state, text) in texts {
        let (sign, at) = (Point::new(x + SIGN, y), Point::new(x + SIGN + TO_TEXT, y));
        x += long(&text) + BETWEEN;
        rows.push(Row { sign, state, at, text });
    }
    (rows, total <= frame.width - MARGIN * px(2))
}
