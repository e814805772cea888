//! Words for the items of the annual cycle, shared by the pages that show them.

use std::collections::BTreeSet;

use chrono::{Datelike, NaiveDate};

use super::{Group, mark};
use crate::amount::{Language, Phrase, Text, counted};
use crate::cycle::{Cycle, Doubt, Item, Proof, Shown, State, TooLate};
use crate::model::actor::Actor;
use crate::model::duty::{Evidence, MeetingStep};
use crate::render::words::state as state_word;

/// How many of a group's responsible, clauses and sources are named.
const NAMED: usize = 4;

phrases! {
    NO_DAY_YET = "dagen går inte att räkna ut ännu", "the day cannot be worked out yet";
    NO_DAY = "ingen dag är satt", "no day is set";
    MOVES =
        "preliminär dag: den räknas från något som inte är klart",
        "the day is reckoned from something not done, and can move";
    NOT_SHOWN = "inte klart enligt registret; ingen dag är satt", "not shown done; no day is set";
    NOTHING_SAID = "registret visar inget", "the register says nothing";
    NOT_KNOWN_TO_HOLD = "det är inte känt från vilken dag det gäller", "it is not known from which day it holds";
    TODAY = "i dag", "today";
    ONLY_PLANNED = "mötet är bara planerat i registret", "the meeting is only planned in the register";
    NOT_SHOWN_HELD =
        "mötet står i registret, men inte vad som visar att det hölls: protokoll, närvarande eller beslut",
        "the register has the meeting, but not what shows it held: minutes, who was there or a decision";
}

/// By what was known when, for a title; nothing when all that is recorded counts.
pub(in crate::render) fn known_at(cycle: &Cycle<'_>) -> Text {
    let known =
        |day| Text::new(format!(", enligt vad som var känt {day}"), format!(", by what was known on {day}"));
    cycle.question().known_at.map(known).unwrap_or_default()
}

/// A group in one sentence: what, by whom, how it stands.
pub(in crate::render) fn told(cycle: &Cycle<'_>, group: &Group<'_, '_>, language: Language) -> String {
    let how = group.items.first().map(|item| how(cycle, item)).unwrap_or_default();
    let how = how.get(language);
    format!("{} – {}; {how}", group.title.get(language), who(cycle, group, language))
}

/// A group in few words: what, how many, how it stands.
pub(in crate::render) fn brief(cycle: &Cycle<'_>, group: &Group<'_, '_>, language: Language) -> String {
    let how = group.items.first().map(|item| how(cycle, item)).unwrap_or_default();
    let how = how.get(language);
    let count = if group.items.len() > 1 { format!(" ×{}", group.items.len()) } else { String::new() };
    format!("{}{count}; {how}", group.title.get(language))
}

/// Who is responsible, and for how many.
pub(in crate::render) fn who(cycle: &Cycle<'_>, group: &Group<'_, '_>, language: Language) -> String {
    let actor = |item: &&Item<'_>| {
        cycle.actor(item.occurrence.by, item.occurrence.agreement).get(language).to_owned()
    };
    let mut names: Vec<String> = group.items.iter().map(actor).collect();
    names.sort();
    // One who owes all of it needs no second number.
    let one = names.first() == names.last();
    let names = if one { named(names, language) } else { tallied(folded(names, language), language) };
    let count = group.items.len();
    let different = |of: fn(&Item<'_>) -> String| {
        group.items.iter().map(|item| of(item)).collect::<BTreeSet<String>>().len() == count
    };
    let told = if different(|item| item.occurrence.by.to_owned()) {
        Text::new(format!("{count} ansvariga: {names}"), format!("{count} responsible: {names}"))
    } else if different(|item| item.occurrence.agreement.id.value.clone()) {
        Text::new(
            format!("{count} st, en för varje överenskommelse: {names}"),
            format!("{count}, one for each agreement: {names}"),
        )
    } else {
        Text::new(format!("{count} åtaganden: {names}"), format!("{count} obligations: {names}"))
    };
    if count == 1 { names } else { told.get(language).to_owned() }
}

/// Names in order, where what leads those of activities is said before the first of them alone.
pub(in crate::render) fn folded(names: Vec<String>, language: Language) -> Vec<String> {
    let platform = Actor::Platform.title();
    let lead = format!("{} {} ", platform.get(language), language.pick("enligt", "under"));
    let leads = [capital(&lead), lead];
    let mut has_led = false;
    let fold = |name: String| match leads.iter().find_map(|lead| name.strip_prefix(lead.as_str())) {
        Some(rest) if std::mem::replace(&mut has_led, true) => rest.to_owned(),
        _ => name,
    };
    names.into_iter().map(fold).collect()
}

/// The clauses of a group, each once.
pub(in crate::render) fn clauses(group: &Group<'_, '_>, language: Language) -> String {
    let mut clauses: Vec<String> = group.items.iter().map(|item| item.clause()).collect();
    clauses.sort();
    clauses.dedup();
    named(clauses, language)
}

/// How a thing stands on the day of the question, in words: done when, late how much, due in how long.
pub(in crate::render) fn how(cycle: &Cycle<'_>, item: &Item<'_>) -> Text {
    let told = stands(cycle, item);
    let why = [not_yet(cycle, item), item.too_late.as_ref().map(too_late)];
    let told = why.into_iter().flatten().fold(told, |told, why| {
        Text::new(format!("{}; {}", told.sv, why.sv), format!("{}; {}", told.en, why.en))
    });
    let Some(planned) = planned(item, cycle.question().as_of) else { return told };
    // That no day is set is no longer so.
    if item.state == State::Upcoming && item.due_day().is_none() {
        return planned;
    }
    Text::new(format!("{}; {}", told.sv, planned.sv), format!("{}; {}", told.en, planned.en))
}

/// For which day a thing that is not done is planned, and that the day has passed or comes after the last.
fn planned(item: &Item<'_>, as_of: NaiveDate) -> Option<Text> {
    let day = item.planned.filter(|_| !item.is_done())?;
    let is_after = item.due.latest().is_some_and(|due| due < day) && item.due_day().is_some();
    Some(if item.has_passed(as_of) {
        Text::new(
            format!("var planerat till {day}, och registret visar inte att det är gjort"),
            format!("was planned for {day}, and the register does not show it done"),
        )
    } else if is_after {
        Text::new(
            format!("planerat till {day}, efter sista dagen"),
            format!("planned for {day}, after its last day"),
        )
    } else {
        Text::new(format!("planerat till {day}"), format!("planned for {day}"))
    })
}

/// Why a day in the record of a meeting does not count: a notice not on every board, or a day to come.
fn not_yet(cycle: &Cycle<'_>, item: &Item<'_>) -> Option<Text> {
    let day = item.not_before.filter(|_| !item.is_done())?;
    let (model, boards) = (cycle.model(), &item.occurrence.duty.boards);
    let missing =
        item.occurrence.of_meeting().into_iter().filter_map(|it| model.missing_boards(it, boards)).flatten();
    let missing: Vec<&str> = missing.map(|it| it.name.as_str()).collect();
    let boards = missing.join(", ");
    match missing.is_empty() {
        false => Some(Text::new(
            format!("anslaget saknas på anslagstavlan hos {boards}"),
            format!("there is no notice on the board of {boards}"),
        )),
        // Of what is still to come, what was written after the day of the question is not told.
        true if cycle.question().as_of < day && item.state != State::Upcoming => {
            Some(Text::new(format!("i registret daterat {day}"), format!("dated {day} in the register")))
        }
        true => None,
    }
}

/// That what a thing was to come before is done without it.
fn too_late(it: &TooLate) -> Text {
    let TooLate { what, done } = it;
    Text::new(
        format!("för sent nu: {} klart {done}", what.sv),
        format!("too late now: {} done {done}", what.en),
    )
}

fn stands(cycle: &Cycle<'_>, item: &Item<'_>) -> Text {
    let done = item.fulfilled().map(done_when).unwrap_or_default();
    let (late, so_far) = (days(item.days_late.unwrap_or_default()), so_far(item));
    match item.state {
        State::Overdue => Text::new(
            format!("försenat {}{}", late.sv, so_far.sv),
            format!("{} overdue{}", late.en, so_far.en),
        ),
        State::Late => Text::new(
            format!("klart {}, {} för sent", done.sv, late.sv),
            format!("done {}, {} late", done.en, late.en),
        ),
        State::InTime => Text::new(format!("klart {}", done.sv), format!("done {}", done.en)),
        State::Unknown if item.is_done() => in_doubt(item, &done),
        State::Unknown => not_shown_held(item).map_or_else(|| partly(item), Text::from),
        State::Waived => waived(item, &done),
        State::Upcoming => upcoming(item, cycle.question().as_of),
    }
}

/// The day something was done, or the last it can have been.
pub(in crate::render) fn done_when(shown: Shown<'_>) -> Text {
    let day = shown.day;
    match shown.earliest == Some(day) {
        true => Text::same(day.to_string()),
        false => Text::new(format!("senast {day}"), format!("no later than {day}")),
    }
}

/// What cannot be told of a thing that is done.
fn in_doubt(item: &Item<'_>, done: &Text) -> Text {
    if let Some(Doubt::Reservation) = item.doubt {
        return reserved(item, done);
    }
    let (sv, en) = match item.doubt {
        Some(Doubt::Boards) => {
            ("men på vilka anslagstavlor är inte känt", "on which notice boards is unknown")
        }
        Some(Doubt::Meeting) => {
            ("men för vilket av dagens möten är inte känt", "for which of the meetings that day is unknown")
        }
        Some(Doubt::Order) => (
            "men i samma protokoll som det som skulle komma efter, och inte före det",
            "but in the same minutes as what was to come after it, and not before it",
        ),
        Some(Doubt::NonWorkingDay) => (
            "nästa arbetsdag efter sista dagen: en bedömning",
            "the next working day after the last: a judgement",
        ),
        _ => ("men om det var i tid är inte känt", "unknown whether in time"),
    };
    Text::new(format!("klart {}, {sv}", done.sv), format!("done {}, {en}", done.en))
}

/// A decision taken with a reservation, in its own words.
fn reserved(item: &Item<'_>, done: &Text) -> Text {
    let reservation = match item.fulfilled().map(|shown| shown.proof) {
        Some(Proof::Decision(decision)) => decision.reservation.clone(),
        _ => None,
    };
    let reservation = reservation.unwrap_or_default();
    Text::new(
        format!("beslutat med reservation {}: {}", done.sv, reservation.sv),
        format!("decided with a reservation {}: {}", done.en, reservation.en),
    )
}

/// By which decision a thing is accepted, and to when.
fn waived(item: &Item<'_>, done: &Text) -> Text {
    let decision = item.waiver.map(|it| it.decision.as_str()).unwrap_or_default();
    let to = item.waiver.and_then(|it| it.days.to).map(|to| to.to_string()).unwrap_or_default();
    let lead = match item.is_done() {
        false => Text::default(),
        true => Text::new(format!("klart {}, ", done.sv), format!("done {}, ", done.en)),
    };
    Text::new(
        format!("{}godtaget till och med {to} ({decision})", lead.sv),
        format!("{}waived to {to} ({decision})", lead.en),
    )
}

/// What the register has of a meeting that it does not show was held.
fn not_shown_held(item: &Item<'_>) -> Option<Phrase> {
    let is_held = matches!(item.occurrence.duty.evidence, Some(Evidence::Meeting(MeetingStep::Held)));
    let meeting = item.occurrence.of_meeting().filter(|_| is_held)?;
    Some(if meeting.planned { ONLY_PLANNED } else { NOT_SHOWN_HELD })
}

/// What the register shows of a thing whose day has passed.
fn partly(item: &Item<'_>) -> Text {
    let (shown, needed) = (item.shown.len(), item.needed());
    match shown {
        0 if item.is_missing_without_day() => NOT_SHOWN.into(),
        0 if !item.occurrence.holds => NOT_KNOWN_TO_HOLD.into(),
        0 if !item.occurrence.duty.sets_day() => {
            let also = |said: &str, no_day: &str| format!("{said}; {no_day}");
            Text::new(also(NOTHING_SAID.sv, NO_DAY.sv), also(NOTHING_SAID.en, NO_DAY.en))
        }
        0 => NOTHING_SAID.into(),
        _ => Text::new(
            format!("registret visar {shown} av {needed}"),
            format!("the register shows {shown} of {needed}"),
        ),
    }
}

fn upcoming(item: &Item<'_>, as_of: NaiveDate) -> Text {
    let Some(day) = item.due.expected().filter(|_| item.occurrence.duty.sets_day()) else {
        return no_day(item);
    };
    let left = day.signed_duration_since(as_of).num_days();
    match (item.due.provisional, left) {
        (true, _) => MOVES.into(),
        (_, 0) => TODAY.into(),
        _ => {
            let (left, so_far) = (days(left), so_far(item));
            Text::new(
                format!("om\u{a0}{}{}", left.sv, so_far.sv),
                format!("in\u{a0}{}{}", left.en, so_far.en),
            )
        }
    }
}

/// How often of how often, for what is to be done several times.
fn so_far(item: &Item<'_>) -> Text {
    let (shown, needed) = (item.shown.len(), item.needed());
    match needed {
        1 => Text::default(),
        _ => Text::new(format!(", {shown} av {needed} klara"), format!(", {shown} of {needed} done")),
    }
}

/// What is said of a thing that has its period alone: how often in it, and how often so far.
fn no_day(item: &Item<'_>) -> Text {
    let (shown, needed) = (item.shown.len(), item.needed());
    if item.due.steps.is_empty() && item.occurrence.duty.anchor().is_some() {
        return NO_DAY_YET.into();
    }
    // Only what may come years after its period is for another year than its own.
    let last = item.due.expected().filter(|day| item.occurrence.ends.is_some_and(|ends| ends < *day));
    let no_day = match last.map(|day| day.year()) {
        None => NO_DAY.into(),
        Some(year) => Text::new(
            format!("{}, senast under {year}", NO_DAY.sv),
            format!("{}, in {year} at the latest", NO_DAY.en),
        ),
    };
    match needed {
        1 => no_day,
        _ => Text::new(
            format!("{}; {shown} av {needed} gånger hittills", no_day.sv),
            format!("{}; {shown} of {needed} times so far", no_day.en),
        ),
    }
}

/// `1 dag`, `12 dagar`: a no-break space keeps the number with its word.
pub(in crate::render) fn days(days: i64) -> Text {
    let days = counted(days, ["dag", "dagar", "day", "days"]);
    days.map(|_, days| days.replace(' ', "\u{a0}"))
}

/// The first few of some names, each once, and how many more names there are: for what is not counted.
pub(in crate::render) fn named(names: Vec<String>, language: Language) -> String {
    let once = gathered(names).into_iter().map(|(name, _)| (name, 1)).collect();
    told_first(once, language)
}

/// The first few of some names, each with how often it comes when more than once, and how many more come:
/// the numbers add up to as many as were given.
pub(in crate::render) fn tallied(names: Vec<String>, language: Language) -> String {
    told_first(gathered(names), language)
}

/// Names in the order they first come, with how often each does.
fn gathered(names: Vec<String>) -> Vec<(String, usize)> {
    let mut found: Vec<(String, usize)> = Vec::new();
    for name in names {
        match found.iter_mut().find(|(known, _)| *known == name) {
            Some((_, count)) => *count = count.saturating_add(1),
            None => found.push((name, 1)),
        }
    }
    found
}

fn told_first(names: Vec<(String, usize)>, language: Language) -> String {
    let more: usize = names.iter().skip(NAMED).map(|(_, count)| count).sum();
    let told = |(name, count): (String, usize)| if count > 1 { format!("{name} ({count})") } else { name };
    let shown = names.into_iter().take(NAMED).map(told).collect::<Vec<_>>().join("; ");
    let told = Text::new(format!("{shown}; och {more} till"), format!("{shown}; and {more} more"));
    if more == 0 { shown } else { told.get(language).to_owned() }
}

/// What the marks of the states mean; that of a waiver only where there is one.
pub(in crate::render) fn legend(states: impl IntoIterator<Item = State>, language: Language) -> String {
    let waived = states.into_iter().any(|state| state == State::Waived);
    let shown = State::ALL.iter().filter(|state| waived || **state != State::Waived);
    let words = shown.map(|state| format!("{} {}", mark(*state), state_word(*state).get(language)));
    words.collect::<Vec<_>>().join(" · ")
}

/// With a capital first.
pub(in crate::render) fn capital(name: &str) -> String {
    let mut chars = name.chars();
    chars.next().map(|first| first.to_uppercase().chain(chars).collect()).unwrap_or_default()
}

/// The name of a month, from 1.
pub(in crate::render) fn month(number: u32) -> Phrase {
    const MONTHS: [Phrase; 12] = [
        Phrase::new("januari", "January"),
        Phrase::new("februari", "February"),
        Phrase::new("mars", "March"),
        Phrase::new("april", "April"),
        Phrase::new("maj", "May"),
        Phrase::new("juni", "June"),
        Phrase::new("juli", "July"),
        Phrase::new("augusti", "August"),
        Phrase::new("september", "September"),
        Phrase::new("oktober", "October"),
        Phrase::new("november", "November"),
        Phrase::new("december", "December"),
    ];
    let month = MONTHS.get(number.saturating_sub(1) as usize).copied();
    month.unwrap_or(Phrase::new("", ""))
}
