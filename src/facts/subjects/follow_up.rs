//! Goals, initiatives and actions, as subjects.

use chrono::{Datelike, NaiveDate};

use super::initiatives::last_day;
use super::statements::{Fits, relates};
use super::{count, joined, not_whole, placed, record, truth};
use crate::amount::{Kind, Language, Quantity, Text, apart};
use crate::facts::figures::year_start;
use crate::facts::property::{self, PropertyOf, Source};
use crate::facts::{Asked, Fact, Facts, Gap, Judges, Known, Property, Standing, Subject};
use crate::model::done::Done;
use crate::model::figure::Term;
use crate::model::follow_up::{Action, Aim, Bound, Goal, GoalOutcome, Initiative, Relates, Says};
use crate::model::rule::{SubjectKind, Undecided};

/// A goal, by its number in the workspace, in a year.
#[derive(Debug)]
pub(super) struct OfGoal(usize, i32);

impl Source for OfGoal {
    const PROPERTIES: &'static [PropertyOf<Self>] = &[
        property::amount("outcome", ("utfall", "outcome"), |asked, (goal, year)| {
            Ok(Fact::Amount(asked.facts.goal_outcome(goal, *year)?).into())
        }),
        property::amount("target", ("mål", "target"), |asked, (goal, year)| {
            asked.facts.aim(goal, *year).map(|(target, _)| target)
        }),
        property::words(
            "beyond",
            ("mål att komma över eller under", "target to come above or below"),
            |asked, view| beyond(asked, view.0, view.1),
        ),
        property::amount("low", ("lägst", "at least"), |asked, (goal, _)| match &goal.aim {
            Aim::Band(low, high) => amount(&asked.facts.band(goal, (low, high)).0),
            Aim::Figure(..) | Aim::Number(..) => Err(no_such_value()),
        }),
        property::amount("high", ("högst", "at most"), |asked, (goal, _)| match &goal.aim {
            Aim::Band(low, high) => amount(&asked.facts.band(goal, (low, high)).1),
            Aim::Figure(..) | Aim::Number(..) => Err(no_such_value()),
        }),
        property::words("band", ("målets intervall", "the band of the goal"), |asked, (goal, _)| match &goal
            .aim
        {
            Aim::Band(low, high) => {
                let (low, high) = asked.facts.band(goal, (low, high));
                let words = |language| (low.written(language), high.written(language));
                let ((from_sv, to_sv), (from_en, to_en)) = (words(Language::Sv), words(Language::En));
                Ok(Fact::Words(Text::new(format!("{from_sv} till {to_sv}"), format!("{from_en} to {to_en}")))
                    .into())
            }
            Aim::Figure(..) | Aim::Number(..) => Err(no_such_value()),
        }),
        property::truth("is_band", ("målet är ett intervall", "the goal is a band"), |_, (goal, _)| {
            truth(matches!(goal.aim, Aim::Band(..)))
        }),
        property::truth(
            "passes",
            ("utfallet passerar det som ska passeras", "the outcome passes what it is to pass"),
            |asked, (goal, year)| asked.facts.passes(goal, *year),
        ),
        property::truth(
            "surely_reached",
            (
                "målet är nått, hur siffrorna än är avrundade",
                "the goal is reached, however the figures are rounded",
            ),
            |asked, (goal, year)| asked.facts.surely_reached(goal, *year),
        ),
        property::word(
            "at",
            ("minst, högst, över eller under", "at least, at most, above or below"),
            Bound::WORDS,
            |_, (goal, _)| match &goal.aim {
                Aim::Figure(_, bound) | Aim::Number(_, bound) => Ok(Fact::Word(bound.name()).into()),
                Aim::Band(..) => Err(no_such_value()),
            },
        ),
        property::word(
            "claimed",
            ("dokumentens omdöme", "what documents say"),
            &["met", "missed", "partly", "divided", "none"],
            |asked, (goal, year)| Ok(Fact::Word(claimed(&asked.facts.says(goal, *year))).into()),
        ),
        property::words("claim_place", ("sägs i", "said in"), |asked, (goal, year)| {
            claim_places(&asked.facts.says(goal, *year))
        }),
        property::words("said_met", ("sägs vara nått i", "said to be met in"), |asked, (goal, year)| {
            let mut says = asked.facts.says(goal, *year);
            says.retain(|it| it.outcome != GoalOutcome::Missed);
            claim_places(&says)
        }),
        property::words(
            "said_missed",
            ("sägs inte vara nått i", "said to be missed in"),
            |asked, (goal, year)| {
                let mut says = asked.facts.says(goal, *year);
                says.retain(|it| it.outcome != GoalOutcome::Met);
                claim_places(&says)
            },
        ),
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
        property::number(
            "outsiders",
            ("ansvariga som inte är parter", "those responsible that are no parties"),
            |asked, it| asked.facts.outsiders(it).map(|found| at_initiative(it, count(found.len()))),
        ),
        property::words(
            "outsider_words",
            ("vilka ansvariga som inte är parter", "which of those responsible are no parties"),
            |asked, it| {
                let found = asked.facts.outsiders(it)?;
                Ok(at_initiative(it, Fact::Words(Text::same(found.join(", ")))))
            },
        ),
        property::truth("has_end", ("har en sista dag", "has a last day"), |_, it| truth(it.until.is_some())),
        property::truth(
            "ended",
            ("är slut; utan sista dag: dess år är slut", "has ended; without a last day: its year has ended"),
            |asked, it| truth(last_day(it) < asked.facts.question.as_of),
        ),
        property::day(
            "ends",
            ("sista dag; utan en sådan: årets sista", "last day; without one: that of its year"),
            |_, it| Ok(at_initiative(it, Fact::Day(last_day(it)))),
        ),
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
            "is_convened",
            ("planen säger vem som håller i den", "the plan says who holds it together"),
            |_, it| match (it.convened, it.responsible.is_empty()) {
                (Some(there), _) => truth(there),
                (None, false) => truth(true),
                (None, true) => Err(nobody_named()),
            },
        ),
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
        property::truth(
            "has_report_day",
            ("planen ger en dag att redovisa den", "the plan gives a day to report it"),
            |_, it| truth(it.report_by.is_some()),
        ),
        property::day("report_by", ("redovisas senast", "to be reported by"), |_, it| {
            let day = it.report_by.as_ref().ok_or_else(no_report_day)?;
            Ok(record(Fact::Day(day.value), day.span, it.source.as_ref()))
        }),
        property::day(
            "ready",
            ("slutar, eller börjar när inget slut är känt", "ends, or begins where no end is known"),
            |_, it| {
                let day = it.end.as_ref().or(it.day.as_ref()).or(it.start.as_ref());
                let day = day.ok_or_else(no_days)?;
                Ok(record(Fact::Day(day.value), day.span, it.source.as_ref()))
            },
        ),
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

/// A level that is to be passed, with the way: reached is not enough.
fn beyond(asked: &Asked<'_>, goal: &Goal, year: i32) -> Property {
    let (target, bound) = asked.facts.aim(goal, year)?;
    let (Fact::Amount(target), Bound::Above | Bound::Below) = (&target.fact, bound) else {
        return Err(no_such_value());
    };
    let [sv, en] = if bound == Bound::Above { ["över", "above"] } else { ["under", "below"] };
    let written = Text::new(
        format!("{sv} {}", target.written(Language::Sv)),
        format!("{en} {}", target.written(Language::En)),
    );
    Ok(Fact::Words(written).into())
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
        let value = self.spoken(&term.name.value, value);
        let reckoned = term.year != 0 || self.figures.is_computed(&term.name.value, year);
        let is_share = matches!(value.kind, Kind::Percent | Kind::Share | Kind::Index);
        Ok(Fact::Amount(if is_share && !reckoned { value.as_set() } else { value }).into())
    }

    /// What a goal aims at that is no band, and on which side of it.
    fn aim(&self, goal: &Goal, year: i32) -> Result<(Known, Bound), Gap> {
        match &goal.aim {
            Aim::Figure(term, bound) => Ok((self.target_value(term, year)?, *bound)),
            Aim::Number(number, bound) => Ok((amount(&self.aimed(goal, number))?, *bound)),
            Aim::Band(..) => Err(no_such_value()),
        }
    }

    /// A number that a goal aims at, as words speak of it.
    pub(crate) fn aimed(&self, goal: &Goal, number: &Quantity) -> Quantity {
        self.spoken_number(&goal.figure.name.value, number)
    }

    /// The least and the most of a band, likewise.
    pub(crate) fn band(&self, goal: &Goal, (low, high): (&Quantity, &Quantity)) -> (Quantity, Quantity) {
        let (one, other) = (self.aimed(goal, low), self.aimed(goal, high));
        if one.value <= other.value { (one, other) } else { (other, one) }
    }

    /// Whether a goal is reached in a year, as the rule on goals judges it.
    pub(super) fn is_reached(&self, goal: &Goal, year: i32) -> Result<bool, Gap> {
        if let Aim::Figure(_, Bound::Above | Bound::Below) | Aim::Number(_, Bound::Above | Bound::Below) =
            goal.aim
        {
            return Ok(matches!(self.passes(goal, year)?.fact, Fact::Truth(true)));
        }
        Ok(self.held_against_aim(goal, year)?.iter().all(|fits| fits.possibly))
    }

    /// Whether it is, whatever the figures were before they were rounded.
    fn surely_reached(&self, goal: &Goal, year: i32) -> Property {
        let fits = self.held_against_aim(goal, year)?;
        let surely = fits.iter().all(|fits| fits.surely);
        let within_rounding = !surely && fits.iter().all(|fits| fits.possibly);
        Ok(Known { within_rounding, ..Known::from(Fact::Truth(surely)) })
    }

    /// How an outcome stands to each number that a goal aims at: two where it is a band.
    fn held_against_aim(&self, goal: &Goal, year: i32) -> Result<Vec<Fits>, Gap> {
        let outcome = self.goal_outcome(goal, year)?;
        if let Aim::Band(low, high) = &goal.aim {
            let (low, high) = self.band(goal, (low, high));
            return Ok(vec![
                relates(Relates::AtLeast, &outcome, &low),
                relates(Relates::AtMost, &outcome, &high),
            ]);
        }
        let (target, bound) = self.aim(goal, year)?;
        let Fact::Amount(target) = target.fact else { return Err(no_such_value()) };
        Ok(vec![relates(relation_of(bound), &outcome, &target)])
    }

    /// Whether an outcome is on the right side of what it is held against. What is to rise or fall has not done so
    /// where it is as it was; printed alike, it may have.
    fn passes(&self, goal: &Goal, year: i32) -> Property {
        let (target, bound) = match &goal.aim {
            Aim::Figure(term, bound) => {
                let value = self.figure(&term.name.value, year.saturating_add(term.year))?;
                (self.spoken(&term.name.value, value), bound)
            }
            Aim::Number(number, bound) => (self.aimed(goal, number), bound),
            Aim::Band(..) => return Err(no_such_value()),
        };
        let outcome = self.goal_outcome(goal, year)?;
        let fits = relates(relation_of(*bound), &outcome, &target);
        let (is_open, is_same) = (fits.possibly && !fits.surely, outcome.value == target.value);
        if is_open && is_same && matches!(bound, Bound::Above | Bound::Below) {
            return Err(printed_unchanged(&outcome, &target));
        }
        let within_rounding = is_open && !is_same;
        Ok(Known { within_rounding, ..Known::from(Fact::Truth(fits.possibly)) })
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
            let field = self.field(key);
            if let Some((row, detail)) = self.apart(row, detail) {
                return field.map(|language, key| match language {
                    Language::Sv => format!("{key}: bara i översikten: {row}; bara på egen sida: {detail}"),
                    Language::En => {
                        format!("{key}: in the overview alone: {row}; on its own page alone: {detail}")
                    }
                });
            }
            let (row, detail) = (self.names_for_ids(row), self.names_for_ids(detail));
            field.map(|_, key| format!("{key}: {row} / {detail}"))
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

    /// Of two lists of organisations, what each has alone.
    fn apart(&self, row: &str, detail: &str) -> Option<(String, String)> {
        let ids = |list: &str| -> Option<Vec<String>> {
            let ids = list.split(", ").map(str::to_owned);
            ids.map(|id| self.model.organisation(&id).is_some().then_some(id)).collect()
        };
        let (row, detail) = (ids(row)?, ids(detail)?);
        let alone = |own: &[String], other: &[String]| {
            let alone: Vec<&str> = own.iter().filter(|id| !other.contains(id)).map(String::as_str).collect();
            if alone.is_empty() { "–".to_owned() } else { self.names_for_ids(&alone.join(", ")) }
        };
        Some((alone(&row, &detail), alone(&detail, &row)))
    }

    /// A list of ids as the names a reader knows.
    pub(super) fn names_for_ids(&self, list: &str) -> String {
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

/// How an outcome stands to what a goal aims at, where it is reached.
const fn relation_of(bound: Bound) -> Relates {
    match bound {
        Bound::Least => Relates::AtLeast,
        Bound::Most => Relates::AtMost,
        Bound::Above => Relates::Above,
        Bound::Below => Relates::Below,
    }
}

fn amount(amount: &Quantity) -> Property {
    Ok(Fact::Amount(amount.clone()).into())
}

fn printed_unchanged(outcome: &Quantity, target: &Quantity) -> Gap {
    let (outcome, target) = apart(outcome, target);
    let text = Text::same("").map(|language, _| {
        let (outcome, target) = (outcome.written(language), target.written(language));
        match language {
            Language::Sv => format!(
                "Utfallet är {outcome} och ska komma över eller under {target}. De är lika som de är tryckta, så det syns inte om målet är nått."
            ),
            Language::En => format!(
                "The outcome is {outcome} and is to come above or below {target}. They are equal as printed, so whether the goal is reached is not shown."
            ),
        }
    });
    Gap::new(Undecided::Judgement, text)
}

fn no_such_value() -> Gap {
    Gap::figure(Text::new("Målet har inget sådant värde.", "The goal has no such value."))
}

fn no_report_day() -> Gap {
    Gap::record(Text::new(
        "Planen ger ingen dag att redovisa åtgärden.",
        "The plan gives no day to report the action.",
    ))
}

fn nobody_named() -> Gap {
    Gap::record(Text::new(
        "Ingen är införd som ansvarig för åtgärden, och det är inte sagt om planen nämner någon.",
        "Nobody is entered as responsible for the action, and it is not said whether the plan names anyone.",
    ))
    .written("convened = false")
}

fn no_days() -> Gap {
    Gap::record(Text::new(
        "Planen ger ingen dag då åtgärden börjar eller slutar.",
        "The plan gives no day on which the action begins or ends.",
    ))
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
        let part = placed(source.and_then(|it| it.part.as_deref()));
        let words = match says.outcome {
            GoalOutcome::Met => Text::new("nått", "met"),
            GoalOutcome::Missed => Text::new("inte nått", "missed"),
            GoalOutcome::Partly => Text::new("delvis nått", "partly met"),
        };
        words.map(|language, words| format!("{}: {words}", part.get(language)))
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
