//! What would settle a verdict: the smallest change, or what is missing and where it is written.

use samkoll::settled_by;
use samkoll::verdict::{Outcome, SettledBy};

use crate::cli::{code, samkoll, stdout};
use crate::common::{bundled_on, question, root, the_bundled};

fn explained(rule: &str, subject: &str, day: &str, language: &str) -> String {
    let output = samkoll(&root(), &["explain", rule, subject, "--as-of", day, "--lang", language]);
    assert!([0, 1].contains(&code(&output)), "{rule} {subject}");
    stdout(&output).split_whitespace().collect::<Vec<_>>().join(" ")
}

#[test]
fn the_smallest_change_is_told_as_an_auditor_would_say_it() {
    for (rule, subject, sv, en) in [
        (
            "equity-above-cap",
            "2023",
            "eget kapital vid årets utgång 2023 ned till 2 053 100 kr, det vill säga 42 207 kr mindre.",
            "equity at the end of the year 2023 down to 2,053,100 SEK, that is 42,207 SEK less.",
        ),
        (
            "minutes-approved-late",
            "meeting/2019-10-24",
            "justerat senast 2019-11-07 i stället för 2019-11-25.",
            "approved by 2019-11-07 instead of 2019-11-25.",
        ),
        (
            "cycle-event-missed",
            "arshjul-2023/initiatives-workshop/analysgruppen/2023",
            "gjort senast 2023-05-31.",
            "done by 2023-05-31.",
        ),
        // What somebody has set is not what would be otherwise.
        (
            "impact-index-below-target",
            "goal/impact-kransen-2023/2023",
            "utfall upp till 70, det vill säga 6,6 mer.",
            "outcome up to 70, that is 6.6 more.",
        ),
    ] {
        let told = explained(rule, subject, "2024-03-22", "sv");
        assert!(told.contains(&format!("Regeln hade varit uppfylld med (minsta ändringen): {sv}")), "{told}");
        let told = explained(rule, subject, "2024-03-22", "en");
        assert!(
            told.contains(&format!("The rule would have been met with (the smallest change): {en}")),
            "{told}"
        );
    }
}

#[test]
fn what_is_missing_is_told_with_where_it_is_written() {
    let told = explained("equity-above-cap", "2018", "2024-03-22", "sv");
    assert!(told.contains("bidrag från staten 2018. Skrivs i fixtures/umearegionen/figures/2018.toml, i tabellen för den handling som har den: [table.figures] contribution.staten = …"), "{told}");
    let subject = "samordningsteam-bjurholm-2020/annual-appendix/arbetsformedlingen/2020";
    let told = explained("appendix-late", subject, "2024-03-22", "sv");
    let entry = "[[delivery]] agreement = \"samordningsteam-bjurholm-2020\" duty = \"annual-appendix\" by = \"arbetsformedlingen\" period = \"2020\" delivered = … recorded = …";
    assert!(told.contains(entry), "{told}");
}

/// Something is told of a verdict that is broken or open, and of no other.
#[test]
fn only_what_is_broken_or_open_can_be_settled() {
    let (workspace, day) = (the_bundled(), "2024-03-22");
    let report = bundled_on(day);
    let mut told = 0;
    for verdict in report.verdicts.iter().step_by(37) {
        let by = settled_by(workspace, question(day), verdict);
        let id = format!("{} {}", verdict.rule, verdict.subject.id);
        match by {
            Some(SettledBy::Otherwise(_)) => assert_eq!(verdict.outcome, Outcome::Breached, "{id}"),
            Some(_) => assert_eq!(verdict.outcome, Outcome::Undecided, "{id}"),
            None => continue,
        }
        told += 1;
    }
    assert!(told > 10, "{told}");
}
