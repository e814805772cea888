//! Laws of the annual cycle that hold for every workspace: generated duties, registers and days.

use chrono::{Days, NaiveDate};
use proptest::prelude::*;
use samkoll::calendar::occurrences;
use samkoll::cycle::{Cycle, State};
use samkoll::model::period::{Every, Period};

use crate::common::{Texts, cases, lawless, question, synthetic};

/// A duty as a generator makes it; what it needs are duties before it, so that there is no circle.
#[derive(Debug, Clone)]
struct Duty {
    every: &'static str,
    due: String,
    non_working_day: &'static str,
    in_force: Option<(i32, i32)>,
    needs: Vec<(usize, i32)>,
}

#[derive(Debug, Clone)]
struct Register {
    /// Which duty, in which year and period, on which day after 2020 began.
    deliveries: Vec<(usize, i32, u32, u64)>,
    meetings: Vec<u64>,
    covered: bool,
}

fn day(days: u64) -> NaiveDate {
    NaiveDate::from_ymd_opt(2020, 1, 1).unwrap().checked_add_days(Days::new(days)).unwrap()
}

fn due(every: &'static str) -> BoxedStrategy<String> {
    let within = (-1..=1).prop_map(|year| format!("{{ within = \"period\", year = {year} }}"));
    match every {
        "once" => (0..2000_u64).prop_map(|days| format!("{{ on = {} }}", day(days))).boxed(),
        "meeting" => (prop_oneof![Just("after"), Just("before")], 0..40)
            .prop_map(|(way, days)| format!("{{ {way} = \"meeting\", days = {days} }}"))
            .boxed(),
        _ => prop_oneof![
            within,
            (1..=12_u32, 1..=28_u32, -1..=1).prop_map(|(month, date, year)| {
                format!("{{ on = \"{month:02}-{date:02}\", year = {year} }}")
            }),
            (prop_oneof![Just("after"), Just("before")], 0..4, 0..40, 0..15).prop_map(
                |(way, months, days, working)| {
                    format!(
                        "{{ {way} = \"period-end\", months = {months}, days = {days}, working_days = {working} }}"
                    )
                }
            ),
            // The duty it is reckoned from is filled in when its number is known.
            (prop_oneof![Just("after"), Just("before")], 0..30)
                .prop_map(|(way, days)| format!("{{ {way} = \"EARLIER\", days = {days} }}")),
        ]
        .boxed(),
    }
}

fn duty() -> impl Strategy<Value = Duty> {
    let every = prop_oneof![
        Just("year"),
        Just("half-year"),
        Just("tertial"),
        Just("quarter"),
        Just("month"),
        Just("meeting"),
        Just("once")
    ];
    every.prop_flat_map(|every| {
        (
            due(every),
            prop_oneof![Just("as-is"), Just("next"), Just("previous")],
            prop::option::of((2019..2023_i32, 0..3_i32)),
            prop::collection::vec((0..8_usize, -1..=0_i32), 0..3),
        )
            .prop_map(move |(due, non_working_day, in_force, mut needs)| {
                // What a duty waits for it waits for once.
                needs.sort_unstable();
                needs.dedup();
                let in_force = in_force.map(|(from, years)| (from, (from + years).max(2020)));
                Duty { every, due, non_working_day, in_force, needs }
            })
    })
}

fn register() -> impl Strategy<Value = Register> {
    let delivery = (0..8_usize, 2020..2024, 1..13_u32, 0..1500_u64);
    (prop::collection::vec(delivery, 0..12), prop::collection::vec(0..1500_u64, 0..5), any::<bool>())
        .prop_map(|(deliveries, meetings, covered)| Register { deliveries, meetings, covered })
}

/// The duties, in turn, in two agreements whose files have the given names.
fn texts(duties: &[Duty], register: &Register, names: [&str; 2]) -> Texts {
    let mut texts = synthetic();
    for (which, name) in names.iter().enumerate() {
        let id = ["ett", "tva"][which];
        let mut text = format!(
            "id = \"{id}\"\ntitle = \"{id}\"\nkind = \"cycle\"\nin_force = {{ from = 2020-01-01, to = 2023-12-31 }}\n"
        );
        for (index, duty) in duties.iter().enumerate().filter(|(index, _)| index % 2 == which) {
            text += &written(index, duty);
        }
        texts.insert(format!("agreements/{name}.toml"), text);
    }
    texts.insert("register/own.toml".into(), records(duties, register));
    texts
}

fn reference(index: usize) -> String {
    format!("{}/d{index}", ["ett", "tva"][index % 2])
}

fn written(index: usize, duty: &Duty) -> String {
    let due = match index.checked_sub(1) {
        Some(earlier) => duty.due.replace("EARLIER", &reference(earlier)),
        None => duty.due.replace("EARLIER", "period-end"),
    };
    // What must be ready before another may not wait for it as well.
    let precedes = due.contains("before = \"ett/") || due.contains("before = \"tva/");
    let needs = duty.needs.iter().filter(|(on, _)| *on < index && !precedes);
    let needs: Vec<String> = needs.map(|(on, year)| format!("\"{}@{year}\"", reference(*on))).collect();
    let in_force = duty
        .in_force
        .map(|(from, to)| format!("in_force = {{ from = {from}-03-01, to = {to}-10-31 }}\n"))
        .unwrap_or_default();
    // Where no day is set, none is moved.
    let moved = match due.contains("within") {
        true => String::new(),
        false => format!("non_working_day = \"{}\"\n", duty.non_working_day),
    };
    format!(
        "[[duty]]\nid = \"d{index}\"\ndeliverable = \"other\"\nby = \"styrelsen\"\nevery = \"{}\"\ndue = {due}\n{moved}{in_force}needs = [{}]\n",
        duty.every,
        needs.join(", ")
    )
}

fn records(duties: &[Duty], register: &Register) -> String {
    let mut text = String::from("# generated\nchange = []\n");
    if register.covered {
        text += "[[complete]]\ndeliverables = [\"other\"]\nfrom = 2019-01-01\nto = 2026-01-01\nrecorded = 2026-01-01\n";
    }
    for (number, days) in register.meetings.iter().enumerate() {
        let date = day(*days);
        text += &format!(
            "[[meeting]]\nid = \"m{number}\"\nbody = \"styrelsen\"\ndate = {date}\nrecorded = {date}\n"
        );
    }
    for (index, year, number, days) in &register.deliveries {
        let Some(duty) = duties.get(*index) else { continue };
        let every = Every::NAMES.iter().find(|(name, _)| *name == duty.every).unwrap().1;
        let (period, starts) = match every {
            Every::Once => (Period::ONCE, None),
            Every::Meeting => match register.meetings.first() {
                // Nothing is delivered for a meeting years before it.
                Some(meeting) if days + 300 < *meeting => continue,
                Some(days) => (Period::meeting(day(*days)), Some(day(*days))),
                None => continue,
            },
            every => {
                let period = Period::new(*year, every, (number - 1) % every.per_year() + 1).unwrap();
                (period, Some(period.start()))
            }
        };
        // What no occurrence answers to is refused when it is read.
        let (from, to) = duty.in_force.map_or((2020, 2023), |(from, to)| (from.max(2020), to.min(2023)));
        let (from, to) = match duty.in_force {
            None => (first_of(from, 1), first_of(to + 1, 1)),
            Some((first, _)) if first < 2020 => (first_of(from, 1), first_of(to, 11)),
            Some(_) => (first_of(from, 3), first_of(to, 11)),
        };
        if starts.map_or(to <= from, |starts| starts < from || to <= starts) {
            continue;
        }
        let (agreement, date) = (["ett", "tva"][index % 2], day(*days));
        let delivery = format!(
            "[[delivery]]\nagreement = \"{agreement}\"\nduty = \"d{index}\"\nby = \"styrelsen\"\nperiod = \"{period}\"\ndelivered = {date}\nrecorded = {date}\n"
        );
        // The same entry twice is a fault of the file, not of the cycle.
        if !text.contains(&delivery) {
            text += &delivery;
        }
    }
    text
}

fn first_of(year: i32, month: u32) -> NaiveDate {
    NaiveDate::from_ymd_opt(year, month, 1).unwrap()
}

/// Everything the cycle says, in words.
fn told(texts: &Texts, as_of: NaiveDate) -> Vec<String> {
    let workspace = lawless(texts);
    let cycle = Cycle::new(&workspace.model, question(&as_of.to_string()));
    let mut lines: Vec<String> = Vec::new();
    for item in cycle.items() {
        let before: Vec<&str> = cycle.before(item).iter().map(|it| it.id.as_str()).collect();
        let chain: Vec<&str> = cycle.chain_to(item).iter().map(|it| it.id.as_str()).collect();
        lines.push(format!("{} {:?} {:?} {before:?} {chain:?}", item.id, item.due, item.state));
    }
    lines.extend(cycle.order().iter().map(|item| item.id.clone()));
    lines
}

/// A duty a year, another whose day is reckoned from the first being done, and a third that must be ready
/// before the second: the hard case for days that move.
fn anchored() -> impl Strategy<Value = Vec<Duty>> {
    (1..=12_u32, 1..=28_u32, 0..40).prop_map(|(month, date, days)| {
        let yearly = |due: String| Duty {
            every: "year",
            due,
            non_working_day: "as-is",
            in_force: None,
            needs: Vec::new(),
        };
        vec![
            yearly(format!("{{ on = \"{month:02}-{date:02}\" }}")),
            yearly(format!("{{ after = \"EARLIER\", days = {days} }}")),
            yearly(format!("{{ before = \"EARLIER\", days = {days} }}")),
        ]
    })
}

/// Deliveries of the first of two duties in a register that holds everything.
fn late_deliveries() -> impl Strategy<Value = Register> {
    prop::collection::vec((Just(0_usize), 2020..2023, Just(1_u32), 0..1500_u64), 1..6)
        .prop_map(|deliveries| Register { deliveries, meetings: Vec::new(), covered: true })
}

proptest! {
    #![proptest_config(cases(64))]

    #[test]
    fn every_occurrence_begins_while_its_duty_holds(
        duties in prop::collection::vec(duty(), 1..8),
        register in register(),
        as_of in 0..2200_u64,
    ) {
        let workspace = lawless(&texts(&duties, &register, ["a", "b"]));
        let (first, last) = (day(0), NaiveDate::from_ymd_opt(2023, 12, 31).unwrap());
        for it in occurrences(&workspace.model, question(&day(as_of).to_string()), 2030) {
            prop_assert!(first <= it.starts && it.starts <= last, "{}", it.id());
            prop_assert!(it.duty.in_force.is_none_or(|days| days.holds(it.starts)), "{}", it.id());
            prop_assert!(it.ends.is_none_or(|ends| it.starts <= ends), "{}", it.id());
        }
    }

    #[test]
    fn dates_and_order_do_not_hang_on_the_order_of_the_files(
        duties in prop::collection::vec(duty(), 1..8),
        register in register(),
        as_of in 0..2200_u64,
    ) {
        let first = told(&texts(&duties, &register, ["a", "b"]), day(as_of));
        prop_assert_eq!(first, told(&texts(&duties, &register, ["y", "x"]), day(as_of)));
    }

    #[test]
    fn what_is_overdue_is_never_upcoming_on_a_later_day(
        (duties, register) in prop_oneof![
            (prop::collection::vec(duty(), 1..8), register()),
            (anchored(), late_deliveries()),
        ],
        days in prop::collection::vec(0..2200_u64, 6..12),
    ) {
        let workspace = lawless(&texts(&duties, &register, ["a", "b"]));
        let mut days = days;
        days.sort_unstable();
        let mut overdue: Vec<String> = Vec::new();
        for as_of in days {
            let cycle = Cycle::new(&workspace.model, question(&day(as_of).to_string()));
            for item in cycle.items() {
                let back = item.state == State::Upcoming && overdue.contains(&item.id);
                prop_assert!(!back, "{} is upcoming again on {}", item.id, day(as_of));
                if item.state == State::Overdue {
                    overdue.push(item.id.clone());
                }
            }
        }
    }

    #[test]
    fn each_item_comes_after_what_it_waits_for(
        duties in prop::collection::vec(duty(), 1..8),
        register in register(),
    ) {
        let workspace = lawless(&texts(&duties, &register, ["a", "b"]));
        let cycle = Cycle::new(&workspace.model, question("2023-06-30"));
        let order: Vec<&str> = cycle.order().iter().map(|item| item.id.as_str()).collect();
        for item in cycle.items() {
            for before in cycle.before(item) {
                let at = |id: &str| order.iter().position(|known| *known == id);
                prop_assert!(at(&before.id).is_some() && at(&before.id) < at(&item.id), "{} {}", before.id, item.id);
            }
        }
    }
}
