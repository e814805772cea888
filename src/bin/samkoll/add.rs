//! `samkoll add`: the next file of a workspace, beside what is there.

use std::collections::BTreeMap;

use chrono::NaiveDate;
use samkoll::amount::{Language, Text};
use samkoll::diagnostic::Severity;
use samkoll::model::register::Meeting;
use samkoll::model::{Model, usual};
use samkoll::starter::{
    NewAgreement, NewMeeting, SCHEMAS, Written, added_agreement, added_meeting, added_year, with_schema,
};
use samkoll::{World, WorldError};

use crate::args::{AddAgreement, AddCommand, AddMeeting, AddYear, WorkspaceOptions};
use crate::opened::{Opened, read};
use crate::output::{self, Exit, Trouble, no_such};
use crate::settle;
use crate::stays::stays_right;
use crate::typed::Which;
use crate::world::{self, Disk, Place};

pub(crate) fn run(what: &AddCommand) -> Result<Exit, Trouble> {
    let to = match what {
        AddCommand::Agreement(options) => &options.to,
        AddCommand::Year(options) => &options.to,
        AddCommand::Meeting(options) => &options.to,
    };
    let place = Place::Folder(disk(to)?);
    let opened = read(&place, &to.language);
    if !opened.is_usable() {
        return Ok(Exit::CannotRun);
    }
    let Opened { workspace, language, .. } = &opened;
    let files = match what {
        AddCommand::Agreement(options) => agreement(&place, &workspace.model, options, *language)?,
        AddCommand::Year(options) => year(&place, &workspace.model, options, *language)?,
        AddCommand::Meeting(options) => meeting(&workspace.model, options, *language)?,
    };
    let Place::Folder(disk) = &place else { return Ok(Exit::CannotRun) };
    let files = match place.entries(SCHEMAS).as_slice() {
        [] => files,
        _ => files.into_iter().map(with_schema).collect(),
    };
    let new = files.iter().map(|file| (file.path.clone(), file.text.clone())).collect();
    stays_right(&place, workspace, new, Severity::Error, &BTreeMap::new(), *language)?;
    settle::settle(disk.root(), &files, *language)?;
    output::print(&told(disk, &files, *language))?;
    Ok(Exit::Clean)
}

/// The workspace that was named, or the nearest upwards; never the one in the binary.
pub(crate) fn disk(to: &WorkspaceOptions) -> Result<Disk, Trouble> {
    let language = to.language.chosen().unwrap_or(Language::Sv);
    match world::find(to.dir.as_deref()).map_err(|why| Trouble::new(why, language))? {
        Place::Folder(disk) => Ok(disk),
        Place::Bundled(_) => Err(Trouble::new(
            Text::new(
                "här finns ingen arbetsyta, och ingen i mapparna ovanför; `samkoll init MAPP` gör en",
                "there is no workspace here, and none in the folders above; `samkoll init DIR` makes one",
            ),
            language,
        )),
    }
}

fn agreement(
    place: &Place,
    model: &Model,
    options: &AddAgreement,
    language: Language,
) -> Result<Vec<Written>, Trouble> {
    let mut parties = Vec::new();
    for party in &options.parties {
        let id = organisation(model, party, language)?;
        if !parties.contains(&id) {
            parties.push(id);
        }
    }
    let new = NewAgreement {
        title: &options.title,
        kind: options.kind.word(),
        parties: &parties,
        from: options.from,
    };
    let taken = model.agreements.iter().map(|agreement| agreement.id.value.as_str());
    let folder = model.folder(|parts| &parts.agreements, usual::AGREEMENTS);
    // A file that is there is not another agreement's, whatever it holds.
    let files = place.entries(&folder);
    let names = files.iter().map(|it| it.rsplit('/').next().unwrap_or(it).trim_end_matches(".toml"));
    Ok(vec![added_agreement(&folder, &new, taken.chain(names))])
}

/// Only what is not there yet; when everything is, that is said.
fn year(
    place: &Place,
    model: &Model,
    options: &AddYear,
    language: Language,
) -> Result<Vec<Written>, Trouble> {
    let figures = model.folder(|parts| &parts.figures, usual::FIGURES);
    let register = model.folder(|parts| &parts.register, usual::REGISTER);
    let all = added_year(&figures, &register, options.year);
    let absent = |file: &Written| matches!(place.files(&file.path), Err(WorldError::NotFound));
    let (new, old): (Vec<Written>, Vec<Written>) = all.into_iter().partition(absent);
    if new.is_empty() {
        let there = old.iter().map(|file| file.path.as_str()).collect::<Vec<_>>();
        let text = Text::new(
            format!("{} finns redan; inget är ändrat", there.join(" och ")),
            format!("{} are already there; nothing is changed", there.join(" and ")),
        );
        return Err(Trouble::new(text, language));
    }
    Ok(new)
}

fn meeting(model: &Model, options: &AddMeeting, language: Language) -> Result<Vec<Written>, Trouble> {
    let body = body(model, &options.body, options.date, language)?;
    let known = model.meetings.iter().find(|it| it.body.value == body && it.date.value == options.date);
    if let Some(known) = known {
        return Err(meeting_is_there(known, language));
    }
    let new = NewMeeting { body, date: options.date, today: world::today() };
    let folder = model.folder(|parts| &parts.register, usual::REGISTER);
    Ok(vec![added_meeting(&folder, &new)])
}

/// A meeting that is to be new, and is there.
pub(crate) fn meeting_is_there(known: &Meeting, language: Language) -> Trouble {
    let (id, date) = (&known.id.value, known.date.value);
    let text = Text::new(
        format!("mötet {date} finns redan, som `{id}`; inget är skrivet"),
        format!("the meeting {date} is already there, as `{id}`; nothing is written"),
    );
    Trouble::new(text, language)
}

/// The meeting of a body on a day, or the one with an id; where two fit, both are named.
pub(crate) fn met<'m>(
    model: &'m Model,
    word: &str,
    which: &Which,
    language: Language,
) -> Result<&'m Meeting, Trouble> {
    let what = Text::new("mötet", "meeting");
    let date = match which {
        Which::Day(date) => *date,
        Which::Id(id) => {
            let ids: Vec<&str> = model.meetings.iter().map(|it| it.id.value.as_str()).collect();
            return model.meeting(id).ok_or_else(|| no_such(&what, id, &ids, language));
        }
    };
    let body = body(model, word, date, language)?;
    let of_body = || model.meetings.iter().filter(|it| it.body.value == body);
    let of_day: Vec<&Meeting> = of_body().filter(|it| it.date.value == date).collect();
    match of_day.as_slice() {
        [one] => Ok(one),
        [] => {
            let days: Vec<String> = of_body().map(|it| it.date.value.to_string()).collect();
            let days: Vec<&str> = days.iter().map(String::as_str).collect();
            Err(no_such(&what, &date.to_string(), &days, language))
        }
        several => {
            let ids: Vec<String> = several.iter().map(|it| format!("`{}`", it.id.value)).collect();
            let ids = ids.join(", ");
            Err(Trouble::new(
                Text::new(
                    format!("flera möten {date} ({ids}): skriv i stället för dagen vilket av dem"),
                    format!("several meetings on {date} ({ids}): write instead of the day which of them"),
                ),
                language,
            ))
        }
    }
}

/// The id of whoever holds a role on a day, or of an organisation by its name.
pub(crate) fn body<'m>(
    model: &'m Model,
    written: &str,
    day: NaiveDate,
    language: Language,
) -> Result<&'m str, Trouble> {
    model.body(written, day).map_or_else(|| organisation(model, written, language), |it| Ok(&it.id.value))
}

/// The id of an organisation, by its id, its name or another name.
pub(crate) fn organisation<'m>(
    model: &'m Model,
    written: &str,
    language: Language,
) -> Result<&'m str, Trouble> {
    if let Some(found) = model.called(written) {
        return Ok(&found.id.value);
    }
    let ids = model.organisations.iter().map(|it| it.id.value.as_str());
    let known: Vec<&str> = ids.chain(model.organisations.iter().map(|it| it.name.as_str())).collect();
    Err(no_such(&Text::new("organisationen", "organisation"), written, &known, language))
}

fn told(disk: &Disk, files: &[Written], language: Language) -> String {
    let root = disk.root();
    let written: String =
        files.iter().map(|file| format!("  {}\n", root.join(&file.path).display())).collect();
    let text = Text::new(
        format!("Skrivet:\n{written}\nFyll på filen, och skriv sedan:\n  samkoll validate\n"),
        format!("Written:\n{written}\nAdd to it, and then type:\n  samkoll validate\n"),
    );
    text.get(language).to_owned()
}
