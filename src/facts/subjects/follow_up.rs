//! Goals, statements, initiatives and actions, as subjects.

use chrono::{Datelike, NaiveDate};

use super::{count, joined, not_whole, record, truth};
use crate::amount::{AmountError, Kind, Language, Origin, Quantity, Text, apart};
use crate::facts::figures::{Instead, amount_gap, year_start};
use crate::facts::property::{self, PropertyOf, Source};
use crate::facts::{Fact, Facts, Gap, Judges, Known, Property, Standing, Subject};
use crate::model::done::Done;
use crate::model::figure::Term;
use crate::model::follow_up::{
    Action, Aim, Assertion, Bound, Comparand, Goal, GoalOutcome, Initiative, Quantifier, Relates, Says,
};
use crate::model::organisation::OrganisationKind;
use crate::model::rule::{SubjectKind, Undecided};
use crate::source::Spanned;

/// A goal, by its number in the workspace, in a year.
#[derive(Debug)]
pub(super) struct OfGoal(usize, i32);

impl Source for OfGoal {
    const PROPERTIES: &'static [PropertyOf<Self>] = &[
        property::amount("outcome", ("utfall", "outcome"), |asked, (goal, year)| {
            let term = &goal.figure;
            let value = asked.facts.settled(&term.name.value, year.saturating_add(term.year))?;
            Ok(Fact::Amount(value).into())
        }),
        property::amount("target", ("mål", "target"), |asked, (goal, year)| match &goal.aim {
            Aim::Figure(term, _) => asked.facts.target_value(term, *year),
            Aim::Number(number, _) => amount(number),
            Aim::Band(..) => Err(no_such_value()),
        }),
        property::amount("low", ("lägst", "at least"), |_, (goal, _)| match &goal.aim {
            Aim::Band(low, _) => amount(low),
            Aim::Figure(..) | Aim::Number(..) => Err(no_such_value()),
        }),
        property::amount("high", ("högst", "at most"), |_, (goal, _)| match &goal.aim {
            Aim::Band(_, high) => amount(high),
            Aim::Figure(..) | Aim::Number(..) => Err(no_such_value()),
        }),
        property::truth("is_band", ("målet är ett intervall", "the goal is a band"), |_, (goal, _)| {
            truth(matches!(goal.aim, Aim::Band(..)))
        }),
        property::word("at", ("minst eller högst", "at least or at most"), Bound::WORDS, |_, (goal, _)| {
            match &goal.aim {
                Aim::Figure(_, bound) | Aim::Number(_, bound) => Ok(Fact::Word(bound.name()).into()),
                Aim::Band(..) => Err(no_such_value()),
            }
        }),
        property::word(
            "claimed",
            ("dokumentens omdöme", "what documents say"),
            &["met", "missed", "partly", "divided", "none"],
            |asked, (goal, year)| Ok(Fact::Word(claimed(&asked.facts.says(goal, *year))).into()),
        ),
        property::words("claim_place", ("sägs i", "said in"), |asked, (goal, year)| {
            claim_places(&asked.facts.says(goal, *year))
        }),
        property::truth(
            "told_missed",
            (
                "utfallet är inte känt, men dokumenten säger att målet inte är nått",
                "the outcome is not known, but documents say that the goal is missed",
            ),
            |asked, (goal, year)| {
                let known = asked.facts.term_value(&goal.figure, *year).is_ok();
                truth(!known && claimed(&asked.facts.says(goal, *year)) == GoalOutcome::Missed.name())
            },
        ),
        property::words(
            "told",
            ("vad dokumenten säger om utfallet", "what documents tell of the outcome"),
            |asked, (goal, year)| {
                let places = claim_places(&asked.facts.says(goal, *year))?;
                let Fact::Words(words) = &places.fact else { return Ok(places) };
                let told = words.map(|language, places| match language {
                    Language::Sv => format!("inte känt ({places})"),
                    Language::En => format!("not known ({places})"),
                });
                Ok(Known { fact: Fact::Words(told), ..places })
            },
        ),
        property::truth(
            "has_base",
            ("utfallet går att räkna ut", "the outcome can be computed"),
            |asked, (goal, year)| truth(asked.facts.figures.is_computed(&goal.figure.name.value, *year)),
        ),
    ];
    type View<'m> = (&'m Goal, i32);

    fn view<'m>(&'m self, facts: &'m Facts) -> Option<Self::View<'m>> {
        Some((facts.model.goals.get(self.0)?, self.1))
    }

    fn about(&self, facts: &Facts) -> Vec<Judges> {
        let judges = |goal: &Goal| Judges {
            figure: goal.figure.name.value.clone(),
            year: self.1.saturating_add(goal.figure.year),
            against: None,
        };
        facts.model.goals.get(self.0).map(judges).into_iter().collect()
    }
}

/// A statement that judges figures, by its number in the workspace.
#[derive(Debug)]
pub(super) struct OfStatement(usize);

impl Source for OfStatement {
    const PROPERTIES: &'static [PropertyOf<Self>] = &[
        property::truth("holds", ("stämmer", "holds"), |asked, it| {
            let Judged { holds, within_rounding, origins, .. } = asked.facts.judge(it)?;
            Ok(Known { origins, within_rounding, ..at_statement(it, Fact::Truth(holds)) })
        }),
        property::words("against", ("uppgifterna", "the figures"), |asked, it| {
            let judged = asked.facts.judge(it)?;
            Ok(Known { origins: judged.origins, ..at_statement(it, Fact::Words(judged.against)) })
        }),
        property::words("text", ("texten", "the text"), |_, it| {
            Ok(at_statement(it, Fact::Words(it.text.clone())))
        }),
        property::truth(
            "told_before",
            (
                "ett annat ställe har sagt något om samma siffra",
                "another place has said something of the same figure",
            ),
            |asked, it| truth(!asked.facts.told_before(it).is_empty()),
        ),
        property::truth(
            "told_otherwise",
            ("ett annat ställe säger emot", "another place says the opposite"),
            |asked, it| truth(asked.facts.told_before(it).iter().any(|(_, _, opposed)| *opposed)),
        ),
        property::words("other_place", ("det andra stället", "the other place"), |asked, it| {
            let told = asked.facts.told_before(it);
            let opposed = told.iter().filter(|(.., opposed)| *opposed).map(|(other, figure, _)| {
                let place = other.source.as_ref().map(|it| asked.facts.model.cited(it)).unwrap_or_default();
                let figure = asked.facts.figure_title(figure);
                figure.map(|language, figure| match language {
                    Language::Sv => format!("{place}: {} ({figure})", other.text.sv),
                    Language::En => format!("{place}: {} ({figure})", other.text.en),
                })
            });
            let opposed: Vec<Text> = opposed.collect();
            Ok(at_statement(it, Fact::Words(joined(opposed.iter(), "; "))))
        }),
    ];
    type View<'m> = &'m Assertion;

    fn view<'m>(&'m self, facts: &'m Facts) -> Option<&'m Assertion> {
        facts.model.statements.get(self.0)
    }

    fn about(&self, facts: &Facts) -> Vec<Judges> {
        let Some(it) = facts.model.statements.get(self.0) else { return Vec::new() };
        let against = match &it.with {
            Comparand::Year(years) => years.to_string(),
            Comparand::Figure(term) => term.name.value.clone(),
            Comparand::Number(number) => number.value.normalize().to_string(),
        };
        let wrong = facts.judge(it).map(|it| it.figures).unwrap_or_default();
        let opposed = facts.told_before(it).into_iter().filter(|(.., opposed)| *opposed);
        let opposed = opposed.map(|(_, figure, _)| (figure, it.year));
        let all = wrong.into_iter().chain(opposed);
        all.map(|(figure, year)| Judges { figure, year, against: Some(against.clone()) }).collect()
    }
}

/// Whether two statements hold their figures against the same.
fn same_comparand(one: &Assertion, other: &Assertion) -> bool {
    match (&one.with, &other.with) {
        (Comparand::Year(a), Comparand::Year(b)) => a == b,
        (Comparand::Figure(a), Comparand::Figure(b)) => a.name.value == b.name.value && a.year == b.year,
        (Comparand::Number(a), Comparand::Number(b)) => a == b,
        _ => false,
    }
}

/// Whether two claims about one figure cannot both be right; each says that it is so, or that it is not.
fn opposed(one: (Relates, bool), other: (Relates, bool)) -> bool {
    use std::cmp::Ordering::{Equal, Greater, Less};
    let holds = |(says, so): (Relates, bool), case| {
        so == match says {
            Relates::Above => case == Greater,
            Relates::Below => case == Less,
            Relates::Equal => case == Equal,
            Relates::AtLeast => case != Less,
            Relates::AtMost => case != Greater,
        }
    };
    ![Less, Equal, Greater].into_iter().any(|case| holds(one, case) && holds(other, case))
}

/// An initiative, by its number in the workspace.
#[derive(Debug)]
pub(super) struct OfInitiative(usize);

impl Source for OfInitiative {
    const PROPERTIES: &'static [PropertyOf<Self>] = &[
        property::number("missing", ("saknas", "missing"), |_, it| {
            if it.missing.is_empty() && !it.whole.has("missing") {
                return Err(not_whole("missing"));
            }
            Ok(at_initiative(it, count(it.missing.len())))
        }),
        property::words(
            "missing_fields",
            ("uppgifter som saknas", "fields that are missing"),
            |asked, it| {
                let fields: Vec<Text> = it.missing.iter().map(|key| asked.facts.field(key)).collect();
                Ok(at_initiative(it, Fact::Words(joined(fields.iter(), ", "))))
            },
        ),
        property::number("differs", ("uppgifter som skiljer sig", "fields that differ"), |asked, it| {
            asked.facts.compared(it).map(|it| at_initiative(it, count(it.differing.len())))
        }),
        property::words(
            "differing_fields",
            ("uppgifterna på båda ställena", "the fields in both places"),
            |asked, it| {
                asked.facts.compared(it).map(|it| at_initiative(it, Fact::Words(asked.facts.differing(it))))
            },
        ),
        property::number(
            "scope_conflicts",
            ("uppgifter om vilka det gäller som går isär", "differences on whom it concerns"),
            |asked, it| asked.facts.scope_conflicts(it).map(|found| at_initiative(it, count(found.len()))),
        ),
        property::words("scope_words", ("vilka det gäller", "whom it concerns"), |asked, it| {
            let found = asked.facts.scope_conflicts(it)?;
            Ok(at_initiative(it, Fact::Words(joined(found.iter(), "; "))))
        }),
        property::truth("is_followed_up", ("är uppföljt", "was followed up"), |asked, it| {
            truth(it.followed_up.as_ref().is_some_and(|it| asked.facts.is_there(&it.value)))
        }),
        property::truth("ended", ("är slut", "has ended"), |asked, it| {
            truth(it.until.is_some_and(|until| until < asked.facts.question.as_of))
        }),
        property::day("ends", ("sista dag", "last day"), |_, it| {
            let until = it.until.ok_or_else(|| {
                Gap::record(Text::new(
                    "Källorna visar inte när initiativet slutar.",
                    "The sources do not show when the initiative ends.",
                ))
            })?;
            Ok(at_initiative(it, Fact::Day(until)))
        }),
    ];
    type View<'m> = &'m Initiative;

    fn view<'m>(&'m self, facts: &'m Facts) -> Option<&'m Initiative> {
        facts.model.initiatives.get(self.0)
    }
}

/// An action of a plan, by its number in the workspace.
#[derive(Debug)]
pub(super) struct OfAction(usize);

impl Source for OfAction {
    const PROPERTIES: &'static [PropertyOf<Self>] = &[
        property::truth("has_end", ("planen ger en sista dag", "the plan gives a last day"), |_, it| {
            it.day.as_ref().map_or_else(|| truth(it.end.is_some()), |day| Err(start_or_end(day.value)))
        }),
        property::truth(
            "one_day",
            ("planen ger en enda dag, början eller slutet", "the plan gives a single day, start or end"),
            |_, it| truth(it.day.is_some()),
        ),
        property::day("end", ("sluttid", "end"), |_, it| {
            let no_end = || {
                let nothing =
                    || Gap::record(Text::new("Planen ger ingen sista dag.", "The plan gives no last day."));
                it.day.as_ref().map_or_else(nothing, |day| start_or_end(day.value))
            };
            let end = it.end.as_ref().ok_or_else(no_end)?;
            Ok(record(Fact::Day(end.value), end.span, it.source.as_ref()))
        }),
        property::truth("is_done", ("är gjord", "is done"), |asked, it| {
            truth(asked.facts.done(it).is_some())
        }),
        property::day("done", ("gjord", "done"), |asked, it| {
            let done = asked.facts.done(it).ok_or_else(not_done)?;
            Ok(record(Fact::done(done.earliest, done.latest), done.span, it.source.as_ref()))
        }),
        property::number("days_late", ("dagar för sent", "days late"), |asked, it| {
            asked.facts.late(it).map(|days| Fact::Number(days).into()).ok_or_else(not_done)
        }),
    ];
    type View<'m> = &'m Action;

    fn view<'m>(&'m self, facts: &'m Facts) -> Option<&'m Action> {
        facts.model.actions.get(self.0)
    }
}

impl Facts {
    pub(super) fn goals(&self) -> Vec<Subject> {
        let last = self.question.as_of.year();
        let mut subjects = Vec::new();
        for (index, goal) in self.known(&self.model.goals, |it| self.model.cited_from(it.source.as_ref())) {
            let (from, to) = goal.years;
            subjects.extend((from..=to.min(last)).map(|year| self.goal(index, goal, year)));
        }
        subjects
    }

    /// What documents say of a goal for a year.
    fn says<'m>(&self, goal: &'m Goal, year: i32) -> Vec<&'m Says> {
        let told = |says: &&Says| says.year == year && self.is_told(says.source.as_ref());
        goal.says.iter().filter(told).collect()
    }

    /// The value of a figure, so many years from a year.
    fn term_value(&self, term: &Term, year: i32) -> Property {
        let value = self.figure(&term.name.value, year.saturating_add(term.year))?;
        Ok(Fact::Amount(value).into())
    }

    /// The value of a figure that a goal aims at. A share that is printed for the goal's own year was decided: it is
    /// what it says. One of another year, or reckoned, or an amount in thousands, is rounded like any figure.
    fn target_value(&self, term: &Term, year: i32) -> Property {
        let value = self.figure(&term.name.value, year.saturating_add(term.year))?;
        let reckoned = term.year != 0 || self.figures.is_computed(&term.name.value, year);
        let is_share = matches!(value.kind, Kind::Percent | Kind::Share | Kind::Index);
        Ok(Fact::Amount(if is_share && !reckoned { value.as_set() } else { value }).into())
    }

    fn goal(&self, index: usize, goal: &Goal, year: i32) -> Subject {
        let title = goal.title.map(|_, title| format!("{title} {year}"));
        let id = format!("goal/{}/{year}", goal.id.value);
        let mut subject = self.subject(SubjectKind::Goal, id, title, OfGoal(index, year));
        let outcome = self.figure(&goal.figure.name.value, year.saturating_add(goal.figure.year)).ok();
        let first = outcome.and_then(|amount| amount.origins.first().copied());
        let place = first.and_then(|origin| self.claim(origin)).map(|claim| claim.span);
        subject.place = Some(place.unwrap_or(goal.id.span));
        subject.group = Some(goal.group.value.clone());
        let subject = self.of_year(subject, year, None);
        self.not_before(subject, self.model.cited_from(goal.source.as_ref()))
    }

    pub(super) fn statements(&self) -> Vec<Subject> {
        let from = |it: &Assertion| self.model.cited_from(it.source.as_ref());
        let statements = self.known(&self.model.statements, from);
        statements.map(|(index, statement)| self.statement(index, statement)).collect()
    }

    fn statement(&self, index: usize, statement: &Assertion) -> Subject {
        let source = statement.source.as_ref();
        let id = format!("statement/{}", statement.id.value);
        let place = source.map(|it| self.model.cited(it)).unwrap_or_default();
        let mut subject = self.subject(SubjectKind::Statement, id, Text::same(place), OfStatement(index));
        subject.place = Some(statement.id.span);
        subject.group = Some(statement.group.value.clone());
        let subject = self.of_year(subject, statement.year, None);
        self.not_before(subject, self.model.cited_from(source))
    }

    /// The statements that were known.
    pub(in crate::facts) fn told_statements(&self) -> impl Iterator<Item = &Assertion> {
        let from = |it: &Assertion| self.model.cited_from(it.source.as_ref());
        self.known(&self.model.statements, from).map(|(_, it)| it)
    }

    /// Whether a statement holds with other numbers in the place of printed ones, and what it rests on.
    pub(in crate::facts) fn holds_with(
        &self,
        statement: &Assertion,
        instead: &Instead,
    ) -> Result<(bool, Vec<Origin>), Gap> {
        self.judge_with(statement, instead).map(|it| (it.holds, it.origins))
    }

    /// Whether a statement holds, and what speaks against it; a gap where that hangs on a number that is doubtful.
    fn judge(&self, statement: &Assertion) -> Result<Judged, Gap> {
        let judged = self.judge_with(statement, &Instead::new())?;
        for culprit in self.corrections_among(&judged.origins) {
            let instead = self.corrections(culprit.origin);
            if self.holds_with(statement, &instead).is_ok_and(|(holds, _)| holds != judged.holds) {
                return Err(on_a_wrong_number(&judged, &culprit.words));
            }
        }
        // Of two numbers that are printed, the text may have been written by either.
        for origin in judged.origins.iter().filter(|_| !judged.holds) {
            for other in self.figures.others(&self.model, *origin) {
                let instead = Instead::from([(*origin, other.clone())]);
                if self.holds_with(statement, &instead).is_ok_and(|(holds, _)| holds) {
                    return Err(self.on_two_numbers(&judged, *origin, &other));
                }
            }
        }
        Ok(judged)
    }

    fn on_two_numbers(&self, judged: &Judged, origin: Origin, other: &Quantity) -> Gap {
        let title = self.claim(origin).map(|it| self.figure_title(it.figure)).unwrap_or_default();
        let own = self.figures.value_of(origin).cloned().unwrap_or_else(|| other.clone());
        let (own, other) = apart(&own, other);
        let words = title.map(|language, title| {
            let (own, other) = (own.written(language), other.written(language));
            let against = judged.against.get(language);
            match language {
                Language::Sv => format!(
                    "Texten går inte ihop med {own} för {title} ({against}), men med {other}, som också är tryckt: avgör vilket tal som är rätt."
                ),
                Language::En => format!(
                    "The text does not go with {own} for {title} ({against}), but with {other}, which is printed too: decide which number is right."
                ),
            }
        });
        Gap { reason: Undecided::Judgement, text: words }
    }

    /// Whether a statement holds for the printed precision, and what speaks against it.
    fn judge_with(&self, statement: &Assertion, instead: &Instead) -> Result<Judged, Gap> {
        let known = |name: &str, year: i32| self.figures.value_with(&self.model, name, year, instead);
        let mut origins = Vec::new();
        // How many fit by some reading, how many by the numbers as they are printed, of how many.
        let (mut possible, mut plain, mut asked) = (0_usize, 0_usize, 0_usize);
        let mut excepted_plainly = true;
        let mut against: Vec<Text> = Vec::new();
        let mut figures = Vec::new();
        for (name, bound) in self.spread_figures(statement) {
            let value = self.figures.settled_with(&self.model, &name, statement.year, instead)?;
            let other = match &statement.with {
                Comparand::Year(years) => known(&name, statement.year.saturating_add(*years))?,
                Comparand::Number(number) => number.clone(),
                Comparand::Figure(term) => {
                    let name = bound.as_ref().map_or_else(
                        || term.name.value.clone(),
                        |(pattern, id)| term.name.value.replace(pattern.as_str(), id),
                    );
                    known(&name, statement.year.saturating_add(term.year))?
                }
            };
            origins.extend(value.origins.iter().chain(&other.origins));
            let excepted =
                bound.as_ref().is_some_and(|(_, id)| statement.except.iter().any(|it| it.value == *id));
            if value.kind != other.kind {
                return Err(amount_gap(AmountError::DifferentKinds(value.kind, other.kind)));
            }
            let fits = relates(statement.says, &value, &other);
            let contradicted = if excepted { fits.surely } else { !fits.possibly };
            if !excepted {
                asked = asked.saturating_add(1);
                possible = possible.saturating_add(usize::from(fits.possibly));
                plain = plain.saturating_add(usize::from(fits.plainly));
            }
            excepted_plainly &= !(excepted && fits.plainly);
            if contradicted {
                figures.push((name.clone(), statement.year));
                let title = self.figure_title(&name);
                let (value, other) = apart(&value, &other);
                against.push(title.map(|language, title| {
                    let (value, other) = (value.written(language), other.written(language));
                    match language {
                        Language::Sv => format!("{title}: {value} mot {other}"),
                        Language::En => format!("{title}: {value} against {other}"),
                    }
                }));
            }
        }
        let (holds, holds_plainly) = match statement.of {
            Quantifier::All => (against.is_empty(), plain == asked && excepted_plainly),
            Quantifier::Majority => (possible.saturating_mul(2) > asked, plain.saturating_mul(2) > asked),
            Quantifier::Some => (possible > 0, plain > 0),
        };
        let within_rounding = holds && !holds_plainly;
        Ok(Judged { holds, within_rounding, against: joined(against.iter(), "; "), figures, origins })
    }

    /// The statements before this one that are of a figure it is of, held against the same: each with that figure,
    /// one they cannot both be right about where there is one.
    fn told_before<'m>(&'m self, statement: &Assertion) -> Vec<(&'m Assertion, String, bool)> {
        let claims = |it: &Assertion| {
            let excepted = |id: &str| it.except.iter().any(|excepted| excepted.value == id);
            let spread = self.spread_figures(it).into_iter();
            let claims = spread.map(|(name, bound)| (name, !bound.is_some_and(|(_, id)| excepted(&id))));
            claims.collect::<Vec<(String, bool)>>()
        };
        let all = |it: &Assertion| it.of == Quantifier::All;
        if !all(statement) {
            return Vec::new();
        }
        let own = claims(statement);
        let before = self.model.statements.iter().take_while(|it| it.id.value != statement.id.value);
        let before =
            before.filter(|it| it.year == statement.year && all(it) && same_comparand(it, statement));
        let before = before.filter(|it| self.is_known(self.model.cited_from(it.source.as_ref())));
        let mut told = Vec::new();
        for other in before {
            let theirs = claims(other);
            let mut both = own.iter().filter_map(|(name, so)| {
                let (_, their) = theirs.iter().find(|(other, _)| other == name)?;
                Some((name, opposed((statement.says, *so), (other.says, *their))))
            });
            let Some(first) = both.next() else { continue };
            let (name, opposed) = if first.1 { first } else { both.find(|it| it.1).unwrap_or(first) };
            told.push((other, name.clone(), opposed));
        }
        told
    }

    /// The figures of a statement, each with the organisation its pattern stands for.
    fn spread_figures(&self, statement: &Assertion) -> Vec<(String, Option<(String, String)>)> {
        let mut all = Vec::new();
        for term in &statement.figures {
            let name = &term.name.value;
            let pattern = name.split_once('{').and_then(|(_, rest)| rest.split_once('}'));
            let Some((pattern, _)) = pattern.map(|(inner, rest)| (format!("{{{inner}}}"), rest)) else {
                all.push((name.clone(), None));
                continue;
            };
            for organisation in &self.model.organisations {
                let bound = name.replace(&pattern, &organisation.id.value);
                let known = self.model.catalogue().contains_key(&bound);
                if known && organisation.is_member_in(statement.year) {
                    all.push((bound, Some((pattern.clone(), organisation.id.value.clone()))));
                }
            }
        }
        all
    }

    pub(super) fn initiatives(&self) -> Vec<Subject> {
        let from = |it: &Initiative| self.model.cited_from(it.source.as_ref());
        let initiatives = self.known(&self.model.initiatives, from);
        initiatives.map(|(index, initiative)| self.initiative(index, initiative)).collect()
    }

    fn initiative(&self, index: usize, initiative: &Initiative) -> Subject {
        let title = Text::new(
            format!("Initiativ {}, {}", initiative.number, initiative.title),
            format!("Initiative {}, {}", initiative.number, initiative.title),
        );
        let id = format!("initiative/{}", initiative.id.value);
        let mut subject = self.subject(SubjectKind::Initiative, id, title, OfInitiative(index));
        subject.place = Some(initiative.span);
        subject = self.of_year(subject, initiative.year, None);
        // What an initiative lacks is best put right while it runs.
        if year_start(initiative.year) <= self.question.as_of {
            subject.standing = Standing::Current;
        }
        self.not_before(subject, self.model.cited_from(initiative.source.as_ref()))
    }

    /// What a reader calls a field of an initiative; its key, where nobody has said.
    fn field(&self, key: &str) -> Text {
        self.model.initiative_fields.get(key).cloned().unwrap_or_else(|| Text::same(key))
    }

    /// What its overview and its own page print differently, with both wordings.
    fn differing(&self, initiative: &Initiative) -> Text {
        let differing = initiative.differing.iter().map(|(key, row, detail)| {
            let (row, detail) = (self.names_for_ids(row), self.names_for_ids(detail));
            self.field(key).map(|_, key| format!("{key}: {row} / {detail}"))
        });
        joined(differing.collect::<Vec<Text>>().iter(), "; ")
    }

    /// An initiative that is carried over from both places: what others print in both, it has in both.
    fn compared<'m>(&self, initiative: &'m Initiative) -> Result<&'m Initiative, Gap> {
        if !initiative.compared {
            return Err(Gap::record(Text::new(
                "Det som översikten och initiativets egen sida skriver finns inte båda i arbetsytan.",
                "The workspace does not hold both what the overview and what the initiative’s own page print.",
            )));
        }
        if let Some(key) = initiative.uncounted.first().filter(|_| initiative.differing.is_empty()) {
            let field = self.field(key);
            return Err(Gap::record(Text::new(
                format!(
                    "Hur många poster som ska stå under {} är inte angivet på båda ställena (count).",
                    field.sv
                ),
                format!("How many entries stand under {} is not said in both places (count).", field.en),
            )));
        }
        let others = || self.model.initiatives.iter().filter(|it| it.year == initiative.year);
        let lost = |key: &&String| others().any(|it| it.shared.contains(*key));
        match initiative.alone.iter().find(lost).filter(|_| initiative.differing.is_empty()) {
            None => Ok(initiative),
            Some(key) => {
                let field = self.field(key);
                Err(Gap::record(Text::new(
                    format!("Bara det ena av översikten och initiativets egen sida har: {}.", field.sv),
                    format!("Only one of the overview and the initiative’s own page has: {}.", field.en),
                )))
            }
        }
    }

    /// Where an initiative's parties or goals speak of other municipalities than it says it concerns.
    fn scope_conflicts(&self, initiative: &Initiative) -> Result<Vec<Text>, Gap> {
        let known = |list: &'_ Option<Vec<Spanned<String>>>, key: &str| {
            let ids = list.as_ref().map(|ids| ids.iter().map(|id| id.value.clone()).collect::<Vec<String>>());
            ids.ok_or_else(|| {
                Gap::record(Text::new(
                    format!("Det är inte infört vilka kommuner initiativet gäller: `{key}` saknas."),
                    format!(
                        "It is not entered which municipalities the initiative concerns: `{key}` is missing."
                    ),
                ))
            })
        };
        let (scope, goal_for) =
            (known(&initiative.scope, "scope")?, known(&initiative.goal_for, "goal_for")?);
        let is_municipality = |id: &&String| {
            self.model.organisation(id).is_some_and(|it| it.kind == OrganisationKind::Municipality)
        };
        if initiative.parties.is_empty() {
            return Err(Gap::record(Text::new(
                "Parterna på initiativets egen sida är inte införda.",
                "The parties on the initiative’s own page are not entered.",
            )));
        }
        let names = |ids: &[&String]| {
            let ids: Vec<&str> = ids.iter().map(|id| id.as_str()).collect();
            self.names_for_ids(&ids.join(", "))
        };
        let outside: Vec<&String> =
            initiative.parties.iter().filter(is_municipality).filter(|id| !scope.contains(id)).collect();
        let beyond: Vec<&String> =
            scope.iter().filter(|id| !goal_for.is_empty() && !goal_for.contains(id)).collect();
        let mut found = Vec::new();
        if !outside.is_empty() {
            let names = names(&outside);
            found.push(Text::new(
                format!("parter som det inte gäller: {names}"),
                format!("parties it does not concern: {names}"),
            ));
        }
        if !beyond.is_empty() {
            let (goal, names) = (names(&goal_for.iter().collect::<Vec<_>>()), names(&beyond));
            found.push(Text::new(
                format!("målen nämner bara {goal}, men det gäller även {names}"),
                format!("the goals name only {goal}, but it also concerns {names}"),
            ));
        }
        Ok(found)
    }

    /// A list of ids as the names a reader knows.
    fn names_for_ids(&self, list: &str) -> String {
        let name = |id: &str| self.model.organisation(id).map_or_else(|| id.to_owned(), |it| it.name.clone());
        list.split(", ").map(name).collect::<Vec<_>>().join(", ")
    }

    pub(super) fn actions(&self) -> Vec<Subject> {
        let actions = self.known(&self.model.actions, |it| self.planned_from(it));
        actions.map(|(index, action)| self.action(index, action)).collect()
    }

    /// The first day an action can have been known: its plan's, or else the day it was recorded, or else the first
    /// day of the year it begins in.
    fn planned_from(&self, action: &Action) -> Option<NaiveDate> {
        let days = [&action.start, &action.day, &action.end].into_iter().flatten();
        let begins = || NaiveDate::from_ymd_opt(days.map(|day| day.value.year()).min()?, 1, 1);
        self.model.cited_from(action.source.as_ref()).or(action.recorded).or_else(begins)
    }

    /// The day it was done, when that had come and was known.
    fn done(&self, action: &Action) -> Option<Done> {
        action.done.filter(|done| done.latest <= self.question.as_of && self.counts(action.recorded))
    }

    /// How many days after its last day it was done, when the day itself is known.
    fn late(&self, action: &Action) -> Option<i64> {
        let (done, end) = (self.done(action)?.earliest?, action.end.as_ref()?);
        Some(done.signed_duration_since(end.value).num_days().max(0))
    }

    fn action(&self, index: usize, action: &Action) -> Subject {
        let title = action.title.map(|_, title| format!("{}. {title}", action.number));
        let id = format!("action/{}", action.id.value);
        let mut subject = self.subject(SubjectKind::Action, id, title, OfAction(index));
        subject.place = Some(action.end.as_ref().map_or(action.id.span, |end| end.span));
        subject.responsible = action.responsible.iter().map(|it| it.value.clone()).collect();
        subject.due = action.end.as_ref().map(|end| end.value);
        subject.days_late = self.late(action).filter(|days| *days > 0);
        let year =
            action.end.as_ref().or(action.start.as_ref()).or(action.day.as_ref()).map(|day| day.value.year());
        subject.years = year.map(|year| (year, year));
        self.not_before(subject, self.model.cited_from(action.source.as_ref()))
    }
}

/// Whether a statement holds, and what speaks against it.
struct Judged {
    holds: bool,
    within_rounding: bool,
    against: Text,
    /// The figures that speak against it.
    figures: Vec<(String, i32)>,
    origins: Vec<Origin>,
}

/// Why a statement is not judged on a number that is probably wrong.
fn on_a_wrong_number(judged: &Judged, words: &Text) -> Gap {
    let text = words.map(|language, words| match (language, judged.holds) {
        (Language::Sv, false) => {
            format!("Texten går inte ihop med ett tal som troligen är fel ({}). {words}", judged.against.sv)
        }
        (Language::Sv, true) => format!("Texten stämmer bara med ett tal som troligen är fel. {words}"),
        (Language::En, false) => {
            format!(
                "The text does not go with a number that is probably wrong ({}). {words}",
                judged.against.en
            )
        }
        (Language::En, true) => format!("The text holds only with a number that is probably wrong. {words}"),
    });
    Gap { reason: Undecided::Judgement, text }
}

struct Fits {
    /// Some reading of the printed figures makes it so.
    possibly: bool,
    /// Every reading does.
    surely: bool,
    /// The numbers do, as they are printed.
    plainly: bool,
}

fn relates(how: Relates, a: &Quantity, b: &Quantity) -> Fits {
    let (possibly, surely, plainly) = match how {
        Relates::Above => (a.high > b.low, a.low > b.high, a.value > b.value),
        Relates::Below => (a.low < b.high, a.high < b.low, a.value < b.value),
        Relates::Equal => (a.low <= b.high && b.low <= a.high, a.value == b.value, a.value == b.value),
        Relates::AtLeast => (a.high >= b.low, a.low >= b.high, a.value >= b.value),
        Relates::AtMost => (a.low <= b.high, a.high <= b.low, a.value <= b.value),
    };
    Fits { possibly, surely, plainly }
}

fn amount(amount: &Quantity) -> Property {
    Ok(Fact::Amount(amount.clone()).into())
}

fn no_such_value() -> Gap {
    Gap::figure(Text::new("Målet har inget sådant värde.", "The goal has no such value."))
}

fn not_done() -> Gap {
    Gap::record(Text::new(
        "Källorna visar inte att åtgärden är gjord.",
        "The sources do not show that the action is done.",
    ))
}

fn start_or_end(day: NaiveDate) -> Gap {
    Gap::record(Text::new(
        format!("Planen ger en enda dag, {day}, och källan visar inte om den är början eller slutet."),
        format!(
            "The plan gives a single day, {day}, and the source does not show whether it is the start or the end."
        ),
    ))
}

fn at_statement(statement: &Assertion, fact: Fact) -> Known {
    record(fact, statement.id.span, statement.source.as_ref())
}

fn at_initiative(initiative: &Initiative, fact: Fact) -> Known {
    Known { span: Some(initiative.span), ..Known::from(fact) }
}

/// Where they say it.
fn claim_places(says: &[&Says]) -> Property {
    let first = says.first().ok_or_else(|| {
        Gap::record(Text::new("Inget dokument bedömer målet.", "No document judges the goal."))
    })?;
    let place = |says: &&Says| {
        let source = says.source.as_ref();
        let part = source.and_then(|it| it.part.as_deref()).unwrap_or("?");
        let words = match says.outcome {
            GoalOutcome::Met => Text::new("nått", "met"),
            GoalOutcome::Missed => Text::new("inte nått", "missed"),
            GoalOutcome::Partly => Text::new("delvis nått", "partly met"),
        };
        words.map(|_, words| format!("{part}: {words}"))
    };
    let places: Vec<Text> = says.iter().map(place).collect();
    let words = joined(places.iter(), "; ");
    Ok(record(Fact::Words(words), first.span, first.source.as_ref()))
}

/// What the documents say, taken together.
fn claimed(says: &[&Says]) -> &'static str {
    match says {
        [] => "none",
        [first, rest @ ..] if rest.iter().all(|it| it.outcome == first.outcome) => first.outcome.name(),
        _ => "divided",
    }
}
