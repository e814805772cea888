//! The exported calendar, read back by a parser that is not ours.

use std::collections::{BTreeMap, BTreeSet};

use chrono::{Datelike, Days, NaiveDate, TimeDelta, Weekday};
use ical::IcalParser;
use ical::parser::ical::component::{IcalCalendar, IcalEvent};
use ical::property::Property;
use proptest::prelude::*;
use samkoll::Workspace;
use samkoll::amount::Language;
use samkoll::cycle::{Cycle, State};
use samkoll::render::calendar::{Calendar, ics, list};
use samkoll::render::sheet::Markup;
use samkoll::source::composed;

use crate::common::{cases, lawless, question, synthetic, the_bundled};

/// Something of every state on 22 March 2024, and a plan whose day hangs on an analysis.
const TORGET: &str = r#"
id = "torget"
title = "Överenskommelse Torget"
kind = "platform"
in_force = { from = 2024-01-01, to = 2024-12-31 }

[[party]]
organisation = "kassan"
clause = "§2"

[[party]]
organisation = "regionen"
clause = "§2"

[[duty]]
id = "start"
deliverable = "event"
title = { sv = "Uppstart", en = "Start" }
by = "forbundet"
every = "once"
due = { on = 2024-01-31 }

[[duty]]
id = "appendix"
deliverable = "appendix"
title = { sv = "Bilaga", en = "Appendix" }
by = "each-party"
to = "forbundet"
every = "year"
due = { on = "02-15" }
clause = "§7"

[[duty]]
id = "report"
deliverable = "report"
title = { sv = "Rapport", en = "Report" }
by = "platform"
every = "tertial"
only = [1]
due = { after = "period-end", months = 1 }
non_working_day = "next"
clause = "§8"

[[duty]]
id = "analysis"
deliverable = "analysis"
title = { sv = "Analys", en = "Analysis" }
by = "forbundet"
every = "year"
due = { on = "05-02" }

[[duty]]
id = "plan"
deliverable = "plan"
title = { sv = "Plan", en = "Plan" }
by = "styrelsen"
every = "year"
due = { after = "analysis", days = 14 }
clause = "§9"
"#;

/// One appendix a day late, the other never; the analysis in good time, but after 22 March.
const REGISTER: &str = r#"
[[complete]]
deliverables = ["appendix"]
from = 2024-01-01
to = 2024-12-31
recorded = 2024-03-01

[[delivery]]
agreement = "torget"
duty = "appendix"
by = "kassan"
period = "2024"
delivered = 2024-02-16
recorded = 2024-02-16

[[delivery]]
agreement = "torget"
duty = "analysis"
by = "forbundet"
period = "2024"
delivered = 2024-04-20
recorded = 2024-04-20
"#;

/// The synthetic förbund with these files, without rules, which a calendar does not need.
fn world(files: &[(&str, &str)]) -> Workspace {
    let mut texts = synthetic();
    texts.extend(files.iter().map(|(path, text)| ((*path).to_owned(), (*text).to_owned())));
    lawless(&texts)
}

fn torget() -> Workspace {
    world(&[("agreements/torget.toml", TORGET), ("register/2024.toml", REGISTER)])
}

fn day(text: &str) -> NaiveDate {
    text.parse().unwrap()
}

/// A calendar on a day, for an interval.
fn calendar<T>(
    workspace: &Workspace,
    as_of: &str,
    (from, to): (&str, &str),
    then: impl FnOnce(&Calendar<'_, '_>) -> T,
) -> T {
    let cycle = Cycle::new(&workspace.model, question(as_of));
    let name = workspace.model.manifest.as_ref().unwrap().name.clone();
    then(&Calendar {
        workspace: &name,
        association: workspace.model.association().unwrap(),
        cycle: &cycle,
        from: day(from),
        to: day(to),
        files: &workspace.files,
    })
}

const YEAR: (&str, &str) = ("2024-01-01", "2024-12-31");

fn exported(workspace: &Workspace, as_of: &str, remind: &[u32]) -> String {
    calendar(workspace, as_of, YEAR, |it| ics::render(it, remind, Language::Sv))
}

/// One event as the other parser reads it.
#[derive(Debug, Clone, PartialEq)]
struct Seen {
    uid: String,
    start: NaiveDate,
    end: NaiveDate,
    stamp: String,
    modified: String,
    sequence: i64,
    status: String,
    summary: String,
    description: String,
    triggers: Vec<String>,
}

fn parsed(text: &str) -> IcalCalendar {
    let mut calendars = IcalParser::new(text.as_bytes());
    let calendar = calendars.next().unwrap().unwrap();
    assert!(calendars.next().is_none(), "one calendar, and nothing after it");
    calendar
}

/// The events of a file that keeps to the rules, by UID.
fn events(text: &str) -> BTreeMap<String, Seen> {
    lawful(text);
    let calendar = parsed(text);
    let seen: BTreeMap<String, Seen> =
        calendar.events.iter().map(seen).map(|it| (it.uid.clone(), it)).collect();
    assert_eq!(seen.len(), calendar.events.len(), "each UID once");
    seen
}

fn seen(event: &IcalEvent) -> Seen {
    let get = |name: &str| value(&event.properties, name);
    let date = |name: &str| {
        let property = event.properties.iter().find(|it| it.name == name).unwrap();
        assert_eq!(property.params, Some(vec![("VALUE".to_owned(), vec!["DATE".to_owned()])]), "{name}");
        NaiveDate::parse_from_str(&get(name), "%Y%m%d").unwrap()
    };
    assert_eq!(get("TRANSP"), "TRANSPARENT");
    let alarms = event.alarms.iter();
    let trigger = |properties: &[Property]| {
        let related = properties.iter().find(|it| it.name == "TRIGGER").unwrap().params.is_some();
        format!("{}{}", if related { "END" } else { "" }, value(properties, "TRIGGER"))
    };
    Seen {
        uid: get("UID"),
        start: date("DTSTART"),
        end: date("DTEND"),
        stamp: get("DTSTAMP"),
        modified: get("LAST-MODIFIED"),
        sequence: get("SEQUENCE").parse().unwrap(),
        status: get("STATUS"),
        summary: get("SUMMARY"),
        description: get("DESCRIPTION"),
        triggers: alarms.map(|alarm| trigger(&alarm.properties)).collect(),
    }
}

/// The value of a property that stands once, unescaped.
fn value(properties: &[Property], name: &str) -> String {
    let found: Vec<_> = properties.iter().filter(|it| it.name == name).collect();
    assert_eq!(found.len(), 1, "{name} once");
    let (mut text, mut chars) = (String::new(), found[0].value.as_deref().unwrap_or_default().chars());
    while let Some(c) = chars.next() {
        match c {
            '\\' => match chars.next().unwrap() {
                'n' | 'N' => text.push('\n'),
                c @ ('\\' | ';' | ',') => text.push(c),
                other => panic!("{name}: \\{other} is no escape"),
            },
            ';' | ',' => panic!("{name}: {c} must be escaped"),
            c => text.push(c),
        }
    }
    text
}

/// What every component must have (RFC 5545, 3.6).
const REQUIRED: &[(&str, &[&str])] = &[
    ("VCALENDAR", &["PRODID", "VERSION"]),
    ("VTIMEZONE", &["TZID"]),
    ("STANDARD", &["DTSTART", "TZOFFSETFROM", "TZOFFSETTO"]),
    ("DAYLIGHT", &["DTSTART", "TZOFFSETFROM", "TZOFFSETTO"]),
    ("VEVENT", &["UID", "DTSTAMP", "DTSTART"]),
    ("VALARM", &["ACTION", "TRIGGER", "DESCRIPTION"]),
];

/// The rules of lines and components: ends, length, characters; nesting, what must be there, nothing twice.
fn lawful(text: &str) {
    let lines: Vec<&str> = text.strip_suffix("\r\n").unwrap().split("\r\n").collect();
    for line in &lines {
        assert!(line.len() <= 75, "{} octets: {line}", line.len());
        assert!(!line.is_empty() && *line != " ", "an empty line");
        let bad = |c: char| c.is_control() || c == '\u{2028}' || c == '\u{2029}';
        assert!(!line.contains(bad), "a control character: {line:?}");
    }
    let mut open: Vec<(String, BTreeSet<String>)> = Vec::new();
    for line in text.replace("\r\n ", "").lines() {
        let (name, value) = line.split_once(':').unwrap();
        let name = name.split(';').next().unwrap();
        match name {
            "BEGIN" => open.push((value.to_owned(), BTreeSet::new())),
            "END" => {
                let (component, names) = open.pop().unwrap();
                assert_eq!(component, value, "what ends is what began last");
                let (_, required) = REQUIRED.iter().find(|(it, _)| *it == component).unwrap();
                assert!(required.iter().all(|it| names.contains(*it)), "{component}: {names:?}");
            }
            name => {
                assert!(name.bytes().all(|c| c.is_ascii_uppercase() || c == b'-'), "{name}");
                let (component, names) = open.last_mut().unwrap();
                assert!(names.insert(name.to_owned()), "{component}: {name} twice");
            }
        }
    }
    assert!(open.is_empty(), "what begins ends");
}

/// The event of an item of the synthetic förbund.
fn event(text: &str, item: &str) -> Seen {
    events(text)[&format!("torget/{item}@forbundet.samkoll")].clone()
}

#[test]
fn every_item_with_a_day_comes_back_on_that_day() {
    let workspace = the_bundled();
    calendar(workspace, "2024-03-22", ("2016-01-01", "2024-12-31"), |calendar| {
        let listed = calendar.listed();
        let (items, without): (Vec<_>, Vec<_>) = listed.into_iter().partition(|it| it.stands_on().is_some());
        assert!(!without.is_empty(), "what no source sets a day for stands on none");
        assert!(items.len() > 200, "{}", items.len());
        let seen = events(&ics::render(calendar, &[14], Language::Sv));
        let assignments = calendar.assignments().into_iter().filter(|it| it.stands_on().is_some()).count();
        assert!(assignments > 0);
        assert_eq!(seen.len(), items.len() + assignments, "nothing is overdue before the days shown");
        for item in items {
            // What comes with a meeting is told by the meeting's own id.
            let (start, period) = item.id.rsplit_once('/').unwrap();
            let meeting = workspace.model.meetings.iter().find(|it| it.date.value.to_string() == period);
            let period = meeting.map_or(period, |it| it.id.value.as_str());
            let uid = format!("{start}/{period}@samordningsforbundet-umearegionen.samkoll");
            let event = &seen[&uid];
            assert_eq!(Some(event.start), item.stands_on(), "{uid}");
            assert_eq!(Some(event.end), event.start.succ_opt(), "{uid}");
            assert_eq!(event.stamp, "20240322T000000Z");
            assert!(event.summary.contains(&item.title().sv), "{uid}: {}", event.summary);
            assert!(event.description.contains(&item.clause()), "{uid}: {}", event.description);
            for step in &item.due.steps {
                let line = format!("\n• {}: {}", step.day, step.words().sv);
                assert!(event.description.contains(&line), "{uid}: {}", event.description);
            }
        }
    });
}

/// Many agreements ask the same of the same people by the same day; in a list each must be itself.
#[test]
fn no_two_events_of_a_day_look_the_same() {
    let workspace = the_bundled();
    calendar(workspace, "2024-03-22", ("2016-01-01", "2024-12-31"), |calendar| {
        let seen = events(&ics::render(calendar, &[], Language::Sv));
        let looks: BTreeSet<_> = seen.values().map(|it| (it.start, it.summary.clone())).collect();
        assert_eq!(looks.len(), seen.len());
    });
}

#[test]
fn a_small_calendar() {
    let text = exported(&torget(), "2024-03-22", &[14, 0]);
    lawful(&text);
    let text = text.replace(env!("CARGO_PKG_VERSION"), "[version]").replace("\r\n", "\n");
    insta::assert_snapshot!(text);
}

#[test]
fn words_follow_the_language() {
    let text = calendar(&torget(), "2024-03-22", YEAR, |it| ics::render(it, &[], Language::En));
    let late = event(&text, "appendix/kassan/2024");
    assert_eq!(late.summary, "◆ Appendix – Kassan");
    assert_eq!(
        late.description,
        "State: done late, 1 day\nDone: 2024-02-16\nResponsible: Kassan\n\
         To: Samordningsförbundet Exempel\nUnder: §7, Överenskommelse Torget\nPeriod: 2024\n\
         How the day is reckoned:\n• 2024-02-15: fixed day, the year of the period"
    );
    let overdue = event(&text, "appendix/regionen/2024");
    assert!(overdue.description.starts_with("State: overdue\nResponsible: Regionen\n"));
    let plan = event(&text, "plan/styrelsen/2024");
    assert!(plan.description.ends_with("\nThe day can move: what it is reckoned from is not done."));
}

#[test]
fn a_later_export_updates_the_same_events() {
    let workspace = torget();
    let (first, second) =
        (exported(&workspace, "2024-03-22", &[14]), exported(&workspace, "2024-04-25", &[14]));
    assert_eq!(first, exported(&workspace, "2024-03-22", &[14]), "the same day gives the same bytes");
    let uids = |text: &str| events(text).into_keys().collect::<Vec<_>>();
    assert_eq!(uids(&first), uids(&second));
    // The analysis was recorded in between, and the plan is reckoned from it; of the rest nothing came.
    for (uid, event) in events(&first) {
        let later = &events(&second)[&uid];
        assert_eq!(later.stamp, "20240425T000000Z", "{uid}");
        let is_new = uid.contains("/analysis/") || uid.contains("/plan/");
        assert_eq!(later.sequence > event.sequence, is_new, "{uid}");
        assert_eq!(later.modified > event.modified, is_new, "{uid}");
        assert!(is_new || later.modified == event.modified, "{uid}");
    }
    let analysis = event(&second, "analysis/forbundet/2024");
    assert!(analysis.description.starts_with("Läge: klart\nKlart: 2024-04-20\n"));
    // The analysis was done in between, so the day of the plan moved and stands.
    let plan = "plan/styrelsen/2024";
    let (before, after) = (event(&first, plan), event(&second, plan));
    assert_eq!((before.start, before.status.as_str()), (day("2024-05-16"), "TENTATIVE"));
    assert_eq!((after.start, after.status.as_str()), (day("2024-05-04"), "CONFIRMED"));
}

/// The number is read as an unsigned one.
#[test]
fn a_sequence_is_never_negative() {
    let agreement = TORGET.replace("2024-", "1999-");
    let workspace = world(&[("agreements/torget.toml", &agreement)]);
    let sequence = |as_of: &str| {
        let text = calendar(&workspace, as_of, ("1999-01-01", "1999-12-31"), |it| {
            ics::render(it, &[], Language::Sv)
        });
        event(&text, "analysis/forbundet/1999").sequence
    };
    assert_eq!((sequence("1999-03-22"), sequence("2000-01-03")), (0, 0));
}

#[test]
fn what_is_overdue_is_there_once_however_long_ago() {
    let workspace = torget();
    let late = "torget/appendix/regionen/2024@forbundet.samkoll";
    let uids = |interval| {
        let text = calendar(&workspace, "2024-03-22", interval, |it| ics::render(it, &[], Language::Sv));
        events(&text).into_keys().collect::<Vec<_>>()
    };
    assert!(uids(YEAR).iter().any(|uid| uid == late), "inside the days shown");
    assert_eq!(uids(("2024-08-01", "2024-12-31")), [late], "before them");
}

#[test]
fn a_calendar_of_nothing_is_still_one() {
    let text = calendar(&torget(), "2024-01-10", ("2024-08-01", "2024-08-31"), |it| {
        ics::render(it, &[1], Language::Sv)
    });
    assert_eq!(events(&text).len(), 0);
    assert_eq!(parsed(&text).timezones.len(), 1, "a calendar must hold something");
}

#[test]
fn reminders_are_of_what_can_still_be_done_in_time() {
    let workspace = torget();
    let text = exported(&workspace, "2024-03-22", &[1, 14, 0, 14]);
    let all = ["-P13DT15H", "-P0DT15H", "END-PT15H"];
    let expected: &[(&str, State, &[&str])] = &[
        ("start/forbundet/once", State::Unknown, &[]),
        ("appendix/kassan/2024", State::Late, &[]),
        ("appendix/regionen/2024", State::Overdue, &[]),
        ("report/platform/2024-T1", State::Upcoming, &all),
        ("analysis/forbundet/2024", State::Upcoming, &all),
        ("plan/styrelsen/2024", State::Upcoming, &all),
    ];
    let states = calendar(&workspace, "2024-03-22", YEAR, |calendar| {
        let items = calendar.items().into_iter();
        items.map(|item| (item.id.clone(), item.state)).collect::<BTreeMap<_, _>>()
    });
    assert_eq!(states.len(), expected.len());
    for (item, state, triggers) in expected {
        assert_eq!(states[&format!("torget/{item}")], *state, "{item}");
        assert_eq!(event(&text, item).triggers, *triggers, "{item}");
    }
    let triggers = |as_of: &str, item: &str| event(&exported(&workspace, as_of, &[1]), item).triggers.len();
    let analysis = "analysis/forbundet/2024";
    assert_eq!(triggers("2024-04-19", analysis), 1);
    assert_eq!(triggers("2024-04-20", analysis), 0, "it was done that day, with days to spare");
    let report = "report/platform/2024-T1";
    assert_eq!(event(&text, report).start, day("2024-05-31"));
    // The reminder of the day before is past on the day itself.
    assert_eq!((triggers("2024-05-30", report), triggers("2024-05-31", report)), (1, 0));
    assert!(events(&exported(&workspace, "2024-03-22", &[])).values().all(|it| it.triggers.is_empty()));
}

/// A day that can move is not overdue when it has gone by: how it stands cannot be told.
#[test]
fn a_day_gone_by_is_not_reminded_of() {
    let workspace = world(&[("agreements/torget.toml", TORGET)]);
    let plan = |as_of: &str| event(&exported(&workspace, as_of, &[0]), "plan/styrelsen/2024");
    assert_eq!((plan("2024-05-16").triggers.len(), plan("2024-05-17").triggers.len()), (1, 0));
    assert!(plan("2024-05-17").description.starts_with("Läge: oklart\n"));
}

#[test]
fn a_reminder_comes_at_nine() {
    let remind: Vec<u32> = (0..400).collect();
    let event = event(&exported(&torget(), "2024-03-22", &remind), "plan/styrelsen/2024");
    // Those of days before that of the export are past.
    let ahead = (event.start - day("2024-03-22")).num_days();
    assert_eq!(event.triggers.len(), usize::try_from(ahead).unwrap() + 1);
    for (ahead, trigger) in (0..=ahead).rev().zip(&event.triggers) {
        let (base, trigger) = match trigger.strip_prefix("END") {
            Some(trigger) => (event.end, trigger),
            None => (event.start, trigger.as_str()),
        };
        let (days, hours) = trigger.strip_prefix("-P").unwrap().split_once('T').unwrap();
        let days: i64 = if days.is_empty() { 0 } else { days.strip_suffix('D').unwrap().parse().unwrap() };
        let hours: i64 = hours.strip_suffix('H').unwrap().parse().unwrap();
        let fires = base.and_hms_opt(0, 0, 0).unwrap() - TimeDelta::hours(24 * days + hours);
        let wanted = (event.start - TimeDelta::days(ahead)).and_hms_opt(9, 0, 0).unwrap();
        assert_eq!(fires, wanted, "{ahead}: {trigger}");
    }
}

/// What no source sets a day for has no event on New Year's Eve, but is counted; done, it stands on its day.
#[test]
fn what_has_no_day_is_not_reminded_of() {
    let agreement = TORGET.replace("due = { on = \"05-02\" }", "due = { within = \"period\" }");
    let text = exported(&world(&[("agreements/torget.toml", &agreement)]), "2024-03-22", &[7, 0]);
    let uid = "torget/analysis/forbundet/2024@forbundet.samkoll";
    assert!(!events(&text).contains_key(uid) && !text.contains("20241231"), "{text}");
    assert!(
        text.replace("\r\n ", "").contains("Utan satt dag\\, och därför inte här: 1 (samkoll calendar)"),
        "{text}"
    );
    let done = "[[delivery]]\nagreement = \"torget\"\nduty = \"analysis\"\nby = \"forbundet\"\nperiod = \"2024\"\n\
                delivered = 2024-03-20\nrecorded = 2024-03-20\n";
    let files = [("agreements/torget.toml", agreement.as_str()), ("register/2024.toml", done)];
    let done = exported(&world(&files), "2024-03-22", &[7, 0]);
    assert_eq!(event(&done, "analysis/forbundet/2024").start, day("2024-03-20"));
    assert!(!done.contains("X-WR-CALDESC"), "{done}");
    assert_eq!(event(&text, "report/platform/2024-T1").triggers.len(), 2);
}

/// A day that is planned takes nothing from the day a thing is due: the event and its reminder stay on that, and event
/// and list say both.
#[test]
fn what_is_planned_stands_on_the_day_it_is_due() {
    let planned = "[[planned]]\nagreement = \"torget\"\nduty = \"analysis\"\nby = \"forbundet\"\nperiod = \"2024\"\n\
                   day = 2024-04-10\nrecorded = 2024-03-23\n";
    let first = exported(&torget(), "2024-03-22", &[14]);
    let files = [("agreements/torget.toml", TORGET), ("register/2024.toml", planned)];
    let workspace = world(&files);
    let second = since(&workspace, "2024-03-25", YEAR, &first);
    let (old, new) = (event(&first, "analysis/forbundet/2024"), event(&second, "analysis/forbundet/2024"));
    assert_eq!((old.start, new.start), (day("2024-05-02"), day("2024-05-02")));
    assert!(!new.triggers.is_empty() && old.triggers == new.triggers, "{second}");
    assert!(new.sequence > old.sequence && new.description.contains("Planerat till: 2024-04-10"), "{second}");
    let listed = calendar(&workspace, "2024-03-25", YEAR, |it| {
        list::render(it, list::By::Month, Markup::Text, Language::Sv)
    });
    let may = listed.split("maj 2024").nth(1).unwrap().split_whitespace().collect::<Vec<_>>().join(" ");
    assert!(
        may.starts_with("2 ○ Analys") && may.contains("om 38 dagar; planerat till 2024-04-10"),
        "{listed}"
    );
}

/// An export told from the one before it.
fn since(workspace: &Workspace, as_of: &str, interval: (&str, &str), former: &str) -> String {
    calendar(workspace, as_of, interval, |it| {
        let former = ics::Former::read(former, it.association).unwrap();
        ics::render_since(it, &[14], &former, Language::Sv)
    })
}

const MEETINGS: &str = r#"
[[duty]]
id = "papers"
deliverable = "other"
by = "forbundet"
every = "meeting"
meetings_of = "styrelsen"
due = { before = "meeting", days = 7 }
"#;

fn meeting(id: &str, day: &str) -> String {
    format!(
        "[[meeting]]\nid = \"{id}\"\nbody = \"styrelsen\"\ndate = {day}\nplanned = true\nrecorded = 2024-01-10\n"
    )
}

#[test]
fn what_moved_or_went_is_told_from_the_former_export() {
    let agreement = format!("{TORGET}{MEETINGS}");
    let plan = |agreement: &str, meetings: &str| {
        world(&[("agreements/torget.toml", agreement), ("register/2024.toml", meetings)])
    };
    let (spring, autumn) = (meeting("spring", "2024-05-20"), meeting("autumn", "2024-10-10"));
    let first = exported(&plan(&agreement, &(spring.clone() + autumn.as_str())), "2024-03-22", &[14]);
    // The same files tell the same, whatever the order of their entries.
    let again = since(&plan(&agreement, &(autumn.clone() + spring.as_str())), "2024-03-22", YEAR, &first);
    assert_eq!(first, again);
    // The autumn meeting moves, the spring meeting is called off, the report is struck from the agreement.
    let moved = autumn.replace("2024-10-10", "2024-10-17");
    let (head, report) = agreement.split_once("[[duty]]\nid = \"report\"").unwrap();
    let struck = format!("{head}{}", &report[report.find("[[duty]]").unwrap()..]);
    let second = since(&plan(&struck, &moved), "2024-03-25", YEAR, &first);
    let (old, new) = (events(&first), events(&second));
    let changed = |id: &str| {
        let uid = format!("torget/{id}@forbundet.samkoll");
        let (old, new) = (&old[&uid], &new[&uid]);
        assert!(new.sequence > old.sequence && new.modified == "20240325T000000Z", "{id}");
        (new.start, new.status.clone(), new.triggers.len())
    };
    assert_eq!(changed("papers/forbundet/autumn"), (day("2024-10-10"), "CONFIRMED".into(), 1));
    assert_eq!(changed("papers/forbundet/spring"), (day("2024-05-13"), "CANCELLED".into(), 0));
    assert_eq!(changed("report/platform/2024-T1"), (day("2024-05-31"), "CANCELLED".into(), 0));
    for (uid, event) in old.iter().filter(|(uid, _)| !uid.contains("papers") && !uid.contains("report")) {
        assert_eq!((new[uid].sequence, &new[uid].modified), (event.sequence, &event.modified), "{uid}");
    }
    // What is withdrawn stays so, and does not rise again.
    let third = events(&since(&plan(&struck, &moved), "2024-03-26", YEAR, &second));
    for (uid, event) in &new {
        assert_eq!((third[uid].sequence, &third[uid].status), (event.sequence, &event.status), "{uid}");
    }
    // What comes back counts as newer than its withdrawal.
    let back = events(&since(&plan(&agreement, &(spring + moved.as_str())), "2024-03-27", YEAR, &second));
    let uid = "torget/papers/forbundet/spring@forbundet.samkoll";
    assert!(back[uid].status == "CONFIRMED" && back[uid].sequence > new[uid].sequence);
}

/// What lies outside the days shown is not withdrawn; but where it reads otherwise now, it is told.
#[test]
fn what_is_not_shown_is_not_withdrawn() {
    let first = exported(&torget(), "2024-03-22", &[14]);
    let later = |workspace: &Workspace| {
        let text = since(workspace, "2024-03-22", ("2024-11-01", "2024-12-31"), &first);
        events(&text).into_iter().map(|(uid, it)| (uid, it.status)).collect::<Vec<_>>()
    };
    let overdue = ("torget/appendix/regionen/2024@forbundet.samkoll".to_owned(), "CONFIRMED".to_owned());
    assert!(later(&torget()) == [overdue]);
    let moved = TORGET.replace("05-02", "05-03");
    let workspace = world(&[("agreements/torget.toml", &moved), ("register/2024.toml", REGISTER)]);
    let uids: Vec<String> = later(&workspace).into_iter().map(|(uid, _)| uid).collect();
    let told = ["analysis/forbundet", "appendix/regionen", "plan/styrelsen"];
    assert_eq!(uids, told.map(|id| format!("torget/{id}/2024@forbundet.samkoll")));
}

#[test]
fn a_former_export_must_be_one_of_the_same_forbund() {
    let whole = exported(&torget(), "2024-03-22", &[]);
    assert!(ics::Former::read(&whole, "forbundet").is_ok());
    assert!(ics::Former::read(&whole.replace("\r\n", "\n"), "forbundet").is_ok(), "as mail may leave it");
    let cut = &whole[..whole.len() / 2];
    let other = whole.replace("//samkoll//", "//annat//");
    for text in ["", "id = 1\n", cut, other.as_str()] {
        assert!(ics::Former::read(text, "forbundet").is_err(), "{text}");
    }
    assert!(ics::Former::read(&whole, "annat").unwrap_err().sv.contains("ett annat förbunds"));
}

#[test]
fn the_time_zone_is_swedish() {
    let calendar = parsed(&exported(&torget(), "2024-03-22", &[]));
    assert_eq!(value(&calendar.properties, "X-WR-TIMEZONE"), "Europe/Stockholm");
    assert_eq!(value(&calendar.timezones[0].properties, "TZID"), "Europe/Stockholm");
    let transitions = calendar.timezones[0].transitions.iter();
    let transitions: Vec<_> = transitions.map(|it| it.properties.clone()).collect();
    let [summer, winter] = transitions.as_slice() else { panic!("two") };
    for (properties, expected) in [
        (summer, ["CEST", "+0100", "+0200", "0331T020000", "FREQ=YEARLY;BYMONTH=3;BYDAY=-1SU"]),
        (winter, ["CET", "+0200", "+0100", "1027T030000", "FREQ=YEARLY;BYMONTH=10;BYDAY=-1SU"]),
    ] {
        let raw = |name: &str| {
            let mut found = properties.iter().filter(|it| it.name == name);
            found.next().unwrap().value.clone().unwrap()
        };
        let start = raw("DTSTART");
        let seen = [
            raw("TZNAME"),
            raw("TZOFFSETFROM"),
            raw("TZOFFSETTO"),
            start.strip_prefix("1996").unwrap().to_owned(),
            raw("RRULE"),
        ];
        assert_eq!(seen, expected);
        // The first one must itself be what the rule says: the last Sunday of its month.
        let first = NaiveDate::parse_from_str(&start[..8], "%Y%m%d").unwrap();
        assert_eq!(first.weekday(), Weekday::Sun);
        assert_ne!((first + Days::new(7)).month(), first.month());
    }
}

/// A text as TOML writes it, whatever is in it.
fn quoted(text: &str) -> String {
    let escapes: String = text.chars().map(|c| format!("\\U{:08X}", u32::from(c))).collect();
    format!("\"{escapes}\"")
}

/// A text without what could end a line: what is white becomes a space, the rest is shown as lost.
fn harmless(text: &str) -> String {
    let safe = |c: char| match c {
        '\t' | '\n' | '\r' | '\u{2028}' | '\u{2029}' => ' ',
        c if c.is_control() => '\u{fffd}',
        // Marks that turn the line around.
        '\u{61c}' | '\u{200e}' | '\u{200f}' | '\u{202a}'..='\u{202e}' | '\u{2066}'..='\u{2069}' => '\u{fffd}',
        c => c,
    };
    text.chars().map(safe).collect()
}

#[test]
fn hostile_texts_stay_in_their_place() {
    let long = "å😀ä ö👩‍👩‍👧‍👦 ".repeat(22);
    for text in [
        "a;b,c\\d:\"e\" \\n \\, ;;,, \\",
        "slut\r\nEND:VEVENT\r\nBEGIN:VEVENT\r\nUID:annan",
        "\u{0}\u{7}\u{b}\u{c}\u{1b}[31m\u{7f}\u{85}\u{2028}\u{2029}x",
        long.trim_end(),
        &format!("x{}y", " ".repeat(290)),
        &"\\".repeat(200),
        &"å".repeat(300),
    ] {
        let hostile = quoted(text);
        let agreement = TORGET
            .replace("\"Överenskommelse Torget\"", &hostile)
            .replace("\"Plan\"", &hostile)
            .replace("\"§9\"", &hostile);
        let organisations = synthetic()["agreements/organisations.toml"].clone();
        let organisations = organisations.replace("\"Styrelsen\"", &hostile);
        let manifest = synthetic()["samkoll.toml"].clone();
        let manifest = manifest.replace("\"Samordningsförbundet Exempel (syntetiskt)\"", &hostile);
        let workspace = world(&[
            ("samkoll.toml", &manifest),
            ("agreements/torget.toml", &agreement),
            ("agreements/organisations.toml", &organisations),
        ]);
        let rendered = exported(&workspace, "2024-03-22", &[14]);
        assert_eq!(events(&rendered).len(), 6, "{text:?}");
        // A long run of spaces has to be cut at one, which the other parser drops.
        if text.contains("   ") {
            assert!(rendered.replace("\r\n ", "").contains(&format!("\r\nSUMMARY:{text} – {text}\r\n")));
            continue;
        }
        let text = harmless(text);
        let calendar = parsed(&rendered);
        let plan = event(&rendered, "plan/styrelsen/2024");
        assert_eq!(value(&calendar.properties, "NAME"), text);
        assert_eq!(value(&calendar.properties, "X-WR-CALNAME"), text);
        assert_eq!(plan.summary, format!("{text} – {text}"));
        let lines: Vec<&str> = plan.description.split('\n').collect();
        assert_eq!(lines.len(), 8, "{}", plan.description);
        assert_eq!(lines[1], format!("Ansvarig: {text}"));
        assert_eq!(lines[2], format!("Enligt: {text}, {text}"));
        let alarms = calendar.events.iter().flat_map(|it| &it.alarms);
        assert!(alarms.map(|it| value(&it.properties, "DESCRIPTION")).any(|it| it == plan.summary));
    }
}

fn characters() -> impl Strategy<Value = String> {
    let special =
        prop::sample::select(";,\\:\"\n\r\t\u{0}\u{7f}\u{85}\u{2028} nåäö😀–".chars().collect::<Vec<_>>());
    prop::collection::vec(prop_oneof![any::<char>(), special], 0..150)
        .prop_map(|chars| chars.into_iter().collect())
}

proptest! {
    #![proptest_config(cases(64))]

    /// A title in front of which something stands, since the other parser drops colons and spaces that come first.
    #[test]
    fn any_title_on_any_day_survives(duties in prop::collection::vec((0_u64..366, characters()), 1..20)) {
        let first = day("2024-01-01");
        let mut agreement = TORGET.split("[[duty]]").next().unwrap().to_owned();
        for (index, (offset, title)) in duties.iter().enumerate() {
            let (on, title) = ((first + Days::new(*offset)).format("%m-%d"), quoted(&format!("x{title}")));
            agreement += &format!(
                "[[duty]]\nid = \"d{index}\"\ndeliverable = \"other\"\ntitle = {{ sv = {title}, en = \"x\" }}\n\
                 by = \"kassan\"\nevery = \"year\"\ndue = {{ on = \"{on}\" }}\n\n"
            );
        }
        let workspace = world(&[("agreements/torget.toml", &agreement)]);
        let text = exported(&workspace, "2024-01-01", &[3]);
        prop_assert_eq!(events(&text).len(), duties.len());
        for (index, (offset, title)) in duties.iter().enumerate() {
            let event = event(&text, &format!("d{index}/kassan/2024"));
            prop_assert_eq!(event.start, first + Days::new(*offset));
            prop_assert_eq!(event.end, first + Days::new(offset + 1));
            prop_assert_eq!(event.summary, format!("{} – Kassan", harmless(&composed(&format!("x{title}")))));
        }
    }
}

/// A text of the agreement that came later is newer by itself; one put right under the same document is not, and
/// takes the former export.
#[test]
fn a_new_text_of_the_agreement_raises_the_sequence() {
    let sources = "[[source]]\nid = \"one\"\ntitle = \"Ett\"\nkind = \"agreement\"\nadopted = 2024-01-02\n\
                   [[source]]\nid = \"two\"\ntitle = \"Två\"\nkind = \"agreement\"\nadopted = 2024-02-20\n";
    let decided = "[[meeting]]\nid = \"m\"\nbody = \"styrelsen\"\ndate = 2024-03-01\nrecorded = 2024-03-05\n\
                   [[decision]]\nid = \"d\"\nmeeting = \"m\"\nadopts = \"agreement\"\nagreement = \"torget\"\n\
                   state = \"adopted\"\nrecorded = 2024-03-05\n";
    let other = &decided.replace("agreement = \"torget\"\n", "");
    let cited = |document: &str| {
        TORGET.replace(
            "kind = \"platform\"",
            &format!("kind = \"platform\"\nsource = {{ document = \"{document}\", part = \"1\" }}"),
        )
    };
    let drawn = |agreement: &str, register: &str| {
        let files = [
            ("agreements/s.toml", sources),
            ("agreements/torget.toml", agreement),
            ("register/2024.toml", register),
        ];
        exported(&world(&files), "2024-03-22", &[])
    };
    let sequence = |text: &str| event(text, "analysis/forbundet/2024").sequence;
    let (one, two) = (drawn(&cited("one"), other), drawn(&cited("two"), other));
    let three = drawn(&cited("two"), decided);
    assert!(sequence(&one) < sequence(&two) && sequence(&two) < sequence(&three), "{one}{two}{three}");
    // What has nothing to do with the agreement changes nothing.
    assert_eq!(
        sequence(&drawn(
            &cited("one"),
            "# inget\n[[complete]]\ndeliverables = [\"budget\"]\nfrom = 2024-01-01\nto = 2024-03-01\nrecorded = 2024-03-10\n"
        )),
        sequence(&one)
    );
    let corrected = drawn(&cited("one").replace("Analys\"", "Årsanalys\""), other);
    assert_eq!(sequence(&corrected), sequence(&one), "nothing in the files says that it was put right");
}
