//! The sheet laid out: the smallest one on which everything finds room.

use super::columns::{Block, Label, Side, blocks};
use super::content::{Content, Entry};
use super::foot::Foot;
use super::frame::Frame;
use super::leaders::leaders;
use super::marks::places;
use super::plane::{Point, Px, px};

/// Everything in its place.
pub(super) struct Layout {
    pub(super) frame: Frame,
    /// The middle of each entry's mark, in the order of the entries.
    pub(super) marks: Vec<Point>,
    /// The labels by day, those of the right side first, each side from the top down.
    pub(super) blocks: Vec<Block>,
    /// One for each block.
    pub(super) leaders: Vec<Vec<Point>>,
    pub(super) foot: Foot,
    /// Everything found room.
    fits: bool,
    /// How many titles did not.
    cuts: usize,
}

/// How wide a sheet is at least, how wide it may become for the sake of whole titles, since then letters
/// matter more, and how wide it is at the most, when letters are still more than a millimetre in print.
const WIDTHS: (i64, i64, i64) = (2400, 3100, 6000);

/// How much wider each attempt is.
const STEP: usize = 60;

/// How many hundredths of the sheet a column of labels may take; the less, the larger the wheel.
const SHARES: [i64; 2] = [24, 27];

impl Layout {
    /// The sheet that cuts fewest titles, of those whose letters are large; else the smallest.
    pub(super) fn of(content: &Content) -> Self {
        let (first, large, last) = WIDTHS;
        let tried = |(width, share)| Some(Self::new(content, px(width), share)).filter(|it| it.fits);
        let widths = || (first..=large).step_by(STEP);
        let letters_large = || {
            SHARES.into_iter().flat_map(|share| widths().map(move |width| (width, share))).filter_map(tried)
        };
        let all_widths = (first..=last).step_by(STEP);
        let mut any = all_widths.flat_map(|width| SHARES.map(|share| (width, share))).filter_map(tried);
        letters_large()
            .find(|it| it.cuts == 0)
            .or_else(|| letters_large().min_by_key(|it| it.cuts))
            .or_else(|| any.next())
            .unwrap_or_else(|| Self::new(content, px(last), SHARES[0]))
    }

    /// The labels in the order of the entries: the left side goes upwards.
    pub(super) fn labels(&self) -> impl Iterator<Item = (&Block, &Label)> {
        let (right, left): (Vec<&Block>, Vec<&Block>) =
            self.blocks.iter().partition(|block| block.side == Side::Right);
        right
            .into_iter()
            .chain(left.into_iter().rev())
            .flat_map(|block| block.labels.iter().map(move |label| (block, label)))
    }

    /// Lines that tie the marks of a day together and to the rim, each from the nearest that is tied already.
    pub(super) fn strings(&self, entries: &[Entry]) -> Vec<(Point, Point)> {
        let mut strings = Vec::new();
        let mut marks = self.marks.iter();
        for day in entries.chunk_by(|a, b| a.day == b.day) {
            let rim = day.iter().map(|entry| self.frame.centre.away(self.frame.radius, entry.angle));
            let mut tied: Vec<Point> = rim.take(1).collect();
            for mark in marks.by_ref().take(day.len()) {
                strings.extend(tied.iter().min_by_key(|it| it.squared(*mark)).map(|from| (*from, *mark)));
                tied.push(*mark);
            }
        }
        strings
    }

    fn new(content: &Content, width: Px, share: i64) -> Self {
        let frame = Frame::new(width, share, Foot::height(content, width));
        let (foot, foot_fits) = Foot::new(content, &frame);
        let (mut right, left, columns_fit) = blocks(&content.entries, &frame);
        let (mut lines, right_fits) = leaders(&right, &frame);
        let (left_lines, left_fits) = leaders(&left, &frame);
        let mut fits = foot_fits && columns_fit && right_fits && left_fits;
        // Marks are the most work; nobody will see those of a sheet that is too small.
        let (marks, marks_fit) = if fits { places(&content.entries, &frame) } else { (Vec::new(), false) };
        fits &= marks_fit;
        right.extend(left);
        lines.extend(left_lines);
        let cuts = right.iter().map(Block::cuts).sum();
        Self { frame, marks, blocks: right, leaders: lines, foot, fits, cuts }
    }
}
