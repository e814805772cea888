//! Two assessments beside each other, as text or Markdown: what is new, worse, resolved, better, and why.

use rust_decimal::Decimal;

use crate::amount::{Language, Phrase, Quantity, Text, Unit, counted, many};
use crate::comparison::{Cause, Change, Compared, Comparison, Saved, SavedAsked};
use crate::verdict::Outcome;

use super::sheet::{Markup, Sheet};

/// The parts of the page, in order; what is unchanged, and what is newly open, is counted.
const PARTS: &[(Change, Phrase)] = &[
    (Change::New, Phrase::new("Nytt", "New")),
    (Change::Worse, Phrase::new("Värre", "Worse")),
    (Change::Lost, Phrase::new("Går inte längre att avgöra", "Can no longer be told")),
    (Change::Resolved, Phrase::new("Löst", "Resolved")),
    (
        Change::Accepted,
        Phrase::new("Godtaget: brutet, men ett undantag gäller", "Accepted: broken, but waived"),
    ),
    (Change::Better, Phrase::new("Bättre", "Better")),
    (
        Change::Gone,
        Phrase::new("Inte längre brutet, men inte heller löst", "No longer broken, but not resolved either"),
    ),
];

/// What is counted, and shown when all is asked for.
const COUNTED: &[(Change, Phrase)] = &[
    (Change::Opened, Phrase::new("Nytt som inte går att avgöra", "Newly open")),
    (Change::Unchanged, Phrase::new("Oförändrat", "Unchanged")),
];

/// What differs, for a reader. `all` shows what is unchanged too.
#[must_use]
pub fn render(comparison: &Comparison<'_>, all: bool, markup: Markup, language: Language) -> String {
    let mut sheet = Sheet::new(markup, language);
    let (before, now) = (comparison.before, comparison.now);
    let title = Text::new(
        format!("{} – från {} till {}", now.workspace.name, before.as_of, now.as_of),
        format!("{} – from {} to {}", now.workspace.name, before.as_of, now.as_of),
    );
    sheet.title(title.get(language));
    if let Some(asked) = &now.asked {
        sheet.closing(in_part(asked).get(language));
    }
    sheet.closing(why(&comparison.causes).get(language));
    for (change, name) in PARTS {
        let found: Vec<&Compared<'_>> = comparison.of(*change).collect();
        // What is seldom there is not said to be missing.
        if !found.is_empty() || !matches!(change, Change::Lost | Change::Gone) {
            part(&mut sheet, *change, found, name.get(language));
        }
    }
    for (change, name) in COUNTED {
        let (found, name) = (comparison.of(*change), name.get(language));
        if all {
            part(&mut sheet, *change, found.collect(), name);
        } else {
            let count = found.count();
            let text = Text::new(
                format!("{name}: {count} (--all visar dem)"),
                format!("{name}: {count} (--all shows them)"),
            );
            sheet.closing(text.get(language));
        }
    }
    sheet.paragraph(counts(before, now).get(language));
    sheet.into_text()
}

/// Findings under their name, the causes first: they are what the first screen counts.
fn part(sheet: &mut Sheet, change: Change, mut found: Vec<&Compared<'_>>, name: &str) {
    let language = sheet.language;
    found.sort_by_key(|it| !it.is_cause());
    let causes = found.iter().filter(|it| it.is_cause()).count();
    let causes = match change {
        Change::Lost | Change::Opened => Text::same(found.len().to_string()),
        _ => faults_with(found.len(), ["fynd", "fynd", "finding", "findings"], causes),
    };
    sheet.section(&format!("{name} ({})", causes.get(language)));
    if found.is_empty() {
        sheet.paragraph(language.pick("Inget.", "Nothing."));
    }
    for it in found {
        if let Some(words) = entry(it) {
            sheet.entry("•", words.get(language));
        }
    }
}

/// One finding in a line: what it is, and what became of it.
fn entry(it: &Compared<'_>) -> Option<Text> {
    let latest = it.latest()?;
    let (title, message) = (Text::from(&latest.title), Text::from(&latest.message));
    let became = became(it);
    Some(title.map(|language, title| {
        let tail = became.get(language);
        format!("{title}: {} [{}]{tail}", message.get(language), latest.rule)
    }))
}

/// What became of it, where that is not told by the part it stands in.
fn became(it: &Compared<'_>) -> Text {
    if let Some((moved, unit)) = it.moved() {
        let by = extent(moved.abs(), unit);
        return match moved.is_sign_negative() {
            false => by
                .map(|language, by| format!(" – {by} {}", language.pick("mer än förut", "more than before"))),
            true => by.map(|language, by| {
                format!(" – {by} {}", language.pick("mindre än förut", "less than before"))
            }),
        };
    }
    match (it.change, it.now) {
        (Change::Gone, Some(now)) => {
            let message = Text::from(&now.message);
            message.map(|language, now| format!(" – {}: {now}", language.pick("nu", "now")))
        }
        (Change::Resolved, _) => Text::new(" – nu uppfyllt", " – now met"),
        (Change::Gone, None) => Text::new(" – prövas inte längre", " – no longer asked"),
        (Change::Lost, _) => match it.before.map(|it| it.outcome) {
            Some(Outcome::Met) => Text::new(" – förut uppfyllt", " – met before"),
            Some(Outcome::Waived) => Text::new(" – förut godtaget", " – accepted before"),
            _ => Text::new(" – förut brutet", " – broken before"),
        },
        _ => Text::default(),
    }
}

fn extent(moved: Decimal, unit: &str) -> Text {
    Quantity::exact(moved, Unit::named(unit).unwrap_or(Unit::Number)).in_words()
}

/// What of all that there is to ask was asked, in both.
fn in_part(asked: &SavedAsked) -> Text {
    let rules = (!asked.rules.is_empty()).then(|| Text::same(asked.rules.join(", ")));
    let year = asked.year.map(|year| Text::same(year.to_string()));
    let without = asked.without.join(", ");
    let without =
        (!without.is_empty()).then(|| Text::new(format!("inte {without}"), format!("not {without}")));
    let parts: Vec<Text> = rules.into_iter().chain(year).chain(without).collect();
    Text::new("Frågan gällde bara en del: ", "Only a part was asked about: ").map(|language, lead| {
        let parts: Vec<&str> = parts.iter().map(|it| it.get(language)).collect();
        format!("{lead}{}.", parts.join("; "))
    })
}

/// Why the two may differ.
fn why(causes: &[Cause]) -> Text {
    match causes {
        [] => Text::new(
            "De två är gjorda av samma filer, regler och standard, för samma dag.",
            "The two are made from the same files, rules and standard, for the same day.",
        ),
        [Cause::Time] => Text::new(
            "Filer, regler och standard är desamma. Det som skiljer är dagen, och de handlingar, möten och beslut som hör till tiden däremellan.",
            "Files, rules and standard are the same. What sets the two apart is the day, and the papers, meetings and decisions of the time between.",
        ),
        causes => {
            let all: Vec<Text> = causes.iter().map(cause).collect();
            Text::new("Det som skiljer dem åt: ", "What sets them apart: ").map(|language, lead| {
                let all: Vec<&str> = all.iter().map(|it| it.get(language)).collect();
                format!("{lead}{}.", all.join("; "))
            })
        }
    }
}

fn cause(cause: &Cause) -> Text {
    match cause {
        Cause::Data => Text::new("uppgifterna i filerna", "the data in the files"),
        Cause::Rules => Text::new("förbundets egna regler", "the förbund’s own rules"),
        Cause::Parameters(what) => {
            let what = |language| what.iter().map(|it| it.get(language)).collect::<Vec<_>>().join(", ");
            Text::new(
                format!("det förbundet har satt i standarden ({})", what(Language::Sv)),
                format!("what the förbund has set in the standard ({})", what(Language::En)),
            )
        }
        Cause::Standard => Text::new("standardens utgåva", "the standard’s edition"),
        Cause::Knowledge => Text::new("dagen för vad som var känt", "the day of what was known"),
        Cause::Materiality => Text::new("väsentlighetsgränsen", "the limit of materiality"),
        Cause::Time => Text::new("dagen", "the day"),
    }
}

/// How many stand how on each side: what is broken as the first screen counts it.
fn counts(before: &Saved, now: &Saved) -> Text {
    let broken = |it: &Saved| faults_with(it.count(Outcome::Breached), FAULTS, it.causes());
    let (was, is) = (broken(before), broken(now));
    let open = (before.count(Outcome::Undecided), now.count(Outcome::Undecided));
    let met = (before.count(Outcome::Met), now.count(Outcome::Met));
    Text::new(
        format!(
            "Brutet: {} → {}. Går inte att avgöra: {} → {}. Uppfyllt: {} → {}.",
            was.sv, is.sv, open.0, open.1, met.0, met.1
        ),
        format!(
            "Broken: {} → {}. Undecided: {} → {}. Met: {} → {}.",
            was.en, is.en, open.0, open.1, met.0, met.1
        ),
    )
}

const FAULTS: [&str; 4] = ["brist", "brister", "fault", "faults"];

/// So many of something, and of how many causes.
fn faults_with(count: usize, noun: [&str; 4], causes: usize) -> Text {
    let (all, causes) =
        (counted(many(count), noun), counted(many(causes), ["orsak", "orsaker", "cause", "causes"]));
    match count {
        0 => Text::same("0"),
        _ => Text::new(format!("{} med {}", all.sv, causes.sv), format!("{} with {}", all.en, causes.en)),
    }
}
