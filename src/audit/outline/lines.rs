//! A document as lines of words, in order: headings, paragraphs, items of lists, cells and the titles of tables.

use crate::document::{Block, Document, Place};

/// What a line is.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(in crate::audit) enum Shape {
    /// A heading of a level.
    Heading(u8),
    /// A paragraph.
    Paragraph,
    /// An item of a list, so deep.
    Item(u8),
    /// A cell of a table.
    Cell,
}

/// A line of words.
#[derive(Debug, Clone)]
pub(in crate::audit) struct Line<'d> {
    pub(in crate::audit) text: &'d str,
    pub(in crate::audit) shape: Shape,
    /// The heading that it is or stands under.
    pub(in crate::audit) heading: Option<usize>,
    /// What that is called.
    pub(in crate::audit) from: &'d str,
    /// What it stands under is called; of a heading, that above it.
    pub(in crate::audit) above: &'d str,
    pub(in crate::audit) place: &'d Place,
    /// The number of its block: cells of one table have the same.
    pub(in crate::audit) block: usize,
}

/// All lines of a document.
pub(in crate::audit) fn of(document: &Document) -> Vec<Line<'_>> {
    let mut lines: Vec<Line<'_>> = Vec::new();
    let mut from = "";
    for (block, it) in document.blocks.iter().enumerate() {
        match it {
            Block::Heading(at) => {
                let Some(heading) = document.headings.get(*at) else { continue };
                from = &heading.text;
                let above = heading.above.and_then(|at| document.headings.get(at)).map_or("", |it| &it.text);
                let (shape, place) = (Shape::Heading(heading.level), &heading.place);
                lines.push(Line {
                    text: &heading.text,
                    shape,
                    heading: Some(*at),
                    from,
                    above,
                    place,
                    block,
                });
            }
            Block::Paragraph(it) => {
                let shape = it.item.map_or(Shape::Paragraph, Shape::Item);
                // What stands on every page stands under no heading.
                let from = if it.under.is_none() { "" } else { from };
                let (above, place) = (from, &it.place);
                lines.push(Line { text: &it.text, shape, heading: it.under, from, above, place, block });
            }
            Block::Table(table) => {
                // A caption is no paragraph; the paragraph above that is a title is one already.
                if lines.last().is_none_or(|it| it.text != table.title) && !table.title.is_empty() {
                    let (text, place, heading) = (table.title.as_str(), &table.place, table.under);
                    let (shape, above) = (Shape::Paragraph, from);
                    lines.push(Line { text, shape, heading, from, above, place, block });
                }
                for row in &table.rows {
                    let cells = row.cells.iter().filter(|it| !it.text.is_empty());
                    lines.extend(cells.map(|it| Line {
                        text: &it.text,
                        shape: Shape::Cell,
                        heading: table.under,
                        from,
                        above: from,
                        place: &row.place,
                        block,
                    }));
                }
            }
        }
    }
    lines
}
