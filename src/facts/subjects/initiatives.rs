//! Whom an initiative concerns, binds and leaves to see to it.

use std::collections::BTreeSet;

use chrono::NaiveDate;

use super::not_whole;
use crate::amount::Text;
use crate::facts::figures::year_end;
use crate::facts::{Facts, Gap};
use crate::model::follow_up::Initiative;
use crate::model::organisation::OrganisationKind;
use crate::source::Spanned;

impl Facts {
    /// Where an initiative's parties or goals speak of other municipalities than it says it concerns.
    pub(super) fn scope_conflicts(&self, initiative: &Initiative) -> Result<Vec<Text>, Gap> {
        let known = |list: &'_ Option<Vec<Spanned<String>>>, key: &str| {
            let ids = list.as_ref().map(|ids| ids.iter().map(|id| id.value.clone()).collect::<Vec<String>>());
            ids.ok_or_else(|| {
                Gap::record(Text::new(
                    "Det är inte infört vilka kommuner initiativet gäller.",
                    "It is not entered which municipalities the initiative concerns.",
                ))
                .written(format!("{key} = [ … ]"))
            })
        };
        let (scope, goal_for) =
            (known(&initiative.scope, "scope")?, known(&initiative.goal_for, "goal_for")?);
        let is_municipality = |id: &&String| {
            self.model.organisation(id).is_some_and(|it| it.kind == OrganisationKind::Municipality)
        };
        if initiative.parties.is_empty() {
            return Err(no_parties());
        }
        let names = |ids: &[&String]| {
            let ids: Vec<&str> = ids.iter().map(|id| id.as_str()).collect();
            self.names_for_ids(&ids.join(", "))
        };
        let municipal: Vec<&String> = initiative.parties.iter().filter(is_municipality).collect();
        // What only some municipalities have agreed to do binds none of the others; who they are is known of a whole
        // list alone.
        let some_are = !municipal.is_empty() && initiative.parties_whole;
        let unbound: Vec<&String> = scope.iter().filter(|id| some_are && !municipal.contains(id)).collect();
        let outside: Vec<&String> =
            initiative.parties.iter().filter(is_municipality).filter(|id| !scope.contains(id)).collect();
        let beyond: Vec<&String> =
            scope.iter().filter(|id| !goal_for.is_empty() && !goal_for.contains(id)).collect();
        let others: Vec<&String> = goal_for.iter().filter(|id| !scope.contains(id)).collect();
        let mut found = Vec::new();
        if !outside.is_empty() {
            let names = names(&outside);
            found.push(Text::new(
                format!("parter som det inte gäller: {names}"),
                format!("parties it does not concern: {names}"),
            ));
        }
        if !unbound.is_empty() {
            let names = names(&unbound);
            found.push(Text::new(
                format!("det gäller kommuner som inte är parter: {names}"),
                format!("it concerns municipalities that are no parties: {names}"),
            ));
        }
        if !beyond.is_empty() {
            let (goal, names) = (names(&goal_for.iter().collect::<Vec<_>>()), names(&beyond));
            found.push(Text::new(
                format!("målen nämner bara {goal}, men det gäller även {names}"),
                format!("the goals name only {goal}, but it also concerns {names}"),
            ));
        }
        if !others.is_empty() {
            let names = names(&others);
            found.push(Text::new(
                format!("målen nämner kommuner som det inte gäller: {names}"),
                format!("the goals name municipalities it does not concern: {names}"),
            ));
        }
        if found.is_empty() && !initiative.parties_whole {
            return Err(not_whole("parties"));
        }
        Ok(found)
    }

    /// Those that are to see to an initiative and are no parties: neither they, nor what they belong to. A body that
    /// the parties have together, such as a steering group, is none of theirs alone.
    ///
    /// # Errors
    /// A gap where a list is not known to be whole, and of what belongs to nobody that is known.
    pub(super) fn outsiders(&self, initiative: &Initiative) -> Result<Vec<String>, Gap> {
        let responsible = initiative.responsible.as_ref().ok_or_else(no_responsible)?;
        if initiative.parties.is_empty() {
            return Err(no_parties());
        }
        let (mut names, mut unknown) = (Vec::new(), None);
        for id in responsible.iter().map(|id| id.value.as_str()) {
            match self.takes_part(id, &initiative.parties) {
                Some(true) => {}
                Some(false) => names.push(self.names_for_ids(id)),
                None => unknown = unknown.or_else(|| Some(no_whole(&self.names_for_ids(id)))),
            }
        }
        let lists =
            [(initiative.whole.has("responsible"), "responsible"), (initiative.parties_whole, "parties")];
        // Who is left out of either list may be what makes it so, or not so.
        let lost = lists.iter().find(|(whole, list)| !whole && (names.is_empty() || *list == "parties"));
        let gap = lost.map(|(_, list)| not_whole(list)).or_else(|| unknown.filter(|_| names.is_empty()));
        gap.map_or(Ok(names), Err)
    }

    /// Whether an organisation, or what it belongs to, is party or a body that the parties have together: one with a
    /// role, or of the förbund, and not of somebody else. None where it is not known what it belongs to.
    fn takes_part(&self, id: &str, parties: &[String]) -> Option<bool> {
        let (mut walked, mut next) = (BTreeSet::new(), Some(id));
        while let Some(id) = next.filter(|id| walked.insert(*id)) {
            if parties.iter().any(|party| party == id) {
                return Some(true);
            }
            let own = self.model.organisation(id)?;
            let whole = own.part_of.as_ref().map(|it| it.value.as_str());
            if own.kind == OrganisationKind::Body {
                let of = whole.and_then(|whole| self.model.organisation(whole));
                let is_joint = of.map_or(own.role.is_some(), |it| it.kind == OrganisationKind::Association);
                if is_joint {
                    return Some(true);
                }
            }
            let is_of_nobody = whole.is_none() && !own.can_bind_itself();
            if is_of_nobody || (whole.is_none() && own.kind == OrganisationKind::Unit) {
                return None;
            }
            next = whole;
        }
        Some(false)
    }
}

/// The last day of an initiative; without one, that of its year.
pub(super) fn last_day(initiative: &Initiative) -> NaiveDate {
    initiative.until.unwrap_or_else(|| year_end(initiative.year))
}

fn no_parties() -> Gap {
    Gap::record(Text::new(
        "Parterna på initiativets egen sida är inte införda.",
        "The parties on the initiative’s own page are not entered.",
    ))
}

fn no_whole(name: &str) -> Gap {
    Gap::record(Text::new(
        format!("{name} står inte bland parterna, och det är inte infört vem {name} hör till."),
        format!("{name} is not among the parties, and it is not entered whom {name} belongs to."),
    ))
    .written("part_of = \"…\"")
}

fn no_responsible() -> Gap {
    Gap::record(Text::new(
        "Det är inte infört vilka som ansvarar för initiativet.",
        "It is not entered who is to see to the initiative.",
    ))
    .written("responsible = [ … ]")
}
