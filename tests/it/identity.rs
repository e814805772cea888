//! Every subject has one id and every id one subject; no two verdicts share rule, subject and fingerprint.

use std::collections::BTreeMap;
use std::sync::Arc;

use rust_decimal::Decimal;
use samkoll::amount::Language;
use samkoll::evaluate::Selection;
use samkoll::facts::{Facts, Subject};
use samkoll::model::rule::SubjectKind;
use samkoll::verdict::Verdict;
use samkoll::{Workspace, assess};

use crate::common::{Texts, load_whole, question, synthetic, the_bundled, verdicts};
use crate::testforbundet::testforbundet;

/// What two verdicts or two subjects go by alike.
fn mistaken(workspace: &Workspace, day: &str) -> Vec<String> {
    let facts = Facts::new(Arc::clone(&workspace.model), question(day));
    let asked_last =
        facts.waivers(&Default::default(), &Default::default()).into_iter().chain([facts.workspace(&[])]);
    let others = SubjectKind::ALL.iter().flat_map(|kind| facts.subjects(*kind));
    let subjects: Vec<Subject> = others.chain(asked_last).collect();
    let report = assess(workspace, question(day), &Selection::default());
    let ids = subjects.iter().map(|it| it.id.clone());
    repeated(ids).into_iter().chain(of_one_name(&report.verdicts)).collect()
}

/// What two verdicts go by alike, and numbers of one verdict that differ and look alike; asked of every fixture of
/// a rule too.
pub(crate) fn of_one_name(verdicts: &[Verdict]) -> Vec<String> {
    let names = verdicts.iter().map(|it| format!("{} {} {}", it.rule, it.subject.id, it.fingerprint));
    repeated(names).into_iter().chain(verdicts.iter().flat_map(numbers_alike)).collect()
}

fn numbers_alike(verdict: &Verdict) -> Vec<String> {
    let mut seen: BTreeMap<String, Decimal> = BTreeMap::new();
    let numbers = verdict.values.iter().map(|it| (it.fact.written(Language::Sv), it.fact.exact().0));
    let numbers = numbers.filter_map(|(written, exact)| Some((written, exact.parse().ok()?)));
    let mut differs = |(written, number): &(String, Decimal)| {
        seen.insert(written.clone(), *number).is_some_and(|before| before != *number)
    };
    let alike = numbers.filter(|it| differs(it)).map(|(written, _)| written);
    alike.map(|written| format!("{} {}: {written}", verdict.rule, verdict.subject.id)).collect()
}

fn repeated(names: impl Iterator<Item = String>) -> Vec<String> {
    let mut times: BTreeMap<String, usize> = BTreeMap::new();
    names.for_each(|name| *times.entry(name).or_default() += 1);
    times.into_iter().filter(|(_, times)| *times > 1).map(|(name, _)| name).collect()
}

#[test]
fn no_two_things_go_by_one_name() {
    let mut found = Vec::new();
    for day in ["2020-03-01", "2024-03-22"] {
        found.extend(mistaken(the_bundled(), day));
    }
    for day in ["2024-06-30", "2025-04-30"] {
        found.extend(mistaken(&load_whole(&testforbundet()), day));
    }
    assert!(found.is_empty(), "{found:#?}");
}

/// A constituent and an ordinary meeting on one day, and a deviation that was accepted twice, a year at a time.
fn twice() -> Texts {
    let mut texts = synthetic();
    let meeting = |id: &str, proposal: bool| {
        format!(
            "[[meeting]]\nid = \"{id}\"\nbody = \"styrelsen\"\ndate = 2023-11-30\nrecorded = 2024-01-10\ncount = {{ item = 1 }}\n\
             [[meeting.item]]\nnumber = 1\ntitle = \"Val\"\ntype = \"decision\"\nproposal = {proposal}\n"
        )
    };
    texts.insert(
        "register/2023.toml".into(),
        meeting("konstituerande", true) + meeting("ordinarie", false).as_str(),
    );
    let waiver = |from: &str, until: &str| {
        format!(
            "[[waiver]]\nrule = \"agenda-item-without-proposal\"\nsubject = \"meeting/2023-11-30/ordinarie\"\nreason = \"Ett skäl\"\n\
             decided_by = \"styrelsen\"\ndecision = \"§ 4\"\nfrom = {from}\nuntil = {until}\n"
        )
    };
    texts.insert(
        "waivers.toml".into(),
        waiver("2024-01-01", "2024-12-31") + waiver("2025-01-01", "2025-12-31").as_str(),
    );
    texts
}

#[test]
fn two_meetings_on_a_day_are_two_and_a_waiver_covers_one_of_them() {
    let workspace = load_whole(&twice());
    assert_eq!(mistaken(&workspace, "2024-06-01"), Vec::<String>::new());
    let found = verdicts(&workspace, "2024-06-01");
    let of = |rule: &str| -> Vec<(String, &str)> {
        let own = found.iter().filter(|it| *it.rule == *rule);
        own.map(|it| (it.subject.id.clone(), it.outcome.name())).collect()
    };
    let proposed = of("agenda-item-without-proposal");
    assert_eq!(
        proposed,
        [
            ("meeting/2023-11-30/konstituerande".to_owned(), "met"),
            ("meeting/2023-11-30/ordinarie".to_owned(), "waived"),
        ]
    );
    let waivers: Vec<String> = of("waiver-expired").into_iter().map(|(id, _)| id).collect();
    let of_waiver = "waiver/agenda-item-without-proposal/meeting/2023-11-30/ordinarie";
    assert_eq!(waivers, [format!("{of_waiver}/2024-12-31"), format!("{of_waiver}/2025-12-31")]);
}
