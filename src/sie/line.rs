//! One line: a label and its fields, quotes and braces read as the format has them.

use std::borrow::Cow;

/// What stands between two blanks, or in quotes.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Field<'t> {
    /// The text, without its quotes.
    pub text: Cow<'t, str>,
    /// Where it begins and ends in the line, its quotes with it.
    pub at: (usize, usize),
    /// A quote opens it and none closes it.
    pub open: bool,
}

/// What a record has after its label.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) enum Part<'t> {
    /// A field.
    Field(Field<'t>),
    /// `{dimension object …}`: the fields in it, and whether it is closed.
    Objects(Vec<Field<'t>>, (usize, usize), bool),
}

/// No record has more fields that anyone reads; the rest are passed over.
const MOST_PARTS: usize = 12;

/// Nor so many objects.
const MOST_OBJECTS: usize = 64;

/// The label of a line, without `#`, and the rest of the line with where it begins; none where the line is no record.
pub(super) fn label(line: &str) -> Option<(&str, &str, usize)> {
    let trimmed = line.trim_start_matches([' ', '\t']);
    let word = trimmed.strip_prefix('#')?;
    let end = word.find([' ', '\t', '{', '"']).unwrap_or(word.len());
    let (name, rest) = word.split_at(end);
    Some((name, rest, line.len().saturating_sub(rest.len())))
}

/// The parts of what follows a label, each where it stands in the line, of which the rest begins at `from`.
pub(super) fn parts(rest: &str, from: usize) -> Vec<Part<'_>> {
    let mut found = Vec::new();
    let mut at = 0;
    while let Some(start) = next(rest, at) {
        if found.len() >= MOST_PARTS {
            break;
        }
        if rest.get(start..).is_some_and(|it| it.starts_with('{')) {
            let (part, end) = objects(rest, start, from);
            found.push(part);
            at = end;
            continue;
        }
        let (field, end) = field(rest, start, from, false);
        found.push(Part::Field(field));
        at = end;
    }
    found
}

/// Where the next thing begins that is no blank.
fn next(rest: &str, at: usize) -> Option<usize> {
    let left = rest.get(at..)?;
    let blank = left.len().saturating_sub(left.trim_start_matches([' ', '\t']).len());
    let start = at.saturating_add(blank);
    (start < rest.len()).then_some(start)
}

fn objects(rest: &str, start: usize, from: usize) -> (Part<'_>, usize) {
    let mut fields = Vec::new();
    let mut at = start.saturating_add(1);
    let place = |end: usize| (from.saturating_add(start), from.saturating_add(end));
    while let Some(begin) = next(rest, at) {
        if rest.get(begin..).is_some_and(|it| it.starts_with('}')) {
            let end = begin.saturating_add(1);
            return (Part::Objects(fields, place(end), true), end);
        }
        let (field, end) = field(rest, begin, from, true);
        if fields.len() < MOST_OBJECTS {
            fields.push(field);
        }
        at = end.max(begin.saturating_add(1));
    }
    (Part::Objects(fields, place(rest.len()), false), rest.len())
}

/// A field that begins here, and where it ends. Within braces a closing one ends a word as a blank does.
fn field(rest: &str, start: usize, from: usize, in_braces: bool) -> (Field<'_>, usize) {
    let left = rest.get(start..).unwrap_or("");
    let (text, length, open) = match left.strip_prefix('"') {
        Some(quoted) => in_quotes(quoted),
        None => {
            let ends = |c: char| c == ' ' || c == '\t' || (in_braces && c == '}');
            let length = left.find(ends).unwrap_or(left.len());
            (unescaped(left.get(..length).unwrap_or("")), length, false)
        }
    };
    let end = start.saturating_add(length);
    (Field { text, at: (from.saturating_add(start), from.saturating_add(end)), open }, end)
}

/// What stands in quotes, how long it is with them, and whether nothing closes them. `\"` is a quote in the text;
/// any other backslash is itself.
fn in_quotes(quoted: &str) -> (Cow<'_, str>, usize, bool) {
    let mut escaped = false;
    for (at, letter) in quoted.char_indices() {
        match letter {
            '"' if !escaped => {
                return (unescaped(quoted.get(..at).unwrap_or("")), at.saturating_add(2), false);
            }
            '\\' => escaped = !escaped,
            _ => escaped = false,
        }
    }
    (unescaped(quoted), quoted.len().saturating_add(1), true)
}

fn unescaped(text: &str) -> Cow<'_, str> {
    if text.contains("\\\"") { Cow::Owned(text.replace("\\\"", "\"")) } else { Cow::Borrowed(text) }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn told(line: &str) -> Vec<String> {
        let (_, rest, from) = label(line).unwrap();
        let word = |it: &Field<'_>| {
            assert!(it.at.0 < it.at.1 && it.at.1 <= line.len(), "{line}: {it:?}");
            format!("{}{}", it.text, if it.open { "…" } else { "" })
        };
        parts(rest, from)
            .iter()
            .map(|it| match it {
                Part::Field(field) => word(field),
                Part::Objects(fields, _, closed) => {
                    let inner: Vec<String> = fields.iter().map(word).collect();
                    format!("{{{}{}", inner.join("|"), if *closed { "}" } else { "…" })
                }
            })
            .collect()
    }

    #[test]
    fn fields_quotes_escapes_and_objects() {
        for (line, expected) in [
            ("#IB 0 1930 100.00", vec!["0", "1930", "100.00"]),
            ("\t#ib\t0\t\"1930\"\t-1.5 ", vec!["0", "1930", "-1.5"]),
            ("#KONTO 1930 \"Bank \\\"stora\\\"\"", vec!["1930", "Bank \"stora\""]),
            ("#FNR \"C:\\mapp\\fil\"", vec!["C:\\mapp\\fil"]),
            ("#TRANS 4010 {} 30250", vec!["4010", "{}", "30250"]),
            (
                "#TRANS 4010 {1 \"10\" 6 A} 5 \"30250*0,043*25\"",
                vec!["4010", "{1|10|6|A}", "5", "30250*0,043*25"],
            ),
            ("#TRANS 4010{1 10}5", vec!["4010{1", "10}5"]),
            ("#TRANS 4010 {1 \"10", vec!["4010", "{1|10……"]),
            ("#KONTO 1930 \"Kassa", vec!["1930", "Kassa…"]),
            ("#PROSA \"\" x", vec!["", "x"]),
            ("#PROSA", vec![]),
        ] {
            assert_eq!(told(line), expected, "{line}");
        }
        assert_eq!(label("  IB 0"), None);
        assert_eq!(parts(&" a".repeat(10_000), 0).len(), MOST_PARTS);
    }
}
