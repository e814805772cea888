//! What a run costs: loading the bundled workspace, compiling its rules, one verdict, its annual cycle, the whole check.
//! `cargo bench` prints the figures; no test depends on them.
#![expect(clippy::disallowed_methods, reason = "a bench reads the project's own files")]
#![expect(clippy::expect_used, reason = "a bench that cannot read its input has nothing to measure")]

use std::collections::BTreeMap;
use std::path::Path;
use std::sync::Arc;
use std::{fs, io};

use divan::{Bencher, black_box};
use samkoll::cycle::Cycle;
use samkoll::evaluate::Selection;
use samkoll::facts::{Facts, Question};
use samkoll::script::{Case, Composed, Whose};
use samkoll::{Workspace, assess, load};

fn main() {
    divan::main();
}

fn texts() -> BTreeMap<String, String> {
    let root = Path::new(env!("CARGO_MANIFEST_DIR"));
    let mut texts = BTreeMap::new();
    for part in ["samkoll.toml", "agreements", "rules", "fixtures/umearegionen"] {
        collect(root, &root.join(part), &mut texts).expect("the project's own files");
    }
    texts
}

fn collect(root: &Path, path: &Path, texts: &mut BTreeMap<String, String>) -> io::Result<()> {
    if path.is_dir() {
        for entry in fs::read_dir(path)? {
            collect(root, &entry?.path(), texts)?;
        }
    } else {
        let name = path.strip_prefix(root).unwrap_or(path).to_string_lossy().into_owned();
        texts.insert(name, fs::read_to_string(path)?);
    }
    Ok(())
}

fn question() -> Question {
    Question { as_of: "2024-03-22".parse().expect("a date"), known_at: None }
}

#[divan::bench]
fn load_bundled_workspace(bencher: Bencher<'_, '_>) {
    let texts = texts();
    bencher.bench(|| load(black_box(&texts)));
}

#[divan::bench]
fn compile_all_rules(bencher: Bencher<'_, '_>) {
    let workspace = load(&texts());
    bencher.bench(|| {
        let engine = samkoll::script::Engine::new();
        let compiled = workspace.book.rules().iter().filter(|rule| {
            let kind = rule.text.subject;
            match rule.written(&workspace.files) {
                Some(script) => engine.compile(script, kind, Whose::Forbund).is_ok(),
                None => {
                    engine.compile_conditions(&Composed::new(rule.conditions()), kind, Whose::Forbund).is_ok()
                }
            }
        });
        black_box(compiled.count())
    });
}

#[divan::bench(args = ["equity-above-cap", "statement-does-not-add-up", "minutes-approved-late"])]
fn one_verdict(bencher: Bencher<'_, '_>, rule: &str) {
    let workspace = load(&texts());
    let case = case(&workspace, rule);
    let rule = workspace.book.rule(rule).expect("a bundled rule");
    bencher.bench(|| workspace.book.engine.run(black_box(&rule.script), case.clone()));
}

/// A rule on its first subject of 2023.
fn case(workspace: &Workspace, rule: &str) -> Case {
    let rule = workspace.book.rule(rule).expect("a bundled rule");
    let facts = Arc::new(Facts::new(Arc::clone(&workspace.model), question()));
    let subjects = facts.subjects(rule.text.subject);
    let subject = subjects.into_iter().find(|it| it.years == Some((2023, 2023))).expect("a subject of 2023");
    Case {
        trial: None,
        facts,
        day: subject.governing,
        year: Some(2023),
        subject: Arc::new(subject),
        rule: Arc::clone(&rule.text),
    }
}

#[divan::bench]
fn facts_of_a_date(bencher: Bencher<'_, '_>) {
    let workspace = load(&texts());
    bencher.bench(|| Facts::new(Arc::clone(&workspace.model), black_box(question())));
}

#[divan::bench]
fn annual_cycle_of_a_date(bencher: Bencher<'_, '_>) {
    let workspace = load(&texts());
    bencher.bench(|| Cycle::new(&workspace.model, black_box(question())).items().len());
}

#[divan::bench]
fn assess_bundled_workspace(bencher: Bencher<'_, '_>) {
    let workspace = load(&texts());
    bencher.bench(|| assess(&workspace, black_box(question()), &Selection::default()).verdicts.len());
}

#[divan::bench]
fn whole_check(bencher: Bencher<'_, '_>) {
    let texts = texts();
    bencher.bench(|| {
        let workspace = load(&texts);
        assess(&workspace, question(), &Selection::default()).verdicts.len()
    });
}
