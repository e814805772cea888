//! What Word files hold beside plain text: tracked changes, notes, boxes, merged cells; and files that are none.

use std::io::{Cursor, Write as _};

use samkoll::document::{self, Cell, Document};
use zip::ZipWriter;
use zip::write::SimpleFileOptions;

use super::forms::{docx, docx_with};
use super::{read, refused};

fn paragraphs(document: &Document) -> Vec<&str> {
    document.paragraphs().map(|it| it.text.as_str()).collect()
}

fn cells(document: &Document) -> Vec<Vec<&str>> {
    let rows = document.tables().flat_map(|it| &it.rows);
    rows.map(|it| it.cells.iter().map(|it| it.text.as_str()).collect()).collect()
}

fn run(text: &str) -> String {
    format!("<w:r><w:t>{text}</w:t></w:r>")
}

fn cell(look: &str, text: &str) -> String {
    format!("<w:tc><w:tcPr>{look}</w:tcPr><w:p>{}</w:p></w:tc>", run(text))
}

#[test]
fn tracked_changes_are_read_as_accepted() {
    let body = format!(
        "<w:p>{}<w:del>{}<w:r><w:delText>gammalt</w:delText></w:r></w:del><w:ins>{}</w:ins>\
         <w:moveFrom>{}</w:moveFrom></w:p><w:tbl><w:tr>{}{}</w:tr><w:tr><w:trPr><w:del w:id=\"1\"/></w:trPr>{}{}</w:tr></w:tbl>\
         <w:p><w:pPr><w:pPrChange><w:pPr><w:pStyle w:val=\"Rubrik1\"/></w:pPr></w:pPrChange></w:pPr>{}</w:p>",
        run("Resultatet är "),
        run("10"),
        run("12"),
        run("flyttat"),
        cell("", "a"),
        cell("", "1"),
        cell("", "struken"),
        cell("", "2"),
        run("ingen rubrik längre"),
    );
    let document = read("x.docx", &docx(&body));
    assert_eq!(paragraphs(&document), ["Resultatet är 12", "ingen rubrik längre"]);
    assert_eq!(cells(&document), [["a", "1"]]);
    assert!(document.headings.is_empty());
}

#[test]
fn marks_of_footnotes_are_no_digits_and_their_text_is_read() {
    let raised = "<w:r><w:rPr><w:vertAlign w:val=\"superscript\"/></w:rPr><w:t>1</w:t></w:r>";
    let number = format!("<w:tc><w:p>{}{raised}</w:p></w:tc>", run("1 234"));
    let body = format!("<w:tbl><w:tr>{}{number}</w:tr></w:tbl>", cell("", "Summa"));
    let notes = "<w:footnotes xmlns:w=\"w\"><w:footnote w:type=\"separator\" w:id=\"-1\"><w:p><w:r><w:t>–</w:t></w:r></w:p>\
        </w:footnote><w:footnote w:id=\"1\"><w:p><w:r><w:t>Utan ESF.</w:t></w:r></w:p></w:footnote></w:footnotes>";
    let document = read("x.docx", &docx_with(&body, &[("word/footnotes.xml", notes)]));
    assert_eq!(cells(&document), [["Summa", "1 234¹"]]);
    assert_eq!(paragraphs(&document), ["Utan ESF."]);
}

#[test]
fn boxes_lists_fields_and_breaks_are_text() {
    let boxed = format!(
        "<w:p>{}<w:r><mc:AlternateContent><mc:Choice><w:drawing><w:txbxContent><w:p>{}</w:p></w:txbxContent></w:drawing>\
         </mc:Choice><mc:Fallback><w:p>{}</w:p></mc:Fallback></mc:AlternateContent></w:r></w:p>",
        run("Före rutan."),
        run("I rutan."),
        run("I rutan."),
    );
    let field = format!(
        "<w:p><w:r><w:instrText>PAGE \\* MERGEFORMAT</w:instrText></w:r>{}</w:p>",
        run("Sida 3 &amp; &#229;")
    );
    let broken = "<w:p><w:r><w:t>ett</w:t><w:br/><w:t>två</w:t><w:tab/><w:t>tre</w:t></w:r></w:p>";
    let document = read("x.docx", &docx(&format!("{boxed}{field}{broken}")));
    assert_eq!(paragraphs(&document), ["Före rutan.", "I rutan.", "Sida 3 & å", "ett två tre"]);
}

#[test]
fn merged_and_nested_cells_keep_their_columns() {
    let span = "<w:gridSpan w:val=\"2\"/>";
    let inner = format!(
        "<w:tc><w:p>{}</w:p><w:tbl><w:tr>{}{}</w:tr></w:tbl><w:p/></w:tc>",
        run("yttre"),
        cell("", "inre"),
        cell("", "7")
    );
    let body = format!(
        "<w:tbl><w:tr>{}{}</w:tr><w:tr>{}{}{}</w:tr><w:tr>{}{inner}{}</w:tr></w:tbl>",
        cell("<w:vMerge w:val=\"restart\"/>", "Post"),
        cell(span, "Utfall"),
        cell("<w:vMerge/>", ""),
        cell("", "2023"),
        cell("", "2022"),
        cell("", "Intäkter"),
        cell("", "5"),
    );
    let document = read("x.docx", &docx(&body));
    assert_eq!(
        cells(&document),
        [
            vec!["inre", "7"],
            vec!["Post", "Utfall", ""],
            vec!["", "2023", "2022"],
            vec!["Intäkter", "yttre", "5"]
        ]
    );
    let merged: Vec<&Cell> =
        document.tables().flat_map(|it| &it.rows).flat_map(|it| &it.cells).filter(|it| it.merged).collect();
    assert_eq!(merged.len(), 1);
}

#[test]
fn two_numbers_in_a_cell_are_not_one() {
    let two = format!("<w:tc><w:p>{}</w:p><w:p>{}</w:p></w:tc>", run("100"), run("200"));
    let document = read("x.docx", &docx(&format!("<w:tbl><w:tr>{}{two}</w:tr></w:tbl>", cell("", "a"))));
    assert_eq!(cells(&document), [["a", "100 / 200"]]);
}

/// What is not shown is no number, and what is lost of one is never a number of its own.
#[test]
fn what_is_hidden_or_struck_is_left_out_and_a_minus_is_kept() {
    let looks = |look: &str| format!("<w:r><w:rPr><w:{look}/></w:rPr><w:t>310</w:t></w:r>{}", run("300"));
    let sign = |code: &str| format!("<w:r><w:sym w:font=\"Symbol\" w:char=\"{code}\"/></w:r>{}", run("300"));
    for (content, says) in [
        (looks("vanish"), "300"),
        (looks("strike"), "300"),
        (looks("dstrike"), "300"),
        (looks("vanish w:val=\"0\""), "310300"),
        (sign("F02D"), "−300"),
        (sign("F0A7"), "□300"),
    ] {
        let row = format!("<w:tr>{}<w:tc><w:p>{content}</w:p></w:tc></w:tr>", cell("", "a"));
        assert_eq!(cells(&read("x.docx", &docx(&format!("<w:tbl>{row}</w:tbl>")))), [["a", says]]);
    }
}

#[test]
fn columns_stay_where_they_are() {
    let table = |row: &str| format!("<w:tbl><w:tr>{row}</w:tr></w:tbl>");
    let inner = table(&[cell("", "inre"), cell("", "7")].concat());
    let around = |before: &str| format!("<w:tc>{before}{inner}<w:p>{}</w:p></w:tc>", run("300"));
    let nested = |before: &str| [cell("", "a"), around(before), cell("", "5")].concat();
    for before in ["", "<w:p/>"] {
        let document = read("x.docx", &docx(&table(&nested(before))));
        assert_eq!(cells(&document), [vec!["inre", "7"], vec!["a", "300 [tabell]", "5"]]);
    }
    let skipped = "<w:trPr><w:gridBefore w:val=\"1\"/><w:gridAfter w:val=\"1\"/></w:trPr>".to_owned();
    let skipped = [skipped, cell("", "5")].concat();
    let rows =
        format!("<w:tr>{}{}{}</w:tr><w:tr>{skipped}</w:tr>", cell("", "a"), cell("", "1"), cell("", "2"));
    let document = read("x.docx", &docx(&format!("<w:tbl>{rows}</w:tbl>")));
    assert_eq!(cells(&document), [["a", "1", "2"], ["", "5", ""]]);
    let taken = [cell("", "a"), cell("<w:cellDel w:id=\"1\"/>", "310"), cell("", "5")].concat();
    assert_eq!(cells(&read("x.docx", &docx(&table(&taken)))), [["a", "5"]]);
}

#[test]
fn files_that_lie_are_refused() {
    let whole = docx("<w:p/>");
    for cut in [0, 4, 30, whole.len() / 2, whole.len() - 3] {
        assert!(document::read("x.docx", &whole[..cut]).is_err(), "cut at {cut}");
    }
    let mut other = ZipWriter::new(Cursor::new(Vec::new()));
    other.start_file("hej.txt", SimpleFileOptions::default()).unwrap();
    other.write_all(b"hej").unwrap();
    assert!(refused("x.docx", &other.finish().unwrap().into_inner()).contains("word/document.xml"));
    assert!(refused("x.docx", &docx(&"<w:sdt>".repeat(1_000))).contains("i varandra"));
    assert!(refused("x.docx", &docx(&"<w:tbl><w:tr><w:tc>".repeat(100))).contains("i varandra"));
    let entities = "<!DOCTYPE w [<!ENTITY a \"ha\"><!ENTITY b \"&a;&a;&a;\">]>";
    let body = docx_with(
        "<w:p/>",
        &[(
            "word/footnotes.xml",
            &format!("{entities}<w:footnotes><w:p><w:r><w:t>&b;</w:t></w:r></w:p></w:footnotes>"),
        )],
    );
    assert_eq!(paragraphs(&read("x.docx", &body)), ["&b;"], "an entity of the file's own is not followed");
    // What is cut off is not known, and no number is half of one.
    assert!(refused("x.docx", &docx("<w:p><w:r><w:t>kvar")).contains("trasig"));
    // The file says itself which part is the document.
    let relations = |to: &str| {
        let kind = "http://schemas.openxmlformats.org/officeDocument/2006/relationships/officeDocument";
        format!("<Relationships><Relationship Id=\"r\" Type=\"{kind}\" Target=\"{to}\"/></Relationships>")
    };
    let other = "<w:document><w:body><w:p><w:r><w:t>den andra</w:t></w:r></w:p></w:body></w:document>";
    let named = |to: &str| docx_with("<w:p/>", &[("_rels/.rels", &relations(to)), ("word/other.xml", other)]);
    assert_eq!(paragraphs(&read("x.docx", &named("/word/other.xml"))), ["den andra"]);
    assert!(refused("x.docx", &named("word/none.xml")).contains("word/none.xml"));
}

/// What unpacks to more than a document is, however little it is packed.
#[test]
fn a_bomb_does_not_go_off() {
    let mut archive = ZipWriter::new(Cursor::new(Vec::new()));
    let options = SimpleFileOptions::default().compression_level(Some(1));
    archive.start_file("word/document.xml", options).unwrap();
    let spaces = vec![b' '; 1 << 20];
    for _ in 0..=samkoll::limits::DOCUMENT_TEXT >> 20 {
        archive.write_all(&spaces).unwrap();
    }
    let bytes = archive.finish().unwrap().into_inner();
    assert!(bytes.len() < 2 << 20, "{}", bytes.len());
    assert!(refused("x.docx", &bytes).contains("packas upp"));
    // Cells that reach over hundreds of columns and down into every row.
    let reaching = format!("<table>{}", "<tr><td rowspan=60000 colspan=900>1</td>".repeat(1_000));
    assert!(refused("x.html", reaching.as_bytes()).contains("celler"));
}
