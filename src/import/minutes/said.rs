//! What is said beside those who were there that tells otherwise, and how the meeting was held.

use crate::amount::Text;
use crate::source::plain;

/// What says of somebody under those who decided that they did not, or not all the time: words, what words begin with,
/// and what stands anywhere.
const WORDS: &[&str] = &["ej", "endast", "icke", "inte", "lämnade", "saknas", "sjuk"];
const STEMS: &[&str] =
    &["adjunger", "anlän", "anmäl", "avböj", "avvek", "frånvar", "förfall", "förhind", "jäv"];
const SIGNS: &[&str] =
    &["del av ", "fr.o.m", "fr o m", "från kl", "från och med", "t.o.m", "t o m", "till och med", "§"];

/// What may stand in brackets beside a name.
const BRACKETED: &[&str] =
    &["ordf", "ledamot", "ersättare", "kommun", "region", "teams", "distans", "digital", "länk"];

/// How long the name of a party is in brackets: "(KD)".
const PARTY: usize = 4;

/// Whether something beside names tells that somebody may not have decided: what is known to, or whatever else stands
/// in brackets.
pub(super) fn is_otherwise(text: &str) -> bool {
    let mut brackets = text.split('(').skip(1).map(|it| it.split(')').next().unwrap_or_default().trim());
    let is_more =
        |inner: &str| inner.chars().count() > PARTY && !BRACKETED.iter().any(|it| inner.contains(it));
    let mut words = text.split(|c: char| !c.is_alphanumeric());
    words.any(|it| WORDS.contains(&it) || STEMS.iter().any(|stem| it.starts_with(stem)))
        || SIGNS.iter().any(|it| text.contains(it))
        || brackets.any(is_more)
}

/// Whether that is said of what stands right before it alone: "(frånvarande)", ", ej tjänstgörande".
pub(super) fn is_of_one(behind: &str) -> bool {
    let rest = behind.trim_start_matches(['(', ',', ' ']);
    let begins = WORDS.iter().chain(STEMS).chain(SIGNS).any(|it| rest.starts_with(it));
    begins && behind.starts_with(['(', ',']) && behind.matches([',', '(']).count() == 1
}

/// What says that one took part from a distance.
const DISTANCE: &[&str] = &["distans", "teams", "digital", "zoom", "videomöte", "videokonferens", "länk"];

/// What may stand beside that, where the meeting as a whole was held so.
const WHOLLY: &str = "plats och tid distansmöte på distans digitalt digital teams teamsmöte microsoft via genom zoom \
    videomöte videokonferens länk möte mötet sammanträde sammanträdet hölls hålls klockan kl i den till från \
    måndag tisdag onsdag torsdag fredag lördag söndag måndagen tisdagen onsdagen torsdagen fredagen lördagen söndagen \
    januari februari mars april maj juni juli augusti september oktober november december";

/// What says that some were there and some not.
const SOME: &[&str] = &["deltog", "deltar", "medverka", "hybrid"];

/// What denies it.
const DENIES: &str = "ej inte ingen inga icke";

/// How the meeting was held, in the words of the register, by what the first page says of the place; else why not.
pub(super) fn form(head: &[&str]) -> Result<&'static str, Text> {
    let silent = || {
        Text::new(
            "mötets form: att det var på distans står inte, och var det hölls säger inte att alla var där",
            "the form of the meeting: that it was remote is not said, and where it was held does not say that all were there",
        )
    };
    let lines: Vec<String> = head.iter().map(|it| plain(it)).collect();
    let far = |it: &str| DISTANCE.iter().any(|word| it.contains(word));
    let line = lines.iter().find(|it| it.starts_with("plats och tid") && far(it)).ok_or_else(silent)?;
    let is_one_of = |word: &str, all: &str| all.split_whitespace().any(|it| it == word);
    let words = line.split(|c: char| !c.is_alphabetic()).filter(|it| !it.is_empty());
    let (known, other): (Vec<&str>, Vec<&str>) = words.partition(|it| is_one_of(it, WHOLLY));
    let is_denied = other.iter().any(|it| is_one_of(it, DENIES));
    let is_some = SOME.iter().any(|it| line.contains(it));
    match (other.is_empty(), is_some && !is_denied) {
        (true, _) if !known.is_empty() => Ok("remote"),
        (_, true) => Ok("mixed"),
        _ => Err(Text::new(
            "mötets form: både en plats och distans nämns; läs det och skriv in den för hand",
            "the form of the meeting: both a place and a distance are spoken of; read it and enter it by hand",
        )),
    }
}
