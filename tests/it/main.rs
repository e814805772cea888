//! Every test that is not of one function alone, in one binary.
#![expect(clippy::disallowed_methods, reason = "tests read the project's own files and run its binary")]
#![expect(
    clippy::unwrap_used,
    clippy::panic,
    clippy::indexing_slicing,
    clippy::string_slice,
    clippy::arithmetic_side_effects,
    clippy::use_debug,
    clippy::print_stdout,
    reason = "a test that goes wrong should stop and show what it saw"
)]

mod common;

mod agree;
mod assignments;
mod baseline;
mod brief;
mod bundled;
mod cases;
mod causes;
mod cli;
mod coverage;
mod culprits;
mod cycle;
mod cycle_laws;
mod days;
mod diff;
mod docs;
mod exchange;
mod faults;
mod fixtures;
#[cfg(all(feature = "read", feature = "xlsx"))]
mod fuzz;
mod graph;
mod growth;
mod ics;
mod identity;
mod inputs;
mod known;
mod laws;
mod ledger;
mod limits;
#[cfg(all(feature = "read", feature = "xlsx"))]
mod limits_set;
mod notes;
mod oracle;
#[cfg(feature = "read")]
mod outline;
mod own;
mod processors;
mod progress;
mod properties;
mod provisions;
mod reading;
mod record;
mod remarks;
mod rendering;
#[cfg(feature = "report")]
mod report;
#[cfg(feature = "xlsx")]
mod reported;
mod sandbox;
mod schema;
mod sector;
#[cfg(feature = "xlsx")]
mod sessions;
mod settled;
mod shell;
mod sorts;
mod starter;
mod sweep;
mod table;
mod testforbundet;
mod tidy;
mod truth;
mod typos;
mod unguarded;
mod verify;
mod way_in;
mod wheel;
mod windows;
mod words;
#[cfg(feature = "xlsx")]
mod workbook;
#[cfg(feature = "xlsx")]
mod xlsx;
