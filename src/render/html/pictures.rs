//! What a picture has: what it says in words, the drawings, and the tables they are drawn from.

use serde::Serialize;

use super::drawing::Drawing;
use super::table::Table;

/// A picture with its words; without figures it says what is missing, and draws nothing.
#[derive(Default, Serialize)]
pub(super) struct Picture {
    pub(super) id: &'static str,
    pub(super) title: String,
    /// What it shows, in sentences: the answer first.
    pub(super) says: Vec<String>,
    /// What the signs in it mean.
    pub(super) signs: Vec<(char, String)>,
    pub(super) figures: Vec<Figure>,
}

/// A drawing and the table beside it; either may stand alone.
#[derive(Default, Serialize)]
pub(super) struct Figure {
    pub(super) title: Option<String>,
    pub(super) drawing: Option<Drawing>,
    /// A drawing that another renderer has made and escaped.
    pub(super) made: Option<minijinja::Value>,
    pub(super) table: Option<Table>,
}
