//! The annual cycle as a wheel (årshjul): one SVG drawing on a landscape A4, for the wall and for a page.
//!
//! Nothing outside the file is needed to show it, and the same calendar gives the same bytes.

mod columns;
mod content;
mod foot;
mod frame;
mod gather;
mod lanes;
mod layout;
mod leaders;
mod lettering;
mod marks;
mod pen;
mod plane;
mod words;

use crate::amount::Language;
use crate::render::calendar::Calendar;
use crate::render::calendar::list::By;

use columns::{Block, Label, Side};
use content::{Content, Entry};
use foot::{Is, Row};
use frame::{LETTERS, MARK, SIGN, SMALL};
use layout::Layout;
use lettering::{broken, escaped};
use pen::{Anchor, Pen};
use plane::{Point, Px, TURN, half, hundredths, many, part, px};

/// The wheel as an SVG file. Months run clockwise from the top, beginning with the calendar's first.
#[must_use]
pub fn render(calendar: &Calendar<'_, '_>, language: Language) -> String {
    render_as(calendar, Wheel::default(), language)
}

/// What a wheel shows.
#[derive(Debug, Clone, Copy)]
pub struct Wheel {
    /// Only what is to be done and when, and not how it stands.
    pub plan: bool,
    /// What the colours stand for: whose each thing is, or under which agreement it falls.
    pub by: By,
}

impl Default for Wheel {
    fn default() -> Self {
        Self { plan: false, by: By::Responsible }
    }
}

/// The same, as it is asked for.
#[must_use]
pub fn render_as(calendar: &Calendar<'_, '_>, wheel: Wheel, language: Language) -> String {
    let content = Content::new(calendar, wheel, language);
    let layout = Layout::of(&content);
    let mut page = Page { content: &content, layout: &layout, pen: Pen::default() };
    page.draw();
    page.pen.finish()
}

struct Page<'p> {
    content: &'p Content,
    layout: &'p Layout,
    pen: Pen,
}

impl Page<'_> {
    /// Whoever listens hears the title, the description and then one list of all entries (and one each of
    /// those from before and those without a day). The root is therefore a document and not an image, since an
    /// image hides what is in it; each entry is an image within its list item, so that it is heard once, as its
    /// title, and not again as pieces of label. All else repeats what has been said, and is hidden.
    fn draw(&mut self) {
        let (width, height) = (self.layout.frame.width, self.layout.frame.height);
        let lang = self.content.language.name();
        self.pen.line(&format!(
            "<svg xmlns=\"http://www.w3.org/2000/svg\" width=\"297mm\" height=\"210mm\" viewBox=\"0 0 {width} {height}\" \
             lang=\"{lang}\" role=\"graphics-document document\" aria-labelledby=\"samkoll-wheel-title samkoll-wheel-desc\" \
             font-family=\"Arial, Helvetica, sans-serif\" fill=\"#1a1a1a\">"
        ));
        let (title, description) = (escaped(&self.content.title), escaped(&self.content.description));
        self.pen.line(&format!("<title id=\"samkoll-wheel-title\">{title}</title>"));
        self.pen.line(&format!("<desc id=\"samkoll-wheel-desc\">{description}</desc>"));
        self.pen.line("<style>@page { size: A4 landscape; margin: 0 }</style>");
        self.pen.line(&format!("<rect width=\"{width}\" height=\"{height}\" fill=\"#ffffff\"/>"));
        self.hidden("wheel", Self::wheel);
        self.hidden("leaders", Self::leaders);
        self.entries();
        self.lists();
        self.hidden("foot", Self::foot);
        self.pen.line("</svg>");
    }

    /// Part of the drawing that repeats in its own way what has been said in words.
    fn hidden(&mut self, class: &str, draw: impl FnOnce(&mut Self)) {
        self.pen.line(&format!("<g class=\"{class}\" aria-hidden=\"true\">"));
        draw(self);
        self.pen.line("</g>");
    }

    fn wheel(&mut self) {
        let frame = &self.layout.frame;
        let (centre, rim, band, hub) = (frame.centre, frame.radius, frame.band, frame.hub);
        for number in 0..12 {
            let (from, to) = (px(number) * px(300), px(number) * px(300) + px(300));
            let (names, days) = if number % 2 == 0 { ("#dbe6ef", "#f7f9fb") } else { ("#c9d8e5", "#eef3f7") };
            self.pen.sector(centre, (hub, band), (from, to), names);
            self.pen.sector(centre, (band, rim), (from, to), days);
        }
        self.pen.rim(centre, rim);
        self.months();
        self.hub();
        if let Some(hand) = self.content.hand {
            self.pen.lines("hand", &[centre.away(band, hand), centre.away(rim, hand)], "#1a1a1a", px(4));
            self.pen.pointer(centre.away(rim + px(18), hand), hand + half(TURN));
        }
    }

    /// The months' names along the ring; those of the lower half turned so that they can be read.
    fn months(&mut self) {
        let frame = &self.layout.frame;
        let (middle, size) = (half(frame.hub + frame.band), part(frame.radius, 45, 1000));
        for (number, name) in self.content.months.iter().enumerate() {
            let angle = many(number) * px(300) + px(150);
            let at = frame.centre.away(middle, angle);
            let upside_down = (px(900)..px(2700)).contains(&angle);
            let turn = if upside_down { angle - px(1800) } else { angle };
            self.pen.turned(at, part(turn, 1, 10), size, name);
        }
    }

    /// The förbund's name, the period and the day of the question, in the middle of the wheel.
    fn hub(&mut self) {
        let frame = &self.layout.frame;
        let hub = |parts: i64| hundredths(frame.hub, parts);
        let content = self.content;
        let period = if content.period.len() > 4 { hub(14) } else { hub(32) };
        let names = broken(&content.workspace, "", &[hub(165)], 3, hub(12)).lines;
        let mut lines = vec![(hub(15), "", content.wheel), (period, content.period.as_str(), "")];
        lines.extend(names.iter().map(|name| (hub(12), "", name.as_str())));
        lines.push((hub(11), "", content.as_of.as_str()));
        let step = |size: Px| hundredths(size, 125);
        let total = lines.iter().fold(px(0), |sum, (size, ..)| sum + step(*size));
        let mut top = frame.centre.y - half(total);
        for (size, bold, rest) in lines {
            let at = Point::new(frame.centre.x, top + half(step(size)));
            self.pen.text(at, Anchor::Middle, size, bold, rest);
            top += step(size);
        }
    }

    /// Lines from each mark to its day on the rim, from there to the column, and along the labels of a day.
    fn leaders(&mut self) {
        let (layout, frame) = (self.layout, &self.layout.frame);
        for (from, to) in layout.strings(&self.content.entries) {
            self.pen.lines("string", &[from, to], pen::LINE, px(2));
        }
        for (block, leader) in layout.blocks.iter().zip(&layout.leaders) {
            self.pen.lines("leader", leader, pen::LINE, px(2));
            let edge = block.side.out(frame, frame.radius + frame.gutter);
            let (first, last) = block.spine();
            if first != last {
                self.pen.lines("spine", &[Point::new(edge, first), Point::new(edge, last)], pen::LINE, px(2));
            }
            if let Some((y, day)) = &block.heading {
                self.pen.text(Point::new(block.x, *y), anchor(block), LETTERS, day, "");
            }
            for label in &block.labels {
                self.pen.lines("tick", &[Point::new(edge, label.tick.y), label.tick], pen::LINE, px(2));
            }
        }
    }

    fn entries(&mut self) {
        let layout = self.layout;
        self.pen.line(&format!("<g role=\"list\" aria-label=\"{}\">", escaped(&self.content.title)));
        for (entry, (mark, (block, label))) in
            self.content.entries.iter().zip(layout.marks.iter().zip(layout.labels()))
        {
            self.pen.open_item("entry", &entry.full);
            self.mark("mark", entry, *mark, MARK);
            self.label(entry, block, label);
            self.pen.close_item();
        }
        self.pen.line("</g>");
    }

    /// The sign beside the words tells the state again, since on a full day no eye finds the way to a mark.
    fn label(&mut self, entry: &Entry, block: &Block, label: &Label) {
        self.pen.line("<g class=\"label\">");
        self.mark("sign", entry, label.sign, SIGN);
        let mut bold = label.date.as_str();
        for (y, line) in &label.lines {
            let rest = line.strip_prefix(bold).unwrap_or(line);
            self.pen.text(Point::new(block.x, *y), anchor(block), LETTERS, bold, rest);
            bold = "";
        }
        self.pen.line("</g>");
    }

    /// The sign of a state, in the colour of whose it is where there are several; of a plan, that colour alone.
    fn mark(&mut self, class: &str, entry: &Entry, at: Point, half: Px) {
        let colour = entry.lane.and_then(|lane| self.content.lanes.get(lane)).map(|lane| lane.colour);
        if self.content.plan {
            return self.pen.dot(class, colour.unwrap_or(pen::NOBODY), at, half);
        }
        self.pen.sign(class, entry.state, at, half, colour.or(self.neutral()));
    }

    /// The colour of a sign whose colour would else be taken for somebody's.
    fn neutral(&self) -> Option<&'static str> {
        (!self.content.lanes.is_empty()).then_some(pen::NOBODY)
    }

    fn lists(&mut self) {
        for (list, framed) in self.content.lists.iter().zip(&self.layout.foot.lists) {
            self.pen.line(&format!("<g role=\"list\" aria-label=\"{}\">", escaped(&list.title)));
            self.hidden(&format!("{}-title", list.class), |page| {
                let (corner, width, height) = framed.frame;
                page.pen.frame(corner, width, height, list.warns);
                page.pen.text(framed.title, Anchor::Start, SMALL, &list.title, "");
            });
            for (entry, row) in list.entries.iter().zip(&framed.rows) {
                self.pen.open_item(list.class, &entry.full);
                self.row(row, Some(entry));
                self.pen.close_item();
            }
            self.pen.line("</g>");
        }
    }

    fn foot(&mut self) {
        let foot = &self.layout.foot;
        for row in &foot.legend {
            self.row(row, None);
        }
        for (at, note) in &foot.notes {
            self.pen.text(*at, Anchor::Middle, SMALL, "", note);
        }
    }

    fn row(&mut self, row: &Row, entry: Option<&Entry>) {
        match (entry, row.is) {
            (Some(entry), _) => self.mark("sign", entry, row.sign, SIGN),
            (None, Is::State(state)) => self.pen.sign("sign", state, row.sign, SIGN, self.neutral()),
            (None, Is::Whose(colour)) => self.pen.dot("whose", colour, row.sign, SIGN),
            (None, Is::Hand) => self.pen.pointer(row.sign, px(900)),
        }
        for (at, line) in &row.lines {
            self.pen.text(*at, Anchor::Start, SMALL, "", line);
        }
    }
}

/// Letters lean towards the wheel.
const fn anchor(block: &Block) -> Anchor {
    match block.side {
        Side::Right => Anchor::Start,
        Side::Left => Anchor::End,
    }
}
