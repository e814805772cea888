//! What holds between the files: ids are unique, references lead somewhere.

mod assignments;
mod cannot;
mod charts;
mod days;
mod decisions;
mod follow_up;
mod laws;
mod limits;
mod once;
mod paragraphs;
mod register;
mod told;
mod units;

use std::borrow::Cow;
use std::cell::{OnceCell, RefCell};
use std::collections::{BTreeMap, BTreeSet};
use std::rc::Rc;

use chrono::NaiveDate;
use rust_decimal::Decimal;

pub use days::{last_planned, never_planned};
pub(super) use limits::{too_many_names, too_much};

use super::actor::{Actor, Role};
use super::agreement::{Agreement, AgreementKind};
use super::duty::{Anchor, Deliverable};
use super::figure::{Cell, Formula, Prints, Stated, Table, TableKind, Term};
use super::label::Says;
use super::naming::{self, Naming};
use super::organisation::{Organisation, OrganisationKind};
use super::read::{Problems, Validity};
use super::reference::DutyReference;
use super::waiver::Waiver;
use super::{Model, problems};
use crate::amount::{Kind, Phrase, Text};
use crate::diagnostic::{Code, Problem};
use crate::source::{Span, Spanned, plain};

/// Every id names one thing.
pub(super) fn ids(model: &Model, problems: &Problems) {
    unique(model.documents.iter().map(|it| &it.id), problems);
    unique(model.organisations.iter().map(|it| &it.id), problems);
    unique(model.agreements.iter().map(|it| &it.id), problems);
    let families = model.families.iter().map(|it| &it.id);
    unique(model.relations.iter().map(|it| &it.id).chain(families), problems);
    unique(model.figures.iter().map(|it| &it.name), problems);
    unique(model.meetings.iter().map(|it| &it.id), problems);
    unique(model.decisions.iter().map(|it| &it.id), problems);
    unique(model.remarks.iter().map(|it| &it.id), problems);
    unique(model.assignments.iter().map(|it| &it.id), problems);
    unique(model.rules.iter().map(|it| &it.id), problems);
    unique(model.goals.iter().map(|it| &it.id), problems);
    unique(model.statements.iter().map(|it| &it.id), problems);
    unique(model.initiatives.iter().map(|it| &it.id), problems);
    unique(model.actions.iter().map(|it| &it.id), problems);
    unique(model.checklists.iter().map(|it| &it.id), problems);
    unique(model.structures.iter().map(|it| &it.document), problems);
    spread_names(model, problems);
    waived_once(model, problems);
    subjects_of_others(model, problems);
    for body in &model.organisations {
        unique(body.standing.iter().map(|it| &it.id), problems);
    }
    for agreement in &model.agreements {
        unique(agreement.commitments.iter().map(|it| &it.id), problems);
        unique(agreement.duties.iter().map(|it| &it.id), problems);
        // A party listed twice would owe everything twice.
        unique(agreement.parties.iter().map(|it| &it.organisation), problems);
    }
    let mut tables: BTreeMap<i32, Vec<&Spanned<String>>> = BTreeMap::new();
    for table in &model.tables {
        tables.entry(table.year).or_default().push(&table.id);
    }
    for ids in tables.into_values() {
        unique(ids.into_iter(), problems);
    }
}

/// A deviation is accepted by one waiver at a time; one that takes over where another ends is another.
fn waived_once(model: &Model, problems: &Problems) {
    let mut earlier: BTreeMap<(&str, &str), Vec<&Waiver>> = BTreeMap::new();
    for waiver in &model.waivers {
        let same = earlier.entry((&waiver.rule.value, &waiver.subject.value)).or_default();
        if let Some(first) = same.iter().find(|other| other.days.overlaps(&waiver.days)) {
            let (span, subject) = (waiver.subject.span, &waiver.subject.value);
            problems.push(problems::duplicate_id(span, subject, first.subject.span));
        }
        same.push(waiver);
    }
}

/// What rules are asked about goes by ids such as `2023`, `meeting/2023-11-30`, `agreement/party`: no id is read as
/// another's.
fn subjects_of_others(model: &Model, problems: &Problems) {
    let organisations = model.organisations.iter().map(|it| &it.id);
    let agreements = model.agreements.iter().map(|it| &it.id);
    let figures = model.figures.iter().map(|it| &it.name);
    // An id with a slash is no id, and that has been said; a figure's name is free.
    let figures = figures.filter(|it| it.value.contains('/') || is_of_another(&it.value));
    for id in organisations.chain(agreements).filter(|it| is_of_another(&it.value)).chain(figures) {
        let message = Text::new(
            format!("`{}` går att läsa som id för något annat", id.value),
            format!("`{}` can be read as the id of something else", id.value),
        );
        let help = Text::new(
            "ett id är inte bara siffror, inte ett ord för ett slags sak och har inget snedstreck",
            "an id is not digits alone, nor a word for a kind of thing, and has no slash",
        );
        problems.push(Problem::at(Code::BadId, id.span, message).help(help));
    }
}

/// Whether an id can be read as a year, a day, or the first word of what is another kind of thing.
#[must_use]
pub fn is_of_another(id: &str) -> bool {
    const FIRST_WORDS: &[&str] = &[
        "relation",
        "meeting",
        "goal",
        "statement",
        "initiative",
        "action",
        "remark",
        "assignment",
        "checklist",
        "document",
        "waiver",
        "workspace",
    ];
    let is_day = !id.is_empty() && id.chars().all(|c| c.is_ascii_digit() || c == '-');
    is_day || FIRST_WORDS.contains(&id)
}

/// A name with a pattern stands for many; none of them is another figure's.
fn spread_names(model: &Model, problems: &Problems) {
    let mut first: BTreeMap<Cow<'_, str>, &Spanned<String>> = BTreeMap::new();
    for figure in &model.figures {
        for name in model.names(&figure.name.value) {
            let (own, span) = (&figure.name, figure.name.span);
            match first.get(&name) {
                // The same words are told of once, as two of one name.
                Some(other) if other.value != own.value => match model.is_standard(other.span) {
                    true => problems.push(problems::name_of_the_standard(span, &name, other.span)),
                    false => problems.push(problems::duplicate_id(span, &name, other.span)),
                },
                Some(_) => (),
                None => drop(first.insert(name, own)),
            }
        }
    }
}

fn unique<'m>(ids: impl Iterator<Item = &'m Spanned<String>>, problems: &Problems) {
    let mut first: BTreeMap<&str, Span> = BTreeMap::new();
    for id in ids {
        match first.get(id.value.as_str()) {
            Some(span) => problems.push(problems::duplicate_id(id.span, &id.value, *span)),
            None => drop(first.insert(&id.value, id.span)),
        }
    }
}

/// Every reference leads somewhere.
pub(super) fn references(model: &Model, problems: &Problems) {
    let check = References::new(model, problems);
    check.manifest();
    model.cited.iter().for_each(|document| check.document(document));
    check.organisations();
    check.board();
    check.charters();
    for agreement in &model.agreements {
        check.agreement(agreement);
    }
    for need in &model.needs {
        std::iter::once(&need.duty).chain(&need.needs).for_each(|it| check.reference(None, it));
    }
    check.figures();
    check.charts();
    check.groups_of_rules_and_figures();
    check.register();
    check.laws();
    check.follow_up();
    check.what_cannot_be();
    check.days_that_cannot_be();
    check.told_by_documents();
    check.parameters_of_no_day();
    check.entered_once();
    check.paragraphs();
    check.assignments();
    check.waivers();
    check.answers();
}

struct References<'m> {
    model: &'m Model,
    problems: &'m Problems,
    organisations: Names<'m>,
    agreements: Names<'m>,
    documents: Names<'m>,
    names: &'m BTreeMap<String, super::figure::FigureName>,
    /// The förbund and its members, whatever the day.
    members: Names<'m>,
    /// The seats of each board whose first day is told, by that day.
    seats: Vec<(NaiveDate, i64)>,
    /// The figure that documents print under a label, as a reader sees it; made when first asked for.
    labels: OnceCell<BTreeMap<String, &'m str>>,
    /// The duties and the parties of agreements, by the agreement's id, made when first asked for.
    duties: RefCell<BTreeMap<&'m str, Rc<Names<'m>>>>,
    parties: RefCell<BTreeMap<&'m str, Rc<Names<'m>>>>,
}

/// The names that may stand somewhere: in their order, and to be found at once.
#[derive(Debug, Default)]
struct Names<'m> {
    list: Vec<&'m str>,
    known: BTreeSet<&'m str>,
}

impl<'m> Names<'m> {
    fn has(&self, name: &str) -> bool {
        self.known.contains(name)
    }
}

impl<'m> FromIterator<&'m str> for Names<'m> {
    fn from_iter<I: IntoIterator<Item = &'m str>>(names: I) -> Self {
        let list: Vec<&str> = names.into_iter().collect();
        let known = list.iter().copied().collect();
        Self { list, known }
    }
}

impl<'m> References<'m> {
    fn new(model: &'m Model, problems: &'m Problems) -> Self {
        let is_member = |it: &&Organisation| it.member.is_some() || it.kind == OrganisationKind::Association;
        let members = model.organisations.iter().filter(is_member);
        let boards = model.agreements.iter().flat_map(|it| &it.boards);
        let dated = boards.filter_map(|it| Some((it.from.as_ref()?.value, it.seats)));
        let mut seats: Vec<(NaiveDate, i64)> = dated.filter(|(_, seats)| 0 < *seats).collect();
        seats.sort_by_key(|(from, _)| *from);
        Self {
            model,
            problems,
            organisations: model.organisations.iter().map(|it| it.id.value.as_str()).collect(),
            agreements: model.agreements.iter().map(|it| it.id.value.as_str()).collect(),
            documents: model.documents.iter().map(|it| it.id.value.as_str()).collect(),
            names: model.catalogue(),
            members: members.map(|it| it.id.value.as_str()).collect(),
            seats,
            labels: OnceCell::new(),
            duties: RefCell::default(),
            parties: RefCell::default(),
        }
    }

    fn known(&self, code: Code, what: Phrase, known: &Names<'_>, written: &Spanned<String>) {
        if !known.has(&written.value) {
            self.unknown(code, &what.into(), known.list.iter().copied(), written);
        }
    }

    fn unknown<'a>(
        &self,
        code: Code,
        what: &Text,
        known: impl Iterator<Item = &'a str>,
        written: &Spanned<String>,
    ) {
        let guesses = &self.problems.guesses;
        self.problems.push(problems::unknown(guesses, code, written.span, &written.value, what, known));
    }

    /// An organisation, of a sort that may stand there.
    fn organisation(&self, naming: &Naming, id: &Spanned<String>) {
        let words = std::iter::empty();
        self.named(naming, id, words);
    }

    /// An organisation, a role, or a word that stands for several.
    fn actor(&self, naming: &Naming, actor: &Spanned<Actor>) {
        match &actor.value {
            Actor::Organisation(id) => {
                self.named(naming, &Spanned::new(id.clone(), actor.span), naming.words());
            }
            word => {
                let word = word.to_string();
                if naming.words().all(|known| known != word) {
                    let known = self.of_sorts(naming).chain(naming.words().map(|word| -> &'m str { word }));
                    let what = Text::new("organisationen", "organisation");
                    self.unknown(Code::UnknownOrganisation, &what, known, &Spanned::new(word, actor.span));
                }
            }
        }
    }

    fn named(&self, naming: &Naming, id: &Spanned<String>, words: impl Iterator<Item = &'static str>) {
        let known = self.of_sorts(naming).chain(words.map(|word| -> &'m str { word }));
        match self.model.organisation(&id.value) {
            Some(it) if naming.takes(it.kind) => (),
            Some(it) => self.problems.push(naming.wrong_sort(id, it.kind, known)),
            None => {
                let what = Text::new("organisationen", "organisation");
                self.unknown(Code::UnknownOrganisation, &what, known, id);
            }
        }
    }

    /// The organisations that may stand at a place.
    fn of_sorts(&self, naming: &Naming) -> impl Iterator<Item = &'m str> {
        let kinds = naming.kinds;
        let of_sorts = self.model.organisations.iter().filter(|it| kinds.contains(&it.kind));
        of_sorts.map(|it| it.id.value.as_str())
    }

    fn to_agreement(&self, id: &Spanned<String>) {
        let what = Phrase::new("överenskommelsen", "agreement");
        self.known(Code::UnknownAgreement, what, &self.agreements, id);
    }

    fn document(&self, id: &Spanned<String>) {
        let what = Phrase::new("källan", "source");
        self.known(Code::UnknownSource, what, &self.documents, id);
    }

    fn manifest(&self) {
        let manifest = self.model.manifest.as_ref();
        if let Some(id) = manifest.and_then(|manifest| manifest.association.as_ref()) {
            self.organisation(&naming::ASSOCIATION, id);
        }
    }

    /// A förbund has a board (Finsamlagen 10 §), one at a time; without one no rule on meetings can be asked.
    fn board(&self) {
        let Some(association) = self.model.manifest.as_ref().and_then(|it| it.association.as_ref()) else {
            return;
        };
        let boards: Vec<&Organisation> =
            self.model.organisations.iter().filter(|it| it.has_role(Role::Board)).collect();
        if boards.is_empty() {
            let met: BTreeSet<&str> = self.model.meetings.iter().map(|it| it.body.value.as_str()).collect();
            let meets =
                |it: &&Organisation| it.kind == OrganisationKind::Body && met.contains(it.id.value.as_str());
            let likely = self.model.organisations.iter().find(meets);
            self.problems.push(problems::no_board(association.span, likely.map(|it| &it.id)));
        }
        for (index, board) in boards.iter().enumerate() {
            let at_once = |it: &&&Organisation| match (it.in_force, board.in_force) {
                (Some(a), Some(b)) => a.overlaps(&b),
                _ => true,
            };
            if let Some(other) = boards.iter().take(index).find(at_once) {
                self.problems.push(problems::two_boards(board.id.span, other.id.span));
            }
        }
    }

    /// One charter is in force at a time: each but the last until the next begins.
    fn charters(&self) {
        let charters = self.model.agreements.iter().filter(|it| it.kind == AgreementKind::Charter);
        let charters: Vec<&Agreement> = charters.filter(|it| it.in_force.is_some()).collect();
        for (index, it) in charters.iter().enumerate() {
            let days = |it: &Agreement| {
                let to = it.last_day(self.model.successor(it));
                it.in_force.map(|days| Validity { to, ..days })
            };
            let at_once =
                |other: &&&Agreement| days(it).zip(days(other)).is_some_and(|(a, b)| a.overlaps(&b));
            if let Some(other) = charters.iter().take(index).find(at_once) {
                self.problems.push(problems::validity_overlap(it.id.span, &it.id.value, other.id.span));
            }
        }
    }

    fn organisations(&self) {
        for document in &self.model.documents {
            document.part_of.iter().for_each(|id| self.document(id));
        }
        for organisation in &self.model.organisations {
            organisation.part_of.iter().for_each(|id| self.organisation(&naming::PART_OF, id));
            organisation.replaced_by.iter().for_each(|id| self.replaced(organisation, id));
            self.keys_of_its_sort(organisation);
        }
    }

    /// What took its place is what it was.
    fn replaced(&self, organisation: &Organisation, id: &Spanned<String>) {
        let own = OrganisationKind::ALL.chunks(1).find(|it| it.contains(&organisation.kind));
        let kinds = own.unwrap_or(naming::REPLACED_BY.kinds);
        self.organisation(&Naming { kinds, ..naming::REPLACED_BY }, id);
    }

    /// Only bodies are for something, only some can be members, and only some are parts of others.
    fn keys_of_its_sort(&self, it: &Organisation) {
        let keys = [
            ("role", it.role.as_ref().map(|role| role.span), &naming::HAS_ROLE),
            ("member", it.member.map(|days| days.span), &naming::MEMBER),
            ("part_of", it.part_of.as_ref().map(|whole| whole.span), &naming::PART),
        ];
        for (key, span, naming) in keys {
            if let Some(span) = span.filter(|_| !naming.takes(it.kind)) {
                self.problems.push(naming.key_of_another_sort(span, key, it.kind));
            }
        }
    }

    fn agreement(&self, agreement: &'m Agreement) {
        agreement.superseded_by.iter().for_each(|id| self.to_agreement(id));
        self.in_turn(agreement);
        self.shared_terms(agreement);
        for party in &agreement.parties {
            self.organisation(&naming::PARTY, &party.organisation);
        }
        agreement.commitments.iter().for_each(|commitment| self.actor(&naming::PROMISES, &commitment.party));
        agreement.signatures.iter().for_each(|signature| self.organisation(&naming::SIGNS, &signature.party));
        agreement.names.iter().for_each(|id| self.organisation(&naming::NAMED, id));
        for duty in agreement.bilagor.iter().filter_map(|it| it.duty.as_ref()) {
            let own = self.model.duty(agreement, &duty.value);
            if own.is_none_or(|own| own.deliverable == Deliverable::Appendix) {
                self.duty(&agreement.id, duty);
            } else {
                let all = self.model.terms(agreement).duties.into_iter();
                let known = all.filter(|it| it.deliverable == Deliverable::Appendix);
                let what = Text::new("skyldigheten att lämna en bilaga,", "duty to deliver an appendix,");
                self.unknown(Code::UnknownDuty, &what, known.map(|it| it.id.value.as_str()), duty);
            }
        }
        for duty in &agreement.duties {
            self.actor(&naming::DOES, &duty.by);
            duty.to.iter().for_each(|id| self.actor(&naming::RECEIVES, id));
            duty.concerns.iter().for_each(|id| self.to_agreement(id));
            self.meetings_of(duty);
        }
        // Shared terms may point at what only the agreements that share them have.
        if agreement.kind != AgreementKind::Terms {
            for duty in self.model.terms(agreement).duties {
                duty.needs.iter().for_each(|it| self.reference(Some(agreement), it));
                duty.anchor().iter().for_each(|it| self.referred(Some(agreement), it, Anchor::WORDS));
                duty.prerequisites().for_each(|it| self.is_in_reach(agreement, duty, it));
            }
        }
        if let Some(notice) = &agreement.notice {
            notice.to.iter().for_each(|id| self.actor(&naming::TOLD, id));
            notice.escalates_to.iter().for_each(|id| self.actor(&naming::ESCALATED, id));
        }
        for auditor in &agreement.auditors {
            self.organisation(&naming::APPOINTS, &auditor.appointed_by);
            auditor.audits.iter().for_each(|id| self.organisation(&naming::AUDITED, id));
        }
    }

    /// What takes an agreement's place begins after it, and its duties hold while it does.
    fn in_turn(&self, agreement: &Agreement) {
        let Some(own) = agreement.in_force else { return };
        let next = self.model.successor(agreement).and_then(|next| next.in_force);
        if let (Some(next), Some(from)) = (next, own.from)
            && let Some(begins) = next.from.filter(|begins| *begins <= from)
        {
            let first = Spanned::new(from, own.span);
            self.problems.push(problems::before_what_it_follows(next.span, begins, &first));
        }
        for days in agreement.duties.iter().filter_map(|duty| duty.in_force) {
            if !days.overlaps(&own) {
                self.problems.push(problems::never_in_force(days.span, own.span));
            }
        }
    }

    /// The shared terms exist, are such terms, and have what is left out.
    fn shared_terms(&self, agreement: &Agreement) {
        let Some(id) = &agreement.terms else { return };
        let shared = self.model.agreements.iter().filter(|it| it.kind == AgreementKind::Terms);
        let shared: Names<'_> = shared.map(|it| it.id.value.as_str()).collect();
        let what = Phrase::new("de gemensamma villkoren", "shared terms");
        self.known(Code::UnknownAgreement, what, &shared, id);
        let Some(shared) = self.model.agreement(&id.value) else { return };
        let terms = self.model.terms(shared);
        let commitments = terms.commitments.iter().map(|it| it.id.value.as_str());
        let known: Names<'_> =
            commitments.chain(terms.duties.iter().map(|it| it.id.value.as_str())).collect();
        let what = Phrase::new("det gemensamma villkoret", "shared term");
        for omitted in &agreement.omits {
            self.known(Code::UnknownCommitment, what, &known, omitted);
        }
    }

    fn figures(&self) {
        for table in &self.model.tables {
            self.document(&table.source);
            self.prints(table);
            self.cells(table);
            self.negated(table);
        }
        for name in &self.model.figures {
            name.formula.iter().for_each(|formula| self.formula(formula));
            name.of.iter().chain(&name.within).for_each(|whole| self.term(whole));
            self.units_of_figure(name);
        }
        for relation in &self.model.relations {
            if let Stated::Figure(total) = &relation.total {
                self.term(total);
            }
            self.formula(&relation.formula);
            self.units_of_relation(relation);
        }
    }

    /// A table with figures of a statement says which it prints, so that their relations are asked of it.
    fn prints(&self, table: &Table) {
        if table.is_half_reported() {
            self.problems.push(problems::half_reported(table.id.span));
            return;
        }
        let of_none = matches!(table.kind, TableKind::Ledger | TableKind::Budget | TableKind::Text);
        let says = table.prints.is_some() || of_none;
        let of_statement = |cell: &Cell| {
            let figure = self.names.get(&cell.figure.value)?;
            Some((cell.figure.span, figure.statements.as_slice(), *figure.statements.first()?))
        };
        let cells: Vec<_> = table.cells.iter().filter_map(of_statement).collect();
        // A statement whose rows are mostly another's: its own relations would not be asked.
        let others: Vec<_> = match table.prints.filter(|_| table.kind == TableKind::Statement) {
            Some(own) => cells.iter().filter(|(_, of, _)| !of.contains(&own)).collect(),
            None => Vec::new(),
        };
        let is_another = others.len().saturating_mul(2) > table.cells.len() || table.is_note_and_statement();
        let first = others.into_iter().next().or(cells.first());
        if let Some((span, _, statement)) = first.filter(|_| is_another || !says) {
            let (id, words) = (table.id.span, Prints::WORDS.join(", "));
            let own = table.prints.map(Prints::name);
            let problem = problems::table_without_prints(id, own, *span, statement.name(), &words);
            // Of a statement the relations that the law asks for would not be asked.
            let is_statement = table.kind == TableKind::Statement;
            self.problems.push(if is_statement { problem } else { problem.as_warning() });
        }
    }

    fn cells(&self, table: &Table) {
        for cell in &table.cells {
            match self.names.get(&cell.figure.value) {
                None => self.unknown_figure(&cell.figure),
                Some(name) if name.kind != table.unit.kind() => {
                    self.problems.push(problems::unit_mismatch(
                        cell.figure.span,
                        &cell.figure.value,
                        table.unit.name(),
                        &name.kind.name(),
                    ));
                }
                // A ledger has the sign that was booked, turned by the chart map.
                Some(_) if table.kind == TableKind::Ledger => (),
                Some(name) => self.sign(cell, name),
            }
        }
    }

    /// A cost without its minus sign would be added where it should be taken away.
    fn sign(&self, cell: &Cell, name: &super::figure::FigureName) {
        let Some(number) = cell.number else { return };
        // Fewer than nobody are only what a change is printed as, and that has no sign of its own.
        let nobody = name.kind == Kind::Persons && number < Decimal::ZERO && name.sign.is_odd(number);
        if nobody || !units::is_whole(name.kind, number) {
            self.problems.push(problems::parts_of_persons(cell.span));
        } else if name.sign.is_odd(number) {
            self.problems.push(problems::odd_sign(cell.span, &cell.figure.value, &name.sign.usual()));
        }
    }

    fn formula(&self, formula: &Formula) {
        match formula {
            Formula::Sum(terms) | Formula::Between(terms) => terms.iter().for_each(|term| self.term(term)),
            Formula::Ratio(pair) => {
                self.term(&pair.0);
                self.term(&pair.1);
            }
            Formula::Stairs { base, parameter } => {
                self.term(base);
                self.parameter(parameter);
            }
        }
    }

    fn term(&self, term: &Term) {
        if self.model.names(&term.name.value).any(|name| !self.names.contains_key(&*name)) {
            self.unknown_figure(&term.name);
        }
    }

    fn unknown_figure(&self, written: &Spanned<String>) {
        // The label a document prints may stand where the figure's name should.
        if let Some(name) = self.labels().get(&plain(&written.value)) {
            return self.problems.push(problems::label_for_name(written.span, &written.value, name));
        }
        let known = self.names.keys().map(String::as_str);
        self.unknown(Code::UnknownFigure, &Text::new("siffran", "figure"), known, written);
    }

    fn labels(&self) -> &BTreeMap<String, &'m str> {
        self.labels.get_or_init(|| {
            let mut labels = BTreeMap::new();
            for (name, figure) in self.names {
                for label in &figure.labels {
                    labels.entry(plain(label)).or_insert(name.as_str());
                }
            }
            labels
        })
    }

    /// What the rows of documents are said to be.
    fn answers(&self) {
        for answer in &self.model.answers {
            if let Says::Figure(figure, _) = &answer.says {
                // A pattern may stand for more organisations than have such a figure.
                if !self.model.names(&figure.value).any(|it| self.names.contains_key(&*it)) {
                    self.unknown_figure(figure);
                }
            }
            answer.other_unit(self.model).into_iter().for_each(|it| self.problems.push(it));
        }
    }

    /// A duty of the agreement itself or of the one it names.
    fn reference(&self, own: Option<&'m Agreement>, reference: &DutyReference) {
        self.referred(own, reference, &[]);
    }

    /// Likewise, where some words may stand too.
    fn referred(&self, own: Option<&'m Agreement>, reference: &DutyReference, words: &[&str]) {
        let span = reference.span;
        let agreement = match (&reference.agreement, own) {
            (Some(id), _) => Spanned::new(id.clone(), span),
            (None, Some(own)) => own.id.clone(),
            (None, None) => return self.problems.push(problems::bad_reference(span, &reference.duty)),
        };
        self.to_agreement(&agreement);
        let words = if reference.agreement.is_none() { words } else { &[] };
        self.duty_or(&agreement, &Spanned::new(reference.duty.clone(), span), words);
    }

    fn duty(&self, agreement: &Spanned<String>, duty: &Spanned<String>) {
        self.duty_or(agreement, duty, &[]);
    }

    fn duty_or(&self, agreement: &Spanned<String>, duty: &Spanned<String>, words: &[&str]) {
        let Some(agreement) = self.model.agreement(&agreement.value) else { return };
        if self.model.duty(agreement, &duty.value).is_some() {
            return;
        }
        let known = once(&self.duties, &agreement.id.value, || {
            self.model.terms(agreement).duties.into_iter().map(|it| it.id.value.as_str()).collect()
        });
        if !words.contains(&duty.value.as_str()) {
            let known = known.list.iter().copied().chain(words.iter().copied());
            self.unknown(Code::UnknownDuty, &Text::new("skyldigheten", "duty"), known, duty);
        }
    }

    /// The parties of an agreement.
    fn parties_of(&self, agreement: &'m Agreement) -> Rc<Names<'m>> {
        once(&self.parties, &agreement.id.value, || {
            agreement.parties.iter().map(|it| it.organisation.value.as_str()).collect()
        })
    }

    fn waivers(&self) {
        let rules: Names<'_> = self.model.rules.iter().map(|it| it.id.value.as_str()).collect();
        let unwaivable = self.model.rules.iter().filter(|rule| !rule.waivable);
        let unwaivable: BTreeSet<&str> = unwaivable.map(|rule| rule.id.value.as_str()).collect();
        for waiver in &self.model.waivers {
            self.known(Code::UnknownRule, Phrase::new("regeln", "rule"), &rules, &waiver.rule);
            self.actor(&naming::ACCEPTS, &waiver.decided_by);
            if unwaivable.contains(waiver.rule.value.as_str()) {
                self.problems.push(problems::not_waivable(waiver.rule.span, &waiver.rule.value));
            }
        }
    }
}

/// The names of an agreement, made once.
fn once<'m>(
    made: &RefCell<BTreeMap<&'m str, Rc<Names<'m>>>>,
    agreement: &'m str,
    make: impl FnOnce() -> Names<'m>,
) -> Rc<Names<'m>> {
    Rc::clone(made.borrow_mut().entry(agreement).or_insert_with(|| Rc::new(make())))
}

/// What stands in a figure's name for an organisation of a kind.
const PATTERNS: &[(&str, Option<OrganisationKind>)] = &[
    ("{municipality}", Some(OrganisationKind::Municipality)),
    ("{region}", Some(OrganisationKind::Region)),
    ("{state}", Some(OrganisationKind::State)),
    ("{member}", None),
    ("{organisation}", None),
];

impl Model {
    /// The catalogue with every pattern spread over the organisations it stands for.
    #[must_use]
    pub fn catalogue(&self) -> &BTreeMap<String, super::figure::FigureName> {
        self.spread.get(|| self.spread_catalogue())
    }

    fn spread_catalogue(&self) -> BTreeMap<String, super::figure::FigureName> {
        let mut names = BTreeMap::new();
        for figure in &self.figures {
            for organisation in self.bindings(&figure.name.value) {
                let mut spread = figure.clone();
                if let Some((pattern, organisation)) = organisation {
                    spread.name.value = figure.name.value.replace(pattern, &organisation.id.value);
                    spread.title =
                        figure.title.map(|_, text| text.replace(pattern, &organisation.name)).into();
                    let called = |label: &String| match label.contains(pattern) {
                        true => {
                            organisation.printed().iter().map(|name| label.replace(pattern, name)).collect()
                        }
                        false => vec![label.clone()],
                    };
                    spread.labels = figure.labels.iter().flat_map(called).collect();
                    let bound = |formula: &Formula| formula.bound(pattern, &organisation.id.value);
                    spread.formula = figure.formula.as_ref().map(bound);
                    spread.of = figure.of.as_ref().map(|it| it.bound(pattern, &organisation.id.value));
                    spread.within =
                        figure.within.as_ref().map(|it| it.bound(pattern, &organisation.id.value));
                }
                names.insert(spread.name.value.clone(), spread);
            }
        }
        names
    }

    /// The names a name with a pattern stands for, in the order of the organisations' file.
    #[must_use]
    pub fn spread(&self, name: &str) -> Vec<String> {
        self.names(name).map(Cow::into_owned).collect()
    }

    /// The same, one after the other: of a name without a pattern itself.
    pub(crate) fn names<'n>(&'n self, name: &'n str) -> impl Iterator<Item = Cow<'n, str>> {
        self.bindings(name).map(move |binding| match binding {
            None => Cow::Borrowed(name),
            Some((pattern, organisation)) => Cow::Owned(name.replace(pattern, &organisation.id.value)),
        })
    }

    /// The pattern in a name.
    fn pattern_in(name: &str) -> Option<&'static str> {
        // Most names have none.
        let from = name.find('{')?;
        let rest = name.get(from..)?;
        PATTERNS.iter().map(|(pattern, _)| *pattern).find(|pattern| rest.contains(pattern))
    }

    /// Whether a pattern stands for an organisation, member or not.
    pub(crate) fn may_stand_for(pattern: &str, organisation: &Organisation) -> bool {
        let kind = PATTERNS.iter().find(|(one, _)| *one == pattern).and_then(|(_, kind)| *kind);
        kind.is_none_or(|kind| organisation.kind == kind)
    }

    /// The pattern in a name and each organisation it stands for; one `None` when there is no pattern.
    pub(crate) fn bindings<'m>(
        &'m self,
        name: &str,
    ) -> impl Iterator<Item = Option<(&'static str, &'m Organisation)>> + use<'m> {
        let pattern = Self::pattern_in(name);
        let fits = |pattern: &str, it: &Organisation| {
            Self::may_stand_for(pattern, it) && (pattern != "{member}" || it.member.is_some())
        };
        let bound = pattern.into_iter().flat_map(move |pattern| {
            let organisations = self.organisations.iter().filter(move |it| fits(pattern, it));
            organisations.map(move |organisation| Some((pattern, organisation)))
        });
        pattern.is_none().then_some(None).into_iter().chain(bound)
    }
}
