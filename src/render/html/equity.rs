//! Equity against what the recommended stairs allow, year by year, with what is budgeted and planned ahead.

use rust_decimal::Decimal;

use super::drawing::{Drawing, Px, half, many, parts, px, share};
use super::pictures::{Figure, Picture};
use super::table::{Cell, Table};
use super::{Told, words};
use crate::amount::{Phrase, Quantity, Text, apart, written_number};
use crate::facts::{Facts, Gap};
use crate::verdict::Outcome;

/// How many years a drawing has room for; the table has them all.
const YEARS: usize = 7;

/// A year: what equity was or is to be, and what it may be.
struct Year {
    year: i32,
    equity: Quantity,
    /// Budgeted or planned, and not yet so: by which of the two.
    ahead: Option<Phrase>,
    cap: Cap,
    /// What the rule or the förbund says of it, where that is not what the amounts alone say: in words, and as what is
    /// to be used.
    otherwise: Option<(Text, Phrase)>,
}

/// What equity may be.
enum Cap {
    Known(Quantity),
    /// No less than this: the stairs are not known so high up.
    AtLeast(Quantity),
    Unknown(Gap),
}

impl Cap {
    fn of(facts: &Facts, year: i32) -> Self {
        match (facts.equity_cap(year), facts.equity_cap_at_least(year)) {
            (Ok(cap), _) => Self::Known(cap),
            (Err(_), Ok(least)) => Self::AtLeast(least),
            (Err(gap), Err(_)) => Self::Unknown(gap),
        }
    }

    fn amount(&self) -> Option<&Quantity> {
        match self {
            Self::Known(cap) | Self::AtLeast(cap) => Some(cap),
            Self::Unknown(_) => None,
        }
    }
}

pub(super) fn picture(told: Told<'_>) -> Picture {
    let language = told.language;
    let years = years(told);
    let mut picture = Picture {
        id: "kapital",
        title: words::EQUITY.get(language).to_owned(),
        says: says(told, &years),
        ..Picture::default()
    };
    if !years.is_empty() {
        let (drawing, table) = (Some(drawing(told, &years)), Some(table(told, &years)));
        picture.figures.push(Figure { drawing, table, ..Figure::default() });
    }
    picture
}

/// Every year of which equity is known at its end, then what is budgeted and planned of those after.
fn years(told: Told<'_>) -> Vec<Year> {
    let facts = told.board.facts;
    let year = |year, equity: Quantity, ahead: Option<Phrase>| {
        let cap = Cap::of(facts, year);
        let lead = words::equity(year, &equity, ahead.is_some());
        let otherwise = otherwise(told, (year, ahead.is_none()), &lead, &cap);
        Year { year, equity, ahead, cap, otherwise }
    };
    let tables = facts.figure_years();
    let closed =
        tables.iter().filter_map(|it| Some(year(*it, facts.figure("equity.closing", *it).ok()?, None)));
    let mut years: Vec<Year> = closed.collect();
    // The first year is the budget's, and the two after it those of its plan.
    for (name, on, of_what) in [
        ("budget.equity.closing", 0, words::BUDGET),
        ("plan.year-2.equity.closing", 1, words::PLAN),
        ("plan.year-3.equity.closing", 2, words::PLAN),
    ] {
        for table in &tables {
            let of = table.saturating_add(on);
            let after = years.last().is_none_or(|last| last.year < of);
            if let (true, Ok(equity)) = (after, facts.figure(name, *table)) {
                years.push(year(of, equity, Some(of_what)));
            }
        }
    }
    // A budget that prints its result alone says what equity comes to.
    if let Some(last) = years.last().filter(|it| it.ahead.is_none()) {
        let result = facts.figure("budget.result.net", last.year.saturating_add(1));
        if let Some(equity) = result.ok().and_then(|it| last.equity.add(&it).ok()) {
            years.push(year(last.year.saturating_add(1), equity.as_worked_out(), Some(words::BUDGET)));
        }
    }
    years
}

/// The last year that has ended and the first ahead, each against its cap; or what is missing, and where it belongs.
fn says(told: Told<'_>, years: &[Year]) -> Vec<String> {
    let Some(last) = years.iter().rfind(|it| it.ahead.is_none()) else {
        return vec![words::NO_EQUITY.get(told.language).to_owned()];
    };
    let ahead = years.iter().find(|it| it.ahead.is_some());
    let ahead = ahead.map_or_else(|| words::no_budget(last.year.saturating_add(1)), verdict);
    let without: Vec<i32> =
        years.iter().filter(|it| matches!(it.cap, Cap::Unknown(_))).map(|it| it.year).collect();
    let without = (!without.is_empty()).then(|| words::without_cap(&without));
    [verdict(last), ahead].iter().chain(&without).map(|it| told.get(it)).collect()
}

/// What the rule says of a year where it leaves the question open or the board has accepted the excess, and that
/// nothing is ruled where the förbund has set the rule aside or has one of its own.
fn otherwise(
    told: Told<'_>,
    (year, has_ended): (i32, bool),
    lead: &Text,
    cap: &Cap,
) -> Option<(Text, Phrase)> {
    let (facts, model) = (told.board.facts, told.board.facts.model());
    let id = facts.cap_rule()?;
    let rule = model.rules.iter().find(|it| it.id.value == id)?;
    if model.set_aside(rule).is_some() {
        return Some((words::rule_set_aside(lead, cap.amount()), words::NOT_JUDGED));
    }
    // Of what is budgeted the rule says nothing.
    let asked = told.board.report.verdicts.iter().filter(|it| has_ended && *it.rule == *id);
    let mut answers = asked.filter(|it| it.outcome != Outcome::NotApplicable);
    let answer = answers.find(|it| it.subject.years.is_some_and(|(of, _)| of == year));
    if !model.is_standard(rule.span) {
        let says = answer.map(|it| &it.message);
        return Some((words::rule_of_its_own(lead, cap.amount(), says), words::NOT_JUDGED));
    }
    let answer = answer?;
    match answer.outcome {
        Outcome::Undecided => Some((words::cap_undecided(lead, &answer.message), words::NOT_KNOWN)),
        Outcome::Waived => Some((answer.message.clone(), words::EXCESS_ACCEPTED)),
        Outcome::Met | Outcome::Breached | Outcome::NotApplicable => None,
    }
}

/// How a year stands against its cap, and what must be used to come under it.
fn verdict(it: &Year) -> Text {
    let Year { year, equity, cap, otherwise, .. } = it;
    if let Some((says, _)) = otherwise {
        return says.clone();
    }
    let ahead = it.ahead.is_some();
    let cap = match cap {
        Cap::Unknown(gap) => return words::cap_unknown(*year, equity, ahead, gap),
        Cap::AtLeast(least) if equity.printed_above(least) => {
            return words::cap_at_least(*year, equity, least, ahead);
        }
        Cap::Known(cap) | Cap::AtLeast(cap) => cap,
    };
    let (equity, cap) = apart(equity, cap);
    match equity.sub(&cap) {
        Ok(excess) if equity.surely_above(&cap).unwrap_or(false) => {
            words::above_cap(*year, &equity, &cap, &excess, ahead)
        }
        Ok(_) if equity.printed_above(&cap) => words::too_coarse(*year, &equity, &cap, ahead),
        Ok(_) if equity.may_be_above(&cap).unwrap_or(false) => {
            words::within_rounding(*year, &equity, &cap, ahead)
        }
        Ok(excess) => words::within_cap(*year, &equity, &cap, &excess.magnitude(), ahead),
        Err(_) => Text::default(),
    }
}

fn table(told: Told<'_>, years: &[Year]) -> Table {
    let language = told.language;
    let heads = [words::YEAR, words::CLOSING_EQUITY, words::CAP, words::TO_USE];
    let mut table =
        Table::new(words::EQUITY_TABLE.get(language), heads.map(|it| it.get(language).to_owned()));
    for it in years {
        let ahead = it.ahead.map(|of| format!(", {}", of.get(language))).unwrap_or_default();
        let head = format!("{}{ahead}", it.year);
        let cap = match &it.cap {
            Cap::Known(cap) => Cell::number(cap.written(language)),
            Cap::AtLeast(cap) => {
                Cell::number(format!("{} {}", words::AT_LEAST.get(language), cap.written(language)))
            }
            Cap::Unknown(gap) => Cell::words(gap.text.get(language)),
        };
        table.row(head, vec![Cell::number(it.equity.written(language)), cap, to_use(told, it)]);
    }
    table
}

/// What is above the cap, where it is known.
fn to_use(told: Told<'_>, year: &Year) -> Cell {
    let language = told.language;
    if let Some((_, to_use)) = year.otherwise {
        return Cell::number(to_use.get(language));
    }
    let Some(cap) = year.cap.amount() else { return Cell::number(words::NOT_KNOWN.get(language)) };
    let (equity, cap) = apart(&year.equity, cap);
    let is_known = matches!(year.cap, Cap::Known(_)) && equity.surely_above(&cap).unwrap_or(false);
    match equity.sub(&cap) {
        Ok(excess) if is_known => Cell::number(excess.written(language)),
        _ if equity.printed_above(&cap) => Cell::number(words::NOT_KNOWN.get(language)),
        _ => Cell::number(words::NOTHING.get(language)),
    }
}

const TOP: Px = px(70);
const HIGH: Px = px(130);
const LEFT: Px = px(8);

/// A bar for each year, in thousands, and a line over it where its cap is.
fn drawing(told: Told<'_>, years: &[Year]) -> Drawing {
    let language = told.language;
    let shown = years.get(years.len().saturating_sub(YEARS)..).unwrap_or(years);
    let desc = says(told, years).join(" ");
    let mut drawing = Drawing::new("bild-kapital", words::EQUITY.get(language), desc);
    let bottom = TOP + HIGH;
    legend(told, &mut drawing, shown);
    let amounts = shown.iter().flat_map(|it| [Some(&it.equity), it.cap.amount()]).flatten();
    let most = amounts.map(|it| it.value).max().unwrap_or_default();
    let step = parts(drawing.width - LEFT * px(2), many(shown.len()));
    let wide = (step * px(3)).0.checked_div(5).map_or(step, px).min(px(56));
    for (number, it) in shown.iter().enumerate() {
        let middle = LEFT + step * many(number) + half(step);
        let high = share(HIGH, it.equity.value, most);
        let class = if it.ahead.is_some() { "bar ahead" } else { "bar" };
        drawing.rect([middle - half(wide), bottom - high, wide, high], class);
        let cap = it.cap.amount().map(|cap| bottom - share(HIGH, cap.value, most));
        if let Some(at) = cap {
            let reach = half(wide) + px(6);
            let class = if matches!(it.cap, Cap::Known(_)) { "cap" } else { "cap least" };
            drawing.line([middle - reach, at, middle + reach, at], class);
        }
        // The cap's number stands above both the bar and the line, and so on neither; equity's in the foot of its bar,
        // where that has room.
        let top = cap.unwrap_or(bottom).min(bottom - high);
        let written = |amount: &Quantity| written_number(thousands(amount.value), language);
        let (at, class) = match (px(18) < high, it.ahead) {
            (true, None) => (bottom - px(6), "middle inside"),
            (true, Some(_)) => (bottom - px(6), "middle"),
            (false, _) => (top - px(20), "middle"),
        };
        drawing.words([middle, at], class, written(&it.equity));
        if let Some(cap) = it.cap.amount() {
            drawing.words([middle, top - px(6)], "middle cap-number", written(cap));
        }
        drawing.words([middle, bottom + px(16)], "middle", it.year.to_string());
    }
    drawing.line([px(0), bottom, drawing.width, bottom], "axis");
    drawing.height = bottom + px(24);
    drawing
}

/// What the bars and lines are, and in what they are counted.
fn legend(told: Told<'_>, drawing: &mut Drawing, shown: &[Year]) {
    let language = told.language;
    let is_least = |it: &Year| matches!(it.cap, Cap::AtLeast(_));
    drawing.words([px(0), px(12)], "small", words::IN_THOUSANDS.get(language));
    drawing.rect([px(0), px(20), px(14), px(10)], "bar");
    drawing.words([px(20), px(29)], "small", words::EQUITY_SHORT.get(language));
    if shown.iter().any(|it| it.ahead.is_some()) {
        drawing.rect([px(100), px(20), px(14), px(10)], "bar ahead");
        drawing.words([px(120), px(29)], "small", words::AHEAD_YEAR.get(language));
    }
    drawing.line([px(220), px(25), px(236), px(25)], "cap");
    drawing.words([px(242), px(29)], "small", words::CAP_SHORT.get(language));
    if shown.iter().any(is_least) {
        drawing.line([px(220), px(41), px(236), px(41)], "cap least");
        drawing.words([px(242), px(45)], "small", words::CAP_AT_LEAST.get(language));
    }
}

/// Whole thousands, as one reads them in a drawing; the table has every krona.
fn thousands(value: Decimal) -> Decimal {
    value.checked_div(Decimal::ONE_THOUSAND).unwrap_or(value).round().normalize()
}
