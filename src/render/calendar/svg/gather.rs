//! Too much for one sheet: groups gathered by day, month or year until they find room.

use std::collections::BTreeMap;

use chrono::{Datelike, NaiveDate};

use crate::cycle::{Item, State};
use crate::render::calendar::Group;

/// Groups that share a place on the sheet.
#[derive(Debug)]
pub(super) struct Bundle<'c, 'm> {
    pub(super) day: NaiveDate,
    /// What they were gathered by; none for a group on its own.
    pub(super) by: Option<Stretch>,
    pub(super) groups: Vec<Group<'c, 'm>>,
}

/// What groups are gathered by.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Stretch {
    Day,
    Month,
    Year,
    Ever,
}

impl Stretch {
    /// The first day of the span.
    fn start(self, day: NaiveDate) -> NaiveDate {
        match self {
            Self::Day => day,
            Self::Month => day.with_day(1).unwrap_or(day),
            Self::Year => NaiveDate::from_ymd_opt(day.year(), 1, 1).unwrap_or(day),
            Self::Ever => NaiveDate::MIN,
        }
    }
}

impl<'c, 'm> Bundle<'c, 'm> {
    pub(super) fn items(&self) -> impl Iterator<Item = &'c Item<'m>> {
        self.groups.iter().flat_map(|group| group.items.iter().copied())
    }

    /// The first and last year of what is in it.
    pub(super) fn years(&self) -> Option<(i32, i32)> {
        let years = || self.groups.iter().filter_map(|group| Some(group.day?.year()));
        Some((years().min()?, years().max()?))
    }

    /// The worst state of what is in it.
    pub(super) fn state(&self) -> State {
        self.groups.iter().map(|group| group.state).min().unwrap_or(State::Unknown)
    }
}

/// Groups, one by one as long as there are at most so many; then the fullest day is gathered first, and so
/// on, and when every day is gathered, the fullest span of the next sort.
pub(super) fn bundles<'c, 'm>(
    groups: Vec<Group<'c, 'm>>,
    most: usize,
    spans: &[Stretch],
) -> Vec<Bundle<'c, 'm>> {
    let alone = |group: Group<'c, 'm>| Some(Bundle { day: group.day?, by: None, groups: vec![group] });
    let mut bundles: Vec<_> = groups.into_iter().filter_map(alone).collect();
    for span in spans {
        while bundles.len() > most {
            let Some(start) = fullest(&bundles, *span) else { break };
            bundles = merged(bundles, *span, start);
        }
    }
    bundles
}

/// The span with most bundles, the first of them, if any has more than one.
fn fullest(bundles: &[Bundle<'_, '_>], span: Stretch) -> Option<NaiveDate> {
    let mut counts: BTreeMap<NaiveDate, usize> = BTreeMap::new();
    for bundle in bundles {
        let count = counts.entry(span.start(bundle.day)).or_default();
        *count = count.saturating_add(1);
    }
    let several = counts.into_iter().filter(|(_, count)| *count > 1);
    several.max_by_key(|(start, count)| (*count, std::cmp::Reverse(*start))).map(|(start, _)| start)
}

fn merged<'c, 'm>(bundles: Vec<Bundle<'c, 'm>>, span: Stretch, start: NaiveDate) -> Vec<Bundle<'c, 'm>> {
    let (inside, mut rest): (Vec<_>, Vec<_>) =
        bundles.into_iter().partition(|bundle| span.start(bundle.day) == start);
    let groups = inside.into_iter().flat_map(|bundle| bundle.groups).collect();
    rest.push(Bundle { day: start, by: Some(span), groups });
    rest.sort_by_key(|bundle| bundle.day);
    rest
}
