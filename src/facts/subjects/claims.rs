//! Figures and the relations between them, as subjects.

use super::{Names, number, truth};
use crate::amount::Text;
use crate::facts::figures::Sides;
use crate::facts::{Fact, Facts, Gap, Subject};
use crate::model::figure::Relation;
use crate::model::rule::SubjectKind;

pub(in crate::facts) const FIGURE: Names = &[
    ("claims", "how many statements there are of the figure, a computed value counted"),
    ("agree", "whether every pair of statements agrees within rounding"),
    ("best", "the weightiest statement, or the computed value"),
    ("best_place", "where the weightiest stands"),
    ("other", "the first statement that disagrees"),
    ("other_place", "where the disagreeing one stands"),
];

pub(in crate::facts) const RELATION: Names =
    &[("stated", "what the document states"), ("computed", "what the relation gives")];

impl Facts {
    pub(super) fn figure_subjects(&self) -> Vec<Subject> {
        let claimed: Vec<_> = self.figures.claimed().collect();
        claimed
            .into_iter()
            .filter_map(|(year, name, origin)| {
                let claims = self.figures.claims(&self.model, name, year)?;
                let (best, best_place) = claims.best;
                let (other, other_place) = match claims.other.clone() {
                    Some((other, place)) => (Ok(Fact::Amount(other).into()), Ok(Fact::Words(place).into())),
                    None => (Err(no_other()), Err(no_other())),
                };
                let agree = match (claims.other, claims.open) {
                    (Some(_), _) => truth(false),
                    (None, Some(gap)) => Err(gap),
                    (None, None) => truth(true),
                };
                let properties = vec![
                    ("claims", number(claims.count)),
                    ("agree", agree),
                    ("best", Ok(Fact::Amount(best).into())),
                    ("best_place", Ok(Fact::Words(best_place).into())),
                    ("other", other),
                    ("other_place", other_place),
                ];
                let title = self.figure_title(name).map(|_, title| format!("{title} {year}"));
                let id = format!("{name}/{year}");
                let mut subject = self.subject(SubjectKind::Figure, id, title, properties);
                let claim = self.claim(origin)?;
                subject.place = Some(claim.span);
                subject.group = self.model.catalogue().get(name).map(|figure| figure.group.clone());
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
        let properties = vec![
            ("stated", sides.stated.map(|it| Fact::Amount(it).into())),
            ("computed", sides.computed.map(|it| Fact::Amount(it).into())),
        ];
        let named = sides.table.filter(|_| by_table);
        let title = relation.title.map(|_, title| match &named {
            Some((_, part)) if !part.is_empty() => format!("{title} {year}, {part}"),
            _ => format!("{title} {year}"),
        });
        let table = named.map(|(id, _)| format!("/{}", id.value)).unwrap_or_default();
        let id = format!("relation/{}/{year}{table}", relation.id.value);
        let mut subject = self.subject(SubjectKind::Relation, id, title, properties);
        subject.place = place.or(Some(relation.span));
        subject.group = Some(relation.group.clone());
        self.of_year(subject, year, sides.adopted)
    }
}

fn no_other() -> Gap {
    Gap::figure(Text::new("Ingen annan uppgift avviker.", "No other statement differs."))
}
