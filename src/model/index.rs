//! Where in the model things with an id stand: made once, when all files are read, since everything asks for them.

use std::collections::{BTreeMap, BTreeSet};
use std::sync::{Arc, OnceLock};

use chrono::NaiveDate;

use super::actor::Role;
use super::agreement::{Agreement, Commitment, Party, Signature};
use super::duty::Duty;
use super::organisation::{Document, Organisation, OrganisationKind};
use super::register::{Change, Decision, Meeting};
use super::{Model, Terms};
use crate::amount::Text;
use crate::source::alike;

/// Something worked out from the model when first asked for. What copies a model to add to it starts over.
#[derive(Debug)]
pub(super) struct Made<T>(OnceLock<T>);

impl<T> Default for Made<T> {
    fn default() -> Self {
        Self(OnceLock::new())
    }
}

impl<T> Clone for Made<T> {
    fn clone(&self) -> Self {
        Self::default()
    }
}

impl<T> Made<T> {
    pub(super) fn get(&self, make: impl FnOnce() -> T) -> &T {
        self.0.get_or_init(make)
    }
}

/// Numbers in the model's lists by id; of two with one id, which is a problem of its own, the first.
type Numbers = BTreeMap<String, usize>;

/// Everything that is looked for by id.
#[derive(Debug)]
pub(super) struct Index {
    organisations: Numbers,
    with_role: Vec<usize>,
    agreements: Numbers,
    documents: Numbers,
    meetings: Numbers,
    decisions: Numbers,
    /// The agreements that each is to take the place of.
    before: BTreeMap<String, Vec<usize>>,
    changes: BTreeMap<String, Vec<usize>>,
    terms: BTreeMap<String, TermsAt>,
}

/// What an agreement says once shared terms are added: the number of the agreement that says it, and its own there.
#[derive(Debug, Default)]
struct TermsAt {
    commitments: Vec<(usize, usize)>,
    duties: Vec<(usize, usize)>,
    notice: Option<usize>,
    /// The duties by id.
    by_id: BTreeMap<String, (usize, usize)>,
    /// Its parties, and the lines for each to sign, and those of units of it that are no parties themselves, by who.
    parties: BTreeMap<String, usize>,
    signatures: BTreeMap<String, Vec<usize>>,
    of_units: BTreeMap<String, Vec<usize>>,
    /// The commitments by who has made them.
    by_party: BTreeMap<String, Vec<(usize, usize)>>,
    /// Those of nobody that is party or can bind itself: of each party, a role, a body.
    together: Vec<(usize, usize)>,
}

fn numbers<'m>(ids: impl Iterator<Item = &'m String>) -> Numbers {
    let mut numbers = Numbers::new();
    for (number, id) in ids.enumerate() {
        numbers.entry(id.clone()).or_insert(number);
    }
    numbers
}

impl Index {
    fn new(model: &Model) -> Self {
        let roles = model.organisations.iter().enumerate().filter(|(_, it)| it.role.is_some());
        let mut before: BTreeMap<String, Vec<usize>> = BTreeMap::new();
        for (number, it) in model.agreements.iter().enumerate() {
            if let Some(next) = &it.superseded_by {
                before.entry(next.value.clone()).or_default().push(number);
            }
        }
        let mut changes: BTreeMap<String, Vec<usize>> = BTreeMap::new();
        for (number, it) in model.changes.iter().enumerate() {
            changes.entry(it.agreement.value.clone()).or_default().push(number);
        }
        let mut index = Self {
            organisations: numbers(model.organisations.iter().map(|it| &it.id.value)),
            with_role: roles.map(|(number, _)| number).collect(),
            agreements: numbers(model.agreements.iter().map(|it| &it.id.value)),
            documents: numbers(model.documents.iter().map(|it| &it.id.value)),
            meetings: numbers(model.meetings.iter().map(|it| &it.id.value)),
            decisions: numbers(model.decisions.iter().map(|it| &it.id.value)),
            before,
            changes,
            terms: BTreeMap::new(),
        };
        for (id, number) in index.agreements.clone() {
            let mut terms = TermsAt::new(model, &index.agreements, number);
            if let Some(agreement) = model.agreements.get(number) {
                terms.sign(model, &index.organisations, agreement);
            }
            index.terms.insert(id, terms);
        }
        index
    }
}

impl TermsAt {
    fn new(model: &Model, agreements: &Numbers, agreement: usize) -> Self {
        let mut terms = Self::default();
        let (mut walked, mut omitted, mut promised) = (BTreeSet::new(), BTreeSet::new(), BTreeSet::new());
        let mut next = Some(agreement);
        while let Some(number) = next.filter(|it| walked.insert(*it)) {
            let Some(current) = model.agreements.get(number) else { break };
            terms.add(number, current, &omitted, &mut promised);
            omitted.extend(current.omits.iter().map(|id| id.value.as_str()));
            next = current.terms.as_ref().and_then(|shared| agreements.get(&shared.value).copied());
        }
        terms
    }

    fn sign(&mut self, model: &Model, organisations: &Numbers, agreement: &Agreement) {
        self.parties = numbers(agreement.parties.iter().map(|it| &it.organisation.value));
        for (number, it) in agreement.signatures.iter().enumerate() {
            let id = &it.party.value;
            self.signatures.entry(id.clone()).or_default().push(number);
            let own = organisations.get(id).and_then(|own| model.organisations.get(*own));
            // A unit that is itself a party signs for itself alone.
            let whole = own.and_then(|own| own.part_of.as_ref()).filter(|_| !self.parties.contains_key(id));
            if let Some(whole) = whole {
                self.of_units.entry(whole.value.clone()).or_default().push(number);
            }
        }
        let binds = |id: &str| {
            let own = organisations.get(id).and_then(|own| model.organisations.get(*own));
            self.parties.contains_key(id) || own.is_some_and(Organisation::can_bind_itself)
        };
        let at = |(number, own): (usize, usize)| model.agreements.get(number)?.commitments.get(own);
        let is_together = |it: &Commitment| !it.party.value.organisation().is_some_and(binds);
        let own = self.commitments.iter().copied();
        self.together = own.filter(|it| at(*it).is_some_and(is_together)).collect();
    }

    fn add<'m>(
        &mut self,
        number: usize,
        agreement: &'m Agreement,
        omitted: &BTreeSet<&str>,
        promised: &mut BTreeSet<&'m str>,
    ) {
        for (own, it) in agreement.commitments.iter().enumerate() {
            if promised.insert(&it.id.value) && !omitted.contains(it.id.value.as_str()) {
                self.commitments.push((number, own));
                if let Some(party) = it.party.value.organisation() {
                    self.by_party.entry(party.to_owned()).or_default().push((number, own));
                }
            }
        }
        for (own, it) in agreement.duties.iter().enumerate() {
            let id = &it.id.value;
            if !self.by_id.contains_key(id) && !omitted.contains(id.as_str()) {
                self.by_id.insert(id.clone(), (number, own));
                self.duties.push((number, own));
            }
        }
        self.notice = self.notice.or(agreement.notice.as_ref().map(|_| number));
    }
}

impl Model {
    fn index(&self) -> &Index {
        self.index.get(|| Index::new(self))
    }

    /// What a figure is called: its name, where nobody has said.
    #[must_use]
    pub fn figure_title(&self, name: &str) -> Arc<Text> {
        let known = self.catalogue().get(name);
        known.map_or_else(|| Arc::new(Text::same(name)), |figure| Arc::clone(&figure.title))
    }

    /// The organisation with an id.
    #[must_use]
    pub fn organisation(&self, id: &str) -> Option<&Organisation> {
        self.organisations.get(*self.index().organisations.get(id)?)
    }

    /// The organisation that goes by a word: its id, its name or another name.
    #[must_use]
    pub fn called(&self, word: &str) -> Option<&Organisation> {
        let same = |name: &str| alike(name, word);
        self.organisations.iter().find(|it| same(&it.id.value) || it.names().any(same))
    }

    /// The members of a day on whose boards the duties ask for notices; all of them, where none says whose.
    pub fn with_boards(&self, day: NaiveDate) -> impl Iterator<Item = &Organisation> {
        let duties = self.agreements.iter().flat_map(|it| &it.duties);
        let kinds: BTreeSet<OrganisationKind> = duties.flat_map(|it| it.boards.iter().copied()).collect();
        let is_of = move |it: &&Organisation| kinds.is_empty() || kinds.contains(&it.kind);
        self.organisations.iter().filter(move |it| it.is_member(day)).filter(is_of)
    }

    /// The body that goes by a word: whoever holds the role on a day, or an organisation by its name.
    #[must_use]
    pub fn body(&self, word: &str, day: NaiveDate) -> Option<&Organisation> {
        let holder = Role::parse(word).and_then(|role| self.holders(role, day).next());
        holder.or_else(|| self.called(word))
    }

    /// The organisations that hold a role some day, in the order of the files.
    pub(super) fn with_role(&self) -> impl Iterator<Item = &Organisation> {
        self.index().with_role.iter().filter_map(|number| self.organisations.get(*number))
    }

    /// The agreement with an id.
    #[must_use]
    pub fn agreement(&self, id: &str) -> Option<&Agreement> {
        self.agreements.get(*self.index().agreements.get(id)?)
    }

    /// The agreements that one is to take the place of.
    pub(super) fn before(&self, id: &str) -> impl Iterator<Item = &Agreement> {
        let numbers = self.index().before.get(id).into_iter().flatten();
        numbers.filter_map(|number| self.agreements.get(*number))
    }

    /// The announced changes of what is contributed under an agreement.
    pub fn changes_of(&self, agreement: &str) -> impl Iterator<Item = &Change> {
        let numbers = self.index().changes.get(agreement).into_iter().flatten();
        numbers.filter_map(|number| self.changes.get(*number))
    }

    /// The document with an id.
    #[must_use]
    pub fn document(&self, id: &str) -> Option<&Document> {
        self.documents.get(*self.index().documents.get(id)?)
    }

    /// The document that a waiver's decision names by its id or its title, before where in it.
    #[must_use]
    pub fn document_decided_in(&self, decision: &str) -> Option<&Document> {
        let name = decision.split([',', '§']).next()?.trim();
        self.documents.iter().find(|it| alike(&it.id.value, name) || alike(&it.title, name))
    }

    /// The meeting with an id.
    #[must_use]
    pub fn meeting(&self, id: &str) -> Option<&Meeting> {
        self.meetings.get(*self.index().meetings.get(id)?)
    }

    /// The decision with an id.
    #[must_use]
    pub fn decision(&self, id: &str) -> Option<&Decision> {
        self.decisions.get(*self.index().decisions.get(id)?)
    }

    /// What an agreement says, the terms it shares included.
    #[must_use]
    pub fn terms<'m>(&'m self, agreement: &Agreement) -> Terms<'m> {
        let Some(terms) = self.index().terms.get(&agreement.id.value) else { return Terms::default() };
        let notice = terms.notice.and_then(|number| self.agreements.get(number)?.notice.as_ref());
        let commitments = terms.commitments.iter().filter_map(|at| self.commitment_at(*at));
        let duties = terms.duties.iter().filter_map(|at| self.duty_at(*at));
        Terms { commitments: commitments.collect(), duties: duties.collect(), notice }
    }

    /// An agreement's own entry of a party.
    #[must_use]
    pub fn party<'m>(&self, agreement: &'m Agreement, id: &str) -> Option<&'m Party> {
        let number = self.index().terms.get(&agreement.id.value)?.parties.get(id)?;
        agreement.parties.get(*number)
    }

    /// The lines of an agreement that a party signs, or else those of units of it that are no parties themselves.
    pub fn signatures_of<'m>(
        &self,
        agreement: &'m Agreement,
        id: &str,
    ) -> impl Iterator<Item = &'m Signature> + use<'m, '_> {
        let terms = self.index().terms.get(&agreement.id.value);
        let numbers = terms.and_then(|it| it.signatures.get(id).or_else(|| it.of_units.get(id)));
        numbers.into_iter().flatten().filter_map(|number| agreement.signatures.get(*number))
    }

    /// What one party has promised by an agreement and the terms it shares.
    pub fn promised<'m>(
        &'m self,
        agreement: &Agreement,
        party: &str,
    ) -> impl Iterator<Item = &'m Commitment> + use<'m> {
        let terms = self.index().terms.get(&agreement.id.value);
        let own = terms.and_then(|terms| terms.by_party.get(party)).into_iter().flatten();
        own.filter_map(|at| self.commitment_at(*at))
    }

    /// What those that are no parties and cannot bind themselves are to do by an agreement and the terms it shares, and
    /// what each party is.
    pub fn promised_together<'m>(
        &'m self,
        agreement: &Agreement,
    ) -> impl Iterator<Item = &'m Commitment> + use<'m> {
        let terms = self.index().terms.get(&agreement.id.value);
        let own = terms.map(|terms| &terms.together).into_iter().flatten();
        own.filter_map(|at| self.commitment_at(*at))
    }

    /// The duty of an agreement with an id: its own, or one it shares where it does not leave that out.
    #[must_use]
    pub fn duty(&self, agreement: &Agreement, id: &str) -> Option<&Duty> {
        self.duty_at(*self.index().terms.get(&agreement.id.value)?.by_id.get(id)?)
    }

    fn commitment_at(&self, (agreement, own): (usize, usize)) -> Option<&Commitment> {
        self.agreements.get(agreement)?.commitments.get(own)
    }

    fn duty_at(&self, (agreement, own): (usize, usize)) -> Option<&Duty> {
        self.agreements.get(agreement)?.duties.get(own)
    }
}
