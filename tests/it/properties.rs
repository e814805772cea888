//! Properties of subjects: what is declared is what is answered.

use std::sync::Arc;

use samkoll::facts::{Asked, Fact, Facts, PropertyKind, properties_of};
use samkoll::model::rule::SubjectKind;

use crate::common::{question, the_bundled};

/// Every property of every subject of the bundled workspace is of the kind it is declared to be.
#[test]
fn every_property_is_of_its_declared_kind() {
    let workspace = the_bundled();
    let facts = Facts::new(Arc::clone(&workspace.model), question("2024-03-22"));
    let rules = workspace.book.rules();
    for kind in SubjectKind::ALL {
        // Any rule of the kind will do, but for what its own parameters measure.
        let Some(rule) = rules.iter().find(|it| it.text.subject == *kind) else { continue };
        for subject in facts.subjects(*kind) {
            let asked = Asked { facts: &facts, rule: &rule.text, day: subject.governing };
            for about in properties_of(*kind) {
                let property = subject.property(&asked, about.name);
                let Ok(known) = property.unwrap_or_else(|| panic!("{} {}", kind.name(), about.name)) else {
                    continue;
                };
                let fits = match (&known.fact, about.kind) {
                    (Fact::Amount(_), PropertyKind::Amount)
                    | (Fact::Number(_), PropertyKind::Number)
                    | (Fact::Truth(_), PropertyKind::Truth)
                    | (Fact::Day(_) | Fact::DoneBy(..), PropertyKind::Day)
                    | (Fact::Words(_), PropertyKind::Words) => true,
                    (Fact::Word(word), PropertyKind::Word(words)) => words.contains(word),
                    _ => false,
                };
                assert!(fits, "{}: {} is {:?}", subject.id, about.name, known.fact);
            }
        }
    }
}

/// A property that no rule asks for is one that nobody has seen to be right. A year's own number is every
/// rule's to use.
#[test]
fn every_property_serves_a_rule() {
    let workspace = the_bundled();
    for kind in SubjectKind::ALL {
        let rules = workspace.book.rules().iter().filter(|it| it.text.subject == *kind);
        let asked: Vec<&str> = rules.flat_map(|it| &it.script.uses.properties).map(String::as_str).collect();
        for about in samkoll::facts::own_properties(*kind) {
            let known = asked.contains(&about.name) || (*kind, about.name) == (SubjectKind::Year, "year");
            assert!(known, "no rule asks for `{}` of a {}", about.name, kind.name());
        }
    }
}
