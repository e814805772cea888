//! The organisation numbers of an agreement, and whose they are.

use std::collections::BTreeMap;

use super::{Party, remark};
use crate::amount::Text;
use crate::audit::outline::lines::{Line, Shape};
use crate::audit::outline::{About, Remark, words};
use crate::model::organisation::{STATE, is_organisation_number};
use crate::source::plain;

/// The longest name that is told, in characters.
const NAME: usize = 80;

/// Words between a name and its number.
const BETWEEN: &[&str] = &["org", "orgnr", "nr", "organisationsnummer", "org.nr", "organisationsnr", "med"];

/// Which names and numbers have been told.
#[derive(Debug, Default)]
struct Known {
    names: BTreeMap<String, String>,
    numbers: BTreeMap<String, String>,
}

/// The parties with a number, each once, and what is not right about them.
pub(super) fn parties(lines: &[Line<'_>]) -> (Vec<Party>, Vec<Remark>) {
    let mut found: Vec<Party> = Vec::new();
    let mut known = Known::default();
    let mut remarks = Vec::new();
    // In a table the name stands in the cell before.
    let mut before: Option<&Line<'_>> = None;
    for line in lines {
        for (at, printed) in numbers(line.text) {
            let number = normal(printed);
            let own = line.text.get(..at).unwrap_or_default();
            let cell =
                before.filter(|it| own.trim().is_empty() && it.block == line.block && it.place == line.place);
            let name = name(cell.map_or(own, |it| it.text));
            let is_valid = is_organisation_number(&number);
            let party = Party { name, number, is_valid, place: line.place.clone() };
            let said = known.names.get(&party.number);
            let again = known.numbers.get(&plain(&party.name)) == Some(&party.number);
            if again || said.is_some_and(|it| alike(it, &party.name)) {
                continue;
            }
            remarks.extend(
                wrong(&party, &known).map(|(is_sure, text)| remark(About::Party, is_sure, text, line)),
            );
            // Another that is given the same number is another party; the number said again alone is none.
            if said.is_none() || !party.name.is_empty() {
                known.names.entry(party.number.clone()).or_insert_with(|| party.name.clone());
                known.numbers.insert(plain(&party.name), party.number.clone());
                found.push(party);
            }
        }
        before = Some(line).filter(|it| it.shape == Shape::Cell);
    }
    if found.is_empty() {
        let text = Text::new(
            "inget organisationsnummer står i överenskommelsen: framgår det säkert vilka parterna är?",
            "no organisation number stands in the agreement: is it certain who the parties are?",
        );
        remarks.push(Remark { about: About::Party, is_sure: false, text, from: String::new(), place: None });
    }
    (found, remarks)
}

/// What is not right about a number, and whether that is sure.
fn wrong(party: &Party, known: &Known) -> Option<(bool, Text)> {
    let Party { name, number, .. } = party;
    if !party.is_valid {
        return Some((
            true,
            Text::new(
                format!(
                    "{name}: organisationsnumret {number} kan inte vara rätt (kontrollsiffran stämmer inte)"
                ),
                format!(
                    "{name}: the organisation number {number} cannot be right (its check digit is wrong)"
                ),
            ),
        ));
    }
    let words = plain(name);
    let of_state = STATE.iter().find(|(state, _)| plain(state) == words);
    if let Some((state, own)) = of_state.filter(|(_, own)| own != number) {
        return Some((
            true,
            Text::new(
                format!("{state} har organisationsnummer {own}, inte {number}"),
                format!("{state} has the organisation number {own}, not {number}"),
            ),
        ));
    }
    if let Some((state, _)) =
        STATE.iter().find(|(state, own)| own == number && !words.contains(&plain(state)))
        && !name.is_empty()
    {
        return Some((
            true,
            Text::new(
                format!("{name}: organisationsnumret {number} är det som {state} har"),
                format!("{name}: the organisation number {number} is that of {state}"),
            ),
        ));
    }
    if let Some(other) = known.names.get(number) {
        return Some((
            false,
            Text::new(
                format!("{name} och {other} har samma organisationsnummer {number}: är de samma part?"),
                format!(
                    "{name} and {other} have the same organisation number {number}: are they the same party?"
                ),
            ),
        ));
    }
    let again = known.numbers.get(&words).filter(|_| !name.is_empty())?;
    Some((
        true,
        Text::new(
            format!("{name} har två organisationsnummer: {again} och {number}"),
            format!("{name} has two organisation numbers: {again} and {number}"),
        ),
    ))
}

/// Whether two names can be of the same: one ends the other, or one is not told.
fn alike(one: &str, other: &str) -> bool {
    let (one, other) = (plain(one), plain(other));
    one.ends_with(&other) || other.ends_with(&one)
}

/// Words that say that what follows is another number than an organisation's.
const OTHERS: &[&str] =
    &["dnr", "diarienummer", "diarienr", "diariet", "tfn", "telefon", "tel", "ärende", "ärendenummer"];

/// Numbers of six digits, a dash and four, each with where it begins; without the dash, or with the century of
/// organisations before it, where the words before say what it is. Of a person the third digit is nought or one, and
/// such a number is not told.
fn numbers(text: &str) -> Vec<(usize, &str)> {
    let is_part = |c: char| c.is_ascii_digit() || matches!(c, '-' | '–' | '‑' | '‐' | '−');
    let mut found = Vec::new();
    let mut at = 0_usize;
    for run in text.split(|c: char| !is_part(c)) {
        let start = at;
        at = at.saturating_add(run.len());
        at = at.saturating_add(text.get(at..).and_then(|it| it.chars().next()).map_or(0, char::len_utf8));
        let digits: String = run.chars().filter(char::is_ascii_digit).collect();
        let shape: Vec<usize> = run.split(|c: char| !c.is_ascii_digit()).map(str::len).collect();
        let before = plain(words::last(text.get(..start).unwrap_or_default(), NAME));
        let bare = |it: &str| it.trim_matches(|c: char| !c.is_alphanumeric()).to_owned();
        let mut last = before.split_whitespace().rev().take(2).map(bare);
        let is_other = last.clone().any(|it| OTHERS.contains(&it.as_str()));
        let is_said = last.any(|it| it.starts_with("org"));
        let own = run.strip_prefix("16").filter(|_| digits.len() == 12);
        let digits = own.map_or(digits.as_str(), |_| digits.get(2..).unwrap_or_default());
        let is_number = match shape.as_slice() {
            [6, 4] => !is_other,
            [8, 4] => own.is_some(),
            [10] | [12] => is_said && (own.is_some() || digits.len() == 10),
            _ => false,
        };
        let run = own.unwrap_or(run);
        let is_number = is_number && !digits.chars().nth(2).is_some_and(|it| matches!(it, '0' | '1'));
        // Of the state the third digit is two or more, as of every organisation.
        if is_number {
            found.push((start, run));
        }
    }
    found
}

fn normal(printed: &str) -> String {
    let digits: String = printed.chars().filter(char::is_ascii_digit).collect();
    let (head, tail) = digits.split_at_checked(6).unwrap_or((&digits, ""));
    format!("{head}-{tail}")
}

/// The name before a number: the last words with capitals, and what stands between them.
fn name(before: &str) -> String {
    let before = words::last(before, NAME.saturating_mul(3)).trim_end_matches(|c: char| !c.is_alphanumeric());
    // What stands in a bracket before the number is another's number or a short name.
    let clause = before.rsplit([')', ';', ':', '\u{2022}']).next().unwrap_or(before);
    let clause = clause.rsplit(',').find(|it| !is_between(it)).unwrap_or(clause);
    let words: Vec<&str> = clause.split_whitespace().filter(|it| !is_between(it)).collect();
    // A unit that acts for the party stands behind its name.
    let end = words.windows(3).position(|it| it == ["i", "form", "av"] || it == ["genom", "dess", "nämnd"]);
    let words = words.get(..end.unwrap_or(words.len())).unwrap_or_default();
    // "samt", "och" and "är" end what stands before the name, where a name begins behind them.
    let ends =
        |it: &str| matches!(it, "och" | "samt" | "är" | "mellan" | "att" | "av" | "Mellan" | "Parterna");
    let start = words.windows(2).rposition(|it| match it {
        [word, next] => ends(word) && next.starts_with(char::is_uppercase),
        _ => false,
    });
    let own = words.get(start.map_or(0, |it| it.saturating_add(1))..).unwrap_or_default();
    let from = own.iter().position(|it| it.starts_with(char::is_uppercase)).unwrap_or(0);
    let name = own.get(from..).unwrap_or_default().join(" ");
    name.trim_matches(|c: char| !c.is_alphanumeric()).chars().take(NAME).collect()
}

/// Whether words only say that a number follows.
fn is_between(words: &str) -> bool {
    let bare = |it: &str| plain(it).trim_matches(|c: char| !c.is_alphanumeric()).to_owned();
    words.split_whitespace().all(|it| BETWEEN.contains(&bare(it).as_str()))
}
