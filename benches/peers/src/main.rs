//! The reference rules in samkoll and in other engines, in one run on the same data: `benches/peers/run`.
//!
//! Each engine's answer is held against the others' before anything is timed; a difference ends the run.

mod data;
mod peers;
mod samkoll;

use std::hint::black_box;
use std::path::Path;
use std::process::ExitCode;

use cpu_time::ThreadTime;
use serde_json::Value;

use data::{SEED, synthetic};
use peers::{Python, Regorus, Zen};
use samkoll::Samkoll;

/// The rules, and what each is about.
const RULES: [(&str, &str); 7] = [
    ("cap", "equity against the stairs over the allocation"),
    ("partners", "50 partners each at least the least, and the sum"),
    ("split", "a half and two quarters, with tolerance"),
    ("late", "days late of 50 deliveries"),
    ("overdue", "which of 50 reports are overdue"),
    ("index", "weighted index of 40 indicators"),
    ("tie", "30 rows tie to their total"),
];

/// How far two answers may be from each other: some engines reckon in binary floats.
const TOLERANCE: f64 = 1e-6;

/// How long one batch lasts about, and how many of each there are.
const BATCH_NS: u64 = 1_000_000;
const ROUNDS: usize = 101;

/// One engine on one rule: how many nanoseconds of the processor so many evaluations take.
type Timed<'t> = Box<dyn FnMut(u32) -> u64 + 't>;

fn main() -> ExitCode {
    let arguments: Vec<String> = std::env::args().skip(1).collect();
    let data = synthetic(SEED);
    let path = Path::new(env!("CARGO_MANIFEST_DIR")).join("target/data.json");
    std::fs::write(&path, data.to_string()).expect("the data for Python");
    // One rule alone, so many times: for callgrind.
    if let [only, count] = arguments.as_slice()
        && let Some((name, _)) = RULES.iter().find(|(name, _)| name == only)
    {
        let samkoll = Samkoll::new(name, &data);
        for _ in 0..count.parse::<u32>().expect("a number") {
            black_box(alone(&samkoll));
        }
        return ExitCode::SUCCESS;
    }
    let mut python = Python::new(&path);
    if python.is_none() {
        println!("python3 is not to be had: its column is left out");
    }
    let mut columns = vec!["samkoll", "facts and verdicts", "regorus", "zen-expression"];
    columns.extend(python.is_some().then_some("Python"));
    println!(
        "ns of the processor for one evaluation, the median of {ROUNDS} batches; in brackets, times samkoll's\n"
    );
    println!("| rule | verdicts | {} |\n|---|---{}|", columns.join(" | "), "|---".repeat(columns.len()));
    for (name, about) in RULES {
        let samkoll = Samkoll::new(name, &data);
        let (mut regorus, mut zen) = (Regorus::new(name, &data), Zen::new(name, &data));
        let mut answers =
            vec![("samkoll", samkoll.answer()), ("regorus", regorus.answer()), ("zen", zen.answer())];
        answers.extend(python.as_mut().map(|it| ("python", it.answer(name))));
        if let Some(differs) = differs(name, &answers) {
            println!("{differs}");
            return ExitCode::FAILURE;
        }
        let mut engines: Vec<Timed<'_>> = vec![
            Box::new(|count| timed(count, || drop(black_box(samkoll.verdicts())))),
            Box::new(|count| timed(count, || drop(black_box(samkoll.from_the_files())))),
            Box::new(|count| timed(count, || drop(black_box(regorus.run())))),
            Box::new(|count| timed(count, || drop(black_box(zen.run())))),
        ];
        if let Some(python) = &mut python {
            engines.push(Box::new(|count| python.time(name, count)));
        }
        let medians = medians(&mut engines);
        let own = medians[0];
        let cells: Vec<String> = medians.iter().map(|it| format!("{it:.0} ({:.2})", it / own)).collect();
        println!("| {name}: {about} | {} | {} |", samkoll.size(), cells.join(" | "));
    }
    ExitCode::SUCCESS
}

#[inline(never)]
fn alone(samkoll: &Samkoll) -> Vec<::samkoll::script::Run> {
    samkoll.verdicts()
}

fn timed(count: u32, mut run: impl FnMut()) -> u64 {
    let start = ThreadTime::now();
    for _ in 0..count {
        run();
    }
    start.elapsed().as_nanos() as u64
}

/// The median of each, one batch of each in turn, so that whatever else the machine does hits all alike.
fn medians(engines: &mut [Timed<'_>]) -> Vec<f64> {
    let counts: Vec<u32> = engines.iter_mut().map(|run| count(run)).collect();
    let mut times = vec![Vec::new(); engines.len()];
    for _ in 0..ROUNDS {
        for (at, run) in engines.iter_mut().enumerate() {
            times[at].push(run(counts[at]) as f64 / f64::from(counts[at]));
        }
    }
    let middle = |mut all: Vec<f64>| {
        all.sort_by(f64::total_cmp);
        all[all.len() / 2]
    };
    times.into_iter().map(middle).collect()
}

/// How many evaluations make a batch.
fn count(run: &mut dyn FnMut(u32) -> u64) -> u32 {
    let mut count = 1;
    while run(count) < BATCH_NS / 4 && count < 1 << 20 {
        count *= 2;
    }
    let each = run(count).max(1) / u64::from(count);
    u32::try_from(BATCH_NS / each.max(1)).unwrap_or(u32::MAX).max(1)
}

/// What is to be said when two answers differ.
fn differs(name: &str, answers: &[(&str, Value)]) -> Option<String> {
    let ((first, one), others) = answers.split_first()?;
    let (other, another) = others.iter().find(|(_, it)| !same(one, it))?;
    Some(format!("{name}: two answers\n{first}: {one}\n{other}: {another}"))
}

fn same(one: &Value, other: &Value) -> bool {
    match (one, other) {
        (Value::Number(one), Value::Number(other)) => {
            one.as_f64().zip(other.as_f64()).is_some_and(|(one, other)| (one - other).abs() <= TOLERANCE)
        }
        (Value::Array(one), Value::Array(other)) => {
            let (one, other) = (sorted(one), sorted(other));
            one.len() == other.len() && one.iter().zip(other).all(|(one, other)| same(one, other))
        }
        (Value::Object(one), Value::Object(other)) => {
            one.len() == other.len()
                && one.iter().all(|(key, one)| other.get(key).is_some_and(|other| same(one, other)))
        }
        _ => one == other,
    }
}

fn sorted(all: &[Value]) -> Vec<&Value> {
    let mut all: Vec<&Value> = all.iter().collect();
    all.sort_by_key(|it| it["id"].as_str().or(it.as_str()).map(str::to_owned));
    all
}
