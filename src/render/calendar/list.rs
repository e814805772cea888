//! The calendar as a list: by month, by who is responsible or by agreement, as text or Markdown.

mod words;

use std::collections::BTreeMap;

use chrono::{Datelike, NaiveDate};

use super::assigned;
use super::rows::{Row, rows};
use super::words::{capital, clauses, how, known_at, legend, month, named, tallied, told};
use super::{Calendar, Group, gathered, mark, remarked, standing};
use crate::amount::{Language, Phrase};
use crate::calendar::Question;
use crate::cycle::{Cycle, Item, State};
use crate::model::citation::Citation;
use crate::render::sheet::{Markup, Sheet};
use crate::render::words::amount;
use crate::source::Span;

/// What the list is ordered by.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum By {
    /// Month for month.
    Month,
    /// Each responsible by itself.
    Responsible,
    /// Each agreement by itself.
    Agreement,
}

/// The calendar as a list.
#[must_use]
pub fn render(calendar: &Calendar<'_, '_>, by: By, markup: Markup, language: Language) -> String {
    let mut list = List { calendar, cycle: calendar.cycle, sheet: Sheet::new(markup, language) };
    list.heading();
    list.overdue();
    list.parts(by);
    list.undated();
    list.assignments();
    list.remarks();
    list.closing();
    list.sheet.into_text()
}

struct List<'c, 'm> {
    calendar: &'c Calendar<'c, 'm>,
    cycle: &'c Cycle<'m>,
    sheet: Sheet,
}

impl<'c, 'm> List<'c, 'm> {
    fn heading(&mut self) {
        let Calendar { workspace, from, to, .. } = self.calendar;
        let as_of = self.cycle.question().as_of;
        let (cycle, state) =
            (words::ANNUAL_CYCLE.get(self.sheet.language), words::AS_OF.get(self.sheet.language));
        let known = known_at(self.cycle);
        let known = known.get(self.sheet.language);
        self.sheet.title(&format!("{workspace} – {cycle} {from} – {to}, {state} {as_of}{known}"));
    }

    fn overdue(&mut self) {
        let late = self.cycle.late();
        let overdue = rows(&late, self.cycle.question().as_of);
        self.titled(words::OVERDUE, late.count(), overdue.len());
        if overdue.is_empty() {
            let none = words::NOTHING_OVERDUE.get(self.sheet.language);
            self.sheet.paragraph(none);
        }
        for row in &overdue {
            let day = whole(row.day());
            match row {
                Row::Group(group) => self.group(group, &day),
                // What is told of it stands with the others of its sort.
                _ => {
                    let told = row.told(self.cycle, self.sheet.language);
                    self.sheet.entry(format!("{day} {}", mark(row.state())).trim_start(), &told);
                }
            }
        }
        let before = self.calendar.waived_before();
        let waived = standing(&before);
        if !waived.is_empty() {
            self.titled(words::WAIVED, before.len(), waived.len());
        }
        for group in &waived {
            self.group(group, &whole(group.day));
        }
    }

    /// The title of a part, and how many things there are in how many rows of it.
    fn titled(&mut self, title: Phrase, things: usize, rows: usize) {
        let language = self.sheet.language;
        self.sheet.section(&format!("{} ({})", title.get(language), amount(things, rows).get(language)));
    }

    fn parts(&mut self, by: By) {
        let items = self.calendar.listed();
        let title = match by {
            By::Month => words::BY_MONTH.get(self.sheet.language),
            By::Responsible => words::BY_RESPONSIBLE.get(self.sheet.language),
            By::Agreement => words::BY_AGREEMENT.get(self.sheet.language),
        };
        self.sheet.section(title);
        if items.is_empty() {
            let none = words::NOTHING_DUE.get(self.sheet.language);
            self.sheet.paragraph(none);
        }
        for (heading, items) in self.divided(&items, by) {
            self.sheet.heading(&heading);
            for group in gathered(&items, |item| self.calendar.day(item), Item::title) {
                let day = match by {
                    By::Month => group.day.map(|day| format!("{:>2}", day.day())).unwrap_or_default(),
                    _ => whole(group.day),
                };
                self.group(&group, &day);
            }
        }
    }

    /// The items under their headings: months in order of time, names in order of the alphabet.
    fn divided(&self, items: &[&'c Item<'m>], by: By) -> Vec<(String, Vec<&'c Item<'m>>)> {
        let mut parts: BTreeMap<(String, String), Vec<&'c Item<'m>>> = BTreeMap::new();
        for item in items {
            let occurrence = &item.occurrence;
            let key = match by {
                By::Month => {
                    let language = self.sheet.language;
                    let name =
                        |day: NaiveDate| format!("{} {}", month(day.month()).get(language), day.year());
                    match self.calendar.day(item) {
                        Some(day) => (day.format("%Y-%m").to_string(), name(day)),
                        // After every month.
                        None => ("~".to_owned(), words::NO_SET_DAY.get(language).to_owned()),
                    }
                }
                By::Responsible => {
                    let name = self.cycle.actor(occurrence.by, occurrence.agreement);
                    let name = capital(name.get(self.sheet.language));
                    (name.clone(), name)
                }
                By::Agreement => (occurrence.agreement.title.clone(), occurrence.agreement.title.clone()),
            };
            parts.entry(key).or_default().push(item);
        }
        parts.into_iter().map(|((_, heading), items)| (heading, items)).collect()
    }

    fn undated(&mut self) {
        let items = self.calendar.undated();
        let undated = gathered(&items, |item| self.calendar.day(item), Item::title);
        if undated.is_empty() {
            return;
        }
        self.titled(words::WITHOUT_A_DAY, items.len(), undated.len());
        for group in &undated {
            self.group(group, "");
        }
    }

    /// What somebody has been told to do: by when, how it stands, and what shows it.
    fn assignments(&mut self) {
        let (language, cycle) = (self.sheet.language, self.cycle);
        let all = self.calendar.assignments();
        if all.is_empty() {
            return;
        }
        self.sheet.section(&format!("{} ({})", words::ASSIGNMENTS.get(language), all.len()));
        for it in all {
            let day = it.stands_on().map(|day| format!("{day} ")).unwrap_or_default();
            let lead = format!("{day}{}", mark(assigned::state(it)));
            self.sheet.entry(&lead, &assigned::told(cycle, it, language));
            let mut detail = assigned::given(it).get(language).to_owned();
            if let Some(by) = assigned::to_be_reported(cycle, it).filter(|_| it.is_open()) {
                detail.push_str(&format!(" · {} {}", words::TO_BE_REPORTED.get(language), by.get(language)));
            }
            let shown = it.reported.map(|reported| self.cited(reported.source.as_ref(), reported.span));
            if let Some(shown) = shown {
                detail.push_str(&format!(" · {} {shown}", words::SHOWN_BY.get(language)));
            }
            self.sheet.detail(&detail);
        }
    }

    /// What the auditors remarked and is not done: by when, how it stands, who sees to it, what is decided.
    fn remarks(&mut self) {
        let (language, cycle) = (self.sheet.language, self.cycle);
        let all = cycle.remarks();
        if !all.is_empty() {
            self.titled(remarked::REMARKS, all.len(), all.len());
        }
        for it in all {
            let day = it.due.map(|due| format!("{} ", due.value)).unwrap_or_default();
            let lead = format!("{day}{}", mark(remarked::state(it)));
            self.sheet.entry(&lead, &remarked::told(it, language));
            let (who, decided) = (remarked::who(cycle, it), remarked::decided(it));
            let parts = [who.as_str(), decided.get(language)].into_iter().filter(|it| !it.is_empty());
            self.sheet.detail(&parts.collect::<Vec<_>>().join(" · "));
        }
    }

    /// One entry: the day, the mark, what, by whom, how it stands; then where that is written.
    fn group(&mut self, group: &Group<'c, 'm>, day: &str) {
        let language = self.sheet.language;
        let lead = if day.is_empty() {
            mark(group.state).to_string()
        } else {
            format!("{day} {}", mark(group.state))
        };
        self.sheet.entry(&lead, &told(self.cycle, group, language));
        let detail = self.written(group);
        self.sheet.detail(&detail);
        if let Some(words) = self.waits(group) {
            self.sheet.detail(&words);
        }
    }

    /// To whom, under which clause, and what shows that it was done.
    fn written(&self, group: &Group<'_, '_>) -> String {
        let language = self.sheet.language;
        let mut parts = Vec::new();
        let to = group.items.first().and_then(|item| Some((item, item.occurrence.duty.to.as_ref()?)));
        if let Some((item, to)) = to {
            let name = self.cycle.actor(&self.cycle.receiver(&to.value), item.occurrence.agreement);
            parts.push(format!("{} {}", words::TO.get(self.sheet.language), name.get(language)));
        }
        parts.push(format!("{} {}", words::UNDER.get(self.sheet.language), clauses(group, language)));
        let shown: Vec<String> = group.items.iter().filter_map(|item| self.shown(item)).collect();
        if !shown.is_empty() {
            parts.push(format!("{} {}", words::SHOWN_BY.get(self.sheet.language), named(shown, language)));
        }
        parts.join(" · ")
    }

    /// The document that shows a thing done, and the line of the register.
    fn shown(&self, item: &Item<'_>) -> Option<String> {
        item.shown.last().map(|shown| self.cited(shown.source, shown.span))
    }

    /// A document, and the line of the register that names it.
    fn cited(&self, source: Option<&Citation>, span: Span) -> String {
        let place = self.calendar.files.place(span);
        let place = format!("{}:{}", place.file, place.line);
        match source {
            Some(source) => format!("{} ({place})", self.cycle.model().cited(source)),
            None => place,
        }
    }

    /// What is late or missing before a thing, or else what it still builds on.
    fn waits(&self, group: &Group<'_, '_>) -> Option<String> {
        let item = group.items.first().filter(|item| !item.is_done())?;
        let language = self.sheet.language;
        let stands = |it: &&Item<'_>| {
            let title = it.answered(it.occurrence.title());
            format!("{} ({})", title.get(language), how(self.cycle, it).get(language))
        };
        let held: Vec<String> = self.cycle.held_up_by(item).iter().map(stands).collect();
        if !held.is_empty() {
            let words = words::HELD_UP_BY.get(self.sheet.language);
            return Some(format!("{words} {}", tallied(held, language)));
        }
        let before: Vec<&Item<'_>> = self.cycle.before(item).into_iter().filter(|it| !it.is_done()).collect();
        let before: Vec<String> = before.iter().map(stands).collect();
        let words = words::BUILDS_ON.get(self.sheet.language);
        (!before.is_empty()).then(|| format!("{words} {}", tallied(before, language)))
    }

    fn closing(&mut self) {
        let Question { as_of, known_at } = self.cycle.question();
        let (unclear, from) = (self.cycle.unclear().count(), self.calendar.from);
        let elsewhere = self.calendar.unclear_elsewhere();
        let days = || elsewhere.iter().filter_map(|item| item.due.expected());
        let span = days().min().zip(days().max());
        if unclear > 0 {
            let words = words::unclear(unclear, elsewhere.len(), span, as_of, known_at);
            self.sheet.closing(words.get(self.sheet.language));
        }
        let between = self.cycle.items().iter().filter(|item| {
            item.state == State::Upcoming && item.due.expected().is_some_and(|day| as_of <= day && day < from)
        });
        let between = between.count();
        if between > 0 {
            let words = words::between(between, as_of, from, known_at);
            self.sheet.closing(words.get(self.sheet.language));
        }
        let legend = legend(self.cycle.items().iter().map(|it| it.state), self.sheet.language);
        self.sheet.closing(&legend);
        let unknown = words::WHAT_UNKNOWN_MEANS.get(self.sheet.language);
        self.sheet.paragraph(unknown);
    }
}

fn whole(day: Option<NaiveDate>) -> String {
    day.map(|day| day.to_string()).unwrap_or_default()
}
