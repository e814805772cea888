//! Problems as annotated snippets of the text they stand in.

use std::collections::BTreeMap;

use super::lines::clean;
use super::words;
use annotate_snippets::{Annotation, AnnotationKind, Group, Level, Origin, Renderer, Snippet};

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
        group = match snippet {
            Piece::Snippet(snippet) => group.element(snippet),
            Piece::Place(origin) => group.element(origin),
        };
    }
    if problem.span.is_none()
        && let Some(path) = &problem.path
    {
        group = group.element(Origin::path(clean(path)));
    }
    let mut groups = vec![group];
    if let Some(help) = &problem.help {
        let title = Level::HELP.with_name(HELP.get(language)).secondary_title(clean(help.get(language)));
        groups.push(Group::with_title(title));
    }
    groups
}

/// A place that is pointed at: its bytes, what it is, and what is said of it.
type Marked<'p> = (std::ops::Range<usize>, AnnotationKind, Option<&'p Text>);

/// How many bytes of a file one snippet is cut out of at most, and how many of a line are drawn: the renderer walks
/// all that it is given, for each problem.
const MOST: usize = 8 * 1024;

/// The text around each place that a problem points at, the primary's file first: those near each other together.
fn snippets<'p>(problem: &'p Problem, files: &'p Files, language: Language) -> Vec<Piece<'p>> {
    let mut by_file: BTreeMap<(bool, FileId), Vec<Marked<'p>>> = BTreeMap::new();
    let primary_file = problem.span.map(|span| span.file);
    let mut add = |span: Span, kind: AnnotationKind, label: Option<&'p Text>| {
        let key = (Some(span.file) != primary_file, span.file);
        by_file.entry(key).or_default().push((beginning(files, span), kind, label));
    };
    if let Some(span) = problem.span {
        add(span, AnnotationKind::Primary, problem.label.as_ref());
    }
    for (span, label) in &problem.related {
        add(*span, AnnotationKind::Context, Some(label));
    }
    let mut pieces = Vec::new();
    for ((_, file), marked) in by_file {
        for group in near(marked) {
            pieces.extend(drawn(group, files, file, language));
        }
    }
    pieces
}

/// What a span covers, or the first line of it where that is much.
fn beginning(files: &Files, span: Span) -> std::ops::Range<usize> {
    let range = files.range(span);
    if range.len() <= MOST {
        return range;
    }
    let (_, line) = files.lines_of(span.file, range.start..range.start);
    range.start..line.end.max(range.start)
}

/// Places so near each other that one snippet holds them, the first that was named in the first.
fn near(marked: Vec<Marked<'_>>) -> Vec<Vec<Marked<'_>>> {
    let mut groups: Vec<Vec<Marked<'_>>> = Vec::new();
    for it in marked {
        let fits = |group: &&mut Vec<Marked<'_>>| {
            let all = || group.iter().map(|(range, ..)| range).chain([&it.0]);
            let (first, last) = (all().map(|it| it.start).min(), all().map(|it| it.end).max());
            last.unwrap_or(0).saturating_sub(first.unwrap_or(0)) <= MOST
        };
        match groups.iter_mut().find(fits) {
            Some(group) => group.push(it),
            None => groups.push(vec![it]),
        }
    }
    groups
}

/// A snippet, or where lines are too long to draw, each place by its line and column alone with what is said of it.
enum Piece<'p> {
    Snippet(Snippet<'p, Annotation<'p>>),
    Place(Origin<'p>),
}

fn drawn<'p>(marked: Vec<Marked<'p>>, files: &'p Files, file: FileId, language: Language) -> Vec<Piece<'p>> {
    // The lines in question alone: the whole file for each problem would be its square.
    let starts = marked.iter().map(|(range, ..)| range.start);
    let ends = marked.iter().map(|(range, ..)| range.end);
    let (line, lines) = files.lines_of(file, starts.min().unwrap_or(0)..ends.max().unwrap_or(0));
    if lines.len() > MOST.saturating_mul(2) {
        let place = |(range, ..): Marked<'p>| {
            let place = files.place(Span::new(file, range.start, range.end));
            let origin = Origin::path(clean(files.path(file))).line(place.line as usize);
            Piece::Place(origin.char_column(place.column as usize))
        };
        return marked.into_iter().map(place).collect();
    }
    let within = |at: usize| at.saturating_sub(lines.start);
    let annotations = marked.into_iter().map(|(range, kind, label)| {
        kind.span(within(range.start)..within(range.end)).label(label.map(|it| clean(it.get(language))))
    });
    let text = files.text(file).get(lines.clone()).unwrap_or("");
    let snippet = Snippet::source(text).line_start(line).path(clean(files.path(file)));
    vec![Piece::Snippet(snippet.annotations(annotations))]
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
    let of = |level| problems.iter().filter(move |problem| problem.severity == level);
    let count = |level| of(level).map(|problem| problem.stands_for).sum::<usize>();
    let told = |level| counted(many(count(level)), words::severity(level)).get(language).to_owned();
    let mut counts = vec![told(Severity::Error), told(Severity::Warning)];
    if count(Severity::Note) > 0 {
        counts.push(told(Severity::Note));
    }
    counts.join(", ") + "\n"
}
