//! The leaders: from a day on the rim to its labels, without crossing each other or the wheel.

use super::columns::Block;
use super::frame::{Frame, MARGIN, TURNING};
use super::plane::{Point, Px, TURN, many, part, px, quotient};

/// Between two leaders where they leave the wheel.
const APART: Px = px(4);

/// Between two leaders that run along the wheel, when there is room.
const LANE: Px = px(8);

/// A leader of the blocks of one side, on its way.
struct Leader<'b> {
    block: &'b Block,
    /// The day as an angle on its side, from the top.
    angle: Px,
    /// The height at which it reaches the labels.
    end: Px,
    /// The height at which it has left the wheel.
    turn: Px,
    /// How far from the wheel's middle it has left it.
    lane: Px,
}

/// One broken line for each block of a side, from the rim to the column, and whether they found room.
pub(super) fn leaders(blocks: &[Block], frame: &Frame) -> (Vec<Vec<Point>>, bool) {
    let mut leaders: Vec<Leader<'_>> = blocks.iter().map(|block| leader(block, frame)).collect();
    let below = leaders.partition_point(|it| it.angle < part(TURN, 1, 4));
    let (upper, lower) = leaders.split_at_mut(below);
    // From the middle of the side outwards: what is further out gives way to what is nearer.
    let mut bound = None;
    for it in upper.iter_mut().rev() {
        it.turn = frame.outwards(it.angle, it.end).min(bound.unwrap_or(it.end));
        bound = Some(it.turn - APART);
    }
    bound = None;
    for it in lower.iter_mut() {
        it.turn = frame.outwards(it.angle, it.end).max(bound.unwrap_or(it.end));
        bound = Some(it.turn + APART);
    }
    spread(upper.iter_mut().rev(), frame);
    spread(lower.iter_mut(), frame);
    let fit = leaders.iter().all(|it| MARGIN <= it.turn && it.turn <= frame.foot);
    (leaders.iter().map(|it| it.line(frame)).collect(), fit)
}

/// Gives each leader that must run along the wheel to its labels a lane of its own: the first, which is
/// nearest to the middle of the side, the innermost.
fn spread<'l, 'b: 'l>(leaders: impl Iterator<Item = &'l mut Leader<'b>>, frame: &Frame) {
    let leaders: Vec<_> = leaders.collect();
    let lanes = many(leaders.iter().filter(|it| it.turn != it.end).count()) + px(1);
    let apart = (frame.gutter - TURNING - APART).min(lanes * LANE);
    let mut taken = px(0);
    for it in leaders {
        it.lane = frame.radius + TURNING + quotient(apart * taken, lanes);
        taken += if it.turn == it.end { px(0) } else { px(1) };
    }
}

fn leader<'b>(block: &'b Block, frame: &Frame) -> Leader<'b> {
    let angle = block.side_angle();
    let (first, last) = block.spine();
    let day = frame.centre.away(frame.radius, block.angle).y;
    let end = frame.outwards(angle, day).clamp(first, last.max(first));
    Leader { block, angle, end, turn: end, lane: px(0) }
}

impl Leader<'_> {
    fn line(&self, frame: &Frame) -> Vec<Point> {
        let at = |out: Px, y: Px| Point::new(self.block.side.out(frame, out), y);
        let rim = frame.centre.away(frame.radius, self.block.angle);
        let edge = frame.radius + frame.gutter;
        let mut line = vec![rim, at(self.lane, self.turn), at(self.lane, self.end), at(edge, self.end)];
        line.dedup();
        line
    }
}
