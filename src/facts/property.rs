//! Properties of subjects, each declared once: its name, what it means, of what kind it is, how it is found.
//!
//! INVARIANT: what a script may ask, what the guide lists and what is answered are one table per kind of subject.

use std::fmt::Debug;

use chrono::NaiveDate;
use rust_decimal::prelude::ToPrimitive;

use super::{Facts, Gap, Judges, LikelyCause, Property};
use crate::amount::{Origin, Quantity, Text};
use crate::model::rule::{ParameterValue, RuleText, Undecided};

/// What a property is.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum PropertyKind {
    /// An amount with its claims.
    Amount,
    /// A whole number: how many there are of something, never less than none.
    Number,
    /// Yes or no.
    Truth,
    /// A day.
    Day,
    /// Words for a reader.
    Words,
    /// One of these words.
    Word(&'static [&'static str]),
}

/// What is declared of a property.
#[derive(Debug, Clone, Copy)]
pub struct About {
    /// How a script asks for it.
    pub name: &'static str,
    /// What it means, in Swedish and English; a value that is shown under its name is called this.
    pub means: (&'static str, &'static str),
    /// What it is.
    pub kind: PropertyKind,
    /// The parameters of the rule that it is measured by.
    pub measured_by: &'static [&'static str],
    /// It says what the subject is, which is nothing known of it: to look at that alone is not to look.
    pub names_it: bool,
}

/// The rule that asks, on the day that decides its parameters.
#[derive(Debug, Clone, Copy)]
pub struct Asked<'m> {
    /// Everything known.
    pub facts: &'m Facts,
    /// The rule.
    pub rule: &'m RuleText,
    /// The governing day.
    pub day: NaiveDate,
}

/// A property and how it is found.
pub(super) struct PropertyOf<S: Source> {
    about: About,
    of: Of<S>,
}

/// How a property is found: from what the subject is made of, for the rule that asks.
type Of<S> = for<'a, 'm> fn(&'a Asked<'m>, &'a <S as Source>::View<'m>) -> Property;

/// What the subjects of one kind are made of.
pub(super) trait Source: Debug + Send + Sync + Sized + 'static {
    /// Every property they have.
    const PROPERTIES: &'static [PropertyOf<Self>];
    /// What properties are found from.
    type View<'m>;
    /// That, in the workspace.
    fn view<'m>(&'m self, facts: &'m Facts) -> Option<Self::View<'m>>;
    /// Why numbers of theirs may differ, where they do: a guess.
    fn likely_cause(&self) -> Option<&LikelyCause> {
        None
    }
    /// The statement that differs from the others.
    fn differs(&self) -> Option<Origin> {
        None
    }
    /// The figures that a fault of theirs is about.
    fn about(&self, _: &Facts) -> Vec<Judges> {
        Vec::new()
    }
    /// The whole that a share of theirs can be no part of.
    fn whole(&self) -> Option<Origin> {
        None
    }
    /// The two amounts of theirs that should be one.
    fn compared(&self) -> Option<(&Quantity, &Quantity)> {
        None
    }
}

/// Something whose properties can be asked for by name.
pub(super) trait Properties: Debug + Send + Sync {
    /// What is known of a property; none when there is none of that name.
    fn property<'m>(&'m self, asked: &Asked<'m>, name: &str) -> Option<Property>;
    /// Why numbers of its may differ, where they do: a guess.
    fn likely_cause(&self) -> Option<&LikelyCause>;
    /// The statement that differs from the others.
    fn differs(&self) -> Option<Origin>;
    /// The figures that a fault of its is about.
    fn about(&self, facts: &Facts) -> Vec<Judges>;
    /// The whole that a share of its can be no part of.
    fn whole(&self) -> Option<Origin>;
    /// The two amounts of its that should be one.
    fn compared(&self) -> Option<(&Quantity, &Quantity)>;
}

impl<S: Source> Properties for S {
    fn property<'m>(&'m self, asked: &Asked<'m>, name: &str) -> Option<Property> {
        find::<S>(asked, &self.view(asked.facts)?, name)
    }

    fn likely_cause(&self) -> Option<&LikelyCause> {
        Source::likely_cause(self)
    }

    fn differs(&self) -> Option<Origin> {
        Source::differs(self)
    }

    fn about(&self, facts: &Facts) -> Vec<Judges> {
        Source::about(self, facts)
    }

    fn whole(&self) -> Option<Origin> {
        Source::whole(self)
    }

    fn compared(&self) -> Option<(&Quantity, &Quantity)> {
        Source::compared(self)
    }
}

/// What is known of a property of what a subject is made of.
pub(super) fn find<'m, S: Source>(asked: &Asked<'m>, view: &S::View<'m>, name: &str) -> Option<Property> {
    let declared = S::PROPERTIES.iter().find(|it| it.about.name == name)?;
    Some((declared.of)(asked, view))
}

/// What is declared of a table's properties.
pub(super) fn declared<S: Source>() -> Vec<&'static About> {
    S::PROPERTIES.iter().map(|it| &it.about).collect()
}

type Means = (&'static str, &'static str);

impl<S: Source> PropertyOf<S> {
    const fn new(name: &'static str, means: Means, kind: PropertyKind, of: Of<S>) -> Self {
        Self { about: About { name, means, kind, measured_by: &[], names_it: false }, of }
    }
}

/// A property that is measured by parameters of the rule that asks.
pub(super) const fn by<S: Source>(
    parameters: &'static [&'static str],
    mut property: PropertyOf<S>,
) -> PropertyOf<S> {
    property.about.measured_by = parameters;
    property
}

/// A property that says what the subject is.
pub(super) const fn naming<S: Source>(mut property: PropertyOf<S>) -> PropertyOf<S> {
    property.about.names_it = true;
    property
}

pub(super) const fn amount<S: Source>(name: &'static str, means: Means, of: Of<S>) -> PropertyOf<S> {
    PropertyOf::new(name, means, PropertyKind::Amount, of)
}

pub(super) const fn number<S: Source>(name: &'static str, means: Means, of: Of<S>) -> PropertyOf<S> {
    PropertyOf::new(name, means, PropertyKind::Number, of)
}

pub(super) const fn truth<S: Source>(name: &'static str, means: Means, of: Of<S>) -> PropertyOf<S> {
    PropertyOf::new(name, means, PropertyKind::Truth, of)
}

pub(super) const fn day<S: Source>(name: &'static str, means: Means, of: Of<S>) -> PropertyOf<S> {
    PropertyOf::new(name, means, PropertyKind::Day, of)
}

pub(super) const fn words<S: Source>(name: &'static str, means: Means, of: Of<S>) -> PropertyOf<S> {
    PropertyOf::new(name, means, PropertyKind::Words, of)
}

pub(super) const fn word<S: Source>(
    name: &'static str,
    means: Means,
    words: &'static [&'static str],
    of: Of<S>,
) -> PropertyOf<S> {
    PropertyOf::new(name, means, PropertyKind::Word(words), of)
}

impl About {
    /// What a value shown under the property's name is called.
    #[must_use]
    pub fn label(&self) -> Text {
        Text::new(self.means.0, self.means.1)
    }
}

impl PropertyKind {
    /// What it is called.
    #[must_use]
    pub const fn name(self) -> &'static str {
        match self {
            Self::Amount => "amount",
            Self::Number => "number",
            Self::Truth => "yes or no",
            Self::Day => "day",
            Self::Words => "words",
            Self::Word(_) => "word",
        }
    }
}

impl<'m> Asked<'m> {
    /// A whole number among the rule's parameters.
    pub(super) fn number(&self, name: &str) -> Result<i64, Gap> {
        match self.parameter(name)? {
            ParameterValue::Number(number) => number.to_i64().ok_or_else(|| unfit(name)),
            _ => Err(unfit(name)),
        }
    }

    /// A word among them.
    pub(super) fn word(&self, name: &str) -> Result<&'m str, Gap> {
        match self.parameter(name)? {
            ParameterValue::Word(word) => Ok(word),
            _ => Err(unfit(name)),
        }
    }

    /// Words among them, each one of those there are; a word that is none of them leaves it open.
    pub(super) fn choices<T: Copy>(&self, name: &str, known: &[(&str, T)]) -> Result<Vec<T>, Gap> {
        let ParameterValue::Words(words) = self.parameter(name)? else { return Err(unfit(name)) };
        let choice = |word: &String| known.iter().find(|(known, _)| known == word).map(|(_, choice)| *choice);
        words.iter().map(choice).collect::<Option<Vec<T>>>().ok_or_else(|| unfit(name))
    }

    fn parameter(&self, name: &str) -> Result<&'m ParameterValue, Gap> {
        self.rule.parameter(name, self.day).map(|it| &it.value).ok_or_else(|| unfit(name))
    }
}

fn unfit(name: &str) -> Gap {
    Gap::new(
        Undecided::RuleSilent,
        Text::new(
            format!("Regelns parameter {name} säger inte det som krävs den dagen."),
            format!("The rule’s parameter {name} does not say what is needed on that day."),
        ),
    )
}
