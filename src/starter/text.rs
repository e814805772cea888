//! Strings as TOML writes them, ids made of names, and templates filled in.

use std::collections::BTreeSet;

use crate::amount::turns_around;
use crate::model::actor::Actor;
use crate::model::is_of_another;

/// A text as a TOML string, whatever is in it.
#[must_use]
pub fn quoted(text: &str) -> String {
    let mut written = String::from("\"");
    for c in text.chars() {
        match c {
            '"' => written.push_str("\\\""),
            '\\' => written.push_str("\\\\"),
            '\n' => written.push_str("\\n"),
            '\t' => written.push_str("\\t"),
            // Marks that turn the reading direction would let a line show something else than it says.
            c if c.is_control() || misleads(c) => written.push_str(&format!("\\u{:04X}", u32::from(c))),
            c => written.push(c),
        }
    }
    written + "\""
}

/// What makes a line show something else than it says, or end where it does not.
const fn misleads(c: char) -> bool {
    turns_around(c) || matches!(c, '\u{2028}' | '\u{2029}' | '\u{feff}')
}

/// Words that stand where an id could and are parts of the names of figures.
const RESERVED: &[&str] = &[
    "state",
    "staten",
    "region",
    "regions",
    "municipality",
    "municipalities",
    "member",
    "organisation",
    "total",
    "other",
    "nation",
];

fn is_reserved(id: &str) -> bool {
    RESERVED.contains(&id) || Actor::reserved().any(|word| word == id)
}

/// The longest id made of a name.
const LONGEST: usize = 60;

/// Ids in use; what it gives out is new and nobody's word.
#[derive(Debug, Default)]
pub struct Ids(BTreeSet<String>);

impl Ids {
    /// With ids that are taken.
    pub fn with<'a>(taken: impl IntoIterator<Item = &'a str>) -> Self {
        Self(taken.into_iter().map(str::to_owned).collect())
    }

    /// An id for a name; `otherwise` stands in for a name without a letter of the alphabet.
    pub fn take(&mut self, name: &str, otherwise: &str) -> String {
        let base = slug(name);
        let base = match base.as_str() {
            "" => otherwise.to_owned(),
            // Digits alone are read as a year, whatever number follows them.
            _ if is_of_another(&base) => format!("{otherwise}-{base}"),
            _ => base,
        };
        let numbered = (2_u32..).map(|number| format!("{base}-{number}"));
        let mut wished = std::iter::once(base.clone()).chain(numbered);
        let free = |id: &String| !is_reserved(id) && !self.0.contains(id);
        // The numbers do not end before the ids that are taken do.
        let id = wished.find(free).unwrap_or(base);
        self.0.insert(id.clone());
        id
    }
}

/// Lower-case words joined by hyphens.
fn slug(name: &str) -> String {
    let mut id = String::new();
    for c in name.chars().flat_map(char::to_lowercase) {
        match plain(c) {
            Some("") => (),
            Some(letters) => id.push_str(letters),
            None if c.is_ascii_alphanumeric() => id.push(c),
            None if !id.is_empty() && !id.ends_with('-') => id.push('-'),
            None => (),
        }
    }
    if id.len() > LONGEST {
        // What is kept is ASCII, so that every place is between two letters.
        let kept: String = id.chars().take(LONGEST).collect();
        id = kept.rsplit_once('-').map_or_else(|| kept.clone(), |(whole, _)| whole.to_owned());
    }
    id.trim_end_matches('-').to_owned()
}

/// A letter without its mark; marks that stand by themselves are nothing.
const fn plain(c: char) -> Option<&'static str> {
    Some(match c {
        'å' | 'ä' | 'á' | 'à' | 'â' | 'ã' | 'ā' => "a",
        'ö' | 'ø' | 'ó' | 'ò' | 'ô' | 'õ' | 'ő' => "o",
        'é' | 'è' | 'ê' | 'ë' => "e",
        'ü' | 'ú' | 'ù' | 'û' => "u",
        'í' | 'ì' | 'î' | 'ï' => "i",
        'ý' | 'ÿ' => "y",
        'ç' | 'č' => "c",
        'š' => "s",
        'ž' => "z",
        'ñ' | 'ŋ' => "n",
        'đ' | 'ð' => "d",
        'ŧ' => "t",
        'æ' => "ae",
        'ß' => "ss",
        'þ' => "th",
        '\u{300}'..='\u{36f}' => "",
        _ => return None,
    })
}

/// A template with each `«word»` replaced, in one pass, so that nothing in a value is taken for a word.
/// A line that is one word alone goes when there is nothing to say.
pub(super) fn fill(template: &str, values: &[(&str, &str)]) -> String {
    let value = |word: &str| values.iter().find(|(name, _)| *name == word).map_or("", |(_, value)| *value);
    let mut filled = String::new();
    for line in template.lines() {
        let alone = line.strip_prefix('«').and_then(|rest| rest.strip_suffix('»'));
        if alone.is_some_and(|word| value(word).is_empty()) {
            continue;
        }
        let mut parts = line.split('«');
        filled.push_str(parts.next().unwrap_or_default());
        for part in parts {
            let (word, rest) = part.split_once('»').unwrap_or((part, ""));
            filled.push_str(value(word));
            filled.push_str(rest);
        }
        filled.push('\n');
    }
    filled
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn ids_are_plain_new_and_nobodys_word() {
        let mut ids = Ids::with(["storby"]);
        for (name, id, why) in [
            ("Åre & Östra Äng", "are-ostra-ang", "letters without marks"),
            ("A\u{30a}re", "are", "marks that stand by themselves"),
            ("Storby", "storby-2", "taken"),
            ("Platform", "platform-2", "a reserved word"),
            ("Each party", "each-party-2", "a reserved word"),
            ("2023", "kommun-2023", "read as a year"),
            ("Meeting", "kommun-meeting", "read as a kind of thing"),
            ("🦊🦊", "kommun", "no letter"),
            ("Кирилл", "kommun-2", "no letter of this alphabet"),
            ("--a--b--", "a-b", "hyphens once"),
        ] {
            assert_eq!(ids.take(name, "kommun"), id, "{why}");
        }
        let long = ids.take(&"Mycket långt namn ".repeat(500), "x");
        assert!(long.len() <= LONGEST && !long.ends_with('-'), "{long}");
        assert_eq!(ids.take(&"x".repeat(900), "y").len(), LONGEST);
    }

    #[test]
    fn templates_are_filled_in_one_pass() {
        let filled = fill("a = «a» # «b»\n«c»\n«b»\n", &[("a", "«b»"), ("b", "2")]);
        assert_eq!(filled, "a = «b» # 2\n2\n");
    }
}
