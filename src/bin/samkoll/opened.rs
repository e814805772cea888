//! The workspace a command works on: found, read, in the language of its reader.

use std::path::{Path, PathBuf};
use std::thread;

use chrono::NaiveDate;
use samkoll::amount::{Language, Text};
use samkoll::calendar::Question;
use samkoll::cycle::Cycle;
use samkoll::diagnostic::Severity;
use samkoll::evaluate::Selection;
use samkoll::report::Report;
use samkoll::{Workspace, assess, assess_telling, load, too_many};

use crate::args::{DateOptions, LanguageOption};
use crate::output::{self, Trouble};
use crate::place::Results;
use crate::progress::{self, Progress};
use crate::world::{self, Place};

/// What a thread may take of nested files and rules: as much as the program's first has.
pub(crate) const STACK: usize = 8 * 1024 * 1024;

/// A workspace that has been read.
pub(crate) struct Opened {
    pub(crate) workspace: Workspace,
    pub(crate) language: Language,
    /// The workspace's folder, seen from that of the repository it lies in: empty where they are one.
    pub(crate) below: String,
    /// The files that the register points at as evidence.
    evidence: Vec<PathBuf>,
}

/// The workspace in a folder, or the nearest, or the bundled one.
pub(crate) fn open(dir: Option<&Path>, language: &LanguageOption) -> Result<Opened, Trouble> {
    let spoken = language.chosen().unwrap_or(Language::Sv);
    let place = world::find(dir).map_err(|why| Trouble::new(why, spoken))?;
    Ok(read(&place, language))
}

/// Reads a workspace; its manifest's language counts unless the user asked for another.
pub(crate) fn read(place: &Place, language: &LanguageOption) -> Opened {
    let reading = Progress::of(progress::READING, language.chosen().unwrap_or(Language::Sv));
    let workspace = load(place);
    drop(reading);
    let own = workspace.model.manifest.as_ref().map_or(Language::Sv, |manifest| manifest.language);
    let language = language.chosen().unwrap_or(own);
    if matches!(place, Place::Bundled(_)) {
        let text = Text::new(
            "ingen samkoll.toml här; visar den medföljande arbetsytan",
            "no samkoll.toml here; showing the bundled workspace",
        );
        output::note(&text, language);
    }
    let files = workspace.model.deliveries.iter().filter_map(|it| it.evidence.as_ref());
    let evidence = match place {
        Place::Folder(disk) => files.map(|it| disk.root().join(&it.path.value)).collect(),
        Place::Bundled(_) => Vec::new(),
    };
    let below = match place {
        Place::Folder(disk) => disk.below_repository(),
        Place::Bundled(_) => String::new(),
    };
    Opened { workspace, language, below, evidence }
}

impl Opened {
    /// The förbund's name, as the manifest has it.
    pub(crate) fn name(&self) -> &str {
        self.workspace.name()
    }

    /// The dates that were asked for; the day is else the manifest's, else today, and that is said.
    pub(crate) fn question(&self, dates: &DateOptions) -> Question {
        Question { as_of: dates.as_of.unwrap_or_else(|| self.default_day()), known_at: dates.known_at }
    }

    /// What the rules say. Where one of them could not be run to its end, that is shown, and the rest with it.
    pub(crate) fn assess(&self, question: Question, selection: &Selection) -> Report<'_> {
        let progress = Progress::of(progress::ASSESSING, self.language);
        let report = assess_telling(&self.workspace, question, selection, &|done, of| progress.at(done, of));
        drop(progress);
        let errors: Vec<_> = report.problems.iter().filter(|it| it.severity == Severity::Error).collect();
        if !errors.is_empty() {
            let errors: Vec<_> = errors.into_iter().cloned().collect();
            output::show_problems(&errors, &self.workspace.files, self.language);
        }
        report
    }

    /// What some work comes to, and the answer to an earlier question, of which each takes one processor.
    pub(crate) fn with_earlier<T>(&self, earlier: Question, work: impl FnOnce() -> T) -> (T, Report<'_>) {
        let answer = || assess(&self.workspace, earlier, &Selection::default());
        thread::scope(|scope| {
            let aside = thread::Builder::new().stack_size(STACK).spawn_scoped(scope, answer);
            let done = work();
            // Where there can be no other thread, one thing is done after the other.
            (done, aside.ok().and_then(|it| it.join().ok()).unwrap_or_else(answer))
        })
    }

    /// The annual cycle as far ahead as it is usually asked for, with what the waivers cover.
    pub(crate) fn cycle(&self, question: Question) -> Cycle<'_> {
        self.waived(Cycle::new(&self.workspace.model, question))
    }

    /// The same up to a year.
    pub(crate) fn cycle_until(&self, question: Question, last_year: i32) -> Cycle<'_> {
        self.waived(Cycle::until(&self.workspace.model, question, last_year))
    }

    /// The same up to a year, by a report on all of the workspace.
    pub(crate) fn cycle_by(&self, report: &Report<'_>, last_year: i32) -> Cycle<'_> {
        let question = Question { as_of: report.as_of, known_at: report.known_at };
        let mut cycle = Cycle::until(&self.workspace.model, question, last_year);
        cycle.waive(&report.breached());
        cycle
    }

    fn waived<'w>(&'w self, mut cycle: Cycle<'w>) -> Cycle<'w> {
        if !self.workspace.model.waivers.is_empty() {
            cycle.waive(&self.assess(cycle.question(), &Selection::default()).breached());
        }
        cycle
    }

    /// Writes results where they are wanted, which is not over the workspace's evidence.
    pub(crate) fn deliver(&self, text: &str, file: Option<&Path>) -> Result<(), Trouble> {
        output::deliver(text, file, &self.evidence, self.language)
    }

    /// The same of what is no text, or is harmless as it is.
    pub(crate) fn deliver_results(&self, results: &dyn Results, file: Option<&Path>) -> Result<(), Trouble> {
        output::deliver_results(results, file, &self.evidence, self.language)
    }

    fn default_day(&self) -> NaiveDate {
        let manifest = self.workspace.model.as_of();
        let day = manifest.unwrap_or_else(world::today);
        let text = match manifest {
            Some(_) => Text::new(
                format!("läget {day}, enligt samkoll.toml (--as-of väljer en annan dag)"),
                format!("as of {day}, by samkoll.toml (--as-of chooses another day)"),
            ),
            None => Text::new(format!("läget i dag, {day}"), format!("as of today, {day}")),
        };
        output::note(&text, self.language);
        day
    }

    /// Whether all that falls due until a year, or the one after the question's, can be worked out; when not, why.
    pub(crate) fn is_within(&self, question: Question, last_year: Option<i32>) -> bool {
        let problem = too_many(&self.workspace, question, last_year);
        if let Some(problem) = &problem {
            let problems = std::slice::from_ref(problem);
            output::show_problems(problems, &self.workspace.files, self.language);
        }
        problem.is_none()
    }

    /// Whether the files can be trusted; when not, what is wrong is shown.
    pub(crate) fn is_usable(&self) -> bool {
        let broken = self.workspace.is_broken();
        if broken {
            output::show_problems(&self.workspace.problems, &self.workspace.files, self.language);
        }
        !broken
    }
}
