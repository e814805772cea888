//! What a document says of itself, as the `[[structure]]` of a workspace.

use std::collections::BTreeMap;
use std::fmt::Write as _;

use crate::audit::outline::{Naming, NamingKind, Outline, Part, Placeholder, Reference, place_under};
use crate::model::text::{PartKind, PlaceholderKind};
use crate::source::seen;
use crate::starter::quoted;

/// What the structure does not say of itself: that its lists are whole is for whoever has looked through the document.
const OPEN: &str = "# Ingen `count` står här: att listorna är hela kan bara den säga som har läst dokumentet.\n\
                    # No `count` stands here: that the lists are whole only who has read the document can say.\n";

/// The `[[structure]]` of a document of this id: its parts, references, counts, placeholders and enclosures, in the
/// order printed, in exactly the form that a workspace reads. Empty where the document has none of them.
///
/// A numbering that is not the main one of its sort has what it stands under before each number ("Kursen.1", of an
/// insats called so).
/// What the document says, and not what is judged of it, is written; a reference has `to` where its goal is there.
#[must_use]
pub fn toml(outline: &Outline, document: &str) -> String {
    let mut lists = String::new();
    let main = main_runs(&outline.parts);
    for part in &outline.parts {
        let own = [
            ("number", Some(number(part, &main))),
            ("title", Some(part.title.clone())),
            ("contents", part.contents.clone()),
        ];
        table(&mut lists, "part", &[&[("kind", Some(part.kind.name().to_owned()))], own.as_slice()].concat());
    }
    for it in &outline.references {
        reference(&mut lists, it);
    }
    for it in &outline.tallies {
        let against = match it.of_appendices {
            true => format!("parts = {{ kind = {} }}", quoted(PartKind::Appendix.name())),
            false => format!("listed = {}", it.listed),
        };
        let (of, part) = (both(&it.of), quoted(&place(&it.from)));
        lists += &format!("\n[[structure.tally]]\nof = {of}\nsays = {}\n{against}\npart = {part}\n", it.says);
    }
    for it in &outline.placeholders {
        placeholder(&mut lists, it);
    }
    for it in &outline.enclosures {
        let (number, about, part) = (quoted(&it.number), both(&it.about), quoted(&place(&it.from)));
        let enclosed = it.enclosed;
        lists += &format!(
            "\n[[structure.enclosure]]\nnumber = {number}\nabout = {about}\nenclosed = {enclosed}\npart = {part}\n"
        );
    }
    for it in outline.namings.iter().filter(|it| it.kind == NamingKind::Abbreviation) {
        term(&mut lists, it);
    }
    match lists.is_empty() {
        true => lists,
        false => format!("{OPEN}[[structure]]\ndocument = {}\n{lists}", quoted(document)),
    }
}

/// The numbering of each sort that has most parts; the first where two have as many.
fn main_runs(parts: &[Part]) -> BTreeMap<PartKind, usize> {
    let mut sizes: BTreeMap<(PartKind, usize), usize> = BTreeMap::new();
    for part in parts {
        let size = sizes.entry((part.kind, part.run)).or_default();
        *size = size.saturating_add(1);
    }
    let mut main: BTreeMap<PartKind, (usize, usize)> = BTreeMap::new();
    for ((kind, run), size) in sizes {
        let most = main.entry(kind).or_insert((run, size));
        if size > most.1 {
            *most = (run, size);
        }
    }
    main.into_iter().map(|(kind, (run, _))| (kind, run)).collect()
}

/// A part's number, with what its numbering stands under where that is not the main one.
fn number(part: &Part, main: &BTreeMap<PartKind, usize>) -> String {
    if main.get(&part.kind) == Some(&part.run) {
        return part.number.clone();
    }
    let above = seen(&part.run_title).replace('.', "");
    let (above, run) = (above.trim(), part.run.saturating_add(1));
    match above {
        "" => format!("{run}:{}.{}", part.label, part.number),
        above => format!("{above} ({run}).{}", part.number),
    }
}

/// A list's table, with the keys that have something.
fn table(text: &mut String, name: &str, keys: &[(&str, Option<String>)]) {
    let _ = writeln!(text, "\n[[structure.{name}]]");
    for (key, value) in keys {
        if let Some(value) = value.as_ref().filter(|it| !it.is_empty()) {
            let _ = writeln!(text, "{key} = {}", quoted(value));
        }
    }
}

/// A reference whose goal can be told; of one that cannot, nothing is known.
fn reference(text: &mut String, it: &Reference) {
    let Some(exists) = it.exists else { return };
    let from = if it.to_itself { format!("{} {}", it.kind.phrase().sv, it.number) } else { place(&it.from) };
    if let Some(rather) = &it.rather {
        let kind = it.kind.phrase();
        let _ = write!(text, "\n# Kanske {} {rather}. Perhaps {} {rather}.", kind.sv, kind.en);
    }
    let keys = [
        ("from", Some(from)),
        ("kind", Some(it.kind.name().to_owned())),
        ("number", Some(it.number.clone())),
        ("about", Some(it.about.clone())),
        ("to", exists.then(|| it.number.clone())),
    ];
    table(text, "reference", &keys);
}

/// What is unfinished for sure; of what is to be decided, what says by which day.
fn placeholder(text: &mut String, it: &Placeholder) {
    let is_dated = it.kind == PlaceholderKind::Later && it.by.is_some();
    if !it.is_sure && !is_dated {
        return;
    }
    let about = if it.about.is_empty() { "en tom punkt i listan" } else { &it.about };
    let _ = writeln!(text, "\n[[structure.placeholder]]\nkind = {}", quoted(it.kind.name()));
    let _ = writeln!(text, "about = {}", both(about));
    if !it.printed.is_empty() {
        let _ = writeln!(text, "printed = {}", quoted(&it.printed));
    }
    if let Some(by) = it.by.filter(|_| is_dated) {
        let _ = writeln!(text, "by = {by}");
    }
    let _ = writeln!(text, "part = {}", quoted(&place(&it.from)));
}

/// An abbreviation, written out in both ways.
fn term(text: &mut String, it: &Naming) {
    let short =
        it.printed.rsplit_once('(').map_or(it.printed.as_str(), |(_, short)| short.trim_end_matches(')'));
    for printed in [&it.elsewhere, &it.printed] {
        let (of, printed, part) = (both(short), quoted(printed), quoted(&place(&it.from)));
        let _ = writeln!(text, "\n[[structure.term]]\nof = {of}\nprinted = {printed}\npart = {part}");
    }
}

/// A place of the document; before its first heading it is the beginning.
fn place(from: &str) -> String {
    if from.is_empty() { "början".to_owned() } else { place_under(from) }
}

/// The words of the document, the same in both languages.
fn both(words: &str) -> String {
    let words = quoted(words);
    format!("{{ sv = {words}, en = {words} }}")
}
