//! What multiplies has a limit: what few lines of a file can make much of is counted before it is worked out.

use std::borrow::Cow;
use std::collections::{BTreeMap, BTreeSet};

use super::Model;
use crate::amount::Text;
use crate::diagnostic::{Code, Problem};
use crate::limits;
use crate::model::agreement::Agreement;
use crate::model::figure::{Formula, Relation, Stated, Term};
use crate::model::read::Problems;
use crate::source::Span;

/// Whether the names come to more than is worked out, before families are spread over them.
pub(in crate::model) fn too_many_names(model: &Model, problems: &Problems) -> bool {
    told(&[figures(model)], problems)
}

/// Whether the workspace comes to more than is worked out, once its families are spread.
pub(in crate::model) fn too_much(model: &Model, problems: &Problems) -> bool {
    let all = [
        shared_terms(model),
        figures(model),
        relations(model),
        goal_years(model),
        stated(model),
        claimed(model),
        charted(model),
        bands(model),
        listed(model),
    ];
    told(&all, problems)
}

/// What there is too much of is told where its limit is passed.
fn told(found: &[Option<Problem>], problems: &Problems) -> bool {
    let found: Vec<Problem> = found.iter().flatten().cloned().collect();
    let any = !found.is_empty();
    found.into_iter().for_each(|it| problems.push(it));
    any
}

/// Where the sum of some numbers first passes a limit, with what they all come to.
fn passed(numbers: impl Iterator<Item = (usize, Span)>, most: usize) -> Option<(usize, Span)> {
    let (mut sum, mut at) = (0_usize, None);
    for (number, span) in numbers {
        sum = sum.saturating_add(number);
        at = at.or((sum > most).then_some(span));
    }
    at.map(|span| (sum, span))
}

fn problem(span: Span, (sum, most): (usize, usize), what: &Text, help: Text) -> Problem {
    let text = what.map(|language, what| {
        let (is, at_most) = (language.pick("blir", "come to"), language.pick("högst", "at most"));
        let worked = language.pick("räknas ut", "are worked out");
        format!("{what} {is} {sum}; {at_most} {most} {worked}")
    });
    Problem::at(Code::TooMuch, span, text).help(help)
}

/// The terms that agreements share are each one's own: so many for each that shares them.
fn shared_terms(model: &Model) -> Option<Problem> {
    let by_id: BTreeMap<&str, &Agreement> =
        model.agreements.iter().map(|it| (it.id.value.as_str(), it)).collect();
    let size = |it: &Agreement| it.commitments.len().saturating_add(it.duties.len());
    let all = |agreement: &Agreement| {
        let (mut sum, mut walked) = (0_usize, BTreeSet::new());
        let mut next = agreement.terms.as_ref().and_then(|shared| by_id.get(shared.value.as_str()));
        while let Some(shared) = next.filter(|it| walked.len() < limits::CHAIN && walked.insert(&it.id.value))
        {
            sum = sum.saturating_add(size(shared));
            next = shared.terms.as_ref().and_then(|shared| by_id.get(shared.value.as_str()));
        }
        sum
    };
    let sharing = model.agreements.iter().filter_map(|it| Some((all(it), it.terms.as_ref()?.span)));
    let (sum, span) = passed(sharing, limits::TERMS)?;
    let what = Text::new(
        "de gemensamma villkoren, en gång för varje överenskommelse som har dem,",
        "the shared terms, once for each agreement that has them,",
    );
    let help = Text::new(
        "dela arbetsytan, eller ta bort villkor eller överenskommelser",
        "split the workspace, or take away terms or agreements",
    );
    Some(problem(span, (sum, limits::TERMS), &what, help))
}

/// Each range of accounts, and each object, is held against every account of a ledger.
fn charted(model: &Model) -> Option<Problem> {
    let own = model.chart_rows.iter().filter(|row| !model.is_standard(row.span));
    let ranges = own.map(|row| (row.accounts.len(), row.span));
    let objects = model.object_rows.iter();
    let objects = objects.map(|row| (row.accounts.len().saturating_mul(row.objects.len()), row.span));
    let (sum, span) = passed(ranges.chain(objects), limits::CHART)?;
    let what = Text::new("kontokartans konton och objekt", "the accounts and objects of the chart map");
    let help = Text::new(
        "skriv konton som ligger intill varandra som ett spann, \"3500-3599\"",
        "write accounts that lie beside each other as a range, \"3500-3599\"",
    );
    Some(problem(span, (sum, limits::CHART), &what, help))
}

/// Each class of a document is held against each other, in those bound together with it too.
fn bands(model: &Model) -> Option<Problem> {
    let mut of_whole: BTreeMap<&str, Vec<(usize, Span)>> = BTreeMap::new();
    for it in &model.structures {
        let all = of_whole.entry(model.bound_into(&it.document.value)).or_default();
        all.extend(it.texts.bands.iter().map(|band| (1, band.span)));
    }
    let (sum, span) = of_whole.into_values().find_map(|all| passed(all.into_iter(), limits::BANDS))?;
    let what = Text::new("klasserna i ett dokument", "the classes of a document");
    let help = Text::new(
        "skriv in dem som delar in samma sak, en gång var",
        "enter those that divide the same thing, each once",
    );
    Some(problem(span, (sum, limits::BANDS), &what, help))
}

/// Who stands in one list of a document is looked for in the others.
fn listed(model: &Model) -> Option<Problem> {
    model.structures.iter().find_map(|it| {
        let sizes = it.texts.lists.iter().map(|list| (list.organisations.len().saturating_add(1), list.span));
        let (sum, span) = passed(sizes, limits::LISTED)?;
        let what = Text::new("listorna i ett dokument", "the lists of a document");
        let help = Text::new("skriv in varje lista en gång", "enter each list once");
        Some(problem(span, (sum, limits::LISTED), &what, help))
    })
}

/// A figure with a pattern is one for each organisation that the pattern stands for, and so is each term.
fn figures(model: &Model) -> Option<Problem> {
    let mut counted = Counted::new(model);
    let mut numbers = Vec::new();
    for it in &model.figures {
        let own = counted.of(&it.name.value);
        let terms = it.formula.iter().flat_map(Formula::terms).map(|term| counted.of(&term.name.value));
        let terms = terms.fold(0_usize, usize::saturating_add);
        // A term with the pattern of the name is bound to the same organisation.
        let terms = if it.name.value.contains('{') { terms.max(own) } else { terms };
        numbers.push((own.saturating_add(terms), it.name.span));
    }
    for it in &model.relations {
        let terms = it.formula.terms().map(|term| counted.of(&term.name.value));
        numbers.push((terms.fold(1_usize, usize::saturating_add), it.id.span));
    }
    let (sum, span) = passed(numbers.into_iter(), limits::FIGURES)?;
    let what = Text::new(
        "siffror och termer, en för varje organisation som ett mönster står för,",
        "figures and terms, one for each organisation that a pattern stands for,",
    );
    let help = Text::new(
        "färre mönster som `{organisation}`, eller färre organisationer",
        "fewer patterns such as `{organisation}`, or fewer organisations",
    );
    Some(problem(span, (sum, limits::FIGURES), &what, help))
}

/// A relation is asked of each table that prints something of it.
fn relations(model: &Model) -> Option<Problem> {
    let mut of_name: BTreeMap<Cow<'_, str>, Vec<usize>> = BTreeMap::new();
    for (number, relation) in model.relations.iter().enumerate() {
        for name in ties(relation).flat_map(|term| model.names(&term.name.value)) {
            let of_name = of_name.entry(name).or_default();
            if of_name.last() != Some(&number) {
                of_name.push(number);
            }
        }
    }
    let mut looked = Vec::new();
    for table in &model.tables {
        let relations =
            table.cells.iter().filter_map(|cell| of_name.get(cell.figure.value.as_str())).flatten();
        // Past the limit it need not be told apart what is counted twice.
        let relations: BTreeSet<usize> = relations.take(limits::RELATIONS).copied().collect();
        looked.push((relations.len(), table.id.span));
        if looked.len().is_multiple_of(64) && passed(looked.iter().copied(), limits::RELATIONS).is_some() {
            break;
        }
    }
    let (_, span) = passed(looked.into_iter(), limits::RELATIONS)?;
    let most = limits::RELATIONS;
    let text = Text::new(
        format!("relationerna gånger de tabeller som de prövas i blir fler än {most}, som mest räknas ut"),
        format!(
            "the relations times the tables they are asked of come to more than {most}, the most that are worked out"
        ),
    );
    let help = Text::new(
        "färre tabeller eller relationer, eller dela arbetsytan",
        "fewer tables or relations, or split the workspace",
    );
    Some(Problem::at(Code::TooMuch, span, text).help(help))
}

fn ties(relation: &Relation) -> impl Iterator<Item = &Term> {
    let total = match &relation.total {
        Stated::Figure(total) => Some(total),
        Stated::Number(_) => None,
    };
    total.into_iter().chain(relation.formula.terms())
}

/// A goal is asked about in each of its years.
fn goal_years(model: &Model) -> Option<Problem> {
    let years =
        |(from, to): (i32, i32)| usize::try_from(to.saturating_sub(from).saturating_add(1)).unwrap_or(0);
    let goals = model.goals.iter().map(|it| (years(it.years), it.id.span));
    let (sum, span) = passed(goals, limits::GOAL_YEARS)?;
    let what = Text::new("målen gånger de år de gäller", "the goals times the years they are for");
    let help = Text::new(
        "`years` är de år som dokumentet sätter målet för",
        "`years` are those for which the document sets the goal",
    );
    Some(problem(span, (sum, limits::GOAL_YEARS), &what, help))
}

/// A statement about a pattern is about the figure of each organisation.
fn stated(model: &Model) -> Option<Problem> {
    let mut counted = Counted::new(model);
    let all = model.statements.iter().map(|it| {
        let figures = it.figures.iter().map(|term| counted.of(&term.name.value));
        (figures.fold(0_usize, usize::saturating_add), it.id.span)
    });
    let (sum, span) = passed(all, limits::STATED)?;
    let what = Text::new(
        "uttalandena gånger de siffror de gäller",
        "the statements times the figures they are about",
    );
    let help = Text::new(
        "färre mönster som `{organisation}`, eller färre organisationer",
        "fewer patterns such as `{organisation}`, or fewer organisations",
    );
    Some(problem(span, (sum, limits::STATED), &what, help))
}

/// Each statement of a figure is held against the others of its year.
fn claimed(model: &Model) -> Option<Problem> {
    let mut times: BTreeMap<(i32, &str), usize> = BTreeMap::new();
    let mut cells = model.tables.iter().flat_map(|it| it.cells.iter().map(|cell| (it.year, cell)));
    let (_, cell) = cells.find(|(year, cell)| {
        let times = times.entry((*year, cell.figure.value.as_str())).or_default();
        *times = times.saturating_add(1);
        *times > limits::CLAIMED
    })?;
    let (name, most) = (&cell.figure.value, limits::CLAIMED);
    let text = Text::new(
        format!("{name} anges mer än {most} gånger för ett år, det mesta som hålls mot vartannat"),
        format!(
            "{name} is stated more than {most} times for a year, the most that are held against each other"
        ),
    );
    let help =
        Text::new("färre tabeller med samma siffra och år", "fewer tables with the same figure and year");
    Some(Problem::at(Code::TooMuch, cell.span, text).help(help))
}

/// How many names each pattern stands for, counted once.
struct Counted<'m> {
    model: &'m Model,
    by_pattern: BTreeMap<&'static str, usize>,
}

impl<'m> Counted<'m> {
    const fn new(model: &'m Model) -> Self {
        Self { model, by_pattern: BTreeMap::new() }
    }

    fn of(&mut self, name: &str) -> usize {
        let Some(pattern) = Model::pattern_in(name) else { return 1 };
        *self.by_pattern.entry(pattern).or_insert_with(|| self.model.names(pattern).count())
    }
}
