//! Whether a saved assessment comes out the same, for a reader.

use crate::amount::{Language, Phrase, Text, counted, many};
use crate::comparison::{FileChange, Parting, SavedProblem, Verification};

phrases! {
    CHANGED = "ändrad", "changed";
    GONE = "borta", "gone";
    ADDED = "ny", "new";
    SAID_NOW = "sägs nu om filerna", "said of the files now";
    SAID_THEN = "sades då om filerna", "said of the files then";
    NOTHING = "(slut)", "(end)";
}

const FILES: [&str; 4] = ["fil", "filer", "file", "files"];

/// What is the same, and what is not.
#[must_use]
pub fn render(verification: &Verification<'_>, language: Language) -> String {
    let mut lines: Vec<String> = vec![verdict(verification).get(language).to_owned()];
    let files = verification.files.iter();
    lines.extend(files.map(|(path, change)| format!("  {}: {path}", said(*change).get(language))));
    let said_of = |(it, change): &(SavedProblem, FileChange)| {
        let file = it.file.iter().map(|file| format!("{file}: ")).collect::<String>();
        let head = Text::from(match change {
            FileChange::Gone => SAID_THEN,
            _ => SAID_NOW,
        });
        format!("  {}: {file}{}", head.get(language), it.message)
    };
    lines.extend(verification.said.iter().map(said_of));
    if !verification.same_standard {
        lines.push(format!("  {}", standard(verification).get(language)));
    }
    if let Some(version) = verification.other_program {
        lines.push(format!("  {}", program(verification, version).get(language)));
    }
    if let Some(parting) = &verification.parts {
        lines.extend(parted(parting, language));
        lines.push(hint(verification).get(language).to_owned());
    }
    lines.join("\n") + "\n"
}

fn verdict(verification: &Verification<'_>) -> Text {
    let (name, day) = (&verification.saved.workspace.name, &verification.saved.as_of);
    let files = counted(many(verification.saved.workspace.files.len()), FILES);
    match (verification.holds(), &verification.parts) {
        (true, _) => Text::new(
            format!(
                "{name}, {day}: {} och standarden är desamma, och bedömningen blir densamma byte för byte.",
                files.sv
            ),
            format!(
                "{name}, {day}: {} and the standard are the same, and the assessment comes out the same to the byte.",
                files.en
            ),
        ),
        (false, None) => Text::new(
            format!("{name}, {day}: bedömningen blir densamma byte för byte, men underlaget är ett annat:"),
            format!(
                "{name}, {day}: the assessment comes out the same to the byte, but what it is made from is not:"
            ),
        ),
        (false, Some(_)) => Text::new(
            format!("{name}, {day}: bedömningen blir en annan."),
            format!("{name}, {day}: the assessment comes out differently."),
        ),
    }
}

const fn said(change: FileChange) -> Phrase {
    match change {
        FileChange::Changed => CHANGED,
        FileChange::Gone => GONE,
        FileChange::Added => ADDED,
    }
}

fn standard(verification: &Verification<'_>) -> Text {
    let edition = verification.saved.workspace.standard.edition;
    Text::new(
        format!("standarden är en annan än den som användes (utgåva {edition})"),
        format!("the standard is another than the one that was used (edition {edition})"),
    )
}

fn program(verification: &Verification<'_>, version: &str) -> Text {
    let made = &verification.saved.program.version;
    Text::new(
        format!("bedömningen gjordes med samkoll {made}; det här är {version}"),
        format!("the assessment was made with samkoll {made}; this is {version}"),
    )
}

/// How much of a line is shown before and after where two part: a whole assessment may stand on one.
const BEFORE: usize = 40;
const AFTER: usize = 120;

/// How many characters two lines have in common from their beginning.
fn first_difference(parting: &Parting) -> usize {
    let (saved, now) = (parting.saved.as_deref().unwrap_or(""), parting.now.as_deref().unwrap_or(""));
    saved.chars().zip(now.chars()).take_while(|(one, other)| one == other).count()
}

/// A line around a character, with what a reader would not see of its end.
fn around(line: &str, at: usize) -> String {
    let from = at.saturating_sub(BEFORE);
    let until = at.saturating_add(AFTER);
    let lead = if from > 0 { "…" } else { "" };
    let rest = if until < line.trim_end().chars().count() { "…" } else { "" };
    let shown: String = line.chars().skip(from).take(until.saturating_sub(from)).collect();
    let end = if line.ends_with("\r\n") { " (CR LF)" } else { "" };
    format!("{lead}{}{rest}{end}", shown.trim())
}

/// Where the two part, and how to see what it means.
fn parted(parting: &Parting, language: Language) -> Vec<String> {
    let at = first_difference(parting);
    let shown = |line: &Option<String>| {
        line.as_ref().map_or_else(|| NOTHING.get(language).to_owned(), |line| around(line, at))
    };
    let (saved, now) = (shown(&parting.saved), shown(&parting.now));
    let line = parting.line;
    let texts = [
        Text::new(format!("De skiljs åt på rad {line}:"), format!("They part on line {line}:")),
        Text::new(format!("  sparad: {saved}"), format!("  saved: {saved}")),
        Text::new(format!("  nu:     {now}"), format!("  now:   {now}")),
    ];
    texts.iter().map(|text| text.get(language).to_owned()).collect()
}

/// What to do about it: where it is made from the same, there is nothing to hold beside each other.
fn hint(verification: &Verification<'_>) -> Text {
    let same = verification.files.is_empty() && verification.same_standard;
    match (same, verification.other_program) {
        (true, None) if !verification.said.is_empty() => Text::new(
            "Filerna som läses och standarden är desamma; det som sägs om arbetsytans filer är ett annat.",
            "The files that are read and the standard are the same; what is said of the workspace’s files is not.",
        ),
        (false, _) => Text::new(
            "Vad som är nytt, löst eller värre: samkoll diff FIL DATUM",
            "What is new, resolved or worse: samkoll diff FILE DATE",
        ),
        (true, None) => Text::new(
            "Filerna och standarden är desamma: den sparade filen är ändrad sedan den gjordes.",
            "The files and the standard are the same: the saved file has been changed since it was made.",
        ),
        (true, Some(_)) => Text::new(
            "Filerna och standarden är desamma: en annan version av samkoll har skrivit den sparade filen.",
            "The files and the standard are the same: another version of samkoll wrote the saved file.",
        ),
    }
}
