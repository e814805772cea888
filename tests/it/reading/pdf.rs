//! A document as a PDF: drawn by the tests as programs draw them, read back, and what a file may be instead.

use lopdf::content::{Content, Operation};
use lopdf::{Dictionary, Document as Pdf, Object, Stream, dictionary};
use proptest::prelude::*;
use samkoll::audit::audit;
use samkoll::document::{self, Block, Document, Place, Table};

use super::{planted, read, refused, text, told};
use crate::common::{cases, root};

/// How high and how wide a letter is, of a font where all are as wide.
const SIZE: i64 = 10;
const WIDE: i64 = 600;

/// Lines on a page.
const LINES: i64 = 60;

/// A line of a page: whether it is bold, how large, and its pieces by the column of letters they begin in.
type Line = (bool, i64, Vec<(usize, String)>);

fn spans(table: &Table) -> Vec<usize> {
    let width = |at: usize| table.rows.iter().map(|it| it.cells[at].text.chars().count()).max().unwrap_or(0);
    (0..table.rows[0].cells.len()).map(width).collect()
}

/// The rows of a table: words to the left, numbers to the right of their columns.
fn rows(table: &Table) -> Vec<Line> {
    let widths = spans(table);
    let ends: Vec<usize> = widths
        .iter()
        .scan(0, |at, it| {
            *at += it + 3;
            Some(*at)
        })
        .collect();
    let line = |row: &document::Row| {
        let piece = |(at, cell): (usize, &document::Cell)| {
            let from = if at == 0 { 0 } else { ends[at] - 3 - cell.text.chars().count() };
            (from, cell.text.clone())
        };
        let pieces = row.cells.iter().enumerate().map(piece).filter(|(_, it)| !it.is_empty()).collect();
        (row.cells[0].bold, SIZE, pieces)
    };
    table.rows.iter().map(line).collect()
}

fn lines(document: &Document) -> Vec<Line> {
    let mut all = Vec::new();
    for block in &document.blocks {
        match block {
            Block::Heading(at) => {
                let heading = &document.headings[*at];
                all.push((true, 22 - 2 * i64::from(heading.level), vec![(0, heading.text.clone())]));
            }
            Block::Paragraph(it) => {
                let mut line = String::new();
                for word in it.text.split(' ') {
                    if line.chars().count() + word.chars().count() > 88 {
                        all.push((false, SIZE, vec![(0, std::mem::take(&mut line))]));
                    }
                    line += if line.is_empty() { "" } else { " " };
                    line += word;
                }
                all.push((false, SIZE, vec![(0, line)]));
            }
            Block::Table(it) => all.extend(rows(it)),
        }
        all.push((false, SIZE, Vec::new()));
    }
    all
}

/// Letters by the code that the encoding of Windows gives them.
fn coded(text: &str) -> Vec<u8> {
    let code = |c: char| match c {
        '–' => 0x96,
        '”' => 0x94,
        c => u8::try_from(u32::from(c)).unwrap(),
    };
    text.chars().map(code).collect()
}

/// A PDF of pages, each with what draws it.
fn file(pages: Vec<Vec<u8>>) -> Vec<u8> {
    let mut pdf = Pdf::with_version("1.5");
    let above = pdf.new_object_id();
    let mut font = |name: &str| {
        let widths: Vec<Object> = (32..256).map(|_| WIDE.into()).collect();
        pdf.add_object(dictionary! {
            "Type" => "Font", "Subtype" => "Type1", "BaseFont" => name, "Encoding" => "WinAnsiEncoding",
            "FirstChar" => 32, "LastChar" => 255, "Widths" => widths,
        })
    };
    let fonts = dictionary! { "F" => font("Courier"), "B" => font("Courier-Bold") };
    let kids: Vec<Object> = pages
        .into_iter()
        .map(|content| {
            let content = pdf.add_object(Stream::new(Dictionary::new(), content));
            pdf.add_object(dictionary! {
                "Type" => "Page", "Parent" => above, "Contents" => content,
                "Resources" => dictionary! { "Font" => fonts.clone() },
                "MediaBox" => vec![0.into(), 0.into(), 595.into(), 842.into()],
            })
            .into()
        })
        .collect();
    let count = i64::try_from(kids.len()).unwrap();
    pdf.set_object(above, dictionary! { "Type" => "Pages", "Kids" => kids, "Count" => count });
    let catalog = pdf.add_object(dictionary! { "Type" => "Catalog", "Pages" => above });
    pdf.trailer.set("Root", catalog);
    let mut bytes = Vec::new();
    pdf.save_to(&mut bytes).unwrap();
    bytes
}

/// What draws lines from the top of a page.
fn drawn(lines: &[Line]) -> Vec<u8> {
    let mut operations = vec![Operation::new("BT", vec![])];
    for (at, (bold, size, pieces)) in (0_i64..).zip(lines) {
        let font = if *bold { "B" } else { "F" };
        operations.push(Operation::new("Tf", vec![font.into(), (*size).into()]));
        for (from, text) in pieces {
            // A letter is six points wide.
            let left = (40 + 6 * i64::try_from(*from).unwrap()).into();
            let place = vec![1.into(), 0.into(), 0.into(), 1.into(), left, (800 - at * 13).into()];
            operations.push(Operation::new("Tm", place));
            operations.push(Operation::new("Tj", vec![Object::string_literal(coded(text))]));
        }
    }
    operations.push(Operation::new("ET", vec![]));
    Content { operations }.encode().unwrap()
}

fn pdf(document: &Document) -> Vec<u8> {
    let lines = lines(document);
    file(lines.chunks(usize::try_from(LINES).unwrap()).map(drawn).collect())
}

/// The PDFs of the fixtures; `SAMKOLL_WRITE=1` writes them anew.
#[test]
fn a_pdf_says_the_same() {
    for stem in ["arsredovisning", "hel", "utkast"] {
        let document = read("x.md", text(&format!("{stem}.md")).as_bytes());
        let bytes = pdf(&document);
        let path = root().join(format!("fixtures/documents/{stem}.pdf"));
        if std::env::var_os("SAMKOLL_WRITE").is_some() {
            std::fs::write(&path, &bytes).unwrap();
        }
        assert!(
            std::fs::read(&path).is_ok_and(|it| it == bytes),
            "{stem}: SAMKOLL_WRITE=1 cargo test reading"
        );
        let other = read("x.pdf", &bytes);
        let words = |it: &Document| -> Vec<Vec<String>> {
            let row = |it: &document::Row| it.cells.iter().map(|it| it.text.clone()).collect();
            it.tables().flat_map(|it| &it.rows).map(row).collect()
        };
        assert_eq!(words(&other), words(&document), "{stem}");
        assert!(other.unread.is_empty(), "{stem}: {:?}", other.unread);
        let (found, expected) = (audit(&other, None), audit(&document, None));
        assert_eq!(told(&found, &found.findings), told(&expected, &expected.findings), "{stem}");
        assert_eq!(found.questions, expected.questions, "{stem}");
        let said = |it: &[samkoll::audit::text::Mentioned]| {
            it.iter().map(|it| it.printed.clone()).collect::<Vec<_>>()
        };
        assert_eq!(said(&found.text.findings), said(&expected.text.findings), "{stem}");
        if stem == "arsredovisning" {
            assert_eq!(told(&found, &found.findings), planted());
        }
        assert!(matches!(other.tables().next().unwrap().place, Place::Page { page: 1, .. }));
    }
}

/// A table goes on where a page was turned, its head said again; numbers of pages are no part of it.
#[test]
fn a_table_goes_on_over_a_page() {
    let line = |pieces: &[(usize, &str)]| -> Line {
        (false, SIZE, pieces.iter().map(|(at, it)| (*at, (*it).to_owned())).collect())
    };
    let head = || line(&[(30, "2023"), (40, "2022")]);
    let row = |label: &str, a: &str, b: &str| line(&[(0, label), (34 - a.len(), a), (44 - b.len(), b)]);
    let one = [head(), row("Hyra i kr", "100", "90"), row("Resor", "300", "200"), line(&[(40, "1")])];
    let two = [head(), row("Material", "50", "40"), row("Summa", "460", "330"), line(&[(40, "2")])];
    let document = read("x.pdf", &file(vec![drawn(&one), drawn(&two)]));
    let audit = audit(&document, None);
    assert_eq!(document.tables().count(), 1);
    assert_eq!(told(&audit, &audit.findings), [["Summa", "2023", "460", "450"]]);
}

/// Where words and numbers have run together, nothing is guessed: the lines are told of, and no sum is asked.
#[test]
fn what_has_no_columns_is_told_of_by_page() {
    let line = |text: &str| -> Line { (false, SIZE, vec![(0, text.to_owned())]) };
    let apart = |text: &str, a: &str, b: &str| -> Line {
        (false, SIZE, vec![(0, text.to_owned()), (34 - a.len(), a.to_owned()), (44 - b.len(), b.to_owned())])
    };
    let lines = [
        apart("Hyra", "100", "90"),
        line("Strukturövergripande insatser 846 900"),
        apart("Resor", "300", "200"),
        apart("Summa", "1246", "1190"),
    ];
    let document = read("x.pdf", &file(vec![drawn(&lines)]));
    assert_eq!((document.tables().count(), document.unread.len()), (0, 1));
    assert_eq!(document.unread[0].from, Place::Page { page: 1, line: 1 });
    assert_eq!(document.unread[0].to, Place::Page { page: 1, line: 4 });
}

#[test]
fn a_pdf_that_cannot_be_read_is_refused_with_what_to_do() {
    assert!(refused("x.pdf", &file(vec![Vec::new()])).contains("textigenkänning"));
    assert!(refused("x.pdf", b"%PDF-1.7").contains("trasig"));
    let mut locked =
        Pdf::load_mem(&file(vec![drawn(&[(false, SIZE, vec![(0, "Hej".to_owned())])])])).unwrap();
    locked.trailer.set("ID", vec![Object::string_literal("a"), Object::string_literal("a")]);
    let locks = lopdf::EncryptionVersion::V2 {
        document: &locked,
        owner_password: "o",
        user_password: "u",
        key_length: 128,
        permissions: lopdf::Permissions::all(),
    };
    let state = lopdf::EncryptionState::try_from(locks).unwrap();
    locked.encrypt(&state).unwrap();
    let mut bytes = Vec::new();
    locked.save_to(&mut bytes).unwrap();
    assert!(refused("x.pdf", &bytes).contains("lösenord"), "{}", refused("x.pdf", &bytes));
    // A little that unpacks to more than any document needs.
    let mut bomb = Stream::new(Dictionary::new(), vec![b' '; samkoll::limits::DOCUMENT_TEXT + 1]);
    bomb.compress().unwrap();
    let mut whole = Pdf::load_mem(&file(vec![Vec::new()])).unwrap();
    let page = whole.get_pages()[&1];
    let id = whole.add_object(bomb);
    whole.get_dictionary_mut(page).unwrap().set("Contents", id);
    let mut bytes = Vec::new();
    whole.save_to(&mut bytes).unwrap();
    assert!(bytes.len() < 1 << 20 && refused("x.pdf", &bytes).contains("uppackade"));
}

#[test]
fn a_pdf_without_end_is_refused() {
    let pages = file(vec![Vec::new(); samkoll::limits::DOCUMENT_PAGES + 1]);
    assert!(refused("x.pdf", &pages).contains("sidor"));
    let line = || "a".repeat(samkoll::limits::DOCUMENT_LETTERS / 4 + 1);
    let letters = file((0..4).map(|_| drawn(&[(false, SIZE, vec![(0, line())])])).collect());
    assert!(refused("x.pdf", &letters).contains("tecken"));
    let line = || " ".repeat(samkoll::limits::DOCUMENT_LETTERS / 4 + 1);
    let spaces = file((0..4).map(|_| drawn(&[(false, SIZE, vec![(0, line())])])).collect());
    assert!(refused("x.pdf", &spaces).contains("tecken"));
}

/// A page of one word in each of so many fonts, each with an entry of its own.
fn in_fonts(count: usize, entry: impl Fn(&mut Pdf) -> (&'static str, Object)) -> Vec<u8> {
    let mut pdf = Pdf::load_mem(&file(vec![drawn(&[(false, SIZE, vec![(0, "Ord".to_owned())])])])).unwrap();
    let (key, value) = entry(&mut pdf);
    let own = dictionary! {
        "Type" => "Font", "Subtype" => "Type0", "BaseFont" => "Egen", key => value,
    };
    let fonts: Dictionary =
        (0..count).map(|it| (format!("X{it}").into_bytes(), pdf.add_object(own.clone()).into())).collect();
    let page = pdf.get_pages()[&1];
    pdf.get_dictionary_mut(page).unwrap().set("Resources", dictionary! { "Font" => fonts });
    let mut bytes = Vec::new();
    pdf.save_to(&mut bytes).unwrap();
    bytes
}

/// A few bytes of a font may give many letters and widths; all that its fonts give together is counted.
#[test]
fn what_the_fonts_of_a_pdf_give_is_counted() {
    use samkoll::limits::{DOCUMENT_FONTS, DOCUMENT_MAP, DOCUMENT_MAPS, DOCUMENT_WIDTHS};
    let none = |_: &mut Pdf| ("Nothing", Object::Null);
    assert!(refused("x.pdf", &in_fonts(DOCUMENT_FONTS + 1, none)).contains("typsnitt"));
    let map = |size: usize| {
        move |pdf: &mut Pdf| {
            let mut map = Stream::new(Dictionary::new(), vec![b' '; size]);
            map.compress().unwrap();
            ("ToUnicode", Object::from(pdf.add_object(map)))
        }
    };
    let fit = DOCUMENT_MAPS / DOCUMENT_MAP;
    assert!(refused("x.pdf", &in_fonts(fit + 1, map(DOCUMENT_MAP))).contains("typsnittens tecken"));
    assert!(refused("x.pdf", &in_fonts(1, map(DOCUMENT_MAP + 1))).contains("uppackade"));
    let widths = |pdf: &mut Pdf| {
        let all = vec![0.into(), i64::from(u16::MAX).into(), 500.into()];
        let below = dictionary! { "Type" => "Font", "Subtype" => "CIDFontType2", "W" => all };
        ("DescendantFonts", Object::Array(vec![pdf.add_object(below).into()]))
    };
    let fit = DOCUMENT_WIDTHS / (usize::from(u16::MAX) + 1);
    assert!(refused("x.pdf", &in_fonts(fit + 1, widths)).contains("bredder"));
    for bytes in [in_fonts(fit, widths), in_fonts(1, map(DOCUMENT_MAP)), in_fonts(DOCUMENT_FONTS, none)] {
        assert!(!refused("x.pdf", &bytes).contains("fler än"), "{}", refused("x.pdf", &bytes));
    }
}

/// A few bytes may ask for much of memory: it is not asked for.
#[test]
fn what_a_small_pdf_asks_for_is_not_given() {
    let own = || drawn(&[(false, SIZE, vec![(0, "En sida med text.".to_owned())])]);
    let much = b"q\n".repeat(samkoll::limits::DOCUMENT_DRAWING / 2 + 1);
    let document = document::read("x.pdf", &file(vec![own(), much])).unwrap();
    assert_eq!(document.unread.len(), 1);
    assert_eq!(document.unread[0].from, Place::Page { page: 2, line: 1 });
    for (columns, colours, is_read) in
        [(5, 1, true), (i64::from(i32::MAX), 4, false), (1 << 18, 64, false), (-5, 1, false)]
    {
        let mut pdf = Pdf::load_mem(&file(vec![own()])).unwrap();
        for it in pdf.objects.values_mut().filter_map(|it| it.as_stream_mut().ok()) {
            let row = dictionary! { "Predictor" => 15, "Columns" => columns, "Colors" => colours, "BitsPerComponent" => 16 };
            it.dict.set("DecodeParms", row);
        }
        let mut bytes = Vec::new();
        pdf.save_to(&mut bytes).unwrap();
        assert_eq!(document::read("x.pdf", &bytes).is_ok(), is_read, "{columns} {colours}");
    }
}

proptest! {
    #![proptest_config(cases(60))]

    /// A file that lies about itself is refused or read, and nothing else.
    #[test]
    fn no_pdf_is_a_panic(changes in prop::collection::vec((any::<prop::sample::Index>(), any::<u8>()), 1..30), cut in 0_usize..4) {
        let mut bytes = pdf(&read("x.md", text("utkast.md").as_bytes()));
        for (at, byte) in changes {
            let at = at.index(bytes.len());
            bytes[at] = byte;
        }
        bytes.truncate(bytes.len() - bytes.len() / 8 * cut);
        if let Ok(document) = document::read("x.pdf", &bytes) {
            let _ = audit(&document, None);
        }
    }
}
