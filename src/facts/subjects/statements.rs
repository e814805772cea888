//! Statements of running text, as subjects: whether what they say of figures is so, part by part.

use std::collections::{BTreeMap, BTreeSet};

use super::{joined, record, truth};
use crate::amount::{AmountError, Language, Origin, Quantity, Text, apart};
use crate::facts::figures::{Figures, Instead, amount_gap};
use crate::facts::property::{self, PropertyOf, Source};
use crate::facts::{Fact, Facts, Gap, Judges, Known, Subject};
use crate::limits;
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
            |asked, it| truth(asked.facts.is_told_before(it)),
        ),
        property::truth(
            "told_otherwise",
            ("ett annat ställe säger emot", "another place says the opposite"),
            |asked, it| truth(asked.facts.is_told_otherwise(it)),
        ),
        property::words("other_place", ("det andra stället", "the other place"), |asked, it| {
            let (told, more) = asked.facts.told_otherwise(it);
            let opposed = told.iter().map(|(other, figure)| {
                let place = other.source.as_ref().map(|it| asked.facts.model.cited(it)).unwrap_or_default();
                let figure = asked.facts.figure_title(figure);
                figure.map(|language, figure| match language {
                    Language::Sv => format!("{place}: {} ({figure})", other.text.sv),
                    Language::En => format!("{place}: {} ({figure})", other.text.en),
                })
            });
            let more = (more > 0)
                .then(|| Text::new(format!("och {more} ställen till"), format!("and {more} more places")));
            let opposed: Vec<Text> = opposed.chain(more).collect();
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
        let opposed = facts.told_otherwise(it).0.into_iter().map(|(_, figure)| (figure, it.year));
        let all = wrong.into_iter().chain(opposed);
        all.map(|(figure, year)| Judges { figure, year, against: Some(against.clone()) }).collect()
    }
}

/// What a statement says of a figure: how it relates, and whether it says that it is so, or that it is not.
type Said = (Relates, bool);

/// What statements say of figures, each told once for all that ask.
#[derive(Debug, Default)]
pub(in crate::facts) struct Tellings {
    /// The first statement of each id.
    first: BTreeMap<String, usize>,
    /// By year, figure and what it is held against.
    told: BTreeMap<(i32, String, String), Telling>,
}

/// The statements that say one thing of a figure in each way, in their order.
#[derive(Debug, Default)]
struct Telling(Vec<(Said, Vec<usize>)>);

impl Telling {
    fn take_in(&mut self, index: usize, said: Said) {
        match self.0.iter_mut().find(|(own, _)| *own == said) {
            Some((_, all)) => all.push(index),
            None => self.0.push((said, vec![index])),
        }
    }

    /// Those that cannot be right together with another.
    fn opposed(&self, own: Said) -> impl Iterator<Item = &Vec<usize>> {
        self.0.iter().filter(move |(other, _)| opposed(own, *other)).map(|(_, all)| all)
    }
}

/// What a statement holds its figures against, alike for two that hold theirs against the same.
fn against(it: &Assertion) -> String {
    match &it.with {
        Comparand::Year(years) => format!("year {years}"),
        Comparand::Figure(term) => format!("{} {}", term.year, term.name.value),
        Comparand::Number(number) => {
            let alike = [number.value, number.low, number.high].map(|it| it.normalize());
            format!("number {alike:?} {:?} {:?}", number.unit, number.digits_printed())
        }
    }
}

/// Whether a statement says of each part that it speaks of whether it is so.
const fn of_each_part(it: &Assertion) -> bool {
    matches!(it.of, Quantifier::All | Quantifier::None)
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
        Gap::new(Undecided::Judgement, words)
    }

    /// Whether a statement holds for the printed precision, and what speaks against it. What is not known of one part
    /// leaves it open only where the others do not settle it.
    fn judge_with(&self, statement: &Assertion, instead: &Instead) -> Result<Judged, Gap> {
        let mut tally = Tally::default();
        let mut figures = Vec::new();
        let mut against: Vec<Text> = Vec::new();
        let parts = self.parts_of(statement)?;
        if parts.is_empty() {
            return Err(about_nobody(statement.year));
        }
        for part in parts {
            let excepted = is_excepted(statement, &part);
            let compared = self.held_against(statement, &part, instead);
            let (value, other) = match compared {
                Ok(both) => both,
                Err(gap) => {
                    tally.leave_open(gap, excepted);
                    continue;
                }
            };
            tally.origins.extend(value.origins.iter().chain(&other.origins));
            if value.kind != other.kind {
                return Err(amount_gap(AmountError::DifferentKinds(value.kind, other.kind)));
            }
            let fits = relates(statement.says, &value, &other);
            let denied = excepted != (statement.of == Quantifier::None);
            let contradicted = if denied { fits.surely } else { !fits.possibly };
            // What is printed alike has neither risen nor fallen, as far as is shown.
            if !denied && fits.possibly && !fits.surely && looks_unchanged(statement, &value, &other) {
                tally.leave_open(printed_alike(&self.figure_title(&part.name), &value), excepted);
                continue;
            }
            tally.count(denied, excepted, &fits);
            tally.refuted |= excepted && contradicted;
            if contradicted {
                figures.push((part.name.clone(), statement.year));
                let title = self.figure_title(&part.name);
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
        let (holds, within_rounding) = tally.settle(statement.of, against.is_empty())?;
        let against = joined(against.iter(), "; ");
        Ok(Judged { holds, within_rounding, against, figures, origins: tally.origins })
    }

    /// A part's figure and what it is held against.
    fn held_against(
        &self,
        statement: &Assertion,
        part: &Part,
        instead: &Instead,
    ) -> Result<(Quantity, Quantity), Gap> {
        let known = |name: &str, year: i32| self.figures.value_with(&self.model, name, year, instead);
        let known = |name: &str, year: i32| known(name, year).map(|it| self.spoken(name, it));
        let value = self.figures.settled_with(&self.model, &part.name, statement.year, instead)?;
        let value = self.spoken(&part.name, value);
        let other = match &statement.with {
            Comparand::Year(years) => known(&part.name, statement.year.saturating_add(*years))?,
            Comparand::Number(number) => self.spoken_number(&part.name, number),
            Comparand::Figure(term) => {
                let name = part.bound.as_ref().map_or_else(
                    || term.name.value.clone(),
                    |(pattern, id)| term.name.value.replace(pattern.as_str(), id),
                );
                known(&name, statement.year.saturating_add(term.year))?
            }
        };
        Ok((value, other))
    }

    /// What a statement speaks of, part by part. One that says of how many of a single figure it is so speaks of what
    /// that is made up of.
    fn parts_of(&self, statement: &Assertion) -> Result<Vec<Part>, Gap> {
        let named = self.spread_figures(statement);
        let whole = match named.as_slice() {
            [Part { name, bound: None }] if statement.quantified => name,
            _ => return Ok(named),
        };
        let parts = Figures::parts(&self.model, whole);
        let title = self.figure_title(whole);
        let [parts] = parts.as_slice() else { return Err(parts_not_known(&title, parts.is_empty())) };
        Ok(parts.iter().map(|name| Part { name: name.clone(), bound: None }).collect())
    }

    /// What statements say of each figure, those of each way to say it in their order.
    fn tellings(&self) -> &Tellings {
        self.tellings.get_or_init(|| {
            let mut all = Tellings::default();
            for (index, it) in self.model.statements.iter().enumerate() {
                all.first.entry(it.id.value.clone()).or_insert(index);
                if !of_each_part(it) || !self.is_known(self.model.cited_from(it.source.as_ref())) {
                    continue;
                }
                let mut names = BTreeSet::new();
                for (name, so) in self.claims_of(it) {
                    // Of a figure that it names twice, what it says first.
                    if names.insert(name.clone()) {
                        all.told
                            .entry((it.year, name, against(it)))
                            .or_default()
                            .take_in(index, (it.says, so));
                    }
                }
            }
            all
        })
    }

    /// The figures of a statement, each with whether it says so of it.
    fn claims_of(&self, it: &Assertion) -> Vec<(String, bool)> {
        let parts = self.parts_of(it).unwrap_or_default().into_iter();
        let claims = parts.map(|part| (is_excepted(it, &part) == (it.of == Quantifier::None), part.name));
        claims.map(|(so, name)| (name, so)).collect()
    }

    /// What the statements of each figure of this one say, held against the same, with how it says it itself; and
    /// how many statements stand before it.
    fn told_of<'f>(&'f self, statement: &Assertion) -> (usize, Vec<(String, Said, &'f Telling)>) {
        let tellings = self.tellings();
        let Some(before) = tellings.first.get(&statement.id.value).filter(|_| of_each_part(statement)) else {
            return (0, Vec::new());
        };
        let claims = self.claims_of(statement).into_iter().filter_map(|(name, so)| {
            let telling = tellings.told.get(&(statement.year, name.clone(), against(statement)))?;
            Some((name, (statement.says, so), telling))
        });
        (*before, claims.collect())
    }

    /// Whether a statement before this one is of a figure it is of, held against the same.
    fn is_told_before(&self, statement: &Assertion) -> bool {
        let (before, told) = self.told_of(statement);
        told.iter().any(|(.., telling)| telling.0.iter().any(|(_, all)| all.first() < Some(&before)))
    }

    /// Whether one of them cannot be right together with it.
    fn is_told_otherwise(&self, statement: &Assertion) -> bool {
        let (before, told) = self.told_of(statement);
        told.iter().any(|(_, own, telling)| telling.opposed(*own).any(|all| all.first() < Some(&before)))
    }

    /// The first of them that cannot, each with the first figure that it is so of, and how many more there are.
    fn told_otherwise(&self, statement: &Assertion) -> (Vec<(&Assertion, String)>, usize) {
        let (before, told) = self.told_of(statement);
        let mut found: Vec<(usize, usize)> = Vec::new();
        for (at, (_, own, telling)) in told.iter().enumerate() {
            let all = telling.opposed(*own).flatten().copied();
            found.extend(all.filter(|it| *it < before).map(|it| (it, at)));
        }
        found.sort_unstable();
        found.dedup_by_key(|(index, _)| *index);
        let more = found.len().saturating_sub(limits::NAMED);
        let named = found.into_iter().take(limits::NAMED);
        let named = named
            .filter_map(|(index, at)| Some((self.model.statements.get(index)?, told.get(at)?.0.clone())));
        (named.collect(), more)
    }

    /// The figures of a statement, each with the organisation its pattern stands for.
    fn spread_figures(&self, statement: &Assertion) -> Vec<Part> {
        let mut all = Vec::new();
        for term in &statement.figures {
            let name = &term.name.value;
            for binding in self.model.bindings(name) {
                let Some((pattern, organisation)) = binding else {
                    all.push(Part { name: name.clone(), bound: None });
                    continue;
                };
                let bound = name.replace(pattern, &organisation.id.value);
                let known = self.model.catalogue().contains_key(&bound);
                if known && organisation.is_member_in(statement.year) {
                    let organisation = organisation.id.value.clone();
                    all.push(Part { name: bound, bound: Some((pattern.to_owned(), organisation)) });
                }
            }
        }
        all
    }
}

/// One figure that a statement speaks of, and the organisation its pattern stands for.
struct Part {
    name: String,
    bound: Option<(String, String)>,
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
    Gap::new(Undecided::Judgement, text)
}

/// How many of the parts are as a statement says.
#[derive(Default)]
struct Tally {
    /// By some reading of the printed figures, and by the numbers as they are printed.
    possible: usize,
    plain: usize,
    /// How many are known, those that it excepts not counted.
    known: usize,
    /// How many are not.
    open: usize,
    gap: Option<Gap>,
    /// Whether something that it denies is so by some reading of the numbers.
    unplain: bool,
    /// Whether an exception is none; and whether that is not known of one.
    refuted: bool,
    unsure: bool,
    origins: Vec<Origin>,
}

impl Tally {
    fn leave_open(&mut self, gap: Gap, excepted: bool) {
        self.open = self.open.saturating_add(usize::from(!excepted));
        self.unsure |= excepted;
        self.gap.get_or_insert(gap);
    }

    fn count(&mut self, denied: bool, excepted: bool, fits: &Fits) {
        self.unplain |= denied && fits.possibly;
        if !excepted {
            self.known = self.known.saturating_add(1);
            self.possible = self.possible.saturating_add(usize::from(fits.possibly));
            self.plain = self.plain.saturating_add(usize::from(fits.plainly));
        }
    }

    /// Whether it holds, and only thanks to the rounding; a gap where what is not known could turn it.
    fn settle(&mut self, of: Quantifier, nothing_against: bool) -> Result<(bool, bool), Gap> {
        let most = |count: usize, all: usize| count.saturating_mul(2) > all;
        let all = self.known.saturating_add(self.open);
        let with_open = |count: usize| count.saturating_add(self.open);
        let (holds, plainly, settled) = match of {
            Quantifier::All => (nothing_against, self.plain == self.known && !self.unplain, !nothing_against),
            Quantifier::None => (nothing_against, self.plain == 0 && !self.unplain, !nothing_against),
            Quantifier::Majority => {
                let (least, can) = (most(self.possible, all), most(with_open(self.possible), all));
                (least, most(self.plain, all), least || !can)
            }
            Quantifier::Some => (self.possible > 0, self.plain > 0, self.possible > 0),
        };
        // What it excepts must be exceptions, of however many it is said.
        let settled = self.refuted || (settled && !(holds && self.unsure));
        let (holds, plainly) = (holds && !self.refuted, plainly && !self.unplain);
        match self.gap.take() {
            Some(gap) if !settled => Err(gap),
            _ => Ok((holds, holds && !plainly)),
        }
    }
}

/// What speaks of members or of organisations of a sort, in a year in which there were none.
fn about_nobody(year: i32) -> Gap {
    Gap::record(Text::new(
        format!(
            "Ingen av dem som påståendet talar om var med {year}, eller också saknas deras siffror i katalogen."
        ),
        format!(
            "None of those the statement speaks of was there in {year}, or the catalogue lacks their figures."
        ),
    ))
}

/// How far two amounts are to each other as it is said.
pub(super) struct Fits {
    /// Some reading of the printed figures makes it so.
    pub(super) possibly: bool,
    /// Every reading does.
    pub(super) surely: bool,
    /// Every reading does, but for one on the edge; or the two are printed alike, where that is enough.
    plainly: bool,
}

pub(super) fn relates(how: Relates, a: &Quantity, b: &Quantity) -> Fits {
    let (is_same, no_less, no_more) = (a.value == b.value, a.low >= b.high, a.high <= b.low);
    let (possibly, surely, plainly) = match how {
        Relates::Above => (a.high > b.low, a.low > b.high, no_less && !is_same),
        Relates::Below => (a.low < b.high, a.high < b.low, no_more && !is_same),
        Relates::Equal => (a.low <= b.high && b.low <= a.high, is_same, is_same),
        Relates::AtLeast => (a.high >= b.low, no_less, no_less || is_same),
        Relates::AtMost => (a.low <= b.high, no_more, no_more || is_same),
    };
    Fits { possibly, surely, plainly }
}

/// Whether a figure that is said to have risen or fallen is printed as it was.
fn looks_unchanged(statement: &Assertion, value: &Quantity, other: &Quantity) -> bool {
    matches!(statement.says, Relates::Above | Relates::Below)
        && matches!(statement.with, Comparand::Year(_))
        && value.value == other.value
}

fn is_excepted(statement: &Assertion, part: &Part) -> bool {
    part.bound.as_ref().is_some_and(|(_, id)| statement.except.iter().any(|it| it.value == *id))
}

fn at_statement(statement: &Assertion, fact: Fact) -> Known {
    record(fact, statement.id.span, statement.source.as_ref())
}

fn printed_alike(title: &Text, value: &Quantity) -> Gap {
    Gap::new(
        Undecided::Judgement,
        title.map(|language, title| {
            let value = value.written(language);
            match language {
                Language::Sv => {
                    format!("{title} är tryckt som {value} båda åren, så det syns inte om den har ändrats.")
                }
                Language::En => format!(
                    "{title} is printed as {value} in both years, so whether it has changed is not shown."
                ),
            }
        }),
    )
}

fn parts_not_known(title: &Text, none: bool) -> Gap {
    Gap::figure(title.map(|language, title| match (language, none) {
        (Language::Sv, true) => format!("Vad {title} består av är inte känt, så delarna går inte att pröva."),
        (Language::En, true) => {
            format!("What {title} is made up of is not known, so its parts cannot be tested.")
        }
        (Language::Sv, false) => {
            format!("{title} kan delas på flera sätt, och vilka delar som avses är inte infört.")
        }
        (Language::En, false) => {
            format!("{title} can be split in several ways, and which parts are meant is not entered.")
        }
    }))
}
