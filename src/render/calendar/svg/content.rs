//! What the sheet says, before anyone knows where: entries, counts, notes, and the words for those who listen.

use std::collections::BTreeMap;

use chrono::{Datelike, Days, Months, NaiveDate};

use super::Wheel;
use super::gather::{Bundle, Stretch, bundles};
use super::lanes::{Lane, Lanes};
use super::lettering::clean;
use super::plane::{Px, part, px};
use super::words;
use crate::amount::Language;
use crate::cycle::{Assigned, Item, State};
use crate::render::calendar::words::{capital, month};
use crate::render::calendar::{Calendar, Group, assigned, gathered, titled};
use crate::render::words::state as state_word;

/// How many entries the wheel takes.
const IN_WHEEL: usize = 60;

/// How many entries the list of what is overdue from before takes.
const EARLIER: usize = 18;

/// How many entries the list of what has no day takes.
const UNDATED: usize = 24;

/// Everything the sheet says.
pub(super) struct Content {
    pub(super) language: Language,
    /// What the drawing is, in a word.
    pub(super) wheel: &'static str,
    /// The name and the period: what the drawing is called.
    pub(super) title: String,
    /// The same in sentences, with the counts and the notes.
    pub(super) description: String,
    pub(super) workspace: String,
    pub(super) period: String,
    pub(super) as_of: String,
    /// Where the hand points; nowhere when the day is not in the wheel.
    pub(super) hand: Option<Px>,
    /// The months from the top, clockwise.
    pub(super) months: Vec<&'static str>,
    pub(super) entries: Vec<Entry>,
    /// What stands under the wheel and not in it: what is overdue from before, what no source sets a day for.
    pub(super) lists: Vec<List>,
    /// How many items there are in each state; of a plan, nothing.
    pub(super) counts: Vec<(State, usize)>,
    /// Whose the entries are, where they are of several.
    pub(super) lanes: Vec<Lane>,
    /// Only what is to be done is shown, and not how it stands.
    pub(super) plan: bool,
    pub(super) notes: Vec<String>,
}

/// Entries that have no place in the wheel.
pub(super) struct List {
    /// What the list is, to who reads the drawing.
    pub(super) class: &'static str,
    pub(super) title: String,
    pub(super) entries: Vec<Entry>,
    /// What must not be missed.
    pub(super) warns: bool,
}

/// One mark with its label.
pub(super) struct Entry {
    pub(super) day: NaiveDate,
    /// Clockwise from the top; without meaning outside the wheel.
    pub(super) angle: Px,
    pub(super) state: State,
    /// Whose it is, by its number in the legend.
    pub(super) lane: Option<usize>,
    /// The label's day.
    pub(super) date: String,
    /// The label's text.
    pub(super) text: String,
    /// What the label keeps even when its text is cut.
    pub(super) ending: String,
    /// All of it in words.
    pub(super) full: String,
}

impl Content {
    pub(super) fn new(calendar: &Calendar<'_, '_>, wheel: Wheel, language: Language) -> Self {
        let start = calendar.from.with_day(1).unwrap_or(calendar.from);
        let happening = calendar.happening();
        // Of a year of which the register says nothing, states would say nothing either.
        let is_silent = |it: &&Item<'_>| it.state == State::Unknown && !it.is_done();
        let silent = !happening.is_empty() && happening.iter().all(is_silent);
        let plan = wheel.plan || silent;
        let assignments = calendar.assignments();
        let mut all: Vec<&Item<'_>> = if plan { planned(calendar) } else { happening };
        let before = if plan { Vec::new() } else { before(calendar) };
        all.extend(before.iter().filter(|it| it.stands_on().is_none()));
        let lanes = Lanes::new(calendar.cycle, &everything(calendar), &assignments, wheel.by, language);
        let writer = Writer { calendar, language, plan, lanes: &lanes };
        let Shown { shown, undated, beyond } = writer.shown(all, start);
        let before: Vec<&Item<'_>> = before.into_iter().filter(|it| it.stands_on().is_some()).collect();
        let counts = if plan { Vec::new() } else { counts([&shown, &undated, &before], &assignments) };
        let in_wheel = bundles(writer.groups(&shown), IN_WHEEL, &[Stretch::Day, Stretch::Month]);
        let mut notes = writer.notes(&in_wheel, beyond, &undated);
        notes.splice(..0, silent.then(|| words::NO_REGISTER.get(language).to_owned()));
        let as_of = calendar.cycle.question().as_of;
        let (period, kind) = (writer.period(), if plan { words::PLAN } else { words::WHEEL });
        let mut entries: Vec<Entry> = in_wheel.iter().filter_map(|it| writer.in_wheel(it, start)).collect();
        let told = assignments.iter().filter_map(|it| writer.assigned(it, start));
        let alone = entries.len();
        entries.extend(told);
        let shown = shown.len().saturating_add(entries.len().saturating_sub(alone));
        entries.sort_by_key(|it| it.day);
        let lists = writer.lists(&before, &undated, &assignments);
        Self {
            language,
            wheel: words::WHEEL.get(language),
            title: format!("{} {period} – {}", kind.get(language), clean(calendar.workspace)),
            description: writer.description([shown, before.len(), undated.len()], &counts, &notes),
            workspace: clean(calendar.workspace),
            period,
            as_of: if plan {
                words::PLAN.get(language).to_owned()
            } else {
                format!("{} {as_of}", words::AS_OF.get(language))
            },
            hand: angle(start, as_of).filter(|_| !plan),
            months: (0..12).filter_map(|on| Some(month(later(start, on)?.month()).get(language))).collect(),
            entries,
            lists,
            counts,
            lanes: if lanes.list.len() > 1 { lanes.list } else { Vec::new() },
            plan,
            notes,
        }
    }
}

/// Whatever a wheel of these days may show, of a plan or of how things stand: the colours are by all of it, so that
/// both have the same.
fn everything<'c, 'm>(calendar: &Calendar<'c, 'm>) -> Vec<&'c Item<'m>> {
    let all = [calendar.listed(), calendar.happening(), before(calendar)].concat();
    let all: BTreeMap<&str, &Item<'_>> = all.into_iter().map(|it| (it.id.as_str(), it)).collect();
    all.into_values().collect()
}

/// What falls due in the days shown, done or not.
fn planned<'c, 'm>(calendar: &Calendar<'c, 'm>) -> Vec<&'c Item<'m>> {
    calendar.items()
}

/// What is overdue, or waived and not done, from before the days shown.
fn before<'c, 'm>(calendar: &Calendar<'c, 'm>) -> Vec<&'c Item<'m>> {
    let here = |day: NaiveDate| calendar.from <= day && day <= calendar.to;
    let is_before = |item: &&Item<'_>| {
        !item.stands_on().is_some_and(here) && item.due.expected().is_some_and(|day| day < calendar.from)
    };
    calendar.overdue().into_iter().chain(calendar.waived_before()).filter(is_before).collect()
}

/// How many items there are in each state.
fn counts(all: [&Vec<&Item<'_>>; 3], assignments: &[&Assigned<'_>]) -> Vec<(State, usize)> {
    let of_items = all.into_iter().flatten().map(|it| it.state);
    let states: Vec<State> = of_items.chain(assignments.iter().map(|it| assigned::state(it))).collect();
    let count = |state: State| states.iter().filter(|it| **it == state).count();
    let counts = State::ALL.iter().map(|state| (*state, count(*state)));
    counts.filter(|it| *it != (State::Waived, 0)).collect()
}

/// The first of a month so many months on.
fn later(start: NaiveDate, months: u32) -> Option<NaiveDate> {
    start.checked_add_months(Months::new(months))
}

/// Where a day is in a wheel whose twelve months are equally wide; nowhere if it is not in them.
fn angle(start: NaiveDate, day: NaiveDate) -> Option<Px> {
    let months = |day: NaiveDate| px(day.year().into()) * px(12) + px(day.month0().into());
    let sector = months(day) - months(start);
    let days = later(day.with_day(1)?, 1)?.pred_opt()?.day();
    let gone = part(px(day.day().into()) * px(2) - px(1), 150, days.into());
    (px(0)..px(12)).contains(&sector).then_some(sector * px(300) + gone)
}

struct Writer<'a, 'c, 'm> {
    calendar: &'a Calendar<'c, 'm>,
    language: Language,
    plan: bool,
    lanes: &'a Lanes,
}

/// What stands on a day in the wheel, what belongs in its months but on no day, and how many come after them.
struct Shown<'c, 'm> {
    shown: Vec<&'c Item<'m>>,
    undated: Vec<&'c Item<'m>>,
    beyond: usize,
}

impl<'c, 'm> Writer<'_, 'c, 'm> {
    fn shown(&self, all: Vec<&'c Item<'m>>, start: NaiveDate) -> Shown<'c, 'm> {
        let (dated, undated): (Vec<_>, Vec<_>) = all.into_iter().partition(|item| self.day(item).is_some());
        let inside = |item: &&Item<'_>| self.day(item).is_some_and(|day| angle(start, day).is_some());
        let (shown, beyond): (Vec<_>, Vec<_>) = dated.into_iter().partition(inside);
        Shown { shown, undated, beyond: beyond.len() }
    }

    /// The day an item is drawn on: of a plan, the one that is set.
    fn day(&self, item: &Item<'_>) -> Option<NaiveDate> {
        if self.plan { item.due_day().or(item.planned) } else { item.happens_on() }
    }

    fn groups(&self, items: &[&'c Item<'m>]) -> Vec<Group<'c, 'm>> {
        let mut groups = gathered(items, |item| self.day(item), |item| item.occurrence.duty.short());
        if self.plan {
            // How a thing stands does not tell it from another.
            groups.sort_by(|a, b| (a.day, &a.title.sv).cmp(&(b.day, &b.title.sv)));
            groups.dedup_by(|next, one| {
                let alike = next.day == one.day && next.title == one.title;
                if alike {
                    one.items.append(&mut next.items);
                }
                alike
            });
        }
        groups
    }

    /// What stands under the wheel: what is overdue from before, what has no day, assignments without one.
    fn lists(
        &self,
        before: &[&'c Item<'m>],
        undated: &[&'c Item<'m>],
        assignments: &[&Assigned<'_>],
    ) -> Vec<List> {
        let language = self.language;
        let spans = &[Stretch::Day, Stretch::Year, Stretch::Ever];
        let standing = gathered(before, Item::stands_on, |item| item.occurrence.duty.short());
        let earlier = bundles(standing, EARLIER, spans);
        let open = assignments.iter().filter(|it| it.stands_on().is_none());
        let open: Vec<Entry> = open.map(|it| self.assignment(it, NaiveDate::MIN, String::new())).collect();
        let list = |class, title: &str, count: usize, entries, warns| List {
            class,
            title: format!("{title} ({count})"),
            entries,
            warns,
        };
        let earlier = earlier.iter().map(|it| self.before(it)).collect();
        let (no_day, told) = (words::NO_SET_DAY.get(language), words::ASSIGNMENTS_UNDATED.get(language));
        let lists = [
            list("earlier", words::EARLIER.get(language), before.len(), earlier, true),
            list("undated", no_day, undated.len(), self.undated(self.groups(undated)), false),
            list("assignments", told, open.len(), open, false),
        ];
        lists.into_iter().filter(|it| !it.entries.is_empty()).collect()
    }

    /// An assignment with a day in the wheel.
    fn assigned(&self, it: &Assigned<'_>, start: NaiveDate) -> Option<Entry> {
        let day = if self.plan { it.due.map(|due| due.day) } else { it.stands_on() }?;
        let angle = angle(start, day)?;
        Some(Entry { angle, ..self.assignment(it, day, words::day(day, self.language)) })
    }

    fn assignment(&self, it: &Assigned<'_>, day: NaiveDate, date: String) -> Entry {
        let (cycle, language) = (self.calendar.cycle, self.language);
        let word = capital(words::ASSIGNMENT.get(language));
        let text = clean(&format!("{word}: {}", it.assignment.text.get(language)));
        let (decision, given) = (words::DECISION.get(language), assigned::given(it));
        let told = assigned::told(cycle, it, language);
        let full = clean(&format!("{date} {word}: {told}. {decision}: {}.", given.get(language)));
        let (state, lane) = (assigned::state(it), self.lanes.of_assigned(cycle, it));
        Entry { day, angle: px(0), state, lane, date, text, ending: String::new(), full }
    }

    /// A whole calendar year is called by its number.
    fn period(&self) -> String {
        let (from, to) = (self.calendar.from, self.calendar.to);
        let next = to.checked_add_days(Days::new(1)).unwrap_or(to);
        let whole = from.ordinal() == 1 && next.ordinal() == 1 && from.year() == to.year();
        if whole { from.year().to_string() } else { format!("{from} – {to}") }
    }

    fn notes(&self, bundles: &[Bundle<'_, '_>], beyond: usize, listed: &[&Item<'_>]) -> Vec<String> {
        let gathered = |span: Stretch| bundles.iter().any(|bundle| bundle.by == Some(span));
        let gathered = match (gathered(Stretch::Month), gathered(Stretch::Day)) {
            (true, _) => Some(words::BY_MONTH.get(self.language).to_owned()),
            (false, true) => Some(words::BY_DAY.get(self.language).to_owned()),
            (false, false) => None,
        };
        let known_at = self.calendar.cycle.question().known_at;
        let known_at = known_at.map(|day| capital(&format!("{} {day}.", words::KNOWN_AT.get(self.language))));
        // What is planned in the wheel stands there, and what is listed under it is not told of again.
        let is_told = |it: &&Item<'_>| it.stands_on().is_some() || listed.iter().any(|own| own.id == it.id);
        let undated = self.calendar.undated().into_iter().filter(|it| !is_told(it) && !self.plan).count();
        let unknown = if self.plan { 0 } else { self.calendar.unclear_elsewhere().len() };
        let outside = [
            (beyond, words::BEYOND.get(self.language)),
            (undated, words::UNDATED.get(self.language)),
            (unknown, words::UNCLEAR.get(self.language)),
        ];
        let outside: Vec<String> = outside
            .into_iter()
            .filter(|(count, _)| *count > 0)
            .map(|(count, what)| format!("{what} {count}"))
            .collect();
        let outside = (!outside.is_empty())
            .then(|| format!("{}: {}.", words::OUTSIDE.get(self.language), outside.join(", ")));
        [gathered, known_at, outside].into_iter().flatten().collect()
    }

    fn description(
        &self,
        [shown, before, undated]: [usize; 3],
        counts: &[(State, usize)],
        notes: &[String],
    ) -> String {
        let as_of = self.calendar.cycle.question().as_of;
        let lead = match self.plan {
            true => words::PLAN.get(self.language).to_owned(),
            false => format!("{} {as_of}", capital(words::AS_OF.get(self.language))),
        };
        let mut sentence = format!(
            "{lead}: {} {}",
            words::items(shown).get(self.language),
            words::IN_WHEEL.get(self.language)
        );
        if before > 0 {
            sentence.push_str(&format!(", {} {before}", words::OVERDUE_BEFORE.get(self.language)));
        }
        if undated > 0 {
            sentence
                .push_str(&format!(", {} {undated}", words::NO_SET_DAY.get(self.language).to_lowercase()));
        }
        let states = if self.plan { String::new() } else { format!("; {}", self.by_state(counts)) };
        format!("{sentence}{states}. {}", notes.join(" ")).trim_end().to_owned()
    }

    fn by_state(&self, counts: &[(State, usize)]) -> String {
        let each =
            counts.iter().map(|(state, count)| format!("{} {count}", state_word(*state).get(self.language)));
        each.collect::<Vec<_>>().join(", ")
    }

    fn in_wheel(&self, bundle: &Bundle<'_, '_>, start: NaiveDate) -> Option<Entry> {
        // What is gathered for a month is marked in the middle of it.
        let (day, date) = match bundle.by {
            Some(Stretch::Month) => {
                (bundle.day.with_day(15)?, month(bundle.day.month()).get(self.language).to_owned())
            }
            _ => (bundle.day, words::day(bundle.day, self.language)),
        };
        Some(Entry { angle: angle(start, day)?, ..self.entry(bundle, date) })
    }

    fn before(&self, bundle: &Bundle<'_, '_>) -> Entry {
        let (first, last) = bundle.years().unwrap_or_default();
        let date = match bundle.by {
            Some(Stretch::Ever) => format!("{first}–{last}"),
            Some(Stretch::Year) => first.to_string(),
            _ => format!("{} {first}", words::day(bundle.day, self.language)),
        };
        self.entry(bundle, date)
    }

    /// What has no day, one by one; where that is too much, the last line tells how much more there is.
    fn undated(&self, groups: Vec<Group<'c, 'm>>) -> Vec<Entry> {
        let room = if groups.len() > UNDATED { UNDATED.saturating_sub(1) } else { UNDATED };
        let mut groups = groups.into_iter();
        let alone = |group| Bundle { day: NaiveDate::MIN, by: None, groups: vec![group] };
        let mut entries: Vec<Entry> =
            groups.by_ref().take(room).map(|it| self.entry(&alone(it), String::new())).collect();
        let rest: Vec<Group<'c, 'm>> = groups.collect();
        if !rest.is_empty() {
            let rest = Bundle { day: NaiveDate::MIN, by: Some(Stretch::Ever), groups: rest };
            entries.push(self.entry(&rest, words::MORE.get(self.language).to_owned()));
        }
        entries
    }

    fn entry(&self, bundle: &Bundle<'_, '_>, date: String) -> Entry {
        let full = bundle.groups.iter().map(|group| self.full(group)).collect::<Vec<_>>().join(" ");
        let state = bundle.state();
        let lane = self.lanes.of(self.calendar.cycle, bundle.items());
        let (day, angle) = (bundle.day, px(0));
        match (bundle.by, bundle.groups.as_slice()) {
            (None, [group]) => {
                let times = group.items.len();
                let times = if times > 1 { format!("\u{a0}×{times}") } else { String::new() };
                let ending = format!("{times}{}", self.moves(group));
                let text = clean(group.title.get(self.language));
                Entry { day, angle, state, lane, date, text, ending, full }
            }
            _ => {
                let counts = State::ALL.iter().map(|state| (*state, self.count(bundle, *state)));
                let counts: Vec<(State, usize)> = counts.filter(|(_, count)| *count > 0).collect();
                let items = words::items(bundle.items().count()).get(self.language).to_owned();
                let text = match self.plan {
                    true => items,
                    false => format!("{items} ({})", self.by_state(&counts)),
                };
                let full = format!("{date}: {text}. {full}");
                {
                    let date = format!("{date}:");
                    Entry { day, angle, state, lane, date, text, ending: String::new(), full }
                }
            }
        }
    }

    /// That the day can still move.
    fn moves(&self, group: &Group<'_, '_>) -> String {
        if group.provisional {
            format!("\u{a0}({})", words::PROVISIONAL.get(self.language))
        } else {
            String::new()
        }
    }

    fn count(&self, bundle: &Bundle<'_, '_>, state: State) -> usize {
        bundle.items().filter(|item| item.state == state).count()
    }

    /// A group in words: day, title, state, how many, who is responsible, under what.
    fn full(&self, group: &Group<'_, '_>) -> String {
        let cycle = self.calendar.cycle;
        let day = group
            .day
            .map(|day| format!("{} {}", words::day(day, self.language), day.year()))
            .unwrap_or_else(|| words::WITHOUT_DAY.get(self.language).to_owned());
        let moves = self.moves(group);
        let whole = group.items.first().map(|item| titled(item, group.day)).unwrap_or_default();
        let title = whole.get(self.language);
        let state = format!("{}, ", state_word(group.state).get(self.language));
        let state = if self.plan { String::new() } else { state };
        let count = words::items(group.items.len()).get(self.language).to_owned();
        let actor = |item: &Item<'_>| cycle.actor(item.occurrence.by, item.occurrence.agreement);
        let actors = each(group.items.iter().map(|item| actor(item).get(self.language).to_owned()));
        let clauses = each(group.items.iter().map(|item| item.clause()));
        let (responsible, under) = (words::RESPONSIBLE.get(self.language), words::UNDER.get(self.language));
        let full = format!(
            "{day}{moves}: {title} – {state}{count}. {responsible}: {}. {under}: {}.",
            actors.join(", "),
            clauses.join("; ")
        );
        clean(&full)
    }
}

/// Each different text once, in the order they come.
fn each(texts: impl Iterator<Item = String>) -> Vec<String> {
    let mut found = Vec::new();
    for text in texts {
        if !found.contains(&text) {
            found.push(text);
        }
    }
    found
}
