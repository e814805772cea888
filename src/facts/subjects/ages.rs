//! The ages that an agreement names: which of them fit the one it is for.

use super::{Found, joined};
use crate::amount::{Language, Text};
use crate::model::agreement::Age;

/// The upper end of a band; one without an end reaches past every age.
fn oldest(age: &Age) -> i64 {
    age.to.unwrap_or(i64::MAX)
}

/// A band as it is read, with its clause; one without an end says so.
fn band(age: &Age) -> Text {
    let clause = age.clause.as_deref().map(|clause| format!(" ({clause})")).unwrap_or_default();
    let from = age.from;
    match age.to {
        Some(to) => Text::same(format!("{from}–{to}{clause}")),
        None => Text::new(format!("från {from} år{clause}"), format!("from {from} years{clause}")),
    }
}

/// A band beside what it is held against.
fn beside(age: &Age, against: &Text) -> Text {
    band(age).map(|language, own| format!("{own} / {}", against.get(language)))
}

/// Age bands outside the one the agreement is for and its exception, and main bands that differ.
pub(super) fn age_conflicts(ages: &[&Age]) -> Found {
    let frame: Vec<&Age> = ages.iter().copied().filter(|it| it.main || it.exception).collect();
    let (Some(low), Some(high)) =
        (frame.iter().map(|it| it.from).min(), frame.iter().map(|it| oldest(it)).max())
    else {
        return Found::new();
    };
    // Each stands beside the band it is held against, so that the reader sees both.
    let against: Vec<Text> = frame.iter().map(|it| band(it)).collect();
    let against = joined(against.iter(), ", ");
    let outside = ages.iter().filter(|it| !it.main && !it.exception && (it.from < low || high < oldest(it)));
    let mut found: Found = outside.map(|it| (it.span, beside(it, &against))).collect();
    let mut mains = ages.iter().copied().filter(|it| it.main && !it.exception);
    if let Some(first) = mains.next() {
        let others = mains.filter(|it| (it.from, it.to) != (first.from, first.to));
        found.extend(others.map(|it| (it.span, beside(it, &band(first)))));
    }
    found
}

/// Bands that an agreement says it is for, as a whole or by exception, where the terms it shares give others.
pub(super) fn age_departures(own: &[Age], shared: &[&Age]) -> Found {
    let frame = |it: &Age| (it.main || it.exception).then_some(it.exception);
    let mut found = Found::new();
    for it in own {
        let Some(sort) = frame(it) else { continue };
        let alike = || shared.iter().filter(|other| frame(other) == Some(sort));
        if let Some(first) = alike().next()
            && alike().all(|other| (other.from, other.to) != (it.from, it.to))
        {
            let words = beside(it, &band(first));
            found.push((
                it.span,
                words.map(|language, words| match language {
                    Language::Sv => format!("ålder {words}"),
                    Language::En => format!("age {words}"),
                }),
            ));
        }
    }
    found
}
