//! The chart map: its charts and figures are there, and no account comes to two.

use super::References;
use crate::amount::Kind;
use crate::model::chart::{OWN, taken_twice, two_charts, unknown_chart};
use crate::model::problems;
use crate::source::Spanned;

impl References<'_> {
    pub(super) fn charts(&self) {
        let own = |it: &&crate::model::chart::Chart| !self.model.is_standard(it.name.span);
        let mut own = self.model.charts.iter().filter(own);
        let known: Vec<&str> = self.model.known_charts().map(|it| it.name.value.as_str()).collect();
        if let Some(first) = own.next() {
            if !known.contains(&first.name.value.as_str()) && first.name.value != OWN {
                unknown_chart(&first.name, &known, self.problems);
            }
            for other in own.filter(|it| it.name.value != first.name.value) {
                two_charts(&other.name, first.name.span, self.problems);
            }
        }
        let rows = || self.model.chart_rows.iter().filter(|row| !self.model.is_standard(row.span));
        rows().filter_map(|row| row.figure.as_ref()).for_each(|figure| self.of_money(figure));
        self.model.object_rows.iter().for_each(|row| self.of_money(&row.figure));
        taken_twice(rows()).into_iter().for_each(|problem| self.problems.push(problem));
    }

    /// A ledger holds money and nothing else.
    fn of_money(&self, figure: &Spanned<String>) {
        match self.names.get(&figure.value) {
            None => self.unknown_figure(figure),
            Some(name) if name.kind != Kind::Money => {
                self.problems.push(problems::unit_mismatch(
                    figure.span,
                    &figure.value,
                    "kr",
                    &name.kind.name(),
                ));
            }
            Some(_) => (),
        }
    }
}
