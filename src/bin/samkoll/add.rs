//! `samkoll add`: the next file of a workspace, beside what is there.

use std::collections::BTreeMap;

use chrono::NaiveDate;
use samkoll::amount::{Language, Text};
use samkoll::model::{Model, usual};
use samkoll::starter::{
    NewAgreement, NewMeeting, SCHEMAS, Written, added_agreement, added_meeting, added_year, with_schema,
};
use samkoll::{World, WorldError, load};

use crate::args::{AddAgreement, AddCommand, AddMeeting, AddYear, WorkspaceOptions};
use crate::opened::{Opened, read};
use crate::output::{self, Exit, Trouble, no_such};
use crate::settle;
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
        AddCommand::Agreement(options) => agreement(&workspace.model, options, *language)?,
        AddCommand::Year(options) => year(&place, &workspace.model, options, *language)?,
        AddCommand::Meeting(options) => meeting(&workspace.model, options, *language)?,
    };
    let Place::Folder(disk) = &place else { return Ok(Exit::CannotRun) };
    let files = match place.entries(SCHEMAS).as_slice() {
        [] => files,
        _ => files.into_iter().map(with_schema).collect(),
    };
    stays_right(&place, &files, *language)?;
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

fn agreement(model: &Model, options: &AddAgreement, language: Language) -> Result<Vec<Written>, Trouble> {
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
    Ok(vec![added_agreement(&folder, &new, taken)])
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
        let (id, date) = (&known.id.value, options.date);
        let text = Text::new(
            format!("mötet {date} finns redan, som `{id}`; inget är ändrat"),
            format!("the meeting {date} is already there, as `{id}`; nothing is changed"),
        );
        return Err(Trouble::new(text, language));
    }
    let new = NewMeeting { body, date: options.date, today: world::today() };
    let folder = model.folder(|parts| &parts.register, usual::REGISTER);
    Ok(vec![added_meeting(&folder, &new)])
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

/// The workspace as it would be: what is there, and the new files over it.
pub(crate) struct With<'p> {
    pub(crate) place: &'p Place,
    pub(crate) new: BTreeMap<String, String>,
}

impl World for With<'_> {
    fn files(&self, path: &str) -> Result<Vec<String>, WorldError> {
        match (self.place.files(path), self.new.files(path)) {
            (Ok(mut there), Ok(new)) => {
                there.extend(new);
                there.sort();
                there.dedup();
                Ok(there)
            }
            (Err(WorldError::NotFound), new) => new,
            (there, _) => there,
        }
    }

    fn read(&self, path: &str) -> Result<String, WorldError> {
        self.new.get(path).map_or_else(|| self.place.read(path), |text| Ok(text.clone()))
    }
}

/// Each new file is read with the workspace, and nothing breaks by it.
pub(crate) fn stays_right(place: &Place, files: &[Written], language: Language) -> Result<(), Trouble> {
    let new = files.iter().map(|file| (file.path.clone(), file.text.clone())).collect();
    let workspace = load(&With { place, new });
    if workspace.is_broken() {
        output::show_problems(&workspace.problems, &workspace.files, language);
        let text = Text::new(
            "arbetsytan skulle inte längre gå att läsa; inget är skrivet",
            "the workspace could no longer be read; nothing is written",
        );
        return Err(Trouble::new(text, language));
    }
    let read: Vec<&str> = workspace.files.sorted().into_iter().map(|(path, _)| path).collect();
    let Some(unread) = files.iter().find(|file| !read.contains(&file.path.as_str())) else { return Ok(()) };
    let path = &unread.path;
    let text = Text::new(
        format!("{path} skulle inte läsas: samkoll.toml räknar upp andra mappar; inget är skrivet"),
        format!("{path} would not be read: samkoll.toml names other folders; nothing is written"),
    );
    Err(Trouble::new(text, language))
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
