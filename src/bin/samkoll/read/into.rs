//! `samkoll read --into`: what of a document is surely a figure, into the workspace; the rest is asked about.

use std::collections::{BTreeMap, BTreeSet};

use samkoll::amount::{Language, Text, counted, many};
use samkoll::audit::Audit;
use samkoll::audit::text::proposal::Proposal;
use samkoll::diagnostic::Severity;
use samkoll::document::Document;
use samkoll::import::reading::{
    Claim, Papers, Question, Reading, Source, Untouched, answer_of, emptied, files_of, is_untouched, place,
    take,
};
use samkoll::import::rows::Changed;
use samkoll::import::statement::statement;
use samkoll::import::structure;
use samkoll::import::title as said;
use samkoll::model::document::Structure;
use samkoll::model::figure::Table;
use samkoll::model::organisation::DocumentKind;
use samkoll::model::{Model, usual};
use samkoll::render::reading::in_file;
use samkoll::starter::Ids;
use samkoll::{World, limits};

use crate::add::disk;
use crate::args::{ReadOptions, WorkspaceOptions};
use crate::opened::{Opened, read};
use crate::output::{self, Exit, Trouble};
use crate::settle;
use crate::stays::stays_right;
use crate::world::Place;

/// Words that say what sort of document it is.
const KINDS: &[(&str, DocumentKind)] = &[
    ("årsredovisning", DocumentKind::AnnualReport),
    ("arsredovisning", DocumentKind::AnnualReport),
    ("årsbokslut", DocumentKind::AnnualReport),
    ("socialt bokslut", DocumentKind::SocialAccounts),
    ("budget", DocumentKind::Budget),
    ("verksamhetsplan", DocumentKind::Plan),
    ("protokoll", DocumentKind::Minutes),
];

pub(super) fn run(document: &Document, audit: &Audit, options: &ReadOptions) -> Result<Exit, Trouble> {
    let to = WorkspaceOptions { dir: options.into.into.clone().flatten(), language: options.language };
    let place = Place::Folder(disk(&to)?);
    let opened = read(&place, &to.language);
    if !opened.is_usable() {
        return Ok(Exit::CannotRun);
    }
    let language = opened.language;
    let model = &opened.workspace.model;
    let Some(year) = options.year else { return Err(no_year(language)) };
    is_own(model, document, year).map_err(|why| Trouble::new(why, language))?;
    let mut reading = take(model, document, &audit.grids, year);
    let id = source_id(document, options);
    let files = &opened.workspace.files;
    let by_hand = |it: &Table| is_untouched(files.text(it.id.span.file)) == Untouched::Foreign;
    let held = reading.hold_against(model, &id, by_hand);
    let title = title(document);
    let source = Source { id: &id, declared: declared(&opened, &id, &title, document), year };
    let changed = changed(&opened, &place, (document, audit), &reading, source)
        .map_err(|why| Trouble::new(why, language))?;
    let Place::Folder(disk) = &place else { return Ok(Exit::CannotRun) };
    let new = changed.iter().map(|it| (it.path.clone(), it.after.clone())).collect();
    stays_right(&place, &opened.workspace, new, Severity::Error, &BTreeMap::new(), language)?;
    if !options.into.dry_run {
        settle::change(disk.root(), &changed, language)?;
    }
    let dry_run = options.into.dry_run;
    let shown = Shown { document, audit, reading: &reading, model, changed: &changed, held, dry_run };
    output::print(&shown.text(language))?;
    Ok(match (audit.faults() > 0, reading.questions.is_empty() && document.unread.is_empty()) {
        (true, _) => Exit::Breached,
        (false, false) => Exit::Undecided,
        (false, true) => Exit::Clean,
    })
}

/// Whether the document can be the förbund's own of that year; else why it is not.
fn is_own(model: &Model, document: &Document, year: i32) -> Result<(), Text> {
    another_of(model, document).map_or(Ok(()), Err)?;
    match said::year(document).filter(|it| *it != year) {
        None => Ok(()),
        Some(own) => Err(Text::new(
            format!(
                "dokumentet heter ”{0}”, men --year är {year}; skriv --year {own} om det är så; inget är skrivet",
                said::title(document)
            ),
            format!(
                "the document is called “{0}”, but --year is {year}; write --year {own} if so; nothing is written",
                said::title(document)
            ),
        )),
    }
}

/// That the document is another förbund's, where it says so.
pub(super) fn another_of(model: &Model, document: &Document) -> Option<Text> {
    let other = said::another(model, document)?;
    let own = model.association().and_then(|it| model.organisation(it)).map_or("", |it| it.name.as_str());
    Some(Text::new(
        format!(
            "dokumentet är av {other}, men arbetsytan är av {own}; inget är läst in (heter förbundet så också, skriv det bland dess namn, aliases)"
        ),
        format!(
            "the document is of {other}, but the workspace is of {own}; nothing is taken in (if that is another name of it, add it to its aliases)"
        ),
    ))
}

fn no_year(language: Language) -> Trouble {
    let text = Text::new(
        "vilket år är dokumentet för? skriv --year, som --year 2024; inget är skrivet",
        "which year is the document of? write --year, as --year 2024; nothing is written",
    );
    Trouble::new(text, language)
}

pub(super) fn source_id(document: &Document, options: &ReadOptions) -> String {
    let stem = document.name.rsplit_once('.').map_or(document.name.as_str(), |(stem, _)| stem);
    let wished = options.into.source.as_deref().unwrap_or(stem);
    Ids::default().take(wished, "dokument")
}

fn title(document: &Document) -> String {
    document.headings.first().map_or_else(|| document.name.clone(), |it| it.text.clone())
}

/// What the document is declared as, unless a file that was not written here has done so.
fn declared<'t>(
    opened: &Opened,
    id: &str,
    title: &'t str,
    document: &Document,
) -> Option<(&'t str, DocumentKind)> {
    let (model, files) = (&opened.workspace.model, &opened.workspace.files);
    let known = model.documents.iter().filter(|it| it.id.value == id);
    let by_others =
        known.filter(|it| is_untouched(files.text(it.id.span.file)) == Untouched::Foreign).count();
    let words = format!("{title} {}", document.name).to_lowercase();
    let kind =
        KINDS.iter().find(|(word, _)| words.contains(word)).map_or(DocumentKind::Other, |(_, kind)| *kind);
    (by_others == 0).then_some((title, kind))
}

/// What the text says of figures in words, as statements for a person to take up: only what is said of one figure.
fn proposed(document: &Document, audit: &Audit, reading: &Reading, source: Source<'_>) -> String {
    let mut ids = Ids::default();
    let entry = |it: &Proposal| {
        let of_row = |claim: &&Claim| it.rows.contains(&(claim.grid, claim.line)) && claim.year == it.year;
        let is_outcome = |name: &&str| !name.starts_with("budget.");
        let figures = reading.claims.iter().filter(of_row).map(|claim| claim.figure.as_str());
        let figures: BTreeSet<&str> = figures.filter(is_outcome).collect();
        let [figure] = figures.into_iter().collect::<Vec<_>>()[..] else { return None };
        let part = document.path(it.under).last().copied().unwrap_or_default().to_owned();
        let id = ids.take(&format!("{} {figure} {}", source.id, it.says.name()), "pastaende");
        statement(it, &id, &[figure.to_owned()], source.id, &part)
    };
    audit.text.proposals.iter().filter_map(entry).collect::<Vec<_>>().join("\n")
}

/// The files as they will be. One that was not written here, or that somebody has changed, is not touched.
fn changed(
    opened: &Opened,
    place: &Place,
    (document, audit): (&Document, &Audit),
    reading: &Reading,
    source: Source<'_>,
) -> Result<Vec<Changed>, Text> {
    let model = &opened.workspace.model;
    let folder = model.folder(|parts| &parts.figures, usual::FIGURES);
    let path = |year: i32| format!("{folder}/{year}-{}.toml", source.id);
    let is_by_hand = |it: &Structure| {
        let text = opened.workspace.files.text(it.document.span.file);
        it.document.value == source.id && is_untouched(text) == Untouched::Foreign
    };
    let structure = match model.structures.iter().any(is_by_hand) {
        true => String::new(),
        false => structure::toml(&audit.outline, source.id),
    };
    let proposed = proposed(document, audit, reading, source);
    let papers = Papers { entries: &structure, proposed: &proposed };
    let mut files: BTreeMap<String, String> = files_of(model, &audit.grids, reading, source, papers)
        .into_iter()
        .map(|(year, text)| (path(year), text))
        .collect();
    // A year that the document no longer has figures of loses those that were read of it.
    let ours = |path: &str| {
        let year = path.strip_prefix(&format!("{folder}/"))?.strip_suffix(&format!("-{}.toml", source.id))?;
        year.parse::<i32>().ok()
    };
    for (there, text) in opened.workspace.files.sorted() {
        let year = ours(there).filter(|_| is_untouched(text) != Untouched::Foreign);
        if let Some(year) = year.filter(|_| !files.contains_key(there)) {
            files.insert(there.to_owned(), emptied(year));
        }
    }
    let mut changed = Vec::new();
    for (path, after) in files {
        let before = place.read(&path).ok();
        match before.as_deref().map(is_untouched) {
            Some(Untouched::Foreign) => return Err(foreign(&path)),
            Some(Untouched::Changed) => return Err(edited(&path)),
            Some(Untouched::Yes) | None => (),
        }
        if before.as_ref() != Some(&after) {
            changed.push(Changed { path, before, after });
        }
    }
    Ok(changed)
}

fn foreign(path: &str) -> Text {
    Text::new(
        format!(
            "{path} finns redan och är inte skriven av read; den rörs inte, och inget är skrivet (--source ger ett annat namn)"
        ),
        format!(
            "{path} is there already and was not written by read; it is not touched, and nothing is written (--source gives another name)"
        ),
    )
}

fn edited(path: &str) -> Text {
    Text::new(
        format!(
            "{path} har ändrats för hand sedan den skrevs; den rörs inte, och inget är skrivet: flytta ändringen till dokumentet, till labels.toml eller till en egen fil, och ta bort filen"
        ),
        format!(
            "{path} has been changed by hand since it was written; it is not touched, and nothing is written: move the change to the document, to labels.toml or to a file of your own, and remove the file"
        ),
    )
}

/// What is shown of it.
struct Shown<'s> {
    document: &'s Document,
    audit: &'s Audit,
    reading: &'s Reading,
    model: &'s Model,
    changed: &'s [Changed],
    held: usize,
    dry_run: bool,
}

impl Shown<'_> {
    fn text(&self, language: Language) -> String {
        let mut text = self.counts().get(language).to_owned();
        self.tables(&mut text, language);
        self.questions(&mut text, language);
        self.left_out(&mut text, language);
        self.not_read(&mut text, language);
        text += &self.written(language);
        text
    }

    fn counts(&self) -> Text {
        let taken = self.reading.claims.len();
        let rows: BTreeSet<(usize, usize)> =
            self.reading.questions.iter().map(|it| (it.grid, it.line)).collect();
        let tables: BTreeSet<usize> = self.reading.claims.iter().map(|it| it.grid).collect();
        let name = &self.document.name;
        let taken = counted(
            many(taken),
            ["cell är en siffra", "celler är siffror", "cell is a figure", "cells are figures"],
        );
        let tables = counted(many(tables.len()), ["tabell", "tabeller", "table", "tables"]);
        let rows = counted(many(rows.len()), ["rad", "rader", "row has", "rows have"]);
        Text::new(
            format!(
                "{name}: {} som arbetsytan känner, i {}; {} har ingen siffra än.\n",
                taken.sv, tables.sv, rows.sv
            ),
            format!(
                "{name}: {} that the workspace knows, in {}; {} no figure yet.\n",
                taken.en, tables.en, rows.en
            ),
        )
    }

    /// How much of each table is taken.
    fn tables(&self, text: &mut String, language: Language) {
        text.push('\n');
        for (at, grid) in self.audit.grids.grids.iter().enumerate() {
            let taken: BTreeSet<usize> =
                self.reading.claims.iter().filter(|it| it.grid == at).map(|it| it.line).collect();
            let rows = grid.lines.iter().enumerate();
            let rows = rows.filter(|(at, it)| taken.contains(at) || it.is_numbered()).count();
            if !taken.is_empty() {
                let (part, of) = (self.reading.part(at), taken.len());
                *text += &match language {
                    Language::Sv => format!("  {part}: {of} av {rows} rader\n"),
                    Language::En => format!("  {part}: {of} of {rows} rows\n"),
                };
            }
        }
    }

    fn questions(&self, text: &mut String, language: Language) {
        if self.reading.questions.is_empty() {
            return;
        }
        *text += language.pick(
            "\nUtan siffra än; svara i labels.toml, så gäller svaret även nästa år:\n",
            "\nNo figure yet; answer in labels.toml, and the answer holds next year too:\n",
        );
        let mut part = None;
        for question in self.reading.questions.iter().take(limits::COMPLAINTS) {
            let own = self.reading.part(question.grid);
            if part != Some(own) {
                *text += &format!("  {own}\n");
                part = Some(own);
            }
            *text += &self.question(question, language);
        }
        match self.reading.questions.len().saturating_sub(limits::COMPLAINTS) {
            0 => (),
            more => {
                *text += &match language {
                    Language::Sv => format!("  … och {more} till; alla står sist i filen.\n"),
                    Language::En => format!("  … and {more} more; all stand at the end of the file.\n"),
                }
            }
        }
        if let Some(first) = self.reading.questions.first() {
            *text += language.pick("\nEtt svar skrivs så:\n", "\nAn answer is written so:\n");
            for line in answer_of(self.model, &self.audit.grids, self.reading, first).lines() {
                *text += &format!("  {line}\n");
            }
        }
    }

    fn question(&self, question: &Question, language: Language) -> String {
        let grids = &self.audit.grids;
        let grid = grids.grids.get(question.grid);
        let line = grid.and_then(|it| it.lines.get(question.line));
        let mut label = line.map_or_else(String::new, |it| it.label.clone());
        if let Some(head) = question.column.and_then(|it| grid?.columns.get(it)) {
            label = match language {
                Language::Sv => format!("kolumnen ”{}”", head.title),
                Language::En => format!("the column “{}”", head.title),
            };
        }
        if let Some((column, stands)) = &question.cell {
            label = place(grids, self.reading, (question.grid, question.line, *column));
            let table = grid.and_then(|it| self.document.tables().nth(it.table));
            let row = line.and_then(|it| Some((&table?.rows.get(it.row)?.place, it.row)));
            if let Some((at, row)) = row {
                label += &format!(", {}", in_file(at, row.saturating_add(1)).get(language));
            }
            label += &match language {
                Language::Sv => format!(": ”{stands}”"),
                Language::En => format!(": “{stands}”"),
            };
        }
        let called = |name: &String| {
            self.model
                .catalogue()
                .get(name)
                .map_or_else(|| name.clone(), |it| it.title.get(language).to_owned())
        };
        let near = question.near.iter().filter(|_| question.cell.is_none());
        let near: Vec<String> = near.map(called).collect();
        let why = question.why.words();
        let near = match (near.is_empty(), language) {
            (true, _) => String::new(),
            (false, Language::Sv) => format!("; närmast: {}", near.join(" · ")),
            (false, Language::En) => format!("; nearest: {}", near.join(" · ")),
        };
        format!("    {label}: {}{near}\n", why.get(language))
    }

    fn left_out(&self, text: &mut String, language: Language) {
        let mut whys: BTreeMap<&str, usize> = BTreeMap::new();
        for it in &self.reading.ignored {
            let rows = whys.entry(&it.why).or_default();
            *rows = rows.saturating_add(1);
        }
        if !whys.is_empty() {
            *text += language.pick("\nUtelämnat, som svarat:\n", "\nLeft out, as answered:\n");
        }
        for (why, rows) in whys {
            let rows = counted(many(rows), ["rad", "rader", "row", "rows"]);
            *text += &format!("  {}: {why}\n", rows.get(language));
        }
        if self.held > 0 {
            let held = self.held;
            *text += &match language {
                Language::Sv => format!(
                    "\n{held} tal ur dokumentet finns redan, skrivna för hand; de filerna rörs inte.\n"
                ),
                Language::En => format!(
                    "\n{held} numbers of the document are there already, written by hand; those files are not touched.\n"
                ),
            };
        }
        if self.reading.beside > 0 {
            let beside = self.reading.beside;
            *text += &match language {
                Language::Sv => {
                    format!("\n{beside} tal i rader som är tagna står i kolumner utan egen siffra.\n")
                }
                Language::En => {
                    format!("\n{beside} numbers of rows that are taken stand in columns of no figure.\n")
                }
            };
        }
    }

    /// What of the document was not read, and may have figures too.
    fn not_read(&self, text: &mut String, language: Language) {
        let parts = many(self.document.unread.len());
        if !self.document.unread.is_empty() {
            let parts = counted(parts, ["del", "delar", "part", "parts"]);
            *text += &match language {
                Language::Sv => {
                    format!("\n{} av dokumentet är inte läst: samkoll read visar vad.\n", parts.sv)
                }
                Language::En => {
                    format!("\n{} of the document not read: samkoll read shows what.\n", parts.en)
                }
            };
        }
    }

    fn written(&self, language: Language) -> String {
        let files: String = self.changed.iter().map(|it| format!("  {}\n", it.path)).collect();
        let mut text = match (self.changed.is_empty(), self.dry_run) {
            (true, _) => language
                .pick("\nInget nytt; inget är skrivet.\n", "\nNothing new; nothing is written.\n")
                .to_owned(),
            (false, true) => format!(
                "\n{}\n{files}",
                language.pick(
                    "Skulle skrivas i (inget är skrivet):",
                    "Would be written in (nothing is written):"
                )
            ),
            (false, false) => format!("\n{}\n{files}", language.pick("Skrivet i:", "Written in:")),
        };
        let faults = self.audit.faults();
        if faults > 0 {
            let faults = counted(many(faults), ["fel", "fel", "fault", "faults"]);
            text += &match language {
                Language::Sv => {
                    format!(
                        "\n{} i dokumentet, i tal, text eller numrering: samkoll read visar dem.\n",
                        faults.sv
                    )
                }
                Language::En => {
                    format!(
                        "\n{} in the document, of numbers, text or numbering: samkoll read shows them.\n",
                        faults.en
                    )
                }
            };
        }
        if !self.reading.questions.is_empty() {
            text += language.pick(
                "\nSå länge rader saknar svar räknas inte filen som hel: det som förutsätter att inget fattas går inte att avgöra.\n",
                "\nWhile rows have no answer the file does not count as whole: what takes that nothing is lacking cannot be decided.\n",
            );
        }
        if !self.changed.is_empty() && !self.dry_run {
            text += language.pick("\nSkriv sedan:\n  samkoll check\n", "\nThen type:\n  samkoll check\n");
        }
        text
    }
}
