//! What a terminal or a page may be sent: no control characters, no marks that turn a line around, nothing that is no
//! character at all.

use std::borrow::Cow;

use crate::amount::turns_around;

/// Stands where something harmful stood.
pub(super) const REPLACED: char = '\u{fffd}';

/// Whether a character only shows itself.
pub(super) fn is_harmless(c: char) -> bool {
    // The last two are of no language, and no XML may hold them.
    !c.is_control() && !turns_around(c) && !matches!(c, '\u{fffe}' | '\u{ffff}')
}

/// A whole output, in its lines, without what could harm: the last gate before any stream or file.
#[must_use]
pub fn harmless(output: &str) -> Cow<'_, str> {
    let stays = |c, after: &str| matches!(c, '\n' | '\t') || (c == '\r' && after.starts_with('\n'));
    cleaned(output, stays, |text, _| text.push(REPLACED))
}

/// A text of JSON in which what could harm stands as an escape, so that nothing is lost.
pub(super) fn without_harm(json: String) -> String {
    let escaped = match escaped(&json) {
        Cow::Owned(other) => Some(other),
        Cow::Borrowed(_) => None,
    };
    escaped.unwrap_or(json)
}

/// The same of one that lies in a buffer.
pub(super) fn escaped(json: &str) -> Cow<'_, str> {
    cleaned(json, |c, _| c == '\n', |text, c| text.push_str(&format!("\\u{:04x}", u32::from(c))))
}

/// A text with something else in the place of what could harm and does not stay; as it is, where nothing does.
fn cleaned(
    text: &str,
    stays: impl Fn(char, &str) -> bool,
    instead: impl Fn(&mut String, char),
) -> Cow<'_, str> {
    let mut cleaned = String::new();
    // What has been looked at, and what of that stands in the cleaned text.
    let (mut seen, mut taken) = (0, 0);
    while let Some((at, c)) = next_that_may_harm(text, seen) {
        let after = at.saturating_add(c.len_utf8());
        seen = after;
        if !is_harmless(c) && !stays(c, text.get(after..).unwrap_or_default()) {
            cleaned.push_str(text.get(taken..at).unwrap_or_default());
            instead(&mut cleaned, c);
            taken = after;
        }
    }
    if taken == 0 {
        return Cow::Borrowed(text);
    }
    cleaned.push_str(text.get(taken..).unwrap_or_default());
    Cow::Owned(cleaned)
}

/// The first character from a place on that may be harmful, and where it stands. Many bytes at a time are looked at
/// as one: in most of a long text there is none.
fn next_that_may_harm(text: &str, from: usize) -> Option<(usize, char)> {
    const AT_A_TIME: usize = 64;
    let any = |bytes: &[u8]| bytes.iter().fold(false, |any, it| any | may_harm(*it));
    let bytes = text.as_bytes().get(from..)?;
    let chunk = bytes.chunks(AT_A_TIME).position(any)?;
    let start = chunk.saturating_mul(AT_A_TIME);
    let within = bytes.get(start..)?.iter().position(|it| may_harm(*it))?;
    let at = from.saturating_add(start).saturating_add(within);
    Some((at, text.get(at..)?.chars().next()?))
}

/// Whether a byte begins a character that may be harmful. An end of a line is none, and stands in every text.
const fn may_harm(byte: u8) -> bool {
    // Controls, those of two bytes, the Arabic mark, the general punctuation with the marks of direction, and the last
    // of three bytes.
    (byte < 0x20 && byte != b'\n') || matches!(byte, 0x7f | 0xc2 | 0xd8 | 0xe2 | 0xef)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_harmful_character_begins_as_one_that_may_be() {
        let harmful = ('\0'..=char::MAX).filter(|c| !is_harmless(*c) && *c != '\n');
        assert!(harmful.map(|c| c.to_string().as_bytes()[0]).all(may_harm));
    }

    #[test]
    fn nothing_harmful_goes_out_and_json_loses_nothing() {
        let hostile = "a\u{1b}[31m\u{202e}b\u{9b}c\rd\r\ne\tå–\u{a0}";
        assert_eq!(harmless(hostile), "a\u{fffd}[31m\u{fffd}b\u{fffd}c\u{fffd}d\r\ne\tå–\u{a0}");
        assert_eq!(harmless("a\u{fffe}\u{ffff}b\u{fffd}"), "a\u{fffd}\u{fffd}b\u{fffd}");
        let hostile = "a\u{fffe}\u{1b}[31m\u{ffff}";
        let json = serde_json::to_string(hostile).unwrap();
        let sent = escaped(&json);
        assert!(sent.chars().all(is_harmless), "{sent}");
        assert_eq!(serde_json::from_str::<String>(&sent).unwrap(), hostile);
    }
}
