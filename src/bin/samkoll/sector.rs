//! `samkoll check --all DIR`, where DIR is a folder of workspaces: each is assessed by itself, several at once, and
//! all are told of side by side. What is told is the same however many are at work.

use std::mem;
use std::num::NonZero;
use std::path::{Path, PathBuf};
use std::sync::atomic::{AtomicUsize, Ordering};
use std::thread;

use rayon::ThreadPoolBuilder;
use rayon::iter::{IntoParallelRefIterator, ParallelIterator};
use samkoll::amount::{Language, Text, counted, many};
use samkoll::calendar::Question;
use samkoll::diagnostic::Severity;
use samkoll::evaluate::Selection;
use samkoll::model::usual::MANIFEST;
use samkoll::report::Report;
use samkoll::sector::{Fault, Member, Sector, Unseen};
use samkoll::{Workspace, assess_with_facts, load, render, report_on};

use crate::args::{CheckOptions, Format};
use crate::check::{self, told};
use crate::found::Found;
use crate::opened::STACK;
use crate::output::{self, Exit, Trouble};
use crate::progress::{self, Progress};
use crate::world;

/// How many hidden folders are told by name.
const NAMED: usize = 3;

/// A folder of workspaces, or one workspace.
pub(crate) fn run(options: &CheckOptions) -> Result<Exit, Trouble> {
    check::can_be_written(options)?;
    match folder(options)? {
        Some(folder) => many_in(folder, options),
        None => check::run(options),
    }
}

/// The folder of workspaces that was asked about; none where one workspace is.
fn folder(options: &CheckOptions) -> Result<Option<&Path>, Trouble> {
    let folder = options.dir.as_deref().filter(|it| options.all && it.is_dir());
    let folder = folder.filter(|it| it.join(MANIFEST).symlink_metadata().is_err());
    let language = options.language.chosen().unwrap_or(Language::Sv);
    let trouble = |sv: &str, en: &str| Err(Trouble::new(Text::new(sv, en), language));
    match folder {
        None if options.format == Format::Jsonl || options.jobs.is_some() => trouble(
            "jsonl och --jobs är för en mapp med arbetsytor: samkoll check --all MAPP, där MAPP inte själv är en",
            "jsonl and --jobs are for a folder of workspaces: samkoll check --all DIR, where DIR is none itself",
        ),
        Some(_) if !matches!(options.format, Format::Text | Format::Jsonl | Format::Xlsx) => trouble(
            "en mapp med arbetsytor skrivs som text, jsonl eller xlsx; de andra formerna är för en arbetsyta i taget",
            "a folder of workspaces is written as text, jsonl or xlsx; the other forms are for one workspace at a time",
        ),
        Some(_) if options.role.is_some() || options.baseline.is_some() => trouble(
            "--role och --baseline är för en arbetsyta i taget",
            "--role and --baseline are for one workspace at a time",
        ),
        _ => Ok(folder),
    }
}

/// What became of one workspace.
#[derive(Clone)]
struct Done {
    member: Member,
    exit: Exit,
    /// What is wrong with its files, with the lines where it stands.
    shown: Option<String>,
}

fn many_in(folder: &Path, options: &CheckOptions) -> Result<Exit, Trouble> {
    let language = options.language.chosen().unwrap_or(Language::Sv);
    let found = Found::below(folder);
    if found.workspaces.is_empty() {
        return Err(Trouble::new(nothing(folder, &found), language));
    }
    tell_of_hidden(&found.hidden, language);
    let as_of = options.dates.as_of.unwrap_or_else(|| {
        let today = world::today();
        output::note(&Text::new(format!("läget i dag, {today}"), format!("as of today, {today}")), language);
        today
    });
    let question = Question { as_of, known_at: options.dates.known_at };
    let done = all(&found, question, options, language)?;
    for (it, shown) in done.iter().filter_map(|it| Some((it, it.shown.as_ref()?))) {
        output::note(&Text::same(format!("{}:\n{shown}", it.member.path)), language);
    }
    let exit = worst(done.iter().map(|it| it.exit), &found.unseen);
    let members = done.into_iter().map(|it| it.member).collect();
    let sector = Sector::of(question, members, found.unseen, found.nested);
    let file = options.output.file.as_deref();
    match options.format {
        #[cfg(feature = "xlsx")]
        Format::Xlsx => {
            let bytes = told(render::xlsx::sector(&sector, language), language)?;
            output::deliver_results(&bytes.as_slice(), file, &[], language)?;
        }
        Format::Jsonl => {
            let lines = told(render::json::v1::sector(&sector), language)?;
            output::deliver_results(&lines, file, &[], language)?;
        }
        _ => output::deliver(&render::sector::text(&sector, language), file, &[], language)?,
    }
    // The program ends here, and its memory with it.
    mem::forget(sector);
    Ok(exit)
}

/// Every workspace, several at once, in the order of their paths.
fn all(
    found: &Found,
    question: Question,
    options: &CheckOptions,
    language: Language,
) -> Result<Vec<Done>, Trouble> {
    let at_once = options.jobs.or_else(|| thread::available_parallelism().ok().map(NonZero::get));
    let pool = ThreadPoolBuilder::new().num_threads(at_once.unwrap_or(1)).stack_size(STACK).build();
    let pool = told(pool, language)?;
    let progress = Progress::of(progress::MANY, language);
    let finished = AtomicUsize::new(0);
    let of = found.workspaces.len();
    Ok(pool.install(|| {
        let one = |(path, place): &(String, PathBuf)| {
            // Copied when the rest is gone, it lies together, and not scattered among what the next one takes.
            let done = one(path, place, question, options, language).clone();
            progress.at(finished.fetch_add(1, Ordering::Relaxed).saturating_add(1), of);
            done
        };
        found.workspaces.par_iter().map(one).collect()
    }))
}

/// One workspace, whatever is wrong with it; nothing of it stays in memory but what is told.
fn one(path: &str, place: &Path, question: Question, options: &CheckOptions, language: Language) -> Done {
    let workspace = match world::find(Some(place)) {
        Ok(place) => load(&place),
        Err(why) => return refused(path, String::new(), why),
    };
    let asked = asked(&workspace, options, language);
    let mut done = match asked {
        _ if workspace.is_broken() => {
            let report = report_on(&workspace, question);
            let member = Member::of(path, &report, None);
            Done { member, exit: Exit::CannotRun, shown: shown(&report, language) }
        }
        Err(trouble) => refused(path, workspace.name().to_owned(), trouble.message().clone()),
        Ok(selection) => {
            let (report, facts) = assess_with_facts(&workspace, question, &selection, &|_, _| ());
            let report = match options.materiality {
                Some(percent) => report.weighed(percent),
                None => report,
            };
            let exit = check::exit(&report, options.fail_on);
            Done {
                member: Member::of(path, &report, facts.as_deref()),
                exit,
                shown: shown(&report, language),
            }
        }
    };
    done.member.other_day = workspace.model.as_of().filter(|it| *it != question.as_of);
    done
}

/// What is asked of a workspace, if it has the rules that were named.
fn asked(workspace: &Workspace, options: &CheckOptions, language: Language) -> Result<Selection, Trouble> {
    check::rules_exist(workspace, &options.rules, language)?;
    check::families_exist(workspace, &options.without, language)?;
    Ok(Selection { rules: options.rules.clone(), year: options.year, without: options.without.clone() })
}

/// A workspace that could not be asked, though nothing may be wrong with its files.
fn refused(path: &str, name: String, why: Text) -> Done {
    let fault = Fault { code: "not-asked", severity: Severity::Error, place: String::new(), message: why };
    let member = Member { path: path.to_owned(), name, other_day: None, problems: vec![fault], answer: None };
    Done { member, exit: Exit::CannotRun, shown: None }
}

/// The errors, with the lines where they stand.
fn shown(report: &Report<'_>, language: Language) -> Option<String> {
    let errors: Vec<_> =
        report.problems.iter().filter(|it| it.severity == Severity::Error).cloned().collect();
    (!errors.is_empty()).then(|| render::problems::render(&errors, report.files, language, false))
}

/// How all of it ended: what could not be assessed, or not looked into, is never told as less than that.
fn worst(exits: impl Iterator<Item = Exit>, unseen: &[Unseen]) -> Exit {
    const GRAVEST: [Exit; 4] = [Exit::CannotRun, Exit::Breached, Exit::Undecided, Exit::Clean];
    let all: Vec<Exit> = exits.chain((!unseen.is_empty()).then_some(Exit::CannotRun)).collect();
    GRAVEST.into_iter().find(|it| all.contains(it)).unwrap_or(Exit::CannotRun)
}

/// Why there is nothing to assess.
fn nothing(folder: &Path, found: &Found) -> Text {
    let shown = folder.display();
    let why = found.unseen.iter().map(|it| it.why.map(|_, why| format!("\n  {}: {why}", it.path)));
    let (sv, en): (String, String) = why.map(|it| (it.sv, it.en)).unzip();
    Text::new(
        format!("{shown} är ingen arbetsyta, och under den finns ingen: där finns ingen {MANIFEST}{sv}"),
        format!("{shown} is no workspace, and there is none below it: it has no {MANIFEST}{en}"),
    )
}

fn tell_of_hidden(hidden: &[String], language: Language) {
    if hidden.is_empty() {
        return;
    }
    let count = counted(many(hidden.len()), ["dold mapp", "dolda mappar", "hidden folder", "hidden folders"]);
    let named = hidden.iter().take(NAMED).map(String::as_str).collect::<Vec<_>>().join(", ");
    let more = if hidden.len() > NAMED { " …" } else { "" };
    let text = Text::new(
        format!("{} söks inte igenom: {named}{more}", count.sv),
        format!("{} not looked into: {named}{more}", count.en),
    );
    output::note(&text, language);
}
