//! What a row says that is new, as an entry of the register or keys of one that is there, written as `record` writes.

use std::collections::BTreeMap;

use chrono::{Datelike, NaiveDate};
use rust_decimal::Decimal;
use rust_decimal::prelude::ToPrimitive;

use super::checked::{self, NEXT_MEETING};
use super::{Asked, Changed, Column, Complaint, Entered, Given, Lines, Row, Sort, Typed, known};
use crate::amount::{Language, Text};
use crate::cycle::Item;
use crate::model::register::{Decision, Meeting};
use crate::model::{Model, usual};
use crate::record::{Amended, Entry, Keys, Refusal, Value, with_amended, with_entry};
use crate::source::{Files, Span, alike};
use crate::starter::Ids;

/// The files as they will be, and what is told of it.
pub(super) struct Draft<'a> {
    pub(super) asked: &'a Asked<'a>,
    pub(super) read: &'a dyn Fn(&str) -> Option<String>,
    pub(super) complaints: Vec<Complaint>,
    pub(super) same: usize,
    told: Vec<Complaint>,
    stays: Vec<Complaint>,
    /// Meetings that count as known from a later day than before.
    later: Vec<Complaint>,
    /// The file that the row at hand goes to.
    written: Option<String>,
    files: BTreeMap<String, (Option<String>, String)>,
    rows: BTreeMap<String, Lines>,
    /// Meetings that are new, or no longer only planned: id, body and day.
    meetings: Vec<(String, String, NaiveDate)>,
    /// Decisions that are new: id, body, day and paragraph.
    decisions: Vec<(String, String, NaiveDate, String)>,
    ids: Ids,
}

/// The register’s file for an entry: that of its year, or the one that has such entries, or a new one of its year.
#[must_use]
pub fn register_file(
    model: &Model,
    files: &Files,
    list: &str,
    day: NaiveDate,
    is_there: &dyn Fn(&str) -> bool,
) -> String {
    let folder = model.folder(|parts| &parts.register, usual::REGISTER);
    let of_year = format!("{folder}/{}.toml", day.year());
    if is_there(&of_year) {
        return of_year;
    }
    let spans: Vec<Span> = match list {
        "delivery" => model.deliveries.iter().map(|it| it.span).collect(),
        "meeting" => model.meetings.iter().map(|it| it.span).collect(),
        "decision" => model.decisions.iter().map(|it| it.span).collect(),
        "assignment" => model.assignments.iter().map(|it| it.span).collect(),
        _ => model.remarks.iter().map(|it| it.span).collect(),
    };
    let is_of_a_year = |path: &str| stem(path).chars().all(|c| c.is_ascii_digit());
    // What was added with a file of its own has that to itself.
    let is_of_a_meeting = |path: &str| model.meeting(stem(path)).is_some();
    let paths = spans.iter().map(|span| (span, files.path(span.file)));
    let shared = paths.filter(|(_, path)| !is_of_a_meeting(path));
    let last = shared.max_by_key(|(span, _)| *span).map(|(_, path)| path.to_owned());
    last.filter(|path| !is_of_a_year(path)).unwrap_or(of_year)
}

/// The name of a file, without its folder and its ending.
fn stem(path: &str) -> &str {
    path.rsplit('/').next().unwrap_or(path).trim_end_matches(".toml")
}

/// What is to be said where a meeting that was known earlier counts from the day that more of it became known: an entry
/// has one day, and none of it may count as known before it was.
#[must_use]
pub fn known_later(meeting: &Meeting, recorded: NaiveDate) -> Option<Text> {
    let (day, known) = (meeting.date.value, meeting.recorded.filter(|known| *known < recorded)?);
    Some(Text::new(
        format!(
            "Mötet {day} räknas nu som känt från {recorded}, och inte längre från {known}: en post i registret har en enda sådan dag, och det som skrevs in nu var inte känt förr. Med --known-at före {recorded} syns mötet inte."
        ),
        format!(
            "The meeting of {day} now counts as known from {recorded}, and no longer from {known}: an entry has one day (recorded), and what was entered now was not known before. With --known-at before {recorded} the meeting is not seen."
        ),
    ))
}

/// The keys that a meeting is planned by, which go when it has been held; and what is to be said of its source, where
/// that only told of the plan and goes with it.
#[must_use]
pub fn of_the_plan(model: &Model, meeting: &Meeting) -> (Vec<&'static str>, Option<Text>) {
    let Some(source) = model.source_of_the_plan(meeting).filter(|_| meeting.planned) else {
        return (if meeting.planned { vec!["planned"] } else { Vec::new() }, None);
    };
    let (day, title) = (meeting.date.value, &source.title);
    let note = Text::new(
        format!("Källan ”{title}” visade bara att mötet {day} var planerat, och står inte kvar."),
        format!("The source “{title}” only showed that the meeting of {day} was planned, and is gone."),
    );
    (vec!["planned", "source"], Some(note))
}

impl<'a> Draft<'a> {
    pub(super) fn new(asked: &'a Asked<'a>, read: &'a dyn Fn(&str) -> Option<String>) -> Self {
        let model = asked.model;
        let taken = model.organisations.iter().map(|it| &it.id);
        let taken = taken.chain(model.meetings.iter().map(|it| &it.id));
        let taken = taken.chain(model.decisions.iter().map(|it| &it.id));
        let taken = taken.chain(model.assignments.iter().map(|it| &it.id));
        Self {
            asked,
            read,
            complaints: Vec::new(),
            same: 0,
            told: Vec::new(),
            stays: Vec::new(),
            later: Vec::new(),
            written: None,
            rows: BTreeMap::new(),
            files: BTreeMap::new(),
            meetings: Vec::new(),
            decisions: Vec::new(),
            ids: Ids::with(taken.map(|it| it.value.as_str())),
        }
    }

    pub(super) fn complain(&mut self, complaint: Complaint) {
        self.complaints.push(complaint);
    }

    pub(super) fn tell(&mut self, told: Complaint) {
        self.told.push(told);
    }

    pub(super) fn stays(&mut self, told: Complaint) {
        self.stays.push(told);
    }

    /// A file that will say something else, or nothing where that is what it says.
    pub(super) fn put(&mut self, path: &str, before: Option<String>, after: String) {
        self.files.insert(path.to_owned(), (before, after));
    }

    pub(super) fn done(self) -> Result<Entered, Vec<Complaint>> {
        if !self.complaints.is_empty() {
            return Err(self.complaints);
        }
        let changed = self.files.into_iter().map(|(path, (before, after))| Changed { path, before, after });
        let changed = changed.filter(|it| it.before.as_ref() != Some(&it.after));
        let changed = changed.collect();
        let Self { rows, told, stays, later, same, .. } = self;
        Ok(Entered { changed, rows, told, stays, later, same })
    }

    /// Enters what a row has that is new.
    pub(super) fn enter(&mut self, sort: Sort, given: &Given<'_>) {
        let entered = match sort {
            Sort::Members => self.member(given),
            Sort::Shares => self.share(given),
            Sort::Meetings => self.meeting(given),
            Sort::Deliveries => self.delivery(given),
            Sort::Decisions => self.decision(given),
            Sort::Assignments => self.assignment(given),
            Sort::Figures | Sort::Reported => Ok(()),
        };
        match (entered, self.written.take()) {
            (Err(complaint), _) => self.complaints.push(complaint),
            (Ok(()), Some(path)) => {
                let told = |language| given.told(self.asked.model, language);
                let (sv, en) = (told(Language::Sv), told(Language::En));
                self.tell(Complaint::new(&given.row.at, format!("{sv} → {path}"), format!("{en} → {path}")));
            }
            (Ok(()), None) => (),
        }
    }

    fn member(&mut self, it: &Given<'_>) -> Result<(), Complaint> {
        let days = [("from", Column::From), ("to", Column::To)];
        let days: Keys =
            days.into_iter().filter_map(|(key, column)| Some((key, it.value(column)?))).collect();
        let keys = it.keys(&[("number", Column::Number)]);
        if it.known.is_some() {
            let inner = (!days.is_empty()).then_some(("member", days));
            return self.amend(it, "organisation", keys, inner, false);
        }
        let id = self.ids.take(it.words(Column::Name), "medlem");
        let mut all = vec![("id", Value::Text(id))];
        all.extend(it.keys(&[("name", Column::Name), ("kind", Column::Kind)]));
        all.extend(keys);
        all.extend((!days.is_empty()).then_some(("member", Value::Table(days))));
        let model = self.asked.model;
        let own = model.organisations.iter().map(|it| it.id.span).filter(|it| !model.is_standard(*it));
        let file = own.max().map(|span| self.asked.files.path(span.file).to_owned());
        let usual = || format!("{}/organisations.toml", model.folder(|it| &it.agreements, usual::AGREEMENTS));
        self.add(it.row, &file.unwrap_or_else(usual), "organisation", all)
    }

    fn share(&mut self, it: &Given<'_>) -> Result<(), Complaint> {
        let (Some(known), Some(Typed::Number(percent))) = (it.known, it.new.get(&Column::Share)) else {
            return Ok(());
        };
        let share = percent.checked_div(Decimal::ONE_HUNDRED).unwrap_or_default().normalize();
        let keys = vec![("of", Value::Text(known.id.clone())), ("share", Value::Number(share))];
        let Some(path) = known.span.map(|span| self.asked.files.path(span.file).to_owned()) else {
            return Ok(());
        };
        self.add(it.row, &path, "share", keys)
    }

    fn meeting(&mut self, it: &Given<'_>) -> Result<(), Complaint> {
        let recorded = self.asked.recorded;
        let date = it.day(Column::Date).unwrap_or(recorded);
        let said = it.keys(&[("form", Column::Form), ("public", Column::Public)]);
        let minutes = it.keys(&[
            ("approved", Column::Approved),
            ("announced", Column::Announced),
            ("taken_down", Column::TakenDown),
            ("boards", Column::Boards),
        ]);
        self.has_been(it, &[Column::Approved, Column::Announced])?;
        let held = it.new.contains_key(&Column::Held) || !minutes.is_empty();
        if held && date > recorded {
            return Err(it.complaint(
                Column::Held,
                format!("mötet {date} är inte hållet än den {recorded}"),
                format!("the meeting of {date} has not been held on {recorded}"),
            ));
        }
        let inner = (!minutes.is_empty()).then_some(("minutes", minutes.clone()));
        if let Some(known) = it.known {
            let planned = !known.cells.contains_key(&Column::Held);
            if planned && held {
                let body = known.cells.get(&Column::Body).and_then(Typed::text).unwrap_or_default();
                self.meetings.push((known.id.clone(), body.to_owned(), date));
            }
            return self.amend(it, "meeting", said, inner, planned && held);
        }
        let body = it.words(Column::Body).to_owned();
        let id = self.ids.take(&format!("{body}-{date}"), "mote");
        let mut keys = vec![
            ("id", Value::Text(id.clone())),
            ("body", Value::Text(body.clone())),
            ("date", Value::Day(date)),
        ];
        match held {
            true => self.meetings.push((id, body, date)),
            false => keys.push(("planned", Value::Truth(true))),
        }
        keys.extend(said);
        keys.extend(inner.map(|(key, minutes)| (key, Value::Table(minutes))));
        self.noted(it.row, "meeting", keys, date)
    }

    /// Days on which something was done have been.
    fn has_been(&self, it: &Given<'_>, columns: &[Column]) -> Result<(), Complaint> {
        let recorded = self.asked.recorded;
        let ahead = columns
            .iter()
            .find_map(|column| it.day(*column).filter(|day| *day > recorded).map(|day| (*column, day)));
        ahead.map_or(Ok(()), |(column, day)| {
            Err(it.complaint(
                column,
                format!("{day} har inte varit den {recorded}"),
                format!("{day} has not been on {recorded}"),
            ))
        })
    }

    fn delivery(&mut self, it: &Given<'_>) -> Result<(), Complaint> {
        self.has_been(it, &[Column::Delivered])?;
        let item = it.known.and_then(|known| known::deliveries(self.asked).find(|item| item.id == known.id));
        let (Some(item), Some(day)) = (item, it.day(Column::Delivered)) else { return Ok(()) };
        let keys = delivery_of(item, day);
        self.noted(it.row, "delivery", keys, day)
    }

    fn decision(&mut self, it: &Given<'_>) -> Result<(), Complaint> {
        let years = self.years(it)?;
        let mut keys = it.keys(&[("paragraph", Column::Paragraph)]);
        if it.known.is_none() {
            keys.extend(it.keys(&[("adopts", Column::Adopts)]));
        }
        keys.extend(it.keys(&[("by", Column::By), ("agreement", Column::Agreement)]));
        keys.extend(years);
        if it.known.is_some() {
            keys.extend(it.keys(&[("text", Column::Words)]));
            return self.amend(it, "decision", keys, None, false);
        }
        keys.extend(it.keys(&[("state", Column::State), ("text", Column::Words)]));
        let (body, date) = (it.words(Column::Body).to_owned(), it.day(Column::Date).unwrap_or_default());
        let meeting = self.met(it, &body, date)?;
        let of = it.new.get(&Column::By).and_then(Typed::text).map(|by| format!(" {by}")).unwrap_or_default();
        let year = it.number(Column::FromYear).unwrap_or_else(|| i64::from(date.year()));
        let id = self.ids.take(&format!("{}{of} {year}", it.words(Column::Adopts)), "beslut");
        self.decisions.push((id.clone(), body, date, it.words(Column::Paragraph).to_owned()));
        let mut all = vec![("id", Value::Text(id)), ("meeting", Value::Text(meeting))];
        all.extend(keys);
        self.noted(it.row, "decision", all, date)
    }

    /// The years of a decision: both ends, or the one that is given.
    fn years(&self, it: &Given<'_>) -> Result<Option<(&'static str, Value)>, Complaint> {
        let of_known = |column| match it.known.and_then(|known| known.cells.get(&column)) {
            Some(Typed::Number(number)) => number.to_i64(),
            _ => None,
        };
        let (from, to) = (it.number(Column::FromYear), it.number(Column::ToYear));
        if from.is_none() && to.is_none() {
            return Ok(None);
        }
        let (from, to) =
            (from.or_else(|| of_known(Column::FromYear)), to.or_else(|| of_known(Column::ToYear)));
        match (from, to.or(from)) {
            (Some(from), Some(to)) if from <= to => Ok(Some((
                "periods",
                Value::Table(vec![("from", Value::Whole(from)), ("to", Value::Whole(to))]),
            ))),
            _ => Err(it.complaint(
                Column::ToYear,
                "åren går inte ihop: från år ska stå där, och inte vara efter till år",
                "the years do not fit: there must be a first, and not after the last",
            )),
        }
    }

    /// The id of a meeting that has been held.
    fn met(&self, it: &Given<'_>, body: &str, date: NaiveDate) -> Result<String, Complaint> {
        let new = self.meetings.iter().find(|(_, of, day)| of == body && *day == date);
        let is = |it: &&Meeting| it.body.value == body && it.date.value == date;
        let mut of_day = self.asked.model.meetings.iter().filter(is);
        let (known, other) = (of_day.next(), of_day.next());
        if let (Some(one), Some(other)) = (known, other) {
            return Err(known::which(it.row, &one.id.value, &other.id.value));
        }
        match (new, known) {
            (Some((id, ..)), _) => Ok(id.clone()),
            (None, Some(known)) if !known.planned => Ok(known.id.value.clone()),
            (None, Some(_)) => Err(it.complaint(
                Column::Date,
                format!("mötet {date} är bara planerat: skriv ja under Hållet på bladet Möten när det har hållits"),
                format!("the meeting of {date} is only planned: write yes under Held on the sheet Meetings when it has been held"),
            )),
            (None, None) => Err(it.complaint(
                Column::Date,
                format!("inget möte den {date}: skriv det på bladet Möten"),
                format!("no meeting on {date}: write it on the sheet Meetings"),
            )),
        }
    }

    fn assignment(&mut self, it: &Given<'_>) -> Result<(), Complaint> {
        self.has_been(it, &[Column::Reported])?;
        let recorded = Value::Day(self.asked.recorded);
        let mut reported = it.keys(&[("on", Column::Reported), ("paragraph", Column::ReportedIn)]);
        if it.new.contains_key(&Column::Reported) {
            reported.push(("recorded", recorded));
        }
        let mut keys = it.keys(&[("to", Column::Responsible)]);
        if it.known.is_none() {
            keys.extend(it.keys(&[("text", Column::Words)]));
        }
        keys.extend(it.keys(&[("due", Column::Due)]));
        let next = |it: Value| match it {
            Value::Text(words) if words == NEXT_MEETING.sv => Value::Text("next-meeting".to_owned()),
            other => other,
        };
        keys.extend(it.value(Column::ReportAt).map(|at| ("report_at", next(at))));
        let inner = (!reported.is_empty()).then_some(("reported", reported));
        if it.known.is_some() {
            return self.amend(it, "assignment", keys, inner, false);
        }
        let (body, date) = (it.words(Column::Body), it.day(Column::Date).unwrap_or_default());
        let decision = self.decided(it, body, date)?;
        let id = self.ids.take(it.words(Column::Words), "uppdrag");
        let mut all = vec![("id", Value::Text(id)), ("decision", Value::Text(decision))];
        all.extend(keys);
        all.extend(inner.map(|(key, keys)| (key, Value::Table(keys))));
        self.noted(it.row, "assignment", all, date)
    }

    /// The decision in a paragraph of a meeting.
    fn decided(&self, it: &Given<'_>, body: &str, date: NaiveDate) -> Result<String, Complaint> {
        let wanted = it.words(Column::Paragraph);
        let mut new = self.decisions.iter();
        let new = new.find(|(_, of, day, at)| of == body && *day == date && alike(at, wanted));
        let model = self.asked.model;
        let is_of = |it: &&Decision| {
            let meeting = model.meeting(&it.meeting.value);
            meeting.is_some_and(|it| it.body.value == body && it.date.value == date)
                && it.paragraph.as_ref().is_some_and(|at| alike(at, wanted))
        };
        let known = || model.decisions.iter().find(is_of).map(|it| it.id.value.clone());
        new.map(|it| it.0.clone()).or_else(known).ok_or_else(|| {
            it.complaint(
                Column::Paragraph,
                format!("inget beslut {wanted} den {date}: skriv det på bladet Beslut"),
                format!("no decision {wanted} on {date}: write it on the sheet Decisions"),
            )
        })
    }

    /// A new entry of the register.
    fn noted(
        &mut self,
        row: &Row,
        list: &'static str,
        mut keys: Keys,
        day: NaiveDate,
    ) -> Result<(), Complaint> {
        keys.push(("recorded", Value::Day(self.asked.recorded)));
        let is_there = |path: &str| self.files.contains_key(path) || (self.read)(path).is_some();
        let path = register_file(self.asked.model, self.asked.files, list, day, &is_there);
        self.add(row, &path, list, keys)
    }

    fn add(&mut self, row: &Row, path: &str, list: &'static str, keys: Keys) -> Result<(), Complaint> {
        self.change(row, path, |text| with_entry(text, &Entry { list, keys: keys.clone() }))?;
        Ok(())
    }

    /// Keys of an entry that is there; none of them has another value.
    fn amend(
        &mut self,
        it: &Given<'_>,
        list: &'static str,
        keys: Keys,
        inner: Option<(&'static str, Keys)>,
        is_held: bool,
    ) -> Result<(), Complaint> {
        let Some((known, span)) = it.known.and_then(|known| Some((known, known.span?))) else {
            return Ok(());
        };
        let path = self.asked.files.path(span.file).to_owned();
        // What is known of an entry is known from one day: the latest it took to know all of it. That it moves is said.
        let of_register = list == "meeting";
        let renewed = match of_register && self.is_older(&known.id) {
            true => vec![("recorded", Value::Day(self.asked.recorded))],
            false => Vec::new(),
        };
        let meeting = self.asked.model.meeting(&known.id).filter(|_| !renewed.is_empty());
        let later = meeting.and_then(|it| known_later(it, self.asked.recorded));
        let held = self.asked.model.meeting(&known.id).filter(|_| is_held && of_register);
        let (struck, plan) = held.map(|it| of_the_plan(self.asked.model, it)).unwrap_or_default();
        let said = later.into_iter().chain(plan);
        self.later.extend(said.map(|text| Complaint { at: it.row.at.clone(), text }));
        let amended = Amended { list, id: &known.id, keys, renewed, inner, struck };
        self.change(it.row, &path, |text| with_amended(text, &amended))?;
        Ok(())
    }

    fn is_older(&self, meeting: &str) -> bool {
        let known = self.asked.model.meeting(meeting).and_then(|it| it.recorded);
        known.is_none_or(|known| known < self.asked.recorded)
    }

    fn change(
        &mut self,
        row: &Row,
        path: &str,
        change: impl Fn(&str) -> Result<String, Refusal>,
    ) -> Result<(), Complaint> {
        let (before, now) = match self.files.get(path) {
            Some((before, now)) => (before.clone(), now.clone()),
            None => {
                let before = (self.read)(path);
                (before.clone(), before.unwrap_or_default())
            }
        };
        let after = change(&now).map_err(|refusal| refused(self.asked.model, row, path, &refusal))?;
        // What it says already is not said to be new.
        self.written = (after != now).then(|| path.to_owned());
        let lines = self.rows.entry(path.to_owned()).or_insert_with(|| vec![None; now.lines().count()]);
        *lines = of_rows(lines, &now, &after, &row.at);
        self.files.insert(path.to_owned(), (before, after));
        Ok(())
    }
}

/// Which row each line is of, when a row has changed a text in one place, and beside that only how many there are.
fn of_rows(lines: &Lines, before: &str, after: &str, at: &str) -> Lines {
    let is_kept =
        |(one, other): &(&str, &str)| one == other || [one, other].iter().all(|it| it.starts_with("count"));
    let (old, new): (Vec<&str>, Vec<&str>) = (before.lines().collect(), after.lines().collect());
    let pairs = old.iter().copied().zip(new.iter().copied());
    let first = pairs.take_while(is_kept).count();
    let shorter = old.len().min(new.len());
    let from_the_end = old.iter().rev().copied().zip(new.iter().rev().copied());
    let last = from_the_end.take(shorter.saturating_sub(first)).take_while(is_kept).count();
    let of_it = new.len().saturating_sub(first).saturating_sub(last);
    let above = lines.iter().take(first).cloned();
    let below = lines.iter().skip(old.len().saturating_sub(last)).cloned();
    above.chain(std::iter::repeat_n(Some(at.to_owned()), of_it)).chain(below).collect()
}

fn refused(model: &Model, row: &Row, path: &str, refusal: &Refusal) -> Complaint {
    Complaint { at: row.at.clone(), text: why_refused(model, path, refusal) }
}

/// What stands in a file, as a reader calls it: the heading of its column, and the word that would be chosen there.
fn in_words(model: &Model, key: &str, there: &str, language: Language) -> (String, String) {
    let Some(column) = Column::named(key) else {
        let name = if key == "presidium" {
            language.pick("presidiets beredning", "the presidium’s day")
        } else {
            key
        };
        return (name.to_owned(), there.to_owned());
    };
    let name = |id: &str| model.organisation(id).map_or_else(|| id.to_owned(), |it| it.name.clone());
    if let Some(list) = there.strip_prefix('[').and_then(|it| it.strip_suffix(']')) {
        let names = list.split(',').map(|it| name(it.trim().trim_matches('"')));
        return (column.heading().get(language).to_owned(), names.collect::<Vec<_>>().join(", "));
    }
    let typed = Typed::Text(there.trim_matches('"').to_owned());
    let word = checked::label(column, &typed).map(|it| it.get(language).to_owned());
    (column.heading().get(language).to_owned(), word.unwrap_or_else(|| there.to_owned()))
}

/// Why nothing is written into a file.
#[must_use]
pub fn why_refused(model: &Model, path: &str, refusal: &Refusal) -> Text {
    match refusal {
        Refusal::Taken(key, there) => {
            let [(name_sv, there_sv), (name_en, there_en)] =
                [Language::Sv, Language::En].map(|language| in_words(model, key, there, language));
            Text::new(
                format!("{path}: {name_sv} står redan, som {there_sv}; inget är skrivet"),
                format!("{path}: {name_en} stands already, as {there_en}; nothing is written"),
            )
        }
        Refusal::MixedEnds => Text::new(
            format!(
                "{path} har rader som slutar på två sätt (CRLF och LF): gör dem lika först; inget är skrivet"
            ),
            format!(
                "{path} has lines that end in two ways (CRLF and LF): make them alike first; nothing is written"
            ),
        ),
        Refusal::Unreadable | Refusal::NotThere => Text::new(
            format!("{path} går inte att skriva i så som den är uppställd; inget är skrivet"),
            format!("{path} cannot be written in as it is laid out; nothing is written"),
        ),
    }
}

/// The keys of a delivery of what an item of the cycle waits for.
#[must_use]
pub fn delivery_of(item: &Item<'_>, day: NaiveDate) -> Keys {
    let on = &item.occurrence;
    let text = |text: &str| Value::Text(text.to_owned());
    vec![
        ("agreement", text(&on.agreement.id.value)),
        ("duty", text(&on.duty.id.value)),
        ("by", text(on.by)),
        ("period", text(&on.period.to_string())),
        ("delivered", Value::Day(day)),
    ]
}

impl Given<'_> {
    fn complaint(&self, column: Column, sv: impl Into<String>, en: impl Into<String>) -> Complaint {
        let at = self.row.cells.get(&column).map_or(&self.row.at, |it| &it.at);
        Complaint::new(at, sv, en)
    }

    /// What is new, in words.
    fn told(&self, model: &Model, language: Language) -> String {
        let told = self.new.iter().map(|(column, value)| {
            let value = checked::told(model, *column, value, language);
            format!("{} {value}", column.heading().get(language))
        });
        told.collect::<Vec<_>>().join(", ")
    }

    fn value(&self, column: Column) -> Option<Value> {
        Some(match self.new.get(&column)? {
            Typed::Text(word) if matches!(column, Column::Held | Column::Public) => {
                Value::Truth(word == "true")
            }
            Typed::Text(text) => Value::Text(text.clone()),
            Typed::Texts(texts) => Value::Texts(texts.clone()),
            Typed::Day(day) => Value::Day(*day),
            Typed::Number(number) => Value::Number(*number),
        })
    }

    fn keys(&self, columns: &[(&'static str, Column)]) -> Keys {
        columns.iter().filter_map(|(key, column)| Some((*key, self.value(*column)?))).collect()
    }

    /// The words of a cell, new or known.
    fn words(&self, column: Column) -> &str {
        self.any(column).and_then(Typed::text).unwrap_or_default()
    }

    fn day(&self, column: Column) -> Option<NaiveDate> {
        match self.any(column) {
            Some(Typed::Day(day)) => Some(*day),
            _ => None,
        }
    }

    fn any(&self, column: Column) -> Option<&Typed> {
        self.new.get(&column).or_else(|| self.known?.cells.get(&column))
    }

    fn number(&self, column: Column) -> Option<i64> {
        match self.new.get(&column) {
            Some(Typed::Number(number)) => number.to_i64(),
            _ => None,
        }
    }
}
