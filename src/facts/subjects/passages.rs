//! What a document prints wrongly, and what it says it does not report and reports all the same.

use std::collections::BTreeMap;

use super::Found;
use crate::amount::{Language, Origin, Text};
use crate::facts::{Facts, Gap};
use crate::model::document::Structure;
use crate::model::rule::Undecided;
use crate::model::text::{Denial, Passage};
use crate::source::{Span, seen};

/// The passages that cannot be right as they are printed.
pub(super) fn misprints(structure: &Structure) -> Found {
    let passages = structure.texts.passages.iter();
    passages.filter_map(|it| Some((it.span, misprint(it)?))).collect()
}

/// What is wrong with a passage: that it has to be read otherwise, a word that stands twice, or a bracket left open.
fn misprint(passage: &Passage) -> Option<Text> {
    let Passage { printed, read, part, .. } = passage;
    let why = match read.as_ref().filter(|read| seen(read) != seen(printed)) {
        Some(read) => Text::new(format!("läs ”{read}”"), format!("read “{read}”")),
        None => match twice(printed) {
            Some(word) => Text::new(format!("”{word}” två gånger"), format!("“{word}” twice")),
            None if left_open(printed) => Text::new("parentesen slutar inte", "the bracket is not closed"),
            None => return None,
        },
    };
    Some(Text::new(format!("{part}: ”{printed}” ({})", why.sv), format!("{part}: “{printed}” ({})", why.en)))
}

/// A word that stands twice in a row. Numbers may.
fn twice(printed: &str) -> Option<&str> {
    let words = printed.split(|c: char| c.is_whitespace() || c == '/').filter(|it| !it.is_empty());
    let words: Vec<&str> = words.collect();
    let pairs = words.iter().zip(words.iter().skip(1));
    let same =
        |(a, b): &(&&str, &&str)| a.to_lowercase() == b.to_lowercase() && a.chars().all(char::is_alphabetic);
    pairs.into_iter().find(same).map(|(a, _)| *a)
}

/// Whether a bracket is opened and not closed. One that is only closed may be that of a list, as in “1)”.
fn left_open(printed: &str) -> bool {
    let count = |bracket: char| printed.chars().filter(|c| *c == bracket).count();
    count('(') > count(')')
}

/// The numbers that what documents say calls in question.
#[derive(Debug, Default)]
pub(in crate::facts) struct Questioned {
    /// Their own document says that it does not report them.
    denied: Why,
    /// A text counts them wrongly.
    miscounted: Why,
}

/// What is said of each number: the first that is.
#[derive(Debug, Default)]
struct Why(BTreeMap<Origin, Text>);

impl Why {
    fn extend_new(&mut self, origins: Vec<Origin>, words: &Text) {
        for origin in origins {
            self.0.entry(origin).or_insert_with(|| words.clone());
        }
    }
}

impl Facts {
    /// What a document says it does not report, and prints.
    pub(super) fn denied(&self, structure: &Structure) -> Found {
        structure.texts.denials.iter().filter_map(|it| self.denied_yet(structure, it)).collect()
    }

    /// The numbers that the documents' texts call in question, looked for once.
    fn questioned(&self) -> &Questioned {
        self.questioned.get_or_init(|| {
            let mut found = Questioned::default();
            for (_, structure) in self.known(&self.model.structures, |it| self.model.structured_from(it)) {
                for (origins, words) in self.denied_numbers(structure) {
                    found.denied.extend_new(origins, &words);
                }
                for (origins, words) in self.miscounted_numbers(structure) {
                    found.miscounted.extend_new(origins, &words);
                }
            }
            found
        })
    }

    /// The numbers that a document says it does not report, with what is said of them.
    fn denied_numbers(&self, structure: &Structure) -> Vec<(Vec<Origin>, Text)> {
        let denials = structure.texts.denials.iter();
        let each = denials.filter_map(|denial| {
            let printed = denial.figures.iter().flat_map(|it| self.printed(structure, denial, &it.value));
            Some((printed.collect(), self.denied_yet(structure, denial)?.1))
        });
        each.collect()
    }

    /// Why what is said of the world by some numbers is for a person to judge: what else the documents say calls one
    /// of them in question.
    #[must_use]
    pub fn doubted(&self, origins: &[Origin]) -> Option<Gap> {
        let doubt = |origin: &Origin| {
            let twice = self.figures.told_of_two(&self.model, *origin);
            let Questioned { denied, miscounted } = self.questioned();
            twice.or_else(|| denied.0.get(origin)).or_else(|| miscounted.0.get(origin))
        };
        origins.iter().find_map(doubt).map(in_question)
    }

    /// Why nothing is found right by some numbers: the text counts one of them wrongly.
    #[must_use]
    pub fn miscounts(&self, origins: &[Origin]) -> Option<Gap> {
        origins.iter().find_map(|it| self.questioned().miscounted.0.get(it)).map(in_question)
    }

    /// What a document prints of a figure in the year it says it does not report it for.
    fn printed(&self, structure: &Structure, denial: &Denial, name: &str) -> Vec<Origin> {
        let of_year =
            |it: &Origin| self.figures.claim(&self.model, *it).is_some_and(|it| it.year == denial.year);
        let all = self.figures.in_document(&self.model, name, &structure.document.value);
        all.into_iter().filter(of_year).collect()
    }

    fn denied_yet(&self, structure: &Structure, denial: &Denial) -> Option<(Span, Text)> {
        let told: Vec<Text> =
            denial
                .figures
                .iter()
                .filter_map(|figure| {
                    let origin = self.printed(structure, denial, &figure.value).into_iter().next()?;
                    let (claim, value) =
                        (self.figures.claim(&self.model, origin)?, self.figures.value_of(origin)?);
                    Some(self.figure_title(&figure.value).map(|language, title| {
                        format!("{title}: {} ({})", value.written(language), claim.part)
                    }))
                })
                .collect();
        let all = |language: Language| told.iter().map(|it| it.get(language)).collect::<Vec<_>>().join("; ");
        let (part, of) = (&denial.part, &denial.of);
        (!told.is_empty()).then(|| {
            let words = Text::new(
                format!("{part}: {} sägs inte redovisas, men tryckt är {}", of.sv, all(Language::Sv)),
                format!("{part}: {} is said not to be reported, but printed is {}", of.en, all(Language::En)),
            );
            (denial.span, words)
        })
    }
}

/// What is said of a number that something else calls in question.
pub(in crate::facts) fn in_question(why: &Text) -> Gap {
    let text = why.map(|language, why| match language {
        Language::Sv => {
            format!("Talet är ifrågasatt: {why}. Rätta det först, eller avgör vilket som gäller.")
        }
        Language::En => {
            format!("The number is in question: {why}. Correct it first, or settle which one holds.")
        }
    });
    Gap::new(Undecided::Judgement, text)
}
