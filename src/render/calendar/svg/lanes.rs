//! Whose each thing on the wheel is: a colour for each body, and for what is not a body a word for all of its sort.

use std::collections::BTreeMap;

use super::lettering::clean;
use super::words;
use crate::amount::{Language, Text};
use crate::cycle::{Assigned, Cycle, Item};
use crate::model::actor::Actor;
use crate::model::organisation::OrganisationKind;
use crate::render::calendar::list::By;
use crate::render::calendar::words::capital;

/// A colour and whose it is.
pub(super) struct Lane {
    pub(super) name: String,
    pub(super) colour: &'static str,
}

/// Colours that those who see few still tell apart, dark enough to be seen on white; the last is for the rest.
const COLOURS: [&str; 7] = ["#0072b2", "#b34700", "#00795a", "#aa3377", "#7a6000", "#4b2e83", "#6b6b6b"];

/// The lanes of a wheel: those with most first, what is left over last.
pub(super) struct Lanes {
    pub(super) list: Vec<Lane>,
    at: BTreeMap<String, usize>,
    by: By,
    language: Language,
}

impl Lanes {
    pub(super) fn new(
        cycle: &Cycle<'_>,
        items: &[&Item<'_>],
        assignments: &[&Assigned<'_>],
        by: By,
        language: Language,
    ) -> Self {
        let mut lanes = Self { list: Vec::new(), at: BTreeMap::new(), by, language };
        let mut counts: BTreeMap<String, usize> = BTreeMap::new();
        let of_items = items.iter().map(|item| lanes.name(cycle, item));
        let of_assignments = assignments.iter().map(|it| lanes.assigned(cycle, it));
        for name in of_items.chain(of_assignments) {
            let count = counts.entry(name).or_default();
            *count = count.saturating_add(1);
        }
        let mut names: Vec<(String, usize)> = counts.into_iter().collect();
        names.sort_by_key(|(name, count)| (std::cmp::Reverse(*count), name.clone()));
        let room = COLOURS.len();
        let alone = if names.len() > room { room.saturating_sub(1) } else { names.len() };
        for (number, (name, _)) in names.into_iter().enumerate() {
            let at = number.min(alone);
            let shown = if number < alone { name.clone() } else { words::OTHERS.get(language).to_owned() };
            if let Some(colour) = COLOURS.get(at).filter(|_| lanes.list.len() == at) {
                lanes.list.push(Lane { name: shown, colour });
            }
            lanes.at.insert(name, at);
        }
        lanes
    }

    /// The lane of some items; none where there is but one for all, or they are of several.
    pub(super) fn of<'i>(
        &self,
        cycle: &Cycle<'_>,
        mut items: impl Iterator<Item = &'i Item<'i>>,
    ) -> Option<usize> {
        let lane = |item: &Item<'_>| self.at.get(&self.name(cycle, item)).copied();
        let first = lane(items.next()?)?;
        (self.list.len() > 1 && items.all(|item| lane(item) == Some(first))).then_some(first)
    }

    pub(super) fn of_assigned(&self, cycle: &Cycle<'_>, it: &Assigned<'_>) -> Option<usize> {
        self.at.get(&self.assigned(cycle, it)).copied().filter(|_| self.list.len() > 1)
    }

    /// What one whose something is, is called in the legend: a body by its name, members and activities by a word.
    fn name(&self, cycle: &Cycle<'_>, item: &Item<'_>) -> String {
        if self.by == By::Agreement {
            return clean(&item.occurrence.agreement.title);
        }
        self.who(cycle, item.occurrence.by)
    }

    fn assigned(&self, cycle: &Cycle<'_>, it: &Assigned<'_>) -> String {
        if self.by == By::Agreement {
            return words::ASSIGNMENTS.get(self.language).to_owned();
        }
        let to = it.to(cycle.model());
        to.first().map_or_else(|| words::OTHERS.get(self.language).to_owned(), |id| self.who(cycle, id))
    }

    fn who(&self, cycle: &Cycle<'_>, id: &str) -> String {
        let model = cycle.model();
        let name = match model.organisation(id).map(|it| (it.kind, &it.name)) {
            None if id == Actor::PLATFORM => words::ACTIVITIES.into(),
            None => Actor::parse(id).title(),
            Some((OrganisationKind::Association, _)) => words::ASSOCIATION.into(),
            Some((OrganisationKind::Body | OrganisationKind::Other, name)) => Text::same(name),
            Some(_) => words::MEMBERS.into(),
        };
        clean(&capital(name.get(self.language)))
    }
}
