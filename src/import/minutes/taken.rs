//! What was decided: only of the sorts that the register knows, where the words leave no doubt of which. Of every other
//! decision it is said that there is one.

use super::{Decided, Minutes};
use crate::amount::Text;
use crate::model::adopts::Adopts;
use crate::source::plain;

/// How a sentence says that the board decided something.
const VERBS: &[&str] = &["beslutade", "beslutar", "beslöt", "antog", "antar", "fastställde", "fastställer"];

/// What says that it was adopted.
const ADOPTED: &[&str] = &[
    "anta",
    "antar",
    "antog",
    "fastställa",
    "fastställer",
    "fastställde",
    "godkänna",
    "godkänner",
    "godkände",
];

/// How near its verb the board stands.
const NEAR: usize = 2;

/// What says that something is not decided, or undone.
const UNDONE: &[&str] = &[
    "inte",
    "ej",
    "icke",
    "inget",
    "ingen",
    "upphäva",
    "upphäver",
    "upphävde",
    "upphävs",
    "återkalla",
    "återkallar",
    "avslå",
    "avslår",
    "avslog",
    "avvisa",
    "avvisar",
    "uppdrag",
    "uppdra",
    "uppdrar",
    "föreslå",
    "föreslår",
    "föreslog",
    "rekommenderar",
    "yrkar",
    "yrkade",
    "noterar",
    "ompröva",
    "riva",
    "tidigare",
    "ska",
    "avser",
    "arbeta",
    "ta fram",
];

/// What leaves a decision open.
const OPEN: &[&str] = &[
    " men ",
    "under förutsättning",
    "bordlägg",
    "återremi",
    "avslå",
    "avvakta",
    "skjuta upp",
    "med reservation",
];

/// What is adopted, by its words; a longer word stands before one that it holds.
const SORTS: &[(&str, Adopts)] = &[
    ("social budget", Adopts::SocialBudget),
    ("sociala budget", Adopts::SocialBudget),
    ("budget", Adopts::Budget),
    ("verksamhetsplan", Adopts::Plan),
    ("årsredovisning", Adopts::AnnualReport),
    ("överenskommelse", Adopts::Agreement),
    ("mötesplan", Adopts::Cycle),
    ("årshjul", Adopts::Cycle),
    ("delegation", Adopts::Delegation),
    ("intern kontroll", Adopts::InternalControl),
    ("internkontroll", Adopts::InternalControl),
    ("arbetsordning", Adopts::GoverningDocument),
    ("policy", Adopts::Policy),
];

pub(super) fn read(sections: &[(i64, Vec<&str>)], minutes: &mut Minutes) {
    for (number, lines) in sections {
        let title = lines.first().map(|it| plain(it)).unwrap_or_default();
        for sentence in lines.iter().skip(1).flat_map(|it| it.split(". ")) {
            sentence_of(*number, &title, &plain(sentence), minutes);
        }
    }
}

/// Whether the board decides in a sentence: it stands beside the verb, or the sentence is headed as a decision.
fn decides(sentence: &str, words: &[&str]) -> bool {
    let is_board = |it: &&str| matches!(*it, "styrelsen" | "förbundsstyrelsen");
    let verbs = words.iter().enumerate().filter(|(_, it)| VERBS.contains(it)).map(|(at, _)| at);
    let mut beside = verbs.map(|at| {
        let from = at.saturating_sub(NEAR);
        words.iter().skip(from).take(at.saturating_sub(from).saturating_add(2)).any(is_board)
    });
    sentence.starts_with("beslut:") || beside.any(|it| it)
}

/// The sorts of things that a text names.
fn sorts_in(text: &str) -> Vec<Adopts> {
    let (mut sorts, mut rest) = (Vec::new(), text.to_owned());
    for (word, sort) in SORTS {
        if rest.contains(word) {
            rest = rest.replace(word, "");
            sorts.extend((!sorts.contains(sort)).then_some(*sort));
        }
    }
    sorts
}

fn sentence_of(number: i64, title: &str, sentence: &str, minutes: &mut Minutes) {
    let parted = |c: char| !c.is_alphanumeric();
    let words: Vec<&str> = sentence.split(parted).filter(|it| !it.is_empty()).collect();
    if !decides(sentence, &words) || sentence.contains("förslag till beslut") {
        return;
    }
    let at = words.iter().position(|it| ADOPTED.contains(it));
    let adopted = at.is_some();
    let object = words.iter().skip(at.unwrap_or_default()).copied().collect::<Vec<_>>().join(" ");
    let sorts = match sorts_in(&object) {
        // "Styrelsen antar förslaget": what its heading is about.
        none if none.is_empty() && object.contains("förslag") => sorts_in(title),
        sorts => sorts,
    };
    // What stands before the verb that adopts may turn it: only the verb of deciding may, and small words.
    let before = words.iter().take(at.unwrap_or_default());
    let undone =
        before.clone().any(|it| UNDONE.contains(it)) || words.iter().any(|it| matches!(*it, "inte" | "ej"));
    let open = undone || OPEN.iter().any(|it| sentence.contains(it));
    let unread = &mut minutes.unread;
    match (sorts.as_slice(), adopted, open) {
        ([adopts], true, false) => {
            let decided = Decided { paragraph: number, adopts: *adopts, years: years(sentence) };
            if !minutes.decisions.contains(&decided) {
                minutes.decisions.push(decided);
            }
        }
        ([_, ..], true, true) => unread.push(Text::new(
            format!("§ {number}: ett beslut med förbehåll; läs det och skriv in det för hand"),
            format!("§ {number}: a decision with a condition; read it and enter it by hand"),
        )),
        ([_, _, ..], true, false) => unread.push(Text::new(
            format!("§ {number}: ett beslut som kan gälla flera saker; läs det och skriv in det för hand"),
            format!("§ {number}: a decision that can be about several things; read it and enter it by hand"),
        )),
        _ => {
            let text = Text::new(
                format!("§ {number}: något är beslutat som inte är av ett slag som känns igen"),
                format!("§ {number}: something is decided that is of no sort that is recognised"),
            );
            if !unread.contains(&text) {
                unread.push(text);
            }
        }
    }
}

/// The years that a sentence names: one, or from the first to the last.
fn years(sentence: &str) -> Option<(i32, i32)> {
    let numbers = sentence.split(|c: char| !c.is_ascii_digit()).filter(|it| it.len() == 4);
    let years: Vec<i32> =
        numbers.filter_map(|it| it.parse().ok()).filter(|it| (1990..=2099).contains(it)).collect();
    let (from, to) = (*years.iter().min()?, *years.iter().max()?);
    (to.saturating_sub(from) <= 5).then_some((from, to))
}
