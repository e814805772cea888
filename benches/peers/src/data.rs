//! The data that all engines read: synthetic, drawn by a seed, the same bytes for the same seed.

use chrono::{Days, NaiveDate};
use serde_json::{Value, json};

/// What is drawn by.
pub const SEED: u64 = 2003_1210;

/// How many partners, deliveries, indicators and rows there are.
pub const PARTNERS: u64 = 50;
pub const PARTIES: u32 = 5;
pub const QUARTERS: u32 = 10;
pub const INDICATORS: usize = 40;
const ROWS: u64 = 30;

/// The year all figures are of, the first of the deliveries', and the day that what is overdue is asked on.
pub const YEAR: i32 = 2023;
pub const FIRST: i32 = 2021;
pub const AS_OF: &str = "2023-03-15";

/// How many days after the end of its quarter a report is due.
pub const WITHIN: u64 = 30;

/// All of it, one object for each rule.
pub fn synthetic(seed: u64) -> Value {
    let mut lot = Lot(seed);
    let allocation = 7_000_000 + lot.below(700) * 10_000;
    json!({
        "cap": { "allocation": allocation, "equity": allocation / 4 },
        "partners": (1..=PARTNERS).map(|it| partner(&mut lot, it)).collect::<Vec<_>>(),
        "split": split(&mut lot),
        "late": deliveries(&mut lot, |_| true),
        "overdue": { "as_of": AS_OF, "reports": deliveries(&mut lot, |lot| lot.below(100) < 80) },
        "index": { "target": 70, "indicators": indicators(&mut lot) },
        "tie": tie(&mut lot),
    })
}

/// One in ten pays less than the least.
fn partner(lot: &mut Lot, number: u64) -> Value {
    let least = 100_000 + lot.below(400) * 1_000;
    let paid = if lot.below(10) == 0 { least - 5_000 } else { least + lot.below(50) * 1_000 };
    json!({ "id": format!("p{number:02}"), "least": least, "paid": paid })
}

/// A half from the state, a quarter from the region, a quarter from six municipalities, who are one krona short.
fn split(lot: &mut Lot) -> Value {
    let quarter = 1_800_000 + lot.below(900) * 1_000;
    let mut all = vec![json!({ "payer": "state", "id": "staten", "amount": 2 * quarter })];
    all.push(json!({ "payer": "region", "id": "regionen", "amount": quarter }));
    let each = quarter / 6;
    for it in 1..=6 {
        let amount = if it == 6 { quarter - 5 * each - 1 } else { each };
        all.push(json!({ "payer": "municipality", "id": format!("kommun-{it}"), "amount": amount }));
    }
    json!({ "contributions": all, "tolerance": 20 })
}

/// A report from each party for each quarter, in time or up to three weeks late, or none.
fn deliveries(lot: &mut Lot, is_there: fn(&mut Lot) -> bool) -> Vec<Value> {
    let mut all = Vec::new();
    for quarter in 0..QUARTERS {
        for party in 1..=PARTIES {
            let due = due(quarter);
            let delivered = match lot.below(100) < 70 {
                true => due - Days::new(lot.below(10)),
                false => due + Days::new(1 + lot.below(21)),
            };
            let delivered = is_there(lot).then(|| delivered.to_string());
            all.push(json!({ "id": id(quarter, party), "due": due.to_string(), "delivered": delivered }));
        }
    }
    all
}

/// What a report is called: its party and its quarter.
pub fn id(quarter: u32, party: u32) -> String {
    format!("part-{party}/{}", period(quarter))
}

pub fn period(quarter: u32) -> String {
    format!("{}-Q{}", FIRST + quarter as i32 / 4, quarter % 4 + 1)
}

fn due(quarter: u32) -> NaiveDate {
    let (year, month) = (FIRST + (quarter as i32 + 1) / 4, (quarter + 1) % 4 * 3 + 1);
    NaiveDate::from_ymd_opt(year, month, 1).expect("a first day") - Days::new(1) + Days::new(WITHIN)
}

/// Forty values of 40 to 100 with one decimal, each with its weight; the weights make a whole.
fn indicators(lot: &mut Lot) -> Vec<Value> {
    let tenths = |it: u64| it as f64 / 10.0;
    let one = |at: usize| {
        let weight = [0.01, 0.02, 0.03, 0.04][at % 4];
        json!({ "id": format!("i{:02}", at + 1), "value": tenths(400 + lot.below(600)), "weight": weight })
    };
    (0..INDICATORS).map(one).collect()
}

/// Thirty rows in kronor and öre, and a total that is a hundred kronor too large.
fn tie(lot: &mut Lot) -> Value {
    let ore: Vec<u64> = (0..ROWS).map(|_| 1_000_000 + lot.below(90_000_000)).collect();
    let kronor = |ore: u64| ore as f64 / 100.0;
    let rows: Vec<f64> = ore.iter().copied().map(kronor).collect();
    json!({ "rows": rows, "total": kronor(ore.iter().sum::<u64>() + 10_000) })
}

/// What is drawn by lot: splitmix64.
struct Lot(u64);

impl Lot {
    fn below(&mut self, most: u64) -> u64 {
        self.0 = self.0.wrapping_add(0x9E37_79B9_7F4A_7C15);
        let mut mixed = self.0;
        mixed = (mixed ^ (mixed >> 30)).wrapping_mul(0xBF58_476D_1CE4_E5B9);
        mixed = (mixed ^ (mixed >> 27)).wrapping_mul(0x94D0_49BB_1331_11EB);
        (mixed ^ (mixed >> 31)) % most
    }
}
