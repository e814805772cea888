//! What was known when: waivers, the follow-up and the structure of documents, by the day each became known.

use std::collections::BTreeMap;

use samkoll::evaluate::Selection;
use samkoll::facts::Question;
use samkoll::{assess, load};

use crate::common::{Texts, load_whole, question, synthetic};

/// One förbund with everything that has a day of its own or its document's, all of 1 June 2024 but for what is
/// taken from a document without a day, which tells of 2023.
fn texts() -> Texts {
    let mut texts = synthetic();
    let mut add = |path: &str, text: &str| drop(texts.insert(path.to_owned(), text.to_owned()));
    add(
        "agreements/kallor.toml",
        "[[source]]\nid = \"juni\"\ntitle = \"Av 1 juni\"\nkind = \"board-papers\"\nadopted = 2024-06-01\n\
         [[source]]\nid = \"mars\"\ntitle = \"Av 1 mars\"\nkind = \"annual-report\"\nadopted = 2024-03-01\n\
         [[source]]\nid = \"odaterad\"\ntitle = \"Utan dag\"\nkind = \"social-accounts\"\n\
         [[source]]\nid = \"del\"\ntitle = \"Del\"\nkind = \"other\"\npart_of = \"odaterad\"\n",
    );
    add(
        "figures/2023.toml",
        "year = 2023\n[[table]]\nid = \"balans\"\nsource = \"mars\"\npart = \"balans\"\nkind = \"statement\"\n\
         prints = \"balance-sheet\"\nunit = \"kr\"\ncount = 2\nfigures = { equity.closing = 2_554_000, allocation.total = 8_000_000 }\n\
         [[table]]\nid = \"text\"\nsource = \"odaterad\"\npart = \"text\"\nkind = \"text\"\nunit = \"persons\"\ncount = 1\n\
         figures = { participants.planned = 20 }\n",
    );
    add(
        "agreements/torget.toml",
        "id = \"torget\"\ntitle = \"Torget\"\nkind = \"platform\"\nin_force = { from = 2023-01-01 }\ncopies = { count = 1 }\n\
         count = { bilaga = 0 }\nsource = { document = \"juni\", part = \"1\" }\n",
    );
    add(
        "waivers.toml",
        "[[waiver]]\nrule = \"equity-above-cap\"\nsubject = \"2023\"\nreason = \"r\"\ndecided_by = \"styrelsen\"\n\
         decision = \"§ 12\"\nfrom = 2024-01-01\nuntil = 2024-12-31\nrecorded = 2024-06-01\n",
    );
    let source = "source = { document = \"juni\", part = \"1\" }\n";
    add(
        "follow-up/allt.toml",
        &format!(
            "[[statement]]\nid = \"s\"\nyear = 2023\nfigures = [\"equity.closing\"]\nsays = \"above\"\nvalue = 3_000_000\n\
             unit = \"kr\"\ntext = \"t\"\n{source}\
             [[initiative]]\nid = \"i\"\nnumber = 1\nyear = 2023\ntitle = \"t\"\nuntil = 2023-06-01\n\
             source = {{ document = \"mars\", part = \"1\" }}\nfollowed_up = {{ document = \"juni\", part = \"1\" }}\n\
             [[action]]\nid = \"a\"\nnumber = \"1\"\ntitle = \"t\"\nend = 2024-01-31\n{source}\
             [[checklist]]\nid = \"c\"\ngroup = \"governing-documents\"\ntitle = \"t\"\n{source}\
             [[goal]]\nid = \"g\"\ngroup = \"finance\"\ntitle = \"t\"\nfigure = \"equity.closing\"\nat = \"least\"\nvalue = 1\nunit = \"kr\"\n\
             years = {{ from = 2023, to = 2023 }}\n{source}\
             [[structure]]\ndocument = \"juni\"\ncount = {{ reference = 0 }}\n\
             [[structure]]\ndocument = \"del\"\ncount = {{ reference = 0 }}\n"
        ),
    );
    texts
}

/// Every outcome that is reached, by rule and subject.
fn outcomes(texts: &Texts, day: &str, known_at: Option<&str>) -> BTreeMap<String, &'static str> {
    let workspace = load(texts);
    let asked = Question { known_at: known_at.map(|day| day.parse().unwrap()), ..question(day) };
    let report = assess(&workspace, asked, &Selection::default());
    let word = |it: &samkoll::verdict::Verdict| (format!("{} {}", it.rule, it.subject.id), it.outcome.name());
    report.verdicts.iter().map(word).collect()
}

#[test]
fn known_at_reaches_waivers_and_the_follow_up() {
    let mut texts = texts();
    crate::common::with_own(&mut texts, "initiative-not-followed-up", "initiative/i");
    load_whole(&texts);
    let then = outcomes(&texts, "2024-06-30", Some("2024-04-01"));
    let now = outcomes(&texts, "2024-06-30", Some("2024-06-30"));
    for (key, before, after) in [
        ("equity-above-cap 2023", Some("breached"), Some("waived")),
        ("initiative-not-followed-up initiative/i", Some("breached"), Some("met")),
        ("comparison-misjudged statement/s", None, Some("breached")),
        ("action-overdue action/a", None, Some("undecided")),
        ("governing-document-missing checklist/governing-documents/c", None, Some("undecided")),
        ("appendix-reference-broken torget", None, Some("met")),
        ("goal-missed goal/g/2023", None, Some("met")),
        ("reference-broken document/juni", None, Some("met")),
        ("waiver-expired waiver/equity-above-cap/2023", None, Some("met")),
    ] {
        assert_eq!((then.get(key).copied(), now.get(key).copied()), (before, after), "{key}");
    }
    // What is known later holds for an earlier day too, but no text is held against a day it was not there.
    let before = outcomes(&texts, "2024-04-01", None);
    assert_eq!(before["equity-above-cap 2023"], "waived");
    for key in ["comparison-misjudged statement/s", "goal-missed goal/g/2023", "action-overdue action/a"] {
        assert_eq!(before[key], "not-applicable", "{key}");
    }
}

#[test]
fn a_document_without_a_day_is_known_once_the_year_it_tells_of_is_over() {
    let texts = texts();
    let key = "reference-broken document/del";
    assert_eq!(outcomes(&texts, "2019-11-28", None)[key], "not-applicable");
    assert_eq!(outcomes(&texts, "2023-12-31", None)[key], "met");
    assert_eq!(outcomes(&texts, "2024-06-30", Some("2023-12-30")).get(key), None);
    let figure = "figures-disagree participants.planned/2023";
    assert_eq!(outcomes(&texts, "2024-06-30", Some("2023-12-30")).get(figure), None);
    assert!(outcomes(&texts, "2024-06-30", Some("2023-12-31")).contains_key(figure));
    // A book that was written in before the last day it tells of is of no one day.
    let mut texts = texts.clone();
    let meeting = "[[meeting]]\nid = \"m\"\nbody = \"styrelsen\"\ndate = 2022-03-01\nrecorded = 2022-03-02\n\
                   source = { document = \"odaterad\", part = \"1\" }\n";
    texts.insert("register/m.toml".to_owned(), meeting.to_owned());
    assert_eq!(outcomes(&texts, "2019-11-28", None)[key], "met");
}

#[test]
fn a_day_something_was_done_no_later_than_is_not_a_day_its_document_tells_of() {
    let mut texts = texts();
    let key = "reference-broken document/del";
    assert_eq!(outcomes(&texts, "2023-12-31", None)[key], "met");
    let action = "[[action]]\nid = \"a\"\nnumber = \"1\"\ntitle = { sv = \"A\", en = \"A\" }\n\
                  done = { no_later_than = 2024-03-22 }\nrecorded = 2024-03-22\n\
                  source = { document = \"odaterad\", part = \"1\" }\n";
    texts.insert("follow-up/a.toml".to_owned(), action.to_owned());
    assert_eq!(outcomes(&texts, "2023-12-31", None)[key], "met");
}
