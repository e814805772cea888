//! What the words of rows and of the heads of columns say of their numbers.

use super::Role;
use crate::document::number::{MONTHS, is_unit_word};
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

/// Words of a head that say nothing but what its column is known to hold: times, units, that it is what came out.
const KNOWN: &[&str] = &[
    "i",
    "per",
    "den",
    "och",
    "till",
    "t",
    "o",
    "m",
    "tom",
    "fr",
    "from",
    "not",
    "noter",
    "år",
    "året",
    "årets",
    "helår",
    "helåret",
    "hela",
    "dag",
    "belopp",
    "antal",
    "antalet",
    "andel",
    "andelen",
    "procent",
    "personer",
    "deltagare",
    "st",
    "utfall",
    "utfallet",
    "bokslut",
    "bokslutet",
    "redovisat",
    "redovisad",
    "verklig",
    "verkligt",
    "faktisk",
    "faktiskt",
    "totalt",
    "total",
    "summa",
    "samtliga",
    "alla",
    "förbundet",
    "samordningsförbundet",
    "balansdagen",
    "utgående",
    "balans",
    "ub",
    "redovisning",
    "räkenskapsår",
    "räkenskapsåret",
    "verksamhetsår",
    "verksamhetsåret",
];

/// The same of columns of each other sort.
const BUDGETED: &[&str] =
    &["budget", "budgeten", "budgeterat", "budgeterad", "budgeterade", "plan", "planerat"];
const APART: &[&str] = &[
    "avvikelse",
    "avvikelser",
    "avvikelsen",
    "avvik",
    "diff",
    "differens",
    "skillnad",
    "skillnaden",
    "förändring",
    "förändringen",
    "mot",
    "mellan",
    "jämfört",
    "med",
    "budget",
    "utfall",
];
const PARTED: &[&str] = &["kvinnor", "män", "kvinna", "man", "flickor", "pojkar", "varav", "av", "helheten"];

/// Whether the head of a column says more of its numbers than is known: "Årsprognos", "varav ESF", "per medlem". What
/// the head of the labels says too is said of all of the table.
#[must_use]
pub fn says_more(title: &str, role: Role, labels: &str) -> bool {
    let of_role: &[&str] = match role {
        Role::Budget => BUDGETED,
        Role::Difference | Role::Change => APART,
        Role::Part | Role::Total | Role::Share => PARTED,
        Role::Words | Role::Note | Role::Forecast | Role::Value => &[],
    };
    let parted = |text: &str| {
        let text = plain(text);
        let words = text.split(|c: char| !c.is_alphanumeric()).map(str::to_owned);
        words.filter(|it| !it.is_empty()).collect::<Vec<_>>()
    };
    let (words, of_all) = (parted(title), parted(labels));
    let is_month = |it: &str| it.len() > 2 && MONTHS.iter().any(|month| month.starts_with(it));
    let is_known = |it: &String| {
        KNOWN.contains(&it.as_str())
            || of_role.contains(&it.as_str())
            || of_all.contains(it)
            || is_month(it)
            || is_unit_word(it)
            || it.chars().all(|c| c.is_ascii_digit())
    };
    // "Per deltagare" is of words that are known, and of none of them alone.
    is_average(title) || !words.iter().all(is_known)
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
    fn a_head_that_says_more_than_is_known_is_told() {
        for title in [
            "2023",
            "Utfall 2023",
            "2023-01-01–2023-12-31",
            "31 dec 2023 (tkr)",
            "Jan–dec 2023",
            "Bokslut helår 2023, 1 000-tal kronor",
            "Budget 2023",
            "Avvikelse utfall-budget",
            "Antal deltagare",
            "Kvinnor",
            "% av helheten",
            "Belopp i kr",
            "Resultaträkning 2023",
        ] {
            assert!(!says_more(title, role(title), "Resultaträkning"), "{title}");
        }
        for title in [
            "Årsprognos 2023",
            "Tilläggsbudget 2023",
            "Reviderad budget 2023",
            "Budgetavvikelse 2023",
            "Avvikelse prognos",
            "Prel. 2023",
            "Mål 2023",
            "varav ESF 2023",
            "Totalt exkl. ESF 2023",
            "Per medlem 2023",
            "Per deltagare 2023",
            "Ingående balans 2023",
        ] {
            assert!(says_more(title, role(title), "Resultaträkning"), "{title}");
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
