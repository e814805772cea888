//! The smallest change that would meet a rule: one thing it fetched is given another value, and the rule asked again.
//!
//! Tried are what it held against each other when it broke: the one put where the other is; then one more or less of
//! what is counted, and the other words a property can have.

use std::sync::Arc;

use chrono::{Days, NaiveDate};
use rust_decimal::Decimal;

use super::words::STATE;
use super::{case, words};
use crate::amount::{Quantity, Text};
use crate::facts::{Fact, Facts, PropertyKind, Subject, property_of};
use crate::rulebook::{Rule, Rulebook};
use crate::script::{Case, Conclusion, Fetched, Run, Trial};
use crate::verdict::SettledBy;

/// What somebody has set, and others are held against: it is not what is to be otherwise.
const SET: [&str; 2] = ["target", "entitled"];

/// The day that how an item of the annual cycle stands hangs on.
const DUE: &str = "due";

/// How far from what is counted another number is tried.
const NEAR: i64 = 50;

/// What would meet a rule that is broken on a subject, or decide one that is open; none where no single thing would.
#[must_use]
pub fn settled_by(
    facts: &Arc<Facts>,
    book: &Rulebook,
    rule: &Rule,
    subject: &Arc<Subject>,
) -> Option<SettledBy> {
    let trials = Trials { book, rule, case: case(facts, rule, subject) };
    let run = trials.run(None)?;
    match &run.conclusion {
        Conclusion::Breached(_) => trials.met_by(&run),
        Conclusion::Open(gap) => Some(match &gap.figure {
            Some((name, year)) => SettledBy::Figure(name.clone(), *year),
            None => {
                let what = run.lacks.map(|name| (book.label(rule, &name), name));
                SettledBy::Missing(words::missing(what, subject, &gap.text), gap.write.clone())
            }
        }),
        // The rule says in its own words what is not known, and may know how it would be written.
        Conclusion::Undecided(word, _) => {
            let reason = rule.text.reasons.get(word)?;
            let is_state = |it: &(Fetched, Fact)| matches!(it, (Fetched::Property(name), Fact::Word("unknown")) if name == STATE);
            let state = run.fetched.iter().any(is_state).then(|| (Arc::default(), STATE.to_owned()));
            let known = state.is_some() || reason.write.is_some();
            known.then(|| {
                SettledBy::Missing(words::missing(state, subject, &reason.text), reason.write.clone())
            })
        }
        _ => None,
    }
}

struct Trials<'t> {
    book: &'t Rulebook,
    rule: &'t Rule,
    case: Case,
}

impl Trials<'_> {
    fn run(&self, instead: Option<(Fetched, Fact)>) -> Option<Run> {
        let case = Case { trial: Some(Trial { instead }), ..self.case.clone() };
        self.book.engine.run(&self.rule.script, case).ok()
    }

    fn met_by(&self, run: &Run) -> Option<SettledBy> {
        let compared = run.compared.iter().rev().flat_map(|(one, other)| {
            let sides = [(one, other), (other, one)];
            sides.into_iter().flat_map(|(is, than)| {
                let what = run.fetched.iter().filter(move |(_, fact)| is_same(fact, is));
                what.flat_map(move |(what, fact)| beside(than).into_iter().map(move |to| (what, fact, to)))
            })
        });
        let others = run
            .fetched
            .iter()
            .rev()
            .flat_map(|(what, fact)| self.others(what, fact).into_iter().map(move |to| (what, fact, to)));
        let is_set = |what: &Fetched| matches!(what, Fetched::Property(name) if SET.contains(&name.as_str()));
        compared.chain(others).filter(|(what, ..)| !is_set(what)).find_map(|(what, from, to)| {
            let again = self.run(Some((what.clone(), to.clone())))?;
            matches!(again.conclusion, Conclusion::Met(_))
                .then(|| SettledBy::Otherwise(self.told(run, what, from, &to)))
        })
    }

    /// What else something can be that nothing was held against: the nearest first.
    fn others(&self, what: &Fetched, fact: &Fact) -> Vec<Fact> {
        match (fact, what) {
            (Fact::Number(number), _) => (1..=NEAR)
                .flat_map(|by| [number.checked_add(by), number.checked_sub(by)])
                .flatten()
                .filter(|number| *number >= 0)
                .map(Fact::Number)
                .collect(),
            (Fact::Word(word), Fetched::Property(name)) => {
                match property_of(self.rule.text.subject, name).map(|it| it.kind) {
                    Some(PropertyKind::Word(words)) => {
                        words.iter().filter(|it| *it != word).map(|it| Fact::Word(it)).collect()
                    }
                    _ => Vec::new(),
                }
            }
            _ => Vec::new(),
        }
    }

    fn told(&self, run: &Run, what: &Fetched, from: &Fact, to: &Fact) -> Text {
        let due = run.fetched.iter().find_map(|(of, fact)| match (of, fact) {
            (Fetched::Property(name), Fact::Day(day)) if name == DUE => Some(day),
            _ => None,
        });
        if let (Fetched::Property(name), Some(due)) = (what, due)
            && name == STATE
        {
            return Text::new(format!("gjort senast {due}"), format!("done by {due}"));
        }
        let name = match what {
            Fetched::Figure(name, year) => {
                self.case.facts.figure_title(name).map(|_, title| format!("{title} {year}"))
            }
            Fetched::Property(name) => Text::clone(&self.book.label(self.rule, name)),
        };
        let (is, would) = (from.in_words(), to.in_words());
        match (from, to) {
            (Fact::Amount(from), Fact::Amount(to)) => amounts(&name, from, to, &would),
            (Fact::Day(from), Fact::Day(to)) if to < from => Text::new(
                format!("{} senast {to} i stället för {from}", name.sv),
                format!("{} by {to} instead of {from}", name.en),
            ),
            (Fact::Day(from), Fact::Day(to)) => Text::new(
                format!("{} tidigast {to} i stället för {from}", name.sv),
                format!("{} no earlier than {to} instead of {from}", name.en),
            ),
            _ => Text::new(
                format!("{}: {} i stället för {}", name.sv, would.sv, is.sv),
                format!("{}: {} instead of {}", name.en, would.en, is.en),
            ),
        }
    }
}

fn amounts(name: &Text, from: &Quantity, to: &Quantity, would: &Text) -> Text {
    let difference = match to.sub(from) {
        Ok(difference) => difference.magnitude().in_words(),
        Err(_) => Text::default(),
    };
    match to.value < from.value {
        true => Text::new(
            format!("{} ned till {}, det vill säga {} mindre", name.sv, would.sv, difference.sv),
            format!("{} down to {}, that is {} less", name.en, would.en, difference.en),
        ),
        false => Text::new(
            format!("{} upp till {}, det vill säga {} mer", name.sv, would.sv, difference.sv),
            format!("{} up to {}, that is {} more", name.en, would.en, difference.en),
        ),
    }
}

fn is_same(fetched: &Fact, compared: &Fact) -> bool {
    match (fetched, compared) {
        (Fact::Amount(one), Fact::Amount(other)) => one.value == other.value && one.kind == other.kind,
        (Fact::Day(one) | Fact::DoneBy(_, one), Fact::Day(other)) => one == other,
        _ => false,
    }
}

/// Where something would be that is at most, at least, less or more than another.
fn beside(than: &Fact) -> Vec<Fact> {
    match than {
        Fact::Amount(than) => {
            let step = Quantity::exact(Decimal::ONE, than.unit);
            let beside = [than.sub(&step), than.add(&step)].into_iter().flatten();
            [than.clone()].into_iter().chain(beside).map(Fact::Amount).collect()
        }
        Fact::Day(day) => {
            let day_of = |day: Option<NaiveDate>| day.map(Fact::Day);
            [Some(*day), day.checked_sub_days(Days::new(1)), day.checked_add_days(Days::new(1))]
                .into_iter()
                .filter_map(day_of)
                .collect()
        }
        _ => Vec::new(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::amount::Unit;

    #[test]
    fn a_number_is_what_was_compared_only_where_it_is_of_the_same_kind() {
        let of = |number: i64, unit| Fact::Amount(Quantity::exact(number.into(), unit));
        assert!(is_same(&of(5, Unit::Kr), &of(5, Unit::Kr)));
        assert!(!is_same(&of(5, Unit::Kr), &of(5, Unit::Persons)));
        assert!(!is_same(&of(5, Unit::Kr), &of(6, Unit::Kr)));
    }
}
