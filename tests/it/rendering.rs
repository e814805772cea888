//! One rendering for each rule: its canonical breach as the förbundschef reads it, input in the header.

use samkoll::amount::Language;
use samkoll::assess;
use samkoll::evaluate::Selection;
use samkoll::render;
use samkoll::render::text::Role;

use crate::common::{load_whole, question};
use crate::fixtures::{self, Fixture};

/// The canonical breach of a rule as the director's page shows it, without heading and summary.
pub(crate) fn canonical(fixture: &Fixture) -> String {
    let workspace = load_whole(&fixture.texts);
    let selection = Selection { rules: vec![fixture.rule.clone()], year: None, ..Selection::default() };
    let mut report = assess(&workspace, question(&fixture.as_of), &selection);
    report.verdicts.retain(|verdict| verdict.subject.id == fixture.subject);
    let text = render::text::render(&report, Role::Director, Language::Sv);
    let lines = text.lines().skip_while(|line| !line.starts_with('─')).skip(2);
    let lines: Vec<&str> = lines.take_while(|line| !line.starts_with("Sammanlagt")).collect();
    lines.join("\n").trim_end().to_owned()
}

#[test]
fn canonical_breaches() {
    for fixture in fixtures::all().iter().filter(|fixture| fixture.canonical) {
        let files: Vec<String> =
            fixture.own_files().map(|(path, text)| format!("{path}\n{}", text.trim())).collect();
        insta::with_settings!({ description => files.join("\n\n"), omit_expression => true, prepend_module_to_snapshot => false }, {
            insta::assert_snapshot!(format!("rule__{}", fixture.rule), canonical(fixture));
        });
    }
}
