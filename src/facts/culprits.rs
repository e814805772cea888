//! The number that is wrong, where it can be told which: the one whose correction mends most of what does not go
//! together, and breaks least.
//!
//! A number that is carried on into a sum takes the sum along: the sum is right when the number is.

use std::cmp::Reverse;
use std::collections::{BTreeMap, BTreeSet};

use rayon::iter::{IntoParallelIterator, ParallelIterator};

use super::Facts;
use super::figures::{Candidate, Check, Instead};
use crate::amount::{Language, Origin, Quantity, Text, counted, many};
use crate::model::follow_up::Assertion;

/// A printed number that another should stand in the place of.
#[derive(Debug, Clone)]
pub struct Culprit {
    /// The number.
    pub(super) origin: Origin,
    /// What it should be.
    pub(super) right: Quantity,
    /// The wrong number that it was reckoned from.
    pub(super) from: Option<Origin>,
    /// The subjects that are judged on what it mends.
    pub(super) mends: BTreeSet<String>,
    /// Those of them of which nothing else fails.
    pub(super) clears: BTreeSet<String>,
    /// What it should be and why, for a reader: a guess.
    pub(super) words: Text,
}

/// By how much more than it costs a correction must mend for a number to be called wrong.
const TELLING: i64 = 2;

/// How far a wrong number is followed through the sums that it is carried on into.
const STEPS: usize = 4;

impl Facts {
    /// The numbers that are wrong, looked for when somebody asks.
    pub(super) fn culprits(&self) -> &[Culprit] {
        self.culprits.get().map_or_else(|| self.find_culprits(), Vec::as_slice)
    }

    /// Looks for them on all processors. Nobody waits for a lock meanwhile: who did would wait for a work that waits
    /// for him.
    fn find_culprits(&self) -> &[Culprit] {
        let checks = self.figures.checks(&self.model);
        let all_hold = checks.iter().all(|it| it.holds);
        let found = if all_hold { Vec::new() } else { Search::new(self, checks).culprits() };
        self.culprits.get_or_init(|| found)
    }

    /// The wrong number that a subject is judged on: the one that mends it, or else one of those it rests on.
    #[must_use]
    pub fn culprit(&self, subject: &str, rests: &[Origin]) -> Option<&Culprit> {
        let mends = self.culprits().iter().find(|it| it.mends.contains(subject));
        mends.or_else(|| self.culprits().iter().find(|it| rests.contains(&it.origin)))
    }

    /// The wrong number beside a figure whose own statements are right with the right one.
    pub(super) fn culprit_beside(&self, name: &str, year: i32) -> Option<&Culprit> {
        let id = format!("{name}/{year}");
        let own = |it: &Culprit| self.claim(it.origin).is_some_and(|it| it.figure == name && it.year == year);
        self.culprits().iter().find(|it| it.clears.contains(&id) && !own(it))
    }

    /// The correction of a wrong number and of those it was carried on into.
    pub(super) fn corrections(&self, origin: Origin) -> Instead {
        let mut all = Instead::new();
        let mut next = vec![origin];
        while let Some(origin) = next.pop() {
            for it in self.culprits().iter().filter(|it| it.origin == origin || it.from == Some(origin)) {
                if all.insert(it.origin, it.right.clone()).is_none() && it.origin != origin {
                    next.push(it.origin);
                }
            }
        }
        all
    }

    /// The corrections of the wrong numbers among those that something rests on.
    pub(super) fn corrections_among(&self, origins: &[Origin]) -> Vec<&Culprit> {
        self.culprits().iter().filter(|it| origins.contains(&it.origin)).collect()
    }
}

impl Culprit {
    /// What it should be and why.
    #[must_use]
    pub const fn words(&self) -> &Text {
        &self.words
    }
}

/// A statement that judges figures, with what it rests on.
struct Told<'f> {
    statement: &'f Assertion,
    holds: bool,
}

struct Search<'f> {
    facts: &'f Facts,
    checks: Vec<Check<'f>>,
    told: Vec<Told<'f>>,
    /// The checks, and the statements, that rest on each number.
    by_cell: BTreeMap<Origin, (Vec<usize>, Vec<usize>)>,
    /// The numbers that would mend a check that fails.
    candidates: BTreeMap<Origin, Vec<Quantity>>,
    /// The statements that are other than what their figures are.
    suspects: BTreeSet<Origin>,
}

/// What some corrections do together.
#[derive(Clone)]
struct Weighed {
    /// The corrections: the first is the root, each next is carried on from the one before.
    chain: Vec<Candidate>,
    mended: BTreeSet<usize>,
    told: BTreeSet<usize>,
    broken: BTreeSet<usize>,
    /// A number printed elsewhere that bears witness to the correction.
    echo: Option<Text>,
    score: i64,
}

impl Weighed {
    /// Whether two corrections are of the same numbers, and come to the same within the rounding.
    fn is_the_same(&self, other: &Self) -> bool {
        let same = |((one, right), (another, as_right)): (&Candidate, &Candidate)| {
            one == another && right.meets(as_right).unwrap_or(false)
        };
        self.chain.len() == other.chain.len() && self.chain.iter().zip(&other.chain).all(same)
    }
}

impl<'f> Search<'f> {
    fn new(facts: &'f Facts, checks: Vec<Check<'f>>) -> Self {
        let mut by_cell: BTreeMap<Origin, (Vec<usize>, Vec<usize>)> = BTreeMap::new();
        for (index, check) in checks.iter().enumerate() {
            for cell in &check.cells {
                by_cell.entry(*cell).or_default().0.push(index);
            }
        }
        let mut told = Vec::new();
        for statement in facts.told_statements() {
            let Ok((holds, origins)) = facts.holds_with(statement, &Instead::new()) else { continue };
            for origin in origins {
                by_cell.entry(origin).or_default().1.push(told.len());
            }
            told.push(Told { statement, holds });
        }
        let (candidates, suspects) = (BTreeMap::new(), BTreeSet::new());
        let mut search = Self { facts, checks, told, by_cell, candidates, suspects };
        let failing = || search.checks.iter().filter(|it| !it.holds);
        let found = failing().flat_map(|check| {
            let all = facts.figures.candidates(&facts.model, check).into_iter();
            // What a sum should be is best known by the sum itself.
            all.map(move |(origin, other)| (check.total != Some(origin), origin, other))
        });
        let mut found: Vec<(bool, Origin, Quantity)> = found.collect();
        found.sort_by_key(|(of_a_term, origin, _)| (*of_a_term, *origin));
        search.suspects = failing().filter_map(Check::claim).collect();
        for (_, origin, other) in found {
            let all = search.candidates.entry(origin).or_default();
            if all.iter().all(|it| it.value != other.value) {
                all.push(other);
            }
        }
        search
    }

    fn culprits(&self) -> Vec<Culprit> {
        let starts = self.candidates.iter().filter(|(origin, _)| self.is_a_start(**origin));
        let starts = starts.flat_map(|(origin, all)| all.iter().map(|it| (*origin, it.clone())));
        let starts: Vec<Candidate> = starts.collect();
        let mut found: Vec<Weighed> = starts.into_par_iter().map(|it| self.followed(vec![it])).collect();
        found.sort_by_key(|it| (Reverse(it.score), it.chain.first().map(|(origin, _)| *origin)));
        let mut culprits = Vec::new();
        let mut settled: BTreeSet<usize> = BTreeSet::new();
        for one in found.iter().filter(|it| it.score >= TELLING) {
            let rival = |other: &&Weighed| {
                other.score >= one.score && !other.is_the_same(one) && !other.mended.is_disjoint(&one.mended)
            };
            if !settled.is_disjoint(&one.mended) || found.iter().any(|it| rival(&it)) {
                continue;
            }
            settled.extend(one.mended.iter().copied());
            culprits.extend(self.named(one));
        }
        culprits
    }

    /// Whether a number can be told from others: it stands in several things that fail, or in a sum that is off
    /// with it.
    fn is_a_start(&self, origin: Origin) -> bool {
        let Some((checks, told)) = self.by_cell.get(&origin) else { return false };
        let checks = || checks.iter().filter_map(|it| self.checks.get(*it));
        let told = told.iter().filter_map(|it| self.told.get(*it)).filter(|it| !it.holds).count();
        let failing = checks().filter(|it| !it.holds).count();
        let carried = |check: &Check<'_>| {
            check.holds && check.total.is_some_and(|it| it != origin && self.candidates.contains_key(&it))
        };
        failing.saturating_add(told) > 1 || checks().any(carried)
    }

    /// A correction, with those of the sums that the number was carried on into.
    fn followed(&self, chain: Vec<Candidate>) -> Weighed {
        let own = self.weigh(chain);
        if own.chain.len() >= STEPS {
            return own;
        }
        let totals = own.broken.iter().filter_map(|it| self.checks.get(*it)?.total);
        let totals = totals.filter(|total| own.chain.iter().all(|(origin, _)| origin != total));
        let totals: BTreeSet<Origin> = totals.collect();
        let further = totals.iter().flat_map(|total| {
            let all = self.candidates.get(total).into_iter().flatten();
            all.map(|it| own.chain.iter().cloned().chain([(*total, it.clone())]).collect::<Vec<_>>())
        });
        let mut best = own.clone();
        for chain in further {
            let weighed = self.weigh(chain);
            if weighed.score > own.score {
                let weighed = self.followed(weighed.chain);
                if weighed.score > best.score {
                    best = weighed;
                }
            }
        }
        best
    }

    fn weigh(&self, chain: Vec<Candidate>) -> Weighed {
        let instead: Instead = chain.iter().cloned().collect();
        let touched = || instead.keys().filter_map(|it| self.by_cell.get(it));
        let checks: BTreeSet<usize> = touched().flat_map(|(checks, _)| checks).copied().collect();
        let told: BTreeSet<usize> = touched().flat_map(|(_, told)| told).copied().collect();
        let (mut mended, mut broken, mut lost) = (BTreeSet::new(), BTreeSet::new(), 0_usize);
        for index in checks {
            let Some(check) = self.checks.get(index) else { continue };
            match (check.holds, self.facts.figures.comes_out(&self.facts.model, check, &instead)) {
                (false, Some(true)) => mended.insert(index),
                (true, Some(false)) => broken.insert(index),
                _ => false,
            };
        }
        let mut found = BTreeSet::new();
        for index in told {
            let Some(told) = self.told.get(index) else { continue };
            let holds = self.facts.holds_with(told.statement, &instead).map(|(holds, _)| holds);
            match (told.holds, holds) {
                (false, Ok(true)) => {
                    found.insert(index);
                }
                (true, Ok(false)) => lost = lost.saturating_add(1),
                _ => {}
            }
        }
        // What comes out with one wrong number still in it came out by chance.
        let by_chance = |index: &usize| {
            let cells = self.checks.get(*index).map(|it| &it.cells);
            let mut suspects = cells.into_iter().flatten().filter(|it| self.suspects.contains(it));
            suspects.any(|it| !instead.contains_key(it))
        };
        let sure = |index: &usize| {
            let check = self.checks.get(*index);
            check.is_some_and(|it| it.claim().is_some()) || !by_chance(index)
        };
        mended.retain(sure);
        // A text that something is more than a number is right of much else too: that it is right is no witness, what
        // comes to a printed number is.
        let echo = (chain.len() == 1 && !mended.is_empty()).then(|| {
            chain.iter().find_map(|(origin, _)| self.facts.figures.echo(&self.facts.model, *origin, &instead))
        });
        let echo = echo.flatten();
        let gained = many(mended.len().saturating_add(usize::from(echo.is_some())));
        let costs = many(broken.len().saturating_add(lost).saturating_add(chain.len().saturating_sub(1)));
        Weighed { score: gained.saturating_sub(costs), chain, mended, told: found, broken, echo }
    }

    /// The wrong numbers of a chain, each with what it mends.
    fn named(&self, weighed: &Weighed) -> Vec<Culprit> {
        let instead: Instead = weighed.chain.iter().cloned().collect();
        let last = |cells: &dyn Fn(Origin) -> bool| {
            weighed.chain.iter().rev().map(|(origin, _)| *origin).find(|it| cells(*it))
        };
        let mut from = None;
        let mut all = Vec::new();
        for (at, (origin, right)) in weighed.chain.iter().enumerate() {
            let mended = weighed.mended.iter().filter_map(|it| self.checks.get(*it));
            let mended: Vec<&Check<'_>> =
                mended.filter(|check| last(&|it| check.cells.contains(&it)) == Some(*origin)).collect();
            let rests = |told: usize| self.by_cell.get(origin).is_some_and(|(_, all)| all.contains(&told));
            let told = weighed.told.iter().filter(|it| rests(**it)).filter_map(|it| self.told.get(*it));
            let told: Vec<&Assertion> = told.map(|it| it.statement).collect();
            let mut mends: BTreeSet<String> = mended.iter().map(|it| it.subject.clone()).collect();
            mends.extend(told.iter().map(|it| format!("statement/{}", it.id.value)));
            let left = |subject: &&String| {
                let mut all =
                    self.checks.iter().enumerate().filter(|(_, it)| it.subject == **subject && !it.holds);
                all.all(|(index, _)| weighed.mended.contains(&index))
            };
            let clears = mends.iter().filter(left).cloned().collect();
            let witness =
                mended.iter().find_map(|it| self.facts.figures.witness(&self.facts.model, it, &instead));
            let said = told.first().and_then(|it| it.source.as_ref());
            let said = said.map(|it| self.facts.model.cited(it)).map(|it| {
                Text::new(
                    format!("och då stämmer texten i {it}"),
                    format!("and then the text in {it} is right"),
                )
            });
            let next = at.checked_add(1).and_then(|next| weighed.chain.get(next));
            let words = self.words(
                (*origin, right),
                mends.len(),
                next,
                witness.or_else(|| weighed.echo.clone()).or(said),
            );
            all.push(Culprit { origin: *origin, right: right.clone(), from, mends, clears, words });
            from = Some(*origin);
        }
        all
    }

    /// `Med 4 personer i stället för 9 personer för övriga avbrott går 4 uppgifter ihop …; 4 av 56 är 7 %.`
    fn words(
        &self,
        (origin, right): (Origin, &Quantity),
        mends: usize,
        next: Option<&Candidate>,
        witness: Option<Text>,
    ) -> Text {
        let title = |origin| self.facts.claim(origin).map(|it| self.facts.figure_title(it.figure));
        let next = next.and_then(|(origin, _)| title(*origin));
        let title = title(origin).unwrap_or_default();
        let wrong = self.facts.figures.value_of(origin);
        let nouns = ["uppgift går ihop", "uppgifter går ihop", "statement adds up", "statements add up"];
        let things = counted(many(mends), nouns);
        let more: Vec<Text> = next.iter().map(|it| carried(it)).chain(witness).collect();
        title.map(|language, title| {
            let wrong = wrong.map(|it| it.written(language)).unwrap_or_default();
            let (right, things) = (right.written(language), things.get(language));
            let more: String = more.iter().map(|it| format!("; {}", it.get(language))).collect();
            let [with, instead, of, otherwise] = match language {
                Language::Sv => ["Med", "i stället för", "för", "som annars inte gör det"],
                Language::En => ["With", "in the place of", "for", "where it did not before"],
            };
            format!("{with} {right} {instead} {wrong} {of} {title}: {things} {otherwise}{more}.")
        })
    }
}

/// What a wrong number was carried on into.
fn carried(into: &Text) -> Text {
    Text::new(format!("felet följer med i {}", into.sv), format!("it is carried on into {}", into.en))
}
