//! What the sheet says, before anyone knows where: entries, counts, notes, and the words for those who listen.

use chrono::{Datelike, Days, Months, NaiveDate};

use super::gather::{Bundle, Stretch, bundles};
use super::lettering::clean;
use super::plane::{Px, part, px};
use super::words;
use crate::amount::Language;
use crate::cycle::{Item, State};
use crate::render::calendar::words::{capital, month};
use crate::render::calendar::{Calendar, Group, standing};
use crate::render::words::state as state_word;

/// How many entries the wheel takes.
const IN_WHEEL: usize = 60;

/// How many entries the list of what is overdue from before takes.
const EARLIER: usize = 18;

/// How many entries the list of what has no day takes.
const UNDATED: usize = 12;

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
    /// How many items there are in each state.
    pub(super) counts: Vec<(State, usize)>,
    pub(super) notes: Vec<String>,
}

/// Entries that have no place in the wheel.
pub(super) struct List {
    /// What the list is, to who reads the drawing.
    pub(super) class: &'static str,
    pub(super) title: String,
    pub(super) entries: Vec<Entry>,
}

/// One mark with its label.
pub(super) struct Entry {
    pub(super) day: NaiveDate,
    /// Clockwise from the top; without meaning outside the wheel.
    pub(super) angle: Px,
    pub(super) state: State,
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
    pub(super) fn new(calendar: &Calendar<'_, '_>, language: Language) -> Self {
        let writer = Writer { calendar, language };
        let start = calendar.from.with_day(1).unwrap_or(calendar.from);
        let Shown { shown, mut undated, beyond } = writer.shown(start);
        let before: Vec<&Item<'_>> = calendar
            .overdue()
            .into_iter()
            .chain(calendar.waived_before())
            .filter(|it| writer.is_before(it))
            .collect();
        let (before, without_day): (Vec<_>, Vec<_>) =
            before.into_iter().partition(|it| it.stands_on().is_some());
        undated.splice(..0, without_day);
        let all = || shown.iter().chain(&undated).chain(&before);
        let count = |state: State| all().filter(|item| item.state == state).count();
        let counts = State::ALL.iter().map(|state| (*state, count(*state)));
        let counts: Vec<(State, usize)> = counts.filter(|it| *it != (State::Waived, 0)).collect();
        let in_wheel = bundles(standing(&shown), IN_WHEEL, &[Stretch::Day, Stretch::Month]);
        let notes = writer.notes(&in_wheel, beyond, &undated);
        let earlier = bundles(standing(&before), EARLIER, &[Stretch::Day, Stretch::Year, Stretch::Ever]);
        let as_of = calendar.cycle.question().as_of;
        let period = writer.period();
        Self {
            language,
            wheel: words::WHEEL.get(language),
            title: format!("{} {period} – {}", words::WHEEL.get(language), clean(calendar.workspace)),
            description: writer.description([shown.len(), before.len(), undated.len()], &counts, &notes),
            workspace: clean(calendar.workspace),
            period,
            as_of: format!("{} {as_of}", words::AS_OF.get(language)),
            hand: angle(start, as_of),
            months: (0..12).filter_map(|on| Some(month(later(start, on)?.month()).get(language))).collect(),
            entries: in_wheel.iter().filter_map(|it| writer.in_wheel(it, start)).collect(),
            lists: [
                List {
                    class: "earlier",
                    title: format!("{} ({})", words::EARLIER.get(language), before.len()),
                    entries: earlier.iter().map(|it| writer.before(it)).collect(),
                },
                List {
                    class: "undated",
                    title: format!("{} ({})", words::NO_SET_DAY.get(language), undated.len()),
                    entries: writer.undated(standing(&undated)),
                },
            ]
            .into_iter()
            .filter(|it| !it.entries.is_empty())
            .collect(),
            counts,
            notes,
        }
    }
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
}

/// What stands on a day in the wheel, what belongs in its months but on no day, and how many come after them.
struct Shown<'c, 'm> {
    shown: Vec<&'c Item<'m>>,
    undated: Vec<&'c Item<'m>>,
    beyond: usize,
}

impl<'c, 'm> Writer<'_, 'c, 'm> {
    fn shown(&self, start: NaiveDate) -> Shown<'c, 'm> {
        let (dated, undated): (Vec<_>, Vec<_>) =
            self.calendar.listed().into_iter().partition(|item| item.stands_on().is_some());
        let inside = |item: &&Item<'_>| item.stands_on().is_some_and(|day| angle(start, day).is_some());
        let (shown, beyond): (Vec<_>, Vec<_>) = dated.into_iter().partition(inside);
        Shown { shown, undated, beyond: beyond.len() }
    }

    fn is_before(&self, item: &Item<'_>) -> bool {
        let here = |day: NaiveDate| self.calendar.from <= day && day <= self.calendar.to;
        let is_listed = item.stands_on().is_some_and(here);
        !is_listed && item.due.expected().is_some_and(|day| day < self.calendar.from)
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
        let undated = self.calendar.undated().into_iter().filter(|it| !is_told(it)).count();
        let unknown = self.calendar.unknown_before().len();
        let outside = [
            (beyond, words::BEYOND.get(self.language)),
            (undated, words::UNDATED.get(self.language)),
            (unknown, words::UNKNOWN_BEFORE.get(self.language)),
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
        let mut sentence = format!(
            "{} {as_of}: {} {}",
            capital(words::AS_OF.get(self.language)),
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
        format!("{sentence}; {}. {}", self.by_state(counts), notes.join(" ")).trim_end().to_owned()
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
        let (day, angle) = (bundle.day, px(0));
        match (bundle.by, bundle.groups.as_slice()) {
            (None, [group]) => {
                let times = group.items.len();
                let times = if times > 1 { format!("\u{a0}×{times}") } else { String::new() };
                let ending = format!("{times}{}", self.moves(group));
                let text = clean(group.title.get(self.language));
                Entry { day, angle, state, date, text, ending, full }
            }
            _ => {
                let counts = State::ALL.iter().map(|state| (*state, self.count(bundle, *state)));
                let counts: Vec<(State, usize)> = counts.filter(|(_, count)| *count > 0).collect();
                let items = words::items(bundle.items().count()).get(self.language).to_owned();
                let text = format!("{items} ({})", self.by_state(&counts));
                let full = format!("{date}: {text}. {full}");
                Entry { day, angle, state, date: format!("{date}:"), text, ending: String::new(), full }
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
        let (title, state) = (group.title.get(self.language), state_word(group.state).get(self.language));
        let count = words::items(group.items.len()).get(self.language).to_owned();
        let actor = |item: &Item<'_>| cycle.actor(item.occurrence.by, item.occurrence.agreement);
        let actors = each(group.items.iter().map(|item| actor(item).get(self.language).to_owned()));
        let clauses = each(group.items.iter().map(|item| item.clause()));
        let (responsible, under) = (words::RESPONSIBLE.get(self.language), words::UNDER.get(self.language));
        let full = format!(
            "{day}{moves}: {title} – {state}, {count}. {responsible}: {}. {under}: {}.",
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
