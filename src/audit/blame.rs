//! Which number is wrong where a relation does not hold: the one whose correction mends most. What else comes out with
//! it is a consequence and no finding of its own.

use std::cmp::Reverse;
use std::collections::{BTreeMap, BTreeSet};

use rust_decimal::Decimal;

use super::relation::{Ground, Relation, Shape, Sort, Values, bare, values};
use super::{Blame, Finding};
use crate::amount::slip::{self, Addend, digits_of};
use crate::amount::{Quantity, Text};
use crate::document::grid::Grids;

/// What a rank begins from, so that what breaks more than it mends has one too.
const ZERO: usize = 1_000_000;

/// How many relations that fail are weighed against each other.
const TOGETHER: usize = 100;

/// Digits that two relations must agree on for it to be no chance that they do.
const TELLING: usize = 3;

/// Findings, questions, and the relations that hold.
pub(super) fn blamed(
    grids: &Grids,
    mut relations: Vec<Relation>,
) -> (Vec<Finding>, Vec<Finding>, Vec<Relation>) {
    relations.sort();
    relations.dedup_by(|a, b| (a.sort, a.target, &a.terms) == (b.sort, b.target, &b.terms));
    let printed = values(grids);
    let (guesses, asserted): (Vec<_>, Vec<_>) =
        relations.into_iter().partition(|it| it.ground == Ground::Guess);
    let (confirmed, failing): (Vec<_>, Vec<_>) =
        asserted.into_iter().partition(|it| it.holds(&printed) != Some(false));
    let mut open: Vec<Relation> =
        guesses.into_iter().filter(|it| it.holds(&printed) == Some(false)).collect();
    let mut court = Court {
        by_figure: indexed(&confirmed),
        confirmed: &confirmed,
        guesses: indexed(&open),
        open: &open.clone(),
        values: printed.clone(),
    };
    let mut failing = failing;
    failing.sort_by_key(|it| it.target);
    // Of a document where hardly anything adds up, what stands near each other is judged together.
    let mut findings: Vec<Finding> = Vec::new();
    for near in failing.chunks(TOGETHER) {
        findings.extend(court.judged(near.to_vec()));
    }
    open.retain(|guess| match guess.holds(&court.values) {
        // With what is found put right it holds: a consequence.
        Some(true) => {
            let own = findings.iter_mut().find(|it| guess.figures().any(|figure| figure == it.figure));
            own.into_iter().for_each(|it| it.others.push(guess.clone()));
            false
        }
        _ => true,
    });
    findings.extend(borne_out(&mut open, &court.values));
    let found: BTreeSet<usize> = findings.iter().map(|it| it.figure).collect();
    // What holds in another way is not asked about either; nor what something else rests on, unless a head says it.
    let borne = |it: &Relation| {
        let by_head = matches!(it.sort, Sort::Difference | Sort::Total);
        let own = court.by_figure.get(&it.target).into_iter().flatten().filter_map(|at| confirmed.get(*at));
        own.into_iter().any(|own| own.sort != it.sort && (!by_head || own.target == it.target))
    };
    open.retain(|it| !it.figures().any(|it| found.contains(&it)) && !borne(it));
    let mut questions = asked(open, &printed);
    for finding in findings.iter_mut().chain(&mut questions) {
        finding.cause = cause(grids, &printed, finding);
    }
    findings.sort_by_key(|it| it.figure);
    questions.sort_by_key(|it| it.figure);
    // What says nothing bears witness to a number, and is no relation to boast of.
    let telling = confirmed.iter().filter(|it| it.is_telling(&printed)).cloned().collect();
    (findings, questions, telling)
}

impl Relation {
    /// All its numbers.
    pub(super) fn figures(&self) -> impl Iterator<Item = usize> {
        std::iter::once(self.target).chain(self.terms.iter().map(|it| it.figure))
    }
}

/// The relations that each number stands in.
fn indexed(relations: &[Relation]) -> BTreeMap<usize, Vec<usize>> {
    let mut found: BTreeMap<usize, Vec<usize>> = BTreeMap::new();
    for (at, relation) in relations.iter().enumerate() {
        for figure in relation.figures() {
            found.entry(figure).or_default().push(at);
        }
    }
    found
}

/// What holds, what only looks as if it should, and the numbers as they have been put right so far.
struct Court<'r> {
    by_figure: BTreeMap<usize, Vec<usize>>,
    confirmed: &'r [Relation],
    guesses: BTreeMap<usize, Vec<usize>>,
    open: &'r [Relation],
    values: Values,
}

/// How good a correction is: what it mends less what it breaks, a guess counting half; whether it is what relations
/// come to; how closely it is known; the first.
type Rank = (usize, usize, Reverse<Decimal>, Reverse<usize>);

impl Court<'_> {
    /// Puts one number right at a time, until all that fails is explained.
    fn judged(&mut self, mut failing: Vec<Relation>) -> Vec<Finding> {
        let mut findings: Vec<Finding> = Vec::new();
        while !failing.is_empty() {
            let Some((figure, right, blame)) = self.most_mending(&failing) else { break };
            let before = self.put(figure, right.clone());
            let (mut mended, left): (Vec<_>, Vec<_>) =
                failing.into_iter().partition(|it| it.holds(&self.values) == Some(true));
            failing = left;
            // What tells of the number itself is said first.
            mended.sort_by_key(|it| (it.target != figure, it.sort));
            let mut mended = mended.into_iter();
            let Some(relation) = mended.next() else { break };
            let (figure, right) = match blame {
                Blame::This | Blame::Likely => (figure, right),
                Blame::Terms => {
                    before.and_then(|it| self.put(figure, it));
                    let Some(sum) = relation.comes_to(&self.values) else { continue };
                    (relation.target, sum)
                }
            };
            findings.push(Finding { figure, right, blame, relation, others: mended.collect(), cause: None });
        }
        findings
    }

    fn put(&mut self, figure: usize, right: Quantity) -> Option<Quantity> {
        self.values.get_mut(figure).map(|it| std::mem::replace(it, right))
    }

    /// How much of what a number stands in goes together; what is asserted counts double.
    fn agreement(&self, figure: usize, failing: &[Relation]) -> usize {
        let holds = |it: &&Relation| it.holds(&self.values) == Some(true);
        let of = |index: &BTreeMap<usize, Vec<usize>>, all: &[Relation]| {
            let own = index.get(&figure).into_iter().flatten();
            own.filter_map(|it| all.get(*it)).filter(holds).count()
        };
        let own = failing.iter().filter(|it| it.figures().any(|it| it == figure)).filter(holds).count();
        let asserted = own.saturating_add(of(&self.by_figure, self.confirmed));
        asserted.saturating_mul(2).saturating_add(of(&self.guesses, self.open))
    }

    /// The correction that mends most and breaks least; of several, that of what a relation comes to.
    fn most_mending(&mut self, failing: &[Relation]) -> Option<(usize, Quantity, Blame)> {
        let all = failing.iter().flat_map(|it| it.corrections(&self.values));
        let mut all: Vec<(usize, Quantity)> = all.map(|(at, it)| (at, bare(&it))).collect();
        let known: BTreeSet<usize> = all.iter().map(|(at, _)| *at).collect();
        // What looks like a relation may tell more closely what a number should be.
        let guesses = self.open.iter().flat_map(|it| it.corrections(&self.values));
        let guesses = guesses.filter(|(at, _)| known.contains(at)).map(|(at, it)| (at, bare(&it)));
        all.extend(guesses.collect::<Vec<_>>());
        let ranked: Vec<(Rank, usize, Quantity)> = all
            .into_iter()
            .filter_map(|(figure, right)| Some((self.rank(figure, &right, failing)?, figure, right)))
            .collect();
        let (rank, figure, right) = ranked.iter().max_by_key(|(rank, ..)| *rank)?;
        // Only what stands in the same relation may be wrong instead.
        let own = || failing.iter().filter(|it| it.figures().any(|it| it == *figure));
        let beside: BTreeSet<usize> = own().flat_map(Relation::figures).filter(|it| it != figure).collect();
        // What was not looked for may be as good.
        let as_good = own().any(Relation::is_too_long)
            || ranked.iter().any(|(other, it, _)| beside.contains(it) && other.0 == rank.0);
        let blame = match (as_good, rank.1 > 0) {
            (false, _) => Blame::This,
            (true, true) => Blame::Likely,
            (true, false) => Blame::Terms,
        };
        Some((*figure, right.clone(), blame))
    }

    /// How good a correction is; none where it mends nothing.
    fn rank(&mut self, figure: usize, right: &Quantity, failing: &[Relation]) -> Option<Rank> {
        let before = self.agreement(figure, failing);
        let old = self.put(figure, right.clone())?;
        let mended = failing.iter().filter(|it| it.holds(&self.values) == Some(true));
        let targets = mended.clone().filter(|it| it.target == figure).count();
        let mends = mended.count() > 0;
        let after = self.agreement(figure, failing).saturating_add(ZERO).saturating_sub(before);
        self.put(figure, old);
        let width = Reverse(right.high.saturating_sub(right.low));
        mends.then_some((after, targets, width, Reverse(figure)))
    }
}

/// Guesses of two sorts that agree on what a number should be: then it is no guess.
fn borne_out(open: &mut Vec<Relation>, values: &Values) -> Vec<Finding> {
    let mut by_figure: BTreeMap<usize, Vec<(usize, Quantity)>> = BTreeMap::new();
    for (at, relation) in open.iter().enumerate() {
        for (figure, right) in relation.corrections(values) {
            by_figure.entry(figure).or_default().push((at, right));
        }
    }
    let mut findings = Vec::new();
    let mut used = BTreeSet::new();
    for (figure, all) in by_figure {
        let sort = |at: usize| open.get(at).map(|it| it.sort);
        let agree = |(one, right): &(usize, Quantity), (other, it): &(usize, Quantity)| {
            sort(*one) != sort(*other)
                && digits_of(right.digits_printed()) >= TELLING
                && right.meets(it).unwrap_or(false)
        };
        let first = all.iter().find(|it| all.iter().any(|other| agree(it, other)));
        let Some((at, right)) = first.filter(|(at, _)| !used.contains(at)) else { continue };
        let others = all.iter().filter(|it| agree(&(*at, right.clone()), it)).map(|(at, _)| *at);
        let others: Vec<usize> = others.collect();
        used.insert(*at);
        used.extend(others.iter().copied());
        let relations = others.iter().filter_map(|at| open.get(*at)).cloned();
        let Some(relation) = open.get(*at).cloned() else { continue };
        findings.push(Finding {
            figure,
            right: right.clone(),
            blame: Blame::This,
            relation,
            others: relations.collect(),
            cause: None,
        });
    }
    let mut at = 0_usize;
    open.retain(|_| {
        let is_open = !used.contains(&at);
        at = at.saturating_add(1);
        is_open
    });
    findings
}

/// What only looks like a relation is asked about: of the number it should come to.
fn asked(open: Vec<Relation>, values: &Values) -> Vec<Finding> {
    let mut questions: BTreeMap<usize, Finding> = BTreeMap::new();
    for relation in open {
        let Some(right) = relation.comes_to(values) else { continue };
        match questions.get_mut(&relation.target) {
            Some(it) => it.others.push(relation),
            None => {
                let figure = relation.target;
                let (blame, others) = (Blame::Likely, Vec::new());
                let finding = Finding { figure, right, blame, relation, others, cause: None };
                questions.insert(figure, finding);
            }
        }
    }
    questions.into_values().collect()
}

/// What may have happened to a number.
fn cause(grids: &Grids, values: &Values, finding: &Finding) -> Option<Text> {
    let printed = grids.quantity(finding.figure)?;
    slip::of(printed, &finding.right)
        .or_else(|| in_a_term(grids, printed, finding))
        .or_else(|| copied(grids, values, finding))
}

/// One of the terms is left out, counted twice, turned or written wrongly.
fn in_a_term(grids: &Grids, printed: &Quantity, finding: &Finding) -> Option<Text> {
    let relation = &finding.relation;
    if relation.target != finding.figure
        || relation.shape != Shape::Sum
        || relation.terms.len() < 2
        || relation.is_too_long()
    {
        return None;
    }
    let addend = |term: &super::relation::Term| {
        let (_, line, column) = grids.place(term.figure)?;
        // What terms are told apart by: their rows in a column, their columns in a row.
        let across = matches!(relation.sort, Sort::Difference | Sort::Total);
        let title = if across { &column.title } else { &line.label };
        let value = grids.quantity(term.figure)?.clone();
        Some(Addend { title: Text::same(format!("”{title}”")), minus: term.minus, value })
    };
    let addends: Option<Vec<Addend>> = relation.terms.iter().map(addend).collect();
    slip::in_a_term(&addends?, printed)
}

/// The number is that of the row before or after in the same column.
fn copied(grids: &Grids, values: &Values, finding: &Finding) -> Option<Text> {
    let own = grids.figures.get(finding.figure)?;
    let printed = values.get(finding.figure)?;
    if digits_of(printed.digits_printed()) < TELLING {
        return None;
    }
    let beside = |step: i64| {
        let line = usize::try_from(i64::try_from(own.line).ok()?.checked_add(step)?).ok()?;
        let line = grids.grids.get(own.grid)?.lines.get(line)?;
        let other = line.figures.get(own.column).copied().flatten()?;
        (values.get(other)?.value == printed.value).then_some(line)
    };
    let line = beside(-1).or_else(|| beside(1))?;
    Some(Text::new(
        format!("Samma tal står i raden ”{}” intill: det kan vara kopierat.", line.label),
        format!("The same number stands in the row “{}” beside it: it may be copied.", line.label),
    ))
}
