//! Agreements and the parties to them, as subjects.

use std::collections::BTreeSet;

use chrono::{Datelike, Months, NaiveDate};

use super::ages::age_conflicts;
use super::{Found, among, clause, count, how_many, joined, not_whole, number, record, said, truth, which};
use crate::amount::Text;
use crate::facts::property::{self, Asked, PropertyOf, Source};
use crate::facts::{Fact, Facts, Gap, Known, Property, Standing, Subject};
use crate::model::agreement::{
    Agreement, AgreementKind, ClauseKind, Commitment, CommitmentState, Party, Signature, SignatureName,
    Signed, ToCome,
};
use crate::model::duty::Deliverable;
use crate::model::organisation::{Organisation, OrganisationKind, is_organisation_number};
use crate::model::register::Change;
use crate::model::rule::SubjectKind;
use crate::model::{Model, Terms};
use crate::source::{Span, Spanned};

/// An agreement, by its number in the workspace.
#[derive(Debug)]
pub(super) struct OfAgreement(usize);

impl Source for OfAgreement {
    const PROPERTIES: &'static [PropertyOf<Self>] = &[
        property::truth("has_end", ("har en egen sista dag", "sets its own last day"), |_, it| {
            truth(it.in_force.is_some_and(|days| days.to.is_some()))
        }),
        property::day("ends", ("sista giltighetsdag", "last day in force"), |_, it| last_day(it)),
        property::truth("has_successor", ("ersätts av en annan", "another takes its place"), |asked, it| {
            truth(asked.facts.successor(it).is_some())
        }),
        property::words("successor", ("efterträdare", "successor"), |asked, it| {
            let successor = asked.facts.successor(it).ok_or_else(no_successor)?;
            said(&successor.title)
        }),
        property::day(
            "successor_starts",
            ("efterträdaren gäller från", "the successor is in force from"),
            |asked, it| asked.facts.successor_starts(it),
        ),
        property::number("copies", ("exemplar", "copies"), |_, it| told(it, || copies(it))),
        property::number("parties", ("parter", "parties"), |_, it| {
            told(it, || {
                whole(&[it], &["party"])?;
                number(it.parties.iter().filter(|it| !it.expected).count())
            })
        }),
        property::truth("has_standard", ("delar villkor med andra", "shares terms with others"), |_, it| {
            told(it, || truth(it.terms.is_some()))
        }),
        property::number("departures", ("avvikelser", "departures"), |asked, it| {
            told(it, || {
                how_many(&asked.facts.none_of(
                    it,
                    asked.facts.departures(it),
                    &["omits", "commitment", "duty"],
                )?)
            })
        }),
        property::words("departure_terms", ("villkor som avviker", "terms that depart"), |asked, it| {
            told(it, || which(&asked.facts.departures(it)))
        }),
        property::by(
            &["status-reports"],
            property::number(
                "status_reports",
                ("lägesrapporter om året", "status reports a year"),
                |asked, it| {
                    told(it, || number(asked.facts.status_reports(it, &sorts(asked, "status-reports")?)))
                },
            ),
        ),
        property::by(
            &["status-reports"],
            property::words(
                "status_reports_words",
                (
                    "hur många lägesrapporter om året, och var det står",
                    "how many status reports a year, and where that stands",
                ),
                |asked, it| {
                    told(it, || {
                        which(&asked.facts.status_reports_asked(it, &sorts(asked, "status-reports")?))
                    })
                },
            ),
        ),
        property::by(
            &["reports"],
            property::words(
                "reports_words",
                (
                    "hur många rapporter om året, och var det står",
                    "how many reports a year, and where that stands",
                ),
                |asked, it| told(it, || which(&asked.facts.reports_asked(it, &sorts(asked, "reports")?))),
            ),
        ),
        property::by(
            &["reports"],
            property::words(
                "plan_reports_words",
                (
                    "hur många rapporter om året enligt planen, och var det står",
                    "how many reports a year by the plan, and where that stands",
                ),
                |asked, it| {
                    told(it, || which(&asked.facts.plan_reports_asked(it, &sorts(asked, "reports")?)?))
                },
            ),
        ),
        property::by(
            &["reports"],
            property::number("reports", ("rapporter om året", "reports a year"), |asked, it| {
                told(it, || number(asked.facts.reports(it, &sorts(asked, "reports")?)))
            }),
        ),
        property::by(
            &["reports"],
            property::number(
                "plan_reports",
                ("rapporter om året enligt planen", "reports a year by the plan"),
                |asked, it| told(it, || asked.facts.plan_reports(it, &sorts(asked, "reports")?)),
            ),
        ),
        property::by(
            &["reports"],
            property::number(
                "reports_apart",
                (
                    "ställen som anger ett annat antal rapporter om året",
                    "places that give another number of reports a year",
                ),
                |asked, it| {
                    told(it, || {
                        let found = asked.facts.reports_apart(it, &sorts(asked, "reports")?);
                        // Only a plan speaks of the reports of others than its own parties.
                        let lists: &[&str] = if it.kind == AgreementKind::Plan { &["duty"] } else { &[] };
                        how_many(&asked.facts.none_of(it, found, lists)?)
                    })
                },
            ),
        ),
        property::by(
            &["reports"],
            property::words(
                "reports_apart_words",
                ("vilka ställen som anger ett annat antal", "which places give another number"),
                |asked, it| told(it, || which(&asked.facts.reports_apart(it, &sorts(asked, "reports")?))),
            ),
        ),
        property::by(
            &["reports"],
            property::number(
                "plan_reports_apart",
                (
                    "ställen i planen om just denna överenskommelse med ett annat antal",
                    "places of the plan on this very agreement with another number",
                ),
                |asked, it| {
                    told(it, || how_many(&asked.facts.plan_reports_apart(it, &sorts(asked, "reports")?)?))
                },
            ),
        ),
        property::by(
            &["reports"],
            property::words(
                "plan_reports_apart_words",
                ("vilka ställen i planen", "which places of the plan"),
                |asked, it| {
                    told(it, || which(&asked.facts.plan_reports_apart(it, &sorts(asked, "reports")?)?))
                },
            ),
        ),
        property::by(
            &["clauses"],
            property::number(
                "clauses_missing",
                ("klausuler som saknas", "clauses that are missing"),
                |asked, it| {
                    told(it, || {
                        how_many(
                            &asked
                                .facts
                                .clauses_missing(it, &asked.choices("clauses", ClauseKind::NAMES)?)?,
                        )
                    })
                },
            ),
        ),
        property::by(
            &["clauses"],
            property::words(
                "clauses_missing_words",
                ("vilka klausuler som saknas", "which clauses are missing"),
                |asked, it| {
                    told(it, || {
                        which(
                            &asked
                                .facts
                                .clauses_missing(it, &asked.choices("clauses", ClauseKind::NAMES)?)?,
                        )
                    })
                },
            ),
        ),
        property::number(
            "superseded_bodies",
            ("organ som har upphört", "bodies that are gone"),
            |asked, it| {
                told(it, || {
                    let (found, open) = asked.facts.superseded_bodies(it);
                    if let Some(gap) = open.filter(|_| found.is_empty()) {
                        return Err(gap);
                    }
                    how_many(&asked.facts.none_of(it, found, &["names", "commitment", "duty"])?)
                })
            },
        ),
        property::words(
            "superseded_names",
            ("vilka organ som har upphört", "which bodies are gone"),
            |asked, it| told(it, || which(&asked.facts.superseded_bodies(it).0)),
        ),
        property::truth("has_ages", ("anger åldrar", "gives age bands"), |_, it| {
            told(it, || truth(!it.ages.is_empty()))
        }),
        property::truth(
            "has_main_age",
            ("säger vilken ålder den är till för", "says which age it is for"),
            |_, it| {
                told(it, || {
                    let is_said = it.ages.iter().any(|age| age.main || age.exception);
                    if !is_said && !it.whole.has("age") {
                        return Err(not_whole("age"));
                    }
                    truth(is_said)
                })
            },
        ),
        property::number("age_conflicts", ("åldrar som inte ryms", "ages that do not fit"), |_, it| {
            told(it, || how_many(&among(age_conflicts(&it.ages), &it.whole, &["age"])?))
        }),
        property::words("age_words", ("vilka åldrar som inte ryms", "which ages do not fit"), |_, it| {
            told(it, || which(&age_conflicts(&it.ages)))
        }),
        property::number("changes", ("förändringar", "changes"), |asked, it| {
            told(it, || number(asked.facts.changes(it).count()))
        }),
        property::number("short_notices", ("för sent anmälda", "announced too late"), |asked, it| {
            told(it, || how_many(&asked.facts.short_notices(it)?))
        }),
        property::words(
            "short_notice_words",
            ("vilka som är för sent anmälda", "which were announced too late"),
            |asked, it| told(it, || which(&asked.facts.short_notices(it)?)),
        ),
        property::number(
            "bilagor_missing",
            ("bilagor som inte följer med", "appendices that are not enclosed"),
            |_, it| told(it, || how_many(&among(not_enclosed(it), &it.whole, &["bilaga"])?)),
        ),
        property::words(
            "bilaga_words",
            ("vilka bilagor som inte följer med", "which appendices are not enclosed"),
            |_, it| told(it, || which(&not_enclosed(it))),
        ),
    ];
    type View<'m> = &'m Agreement;

    fn view<'m>(&'m self, facts: &'m Facts) -> Option<&'m Agreement> {
        facts.model.agreements.get(self.0)
    }
}

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
                let line = asked.facts.of_line(*it, |line| Fact::Truth(line.is_some()))?;
                if matches!(line.fact, Fact::Truth(false)) {
                    whole(&[it.agreement], &["signature"])?;
                }
                Ok(line)
            })
        }),
        property::truth(
            "placeholder",
            ("raden har inget namn än", "the line has no name yet"),
            |asked, it| {
                it.told(|| {
                    asked.facts.of_line(*it, |line| {
                        Fact::Truth(line.is_some_and(|line| line.name == SignatureName::Placeholder))
                    })
                })
            },
        ),
        property::word(
            "signature",
            ("underskriften", "the signature"),
            &["signed", "unsigned", "unknown"],
            |asked, it| {
                let as_of = asked.facts.question.as_of;
                it.told(|| asked.facts.of_line(*it, |line| Fact::Word(signature(line, as_of))))
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
    pub(super) fn agreements(&self) -> Vec<Subject> {
        // A statute is no agreement of the parties; the rules on its text are rules of law.
        let kept = |kind| !matches!(kind, AgreementKind::Terms | AgreementKind::Statute);
        let agreements = self.model.agreements.iter().enumerate();
        agreements
            .filter(|(_, it)| kept(it.kind) && self.is_read(it))
            .map(|(index, it)| self.agreement(index, it))
            .collect()
    }

    fn agreement(&self, index: usize, agreement: &Agreement) -> Subject {
        let (id, title) = (agreement.id.value.clone(), Text::same(&agreement.title));
        let mut subject = self.subject(SubjectKind::Agreement, id, title, OfAgreement(index));
        subject.place = Some(days_at(agreement));
        self.in_force(subject, agreement)
    }

    fn successor_starts(&self, agreement: &Agreement) -> Property {
        let days = self.successor(agreement).and_then(|it| it.in_force).ok_or_else(no_successor)?;
        Ok(record(Fact::Day(days.from.ok_or_else(no_successor)?), days.span, None))
    }

    fn successor(&self, agreement: &Agreement) -> Option<&Agreement> {
        self.question.successor(&self.model, agreement)
    }

    /// What an agreement says, with the terms it shares.
    pub(super) fn terms<'m>(&'m self, agreement: &'m Agreement) -> Terms<'m> {
        self.question.terms(&self.model, agreement)
    }

    /// Whether the text it is known from was known.
    pub(super) fn is_read(&self, agreement: &Agreement) -> bool {
        self.question.knows(&self.model, agreement)
    }

    /// The changes announced under it.
    fn changes<'m>(&'m self, agreement: &'m Agreement) -> impl Iterator<Item = &'m Change> {
        let own = self.model.changes_of(&agreement.id.value);
        own.filter(|it| self.counts(it.recorded) && it.announced.value <= self.question.as_of)
    }

    /// What is wrong in an agreement with the terms it shares. That nothing is can be told of whole lists only.
    fn none_of(&self, agreement: &Agreement, found: Found, lists: &[&str]) -> Result<Found, Gap> {
        if found.is_empty() {
            whole(&self.model.with_shared(agreement), lists)?;
        }
        Ok(found)
    }

    /// Bodies it names that no longer exist on the day of the question; and what is not known of one that another has
    /// taken the place of.
    fn superseded_bodies(&self, agreement: &Agreement) -> (Found, Option<Gap>) {
        let terms = self.terms(agreement);
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
        let (mut found, mut open) = (Found::new(), None);
        for (id, span) in named {
            let Some(body) = self.model.organisation(id) else { continue };
            let last = body.in_force.and_then(|days| days.to);
            if last.is_none() && body.replaced_by.is_some() {
                open.get_or_insert_with(|| {
                    let name = &body.name;
                    Gap::record(Text::new(
                        format!("{name} har ersatts, men sista dagen är inte känd."),
                        format!("{name} has been replaced, but its last day is not known."),
                    ))
                });
            }
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
        (found, open)
    }

    /// Changes announced later than its notice term allows.
    fn short_notices(&self, agreement: &Agreement) -> Result<Found, Gap> {
        let no_term = || {
            Gap::record(Text::new(
                format!("{} har inget villkor om varsel.", agreement.title),
                format!("{} has no term of notice.", agreement.title),
            ))
        };
        let notice = self.terms(agreement).notice.ok_or_else(no_term)?;
        let months = Months::new(u32::try_from(notice.months).unwrap_or(0));
        let late = self.changes(agreement).filter(|it| {
            it.effective.value.checked_sub_months(months).is_none_or(|latest| latest < it.announced.value)
        });
        let name = |id: &str| self.model.organisation(id).map_or_else(|| id.to_owned(), |it| it.name.clone());
        Ok(late
            .map(|it| {
                let words =
                    format!("{}: {} → {}", name(&it.by.value), it.announced.value, it.effective.value);
                (it.announced.span, Text::same(words))
            })
            .collect())
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

    /// An agreement can be asked about from the day its text is on the table until its last day.
    fn in_force(&self, mut subject: Subject, agreement: &Agreement) -> Subject {
        subject.group = Some(agreement.kind.name().to_owned());
        let on_table = self.told(agreement.source.as_ref());
        let first = agreement.in_force.and_then(|days| days.from);
        let last = self.question.last_day(&self.model, agreement);
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
            let kind = self.model.organisation(id).map(|it| it.kind);
            let can_bind =
                kind.is_some_and(|it| !matches!(it, OrganisationKind::Body | OrganisationKind::Other));
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

    /// What a party has promised, as far as it was known.
    fn promised<'m>(&'m self, party: PartyIn<'m>) -> Vec<&'m Commitment> {
        if self.question.known_at.is_none() {
            return self.model.promised(party.agreement, party.id).collect();
        }
        let own = |it: &&Commitment| it.party.value.organisation() == Some(party.id);
        self.terms(party.agreement).commitments.into_iter().filter(own).collect()
    }

    /// How many of its commitments are in a state, and their clauses.
    fn commitments(&self, party: PartyIn<'_>, state: CommitmentState) -> (Known, Known) {
        // What a party may do is no promise, but an empty heading of it is still empty.
        let asked = |it: &Commitment| it.state == state && (it.binding || state != CommitmentState::Stated);
        let found: Vec<&Commitment> = self.promised(party).into_iter().filter(|it| asked(it)).collect();
        let mut places: Vec<Text> = found.iter().filter_map(|it| standing(it)).collect();
        places.dedup();
        let place = found.first().map(|it| it.span);
        let known = |fact: Fact| Known { span: place, ..Known::from(fact) };
        (known(count(found.len())), known(Fact::Words(joined(places.iter(), ", "))))
    }

    /// A fact of its own line, or else of that of a unit of it.
    fn of_line(&self, party: PartyIn<'_>, fact: impl FnOnce(Option<&Signature>) -> Fact) -> Property {
        let line = self.model.signature_of(party.agreement, party.id);
        let known = fact(line);
        Ok(match line {
            Some(line) => record(known, line.span, party.agreement.source.as_ref()),
            None => known.into(),
        })
    }
}

/// The sorts of deliveries that a rule lists.
fn sorts(asked: &Asked<'_>, list: &str) -> Result<Vec<Deliverable>, Gap> {
    asked.choices(list, Deliverable::NAMES)
}

/// The gap where some list of some agreements is not known to be whole.
fn whole(agreements: &[&Agreement], lists: &[&str]) -> Result<(), Gap> {
    let of = |it: &&Agreement| lists.iter().find(|list| !it.whole.has(list));
    agreements.iter().find_map(of).map_or(Ok(()), |list| Err(not_whole(list)))
}

/// Where a commitment stands, and by when one that is to come is to be there.
fn standing(commitment: &Commitment) -> Option<Text> {
    let clause = commitment.clause.as_deref()?;
    Some(match commitment.by {
        ToCome::Unknown => Text::same(clause),
        ToCome::By(day) => Text::new(format!("{clause}, senast {day}"), format!("{clause}, by {day}")),
        ToCome::Someday => {
            Text::new(format!("{clause}, ingen dag är satt"), format!("{clause}, no day is set"))
        }
    })
}

fn signature(line: Option<&Signature>, as_of: NaiveDate) -> &'static str {
    match line.map(|line| line.signed) {
        // A day to come has signed nothing yet.
        Some(Signed::Yes)
            if line.is_some_and(|it| it.signed_on.as_ref().is_some_and(|on| as_of < on.value)) =>
        {
            "unsigned"
        }
        Some(Signed::Yes) => "signed",
        Some(Signed::No) => "unsigned",
        Some(Signed::Unknown) | None => "unknown",
    }
}

/// What an agreement's own text says; a gap when the text is not among the sources.
fn told(agreement: &Agreement, property: impl FnOnce() -> Property) -> Property {
    if agreement.text_known { property() } else { Err(text_unknown(&agreement.title)) }
}

/// Where it says when it is in force.
fn days_at(agreement: &Agreement) -> Span {
    agreement.in_force.map_or(agreement.id.span, |days| days.span)
}

fn last_day(agreement: &Agreement) -> Property {
    let day = agreement.in_force.and_then(|days| days.to);
    let day = day.ok_or_else(|| {
        let title = &agreement.title;
        Gap::record(Text::new(
            format!("{title} har ingen känd sista dag."),
            format!("{title} has no known last day."),
        ))
    })?;
    Ok(record(Fact::Day(day), days_at(agreement), agreement.source.as_ref()))
}

fn copies(agreement: &Agreement) -> Property {
    let copies = agreement.copies.ok_or_else(|| {
        Gap::record(Text::new(
            format!("{} säger inte hur många exemplar som finns.", agreement.title),
            format!("{} does not say how many copies there are.", agreement.title),
        ))
    })?;
    Ok(record(Fact::Number(copies), agreement.id.span, agreement.source.as_ref()))
}

/// Appendices it announces that are not enclosed; what falls due by a duty comes with that.
fn not_enclosed(agreement: &Agreement) -> Found {
    let missing = agreement.bilagor.iter().filter(|it| it.announced && !it.enclosed && it.duty.is_none());
    missing.map(|it| (it.span, Text::same(&it.title))).collect()
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
