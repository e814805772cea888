//! The pages about the same thing on the same day agree: first screen, report, brief, calendar, ICS and JSON come to the
//! same numbers of what is late, what is unclear, what is to be decided and what comes next, and each says the whole
//! of it or how much it leaves out.

use std::fs;

use chrono::{Datelike, NaiveDate};
use samkoll::amount::Language;
use samkoll::brief::Brief;
use samkoll::calendar::Question;
use samkoll::cycle::{AssignmentState, Cycle, Item, Stands, State};
use samkoll::evaluate::Selection;
use samkoll::model::actor::Role;
use samkoll::model::period::Every;
use samkoll::render::calendar::{Calendar, ics, list};
use samkoll::render::html::{self, Board};
use samkoll::render::json;
use samkoll::render::sheet::Markup;
use samkoll::report::Report;
use samkoll::{Workspace, assess, render};
use serde_json::Value;

use crate::common::{Texts, files_below, known, load_whole, question, relative, synthetic, the_bundled};

/// The numbers that some page has.
#[derive(Debug, Default, Clone, Copy, PartialEq, Eq)]
struct Numbers {
    late: usize,
    unclear: usize,
    decide: usize,
}

/// How many things of each sort the four workspaces had in all: a test of nothing would hold.
#[derive(Debug, Default)]
struct Seen {
    late: usize,
    unclear: usize,
    decide: usize,
    comes: usize,
    told_to_do: usize,
    planned: usize,
}

/// The pages of one question.
struct Pages {
    screen: String,
    brief: String,
    report: String,
    list: String,
    /// The same from the first day there is.
    whole: String,
    ics: String,
    json: Value,
}

fn testforbundet() -> Texts {
    let below = |path: &str| path.trim_start_matches("fixtures/testforbundet/").to_owned();
    let files = files_below("fixtures/testforbundet").into_iter();
    let files = files.filter(|path| path.extension().is_some_and(|it| it == "toml" || it == "rhai"));
    files.map(|path| (below(&relative(&path)), fs::read_to_string(&path).unwrap())).collect()
}

/// Late, unclear and coming things of every sort: of the calendar, assignments and remarks, planned days too late, early
/// and passed, meetings held, planned and silent, and what several owe at once.
fn every_sort() -> Texts {
    let mut texts = synthetic();
    texts.insert("agreements/hjul.toml".into(), AGREEMENT.into());
    texts.insert("register/allt.toml".into(), REGISTER.into());
    texts
}

const AGREEMENT: &str = r#"
id = "hjul"
title = "Årshjul"
kind = "cycle"
in_force = { from = 2023-01-01 }
[[duty]]
id = "bilaga-norr"
deliverable = "appendix"
by = "norrby"
every = "year"
due = { on = "11-30" }
[[duty]]
id = "bilaga-syd"
deliverable = "appendix"
by = "soderby"
every = "year"
due = { on = "11-30" }
[[duty]]
id = "yttrande"
deliverable = "other"
by = "each-member"
to = "styrelsen"
every = "year"
due = { on = "10-15" }
[[duty]]
id = "rapport"
deliverable = "report"
by = "norrby"
to = "styrelsen"
every = "quarter"
due = { after = "period-end", days = 10 }
[[duty]]
id = "plan"
deliverable = "plan"
by = "styrelsen"
every = "year"
due = { on = "12-20" }
[[duty]]
id = "workshop"
deliverable = "event"
by = "norrby"
every = "year"
due = { within = "period" }
"#;

const REGISTER: &str = r#"
[[complete]]
deliverables = ["appendix", "report"]
from = 2023-01-01
to = 2024-06-30
recorded = 2024-07-01
[[complete]]
deliverables = ["minutes"]
from = 2023-01-01
to = 2023-12-31
recorded = 2024-07-01
[[meeting]]
id = "m1"
body = "styrelsen"
date = 2023-09-15
recorded = 2023-09-01
paragraphs = { from = 1, to = 9 }
[[meeting]]
id = "m2"
body = "styrelsen"
date = 2023-11-24
recorded = 2023-09-20
[[meeting]]
id = "m3"
body = "styrelsen"
date = 2023-12-20
planned = true
recorded = 2023-09-20
[[meeting]]
id = "m4"
body = "styrelsen"
date = 2024-03-14
planned = true
recorded = 2023-09-20
[[decision]]
id = "beslut"
meeting = "m1"
adopts = "mission"
state = "adopted"
paragraph = "§ 3"
recorded = 2023-09-20
[[assignment]]
id = "sent"
decision = "beslut"
text = "utreda lokaler"
to = ["norrby"]
due = 2023-11-01
recorded = 2023-09-20
[[assignment]]
id = "oklart"
decision = "beslut"
text = "skriva"
to = ["soderby"]
report_at = 2023-11-24
recorded = 2023-09-20
[[assignment]]
id = "kommer"
decision = "beslut"
text = "räkna"
to = ["styrelsen"]
due = 2024-03-01
recorded = 2023-09-20
[[remark]]
id = "sen"
year = 2022
text = "Attest"
dimension = "internal-control"
responsible = ["styrelsen"]
due = 2023-10-31
followed_up = 2023-11-10
recorded = 2023-05-01
[[remark]]
id = "oklar"
year = 2022
text = "Arkiv"
dimension = "internal-control"
responsible = ["styrelsen"]
due = 2023-11-20
recorded = 2023-05-01
[[remark]]
id = "framtid"
year = 2022
text = "Upphandling"
dimension = "internal-control"
responsible = ["styrelsen"]
due = 2024-02-28
recorded = 2023-05-01
[[planned]]
agreement = "hjul"
duty = "bilaga-norr"
by = "norrby"
period = "2023"
day = 2023-12-05
recorded = 2023-09-20
[[planned]]
agreement = "hjul"
duty = "bilaga-syd"
by = "soderby"
period = "2023"
day = 2023-11-20
recorded = 2023-09-20
[[planned]]
agreement = "hjul"
duty = "workshop"
by = "norrby"
period = "2023"
day = 2023-12-10
recorded = 2023-09-20
"#;

/// The workspace that `init` gives one who answers no more than he must.
fn new_workspace() -> Texts {
    let answers = samkoll::starter::Answers {
        name: "Samordningsförbundet Exempel".to_owned(),
        members: ["Storby kommun", "Region Exempel"]
            .map(|it| samkoll::starter::Member::read(it).unwrap())
            .to_vec(),
        first_year: 2024,
        ..samkoll::starter::Answers::default()
    };
    let files = samkoll::starter::workspace(&answers, "2024-01-10".parse().unwrap()).unwrap();
    files.into_iter().map(|file| (file.path, file.text)).collect()
}

#[test]
fn every_page_has_the_same_numbers() {
    let texts = [testforbundet(), every_sort(), new_workspace()].map(|texts| load_whole(&texts));
    let [synthetic, sorts, new] = &texts;
    // One day of the large one, where not all is tried.
    let whole = std::env::var("SAMKOLL_SWEEP").is_ok();
    let days: [(&Workspace, &[&str]); 4] = [
        (the_bundled(), if whole { &["2019-11-28", "2023-11-20", "2024-03-22"] } else { &["2024-03-22"] }),
        (synthetic, &["2024-11-20", "2025-04-30", "2025-09-01"]),
        (
            sorts,
            &[
                "2023-10-10",
                "2023-11-23",
                "2023-11-24",
                "2023-11-30",
                "2023-12-03",
                "2023-12-11",
                "2024-01-15",
                "2024-03-14",
                "2024-08-01",
            ],
        ),
        (new, &["2024-01-10", "2024-11-29", "2025-06-01"]),
    ];
    let mut seen = Seen::default();
    for (workspace, days) in days {
        for day in days {
            for question in [question(day), known(day)] {
                agree(workspace, question, &mut seen);
            }
        }
    }
    let Seen { late, unclear, decide, comes, told_to_do, planned } = seen;
    assert!(late > 50 && unclear > 500 && decide > 30 && comes > 100, "{seen:?}");
    assert!(told_to_do > 10 && planned > 3, "{seen:?}");
}

fn agree(workspace: &Workspace, question: Question, seen: &mut Seen) {
    let report = assess(workspace, question, &Selection::default());
    let mut cycle = Cycle::until(&workspace.model, question, question.as_of.year() + 2);
    cycle.waive(&report.breached());
    let board = workspace.model.holders(Role::Board, question.as_of).next();
    let board = board.map_or("", |it| it.id.value.as_str());
    let brief = Brief::of_the_day(&cycle, board);
    let meeting = brief.decides_on().unwrap_or(question.as_of);
    let ahead = Brief::new(&cycle, board, meeting);
    let pages = pages(workspace, &report, &brief, &ahead);
    let Numbers { late, unclear, decide } = counted(&cycle, &brief);
    let told = format!("{} {question:?} {board}", report.workspace);

    let [screen, page, list] = [&pages.screen, &pages.report, &pages.list];
    for (name, text) in [("check", screen), ("report", page)] {
        let said =
            [before(text, " sak är försenad"), before(text, " saker är försenade")].iter().sum::<usize>();
        assert_eq!(said, late, "{told} {name}\n{text}");
        assert_eq!(after(text, &["för "], " är det oklart om"), unclear, "{told} {name}\n{text}");
    }
    for (text, lead) in [
        (screen, "FÖRSENAT: "),
        (page, "Försenat ("),
        (list, "FÖRSENAT ("),
        (&pages.brief, "FÖRSENAT, OCH VAD DET FÖRDRÖJER ("),
    ] {
        assert_eq!(after(text, &[lead], ""), late, "{told}\n{text}");
    }
    for text in [page, list, &pages.brief] {
        assert_eq!(after(text, &["I allt är det oklart om "], ""), unclear, "{told}\n{text}");
    }
    assert_eq!(in_rows(list, "FÖRSENAT (", "MÅNAD FÖR MÅNAD"), late, "{told}\n{list}");
    assert_eq!(in_rows(page, "Försenat (", "Att göra före"), late, "{told}");
    let titles = ["Att besluta eller göra nu (", &format!("Att besluta eller göra inför mötet {meeting} (")];
    for (text, leads) in [
        (screen, &["ATT BESLUTA: "][..]),
        (page, &titles[..]),
        (&pages.brief, &["ATT BESLUTA ELLER GÖRA ("][..]),
    ] {
        assert_eq!(after(text, leads, ""), decide, "{told}\n{text}");
    }

    let is_listed = |id: &str| brief.to_decide().any(|it| it.item.id == id);
    let until = Brief::new(&cycle, board, meeting).until;
    let own = cycle.items().iter().filter(|it| it.occurrence.by == board && it.state == State::Upcoming);
    let yearly = own.filter(|it| it.occurrence.period.every == Every::Year && it.too_late.is_none());
    let before_it =
        yearly.filter(|it| it.due.expected().is_some_and(|due| question.as_of <= due && due < until));
    let left_out: Vec<&str> = before_it.map(|it| it.id.as_str()).filter(|id| !is_listed(id)).collect();
    assert!(left_out.is_empty(), "{told}: {left_out:?}");

    let comes = brief.comes();
    let seen_today = brief.see.iter().filter(|it| it.item.state == State::Upcoming).count();
    assert_eq!(after(screen, &["HÄRNÄST: "], ""), comes.count(), "{told}\n{screen}");
    let titles =
        ["Att göra före nästa möte, ", "Att göra före "].map(|lead| format!("{lead}{} (", brief.until));
    let ahead = after(page, &[&titles[0], &titles[1]], "");
    let today = comes.assignments.len() + comes.remarks.len() + seen_today;
    assert!((ahead..=ahead + today).contains(&comes.count()), "{told}: {ahead} {}\n{page}", comes.count());
    machines(&pages, &cycle, &Numbers { late, unclear, decide }, &told);
    days_are_both_said(&cycle, &pages, &told, seen);

    seen.late += late;
    seen.unclear += unclear;
    seen.decide += decide;
    seen.comes += comes.count();
    let [late, unclear] = [cycle.late(), cycle.unclear()];
    seen.told_to_do +=
        [late, unclear].iter().map(|it| it.assignments.len() + it.remarks.len()).sum::<usize>();
}

/// By hand, from the states alone.
fn counted(cycle: &Cycle<'_>, brief: &Brief<'_, '_>) -> Numbers {
    let (mut late, mut unclear) = (0, 0);
    for it in cycle.items() {
        late += usize::from(it.state == State::Overdue);
        unclear += usize::from(it.state == State::Unknown && !it.is_done());
    }
    for it in cycle.assignments() {
        late += usize::from(it.stands == AssignmentState::Overdue && it.waiver.is_none());
        unclear += usize::from(it.stands == AssignmentState::Unknown);
    }
    for it in cycle.remarks() {
        late += usize::from(it.stands == Stands::Overdue);
        unclear += usize::from(it.stands == Stands::Unknown);
    }
    Numbers { late, unclear, decide: brief.to_decide().count() }
}

/// The export has an event for all that is late and has a day, the JSON all that is late and all that is unclear.
fn machines(pages: &Pages, cycle: &Cycle<'_>, numbers: &Numbers, told: &str) {
    let events = pages.ics.matches("SUMMARY:▲").count();
    assert_eq!(events + cycle.late().remarks.len(), numbers.late, "{told}");
    let all = |name: &str| pages.json[name].as_array().unwrap().iter();
    let everything = || all("items").chain(all("assignments")).chain(all("remarks"));
    let late = everything().filter(|it| it["state"] == "overdue" && it["waiver"].is_null()).count();
    let unclear = everything().filter(|it| it["state"] == "unknown" && it["done"] != true).count();
    assert_eq!((late, unclear), (numbers.late, numbers.unclear), "{told}");
}

/// What is planned and not done stands by the day it is due, and the planned day is said beside it.
fn days_are_both_said(cycle: &Cycle<'_>, pages: &Pages, told: &str, seen: &mut Seen) {
    let as_of = cycle.question().as_of;
    let list = flat(&pages.whole);
    for item in cycle.items().iter().filter(|it| !it.is_done() && it.due_day().is_some()) {
        let Some(planned) = item.planned else { continue };
        seen.planned += 1;
        assert_eq!(item.stands_on(), item.due_day(), "{told} {}", item.id);
        assert!(list.contains(&format!("planerat till {planned}")), "{told} {}\n{list}", item.id);
    }
    let next = pages.screen.split("HÄRNÄST").nth(1).unwrap();
    let rows = next.lines().filter_map(|line| line.strip_prefix("  • "));
    let days = rows.filter_map(|line| line.get(..10)?.parse::<NaiveDate>().ok());
    assert!(days.into_iter().all(|day| as_of <= day), "{told}\n{next}");
}

fn pages(workspace: &Workspace, report: &Report<'_>, brief: &Brief<'_, '_>, before: &Brief<'_, '_>) -> Pages {
    let cycle = brief.cycle;
    let (sv, question) = (Language::Sv, cycle.question());
    let facts = samkoll::facts::Facts::new(std::sync::Arc::clone(&workspace.model), question);
    let first = cycle.items().iter().filter_map(|it: &Item<'_>| it.due.expected()).min().unwrap();
    let edge = |month, day| NaiveDate::from_ymd_opt(question.as_of.year(), month, day).unwrap();
    let calendar = |from| Calendar {
        workspace: "Förbundet",
        association: "forbundet",
        cycle,
        from,
        to: edge(12, 31),
        files: &workspace.files,
    };
    let page = html::render(Board { brief, report, facts: &facts }, sv).unwrap();
    let tags = page.split('<').map(|part| part.split_once('>').map_or(part, |(_, text)| text));
    let page = tags.collect::<Vec<_>>().join(" ");
    Pages {
        screen: render::screen::render(brief, report, report, sv),
        brief: render::brief::render(before, report, report, Markup::Text, sv),
        report: page,
        list: list::render(&calendar(edge(1, 1)), list::By::Month, Markup::Text, sv),
        whole: list::render(&calendar(first), list::By::Month, Markup::Text, sv),
        ics: ics::render(&calendar(edge(1, 1)), &[], sv),
        json: serde_json::from_str(&json::v1::calendar(&calendar(first)).unwrap()).unwrap(),
    }
}

/// A page as one line.
fn flat(text: &str) -> String {
    text.split([' ', '\n']).filter(|it| !it.is_empty()).collect::<Vec<_>>().join(" ")
}

/// The number that a page has after one of some words, where others follow; none where it does not speak of it.
fn after(text: &str, leads: &[&str], then: &str) -> usize {
    let text = flat(text);
    let found = leads.iter().flat_map(|lead| text.split(lead).skip(1));
    let told = found.filter(|rest| rest.split(['.', ',', ')']).next().unwrap().contains(then));
    let number = |rest: &str| rest.split(|c: char| !c.is_ascii_digit()).next().unwrap().parse().ok();
    told.filter_map(number).next().unwrap_or(0)
}

/// How many things the rows of a part are that are marked as late: each tells how many it is where that is several.
fn in_rows(text: &str, from: &str, to: &str) -> usize {
    let text = flat(text);
    // The list of contents has the titles, too.
    let part = text.rsplit_once(from).unwrap().1.split(to).next().unwrap();
    let several = [" ansvariga: ", " st, en för varje ", " åtaganden: "];
    let count = |row: &str| {
        let told = several.iter().find_map(|words| row.split_once(words));
        told.map_or(1, |(lead, _)| lead.rsplit(' ').next().unwrap().parse::<usize>().unwrap())
    };
    let rows = part.split('▲').skip(1).map(|row| row.split(['□', '○', '◆', '●', '◇']).next().unwrap());
    rows.map(count).sum()
}

/// The number before some words.
fn before(text: &str, tail: &str) -> usize {
    let text = flat(text);
    // One thing is told in words that many are not.
    let Some((lead, rest)) = text.split_once(tail) else { return 0 };
    if rest.starts_with('e') && !tail.ends_with('e') {
        return 0;
    }
    lead.rsplit(' ').next().unwrap().parse().unwrap_or(0)
}
