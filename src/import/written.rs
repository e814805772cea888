//! The file of figures that comes of a ledger: the same ledger gives the same bytes, and another one a diff of what
//! changed.

use std::fmt::Write as _;

use rust_decimal::Decimal;

use super::{Drawn, Import, Untaken};
use crate::amount::{Language, Unit, written_number};
use crate::model::figure::{Prints, TableKind};
use crate::sie::Ledger;
use crate::starter::quoted;

/// How a file begins that was written here: no other is written over.
pub const MARK: &str = "# Skriven av samkoll import sie.";

/// The text of the file for a year.
#[must_use]
pub fn file_of(import: &Import, ledger: &Ledger) -> String {
    let year = import.year;
    let (count, source) =
        (import.figures.len().saturating_add(import.budget.len()), format!("huvudbok-{year}"));
    let mut text = format!(
        "{MARK} Ändra inte här: nästa import skriver över filen.\n\
         # Vilka konton som blir vilken siffra står i kontokartan (kontoplan: {}); egna rader läggs i en egen fil under rules.\n",
        import.chart
    );
    proof(&mut text, import);
    untaken(&mut text, "Konton som inte är någon egen siffra", &import.untaken);
    untaken(&mut text, "Objekt som inte är någon siffra", &import.untaken_objects);
    let _ = write!(
        text,
        "\nyear = {year}\ncount = {{ table = {count} }}\n\n[[source]]\nid = \"{source}\"\ntitle = \"Huvudbok {year}\"\nkind = \"ledger\"\n"
    );
    if let Some(day) = ledger.generated {
        let _ = writeln!(text, "adopted = {day}");
    }
    for drawn in &import.figures {
        table(&mut text, &source, TableKind::Ledger, drawn);
    }
    for drawn in &import.budget {
        table(&mut text, &source, TableKind::Budget, drawn);
    }
    text
}

/// What the three sums say.
fn proof(text: &mut String, import: &Import) {
    let proof = import.proof;
    let (closing, result, opening) = (kronor(proof.closing), kronor(proof.result), kronor(proof.opening));
    let says = match (proof.holds(), proof.something) {
        (true, _) if import.is_proven() => "bokföringen visar att den är hel".to_owned(),
        (true, _) => "går ihop".to_owned(),
        (false, true) => format!("skiljer {}: bokföringen visar inte att den är hel", kronor(proof.off())),
        (false, false) => "här saknas saldon att räkna på: bokföringen visar inte att den är hel".to_owned(),
    };
    let _ = writeln!(text, "# Σ UB {closing} + Σ RES {result} mot Σ IB {opening}: {says}.");
    for doubt in import.doubts() {
        let _ = writeln!(text, "# Obs: {}.", doubt.sv);
    }
    if !import.budget.is_empty() {
        let _ = writeln!(
            text,
            "# Budgeten: inget i formatet visar att den är hel, så inget blir rätt av den ensam."
        );
    }
    for (account, off) in &import.off_the_vouchers {
        let _ = writeln!(text, "# Konto {account}: saldot skiljer {} från verifikationerna.", kronor(*off));
    }
    if !import.budget_by_object.is_empty() {
        let accounts = import.budget_by_object.join(", ");
        let _ = writeln!(text, "# Budget bara per objekt, inte medräknad: konto {accounts}.");
    }
}

fn untaken(text: &mut String, title: &str, all: &[Untaken]) {
    if all.is_empty() {
        return;
    }
    let _ = writeln!(text, "#\n# {title}, med vad de är bokförda till (debet plus, kredit minus):");
    for it in all {
        let sum = if it.in_a_sum { "" } else { ", inte heller i någon summa" };
        let name: String = it.name.chars().filter(|c| !c.is_control()).collect();
        let name = if name.is_empty() { String::new() } else { format!(" {name}") };
        let _ = writeln!(text, "#   {}{name}: {}{sum}", it.number, kronor(it.amount));
    }
}

fn table(text: &mut String, source: &str, kind: TableKind, drawn: &Drawn) {
    let Drawn { figure, part, amount, proven } = drawn;
    let mut amount = *amount;
    amount.rescale(2);
    let proven = Some(*proven);
    entry(text, &Entry { source, kind, prints: None, proven, unit: Unit::Kr, figure, part, amount });
}

/// A figure that a file of figures has by itself.
pub(super) struct Entry<'e> {
    /// The id of the document.
    pub(super) source: &'e str,
    /// What sort of place it is from.
    pub(super) kind: TableKind,
    /// What that place prints, where it is a row of a statement.
    pub(super) prints: Option<Prints>,
    /// Whether nothing of it can be missing, where the document could show that.
    pub(super) proven: Option<bool>,
    /// The unit of its amount.
    pub(super) unit: Unit,
    /// Its name.
    pub(super) figure: &'e str,
    /// The place in the document.
    pub(super) part: &'e str,
    /// The amount.
    pub(super) amount: Decimal,
}

/// Writes a figure as a table of its own, whose place is its own.
pub(super) fn entry(text: &mut String, it: &Entry<'_>) {
    let Entry { source, kind, prints, proven, unit, figure, part, amount } = it;
    let (id, part, kind, unit) = (figure.replace('.', "-"), quoted(part), kind.name(), unit.name());
    let proven = proven.map(|it| format!("proven = {it}\n")).unwrap_or_default();
    let prints = prints.map(|it| format!("prints = \"{}\"\n", it.name())).unwrap_or_default();
    let _ = write!(
        text,
        "\n[[table]]\nid = \"{source}-{id}\"\nsource = \"{source}\"\npart = {part}\nkind = \"{kind}\"\n{prints}{proven}\
         unit = \"{unit}\"\ncount = 1\n[table.figures]\n{figure} = {amount}\n"
    );
}

/// An amount as a Swedish reader sees it, with its öre.
pub(super) fn kronor(amount: Decimal) -> String {
    let whole = written_number(amount.trunc(), Language::Sv);
    let part = amount.fract().abs().round_dp(2);
    let sign = if amount.is_sign_negative() && amount.trunc().is_zero() { "−" } else { "" };
    let ore = format!("{part:.2}");
    let ore = ore.strip_prefix("0.").unwrap_or("00");
    format!("{sign}{whole},{ore}")
}
