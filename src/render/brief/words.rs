//! The words of the brief.

use chrono::NaiveDate;

use crate::amount::{Text, counted, many};
use crate::brief::Paper;

phrases! {
    TO_DECIDE = "Att besluta eller göra", "To decide or do";
    TO_SEE = "Att ta del av", "To take note of";
    NOTHING_HERE = "Årshjulet och lagen ger inget här.", "The annual cycle and the law give nothing here.";
    UNDER = "enligt", "under";
    MORE_IN_CALENDAR = "till (samkoll calendar)", "more (samkoll calendar)";
    ALSO_ON_AGENDA = "Också på dagordningen för beslut", "Also on the agenda for decision";
    PROPOSED = "förslag till beslut finns", "a decision is proposed";
    NOT_PROPOSED = "inget förslag till beslut", "no decision is proposed";
    MAYBE_PROPOSED = "oklart om beslut föreslås", "unknown whether a decision is proposed";
    OVERDUE = "Försenat, och vad det håller upp", "Overdue, and what it holds up";
    NOTHING_OVERDUE = "Registret visar inget försenat.", "The register shows nothing overdue.";
    UNKNOWN = "Oklart sedan föregående möte: dagen har gått, registret säger inget", "Unknown since the meeting before: the day has passed, the register says nothing";
    WITHOUT_DAY = "Inte visat som gjort, och ingen dag är satt", "Not shown done, and no day is set";
    DONE_LATE = "Gjort för sent sedan föregående möte", "Done late since the meeting before";
    HOLDS_UP = "håller upp:", "holds up:";
    COMING = "Förfaller före nästa möte", "Falls due before the next meeting";
    NOTHING_MORE = "Inget mer.", "Nothing more.";
    TO_REMIND = "Att påminna", "To remind";
    WAIVERS = "Undantag som går ut", "Waivers that run out";
    RAN_OUT = "gick ut", "ran out";
    RUNS_OUT = "går ut", "runs out";
    RULES = "Regler som är brutna", "Rules that are breached";
    MORE_IN_CHECK = "Mer: samkoll check.", "More: samkoll check.";
    LATEST = "senast", "latest";
    NOT_IN_REGISTER = "Mötet finns inte i registret. ", "The meeting is not in the register. ";
    AGENDA = "dagordningen", "agenda";
    DECIDED = "beslutat på mötet, enligt registret", "decided at the meeting, by the register";
    NOTED = "noterat", "noted";
    NOT_ON_AGENDA = "ingen punkt om det i registrets dagordning", "no item about it on the agenda in the register";
    NO_AGENDA = "underlag oklart: registret har ingen dagordning", "papers unknown: the register has no agenda";
}

/// What the page is about.
pub(super) fn title(body: &str, day: NaiveDate, as_of: NaiveDate) -> Text {
    let ending = if body.ends_with('s') { "" } else { "s" };
    Text::new(
        format!("inför {body}{ending} möte {day}, läget {as_of}"),
        format!("before the meeting of {body} {day}, as of {as_of}"),
    )
}

/// The meeting before, when the register has it; else from when is counted.
pub(super) fn before(previous: Option<NaiveDate>, since: NaiveDate) -> Text {
    match previous {
        Some(day) if day == since => {
            Text::new(format!("Föregående möte: {day}."), format!("Meeting before: {day}."))
        }
        _ => Text::new(
            format!("Registret har inget möte närmast före; här räknas från {since}."),
            format!("The register has no meeting just before; counted from {since}."),
        ),
    }
}

/// The meeting after, when the register has it; else to when is counted.
pub(super) fn after(next: Option<NaiveDate>, until: NaiveDate) -> Text {
    match next {
        Some(day) => Text::new(format!("Nästa möte: {day}."), format!("Next meeting: {day}.")),
        None => Text::new(
            format!("Nästa möte finns inte i registret; här räknas till {until}."),
            format!("The next meeting is not in the register; counted to {until}."),
        ),
    }
}

/// How many rules the förbund has set aside, and where they are told.
pub(super) fn set_aside(count: usize) -> Text {
    let rules = counted(many(count), ["regel", "regler", "rule", "rules"]);
    let are = if count == 1 { "is" } else { "are" };
    Text::new(
        format!("{} prövas inte, enligt förbundets beslut (samkoll check).", rules.sv),
        format!("{} {are} not asked, by the förbund’s decision (samkoll check).", rules.en),
    )
}

/// What the register holds of papers for a point.
pub(super) fn paper(paper: Paper<'_>) -> Text {
    match paper {
        Paper::Decision(decision) => {
            let state = match (decision.adopted, decision.proposed) {
                (true, _) => DECIDED,
                (_, true) => PROPOSED,
                _ => NOTED,
            };
            let cited = |agenda| decision.paragraph.as_deref().unwrap_or(agenda);
            Text::new(
                format!("underlag: {}, {}", cited(AGENDA.sv), state.sv),
                format!("papers: {}, {}", cited(AGENDA.en), state.en),
            )
        }
        Paper::OnAgenda(item) => Text::new(
            format!("underlag: punkt {}, {}", item.number, item.title),
            format!("papers: item {}, {}", item.number, item.title),
        ),
        Paper::NotOnAgenda => NOT_ON_AGENDA.into(),
        Paper::NoAgenda => NO_AGENDA.into(),
    }
}
