//! What a document refers to: sections, tables, figures, notes and appendices by number.

use std::collections::{BTreeMap, BTreeSet};

use super::lines::{Line, Shape};
use super::words;
use super::{Enclosure, Entry, Leads, Part, Reference};
use crate::document::Place;
use crate::model::text::PartKind;
use crate::source::plain;

/// How many numbers a range may name.
const RANGE: u32 = 50;

/// How many numbered parts of a sort there must be before it is sure that one is not there.
const SEVERAL: usize = 2;

/// How many characters around a reference may say what it is about, and how long one of three words must be that do.
const NEAR: usize = 120;
const LONG: usize = 8;

/// How many characters around a reference are told.
const AROUND: usize = 50;

/// Words that say that what is referred to stands in another document, behind `i`, `till`, `av` or `från`.
const OWN: &[&str] = &[
    "denna",
    "detta",
    "dessa",
    "den",
    "det",
    "sin",
    "sina",
    "sitt",
    "avsnitt",
    "bilaga",
    "tabell",
    "samma",
    "dokumentet",
    "årsredovisningen",
    "rapporten",
    "kapitel",
    "slutet",
    "början",
    "not",
    "noterna",
    "tabellen",
    "underlaget",
];

/// Words that say that a reader is sent elsewhere.
const SENDS: &[&str] =
    &["se", "hänvisas", "hänvisar", "framgår", "återfinns", "finns", "redovisas", "beskrivs", "enligt"];

/// Words that say that an appendix does not lie in the document itself.
const BESIDE: &[&str] = &["egen fil", "egna filer", "separat", "bifoga", "biläg", "särskild"];

/// All references, in order.
pub(super) fn references(lines: &[Line<'_>], parts: &[Part], entries: &[Entry]) -> Vec<Reference> {
    let known = Known::of(parts, entries);
    let own: BTreeSet<(&Place, &str)> = parts.iter().map(|it| (&it.place, it.title.as_str())).collect();
    let mut places = Places::default();
    let mut found = Vec::new();
    for line in lines {
        let numbered = words::numbered(line.text);
        let is_part = line.shape != Shape::Cell
            && numbered.as_ref().is_some_and(|it| own.contains(&(line.place, it.title)));
        let part = if is_part { known.by_place.get(line.place).copied() } else { None };
        places.pass(line, part);
        if known.lists(line) {
            continue;
        }
        // The number that a part has itself refers to nothing; what its title refers to does.
        let text = if is_part { numbered.map_or("", |it| it.title) } else { line.text };
        let lies_beside = BESIDE.iter().any(|it| text.contains(it));
        for (at, kind, number, is_own) in named(text) {
            // What may be another work's, or is called as the document calls none of its parts, is not missing.
            let is_beside = kind == PartKind::Appendix && lies_beside;
            let is_own =
                is_own && !is_beside && (known.has_chapters || !text.get(at..).is_some_and(is_chapter));
            let exists = known.has(kind, &number).filter(|it| *it || is_own);
            let to_itself = places.is_in(kind, &number) && sends(text, at);
            let about = words::around(text, at, AROUND);
            let from = line.from.to_owned();
            let rather = known.rather(kind, &number, text, at);
            found.push(Reference {
                kind,
                number,
                exists,
                to_itself,
                rather,
                about,
                from,
                place: line.place.clone(),
            });
        }
    }
    found
}

/// Three words in a row, of which one is long: by chance two texts have none of them in common.
fn phrases_of(text: &str) -> Vec<String> {
    let words: Vec<String> = words_of(text).map(|(_, it)| it.to_lowercase()).collect();
    let phrases = words.windows(3).filter(|it| it.iter().any(|it| it.chars().count() >= LONG));
    phrases.map(|it| it.join(" ")).collect()
}

/// What parts there are.
struct Known<'d> {
    numbers: BTreeMap<PartKind, BTreeSet<&'d str>>,
    /// Appendices that are marked as headings.
    headed: BTreeSet<&'d str>,
    /// Appendices that the contents list and the file has not: they lie in files of their own, or should be there.
    elsewhere: BTreeSet<&'d str>,
    by_place: BTreeMap<&'d Place, &'d Part>,
    /// The parts whose title has three words in a row, by their numbers.
    phrases: BTreeMap<(PartKind, String), BTreeSet<&'d str>>,
    listed: BTreeSet<&'d Place>,
    /// Whether the document calls its own parts chapters.
    has_chapters: bool,
}

impl<'d> Known<'d> {
    fn of(parts: &'d [Part], entries: &'d [Entry]) -> Self {
        let mut numbers: BTreeMap<PartKind, BTreeSet<&str>> = BTreeMap::new();
        for part in parts.iter().filter(|it| it.kind != PartKind::ListItem) {
            numbers.entry(part.kind).or_default().insert(&part.number);
        }
        let mut phrases: BTreeMap<(PartKind, String), BTreeSet<&str>> = BTreeMap::new();
        for part in parts.iter().filter(|it| it.kind != PartKind::ListItem) {
            for phrase in phrases_of(&part.title) {
                phrases.entry((part.kind, phrase)).or_default().insert(&part.number);
            }
        }
        let appendices = parts.iter().filter(|it| it.kind == PartKind::Appendix);
        let elsewhere = entries.iter().filter(|it| it.leads == Leads::Nowhere);
        Self {
            headed: appendices.filter(|it| it.level.is_some()).map(|it| it.number.as_str()).collect(),
            elsewhere: elsewhere.filter_map(|it| it.number.as_deref()?.strip_prefix("bilaga ")).collect(),
            numbers,
            phrases,
            by_place: parts.iter().map(|it| (&it.place, it)).collect(),
            listed: entries.iter().map(|it| &it.place).collect(),
            has_chapters: parts.iter().any(|it| it.label == "kapitel"),
        }
    }

    /// Another part whose title has words that stand about the reference and not in the title of its own.
    fn rather(&self, kind: PartKind, number: &str, text: &str, at: usize) -> Option<String> {
        if self.phrases.is_empty() {
            return None;
        }
        let (before, after) = text.split_at_checked(at)?;
        let after: String = after.chars().take(NEAR).collect();
        let near = format!("{}{after}", words::last(before, NEAR));
        // A title that is written out names the part itself.
        let named = phrases_of(&near).into_iter().filter_map(|it| self.phrases.get(&(kind, it)));
        let mut named = named.collect::<Vec<_>>().into_iter();
        let first = named.next()?;
        let is_one = first.len() == 1 && !first.contains(number) && named.all(|it| it == first);
        first.first().filter(|_| is_one).map(|it| (*it).to_owned())
    }

    fn lists(&self, line: &Line<'_>) -> bool {
        self.listed.contains(line.place)
    }

    /// Whether there is such a part; none where the document does not number enough of its sort to tell.
    fn has(&self, kind: PartKind, number: &str) -> Option<bool> {
        let numbers = self.numbers.get(&kind)?;
        if numbers.contains(number) {
            return Some(true);
        }
        let several = match kind {
            PartKind::Appendix if self.elsewhere.contains(number) => return None,
            PartKind::Appendix => self.headed.len(),
            // A document that numbers none of that depth refers to another.
            PartKind::Section => {
                let depth = number.matches('.').count();
                numbers.iter().filter(|it| it.matches('.').count() == depth).count()
            }
            _ => numbers.len(),
        };
        (several >= SEVERAL).then_some(false)
    }
}

/// Where one is: the numbered parts that the heading lies under.
#[derive(Debug, Default)]
struct Places {
    /// What is open: the level of its heading, its sort and its number.
    open: Vec<(u8, Option<(PartKind, String)>)>,
}

impl Places {
    fn pass(&mut self, line: &Line<'_>, part: Option<&Part>) {
        let Shape::Heading(level) = line.shape else { return };
        // An appendix ends what stands before it, whatever its level.
        match part.is_some_and(|it| it.kind == PartKind::Appendix) {
            true => self.open.clear(),
            false => self.open.retain(|(it, _)| *it < level),
        }
        self.open.push((level, part.map(|it| (it.kind, it.number.clone()))));
    }

    /// Whether a place lies in the part: an appendix whole, a section only by its own number.
    fn is_in(&self, kind: PartKind, number: &str) -> bool {
        let is_it = |it: &(u8, Option<(PartKind, String)>)| {
            it.1.as_ref().is_some_and(|(own, its)| *own == kind && its == number)
        };
        match kind {
            PartKind::Appendix => self.open.iter().any(is_it),
            PartKind::Section => self.open.iter().rev().find(|it| it.1.is_some()).is_some_and(is_it),
            _ => false,
        }
    }
}

/// Whether the words before a reference send the reader there.
fn sends(text: &str, at: usize) -> bool {
    let before = text.get(..at).unwrap_or_default();
    before.split_whitespace().rev().take(4).any(|it| SENDS.contains(&plain(it).as_str()))
}

/// Whether a text begins with the word for a chapter.
fn is_chapter(text: &str) -> bool {
    text.get(..6).is_some_and(|it| it.eq_ignore_ascii_case("kapite"))
}

/// How the name of a law, a standard or another work ends.
const WORKS: &[&str] = &[
    "lagen",
    "lag",
    "balken",
    "balk",
    "förordningen",
    "förordning",
    "stadgan",
    "boken",
    "utredningen",
    "betänkandet",
    "propositionen",
    "vägledningen",
    "rekommendationen",
    "standarden",
    "rapporten",
    "avtalet",
    "överenskommelsen",
];

/// Whether a word names another work: a law, an abbreviation in capitals, a number of one (2018:80).
fn is_work(word: &str) -> bool {
    let bare = word.trim_matches(|c: char| !c.is_alphanumeric());
    let lower = bare.to_lowercase();
    let capitals = bare.chars().filter(|it| it.is_uppercase()).count();
    let is_short = capitals > 1 && capitals == bare.chars().filter(|it| it.is_alphabetic()).count();
    let is_numbered = bare.contains(':') && bare.starts_with(|c: char| c.is_ascii_digit());
    let is_edition = capitals == 1 && bare.len() > 1 && bare.chars().skip(1).all(|it| it.is_ascii_digit());
    is_short
        || is_numbered
        || is_edition
        || matches!(lower.as_str(), "prop" | "sou" | "rkr" | "sfs" | "ds")
        || WORKS.iter().any(|it| lower.ends_with(it))
}

/// Whether what stands about a reference says that it may be of another work: a name, a law, a comma behind one.
fn may_be_of_another(before: &str, rest: &str) -> bool {
    let sentence = before.rsplit(". ").next().unwrap_or(before);
    let last: Vec<&str> = sentence.split_whitespace().rev().take(4).collect();
    // "… i Handbok för samverkan, avsnitt 9"; the first word of a sentence has a capital whatever it is.
    let mut words = sentence.split_whitespace().skip(1).collect::<Vec<_>>().into_iter().rev().take(4);
    let follows_name =
        sentence.trim_end().ends_with(',') && words.any(|it| it.starts_with(char::is_uppercase));
    let behind = rest.trim_start_matches([' ', '\u{a0}', '(', '”', '"']);
    let next = behind.split_whitespace().next().unwrap_or_default();
    let is_name = rest.starts_with(' ') && next.starts_with(char::is_uppercase);
    follows_name || is_name || last.iter().any(|it| is_work(it)) || is_work(next)
}

/// What a text names by number: where, what sort, each number of a list or a range, and whether nothing says that it is
/// another work's.
fn named(text: &str) -> Vec<(usize, PartKind, String, bool)> {
    let mut found = Vec::new();
    let mut before = "";
    for (at, word) in words_of(text) {
        let kind = words::kind(word);
        let behind = text.get(at.saturating_add(word.len())..).unwrap_or_default();
        if let Some(kind) = kind
            && !belongs_to_another(before)
        {
            let (numbers, rest) = numbers(behind);
            if !numbers.is_empty() && !leads_elsewhere(rest) {
                let is_own = !may_be_of_another(words::last(text.get(..at).unwrap_or_default(), NEAR), rest);
                found.extend(numbers.into_iter().map(|it| (at, kind, it, is_own)));
            }
        }
        before = word;
    }
    found
}

/// The words of a text, letters alone, each with where it begins.
fn words_of(text: &str) -> impl Iterator<Item = (usize, &str)> {
    words::placed(text, |c| !c.is_alphabetic())
}

/// Whether the word before says whose part it is: "överenskommelsens bilaga 3", "lagens kapitel 2". A verb ends so too.
fn belongs_to_another(before: &str) -> bool {
    let before = plain(before);
    before.ends_with("ens")
        || before.ends_with("ets")
        || before.ends_with("nas") && before.len() > 7
        || before == "lags"
}

/// Whether the words behind say that it stands in another document.
fn leads_elsewhere(rest: &str) -> bool {
    let mut words = rest.trim_start_matches([')', ' ']).split_whitespace();
    let first = words.next().unwrap_or_default();
    let next = plain(words.next().unwrap_or_default());
    let next = next.trim_matches(|c: char| !c.is_alphanumeric());
    matches!(first, "i" | "till" | "av" | "från" | "ur" | "kap" | "kap.") && !OWN.contains(&next)
        || rest.trim_start().starts_with("kap")
}

/// The numbers behind a word: one, several, or a range, and what stands behind them.
fn numbers(behind: &str) -> (Vec<String>, &str) {
    let mut found: Vec<String> = Vec::new();
    let mut rest = behind;
    loop {
        let start = rest.strip_prefix([' ', '\u{a0}']).unwrap_or(rest);
        let Some((number, after)) = words::leading(start) else { break };
        // 2,5 is an amount and 3 % a share; 2023 has four digits.
        let is_amount =
            after.strip_prefix(',').is_some_and(|it| it.starts_with(|c: char| c.is_ascii_digit()));
        if is_amount
            || after.starts_with(|c: char| c.is_alphanumeric())
            || after.trim_start().starts_with(['%', '§'])
        {
            break;
        }
        found.push(number.to_owned());
        rest = after;
        let dense = after.trim_start();
        if let Some(end) = dense.strip_prefix(['-', '–'])
            && let Some((last, after)) = words::leading(end.trim_start())
        {
            found.extend(between(number, last));
            rest = after;
        }
        let dense = rest.trim_start();
        let next = dense
            .strip_prefix(',')
            .or_else(|| dense.strip_prefix("och "))
            .or_else(|| dense.strip_prefix("samt "));
        match next.filter(|it| words::leading(it.trim_start()).is_some()) {
            Some(next) => rest = next,
            None => break,
        }
    }
    (found, rest)
}

/// The numbers behind the first of a range, up to its last; where it is none, the last alone.
fn between(first: &str, last: &str) -> Vec<String> {
    match (first.parse::<u32>(), last.parse::<u32>()) {
        (Ok(first), Ok(last)) if first < last && last.saturating_sub(first) < RANGE => {
            (first.saturating_add(1)..=last).map(|it| it.to_string()).collect()
        }
        _ => vec![last.to_owned()],
    }
}

/// What is enclosed: each appendix that is there, listed or referred to, once.
pub(super) fn enclosures(references: &[Reference], parts: &[Part], entries: &[Entry]) -> Vec<Enclosure> {
    let mut found: BTreeMap<(usize, String), Enclosure> = BTreeMap::new();
    let order = |number: &str| (number.parse().unwrap_or(usize::MAX), number.to_owned());
    for part in parts.iter().filter(|it| it.kind == PartKind::Appendix) {
        let (number, about) = (part.number.clone(), part.title.clone());
        let from = format!("{} {number}", PartKind::Appendix.phrase().sv);
        found.entry(order(&number)).or_insert(Enclosure { number, about, enclosed: true, from });
    }
    for entry in entries.iter().filter(|it| it.leads == Leads::Nowhere) {
        let Some(number) = entry.number.as_ref().and_then(|it| it.strip_prefix("bilaga ")) else { continue };
        let (number, about) = (number.to_owned(), entry.title.clone());
        found.entry(order(&number)).or_insert(Enclosure {
            number,
            about,
            enclosed: false,
            from: String::new(),
        });
    }
    for it in references.iter().filter(|it| it.kind == PartKind::Appendix) {
        let (number, about, from) = (it.number.clone(), it.about.clone(), it.from.clone());
        found.entry(order(&number)).or_insert(Enclosure { number, about, enclosed: false, from });
    }
    found.into_values().collect()
}
