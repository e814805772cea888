//! A page of HTML: headings, paragraphs, lists and tables, as a browser would take it apart.

use html5gum::emitters::default::DefaultEmitter;
use html5gum::{HtmlString, StartTag, Token, Tokenizer};

use super::draft::raised;
use super::pen::Pen;
use super::refusal::Refusal;
use super::{Document, Place, Sort};

/// What holds no words of the document.
const SILENT: &[&str] = &["script", "style", "head", "template", "noscript", "svg", "select"];

/// Reads a page.
pub(super) fn read(name: &str, text: &str) -> Result<Document, Refusal> {
    let mut emitter = DefaultEmitter::<usize>::new_with_span();
    emitter.naively_switch_states(true);
    let mut page = Page { pen: Pen::new(name, Sort::Html), silent: None, bold: 0, small: 0, line: 1 };
    let (mut at, bytes) = (0_usize, text.as_bytes());
    for token in Tokenizer::new_with_emitter(text, emitter) {
        let Ok(token) = token;
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

/// A page that is being read.
struct Page {
    pen: Pen,
    /// What is passed over, until it ends.
    silent: Option<String>,
    bold: usize,
    small: usize,
    line: usize,
}

fn words(text: &HtmlString) -> String {
    String::from_utf8_lossy(text).into_owned()
}

/// How many columns or rows a cell takes.
fn span(tag: &StartTag<usize>, name: &str) -> usize {
    let value = tag.attributes.get(name.as_bytes()).map(|it| words(&it.value));
    value.and_then(|it| it.trim().parse().ok()).unwrap_or(1)
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
        self.pen.write(&text, self.bold > 0);
    }

    fn opened(&mut self, tag: &StartTag<usize>) -> Result<(), Refusal> {
        let name = words(&tag.name);
        if self.silent.is_some() {
            return Ok(());
        }
        let place = self.place();
        match name.as_str() {
            it if SILENT.contains(&it) && !tag.self_closing => self.silent = Some(name),
            "table" => self.pen.open_table(place)?,
            "tr" => self.pen.open_row(place)?,
            "td" | "th" => {
                (self.bold, self.small) = (0, 0);
                self.pen.open_cell((span(tag, "colspan"), span(tag, "rowspan")), place)?;
            }
            "b" | "strong" => self.bold = self.bold.saturating_add(1),
            "sup" => self.small = self.small.saturating_add(1),
            "br" if self.pen.is_in_cell() => self.pen.write("\n", false),
            "br" => self.pen.write(" ", false),
            _ if is_block(&name) => self.pen.paragraph(place)?,
            _ => (),
        }
        Ok(())
    }

    fn closed(&mut self, name: &str) -> Result<(), Refusal> {
        if let Some(silent) = &self.silent {
            if silent == name {
                self.silent = None;
            }
            return Ok(());
        }
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
            _ if is_block(name) => self.pen.paragraph(place)?,
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
    fn what_no_one_should_have_written_is_bounded() {
        assert!(read("x.html", &"<table><tr><td>".repeat(500)).is_err(), "tables in one another");
        let wide = "<table><tr><td colspan=999999999>a<td>1<tr><td rowspan=999999999>b</table>";
        assert!(read("x.html", wide).is_ok());
        assert!(read("x.html", "</table></tr></td><td>1</td><b></sup>").is_ok(), "nothing was open");
    }
}
