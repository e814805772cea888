//! Drawing a report: one file per format, each fed the same report, none knowing another.

pub mod calendar;
pub mod json;
pub mod pages;
pub mod problems;
pub mod rules;
pub mod text;
