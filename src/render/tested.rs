//! What became of the cases of rules, for who writes the rules: a line for each case, then what none of them reaches.

use crate::amount::{Language, Text, counted, many};
use crate::model::rule::Undecided;
use crate::report::tested::{Came, Tested, TestedCase, TestedRule};
use crate::source::Files;
use crate::verdict::Outcome;

use super::lines::{Lines, clean};
use super::words::outcome;

phrases! {
    EXPECTED = "väntat", "expected";
    CAME = "kom", "came";
    WITH = "med", "with";
    NO_SUCH = "regeln prövar inget som heter så; här finns", "the rule is asked about nothing of that name; there are";
    NOTHING = "inget alls", "nothing at all";
    BROKEN = "fallets filer har fel:", "the files of the case have errors:";
    UNTESTED = "inga fall: inget är prövat", "no cases: nothing is tested";
    UNREACHED = "Inget fall når:", "No case reaches:";
    OTHERWISE = "annars", "otherwise";
    NO_RULES = "Här finns inga egna regler, och inga fall.", "There are no rules of your own here, and no cases.";
}

/// How many names of what there is are shown.
const MOST: usize = 12;

/// Every rule with its cases, and the sum.
#[must_use]
pub fn render(tested: &Tested, files: &Files, language: Language) -> String {
    let mut lines = Lines::default();
    for rule in &tested.rules {
        one(&mut lines, rule, files, language);
    }
    lines.line(if tested.rules.is_empty() { NO_RULES.get(language) } else { "" });
    if !tested.rules.is_empty() {
        lines.wrapped("", sum(tested).get(language));
    }
    lines.into_text()
}

fn one(lines: &mut Lines, rule: &TestedRule, files: &Files, language: Language) {
    lines.line(&clean(&format!("{} [{}]", rule.title.get(language), rule.rule)));
    if rule.cases.is_empty() {
        return lines.line(&format!("  ? {}", UNTESTED.get(language)));
    }
    for case in &rule.cases {
        told(lines, case, language);
    }
    if !rule.unreached.is_empty() {
        lines.line(&format!("  {}", UNREACHED.get(language)));
    }
    for (span, words) in &rule.unreached {
        let place = files.place(*span);
        let words = if words.is_empty() { OTHERWISE.get(language) } else { words };
        lines.line(&clean(&format!("    {}:{}: {words}", place.file, place.line)));
    }
}

fn told(lines: &mut Lines, case: &TestedCase, language: Language) {
    let (path, line) = &case.place;
    let wanted = answer(case.expected.outcome, case.expected.reason, language);
    if case.passes() {
        return lines.line(&clean(&format!("  ✓ {path}: {wanted}")));
    }
    let piece = case.expected.message.as_ref().map(|it| format!(" {} ”{it}”", WITH.get(language)));
    let subject = &case.expected.subject;
    let (expected, came) = (EXPECTED.get(language), CAME.get(language));
    let head = format!("  ✗ {path}:{line}: {subject}: {expected} {wanted}{}", piece.unwrap_or_default());
    match &case.came {
        Came::Verdict { outcome, reason, message } => {
            let answer = answer(*outcome, *reason, language);
            // What a case expects of the words is of the Swedish ones.
            let words = if case.expected.message.is_some() { &message.sv } else { message.get(language) };
            lines.line(&clean(&format!("{head}, {came} {answer}: {words}")));
        }
        Came::NoSubject(known) => {
            let names = known.iter().take(MOST).cloned().collect::<Vec<_>>().join(", ");
            let names = if names.is_empty() { NOTHING.get(language).to_owned() } else { names };
            let more = if known.len() > MOST { " …" } else { "" };
            lines.line(&clean(&format!("{head}; {} {names}{more}", NO_SUCH.get(language))));
        }
        Came::Broken(problems) => {
            lines.line(&clean(&format!("{head}; {}", BROKEN.get(language))));
            problems.get(language).lines().for_each(|line| lines.line(&clean(&format!("      {line}"))));
        }
    }
}

/// `går inte att avgöra (missing-figure)`
fn answer(of: Outcome, reason: Option<Undecided>, language: Language) -> String {
    let [sv, _, en, _] = outcome(of);
    let reason = reason.map(|it| format!(" ({})", it.name())).unwrap_or_default();
    format!("{}{reason}", language.pick(sv, en))
}

fn sum(tested: &Tested) -> Text {
    let (passed, failed) = tested.counts();
    let cases = counted(many(passed.saturating_add(failed)), ["fall", "fall", "case", "cases"]);
    let untested = tested.untested().count();
    let rules = counted(many(untested), ["regel", "regler", "rule", "rules"]);
    let unreached = tested.rules.iter().filter(|it| !it.cases.is_empty()).map(|it| it.unreached.len()).sum();
    let arms = counted(many(unreached), ["villkor", "villkor", "condition", "conditions"]);
    // Of a rule without cases no condition is reached: that is said of the rule.
    let arms = match tested.rules.iter().any(|it| !it.cases.is_empty()) {
        true => Text::new(
            format!(" {} som inget fall når i de regler som har fall.", arms.sv),
            format!(" {} that no case reaches in the rules that have cases.", arms.en),
        ),
        false => Text::default(),
    };
    Text::new(
        format!(
            "{}: {passed} stämmer, {failed} gör det inte. {} utan fall: inget i dem är prövat.{}",
            cases.sv, rules.sv, arms.sv
        ),
        format!(
            "{}: {passed} as expected, {failed} not. {} without cases: nothing of them is tested.{}",
            cases.en, rules.en, arms.en
        ),
    )
}
