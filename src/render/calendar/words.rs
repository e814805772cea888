//! Words for the items of the annual cycle, shared by the pages that show them.

use chrono::NaiveDate;

use super::Group;
use crate::amount::Language;
use crate::cycle::{Cycle, Item, State};

/// How many of a group's responsible, clauses and sources are named.
const NAMED: usize = 4;

/// By what was known when, for a title; nothing when all that is recorded counts.
pub(in crate::render) fn known_at(cycle: &Cycle<'_>, language: Language) -> String {
    match (cycle.question().known_at, language) {
        (None, _) => String::new(),
        (Some(day), Language::Sv) => format!(", enligt vad som var känt {day}"),
        (Some(day), Language::En) => format!(", by what was known on {day}"),
    }
}

/// A group in one sentence: what, by whom, how it stands.
pub(in crate::render) fn told(cycle: &Cycle<'_>, group: &Group<'_, '_>, language: Language) -> String {
    let how = group.items.first().map(|item| how(cycle, item, language)).unwrap_or_default();
    format!("{} – {}; {how}", group.title.get(language), who(cycle, group, language))
}

/// A group in few words: what, how many, how it stands.
pub(in crate::render) fn brief(cycle: &Cycle<'_>, group: &Group<'_, '_>, language: Language) -> String {
    let how = group.items.first().map(|item| how(cycle, item, language)).unwrap_or_default();
    let count = if group.items.len() > 1 { format!(" ×{}", group.items.len()) } else { String::new() };
    format!("{}{count}; {how}", group.title.get(language))
}

/// Who is responsible, and for how many.
fn who(cycle: &Cycle<'_>, group: &Group<'_, '_>, language: Language) -> String {
    let actor = |item: &&Item<'_>| {
        cycle.actor(item.occurrence.by, item.occurrence.agreement).get(language).to_owned()
    };
    let mut names: Vec<String> = group.items.iter().map(actor).collect();
    names.sort();
    names.dedup();
    let names = named(names, language);
    match (group.items.len(), language) {
        (1, _) => names,
        (count, Language::Sv) => format!("{count} st: {names}"),
        (count, Language::En) => format!("{count} in all: {names}"),
    }
}

/// The clauses of a group, each once.
pub(in crate::render) fn clauses(group: &Group<'_, '_>, language: Language) -> String {
    let mut clauses: Vec<String> = group.items.iter().map(|item| item.clause()).collect();
    clauses.sort();
    clauses.dedup();
    named(clauses, language)
}

/// How a thing stands on the day of the question, in words: done when, late how much, due in how long.
pub(in crate::render) fn how(cycle: &Cycle<'_>, item: &Item<'_>, language: Language) -> String {
    let sv = language == Language::Sv;
    let as_of = cycle.question().as_of;
    let done = item.fulfilled().map(|shown| shown.day.to_string()).unwrap_or_default();
    let days = days(item.days_late.unwrap_or_default(), language);
    match item.state {
        State::Overdue if sv => format!("försenad {days}{}", so_far(item, language)),
        State::Overdue => format!("{days} overdue{}", so_far(item, language)),
        State::Late if sv => format!("gjord {done}, {days} för sent"),
        State::Late => format!("done {done}, {days} late"),
        State::InTime if sv => format!("gjord {done}"),
        State::InTime => format!("done {done}"),
        State::Unknown if item.is_done() && sv => format!("gjord {done}, oklart om i tid"),
        State::Unknown if item.is_done() => format!("done {done}, unknown whether in time"),
        State::Unknown => partly(item, language),
        State::Upcoming => upcoming(item, as_of, language),
    }
}

/// What the register shows of a thing whose day has passed.
fn partly(item: &Item<'_>, language: Language) -> String {
    let (shown, needed) = (item.shown.len(), item.needed());
    match (language, shown) {
        (Language::Sv, 0) => "registret säger inget".to_owned(),
        (Language::En, 0) => "the register says nothing".to_owned(),
        (Language::Sv, _) => format!("registret visar {shown} av {needed}"),
        (Language::En, _) => format!("the register shows {shown} of {needed}"),
    }
}

fn upcoming(item: &Item<'_>, as_of: NaiveDate, language: Language) -> String {
    let Some(day) = item.due.expected().filter(|_| item.occurrence.duty.sets_day()) else {
        return no_day(item, language);
    };
    let left = day.signed_duration_since(as_of).num_days();
    match (language, item.due.provisional, left) {
        (Language::Sv, true, _) => "dagen räknas från något som inte är gjort, och kan flyttas".to_owned(),
        (Language::En, true, _) => "the day is reckoned from something not done, and can move".to_owned(),
        (Language::Sv, _, 0) => "i dag".to_owned(),
        (Language::En, _, 0) => "today".to_owned(),
        (Language::Sv, ..) => format!("om\u{a0}{}{}", days(left, language), so_far(item, language)),
        (Language::En, ..) => format!("in\u{a0}{}{}", days(left, language), so_far(item, language)),
    }
}

/// How often of how often, for what is to be done several times.
fn so_far(item: &Item<'_>, language: Language) -> String {
    match (item.needed(), language) {
        (1, _) => String::new(),
        (needed, Language::Sv) => format!(", {} av {needed} gjorda", item.shown.len()),
        (needed, Language::En) => format!(", {} of {needed} done", item.shown.len()),
    }
}

/// What is said of a thing that has its period alone: how often in it, and how often so far.
fn no_day(item: &Item<'_>, language: Language) -> String {
    let (shown, needed) = (item.shown.len(), item.needed());
    if item.due.steps.is_empty() && item.occurrence.duty.anchor().is_some() {
        return language
            .pick("dagen går inte att räkna ut ännu", "the day cannot be worked out yet")
            .to_owned();
    }
    match (language, needed) {
        (Language::Sv, 1) => "ingen dag är satt".to_owned(),
        (Language::En, 1) => "no day is set".to_owned(),
        (Language::Sv, _) => format!("ingen dag är satt; {shown} av {needed} gånger hittills"),
        (Language::En, _) => format!("no day is set; {shown} of {needed} times so far"),
    }
}

/// `1 dag`, `12 dagar`: a no-break space keeps the number with its word.
pub(in crate::render) fn days(days: i64, language: Language) -> String {
    match (language, days) {
        (Language::Sv, 1) => "1\u{a0}dag".to_owned(),
        (Language::Sv, _) => format!("{days}\u{a0}dagar"),
        (Language::En, 1) => "1\u{a0}day".to_owned(),
        (Language::En, _) => format!("{days}\u{a0}days"),
    }
}

/// The first few of some names, and how many more there are.
pub(in crate::render) fn named(names: Vec<String>, language: Language) -> String {
    let more = names.len().saturating_sub(NAMED);
    let shown = names.into_iter().take(NAMED).collect::<Vec<_>>().join("; ");
    match (more, language) {
        (0, _) => shown,
        (_, Language::Sv) => format!("{shown}; och {more} till"),
        (_, Language::En) => format!("{shown}; and {more} more"),
    }
}

/// With a capital first.
pub(in crate::render) fn capital(name: &str) -> String {
    let mut chars = name.chars();
    chars.next().map(|first| first.to_uppercase().chain(chars).collect()).unwrap_or_default()
}

/// The name of a month, from 1.
pub(in crate::render) fn month(number: u32, language: Language) -> &'static str {
    const SV: [&str; 12] = [
        "januari",
        "februari",
        "mars",
        "april",
        "maj",
        "juni",
        "juli",
        "augusti",
        "september",
        "oktober",
        "november",
        "december",
    ];
    const EN: [&str; 12] = [
        "January",
        "February",
        "March",
        "April",
        "May",
        "June",
        "July",
        "August",
        "September",
        "October",
        "November",
        "December",
    ];
    let months = match language {
        Language::Sv => &SV,
        Language::En => &EN,
    };
    months.get(number.saturating_sub(1) as usize).copied().unwrap_or("")
}
