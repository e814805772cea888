//! What is asked of a new förbund, and how each answer is read.

use std::collections::BTreeSet;

use chrono::{Datelike, NaiveDate};
use rust_decimal::Decimal;

use crate::amount::{Text, leeway};
use crate::limits;
use crate::model::organisation::{is_organisation_number, state_number};
use crate::model::{last_planned, never_planned};
use crate::source::{alike, plain};

/// All that was answered.
#[derive(Debug, Clone, Default)]
pub struct Answers {
    /// The förbund's name.
    pub name: String,
    /// Where it has its seat.
    pub seat: Option<String>,
    /// Its members; the two state authorities come by themselves.
    pub members: Vec<Member>,
    /// Its board.
    pub board: Option<Board>,
    /// How the municipalities share their part.
    pub sharing: Option<Sharing>,
    /// The first year that is asked about.
    pub first_year: i32,
    /// The days the board plans to meet.
    pub meetings: Vec<NaiveDate>,
}

/// A member.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Member {
    /// Its name.
    pub name: String,
    /// What it is.
    pub kind: MemberKind,
    /// Its organisation number, when it was given.
    pub number: Option<String>,
}

/// What a member is.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum MemberKind {
    /// A state authority.
    State,
    /// A region.
    Region,
    /// A municipality.
    Municipality,
}

impl MemberKind {
    /// The word the files write.
    #[must_use]
    pub const fn word(self) -> &'static str {
        match self {
            Self::State => "state",
            Self::Region => "region",
            Self::Municipality => "municipality",
        }
    }
}

/// How many sit on the board.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Board {
    /// Members.
    pub seats: u32,
    /// Substitutes.
    pub substitutes: u32,
    /// Its first day, when it is known.
    pub from: Option<NaiveDate>,
}

/// How the municipalities share their part.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Sharing {
    /// In words.
    Words(String),
    /// In percent.
    Parts(Vec<Part>),
}

/// A municipality's part, in percent.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Part {
    /// The municipality's name.
    pub name: String,
    /// Percent of what the municipalities pay together.
    pub percent: Decimal,
}

pub(super) use crate::model::organisation::STATE;

/// A body that every new workspace has.
pub(super) struct Body {
    pub(super) id: &'static str,
    pub(super) name: &'static str,
    pub(super) role: &'static str,
}

/// The board, and the auditors that every member's discharge rests on.
pub(super) const BODIES: [Body; 2] = [
    Body { id: BOARD, name: "Styrelsen", role: "board" },
    Body { id: "revisorerna", name: "Revisorerna", role: "auditors" },
];

/// The id of the board in a new workspace.
pub(super) const BOARD: &str = "styrelsen";

impl Member {
    /// Reads `Storby kommun`, `region:Exempelregionen` or `Storby kommun:999999-9999`.
    ///
    /// # Errors
    /// When the name is empty, tells nothing of what the member is, or the number is none or another authority’s.
    pub fn read(written: &str) -> Result<Self, Text> {
        let (kind, rest) = match written.split_once(':').map(|(word, rest)| (kind_of(word), rest)) {
            Some((Some(kind), rest)) => (Some(kind), rest),
            _ => (None, written),
        };
        let (name_part, digits) = match rest.rsplit_once(':') {
            Some((name, digits)) if is_digits(digits) => (name, Some(digits)),
            _ => (rest, None),
        };
        let name = name(name_part)?;
        let number = digits.map(number).transpose()?;
        let kind = kind.or_else(|| guess(&name));
        if let Some((number, public)) = number.as_deref().zip(state_number(&name))
            && kind == Some(MemberKind::State)
            && number != public
        {
            return Err(Text::new(
                format!("`{number}` är inte numret för {name}, som har {public} i det offentliga registret"),
                format!("`{number}` is not the number of {name}, which has {public} in the public register"),
            ));
        }
        match kind {
            Some(kind) => Ok(Self { name, kind, number }),
            None => Err(Text::new(
                format!(
                    "det framgår inte om `{name}` är en kommun eller en region: skriv `kommun:{name}` eller `region:{name}`"
                ),
                format!(
                    "`{name}` does not say whether it is a municipality or a region: write `kommun:{name}` or `region:{name}`"
                ),
            )),
        }
    }

    /// A member of a kind that is known, as `Storby kommun` or `Storby kommun:999999-9999`.
    ///
    /// # Errors
    /// When the name is empty or the number is none.
    pub fn of(kind: MemberKind, written: &str) -> Result<Self, Text> {
        let word = match kind {
            MemberKind::State => "stat",
            MemberKind::Region => "region",
            MemberKind::Municipality => "kommun",
        };
        Self::read(&format!("{word}:{written}"))
    }
}

fn kind_of(word: &str) -> Option<MemberKind> {
    match plain(word).as_str() {
        "stat" | "staten" | "state" => Some(MemberKind::State),
        "region" => Some(MemberKind::Region),
        "kommun" | "municipality" => Some(MemberKind::Municipality),
        _ => None,
    }
}

/// What a name says its bearer is.
fn guess(name: &str) -> Option<MemberKind> {
    let name = plain(name);
    let mut words = name.split_whitespace();
    let first = words.next();
    if STATE.iter().any(|(state, _)| alike(state, &name)) {
        Some(MemberKind::State)
    } else if first == Some("region") {
        Some(MemberKind::Region)
    } else if matches!(words.next_back(), Some("kommun" | "stad")) {
        Some(MemberKind::Municipality)
    } else {
        None
    }
}

fn is_digits(text: &str) -> bool {
    let text = text.trim();
    !text.is_empty() && text.chars().all(|c| c.is_ascii_digit() || is_dash(c))
}

const fn is_dash(c: char) -> bool {
    matches!(c, '-' | '–' | '\u{2011}')
}

/// An organisation number with its hyphen, if its check digit is right.
fn number(written: &str) -> Result<String, Text> {
    let digits: Vec<char> = written.chars().filter(char::is_ascii_digit).collect();
    let number: String = match digits.split_at_checked(6) {
        Some((head, tail)) => head.iter().chain(&['-']).chain(tail).collect(),
        None => written.trim().to_owned(),
    };
    if is_organisation_number(&number) {
        return Ok(number);
    }
    Err(Text::new(
        format!(
            "`{written}` är inget organisationsnummer: det har tio siffror, NNNNNN-NNNN, och den sista är en kontrollsiffra"
        ),
        format!(
            "`{written}` is no organisation number: it has ten digits, NNNNNN-NNNN, the last a check digit"
        ),
    ))
}

/// A name with something in it, and not more than a name has.
///
/// # Errors
/// When it is empty, or too long.
pub fn name(written: &str) -> Result<String, Text> {
    let name = written.trim();
    if name.is_empty() {
        return Err(Text::new("namnet är tomt", "the name is empty"));
    }
    if let Some(fault) = too_long(name, limits::GIVEN) {
        return Err(fault);
    }
    Ok(name.to_owned())
}

/// A day of the calendar, of the years that a workspace knows.
///
/// # Errors
/// When there is no such day, or it is of another year.
pub fn day(written: &str) -> Result<NaiveDate, Text> {
    let day = written.trim().parse::<NaiveDate>().ok().filter(|day| limits::YEARS.contains(&day.year()));
    day.ok_or_else(|| {
        Text::new(
            format!("ett datum skrivs som 2024-03-22 och ska finnas i kalendern, {}", known_years().sv),
            format!("a date is written 2024-03-22 and must exist in the calendar, {}", known_years().en),
        )
    })
}

/// A year that a workspace knows.
///
/// # Errors
/// When it is none, or another.
pub fn year(written: &str) -> Result<i32, Text> {
    let year = written.trim().parse().ok().filter(|year| limits::YEARS.contains(year));
    year.ok_or_else(|| {
        Text::new(
            format!("ett år skrivs med fyra siffror, som 2024, {}", known_years().sv),
            format!("a year has four digits, as 2024, {}", known_years().en),
        )
    })
}

fn known_years() -> Text {
    let (first, last) = (limits::YEARS.start(), limits::YEARS.end());
    Text::new(format!("från {first} till {last}"), format!("from {first} to {last}"))
}

/// The most that sit on a board.
const MOST: u32 = 200;

impl Board {
    /// Reads `9+9`.
    ///
    /// # Errors
    /// When it is not two numbers, or nobody sits on the board.
    pub fn read(written: &str) -> Result<Self, Text> {
        let count = |text: &str| text.trim().parse::<u32>().ok().filter(|count| *count <= MOST);
        let read = written.split_once('+').and_then(|(seats, rest)| Some((count(seats)?, count(rest)?)));
        match read.filter(|(seats, _)| *seats > 0) {
            Some((seats, substitutes)) => Ok(Self { seats, substitutes, from: None }),
            None => Err(Text::new(
                "skriv antalet ledamöter, ett plus och antalet ersättare, som 9+9",
                "write the number of members, a plus and the number of substitutes, as 9+9",
            )),
        }
    }
}

impl Part {
    /// Reads `Storby kommun=60`.
    ///
    /// # Errors
    /// When there is no name, or no percentage.
    pub fn read(written: &str) -> Result<Self, Text> {
        let read = written.rsplit_once('=').and_then(|(name, percent)| {
            let percent = percent.trim().trim_end_matches('%').trim_end().replace(',', ".");
            let percent = Decimal::from_str_exact(&percent).ok()?;
            let within = percent >= Decimal::ZERO && percent <= Decimal::ONE_HUNDRED && percent.scale() <= 6;
            within.then(|| (name.trim().to_owned(), percent)).filter(|(name, _)| !name.is_empty())
        });
        read.map(|(name, percent)| Self { name, percent }).ok_or_else(|| {
            Text::new(
                "skriv kommunens namn, ett likhetstecken och procenttalet, som \"Storby kommun=60\"",
                "write the municipality's name, an equals sign and the percentage, as \"Storby kommun=60\"",
            )
        })
    }
}

impl Answers {
    /// The members, with the state authorities first and each with its public number.
    #[must_use]
    pub fn all_members(&self) -> Vec<Member> {
        let mut members: Vec<Member> = Vec::new();
        for (name, number) in STATE {
            let given = self.members.iter().find(|member| alike(&member.name, name));
            let number =
                given.and_then(|member| member.number.clone()).or_else(|| Some((*number).to_owned()));
            members.push(Member { name: (*name).to_owned(), kind: MemberKind::State, number });
        }
        let others = self.members.iter().filter(|it| !STATE.iter().any(|(state, _)| alike(&it.name, state)));
        members.extend(others.cloned());
        members
    }

    /// What does not hold between the answers given on a day, all of it.
    #[must_use]
    pub fn faults(&self, today: NaiveDate) -> Vec<Text> {
        let mut faults = Vec::new();
        let members = self.all_members();
        let given = members.iter().map(|it| &it.name).chain([&self.name]).chain(&self.seat);
        faults.extend(given.filter_map(|it| too_long(it, limits::GIVEN)));
        if let Some(Sharing::Words(words)) = &self.sharing {
            faults.extend(too_long(words, limits::TEXT));
        }
        let mut names: BTreeSet<String> = BODIES.iter().map(|body| plain(body.name)).collect();
        let mut numbers = BTreeSet::new();
        if !names.insert(plain(&self.name)) {
            faults.push(named_as_a_body(&self.name));
        }
        for member in &members {
            if BODIES.iter().any(|body| alike(body.name, &member.name)) {
                faults.push(named_as_a_body(&member.name));
            } else if !names.insert(plain(&member.name)) {
                faults.push(twice(&member.name));
            }
            if member.number.as_ref().is_some_and(|number| !numbers.insert(number.clone())) {
                faults.push(twice(member.number.as_deref().unwrap_or_default()));
            }
        }
        for meeting in self.meetings.iter().filter(|day| day.year() < self.first_year) {
            faults.push(Text::new(
                format!("mötet {meeting} ligger före det första året, {}", self.first_year),
                format!("the meeting {meeting} is before the first year, {}", self.first_year),
            ));
        }
        if let Some(last) = last_planned(today) {
            let far = self.meetings.iter().filter(|day| last < **day);
            faults.extend(far.map(|day| never_planned(*day, last)));
        }
        if let Some(Sharing::Parts(parts)) = &self.sharing {
            faults.extend(parts_fit(parts, &members));
        }
        faults
    }
}

fn too_long(text: &str, most: usize) -> Option<Text> {
    let length = text.chars().count();
    (most < length).then(|| {
        Text::new(
            format!("texten är {length} tecken lång; här får den vara högst {most}"),
            format!("the text is {length} characters long; here it may be {most} at most"),
        )
    })
}

fn twice(what: &str) -> Text {
    Text::new(
        format!("`{what}` står två gånger; förbundet och varje medlem har sitt eget namn och nummer"),
        format!("`{what}` stands twice; the association and each member have a name and number of their own"),
    )
}

fn named_as_a_body(name: &str) -> Text {
    Text::new(
        format!("`{name}` är namnet på ett av förbundets organ; skriv förbundets eller medlemmens eget namn"),
        format!(
            "`{name}` is the name of a body of the association; write the association's or member's own name"
        ),
    )
}

/// Each municipality has its part once, and the parts make up the whole as far as they are rounded.
fn parts_fit(parts: &[Part], members: &[Member]) -> Vec<Text> {
    let mut faults = Vec::new();
    let municipalities: Vec<&Member> =
        members.iter().filter(|member| member.kind == MemberKind::Municipality).collect();
    for part in
        parts.iter().filter(|part| !municipalities.iter().any(|member| alike(&part.name, &member.name)))
    {
        let all = municipalities.iter().map(|it| it.name.as_str()).collect::<Vec<_>>().join(", ");
        faults.push(Text::new(
            format!("`{}` är ingen av kommunerna; de är {all}", part.name),
            format!("`{}` is none of the municipalities; they are {all}", part.name),
        ));
    }
    for member in municipalities {
        let times = parts.iter().filter(|part| alike(&part.name, &member.name)).count();
        if times != 1 {
            faults.push(Text::new(
                format!("`{}` ska ha sin del en gång, men har den {times} gånger", member.name),
                format!("`{}` must have its part once, but has it {times} times", member.name),
            ));
        }
    }
    let sum = parts.iter().try_fold(Decimal::ZERO, |sum, part| sum.checked_add(part.percent));
    let sum = sum.unwrap_or(Decimal::MAX);
    let off = sum.checked_sub(Decimal::ONE_HUNDRED).map_or(Decimal::MAX, |off| off.abs());
    if off > leeway(parts.iter().map(|part| part.percent)) {
        faults.push(Text::new(
            format!("kommunernas delar blir {sum} procent, inte 100"),
            format!("the municipalities' parts make {sum} percent, not 100"),
        ));
    }
    faults
}
