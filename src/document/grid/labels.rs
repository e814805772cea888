//! What the words of rows and of the heads of columns say of their numbers.

use super::Role;
use crate::document::number::MONTHS;
use crate::source::plain;

/// How a row says that it is a sum.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Kin {
    /// "Summa …": it is one, of what stands above it.
    Sum,
    /// "Totalt": a sum, or what is true of all.
    Total,
    /// "Resultat …", "Kassaflöde …": what is left so far, of what may stand elsewhere too.
    Running,
}

/// What a line is.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum LineKind {
    /// A number of its own.
    Item,
    /// A sum.
    Sum(Kin),
    /// "varav …": a part of the line before, already counted there.
    Of,
    /// Words alone: the title of what follows.
    Title,
}

/// What a row is, by its label.
pub(super) fn kind(label: &str, has_numbers: bool) -> LineKind {
    let label = stem(label);
    let words: Vec<&str> = label.split(' ').collect();
    let begins = |with: &[&str]| words.first().is_some_and(|it| with.contains(it));
    // "Summa unika deltagare" is no sum of what stands above it, and stands in none below it.
    let apart = |it: &&str| {
        it.starts_with("unik") || matches!(*it, "netto" | "varav" | "därav" | "exkl" | "exklusive" | "utan")
    };
    let is_sum = ["summa", "summor", "delsumma", "s:a", "totalsumma", "totalt"];
    let is_sum = words.first().is_some_and(|it| is_sum.contains(&it.trim_end_matches(',')));
    if begins(&["varav", "därav"])
        || is_sum && words.iter().map(|it| it.trim_end_matches(',')).any(|it| apart(&it))
    {
        return LineKind::Of;
    }
    if !has_numbers {
        return LineKind::Title;
    }
    if begins(&["summa", "summor", "delsumma", "s:a", "totalsumma"]) || label.ends_with(" summa") {
        return LineKind::Sum(Kin::Sum);
    }
    if matches!(label.as_str(), "totalt" | "total" | "totalen" | "alla" | "samtliga") || begins(&["totala"]) {
        return LineKind::Sum(Kin::Total);
    }
    let running = words.iter().any(|it| it.ends_with("resultat"))
        || begins(&["kassaflöde", "nettokostnad", "nettokostnader"]);
    let running = running || label.starts_with("årets kassaflöde") || label.starts_with("medel från");
    if running { LineKind::Sum(Kin::Running) } else { LineKind::Item }
}

/// A label as it compares: without capitals, list marks, bold marks, colons and the marks of footnotes.
#[must_use]
pub fn stem(label: &str) -> String {
    let label = plain(label);
    let is_mark = |c: char| matches!(c, '-' | '–' | '−' | '•' | '*' | '·' | ' ');
    let label = label.trim_matches(is_mark);
    let behind = |c: char| matches!(c, ':' | '.' | ' ' | '*' | '¹' | '²' | '³');
    label.trim_end_matches(behind).to_owned()
}

/// Whether a label is a word that means another thing in each table.
#[must_use]
pub fn generic(label: &str) -> bool {
    let label = stem(label);
    let few = label.split(' ').count() < 2 && !matches!(label.as_str(), "soliditet");
    few || label.starts_with("summa") && label.split(' ').count() < 2 || label.starts_with("antal")
}

/// Whether numbers under such words, or beside them, add up to nothing: averages, ages, ratios.
pub(super) fn is_average(words: &str) -> bool {
    /// What may stand behind "per" where it tells of a time or a part, and no ratio.
    const TIMES: &[&str] = &["den", "år", "månad", "kvartal", "tertial", "balansdagen"];
    const BEGIN: &[&str] = &[
        "medelålder",
        "medelvärde",
        "medeltal",
        "medelkostnad",
        "medeltid",
        "snitt",
        "genomsnitt",
        "median",
        "ålder",
        "index",
        "kvot",
        "styckkostnad",
        "à-pris",
    ];
    let words = plain(words);
    if words == "medel" {
        return true;
    }
    let is_parted = |c: char| !c.is_alphanumeric() && !matches!(c, '-' | '/');
    let all: Vec<&str> = words.split(is_parted).filter(|it| !it.is_empty()).collect();
    let is_ratio = |it: &&str| {
        let ends = |it: &str| it.len() > 1 && it.chars().all(char::is_alphabetic);
        it.split_once('/').is_some_and(|(one, other)| ends(one) && ends(other))
    };
    let named = |it: &&str| BEGIN.iter().any(|word| it.starts_with(word));
    let per = all.windows(2).any(|it| match it {
        ["per", of] => of.starts_with(char::is_alphabetic) && !TIMES.contains(of) && !MONTHS.contains(of),
        _ => false,
    });
    per || all.iter().any(|it| is_ratio(it) || named(it))
}

/// What the head of a column says that it holds.
pub(super) fn role(title: &str) -> Role {
    let title = plain(title);
    let words: Vec<&str> =
        title.split(|c: char| !c.is_alphanumeric() && c != '%').filter(|it| !it.is_empty()).collect();
    let has = |all: &[&str]| words.iter().any(|it| all.contains(it));
    let part = title.contains('%') || has(&["procent", "andel", "andelen"]);
    let begins = |with: &str| words.iter().any(|it| it.starts_with(with));
    if matches!(title.as_str(), "not" | "noter" | "nr" | "nummer" | "konto" | "#") {
        Role::Note
    } else if begins("avvik")
        || begins("diff")
        || begins("skillnad")
        || begins("förändring")
        || title.contains("+/-")
    {
        if part { Role::Change } else { Role::Difference }
    } else if part {
        Role::Share
    } else if begins("budget") || begins("plan") && !begins("plane") {
        Role::Budget
    } else if begins("prognos") {
        Role::Forecast
    } else if has(&["totalt", "total", "summa", "samtliga", "alla"]) {
        Role::Total
    } else if has(&["kvinnor", "män", "kvinna", "man", "flickor", "pojkar"]) {
        Role::Part
    } else {
        Role::Value
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_label_says_what_its_row_is() {
        for (label, is) in [
            ("Summa kostnader", LineKind::Sum(Kin::Sum)),
            ("SUMMA TILLGÅNGAR", LineKind::Sum(Kin::Sum)),
            ("Totalt:", LineKind::Sum(Kin::Total)),
            ("Totala kostnader", LineKind::Sum(Kin::Total)),
            ("Totalt antal avslutade", LineKind::Item),
            ("Årets resultat", LineKind::Sum(Kin::Running)),
            ("Balanskravsresultat", LineKind::Sum(Kin::Running)),
            ("Resultat efter finansiella poster", LineKind::Sum(Kin::Running)),
            ("- varav till arbete", LineKind::Of),
            ("Summa unika deltagare", LineKind::Of),
            ("Summa, netto efter återbetalning", LineKind::Of),
            ("Summa varav kvinnor", LineKind::Of),
            ("Lokalhyra", LineKind::Item),
        ] {
            assert_eq!(kind(label, true), is, "{label}");
        }
        assert_eq!(kind("Skulder", false), LineKind::Title);
    }

    #[test]
    fn averages_are_known_by_their_words() {
        for title in
            ["Kostnad per deltagare", "Kr/deltagare", "Medelålder", "Snitt", "Medel", "I genomsnitt", "Index"]
        {
            assert!(is_average(title), "{title}");
        }
        for title in
            ["Utfall per 2023-12-31", "Per den 31 december", "Beviljade medel", "Kostnad per år", "2022/2023"]
        {
            assert!(!is_average(title), "{title}");
        }
    }

    #[test]
    fn a_head_says_what_its_column_holds() {
        for (title, is) in [
            ("Utfall 2023", Role::Value),
            ("Budget 2023", Role::Budget),
            ("Avvikelse utfall-budget", Role::Difference),
            ("Diff", Role::Difference),
            ("Förändring %", Role::Change),
            ("% av helheten", Role::Share),
            ("Procent", Role::Share),
            ("Kvinnor", Role::Part),
            ("Totalt", Role::Total),
            ("Not", Role::Note),
        ] {
            assert_eq!(role(title), is, "{title}");
        }
    }
}
