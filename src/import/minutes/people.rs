//! Who was there and on whose notice boards it stood, by organisation; and the names of persons, to be left out.

use std::collections::BTreeSet;

use super::{Minutes, said};
use crate::amount::Text;
use crate::model::Model;
use crate::record::{Keys, Value};
use crate::source::plain;

/// Somebody who was there.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Present {
    /// Whom they came for, by id.
    pub organisation: String,
    /// What they were, where that is said.
    pub role: Option<&'static str>,
    /// Whether they took part in the decisions.
    pub deciding: bool,
}

impl Present {
    /// As an entry writes it.
    pub(super) fn keys(&self) -> Keys {
        let mut keys = vec![("organisation", Value::Text(self.organisation.clone()))];
        keys.extend(self.role.map(|role| ("role", Value::Text(role.to_owned()))));
        keys.push(("deciding", Value::Truth(self.deciding)));
        keys
    }
}

/// The parts of the first page: what they are called, and whether those in them decide; none where nobody is there.
const PARTS: &[(&str, Option<bool>)] = &[
    ("ej tjänstgörande ersättare", Some(false)),
    ("icke tjänstgörande ersättare", Some(false)),
    ("tjänstgörande ersättare", Some(true)),
    ("beslutande", Some(true)),
    ("närvarande ledamöter", Some(true)),
    ("övriga deltagare", Some(false)),
    ("övriga närvarande", Some(false)),
    ("övriga", Some(false)),
    ("ersättare", Some(false)),
    ("ej närvarande", None),
    ("icke närvarande", None),
    ("ej tjänstgörande", Some(false)),
    ("anmält förhinder", None),
    ("förhinder", None),
    ("förhindrade", None),
    ("adjungerade", Some(false)),
    ("insynsplats", Some(false)),
    ("föredragande", Some(false)),
    ("paragraf", None),
    ("paragrafer", None),
    ("utses att justera", None),
    ("frånvarande", None),
    ("sekreterare", None),
    ("ordförande", None),
    ("justerare", None),
    ("justering", None),
    ("underskrift", None),
    ("plats och tid", None),
    ("bevis", None),
];

/// Those who are there for the förbund itself.
const OFFICERS: &[&str] = &[
    "biträdande förbundschef",
    "förbundschef",
    "förbundsdirektör",
    "verksamhetschef",
    "verksamhetsutvecklare",
    "administratör",
    "sekreterare",
    "ekonom",
    "samordnare",
];

pub(super) fn read(model: &Model, head: &[&str], lines: &[String], minutes: &mut Minutes) {
    match said::form(head) {
        Ok(form) => minutes.form = Some(form),
        Err(why) => minutes.unread.push(why),
    }
    let known = known(model);
    let mut deciding: Option<bool> = None;
    let (mut names, mut is_unsure) = (0_usize, false);
    for line in head {
        let lower = plain(line);
        let begins = PARTS.iter().find(|(word, _)| {
            lower.strip_prefix(word).is_some_and(|rest| !rest.starts_with(char::is_alphabetic))
        });
        if let Some((_, decide)) = begins {
            deciding = *decide;
        }
        let Some(deciding) = deciding else { continue };
        let is_substitutes = begins.is_some_and(|(word, _)| word.contains("ersättare"));
        // Names on lines of their own: of whom it is said cannot be told.
        is_unsure |= deciding && said::is_otherwise(&lower) && found(&known, &lower).is_empty();
        let (present, unsure) = in_line(&known, &lower, deciding, is_substitutes);
        minutes.present.extend(present);
        minutes.unread.extend(unsure.into_iter().map(|id| not_sure(model, &id)));
        names = names.saturating_add(if deciding { names_beside(&known, &lower) } else { 0 });
    }
    if is_unsure {
        let deciding = minutes.present.extract_if(.., |it| it.deciding);
        minutes.unread.extend(deciding.map(|it| not_sure(model, &it.organisation)));
    }
    let decided = minutes.present.iter().filter(|it| it.deciding).count();
    if decided > 0 && names != decided {
        minutes.unread.push(Text::new(
            format!("de beslutande: antalet organisationer är {decided}, men namnen verkar vara {names}; räkna efter"),
            format!(
                "those who decided: {decided} organisations, but the names seem to be {names}; count them"
            ),
        ));
    }
    minutes.present.extend(officers(model, head));
    if !minutes.present.iter().any(|it| it.deciding) {
        minutes.unread.push(Text::new(
            "vilka som beslutade: inga kända organisationer under Beslutande",
            "who decided: no known organisations under Beslutande",
        ));
    }
    minutes.boards = boards(&known, lines);
    if minutes.boards.is_empty() {
        minutes.unread.push(Text::new(
            "på vilka anslagstavlor det stod: det står inte, eller någon av dem känns inte igen",
            "on which notice boards it stood: it is not said, or one of them is not recognised",
        ));
    }
}

/// The members on whose boards the notice stood; none where any of those that are named is not known, since the rest
/// would be told as all.
fn boards(known: &[(String, &str)], lines: &[String]) -> Vec<String> {
    const SAID: &str = "genom anslag hos ";
    let text = lines.iter().map(|it| plain(it)).collect::<Vec<_>>().join(" ");
    let Some((_, rest)) = text.split_once(SAID) else { return Vec::new() };
    let named = rest.split(['.', ':']).next().unwrap_or_default();
    let named = named.replace(" samt ", ",").replace(" och ", ",");
    let mut boards = Vec::new();
    for part in named.split(',').map(str::trim).filter(|it| !it.is_empty()) {
        let [(_, _, id)] = found(known, part)[..] else { return Vec::new() };
        boards.push(id.to_owned());
    }
    boards
}

/// How many names there is room for beside the organisations of a line: the words that are neither they nor roles.
fn names_beside(known: &[(String, &str)], line: &str) -> usize {
    let mut rest = line.to_owned();
    for (from, to, _) in found(known, line).into_iter().rev() {
        rest.replace_range(from..to, " ");
    }
    for (word, _) in PARTS {
        rest = rest.replace(word, " ");
    }
    for word in ["vice", "ledamot", "kommuner", "kommun"] {
        rest = rest.replace(word, " ");
    }
    rest.split(|c: char| !c.is_alphabetic() && c != '-').filter(|it| it.len() > 1).count() / 2
}

/// The organisations by their names, the longest first.
fn known(model: &Model) -> Vec<(String, &str)> {
    let of_people = model.organisations.iter().filter(|it| it.member.is_some());
    let mut known: Vec<(String, &str)> = of_people
        .flat_map(|it| it.printed().into_iter().map(|name| (plain(&name), it.id.value.as_str())))
        .collect();
    known.sort_by_key(|(name, _)| std::cmp::Reverse(name.len()));
    known
}

/// Where organisations stand in a text, in order: from, to, id.
fn found<'m>(known: &[(String, &'m str)], text: &str) -> Vec<(usize, usize, &'m str)> {
    let mut found: Vec<(usize, usize, &str)> = Vec::new();
    for (name, id) in known {
        for (from, _) in text.match_indices(name.as_str()) {
            let to = from.saturating_add(name.len());
            let letter = |c: Option<char>| c.is_some_and(char::is_alphanumeric);
            let alone = !letter(text.get(..from).and_then(|it| it.chars().next_back()))
                && !letter(text.get(to..).and_then(|it| it.chars().next()));
            let free = found.iter().all(|(begin, end, _)| to <= *begin || *end <= from);
            if alone && free {
                found.push((from, to, id));
            }
        }
    }
    found.sort_unstable();
    found
}

/// Those of a line, each with what is said behind their organisation; and of which it is not sure that they decided,
/// since something beside them says otherwise: of all of the line where it is not said of one of them alone.
fn in_line(
    known: &[(String, &str)],
    line: &str,
    deciding: bool,
    substitutes: bool,
) -> (Vec<Present>, Vec<String>) {
    let found = found(known, line);
    let ends = found.iter().skip(1).map(|(from, ..)| *from).chain([line.len()]);
    let behind: Vec<&str> = found
        .iter()
        .zip(ends)
        .map(|((_, to, _), end)| line.get(*to..end).unwrap_or_default().trim())
        .collect();
    let before = found.first().map_or(line, |(from, ..)| line.get(..*from).unwrap_or_default());
    let otherwise: Vec<bool> = behind.iter().map(|it| said::is_otherwise(it)).collect();
    let of_all = said::is_otherwise(before)
        || behind.iter().zip(&otherwise).any(|(it, otherwise)| *otherwise && !said::is_of_one(it));
    let (mut present, mut unsure) = (Vec::new(), Vec::new());
    for (((_, _, id), behind), otherwise) in found.iter().zip(&behind).zip(otherwise) {
        if deciding && (otherwise || of_all) {
            unsure.push((*id).to_owned());
            continue;
        }
        let is = |word: &str| behind.trim_start_matches([',', ' ', '(']).starts_with(word);
        let role = match () {
            () if is("vice ordförande") || is("v. ordf") => Some("vice-chair"),
            () if is("ordförande") || is("ordf") => Some("chair"),
            () if is("ersättare") || substitutes => Some("substitute"),
            () if is("ledamot") => Some("member"),
            () => None,
        };
        present.push(Present { organisation: (*id).to_owned(), role, deciding });
    }
    (present, unsure)
}

/// That it is for a person to say whether somebody decided.
fn not_sure(model: &Model, id: &str) -> Text {
    let name = model.organisation(id).map_or(id, |it| it.name.as_str());
    Text::new(
        format!(
            "{name}: vid namnen står något mer (frånvaro, jäv, del av mötet …), så det är inte säkert vem som beslutade; läs det och skriv in det för hand"
        ),
        format!(
            "{name}: something more stands beside the names (absence, a conflict of interest, a part of the meeting …), so who decided is not sure; read it and enter it by hand"
        ),
    )
}

/// Those of the förbund's own, among the others who were there.
fn officers(model: &Model, head: &[&str]) -> Vec<Present> {
    let Some(own) = model.association() else { return Vec::new() };
    let mut present = Vec::new();
    let mut among = false;
    for line in head {
        let lower = plain(line);
        among = match () {
            () if lower.starts_with("övriga") => true,
            () if PARTS.iter().any(|(word, _)| lower.starts_with(word)) => false,
            () => among,
        };
        let mut rest = if among { lower } else { String::new() };
        for title in OFFICERS {
            while let Some(at) = rest.find(title) {
                rest.replace_range(at..at.saturating_add(title.len()), "");
                present.push(Present {
                    organisation: own.to_owned(),
                    role: Some("officer"),
                    deciding: false,
                });
            }
        }
    }
    present
}

/// The words of persons' names: two or three in a row with a capital that are no organisation's.
pub(super) fn names(model: &Model, lines: &[String]) -> BTreeSet<String> {
    let known: BTreeSet<String> = model
        .organisations
        .iter()
        .flat_map(|it| it.names().flat_map(|name| name.split(' ').map(str::to_owned).collect::<Vec<_>>()))
        .collect();
    let mut names = BTreeSet::new();
    for line in lines {
        for part in line.split(['\t', ',', '.', ':', '(', ')']) {
            let words: Vec<&str> = part.split(' ').filter(|it| !it.is_empty()).collect();
            let is_name = |it: &&str| {
                let mut letters = it.chars();
                letters.next().is_some_and(char::is_uppercase)
                    && letters.clone().next().is_some()
                    && letters.all(|c| c.is_lowercase() || c == '-' || c.is_uppercase() && it.contains('-'))
            };
            for pair in words.windows(2).filter(|it| it.iter().all(is_name)) {
                if !pair.iter().any(|it| known.contains(*it)) {
                    names.extend(pair.iter().map(|it| (*it).to_owned()));
                }
            }
        }
    }
    names
}

/// A title without the names of persons.
pub(super) fn without(names: &BTreeSet<String>, title: &str) -> String {
    let bare = |word: &str| word.trim_matches(|c: char| !c.is_alphanumeric()).to_owned();
    let is_name = |word: &str| {
        let bare = bare(word);
        names.contains(&bare) || bare.strip_suffix('s').is_some_and(|it| names.contains(it))
    };
    let words: Vec<&str> = title.split(' ').collect();
    let mut kept: Vec<&str> = Vec::new();
    for (at, word) in words.iter().enumerate() {
        let beside = |at: Option<usize>| at.and_then(|it| words.get(it)).is_some_and(|it| is_name(it));
        // A surname or a first name alone may be a word like any other.
        let is_part = is_name(word) && (beside(at.checked_sub(1)) || beside(at.checked_add(1)));
        match (is_part, kept.last()) {
            (false, _) => kept.push(word),
            (true, Some(&"[namn]")) => (),
            (true, _) => kept.push("[namn]"),
        }
    }
    kept.join(" ")
}
