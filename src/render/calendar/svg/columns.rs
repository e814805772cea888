//! The two columns of labels: the first half-year to the right, downwards; the second to the left, upwards.

use super::content::Entry;
use super::frame::{Frame, LETTERS, LINE, MARGIN, SIGN};
use super::lettering::{bold_width, broken, width};
use super::plane::{Point, Px, SCALE, TURN, cosine, half, hundredths, many, px, quotient};

/// Between two labels of one day.
const BETWEEN: Px = px(4);

/// Between the labels of one day and those of the next.
const APART: Px = px(10);

/// From the line that holds the labels of a day together to where the line of each label ends.
const TICK: Px = px(16);

/// From a column's inner edge to its letters: the line, the sign and some air.
const INDENT: Px = px(52);

/// How many lines a label takes at the most: none is cut that can be read at all.
const LINES: usize = 9;

/// How many hundredths of its way from the middle of the sheet a label is moved further up or down than its
/// day, so that the leaders lead away from the wheel.
const OUTWARD: i64 = 110;

/// Which side of the wheel.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Side {
    Right,
    Left,
}

/// One label on the sheet.
pub(super) struct Label {
    /// What its first line begins with, in bold; nothing when the day stands above.
    pub(super) date: String,
    /// The middle of each line.
    pub(super) lines: Vec<(Px, String)>,
    /// The middle of the sign of its state.
    pub(super) sign: Point,
    /// Where its line ends.
    pub(super) tick: Point,
    /// The title did not find room.
    pub(super) cut: bool,
}

/// The labels of one day, which share a leader.
pub(super) struct Block {
    pub(super) side: Side,
    /// The day, clockwise from the top.
    pub(super) angle: Px,
    /// Where the letters start, or end when they are to the left.
    pub(super) x: Px,
    /// The day, and the middle of its line, when it is said once for several labels.
    pub(super) heading: Option<(Px, String)>,
    pub(super) labels: Vec<Label>,
}

impl Side {
    fn of(angle: Px) -> Self {
        if angle < half(TURN) { Self::Right } else { Self::Left }
    }

    /// So far out from the wheel's middle.
    pub(super) fn out(self, frame: &Frame, distance: Px) -> Px {
        match self {
            Self::Right => frame.centre.x + distance,
            Self::Left => frame.centre.x - distance,
        }
    }
}

impl Block {
    /// Where the line that holds the labels together begins and ends.
    pub(super) fn spine(&self) -> (Px, Px) {
        let y = |label: Option<&Label>| label.map(|it| it.tick.y).unwrap_or_default();
        (y(self.labels.first()), y(self.labels.last()))
    }

    /// The day as an angle on its side, from the top.
    pub(super) fn side_angle(&self) -> Px {
        if self.angle < half(TURN) { self.angle } else { TURN - self.angle }
    }

    /// How many titles did not find room.
    pub(super) fn cuts(&self) -> usize {
        self.labels.iter().filter(|label| label.cut).count()
    }

    /// From the top to the middle of the first label's first line.
    fn head(&self) -> Px {
        half(LINE) + if self.heading.is_some() { LINE } else { px(0) }
    }

    fn height(&self) -> Px {
        let lines = self.labels.iter().map(|label| many(label.lines.len()) * LINE);
        self.head() - half(LINE) + lines.fold(px(0), |sum, height| sum + height + BETWEEN) - BETWEEN
    }

    /// Where the top would be if there were nothing else on the sheet: the labels as high as their day.
    fn wish(&self, frame: &Frame) -> Px {
        let day = frame.centre.y - quotient(hundredths(frame.radius, OUTWARD) * cosine(self.angle), SCALE);
        let middle = frame.outwards(self.side_angle(), day);
        let length = self.labels.last().map(|label| many(label.lines.len()) * LINE).unwrap_or_default();
        let labels = self.height() - self.head() + half(LINE) - length;
        middle - self.head() - half(labels)
    }

    /// Moves the labels to where they belong, from the top given.
    fn move_to(&mut self, top: Px) {
        let mut middle = top + self.head();
        if let Some((y, _)) = &mut self.heading {
            *y = top + half(LINE);
        }
        for label in &mut self.labels {
            (label.sign.y, label.tick.y) = (middle, middle);
            for (y, _) in &mut label.lines {
                *y = middle;
                middle += LINE;
            }
            middle += BETWEEN;
        }
    }
}

/// The blocks of both sides, each from the top down, and whether they found room.
pub(super) fn blocks(entries: &[Entry], frame: &Frame) -> (Vec<Block>, Vec<Block>, bool) {
    let of_days = entries.chunk_by(|a, b| a.day == b.day).filter_map(|day| block(day, frame));
    let (mut right, mut left): (Vec<_>, Vec<_>) = of_days.partition(|block| block.side == Side::Right);
    left.reverse();
    let fit = [&mut right, &mut left].map(|side| stack(side, frame)).into_iter().all(|fit| fit);
    (right, left, fit)
}

/// The labels of a day, with the day above or in each: what leaves titles whole, or else takes less room.
/// For more than two, to say the day once is worth a line, and so is more of a title that is cut.
fn block(entries: &[Entry], frame: &Frame) -> Option<Block> {
    let blocks = [true, false].into_iter().filter_map(|is_headed| block_with(entries, is_headed, frame));
    let is_worth_it = |block: &Block| block.labels.len() > 2 || block.cuts() > 0;
    let worth = |block: &Block| if block.heading.is_some() && is_worth_it(block) { LINE } else { px(0) };
    blocks.min_by_key(|block| (block.cuts(), block.height() - worth(block)))
}

fn block_with(entries: &[Entry], is_headed: bool, frame: &Frame) -> Option<Block> {
    let first = entries.first()?;
    let side = Side::of(first.angle);
    let heading = is_headed.then(|| (px(0), first.date.clone()));
    let x = side.out(frame, frame.radius + frame.gutter + INDENT);
    let labels = entries.iter().map(|entry| label(entry, side, is_headed, frame)).collect();
    Some(Block { side, angle: first.angle, x, heading, labels })
}

fn label(entry: &Entry, side: Side, is_headed: bool, frame: &Frame) -> Label {
    let date = if is_headed { String::new() } else { entry.date.clone() };
    let room = frame.column - INDENT;
    let bold = bold_width(&date, LETTERS) - width(&date, LETTERS);
    let text = format!("{date} {}", entry.text);
    let broken = broken(text.trim_start(), &entry.ending, &[room - bold, room], LINES, LETTERS);
    let at = |out: Px| Point::new(side.out(frame, frame.radius + frame.gutter + out), px(0));
    Label {
        date,
        lines: broken.lines.into_iter().map(|line| (px(0), line)).collect(),
        sign: at(TICK + SIGN + px(4)),
        tick: at(TICK),
        cut: broken.cut,
    }
}

/// Blocks that lean on each other and move as one.
struct Pile {
    blocks: usize,
    height: Px,
    /// The sum of where each block would have the pile begin.
    wishes: Px,
}

impl Pile {
    fn top(&self, frame: &Frame) -> Px {
        let highest = MARGIN;
        let lowest = (frame.foot - self.height).max(highest);
        quotient(self.wishes, many(self.blocks)).clamp(highest, lowest)
    }
}

/// Moves each block as near its day as the others let it; piles that meet become one.
fn stack(blocks: &mut [Block], frame: &Frame) -> bool {
    let mut piles: Vec<Pile> = Vec::new();
    for block in &*blocks {
        let height = block.height();
        let mut pile = Pile { blocks: 1, height, wishes: block.wish(frame) };
        while let Some(above) =
            piles.pop_if(|above| above.top(frame) + above.height + APART > pile.top(frame))
        {
            let down = above.height + APART;
            pile = Pile {
                blocks: above.blocks.saturating_add(pile.blocks),
                height: down + pile.height,
                wishes: above.wishes + pile.wishes - many(pile.blocks) * down,
            };
        }
        piles.push(pile);
    }
    let tops = piles.iter().map(|pile| (pile.blocks, pile.top(frame)));
    let fit = piles.iter().all(|pile| pile.top(frame) + pile.height <= frame.foot);
    let tops: Vec<(usize, Px)> = tops.collect();
    let mut rest = blocks.iter_mut();
    for (count, mut top) in tops {
        for block in rest.by_ref().take(count) {
            block.move_to(top);
            top += block.height() + APART;
        }
    }
    fit
}
