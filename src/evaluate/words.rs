//! The words of verdicts that the rules' own files do not give.

use std::sync::Arc;

use chrono::NaiveDate;

use crate::amount::{Language, Phrase, Quantity, Text, written_number};
use crate::facts::{ClaimView, Fact, Subject};
use crate::model::rule::{RuleText, SubjectKind};
use crate::model::waiver::Waiver;
use crate::script::Named;

/// How an item of the annual cycle stands.
pub(super) const STATE: &str = "state";

pub(super) fn not_in_force(day: NaiveDate) -> Text {
    Text::new(format!("Regeln gällde inte {day}."), format!("The rule did not hold on {day}."))
}

pub(super) fn not_yet(day: NaiveDate) -> Text {
    Text::new(format!("Prövas först {day}."), format!("Not asked before {day}."))
}

pub(super) fn ended(day: NaiveDate) -> Text {
    Text::new(format!("Upphörde att gälla {day}."), format!("Ceased to hold on {day}."))
}

pub(super) fn met(within_rounding: bool) -> Text {
    if within_rounding {
        Text::new("Uppfyllt inom avrundningen.", "Met within rounding.")
    } else {
        Text::new("Uppfyllt.", "Met.")
    }
}

/// Why a waiver covers nothing: its rule is asked about nothing of that name, but maybe about one much like it.
pub(super) fn asked_about_no_such(near: Option<&str>) -> Text {
    let none = Text::new("regeln prövar inget som heter så", "the rule is asked about nothing of that name");
    match near {
        None => none,
        Some(near) => none.map(|language, none| {
            let meant = language.pick("menade du", "did you mean");
            format!("{none} ({meant} {near}?)")
        }),
    }
}

pub(super) fn waived(message: &Text, waiver: &Waiver, by: &Text) -> Text {
    let until = waiver.days.to.unwrap_or_default();
    let (decision, reason) = (&waiver.decision, &waiver.reason);
    Text::new(
        format!("{} Godtaget till och med {until} ({}, {decision}): {}", message.sv, by.sv, reason.sv),
        format!("{} Accepted until {until} ({}, {decision}): {}", message.en, by.en, reason.en),
    )
}

/// A text with its placeholders replaced by the values as each language writes them.
pub(super) fn fill(text: &Text, values: &[Named], subject: &Text, year: Option<i32>) -> Text {
    text.map(|language, text| {
        let mut filled = String::with_capacity(text.len());
        let mut rest = text;
        while let Some((before, after)) = rest.split_once('{') {
            let Some((name, after)) = after.split_once('}') else { break };
            filled.push_str(before);
            let value = replacement(name, values, subject, year, language);
            filled.push_str(once(&filled, &value, language));
            rest = after;
        }
        filled.push_str(rest);
        filled
    })
}

/// A day that is known as no later than another does not say so where the text just has.
fn once<'v>(before: &str, value: &'v str, language: Language) -> &'v str {
    let (said, again) = match language {
        Language::Sv => ("senast ", "senast "),
        Language::En => ("by ", "no later than "),
    };
    value.strip_prefix(again).filter(|_| before.ends_with(said)).unwrap_or(value)
}

fn replacement(
    name: &str,
    values: &[Named],
    subject: &Text,
    year: Option<i32>,
    language: Language,
) -> String {
    match values.iter().find(|it| it.name == name) {
        Some(value) => written_in(&value.known.fact, language),
        None if name == "subject" => subject.get(language).to_owned(),
        None => year.map(|year| year.to_string()).unwrap_or_default(),
    }
}

/// A fact as a reader sees it.
pub(super) fn written(fact: &Fact) -> Text {
    match fact {
        Fact::Amount(quantity) => quantity.in_words(),
        _ => Text::new(written_in(fact, Language::Sv), written_in(fact, Language::En)),
    }
}

fn written_in(fact: &Fact, language: Language) -> String {
    let said = match fact {
        Fact::Amount(quantity) => return quantity.written(language),
        Fact::Number(number) => return written_number((*number).into(), language),
        Fact::Day(day) => return day.to_string(),
        Fact::DoneBy(_, latest) => return format!("{} {latest}", language.pick("senast", "no later than")),
        Fact::Truth(true) => language.pick("ja", "yes"),
        Fact::Truth(false) => language.pick("nej", "no"),
        Fact::Word(word) => closed(word).map_or(*word, |it| it.get(language)),
        Fact::Words(words) => words.get(language),
    };
    said.to_owned()
}

/// A word of a property's closed list as a reader knows it; rules write it as it is in files.
fn closed(word: &str) -> Option<Phrase> {
    let (sv, en) = match word {
        "least" => ("minst", "at least"),
        "most" => ("högst", "at most"),
        "above" => ("över", "above"),
        "below" => ("under", "below"),
        "met" => ("nått", "met"),
        "missed" => ("inte nått", "missed"),
        "partly" => ("delvis nått", "partly met"),
        "divided" => ("olika i olika dokument", "different in different documents"),
        "none" => ("inte bedömt", "not judged"),
        "signed" => ("undertecknad", "signed"),
        "unsigned" => ("inte undertecknad", "unsigned"),
        "unknown" => ("inte känt", "unknown"),
        "done" => ("gjort", "done"),
        "open" => ("öppet", "open"),
        "reported" => ("rapporterat", "reported"),
        "withdrawn" => ("tillbakadraget", "withdrawn"),
        "overdue" => ("försenat", "overdue"),
        "upcoming" => ("kommer", "upcoming"),
        "late" => ("gjort för sent", "done late"),
        "in-time" => ("gjort i tid", "done in time"),
        "physical" => ("på plats", "on site"),
        "remote" => ("på distans", "from a distance"),
        "mixed" => ("dels på plats, dels på distans", "partly on site, partly from a distance"),
        _ => return None,
    };
    Some(Phrase::new(sv, en))
}

/// A fact as a machine sees it, and its unit.
pub(super) fn exact(fact: &Fact) -> (String, &'static str) {
    match fact {
        Fact::Amount(quantity) => (quantity.digits_printed().to_string(), quantity.unit.name()),
        Fact::Number(number) => (number.to_string(), "count"),
        Fact::Truth(truth) => (truth.to_string(), "truth"),
        Fact::Day(day) => (day.to_string(), "date"),
        Fact::DoneBy(_, latest) => (latest.to_string(), "no-later-than"),
        Fact::Word(word) => ((*word).to_owned(), "text"),
        Fact::Words(words) => (words.sv.clone(), "text"),
    }
}

/// Whether an amount is a claim itself, and not something computed from it alone.
pub(super) fn is_claim(claim: &ClaimView<'_>, quantity: &Quantity) -> bool {
    claim.unit == quantity.unit && claim.number.is_some_and(|number| number.normalize() == quantity.shown())
}

/// A rule that nothing was asked of, and what would have to be there.
pub(super) fn lacking(rule: &RuleText) -> Text {
    let (sv, en) = match rule.subject {
        SubjectKind::Year => ("ett räkenskapsår", "a financial year"),
        SubjectKind::Figure => ("en siffra", "a figure"),
        SubjectKind::Relation => ("en relation mellan siffror", "a relation between figures"),
        SubjectKind::Agreement => ("en överenskommelse", "an agreement"),
        SubjectKind::Party => ("en part i en överenskommelse", "a party in an agreement"),
        SubjectKind::Occurrence => ("ett tillfälle i årshjulet", "an item of the annual cycle"),
        SubjectKind::Meeting => ("ett möte", "a meeting"),
        SubjectKind::Goal => ("ett mål", "a goal"),
        SubjectKind::Statement => ("en utsaga om siffror", "a statement about figures"),
        SubjectKind::Initiative => ("ett initiativ", "an initiative"),
        SubjectKind::Action => ("en aktivitet i en plan", "an action of a plan"),
        SubjectKind::Checklist => ("en checklista", "a checklist"),
        SubjectKind::Document => ("ett dokument", "a document"),
        SubjectKind::Workspace => ("en arbetsyta", "a workspace"),
        SubjectKind::Waiver => ("en godtagen avvikelse", "an accepted deviation"),
        SubjectKind::Remark => ("en anmärkning från revisorerna", "a remark of the auditors"),
        SubjectKind::Assignment => ("ett uppdrag", "an assignment"),
    };
    let only = rule.only();
    let only = |language| match only.is_empty() {
        true => String::new(),
        false => format!(" ({})", only.iter().map(|it| it.get(language)).collect::<Vec<_>>().join(", ")),
    };
    let id = &rule.id.value;
    Text::new(
        format!("{id}: det skulle behöva finnas {sv}{}", only(Language::Sv)),
        format!("{id}: there would have to be {en}{}", only(Language::En)),
    )
}

/// What is not known of a subject, as a reader would ask for it: a property by what it means, or else the whole gap.
pub(super) fn missing(what: Option<(Arc<Text>, String)>, subject: &Subject, gap: &Text) -> Text {
    let title = &subject.title;
    match what {
        Some((_, name)) if name == STATE => Text::new(
            format!("när det gjordes, och i vilken handling det står: {}", title.sv),
            format!("when it was done, and in which document that stands: {}", title.en),
        ),
        Some((means, _)) => Text::new(
            format!("uppgift om {} – {}", title.sv, means.sv),
            format!("what there is on {} – {}", title.en, means.en),
        ),
        None => gap.clone(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::facts::{PropertyKind, properties_of};

    #[test]
    fn a_day_known_as_no_later_than_another_says_so_once() {
        assert_eq!(once("anslås senast ", "senast 2024-04-24", Language::Sv), "2024-04-24");
        assert_eq!(once("anslogs ", "senast 2024-04-24", Language::Sv), "senast 2024-04-24");
        assert_eq!(once("announced by ", "no later than 2024-04-24", Language::En), "2024-04-24");
    }

    #[test]
    fn every_word_a_property_can_have_is_told_in_both_languages() {
        for kind in SubjectKind::ALL {
            for about in properties_of(*kind) {
                let PropertyKind::Word(words) = about.kind else { continue };
                for word in words {
                    assert!(closed(word).is_some(), "{word}, {} of {}", about.name, kind.name());
                }
            }
        }
    }
}
