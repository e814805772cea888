//! `samkoll validate`: are the files themselves right?

use std::io::{self, IsTerminal};
use std::path::PathBuf;

use chrono::NaiveDate;
use samkoll::amount::{Language, Text, counted, many};
use samkoll::diagnostic::{Code, Problem};
use samkoll::facts::Question;
use samkoll::report::{Report, TableLook, sort_problems};
use samkoll::{Workspace, render, report_on, tables};

use crate::args::{FileFormat, ValidateOptions};
use crate::check::json_text;
use crate::opened::{Opened, read};
use crate::output::{self, Exit, Trouble};
use crate::world::{self, Place};

pub(crate) fn run(options: &ValidateOptions) -> Result<Exit, Trouble> {
    let asked = options.language.chosen().unwrap_or(Language::Sv);
    let (place, paths) = locate(&options.paths, asked)?;
    let Opened { mut workspace, language, .. } = read(&place, &options.language);
    // What cannot be read would only be told of once more.
    let (mut looks, unseen) = if workspace.is_broken() { Default::default() } else { tables(&workspace) };
    workspace.problems.extend(unseen);
    let unread: Vec<Problem> = paths.iter().filter_map(|path| never_read(&workspace, path)).collect();
    workspace.problems.extend(unread);
    sort_problems(&mut workspace.problems, &workspace.files);
    let elsewhere = keep(&mut workspace, &paths);
    if elsewhere > 0 {
        let remarks = ["anmärkning", "anmärkningar", "remark", "remarks"];
        let count = counted(many(elsewhere), remarks);
        let are = if elsewhere == 1 { "is" } else { "are" };
        let text = Text::new(
            format!("{} i andra filer visas inte", count.sv),
            format!("{} in other files {are} not shown", count.en),
        );
        output::note(&text, language);
    }
    looks.retain(|it| named(&paths, workspace.files.path(it.span.file)));
    output::print(&draw(&workspace, looks, options, language)?)?;
    Ok(if workspace.is_broken() { Exit::CannotRun } else { Exit::Clean })
}

/// The workspace the paths lie in, and the paths as it names them.
fn locate(paths: &[PathBuf], language: Language) -> Result<(Place, Vec<String>), Trouble> {
    let Some(first) = paths.first() else {
        let nearest = world::find(None).map_err(|why| Trouble::new(why, language))?;
        return Ok((nearest, Vec::new()));
    };
    let disk = world::upwards(first).ok_or_else(|| outside(first, language))?;
    let mut inside = Vec::new();
    for path in paths {
        inside.push(disk.inside(path).ok_or_else(|| outside(path, language))?);
    }
    Ok((Place::Folder(disk), inside))
}

fn outside(path: &std::path::Path, language: Language) -> Trouble {
    let shown = path.display();
    Trouble::new(
        Text::new(
            format!("{shown} finns inte, eller ligger inte i en arbetsyta"),
            format!("{shown} is not there, or not in a workspace"),
        ),
        language,
    )
}

/// A path that was named though the workspace reads nothing there: right or wrong, it says nothing.
fn never_read(workspace: &Workspace, path: &str) -> Option<Problem> {
    let own = [path.to_owned()];
    let files = workspace.files.sorted();
    let told = |it: &Problem| it.path.as_deref().is_some_and(|path| named(&own, path));
    let read = files.iter().any(|(file, _)| named(&own, file)) || workspace.problems.iter().any(told);
    let text = Text::new(
        format!("arbetsytan läser ingenting i `{path}`"),
        format!("the workspace reads nothing in `{path}`"),
    );
    let help =
        Text::new("samkoll.toml säger vilka mappar som läses", "samkoll.toml says which folders are read");
    (!read).then(|| Problem::of_file(Code::NotRead, path, text).as_warning().help(help))
}

/// Keeps the problems of the named files and folders; says how many others there are.
fn keep(workspace: &mut Workspace, paths: &[String]) -> usize {
    let before = workspace.problems.len();
    let files = &workspace.files;
    workspace.problems.retain(|problem| {
        let file = problem.span.map(|span| files.path(span.file)).or(problem.path.as_deref());
        file.is_none_or(|file| named(paths, file))
    });
    before.saturating_sub(workspace.problems.len())
}

/// Whether a file is one of those named, or lies below one; every file is when none is named.
fn named(paths: &[String], file: &str) -> bool {
    let below = |path: &String| {
        file.strip_prefix(path.as_str()).is_some_and(|rest| rest.is_empty() || rest.starts_with('/'))
    };
    paths.is_empty() || paths.iter().any(|path| path.is_empty() || below(path))
}

fn draw(
    workspace: &Workspace,
    looks: Vec<TableLook>,
    options: &ValidateOptions,
    language: Language,
) -> Result<String, Trouble> {
    match options.format {
        FileFormat::Text => {
            let colour = io::stdout().is_terminal() && !world::no_colour();
            let problems = render::problems::render(&workspace.problems, &workspace.files, language, colour);
            let tables = match options.tables {
                true => render::tables::render(&looks, &workspace.files, language),
                false => render::tables::in_short(&looks, language),
            };
            Ok(problems + tables.as_str())
        }
        FileFormat::Json => {
            // Problems have no date; the manifest's stands in where the schema asks for one.
            let as_of = workspace.model.as_of().unwrap_or(NaiveDate::MIN);
            let report = report_on(workspace, Question { as_of, known_at: None });
            json_text(&Report { tables: looks, ..report }, language)
        }
    }
}
