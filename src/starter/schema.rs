//! The schemas beside a workspace's files, and the line by which an editor finds the one of a file.

use super::Written;
use crate::model::declared::FileSort;

/// The folder the schemas lie in; the program does not read it.
pub const SCHEMAS: &str = "schema";

/// The file with a line before it that says, to Taplo and the editors that use it, which schema it follows.
#[must_use]
pub fn with_schema(file: Written) -> Written {
    let Some(sort) = file.sort else { return file };
    let up = "../".repeat(file.path.matches('/').count());
    let text = format!("#:schema {up}{}\n{}", path(sort), file.text);
    Written { text, ..file }
}

/// Every schema, as a file beside those of the workspace.
pub fn schemas() -> impl Iterator<Item = Written> {
    FileSort::ALL.iter().map(|sort| Written { path: path(*sort), text: sort.schema().to_owned(), sort: None })
}

fn path(sort: FileSort) -> String {
    format!("{SCHEMAS}/{}.json", sort.name())
}
