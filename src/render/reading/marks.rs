//! All that is said of a document, each with the place that it is marked at: for the page and for other programs.

use super::{Reading, claims, details, headline, outline, should_be};
use crate::amount::{Language, Text};
use crate::audit::outline::{About, Remark};
use crate::audit::relation::Sort;
use crate::audit::text::{Mentioned, Why};
use crate::audit::{Finding, Gap, GapKind};
use crate::document::{Place, Unread};
use crate::render::calendar::words::capital;

/// Where something is marked.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub(in crate::render) enum Spot {
    /// In a cell: its table, row and column.
    Cell(usize, usize, usize),
    /// In the sentence of a paragraph: its block.
    Sentence(usize),
    /// Over a table.
    Table(usize),
    /// In the list alone: what is said is of a heading or of the whole.
    List,
}

/// Something that is said of a place.
#[derive(Debug, Clone)]
pub(in crate::render) struct Mark {
    /// Whether it is wrong; else it is a question.
    pub(in crate::render) is_fault: bool,
    /// What was asked.
    pub(in crate::render) rule: &'static str,
    #[cfg_attr(not(feature = "report"), expect(dead_code, reason = "only the page shows it"))]
    pub(in crate::render) spot: Spot,
    pub(in crate::render) place: Option<Place>,
    /// What it is, with where it stands in words.
    pub(in crate::render) headline: Text,
    /// What is written beside the mark.
    #[cfg_attr(not(feature = "report"), expect(dead_code, reason = "only the page shows it"))]
    pub(in crate::render) note: Text,
    pub(in crate::render) details: Vec<Text>,
    /// The sentence, and where in it the number stands.
    pub(in crate::render) sentence: Option<(String, std::ops::Range<usize>)>,
}

/// What asks whether all of a document is read.
pub(in crate::render) const UNREAD: &str = "read";

/// Every rule that is asked of a document by itself, with what it asks.
pub(in crate::render) fn rules() -> Vec<(&'static str, Text)> {
    let text = |sv: &str, en: &str| Text::new(sv, en);
    vec![
        ("sum", text("Raden är summan av raderna ovanför.", "The row is the sum of those above it.")),
        ("parts", text("Raden är summan av sina delar.", "The row is the sum of its parts.")),
        ("total", text("Kolumnen är summan av andra.", "The column is the sum of others.")),
        (
            "difference",
            text("Kolumnen är skillnaden mellan två andra.", "The column is the difference of two others."),
        ),
        ("change", text("Kolumnen är förändringen i procent.", "The column is the change in per cent.")),
        ("share", text("Andelen är rätt uträknad.", "The share is worked out rightly.")),
        (
            "same",
            text(
                "Samma rad har samma tal i två tabeller.",
                "The same row has the same number in two tables.",
            ),
        ),
        ("note", text("Raden är vad noten visar.", "The row is what the note comes to.")),
        ("balance", text("Tillgångarna är eget kapital och skulder.", "Assets are equity and liabilities.")),
        (
            "opening",
            text(
                "Årets ingång är förra årets utgång.",
                "The year opens with what the one before closed with.",
            ),
        ),
        (
            "flow",
            text("Utgången är ingången och årets förändring.", "What closes is what opened and what came."),
        ),
        (
            "blank",
            text(
                "Inget står tomt som ska ha ett tal, och tvärtom.",
                "Nothing is blank that should have a number, nor the other way round.",
            ),
        ),
        ("text-in-itself", text("Talen i en mening går ihop.", "The numbers of a sentence go together.")),
        (
            "text-against-table",
            text("Texten säger samma tal som tabellen.", "The text says the number of the table."),
        ),
        (UNREAD, text("Allt i dokumentet är läst.", "All of the document is read.")),
        ("numbering", text("Numreringen går i ordning.", "The numbering goes in order.")),
        ("references", text("Det som hänvisas till finns.", "What is referred to is there.")),
        ("enclosures", text("Bilagorna finns med.", "The appendices are there.")),
        ("contents", text("Innehållsförteckningen stämmer.", "The table of contents is right.")),
        ("unfinished", text("Allt är ifyllt.", "All is filled in.")),
        ("count", text("Det är så många som texten säger.", "There are as many as the text says.")),
        ("names", text("Ett namn skrivs på ett sätt.", "A name is written in one way.")),
        ("parties", text("Parterna är rätt angivna.", "The parties are rightly given.")),
        ("dates", text("Dagarna finns, och ligger i ordning.", "The days exist, and are in order.")),
        ("copies", text("Var och en som undertecknar får sitt exemplar.", "Each who signs is given a copy.")),
        ("unlike", text("Avtalet är som sin förlaga.", "The agreement is like its model.")),
    ]
}

/// All marks, the faults first.
pub(in crate::render) fn marks(reading: &Reading<'_>) -> Vec<Mark> {
    let audit = reading.audit;
    let mut all: Vec<Mark> = Vec::new();
    all.extend(audit.findings.iter().filter_map(|it| of_finding(reading, it, true)));
    all.extend(audit.text.findings.iter().map(|it| of_text(reading, it, true)));
    all.extend(audit.outline.remarks.iter().filter(|it| it.is_sure).map(of_outline));
    all.extend(audit.questions.iter().filter_map(|it| of_finding(reading, it, false)));
    all.extend(audit.text.questions.iter().map(|it| of_text(reading, it, false)));
    all.extend(audit.outline.remarks.iter().filter(|it| !it.is_sure).map(of_outline));
    all.extend(audit.gaps.iter().filter_map(|it| of_gap(reading, it)));
    all.extend(reading.unread().map(of_unread));
    all
}

fn of_unread(it: &Unread) -> Mark {
    Mark {
        is_fault: false,
        rule: UNREAD,
        spot: Spot::List,
        place: Some(it.from.clone()),
        headline: super::not_read(it).map(|_, told| capital(told)),
        note: Text::default(),
        details: Vec::new(),
        sentence: None,
    }
}

fn of_finding(reading: &Reading<'_>, finding: &Finding, is_fault: bool) -> Option<Mark> {
    let (grid, line, _) = reading.audit.grids.place(finding.figure)?;
    let column = reading.audit.grids.figures.get(finding.figure)?.column;
    Some(Mark {
        is_fault,
        rule: rule(finding.relation.sort),
        spot: Spot::Cell(grid.table, line.row, column),
        place: reading.in_file(finding.figure).cloned(),
        headline: headline(reading, finding)?,
        note: should_be(reading, finding)?,
        details: details(reading, finding),
        sentence: None,
    })
}

fn of_text(reading: &Reading<'_>, it: &Mentioned, is_fault: bool) -> Mark {
    let told = Text::new(claims::headline(it, Language::Sv).sv, claims::headline(it, Language::En).en);
    let place = claims::place(reading, &it.place, it.under);
    let headline = place.map(|language, words| format!("{}: {}", capital(words), told.get(language)));
    let mut details = claims::grounds(reading, it);
    details.extend(it.cause.as_ref().map(claims::perhaps));
    let rule = match it.why {
        Why::Within(..) => "text-in-itself",
        Why::Cells { .. } | Why::OtherYear { .. } => "text-against-table",
    };
    Mark {
        is_fault,
        rule,
        spot: Spot::Sentence(it.block),
        place: Some(it.place.clone()),
        headline,
        note: told,
        details,
        sentence: Some((it.sentence.clone(), it.at.clone())),
    }
}

fn of_outline(it: &Remark) -> Mark {
    Mark {
        is_fault: it.is_sure,
        rule: about(it.about),
        spot: Spot::List,
        place: it.place.clone(),
        headline: outline::headline(it),
        note: Text::default(),
        details: Vec::new(),
        sentence: None,
    }
}

/// The name of what a remark is asked by.
const fn about(about: About) -> &'static str {
    match about {
        About::Numbering => "numbering",
        About::Reference => "references",
        About::Enclosure => "enclosures",
        About::Contents => "contents",
        About::Placeholder => "unfinished",
        About::Count => "count",
        About::Name => "names",
        About::Party => "parties",
        About::Date => "dates",
        About::Copies => "copies",
        About::Difference => "unlike",
    }
}

fn of_gap(reading: &Reading<'_>, gap: &Gap) -> Option<Mark> {
    let grid = reading.audit.grids.grids.get(gap.grid)?;
    let row = gap.lines.first().and_then(|it| grid.lines.get(*it)).map(|it| it.row);
    let table = reading.document.tables().nth(grid.table)?;
    let place = row.and_then(|it| table.rows.get(it)).map_or(&table.place, |it| &it.place);
    let note = match gap.kind {
        GapKind::NothingToSubtract => Text::new("inget att räkna det på", "nothing it is reckoned on"),
        GapKind::NoDifference => Text::new("tomt, men talen skiljer sig", "blank, but the numbers differ"),
        GapKind::Unread => Text::new("kunde inte läsas som tal", "could not be read as a number"),
    };
    Some(Mark {
        is_fault: false,
        rule: "blank",
        spot: row.map_or(Spot::Table(grid.table), |row| Spot::Cell(grid.table, row, gap.column)),
        place: Some(place.clone()),
        headline: super::gap_told(reading, gap),
        note,
        details: Vec::new(),
        sentence: None,
    })
}

/// The name of what a relation asks.
pub(in crate::render) const fn rule(sort: Sort) -> &'static str {
    match sort {
        Sort::Sum => "sum",
        Sort::Parts => "parts",
        Sort::Total => "total",
        Sort::Difference => "difference",
        Sort::Change => "change",
        Sort::Share => "share",
        Sort::Same => "same",
        Sort::Note => "note",
        Sort::Balance => "balance",
        Sort::Opening => "opening",
        Sort::Flow => "flow",
    }
}
