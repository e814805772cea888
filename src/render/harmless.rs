//! What a terminal or a page may be sent: no control characters, no marks that turn a line around.

use crate::amount::turns_around;

/// Stands where something harmful stood.
pub(super) const REPLACED: char = '\u{fffd}';

/// Whether a character only shows itself.
pub(super) fn is_harmless(c: char) -> bool {
    !c.is_control() && !turns_around(c)
}

/// A whole output, in its lines, without what could harm: the last gate before any stream or file.
#[must_use]
pub fn harmless(output: &str) -> String {
    let stays = |c, after: &str| matches!(c, '\n' | '\t') || (c == '\r' && after.starts_with('\n'));
    cleaned(output, stays, |text, _| text.push(REPLACED))
}

/// JSON in which what could harm stands as an escape, so that nothing is lost.
pub(super) fn escaped(json: &str) -> String {
    cleaned(json, |c, _| c == '\n', |text, c| text.push_str(&format!("\\u{:04x}", u32::from(c))))
}

/// A text with something else in the place of what could harm and does not stay. Most of a long text is copied in
/// one piece.
fn cleaned(text: &str, stays: impl Fn(char, &str) -> bool, instead: impl Fn(&mut String, char)) -> String {
    let mut cleaned = String::with_capacity(text.len());
    let mut rest = text;
    while let Some((before, from)) = first_that_may_harm(rest).and_then(|at| rest.split_at_checked(at)) {
        cleaned.push_str(before);
        let mut chars = from.chars();
        let Some(c) = chars.next() else { break };
        rest = chars.as_str();
        if is_harmless(c) || stays(c, rest) {
            cleaned.push(c);
        } else {
            instead(&mut cleaned, c);
        }
    }
    cleaned.push_str(rest);
    cleaned
}

/// Where the first byte stands that may begin something harmful. Many at a time are looked at as one.
fn first_that_may_harm(text: &str) -> Option<usize> {
    const AT_A_TIME: usize = 64;
    let any = |bytes: &[u8]| bytes.iter().fold(false, |any, it| any | may_harm(*it));
    let chunk = text.as_bytes().chunks(AT_A_TIME).position(any)?;
    let start = chunk.saturating_mul(AT_A_TIME);
    let within = text.as_bytes().get(start..)?.iter().position(|it| may_harm(*it))?;
    Some(start.saturating_add(within))
}

/// Whether a byte begins a character that may be harmful.
const fn may_harm(byte: u8) -> bool {
    // Controls, those of two bytes, the Arabic mark, and the general punctuation with the marks of direction.
    byte < 0x20 || matches!(byte, 0x7f | 0xc2 | 0xd8 | 0xe2)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_harmful_character_begins_as_one_that_may_be() {
        let harmful = ('\0'..=char::MAX).filter(|c| !is_harmless(*c));
        assert!(harmful.map(|c| c.to_string().as_bytes()[0]).all(may_harm));
    }

    #[test]
    fn nothing_harmful_goes_out_and_json_loses_nothing() {
        let hostile = "a\u{1b}[31m\u{202e}b\u{9b}c\rd\r\ne\tå–\u{a0}";
        assert_eq!(harmless(hostile), "a\u{fffd}[31m\u{fffd}b\u{fffd}c\u{fffd}d\r\ne\tå–\u{a0}");
        let json = serde_json::to_string(hostile).unwrap();
        let sent = escaped(&json);
        assert!(sent.chars().all(is_harmless), "{sent}");
        assert_eq!(serde_json::from_str::<String>(&sent).unwrap(), hostile);
    }
}
