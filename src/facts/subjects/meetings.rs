//! Meetings, as subjects.

use chrono::{Datelike, NaiveDate};

use super::{Names, Properties, count, record, truth};
use crate::amount::Text;
use crate::facts::figures::has_notice_board;
use crate::facts::{Fact, Facts, Gap, Property, Subject};
use crate::model::actor::Role;
use crate::model::adopts::Adopts;
use crate::model::register::{AgendaItem, Meeting, Minutes};
use crate::model::rule::SubjectKind;
use crate::source::Spanned;

pub(in crate::facts) const MEETING: Names = &[
    ("date", "the day"),
    ("body", "the body that met"),
    ("is_board", "whether it is the board"),
    ("is_approved", "whether the minutes were approved by the day of the question"),
    ("approved", "the day they were approved"),
    ("is_announced", "whether the approval was announced by the day of the question"),
    ("announced", "the day it was announced"),
    ("is_taken_down", "whether the notice was taken down by the day of the question"),
    ("taken_down", "the day it was taken down"),
    ("boards_missing", "how many members' notice boards are not named"),
    ("missing_boards", "whose boards those are"),
    ("form", "`physical`, `remote` or `mixed`"),
    ("entitled", "how many members the body has"),
    ("deciding", "how many took part in the decisions"),
    ("remote_decided", "whether taking part from a distance had been decided"),
    ("has_items", "whether the agenda or the paragraphs are known"),
    ("previous_minutes_handled", "whether the minutes of the meeting before are dealt with"),
    ("unproposed", "how many items for decision have no proposed decision"),
    ("unproposed_words", "which those are"),
    ("numbers_broken", "how many paragraph numbers are skipped or used twice"),
    ("numbers_words", "which those are"),
    ("numbers_continue", "whether the first paragraph follows the last of the meeting before"),
    ("is_public", "whether it was public"),
    ("adopts_budget", "whether it adopted a budget"),
    ("presidium_held", "the day the presidium prepared it"),
    ("days_between_presidium", "how many days before the meeting that was"),
];

impl Facts {
    pub(super) fn meetings(&self) -> Vec<Subject> {
        // Of a meeting that was only planned there is nothing yet to be asked.
        let meetings = self.model.meetings.iter().filter(|it| !it.planned && self.counts(it.recorded));
        meetings.map(|meeting| self.meeting(meeting)).collect()
    }

    fn meeting(&self, meeting: &Meeting) -> Subject {
        let date = meeting.date.value;
        let body = self.model.organisation(&meeting.body.value);
        let body = body.map_or(meeting.body.value.as_str(), |it| it.name.as_str());
        let is_board = self.model.has_role(&meeting.body.value, Role::Board);
        let source = meeting.source.as_ref();
        let mut properties = vec![
            ("date", Ok(record(Fact::Day(date), meeting.date.span, source))),
            ("body", Ok(Fact::Words(Text::same(body)).into())),
            ("is_board", if self.has_board() { truth(is_board) } else { Err(no_board()) }),
        ];
        properties.extend(self.minutes_properties(meeting));
        properties.extend(self.order_properties(meeting));
        properties.extend(item_properties(meeting));
        let day = date.to_string();
        let id =
            if is_board { format!("meeting/{day}") } else { format!("meeting/{}/{day}", meeting.body.value) };
        let title = Text::new(format!("{body}s möte {day}"), format!("Meeting of {body} {day}"));
        let mut subject = self.subject(SubjectKind::Meeting, id, title, properties);
        (subject.years, subject.governing) = (Some((date.year(), date.year())), date);
        subject.place = Some(meeting.minutes.as_ref().map_or(meeting.span, |it| it.span));
        self.not_before(subject, Some(date))
    }

    /// Whether some body has the role of board, so that it can be told whose meeting a meeting is.
    fn has_board(&self) -> bool {
        let mut roles = self.model.organisations.iter().filter_map(|it| it.role.as_ref());
        roles.any(|role| role.value == Role::Board)
    }

    fn minutes_properties(&self, meeting: &Meeting) -> Properties {
        let minutes = meeting.minutes.as_ref();
        let source = meeting.source.as_ref();
        let day = |day: Option<&Spanned<NaiveDate>>, what: Text| match day {
            Some(day) => Ok(record(Fact::Day(day.value), day.span, source)),
            None => Err(Gap::record(what)),
        };
        let by_now =
            |day: Option<&Spanned<NaiveDate>>| truth(day.is_some_and(|day| day.value <= self.question.as_of));
        let of = |pick: fn(&Minutes) -> Option<&Spanned<NaiveDate>>| minutes.and_then(pick);
        let approved = of(|it| it.approved.as_ref());
        let announced = of(|it| it.announced.as_ref());
        let taken_down = of(|it| it.taken_down.as_ref());
        let (missing, names) = self.missing_boards(meeting);
        vec![
            ("is_approved", by_now(approved)),
            ("approved", day(approved, not_recorded("protokollet justerades", "the minutes were approved"))),
            ("is_announced", by_now(announced)),
            ("announced", day(announced, not_recorded("justeringen anslogs", "the approval was announced"))),
            ("is_taken_down", by_now(taken_down)),
            ("taken_down", day(taken_down, not_recorded("anslaget togs ned", "the notice was taken down"))),
            ("boards_missing", missing),
            ("missing_boards", names),
        ]
    }

    /// Who decided, how it was held, how its numbers continue.
    fn order_properties(&self, meeting: &Meeting) -> Properties {
        let source = meeting.source.as_ref();
        let fact = |fact| Ok(record(fact, meeting.span, source));
        let deciding = meeting.present.iter().filter(|it| it.deciding).count();
        let own = || self.decisions().filter(|it| it.meeting.value == meeting.id.value && it.adopted);
        let remote = self.decisions().filter(|it| it.adopted && it.adopts == Adopts::RemoteParticipation);
        let remote = remote.filter_map(|it| self.model.meeting_day(it)).any(|day| day < meeting.date.value);
        let presidium = meeting.presidium.as_ref();
        let days = presidium.map(|day| meeting.date.value.signed_duration_since(day.value).num_days());
        vec![
            (
                "form",
                known(
                    meeting.form.map(|form| fact(Fact::Word(form.name()))),
                    "hur mötet hölls",
                    "how the meeting was held",
                ),
            ),
            (
                "entitled",
                known(
                    meeting.entitled.map(|it| fact(Fact::Number(it))),
                    "hur många ledamöter som finns",
                    "how many members there are",
                ),
            ),
            (
                "deciding",
                known((deciding > 0).then(|| fact(count(deciding))), "vilka som beslutade", "who decided"),
            ),
            ("remote_decided", truth(remote)),
            ("numbers_continue", self.numbers_continue(meeting)),
            (
                "is_public",
                known(
                    meeting.public.map(|it| fact(Fact::Truth(it))),
                    "om mötet var offentligt",
                    "whether the meeting was public",
                ),
            ),
            ("adopts_budget", truth(own().any(|it| it.adopts == Adopts::Budget))),
            (
                "presidium_held",
                known(
                    presidium.map(|it| Ok(record(Fact::Day(it.value), it.span, source))),
                    "när presidiet träffades",
                    "when the presidium met",
                ),
            ),
            (
                "days_between_presidium",
                known(
                    days.map(|it| fact(Fact::Number(it))),
                    "när presidiet träffades",
                    "when the presidium met",
                ),
            ),
        ]
    }

    /// Whether the paragraphs go on from the meeting before in the year. A jump may be a meeting the
    /// register does not hold, and then it cannot be told.
    fn numbers_continue(&self, meeting: &Meeting) -> Property {
        let (year, date) = (meeting.date.value.year(), meeting.date.value);
        let earlier = self.model.meetings.iter().filter(|it| {
            it.body.value == meeting.body.value && it.date.value.year() == year && it.date.value < date
        });
        let before = earlier.max_by_key(|it| it.date.value).and_then(|it| it.paragraphs);
        match (before, meeting.paragraphs) {
            (Some((_, last)), Some((first, _))) if first <= last.saturating_add(1) => Ok(record(
                Fact::Truth(first == last.saturating_add(1)),
                meeting.span,
                meeting.source.as_ref(),
            )),
            _ => known(
                None,
                "var paragraferna slutade vid mötet före",
                "where the paragraphs of the meeting before ended",
            ),
        }
    }

    /// The members with a notice board of which the minutes say nothing.
    fn missing_boards(&self, meeting: &Meeting) -> (Property, Property) {
        let minutes = meeting.minutes.as_ref();
        let Some((minutes, boards)) = minutes.and_then(|it| Some((it, it.boards.as_ref()?))) else {
            let gap = || {
                Gap::record(Text::new(
                    "Registret visar inte på vilka anslagstavlor justeringen anslogs.",
                    "The register does not show on which notice boards the approval was announced.",
                ))
            };
            return (Err(gap()), Err(gap()));
        };
        let day = meeting.date.value;
        let members = self.model.organisations.iter();
        let members = members.filter(|it| has_notice_board(it.kind) && it.is_member(day));
        let missing: Vec<&str> = members
            .filter(|it| !boards.iter().any(|board| board.value == it.id.value))
            .map(|it| it.name.as_str())
            .collect();
        let source = meeting.source.as_ref();
        let fact = |fact| Ok(record(fact, minutes.span, source));
        (fact(count(missing.len())), fact(Fact::Words(Text::same(missing.join(", ")))))
    }
}

fn no_board() -> Gap {
    Gap::record(Text::new(
        "Inget organ har rollen styrelse (role = \"board\"), så det är inte känt om mötet är styrelsens.",
        "No body has the role of board (role = \"board\"), so it is not known whether the meeting is the board’s.",
    ))
}

fn not_recorded(sv: &str, en: &str) -> Text {
    Text::new(format!("Registret visar inte när {sv}."), format!("The register does not show when {en}."))
}

/// The agenda or the paragraphs: proposals, numbers, the minutes of the meeting before.
fn item_properties(meeting: &Meeting) -> Properties {
    let items = &meeting.items;
    let fact = |fact, at: Option<&AgendaItem>| {
        Ok(record(fact, at.map_or(meeting.span, |item| item.span), meeting.source.as_ref()))
    };
    let when_known = |property: Property| {
        if items.is_empty() {
            known(None, "dagordningen eller paragraferna", "the agenda or the paragraphs")
        } else {
            property
        }
    };
    // Minutes do not show what the agenda proposed.
    let shown = items.iter().filter(|it| it.for_decision).all(|it| it.proposal.is_some());
    let when_shown = |property: Property| match shown {
        true => when_known(property),
        false => known(None, "vilka beslut som föreslogs i kallelsen", "what decisions the summons proposed"),
    };
    let unproposed: Vec<&AgendaItem> =
        items.iter().filter(|it| it.for_decision && it.proposal == Some(false)).collect();
    let titles: Vec<String> = unproposed.iter().map(|it| format!("{} {}", it.number, it.title)).collect();
    let pairs = items.iter().zip(items.iter().skip(1));
    let broken: Vec<(&AgendaItem, String)> = pairs
        .filter(|(a, b)| b.number != a.number.saturating_add(1))
        .map(|(a, b)| (b, format!("{} → {}", a.number, b.number)))
        .collect();
    let jumps: Vec<&str> = broken.iter().map(|(_, words)| words.as_str()).collect();
    let first = unproposed.first().copied();
    let jump = broken.first().map(|(item, _)| *item);
    let handled = items.iter().find(|it| it.previous_minutes);
    vec![
        ("has_items", truth(!items.is_empty())),
        ("previous_minutes_handled", when_known(fact(Fact::Truth(handled.is_some()), handled))),
        ("unproposed", when_shown(fact(count(unproposed.len()), first))),
        ("unproposed_words", when_shown(fact(Fact::Words(Text::same(titles.join("; "))), first))),
        ("numbers_broken", when_known(fact(count(broken.len()), jump))),
        ("numbers_words", when_known(fact(Fact::Words(Text::same(jumps.join("; "))), jump))),
    ]
}

/// What the register shows, or the gap where it should be.
fn known(property: Option<Property>, sv: &str, en: &str) -> Property {
    let gap = || {
        Gap::record(Text::new(
            format!("Registret visar inte {sv}."),
            format!("The register does not show {en}."),
        ))
    };
    property.unwrap_or_else(|| Err(gap()))
}
