//! `samkoll init`: a workspace for a new förbund.

use std::collections::BTreeMap;
use std::io::{self, IsTerminal};
use std::path::Path;

use chrono::NaiveDate;
use samkoll::amount::{Language, Text};
use samkoll::load;
use samkoll::starter::{Answers, MemberKind, SCHEMAS, Sharing, Written, schemas, workspace};

use crate::args::InitOptions;
use crate::ask::Asker;
use crate::output::{self, Exit, Trouble};
use crate::{settle, world};

pub(crate) fn run(options: &mut InitOptions) -> Result<Exit, Trouble> {
    let language = options.language.chosen().unwrap_or(Language::Sv);
    settle::is_free(&options.dir, language)?;
    if !missing(options).is_empty() {
        if !io::stdin().is_terminal() {
            return Err(all_that_is_missing(options, language));
        }
        let (mut input, mut output) = (io::stdin().lock(), io::stderr().lock());
        Asker { input: &mut input, output: &mut output, language }.fill(options)?;
    }
    let today = world::today();
    let files = workspace(&answers(options), today).map_err(|faults| contradictions(&faults, language))?;
    is_right(&files, language)?;
    let [manifest, parts @ ..] = files.as_slice() else { return Ok(Exit::CannotRun) };
    // With its manifest last, what is written is no workspace before it is whole.
    let in_order: Vec<Written> = schemas().chain(parts.iter().cloned()).chain([manifest.clone()]).collect();
    settle::settle(&options.dir, &in_order, language)?;
    output::print(told(options, &files, today).get(language))?;
    Ok(Exit::Clean)
}

/// The options without which nothing can be written, each with what it says.
fn missing(options: &InitOptions) -> Vec<(&'static str, Text)> {
    let has = |kind| options.members.iter().any(|member| member.kind == kind);
    let all = [
        (options.name.is_some(), "--name", "förbundets namn", "the förbund's name"),
        (has(MemberKind::Municipality), "--member", "minst en kommun", "at least one municipality"),
        (
            has(MemberKind::Region) || options.without_region,
            "--member",
            "minst en region (eller --without-region)",
            "at least one region (or --without-region)",
        ),
        (options.first_year.is_some(), "--first-year", "det första året", "the first year"),
    ];
    let absent = all.into_iter().filter(|(there, ..)| !there);
    absent.map(|(_, option, sv, en)| (option, Text::new(sv, en))).collect()
}

fn all_that_is_missing(options: &InitOptions, language: Language) -> Trouble {
    let missing = missing(options);
    let list = |pick: fn(&Text) -> &String| {
        missing.iter().map(|(option, what)| format!("\n  {option}: {}", pick(what))).collect::<String>()
    };
    let text = Text::new(
        format!("det här saknas, och ingen finns att fråga:{}", list(|text| &text.sv)),
        format!("this is missing, and there is nobody to ask:{}", list(|text| &text.en)),
    );
    Trouble::new(text, language)
}

fn answers(options: &InitOptions) -> Answers {
    let board = options.board.map(|mut board| {
        board.from = options.board_from;
        board
    });
    let words = options.share.clone().map(Sharing::Words);
    let parts = (!options.key.is_empty()).then(|| Sharing::Parts(options.key.clone()));
    Answers {
        name: options.name.clone().unwrap_or_default(),
        seat: options.seat.clone(),
        members: options.members.clone(),
        board,
        sharing: words.or(parts),
        first_year: options.first_year.unwrap_or_default(),
        meetings: options.meetings.clone(),
    }
}

fn contradictions(faults: &[Text], language: Language) -> Trouble {
    let list = |pick: fn(&Text) -> &String| faults.iter().map(pick).cloned().collect::<Vec<_>>().join("\n  ");
    let text = Text::new(
        format!("svaren går inte ihop; inget är skrivet:\n  {}", list(|text| &text.sv)),
        format!("the answers contradict each other; nothing is written:\n  {}", list(|text| &text.en)),
    );
    Trouble::new(text, language)
}

/// Nothing is written that the program would then refuse to read.
fn is_right(files: &[Written], language: Language) -> Result<(), Trouble> {
    let texts: BTreeMap<String, String> =
        files.iter().map(|file| (file.path.clone(), file.text.clone())).collect();
    let workspace = load(&texts);
    if !workspace.is_broken() {
        return Ok(());
    }
    output::show_problems(&workspace.problems, &workspace.files, language);
    let text = Text::new(
        "det som skulle skrivas blev inte rätt; inget är skrivet",
        "what was to be written did not come out right; nothing is written",
    );
    Err(Trouble::new(text, language))
}

/// What was written, and what to type next.
fn told(options: &InitOptions, files: &[Written], today: NaiveDate) -> Text {
    let dir = &options.dir;
    let written: String =
        files.iter().map(|file| format!("  {}\n", dir.join(&file.path).display())).collect();
    let schemas = Text::new(
        format!("  {} (för editorer: nycklarna i varje slags fil)\n", dir.join(SCHEMAS).display()),
        format!("  {} (for editors: the keys of every kind of file)\n", dir.join(SCHEMAS).display()),
    );
    // The next meeting from today; when all have been, the last.
    let next = options.meetings.iter().filter(|day| **day >= today).min().or(options.meetings.iter().max());
    let brief = next.map(|day| format!("  samkoll brief --meeting {day}\n")).unwrap_or_default();
    let step = if dir.as_os_str() == "." { String::new() } else { format!("  cd {}\n", typed(dir)) };
    let add = if next.is_none() { "  samkoll add meeting 2024-03-21\n" } else { "" };
    let commands = format!("{step}  samkoll validate\n  samkoll check\n  samkoll calendar\n{brief}{add}");
    Text::new(
        format!("Skrivet:\n{written}{}\nSkriv nu:\n{commands}", schemas.sv),
        format!("Written:\n{written}{}\nNow type:\n{commands}", schemas.en),
    )
}

/// A path as a shell takes it.
fn typed(path: &Path) -> String {
    let path = path.to_string_lossy();
    let plain = |c: char| c.is_alphanumeric() || "/._-~:\\".contains(c);
    if path.chars().all(plain) { path.into_owned() } else { format!("'{}'", path.replace('\'', "'\\''")) }
}
