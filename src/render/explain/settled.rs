//! What would settle a verdict: the smallest change that meets the rule, or what to enter and where.

use crate::amount::{Language, Text};
use crate::cycle::Item;
use crate::model::Model;
use crate::model::duty::Evidence;
use crate::render::lines::Lines;
use crate::source::Files;
use crate::verdict::SettledBy;

use super::words;

/// What would settle a verdict, for a reader; with what to write, where the form is known.
#[must_use]
pub fn settled(
    by: &SettledBy,
    item: Option<&Item<'_>>,
    model: &Model,
    files: &Files,
    language: Language,
) -> String {
    let mut lines = Lines::default();
    lines.line("");
    match by {
        SettledBy::Otherwise(change) => {
            lines.wrapped(
                &format!("{} ", words::SMALLEST.get(language)),
                &format!("{}.", change.get(language)),
            );
        }
        SettledBy::Figure(name, year) => {
            let title = model.figures.iter().find(|it| it.name.value == *name);
            let title = title.map_or_else(|| name.clone(), |it| it.title.get(language).to_owned());
            lines.wrapped(&format!("{} ", words::LACKS.get(language)), &format!("{title} {year}."));
            lines.wrapped(
                &format!("{} ", words::WRITE.get(language)),
                where_figures(model, files, *year).get(language),
            );
            lines.line("  [table.figures]");
            lines.line(&format!("  {name} = …"));
        }
        SettledBy::Property(means) => {
            let entry: Vec<String> = item.into_iter().flat_map(delivery).collect();
            let lacks = match entry.is_empty() {
                true => format!("{}.", means.get(language)),
                false => words::ENTRY.get(language).to_owned(),
            };
            lines.wrapped(&format!("{} ", words::LACKS.get(language)), &lacks);
            entry.iter().for_each(|line| lines.line(line));
        }
    }
    lines.into_text()
}

/// Where the figures of a year are written: the files that have some, or else one to be made.
pub(in crate::render) fn where_figures(model: &Model, files: &Files, year: i32) -> Text {
    let mut own: Vec<&str> =
        model.tables.iter().filter(|it| it.year == year).map(|it| files.path(it.id.span.file)).collect();
    own.sort_unstable();
    own.dedup();
    if own.is_empty() {
        return Text::new(
            format!(
                "i en fil med year = {year} bland förbundets siffror (samkoll add year {year} gör en), i tabellen för den handling som har den:"
            ),
            format!(
                "in a file with year = {year} among the förbund’s figures (samkoll add year {year} makes one), in the table of the document that has it:"
            ),
        );
    }
    let own = own.join(", ");
    Text::new(
        format!("i {own}, i tabellen för den handling som har den:"),
        format!("in {own}, in the table of the document that has it:"),
    )
}

/// What a register says when an item is done, where a delivery is what shows it.
fn delivery(item: &Item<'_>) -> Vec<String> {
    let occurrence = &item.occurrence;
    if matches!(occurrence.duty.evidence, Some(Evidence::Decision { .. })) {
        return Vec::new();
    }
    let mut lines = vec!["  [[delivery]]".to_owned()];
    for (key, value) in [
        ("agreement", occurrence.agreement.id.value.clone()),
        ("duty", occurrence.duty.id.value.clone()),
        ("by", occurrence.by.to_string()),
        ("period", occurrence.period.to_string()),
    ] {
        lines.push(format!("  {key} = \"{value}\""));
    }
    lines.extend(["delivered", "recorded"].map(|key| format!("  {key} = …")));
    lines
}
