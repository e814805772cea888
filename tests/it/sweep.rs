//! The sweep: take away any one thing that a person wrote, or two, and nothing becomes met that was not,
//! and no breach is silently asked about no more.
//!
//! A thing is a key, an entry of a list, or a list, in any file of either förbund. `cargo test` takes a sample
//! by a fixed seed. `SAMKOLL_SWEEP=all` (`.ci/run`) takes every one of the small förbund, a share of those of
//! the large one and pairs of both, by the fixed seed or `SAMKOLL_SEED` (`.ci/nightly`), which is printed; `SAMKOLL_SWEEP=every` takes all of them.

use std::collections::{BTreeMap, BTreeSet};
use std::fmt::Write as _;
use std::sync::atomic::{AtomicUsize, Ordering};
use std::thread;

use samkoll::evaluate::Selection;
use samkoll::verdict::Outcome;
use samkoll::{Workspace, assess, load};
use toml_edit::{ArrayOfTables, DocumentMut, Item, Table, Value};

use crate::common::{Texts, bundled, load_whole, question, seed};
use crate::testforbundet::testforbundet;

/// How many removals are tried at a time: the cores of the smallest machine the project is built on.
pub(crate) const THREADS: usize = 2;

/// How many singles and pairs are tried of a förbund: as a rule, and when all are asked for.
struct Sizes {
    sample: (usize, usize),
    all: (usize, usize),
}

/// What may be taken away though something becomes met, or is asked about no more: how the keys on the way to it end
/// (with `/` first, all of them), the rule, and why that is right.
const ACCEPTED: &[(&str, &str, &str)] = &[
    // What need not be there.
    ("action.report_by", "action-reported-early", "a plan need give no day on which an action is reported"),
    // More is asked.
    (
        "action.done",
        "action-without-convener",
        "who holds together what is not done is asked, and somebody does",
    ),
    ("workspace.follow_up", "*", "a folder that is not named is not read"),
    ("workspace.register", "*", "so here"),
    ("workspace.figures", "*", "and here"),
    ("relation.group", "*", "as a figure without one"),
    ("relation.prints", "*", "it is asked of tables of every kind"),
    ("formula.sum", "*", "a figure worked out of fewer others is another figure"),
    ("formula.ratio", "*", "and so here"),
    ("relation.sum", "*", "a relation of fewer terms is another relation, as a rule with fewer conditions"),
    ("relation", "*", "a relation that nobody has written"),
    ("partition.parts", "*", "so with a family of relations"),
    (
        "duty.concerns",
        "reporting-terms-conflict",
        "a plan says nothing of an agreement it does not name; `count` on the duty tells of one lost",
    ),
    ("figures.cost.total", "row-left-out", "what no total is printed for is left out of none"),
    ("partition.group", "*", "and with its group"),
    ("partition.prints", "*", "and the tables it is asked of"),
    ("partition", "*", "and the family"),
    ("figure.formula", "*", "a figure that is not worked out of others is what is printed"),
    ("in_force.from", "*", "an agreement whose first day is not known is asked about from the first year"),
    (
        "source.adopted",
        "*",
        "a document whose day nobody knows, and that tells of no day, is asked about at once",
    ),
    ("workspace.since", "*", "years before the first are asked about too"),
    ("set-aside", "*", "the rule is asked again"),
    ("/superseded_by", "*", "an agreement that nothing takes the place of is in force still"),
    ("in_force.to", "*", "and so is one without a last day, until its successor begins; so with a body"),
    ("organisation.in_force", "body-superseded", "a body without days exists"),
    ("checklist.year", "*", "a list of no year is asked about every day"),
    ("figure.group", "*", "a figure without a group is judged by the rule that asks of every claim"),
    ("statement.group", "*", "a statement without a group is judged by the rule for its kind"),
    // Less is said, and nothing is wrong with what is not.
    ("/source", "*", "without a document it is asked about from its first day in force"),
    (
        "action.end",
        "action-overdue",
        "what is done without an end is late by nothing; one not done lacks its end",
    ),
    (
        "structure.passage.read",
        "text-misprinted",
        "a passage that is to be read as it is printed is wrong only by what shows in itself",
    ),
    (
        "remark.due",
        "remark-overdue",
        "one without a day is late by nothing; remark-unanswered asks for the day",
    ),
    ("assignment.due", "assignment-overdue", "one without a day is late by nothing, and stands open"),
    (
        "decision",
        "remote-decided-at-the-meeting",
        "a decision that nobody has entered; that a remote meeting had none is asked by another rule",
    ),
    (
        "meeting.types_printed",
        "agenda-item-untyped",
        "an agenda is not said to print what its items are for; the rule then says that it asks nothing",
    ),
    ("change", "notice-too-short", "a change that nobody has recorded"),
    ("remark", "remark-overdue", "a remark that nobody has entered"),
    ("assignment", "assignment-overdue", "an assignment that nobody has entered; `count` tells of one lost"),
    ("assignment", "assignment-without-decision", "and so here"),
    ("goal.says", "goal-claimed-but-missed", "what no document says; the goal itself is judged"),
    ("party.number", "*", "a number that the agreement does not print"),
    ("figure.of", "*", "a share that is not said to be of anything"),
    ("waiver", "waiver-expired", "what is not waived is breached"),
    ("source", "source-missing", "nothing is taken from a document nobody has listed"),
    (
        "tally.reckoned",
        "*",
        "a number that is not said to be reckoned from what is counted is asked about as any other",
    ),
    (
        "initiative.detail.status",
        "initiative-inconsistent",
        "what one place alone prints is asked about; what neither prints is not compared",
    ),
    // What is not written has a meaning of its own, which the guide tells.
    (
        "action.convened",
        "action-without-convener",
        "who is named for it holds it together, unless the plan says that nobody does",
    ),
    ("commitment.state", "*", "what is promised is written out"),
    ("party.standing", "*", "a party is bound"),
    ("due.year", "*", "a day is in the year of its period"),
    ("table.negate", "*", "a number has the sign it is printed with; the table no longer adds up"),
    (
        "organisation.role",
        "cycle-step-missed",
        "what a role is to do is the role's own until somebody holds it",
    ),
];

#[test]
fn of_the_small_forbund_nothing_can_be_taken_away_in_silence() {
    sweep(
        &testforbundet(),
        &["2024-06-30", "2025-04-30"],
        &Sizes { sample: (40, 14), all: (usize::MAX, 400) },
    );
}

#[test]
fn of_the_large_forbund_nothing_can_be_taken_away_in_silence() {
    sweep(&bundled(), &["2019-11-28", "2024-03-22"], &Sizes { sample: (6, 2), all: (2_500, 250) });
}

/// A step on the way to a thing in a file.
#[derive(Clone, Debug, PartialEq, Eq)]
enum Step {
    Key(String),
    Entry(usize),
}

/// Something to take away.
#[derive(Clone, Debug, PartialEq, Eq)]
struct Removal {
    path: String,
    steps: Vec<Step>,
}

impl Removal {
    /// The keys on the way to it.
    fn keys(&self) -> String {
        let keys = self.steps.iter().filter_map(|step| match step {
            Step::Key(key) => Some(key.as_str()),
            Step::Entry(_) => None,
        });
        keys.collect::<Vec<_>>().join(".")
    }

    fn shown(&self) -> String {
        let mut shown = self.path.clone();
        for step in &self.steps {
            match step {
                Step::Key(key) => write!(shown, " {key}").unwrap(),
                Step::Entry(at) => write!(shown, "[{at}]").unwrap(),
            }
        }
        shown
    }

    fn is_accepted(&self, rule: &str) -> bool {
        let keys = self.keys();
        ACCEPTED.iter().any(|(ends, of, _)| (*of == "*" || *of == rule) && ends_in(&keys, ends))
    }
}

/// Whether the keys on a way end in some.
fn ends_in(keys: &str, ends: &str) -> bool {
    if let Some(all) = ends.strip_prefix('/') {
        return keys == all;
    }
    keys == ends || keys.strip_suffix(ends).is_some_and(|before| before.ends_with('.'))
}

type Outcomes = BTreeMap<(String, String), Outcome>;

fn outcomes(workspace: &Workspace, day: &str) -> Outcomes {
    let report = assess(workspace, question(day), &Selection::default());
    report.verdicts.into_iter().map(|it| ((it.rule.to_string(), it.subject.id.clone()), it.outcome)).collect()
}

/// A förbund as it is, to be held against what it becomes.
struct Whole<'t> {
    texts: &'t Texts,
    problems: usize,
    days: Vec<(&'t str, Outcomes)>,
}

fn sweep(texts: &Texts, days: &[&str], sizes: &Sizes) {
    let singles = removals(texts);
    let asked = std::env::var("SAMKOLL_SWEEP").unwrap_or_default();
    let (single, pairs) = match asked.as_str() {
        "every" => (usize::MAX, sizes.all.1),
        "all" => sizes.all,
        _ => sizes.sample,
    };
    let seed = seed();
    let mut chance = Chance(seed);
    let mut tried: Vec<Vec<Removal>> = (0..pairs).filter_map(|_| pair(&singles, &mut chance)).collect();
    tried.extend(spread(singles, single, &mut chance).into_iter().map(|one| vec![one]));
    println!("sweep: {} removals, {pairs} of them pairs; SAMKOLL_SEED={seed}", tried.len());
    let workspace = load_whole(texts);
    let days = days.iter().map(|day| (*day, outcomes(&workspace, day))).collect();
    let whole = Whole { texts, problems: workspace.problems.len(), days };
    let next = AtomicUsize::new(0);
    let wrong: BTreeSet<String> = thread::scope(|scope| {
        let work = || {
            let mut wrong = Vec::new();
            while let Some(removals) = tried.get(next.fetch_add(1, Ordering::Relaxed)) {
                wrong.extend(whole.silent(removals));
            }
            wrong
        };
        let threads: Vec<_> = (0..THREADS).map(|_| scope.spawn(work)).collect();
        threads.into_iter().flat_map(|thread| thread.join().unwrap()).collect()
    });
    assert!(wrong.is_empty(), "{}:\n{}", wrong.len(), wrong.into_iter().collect::<Vec<_>>().join("\n"));
}

impl Whole<'_> {
    /// What becomes met, or asked about no more, when something is taken away and nobody says so.
    fn silent(&self, removals: &[Removal]) -> Vec<String> {
        let mut texts = self.texts.clone();
        for removal in removals {
            let text = without(&texts[&removal.path], &removal.steps);
            texts.insert(removal.path.clone(), text);
        }
        let workspace = load(&texts);
        if workspace.is_broken() {
            return Vec::new();
        }
        let told = workspace.problems.len() > self.problems;
        let mut wrong = Vec::new();
        for (day, before) in &self.days {
            let after = outcomes(&workspace, day);
            // What stands in one verdict of a subject no longer may stand in another.
            let open: BTreeSet<&str> = after
                .iter()
                .filter(|(key, outcome)| {
                    matches!(outcome, Outcome::Breached | Outcome::Undecided)
                        && before.get(*key) != Some(outcome)
                })
                .map(|((_, subject), _)| subject.as_str())
                .collect();
            let gone = before.iter().filter(|(key, outcome)| {
                let now = after.get(*key);
                let asked = now.is_some_and(|now| *now != Outcome::NotApplicable);
                **outcome == Outcome::Breached && !asked && !told && !open.contains(key.1.as_str())
            });
            let met = after.iter().filter(|(key, outcome)| {
                **outcome == Outcome::Met && before.get(*key) != Some(&Outcome::Met)
            });
            for ((rule, subject), now) in met.chain(gone.map(|(key, _)| (key, &Outcome::NotApplicable))) {
                if removals.iter().any(|it| it.is_accepted(rule)) {
                    continue;
                }
                let was = before.get(&(rule.clone(), subject.clone())).map_or("-", |it| it.name());
                let shown: Vec<String> = removals.iter().map(Removal::shown).collect();
                let keys: Vec<String> = removals.iter().map(Removal::keys).collect();
                let (shown, keys, now) = (shown.join(" & "), keys.join(" & "), now.name());
                wrong.push(format!("{keys} | {rule} {was} → {now} | {subject} {day} | {shown}"));
            }
        }
        wrong
    }
}

/// Numbers that look like chance, from a seed.
pub(crate) struct Chance(pub(crate) u64);

impl Chance {
    pub(crate) fn next(&mut self) -> u64 {
        self.0 = self.0.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
        self.0 >> 33
    }

    pub(crate) fn below(&mut self, limit: usize) -> usize {
        usize::try_from(self.next()).unwrap() % limit
    }
}

/// So many of them, spread by chance.
fn spread<T>(mut all: Vec<T>, size: usize, chance: &mut Chance) -> Vec<T> {
    if size < all.len() {
        all.sort_by_cached_key(|_| chance.next());
        all.truncate(size);
    }
    all
}

/// All of them when asked for, else a sample.
pub(crate) fn chosen<T>(all: Vec<T>, sample: usize) -> Vec<T> {
    let asked = std::env::var("SAMKOLL_SWEEP").is_ok();
    spread(all, if asked { usize::MAX } else { sample }, &mut Chance(seed()))
}

/// Two things that can be taken away together: the later first, so that the other stays where it was.
fn pair(singles: &[Removal], chance: &mut Chance) -> Option<Vec<Removal>> {
    let (one, other) = (chance.below(singles.len()), chance.below(singles.len()));
    let (first, later) = (one.min(other), one.max(other));
    let within =
        singles[first].path == singles[later].path && singles[later].steps.starts_with(&singles[first].steps);
    (!within && first != later).then(|| vec![singles[later].clone(), singles[first].clone()])
}

/// Every key, entry and list of every file, in the order of the files.
fn removals(texts: &Texts) -> Vec<Removal> {
    let mut found = Vec::new();
    for (path, text) in texts.iter().filter(|(path, _)| path.ends_with(".toml")) {
        let document: DocumentMut = text.parse().unwrap();
        in_table(document.as_table(), &mut Vec::new(), &mut |steps| {
            found.push(Removal { path: path.clone(), steps: steps.to_vec() });
        });
    }
    found
}

fn in_table(table: &Table, steps: &mut Vec<Step>, found: &mut dyn FnMut(&[Step])) {
    for (key, item) in table {
        steps.push(Step::Key(key.to_owned()));
        found(steps);
        match item {
            Item::Table(table) => in_table(table, steps, found),
            Item::ArrayOfTables(list) => {
                for (at, entry) in list.iter().enumerate() {
                    steps.push(Step::Entry(at));
                    found(steps);
                    in_table(entry, steps, found);
                    steps.pop();
                }
            }
            Item::Value(value) => in_value(value, steps, found),
            Item::None => {}
        }
        steps.pop();
    }
}

fn in_value(value: &Value, steps: &mut Vec<Step>, found: &mut dyn FnMut(&[Step])) {
    let mut within = |step, value: &Value| {
        steps.push(step);
        found(steps);
        in_value(value, steps, found);
        steps.pop();
    };
    match value {
        Value::Array(list) => list.iter().enumerate().for_each(|(at, value)| within(Step::Entry(at), value)),
        Value::InlineTable(table) => {
            table.iter().for_each(|(key, value)| within(Step::Key(key.to_owned()), value));
        }
        _ => {}
    }
}

fn without(text: &str, steps: &[Step]) -> String {
    let mut document: DocumentMut = text.parse().unwrap();
    take_from_table(document.as_table_mut(), steps);
    document.to_string()
}

fn take_from_table(table: &mut Table, steps: &[Step]) {
    match steps {
        [Step::Key(key)] => drop(table.remove(key)),
        [Step::Key(key), rest @ ..] => match table.get_mut(key) {
            Some(Item::Table(table)) => take_from_table(table, rest),
            Some(Item::ArrayOfTables(list)) => take_from_list(list, rest),
            Some(Item::Value(value)) => take_from_value(value, rest),
            Some(Item::None) | None => panic!("no {key}"),
        },
        _ => panic!("{steps:?}"),
    }
}

fn take_from_list(list: &mut ArrayOfTables, steps: &[Step]) {
    match steps {
        [Step::Entry(at)] => drop(list.remove(*at)),
        [Step::Entry(at), rest @ ..] => take_from_table(list.get_mut(*at).unwrap(), rest),
        _ => panic!("{steps:?}"),
    }
}

fn take_from_value(value: &mut Value, steps: &[Step]) {
    match (value, steps) {
        (Value::Array(list), [Step::Entry(at)]) => drop(list.remove(*at)),
        (Value::Array(list), [Step::Entry(at), rest @ ..]) => {
            take_from_value(list.get_mut(*at).unwrap(), rest);
        }
        (Value::InlineTable(table), [Step::Key(key)]) => drop(table.remove(key)),
        (Value::InlineTable(table), [Step::Key(key), rest @ ..]) => {
            take_from_value(table.get_mut(key).unwrap(), rest);
        }
        (_, steps) => panic!("{steps:?}"),
    }
}
