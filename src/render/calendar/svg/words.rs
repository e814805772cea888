//! The words of the wheel, in both languages.

use chrono::{Datelike, NaiveDate};

use crate::amount::Language;
use crate::render::calendar::words::month;

/// Fixed words of one language.
pub(super) struct Words {
    language: Language,
    pub(super) wheel: &'static str,
    pub(super) as_of: &'static str,
    pub(super) known_at: &'static str,
    pub(super) provisional: &'static str,
    pub(super) responsible: &'static str,
    pub(super) under: &'static str,
    pub(super) earlier: &'static str,
    pub(super) in_wheel: &'static str,
    pub(super) overdue_before: &'static str,
    pub(super) outside: &'static str,
    pub(super) by_month: &'static str,
    pub(super) by_day: &'static str,
    pub(super) undated: &'static str,
    pub(super) unknown_before: &'static str,
    pub(super) beyond: &'static str,
    one: &'static str,
    several: &'static str,
}

const SV: Words = Words {
    language: Language::Sv,
    wheel: "Årshjul",
    as_of: "läget",
    known_at: "enligt vad som var känt",
    provisional: "prel.",
    responsible: "Ansvarig",
    under: "Enligt",
    earlier: "Försenat från tidigare",
    in_wheel: "i hjulet",
    overdue_before: "försenat från tidigare",
    outside: "Utanför hjulet",
    by_month: "Det är mycket under året: det mesta är samlat månad för månad.",
    by_day: "Det är mycket under året: de fullaste dagarna är samlade på en rad var.",
    undated: "utan dag ännu",
    unknown_before: "oklart från tidigare",
    beyond: "efter hjulets tolv månader",
    one: "post",
    several: "poster",
};

const EN: Words = Words {
    language: Language::En,
    wheel: "Annual wheel",
    as_of: "as of",
    known_at: "by what was known on",
    provisional: "prov.",
    responsible: "Responsible",
    under: "Under",
    earlier: "Overdue from before",
    in_wheel: "in the wheel",
    overdue_before: "overdue from before",
    outside: "Outside the wheel",
    by_month: "There is much in this year: most of it is gathered month by month.",
    by_day: "There is much in this year: the fullest days are gathered on a line each.",
    undated: "without a day yet",
    unknown_before: "unknown from before",
    beyond: "after the wheel's twelve months",
    one: "item",
    several: "items",
};

impl Words {
    pub(super) const fn of(language: Language) -> &'static Self {
        match language {
            Language::Sv => &SV,
            Language::En => &EN,
        }
    }

    /// The month's name.
    pub(super) fn month(&self, day: NaiveDate) -> &'static str {
        month(day.month(), self.language)
    }

    /// The day of the month, with its name.
    pub(super) fn day(&self, day: NaiveDate) -> String {
        format!("{} {}", day.day(), self.month(day))
    }

    /// So many items.
    pub(super) fn items(&self, count: usize) -> String {
        format!("{count} {}", if count == 1 { self.one } else { self.several })
    }
}
