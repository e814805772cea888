//! Statements that judge figures, as subjects.

use super::{joined, record, truth};
use crate::amount::{AmountError, Language, Origin, Quantity, Text, apart};
use crate::facts::figures::{Instead, amount_gap};
use crate::facts::property::{self, PropertyOf, Source};
use crate::facts::{Fact, Facts, Gap, Judges, Known, Subject};
use crate::model::follow_up::{Assertion, Comparand, Quantifier, Relates};
use crate::model::rule::{SubjectKind, Undecided};

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

impl Facts {
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

fn at_statement(statement: &Assertion, fact: Fact) -> Known {
    record(fact, statement.id.span, statement.source.as_ref())
}
