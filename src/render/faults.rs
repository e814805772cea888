//! The faults as every page counts them: how many there are and of how many causes, what of that can be put right,
//! and what has passed. The first screen, the brief and the report select and count here, and nowhere else.

use std::cmp::Reverse;
use std::collections::{BTreeMap, BTreeSet};

use crate::amount::Language;
use crate::diagnostic::Severity;
use crate::model::rule::Mends;
use crate::verdict::{Class, Verdict, by_rule};

/// Faults of one rule that do not follow from others.
pub(super) type Causes<'b> = Vec<&'b Verdict>;

/// What the rules find broken.
pub(super) struct Faults<'b> {
    /// All of it.
    pub(super) all: Vec<&'b Verdict>,
    /// The causes that can be put right, by rule, the weightiest first.
    pub(super) to_mend: Vec<Causes<'b>>,
    /// The causes that can no longer be put right, in the same order.
    pub(super) past: Vec<Causes<'b>>,
}

impl<'b> Faults<'b> {
    /// The faults among some verdicts.
    pub(super) fn among(verdicts: &'b [Verdict]) -> Self {
        let all: Vec<&Verdict> = verdicts.iter().filter(|it| it.finds(Class::Fault)).collect();
        let stands = still_standing(&all);
        let causes = all.iter().copied().filter(|it| it.follows_from.is_none());
        let (to_mend, past) = causes.partition(|it| stands.contains(it.fingerprint.as_str()));
        let following = following(&all);
        let [to_mend, past] = [to_mend, past].map(|found: Causes<'_>| ordered(&found, &following));
        Self { all, to_mend, past }
    }

    /// How many there are of a severity.
    pub(super) fn of(&self, severity: Severity) -> usize {
        self.all.iter().filter(|it| it.severity == severity).count()
    }

    /// How many causes can be put right.
    pub(super) fn mendable(&self) -> usize {
        self.to_mend.iter().map(Vec::len).sum()
    }

    /// How many causes have passed.
    pub(super) fn passed(&self) -> usize {
        self.past.iter().map(Vec::len).sum()
    }

    /// How many causes there are of all faults.
    pub(super) fn causes(&self) -> usize {
        self.mendable().saturating_add(self.passed())
    }
}

/// The causes of which something still stands: they themselves, or what follows from them, however far.
fn still_standing<'b>(all: &[&'b Verdict]) -> BTreeSet<&'b str> {
    let from: BTreeMap<&str, &str> =
        all.iter().filter_map(|it| Some((it.fingerprint.as_str(), it.follows_from.as_deref()?))).collect();
    let mut standing = BTreeSet::new();
    for verdict in all.iter().filter(|it| !it.past) {
        let mut next = Some(verdict.fingerprint.as_str());
        // What was seen before has had its own walked.
        while let Some(it) = next.filter(|it| standing.insert(*it)) {
            next = from.get(it).copied();
        }
    }
    standing
}

/// How many faults follow from each.
fn following<'b>(all: &[&'b Verdict]) -> BTreeMap<&'b str, usize> {
    let mut following: BTreeMap<&str, usize> = BTreeMap::new();
    for from in all.iter().filter_map(|it| it.follows_from.as_deref()) {
        let count = following.entry(from).or_default();
        *count = count.saturating_add(1);
    }
    following
}

/// By rule, the same in every language: first what does harm while it stands, then the gravest, of the law before the
/// förbund's own, the latest before the old, what most follows from.
fn ordered<'b>(causes: &[&'b Verdict], following: &BTreeMap<&str, usize>) -> Vec<Causes<'b>> {
    let mut groups = by_rule(causes);
    let latest = |group: &[&Verdict]| group.iter().filter_map(|it| it.subject.years).max();
    groups.sort_by_cached_key(|group| {
        let gravest = group.iter().map(|it| it.severity).max();
        let first = group.first();
        let follow: usize = group.iter().filter_map(|it| following.get(it.fingerprint.as_str())).sum();
        let title = first.map(|it| it.rule_title.get(Language::Sv).to_owned());
        let harms = first.is_some_and(|it| it.mends == Mends::AtOnce);
        let weight = (Reverse(gravest), first.map(|it| it.authority), Reverse(latest(group)));
        (Reverse(harms), weight, Reverse(follow), title)
    });
    groups
}
