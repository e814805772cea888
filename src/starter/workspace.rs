//! The files of a new workspace: what was answered, and nothing else.

use std::collections::{BTreeMap, BTreeSet};

use chrono::{Datelike, NaiveDate};
use rust_decimal::Decimal;

use super::Written;
use super::answers::{Answers, BOARD, BODIES, Board, Body, Member, MemberKind, Part, Sharing};
use super::schema::with_schema;
use super::text::{Ids, fill, quoted};
use crate::amount::Text;
use crate::model::declared::FileSort;
use crate::source::alike;

/// The files; or everything that does not hold between the answers.
///
/// # Errors
/// When the answers contradict each other.
pub fn workspace(answers: &Answers, today: NaiveDate) -> Result<Vec<Written>, Vec<Text>> {
    let faults = answers.faults(today);
    if !faults.is_empty() {
        return Err(faults);
    }
    let mut ids = Ids::with(BODIES.map(|body| body.id));
    let association = ids.take(&answers.name, "forbundet");
    let members: Vec<(String, Member)> =
        answers.all_members().into_iter().map(|member| (member_id(&member, &mut ids), member)).collect();
    let mut written: Vec<Written> = vec![
        manifest(answers, &association, &members),
        organisations(answers, &association, &members, today),
        charter(answers),
    ];
    written.extend(registers(answers, today));
    Ok(written.into_iter().map(with_schema).collect())
}

fn file(path: &str, text: String, sort: FileSort) -> Written {
    Written { path: path.to_owned(), text, sort: Some(sort) }
}

/// A municipality is called by its place: the last word only says what it is.
fn member_id(member: &Member, ids: &mut Ids) -> String {
    let (place, otherwise) = match member.kind {
        MemberKind::State => (None, "myndighet"),
        MemberKind::Region => (None, "regionen"),
        MemberKind::Municipality => {
            let split = member.name.rsplit_once(char::is_whitespace);
            let bare = split.filter(|(_, last)| matches!(last.to_lowercase().as_str(), "kommun" | "stad"));
            (bare.map(|(place, _)| place), "kommun")
        }
    };
    ids.take(place.unwrap_or(&member.name), otherwise)
}

fn manifest(answers: &Answers, association: &str, members: &[(String, Member)]) -> Written {
    let values = [
        ("name", quoted(&answers.name)),
        ("association", quoted(association)),
        ("year", answers.first_year.to_string()),
    ];
    let text = filled(include_str!("samkoll.toml"), &values) + key(answers, members).as_str();
    file("samkoll.toml", text, FileSort::Manifest)
}

fn filled(template: &str, values: &[(&str, String)]) -> String {
    let values: Vec<(&str, &str)> = values.iter().map(|(word, value)| (*word, value.as_str())).collect();
    fill(template, &values)
}

fn organisations(
    answers: &Answers,
    association: &str,
    members: &[(String, Member)],
    today: NaiveDate,
) -> Written {
    let mut text = include_str!("organisationer.toml").to_owned();
    let seat = answers.seat.iter().map(|seat| format!("note = {}", quoted(&format!("Säte: {seat}"))));
    text.push_str(&organisation("", association, &answers.name, "association", seat));
    for (index, (id, member)) in members.iter().enumerate() {
        let remark = match index {
            0 => {
                "# De två statliga medlemmarna är enligt lagen med i varje förbund. Ska en bort: stryk dess sex rader.\n"
            }
            _ => "",
        };
        let number = member.number.iter().map(|number| format!("number = {}", quoted(number)));
        let rest = number.chain(["member = {}".to_owned()]);
        text.push_str(&organisation(remark, id, &member.name, member.kind.word(), rest));
    }
    for Body { id, name, role } in BODIES {
        text.push_str(&organisation("", id, name, "body", [format!("role = {}", quoted(role))]));
    }
    if cites_the_answers(answers) {
        text.push_str(&filled(include_str!("kalla.toml"), &[("today", today.to_string())]));
    }
    file("agreements/organisations.toml", text, FileSort::Organisations)
}

fn organisation(
    remark: &str,
    id: &str,
    name: &str,
    kind: &str,
    rest: impl IntoIterator<Item = String>,
) -> String {
    let (id, name, kind) = (quoted(id), quoted(name), quoted(kind));
    let mut text = format!("\n{remark}[[organisation]]\nid = {id}\nname = {name}\nkind = {kind}\n");
    for line in rest {
        text.push_str(&line);
        text.push('\n');
    }
    text
}

/// Whether some file names the answers as its source.
fn cites_the_answers(answers: &Answers) -> bool {
    matches!(answers.sharing, Some(Sharing::Parts(_)))
}

fn charter(answers: &Answers) -> Written {
    let mut text = include_str!("forbundsordning.toml").to_owned();
    if let Some(sharing) = &answers.sharing {
        let basis = match sharing {
            Sharing::Words(words) => words.clone(),
            Sharing::Parts(parts) => parts.iter().map(in_words).collect::<Vec<_>>().join(", "),
        };
        text.push_str(&format!("\n[key]   # hur kommunerna delar på sin del\nbasis = {}\n", quoted(&basis)));
    }
    if let Some(board) = answers.board {
        text.push_str(&prescribed(board));
    }
    file("agreements/forbundsordning.toml", text, FileSort::Agreement)
}

fn in_words(part: &Part) -> String {
    format!("{} {} %", part.name, part.percent.to_string().replace('.', ","))
}

fn prescribed(board: Board) -> String {
    let from = match board.from {
        Some(day) => format!("from = {day}   # styrelsens första dag"),
        None => "# from = 2023-04-01   # styrelsens första dag, när den är känd".to_owned(),
    };
    format!("\n[[board]]\n{from}\nseats = {}\nsubstitutes = {}\n", board.seats, board.substitutes)
}

/// The municipalities' parts, from the first year on.
fn key(answers: &Answers, members: &[(String, Member)]) -> String {
    let Some(Sharing::Parts(parts)) = &answers.sharing else { return String::new() };
    let percent =
        |member: &Member| parts.iter().find(|part| alike(&part.name, &member.name)).map(|part| part.percent);
    let share = |(id, member): &(String, Member)| {
        let share = percent(member)?.checked_div(Decimal::ONE_HUNDRED)?.normalize();
        Some(format!("{id} = {share}"))
    };
    let shares: Vec<String> = members.iter().filter_map(share).collect();
    let values = [("year", answers.first_year.to_string()), ("shares", shares.join(", "))];
    filled(include_str!("nyckel.toml"), &values)
}

/// A file for each year with planned meetings.
fn registers(answers: &Answers, today: NaiveDate) -> Vec<Written> {
    let mut years: BTreeMap<i32, BTreeSet<NaiveDate>> = BTreeMap::new();
    for day in &answers.meetings {
        years.entry(day.year()).or_default().insert(*day);
    }
    let register = |(year, days): (i32, BTreeSet<NaiveDate>)| {
        let mut text = filled(include_str!("register.toml"), &[("year", year.to_string())]);
        text.extend(days.into_iter().map(|day| planned(day, today)));
        file(&format!("register/{year}.toml"), text, FileSort::Register)
    };
    years.into_iter().map(register).collect()
}

fn planned(day: NaiveDate, today: NaiveDate) -> String {
    let values = [
        ("id", quoted(&format!("{BOARD}-{day}"))),
        ("body", quoted(BOARD)),
        ("date", day.to_string()),
        ("recorded", today.to_string()),
    ];
    filled(include_str!("mote.toml"), &values)
}
