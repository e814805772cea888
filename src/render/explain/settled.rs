//! What would settle a verdict: the smallest change that meets the rule, or what to enter and where.

use crate::amount::{Language, Text};
use crate::cycle::Item;
use crate::model::Model;
use crate::model::duty::Evidence;
use crate::model::rule::{SubjectKind, Undecided};
use crate::model::usual;
use crate::render::lines::Lines;
use crate::source::Files;
use crate::verdict::{SettledBy, Verdict};

use super::words;

/// Where things can be written.
#[derive(Debug, Clone, Copy)]
pub struct Place<'w> {
    /// The texts that were read.
    pub files: &'w Files,
    /// What they say.
    pub model: &'w Model,
    /// What the verdict is about stands in a file of the workspace's own, and not in the standard.
    pub is_own: bool,
}

/// What would settle a verdict, for a reader; with where it is written, and how, where the form is known.
#[must_use]
pub fn settled(
    by: &SettledBy,
    verdict: &Verdict,
    item: Option<&Item<'_>>,
    place: Place<'_>,
    language: Language,
) -> String {
    let Place { files, model, .. } = place;
    let mut lines = Lines::default();
    lines.line("");
    match by {
        SettledBy::Otherwise(change) => {
            lines.wrapped(
                &format!("{} ", words::SMALLEST.get(language)),
                &format!("{}.", change.get(language)),
            );
        }
        SettledBy::Figure(name, year) => {
            let title = model.figures.iter().find(|it| it.name.value == *name);
            let title = title.map_or_else(|| name.clone(), |it| it.title.get(language).to_owned());
            lines.wrapped(&format!("{} ", words::LACKS.get(language)), &format!("{title} {year}."));
            lines.wrapped(
                &format!("{} ", words::WRITE.get(language)),
                where_figures(model, files, *year).get(language),
            );
            lines.line("  [table.figures]");
            lines.line(&format!("  {name} = …"));
        }
        SettledBy::Missing(what, write) => {
            lines.wrapped(
                &format!("{} ", words::LACKS.get(language)),
                &format!("{}.", what.get(language).trim_end_matches('.')),
            );
            let written = written_in(verdict, write.as_deref(), place);
            let entry = entry(item, write.as_deref());
            let end = if entry.is_empty() { "." } else { ":" };
            let written = format!("{}{end}", written.get(language));
            lines.wrapped(&format!("{} ", words::WRITE.get(language)), &written);
            entry.iter().for_each(|line| lines.line(&format!("  {line}")));
        }
    }
    lines.into_text()
}

/// Where what an open question lacks is written: among the files of the sort that what is to be written belongs to,
/// beside what the question is about, or in the register.
pub(in crate::render) fn written_in(verdict: &Verdict, write: Option<&str>, place: Place<'_>) -> Text {
    let Place { files, model, is_own } = place;
    if let Some(part) = write.and_then(part) {
        return folder(model, part);
    }
    match verdict.subject.kind {
        SubjectKind::Occurrence => folder(model, Part::Register),
        _ if is_own => {
            let place = files.place(verdict.place);
            Text::new(
                format!("i {}, rad {}", place.file, place.line),
                format!("in {}, line {}", place.file, place.line),
            )
        }
        _ => match verdict.subject.years.filter(|_| verdict.reason == Some(Undecided::MissingFigure)) {
            Some((year, _)) => {
                where_figures(model, files, year).map(|_, it| it.trim_end_matches(':').to_owned())
            }
            None => folder(model, Part::Register),
        },
    }
}

/// A sort of files of a workspace.
enum Part {
    Agreements,
    Register,
    FollowUp,
}

/// Which files an entry belongs in, by the table it begins with; none for what belongs where something stands already.
fn part(write: &str) -> Option<Part> {
    let table = write.strip_prefix("[[")?.split(']').next()?;
    Some(match table {
        "board" | "auditor" | "organisation" => Part::Agreements,
        "checklist" => Part::FollowUp,
        _ => Part::Register,
    })
}

/// The files of a sort, as the manifest has them.
fn folder(model: &Model, part: Part) -> Text {
    let parts = model.manifest.as_ref().map(|it| &it.parts);
    let own = parts.and_then(|it| match part {
        Part::Agreements => it.agreements.as_ref(),
        Part::Register => it.register.as_ref(),
        Part::FollowUp => it.follow_up.as_ref(),
    });
    let (sv, en, usual) = match part {
        Part::Agreements => ("bland överenskommelserna", "among the agreements", usual::AGREEMENTS),
        Part::Register => ("i registret", "in the register", usual::REGISTER),
        Part::FollowUp => ("i uppföljningen", "in the follow-up", usual::FOLLOW_UP),
    };
    let own: Vec<&str> = own.into_iter().flatten().map(|it| it.value.as_str()).collect();
    let own = if own.is_empty() { usual.to_owned() } else { own.join(", ") };
    Text::new(format!("{sv} ({own})"), format!("{en} ({own})"))
}

/// What to write, line for line: what the question itself knows, or the delivery that shows an item done.
pub(in crate::render) fn entry(item: Option<&Item<'_>>, write: Option<&str>) -> Vec<String> {
    match write {
        Some(write) => write.lines().map(str::to_owned).collect(),
        None => item.into_iter().flat_map(delivery).collect(),
    }
}

/// Where the figures of a year are written: the files that have some, or else one to be made.
pub(in crate::render) fn where_figures(model: &Model, files: &Files, year: i32) -> Text {
    let mut own: Vec<&str> =
        model.tables.iter().filter(|it| it.year == year).map(|it| files.path(it.id.span.file)).collect();
    own.sort_unstable();
    own.dedup();
    if own.is_empty() {
        return Text::new(
            format!(
                "i en fil med year = {year} bland förbundets siffror (samkoll add year {year} gör en), i tabellen för den handling som har den:"
            ),
            format!(
                "in a file with year = {year} among the förbund’s figures (samkoll add year {year} makes one), in the table of the document that has it:"
            ),
        );
    }
    let own = own.join(", ");
    Text::new(
        format!("i {own}, i tabellen för den handling som har den:"),
        format!("in {own}, in the table of the document that has it:"),
    )
}

/// What a register says when an item is done: the decision or the delivery that shows it.
fn delivery(item: &Item<'_>) -> Vec<String> {
    let occurrence = &item.occurrence;
    let period = occurrence.period.to_string();
    let [table, rest] = match occurrence.duty.evidence {
        Some(Evidence::Decision { adopts, .. }) => [
            vec!["[[decision]]".to_owned(), format!("adopts = \"{}\"", adopts.name())],
            vec!["meeting = …".to_owned()],
        ],
        Some(Evidence::Meeting(_)) => {
            [vec!["[[meeting]]".to_owned()], vec![format!("date = {}", occurrence.starts)]]
        }
        None => {
            let keys = [
                ("agreement", occurrence.agreement.id.value.as_str()),
                ("duty", occurrence.duty.id.value.as_str()),
                ("by", occurrence.by),
                ("period", period.as_str()),
            ];
            let known = keys.map(|(key, value)| format!("{key} = \"{value}\""));
            [["[[delivery]]".to_owned()].into_iter().chain(known).collect(), vec!["delivered = …".to_owned()]]
        }
    };
    table.into_iter().chain(rest).chain(["recorded = …".to_owned()]).collect()
}
