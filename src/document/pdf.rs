//! A PDF: the letters of its pages with where they stand. What lines and columns they make is `page`'s to say.
//!
//! Drawing is followed as far as it moves text: matrices, fonts and their widths. What is turned, hidden or drawn as a
//! picture is no text. All that a file may be without end of is bounded: pages, what they unpack to, letters.
#![expect(clippy::float_arithmetic, reason = "where on a page letters stand; no figure is made of it")]

mod page;

use std::collections::BTreeMap;

use lopdf::content::{Content, Operation};
use lopdf::{Dictionary, Document as Pdf, Encoding, Error, LoadOptions, Object, ObjectId, Stream};

use super::draft::Draft;
use super::refusal::{self, Refusal};
use super::{Document, Place, Sort, UnreadKind};
use crate::limits;

/// A letter, or several drawn as one: from where to where, on which line, how high.
#[derive(Debug, Clone)]
struct Glyph {
    from: f32,
    to: f32,
    line: f32,
    size: f32,
    bold: bool,
    text: String,
}

/// Six numbers by which points are moved, as PDF writes them.
type Matrix = [f32; 6];

const SAME: Matrix = [1.0, 0.0, 0.0, 1.0, 0.0, 0.0];

/// The state of drawing that `q` keeps and `Q` brings back.
#[derive(Clone)]
struct State {
    moved: Matrix,
    font: Vec<u8>,
    size: f32,
    between_letters: f32,
    between_words: f32,
    stretch: f32,
    leading: f32,
    hidden: bool,
}

/// A font as far as it is needed to read.
struct Font<'d> {
    encoding: Encoding<'d>,
    /// Bytes of a letter's code.
    bytes: usize,
    widths: BTreeMap<u32, f32>,
    other: f32,
    bold: bool,
    known: BTreeMap<u32, String>,
}

/// The fonts of a file, each taken apart once, by where it is held.
struct Fonts<'d> {
    all: Vec<Font<'d>>,
    known: BTreeMap<*const Dictionary, usize>,
    /// How many bytes the maps of those to come may unpack to, and how many widths they may give.
    maps: usize,
    widths: usize,
}

/// How deep drawing is nested, at most.
const DEEP: usize = 64;

/// Reads a PDF.
pub(super) fn read(name: &str, bytes: &[u8]) -> Result<Document, Refusal> {
    let options =
        LoadOptions { max_decompressed_size: Some(limits::DOCUMENT_TEXT), ..LoadOptions::default() };
    // Some streams are unpacked as it is loaded, before they can be looked at one by one.
    if has_endless_row(bytes) {
        return Err(not_taken_apart());
    }
    let pdf = Pdf::load_mem_with_options(bytes, options).map_err(|why| told(&why))?;
    if pdf.is_encrypted() {
        return Err(refusal::locked_pdf());
    }
    if pdf.objects.values().any(|it| it.as_stream().is_ok_and(|it| asks_too_much(&pdf, it))) {
        return Err(not_taken_apart());
    }
    let pages = pdf.get_pages();
    if pages.len() > limits::DOCUMENT_PAGES {
        return Err(refusal::too_many("sidor", "pages", limits::DOCUMENT_PAGES));
    }
    let mut left = limits::DOCUMENT_TEXT;
    let mut fonts = Fonts::new();
    let (mut letters, mut is_drawn_too_much) = (limits::DOCUMENT_LETTERS, false);
    let mut read: Vec<Vec<Glyph>> = Vec::new();
    for id in pages.values() {
        let most = left.min(limits::DOCUMENT_DRAWING);
        let content = match pdf.get_page_content_with_limit(*id, most) {
            Ok(content) => content,
            // A page that takes so much to draw is listed as a picture.
            Err(why) if most < left && is_too_large(&why) => {
                left = left.saturating_sub(most);
                is_drawn_too_much = true;
                read.push(Vec::new());
                continue;
            }
            Err(why) => return Err(told(&why)),
        };
        left = left.saturating_sub(content.len());
        read.push(glyphs(&pdf, *id, &content, &mut fonts, &mut letters)?);
    }
    let is_blank = |page: &Vec<Glyph>| page.iter().all(|it| it.text == " ");
    if read.iter().all(is_blank) && is_drawn_too_much {
        let (sv, en) = ("byte uppackade på en sida", "bytes unpacked on a page");
        return Err(refusal::too_many(sv, en, limits::DOCUMENT_DRAWING));
    }
    if read.iter().all(is_blank) {
        return Err(refusal::scanned());
    }
    let mut draft = Draft::new(name, Sort::Pdf);
    let pictured = |number: usize| Place::Page { page: number, line: 1 };
    for (number, _) in (1_usize..).zip(&read).filter(|(_, it)| is_blank(it)) {
        draft.unread(UnreadKind::Page, (pictured(number), pictured(number)), "");
    }
    page::written(&mut draft, &read)?;
    Ok(draft.finish())
}

/// Whether something unpacks to more than is read of it.
const fn is_too_large(why: &Error) -> bool {
    matches!(why, Error::Decompress(lopdf::DecompressError::MemoryLimitExceeded { .. }))
}

/// Whether a row may be so long.
fn is_row(bytes: Option<i64>) -> bool {
    bytes.and_then(|it| usize::try_from(it).ok()).is_some_and(|it| it <= limits::DOCUMENT_ROW)
}

/// Whether some row is said to be longer than is read, by the bytes of the file as they stand.
fn has_endless_row(bytes: &[u8]) -> bool {
    const KEY: &[u8] = b"/Columns";
    bytes.windows(KEY.len()).enumerate().filter(|(_, it)| *it == KEY).any(|(at, _)| {
        let rest = bytes.get(at.saturating_add(KEY.len())..).unwrap_or_default();
        let digits: Vec<u8> = rest
            .iter()
            .copied()
            .skip_while(u8::is_ascii_whitespace)
            .take_while(u8::is_ascii_digit)
            .take(20)
            .collect();
        // What does not fit in a number is longer still.
        !digits.is_empty() && !is_row(String::from_utf8(digits).ok().and_then(|it| it.parse().ok()))
    })
}

/// Whether the rows that a stream is foretold in are longer than is read: they are asked for whatever it holds.
fn asks_too_much(pdf: &Pdf, stream: &Stream) -> bool {
    let all: Vec<&Dictionary> = match stream.dict.get_deref(b"DecodeParms", pdf) {
        Ok(Object::Array(all)) => {
            all.iter().filter_map(|it| pdf.dereference(it).ok()?.1.as_dict().ok()).collect()
        }
        Ok(Object::Dictionary(one)) => vec![one],
        _ => Vec::new(),
    };
    let number = |of: &Dictionary, key: &[u8]| of.get_deref(key, pdf).ok().and_then(|it| it.as_i64().ok());
    all.into_iter().any(|it| {
        let bits = [(&b"Columns"[..], 1), (b"Colors", 1), (b"BitsPerComponent", 8)]
            .into_iter()
            .map(|(key, usual)| number(it, key).unwrap_or(usual))
            .fold(1_i64, i64::saturating_mul);
        !is_row(bits.checked_div(8))
    })
}

fn told(why: &Error) -> Refusal {
    match why {
        Error::InvalidPassword | Error::Decryption(_) => refusal::locked_pdf(),
        why if is_too_large(why) => {
            refusal::too_many("byte uppackade", "bytes unpacked", limits::DOCUMENT_TEXT)
        }
        _ => not_taken_apart(),
    }
}

fn not_taken_apart() -> Refusal {
    refusal::broken("den går inte att tolka som pdf", "it cannot be taken apart as a PDF")
}

fn times(a: &Matrix, b: &Matrix) -> Matrix {
    let [a0, a1, a2, a3, a4, a5] = *a;
    let [b0, b1, b2, b3, b4, b5] = *b;
    [
        a0 * b0 + a1 * b2,
        a0 * b1 + a1 * b3,
        a2 * b0 + a3 * b2,
        a2 * b1 + a3 * b3,
        a4 * b0 + a5 * b2 + b4,
        a4 * b1 + a5 * b3 + b5,
    ]
}

/// The letters of a page, of which so many are left.
fn glyphs<'d>(
    pdf: &'d Pdf,
    id: ObjectId,
    content: &[u8],
    fonts: &mut Fonts<'d>,
    left: &mut usize,
) -> Result<Vec<Glyph>, Refusal> {
    let mut named = BTreeMap::new();
    for (name, dictionary) in pdf.get_page_fonts(id).unwrap_or_default() {
        named.insert(name, fonts.of(pdf, dictionary)?);
    }
    // What cannot be taken apart draws nothing.
    let Ok(content) = Content::decode(content) else { return Ok(Vec::new()) };
    let state = State {
        moved: SAME,
        font: Vec::new(),
        size: 0.0,
        between_letters: 0.0,
        between_words: 0.0,
        stretch: 1.0,
        leading: 0.0,
        hidden: false,
    };
    let mut pen = Pen {
        fonts: &mut fonts.all,
        named,
        state,
        kept: Vec::new(),
        text: SAME,
        line: SAME,
        glyphs: Vec::new(),
        left: Some(*left),
    };
    for operation in &content.operations {
        pen.follow(operation);
    }
    *left = pen.left.ok_or_else(|| refusal::too_many("tecken", "letters", limits::DOCUMENT_LETTERS))?;
    Ok(pen.glyphs)
}

fn number(object: Option<&Object>) -> f32 {
    object.and_then(|it| it.as_float().ok()).filter(|it| it.is_finite()).unwrap_or(0.0)
}

fn font<'d>(
    pdf: &'d Pdf,
    dictionary: &'d Dictionary,
    (maps, most): (&mut usize, &mut usize),
) -> Result<Font<'d>, Refusal> {
    let map = entry(pdf, dictionary, b"ToUnicode").and_then(|it| it.as_stream().ok());
    let map = map.and_then(|it| it.get_plain_content_with_limit(limits::DOCUMENT_MAP).ok());
    let size = map.map_or(0, |it| it.len());
    *maps = maps.checked_sub(size).ok_or_else(|| {
        refusal::too_many(
            "byte uppackade om vad typsnittens tecken är",
            "bytes unpacked of what the letters of its fonts are",
            limits::DOCUMENT_MAPS,
        )
    })?;
    let encoding = dictionary.get_font_encoding_with_limit(pdf, limits::DOCUMENT_MAP);
    let encoding = match encoding {
        Ok(encoding) => encoding,
        Err(why @ Error::Decompress(_)) => return Err(told(&why)),
        Err(_) => Encoding::SimpleEncoding(b"WinAnsiEncoding"),
    };
    let name = |key: &[u8]| dictionary.get(key).and_then(Object::as_name).unwrap_or_default();
    let base = String::from_utf8_lossy(name(b"BaseFont")).to_lowercase();
    let bold = ["bold", "black", "heavy"].iter().any(|it| base.contains(it));
    let composite = name(b"Subtype") == b"Type0";
    let (widths, other) = if composite { wide(pdf, dictionary, most)? } else { simple(pdf, dictionary) };
    let bytes = if composite { 2 } else { 1 };
    Ok(Font { encoding, bytes, widths, other, bold, known: BTreeMap::new() })
}

/// What an entry of a dictionary refers to.
fn entry<'d>(pdf: &'d Pdf, dictionary: &'d Dictionary, key: &[u8]) -> Option<&'d Object> {
    let object = dictionary.get(key).ok()?;
    pdf.dereference(object).ok().map(|(_, it)| it)
}

fn simple(pdf: &Pdf, dictionary: &Dictionary) -> (BTreeMap<u32, f32>, f32) {
    let first = entry(pdf, dictionary, b"FirstChar").and_then(|it| it.as_i64().ok());
    let first = first.and_then(|it| u32::try_from(it).ok()).unwrap_or(0);
    let widths = entry(pdf, dictionary, b"Widths").and_then(|it| it.as_array().ok());
    let all = (first..=u32::MAX).zip(widths.into_iter().flatten()).take(256);
    let value = |it: &Object| pdf.dereference(it).map(|(_, it)| number(Some(it))).unwrap_or_default();
    // Half its height is what a letter of the usual fonts has, where nothing says.
    (all.map(|(code, it)| (code, value(it))).collect(), 500.0)
}

/// The widths of a font with codes of two bytes, of which so many are left.
fn wide(pdf: &Pdf, dictionary: &Dictionary, left: &mut usize) -> Result<(BTreeMap<u32, f32>, f32), Refusal> {
    let below = entry(pdf, dictionary, b"DescendantFonts")
        .and_then(|it| it.as_array().ok())
        .and_then(|it| it.first());
    let below = below.and_then(|it| pdf.dereference(it).ok()).and_then(|(_, it)| it.as_dict().ok());
    let Some(below) = below else { return Ok((BTreeMap::new(), 1000.0)) };
    let other = entry(pdf, below, b"DW").map_or(1000.0, |it| number(Some(it)));
    let mut widths = BTreeMap::new();
    let list = entry(pdf, below, b"W").and_then(|it| it.as_array().ok());
    let mut list = list.into_iter().flatten().filter_map(|it| pdf.dereference(it).ok()).map(|(_, it)| it);
    let code = |it: &Object| it.as_i64().ok().and_then(|it| u16::try_from(it).ok());
    let mut given = |count: usize| {
        *left = left.checked_sub(count).ok_or_else(|| {
            refusal::too_many("bredder på tecken", "widths of letters", limits::DOCUMENT_WIDTHS)
        })?;
        Ok(())
    };
    while let (Some(first), Some(second)) = (list.next(), list.next()) {
        let Some(first) = code(first) else { break };
        match second {
            Object::Array(all) => {
                given(all.len())?;
                let codes = u32::from(first)..=u32::from(u16::MAX);
                widths.extend(codes.zip(all.iter().map(|it| number(Some(it)))));
            }
            second => {
                let Some((last, width)) = code(second).zip(list.next()) else { break };
                let codes = u32::from(first)..=u32::from(last);
                given(codes.clone().count())?;
                widths.extend(codes.map(|it| (it, number(Some(width)))));
            }
        }
    }
    Ok((widths, other))
}

/// Letters that are drawn as one, each by itself; any space is a plain one.
fn parted(text: &str) -> String {
    let mut all = String::with_capacity(text.len());
    for c in text.chars() {
        match c {
            'ﬀ' => all.push_str("ff"),
            'ﬁ' => all.push_str("fi"),
            'ﬂ' => all.push_str("fl"),
            'ﬃ' => all.push_str("ffi"),
            'ﬄ' => all.push_str("ffl"),
            c if c.is_whitespace() => all.push(' '),
            c => all.push(c),
        }
    }
    all
}

impl<'d> Fonts<'d> {
    const fn new() -> Self {
        let (maps, widths) = (limits::DOCUMENT_MAPS, limits::DOCUMENT_WIDTHS);
        Self { all: Vec::new(), known: BTreeMap::new(), maps, widths }
    }

    fn of(&mut self, pdf: &'d Pdf, dictionary: &'d Dictionary) -> Result<usize, Refusal> {
        let key = std::ptr::from_ref(dictionary);
        if let Some(at) = self.known.get(&key) {
            return Ok(*at);
        }
        if self.all.len() >= limits::DOCUMENT_FONTS {
            return Err(refusal::too_many("typsnitt", "fonts", limits::DOCUMENT_FONTS));
        }
        self.all.push(font(pdf, dictionary, (&mut self.maps, &mut self.widths))?);
        let at = self.all.len().saturating_sub(1);
        self.known.insert(key, at);
        Ok(at)
    }
}

impl Font<'_> {
    fn letter(&mut self, code: &[u8]) -> (f32, String) {
        let number =
            code.iter().fold(0_u32, |all, it| all.saturating_mul(256).saturating_add(u32::from(*it)));
        let width = self.widths.get(&number).copied().unwrap_or(self.other);
        let text = match self.known.get(&number) {
            Some(text) => text.clone(),
            None => {
                let text = parted(&self.encoding.bytes_to_string(code).unwrap_or_default());
                self.known.insert(number, text.clone());
                text
            }
        };
        (width, text)
    }
}

/// What draws a page.
struct Pen<'p, 'd> {
    fonts: &'p mut [Font<'d>],
    named: BTreeMap<Vec<u8>, usize>,
    state: State,
    kept: Vec<State>,
    text: Matrix,
    line: Matrix,
    glyphs: Vec<Glyph>,
    /// How many letters there may be yet; none where there are more.
    left: Option<usize>,
}

impl Pen<'_, '_> {
    fn follow(&mut self, operation: &Operation) {
        let of = |at: usize| number(operation.operands.get(at));
        let matrix = || -> Matrix { [of(0), of(1), of(2), of(3), of(4), of(5)] };
        let last = operation.operands.last();
        match operation.operator.as_str() {
            "q" if self.kept.len() < DEEP => self.kept.push(self.state.clone()),
            "Q" => {
                if let Some(state) = self.kept.pop() {
                    self.state = state;
                }
            }
            "cm" => self.state.moved = times(&matrix(), &self.state.moved),
            "BT" => (self.text, self.line) = (SAME, SAME),
            "Tf" => {
                let name = operation.operands.first().and_then(|it| it.as_name().ok());
                (self.state.font, self.state.size) = (name.unwrap_or_default().to_vec(), of(1));
            }
            "Tc" => self.state.between_letters = of(0),
            "Tw" => self.state.between_words = of(0),
            "Tz" => self.state.stretch = of(0) / 100.0,
            "TL" => self.state.leading = of(0),
            "Tr" => self.state.hidden = (2.5..3.5).contains(&of(0)),
            "Td" => self.next(of(0), of(1)),
            "TD" => {
                self.state.leading = -of(1);
                self.next(of(0), of(1));
            }
            "Tm" => (self.text, self.line) = (matrix(), matrix()),
            "T*" => self.next(0.0, -self.state.leading),
            "Tj" => self.show(last),
            "'" => {
                self.next(0.0, -self.state.leading);
                self.show(last);
            }
            "\"" => {
                (self.state.between_words, self.state.between_letters) = (of(0), of(1));
                self.next(0.0, -self.state.leading);
                self.show(last);
            }
            "TJ" => {
                for it in last.and_then(|it| it.as_array().ok()).into_iter().flatten() {
                    match it {
                        Object::String(..) => self.show(Some(it)),
                        by => self.forward(-number(Some(by)) / 1000.0 * self.state.size * self.state.stretch),
                    }
                }
            }
            _ => (),
        }
    }

    fn next(&mut self, right: f32, up: f32) {
        self.line = times(&[1.0, 0.0, 0.0, 1.0, right, up], &self.line);
        self.text = self.line;
    }

    fn forward(&mut self, by: f32) {
        self.text = times(&[1.0, 0.0, 0.0, 1.0, by, 0.0], &self.text);
    }

    fn show(&mut self, text: Option<&Object>) {
        let Some(text) = text.and_then(|it| it.as_str().ok()) else { return };
        let state = self.state.clone();
        let Some(at) = self.named.get(&state.font).copied() else { return };
        let Some(bytes) = self.fonts.get(at).map(|it| it.bytes) else { return };
        for code in text.chunks(bytes) {
            let Some(font) = self.fonts.get_mut(at) else { return };
            let (width, text) = font.letter(code);
            let bold = font.bold;
            let wide = width / 1000.0 * state.size * state.stretch;
            let [a, b, _, d, x, y] = times(&self.text, &state.moved);
            let glyph =
                Glyph { from: x, to: x + wide * a, line: y, size: (state.size * d).abs(), bold, text };
            let is_seen = !state.hidden && glyph.text.chars().any(|it| !it.is_control());
            let is_level = b.abs() < 0.01 && a > 0.0 && glyph.size > 0.1;
            let is_sound = [glyph.from, glyph.to, glyph.line, glyph.size].iter().all(|it| it.is_finite());
            if is_seen && is_level && is_sound {
                // One code may stand for many letters.
                self.left = self.left.and_then(|it| it.checked_sub(glyph.text.chars().count()));
                if self.left.is_none() {
                    return;
                }
                self.glyphs.push(glyph);
            }
            let word = if bytes == 1 && code == b" " { state.between_words } else { 0.0 };
            self.forward(wide + (state.between_letters + word) * state.stretch);
        }
    }
}
