//! The days of minutes: each where it is named, and only if it is named once.

use chrono::NaiveDate;

use super::Minutes;
use crate::amount::Text;
use crate::document::number::MONTHS;

/// What stands before the day of the meeting, and before the others.
const MEETING: &[&str] = &["sammanträdesdatum", "sammanträdesdag", "mötesdatum", "datum för sammanträdet"];
/// What a line begins with that has the day of the meeting; where it could be another, the hour must stand there too.
const BEGINS: &[&str] = &["mötesdag", "mötestid", "tid och plats", "plats och tid", "datum och tid", "tid"];
const HOURED: &[&str] = &["datum", "dag", "när"];

/// What a sentence begins with that goes on with the day at once, at approval, notice and its end.
const SHORT: [&[&str]; 3] =
    [&["justerat", "justerad"], &["anslaget", "anslag"], &["nedtas", "nedtaget", "tas ned"]];

/// What stands before a word for a day of another meeting, and what ends a day's own words.
const ANOTHER: &[&str] =
    &["nästa", "nästkommande", "kommande", "föregående", "förra", "tidigare", "planerat"];
const ENDS: &[&str] = &["datum", "nästa", "utskriv", "utskrift", "kallelse"];

const APPROVED: &[&str] = &[
    "justeringsdatum",
    "justeringsdag",
    "protokollet justerat",
    "protokollet justerades",
    "justerat den",
    "justerades den",
];
const ANNOUNCED: &[&str] = &[
    "anslags uppsättande",
    "anslagets uppsättande",
    "anslag uppsatt",
    "anslagsdatum",
    "anslaget den",
    "anslogs den",
    "anslaget sätts upp",
    "datum när anslaget sätts upp",
];
const TAKEN_DOWN: &[&str] = &[
    "anslags nedtagande",
    "anslagets nedtagande",
    "anslag nedtaget",
    "anslaget tas ned",
    "anslaget tas ner",
    "datum när anslaget tas ned",
    "nedtaget den",
];

pub(super) fn read(lines: &[String], head: usize, minutes: &mut Minutes) {
    let unread = &mut minutes.unread;
    let first = lines.get(..head).unwrap_or_default();
    let begun = || first.iter().filter_map(|it| begun(it)).collect();
    minutes.date = named(lines, MEETING, begun, unread, ["mötets dag", "the day of the meeting"]);
    let all =
        |words: &'static [&'static str]| move || lines.iter().filter_map(|it| short(it, words)).collect();
    let [approved, announced, taken_down] = SHORT;
    let told = ["justeringsdagen", "the day of approval"];
    minutes.approved = named(lines, APPROVED, all(approved), unread, told);
    let told = ["dagen då anslaget sattes upp", "the day of the notice"];
    minutes.announced = named(lines, ANNOUNCED, all(announced), unread, told);
    let told = ["dagen då anslaget togs ned", "the day the notice was taken down"];
    minutes.taken_down = named(lines, TAKEN_DOWN, all(taken_down), unread, told);
}

/// The day of the meeting in a line of the first page that begins as one with it.
fn begun(line: &str) -> Option<NaiveDate> {
    let lower = line.to_lowercase();
    let begins = |all: &[&str]| {
        all.iter()
            .any(|word| lower.strip_prefix(word).is_some_and(|it| !it.starts_with(char::is_alphanumeric)))
    };
    let has_hour = || lower.split(|c: char| !c.is_alphanumeric()).any(|it| matches!(it, "kl" | "klockan"));
    let is_day = begins(BEGINS) || begins(HOURED) && has_hour();
    is_day.then(|| days(behind(lower.strip_prefix("datum").unwrap_or(&lower))).first().copied()).flatten()
}

/// The day that stands at once behind a word which begins a sentence.
fn short(line: &str, words: &[&str]) -> Option<NaiveDate> {
    let lower = line.to_lowercase();
    lower.split(". ").find_map(|sentence| {
        let rest = words.iter().find_map(|word| sentence.trim_start().strip_prefix(word))?;
        let rest = rest.trim_start_matches([':', ' ', '\t']);
        let rest = rest.strip_prefix("den ").unwrap_or(rest);
        let at_once = rest.starts_with(|c: char| c.is_ascii_digit());
        days(rest).first().copied().filter(|_| at_once)
    })
}

/// The one day that stands behind some of the words, else in `otherwise`; what else is found is said.
fn named(
    lines: &[String],
    words: &[&str],
    otherwise: impl Fn() -> Vec<NaiveDate>,
    unread: &mut Vec<Text>,
    [sv, en]: [&str; 2],
) -> Option<NaiveDate> {
    let mut found: Vec<NaiveDate> = Vec::new();
    for (at, line) in lines.iter().enumerate() {
        let lower = line.to_lowercase();
        for (begin, word) in words.iter().filter_map(|word| Some((lower.find(word)?, word))) {
            let before = lower.get(..begin).unwrap_or_default();
            if before.split_whitespace().next_back().is_some_and(|it| ANOTHER.contains(&it)) {
                continue;
            }
            let behind = behind(lower.get(begin.saturating_add(word.len())..).unwrap_or_default());
            // A form may have the day on a line of its own, below.
            let below = || lines.iter().skip(at.saturating_add(1)).filter(|it| !it.is_empty()).take(2);
            let day = days(behind).first().copied().or_else(|| {
                let is_short = |it: &&String| it.chars().count() < 80;
                below()
                    .filter(is_short)
                    .find_map(|it| days(self::behind(&it.to_lowercase())).first().copied())
            });
            found.extend(day.filter(|it| !found.contains(it)));
        }
    }
    if found.is_empty() {
        found = otherwise();
        found.sort_unstable();
        found.dedup();
    }
    match found.as_slice() {
        [one] => return Some(*one),
        [] => unread.push(Text::new(format!("{sv}: står inte"), format!("{en}: not there"))),
        several => {
            let days: Vec<String> = several.iter().map(ToString::to_string).collect();
            let days = days.join(", ");
            unread
                .push(Text::new(format!("{sv}: flera dagar, {days}"), format!("{en}: several days, {days}")));
        }
    }
    None
}

/// What stands behind the words for a day, up to the words for another.
fn behind(text: &str) -> &str {
    let others = [MEETING, APPROVED, ANNOUNCED, TAKEN_DOWN].into_iter().flatten();
    let ends =
        others.filter_map(|word| text.find(word)).chain(ENDS.iter().filter_map(|it| text.find(it))).min();
    text.get(..ends.unwrap_or(text.len())).unwrap_or_default()
}

/// The days in a text, in its order, as `2023-11-30` or `30 november 2023`.
fn days(text: &str) -> Vec<NaiveDate> {
    let parted = |c: char| !c.is_alphanumeric() && c != '-';
    let words: Vec<&str> = text.split(parted).filter(|it| !it.is_empty()).collect();
    let day = |at: usize, word: &str| {
        let plain = NaiveDate::parse_from_str(word, "%Y-%m-%d").ok();
        plain.or_else(|| {
            let month = words.get(at.checked_add(1)?)?;
            let month = MONTHS.iter().position(|it| it == month)?.checked_add(1)?;
            let year = words.get(at.checked_add(2)?)?.parse().ok()?;
            NaiveDate::from_ymd_opt(year, u32::try_from(month).ok()?, word.parse().ok()?)
        })
    };
    words.iter().enumerate().filter_map(|(at, word)| day(at, word)).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_day_is_read_in_figures_and_in_words() {
        let day = |text| days(text).iter().map(ToString::to_string).collect::<Vec<_>>();
        assert_eq!(day(": 2023-11-30   justeringsdatum: 2023-12-20"), ["2023-11-30", "2023-12-20"]);
        assert_eq!(day("den 3 maj 2024."), ["2024-05-03"]);
        assert_eq!(day("11 december 2023, 2024-01-02"), ["2023-12-11", "2024-01-02"]);
        assert_eq!(
            behind(":   datum för anslags nedtagande: 2024-01-02"),
            ":   ",
            "a field that is not filled in"
        );
        assert_eq!(day("den 31 november 2024, 2024-13-01"), Vec::<String>::new());
    }
}
