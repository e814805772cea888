//! What is written to the file: shapes, lines and texts.

use std::fmt::Write as _;

use super::lettering::escaped;
use super::plane::{Point, Px, hundredths, px};
use crate::cycle::State;
use crate::render::calendar::colour;

/// The drawing as far as it has come.
#[derive(Debug, Default)]
pub(super) struct Pen {
    text: String,
}

/// Which end of a text stands at its place.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Anchor {
    Start,
    Middle,
    End,
}

/// The colour of lines that only lead the eye.
pub(super) const LINE: &str = "#8a8f94";

/// The colour of what is nobody's alone.
pub(super) const NOBODY: &str = "#3a4652";

impl Pen {
    pub(super) fn finish(self) -> String {
        self.text
    }

    /// Writes a line of the file, as it is.
    pub(super) fn line(&mut self, markup: &str) {
        self.text.push_str(markup);
        self.text.push('\n');
    }

    /// An item of a list, as one image called by a title.
    pub(super) fn open_item(&mut self, class: &str, title: &str) {
        let title = escaped(title);
        self.line(&format!("<g class=\"{class}\" role=\"listitem\"><g role=\"img\"><title>{title}</title>"));
    }

    pub(super) fn close_item(&mut self) {
        self.line("</g></g>");
    }

    /// The sign of a state, as wide as twice the half given: its shape tells the state, and so does its colour
    /// where another is not given.
    pub(super) fn sign(&mut self, class: &str, state: State, at: Point, half: Px, given: Option<&str>) {
        let colour = given.unwrap_or_else(|| colour(state));
        let Point { x, y } = at;
        let (left, right, top, bottom) = (x - half, x + half, y - half, y + half);
        let start = format!("<g class=\"{class} {}\">", state.name());
        let shape = match state {
            State::Overdue => {
                let base = bottom - px(2);
                format!(
                    "<polygon points=\"{x},{top} {right},{base} {left},{base}\" fill=\"{colour}\"{EDGE}/>"
                )
            }
            State::Unknown => {
                let inner = half - px(4);
                let (corner, side) = (Point::new(x - inner, y - inner), inner * px(2));
                let rect =
                    format!("<rect x=\"{}\" y=\"{}\" width=\"{side}\" height=\"{side}\"", corner.x, corner.y);
                format!("{rect} fill=\"#ffffff\" stroke=\"{colour}\" stroke-width=\"3\"/>")
            }
            State::Upcoming => {
                let radius = half - px(2);
                format!(
                    "<circle cx=\"{x}\" cy=\"{y}\" r=\"{radius}\" fill=\"#ffffff\" stroke=\"{colour}\" stroke-width=\"4\"/>"
                )
            }
            State::Late => {
                let points = format!("{x},{top} {right},{y} {x},{bottom} {left},{y}");
                format!("<polygon points=\"{points}\" fill=\"{colour}\"{EDGE}/>")
            }
            State::Waived => {
                let points = format!("{x},{top} {right},{y} {x},{bottom} {left},{y}");
                format!(
                    "<polygon points=\"{points}\" fill=\"#ffffff\" stroke=\"{colour}\" stroke-width=\"2\"/>"
                )
            }
            State::InTime => {
                let radius = half - px(1);
                format!("<circle cx=\"{x}\" cy=\"{y}\" r=\"{radius}\" fill=\"{colour}\"{EDGE}/>")
            }
        };
        self.line(&format!("{start}{shape}</g>"));
    }

    /// A mark without a state, in the colour of whose it is.
    pub(super) fn dot(&mut self, class: &str, colour: &str, Point { x, y }: Point, half: Px) {
        let radius = half - px(1);
        self.line(&format!(
            "<g class=\"{class}\"><circle cx=\"{x}\" cy=\"{y}\" r=\"{radius}\" fill=\"{colour}\" stroke=\"{colour}\" stroke-width=\"1\"/></g>"
        ));
    }

    /// A part of a ring, from one angle to another.
    pub(super) fn sector(
        &mut self,
        centre: Point,
        (inner, outer): (Px, Px),
        (from, to): (Px, Px),
        fill: &str,
    ) {
        let at = |radius: Px, angle: Px| {
            let Point { x, y } = centre.away(radius, angle);
            format!("{x} {y}")
        };
        let (a, b, c, d) = (at(outer, from), at(outer, to), at(inner, to), at(inner, from));
        self.line(&format!(
            "<path d=\"M{a}A{outer} {outer} 0 0 1 {b}L{c}A{inner} {inner} 0 0 0 {d}Z\" \
             fill=\"{fill}\" stroke=\"#ffffff\" stroke-width=\"3\"/>"
        ));
    }

    /// The circle around the wheel.
    pub(super) fn rim(&mut self, Point { x, y }: Point, radius: Px) {
        let colour = LINE;
        self.line(&format!(
            "<circle class=\"rim\" cx=\"{x}\" cy=\"{y}\" r=\"{radius}\" fill=\"none\" stroke=\"{colour}\" \
             stroke-width=\"2\"/>"
        ));
    }

    /// A broken line.
    pub(super) fn lines(&mut self, class: &str, points: &[Point], stroke: &str, width: Px) {
        let points: Vec<String> = points.iter().map(|Point { x, y }| format!("{x},{y}")).collect();
        let points = points.join(" ");
        self.line(&format!(
            "<polyline class=\"{class}\" points=\"{points}\" fill=\"none\" stroke=\"{stroke}\" stroke-width=\"{width}\"/>"
        ));
    }

    /// The point of the hand, at an angle.
    pub(super) fn pointer(&mut self, at: Point, angle: Px) {
        let (tip, base) = (at.away(px(16), angle), at.away(px(8), angle + px(1800)));
        let (one, other) = (base.away(px(10), angle + px(900)), base.away(px(10), angle - px(900)));
        let point = |Point { x, y }: Point| format!("{x},{y}");
        let points = [tip, one, other].map(point).join(" ");
        self.line(&format!("<polygon class=\"pointer\" points=\"{points}\"/>"));
    }

    /// A frame around a list; around what must not be missed, in the colour of what is overdue.
    pub(super) fn frame(&mut self, Point { x, y }: Point, width: Px, height: Px, warns: bool) {
        let (colour, paper) = if warns { (colour(State::Overdue), "#fff8f3") } else { (LINE, "#f7f9fb") };
        self.line(&format!(
            "<rect x=\"{x}\" y=\"{y}\" width=\"{width}\" height=\"{height}\" rx=\"10\" fill=\"{paper}\" \
             stroke=\"{colour}\" stroke-width=\"3\"/>"
        ));
    }

    /// A line of text around its middle, its beginning in bold.
    pub(super) fn text(&mut self, at: Point, anchor: Anchor, size: Px, bold: &str, rest: &str) {
        let anchor = match anchor {
            Anchor::Start => "start",
            Anchor::Middle => "middle",
            Anchor::End => "end",
        };
        let (x, y) = (at.x, baseline(at.y, size));
        let _ = write!(self.text, "<text x=\"{x}\" y=\"{y}\" text-anchor=\"{anchor}\" font-size=\"{size}\">");
        if !bold.is_empty() {
            let _ = write!(self.text, "<tspan font-weight=\"bold\">{}</tspan>", escaped(bold));
        }
        self.line(&format!("{}</text>", escaped(rest)));
    }

    /// A text in the middle of its place, turned so many degrees.
    pub(super) fn turned(&mut self, at: Point, degrees: Px, size: Px, text: &str) {
        let (x, y) = (at.x, baseline(at.y, size));
        self.line(&format!(
            "<text x=\"{x}\" y=\"{y}\" text-anchor=\"middle\" font-size=\"{size}\" \
             transform=\"rotate({degrees} {} {})\">{}</text>",
            at.x,
            at.y,
            escaped(text)
        ));
    }
}

/// A dark edge keeps the light colours apart from the paper.
const EDGE: &str = " stroke=\"#1a1a1a\" stroke-width=\"2\"";

/// Where letters of a size stand when their middle is at a height; not every program knows how to centre.
fn baseline(middle: Px, size: Px) -> Px {
    middle + hundredths(size, 36)
}
