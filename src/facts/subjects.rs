//! The subjects rules are asked about: every year, figure, relation, agreement, party,
//! occurrence and meeting of the workspace, each with what is known about it.

mod ages;
mod agreements;
mod assignments;
mod claims;
mod demands;
mod documents;
mod follow_up;
mod initiatives;
mod meetings;
mod occurrences;
mod parties;
mod passages;
mod references;
mod remarks;
mod statements;
mod texts;
mod years;

use std::collections::{BTreeMap, BTreeSet};
use std::sync::Arc;

use chrono::NaiveDate;

pub(super) use passages::{Questioned, in_question};
pub(super) use statements::Tellings;

use super::figures::year_end;
use super::property::{self, About, Asked, PropertyOf, Source};
use super::{Clause, Fact, Facts, Gap, Known, Property, Standing, Subject};
use crate::amount::Text;
use crate::model::Whole;
use crate::model::agreement::Agreement;
use crate::model::citation::Citation;
use crate::model::rule::SubjectKind;
use crate::model::waiver::Waiver;
use crate::source::Span;

/// Properties every subject has, whatever its kind.
#[derive(Debug)]
struct Common(Text);

impl Source for Common {
    const PROPERTIES: &'static [PropertyOf<Self>] = &[
        property::naming(property::words("title", ("det gäller", "this is about"), |_, title| {
            Ok(Fact::Words((*title).clone()).into())
        })),
        property::naming(property::day(
            "as_of",
            ("dagen frågan gäller", "the day of the question"),
            |asked, _| Ok(Fact::Day(asked.facts.question.as_of).into()),
        )),
    ];
    type View<'m> = &'m Text;

    fn view<'m>(&'m self, _: &'m Facts) -> Option<&'m Text> {
        Some(&self.0)
    }
}

/// What is known of a property that every subject has.
pub(super) fn common<'m>(title: &'m Text, asked: &Asked<'m>, name: &str) -> Option<Property> {
    property::find::<Common>(asked, &title, name)
}

/// What is declared of the properties every subject has.
#[must_use]
pub fn common_properties() -> Vec<&'static About> {
    property::declared::<Common>()
}

/// What is declared of the properties that only one kind of subject has.
#[must_use]
pub fn own_properties(kind: SubjectKind) -> Vec<&'static About> {
    match kind {
        SubjectKind::Year => property::declared::<years::OfYear>(),
        SubjectKind::Figure => property::declared::<claims::OfFigure>(),
        SubjectKind::Relation => property::declared::<claims::OfRelation>(),
        SubjectKind::Agreement => property::declared::<agreements::OfAgreement>(),
        SubjectKind::Party => property::declared::<parties::OfParty>(),
        SubjectKind::Occurrence => property::declared::<occurrences::OfOccurrence>(),
        SubjectKind::Meeting => property::declared::<meetings::OfMeeting>(),
        SubjectKind::Goal => property::declared::<follow_up::OfGoal>(),
        SubjectKind::Statement => property::declared::<statements::OfStatement>(),
        SubjectKind::Initiative => property::declared::<follow_up::OfInitiative>(),
        SubjectKind::Action => property::declared::<follow_up::OfAction>(),
        SubjectKind::Remark => property::declared::<remarks::OfRemark>(),
        SubjectKind::Assignment => property::declared::<assignments::OfAssignment>(),
        SubjectKind::Checklist => property::declared::<documents::OfChecklist>(),
        SubjectKind::Document => property::declared::<documents::OfDocument>(),
        SubjectKind::Workspace => property::declared::<documents::OfWorkspace>(),
        SubjectKind::Waiver => property::declared::<OfWaiver>(),
    }
}

/// A waiver, by its number in the workspace, whether it covered a breach, and why it could not, where it could not.
#[derive(Debug)]
struct OfWaiver(usize, bool, Option<Text>);

impl Source for OfWaiver {
    const PROPERTIES: &'static [PropertyOf<Self>] = &[
        property::truth("expired", ("har gått ut", "expired"), |asked, (it, ..)| {
            truth(last_day(it) < asked.facts.question.as_of)
        }),
        property::truth(
            "followed",
            ("ett nytt beslut om samma avvikelse tar vid", "a new decision on the same deviation follows"),
            |asked, (it, ..)| {
                let begins = |other: &Waiver| other.days.from.is_some_and(|from| last_day(it) < from);
                let same = |other: &Waiver| {
                    other.rule.value == it.rule.value && other.subject.value == it.subject.value
                };
                let mut known = asked.facts.question.waivers(&asked.facts.model);
                truth(known.any(|(_, other)| same(other) && begins(other)))
            },
        ),
        property::day("ends", ("sista giltighetsdag", "last day in force"), |_, (it, ..)| {
            Ok(record(Fact::Day(last_day(it)), it.span, None))
        }),
        property::truth("used", ("täckte en brist", "covered a breach"), |_, (_, used, _)| truth(*used)),
        property::truth(
            "asked",
            ("regeln prövar det som undantaget gäller", "the rule is asked about what the waiver is for"),
            |_, (_, _, unmet)| truth(unmet.is_none()),
        ),
        property::words(
            "unused_because",
            ("varför den inte täcker något", "why it covers nothing"),
            |_, it| {
                let otherwise = || {
                    Text::new(
                        "regeln är inte bruten där, eller bristen är större än gränsen",
                        "the rule is not breached there, or the breach is above the limit",
                    )
                };
                Ok(Fact::Words(it.2.cloned().unwrap_or_else(otherwise)).into())
            },
        ),
        property::naming(property::words("rule", ("regel", "rule"), |_, (it, ..)| said(&it.rule.value))),
        property::naming(property::words(
            "waived",
            ("undantaget gäller", "the waiver is for"),
            |_, (it, ..)| said(&it.subject.value),
        )),
    ];
    type View<'m> = (&'m Waiver, bool, Option<&'m Text>);

    fn view<'m>(&'m self, facts: &'m Facts) -> Option<Self::View<'m>> {
        Some((facts.model.waivers.get(self.0)?, self.1, self.2.as_ref()))
    }
}

fn last_day(waiver: &Waiver) -> NaiveDate {
    waiver.days.to.unwrap_or_default()
}

impl Facts {
    /// Every subject of a kind, in the order of the files or of time.
    #[must_use]
    pub fn subjects(&self, kind: SubjectKind) -> Vec<Subject> {
        let mut subjects = self.all_subjects(kind);
        // A comparison figure of the year before the workspace begins opens no questions.
        subjects.retain(|it| it.years.is_none_or(|(_, last)| self.model.is_asked(last)));
        subjects
    }

    /// Where the entries stand that tell only of years before the workspace begins.
    #[must_use]
    pub fn before_the_first_year(&self) -> BTreeSet<Span> {
        let written = [
            SubjectKind::Meeting,
            SubjectKind::Goal,
            SubjectKind::Statement,
            SubjectKind::Initiative,
            SubjectKind::Action,
            SubjectKind::Remark,
            SubjectKind::Assignment,
            SubjectKind::Checklist,
        ];
        let all = written.into_iter().flat_map(|kind| self.all_subjects(kind));
        let early = all.filter(|it| it.years.is_some_and(|(_, last)| !self.model.is_asked(last)));
        early.filter_map(|it| it.place).collect()
    }

    fn all_subjects(&self, kind: SubjectKind) -> Vec<Subject> {
        match kind {
            SubjectKind::Year => self.years(),
            SubjectKind::Figure => self.figure_subjects(),
            SubjectKind::Relation => self.relations(),
            SubjectKind::Agreement => self.agreements(),
            SubjectKind::Party => self.parties(),
            SubjectKind::Occurrence => self.occurrences(),
            SubjectKind::Meeting => self.meetings(),
            SubjectKind::Goal => self.goals(),
            SubjectKind::Statement => self.statements(),
            SubjectKind::Initiative => self.initiatives(),
            SubjectKind::Action => self.actions(),
            SubjectKind::Remark => self.remarks(),
            SubjectKind::Assignment => self.assignments(),
            SubjectKind::Checklist => self.checklists(),
            SubjectKind::Document => self.documents(),
            // These two are asked about last, when it is known what the others needed.
            SubjectKind::Workspace | SubjectKind::Waiver => Vec::new(),
        }
    }

    /// The waivers, once it is known which of them covered a breach, and which are for what no rule is asked about.
    #[must_use]
    pub fn waivers(&self, used: &BTreeSet<usize>, unmet: &BTreeMap<usize, Text>) -> Vec<Subject> {
        let waivers = self.question.waivers(&self.model);
        let subject = |(index, waiver): (usize, &Waiver)| {
            let apart = last_day(waiver).to_string();
            let of = OfWaiver(index, used.contains(&index), unmet.get(&index).cloned());
            (self.waiver(of, waiver), apart)
        };
        told_apart(waivers.map(subject).collect())
    }

    fn subject(&self, kind: SubjectKind, id: String, title: Text, source: impl Source) -> Subject {
        Subject {
            kind,
            id,
            title,
            years: None,
            governing: self.question.as_of,
            standing: Standing::Current,
            place: None,
            clause: None,
            responsible: self.model.association().map(str::to_owned).into_iter().collect(),
            due: None,
            ended: false,
            days_late: None,
            group: None,
            only_tables: false,
            deliverable: None,
            held_up_by: Vec::new(),
            held_up_more: 0,
            source: Box::new(source),
        }
    }

    fn waiver(&self, of: OfWaiver, waiver: &Waiver) -> Subject {
        let id = format!("waiver/{}/{}", waiver.rule.value, waiver.subject.value);
        let title = Text::new(format!("Undantag {}", waiver.decision), format!("Waiver {}", waiver.decision));
        let mut subject = self.subject(SubjectKind::Waiver, id, title, of);
        subject.place = Some(waiver.span);
        self.not_before(subject, waiver.days.from)
    }

    /// A subject of a year: to be asked about once the year has ended, or its document is there before.
    fn of_year(&self, mut subject: Subject, year: i32, adopted: Option<NaiveDate>) -> Subject {
        let end = year_end(year);
        let from = adopted.map_or(end, |day| day.min(end));
        (subject.years, subject.governing) = (Some((year, year)), from);
        self.not_before(subject, Some(from))
    }

    /// A subject that cannot be asked about before a day.
    fn not_before(&self, mut subject: Subject, from: Option<NaiveDate>) -> Subject {
        if let Some(from) = from.filter(|from| self.question.as_of < *from) {
            subject.standing = Standing::NotYet(from);
        }
        subject
    }

    /// The day the document a thing is taken from was on the table.
    fn told(&self, source: Option<&Citation>) -> Option<NaiveDate> {
        self.model.document(&source?.document.value)?.adopted
    }

    /// Whether what became known on a day, where that can be told, counts: it was known at `known_at`.
    fn is_known(&self, from: Option<NaiveDate>) -> bool {
        self.question.is_known(from)
    }

    /// Whether what is taken from a document was there on the day of the question, and known.
    fn is_told(&self, source: Option<&Citation>) -> bool {
        source.is_none_or(|source| self.is_there(&source.document.value))
    }

    /// Whether a document was there on the day of the question, and known.
    fn is_there(&self, document: &str) -> bool {
        let from = self.model.known_from(document);
        self.is_known(from) && from.is_none_or(|from| from <= self.question.as_of)
    }

    /// Things that were known, each with its number in the workspace.
    fn known<'m, T>(
        &self,
        things: &'m [T],
        from: impl Fn(&T) -> Option<NaiveDate>,
    ) -> impl Iterator<Item = (usize, &'m T)> {
        things.iter().enumerate().filter(move |(_, it)| self.is_known(from(it)))
    }
}

/// Subjects that would go by one id, each with what tells it from the others: where there are several, all are
/// called by that too, so that none is called by another's name whatever the order of the files.
fn told_apart(subjects: Vec<(Subject, String)>) -> Vec<Subject> {
    let mut times: BTreeMap<String, usize> = BTreeMap::new();
    for (subject, _) in &subjects {
        let times = times.entry(subject.id.clone()).or_default();
        *times = times.saturating_add(1);
    }
    let apart = |(mut subject, apart): (Subject, String)| {
        if times.get(&subject.id).is_some_and(|times| *times > 1) {
            subject.id = format!("{}/{apart}", subject.id);
            subject.title = subject.title.map(|_, title| format!("{title} ({apart})"));
        }
        subject
    };
    subjects.into_iter().map(apart).collect()
}

/// A fact taken from a place in the workspace, and the document behind it.
fn record(fact: Fact, span: Span, source: Option<&Citation>) -> Known {
    let citation = source.map(|it| (it.document.value.clone(), it.part.clone()));
    Known { span: Some(span), citation, ..Known::from(fact) }
}

fn clause(agreement: &Agreement, clause: Option<&String>, span: Span) -> Option<Arc<Clause>> {
    Some(Arc::new(Clause { reference: agreement.cited(clause), span }))
}

fn truth(truth: bool) -> Property {
    Ok(Fact::Truth(truth).into())
}

/// What the register has not: a no, as long as nothing hangs on it.
fn unless(gap: Result<Known, Gap>) -> Property {
    Ok(match gap {
        Ok(_) => Fact::Truth(true).into(),
        Err(gap) => Known { silence: Some(Box::new(gap)), ..Known::from(Fact::Truth(false)) },
    })
}

fn number(number: usize) -> Property {
    Ok(count(number).into())
}

fn count(number: usize) -> Fact {
    Fact::Number(i64::try_from(number).unwrap_or(i64::MAX))
}

fn said(words: impl Into<String>) -> Property {
    Ok(Fact::Words(Text::same(words)).into())
}

/// Things found, where each stands, and its words.
type Found = Vec<(Span, Text)>;

/// What is wrong among the entries of some lists. That nothing is can be told of whole lists only.
fn among(found: Found, whole: &Whole, lists: &[&str]) -> Result<Found, Gap> {
    match lists.iter().find(|list| !whole.has(list)) {
        Some(list) if found.is_empty() => Err(not_whole(list)),
        _ => Ok(found),
    }
}

/// Why it cannot be told on which notice boards something was.
fn no_boards() -> Text {
    Text::new(
        "Registret visar inte på vilka anslagstavlor justeringen anslogs.",
        "The register does not show on which notice boards the approval was announced.",
    )
}

/// The place in a document where something stands.
fn placed(part: Option<&str>) -> Text {
    part.map_or_else(|| Text::new("utan angivet ställe", "at no place given"), Text::same)
}

fn not_whole(list: &str) -> Gap {
    let Text { sv, en } = list_title(list);
    let text = Text::new(
        format!("Det är inte sagt hur många {sv} det ska vara, så något kan saknas i listan."),
        format!("It is not said how many {en} there should be, so something may be missing from the list."),
    );
    Gap::record(text).written(format!("count = {{ {list} = … }}"))
}

/// What the entries of a list are called.
fn list_title(list: &str) -> Text {
    let (sv, en) = match list {
        "age" => ("åldersgränser", "age limits"),
        "aim" => ("mål", "aims"),
        "band" | "scale" => ("steg på skalan", "steps of the scale"),
        "bilaga" | "enclosure" => ("bilagor", "enclosures"),
        "commitment" => ("åtaganden", "commitments"),
        "denial" => ("förnekanden", "denials"),
        "duty" => ("skyldigheter", "duties"),
        "item" => ("punkter på dagordningen", "items on the agenda"),
        "list" => ("uppräkningar", "lists"),
        "mention" => ("omnämnanden", "mentions"),
        "missing" => ("saker som saknas", "missing things"),
        "organisations" => ("organisationer", "organisations"),
        "part" => ("delar", "parts"),
        "parties" | "party" => ("parter", "parties"),
        "passage" => ("textställen", "passages"),
        "placeholder" => ("platshållare", "placeholders"),
        "present" => ("närvarande", "people present"),
        "reference" => ("hänvisningar", "references"),
        "responsible" => ("ansvariga", "people responsible"),
        "signature" => ("underskriftsrader", "signature lines"),
        "standing" => ("stående punkter", "standing items"),
        "tally" => ("antal i texten", "counts in the text"),
        "term" => ("villkor", "terms"),
        "time" => ("tider", "times"),
        _ => ("poster", "entries"),
    };
    Text::new(sv, en)
}

fn how_many(found: &Found) -> Property {
    Ok(Known { span: found.first().map(|(span, _)| *span), ..Known::from(count(found.len())) })
}

fn which(found: &Found) -> Property {
    let words = joined(found.iter().map(|(_, text)| text), "; ");
    Ok(Known { span: found.first().map(|(span, _)| *span), ..Known::from(Fact::Words(words)) })
}

/// Texts one after another, in both languages.
fn joined<'t>(texts: impl Iterator<Item = &'t Text>, between: &str) -> Text {
    let texts: Vec<&Text> = texts.collect();
    let join =
        |pick: fn(&Text) -> &str| texts.iter().map(|text| pick(text)).collect::<Vec<_>>().join(between);
    Text::new(join(|text| &text.sv), join(|text| &text.en))
}
