//! Words as a reader sees them: two that look the same on paper are the same, however a keyboard or a program
//! wrote them.

use unicode_normalization::UnicodeNormalization;

/// A text with each letter and its accents as one character: `å` and `a` with a ring are one letter.
#[must_use]
pub fn composed(text: &str) -> String {
    if is_composed(text) {
        return text.to_owned();
    }
    text.nfc().collect()
}

/// Whether nothing in a text can be composed with what is before it: the first sign that can is U+0300, and begins
/// with the byte `cc`, as no byte within another character does. Every byte is looked at: so many are at once.
pub(super) fn is_composed(text: &str) -> bool {
    text.bytes().fold(0, u8::max) < 0xcc
}

/// A text as it is seen: composed, with plain hyphens and one plain space between words, and without what shows
/// only where a line breaks.
#[must_use]
pub fn seen(text: &str) -> String {
    if is_as_seen(text) {
        return text.to_owned();
    }
    let text = composed(text);
    let visible = text.chars().filter(|c| !is_unseen(*c)).map(|c| match c {
        '\u{2010}' | '\u{2011}' => '-',
        other => other,
    });
    visible.collect::<String>().split_whitespace().collect::<Vec<_>>().join(" ")
}

/// A text as it is seen, where capitals say nothing.
#[must_use]
pub fn plain(text: &str) -> String {
    // Most names are of letters that are what they are.
    if text.bytes().all(|it| it.is_ascii_graphic()) {
        return text.to_ascii_lowercase();
    }
    // What grows small may come apart, as a capital I with a dot does.
    composed(&seen(text).to_lowercase())
}

/// Whether two texts are seen as one, whatever their capitals.
#[must_use]
pub fn alike(one: &str, other: &str) -> bool {
    plain(one) == plain(other)
}

/// Whether a text is seen as it stands: words of common letters and signs with one space between them.
fn is_as_seen(text: &str) -> bool {
    let mut after_space = true;
    for c in text.chars() {
        if !is_common(c) || c == ' ' && after_space {
            return false;
        }
        after_space = c == ' ';
    }
    !after_space || text.is_empty()
}

/// Letters and signs of which Swedish text consists, that are no spaces but for the plain one, and that nothing is
/// composed of: dashes, quotation marks and the ellipsis among them.
const fn is_common(c: char) -> bool {
    matches!(c, ' '..='~' | '\u{a1}'..='\u{ac}' | '\u{ae}'..='\u{2ff}' | '\u{2012}'..='\u{2027}')
}

/// Soft hyphens, joins of no width, the mark at the beginning of a file.
const fn is_unseen(c: char) -> bool {
    matches!(c, '\u{ad}' | '\u{200b}' | '\u{2060}' | '\u{feff}')
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_looks_the_same_is_the_same() {
        for (one, other, why) in [
            ("Söderby kommun", "So\u{308}derby kommun", "composition"),
            ("Söderby kommun", "Söderby\u{a0}kommun", "a space that does not break"),
            ("Söderby kommun", " Söderby \u{202f} kommun", "spaces"),
            ("samordningsförbund", "samordnings\u{ad}förbund", "a hyphen that shows at the end of a line"),
            ("111111-1111", "111111\u{2011}1111", "a hyphen that does not break"),
        ] {
            assert_eq!(seen(one), seen(other), "{why}");
        }
        assert!(alike("SÖDERBY Kommun", "so\u{308}derby kommun"));
        assert_ne!(seen("Söderby Kommun"), seen("Söderby kommun"), "capitals are seen");
        assert!(!alike("Söderby", "Soderby"), "another letter");
    }

    #[test]
    fn what_is_seen_as_it_stands_is_what_the_long_way_gives() {
        let long = |text: &str| {
            let visible: String = text.nfc().filter(|c| !is_unseen(*c)).collect();
            let plain = visible.replace(['\u{2010}', '\u{2011}'], "-");
            plain.split_whitespace().collect::<Vec<_>>().join(" ")
        };
        // What comes later is not common.
        for c in '\0'..='\u{3000}' {
            for text in
                [format!("{c}"), format!("a{c}b"), format!("o{c} {c}o"), format!(" {c}"), format!("e  {c}")]
            {
                assert_eq!(seen(&text), long(&text), "{text:?}");
                assert_eq!(composed(&text), text.nfc().collect::<String>(), "{text:?}");
            }
        }
    }
}
