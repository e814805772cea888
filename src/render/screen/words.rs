//! The words of the first screen.

use std::collections::BTreeSet;

use chrono::NaiveDate;

use crate::amount::{Text, counted, many};
use crate::model::rule::Class;
use crate::render::words::found;
use crate::report::Report;

phrases! {
    STATE = "läget", "as of";
    NOW = "ATT BESLUTA ELLER RÄTTA", "TO DECIDE OR PUT RIGHT";
    LATE = "SENT", "LATE";
    NEXT = "HÄRNÄST", "NEXT";
}

/// `187 fel, varav 13 allvarliga, har 156 orsaker. 3 saker är sena. 785 frågor går inte att avgöra.`
pub(super) fn state(faults: usize, errors: usize, causes: usize, late: usize, open: usize) -> Text {
    let broken = match (faults, errors) {
        (0, _) => Text::new("Inget är brutet.", "Nothing is breached."),
        (_, 0) => {
            let faults = counted(many(faults), ["brist", "brister", "fault", "faults"]);
            Text::new(
                format!("{}, ingen av dem allvarlig.", faults.sv),
                format!("{}, none of them grave.", faults.en),
            )
        }
        _ => {
            let all = counted(many(faults), ["brist", "brister", "fault", "faults"]);
            let causes = counted(many(causes), ["orsak", "orsaker", "cause", "causes"]);
            Text::new(
                format!("{}, varav {errors} allvarliga; de har {}.", all.sv, causes.sv),
                format!("{}, {errors} of them grave; they have {}.", all.en, causes.en),
            )
        }
    };
    let late = match late {
        0 => Text::new("Inget är sent.", "Nothing is late."),
        _ => {
            let late =
                counted(many(late), ["sak är sen", "saker är sena", "thing is late", "things are late"]);
            Text::new(format!("{}.", late.sv), format!("{}.", late.en))
        }
    };
    let open = match open {
        0 => Text::new("Allt gick att avgöra.", "Everything could be decided."),
        _ => {
            let open = counted(many(open), ["fråga", "frågor", "question", "questions"]);
            Text::new(
                format!("{} går inte att avgöra med det som finns i filerna.", open.sv),
                format!("{} cannot be decided by what the files have.", open.en),
            )
        }
    };
    Text::new(
        format!("{} {} {}", broken.sv, late.sv, open.sv),
        format!("{} {} {}", broken.en, late.en, open.en),
    )
}

/// Which rules could not be run: what they would have said is not known.
pub(super) fn failed(rules: &BTreeSet<&str>) -> Text {
    let rules = rules.iter().copied().collect::<Vec<_>>().join(", ");
    Text::new(
        format!("REGLER SOM INTE GICK ATT KÖRA TILL SLUT: {rules}"),
        format!("RULES THAT COULD NOT BE RUN TO THEIR END: {rules}"),
    )
}

/// Since when something is new: the meeting before, or a day where the register has none.
pub(super) fn new_since(meeting: Option<NaiveDate>, since: NaiveDate) -> Text {
    match meeting {
        Some(day) if day == since => {
            Text::new(format!("NYTT SEDAN MÖTET {day}"), format!("NEW SINCE THE MEETING OF {day}"))
        }
        _ => Text::new(format!("NYTT SEDAN {since}"), format!("NEW SINCE {since}")),
    }
}

/// How many there are, and how many of them are shown where not all.
pub(super) fn count(all: usize, shown: usize) -> Text {
    match all {
        0 => Text::new("inget", "nothing"),
        _ if shown < all => {
            Text::new(format!("{all}, de {shown} viktigaste"), format!("{all}, the {shown} weightiest"))
        }
        _ => Text::same(all.to_string()),
    }
}

/// What the rules said, in numbers.
pub(super) struct Counts {
    pub(super) asked: usize,
    pub(super) met: usize,
    pub(super) unknown: usize,
    pub(super) judge: usize,
    pub(super) results: usize,
    pub(super) waived: usize,
    pub(super) set_aside: usize,
}

impl Counts {
    /// One sentence; what there is none of is left out, but never what holds and what is not known.
    pub(super) fn told(&self) -> Text {
        let mut sv = format!(
            "PRÖVAT: {} utslag; {} uppfyllda, {} saknar uppgifter",
            self.asked, self.met, self.unknown
        );
        let mut en =
            format!("ASKED: {} verdicts; {} met, {} lack information", self.asked, self.met, self.unknown);
        let more = [
            (self.judge, ["att bedöma", "att bedöma", "to be judged", "to be judged"]),
            (self.results, found(Class::Result)),
            (
                self.waived,
                [
                    "bruten men godtagen",
                    "brutna men godtagna",
                    "breached but accepted",
                    "breached but accepted",
                ],
            ),
            (self.set_aside, ["regel åsidosatt", "regler åsidosatta", "rule set aside", "rules set aside"]),
        ];
        for (count, words) in more.into_iter().filter(|(count, _)| *count > 0) {
            let told = counted(many(count), words);
            sv += &format!(", {}", told.sv);
            en += &format!(", {}", told.en);
        }
        Text::new(sv + ".", en + ".")
    }
}

/// What to type for more, of the same day.
pub(super) fn more(report: &Report<'_>, meeting: NaiveDate) -> Text {
    let day = report.as_of;
    let known = report.known_at.map(|known| format!(" --known-at {known}")).unwrap_or_default();
    let check = format!("samkoll check --as-of {day}{known}");
    Text::new(
        format!(
            "MER: {check} --role director (två skärmar), --all (allt) eller --role auditor (varje utslag); samkoll brief --meeting {meeting} (inför mötet); samkoll calendar --as-of {day} (årshjulet)."
        ),
        format!(
            "MORE: {check} --role director (two screens), --all (all of it) or --role auditor (every verdict); samkoll brief --meeting {meeting} (before the meeting); samkoll calendar --as-of {day} (the year)."
        ),
    )
}
