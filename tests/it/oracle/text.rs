//! A förbund that was drawn, as the files of a workspace.

use std::fmt::Write as _;

use super::days::written;
use super::draw::DUTIES;
use super::reckon::{
    Anchor, By, Case, Delivery, Done, Due, Every, Meeting, Minutes, Moves, PARTIES, Proof, Span,
};
use crate::common::{Texts, synthetic};

/// The role that bodies hold after each other.
const ROLE: &str = "strategic-group";

pub(super) fn agreement_of(duty: usize) -> String {
    format!("a{}", duty / DUTIES)
}

pub(super) fn texts(case: &Case) -> Texts {
    let mut texts = synthetic();
    if let Some(since) = case.since {
        *texts.get_mut("samkoll.toml").unwrap() += &format!("since = {}\n", written(since));
    }
    for (at, duties) in case.duties.chunks(DUTIES).enumerate() {
        let (days, next) = case.agreements[at];
        let next = next.map(|next| format!("superseded_by = \"a{next}\"\n")).unwrap_or_default();
        let mut text =
            format!("id = \"a{at}\"\ntitle = \"a{at}\"\nkind = \"platform\"\n{next}{}", days_of(days));
        for party in PARTIES {
            let _ = write!(text, "[[party]]\norganisation = \"{party}\"\nclause = \"1\"\n");
        }
        for index in 0..duties.len() {
            text += &duty(case, at * DUTIES + index);
        }
        texts.insert(format!("agreements/a{at}.toml"), text);
    }
    texts.insert("agreements/people.toml".to_owned(), people(case));
    texts.insert("register/own.toml".to_owned(), register(case));
    texts
}

fn days_of(days: Span) -> String {
    let first = days.0.map(|day| format!("from = {}", written(day)));
    let last = days.1.map(|day| format!("to = {}", written(day)));
    let both: Vec<String> = first.into_iter().chain(last).collect();
    if both.is_empty() { String::new() } else { format!("in_force = {{ {} }}\n", both.join(", ")) }
}

pub(super) fn duty(case: &Case, index: usize) -> String {
    let duty = &case.duties[index];
    let every = match duty.every {
        Every::Parts(1, _) => "year",
        Every::Parts(2, _) => "half-year",
        Every::Parts(3, _) => "tertial",
        Every::Parts(4, _) => "quarter",
        Every::Parts(..) => "month",
        Every::Meeting => "meeting",
        Every::Once => "once",
    };
    let by = match duty.by {
        By::One(one) => one,
        By::EachParty => "each-party",
        By::EachMember => "each-member",
        By::Role => ROLE,
    };
    let evidence = match duty.proof {
        None => String::new(),
        Some(Proof::Decision(adopts, years)) => {
            let year = if years == 0 { String::new() } else { format!(", year = {years}") };
            format!("evidence = {{ decision = \"{adopts}\"{year} }}\n")
        }
        Some(Proof::Meeting(step)) => format!("evidence = {{ meeting = \"{step}\" }}\n"),
        Some(Proof::Boards) => {
            "evidence = { meeting = \"announced\", boards = [\"municipality\", \"region\"] }\n".to_owned()
        }
    };
    let needs = duty.needs.iter().map(|on| format!("\"{}\"", reference(*on))).collect::<Vec<_>>().join(", ");
    let needs = if needs.is_empty() { needs } else { format!("needs = [{needs}]\n") };
    let due = match duty.due {
        Due::Within(years) => format!("within = \"period\", year = {years}"),
        Due::On { month, day, years } => format!("on = \"{month:02}-{day:02}\", year = {years}"),
        Due::OnDate(day) => format!("on = {}", written(day)),
        Due::From { anchor, before, months, days, working_days } => {
            let anchor = match anchor {
                Anchor::PeriodEnd => "period-end".to_owned(),
                Anchor::Meeting => "meeting".to_owned(),
                Anchor::Duty(other, years) => reference((other, years)),
            };
            let way = if before { "before" } else { "after" };
            format!("{way} = \"{anchor}\", months = {months}, days = {days}, working_days = {working_days}")
        }
    };
    let moves = match (duty.moves, duty.due) {
        (_, Due::Within(_)) => "",
        (Moves::AsIs, _) => "non_working_day = \"as-is\"\n",
        (Moves::Next, _) => "non_working_day = \"next\"\n",
        (Moves::Previous, _) => "non_working_day = \"previous\"\n",
        (Moves::Judged, _) => "non_working_day = \"judged\"\n",
    };
    let only = if duty.only.is_empty() { String::new() } else { format!("only = {:?}\n", duty.only) };
    format!(
        "[[duty]]\nid = \"d{index}\"\ndeliverable = \"{}\"\nby = \"{by}\"\nevery = \"{every}\"\ntimes = {}\n{only}\
         due = {{ {due} }}\n{moves}{evidence}{needs}{}clause = \"1\"\n",
        duty.deliverable,
        duty.times,
        days_of(duty.in_force)
    )
}

fn register(case: &Case) -> String {
    let mut text = String::new();
    for cover in &case.covers {
        let (from, to) = (written(cover.days.0), written(cover.days.1));
        let (sort, recorded) = (cover.deliverable, written(cover.recorded));
        let _ = write!(
            text,
            "[[complete]]\ndeliverables = [\"{sort}\"]\nfrom = {from}\nto = {to}\nrecorded = {recorded}\n"
        );
    }
    for (number, it) in case.meetings.iter().enumerate() {
        text += &meeting(number, it);
    }
    for (number, it) in case.decisions.iter().enumerate() {
        let (first, recorded) = (it.years.0, written(it.recorded));
        let by = it.by.map(|by| format!("by = \"{by}\"\n")).unwrap_or_default();
        let reserved = if it.reserved { "reservation = { sv = \"Förbehåll.\" }\n" } else { "" };
        let _ = write!(
            text,
            "[[decision]]\nid = \"b{number}\"\nmeeting = \"m{}\"\nadopts = \"{}\"\nstate = \"{}\"\n{by}{reserved}\
             periods = {{ from = {first}, to = {} }}\ntext = {{ sv = \"Beslut {number}.\" }}\nrecorded = {recorded}\n",
            it.at,
            it.adopts,
            it.state,
            first + it.years.1
        );
    }
    for Delivery { of: (duty, by, period), done, recorded } in &case.deliveries {
        let day = match done {
            (None, day) if day == recorded => "true".to_owned(),
            done => when(*done),
        };
        let (agreement, recorded) = (agreement_of(*duty), written(*recorded));
        let _ = write!(
            text,
            "[[delivery]]\nagreement = \"{agreement}\"\nduty = \"d{duty}\"\nby = \"{by}\"\nperiod = \"{period}\"\n\
             delivered = {day}\nrecorded = {recorded}\n"
        );
    }
    text
}

/// When something was done.
fn when((first, last): Done) -> String {
    let day = written(last);
    if first.is_some() { day } else { format!("{{ no_later_than = {day} }}") }
}

fn meeting(number: usize, it: &Meeting) -> String {
    let (day, recorded) = (written(it.day), written(it.recorded));
    let mut text = format!(
        "[[meeting]]\nid = \"m{number}\"\nbody = \"{}\"\ndate = {day}\nrecorded = {recorded}\n",
        it.body
    );
    if it.planned {
        text += "planned = true\n";
    }
    if it.paragraphs {
        text += "paragraphs = { from = 1, to = 9 }\n";
    }
    text += &it.presidium.map(|done| format!("presidium = {}\n", when(done))).unwrap_or_default();
    if let Some(Minutes { approved, announced, boards }) = &it.minutes {
        text += "[meeting.minutes]\n";
        text += &approved.map(|done| format!("approved = {}\n", when(done))).unwrap_or_default();
        text += &announced.map(|done| format!("announced = {}\n", when(done))).unwrap_or_default();
        text += &boards.as_ref().map(|boards| format!("boards = {boards:?}\n")).unwrap_or_default();
    }
    text
}

/// The bodies that hold the role after each other, and the member that comes and goes.
fn people(case: &Case) -> String {
    let mut text = String::new();
    for (id, days) in &case.holders {
        let _ = write!(
            text,
            "[[organisation]]\nid = \"{id}\"\nname = \"{id}\"\nkind = \"body\"\nrole = \"{ROLE}\"\n\
             part_of = \"forbundet\"\n{}",
            days_of(*days)
        );
    }
    let (id, days) = case.members.last().unwrap();
    let member = days_of(*days).replace("in_force", "member");
    let _ =
        write!(text, "[[organisation]]\nid = \"{id}\"\nname = \"{id}\"\nkind = \"municipality\"\n{member}");
    text
}

/// A duty as another names it, so many years off.
fn reference((other, years): (usize, i64)) -> String {
    if years == 0 { format!("d{other}") } else { format!("d{other}@{years:+}") }
}
