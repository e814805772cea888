//! Auditors' remarks: what counts of them when, and how they stand in the brief.

use samkoll::amount::Language;
use samkoll::evaluate::Selection;
use samkoll::facts::Question;
use samkoll::render::sheet::Markup;
use samkoll::{assess, load};

use crate::common::{self, Texts, load_whole, question, synthetic};
use crate::testforbundet::testforbundet;

const REGISTER: &str = r#"
[[meeting]]
id = "m"
body = "styrelsen"
date = 2023-05-12
recorded = 2023-05-15
[[decision]]
id = "svar"
meeting = "m"
adopts = "other"
state = "adopted"
recorded = 2023-05-15
[[remark]]
id = "r"
year = 2022
text = "t"
dimension = "internal-control"
decision = "svar"
due = 2023-10-31
done = 2023-10-20
followed_up = 2023-11-30
recorded = 2023-04-20
"#;

fn outcome(texts: &Texts, rule: &str, day: &str, known_at: Option<&str>) -> Option<&'static str> {
    let asked = Question { known_at: known_at.map(|day| day.parse().unwrap()), ..question(day) };
    let workspace = load(texts);
    let report = assess(&workspace, asked, &Selection::default());
    report.verdicts.iter().find(|it| *it.rule == *rule).map(|it| it.outcome.name())
}

#[test]
fn each_part_of_a_remark_counts_from_the_day_it_became_known() {
    let mut texts = synthetic();
    texts.insert("register/anmarkning.toml".to_owned(), REGISTER.to_owned());
    common::with_own(&mut texts, "remark-overdue", "remark/r");
    load_whole(&texts);
    for (rule, known_at, expected) in [
        ("remark-unanswered", Some("2023-04-19"), None),
        ("remark-unanswered", Some("2023-05-14"), Some("undecided")),
        ("remark-unanswered", Some("2023-05-15"), Some("met")),
        // The day is the decision's, and done is known when it was followed up.
        ("remark-overdue", Some("2023-05-14"), Some("not-applicable")),
        ("remark-overdue", Some("2023-11-29"), Some("undecided")),
        ("remark-overdue", Some("2023-11-30"), Some("met")),
        ("remark-overdue", None, Some("met")),
    ] {
        assert_eq!(outcome(&texts, rule, "2023-12-31", known_at), expected, "{rule} {known_at:?}");
    }
}

#[test]
fn done_without_the_day_it_was_shown_is_refused() {
    let mut texts = synthetic();
    texts.insert("register/anmarkning.toml".to_owned(), REGISTER.replace("followed_up = 2023-11-30\n", ""));
    let problems = load(&texts).problems;
    let lacks = problems.iter().any(|it| it.message.get(Language::En).contains("followed_up"));
    assert!(lacks, "{problems:?}");
}

#[test]
fn remarks_that_are_not_done_stand_in_the_brief_of_the_board() {
    let workspace = load(&testforbundet());
    let brief = |day: &str| {
        let page = common::brief(&workspace, "forbundsstyrelsen", day, Markup::Text, Language::Sv);
        page.split_whitespace().collect::<Vec<_>>().join(" ")
    };
    let page = brief("2025-04-30");
    assert!(
        page.contains(
            "• 2025-03-31 försenad – 2023: samma person beställer och attesterar \
             Förbundskontoret · beslutat 2024-09-19 (§ 10)"
        ),
        "{page}"
    );
    assert!(!page.contains("specifikation"), "what is done is not told: {page}");
    assert!(brief("2024-06-30").contains("registret visar inget beslut om den"), "{}", brief("2024-06-30"));
}
