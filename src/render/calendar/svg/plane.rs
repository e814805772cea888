//! Geometry in whole numbers: lengths and angles that cannot wrap, sines from a table.
//!
//! The sines of the platform's own floats differ in their last bits between machines; a table does not,
//! so the same wheel is the same bytes everywhere.

use std::num::Saturating;

/// A length, an area, or an angle in tenths of a degree, clockwise from the top.
pub(super) type Px = Saturating<i64>;

/// A point of the sheet; `y` grows downwards.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub(super) struct Point {
    pub(super) x: Px,
    pub(super) y: Px,
}

/// All the way round.
pub(super) const TURN: Px = Saturating(3600);

/// How many tenths of a degree an arc as long as its radius spans.
pub(super) const RADIAN: Px = Saturating(573);

/// What the sines are multiplied by.
pub(super) const SCALE: Px = Saturating(100_000);

/// The sines of 0 to 90 degrees.
const SINES: [i64; 91] = [
    0, 1745, 3490, 5234, 6976, 8716, 10_453, 12_187, 13_917, 15_643, 17_365, 19_081, 20_791, 22_495, 24_192,
    25_882, 27_564, 29_237, 30_902, 32_557, 34_202, 35_837, 37_461, 39_073, 40_674, 42_262, 43_837, 45_399,
    46_947, 48_481, 50_000, 51_504, 52_992, 54_464, 55_919, 57_358, 58_779, 60_182, 61_566, 62_932, 64_279,
    65_606, 66_913, 68_200, 69_466, 70_711, 71_934, 73_135, 74_314, 75_471, 76_604, 77_715, 78_801, 79_864,
    80_902, 81_915, 82_904, 83_867, 84_805, 85_717, 86_603, 87_462, 88_295, 89_101, 89_879, 90_631, 91_355,
    92_050, 92_718, 93_358, 93_969, 94_552, 95_106, 95_630, 96_126, 96_593, 97_030, 97_437, 97_815, 98_163,
    98_481, 98_769, 99_027, 99_255, 99_452, 99_619, 99_756, 99_863, 99_939, 99_985, 100_000,
];

/// A length.
pub(super) const fn px(units: i64) -> Px {
    Saturating(units)
}

/// How many there are, as a length.
pub(super) fn many(count: usize) -> Px {
    Saturating(i64::try_from(count).unwrap_or(i64::MAX))
}

/// So many parts of a length out of so many, rounded towards zero; nothing out of none.
pub(super) fn part(length: Px, parts: i64, of: i64) -> Px {
    quotient(length * px(parts), px(of))
}

/// Half a length.
pub(super) fn half(length: Px) -> Px {
    part(length, 1, 2)
}

/// So many hundredths of a length.
pub(super) fn hundredths(length: Px, parts: i64) -> Px {
    part(length, parts, 100)
}

/// How many times a length goes into another; none when it is none.
pub(super) fn quotient(length: Px, by: Px) -> Px {
    px(length.0.checked_div(by.0).unwrap_or_default())
}

/// The sine of an angle, times [`SCALE`].
pub(super) fn sine(angle: Px) -> Px {
    let angle = px(angle.0.rem_euclid(TURN.0));
    let (turned, sign) = if angle >= px(1800) { (angle - px(1800), px(-1)) } else { (angle, px(1)) };
    let quarter = if turned > px(900) { px(1800) - turned } else { turned };
    let (degree, rest) = (part(quarter, 1, 10), px(quarter.0.rem_euclid(10)));
    let of = |degree: Px| {
        let index = usize::try_from(degree.0).unwrap_or(usize::MAX);
        px(SINES.get(index).copied().unwrap_or(SCALE.0))
    };
    sign * part(of(degree) * (px(10) - rest) + of(degree + px(1)) * rest, 1, 10)
}

/// The cosine of an angle, times [`SCALE`].
pub(super) fn cosine(angle: Px) -> Px {
    sine(angle + px(900))
}

impl Point {
    pub(super) const fn new(x: Px, y: Px) -> Self {
        Self { x, y }
    }

    /// So far away at an angle.
    pub(super) fn away(self, radius: Px, angle: Px) -> Self {
        Self { x: self.x + scaled(radius * sine(angle)), y: self.y - scaled(radius * cosine(angle)) }
    }

    /// The square of the distance.
    pub(super) fn squared(self, other: Self) -> Px {
        let (x, y) = (self.x - other.x, self.y - other.y);
        x * x + y * y
    }
}

/// Without the scale, rounded half away from zero.
fn scaled(length: Px) -> Px {
    let half = half(SCALE);
    quotient(if length < px(0) { length - half } else { length + half }, SCALE)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn sines_are_right_all_the_way_round() {
        for (angle, expected) in [(0, 0), (300, 50_000), (900, 100_000), (1800, 0), (2700, -100_000)] {
            assert_eq!(sine(px(angle)), px(expected), "{angle}");
            assert_eq!(sine(px(angle) + TURN), px(expected), "{angle}");
        }
        for angle in (-4000..8000).map(px) {
            let (sine, cosine) = (sine(angle), cosine(angle));
            let off = quotient(sine * sine + cosine * cosine - SCALE * SCALE, SCALE);
            assert!(off.0.abs() < 20, "{angle}: {off}");
        }
    }

    #[test]
    fn a_point_is_away_clockwise_from_the_top() {
        let centre = Point::new(px(1000), px(1000));
        assert_eq!(centre.away(px(500), px(0)), Point::new(px(1000), px(500)));
        assert_eq!(centre.away(px(500), px(900)), Point::new(px(1500), px(1000)));
        assert_eq!(centre.away(px(500), px(2100)), Point::new(px(750), px(1433)));
    }
}
