//! One letter wrong in any reference of either förbund, and the loader says so there, with what was meant.
//!
//! `cargo test` takes a seeded sample; with `SAMKOLL_SWEEP=all` every one is taken (`.ci/run` does so).

use std::fmt::Write as _;
use std::thread;

use samkoll::amount::Language;
use samkoll::diagnostic::Problem;
use samkoll::load;
use samkoll::source::{Files, Span, parse};

use crate::common::{Texts, bundled, load_whole};
use crate::sweep::{THREADS, chosen};
use crate::testforbundet::testforbundet;

/// How many slips `cargo test` tries in each förbund.
const SAMPLE: usize = 60;

/// How many are tried in one load.
const AT_ONCE: usize = 20;

/// The keys whose value names something that stands elsewhere, or is one of a list of words. `rules` are names that
/// scripts use; they are checked with the scripts.
const REFERENCES: &[&str] = &[
    // Documents.
    "document",
    "part_of",
    // Organisations and roles.
    "appointed_by",
    "association",
    "boards",
    "body",
    "by",
    "decided_by",
    "escalates_to",
    "except",
    "for",
    "meetings_of",
    "names",
    "of",
    "organisation",
    "party",
    "replaced_by",
    "responsible",
    "role",
    "to",
    // Agreements and what they hold.
    "about",
    "after",
    "agreement",
    "before",
    "duty",
    "needs",
    "omits",
    "superseded_by",
    "terms",
    // Figures.
    "figure",
    "figures",
    "negate",
    "ratio",
    "sum",
    "target",
    "than",
    "total",
    // Rules, groups and what is required.
    "group",
    "groups",
    "judges_as",
    "missing",
    "rule",
    "stairs",
    // The register.
    "adopts",
    "decision",
    "deliverable",
    "deliverables",
    "dimension",
    "meeting",
    "period",
    // Words.
    "at",
    "authority",
    "every",
    "force",
    "form",
    "kind",
    "outcome",
    "prints",
    "says",
    "severity",
    "standing",
    "state",
    "subject",
    "type",
    "unit",
    "within",
];

/// A reference with a letter wrong.
struct Slip {
    path: String,
    what: String,
    at: usize,
    letter: &'static str,
}

#[test]
fn a_letter_wrong_in_a_reference_of_the_bundled_forbund_is_said() {
    each_is_said(&bundled(), 3_000);
}

#[test]
fn a_letter_wrong_in_a_reference_of_the_synthetic_forbund_is_said() {
    each_is_said(&testforbundet(), 400);
}

fn each_is_said(texts: &Texts, at_least: usize) {
    load_whole(texts);
    let slips: Vec<Slip> = texts.iter().flat_map(|(path, text)| slips(path, text)).collect();
    assert!(slips.len() > at_least, "only {} references", slips.len());
    let slips = chosen(slips, SAMPLE);
    let unsaid: String = thread::scope(|scope| {
        let parts = slips.chunks(slips.len().div_ceil(THREADS));
        let threads: Vec<_> = parts.map(|part| scope.spawn(|| unsaid(texts, part))).collect();
        threads.into_iter().map(|thread| thread.join().unwrap()).collect()
    });
    assert!(unsaid.is_empty(), "\n{unsaid}");
}

/// The slips nothing is said of. Those far apart are tried together, and alone when that leaves one unsaid.
fn unsaid(texts: &Texts, slips: &[Slip]) -> String {
    let rounds = slips.len().div_ceil(AT_ONCE);
    let mut unsaid = String::new();
    for first in 0..rounds {
        let together: Vec<&Slip> = slips.iter().skip(first).step_by(rounds).collect();
        for slip in left_unsaid(texts, &together) {
            if !left_unsaid(texts, &[slip]).is_empty() {
                let _ = writeln!(unsaid, "{}: {}", slip.path, slip.what);
            }
        }
    }
    unsaid
}

fn left_unsaid<'s>(texts: &Texts, slips: &[&'s Slip]) -> Vec<&'s Slip> {
    let mut with = texts.clone();
    for slip in slips {
        with.get_mut(&slip.path).unwrap().replace_range(slip.at..=slip.at, slip.letter);
    }
    let workspace = load(&with);
    let helps = |it: &&Problem| it.help.as_ref().is_some_and(|help| helps(help.get(Language::En)));
    // A path that leads nowhere is named by a place beside it.
    let places = |it: &Problem| {
        it.span.into_iter().chain(it.related.iter().map(|(span, _)| *span)).collect::<Vec<_>>()
    };
    let said = |slip: &&&Slip| {
        workspace.problems.iter().filter(helps).flat_map(places).any(|span| {
            workspace.files.path(span.file) == slip.path && workspace.files.range(span).contains(&slip.at)
        })
    };
    slips.iter().filter(|slip| !said(slip)).copied().collect()
}

fn helps(help: &str) -> bool {
    help.starts_with("did you mean") || help.starts_with("expected one of")
}

/// The references of a file, each with a letter in its middle another. A cell's name is its whole dotted key.
fn slips(path: &str, text: &str) -> Vec<Slip> {
    let mut files = Files::default();
    let file = files.add(path, text);
    let (table, errors, _) = parse(&files, file);
    assert!(errors.is_empty(), "{path}: {errors:?}");
    let mut found = Vec::new();
    for route in table.routes() {
        let steps: Vec<&str> = route.path.split('.').map(|it| it.split('[').next().unwrap()).collect();
        let key = *steps.last().unwrap();
        let quoted = files.slice(route.value).starts_with('"');
        let heading = steps.len() == 3 && steps[0] == "initiative" && ["row", "detail"].contains(&steps[1]);
        let own_id = key == "id" && steps.len() > 1 && steps[0] == "checklist" && steps[1] == "item";
        let of_table = key == "source" && steps[0] == "table";
        let cell = steps.len() > 2 && steps[..2] == ["table", "figures"];
        // Texts, whatever their keys are called; what scripts name is checked with the scripts.
        let words = ["message", "condition", "label", "structure", "set-aside"].contains(&steps[0])
            && !["document", "organisation", "kind"].contains(&key);
        // What an initiative prints of who is responsible is a text.
        let words = words || (steps[0] == "initiative" && steps.len() > 2);
        // What a waiver covers is there on some days only: `waiver-unused` tells of one that meets nothing.
        let words = words || (steps[0] == "waiver" && key == "subject");
        if quoted && !words && (REFERENCES.contains(&key) || own_id || of_table) {
            found.extend(slip(path, &route.path, text, route.value));
        } else if heading && files.slice(route.key) == key || cell && !files.slice(route.value).contains(key)
        {
            found.extend(slip(path, &route.path, text, route.key));
        }
    }
    found
}

fn slip(path: &str, what: &str, text: &str, span: Span) -> Option<Slip> {
    let places = span.start as usize..span.end as usize;
    let letters: Vec<usize> = places.filter(|at| text.as_bytes()[*at].is_ascii_lowercase()).collect();
    let at = *letters.get(letters.len() / 2)?;
    let letter = if text.as_bytes()[at] == b'q' { "x" } else { "q" };
    Some(Slip { path: path.to_owned(), what: what.to_owned(), at, letter })
}

/// A letter wrong in a path of the manifest, whichever folder on its way it is in.
#[test]
fn a_letter_wrong_in_a_path_is_said() {
    let texts = bundled();
    let manifest = &texts["samkoll.toml"];
    let mut slips: Vec<Slip> = slips("samkoll.toml", manifest);
    slips.retain(|slip| slip.what == "workspace.figures[0]");
    for (at, _) in manifest.match_indices("fixtures/umearegionen/register") {
        slips.push(Slip { path: "samkoll.toml".into(), what: "register".into(), at: at + 2, letter: "q" });
    }
    assert_eq!(slips.len(), 2);
    assert_eq!(unsaid(&texts, &slips), "");
}
