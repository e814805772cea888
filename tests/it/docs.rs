//! The generated pages are what the rules and the vocabulary say today.
//! `SAMKOLL_WRITE=1 cargo test docs` writes them anew.

use std::fs;

use samkoll::amount::Language;
use samkoll::cycle::Cycle;
use samkoll::render::calendar::{Calendar, svg};
use samkoll::render::pages;

use crate::cli::{samkoll, stdout};
use crate::common::{load_whole, question, root, synthetic};
use crate::coverage;
use crate::fixtures;
use crate::rendering::canonical;
use crate::testforbundet::testforbundet;

pub(crate) fn check(path: &str, text: &str, stale: &mut Vec<String>) {
    let file = root().join(path);
    if fs::read_to_string(&file).is_ok_and(|written| written == text) {
        return;
    }
    if std::env::var_os("SAMKOLL_WRITE").is_some() {
        fs::create_dir_all(file.parent().unwrap()).unwrap();
        fs::write(file, text).unwrap();
    } else {
        stale.push(path.to_owned());
    }
}

#[test]
fn generated_pages_are_fresh() {
    // The pages are the standard's; what a förbund adds stands with it.
    let workspace = load_whole(&synthetic());
    let fixtures = fixtures::all();
    let mut stale = Vec::new();
    for rule in workspace.book.rules() {
        let id = &rule.text.id.value;
        let example = fixtures.iter().find(|fixture| fixture.rule == *id && fixture.canonical).map(canonical);
        let page = pages::rule(rule, &workspace.book, &workspace.files, example.as_deref());
        check(&format!("docs/rules/{id}.md"), &page, &mut stale);
    }
    check("rules/editions/1.toml", &samkoll::edition().index(), &mut stale);
    check("docs/rules.md", &pages::register(&workspace.book, Language::En), &mut stale);
    check("docs/siffror.md", &pages::figures(&workspace.model), &mut stale);
    check("docs/coverage.md", &coverage::page(), &mut stale);
    assert!(stale.is_empty(), "stale: {stale:#?}\nSAMKOLL_WRITE=1 cargo test docs writes them anew");
}

#[test]
fn the_guides_pages_are_fresh() {
    let mut stale = Vec::new();
    check("docs/language.md", &pages::language(), &mut stale);
    check("docs/problems.md", &pages::problems(), &mut stale);
    assert!(stale.is_empty(), "stale: {stale:#?}\nSAMKOLL_WRITE=1 cargo test docs writes them anew");
}

/// A drawing of the report that stands alone.
fn drawing(report: &str, id: &str) -> String {
    let named = format!("aria-labelledby=\"bild-{id}-t");
    let (before, rest) = report.split_once(&named).unwrap();
    let (_, opening) = before.rsplit_once("<svg class=\"drawing\"").unwrap();
    let (opened, drawn) = rest.split_once('>').unwrap();
    let (drawn, _) = drawn.split_once("</svg>").unwrap();
    let style: Vec<&str> = report.lines().filter(|it| it.starts_with(".drawing ")).collect();
    assert!(style.len() > 5, "{style:?}");
    format!(
        "<svg xmlns=\"http://www.w3.org/2000/svg\" width=\"720\" class=\"drawing\"{opening}{named}{opened}>\n\
         <style>\n{}\n</style>{drawn}</svg>\n",
        style.join("\n")
    )
}

/// The pictures that README and the guide show: of the synthetic förbund, in the middle of a year.
#[test]
fn the_docs_pictures_are_fresh() {
    let workspace = load_whole(&testforbundet());
    let cycle = Cycle::new(&workspace.model, question("2024-06-30"));
    let manifest = workspace.model.manifest.as_ref().unwrap();
    let calendar = Calendar {
        workspace: &manifest.name,
        association: manifest.association.as_ref().map_or("", |it| it.value.as_str()),
        cycle: &cycle,
        from: "2024-01-01".parse().unwrap(),
        to: "2024-12-31".parse().unwrap(),
        files: &workspace.files,
    };
    let mut stale = Vec::new();
    check("docs/bilder/arshjul.svg", &svg::render(&calendar, Language::Sv), &mut stale);
    // Drawings of the report, each as a file of its own, with the report's own style.
    let report = stdout(&samkoll(&root(), &["report", "fixtures/testforbundet", "--as-of", "2024-06-30"]));
    for (id, file) in [("kapital", "eget-kapital"), ("bilagor-0", "bilagor"), ("deltagare", "deltagare")] {
        check(&format!("docs/bilder/{file}.svg"), &drawing(&report, id), &mut stale);
    }
    assert!(stale.is_empty(), "stale: {stale:#?}\nSAMKOLL_WRITE=1 cargo test docs writes them anew");
}
