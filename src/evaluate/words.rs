//! The words of verdicts that the rules' own files do not give.

use std::sync::Arc;

use chrono::NaiveDate;

use crate::amount::{Language, Quantity, Text};
use crate::facts::{ClaimView, Subject};
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

pub(super) fn unformed(from: NaiveDate) -> Text {
    Text::new(
        format!("Det rör en tid då förbundet inte fanns: det bildades {from}."),
        format!("It is of a time when the association was not there: it was formed on {from}."),
    )
}

pub(super) fn unformed_on(from: NaiveDate, due: NaiveDate) -> Text {
    Text::new(
        format!("Förbundet bildades {from} och fanns inte den sista dagen, {due}."),
        format!("The association was formed on {from} and was not there on the last day, {due}."),
    )
}

pub(super) fn wound_up(last: NaiveDate) -> Text {
    Text::new(
        format!("Det rör en tid då förbundet inte finns: det upphörde {last}."),
        format!("It is of a time when the association is not there: it was wound up on {last}."),
    )
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
        let mut filled = String::with_capacity(text.len().saturating_mul(2));
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
        Some(value) => value.known.fact.written(language),
        None if name == "subject" => subject.get(language).to_owned(),
        None => year.map(|year| year.to_string()).unwrap_or_default(),
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

    #[test]
    fn a_day_known_as_no_later_than_another_says_so_once() {
        assert_eq!(once("anslås senast ", "senast 2024-04-24", Language::Sv), "2024-04-24");
        assert_eq!(once("anslogs ", "senast 2024-04-24", Language::Sv), "senast 2024-04-24");
        assert_eq!(once("announced by ", "no later than 2024-04-24", Language::En), "2024-04-24");
    }
}
