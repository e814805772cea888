//! References of the follow-up, of changes and of groups: what is named is there, and some rule judges it.

use std::borrow::Cow;
use std::collections::{BTreeMap, BTreeSet};
use std::sync::Arc;

use super::{Names, References};
use crate::amount::{Phrase, Text};
use crate::diagnostic::{Code, slip_of};
use crate::model::agreement::AgreementKind;
use crate::model::figure::{Cell, Table, Term, below};
use crate::model::follow_up::{Aim, Assertion, Comparand, Goal, Initiative};
use crate::model::rule::{RuleText, SubjectKind};
use crate::model::text::{Against, Tally};
use crate::model::{naming, problems};
use crate::source::{Span, Spanned};

impl References<'_> {
    pub(super) fn follow_up(&self) {
        self.groups(SubjectKind::Goal, self.model.goals.iter().map(|it| &it.group));
        self.model.goals.iter().for_each(|goal| self.goal(goal));
        self.groups(SubjectKind::Statement, self.model.statements.iter().map(|it| &it.group));
        self.model.statements.iter().for_each(|statement| self.statement(statement));
        self.model.initiatives.iter().for_each(|initiative| self.initiative(initiative));
        self.rare_headings();
        for action in &self.model.actions {
            action.responsible.iter().for_each(|id| self.organisation(&naming::ACTS, id));
        }
        self.groups(SubjectKind::Checklist, self.model.checklists.iter().map(|it| &it.group));
        for list in &self.model.checklists {
            for item in &list.items {
                self.required(&list.group.value, &item.id);
            }
        }
        for structure in &self.model.structures {
            self.document(&structure.document);
            structure.mentions.iter().for_each(|it| self.organisation(&naming::MENTIONED, &it.organisation));
            let listed = structure.texts.lists.iter().flat_map(|it| &it.organisations);
            listed.for_each(|it| self.organisation(&naming::LISTED, it));
            structure.texts.tallies.iter().for_each(|it| self.tally(it));
            let denied = structure.texts.denials.iter().flat_map(|it| &it.figures);
            let unknown = denied.filter(|it| !self.names.contains_key(&it.value));
            unknown.for_each(|it| self.unknown_figure(it));
        }
    }

    /// What a number of things is held against is there.
    fn tally(&self, tally: &Tally) {
        let figures = tally.figure.iter().chain(&tally.reckoned);
        let unknown = figures.filter(|it| !self.names.contains_key(&it.value));
        unknown.for_each(|it| self.unknown_figure(it));
        match &tally.against {
            Against::Initiatives(ids) => {
                let mut told: BTreeMap<&str, Span> = BTreeMap::new();
                for id in ids {
                    if let Some(first) = told.insert(&id.value, id.span) {
                        self.problems.push(problems::counted_twice(id.span, &id.value, first));
                    }
                }
                let known: Names<'_> = self.model.initiatives.iter().map(|it| it.id.value.as_str()).collect();
                let what = Phrase::new("initiativet", "initiative");
                ids.iter().for_each(|id| self.known(Code::UnknownInitiative, what, &known, id));
            }
            Against::Parties(id) => self.to_agreement(id),
            Against::Meetings(body, ..) => self.organisation(&naming::COUNTED, body),
            Against::Reached(_, things) => {
                let known: Names<'_> = self.model.goals.iter().map(|it| it.id.value.as_str()).collect();
                let what = Phrase::new("målet", "goal");
                things.iter().flatten().for_each(|id| self.known(Code::UnknownValue, what, &known, id));
            }
            Against::Listed(_) | Against::Parts(..) | Against::Members(_) => {}
        }
    }

    fn goal(&self, goal: &Goal) {
        self.term(&goal.figure);
        if let Aim::Figure(target, _) = &goal.aim {
            self.term(target);
        }
        self.units_of_goal(goal);
    }

    fn statement(&self, statement: &Assertion) {
        statement.figures.iter().for_each(|term| self.term(term));
        if let Comparand::Figure(term) = &statement.with {
            self.term(term);
        }
        self.units_of_statement(statement);
        self.counted_once(&statement.figures);
        statement.except.iter().for_each(|id| self.organisation(&naming::EXCEPTED, id));
    }

    /// What is counted is counted once, also where a pattern stands for it.
    fn counted_once(&self, figures: &[Term]) {
        let mut told: BTreeMap<Cow<'_, str>, Span> = BTreeMap::new();
        for term in figures {
            let mut names = self.model.names(&term.name.value);
            let twice = names.find_map(|name| {
                let first = told.insert(name.clone(), term.name.span)?;
                Some((name, first))
            });
            if let Some((name, first)) = twice {
                self.problems.push(problems::counted_twice(term.name.span, &name, first));
            }
        }
    }

    /// Where the förbund has said what the headings are, no other is one.
    fn initiative(&self, initiative: &Initiative) {
        initiative.followed_up.iter().for_each(|document| self.document(document));
        let answers = initiative.responsible.iter().flatten();
        answers.for_each(|id| self.organisation(&naming::ANSWERS, id));
        initiative.scope.iter().flatten().for_each(|id| self.organisation(&naming::SCOPE, id));
        initiative.goal_for.iter().flatten().for_each(|id| self.organisation(&naming::GOAL_FOR, id));
        let fields = &self.model.initiative_fields;
        if !fields.is_empty() {
            // What says how many a list has stands among them.
            let headings: Names<'_> = fields.keys().map(String::as_str).chain(["count"]).collect();
            let what = Phrase::new("rubriken", "heading");
            initiative.headings.iter().for_each(|it| self.known(Code::UnknownKey, what, &headings, it));
        }
    }

    /// Where nobody has said what the headings are, one that stands once and is a letter from another is a slip.
    fn rare_headings(&self) {
        if !self.model.initiative_fields.is_empty() {
            return;
        }
        let mut uses: BTreeMap<&str, (usize, &Spanned<String>)> = BTreeMap::new();
        for it in self.model.initiatives.iter().flat_map(|it| &it.headings) {
            let (count, _) = uses.entry(&it.value).or_insert((0, it));
            *count = count.saturating_add(1);
        }
        let names: Vec<&str> = uses.keys().copied().collect();
        for (count, written) in uses.values() {
            let others: Vec<&str> = names.iter().copied().filter(|it| *it != written.value).collect();
            let near = slip_of(&self.problems.guesses, &written.value, &others);
            // Of two that stand once each, the longer, or else the later in the alphabet, is told of.
            let known = near.and_then(|near| Some((near, uses.get(near)?.0)));
            let rarer = known.is_some_and(|(near, other)| {
                let order = (near.len(), near) < (written.value.len(), written.value.as_str());
                *count == 1 && (other > 1 || order)
            });
            if rarer {
                let what = Phrase::new("rubriken", "heading");
                self.known(Code::UnknownKey, what, &others.iter().copied().collect(), written);
            }
        }
    }

    /// Groups of the catalogue and of the rules.
    pub(super) fn groups_of_rules_and_figures(&self) {
        self.groups(SubjectKind::Figure, self.model.figures.iter().map(|it| &it.group));
        self.groups(SubjectKind::Relation, self.model.relations.iter().map(|it| &it.group));
        self.model.rules.iter().for_each(|rule| self.groups_of(rule));
        self.own_groups(SubjectKind::Figure, self.model.figures.iter().map(|it| &it.group));
        self.own_groups(SubjectKind::Relation, self.model.relations.iter().map(|it| &it.group));
        self.own_groups(SubjectKind::Goal, self.model.goals.iter().map(|it| &it.group));
        self.own_groups(SubjectKind::Statement, self.model.statements.iter().map(|it| &it.group));
        self.own_groups(SubjectKind::Checklist, self.model.checklists.iter().map(|it| &it.group));
    }

    /// A group of the förbund's own rule that nothing has, and that is a letter from one that something has, is a slip.
    fn own_groups<'g>(&self, kind: SubjectKind, groups: impl Iterator<Item = &'g Spanned<String>>) {
        let there: BTreeSet<&str> = groups.map(|group| group.value.as_str()).collect();
        let there: Vec<&str> = there.into_iter().collect();
        let own = self.model.rules.iter().filter(|it| it.subject == kind);
        let own = own.filter(|it| !self.model.is_standard(it.id.span)).flat_map(|rule| &rule.groups);
        let what = Phrase::new("något i gruppen", "thing of the group");
        let slip = own.filter(|group| slip_of(&self.problems.guesses, &group.value, &there).is_some());
        let known: Names<'_> = there.iter().copied().collect();
        slip.for_each(|group| self.known(Code::UnknownValue, what, &known, group));
    }

    /// The group of a thing is one that some rule about such things judges.
    fn groups<'g>(&self, kind: SubjectKind, groups: impl Iterator<Item = &'g Spanned<String>>) {
        let rules = self.model.rules.iter().filter(|rule| rule.subject == kind);
        let known: BTreeSet<&str> =
            rules.flat_map(|rule| &rule.groups).map(|group| group.value.as_str()).collect();
        let known: Names<'_> = known.into_iter().collect();
        let what = Phrase::new("någon regel för gruppen", "rule for the group");
        groups.for_each(|group| self.known(Code::UnknownValue, what, &known, group));
    }

    /// A rule about agreements, or what hangs on them, names sorts of agreement.
    fn groups_of(&self, rule: &RuleText) {
        if matches!(rule.subject, SubjectKind::Agreement | SubjectKind::Party | SubjectKind::Occurrence) {
            let what = Phrase::new("dokumentslaget", "sort of document");
            let known: Names<'_> = AgreementKind::WORDS.iter().copied().collect();
            rule.groups.iter().for_each(|it| self.known(Code::UnknownValue, what, &known, it));
        }
    }

    /// What a checklist lists is what some rule about it requires.
    fn required(&self, group: &str, item: &Spanned<String>) {
        let about = |rule: &&Arc<RuleText>| rule.groups.iter().any(|it| it.value == group);
        let rules = self.model.rules.iter().filter(|rule| rule.subject == SubjectKind::Checklist);
        let known: Names<'_> =
            rules.filter(about).flat_map(|rule| &rule.required).map(|(id, _)| id.as_str()).collect();
        let what = Phrase::new("punkten som någon regel kräver,", "item that a rule requires,");
        self.known(Code::UnknownValue, what, &known, item);
    }

    /// What a table turns the sign of is something it prints.
    pub(super) fn negated(&self, table: &Table) {
        if table.negate.is_empty() {
            return;
        }
        let printed = |cell: &Cell| cell.figure.value.clone();
        let cells: Vec<String> = table.cells.iter().map(printed).collect();
        let meets = |prefix: &str| cells.iter().any(|name| below(name, prefix));
        // A whole name or what it begins with, up to a dot.
        let beginnings = |name: &String| {
            let dots = name.match_indices('.').filter_map(|(at, _)| name.get(..at));
            dots.chain([name.as_str()]).map(str::to_owned).collect::<Vec<_>>()
        };
        let known: BTreeSet<String> = cells.iter().flat_map(beginnings).collect();
        for prefix in table.negate.iter().filter(|prefix| !meets(&prefix.value)) {
            let what = Text::new("siffran i tabellen", "figure in the table");
            let known = known.iter().map(String::as_str);
            self.unknown(Code::UnknownFigure, &what, known, prefix);
        }
    }
}
