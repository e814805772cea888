//! What is said of a year cites what held that year: every provision of the standard, in every year there is.

use std::collections::BTreeSet;

use chrono::NaiveDate;
use samkoll::model::agreement::AgreementKind;
use samkoll::verdict::Outcome;

use crate::common::{load_whole, synthetic, verdicts};
use crate::fixtures;

/// What is cited, and the first and the last year it can be: a table of its own, beside the program's.
const HELD: &[(&str, i32, i32)] = &[
    ("2003:1210", 2004, 9999),
    ("2017:725", 2018, 9999),
    ("1991:900", 1992, 2017),
    ("2018:597", 2019, 9999),
    ("1997:614", 1998, 2018),
    ("19 a §", 2022, 9999),
];

/// Whether something is cited that was not in force in a year. A name without a number is that of the act of 2017.
fn is_anachronistic(cited: &str, year: i32) -> bool {
    let held = |(what, from, to): &(&str, i32, i32)| !cited.contains(what) || (*from..=*to).contains(&year);
    let named = cited.contains("kommunallagen") && !cited.contains("1991:900");
    !HELD.iter().all(held) || (named && year < 2018)
}

#[test]
fn every_provision_of_the_standard_was_in_force_when_it_is_cited() {
    let workspace = load_whole(&synthetic());
    let (mut asked, mut changed) = (0, 0);
    for rule in &workspace.model.rules {
        changed += usize::from(rule.source.before().count() > 0);
        for year in 2004..=2026 {
            let day = NaiveDate::from_ymd_opt(year, 12, 31).unwrap();
            if rule.in_force.holds(day) {
                asked += 1;
                let cited = rule.source.on(day).cited();
                assert!(!is_anachronistic(&cited, year), "{} in {year}: {cited}", rule.id.value);
            }
        }
    }
    let laws = workspace.model.agreements.iter().filter(|it| it.kind == AgreementKind::Statute);
    for law in laws {
        for duty in &law.duties {
            changed += usize::from(duty.clause.as_ref().is_some_and(|it| it.before().count() > 0));
            for year in 2004..=2026 {
                asked += 1;
                let day = NaiveDate::from_ymd_opt(year, 6, 30).unwrap();
                let cited = law.cited(duty.clause.as_ref().map(|clause| clause.on(day)));
                assert!(!is_anachronistic(&cited, year), "{} in {year}: {cited}", duty.id.value);
            }
        }
    }
    assert!(asked > 1000 && changed > 4, "{asked} provisions asked, {changed} of them changed");
}

/// Whatever is judged in the fixtures of the rules that cite what came later than the first of the associations.
#[test]
fn no_verdict_cites_what_was_not_in_force_in_its_year() {
    let workspace = load_whole(&synthetic());
    let rules = workspace.model.rules.iter();
    let of_later =
        rules.filter(|it| it.source.before().count() > 0 || is_anachronistic(&it.source.now().cited(), 2004));
    let of_later: BTreeSet<&str> = of_later.map(|it| it.id.value.as_str()).collect();
    let mut seen = 0;
    for fixture in fixtures::all().iter().filter(|it| of_later.contains(it.rule.as_str())) {
        let verdict = fixture.verdict().unwrap_or_else(|error| panic!("{error}"));
        if let Some((_, year)) = verdict.subject.years.filter(|_| verdict.outcome != Outcome::NotApplicable) {
            seen += 1;
            let cited = &verdict.clause.reference;
            assert!(!is_anachronistic(cited, year), "{}: {cited}", fixture.path);
        }
    }
    assert!(seen > 20, "{seen}");
}

/// A meeting before there was a section on remote participation is judged by the section there was.
#[test]
fn a_meeting_before_a_section_came_cites_the_one_before() {
    let all = fixtures::all();
    let mut cited: Vec<(NaiveDate, String)> = Vec::new();
    for fixture in all.iter().filter(|it| it.rule == "remote-meeting-without-decision") {
        let verdict = fixture.verdict().unwrap_or_else(|error| panic!("{error}"));
        // One that nobody held has no day.
        let Ok(day) = verdict.subject.id.split('/').nth(1).unwrap().parse() else { continue };
        cited.push((day, verdict.clause.reference.clone()));
    }
    let came: NaiveDate = "2022-03-16".parse().unwrap();
    assert!(cited.iter().any(|(day, _)| *day < came) && cited.iter().any(|(day, _)| *day >= came));
    for (day, cited) in cited {
        let section = if day < came { "19 § Finsamlagen" } else { "19 a § Finsamlagen" };
        assert!(cited.starts_with(section), "{day}: {cited}");
    }
}

/// The duties of the law in a workspace that begins before the act of 2017, as the calendar cites them.
#[test]
fn duties_of_earlier_years_do_not_cite_later_acts() {
    let mut texts = synthetic();
    let manifest = texts.get_mut("samkoll.toml").unwrap();
    let since = manifest.lines().filter(|line| !line.starts_with("since"));
    *manifest = since.chain(["since = 2012-01-01"]).collect::<Vec<_>>().join("\n");
    let workspace = load_whole(&texts);
    let verdicts = verdicts(&workspace, "2024-03-22");
    let of_years = verdicts.iter().filter(|it| it.outcome != Outcome::NotApplicable);
    let of_years = of_years.filter_map(|it| Some((it.subject.years?.1, it)));
    let early: Vec<_> = of_years.filter(|(year, _)| *year < 2018).collect();
    assert!(early.len() > 20, "{}", early.len());
    for (year, verdict) in early {
        let cited = &verdict.clause.reference;
        assert!(!is_anachronistic(cited, year), "{} {}: {cited}", verdict.rule, verdict.subject.id);
    }
}
