//! What of a document's own structure cannot be right, and what may not be: a finding only where the document proves
//! it.

use std::collections::{BTreeMap, BTreeSet};

use super::{About, Leads, Naming, NamingKind, Outline, Part, Placeholder, Remark};
use crate::amount::Text;
use crate::document::Place;
use crate::model::numbering::{self, Leap, Numbered};
use crate::model::text::{PartKind, PlaceholderKind};
use crate::source::plain;

/// How many numbers may be skipped at once, for it to be sure that they are skipped.
const SKIPPED: u64 = 5;

/// How many headings of a depth there must be, before one of another level is asked about.
const SEVERAL: usize = 4;

/// All of them: parts, contents, references, enclosures, what is unfinished, counts and names, each in order.
#[must_use]
pub fn remarks(outline: &Outline) -> Vec<Remark> {
    let mut found = numbering(&outline.parts, outline.is_marked);
    found.extend(depths(&outline.parts));
    found.extend(contents(outline));
    found.extend(references(outline));
    found.extend(enclosures(outline));
    found.extend(outline.placeholders.iter().map(placeholder));
    found.extend(outline.tallies.iter().filter(|it| it.says != it.listed).map(|it| {
        let text = Text::new(
            format!("texten säger {} {}, men det är {}", it.says, it.of, it.listed),
            format!("the text says {} {}, but there are {}", it.says, it.of, it.listed),
        );
        remark(About::Count, true, text, &it.from, &it.place)
    }));
    found.extend(outline.namings.iter().map(naming));
    found
}

fn remark(about: About, is_sure: bool, text: Text, from: &str, place: &Place) -> Remark {
    Remark { about, is_sure, text, from: from.to_owned(), place: Some(place.clone()) }
}

/// A part as a rule looks at it.
fn numbered(part: &Part) -> Numbered<'_> {
    let contents = part.contents.as_deref();
    let title = Some(part.title.as_str()).filter(|it| !it.is_empty());
    Numbered { kind: part.kind, number: &part.number, title, contents }
}

/// Numbers skipped, used twice or out of order, and numbers that stand under another than their own.
fn numbering(parts: &[Part], is_marked: bool) -> Vec<Remark> {
    let mut runs: BTreeMap<usize, Vec<&Part>> = BTreeMap::new();
    for part in parts {
        runs.entry(part.run).or_default().push(part);
    }
    let mut found: Vec<(&Place, Remark)> = Vec::new();
    for run in runs.values() {
        let taken: BTreeSet<&str> = run.iter().map(|it| it.number.as_str()).collect();
        for leap in numbering::leaps(run.iter().map(|it| numbered(it))) {
            let Some(part) = run.get(leap.at).filter(|_| !is_told_elsewhere(&leap, &taken)) else { continue };
            let is_sure = is_marked && leap.to.abs_diff(leap.from) <= SKIPPED;
            let text = leap.told(part.kind);
            found.push((&part.place, remark(About::Numbering, is_sure, text, &called(part), &part.place)));
        }
        found.extend(run.iter().zip(under_another(run)).filter_map(|(part, other)| {
            let text = Text::new(
                format!("avsnitt {} står under {}", part.number, other?),
                format!("section {} stands under {}", part.number, other?),
            );
            Some((&part.place, remark(About::Numbering, true, text, &called(part), &part.place)))
        }));
    }
    found.extend(again(parts).map(|(part, text)| {
        (&part.place, remark(About::Numbering, false, text, &called(part), &part.place))
    }));
    found.sort_by_key(|(place, _)| *place);
    found.into_iter().map(|(_, it)| it).collect()
}

/// A part as it is printed.
fn called(part: &Part) -> String {
    format!("{} {} {}", part.label, part.number, part.title).trim().to_owned()
}

/// Whether what a leap skips stands elsewhere: then one number is out of its order, told where it steps back.
fn is_told_elsewhere(leap: &Leap, taken: &BTreeSet<&str>) -> bool {
    let whole = |number: i64| match leap.under.as_str() {
        "" => number.to_string(),
        under => format!("{under}.{number}"),
    };
    let mut skipped = leap.from.saturating_add(1)..leap.to;
    let few = leap.to.abs_diff(leap.from) <= SKIPPED.saturating_mul(20);
    few && leap.to > leap.from.saturating_add(1) && skipped.all(|it| taken.contains(whole(it).as_str()))
}

/// For each section, the last number at the top, where its own begins with another.
fn under_another<'p>(run: &[&'p Part]) -> Vec<Option<&'p str>> {
    let mut last: Option<&Part> = None;
    let mut found = Vec::new();
    for part in run {
        let top = part.number.split('.').next().unwrap_or_default();
        if !part.number.contains('.') {
            last = Some(part);
        }
        let other =
            last.filter(|it| it.number != top && part.kind == PartKind::Section && part.level.is_some());
        found.push(other.map(|it| it.number.as_str()));
    }
    found
}

/// Tables and figures whose numbering begins anew outside an appendix: two have the same number.
fn again(parts: &[Part]) -> impl Iterator<Item = (&Part, Text)> {
    let mut seen: BTreeMap<(PartKind, &str, &str), usize> = BTreeMap::new();
    let mut appendix = false;
    parts.iter().filter_map(move |part| {
        appendix |= part.kind == PartKind::Appendix && part.level.is_some();
        let is_counted = matches!(part.kind, PartKind::Table | PartKind::Figure);
        let before =
            seen.insert((part.kind, &part.label, &part.number), part.run).filter(|it| *it != part.run);
        (is_counted && before.is_some() && !appendix).then(|| {
            let text = Text::new(
                format!("{} {} finns två gånger", part.label, part.number),
                format!("{} {} is there twice", part.kind.phrase().en, part.number),
            );
            (part, text)
        })
    })
}

/// Headings of another level than most whose number is as deep: one question for all.
fn depths(parts: &[Part]) -> Option<Remark> {
    let mut levels: BTreeMap<(usize, usize), BTreeMap<u8, Vec<&Part>>> = BTreeMap::new();
    for part in parts.iter().filter(|it| it.kind == PartKind::Section) {
        let Some(level) = part.level else { continue };
        let depth = part.number.matches('.').count();
        levels.entry((part.run, depth)).or_default().entry(level).or_default().push(part);
    }
    let mut odd: Vec<&Part> = Vec::new();
    for by_level in levels.values() {
        let all: usize = by_level.values().map(Vec::len).sum();
        let most = by_level.values().map(Vec::len).max().unwrap_or(0);
        if all >= SEVERAL && most.saturating_mul(10) >= all.saturating_mul(6) {
            odd.extend(by_level.values().filter(|it| it.len() < most).flatten());
        }
    }
    odd.sort_by(|a, b| a.place.cmp(&b.place));
    let first = odd.first()?;
    let numbers = odd.iter().map(|it| it.number.as_str()).collect::<Vec<_>>().join(", ");
    let text = Text::new(
        format!("rubriker på en annan nivå än andra med lika djupa nummer: {numbers}"),
        format!("headings of another level than others whose numbers are as deep: {numbers}"),
    );
    Some(remark(About::Numbering, false, text, "", &first.place))
}

/// Titles that the contents print otherwise, leave out or list in vain, and pages that go back.
fn contents(outline: &Outline) -> Vec<Remark> {
    let mut found = Vec::new();
    let parts: Vec<Numbered<'_>> = outline.parts.iter().map(numbered).collect();
    for (part, it) in outline.parts.iter().zip(&parts) {
        // Dashes of another length are no other title.
        let folded = |it: &str| plain(it).replace(['–', '—'], "-");
        let Some(contents) = part.contents.as_ref().filter(|it| folded(it) != folded(&part.title)) else {
            continue;
        };
        if numbering::title_differs(it).is_some() {
            let (kind, number, title) = (Text::from(part.kind.phrase()), &part.number, &part.title);
            let text = Text::new(
                format!("{} {number} heter ”{title}”, men ”{contents}” i innehållsförteckningen", kind.sv),
                format!("{} {number} is called “{title}”, but “{contents}” in the contents", kind.en),
            );
            found.push(remark(About::Contents, true, text, "", &part.place));
        }
    }
    if !outline.contents.is_empty() {
        let main: Vec<usize> = in_contents(&outline.parts);
        let listed: Vec<Numbered<'_>> = main.iter().filter_map(|at| parts.get(*at)).copied().collect();
        for part in
            numbering::left_out(&listed).into_iter().filter_map(|at| outline.parts.get(*main.get(at)?))
        {
            let (number, title) = (&part.number, &part.title);
            let text = Text::new(
                format!("avsnitt {number} {title} saknas i innehållsförteckningen"),
                format!("section {number} {title} is not in the contents"),
            );
            found.push(remark(About::Contents, true, text, "", &part.place));
        }
    }
    let mut last = 0;
    for entry in &outline.contents {
        let number = entry.number.as_ref().map(|it| format!("{it} ")).unwrap_or_default();
        let called = format!("{number}{}", entry.title);
        let text = match &entry.leads {
            Leads::There => None,
            Leads::Renumbered(own) => Some(Text::new(
                format!("”{called}” i innehållsförteckningen har nummer {own} i texten"),
                format!("“{called}” in the contents has the number {own} in the text"),
            )),
            // An appendix may be a file of its own: that is asked about, for all of them at once.
            Leads::Nowhere if called.starts_with("bilaga ") => None,
            Leads::Nowhere => Some(Text::new(
                format!("”{called}” i innehållsförteckningen finns inte i texten"),
                format!("“{called}” in the contents is not in the text"),
            )),
        };
        found.extend(text.map(|text| remark(About::Contents, true, text, "", &entry.place)));
        let page = entry.page.unwrap_or(last);
        if page < last {
            let text = Text::new(
                format!("innehållsförteckningen går tillbaka från sida {last} till {page} (”{called}”)"),
                format!("the contents go back from page {last} to {page} (“{called}”)"),
            );
            found.push(remark(About::Contents, true, text, "", &entry.place));
        }
        last = page;
    }
    found
}

/// The sections of the numbering that the contents list: that of most lines which lead to one.
fn in_contents(parts: &[Part]) -> Vec<usize> {
    let mut runs: BTreeMap<usize, usize> = BTreeMap::new();
    for part in parts.iter().filter(|it| it.kind == PartKind::Section && it.contents.is_some()) {
        let times = runs.entry(part.run).or_default();
        *times = times.saturating_add(1);
    }
    let run = runs.into_iter().max_by_key(|(_, times)| *times).map(|(run, _)| run);
    parts.iter().enumerate().filter(|(_, it)| Some(it.run) == run).map(|(at, _)| at).collect()
}

/// References to what is not there, or to where they stand; each place once.
fn references(outline: &Outline) -> Vec<Remark> {
    let mut found = Vec::new();
    let mut told = BTreeSet::new();
    for it in &outline.references {
        let (kind, number, about) = (Text::from(it.kind.phrase()), &it.number, &it.about);
        let text = if it.exists == Some(false) {
            Text::new(
                format!("{} {number} finns inte (”{about}”)", kind.sv),
                format!("{} {number} does not exist (“{about}”)", kind.en),
            )
        } else if it.to_itself {
            Text::new(
                format!("{} {number} är den egna platsen (”{about}”)", kind.sv),
                format!("{} {number} is the place it stands in (“{about}”)", kind.en),
            )
        } else if let Some(rather) = &it.rather {
            Text::new(
                format!("{} {number}: menas {rather}? (”{about}”)", kind.sv),
                format!("{} {number}: is {rather} meant? (“{about}”)", kind.en),
            )
        } else {
            continue;
        };
        let is_sure = outline.is_marked && (it.exists == Some(false) || it.to_itself);
        if told.insert((&it.place, it.kind, number)) {
            found.push(remark(About::Reference, is_sure, text, &it.from, &it.place));
        }
    }
    found
}

/// Appendices that are named and not in the file, where that is not sure: one question for all.
fn enclosures(outline: &Outline) -> Option<Remark> {
    let own = outline.references.iter().filter(|it| it.kind == PartKind::Appendix);
    let open: BTreeSet<&str> = own.filter(|it| it.exists.is_none()).map(|it| it.number.as_str()).collect();
    let listed = outline.contents.iter().filter(|it| it.leads == Leads::Nowhere);
    let listed = listed.filter_map(|it| it.number.as_deref()?.strip_prefix("bilaga "));
    let open: BTreeSet<&str> = open.into_iter().chain(listed).collect();
    let absent = outline.enclosures.iter().filter(|it| !it.enclosed && open.contains(it.number.as_str()));
    let numbers = absent.map(|it| it.number.as_str()).collect::<Vec<_>>().join(", ");
    let text = Text::new(
        format!("bilagor som nämns och inte finns i filen: {numbers}. Ligger de i egna filer?"),
        format!("appendices that are named and not in the file: {numbers}. Are they files of their own?"),
    );
    let remark = Remark { about: About::Enclosure, is_sure: false, text, from: String::new(), place: None };
    Some(remark).filter(|_| !numbers.is_empty())
}

/// What is unfinished, in words.
fn placeholder(it: &Placeholder) -> Remark {
    let (printed, about) = (&it.printed, &it.about);
    let text = match it.kind {
        PlaceholderKind::Empty if about.is_empty() => {
            Text::new("en punkt i listan är tom", "an item of the list is empty")
        }
        PlaceholderKind::Empty if it.is_sure => Text::new(
            format!("under rubriken ”{about}” står ingenting"),
            format!("nothing stands under the heading “{about}”"),
        ),
        PlaceholderKind::Empty => Text::new(
            format!("under rubriken ”{about}” står ingenting (en bild syns inte här)"),
            format!("nothing stands under the heading “{about}” (a picture is not seen here)"),
        ),
        PlaceholderKind::Later => match it.by {
            Some(by) => Text::new(
                format!("skulle bestämmas senast {by}: är det gjort? (”{about}”)"),
                format!("was to be decided by {by}: is it done? (“{about}”)"),
            ),
            None => Text::new(format!("är det bestämt? (”{about}”)"), format!("is it decided? (“{about}”)")),
        },
        _ => Text::new(
            format!("”{printed}” står för något som inte är ifyllt (”{about}”)"),
            format!("“{printed}” stands for something that is not filled in (“{about}”)"),
        ),
    };
    remark(About::Placeholder, it.is_sure, text, &it.from, &it.place)
}

/// One thing in two ways, in words.
fn naming(it: &Naming) -> Remark {
    let (printed, elsewhere, times) = (&it.printed, &it.elsewhere, it.times.1);
    let text = match it.kind {
        NamingKind::Abbreviation => Text::new(
            format!("”{printed}”, men tidigare ”{elsewhere}”"),
            format!("“{printed}”, but before “{elsewhere}”"),
        ),
        NamingKind::Spelling => Text::new(
            format!("”{printed}” står en gång, ”{elsewhere}” {times} gånger: är det samma ord?"),
            format!("“{printed}” stands once, “{elsewhere}” {times} times: is it the same word?"),
        ),
        NamingKind::Year => Text::new(
            format!("”{printed}” i ett dokument om {elsewhere}: är året kvar från en tidigare utgåva?"),
            format!("“{printed}” in a document about {elsewhere}: is the year left from an earlier edition?"),
        ),
    };
    let is_sure = it.kind == NamingKind::Abbreviation;
    remark(About::Name, is_sure, text, &it.from, &it.place)
}
