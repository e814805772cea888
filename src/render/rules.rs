//! The register of rules as a list for a terminal.

use std::fmt::Write as _;

use crate::amount::Language;
use crate::model::Manifest;
use crate::rulebook::Rulebook;

use super::lines::clean;
use super::words;

phrases! {
    SET_ASIDE = "prövas inte, enligt förbundets beslut:", "not asked, by the förbund’s decision:";
}

/// Each rule, by family: id, severity, name, source, and who decided to set it aside, if anyone did, and why.
#[must_use]
pub fn render(book: &Rulebook, manifest: Option<&Manifest>, language: Language) -> String {
    let mut rules: Vec<_> = book.rules().iter().map(|rule| &rule.text).collect();
    rules.sort_by(|a, b| (&a.family, &a.id.value).cmp(&(&b.family, &b.id.value)));
    let width = rules.iter().map(|rule| rule.id.value.len()).max().unwrap_or(0);
    let mut text = String::new();
    let mut family = "";
    for rule in rules {
        if rule.family != family {
            let gap = if family.is_empty() { "" } else { "\n" };
            let _ = writeln!(text, "{gap}{}", rule.family);
            family = &rule.family;
        }
        let dimension = rule.dimension.map(|it| format!(" · {}", words::dimension(it).get(language)));
        let source = format!("{}{}", rule.source.now().cited(), dimension.unwrap_or_default());
        let _ = writeln!(
            text,
            "  {:width$}  {:9}  {}\n  {:width$}             {source}",
            rule.id.value,
            words::grade(rule.class, rule.severity).get(language),
            rule.title.get(language),
            "",
        );
        if let Some(aside) = manifest.and_then(|it| it.set_aside(rule)) {
            let (words, told) = (SET_ASIDE.get(language), clean(&aside.told(language)));
            let _ = writeln!(text, "  {:width$}             {words} {told}", "");
        }
    }
    text
}
