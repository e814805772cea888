//! The parties to agreements, as subjects: what each has promised, its number and its signature line.

use std::collections::BTreeSet;
use std::ptr;

use chrono::NaiveDate;

use super::agreements::{told, whole};
use super::{clause, count, joined, record, truth};
use crate::amount::Text;
use crate::facts::property::{self, PropertyOf, Source};
use crate::facts::{Fact, Facts, Gap, Known, Property, Subject};
use crate::model::Model;
use crate::model::actor::Actor;
use crate::model::agreement::{
    Agreement, AgreementKind, Commitment, CommitmentState, Party, Signature, SignatureName, Signed, ToCome,
};
use crate::model::organisation::{Organisation, is_organisation_number};
use crate::model::rule::SubjectKind;
use crate::source::Spanned;

/// A party, by the number of its agreement and its own id.
#[derive(Debug)]
pub(super) struct OfParty(usize, String);

/// A party in an agreement.
#[derive(Clone, Copy)]
pub(super) struct PartyIn<'m> {
    agreement: &'m Agreement,
    id: &'m str,
    entry: Option<&'m Party>,
}

impl Source for OfParty {
    const PROPERTIES: &'static [PropertyOf<Self>] = &[
        property::truth("expected", ("ska ansluta sig senare", "is to join later"), |_, it| {
            truth(it.named().is_some_and(|it| it.expected))
        }),
        property::truth("has_number", ("numret är angivet", "the number is given"), |_, it| {
            it.told(|| truth(it.number().is_ok()))
        }),
        property::words("number", ("organisationsnummer", "organisation number"), |_, it| {
            it.told(|| it.of_number(|number| Fact::Words(Text::same(number))))
        }),
        property::truth(
            "number_valid",
            ("numret har rätt form och kontrollsiffra", "the number has the right shape and check digit"),
            |_, it| it.told(|| it.of_number(|number| Fact::Truth(is_organisation_number(number)))),
        ),
        property::truth(
            "number_of_other",
            ("numret är inte partens eget", "the number is not the party's own"),
            |asked, it| {
                it.told(|| {
                    let number = it.number()?;
                    let is_of_other = asked.facts.is_of_other(it.agreement, it.id, &number.value)?;
                    Ok(record(Fact::Truth(is_of_other), number.span, None))
                })
            },
        ),
        property::words(
            "whose_number",
            ("vems numret är, och partens eget", "whose the number is, and the party's own"),
            |asked, it| {
                it.told(|| it.of_number(|number| Fact::Words(asked.facts.whose_number(it.id, number))))
            },
        ),
        property::number(
            "pending",
            ("åtaganden som återstår", "commitments still to come"),
            |asked, it| it.told(|| asked.facts.commitments_left(*it, CommitmentState::Pending)),
        ),
        property::words(
            "pending_terms",
            ("åtaganden som återstår", "commitments still to come"),
            |asked, it| it.told(|| Ok(asked.facts.commitments(*it, CommitmentState::Pending).1)),
        ),
        property::number("empty", ("tomma rubriker", "empty headings"), |asked, it| {
            it.told(|| asked.facts.commitments_left(*it, CommitmentState::Empty))
        }),
        property::words("empty_terms", ("tomma rubriker", "empty headings"), |asked, it| {
            it.told(|| Ok(asked.facts.commitments(*it, CommitmentState::Empty).1))
        }),
        property::number("commitments", ("egna åtaganden", "commitments of its own"), |asked, it| {
            it.told(|| asked.facts.own_commitments(*it))
        }),
        property::truth("has_line", ("har en underskriftsrad", "has a signature line"), |asked, it| {
            it.told(|| {
                let line = asked.facts.of_lines(*it, |lines| (Fact::Truth(!lines.is_empty()), None));
                if matches!(line.fact, Fact::Truth(false)) {
                    whole(&[it.agreement], &["signature"])?;
                }
                Ok(line)
            })
        }),
        property::truth("nameless", ("raden har inget namn än", "the line has no name yet"), |asked, it| {
            it.told(|| {
                Ok(asked.facts.of_lines(*it, |lines| {
                    let line = nameless(lines);
                    (Fact::Truth(line.is_some()), line)
                }))
            })
        }),
        property::words(
            "shown_as_name",
            ("vad raden visar där namnet ska stå", "what the line shows where the name should be"),
            |asked, it| {
                it.told(|| {
                    Ok(asked.facts.of_lines(*it, |lines| {
                        let line = nameless(lines);
                        (Fact::Words(shown_as_name(line)), line)
                    }))
                })
            },
        ),
        property::word(
            "signature",
            ("underskriften", "the signature"),
            &["signed", "unsigned", "unknown"],
            |asked, it| {
                let as_of = asked.facts.question.as_of;
                it.told(|| {
                    Ok(asked.facts.of_lines(*it, |lines| {
                        let (word, line) = signature(lines, as_of);
                        (Fact::Word(word), line)
                    }))
                })
            },
        ),
    ];
    type View<'m> = PartyIn<'m>;

    fn view<'m>(&'m self, facts: &'m Facts) -> Option<PartyIn<'m>> {
        Some(PartyIn::new(&facts.model, facts.model.agreements.get(self.0)?, &self.1))
    }
}

impl<'m> PartyIn<'m> {
    fn new(model: &'m Model, agreement: &'m Agreement, id: &'m str) -> Self {
        Self { agreement, id, entry: model.party(agreement, id) }
    }

    /// The agreement's own entry of it.
    fn named(self) -> Option<&'m Party> {
        self.entry
    }

    fn told(self, property: impl FnOnce() -> Property) -> Property {
        told(self.agreement, property)
    }

    /// The organisation number that the agreement prints for it.
    fn number(self) -> Result<&'m Spanned<String>, Gap> {
        self.named().and_then(|it| it.number.as_ref()).ok_or_else(no_number)
    }

    fn of_number(self, fact: impl FnOnce(&str) -> Fact) -> Property {
        let number = self.number()?;
        Ok(record(fact(&number.value), number.span, None))
    }
}

impl Facts {
    pub(super) fn parties(&self) -> Vec<Subject> {
        let mut subjects = Vec::new();
        for (index, agreement) in self.model.agreements.iter().enumerate() {
            if agreement.kind != AgreementKind::Terms && self.is_read(agreement) {
                let ids = self.party_ids(agreement).into_iter();
                subjects.extend(ids.map(|id| self.party(index, PartyIn::new(&self.model, agreement, id))));
            }
        }
        subjects
    }

    /// Everyone who is party, has promised something or has a signature line; not bodies.
    fn party_ids<'m>(&self, agreement: &'m Agreement) -> Vec<&'m str> {
        let named = agreement.parties.iter().map(|it| it.organisation.value.as_str());
        let promised = agreement.commitments.iter().filter_map(|it| it.party.value.organisation());
        let signing = agreement.signatures.iter().map(|it| it.party.value.as_str());
        let parties: BTreeSet<&str> = named.clone().collect();
        let (mut ids, mut known) = (Vec::new(), BTreeSet::new());
        for id in named.chain(promised).chain(signing) {
            let can_bind = self.model.organisation(id).is_some_and(Organisation::can_bind_itself);
            if (can_bind || parties.contains(id)) && known.insert(id) {
                ids.push(id);
            }
        }
        ids
    }

    fn party(&self, index: usize, party: PartyIn<'_>) -> Subject {
        let PartyIn { agreement, id, .. } = party;
        let name = self.model.organisation(id).map_or(id, |it| it.name.as_str());
        let title = Text::same(format!("{name} – {}", agreement.title));
        let path = format!("{}/{id}", agreement.id.value);
        let mut subject = self.subject(SubjectKind::Party, path, title, OfParty(index, id.to_owned()));
        let span = party.named().map_or(agreement.id.span, |it| it.span);
        subject.place = Some(span);
        subject.clause = clause(agreement, party.named().and_then(|it| it.clause.as_ref()), span);
        subject.responsible = [id.to_owned()].into();
        self.in_force(subject, agreement)
    }

    /// How many of its commitments are in a state. That none is can be told only when every list of them is whole.
    fn commitments_left(&self, party: PartyIn<'_>, state: CommitmentState) -> Property {
        let found = self.commitments(party, state).0;
        if matches!(found.fact, Fact::Number(0)) {
            whole(&self.model.with_shared(party.agreement), &["commitment"])?;
        }
        Ok(found)
    }

    /// How many commitments it has of its own; where it has none, what stands in their place is an empty heading.
    fn own_commitments(&self, party: PartyIn<'_>) -> Property {
        let own = self.commitments_left(party, CommitmentState::Stated)?;
        let empty = || self.commitments(party, CommitmentState::Empty).0.span;
        Ok(Known { span: own.span.or_else(empty), ..own })
    }

    /// What a party itself has promised, as far as it was known.
    fn promised<'m>(&'m self, party: PartyIn<'m>) -> Vec<&'m Commitment> {
        self.as_known(party.agreement, self.model.promised(party.agreement, party.id))
    }

    /// What it is to see to with others, as far as it was known: what each party is to do, and what a body or another
    /// that is no party is. That of a body of one party is that party's alone.
    fn promised_together<'m>(&'m self, party: PartyIn<'m>) -> Vec<&'m Commitment> {
        let PartyIn { agreement, id, entry } = party;
        let none_has_joined = agreement.parties.iter().all(|it| it.expected);
        let has_joined = none_has_joined || entry.is_some_and(|it| !it.expected);
        let all = self.as_known(agreement, self.model.promised_together(agreement)).into_iter();
        all.filter(|it| self.party_of(agreement, &it.party.value).map_or(has_joined, |of| of == id)).collect()
    }

    /// The party that a body, whoever holds a role or somebody else belongs to.
    fn party_of(&self, agreement: &Agreement, actor: &Actor) -> Option<&str> {
        let own = match actor {
            Actor::Role(role) => self.model.holders(*role, self.question.as_of).next(),
            _ => self.model.organisation(actor.organisation()?),
        };
        let whole = own?.part_of.as_ref()?.value.as_str();
        self.model.party(agreement, whole).is_some().then_some(whole)
    }

    /// Those of some commitments that were known.
    fn as_known<'m>(
        &'m self,
        agreement: &'m Agreement,
        all: impl Iterator<Item = &'m Commitment>,
    ) -> Vec<&'m Commitment> {
        if self.question.known_at.is_none() {
            return all.collect();
        }
        let known = self.terms(agreement).commitments;
        all.filter(|it| known.iter().any(|known| ptr::eq(*known, *it))).collect()
    }

    /// How many commitments are in a state, and their clauses. Written out, only its own count; what is to come and
    /// what is empty is also that which it is to see to with others.
    fn commitments(&self, party: PartyIn<'_>, state: CommitmentState) -> (Known, Known) {
        // What a party may do is no promise, but an empty heading of it is still empty.
        let asked = |it: &&Commitment| it.state == state && (it.binding || state != CommitmentState::Stated);
        let own = self.promised(party).into_iter().filter(asked).map(|it| (it, None));
        let mut found: Vec<(&Commitment, Option<Text>)> = own.collect();
        if state != CommitmentState::Stated {
            let together = self.promised_together(party).into_iter().filter(asked);
            let whose = |it: &Commitment| self.model.actor(&it.party.value, self.question.as_of);
            found.extend(together.map(|it| (it, Some(whose(it)))));
        }
        let mut places: Vec<Text> =
            found.iter().filter_map(|(it, whose)| standing(it, whose.as_ref())).collect();
        places.dedup();
        let place = found.first().map(|(it, _)| it.span);
        let known = |fact: Fact| Known { span: place, ..Known::from(fact) };
        (known(count(found.len())), known(Fact::Words(joined(places.iter(), ", "))))
    }

    /// A fact of its own lines, or else of those of units of it, and the line that shows it: else the first.
    fn of_lines<'m>(
        &self,
        party: PartyIn<'m>,
        fact: impl FnOnce(&[&'m Signature]) -> (Fact, Option<&'m Signature>),
    ) -> Known {
        let lines: Vec<&Signature> = self.model.signatures_of(party.agreement, party.id).collect();
        let (known, line) = fact(&lines);
        match line.or_else(|| lines.first().copied()) {
            Some(line) => record(known, line.span, party.agreement.source.as_ref()),
            None => known.into(),
        }
    }

    /// Whether a number is another organisation's, or not that of the one it is printed for; a unit goes by the
    /// number of the one it belongs to. One number that an agreement gives for two is another's for one of them.
    ///
    /// # Errors
    /// A gap when it is nobody's that is known, and the party's own number is not.
    fn is_of_other(&self, agreement: &Agreement, id: &str, printed: &str) -> Result<bool, Gap> {
        let whole = |id: &str| {
            let organisation = self.model.organisation(id)?;
            let parent = || self.model.organisation(&organisation.part_of.as_ref()?.value);
            Some(if organisation.own_number().is_none() {
                parent().unwrap_or(organisation)
            } else {
                organisation
            })
        };
        let own = whole(id);
        let is_own = |it: &Organisation| own.is_some_and(|own| own.id.value == it.id.value);
        if let Some(number) = own.and_then(Organisation::own_number) {
            return Ok(number != printed);
        }
        let is_anothers =
            self.model.organisations.iter().any(|it| it.own_number() == Some(printed) && !is_own(it));
        let given =
            agreement.parties.iter().filter(|it| it.number.as_ref().is_some_and(|it| it.value == printed));
        let mut given = given.filter_map(|it| whole(&it.organisation.value));
        if is_anothers || given.any(|it| !is_own(it)) {
            return Ok(true);
        }
        let name = own.map_or(id, |it| it.name.as_str());
        let text = Text::new(
            format!("Det egna organisationsnumret för {name} är inte känt."),
            format!("The own organisation number of {name} is not known."),
        );
        Err(Gap::record(text).written("number = \"…\""))
    }

    /// Whom a printed number belongs to, and which is the party's own, as far as either is known.
    fn whose_number(&self, id: &str, printed: &str) -> Text {
        let organisation = self.model.organisation(id);
        let parent = || self.model.organisation(&organisation?.part_of.as_ref()?.value);
        let own = organisation.and_then(Organisation::own_number);
        let own = own.or_else(|| parent().and_then(Organisation::own_number));
        let other = self.model.organisations.iter().find(|it| it.own_number() == Some(printed));
        let told = [
            own.map(|own| Text::new(format!("partens är {own}"), format!("the party’s is {own}"))),
            other.map(|it| {
                Text::new(format!("numret tillhör {}", it.name), format!("the number is that of {}", it.name))
            }),
        ];
        joined(told.iter().flatten(), ", ")
    }
}

/// Where a commitment stands, whose it is where that is not the party's own, and by when one that is to come is to be
/// there.
fn standing(commitment: &Commitment, whose: Option<&Text>) -> Option<Text> {
    let clause = commitment.clause.as_deref().map(Text::same);
    let by = match commitment.by {
        ToCome::Unknown => None,
        ToCome::By(day) => Some(Text::new(format!("senast {day}"), format!("by {day}"))),
        ToCome::Someday => Some(Text::new("ingen dag är satt", "no day is set")),
    };
    let place = match (clause, whose) {
        (Some(clause), Some(whose)) => joined([clause, Text::new("för", "of"), whose.clone()].iter(), " "),
        (clause, whose) => clause.or_else(|| whose.cloned())?,
    };
    Some(joined([place].iter().chain(&by), ", "))
}

/// The state of the lines that one party signs, and the line in it: of several, one that is not signed is not made
/// good by another.
fn signature<'m>(lines: &[&'m Signature], as_of: NaiveDate) -> (&'static str, Option<&'m Signature>) {
    // A day to come has signed nothing yet.
    let is_to_come = |it: &Signature| it.signed_on.as_ref().is_some_and(|on| as_of < on.value);
    let first = |is: &dyn Fn(&Signature) -> bool| lines.iter().copied().find(|it| is(it));
    if let Some(line) = first(&|it| it.signed == Signed::No || is_to_come(it)) {
        return ("unsigned", Some(line));
    }
    match first(&|it| it.signed == Signed::Unknown) {
        None if !lines.is_empty() => ("signed", None),
        line => ("unknown", line),
    }
}

/// The first line without a name.
fn nameless<'m>(lines: &[&'m Signature]) -> Option<&'m Signature> {
    lines.iter().copied().find(|it| it.name != SignatureName::Printed)
}

fn shown_as_name(line: Option<&Signature>) -> Text {
    match line.map_or(SignatureName::Printed, |it| it.name) {
        SignatureName::Placeholder => {
            Text::new("en platshållare i stället för ett namn", "a placeholder instead of a name")
        }
        SignatureName::Missing => Text::new("inget namn", "no name"),
        SignatureName::Printed => Text::new("ett namn", "a name"),
    }
}

fn no_number() -> Gap {
    Gap::record(Text::new(
        "Överenskommelsen anger inget organisationsnummer.",
        "The agreement prints no organisation number.",
    ))
}
