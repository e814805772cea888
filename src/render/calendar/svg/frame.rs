//! The large measures of a sheet: always in the proportions of a landscape A4, larger in units the more
//! there is to say, so that everything grows and shrinks together in print.

use super::plane::{Point, Px, TURN, cosine, half, hundredths, part, px, quotient, sine};

/// Units left empty around what stands on the sheet.
pub(super) const MARGIN: Px = px(50);

/// Units left empty outside the columns; letters are narrower than they are reckoned, so it looks like more.
const EDGE: Px = px(12);

/// The letters of the labels.
pub(super) const LETTERS: Px = px(28);

/// From one line of a label to the next.
pub(super) const LINE: Px = px(34);

/// Half the width of a mark on the wheel.
pub(super) const MARK: Px = px(14);

/// Half the width of the sign beside a text.
pub(super) const SIGN: Px = px(12);

/// The letters of the legend, the list and the notes.
pub(super) const SMALL: Px = px(26);

/// From the top of a row of the legend, the list or the notes to the next.
pub(super) const ROW: Px = px(40);

/// From the rim to where the leaders turn level.
pub(super) const TURNING: Px = px(46);

/// How far a leader turns from the rim's own direction, in tenths of a degree.
const LIFT: Px = px(60);

/// The large measures of a sheet.
pub(super) struct Frame {
    pub(super) width: Px,
    pub(super) height: Px,
    /// Where the columns and the wheel end and the list begins.
    pub(super) foot: Px,
    pub(super) centre: Point,
    /// The wheel's rim.
    pub(super) radius: Px,
    /// Where the months' names end and the marks begin.
    pub(super) band: Px,
    /// Where the hub ends and the months' names begin.
    pub(super) hub: Px,
    /// From the rim to the columns of labels: where the leaders run.
    pub(super) gutter: Px,
    /// The width of a column of labels.
    pub(super) column: Px,
}

impl Frame {
    /// A sheet so wide, so many hundredths of it for each column, with so much set aside for what stands
    /// under the wheel.
    pub(super) fn new(width: Px, share: i64, foot: Px) -> Self {
        let height = part(width, 210, 297);
        let (column, gutter) = (hundredths(width, share), hundredths(width, 4));
        let foot = height - MARGIN - foot;
        let room = half(foot - MARGIN);
        let across = half(width) - EDGE - column - gutter;
        let radius = across.min(room - MARK);
        let centre = Point::new(half(width), MARGIN + room);
        let (band, hub) = (hundredths(radius, 56), hundredths(radius, 45));
        Self { width, height, foot, centre, radius, band, hub, gutter, column }
    }

    /// A height, or the nearest that a straight line from the day on the rim can leave the wheel at; the day as
    /// an angle on its side.
    pub(super) fn outwards(&self, angle: Px, height: Px) -> Px {
        let limit = self.limit(angle);
        if angle < part(TURN, 1, 4) { height.min(limit) } else { height.max(limit) }
    }

    /// The lowest height (above the middle of a side; below it, the highest) at which a straight line from the
    /// day on the rim may leave the wheel: that of the tangent, lifted enough to pass clear of the next day's.
    fn limit(&self, angle: Px) -> Px {
        let along = angle + if angle < part(TURN, 1, 4) { px(0) - LIFT } else { LIFT };
        let out = (self.radius + TURNING) * sine(along);
        self.centre.y - quotient(self.radius * cosine(LIFT) - out, cosine(along))
    }
}
