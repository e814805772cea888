//! What differs where lines end in CRLF and paths have backslashes, as far as it can be seen from here; the rest is told
//! in docs/windows.md.

use samkoll::amount::Language;
use samkoll::evaluate::Selection;
use samkoll::{assess, load, render};

use crate::common::{Texts, question, with_own};
use crate::testforbundet::testforbundet;

fn with_crlf(texts: &Texts) -> Texts {
    texts.iter().map(|(path, text)| (path.clone(), text.replace('\n', "\r\n"))).collect()
}

/// A file that Notepad or a checkout has given other line ends says the same, at the same places.
#[test]
fn line_ends_change_no_verdict() {
    let texts = testforbundet();
    let said = |texts: &Texts| {
        let workspace = load(texts);
        let report = assess(&workspace, question("2024-06-30"), &Selection::default());
        let verdicts: Vec<_> = report
            .verdicts
            .iter()
            .map(|it| {
                (
                    it.rule.clone(),
                    it.subject.id.clone(),
                    it.outcome,
                    it.fingerprint.clone(),
                    it.message.sv.clone(),
                )
            })
            .collect();
        let problems = render::problems::render(&workspace.problems, &workspace.files, Language::Sv, false);
        (verdicts, problems.replace('\r', ""))
    };
    let (one, other) = (said(&texts), said(&with_crlf(&texts)));
    assert!(one.0.len() > 100);
    assert_eq!(one, other);
}

/// So with a rule's script and its places.
#[test]
fn line_ends_change_no_place_in_a_script() {
    let mut texts = testforbundet();
    with_own(&mut texts, "equity-above-cap", "");
    texts.insert("rules/own/wrong.toml".into(), "id = \"wrong\"\nsubject = \"year\"\n".into());
    texts.insert(
        "rules/own/wrong.rhai".into(),
        "// one\nlet e = figure(\"equity.closnig\");\nmet();\n".into(),
    );
    let said = |texts: &Texts| {
        let workspace = load(texts);
        let shown = render::problems::render(&workspace.problems, &workspace.files, Language::En, false);
        shown.lines().filter(|line| line.contains("--> ")).map(str::to_owned).collect::<Vec<_>>()
    };
    let (one, other) = (said(&texts), said(&with_crlf(&texts)));
    assert!(!one.is_empty());
    assert_eq!(one, other);
}
