//! Words for assignments (uppdrag), shared by the pages that show them: to whom, by when, how they stand.

use chrono::NaiveDate;

use super::words::{capital, days};
use crate::amount::{Language, Text};
use crate::cycle::{Assigned, AssignmentState, Cycle, Held, State};
use crate::model::assignment::ReportBy;

phrases! {
    ASSIGNMENT = "uppdrag", "assignment";
    TO_NOBODY = "vem framgår inte", "by whom is not said";
    NO_DAY = "utan dag", "no day set";
    AT_NEXT_MEETING = "rapporteras vid nästa möte", "to be reported at the next meeting";
    TODAY = "rapporteras i dag", "to be reported today";
    NOT_SHOWN = "registret visar inte om det är rapporterat", "the register does not show whether it is reported";
    NOT_HELD =
        "registret visar inte att mötet då det skulle rapporteras har hållits",
        "the register does not show that the meeting at which it was to be reported was held";
}

/// The state of the cycle that shows an assignment: its mark and its colour.
#[must_use]
pub(in crate::render) fn state(it: &Assigned<'_>) -> State {
    let due = it.due.map(|due| due.day);
    let late = |day: Option<NaiveDate>| day.zip(due).is_some_and(|(day, due)| due < day);
    match it.stands {
        AssignmentState::Overdue if it.waiver.is_some() => State::Waived,
        AssignmentState::Overdue => State::Overdue,
        AssignmentState::Unknown => State::Unknown,
        AssignmentState::Open => State::Upcoming,
        AssignmentState::Reported if late(it.reported.and_then(|it| it.on.earliest)) => State::Late,
        AssignmentState::Reported => State::InTime,
        AssignmentState::Withdrawn => State::Waived,
    }
}

/// What is to be done, by whom, and how it stands.
pub(in crate::render) fn told(cycle: &Cycle<'_>, it: &Assigned<'_>, language: Language) -> String {
    let (text, who) = (capital(it.assignment.text.get(language)), who(cycle, it, language));
    format!("{text} – {who}; {}", how(cycle, it).get(language))
}

/// Who got it; that nobody is said to have.
pub(in crate::render) fn who(cycle: &Cycle<'_>, it: &Assigned<'_>, language: Language) -> String {
    let names: Vec<String> =
        it.names(cycle.model()).iter().map(|name| name.get(language).to_owned()).collect();
    if names.is_empty() { TO_NOBODY.get(language).to_owned() } else { names.join(", ") }
}

/// How it stands on the day of the question.
pub(in crate::render) fn how(cycle: &Cycle<'_>, it: &Assigned<'_>) -> Text {
    let as_of = cycle.question().as_of;
    match it.stands {
        AssignmentState::Reported => reported(it),
        AssignmentState::Withdrawn => withdrawn(it),
        AssignmentState::Overdue => overdue(it, as_of),
        AssignmentState::Unknown => {
            let not_held = it.due.is_some_and(|due| due.meeting == Some(Held::NotShown));
            if not_held { NOT_HELD.into() } else { NOT_SHOWN.into() }
        }
        AssignmentState::Open => open(it, as_of),
    }
}

fn reported(it: &Assigned<'_>) -> Text {
    let Some(reported) = it.reported else { return Text::default() };
    let (day, exact) = (reported.on.latest, reported.on.is_exact());
    let place = reported.paragraph.as_ref().map(|it| format!(", {}", it.value)).unwrap_or_default();
    let (by, no_later) = if exact { ("", "") } else { ("senast ", "no later than ") };
    Text::new(format!("rapporterat {by}{day}{place}"), format!("reported {no_later}{day}{place}"))
}

fn withdrawn(it: &Assigned<'_>) -> Text {
    let Some((decision, day)) = it.withdrawn else { return Text::default() };
    let place = decision.paragraph.as_ref().map(|it| format!(", {it}")).unwrap_or_default();
    Text::new(format!("tillbakadraget {day}{place}"), format!("withdrawn {day}{place}"))
}

fn overdue(it: &Assigned<'_>, as_of: NaiveDate) -> Text {
    let late = days(it.days_late(as_of).unwrap_or_default());
    let (sv, en) = (format!("försenat {}", late.sv), format!("{} overdue", late.en));
    match it.waiver {
        None => Text::new(sv, en),
        Some(waiver) => {
            let decision = &waiver.decision;
            Text::new(format!("{sv}, godtaget ({decision})"), format!("{en}, accepted ({decision})"))
        }
    }
}

fn open(it: &Assigned<'_>, as_of: NaiveDate) -> Text {
    let Some(due) = it.due else {
        return match it.assignment.due {
            Some(ReportBy::NextMeeting(_)) => AT_NEXT_MEETING.into(),
            _ => NO_DAY.into(),
        };
    };
    let left = due.day.signed_duration_since(as_of).num_days();
    match left {
        0 => TODAY.into(),
        _ => {
            let left = days(left);
            Text::new(
                format!("rapporteras om\u{a0}{}", left.sv),
                format!("to be reported in\u{a0}{}", left.en),
            )
        }
    }
}

/// When it was given, and in which paragraph.
pub(in crate::render) fn given(it: &Assigned<'_>) -> Text {
    let (decision, day) = it.given;
    let place = decision.paragraph.as_ref().map(|it| format!(", {it}")).unwrap_or_default();
    Text::new(format!("gavs {day}{place}"), format!("given {day}{place}"))
}

/// When it is to be reported, as the decision says it.
pub(in crate::render) fn to_be_reported(cycle: &Cycle<'_>, it: &Assigned<'_>) -> Option<Text> {
    let body = cycle.model().receiver(it.assignment);
    let body = body.map(|actor| cycle.receiver(&actor)).unwrap_or_default();
    let name = cycle.model().organisation(&body).map_or(body.as_str(), |it| it.name.as_str());
    let day = it.due.map(|due| format!(" {}", due.day)).unwrap_or_default();
    Some(match it.assignment.due.as_ref()? {
        ReportBy::Day(day) => {
            let day = day.value;
            Text::new(format!("senast {day}, till {name}"), format!("by {day}, to {name}"))
        }
        ReportBy::Meeting(_) => {
            Text::new(format!("vid mötet{day}, {name}"), format!("at the meeting{day}, {name}"))
        }
        ReportBy::NextMeeting(_) => {
            Text::new(format!("vid nästa möte{day}, {name}"), format!("at the next meeting{day}, {name}"))
        }
    })
}
