//! What a ledger came to, as a table: for whoever is about to let it in.

use std::collections::BTreeMap;

use super::lines::{Lines, clean};
use crate::amount::{Language, Phrase, Quantity, Unit};
use crate::import::{Drawn, Import, Untaken};
use crate::model::figure::FigureName;
use crate::sie::Ledger;

phrases! {
    FIGURE = "Siffra", "Figure";
    PART = "Konton", "Accounts";
    AMOUNT = "Belopp", "Amount";
    BUDGET = "Budgeten (inget i formatet visar att den är hel)", "The budget (nothing in the format shows that it is whole)";
    OPEN = "inte visat helt", "not shown whole";
    UNTAKEN = "Konton som inte är någon egen siffra (debet plus, kredit minus)", "Accounts that are no figure of their own (debit plus, credit minus)";
    OBJECTS = "Objekt som inte är någon siffra", "Objects that are no figure";
    NO_SUM = "inte heller i någon summa", "nor in any sum";
    WHOLE = "bokföringen visar att den är hel", "the ledger shows that it is whole";
    COMES_OUT = "summorna går ihop", "the sums come out";
    CHECKED = "kontrollsumman stämmer: filen är som den togs ut", "the checksum is right: the file is as it was exported";
    NOT_WHOLE = "bokföringen visar inte att den är hel; det som annars vore rätt blir oavgjort", "the ledger does not show that it is whole; what would else be right stays undecided";
}

/// The table, with what the file is written in, what proves it whole, and what no row takes.
#[must_use]
pub fn table(
    import: &Import,
    ledger: &Ledger,
    catalogue: &BTreeMap<String, FigureName>,
    language: Language,
) -> String {
    let mut lines = Lines::default();
    head(&mut lines, import, ledger, language);
    let title = |drawn: &Drawn| {
        let own = catalogue.get(&drawn.figure);
        own.map_or(drawn.figure.clone(), |it| it.title.get(language).to_owned())
    };
    lines.line("");
    let heading = [FIGURE, PART, AMOUNT].map(|it| it.get(language).to_owned());
    // What the head says of all of it is not said again of each.
    let part = |it: &Drawn, told: bool| match it.proven || told {
        true => it.part.clone(),
        false => format!("{} ({})", it.part, OPEN.get(language)),
    };
    let rows = |drawn: &[Drawn], told: bool| -> Vec<[String; 3]> {
        drawn.iter().map(|it| [title(it), part(it, told), amount(it.amount, language)]).collect()
    };
    columns(&mut lines, std::iter::once(heading).chain(rows(&import.figures, !import.is_proven())).collect());
    if !import.budget.is_empty() {
        lines.section(BUDGET.get(language));
        columns(&mut lines, rows(&import.budget, true));
    }
    untaken(&mut lines, UNTAKEN, &import.untaken, language);
    untaken(&mut lines, OBJECTS, &import.untaken_objects, language);
    lines.into_text()
}

fn head(lines: &mut Lines, import: &Import, ledger: &Ledger, language: Language) {
    let (year, chart, kind) = (import.year, &import.chart, ledger.kind);
    let encoding = ledger.encoding.title();
    let encoding = encoding.get(language);
    lines.line(&match language {
        Language::Sv => format!("Huvudbok {year}, kontoplan {chart}; SIE typ {kind}, {encoding}"),
        Language::En => format!("Ledger {year}, chart {chart}; SIE type {kind}, {encoding}"),
    });
    let proof = import.proof;
    let says = match (proof.holds(), import.is_proven()) {
        (true, true) => WHOLE,
        (true, false) => COMES_OUT,
        (false, _) => NOT_WHOLE,
    };
    let sums = [proof.closing, proof.result, proof.opening].map(|it| amount(it, language));
    let [closing, result, opening] = &sums;
    let against = if proof.holds() { "=" } else { "≠" };
    lines.wrapped(
        "",
        &format!("Σ UB {closing} + Σ RES {result} {against} Σ IB {opening}: {}", says.get(language)),
    );
    for doubt in import.doubts() {
        lines.wrapped("", doubt.get(language));
    }
    if import.checksum == Some(true) {
        lines.line(CHECKED.get(language));
    }
    for (account, off) in &import.off_the_vouchers {
        let off = amount(*off, language);
        lines.line(&match language {
            Language::Sv => format!("konto {account}: saldot skiljer {off} från verifikationerna"),
            Language::En => format!("account {account}: its balance is {off} off the vouchers"),
        });
    }
    if !import.budget_by_object.is_empty() {
        let accounts = import.budget_by_object.join(", ");
        lines.wrapped(
            "",
            &match language {
                Language::Sv => format!("budget bara per objekt, inte medräknad: konto {accounts}"),
                Language::En => format!("budget by object alone, not counted: account {accounts}"),
            },
        );
    }
    if !ledger.passed_over.is_empty() {
        let passed = ledger.passed_over.iter().map(|(label, count)| format!("#{label} {count}"));
        let passed = passed.collect::<Vec<_>>().join(", ");
        lines.wrapped(
            "",
            &match language {
                Language::Sv => format!("poster som inte läses: {passed}"),
                Language::En => format!("records that are passed over: {passed}"),
            },
        );
    }
}

fn untaken(lines: &mut Lines, title: Phrase, all: &[Untaken], language: Language) {
    if all.is_empty() {
        return;
    }
    lines.section(title.get(language));
    let row = |it: &Untaken| {
        let sum = if it.in_a_sum { String::new() } else { format!(" ({})", NO_SUM.get(language)) };
        [it.number.clone(), format!("{}{sum}", it.name), amount(it.amount, language)]
    };
    columns(lines, all.iter().map(row).collect());
}

fn amount(amount: rust_decimal::Decimal, language: Language) -> String {
    let mut ore = amount;
    ore.rescale(2);
    let written = Quantity::printed(ore, Unit::Kr, crate::amount::Origin(0));
    written.map_or_else(|_| ore.to_string(), |it| it.written(language))
}

/// Rows under each other, the last column to the right.
fn columns(lines: &mut Lines, rows: Vec<[String; 3]>) {
    let rows: Vec<[String; 3]> = rows.into_iter().map(|row| row.map(|cell| clean(&cell))).collect();
    let wide = |at: usize| rows.iter().filter_map(|row| row.get(at)).map(|it| it.chars().count()).max();
    let (first, second, last) = (wide(0).unwrap_or(0), wide(1).unwrap_or(0), wide(2).unwrap_or(0));
    for [one, two, three] in &rows {
        lines.line(format!("{one:first$}  {two:second$}  {three:>last$}").trim_end());
    }
}
