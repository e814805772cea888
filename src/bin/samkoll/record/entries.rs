//! What each sort of record writes: words on the command line in, an entry of a file out.

use chrono::{Datelike, NaiveDate};
use samkoll::amount::{Language, Phrase, Text};
use samkoll::cycle::{Cycle, Item};
use samkoll::evaluate::Selection;
use samkoll::facts::Question;
use samkoll::import::rows::{
    Changed, Column, Takes, chosen, delivery_of, goes_by, known_later, of_the_plan, register_file,
    why_refused,
};
use samkoll::model::adopts::Adopts;
use samkoll::model::register::{Decision, Meeting};
use samkoll::model::remark::Remark;
use samkoll::model::{Model, usual};
use samkoll::record::{Amended, Entry, Keys, Refusal, Value, with_amended, with_entry};
use samkoll::source::{Span, alike};
use samkoll::starter::Ids;
use samkoll::{World, WorldError, assess};

use super::Change;
use crate::add::{self, body, meeting_is_there, organisation};
use crate::args::{
    Noted, RecordAssignment, RecordCommand, RecordDecision, RecordDelivery, RecordMeeting, RecordMinutes,
    RecordRemark, RecordWaiver, WorkspaceOptions,
};
use crate::opened::Opened;
use crate::output::{Trouble, no_such};
use crate::typed::Which;
use crate::world::{self, Place};

/// The workspace that a record is for.
pub(super) const fn place_of(what: &RecordCommand) -> &WorkspaceOptions {
    match what {
        RecordCommand::Delivery(it) => &it.noted.to,
        RecordCommand::Minutes(it) => &it.noted.to,
        RecordCommand::Meeting(it) => &it.noted.to,
        RecordCommand::Decision(it) => &it.noted.to,
        RecordCommand::Assignment(it) => &it.noted.to,
        RecordCommand::Remark(it) => &it.noted.to,
        RecordCommand::Waiver(it) => &it.to,
    }
}

/// The file that a record changes.
pub(super) fn change(place: &Place, opened: &Opened, what: &RecordCommand) -> Result<Change, Trouble> {
    let on = On { place, model: &opened.workspace.model, opened, language: opened.language };
    match what {
        RecordCommand::Delivery(it) => on.delivery(it),
        RecordCommand::Minutes(it) => on.minutes(it),
        RecordCommand::Meeting(it) => on.meeting(it),
        RecordCommand::Decision(it) => on.decision(it),
        RecordCommand::Assignment(it) => on.assignment(it),
        RecordCommand::Remark(it) => on.remark(it),
        RecordCommand::Waiver(it) => on.waiver(it),
    }
}

/// A delivery of what an item of the cycle waits for.
pub(super) fn delivered(
    place: &Place,
    opened: &Opened,
    item: &Item<'_>,
    day: NaiveDate,
) -> Result<Change, Trouble> {
    let on = On { place, model: &opened.workspace.model, opened, language: opened.language };
    on.added("delivery", delivery_of(item, day), world::today(), None, day)
}

/// The workspace that is written in.
struct On<'o> {
    place: &'o Place,
    model: &'o Model,
    opened: &'o Opened,
    language: Language,
}

const FORM: Phrase = Phrase::new("formen", "form");
const ADOPTS: Phrase = Phrase::new("beslutsslaget", "sort of decision");
const STATE: Phrase = Phrase::new("läget", "state");

fn text(text: &str) -> Value {
    Value::Text(text.to_owned())
}

impl On<'_> {
    fn delivery(&self, it: &RecordDelivery) -> Result<Change, Trouble> {
        let by = it.by.as_deref().map(|by| self.party(by)).transpose()?;
        let cycle = Cycle::until(
            self.model,
            Question { as_of: it.on, known_at: None },
            it.on.year().saturating_add(2),
        );
        let agreement = it.agreement.as_deref().map(|word| self.agreement(word)).transpose()?;
        let of_duty: Vec<&Item<'_>> =
            cycle.items().iter().filter(|item| goes_by(item.occurrence.duty, &it.duty)).collect();
        if of_duty.is_empty() {
            return Err(self.no_duty(&it.duty, it.on));
        }
        let fits = |item: &&&Item<'_>| {
            let on = &item.occurrence;
            agreement.is_none_or(|id| on.agreement.id.value == id)
                && by.as_deref().is_none_or(|id| on.by == id)
                && it
                    .period
                    .as_deref()
                    .is_none_or(|period| on.period.to_string().eq_ignore_ascii_case(period))
        };
        let found: Vec<&Item<'_>> = of_duty.iter().filter(fits).copied().collect();
        // Without a period, what is not yet done is meant.
        let open: Vec<&Item<'_>> = found.iter().filter(|item| !item.is_done()).copied().collect();
        match (open.as_slice(), found.as_slice()) {
            // What an entry says is the same of two meetings on a day.
            ([item, others @ ..], _)
                if others.iter().all(|other| delivery_of(other, it.on) == delivery_of(item, it.on)) =>
            {
                self.noted("delivery", delivery_of(item, it.on), &it.noted, it.on)
            }
            ([], []) => Err(self.which(
                &of_duty,
                "inget förväntat svarar mot det; det finns",
                "nothing expected answers to it; there is",
            )),
            ([], _) => Err(self.which(&found, "det är redan gjort", "it is done already")),
            _ => Err(self.which(
                &open,
                "det kan vara fler: säg med --agreement, --by och --period vilken",
                "it can be several: say with --agreement, --by and --period which",
            )),
        }
    }

    /// Nothing goes by the word, or nothing on that day.
    fn no_duty(&self, word: &str, day: NaiveDate) -> Trouble {
        let duties = || self.model.agreements.iter().flat_map(|it| &it.duties);
        if duties().any(|duty| goes_by(duty, word)) {
            return self.trouble(
                &format!("inget förväntat svarar mot `{word}` {day}: avtalet gäller inte då"),
                &format!("nothing expected answers to `{word}` on {day}: the agreement is not in force then"),
            );
        }
        let known: Vec<&str> = duties().map(|duty| duty.id.value.as_str()).collect();
        no_such(&Text::new("plikten", "duty"), word, &known, self.language)
    }

    /// Says what can be meant, the first few.
    fn which(&self, items: &[&Item<'_>], sv: &str, en: &str) -> Trouble {
        const SHOWN: usize = 12;
        let line = |item: &&Item<'_>| {
            let on = &item.occurrence;
            format!(
                "\n  {}/{} --by {} --period {}",
                on.agreement.id.value, on.duty.id.value, on.by, on.period
            )
        };
        let lines: String = items.iter().take(SHOWN).map(line).collect();
        let more = items.len().saturating_sub(SHOWN);
        let more = match more {
            0 => Text::default(),
            more => Text::new(format!("\n  … och {more} till"), format!("\n  … and {more} more")),
        };
        Trouble::new(
            Text::new(format!("{sv}:{lines}{}", more.sv), format!("{en}:{lines}{}", more.en)),
            self.language,
        )
    }

    fn minutes(&self, it: &RecordMinutes) -> Result<Change, Trouble> {
        let meeting = self.met(&it.body, &it.meeting)?;
        let days = [("approved", it.approved), ("announced", it.announced), ("taken_down", it.taken_down)];
        let mut keys: Keys =
            days.into_iter().filter_map(|(key, day)| Some((key, Value::Day(day?)))).collect();
        let boards = self.boards(&it.boards, meeting.date.value)?;
        if !boards.is_empty() {
            keys.push(("boards", Value::Texts(boards)));
        }
        if keys.is_empty() {
            return Err(self.trouble(
                "säg vad som har hänt: --approved, --announced, --taken-down eller --boards",
                "say what has happened: --approved, --announced, --taken-down or --boards",
            ));
        }
        let recorded = it.noted.recorded.unwrap_or_else(world::today);
        let ahead = days.into_iter().find_map(|(_, day)| day.filter(|day| *day > recorded));
        if let Some(day) = ahead {
            return Err(self.trouble(
                &format!("{day} har inte varit den {recorded}; inget är skrivet"),
                &format!("{day} has not been on {recorded}; nothing is written"),
            ));
        }
        // What is known of a meeting is known from one day: the latest it took to know all of it.
        let renewed = meeting.recorded.is_none_or(|known| known < recorded);
        let mut renewed = if renewed { vec![("recorded", Value::Day(recorded))] } else { Vec::new() };
        renewed.extend(self.source(&it.noted)?.map(|source| ("source", source)));
        self.amended(meeting, Vec::new(), renewed, Some(("minutes", keys)), recorded)
    }

    /// A meeting that is there; one with minutes, or that is said to be held, is planned no longer.
    fn amended(
        &self,
        meeting: &Meeting,
        keys: Keys,
        renewed: Keys,
        inner: Option<(&str, Keys)>,
        day: NaiveDate,
    ) -> Result<Change, Trouble> {
        let (path, before) = self.file_at(meeting.span)?;
        let renews = renewed.iter().find_map(|(key, value)| match value {
            Value::Day(day) if *key == "recorded" => Some(*day),
            _ => None,
        });
        let later = renews.and_then(|recorded| known_later(meeting, recorded));
        // What told of a plan does not show that it was held.
        let (mut struck, mut plan) = of_the_plan(self.model, meeting);
        if renewed.iter().any(|(key, _)| *key == "source") {
            struck.retain(|key| *key != "source");
            plan = self.another_source(meeting, &renewed);
        }
        let note = [later, plan].into_iter().flatten().reduce(|one, other| {
            Text::new(format!("{}\n{}", one.sv, other.sv), format!("{}\n{}", one.en, other.en))
        });
        let amended = Amended { list: "meeting", id: &meeting.id.value, keys, renewed, inner, struck };
        let after = with_amended(&before, &amended).map_err(|refusal| self.refused(&path, &refusal))?;
        Ok(Change {
            file: Changed { path, before: Some(before), after },
            day,
            id: None,
            note,
            about: Some(meeting.date.value.year()),
        })
    }

    /// What is to be said where an entry of a meeting is told by another document than before.
    fn another_source(&self, meeting: &Meeting, renewed: &Keys) -> Option<Text> {
        let was = &meeting.source.as_ref()?.document.value;
        let is = |value: &Value| *value == text(was);
        let same = renewed.iter().any(|(_, it)| match it {
            Value::Table(keys) => keys.iter().any(|(key, value)| *key == "document" && is(value)),
            _ => false,
        });
        let title = self.model.document(was).filter(|_| !same).map(|it| &it.title)?;
        Some(Text::new(
            format!("Mötet är nu hämtat ur den handlingen, och inte längre ur ”{title}”."),
            format!("The meeting is now taken from that document, and no longer from “{title}”."),
        ))
    }

    /// The notice boards that were meant: those of all members, or of each that is named.
    fn boards(&self, words: &[String], day: NaiveDate) -> Result<Vec<String>, Trouble> {
        match words {
            [all] if ["alla", "all"].contains(&all.as_str()) => {
                Ok(self.model.with_boards(day).map(|it| it.id.value.clone()).collect())
            }
            words => words
                .iter()
                .map(|word| Ok(organisation(self.model, word, self.language)?.to_owned()))
                .collect(),
        }
    }

    fn meeting(&self, it: &RecordMeeting) -> Result<Change, Trouble> {
        let recorded = it.noted.recorded.unwrap_or_else(world::today);
        let form = it.form.as_deref().map(|it| self.word(Column::Form, &FORM, it)).transpose()?;
        let mut said: Keys = form.map(|form| ("form", text(form))).into_iter().collect();
        said.extend(it.public.then_some(("public", Value::Truth(true))));
        said.extend(it.presidium.map(|day| ("presidium", Value::Day(day))));
        let date = match &it.meeting {
            Which::Day(date) => *date,
            which @ Which::Id(_) => self.met(&it.body, which)?.date.value,
        };
        let body = body(self.model, &it.body, date, self.language)?;
        let is_known = self.model.meetings.iter().any(|it| it.body.value == body && it.date.value == date);
        if is_known {
            let known = self.met(&it.body, &it.meeting)?;
            if known.planned && date <= recorded {
                let mut renewed = vec![("recorded", Value::Day(recorded))];
                renewed.extend(self.source(&it.noted)?.map(|source| ("source", source)));
                return self.amended(known, said, renewed, None, date.max(recorded));
            }
            return Err(meeting_is_there(known, self.language));
        }
        let mut keys =
            vec![("id", text(&format!("{body}-{date}"))), ("body", text(body)), ("date", Value::Day(date))];
        if date > recorded {
            keys.push(("planned", Value::Truth(true)));
        }
        keys.extend(said);
        Ok(Change { about: Some(date.year()), ..self.noted("meeting", keys, &it.noted, date)? })
    }

    /// A word of those that may stand in a column, as the files have it: said in either language, or as they do.
    fn word(&self, column: Column, what: &Phrase, said: &str) -> Result<&'static str, Trouble> {
        let choices = if let Takes::One(choices) = column.takes() { choices } else { &[] };
        let words: Vec<&str> = choices.iter().map(|it| it.1.get(self.language)).collect();
        chosen(choices, said)
            .ok_or_else(|| no_such(&Text::from(*what), said, &words, self.language).among(&words))
    }

    fn decision(&self, it: &RecordDecision) -> Result<Change, Trouble> {
        let meeting = self.met(&it.body, &it.meeting)?;
        let date = meeting.date.value;
        if meeting.planned {
            return Err(self.trouble(
                &format!("mötet {0} är bara planerat: skriv först `samkoll record meeting {0}` när det har hållits", it.meeting),
                &format!("the meeting {0} is only planned: first type `samkoll record meeting {0}` when it has been held", it.meeting),
            ));
        }
        let adopts = self.word(Column::Adopts, &ADOPTS, &it.adopts)?;
        let state = it.state.as_deref().map(|it| self.word(Column::State, &STATE, it)).transpose()?;
        if adopts == Adopts::Discharge.name() && it.by.is_none() {
            return Err(self.trouble(
                "ansvarsfrihet beslutar varje medlem för sig: säg med --by vilken; inget är skrivet",
                "each member decides on discharge for itself: say with --by which; nothing is written",
            ));
        }
        let years = it.years.as_deref().map(|years| self.years(years)).transpose()?;
        let year = years.map_or(date.year(), |(from, _)| from);
        let by = it.by.as_deref().map(|by| self.party(by)).transpose()?;
        let taken = self.model.decisions.iter().map(|it| it.id.value.as_str());
        let of = by.as_deref().map(|by| format!(" {by}")).unwrap_or_default();
        let id = Ids::with(taken).take(&format!("{adopts}{of} {year}"), "beslut");
        let mut keys = vec![("id", text(&id)), ("meeting", text(&meeting.id.value))];
        keys.extend(it.paragraph.as_deref().map(|number| {
            let number = number.trim_start_matches('§').trim();
            ("paragraph", text(&format!("§ {number}")))
        }));
        keys.push(("adopts", text(adopts)));
        keys.extend(by.map(|by| ("by", Value::Text(by))));
        if let Some(word) = &it.agreement {
            keys.push(("agreement", text(self.agreement(word)?)));
        }
        keys.extend(
            years.map(|(from, to)| ("periods", Value::Table(vec![("from", whole(from)), ("to", whole(to))]))),
        );
        // Of what a member has decided for itself, the minutes take note.
        let state = state.unwrap_or(if it.by.is_some() { "noted" } else { "adopted" });
        keys.push(("state", text(state)));
        keys.extend(it.text.as_deref().map(|words| ("text", text(words))));
        let note = it.by.as_ref().map(|_| self.noted_at(meeting));
        let about = Some(years.map_or(date.year(), |(_, to)| to.max(date.year())));
        Ok(Change { note, about, ..self.noted("decision", keys, &it.noted, date)? })
    }

    /// What another has decided stands under the meeting that notes it.
    fn noted_at(&self, meeting: &Meeting) -> Text {
        let date = meeting.date.value;
        let body = self.model.organisation(&meeting.body.value).map_or("", |it| it.name.as_str());
        Text::new(
            format!(
                "Den som beslutade gjorde det själv, senast {date}: beslutet står under mötet som antecknar det, {body} {date}."
            ),
            format!(
                "Whoever decided did so by itself, no later than {date}: the decision stands under the meeting that notes it, {body} {date}."
            ),
        )
    }

    fn assignment(&self, it: &RecordAssignment) -> Result<Change, Trouble> {
        let decision = self.decided(&it.decision)?;
        let taken = self.model.assignments.iter().map(|it| it.id.value.as_str());
        let id = Ids::with(taken).take(&it.text, "uppdrag");
        let mut keys = vec![("id", text(&id)), ("decision", text(&decision.id.value))];
        if !it.responsible.is_empty() {
            keys.push(("to", Value::Texts(self.parties(&it.responsible)?)));
        }
        keys.push(("text", text(&it.text)));
        keys.extend(it.due.map(|day| ("due", Value::Day(day))));
        if let Some(meeting) = &it.report_at {
            let day = samkoll::starter::day(meeting).map(Value::Day);
            keys.push(("report_at", day.unwrap_or_else(|_| text(meeting))));
        }
        let given = self.model.meetings.iter().find(|it| it.id.value == decision.meeting.value);
        let given = given.map_or_else(world::today, |it| it.date.value);
        let about = it.due.map_or(given, |due| due.max(given)).year();
        Ok(Change { about: Some(about), ..self.noted("assignment", keys, &it.noted, given)? })
    }

    /// A decision by its id, or by the day of its meeting and its paragraph: `2024-03-22 § 12`.
    fn decided(&self, word: &str) -> Result<&Decision, Trouble> {
        let known: Vec<&str> = self.model.decisions.iter().map(|it| it.id.value.as_str()).collect();
        let at = |it: &Decision| {
            let meeting = self.model.meetings.iter().find(|meeting| meeting.id.value == it.meeting.value)?;
            Some(format!("{} {}", meeting.date.value, it.paragraph.as_ref()?))
        };
        let is = |it: &&Decision| it.id.value == word || at(it).is_some_and(|at| alike(&at, word));
        let mut found = self.model.decisions.iter().filter(is);
        match (found.next(), found.next()) {
            (Some(one), Some(other)) if one.id.value != word => {
                let (one, other) = (&one.id.value, &other.id.value);
                Err(self.trouble(
                    &format!("`{word}` kan vara `{one}` eller `{other}`: skriv vilket; inget är skrivet"),
                    &format!("`{word}` can be `{one}` or `{other}`: write which; nothing is written"),
                ))
            }
            (Some(one), _) => Ok(one),
            (None, _) => Err(no_such(&Text::new("beslutet", "decision"), word, &known, self.language)),
        }
    }

    fn remark(&self, it: &RecordRemark) -> Result<Change, Trouble> {
        let same = |known: &&Remark| known.year == it.year && alike(&known.text.sv, &it.text);
        if let Some(known) = self.model.remarks.iter().find(same) {
            let id = &known.id.value;
            return Err(self.trouble(
                &format!("anmärkningen finns redan, som `{id}`; inget är skrivet"),
                &format!("the remark is already there, as `{id}`; nothing is written"),
            ));
        }
        let taken = self.model.remarks.iter().map(|it| it.id.value.as_str());
        let id = Ids::with(taken).take(&format!("{} {}", it.text, it.year), "anmarkning");
        let mut keys = vec![
            ("id", text(&id)),
            ("year", whole(it.year)),
            ("text", text(&it.text)),
            ("dimension", text(it.dimension.word())),
        ];
        if !it.responsible.is_empty() {
            let day = it.noted.recorded.unwrap_or_else(world::today);
            let who =
                it.responsible.iter().map(|word| Ok(body(self.model, word, day, self.language)?.to_owned()));
            keys.push(("responsible", Value::Texts(who.collect::<Result<_, Trouble>>()?)));
        }
        keys.extend(it.due.map(|day| ("due", Value::Day(day))));
        let day = it.noted.recorded.unwrap_or_else(world::today);
        Ok(Change { about: Some(it.year), ..self.noted("remark", keys, &it.noted, day)? })
    }

    fn waiver(&self, it: &RecordWaiver) -> Result<Change, Trouble> {
        let recorded = it.recorded.unwrap_or_else(world::today);
        let decided_by = body(self.model, &it.decided_by, recorded, self.language)?;
        self.is_asked(&it.rule, &it.subject, it.from.unwrap_or(recorded))?;
        if self.opened.workspace.book.rule(&it.rule).is_some() {
            self.is_decided(&it.decision, decided_by)?;
        }
        let mut keys = vec![
            ("rule", text(&it.rule)),
            ("subject", text(&it.subject)),
            ("reason", text(&it.reason)),
            ("decided_by", text(decided_by)),
            ("decision", text(&it.decision)),
            ("from", Value::Day(it.from.unwrap_or(recorded))),
            ("until", Value::Day(it.until)),
        ];
        keys.extend(it.limit.map(|limit| ("limit", Value::Number(limit))));
        keys.push(("recorded", Value::Day(recorded)));
        let named = self.model.manifest.as_ref().and_then(|it| it.parts.waivers.as_ref());
        let path = named.and_then(|paths| paths.first()).map_or(usual::WAIVERS, |path| path.value.as_str());
        self.entered_in(path.to_owned(), &Entry { list: "waiver", keys }, recorded)
    }

    /// Refuses a decision that nothing shows: it is a paragraph of a meeting of the body, or stands in a document.
    fn is_decided(&self, word: &str, by: &str) -> Result<(), Trouble> {
        let (first, rest) = word.trim().split_at_checked("2024-03-22".len()).unwrap_or((word.trim(), ""));
        let Ok(date) = samkoll::starter::day(first) else {
            return self.model.document_decided_in(word).map(drop).ok_or_else(|| {
                self.trouble(
                    &format!("`{word}` visar inget beslut: skriv mötet och paragrafen, som \"2024-03-22 § 12\", eller ett dokument som arbetsytan har; inget är skrivet"),
                    &format!("`{word}` shows no decision: write the meeting and the paragraph, as \"2024-03-22 § 12\", or a document that the workspace has; nothing is written"),
                )
            });
        };
        let number = rest.trim_start_matches([',', ' ', '§']).split_whitespace().next().unwrap_or_default();
        let number = number.parse::<i64>().ok();
        // Of two meetings on a day, it is enough that one has the paragraph.
        let has = |it: &&Meeting| {
            number.is_some_and(|at| it.paragraphs.is_none_or(|(from, to)| from <= at && at <= to))
        };
        let of_day = || self.model.meetings.iter().filter(|it| it.body.value == by && it.date.value == date);
        let meeting = match of_day().find(has).or_else(|| of_day().next()) {
            Some(meeting) => meeting,
            None => self.met(by, &Which::Day(date))?,
        };
        let Some(number) = number else {
            return Err(self.trouble(
                &format!("i vilken paragraf står beslutet? skriv det som \"{date} § 12\"; inget är skrivet"),
                &format!("in which paragraph does the decision stand? write it as \"{date} § 12\"; nothing is written"),
            ));
        };
        match meeting.paragraphs.filter(|(from, to)| !(*from..=*to).contains(&number)) {
            None => Ok(()),
            Some((from, to)) => Err(self.trouble(
                &format!("mötet {date} har §§ {from}–{to}, ingen § {number}; inget är skrivet"),
                &format!("the meeting of {date} has §§ {from}–{to}, and no § {number}; nothing is written"),
            )),
        }
    }

    /// Refuses a waiver for what its rule is asked about nothing of; a rule that there is not is the file's to tell.
    fn is_asked(&self, rule: &str, subject: &str, day: NaiveDate) -> Result<(), Trouble> {
        let selection = Selection { rules: vec![rule.to_owned()], ..Selection::default() };
        let report = assess(&self.opened.workspace, Question { as_of: day, known_at: None }, &selection);
        let known: Vec<&str> = report.verdicts.iter().map(|it| it.subject.id.as_str()).collect();
        if known.contains(&subject) || self.opened.workspace.book.rule(rule).is_none() {
            return Ok(());
        }
        Err(no_such(&Text::new("ämnet", "subject"), subject, &known, self.language))
    }

    /// An entry of the register, with when it became known and from where.
    fn noted(
        &self,
        list: &'static str,
        keys: Keys,
        noted: &Noted,
        day: NaiveDate,
    ) -> Result<Change, Trouble> {
        let recorded = noted.recorded.unwrap_or_else(world::today);
        let source = self.source(noted)?;
        self.added(list, keys, recorded, source, day)
    }

    /// The document that was named, and where in it.
    fn source(&self, noted: &Noted) -> Result<Option<Value>, Trouble> {
        let Some(word) = &noted.source else { return Ok(None) };
        let mut source = vec![("document", text(self.document(word)?))];
        source.extend(noted.part.as_deref().map(|part| ("part", text(part))));
        Ok(Some(Value::Table(source)))
    }

    fn added(
        &self,
        list: &'static str,
        mut keys: Keys,
        recorded: NaiveDate,
        source: Option<Value>,
        day: NaiveDate,
    ) -> Result<Change, Trouble> {
        keys.push(("recorded", Value::Day(recorded)));
        keys.extend(source.map(|source| ("source", source)));
        let is_there = |path: &str| self.place.read(path).is_ok();
        let path = register_file(self.model, &self.opened.workspace.files, list, day, &is_there);
        self.entered_in(path, &Entry { list, keys }, day.max(recorded))
    }

    fn entered_in(&self, path: String, entry: &Entry, day: NaiveDate) -> Result<Change, Trouble> {
        let before = match self.place.read(&path) {
            Ok(text) => Some(text),
            Err(WorldError::NotFound) => None,
            Err(_) => return Err(self.refused(&path, &Refusal::Unreadable)),
        };
        let after = with_entry(before.as_deref().unwrap_or_default(), entry);
        let after = after.map_err(|refusal| self.refused(&path, &refusal))?;
        let id = entry.keys.iter().find_map(|(key, value)| match value {
            Value::Text(id) if *key == "id" => Some(id.clone()),
            _ => None,
        });
        Ok(Change { file: Changed { path, before, after }, day, id, note: None, about: None })
    }

    fn file_at(&self, span: Span) -> Result<(String, String), Trouble> {
        let path = self.opened.workspace.files.path(span.file).to_owned();
        match self.place.read(&path) {
            Ok(text) => Ok((path, text)),
            Err(_) => Err(self.refused(&path, &Refusal::Unreadable)),
        }
    }

    /// The meeting that is meant; of two of a body on a day, neither is taken for the other.
    fn met(&self, word: &str, which: &Which) -> Result<&Meeting, Trouble> {
        add::met(self.model, word, which, self.language)
    }

    /// Whoever acts, as the files write it: a role or a word for several stays what it is.
    fn party(&self, word: &str) -> Result<String, Trouble> {
        if samkoll::model::actor::Actor::reserved().any(|it| it == word) {
            return Ok(word.to_owned());
        }
        Ok(organisation(self.model, word, self.language)?.to_owned())
    }

    fn parties(&self, words: &[String]) -> Result<Vec<String>, Trouble> {
        words.iter().map(|word| self.party(word)).collect()
    }

    fn agreement(&self, word: &str) -> Result<&str, Trouble> {
        let all = self.model.agreements.iter().map(|it| (it.id.value.as_str(), it.title.as_str()));
        self.by_id_or_title(&Text::new("avtalet", "agreement"), word, all)
    }

    fn document(&self, word: &str) -> Result<&str, Trouble> {
        let all = self.model.documents.iter().map(|it| (it.id.value.as_str(), it.title.as_str()));
        self.by_id_or_title(&Text::new("dokumentet", "document"), word, all)
    }

    /// The id of what goes by a word: its id or its title.
    fn by_id_or_title<'m>(
        &self,
        what: &Text,
        word: &str,
        all: impl Iterator<Item = (&'m str, &'m str)> + Clone,
    ) -> Result<&'m str, Trouble> {
        let found = all.clone().find(|(id, title)| alike(id, word) || alike(title, word));
        found.map(|(id, _)| id).ok_or_else(|| {
            let known: Vec<&str> = all.map(|(id, _)| id).collect();
            no_such(what, word, &known, self.language)
        })
    }

    /// `2024`, or `2024-2026`.
    fn years(&self, word: &str) -> Result<(i32, i32), Trouble> {
        let (from, to) = word.split_once(['-', '–']).unwrap_or((word, word));
        let read = |year: &str| samkoll::starter::year(year.trim()).ok();
        read(from).zip(read(to)).filter(|(from, to)| from <= to).ok_or_else(|| {
            self.trouble(
                &format!("`{word}` är inga år: skriv 2024, eller 2024-2026"),
                &format!("`{word}` is no years: write 2024, or 2024-2026"),
            )
        })
    }

    fn refused(&self, path: &str, refusal: &Refusal) -> Trouble {
        Trouble::new(why_refused(self.model, path, refusal), self.language)
    }

    fn trouble(&self, sv: &str, en: &str) -> Trouble {
        Trouble::new(Text::new(sv, en), self.language)
    }
}

fn whole(number: i32) -> Value {
    Value::Whole(i64::from(number))
}
