//! Checklists, documents and the workspace itself, as subjects.

use std::collections::{BTreeMap, BTreeSet};

use chrono::Datelike;

use super::{Found, Names, count, how_many, which};
use crate::amount::Text;
use crate::facts::{Fact, Facts, Property, Subject};
use crate::model::document::{Checklist, CrossReference, ItemState, Part, PartKind, Scale, Structure};
use crate::model::rule::SubjectKind;

pub(in crate::facts) const CHECKLIST: Names = &[
    ("required", "how many things the rule requires"),
    ("absent", "how many of them are not there"),
    ("absent_items", "which those are"),
    ("unknown", "how many of them the sources do not show"),
    ("unknown_items", "which those are"),
];
pub(in crate::facts) const DOCUMENT: Names = &[
    ("wrong_references", "how many references lead elsewhere than to what they are about"),
    ("wrong_reference_words", "which those are"),
    ("number_gaps", "how many numbers are skipped or used twice"),
    ("number_gap_words", "which those are"),
    ("titles_differ", "how many titles the contents print differently"),
    ("title_words", "which those are"),
    ("missing_from_contents", "how many sections the contents leave out"),
    ("missing_from_contents_words", "which those are"),
    ("misnamed", "how many organisations are given a name that is not theirs"),
    ("misnamed_words", "which those are"),
    ("broken_scales", "how many scales do not have the degrees they say"),
    ("broken_scale_words", "which those are"),
];
pub(in crate::facts) const WORKSPACE: Names = &[
    ("documents_unused", "how many source documents nothing is taken from"),
    ("documents_unused_words", "which those are"),
    ("agreements_unused", "how many agreements nothing refers to and that oblige to nothing"),
    ("agreements_unused_words", "which those are"),
    ("rules_never_applied", "how many rules reached no subject"),
    ("rules_never_applied_words", "which those are"),
    ("claims_without_part", "how many tables do not say where in the document they stand"),
    ("claims_without_part_words", "which those are"),
];

impl Facts {
    pub(super) fn checklists(&self) -> Vec<Subject> {
        let lists = self.model.checklists.iter().enumerate();
        lists.map(|(index, list)| self.checklist_subject(index, list)).collect()
    }

    fn checklist_subject(&self, index: usize, list: &Checklist) -> Subject {
        let id = format!("checklist/{}/{}", list.group, list.id.value);
        let mut subject = self.subject(SubjectKind::Checklist, id, list.title.clone(), Vec::new());
        subject.place = Some(list.id.span);
        subject.group = Some(list.group.clone());
        subject.checklist = Some(index);
        match list.year {
            Some(year) => self.of_year(subject, year, None),
            None => subject,
        }
    }

    /// A property of a checklist, measured by what a rule requires.
    #[must_use]
    pub fn checklist(&self, index: usize, required: &[(String, Text)], name: &str) -> Option<Property> {
        let list = self.model.checklists.get(index)?;
        let state = |id: &str| {
            let listed = list.items.iter().find(|item| item.id.value == id);
            let unlisted = if list.complete { ItemState::Absent } else { ItemState::Unknown };
            listed.map_or(unlisted, |item| item.state)
        };
        let of = |wanted: ItemState| -> Found {
            let place = |id: &str| {
                let item = list.items.iter().find(|item| item.id.value == id);
                item.map_or(list.id.span, |item| item.span)
            };
            let found = required.iter().filter(|(id, _)| state(id) == wanted);
            found.map(|(id, title)| (place(id), title.clone())).collect()
        };
        Some(match name {
            "required" => Ok(count(required.len()).into()),
            "absent" => how_many(&of(ItemState::Absent)),
            "absent_items" => which(&of(ItemState::Absent)),
            "unknown" => how_many(&of(ItemState::Unknown)),
            "unknown_items" => which(&of(ItemState::Unknown)),
            _ => return None,
        })
    }

    pub(super) fn documents(&self) -> Vec<Subject> {
        self.model.structures.iter().map(|structure| self.document_subject(structure)).collect()
    }

    fn document_subject(&self, structure: &Structure) -> Subject {
        let findings: [(&'static str, &'static str, Found); 6] = [
            ("wrong_references", "wrong_reference_words", wrong_references(&structure.references)),
            ("number_gaps", "number_gap_words", number_gaps(&structure.parts)),
            ("titles_differ", "title_words", titles_differ(&structure.parts)),
            ("missing_from_contents", "missing_from_contents_words", left_out(&structure.parts)),
            ("misnamed", "misnamed_words", self.misnamed(structure)),
            ("broken_scales", "broken_scale_words", broken_scales(&structure.scales)),
        ];
        let both = findings
            .iter()
            .flat_map(|(number, words, found)| [(*number, how_many(found)), (*words, which(found))]);
        let id = &structure.document.value;
        let document = self.model.document(id);
        let title = Text::same(document.map_or(id.as_str(), |it| it.title.as_str()));
        let mut subject =
            self.subject(SubjectKind::Document, format!("document/{id}"), title, both.collect());
        subject.place = Some(structure.document.span);
        let adopted = document
            .and_then(|it| it.adopted.or_else(|| self.model.document(&it.part_of.as_ref()?.value)?.adopted));
        if let Some(adopted) = adopted {
            subject.governing = adopted;
            subject.years = Some((adopted.year(), adopted.year()));
        }
        self.not_before(subject, adopted)
    }

    fn misnamed(&self, structure: &Structure) -> Found {
        let mut found = Found::new();
        for mention in &structure.mentions {
            let Some(organisation) = self.model.organisation(&mention.organisation.value) else { continue };
            let own = organisation.name == mention.printed || organisation.aliases.contains(&mention.printed);
            if !own {
                let part = mention.part.as_deref().unwrap_or("?");
                let (printed, name) = (&mention.printed, &organisation.name);
                found.push((mention.span, Text::same(format!("{part}: {printed} ({name})"))));
            }
        }
        found
    }

    /// The workspace, once it is known which rules reached a subject.
    #[must_use]
    pub fn workspace(&self, idle: &[String]) -> Subject {
        let used = self.cited_documents();
        let documents = self.model.documents.iter();
        let documents = documents.filter(|it| !used.contains(it.id.value.as_str()));
        let documents: Found = documents.map(|it| (it.id.span, Text::same(&it.title))).collect();
        let agreements = self.unused_agreements();
        let tables = self.model.tables.iter().filter(|table| table.part.trim().is_empty());
        let tables: Found = tables.map(|it| (it.id.span, Text::same(&it.id.value))).collect();
        let own = vec![
            ("documents_unused", how_many(&documents)),
            ("documents_unused_words", which(&documents)),
            ("agreements_unused", how_many(&agreements)),
            ("agreements_unused_words", which(&agreements)),
            ("rules_never_applied", Ok(count(idle.len()).into())),
            ("rules_never_applied_words", Ok(Fact::Words(Text::same(idle.join(", "))).into())),
            ("claims_without_part", how_many(&tables)),
            ("claims_without_part_words", which(&tables)),
        ];
        let name = self.model.manifest.as_ref().map(|it| it.name.as_str()).unwrap_or_default();
        self.subject(SubjectKind::Workspace, "workspace".to_owned(), Text::same(name), own)
    }

    fn cited_documents(&self) -> BTreeSet<&str> {
        let model = &self.model;
        let mut used: BTreeSet<&str> = model.tables.iter().map(|it| it.source.value.as_str()).collect();
        used.extend(model.structures.iter().map(|it| it.document.value.as_str()));
        used.extend(model.documents.iter().filter_map(|it| it.part_of.as_ref()).map(|it| it.value.as_str()));
        let citations = model
            .agreements
            .iter()
            .map(|it| &it.source)
            .chain(model.organisations.iter().map(|it| &it.source))
            .chain(model.meetings.iter().map(|it| &it.source))
            .chain(model.decisions.iter().map(|it| &it.source))
            .chain(model.deliveries.iter().map(|it| &it.source))
            .chain(model.goals.iter().map(|it| &it.source))
            .chain(model.statements.iter().map(|it| &it.source))
            .chain(model.actions.iter().map(|it| &it.source))
            .chain(model.checklists.iter().flat_map(|it| &it.items).map(|it| &it.source));
        used.extend(citations.flatten().map(|it| it.document.value.as_str()));
        used
    }

    /// Agreements that oblige to nothing, that no decision adopts and no other agreement names.
    fn unused_agreements(&self) -> Found {
        let model = &self.model;
        let mut named: BTreeSet<&str> = BTreeSet::new();
        let links = model.agreements.iter().flat_map(|it| [&it.superseded_by, &it.terms]).flatten();
        named.extend(links.map(|it| it.value.as_str()));
        named.extend(
            model.decisions.iter().filter_map(|it| it.agreement.as_ref()).map(|it| it.value.as_str()),
        );
        let idle = model
            .agreements
            .iter()
            .filter(|it| it.duties.is_empty() && it.commitments.is_empty() && it.boards.is_empty());
        let idle = idle.filter(|it| !named.contains(it.id.value.as_str()));
        idle.map(|it| (it.id.span, Text::same(&it.title))).collect()
    }
}

/// References that lead elsewhere than to what they are about, or nowhere.
fn wrong_references(references: &[CrossReference]) -> Found {
    let wrong = references.iter().filter(|it| it.to.as_deref() != Some(it.number.as_str()));
    let words = |it: &CrossReference| {
        let (from, number) = (&it.from, &it.number);
        let about = it.about.as_deref().map(|about| format!(" ({about})")).unwrap_or_default();
        match &it.to {
            Some(to) => Text::new(
                format!("{from}: {number}{about} står i {to}"),
                format!("{from}: {number}{about} stands in {to}"),
            ),
            None => Text::new(
                format!("{from}: {number}{about} finns inte"),
                format!("{from}: {number}{about} does not exist"),
            ),
        }
    };
    wrong.map(|it| (it.span, words(it))).collect()
}

/// Numbers skipped or used twice among the parts of one sort under one heading.
fn number_gaps(parts: &[Part]) -> Found {
    let mut last: BTreeMap<(PartKind, &str), (&str, i64)> = BTreeMap::new();
    let mut found = Found::new();
    for part in parts {
        let (parent, own) = part.number.rsplit_once('.').unwrap_or(("", &part.number));
        let digits: String = own.chars().take_while(char::is_ascii_digit).collect();
        let Ok(number) = digits.parse::<i64>() else { continue };
        let before = last.insert((part.kind, parent), (own, number));
        let Some((word, before)) = before else { continue };
        let follows = number == before.saturating_add(1);
        // 21a and 21b share a number on purpose; 21 and 21 do not.
        let lettered = number == before && own != word;
        if !follows && !lettered {
            let text = format!("{word} → {own}");
            let under = if parent.is_empty() { text } else { format!("{parent}.{text}") };
            found.push((part.span, Text::same(under)));
        }
    }
    found
}

fn titles_differ(parts: &[Part]) -> Found {
    let plain = |title: &str| {
        let words = title.to_lowercase();
        words.trim().trim_end_matches('.').split_whitespace().collect::<Vec<_>>().join(" ")
    };
    let mut found = Found::new();
    for part in parts {
        let (Some(title), Some(contents)) = (&part.title, &part.contents) else { continue };
        if plain(title) != plain(contents) {
            found.push((part.span, Text::same(format!("{}: {title} / {contents}", part.number))));
        }
    }
    found
}

/// Sections that the contents leave out though they list others of the same depth.
fn left_out(parts: &[Part]) -> Found {
    let depth = |part: &Part| part.number.matches('.').count();
    let sections = || parts.iter().filter(|part| part.kind == PartKind::Section);
    let listed: BTreeSet<usize> = sections().filter(|it| it.contents.is_some()).map(depth).collect();
    let missing = sections().filter(|it| it.contents.is_none() && listed.contains(&depth(it)));
    let words = |it: &Part| Text::same(format!("{} {}", it.number, it.title.as_deref().unwrap_or_default()));
    missing.map(|it| (it.span, words(it))).collect()
}

fn broken_scales(scales: &[Scale]) -> Found {
    let whole = |scale: &&Scale| {
        let consecutive = scale.steps.windows(2).all(|pair| match pair {
            [a, b] => *b == a.saturating_add(1),
            _ => true,
        });
        i64::try_from(scale.steps.len()) == Ok(scale.degrees) && consecutive
    };
    let words = |it: &Scale| {
        let steps: Vec<String> = it.steps.iter().map(ToString::to_string).collect();
        let part = it.part.as_deref().unwrap_or("?");
        Text::new(
            format!("{part}: {} grader, men {}", it.degrees, steps.join(", ")),
            format!("{part}: {} degrees, but {}", it.degrees, steps.join(", ")),
        )
    };
    scales.iter().filter(|it| !whole(it)).map(|it| (it.span, words(it))).collect()
}
