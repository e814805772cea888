//! Agreements, as subjects.

use std::collections::BTreeSet;

use chrono::{Datelike, Months};

use super::ages::age_conflicts;
use super::{Found, how_many, not_whole, number, record, said, truth, which};
use crate::amount::Text;
use crate::facts::property::{self, Asked, PropertyOf, Source};
use crate::facts::{Fact, Facts, Gap, Property, Standing, Subject};
use crate::model::Terms;
use crate::model::agreement::{Age, Agreement, AgreementKind, ClauseKind};
use crate::model::duty::Deliverable;
use crate::model::register::Change;
use crate::model::rule::SubjectKind;
use crate::source::Span;

/// An agreement, by its number in the workspace.
#[derive(Debug)]
pub(super) struct OfAgreement(usize);

impl Source for OfAgreement {
    const PROPERTIES: &'static [PropertyOf<Self>] = &[
        property::truth("has_end", ("har en egen sista dag", "sets its own last day"), |_, it| {
            // That a text sets no last day can be told only by whoever has read it.
            match it.in_force.is_some_and(|days| days.to.is_some()) {
                true => truth(true),
                false => told(it, || truth(false)),
            }
        }),
        property::day("ends", ("sista giltighetsdag", "last day in force"), |_, it| last_day(it)),
        property::truth("has_successor", ("ersätts av en annan", "another takes its place"), |asked, it| {
            truth(asked.facts.successor(it).is_some())
        }),
        property::truth(
            "followed",
            ("har upphört, och efterträdaren har börjat gälla", "has ended, and the successor has begun"),
            |asked, it| {
                let question = asked.facts.question;
                let ended =
                    question.last_day(&asked.facts.model, it).is_some_and(|last| last < question.as_of);
                let begun = asked.facts.successor(it).and_then(|it| it.in_force?.from);
                truth(ended && begun.is_some_and(|from| from <= question.as_of))
            },
        ),
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
                    &["omits", "commitment", "duty", "age"],
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
        property::truth("has_ages", ("anger åldrar", "gives age bands"), |asked, it| {
            told(it, || truth(!asked.facts.ages(it).is_empty()))
        }),
        property::truth(
            "has_main_age",
            ("säger vilken ålder den är till för", "says which age it is for"),
            |asked, it| {
                told(it, || {
                    let is_said = asked.facts.ages(it).iter().any(|age| age.main || age.exception);
                    if !is_said {
                        whole(&asked.facts.model.with_shared(it), &["age"])?;
                    }
                    truth(is_said)
                })
            },
        ),
        property::number("age_conflicts", ("åldrar som inte ryms", "ages that do not fit"), |asked, it| {
            told(it, || {
                let found = age_conflicts(&asked.facts.ages(it));
                how_many(&asked.facts.none_of(it, found, &["age"])?)
            })
        }),
        property::words(
            "age_words",
            ("vilka åldrar som inte ryms", "which ages do not fit"),
            |asked, it| told(it, || which(&age_conflicts(&asked.facts.ages(it)))),
        ),
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
            |asked, it| {
                told(it, || {
                    how_many(&asked.facts.none_of(it, asked.facts.bilagor_missing(it), &["bilaga"])?)
                })
            },
        ),
        property::words(
            "bilaga_words",
            ("vilka bilagor som inte följer med", "which appendices are not enclosed"),
            |asked, it| told(it, || which(&asked.facts.bilagor_missing(it))),
        ),
    ];
    type View<'m> = &'m Agreement;

    fn view<'m>(&'m self, facts: &'m Facts) -> Option<&'m Agreement> {
        facts.model.agreements.get(self.0)
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

    /// An agreement and the terms it shares, nearest first, as far as they were known.
    pub(super) fn texts<'m>(&'m self, agreement: &'m Agreement) -> impl Iterator<Item = &'m Agreement> {
        self.model.with_shared(agreement).into_iter().take_while(|it| self.is_read(it))
    }

    /// The ages it gives, with those of the terms it shares.
    fn ages<'m>(&'m self, agreement: &'m Agreement) -> Vec<&'m Age> {
        self.texts(agreement).flat_map(|it| &it.ages).collect()
    }

    /// Appendices it announces, itself or by the terms it shares, that are not enclosed; what falls due by a duty comes
    /// with that. One that the terms announce may be enclosed with the agreement itself.
    fn bilagor_missing(&self, agreement: &Agreement) -> Found {
        let mut known: BTreeSet<&str> = BTreeSet::new();
        let nearest = self.texts(agreement).flat_map(|it| &it.bilagor).filter(|it| known.insert(&it.title));
        let missing = nearest.filter(|it| it.announced && !it.enclosed && it.duty.is_none());
        missing.map(|it| (it.span, Text::same(&it.title))).collect()
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
        let named = self.texts(agreement).flat_map(|it| &it.names);
        let promised = terms.commitments.iter().map(|it| &it.party);
        let duties =
            terms.duties.iter().flat_map(|it| [Some(&it.by), it.to.as_ref(), it.meetings_of.as_ref()]);
        let notice = terms.notice.iter().flat_map(|it| [it.to.as_ref(), it.escalates_to.as_ref()]);
        let actors = promised.chain(duties.flatten()).chain(notice.flatten());
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
        // A time in months ends on the day of the same number, or where there is none on the month's last
        // (lag 1930:173, 1 §).
        let late = self.changes(agreement).filter(|it| {
            it.announced.value.checked_add_months(months).is_none_or(|first| it.effective.value < first)
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

    /// An agreement can be asked about from the day its text is on the table until its last day.
    pub(super) fn in_force(&self, mut subject: Subject, agreement: &Agreement) -> Subject {
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
}

/// The sorts of deliveries that a rule lists.
fn sorts(asked: &Asked<'_>, list: &str) -> Result<Vec<Deliverable>, Gap> {
    asked.choices(list, Deliverable::NAMES)
}

/// The gap where some list of some agreements is not known to be whole.
pub(super) fn whole(agreements: &[&Agreement], lists: &[&str]) -> Result<(), Gap> {
    let of = |it: &&Agreement| lists.iter().find(|list| !it.whole.has(list));
    agreements.iter().find_map(of).map_or(Ok(()), |list| Err(not_whole(list)))
}

/// What an agreement's own text says; a gap when the text is not among the sources.
pub(super) fn told(agreement: &Agreement, property: impl FnOnce() -> Property) -> Property {
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
