//! samkoll checks the agreements, deadlines and figures of Swedish samordningsförbund.
//!
//! A workspace is read through a [`World`] into a [`Workspace`]: what it says, its compiled rules,
//! and everything wrong with its files. Asked for a date, [`assess`] answers with a [`Report`]:
//! one verdict for every rule and every subject.
//!
//! The library performs no input or output of its own, and reads no clock and no environment.

#[macro_use]
mod names;

pub mod amount;
pub mod audit;
pub mod brief;
pub mod calendar;
pub mod comparison;
pub mod cycle;
pub mod diagnostic;
pub mod document;
pub mod edition;
pub mod evaluate;
pub mod facts;
pub mod graph;
pub mod import;
pub mod limits;
pub mod model;
pub mod office;
pub mod record;
pub mod render;
pub mod report;
pub mod rulebook;
pub mod script;
pub mod sector;
pub mod sie;
pub mod source;
pub mod standard;
pub mod starter;
pub mod verdict;

mod workspace;

pub use workspace::{
    Workspace, World, WorldError, assess, assess_telling, assess_with_facts, cases, declarations, edition,
    load, open_questions, report_on, settled_by, since_edition, tables, too_many,
};
