//! What is added, compared and divided measures the same: per cent, share and plain number are three things.

use rust_decimal::Decimal;

use super::References;
use crate::amount::{Kind, Quantity, Text};
use crate::diagnostic::{Code, Problem};
use crate::model::figure::{FigureName, Formula, Relation, Sign, Stated, Term};
use crate::model::follow_up::{Aim, Assertion, Comparand, Goal};
use crate::model::problems;
use crate::model::rule::{Parameter, ParameterValue};
use crate::source::Spanned;

impl References<'_> {
    /// A figure measures what its formula gives.
    pub(super) fn units_of_figure(&self, figure: &FigureName) {
        if let Some(formula) = &figure.formula {
            self.gives(formula, &figure.name, figure.kind);
        }
        if let Some(whole) = &figure.within {
            self.same(whole, Some(figure.kind));
        }
        // A share is so many per cent of things that can be counted.
        if let Some(whole) = &figure.of {
            match self.measures(whole) {
                Some(Kind::Persons | Kind::Count) | None => {}
                Some(kind) => self.problems.push(mixed(&whole.name, kind, Kind::Count)),
            }
            if !matches!(figure.kind, Kind::Percent | Kind::Share) {
                self.problems.push(mixed(&figure.name, figure.kind, Kind::Percent));
            }
        }
    }

    /// Both sides of a relation measure the same.
    pub(super) fn units_of_relation(&self, relation: &Relation) {
        let (name, kind) = match &relation.total {
            Stated::Figure(total) => (&total.name, self.measures(total)),
            Stated::Number(number) => (&relation.id, Some(number.kind)),
        };
        if let Some(kind) = kind {
            self.gives(&relation.formula, name, kind);
        }
    }

    /// A goal is held against what measures the same.
    pub(super) fn units_of_goal(&self, goal: &Goal) {
        match &goal.aim {
            Aim::Figure(target, _) => self.same(&goal.figure, self.measures(target)),
            Aim::Number(number, _) => self.can_be(&goal.figure, number),
            Aim::Band(low, high) => {
                self.can_be(&goal.figure, low);
                self.can_be(&goal.figure, high);
            }
        }
    }

    /// So are the figures of a statement.
    pub(super) fn units_of_statement(&self, statement: &Assertion) {
        let other = match &statement.with {
            Comparand::Year(_) => return,
            Comparand::Number(number) => {
                return statement.figures.iter().for_each(|term| self.can_be(term, number));
            }
            Comparand::Figure(term) => self.measures(term),
        };
        statement.figures.iter().for_each(|term| self.same(term, other));
    }

    /// Stairs of a rule.
    pub(super) fn parameter(&self, parameter: &Spanned<String>) {
        let stairs = |it: &&Parameter| matches!(it.value, ParameterValue::Stairs(_));
        let known: Vec<String> = self
            .model
            .rules
            .iter()
            .flat_map(|rule| {
                let stairs = rule.parameters.iter().filter(stairs);
                stairs.map(|it| format!("{}/{}", rule.id.value, it.name.value))
            })
            .collect();
        if !known.contains(&parameter.value) {
            let what = Text::new("trappan, en parameter i en regel,", "stairs, a parameter of a rule,");
            // Where a formula of the standard's lacks it, the rule that took the place of its rule dropped it.
            let rule = parameter.value.split_once('/').map(|(rule, _)| rule);
            let own = self.model.rules.iter().find(|it| Some(it.id.value.as_str()) == rule);
            let own = own.filter(|_| self.model.is_standard(parameter.span)).map(|it| it.id.span);
            let parameter = Spanned::new(parameter.value.clone(), own.unwrap_or(parameter.span));
            self.unknown(Code::UnknownParameter, &what, known.iter().map(String::as_str), &parameter);
        }
    }

    fn gives(&self, formula: &Formula, total: &Spanned<String>, kind: Kind) {
        match formula {
            Formula::Sum(terms) | Formula::Between(terms) => {
                terms.iter().for_each(|term| self.same(term, Some(kind)));
            }
            Formula::Ratio(pair) => {
                let alike = self.measures(&pair.0) == self.measures(&pair.1);
                if !alike && matches!(kind, Kind::Percent | Kind::Share) {
                    let other = self.measures(&pair.1).unwrap_or(kind);
                    self.problems.push(mixed(&pair.0.name, self.measures(&pair.0).unwrap_or(kind), other));
                }
                self.quotient(pair, total, kind);
                // A part of a whole has no unit but its own.
                if alike && !matches!(kind, Kind::Percent | Kind::Share | Kind::Index) {
                    self.problems.push(mixed(total, kind, Kind::Number));
                }
            }
            Formula::Stairs { base, .. } => self.same(base, Some(kind)),
        }
    }

    /// What two of different units come to is of the first for each of the second: so many kronor a person. As a plain
    /// number nobody could tell what it is.
    fn quotient(&self, (over, under): &(Term, Term), total: &Spanned<String>, kind: Kind) {
        let (Some(over), Some(under)) = (self.measures(over), self.measures(under)) else { return };
        let counted = |it: Kind| matches!(it, Kind::Persons | Kind::Count | Kind::Number | Kind::Index);
        let part = matches!(kind, Kind::Percent | Kind::Share);
        let plain = counted(over) && counted(under);
        if over != under && !part && !plain && kind != over {
            self.problems.push(mixed(total, kind, over));
        }
    }

    /// A number that a figure is held against is one that the figure can have: of its unit and its sign, and of
    /// whole persons.
    fn can_be(&self, term: &Term, number: &Quantity) {
        self.same(term, Some(number.kind));
        let Some(figure) = self.model.names(&term.name.value).find_map(|name| self.names.get(&*name)) else {
            return;
        };
        // Of a cost words speak with its sign or without.
        if figure.sign != Sign::Negative && figure.sign.is_odd(number.value) {
            let usual = figure.sign.usual();
            self.problems.push(problems::odd_sign(term.name.span, &term.name.value, &usual));
        }
        // Fewer than nobody are only what a change is printed as.
        let is_change = || {
            let cells = self.model.tables.iter().flat_map(|table| &table.cells);
            let mut own = cells.filter(|cell| cell.figure.value == term.name.value);
            own.any(|cell| cell.number.is_some_and(|number| number < Decimal::ZERO))
        };
        let nobody = figure.kind == Kind::Persons && number.value < Decimal::ZERO && !is_change();
        if nobody || !is_whole(figure.kind, number.value) {
            self.problems.push(problems::parts_of_persons(term.name.span));
        }
    }

    fn same(&self, term: &Term, other: Option<Kind>) {
        if let (Some(own), Some(other)) = (self.measures(term), other)
            && own != other
        {
            self.problems.push(mixed(&term.name, own, other));
        }
    }

    /// What a term measures, as far as it is in the catalogue.
    fn measures(&self, term: &Term) -> Option<Kind> {
        self.model.names(&term.name.value).find_map(|name| self.names.get(&*name)).map(|figure| figure.kind)
    }
}

/// Persons are counted whole.
pub(super) fn is_whole(kind: Kind, number: Decimal) -> bool {
    kind != Kind::Persons || number.fract().is_zero()
}

fn mixed(name: &Spanned<String>, own: Kind, other: Kind) -> Problem {
    let (figure, own, other) = (&name.value, own.name(), other.name());
    Problem::at(
        Code::UnitMismatch,
        name.span,
        Text::new(
            format!("`{figure}` mäts i {} men ställs här mot {}", own.sv, other.sv),
            format!("`{figure}` measures {} but is held here against {}", own.en, other.en),
        ),
    )
}
