//! What the columns of a table make of the figure that a row is: what came out, what was budgeted, how far apart they
//! are, the women and the men of it.

use crate::document::grid::{Column, Grid, Role};
use crate::model::figure::Prints;
use crate::source::plain;

/// What a column makes of the figure that its row is.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Basis {
    /// The figure itself.
    Outcome,
    /// What was budgeted of it.
    Budget,
    /// How far it is from the budget.
    Deviation,
    /// How far it is from the year before.
    Change,
    /// The women or the men of it.
    Part(&'static str),
    /// Something that only an answer can tell.
    Untold,
}

impl Basis {
    pub(super) fn of_column(grid: &Grid, column: &Column, is_budget: bool) -> Self {
        let title = plain(&column.title);
        let has = |role| grid.columns.iter().any(|it| it.role == role);
        match column.role {
            Role::Budget => Self::Budget,
            Role::Value | Role::Total | Role::Share if is_budget => Self::Budget,
            // A forecast is looked up as what came out, and then not taken.
            Role::Value | Role::Total | Role::Share | Role::Forecast => Self::Outcome,
            Role::Difference if has(Role::Budget) => Self::Deviation,
            Role::Difference => Self::Change,
            Role::Part if title.contains("kvinn") && !title.contains("män") => Self::Part("women"),
            Role::Part if title.contains("män") && !title.contains("kvinn") => Self::Part("men"),
            _ => Self::Untold,
        }
    }

    /// Whether a name is one that the column begins from.
    pub(super) fn begins_from(self, name: &str) -> bool {
        self != Self::Untold
            && !["budget.", "plan.", "deviation.", "change."].iter().any(|it| name.starts_with(it))
    }

    /// The figure that the column has of one, if there is such a figure.
    pub(super) fn of(self, figure: &str, known: impl Fn(&str) -> bool) -> Option<String> {
        let name = match self {
            Self::Outcome => figure.to_owned(),
            Self::Budget if figure.starts_with("budget.") => figure.to_owned(),
            Self::Budget => format!("budget.{figure}"),
            Self::Deviation => format!("deviation.{figure}"),
            Self::Change => format!("change.{figure}"),
            Self::Part(part) => format!("{figure}.{part}"),
            Self::Untold => return None,
        };
        known(&name).then_some(name)
    }

    /// Whether a figure that no statement has may stand in a statement's column of this sort.
    pub(super) const fn is_asked_in(self, prints: Prints) -> bool {
        matches!(prints, Prints::BudgetFollowUp | Prints::OperatingStatement)
            || matches!(self, Self::Budget) && matches!(prints, Prints::IncomeStatement | Prints::MultiYear)
    }
}
