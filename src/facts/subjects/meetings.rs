//! Meetings, as subjects.

use chrono::{Datelike, NaiveDate};

use super::{Names, Properties, record, truth};
use crate::amount::Text;
use crate::facts::figures::has_notice_board;
use crate::facts::{Fact, Facts, Gap, Property, Standing, Subject};
use crate::model::register::{Meeting, Minutes};
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
];

impl Facts {
    pub(super) fn meetings(&self) -> Vec<Subject> {
        let meetings = self.model.meetings.iter().filter(|it| self.counts(it.recorded));
        meetings.map(|meeting| self.meeting(meeting)).collect()
    }

    fn meeting(&self, meeting: &Meeting) -> Subject {
        let date = meeting.date.value;
        let body = self.model.organisation(&meeting.body.value);
        let body = body.map_or(meeting.body.value.as_str(), |it| it.name.as_str());
        let is_board = meeting.body.value == "styrelsen";
        let source = meeting.source.as_ref();
        let mut properties = vec![
            ("date", Ok(record(Fact::Day(date), meeting.date.span, source))),
            ("body", Ok(Fact::Words(Text::same(body)).into())),
            ("is_board", truth(is_board)),
        ];
        properties.extend(self.minutes_properties(meeting));
        let day = date.to_string();
        let id =
            if is_board { format!("meeting/{day}") } else { format!("meeting/{}/{day}", meeting.body.value) };
        let title = Text::new(format!("{body}s möte {day}"), format!("Meeting of {body} {day}"));
        let mut subject = self.subject(SubjectKind::Meeting, id, title, properties);
        (subject.years, subject.governing) = (Some((date.year(), date.year())), date);
        subject.place = Some(meeting.minutes.as_ref().map_or(meeting.span, |it| it.span));
        if self.question.as_of < date {
            subject.standing = Standing::NotYet(date);
        }
        subject
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
        let count = i64::try_from(missing.len()).unwrap_or(i64::MAX);
        (fact(Fact::Number(count)), fact(Fact::Words(Text::same(missing.join(", ")))))
    }
}

fn not_recorded(sv: &str, en: &str) -> Text {
    Text::new(format!("Registret visar inte när {sv}."), format!("The register does not show when {en}."))
}
