//! Why a file cannot be read as a document, and what to do about it.

use crate::amount::Text;

/// Why a document cannot be read; it says what to do.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Refusal(pub Text);

fn refusal(sv: impl Into<String>, en: impl Into<String>) -> Refusal {
    Refusal(Text::new(sv, en))
}

const READ: &str = "docx, xlsx, pdf, md, txt, tsv, html";

/// How a Word file of before 2007 begins, and a locked one: both are compound files.
const COMPOUND: &[u8] = b"\xd0\xcf\x11\xe0";

/// How the usual pictures begin.
const PICTURES: &[&[u8]] = &[b"\x89PNG", b"\xff\xd8\xff", b"GIF8", b"II*\0", b"MM\0*", b"RIFF"];

/// A file whose first bytes tell that it is nothing that is read.
pub(super) fn by_first_bytes(ending: &str, bytes: &[u8]) -> Option<Refusal> {
    if bytes.iter().all(u8::is_ascii_whitespace) {
        return Some(refusal("filen är tom", "the file is empty"));
    }
    if bytes.starts_with(COMPOUND) {
        return Some(match ending {
            "docx" | "docm" | "xlsx" => locked(),
            _ => refusal(
                "det är ett gammalt Word- eller Excelformat: öppna filen och spara den som .docx",
                "it is an old format of Word or Excel: open the file and save it as .docx",
            ),
        });
    }
    if PICTURES.iter().any(|it| bytes.starts_with(it)) {
        return Some(refusal(
            "det är en bild, och bilder läses inte: läs dokumentet den är tagen ur, eller låt ett program för \
             textigenkänning göra text av den",
            "it is a picture, and pictures are not read: read the document it is taken from, or have a program of \
             text recognition make text of it",
        ));
    }
    if bytes.starts_with(b"{\\rtf") {
        return Some(refusal(
            "det är formatet rtf: öppna filen i Word och spara den som .docx",
            "it is the format RTF: open the file in Word and save it as .docx",
        ));
    }
    if bytes.contains(&0) {
        return Some(refusal(
            format!("det är ingen text, och inget annat som läses ({READ})"),
            format!("it is no text, nor anything else that is read ({READ})"),
        ));
    }
    None
}

pub(super) fn too_large(bytes: usize) -> Refusal {
    let (have, most) =
        (bytes.checked_div(1 << 20).unwrap_or(0), crate::limits::DOCUMENT.checked_div(1 << 20).unwrap_or(0));
    refusal(
        format!(
            "filen är på {have} MB, och mer än {most} MB läses inte: ta bort bilder ur den, eller dela den"
        ),
        format!(
            "the file has {have} MB, and more than {most} MB is not read: take pictures out of it, or divide it"
        ),
    )
}

pub(super) fn not_utf8() -> Refusal {
    refusal(
        "texten är inte i UTF-8: spara den i det (i Anteckningar: Spara som, Kodning UTF-8)",
        "the text is not in UTF-8: save it so",
    )
}

#[cfg(all(feature = "read", feature = "xlsx"))]
pub(super) fn not_reckoned(sheet: &str) -> Refusal {
    refusal(
        format!(
            "bladet ”{sheet}” har formler som inte är uträknade: öppna arbetsboken i Excel och spara den på nytt"
        ),
        format!(
            "the sheet “{sheet}” has formulas that are not worked out: open the workbook in Excel and save it anew"
        ),
    )
}

pub(super) fn unknown(ending: &str) -> Refusal {
    match ending {
        "" => refusal(
            format!(
                "filens namn har ingen ändelse, så det går inte att veta vad den är; det som läses är {READ}"
            ),
            format!(
                "the file's name has no ending, so it cannot be known what it is; what is read is {READ}"
            ),
        ),
        "odt" => refusal(
            "det är formatet odt: öppna filen och spara den som .docx",
            "it is the format ODT: open the file and save it as .docx",
        ),
        "md" | "txt" | "text" | "tsv" | "html" | "htm" | "csv" => refusal(
            format!(
                "filen är packad som en Word- eller Excelfil, fast den slutar på .{ending}: ge den ändelsen .docx eller .xlsx"
            ),
            format!(
                "the file is packed as a Word or Excel file, though it ends in .{ending}: let it end in .docx or .xlsx"
            ),
        ),
        "docx" | "docm" | "xlsx" | "xlsm" | "pdf" => refusal(
            format!(
                "filen slutar på .{ending}, men är något annat: öppna den i programmet den gjordes i och spara den i rätt format"
            ),
            format!(
                "the file ends in .{ending}, but is something else: open it in the program it was made in and save it in the right form"
            ),
        ),
        _ => refusal(
            format!("filer som slutar på .{ending} läses inte; det som läses är {READ}"),
            format!("files that end in .{ending} are not read; what is read is {READ}"),
        ),
    }
}

#[cfg(not(all(feature = "read", feature = "xlsx", feature = "pdf")))]
pub(super) fn not_built(ending: &str) -> Refusal {
    refusal(
        format!(
            "det här programmet är byggt utan läsare för .{ending} (cargo build --features read,xlsx,pdf)"
        ),
        format!(
            "this program is built without a reader for .{ending} (cargo build --features read,xlsx,pdf)"
        ),
    )
}

pub(super) fn locked() -> Refusal {
    refusal(
        "filen är låst med lösenord, eller ett gammalt format med ny ändelse: öppna den, ta bort lösenordet och \
         spara den som .docx",
        "the file is locked by a password, or an old format with a new ending: open it, take the password away and \
         save it as .docx",
    )
}

#[cfg(feature = "pdf")]
pub(super) fn locked_pdf() -> Refusal {
    refusal(
        "pdf:en är låst med lösenord: öppna den, skriv ut den till en ny pdf utan lösenord, eller läs dokumentet den \
         gjordes av (.docx)",
        "the PDF is locked by a password: open it and print it to a new PDF without one, or read the document it was \
         made from (.docx)",
    )
}

#[cfg(feature = "pdf")]
pub(super) fn scanned() -> Refusal {
    refusal(
        "pdf:en har ingen text, bara bilder: läs dokumentet den gjordes av (.docx), eller låt ett program för \
         textigenkänning göra text av den",
        "the PDF has no text, only pictures: read the document it was made from (.docx), or have a program of text \
         recognition make text of it",
    )
}

#[cfg(any(feature = "read", feature = "pdf"))]
pub(super) fn broken(sv: &str, en: &str) -> Refusal {
    refusal(
        format!("filen är trasig ({sv}): öppna den i programmet den gjordes i och spara den på nytt"),
        format!("the file is broken ({en}): open it in the program it was made in and save it anew"),
    )
}

/// Something there is more of than any document needs.
pub(super) fn too_many(what_sv: &str, what_en: &str, most: usize) -> Refusal {
    refusal(
        format!(
            "dokumentet har fler än {most} {what_sv}: dela det, eller ta bort det som inte är dokumentet"
        ),
        format!(
            "the document has more than {most} {what_en}: divide it, or take away what is not the document"
        ),
    )
}
