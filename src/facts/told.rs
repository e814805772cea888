//! A fact as a reader sees it, and as a machine does.

use super::Fact;
use crate::amount::{Language, Phrase, Text, written_number};

impl Fact {
    /// As a reader sees it.
    #[must_use]
    pub fn in_words(&self) -> Text {
        match self {
            Self::Amount(quantity) => quantity.in_words(),
            _ => Text::new(self.written(Language::Sv), self.written(Language::En)),
        }
    }

    /// The same in one language.
    #[must_use]
    pub fn written(&self, language: Language) -> String {
        let said = match self {
            Self::Amount(quantity) => return quantity.written(language),
            Self::Number(number) => return written_number((*number).into(), language),
            Self::Day(day) => return day.to_string(),
            Self::DoneBy(_, latest) => {
                return format!("{} {latest}", language.pick("senast", "no later than"));
            }
            Self::Truth(true) => language.pick("ja", "yes"),
            Self::Truth(false) => language.pick("nej", "no"),
            Self::Word(word) => closed(word).map_or(*word, |it| it.get(language)),
            Self::Words(words) => words.get(language),
        };
        said.to_owned()
    }

    /// As a machine sees it, and its unit.
    #[must_use]
    pub fn exact(&self) -> (String, &'static str) {
        match self {
            Self::Amount(quantity) => (quantity.digits_printed().to_string(), quantity.unit.name()),
            Self::Number(number) => (number.to_string(), "count"),
            Self::Truth(truth) => (truth.to_string(), "truth"),
            Self::Day(day) => (day.to_string(), "date"),
            Self::DoneBy(_, latest) => (latest.to_string(), "no-later-than"),
            Self::Word(word) => ((*word).to_owned(), "text"),
            Self::Words(words) => (words.sv.clone(), "text"),
        }
    }
}

/// A word of a property's closed list as a reader knows it; rules write it as it is in files.
fn closed(word: &str) -> Option<Phrase> {
    let (sv, en) = match word {
        "least" => ("minst", "at least"),
        "most" => ("högst", "at most"),
        "above" => ("över", "above"),
        "below" => ("under", "below"),
        "met" => ("nått", "met"),
        "missed" => ("inte nått", "missed"),
        "partly" => ("delvis nått", "partly met"),
        "divided" => ("olika i olika dokument", "different in different documents"),
        "none" => ("inte bedömt", "not judged"),
        "signed" => ("undertecknad", "signed"),
        "unsigned" => ("inte undertecknad", "unsigned"),
        "unknown" => ("inte känt", "unknown"),
        "done" => ("gjort", "done"),
        "open" => ("öppet", "open"),
        "reported" => ("rapporterat", "reported"),
        "withdrawn" => ("tillbakadraget", "withdrawn"),
        "overdue" => ("försenat", "overdue"),
        "upcoming" => ("kommer", "upcoming"),
        "late" => ("gjort för sent", "done late"),
        "in-time" => ("gjort i tid", "done in time"),
        "physical" => ("på plats", "on site"),
        "remote" => ("på distans", "from a distance"),
        "mixed" => ("dels på plats, dels på distans", "partly on site, partly from a distance"),
        _ => return None,
    };
    Some(Phrase::new(sv, en))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::facts::{PropertyKind, properties_of};
    use crate::model::rule::SubjectKind;

    #[test]
    fn every_word_a_property_can_have_is_told_in_both_languages() {
        for kind in SubjectKind::ALL {
            for about in properties_of(*kind) {
                let PropertyKind::Word(words) = about.kind else { continue };
                for word in words {
                    assert!(closed(word).is_some(), "{word}, {} of {}", about.name, kind.name());
                }
            }
        }
    }
}
