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
    let mut chars = output.chars().peekable();
    let mut text = String::with_capacity(output.len());
    while let Some(c) = chars.next() {
        let ends_line = c == '\n' || (c == '\r' && chars.peek() == Some(&'\n'));
        text.push(if ends_line || c == '\t' || is_harmless(c) { c } else { REPLACED });
    }
    text
}

/// JSON in which what could harm stands as an escape, so that nothing is lost.
pub(super) fn escaped(json: &str) -> String {
    let mut text = String::with_capacity(json.len());
    for c in json.chars() {
        if c == '\n' || is_harmless(c) {
            text.push(c);
        } else {
            text.push_str(&format!("\\u{:04x}", u32::from(c)));
        }
    }
    text
}

#[cfg(test)]
mod tests {
    use super::*;

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
