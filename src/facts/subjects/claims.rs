//! Figures and the relations between them, as subjects.

use super::{number, truth};
use crate::amount::{Quantity, Text};
use crate::facts::figures::{Claims, Sides};
use crate::facts::property::{self, PropertyOf, Source};
use crate::facts::{Fact, Facts, Gap, Known, Subject};
use crate::model::figure::Relation;
use crate::model::rule::SubjectKind;

/// A figure in a year: what is stated of it.
#[derive(Debug)]
pub(super) struct OfFigure(Claims);

impl Source for OfFigure {
    const PROPERTIES: &'static [PropertyOf<Self>] = &[
        property::number(
            "claims",
            ("uppgifter, uträknade medräknade", "statements, computed ones counted"),
            |_, it| number(it.count),
        ),
        property::truth("agree", ("alla uppgifter går ihop", "all statements agree"), |_, it| {
            match (&it.other, &it.open) {
                (Some(_), _) => truth(false),
                (None, Some(gap)) => Err(gap.clone()),
                (None, None) => {
                    Ok(Known { within_rounding: it.within_rounding, ..Known::from(Fact::Truth(true)) })
                }
            }
        }),
        property::amount("best", ("den uppgift som väger tyngst", "the weightiest figure"), |_, it| {
            Ok(Fact::Amount(it.best.0.clone()).into())
        }),
        property::words("best_place", ("står i", "stands in"), |_, it| {
            Ok(Fact::Words(it.best.1.clone()).into())
        }),
        property::amount("other", ("den andra uppgiften", "the other figure"), |_, it| {
            let (other, _) = it.other.clone().ok_or_else(no_other)?;
            Ok(Fact::Amount(other).into())
        }),
        property::words("other_place", ("den andra står i", "the other stands in"), |_, it| {
            let (_, place) = it.other.clone().ok_or_else(no_other)?;
            Ok(Fact::Words(place).into())
        }),
    ];
    type View<'m> = &'m Claims;

    fn view<'m>(&'m self, _: &'m Facts) -> Option<&'m Claims> {
        Some(&self.0)
    }
}

/// A relation in a year: both its sides.
#[derive(Debug)]
pub(super) struct OfRelation {
    stated: Result<Quantity, Gap>,
    computed: Result<Quantity, Gap>,
}

impl Source for OfRelation {
    const PROPERTIES: &'static [PropertyOf<Self>] = &[
        property::amount("stated", ("angivet", "stated"), |_, it| {
            it.stated.clone().map(|it| Fact::Amount(it).into())
        }),
        property::amount("computed", ("uträknat", "worked out"), |_, it| {
            it.computed.clone().map(|it| Fact::Amount(it).into())
        }),
    ];
    type View<'m> = &'m Self;

    fn view<'m>(&'m self, _: &'m Facts) -> Option<&'m Self> {
        Some(self)
    }
}

impl Facts {
    pub(super) fn figure_subjects(&self) -> Vec<Subject> {
        let claimed: Vec<_> = self.figures.claimed().collect();
        claimed
            .into_iter()
            .filter_map(|(year, name, origin)| {
                let claims = self.figures.claims(&self.model, name, year)?;
                let title = self.figure_title(name).map(|_, title| format!("{title} {year}"));
                let id = format!("{name}/{year}");
                let mut subject = self.subject(SubjectKind::Figure, id, title, OfFigure(claims));
                let claim = self.claim(origin)?;
                subject.place = Some(claim.span);
                subject.group = self.model.catalogue().get(name).map(|figure| figure.group.value.clone());
                Some(self.of_year(subject, year, self.figures.adopted(&self.model, origin)))
            })
            .collect()
    }

    pub(super) fn relations(&self) -> Vec<Subject> {
        let mut subjects = Vec::new();
        for relation in &self.model.relations {
            for year in self.figures.years() {
                let asked = self.figures.asked(&self.model, relation, year);
                subjects.extend(asked.into_iter().enumerate().map(|(place, sides)| {
                    // The weightiest goes by the relation's own name, the others by their tables' too.
                    self.relation(relation, year, sides, place > 0)
                }));
            }
        }
        subjects
    }

    fn relation(&self, relation: &Relation, year: i32, sides: Sides, by_table: bool) -> Subject {
        let place = sides.cell.and_then(|origin| self.claim(origin)).map(|claim| claim.span);
        let named = sides.table.filter(|_| by_table);
        let title = relation.title.map(|_, title| match &named {
            Some((_, part)) if !part.is_empty() => format!("{title} {year}, {part}"),
            _ => format!("{title} {year}"),
        });
        let table = named.map(|(id, _)| format!("/{}", id.value)).unwrap_or_default();
        let id = format!("relation/{}/{year}{table}", relation.id.value);
        let source = OfRelation { stated: sides.stated, computed: sides.computed };
        let mut subject = self.subject(SubjectKind::Relation, id, title, source);
        subject.place = place.or(Some(relation.span));
        subject.group = Some(relation.group.value.clone());
        self.of_year(subject, year, sides.adopted)
    }
}

fn no_other() -> Gap {
    Gap::figure(Text::new("Ingen annan uppgift avviker.", "No other statement differs."))
}
