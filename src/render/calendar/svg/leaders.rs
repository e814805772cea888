//! The leaders: from a day on the rim to its labels, without crossing each other or the wheel.

use super::columns::Block;
use super::frame::{Frame, MARGIN};
use super::plane::{Point, Px, TURN, cosine, many, part, px, quotient, sine};

/// From the rim to where the leaders turn level.
const TURNING: Px = px(46);

/// How far a leader turns from the rim's own direction, in tenths of a degree.
const LIFT: Px = px(60);

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
        it.turn = outwards(it.angle, frame, it.end).min(bound.unwrap_or(it.end));
        bound = Some(it.turn - APART);
    }
    bound = None;
    for it in lower.iter_mut() {
        it.turn = outwards(it.angle, frame, it.end).max(bound.unwrap_or(it.end));
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

/// A height, or the nearest that a straight line from the day on the rim can leave the wheel at; the day as
/// an angle on its side.
pub(super) fn outwards(angle: Px, frame: &Frame, height: Px) -> Px {
    let limit = limit(angle, frame);
    if angle < part(TURN, 1, 4) { height.min(limit) } else { height.max(limit) }
}

fn leader<'b>(block: &'b Block, frame: &Frame) -> Leader<'b> {
    let angle = block.side_angle();
    let (first, last) = block.spine();
    let day = frame.centre.away(frame.radius, block.angle).y;
    let end = outwards(angle, frame, day).clamp(first, last.max(first));
    Leader { block, angle, end, turn: end, lane: px(0) }
}

/// The lowest height (above the middle of a side; below it, the highest) at which a straight line from the
/// day on the rim may leave the wheel: that of the tangent, lifted enough to pass clear of the next day's.
fn limit(angle: Px, frame: &Frame) -> Px {
    let along = angle + if angle < part(TURN, 1, 4) { px(0) - LIFT } else { LIFT };
    let out = (frame.radius + TURNING) * sine(along);
    frame.centre.y - quotient(frame.radius * cosine(LIFT) - out, cosine(along))
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
