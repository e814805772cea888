//! What each entry by itself allows and all of them together do not: years no paper can tell of, members and
//! parties who are none, a board of another size, a share given twice.

use std::collections::{BTreeMap, BTreeSet};

use chrono::{Datelike, NaiveDate};
use rust_decimal::Decimal;

use super::register::entered_twice;
use super::{Names, References};
use crate::amount::{Phrase, Text};
use crate::diagnostic::{Code, Problem};
use crate::model::Model;
use crate::model::actor::{Actor, Role};
use crate::model::agreement::{Agreement, AgreementKind};
use crate::model::figure::{TableKind, Term};
use crate::model::follow_up::{Aim, Assertion, Comparand};
use crate::model::naming;
use crate::model::organisation::{DocumentKind, Organisation, OrganisationKind};
use crate::model::period::year_ends;
use crate::model::problems;
use crate::model::read::Validity;
use crate::model::register::{Change, Meeting};
use crate::model::rule::{Parameter, RuleText, Takes};
use crate::source::{Span, Spanned, plain};

/// How many years ahead of its own day a paper tells of at most: a plan, a budget, the goals of a term.
pub(super) const YEARS_AHEAD: i32 = 5;

impl<'m> References<'m> {
    pub(super) fn what_cannot_be(&self) {
        self.years_told_of();
        for agreement in &self.model.agreements {
            self.bound(agreement);
            self.shares_of(agreement);
        }
        self.model.meetings.iter().for_each(|meeting| self.sat(meeting));
        self.model.changes.iter().for_each(|change| self.changed(change));
        self.told_apart();
        self.model.statements.iter().for_each(|statement| self.compared(statement));
        self.held_against_itself();
        self.tables_twice();
        self.model.rules.iter().for_each(|rule| self.parts_of_a_whole(rule));
        for list in &self.model.checklists {
            super::unique(list.items.iter().map(|it| &it.id), self.problems);
        }
    }

    /// No two organisations have one number, or one name as a reader sees it.
    fn told_apart(&self) {
        let mut numbers: BTreeMap<&str, Span> = BTreeMap::new();
        let mut names: BTreeMap<String, Span> = BTreeMap::new();
        for it in &self.model.organisations {
            let number = it
                .number
                .as_ref()
                .and_then(|number| Some((number, numbers.insert(&number.value, number.span)?)));
            if let Some((number, first)) = number {
                self.problems.push(problems::duplicate_id(number.span, &number.value, first));
            }
            // One that came in the place of another may have kept its name.
            let first = names.insert(plain(&it.name), it.id.span);
            if let Some(first) = first.filter(|_| it.in_force.is_none()) {
                self.problems.push(problems::duplicate_id(it.id.span, &it.name, first));
            }
        }
        self.formerly_another();
        // A word for several may be said of each; another's own name is that one's.
        for it in &self.model.organisations {
            for alias in &it.aliases {
                if let Some(other) = names.get(&plain(alias)).filter(|other| **other != it.id.span) {
                    self.problems.push(problems::duplicate_id(it.id.span, alias, *other));
                }
            }
        }
    }

    /// What an organisation was called is not what another is, or was, called at the time.
    fn formerly_another(&self) {
        let mut formerly: BTreeMap<String, Vec<Validity>> = BTreeMap::new();
        let mut named: BTreeMap<String, Vec<&Organisation>> = BTreeMap::new();
        for it in &self.model.organisations {
            named.entry(plain(&it.name)).or_default().push(it);
        }
        for it in &self.model.organisations {
            for then in &it.former_names {
                let days = Validity { from: then.from, to: Some(then.to), span: then.span };
                let name = plain(&then.name);
                let own = named.get(&name).into_iter().flatten();
                // One that is gone may have left its name to another.
                let mut at_once = own.filter(|own| own.in_force.is_none_or(|own| own.overlaps(&days)));
                let earlier = formerly.entry(name).or_default();
                // One that came of two was called by either.
                let before = earlier.iter().find(|other| other.overlaps(&days));
                let first = at_once.next().map(|own| own.id.span).or(before.map(|days| days.span));
                if let Some(first) = first {
                    self.problems.push(problems::duplicate_id(then.span, &then.name, first));
                }
                earlier.push(days);
            }
        }
    }

    /// A figure is not compared with itself, and none is excepted that is not among those compared.
    fn compared(&self, statement: &Assertion) {
        if let Comparand::Figure(than) = &statement.with {
            self.is_another(than, &statement.figures);
        }
        if statement.except.is_empty() {
            return;
        }
        let binds = |id: &str| {
            statement.figures.iter().any(|term| {
                let of = self.model.organisation(id);
                let bound = term.name.value.split_once('{').and_then(|(before, rest)| {
                    let (pattern, after) = rest.split_once('}')?;
                    let fits = Model::may_stand_for(&format!("{{{pattern}}}"), of?);
                    fits.then(|| format!("{before}{id}{after}"))
                });
                bound.is_some_and(|bound| self.names.contains_key(&bound))
            })
        };
        let known: Names<'_> = self.organisations.list.iter().copied().filter(|id| binds(id)).collect();
        let there = statement.except.iter().filter(|id| self.organisations.has(&id.value));
        for id in there {
            self.known(Code::UnknownOrganisation, Phrase::new("undantaget", "exception"), &known, id);
        }
    }

    /// A table that is entered twice would bear itself out.
    fn tables_twice(&self) {
        let mut first: BTreeMap<_, Span> = BTreeMap::new();
        for table in &self.model.tables {
            let cells: Vec<_> = table.cells.iter().map(|it| (it.figure.value.as_str(), it.number)).collect();
            let place = (table.source.value.as_str(), table.part.as_str(), table.year);
            match first.get(&(place, cells.clone())) {
                Some(other) => self.problems.push(entered_twice(table.id.span, *other)),
                None => drop(first.insert((place, cells), table.id.span)),
            }
        }
    }

    /// A goal and a relation hold a figure against something else.
    fn held_against_itself(&self) {
        for goal in &self.model.goals {
            if let Aim::Figure(target, _) = &goal.aim {
                self.is_another(target, std::slice::from_ref(&goal.figure));
            }
        }
        // A family is many relations with the same words.
        let mut told: BTreeSet<Span> = BTreeSet::new();
        let relations = self.model.relations.iter();
        let ties = relations.map(|it| it.total_term().into_iter().chain(it.formula.terms()).collect());
        let formulas = self.model.figures.iter().filter_map(|it| it.formula.as_ref());
        for terms in ties.chain(formulas.map(|it| it.terms().collect::<Vec<_>>())) {
            let again = named_again(&terms).filter(|it| told.insert(it.name.span));
            again.for_each(|it| self.problems.push(against_itself(it)));
        }
    }

    /// What some figures are held against is none of them: held against itself, anything is right.
    fn is_another(&self, than: &Term, figures: &[Term]) {
        if figures.iter().any(|it| it.year == than.year && it.name.value == than.name.value) {
            self.problems.push(against_itself(than));
        }
    }

    /// No outcome is known before its year, and no paper tells of years far ahead.
    fn years_told_of(&self) {
        for table in &self.model.tables {
            let outcome = matches!(table.kind, TableKind::Ledger | TableKind::Statement | TableKind::Note);
            self.told_of(
                table.id.span,
                table.year,
                &table.source.value,
                if outcome { 0 } else { YEARS_AHEAD },
            );
        }
        for goal in &self.model.goals {
            let source = goal.source.iter();
            source.for_each(|it| self.told_of(goal.id.span, goal.years.0, &it.document.value, YEARS_AHEAD));
            for says in &goal.says {
                let source = says.source.iter();
                source.for_each(|it| self.told_of(says.span, says.year, &it.document.value, 0));
            }
        }
        for statement in &self.model.statements {
            let source = statement.source.iter();
            source.for_each(|it| {
                let ahead = self.years_ahead(&it.document.value);
                self.told_of(statement.id.span, statement.year, &it.document.value, ahead);
            });
        }
        for list in &self.model.checklists {
            let sources = list.source.iter().chain(list.items.iter().filter_map(|it| it.source.as_ref()));
            let documents: BTreeSet<&str> = sources.map(|it| it.document.value.as_str()).collect();
            for (document, year) in documents.into_iter().zip(list.year.iter().cycle()) {
                self.told_of(list.id.span, *year, document, self.years_ahead(document));
            }
        }
        for it in &self.model.initiatives {
            let source = it.source.iter();
            source.for_each(|own| self.told_of(it.id.span, it.year, &own.document.value, YEARS_AHEAD));
        }
        for it in &self.model.remarks {
            let source = it.source.iter();
            source.for_each(|own| self.told_of(it.id.span, it.year, &own.document.value, 0));
        }
    }

    /// How many years ahead a document speaks of figures: one that reports has no more than the next year's beside
    /// its own, one that plans as many as any.
    fn years_ahead(&self, document: &str) -> i32 {
        match self.model.document(document).map(|it| it.kind) {
            Some(DocumentKind::AnnualReport | DocumentKind::SocialAccounts | DocumentKind::Analysis) => 1,
            _ => YEARS_AHEAD,
        }
    }

    fn told_of(&self, span: Span, year: i32, document: &str, ahead: i32) {
        let Some(adopted) = self.model.document(document).and_then(|it| it.adopted) else { return };
        // An annual report tells of years that are over; what is bound into one year's papers may tell of that year.
        let kind = self.model.document(document).map(|it| it.kind);
        let of_the_past = matches!(
            kind,
            Some(DocumentKind::AnnualReport | DocumentKind::SocialAccounts | DocumentKind::Ledger)
        );
        let over = year_ends(year);
        let early = ahead == 0 && of_the_past && over.is_some_and(|over| adopted < over);
        if early || adopted.year().saturating_add(ahead) < year {
            let text = Text::new(
                format!("handlingen är från {adopted} och kan inte tala om {year}"),
                format!("the document is of {adopted} and cannot tell of {year}"),
            );
            self.problems.push(Problem::at(Code::BadNumber, span, text));
        }
    }

    /// Who signs and who promises is a party, or a part of one, where the agreement has parties.
    fn bound(&self, agreement: &'m Agreement) {
        let parties = self.parties_of(agreement);
        // A party that is misspelt is told of by itself.
        let told = parties.list.iter().any(|id| !self.organisations.has(id));
        if parties.list.is_empty() || told || agreement.kind == AgreementKind::Terms {
            return;
        }
        let promised = agreement.commitments.iter().filter_map(|it| match &it.party.value {
            Actor::Organisation(id) => Some(Spanned::new(id.clone(), it.party.span)),
            _ => None,
        });
        for who in agreement.signatures.iter().map(|it| it.party.clone()).chain(promised) {
            let part_of = self.model.organisation(&who.value).and_then(|it| it.part_of.as_ref());
            let is_part = part_of.is_some_and(|whole| parties.has(&whole.value));
            // What bodies do by an agreement they have not promised as parties.
            let kind = self.model.organisation(&who.value).map(|it| it.kind);
            let is_body = matches!(kind, Some(OrganisationKind::Body | OrganisationKind::Other));
            if !is_part && !is_body && self.organisations.has(&who.value) {
                self.known(Code::UnknownOrganisation, Phrase::new("parten", "party"), &parties, &who);
            }
        }
    }

    /// Each group of members has its share once, and all of them come to the whole.
    fn shares_of(&self, agreement: &Agreement) {
        let mut first: BTreeMap<&str, Span> = BTreeMap::new();
        for share in &agreement.shares {
            if let Some(other) = first.insert(share.of, share.span) {
                self.problems.push(problems::duplicate_id(share.span, share.of, other));
            }
        }
        let sum: Decimal = agreement.shares.iter().map(|it| it.share).sum();
        if let Some(last) = agreement.shares.last().filter(|_| sum != Decimal::ONE) {
            self.problems.push(problems::no_whole(last.span, sum));
        }
    }

    /// What a rule's parameters give each of those who share a whole comes to the whole, on every day.
    fn parts_of_a_whole(&self, rule: &RuleText) {
        let is_part = |it: &&Parameter| it.takes.as_ref().is_some_and(|takes| takes.value == Takes::Part);
        let parts: Vec<&Parameter> = rule.parameters.iter().filter(is_part).collect();
        for day in parts.iter().filter_map(|it| it.days.from).collect::<BTreeSet<_>>() {
            let mut own = parts.iter().filter(|it| it.days.holds(day));
            let shares: Vec<Decimal> = own.clone().filter_map(|it| it.value.number()).collect();
            // One that is a part of nothing is told of by itself.
            let each = shares.iter().all(|share| Decimal::ZERO < *share && *share <= Decimal::ONE);
            let sum = shares.iter().sum::<Decimal>();
            // The one the förbund has set is the one to put right.
            let set = own.clone().rev().find(|it| it.source.is_some()).or_else(|| own.next_back());
            if let Some(set) = set.filter(|_| each && sum != Decimal::ONE) {
                return self.problems.push(problems::no_whole(set.days.span, sum));
            }
        }
    }

    /// A meeting has the members its board has seats, at most all of them decide, and a notice stands on the
    /// boards of members.
    fn sat(&self, meeting: &Meeting) {
        let day = meeting.date.value;
        for it in meeting.present.iter().filter(|it| it.deciding) {
            let kind = self.model.organisation(&it.organisation.value).map(|it| it.kind);
            // One who cannot have been there at all has been told of.
            if kind.is_some_and(|kind| naming::PRESENT.takes(kind)) {
                self.organisation(&naming::SITS, &it.organisation);
            }
        }
        if let Some(entitled) = meeting.entitled.as_ref() {
            let seats = self.seats(&meeting.body.value, day);
            if let Some(seats) = seats.filter(|seats| *seats != entitled.value) {
                self.problems.push(other_size(entitled, seats));
            }
            let deciding = meeting.present.iter().filter(|it| it.deciding).count();
            if usize::try_from(entitled.value).is_ok_and(|entitled| entitled < deciding) {
                self.problems.push(too_many(entitled.span, deciding));
            }
        }
        let boards = meeting.minutes.iter().flat_map(|minutes| &minutes.boards).flatten();
        // One of a sort that has no such board has had its say.
        let puts_up = |id: &str| self.model.organisation(id).is_some_and(|it| naming::PUTS_UP.takes(it.kind));
        let known = boards.filter(|id| puts_up(&id.value));
        known.filter(|_| !self.members.list.is_empty()).for_each(|id| {
            self.known(Code::UnknownOrganisation, Phrase::new("medlemmen", "member"), &self.members, id);
        });
    }

    /// How many seats the board in office on a day has, where the charter tells the board's first day.
    fn seats(&self, body: &str, day: NaiveDate) -> Option<i64> {
        if !self.model.has_role(body, Role::Board) {
            return None;
        }
        let begun = self.seats.partition_point(|(from, _)| *from <= day);
        self.seats.get(begun.checked_sub(1)?).map(|(_, seats)| *seats)
    }

    /// A change comes after it was announced, while its agreement is in force.
    fn changed(&self, change: &Change) {
        let agreement = self.model.agreement(&change.agreement.value);
        let days = agreement.and_then(|it| it.in_force);
        if days.is_some_and(|days| !days.holds(change.effective.value)) {
            let text =
                Text::new("överenskommelsen gäller inte den dagen", "the agreement is not in force that day");
            self.problems.push(Problem::at(Code::IntervalReversed, change.effective.span, text));
        }
    }
}

/// The terms that are another over again.
fn named_again<'t>(terms: &[&'t Term]) -> impl Iterator<Item = &'t Term> {
    let mut named = BTreeSet::new();
    terms.iter().copied().filter(move |it| !named.insert((it.year, &it.name.value)))
}

fn against_itself(term: &Term) -> Problem {
    let text = Text::new(
        "siffran står två gånger: den hålls mot sig själv eller räknas dubbelt",
        "the figure stands twice: it is held against itself or counted double",
    );
    Problem::at(Code::BadNumber, term.name.span, text)
}

fn other_size(entitled: &Spanned<i64>, seats: i64) -> Problem {
    let text = Text::new(
        format!("styrelsen har {seats} ledamöter enligt förbundsordningen, inte {}", entitled.value),
        format!("by the charter the board has {seats} members, not {}", entitled.value),
    );
    Problem::at(Code::BadNumber, entitled.span, text)
}

fn too_many(span: Span, deciding: usize) -> Problem {
    let text = Text::new(
        format!("fler beslutar ({deciding}) än det finns ledamöter"),
        format!("more decide ({deciding}) than there are members"),
    );
    Problem::at(Code::BadNumber, span, text)
}
