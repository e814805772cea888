//! Workspaces with so many of each thing, to see how the work grows. In a test run each is small and must be read
//! as it is meant; `SAMKOLL_GROWTH=target/release/samkoll cargo test growth -- --nocapture` makes them large, runs
//! that program on each and on one four times as large, and prints seconds and how many times as long it took.
//! No test fails by time.

use std::fmt::Write as _;
use std::path::Path;
use std::{env, fs};

use samkoll::diagnostic::{Code, Severity};
use samkoll::evaluate::Selection;
use samkoll::{assess, load};

use crate::common::{Texts, load_whole, question, synthetic};
use crate::testforbundet::testforbundet;

/// An agreement that others can be made of.
pub(crate) const AGREEMENT: &str =
    "id = \"x\"\ntitle = \"X\"\nkind = \"platform\"\nin_force = { from = 2023-01-01 }\n";

/// A document, for files that are lists.
pub(crate) const SOURCE: &str =
    "[[source]]\nid = \"s-x\"\ntitle = \"X\"\nkind = \"other\"\nadopted = 2024-12-31\n";

const CITED: &str = "source = { document = \"s-x\", part = \"1\" }\n";

/// A workspace that lacks only what is added.
pub(crate) fn base() -> Texts {
    let mut texts = synthetic();
    texts.insert(
        "agreements/kommunen.toml".to_owned(),
        "[[organisation]]\nid = \"kommunen\"\nname = \"Kommunen\"\nkind = \"municipality\"\n".to_owned(),
    );
    texts
}

/// A table of one year, with a few cells.
pub(crate) fn table(number: usize, cells: &str) -> String {
    let count = cells.lines().count();
    format!(
        "[[table]]\nid = \"t-{number}\"\nsource = \"s-x\"\npart = \"{number}\"\nkind = \"note\"\nprints = \"note\"\n\
         unit = \"kr\"\ncount = {count}\n[table.figures]\n{cells}"
    )
}

/// What a repeated entry is like: its kind, the file it stands in, what stands before, the entry with its number
/// as `#`, and whether a workspace of it is right.
struct Kind {
    name: &'static str,
    file: &'static str,
    before: &'static str,
    entry: &'static str,
    right: bool,
}

const fn right(name: &'static str, file: &'static str, before: &'static str, entry: &'static str) -> Kind {
    Kind { name, file, before, entry, right: true }
}

const fn wrong(name: &'static str, file: &'static str, before: &'static str, entry: &'static str) -> Kind {
    Kind { name, file, before, entry, right: false }
}

const DUTY: &str = "[[duty]]\nid = \"d-#\"\ndeliverable = \"report\"\nby = \"kommunen\"\nevery = \"year\"\ndue = { on = \"12-31\" }\nclause = \"1\"\n";
const PARTY: &str = "[[party]]\norganisation = \"o-#\"\nclause = \"1\"\n";
const MEETING: &str =
    "[[meeting]]\nid = \"m-#\"\nbody = \"styrelsen\"\ndate = 2024-@\nrecorded = 2024-12-31\n~";
const DECISION: &str = "[[decision]]\nid = \"b-#\"\nmeeting = \"m-#\"\nparagraph = \"1\"\nadopts = \"other\"\nstate = \"adopted\"\ntext = \"x\"\nrecorded = 2024-12-31\n~";
const DELIVERY: &str = "[[delivery]]\nagreement = \"x\"\nduty = \"d-#\"\nby = \"kommunen\"\nperiod = \"2023\"\ndelivered = 2023-10-10\nrecorded = 2024-01-01\n~";
const FIGURE: &str = "[[figure]]\nname = \"own.f#\"\ntitle = \"F\"\nkind = \"money\"\n";

const KINDS: &[Kind] = &[
    right(
        "organisations",
        "agreements/o.toml",
        "",
        "[[organisation]]\nid = \"o-#\"\nname = \"O #\"\nkind = \"other\"\n",
    ),
    right(
        "members",
        "agreements/o.toml",
        "",
        "[[organisation]]\nid = \"o-#\"\nname = \"O #\"\nkind = \"municipality\"\nmember = { from = 2020-01-01 }\n",
    ),
    wrong(
        "organisations-of-one-id",
        "agreements/o.toml",
        "",
        "[[organisation]]\nid = \"o\"\nname = \"O #\"\nkind = \"other\"\n",
    ),
    right(
        "documents",
        "agreements/o.toml",
        "",
        "[[source]]\nid = \"z-#\"\ntitle = \"X\"\nkind = \"other\"\n",
    ),
    right(
        "agreements",
        "agreements/x-#.toml",
        "",
        "id = \"x-#\"\ntitle = \"X\"\nkind = \"platform\"\nin_force = { from = 2023-01-01 }\n",
    ),
    right("parties", "agreements/x.toml", AGREEMENT, PARTY),
    right(
        "commitments",
        "agreements/x.toml",
        AGREEMENT,
        "[[commitment]]\nid = \"c-#\"\nparty = \"o-#\"\nkind = \"task\"\nstate = \"stated\"\ntext = \"x\"\nclause = \"1\"\n",
    ),
    right(
        "signatures",
        "agreements/x.toml",
        AGREEMENT,
        "[[signature]]\nparty = \"o-#\"\nname = \"printed\"\nclause = \"1\"\n",
    ),
    right("duties", "agreements/x.toml", AGREEMENT, DUTY),
    wrong(
        "duties-of-one-id",
        "agreements/x.toml",
        AGREEMENT,
        "[[duty]]\nid = \"d\"\ndeliverable = \"report\"\nby = \"kommunen\"\nevery = \"year\"\ndue = { on = \"12-31\" }\nclause = \"1\"\n",
    ),
    wrong(
        "duties-that-need-nothing",
        "agreements/x.toml",
        AGREEMENT,
        "[[duty]]\nid = \"d-#\"\ndeliverable = \"report\"\nby = \"kommunen\"\nevery = \"year\"\ndue = { on = \"12-31\" }\nneeds = [\"e-#\"]\nclause = \"1\"\n",
    ),
    right("meetings", "register/x.toml", SOURCE, MEETING),
    right(
        "items",
        "register/x.toml",
        "[[meeting]]\nid = \"m\"\nbody = \"styrelsen\"\ndate = 2024-02-02\nrecorded = 2024-12-31\n",
        "[[meeting.item]]\nnumber = 1#\ntitle = \"t\"\ntype = \"decision\"\n",
    ),
    right("decisions", "register/d.toml", SOURCE, DECISION),
    wrong("decisions-at-no-meeting", "register/x.toml", SOURCE, DECISION),
    right("deliveries", "register/x.toml", SOURCE, DELIVERY),
    wrong(
        "deliveries-of-no-duty",
        "register/x.toml",
        SOURCE,
        "[[delivery]]\nagreement = \"x\"\nduty = \"e-#\"\nby = \"kommunen\"\nperiod = \"2023\"\ndelivered = 2023-10-10\nrecorded = 2024-01-01\n~",
    ),
    right(
        "planned",
        "register/x.toml",
        SOURCE,
        "[[planned]]\nagreement = \"x\"\nduty = \"d-#\"\nby = \"kommunen\"\nperiod = \"2024\"\nday = 2024-09-12\nrecorded = 2024-03-22\n~",
    ),
    right(
        "remarks",
        "register/x.toml",
        SOURCE,
        "[[remark]]\nid = \"r-#\"\nyear = 2022\ntext = \"x\"\ndimension = \"internal-control\"\nrecorded = 2024-03-22\n~",
    ),
    right(
        "assignments",
        "register/x.toml",
        "[[meeting]]\nid = \"m-x\"\nbody = \"styrelsen\"\ndate = 2024-03-01\nrecorded = 2024-03-22\n[[decision]]\nid = \"d-x\"\nmeeting = \"m-x\"\nadopts = \"mission\"\nstate = \"adopted\"\nrecorded = 2024-03-22\n",
        "[[assignment]]\nid = \"a-#\"\ndecision = \"d-x\"\nto = [\"kommunen\"]\ntext = \"x #\"\nreport_at = \"next-meeting\"\nrecorded = 2024-03-22\n",
    ),
    right(
        "tables",
        "figures/x.toml",
        "year = 2024\n",
        "[[table]]\nid = \"t-#\"\nsource = \"s-x\"\npart = \"#\"\nkind = \"note\"\nprints = \"note\"\nunit = \"kr\"\ncount = 1\n[table.figures]\nincome.total = 1000\n",
    ),
    right("figures", "rules/x.toml", "", FIGURE),
    wrong(
        "cells-of-no-figure",
        "figures/x.toml",
        "year = 2024\n[[table]]\nid = \"t\"\nsource = \"s-x\"\npart = \"1\"\nkind = \"note\"\nunit = \"kr\"\n[table.figures]\n",
        "own.f# = 1\n",
    ),
    right(
        "relations",
        "rules/x.toml",
        "",
        "[[relation]]\nid = \"own-#\"\ntitle = \"r\"\ntotal = \"income.total\"\nsum = [\"cost.total\"]\n",
    ),
    right(
        "goals",
        "follow-up/x.toml",
        "",
        "[[goal]]\nid = \"g-#\"\ntitle = \"m\"\ngroup = \"outcome\"\nfigure = \"income.total\"\nvalue = 1\nunit = \"kr\"\nat = \"least\"\nyears = { from = 2023, to = 2024 }\n",
    ),
    right(
        "statements",
        "follow-up/x.toml",
        "",
        "[[statement]]\nid = \"u-#\"\nyear = 2024\nfigures = [\"income.total\"]\nsays = \"rises\"\ntext = \"x\"\n",
    ),
    right(
        "initiatives",
        "follow-up/x.toml",
        "",
        "[[initiative]]\nid = \"v-#\"\nnumber = 1#\nyear = 2024\ntitle = \"t\"\nrow = { title = \"t\" }\ndetail = { title = \"t\" }\n",
    ),
    right(
        "actions",
        "follow-up/x.toml",
        "",
        "[[action]]\nid = \"w-#\"\nnumber = \"#\"\ntitle = \"t\"\nresponsible = [\"kommunen\"]\nstart = 2023-01-01\nend = 2024-01-01\n",
    ),
    right(
        "checklists",
        "follow-up/x.toml",
        "",
        "[[checklist]]\nid = \"y-#\"\ngroup = \"annual-report\"\ntitle = \"t\"\nyear = 2024\ncomplete = true\n",
    ),
    right(
        "parts",
        "follow-up/x.toml",
        "[[structure]]\ndocument = \"s-x\"\n",
        "[[structure.part]]\nkind = \"section\"\nnumber = \"#\"\ntitle = \"t\"\n",
    ),
    right(
        "mentions",
        "follow-up/x.toml",
        "[[structure]]\ndocument = \"s-x\"\n",
        "[[structure.mention]]\norganisation = \"kommunen\"\nprinted = \"K#\"\npart = \"1\"\n",
    ),
    wrong(
        "waivers-of-one-thing",
        "waivers.toml",
        "",
        "[[waiver]]\nrule = \"equity-above-cap\"\nsubject = \"2023\"\nreason = \"x\"\ndecided_by = \"styrelsen\"\ndecision = \"1\"\nfrom = 2024-01-01\nuntil = 2024-12-31\n",
    ),
    wrong("wrong-lines", "register/x.toml", "", "this is wrong\n"),
    wrong("wrong-keys", "register/x.toml", "[[meeting]]\n", "date# = 1\n"),
    wrong("wrong-words-on-one-line", "follow-up/x.toml", "", "goal#.x=[{a=1},{b=2},{c=3}]\n"),
    wrong("empty-files", "register/x-#.toml", "", ""),
];

/// A workspace with so many of a kind, and what they rest on.
pub(crate) fn made(name: &str, count: usize) -> Texts {
    let kind = KINDS.iter().find(|it| it.name == name).unwrap();
    let mut texts = base();
    texts.insert("agreements/s-x.toml".to_owned(), SOURCE.to_owned());
    for (path, text) in rests_on(name) {
        write_all(&mut texts, path, "", text, count);
    }
    write_all(&mut texts, kind.file, kind.before.trim_start_matches(SOURCE), kind.entry, count);
    texts
}

/// What must be there for entries of a kind to be right.
fn rests_on(name: &str) -> Vec<(&'static str, &'static str)> {
    const ORGANISATIONS: (&str, &str) =
        ("agreements/o.toml", "[[organisation]]\nid = \"o-#\"\nname = \"O #\"\nkind = \"other\"\n");
    match name {
        "parties" | "commitments" | "signatures" => vec![ORGANISATIONS],
        "decisions" => vec![("register/x.toml", MEETING)],
        "deliveries" | "deliveries-of-no-duty" | "planned" => vec![("agreements/x.toml", DUTY)],
        _ => Vec::new(),
    }
}

fn write_all(texts: &mut Texts, path: &str, before: &str, entry: &str, count: usize) {
    let mut text = before.to_owned();
    if path == "agreements/x.toml" && text.is_empty() {
        AGREEMENT.clone_into(&mut text);
    }
    for number in 0..count {
        // A day of the year, another for each of so many.
        let (month, day) = (number / 28 % 12 + 1, number % 28 + 1);
        let own = entry.replace('#', &number.to_string()).replace('~', CITED);
        let own = own.replace('@', &format!("{month:02}-{day:02}"));
        if path.contains('#') {
            texts.insert(path.replace('#', &number.to_string()), format!("{before}{own}"));
        } else {
            text.push_str(&own);
        }
    }
    if !path.contains('#') {
        texts.insert(path.to_owned(), text);
    }
}

#[test]
fn each_kind_of_entry_is_read_as_it_is_meant() {
    for kind in KINDS {
        let workspace = load(&made(kind.name, 3));
        let errors: Vec<&str> = workspace
            .problems
            .iter()
            .filter(|it| it.severity == Severity::Error)
            .map(|it| it.message.en.as_str())
            .collect();
        assert_eq!(errors.is_empty(), kind.right, "{}: {errors:#?}", kind.name);
        let report = assess(&workspace, question("2024-12-31"), &Selection::default());
        assert!(!kind.right || !report.verdicts.is_empty(), "{}", kind.name);
    }
    let Some(binary) = env::var_os("SAMKOLL_GROWTH") else { return };
    for kind in KINDS {
        println!("{}", measured(Path::new(&binary), kind.name));
    }
}

/// Seconds for so many of a kind and for four times as many.
#[expect(clippy::disallowed_methods, reason = "what this measures is time, when it is asked to")]
fn measured(binary: &Path, name: &str) -> String {
    let mut line = format!("{name:28}");
    let mut before = None;
    for count in [5_000, 20_000] {
        let folder = tempfile::tempdir().unwrap();
        for (path, text) in made(name, count) {
            let file = folder.path().join(path);
            fs::create_dir_all(file.parent().unwrap()).unwrap();
            fs::write(file, text).unwrap();
        }
        let start = std::time::Instant::now();
        let run = std::process::Command::new(binary)
            .args(["check", "--all", "--as-of", "2024-12-31"])
            .current_dir(folder.path())
            .output()
            .unwrap();
        let seconds = start.elapsed().as_millis();
        let _ = write!(line, "{count:6}: {seconds:6} ms, {:9} bytes", run.stdout.len());
        let grown = before.map(|before: u128| seconds * 10 / before.max(1));
        let _ = grown.map(|grown| write!(line, ", {}.{} times", grown / 10, grown % 10));
        before = Some(seconds);
    }
    line
}

/// What is written and nothing is asked of is told by `validate`: years before the first, a relation no table has.
#[test]
fn what_nothing_is_asked_of_is_said() {
    let mut texts = testforbundet();
    texts.insert(
        "follow-up/tidigt.toml".into(),
        "[[goal]]\nid = \"tidigt\"\ngroup = \"outcome\"\ntitle = \"Fler deltagare\"\nfigure = \"participants.individual.total\"\n\
         at = \"least\"\nvalue = 3\nunit = \"persons\"\nyears = { from = 2015, to = 2016 }\n\
         [[statement]]\nid = \"tidigt-2\"\ngroup = \"direction\"\nyear = 2016\nfigures = [\"participants.individual.total\"]\n\
         says = \"rises\"\ntext = \"fler deltog\"\n"
            .into(),
    );
    texts.insert(
        "figures/egna.toml".into(),
        "[[relation]]\nid = \"ingen\"\ntitle = { sv = \"x\", en = \"x\" }\ntotal = \"equity.closing\"\n\
         sum = [\"plan.year-3.result.net\"]\nprints = [\"cash-flow\"]\n"
            .into(),
    );
    let workspace = load_whole(&texts);
    let (_, notes) = samkoll::tables(&workspace);
    let notes = notes.iter().filter(|it| it.code == Code::NeverAsked);
    let files = notes.map(|it| workspace.files.path(it.span.unwrap().file)).collect::<Vec<_>>();
    assert_eq!(files, ["follow-up/tidigt.toml", "follow-up/tidigt.toml", "figures/egna.toml"]);
}
