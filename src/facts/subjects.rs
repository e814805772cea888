//! The subjects rules are asked about: every year, figure, relation, agreement, party,
//! occurrence and meeting of the workspace, each with what is known about it.

use std::collections::BTreeSet;

use chrono::{Datelike, NaiveDate};

use super::figures::{adopted, all_years, has_notice_board, year_end};
use super::{Clause, Fact, Facts, Gap, Known, Property, Standing, Subject};
use crate::amount::Text;
use crate::calendar::{self, Occurrence};
use crate::model::agreement::{
    Agreement, AgreementKind, Commitment, CommitmentState, Signature, SignatureName, Signed,
};
use crate::model::organisation::{Citation, OrganisationKind, is_organisation_number};
use crate::model::register::{Adopts, Decision, Delivery, Meeting, Minutes};
use crate::model::rule::SubjectKind;
use crate::model::waiver::Waiver;
use crate::source::{Span, Spanned};

type Properties = Vec<(&'static str, Property)>;
type Names = &'static [(&'static str, &'static str)];

pub(super) const YEAR: Names = &[
    ("year", "the year, a whole number"),
    ("start", "1 January of the year"),
    ("end", "31 December of the year"),
    ("due", "the day the rule's `due` gives for the year"),
    ("budget_decided", "whether the register has a decision on the year's budget"),
    ("budget_adopted", "the day the board first adopted a budget for the year"),
    ("report_decided", "whether the register has a decision on the year's annual report"),
    ("report_adopted", "the day the board adopted the annual report for the year"),
];
pub(super) const FIGURE: Names = &[
    ("claims", "how many statements there are of the figure, a computed value counted"),
    ("agree", "whether every pair of statements agrees within rounding"),
    ("best", "the weightiest statement, or the computed value"),
    ("best_place", "where the weightiest stands"),
    ("other", "the first statement that disagrees"),
    ("other_place", "where the disagreeing one stands"),
];
pub(super) const RELATION: Names =
    &[("stated", "what the document states"), ("computed", "what the relation gives")];
pub(super) const AGREEMENT: Names = &[
    ("starts", "its first day"),
    ("has_end", "whether it sets its own last day"),
    ("ends", "its own last day"),
    ("has_successor", "whether another agreement takes its place"),
    ("successor", "what takes its place"),
    ("successor_starts", "the first day of what takes its place"),
];
pub(super) const PARTY: Names = &[
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
pub(super) const OCCURRENCE: Names = &[
    ("state", "`upcoming`, `in-time`, `late`, `overdue` or `unknown`"),
    ("due", "the day it falls due"),
    ("due_set", "whether the agreement sets that day"),
    ("delivered", "the day of the delivery that fulfilled it"),
    ("days_late", "how many days late it is or was"),
    ("deliveries", "how many deliveries there are"),
    ("times", "how many it takes"),
    ("period", "the period"),
    ("by", "who is responsible"),
    ("duty", "what is to be delivered"),
];
pub(super) const MEETING: Names = &[
    ("date", "the day"),
    ("body", "the body that met"),
    ("is_board", "whether it is the board"),
    ("is_approved", "whether the minutes were approved by the day of the question"),
    ("approved", "the day they were approved"),
    ("is_announced", "whether the approval was announced by the day of the question"),
    ("announced", "the day it was announced"),
    ("is_taken_down", "whether the notice was taken down by the day of the question"),
    ("taken_down", "the day it was taken down"),
    ("boards_missing", "how many members' notice boards are not named"),
    ("missing_boards", "whose boards those are"),
];
pub(super) const WAIVER: Names = &[
    ("expired", "whether its last day has passed"),
    ("until", "its last day"),
    ("used", "whether it covered a breach"),
    ("rule", "the rule it is for"),
    ("waived", "the subject it is for"),
];

impl Facts {
    /// Every subject of a kind, in the order of the files or of time.
    #[must_use]
    pub fn subjects(&self, kind: SubjectKind) -> Vec<Subject> {
        match kind {
            SubjectKind::Year => self.years(),
            SubjectKind::Figure => self.figure_subjects(),
            SubjectKind::Relation => self.relations(),
            SubjectKind::Agreement => self.agreements(),
            SubjectKind::Party => self.parties(),
            SubjectKind::Occurrence => self.occurrences(),
            SubjectKind::Meeting => self.meetings(),
            SubjectKind::Waiver => Vec::new(),
        }
    }

    /// The waivers, once it is known which of them covered a breach.
    #[must_use]
    pub fn waivers(&self, used: &BTreeSet<usize>) -> Vec<Subject> {
        let waivers = self.model.waivers.iter().enumerate();
        let waivers = waivers.filter(|(_, waiver)| waiver.recorded.is_none() || self.counts(waiver.recorded));
        waivers.map(|(index, waiver)| self.waiver(waiver, used.contains(&index))).collect()
    }

    fn subject(&self, kind: SubjectKind, id: String, title: Text, own: Properties) -> Subject {
        let as_of = self.question.as_of;
        let mut properties: Properties =
            vec![("title", Ok(Fact::Words(title.clone()).into())), ("as_of", Ok(Fact::Day(as_of).into()))];
        properties.extend(own);
        Subject {
            kind,
            id,
            title,
            years: None,
            governing: as_of,
            standing: Standing::Current,
            place: None,
            clause: None,
            responsible: self.model.association().map(str::to_owned).into_iter().collect(),
            due: None,
            days_late: None,
            deliverable: None,
            properties,
        }
    }

    // Years.

    fn years(&self) -> Vec<Subject> {
        let this = self.question.as_of.year();
        let decided = self.decisions().filter_map(|it| it.periods).map(|(from, _)| from);
        let near = [this, this.saturating_add(1)];
        all_years(&self.figures, decided.chain(near)).into_iter().map(|year| self.year(year)).collect()
    }

    fn year(&self, year: i32) -> Subject {
        let budget = self.adoption(Adopts::Budget, year);
        let report = self.adoption(Adopts::AnnualReport, year);
        let properties = vec![
            ("year", Ok(Fact::Number(i64::from(year)).into())),
            ("start", Ok(Fact::Day(year_start(year)).into())),
            ("end", Ok(Fact::Day(year_end(year)).into())),
            ("budget_decided", truth(budget.is_ok())),
            ("budget_adopted", budget),
            ("report_decided", truth(report.is_ok())),
            ("report_adopted", report),
        ];
        let title = Text::same(year.to_string());
        let mut subject = self.subject(SubjectKind::Year, year.to_string(), title, properties);
        (subject.years, subject.governing) = (Some((year, year)), year_end(year));
        subject
    }

    fn decisions(&self) -> impl Iterator<Item = &Decision> {
        self.model.decisions.iter().filter(|decision| self.counts(decision.recorded))
    }

    /// The first day something was adopted for a year, by the day of the question.
    fn adoption(&self, what: Adopts, year: i32) -> Property {
        let covers = |it: &&Decision| {
            // A budget is adopted for its first year; the two that follow are a plan (KL 11:6).
            it.adopts == what && it.periods.is_some_and(|(from, _)| from == year)
        };
        let dated = |it: &'_ Decision| Some((self.meeting_day(it)?, it.span, it.source.clone()));
        let adopted = self.decisions().filter(covers).filter(|it| it.adopted).filter_map(dated);
        let adopted = adopted.filter(|(day, ..)| *day <= self.question.as_of);
        if let Some((day, span, source)) = adopted.min_by_key(|(day, ..)| *day) {
            return Ok(record(Fact::Day(day), span, source.as_ref()));
        }
        let proposed = self.decisions().filter(covers).find(|it| !it.adopted);
        Err(Gap::record(no_decision(what, year, proposed)))
    }

    fn meeting_day(&self, decision: &Decision) -> Option<NaiveDate> {
        let id = &decision.meeting.value;
        self.model.meetings.iter().find(|it| it.id.value == *id).map(|it| it.date.value)
    }

    // Figures and relations.

    fn figure_subjects(&self) -> Vec<Subject> {
        let claimed: Vec<_> = self.figures.claimed().collect();
        claimed
            .into_iter()
            .filter_map(|(year, name, origin)| {
                let statements = self.figures.statements(&self.model, name, year)?;
                let (best, best_place) = statements.best;
                let (other, other_place) = match statements.other.clone() {
                    Some((other, place)) => (Ok(Fact::Amount(other).into()), Ok(Fact::Words(place).into())),
                    None => (Err(no_other()), Err(no_other())),
                };
                let agree = match (statements.other, statements.open) {
                    (Some(_), _) => truth(false),
                    (None, Some(gap)) => Err(gap),
                    (None, None) => truth(true),
                };
                let properties = vec![
                    ("claims", number(statements.count)),
                    ("agree", agree),
                    ("best", Ok(Fact::Amount(best).into())),
                    ("best_place", Ok(Fact::Words(best_place).into())),
                    ("other", other),
                    ("other_place", other_place),
                ];
                let title = self.figure_title(name).map(|_, title| format!("{title} {year}"));
                let id = format!("{name}/{year}");
                let mut subject = self.subject(SubjectKind::Figure, id, title, properties);
                let claim = self.claim(origin)?;
                subject.place = Some(claim.span);
                let known = self.model.tables.iter().find(|it| it.cells.iter().any(|c| c.span == claim.span));
                Some(self.dated(subject, year, known.and_then(|table| adopted(&self.model, table))))
            })
            .collect()
    }

    fn relations(&self) -> Vec<Subject> {
        let mut subjects = Vec::new();
        for relation in &self.model.relations {
            for year in self.figures.years() {
                let sides = self.figures.relation(&self.model, &self.catalogue, relation, year);
                let Some(sides) = sides else { continue };
                let place = sides.cell.and_then(|origin| self.claim(origin)).map(|claim| claim.span);
                let properties = vec![
                    ("stated", sides.stated.map(|it| Fact::Amount(it).into())),
                    ("computed", sides.computed.map(|it| Fact::Amount(it).into())),
                ];
                let title = relation.title.map(|_, title| format!("{title} {year}"));
                let id = format!("relation/{}/{year}", relation.id.value);
                let mut subject = self.subject(SubjectKind::Relation, id, title, properties);
                subject.place = place.or(Some(relation.span));
                subjects.push(self.dated(subject, year, sides.adopted));
            }
        }
        subjects
    }

    /// A printed figure can be asked about once its year has ended or its document is there.
    fn dated(&self, mut subject: Subject, year: i32, adopted: Option<NaiveDate>) -> Subject {
        let end = year_end(year);
        let from = adopted.map_or(end, |day| day.min(end));
        (subject.years, subject.governing) = (Some((year, year)), from);
        if self.question.as_of < from {
            subject.standing = Standing::NotYet(from);
        }
        subject
    }

    // Agreements and parties.

    fn agreements(&self) -> Vec<Subject> {
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

    fn parties(&self) -> Vec<Subject> {
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

    // Occurrences.

    fn occurrences(&self) -> Vec<Subject> {
        let last = self.question.as_of.year().saturating_add(1);
        let occurrences = calendar::occurrences(&self.model, last);
        occurrences.iter().map(|occurrence| self.occurrence(occurrence)).collect()
    }

    fn occurrence(&self, occurrence: &Occurrence<'_>) -> Subject {
        let (agreement, duty) = (occurrence.agreement, occurrence.duty);
        let deliveries = self.deliveries(occurrence);
        let needed = usize::try_from(duty.times).unwrap_or(1).max(1);
        let fulfilled = deliveries.get(needed.saturating_sub(1)).copied();
        let (state, days_late) = self.state(occurrence, fulfilled);
        let name = duty.title.clone().unwrap_or_else(|| Text::same(&duty.id.value));
        let by = self.actor_name(&occurrence.by, agreement);
        let period = occurrence.period.to_string();
        let due = record(Fact::Day(occurrence.due), duty.span, agreement.source.as_ref());
        let properties = vec![
            ("state", Ok(Fact::Word(state).into())),
            ("due", Ok(due)),
            // So many in each period have the period's last day by themselves.
            ("due_set", truth(duty.due.is_some() || duty.times > 1)),
            ("delivered", fulfilled.map(delivered).ok_or_else(|| no_delivery(&period))),
            (
                "days_late",
                days_late.map(|days| Fact::Number(days).into()).ok_or_else(|| no_delivery(&period)),
            ),
            ("deliveries", number(deliveries.len())),
            ("times", number(needed)),
            ("period", Ok(Fact::Words(Text::same(&period)).into())),
            ("by", Ok(Fact::Words(by.clone()).into())),
            ("duty", Ok(Fact::Words(name.clone()).into())),
        ];
        let title = Text::new(
            format!("{} {period}, {} – {}", name.sv, by.sv, agreement.title),
            format!("{} {period}, {} – {}", name.en, by.en, agreement.title),
        );
        let mut subject = self.subject(SubjectKind::Occurrence, occurrence.id(), title, properties);
        let year = occurrence.period.year;
        (subject.years, subject.governing) = (Some((year, year)), occurrence.due);
        (subject.due, subject.days_late) = (Some(occurrence.due), days_late.filter(|days| *days > 0));
        subject.place = Some(duty.span);
        subject.clause = clause(agreement, duty.clause.as_ref(), duty.span);
        if self.model.organisation(&occurrence.by).is_some() {
            subject.responsible = vec![occurrence.by.clone()];
        }
        subject.deliverable = Some(duty.deliverable);
        subject
    }

    /// The deliveries of an occurrence by the day of the question, first to last.
    fn deliveries(&self, occurrence: &Occurrence<'_>) -> Vec<&Delivery> {
        let mut found: Vec<&Delivery> = self
            .model
            .deliveries
            .iter()
            .filter(|it| it.agreement.value == occurrence.agreement.id.value)
            .filter(|it| it.duty.value == occurrence.duty.id.value && it.by.value == occurrence.by)
            .filter(|it| it.period == occurrence.period && it.delivered.value <= self.question.as_of)
            .filter(|it| self.counts(it.recorded))
            .collect();
        found.sort_by_key(|delivery| delivery.delivered.value);
        found
    }

    fn state(&self, occurrence: &Occurrence<'_>, done: Option<&Delivery>) -> (&'static str, Option<i64>) {
        let days_after = |day: NaiveDate| day.signed_duration_since(occurrence.due).num_days();
        if let Some(done) = done {
            let late = days_after(done.delivered.value);
            let is_late = late > 0 && occurrence.duty.due.is_some();
            return if is_late { ("late", Some(late)) } else { ("in-time", Some(0)) };
        }
        if self.question.as_of <= occurrence.due {
            return ("upcoming", None);
        }
        let covered = self.model.covers.iter().any(|cover| {
            cover.deliverables.contains(&occurrence.duty.deliverable)
                && cover.days.holds(occurrence.due)
                && self.counts(cover.recorded)
        });
        if covered { ("overdue", Some(days_after(self.question.as_of))) } else { ("unknown", None) }
    }

    fn actor_name(&self, id: &str, agreement: &Agreement) -> Text {
        match self.model.organisation(id) {
            Some(organisation) => Text::same(&organisation.name),
            None if id == "platform" => Text::new("verksamheten", "the activity"),
            None => Text::same(&agreement.title),
        }
    }

    // Meetings.

    fn meetings(&self) -> Vec<Subject> {
        let meetings = self.model.meetings.iter().filter(|it| self.counts(it.recorded));
        meetings.map(|meeting| self.meeting(meeting)).collect()
    }

    fn meeting(&self, meeting: &Meeting) -> Subject {
        let date = meeting.date.value;
        let body = self.model.organisation(&meeting.body.value);
        let body = body.map_or(meeting.body.value.as_str(), |it| it.name.as_str());
        let is_board = meeting.body.value == "styrelsen";
        let source = meeting.source.as_ref();
        let mut properties = vec![
            ("date", Ok(record(Fact::Day(date), meeting.date.span, source))),
            ("body", Ok(Fact::Words(Text::same(body)).into())),
            ("is_board", truth(is_board)),
        ];
        properties.extend(self.minutes_properties(meeting));
        let day = date.to_string();
        let id =
            if is_board { format!("meeting/{day}") } else { format!("meeting/{}/{day}", meeting.body.value) };
        let title = Text::new(format!("{body}s möte {day}"), format!("Meeting of {body} {day}"));
        let mut subject = self.subject(SubjectKind::Meeting, id, title, properties);
        (subject.years, subject.governing) = (Some((date.year(), date.year())), date);
        subject.place = Some(meeting.minutes.as_ref().map_or(meeting.span, |it| it.span));
        if self.question.as_of < date {
            subject.standing = Standing::NotYet(date);
        }
        subject
    }

    fn minutes_properties(&self, meeting: &Meeting) -> Properties {
        let minutes = meeting.minutes.as_ref();
        let source = meeting.source.as_ref();
        let day = |day: Option<&Spanned<NaiveDate>>, what: Text| match day {
            Some(day) => Ok(record(Fact::Day(day.value), day.span, source)),
            None => Err(Gap::record(what)),
        };
        let by_now =
            |day: Option<&Spanned<NaiveDate>>| truth(day.is_some_and(|day| day.value <= self.question.as_of));
        let of = |pick: fn(&Minutes) -> Option<&Spanned<NaiveDate>>| minutes.and_then(pick);
        let approved = of(|it| it.approved.as_ref());
        let announced = of(|it| it.announced.as_ref());
        let taken_down = of(|it| it.taken_down.as_ref());
        let (missing, names) = self.missing_boards(meeting);
        vec![
            ("is_approved", by_now(approved)),
            ("approved", day(approved, not_recorded("protokollet justerades", "the minutes were approved"))),
            ("is_announced", by_now(announced)),
            ("announced", day(announced, not_recorded("justeringen anslogs", "the approval was announced"))),
            ("is_taken_down", by_now(taken_down)),
            ("taken_down", day(taken_down, not_recorded("anslaget togs ned", "the notice was taken down"))),
            ("boards_missing", missing),
            ("missing_boards", names),
        ]
    }

    /// The members with a notice board of which the minutes say nothing.
    fn missing_boards(&self, meeting: &Meeting) -> (Property, Property) {
        let minutes = meeting.minutes.as_ref();
        let Some((minutes, boards)) = minutes.and_then(|it| Some((it, it.boards.as_ref()?))) else {
            let gap = || {
                Gap::record(Text::new(
                    "Registret visar inte på vilka anslagstavlor justeringen anslogs.",
                    "The register does not show on which notice boards the approval was announced.",
                ))
            };
            return (Err(gap()), Err(gap()));
        };
        let day = meeting.date.value;
        let members = self.model.organisations.iter();
        let members = members.filter(|it| has_notice_board(it.kind) && it.is_member(day));
        let missing: Vec<&str> = members
            .filter(|it| !boards.iter().any(|board| board.value == it.id.value))
            .map(|it| it.name.as_str())
            .collect();
        let source = meeting.source.as_ref();
        let fact = |fact| Ok(record(fact, minutes.span, source));
        let count = i64::try_from(missing.len()).unwrap_or(i64::MAX);
        (fact(Fact::Number(count)), fact(Fact::Words(Text::same(missing.join(", ")))))
    }

    // Waivers.

    fn waiver(&self, waiver: &Waiver, used: bool) -> Subject {
        let until = waiver.days.to.unwrap_or_default();
        let properties = vec![
            ("expired", truth(until < self.question.as_of)),
            ("until", Ok(record(Fact::Day(until), waiver.span, None))),
            ("used", truth(used)),
            ("rule", Ok(Fact::Words(Text::same(&waiver.rule.value)).into())),
            ("waived", Ok(Fact::Words(Text::same(&waiver.subject.value)).into())),
        ];
        let id = format!("waiver/{}/{}", waiver.rule.value, waiver.subject.value);
        let title = Text::new(format!("Undantag {}", waiver.decision), format!("Waiver {}", waiver.decision));
        let mut subject = self.subject(SubjectKind::Waiver, id, title, properties);
        subject.place = Some(waiver.span);
        let from = waiver.days.from;
        if let Some(from) = from.filter(|from| self.question.as_of < *from) {
            subject.standing = Standing::NotYet(from);
        }
        subject
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

/// A fact taken from a place in the workspace, and the document behind it.
fn record(fact: Fact, span: Span, source: Option<&Citation>) -> Known {
    let citation = source.map(|it| (it.document.value.clone(), it.part.clone()));
    Known { fact, span: Some(span), citation }
}

fn delivered(delivery: &Delivery) -> Known {
    record(Fact::Day(delivery.delivered.value), delivery.delivered.span, delivery.source.as_ref())
}

fn clause(agreement: &Agreement, clause: Option<&String>, span: Span) -> Option<Clause> {
    let reference = match clause {
        Some(clause) => format!("{clause}, {}", agreement.title),
        None => agreement.title.clone(),
    };
    Some(Clause { reference, span })
}

fn truth(truth: bool) -> Property {
    Ok(Fact::Truth(truth).into())
}

fn number(number: usize) -> Property {
    Ok(Fact::Number(i64::try_from(number).unwrap_or(i64::MAX)).into())
}

fn words(words: Option<Text>, gap: impl FnOnce() -> Gap) -> Property {
    words.map(|words| Fact::Words(words).into()).ok_or_else(gap)
}

fn year_start(year: i32) -> NaiveDate {
    NaiveDate::from_ymd_opt(year, 1, 1).unwrap_or_default()
}

fn no_decision(what: Adopts, year: i32, proposed: Option<&Decision>) -> Text {
    let (sv, en) = match what {
        Adopts::Budget => ("budget", "budget"),
        _ => ("årsredovisning", "annual report"),
    };
    let tail = match proposed {
        Some(_) => (
            " Det finns ett förslag, men inget protokoll som visar beslutet.",
            " There is a proposal, but no minutes that show the decision.",
        ),
        None => ("", ""),
    };
    Text::new(
        format!("Registret har inget beslut om {sv} för {year}.{}", tail.0),
        format!("The register has no decision on the {en} for {year}.{}", tail.1),
    )
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

fn no_other() -> Gap {
    Gap::figure(Text::new("Ingen annan uppgift avviker.", "No other statement differs."))
}

fn text_unknown(title: &str) -> Gap {
    Gap::record(Text::new(
        format!("Texten till {title} finns inte bland källorna."),
        format!("The text of {title} is not among the sources."),
    ))
}

fn no_delivery(period: &str) -> Gap {
    Gap::record(Text::new(
        format!("Registret har ingen leverans för {period}."),
        format!("The register has no delivery for {period}."),
    ))
}

fn not_recorded(sv: &str, en: &str) -> Text {
    Text::new(format!("Registret visar inte när {sv}."), format!("The register does not show when {en}."))
}
