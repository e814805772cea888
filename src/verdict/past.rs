//! What is found and can no longer be put right: it is told of, and apart from what there is something to do about.

use std::collections::BTreeMap;
use std::sync::Arc;

use chrono::{Datelike, NaiveDate};

use super::{Outcome, Verdict};
use crate::model::rule::{Mends, SubjectKind};

/// Says of every breach whether it has passed on the day of the question.
pub fn pass(verdicts: &mut [Verdict], as_of: NaiveDate) {
    let latest = latest_known(verdicts);
    for verdict in verdicts.iter_mut().filter(|it| is_breach(it)) {
        let last = verdict.subject.years.map(|(_, last)| last);
        verdict.past = match verdict.mends {
            Mends::AtOnce => false,
            Mends::AnyTime => verdict.ended,
            Mends::InTime => verdict.ended || last.is_some_and(|last| last < as_of.year()),
            Mends::Latest => last < latest.get(&verdict.rule).copied(),
            // Until a meeting is held, its papers can be put right.
            Mends::Never => verdict.subject.kind != SubjectKind::Meeting || verdict.day < as_of,
        };
    }
}

/// The latest year in which it is known how each rule about a lasting state stands.
fn latest_known(verdicts: &[Verdict]) -> BTreeMap<Arc<str>, i32> {
    let mut latest: BTreeMap<Arc<str>, i32> = BTreeMap::new();
    let known = |it: &&Verdict| is_breach(it) || it.outcome == Outcome::Met;
    for verdict in verdicts.iter().filter(known).filter(|it| it.mends == Mends::Latest) {
        let Some((_, last)) = verdict.subject.years else { continue };
        let known = latest.entry(Arc::clone(&verdict.rule)).or_insert(last);
        *known = last.max(*known);
    }
    latest
}

const fn is_breach(verdict: &Verdict) -> bool {
    matches!(verdict.outcome, Outcome::Breached | Outcome::Waived)
}
