//! What a förbund puts in the place of something of the standard counts in its own workspace, and there alone.

use samkoll::diagnostic::{Code, Problem, Severity};
use samkoll::load;
use samkoll::model::rule::{ParameterValue, RuleText};
use samkoll::verdict::Outcome;

use crate::cli::{samkoll, stdout};
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
    verdicts.iter().find(|it| *it.rule == *"direction-misjudged").unwrap().outcome
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

/// A condition that finds a breach may be milder or graver than its rule, also where another rule judges by it.
#[test]
fn a_condition_has_a_grade_of_its_own() {
    let standards =
        std::fs::read_to_string(root().join("rules/follow-up/comparison-misjudged.toml")).unwrap();
    let graded = |grade: &str, of_met: &str| {
        let breach = format!("then = \"breach\"\n{grade}");
        let own = standards.replace("then = \"breach\"\n", &breach);
        let own = own.replace("then = \"met\"\n", &format!("then = \"met\"\n{of_met}"));
        let mut texts = falls_short();
        texts.insert("rules/own/comparison-misjudged.toml".into(), format!("replaces = true\n{own}"));
        texts
    };
    for (grade, expected) in [
        ("", Severity::Warning),
        ("severity = \"note\"\n", Severity::Note),
        ("severity = \"error\"\n", Severity::Error),
    ] {
        let verdicts = verdicts(&load_whole(&graded(grade, "")), "2024-06-01");
        let verdict = verdicts.iter().find(|it| *it.rule == *"direction-misjudged").unwrap();
        assert_eq!((verdict.outcome, verdict.severity), (Outcome::Breached, expected), "{grade}");
    }
    // What finds no breach has no grade.
    let met = load(&graded("", "severity = \"note\"\n"));
    let unknown = |it: &&Problem| it.code == Code::UnknownKey && it.message.en.contains("`severity`");
    assert_eq!(met.problems.iter().filter(unknown).count(), 1, "{:?}", met.problems);
}

/// A rule of the standard is not looked through at each run. Here it is: every one as if a förbund had written it.
#[test]
fn the_standard_is_held_to_what_a_forbund_is_held_to() {
    let mut texts = synthetic();
    let mut laid = 0;
    for (path, text) in samkoll::standard::files() {
        let is_rule = text.starts_with("id = ") && text.contains("\nsubject = ");
        let own = if is_rule { format!("replaces = true\n{text}") } else { (*text).to_owned() };
        if is_rule || path.ends_with(".rhai") {
            laid += usize::from(is_rule);
            texts.insert(format!("rules/{path}"), own);
        }
    }
    let workspace = load_whole(&texts);
    let own = workspace.book.rules().iter().filter(|it| !workspace.model.is_standard(it.text.span)).count();
    assert_eq!((laid, own), (workspace.model.rules.len(), laid));
    // And they are looked through: one that decides nothing, and one that cites what was not yet law, are told.
    for (file, from, to, code) in [
        ("/waiver-expired.toml", "\"subject.expired && ", "\"true || subject.expired && ", "bad-logic"),
        ("/audit-report-not-sent.toml", "from = 2004-01-01", "from = 2003-01-01", "not-in-force"),
        ("/waiver-expired.toml", "{subject}", "{subjekt}", "unfilled-placeholder"),
        (
            "/audit-report-not-sent.toml",
            "[undecided.unknown-items",
            "[undecided.unknown-things",
            "unknown-reason",
        ),
    ] {
        let (path, text) = texts.iter().find(|(path, _)| path.ends_with(file)).unwrap();
        let wrong = Texts::from([(path.clone(), text.replacen(from, to, 1))]);
        let problems = load(&synthetic().into_iter().chain(wrong).collect::<Texts>()).problems;
        assert!(problems.iter().any(|it| it.code.name() == code), "{code}: {problems:?}");
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

/// The guide's own checklist is one: as long as nobody has entered it it is a question, and then what is lacking is told.
#[test]
fn a_forbund_says_its_own_questions_as_the_guide_does() {
    let guide = std::fs::read_to_string(root().join("docs/format.md")).unwrap();
    let (_, section) = guide.split_once("#### Questions of one's own").unwrap();
    let rule = section.split("```toml\n").nth(1).unwrap().split("```").next().unwrap();
    let mut texts = synthetic();
    texts.insert("rules/own/questions.toml".into(), rule.into());
    let outcome = |texts: &Texts| {
        let verdicts = verdicts(&load_whole(texts), "2024-06-01");
        let verdict = verdicts.into_iter().find(|it| *it.rule == *"own-questions").unwrap();
        (verdict.outcome, verdict.message.sv)
    };
    let (before, message) = outcome(&texts);
    assert_eq!(before, Outcome::Undecided, "{message}");
    let list = "[[checklist]]\nid = \"egna\"\ngroup = \"own-questions\"\ntitle = \"Egna frågor\"\n\
                [[checklist.item]]\nid = \"backup\"\nstate = \"absent\"\n";
    texts.insert("follow-up/egna.toml".into(), list.into());
    let (after, message) = outcome(&texts);
    assert_eq!(
        (after, message.as_str()),
        (Outcome::Breached, "Egna frågor: detta saknas: prov av säkerhetskopian.")
    );
}

/// A question that always stands is silenced by no list of what is yet to come.
#[test]
fn a_list_of_a_coming_year_answers_no_question_of_today() {
    let rules = load_whole(&synthetic()).model.rules.clone();
    let groups =
        rules.iter().filter(|it| it.always).flat_map(|it| it.groups.iter().map(move |group| (it, group)));
    let mut seen = 0;
    for (rule, group) in groups {
        for (year, stands) in [(2027, true), (2023, false)] {
            let group = &group.value;
            let mut texts = synthetic();
            texts.insert(
                "follow-up/l.toml".into(),
                format!("[[checklist]]\nid = \"l\"\ngroup = \"{group}\"\ntitle = {{ sv = \"x\", en = \"x\" }}\nyear = {year}\n"),
            );
            let verdicts = verdicts(&load_whole(&texts), "2024-06-30");
            let id = format!("checklist/{group}");
            let open = verdicts.iter().find(|it| *it.rule == *rule.id.value && *it.subject.id == *id);
            let outcome = open.map(|it| it.outcome);
            assert_eq!(outcome, stands.then_some(Outcome::Undecided), "{}, {year}", rule.id.value);
            seen += 1;
        }
    }
    assert!(seen > 2, "{seen}");
}

/// A förbund's own rule may be in Swedish alone; one of the standard's may not.
#[test]
fn the_reasons_of_the_standards_rules_are_in_both_languages() {
    let mut seen = 0;
    for (path, text) in samkoll::standard::files() {
        let alone = text.lines().zip(text.lines().skip(1));
        let told = alone.filter(|(line, _)| line.starts_with("sv = "));
        for (line, next) in told {
            seen += 1;
            assert!(next.starts_with("en = "), "{path}: {line}");
        }
    }
    assert!(seen > 500, "only {seen}");
}

/// A synthetic förbund that has set a number of a rule's itself.
fn with_set(rule: &str, name: &str, value: &str) -> Texts {
    let mut texts = synthetic();
    texts.insert(
        "agreements/kallor.toml".into(),
        "[[source]]\nid = \"beslut\"\ntitle = \"Beslut\"\nkind = \"minutes\"\nadopted = 2024-01-01\n".into(),
    );
    *texts.get_mut("samkoll.toml").unwrap() += &*format!(
        "\n[[parameter]]\nrule = \"{rule}\"\nname = \"{name}\"\nfrom = 2024-01-01\nvalue = {value}\n\
         source = {{ document = \"beslut\", part = \"§ 1\" }}\n"
    );
    texts
}

/// The numbers of a law are set no looser than it has them: a shorter time may be the förbund's own, a longer never.
#[test]
fn no_parameter_loosens_what_the_law_says() {
    for (rule, name, [allowed, refused]) in [
        ("minutes-approved-late", "days", ["10", "15"]),
        ("minutes-announced-late", "days", ["1", "3"]),
        ("minutes-announced-late", "approval_days", ["10", "15"]),
        ("minutes-not-on-every-board", "days", ["10", "17"]),
        ("minutes-not-on-every-board", "notice_days", ["1", "3"]),
        ("minutes-taken-down-early", "days", ["30", "20"]),
        ("board-term", "every", ["2", "5"]),
        ("budget-plan-not-three-years", "years", ["4", "2"]),
    ] {
        load_whole(&with_set(rule, name, allowed));
        let problems = load(&with_set(rule, name, refused)).problems;
        assert!(problems.iter().any(|it| it.code == Code::BadNumber), "{rule}/{name}: {problems:?}");
    }
}

/// What the förbund has changed of the standard is told on every page that tells of verdicts.
#[test]
fn what_is_changed_is_told_on_every_page() {
    let folder = tempfile::tempdir().unwrap();
    let mut texts = with_set("minutes-approved-late", "days", "10");
    texts.insert(
        "register/r.toml".into(),
        "[[meeting]]\nid = \"m\"\nbody = \"styrelsen\"\ndate = 2024-06-27\nplanned = true\nrecorded = 2024-01-02\n".into(),
    );
    for (path, text) in &texts {
        let path = folder.path().join(path);
        std::fs::create_dir_all(path.parent().unwrap()).unwrap();
        std::fs::write(path, text).unwrap();
    }
    let check = ["check", "--as-of", "2024-06-20"];
    let forms = ["json", "sarif", "junit", "github", "markdown", "csv"].map(|it| ["--format", it]);
    let roles = ["director", "auditor", "ci"].map(|it| ["--role", it]);
    let of_check = forms.iter().chain(&roles).map(|more| [&check[..], more].concat());
    let others = [
        check.to_vec(),
        [&check[..], &["--all"]].concat(),
        vec!["brief", "--meeting", "2024-06-27"],
        vec!["report", "--as-of", "2024-06-20", "-o", "-"],
    ];
    for asked in of_check.chain(others) {
        let page = stdout(&samkoll(folder.path(), &asked));
        let words = ["ändrad av förbundet", "satt av förbundet", "minutes-approved-late/days"];
        assert!(words.iter().any(|it| page.contains(it)), "{asked:?}: {page}");
    }
    let workbook = folder.path().join("a.xlsx");
    samkoll(folder.path(), &[&check[..], &["--format", "xlsx", "-o", "a.xlsx"]].concat());
    let rows = crate::xlsx::Book::read(&std::fs::read(workbook).unwrap()).rows("Om");
    assert!(format!("{rows:?}").contains("minutes-approved-late/days: satt av förbundet"), "{rows:?}");
}

/// What takes the place of a rule with conditions of its own takes that of its script too; a parameter of it that a
/// formula of the standard's climbs is missed where it was dropped.
#[test]
fn own_conditions_take_the_place_of_a_script() {
    let rule = |parameters: &str| {
        let text = samkoll::standard::files().iter();
        let text = text.clone().find(|(path, _)| path.ends_with("/equity-above-cap.toml")).unwrap().1;
        let (head, _) = text.split_once("[undecided.").unwrap();
        let conditions = "[[condition]]\nwhen = \"figure(\\\"equity.closing\\\") > kr(1000)\"\nthen = \"breach\"\n\
            shows = { excess = \"figure(\\\"equity.closing\\\")\", equity = \"figure(\\\"equity.closing\\\")\", \
            cap = \"kr(1000)\" }\n\n[[condition]]\nthen = \"met\"\n";
        let mut texts = synthetic();
        texts.insert("rules/own/eq.toml".into(), format!("replaces = true\n{head}{parameters}{conditions}"));
        texts
    };
    let stairs = "[[parameter]]\nname = \"stairs\"\nfrom = 2004-01-01\nvalue = [{ rate = 0.1 }]\n";
    load_whole(&rule(stairs));
    let workspace = load(&rule(""));
    let [problem] = workspace.problems.as_slice() else { panic!("{:?}", workspace.problems) };
    assert_eq!(problem.code, Code::UnknownParameter);
    assert!(!workspace.model.is_standard(problem.span.unwrap()), "{problem:?}");
}
