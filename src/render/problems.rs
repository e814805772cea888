//! Problems as annotated snippets of the text they stand in.

use std::collections::BTreeMap;

use super::lines::clean;
use super::words;
use annotate_snippets::{Annotation, AnnotationKind, Group, Level, Renderer, Snippet};

use crate::amount::{Language, Phrase, Text, counted, many};
use crate::diagnostic::{Code, Problem, Severity};
use crate::source::{FileId, Files, Span};

const HELP: Phrase = Phrase::new("hjälp", "help");

/// Every problem with its place, and how many there are. Colour is for terminals.
#[must_use]
pub fn render(problems: &[Problem], files: &Files, language: Language, colour: bool) -> String {
    let renderer = if colour { Renderer::styled() } else { Renderer::plain() };
    let mut text = String::new();
    // A table that nothing looks at stands in the list of tables, a line each.
    for problem in problems.iter().filter(|it| it.code != Code::TableUnchecked) {
        text.push_str(&renderer.render(&groups(problem, files, language)));
        text.push_str("\n\n");
    }
    text.push_str(&tally(problems, language));
    text
}

fn groups<'p>(problem: &'p Problem, files: &'p Files, language: Language) -> Vec<Group<'p>> {
    let title = level(problem.severity, language)
        .primary_title(clean(problem.message.get(language)))
        .id(problem.code.name());
    let mut group = Group::with_title(title);
    for snippet in snippets(problem, files, language) {
        group = group.element(snippet);
    }
    if problem.span.is_none()
        && let Some(path) = &problem.path
    {
        group = group.element(annotate_snippets::Origin::path(clean(path)));
    }
    let mut groups = vec![group];
    if let Some(help) = &problem.help {
        let title = Level::HELP.with_name(HELP.get(language)).secondary_title(clean(help.get(language)));
        groups.push(Group::with_title(title));
    }
    groups
}

/// One snippet for each file the problem points into, the primary first.
fn snippets<'p>(
    problem: &'p Problem,
    files: &'p Files,
    language: Language,
) -> Vec<Snippet<'p, Annotation<'p>>> {
    type Marked<'p> = (std::ops::Range<usize>, AnnotationKind, Option<&'p Text>);
    let mut by_file: BTreeMap<(bool, FileId), Vec<Marked<'p>>> = BTreeMap::new();
    let primary_file = problem.span.map(|span| span.file);
    let mut add = |span: Span, kind: AnnotationKind, label: Option<&'p Text>| {
        let range = files.range(span);
        let key = (Some(span.file) != primary_file, span.file);
        by_file.entry(key).or_default().push((range, kind, label));
    };
    if let Some(span) = problem.span {
        add(span, AnnotationKind::Primary, problem.label.as_ref());
    }
    for (span, label) in &problem.related {
        add(*span, AnnotationKind::Context, Some(label));
    }
    by_file
        .into_iter()
        .map(|((_, file), marked)| {
            // The lines in question alone: the whole file for each problem would be its square.
            let starts = marked.iter().map(|(range, ..)| range.start);
            let ends = marked.iter().map(|(range, ..)| range.end);
            let (line, lines) = files.lines_of(file, starts.min().unwrap_or(0)..ends.max().unwrap_or(0));
            let within = |at: usize| at.saturating_sub(lines.start);
            let annotations = marked.into_iter().map(|(range, kind, label)| {
                kind.span(within(range.start)..within(range.end))
                    .label(label.map(|it| clean(it.get(language))))
            });
            let text = files.text(file).get(lines.clone()).unwrap_or("");
            Snippet::source(text).line_start(line).path(clean(files.path(file))).annotations(annotations)
        })
        .collect()
}

fn level(severity: Severity, language: Language) -> Level<'static> {
    let level = match severity {
        Severity::Error => Level::ERROR,
        Severity::Warning => Level::WARNING,
        Severity::Note => Level::NOTE,
    };
    level.with_name(words::one(severity).get(language))
}

/// `3 fel, 1 varning`, and the notes when there are any.
fn tally(problems: &[Problem], language: Language) -> String {
    let count = |level| problems.iter().filter(|problem| problem.severity == level).count();
    let told = |level| counted(many(count(level)), words::severity(level)).get(language).to_owned();
    let mut counts = vec![told(Severity::Error), told(Severity::Warning)];
    if count(Severity::Note) > 0 {
        counts.push(told(Severity::Note));
    }
    counts.join(", ") + "\n"
}
