//! What multiplies has a limit, each with its message at its place; what lists is walked once.

use std::fmt::Write as _;

use samkoll::amount::Language;
use samkoll::diagnostic::{Code, Problem, Severity};
use samkoll::limits;
use samkoll::{Workspace, load, render, too_many};

use crate::common::{Texts, bundled, question, verdicts};
use crate::growth::{self, AGREEMENT, SOURCE};

/// The problem of a workspace that comes to too much: one, at the text that is underlined.
fn too_much(texts: &Texts, underlined: &str) -> Problem {
    let workspace = load(texts);
    let found: Vec<&Problem> = workspace.problems.iter().filter(|it| it.code == Code::TooMuch).collect();
    let shown = render::problems::render(&workspace.problems, &workspace.files, Language::Sv, false);
    let [problem] = found.as_slice() else { panic!("{shown}") };
    assert_eq!(workspace.problems.len(), 1, "nothing else is said: {shown}");
    assert_eq!(workspace.files.slice(problem.span.unwrap()), underlined);
    assert!(problem.help.is_some());
    (*problem).clone()
}

fn is_well(texts: &Texts) -> Workspace {
    let workspace = load(texts);
    let shown = render::problems::render(&workspace.problems, &workspace.files, Language::Sv, false);
    assert!(workspace.problems.iter().all(|it| it.code != Code::TooMuch), "{shown}");
    workspace
}

fn with(path: &str, text: String) -> Texts {
    let mut texts = growth::base();
    texts.insert(path.to_owned(), text);
    texts
}

fn monthly(duties: usize) -> Texts {
    let mut text = AGREEMENT.replace("2023-01-01", "1900-01-01");
    for number in 0..duties {
        let _ = write!(
            text,
            "[[duty]]\nid = \"d-{number}\"\ndeliverable = \"report\"\nby = \"kommunen\"\nevery = \"month\"\n\
             due = {{ after = \"period-end\", days = 10 }}\nclause = \"1\"\n"
        );
    }
    let mut texts = with("agreements/x.toml", text);
    let manifest = texts.get_mut("samkoll.toml").unwrap();
    *manifest = manifest.lines().filter(|line| !line.starts_with("since")).collect::<Vec<_>>().join("\n");
    texts
}

/// So many accounts of the chart map are held against those of a ledger, and no more.
#[test]
fn the_chart_map_has_a_limit() {
    let chart = |ranges: usize| {
        let accounts: Vec<String> = (0..ranges).map(|it| format!("\"{:05}\"", 10_000 + it)).collect();
        let accounts = accounts.join(", ");
        with(
            "rules/k.toml",
            format!(
                "[[account]]\nfigure = \"income.other\"\naccounts = [{accounts}]\npositive = \"credit\"\n"
            ),
        )
    };
    is_well(&chart(limits::CHART));
    too_much(&chart(limits::CHART + 1), "[[account]]");
}

/// A thousand years of a few monthly duties are computed; of some more they are not, and it is said at the duty.
#[test]
fn duties_times_their_periods_have_a_limit() {
    let few = is_well(&monthly(1));
    assert!(too_many(&few, question("2999-12-31"), None).is_none());
    let many = is_well(&monthly(limits::OCCURRENCES / 12_000 + 2));
    assert!(too_many(&many, question("2024-12-31"), None).is_none());
    let problem = too_many(&many, question("2999-12-31"), None).unwrap();
    assert_eq!(problem.code, Code::TooMuch);
    assert!(problem.message.sv.contains(&limits::OCCURRENCES.to_string()), "{}", problem.message.sv);
    assert!(many.files.path(problem.span.unwrap().file).ends_with("x.toml"));
    let report = samkoll::assess(&many, question("2999-12-31"), &samkoll::evaluate::Selection::default());
    assert!(report.verdicts.is_empty() && report.problems.iter().any(|it| it.code == Code::TooMuch));
}

/// When it is the register that reaches so far, it is said as the files are read.
#[test]
fn a_register_that_reaches_far_ahead_is_held_against_no_more() {
    let parties = limits::AHEAD / 12_000 + 2;
    let mut texts = growth::made("parties", parties);
    let agreement = texts.get_mut("agreements/x.toml").unwrap();
    agreement.push_str(
        "[[duty]]\nid = \"d\"\ndeliverable = \"report\"\nby = \"each-party\"\nevery = \"month\"\n\
         due = { after = \"period-end\", days = 10 }\nclause = \"1\"\n",
    );
    let delivery = |year: i32| {
        format!(
            "[[delivery]]\nagreement = \"x\"\nduty = \"d\"\nby = \"o-0\"\nperiod = \"{year}-01\"\n\
             delivered = {year}-02-02\nrecorded = {year}-02-03\nsource = {{ document = \"s-x\", part = \"1\" }}\n"
        )
    };
    texts.insert("register/x.toml".to_owned(), delivery(2024));
    is_well(&texts);
    texts.insert("register/x.toml".to_owned(), delivery(2998));
    let too_many = load(&texts).problems;
    let problem = too_many.iter().find(|it| it.code == Code::TooMuch).unwrap();
    assert!(problem.message.sv.contains("1000000 till och med 3008"), "{}", problem.message.sv);
}

/// A finding names the nearest of what is missing before it, and says how many more there are.
#[test]
fn what_holds_a_thing_up_is_named_and_the_rest_counted() {
    let mut text = AGREEMENT.replace("2023-01-01", "2023-01-01, to = 2023-12-31");
    for number in 0..15 {
        let needs = if number > 0 { format!("needs = [\"d-{}\"]\n", number - 1) } else { String::new() };
        let _ = write!(
            text,
            "[[duty]]\nid = \"d-{number}\"\ndeliverable = \"report\"\nby = \"kommunen\"\nevery = \"year\"\n\
             due = {{ on = \"12-31\" }}\nclause = \"1\"\n{needs}"
        );
    }
    let mut texts = with("agreements/x.toml", text);
    let cover = "[[complete]]\ndeliverables = [\"report\"]\nfrom = 2023-01-01\nto = 2023-12-31\nrecorded = 2024-01-10\n";
    texts.insert("register/x.toml".to_owned(), cover.to_owned());
    let workspace = load(&texts);
    let report =
        samkoll::assess(&workspace, question("2024-02-02"), &samkoll::evaluate::Selection::default());
    let of =
        |id: &str| report.verdicts.iter().find(|it| it.subject.id == id && it.outcome.is_finding()).unwrap();
    let (last, fifth) = (of("x/d-14/kommunen/2023"), of("x/d-5/kommunen/2023"));
    assert_eq!((last.held_up_by.len(), last.held_up_more), (limits::NAMED, 14 - limits::NAMED));
    assert_eq!(last.held_up_by[0].id, "x/d-13/kommunen/2023", "the nearest first");
    assert_eq!((fifth.held_up_by.len(), fifth.held_up_more), (5, 0));
    let json = render::json::v1::render(&report, Language::Sv).unwrap().into_text().unwrap();
    assert!(json.contains("\"held_up_more\": 4"));
    let shown = render::text::render(&report, render::text::Role::InFull, Language::Sv);
    assert!(shown.contains("… och 4 till före det"), "{shown}");
}

#[test]
fn decisions_times_the_duties_they_show_done_have_a_limit() {
    let texts = |each: usize| {
        let mut texts = growth::made("duties", each);
        let duties = texts.get_mut("agreements/x.toml").unwrap();
        *duties = duties.replace("clause = \"1\"", "clause = \"1\"\nevidence = { decision = \"policy\" }");
        let mut text =
            "[[meeting]]\nid = \"m\"\nbody = \"styrelsen\"\ndate = 2024-02-02\nrecorded = 2024-02-03\n"
                .to_owned();
        for number in 0..each {
            let _ = write!(
                text,
                "[[decision]]\nid = \"b-{number}\"\nmeeting = \"m\"\nparagraph = \"{number}\"\nadopts = \"policy\"\n\
                 periods = {{ from = 2024, to = 2024 }}\nstate = \"adopted\"\ntext = \"x\"\nrecorded = 2024-02-03\n\
                 source = {{ document = \"s-x\", part = \"1\" }}\n"
            );
        }
        texts.insert("register/x.toml".to_owned(), text);
        texts
    };
    assert!(too_many(&is_well(&texts(20)), question("2024-12-31"), None).is_none());
    let problem = too_many(&is_well(&texts(710)), question("2024-12-31"), None).unwrap();
    assert!(problem.message.sv.contains("fler än 500000"), "{}", problem.message.sv);
}

#[test]
fn goals_times_their_years_have_a_limit() {
    let goals = |count: usize| {
        let mut text = String::new();
        for number in 0..count {
            let _ = write!(
                text,
                "[[goal]]\nid = \"g-{number}\"\ntitle = \"m\"\ngroup = \"outcome\"\nfigure = \"income.total\"\n\
                 value = 1\nunit = \"kr\"\nat = \"least\"\nyears = {{ from = 2010, to = 2019 }}\n"
            );
        }
        with("follow-up/x.toml", text)
    };
    let most = limits::GOAL_YEARS / 10;
    is_well(&goals(most));
    let problem = too_much(&goals(most + 1), &format!("\"g-{most}\""));
    assert!(problem.message.sv.contains("20010; högst 20000"), "{}", problem.message.sv);
}

#[test]
fn patterns_times_organisations_have_a_limit() {
    let texts = |names: usize| {
        let mut text = String::new();
        for number in 0..names {
            let _ = write!(
                text,
                "[[figure]]\nname = \"own.f{number}.{{organisation}}\"\ntitle = \"f\"\nkind = \"money\"\n"
            );
        }
        let mut texts = growth::made("organisations", 500);
        texts.insert("rules/x.toml".to_owned(), text);
        texts
    };
    is_well(&texts(10));
    let problem = load(&texts(110)).problems.into_iter().find(|it| it.code == Code::TooMuch).unwrap();
    assert!(problem.message.sv.contains("högst 50000"), "{}", problem.message.sv);
}

#[test]
fn statements_times_the_figures_of_their_patterns_have_a_limit() {
    let texts = |statements: usize| {
        let mut texts = growth::made("organisations", 1_000);
        let name = "[[figure]]\nname = \"own.f.{organisation}\"\ntitle = \"f\"\nkind = \"money\"\n";
        texts.insert("rules/x.toml".to_owned(), name.to_owned());
        let mut text = String::new();
        for number in 0..statements {
            let _ = write!(
                text,
                "[[statement]]\nid = \"u-{number}\"\nyear = 2024\nfigures = [\"own.f.{{organisation}}\"]\n\
                 says = \"rises\"\ntext = \"x\"\n"
            );
        }
        texts.insert("follow-up/x.toml".to_owned(), text);
        texts
    };
    is_well(&texts(5));
    let problem = load(&texts(110)).problems.into_iter().find(|it| it.code == Code::TooMuch).unwrap();
    assert!(problem.message.sv.contains("högst 100000"), "{}", problem.message.sv);
}

#[test]
fn classes_and_lists_of_a_document_have_a_limit() {
    let document = |entries: String| {
        with("follow-up/x.toml", format!("[[structure]]\ndocument = \"handlingar\"\n{entries}"))
    };
    let bands = |count: usize| {
        let one = |number| {
            format!(
                "[[structure.band]]\nof = \"O{number}\"\npartition = \"p\"\nrole = \"class\"\nfrom = 1\nto = 50\npart = \"p\"\n"
            )
        };
        document((0..count).map(one).collect())
    };
    let lists = |count: usize| {
        let one = "[[structure.list]]\nof = { sv = \"x\" }\norganisations = [\"kassan\", \"norrby\"]\npart = \"p\"\n";
        document(one.repeat(count))
    };
    // A hundred that all overlap are five thousand pairs, each told once.
    let few = load(&bands(100));
    assert!(!few.is_broken(), "{:?}", few.problems.first());
    let _ = verdicts(&few, "2024-06-01");
    for (texts, most) in [(bands(301), "högst 300 "), (lists(700), "högst 2000 ")] {
        let problem = load(&texts).problems.into_iter().find(|it| it.code == Code::TooMuch).unwrap();
        assert!(problem.message.sv.contains(most), "{}", problem.message.sv);
    }
}

#[test]
fn the_first_errors_of_a_file_are_told_and_the_rest_counted() {
    let told = |text: String| {
        let workspace = load(&with("figures/x.toml", text));
        let of = |severity| workspace.problems.iter().filter(move |it| it.severity == severity);
        let (told, all) =
            (of(Severity::Error).count(), of(Severity::Error).map(|it| it.stands_for).sum::<usize>());
        let shown = render::problems::render(&workspace.problems, &workspace.files, Language::Sv, false);
        assert!(shown.contains("räknas inte upp: rätta de första"), "{}", workspace.problems.len());
        assert!(shown.ends_with(&format!("\n{all} fel, 0 varningar\n")), "{all}");
        assert_eq!(told, limits::PROBLEMS + 1);
        all
    };
    // What is no TOML, on lines of its own and on one line, and keys that no file has.
    assert!(told("=\n".repeat(9_000)) >= 9_000);
    assert!(told(format!("# {}", "\u{1}".repeat(9_000))) >= 9_000);
    let keys: String = (0..9_000).map(|number| format!("k{number} = 1\n")).collect();
    assert!(told(format!("year = 2023\n{keys}")) >= 9_000);
}

#[test]
fn relations_times_the_tables_they_are_asked_of_have_a_limit() {
    let texts = |each: usize| {
        let (mut relations, mut tables) = (String::new(), format!("year = 2024\n{SOURCE}"));
        for number in 0..each {
            let _ = write!(
                relations,
                "[[relation]]\nid = \"own-{number}\"\ntitle = \"r\"\ntotal = \"income.total\"\nsum = [\"cost.total\"]\n"
            );
            tables += &growth::table(number, "income.total = 5\ncost.total = -5\n");
        }
        let mut texts = with("rules/x.toml", relations);
        texts.insert("figures/x.toml".to_owned(), tables);
        texts
    };
    is_well(&texts(20));
    let problem = load(&texts(330)).problems.into_iter().find(|it| it.code == Code::TooMuch).unwrap();
    assert!(problem.message.sv.contains("fler än 100000"), "{}", problem.message.sv);
}

#[test]
fn shared_terms_times_the_agreements_that_share_them_have_a_limit() {
    let texts = |each: usize| {
        let mut texts = growth::base();
        let mut terms = "id = \"terms\"\ntitle = \"T\"\nkind = \"terms\"\n".to_owned();
        for number in 0..each {
            let _ = write!(
                terms,
                "[[commitment]]\nid = \"c-{number}\"\nparty = \"kommunen\"\nkind = \"task\"\nstate = \"stated\"\n\
                 text = \"x\"\nclause = \"1\"\n"
            );
            let own = AGREEMENT.replace("id = \"x\"", &format!("id = \"x-{number}\"\nterms = \"terms\""));
            texts.insert(format!("agreements/x-{number}.toml"), own);
        }
        texts.insert("agreements/terms.toml".to_owned(), terms);
        texts
    };
    is_well(&texts(20));
    let problem = load(&texts(330)).problems.into_iter().find(|it| it.code == Code::TooMuch).unwrap();
    assert!(problem.message.sv.contains("högst 100000"), "{}", problem.message.sv);
}

#[test]
fn a_text_and_a_name_have_their_lengths() {
    let agreement = |note: usize, title: usize| {
        let text = AGREEMENT.replace("title = \"X\"", &format!("title = \"{}\"", "å".repeat(title)));
        with("agreements/x.toml", text.replace("kind =", &format!("note = \"{}\"\nkind =", "å".repeat(note))))
    };
    is_well(&agreement(limits::TEXT, limits::NAME));
    let long = "å".repeat(limits::TEXT + 1);
    let problem = too_much(&agreement(limits::TEXT + 1, 9), &format!("\"{long}\""));
    assert!(problem.message.sv.contains("10001 tecken lång; här får den vara högst 10000"));
    too_much(&agreement(9, limits::NAME + 1), &format!("\"{}\"", "å".repeat(limits::NAME + 1)));
}

/// A name that is asked for is no longer than the workspace that is made of it can have.
#[test]
fn a_name_given_to_a_new_workspace_has_its_length() {
    let name = samkoll::starter::name;
    assert!(name(&"å".repeat(limits::GIVEN)).is_ok());
    assert!(name(&"å".repeat(limits::GIVEN + 1)).unwrap_err().sv.contains("201 tecken lång"));
}

/// The bundled förbund is far from every limit.
#[test]
fn a_real_forbund_is_far_from_the_limits() {
    let workspace = is_well(&bundled());
    let cycle = samkoll::cycle::Cycle::new(&workspace.model, question("2024-03-22"));
    assert!(cycle.items().len() * 20 < limits::OCCURRENCES, "{} items", cycle.items().len());
    let years: i32 = workspace.model.goals.iter().map(|it| it.years.1 - it.years.0 + 1).sum();
    assert!(usize::try_from(years).unwrap() * 20 < limits::GOAL_YEARS, "{years}");
    assert!(workspace.model.catalogue().len() * 20 < limits::FIGURES);
    let pairs = workspace.model.relations.len() * workspace.model.tables.len();
    assert!(pairs < limits::RELATIONS, "{pairs}");
}

/// The second of two places far from the first is shown with it, each in its own lines, and nothing of what
/// stands between; on a line too long to draw, the place is told by its column.
#[test]
fn places_far_apart_and_lines_too_long_are_told_by_their_places() {
    let mut text = String::new();
    for number in 0..2_000 {
        let id = if number == 1_999 { 0 } else { number };
        let _ = write!(text, "[[organisation]]\nid = \"o-{id}\"\nname = \"O {number}\"\nkind = \"other\"\n");
    }
    let workspace = load(&with("agreements/x.toml", text));
    let shown = render::problems::render(&workspace.problems, &workspace.files, Language::Sv, false);
    assert!(shown.contains("x.toml:7998:6") && shown.contains("x.toml:2:6"), "{shown}");
    assert!(shown.lines().count() < 20, "{shown}");
    let names: Vec<String> = (0..2_000).map(|number| format!("\"nobody-{number}\"")).collect();
    let text = AGREEMENT.replace("kind =", &format!("names = [{}]\nkind =", names.join(",")));
    let column = text.lines().nth(2).and_then(|line| line.find("\"nobody-1999\"")).unwrap() + 1;
    let workspace = load(&with("agreements/x.toml", text));
    let shown = render::problems::render(&workspace.problems, &workspace.files, Language::Sv, false);
    let place = format!("`nobody-1999` finns inte\n--> agreements/x.toml:3:{column}\n");
    assert!(shown.contains(&place), "{}", &shown[..400]);
    assert!(shown.len() < 400 * names.len());
}

/// Every misspelt word is told of; where there are more than are compared, that is told too.
#[test]
fn so_many_misspelt_words_wait_for_their_suggestions() {
    let mut text = AGREEMENT.to_owned();
    for number in 0..3_000 {
        let _ = write!(text, "[[party]]\norganisation = \"oo-{number}\"\nclause = \"1\"\n");
    }
    let mut texts = growth::made("organisations", 3_000);
    texts.insert("agreements/y.toml".to_owned(), text);
    let problems = load(&texts).problems;
    let unknown: Vec<&Problem> = problems.iter().filter(|it| it.code == Code::UnknownOrganisation).collect();
    assert_eq!(unknown.len(), 3_000);
    let has = |it: &&Problem, words: &str| it.help.as_ref().is_some_and(|help| help.sv.contains(words));
    assert!(
        unknown.iter().any(|it| has(it, "menade du")) && unknown.iter().any(|it| has(it, "inget förslag"))
    );
}

/// The whole depth is walked where the last of them is stated: on the stack of a test, which is smaller than any.
#[test]
fn formulas_one_within_the_other_have_a_limit() {
    let texts = |steps: usize, goes_back: bool| {
        let figure = |name: usize, formula: String| {
            format!(
                "[[figure]]\nname = \"own.f{name}\"\ntitle = {{ sv = \"t{name}\" }}\nkind = \"money\"\n{formula}\n"
            )
        };
        let derived = (1..=steps).map(|it| {
            let last = if goes_back && it == 1 { format!("own.f{steps}@-1") } else { "income.total".into() };
            figure(it, format!("formula = {{ sum = [\"own.f{}\", \"{last}\"] }}", it - 1))
        });
        let catalogue: String = std::iter::once(figure(0, String::new())).chain(derived).collect();
        let stated = format!("own.f0 = 5\nincome.total = 5\nown.f{steps} = 7\n");
        let mut texts = with("figures/x.toml", format!("year = 2024\n{SOURCE}{}", growth::table(0, &stated)));
        texts.insert("figures/own.toml".to_owned(), catalogue);
        let before = growth::table(1, "own.f0 = 5\nincome.total = 5\nown.f1 = 6\n");
        texts.insert("figures/y.toml".to_owned(), format!("year = 2023\n{before}"));
        texts
    };
    let most = limits::DERIVED;
    for (steps, goes_back) in [(most, false), (most / 2, true)] {
        let workspace = load(&texts(steps - 1, goes_back));
        assert!(!workspace.is_broken(), "{steps} {goes_back}: {:#?}", workspace.problems);
        assert!(!verdicts(&workspace, "2026-01-01").is_empty());
        let problems = load(&texts(steps + 1, goes_back)).problems;
        let too_deep = problems.iter().find(|it| it.code == Code::TooMuch);
        assert!(
            too_deep.is_some_and(|it| it.message.sv.contains("200 steg")),
            "{steps} {goes_back}: {problems:#?}"
        );
    }
}

#[test]
fn one_figure_is_stated_so_many_times_a_year() {
    let texts = |times: usize| {
        let tables: String = (0..times).map(|it| growth::table(it, "income.total = 5\n")).collect();
        with("figures/x.toml", format!("year = 2024\n{SOURCE}{tables}"))
    };
    is_well(&texts(20));
    let problem = load(&texts(1_001)).problems.into_iter().find(|it| it.code == Code::TooMuch).unwrap();
    assert!(problem.message.sv.contains("mer än 1000 gånger"), "{}", problem.message.sv);
}

#[test]
fn the_first_places_that_contradict_a_statement_are_named_and_the_rest_counted() {
    let mut text = String::new();
    for number in 0..16 {
        let says = if number < 15 { "rises" } else { "falls" };
        let _ = write!(
            text,
            "[[statement]]\nid = \"u-{number}\"\nyear = 2024\nfigures = [\"income.total\"]\nsays = \"{says}\"\n\
             text = \"x{number}.\"\n"
        );
    }
    let workspace = load(&with("follow-up/x.toml", text));
    let report =
        samkoll::assess(&workspace, question("2025-12-31"), &samkoll::evaluate::Selection::default());
    let json = render::json::v1::render(&report, Language::Sv).unwrap().into_text().unwrap();
    assert!(json.contains("x9."), "the tenth is named");
    assert!(json.contains("och 5 ställen till"), "the rest are counted");
}
