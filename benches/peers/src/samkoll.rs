//! samkoll: each reference rule as a rule of a förbund's own in a synthetic workspace, run as `check` runs it.
//!
//! What the others are given as JSON is written as the files of a workspace: figures in tables, terms in an agreement,
//! what was delivered in a register. Everything in it is synthetic.

use std::collections::BTreeMap;
use std::fmt::Write as _;
use std::sync::Arc;

use samkoll::amount::Quantity;
use samkoll::evaluate::Selection;
use samkoll::facts::{Fact, Facts, Question};
use samkoll::model::rule::SubjectKind;
use samkoll::rulebook::Rule;
use samkoll::script::{Case, Conclusion, Run};
use samkoll::{Workspace, assess, load};
use serde_json::{Map, Value, json};

use crate::data::{AS_OF, PARTIES, QUARTERS, WITHIN, YEAR, id, period};

/// A rule compiled in a workspace of its own, and what it is asked about.
pub struct Samkoll {
    name: &'static str,
    workspace: Workspace,
    question: Question,
    /// Each verdict that is asked for: the rule, by its place in the book, and the case.
    cases: Vec<(usize, Case)>,
}

/// The rules of a workspace: its own name, and what is asked besides.
fn asked(name: &str) -> &'static [&'static str] {
    match name {
        "cap" => &["cap"],
        "partners" => &["partners", "partners-paid"],
        "split" => &["split"],
        "late" => &["late"],
        "overdue" => &["overdue"],
        "index" => &["index"],
        _ => &["tie"],
    }
}

impl Samkoll {
    pub fn new(name: &'static str, data: &Value) -> Self {
        let workspace = load(&texts(name, &data[name]));
        let problems: Vec<&str> = workspace.problems.iter().map(|it| it.message.en.as_str()).collect();
        assert!(problems.is_empty(), "{name}: {problems:#?}");
        let as_of = if name == "overdue" { AS_OF } else { "2024-06-30" };
        let question = Question { as_of: as_of.parse().expect("a day"), known_at: None };
        let mut all = Self { name, workspace, question, cases: Vec::new() };
        all.cases = all.cases_anew();
        all.is_what_check_says();
        all
    }

    /// The verdicts, over facts that are worked out: what a rule costs a `check`.
    pub fn verdicts(&self) -> Vec<Run> {
        self.run(&self.cases)
    }

    /// Likewise, with the facts worked out anew from what was read: sums, due days, how each duty stands.
    pub fn from_the_files(&self) -> Vec<Run> {
        self.run(&self.cases_anew())
    }

    fn run(&self, cases: &[(usize, Case)]) -> Vec<Run> {
        let book = &self.workspace.book;
        let run = |(rule, case): &(usize, Case)| {
            book.engine.run(&book.rules()[*rule].script, case.clone()).expect("a rule that comes to its end")
        };
        cases.iter().map(run).collect()
    }

    fn rules(&self) -> impl Iterator<Item = (usize, &Rule)> {
        let rules = self.workspace.book.rules().iter().map(Arc::as_ref).enumerate();
        rules.filter(|(_, it): &(usize, &Rule)| asked(self.name).contains(&it.text.id.value.as_str()))
    }

    fn cases_anew(&self) -> Vec<(usize, Case)> {
        let facts = Arc::new(Facts::new(Arc::clone(&self.workspace.model), self.question));
        let mut cases = Vec::new();
        for (at, rule) in self.rules() {
            for subject in facts.subjects(rule.text.subject) {
                let groups = &rule.text.groups;
                let own =
                    groups.is_empty() || groups.iter().any(|it| subject.group.as_ref() == Some(&it.value));
                // The law has reports of its own, and the years before have no figures.
                let asked = match rule.text.subject {
                    SubjectKind::Occurrence => subject.id.starts_with("avtal/"),
                    _ => subject.years == Some((YEAR, YEAR)),
                };
                if own && asked {
                    cases.push((at, case(&facts, rule, subject)));
                }
            }
        }
        cases
    }

    /// The cases are those that `check` has, and come out as there.
    fn is_what_check_says(&self) {
        for (at, rule) in self.rules() {
            let id = &rule.text.id.value;
            let selection = Selection { rules: vec![id.clone()], ..Selection::default() };
            let report = assess(&self.workspace, self.question, &selection);
            let own = self.cases.iter().filter(|(rule, _)| *rule == at);
            for ((_, case), run) in own.clone().zip(self.run(&own.cloned().collect::<Vec<_>>())) {
                let said = report.verdicts.iter().find(|it| it.subject.id == case.subject.id);
                let said = said.map(|it| it.outcome.name());
                let ours = match run.conclusion {
                    Conclusion::Met(_) => "met",
                    Conclusion::Breached(_) => "breached",
                    _ => "undecided",
                };
                assert_eq!(said, Some(ours), "{id} {}: {:?}", case.subject.id, run.conclusion);
            }
        }
    }

    /// The answer, in the form of the others'.
    pub fn answer(&self) -> Value {
        let runs = self.verdicts();
        let all = || self.cases.iter().map(|(_, case)| case.subject.id.as_str()).zip(&runs);
        let broken = || all().filter(|(_, run)| matches!(run.conclusion, Conclusion::Breached(_)));
        let short = |id: &str| id.split('/').nth(1).unwrap_or_default().to_owned();
        match self.name {
            "partners" => {
                let below: Vec<Value> = broken()
                    .map(|(id, run)| json!({ "id": short(id), "short": shown(run)["short"] }))
                    .collect();
                json!({ "paid": shown(runs.last().expect("the sum"))["paid"], "below": below })
            }
            "late" => {
                broken().map(|(id, run)| json!({ "id": report(id), "days": shown(run)["days"] })).collect()
            }
            "overdue" => broken().map(|(id, _)| Value::from(report(id))).collect(),
            _ => {
                let mut answer = shown(&runs[0]);
                answer.remove("equity");
                answer.remove("stated");
                answer.remove("target");
                answer.insert(
                    "breach".to_owned(),
                    matches!(runs[0].conclusion, Conclusion::Breached(_)).into(),
                );
                answer.into()
            }
        }
    }

    pub fn size(&self) -> usize {
        self.cases.len()
    }
}

fn case(facts: &Arc<Facts>, rule: &Rule, subject: samkoll::facts::Subject) -> Case {
    Case {
        trial: None,
        facts: Arc::clone(facts),
        day: subject.governing,
        year: subject.years.map(|(year, _)| year),
        subject: Arc::new(subject),
        rule: Arc::clone(&rule.text),
    }
}

/// `avtal/rapport/part-1/2021-Q1` as the others call it.
fn report(id: &str) -> String {
    id.strip_prefix("avtal/rapport/").unwrap_or(id).to_owned()
}

/// What a conclusion shows.
fn shown(run: &Run) -> Map<String, Value> {
    let (Conclusion::Met(values) | Conclusion::Breached(values)) = &run.conclusion else {
        panic!("{:?}", run.conclusion)
    };
    let number = |it: &Quantity| -> Value { it.value.to_string().parse::<f64>().expect("a number").into() };
    let value = |fact: &Fact| match fact {
        Fact::Amount(quantity) => number(quantity),
        Fact::Number(number) => (*number).into(),
        other => panic!("{other:?}"),
    };
    values.iter().map(|it| (it.name.clone(), value(&it.known.fact))).collect()
}

/// The files of the workspace that a rule is asked in.
fn texts(name: &str, data: &Value) -> BTreeMap<String, String> {
    let mut texts = BTreeMap::new();
    let mut put = |path: &str, text: String| texts.insert(path.to_owned(), text);
    put("samkoll.toml", MANIFEST.to_owned());
    put("agreements/parter.toml", organisations());
    for rule in asked(name) {
        put(&format!("rules/{rule}.toml"), file(&format!("{rule}.toml")));
        match *rule {
            "cap" | "split" => drop(put(&format!("rules/{rule}.rhai"), file(&format!("{rule}.rhai")))),
            "index" => drop(put("rules/index.rhai", index(data))),
            _ => {}
        }
    }
    let number = |it: &Value| it.to_string();
    let figures: Vec<(String, String)> = match name {
        "cap" => vec![
            ("allocation.total".to_owned(), number(&data["allocation"])),
            ("equity.closing".to_owned(), number(&data["equity"])),
        ],
        "partners" => {
            let mut catalogue = String::new();
            let mut sum = Vec::new();
            for it in list(data) {
                let id = it["id"].as_str().unwrap_or_default();
                let _ = write!(
                    catalogue,
                    "{}{}[[relation]]\nid = \"{id}\"\ntitle = \"minsta för {id}\"\ngroup = \"least\"\n\
                     total = \"paid.{id}\"\nsum = [\"least.{id}\"]\n\n",
                    figure(&format!("paid.{id}"), "money"),
                    figure(&format!("least.{id}"), "money")
                );
                sum.push(format!("\"paid.{id}\""));
            }
            let _ = write!(
                catalogue,
                "{}[[relation]]\nid = \"paid\"\ntitle = \"betalat tillsammans\"\ngroup = \"paid\"\n\
                 total = \"paid.total\"\nsum = [{}]\n",
                figure("paid.total", "money"),
                sum.join(", ")
            );
            put("rules/catalogue.toml", catalogue);
            let paid = |it: &Value| it["paid"].as_u64().unwrap_or_default();
            let total: u64 = list(data).iter().map(paid).sum();
            let each = list(data).iter().flat_map(|it| {
                let id = it["id"].as_str().unwrap_or_default();
                [(format!("paid.{id}"), number(&it["paid"])), (format!("least.{id}"), number(&it["least"]))]
            });
            each.chain([("paid.total".to_owned(), total.to_string())]).collect()
        }
        "split" => list(&data["contributions"])
            .iter()
            .map(|it| {
                (format!("contribution.{}", it["id"].as_str().unwrap_or_default()), number(&it["amount"]))
            })
            .collect(),
        "index" => {
            let mut catalogue = figure("index.target", "index");
            let mut cells = vec![("index.target".to_owned(), number(&data["target"]))];
            for it in list(&data["indicators"]) {
                let name = format!("indicator.{}", it["id"].as_str().unwrap_or_default());
                catalogue += &figure(&name, "index");
                cells.push((name, number(&it["value"])));
            }
            put("rules/catalogue.toml", catalogue);
            cells
        }
        "tie" => {
            let names: Vec<String> =
                (1..=list(&data["rows"]).len()).map(|it| format!("row.r{it:02}")).collect();
            let mut catalogue = figure("row.total", "money");
            catalogue.extend(names.iter().map(|it| figure(it, "money")));
            let terms: Vec<String> = names.iter().map(|it| format!("\"{it}\"")).collect();
            let _ = write!(
                catalogue,
                "[[relation]]\nid = \"tie\"\ntitle = \"raderna\"\ngroup = \"tie\"\ntotal = \"row.total\"\n\
                 sum = [{}]\n",
                terms.join(", ")
            );
            put("rules/catalogue.toml", catalogue);
            let rows = names.into_iter().zip(list(&data["rows"]).iter().map(number));
            rows.chain([("row.total".to_owned(), number(&data["total"]))]).collect()
        }
        _ => {
            put("agreements/avtal.toml", agreement());
            put("register/lamnat.toml", deliveries(data));
            Vec::new()
        }
    };
    if !figures.is_empty() {
        let unit = if name == "index" { "index" } else { "kr" };
        put(&format!("figures/{YEAR}.toml"), table(unit, &figures));
    }
    texts
}

fn file(name: &str) -> String {
    let path = format!("{}/rules/{name}", env!("CARGO_MANIFEST_DIR"));
    std::fs::read_to_string(&path).unwrap_or_else(|error| panic!("{path}: {error}"))
}

fn list(value: &Value) -> &[Value] {
    value.as_array().map(Vec::as_slice).unwrap_or_default()
}

/// There are no loops in the rules' language: the forty terms are written out, ten in each sum.
fn index(data: &Value) -> String {
    let term = |it: &Value| {
        format!("figure(\"indicator.{}\") * {}", it["id"].as_str().unwrap_or_default(), it["weight"])
    };
    let terms: Vec<String> = list(&data["indicators"]).iter().map(term).collect();
    let mut text = String::new();
    for (at, ten) in terms.chunks(10).enumerate() {
        let _ = writeln!(text, "let part_{at} = {};", ten.join(" + "));
    }
    let parts: Vec<String> = (0..terms.chunks(10).len()).map(|it| format!("part_{it}")).collect();
    format!("{text}let index = {};\n{}", parts.join(" + "), file("index.rhai"))
}

const MANIFEST: &str = "[workspace]\nname = \"Samordningsförbundet Exempel (syntetiskt)\"\n\
                        association = \"forbundet\"\nsince = 2021-01-01\n";

fn organisations() -> String {
    let mut text = "# Synthetic.\n".to_owned();
    for (id, kind, day) in [
        ("avtalet", "agreement", "adopted = 2020-12-01\n"),
        ("arsredovisning", "annual-report", "adopted = 2024-03-21\n"),
        ("diariet", "other", ""),
    ] {
        let _ = write!(
            text,
            "[[source]]\nid = \"{id}\"\ntitle = \"{id} (syntetisk)\"\nkind = \"{kind}\"\n{day}\n"
        );
    }
    let mut organisation = |id: &str, kind: &str, more: &str| {
        let _ = write!(text, "[[organisation]]\nid = \"{id}\"\nname = \"{id}\"\nkind = \"{kind}\"\n{more}\n");
    };
    let member = "member = { from = 2021-01-01 }\n";
    organisation("forbundet", "association", "");
    organisation("staten", "state", member);
    organisation("regionen", "region", member);
    for it in 1..=6 {
        organisation(&format!("kommun-{it}"), "municipality", member);
    }
    for it in 1..=PARTIES {
        organisation(&format!("part-{it}"), "other", "");
    }
    for (id, role) in [("styrelsen", "board"), ("kansliet", "office")] {
        organisation(id, "body", &format!("role = \"{role}\"\npart_of = \"forbundet\"\n"));
    }
    text
}

fn figure(name: &str, kind: &str) -> String {
    format!("[[figure]]\nname = \"{name}\"\ntitle = \"{name}\"\nkind = \"{kind}\"\n\n")
}

fn table(unit: &str, figures: &[(String, String)]) -> String {
    let mut text = format!(
        "year = {YEAR}\ncount = {{ table = 1 }}\n\n[[table]]\nid = \"t\"\nsource = \"arsredovisning\"\n\
         part = \"tabellen\"\nkind = \"overview\"\nprints = \"other\"\nunit = \"{unit}\"\ncount = {}\n[table.figures]\n",
        figures.len()
    );
    for (name, value) in figures {
        let _ = writeln!(text, "{name} = {value}");
    }
    text
}

/// An agreement by which each party reports each quarter.
fn agreement() -> String {
    let mut text = format!(
        "id = \"avtal\"\ntitle = \"Avtal\"\nkind = \"common\"\n\
         in_force = {{ from = 2021-01-01, to = 2023-06-30 }}\n\
         source = {{ document = \"avtalet\", part = \"hela\" }}\ncount = {{ party = {PARTIES}, duty = 1 }}\n\n"
    );
    for it in 1..=PARTIES {
        let _ = write!(text, "[[party]]\norganisation = \"part-{it}\"\nclause = \"§ 1\"\n\n");
    }
    let _ = write!(
        text,
        "[[duty]]\nid = \"rapport\"\ndeliverable = \"report\"\ntitle = \"Rapport\"\nby = \"each-party\"\n\
         to = \"office\"\nevery = \"quarter\"\ndue = {{ after = \"period-end\", days = {WITHIN} }}\nclause = \"§ 2\"\n"
    );
    text
}

fn deliveries(data: &Value) -> String {
    let mut text = "[[complete]]\ndeliverables = [\"report\"]\nfrom = 2021-01-01\nto = 2023-12-31\n\
                    recorded = 2023-12-31\n\n"
        .to_owned();
    let all = data.as_array().unwrap_or_else(|| data["reports"].as_array().expect("reports"));
    for quarter in 0..QUARTERS {
        for party in 1..=PARTIES {
            let name = id(quarter, party);
            let it = all.iter().find(|it| it["id"] == name.as_str()).expect("each report");
            if let Some(day) = it["delivered"].as_str() {
                let _ = write!(
                    text,
                    "[[delivery]]\nagreement = \"avtal\"\nduty = \"rapport\"\nby = \"part-{party}\"\n\
                     period = \"{}\"\ndelivered = {day}\nrecorded = {day}\nsource = {{ document = \"diariet\" }}\n\n",
                    period(quarter)
                );
            }
        }
    }
    text
}
