//! What a förbund puts in the place of something of the standard counts in its own workspace, and there alone.

use samkoll::model::rule::{ParameterValue, RuleText};
use samkoll::verdict::Outcome;

use crate::common::{Texts, load_whole, root, synthetic, verdicts};

/// A statement that falls short, which a rule of the standard judges as another does.
fn falls_short() -> Texts {
    let mut texts = synthetic();
    for year in [2022, 2023] {
        let table = format!(
            "year = {year}\n[[table]]\nid = \"t\"\nsource = \"arsredovisning\"\npart = \"p\"\nkind = \"text\"\n\
             unit = \"kr\"\ncount = 1\n[table.figures]\nresult.net = {year}\n"
        );
        texts.insert(format!("figures/{year}.toml"), table);
    }
    texts.insert(
        "follow-up/s.toml".into(),
        "[[statement]]\nid = \"s\"\nyear = 2023\nfigures = [\"result.net\"]\nsays = \"falls\"\ntext = \"resultatet minskar\"\n\
         source = { document = \"arsredovisning\", part = \"p\" }\n"
            .into(),
    );
    texts
}

fn outcome(texts: &Texts) -> Outcome {
    let verdicts = verdicts(&load_whole(texts), "2024-06-01");
    verdicts.iter().find(|it| it.rule == "direction-misjudged").unwrap().outcome
}

#[test]
fn a_rule_judges_as_the_one_its_workspace_has() {
    let standards =
        std::fs::read_to_string(root().join("rules/follow-up/comparison-misjudged.toml")).unwrap();
    let (head, _) = standards.split_once("[[condition]]").unwrap();
    let own = format!(
        "replaces = true\n{head}[[condition]]\nwhen = \"subject.holds\"\nthen = \"breach\"\nshows = {{ against = \"subject.against\", text = \"subject.text\" }}\n\n[[condition]]\nthen = \"met\"\n"
    );
    let mut replaced = falls_short();
    replaced.insert("rules/own/comparison-misjudged.toml".into(), own);
    // In either order: what is compiled for one workspace is no other's.
    for _ in 0..2 {
        assert_eq!(outcome(&falls_short()), Outcome::Breached);
        assert_eq!(outcome(&replaced), Outcome::Met);
    }
}

/// What a förbund may set says what it takes: whole numbers, days, a share or words. Stairs and shares by
/// organisation are held to their own form.
#[test]
fn every_parameter_of_the_standard_says_what_it_takes() {
    let workspace = load_whole(&synthetic());
    let parameters =
        workspace.model.rules.iter().flat_map(|rule| rule.parameters.iter().map(move |it| (rule, it)));
    let says = |rule: &RuleText, name: &str| {
        rule.parameters.iter().any(|it| it.name.value == name && it.takes.is_some())
    };
    let (mut silent, mut seen) = (Vec::new(), 0);
    for (rule, parameter) in parameters {
        let of_form = matches!(parameter.value, ParameterValue::Stairs(_) | ParameterValue::Shares(_));
        seen += usize::from(!of_form);
        if !of_form && !says(rule, &parameter.name.value) {
            silent.push(format!("{}/{}", rule.id.value, parameter.name.value));
        }
    }
    assert!(silent.is_empty() && seen > 15, "{seen}: {silent:?}");
}
