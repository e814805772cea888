//! The words of a net and of a chain.

use crate::amount::Text;
use crate::cycle::Item;
use crate::render::calendar::words::days;

phrases! {
    BEFORE = "Före:", "Before:";
    AFTER = "Efter:", "After:";
    NOTHING = "  inget", "  nothing";
    NOTHING_WAITS = "Inget här väntar på något annat.", "Nothing here waits for anything else.";
    DONE_HOLDS_NOTHING = "Det är klart och fördröjer inget.", "It is done and holds nothing up.";
    HOLDS_NOTHING = "Det fördröjer inget.", "It holds nothing up.";
    BACKWARDS = "baklänges", "backwards";
    RUNS_BACKWARDS = " – baklänges: det som ska komma först förfaller sist", " – backwards: what must come first falls due last";
    SEE_ABOVE = " (se ovan)", " (see above)";
    NOT_COUNTED =
        "ingen marginal att räkna: klart, oklart eller utan dag",
        "no days to count: done, unknown or without a day";
    NO_LINK = "Kedjan har ingen länk med dagar att räkna.", "The chain has no link with days to count.";
}

/// That something an item needs falls due after it.
pub(super) fn comes_after(first: &Item<'_>, item: &Item<'_>) -> Text {
    let day = |item: &Item<'_>| item.due.expected().map(|day| day.to_string()).unwrap_or_default();
    let (needed, title) = (first.answered(first.occurrence.title()), item.answered(item.occurrence.title()));
    Text::new(
        format!("Baklänges: {} ({}) ska komma före {} ({}).", needed.sv, day(first), title.sv, day(item)),
        format!("Backwards: {} ({}) must come before {} ({}).", needed.en, day(first), title.en, day(item)),
    )
}

/// How many are responsible.
pub(super) fn responsible(count: usize) -> Text {
    Text::new(format!("{count} ansvariga"), format!("{count} responsible"))
}

/// The days to spare at a link of a chain.
pub(super) fn to_spare(spare: Option<i64>) -> Text {
    let Some(spare) = spare else { return NOT_COUNTED.into() };
    let Text { sv, en } = days(spare.saturating_abs());
    if spare < 0 {
        Text::new(format!("{sv} för lite"), format!("{en} short"))
    } else {
        Text::new(format!("{sv} marginal"), format!("{en} to spare"))
    }
}

/// The tightest link of a chain.
pub(super) fn least(slack: &[Option<i64>]) -> Text {
    let Some(least) = slack.iter().flatten().min() else { return NO_LINK.into() };
    let Text { sv, en } = if *least < 0 { to_spare(Some(*least)) } else { days(*least) };
    Text::new(
        format!("Minst marginal, av de länkar som går att räkna: {sv}."),
        format!("Tightest, of the links that can be counted: {en}."),
    )
}
