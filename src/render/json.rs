//! JSON for machines: our own by version, SARIF, and the schema of the files.

mod pretty;
pub mod sarif;
pub mod schema;
mod size;
pub mod v1;

pub use pretty::Document;
