//! Drawing a report: one file per format, each fed the same report, none knowing another.

pub mod brief;
pub mod calendar;
pub mod explain;
pub mod graph;
pub mod json;
mod lines;
mod logic;
pub mod pages;
pub mod problems;
pub mod rules;
pub mod sheet;
pub mod standard;
pub mod tables;
pub mod text;
