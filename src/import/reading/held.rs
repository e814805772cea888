//! What somebody has entered by hand of the same document is not entered once more; another number of it is asked
//! about.

use super::{Claim, Question, Reading, Why};
use crate::amount::{Origin, Quantity};
use crate::model::Model;
use crate::model::figure::Table;

impl Reading {
    /// Leaves out what tables entered by hand have of the document; how many numbers that was.
    pub fn hold_against(&mut self, model: &Model, document: &str, by_hand: impl Fn(&Table) -> bool) -> usize {
        let tables: Vec<&Table> =
            model.tables.iter().filter(|it| it.source.value == document && by_hand(it)).collect();
        let before = self.claims.len();
        let mut asked: Vec<Question> = Vec::new();
        self.claims.retain(|claim| {
            let held = held(&tables, claim);
            if let Some(false) = held
                && !asked.iter().any(|it| (it.grid, it.line) == (claim.grid, claim.line))
            {
                let near = vec![claim.figure.clone()];
                asked.push(Question {
                    grid: claim.grid,
                    line: claim.line,
                    why: Why::ByHand,
                    near,
                    cell: None,
                    column: None,
                });
            }
            if held.is_some() {
                self.partial.insert((claim.grid, claim.year));
            }
            held.is_none()
        });
        self.questions.extend(asked);
        self.questions.sort_by_key(|it| (it.grid, it.line));
        before.saturating_sub(self.claims.len())
    }
}

/// Whether the tables have the claim, and then whether one of them has it as it is.
fn held(tables: &[&Table], claim: &Claim) -> Option<bool> {
    let cells = tables.iter().filter(|it| it.year == claim.year && it.unit.kind() == claim.unit.kind());
    let cells = cells.flat_map(|table| table.cells.iter().map(|it| (*table, it)));
    let mut own = cells.filter(|(_, it)| it.figure.value == claim.figure).peekable();
    own.peek()?;
    let quantity = |number, unit| Quantity::printed(number, unit, Origin(0)).ok();
    let same = |(table, cell): (&Table, &crate::model::figure::Cell)| match (cell.number, claim.number) {
        (None, None) => true,
        // The same number, in whichever unit of money it is printed, and whatever becomes of its sign.
        (Some(one), Some(other)) => {
            let one = quantity(one.abs(), table.unit);
            one.zip(quantity(other.abs(), claim.unit))
                .is_some_and(|(one, other)| one.meets(&other) == Ok(true))
        }
        _ => false,
    };
    Some(own.any(same))
}
