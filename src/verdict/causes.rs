//! One cause, one finding: faults that one wrong number, one sentence or one state of things makes together.
//!
//! Faults of one cause are a group, and the one that tells it best leads. A group follows from another when what it
//! is about was reckoned from what the other is about. A consequence is no graver than its cause.

use std::cmp::Reverse;
use std::collections::{BTreeMap, BTreeSet};

use super::{Class, Outcome, Verdict};
use crate::model::rule::SubjectKind;
use crate::source::Span;

/// How many numbers of one paragraph must be another year's for all that differ in it to be one fault.
const A_PARAGRAPH: usize = 3;

/// Says of each fault that follows from another which that is.
pub fn tie(verdicts: &mut [Verdict]) {
    let (groups, edges, carried) = {
        let mut found = Tying::new(verdicts);
        found.by_culprits();
        found.by_statements();
        found.by_sums();
        found.by_paragraphs();
        found.by_subjects();
        found.by_what_they_rest_on();
        found.by_documents();
        found.by_terms();
        found.by_shares();
        found.by_years();
        found.by_what_they_say();
        (found.groups, found.edges, found.carried)
    };
    let faults: Vec<usize> = (0..verdicts.len()).filter(|it| is_fault(verdicts, *it)).collect();
    let mut members: BTreeMap<usize, Vec<usize>> = BTreeMap::new();
    for index in faults {
        members.entry(groups.of(index)).or_default().push(index);
    }
    let leads: BTreeMap<usize, usize> =
        members.iter().filter_map(|(group, all)| Some((*group, lead(verdicts, all, &carried)?))).collect();
    let mut follows: BTreeMap<usize, usize> = BTreeMap::new();
    for (group, all) in &members {
        let Some(lead) = leads.get(group) else { continue };
        follows.extend(all.iter().filter(|it| *it != lead).map(|it| (*it, *lead)));
    }
    for (from, to) in edges {
        let (from, to) = (leads.get(&groups.of(from)), leads.get(&groups.of(to)));
        let Some((from, to)) = from.zip(to) else { continue };
        if !follows.contains_key(from) && root(&follows, *to) != *from {
            follows.insert(*from, *to);
        }
    }
    for (index, cause) in &follows {
        let source = root(&follows, *index);
        let from = verdicts.get(*cause).map(|it| it.fingerprint.clone());
        let gravest = verdicts.get(source).map(|it| it.severity);
        if let (Some(verdict), Some(gravest)) = (verdicts.get_mut(*index), gravest) {
            verdict.follows_from = from;
            verdict.severity = verdict.severity.min(gravest);
        }
    }
    results_of_faults(verdicts);
}

fn is_fault(verdicts: &[Verdict], index: usize) -> bool {
    verdicts.get(index).is_some_and(|it| it.finds(Class::Fault))
}

/// The first in a row of causes.
fn root(follows: &BTreeMap<usize, usize>, index: usize) -> usize {
    std::iter::successors(Some(index), |it| follows.get(it).copied()).last().unwrap_or(index)
}

/// The fault that tells best what a group is about: the number that is wrong before what it stands in, what was not
/// reckoned from another before what was, the gravest, a figure before what is said of it.
fn lead(verdicts: &[Verdict], all: &[usize], carried: &BTreeSet<usize>) -> Option<usize> {
    let order = |index: &usize| {
        let it = verdicts.get(*index)?;
        let beside = it.ties().blames.is_some_and(|it| !it.own);
        let said = match it.subject.kind {
            SubjectKind::Goal => 2,
            SubjectKind::Statement => 1,
            _ => 0,
        };
        let of_its_own = (beside, carried.contains(index), Reverse(it.severity), said);
        Some((of_its_own, it.authority, it.likely_cause.is_none(), it.subject.years, *index))
    };
    all.iter().copied().filter_map(|index| Some((order(&index)?, index))).min().map(|(_, index)| index)
}

/// A goal that is not reached, though a document says that it is, is told of with that; one that is judged on a
/// wrong number with the fault of the number.
fn results_of_faults(verdicts: &mut [Verdict]) {
    let mut blaming: BTreeMap<Span, String> = BTreeMap::new();
    for it in verdicts.iter().filter(|it| it.finds(Class::Fault)) {
        if let Some(blame) = it.ties().blames.filter(|blame| blame.own || it.follows_from.is_none()) {
            blaming.entry(blame.span).or_insert_with(|| it.fingerprint.clone());
        }
    }
    let faults = verdicts.iter().filter(|it| it.finds(Class::Fault) && it.subject.kind == SubjectKind::Goal);
    let faults: BTreeMap<String, String> =
        faults.map(|it| (it.subject.id.clone(), it.fingerprint.clone())).collect();
    for verdict in verdicts.iter_mut().filter(|it| it.finds(Class::Result)) {
        let blamed = verdict.ties().blames.and_then(|it| blaming.get(&it.span));
        verdict.follows_from = faults.get(&verdict.subject.id).or(blamed).cloned();
    }
}

/// A fault about a figure, and what a text holds the figure against.
type Told<'t> = (usize, Option<&'t str>);

/// What is found to belong together.
struct Tying<'v> {
    verdicts: &'v [Verdict],
    /// The faults, each by its number among the verdicts.
    faults: Vec<(usize, &'v Verdict)>,
    /// Those about a number that differs from another, by where it stands.
    differing: BTreeMap<Span, Vec<usize>>,
    groups: Groups,
    /// What follows from what.
    edges: Vec<(usize, usize)>,
    /// Sums that differ and come out with a number in them that differs too.
    carried: BTreeSet<usize>,
}

impl<'v> Tying<'v> {
    fn new(verdicts: &'v [Verdict]) -> Self {
        let faults = verdicts.iter().enumerate().filter(|(_, it)| it.finds(Class::Fault)).collect();
        let groups = Groups((0..verdicts.len()).collect());
        let (edges, carried, differing) = (Vec::new(), BTreeSet::new(), BTreeMap::new());
        let found = Self { verdicts, faults, differing, groups, edges, carried };
        Self { differing: found.by(|it| it.ties().differs), ..found }
    }

    /// The faults by something of theirs.
    fn by<K: Ord>(&self, key: impl Fn(&'v Verdict) -> Option<K>) -> BTreeMap<K, Vec<usize>> {
        let mut all: BTreeMap<K, Vec<usize>> = BTreeMap::new();
        for (index, verdict) in &self.faults {
            if let Some(key) = key(verdict) {
                all.entry(key).or_default().push(*index);
            }
        }
        all
    }

    /// What goes wrong by one wrong number; and what that was reckoned from.
    fn by_culprits(&mut self) {
        let blaming = self.by(|it| it.ties().blames.map(|it| it.span));
        for (index, verdict) in &self.faults {
            let from = verdict.ties().blames.and_then(|it| blaming.get(&it.from?)?.first());
            self.edges.extend(from.map(|from| (*index, *from)));
        }
        blaming.into_values().for_each(|all| self.groups.join(all));
    }

    /// What differs from one and the same statement: a figure, and the sum that comes out with it.
    fn by_statements(&mut self) {
        self.differing.values().for_each(|all| self.groups.join(all.iter().copied()));
    }

    /// Numbers that differ and stand in one sum that holds were reckoned from each other; one that is off is so
    /// because of them.
    fn by_sums(&mut self) {
        for (index, sum) in self.verdicts.iter().enumerate() {
            let holds = sum.outcome == Outcome::Met;
            if sum.subject.kind != SubjectKind::Relation || !(holds || sum.finds(Class::Fault)) {
                continue;
            }
            let spans: BTreeSet<Span> = sum.values.iter().filter_map(|it| it.span).collect();
            let within = spans.iter().filter_map(|span| Some((span, self.differing.get(span)?)));
            let within: Vec<(&Span, &Vec<usize>)> = within.collect();
            if holds {
                let (totals, terms): (Vec<_>, Vec<_>) =
                    within.into_iter().partition(|(span, _)| sum.ties().total == Some(**span));
                let all = |them: &[(&Span, &Vec<usize>)]| {
                    them.iter().flat_map(|(_, all)| all.iter().copied()).collect::<Vec<usize>>()
                };
                let (totals, terms) = (all(&totals), all(&terms));
                if let Some(term) = terms.first() {
                    self.edges.extend(totals.iter().map(|total| (*total, *term)));
                    self.carried.extend(totals);
                }
                self.groups.join(terms);
            } else if sum.ties().blames.is_none()
                && let Some(first) = within.first().and_then(|(_, all)| all.first())
            {
                self.edges.push((index, *first));
            }
        }
    }

    /// Numbers that differ in one place of a document, when several of them are another year's: those of which it is
    /// not known that they are not.
    fn by_paragraphs(&mut self) {
        let mut paragraphs: BTreeMap<(&str, &str), Vec<usize>> = BTreeMap::new();
        for (index, verdict) in &self.faults {
            if let Some(place) = place_of_what_differs(verdict) {
                paragraphs.entry(place).or_default().push(*index);
            }
        }
        for paragraph in paragraphs.into_values() {
            let year_of = |index: &usize| self.verdicts.get(*index)?.likely_cause.as_ref()?.year;
            let mut years: BTreeMap<i32, usize> = BTreeMap::new();
            for year in paragraph.iter().filter_map(year_of) {
                let number = years.entry(year).or_default();
                *number = number.saturating_add(1);
            }
            for (year, _) in years.into_iter().filter(|(_, number)| *number >= A_PARAGRAPH) {
                let may_be = |index: &usize| {
                    self.verdicts.get(*index).is_some_and(|it| !it.ties().not_of.contains(&year))
                };
                let all: Vec<usize> = paragraph.iter().copied().filter(may_be).collect();
                self.groups.join(all);
            }
        }
    }

    /// What is said of one figure: that its statements differ, what texts say of it, that a goal is reached with it.
    fn by_subjects(&mut self) {
        let mut all: BTreeMap<(&str, i32), Vec<Told<'_>>> = BTreeMap::new();
        for (index, verdict) in &self.faults {
            for it in &verdict.ties().about {
                let of = all.entry((it.figure.as_str(), it.year)).or_default();
                of.push((*index, it.against.as_deref()));
            }
        }
        for of in all.into_values() {
            // Two texts say the same only when they hold it against the same.
            if of.iter().any(|(_, against)| against.is_none()) {
                self.groups.join(of.into_iter().map(|(index, _)| index));
                continue;
            }
            let mut texts: BTreeMap<Option<&str>, Vec<usize>> = BTreeMap::new();
            for (index, against) in of {
                texts.entry(against).or_default().push(index);
            }
            texts.into_values().for_each(|all| self.groups.join(all));
        }
    }

    /// Faults of different kinds of subjects that rest on the very same statements, and two of one subject that
    /// looked at the same place.
    fn by_what_they_rest_on(&mut self) {
        // What is found of a document may be of other things in it too.
        let rests = |it: &'v Verdict| {
            let many = it.ties().rests.len() > 1 && it.subject.kind != SubjectKind::Document;
            many.then_some(&it.ties().rests)
        };
        for all in self.by(rests).into_values() {
            let kind = |index: &usize| self.verdicts.get(*index).map(|it| it.subject.kind);
            if all.iter().map(kind).collect::<BTreeSet<_>>().len() > 1 {
                self.groups.join(all);
            }
        }
        let mut places: BTreeMap<(&str, Span), Vec<usize>> = BTreeMap::new();
        for (index, verdict) in self.faults.iter().filter(|(_, it)| it.subject.kind == SubjectKind::Party) {
            for span in &verdict.ties().looked_at {
                places.entry((verdict.subject.id.as_str(), *span)).or_default().push(*index);
            }
        }
        places.into_values().for_each(|all| self.groups.join(all));
    }

    /// A number that differs, and that is counted in what is found of its document, is a part of that.
    fn by_documents(&mut self) {
        let documents = self.faults.iter().filter(|(_, it)| it.subject.kind == SubjectKind::Document);
        for (index, verdict) in documents {
            let parts = verdict.ties().rests.iter().filter_map(|span| self.differing.get(span)).flatten();
            self.edges.extend(parts.map(|part| (*part, *index)));
        }
    }

    /// What was reckoned from a statement that differs follows from that.
    fn by_terms(&mut self) {
        for (index, verdict) in &self.faults {
            let from = verdict.ties().reckoned_from.iter().find_map(|it| self.differing.get(it)?.first());
            self.edges.extend(from.map(|from| (*index, *from)));
        }
    }

    /// A share that can be no part of a whole, beside one that is wrong of the same: they were reckoned together.
    fn by_shares(&mut self) {
        let mut wrong: BTreeMap<(Span, (&str, &str)), usize> = BTreeMap::new();
        for (index, it) in self.faults.iter().filter(|(_, it)| it.ties().whole.is_none()) {
            let Some(place) = place_of_what_differs(it) else { continue };
            for span in &it.ties().rests {
                wrong.entry((*span, place)).or_insert(*index);
            }
        }
        for (index, verdict) in &self.faults {
            let beside =
                verdict.ties().whole.and_then(|whole| wrong.get(&(whole, place_of_what_differs(verdict)?)));
            self.edges.extend(beside.map(|other| (*index, *other)));
        }
    }

    /// What one rule says in the same words of agreements, initiatives or actions, of one party in several agreements,
    /// or of relations of one family, is one fault: a text that they share, or a habit.
    fn by_what_they_say(&mut self) {
        let mut same: BTreeMap<_, Vec<usize>> = BTreeMap::new();
        for (index, it) in &self.faults {
            if let Some(sort) = sort_of_what_is_alike(it) {
                same.entry((it.rule.as_ref(), it.subject.years, sort, it.says())).or_default().push(*index);
            }
        }
        same.into_values().for_each(|all| self.groups.join(all));
    }

    /// What stands unchanged from year to year is one fault.
    fn by_years(&mut self) {
        let mut same: BTreeMap<_, BTreeMap<i32, usize>> = BTreeMap::new();
        for (index, it) in &self.faults {
            let Some((year, last)) = it.subject.years else { continue };
            if it.subject.kind == SubjectKind::Year && year == last {
                let words = it.message.sv.replace(&year.to_string(), "");
                let of = same.entry((it.rule.as_ref(), words, &it.ties().rests)).or_default();
                of.insert(year, *index);
            }
        }
        let mut pairs = Vec::new();
        for years in same.values() {
            let next = |year: &i32| years.get(&year.saturating_add(1));
            pairs.extend(years.iter().filter_map(|(year, index)| Some([*index, *next(year)?])));
        }
        pairs.into_iter().for_each(|pair| self.groups.join(pair));
    }
}

/// What tells subjects apart that are not alike though the same is said of them; none of what is told one by one.
fn sort_of_what_is_alike(verdict: &Verdict) -> Option<&str> {
    let id = verdict.subject.id.as_str();
    match verdict.subject.kind {
        SubjectKind::Agreement | SubjectKind::Initiative | SubjectKind::Action => Some(""),
        SubjectKind::Party => id.rsplit_once('/').map(|(_, party)| party),
        SubjectKind::Relation => id.split_once('.').map(|(family, _)| family),
        _ => None,
    }
}

/// The document, and the place in it, of the number that a verdict says differs.
fn place_of_what_differs(verdict: &Verdict) -> Option<(&str, &str)> {
    let differs = verdict.ties().differs?;
    let value = verdict.values.iter().find(|it| it.span == Some(differs))?;
    Some((value.document.as_deref()?, value.part.as_deref()?))
}

/// Which verdicts have one cause: each points to another of its group, the first to itself.
struct Groups(Vec<usize>);

impl Groups {
    fn of(&self, index: usize) -> usize {
        let mut at = index;
        while let Some(next) = self.0.get(at).filter(|next| **next != at) {
            at = *next;
        }
        at
    }

    fn join(&mut self, all: impl IntoIterator<Item = usize>) {
        let mut all = all.into_iter();
        let Some(first) = all.next() else { return };
        for other in all {
            let (one, other) = (self.of(first), self.of(other));
            let (low, high) = (one.min(other), one.max(other));
            if let Some(to) = self.0.get_mut(high) {
                *to = low;
            }
        }
    }
}
