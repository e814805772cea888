//! Goals, statements, initiatives and actions, as subjects.

use chrono::{Datelike, NaiveDate};

use super::{Names, Properties, count, joined, record, truth};
use crate::amount::{Language, Origin, Quantity, Text};
use crate::facts::figures::{year_end, year_start};
use crate::facts::{Fact, Facts, Gap, Known, Property, Standing, Subject};
use crate::model::figure::Term;
use crate::model::follow_up::{
    Action, Aim, Assertion, Bound, Comparand, Goal, GoalOutcome, Initiative, Quantifier, Relates, Says,
};
use crate::model::rule::SubjectKind;
use crate::source::Spanned;

pub(in crate::facts) const GOAL: Names = &[
    ("outcome", "what came out"),
    ("target", "what was aimed at"),
    ("low", "the lower end of a band"),
    ("high", "the upper end of a band"),
    ("is_band", "whether the goal is a band"),
    ("at", "`least` or `most`"),
    ("claimed", "what documents say: `met`, `missed`, `partly`, `divided` or `none`"),
    ("claim_place", "where they say it"),
    ("group", "the sort of goal"),
    ("has_base", "whether the outcome can be computed from its numerator and denominator"),
];
pub(in crate::facts) const STATEMENT: Names = &[
    ("holds", "whether it holds, within rounding"),
    ("against", "what speaks against it, with the values"),
    ("text", "what it says"),
];
pub(in crate::facts) const INITIATIVE: Names = &[
    ("number", "its number"),
    ("missing", "how many things its own page lacks"),
    ("missing_fields", "which those are"),
    ("differs", "how many things the overview and its own page print differently"),
    ("differing_fields", "which those are, with both wordings"),
    ("is_followed_up", "whether a source shows a follow-up"),
    ("ended", "whether its last day has passed"),
    ("ends", "its last day"),
];
pub(in crate::facts) const ACTION: Names = &[
    ("number", "its number in the plan"),
    ("has_start", "whether the plan gives a first day"),
    ("has_end", "whether the plan gives a last day"),
    ("start", "its first day"),
    ("end", "its last day"),
    ("is_done", "whether it was done by the day of the question"),
    ("done", "the day it was done"),
    ("days_late", "how many days after its last day it was done"),
];

impl Facts {
    pub(super) fn goals(&self) -> Vec<Subject> {
        let last = self.question.as_of.year();
        let mut subjects = Vec::new();
        for goal in &self.model.goals {
            let (from, to) = goal.years;
            subjects.extend((from..=to.min(last)).map(|year| self.goal(goal, year)));
        }
        subjects
    }

    fn goal(&self, goal: &Goal, year: i32) -> Subject {
        let figure = |term: &Term| {
            let value = self.figure(&term.name.value, year.saturating_add(term.year));
            value.map(|value| Known::from(Fact::Amount(value)))
        };
        let outcome = figure(&goal.figure);
        let [target, low, high, is_band, at] = aim_properties(&goal.aim, &figure);
        let says: Vec<&Says> = goal.says.iter().filter(|says| says.year == year).collect();
        let own = vec![
            ("outcome", outcome.clone()),
            ("target", target),
            ("low", low),
            ("high", high),
            ("is_band", is_band),
            ("at", at),
            ("claimed", Ok(Fact::Word(claimed(&says)).into())),
            ("claim_place", self.claim_places(&says)),
            ("group", Ok(Fact::Words(Text::same(&goal.group)).into())),
            ("has_base", truth(self.figures.is_computed(&goal.figure.name.value, year))),
        ];
        let title = goal.title.map(|_, title| format!("{title} {year}"));
        let mut subject =
            self.subject(SubjectKind::Goal, format!("goal/{}/{year}", goal.id.value), title, own);
        let place = match outcome.as_ref().map(|known| &known.fact) {
            Ok(Fact::Amount(amount)) => {
                amount.origins.first().and_then(|it| self.claim(*it)).map(|it| it.span)
            }
            _ => None,
        };
        subject.place = Some(place.unwrap_or(goal.id.span));
        subject.group = Some(goal.group.clone());
        self.of_year(subject, year, None)
    }

    fn claim_places(&self, says: &[&Says]) -> Property {
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

    pub(super) fn statements(&self) -> Vec<Subject> {
        self.model.statements.iter().map(|statement| self.statement(statement)).collect()
    }

    fn statement(&self, statement: &Assertion) -> Subject {
        let judged = self.judge(statement);
        let span = statement.id.span;
        let source = statement.source.as_ref();
        let fact =
            |fact, origins: &[Origin]| Ok(Known { origins: origins.to_vec(), ..record(fact, span, source) });
        let (holds, against) = match &judged {
            Err(gap) => (Err(gap.clone()), Err(gap.clone())),
            Ok(judged) => (
                fact(Fact::Truth(judged.holds), &judged.origins),
                fact(Fact::Words(judged.against.clone()), &judged.origins),
            ),
        };
        let own = vec![
            ("holds", holds),
            ("against", against),
            ("text", fact(Fact::Words(statement.text.clone()), &[])),
        ];
        let id = format!("statement/{}", statement.id.value);
        let place = source.map(|it| self.model.cited(it)).unwrap_or_default();
        let mut subject = self.subject(SubjectKind::Statement, id, Text::same(place), own);
        subject.place = Some(span);
        subject.group = Some(statement.group.clone());
        self.of_year(subject, statement.year, None)
    }

    /// Whether a statement holds for the printed precision, and what speaks against it.
    fn judge(&self, statement: &Assertion) -> Result<Judged, Gap> {
        let mut judged = Judged { holds: true, against: Text::default(), origins: Vec::new() };
        let (mut possible, mut asked) = (0_usize, 0_usize);
        let mut against: Vec<Text> = Vec::new();
        for (name, bound) in self.spread_figures(statement) {
            let value = self.figure(&name, statement.year)?;
            let other = match &statement.with {
                Comparand::Year(years) => self.figure(&name, statement.year.saturating_add(*years))?,
                Comparand::Number(number) => number.clone(),
                Comparand::Figure(term) => {
                    let name = bound.as_ref().map_or_else(
                        || term.name.value.clone(),
                        |(pattern, id)| term.name.value.replace(pattern.as_str(), id),
                    );
                    self.figure(&name, statement.year.saturating_add(term.year))?
                }
            };
            judged.origins.extend(value.origins.iter().chain(&other.origins));
            let excepted =
                bound.as_ref().is_some_and(|(_, id)| statement.except.iter().any(|it| it.value == *id));
            let fits = relates(statement.says, &value, &other);
            let contradicted = if excepted { fits.surely } else { !fits.possibly };
            if !excepted {
                asked = asked.saturating_add(1);
                possible = possible.saturating_add(usize::from(fits.possibly));
            }
            if contradicted {
                let title = self.figure_title(&name);
                against.push(title.map(|language, title| {
                    let (value, other) = (value.written(language), other.written(language));
                    match language {
                        Language::Sv => format!("{title}: {value} mot {other}"),
                        Language::En => format!("{title}: {value} against {other}"),
                    }
                }));
            }
        }
        judged.holds = match statement.of {
            Quantifier::All => against.is_empty(),
            Quantifier::Majority => possible.saturating_mul(2) > asked,
            Quantifier::Some => possible > 0,
        };
        judged.against = joined(against.iter(), "; ");
        Ok(judged)
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
                if known && organisation.is_member(year_end(statement.year)) {
                    all.push((bound, Some((pattern.clone(), organisation.id.value.clone()))));
                }
            }
        }
        all
    }

    pub(super) fn initiatives(&self) -> Vec<Subject> {
        self.model.initiatives.iter().map(|initiative| self.initiative(initiative)).collect()
    }

    fn initiative(&self, initiative: &Initiative) -> Subject {
        let place = |fact| Ok(Known { span: Some(initiative.span), ..Known::from(fact) });
        let differing = initiative.differing.iter().map(|(key, row, detail)| {
            let (row, detail) = (self.names_for_ids(row), self.names_for_ids(detail));
            field(key).map(|_, key| format!("{key}: {row} / {detail}"))
        });
        let differing: Vec<Text> = differing.collect();
        let missing: Vec<Text> = initiative.missing.iter().map(|key| field(key)).collect();
        let until = match initiative.until {
            Some(until) => place(Fact::Day(until)),
            None => Err(Gap::record(Text::new(
                "Källorna visar inte när initiativet slutar.",
                "The sources do not show when the initiative ends.",
            ))),
        };
        let own = vec![
            ("number", place(Fact::Number(initiative.number))),
            ("missing", place(count(missing.len()))),
            ("missing_fields", place(Fact::Words(joined(missing.iter(), ", ")))),
            ("differs", place(count(differing.len()))),
            ("differing_fields", place(Fact::Words(joined(differing.iter(), "; ")))),
            ("is_followed_up", truth(initiative.followed_up)),
            ("ended", truth(initiative.until.is_some_and(|until| until < self.question.as_of))),
            ("ends", until),
        ];
        let title = Text::new(
            format!("Initiativ {}, {}", initiative.number, initiative.title),
            format!("Initiative {}, {}", initiative.number, initiative.title),
        );
        let id = format!("initiative/{}", initiative.id.value);
        let mut subject = self.subject(SubjectKind::Initiative, id, title, own);
        subject.place = Some(initiative.span);
        subject = self.of_year(subject, initiative.year, None);
        // What an initiative lacks is best put right while it runs.
        if year_start(initiative.year) <= self.question.as_of {
            subject.standing = Standing::Current;
        }
        subject
    }

    /// A list of ids as the names a reader knows.
    fn names_for_ids(&self, list: &str) -> String {
        let name = |id: &str| self.model.organisation(id).map_or_else(|| id.to_owned(), |it| it.name.clone());
        list.split(", ").map(name).collect::<Vec<_>>().join(", ")
    }

    pub(super) fn actions(&self) -> Vec<Subject> {
        self.model.actions.iter().map(|action| self.action(action)).collect()
    }

    fn action(&self, action: &Action) -> Subject {
        let source = action.source.as_ref();
        let as_of = self.question.as_of;
        let done = action.done.as_ref().filter(|done| done.value <= as_of && self.counts(action.recorded));
        let day = |day: Option<&Spanned<NaiveDate>>, sv: &str, en: &str| match day {
            Some(day) => Ok(record(Fact::Day(day.value), day.span, source)),
            None => Err(Gap::record(Text::new(sv, en))),
        };
        let late = done
            .zip(action.end.as_ref())
            .map(|(done, end)| done.value.signed_duration_since(end.value).num_days().max(0));
        let not_done = (
            "Källorna visar inte att åtgärden är gjord.",
            "The sources do not show that the action is done.",
        );
        let own: Properties = vec![
            ("number", Ok(Fact::Words(Text::same(&action.number)).into())),
            ("has_start", truth(action.start.is_some())),
            ("has_end", truth(action.end.is_some())),
            (
                "start",
                day(action.start.as_ref(), "Planen ger ingen första dag.", "The plan gives no first day."),
            ),
            ("end", day(action.end.as_ref(), "Planen ger ingen sista dag.", "The plan gives no last day.")),
            ("is_done", truth(done.is_some())),
            ("done", day(done, not_done.0, not_done.1)),
            (
                "days_late",
                match late {
                    Some(days) => Ok(Fact::Number(days).into()),
                    None => Err(Gap::record(Text::new(not_done.0, not_done.1))),
                },
            ),
        ];
        let title = action.title.map(|_, title| format!("{}. {title}", action.number));
        let id = format!("action/{}", action.id.value);
        let mut subject = self.subject(SubjectKind::Action, id, title, own);
        subject.place = Some(action.end.as_ref().map_or(action.id.span, |end| end.span));
        subject.responsible = action.responsible.iter().map(|it| it.value.clone()).collect();
        subject.due = action.end.as_ref().map(|end| end.value);
        subject.days_late = late.filter(|days| *days > 0);
        let year = action.end.as_ref().or(action.start.as_ref()).map(|day| day.value.year());
        subject.years = year.map(|year| (year, year));
        self.not_before(subject, self.told(source))
    }
}

/// What a reader calls a field of an initiative.
fn field(key: &str) -> Text {
    const FIELDS: &[(&str, &str, &str)] = &[
        ("title", "titel", "title"),
        ("category", "kategori", "category"),
        ("status", "status", "status"),
        ("ranking", "rangordning", "ranking"),
        ("impact", "effekt", "impact"),
        ("feasibility", "genomförbarhet", "feasibility"),
        ("parties", "parter", "parties"),
        ("goal", "mål", "goal"),
        ("indicator", "indikator", "indicator"),
        ("convenor", "sammankallande", "convenor"),
        ("responsible", "ansvarig", "responsible"),
        ("holder", "ansvarig", "holder"),
        ("follow_up", "uppföljning", "follow-up"),
        ("scope", "omfattning", "scope"),
        ("circumstances", "omvärldsfaktorer", "circumstances"),
    ];
    let known = FIELDS.iter().find(|(known, ..)| *known == key);
    known.map_or_else(|| Text::same(key), |(_, sv, en)| Text::new(*sv, *en))
}

/// Whether a statement holds, and what speaks against it.
struct Judged {
    holds: bool,
    against: Text,
    origins: Vec<Origin>,
}

struct Fits {
    /// Some reading of the printed figures makes it so.
    possibly: bool,
    /// Every reading does.
    surely: bool,
}

fn relates(how: Relates, a: &Quantity, b: &Quantity) -> Fits {
    let (possibly, surely) = match how {
        Relates::Above => (a.high > b.low, a.low > b.high),
        Relates::Below => (a.low < b.high, a.high < b.low),
        Relates::Equal => (a.low <= b.high && b.low <= a.high, a.value == b.value),
        Relates::AtLeast => (a.high >= b.low, a.low >= b.high),
        Relates::AtMost => (a.low <= b.high, a.high <= b.low),
    };
    Fits { possibly: possibly && a.kind == b.kind, surely: surely && a.kind == b.kind }
}

/// Target, low, high, whether a band, and on which side.
fn aim_properties(aim: &Aim, figure: &dyn Fn(&Term) -> Property) -> [Property; 5] {
    let none = || Err(Gap::figure(Text::new("Målet har inget sådant värde.", "The goal has no such value.")));
    let side = |bound: &Bound| Ok(Fact::Word(bound.name()).into());
    let amount = |amount: &Quantity| Ok(Fact::Amount(amount.clone()).into());
    match aim {
        Aim::Figure(term, bound) => [figure(term), none(), none(), truth(false), side(bound)],
        Aim::Number(number, bound) => [amount(number), none(), none(), truth(false), side(bound)],
        Aim::Band(low, high) => [none(), amount(low), amount(high), truth(true), none()],
    }
}

/// What the documents say, taken together.
fn claimed(says: &[&Says]) -> &'static str {
    match says {
        [] => "none",
        [first, rest @ ..] if rest.iter().all(|it| it.outcome == first.outcome) => first.outcome.name(),
        _ => "divided",
    }
}
