//! Agreements and the parties to them, as subjects.

use chrono::{Datelike, Months, NaiveDate};

use super::{Found, Names, Properties, clause, count, how_many, number, record, truth, which, words};
use crate::amount::Text;
use crate::facts::{Fact, Facts, Gap, Known, Property, Standing, Subject};
use crate::model::actor::Actor;
use crate::model::agreement::{
    Age, Agreement, AgreementKind, Commitment, CommitmentState, Signature, SignatureName, Signed,
};
use crate::model::duty::{Deliverable, Duty};
use crate::model::organisation::{OrganisationKind, is_organisation_number};
use crate::model::rule::SubjectKind;
use crate::source::Spanned;

pub(in crate::facts) const AGREEMENT: Names = &[
    ("starts", "its first day"),
    ("has_end", "whether it sets its own last day"),
    ("ends", "its own last day"),
    ("has_successor", "whether another agreement takes its place"),
    ("successor", "what takes its place"),
    ("copies", "how many copies it says were made"),
    ("lines", "how many signature lines it has"),
    ("parties", "how many parties have joined"),
    ("has_standard", "whether it shares standard terms"),
    ("departures", "how many of those it departs from"),
    ("departure_terms", "which those are"),
    ("status_reports", "how many status reports a year it asks for"),
    ("reports", "how many reports a year it asks of the activity"),
    ("plan_reports", "how many the plan in force asks for"),
    ("superseded_bodies", "how many bodies it names that have been replaced"),
    ("superseded_names", "which those are"),
    ("has_ages", "whether it gives age bands"),
    ("age_conflicts", "how many of those do not fit the one it is for"),
    ("age_words", "which those are"),
    ("changes", "how many changes have been announced under it"),
    ("short_notices", "how many of those came too late"),
    ("short_notice_words", "which those are"),
    ("bilagor_missing", "how many appendices it announces that are not enclosed"),
    ("bilaga_words", "which those are"),
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
    ("commitments", "how many commitments of its own it has"),
    ("number_of_other", "whether the printed number is another organisation's, or not its own"),
    ("other_organisation", "whose number it is, or the organisation's own"),
    ("has_line", "whether there is a signature line for it"),
    ("placeholder", "whether its line has a placeholder for a name"),
    ("signature", "`signed`, `unsigned` or `unknown`"),
];

impl Facts {
    pub(super) fn agreements(&self) -> Vec<Subject> {
        // A statute is no agreement of the parties; the rules on its text are rules of law.
        let agreements = self.model.proper_agreements().filter(|it| it.kind != AgreementKind::Statute);
        agreements.map(|agreement| self.agreement(agreement)).collect()
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
        let mut properties = vec![
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
        properties.extend(self.terms_properties(agreement));
        let (id, title) = (agreement.id.value.clone(), Text::same(&agreement.title));
        let mut subject = self.subject(SubjectKind::Agreement, id, title, properties);
        subject.place = Some(span);
        self.in_force(subject, agreement)
    }

    /// What its own terms say of copies, reports, bodies, ages, changes and appendices.
    fn terms_properties(&self, agreement: &Agreement) -> Properties {
        let terms = self.model.terms(agreement);
        let (departures, bodies) = (self.departures(agreement), self.superseded_bodies(agreement));
        let ages = age_conflicts(&agreement.ages);
        let missing = agreement.bilagor.iter().filter(|it| it.announced && !it.enclosed);
        let missing: Found = missing.map(|it| (it.span, Text::same(&it.title))).collect();
        let joined = agreement.parties.iter().filter(|it| !it.expected).count();
        let changes = self.model.changes.iter().filter(|it| it.agreement.value == agreement.id.value);
        let changes = changes.filter(|it| self.counts(it.recorded)).count();
        let short = self.short_notices(agreement);
        let mut properties: Properties = vec![
            (
                "copies",
                match agreement.copies {
                    Some(copies) => {
                        Ok(record(Fact::Number(copies), agreement.id.span, agreement.source.as_ref()))
                    }
                    None => Err(Gap::record(Text::new(
                        format!("{} säger inte hur många exemplar som finns.", agreement.title),
                        format!("{} does not say how many copies there are.", agreement.title),
                    ))),
                },
            ),
            ("lines", number(agreement.signatures.len())),
            ("parties", number(joined)),
            ("has_standard", truth(agreement.terms.is_some())),
            ("departures", how_many(&departures)),
            ("departure_terms", which(&departures)),
            ("status_reports", number(yearly(&terms.duties, &[Deliverable::StatusReport], None))),
            ("reports", number(reports(&terms.duties))),
            ("plan_reports", self.plan_reports(agreement)),
            ("superseded_bodies", how_many(&bodies)),
            ("superseded_names", which(&bodies)),
            ("has_ages", truth(!agreement.ages.is_empty())),
            ("age_conflicts", how_many(&ages)),
            ("age_words", which(&ages)),
            ("changes", number(changes)),
            ("short_notices", short.as_ref().map(how_many).unwrap_or_else(|gap| Err(gap.clone()))),
            ("short_notice_words", short.as_ref().map(which).unwrap_or_else(|gap| Err(gap.clone()))),
            ("bilagor_missing", how_many(&missing)),
            ("bilaga_words", which(&missing)),
        ];
        if !agreement.text_known {
            for (_, property) in &mut properties {
                *property = Err(text_unknown(&agreement.title));
            }
        }
        properties
    }

    /// Standard terms it replaces or leaves out.
    fn departures(&self, agreement: &Agreement) -> Found {
        let shared = agreement.terms.as_ref().and_then(|it| self.model.agreement(&it.value));
        let Some(shared) = shared else { return Found::new() };
        let terms = self.model.terms(shared);
        let shared = |id: &str| {
            terms.commitments.iter().any(|it| it.id.value == id)
                || terms.duties.iter().any(|it| it.id.value == id)
        };
        let place = |id: &Spanned<String>, clause: Option<&String>| {
            let clause = clause.map(|clause| format!(" ({clause})")).unwrap_or_default();
            (id.span, Text::same(format!("{}{clause}", id.value)))
        };
        let own = agreement.commitments.iter().map(|it| (&it.id, it.clause.as_ref()));
        let own = own.chain(agreement.duties.iter().map(|it| (&it.id, it.clause.as_ref())));
        let mut found: Found =
            own.filter(|(id, _)| shared(&id.value)).map(|(id, clause)| place(id, clause)).collect();
        found.extend(agreement.omits.iter().map(|id| place(id, None)));
        found
    }

    /// Bodies it names that no longer exist on the day of the question.
    fn superseded_bodies(&self, agreement: &Agreement) -> Found {
        let terms = self.model.terms(agreement);
        let shared = agreement.terms.as_ref().and_then(|it| self.model.agreement(&it.value));
        let named = agreement.names.iter().chain(shared.iter().flat_map(|it| &it.names));
        let actors = terms
            .commitments
            .iter()
            .map(|it| &it.party)
            .chain(terms.duties.iter().map(|it| &it.by))
            .chain(terms.duties.iter().filter_map(|it| it.to.as_ref()))
            .chain(terms.notice.iter().filter_map(|it| it.to.as_ref()));
        let actors = actors.filter_map(|it| Some((it.value.organisation()?, it.span)));
        let named = named.map(|id| (id.value.as_str(), id.span)).chain(actors);
        let mut found = Found::new();
        for (id, span) in named {
            let Some(body) = self.model.organisation(id) else { continue };
            let last = body.in_force.and_then(|days| days.to);
            let gone = last.is_some_and(|last| last < self.question.as_of);
            let words = Text::same(
                match body.replaced_by.as_ref().and_then(|it| self.model.organisation(&it.value)) {
                    Some(next) => format!("{} → {}", body.name, next.name),
                    None => body.name.clone(),
                },
            );
            if gone && found.iter().all(|(_, known)| *known != words) {
                found.push((span, words));
            }
        }
        found
    }

    /// How many reports a year the plan asks for that is in force when the agreement begins.
    fn plan_reports(&self, agreement: &Agreement) -> Property {
        let gap = || {
            Gap::record(Text::new(
                "Ingen plan som gällde samtidigt säger hur många rapporter som ska lämnas.",
                "No plan in force at the same time says how many reports are due.",
            ))
        };
        let from = agreement.in_force.and_then(|days| days.from).ok_or_else(gap)?;
        let in_force = |it: &&Agreement| it.in_force.is_some_and(|days| days.holds(from));
        let mut plans =
            self.model.agreements.iter().filter(|it| it.kind == AgreementKind::Plan).filter(in_force);
        let plan = plans.find(|it| reports(&self.model.terms(it).duties) > 0).ok_or_else(gap)?;
        let asked = reports(&self.model.terms(plan).duties);
        Ok(record(count(asked), plan.id.span, plan.source.as_ref()))
    }

    /// Changes announced later than its notice term allows.
    fn short_notices(&self, agreement: &Agreement) -> Result<Found, Gap> {
        let no_term = || {
            Gap::record(Text::new(
                format!("{} har inget villkor om varsel.", agreement.title),
                format!("{} has no term of notice.", agreement.title),
            ))
        };
        let notice = self.model.terms(agreement).notice.ok_or_else(no_term)?;
        let months = Months::new(u32::try_from(notice.months).unwrap_or(0));
        let own = self.model.changes.iter().filter(|it| it.agreement.value == agreement.id.value);
        let late = own.filter(|it| self.counts(it.recorded)).filter(|it| {
            it.effective.checked_sub_months(months).is_none_or(|latest| latest < it.announced.value)
        });
        let name = |id: &str| self.model.organisation(id).map_or_else(|| id.to_owned(), |it| it.name.clone());
        Ok(late
            .map(|it| {
                let words = format!("{}: {} → {}", name(&it.by.value), it.announced.value, it.effective);
                (it.announced.span, Text::same(words))
            })
            .collect())
    }

    /// Whose number it is that the agreement prints for a party.
    fn owner_properties(&self, id: &str, printed: Option<&Spanned<String>>) -> Properties {
        let Some(printed) = printed else {
            return vec![("number_of_other", Err(no_number())), ("other_organisation", Err(no_number()))];
        };
        let whole = |id: &str| {
            let organisation = self.model.organisation(id)?;
            let parent = organisation.part_of.as_ref().and_then(|it| self.model.organisation(&it.value));
            Some(if organisation.number.is_none() { parent.unwrap_or(organisation) } else { organisation })
        };
        let own = whole(id);
        let owner = self
            .model
            .organisations
            .iter()
            .find(|it| it.number.as_ref().is_some_and(|number| number.value == printed.value));
        let foreign = owner.filter(|owner| own.is_none_or(|own| own.id.value != owner.id.value));
        let not_own = own.filter(|own| own.number.as_ref().is_some_and(|it| it.value != printed.value));
        let fact = |fact| Ok(record(fact, printed.span, None));
        let whose = foreign.or(not_own).map_or("", |it| it.name.as_str());
        vec![
            ("number_of_other", fact(Fact::Truth(foreign.is_some() || not_own.is_some()))),
            ("other_organisation", fact(Fact::Words(Text::same(whose)))),
        ]
    }

    /// An agreement can be asked about from the day its text is on the table until its last day.
    fn in_force(&self, mut subject: Subject, agreement: &Agreement) -> Subject {
        let on_table = self.told(agreement.source.as_ref());
        let first = agreement.in_force.and_then(|days| days.from);
        let last = self.model.last_day(agreement);
        let from = match (first, on_table) {
            (Some(first), Some(seen)) => Some(first.min(seen)),
            (first, seen) => first.or(seen.filter(|_| last.is_none())),
        };
        subject.governing = first.unwrap_or(self.question.as_of);
        // What has no end concerns the years that can be asked about, and not every year there is.
        let next = self.question.as_of.year().saturating_add(1);
        let begins = first.map_or(i32::MIN, |day| day.year());
        subject.years = Some((begins, last.map_or(next.max(begins), |day| day.year())));
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
        let named = agreement.parties.iter().map(|it| it.organisation.value.as_str());
        let promised = agreement.commitments.iter().filter_map(|it| it.party.value.organisation());
        let signing = agreement.signatures.iter().map(|it| it.party.value.as_str());
        let mut ids: Vec<&str> = Vec::new();
        for id in named.chain(promised).chain(signing) {
            let kind = self.model.organisation(id).map(|it| it.kind);
            let can_bind =
                kind.is_some_and(|it| !matches!(it, OrganisationKind::Body | OrganisationKind::Other));
            let named = agreement.parties.iter().any(|it| it.organisation.value == id);
            if (can_bind || named) && !ids.contains(&id) {
                ids.push(id);
            }
        }
        ids
    }

    fn party(&self, agreement: &Agreement, id: &str) -> Subject {
        let party = agreement.parties.iter().find(|it| it.organisation.value == id);
        let properties = if agreement.text_known {
            let terms = self.model.terms(agreement);
            let own = |it: &&&Commitment| it.party.value.organisation() == Some(id);
            let commitments: Vec<&Commitment> = terms.commitments.iter().filter(own).copied().collect();
            let mut properties = number_properties(party.and_then(|it| it.number.as_ref()));
            let stated =
                commitments.iter().filter(|it| it.binding && it.state == CommitmentState::Stated).count();
            properties.push(("commitments", number(stated)));
            properties.extend(self.owner_properties(id, party.and_then(|it| it.number.as_ref())));
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
    let printed = |fact| match number {
        Some(number) => Ok(record(fact, number.span, None)),
        None => Err(no_number()),
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
        let known = |fact: Fact| Ok(Known { span: place, ..Known::from(fact) });
        (known(count(found.len())), known(Fact::Words(Text::same(clauses.join(", ")))))
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

fn no_number() -> Gap {
    Gap::record(Text::new(
        "Överenskommelsen anger inget organisationsnummer.",
        "The agreement prints no organisation number.",
    ))
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

/// How many deliveries a year some duties ask for, all together.
fn yearly(duties: &[&Duty], deliverables: &[Deliverable], by: Option<&Actor>) -> usize {
    let asked = duties.iter().filter(|it| deliverables.contains(&it.deliverable));
    let asked = asked.filter(|it| by.is_none_or(|by| it.by.value == *by));
    asked
        .map(|duty| {
            let periods = duty.every.per_year() as usize;
            let periods = if duty.only.is_empty() { periods } else { duty.only.len().min(periods) };
            periods.saturating_mul(usize::try_from(duty.times).unwrap_or(1))
        })
        .sum()
}

/// How many reports a year the activity itself is to give, the social accounts among them.
fn reports(duties: &[&Duty]) -> usize {
    yearly(duties, &[Deliverable::Report, Deliverable::SocialAccounts], Some(&Actor::Platform))
}

/// The upper end of a band; one without an end reaches past every age.
fn oldest(age: &Age) -> i64 {
    age.to.unwrap_or(i64::MAX)
}

/// A band as it is read, with its clause; one without an end says so.
fn band(age: &Age) -> String {
    let clause = age.clause.as_deref().map(|clause| format!(" ({clause})")).unwrap_or_default();
    match age.to {
        Some(to) => format!("{}–{to}{clause}", age.from),
        None => format!("≥ {}{clause}", age.from),
    }
}

/// Age bands outside the one the agreement is for and its exception, and main bands that differ.
fn age_conflicts(ages: &[Age]) -> Found {
    let frame: Vec<&Age> = ages.iter().filter(|it| it.main || it.exception).collect();
    let (Some(low), Some(high)) =
        (frame.iter().map(|it| it.from).min(), frame.iter().map(|it| oldest(it)).max())
    else {
        return Found::new();
    };
    // Each stands beside the band it is held against, so that the reader sees both.
    let against = frame.iter().map(|it| band(it)).collect::<Vec<_>>().join(", ");
    let outside = ages.iter().filter(|it| !it.main && !it.exception && (it.from < low || high < oldest(it)));
    let mut found: Found =
        outside.map(|it| (it.span, Text::same(format!("{} / {against}", band(it))))).collect();
    let mut mains = ages.iter().filter(|it| it.main && !it.exception);
    if let Some(first) = mains.next() {
        let others = mains.filter(|it| (it.from, it.to) != (first.from, first.to));
        found.extend(others.map(|it| (it.span, Text::same(format!("{} / {}", band(it), band(first))))));
    }
    found
}
