//! The texts of a new workspace, and of the files added to one: answers in, paths and texts out.
//!
//! What was not answered is not written: it stays unknown, and the workspace says so when it is asked.

mod added;
mod answers;
mod schema;
mod text;
mod workspace;

pub use added::{NewAgreement, NewMeeting, added_agreement, added_meeting, added_year};
pub use answers::{Answers, Board, Member, MemberKind, Part, Sharing, day, name, year};
pub use schema::{SCHEMAS, schemas, with_schema};
pub use text::{Ids, quoted};
pub use workspace::workspace;

use crate::model::declared::FileSort;

/// A file to be written.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Written {
    /// Its path from the workspace's folder, with `/`.
    pub path: String,
    /// What it says.
    pub text: String,
    /// What sort of file of a workspace it is, if it is one.
    pub sort: Option<FileSort>,
}
