//! The days of minutes: each where it is named, and only if it is named once.

use chrono::NaiveDate;

use super::Minutes;
use crate::amount::Text;

const MONTHS: [&str; 12] = [
    "januari",
    "februari",
    "mars",
    "april",
    "maj",
    "juni",
    "juli",
    "augusti",
    "september",
    "oktober",
    "november",
    "december",
];

/// What stands before the day of the meeting, and before the others.
const MEETING: &[&str] = &["sammanträdesdatum", "sammanträdesdag", "mötesdatum", "datum för sammanträdet"];
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

pub(super) fn read(lines: &[String], minutes: &mut Minutes) {
    minutes.date = named(lines, MEETING, &mut minutes.unread, "mötets dag", "the day of the meeting");
    let unread = &mut minutes.unread;
    minutes.approved = named(lines, APPROVED, unread, "justeringsdagen", "the day of approval");
    minutes.announced =
        named(lines, ANNOUNCED, unread, "dagen då anslaget sattes upp", "the day of the notice");
    minutes.taken_down =
        named(lines, TAKEN_DOWN, unread, "dagen då anslaget togs ned", "the day the notice was taken down");
}

/// The one day that stands behind some of the words; what else is found is said.
fn named(lines: &[String], words: &[&str], unread: &mut Vec<Text>, sv: &str, en: &str) -> Option<NaiveDate> {
    let mut found: Vec<NaiveDate> = Vec::new();
    for (at, line) in lines.iter().enumerate() {
        let lower = line.to_lowercase();
        for (begin, word) in words.iter().filter_map(|word| Some((lower.find(word)?, word))) {
            let behind = behind(lower.get(begin.saturating_add(word.len())..).unwrap_or_default());
            // A form may have the day on a line of its own, below.
            let below = || lines.iter().skip(at.saturating_add(1)).filter(|it| !it.is_empty()).take(2);
            let day = days(behind).first().copied().or_else(|| {
                let is_short = |it: &&String| it.chars().count() < 80;
                below().filter(is_short).find_map(|it| days(&it.to_lowercase()).first().copied())
            });
            found.extend(day.filter(|it| !found.contains(it)));
        }
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
    let ends = others.filter_map(|word| text.find(word)).chain(text.find("datum")).min();
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
