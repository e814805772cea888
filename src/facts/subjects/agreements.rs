//! Agreements and the parties to them, as subjects.

use chrono::{Datelike, NaiveDate};

use super::{Names, Properties, clause, record, truth, words};
use crate::amount::Text;
use crate::facts::{Fact, Facts, Gap, Known, Standing, Subject};
use crate::model::agreement::{
    Agreement, AgreementKind, Commitment, CommitmentState, Signature, SignatureName, Signed,
};
use crate::model::organisation::{OrganisationKind, is_organisation_number};
use crate::model::rule::SubjectKind;
use crate::source::Spanned;

pub(in crate::facts) const AGREEMENT: Names = &[
    ("starts", "its first day"),
    ("has_end", "whether it sets its own last day"),
    ("ends", "its own last day"),
    ("has_successor", "whether another agreement takes its place"),
    ("successor", "what takes its place"),
    ("successor_starts", "the first day of what takes its place"),
];

pub(in crate::facts) const PARTY: Names = &[
    ("expected", "whether it is named but is to join later"),
    ("to_be_signed", "whether parties sign agreements of this kind; plans and budgets are adopted instead"),
    ("has_number", "whether the agreement prints an organisation number for it"),
    ("number", "the printed organisation number"),
    ("number_valid", "whether the printed number has the right shape and check digit"),
    ("pending", "how many of its commitments are to be added later"),
    ("pending_terms", "the clauses of those"),
    ("empty", "how many headings stand with nothing under them"),
    ("empty_terms", "the clauses of those"),
    ("has_line", "whether there is a signature line for it"),
    ("placeholder", "whether its line has a placeholder for a name"),
    ("signature", "`signed`, `unsigned` or `unknown`"),
];

impl Facts {
    pub(super) fn agreements(&self) -> Vec<Subject> {
        self.model.proper_agreements().map(|agreement| self.agreement(agreement)).collect()
    }

    fn agreement(&self, agreement: &Agreement) -> Subject {
        let days = agreement.in_force;
        let span = days.map_or(agreement.id.span, |days| days.span);
        let day = |day: Option<NaiveDate>, what: Text| match day {
            Some(day) => Ok(record(Fact::Day(day), span, agreement.source.as_ref())),
            None => Err(Gap::record(what)),
        };
        let successor = self.model.successor(agreement);
        let successor_days = successor.and_then(|it| it.in_force);
        let properties = vec![
            ("starts", day(days.and_then(|it| it.from), no_day(&agreement.title, "första", "first"))),
            ("has_end", truth(days.is_some_and(|it| it.to.is_some()))),
            ("ends", day(days.and_then(|it| it.to), no_day(&agreement.title, "sista", "last"))),
            ("has_successor", truth(successor.is_some())),
            ("successor", words(successor.map(|it| Text::same(&it.title)), no_successor)),
            (
                "successor_starts",
                match successor_days.and_then(|it| Some((it.from?, it.span))) {
                    Some((from, span)) => Ok(record(Fact::Day(from), span, None)),
                    None => Err(no_successor()),
                },
            ),
        ];
        let (id, title) = (agreement.id.value.clone(), Text::same(&agreement.title));
        let mut subject = self.subject(SubjectKind::Agreement, id, title, properties);
        subject.place = Some(span);
        self.in_force(subject, agreement)
    }

    /// An agreement can be asked about from the day its text is on the table until its last day.
    fn in_force(&self, mut subject: Subject, agreement: &Agreement) -> Subject {
        let document = agreement.source.as_ref().and_then(|it| self.model.document(&it.document.value));
        let on_table = document.and_then(|document| document.adopted);
        let first = agreement.in_force.and_then(|days| days.from);
        let last = self.model.last_day(agreement);
        let from = match (first, on_table) {
            (Some(first), Some(seen)) => Some(first.min(seen)),
            (first, seen) => first.or(seen.filter(|_| last.is_none())),
        };
        subject.governing = first.unwrap_or(self.question.as_of);
        let year = |day: NaiveDate| day.year();
        subject.years = Some((first.map_or(i32::MIN, year), last.map_or(i32::MAX, year)));
        subject.standing = match (from, last) {
            (Some(from), _) if self.question.as_of < from => Standing::NotYet(from),
            (_, Some(last)) if last < self.question.as_of => Standing::Ended(last),
            _ => Standing::Current,
        };
        subject
    }

    pub(super) fn parties(&self) -> Vec<Subject> {
        let mut subjects = Vec::new();
        for agreement in self.model.proper_agreements() {
            for id in self.party_ids(agreement) {
                subjects.push(self.party(agreement, id));
            }
        }
        subjects
    }

    /// Everyone who is party, has promised something or has a signature line; not bodies.
    fn party_ids<'m>(&self, agreement: &'m Agreement) -> Vec<&'m str> {
        let named = agreement.parties.iter().map(|it| &it.organisation);
        let promised = agreement.commitments.iter().map(|it| &it.party);
        let signing = agreement.signatures.iter().map(|it| &it.party);
        let mut ids: Vec<&str> = Vec::new();
        for id in named.chain(promised).chain(signing) {
            let kind = self.model.organisation(&id.value).map(|it| it.kind);
            let can_bind =
                kind.is_some_and(|it| !matches!(it, OrganisationKind::Body | OrganisationKind::Other));
            let named = agreement.parties.iter().any(|it| it.organisation.value == id.value);
            if (can_bind || named) && !ids.contains(&id.value.as_str()) {
                ids.push(&id.value);
            }
        }
        ids
    }

    fn party(&self, agreement: &Agreement, id: &str) -> Subject {
        let party = agreement.parties.iter().find(|it| it.organisation.value == id);
        let properties = if agreement.text_known {
            let terms = self.model.terms(agreement);
            let own = |it: &&&Commitment| it.party.value == id;
            let commitments: Vec<&Commitment> = terms.commitments.iter().filter(own).copied().collect();
            let mut properties = number_properties(party.and_then(|it| it.number.as_ref()));
            properties.extend(commitment_properties(&commitments));
            properties.extend(self.signature_properties(agreement, id));
            properties
        } else {
            let names = PARTY
                .iter()
                .map(|(name, _)| *name)
                .filter(|name| !["expected", "to_be_signed"].contains(name));
            names.map(|name| (name, Err(text_unknown(&agreement.title)))).collect()
        };
        let signed = matches!(
            agreement.kind,
            AgreementKind::Platform | AgreementKind::Common | AgreementKind::Charter
        );
        let always =
            [("expected", truth(party.is_some_and(|it| it.expected))), ("to_be_signed", truth(signed))];
        let properties = always.into_iter().chain(properties).collect();
        let name = self.model.organisation(id).map_or(id, |it| it.name.as_str());
        let title = Text::same(format!("{name} – {}", agreement.title));
        let path = format!("{}/{id}", agreement.id.value);
        let mut subject = self.subject(SubjectKind::Party, path, title, properties);
        let span = party.map_or(agreement.id.span, |it| it.span);
        subject.place = Some(span);
        subject.clause = clause(agreement, party.and_then(|it| it.clause.as_ref()), span);
        subject.responsible = vec![id.to_owned()];
        self.in_force(subject, agreement)
    }

    /// Its own line, or else that of a unit of it or of the organisation it is a unit of.
    fn signature_properties(&self, agreement: &Agreement, id: &str) -> Properties {
        let own = |it: &&Signature| it.party.value == id;
        let part_of = |it: &str| self.model.organisation(it)?.part_of.as_ref().map(|it| it.value.as_str());
        let kin = |it: &&Signature| part_of(&it.party.value) == Some(id);
        let lines = &agreement.signatures;
        let line = lines.iter().find(own).or_else(|| lines.iter().find(kin));
        let source = agreement.source.as_ref();
        let fact = |fact: Fact| match line {
            Some(line) => Ok(record(fact, line.span, source)),
            None => Ok(fact.into()),
        };
        let signed = match line.map(|line| line.signed) {
            Some(Signed::Yes) => "signed",
            Some(Signed::No) => "unsigned",
            Some(Signed::Unknown) | None => "unknown",
        };
        let placeholder = line.is_some_and(|line| line.name == SignatureName::Placeholder);
        vec![
            ("has_line", fact(Fact::Truth(line.is_some()))),
            ("placeholder", fact(Fact::Truth(placeholder))),
            ("signature", fact(Fact::Word(signed))),
        ]
    }
}

fn number_properties(number: Option<&Spanned<String>>) -> Properties {
    let gap = || {
        Gap::record(Text::new(
            "Överenskommelsen anger inget organisationsnummer.",
            "The agreement prints no organisation number.",
        ))
    };
    let printed = |fact| match number {
        Some(number) => Ok(record(fact, number.span, None)),
        None => Err(gap()),
    };
    let value = number.map_or("", |it| it.value.as_str());
    vec![
        ("has_number", truth(number.is_some())),
        ("number", printed(Fact::Words(Text::same(value)))),
        ("number_valid", printed(Fact::Truth(is_organisation_number(value)))),
    ]
}

fn commitment_properties(commitments: &[&Commitment]) -> Properties {
    let of = |state: CommitmentState| {
        let found: Vec<&Commitment> = commitments.iter().copied().filter(|it| it.state == state).collect();
        let mut clauses: Vec<&str> = found.iter().filter_map(|it| it.clause.as_deref()).collect();
        clauses.dedup();
        let place = found.first().map(|it| it.span);
        let known = |fact: Fact| Ok(Known { fact, span: place, citation: None });
        let count = i64::try_from(found.len()).unwrap_or(i64::MAX);
        (known(Fact::Number(count)), known(Fact::Words(Text::same(clauses.join(", ")))))
    };
    let (pending, pending_terms) = of(CommitmentState::Pending);
    let (empty, empty_terms) = of(CommitmentState::Empty);
    vec![
        ("pending", pending),
        ("pending_terms", pending_terms),
        ("empty", empty),
        ("empty_terms", empty_terms),
    ]
}

fn no_day(title: &str, sv: &str, en: &str) -> Text {
    Text::new(format!("{title} har ingen känd {sv} dag."), format!("{title} has no known {en} day."))
}

fn no_successor() -> Gap {
    Gap::record(Text::new(
        "Det är inte känt när efterföljaren börjar gälla.",
        "It is not known when the successor begins to hold.",
    ))
}

fn text_unknown(title: &str) -> Gap {
    Gap::record(Text::new(
        format!("Texten till {title} finns inte bland källorna."),
        format!("The text of {title} is not among the sources."),
    ))
}
