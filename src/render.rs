//! Drawing a report: one file per format, each fed the same report, none knowing another.

/// The fixed words of a module, each a `Phrase` in Swedish and English, and a test that both are there.
///
/// ```text
/// phrases! {
///     OVERDUE = "Försenat", "Overdue";
/// }
/// ```
macro_rules! phrases {
    ($($NAME:ident = $sv:literal, $en:literal;)+) => {
        $(pub(in crate::render) const $NAME: crate::amount::Phrase = crate::amount::Phrase { sv: $sv, en: $en };)+

        #[cfg(test)]
        mod phrases {
            #[test]
            fn are_in_both_languages() {
                for phrase in [$(super::$NAME),+] {
                    crate::amount::in_both(phrase.sv, phrase.en);
                }
            }
        }
    };
}

pub mod brief;
pub mod calendar;
pub mod diff;
mod evidence;
pub mod exchange;
pub mod explain;
mod faults;
pub mod graph;
mod harmless;
#[cfg(feature = "report")]
pub mod html;
pub mod json;
pub mod ledger;
mod lines;
mod logic;
pub mod pages;
pub mod problems;
pub mod reading;
pub mod rules;
pub mod screen;
pub mod sector;
pub mod sheet;
pub mod standard;
pub mod tables;
pub mod tested;
pub mod text;
pub mod verify;
pub mod words;
#[cfg(feature = "xlsx")]
pub mod xlsx;

pub use harmless::harmless;
