//! The fixture walk: every file under `fixtures/rules/` is run and compared with what it expects.
//! To add a case is to add a file.

use std::collections::BTreeSet;
use std::fs;
use std::path::Path;
use std::thread;

use samkoll::amount::Language;
use samkoll::evaluate::Selection;
use samkoll::load;
use samkoll::render::problems;
use samkoll::verdict::Verdict;

use crate::common::{Texts, files_below, relative, synthetic, verdicts_of, with_own};
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
    outcome: String,
    reason: Option<String>,
    message: Option<String>,
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

    fn check(&self) -> Result<(), String> {
        let verdict = self.verdict()?;
        let got = (verdict.outcome.name(), verdict.reason.map(|reason| reason.name()));
        let message = verdict.message.get(Language::Sv);
        if got != (self.outcome.as_str(), self.reason.as_deref()) {
            return Err(format!("{}: got {got:?}: {message}", self.path));
        }
        match &self.message {
            Some(piece) if !message.contains(piece) => {
                Err(format!("{}: `{piece}` is not in: {message}", self.path))
            }
            _ => Ok(()),
        }
    }
}

/// The ids of the standard's rules; other fixtures are of the bundled förbund's own.
pub(crate) fn standard_rules() -> BTreeSet<String> {
    let rules = samkoll::standard::files().iter().filter(|(_, text)| text.contains("\nsubject = "));
    rules.map(|(path, _)| path.rsplit('/').next().unwrap().replace(".toml", "")).collect()
}

/// Every rule fixture of the project.
pub(crate) fn all() -> Vec<Fixture> {
    let base = synthetic();
    let standard = standard_rules();
    let files = files_below("fixtures/rules").into_iter();
    files
        .filter(|path| !relative(path).starts_with("fixtures/rules/base/"))
        .map(|path| read(&path, &base, &standard))
        .collect()
}

fn read(path: &Path, base: &Texts, standard: &BTreeSet<String>) -> Fixture {
    let text = fs::read_to_string(path).unwrap();
    let table: toml::Table = text.parse().unwrap_or_else(|error| panic!("{}: {error}", path.display()));
    let expect = table["expect"].as_table().unwrap();
    let word = |key: &str| expect.get(key).map(|value| value.as_str().unwrap_or_default().to_owned());
    let rule = path.parent().unwrap().file_name().unwrap().to_str().unwrap().to_owned();
    let mut texts = base.clone();
    let files = table["files"].as_table().unwrap();
    let own = files.keys().cloned().collect();
    texts.extend(files.iter().map(|(name, text)| (name.clone(), text.as_str().unwrap().to_owned())));
    let subject = word("subject").unwrap();
    if !standard.contains(&rule) {
        with_own(&mut texts, &rule, &subject);
    }
    Fixture {
        path: relative(path),
        rule,
        first_line: text.lines().next().unwrap_or_default().to_owned(),
        own,
        canonical: expect.get("canonical").is_some(),
        texts,
        subject,
        outcome: word("outcome").unwrap(),
        reason: word("reason"),
        as_of: expect["as_of"].as_datetime().unwrap().to_string(),
        message: word("message"),
    }
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
            let start = match fixture.outcome.as_str() {
                "met" => "# ok:",
                "breached" | "waived" => "# breach:",
                "undecided" => "# undecided:",
                _ => "# not applicable:",
            };
            !fixture.first_line.starts_with(start)
        })
        .map(|fixture| fixture.path)
        .collect();
    assert!(wrong.is_empty(), "{wrong:#?}");
}
