//! Text on the sheet: what may stand in it, how wide it can be, and where it breaks.

use super::plane::{Px, hundredths, part, px};
use crate::render::harmless::is_harmless;

/// The text without what XML forbids or what would turn the line around; every sort of space is one space.
pub(super) fn clean(text: &str) -> String {
    let plain = text.chars().map(|c| if c.is_whitespace() { ' ' } else { c }).filter(|c| is_harmless(*c));
    let plain: String = plain.collect();
    plain.split(' ').filter(|word| !word.is_empty()).collect::<Vec<_>>().join(" ")
}

/// The text as it stands between tags and in attributes.
pub(super) fn escaped(text: &str) -> String {
    let mut written = String::new();
    for c in text.chars().filter(|c| is_harmless(*c)) {
        match c {
            '&' => written.push_str("&amp;"),
            '<' => written.push_str("&lt;"),
            '>' => written.push_str("&gt;"),
            '"' => written.push_str("&quot;"),
            '\'' => written.push_str("&#39;"),
            c => written.push(c),
        }
    }
    written
}

/// How wide a text is at the most, whatever sans-serif it is set in.
pub(super) fn width(text: &str, size: Px) -> Px {
    let hundredths = text.chars().map(letter).fold(px(0), |sum, width| sum + width);
    part(hundredths * size + px(99), 1, 100)
}

/// The width of a letter in hundredths of its height.
const fn letter(c: char) -> Px {
    px(match c {
        '\u{1100}'..='\u{11ff}' | '\u{2e80}'.. => 125,
        'm' | '@' | '%' | '—' | '…' => 95,
        'A'..='Z' | 'Å' | 'Ä' | 'Ö' | 'w' => 80,
        _ => 62,
    })
}

/// The same in bold.
pub(super) fn bold_width(text: &str, size: Px) -> Px {
    hundredths(width(text, size), 112)
}

/// A text broken into lines.
pub(super) struct Lines {
    pub(super) lines: Vec<String>,
    /// Not all of it found room.
    pub(super) cut: bool,
}

/// Breaks a text between words into at most so many lines, each with its room; the last room is that of
/// every line after it. What does not fit gives way to `…`, but `ending` is kept. Lines become as even as
/// they can without becoming more.
pub(super) fn broken(text: &str, ending: &str, rooms: &[Px], most: usize, size: Px) -> Lines {
    let filled = filled(text, ending, rooms, most, size);
    let narrower = (50..100).step_by(5).map(|parts| {
        let rooms: Vec<Px> = rooms.iter().map(|room| hundredths(*room, parts)).collect();
        self::filled(text, ending, &rooms, most, size)
    });
    // As many lines, and no word split that was whole.
    let as_good =
        |it: &Lines| it.lines.len() == filled.lines.len() && it.lines.join(" ") == filled.lines.join(" ");
    if filled.cut || filled.lines.len() == 1 {
        return filled;
    }
    narrower.into_iter().find(as_good).unwrap_or(filled)
}

/// The same with each line as full as it can be.
fn filled(text: &str, ending: &str, rooms: &[Px], most: usize, size: Px) -> Lines {
    let whole = format!("{text}{ending}");
    let mut rest = whole.as_str();
    let mut lines = Vec::new();
    for number in 1..=most {
        let room = rooms.get(lines.len()).or(rooms.last()).copied().unwrap_or_default();
        let (line, left) = taken(rest, room, size);
        if number == most && !left.is_empty() {
            let ending = format!("…{ending}");
            let (line, _) = taken(rest, room - width(&ending, size), size);
            lines.push(format!("{line}{ending}"));
            return Lines { lines, cut: true };
        }
        lines.push(line.to_owned());
        rest = left;
        if rest.is_empty() {
            break;
        }
    }
    Lines { lines, cut: false }
}

/// As many whole words as there is room for, and the rest; a word that is too long alone is split.
fn taken(text: &str, room: Px, size: Px) -> (&str, &str) {
    let (mut used, mut after_word) = (px(0), None);
    for (at, c) in text.char_indices() {
        if c == ' ' {
            after_word = Some(at);
        }
        used += letter(c) * size;
        // A line takes at least one letter, or it would never end.
        if used > room * px(100) && at > 0 {
            let (line, rest) = text.split_at_checked(after_word.unwrap_or(at)).unwrap_or((text, ""));
            return (line.trim_end(), rest.trim_start());
        }
    }
    (text, "")
}

#[cfg(test)]
mod tests {
    use super::*;

    fn lines(text: &str, ending: &str, letters: i64, most: usize) -> Vec<String> {
        broken(text, ending, &[px(62) * px(letters)], most, px(100)).lines
    }

    #[test]
    fn text_breaks_between_words_and_keeps_its_ending() {
        assert_eq!(lines("ett två tre", "", 11, 2), ["ett två tre"]);
        assert_eq!(lines("ett två tre", "", 10, 2), ["ett två", "tre"]);
        assert_eq!(lines("ett två tre fyra", "\u{a0}×7", 8, 2), ["ett två", "tre…\u{a0}×7"]);
        assert_eq!(lines("åttaåttaåtta", "", 8, 2), ["åttaåtta", "åtta"]);
        assert_eq!(lines("", "", 8, 2), [""]);
    }

    #[test]
    fn nothing_that_xml_forbids_is_left() {
        let hostile = "a\u{0}b\u{1b}[31m\u{202e}c\nd\t e\u{ffff}\u{7f}";
        assert_eq!(clean(hostile), "ab[31mc d e");
        assert_eq!(escaped("<&>\"'\u{8}]]>"), "&lt;&amp;&gt;&quot;&#39;]]&gt;");
    }
}
