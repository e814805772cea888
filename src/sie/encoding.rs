//! In what the bytes are written: what the format says, or what the letters of the words show.

use crate::amount::Text;

names! {
    /// How the bytes of a ledger file stand for letters.
    #[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
    pub enum Encoding {
        /// No letter beyond A–Z in it: any of them gives the same.
        Ascii = "ascii",
        /// Code page 437, as the format says.
        Cp437 = "cp437",
        /// UTF-8.
        Utf8 = "utf-8",
        /// ISO 8859-1.
        Latin1 = "latin-1",
        /// Windows-1252: ISO 8859-1 with signs where that has none.
        Windows1252 = "windows-1252",
    }
}

impl Encoding {
    /// What it is called.
    #[must_use]
    pub fn called(self) -> Text {
        match self {
            Self::Ascii => Text::new("bara A–Z, ingen åäö", "A–Z alone, no letters beyond"),
            Self::Cp437 => Text::new("teckentabell 437", "code page 437"),
            Self::Utf8 => Text::same("UTF-8"),
            Self::Latin1 => Text::same("Latin-1"),
            Self::Windows1252 => Text::same("Windows-1252"),
        }
    }

    /// The same, to be said of a ledger file.
    #[must_use]
    pub fn title(self) -> Text {
        let called = self.called();
        match self {
            Self::Ascii => called,
            Self::Cp437 => Text::new(
                format!("{}, som formatet säger", called.sv),
                format!("{}, as the format says", called.en),
            ),
            Self::Utf8 | Self::Latin1 | Self::Windows1252 => Text::new(
                format!("{}, fast formatet säger teckentabell 437", called.sv),
                format!("{}, though the format says code page 437", called.en),
            ),
        }
    }
}

/// Code page 437 from 128 on, 16 to a line.
const CP437: &str = "ÇüéâäàåçêëèïîìÄÅ\
                     ÉæÆôöòûùÿÖÜ¢£¥₧ƒ\
                     áíóúñÑªº¿⌐¬½¼¡«»\
                     ░▒▓│┤╡╢╖╕╣║╗╝╜╛┐\
                     └┴┬├─┼╞╟╚╔╩╦╠═╬╧\
                     ╨╤╥╙╘╒╓╫╪┘┌█▄▌▐▀\
                     αßΓπΣσµτΦΘΩδ∞φε∩\
                     ≡±≥≤⌠⌡÷≈°∙·√ⁿ²■\u{a0}";

/// Windows-1252 from 128 to 159; what it leaves open stays a control character.
const W1252: &str = "€\u{81}‚ƒ„…†‡ˆ‰Š‹Œ\u{8d}Ž\u{8f}\
                     \u{90}‘’“”•–—˜™š›œ\u{9d}žŸ";

/// The letters that Swedish words have beyond A–Z, as code page 437 writes them and as Latin-1 does.
const SWEDISH_437: &[u8] = &[0x86, 0x84, 0x94, 0x8F, 0x8E, 0x99, 0x82, 0x90, 0x81];
const SWEDISH_LATIN: &[u8] = &[0xE5, 0xE4, 0xF6, 0xC5, 0xC4, 0xD6, 0xE9, 0xC9, 0xFC];

/// The text of some bytes, its line ends all alike, and in what they were written.
pub(super) fn decoded(bytes: &[u8]) -> (String, Encoding) {
    plainly(bytes).unwrap_or_else(|| {
        let encoding = eight_bit(bytes);
        (in_eight_bits(bytes, encoding), encoding)
    })
}

/// The same of what no format says the letters of: UTF-8, or else what Windows writes; none where the bytes are of
/// another sort, or their Swedish words another table's.
#[must_use]
pub fn as_windows_has_it(bytes: &[u8]) -> Option<(String, Encoding)> {
    if is_no_text(bytes) {
        return None;
    }
    plainly(bytes).or_else(|| {
        let (dos, latin) = (how_many(bytes, SWEDISH_437), how_many(bytes, SWEDISH_LATIN));
        let encoding = windows(bytes);
        (dos == 0 || latin > dos).then(|| (in_eight_bits(bytes, encoding), encoding))
    })
}

/// What is no question of tables: A–Z alone, or UTF-8.
fn plainly(bytes: &[u8]) -> Option<(String, Encoding)> {
    let bytes = bytes.strip_prefix(b"\xEF\xBB\xBF").unwrap_or(bytes);
    let text = std::str::from_utf8(bytes).ok()?;
    let encoding = if text.is_ascii() { Encoding::Ascii } else { Encoding::Utf8 };
    Some((with_line_ends(text.chars(), bytes.len()), encoding))
}

fn in_eight_bits(bytes: &[u8], encoding: Encoding) -> String {
    let upper: Vec<char> = match encoding {
        Encoding::Cp437 => CP437.chars().collect(),
        Encoding::Windows1252 => W1252.chars().collect(),
        _ => Vec::new(),
    };
    let letter = |byte: &u8| {
        let above = byte.checked_sub(128).and_then(|it| upper.get(usize::from(it)));
        above.copied().unwrap_or(char::from(*byte))
    };
    with_line_ends(bytes.iter().map(letter), bytes.len())
}

/// Which of those with a byte for each letter gives Swedish words; where neither does, what the format says.
fn eight_bit(bytes: &[u8]) -> Encoding {
    if how_many(bytes, SWEDISH_LATIN) <= how_many(bytes, SWEDISH_437) {
        return Encoding::Cp437;
    }
    windows(bytes)
}

/// Latin-1 has no letters or signs where Windows-1252 has some.
fn windows(bytes: &[u8]) -> Encoding {
    let signs = bytes.iter().any(|byte| (0x80..=0x9F).contains(byte));
    if signs { Encoding::Windows1252 } else { Encoding::Latin1 }
}

fn how_many(bytes: &[u8], letters: &[u8]) -> usize {
    bytes.iter().filter(|byte| letters.contains(byte)).count()
}

/// Every line ends in LF: CR LF and a lone CR become one.
fn with_line_ends(letters: impl Iterator<Item = char>, about: usize) -> String {
    let mut text = String::with_capacity(about);
    let mut letters = letters.peekable();
    while let Some(letter) = letters.next() {
        match letter {
            '\r' if letters.peek() == Some(&'\n') => (),
            '\r' => text.push('\n'),
            _ => text.push(letter),
        }
    }
    text
}

/// Whether the bytes are of a sort that no ledger file is: text two bytes to a letter, or no text at all.
pub(super) fn is_no_text(bytes: &[u8]) -> bool {
    let begins = |mark: &[u8]| bytes.starts_with(mark);
    begins(b"\xFF\xFE") || begins(b"\xFE\xFF") || bytes.iter().take(1024).any(|byte| *byte == 0)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_tables_are_whole() {
        assert_eq!(CP437.chars().count(), 128);
        assert_eq!(W1252.chars().count(), 32);
        let at = |byte: usize| CP437.chars().nth(byte - 128);
        assert_eq!([at(0x86), at(0x84), at(0x94)], [Some('å'), Some('ä'), Some('ö')]);
        assert_eq!([at(0x8F), at(0x8E), at(0x99)], [Some('Å'), Some('Ä'), Some('Ö')]);
        assert_eq!([at(0x82), at(0xE1), at(0xFE)], [Some('é'), Some('ß'), Some('■')]);
    }

    #[test]
    fn it_is_what_gives_words() {
        for (bytes, text, encoding) in [
            (b"Kassa".as_slice(), "Kassa", Encoding::Ascii),
            (b"L\x94ner f\x94r r\x86det".as_slice(), "Löner för rådet", Encoding::Cp437),
            ("Löner".as_bytes(), "Löner", Encoding::Utf8),
            (b"\xEF\xBB\xBFL\xC3\xB6n".as_slice(), "Lön", Encoding::Utf8),
            (b"L\xF6ner f\xF6r \xE5ret".as_slice(), "Löner för året", Encoding::Latin1),
            (b"L\xF6ner \x96 \xE5ret".as_slice(), "Löner – året", Encoding::Windows1252),
            (b"one\rtwo\r\nthree".as_slice(), "one\ntwo\nthree", Encoding::Ascii),
            (b"\xB3".as_slice(), "│", Encoding::Cp437),
        ] {
            assert_eq!(decoded(bytes), (text.to_owned(), encoding));
        }
        assert!(is_no_text(b"\xFF\xFE#\0") && is_no_text(b"PK\0\0") && !is_no_text(b"#FLAGGA 0"));
    }
}
