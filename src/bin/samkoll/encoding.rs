//! In what a text that is not UTF-8 seems to be written, by the letters of Swedish.

use samkoll::amount::Text;

/// How å, ä, ö, Å, Ä, Ö and é are written in what Swedish files come in: Windows, DOS and old Macs.
const WINDOWS: &[u8] = &[0xe5, 0xe4, 0xf6, 0xc5, 0xc4, 0xd6, 0xe9];
const DOS: &[u8] = &[0x86, 0x84, 0x94, 0x8f, 0x8e, 0x99, 0x82];
const MAC: &[u8] = &[0x8c, 0x8a, 0x9a, 0x81, 0x80, 0x85, 0x8e];

/// What a reader is told of bytes that are not UTF-8; nothing when they look like no text.
pub(crate) fn seems(bytes: &[u8]) -> Option<Text> {
    match bytes {
        [0xff, 0xfe, ..] | [0xfe, 0xff, ..] => return Some(written_in("UTF-16")),
        _ if bytes.contains(&0) => {
            let zeros = bytes.iter().filter(|byte| **byte == 0).count();
            return (zeros.saturating_mul(3) > bytes.len()).then(|| written_in("UTF-16"));
        }
        _ => (),
    }
    let broken = bytes.utf8_chunks().filter(|chunk| !chunk.invalid().is_empty()).count();
    let whole = bytes.utf8_chunks().flat_map(|chunk| chunk.valid().chars()).filter(|c| !c.is_ascii()).count();
    if whole > broken {
        let sound = bytes.utf8_chunks().next().map(|chunk| chunk.valid()).unwrap_or_default();
        let line = sound.matches('\n').count().saturating_add(1);
        return Some(Text::new(
            format!("det mesta är UTF-8, men inte rad {line}"),
            format!("most of it is UTF-8, but not line {line}"),
        ));
    }
    let count = |letters: &[u8]| bytes.iter().filter(|byte| letters.contains(byte)).count();
    let (windows, dos, mac) = (count(WINDOWS), count(DOS), count(MAC));
    Some(written_in(if windows == 0 && dos == 0 && mac == 0 {
        return None;
    } else if windows >= dos && windows >= mac {
        // Latin-1 has no letters or signs there.
        if bytes.iter().any(|byte| (0x80..0xa0).contains(byte)) {
            "Windows-1252"
        } else {
            "Latin-1 (Windows-1252)"
        }
    } else if dos >= mac {
        "CP437/CP850 (DOS)"
    } else {
        "Mac Roman"
    }))
}

fn written_in(name: &str) -> Text {
    Text::new(format!("den ser ut att vara skriven i {name}"), format!("it seems to be written in {name}"))
}
