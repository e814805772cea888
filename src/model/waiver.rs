//! Waivers: deviations that the board has accepted, with a reason and an end.

use chrono::NaiveDate;
use rust_decimal::Decimal;

use super::actor::{Actor, need_actor};
use super::problems;
use super::read::{Reader, Validity};
use crate::amount::Text;
use crate::source::{Span, Spanned};

/// One accepted deviation.
#[derive(Debug, Clone)]
pub struct Waiver {
    /// The rule.
    pub rule: Spanned<String>,
    /// The subject's id.
    pub subject: Spanned<String>,
    /// Why it was accepted.
    pub reason: Text,
    /// Who accepted it.
    pub decided_by: Spanned<Actor>,
    /// The decision.
    pub decision: String,
    /// When it holds; the end is mandatory.
    pub days: Validity,
    /// Holds up to this excess, in kronor.
    pub limit: Option<Decimal>,
    /// The day it became known.
    pub recorded: Option<NaiveDate>,
    /// Where it stands.
    pub span: Span,
}

/// Reads one `[[waiver]]`.
pub(crate) fn read(mut reader: Reader<'_>) -> Option<Waiver> {
    let rule = reader.need_text("rule");
    let subject = reader.need_text("subject");
    let reason = reader.need_both("reason");
    let decided_by = need_actor(&mut reader, "decided_by");
    let decision = reader.need_text("decision");
    let from = reader.date("from");
    let until = reader.date("until");
    let until = reader.require("until", until);
    reader.follows(until.as_ref(), from.as_ref());
    let limit = reader.decimal("limit");
    if let Some(limit) = limit.as_ref().filter(|limit| limit.value < Decimal::ZERO) {
        reader.problem(problems::less_than(limit.span, "limit", 0));
    }
    let limit = limit.map(|limit| limit.value);
    let recorded = reader.date("recorded").map(|day| day.value);
    let span = reader.span();
    reader.finish();
    let days = Validity { from: from.map(|day| day.value), to: Some(until?.value), span };
    Some(Waiver {
        rule: rule?,
        subject: subject?,
        reason: reason?.value,
        decided_by: decided_by?,
        decision: decision?.value,
        days,
        limit,
        recorded,
        span,
    })
}
