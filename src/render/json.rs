//! JSON for machines: our own by version, SARIF, and the schema of the files.

pub mod sarif;
pub mod schema;
pub mod v1;
