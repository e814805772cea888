//! The words of decisions: what things are called, and what may stand beside them and leaves them what they are.

use crate::model::adopts::Adopts;

/// What a decision has to do with besides the things themselves, by what its words have in them.
const AROUND: &[(&str, Adopts)] = &[
    ("delegation", Adopts::Delegation),
    ("intern kontroll", Adopts::InternalControl),
    ("interna kontroll", Adopts::InternalControl),
    ("internkontroll", Adopts::InternalControl),
    ("policy", Adopts::Policy),
];

/// The things themselves, word for word but for the last one's ending ([`ENDINGS`]); a longer one stands before one
/// that it holds. A budget's frames, its time plan
/// and what is said of it are other things, and a plan for internal control is no follow-up of it.
const THINGS: &[(&str, Adopts)] = &[
    ("social budget", Adopts::SocialBudget),
    ("sociala budget", Adopts::SocialBudget),
    ("budget", Adopts::Budget),
    ("verksamhetsplan", Adopts::Plan),
    ("årsredovisning", Adopts::AnnualReport),
    ("överenskommelse", Adopts::Agreement),
    ("mötesplan", Adopts::Cycle),
    ("årshjul", Adopts::Cycle),
    ("besluts och delegationsordning", Adopts::Delegation),
    ("delegationsordning", Adopts::Delegation),
    ("uppföljning av intern kontroll", Adopts::InternalControl),
    ("uppföljning av internkontroll", Adopts::InternalControl),
    ("uppföljningen av intern kontroll", Adopts::InternalControl),
    ("uppföljningen av den interna kontroll", Adopts::InternalControl),
    ("uppföljningen av internkontroll", Adopts::InternalControl),
    ("arbetsordning", Adopts::GoverningDocument),
];

/// How a thing ends that is a certain one.
const ENDINGS: &[&str] = &["", "n", "en", "et"];

/// What policies end with, whatever they are for: "resepolicy".
const POLICIES: &[&str] = &["policy", "policyn"];

/// What may stand before the verb that adopts.
pub(super) const BEFORE: &str = "att beslut beslutade beslutar beslöt diskussion därför därmed efter enhälligt \
    enlighet enligt följande föredragning förbundets förbundsstyrelsen förslag förslaget genomgång i med också om \
    samordningsförbundets styrelsen även överläggning";

/// What may stand between the verb and the thing. A revised or new one is not surely the one that is asked for.
const LEADS: &str = "att de den det fastställa fastställer framlagd framlagda framlagt förbundets förbundschefens \
    föreliggande föreslagen föreslagna förslaget gemensam gemensamma kansliets och också ordförandens \
    presenterad presenterade presenterat presidiets samordningsförbundets slutlig slutliga slutligt \
    upprättad upprättade upprättat utsänd utsända utsänt även";

/// What may follow the thing.
const TAIL: &str = "avseende bifogad bifogat bilaga bilagor bilagt budgetåret ekonomin ekonomisk enhälligt enlighet \
    enligt flerårsplan framlagt för förbundet förbundschefens föreliggande förslag förslaget gällande helhet i \
    justeringar kalenderåret kansliets med mindre nedan några och ordförandens ovan plan presenterat presidiets \
    redaktionella räkenskapsåret samordningsförbundet samt sin styrelsen upprättat utan utsänt verksamheten \
    verksamhetsåret ändring ändringar år året åren";

/// Whose proposal it is, or which: any other "förslag till budget" may be a draft for others.
const WHOSE: &str = "framlagt förbundschefens föreliggande kansliets ordförandens presenterat presidiets upprättat \
    utsänt";

/// What may stand in a heading besides.
const HEADING: &str = "beslut förslag på till";

/// What cannot end a text: more stands somewhere else.
const GOES_ON: &str = "att avseende bilaga enligt för gällande i med och samt till utan";

pub(super) fn words(text: &str) -> Vec<&str> {
    text.split(|c: char| !c.is_alphanumeric()).filter(|it| !it.is_empty()).collect()
}

pub(super) fn is_one_of(word: &str, words: &str) -> bool {
    words.split_whitespace().any(|it| it == word)
}

/// The sorts of things that a text has to do with.
pub(super) fn about(text: &str) -> Vec<Adopts> {
    let (mut sorts, mut rest) = (Vec::new(), text.to_owned());
    for (word, sort) in THINGS.iter().chain(AROUND) {
        if rest.contains(word) {
            rest = rest.replace(word, "");
            sorts.extend((!sorts.contains(sort)).then_some(*sort));
        }
    }
    sorts
}

/// The one thing that is adopted by the words behind the verb.
pub(super) fn object(words: &[&str]) -> Option<Adopts> {
    thing(words, "")
}

/// The one thing that a heading is about.
pub(super) fn heading(title: &str) -> Option<Adopts> {
    thing(&words(title), HEADING)
}

/// Whether "förslaget" is all that the words behind the verb say.
pub(super) fn is_the_proposal(words: &[&str]) -> bool {
    words.contains(&"förslaget") && words.iter().all(|it| is_one_of(it, LEADS) || is_one_of(it, TAIL))
}

/// Whether every proposal that a text speaks of is for one thing: "förslag på årshjul".
pub(super) fn proposes_only(sort: Adopts, text: &str) -> bool {
    let words = words(text);
    let mut said =
        words.iter().enumerate().filter(|(_, it)| it.starts_with("försl") || it.starts_with("föresl"));
    said.all(|(at, word)| {
        let behind = words.get(at.saturating_add(1)..).unwrap_or_default();
        let Some((_, behind)) = behind.split_first().filter(|(it, _)| matches!(**it, "på" | "till")) else {
            return *word == "förslaget";
        };
        let leads = behind.iter().take_while(|it| is_one_of(it, LEADS)).count();
        begins(behind.get(leads..).unwrap_or_default()).is_some_and(|(it, _)| it == sort)
    })
}

/// The thing itself that words begin with, and how many of them it is.
fn begins(words: &[&str]) -> Option<(Adopts, usize)> {
    let first = words.first()?;
    let known = THINGS.iter().find_map(|(thing, sort)| {
        let count = thing.split(' ').count();
        let said = words.get(..count)?.join(" ");
        let is_it = said.strip_prefix(thing).is_some_and(|it| ENDINGS.contains(&it));
        is_it.then_some((*sort, count))
    });
    known.or_else(|| POLICIES.iter().any(|it| first.ends_with(it)).then_some((Adopts::Policy, 1)))
}

/// The one thing that words are about, where each of them leaves it that.
fn thing(words: &[&str], besides: &str) -> Option<Adopts> {
    let (mut found, mut last, mut rest) = (None, "", words);
    while let Some((word, after)) = rest.split_first() {
        if let Some((sort, count)) = begins(rest) {
            if found.replace(sort).is_some_and(|it| it != sort) {
                return None;
            }
            (last, rest) = ("", rest.get(count..)?);
            continue;
        }
        let is_number = word.chars().all(|it| it.is_ascii_digit());
        let is_known = match (found, *word) {
            (None, "förslag") => is_one_of(last, WHOSE),
            (None, "till" | "på") => last.starts_with("förslag"),
            (None, _) => is_one_of(word, LEADS),
            (Some(_), _) if is_number => year(word).is_some() || last.starts_with("bilag"),
            (Some(_), _) => is_one_of(word, TAIL),
        };
        if !is_known && !is_one_of(word, besides) {
            return None;
        }
        (last, rest) = (word, after);
    }
    found.filter(|_| !is_one_of(last, GOES_ON))
}

fn year(number: &str) -> Option<i32> {
    let year = (number.len() == 4).then(|| number.parse().ok()).flatten();
    year.filter(|it| (1990..=2099).contains(it))
}

/// The years that words name: one, or from the first to the last.
pub(super) fn years(words: &[&str]) -> Option<(i32, i32)> {
    let years: Vec<i32> = words.iter().filter_map(|it| year(it)).collect();
    let (from, to) = (*years.iter().min()?, *years.iter().max()?);
    (to.saturating_sub(from) <= 5).then_some((from, to))
}
