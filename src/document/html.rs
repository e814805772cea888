//! A page of HTML: headings, paragraphs, lists and tables, as a browser would take it apart.

use std::error::Error;
use std::fmt;

use html5gum::emitters::default::DefaultEmitter;
use html5gum::{HtmlString, Readable, Reader, StartTag, StringReader, Token, Tokenizer};

use super::draft::raised;
use super::pen::Pen;
use super::refusal::{self, Refusal};
use super::{Document, Place, Sort};
use crate::limits;

/// What holds no words of the document.
const SILENT: &[&str] =
    &["script", "style", "head", "template", "noscript", "svg", "select", "del", "s", "strike"];

/// What has no end.
const VOID: &[&str] =
    &["br", "hr", "img", "input", "col", "wbr", "meta", "link", "area", "base", "embed", "source"];

/// Reads a page.
pub(super) fn read(name: &str, text: &str) -> Result<Document, Refusal> {
    let mut emitter = DefaultEmitter::<usize>::new_with_span();
    emitter.naively_switch_states(true);
    let mut page = Page {
        pen: Pen::new(name, Sort::Html),
        silent: None,
        ended: false,
        apart: false,
        bold: 0,
        small: 0,
        line: 1,
        lists: 0,
        item: false,
    };
    let (mut at, bytes) = (0_usize, text.as_bytes());
    for token in Tokenizer::new_with_emitter(Bounded { text: text.to_reader(), values: 0 }, emitter) {
        let token = token.map_err(|Endless| {
            refusal::too_many(
                "attribut på ett element",
                "attributes of an element",
                limits::DOCUMENT_ATTRIBUTES,
            )
        })?;
        let start = match &token {
            Token::StartTag(it) => it.span.start,
            Token::EndTag(it) => it.span.start,
            Token::String(it) => it.span.start,
            Token::Comment(_) | Token::Doctype(_) | Token::Error(_) => continue,
        };
        let passed = bytes.get(at..start).unwrap_or_default();
        page.line = page.line.saturating_add(passed.iter().filter(|it| **it == b'\n').count());
        at = start.max(at);
        match token {
            Token::StartTag(tag) => page.opened(&tag)?,
            Token::EndTag(tag) => page.closed(&words(&tag.name))?,
            Token::String(it) => page.said(&words(&it.value)),
            Token::Comment(_) | Token::Doctype(_) | Token::Error(_) => (),
        }
    }
    let place = page.place();
    page.pen.finish(place)
}

/// A page as it is handed to the tokenizer, which calls itself for each attribute whose value stands within quotes: it
/// would run out of stack.
struct Bounded<'t> {
    text: StringReader<'t>,
    /// How many quotes have ended a value since an element began.
    values: usize,
}

/// An element has more attributes than are read.
#[derive(Debug)]
struct Endless;

impl fmt::Display for Endless {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("more attributes than are read")
    }
}

impl Error for Endless {}

impl Reader for Bounded<'_> {
    type Error = Endless;

    fn read_byte(&mut self) -> Result<Option<u8>, Endless> {
        let Ok(byte) = self.text.read_byte();
        if byte == Some(b'>') {
            self.values = 0;
        }
        Ok(byte)
    }

    fn read_until<'b>(&'b mut self, ends: &[u8], byte: &'b mut [u8; 4]) -> Result<Option<&'b [u8]>, Endless> {
        let Ok(read) = self.text.read_until(ends, byte);
        match read {
            Some([b'>']) if ends.contains(&b'>') => self.values = 0,
            Some([end @ (b'"' | b'\'')]) if ends.contains(end) => {
                self.values = self.values.saturating_add(1);
            }
            _ => (),
        }
        if self.values > limits::DOCUMENT_ATTRIBUTES { Err(Endless) } else { Ok(read) }
    }

    fn try_read_string(&mut self, text: &[u8], case_sensitive: bool) -> Result<bool, Endless> {
        let Ok(is_next) = self.text.try_read_string(text, case_sensitive);
        Ok(is_next)
    }
}

/// A page that is being read.
struct Page {
    pen: Pen,
    /// What is passed over until it ends, and how many of its name are open.
    silent: Option<(String, usize)>,
    /// Whether an element has ended since the last words, and whether another has begun after it.
    ended: bool,
    apart: bool,
    bold: usize,
    small: usize,
    line: usize,
    /// How many lists are open, and whether an item has begun of which nothing is put down.
    lists: u8,
    item: bool,
}

fn words(text: &HtmlString) -> String {
    String::from_utf8_lossy(text).into_owned()
}

/// How many columns or rows a cell takes.
fn span(tag: &StartTag<usize>, name: &str) -> usize {
    let value = tag.attributes.get(name.as_bytes()).map(|it| words(&it.value));
    value.and_then(|it| it.trim().parse().ok()).unwrap_or(1)
}

/// Whether an element is not shown.
fn is_hidden(tag: &StartTag<usize>) -> bool {
    let value = |name: &str| tag.attributes.get(name.as_bytes()).map(|it| words(&it.value));
    let style = value("style").unwrap_or_default().to_lowercase().replace(char::is_whitespace, "");
    value("hidden").is_some() || style.contains("display:none") || style.contains("visibility:hidden")
}

/// Whether an element is ended by another that begins, or by the end of what it stands in.
fn is_ended_by(name: &str, other: &str, begins: bool) -> bool {
    match (name, begins) {
        ("td" | "th", true) => matches!(other, "td" | "th" | "tr"),
        ("td" | "th", false) => matches!(other, "tr" | "table"),
        ("tr", true) => other == "tr",
        ("tr", false) => other == "table",
        ("p", true) => is_block(other) || other == "table",
        ("li", true) => other == "li",
        ("p" | "li", false) => matches!(other, "td" | "th" | "tr" | "table" | "div" | "ul" | "ol"),
        _ => false,
    }
}

impl Page {
    const fn place(&self) -> Place {
        Place::Line(self.line)
    }

    fn said(&mut self, text: &str) {
        if self.silent.is_some() {
            return;
        }
        // A line's end in the file is a space on the page.
        let text = text.replace(['\n', '\r', '\t'], " ");
        let text = if self.small > 0 { raised(&text) } else { text };
        if !text.trim().is_empty() {
            // Digits of two elements side by side are two numbers, or one: that is not guessed.
            let goes_on = text.trim_start().starts_with(|c: char| c.is_ascii_digit());
            if self.apart && goes_on && self.pen.is_in_cell() && self.pen.ends_in_digit() {
                self.pen.write("\n", false);
            }
            (self.ended, self.apart) = (false, false);
        }
        self.pen.write(&text, self.bold > 0);
    }

    fn opened(&mut self, tag: &StartTag<usize>) -> Result<(), Refusal> {
        let name = words(&tag.name);
        if let Some((silent, depth)) = &mut self.silent {
            if !is_ended_by(silent, &name, true) {
                *depth = depth.saturating_add(usize::from(*silent == name && !tag.self_closing));
                return Ok(());
            }
            self.silent = None;
        }
        self.apart |= self.ended;
        let place = self.place();
        let is_void = tag.self_closing || VOID.contains(&name.as_str());
        match name.as_str() {
            it if !is_void && (SILENT.contains(&it) || is_hidden(tag)) => self.silent = Some((name, 1)),
            "table" => {
                self.item = false;
                self.pen.open_table(place)?;
            }
            "tr" => self.pen.open_row(place)?,
            "td" | "th" => {
                (self.bold, self.small) = (0, 0);
                self.pen.open_cell((span(tag, "colspan"), span(tag, "rowspan")), place)?;
            }
            "b" | "strong" => self.bold = self.bold.saturating_add(1),
            "sup" => self.small = self.small.saturating_add(1),
            "br" if self.pen.is_in_cell() => self.pen.write("\n", false),
            "br" => self.pen.write(" ", false),
            // A picture may be all there is in it.
            "img" | "input" => self.item = false,
            _ if is_block(&name) => {
                self.put(false)?;
                match name.as_str() {
                    "ul" | "ol" => self.lists = self.lists.saturating_add(1),
                    "li" => self.item = true,
                    _ => (),
                }
            }
            _ => (),
        }
        Ok(())
    }

    /// What is written is put down: as an item, where one is open; an empty one where it ends.
    fn put(&mut self, ends: bool) -> Result<(), Refusal> {
        let place = self.place();
        if self.item && (ends || self.pen.has_words()) {
            self.item = false;
            return self.pen.item(self.lists.saturating_sub(1), place);
        }
        self.pen.paragraph(place)
    }

    fn closed(&mut self, name: &str) -> Result<(), Refusal> {
        if let Some((silent, depth)) = &mut self.silent {
            let is_own = silent == name;
            *depth = depth.saturating_sub(usize::from(is_own));
            let ends = is_ended_by(silent, name, false);
            if ends || *depth == 0 {
                self.silent = None;
            }
            if !ends {
                return Ok(());
            }
        }
        self.ended = true;
        let place = self.place();
        match name {
            "table" => self.pen.close_table()?,
            "tr" => self.pen.close_row(true)?,
            "td" | "th" => self.pen.close_cell(),
            "caption" => self.pen.caption(),
            "b" | "strong" => self.bold = self.bold.saturating_sub(1),
            "sup" => self.small = self.small.saturating_sub(1),
            "h1" | "h2" | "h3" | "h4" | "h5" | "h6" => {
                let level = name.bytes().last().map_or(1, |it| it.saturating_sub(b'0'));
                self.pen.heading(level, place)?;
            }
            "li" => self.put(true)?,
            "ul" | "ol" => {
                self.put(false)?;
                (self.lists, self.item) = (self.lists.saturating_sub(1), false);
            }
            _ if is_block(name) => self.put(false)?,
            _ => (),
        }
        Ok(())
    }
}

/// Whether an element begins on a line of its own.
fn is_block(name: &str) -> bool {
    matches!(
        name,
        "p" | "div"
            | "li"
            | "ul"
            | "ol"
            | "h1"
            | "h2"
            | "h3"
            | "h4"
            | "h5"
            | "h6"
            | "section"
            | "article"
            | "header"
            | "footer"
            | "main"
            | "nav"
            | "dl"
            | "dt"
            | "dd"
            | "blockquote"
            | "figcaption"
            | "figure"
            | "pre"
            | "hr"
            | "body"
            | "address"
            | "aside"
    )
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_page_is_read_as_a_browser_shows_it() {
        let page = "<html><head><title>x</title><style>p{}</style></head><body>\n<h2>Noter</h2>\n<table>\n\
            <caption>Belopp i tkr</caption><tr><th rowspan=2>Post<th colspan=2>Utfall</tr><tr><th>2023<th>2022\n\
            <tr><td><b>Summa</b> <td>1&nbsp;200<sup>1</sup><td>&minus;3</table><p>Slut &amp; klart";
        let document = read("x.html", page).unwrap();
        let table = document.tables().next().unwrap();
        let text: Vec<Vec<&str>> =
            table.rows.iter().map(|it| it.cells.iter().map(|it| it.text.as_str()).collect()).collect();
        assert_eq!(text, [["Post", "Utfall", ""], ["", "2023", "2022"], ["Summa", "1 200¹", "−3"]]);
        assert!(table.rows[0].cells[2].merged && table.rows[2].cells[0].bold);
        assert_eq!((table.title.as_str(), document.path(table.under)), ("Belopp i tkr", vec!["Noter"]));
        assert_eq!(table.rows[2].place, Place::Line(5));
        assert_eq!(document.paragraphs().last().unwrap().text, "Slut & klart");
    }

    #[test]
    fn two_numbers_on_two_lines_of_a_cell_are_not_one() {
        let page = "<table><tr><td>a<td>100<br>200<tr><td>b<td><p>1</p><p>000</p></table>";
        let document = read("x.html", page).unwrap();
        let cells: Vec<String> =
            document.tables().flat_map(|it| &it.rows).map(|it| it.cells[1].text.clone()).collect();
        assert_eq!(cells, ["100 / 200", "1 / 000"]);
    }

    #[test]
    fn what_is_struck_out_or_hidden_is_left_out_and_numbers_side_by_side_are_not_one() {
        for (cell, says) in [
            ("<del>310</del> 300", "300"),
            ("<s>310</s> 300", "300"),
            ("<strike>310</strike> 300", "300"),
            ("<span style='display: none'>310</span> 300", "300"),
            ("<span hidden>3<span>1</span>0</span> 300", "300"),
            ("<span>310</span> <span>300</span>", "310 / 300"),
            ("<b>310</b> <i>300</i>", "310 / 300"),
            ("<span>1 310</span>", "1 310"),
            ("<b>310</b><sup>1</sup>", "310¹"),
        ] {
            let page = format!("<table><tr><td>a<td>{cell}<td>7</table>");
            let document = read("x.html", &page).unwrap();
            let row = &document.tables().next().unwrap().rows[0];
            assert_eq!((row.cells[1].text.as_str(), row.cells[2].text.as_str()), (says, "7"), "{cell}");
        }
        let hidden = "<table><tr><td>a<td hidden>310<td>7<tr hidden><td>b<td>1<tr><td>c<td>8</table>";
        let document = read("x.html", hidden).unwrap();
        let rows: Vec<Vec<&str>> = document
            .tables()
            .flat_map(|it| &it.rows)
            .map(|it| it.cells.iter().map(|it| it.text.as_str()).collect())
            .collect();
        assert_eq!(rows, [["a", "7"], ["c", "8"]]);
    }

    #[test]
    fn what_no_one_should_have_written_is_bounded() {
        assert!(read("x.html", &"<table><tr><td>".repeat(500)).is_err(), "tables in one another");
        let wide = "<table><tr><td colspan=999999999>a<td>1<tr><td rowspan=999999999>b</table>";
        assert!(read("x.html", wide).is_ok());
        assert!(read("x.html", "</table></tr></td><td>1</td><b></sup>").is_ok(), "nothing was open");
    }
}
