//! The words of many workspaces beside each other.

use chrono::NaiveDate;

use crate::amount::{Language, Phrase, Text, counted, many, written_number};
use crate::sector::{Group, Member, Sector};
use crate::verdict::{Class, Outcome};

phrases! {
    UNREAD = "Gick inte att pröva", "Could not be assessed";
    UNSEEN = "Gick inte att söka igenom", "Could not be looked into";
    ABOVE = "Över trappan", "Above the recommended cap";
    ABOVE_ACCEPTED = "Över trappan, godtaget av styrelsen", "Above the cap, accepted by the board";
    CAP_UNKNOWN = "Går inte att hålla mot trappan", "Cannot be held against the cap";
    SIDE_BY_SIDE = "Sida vid sida", "Side by side";
    HOW = "De som får ungefär lika mycket av sina medlemmar står tillsammans. Andelen är eget kapital i procent av medlemmarnas tilldelning det senaste år som är känt; ▲ är över trappan, ○ går inte att avgöra; inom parentes står det som inte är prövat. Orsaker: bristernas orsaker, där följder av en annan brist inte räknas. Försenat: bristerna som är försenade och ännu går att rätta; ett förbunds egen sida räknar allt i årshjulet som är försenat.", "Those whose members contribute about as much stand together. The share is equity in per cent of the members’ allocation in the latest year that is known; ▲ is above the cap, ○ cannot be decided; what stands in brackets was not asked about. Causes: of the faults, those that do not follow from another. Late: the faults that are late and can still be put right; a förbund’s own page counts all of the annual cycle that is late.";
    USUAL = "median", "median";
    TOO_FEW = "för få för en median", "too few for a median";
    MISSING = "Uppgifter som saknas, och var", "Information that is missing, and where";
    BROKEN = "Det som brister, och var", "What is breached, and where";
}

/// The columns of the table.
pub(super) const HEADS: [Phrase; 7] = [
    Phrase::new("Förbund", "Förbund"),
    Phrase::new("År", "Year"),
    Phrase::new("Tilldelning", "Allocation"),
    Phrase::new("Andel %", "Share %"),
    Phrase::new("Orsaker", "Causes"),
    Phrase::new("Försenat", "Late"),
    Phrase::new("Öppet", "Open"),
];

/// How it stands with all, in a sentence.
pub(super) fn state(sector: &Sector) -> Text {
    let (day, asked, unread) = (sector.question.as_of, sector.answers().count(), sector.unread().count());
    let faults = sector.answers().map(|(_, it)| it.found(Class::Fault)).sum();
    let open = sector.answers().map(|(_, it)| it.count(Outcome::Undecided)).sum();
    let above = sector.cap(Outcome::Breached).count();
    let (asked, unread) = (workspaces(asked), counted(many(unread), ["annat", "andra", "other", "others"]));
    let faults = counted(many(faults), ["brist", "brister", "fault", "faults"]);
    let open = counted(many(open), ["öppen fråga", "öppna frågor", "open question", "open questions"]);
    let known = sector.question.known_at;
    let known =
        known.map(|it| (format!(", enligt vad som var känt {it}"), format!(", by what was known {it}")));
    let (known_sv, known_en) = known.unwrap_or_default();
    let also = |none: bool, words: String| if none { String::new() } else { words };
    let none = sector.unread().next().is_none();
    let (sv, en) = (
        also(none, format!(" {} gick inte att pröva.", unread.sv)),
        also(none, format!(" {} could not be assessed.", unread.en)),
    );
    Text::new(
        format!(
            "Läget {day}{known_sv}: {} har prövats, med {} och {}; {above} över trappan.{sv}",
            asked.sv, faults.sv, open.sv
        ),
        format!(
            "As of {day}{known_en}: {} were assessed, with {} and {}; {above} above the cap.{en}",
            asked.en, faults.en, open.en
        ),
    )
}

/// `12 förbund`
pub(super) fn workspaces(count: usize) -> Text {
    counted(many(count), ["förbund", "förbund", "förbund", "förbund"])
}

/// How many errors the files of one have.
pub(super) fn errors(member: &Member) -> Text {
    counted(many(member.errors()), ["fel", "fel", "error", "errors"])
}

/// What is not told of one's errors.
pub(super) fn more_errors(more: usize, path: &str) -> Text {
    Text::new(
        format!("och {more} till: samkoll validate {path}"),
        format!("and {more} more: samkoll validate {path}"),
    )
}

/// What is not told of the rules.
pub(super) fn more_rules(more: usize) -> Text {
    let rules = counted(many(more), ["regel", "regler", "rule", "rules"]);
    Text::new(
        format!("och {} till: --format jsonl eller xlsx har alla", rules.sv),
        format!("and {} more: --format jsonl or xlsx has all", rules.en),
    )
}

/// With how many of those that were asked, and who they are.
pub(super) fn with(count: usize, asked: usize, named: &str, more: usize) -> Text {
    let more = if more == 0 { String::new() } else { format!(" +{more}") };
    Text::new(format!("{count} av {asked}: {named}{more}"), format!("{count} of {asked}: {named}{more}"))
}

/// What the members of a group of workspaces contribute.
pub(in crate::render) fn size(group: &Group) -> Text {
    if !group.is_known {
        return Text::new("Tilldelningen är inte känd", "The allocation is not known");
    }
    let kr = |it| Text::new(written_number(it, Language::Sv), written_number(it, Language::En));
    let (above, to) = (group.above.map(kr), group.to.map(kr));
    match (above, to) {
        (None, None) => Text::new("Alla", "All"),
        (None, Some(to)) => {
            Text::new(format!("Tilldelning upp till {} kr", to.sv), format!("Allocation up to SEK {}", to.en))
        }
        (Some(above), None) => Text::new(
            format!("Tilldelning över {} kr", above.sv),
            format!("Allocation above SEK {}", above.en),
        ),
        (Some(above), Some(to)) => Text::new(
            format!("Tilldelning över {} kr, upp till {} kr", above.sv, to.sv),
            format!("Allocation above SEK {}, up to SEK {}", above.en, to.en),
        ),
    }
}

/// That some name another day themselves.
pub(super) fn other_days(count: usize, day: NaiveDate) -> Text {
    let count = workspaces(count);
    Text::new(
        format!("{} har en egen dag i samkoll.toml; här är alla prövade för {day}.", count.sv),
        format!("{} name a day of their own in samkoll.toml; here all are assessed as of {day}.", count.en),
    )
}

/// That some lie within others.
pub(super) fn nested(paths: &[String]) -> Text {
    let first = paths.first().map_or("", String::as_str);
    let count = counted(many(paths.len()), ["arbetsyta", "arbetsytor", "workspace", "workspaces"]);
    Text::new(
        format!("{} ligger inuti en annan och är inte prövad för sig: {first}{}", count.sv, more(paths)),
        format!("{} within another, not assessed by itself: {first}{}", count.en, more(paths)),
    )
}

fn more(paths: &[String]) -> String {
    match paths.len().saturating_sub(1) {
        0 => String::new(),
        more => format!(" +{more}"),
    }
}
