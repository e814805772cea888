//! Two assessments of one förbund held beside each other: what is new, resolved, worse or better, and why.

mod saved;
mod verification;

use std::cmp::Ordering;
use std::collections::BTreeMap;

use rust_decimal::Decimal;

pub use saved::{Saved, SavedAsked, SavedProblem, SavedVerdict, Unreadable};
pub use verification::{FileChange, Parting, Verification};

use crate::amount::Text;
use crate::verdict::Outcome;

/// What became of one finding between two assessments.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Change {
    /// Broken now, and not before.
    New,
    /// Broken on both sides, and more so now.
    Worse,
    /// Answered before, and not to be told now: what was met is not shown to be any longer, and what was broken is not
    /// shown to be put right.
    Lost,
    /// Not to be told now, and not asked before or open for another reason.
    Opened,
    /// Broken before, and met now.
    Resolved,
    /// Broken before, and no longer asked about: nobody has put it right.
    Gone,
    /// Broken before, and broken still, but a waiver now covers it.
    Accepted,
    /// Broken on both sides, and less so now.
    Better,
    /// Broken on both sides alike.
    Unchanged,
}

/// One finding on either side, or both.
#[derive(Debug, Clone, Copy)]
pub struct Compared<'s> {
    /// What became of it.
    pub change: Change,
    /// How it stood before.
    pub before: Option<&'s SavedVerdict>,
    /// How it stands now.
    pub now: Option<&'s SavedVerdict>,
}

/// Something that is other on one side than on the other, and that a difference may come of.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Cause {
    /// The agreements, figures or register.
    Data,
    /// The förbund's own rules.
    Rules,
    /// What the förbund has set in the standard, or set aside: what is in force on one side alone.
    Parameters(Vec<Text>),
    /// The standard's edition, or another copy of it.
    Standard,
    /// The day of what was known.
    Knowledge,
    /// The limit below which a difference is no more than noted.
    Materiality,
    /// The day asked for.
    Time,
}

/// Two assessments and all that differs.
#[derive(Debug)]
pub struct Comparison<'s> {
    /// The earlier one, as it was named first.
    pub before: &'s Saved,
    /// The later one.
    pub now: &'s Saved,
    /// Why they may differ, in the order of [`Cause`].
    pub causes: Vec<Cause>,
    /// Every finding of either, the new ones first, each kind in the order of rule and subject.
    pub findings: Vec<Compared<'s>>,
}

impl<'s> Comparison<'s> {
    /// Holds one assessment beside another of the same förbund.
    ///
    /// # Errors
    /// When they are of two workspaces, or not the same was asked for: then they cannot be held beside each other.
    pub fn new(before: &'s Saved, now: &'s Saved) -> Result<Self, Text> {
        before.is_of(&now.workspace.name)?;
        before.is_whole()?;
        now.is_whole()?;
        if before.asked != now.asked {
            return Err(Text::new(
                "de två är av olika frågor: den ena frågade bara efter vissa regler eller ett visst år; \
                 fråga båda lika, med samma `--rule`, `--year` och `--without`",
                "the two are of different questions: one asked for some rules or one year alone; ask both alike, \
                 with the same `--rule`, `--year` and `--without`",
            ));
        }
        let mut findings: Vec<Compared<'s>> = Vec::new();
        let (earlier, later) = (by_key(before), by_key(now));
        for (key, then) in &earlier {
            findings.extend(compared(Some(then), later.get(key).copied()));
        }
        for (_, it) in later.iter().filter(|(key, _)| !earlier.contains_key(*key)) {
            findings.extend(compared(None, Some(it)));
        }
        findings.sort_by_key(|it| (it.change, it.key()));
        Ok(Self { before, now, causes: causes(before, now), findings })
    }

    /// The findings of which one thing became.
    pub fn of(&self, change: Change) -> impl Iterator<Item = &Compared<'s>> {
        self.findings.iter().filter(move |it| it.change == change)
    }

    /// Whether anything is new or worse.
    #[must_use]
    pub fn is_worse(&self) -> bool {
        self.findings.iter().any(|it| matches!(it.change, Change::New | Change::Worse))
    }

    /// Whether anything is open that was not, or not for that reason: an answer that is lost is none.
    #[must_use]
    pub fn is_less_known(&self) -> bool {
        self.findings.iter().any(|it| matches!(it.change, Change::Lost | Change::Opened))
    }
}

impl<'s> Compared<'s> {
    /// How it stands now, or else how it stood.
    #[must_use]
    pub fn latest(&self) -> Option<&'s SavedVerdict> {
        let is_of_now = matches!(self.change, Change::Accepted | Change::Lost | Change::Opened);
        self.now.filter(|it| it.is_broken() || is_of_now).or(self.before)
    }

    /// Whether it is a fault that follows from no other, now or before.
    #[must_use]
    pub fn is_cause(&self) -> bool {
        [self.now, self.before].into_iter().flatten().any(SavedVerdict::is_cause)
    }

    /// How much more it is now than before, in its own unit, and the unit's name: days late, or an amount.
    #[must_use]
    pub fn moved(&self) -> Option<(Decimal, &'s str)> {
        let (before, now) = (self.before?, self.now?);
        let (one, unit) = before.extent()?;
        let (other, same) = now.extent()?;
        other.checked_sub(one).filter(|moved| !moved.is_zero() && unit == same).map(|moved| (moved, unit))
    }

    fn key(&self) -> (&'s str, &'s str) {
        self.now.or(self.before).map_or(("", ""), |it| (it.rule.as_str(), it.subject.id.as_str()))
    }
}

type ByKey<'s> = BTreeMap<(&'s str, &'s str), &'s SavedVerdict>;

fn by_key(saved: &Saved) -> ByKey<'_> {
    saved.verdicts.iter().map(|it| ((it.rule.as_str(), it.subject.id.as_str()), it)).collect()
}

fn compared<'s>(before: Option<&'s SavedVerdict>, now: Option<&'s SavedVerdict>) -> Option<Compared<'s>> {
    let broken = |it: Option<&SavedVerdict>| it.is_some_and(SavedVerdict::is_broken);
    let became = now.map(|it| it.outcome);
    let both = Compared { change: Change::Unchanged, before, now };
    let change = match (broken(before), broken(now)) {
        _ if became == Some(Outcome::Undecided) => match before {
            Some(then) if then.is_answered() => Change::Lost,
            Some(then) if Some(&then.fingerprint) == now.map(|it| &it.fingerprint) => return None,
            _ => Change::Opened,
        },
        (false, false) => return None,
        (false, true) => Change::New,
        (true, false) => match became {
            Some(Outcome::Waived) => Change::Accepted,
            Some(Outcome::Met) => Change::Resolved,
            _ => Change::Gone,
        },
        (true, true) => match both.moved().map(|(moved, _)| moved.cmp(&Decimal::ZERO)) {
            Some(Ordering::Greater) => Change::Worse,
            Some(Ordering::Less) => Change::Better,
            _ => Change::Unchanged,
        },
    };
    Some(Compared { change, ..both })
}

fn causes(before: &Saved, now: &Saved) -> Vec<Cause> {
    let (one, other) = (&before.workspace, &now.workspace);
    let mut causes = Vec::new();
    let mut add = |differs: bool, cause: Cause| causes.extend(differs.then_some(cause));
    add(one.inputs != other.inputs, Cause::Data);
    add(one.rules != other.rules, Cause::Rules);
    let (set, reset) = (before.departures(), now.departures());
    let apart = [(&set, &reset), (&reset, &set)];
    let apart = apart.into_iter().flat_map(|(one, other)| one.iter().filter(|it| !other.contains(it)));
    let apart: Vec<Text> = apart.cloned().collect();
    add(!apart.is_empty(), Cause::Parameters(apart));
    add(one.standard != other.standard, Cause::Standard);
    add(before.known_at != now.known_at, Cause::Knowledge);
    add(before.materiality != now.materiality, Cause::Materiality);
    add(before.as_of != now.as_of, Cause::Time);
    causes
}
