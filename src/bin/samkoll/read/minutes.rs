//! `samkoll read --as minutes`: what minutes say, as a proposed entry of the register; with --into it is written.

use std::collections::BTreeMap;

use samkoll::World;
use samkoll::amount::{Language, Text};
use samkoll::diagnostic::Severity;
use samkoll::document::Document;
use samkoll::import::minutes::{self, Minutes};
use samkoll::import::rows::{Changed, Column, Takes, register_file};
use samkoll::model::Model;
use samkoll::model::actor::Role;
use samkoll::model::register::Meeting;
use samkoll::record::{Entry, Value, with_entry};
use samkoll::starter::Ids;

use super::into::{another_of, source_id};
use crate::add::disk;
use crate::args::{ReadOptions, WorkspaceOptions};
use crate::opened::{Opened, read};
use crate::output::{self, Exit, Trouble};
use crate::settle;
use crate::stays::stays_right;
use crate::world::{self, Place};

pub(super) fn run(document: &Document, options: &ReadOptions) -> Result<Exit, Trouble> {
    let to = WorkspaceOptions { dir: options.into.into.clone().flatten(), language: options.language };
    let place = Place::Folder(disk(&to)?);
    let opened = read(&place, &to.language);
    if !opened.is_usable() {
        return Ok(Exit::CannotRun);
    }
    let (model, language) = (&opened.workspace.model, opened.language);
    if let Some(why) = another_of(model, document) {
        return Err(Trouble::new(why, language));
    }
    let minutes = minutes::read(model, document);
    let mut text = told(&minutes, model, language);
    let Some(date) = minutes.date else {
        text += language.pick(
            "\nUtan mötets dag går inget att skriva in.\n",
            "\nWithout the day of the meeting nothing can be entered.\n",
        );
        output::print(&text)?;
        return Ok(Exit::Undecided);
    };
    let board = model.holders(Role::Board, date).next().map_or("", |it| it.id.value.as_str());
    if let Some(known) =
        model.meetings.iter().find(|it| it.body.value == board && it.date.value == date && !it.planned)
    {
        let id = &known.id.value;
        text += &match language {
            Language::Sv => format!("\nMötet finns redan i registret ({id}); inget är skrivet.\n"),
            Language::En => format!("\nThe meeting is in the register already ({id}); nothing is written.\n"),
        };
        output::print(&text)?;
        return Ok(exit(&minutes));
    }
    let of_day = |it: &&Meeting| it.body.value == board && it.date.value == date;
    if let Some(planned) = model.meetings.iter().find(of_day).filter(|_| options.into.into.is_some()) {
        let id = &planned.id.value;
        text += &match language {
            Language::Sv => format!(
                "\nMötet står som planerat i registret ({id}); inget är skrivet. Ta bort den posten, så skrivs det in som det hölls.\n"
            ),
            Language::En => format!(
                "\nThe meeting stands as planned in the register ({id}); nothing is written. Remove that entry, and it is entered as it was held.\n"
            ),
        };
        output::print(&text)?;
        return Ok(Exit::Undecided);
    }
    let recorded = options.into.recorded.unwrap_or_else(world::today);
    let id = source_id(document, options);
    let is_declared = model.documents.iter().any(|it| it.id.value == id);
    let taken = model.decisions.iter().map(|it| it.id.value.as_str());
    let mut entries = minutes::entries(&minutes, (board, date), recorded, Some(&id), &mut Ids::with(taken));
    if !is_declared {
        entries.insert(0, declared(&id, &title(document, date)));
    }
    let changed = changed(&place, &opened, &entries, date, language)?;
    let Place::Folder(disk) = &place else { return Ok(Exit::CannotRun) };
    let new = BTreeMap::from([(changed.path.clone(), changed.after.clone())]);
    stays_right(&place, &opened.workspace, new, Severity::Error, &BTreeMap::new(), language)?;
    let is_written = options.into.into.is_some() && !options.into.dry_run;
    if is_written {
        settle::change(disk.root(), std::slice::from_ref(&changed), language)?;
        text += &format!("\n{}\n  {}\n", language.pick("Skrivet i:", "Written in:"), changed.path);
        text += language.pick("\nSkriv sedan:\n  samkoll check\n", "\nThen type:\n  samkoll check\n");
    } else {
        text += &proposed(&entries, &changed.path, language);
    }
    output::print(&text)?;
    Ok(exit(&minutes))
}

const fn exit(minutes: &Minutes) -> Exit {
    if minutes.unread.is_empty() { Exit::Clean } else { Exit::Undecided }
}

fn title(document: &Document, date: chrono::NaiveDate) -> String {
    let words = document.headings.first().map_or("Protokoll", |it| it.text.as_str());
    if words.to_lowercase().contains("protokoll") {
        format!("Protokoll {date}")
    } else {
        format!("{words} {date}")
    }
}

fn declared(id: &str, title: &str) -> Entry {
    let text = |it: &str| Value::Text(it.to_owned());
    Entry { list: "source", keys: vec![("id", text(id)), ("title", text(title)), ("kind", text("minutes"))] }
}

/// The file of the register with the entries.
fn changed(
    place: &Place,
    opened: &Opened,
    entries: &[Entry],
    date: chrono::NaiveDate,
    language: Language,
) -> Result<Changed, Trouble> {
    let model = &opened.workspace.model;
    let is_there = |path: &str| place.read(path).is_ok();
    let path = register_file(model, &opened.workspace.files, "meeting", date, &is_there);
    let before = place.read(&path).ok();
    let mut after = before.clone().unwrap_or_default();
    for entry in entries {
        after = with_entry(&after, entry).map_err(|_| {
            let text = Text::new(
                format!("{path} går inte att skriva i; inget är skrivet"),
                format!("{path} cannot be written in; nothing is written"),
            );
            Trouble::new(text, language)
        })?;
    }
    Ok(Changed { path, before, after })
}

/// The lines as they would stand, and how they get there.
fn proposed(entries: &[Entry], path: &str, language: Language) -> String {
    let lines =
        entries.iter().try_fold(String::new(), |text, entry| with_entry(&text, entry)).unwrap_or_default();
    match language {
        Language::Sv => format!(
            "\nFörslag till {path} (inget är skrivet):\n\n{lines}\nLäs igenom det. Stämmer det, skriv samma rad med --into.\n"
        ),
        Language::En => format!(
            "\nProposed for {path} (nothing is written):\n\n{lines}\nRead it through. If it is right, type the same line with --into.\n"
        ),
    }
}

/// What was read, and what was not.
fn told(minutes: &Minutes, model: &Model, language: Language) -> String {
    let name = |id: &str| model.organisation(id).map_or_else(|| id.to_owned(), |it| it.name.clone());
    let mut lines: Vec<String> = Vec::new();
    let mut line = |sv: &str, en: &str, value: String| {
        if !value.is_empty() {
            lines.push(format!("  {}: {value}\n", language.pick(sv, en)));
        }
    };
    let day = |day: Option<chrono::NaiveDate>| day.map(|it| it.to_string()).unwrap_or_default();
    line("Mötets dag", "Day of the meeting", day(minutes.date));
    let remote = match minutes.form {
        Some("mixed") => language.pick("delvis på distans", "mixed"),
        Some(_) => language.pick("på distans", "remote"),
        None => "",
    };
    line("Form", "Form", remote.to_owned());
    let present = |deciding: bool| {
        let of = minutes.present.iter().filter(|it| it.deciding == deciding).map(|it| match it.role {
            Some("chair") => format!("{} ({})", name(&it.organisation), language.pick("ordförande", "chair")),
            Some("vice-chair") => {
                format!("{} ({})", name(&it.organisation), language.pick("vice ordförande", "vice chair"))
            }
            _ => name(&it.organisation),
        });
        of.collect::<Vec<_>>().join(", ")
    };
    line("Beslutande", "Deciding", present(true));
    line("Övriga", "Others", present(false));
    let ends = minutes.items.first().zip(minutes.items.last());
    line(
        "Paragrafer",
        "Paragraphs",
        ends.map(|(one, last)| format!("§§ {}–{}", one.0, last.0)).unwrap_or_default(),
    );
    line("Justerat", "Approved", day(minutes.approved));
    line("Anslaget", "Announced", day(minutes.announced));
    line("Nedtaget", "Taken down", day(minutes.taken_down));
    let boards: Vec<String> = minutes.boards.iter().map(|it| name(it)).collect();
    line("Anslagstavlor", "Notice boards", boards.join(", "));
    let decided = minutes.decisions.iter().map(|it| {
        let years =
            it.years.map(|(from, to)| if from == to { format!(" {from}") } else { format!(" {from}–{to}") });
        let name = it.adopts.name();
        let called = match Column::Adopts.takes() {
            Takes::One(choices) => {
                choices.iter().find(|(word, _)| *word == name).map(|(_, it)| it.get(language))
            }
            _ => None,
        };
        format!("§ {} {}{}", it.paragraph, called.unwrap_or(name), years.unwrap_or_default())
    });
    line("Beslut", "Decisions", decided.collect::<Vec<_>>().join("; "));
    let mut text: String = lines.concat();
    if !minutes.unread.is_empty() {
        text +=
            language.pick("\nInte läst, eller att läsa själv:\n", "\nNot read, or to be read by a person:\n");
        minutes.unread.iter().for_each(|it| text += &format!("  {}\n", it.get(language)));
    }
    text += language.pick("\nInga namn på personer tas med.\n", "\nNo names of persons are taken.\n");
    text
}
