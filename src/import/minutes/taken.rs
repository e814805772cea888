//! What was decided: only where a sentence says in full that the board adopts one thing of a sort that the register
//! knows, and every word of it is known to leave it that. Of every other decision it is said that there is one.

mod words;

use super::{Decided, Minutes};
use crate::amount::Text;
use crate::model::Model;
use crate::source::plain;

/// How a sentence says that the board decided something.
const VERBS: &[&str] = &["beslutade", "beslutar", "beslöt", "antog", "antar", "fastställde", "fastställer"];

/// What says so of a thing of a known sort alone: a report of something else that is approved decides nothing.
const APPROVES: &[&str] = &["godkänner", "godkände"];

/// What says that it was adopted.
const ADOPTED: &str = "anta antar antog fastställa fastställer fastställde godkänna godkänner godkände";

/// How near its verb the board stands.
const NEAR: usize = 2;

/// What leaves a decision open where it, its heading or what follows it in its paragraph has it.
const OPEN: &[&str] = &[
    "avvakta",
    "bordlagd",
    "bordlägg",
    "förbehåll",
    "förutsatt",
    "förutsätt",
    "preliminär",
    "reserver",
    "under förutsättning",
    "utkast",
    "villkor",
    "återremi",
];

/// What does so in its own sentence or heading alone: elsewhere it may be of something else.
const OPEN_HERE: &[&str] =
    &[" men ", " om inte ", "avslog", "avslå", "med reservation", "remiss", "samråd", "skjuta upp"];

/// What begins a proposal, which is decided only where that is said below it.
const PROPOSALS: &[&str] = &["förslag till beslut", "beslutsförslag", "preliminärt beslut", "yrkande"];

/// A paragraph of the minutes, without capitals and with "förbundet" for its own name.
struct Paragraph {
    number: i64,
    title: String,
    sentences: Vec<String>,
}

pub(super) fn read(model: &Model, sections: &[(i64, Vec<&str>)], minutes: &mut Minutes) {
    let own = model.organisations.iter().filter(|it| Some(it.id.value.as_str()) == model.association());
    let own: Vec<String> = own.flat_map(|it| it.printed()).map(|it| plain(&it)).collect();
    let told = |text: &str| own.iter().fold(plain(text), |text, name| text.replace(name, "förbundet"));
    for (number, lines) in sections {
        let mut lines = lines.iter();
        let title = told(super::title(lines.next().copied().unwrap_or_default()));
        let lines = whole(lines.copied());
        let sentences = lines.iter().flat_map(|it| it.split(". ")).map(told).collect();
        Paragraph { number: *number, title, sentences }.read(minutes);
    }
}

/// The lines, where one that goes on with what is begun above is one with it.
fn whole<'l>(lines: impl Iterator<Item = &'l str>) -> Vec<String> {
    let mut whole: Vec<String> = Vec::new();
    for line in lines.filter(|it| it.contains(char::is_alphanumeric)) {
        let goes_on = !line.starts_with(|c: char| c.is_uppercase() || c == '§');
        match whole.last_mut().filter(|it| goes_on && !it.ends_with(['.', ':', '!', '?'])) {
            Some(last) => *last = format!("{last} {line}"),
            None => whole.push(line.to_owned()),
        }
    }
    whole
}

/// Whether the board stands beside one of the verbs.
fn is_by_board(words: &[&str], verbs: &[&str]) -> bool {
    let is_board = |it: &&str| matches!(*it, "styrelsen" | "förbundsstyrelsen");
    let mut at = words.iter().enumerate().filter(|(_, it)| verbs.contains(it)).map(|(at, _)| at);
    at.any(|at| {
        let from = at.saturating_sub(NEAR);
        words.iter().skip(from).take(at.saturating_sub(from).saturating_add(2)).any(is_board)
    })
}

impl Paragraph {
    fn read(&self, minutes: &mut Minutes) {
        let (mut is_proposal, mut is_below) = (false, false);
        for (at, sentence) in self.sentences.iter().enumerate() {
            if PROPOSALS.iter().any(|it| sentence.starts_with(it)) {
                is_proposal = true;
                continue;
            }
            let words = words::words(sentence);
            let is_headed = std::mem::take(&mut is_below) || words.first() == Some(&"beslut");
            is_proposal &= !is_headed;
            // "Beslut" alone heads what stands below it.
            is_below = words == ["beslut"] && at.saturating_add(1) < self.sentences.len();
            if is_below {
                continue;
            }
            let approves = is_by_board(&words, APPROVES) && !words::about(sentence).is_empty();
            if !is_headed && !is_by_board(&words, VERBS) && !approves {
                continue;
            }
            match self.decided(at, &words, is_proposal) {
                Ok(decided) if minutes.decisions.contains(&decided) => (),
                Ok(decided) => minutes.decisions.push(decided),
                Err(told) if minutes.unread.contains(&told) => (),
                Err(told) => minutes.unread.push(told),
            }
        }
    }

    /// What a sentence that decides something surely adopts; else what is to be told of it.
    fn decided(&self, at: usize, words: &[&str], is_proposal: bool) -> Result<Decided, Text> {
        let sentence = self.sentences.get(at).map_or("", String::as_str);
        let verb = words.iter().position(|it| words::is_one_of(it, ADOPTED));
        let (before, object) = words.split_at_checked(verb.unwrap_or_default()).unwrap_or_default();
        let object = object.get(usize::from(verb.is_some())..).unwrap_or_default();
        // "Styrelsen antar förslaget": what its heading is about, where no other proposal is spoken of.
        let titled = words::is_the_proposal(object).then(|| words::heading(&self.title)).flatten();
        let others = || self.sentences.iter().take(at).map(String::as_str);
        let titled = titled.filter(|it| others().all(|text| words::proposes_only(*it, text)));
        let is_sure = verb.is_some() && before.iter().all(|it| words::is_one_of(it, words::BEFORE));
        let sort = words::object(object).or(titled).filter(|_| is_sure);
        let has = |text: &str, all: &[&str]| all.iter().any(|it| text.contains(it));
        let is_open = is_proposal
            || [sentence, &self.title].iter().any(|it| has(it, OPEN_HERE) || has(it, OPEN))
            || self.sentences.iter().skip(at).any(|it| has(it, OPEN));
        let about = match words::about(&object.join(" ")) {
            none if none.is_empty() && object.contains(&"förslaget") => words::about(&self.title),
            sorts => sorts,
        };
        let number = self.number;
        Err(match (sort, about.as_slice()) {
            (Some(adopts), _) if !is_open => {
                let titled = titled.is_some().then(|| words::years(&words::words(&self.title))).flatten();
                return Ok(Decided { paragraph: number, adopts, years: words::years(object).or(titled) });
            }
            (_, [_, ..]) if is_open => Text::new(
                format!("§ {number}: ett beslut med förbehåll; läs det och skriv in det för hand"),
                format!("§ {number}: a decision with a condition; read it and enter it by hand"),
            ),
            (_, [_, _, ..]) => Text::new(
                format!(
                    "§ {number}: ett beslut som kan gälla flera saker; läs det och skriv in det för hand"
                ),
                format!(
                    "§ {number}: a decision that can be about several things; read it and enter it by hand"
                ),
            ),
            (_, [_]) => Text::new(
                format!(
                    "§ {number}: ett beslut som inte säkert antar själva saken (det kan vara ett utkast, ett uppdrag, en tidplan); läs det och skriv in det för hand"
                ),
                format!(
                    "§ {number}: a decision that does not surely adopt the thing itself (it may be a draft, an assignment, a time plan); read it and enter it by hand"
                ),
            ),
            (_, []) => Text::new(
                format!("§ {number}: något är beslutat som inte är av ett slag som känns igen"),
                format!("§ {number}: something is decided that is of no sort that is recognised"),
            ),
        })
    }
}
