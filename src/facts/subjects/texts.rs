//! What is wrong with what a document's text says of numbers, limits, parties, time and names.

use std::collections::{BTreeMap, BTreeSet};

use chrono::{Months, NaiveDate};

use super::{Found, joined, not_whole};
use crate::amount::{Origin, Text};
use crate::facts::{Facts, Gap};
use crate::model::document::Structure;
use crate::model::duty::Deliverable;
use crate::model::figure::Formula;
use crate::model::organisation::Organisation;
use crate::model::text::{
    Against, AimText, Band, BandRole, Enclosure, Listing, Placeholder, PlaceholderKind, Says, Tally, Term,
    Time,
};
use crate::source::{Span, Spanned, seen};

/// A band, and the title of the other document it stands in.
type Placed<'m> = (&'m Band, Option<&'m str>);

impl Facts {
    /// Numbers of things that are not as many as what they count.
    pub(super) fn miscounted(&self, structure: &Structure) -> Result<Found, Gap> {
        let (mut found, mut unknown) = (Found::new(), None);
        for tally in &structure.texts.tallies {
            match self.counted(structure, tally) {
                Ok(there) if there == tally.says => {}
                Ok(there) => found.push((tally.span, self.miscounted_words(tally, there))),
                Err(gap) => unknown = unknown.or(Some(gap)),
            }
        }
        // One number that is wrong is wrong, whatever the others are.
        match unknown.filter(|_| found.is_empty()) {
            Some(gap) => Err(gap),
            None => Ok(found),
        }
    }

    /// The statements, in the document's tables, of the figures that are numbers it counts wrongly.
    pub(super) fn miscounted_claims(&self, structure: &Structure) -> Vec<Origin> {
        let wrong = structure.texts.tallies.iter();
        let wrong = wrong.filter(|it| self.counted(structure, it).is_ok_and(|there| there != it.says));
        let figures = wrong.filter_map(|it| Some(it.figure.as_ref()?.value.as_str()));
        figures
            .flat_map(|name| self.figures.in_document(&self.model, name, &structure.document.value))
            .collect()
    }

    /// The numbers that a document's text counts wrongly, with what is said of them. Of two that count the same number
    /// the first is heard.
    pub(super) fn miscounted_numbers(&self, structure: &Structure) -> Vec<(Vec<Origin>, Text)> {
        let mut heard: BTreeSet<Origin> = BTreeSet::new();
        let tallies = structure.texts.tallies.iter();
        let each = tallies.filter_map(|tally| {
            let names = tally.figure.iter().chain(&tally.reckoned);
            let document = &structure.document.value;
            let origins = names.flat_map(|it| self.figures.in_document(&self.model, &it.value, document));
            let origins: Vec<Origin> = origins.filter(|it| heard.insert(*it)).collect();
            let there = self.counted(structure, tally).ok().filter(|there| *there != tally.says)?;
            Some((origins, self.miscounted_words(tally, there)))
        });
        each.collect()
    }

    /// How many there are of what a text counts.
    fn counted(&self, structure: &Structure, tally: &Tally) -> Result<i64, Gap> {
        // Of a list that nobody has counted another number than the text's can be told, but not that it is the same.
        let listed = |number: usize, whole: bool, list: &str| {
            let number = i64::try_from(number).unwrap_or(i64::MAX);
            if whole || number > tally.says { Ok(number) } else { Err(not_whole(list)) }
        };
        match &tally.against {
            Against::Listed(number) => Ok(*number),
            Against::Parts(kind, under) => {
                let parts = structure.parts.iter().filter(|it| it.kind == *kind);
                let parts = parts.filter(|it| stands_under(&it.number, under.as_deref()));
                listed(parts.count(), structure.whole.has("part"), "part")
            }
            Against::Members(kind) => {
                let day = self.day_of(structure)?;
                let members = self.model.organisations.iter().filter(|it| it.kind == *kind);
                listed(members.filter(|it| it.is_member(day)).count(), true, "organisation")
            }
            Against::Initiatives(ids) => listed(ids.len(), tally.whole.has("initiatives"), "initiatives"),
            Against::Parties(id) => {
                let agreement = self.model.agreement(&id.value).ok_or_else(|| not_whole("party"))?;
                listed(agreement.parties.len(), agreement.whole.has("party"), "party")
            }
            Against::Meetings(body, from, to) => {
                let meetings = self.model.meetings.iter().filter(|it| it.body.value == body.value);
                let held = meetings.filter(|it| !it.planned && self.counts(it.recorded));
                let held = held.filter(|it| (*from..=*to).contains(&it.date.value)).count();
                // More than the text says are more, whatever else was held; as many are as many in a whole register.
                let held_as = i64::try_from(held).unwrap_or(i64::MAX).cmp(&tally.says);
                let whole = || self.question.is_covered(&self.model, Deliverable::Minutes, *from, *to);
                if held_as.is_gt() || (held_as.is_eq() && whole()) {
                    return listed(held, true, "meeting");
                }
                let of = &tally.of;
                Err(Gap::record(Text::new(
                    format!("{}: texten säger {}, och registret visar {held}.", of.sv, tally.says),
                    format!("{}: the text says {}, and the register shows {held}.", of.en, tally.says),
                )))
            }
            Against::Reached(year, things) => {
                let judged = things.iter().map(|goals| self.all_reached(goals, *year));
                let (reached, open, gap) =
                    judged.fold((0_usize, 0_usize, None), |(n, open, gap), it| match it {
                        Ok(there) => (n.saturating_add(usize::from(there)), open, gap),
                        Err(other) => (n, open.saturating_add(1), gap.or(Some(other))),
                    });
                let Some(gap) = gap else { return listed(reached, tally.whole.has("goals"), "goals") };
                // What is not known may be reached or not: the text is wrong where it is so either way.
                let [least, most] =
                    [reached, reached.saturating_add(open)].map(|it| i64::try_from(it).unwrap_or(i64::MAX));
                if tally.says < least {
                    return Ok(least);
                }
                if tally.says > most && tally.whole.has("goals") { Ok(most) } else { Err(gap) }
            }
        }
    }

    /// Whether all of these goals are reached in a year.
    fn all_reached(&self, goals: &[Spanned<String>], year: i32) -> Result<bool, Gap> {
        let mut open = None;
        for id in goals {
            let goal = self.model.goals.iter().find(|it| it.id.value == id.value);
            match goal.ok_or_else(|| not_whole("goals")).and_then(|goal| self.is_reached(goal, year)) {
                Ok(true) => {}
                Ok(false) => return Ok(false),
                Err(gap) => open = open.or(Some(gap)),
            }
        }
        open.map_or(Ok(true), Err)
    }

    fn miscounted_words(&self, tally: &Tally, there: i64) -> Text {
        let Tally { of, says, part, .. } = tally;
        let words = Text::new(
            format!("{part}: {}, {says} enligt texten men {there} att räkna", of.sv),
            format!("{part}: {}, {says} in the text but {there} to be counted", of.en),
        );
        let Against::Reached(year, things) = &tally.against else { return words };
        let missed = things.iter().flatten().filter_map(|id| {
            let goal = self.model.goals.iter().find(|it| it.id.value == id.value)?;
            (self.is_reached(goal, *year) == Ok(false)).then(|| goal.title.clone())
        });
        let missed = joined(missed.collect::<Vec<_>>().iter(), ", ");
        Text::new(
            format!("{}; inte nådda: {}", words.sv, missed.sv),
            format!("{}; not reached: {}", words.en, missed.en),
        )
    }

    /// The day a document speaks from.
    fn day_of(&self, structure: &Structure) -> Result<NaiveDate, Gap> {
        self.model.structured_from(structure).ok_or_else(|| {
            Gap::record(Text::new(
                "Det är inte känt vilken dag dokumentet är från.",
                "It is not known what day the document is from.",
            ))
        })
    }

    /// Limits that differ for one thing, classes that overlap, and values that belong to none.
    pub(super) fn misfits(&self, structure: &Structure) -> Found {
        let bands = self.bands(structure);
        let mut found = Found::new();
        let mut told: BTreeSet<Text> = BTreeSet::new();
        let mut tell = |span: Span, key: Text, words: Text| {
            if told.insert(key) {
                found.push((span, words));
            }
        };
        for (at, one) in bands.iter().enumerate() {
            for other in bands.iter().skip(at.saturating_add(1)) {
                // Of two that stand in other documents, those have their say.
                let own = one.1.is_none() || other.1.is_none();
                if let Some((key, words)) = misfit(one, other).filter(|_| own) {
                    tell(if one.1.is_none() { one.0.span } else { other.0.span }, key, words);
                }
            }
        }
        for whole in structure.texts.bands.iter().filter(|it| it.role == BandRole::Whole) {
            let parts = bands.iter().map(|it| it.0).filter(|it| it.role != BandRole::Whole);
            let parts: Vec<&Band> =
                parts.filter(|it| seen(&it.partition) == seen(&whole.partition)).collect();
            if let Some(words) = gap_words(whole, &parts) {
                tell(whole.span, words.clone(), words);
            }
        }
        found
    }

    /// The bands of a document, and of those bound together with it that the workspace has before it.
    fn bands<'m>(&'m self, structure: &'m Structure) -> Vec<Placed<'m>> {
        let model = &self.model;
        let own = model.bound_into(&structure.document.value);
        let before = model.structures.iter().take_while(|it| it.document.value != structure.document.value);
        let bound = before.filter(|it| model.bound_into(&it.document.value) == own).flat_map(|it| {
            let title = model.document(&it.document.value).map_or("", |document| document.title.as_str());
            it.texts.bands.iter().map(move |band| (band, Some(title)))
        });
        structure.texts.bands.iter().map(|band| (band, None)).chain(bound).collect()
    }

    /// Lists of who takes part in one thing that are not the same.
    pub(super) fn listed_apart(&self, structure: &Structure) -> Result<Found, Gap> {
        let lists = &structure.texts.lists;
        let mut found = Found::new();
        let mut unknown = None;
        for (at, first) in lists.iter().enumerate() {
            let is_of_it = |it: &&Listing| seen(&it.of.sv) == seen(&first.of.sv);
            if lists.iter().take(at).any(|it| is_of_it(&it)) {
                continue;
            }
            let of_it = lists.iter().skip(at).filter(is_of_it);
            let all: Vec<(&Listing, Vec<String>)> = of_it.map(|it| (it, self.who(it))).collect();
            let apart = lists_apart(&all);
            if apart.is_empty() && all.len() > 1 && all.iter().any(|(it, _)| !it.whole.has("organisations")) {
                unknown = Some(not_whole("organisations"));
            }
            found.extend(apart);
        }
        match unknown.filter(|_| found.is_empty()) {
            Some(gap) => Err(gap),
            None => Ok(found),
        }
    }

    /// The names of those a list has, in an order of their own.
    fn who(&self, list: &Listing) -> Vec<String> {
        let name = |id: &str| self.model.organisation(id).map_or_else(|| id.to_owned(), |it| it.name.clone());
        let mut names: Vec<String> = list.organisations.iter().map(|it| name(&it.value)).collect();
        names.sort();
        names.dedup();
        names
    }

    /// What a document says of time that its dates do not bear out.
    pub(super) fn mistimed(&self, structure: &Structure) -> Result<Found, Gap> {
        let mut found = Found::new();
        for time in &structure.texts.times {
            let why = match &time.says {
                Says::Nearly(years, since) => since_words(*years, *since, self.day_of(structure)?, true),
                Says::Over(years, since) => since_words(*years, *since, self.day_of(structure)?, false),
                Says::Nth(nth, first, last) => nth_words(*nth, *first, *last),
                Says::For(year, (from, to)) => (!(*from..=*to).contains(year)).then(|| {
                    Text::new(
                        format!("dokumentet är för {from}–{to}"),
                        format!("the document is for {from}–{to}"),
                    )
                }),
                Says::Ahead(day) => {
                    let from = self.day_of(structure)?;
                    (*day < from).then(|| {
                        Text::new(
                            format!("det var förbi {day}, och dokumentet är från {from}"),
                            format!("it was over by {day}, and the document is from {from}"),
                        )
                    })
                }
                Says::Done(day) => {
                    let from = self.day_of(structure)?;
                    (*day > from).then(|| {
                        Text::new(
                            format!("dagen för det är {day}, och dokumentet är från {from}"),
                            format!("its day is {day}, and the document is from {from}"),
                        )
                    })
                }
            };
            if let Some(why) = why {
                found.push((time.span, mistimed_words(time, &why)));
            }
        }
        Ok(found)
    }

    /// Terms that a document prints in more than one way, or otherwise than one before it where they are shared.
    pub(super) fn written_apart(&self, structure: &Structure) -> Found {
        let model = &self.model;
        let own = model.structured_from(structure);
        let is_before = |it: &&Structure| {
            let other = model.structured_from(it);
            it.document.value != structure.document.value
                && other.zip(own).is_some_and(|(other, own)| other <= own && self.is_known(Some(other)))
        };
        let before = model.structures.iter().filter(is_before).flat_map(|it| {
            let title = model.document(&it.document.value).map_or("", |document| document.title.as_str());
            it.texts.terms.iter().filter(|term| term.shared).map(move |term| (term, title))
        });
        two_ways(&structure.texts.terms, before)
    }

    /// What a document names as enclosed and the papers do not hold.
    pub(super) fn not_enclosed(structure: &Structure) -> Found {
        let missing = structure.texts.enclosures.iter().filter(|it| !it.enclosed);
        let words = |it: &Enclosure| {
            let number =
                |word: &str| it.number.as_ref().map(|it| format!("{word} {it}, ")).unwrap_or_default();
            Text::new(
                format!("{}{} ({})", number("bilaga"), it.about.sv, it.part),
                format!("{}{} ({})", number("appendix"), it.about.en, it.part),
            )
        };
        missing.map(|it| (it.span, words(it))).collect()
    }

    /// What a document aims at and cannot measure.
    pub(super) fn aims_unmeasured(structure: &Structure) -> Found {
        let words = |it: &AimText| {
            let lacks = [
                (
                    it.measured,
                    Text::new("indikatorn mäter något annat", "the indicator measures something else"),
                ),
                (it.level, Text::new("utan nivå", "without a level")),
                (it.reported, Text::new("inget utfall redovisat", "no outcome reported")),
            ];
            let lacks: Vec<Text> =
                lacks.into_iter().filter(|(there, _)| !there).map(|(_, why)| why).collect();
            if lacks.is_empty() {
                return None;
            }
            let (sv, en) = (joined(lacks.iter(), ", och ").sv, joined(lacks.iter(), ", and ").en);
            let words = Text::new(
                format!("{}: {} ({sv})", it.part, it.of.sv),
                format!("{}: {} ({en})", it.part, it.of.en),
            );
            Some((it.span, words))
        };
        structure.texts.aims.iter().filter_map(words).collect()
    }

    /// Placeholders that are left: those that were to be filled later only once their day has passed.
    pub(super) fn unfinished(&self, structure: &Structure) -> Found {
        let left = structure.texts.placeholders.iter();
        let left = left.filter(|it| it.by.is_none_or(|by| by < self.question.as_of));
        left.map(|it| (it.span, unfinished_words(it))).collect()
    }

    /// Tables of a document that set one part of a year against another, or against the whole of one.
    pub(super) fn unlike_periods(&self, structure: &Structure) -> Found {
        let catalogue = self.model.catalogue();
        let months = |name: &str| catalogue.get(name).and_then(|it| it.months);
        let compares = |name: &str| {
            let formula = catalogue.get(name).and_then(|it| it.formula.as_ref());
            let mut terms = formula.into_iter().flat_map(Formula::terms).map(|it| months(&it.name.value));
            let first = terms.next();
            first.is_some_and(|first| terms.any(|it| it != first))
        };
        let tables = self.model.tables.iter().filter(|it| it.source.value == structure.document.value);
        let found = tables.filter_map(|table| {
            let set = table.cells.iter().filter(|it| it.number.is_some() && compares(&it.figure.value));
            let first = set.clone().next()?;
            let (title, count) = (self.figure_title(&first.figure.value), set.count());
            let words = Text::new(
                format!("{}: {}, {count} tal", table.part, title.sv),
                format!("{}: {}, {count} numbers", table.part, title.en),
            );
            Some((first.span, words))
        });
        found.collect()
    }

    /// Tables of a document that do not print what their numbers are measured in.
    pub(super) fn without_unit(&self, structure: &Structure) -> Found {
        let of = self.model.tables.iter().filter(|it| it.source.value == structure.document.value);
        let mut found: Found =
            of.filter(|it| !it.unit_printed).map(|it| (it.id.span, Text::same(&it.part))).collect();
        // The column for the year before is of the same table, and names it with more words.
        found.sort_by_key(|(span, words)| (words.sv.chars().count(), *span));
        let mut told = Found::new();
        for (span, words) in found {
            let goes_on = |known: &str| {
                let more = words.sv.strip_prefix(known);
                more.is_some_and(|it| !it.starts_with(char::is_alphanumeric))
            };
            if !told.iter().any(|(_, known)| goes_on(&known.sv)) {
                told.push((span, words));
            }
        }
        told
    }
}

/// Whether a printed name is the organisation's on a day: its own, another it goes by, or an earlier one then. Not to
/// be told of an earlier one without the day.
pub(super) fn is_called(organisation: &Organisation, printed: &str, day: Option<NaiveDate>) -> Option<bool> {
    let same = |name: &str| seen(name) == seen(printed);
    if organisation.names().any(same) {
        return Some(true);
    }
    let mut then = organisation.former_names.iter().filter(|it| same(&it.name)).peekable();
    match (then.peek(), day) {
        (None, _) => Some(false),
        (Some(_), None) => None,
        (Some(_), Some(day)) => Some(then.any(|it| it.from.is_none_or(|from| from <= day) && day <= it.to)),
    }
}

/// A term as it is printed in one place.
struct Written<'m> {
    term: &'m Term,
    /// The title of the other document it stands in.
    title: Option<&'m str>,
    /// How it is printed, where capitals say nothing.
    plain: String,
}

/// Terms that are printed in more than one way: in a document, and those that are shared in it and those before it.
fn two_ways<'m>(own: &'m [Term], others: impl Iterator<Item = (&'m Term, &'m str)>) -> Found {
    let shared: BTreeSet<String> = own.iter().filter(|it| it.shared).map(|it| seen(&it.of.sv)).collect();
    let before = others.filter(|_| !shared.is_empty()).map(|(term, title)| (term, Some(title)));
    let mut ways: BTreeMap<String, Vec<Written<'_>>> = BTreeMap::new();
    for (term, title) in before.chain(own.iter().map(|term| (term, None))) {
        let of = seen(&term.of.sv);
        if title.is_none() || shared.contains(&of) {
            let plain = seen(&term.printed).to_lowercase();
            ways.entry(of).or_default().push(Written { term, title, plain });
        }
    }
    let mut found = Found::new();
    for term in own {
        // Once, at the first of its own.
        let Some(all) = ways.remove(&seen(&term.of.sv)) else { continue };
        let own = all.iter().find(|it| it.title.is_none()).map(|it| it.plain.as_str());
        // The later of two of its own, or else the one of its own that another document writes otherwise.
        let mut differing = all.iter().filter(|it| Some(it.plain.as_str()) != own).peekable();
        if differing.peek().is_none() {
            continue;
        }
        let other = differing.find(|it| it.title.is_none()).map_or(term, |it| it.term);
        let printed = |quote: fn(&str) -> String| {
            let place = |Written { term: it, title, .. }: &Written<'_>| match title {
                Some(title) => format!("{} ({title}, {})", quote(&it.printed), it.part),
                None => format!("{} ({})", quote(&it.printed), it.part),
            };
            all.iter().map(place).collect::<Vec<_>>().join(", ")
        };
        let sv = printed(|it| format!("”{it}”"));
        let en = printed(|it| format!("“{it}”"));
        found.push((other.span, Text::new(format!("{}: {sv}", term.of.sv), format!("{}: {en}", term.of.en))));
    }
    found
}

/// Whether a part's number stands right under another, or at the top.
fn stands_under(number: &str, under: Option<&str>) -> bool {
    number.rsplit_once('.').map(|(parent, _)| parent) == under
}

/// Why two bands do not go together, if they do not: what tells it from others, and in words.
fn misfit(one: &Placed<'_>, other: &Placed<'_>) -> Option<(Text, Text)> {
    let (a, b) = (one.0, other.0);
    let classes = [a, b].iter().all(|it| it.role != BandRole::Exception);
    if !classes || seen(&a.partition) != seen(&b.partition) {
        return None;
    }
    let both = joined([placed(one), placed(other)].iter(), " / ");
    // The same two limits in other places are the same fault.
    let mut key = [a, b].map(|it| format!("{} {}", it.of.to_lowercase(), limits(it).sv));
    key.sort();
    let key = Text::same(key.join(" / "));
    if seen(&a.of).to_lowercase() == seen(&b.of).to_lowercase() {
        return ((a.from, a.to) != (b.from, b.to)).then_some((key, both));
    }
    if a.role == BandRole::Whole || b.role == BandRole::Whole {
        return None;
    }
    let low = a.from.max(b.from);
    let high = match (a.to, b.to) {
        (Some(one), Some(other)) => Some(one.min(other)),
        (one, other) => one.or(other),
    };
    let overlap = high.is_none_or(|high| low <= high);
    let shared = match high {
        Some(high) if high == low => Text::same(low.to_string()),
        Some(high) => Text::same(format!("{low}–{high}")),
        None => Text::new(format!("{low} och uppåt"), format!("{low} and above")),
    };
    let words = Text::new(
        format!("{} ({} i båda)", both.sv, shared.sv),
        format!("{} ({} in both)", both.en, shared.en),
    );
    overlap.then_some((key, words))
}

/// A band with its limits and its place.
fn placed((band, title): &Placed<'_>) -> Text {
    let place = title.map_or_else(|| band.part.clone(), |title| format!("{title}, {}", band.part));
    limits(band).map(|_, limits| format!("{}: {limits} ({place})", band.of))
}

fn limits(band: &Band) -> Text {
    let from = band.from;
    match band.to {
        Some(to) => Text::same(format!("{from}–{to}")),
        None => Text::new(format!("{from} och uppåt"), format!("{from} and above")),
    }
}

/// What of the whole belongs to no class, each stretch of it.
fn gap_words(whole: &Band, parts: &[&Band]) -> Option<Text> {
    let holds = |band: &Band, value: i64| band.from <= value && band.to.is_none_or(|to| value <= to);
    let free = |value: i64| holds(whole, value) && !parts.iter().any(|it| holds(it, value));
    // A gap begins where the whole does, or just after some class.
    let after = parts.iter().filter_map(|it| it.to).map(|to| to.saturating_add(1));
    let starts: BTreeSet<i64> = after.chain([whole.from]).filter(|value| free(*value)).collect();
    let stretch = |first: &i64| {
        let next = parts.iter().map(|it| it.from).filter(|from| from > first).min();
        let last = next.map(|next| next.saturating_sub(1)).into_iter().chain(whole.to).min();
        match last {
            Some(last) if last == *first => Text::same(first.to_string()),
            Some(last) => Text::same(format!("{first}–{last}")),
            None => Text::new(format!("{first} och uppåt"), format!("{first} and above")),
        }
    };
    let stretches: Vec<Text> = starts.iter().map(stretch).collect();
    if stretches.is_empty() {
        return None;
    }
    let (all, of) = (placed(&(whole, None)), &whole.partition);
    let (sv, en) = (joined(stretches.iter(), " och ").sv, joined(stretches.iter(), " and ").en);
    Some(Text::new(
        format!("{}: {sv} hör inte till någon klass ({of})", all.sv),
        format!("{}: {en} belongs to no class ({of})", all.en),
    ))
}

/// What sets lists of one thing apart: of two, what each has alone; of several, what is in few of them, or lacks in
/// few.
fn lists_apart(lists: &[(&Listing, Vec<String>)]) -> Found {
    let has = |name: &String| lists.iter().filter(|(_, names)| names.contains(name)).count();
    let is_rare = |name: &&String| has(name).saturating_mul(2) <= lists.len();
    let common: BTreeSet<&String> =
        lists.iter().flat_map(|(_, names)| names).filter(|it| !is_rare(it)).collect();
    let apart = |(list, names): &(&Listing, Vec<String>)| {
        let alone: Vec<&String> = names.iter().filter(is_rare).collect();
        let lacking: Vec<&String> = common.iter().copied().filter(|it| !names.contains(it)).collect();
        let place = match alone.iter().all(|it| has(it) == 1) {
            true => ("bara i", "only in"),
            false => ("i", "in"),
        };
        let sides = [(place, alone), (("saknas i", "not in"), lacking)].into_iter();
        let told = |((sv, en), names): ((&str, &str), Vec<&String>)| {
            let (part, named) = (&list.part, |and| enumerated(&names, and));
            Text::new(format!("{sv} {part}: {}", named("och")), format!("{en} {part}: {}", named("and")))
        };
        let told: Vec<Text> = sides.filter(|(_, names)| !names.is_empty()).map(told).collect();
        (!told.is_empty()).then(|| (list.span, joined(told.iter(), "; ")))
    };
    let mut found: Found = lists.iter().filter_map(apart).collect();
    // Two are apart from each other: one thing is told, where the later stands.
    if let ([_, (later, _)], false) = (lists, found.is_empty()) {
        found = vec![(later.span, joined(found.iter().map(|(_, words)| words), "; "))];
    }
    let Some((first, _)) = lists.first() else { return found };
    let of = |words: &Text| first.of.map(|language, of| format!("{of}: {}", words.get(language)));
    found.into_iter().map(|(span, words)| (span, of(&words))).collect()
}

/// Names in a row, with a word before the last.
fn enumerated(names: &[&String], and: &str) -> String {
    let names: Vec<&str> = names.iter().map(|it| it.as_str()).collect();
    match names.split_last() {
        Some((last, others)) if !others.is_empty() => format!("{} {and} {last}", others.join(", ")),
        _ => names.concat(),
    }
}

/// Why so many years since a day are not so many, if they are not.
fn since_words(years: i64, since: NaiveDate, day: NaiveDate, nearly: bool) -> Option<Text> {
    let months = u32::try_from(years).ok().and_then(|years| years.checked_mul(12))?;
    let full = since.checked_add_months(Months::new(months))?;
    let wrong = if nearly { day >= full } else { day < full };
    let years = |(one, many): (&str, &str)| format!("{years} {}", if years == 1 { one } else { many });
    let (sv, en) = (years(("år", "år")), years(("year", "years")));
    wrong.then(|| {
        Text::new(
            format!("{sv} efter {since} är {full}, och dokumentet är från {day}"),
            format!("{en} after {since} is {full}, and the document is from {day}"),
        )
    })
}

/// Why a year is not the nth since the first, if it is not.
fn nth_words(nth: i64, first: i32, last: i32) -> Option<Text> {
    let number = i64::from(last.saturating_sub(first)).saturating_add(1);
    (number != nth).then(|| {
        Text::new(
            format!("räknat från {first} är {last} nummer {number}, inte {nth}"),
            format!("counted from {first}, {last} is number {number}, not {nth}"),
        )
    })
}

fn mistimed_words(time: &Time, why: &Text) -> Text {
    let Time { text, part, .. } = time;
    Text::new(
        format!("{part}: ”{}”, men {}", text.sv, why.sv),
        format!("{part}: “{}”, but {}", text.en, why.en),
    )
}

fn unfinished_words(placeholder: &Placeholder) -> Text {
    let Placeholder { kind, about, printed, by, part, .. } = placeholder;
    let printed = |open: char, close: char| {
        printed.as_ref().map(|it| format!(" {open}{it}{close}")).unwrap_or_default()
    };
    let (quoted_sv, quoted_en) = (printed('”', '”'), printed('“', '”'));
    let (sv, en) = match kind {
        PlaceholderKind::Letters => ("bokstäverna", "the letters"),
        PlaceholderKind::Sign => ("tecknet", "the sign"),
        PlaceholderKind::Empty => ("tomt", "nothing"),
        PlaceholderKind::Later => ("skulle bestämmas", "was to be decided"),
        PlaceholderKind::Cut => ("avbrutet", "broken off"),
        PlaceholderKind::Unkept => ("texten handlar om något annat", "the text is about something else"),
        PlaceholderKind::Stray => ("löst", "loose"),
    };
    let by = |word: &str| by.map(|by| format!(" {word} {by}")).unwrap_or_default();
    Text::new(
        format!("{part}: {} – {sv}{quoted_sv}{}", about.sv, by("senast")),
        format!("{part}: {} – {en}{quoted_en}{}", about.en, by("by")),
    )
}
