//! The laws that rules and duties rest on, each with the days it is in force: what is said of a year cites what held
//! that year.

use chrono::NaiveDate;

use super::problems;
use super::read::{Problems, Validity};
use crate::amount::Text;
use crate::source::Spanned;

/// What something rests on, by the day: as it is, and as it was until some days before.
#[derive(Debug, Clone)]
pub struct Dated<T> {
    now: T,
    /// What held until a day, the earliest first.
    before: Vec<(NaiveDate, T)>,
}

impl<T> Dated<T> {
    /// What holds now, and what held until each of some days: one thing until each.
    pub(super) fn new(now: T, mut before: Vec<(Spanned<NaiveDate>, T)>, problems: &Problems) -> Self {
        before.sort_by_key(|(to, _)| to.value);
        for pair in before.windows(2) {
            if let [(first, _), (second, _)] = pair
                && first.value == second.value
            {
                problems.push(problems::counted_twice(second.span, &second.value.to_string(), first.span));
            }
        }
        before.dedup_by_key(|(to, _)| to.value);
        Self { now, before: before.into_iter().map(|(to, then)| (to.value, then)).collect() }
    }

    /// What holds now.
    #[must_use]
    pub const fn now(&self) -> &T {
        &self.now
    }

    /// What held on a day.
    #[must_use]
    pub fn on(&self, day: NaiveDate) -> &T {
        self.before.iter().find(|(to, _)| day <= *to).map_or(&self.now, |(_, then)| then)
    }

    /// The same with something made of each.
    #[must_use]
    pub(crate) fn map<U>(&self, make: impl Fn(&T) -> U) -> Dated<U> {
        let before = self.before.iter().map(|(to, then)| (*to, make(then)));
        Dated { now: make(&self.now), before: before.collect() }
    }

    /// What held before, each with its last day, the earliest first.
    pub fn before(&self) -> impl Iterator<Item = (NaiveDate, &T)> {
        self.before.iter().map(|(to, then)| (*to, then))
    }

    /// Each with the days it held, within the days that the whole of it holds.
    pub(super) fn versions(&self, within: Validity) -> impl Iterator<Item = (Validity, &T)> {
        let firsts = self.before.iter().map(|(to, _)| to.succ_opt());
        let firsts = std::iter::once(within.from).chain(firsts);
        let lasts = self.before.iter().map(|(to, _)| Some(*to)).chain([within.to]);
        let all = self.before.iter().map(|(_, then)| then).chain([&self.now]);
        firsts.zip(lasts).zip(all).map(move |((from, to), it)| (Validity { from, to, ..within }, it))
    }
}

/// A law, with its number in the statute book and the days it is in force.
struct Law {
    number: &'static str,
    /// What it is called in running text; laws that follow each other may be called the same.
    name: &'static str,
    from: Option<NaiveDate>,
    to: Option<NaiveDate>,
    /// Provisions that came later, each with its first day.
    later: &'static [(&'static str, Option<NaiveDate>)],
}

const fn day(year: i32, month: u32, day: u32) -> Option<NaiveDate> {
    NaiveDate::from_ymd_opt(year, month, day)
}

/// The laws that a samordningsförbund is judged by.
const LAWS: [Law; 6] = [
    Law {
        number: "2003:1210",
        name: "finsamlagen",
        from: day(2004, 1, 1),
        to: None,
        later: &[("19 a §", day(2022, 3, 16))],
    },
    Law { number: "2017:725", name: "kommunallagen", from: day(2018, 1, 1), to: None, later: &[] },
    Law {
        number: "1991:900",
        name: "kommunallagen",
        from: day(1992, 1, 1),
        to: day(2017, 12, 31),
        later: &[],
    },
    Law {
        number: "2018:597",
        name: "kommunal bokföring och redovisning",
        from: day(2019, 1, 1),
        to: None,
        later: &[],
    },
    Law {
        number: "1997:614",
        name: "lagen om kommunal redovisning",
        from: day(1998, 1, 1),
        to: day(2018, 12, 31),
        later: &[],
    },
    Law { number: "1930:173", name: "beräkning av lagstadgad tid", from: None, to: None, later: &[] },
];

impl Law {
    fn is_in_force_in(&self, days: Validity) -> bool {
        let begun = days.from.is_none() || self.from <= days.from;
        begun && self.to.is_none_or(|to| days.to.is_some_and(|last| last <= to))
    }

    fn days(&self) -> Text {
        match (self.from, self.to) {
            (Some(from), Some(to)) => Text::new(format!("{from} till {to}"), format!("{from} to {to}")),
            (from, _) => since(from.unwrap_or_default()),
        }
    }
}

fn since(day: NaiveDate) -> Text {
    Text::new(format!("från och med {day}"), format!("from {day}"))
}

/// The first law or provision that a text names, and that was not in force on all of some days: what it is, and when
/// it was. A name that laws which follow each other share is the one that held.
pub(super) fn not_in_force(text: &str, days: Validity) -> Option<(String, Text)> {
    let low = text.to_lowercase();
    let numbered = LAWS.iter().filter(|law| low.contains(law.number));
    let by_number = |name: &str| LAWS.iter().any(|law| law.name == name && low.contains(law.number));
    let holds = |name: &str| LAWS.iter().any(|law| law.name == name && law.is_in_force_in(days));
    let named = LAWS.iter().filter(|law| low.contains(law.name));
    let unnumbered = named.clone().find(|law| !by_number(law.name) && !holds(law.name));
    let whole = numbered.clone().find(|law| !law.is_in_force_in(days)).or(unnumbered);
    if let Some(law) = whole {
        return Some((format!("{} ({})", law.name, law.number), law.days()));
    }
    let provisions = numbered.chain(named).flat_map(|law| law.later);
    let mut later = provisions.filter(|(provision, from)| low.contains(provision) && days.from < *from);
    let (provision, from) = later.next()?;
    Some(((*provision).to_owned(), since(from.unwrap_or_default())))
}
