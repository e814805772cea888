//! What cannot be decided, and what would settle each.

use crate::amount::Phrase;
use crate::model::rule::Undecided;
use crate::render::exchange::Exchange;
use crate::render::exchange::table::Cell;
use crate::render::explain::{Place, entry, where_figures, written_in};
use crate::render::words::authority;
use crate::verdict::{Outcome, SettledBy, Verdict};

use super::{Known, Sheet, place, plain, words};
use words::{
    AUTHORITY, CLAUSE, FILE, FINGERPRINT, LINE, NOT_KNOWN, QUESTIONS, RESPONSIBLE, RULE, RULE_TITLE, SETTLES,
    SUBJECT, SUBJECT_TITLE, WHY, WRITTEN,
};

pub(super) fn sheet(exchange: &Exchange<'_>, known: Known<'_>) -> Sheet {
    let columns = vec![
        (RULE, 26),
        (RULE_TITLE, 32),
        (AUTHORITY, 18),
        (SUBJECT, 26),
        (SUBJECT_TITLE, 32),
        (WHY, 24),
        (NOT_KNOWN, 60),
        (SETTLES, 50),
        (WRITTEN, 50),
        (CLAUSE, 32),
        (RESPONSIBLE, 32),
        (FILE, 32),
        (LINE, 8),
        (FINGERPRINT, 18),
    ];
    let open = exchange.verdicts().into_iter().filter(|it| it.outcome == Outcome::Undecided);
    let rows = open.map(|verdict| row(exchange, known, verdict)).collect();
    Sheet { name: QUESTIONS, columns, rows }
}

fn row(exchange: &Exchange<'_>, known: Known<'_>, verdict: &Verdict) -> Vec<Cell> {
    let language = exchange.language;
    let [file, line] = place(exchange, verdict.place);
    let (settles, written) = settled(exchange, known, verdict);
    vec![
        plain(&verdict.rule),
        plain(verdict.heading().get(language)),
        plain(authority(verdict.authority).get(language)),
        plain(&verdict.subject.id),
        plain(verdict.subject.title.get(language)),
        plain(verdict.reason.map_or("", |it| why(it).get(language))),
        plain(verdict.message.get(language)),
        plain(&settles),
        plain(&written),
        plain(&verdict.clause.reference),
        plain(&exchange.responsible(verdict).join(", ")),
        file,
        line,
        plain(&verdict.fingerprint),
    ]
}

/// What would settle a question, and where it would be written, with the lines where their form is known.
fn settled(exchange: &Exchange<'_>, known: Known<'_>, verdict: &Verdict) -> (String, String) {
    let (model, language, report) = (known.cycle.model(), exchange.language, exchange.report);
    let place = |write: Option<&str>, lines: Vec<String>| {
        let is_own = !report.is_standard(verdict.place);
        let place = written_in(verdict, write, Place { files: report.files, model, is_own });
        let lines = lines.join(" ");
        let between = if lines.is_empty() { "" } else { ": " };
        format!("{}{between}{lines}", place.get(language))
    };
    match known.settled.get(&verdict.fingerprint) {
        Some(SettledBy::Figure(name, year)) => {
            let title = model.catalogue().get(name).map_or(name.as_str(), |it| it.title.get(language));
            let place = where_figures(model, report.files, *year);
            let place = place.get(language).trim_end_matches(':').to_owned();
            (format!("{title} {year} ({name})"), place)
        }
        Some(SettledBy::Missing(what, write)) => {
            let item = known.cycle.items().iter().find(|it| it.id == verdict.subject.id);
            (what.get(language).to_owned(), place(write.as_deref(), entry(item, write.as_deref())))
        }
        Some(SettledBy::Otherwise(change)) => (change.get(language).to_owned(), place(None, Vec::new())),
        // Nobody but a person can; how stands in the remedy.
        None if verdict.reason == Some(Undecided::Judgement) => {
            (words::A_PERSON.get(language).to_owned(), verdict.remedy.get(language).to_owned())
        }
        None => (verdict.remedy.get(language).to_owned(), place(None, Vec::new())),
    }
}

const fn why(reason: Undecided) -> Phrase {
    match reason {
        Undecided::MissingFigure => words::MISSING_FIGURE,
        Undecided::MissingRecord => words::MISSING_RECORD,
        Undecided::RuleSilent => words::RULE_SILENT,
        Undecided::Judgement => words::JUDGEMENT,
        Undecided::RuleFailed => words::RULE_FAILED,
    }
}
