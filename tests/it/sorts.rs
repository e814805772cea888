//! An organisation of a sort that cannot be there, at any place that names one: the loader says so there.

use std::collections::BTreeMap;
use std::fmt::Write as _;
use std::fs;

use samkoll::diagnostic::Code;
use samkoll::load;
use samkoll::model::naming::Naming;
use samkoll::model::organisation::OrganisationKind;
use samkoll::source::{Files, parse};

use crate::common::{Texts, bundled, load_whole, root};
use crate::sweep::chosen;
use crate::testforbundet::testforbundet;

/// How many are tried in one load.
const AT_ONCE: usize = 25;

/// Another organisation in the place of one.
struct Swap {
    path: String,
    what: String,
    place: std::ops::Range<usize>,
    id: String,
}

#[test]
fn the_guide_tells_which_sorts_may_stand_where() {
    let guide = fs::read_to_string(root().join("docs/format.md")).unwrap();
    let mut missing = String::new();
    for naming in Naming::ALL {
        let kinds: Vec<&str> = naming.kinds.iter().map(|kind| kind.name()).collect();
        let row = format!("| `{}` | {} |", naming.key, kinds.join(" · "));
        if !guide.contains(&row) {
            let _ = writeln!(missing, "{row}");
        }
    }
    assert!(missing.is_empty(), "docs/format.md lacks\n{missing}");
}

#[test]
fn an_organisation_of_the_wrong_sort_is_said_in_the_bundled_forbund() {
    each_is_said(&bundled(), 200);
}

#[test]
fn an_organisation_of_the_wrong_sort_is_said_in_the_synthetic_forbund() {
    each_is_said(&testforbundet(), 50);
}

fn each_is_said(texts: &Texts, at_least: usize) {
    let workspace = load_whole(texts);
    let mut of_sort: BTreeMap<OrganisationKind, &str> = BTreeMap::new();
    for it in &workspace.model.organisations {
        of_sort.entry(it.kind).or_insert(&it.id.value);
    }
    let ids: Vec<&str> = workspace.model.organisations.iter().map(|it| it.id.value.as_str()).collect();
    let swaps: Vec<Swap> = texts.iter().flat_map(|(path, text)| swaps(path, text, &ids, &of_sort)).collect();
    assert!(swaps.len() > at_least, "only {} places", swaps.len());
    let swaps = chosen(swaps, 300);
    let mut unsaid = String::new();
    let rounds = swaps.len().div_ceil(AT_ONCE);
    for first in 0..rounds {
        let together: Vec<&Swap> = swaps.iter().skip(first).step_by(rounds).collect();
        for swap in left_unsaid(texts, &together) {
            let _ = writeln!(unsaid, "{}: {} = {}", swap.path, swap.what, swap.id);
        }
    }
    assert!(unsaid.is_empty(), "\n{unsaid}");
}

/// Those of which nothing is said on their line.
fn left_unsaid<'s>(texts: &Texts, swaps: &[&'s Swap]) -> Vec<&'s Swap> {
    let mut with = texts.clone();
    let mut last_first = swaps.to_vec();
    last_first.sort_by_key(|swap| std::cmp::Reverse(swap.place.start));
    // Two at one place would undo each other.
    last_first.dedup_by(|a, b| a.path == b.path && a.place == b.place);
    for swap in &last_first {
        with.get_mut(&swap.path).unwrap().replace_range(swap.place.clone(), &format!("\"{}\"", swap.id));
    }
    let workspace = load(&with);
    let line = |text: &str, at: usize| text[..at].matches('\n').count();
    let said = |swap: &&&Swap| {
        let own = line(&texts[&swap.path], swap.place.start);
        let spans =
            workspace.problems.iter().filter(|it| it.code == Code::WrongSort).filter_map(|it| it.span);
        spans.into_iter().any(|span| {
            workspace.files.path(span.file) == swap.path
                && line(&with[&swap.path], workspace.files.range(span).start) == own
                && workspace.files.slice(span) == format!("\"{}\"", swap.id)
        })
    };
    last_first.into_iter().filter(|swap| !said(&swap)).collect()
}

/// Every place of a file that names an organisation, with one of each sort that cannot be there.
fn swaps(path: &str, text: &str, ids: &[&str], of_sort: &BTreeMap<OrganisationKind, &str>) -> Vec<Swap> {
    let mut files = Files::default();
    let file = files.add(path, text);
    let (table, errors, _) = parse(&files, file);
    assert!(errors.is_empty(), "{path}: {errors:?}");
    let mut found = Vec::new();
    for route in table.routes() {
        let steps: Vec<&str> = route.path.split('.').map(|it| it.split('[').next().unwrap()).collect();
        let naming = Naming::ALL.iter().find(|naming| naming.key == steps.join("."));
        let named = files.slice(route.value).trim_matches('"');
        let Some(naming) = naming.filter(|_| ids.contains(&named)) else { continue };
        for (kind, id) in of_sort {
            // What takes a thing's place is of its own sort; both förbund have bodies that were followed by others.
            let followed = naming.key == "organisation.replaced_by" && *kind != OrganisationKind::Body;
            if !naming.takes(*kind) || followed {
                let (what, id) = (route.path.clone(), (*id).to_owned());
                found.push(Swap { path: path.to_owned(), what, place: files.range(route.value), id });
            }
        }
    }
    found
}
