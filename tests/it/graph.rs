//! The graph as people read it: what has no day is drawn on none, and an order that runs backwards is said.

use samkoll::amount::Language;
use samkoll::cycle::{Cycle, Item};
use samkoll::render::explain::{self, Explained};
use samkoll::render::graph::{self, Net};

use crate::common::{lawless, question, synthetic};

const WHEEL: &str = r#"
id = "hjul"
title = "Årshjulet"
kind = "cycle"
in_force = { from = 2024-01-01 }
[[duty]]
id = "basis"
deliverable = "other"
by = "platform"
every = "year"
due = { on = "09-15" }
[[duty]]
id = "proposal"
deliverable = "other"
by = "styrelsen"
every = "year"
due = { on = "08-15" }
needs = ["basis"]
[[duty]]
id = "review"
deliverable = "report"
by = "styrelsen"
every = "year"
due = { within = "period" }
needs = ["proposal"]
"#;

fn with_cycle(then: impl FnOnce(&Cycle<'_>, &[&Item<'_>], &samkoll::source::Files)) {
    let mut texts = synthetic();
    texts.insert("agreements/hjul.toml".into(), WHEEL.into());
    let workspace = lawless(&texts);
    let cycle = Cycle::new(&workspace.model, question("2024-05-01"));
    let items: Vec<&Item<'_>> = cycle.items().iter().filter(|it| it.occurrence.year() == 2024).collect();
    then(&cycle, &items, &workspace.files);
}

fn one<'c, 'm>(items: &[&'c Item<'m>], duty: &str) -> &'c Item<'m> {
    items.iter().find(|it| it.occurrence.duty.id.value == duty).unwrap()
}

#[test]
fn what_has_no_day_is_drawn_on_none_and_has_no_days_to_spare() {
    with_cycle(|cycle, items, _| {
        let net = Net::new(cycle, items);
        let review = one(items, "review");
        for text in [
            graph::forest(&net, Language::Sv),
            graph::dot(&net, Language::Sv),
            graph::mermaid(&net, Language::Sv),
            graph::around(cycle, review, Language::Sv),
            graph::chain(cycle, review, Language::Sv),
        ] {
            assert!(!text.contains("12-31") && text.contains("2024 ○"), "{text}");
        }
        let chain = graph::chain(cycle, review, Language::Sv);
        assert!(chain.contains("ingen marginal att räkna"), "{chain}");
        assert_eq!(cycle.slack(&[one(items, "proposal"), review]), [None]);
    });
}

#[test]
fn an_order_that_runs_backwards_is_said() {
    with_cycle(|cycle, items, _| {
        let net = Net::new(cycle, items);
        let forest = graph::forest(&net, Language::Sv);
        let told = forest.lines().find(|line| line.contains("└─ 2024-08-15")).unwrap();
        assert!(told.ends_with("– baklänges: det som ska komma först förfaller sist"), "{forest}");
        assert_eq!(forest.matches("baklänges").count(), 1, "what has no day cannot: {forest}");
        assert!(graph::dot(&net, Language::Sv).contains("[style = dashed, label = \"baklänges\"]"));
        assert!(graph::mermaid(&net, Language::En).contains("-. backwards .->"));
        let chain = graph::chain(cycle, one(items, "proposal"), Language::Sv);
        let told = "Baklänges: basis 2024 (2024-09-15) ska komma före proposal 2024 (2024-08-15).";
        assert!(chain.contains(told), "{chain}");
    });
}

#[test]
fn an_activity_is_told_with_its_agreement() {
    with_cycle(|cycle, items, files| {
        let item = one(items, "basis");
        let text = explain::item(&Explained { cycle, item, files }, Language::Sv);
        assert!(text.contains("Ansvarig: verksamheten enligt Årshjulet"), "{text}");
        assert!(text.starts_with("basis 2024, verksamheten – Årshjulet\n"), "once in the title: {text}");
    });
}
