//! Rules are not trusted: what a hostile or careless script does ends in a clear problem, at its place.

use samkoll::amount::Language;
use samkoll::diagnostic::Code;
use samkoll::evaluate::Selection;
use samkoll::model::rule::Undecided;
use samkoll::verdict::{Outcome, SettledBy, Verdict};
use samkoll::{assess, load, render, settled_by};

use crate::common::{Texts, question, synthetic};

const RULE: &str = r#"
id = "the-rule"
subject = "year"
authority = "law"
severity = "error"
in_force = { from = 2000-01-01 }
source = { name = "Lagen", ref = "1 §" }
title = { sv = "t", en = "t" }
message = { sv = "m", en = "m" }
what = { sv = "w", en = "w" }
why = { sv = "w", en = "w" }
remedy = { sv = "r", en = "r" }
"#;

/// The standard, two figures, and one rule of the förbund's own with a script.
fn with_script(script: &str) -> Texts {
    let mut texts = synthetic();
    texts.insert("rules/test/the-rule.toml".into(), RULE.into());
    texts.insert("rules/test/the-rule.rhai".into(), script.into());
    texts.insert(
        "figures/2023.toml".into(),
        "year = 2023\n[[table]]\nid = \"t\"\nsource = \"arsredovisning\"\npart = \"p\"\nkind = \"statement\"\nprints = \"balance-sheet\"\nunit = \"kr\"\ncount = 2\n[table.figures]\nequity.closing = 5\nassets.total = 0\n".into(),
    );
    texts
}

/// What is said of a script, problems or the one verdict on 2023.
pub(crate) fn outcome_of(script: &str) -> String {
    let workspace = load(&with_script(script));
    let report = assess(
        &workspace,
        question("2024-06-01"),
        &Selection { rules: vec!["the-rule".into()], year: Some(2023), ..Selection::default() },
    );
    if report.problems.is_empty() {
        let verdicts: Vec<String> = report
            .verdicts
            .iter()
            .map(|it| format!("{} {:?}: {}", it.outcome.name(), it.reason.map(|it| it.name()), it.message.en))
            .collect();
        return verdicts.join("\n");
    }
    render::problems::render(&report.problems, &workspace.files, Language::En, false)
}

#[test]
fn scripts_that_reach_out_or_run_on_are_stopped_with_their_place() {
    let scripts = [
        ("loops for ever", "// x\nwhile true { }"),
        ("loops for ever, the other way", "// x\nloop { }"),
        ("recursion", "fn again() { again() }\nagain();"),
        (
            "a huge string",
            &format!(
                "let s = \"{}\";\n{}if subject.members > 99 {{ breach() }}\nmet();",
                "x".repeat(1000),
                "s += s;\n".repeat(8)
            ),
        ),
        ("a huge array", &format!("let a = [{}];\nmet();", "1,".repeat(500))),
        ("a very deep expression", &format!("let a = {}1{};\nmet();", "(".repeat(500), ")".repeat(500))),
        ("evaluates text", "eval(\"met()\");"),
        ("imports a file", "import \"other\" as o;"),
        ("prints", "print(\"hello\");"),
        ("sleeps", "sleep(10);"),
        ("asks the clock", "let t = timestamp();"),
        ("catches its own end", "try { breach(); } catch { met(); }"),
        ("throws", "throw \"x\";"),
        ("compares an amount with text", "if figure(\"equity.closing\") > \"5\" { breach(); }\nmet();"),
        ("compares money with a number", "if figure(\"equity.closing\") > 5 { breach(); }\nmet();"),
        (
            "compares a date with a number",
            "if subject.end > 5 { breach(); }\nif subject.members > 99 { breach() }\nmet();",
        ),
        (
            "adds money and a share",
            "let s = figure(\"equity.closing\") / figure(\"equity.closing\");\nlet x = s + figure(\"equity.closing\");\nif subject.members > 99 { breach() }\nmet();",
        ),
        ("a misspelt function", "breech(#{});"),
        (
            "a misspelt figure",
            "let e = figure(\"equity.closnig\");\nif subject.members > 99 { breach() }\nmet();",
        ),
        ("a figure named by an expression", "let n = \"equity.closing\";\nlet e = figure(n);\nmet();"),
        ("a misspelt property", "if subject.yaer == 2023 { breach(); }\nmet();"),
        (
            "a misspelt variable",
            "let equity = figure(\"equity.closing\");\nif equty > kr(0) { breach(); }\nmet();",
        ),
        ("an undeclared parameter", "let d = param(\"days\");\nif subject.members > 99 { breach() }\nmet();"),
        ("a word without text", "undecided(\"because\");"),
        ("looks at nothing", "let a = 1;"),
        ("method call", "let a = figure(\"equity.closing\");\na.to_string();\nmet();"),
        ("does not parse", "if { } met("),
        (
            "divides by zero",
            "let x = figure(\"equity.closing\") / figure(\"assets.total\");\nif subject.members > 99 { breach() }\nmet();",
        ),
        (
            "a figure that is not known",
            "let x = figure(\"liabilities.total\");\nif subject.members > 99 { breach() }\nmet();",
        ),
        ("falls off the end after looking", "let x = figure(\"equity.closing\");"),
    ];
    insta::assert_snapshot!(page(&scripts));
}

/// What a script that seems whole passes over: a case without a conclusion, a look at nothing, digits, units.
#[test]
fn what_a_script_passes_over_is_told() {
    let scripts = [
        ("concludes in one case of two", "// x\nif figure(\"equity.closing\") > kr(0) { breach(); }"),
        ("concludes in every case", "if figure(\"equity.closing\") > kr(9) { breach() } else { met() }"),
        ("goes out by the back door", "if figure(\"equity.closing\") > kr(0) { return; }\nmet();"),
        ("looks at a name alone", "if subject.title == \"x\" || subject.year == 1 { breach() }\nmet();"),
        ("hides the subject", "let s = subject;\nif s.sttae == 1 { breach() }\nmet();"),
        ("a misspelt property in brackets", "if subject[\"yaer\"] == 2023 { breach(); }\nmet();"),
        (
            "a number longer than can be held",
            "// x\nif 0.12345678901234567890123456789 > figure(\"equity.closing\") / kr(1) { breach() }\nmet();",
        ),
        (
            "a third and a third and a third",
            "let third = 1 / 3;\nif figure(\"equity.closing\") / kr(5) == third * 3 { met() }\nbreach();",
        ),
        (
            "digits that do not fit",
            "let x = 0.000000000000001 * 0.00000000000001;\nif figure(\"equity.closing\") / kr(1) * x == 0 { breach() }\nmet();",
        ),
        ("per cent and a plain number", "if percent(subject.members) > 0.4 { breach() }\nmet();"),
        (
            "per cent of a quotient",
            "if percent(figure(\"equity.closing\") / kr(10) * 100) < percent(50) { breach() }\nmet();",
        ),
        (
            "looks up by another kind",
            "let a = [1];\nif figure(\"equity.closing\") > kr(a[\"x\"]) { breach() }\nmet();",
        ),
        ("looks into a number", "if subject.members.all == 5 { breach() }\nmet();"),
        ("defines a function in a case", "if subject.members > 0 { fn x() { } }\nmet();"),
        ("leads nowhere", "let a = [1];\nif figure(\"equity.closing\") > kr(a[5]) { breach() }\nmet();"),
        (
            "says what is not there",
            "let a = #{ b: 1 };\nif figure(\"equity.closing\") > kr(a.c) { breach() }\nmet();",
        ),
    ];
    insta::assert_snapshot!(page(&scripts));
}

/// A fact counts when a test that hangs on it chose between conclusions, and on every way to `met`.
#[test]
fn met_takes_something_known_to_have_decided() {
    let equity = "let e = figure(\"equity.closing\");\n";
    let with = |rest: &str| format!("{equity}{rest}");
    let refused = [
        ("fetches alone", with("met();")),
        ("shows alone", with("met(#{ e: e });")),
        ("writes it into a text", with("let s = `${e}`;\nif s == \"5\" { breach() }\nmet();")),
        ("adds it to a text", with("let s = \"a\" + \"b\";\nif e == kr(1) && s == \"ab\" { breach() }\nmet();")),
        ("reckons with it alone", with("let twice = e * 2;\nmet(#{ twice: twice });")),
        ("holds it against itself", with("if e == e { met() }\nbreach();")),
        ("holds a property against itself", "if subject.members >= subject.members { met() }\nbreach();".into()),
        ("tests and does nothing", with("if e > kr(0) { }\nmet();")),
        ("tests and says the same", with("if e > kr(0) { met() }\nmet();")),
        ("tests what is not shown to matter", with("let x = 1;\nif e > kr(0) { x = 2; }\nmet();")),
        ("tests the year first", "if subject.year == 2020 || subject.members > 0 { met() }\nbreach();".into()),
        ("tests the day first", "if subject.as_of > subject.end || subject.members > 0 { met() }\nbreach();".into()),
        ("tests the year by another name", "let y = subject.year;\nif y == 2020 { met() }\nbreach();".into()),
        ("tests a name on one way", "if subject.year < 2020 { met() }\nif subject.members > 0 { breach() }\nmet();".into()),
        ("tests a variable of the same name inside", "let m = 1;\nif subject.year == 1 { let m = subject.members; breach() }\nif m > 0 { breach() }\nmet();".into()),
        ("sets it to something else", "let m = subject.members;\nm = 1;\nif m > 0 { breach() }\nmet();".into()),
        ("concludes inside a value", with("let x = if e > kr(0) { met() } else { breach() };")),
    ];
    let allowed = [
        ("a comparison", with("if e > kr(9) { breach() }\nmet();")),
        ("a yes or no", "if subject.budget_decided { not_applicable(\"x\") }\nmet();".into()),
        ("through a variable", with("let high = e > kr(9);\nif !high { met() }\nbreach();")),
        ("after the year", "if subject.year == 2020 || subject.members > 99 { breach() }\nmet();".into()),
        (
            "both, one after the other",
            "if subject.year == 2023 && subject.members > 0 { met() }\nbreach();".into(),
        ),
        (
            "chosen between",
            with("let limit = if e > kr(9) { 1 } else { 2 };\nif limit == 1 { breach() }\nmet();"),
        ),
        ("set in a case", with("let x = 1;\nif e > kr(9) { x = 2; }\nif x == 2 { breach() }\nmet();")),
        ("in a block", with("{ if e > kr(9) { breach() } }\nmet();")),
    ];
    for (name, script) in &refused {
        let said = outcome_of(script);
        assert!(said.contains("bad-logic") || said.contains("script-syntax"), "{name}: {said}");
    }
    for (name, script) in &allowed {
        let said = outcome_of(script);
        assert!(!said.contains("bad-logic") && !said.contains("script-syntax"), "{name}: {said}");
    }
    let refused: Vec<(&str, &str)> = refused.iter().map(|(name, script)| (*name, script.as_str())).collect();
    insta::assert_snapshot!(page(&refused));
}

/// Whatever way a word of a closed list takes to a literal, one that it can never be is refused.
/// What a person may well write: none of it is taken for a test that decides nothing.
const JUDGES: [&str; 16] = [
    "let x = figure(\"equity.closing\"); if x > kr(1000000) { x = kr(1000000); } if x < kr(500000) { breach(); } met();",
    "let x = figure(\"equity.closing\"); if x < kr(0) { x = kr(0); } if x == kr(0) { breach(); } met();",
    "let x = subject.members; if x > 3 { x = 3; } if x < 3 { breach(); } met();",
    "if subject.board_members * subject.board_members > 30 { breach(); } met();",
    "let worst = 0; if subject.members > 5 { worst = 1; } if subject.board_members > 5 { worst = worst + 1; } if worst > 1 { breach(); } met();",
    "let a = subject.members; let b = subject.board_members; if a < b { let c = a; a = b; b = c; } if a > b { breach(); } met();",
    "if subject.members > 2 { if subject.members < 9 { breach(); } } met();",
    "if subject.members < 2 { breach(); } else if subject.members < 9 { met(); } breach();",
    "let sum = kr(0); sum += figure(\"equity.closing\"); sum += figure(\"result\"); if sum > kr(5) { breach(); } met();",
    "let limit = kr(100); if subject.members > 5 { limit = kr(200); } if figure(\"equity.closing\") > limit { breach(); } met();",
    "let e = figure(\"equity.closing\"); let before = figure(\"equity.closing\", -1); if e > before * 2 || before < kr(0) { breach(); } met();",
    "if abs(figure(\"equity.closing\") - figure(\"equity.closing\", -1)) > kr(1000) { breach(); } met();",
    "if figure(\"equity.closing\") / figure(\"equity.closing\", -1) > 2 { breach(); } met();",
    "let late = subject.members > 3; let many = subject.board_members > 3; if late == many { breach(); } met();",
    "let ok = false; if subject.members > 3 { ok = true; } if ok { met(); } breach();",
    "let n = 0; if subject.members > 3 { n = 1; } if n > 0 { breach(); } met();",
];

/// What comes out the same whatever the values are, by what the functions are.
#[test]
fn what_is_the_same_by_what_a_function_is_decides_nothing() {
    for test in [
        "add_days(subject.end, 5) < subject.end",
        "add_days(subject.end, 5) == add_days(subject.end, 4)",
        "add_days(add_days(subject.end, 5), -5) != subject.end",
        "next_working_day(subject.end) < subject.end",
        "next_working_day(subject.end) >= subject.end",
        "next_working_day(subject.end) == add_days(subject.end, -1)",
        "subject.members / subject.members > 2",
        "(subject.members * 4) / (subject.members * 2) == 2",
        "figure(\"equity.closing\") / figure(\"equity.closing\", 0) == 1",
    ] {
        let told = outcome_of(&format!(
            "if {test} {{ breach(); }}\nif subject.board_members > 0 {{ breach(); }}\nmet();"
        ));
        assert!(told.contains("bad-logic"), "{test}: {told}");
    }
    for test in [
        "add_days(subject.end, 5) < subject.as_of",
        "add_days(subject.end, subject.members) < add_days(subject.end, 3)",
        "next_working_day(subject.end) > subject.end",
        "next_working_day(subject.end) == add_days(subject.end, 2)",
        "subject.members / subject.board_members > 2",
        "(subject.members + 1) / subject.members > 1",
    ] {
        let told = outcome_of(&format!(
            "if {test} {{ breach(); }}\nif subject.board_members > 0 {{ breach(); }}\nmet();"
        ));
        assert!(!told.contains("bad-logic"), "{test}: {told}");
    }
}

#[test]
fn what_judges_is_not_refused() {
    for script in JUDGES {
        let told = outcome_of(script);
        assert!(!told.contains("bad-logic"), "{script}: {told}");
    }
}

#[test]
fn a_word_meets_only_the_words_it_can_be() {
    let script = |logic: &str| {
        let mut texts = with_script(logic);
        let of_occurrences = RULE.replace("subject = \"year\"", "subject = \"occurrence\"");
        texts.insert("rules/test/the-rule.toml".into(), of_occurrences);
        let workspace = load(&texts);
        render::problems::render(&workspace.problems, &workspace.files, Language::En, false)
    };
    let refused = [
        "if subject.state == \"overdu\" { breach() }\nmet();",
        "if \"overdu\" != subject.state { breach() }\nmet();",
        "if subject[\"state\"] == \"overdu\" { breach() }\nmet();",
        "let s = subject.state;\nif s == \"overdu\" { breach() }\nmet();",
        "let m = #{ s: subject.state };\nif m.s == \"overdu\" { breach() }\nmet();",
        "let a = [subject.state];\nif a[0] == \"overdu\" { breach() }\nmet();",
        "if [\"overdu\", \"done\"].contains(subject.state) { breach() }\nmet();",
        "if subject.state in [\"overdu\"] { breach() }\nmet();",
        "if subject.state == \"over\" + \"du\" { breach() }\nmet();",
        "let w = \"overdu\";\nif subject.state == w { breach() }\nmet();",
        "if subject.state == param(\"word\") { breach() }\nmet();",
        "switch subject.state { \"overdu\" => breach(), _ => met() }",
        "let s = subject.state;\nlet t = s;\nif t == \"overdu\" { breach() }\nmet();",
        "let s = subject.state;\ns = subject.due;\nif s == \"overdu\" { breach() }\nmet();",
        "let s = \"overdu\";\ns = subject.state;\nif s == \"overdu\" { breach() }\nmet();",
        "let s = if subject.done { subject.state } else { subject.state };\nif s == \"overdu\" { breach() }\nmet();",
        "let s = { subject.state };\nif s == \"overdu\" { breach() }\nmet();",
        "let s = `${subject.state}`;\nif s == \"overdu\" { breach() }\nmet();",
        "if `${subject.state}` == \"overdu\" { breach() }\nmet();",
        "if abs(subject.state) == \"overdu\" { breach() }\nmet();",
        "if subject.state.word == \"overdu\" { breach() }\nmet();",
        "if subject.state.contains(\"overdu\") { breach() }\nmet();",
        "if subject.state > \"overdu\" { breach() }\nmet();",
    ];
    let mut said = String::new();
    for logic in refused {
        let problems = script(logic);
        assert!(problems.contains("error["), "{logic}: {problems}");
        let first: Vec<&str> = problems.lines().filter(|line| line.starts_with("error[")).collect();
        said.push_str(&format!("{}\n  {}\n", logic.replace('\n', " "), first.join("\n  ")));
    }
    for logic in [
        "if subject.state == \"overdue\" { breach(#{ state: subject.state }) }\nmet();",
        "let s = subject.state;\nif \"late\" != s { breach(#{ state: s }) }\nmet();",
    ] {
        assert_eq!(script(logic), "0 errors, 0 warnings\n", "{logic}");
    }
    insta::assert_snapshot!(said);
}

fn page(scripts: &[(&str, &str)]) -> String {
    let mut page = String::new();
    for (name, script) in scripts {
        let shown: String = script.chars().take(120).collect();
        page.push_str(&format!("════ {name}\n{shown}\n────\n{}\n", outcome_of(script)));
    }
    // Long generated scripts would fill the snapshot with their own text.
    let page: Vec<String> = page.lines().map(|line| line.chars().take(140).collect()).collect();
    page.join("\n")
}

/// What is said of a rule that cannot be run or read is Swedish in Swedish, and names no type of the code.
#[test]
fn what_is_said_of_a_rule_is_in_the_readers_language() {
    let conditions = |when: &str, shows: &str| {
        let mut texts = with_script("");
        texts.remove("rules/test/the-rule.rhai");
        let logic = format!(
            "\n[[condition]]\nwhen = '''{when}'''\nthen = \"breach\"\nshows = {{ x = '''{shows}''' }}\n\n[[condition]]\nwhen = 'subject.members > 99'\nthen = \"breach\"\n\n[[condition]]\nthen = \"met\"\n"
        );
        texts.entry("rules/test/the-rule.toml".into()).and_modify(|text| text.push_str(&logic));
        texts
    };
    let whens = [
        "figure(\"equity.closing\") > \"5\"",
        "figure(\"equity.closing\") > 5",
        "add_days(subject.end, subject.end) > subject.end",
        "subject.end > 1 / 0",
        "subject.year",
        "contributed(\"them\") > kr(0)",
        "subject.year > param(\"years\")",
        "add_days(subject.end, 99999999) > subject.due",
        "subject.year >",
        "subject.year > (5",
        "subject.year > \"5",
        "while true",
        "subject.year > 5; met()",
        "subject.year ? 5",
        "",
    ];
    let mut said = String::new();
    for (when, shows) in whens
        .into_iter()
        .map(|when| (when, "1"))
        .chain([("subject.year > 3", "[1]"), ("subject.year > 5", "true")])
    {
        let workspace = load(&conditions(when, shows));
        let asked = Selection { rules: Vec::new(), year: Some(2023), ..Selection::default() };
        let report = assess(&workspace, question("2024-06-01"), &asked);
        assert!(!report.problems.is_empty(), "{when}");
        for problem in &report.problems {
            assert!(problem.span.is_some(), "{when}");
            said.push_str(&format!("{when} {shows}\n  {}\n  {}\n", problem.message.sv, problem.message.en));
        }
    }
    for word in ["i64", "ImmutableString", "decimal", "amount)", "Quantity"] {
        assert!(!said.contains(word), "{said}");
    }
    insta::assert_snapshot!(said);
}

#[test]
fn comparing_within_rounding_is_met_and_says_so() {
    let mut texts =
        with_script("// x\nif figure(\"equity.closing\") > figure(\"assets.total\") { breach(); }\nmet();");
    let figures = |equity: &str, assets: &str| {
        format!(
            "year = 2023\n[[table]]\nid = \"t\"\nsource = \"arsredovisning\"\npart = \"p\"\nkind = \"statement\"\nprints = \"balance-sheet\"\nunit = \"tkr\"\ncount = 2\n[table.figures]\nequity.closing = {equity}\nassets.total = {assets}\n"
        )
    };
    for (equity, assets, expected, why) in [
        ("10", "10", "Met.", "equal"),
        ("11", "10", "Met within rounding.", "10 500 may be both"),
        ("10", "10.4", "Met within rounding.", "it may be 10 500, though it is printed as the smaller"),
        ("10", "12", "Met.", "below for every reading"),
        ("12", "10", "m", "above for every reading"),
    ] {
        texts.insert("figures/2023.toml".into(), figures(equity, assets));
        let workspace = load(&texts);
        let report = assess(
            &workspace,
            question("2024-06-01"),
            &Selection { rules: vec!["the-rule".into()], year: Some(2023), ..Selection::default() },
        );
        assert_eq!(report.verdicts[0].message.en, expected, "{why}");
    }
}

/// The one verdict on 2023 of a rule, and what would settle it.
fn settled(texts: &Texts) -> (Verdict, Option<SettledBy>) {
    let workspace = load(texts);
    let selection = Selection { rules: vec!["the-rule".into()], year: Some(2023), ..Selection::default() };
    let report = assess(&workspace, question("2024-06-01"), &selection);
    assert!(report.problems.is_empty(), "{:?}", report.problems);
    let verdict = report.verdicts[0].clone();
    let by = settled_by(&workspace, question("2024-06-01"), &verdict);
    (verdict, by)
}

#[test]
fn a_rule_that_fails_on_each_of_many_is_told_of_once() {
    let mut texts = with_script("if figure(\"equity.closing\") > 5 { breach(); }\nmet();");
    let earlier = texts["figures/2023.toml"].replace("year = 2023", "year = 2022");
    texts.insert("figures/2022.toml".into(), earlier);
    let workspace = load(&texts);
    let selection = Selection { rules: vec!["the-rule".into()], ..Selection::default() };
    let report = assess(&workspace, question("2024-06-01"), &selection);
    let failed = report.verdicts.iter().filter(|it| it.reason == Some(Undecided::RuleFailed)).count();
    assert!(failed >= 2, "{failed}");
    let told = report.problems.iter().filter(|it| it.code == Code::RuleFailed).count();
    assert_eq!(told, 1);
}

#[test]
fn a_rule_asked_as_the_year_begins_holds_from_its_first_day_on() {
    let mut texts = with_script("if figure(\"equity.closing\") > kr(9) { breach(); }\nmet();");
    for (from, outcome) in [
        ("2022-12-31", Outcome::Met),
        ("2023-01-01", Outcome::Met),
        ("2023-01-02", Outcome::NotApplicable),
        ("2023-02-01", Outcome::NotApplicable),
    ] {
        let rule =
            RULE.replace("from = 2000-01-01", &format!("from = {from}")) + "asked_on = \"year-start\"\n";
        texts.insert("rules/test/the-rule.toml".into(), rule);
        assert_eq!(settled(&texts).0.outcome, outcome, "{from}");
    }
}

#[test]
fn what_would_settle_a_fault_is_never_less_than_none() {
    let with = |test: &str| {
        settled(&with_script(&format!("let n = subject.members;\nif {test} {{ breach(); }}\nmet();")))
    };
    let (verdict, by) = with("n > 1");
    assert_eq!(verdict.outcome, Outcome::Breached);
    assert!(matches!(by, Some(SettledBy::Otherwise(_))), "{by:?}");
    // One more than there are, or one less.
    for near in [3, 5] {
        let (_, by) = with(&format!("n != {near}"));
        let Some(SettledBy::Otherwise(text)) = &by else { panic!("{near}: {by:?}") };
        assert!(text.sv.contains(&near.to_string()), "{text:?}");
    }
    // Fewer than none alone would do.
    let (verdict, by) = with("10 / (n + 2) < 6");
    assert_eq!(verdict.outcome, Outcome::Breached);
    assert_eq!(by, None);
}

/// What the register has nothing of neither meets a rule nor breaks one, whichever way it is asked.
#[test]
fn the_silence_of_the_register_meets_nothing_and_breaks_nothing() {
    for property in ["budget_decided", "report_decided", "budget_reserved", "report_reserved"] {
        for test in [format!("subject.{property}"), format!("!subject.{property}")] {
            let said = outcome_of(&format!("if {test} {{ breach(); }}\nmet();"));
            assert!(said.starts_with("undecided Some(\"missing-record\")"), "{test}: {said}");
        }
        let said = outcome_of(&format!("if subject.{property} {{ met(); }}\nundecided(\"w\");"));
        assert!(!said.starts_with("met"), "{said}");
    }
    for test in ["subject.discharges == 0", "subject.discharges > 0", "subject.discharges_missing > 0"] {
        let said = outcome_of(&format!("if {test} {{ breach(); }}\nmet();"));
        assert!(said.starts_with("undecided Some(\"missing-record\")"), "{test}: {said}");
    }
}

/// A waiver with a limit covers what is measured in its unit: so much money, and no number of anything else.
#[test]
fn a_limit_covers_an_amount_alone() {
    for (excess, outcome) in
        [("figure(\"equity.closing\")", Outcome::Waived), ("subject.year", Outcome::Breached)]
    {
        let decides = "if figure(\"equity.closing\") > kr(9) { met(); }\n";
        let mut texts = with_script(&format!("{decides}breach(#{{ excess: {excess} }});"));
        let rule = format!("{RULE}waivable = true\n[label]\nexcess = {{ sv = \"x\", en = \"x\" }}\n");
        texts.insert("rules/test/the-rule.toml".into(), rule.replace("\"law\"", "\"decision\""));
        texts.insert(
            "waivers.toml".into(),
            "[[waiver]]\nrule = \"the-rule\"\nsubject = \"2023\"\nreason = \"r\"\ndecided_by = \"styrelsen\"\n\
             decision = \"§ 12\"\nlimit = 5000\nfrom = 2024-01-01\nuntil = 2024-12-31\nrecorded = 2024-01-01\n"
                .into(),
        );
        let workspace = load(&texts);
        let selection =
            Selection { rules: vec!["the-rule".into()], year: Some(2023), ..Selection::default() };
        let report = assess(&workspace, question("2024-06-01"), &selection);
        let outcomes: Vec<Outcome> = report.verdicts.iter().map(|it| it.outcome).collect();
        assert_eq!(outcomes, [outcome], "{excess}: {:?} {:?}", report.problems, report.verdicts);
    }
}
