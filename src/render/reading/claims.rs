//! What is said of numbers in sentences, and of what sentences say in words.

use super::Reading;
use super::words::{OR_TERMS, both, in_file, lower};
use crate::amount::{Language, Quantity, Text};
use crate::audit::text::proposal::{Proposal, Says};
use crate::audit::text::{Claim, Mentioned, Why, Within, YearBy};
use crate::document::Place;
use crate::render::lines::Lines;

phrases! {
    FAULTS = "Texten går inte ihop", "The text does not add up";
    QUESTIONS = "Frågor om texten: ser ut att gälla talen i en tabell, men det är inte säkert", "Questions about the text: seems to be of the numbers of a table, but that is not certain";
    PROPOSALS = "Vad texten säger i ord: stämmer det? Det avgör du", "What the text says in words: is it so? That is for you to judge";
    PERHAPS = "Kan bero på:", "Perhaps:";
    WORDS_ALONE = "stämmer inte med ordet i meningen", "does not agree with the word in the sentence";
    IMPOSSIBLE = "kan inte stämma", "cannot be right";
}

/// How much of a long sentence is shown around its number, in characters.
const SHOWN: usize = 110;

/// What the text says that does not add up, what may not, and what it says in words.
pub(super) fn text(lines: &mut Lines, reading: &Reading<'_>, language: Language) {
    let audit = &reading.audit.text;
    for (title, all) in [(FAULTS, &audit.findings), (QUESTIONS, &audit.questions)] {
        if !all.is_empty() {
            lines.section(&format!("{} ({})", title.get(language), all.len()));
        }
        for it in all {
            lines.line("");
            lines.wrapped("  • ", headline(it, language).get(language));
            let detail = |lines: &mut Lines, words: &str| lines.wrapped("      ", words);
            detail(lines, &format!("”{}”", shown(it)));
            for text in grounds(reading, it) {
                detail(lines, text.get(language));
            }
            if let Some(cause) = &it.cause {
                detail(lines, perhaps(cause).get(language));
            }
            detail(lines, &format!("({})", place(reading, &it.place, it.under).get(language)));
        }
    }
    if !audit.proposals.is_empty() {
        lines.section(&format!("{} ({})", PROPOSALS.get(language), audit.proposals.len()));
    }
    for it in &audit.proposals {
        lines.wrapped("  • ", proposed(reading, it).get(language));
        lines.wrapped("      ", &format!("”{}”", it.sentence));
    }
}

/// What may have happened, told as a guess.
pub(in crate::render) fn perhaps(cause: &Text) -> Text {
    cause.map(|language, words| format!("{} {words}", PERHAPS.get(language)))
}

/// The number in the text, and what it should be.
pub(in crate::render) fn headline(it: &Mentioned, language: Language) -> Text {
    let printed = it.printed.written(language);
    if let Why::OtherYear { year, cells } = &it.why {
        let all: Vec<String> = cells.iter().map(|(printed, _)| printed.written(language)).collect();
        let all = all.join(", ");
        return Text::new(
            format!("{all}: talen är dem för {year}, och stycket gäller ett annat år"),
            format!("{all}: the numbers are those of {year}, and the paragraph is of another year"),
        );
    }
    let Some(right) = &it.right else {
        let what = if matches!(it.why, Why::Within(Within::Possible, _)) { IMPOSSIBLE } else { WORDS_ALONE };
        return Text::same(format!("{printed} {}", what.get(language)));
    };
    let like = right.printed_like(&it.printed);
    let right = if like.looks_like(&it.printed) { right.clone() } else { like };
    Text::new(
        format!("{printed}, ska vara {}", right.written(language)),
        format!("{printed}, should be {}", right.written(language)),
    )
}

/// The sentence, or as much of it as stands around the number.
pub(in crate::render) fn shown(it: &Mentioned) -> String {
    let chars: Vec<(usize, char)> = it.sentence.char_indices().collect();
    if chars.len() <= SHOWN.saturating_mul(2) {
        return it.sentence.clone();
    }
    let at = chars.iter().position(|(byte, _)| *byte >= it.at.start).unwrap_or(0);
    let from = at.saturating_sub(SHOWN);
    let part: String = chars.iter().skip(from).take(SHOWN.saturating_mul(2)).map(|(_, c)| *c).collect();
    let lead = if from > 0 { "…" } else { "" };
    let trail = if from.saturating_add(SHOWN.saturating_mul(2)) < chars.len() { "…" } else { "" };
    format!("{lead}{part}{trail}")
}

/// Why the number is spoken of, and by what it is known which cells it is of.
pub(in crate::render) fn grounds(reading: &Reading<'_>, it: &Mentioned) -> Vec<Text> {
    match &it.why {
        Why::Within(within, terms) => {
            let reckoned =
                matches!(within, Within::Parts | Within::Total | Within::Share | Within::Difference);
            let or_terms = reckoned.then(|| OR_TERMS.into());
            [of_itself(*within, terms)].into_iter().chain(or_terms).collect()
        }
        Why::Cells { figures, claim, label, year, by } => {
            let cell = |figure: &usize| {
                let value = reading.audit.grids.quantity(*figure).map(both).unwrap_or_default();
                let place = reading.place(*figure);
                Text::new(format!("{}: {}", place.sv, value.sv), format!("{}: {}", place.en, value.en))
            };
            let cells: Vec<Text> = figures.iter().take(2).map(cell).collect();
            let sv: Vec<&str> = cells.iter().map(|it| it.sv.as_str()).collect();
            let en: Vec<&str> = cells.iter().map(|it| it.en.as_str()).collect();
            let claim = claimed(*claim);
            let cells = Text::new(
                format!("{}{}.", claim.sv, sv.join("; ")),
                format!("{}{}.", claim.en, en.join("; ")),
            );
            vec![cells, tied(label, *year, *by)]
        }
        Why::OtherYear { year, cells } => vec![other_year(reading, *year, cells)],
    }
}

fn claimed(claim: Claim) -> Text {
    match claim {
        Claim::Value => Text::default(),
        Claim::Change => Text::new("Förändringen mellan ", "The change between "),
        Claim::Deviation => {
            Text::new("Skillnaden mellan utfall och budget: ", "The difference between outcome and budget: ")
        }
    }
}

/// By what a number was tied to its cells.
fn tied(label: &str, year: i32, by: YearBy) -> Text {
    let (sv, en) = match by {
        YearBy::Named => {
            (format!("och året {year} i meningen"), format!("and the year {year} in the sentence"))
        }
        YearBy::TheYear => (
            format!("och ”året”, som i det här avsnittet är {year}"),
            format!("and “the year”, which here is {year}"),
        ),
        YearBy::Presumed => (
            format!("; året står inte i meningen, men avsnittet gäller {year}"),
            format!("; the sentence names no year, but the section is of {year}"),
        ),
    };
    Text::new(
        format!("Kopplat genom orden ”{label}”, enheten {sv}.").replace(" ;", ";"),
        format!("Tied by the words “{label}”, the unit {en}.").replace(" ;", ";"),
    )
}

fn other_year(reading: &Reading<'_>, year: i32, cells: &[(Quantity, usize)]) -> Text {
    let told = |language: Language| {
        let one = |(printed, figure): &(Quantity, usize)| {
            let row =
                reading.audit.grids.place(*figure).map(|(_, line, _)| line.label.clone()).unwrap_or_default();
            format!("{} (”{row}”)", printed.written(language))
        };
        cells.iter().map(one).collect::<Vec<_>>().join(", ")
    };
    let table = cells
        .first()
        .and_then(|(_, it)| reading.audit.grids.place(*it))
        .map(|(grid, ..)| reading.table(grid.table));
    let table = table.unwrap_or_default();
    Text::new(
        format!("Flera tal i stycket är dem för {year} i {}: {}.", lower(&table.sv), told(Language::Sv)),
        format!(
            "Several numbers of the paragraph are those of {year} in {}: {}.",
            lower(&table.en),
            told(Language::En)
        ),
    )
}

/// What of a sentence does not agree with itself.
fn of_itself(within: Within, terms: &[Quantity]) -> Text {
    let all = |language: Language, joint: &str| {
        terms.iter().map(|it| it.written(language)).collect::<Vec<_>>().join(joint)
    };
    let (sv, en) = (|joint: &str| all(Language::Sv, joint), |joint: &str| all(Language::En, joint));
    match within {
        Within::Parts => Text::new(
            format!("I samma mening: {}.", sv(" + ")),
            format!("In the same sentence: {}.", en(" + ")),
        ),
        Within::Total => Text::new(
            format!("I samma mening: {}.", sv(" + ")),
            format!("In the same sentence: {}.", en(" + ")),
        ),
        Within::Shares => Text::new(
            format!("I samma mening: {}, och tillsammans ska andelarna vara 100 %.", sv(", ")),
            format!("In the same sentence: {}, and together the shares should be 100%.", en(", ")),
        ),
        Within::Share => Text::new(
            format!("I samma mening: {}.", sv(" av ")),
            format!("In the same sentence: {}.", en(" of ")),
        ),
        Within::Possible => Text::new(
            format!("Av {} blir det inget helt antal personer.", sv("")),
            format!("Of {} that is no whole number of people.", en("")),
        ),
        Within::Difference => {
            Text::new(format!("Mellan {}.", sv(" och ")), format!("Between {}.", en(" and ")))
        }
        Within::Direction => Text::new(
            format!("Meningen säger att det går åt andra hållet än från {}.", sv(" till ")),
            format!("The sentence says that it goes the other way than from {}.", en(" to ")),
        ),
    }
}

/// Where a sentence stands: in the file, and under which heading.
pub(in crate::render) fn place(reading: &Reading<'_>, place: &Place, under: Option<usize>) -> Text {
    let file = match place {
        Place::Order(number) => Text::new(format!("stycke {number}"), format!("paragraph {number}")),
        place => in_file(place, 0),
    };
    match reading.document.path(under).last() {
        Some(heading) => {
            Text::new(format!("{}, under ”{heading}”", file.sv), format!("{}, under “{heading}”", file.en))
        }
        None => file,
    }
}

/// What a sentence says in words, and of what.
pub(in crate::render) fn proposed(reading: &Reading<'_>, it: &Proposal) -> Text {
    let says = match it.says {
        Says::Rises => Text::new("ökar", "rises"),
        Says::Falls => Text::new("minskar", "falls"),
        Says::Unchanged => Text::new("är oförändrat", "is unchanged"),
        Says::Reached => Text::new("målet nås", "the goal is reached"),
        Says::Missed => Text::new("målet nås inte", "the goal is not reached"),
        Says::All => Text::new("gäller alla", "holds for all"),
        Says::Most => Text::new("gäller de flesta", "holds for most"),
        Says::Doubled => Text::new("har fördubblats", "has doubled"),
        Says::Halved => Text::new("har halverats", "has been halved"),
    };
    let place = place(reading, &it.place, it.under);
    Text::new(
        format!("”{}” {}: {} ({})", it.label, it.year, says.sv, place.sv),
        format!("“{}” {}: {} ({})", it.label, it.year, says.en, place.en),
    )
}
