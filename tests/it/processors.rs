//! One processor or several, one answer: the same bytes, whichever of them is done first.

use std::sync::Mutex;

use rayon::ThreadPoolBuilder;
use samkoll::amount::Language;
use samkoll::evaluate::Selection;
use samkoll::{assess, assess_telling, load, render};

use crate::common::{Texts, bundled, question, synthetic};

/// All that a check tells of a workspace on a day.
fn told(texts: &Texts, day: &str) -> String {
    let workspace = load(texts);
    let report = assess(&workspace, question(day), &Selection::default());
    let problems = render::problems::render(&workspace.problems, &workspace.files, Language::Sv, false);
    format!("{problems}{}", render::json::v1::render(&report, Language::Sv).unwrap().into_text().unwrap())
}

/// The same with so many at work.
fn told_by(at_work: usize, texts: &Texts, day: &str) -> String {
    let pool = ThreadPoolBuilder::new().num_threads(at_work).build().unwrap();
    pool.install(|| told(texts, day))
}

#[test]
fn as_many_as_are_at_work_the_answer_is_the_same() {
    // Four files that each have something wrong: what is wrong is told in the order of the files.
    let mut broken = synthetic();
    broken.values_mut().step_by(3).take(4).for_each(|text| text.push_str("\nmisspelt = 1\n"));
    for (texts, day) in [(bundled(), "2024-03-22"), (synthetic(), "2025-04-30"), (broken, "2025-04-30")] {
        // Without a pool of its own, as the program does it: the standard is read beside the workspace's own files.
        let as_usual = told(&texts, day);
        let alone = told_by(1, &texts, day);
        assert!(as_usual == alone, "as usual on {day}");
        for at_work in [2, 5] {
            assert!(told_by(at_work, &texts, day) == alone, "{at_work} at work on {day}");
        }
    }
}

#[test]
fn how_far_it_has_come_is_told_for_each_answer_once() {
    let workspace = load(&bundled());
    let said = Mutex::new(Vec::new());
    let tell = |done, of| said.lock().unwrap().push((done, of));
    let _ = assess_telling(&workspace, question("2024-03-22"), &Selection::default(), &tell);
    let mut said = said.into_inner().unwrap();
    said.sort_unstable();
    let of = said.len();
    assert!(of > 1_000, "{of}");
    assert_eq!(said, (1..=of).map(|done| (done, of)).collect::<Vec<_>>());
}
