//! The next file of a kind: an agreement, a year, a meeting.

use chrono::NaiveDate;

use super::Written;
use super::text::{Ids, fill, quoted};
use crate::model::declared::FileSort;

/// An agreement to be written down.
#[derive(Debug, Clone)]
pub struct NewAgreement<'a> {
    /// Its title.
    pub title: &'a str,
    /// What sort, as the files write it.
    pub kind: &'a str,
    /// The ids of the parties.
    pub parties: &'a [&'a str],
    /// Its first day, when it is known.
    pub from: Option<NaiveDate>,
}

/// A meeting to be written down.
#[derive(Debug, Clone)]
pub struct NewMeeting<'a> {
    /// The id of the body that meets.
    pub body: &'a str,
    /// The day.
    pub date: NaiveDate,
    /// Today: the day it became known.
    pub today: NaiveDate,
}

/// A file under `folder` for an agreement; its id is none of those that are taken.
#[must_use]
pub fn added_agreement<'t>(
    folder: &str,
    new: &NewAgreement<'_>,
    taken: impl IntoIterator<Item = &'t str>,
) -> Written {
    // The law's own duties stand under this name in every workspace.
    let id = Ids::with(taken.into_iter().chain(["finsamlagen"])).take(new.title, "overenskommelse");
    let in_force = match new.from {
        Some(day) => format!("{{ from = {day} }}"),
        None => "{}   # från vilken dag den gäller är inte känt; annars { from = 2024-01-01 }".to_owned(),
    };
    let party = |id: &&str| format!("\n[[party]]\norganisation = {}\n# clause = \"§ 1\"", quoted(id));
    let parties: Vec<String> = new.parties.iter().map(party).collect();
    let text = fill(
        include_str!("overenskommelse.toml"),
        &[
            ("id", &quoted(&id)),
            ("title", &quoted(new.title)),
            ("kind", &quoted(new.kind)),
            ("in_force", &in_force),
            ("parties", &parties.join("\n")),
            ("count", &new.parties.len().to_string()),
            ("party", new.parties.first().copied().unwrap_or("each-party")),
        ],
    );
    Written { path: format!("{folder}/{id}.toml"), text, sort: Some(FileSort::Agreement) }
}

/// A file for the figures of a year and one for its register, for those that are not there.
#[must_use]
pub fn added_year(figures: &str, register: &str, year: i32) -> [Written; 2] {
    let on = |years: i32| year.saturating_add(years).to_string();
    let values = [("year", on(0)), ("next", on(1)), ("after", on(3))];
    let values: Vec<(&str, &str)> = values.iter().map(|(word, value)| (*word, value.as_str())).collect();
    let written = |folder: &str, template, sort| Written {
        path: format!("{folder}/{year}.toml"),
        text: fill(template, &values),
        sort: Some(sort),
    };
    [
        written(figures, include_str!("ar-siffror.toml"), FileSort::Figures),
        written(register, include_str!("ar-register.toml"), FileSort::Register),
    ]
}

/// The id of a meeting of a body.
fn meeting_id(new: &NewMeeting<'_>) -> String {
    format!("{}-{}", new.body, new.date)
}

/// A file under `folder` for a meeting.
#[must_use]
pub fn added_meeting(folder: &str, new: &NewMeeting<'_>) -> Written {
    let id = meeting_id(new);
    let planned =
        if new.date > new.today { "planned = true   # stryk raden när mötet har hållits" } else { "" };
    let text = fill(
        include_str!("ett-mote.toml"),
        &[
            ("id", &quoted(&id)),
            ("body", &quoted(new.body)),
            ("date", &new.date.to_string()),
            ("planned", planned),
            ("recorded", &new.today.to_string()),
        ],
    );
    Written { path: format!("{folder}/{id}.toml"), text, sort: Some(FileSort::Register) }
}
