//! Checklists, documents and the workspace itself, as subjects.

use std::collections::{BTreeMap, BTreeSet};

use chrono::{Datelike, NaiveDate};

use super::passages::misprints;
use super::references::wrong_references;
use super::texts::is_called;
use super::{Found, among, how_many, joined, not_whole, number, placed, truth, which};
use crate::amount::Text;
use crate::facts::property::{self, Asked, PropertyOf, Source};
use crate::facts::{Fact, Facts, Gap, Known, Property, Standing, Subject};
use crate::model::Whole;
use crate::model::agreement::{Agreement, AgreementKind};
use crate::model::document::{Checklist, ChecklistItem, ItemState, Mention, Part, Scale, Structure};
use crate::model::numbering::{self, Leap, Numbered};
use crate::model::organisation::Organisation;
use crate::model::remark::Dimension;
use crate::model::rule::{RuleText, SubjectKind};
use crate::model::text::Texts;
use crate::source::Spanned;

/// A checklist.
#[derive(Debug)]
pub(super) enum OfChecklist {
    /// By its number in the workspace.
    Entered(usize),
    /// One that some rule asks for and nobody has entered: nothing is known of any item.
    Unlisted(Box<Checklist>),
}

impl Source for OfChecklist {
    const PROPERTIES: &'static [PropertyOf<Self>] = &[
        property::naming(property::number("required", ("krävs", "required"), |asked, _| {
            number(asked.rule.required.len())
        })),
        property::naming(property::truth(
            "listed",
            ("det finns en lista i arbetsytan", "the workspace has a list"),
            |asked, it| truth(asked.facts.model.checklists.iter().any(|list| list.id.span == it.id.span)),
        )),
        property::number("absent", ("saknas", "missing"), |asked, it| {
            how_many(&lacking(asked, it, ItemState::Absent))
        }),
        property::words("absent_items", ("saknas", "missing"), |asked, it| {
            which(&lacking(asked, it, ItemState::Absent))
        }),
        property::number("unknown", ("inte känt", "not known"), |asked, it| {
            how_many(&lacking(asked, it, ItemState::Unknown))
        }),
        property::words("unknown_items", ("inte känt", "not known"), |asked, it| {
            which(&lacking(asked, it, ItemState::Unknown))
        }),
    ];
    type View<'m> = &'m Checklist;

    fn view<'m>(&'m self, facts: &'m Facts) -> Option<&'m Checklist> {
        match self {
            Self::Entered(index) => facts.model.checklists.get(*index),
            Self::Unlisted(list) => Some(list),
        }
    }
}

/// What the rule that asks requires, and the list shows to be in a state.
fn lacking(asked: &Asked<'_>, list: &Checklist, wanted: ItemState) -> Found {
    let listed = |id: &str| list.items.iter().find(|item| item.id.value == id);
    let unlisted = if list.complete { ItemState::Absent } else { ItemState::Unknown };
    // What a document shows is not known before it is, though the list itself is.
    let known =
        |item: &ChecklistItem| asked.facts.is_known(asked.facts.model.cited_from(item.source.as_ref()));
    let state = |id: &str| match listed(id) {
        Some(item) if known(item) => item.state,
        Some(_) => ItemState::Unknown,
        None => unlisted,
    };
    let found = asked.rule.required.iter().filter(|(id, _)| state(id) == wanted);
    found.map(|(id, title)| (listed(id).map_or(list.id.span, |item| item.span), title.clone())).collect()
}

/// A document.
#[derive(Debug)]
pub(super) enum OfDocument {
    /// By the number of its structure in the workspace.
    Entered(usize),
    /// One of which only tables are entered.
    Tables(Box<Structure>),
}

impl Source for OfDocument {
    const PROPERTIES: &'static [PropertyOf<Self>] = &[
        property::number(
            "wrong_references",
            ("hänvisningar som leder fel", "references that lead elsewhere"),
            |_, it| how_many(&among(wrong_references(it)?, &it.whole, &["reference"])?),
        ),
        property::words(
            "wrong_reference_words",
            ("vilka hänvisningar som leder fel", "which references lead elsewhere"),
            |_, it| which(&wrong_references(it)?),
        ),
        property::number(
            "number_gaps",
            ("nummer som hoppas över eller används två gånger", "numbers skipped or used twice"),
            |_, it| how_many(&among(number_gaps(&it.parts), &it.whole, &["part"])?),
        ),
        property::words("number_gap_words", ("vilka nummer", "which numbers"), |_, it| {
            which(&number_gaps(&it.parts))
        }),
        property::number(
            "titles_differ",
            (
                "rubriker som innehållsförteckningen skriver annorlunda",
                "titles the contents print differently",
            ),
            |_, it| how_many(&among(titles_differ(&it.parts), &it.whole, &["part"])?),
        ),
        property::words("title_words", ("vilka rubriker", "which titles"), |_, it| {
            which(&titles_differ(&it.parts))
        }),
        property::number(
            "missing_from_contents",
            ("avsnitt som innehållsförteckningen utelämnar", "sections the contents leave out"),
            |_, it| how_many(&among(left_out(&it.parts), &it.whole, &["part"])?),
        ),
        property::words("missing_from_contents_words", ("vilka avsnitt", "which sections"), |_, it| {
            which(&left_out(&it.parts))
        }),
        property::number(
            "misnamed",
            (
                "organisationer med ett namn som inte är deras",
                "organisations given a name that is not theirs",
            ),
            |asked, it| {
                let found = asked.facts.misnamed(it);
                match asked.facts.name_of_no_day(it).filter(|_| found.is_empty()) {
                    Some(gap) => Err(gap),
                    None => how_many(&among(found, &it.whole, &["mention"])?),
                }
            },
        ),
        property::words("misnamed_words", ("vilka namn", "which names"), |asked, it| {
            which(&asked.facts.misnamed(it))
        }),
        property::naming(property::number("references", ("hänvisningar", "references"), |_, it| {
            entered(it.references.len(), &it.whole, "reference")
        })),
        property::naming(property::number("parts", ("numrerade delar", "numbered parts"), |_, it| {
            entered(it.parts.len(), &it.whole, "part")
        })),
        property::naming(property::number(
            "contents",
            ("rader i innehållsförteckningen", "lines of the contents"),
            |_, it| {
                entered(it.parts.iter().filter(|part| part.contents.is_some()).count(), &it.whole, "part")
            },
        )),
        property::naming(property::number(
            "mentions",
            ("namn på organisationer", "names of organisations"),
            |_, it| entered(it.mentions.len(), &it.whole, "mention"),
        )),
        property::naming(property::number("scales", ("skalor", "scales"), |_, it| {
            entered(it.scales.len(), &it.whole, "scale")
        })),
        property::naming(property::number(
            "tallies",
            ("antal i texten", "numbers of things in the text"),
            |_, it| entered(it.texts.tallies.len(), &it.whole, "tally"),
        )),
        property::naming(property::number("bands", ("gränser", "limits"), |_, it| {
            entered(it.texts.bands.len(), &it.whole, "band")
        })),
        property::naming(property::number(
            "listings",
            ("uppräkningar av parter", "lists of parties"),
            |_, it| entered(it.texts.lists.len(), &it.whole, "list"),
        )),
        property::naming(property::number("times", ("tidsuttryck", "statements of time"), |_, it| {
            entered(it.texts.times.len(), &it.whole, "time")
        })),
        property::naming(property::number("terms", ("namn och begrepp", "names and terms"), |_, it| {
            entered(it.texts.terms.len(), &it.whole, "term")
        })),
        property::naming(property::number(
            "passages",
            ("ställen återgivna som de är tryckta", "passages given as they are printed"),
            |_, it| number(it.texts.passages.len()),
        )),
        property::number("misprints", ("skrivfel", "misprints"), |_, it| {
            how_many(&among(misprints(it), &it.whole, &["passage"])?)
        }),
        property::words("misprint_words", ("vilka skrivfel", "which misprints"), |_, it| {
            which(&misprints(it))
        }),
        property::naming(property::number(
            "denials",
            ("sådant som sägs inte redovisas", "what is said not to be reported"),
            |_, it| number(it.texts.denials.len()),
        )),
        property::number(
            "denied",
            (
                "sådant som sägs inte redovisas och ändå är tryckt",
                "what is said not to be reported and is printed all the same",
            ),
            |asked, it| {
                let found = asked.facts.denied(it);
                let (figures, model, document) =
                    (&asked.facts.figures, &asked.facts.model, it.document.value.as_str());
                if found.is_empty() && figures.tables_of(model, document) == 0 {
                    return Err(no_tables());
                }
                if let Some(gap) = figures.may_lack(model, document).filter(|_| found.is_empty()) {
                    return Err(gap);
                }
                how_many(&among(found, &it.whole, &["denial"])?)
            },
        ),
        property::words("denied_words", ("vad det är", "what it is"), |asked, it| {
            which(&asked.facts.denied(it))
        }),
        property::naming(property::number("tables", ("tabeller", "tables"), |asked, it| {
            number(asked.facts.figures.tables_of(&asked.facts.model, &it.document.value))
        })),
        property::number(
            "blanks",
            ("tomma rader och skillnader mot tomma rader", "blank rows and differences from blank rows"),
            |asked, it| how_many(&asked.facts.figures.blanks(&asked.facts.model, &it.document.value)?),
        ),
        property::words("blank_words", ("vilka rader", "which rows"), |asked, it| {
            which(&asked.facts.figures.blanks(&asked.facts.model, &it.document.value)?)
        }),
        property::number(
            "halves",
            (
                "halva tal i tabeller som avrundar dem åt båda hållen",
                "halves in tables that round them both ways",
            ),
            |asked, it| how_many(&asked.facts.figures.halves(&asked.facts.model, &it.document.value)?),
        ),
        property::words("half_words", ("vilka tal", "which numbers"), |asked, it| {
            which(&asked.facts.figures.halves(&asked.facts.model, &it.document.value)?)
        }),
        property::number(
            "twins",
            ("saker med samma tal som en annan", "things with the numbers of another"),
            |asked, it| {
                how_many(&asked.facts.figures.twins(&asked.facts.model, &it.document.value, false)?)
            },
        ),
        property::words("twin_words", ("vilka saker", "which things"), |asked, it| {
            which(&asked.facts.figures.twins(&asked.facts.model, &it.document.value, false)?)
        }),
        property::number(
            "years_alike",
            ("tabeller med samma tal som året före", "tables with the numbers of the year before"),
            |asked, it| how_many(&asked.facts.figures.twins(&asked.facts.model, &it.document.value, true)?),
        ),
        property::words("years_alike_words", ("vilka tabeller", "which tables"), |asked, it| {
            which(&asked.facts.figures.twins(&asked.facts.model, &it.document.value, true)?)
        }),
        property::number(
            "miscounted",
            ("antal som inte är så många som det finns", "numbers that are not as many as there are"),
            |asked, it| {
                let known = how_many(&among(asked.facts.miscounted(it)?, &it.whole, &["tally"])?)?;
                Ok(Known { origins: asked.facts.miscounted_claims(it), ..known })
            },
        ),
        property::words("miscounted_words", ("vilka antal", "which numbers"), |asked, it| {
            which(&asked.facts.miscounted(it)?)
        }),
        property::number(
            "misfits",
            ("gränser som inte går ihop", "limits that do not fit together"),
            |asked, it| how_many(&among(asked.facts.misfits(it), &it.whole, &["band"])?),
        ),
        property::words("misfits_words", ("vilka gränser", "which limits"), |asked, it| {
            which(&asked.facts.misfits(it))
        }),
        property::number(
            "listed_apart",
            ("uppräkningar som går isär", "lists that differ"),
            |asked, it| how_many(&among(asked.facts.listed_apart(it)?, &it.whole, &["list"])?),
        ),
        property::words("listed_apart_words", ("vilka uppräkningar", "which lists"), |asked, it| {
            which(&asked.facts.listed_apart(it)?)
        }),
        property::number(
            "mistimed",
            ("tidsuppgifter som inte stämmer", "statements of time that do not hold"),
            |asked, it| how_many(&among(asked.facts.mistimed(it)?, &it.whole, &["time"])?),
        ),
        property::words(
            "mistimed_words",
            ("vilka tidsuppgifter", "which statements of time"),
            |asked, it| which(&asked.facts.mistimed(it)?),
        ),
        property::number(
            "unfinished",
            ("ställen som inte är färdiga", "places left unfinished"),
            |asked, it| how_many(&among(asked.facts.unfinished(it), &it.whole, &["placeholder"])?),
        ),
        property::words("unfinished_words", ("vilka ställen", "which places"), |asked, it| {
            which(&asked.facts.unfinished(it))
        }),
        property::number(
            "two_ways",
            ("namn och begrepp som skrivs på två sätt", "names and terms printed in two ways"),
            |asked, it| how_many(&among(asked.facts.written_apart(it), &it.whole, &["term"])?),
        ),
        property::words(
            "two_ways_words",
            ("vilka namn och begrepp", "which names and terms"),
            |asked, it| which(&asked.facts.written_apart(it)),
        ),
        property::naming(property::number(
            "enclosures",
            ("bilagor som nämns", "enclosures named"),
            |_, it| entered(it.texts.enclosures.len(), &it.whole, "enclosure"),
        )),
        property::number(
            "enclosures_missing",
            ("bilagor som inte finns i handlingarna", "enclosures that the papers do not hold"),
            |_, it| how_many(&among(Facts::not_enclosed(it), &it.whole, &["enclosure"])?),
        ),
        property::naming(property::number(
            "aims",
            ("mål som dokumentet sätter", "aims the document sets"),
            |_, it| entered(it.texts.aims.len(), &it.whole, "aim"),
        )),
        property::number(
            "aims_unmeasured",
            ("mål som inte går att mäta", "aims that cannot be measured"),
            |_, it| how_many(&among(Facts::aims_unmeasured(it), &it.whole, &["aim"])?),
        ),
        property::words("aim_words", ("vilka mål", "which aims"), |_, it| {
            which(&Facts::aims_unmeasured(it))
        }),
        property::words("enclosure_words", ("vilka bilagor", "which enclosures"), |_, it| {
            which(&Facts::not_enclosed(it))
        }),
        property::number("without_unit", ("tabeller utan enhet", "tables without a unit"), |asked, it| {
            how_many(&asked.facts.without_unit(it))
        }),
        property::words("without_unit_words", ("vilka tabeller", "which tables"), |asked, it| {
            which(&asked.facts.without_unit(it))
        }),
        property::truth(
            "is_dated",
            ("säger vilken dag det är från", "says what day it is from"),
            |asked, it| {
                let day = asked.facts.model.document(&it.document.value).and_then(|it| it.adopted.as_ref());
                match (it.dated, day) {
                    (Some(dated), _) => truth(dated),
                    (None, Some(_)) => truth(true),
                    (None, None) => Err(no_day_said()),
                }
            },
        ),
        property::number(
            "unlike_periods",
            (
                "tabeller som jämför olika långa delar av åren",
                "tables that compare parts of years of different lengths",
            ),
            |asked, it| how_many(&asked.facts.unlike_periods(it)),
        ),
        property::words("unlike_period_words", ("vilka tabeller", "which tables"), |asked, it| {
            which(&asked.facts.unlike_periods(it))
        }),
        property::number(
            "broken_scales",
            ("skalor som inte har de grader de säger", "scales without the degrees they say"),
            |_, it| how_many(&among(broken_scales(&it.scales), &it.whole, &["scale"])?),
        ),
        property::words("broken_scale_words", ("vilka skalor", "which scales"), |_, it| {
            which(&broken_scales(&it.scales))
        }),
    ];
    type View<'m> = &'m Structure;

    fn view<'m>(&'m self, facts: &'m Facts) -> Option<&'m Structure> {
        match self {
            Self::Entered(index) => facts.model.structures.get(*index),
            Self::Tables(structure) => Some(structure),
        }
    }
}

fn no_day_said() -> Gap {
    Gap::record(Text::new(
        "Det är inte känt vilken dag dokumentet är från, och ingen har sett efter om det säger det.",
        "It is not known what day the document is from, and nobody has looked whether it says so.",
    ))
    .written("dated = false")
}

/// The workspace, with the rules that reached no subject.
#[derive(Debug)]
pub(super) struct OfWorkspace(Vec<Text>);

impl Source for OfWorkspace {
    const PROPERTIES: &'static [PropertyOf<Self>] = &[
        property::number(
            "documents_unused",
            ("källdokument som inget är hämtat ur", "source documents nothing is taken from"),
            |asked, _| how_many(&asked.facts.unused_documents()),
        ),
        property::words("documents_unused_words", ("vilka dokument", "which documents"), |asked, _| {
            which(&asked.facts.unused_documents())
        }),
        property::number(
            "agreements_unused",
            ("överenskommelser som inget hänvisar till", "agreements nothing refers to"),
            |asked, _| how_many(&asked.facts.unused_agreements()),
        ),
        property::words(
            "agreements_unused_words",
            ("vilka överenskommelser", "which agreements"),
            |asked, _| which(&asked.facts.unused_agreements()),
        ),
        property::number(
            "rules_never_applied",
            ("regler utan något att pröva", "rules with nothing to judge"),
            |_, idle| number(idle.len()),
        ),
        property::words("rules_never_applied_words", ("vilka regler", "which rules"), |_, idle| {
            Ok(Fact::Words(joined(idle.iter(), "; ")).into())
        }),
        property::number(
            "claims_without_part",
            ("tabeller utan plats i dokumentet", "tables without a place in the document"),
            |asked, _| how_many(&asked.facts.unplaced_tables()),
        ),
        property::words("claims_without_part_words", ("vilka tabeller", "which tables"), |asked, _| {
            which(&asked.facts.unplaced_tables())
        }),
    ];
    type View<'m> = &'m [Text];

    fn view<'m>(&'m self, _: &'m Facts) -> Option<&'m [Text]> {
        Some(&self.0)
    }
}

fn no_tables() -> Gap {
    Gap::record(Text::new(
        "Inga tabeller ur dokumentet finns i arbetsytan, så det syns inte vad som är tryckt.",
        "No tables of the document are in the workspace, so what is printed is not shown.",
    ))
}

impl Facts {
    pub(super) fn checklists(&self) -> Vec<Subject> {
        let lists = self.known(&self.model.checklists, |it| {
            // A list without a source is what its items were found in.
            let items =
                it.items.iter().map(|item| self.model.cited_from(item.source.as_ref())).max().flatten();
            // Of a year nothing is known before it.
            let begins = it.year.and_then(|year| NaiveDate::from_ymd_opt(year, 1, 1));
            self.model.cited_from(it.source.as_ref()).or(items).or(begins)
        });
        let mut subjects: Vec<Subject> =
            lists.map(|(index, list)| self.checklist_subject(index, list)).collect();
        for rule in self.model.rules.iter().filter(|rule| rule.always) {
            for group in &rule.groups {
                // A list of what is yet to come, or of a day before the rule, answers nothing.
                let answers = |it: &Subject| {
                    let is_asked = rule.in_force.holds(it.governing) && it.standing == Standing::Current;
                    it.group.as_ref() == Some(&group.value) && is_asked
                };
                if !subjects.iter().any(answers) {
                    subjects.push(self.unlisted(rule, group));
                }
            }
        }
        subjects
    }

    /// The list that a rule asks for and nobody has entered.
    fn unlisted(&self, rule: &RuleText, group: &Spanned<String>) -> Subject {
        let title = rule.dimension.map_or_else(|| Text::same(&group.value), questions);
        let list = Checklist {
            id: group.clone(),
            group: group.clone(),
            title: title.clone(),
            year: None,
            complete: false,
            items: Vec::new(),
            source: None,
        };
        let (id, source) = (format!("checklist/{}", group.value), OfChecklist::Unlisted(Box::new(list)));
        let mut subject = self.subject(SubjectKind::Checklist, id, title, source);
        subject.group = Some(group.value.clone());
        subject
    }

    fn checklist_subject(&self, index: usize, list: &Checklist) -> Subject {
        let id = format!("checklist/{}/{}", list.group.value, list.id.value);
        let mut subject =
            self.subject(SubjectKind::Checklist, id, list.title.clone(), OfChecklist::Entered(index));
        subject.place = Some(list.id.span);
        subject.group = Some(list.group.value.clone());
        let subject = match list.year {
            Some(year) => self.of_year(subject, year, None),
            None => subject,
        };
        self.not_before(subject, self.model.cited_from(list.source.as_ref()))
    }

    pub(super) fn documents(&self) -> Vec<Subject> {
        let structures = self.known(&self.model.structures, |it| self.model.structured_from(it));
        let entered =
            structures.map(|(index, structure)| (structure, OfDocument::Entered(index))).collect::<Vec<_>>();
        let known: BTreeSet<&str> = entered.iter().map(|(it, _)| it.document.value.as_str()).collect();
        let tables = self.figures.sources(&self.model).filter(|it| !known.contains(it.value.as_str()));
        let beside: BTreeMap<&str, &Spanned<String>> = tables.map(|it| (it.value.as_str(), it)).collect();
        let mut subjects: Vec<Subject> =
            entered.into_iter().map(|(structure, of)| self.document_subject(structure, of)).collect();
        subjects.extend(beside.into_values().map(|document| {
            let structure = Structure {
                document: document.clone(),
                parts: Vec::new(),
                references: Vec::new(),
                mentions: Vec::new(),
                scales: Vec::new(),
                texts: Texts::default(),
                dated: None,
                whole: Whole::default(),
            };
            let of = OfDocument::Tables(Box::new(structure.clone()));
            Subject { only_tables: true, ..self.document_subject(&structure, of) }
        }));
        subjects
    }

    fn document_subject(&self, structure: &Structure, of: OfDocument) -> Subject {
        let id = &structure.document.value;
        let document = self.model.document(id);
        let title = Text::same(document.map_or(id.as_str(), |it| it.title.as_str()));
        let mut subject = self.subject(SubjectKind::Document, format!("document/{id}"), title, of);
        subject.place = Some(structure.document.span);
        let adopted = self.model.structured_from(structure);
        if let Some(adopted) = adopted {
            subject.governing = adopted;
            subject.years = Some((adopted.year(), adopted.year()));
        }
        self.not_before(subject, adopted)
    }

    /// The names that a document calls organisations by, and whether each is rightly called so, where that can be told.
    fn names_in<'m>(
        &'m self,
        structure: &'m Structure,
    ) -> impl Iterator<Item = (&'m Mention, &'m Organisation, Option<bool>)> {
        let day = self.model.structured_from(structure);
        structure.mentions.iter().filter_map(move |mention| {
            let organisation = self.model.organisation(&mention.organisation.value)?;
            let is_right = is_called(organisation, &mention.printed, mention.on.or(day));
            Some((mention, organisation, is_right))
        })
    }

    fn misnamed(&self, structure: &Structure) -> Found {
        let wrong = self.names_in(structure).filter(|(.., is_right)| *is_right == Some(false));
        let words = |(mention, organisation, _): (&Mention, &Organisation, _)| {
            let part = placed(mention.part.as_deref());
            let (printed, name) = (&mention.printed, &organisation.name);
            (mention.span, part.map(|_, part| format!("{part}: {printed} ({name})")))
        };
        wrong.map(words).collect()
    }

    /// The gap where an organisation is called by a name that it had, in a document of which the day is not known.
    fn name_of_no_day(&self, structure: &Structure) -> Option<Gap> {
        let (open, ..) = self.names_in(structure).find(|(.., is_right)| is_right.is_none())?;
        let printed = &open.printed;
        Some(Gap::record(Text::new(
            format!(
                "Det är inte känt vilken dag handlingen är från, och {printed} är ett namn som har upphört."
            ),
            format!("Of which day the document is is not known, and {printed} is a name that is gone."),
        )))
    }

    /// The workspace, once it is known which rules reached a subject.
    #[must_use]
    pub fn workspace(&self, idle: &[Text]) -> Subject {
        let name = self.model.manifest.as_ref().map(|it| it.name.as_str()).unwrap_or_default();
        self.subject(
            SubjectKind::Workspace,
            "workspace".to_owned(),
            Text::same(name),
            OfWorkspace(idle.to_vec()),
        )
    }

    fn unused_documents(&self) -> Found {
        let used = self.cited_documents();
        let unused = self.model.documents.iter().filter(|it| !used.contains(it.id.value.as_str()));
        let unused = unused.filter(|it| self.is_known(self.model.known_from(&it.id.value)));
        unused.map(|it| (it.id.span, Text::same(&it.title))).collect()
    }

    /// Tables that do not say where in their document they stand.
    fn unplaced_tables(&self) -> Found {
        let tables = self.model.tables.iter().filter(|table| table.part.trim().is_empty());
        tables.map(|it| (it.id.span, Text::same(&it.id.value))).collect()
    }

    fn cited_documents(&self) -> BTreeSet<&str> {
        let model = &self.model;
        let mut used: BTreeSet<&str> = model.tables.iter().map(|it| it.source.value.as_str()).collect();
        used.extend(model.structures.iter().map(|it| it.document.value.as_str()));
        used.extend(model.documents.iter().filter_map(|it| it.part_of.as_ref()).map(|it| it.value.as_str()));
        used.extend(model.cited.iter().map(|it| it.value.as_str()));
        let followed_up = model.initiatives.iter().filter_map(|it| it.followed_up.as_ref());
        used.extend(followed_up.map(|it| it.value.as_str()));
        let decided = model.waivers.iter().filter_map(|it| model.document_decided_in(&it.decision));
        used.extend(decided.map(|it| it.id.value.as_str()));
        used
    }

    /// Agreements that oblige to nothing, that no decision adopts and no other agreement names. A charter is
    /// none of them: the förbund itself rests on it.
    fn unused_agreements(&self) -> Found {
        let model = &self.model;
        let obliges = |it: &Agreement| {
            it.kind == AgreementKind::Charter || !(it.duties.is_empty() && it.commitments.is_empty())
        };
        let mut named: BTreeSet<&str> = BTreeSet::new();
        let links = model.agreements.iter().flat_map(|it| [&it.superseded_by, &it.terms]).flatten();
        named.extend(links.map(|it| it.value.as_str()));
        named.extend(
            model.decisions.iter().filter_map(|it| it.agreement.as_ref()).map(|it| it.value.as_str()),
        );
        let idle = model.agreements.iter().filter(|it| !obliges(it) && self.is_read(it));
        let idle = idle.filter(|it| !named.contains(it.id.value.as_str()));
        idle.map(|it| (it.id.span, Text::same(&it.title))).collect()
    }
}

/// What the questions of a dimension are called.
fn questions(dimension: Dimension) -> Text {
    let (sv, en) = dimension.words();
    Text::new(format!("Revisorernas frågor: {sv}"), format!("The auditors’ questions: {en}"))
}

/// Numbers skipped or used twice among the parts of one sort under one heading.
fn number_gaps(parts: &[Part]) -> Found {
    let leaps = numbering::leaps(parts.iter().map(Part::numbered));
    let told = |it: &Leap| parts.get(it.at).map(|part| (part.span, it.told(part.kind)));
    leaps.iter().filter_map(told).collect()
}

/// How many there are of what a rule asks about. That there are none can be told of whole lists only.
fn entered(entries: usize, whole: &Whole, list: &str) -> Property {
    if entries == 0 && !whole.has(list) {
        return Err(not_whole(list));
    }
    number(entries)
}

fn titles_differ(parts: &[Part]) -> Found {
    let told = |it: &Part| Some((it.span, numbering::title_differs(&it.numbered())?));
    parts.iter().filter_map(told).collect()
}

/// Sections that the contents leave out though they list others of the same depth.
fn left_out(parts: &[Part]) -> Found {
    let numbered: Vec<Numbered<'_>> = parts.iter().map(Part::numbered).collect();
    let words = |it: &Part| Text::same(format!("{} {}", it.number, it.title.as_deref().unwrap_or_default()));
    let missing = numbering::left_out(&numbered).into_iter().filter_map(|at| parts.get(at));
    missing.map(|it| (it.span, words(it))).collect()
}

fn broken_scales(scales: &[Scale]) -> Found {
    let whole = |scale: &&Scale| {
        // Printed from the least to the most or the other way.
        let by = |step: i64| {
            scale.steps.windows(2).all(|pair| match pair {
                [a, b] => *b == a.saturating_add(step),
                _ => true,
            })
        };
        let consecutive = by(1) || by(-1);
        i64::try_from(scale.steps.len()) == Ok(scale.degrees) && consecutive
    };
    let words = |it: &Scale| {
        let steps: Vec<String> = it.steps.iter().map(ToString::to_string).collect();
        let part = placed(it.part.as_deref());
        Text::new(
            format!("{}: {} grader, men {}", part.sv, it.degrees, steps.join(", ")),
            format!("{}: {} degrees, but {}", part.en, it.degrees, steps.join(", ")),
        )
    };
    scales.iter().filter(|it| !whole(it)).map(|it| (it.span, words(it))).collect()
}
