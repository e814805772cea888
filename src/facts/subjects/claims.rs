//! Figures and the relations between them, as subjects.

use chrono::Datelike;
use rayon::iter::{IntoParallelIterator, ParallelIterator};

use super::{number, truth};
use crate::amount::{Language, Origin, Quantity, Text, apart};
use crate::facts::figures::{Claims, LeftOut, Row, Share, Sides, Together};
use crate::facts::property::{self, Asked, PropertyOf, Source};
use crate::facts::{Fact, Facts, Gap, Judges, Known, LikelyCause, Standing, Subject};
use crate::model::rule::{SubjectKind, Undecided};

/// A figure in a year: what is stated of it.
#[derive(Debug)]
pub(super) struct OfFigure {
    name: String,
    year: i32,
    claims: Claims,
    share: Option<Result<Share, Gap>>,
}

impl Source for OfFigure {
    const PROPERTIES: &'static [PropertyOf<Self>] = &[
        property::number(
            "claims",
            ("uppgifter, uträknade medräknade", "statements, computed ones counted"),
            |_, it| number(it.claims.count),
        ),
        property::truth("agree", ("alla uppgifter går ihop", "all statements agree"), |asked, it| {
            match (&it.claims.other, &it.claims.open) {
                (Some(other), _) if let Some(gap) = it.is_a_witness(asked.facts, other) => Err(gap),
                (Some(_), _) => truth(false),
                (None, Some(gap)) => Err(gap.clone()),
                (None, None) => {
                    Ok(Known { within_rounding: it.claims.within_rounding, ..Known::from(Fact::Truth(true)) })
                }
            }
        }),
        property::amount("best", ("den uppgift som väger tyngst", "the weightiest figure"), |_, it| {
            Ok(Fact::Amount(it.claims.best.0.clone()).into())
        }),
        property::words("best_place", ("står i", "stands in"), |_, it| {
            Ok(Fact::Words(it.claims.best.1.clone()).into())
        }),
        property::amount("other", ("den andra uppgiften", "the other figure"), |_, it| {
            let (other, _) = it.claims.other.clone().ok_or_else(no_other)?;
            Ok(Fact::Amount(other).into())
        }),
        property::words("other_place", ("den andra står i", "the other stands in"), |_, it| {
            let (_, place) = it.claims.other.clone().ok_or_else(no_other)?;
            Ok(Fact::Words(place).into())
        }),
        property::naming(property::truth(
            "is_part",
            (
                "en andel av ett antal, och delen är inte räknad",
                "a share of a number, whose part is not counted",
            ),
            |_, it| truth(it.share.is_some()),
        )),
        property::amount("whole", ("hela antalet", "the whole"), |_, it| {
            it.share().map(|it| Fact::Amount(it.whole.clone()).into())
        }),
        property::truth("possible", ("är så många av dem", "is so many of them"), |_, it| {
            it.share().map(|it| Fact::Truth(it.possible).into())
        }),
        property::amount("printed", ("tryckt", "printed"), |_, it| {
            it.share().map(|it| Fact::Amount(it.printed.clone()).into())
        }),
        property::words("printed_place", ("står i", "stands in"), |_, it| {
            it.share().map(|it| Fact::Words(it.place.clone()).into())
        }),
        property::words("nearest", ("närmaste antal", "the nearest numbers"), |_, it| {
            it.share().map(|it| Fact::Words(it.nearest.clone()).into())
        }),
        property::naming(property::truth(
            "has_tables_beside",
            (
                "andra tabeller för året har summan och raderna bredvid",
                "other tables of the year have its total and the rows beside it",
            ),
            |asked, it| truth(it.row(asked).is_some_and(|row| row.peers > 0)),
        )),
        property::truth(
            "left_out",
            ("raden är utelämnad i en av dem", "the row is left out of one of them"),
            |asked, it| truth(it.row(asked).is_some_and(|row| row.left_out.is_some())),
        ),
        property::truth(
            "needed",
            ("summan där är mer än raderna", "the total there is more than the rows"),
            |asked, it| it.left_out(asked)?.is_needed().map(|it| Fact::Truth(it).into()),
        ),
        property::amount("here", ("raden", "the row"), |asked, it| {
            it.left_out(asked).map(|it| Fact::Amount(it.here.clone()).into())
        }),
        property::words("here_place", ("raden står i", "the row stands in"), |asked, it| {
            it.left_out(asked).map(|it| Fact::Words(it.place.clone()).into())
        }),
        property::words("left_out_under", ("utelämnad under", "left out under"), |asked, it| {
            it.left_out(asked).map(|it| Fact::Words(it.under.clone()).into())
        }),
        property::amount("rest", ("fattas", "short"), |asked, it| {
            it.left_out(asked)?.rest.clone().map(|it| Fact::Amount(it).into())
        }),
    ];
    type View<'m> = &'m Self;

    fn view<'m>(&'m self, _: &'m Facts) -> Option<&'m Self> {
        Some(self)
    }

    fn likely_cause(&self) -> Option<&LikelyCause> {
        self.claims.cause.as_ref()
    }

    fn differs(&self) -> Option<Origin> {
        let share = self.share.iter().flatten().map(|it| &it.printed);
        let mut stated = self.claims.other.iter().map(|(other, _)| other).chain(share);
        stated.find_map(|it| it.origins.first().copied().filter(|_| it.origins.len() == 1))
    }

    fn about(&self, _: &Facts) -> Vec<Judges> {
        vec![Judges { figure: self.name.clone(), year: self.year, against: None }]
    }

    fn whole(&self) -> Option<Origin> {
        let share = self.share.iter().flatten().find(|it| !it.possible)?;
        share.whole.origins.first().copied()
    }

    fn compared(&self) -> Option<(&Quantity, &Quantity)> {
        self.claims.other.as_ref().map(|(other, _)| (other, &self.claims.best.0))
    }
}

/// A relation in a year: both its sides.
#[derive(Debug)]
pub(super) struct OfRelation {
    stated: Result<Quantity, Gap>,
    computed: Result<Quantity, Gap>,
    together: Option<Result<Together, Gap>>,
    ends: Option<Result<(Quantity, Quantity), Gap>>,
    cause: Option<LikelyCause>,
}

impl Source for OfRelation {
    const PROPERTIES: &'static [PropertyOf<Self>] = &[
        property::amount("stated", ("angivet", "stated"), |_, it| {
            it.stated.clone().map(|it| Fact::Amount(it).into())
        }),
        property::amount("computed", ("uträknat", "worked out"), |_, it| {
            it.computed.clone().map(|it| Fact::Amount(it).into())
        }),
        property::words("stated_place", ("det angivna står i", "what is stated stands in"), |asked, it| {
            Ok(Fact::Words(asked.facts.place_of(&it.stated.clone()?)).into())
        }),
        property::words("computed_place", ("det andra står i", "the other stands in"), |asked, it| {
            Ok(Fact::Words(asked.facts.place_of(&it.computed.clone()?)).into())
        }),
        property::amount("least", ("den minsta delen", "the least part"), |_, it| {
            it.ends().map(|(least, _)| Fact::Amount(least.clone()).into())
        }),
        property::amount("greatest", ("den största delen", "the greatest part"), |_, it| {
            it.ends().map(|(_, greatest)| Fact::Amount(greatest.clone()).into())
        }),
        property::naming(property::truth(
            "of_one_whole",
            ("andelar av ett och samma antal", "shares of one number"),
            |_, it| truth(it.together.is_some()),
        )),
        property::amount("whole", ("hela antalet", "the whole"), |_, it| {
            it.together().map(|it| Fact::Amount(it.whole.clone()).into())
        }),
        property::truth(
            "each_possible",
            ("varje andel är så många av dem", "each share is so many of them"),
            |_, it| it.together().map(|it| Fact::Truth(it.each).into()),
        ),
        property::truth(
            "reachable",
            ("hela antal kan ge andelarna", "whole numbers can give the shares"),
            |_, it| it.together().map(|it| Fact::Truth(it.reachable()).into()),
        ),
        property::words("together", ("andelarna rymmer tillsammans", "together the shares hold"), |_, it| {
            it.together().map(|it| Fact::Words(it.range()).into())
        }),
    ];
    type View<'m> = &'m Self;

    fn view<'m>(&'m self, _: &'m Facts) -> Option<&'m Self> {
        Some(self)
    }

    fn likely_cause(&self) -> Option<&LikelyCause> {
        self.cause.as_ref()
    }

    fn differs(&self) -> Option<Origin> {
        self.cause.as_ref()?.statement
    }

    fn compared(&self) -> Option<(&Quantity, &Quantity)> {
        self.stated.as_ref().ok().zip(self.computed.as_ref().ok())
    }
}

impl OfFigure {
    /// Why its statements are not called wrong though they do not go together: a number that it is worked out from
    /// is, and with the right one they do.
    fn is_a_witness(&self, facts: &Facts, (other, place): &(Quantity, Text)) -> Option<Gap> {
        let culprit = facts.culprit_beside(&self.name, self.year)?;
        let (best, best_place) = &self.claims.best;
        let (best, other) = apart(best, other);
        let text = culprit.words().map(|language, words| {
            let (best, other) = (best.written(language), other.written(language));
            let (place, best_place) = (place.get(language), best_place.get(language));
            match language {
                Language::Sv => format!(
                    "{other} enligt {place} går inte ihop med {best} enligt {best_place}, men det är troligen inte {other} som är fel. {words}"
                ),
                Language::En => format!(
                    "{other} by {place} does not go with {best} by {best_place}, but it is probably not {other} that is wrong. {words}"
                ),
            }
        });
        Some(Gap::new(Undecided::Judgement, text))
    }

    fn share(&self) -> Result<&Share, Gap> {
        self.share.as_ref().ok_or_else(no_whole)?.as_ref().map_err(Gap::clone)
    }
}

impl OfFigure {
    fn row<'m>(&self, asked: &Asked<'m>) -> Option<&'m Row> {
        asked.facts.figures.row(&asked.facts.model, &self.name, self.year)
    }

    fn left_out<'m>(&self, asked: &Asked<'m>) -> Result<&'m LeftOut, Gap> {
        self.row(asked).and_then(|row| row.left_out.as_ref()).ok_or_else(no_other)
    }
}

impl OfRelation {
    fn ends(&self) -> Result<&(Quantity, Quantity), Gap> {
        self.ends.as_ref().ok_or_else(no_parts)?.as_ref().map_err(Gap::clone)
    }

    fn together(&self) -> Result<&Together, Gap> {
        self.together.as_ref().ok_or_else(no_whole)?.as_ref().map_err(Gap::clone)
    }
}

impl Facts {
    pub(super) fn figure_subjects(&self) -> Vec<Subject> {
        let claimed: Vec<_> = self.figures.claimed().collect();
        claimed
            .into_par_iter()
            .filter_map(|(year, name, origin)| {
                let claims = self.figures.claims(&self.model, name, year)?;
                let title = self.figure_title(name).map(|_, title| format!("{title} {year}"));
                let id = format!("{name}/{year}");
                let share = self.figures.share(&self.model, name, year);
                let source = OfFigure { name: name.to_owned(), year, claims, share };
                let mut subject = self.subject(SubjectKind::Figure, id, title, source);
                let claim = self.claim(origin)?;
                subject.place = Some(claim.span);
                subject.group = self.model.catalogue().get(name).map(|figure| figure.group.value.clone());
                Some(self.of_year(subject, year, self.figures.adopted(&self.model, origin)))
            })
            .collect()
    }

    pub(super) fn relations(&self) -> Vec<Subject> {
        let mut subjects = Vec::new();
        let formed = self.life().from;
        for (relation, year, asked) in self.figures.all_asked(&self.model) {
            let unformed = formed.filter(|from| year.saturating_add(relation.earliest()) < from.year());
            subjects.extend(asked.iter().cloned().enumerate().map(|(place, sides)| {
                // The weightiest goes by the relation's own name, the others by their tables' too.
                let mut subject = self.relation(&relation.id.value, &relation.title, year, sides, place > 0);
                subject.place = subject.place.or(Some(relation.span));
                subject.group = Some(relation.group.value.clone());
                subject.standing = unformed.map_or(subject.standing, Standing::Unformed);
                subject
            }));
        }
        subjects.extend(self.figures.years().flat_map(|year| self.reported(year)));
        subjects
    }

    /// What is reported to Försäkringskassan is what is stated elsewhere: a relation that every figure has.
    fn reported(&self, year: i32) -> Vec<Subject> {
        let mut last = "";
        let mut subjects = Vec::new();
        for (name, sides) in self.figures.reported(&self.model, year) {
            let title = self.figure_title(name).map(|language, title| match language {
                Language::Sv => format!("Redovisat till Försäkringskassan: {title}"),
                Language::En => format!("Reported to Försäkringskassan: {title}"),
            });
            let again = std::mem::replace(&mut last, name) == name;
            let mut subject = self.relation(&format!("reported/{name}"), &title, year, sides, again);
            subject.group = Some("reported".to_owned());
            subjects.push(subject);
        }
        subjects
    }

    fn relation(&self, name: &str, title: &Text, year: i32, sides: Sides, by_table: bool) -> Subject {
        let place = sides.cell.and_then(|origin| self.claim(origin)).map(|claim| claim.span);
        let named = sides.table.filter(|_| by_table);
        let title = title.map(|_, title| match &named {
            Some((_, part)) if !part.is_empty() => format!("{title} {year}, {part}"),
            _ => format!("{title} {year}"),
        });
        let table = named.map(|(id, _)| format!("/{}", id.value)).unwrap_or_default();
        let id = format!("relation/{name}/{year}{table}");
        let source = OfRelation {
            stated: sides.stated,
            computed: sides.computed,
            together: sides.together,
            ends: sides.ends,
            cause: sides.cause,
        };
        let mut subject = self.subject(SubjectKind::Relation, id, title, source);
        subject.place = place;
        self.of_year(subject, year, sides.adopted)
    }

    fn place_of(&self, number: &Quantity) -> Text {
        let place = self.figures.place(&self.model, number);
        place.unwrap_or_else(|| Text::new("beräkning", "computation"))
    }
}

fn no_other() -> Gap {
    Gap::figure(Text::new("Ingen annan uppgift avviker.", "No other statement differs."))
}

fn no_parts() -> Gap {
    Gap::figure(Text::new("Vilka delar det har är inte angivet.", "What parts it has is not said."))
}

fn no_whole() -> Gap {
    Gap::figure(Text::new("Vad det är en andel av är inte angivet.", "What it is a share of is not said."))
}
