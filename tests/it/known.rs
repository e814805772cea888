//! What was known when: waivers, the follow-up and the structure of documents, by the day each became known.

use std::collections::BTreeMap;

use samkoll::amount::Language;
use samkoll::brief::Brief;
use samkoll::cycle::Cycle;
use samkoll::evaluate::Selection;
use samkoll::facts::Question;
use samkoll::render::calendar::{Calendar, ics, list, svg};
use samkoll::render::sheet::Markup;
use samkoll::render::{brief, graph, json};
use samkoll::{assess, load};

use crate::common::{Texts, known, load_whole, question, synthetic};

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
             [[structure]]\ndocument = \"juni\"\ncount = {{ reference = 1 }}\n{REFERENCE}\
             [[structure]]\ndocument = \"del\"\ncount = {{ reference = 1 }}\n{REFERENCE}"
        ),
    );
    texts
}

/// A reference that leads where it says.
const REFERENCE: &str =
    "[[structure.reference]]\nfrom = \"1\"\nkind = \"section\"\nnumber = \"2\"\nto = \"2\"\n";

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
fn a_list_of_a_year_without_a_source_is_not_known_before_the_year() {
    let mut texts = synthetic();
    let list = "[[checklist]]\nid = \"c\"\ngroup = \"governing-documents\"\ntitle = \"t\"\nyear = 2023\ncomplete = true\n";
    texts.insert("follow-up/c.toml".to_owned(), list.to_owned());
    let key = "governing-document-missing checklist/governing-documents/c";
    assert_eq!(outcomes(&texts, "2024-06-30", Some("2022-12-31")).get(key), None);
    assert_eq!(outcomes(&texts, "2024-06-30", Some("2023-01-01"))[key], "breached");
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

/// Each kind of entry that has a `recorded` or is taken from a document with a day, all of 1 June 2024: the file
/// it stands in and its text. The agreement before it and the terms it shares are of 1 March.
const ENTRIES: &[(&str, &str, &str)] = &[
    ("an agreement with duties", "agreements/b.toml", AGREEMENT),
    ("a charter", "agreements/b.toml", CHARTER),
    ("a need of what comes later", "agreements/b.toml", PLAN),
    (
        "a meeting",
        "register/b.toml",
        "[[meeting]]\nid = \"b\"\nbody = \"styrelsen\"\ndate = 2024-02-15\nrecorded = 2024-06-01\n",
    ),
    (
        "a meeting's minutes",
        "register/b.toml",
        "[[meeting]]\nid = \"b\"\nbody = \"styrelsen\"\ndate = 2024-02-15\nrecorded = 2024-06-01\n[meeting.minutes]\napproved = 2024-03-20\n",
    ),
    (
        "a decision",
        "register/b.toml",
        "[[decision]]\nid = \"b\"\nmeeting = \"mars\"\nadopts = \"annual-report\"\nperiods = { from = 2023, to = 2023 }\nstate = \"adopted\"\nrecorded = 2024-06-01\n",
    ),
    (
        "a delivery",
        "register/b.toml",
        "[[delivery]]\nagreement = \"a\"\nduty = \"d\"\nby = \"kassan\"\nperiod = \"2023\"\ndelivered = 2024-01-10\nrecorded = 2024-06-01\n",
    ),
    (
        "a cover",
        "register/b.toml",
        "[[complete]]\ndeliverables = [\"report\"]\nfrom = 2023-01-01\nto = 2024-05-31\nrecorded = 2024-06-01\n",
    ),
    (
        "a planned day",
        "register/b.toml",
        "[[planned]]\nagreement = \"a\"\nduty = \"e\"\nby = \"kassan\"\nperiod = \"2024\"\nday = 2024-09-12\nrecorded = 2024-06-01\n",
    ),
    (
        "a change",
        "register/b.toml",
        "[[change]]\nagreement = \"a\"\nby = \"kassan\"\nannounced = 2024-02-01\neffective = 2024-02-20\nrecorded = 2024-06-01\n",
    ),
    (
        "a remark",
        "register/b.toml",
        "[[remark]]\nid = \"b\"\nyear = 2022\ntext = \"t\"\ndimension = \"internal-control\"\nrecorded = 2024-06-01\n",
    ),
    (
        "an assignment",
        "register/b.toml",
        "[[meeting]]\nid = \"bm\"\nbody = \"styrelsen\"\ndate = 2023-02-01\nrecorded = 2024-06-01\n[[decision]]\nid = \"bd\"\nmeeting = \"bm\"\nadopts = \"mission\"\nstate = \"adopted\"\nrecorded = 2024-06-01\n[[assignment]]\nid = \"b\"\ndecision = \"bd\"\ntext = \"t\"\nrecorded = 2024-06-01\n",
    ),
    (
        "a table",
        "figures/b.toml",
        "year = 2023\n[[table]]\nid = \"b\"\nsource = \"juni\"\npart = \"b\"\nkind = \"statement\"\nprints = \"balance-sheet\"\nunit = \"kr\"\ncount = 2\nfigures = { equity.closing = 2_554_000, allocation.total = 8_000_000 }\n",
    ),
    (
        "a statement",
        "follow-up/b.toml",
        "[[statement]]\nid = \"b\"\nyear = 2023\nfigures = [\"participants.planned\"]\nsays = \"above\"\nvalue = 30\nunit = \"persons\"\ntext = \"t\"\nsource = { document = \"juni\", part = \"1\" }\n",
    ),
    (
        "an initiative",
        "follow-up/b.toml",
        "[[initiative]]\nid = \"b\"\nnumber = 1\nyear = 2023\ntitle = \"t\"\nuntil = 2023-06-01\nsource = { document = \"juni\", part = \"1\" }\n",
    ),
    (
        "an action",
        "follow-up/b.toml",
        "[[action]]\nid = \"b\"\nnumber = \"1\"\ntitle = \"t\"\nend = 2024-01-31\nsource = { document = \"juni\", part = \"1\" }\n",
    ),
    (
        "a checklist",
        "follow-up/b.toml",
        "[[checklist]]\nid = \"b\"\ngroup = \"governing-documents\"\ntitle = \"t\"\nsource = { document = \"juni\", part = \"1\" }\n",
    ),
    (
        "an action whose plan has no day",
        "follow-up/b.toml",
        "[[action]]\nid = \"b\"\nnumber = \"1\"\ntitle = \"t\"\nend = 2024-01-31\nrecorded = 2024-06-01\nsource = { document = \"odaterad\", part = \"1\" }\n",
    ),
    (
        "a goal",
        "follow-up/b.toml",
        "[[goal]]\nid = \"b\"\ngroup = \"finance\"\ntitle = \"t\"\nfigure = \"participants.planned\"\nat = \"least\"\nvalue = 1\nunit = \"persons\"\nyears = { from = 2023, to = 2023 }\nsource = { document = \"juni\", part = \"1\" }\n",
    ),
    ("a structure", "follow-up/b.toml", "[[structure]]\ndocument = \"juni\"\ncount = { reference = 0 }\n"),
    (
        "a waiver",
        "waivers.toml",
        "[[waiver]]\nrule = \"report-overdue\"\nsubject = \"a/d/kassan/2024\"\nreason = \"r\"\ndecided_by = \"styrelsen\"\ndecision = \"§ 12\"\nfrom = 2024-01-01\nuntil = 2025-12-31\nrecorded = 2024-06-01\n",
    ),
    (
        "a waiver that tells no day",
        "waivers.toml",
        "[[waiver]]\nrule = \"report-overdue\"\nsubject = \"a/d/kassan/2024\"\nreason = \"r\"\ndecided_by = \"styrelsen\"\ndecision = \"§ 12\"\nfrom = 2024-01-01\nuntil = 2025-12-31\n",
    ),
];

const AGREEMENT: &str = "id = \"b\"\ntitle = \"Torget B\"\nkind = \"platform\"\nin_force = { from = 2023-01-01 }\n\
    source = { document = \"juni\", part = \"1\" }\n\
    [[party]]\norganisation = \"kassan\"\n\
    [[commitment]]\nid = \"c\"\nparty = \"kassan\"\nkind = \"task\"\ntext = \"t\"\n\
    [[duty]]\nid = \"d\"\ndeliverable = \"report\"\nby = \"kassan\"\nevery = \"year\"\ndue = { on = \"05-10\" }\n";
const CHARTER: &str = "id = \"b\"\ntitle = \"Förbundsordning B\"\nkind = \"charter\"\nin_force = { from = 2022-01-01 }\n\
    source = { document = \"juni\", part = \"1\" }\n\
    [[duty]]\nid = \"d\"\ndeliverable = \"report\"\nby = \"kassan\"\nevery = \"quarter\"\ndue = { within = \"period\" }\n";
const PLAN: &str = "id = \"b\"\ntitle = \"Plan B\"\nkind = \"plan\"\nin_force = { from = 2023-01-01 }\n\
    source = { document = \"juni\", part = \"1\" }\n\
    [[duty]]\nid = \"d\"\ndeliverable = \"report\"\nby = \"kassan\"\nevery = \"year\"\ndue = { before = \"a/d\", days = 5 }\n";

/// A förbund with one agreement, one meeting and some figures, all known before June.
fn before_june() -> Texts {
    let mut texts = synthetic();
    let mut add = |path: &str, text: &str| drop(texts.insert(path.to_owned(), text.to_owned()));
    add(
        "agreements/kallor.toml",
        "[[source]]\nid = \"juni\"\ntitle = \"Av 1 juni\"\nkind = \"board-papers\"\nadopted = 2024-06-01\n\
         [[source]]\nid = \"mars\"\ntitle = \"Av 1 mars\"\nkind = \"annual-report\"\nadopted = 2024-03-01\n\
         [[source]]\nid = \"odaterad\"\ntitle = \"Utan dag\"\nkind = \"plan\"\n",
    );
    add(
        "agreements/a.toml",
        "id = \"a\"\ntitle = \"Torget A\"\nkind = \"platform\"\nin_force = { from = 2023-01-01 }\n\
         [notice]\nmonths = 3\nto = \"styrelsen\"\n[[party]]\norganisation = \"kassan\"\n\
         [[duty]]\nid = \"d\"\ndeliverable = \"report\"\nby = \"kassan\"\nevery = \"year\"\ndue = { on = \"05-10\" }\n\
         [[duty]]\nid = \"e\"\ndeliverable = \"event\"\nby = \"kassan\"\nevery = \"year\"\ndue = { within = \"period\" }\n",
    );
    add(
        "register/a.toml",
        "[[meeting]]\nid = \"mars\"\nbody = \"styrelsen\"\ndate = 2024-03-10\nrecorded = 2024-03-20\n",
    );
    add(
        "figures/a.toml",
        "year = 2023\n[[table]]\nid = \"a\"\nsource = \"mars\"\npart = \"a\"\nkind = \"text\"\nunit = \"persons\"\ncount = 1\n\
         figures = { participants.planned = 20 }\n",
    );
    // The standard asks nothing of initiatives.
    crate::common::with_own(&mut texts, "initiative-not-followed-up", "initiative/b");
    texts
}

/// Everything that is drawn of a workspace at the end of June, by what was known on a day; without the rules
/// about the files themselves, and without lines and places in them.
fn drawn(texts: &Texts, known_at: &str) -> Vec<(&'static str, String)> {
    let workspace = load(texts);
    assert!(!workspace.is_broken(), "{:?}", workspace.problems);
    let asked = Question { known_at: Some(known_at.parse().unwrap()), ..question("2024-06-30") };
    let report = assess(&workspace, asked, &Selection::default());
    let of_things = |it: &&samkoll::verdict::Verdict| it.subject.kind.name() != "workspace";
    let verdicts = report.verdicts.iter().filter(of_things);
    let verdicts: Vec<String> = verdicts
        .map(|it| {
            format!("{} {} {} {}", it.rule, it.subject.id, it.outcome.name(), it.message.get(Language::Sv))
        })
        .collect();
    let mut cycle = Cycle::new(&workspace.model, asked);
    cycle.waive(&report.breached());
    let (from, to) = ("2024-01-01".parse().unwrap(), "2024-12-31".parse().unwrap());
    let calendar =
        Calendar { workspace: "w", association: "a", cycle: &cycle, from, to, files: &workspace.files };
    let board = Brief::of_the_day(&cycle, "styrelsen");
    let earlier = assess(&workspace, known("2024-04-01"), &Selection::default());
    let mut report = report;
    report.verdicts.retain(|it| it.subject.kind.name() != "workspace");
    vec![
        ("check", verdicts.join("\n")),
        ("calendar", list::render(&calendar, list::By::Month, Markup::Text, Language::Sv)),
        ("ics", ics::render(&calendar, &[7], Language::Sv)),
        ("wheel", svg::render(&calendar, Language::Sv)),
        ("json", json::v1::calendar(&calendar).unwrap()),
        ("brief", brief::render(&board, &report, &earlier, Markup::Text, Language::Sv)),
        (
            "graph",
            graph::dot(&graph::Net::new(&cycle, &cycle.items().iter().collect::<Vec<_>>()), Language::Sv),
        ),
    ]
}

/// What was not known on a day is drawn nowhere by what was known that day: as if it were not in the files.
#[test]
fn what_came_later_is_not_there_before_whatever_it_is() {
    let base = before_june();
    let (before, after) = (drawn(&base, "2024-05-31"), drawn(&base, "2024-06-01"));
    for (what, path, text) in ENTRIES {
        let mut texts = base.clone();
        texts.insert((*path).to_owned(), (*text).to_owned());
        let tells_no_day = *what == "a waiver that tells no day";
        for ((page, without), (_, with)) in before.iter().zip(drawn(&texts, "2024-05-31")) {
            if tells_no_day && *page == "brief" {
                assert!(with.contains("Undantag utan `recorded` räknas inte här"), "{with}");
                continue;
            }
            assert_eq!(*without, with, "{what} stands in {page} before it was known");
        }
        // The test can fail: once known, it shows somewhere; but what tells no day counts on no day.
        let counts = |pages: Vec<(&'static str, String)>| {
            pages.into_iter().filter(|(page, _)| !tells_no_day || *page != "brief").collect::<Vec<_>>()
        };
        let shows = counts(drawn(&texts, "2024-06-01")) != counts(after.clone());
        assert_eq!(shows, !tells_no_day, "{what}");
    }
}

/// An agreement has no end before its successor is known, and no terms before those are.
#[test]
fn a_successor_and_shared_terms_count_once_they_are_known() {
    let mut texts = before_june();
    texts.entry("agreements/a.toml".into()).and_modify(|file| {
        *file =
            file.replace("kind = \"platform\"", "kind = \"platform\"\nsuperseded_by = \"b\"\nterms = \"t\"");
    });
    let b = AGREEMENT.replace("2023-01-01", "2024-01-01");
    texts.insert("agreements/b.toml".into(), b);
    let terms = AGREEMENT.replace("id = \"b\"", "id = \"t\"").replace("platform", "terms");
    let terms = terms.split("[[party]]").next().unwrap().replace("in_force = { from = 2023-01-01 }\n", "")
        + "[[duty]]\nid = \"shared\"\ndeliverable = \"report\"\nby = \"kassan\"\nevery = \"year\"\ndue = { on = \"03-10\" }\n";
    texts.insert("agreements/t.toml".into(), terms);
    let workspace = load(&texts);
    assert!(!workspace.is_broken(), "{:?}", workspace.problems);
    let ids = |known_at: &str| {
        let asked = Question { known_at: Some(known_at.parse().unwrap()), ..question("2024-06-30") };
        let cycle = Cycle::new(&workspace.model, asked);
        let ids = cycle.items().iter().map(|it| it.id.clone());
        ids.filter(|id| !id.starts_with("finsamlagen") && id.ends_with("2024")).collect::<Vec<_>>()
    };
    assert_eq!(ids("2024-05-31"), ["a/d/kassan/2024", "a/e/kassan/2024"]);
    assert_eq!(ids("2024-06-01"), ["b/d/kassan/2024"]);
}

/// What the förbund sets of the standard is as new as where it is written: until then the standard's own holds.
#[test]
fn known_at_reaches_parameters() {
    let mut texts = synthetic();
    let manifest = format!(
        "{}\n[[parameter]]\nrule = \"minutes-approved-late\"\nname = \"days\"\nfrom = 2024-01-01\nvalue = 10\n\
         source = {{ document = \"juni\", part = \"§ 1\" }}\n\
         [[parameter]]\nrule = \"equity-above-cap\"\nname = \"stairs\"\nfrom = 2023-01-01\nvalue = [{{ rate = 0.50 }}]\n\
         source = {{ document = \"juni\", part = \"§ 2\" }}\n",
        texts["samkoll.toml"]
    );
    texts.insert("samkoll.toml".into(), manifest);
    texts.insert(
        "agreements/kallor.toml".into(),
        "[[source]]\nid = \"juni\"\ntitle = \"Av 1 juni\"\nkind = \"minutes\"\nadopted = 2024-06-01\n".into(),
    );
    texts.insert(
        "register/2024.toml".into(),
        "[[meeting]]\nid = \"m\"\nbody = \"styrelsen\"\ndate = 2024-03-01\nrecorded = 2024-03-25\n\
         [meeting.minutes]\napproved = 2024-03-13\n"
            .into(),
    );
    texts.insert(
        "figures/2023.toml".into(),
        "year = 2023\n[[table]]\nid = \"balans\"\nsource = \"arsredovisning\"\npart = \"balans\"\nkind = \"statement\"\n\
         prints = \"balance-sheet\"\nunit = \"kr\"\ncount = 2\nfigures = { equity.closing = 2_554_000, allocation.total = 8_000_000 }\n"
            .into(),
    );
    load_whole(&texts);
    for (known_at, minutes, equity) in [
        (Some("2024-05-31"), "met", "breached"),
        (Some("2024-06-01"), "breached", "met"),
        (None, "breached", "met"),
    ] {
        let found = outcomes(&texts, "2024-07-01", known_at);
        assert_eq!(found["minutes-approved-late meeting/2024-03-01"], minutes, "{known_at:?}");
        assert_eq!(found["equity-above-cap 2023"], equity, "{known_at:?}");
    }
}

/// A decision may be known before the meeting it was taken at is entered: then nothing is told of the meeting.
#[test]
fn what_is_told_of_a_meeting_is_as_new_as_the_meeting() {
    let mut texts = synthetic();
    texts.insert(
        "register/2023.toml".into(),
        "[[meeting]]\nid = \"m\"\nbody = \"styrelsen\"\ndate = 2023-11-20\npublic = true\nrecorded = 2024-06-20\n\
         [[decision]]\nid = \"b\"\nmeeting = \"m\"\nadopts = \"budget\"\nperiods = { from = 2024, to = 2026 }\n\
         state = \"adopted\"\nrecorded = 2024-06-01\n"
            .into(),
    );
    let public =
        |known_at: &str| outcomes(&texts, "2024-06-25", Some(known_at))["budget-meeting-not-public 2024"];
    assert_eq!([public("2024-06-10"), public("2024-06-20")], ["undecided", "met"]);
}
