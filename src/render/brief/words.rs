//! The words of the brief.

use chrono::NaiveDate;

use crate::amount::{Text, counted, many};
use crate::brief::Paper;
use crate::render::words;
use crate::report::Report;

phrases! {
    TO_DECIDE = "Att besluta eller göra", "To decide or do";
    TO_SETTLE = "Att ta ställning till", "To take a stand on";
    NOT_SETTLED = "Inte avgjort", "Not decided";
    DONE_THERE = "Beslutat eller gjort på mötesdagen", "Decided or done on the day of the meeting";
    TO_SEE = "Att ta del av", "To take note of";
    NOTHING_HERE = "Inget, enligt årshjulet och lagen.", "Nothing, by the annual cycle and the law.";
    UNDER = "enligt", "under";
    ALSO_DOES = "samma beslut:", "the same decision:";
    MORE = "till", "more";
    WHAT_MORE = "Det som bara räknas ovan visas av", "What is only counted above is shown by";
    ALSO_ON_AGENDA = "Också på dagordningen för beslut", "Also on the agenda for decision";
    ALSO_TO_HEAR = "Också på dagordningen för information eller diskussion", "Also on the agenda to hear or discuss";
    REST_OF_AGENDA = "Dagordningen i övrigt:", "The rest of the agenda:";
    ASSIGNMENTS = "Uppdrag från styrelsen", "Assignments from the board";
    PROPOSED = "förslag till beslut finns", "a decision is proposed";
    NOT_PROPOSED = "inget förslag till beslut", "no decision is proposed";
    MAYBE_PROPOSED = "det framgår inte om beslut föreslås", "unknown whether a decision is proposed";
    OVERDUE = "Försenat, och vad det fördröjer", "Overdue, and what it holds up";
    NOTHING_OVERDUE = "Registret visar inget försenat.", "The register shows nothing overdue.";
    WITHOUT_DAY = "Inte klart enligt registret, och ingen dag är satt", "Not shown done, and no day is set";
    DOUBTFUL = "Klart, men med reservation eller oklart hur eller när", "Done with a reservation, or unknown how or when";
    HOLDS_UP = "fördröjer:", "holds up:";
    NOTHING_MORE = "Inget mer.", "Nothing more.";
    TO_REMIND = "Att påminna", "To remind";
    OUR_OWN = "Förbundet självt, som inte visats ha gjort det här", "The förbund itself, not shown to have done";
    WAIVED = "Godtaget: ett undantag gäller", "Accepted: a waiver is in force";
    WAIVERS = "Undantag som går ut", "Waivers that run out";
    RAN_OUT = "har gått ut", "has run out";
    RUNS_OUT = "går ut", "runs out";
    UNRECORDED =
        "Undantag utan `recorded` räknas inte här, eftersom inget säger när de blev kända:",
        "Waivers without `recorded` do not count here, since nothing says when they became known:";
    RULES = "Brister", "Faults";
    RESULTS = "Mål som inte nåddes", "Goals not reached";
    NOT_IN_REGISTER = "Mötet finns inte i registret, och vad som finns av underlag är oklart. ", "The meeting is not in the register, and what there is of papers is unknown. ";
    AGENDA = "dagordningen", "agenda";
    DECIDED = "beslutat på mötet, enligt registret", "decided at the meeting, by the register";
    RESERVED = "fattat med reservation, enligt registret", "decided with a reservation, by the register";
    DECLINED = "avböjt på mötet, enligt registret", "declined at the meeting, by the register";
    NOTED = "noterat", "noted";
    NOT_ON_AGENDA = "ingen punkt om det i registrets dagordning", "no item about it on the agenda in the register";
    NO_AGENDA = "Registret har ingen dagordning, och vad som finns av underlag är oklart. ", "The register has no agenda, and what there is of papers is unknown. ";
}

/// What the page is about.
pub(super) fn title(body: &Text, day: NaiveDate, as_of: NaiveDate) -> Text {
    let ending = if body.sv.ends_with('s') { "" } else { "s" };
    let (sv, en) = if day == as_of {
        (String::new(), String::new())
    } else {
        (format!(", läget {as_of}"), format!(", as of {as_of}"))
    };
    Text::new(
        format!("inför {}{ending} möte {day}{sv}", body.sv),
        format!("before the meeting of {} on {day}{en}", body.en),
    )
}

/// The meeting before, when the register has it; else from when is counted. Another may lie between,
/// unless the register is said to hold them all.
pub(super) fn before(previous: Option<NaiveDate>, since: NaiveDate, nothing_between: bool) -> Text {
    match previous.filter(|day| *day == since) {
        Some(day) if nothing_between => {
            Text::new(format!("Föregående möte: {day}."), format!("Meeting before: {day}."))
        }
        Some(day) => Text::new(format!("Senast kända möte: {day}."), format!("Last known meeting: {day}.")),
        None => Text::new(
            format!("Registret har inget möte närmast före; här räknas från {since}."),
            format!("The register has no meeting just before; counted from {since}."),
        ),
    }
}

/// The meeting after, when the register has it; else to when is counted.
pub(super) fn after(next: Option<NaiveDate>, until: NaiveDate) -> Text {
    match next {
        Some(day) => Text::new(format!("Nästa kända möte: {day}."), format!("Next known meeting: {day}.")),
        None => Text::new(
            format!("Nästa möte finns inte i registret; här räknas till {until}."),
            format!("The next meeting is not in the register; counted to {until}."),
        ),
    }
}

pub(in crate::render) fn unknown(since: NaiveDate) -> Text {
    Text::new(
        format!("Oklart sedan {since}: dagen har passerat, och registret visar inget"),
        format!("Unknown since {since}: the day has passed, the register says nothing"),
    )
}

/// Of how much in all it is not known whether it was done, and how much of that is from before the meeting before.
pub(in crate::render) fn unclear(all: usize, earlier: usize, since: NaiveDate) -> Text {
    let all = words::unclear(all);
    match earlier {
        0 => Text::new(all.sv + ".", all.en + "."),
        _ => Text::new(
            format!("{}; {earlier} av dem är från tiden före {since}.", all.sv),
            format!("{}; {earlier} of them from before {since}.", all.en),
        ),
    }
}

/// How much of what is met is so only within rounding.
pub(super) fn rounded(count: usize) -> Text {
    let verdicts =
        counted(many(count), ["utslag är uppfyllt", "utslag är uppfyllda", "verdict is", "verdicts are"]);
    Text::new(
        format!("{} bara inom avrundningen.", verdicts.sv),
        format!("{} met only within rounding.", verdicts.en),
    )
}

/// Of how many causes what is broken comes, and what of that can be put right.
pub(super) fn causes(all: usize, mendable: usize, passed: usize) -> Text {
    let causes = counted(many(all), ["orsak", "orsaker", "cause", "causes"]);
    match passed {
        0 if all == 1 => Text::new(
            format!("{}, som kan rättas.", causes.sv),
            format!("{}, which can be put right.", causes.en),
        ),
        0 => Text::new(
            format!("{}, som alla kan rättas.", causes.sv),
            format!("{}, all of which can be put right.", causes.en),
        ),
        _ => Text::new(
            format!("{}: {mendable} kan rättas, och {passed} kan inte längre rättas.", causes.sv),
            format!("{}: {mendable} can be put right, and {passed} no longer can.", causes.en),
        ),
    }
}

/// What of that the body itself was to do, the latest first.
pub(super) fn earlier_own(count: usize, body: &Text) -> Text {
    Text::new(format!("Varav {count} på {}:", body.sv), format!("Of which {count} for {}:", body.en))
}

pub(in crate::render) fn done_late(since: NaiveDate) -> Text {
    Text::new(format!("Klart för sent, sedan {since}"), format!("Done late, since {since}"))
}

pub(in crate::render) fn before_the_meeting(day: NaiveDate) -> Text {
    Text::new(format!("Att göra före mötet {day}"), format!("To do before the meeting on {day}"))
}

pub(in crate::render) fn before_the_next(next: Option<NaiveDate>, until: NaiveDate) -> Text {
    match next {
        Some(day) => Text::new(
            format!("Att göra före nästa möte, {day}"),
            format!("To do before the next meeting, {day}"),
        ),
        None => Text::new(format!("Att göra före {until}"), format!("To do before {until}")),
    }
}

/// Since when some of the findings of a rule have been known: by the meeting before, or not.
pub(super) fn known_since(old: usize, all: usize, day: NaiveDate) -> Text {
    match (old, all) {
        (0, _) => Text::default(),
        (old, all) if old == all => {
            Text::new(format!(" (sedan {day} eller tidigare)"), format!(" (since {day} or before)"))
        }
        _ => Text::new(
            format!(" ({old} sedan {day} eller tidigare)"),
            format!(" ({old} since {day} or before)"),
        ),
    }
}

/// How much is broken beside what is shown, and the question that shows it all.
pub(super) fn more_in_check(total: usize, more: usize, report: &Report<'_>) -> Text {
    let command = format!("samkoll check --all {}", words::dates(report.as_of, report.known_at));
    match more {
        0 => Text::new(format!("Med källor: {command}."), format!("With sources: {command}.")),
        _ => Text::new(
            format!("Visas inte här: {more} av {total} som kan rättas. Allt: {command}."),
            format!("Not shown here: {more} of {total} to put right. All: {command}."),
        ),
    }
}

/// That the register has the meeting, but came to have it after the day the brief is by.
pub(super) fn recorded_later(recorded: NaiveDate) -> Text {
    Text::new(
        format!(
            "Mötet fördes in i registret först {recorded}, efter det som var känt här; \
             --known-at {recorded} räknar med det. "
        ),
        format!(
            "The meeting came into the register only on {recorded}, after what was known here; \
             --known-at {recorded} counts it. "
        ),
    )
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

/// What the register holds of papers for a point; nothing where it holds no agenda.
pub(in crate::render) fn paper(paper: Paper<'_>) -> Option<Text> {
    Some(match paper {
        Paper::Decision(decision) => {
            let state = match (decision.adopted, decision.proposed) {
                (true, _) if decision.reservation.is_some() => RESERVED,
                (true, _) => DECIDED,
                _ if decision.declined => DECLINED,
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
        Paper::NoAgenda => return None,
    })
}
