//! JSON for machines: our own by version, and SARIF.

pub mod sarif;
pub mod v1;
