//! The calendar as a list: by month, by who is responsible or by agreement, as text or Markdown.

use std::collections::BTreeMap;

use chrono::{Datelike, NaiveDate};

use super::words::{self, capital, month, named};
use super::{Calendar, Group, groups, mark, word};
use crate::amount::Language;
use crate::cycle::{Cycle, Item, State};
use crate::render::sheet::{Markup, Sheet};

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
        let (cycle, state) = (self.sheet.say("årshjul", "annual cycle"), self.sheet.say("läget", "as of"));
        let known = words::known_at(self.cycle, self.sheet.language);
        self.sheet.title(&format!("{workspace} – {cycle} {from} – {to}, {state} {as_of}{known}"));
    }

    fn overdue(&mut self) {
        let overdue = groups(&self.calendar.overdue());
        let title = self.sheet.say("Försenat", "Overdue");
        self.sheet.section(&format!("{title} ({})", overdue.len()));
        if overdue.is_empty() {
            let none = self.sheet.say(
                "Registret visar inget som är försenat. Det som registret inte uppges innehålla visas som oklart.",
                "The register shows nothing that is overdue. What it is not said to hold is shown as unknown.",
            );
            self.sheet.paragraph(none);
        }
        for group in &overdue {
            self.group(group, &whole(group.day));
        }
    }

    fn parts(&mut self, by: By) {
        let items = self.calendar.items();
        let title = match by {
            By::Month => self.sheet.say("Månad för månad", "Month by month"),
            By::Responsible => self.sheet.say("Vem gör vad", "Who does what"),
            By::Agreement => self.sheet.say("Överenskommelse för överenskommelse", "Agreement by agreement"),
        };
        self.sheet.section(title);
        if items.is_empty() {
            let none = self.sheet.say("Inget förfaller de här dagarna.", "Nothing falls due in these days.");
            self.sheet.paragraph(none);
        }
        for (heading, items) in self.divided(&items, by) {
            self.sheet.heading(&heading);
            for group in groups(&items) {
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
                    let day = item.due.expected().unwrap_or_default();
                    let heading = format!("{} {}", month(day.month(), self.sheet.language), day.year());
                    (day.format("%Y-%m").to_string(), heading)
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
        let undated = groups(&self.calendar.undated());
        if undated.is_empty() {
            return;
        }
        let title = self.sheet.say("Utan dag", "Without a day");
        self.sheet.section(&format!("{title} ({})", undated.len()));
        for group in &undated {
            self.group(group, "");
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
        self.sheet.entry(&lead, &words::told(self.cycle, group, language));
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
            parts.push(format!("{} {}", self.sheet.say("till", "to"), name.get(language)));
        }
        parts.push(format!("{} {}", self.sheet.say("enligt", "under"), words::clauses(group, language)));
        let mut shown: Vec<String> = group.items.iter().filter_map(|item| self.shown(item)).collect();
        shown.dedup();
        if !shown.is_empty() {
            parts.push(format!("{} {}", self.sheet.say("visas av", "shown by"), named(shown, language)));
        }
        parts.join(" · ")
    }

    /// The document that shows a thing done, and the line of the register.
    fn shown(&self, item: &Item<'_>) -> Option<String> {
        let shown = item.shown.last()?;
        let place = self.calendar.files.place(shown.span);
        let place = format!("{}:{}", place.file, place.line);
        Some(match shown.source {
            Some(source) => format!("{} ({place})", self.cycle.model().cited(source)),
            None => place,
        })
    }

    /// What is late or missing before a thing, or else what it still builds on.
    fn waits(&self, group: &Group<'_, '_>) -> Option<String> {
        let item = group.items.first().filter(|item| !item.is_done())?;
        let language = self.sheet.language;
        let told = |it: &&Item<'_>| {
            format!("{} ({})", it.occurrence.title().get(language), words::how(self.cycle, it, language))
        };
        let mut held: Vec<String> = self.cycle.held_up_by(item).iter().map(told).collect();
        held.dedup();
        if !held.is_empty() {
            let words = self.sheet.say("sent eller saknat före:", "late or missing before it:");
            return Some(format!("{words} {}", named(held, language)));
        }
        let before: Vec<&Item<'_>> = self.cycle.before(item).into_iter().filter(|it| !it.is_done()).collect();
        let mut before: Vec<String> = before.iter().map(told).collect();
        before.dedup();
        let words = self.sheet.say("bygger på:", "builds on:");
        (!before.is_empty()).then(|| format!("{words} {}", named(before, language)))
    }

    fn closing(&mut self) {
        let earlier = self.calendar.unknown_before();
        let first = earlier.first().and_then(|item| item.due.expected());
        if let Some(first) = first {
            let (count, from) = (earlier.len(), self.calendar.from);
            let words = match self.sheet.language {
                Language::Sv => format!(
                    "Oklart från tidigare, som registret inte säger något om: {count}, alla före {from} \
                     (samkoll calendar --from {first})."
                ),
                Language::En => format!(
                    "Unknown from before, of which the register says nothing: {count}, all before {from} \
                     (samkoll calendar --from {first})."
                ),
            };
            self.sheet.closing(&words);
        }
        let language = self.sheet.language;
        let legend = State::ALL.iter().map(|state| format!("{} {}", mark(*state), word(*state, language)));
        let legend: Vec<String> = legend.collect();
        self.sheet.closing(&legend.join(" · "));
        let unknown = self.sheet.say(
            "Oklart: dagen har passerat, och registret uppges inte innehålla allt av det slaget.",
            "Unknown: the day has passed, and the register is not said to hold everything of the sort.",
        );
        self.sheet.paragraph(unknown);
    }
}

fn whole(day: Option<NaiveDate>) -> String {
    day.map(|day| day.to_string()).unwrap_or_default()
}
