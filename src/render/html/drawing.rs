//! A picture made of few shapes, which the template writes as SVG: lengths are whole numbers, words are escaped there.
//!
//! A drawing is as wide as a phone: what is read in it at 360 pixels is read on paper too.

use std::num::Saturating;

use rust_decimal::Decimal;
use rust_decimal::prelude::ToPrimitive;
use serde::Serialize;

/// A length of the drawing.
pub(super) type Px = Saturating<i64>;

/// How wide a drawing is.
pub(super) const WIDTH: Px = Saturating(360);

/// How high a line of words is.
pub(super) const LINE: Px = Saturating(15);

/// How wide a letter is taken to be.
const LETTER: Px = Saturating(7);

/// A picture, with what is read out instead of it.
#[derive(Debug, Default, Serialize)]
pub(super) struct Drawing {
    /// Its own id on the page.
    pub(super) id: String,
    pub(super) title: String,
    pub(super) desc: String,
    pub(super) width: Px,
    pub(super) height: Px,
    pub(super) shapes: Vec<Shape>,
}

/// Something in a picture; `class` says how it looks.
#[derive(Debug, Serialize)]
#[serde(tag = "kind", rename_all = "kebab-case")]
pub(super) enum Shape {
    /// A box, by its corner.
    Box { x: Px, y: Px, width: Px, height: Px, class: &'static str },
    /// A straight line.
    Line { x1: Px, y1: Px, x2: Px, y2: Px, class: &'static str },
    /// Words on a line.
    Words { x: Px, y: Px, class: &'static str, words: String },
}

/// A length.
pub(super) const fn px(length: i64) -> Px {
    Saturating(length)
}

/// How many there are, as a length.
pub(super) fn many(count: usize) -> Px {
    Saturating(i64::try_from(count).unwrap_or(i64::MAX))
}

/// Half of a length.
pub(super) fn half(length: Px) -> Px {
    parts(length, px(2))
}

/// One of so many equal parts of a length.
pub(super) fn parts(length: Px, of: Px) -> Px {
    Saturating(length.0.checked_div(of.0).unwrap_or_default())
}

/// How much of a length an amount takes, of the most there is; nothing below none, and no more than all of it.
pub(super) fn share(length: Px, amount: Decimal, most: Decimal) -> Px {
    let share = Decimal::from(length.0).checked_mul(amount).and_then(|it| it.checked_div(most));
    let whole = share.and_then(|it| it.round().to_i64()).unwrap_or_default();
    Saturating(whole.clamp(0, length.0.max(0)))
}

/// Words broken at spaces into lines that have room for them; a word that is too long is broken where the room ends.
pub(super) fn broken(words: &str, room: Px) -> Vec<String> {
    let most = usize::try_from(parts(room, LETTER).0).unwrap_or(1).max(1);
    let mut lines: Vec<String> = Vec::new();
    for word in words.split_whitespace() {
        let letters: Vec<char> = word.chars().collect();
        for piece in letters.chunks(most) {
            let piece: String = piece.iter().collect();
            let used = lines.last().map_or(usize::MAX, |it| it.chars().count());
            let fits = used.saturating_add(piece.chars().count()) < most;
            match lines.last_mut().filter(|_| fits) {
                Some(line) => *line += &format!(" {piece}"),
                None => lines.push(piece),
            }
        }
    }
    lines
}

impl Drawing {
    pub(super) fn new(id: impl Into<String>, title: impl Into<String>, desc: impl Into<String>) -> Self {
        let (id, title, desc) = (id.into(), title.into(), desc.into());
        Self { id, title, desc, width: WIDTH, ..Self::default() }
    }

    pub(super) fn rect(&mut self, [x, y, width, height]: [Px; 4], class: &'static str) {
        self.shapes.push(Shape::Box { x, y, width, height, class });
    }

    pub(super) fn line(&mut self, [x1, y1, x2, y2]: [Px; 4], class: &'static str) {
        self.shapes.push(Shape::Line { x1, y1, x2, y2, class });
    }

    pub(super) fn words(&mut self, [x, y]: [Px; 2], class: &'static str, words: impl Into<String>) {
        self.shapes.push(Shape::Words { x, y, class, words: words.into() });
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn words_break_at_spaces_and_none_is_lost() {
        assert_eq!(broken("ett två tre", px(7 * 8)), ["ett två", "tre"]);
        assert_eq!(broken("åttaåttaåtta", px(7 * 8)), ["åttaåtta", "åtta"]);
        assert!(broken("", px(70)).is_empty());
    }

    #[test]
    fn a_share_stays_within_its_length() {
        for (amount, most, expected, why) in [
            (5, 10, 50, "half"),
            (0, 10, 0, "none"),
            (20, 10, 100, "all of it"),
            (-1, 10, 0, "less than none"),
            (1, 0, 0, "of nothing"),
        ] {
            assert_eq!(share(px(100), amount.into(), most.into()), px(expected), "{why}");
        }
    }
}
