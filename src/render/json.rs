//! JSON for machines, by version.

pub mod v1;
