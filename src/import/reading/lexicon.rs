//! Which figures are printed under which labels.

use std::collections::{BTreeMap, BTreeSet};

use super::basis::Basis;
use super::unit_of;
use crate::amount::Unit;
use crate::diagnostic::nearest;
use crate::document::grid::stem;
use crate::model::Model;
use crate::model::figure::{FigureName, Formula, Stated};

/// How many figures are told as near.
const NEAR: usize = 3;

/// The figures of a workspace by their labels.
pub(super) struct Lexicon<'m> {
    catalogue: &'m BTreeMap<String, FigureName>,
    by_label: BTreeMap<String, BTreeSet<&'m str>>,
    /// The terms of what each figure is said to come to.
    terms: BTreeMap<String, BTreeSet<String>>,
}

/// A label as it compares from one year and one document to another: without years, with one sort of dash.
pub(super) fn key(label: &str) -> String {
    let label = stem(label).replace(['–', '−'], "-").replace('&', "och").replace(" / ", "/");
    let is_year = |it: &str| {
        it.len() == 4 && (it.starts_with("19") || it.starts_with("20")) && it.parse::<u16>().is_ok()
    };
    let words: Vec<&str> = label.split(' ').filter(|it| !is_year(it) && !it.is_empty()).collect();
    words.join(" ")
}

impl<'m> Lexicon<'m> {
    pub(super) fn of(model: &'m Model) -> Self {
        let catalogue = model.catalogue();
        let mut by_label: BTreeMap<String, BTreeSet<&str>> = BTreeMap::new();
        for (name, figure) in catalogue {
            for label in figure.labels.iter().chain([&figure.title.sv]) {
                by_label.entry(key(label)).or_default().insert(name);
            }
        }
        let mut terms: BTreeMap<String, BTreeSet<String>> = BTreeMap::new();
        for relation in &model.relations {
            if let (Stated::Figure(total), Formula::Sum(sum)) = (&relation.total, &relation.formula) {
                let here = sum.iter().filter(|it| it.year == total.year);
                let names = here.flat_map(|it| model.spread(&it.name.value));
                terms.entry(total.name.value.clone()).or_default().extend(names);
            }
        }
        Self { catalogue, by_label, terms }
    }

    /// The figures that are printed under a label, in columns of a sort.
    pub(super) fn under(&self, key: &str, basis: &Basis) -> Vec<&'m str> {
        let all = self.by_label.get(key).into_iter().flatten();
        let of = |name: &&&str| basis.begins_from(name);
        let found: Vec<&str> = all.clone().filter(of).copied().collect();
        match basis {
            // A budget may have rows that no outcome has.
            Basis::Budget if !found.iter().any(|it| self.catalogue.contains_key(&format!("budget.{it}"))) => {
                all.filter(|it| it.starts_with("budget.")).copied().collect()
            }
            _ => found,
        }
    }

    /// Whether a figure is a term of what another is said to come to.
    pub(super) fn is_term(&self, total: &str, figure: &str) -> bool {
        self.terms.get(total).is_some_and(|it| it.contains(figure))
    }

    /// Whether two figures are terms of one sum.
    pub(super) fn are_terms(&self, one: &str, other: &str) -> bool {
        self.terms.values().any(|it| it.contains(one) && it.contains(other))
    }

    /// The figures of which the printed ones are terms, all others of theirs being known here too.
    pub(super) fn totals_of(&self, taken: &BTreeSet<&str>) -> Vec<&str> {
        let is_of = |terms: &BTreeSet<String>| {
            let of_it = terms.iter().filter(|it| taken.contains(it.as_str())).count();
            of_it == taken.len() && of_it > 1
        };
        self.terms.iter().filter(|(_, terms)| is_of(terms)).map(|(total, _)| total.as_str()).collect()
    }

    /// Whether a row is called as an answer says, with a pattern for organisations or without.
    pub(super) fn is_row(&self, model: &Model, row: &str, label: &str) -> bool {
        let rows = self.bound(model, row, row);
        rows.iter().flat_map(|(_, rows)| rows).any(|it| key(it) == key(label))
    }

    /// A figure's name with its pattern replaced, and what its row is then called.
    pub(super) fn bound(&self, model: &Model, figure: &str, row: &str) -> Vec<(String, Vec<String>)> {
        let bind = |binding: Option<(&str, &crate::model::organisation::Organisation)>| match binding {
            None => (figure.to_owned(), vec![row.to_owned()]),
            Some((pattern, it)) => {
                let rows = it.printed().iter().map(|name| row.replace(pattern, name)).collect();
                (figure.replace(pattern, &it.id.value), rows)
            }
        };
        model.bindings(figure).map(bind).collect()
    }

    /// The figures whose labels are nearest, of those that the unit and the column allow.
    pub(super) fn near(&self, label: &str, printed: Unit, basis: &Basis) -> Vec<String> {
        let fits = |name: &str| {
            basis.begins_from(name)
                && self.catalogue.get(name).is_some_and(|it| unit_of(it.kind, printed, None) != Err(false))
        };
        let label = key(label);
        let words: Vec<&str> = label.split(' ').filter(|it| it.len() > 3).collect();
        let shares = |it: &str| words.iter().any(|word| it.contains(word.get(..4).unwrap_or(word)));
        let known = self.by_label.iter().filter(|(it, names)| shares(it) && names.iter().any(|it| fits(it)));
        let mut known: Vec<(&str, &BTreeSet<&str>)> = known.map(|(it, names)| (it.as_str(), names)).collect();
        let mut near: Vec<String> = Vec::new();
        while near.len() < NEAR {
            let labels: Vec<&str> = known.iter().map(|(it, _)| *it).collect();
            // One that is a part of the other is near, however long the rest is.
            let holds = |one: &str, other: &str| other.len() > 6 && one.contains(other);
            let within = |it: &&&str| holds(&label, it) || holds(it, &label);
            let longest = || labels.iter().filter(within).max_by_key(|it| it.len()).copied();
            let found = nearest(&label, &labels).or_else(longest);
            let Some(found) = found.map(str::to_owned) else { break };
            let names = known.iter().filter(|(it, _)| *it == found).flat_map(|(_, names)| names.iter());
            for name in names.filter(|it| fits(it)) {
                if near.len() < NEAR && !near.iter().any(|it| it == name) {
                    near.push((*name).to_owned());
                }
            }
            known.retain(|(it, _)| *it != found);
        }
        near
    }
}
