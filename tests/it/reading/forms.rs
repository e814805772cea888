//! The same document in other forms: written by the tests from what the text says, and read back.

use std::io::{Cursor, Write as _};

use samkoll::document::{Block, Cell, Document, Table};
use zip::ZipWriter;
use zip::write::SimpleFileOptions;

/// What every part of a Word file opens with.
const WORD: &str = "xmlns:w=\"http://schemas.openxmlformats.org/wordprocessingml/2006/main\"";

/// A Word file of one body, with the styles of headings.
pub(crate) fn docx(body: &str) -> Vec<u8> {
    docx_with(body, &[])
}

/// A Word file with other parts beside its body.
pub(crate) fn docx_with(body: &str, parts: &[(&str, &str)]) -> Vec<u8> {
    let mut archive = ZipWriter::new(Cursor::new(Vec::new()));
    let options = SimpleFileOptions::default();
    let main = "application/vnd.openxmlformats-officedocument.wordprocessingml";
    let types = format!(
        "<Types xmlns=\"http://schemas.openxmlformats.org/package/2006/content-types\">\
         <Default Extension=\"rels\" ContentType=\"application/vnd.openxmlformats-package.relationships+xml\"/>\
         <Override PartName=\"/word/document.xml\" ContentType=\"{main}.document.main+xml\"/>\
         <Override PartName=\"/word/styles.xml\" ContentType=\"{main}.styles+xml\"/></Types>"
    );
    let office = "http://schemas.openxmlformats.org/officeDocument/2006/relationships";
    let packed = "<Relationships xmlns=\"http://schemas.openxmlformats.org/package/2006/relationships\">";
    let root = format!(
        "{packed}<Relationship Id=\"r1\" Type=\"{office}/officeDocument\" Target=\"word/document.xml\"/></Relationships>"
    );
    let own = format!(
        "{packed}<Relationship Id=\"r1\" Type=\"{office}/styles\" Target=\"styles.xml\"/></Relationships>"
    );
    let style = |level: usize| {
        format!(
            "<w:style w:type=\"paragraph\" w:styleId=\"Rubrik{level}\"><w:name w:val=\"heading {level}\"/>\
             <w:pPr><w:outlineLvl w:val=\"{}\"/></w:pPr><w:rPr><w:b/></w:rPr></w:style>",
            level - 1
        )
    };
    let styles = format!("<w:styles {WORD}>{}</w:styles>", (1..=6).map(style).collect::<String>());
    let body = format!("<w:document {WORD}><w:body>{body}</w:body></w:document>");
    let usual = [
        ("[Content_Types].xml", types.as_str()),
        ("_rels/.rels", &root),
        ("word/_rels/document.xml.rels", &own),
        ("word/styles.xml", &styles),
        ("word/document.xml", &body),
    ];
    let is_usual = |it: &&(&str, &str)| parts.iter().all(|(name, _)| *name != it.0);
    for (name, text) in usual.iter().filter(is_usual).chain(parts) {
        archive.start_file(*name, options).unwrap();
        archive.write_all(b"<?xml version=\"1.0\" encoding=\"UTF-8\" standalone=\"yes\"?>\n").unwrap();
        archive.write_all(text.as_bytes()).unwrap();
    }
    archive.finish().unwrap().into_inner()
}

/// The body of a Word file that says what a document says.
pub(crate) fn body(document: &Document) -> String {
    let block = |it: &Block| match it {
        Block::Heading(at) => {
            let heading = &document.headings[*at];
            let style = format!("<w:pPr><w:pStyle w:val=\"Rubrik{}\"/></w:pPr>", heading.level);
            format!("<w:p>{style}<w:r><w:t>{}</w:t></w:r></w:p>", escaped(&heading.text))
        }
        Block::Paragraph(it) => {
            let list = |depth: u8| {
                format!("<w:pPr><w:numPr><w:ilvl w:val=\"{depth}\"/><w:numId w:val=\"1\"/></w:numPr></w:pPr>")
            };
            format!("<w:p>{}{}</w:p>", it.item.map(list).unwrap_or_default(), run(&it.text, false))
        }
        Block::Table(table) => {
            let cell = |it: &Cell| format!("<w:tc><w:tcPr/><w:p>{}</w:p></w:tc>", run(&it.text, it.bold));
            let rows = table
                .rows
                .iter()
                .map(|row| format!("<w:tr>{}</w:tr>", row.cells.iter().map(cell).collect::<String>()));
            let edges =
                ["top", "bottom", "insideH"].map(|it| format!("<w:{it} w:val=\"single\" w:sz=\"4\"/>"));
            let look = format!("<w:tblPr><w:tblBorders>{}</w:tblBorders></w:tblPr>", edges.concat());
            let grid = "<w:gridCol w:w=\"2000\"/>".repeat(table.rows[0].cells.len());
            let rows = rows.collect::<String>();
            format!("<w:tbl>{look}<w:tblGrid>{grid}</w:tblGrid>{rows}</w:tbl><w:p/>")
        }
    };
    document.blocks.iter().map(block).collect()
}

fn run(text: &str, bold: bool) -> String {
    // A raised figure is the mark of a footnote.
    let look = if bold { "<w:rPr><w:b/></w:rPr>" } else { "" };
    format!("<w:r>{look}<w:t xml:space=\"preserve\">{}</w:t></w:r>", escaped(text))
}

fn escaped(text: &str) -> String {
    text.replace('&', "&amp;").replace('<', "&lt;")
}

/// A page of HTML that says what a document says.
pub(crate) fn html(document: &Document) -> String {
    let block = |it: &Block| match it {
        Block::Heading(at) => {
            let heading = &document.headings[*at];
            format!("<h{0}>{1}</h{0}>\n", heading.level, escaped(&heading.text))
        }
        Block::Paragraph(it) => match it.item {
            None => format!("<p>{}</p>\n", escaped(&it.text)),
            Some(depth) => {
                let (open, close) = ("<ul>".repeat(depth.into()), "</ul>".repeat(depth.into()));
                format!("<ul>{open}<li>{}</li>{close}</ul>\n", escaped(&it.text))
            }
        },
        Block::Table(table) => format!("<table>\n{}</table>\n", rows(table)),
    };
    let body: String = document.blocks.iter().map(block).collect();
    format!(
        "<!doctype html>\n<html lang=\"sv\"><head><meta charset=\"utf-8\"><title>x</title></head>\n<body>\n{body}</body></html>\n"
    )
}

fn rows(table: &Table) -> String {
    let cell = |it: &Cell| match it.bold {
        true => format!("<td><b>{}</b></td>", escaped(&it.text)),
        // As programs write it: the spaces of a number do not break.
        false => format!("<td>{}</td>", escaped(&it.text).replace(' ', "&nbsp;")),
    };
    let row = |cells: &[Cell]| format!("<tr>{}</tr>\n", cells.iter().map(cell).collect::<String>());
    table.rows.iter().map(|it| row(&it.cells)).collect()
}
