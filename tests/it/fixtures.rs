//! The fixture walk: every file under `fixtures/rules/` is run and compared with what it expects.
//! To add a case is to add a file.

use std::collections::BTreeSet;
use std::thread;

use samkoll::amount::Language;
use samkoll::evaluate::Selection;
use samkoll::model::case::RuleCase;
use samkoll::render::problems;
use samkoll::report::tested::{Expected, TestedCase};
use samkoll::verdict::{Outcome, Verdict};
use samkoll::{cases, load};

use crate::common::{Texts, texts_below, verdicts_of, with_own};
use crate::identity::of_one_name;

/// How many fixtures are run at a time: the cores of the smallest machine the project is built on.
const THREADS: usize = 2;

/// One fixture as its file writes it.
pub(crate) struct Fixture {
    pub(crate) path: String,
    pub(crate) rule: String,
    pub(crate) first_line: String,
    pub(crate) canonical: bool,
    pub(crate) texts: Texts,
    pub(crate) subject: String,
    pub(crate) as_of: String,
    own: Vec<String>,
    line: u32,
    case: RuleCase<Outcome>,
}

impl Fixture {
    /// The verdict of the fixture's rule on its subject.
    pub(crate) fn verdict(&self) -> Result<Verdict, String> {
        let workspace = load(&self.texts);
        if workspace.is_broken() {
            let shown = problems::render(&workspace.problems, &workspace.files, Language::En, false);
            return Err(format!("{}:\n{shown}", self.path));
        }
        let selection = Selection { rules: vec![self.rule.clone()], ..Selection::default() };
        let of_rule = verdicts_of(&workspace, &self.as_of, &selection);
        let alike = of_one_name(&of_rule);
        if !alike.is_empty() {
            return Err(format!("{}: two verdicts go by one name: {alike:?}", self.path));
        }
        if let Some(it) = of_rule.iter().find(|it| it.days_late.is_some_and(|days| days < 1)) {
            return Err(format!("{}: {} is late by {:?}", self.path, it.subject.id, it.days_late));
        }
        let found = of_rule.iter().find(|it| it.subject.id == self.subject);
        let subjects: Vec<&str> = of_rule.iter().map(|it| it.subject.id.as_str()).collect();
        found
            .cloned()
            .ok_or_else(|| format!("{}: no subject `{}`; there are {subjects:?}", self.path, self.subject))
    }

    /// The files the fixture adds to the base.
    pub(crate) fn own_files(&self) -> impl Iterator<Item = (&str, &str)> {
        self.own.iter().map(|path| (path.as_str(), self.texts[path].as_str()))
    }

    /// As `samkoll rules test` does it.
    fn check(&self) -> Result<(), String> {
        let verdict = self.verdict()?;
        // What a board reads is words, and no lines of a file.
        let read = [&verdict.message.sv, &verdict.message.en];
        if let Some(text) = read.into_iter().find(|it| it.contains("[[") || it.contains(" = ")) {
            return Err(format!("{}: lines of a file in the message: {text}", self.path));
        }
        let (came, decided_at) = cases::run(&self.texts, &BTreeSet::new(), &self.rule, &self.case);
        let expected = Expected {
            subject: self.subject.clone(),
            outcome: self.case.outcome.value,
            reason: self.case.reason,
            message: self.case.message.clone(),
        };
        let is_undecided = expected.outcome == Outcome::Undecided;
        if is_undecided != expected.reason.is_some() {
            return Err(format!(
                "{}: why it is undecided is not said, or said of another outcome",
                self.path
            ));
        }
        let tested = TestedCase { place: (self.path.clone(), self.line), expected, came, decided_at };
        if tested.passes() { Ok(()) } else { Err(format!("{}: {:?}", self.path, tested.came)) }
    }
}

/// The ids of the standard's rules; other fixtures are of the bundled förbund's own.
pub(crate) fn standard_rules() -> BTreeSet<String> {
    let rules = samkoll::standard::files().iter().filter(|(_, text)| text.contains("\nsubject = "));
    rules.map(|(path, _)| path.rsplit('/').next().unwrap().replace(".toml", "")).collect()
}

/// Every rule fixture of the project.
pub(crate) fn all() -> Vec<Fixture> {
    let standard = standard_rules();
    let texts = texts_below(&["fixtures/rules"]);
    let cases = cases::read(&texts, Some("fixtures/rules")).unwrap();
    let shown = problems::render(&cases.problems, &cases.files, Language::En, false);
    assert!(cases.problems.is_empty(), "{shown}");
    let fixtures = cases.rules().flat_map(|rule| cases.of(rule).map(move |it| (rule, it)));
    fixtures
        .map(|(rule, (path, line, case))| {
            let own = case.files.keys().cloned().collect();
            let mut world = cases.base.clone();
            world.extend(case.files.clone());
            let subject = case.subject.value.clone();
            if !standard.contains(rule) {
                with_own(&mut world, rule, &subject);
            }
            Fixture {
                path: path.to_owned(),
                rule: rule.to_owned(),
                first_line: texts[path].lines().next().unwrap_or_default().to_owned(),
                own,
                canonical: case.canonical,
                texts: world,
                subject,
                as_of: case.as_of.to_string(),
                line,
                case: case.clone(),
            }
        })
        .collect()
}

#[test]
fn every_fixture_gives_what_it_expects() {
    let fixtures = all();
    assert!(fixtures.len() > 80, "the walk found only {}", fixtures.len());
    let wrong: Vec<String> = thread::scope(|scope| {
        let halves = fixtures.chunks(fixtures.len().div_ceil(THREADS));
        let threads: Vec<_> = halves.map(|half| scope.spawn(|| wrong_in(half))).collect();
        threads.into_iter().flat_map(|thread| thread.join().unwrap()).collect()
    });
    assert!(wrong.is_empty(), "\n{}", wrong.join("\n"));
}

fn wrong_in(fixtures: &[Fixture]) -> Vec<String> {
    fixtures.iter().filter_map(|fixture| fixture.check().err()).collect()
}

#[test]
fn the_first_line_of_a_fixture_says_its_outcome() {
    let wrong: Vec<_> = all()
        .into_iter()
        .filter(|fixture| {
            let start = match fixture.case.outcome.value {
                Outcome::Met => "# ok:",
                Outcome::Breached | Outcome::Waived => "# breach:",
                Outcome::Undecided => "# undecided:",
                Outcome::NotApplicable => "# not applicable:",
            };
            !fixture.first_line.starts_with(start)
        })
        .map(|fixture| fixture.path)
        .collect();
    assert!(wrong.is_empty(), "{wrong:#?}");
}
