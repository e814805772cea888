//! Words without their endings, so that the words of a label are known in a sentence: "Eget kapital" in "det egna
//! kapitalet", "Verksamhetens kostnader" in "verksamhetskostnaden".

/// Endings, the longest first where one ends as another.
const ENDINGS: &[&str] = &[
    "arnas", "ernas", "ornas", "arna", "erna", "orna", "ades", "ande", "ade", "ats", "ens", "ets", "ens",
    "ers", "ars", "at", "en", "et", "er", "ar", "or", "as", "na", "a", "e", "n", "s", "t",
];

/// What is left of a word at least.
const LEAST: usize = 4;

/// Words that say nothing of what a row is.
const SILENT: &[&str] = &[
    "och", "i", "av", "för", "till", "varav", "på", "med", "per", "den", "det", "de", "en", "ett", "från",
    "om", "vid", "som", "antal", "antalet", "summa", "totalt", "total", "totala", "därav", "samt", "under",
    "sina", "sitt", "sin",
];

/// Whether a word says nothing of what a row is; in small letters.
pub(super) fn is_silent(word: &str) -> bool {
    SILENT.contains(&word)
}

/// A word without its endings; `word` is in small letters.
pub(super) fn stem(word: &str) -> String {
    match word {
        "eget" | "egna" | "egen" => return "egen".to_owned(),
        "år" | "året" | "årets" | "åren" => return "år".to_owned(),
        _ => (),
    }
    let mut left = word;
    loop {
        let shorter = ENDINGS.iter().find_map(|it| left.strip_suffix(it));
        match shorter.filter(|it| it.chars().count() >= LEAST) {
            Some(shorter) => left = shorter,
            None => return left.to_owned(),
        }
    }
}

/// The stems of the words of a label that say what it is.
pub(super) fn of_label(label: &str) -> Vec<String> {
    let label = crate::document::grid::stem(label);
    let words = label
        .split(|c: char| !c.is_alphanumeric() && c != '-')
        .filter(|it| it.chars().any(char::is_alphabetic));
    words.filter(|it| !is_silent(it)).map(stem).collect()
}

/// How a word begins: what it shares with every word that it begins.
pub(super) fn beginning(word: &str) -> String {
    word.chars().take(LEAST).collect()
}

/// Whether a word is made of all the stems of a label: "verksamhetskostnad" of "verksamhet" and "kostnad".
pub(super) fn is_made_of(word: &str, stems: &[String]) -> bool {
    let [first, last] = stems else { return false };
    let joint = word.strip_prefix(first.as_str()).and_then(|it| it.strip_suffix(last.as_str()));
    joint.is_some_and(|it| it.chars().count() < LEAST)
        && first.chars().count() >= LEAST
        && last.chars().count() >= LEAST
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_label_is_known_in_a_sentence() {
        for (label, words) in [
            ("Eget kapital", "egna kapitalet"),
            ("Verksamhetens kostnader", "verksamhetens kostnad"),
            ("Årets resultat", "året resultatet"),
            ("Medlemsavgifter", "medlemsavgifterna"),
            ("Totalt antal avslutade", "avslutades"),
            ("Kortfristiga skulder", "kortfristig skuld"),
        ] {
            let stems: Vec<String> = words.split(' ').map(stem).collect();
            assert_eq!(of_label(label), stems, "{label}");
        }
        assert!(is_made_of(&stem("verksamhetskostnaden"), &of_label("Verksamhetens kostnader")));
        assert!(!is_made_of(&stem("verksamheten"), &of_label("Verksamhetens kostnader")));
    }
}
