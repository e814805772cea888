//! samkoll checks the agreements, deadlines and figures of Swedish samordningsförbund.
//!
//! A workspace is read through a [`World`] into a [`Workspace`]: what it says, its compiled rules,
//! and everything wrong with its files. Asked for a date, [`assess`] answers with a [`Report`]:
//! one verdict for every rule and every subject.
//!
//! The library performs no input or output of its own, and reads no clock and no environment.

pub mod source;
pub mod amount;
pub mod diagnostic;
pub mod model;
pub mod calendar;
pub mod graph;
pub mod facts;
pub mod verdict;
pub mod script;
pub mod rulebook;
pub mod evaluate;
pub mod report;
pub mod render;

mod workspace;

pub use workspace::{Workspace, World, WorldError, assess, load, report_on};
