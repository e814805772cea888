//! What a sentence speaks of: the whole or a part of it, the year or a part of it, all of a kind or some. Where a word
//! leaves that open, what does not come out may still be right.

use std::ops::RangeInclusive;

use super::sentence::{Number, Sentence, Sort};
use crate::audit::outline::words::NUMBERS;
use crate::document::number::{MONTHS, is_amount_unit};

/// Words that leave room for what a sentence does not tell: a rest, an unknown, a rate, a second whole.
const OPEN: &[&str] = &[
    "samt",
    "resten",
    "resterande",
    "övrig",
    "okän",
    "annat",
    "annan",
    "vardera",
    "varje",
    "årlig",
    "inkl",
    "exkl",
    "utöver",
    "därtill",
    "dessutom",
    "ytterligare",
    "varav",
    "därav",
    "genomsnitt",
    "snitt",
    "median",
    "vikta",
    "medelvärd",
    "juster",
    "korriger",
    "avrund",
    "bortfall",
    "sakna",
    "uppge",
    "uppgav",
    "uppgift",
    "icke",
    "ickebinär",
    "respektive",
    "båda",
    "bägge",
    "både",
    "halva",
    "hälften",
    "netto",
    "brutto",
    "flera",
    "några",
    "någon",
    "förutom",
    "utom",
    "utan",
    "undant",
    "borträkn",
    "skydd",
    "fasta",
    "inflation",
    "plac",
    "rank",
    "rang",
    "plats",
    "vänta",
    "förvänt",
    "beräkn",
    "uppskatt",
    "prognos",
    "planer",
    "dubbel",
    "exempel",
];

/// The same, where other words begin so.
const OPEN_ALONE: &[&str] = &["per", "dem", "dessa", "resp", "vill", "ville", "andra", "inte", "ej"];

/// Parts and numbers in words, beside those of [`NUMBERS`].
const COUNTED: &[&str] =
    &["trettio", "fyrtio", "femtio", "hundra", "tredjedel", "fjärdedel", "tredjedelar", "fjärdedelar"];

/// Words of people whose sex is told as neither.
const UNKNOWN: &[&str] =
    &["okän", "uppge", "uppgav", "uppgivit", "uppgift", "icke-bin", "ickebin", "könsident"];

/// Beginnings of words that make a number one of a part of the year, of another basis, or of no outcome.
const PART: &[&str] = &[
    "tertial",
    "kvartal",
    "halvår",
    "delår",
    "hösten",
    "våren",
    "vårterm",
    "höstterm",
    "sommar",
    "vinter",
    "månad",
    "vecka",
    "hittills",
    "genomsnitt",
    "snitt",
    "medelvärd",
    "avrund",
    "närmare",
    "nästa",
    "knappt",
    "drygt",
    "cirka",
    "circa",
    "omkring",
    "ungefär",
    "taket",
    "korriger",
    "juster",
    "exkl",
    "inkl",
    "utan",
    "utöver",
    "finansier",
    "beräkn",
    "uppskatt",
    "förvänt",
    "vänta",
    "prelimin",
    "prognos",
    "planen",
    "planer",
    "budget",
    "halva",
    "hälften",
    "ackumuler",
    "lika",
    "brutto",
    "netto",
    "delvis",
    "enbart",
    "endast",
    "tilldel",
    "återbetal",
    "periodiser",
    "engång",
    "rensa",
    "fasta",
    "inflation",
    "kommande",
    "tidigare",
    "ursprung",
    "enligt",
    "region",
    "kommun",
    "myndighet",
];

/// The same, where other words begin so.
const PART_ALONE: &[&str] =
    &["ca", "mån", "tak", "plan", "höst", "runt", "bara", "tom", "ram", "ramen", "mål", "målet"];

/// Words before a label in a sentence of the whole förbund and its year.
const LEAD: &[&str] = &[
    "vid",
    "under",
    "året",
    "årets",
    "år",
    "slut",
    "slutet",
    "utgång",
    "utgången",
    "ingång",
    "ingången",
    "hade",
    "har",
    "haft",
    "också",
    "även",
    "förbundet",
    "förbundets",
    "samordningsförbundet",
    "samordningsförbundets",
    "ett",
    "en",
    "det",
    "den",
    "de",
    "detta",
    "ökade",
    "minskade",
    "ökar",
    "minskar",
    "sitt",
    "sina",
    "sin",
    "i",
    "per",
    "december",
    "verksamhetsåret",
    "redovisar",
    "redovisade",
    "redovisas",
    "visar",
    "visade",
    "totalt",
    "sammantaget",
    "totala",
    "samlade",
    "blev",
    "var",
    "är",
    "uppgick",
    "uppgår",
    "således",
    "därmed",
    "alltså",
    "vårt",
    "vår",
    "våra",
    "att",
    "innebär",
    "som",
    "helhet",
    "för",
];

/// Words behind a number in a sentence of the whole förbund and its year.
const TRAIL: &[&str] = &[
    "under",
    "för",
    "i",
    "vid",
    "året",
    "årets",
    "år",
    "slut",
    "slutet",
    "utgång",
    "utgången",
    "förbundet",
    "verksamhetsåret",
    "lägre",
    "högre",
    "mindre",
    "mer",
    "bättre",
    "sämre",
    "än",
    "budgeterat",
    "budget",
    "budgeten",
    "jämfört",
    "med",
    "mot",
    "föregående",
    "förra",
    "innan",
    "fjolåret",
    "helhet",
    "som",
    "sin",
    "totalt",
    "per",
    "den",
    "december",
    "överskott",
    "underskott",
    "plus",
    "minus",
    "positivt",
    "negativt",
];

/// Signs and words that a clause ends with.
fn ends_clause(sentence: &Sentence<'_>, at: usize) -> bool {
    sentence.sign(at).is_some_and(|it| matches!(it, ',' | ';' | '.' | '!' | ')' | '–' | ':' | '('))
        || matches!(sentence.word(at), Some("och" | "men" | "samt" | "vilket" | "då" | "eftersom"))
}

fn begins(word: &str, all: &[&str]) -> bool {
    all.iter().any(|it| word.starts_with(it))
}

/// Whether a word of a sentence leaves room for what it does not tell; not where `meant` says that it does not.
pub(super) fn is_open(sentence: &Sentence<'_>, meant: impl Fn(usize) -> bool) -> bool {
    let with = |at: usize| sentence.word(at.saturating_add(1)) == Some("med");
    let is_open =
        |at: usize, it: &str| begins(it, OPEN) || OPEN_ALONE.contains(&it) || it == "tillsammans" && with(at);
    sentence
        .words()
        .any(|(at, it)| !meant(at) && (is_open(at, it) || COUNTED.contains(&it) || NUMBERS.contains(&it)))
}

/// Whether a sentence tells of people who are neither.
pub(super) fn tells_unknown(sentence: &Sentence<'_>) -> bool {
    sentence.words().any(|(_, it)| begins(it, UNKNOWN)) || is_rest(sentence)
}

fn is_rest(sentence: &Sentence<'_>) -> bool {
    sentence
        .words()
        .any(|(_, it)| matches!(it, "övriga" | "resten" | "resterande" | "annat" | "kön" | "könet"))
}

/// Whether a sentence looks at another year beside its own.
pub(super) fn looks_back(sentence: &Sentence<'_>) -> bool {
    let back = |it: &str| {
        matches!(it, "fjolåret" | "fjol" | "föregående" | "förra" | "innan" | "tidigare" | "sedan")
    };
    sentence.years().count() > 1 || sentence.words().any(|(_, it)| back(it))
}

/// Whether every number of the units of those that are used is one of them.
pub(super) fn are_all_used(sentence: &Sentence<'_>, used: &[usize]) -> bool {
    let unit = |it: &Number| it.unit.map(|it| it.kind());
    let units: Vec<_> = used.iter().filter_map(|it| sentence.number(*it)).map(unit).collect();
    let is_other = |at: usize| {
        sentence.number(at).is_some_and(|it| {
            let counts = matches!(it.sort, Sort::Amount | Sort::About | Sort::Goal);
            counts && !used.contains(&at) && units.contains(&unit(it))
        })
    };
    !(0..sentence.tokens.len()).any(is_other)
}

/// Whether a word makes what a sentence says one of a part of the year, of another basis, or of no outcome; those of
/// the label do not.
pub(super) fn is_partial(sentence: &Sentence<'_>, label: RangeInclusive<usize>) -> bool {
    let before =
        |at: usize, by: usize| at.checked_sub(by).and_then(|it| sentence.word(it)).unwrap_or_default();
    let ends_year = |at: usize| {
        let day = at.checked_sub(1).and_then(|it| sentence.number(it));
        sentence.word(at) == Some("december") && day.is_some_and(|it| it.value == 31.into())
    };
    let makes = |(at, it): (usize, &str)| {
        // What the number is compared with is no part of it: "lägre än budgeterat".
        let is_meant = label.contains(&at) || it.starts_with("budget") && before(at, 1) == "än";
        let until = it == "med" && (before(at, 1), before(at, 2)) == ("och", "till");
        let month = MONTHS.contains(&it) && !ends_year(at);
        !is_meant && (month || until || PART_ALONE.contains(&it) || begins(it, PART))
    };
    // "Av verksamhetens kostnader är …": some of them.
    let some = sentence.word(0) == Some("av") && *label.start() < 4;
    some || sentence.text.to_lowercase().contains("t.o.m") || sentence.words().any(makes)
}

/// Whether what stands before a label and behind its number is nothing but words of the whole and its year.
pub(super) fn is_plain(sentence: &Sentence<'_>, from: usize, at: usize) -> bool {
    let lead = (0..from.min(at)).filter_map(|it| sentence.word(it)).all(|it| LEAD.contains(&it));
    let next = at.saturating_add(1);
    let unit = |it: &str| is_amount_unit(it) || it == "miljoner";
    let clause = (next..sentence.tokens.len()).take_while(|it| !ends_clause(sentence, *it));
    let mut words = clause.filter_map(|it| sentence.word(it));
    lead && words.all(|it| TRAIL.contains(&it) || unit(it))
}

/// Whether a document or a heading is of a part of a year.
pub(super) fn is_of_part(title: &str) -> bool {
    let title = title.to_lowercase();
    ["delår", "tertial", "kvartal", "halvår", "månadsrapport"].iter().any(|it| title.contains(it))
}

/// Whether the head of a column is of a part of a year: months, a third, an outlook, a day before its end.
pub(super) fn is_part_of_year(title: &str) -> bool {
    let title = title.to_lowercase();
    let words: Vec<&str> = title.split(|c: char| !c.is_alphanumeric()).filter(|it| !it.is_empty()).collect();
    let month =
        |it: &str| MONTHS.iter().any(|month| *month == it || month.get(..3) == Some(it) || it == "sept");
    let numbered = |it: &str| {
        let rest = it.trim_start_matches(|c: char| c.is_alphabetic());
        matches!(it.strip_suffix(rest), Some("kv" | "q" | "t" | "h"))
            && matches!(rest, "" | "1" | "2" | "3" | "4")
    };
    let other = |it: &str| {
        [
            "prognos", "delår", "tertial", "kvartal", "halvår", "helårsp", "hittills", "period", "ack",
            "månad", "mån",
        ]
        .iter()
        .any(|begin| it.starts_with(begin))
            || matches!(it, "tom" | "vt" | "ht")
    };
    // "2023-01-01 – 2023-12-31" and "31 dec 2023" are of the whole year.
    let dates: Vec<(&str, &str)> = words
        .windows(3)
        .filter_map(|it| match it {
            [year, month, day] if year.len() == 4 && month.len() == 2 && day.len() == 2 => {
                Some((*month, *day))
            }
            _ => None,
        })
        .filter(|(month, day)| month.bytes().chain(day.bytes()).all(|it| it.is_ascii_digit()))
        .collect();
    let ends = |it: &(&str, &str)| matches!(it, ("12", "31"));
    let starts = |it: &(&str, &str)| matches!(it, ("01", "01"));
    let dated = !dates.is_empty() && !dates.iter().any(ends) && !dates.iter().all(starts);
    let has = |it: &str| words.contains(&it);
    let to_the_end = (has("dec") || has("december")) && (has("31") || has("jan") || has("januari"));
    let months = words.iter().any(|it| month(it)) && !to_the_end;
    months || dated || words.iter().any(|it| numbered(it) || other(it))
}
