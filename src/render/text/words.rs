//! The words around findings.

use rust_decimal::Decimal;

use crate::amount::{Language, Text, counted, many, written_number};
use crate::diagnostic::Severity;
use crate::render::words::severity;
use crate::verdict::{Size, Verdict};

pub(super) use crate::render::words::{NOTHING_ASKED, NOTHING_YET, heading, no_fault};

phrases! {
    STATE = "läget", "as of";
    KNOWN_AT = "enligt vad som var känt", "by what was known on";
    ALL_OF_IT = "Allt, med siffror, ställen och åtgärder: samkoll check --all. Varje utslag: samkoll check --role auditor.", "All of it, with figures, places and remedies: samkoll check --all. Every verdict: samkoll check --role auditor.";
    LAW_AND_SOON = "Lagen i år och i fjol, och det som ska göras inom tre månader:", "The law this year and last, and what is due within three months:";
    OTHER_CAUSES = "Det övriga:", "The rest:";
    RUN_OUT = "Överenskommelser som har gått ut:", "Agreements that have run out:";
    PASSED = "KAN INTE LÄNGRE RÄTTAS", "CAN NO LONGER BE PUT RIGHT";
    NO_FAULTS = "Resultat, inga fel: de räknas inte som brutna.", "Results, not faults: they are not counted as breached.";
    JUDGEMENTS = "ATT BEDÖMA", "TO BE JUDGED";
    REMEDY = "Åtgärd:", "Remedy:";
    SAME_CAUSE = "Samma fel märks också här", "The same fault shows here too";
    FOLLOWS = "Samma orsak som:", "Same cause as:";
    LIKELY_CAUSE = "Trolig orsak:", "Probable cause:";
    AT = "Se:", "See:";
    EVIDENCE = "Underlag:", "Evidence:";
    MARKS = "✗ bruten eller inte nådd, i upplysning, ? går inte att avgöra, ~ godtagen, ✓ uppfylld, – inte tillämplig", "✗ breached or not reached, i notice, ? undecided, ~ waived, ✓ met, – not applicable";
    NO_QUESTION = "ingen av revisorernas frågor", "none of the auditors’ questions";
    CLAUSE = "Enligt:", "Under:";
    HELD_UP_BY = "Sent eller saknat före:", "Late or missing before it:";
    TOUCHES = "Behövs för:", "Needed for:";
    ABOUT = "Gäller:", "About:";
    SUMMARY = "Sammanlagt:", "In all:";
    NEW = "NYTT SEDAN BASLINJEN", "NEW SINCE THE BASELINE";
    SET_ASIDE = "ÅSIDOSATT AV FÖRBUNDET", "SET ASIDE BY THE FÖRBUND";
    CHANGED = "ÄNDRAT AV FÖRBUNDET", "CHANGED BY THE FÖRBUND";
}

pub(super) fn rules_set_aside(count: usize) -> Text {
    counted(many(count), ["regel åsidosatt", "regler åsidosatta", "rule set aside", "rules set aside"])
}

/// `14 fel, 128 varningar, 34 noteringar; de har 160 orsaker`
pub(super) fn by_severity(found: &[&Verdict]) -> Text {
    let count =
        |level| counted(many(found.iter().filter(|it| it.severity == level).count()), severity(level));
    let [errors, warnings, notes] = [Severity::Error, Severity::Warning, Severity::Note].map(count);
    let causes = found.iter().filter(|it| it.follows_from.is_none()).count();
    let told = (causes < found.len()).then(|| counted(many(causes), ["orsak", "orsaker", "cause", "causes"]));
    let (sv, en) = told.map_or_else(Default::default, |causes| {
        (format!("; de har {}", causes.sv), format!("; they have {}", causes.en))
    });
    Text::new(
        format!("{}, {}, {}{sv}", errors.sv, warnings.sv, notes.sv),
        format!("{}, {}, {}{en}", errors.en, warnings.en, notes.en),
    )
}

/// `Samma sak 2020, 2021 och 2022.`
pub(super) fn same_years(years: &[i32]) -> Text {
    let listed = |and: &str| {
        let years: Vec<String> = years.iter().map(ToString::to_string).collect();
        match years.split_last() {
            Some((last, [])) => last.clone(),
            Some((last, first)) => format!("{} {and} {last}", first.join(", ")),
            None => String::new(),
        }
    };
    Text::new(format!("Samma sak {}.", listed("och")), format!("The same in {}.", listed("and")))
}

/// `Samma sak gäller 6 till:`
pub(super) fn said_alike(count: usize) -> Text {
    Text::new(format!("Samma sak gäller {count} till:"), format!("The same holds for {count} more:"))
}

pub(in crate::render) fn more_before(count: usize) -> Text {
    Text::new(format!("och {count} till före det"), format!("and {count} more before it"))
}

pub(super) fn more_figures(count: usize) -> Text {
    if count == 1 {
        return Text::new("och en siffra till (--role auditor)", "and one more figure (--role auditor)");
    }
    let more = counted(many(count), ["siffra", "siffror", "more figure", "more figures"]);
    Text::new(format!("och {} till (--role auditor)", more.sv), format!("and {} (--role auditor)", more.en))
}

/// `Storlek: 40 tkr, 3,6 % av 1 107 tkr`
pub(in crate::render) fn size(size: &Size) -> Text {
    let percent = |language| written_number(size.percent.normalize(), language);
    Text::new(
        format!("Storlek: {}, {} % av {}", size.difference.sv, percent(Language::Sv), size.of.sv),
        format!("Size: {}, {}% of {}", size.difference.en, percent(Language::En), size.of.en),
    )
}

/// `Väsentlighetsgräns: 1 %. 12 skillnader är mindre och visas som noteringar.`
pub(super) fn materiality(percent: Decimal, below: usize) -> Text {
    let less = counted(many(below), ["skillnad", "skillnader", "difference", "differences"]);
    let percent = |language| written_number(percent, language);
    Text::new(
        format!(
            "Väsentlighetsgräns: {} %. {} under gränsen visas som noteringar.",
            percent(Language::Sv),
            less.sv
        ),
        format!("Materiality: {}%. {} below it are shown as notes.", percent(Language::En), less.en),
    )
}

/// ` Samma fel märks på 3 ställen till.`
pub(super) fn same_cause(count: usize) -> Text {
    if count == 0 {
        return Text::same("");
    }
    let more = counted(many(count), ["ställe", "ställen", "more place", "more places"]);
    Text::new(
        format!(" Samma fel märks på {} till.", more.sv),
        format!(" The same fault shows in {}.", more.en),
    )
}

/// How many causes can be put right, and how many no longer can.
pub(super) fn mendable(mendable: usize, passed: usize) -> Text {
    let causes = counted(many(mendable), ["orsak", "orsaker", "cause", "causes"]);
    let passed = match passed {
        0 => Text::default(),
        _ => Text::new(
            format!(" {passed} kan inte längre rättas, och står sist."),
            format!(" {passed} can no longer be put right, and stand last."),
        ),
    };
    Text::new(
        format!("{} kan rättas.{}", causes.sv, passed.sv),
        format!("{} can be put right.{}", causes.en, passed.en),
    )
}

pub(super) fn more_findings(count: usize) -> Text {
    Text::new(
        format!("och {count} till: samkoll check --all"),
        format!("and {count} more: samkoll check --all"),
    )
}

pub(super) fn more_new(count: usize) -> Text {
    Text::new(
        format!("och {count} till: samkoll check --role ci --baseline FIL"),
        format!("and {count} more: samkoll check --role ci --baseline FILE"),
    )
}

pub(super) fn more_causes(count: usize) -> Text {
    let things = counted(many(count), ["sak", "saker", "more thing", "more things"]);
    Text::new(
        format!("och {} till: samkoll check --all", things.sv),
        format!("and {}: samkoll check --all", things.en),
    )
}

/// How many missing things what is undecided waits for.
pub(super) fn causes(count: usize) -> Text {
    let things = counted(many(count), ["sak", "saker", "thing", "things"]);
    Text::new(
        format!("{} att ta reda på avgör dem.", things.sv),
        format!("{} to find out would settle them.", things.en),
    )
}

/// How many a missing thing would settle, and one of them.
pub(super) fn about(count: usize, title: String) -> Text {
    match count {
        1 => Text::new(format!("Gäller: {title}"), format!("About: {title}")),
        _ => Text::new(format!("Gäller {count}, senast: {title}"), format!("About {count}, latest: {title}")),
    }
}

pub(super) fn problems(count: usize) -> Text {
    if count == 1 {
        return Text::new(
            "Filerna har en anmärkning (samkoll validate).",
            "The files have one remark (samkoll validate).",
        );
    }
    let remarks = counted(many(count), ["anmärkning", "anmärkningar", "remark", "remarks"]);
    Text::new(
        format!("Filerna har {} (samkoll validate).", remarks.sv),
        format!("The files have {} (samkoll validate).", remarks.en),
    )
}
