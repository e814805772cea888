//! The fixture walk: every file under `fixtures/rules/` is run and compared with what it expects.
//! To add a case is to add a file.

use std::fs;
use std::path::Path;

use samkoll::amount::Language;
use samkoll::load;
use samkoll::render::problems;
use samkoll::verdict::Verdict;

use crate::common::{Texts, files_below, relative, synthetic, verdicts};

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
        let all = verdicts(&workspace, &self.as_of);
        let of_rule: Vec<&Verdict> = all.iter().filter(|it| it.rule == self.rule).collect();
        let found = of_rule.iter().find(|it| it.subject.id == self.subject);
        let subjects: Vec<&str> = of_rule.iter().map(|it| it.subject.id.as_str()).collect();
        found
            .map(|it| (*it).clone())
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

/// Every rule fixture of the project.
pub(crate) fn all() -> Vec<Fixture> {
    let base = synthetic();
    let files = files_below("fixtures/rules").into_iter();
    files
        .filter(|path| !relative(path).starts_with("fixtures/rules/base/"))
        .map(|path| read(&path, &base))
        .collect()
}

fn read(path: &Path, base: &Texts) -> Fixture {
    let text = fs::read_to_string(path).unwrap();
    let table: toml::Table = text.parse().unwrap_or_else(|error| panic!("{}: {error}", path.display()));
    let expect = table["expect"].as_table().unwrap();
    let word = |key: &str| expect.get(key).map(|value| value.as_str().unwrap_or_default().to_owned());
    let rule = path.parent().unwrap().file_name().unwrap().to_str().unwrap().to_owned();
    let mut texts = base.clone();
    keep_rule(&mut texts, &rule);
    let files = table["files"].as_table().unwrap();
    let own = files.keys().cloned().collect();
    texts.extend(files.iter().map(|(name, text)| (name.clone(), text.as_str().unwrap().to_owned())));
    if texts.contains_key("waivers.toml") {
        texts.entry("samkoll.toml".into()).and_modify(|it| it.push_str("waivers = \"waivers.toml\"\n"));
    }
    Fixture {
        path: relative(path),
        rule,
        first_line: text.lines().next().unwrap_or_default().to_owned(),
        own,
        canonical: expect.get("canonical").is_some(),
        texts,
        subject: word("subject").unwrap(),
        outcome: word("outcome").unwrap(),
        reason: word("reason"),
        as_of: expect["as_of"].as_datetime().unwrap().to_string(),
        message: word("message"),
    }
}

/// The other rules have nothing to say of a fixture and only cost time; a rule about the workspace is
/// about them. The stairs of the cap belong to the catalogue; a rule may judge as another.
fn keep_rule(texts: &mut Texts, rule: &str) {
    let own = texts.iter().find(|(path, _)| path.ends_with(&format!("/{rule}.toml")));
    if own.is_some_and(|(_, text)| text.contains("subject = \"workspace\"")) {
        return;
    }
    let shared =
        own.and_then(|(_, text)| Some(text.split_once("judges_as = \"")?.1.split_once('"')?.0.to_owned()));
    texts.retain(|path, text| {
        let stem = path.rsplit('/').next().unwrap_or_default().split('.').next().unwrap_or_default();
        let is_rule =
            path.starts_with("rules/") && (path.ends_with(".rhai") || text.contains("\nsubject = "));
        !is_rule || [rule, "equity-above-cap"].contains(&stem) || shared.as_deref() == Some(stem)
    });
}

#[test]
fn every_fixture_gives_what_it_expects() {
    let fixtures = all();
    assert!(fixtures.len() > 80, "the walk found only {}", fixtures.len());
    let wrong: Vec<String> = fixtures.iter().filter_map(|fixture| fixture.check().err()).collect();
    assert!(wrong.is_empty(), "\n{}", wrong.join("\n"));
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
